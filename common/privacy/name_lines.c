/*
 * Lines that are nothing but a name: behind a farewell, below the delimiter of a signature, behind a dash.
 */
#include "common/privacy/names.h"
#include "common/utf8.h"

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

/* "gelin yan": words of no list, in small letters. */
static bool is_small_unlisted_pair(const struct scan *scan, size_t i)
{
	return names_is_unlisted(scan, i) && names_is_unlisted(scan, i + 1) &&
	       str_eq(names_gap_after(scan, i), STR(" ")) &&
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

/* "AL" below "Thanks.", whatever that is elsewhere. */
static bool is_initials_line(const struct scan *scan, size_t i)
{
	static const char *const others[] = {
	    "ps",  "pps", "nb",	 "ok",	"fyi", "btw", "pto", "eom", "tia", "ty",  "it",	 "uk",	"us",  "eu",  "usa",
	    "uae", "ip",  "id",	 "ui",	"os",  "url", "uri", "sql", "vpn", "pdf", "css", "api", "dns", "ssl", "tls",
	    "ssh", "ftp", "usb", "xml", "png", "gif", "jpg", "svg", "csv", "php", "cpu", "gpu", "ram", "ssd", "hdd",
	    "rom", "lan", "wan", "nas", "cdn", "cms", "crm", "erp", "aws", "gcp", "ios", "ide", "sdk", "cli", "gui",
	    "iso", "zip", "exe", "dll", "pin", "otp", "sms", "gps", "tcp", "udp", "nat", "rdp", "usd", "eur", "gbp",
	    "faq", "and", "but", "or",	"not", "the", "yes", "no",  "end", "new", "old", "etc", NULL};
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_UPPER | TOK_DIGIT)) == TOK_UPPER && tok->to - tok->from <= 3 &&
	       (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0 && !str_is_any(names_word(scan, i), others);
}

/* "Bas Tepforo": two or three words with capitals, one of no list and none that a name hardly has. */
static bool is_unlisted_among(const struct scan *scan, size_t i, size_t next)
{
	bool unlisted = false;

	if (next - i < 2 || next - i > 3)
		return false;
	for (size_t j = i; j < next; j++) {
		const struct tok *tok = &scan->toks.at[j];

		if ((tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL || tok->to - tok->from < 3 ||
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_PLAIN)) != 0 ||
		    (j + 1 < next && !str_eq(names_gap_after(scan, j), STR(" "))))
			return false;
		unlisted = unlisted || (names_is_unlisted(scan, j) && names_is_written(scan, tok));
	}
	return unlisted;
}

/* "Chi Yau": a short word that is an everyday one, too, and a family name or a word of no list. */
static bool is_everyday_and_family(const struct scan *scan, size_t i, size_t next)
{
	enum { SHORT_MOST = 5 };
	const struct tok *tok = &scan->toks.at[i];

	return next == i + 2 && ((tok[0].flags | tok[1].flags) & (TOK_UPPER | TOK_DIGIT)) == 0 &&
	       (tok[0].flags & tok[1].flags & TOK_CAPITAL) != 0 && tok->to - tok->from <= SHORT_MOST &&
	       (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_FAREWELL)) == 0 &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && names_is_unlisted(scan, i + 1) &&
	       names_is_written(scan, &tok[1]) && !names_is_courtesy(scan, i);
}

/* "Thanks, applied.", "Ringrazio anticipatamente": what was done, or how, in one word. */
static bool is_remark(const struct scan *scan, size_t i, size_t next)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str word = names_word(scan, i);

	if (next != i + 1 || (tok->words & (WORD_FIRST | WORD_LAST)) != 0)
		return false;
	if (word.n > 8 && str_ends(word, STR("mente")))
		return true;
	return word.n > 5 && str_ends(word, STR("ed")) && (tok->flags & (TOK_CAPITAL | TOK_LINE)) == 0 &&
	       str_starts(names_gap_after(scan, i), STR("."));
}

/* A line that is nothing but a name of up to four words. */
static void find_name_line(struct scan *scan, size_t i, const char *rule)
{
	size_t end, next;

	if (i >= scan->toks.n)
		return;
	next = next_line(scan, i);
	if (next - i > NAME_WORDS || is_marked_line(scan, i, next <= scan->toks.n ? next : scan->toks.n) ||
	    (names_is_courtesy(scan, i) && !names_is_listed(scan, i)) || names_is_command(scan, i) ||
	    is_remark(scan, i, next))
		return;
	while (i < next && (scan->toks.at[i].words & WORD_TITLE) != 0)
		i++;
	end = i < scan->toks.n ? names_end(scan, i, false) : i;
	/* "JL Mbarga" */
	if (end == i && i + 1 < next && (scan->toks.at[i].flags & TOK_UPPER) != 0 &&
	    scan->toks.at[i].to - scan->toks.at[i].from <= 3 && str_eq(names_gap_after(scan, i), STR(" ")))
		end = names_end(scan, i + 1, false) > i + 1 ? names_end(scan, i + 1, false) : i;
	if (end <= i + 1 && next <= scan->toks.n && names_shouted_end(scan, i) == next)
		end = next;
	/* "PIET Nowak" */
	if (end == i && next == i + 2 && next <= scan->toks.n && names_is_shouted_pair(scan, i))
		end = next;
	/* "Willem nowak" */
	if (end == i + 1 && next == i + 2 && next <= scan->toks.n &&
	    (names_is_unlisted(scan, i + 1) || (scan->toks.at[i + 1].words & WORD_FIRST) != 0) &&
	    str_eq(names_gap_after(scan, i), STR(" ")))
		end = next;
	if (end < next && next <= scan->toks.n && has_lost_letters(scan, i, next))
		end = next;
	if (end == i && next - i == 1 && i < scan->toks.n &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_COMMON | WORD_KEEP)) == 0 &&
	    (scan->toks.at[i].flags & TOK_LETTER) != 0)
		end = i + 1; /* in small letters, initials */
	if (end == i && next - i == 1 && i < scan->toks.n && is_initials_line(scan, i))
		end = i + 1;
	/* "thanks,\nche": an everyday word of another language */
	if (end == i && next - i == 1 && i < scan->toks.n &&
	    (scan->toks.at[i].flags & (TOK_LETTER | TOK_CAPITAL)) == TOK_LETTER &&
	    (scan->toks.at[i].words & (WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) ==
		WORD_COMMON &&
	    mention_is_end_behind(scan, scan->toks.at[i].to))
		end = i + 1;
	if (end == i && next - i == 2 && next <= scan->toks.n && is_small_unlisted_pair(scan, i))
		end = next;
	if (end == i && next <= scan->toks.n &&
	    (is_unlisted_among(scan, i, next) || is_everyday_and_family(scan, i, next)))
		end = next;
	if (end == i && next - i <= 3 && i < scan->toks.n && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0)
		end = next;
	/* "Widget team", "R-sig-hpc mailing list"; not "Anna Nowak\nWidget Support" */
	if (end > i && (names_is_group(scan, end) || (end + 1 < next && names_is_group(scan, end + 1))))
		return;
	if (end == i + 1 && end < next && scan->toks.at[i].to - scan->toks.at[i].from == 1)
		return;
	if (is_occupation(scan, i, end < next ? end : next) || is_clause(scan, i, end) ||
	    is_participle(scan, i, end, next))
		return;
	names_accept(scan, i, end < next ? end : next, rule);
}

/* "rob f", "anna": up to the line's end. */
static bool is_first_and_initial(const struct scan *scan, size_t i)
{
	if ((scan->toks.at[i].words & WORD_NEVER) != 0)
		return false;
	return names_is_line_end(scan, i) ||
	       (names_is_line_end(scan, i + 1) && scan->toks.at[i + 1].to - scan->toks.at[i + 1].from == 1 &&
		str_eq(names_gap_after(scan, i), STR(" ")));
}

enum { INITIALS_MOST = 3, FAREWELL_WORDS = 6, WIDE_GAP = 4, PLACE_WORDS = 4, DRAWN_MOST = 40 };

/* Two or three words up to the line's end that no list has, or lists of names have. */
static bool is_full_name_line(const struct scan *scan, size_t i)
{
	size_t next = next_line(scan, i);

	if (next - i < 2 || next - i > 3 || next > scan->toks.n || is_marked_line(scan, i, next))
		return false;
	for (size_t j = i; j < next; j++)
		if (!names_is_unlisted(scan, j) || (scan->toks.at[j].flags & TOK_CAPITAL) == 0 ||
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

/* "Viele Grüße aus Köln": word i begins where from, which ends the line; its words, or 0. */
static size_t farewell_place(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"aus", "from", "desde", "dalla", "da",  "de", "uit",
					    "fra", "fran", "vom",   "z",     "din", NULL};
	size_t next = i < scan->toks.n ? next_line(scan, i) : i;

	return next - i >= 2 && next - i <= PLACE_WORDS && next < scan->toks.n && str_is_any(names_word(scan, i), words)
		   ? next - i
		   : 0;
}

void name_lines_find_farewell(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_FAREWELLS), at = i + n;

	/* "Grüß Gott" */
	if (n != 0 && names_phrase(scan, i, PHRASES_GREETINGS) > n)
		return;

	if (n == 0 || !names_is_line_end(scan, at - 1)) {
		size_t free = free_farewell(scan, i);

		/* "Thanks, best regards," */
		if (free != 0 && (n == 0 || names_phrase(scan, at, PHRASES_FAREWELLS) != 0))
			n = free;
		else if (n != 0 && !names_is_line_end(scan, at - 1) && str_eq(names_gap_after(scan, at - 1), STR(" ")))
			n += farewell_place(scan, at);
		at = i + n;
	}
	if (n == 0)
		return;
	if (names_is_line_end(scan, at - 1)) {
		/* "thx,\n-te" */
		if (at < scan->toks.n && names_is_line_end(scan, at) &&
		    scan->text.s[scan->toks.at[at].from - 1] == '-' &&
		    scan->toks.at[at].to - scan->toks.at[at].from <= INITIALS_MOST)
			names_accept(scan, at, at + 1, "sign-off");
		else
			find_name_line(scan, at, "sign-off");
	} else if (at < scan->toks.n) { /* "Regards, Anna" */
		struct str gap = names_gap_after(scan, at - 1);

		/* "Thank you. Simply great!" */
		if (gap.n != 0 && strchr("!.", gap.s[0]) != NULL && !names_is_line_end(scan, at) &&
		    (scan->toks.at[at].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == WORD_PLAIN)
			return;
		if (gap.n != 0 && strchr(",-!.", gap.s[0]) != NULL)
			find_name_line(scan, at, "sign-off");
		else if (str_eq(gap, STR(" ")) && names_is_line_end(scan, at) && names_is_unlisted(scan, at) &&
			 !is_remark(scan, at, at + 1))
			names_accept(scan, at, at + 1, "sign-off"); /* "thx nobuyoshi" */
		else if (str_eq(gap, STR(" ")) && (scan->toks.at[at].words & WORD_FIRST) != 0 &&
			 is_first_and_initial(scan, at))
			names_accept(scan, at, next_line(scan, at), "sign-off"); /* "cheers rob f" */
		else if (gap.n >= 1 && gap.n <= WIDE_GAP && str_trim(gap).n == 0 && is_full_name_line(scan, at))
			names_accept(scan, at, next_line(scan, at), "sign-off"); /* "Regards  Manlio Nowak" */
	}
}

/* Up to three words with capitals up to the line's end, each on a list of names or on none; the index behind, or i. */
static size_t inline_name_end(const struct scan *scan, size_t i)
{
	enum { INLINE_MOST = 3 };
	size_t end = i;

	for (; end < scan->toks.n && end - i < INLINE_MOST; end++) {
		const struct tok *tok = &scan->toks.at[end];

		if ((tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT | TOK_LINE)) != TOK_CAPITAL ||
		    tok->to - tok->from < 3 || (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (!names_is_listed(scan, end) && !names_is_unlisted(scan, end)) ||
		    (end == i && (tok->words & (WORD_FIRST | WORD_LAST | WORD_PLAIN)) == WORD_PLAIN))
			return i;
		if (names_is_line_end(scan, end))
			return end + 1;
		if (!str_eq(names_gap_after(scan, end), STR(" ")))
			return i;
	}
	return i;
}

void name_lines_find_inline(struct scan *scan, size_t i)
{
	struct str before = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE;
	static const char *const gaps[] = {" ", ", ", ". ", "! ", " - ", ",", NULL};
	size_t n, end;

	if (before.n < 2 || strchr(".?!)", before.s[0]) == NULL || !str_is_space(before.s[before.n - 1]))
		return;
	n = names_phrase(scan, i, PHRASES_FAREWELLS);
	if (n == 0 || i + n >= scan->toks.n || !str_is_any(names_gap_after(scan, i + n - 1), gaps))
		return;
	end = inline_name_end(scan, i + n);
	if (end > i + n && !is_remark(scan, i + n, end) && mention_is_end_behind(scan, scan->toks.at[end - 1].to))
		names_accept(scan, i + n, end, "sign-off");
}

static bool is_delimiter_before(const struct scan *scan, size_t i)
{
	/* "- --": as signed mail has it */
	static const char *const delimiters[] = {"\n-- \n",   "\n--\n",	  "\n-- \r\n", "\n- --\n",
						 "\n- -- \n", "\n--  \n", NULL};
	size_t at = scan->toks.at[i].from;
	struct str before;

	/* "  |  o_O  |  Anna Nowak": what is drawn in front of it */
	while (at > 0 && scan->text.s[at - 1] != '\n' && !utf8_is_word_byte(scan->text.s[at - 1]) &&
	       scan->toks.at[i].from - at < DRAWN_MOST)
		at--;
	if (at < scan->toks.at[i].from && scan->text.s[at] == '-')
		at = scan->toks.at[i].from; /* "-- Configuring" */
	before = str_slice(scan->text, at > 8 ? at - 8 : 0, at);
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

/* "- Location\n- People": a point of a list, with another above it or below. Word i is behind the dash, end ends the
 * line. */
static bool is_point(const struct scan *scan, size_t i, size_t end)
{
	enum { POINT_NEAR = 200 };
	size_t at = scan->toks.at[i].from, line;
	struct str behind = names_gap_after(scan, end);
	ptrdiff_t nl = str_find_char(behind, '\n');

	if (at < 2 || scan->text.s[at - 1] != ' ' || scan->text.s[at - 2] != '-')
		return false;
	if (nl >= 0 && (str_eq(str_trim(str_from(behind, (size_t)nl)), STR("-")) ||
			str_starts(str_trim(str_from(behind, (size_t)nl)), STR("- "))))
		return true;
	at -= 2;
	if (at == 0 || scan->text.s[at - 1] != '\n')
		return false;
	for (line = at - 1; line > 0 && at - line < POINT_NEAR && scan->text.s[line - 1] != '\n';)
		line--;
	return str_starts(str_slice(scan->text, line, at), STR("- ")) || (at > 1 && scan->text.s[at - 2] == ':');
}

/* "Sven" in "/Sven-Erik", not "- Remove-Item" */
static bool is_half_of_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL && names_is_written(scan, tok) &&
	       (names_is_listed(scan, i) || (tok->words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) == 0);
}

/* "Jay Lake | www…", "Robin Hill, Widget Hall": two or three words with capitals and a sign, the first one no everyday
 * word alone. */
static size_t name_in_front_of_sign(const struct scan *scan, size_t i)
{
	size_t end = i;
	struct str gap = STR_NONE;

	while (end < scan->toks.n && end - i < 3) {
		const struct tok *tok = &scan->toks.at[end];
		/* "Robin Hill": behind a first name any word may be one */
		bool named = (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0 ||
			     (end > i && (scan->toks.at[i].words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0);

		if ((tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL || tok->to - tok->from < 3 ||
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (!named && (tok->words & (WORD_PLAIN | WORD_COMMON)) != 0))
			return i;
		gap = names_gap_after(scan, end++);
		if (!str_eq(gap, STR(" ")))
			break;
	}
	if (end < i + 2 || gap.n < 2 || names_is_line_end(scan, end - 1) || is_occupation(scan, i, end))
		return i;
	return strchr(",|(/<", str_trim(gap).n != 0 ? str_trim(gap).s[0] : ',') != NULL ? end : i;
}

/* "Thanks. -anna", "what you do! - MLD": behind a sentence and a dash, at the end of a paragraph. */
static bool is_dash_behind_sentence(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, after = names_gap_after(scan, i);
	struct str behind = after, line = STR_NONE;

	if (gap.n < 3 || strchr(".!?", gap.s[0]) == NULL || str_find_char(gap, '\n') >= 0 ||
	    !(str_ends(gap, STR(" -")) || str_ends(gap, STR(" - ")) || str_ends(gap, STR(" --"))) ||
	    !names_is_line_end(scan, i) || (tok->flags & TOK_DIGIT) != 0)
		return false;
	(void)str_line(&behind, &line);
	if (str_trim(line).n != 0 || (i + 1 < scan->toks.n && (!str_line(&behind, &line) ||
							       (str_trim(line).n != 0 && !str_starts(line, STR("__")) &&
								!str_starts(line, STR("--"))))))
		return false;
	return is_initials_line(scan, i) || (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0 ||
	       names_is_unlisted(scan, i);
}

void name_lines_find_dashed(struct scan *scan, size_t i)
{
	if (is_dash_behind_sentence(scan, i))
		names_accept(scan, i, i + 1, "sign-off");
}

/* "A n n a   N o w a k": single letters and blanks up to the line's end. */
static size_t spaced_end(const struct scan *scan, size_t i)
{
	enum { LETTERS_LEAST = 6, BLANKS_MOST = 4 };
	size_t end = i;

	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0)
		return i;
	for (;; end++) {
		struct str gap = names_gap_after(scan, end);

		if (utf8_count(names_word(scan, end)) != 1 || (scan->toks.at[end].flags & TOK_DIGIT) != 0)
			return i;
		if (names_is_line_end(scan, end))
			break;
		if (str_trim(gap).n != 0 || gap.n > BLANKS_MOST)
			return i;
	}
	return end + 1 - i >= LETTERS_LEAST ? end + 1 : i;
}

/* "/Anna Nowak", "+ anna": what signs the last line of a message behind a sign that no list of points has, or an empty
 * line in front. */
static bool is_signed_with_sign(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from, end;
	char sign;

	if (at > 0 && scan->text.s[at - 1] == ' ')
		at--;
	if (at < 2 || (scan->text.s[at - 2] != '\n' && scan->text.s[at - 2] != '>'))
		return false;
	sign = scan->text.s[at - 1];
	if (sign != '+' && sign != '/' && sign != '~')
		return false;
	end = next_line(scan, i);
	if (end > scan->toks.n || !mention_is_end_behind(scan, scan->toks.at[end - 1].to))
		return false;
	if (sign == '+')
		return end == i + 1 && at > 2 && scan->text.s[at - 3] == '\n' &&
		       (scan->toks.at[i].words & (WORD_FIRST | WORD_NEVER | WORD_PLAIN)) == WORD_FIRST;
	for (size_t j = i; j < end; j++)
		if ((scan->toks.at[j].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL ||
		    (scan->toks.at[j].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0 ||
		    (j + 1 < end && !str_eq(names_gap_after(scan, j), STR(" "))))
			return false;
	return end - i <= 3 && is_half_of_name(scan, i);
}

void name_lines_find_marked(struct scan *scan, size_t i)
{
	size_t end = i;

	if (i > 0 && is_delimiter_before(scan, i)) {
		names_accept(scan, i, spaced_end(scan, i), "signature");
		find_name_line(scan, i, "signature");
		names_accept(scan, i, name_in_front_of_sign(scan, i), "signature");
	}
	/* "---", which front matter has, too */
	if (i > 0 && scan->toks.at[i].from > 4 &&
	    str_ends(str_slice(scan->text, 0, scan->toks.at[i].from), STR("\n---\n")))
		names_accept(scan, i, name_in_front_of_sign(scan, i), "signature");
	/* "/Sven-Erik" */
	while (!names_is_line_end(scan, end) && str_eq(names_gap_after(scan, end), STR("-")) &&
	       is_half_of_name(scan, end) && is_half_of_name(scan, end + 1))
		end++;
	/* "--Martin and the team" */
	if (i > 0 && end == i && is_dash_before(scan, i) && !names_is_line_end(scan, i) && is_half_of_name(scan, i) &&
	    (scan->toks.at[i].words & (WORD_FIRST | WORD_RARE)) == WORD_FIRST &&
	    scan->text.s[scan->toks.at[i].from - 1] == '-' &&
	    (str_eq(names_word(scan, i + 1), STR("and")) || str_starts(names_gap_after(scan, i), STR(" &"))))
		names_accept(scan, i, i + 1, "sign-off");
	if (is_signed_with_sign(scan, i))
		names_accept(scan, i, next_line(scan, i), "sign-off");
	/* not "~~removed~~" */
	if (i > 0 && is_dash_before(scan, i) && names_is_line_end(scan, end) &&
	    names_gap_after(scan, end).s[0] != '~' && (names_is_listed(scan, i) || !is_point(scan, i, end)))
		find_name_line(scan, i, "sign-off");
}
