#include "generator/tickets/csv.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "common/vec.h"
#include "generator/charset.h"
#include "generator/tickets/input.h"

void csv_init(struct csv *csv, struct input *input)
{
	*csv = (struct csv){.input = input, .separator = ','};
	input_want(input, 3);
	if (str_starts(input->window, STR("\xef\xbb\xbf")))
		input_skip(input, 3);
}

static char find_separator(struct str head)
{
	size_t counts[3] = {0, 0, 0};
	static const char separators[] = ",;\t";
	int best = 0;

	for (size_t i = 0; i < head.n && head.s[i] != '\n'; i++)
		for (int s = 0; s < 3; s++)
			counts[s] += head.s[i] == separators[s];
	for (int s = 1; s < 3; s++)
		if (counts[s] > counts[best])
			best = s;
	return separators[best];
}

/* Length of the row at the window's start, its line end not counted; *end: behind that. -1 with a fault. */
static int row_length(struct csv *csv, size_t *n, size_t *end, const char **fault)
{
	struct input *input = csv->input;
	bool quoted = false;
	size_t at = 0;

	for (;; at++) {
		if (at >= input->window.n && !input_more(input, LIMIT_IMPORT_RECORD)) {
			*fault = !input->at_end ? "a row is too long" : "it is cut off";
			*end = input->window.n;
			return -1; /* also without a line end: half a row would pass for a whole one */
		}
		if (input->window.s[at] == '"')
			quoted = !quoted;
		if (input->window.s[at] == '\n' && !quoted)
			break;
	}
	*n = at > 0 && input->window.s[at - 1] == '\r' ? at - 1 : at;
	*end = at + 1;
	return 0;
}

static struct str to_utf8(struct arena *arena, struct str text)
{
	struct charset_faults faults;
	struct buf out;

	if (utf8_is_valid(text) && memchr(text.s, '\0', text.n) == NULL)
		return arena_str(arena, text);
	buf_init(&out, BUF_NO_LIMIT);
	if (utf8_is_valid(text) || !charset_convert(charset_guess(text), text, &out, &faults))
		(void)utf8_repair(&out, text);
	for (size_t i = 0; i < out.n; i++)
		if (out.s[i] == '\0')
			out.s[i] = ' ';
	text = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return text;
}

/* One field at the start of *rest, which is moved behind it. */
static struct str next_field(struct csv *csv, struct str *rest, struct buf *out)
{
	bool quoted = false;
	size_t at = 0;

	buf_clear(out);
	for (; at < rest->n; at++) {
		char c = rest->s[at];

		if (c == '"') {
			if (quoted && at + 1 < rest->n && rest->s[at + 1] == '"') {
				buf_char(out, '"');
				at++;
			} else {
				quoted = !quoted;
			}
		} else if (c == csv->separator && !quoted) {
			break;
		} else {
			buf_char(out, c);
		}
	}
	*rest = at < rest->n ? str_from(*rest, at + 1) : STR_NONE;
	return buf_view(out);
}

enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_row *row)
{
	struct input *input = csv->input;
	struct VEC(struct str) fields = {0};
	size_t n, end;
	struct str rest;
	struct buf out;

	input_want(input, 4096);
	if (!csv->started)
		csv->separator = find_separator(input->window);
	csv->started = true;
	while (input->window.n != 0 && (input->window.s[0] == '\n' || input->window.s[0] == '\r')) {
		input_skip(input, 1);
		input_want(input, 1);
	}
	*row = (struct csv_row){.line = input->line};
	if (input->window.n == 0)
		return CSV_END;
	if (row_length(csv, &n, &end, &row->fault) < 0) {
		input_skip(input, end);
		return CSV_BROKEN;
	}
	rest = to_utf8(arena, str_slice(input->window, 0, n));
	input_skip(input, end);
	buf_init(&out, BUF_NO_LIMIT);
	while (rest.s != NULL && fields.n < LIMIT_IMPORT_KEYS) {
		struct str field = next_field(csv, &rest, &out);

		*vec_add(&fields) = arena_str(arena, field);
	}
	buf_release(&out);
	row->fields = arena_array(arena, fields.n, sizeof(*row->fields));
	row->n = fields.n;
	if (fields.n != 0)
		memcpy(row->fields, fields.at, fields.n * sizeof(*row->fields));
	vec_release(&fields);
	return CSV_ROW;
}

bool csv_is_named(struct str column, const char *names)
{
	struct str rest = str_c(names), one;

	while (rest.n != 0 && str_split(&rest, '|', &one))
		if (str_eq_nocase(one, column))
			return true;
	return false;
}
