/* Names that a mailbox is called by: yonatan.goldfarb@ is how יונתן גולדפרב spells himself in Latin letters, and
 * anna.nowak@ tells what Anna Kowalska is called, too. */
#include "generator/gate/forms_parts.h"

#include "common/utf8.h"
#include "generator/gate/fold.h"

/* Without the digits at its end: kowalski72 */
static struct str without_number(struct str word)
{
	while (word.n != 0 && str_is_digit(word.s[word.n - 1]))
		word.n--;
	return word;
}

static bool is_alphabetic(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!str_is_alpha(word.s[i]))
			return false;
	return word.n != 0;
}

/* The two words of a mailbox; one of them may be an initial. */
static bool split_mailbox(struct str mailbox, struct str *words)
{
	enum { LEAST = 4 };
	size_t at = 0;

	while (at < mailbox.n && strchr("._", mailbox.s[at]) == NULL)
		at++;
	if (at == mailbox.n)
		return false;
	words[0] = str_slice(mailbox, 0, at);
	words[1] = without_number(str_from(mailbox, at + 1));
	for (int i = 0; i < 2; i++)
		if (!is_alphabetic(words[i]) || words[i].n > VARIANT_BYTES || words_has(WORDS_ROLES, words[i]) ||
		    words_has(WORDS_COMPANIES, words[i]) || words_has(WORDS_MARKUP, words[i]) ||
		    words_has(WORDS_MAILBOXES, words[i]))
			return false;
	return (words[0].n > 1 || words[1].n > 1) && (words[0].n >= LEAST || words[1].n >= LEAST);
}

/* How a mailbox stands to a name that is written in Latin letters. */
struct likeness {
	bool is_foreign; /* the name has letters of another script */
	bool known[2];	 /* the word is a part of the name, or the initial of one */
	bool family[2];	 /* and it is the family's, in full */
};

static void compare(struct forms *forms, struct str part, bool is_family, const struct str *words,
		    struct likeness *likeness)
{
	struct variants variants;

	for (size_t at = 0; at < part.n;)
		if (fold_of(forms->fold, FOLD_LOOKS, utf8_next(part, &at))->is_foreign)
			likeness->is_foreign = true;
	forms_spell(forms, part, &variants);
	for (unsigned v = 0; v < variants.n; v++)
		for (int i = 0; i < 2; i++) {
			struct str spelled = forms_variant(&variants, v);
			bool is_same = str_eq_nocase(spelled, words[i]);

			likeness->family[i] = likeness->family[i] || (is_same && is_family);
			likeness->known[i] =
			    likeness->known[i] || is_same ||
			    (words[i].n == 1 && spelled.n != 0 && str_lower_char(words[i].s[0]) == spelled.s[0]);
		}
}

/* Alone it counts only where somebody is spoken to or of, as one does of people. */
static void add_weak(struct forms *forms, const struct variants *variants, enum identity_rule rule)
{
	for (unsigned i = 0; i < variants->n; i++)
		if (!variants->at[i].is_heard && variants->at[i].n > 1)
			forms_put(forms, forms_variant(variants, i), rule,
				  FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
}

/*
 * What nothing else says is a name: anna.novak@ may be one, anna.scanner@ stands beside the scanner. Both words
 * together are found as a name is, what is not in the name alone with its context.
 */
static void add_guess(struct forms *forms, const struct str *words, const bool *known, bool turns)
{
	struct variants firsts, lasts;

	forms_spell(forms, words[turns], &firsts);
	forms_spell(forms, words[!turns], &lasts);
	forms->extra = known[0] || known[1] ? 0 : FORM_CAPITAL;
	for (unsigned f = 0; f < firsts.n; f++)
		for (unsigned l = 0; l < lasts.n; l++)
			if (!firsts.at[f].is_heard && !lasts.at[l].is_heard)
				forms_put_pair(forms, forms_variant(&firsts, f), forms_variant(&lasts, l));
	forms->extra = 0;
	if (!known[turns])
		add_weak(forms, &firsts, RULE_FIRST_NAME);
	if (!known[!turns])
		add_weak(forms, &lasts, RULE_SURNAME);
}

/* May Japanese be transcribed so? "usami", "matsumoto", "hattori", "junichi"; not "pixel", "lucky", "dragon". */
static bool is_romaji(struct str word)
{
	static const char *const starts[] = {"ky", "gy", "sh", "ch", "ts", "ny", "hy", "by", "py", "my",
					     "ry", "k",	 "g",  "s",  "z",  "j",	 "t",  "d",  "n",  "h",
					     "f",  "b",	 "p",  "m",  "y",  "r",	 "w",  NULL};
	size_t at = 0;

	while (at < word.n) {
		struct str rest = str_from(word, at);

		/* "hattori", "matchida" */
		if (rest.n > 1 && (rest.s[0] == rest.s[1] || str_starts(rest, STR("tch"))) &&
		    strchr("kstpn", rest.s[0]) != NULL) {
			at++;
			continue;
		}
		for (const char *const *start = starts; *start != NULL; start++)
			if (str_starts(rest, str_c(*start))) {
				rest = str_from(rest, strlen(*start));
				break;
			}
		if (rest.n != 0 && strchr("aeiou", rest.s[0]) != NULL)
			at = (size_t)(rest.s + 1 - word.s);
		else if (word.s[at] == 'n' ||
			 (word.s[at] == 'm' && at + 1 < word.n && strchr("bpm", word.s[at + 1]) != NULL))
			at++;
		else
			return false;
	}
	return word.n != 0;
}

/*
 * usami@ of 宇佐美 拓真: who writes a name in Chinese characters has no other way to spell it there. A short one may be
 * a word that somebody likes, as panda@, and counts where somebody is spoken to or of.
 */
static void add_one_word(struct forms *forms, struct str name, struct str mailbox)
{
	enum { LEAST = 5, LONG_ENOUGH = 7 };
	struct str word = without_number(mailbox);
	struct variants spelled;

	if (forms_leading_han(name) == 0 || word.n < LEAST || word.n > VARIANT_BYTES || !is_romaji(word) ||
	    forms_is_ordinary(word) || words_has(WORDS_USUAL, word) || words_has(WORDS_COMPANIES, word) ||
	    words_has(WORDS_MARKUP, word) || words_has(WORDS_MAILBOXES, word))
		return;
	if (word.n >= LONG_ENOUGH) {
		forms_put_surname(forms, word);
		return;
	}
	forms_spell(forms, word, &spelled);
	add_weak(forms, &spelled, RULE_SURNAME);
}

/* mail: the mailbox alone, in small letters. */
static void add_mailbox(struct forms *forms, struct str name, struct str mail)
{
	static const char between[] = " ,._'\"()/\t";
	struct likeness likeness = {.is_foreign = false};
	struct str words[2];
	struct buf spelled;
	size_t from = 0, comma = (size_t)str_find_char(name, ',');
	bool turns;

	if (words_has(WORDS_ROLES, mail))
		return;
	if (!split_mailbox(mail, words)) {
		add_one_word(forms, name, mail);
		return;
	}
	for (size_t at = 0; at <= name.n; at++)
		if (at == name.n || strchr(between, name.s[at]) != NULL) {
			compare(forms, str_slice(name, from, at), at == (comma < name.n ? comma : name.n), words,
				&likeness);
			from = at + 1;
		}
	if (name.n != 0 && !likeness.is_foreign && likeness.known[0] == likeness.known[1])
		return; /* both are in the table by the name; or neither is, and it may be called anything */
	/* goldfarb.y@; nowak.anna@ of Anna Kowalska; kowalska.anka@ of hers, too */
	turns = likeness.is_foreign || name.n == 0 ? words[1].n == 1
						   : likeness.family[0] || (likeness.known[1] && !likeness.family[1]);
	if (!likeness.is_foreign && words[0].n > 1 && words[1].n > 1) {
		add_guess(forms, words, likeness.known, turns);
		return;
	}
	buf_init(&spelled, BUF_NO_LIMIT);
	buf_str(&spelled, words[turns]);
	buf_char(&spelled, ' ');
	buf_str(&spelled, words[!turns]);
	forms_add_name(forms, buf_view(&spelled));
	buf_release(&spelled);
}

void forms_add_name_of_mailbox(struct forms *forms, struct str name, struct str mail)
{
	ptrdiff_t end = str_rfind_char(mail, '@');
	struct buf lower;

	if (end <= 0)
		return;
	mail = str_slice(mail, 0, (size_t)end);
	if (str_find_char(mail, '+') > 0)
		mail.n = (size_t)str_find_char(mail, '+');
	buf_init(&lower, BUF_NO_LIMIT);
	for (size_t i = 0; i < mail.n; i++)
		buf_char(&lower, str_lower_char(mail.s[i]));
	add_mailbox(forms, name, buf_view(&lower));
	buf_release(&lower);
}
