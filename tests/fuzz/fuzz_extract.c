/* Bodies of messages as plain text: whole UTF-8, hints in order, within the text and without overlap. */
#include "generator/tickets/extract.h"

#include "common/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The first byte chooses the format. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const enum thread_format formats[] = {THREAD_HTML, THREAD_MARKDOWN, THREAD_TEXT, THREAD_CHAT};
	struct extract extract;
	struct buf body;
	size_t end = 0;

	if (n == 0)
		return 0;
	buf_init(&body, BUF_NO_LIMIT);
	(void)utf8_repair(&body, str_n((const char *)data + 1, n - 1));
	extract_init(&extract);
	extract_body(&extract, formats[data[0] % (sizeof(formats) / sizeof(*formats))], buf_view(&body));
	if (!utf8_is_valid(buf_view(&extract.text)))
		abort();
	for (size_t i = 0; i < extract.hints.n; i++) {
		if (extract.hints.at[i].from < end || extract.hints.at[i].to <= extract.hints.at[i].from ||
		    extract.hints.at[i].to > extract.text.n)
			abort();
		end = extract.hints.at[i].to;
	}
	extract_release(&extract);
	buf_release(&body);
	return 0;
}
