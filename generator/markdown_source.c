#include "generator/markdown_source.h"

/* Index of the last of n ascending numbers that is not above `value`. */
static size_t last_not_above(const uint32_t *numbers, size_t n, size_t value)
{
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (numbers[middle] <= value)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t to_original(const struct source *source, size_t at)
{
	size_t low = 0, high = source->pieces.n;
	const struct piece *piece;

	if (source->pieces.n == 0)
		return at;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->pieces.at[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	piece = &source->pieces.at[low];
	return piece->is_fixed || at < piece->at ? piece->from : piece->from + (at - piece->at);
}

void source_place(const struct source *source, size_t at, uint32_t *line, uint32_t *column)
{
	bool is_original = source->pieces.n == 0;
	const uint32_t *lines = is_original ? source->lines.at : source->original_lines.at;
	size_t lines_n = is_original ? source->lines.n : source->original_lines.n;
	size_t offset = to_original(source, at), i;

	if (lines_n == 0) {
		*line = source->first_line;
		*column = 1;
		return;
	}
	i = last_not_above(lines, lines_n, offset);
	*line = source->first_line + (uint32_t)i;
	*column = (uint32_t)(offset - lines[i]) + 1;
}

size_t source_offset(const struct source *source, int line, int column)
{
	size_t at, end;

	if (line < 1 || source->lines.n == 0)
		return 0;
	if ((size_t)line > source->lines.n)
		return source->text.n;
	at = source->lines.at[line - 1] + (column > 1 ? (size_t)column - 1 : 0);
	end = source_line_end(source, line);
	return at < end ? at : end;
}

size_t source_line_end(const struct source *source, int line)
{
	if (line < 1)
		return 0;
	return (size_t)line < source->lines.n ? source->lines.at[line] - 1 : source->text.n;
}

const struct marker *source_marker(const struct source *source, int line, struct str html)
{
	int64_t number;
	const struct marker *marker;

	html = str_trim(html);
	if (source->markers.n == 0 || !str_starts(html, STR("<!--\x01")) || !str_ends(html, STR("-->")) ||
	    !str_to_int(str_slice(html, 5, html.n - 3), &number) || number < 0 ||
	    (size_t)number >= source->markers.n)
		return NULL;
	marker = &source->markers.at[number];
	return marker->line == (uint32_t)line ? marker : NULL;
}
