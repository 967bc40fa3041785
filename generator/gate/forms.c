/*
 * The forms of identities: what identities.c keeps hashes of. Every rule here
 * answers a way in which a name has been seen to get through.
 */
#include "generator/gate/forms.h"

#include "common/stem.h"
#include "common/utf8.h"
#include "generator/gate/digests.h"
#include "generator/gate/fold.h"
#include "generator/gate/words.h"

#include <sodium.h>

enum {
	PARTS_MAX = 8,	  /* of a name; more are taken for one organisation's */
	VARIANTS_MAX = 8, /* spellings of one part */
	VARIANT_BYTES = 64,
};

/* The spellings of one word, folded. */
struct variants {
	unsigned n;
	struct variant {
		char s[VARIANT_BYTES];
		uint8_t n;
	} at[VARIANTS_MAX];
};

static struct str variant(const struct variants *variants, unsigned i)
{
	return str_n(variants->at[i].s, variants->at[i].n);
}

static void add_variant(struct variants *variants, struct str s)
{
	if (s.n == 0 || s.n > VARIANT_BYTES || variants->n == VARIANTS_MAX)
		return;
	for (unsigned i = 0; i < variants->n; i++)
		if (str_eq(variant(variants, i), s))
			return;
	memcpy(variants->at[variants->n].s, s.s, s.n);
	variants->at[variants->n++].n = (uint8_t)s.n;
}

struct swap {
	const char *from, *to;
};

/* Letters that some write as two. */
static const struct swap doubled[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"å", "aa"},
    {"Å", "Aa"}, {"ø", "oe"}, {"Ø", "Oe"}, {"ñ", "ny"}, {"ő", "oe"}, {"ű", "ue"}, {NULL, NULL},
};
/* Transcriptions of Cyrillic other than the one of fold.c; put over the folded letters, in this order. */
static const struct swap scholarly[] = {
    {"shch", "sc"}, {"sh", "s"},  {"ch", "c"},	{"zh", "z"},  {"kh", "h"},
    {"ts", "c"},    {"ia", "ja"}, {"iu", "ju"}, {"ie", "je"}, {NULL, NULL},
};
static const struct swap british[] = {{"ia", "ya"}, {"iu", "yu"}, {"ie", "ye"}, {"kh", "h"}, {"ii", "y"}, {NULL, NULL}};
static const struct swap german[] = {
    {"shch", "schtsch"}, {"sh", "sch"}, {"ch", "tsch"}, {"zh", "sch"}, {"kh", "ch"},
    {"v", "w"},		 {"ia", "ja"},	{"iu", "ju"},	{"z", "s"},    {NULL, NULL},
};
/* How Latin names sound when somebody writes them in Cyrillic, which fold.c reads back. */
static const struct swap heard[] = {
    {"sch", "sh"}, {"tsch", "ch"}, {"sz", "sh"}, {"cz", "ch"}, {"rz", "zh"}, {"ck", "k"},
    {"ch", "kh"},  {"ph", "f"},	   {"th", "t"},	 {"w", "v"},   {"x", "ks"},  {"j", "i"},
    {"y", "i"},	   {"qu", "kv"},   {"ee", "i"},	 {"oo", "u"},  {"c", "k"},   {NULL, NULL},
};

/* Every occurrence, longest rules first as the table has them. */
static struct str replace(struct buf *out, struct str s, const struct swap *swaps)
{
	buf_clear(out);
	for (size_t at = 0; at < s.n;) {
		const struct swap *swap = swaps;

		while (swap->from != NULL && !str_starts(str_from(s, at), str_c(swap->from)))
			swap++;
		if (swap->from != NULL) {
			buf_str(out, str_c(swap->to));
			at += strlen(swap->from);
		} else {
			buf_char(out, s.s[at++]);
		}
	}
	return buf_view(out);
}

static bool is_foreign(struct fold *fold, struct str word)
{
	for (size_t at = 0; at < word.n;)
		if (fold_of(fold, FOLD_LOOKS, utf8_next(word, &at))->is_foreign)
			return true;
	return false;
}

static void spell(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap *const schemes[] = {scholarly, british, german};
	struct buf *letters = &forms->letters, *other = &forms->other;

	variants->n = 0;
	buf_clear(letters);
	fold_add(forms->fold, FOLD_LOOKS, word, letters);
	add_variant(variants, buf_view(letters));
	if (!is_foreign(forms->fold, word)) {
		struct str two = replace(other, word, doubled);

		buf_clear(letters);
		fold_add(forms->fold, FOLD_LOOKS, two, letters);
		add_variant(variants, buf_view(letters));
		if (variants->n != 0)
			add_variant(variants, replace(other, variant(variants, 0), heard));
		return;
	}
	buf_clear(letters);
	fold_add(forms->fold, FOLD_SOUNDS, word, letters);
	add_variant(variants, buf_view(letters));
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		add_variant(variants, replace(other, buf_view(letters), schemes[i]));
}

static void add(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags, size_t split)
{
	if (forms->is_canary && letters.n < 8)
		return; /* its initials are anybody's */
	identities_add(forms->identities, letters, forms->is_canary ? RULE_CANARY : rule, flags,
		       split <= IDENTITIES_FORM_MAX ? (unsigned)split : 0);
}

/* Backwards by characters, rot13 and the alphabet backwards, of what is ASCII. */
static void add_mirrored(struct forms *forms, struct str letters, unsigned flags)
{
	char turned[VARIANT_BYTES * 2], rotated[VARIANT_BYTES * 2], mirrored[VARIANT_BYTES * 2];
	bool is_ascii = true;

	if (letters.n > sizeof(turned) || letters.n < 7)
		return;
	for (size_t i = 0; i < letters.n; i++) {
		char c = letters.s[i];

		turned[letters.n - 1 - i] = c;
		rotated[i] = mirrored[i] = c;
		if (c >= 'a' && c <= 'z')
			rotated[i] = (char)('a' + (c - 'a' + 13) % 26);
		if (c >= 'a' && c <= 'z')
			mirrored[i] = (char)('z' - (c - 'a'));
		is_ascii = is_ascii && (unsigned char)c < 0x80;
	}
	if (!is_ascii)
		return;
	add(forms, str_n(turned, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(rotated, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(mirrored, letters.n), RULE_REVERSED, flags, 0);
}

static struct str join(char *to, struct str a, struct str b)
{
	memcpy(to, a.s, a.n);
	memcpy(to + a.n, b.s, b.n);
	return str_n(to, a.n + b.n);
}

static size_t first_letter(struct str s)
{
	size_t at = 0;

	(void)utf8_next(s, &at);
	return at;
}

static bool is_ordinary(struct str s)
{
	return words_has(WORDS_ORDINARY, s);
}

/* First and last name in both orders, joined or with anything between them. */
static void add_pair(struct forms *forms, struct str first, struct str last)
{
	bool weak = is_ordinary(first) && is_ordinary(last);
	unsigned flags = FORM_ANY_SPLIT | (weak ? FORM_CAPITAL : 0);
	char text[VARIANT_BYTES * 2 + 1];
	struct str both = join(text, first, last);
	/* joined to one word they might be another: then one has to begin where it begins */
	bool is_short = both.n < 9 || weak;

	if (!is_short)
		flags |= both.n >= 11 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : FORM_ONE_EDGE;
	add(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? first.n : 0);
	if (!is_short)
		add_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
	both = join(text, last, first);
	add(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? last.n : 0);
	if (!is_short)
		add_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

/* akowalska, kowalskaa, annak: what people are called by machines. */
static void add_user_names(struct forms *forms, struct str first, struct str last)
{
	char text[VARIANT_BYTES * 2 + 1];
	struct str f = str_slice(first, 0, first_letter(first)), l = str_slice(last, 0, first_letter(last));
	const struct str both[] = {join(text, f, last)};

	if ((unsigned char)first.s[0] >= 0x80 || (unsigned char)last.s[0] >= 0x80)
		return;
	if (both[0].n >= 5 && !is_ordinary(both[0]) && !words_has(WORDS_USUAL, both[0]))
		add(forms, both[0], RULE_USER, FORM_NO_SPLIT, 0);
	if (is_ordinary(last)) /* J. Young */
		add(forms, both[0], RULE_FULL_NAME, FORM_CAPITAL | FORM_ANY_SPLIT | FORM_STRICT_EDGES, f.n);
	if (last.n >= 5) {
		struct str user = join(text, last, f);

		if (!is_ordinary(user))
			add(forms, user, RULE_USER, FORM_NO_SPLIT, 0);
	}
	if (first.n >= 5) {
		struct str user = join(text, first, l);

		if (!is_ordinary(user) && !words_has(WORDS_USUAL, user))
			add(forms, user, RULE_USER, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* What stays of a name when the endings of its cases go. */
static struct str stem_of(struct str letters, char *text)
{
	struct str stem = letters;

	/* Greek and Baltic names: Papadopoulos, Papadopoulou; Kazlauskas, Kazlausko */
	if (letters.n >= 8 && letters.s[letters.n - 1] == 's' && strchr("aiou", letters.s[letters.n - 2]) != NULL)
		return str_slice(letters, 0, letters.n - 2);
	while (stem.n > 4 && stem.n + 2 > letters.n && strchr("aeiouy", stem.s[stem.n - 1]) != NULL)
		stem.n--;
	if (stem.n == letters.n && letters.n >= 6 && letters.s[letters.n - 2] == 'e' &&
	    strchr("kclr", letters.s[letters.n - 1]) != NULL) { /* Dudek, Dudka */
		memcpy(text, letters.s, letters.n);
		text[letters.n - 2] = letters.s[letters.n - 1];
		return str_n(text, letters.n - 1);
	}
	return stem;
}

static void add_stems(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags)
{
	char text[VARIANT_BYTES];
	struct str stem = stem_of(letters, text);

	if (stem.n < 5 || is_ordinary(stem) || words_has(WORDS_USUAL, stem))
		return;
	add(forms, stem, rule, flags | FORM_STEM, 0);
}

/* What the stemmer of the search index makes of it, when that is another word. */
static void add_index_stem(struct forms *forms, struct str letters, enum identity_rule rule)
{
	char text[VARIANT_BYTES + 1];
	size_t n;

	if (letters.n >= VARIANT_BYTES)
		return;
	memcpy(text, letters.s, letters.n);
	n = stem_english(text, letters.n);
	if (n < letters.n && n >= 4 && !is_ordinary(str_n(text, n)) && !words_has(WORDS_USUAL, str_n(text, n)))
		add(forms, str_n(text, n), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

static void add_surname(struct forms *forms, struct str letters)
{
	bool is_ascii = (unsigned char)letters.s[0] < 0x80;
	unsigned flags = 0;

	if (is_ascii && (letters.n < 4 || is_ordinary(letters))) {
		if (letters.n >= 2)
			add(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
		return;
	}
	if (is_ascii && words_has(WORDS_USUAL, letters)) {
		add(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
		return;
	}
	if (letters.n >= 9)
		flags = FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE;
	else if (letters.n >= 7)
		flags = FORM_ONE_EDGE;
	if (!is_ascii) /* scripts without spaces between words */
		flags = letters.n >= 6 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : 0;
	add(forms, letters, RULE_SURNAME, flags | FORM_STEM, 0);
	if (is_ascii) {
		add_stems(forms, letters, RULE_SURNAME, 0);
		add_index_stem(forms, letters, RULE_SURNAME);
		add_mirrored(forms, letters, FORM_STRICT_EDGES);
	}
}

static void add_first_name(struct forms *forms, struct str letters, bool is_own)
{
	if ((unsigned char)letters.s[0] >= 0x80) {
		if (letters.n >= 6)
			add(forms, letters, RULE_FIRST_NAME, FORM_STEM, 0);
		return;
	}
	if (letters.n < 2)
		return;
	if (is_ordinary(letters) || letters.n < 4) {
		add(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
	} else if (!is_own || words_has(WORDS_USUAL, letters)) {
		add(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
	} else {
		add(forms, letters, RULE_FIRST_NAME, FORM_STRICT_EDGES | FORM_STEM, 0);
		add_stems(forms, letters, RULE_FIRST_NAME, FORM_STRICT_EDGES);
		add_index_stem(forms, letters, RULE_FIRST_NAME);
	}
}

/* ---- nicknames ---- */

static const char *const nicknames[] = {
    "alexander alex sascha sasha xander aleksander alexandr alejandro alessandro oleksandr aleksandr olek",
    "alexandra alex sandra sasha",
    "albert bert al",
    "alfred fred alf",
    "andrew andy drew andreas andrzej andrei andres",
    "anthony tony antonio anton antoni",
    "benjamin ben benny",
    "barbara barb babs basia",
    "bradley brad",
    "catherine katherine kathryn kate katie cathy kathy kat katarzyna kasia katharina ekaterina katya",
    "charles charlie chuck carl karl carlos",
    "christopher chris topher kit krzysztof krzysiek christoph",
    "christina christine chris tina krystyna christiane",
    "daniel dan danny",
    "david dave davy dawid",
    "deborah deb debbie",
    "dmitry dima dmytro",
    "donald don donnie",
    "dorothy dot dottie",
    "edward ed eddie ted ned eduard",
    "elizabeth liz lizzie beth betty eliza lisa elisabeth elzbieta ela bella",
    "emily em emmy",
    "eugene gene evgeny zhenya",
    "francis frank fran francisco paco franz",
    "frederick fred freddie fritz friedrich",
    "gabriel gabe",
    "geoffrey geoff jeff",
    "george jorge georg jerzy yuri jurek giorgio",
    "gerald gerry jerry gerhard",
    "gregory greg grzegorz",
    "harold harry hal",
    "henry harry hank hal heinrich henryk",
    "ivan vanya",
    "jacob jake jakub kuba",
    "james jim jimmy jamie",
    "janet jan",
    "jennifer jen jenny",
    "jessica jess jessie",
    "john jack johnny jon jan johann juan ivan hans",
    "jonathan jon johnny",
    "joseph joe joey jose pepe josef jozef",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "lawrence larry laurence",
    "leonard leo len lenny",
    "magdalena magda lena",
    "malgorzata gosia margaret",
    "margaret maggie meg peggy marge greta",
    "maria mary mascha masha marysia",
    "martin marty marcin",
    "matthew matt mateusz matthias matteo",
    "maximilian max",
    "melissa mel lissa",
    "michael mike mick mickey michal miguel mikhail misha michel",
    "natalia natasha nat natalie",
    "nathaniel nathan nate nat",
    "nicholas nick nicky nicolas nikolai kolya nico",
    "nicole nicky nikki",
    "oliver ollie olli",
    "pamela pam",
    "patricia pat patty tricia",
    "patrick pat paddy",
    "peter pete piotr pedro pjotr petr",
    "philip phil philipp",
    "rebecca becky becca",
    "richard rick rich dick ricky ryszard",
    "robert rob bob bobby robbie bert",
    "ronald ron ronnie",
    "samantha sam",
    "samuel sam sammy",
    "sebastian seb basti",
    "sergey serhii serge seryozha",
    "stanislaw staszek",
    "stephen steven steve stephan stefan szczepan",
    "susan sue susie suzanne zuzanna",
    "svetlana sveta",
    "theodore ted teddy theo",
    "theresa tess terry teresa",
    "thomas tom tommy tomasz tomek tomas",
    "timothy tim timmy",
    "tatiana tanya",
    "valerie val",
    "victor vic viktor",
    "victoria vicky tori wiktoria",
    "vincent vince vinny",
    "vladimir vova wladimir volodymyr",
    "william will bill billy willie liam wilhelm guillermo",
    "agnieszka aga",
    "aleksandra ola",
    "joanna asia joan",
    "wojciech wojtek",
    "zbigniew zbyszek",
    "slawomir slawek",
    "przemyslaw przemek",
    "jaroslaw jarek",
    "radoslaw radek",
};

/* Calls add_other with each of the other names of a group that the name is the first of, or belongs to. */
static void each_nickname(struct forms *forms, struct str name, const struct variants *lasts)
{
	for (size_t i = 0; i < sizeof(nicknames) / sizeof(*nicknames); i++) {
		struct str rest = str_c(nicknames[i]), word;
		bool belongs = false;

		while (str_split(&rest, ' ', &word))
			belongs = belongs || str_eq(word, name);
		rest = str_c(nicknames[i]);
		while (belongs && str_split(&rest, ' ', &word)) {
			if (str_eq(word, name))
				continue;
			add_first_name(forms, word, false);
			for (unsigned l = 0; lasts != NULL && l < lasts->n; l++)
				add_pair(forms, word, variant(lasts, l));
		}
	}
}

/* ---- names ---- */

static const char *const titles[] = {
    "dr",  "prof", "mr",  "mrs", "ms",	"miss", "herr", "frau", "dipl",	 "ing", "med", "phd", "msc", "bsc", "jr",  "sr",
    "ii",  "iii",  "von", "van", "der", "den",	"de",	"del",	"della", "di",	"da",  "dos", "la",  "le",  "el",  "al",
    "bin", "ibn",  "ten", "ter", "zu",	"und",	"and",	"y",	"mgr",	 "inz", "mba", "rer", "nat", "pan", "pani"};

static bool is_title(struct forms *forms, struct str word)
{
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, word, &forms->letters);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (str_eq(buf_view(&forms->letters), str_c(titles[i])))
			return true;
	return false;
}

/* The words of a name, at most PARTS_MAX; hyphens stay inside. *comma: how many stand before one, 0: there is none. */
static size_t split_name(struct forms *forms, struct str name, struct str *parts, size_t *comma)
{
	size_t n = 0, from = 0;

	*comma = 0;
	for (size_t at = 0; at <= name.n && n < PARTS_MAX; at++) {
		char c = at < name.n ? name.s[at] : ' ';
		struct str word = str_slice(name, from, at);

		if (!str_is_space(c) && strchr(",._()\"/", c) == NULL)
			continue;
		if (word.n != 0 && !is_title(forms, word))
			parts[n++] = word;
		if (c == ',' && *comma == 0)
			*comma = n;
		from = at + 1;
	}
	return n;
}

static bool is_hyphened(struct str word)
{
	return str_find_char(word, '-') > 0;
}

static void add_initials(struct forms *forms, const struct str *parts, size_t n)
{
	char text[PARTS_MAX * 8];
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, str_slice(parts[i], 0, first_letter(parts[i])), &forms->letters);
		if (forms->letters.n == 0 || forms->letters.n > 8)
			return;
		memcpy(text + at, forms->letters.s, forms->letters.n);
		at += forms->letters.n;
	}
	if (at >= 3 && !is_ordinary(str_n(text, at)))
		add(forms, str_n(text, at), RULE_INITIALS,
		    FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES | FORM_ANY_SPLIT, 0);
}

static void add_pairs(struct forms *forms, const struct variants *firsts, const struct variants *lasts)
{
	for (unsigned f = 0; f < firsts->n; f++) {
		for (unsigned l = 0; l < lasts->n; l++) {
			add_pair(forms, variant(firsts, f), variant(lasts, l));
			add_user_names(forms, variant(firsts, f), variant(lasts, l));
		}
	}
}

static size_t leading_han(struct str word)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n; n++) {
		uint32_t character = utf8_next(word, &at);

		if (character < 0x4E00 || character > 0x9FFF)
			break;
	}
	return n;
}

/* 田中様: a Japanese family's name is mostly the first two of four characters; alone it would be anything. */
static void add_with_honorific(struct forms *forms, struct str family)
{
	static const struct str honorifics[] = {STR_INIT("様"), STR_INIT("さん"), STR_INIT("さま"),
						STR_INIT("氏"), STR_INIT("先生"), STR_INIT("殿")};

	for (size_t i = 0; i < sizeof(honorifics) / sizeof(*honorifics); i++) {
		buf_clear(&forms->other);
		buf_str(&forms->other, family);
		buf_str(&forms->other, honorifics[i]);
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_SURNAME, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	}
}

/* 王小明, or one word: a name that cannot be taken apart is found as a whole. */
static void add_single(struct forms *forms, struct str word)
{
	size_t han = leading_han(word);
	struct variants variants, given;

	if (han == 4)
		add_with_honorific(forms, str_slice(word, 0, 6));

	if (han >= 2 && han <= 4) { /* the family's name is the first character; transcribed they are two words */
		spell(forms, str_slice(word, 0, first_letter(word)), &variants);
		spell(forms, str_from(word, first_letter(word)), &given);
		for (unsigned i = 0; i < variants.n; i++)
			for (unsigned k = 0; k < given.n; k++)
				if ((unsigned char)variants.at[i].s[0] < 0x80 && (unsigned char)given.at[k].s[0] < 0x80)
					add_pair(forms, variant(&given, k), variant(&variants, i));
	}
	spell(forms, word, &variants);
	for (unsigned i = 0; i < variants.n; i++)
		add_surname(forms, variant(&variants, i));
}

/* A double name's parts are names, too. */
static void add_parts_of(struct forms *forms, struct str word, bool is_last, const struct variants *firsts)
{
	struct str rest = word, part;

	while (str_split(&rest, '-', &part)) {
		struct variants variants;

		spell(forms, part, &variants);
		for (unsigned i = 0; i < variants.n; i++) {
			if (is_last)
				add_surname(forms, variant(&variants, i));
			else
				add_first_name(forms, variant(&variants, i), true);
		}
		if (is_last && firsts != NULL)
			add_pairs(forms, firsts, &variants);
	}
}

void forms_add_name(struct forms *forms, struct str name)
{
	struct str parts[PARTS_MAX], last;
	struct variants firsts, lasts;
	size_t comma, n = split_name(forms, name, parts, &comma), last_at;

	if (n == 0)
		return;
	if (n == 1) {
		add_single(forms, parts[0]);
		return;
	}
	last_at = comma != 0 && comma < n ? 0 : n - 1; /* "Kowalska, Anna" */
	last = parts[last_at];
	spell(forms, last, &lasts);
	for (unsigned i = 0; i < lasts.n; i++)
		add_surname(forms, variant(&lasts, i));
	for (size_t i = 0; i < n; i++) {
		if (i == last_at)
			continue;
		spell(forms, parts[i], &firsts);
		for (unsigned v = 0; v < firsts.n; v++) {
			add_first_name(forms, variant(&firsts, v), true);
			each_nickname(forms, variant(&firsts, v), &lasts);
		}
		add_pairs(forms, &firsts, &lasts);
		if (is_hyphened(parts[i]))
			add_parts_of(forms, parts[i], false, NULL);
		if (is_hyphened(last))
			add_parts_of(forms, last, true, &firsts);
	}
	add_initials(forms, parts, n);
	if (n > 2) {
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_FULL_NAME, FORM_ANY_SPLIT, 0);
	}
}

/* ---- addresses and numbers ---- */

static void add_words(struct buf *out, struct str text, struct str at, struct str dot)
{
	buf_clear(out);
	for (size_t i = 0; i < text.n; i++) {
		char c = str_lower_char(text.s[i]);

		if (c == '@')
			buf_str(out, at);
		else if (c == '.')
			buf_str(out, dot);
		else if (str_is_alnum(c) || (unsigned char)c >= 0x80)
			buf_char(out, c);
	}
}

static bool is_shared_domain(struct str domain)
{
	return words_has(WORDS_PUBLIC_DOMAINS, domain) || str_ends(domain, STR(".example")) ||
	       str_ends(domain, STR(".test")) || str_ends(domain, STR(".invalid")) ||
	       str_ends(domain, STR("example.com"));
}

void forms_add_domain(struct forms *forms, struct str domain)
{
	struct buf lower;
	ptrdiff_t dot = str_find_char(domain, '.');

	buf_init(&lower, BUF_NO_LIMIT);
	for (size_t i = 0; i < domain.n; i++)
		buf_char(&lower, str_lower_char(domain.s[i]));
	domain = buf_view(&lower);
	if (dot <= 0 || is_shared_domain(domain) || str_eq(domain, forms->own_domain))
		goto done;
	for (int spoken = 0; spoken < 2; spoken++) {
		add_words(&forms->other, domain, STR(""), spoken ? STR("dot") : STR(""));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		if (forms->letters.n >= 5)
			add(forms, buf_view(&forms->letters), RULE_DOMAIN,
			    FORM_ANY_SPLIT | (forms->letters.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
			    spoken ? 0 : (size_t)dot);
	}
	/* without its top level it is the company's name, when that is no word */
	{
		struct str name = str_slice(domain, 0, (size_t)dot);

		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
		if (forms->letters.n >= 6 && !is_ordinary(buf_view(&forms->letters)) &&
		    !words_has(WORDS_USUAL, buf_view(&forms->letters)))
			add(forms, buf_view(&forms->letters), RULE_DOMAIN, forms->letters.n >= 9 ? FORM_ONE_EDGE : 0,
			    0);
	}
done:
	buf_release(&lower);
}

/* By the beginning of its digits, which is as long as forms are. */
static void add_long_digest(struct forms *forms, const unsigned char *digest)
{
	struct buf *hex = &forms->letters;

	buf_clear(hex);
	for (size_t i = 0; i < 30; i++)
		buf_printf(hex, "%02x", digest[i]);
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
}

static void add_digests(struct forms *forms, struct str mail)
{
	unsigned char digest[crypto_hash_sha512_BYTES];
	struct buf *lower = &forms->other, *hex = &forms->letters;

	buf_clear(lower);
	for (size_t i = 0; i < mail.n; i++)
		buf_char(lower, str_lower_char(mail.s[i]));
	buf_clear(hex);
	digests_md5(hex, buf_view(lower));
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	buf_clear(hex);
	digests_sha1(hex, buf_view(lower));
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	(void)crypto_hash_sha256(digest, (const unsigned char *)lower->s, lower->n);
	add_long_digest(forms, digest);
	(void)crypto_hash_sha512(digest, (const unsigned char *)lower->s, lower->n);
	add_long_digest(forms, digest);
}

void forms_add_user(struct forms *forms, struct str user)
{
	struct str letters;
	bool has_letter = false;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, user, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		has_letter = has_letter || !str_is_digit(letters.s[i]);
	if (letters.n < 4 || !has_letter || is_ordinary(letters) || words_has(WORDS_USUAL, letters) ||
	    words_has(WORDS_ROLES, letters))
		return;
	add(forms, letters, RULE_USER,
	    FORM_ANY_SPLIT | (letters.n >= 9   ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
			      : letters.n >= 7 ? FORM_ONE_EDGE
					       : FORM_NO_SPLIT),
	    0);
	if (letters.n >= 7)
		add_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

void forms_add_mail(struct forms *forms, struct str mail, bool is_colleague)
{
	static const struct {
		const char *at, *dot;
	} spoken[] = {{"", ""},	       {"at", "dot"},	    {"at", ""},
		      {"", "dot"},     {"arroba", "punto"}, {"malpa", "kropka"},
		      {"at", "punkt"}, {"arobase", "point"}};
	ptrdiff_t at = str_rfind_char(mail, '@');
	struct str local, domain, plain;

	mail = str_trim(mail);
	if (at <= 0 || (size_t)at + 1 >= mail.n)
		return;
	local = str_slice(mail, 0, (size_t)at);
	domain = str_from(mail, (size_t)at + 1);
	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++) {
		add_words(&forms->other, mail, str_c(spoken[i].at), str_c(spoken[i].dot));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_MAIL,
		    FORM_ANY_SPLIT | FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
		if (i == 0)
			add_mirrored(forms, buf_view(&forms->letters), FORM_ANY_SPLIT | FORM_ONE_EDGE);
	}
	add_digests(forms, mail);
	plain = str_find_char(local, '+') > 0 ? str_slice(local, 0, (size_t)str_find_char(local, '+')) : local;
	if (!words_has(WORDS_ROLES, plain)) {
		forms_add_user(forms, plain);
		if (plain.n != local.n) { /* without what is behind the plus it is the same mailbox */
			struct buf bare;

			buf_init(&bare, BUF_NO_LIMIT);
			buf_str(&bare, plain);
			buf_char(&bare, '@');
			buf_str(&bare, domain);
			add_words(&forms->other, buf_view(&bare), STR(""), STR(""));
			buf_clear(&forms->letters);
			fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
			add(forms, buf_view(&forms->letters), RULE_MAIL, FORM_ANY_SPLIT | FORM_END_ANYWHERE, 0);
			add_digests(forms, buf_view(&bare));
			buf_release(&bare);
		}
	}
	if (!is_colleague)
		forms_add_domain(forms, domain);
}

/* How many digits the code of a country has at the beginning of an international number. */
static size_t country_code(struct str digits)
{
	static const char *const two[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
					  "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
					  "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
					  "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};

	if (digits.s[0] == '1' || digits.s[0] == '7')
		return 1;
	for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++)
		if (str_starts(digits, str_c(two[i])))
			return 2;
	return 3;
}

void forms_add_phone(struct forms *forms, struct str phone)
{
	struct buf *letters = &forms->letters;
	bool is_international = false;
	struct str digits;
	ptrdiff_t trunk = str_find(phone, STR("(0)"));

	buf_clear(letters);
	phone = str_trim(phone);
	if (trunk >= 0) {
		fold_add(forms->fold, FOLD_LOOKS, str_slice(phone, 0, (size_t)trunk), letters);
		fold_add(forms->fold, FOLD_LOOKS, str_from(phone, (size_t)trunk + 3), letters);
	} else {
		fold_add(forms->fold, FOLD_LOOKS, phone, letters);
	}
	digits = buf_view(letters);
	for (size_t i = 0; i < digits.n; i++) /* "ext. 12", "x12" */
		if (!str_is_digit(digits.s[i]))
			digits.n = i;
	is_international = phone.n != 0 && phone.s[0] == '+';
	if (str_starts(digits, STR("00"))) {
		digits = str_from(digits, 2);
		is_international = true;
	}
	if (digits.n < 7)
		return;
	if (is_international)
		digits = str_from(digits, country_code(digits));
	else if (digits.s[0] == '0')
		digits = str_from(digits, 1);
	else if (digits.n == 11 && digits.s[0] == '1')
		digits = str_from(digits, 1);
	if (digits.n >= 7)
		add(forms, digits, RULE_PHONE, FORM_DIGITS | FORM_ANY_SPLIT | (digits.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
		    0);
}

/* "Acme Widgets GmbH & Co. KG" is found as "Acme Widgets". */
static const char *const legal_forms[] = {
    "gmbh",    "mbh",  "co",	      "kg",	 "ag",	  "se",	     "ohg", "ug",  "ev",  "eg",	  "inc", "llc", "ltd",
    "limited", "corp", "corporation", "company", "plc",	  "llp",     "lp",  "sa",  "sas", "sarl", "srl", "spa", "bv",
    "nv",      "oy",   "oyj",	      "ab",	 "as",	  "asa",     "aps", "sp",  "zoo", "z",	  "o",	 "sro", "kft",
    "zrt",     "doo",  "ooo",	      "oao",	 "zao",	  "tov",     "pty", "pte", "pvt", "kk",	  "sl",	 "slu", "lda",
    "ltda",    "eurl", "gbr",	      "kgaa",	 "group", "holding", "the", "and", "und"};

static bool is_legal_form(struct str letters)
{
	for (size_t i = 0; i < sizeof(legal_forms) / sizeof(*legal_forms); i++)
		if (str_eq(letters, str_c(legal_forms[i])))
			return true;
	return false;
}

static void add_organisation(struct forms *forms, struct str letters, size_t words, bool all_ordinary, size_t first)
{
	bool is_ascii = letters.n != 0 && (unsigned char)letters.s[0] < 0x80;

	if (letters.n < 4 || (words == 1 && (all_ordinary || (is_ascii && letters.n < 5))))
		return;
	add(forms, letters, RULE_ORGANISATION,
	    (words > 1 ? FORM_ANY_SPLIT | (all_ordinary ? FORM_CAPITAL : 0) : 0) | (words == 1 ? FORM_STEM : 0) |
		(letters.n >= 10 && !all_ordinary  ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
		 : letters.n >= 8 && !all_ordinary ? FORM_ONE_EDGE
						   : 0),
	    words > 1 && (letters.n < 9 || all_ordinary) ? first : 0);
	if (letters.n >= 8)
		add_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

void forms_add_organisation(struct forms *forms, struct str name)
{
	struct buf joined[2];
	size_t words = 0, from = 0, first = 0;
	bool all_ordinary = true;
	struct str all = name;

	for (int i = 0; i < 2; i++)
		buf_init(&joined[i], BUF_NO_LIMIT);
	for (size_t at = 0; at <= all.n; at++) {
		char c = at < all.n ? all.s[at] : ' ';
		struct variants variants;
		struct str word = str_slice(all, from, at);

		if (!str_is_space(c) && strchr(",()/\"-", c) == NULL)
			continue;
		from = at + 1;
		spell(forms, word, &variants);
		if (variants.n == 0 || is_legal_form(variant(&variants, 0)))
			continue;
		all_ordinary = all_ordinary &&
			       (is_ordinary(variant(&variants, 0)) || words_has(WORDS_USUAL, variant(&variants, 0)));
		if (words++ == 0)
			first = variants.at[0].n;
		for (unsigned i = 0; i < 2; i++)
			buf_str(&joined[i], variant(&variants, i < variants.n ? i : 0));
	}
	for (int i = 0; i < 2; i++)
		add_organisation(forms, buf_view(&joined[i]), words, all_ordinary, first);
	for (int i = 0; i < 2; i++)
		buf_release(&joined[i]);
}

void forms_add_external_id(struct forms *forms, struct str id)
{
	struct str letters;
	size_t digits = 0;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, id, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		digits += str_is_digit(letters.s[i]);
	if (letters.n < 5 || (digits == letters.n && letters.n < 6) || digits == 0)
		return;
	add(forms, letters, RULE_EXTERNAL_ID,
	    (digits == letters.n ? FORM_DIGITS | FORM_NO_SPLIT : FORM_ANY_SPLIT) |
		(letters.n >= 10 ? FORM_ONE_EDGE : 0),
	    0);
}
