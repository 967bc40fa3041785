/* Any bytes as a packed page: refused, or a page that packs and unpacks to itself, in memory that its size justifies.
 */
#include "generator/page.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page, again;
	struct buf packed, twice;
	struct arena arena;

	arena_init(&arena);
	buf_init(&packed, BUF_NO_LIMIT);
	buf_init(&twice, BUF_NO_LIMIT);
	if (page_unpack(&page, str_n((const char *)data, size), &arena)) {
		page_pack(&packed, &page);
		if (!page_unpack(&again, buf_view(&packed), &arena))
			abort();
		page_pack(&twice, &again);
		if (!str_eq(buf_view(&packed), buf_view(&twice)))
			abort();
	}
	if (arena.total > 64 * 1024 + 256 * size)
		abort();
	buf_release(&packed);
	buf_release(&twice);
	arena_release(&arena);
	return 0;
}
