#include "generator/minify.h"

/* Length of a string or url( … ) at the start of css, or 0. */
static size_t verbatim(struct str css)
{
	size_t i;

	if (css.s[0] == '"' || css.s[0] == '\'') {
		for (i = 1; i < css.n && css.s[i] != css.s[0]; i++)
			i += css.s[i] == '\\';
		return i < css.n ? i + 1 : css.n;
	}
	if (str_starts_nocase(css, STR("url("))) {
		ptrdiff_t end = str_find_char(css, ')');

		return end < 0 ? css.n : (size_t)end + 1;
	}
	return 0;
}

/* Length of white space and comments at the start of css. */
static size_t blank(struct str css)
{
	size_t i = 0;

	while (i < css.n) {
		if (str_is_space(css.s[i])) {
			i++;
		} else if (str_starts(str_from(css, i), STR("/*"))) {
			ptrdiff_t end = str_find(str_from(css, i + 2), STR("*/"));

			i = end < 0 ? css.n : i + 2 + (size_t)end + 2;
		} else {
			break;
		}
	}
	return i;
}

/* No white space is needed behind these … */
static bool is_tight_behind(char c)
{
	return c != '\0' && strchr("{};,:>(", c) != NULL;
}

/* … nor before these. A ':' may begin a pseudo-class of any descendant, so it is not among them. */
static bool is_tight_before(char c)
{
	return c != '\0' && strchr("{};,>)!", c) != NULL;
}

void minify_css(struct buf *out, struct str css)
{
	size_t from = out->n;

	for (size_t i = 0, n; i < css.n; i += n) {
		n = blank(str_from(css, i));
		if (n != 0) {
			char before = out->n > from ? out->s[out->n - 1] : '{';
			char after = i + n < css.n ? css.s[i + n] : '}';

			if (!is_tight_behind(before) && !is_tight_before(after))
				buf_char(out, ' ');
			continue;
		}
		n = verbatim(str_from(css, i));
		if (n == 0) {
			n = 1;
			if (css.s[i] == '}' && out->n > from && out->s[out->n - 1] == ';')
				buf_cut(out, out->n - 1);
		}
		buf_str(out, str_slice(css, i, i + n));
	}
}

void minify_lines(struct buf *out, struct str text, struct str comment)
{
	struct str line;

	while (str_line(&text, &line)) {
		line = str_trim(line);
		if (line.n == 0 || (comment.n != 0 && str_starts(line, comment)))
			continue;
		buf_str(out, line);
		buf_char(out, '\n');
	}
}
