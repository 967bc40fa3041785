/*
 * The words of a text as parts of names: which may be one, how far a name goes, phrases beside it; and the order in
 * which names of people who are not known are looked for.
 */
#include "common/privacy/names.h"

enum { SHOUTED_WORDS = 3 };

/* Are the words from i on those of the phrase, whose first one is word i? In one line. */
static bool is_phrase_at(const struct scan *scan, size_t i, const struct phrase *phrase)
{
	const uint64_t *words = scan->rules->phrases.words.at + phrase->words;
	const struct tok *tok = &scan->toks.at[i];

	if (phrase->n > scan->toks.n - i)
		return false;
	for (size_t n = 1; n < phrase->n; n++)
		if (tok[n].key != words[n - 1] || (tok[n].flags & TOK_LINE) != 0)
			return false;
	return true;
}

size_t names_phrase(const struct scan *scan, size_t i, enum phrase_list list)
{
	const struct tok *tok = &scan->toks.at[i];
	const struct phrase *phrase = NULL;

	if ((tok->words & phrases_flag(list)) != 0)
		phrase = phrases_begin(&scan->rules->phrases, list, tok->key);
	for (; phrase != NULL; phrase++) {
		if (is_phrase_at(scan, i, phrase))
			return phrase->n;
		if (phrase->is_last)
			break;
	}
	return 0;
}

bool names_is_courtesy(const struct scan *scan, size_t i)
{
	return names_phrase(scan, i, PHRASES_GREETINGS) != 0 || names_phrase(scan, i, PHRASES_FAREWELLS) != 0;
}

bool names_is_month_name(const struct scan *scan, size_t i)
{
	enum { PARTICLES_MOST = 3 };
	static const char *const particles[] = {"van", "von", "der", "den", "de", "ter", "ten", "te", "zu", "vd", NULL};
	const struct tok *tok = &scan->toks.at[i], *next;
	bool jan;

	if (tok->to - tok->from != 3 || (scan->low.s[tok->from] != 'j' && scan->low.s[tok->from] != 'm') ||
	    (tok->flags & (TOK_CAPITAL | TOK_UPPER)) != TOK_CAPITAL)
		return false;
	jan = str_eq(names_word(scan, i), STR("jan"));
	if (!jan && !str_eq(names_word(scan, i), STR("mai")))
		return false;
	for (size_t n = 0;; n++, i++) {
		if (i + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, i), STR(" ")) || n > PARTICLES_MOST)
			return false;
		next = &scan->toks.at[i + 1];
		if ((next->flags & TOK_CAPITAL) != 0 || !str_is_any(names_word(scan, i + 1), particles))
			break;
	}
	if ((next->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT | TOK_LINE)) != TOK_CAPITAL ||
	    (next->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) != 0 || !names_is_written(scan, next))
		return false;
	/* "Mai Wartung" is German */
	return jan ? next->to - next->from > 2 : (next->words & WORD_LAST) != 0 && next == tok + 1;
}

bool names_is_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 ||
	    (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
	if ((tok->words & WORD_NEVER) != 0)
		return names_is_month_name(scan, i);
	if ((tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1 && (tok->words & (WORD_FIRST | WORD_LAST)) == 0)
		return false;
	return (tok->words & WORD_COMMON) == 0 || (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0;
}

bool names_joins(struct str gap)
{
	return gap.n == 1 ? strchr(" -'", gap.s[0]) != NULL
			  : gap.n == 2 && (str_eq(gap, STR(". ")) || str_eq(gap, STR(" '")) || str_eq(gap, STR(" \"")));
}

/* "W." or "W" inside of a name */
static bool is_initial(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from == 1 && (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) == TOK_CAPITAL &&
	       strchr(". '", names_gap_after(scan, i).n != 0 ? names_gap_after(scan, i).s[0] : '\n') != NULL;
}

/* "Mac" between two names, which is a computer elsewhere. */
static bool is_mac(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from == 3 && (tok->flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	       str_eq(names_word(scan, i), STR("mac")) && (tok[-1].words & WORD_FIRST) != 0 && i + 1 < scan->toks.n &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && names_is_word(scan, i + 1);
}

/* "I asked Ralf\n> Nowak, who": a first name that ends a line inside of a sentence, and what no list has. */
static bool is_wrapped(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);
	const struct tok *tok = &scan->toks.at[i];
	size_t newlines = 0;

	if (str_find_char(gap, '\n') < 0 || i == 0 || (tok->flags & TOK_LINE) != 0 || i + 2 >= scan->toks.n ||
	    (tok->words & (WORD_FIRST | WORD_RARE | WORD_PLAIN | WORD_COMMON)) != WORD_FIRST ||
	    (tok[-1].flags & (TOK_CAPITAL | TOK_LETTER)) != TOK_LETTER ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL || names_is_line_end(scan, i + 1) ||
	    ((tok[1].words & ~(unsigned)(WORD_LAST | WORD_FIRST | WORD_RARE)) != 0))
		return false;
	/* "Ralf \n": programs that flow lines leave a blank */
	for (size_t n = 0; n < gap.n; n++) {
		newlines += gap.s[n] == '\n';
		if (strchr("> \n", gap.s[n]) == NULL || newlines > 1)
			return false;
	}
	return true;
}

/* "H.-J. Nowak", "M.Anna Nowak": a capital letter, and what goes on without a blank. */
static bool is_tight_initial(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	if (i + 1 >= scan->toks.n || tok->to - tok->from != 1 ||
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL)
		return false;
	return str_eq(gap, STR(".-")) || (str_eq(gap, STR(".")) && tok[1].to - tok[1].from > 2 &&
					  names_is_unlisted(scan, i + 1) && names_is_written(scan, &tok[1]));
}

/* 'Robert "Bob" Nowak': word i has quotation marks. */
static bool is_quoted(const struct scan *scan, size_t i)
{
	size_t from = scan->toks.at[i].from, to = scan->toks.at[i].to;
	char mark = from > 1 ? scan->text.s[from - 1] : ' ';

	return (mark == '"' || mark == '\'') && scan->text.s[from - 2] == ' ' && to + 1 < scan->text.n &&
	       scan->text.s[to] == mark && scan->text.s[to + 1] == ' ';
}

/* "Robert (Bob) Nowak", "Friedrich  Nowak": between what they are joined by */
static bool is_wide_join(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	if (is_wrapped(scan, i))
		return true;
	if (i + 1 >= scan->toks.n || (scan->toks.at[i + 1].flags & (TOK_CAPITAL | TOK_LINE | TOK_DIGIT)) != TOK_CAPITAL)
		return false;
	if (str_eq(gap, STR("  ")))
		return (scan->toks.at[i].words & (WORD_FIRST | WORD_PLAIN)) == WORD_FIRST &&
		       (scan->toks.at[i + 1].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) == 0;
	if (str_eq(gap, STR(" (")))
		return i + 2 < scan->toks.n && str_eq(names_gap_after(scan, i + 1), STR(") ")) &&
		       (scan->toks.at[i].words & WORD_FIRST) != 0 && (scan->toks.at[i + 1].words & WORD_NEVER) == 0 &&
		       (scan->toks.at[i + 2].flags & TOK_CAPITAL) != 0;
	if (is_quoted(scan, i))
		return true;
	return i > 0 && str_eq(gap, STR(") ")) && str_eq(names_gap_after(scan, i - 1), STR(" ("));
}

/* "bang" of "Phi-bang Nguyen", "jung" of "Min-jung Kim": the second half of a first name in small letters. */
static bool is_syllable_within(const struct scan *scan, size_t i)
{
	enum { SYLLABLE_MOST = 6 };
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && i + 1 < scan->toks.n && (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) == 0 &&
	       tok->to - tok->from >= 2 && tok->to - tok->from <= SYLLABLE_MOST &&
	       str_eq(names_gap_after(scan, i - 1), STR("-")) && str_eq(names_gap_after(scan, i), STR(" ")) &&
	       (tok[-1].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	       tok[-1].to - tok[-1].from <= SYLLABLE_MOST && (tok[-1].words & (WORD_PLAIN | WORD_COMMON)) == 0 &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL && (tok[1].words & WORD_LAST) != 0;
}

/* The index behind a name that starts at word i, or i. Common words count only behind a name's first word. */
size_t names_end(const struct scan *scan, size_t i, bool strict)
{
	size_t n = 0, at = i, end = name_east_end(scan, i);

	if (end > i)
		return end;
	while (at < scan->toks.n && n < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[at];
		bool name = names_is_word(scan, at) ||
			    (n > 0 && !strict && (tok->flags & TOK_CAPITAL) != 0 &&
			     (tok->words & (WORD_NEVER | WORD_KEEP)) == 0 && (tok->flags & TOK_DIGIT) == 0);

		if (name) {
			end = at + 1;
		} else if (n > 0 && (is_initial(scan, at) || is_mac(scan, at) || is_quoted(scan, at))) {
			/* "Robert W. Hayden", "Una Mac Niall", 'Robert "rob" Hayden' */
		} else if (n > 0 && is_syllable_within(scan, at)) {
			/* a name goes on behind it */
		} else if ((tok->words & WORD_PARTICLE) == 0 ||
			   (n == 0 && ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_UPPER) != 0 ||
				       at + 1 >= scan->toks.n || !names_is_word(scan, at + 1)))) {
			break; /* "Al-Rashidi", "De Souza" begin with one */
		}
		n++;
		if (!names_joins(names_gap_after(scan, at)) && !is_wide_join(scan, at) && !is_tight_initial(scan, at))
			break;
		if (names_gap_after(scan, at).s[0] == '.' && tok->to - tok->from > 2)
			break; /* the end of a sentence */
		at++;
	}
	return end;
}

/* "☺", "🙂": letters for those who only look for blanks. */
static bool is_symbol(const struct scan *scan, size_t i)
{
	struct str word = names_word(scan, i);

	return str_starts(word, STR("\xF0\x9F")) ||
	       (word.n >= 3 && word.s[0] == '\xE2' && (unsigned char)word.s[1] >= 0x98 &&
		(unsigned char)word.s[1] <= 0x9E);
}

/* "Eun-ji", "Dae-sung": does word i go on with what ends in front of it? A short word that no list has, or one of those
 * that Korean names end in. */
static bool is_syllable_behind(const struct scan *scan, size_t i)
{
	enum { SYLLABLE_MOST = 5 };
	static const char *const words[] = {"sung", "young", "won", "sun", "soo", "min", "hee",
					    "joo",  "chan",  "han", "bin", "ah",  NULL};
	const struct tok *tok = &scan->toks.at[i];

	if (i >= scan->toks.n || tok->taken || !str_eq(names_gap_after(scan, i - 1), STR("-")) ||
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) != 0 || tok->to - tok->from < 2 ||
	    tok->to - tok->from > SYLLABLE_MOST || (tok[-1].flags & (TOK_CAPITAL | TOK_UPPER)) != TOK_CAPITAL ||
	    (i + 1 < scan->toks.n && strchr("-/._@", names_gap_after(scan, i).s[0]) != NULL &&
	     names_gap_after(scan, i).n == 1))
		return false;
	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_BEGINS)) == 0 ||
	       str_is_any(names_word(scan, i), words);
}

/* "Anna Nowak-6 wrote:": whom a forum counts by her name's number, which goes with it. */
static bool is_count_behind(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i + 1 < scan->toks.n && (tok->flags & (TOK_DIGIT | TOK_LETTER | TOK_LINE)) == TOK_DIGIT &&
	       tok->to - tok->from <= 2 && str_eq(names_gap_after(scan, i - 1), STR("-")) &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && (tok[1].words & WORD_WROTE) != 0;
}

/* "Ts'o": a letter behind an apostrophe that no English word ends with. */
static bool is_apostrophe_behind(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i < scan->toks.n && tok->from == tok[-1].to + 1 && tok->to == tok->from + 1 &&
	       (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 && str_eq(names_gap_after(scan, i - 1), STR("'")) &&
	       strchr("aeiou", scan->low.s[tok->from]) != NULL;
}

void names_accept(struct scan *scan, size_t from, size_t to, const char *rule)
{
	while (to > from && is_symbol(scan, to - 1))
		to--;
	while (from < to && is_symbol(scan, from))
		from++;
	if (to <= from)
		return;
	if (is_syllable_behind(scan, to) || (to < scan->toks.n && is_count_behind(scan, to)))
		to++;
	if (is_apostrophe_behind(scan, to))
		to++;
	scan_found(scan, scan->toks.at[from].from, scan->toks.at[to - 1].to, REDACT_PERSON, STRENGTH_NAME, rule);
	for (size_t i = from; i < to; i++)
		scan->toks.at[i].taken = true;
}

bool names_is_group(const struct scan *scan, size_t i)
{
	static const char *const words[] = {
	    "user",	   "users",	  "expert",    "experts",     "list",	     "team",	   "community",
	    "group",	   "readers",	  "members",   "developers",  "support",     "helpers",	   "people",
	    "enthusiasts", "subscribers", "gurus",     "maintainers", "listers",     "colleagues", "folks",
	    "helpdesk",	   "friends",	  "committee", "staff",	      "beneficiary", "subscriber", "member",
	    "applicant",   "reader",	  "developer", "maintainer",  "helper",	     "guys",	   "mates",
	    "buddies",	   "ladies",	  "gentlemen", "fellows",     NULL};

	/* "Rusers", too */
	return i < scan->toks.n && (scan->toks.at[i].flags & TOK_LINE) == 0 &&
	       (str_is_any(names_word(scan, i), words) || str_ends(names_word(scan, i), STR("users")));
}

bool names_is_command(const struct scan *scan, size_t i)
{
	static const char *const words[] = {
	    "zypper",	"dnf",	      "apt",	   "aptitude", "dpkg",	  "pacman",	"rpm",	    "emerge",
	    "brew",	"flatpak",    "systemctl", "lspci",    "lsusb",	  "lsblk",	"dmesg",    "modprobe",
	    "ifconfig", "journalctl", "uname",	   "npm",      "pnpm",	  "pip",	"pipx",	    "kubectl",
	    "rsync",	"chmod",      "mkdir",	   "wget",     "netstat", "ipconfig",	"sudo",	    "fdisk",
	    "mkfs",	"smartctl",   "mdadm",	   "gpg",      "openssl", "traceroute", "nslookup", NULL};

	return str_is_any(names_word(scan, i), words);
}

size_t names_shouted_end(const struct scan *scan, size_t i)
{
	size_t end = i, named = 0, whole = 0;

	while (end < scan->toks.n && end - i < SHOUTED_WORDS) {
		const struct tok *tok = &scan->toks.at[end];
		bool name = (tok->words & (WORD_FIRST | WORD_LAST)) != 0;

		if ((tok->flags & (TOK_UPPER | TOK_DIGIT)) != TOK_UPPER || (end > i && (tok->flags & TOK_LINE) != 0) ||
		    (tok->words & (WORD_KEEP | WORD_ALWAYS | WORD_NEVER | WORD_TITLE)) != 0 ||
		    (!name && (tok->words & (WORD_PLAIN | WORD_COMMON)) != 0) ||
		    (end > i && !names_joins(names_gap_after(scan, end - 1))))
			break;
		named += name;
		whole += tok->to - tok->from >= NAME_SHOUTED_LEAST;
		end++;
	}
	return named != 0 && whole != 0 && end > i + 1 ? end : i;
}

bool names_is_firm(const struct scan *scan, size_t from, size_t to)
{
	return to - from > 1 &&
	       (scan->toks.at[from].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_PLAIN)) == WORD_PLAIN &&
	       redact_is_trade(names_word(scan, to - 1));
}

bool names_is_written(const struct scan *scan, const struct tok *tok)
{
	static const char *const prefixes[] = {"Mc", "Mac", "O", "D", "De", "Di", "Le", "La", "Van", "Fitz", NULL};
	struct str word = str_slice(scan->text, tok->from, tok->to);
	size_t from = 1;

	for (const char *const *prefix = prefixes; *prefix != NULL; prefix++)
		if (str_starts(word, str_c(*prefix)) && word.n > strlen(*prefix) + 2)
			from = strlen(*prefix) + 1 > from ? strlen(*prefix) + 1 : from;
	for (size_t i = from; i < word.n; i++)
		if (str_is_upper(word.s[i]))
			return false;
	return true;
}

bool names_is_shouted_pair(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i + 1 < scan->toks.n && (tok->flags & (TOK_UPPER | TOK_DIGIT)) == TOK_UPPER &&
	       tok->to - tok->from > NAME_SHOUTED_LEAST &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_BEGINS)) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && names_is_unlisted(scan, i + 1) &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL && names_is_written(scan, &tok[1]);
}

bool names_is_publisher(const struct scan *scan, size_t i)
{
	static const char *const publishers[] = {"springer", "wiley", "elsevier", "addison", "wesley",
						 "manning",  "packt", "oreilly",  "mcgraw",  NULL};
	static const char *const marks[] = {",", ":", " (", ")", ", ", NULL};
	struct str gap = names_gap_after(scan, i);
	bool listed = str_is_any(names_word(scan, i), publishers);

	if (i > 0 && str_eq(names_word(scan, i), STR("reilly")) && str_eq(names_gap_after(scan, i - 1), STR("'")) &&
	    str_eq(names_word(scan, i - 1), STR("o")))
		return i < 2 || (scan->toks.at[i - 2].words & WORD_FIRST) == 0 ||
		       !str_eq(names_gap_after(scan, i - 2), STR(" "));
	return listed && (gap.n == 0 || str_is_any(gap, marks) || str_starts(gap, STR(".")));
}

void names_find(struct scan *scan)
{
	struct label_lines seen = {0};

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & TOK_LINE) != 0) {
			name_greetings_find(scan, i);
			name_lines_find_farewell(scan, i);
			labels_find(scan, i, &seen);
			name_lines_find_marked(scan, i);
		} else if (tok->from > 2 &&
			   (scan->text.s[tok->from - 1] == '-' || scan->text.s[tok->from - 2] == '-')) {
			name_lines_find_dashed(scan, i);
		}
		if ((tok->flags & TOK_LINE) == 0 && (tok->words & WORD_SIGNOFF) != 0)
			name_lines_find_inline(scan, i);
		if ((tok->words & WORD_LABEL) != 0)
			labels_find_tracked(scan, i);
		if ((tok->words & WORD_TITLE) != 0)
			name_titles_find(scan, i);
		name_titles_find_introduction(scan, i);
		attributions_find(scan, i);
		attribution_lines_find(scan, i);
	}
	prefixes_find(scan);
	for (size_t i = 0; i < scan->toks.n; i++)
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0) {
			name_initials_find_inverted(scan, i);
			name_listed_find(scan, i);
			if (scan->toks.at[i].to - scan->toks.at[i].from == 1)
				name_initials_find(scan, i);
			else
				name_initials_find_graduate(scan, i);
		}
}
