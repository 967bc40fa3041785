#include "common/privacy/quotes.h"

#include "common/letter_case.h"
#include "common/privacy/quote_lines.h"

enum {
	HEADER_LINES = 6, /* a wrapped "On … wrote:" */
	HEADER_BYTES = 600,
	BLOCK_LINES = 32,
	BLOCK_GAPS = 2,	      /* lines between headers of a block that belong to the one before */
	SIGNATURE_LINES = 16, /* without blank ones */
	WRAPPED_AT = 60,      /* quoted lines of that length may have lost their end to the next line */
	PARAGRAPH_LINES = 12, /* a card at the end */
	DISCLAIMER_LINES = 40,
	SHORT_BYTES = 40,
	RULE_OF_BLOCK = 3,    /* dashes of a line that is nothing else, in front of headers */
	ABOVE_PARAGRAPHS = 4, /* of a signature, above the line with the author's name */
	ABOVE_LINES = 3,      /* from a farewell to that line */
};

static const char *const reasons[QUOTES_REASONS_N] = {"kept",	   "quote header", "quote",	"forwarded",
						      "signature", "footer",	   "disclaimer"};

const char *quotes_reason_name(enum quotes_reason reason)
{
	return reasons[reason];
}

void quotes_init(struct quotes *quotes)
{
	*quotes = (struct quotes){0};
	buf_init(&quotes->low, BUF_NO_LIMIT);
	buf_init(&quotes->joined, BUF_NO_LIMIT);
}

void quotes_release(struct quotes *quotes)
{
	vec_release(&quotes->ranges);
	vec_release(&quotes->lines);
	buf_release(&quotes->low);
	buf_release(&quotes->joined);
}

/* ---- lines ---- */

struct quotes_line {
	size_t from, to; /* with its end */
	size_t low_from; /* of the trimmed text in small letters */
	uint32_t low_n;
	uint8_t depth; /* of ">" */
	uint8_t reason;
	bool exact; /* "-- " with its blank */
};

static struct str low_of(const struct quotes *quotes, size_t i)
{
	const struct quotes_line *line = &quotes->lines.at[i];

	return str_n(quotes->low.s + line->low_from, line->low_n);
}

static struct str text_of(const struct quotes *quotes, struct str text, size_t i)
{
	const struct quotes_line *line = &quotes->lines.at[i];

	return quote_trim(str_slice(text, line->from, line->to));
}

static bool is_blank(const struct quotes *quotes, size_t i)
{
	return quotes->lines.at[i].low_n == 0;
}

/* A Turkish "I" with its dot is an "i" and a dot in small letters. */
static void without_dots_above(struct buf *out, size_t from)
{
	static const char dot[] = {(char)0xCC, (char)0x87};
	size_t n = from;

	if (str_find(str_from(buf_view(out), from), STR("\xCC\x87")) < 0)
		return;
	for (size_t i = from; i < out->n; i++)
		if (i > from && i + 1 < out->n && out->s[i - 1] == 'i' && memcmp(out->s + i, dot, 2) == 0)
			i++;
		else
			out->s[n++] = out->s[i];
	out->n = n;
}

static void lower(struct buf *out, struct str s)
{
	char *room;

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80) {
			size_t from = out->n;

			letter_case_lower(out, s);
			without_dots_above(out, from);
			return;
		}
	room = buf_reserve(out, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		room[i] = str_lower_char(s.s[i]);
	room[s.n] = '\0';
	out->n += s.n;
}

static uint8_t depth_of(struct str line)
{
	uint8_t depth = 0;

	for (size_t i = 0; i < line.n && depth < UINT8_MAX; i++)
		if (line.s[i] == '>')
			depth++;
		else if (line.s[i] != ' ' && line.s[i] != '\t')
			break;
	return depth;
}

/* "JL> yes", "JvdB>> yes": the length of the letters in front of what quotes, or 0. */
static size_t initials_of(struct str line)
{
	enum { LEAST = 2, MOST = 4 };
	size_t n = 0, capitals = 0, at;

	while (n < line.n && n <= MOST && str_is_alpha(line.s[n]))
		capitals += str_is_upper(line.s[n++]);
	if (n < LEAST || n > MOST || !str_is_upper(line.s[0]) || capitals < 2 || n == line.n || line.s[n] != '>')
		return 0;
	for (at = n; at < line.n && line.s[at] == '>';)
		at++;
	return at == line.n || str_is_space(line.s[at]) ? n : 0;
}

/* A letter pair in front of one line may be anything; in front of the next one with text, too, it quotes. */
static void find_initials(struct quotes *quotes, struct str text)
{
	size_t before = SIZE_MAX;

	for (size_t i = 0; i < quotes->lines.n; i++) {
		struct quotes_line *line = &quotes->lines.at[i];
		struct str here = text_of(quotes, text, i), above;
		size_t n = initials_of(here);

		if (n == 0 || quote_is_prompt(str_slice(low_of(quotes, i), 0, n))) {
			before = line->low_n == 0 ? before : SIZE_MAX;
			continue;
		}
		above = before != SIZE_MAX ? text_of(quotes, text, before) : STR("");
		if (above.n > n && above.s[n] == '>' && str_eq(str_slice(above, 0, n), str_slice(here, 0, n)))
			quotes->lines.at[before].depth = line->depth = 1;
		before = i;
	}
}

static void split(struct quotes *quotes, struct str text)
{
	vec_clear(&quotes->lines);
	buf_clear(&quotes->low);
	for (size_t at = 0; at < text.n;) {
		const char *end = memchr(text.s + at, '\n', text.n - at);
		struct quotes_line *line = vec_add(&quotes->lines);
		struct str trimmed;

		line->from = at;
		line->to = end != NULL ? (size_t)(end - text.s) + 1 : text.n;
		at = line->to;
		trimmed = quote_trim(str_slice(text, line->from, line->to));
		line->low_from = quotes->low.n;
		lower(&quotes->low, trimmed);
		line->low_n = (uint32_t)(quotes->low.n - line->low_from);
		line->depth = depth_of(trimmed);
		line->exact = trimmed.n == 2 && str_starts(str_slice(text, line->from, line->to), STR("-- "));
	}
	find_initials(quotes, text);
}

static void mark(struct quotes *quotes, size_t from, size_t to, enum quotes_reason reason)
{
	for (size_t i = from; i < to; i++)
		quotes->lines.at[i].reason = (uint8_t)reason;
}

/* The next line with something in it, or the end. */
static size_t next_filled(const struct quotes *quotes, size_t i)
{
	while (i < quotes->lines.n && is_blank(quotes, i))
		i++;
	return i;
}

/* ---- quoted mail ---- */

/* "> text" as people quote, not a prompt and not an arrow. */
static bool is_quoted(const struct quotes *quotes, size_t i)
{
	struct str low = low_of(quotes, i);

	if (quotes->lines.at[i].depth == 0 || str_ends(low, STR("<<<")))
		return false;
	return !(str_starts(low, STR(">>> ")) && quotes->lines.at[i].depth == 3 && low.n > 4) ||
	       (i > 0 && quotes->lines.at[i - 1].reason == QUOTES_QUOTE);
}

/* The rest of a quoted line that a mail program has wrapped. */
static bool is_wrapped(const struct quotes *quotes, size_t i)
{
	struct str before, low = low_of(quotes, i);

	if (low.n == 0 || i == 0 || i + 1 >= quotes->lines.n || !is_quoted(quotes, i + 1) ||
	    quotes->lines.at[i - 1].reason != QUOTES_QUOTE || quotes->lines.at[i - 1].depth == 0)
		return false;
	before = low_of(quotes, i - 1);
	return before.n >= WRAPPED_AT || str_rfind_char(before, '(') > str_rfind_char(before, ')') ||
	       str_rfind_char(before, '<') > str_rfind_char(str_from(before, 2), '>');
}

/* Lines with ">" from i on, and blank ones between them; the end. */
static size_t quoted_run(struct quotes *quotes, size_t i)
{
	while (i < quotes->lines.n) {
		size_t next = next_filled(quotes, i);

		if (next < quotes->lines.n && is_quoted(quotes, next)) {
			mark(quotes, i, next + 1, QUOTES_QUOTE);
			i = next + 1;
		} else if (next == i && is_wrapped(quotes, i)) {
			mark(quotes, i, i + 1, QUOTES_QUOTE);
			i++;
		} else {
			break;
		}
	}
	return i;
}

/* Behind a header: the lines with ">", or all. */
static size_t behind_header(struct quotes *quotes, size_t i)
{
	size_t next = next_filled(quotes, i);

	if (next < quotes->lines.n && quotes->lines.at[next].depth != 0) {
		mark(quotes, i, next + 1, QUOTES_QUOTE);
		return quoted_run(quotes, next + 1);
	}
	mark(quotes, i, quotes->lines.n, QUOTES_QUOTE);
	return quotes->lines.n;
}

/* "On … wrote:" from line i on, however wrapped: how many lines, or 0. What is one without the lines above a blank one
 * starts there. */
static size_t header_lines(struct quotes *quotes, size_t i)
{
	size_t blank = 0;

	if (!quote_may_introduce(low_of(quotes, i)))
		return 0;
	buf_clear(&quotes->joined);
	for (size_t n = 0; n < HEADER_LINES && i + n < quotes->lines.n; n++) {
		struct str low = low_of(quotes, i + n);
		size_t next;

		if (quotes->joined.n + low.n > HEADER_BYTES)
			return 0;
		if (low.n == 0)
			blank = n;
		if (n > 0)
			buf_char(&quotes->joined, ' ');
		buf_str(&quotes->joined, low);
		next = next_filled(quotes, i + n + 1);
		if (low.n != 0 && quote_introduces(buf_view(&quotes->joined),
						   next < quotes->lines.n && quotes->lines.at[next].depth != 0))
			return blank != 0 && header_lines(quotes, next_filled(quotes, i + blank)) != 0 ? 0 : n + 1;
		if (low.n != 0 && (low.s[low.n - 1] == '.' || low.s[low.n - 1] == ':' || low.s[low.n - 1] == '?'))
			return 0;
	}
	return 0;
}

/* From:, Sent:, To: … from line i on: the line behind them, or i. */
static size_t header_block(const struct quotes *quotes, size_t i)
{
	unsigned seen = 0;
	size_t end = i, gap = 0;
	bool proved = false;

	for (size_t at = i; at < quotes->lines.n && at - i < BLOCK_LINES && gap <= BLOCK_GAPS; at++) {
		struct str low = low_of(quotes, at);
		unsigned field = low.n != 0 ? quote_header_field(low, &proved) : 0;

		if (field != 0) {
			seen |= field;
			end = at + 1;
			gap = 0;
		} else if (low.n == 0 || at == i) {
			break;
		} else {
			gap++;
		}
	}
	return (seen & (QUOTE_FROM | QUOTE_DATE)) != 0 && (seen & (seen - 1)) != 0 && proved ? end : i;
}

enum { BARE_LINES = 10 };

/*
 * Lotus Notes writes who and when in lines of their own, and "To", "cc" and "Subject" above what they name: the line
 * behind them, or i.
 */
static size_t bare_block(const struct quotes *quotes, size_t i)
{
	struct str who = low_of(quotes, i);
	size_t at = next_filled(quotes, i + 1), end = i;
	unsigned seen = 0;

	if (who.n < 3 || who.n > 100 || at >= quotes->lines.n)
		return i;
	if (str_starts(low_of(quotes, at), STR("sent by")))
		at = next_filled(quotes, at + 1);
	if (at >= quotes->lines.n || !quote_is_time(low_of(quotes, at)))
		return i;
	for (size_t n = 0; n < BARE_LINES; n++) {
		unsigned field;

		at = next_filled(quotes, at + 1);
		if (at >= quotes->lines.n)
			break;
		field = quote_bare_field(low_of(quotes, at));
		if (field == 0)
			continue;
		seen |= field;
		if (field == QUOTE_SUBJECT) {
			end = next_filled(quotes, at + 1);
			break;
		}
	}
	return (seen & QUOTE_TO) != 0 && (seen & QUOTE_SUBJECT) != 0 && end < quotes->lines.n ? end + 1 : i;
}

static bool is_rule(const struct quotes *quotes, size_t i)
{
	return quote_is_rule(low_of(quotes, i));
}

/* A line of dashes in front of headers belongs to them. */
static void mark_block(struct quotes *quotes, size_t from, size_t to)
{
	size_t before = from;

	while (before > 0 && is_blank(quotes, before - 1))
		before--;
	if (before > 0 && quotes->lines.at[before - 1].reason == QUOTES_KEPT &&
	    quote_rule_length(low_of(quotes, before - 1)) >= RULE_OF_BLOCK)
		from = before - 1;
	mark(quotes, from, to, QUOTES_HEADER);
}

static void find_quotes(struct quotes *quotes)
{
	for (size_t i = 0; i < quotes->lines.n;) {
		struct str low = low_of(quotes, i);
		enum quotes_reason divider;
		size_t n;

		if (low.n == 0) {
			i++;
		} else if (quotes->lines.at[i].reason != QUOTES_KEPT) {
			i++;
		} else if (is_quoted(quotes, i)) {
			i = quoted_run(quotes, i);
		} else if ((divider = quote_divider(low)) != QUOTES_KEPT) {
			if (divider == QUOTES_HEADER)
				mark_block(quotes, i, i + 1);
			else
				mark(quotes, i, i + 1, divider);
			mark(quotes, i + 1, quotes->lines.n,
			     divider == QUOTES_FORWARDED ? QUOTES_FORWARDED : QUOTES_QUOTE);
			return;
		} else if ((n = header_lines(quotes, i)) != 0) {
			mark(quotes, i, i + n, QUOTES_HEADER);
			i = behind_header(quotes, i + n);
		} else if ((n = header_block(quotes, i)) != i || (n = bare_block(quotes, i)) != i) {
			mark_block(quotes, i, n);
			mark(quotes, n, quotes->lines.n, QUOTES_QUOTE);
			return;
		} else {
			i++;
		}
	}
}

/* ---- signatures ---- */

/* Lines [from, to) that are kept and stand together. */
struct segment {
	struct quotes *quotes;
	struct str text, sender;
	size_t from, to;
};

static bool has_more_lines(const struct quotes *quotes, size_t from, size_t to, size_t most)
{
	size_t n = 0;

	for (size_t i = from; i < to && n <= most; i++)
		n += !is_blank(quotes, i);
	return n > most;
}

/* May all of these stand below a farewell? Not sentences. */
static bool all_short(const struct segment *segment, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		struct str line = text_of(segment->quotes, segment->text, i);

		if (line.n == 0)
			continue;
		if (++n > SIGNATURE_LINES)
			return false;
		if (quote_is_sentence(line) && !quote_is_footer(low_of(segment->quotes, i)))
			return false;
	}
	return true;
}

/* "-- " and what follows it. */
static bool cut_delimiter(struct segment *segment)
{
	struct quotes *quotes = segment->quotes;

	for (size_t i = segment->from; i < segment->to; i++) {
		struct str low = low_of(quotes, i);
		bool dashes = str_eq(low, STR("--")) || str_eq(low, STR("\xE2\x80\x94")) || str_eq(low, STR("- --"));
		bool rule = !dashes && is_rule(quotes, i);

		if (!dashes && !rule)
			continue;
		if (!quotes->lines.at[i].exact &&
		    (has_more_lines(quotes, i + 1, segment->to, SIGNATURE_LINES) ||
		     (rule && !all_short(segment, i + 1, segment->to) &&
		      !quote_is_disclaimer(
			  low_of(quotes, next_filled(quotes, i + 1) < segment->to ? next_filled(quotes, i + 1) : i)))))
			continue;
		mark(quotes, i, segment->to, QUOTES_SIGNATURE);
		segment->to = i;
		return true;
	}
	return false;
}

/* The last lines without a blank one between them: their first, or `to`. */
static size_t paragraph_start(const struct segment *segment, size_t to)
{
	while (to > segment->from && !is_blank(segment->quotes, to - 1))
		to--;
	return to;
}

static size_t without_blanks(const struct segment *segment, size_t to)
{
	while (to > segment->from && is_blank(segment->quotes, to - 1))
		to--;
	return to;
}

/* A farewell in [from, to) with nothing but short lines below: its line, or `to`. */
static size_t farewell_in(const struct segment *segment, size_t from, size_t to, size_t end)
{
	for (size_t i = from; i < to; i++)
		if (quote_is_farewell(low_of(segment->quotes, i)) && all_short(segment, i + 1, end))
			return i;
	return to;
}

/* The line in [from, to) that the author's name begins, or `to`. */
static size_t name_in(const struct segment *segment, size_t from, size_t to, size_t end)
{
	for (size_t i = from; i < to; i++)
		if (quote_is_sender(text_of(segment->quotes, segment->text, i), low_of(segment->quotes, i),
				    segment->sender) &&
		    all_short(segment, i + 1, end))
			return i;
	return to;
}

static bool is_card(const struct segment *segment, size_t from, size_t to)
{
	size_t contacts = 0, n = to - from;

	if (n > PARAGRAPH_LINES)
		return false;
	for (size_t i = from; i < to; i++) {
		struct str line = text_of(segment->quotes, segment->text, i);

		if (quote_is_sentence(line))
			return false;
		contacts += quote_has_contact(line, low_of(segment->quotes, i));
	}
	return contacts * 3 >= n && contacts != 0;
}

static bool is_short_line(const struct segment *segment, size_t from, size_t to)
{
	struct str line = text_of(segment->quotes, segment->text, from);

	return to - from == 1 && line.n < SHORT_BYTES && !quote_is_sentence(line);
}

/* Notices and footers at the end, which follow any signature. */
static void cut_notices(struct segment *segment)
{
	for (;;) {
		size_t to = without_blanks(segment, segment->to), from = paragraph_start(segment, to);
		struct quotes *quotes = segment->quotes;
		enum quotes_reason reason = QUOTES_KEPT;

		if (to == from || to - from > DISCLAIMER_LINES)
			return;
		for (size_t i = from; i < to && reason == QUOTES_KEPT; i++)
			if (quote_is_disclaimer(low_of(quotes, i)))
				reason = QUOTES_DISCLAIMER;
		if (reason != QUOTES_KEPT) {
			/* lines above it in the same paragraph may be the signature */
			while (from < to && !quote_is_disclaimer(low_of(quotes, from)) &&
			       !quote_is_sentence(text_of(quotes, segment->text, from)))
				from++;
		} else if (quote_is_footer(low_of(quotes, to - 1))) {
			reason = QUOTES_FOOTER;
			from = to - 1;
		} else {
			return;
		}
		mark(quotes, from, segment->to, reason);
		segment->to = from;
	}
}

/*
 * Above a line with the author's name: "Thanks," in a paragraph of its own, the name once more, with lines of a card
 * between them; where the signature begins.
 */
static size_t start_above(const struct segment *segment, size_t sure, size_t end)
{
	size_t to = without_blanks(segment, sure);

	for (int paragraphs = 0; paragraphs < ABOVE_PARAGRAPHS && to > segment->from; paragraphs++) {
		size_t from = paragraph_start(segment, to), at = farewell_in(segment, from, to, end);

		if (at < to && to - at <= ABOVE_LINES)
			return at;
		at = name_in(segment, from, to, end);
		if (at < to)
			sure = at;
		else if (!is_card(segment, from, to) && !is_short_line(segment, from, to))
			break;
		to = without_blanks(segment, at > from && at < to ? at : from);
	}
	return sure;
}

/* A postscript is the author's: the signature ends in front of it. */
static size_t without_postscript(const struct segment *segment, size_t end)
{
	static const char *const words[] = {"ps:", "ps.", "p.s.", "ps ", "p.s ", "p.s:", "p. s.", "pps", NULL};
	size_t from = paragraph_start(segment, end);

	return from > segment->from && str_starts_any(low_of(segment->quotes, from), words)
		   ? without_blanks(segment, from)
		   : end;
}

static void cut_signature(struct segment *segment)
{
	size_t end = without_postscript(segment, without_blanks(segment, segment->to)), to = end, sure = end;
	bool card = false;

	/* paragraphs from the end upwards, as long as they may belong to one */
	for (int paragraphs = 0; paragraphs < 8 && to > segment->from; paragraphs++) {
		size_t from = paragraph_start(segment, to), at = farewell_in(segment, from, to, end);
		struct str first = text_of(segment->quotes, segment->text, from);

		if (at < to) {
			sure = at;
			break;
		}
		at = name_in(segment, from, to, end);
		if (at < to) {
			sure = start_above(segment, at, end);
			break;
		}
		if (to == end && to - from == 1 && from > segment->from &&
		    quote_is_sign(first, low_of(segment->quotes, from))) {
			sure = from;
			to = without_blanks(segment, from);
			continue;
		}
		if (is_card(segment, from, to)) {
			card = true;
			if (quote_is_name(first) && to - from > 1)
				sure = from;
		} else if (quote_is_name(first) && (to - from == 1 || all_short(segment, from, to)) && to - from <= 3 &&
			   card) {
			sure = from; /* a name above a card */
		} else if (!is_short_line(segment, from, to)) {
			break;
		}
		to = without_blanks(segment, from);
	}
	if (sure < end && sure >= segment->from && (sure > segment->from || segment->from > 0)) {
		if (without_blanks(segment, segment->to) == end)
			end = segment->to;
		mark(segment->quotes, sure, end, QUOTES_SIGNATURE);
		segment->to = sure;
	}
}

static void find_signatures(struct quotes *quotes, struct str text, struct str sender)
{
	for (size_t i = 0; i < quotes->lines.n;) {
		struct segment segment = {quotes, text, sender, i, i};

		while (segment.to < quotes->lines.n && quotes->lines.at[segment.to].reason == QUOTES_KEPT)
			segment.to++;
		i = segment.to + 1;
		if (segment.to == segment.from)
			continue;
		if (!cut_delimiter(&segment))
			cut_notices(&segment);
		cut_signature(&segment);
	}
}

/* ---- all of it ---- */

static void apply_hints(struct quotes *quotes, const struct quotes_options *options)
{
	size_t i = 0;

	for (size_t h = 0; h < options->hints_n; h++) {
		while (i < quotes->lines.n && quotes->lines.at[i].to <= options->hints[h].from)
			i++;
		for (size_t j = i; j < quotes->lines.n && quotes->lines.at[j].from < options->hints[h].to; j++)
			if (quotes->lines.at[j].from >= options->hints[h].from)
				quotes->lines.at[j].reason = (uint8_t)options->hints[h].reason;
	}
}

void quotes_find(struct quotes *quotes, struct str text, const struct quotes_options *options)
{
	split(quotes, text);
	if (options != NULL)
		apply_hints(quotes, options);
	find_quotes(quotes);
	find_signatures(quotes, text, options != NULL ? options->sender : STR_NONE);
	vec_clear(&quotes->ranges);
	for (size_t i = 0; i < quotes->lines.n; i++) {
		const struct quotes_line *line = &quotes->lines.at[i];
		struct quotes_range *last = quotes->ranges.n != 0 ? &quotes->ranges.at[quotes->ranges.n - 1] : NULL;

		if (last != NULL && last->reason == (enum quotes_reason)line->reason)
			last->to = line->to;
		else
			*vec_add(&quotes->ranges) =
			    (struct quotes_range){line->from, line->to, (enum quotes_reason)line->reason};
	}
}

bool quotes_rest(const struct quotes *quotes, struct str text, unsigned cut, struct buf *out)
{
	size_t start = out->n;
	bool any = false;

	for (size_t i = 0; i < quotes->ranges.n; i++) {
		const struct quotes_range *range = &quotes->ranges.at[i];
		struct str part = str_slice(text, range->from, range->to);

		if ((QUOTES_SET(range->reason) & cut) != 0)
			continue;
		while (!any && part.n != 0) { /* blank lines at the start */
			ptrdiff_t line = str_find_char(part, '\n');
			size_t n = line >= 0 ? (size_t)line + 1 : part.n;

			if (quote_trim(str_slice(part, 0, n)).n != 0)
				break;
			part = str_from(part, n);
		}
		any = any || part.n != 0;
		buf_str(out, part);
	}
	while (out->n > start && str_is_space(out->s[out->n - 1]))
		out->n--;
	if (out->n > start)
		buf_char(out, '\n');
	return out->n > start;
}

/* ---- HTML ---- */

static bool has_class(struct str classes, const char *wanted)
{
	struct str rest = classes, one;

	while (str_split(&rest, ' ', &one))
		if (str_eq_nocase(one, str_c(wanted)))
			return true;
	return false;
}

struct quotes_element quotes_element(struct str name, struct str classes, struct str id, struct str type,
				     struct str style)
{
	static const struct {
		const char *element, *class_name, *id; /* NULL: any */
		enum quotes_reason reason;
		bool to_end;
	} marks[] = {
	    {NULL, "gmail_quote", NULL, QUOTES_QUOTE, false},
	    {NULL, "gmail_attr", NULL, QUOTES_HEADER, false},
	    {NULL, "gmail_signature", NULL, QUOTES_SIGNATURE, false},
	    {NULL, "moz-cite-prefix", NULL, QUOTES_HEADER, false},
	    {NULL, "moz-signature", NULL, QUOTES_SIGNATURE, false},
	    {NULL, "moz-forward-container", NULL, QUOTES_FORWARDED, false},
	    {NULL, "yahoo_quoted", NULL, QUOTES_QUOTE, false},
	    {NULL, "yahoo-quoted-begin", NULL, QUOTES_QUOTE, true},
	    {NULL, "iosymail", NULL, QUOTES_QUOTE, false},
	    {NULL, "protonmail_quote", NULL, QUOTES_QUOTE, false},
	    {NULL, "protonmail_signature_block", NULL, QUOTES_SIGNATURE, false},
	    {NULL, "tutanota_quote", NULL, QUOTES_QUOTE, false},
	    {NULL, "zmail_extra", NULL, QUOTES_QUOTE, false},
	    {NULL, "freshdesk_quote", NULL, QUOTES_QUOTE, false},
	    {NULL, "front-blockquote", NULL, QUOTES_QUOTE, false},
	    {NULL, "cite", NULL, QUOTES_QUOTE, false},
	    {NULL, "outlookmessageheader", NULL, QUOTES_QUOTE, true},
	    {NULL, "ms-outlook-mobile-reference-message", NULL, QUOTES_QUOTE, false},
	    {NULL, "mcnquote", NULL, QUOTES_QUOTE, false},
	    {NULL, NULL, "divrplyfwdmsg", QUOTES_QUOTE, true},
	    {NULL, NULL, "x_divrplyfwdmsg", QUOTES_QUOTE, true},
	    {NULL, NULL, "appendonsend", QUOTES_QUOTE, true},
	    {NULL, NULL, "mail-editor-reference-message-container", QUOTES_QUOTE, false},
	    {NULL, NULL, "olk_src_body_section", QUOTES_QUOTE, false},
	    {NULL, NULL, "ms-outlook-mobile-signature", QUOTES_SIGNATURE, false},
	    {NULL, NULL, "signature", QUOTES_SIGNATURE, false},
	    {NULL, NULL, "applemailsignature", QUOTES_SIGNATURE, false},
	    {NULL, NULL, "isforwardcontent", QUOTES_FORWARDED, false},
	    {NULL, NULL, "reply-intro", QUOTES_HEADER, false},
	    {"hr", NULL, "stopspelling", QUOTES_QUOTE, true},
	    {"hr", NULL, "zwchr", QUOTES_QUOTE, true},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if ((marks[i].element == NULL || str_eq_nocase(name, str_c(marks[i].element))) &&
		    (marks[i].class_name == NULL || has_class(classes, marks[i].class_name)) &&
		    (marks[i].id == NULL || str_eq_nocase(id, str_c(marks[i].id))))
			return (struct quotes_element){marks[i].reason, marks[i].to_end};
	if (str_eq_nocase(name, STR("blockquote")) &&
	    (str_eq_nocase(type, STR("cite")) || str_find(style, STR("border-left")) >= 0))
		return (struct quotes_element){QUOTES_QUOTE, false};
	/* the line that Outlook draws above From: */
	if (str_eq_nocase(name, STR("div")) && str_find(style, STR("border-top:solid #")) >= 0 &&
	    str_find(style, STR("padding:3.0pt 0")) >= 0)
		return (struct quotes_element){QUOTES_QUOTE, true};
	return (struct quotes_element){QUOTES_KEPT, false};
}
