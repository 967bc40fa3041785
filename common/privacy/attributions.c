/*
 * Names in front of quoted mail and beside addresses: whom a program names when it
 * quotes, whatever the words mean elsewhere.
 */
#include "common/privacy/names.h"
#include "common/privacy/quote_lines.h"
#include "common/utf8.h"

enum {
	GAP_MOST = 3,
	ADDRESS_MOST = 90,
	ATTRIBUTION_MOST = 400,
	REGION_WORDS = 6,  /* of a name in front of "wrote:" */
	DATE_WORDS = 20,   /* of a name, a date and a time in front of it */
	DATED_WORDS = 3,   /* of a name in small letters behind a date */
	BRACKET_MOST = 120 /* bytes of an address or a department behind a name */
};

static const char *const date_marks[] = {"/", "-", ".", NULL};

static bool is_number(const struct tok *tok)
{
	return (tok->flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT;
}

/* "10:02 PM", "10:02 p.m.", "09:58 BST": it belongs to the time. */
static bool is_of_time(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str word = names_word(scan, i);

	if (i > 1 && word.n == 1 && word.s[0] == 'm' && tok[-1].to - tok[-1].from == 1)
		return is_number(&tok[-2]);
	/* "10:02 PM PST" */
	if (i > 1 && (tok->flags & TOK_UPPER) != 0 && word.n >= 3 && word.n <= 4 && !is_number(&tok[-1]) &&
	    tok[-1].to - tok[-1].from == 2 && str_eq(names_gap_after(scan, i - 1), STR(" ")))
		return is_of_time(scan, i - 1);
	/* "10:02, JP Nowak" */
	if (i == 0 || !is_number(&tok[-1]) || str_find_char(names_gap_after(scan, i - 1), ',') >= 0)
		return false;
	return str_eq(word, STR("am")) || str_eq(word, STR("pm")) ||
	       ((tok->flags & TOK_UPPER) != 0 && word.n >= 2 && word.n <= 4);
}

/* "anna at firm.com)", "anna at firm dot com"; not "look at the menu": does a host begin behind the "at"? */
static bool is_host_behind(struct str rest)
{
	size_t at = 0, n;

	while (at < rest.n && !str_is_space(rest.s[at]) && strchr("<>()[]", rest.s[at]) == NULL)
		at++;
	for (n = 1; n + 1 < at; n++)
		if (rest.s[n] == '.' && str_is_alnum(rest.s[n + 1]))
			return true;
	rest = str_from(rest, at);
	return str_starts(rest, STR(" dot ")) || str_starts(rest, STR(" [dot] ")) || str_starts(rest, STR(" (dot) ")) ||
	       str_starts(rest, STR(" <dot> "));
}

/* Does an address in brackets follow? "Name <a@b.c>", "Name" [mailto:a@b.c], 'Name (a@b.c)'; maybe on the next line. */
static bool is_before_address(const struct scan *scan, size_t i)
{
	struct str rest = str_slice(
	    scan->low, scan->toks.at[i].to,
	    scan->low.n - scan->toks.at[i].to > ADDRESS_MOST ? scan->toks.at[i].to + ADDRESS_MOST : scan->low.n);
	size_t at = 0, from;

	while (at < rest.n && at < GAP_MOST && strchr("\"')* ", rest.s[at]) != NULL)
		at++;
	if (at >= rest.n || strchr("<[(", rest.s[at]) == NULL)
		return false;
	for (at++; at < rest.n && str_is_space(rest.s[at]);)
		at++;
	if (str_starts(str_from(rest, at), STR("mailto:")))
		at += STR("mailto:").n;
	for (from = at; at < rest.n && rest.s[at] != '@'; at++)
		if (str_is_space(rest.s[at]) || strchr("<>()[]:;,\"", rest.s[at]) != NULL)
			return at > from && ((str_starts(str_from(rest, at), STR(" at ")) &&
					      is_host_behind(str_from(rest, at + STR(" at ").n))) ||
					     str_starts(str_from(rest, at), STR(" <at> ")) ||
					     str_starts(str_from(rest, at), STR(" (a) ")) ||
					     str_starts(str_from(rest, at), STR(" [at] ")));
	/* "<anna@...>", as archives shorten addresses */
	return at > from && at + 1 < rest.n &&
	       (str_is_alnum(rest.s[at + 1]) || str_starts(str_from(rest, at + 1), STR("...")));
}

/* A product, a place or a month that is a family name, too: behind a word with a capital. */
static bool is_family_too(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"sun",   "york",   "jenkins", "may",     "london", "lincoln", "washington",
					    "paris", "berlin", "england", "holland", "france", "german",  NULL};
	const struct tok *tok = &scan->toks.at[i];

	if (i == 0 || (tok->flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL ||
	    !str_eq(names_gap_after(scan, i - 1), STR(" ")) || is_of_time(scan, i - 1) ||
	    (tok[-1].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_UPPER)) != TOK_CAPITAL ||
	    (tok[-1].words & (WORD_NEVER | WORD_COMMON)) != 0)
		return false;
	if ((tok->words & WORD_LAST) != 0 && (tok[-1].words & (WORD_PLAIN | WORD_FIRST)) != WORD_PLAIN)
		return true;
	/* "Moritz Warning wrote", "Moritz Warning <a@b.c>": whatever it is elsewhere, behind a first name */
	if (i + 1 < scan->toks.n && (tok[-1].words & (WORD_FIRST | WORD_AMBIGUOUS)) == WORD_FIRST &&
	    (tok->flags & TOK_UPPER) == 0 &&
	    (names_phrase(scan, i + 1, PHRASES_WROTE) != 0 || is_before_address(scan, i) ||
	     str_eq(names_word(scan, i + 1), STR("via"))))
		return true;
	if (str_is_any(names_word(scan, i), words))
		return (tok[-1].words & (WORD_PLAIN | WORD_FIRST)) != WORD_PLAIN;
	return false;
}

/* Does the date end there, or something else that is no name? */
static bool is_boundary(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_DIGIT) != 0 || is_of_time(scan, i))
		return true;
	if ((tok->words & WORD_NEVER) == 0 || (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0 ||
	    is_family_too(scan, i))
		return false;
	/* "2:56 PM, Jan van der Laan": no month */
	return i == 0 || i + 1 >= scan->toks.n || is_number(&tok[1]) || (tok->flags & TOK_CAPITAL) == 0 ||
	       (!is_of_time(scan, i - 1) &&
		!(is_number(&tok[-1]) && str_find_char(names_gap_after(scan, i - 1), ',') >= 0));
}

static bool is_wrote(const struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_WROTE);
	struct str gap = n != 0 ? names_gap_after(scan, i + n - 1) : STR_NONE;

	return n != 0 && ((gap.n != 0 && strchr(":(.", gap.s[0]) != NULL) || names_is_line_end(scan, i + n - 1) ||
			  (i + n < scan->toks.n && str_eq(gap, STR(" ")) &&
			   str_eq(names_word(scan, i + n), STR("in")))); /* "writes in alt.test:" */
}

/* Is the line with word i "On Monday … wrote:", or with quoted lines behind it "bob wrote:"? */
static bool is_attribution(const struct scan *scan, size_t i)
{
	size_t from = scan->toks.at[i].from, to = from, next;
	struct str line;
	bool quote;

	while (from > 0 && scan->low.s[from - 1] != '\n' && to - from < ATTRIBUTION_MOST)
		from--;
	while (to < scan->low.n && scan->low.s[to] != '\n' && to - from < ATTRIBUTION_MOST)
		to++;
	for (next = to; next < scan->low.n && str_is_space(scan->low.s[next]);)
		next++;
	quote = next < scan->low.n && (scan->low.s[next] == '>' || scan->low.s[next] == '|');
	line = quote_trim(str_slice(scan->low, from, to));
	while (line.n != 0 && strchr("> *|", line.s[0]) != NULL)
		line = str_from(line, 1);
	return line.n != 0 && quote_introduces(line, quote);
}

/* ---- the whole name, whatever its words mean elsewhere ---- */

static bool is_mark(char c)
{
	return strchr(" \t\r\n>|\"'*,", c) != NULL;
}

static bool is_at_line_start(const struct scan *scan, size_t at)
{
	while (at > 0 && strchr(" \t>|", scan->text.s[at - 1]) != NULL)
		at--;
	return at == 0 || scan->text.s[at - 1] == '\n';
}

/* Where the bracket that ends in front of a place begins, or the place: "Anna Nowak (Sales) <a@b.c> wrote". */
static size_t before_brackets(const struct scan *scan, size_t at, bool *address)
{
	for (int n = 0; n < 3; n++) {
		size_t from = at, open;
		char end;

		while (from > 0 && is_mark(scan->text.s[from - 1]) && scan->text.s[from - 1] != '>' &&
		       at - from < GAP_MOST)
			from--;
		/* "<a@b.c>\n> wrote:" */
		if (from > 1 && scan->text.s[from - 1] == '>' && scan->text.s[from - 2] == '\n')
			from -= 2;
		end = from > 0 ? scan->text.s[from - 1] : '\0';
		if (end != '>' && end != ')' && end != ']')
			return at;
		for (open = from - 1; open > 0 && from - open < BRACKET_MOST;) {
			char c = scan->text.s[--open];

			if (c == (end == '>' ? '<' : end == ')' ? '(' : '['))
				break;
			if (c == end)
				return at;
		}
		if (strchr("<([", scan->text.s[open]) == NULL)
			return at;
		/* "[Anna Nowak] wrote:" */
		if (end != '>' && is_at_line_start(scan, open) &&
		    str_find_char(str_slice(scan->text, open, from), '@') < 0)
			return at;
		*address = *address || end == '>' || str_find(str_slice(scan->low, open, from), STR("@")) >= 0 ||
			   str_find(str_slice(scan->low, open, from), STR(" at ")) >= 0;
		at = open;
	}
	return at;
}

static bool is_region_gap(struct str gap, bool first)
{
	size_t lines = 0;

	if (!first)
		return names_joins(gap) || str_eq(gap, STR(",")) || str_eq(gap, STR(" - ")) ||
		       (gap.n <= 2 && gap.n != 0 && strchr(" ,?.\"'", gap.s[0]) != NULL &&
			strchr(" ?.\"'", gap.s[gap.n - 1]) != NULL);
	for (size_t i = 0; i < gap.n; i++) {
		lines += gap.s[i] == '\n';
		if (!is_mark(gap.s[i]) && strchr("?.-", gap.s[i]) == NULL)
			return false;
	}
	return lines <= 1 && gap.n <= 6;
}

/* In a name: with a capital, or small letters that are no everyday word. */
static bool is_region_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_CAPITAL) != 0 || (tok->words & (WORD_FIRST | WORD_LAST)) != 0 ||
	    (tok->words & WORD_PARTICLE) != 0)
		return (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0;
	return (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0;
}

/* "Tom spot Callaway" */
static bool is_nickname(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && i + 1 < scan->toks.n && (tok->words & WORD_COMMON) == 0 && tok->to - tok->from > 2 &&
	       (tok[-1].words & WORD_FIRST) != 0 && (tok[-1].flags & TOK_CAPITAL) != 0 &&
	       (tok[1].flags & TOK_CAPITAL) != 0 && (tok->flags & TOK_LINE) == 0;
}

/* "10:02 PM", "UTC-8": a time of day ends with word i. */
static bool ends_time(const struct scan *scan, size_t i)
{
	struct str word = i > 0 ? names_word(scan, i - 1) : STR_NONE;

	if (i == 0 || (scan->toks.at[i].flags & TOK_LINE) != 0)
		return false;
	if (!is_number(&scan->toks.at[i]))
		return is_of_time(scan, i);
	return (str_eq(word, STR("utc")) || str_eq(word, STR("gmt"))) &&
	       (str_eq(names_gap_after(scan, i - 1), STR("-")) || str_eq(names_gap_after(scan, i - 1), STR("+")));
}

/*
 * "On 3.4.22 13:44, anna ring", "+0200, pony": up to three words between a date and a place, one of them a name
 * or in no list, or no everyday word and alone.
 */
static size_t behind_date(const struct scan *scan, size_t end)
{
	bool name = false;

	for (size_t start = end; start > 1 && end - start < DATED_WORDS; start--) {
		const struct tok *tok = &scan->toks.at[start - 1];
		struct str gap = names_gap_after(scan, start - 2);

		if ((tok->flags & (TOK_DIGIT | TOK_LINE)) != 0 || (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0)
			return end;
		name =
		    name || (tok->words & (WORD_FIRST | WORD_LAST)) != 0 || (tok->words & ~(unsigned)WORD_BEGINS) == 0;
		if (str_eq(gap, STR(", ")) || (str_eq(gap, STR(" ")) && ends_time(scan, start - 2)))
			return (name || (start == end && (tok->words & WORD_COMMON) == 0)) &&
				       (is_number(&tok[-1]) || gap.n == 1)
				   ? start - 1
				   : end;
		if (!str_eq(gap, STR(" ")))
			return end;
	}
	return end;
}

/* "+0200, anowak88", 'anowak88 wrote:', '"anowak88" <': letters and digits behind a date or at a line's beginning, in
 * front of a place that word `end` begins. */
static bool take_login(struct scan *scan, size_t end)
{
	const struct tok *tok = &scan->toks.at[end > 0 ? end - 1 : 0];
	size_t from = tok->from, before;
	bool letter = false;

	if (end == 0 || (tok->flags & TOK_DIGIT) == 0 || (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 ||
	    tok->to - tok->from < 3)
		return false;
	while (from > 0 && (utf8_is_word_byte(scan->text.s[from - 1]) || strchr("_.-", scan->text.s[from - 1]) != NULL))
		from--;
	for (size_t at = from; at < tok->to; at++)
		letter = letter || str_is_alpha(scan->text.s[at]);
	if (!letter || tok->to - from < 3)
		return false;
	before = from > 0 && scan->text.s[from - 1] == '"' ? from - 1 : from;
	if (!is_at_line_start(scan, before) &&
	    (before < 3 || scan->text.s[before - 1] != ' ' || scan->text.s[before - 2] != ','))
		return false;
	scan_found(scan, from, tok->to, REDACT_USER, STRENGTH_NAME, "quote header");
	return true;
}

/* A region of words that may be a name, from its end backwards. */
struct region {
	size_t start, end; /* words */
	size_t at;	   /* where it ends in the text */
	size_t words;	   /* with more than a letter */
	size_t comma;	   /* the word behind one; 0: none */
	bool sure;	   /* something in front of it tells that it begins there */
};

/* "On 23 Jul 2007, along zeng wrote:", "10:12 along zeng": does a date or a time end in front of word i - 1? */
static bool is_dated(const struct scan *scan, size_t i)
{
	struct str gap;

	if (i < 2)
		return false;
	gap = names_gap_after(scan, i - 2);
	return (is_number(&scan->toks.at[i - 2]) && str_eq(gap, STR(", "))) ||
	       (ends_time(scan, i - 2) && str_eq(gap, STR(" ")));
}

/* One word back; does the region go on in front of it? */
static bool extend_region(const struct scan *scan, struct region *region, bool address)
{
	size_t start = region->start;
	const struct tok *tok = &scan->toks.at[start - 1];
	bool first = start == region->end;
	struct str gap = str_slice(scan->text, tok->to, first ? region->at : tok[1].from);

	if (!first && gap.n <= 4 && str_find_char(gap, '\n') < 0 && is_boundary(scan, start - 1)) {
		region->sure = true;
		return false;
	}
	if (!is_region_gap(gap, first) || is_boundary(scan, start - 1))
		return false;
	if (!is_region_word(scan, start - 1) && !(!first && is_nickname(scan, start - 1))) {
		if (region->words != 0 && is_dated(scan, start)) {
			region->start--;
			region->sure = true;
		}
		return false;
	}
	region->words += tok->to - tok->from > 1;
	if ((tok->flags & TOK_LINE) != 0) {
		/* "Nowak, Anna wrote:" */
		region->sure = address || (region->comma != 0 && !names_is_courtesy(scan, start - 1));
		region->start--;
		return false;
	}
	/* "…, anna nowak"; what is in front of it may be her family name */
	if (region->comma == 0 && start > 1 && str_find_char(names_gap_after(scan, start - 2), ',') >= 0 &&
	    !is_boundary(scan, start - 2))
		region->comma = start;
	region->start--;
	return true;
}

/* The words that end in front of a place, back to a date, a comma or the line's beginning. */
static bool take_region(struct scan *scan, size_t at, bool address)
{
	size_t end = scan_word_at(scan, at), dated;
	struct region region;

	while (end > 0 && scan->toks.at[end - 1].to > at)
		end--;
	if (take_login(scan, end))
		return true;
	/* "Anna Nowak-6 wrote:" */
	if (end > 1 && is_number(&scan->toks.at[end - 1]) && str_eq(names_gap_after(scan, end - 2), STR("-")))
		at = scan->toks.at[--end - 1].to;
	dated = end > 0 && (scan->toks.at[end - 1].flags & TOK_CAPITAL) == 0 && !is_region_word(scan, end - 1)
		    ? behind_date(scan, end)
		    : end;
	if (dated < end) {
		names_accept(scan, dated, end, "quote header");
		return true;
	}
	region = (struct region){.start = end, .end = end, .at = at};
	while (region.start > 0 && end - region.start < REGION_WORDS && extend_region(scan, &region, address))
		continue;
	if (!region.sure && region.comma != 0 && (region.start == 0 || !is_boundary(scan, region.start - 1))) {
		region.start = region.comma - 1;
		region.sure = true;
	}
	if (region.start > 0 && region.start < end && !region.sure)
		region.sure = is_boundary(scan, region.start - 1);
	if (!region.sure || region.words == 0 || region.start == end)
		return false;
	names_accept(scan, region.start, end, "quote header");
	return true;
}

/* "anna nowak via Users <users@b.c> wrote:" */
static size_t before_via(const struct scan *scan, size_t at)
{
	size_t word = scan_word_at(scan, at);

	for (size_t n = 0; n < REGION_WORDS && word > n + 1; n++) {
		size_t i = word - 1 - n;

		if ((scan->toks.at[i].flags & TOK_LINE) != 0)
			break;
		if (str_eq(names_word(scan, i), STR("via")))
			return scan->toks.at[i].from;
	}
	return at;
}

/* A word that is a product, a place or a date, too: behind or in front of a first name. */
static bool is_part_of_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (is_family_too(scan, i))
		return true;
	return i + 1 < scan->toks.n && str_eq(names_gap_after(scan, i), STR(" ")) &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok[1].words & WORD_PLAIN) == 0 && tok->to - tok->from == 3;
}

/* Nearly all words are followed by something else. */
static inline bool may_be_before_address(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].to;
	char c = at + 1 < scan->low.n ? scan->low.s[at] : '\0';

	if (c == ' ')
		return !str_is_alnum(scan->low.s[at + 1]);
	return c == '"' || c == '\'' || c == ')' || c == '*' || c == '<' || c == '[' || c == '(';
}

/* "<mention@noreply.github.com>", at the beginning: of a repository, or why a mail was sent. */
static bool is_nobodys_address(struct str text)
{
	struct str line = str_slice(text, 0, text.n < ADDRESS_MOST ? text.n : ADDRESS_MOST);
	ptrdiff_t end = str_find_char(line, '>');

	return end > 0 && str_ends(str_slice(line, 0, (size_t)end), STR("@noreply.github.com"));
}

/* ">>> can nowak <a@b.c> schrieb am": how a program begins a line that quotes; all of it is the name. */
static bool is_begun_by_program(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;

	return (scan->toks.at[i].flags & TOK_LINE) != 0 && at >= 4 &&
	       str_eq(str_slice(scan->text, at - 4, at), STR(">>> "));
}

/* "<905320000000@": digits alone in front of the "@". */
static bool is_number_at(const struct scan *scan, size_t at)
{
	size_t digits = 0;

	while (at < scan->text.n && strchr(" <[(\"'", scan->text.s[at]) != NULL)
		at++;
	while (at < scan->text.n && str_is_digit(scan->text.s[at])) {
		digits++;
		at++;
	}
	return digits != 0 && at < scan->text.n && scan->text.s[at] == '@';
}

/* "To: pro jason <a@b.c>": the word behind the label, whatever it means elsewhere; or start. */
static size_t first_behind_label(const struct scan *scan, size_t start)
{
	enum { MORE_MOST = 3 };

	for (size_t i = start; i > 0 && start - i <= MORE_MOST; i--) {
		struct str gap = names_gap_after(scan, i - 1);

		if (str_eq(gap, STR(": ")))
			return (scan->toks.at[i - 1].words & WORD_LABEL) != 0 ? i : start;
		if (!str_eq(gap, STR(" ")))
			break;
	}
	return start;
}

/* "Name <address>": the name is what stands before the bracket. */
static void find_beside_address(struct scan *scan, size_t i)
{
	const struct tok *last = &scan->toks.at[i];
	size_t start = i + 1;

	if (!is_before_address(scan, i))
		return;
	/* "For more, Contact (a@b.c)" */
	if (str_eq(names_word(scan, i), STR("contact")) || str_eq(names_word(scan, i), STR("mail")) ||
	    str_eq(names_word(scan, i), STR("email")))
		return;
	/* "Ubuntu MOTU Developers <a@b.c>", "Widget Discussion <a@b.c>" */
	if ((names_is_group(scan, i) || str_eq(names_word(scan, i), STR("discussion"))) && i > 0 &&
	    !names_is_listed(scan, i - 1))
		return;
	/* "owner/widget <widget@noreply.github.com>", "Mention <mention@noreply.github.com>": nobody */
	if (is_nobodys_address(str_from(scan->low, last->to)))
		return;
	/* "Dialling [905320000000@from-internal]": a number is nobody's name */
	if (is_number_at(scan, last->to))
		return;
	/* "in article <1@b.c>", "write to me <a@b.c>" */
	if ((last->flags & TOK_CAPITAL) == 0 &&
	    ((last->flags & TOK_DIGIT) != 0 || (last->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) != 0))
		return;
	while (start > 0 && i + 1 - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];
		struct str before = names_gap_after(scan, start - 1);

		if (start <= i && (before.n > 2 || str_find_char(before, '\n') >= 0 || before.s[0] == ':'))
			break;
		/* "raghuram sathyam <a@b.c>" */
		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0 &&
		    start <= i && !is_begun_by_program(scan, start - 1) &&
		    ((tok->flags & TOK_DIGIT) != 0 || str_find_char(before, ',') >= 0 || tok->to - tok->from < 3 ||
		     (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) != 0))
			break;
		/* "Clive Jenkins <a@b.c>" has a product's name, "PM, Jan Kos <a@b.c>" a month's */
		if (((tok->words & WORD_NEVER) != 0 &&
		     (is_boundary(scan, start - 1) || !is_part_of_name(scan, start - 1))) ||
		    is_of_time(scan, start - 1))
			break;
		start--;
	}
	names_accept(scan, first_behind_label(scan, start), i + 1, "name beside an address");
	/* "10:12, anna nowak via Users <users@b.c>" */
	if (before_via(scan, last->to) < last->from)
		(void)take_region(scan, before_via(scan, last->to), false);
}

/* "On Monday, anna nowak <a@b.c> wrote:" */
static bool find_attributed(struct scan *scan, size_t i)
{
	bool address = false;
	size_t at = before_brackets(scan, scan->toks.at[i].from, &address);

	if (!address && !is_attribution(scan, i))
		return false;
	return take_region(scan, before_brackets(scan, before_via(scan, at), &address), address);
}

/* "Anna Nowak, le lun. 3 mai 2021 09:12:44, a écrit:" */
static void find_in_front_of_date(struct scan *scan, size_t i)
{
	size_t start = i, end;

	while (start > 0 && (scan->toks.at[start].flags & TOK_LINE) == 0 && i - start < DATE_WORDS)
		start--;
	if (start == i || (scan->toks.at[start].flags & TOK_LINE) == 0)
		return;
	end = names_end(scan, start, false);
	if (end > start && end < i && str_eq(names_gap_after(scan, end - 1), STR(", ")) && is_attribution(scan, i))
		names_accept(scan, start, end, "quote header");
}

/* "schrieb anna nowak <a@b.c>:", "schrieb anowak88:": small letters behind the word, i: the first of them. */
static void find_small_behind(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	for (size_t end = i; end < scan->toks.n && end - i < NAME_WORDS; end++) {
		if ((scan->toks.at[end].flags & TOK_DIGIT) != 0 || (scan->toks.at[end].flags & TOK_LINE) != 0)
			break;
		if (is_before_address(scan, end)) {
			names_accept(scan, i, end + 1, "quote header");
			return;
		}
	}
	if (names_is_line_end(scan, i) && str_starts(names_gap_after(scan, i), STR(":")) &&
	    (tok->flags & TOK_LETTER) != 0 && tok->to - tok->from > 2 &&
	    (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
		scan_found(scan, tok->from, tok->to, REDACT_USER, STRENGTH_NAME, "quote header");
}

/* "am 3. März um 10:02 schrieb Orion Nowak:": words with capitals from i on to the colon that ends the line,
 * or to a list's name; i: none. */
static size_t capitals_to_colon(const struct scan *scan, size_t i)
{
	for (size_t end = i; end < scan->toks.n && end - i < NAME_WORDS; end++) {
		const struct tok *tok = &scan->toks.at[end];
		struct str gap = names_gap_after(scan, end);

		if (((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0) ||
		    (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0)
			return i;
		if ((str_starts(gap, STR(":")) && names_is_line_end(scan, end)) ||
		    (end + 1 < scan->toks.n && str_eq(names_word(scan, end + 1), STR("via"))))
			return end + 1;
		if (!names_joins(gap))
			return i;
	}
	return i;
}

/* "anowak;254954 Wrote:": in front of the number of what a forum quotes, from the line's beginning on. */
static bool find_numbered(struct scan *scan, size_t i)
{
	size_t start = i - 1;

	if (i < 2 || !is_number(&scan->toks.at[i - 1]) || !str_eq(names_gap_after(scan, i - 2), STR(";")) ||
	    !str_starts(names_gap_after(scan, i), STR(":")))
		return false;
	while (start > 0 && i - start <= NAME_WORDS && (scan->toks.at[start].flags & TOK_LINE) == 0)
		start--;
	if ((scan->toks.at[start].flags & TOK_LINE) == 0)
		return false;
	scan_found(scan, scan->toks.at[start].from, scan->toks.at[i - 2].to, REDACT_USER, STRENGTH_NAME,
		   "quote header");
	return true;
}

/* "On Monday, Anna Nowak wrote:"; "am … schrieb Anna Nowak:" */
static void find_quote_header(struct scan *scan, size_t i)
{
	size_t start = i, end;
	struct str gap;

	if (!is_wrote(scan, i)) {
		size_t n = names_phrase(scan, i, PHRASES_WROTE);

		/* "Am 3. März schrieb Anna Nowak:" */
		if (n == 0 || i == 0 || i + n >= scan->toks.n || !str_eq(names_gap_after(scan, i + n - 1), STR(" ")))
			return;
		if ((scan->toks.at[i + n].flags & TOK_CAPITAL) == 0) {
			if ((scan->toks.at[i].flags & TOK_LINE) != 0 || is_attribution(scan, i))
				find_small_behind(scan, i + n);
		} else if (is_attribution(scan, i)) {
			size_t whole = capitals_to_colon(scan, i + n);

			names_accept(scan, i + n, whole != i + n ? whole : names_end(scan, i + n, false),
				     "quote header");
		}
		return;
	}
	if (find_numbered(scan, i) || find_attributed(scan, i) || (i > 0 && str_eq(names_word(scan, i - 1), STR("i"))))
		return; /* "what I wrote:" */
	while (start > 0 && i - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];

		gap = names_gap_after(scan, start - 1);
		if (start == i && gap.n > GAP_MOST)
			break;
		if (start < i && !names_joins(gap) && !str_eq(gap, STR(", ")) &&
		    !(str_eq(gap, STR(" - ")) && names_is_unlisted(scan, start - 1)) &&
		    !(str_eq(gap, STR(".")) && tok->to - tok->from == 1 && (tok->flags & TOK_CAPITAL) != 0))
			break; /* "A.B.Nowak wrote:" */
		if ((tok->flags & TOK_DIGIT) != 0 ||
		    ((tok->words & WORD_NEVER) != 0 && !is_family_too(scan, start - 1)) ||
		    is_of_time(scan, start - 1) ||
		    ((tok->flags & TOK_CAPITAL) == 0 && (tok->words & WORD_PARTICLE) == 0 &&
		     (start < i || tok->to - tok->from < 2 ||
		      ((tok->words & WORD_FIRST) == 0 && (tok->words & (WORD_COMMON | WORD_PLAIN)) != 0) ||
		      !is_attribution(scan, i))))
			break;
		start--;
		if ((tok->flags & TOK_CAPITAL) == 0 && (tok->words & WORD_PARTICLE) == 0)
			break;
	}
	/* "the list of what Acme wrote" */
	if (i - start != 1 || (scan->toks.at[start].words & (WORD_KEEP | WORD_ALWAYS)) == 0)
		names_accept(scan, start, i, "quote header");
	if (start == i)
		find_in_front_of_date(scan, i);
	end = i + names_phrase(scan, i, PHRASES_WROTE);
	if (start == i && end < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR(" ")))
		names_accept(scan, end, names_end(scan, end, false), "quote header");
}

static void find_cited(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t end = i + 1;

	if (tok->to - tok->from > 2)
		names_accept(scan, i, end, "quote header");
	while (end < scan->toks.n && end - i <= REGION_WORDS &&
	       (scan->toks.at[end].flags & (TOK_LINE | TOK_DIGIT)) == 0 &&
	       ((scan->toks.at[end].flags & TOK_CAPITAL) != 0 || (scan->toks.at[end].words & WORD_PARTICLE) != 0) &&
	       (end == i + 1 || is_region_gap(names_gap_after(scan, end - 1), false)))
		end++;
	names_accept(scan, i + 1, end, "quote header");
}

/* "anna nowak <\n> a@b.c> wrote:", "anna nowak via Users <users@b.c> wrote:": does an address follow, and ends its line
 * with a colon? */
static bool is_address_to_colon(struct str rest)
{
	size_t at = 0, mail = 0;

	while (at < rest.n && at < ATTRIBUTION_MOST && rest.s[at] != '<')
		if (rest.s[at++] == '\n')
			return false;
	for (at++; at < rest.n && strchr("> \r\n", rest.s[at]) != NULL;)
		at++;
	for (; at < rest.n && at < ATTRIBUTION_MOST && !str_is_space(rest.s[at]) && rest.s[at] != '>'; at++)
		mail += rest.s[at] == '@';
	if (mail != 1 || at >= rest.n || rest.s[at] != '>')
		return false;
	rest = str_from(rest, at);
	rest =
	    str_trim(str_slice(rest, 0, str_find_char(rest, '\n') >= 0 ? (size_t)str_find_char(rest, '\n') : rest.n));
	return str_ends(rest, STR(":"));
}

/* "On May 11, 2021 6:15:26 PM EDT, anna nowak <": behind the minutes, i, and what belongs to the time, whatever the
 * words mean elsewhere. */
static void find_behind_time(struct scan *scan, size_t i)
{
	static const char *const others[] = {"you", "i", "he", "she", "we", "they", "someone", "somebody", NULL};
	size_t start = i + 1, end, named = 0;
	struct str gap;

	while (start < scan->toks.n && start - i <= DATED_WORDS && (scan->toks.at[start].flags & TOK_LINE) == 0 &&
	       (is_number(&scan->toks.at[start]) || is_of_time(scan, start)))
		start++;
	if (str_find_char(names_gap_after(scan, start - 1), '[') >= 0)
		return; /* "10:12, [customer] wrote:" */
	for (end = start; end < scan->toks.n && end - start <= REGION_WORDS; end++) {
		const struct tok *tok = &scan->toks.at[end];

		if ((tok->flags & (TOK_LINE | TOK_DIGIT)) != 0 || str_eq(names_word(scan, end), STR("via")) ||
		    (tok->words & WORD_WROTE) != 0)
			break;
		gap = names_gap_after(scan, end);
		if (str_find_char(gap, '@') >= 0 || str_find_char(gap, '/') >= 0)
			return; /* "at 14:51 Europe/London, Anna Nowak" */
		/* "Anna Nowak (Widget)", "Anna Nowak - Widget" */
		if (named == 0 && !names_joins(gap) && !str_eq(gap, STR(", ")))
			named = end + 1;
		if (str_starts(gap, STR(" <")) || names_is_line_end(scan, end)) {
			end++;
			break;
		}
	}
	if (end == start || end >= scan->toks.n || (end == start + 1 && str_is_any(names_word(scan, start), others)))
		return;
	gap = names_gap_after(scan, end - 1);
	if (str_starts(gap, STR(" <")) || str_eq(names_word(scan, end), STR("via"))
		? is_address_to_colon(str_from(scan->low, scan->toks.at[end - 1].to))
		: is_wrote(scan, end) && is_attribution(scan, end))
		names_accept(scan, start, named != 0 && named < end ? named : end, "quote header");
}

/* "2010/3/5 anna nowak <a@b.c>": a date that begins a line, and an address that ends it. */
static void find_behind_date(struct scan *scan, size_t i)
{
	size_t start = i + 3, end;
	struct str rest, line;

	if (start >= scan->toks.n || !str_starts(names_gap_after(scan, i + 2), STR(" ")) ||
	    !is_region_gap(names_gap_after(scan, i + 2), true))
		return;
	for (size_t n = 1; n < 3; n++)
		if (!is_number(&scan->toks.at[i + n]) || !str_is_any(names_gap_after(scan, i + n - 1), date_marks))
			return;
	for (end = start; end < scan->toks.n && end - start < REGION_WORDS; end++) {
		if ((scan->toks.at[end].flags & (TOK_LINE | TOK_DIGIT)) != 0)
			return;
		if (is_before_address(scan, end))
			break;
		if (!is_region_gap(names_gap_after(scan, end), false))
			return;
	}
	if (end >= scan->toks.n || end - start >= REGION_WORDS)
		return;
	rest = str_from(scan->text, scan->toks.at[end].to);
	if (!str_line(&rest, &line) || str_trim(line).n == 0 ||
	    strchr(">:", str_trim(line).s[str_trim(line).n - 1]) == NULL)
		return;
	names_accept(scan, start, end + 1, "quote header");
}

void attributions_find(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (tok->to < scan->text.n && scan->text.s[tok->to] == '"' && prefixes_is_cited(scan, i))
		find_cited(scan, i);
	if ((tok->words & WORD_WROTE) != 0)
		find_quote_header(scan, i);
	if (may_be_before_address(scan, i))
		find_beside_address(scan, i);
	if ((tok->flags & TOK_LINE) != 0 && is_number(tok))
		find_behind_date(scan, i);
	if (is_number(tok) && tok->from > 0 && scan->text.s[tok->from - 1] == ':' && tok->to - tok->from == 2)
		find_behind_time(scan, i);
}
