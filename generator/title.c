#include "generator/title.h"

#include "common/escape.h"

/* The next span of code: what is in front of it, what is in it, what is behind. False when there is none. */
static bool next_code(struct str text, struct str *before, struct str *code, struct str *behind)
{
	for (size_t at = 0, n; at < text.n; at += n) {
		for (n = 0; at + n < text.n && text.s[at + n] == '`'; n++) {
		}
		if (n == 0) {
			n = 1;
			continue;
		}
		for (size_t end = at + n, run; end < text.n; end += run != 0 ? run : 1) {
			for (run = 0; end + run < text.n && text.s[end + run] == '`'; run++) {
			}
			if (run != n || str_trim(str_slice(text, at + n, end)).n == 0)
				continue;
			*before = str_slice(text, 0, at);
			*code = str_trim(str_slice(text, at + n, end));
			*behind = str_from(text, end + run);
			return true;
		}
	}
	return false;
}

bool title_add_plain(struct buf *out, struct str marked)
{
	struct str before, code;
	bool has_code = false;

	while (next_code(marked, &before, &code, &marked)) {
		has_code = true;
		buf_str(out, before);
		buf_str(out, code);
	}
	buf_str(out, marked);
	return has_code;
}

void title_add_html(struct buf *out, struct str marked)
{
	struct str before, code;

	while (next_code(marked, &before, &code, &marked)) {
		escape_html(out, before);
		buf_lit(out, "<code>");
		escape_html(out, code);
		buf_lit(out, "</code>");
	}
	escape_html(out, marked);
}
