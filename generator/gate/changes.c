#include "generator/gate/changes.h"

static size_t line_begin(struct str s, size_t at)
{
	return (size_t)(str_rfind_char(str_slice(s, 0, at), '\n') + 1);
}

static size_t line_end(struct str s, size_t at)
{
	const char *end = at < s.n ? memchr(s.s + at, '\n', s.n - at) : NULL;

	return end != NULL ? (size_t)(end - s.s) + 1 : s.n;
}

bool changes_next(struct changes *changes, struct str *part)
{
	struct str made = changes->made, old, line;
	size_t from = changes->from, to = changes->to;

	while (str_line(&changes->left, &line)) {
		size_t begin = (size_t)(line.s - made.s), least;

		if (str_line(&changes->text_left, &old) && str_eq(old, line))
			continue;
		least = begin > CHANGES_AROUND ? begin - CHANGES_AROUND : 0;
		changes->to = line_end(made, begin + line.n + CHANGES_AROUND);
		if (to != 0 && least <= to) {
			to = changes->to;
			continue;
		}
		changes->from = line_begin(made, least);
		if (to != 0) {
			*part = str_slice(made, from, to);
			return true;
		}
		from = changes->from;
		to = changes->to;
	}
	*part = str_slice(made, from, to);
	changes->to = 0;
	return to != 0;
}
