#include "generator/code_fence.h"

#define FENCE_LEAST ((size_t)3)
#define INDENT_MOST ((size_t)3) /* one more is indented code */
#define ITEM_DIGITS ((size_t)9)
#define TAB_STOP ((size_t)4)

/* Where in a line the reader is: behind a tab the column is another one than the byte. */
struct cursor {
	struct str line;
	size_t at, column;
};

static size_t after_tab(size_t column)
{
	return column + TAB_STOP - column % TAB_STOP;
}

static void skip_blanks(struct cursor *cursor)
{
	for (; cursor->at < cursor->line.n; cursor->at++) {
		char c = cursor->line.s[cursor->at];

		if (c == ' ')
			cursor->column++;
		else if (c == '\t')
			cursor->column = after_tab(cursor->column);
		else
			break;
	}
}

static struct str rest_of(const struct cursor *cursor)
{
	return str_from(cursor->line, cursor->at);
}

/* How many characters the marker of a list item has that the text begins with; 0: none. */
static size_t item_mark(struct str text)
{
	size_t n = 0;

	if (text.n != 0 && (text.s[0] == '-' || text.s[0] == '*' || text.s[0] == '+')) {
		n = 1;
	} else {
		while (n < text.n && n < ITEM_DIGITS && str_is_digit(text.s[n]))
			n++;
		if (n == 0 || n == text.n || (text.s[n] != '.' && text.s[n] != ')'))
			return 0;
		n++;
	}
	return n == text.n || text.s[n] == ' ' || text.s[n] == '\t' ? n : 0;
}

/* Goes behind a ">" and the blank that belongs to it. */
static void skip_quote(struct cursor *cursor)
{
	cursor->at++;
	cursor->column++;
	if (cursor->at < cursor->line.n && cursor->line.s[cursor->at] == ' ') {
		cursor->at++;
		cursor->column++;
	}
}

/* How many signs of a fence the text begins with, 0 when it is none. */
static size_t fence_length(struct str text)
{
	size_t n = 0;

	if (text.n < FENCE_LEAST || (text.s[0] != '`' && text.s[0] != '~'))
		return 0;
	while (n < text.n && text.s[n] == text.s[0])
		n++;
	return n >= FENCE_LEAST ? n : 0;
}

/* A beginning: what follows backticks has none, or it would be code within a line. */
static bool open_at(struct code_fence *fence, struct str text)
{
	size_t n = fence_length(text);

	if (n == 0 || (text.s[0] == '`' && str_find_char(str_from(text, n), '`') >= 0))
		return false;
	fence->sign = text.s[0];
	fence->n = n;
	return true;
}

static bool is_end(const struct code_fence *fence, const struct cursor *cursor)
{
	struct str text = rest_of(cursor);
	size_t n = fence_length(text);

	return n >= fence->n && text.s[0] == fence->sign && cursor->column <= fence->most &&
	       str_trim(str_from(text, n)).n == 0;
}

static void end(struct code_fence *fence)
{
	*fence = (struct code_fence){.item = fence->around};
}

/* A line while a block is open. False when it ends in front of it, with what it stands in. */
static bool take_code(struct code_fence *fence, struct str line)
{
	struct cursor cursor = {.line = line};

	skip_blanks(&cursor);
	for (size_t i = 0; i < fence->quotes; i++) {
		if (cursor.at == line.n || line.s[cursor.at] != '>') {
			end(fence);
			return false;
		}
		skip_quote(&cursor);
		skip_blanks(&cursor);
	}
	if (cursor.at == line.n)
		return true;
	if (cursor.column < fence->around) {
		end(fence);
		return false;
	}
	if (is_end(fence, &cursor))
		end(fence);
	return true;
}

/* Goes behind the ">" and the markers of items that a line begins with. Returns the column where its text may begin. */
static size_t skip_containers(struct code_fence *fence, struct cursor *cursor)
{
	size_t content = cursor->column >= fence->item ? fence->item : 0, mark;

	fence->around = content;
	fence->quotes = 0;
	if (cursor->column == 0)
		fence->item = 0;
	while (cursor->at < cursor->line.n) {
		if (cursor->line.s[cursor->at] == '>') {
			fence->around = cursor->column + 1;
			skip_quote(cursor);
			content = cursor->column;
			fence->quotes++;
			skip_blanks(cursor);
			continue;
		}
		mark = item_mark(rest_of(cursor));
		if (mark == 0)
			break;
		cursor->at += mark;
		cursor->column += mark;
		content = cursor->column + 1;
		skip_blanks(cursor);
		if (cursor->column > content && cursor->column - content <= INDENT_MOST)
			content = cursor->column;
		fence->around = content;
		if (fence->quotes == 0)
			fence->item = content;
	}
	return content;
}

/* A line while none is open. */
static bool take_text(struct code_fence *fence, struct str line)
{
	struct cursor cursor = {.line = line};
	size_t content;

	skip_blanks(&cursor);
	if (cursor.at == line.n)
		return false;
	content = skip_containers(fence, &cursor);
	if (!open_at(fence, rest_of(&cursor)))
		return false;
	fence->most = content + INDENT_MOST;
	if (cursor.column > fence->most) { /* in what is not seen */
		fence->around = 0;
		fence->most = cursor.column + INDENT_MOST;
	}
	return true;
}

static bool has_three(struct str text, char sign)
{
	for (const char *at = text.s, *end = text.s + text.n; at != NULL && end - at >= (ptrdiff_t)FENCE_LEAST; at++) {
		at = memchr(at, sign, (size_t)(end - at) - FENCE_LEAST + 1);
		if (at == NULL)
			return false;
		if (at[1] == sign && at[2] == sign)
			return true;
	}
	return false;
}

bool code_fence_is_in(struct str text)
{
	return has_three(text, '`') || has_three(text, '~');
}

bool code_fence_take(struct code_fence *fence, struct str line)
{
	line = str_trim_end(line);
	if (fence->sign != '\0' && take_code(fence, line))
		return true;
	return fence->sign == '\0' && take_text(fence, line);
}

bool code_fence_take_from(struct code_fence *fence, struct str text, size_t column)
{
	struct cursor cursor = {.line = text, .column = column};

	if (fence->sign != '\0')
		return code_fence_take(fence, text);
	skip_blanks(&cursor);
	if (!open_at(fence, rest_of(&cursor)))
		return false;
	fence->around = fence->quotes = 0;
	fence->most = cursor.column + INDENT_MOST;
	return true;
}
