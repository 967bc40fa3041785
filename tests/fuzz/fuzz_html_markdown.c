/* HTML of articles as markdown: refused, or whole UTF-8 text without control characters and without links that run
 * code. */
#include "generator/tickets/html_markdown.h"

#include "common/limits.h"
#include "common/utf8.h"

#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Between '<' and '>', not "<summary>href=…", which is text. */
static bool is_in_tag(const char *html, const char *at)
{
	while (at > html && at[-1] != '<' && at[-1] != '>')
		at--;
	return at > html && at[-1] == '<';
}

/* Asked of the reader of markdown: "](javascript:" is text in an address between angles, and in code. */
static bool runs_code(struct str text)
{
	static const char attribute[] = "href=\"javascript:";
	char *html = cmark_markdown_to_html(text.s, text.n, CMARK_OPT_UNSAFE);
	const char *found = strcasestr(html, attribute);

	while (found != NULL && !is_in_tag(html, found))
		found = strcasestr(found + 1, attribute);
	free(html);
	return found != NULL;
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
		if (!utf8_is_valid(buf_view(&out)) || (out.n != 0 && runs_code(buf_view(&out))))
			abort();
		for (size_t i = 0; i < out.n; i++)
			if ((unsigned char)out.s[i] < ' ' && out.s[i] != '\n' && out.s[i] != '\t')
				abort();
	}
	buf_release(&out);
	buf_release(&html);
	return 0;
}
