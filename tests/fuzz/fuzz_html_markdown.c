/* HTML of articles as markdown: refused, or whole UTF-8 text without control characters and without links that run
 * code. */
#include "generator/tickets/html_markdown.h"

#include "common/limits.h"
#include "common/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Where the bracket is no text. */
static bool has_link(struct str text, struct str target)
{
	for (size_t i = 1; i + target.n <= text.n; i++)
		if (text.s[i] == target.s[0] && text.s[i - 1] != '\\' && str_starts(str_from(text, i), target))
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct html_markdown options = {0};
	struct buf html, out;
	const char *reason = NULL;

	buf_init(&html, BUF_NO_LIMIT);
	(void)utf8_repair(&html, str_n((const char *)data, n));
	buf_init(&out, LIMIT_PAGE_BYTES);
	if (html_markdown(&out, buf_view(&html), &options, &reason) < 0) {
		if (reason == NULL)
			abort();
	} else {
		if (!utf8_is_valid(buf_view(&out)) || has_link(buf_view(&out), STR("](javascript:")))
			abort();
		for (size_t i = 0; i < out.n; i++)
			if ((unsigned char)out.s[i] < ' ' && out.s[i] != '\n' && out.s[i] != '\t')
				abort();
	}
	buf_release(&out);
	buf_release(&html);
	return 0;
}
