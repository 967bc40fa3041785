/*
 * Names behind labels: in the lines of a mail's header, in forms, in the fields of trackers.
 */
#include "common/privacy/names.h"
#include "common/privacy/quote_lines.h"

enum { HEADER_NAMES = 64, HEADER_LINES = 40, INITIALS_MOST = 3, KEY_GAP = 5, CARD_NEAR = 1000 };

/* Everyday words alone? */
static bool is_plain(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if ((scan->toks.at[i].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) != WORD_PLAIN &&
		    (scan->toks.at[i].words & WORD_PARTICLE) == 0)
			return false;
	return true;
}

/* "Regulatory Affairs Committee", "Sales Team": several at once. Not "Tepfor Staff". */
static bool is_body(const struct scan *scan, size_t from, size_t to)
{
	static const char *const words[] = {"committee", "team",  "department", "division", "board",
					    "group",	 "staff", "list",	"office",   NULL};

	return to > from + 1 && (scan->toks.at[from].words & WORD_FIRST) == 0 && is_plain(scan, to - 2, to - 1) &&
	       str_is_any(names_word(scan, to - 1), words);
}

/* "Wood, Tracy": a first name behind it, whatever the family name means elsewhere. */
static bool is_family_first(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);

	return i + 1 < scan->toks.n && gap.n > 1 && gap.s[0] == ',' && str_find_char(str_from(gap, 1), ',') < 0 &&
	       (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL && tok->to - tok->from > 1 &&
	       (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0 &&
	       (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok[1].words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0;
}

/* Does a line that ends in front of a place go on below, with no other field? "Nowak, Anna;\n\tLipa, Bob" */
static bool is_wrapped(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i - 1), behind;
	ptrdiff_t end = str_find_char(gap, '\n');

	if (i >= scan->toks.n || end <= 0 || str_find_char(str_from(gap, (size_t)end + 1), '\n') >= 0)
		return false;
	gap = str_trim(str_slice(gap, 0, (size_t)end));
	behind = names_gap_after(scan, i);
	/* "Anna \nNowak/KRK/ACME@ACME" */
	if (str_starts(behind, STR("/")))
		return (scan->toks.at[i].flags & TOK_CAPITAL) != 0;
	return gap.n != 0 && strchr(",;", gap.s[gap.n - 1]) != NULL && !str_starts(behind, STR(":"));
}

/* The names of a header line: "To: Nowak, Anna; Bob <b@c.d>". */
static void find_header_names(struct scan *scan, size_t at)
{
	for (int n = 0; n < HEADER_NAMES && at < scan->toks.n; n++) {
		size_t end = at;
		char before = scan->toks.at[at].from > 0 ? scan->text.s[scan->toks.at[at].from - 1] : '\n';

		if (strchr(" \t\n;,\"'*", before) != NULL)
			end = names_end(scan, at, false);
		/* "On Behalf Of", "Acme Support" */
		if (is_plain(scan, at, end) || is_body(scan, at, end) ||
		    (end > at && end < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
		     (scan->toks.at[end].words & WORD_NEVER) != 0))
			end = at;
		/* "NOWAK Jan" */
		if (end == at && names_is_shouted_pair(scan, at))
			end = at + 2;
		/* "LUMAR CASEY via Users <users@b.c>" */
		if (end == at && at + 2 < scan->toks.n && str_eq(names_word(scan, at + 2), STR("via")) &&
		    names_is_unlisted(scan, at + 1))
			end = at + 2;
		/* "Y'barbo" */
		if (end <= at + 1 && at + 1 < scan->toks.n && scan->toks.at[at].to - scan->toks.at[at].from == 1 &&
		    (scan->toks.at[at].flags & TOK_CAPITAL) != 0 && str_eq(names_gap_after(scan, at), STR("'")))
			end = at + 2;
		if (end == at && strchr(" \t\n;", before) != NULL && is_family_first(scan, at))
			end = at + 2;
		/* "Schönfelder, Till", "Lohman, TK" */
		if (end == at && at > 0 && scan->toks.at[at - 1].taken &&
		    str_eq(names_gap_after(scan, at - 1), STR(", ")) &&
		    (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL &&
		    ((scan->toks.at[at].flags & TOK_UPPER) == 0 ||
		     scan->toks.at[at].to - scan->toks.at[at].from <= INITIALS_MOST) &&
		    (scan->toks.at[at].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
			end = at + 1;
		names_accept(scan, at, end, "label");
		at = end > at ? end : at + 1;
		if (names_is_line_end(scan, at - 1) && !is_wrapped(scan, at))
			return;
	}
}

static bool has_address(const struct scan *scan, size_t from)
{
	struct str rest = str_from(scan->text, from), line;

	return str_line(&rest, &line) && str_find_char(line, '@') >= 0;
}

/* Is a field of a mail's header below the first line of a text, which may go on in others? The text begins behind what
 * was looked at then. */
static bool find_field_below(struct str *text)
{
	struct str line, next;
	bool proved;

	for (int lines = 0; lines < HEADER_LINES && str_line(text, &line); lines++) {
		struct str ahead = *text;

		line = str_trim(line);
		if (line.n == 0 || !str_line(&ahead, &next))
			return false;
		if (quote_header_field(next, &proved) != 0)
			return true;
		if (strchr(",;", line.s[line.n - 1]) == NULL)
			return false;
	}
	return false;
}

/* Does the line behind it, which may go on in others, have a field of a mail's header, too? Of long lists, each line
 * would look through all that follow. */
static bool is_in_header(const struct scan *scan, size_t i, struct label_lines *seen)
{
	size_t at = scan->toks.at[i].from;
	struct str rest = str_from(scan->low, at);

	if (at < seen->from || at >= seen->to) {
		seen->from = at;
		seen->has_field = find_field_below(&rest);
		seen->to = scan->low.n - rest.n;
	}
	return seen->has_field;
}

/* 'displayName="Anna Nowak"', '"first_name": "Anna"': the words in the quotation marks behind a key of data. */
static void find_keyed(struct scan *scan, size_t i)
{
	static const char *const keys[] = {"displayname",  "fullname",	  "realname", "firstname",
					   "lastname",	   "givenname",	  "surname",  "familyname",
					   "customername", "contactname", NULL};
	static const char *const kinds[] = {"display", "full",	 "real",     "first",	"last",
					    "given",   "family", "customer", "contact", NULL};
	size_t at = i + 1, end;
	struct str gap = names_gap_after(scan, i), behind;
	char mark;

	if (gap.n == 0 || gap.s[0] == ',' || str_eq(gap, STR(" ")))
		return;
	if (str_is_any(names_word(scan, i), kinds) && at < scan->toks.n && str_eq(names_word(scan, at), STR("name")) &&
	    (str_eq(names_gap_after(scan, i), STR("_")) || str_eq(names_gap_after(scan, i), STR("-"))))
		at++;
	else if (!str_is_any(names_word(scan, i), keys))
		return;
	if (at >= scan->toks.n)
		return;
	gap = names_gap_after(scan, at - 1);
	mark = gap.n != 0 ? gap.s[gap.n - 1] : ' ';
	if ((mark != '"' && mark != '\'') || gap.n > KEY_GAP ||
	    (str_find_char(gap, ':') < 0 && str_find_char(gap, '=') < 0) || str_find_char(gap, ',') >= 0)
		return;
	for (end = at; end < scan->toks.n && end - at < NAME_WORDS; end++) {
		if ((scan->toks.at[end].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL &&
		    (scan->toks.at[end].words & (WORD_PARTICLE | WORD_FIRST | WORD_LAST)) == 0)
			return;
		behind = names_gap_after(scan, end);
		if (str_find_char(behind, mark) >= 0)
			break;
		if (behind.n > 2 || str_find_char(behind, '/') >= 0)
			return; /* "full_name": "owner/widget" */
	}
	/* "displayName: 'Custom Scheme'": of a thing */
	if (str_starts(names_word(scan, i), STR("display")) &&
	    is_plain(scan, at, end + 1 <= scan->toks.n ? end + 1 : end))
		return;
	if (end < scan->toks.n && end - at < NAME_WORDS)
		names_accept(scan, at, end + 1, "label");
}

/* "(Patient: Nowak, Anna)": who it is about, within a sentence. */
static void find_bracketed(struct scan *scan, size_t i)
{
	static const char *const words[] = {"patient", "customer", "client", "contact", "kunde", "ansprechpartner",
					    "klient",  "nom",	   "name",   "naam",	"nome",	 "nombre",
					    NULL};
	size_t at = i + 1, end;

	if (at >= scan->toks.n || scan->toks.at[i].from == 0 ||
	    strchr("([", scan->text.s[scan->toks.at[i].from - 1]) == NULL || !str_is_any(names_word(scan, i), words) ||
	    !str_eq(names_gap_after(scan, i), STR(": ")))
		return;
	end = names_end(scan, at, false);
	if (end <= at + 1 && is_family_first(scan, at))
		end = at + 2;
	else if (end == at + 1 && !names_is_listed(scan, at) && !names_is_unlisted(scan, at))
		return;
	names_accept(scan, at, end, "label");
}

/* "N:Nowak;Anna;Maria": the name of a vCard, whose line word i begins. */
static void find_card(struct scan *scan, size_t i)
{
	size_t at = i + 1, from = scan->toks.at[i].from;

	if (!str_eq(names_word(scan, i), STR("n")) || at >= scan->toks.n ||
	    !str_eq(names_gap_after(scan, i), STR(":")) || i < 2 ||
	    str_find(str_slice(scan->low, from > CARD_NEAR ? from - CARD_NEAR : 0, from), STR("begin:vcard")) < 0)
		return;
	while (at < scan->toks.n && (scan->toks.at[at].flags & (TOK_LINE | TOK_DIGIT)) == 0)
		at++;
	if (at <= i + 1 + NAME_WORDS)
		names_accept(scan, i + 1, at, "label");
}

void labels_find(struct scan *scan, size_t i, struct label_lines *seen)
{
	size_t n = names_phrase(scan, i, PHRASES_LABELS), at = i + n, end;
	const struct tok *first = &scan->toks.at[at < scan->toks.n ? at : i];
	struct str gap;

	find_card(scan, i);
	if (n == 0 || at >= scan->toks.n)
		return;
	/* ":displayname: Chunking Strategy": a field of markup */
	if (scan->toks.at[i].from != 0 && scan->text.s[scan->toks.at[i].from - 1] == ':')
		return;
	gap = names_gap_after(scan, at - 1);
	if (gap.n < 2 || gap.n > 8 || (first->flags & TOK_LINE) != 0 ||
	    (str_find_char(gap, ':') < 0 && str_find(gap, STR(" - ")) < 0))
		return;
	end = names_end(scan, at, false);
	if (str_find_char(gap, ':') >= 0 &&
	    (((end > at || is_family_first(scan, at) || names_is_shouted_pair(scan, at)) &&
	      has_address(scan, first->from)) ||
	     is_in_header(scan, at, seen))) {
		find_header_names(scan, at);
		return;
	}
	gap = end > at && end < scan->toks.n ? names_gap_after(scan, end - 1) : STR("\n");
	if (end > at && (first->words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN)
		return; /* "Name: Blue Widget" */
	if (is_body(scan, at, end))
		return;
	if (first->to - first->from == 1 && (end == at + 1 || str_eq(names_gap_after(scan, at), STR("-"))))
		return; /* "From: R-list", "An: [E-Mail-Adresse entfernt]" */
	if (end > at && (end - at > 1 || (first->words & (WORD_FIRST | WORD_LAST)) != 0 || gap.s[0] == '\n' ||
			 str_find_char(gap, '<') >= 0))
		names_accept(scan, at, end, "label");
}

void labels_find_tracked(struct scan *scan, size_t i)
{
	static const char *const fields[] = {"reporter", "owner", "assignee", "requester", NULL};
	const struct tok *tok = &scan->toks.at[i + 1];
	struct str gap = names_gap_after(scan, i), behind;

	find_keyed(scan, i);
	find_bracketed(scan, i);
	if (!str_is_any(names_word(scan, i), fields) || i + 1 >= scan->toks.n || !str_starts(gap, STR(":")) ||
	    str_find_char(gap, '\n') >= 0 || (tok->flags & (TOK_CAPITAL | TOK_LETTER)) != TOK_LETTER ||
	    (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_ACCOUNT)) != 0)
		return;
	behind = names_gap_after(scan, i + 1);
	if (behind.n == 0 || behind.s[0] == '\n' || str_starts(behind, STR("  ")) || str_starts(behind, STR(" |")))
		scan_found(scan, tok->from, tok->to, REDACT_USER, STRENGTH_NAME, "field of a tracker");
}
