#include "common/diag.h"

#include "common/escape.h"

#include <stdio.h>
#include <stdlib.h>

static const struct diag_info catalogue[] = {
#define X(name, id, severity, summary, explanation) {id, DIAG_##severity, summary, explanation},
    DIAG_CODES(X)
#undef X
};

const struct diag_info *diag_info(enum diag_code code)
{
	return &catalogue[code];
}

bool diag_find(struct str id, enum diag_code *code)
{
	for (int i = 0; i < DIAG_CODES_N; i++) {
		if (str_eq(str_c(catalogue[i].id), id)) {
			*code = (enum diag_code)i;
			return true;
		}
	}
	return false;
}

const char *diag_severity_name(enum diag_severity severity)
{
	static const char *const names[] = {"note", "warning", "error"};

	return names[severity];
}

void diag_list_init(struct diag_list *list, struct arena *arena)
{
	*list = (struct diag_list){.arena = arena};
}

void diag_list_release(struct diag_list *list)
{
	if (list == NULL)
		return;
	vec_release(&list->items);
	list->errors = list->warnings = 0;
}

static struct diag *add(struct diag_list *list, const struct diag *diag)
{
	struct diag *added = vec_add(&list->items);

	*added = *diag;
	list->errors += diag->severity == DIAG_ERROR;
	list->warnings += diag->severity == DIAG_WARNING;
	return added;
}

__attribute__((format(printf, 2, 0))) static struct str format_text(struct arena *arena, const char *format,
								    va_list args)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	text = arena_alloc(arena, n > 0 ? (size_t)n + 1 : 1);
	text[0] = '\0';
	if (n > 0)
		(void)vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return str_n(text, n > 0 ? (size_t)n : 0);
}

struct diag *diag_add(struct diag_list *list, enum diag_code code, struct place place, const char *format, ...)
{
	struct diag diag = {.code = code, .severity = catalogue[code].severity, .place = place};
	va_list args;

	va_start(args, format);
	diag.message = format_text(list->arena, format, args);
	va_end(args);
	if (place.path.s != NULL)
		diag.place.path = arena_str(list->arena, place.path);
	return add(list, &diag);
}

void diag_hint(struct diag_list *list, const char *format, ...)
{
	va_list args;

	if (list->items.n == 0)
		return;
	va_start(args, format);
	list->items.at[list->items.n - 1].hint = format_text(list->arena, format, args);
	va_end(args);
}

void diag_copy(struct diag_list *list, const struct diag *diag)
{
	struct diag copy = *diag;

	if (copy.place.path.s != NULL)
		copy.place.path = arena_str(list->arena, copy.place.path);
	copy.message = arena_str(list->arena, copy.message);
	if (copy.hint.s != NULL)
		copy.hint = arena_str(list->arena, copy.hint);
	(void)add(list, &copy);
}

static int number_cmp(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int diag_cmp(const void *x, const void *y)
{
	const struct diag *a = x, *b = y;
	int order = str_cmp(a->place.path, b->place.path);

	if (order == 0)
		order = number_cmp(a->place.line, b->place.line);
	if (order == 0)
		order = number_cmp(a->place.column, b->place.column);
	if (order == 0)
		order = number_cmp(a->code, b->code);
	return order != 0 ? order : str_cmp(a->message, b->message);
}

void diag_list_sort(struct diag_list *list)
{
	size_t kept = 0;

	if (list->items.n != 0)
		qsort(list->items.at, list->items.n, sizeof(*list->items.at), diag_cmp);
	list->errors = list->warnings = 0;
	for (size_t i = 0; i < list->items.n; i++) {
		struct diag *diag = &list->items.at[i];

		if (kept != 0 && diag_cmp(&list->items.at[kept - 1], diag) == 0)
			continue;
		list->errors += diag->severity == DIAG_ERROR;
		list->warnings += diag->severity == DIAG_WARNING;
		list->items.at[kept++] = *diag;
	}
	list->items.n = kept;
}

uint32_t place_column(struct str before)
{
	uint32_t column = 1;

	for (size_t i = 0; i < before.n && i < PLACE_EXACT_BYTES; i++)
		column += ((unsigned char)before.s[i] & 0xC0) != 0x80;
	return column + (before.n > PLACE_EXACT_BYTES ? (uint32_t)(before.n - PLACE_EXACT_BYTES) : 0);
}

void place_of(struct str text, size_t offset, uint32_t *line, uint32_t *column)
{
	struct str before = str_slice(text, 0, offset);
	uint32_t lines = 1;
	ptrdiff_t at;

	while ((at = str_find_char(before, '\n')) >= 0) {
		lines++;
		before = str_from(before, (size_t)at + 1);
	}
	*line = lines;
	*column = place_column(before);
}

static void add_colour(struct buf *out, bool colour, const char *code)
{
	if (colour)
		buf_printf(out, "\033[%sm", code);
}

void diag_format(struct buf *out, const struct diag *diag, bool colour)
{
	static const char *const colours[] = {"1;36", "1;33", "1;31"};

	add_colour(out, colour, "1");
	if (diag->place.path.n != 0) {
		escape_terminal(out, diag->place.path);
		if (diag->place.line != 0)
			buf_printf(out, ":%u", diag->place.line);
		if (diag->place.line != 0 && diag->place.column != 0)
			buf_printf(out, ":%u", diag->place.column);
		buf_lit(out, ": ");
	}
	add_colour(out, colour, colours[diag->severity]);
	buf_printf(out, "%s: ", diag_severity_name(diag->severity));
	add_colour(out, colour, "0");
	escape_terminal(out, diag->message);
	buf_printf(out, " [%s]\n", catalogue[diag->code].id);
	if (diag->hint.n != 0) {
		buf_lit(out, "  hint: ");
		escape_terminal(out, diag->hint);
		buf_char(out, '\n');
	}
}

void diag_format_json(struct buf *out, const struct diag *diag)
{
	buf_lit(out, "{\"file\":\"");
	escape_json_bytes(out, diag->place.path);
	buf_printf(out, "\",\"line\":%u,\"column\":%u,\"severity\":\"%s\",\"code\":\"%s\",\"message\":\"",
		   diag->place.line, diag->place.column, diag_severity_name(diag->severity), catalogue[diag->code].id);
	escape_json_bytes(out, diag->message);
	buf_lit(out, "\",\"hint\":\"");
	escape_json_bytes(out, diag->hint);
	buf_lit(out, "\"}\n");
}
