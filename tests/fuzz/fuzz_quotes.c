/* Any bytes as a mail: the ranges cover it, in order, in whole lines, and what is left is no longer than it was. */
#include "common/privacy/quotes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_n((const char *)data, size);
	struct quotes quotes;
	struct buf out;
	size_t at = 0;

	quotes_init(&quotes);
	buf_init(&out, BUF_NO_LIMIT);
	quotes_find(&quotes, text, &(struct quotes_options){.sender = str_slice(text, 0, 30)});
	for (size_t i = 0; i < quotes.ranges.n; i++) {
		const struct quotes_range *range = &quotes.ranges.at[i];

		if (range->from != at || range->to <= at || range->reason >= QUOTES_REASONS_N ||
		    (range->to < size && text.s[range->to - 1] != '\n'))
			abort();
		at = range->to;
	}
	if (at != size)
		abort();
	(void)quotes_rest(&quotes, text, QUOTES_ALL, &out);
	if (out.n > size + 1)
		abort();
	buf_release(&out);
	quotes_release(&quotes);
	return 0;
}
