#include "generator/parts.h"

/* Pages without a title by path: to their index + 1. Who has given one an id wants it to be a page that has a
 * permalink. */
static void find_untitled(const struct page_vec *pages, struct map *untitled)
{
	for (uint32_t i = 0; i < pages->n; i++)
		if (pages->at[i].title_is_made && (pages->at[i].id.n == 0 || pages->at[i].id_is_foreign))
			map_add(untitled, pages->at[i].path, NULL)->value.number = i + 1;
}

void parts_find(const struct page_vec *pages, bool *is_part)
{
	struct map untitled;

	map_init(&untitled);
	find_untitled(pages, &untitled);
	for (uint32_t i = 0; i < pages->n && untitled.n != 0; i++) {
		const struct page *page = &pages->at[i];

		/* pairs of a path and a stamp, which is empty where there is no such file */
		for (uint32_t k = 0; !page->title_is_made && k + 1 < page->includes.n; k += 2) {
			struct map_entry *entry = map_find(&untitled, page->includes.at[k]);

			if (entry != NULL && page->includes.at[k + 1].n != 0)
				is_part[entry->value.number - 1] = true;
		}
	}
	map_release(&untitled);
}
