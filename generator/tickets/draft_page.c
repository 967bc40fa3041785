#include "generator/tickets/draft.h"

#include "common/escape.h"
#include "common/utf8.h"

enum { WRAPPED_LINE_BYTES = 60 }; /* a shorter line was ended by its writer */

/* The text of [from, to) with placeholders in place of the spans. */
static void add_redacted(struct buf *out, const struct draft *draft, size_t from, size_t to)
{
	size_t at = from;

	for (size_t i = 0; i < draft->spans_n && draft->spans[i].from < to; i++) {
		const struct redact_span *span = &draft->spans[i];

		if (span->to <= from)
			continue;
		if (span->from >= from) {
			buf_str(out, str_slice(draft->text, at, span->from));
			buf_str(out, span->replacement);
		}
		at = span->to < to ? span->to : to;
	}
	buf_str(out, str_slice(draft->text, at, to));
}

static const struct draft_block *find_part(const struct draft *draft, enum draft_part part)
{
	for (size_t i = 0; i < draft->blocks_n; i++)
		if (draft->blocks[i].part == part)
			return &draft->blocks[i];
	return NULL;
}

void draft_title(struct buf *out, const struct draft *draft)
{
	const struct draft_block *block = find_part(draft, DRAFT_TITLE);
	struct buf text;
	struct str cut;

	if (block == NULL)
		return;
	buf_init(&text, BUF_NO_LIMIT);
	add_redacted(&text, draft, block->from, block->to);
	cut = str_trim(utf8_cut(buf_view(&text), DRAFT_TITLE_BYTES));
	/* no half placeholder at the end */
	if (cut.n < text.n && str_rfind_char(cut, '[') > str_rfind_char(cut, ']'))
		cut = str_trim(str_slice(cut, 0, (size_t)str_rfind_char(cut, '[')));
	for (size_t i = 0; i < cut.n; i++)
		buf_char(out, cut.s[i] == '\n' ? ' ' : cut.s[i]);
	buf_release(&text);
}

static size_t placeholder_at(const struct redact_span *spans, size_t spans_n, struct str text)
{
	for (size_t i = 0; text.s[0] == '[' && i < spans_n; i++)
		if (spans[i].replacement.n != 0 && str_starts(text, spans[i].replacement))
			return spans[i].replacement.n;
	return 0;
}

/* Characters that markdown, Weir's blocks or templates of other tools would take for their own. */
static bool is_markup(struct str text, size_t at, bool line_start)
{
	char c = text.s[at], next = at + 1 < text.n ? text.s[at + 1] : ' ';

	if (strchr("\\*_[]<>&|~$", c) != NULL)
		return true;
	if (c == '{')
		return next == '{' || next == '%' || next == '#';
	if (!line_start)
		return false;
	if (strchr("#=>+-!:", c) != NULL)
		return true;
	return str_is_digit(c) ? false : c == '\t';
}

/* "12." at the start of a line would begin a list: the length of the digits. */
static size_t list_number(struct str text, size_t at)
{
	size_t end = at;

	while (end < text.n && str_is_digit(text.s[end]))
		end++;
	return end > at && end < text.n && (text.s[end] == '.' || text.s[end] == ')') ? end - at : 0;
}

static size_t url_length(struct str text)
{
	size_t n = 0;

	if (text.s[0] != 'h' || (!str_starts(text, STR("http://")) && !str_starts(text, STR("https://"))))
		return 0;
	while (n < text.n && !draft_is_url_end(text.s[n]) && (unsigned char)text.s[n] < 0x80 && text.s[n] != '[')
		n++;
	while (n > 0 && strchr(".,;:!?)*_~", text.s[n - 1]) != NULL)
		n--;
	return n;
}

/* An address with a placeholder in it is no link any more: up to its end. */
static size_t broken_url_length(struct str text)
{
	size_t n = url_length(text);
	bool broken = false;

	if (n == 0)
		return 0;
	while (n < text.n && !draft_is_url_end(text.s[n]) && (text.s[n] != ')' || !broken)) {
		if (text.s[n] == '[') {
			ptrdiff_t close = str_find_char(str_slice(text, n, n + 40), ']');

			if (close < 0)
				break;
			broken = true;
			n += (size_t)close;
		}
		n++;
	}
	return broken ? n : 0;
}

/* `code` on one line stays code. */
static size_t code_length(struct str text)
{
	size_t n = 1;

	if (text.s[0] != '`')
		return 0;
	while (n < text.n && text.s[n] != '`' && text.s[n] != '\n')
		n++;
	return n > 1 && n < text.n && text.s[n] == '`' && (n + 1 == text.n || text.s[n + 1] != '`') ? n + 1 : 0;
}

/* Text as markdown that shows exactly it; placeholders and addresses stay readable in a diff. */
static void add_markdown(struct buf *out, const struct draft *draft, const struct draft_block *block, struct str text,
			 struct str indent)
{
	const struct redact_span *spans = draft->spans;
	size_t spans_n = 0;
	bool line_start = true;
	size_t line = 0;

	while (spans < draft->spans + draft->spans_n && spans->to <= block->from)
		spans++;
	while (spans + spans_n < draft->spans + draft->spans_n && spans[spans_n].from < block->to)
		spans_n++;
	for (size_t at = 0; at < text.n;) {
		size_t n = placeholder_at(spans, spans_n, str_from(text, at));

		if (n != 0) {
			buf_str(out, str_slice(text, at, at + n));
			at += n;
			/* not the name of a link or of its target */
			if (at < text.n && strchr(":([", text.s[at]) != NULL)
				buf_char(out, '\\');
			if (at < text.n && text.s[at] == ':')
				buf_char(out, text.s[at++]);
		} else if ((n = broken_url_length(str_from(text, at))) != 0) {
			buf_printf(out, "`%.*s`", STR_ARG(str_slice(text, at, at + n)));
			at += n;
		} else if ((n = url_length(str_from(text, at))) != 0) {
			buf_printf(out, "<%.*s>", STR_ARG(str_slice(text, at, at + n)));
			at += n;
		} else if ((n = code_length(str_from(text, at))) != 0) {
			buf_str(out, str_slice(text, at, at + n));
			at += n;
		} else if (text.s[at] == '\n') {
			if (at - line < WRAPPED_LINE_BYTES)
				buf_char(out, '\\');
			buf_char(out, '\n');
			buf_str(out, indent);
			line = ++at;
			while (at < text.n && text.s[at] == ' ')
				at++;
			line_start = true;
			continue;
		} else if (line_start && (n = list_number(text, at)) != 0) {
			buf_str(out, str_slice(text, at, at + n));
			buf_char(out, '\\');
			buf_char(out, text.s[at + n]);
			at += n + 1;
		} else {
			if (is_markup(text, at, line_start) || text.s[at] == '`')
				buf_char(out, '\\');
			buf_char(out, text.s[at++]);
		}
		line_start = false;
	}
}

static void add_code(struct buf *out, struct str text)
{
	size_t run = 0, longest = 2;

	for (size_t i = 0; i < text.n; i++) {
		run = text.s[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_char(out, '`');
	buf_lit(out, "text\n");
	buf_str(out, text);
	buf_char(out, '\n');
	for (size_t i = 0; i <= longest; i++)
		buf_char(out, '`');
	buf_char(out, '\n');
}

static bool is_span_in(const struct draft *draft, const struct draft_block *block)
{
	for (size_t i = 0; i < draft->spans_n; i++)
		if (draft->spans[i].from < block->to && draft->spans[i].to > block->from)
			return true;
	return false;
}

/* A tag in which something was found goes as a whole, and so does one that is a number. */
static bool is_safe_tag(const struct draft *draft, const struct draft_block *block)
{
	unsigned digits = 0;

	for (size_t i = block->from; i < block->to; i++)
		digits += str_is_digit(draft->text.s[i]);
	return digits < 4 && !is_span_in(draft, block);
}

static void add_front_matter(struct buf *out, const struct draft *draft, struct str public_id)
{
	const struct draft_block *environment = find_part(draft, DRAFT_ENVIRONMENT);
	struct buf text;
	bool any = false;

	buf_init(&text, BUF_NO_LIMIT);
	draft_title(&text, draft);
	buf_lit(out, "---\ntitle: ");
	escape_quoted(out, buf_view(&text));
	buf_printf(out, "\nid: \"%.*s\"\nkind: solved\ndate: ", STR_ARG(public_id));
	date_format(out, draft->month);
	if (environment != NULL) {
		buf_clear(&text);
		add_redacted(&text, draft, environment->from, environment->to);
		buf_lit(out, "\nenvironment: ");
		escape_quoted(out, buf_view(&text));
	}
	if (draft->is_accepted)
		buf_lit(out, "\nconfirmed_by: accepted");
	for (size_t i = 0; i < draft->blocks_n; i++) {
		const struct draft_block *block = &draft->blocks[i];

		if (block->part != DRAFT_TAG || !is_safe_tag(draft, block))
			continue;
		buf_str(out, any ? STR(", ") : STR("\ntags: ["));
		escape_quoted(out, str_slice(draft->text, block->from, block->to));
		any = true;
	}
	buf_str(out, any ? STR("]\n---\n") : STR("\n---\n"));
	buf_release(&text);
}

void draft_page(struct buf *out, const struct draft *draft, struct str public_id)
{
	static const char *const headings[] = {
	    [DRAFT_QUESTION] = "Question", [DRAFT_FOLLOW_UP] = "Follow-up question", [DRAFT_ANSWER] = "Answer"};
	enum draft_part part = DRAFT_TITLE;
	enum draft_shape shape = DRAFT_PARAGRAPH;
	struct buf text;

	add_front_matter(out, draft, public_id);
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < draft->blocks_n; i++) {
		const struct draft_block *block = &draft->blocks[i];

		if (block->part == DRAFT_TITLE || block->part == DRAFT_ENVIRONMENT || block->part == DRAFT_TAG)
			continue;
		if (block->part != part) {
			part = block->part;
			buf_printf(out, "\n## %s\n", headings[part]);
			shape = DRAFT_PARAGRAPH;
		}
		buf_clear(&text);
		add_redacted(&text, draft, block->from, block->to);
		if (block->shape != DRAFT_ITEM || shape != DRAFT_ITEM)
			buf_char(out, '\n');
		shape = block->shape;
		if (block->shape == DRAFT_CODE) {
			add_code(out, buf_view(&text));
			continue;
		}
		if (block->shape == DRAFT_ITEM)
			buf_lit(out, "- ");
		add_markdown(out, draft, block, str_trim(buf_view(&text)),
			     block->shape == DRAFT_ITEM ? STR("  ") : STR(""));
		buf_char(out, '\n');
	}
	buf_release(&text);
}
