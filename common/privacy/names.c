/*
 * Names of people who are not known: where people write names in mail, and
 * lists of common first and family names.
 */
#include "common/privacy/names.h"

#include "common/utf8.h"

enum { NAME_WORDS = 5, INTRODUCTION_WORDS = 5, ACRONYM_LETTERS = 4 };

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

bool names_is_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 ||
	    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
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

	if (gap.n == 0 || gap.s[0] != '\n' || i == 0 || (tok->flags & TOK_LINE) != 0 || i + 2 >= scan->toks.n ||
	    (tok->words & (WORD_FIRST | WORD_RARE | WORD_PLAIN | WORD_COMMON)) != WORD_FIRST ||
	    (tok[-1].flags & (TOK_CAPITAL | TOK_LETTER)) != TOK_LETTER ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL || names_is_line_end(scan, i + 1) ||
	    ((tok[1].words & ~(unsigned)(WORD_LAST | WORD_FIRST | WORD_RARE)) != 0))
		return false;
	for (size_t n = 1; n < gap.n; n++)
		if (strchr("> ", gap.s[n]) == NULL)
			return false;
	return true;
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

/* The index behind a name that starts at word i, or i. Common words count only behind a name's first word. */
size_t names_end(const struct scan *scan, size_t i, bool strict)
{
	size_t n = 0, at = i, end = i;

	while (at < scan->toks.n && n < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[at];
		bool name = names_is_word(scan, at) ||
			    (n > 0 && !strict && (tok->flags & TOK_CAPITAL) != 0 &&
			     (tok->words & (WORD_NEVER | WORD_KEEP)) == 0 && (tok->flags & TOK_DIGIT) == 0);

		if (name) {
			end = at + 1;
		} else if (n > 0 && (is_initial(scan, at) || is_mac(scan, at) || is_quoted(scan, at))) {
			/* "Robert W. Hayden", "Una Mac Niall", 'Robert "rob" Hayden' */
		} else if ((tok->words & WORD_PARTICLE) == 0 ||
			   (n == 0 && ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_UPPER) != 0 ||
				       at + 1 >= scan->toks.n || !names_is_word(scan, at + 1)))) {
			break; /* "Al-Rashidi", "De Souza" begin with one */
		}
		n++;
		if (!names_joins(names_gap_after(scan, at)) && !is_wide_join(scan, at))
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

void names_accept(struct scan *scan, size_t from, size_t to, const char *rule)
{
	while (to > from && is_symbol(scan, to - 1))
		to--;
	while (from < to && is_symbol(scan, from))
		from++;
	if (to <= from)
		return;
	scan_found(scan, scan->toks.at[from].from, scan->toks.at[to - 1].to, REDACT_PERSON, STRENGTH_NAME, rule);
	for (size_t i = from; i < to; i++)
		scan->toks.at[i].taken = true;
}

/* "hi bob,": one small word up to the end of the line or a comma. */
static bool is_small_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	/* "hello jan!": a month nowhere else */
	if (str_eq(names_word(scan, i), STR("jan")) && gap.n != 0 && strchr(",!", gap.s[0]) != NULL)
		return true;
	/* "thanks sue!" */
	if (names_phrase(scan, i, PHRASES_WROTE) != 0)
		return false; /* "Pani napisala, …" */
	if ((tok->words & (WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == WORD_AMBIGUOUS &&
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 && gap.n != 0 && gap.s[0] == '!')
		return true;
	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_RARE | WORD_BEGINS |
					 ((tok->words & WORD_FIRST) != 0 ? WORD_PLAIN : 0))) == 0 &&
	       (tok->flags & TOK_DIGIT) == 0 && tok->to - tok->from >= 2 &&
	       ((tok->words & WORD_FIRST) != 0 || names_is_line_end(scan, i) ||
		(tok->to - tok->from > 2 && gap.n != 0 && gap.s[0] == ',')) &&
	       gap.n != 0 && strchr(",!\n\r.", gap.s[0]) != NULL;
}

/* "hi paul stone,": whatever the family name means elsewhere. */
static bool is_small_full_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap;

	if (i + 1 >= scan->toks.n || (tok->words & WORD_FIRST) == 0 || (tok->words & WORD_COMMON) != 0 ||
	    (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != 0 || !str_eq(names_gap_after(scan, i), STR(" ")) ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) != 0 || tok[1].to - tok[1].from < 3)
		return false;
	gap = names_gap_after(scan, i + 1);
	return gap.n == 0 || strchr(",!\n\r", gap.s[0]) != NULL;
}

/* "Hi Jan,": whatever else it is short for. */
static bool is_capital_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	return (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0 && tok->to - tok->from <= 6 &&
	       (tok->words & (WORD_FIRST | WORD_AMBIGUOUS | WORD_NEVER)) != 0 && (tok->words & WORD_PLAIN) == 0 &&
	       (names_is_line_end(scan, i) || (gap.n != 0 && strchr(",!", gap.s[0]) != NULL));
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

	return i < scan->toks.n && (scan->toks.at[i].flags & TOK_LINE) == 0 && str_is_any(names_word(scan, i), words);
}

/* "Dear Widget users", "Dear Developers", "Dear R HPC People" */
static bool is_called_group(const struct scan *scan, size_t from, size_t end)
{
	if (names_is_group(scan, end))
		return true;
	for (size_t i = from; i < end; i++)
		/* not "Dear Anna Reader" */
		if (names_is_group(scan, i) && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) == 0 &&
		    (i == from ||
		     (scan->toks.at[from].words & (WORD_FIRST | WORD_PLAIN | WORD_AMBIGUOUS)) != WORD_FIRST))
			return true;
	return end > from && end < scan->toks.n && (scan->toks.at[end].flags & TOK_LINE) == 0 &&
	       (scan->toks.at[from].words & (WORD_FIRST | WORD_LAST)) == 0 && names_is_group(scan, end + 1);
}

/* "Dear R community", "Bonjour, J' ai": a letter that more follows is no initial. */
static bool is_lone_letter(const struct scan *scan, size_t from, size_t end)
{
	struct str gap;

	if (end != from + 1 || scan->toks.at[from].to - scan->toks.at[from].from != 1)
		return false;
	gap = names_gap_after(scan, from);
	return str_eq(gap, STR(" ")) || str_eq(gap, STR("-")) || str_starts(gap, STR("'")) ||
	       str_starts(gap, STR("\u2019"));
}

/* "tomorrow\n> morning Sydney time": inside of a sentence. Not "Ticket 1\nmorning anna," with what ends a greeting;
 * other words greet wherever they are. The one at `i` ends before word `at`. */
static bool is_wrapped_greeting(const struct scan *scan, size_t i, size_t at)
{
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, behind;
	ptrdiff_t end = str_find_char(gap, '\n');
	size_t name_end;

	if (at != i + 1 || !str_eq(names_word(scan, i), STR("morning")))
		return false;
	name_end = names_end(scan, at, false);
	behind = names_gap_after(scan, name_end > at ? name_end - 1 : at);
	if (str_starts(behind, STR(",")) || str_starts(behind, STR("!")) || str_find_char(behind, '\n') >= 0)
		return false;
	return end >= 0 && (scan->toks.at[i].flags & TOK_CAPITAL) == 0 &&
	       str_trim(str_slice(gap, 0, (size_t)end)).n == 0 &&
	       str_find_char(str_from(gap, (size_t)end + 1), '\n') < 0;
}

static void find_greeting(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_GREETINGS), at = i + n, end;

	if (n == 0 || at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0 ||
	    is_wrapped_greeting(scan, i, at))
		return;
	/* "Hej! Jag kan inte …" */
	if (strchr("!?.", names_gap_after(scan, at - 1).s[0]) != NULL && (scan->toks.at[at].words & WORD_FIRST) == 0)
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && !names_is_line_end(scan, at))
		at++;
	if (names_is_courtesy(scan, at) && (scan->toks.at[at].words & (WORD_FIRST | WORD_LAST)) == 0)
		return; /* "Hello good morning," */
	for (int more = 0; more < 3; more++) {
		end = names_end(scan, at, false);
		if (end == at && more == 0 && is_small_name(scan, at))
			end = at + 1;
		else if (end == at && more == 0 && is_small_full_name(scan, at))
			end = at + 2;
		else if (end == at && more == 0 && is_capital_name(scan, at))
			end = at + 1;
		if (is_called_group(scan, at, end) || is_lone_letter(scan, at, end))
			return;
		names_accept(scan, at, end, "greeting");
		/* "Hi Tom and Anna," */
		if (end == at || end + 1 >= scan->toks.n || names_is_line_end(scan, end - 1))
			return;
		at = end;
		if (str_eq(names_word(scan, at), STR("and")) || str_eq(names_word(scan, at), STR("und")))
			at++;
		else if (str_eq(names_gap_after(scan, end - 1), STR(", ")) &&
			 names_phrase(scan, at, PHRASES_GREETINGS) != 0)
			at += names_phrase(scan, at, PHRASES_GREETINGS); /* "Hi Tom, hi Anna," */
		else if (!str_eq(names_gap_after(scan, end - 1), STR(" & ")))
			return; /* "Hi Tom & Anna," */
		if (at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0)
			return;
	}
}

static size_t next_line(const struct scan *scan, size_t i)
{
	while (i < scan->toks.n && !names_is_line_end(scan, i))
		i++;
	return i + 1;
}

/* "I?aki ?car": a program had no letters for some. */
static bool has_lost_letters(const struct scan *scan, size_t i, size_t next)
{
	size_t capitals = 0, lost = 0;

	for (size_t j = i; j < next; j++) {
		struct str gap = names_gap_after(scan, j);

		capitals += (scan->toks.at[j].flags & TOK_CAPITAL) != 0;
		if ((scan->toks.at[j].flags & TOK_DIGIT) != 0 || (j + 1 < next && gap.n > 2))
			return false;
		lost += j + 1 < next && str_find_char(gap, '?') >= 0 && !str_eq(gap, STR("? "));
	}
	return capitals != 0 && lost != 0;
}

/* A name's word in small letters, or a word of no list. */
static bool is_unlisted(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS | WORD_BEGINS)) == 0 &&
	       (tok->flags & (TOK_DIGIT | TOK_UPPER)) == 0 && tok->to - tok->from > 2;
}

/* On a list of names. */
static bool is_named(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0;
}

/* "References:", "--STARTUP--", "[snip]": the line goes on with what no name has. */
static bool is_marked_line(const struct scan *scan, size_t i, size_t next)
{
	struct str after = names_gap_after(scan, next - 1);
	size_t at = scan->toks.at[i].from;

	if ((at > 0 && strchr("[{#", scan->text.s[at - 1]) != NULL) || names_gap_after(scan, i).s[0] == ':')
		return true;
	for (size_t n = 0; n < after.n && after.s[n] != '\n'; n++)
		if (strchr(":-]=", after.s[n]) != NULL)
			return n == 0 || after.s[n - 1] != '.';
	return false;
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

/* "gelin yan": words of no list, in small letters. */
static bool is_small_unlisted_pair(const struct scan *scan, size_t i)
{
	return is_unlisted(scan, i) && is_unlisted(scan, i + 1) && str_eq(names_gap_after(scan, i), STR(" ")) &&
	       ((scan->toks.at[i].flags | scan->toks.at[i + 1].flags) & TOK_CAPITAL) == 0 &&
	       ((scan->toks.at[i].flags & scan->toks.at[i + 1].flags) & TOK_LETTER) != 0;
}

/* "Honorary Research Fellow", "Statistics & Software Consulting": what somebody is or where, not who. */
static bool is_occupation(const struct scan *scan, size_t from, size_t to)
{
	static const char *const words[] = {
	    "fellow",	   "research",	 "scientist", "professor", "lecturer",	 "engineer",  "engineering",
	    "consultant",  "consulting", "manager",   "director",  "officer",	 "developer", "assistant",
	    "associate",   "student",	 "analyst",   "software",  "department", "institute", "university",
	    "laboratory",  "statistics", "services",  "solutions", "systems",	 "technical", "technology",
	    "operations",  "president",	 "chairman",  "secretary", "librarian",	 "architect", "specialist",
	    "coordinator", "faculty",	 "center",    "centre",	   NULL};
	bool occupation = false;

	for (size_t i = from; i < to; i++) {
		if ((scan->toks.at[i].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0 ||
		    (scan->toks.at[i].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_PARTICLE)) == 0)
			return false;
		occupation = occupation || str_is_any(names_word(scan, i), words);
	}
	return occupation;
}

/* "Scanned by Widget": what was done to a mail. */
static bool is_participle(const struct scan *scan, size_t i, size_t end, size_t next)
{
	static const char *const behind[] = {"by", "with", "from", "using", "via", "for", "on", NULL};

	return end == i + 1 && end < next && end < scan->toks.n && str_ends(names_word(scan, i), STR("ed")) &&
	       (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) == 0 && str_is_any(names_word(scan, end), behind);
}

enum { IDEOGRAPH = 0xE3, IDEOGRAPH_BYTES = 3, IDEOGRAPHS_MOST = 5 };

/* One word of a script without blanks that is too long for a name. */
static bool is_clause(const struct scan *scan, size_t from, size_t to)
{
	const struct tok *tok = &scan->toks.at[from];

	return to == from + 1 && (unsigned char)scan->text.s[tok->from] >= IDEOGRAPH &&
	       (unsigned char)scan->text.s[tok->from] < 0xEA && tok->to - tok->from > IDEOGRAPHS_MOST * IDEOGRAPH_BYTES;
}

enum { SHOUTED_WORDS = 3, SHOUTED_LEAST = 3 };

/* "LUMAR CASEY", "J. CASEY": words in capitals that no list has or lists of names have, two at least; i: none. */
static size_t shouted_end(const struct scan *scan, size_t i)
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
		whole += tok->to - tok->from >= SHOUTED_LEAST;
		end++;
	}
	return named != 0 && whole != 0 && end > i + 1 ? end : i;
}

/* "PIET Nowak": capitals that no list has, and what no list or one of names has; not "SAP Walldorf". */
static bool is_shouted_pair(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_UPPER | TOK_DIGIT)) == TOK_UPPER && tok->to - tok->from > SHOUTED_LEAST &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_BEGINS)) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && is_unlisted(scan, i + 1) &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL && names_is_written(scan, &tok[1]);
}

/* "AL" below "Thanks.", whatever that is elsewhere. */
static bool is_initials_line(const struct scan *scan, size_t i)
{
	static const char *const others[] = {
	    "ps",  "pps", "nb",	 "ok",	"fyi", "btw", "pto", "eom", "tia", "ty",  "it",	 "uk",	"us",
	    "eu",  "usa", "uae", "ip",	"id",  "ui",  "os",  "url", "uri", "sql", "vpn", "pdf", "css",
	    "api", "dns", "ssl", "tls", "ssh", "ftp", "usb", "xml", "png", "gif", "jpg", "svg", "csv",
	    "php", "cpu", "gpu", "ram", "ssd", "hdd", "rom", "lan", "wan", "nas", "cdn", "cms", "crm",
	    "erp", "aws", "gcp", "ios", "ide", "sdk", "cli", "gui", "iso", "zip", "exe", "dll", "pin",
	    "otp", "sms", "gps", "tcp", "udp", "nat", "rdp", "usd", "eur", "gbp", "faq", NULL};
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_UPPER | TOK_DIGIT)) == TOK_UPPER && tok->to - tok->from <= 3 &&
	       (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0 && !str_is_any(names_word(scan, i), others);
}

/* A line that is nothing but a name of up to four words. */
static void find_name_line(struct scan *scan, size_t i, const char *rule)
{
	size_t end, next;

	if (i >= scan->toks.n)
		return;
	next = next_line(scan, i);
	if (next - i > NAME_WORDS || is_marked_line(scan, i, next <= scan->toks.n ? next : scan->toks.n) ||
	    (names_is_courtesy(scan, i) && !is_named(scan, i)) || names_is_command(scan, i))
		return;
	while (i < next && (scan->toks.at[i].words & WORD_TITLE) != 0)
		i++;
	end = i < scan->toks.n ? names_end(scan, i, false) : i;
	/* "JL Mbarga" */
	if (end == i && i + 1 < next && (scan->toks.at[i].flags & TOK_UPPER) != 0 &&
	    scan->toks.at[i].to - scan->toks.at[i].from <= 3 && str_eq(names_gap_after(scan, i), STR(" ")))
		end = names_end(scan, i + 1, false) > i + 1 ? names_end(scan, i + 1, false) : i;
	if (end <= i + 1 && next <= scan->toks.n && shouted_end(scan, i) == next)
		end = next;
	/* "PIET Nowak" */
	if (end == i && next == i + 2 && next <= scan->toks.n && is_shouted_pair(scan, i))
		end = next;
	/* "Willem nowak" */
	if (end == i + 1 && next == i + 2 && next <= scan->toks.n &&
	    (is_unlisted(scan, i + 1) || (scan->toks.at[i + 1].words & WORD_FIRST) != 0) &&
	    str_eq(names_gap_after(scan, i), STR(" ")))
		end = next;
	if (end == i && next <= scan->toks.n && has_lost_letters(scan, i, next))
		end = next;
	if (end == i && next - i == 1 && i < scan->toks.n &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_COMMON | WORD_KEEP)) == 0 &&
	    (scan->toks.at[i].flags & TOK_LETTER) != 0)
		end = i + 1; /* in small letters, initials */
	if (end == i && next - i == 1 && i < scan->toks.n && is_initials_line(scan, i))
		end = i + 1;
	if (end == i && next - i == 2 && next <= scan->toks.n && is_small_unlisted_pair(scan, i))
		end = next;
	if (end == i && next - i <= 3 && i < scan->toks.n && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0)
		end = next;
	/* "Widget team", "R-sig-hpc mailing list" */
	if (end > i && (names_is_group(scan, end) || names_is_group(scan, end + 1)))
		return;
	if (end == i + 1 && end < next && scan->toks.at[i].to - scan->toks.at[i].from == 1)
		return;
	if (is_occupation(scan, i, end < next ? end : next) || is_clause(scan, i, end) ||
	    is_participle(scan, i, end, next))
		return;
	names_accept(scan, i, end < next ? end : next, rule);
}

enum { FAREWELL_WORDS = 6, WIDE_GAP = 4 };

/* Two or three words up to the line's end that no list has, or lists of names have. */
static bool is_full_name_line(const struct scan *scan, size_t i)
{
	size_t next = next_line(scan, i);

	if (next - i < 2 || next - i > 3 || next > scan->toks.n || is_marked_line(scan, i, next))
		return false;
	for (size_t j = i; j < next; j++)
		if (!is_unlisted(scan, j) || (scan->toks.at[j].flags & TOK_CAPITAL) == 0 ||
		    (j + 1 < next && !names_joins(names_gap_after(scan, j))))
			return false;
	return true;
}

/* "Met bloemige groet,": a short line with a word of farewells; its words, or 0. */
static size_t free_farewell(const struct scan *scan, size_t i)
{
	size_t next = i;
	bool farewell = false;

	while (next < scan->toks.n && next - i <= FAREWELL_WORDS) {
		farewell = farewell || (scan->toks.at[next].words & WORD_FAREWELL) != 0;
		if (names_is_line_end(scan, next++))
			break;
	}
	return farewell && next - i <= FAREWELL_WORDS && next < scan->toks.n &&
		       (scan->toks.at[next].flags & TOK_CAPITAL) != 0
		   ? next - i
		   : 0;
}

static void find_signoff(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_FAREWELLS), at = i + n;

	if (n == 0 || !names_is_line_end(scan, at - 1)) {
		size_t free = free_farewell(scan, i);

		/* "Thanks, best regards," */
		if (free != 0 && (n == 0 || names_phrase(scan, at, PHRASES_FAREWELLS) != 0))
			n = free;
		at = i + n;
	}
	if (n == 0)
		return;
	if (names_is_line_end(scan, at - 1)) {
		find_name_line(scan, at, "sign-off");
	} else if (at < scan->toks.n) { /* "Regards, Anna" */
		struct str gap = names_gap_after(scan, at - 1);

		/* "Thank you. Simply great!" */
		if (gap.n != 0 && strchr("!.", gap.s[0]) != NULL && !names_is_line_end(scan, at) &&
		    (scan->toks.at[at].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == WORD_PLAIN)
			return;
		if (gap.n != 0 && strchr(",-!.", gap.s[0]) != NULL)
			find_name_line(scan, at, "sign-off");
		else if (str_eq(gap, STR(" ")) && names_is_line_end(scan, at) && is_unlisted(scan, at))
			names_accept(scan, at, at + 1, "sign-off"); /* "thx nobuyoshi" */
		else if (gap.n >= 1 && gap.n <= WIDE_GAP && str_trim(gap).n == 0 && is_full_name_line(scan, at))
			names_accept(scan, at, next_line(scan, at), "sign-off"); /* "Regards  Manlio Nowak" */
	}
}

static bool is_delimiter_before(const struct scan *scan, size_t i)
{
	/* "- --": as signed mail has it */
	static const char *const delimiters[] = {"\n-- \n", "\n--\n", "\n-- \r\n", "\n- --\n", "\n- -- \n", NULL};
	size_t at = scan->toks.at[i].from;
	struct str before = str_slice(scan->text, at > 8 ? at - 8 : 0, at);

	if (str_find_char(before, '-') < 0)
		return false;
	for (const char *const *one = delimiters; *one != NULL; one++)
		if (str_find(before, str_c(*one)) >= 0)
			return true;
	return false;
}

/* "-Anna", "/Anna", "~ Anna" on a line of its own. */
static bool is_dash_before(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;

	if (at > 1 && scan->text.s[at - 1] == '-' && scan->text.s[at - 2] == '-' &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) == 0 && (scan->toks.at[i].words & WORD_FIRST) == 0)
		return false; /* "--verbose" */

	if (at > 0 && scan->text.s[at - 1] == ' ')
		at--;
	return at > 0 && strchr("-/~\\", scan->text.s[at - 1]) != NULL &&
	       (at == 1 || strchr("\n->", scan->text.s[at - 2]) != NULL ||
		(at > 2 && scan->text.s[at - 2] == scan->text.s[at - 1] && scan->text.s[at - 3] == '\n'));
}

/* "On Behalf Of Anna\nNowak\nSent: …": a program has wrapped it. */
static bool is_wrapped_name(const struct scan *scan, size_t i, size_t end)
{
	return str_eq(names_word(scan, i), STR("on")) && end + 1 < scan->toks.n && names_is_line_end(scan, end - 1) &&
	       names_gap_after(scan, end - 1).n <= 4 && names_is_word(scan, end) &&
	       (names_is_line_end(scan, end) || str_eq(names_word(scan, end + 1), STR("via")) ||
		names_gap_after(scan, end).s[0] == '-') &&
	       (str_eq(names_word(scan, end + 1), STR("sent")) || str_eq(names_word(scan, end + 1), STR("via")) ||
		str_eq(names_word(scan, end + 1), STR("to")) || str_eq(names_word(scan, end + 1), STR("date")) ||
		names_gap_after(scan, end).s[0] == '-');
}

bool names_is_firm(const struct scan *scan, size_t from, size_t to)
{
	return to - from > 1 &&
	       (scan->toks.at[from].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_PLAIN)) == WORD_PLAIN &&
	       redact_is_trade(names_word(scan, to - 1));
}

static void find_introduction(struct scan *scan, size_t i)
{
	size_t n, at = i + 1, end;

	if ((scan->toks.at[i].words & WORD_INTRODUCTION) == 0)
		return;
	/* only where a capital may follow the phrase */
	while (at <= i + INTRODUCTION_WORDS && at < scan->toks.n && (scan->toks.at[at].flags & TOK_CAPITAL) == 0)
		at++;
	if (at > i + INTRODUCTION_WORDS)
		return;
	n = names_phrase(scan, i, PHRASES_INTRODUCTIONS);
	at = i + n;
	if (n == 0 || at >= scan->toks.n || !str_eq(names_gap_after(scan, at - 1), STR(" ")))
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0)
		at++;
	if (at >= scan->toks.n)
		return;
	end = names_end(scan, at, true);
	if (end <= at + 1 && shouted_end(scan, at) > end)
		end = shouted_end(scan, at);
	if (end == at || (!names_is_written(scan, &scan->toks.at[at]) && (scan->toks.at[at].flags & TOK_UPPER) == 0))
		return; /* "it is NaN" */
	if (names_is_firm(scan, at, end))
		return;
	if (n >= 3 || str_eq(names_word(scan, i), STR("name")) || str_eq(names_word(scan, i), STR("me")) ||
	    str_eq(names_word(scan, i), STR("ich")) || end - at > 1 || (scan->toks.at[at].words & WORD_FIRST) != 0)
		names_accept(scan, at, end + is_wrapped_name(scan, i, end), "introduction");
}

/* In a text without capitals: a family name behind a first name. */
static bool is_small_family_name(const struct scan *scan, size_t i)
{
	return i < scan->toks.n && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 &&
	       (scan->toks.at[i].words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0 &&
	       scan->toks.at[i].to - scan->toks.at[i].from > 2;
}

/* One that is a title in small letters, too. */
static bool is_small_title(struct str word)
{
	static const char *const words[] = {
	    "pan",	"pani",	  "pana", "panu", "panem",	  "herr",    "herrn",	"frau",	   "senor",  "senora",
	    "monsieur", "madame", "mlle", "mme",  "mademoiselle", "signor",  "signora", "mevrouw", "meneer", "mr",
	    "mrs",	"dr",	  "sr",	  "sra",  "dona",	  "captain", "uncle",	"aunt",	   NULL};

	return str_is_any(word, words);
}

/* "Sr. Engineer", "Ing. Department": an abbreviation in front of everyday words. */
static bool is_no_title(const struct scan *scan, size_t i, size_t at)
{
	static const char *const shorts[] = {"sr", "ing",   "hr",     "fr",    "sig", "mag",	"lic",
					     "dr", "chief", "sister", "nurse", "sir", "pastor", NULL};
	static const char *const subjects[] = {"phys", "wirt", "ing",  "inf",  "kfm",  "kffr",	 "psych",
					       "math", "biol", "chem", "geol", "stat", "volksw", NULL};
	bool is_short = false;

	/* "Dipl. Phys.", "Dr. Ing." */
	if (str_is_any(names_word(scan, at), subjects))
		return true;
	for (const char *const *one = shorts; *one != NULL; one++)
		is_short = is_short || str_eq(names_word(scan, i), str_c(*one));
	return is_short && (scan->toks.at[at].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN;
}

/* "do pani kowalskiej", "dla pana nowaka": a family name as Polish bends it, not "do pana sprawę", which says "you". */
static bool is_polish_name(const struct scan *scan, size_t i)
{
	static const char *const bent[] = {"skiego", "skiej", "skiemu", "ckiego", "ckiej", "ckiemu", "ski", "cki",
					   "ska",    "cka",   "wicz",	"wicza",  "czyk",  "czyka",  NULL};
	static const char *const endings[] = {"a", "owi", "em", NULL};
	struct str word = names_word(scan, i);

	if (is_named(scan, i))
		return true;
	for (const char *const *end = bent; *end != NULL; end++)
		if (str_ends(word, str_c(*end)))
			return true;
	for (const char *const *end = endings; *end != NULL; end++) {
		const uint32_t *words =
		    str_ends(word, str_c(*end)) && word.n > str_c(*end).n + 2
			? wordset_find(&scan->rules->words, str_slice(word, 0, word.n - str_c(*end).n))
			: NULL;

		if (words != NULL && (*words & (WORD_LAST | WORD_FIRST)) != 0 &&
		    (*words & (WORD_PLAIN | WORD_COMMON)) == 0)
			return true;
	}
	return false;
}

static void find_title(struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);
	size_t at = i + 1, end;

	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 && gap.s[0] != '.' && !is_small_title(names_word(scan, i)))
		return;
	if ((scan->toks.at[i].flags & TOK_UPPER) != 0 && gap.n != 0 && gap.s[0] != '.')
		return; /* "MS Word", "FR cert" */
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && at < i + 3)
		at++;
	if (at >= scan->toks.n || (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(". "))) || is_no_title(scan, i, at))
		return;
	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 && (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 &&
	    (scan->toks.at[at].words & (WORD_COMMON | WORD_NEVER | WORD_ACCOUNT | WORD_PARTICLE)) == 0 &&
	    scan->toks.at[at].to - scan->toks.at[at].from > 2 &&
	    (!str_starts(names_word(scan, i), STR("pan")) || is_polish_name(scan, at)))
		names_accept(scan, at, at + 1 + is_small_family_name(scan, at + 1), "title"); /* "mr. freeman" */
	else if ((end = names_end(scan, at, false)) > at)
		names_accept(scan, at, end, "title");
	else if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0 && (scan->toks.at[at].flags & TOK_LINE) == 0 &&
		 (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
		 (scan->toks.at[at].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
		names_accept(scan, at, at + 1, "title"); /* "Mr Bell" */
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

/* Rare names are words of some language, too: not where any word has a capital, nor behind a product ("Debian Lenny").
 */
static bool is_sure_alone(const struct scan *scan, const struct tok *tok)
{
	if (tok > scan->toks.at && (tok[-1].words & WORD_NEVER) != 0 &&
	    (tok[-1].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL && (tok->words & WORD_RARE) != 0 &&
	    tok->from == tok[-1].to + 1 && scan->text.s[tok[-1].to] == ' ')
		return false;
	return names_is_written(scan, tok) && ((tok->words & WORD_RARE) == 0 || (tok->flags & TOK_START) == 0);
}

/* "ESA Break-out": an acronym in front of an everyday word. Not "IVAN Grey": first names, but for "the ESA". */
static bool is_acronym_of(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->words & (WORD_FIRST | WORD_AMBIGUOUS)) == WORD_FIRST &&
	    (i == 0 || !str_eq(names_word(scan, i - 1), STR("the"))))
		return false;
	return (tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1 && tok->to - tok->from <= ACRONYM_LETTERS &&
	       i + 1 < scan->toks.n && (tok[1].flags & TOK_UPPER) == 0 &&
	       (tok[1].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN;
}

/* "Daniel WIRF": behind a first name capitals that no list has, as French offices write. */
static bool has_shouted_family_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i + 1 < scan->toks.n && (tok->words & (WORD_RARE | WORD_PLAIN)) == 0 && (tok->flags & TOK_UPPER) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) &&
	       (tok[1].flags & (TOK_UPPER | TOK_DIGIT | TOK_LINE)) == TOK_UPPER && tok[1].to - tok[1].from >= 3 &&
	       (tok[1].words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

/* "David Bell": a common first name, and an everyday word with a capital where none would be. */
static bool has_plain_family_name(const struct scan *scan, size_t i)
{
	const struct tok *next = &scan->toks.at[i + 1];

	return i + 1 < scan->toks.n && (scan->toks.at[i].words & WORD_RARE) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && (next->flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	       (next->words & (WORD_KEEP | WORD_ALWAYS | WORD_PARTICLE)) == 0 &&
	       ((next->words & WORD_NEVER) == 0 || (next->words & WORD_LAST) != 0) && /* "Clive Jenkins" */
	       next->to - next->from > 2 &&
	       (i + 2 >= scan->toks.n || (scan->toks.at[i + 2].flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL ||
		!str_eq(names_gap_after(scan, i + 1), STR(" ")));
}

/* "Kealoha, J.": as tables and registers write it. */
static void find_inverted(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap;

	if (i + 1 >= scan->toks.n || tok->to - tok->from < 3 || (tok->flags & (TOK_UPPER | TOK_DIGIT)) != 0 ||
	    tok[1].to - tok[1].from != 1 || (tok[1].flags & (TOK_CAPITAL | TOK_LINE | TOK_DIGIT)) != TOK_CAPITAL ||
	    !str_eq(names_gap_after(scan, i), STR(", ")) || (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return;
	gap = names_gap_after(scan, i + 1);
	if (gap.n >= 2 && gap.s[0] == '.' && (str_is_space(gap.s[1]) || gap.s[1] == ',' || gap.s[1] == ';') &&
	    (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_LAST)) != WORD_COMMON &&
	    ((tok->words & WORD_PLAIN) == 0 || (tok->words & WORD_LAST) != 0))
		names_accept(scan, i, i + 2, "family name first");
}

/* No list knows it, or only those of names. */
static bool is_free(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

/* "(O'Reilly)", "Press. Springer, 2010": who has printed it, with no first name in front. */
static bool is_publisher(const struct scan *scan, size_t i)
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

/* "M. Rutter", "A.J. Rossini", "S. Hoon Yoon": initials, and what no list has or lists of names have. */
static void find_initials(struct scan *scan, size_t i)
{
	static const char *const others[] = {"sa", "nv", "bv", "us", "uk", "eu",  "po",	 "ps", "nb", "ag", "kg", "pm",
					     "am", "ok", "id", "eg", "ie", "aka", "usa", "cd", "pc", "ii", NULL};
	const struct tok *tok = &scan->toks.at[i];
	size_t at = i, named;
	char letters[8] = "";

	if (tok->from > 0 && strchr(" \n\t(\"'>*,;", scan->text.s[tok->from - 1]) == NULL)
		return;
	if (i > 0 && tok[-1].to - tok[-1].from == 1 && (tok->flags & TOK_LINE) == 0 && tok[-1].to + 3 > tok->from)
		return; /* "i. d. R. Kunden" */
	while (at + 1 < scan->toks.n && at - i < 3 && scan->toks.at[at].to - scan->toks.at[at].from == 1 &&
	       (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL &&
	       (str_eq(names_gap_after(scan, at), STR(".")) || str_eq(names_gap_after(scan, at), STR(". ")))) {
		letters[at - i] = scan->low.s[scan->toks.at[at].from];
		at++;
	}
	if (at == i || !str_eq(names_gap_after(scan, at - 1), STR(". ")))
		return;
	for (const char *const *other = others; *other != NULL; other++)
		if (strcmp(letters, *other) == 0)
			return;
	for (named = at;
	     named < scan->toks.n && named - at < 3 &&
	     (is_free(scan, named) || (named > at && (scan->toks.at[named].words & WORD_LAST) != 0 &&
				       (scan->toks.at[named].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)) &&
	     (scan->toks.at[named].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_UPPER | TOK_LINE)) == TOK_CAPITAL &&
	     scan->toks.at[named].to - scan->toks.at[named].from > 2 &&
	     names_is_written(scan, &scan->toks.at[named]);) {
		named++;
		if (!str_eq(names_gap_after(scan, named - 1), STR(" ")) &&
		    !str_eq(names_gap_after(scan, named - 1), STR("-")))
			break;
	}
	if (named > at && names_gap_after(scan, named - 1).n != 0 &&
	    strchr("(_/=[", names_gap_after(scan, named - 1).s[0]) != NULL)
		return;
	if (named == at + 1 && is_publisher(scan, at))
		return; /* "Use R. Springer, 2010" */
	names_accept(scan, named > at ? i : at, named, "initial and family name");
}

/* How many words a degree has: "PhD", "Ph.D.", "MD", "M.Sc."; 0: none. */
static size_t degree_words(const struct scan *scan, size_t i)
{
	static const char *const whole[] = {"phd", "md", "msc", "bsc", "mba", "dphil", "mph", "dvm", "esq", NULL};
	static const char *const parts[] = {"ph", "d", "m", "d", "m", "sc", "b", "sc", "m", "s", NULL};
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL)
		return 0;
	if (str_is_any(names_word(scan, i), whole))
		return 1;
	for (const char *const *one = parts; *one != NULL; one += 2)
		if (i + 1 < scan->toks.n && str_eq(names_word(scan, i), str_c(one[0])) &&
		    str_eq(names_gap_after(scan, i), STR(".")) && (tok[1].flags & TOK_CAPITAL) != 0 &&
		    str_eq(names_word(scan, i + 1), str_c(one[1])))
			return 2;
	return 0;
}

/* "Xionghui Zhou Ph.D.", "Troels Ring, MD": words with capitals from a line's beginning to a degree. */
static void find_graduate(struct scan *scan, size_t i)
{
	size_t n = degree_words(scan, i), start = i;
	struct str gap;
	bool free = false;

	if (n == 0 || i < 2)
		return;
	gap = names_gap_after(scan, i - 1);
	if (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", ")))
		return;
	/* "PhD Student", "Ellicott City, MD 21042" */
	if (i + n < scan->toks.n && (scan->toks.at[i + n].flags & TOK_LINE) == 0 &&
	    (scan->toks.at[i + n].flags & (TOK_DIGIT | TOK_CAPITAL)) != 0 &&
	    str_find_char(names_gap_after(scan, i + n - 1), ' ') == 0)
		return;
	while (start > 0 && i - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];

		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0)
			break;
		if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (start < i && !names_joins(names_gap_after(scan, start - 1))))
			break;
		free = free || (is_free(scan, start - 1) && tok->to - tok->from > 1) ||
		       (tok->words & (WORD_FIRST | WORD_LAST)) != 0;
		start--;
		if ((tok->flags & TOK_LINE) != 0)
			break;
	}
	if (i - start >= 2 && free && (scan->toks.at[start].flags & TOK_LINE) != 0)
		names_accept(scan, start, i, "signature");
}

/* "Jan Nowak": no month. */
static bool is_jan(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from == 3 && scan->low.s[tok->from] == 'j' && i + 1 < scan->toks.n &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && (tok->flags & TOK_UPPER) == 0 &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT | TOK_LINE)) == TOK_CAPITAL &&
	       (tok[1].words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0 && tok[1].to - tok[1].from > 2 &&
	       names_is_written(scan, &tok[1]) && str_eq(names_word(scan, i), STR("jan"));
}

/* "South San Jose": a side of heaven in front of a saint's town. `i` is the saint, or the word behind him. */
static bool is_side_of_town(const struct scan *scan, size_t i)
{
	static const char *const sides[] = {"south", "north", "east", "west", "southern", "northern", "downtown", NULL};
	static const char *const saints[] = {"san", "santa", "santo", "sao", "saint", "los", "las", NULL};

	if (i > 1 && str_is_any(names_word(scan, i - 1), saints))
		i--;
	return i > 0 && str_is_any(names_word(scan, i), saints) && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       str_is_any(names_word(scan, i - 1), sides);
}

/* "for Anna/Liam": two first names and no path. `i` is either. */
static bool is_one_of_two(const struct scan *scan, size_t i)
{
	size_t first = i > 0 && str_eq(names_gap_after(scan, i - 1), STR("/")) ? i - 1 : i;
	const struct tok *tok = &scan->toks.at[first];
	struct str behind;

	if (first + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, first), STR("/")) || tok->from == 0 ||
	    !str_is_space(scan->text.s[tok->from - 1]))
		return false;
	for (size_t n = 0; n < 2; n++)
		if ((tok[n].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL ||
		    (tok[n].words & (WORD_FIRST | WORD_RARE | WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS | WORD_KEEP)) !=
			WORD_FIRST)
			return false;
	behind = names_gap_after(scan, first + 1);
	return behind.n == 0 || str_find_char(STR(" ,.;:?!)\n"), behind.s[0]) >= 0;
}

/* A first name from the list, with what follows it; or one in front of a family name. */
static void find_listed(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t end = names_end(scan, i, true);
	struct str gap = names_gap_after(scan, i);
	size_t words = end - i;
	bool sure = (tok->words & (WORD_AMBIGUOUS | WORD_COMMON | WORD_NEVER)) == 0;

	if (is_jan(scan, i))
		names_accept(scan, i, i + 2, "listed first name");
	if (is_side_of_town(scan, i))
		return;
	if (is_one_of_two(scan, i)) {
		names_accept(scan, i, i + 1, "listed first name");
		return;
	}
	if (end == i || tok->taken || (tok->from > 0 && strchr("/\\-_.$`@#", scan->text.s[tok->from - 1]) != NULL) ||
	    (gap.n != 0 && strchr("/\\_(=$`", gap.s[0]) != NULL) || (gap.n == 1 && gap.s[0] == '.'))
		return;
	/* "O'Reilly", "Springer, 2010"; "DON'T" */
	if ((words == 1 && is_publisher(scan, i)) || scan_is_shortened(scan, tok))
		return;
	/* "using Widget", "Widget 1.2" */
	if (words == 1 && programs_has(scan, i))
		return;
	if (words > 1 && is_acronym_of(scan, i))
		return;
	if (words > 1 && (tok->words & WORD_FIRST) != 0) {
		bool last = false;

		for (size_t j = i + 1; j < end; j++)
			last = last || (scan->toks.at[j].words & (WORD_LAST | WORD_FIRST)) != 0 ||
			       scan->toks.at[j].to - scan->toks.at[j].from == 1;
		if (sure || last || (scan->toks.at[end - 1].words & ~(unsigned)WORD_BEGINS) == 0)
			names_accept(scan, i, end, "listed first name");
	} else if (words > 1 && (tok->words & WORD_AMBIGUOUS) != 0 && names_is_written(scan, &scan->toks.at[i + 1]) &&
		   (scan->toks.at[i + 1].words & ~(unsigned)(WORD_BEGINS | WORD_LAST | WORD_RARE)) == 0 &&
		   scan->toks.at[i + 1].to - scan->toks.at[i + 1].from > 3) {
		names_accept(scan, i, end, "listed first name"); /* "Rich Burridge" */
	} else if ((tok->words & WORD_FIRST) != 0 && sure && tok->to - tok->from > 2 && is_sure_alone(scan, tok)) {
		names_accept(scan, i, i + 1 + (has_plain_family_name(scan, i) || has_shouted_family_name(scan, i)),
			     "listed first name");
	} else if ((tok->words & WORD_FIRST) != 0 && sure && words == 1 && str_starts(gap, STR("'s ")) &&
		   names_is_written(scan, tok) && tok->to - tok->from > 3) {
		names_accept(scan, i, i + 1, "listed first name"); /* "Andy's", whose name is rare */
	} else if (words > 1 && tok->to - tok->from == 1 && (scan->toks.at[i + 1].words & WORD_LAST) != 0) {
		names_accept(scan, i, end, "initial and family name");
	} else if (words == 2 && (scan->toks.at[i + 1].words & WORD_LAST) != 0 &&
		   (scan->toks.at[i + 1].words & WORD_COMMON) == 0 && (tok->words & WORD_PLAIN) == 0 &&
		   (tok->flags & TOK_START) == 0) {
		names_accept(scan, i, end, "listed family name");
	} else if ((tok->words & (WORD_LAST | WORD_COMMON | WORD_NEVER | WORD_RARE)) == WORD_LAST && sure &&
		   is_sure_alone(scan, tok)) {
		names_accept(scan, i, i + 1, "listed family name");
	}
}

void names_find(struct scan *scan)
{
	struct label_lines seen = {0};

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & TOK_LINE) != 0) {
			find_greeting(scan, i);
			find_signoff(scan, i);
			labels_find(scan, i, &seen);
			if (i > 0 && is_delimiter_before(scan, i))
				find_name_line(scan, i, "signature");
			if (i > 0 && is_dash_before(scan, i) && names_is_line_end(scan, i))
				find_name_line(scan, i, "sign-off");
		}
		if ((tok->words & WORD_LABEL) != 0)
			labels_find_tracked(scan, i);
		if ((tok->words & WORD_TITLE) != 0)
			find_title(scan, i);
		find_introduction(scan, i);
		attributions_find(scan, i);
	}
	attributions_find_prefixes(scan);
	for (size_t i = 0; i < scan->toks.n; i++)
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0) {
			find_inverted(scan, i);
			find_listed(scan, i);
			if (scan->toks.at[i].to - scan->toks.at[i].from == 1)
				find_initials(scan, i);
			else
				find_graduate(scan, i);
		}
}
