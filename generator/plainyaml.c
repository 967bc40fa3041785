#include "generator/plainyaml.h"

#include "common/limits.h"

/*
 * What may stand where. libyaml ends lines at U+0085, U+2028 and U+2029 too and
 * refuses C1 controls, U+FEFF and what is no character: their first bytes (C2, E2,
 * EF) are left to it.
 */
enum {
	KEY_START = 1,
	KEY = 2,
	VALUE_START = 4, /* of a plain value */
	VALUE = 8,	 /* inside a plain or quoted value; ':' and '#' need a look at their neighbours */
	FLOW = 16,	 /* inside a plain item between brackets */
};

#define A (KEY_START | KEY | VALUE_START | VALUE | FLOW) /* letters */
#define D (KEY | VALUE_START | VALUE | FLOW)		 /* digits */
#define V (VALUE_START | VALUE)
#define M VALUE
#define H (VALUE_START | VALUE | FLOW) /* above ASCII */

/* clang-format off */
static const unsigned char kinds[256] = {
	[' '] = M | FLOW, ['!'] = M, ['"'] = M, ['#'] = M, ['$'] = V, ['%'] = M, ['&'] = M, ['\''] = M,
	['('] = V, [')'] = V, ['*'] = M, ['+'] = V, [','] = M, ['-'] = KEY | M | FLOW, ['.'] = KEY | V | FLOW,
	['/'] = V | FLOW, ['0'] = D, D, D, D, D, D, D, D, D, D, [':'] = M, [';'] = V, ['<'] = V, ['='] = V,
	['>'] = M, ['?'] = M, ['@'] = M,
	['A'] = A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	['['] = M, ['\\'] = V, [']'] = M, ['^'] = V, ['_'] = A, ['`'] = M,
	['a'] = A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A,
	['{'] = M, ['|'] = M, ['}'] = M, ['~'] = V,
	[0xC3] = H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
	[0xE0] = H, H, [0xE3] = H, H, H, H, H, H, H, H, H, H, H, H, [0xF0] = H, H, H, H, H,
	[0x80] = M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW, M | FLOW,
	M | FLOW, M | FLOW, M | FLOW, M | FLOW,
};
/* clang-format on */

#undef A
#undef D
#undef V
#undef M
#undef H

static bool is(char c, unsigned kind)
{
	return (kinds[(unsigned char)c] & kind) != 0;
}

struct reading {
	struct str text;
	size_t base; /* added to every place */
	struct arena *arena;
};

/* Past the spaces from `at`. */
static size_t skip_spaces(struct str line, size_t at)
{
	while (at < line.n && line.s[at] == ' ')
		at++;
	return at;
}

static size_t end_without_spaces(struct str line)
{
	size_t end = line.n;

	while (end != 0 && line.s[end - 1] == ' ')
		end--;
	return end;
}

/* The value from `at` to the end of the line, without quotes. False when it is not that plain. */
static bool is_plain_value(struct str line, size_t at, size_t end)
{
	if (!is(line.s[at], VALUE_START))
		return false;
	for (size_t i = at + 1; i < end; i++) {
		char c = line.s[i];

		if (!is(c, VALUE) || (c == ':' && (i + 1 == end || line.s[i + 1] == ' ')) ||
		    (c == '#' && line.s[i - 1] == ' '))
			return false;
	}
	return true;
}

/* The end of the quoted text that begins at `at`: the place of its closing quote, or 0. */
static size_t quoted_end(struct str line, size_t at)
{
	char quote = line.s[at];

	for (size_t i = at + 1; i < line.n; i++) {
		if (line.s[i] == quote)
			return quote == '\'' && i + 1 < line.n && line.s[i + 1] == '\'' ? 0 : i;
		if (!is(line.s[i], VALUE) || (quote == '"' && line.s[i] == '\\'))
			return 0;
	}
	return 0;
}

static struct node *make_scalar(const struct reading *reading, struct str line, size_t from, size_t to, bool plain)
{
	struct str text = str_slice(line, plain ? from : from + 1, to);

	return node_scalar(reading->arena, text, plain, reading->base + (size_t)(line.s - reading->text.s) + from);
}

/* An item between brackets, moving *at behind it. */
static struct node *flow_item(const struct reading *reading, struct str line, size_t *at)
{
	size_t from = *at, end = from;

	if (line.s[from] == '"' || line.s[from] == '\'') {
		end = quoted_end(line, from);
		*at = end + 1;
		return end != 0 ? make_scalar(reading, line, from, end, false) : NULL;
	}
	if (!is(line.s[from], VALUE_START) || !is(line.s[from], FLOW))
		return NULL;
	while (end < line.n && is(line.s[end], FLOW))
		end++;
	*at = end;
	return make_scalar(reading, line, from, from + end_without_spaces(str_slice(line, from, end)), true);
}

/* [a, "b"] on one line, with nothing behind it. */
static struct node *flow_list(const struct reading *reading, struct str line, size_t at)
{
	struct node *list =
	    node_new(reading->arena, NODE_LIST, reading->base + (size_t)(line.s - reading->text.s) + at);

	at = skip_spaces(line, at + 1);
	if (at < line.n && line.s[at] == ']')
		return skip_spaces(line, at + 1) == line.n ? list : NULL;
	while (at < line.n) {
		struct node *item = flow_item(reading, line, &at);

		if (item == NULL || !node_add(list, item))
			return NULL;
		at = skip_spaces(line, at);
		if (at == line.n)
			return NULL;
		if (line.s[at] == ']')
			return skip_spaces(line, at + 1) == line.n ? list : NULL;
		if (line.s[at] != ',')
			return NULL;
		at = skip_spaces(line, at + 1);
	}
	return NULL;
}

/* What stands from `at`, which is no space, to the end of the line. NULL: not plain. */
static struct node *value_on_line(const struct reading *reading, struct str line, size_t at, bool with_lists)
{
	size_t end;

	if (line.s[at] == '"' || line.s[at] == '\'') {
		end = quoted_end(line, at);
		if (end == 0 || skip_spaces(line, end + 1) != line.n)
			return NULL;
		return make_scalar(reading, line, at, end, false);
	}
	if (line.s[at] == '[')
		return with_lists ? flow_list(reading, line, at) : NULL;
	end = end_without_spaces(line);
	return is_plain_value(line, at, end) ? make_scalar(reading, line, at, end, true) : NULL;
}

/* A comment that ends where its line does. An indented one may belong to a value of several lines. */
static bool is_comment(struct str line)
{
	if (line.s[0] != '#')
		return false;
	for (size_t i = 1; i < line.n; i++)
		if (!is(line.s[i], VALUE))
			return false;
	return true;
}

/* The next line that is neither blank nor a comment, without taking it. */
static bool peek_line(struct str *rest, struct str *line)
{
	struct str after = *rest;

	while (str_line(&after, line)) {
		if (skip_spaces(*line, 0) < line->n && !is_comment(*line))
			return true;
		*rest = after;
	}
	return false;
}

/* Lines of "- item" behind a key without a value; all with the indentation of the first. */
static struct node *hyphen_list(const struct reading *reading, struct str *rest, size_t indent)
{
	struct node *list = NULL;
	struct str line;

	while (peek_line(rest, &line)) {
		size_t start = skip_spaces(line, 0), at;
		struct node *item;

		if (line.s[start] != '-')
			return start == 0 ? list : NULL;
		if (start != indent || start + 1 >= line.n || line.s[start + 1] != ' ')
			return NULL;
		at = skip_spaces(line, start + 1);
		if (at == line.n)
			return NULL;
		item = value_on_line(reading, line, at, true);
		if (list == NULL)
			list = node_new(reading->arena, NODE_LIST,
					reading->base + (size_t)(line.s - reading->text.s) + start);
		if (item == NULL || !node_add(list, item))
			return NULL;
		(void)str_line(rest, &line);
	}
	return list;
}

/* Behind "key:" with nothing after it: a list, or nothing. */
static struct node *value_below(const struct reading *reading, struct str line, size_t colon, struct str *rest)
{
	struct str next;
	size_t start;

	if (peek_line(rest, &next)) {
		start = skip_spaces(next, 0);
		if (next.s[start] == '-')
			return hyphen_list(reading, rest, start);
		if (start != 0)
			return NULL;
	}
	return node_scalar(reading->arena, STR(""), true,
			   reading->base + (size_t)(line.s - reading->text.s) + colon + 1);
}

/* The end of the key at the start of a line: its colon, or 0. */
static size_t key_end(struct str line)
{
	size_t at = 1;

	if (!is(line.s[0], KEY_START))
		return 0;
	while (at < line.n &&
	       (is(line.s[at], KEY) || (line.s[at] == ' ' && at + 1 < line.n && is(line.s[at + 1], KEY))))
		at++;
	return at < line.n && line.s[at] == ':' && at < 128 ? at : 0;
}

static struct node *entry(const struct reading *reading, struct str line, struct str *rest)
{
	size_t colon = key_end(line), at;
	struct node *value;
	struct str next;

	if (colon == 0 || (colon + 1 < line.n && line.s[colon + 1] != ' '))
		return NULL;
	at = skip_spaces(line, colon + 1);
	if (at == line.n) {
		value = value_below(reading, line, colon, rest);
	} else {
		value = value_on_line(reading, line, at, true);
		/* what is indented goes on with it */
		if (value != NULL && peek_line(rest, &next) && next.s[0] == ' ')
			return NULL;
	}
	if (value != NULL) {
		value->key = str_slice(line, 0, colon);
		value->key_at = (uint32_t)(reading->base + (size_t)(line.s - reading->text.s));
	}
	return value;
}

struct node *plainyaml_parse(struct str text, size_t at, struct arena *arena)
{
	struct reading reading = {text, at, arena};
	struct node *map = NULL;
	struct str rest = text, line;

	while (peek_line(&rest, &line)) {
		struct node *value;

		(void)str_line(&rest, &line);
		value = entry(&reading, line, &rest);
		if (value == NULL)
			return NULL;
		if (map == NULL)
			map = node_new(arena, NODE_MAP, value->key_at);
		if (!node_add(map, value))
			return NULL;
	}
	return map;
}
