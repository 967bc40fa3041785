#include "common/index_writer.h"

#include "common/index_copy.h"
#include "common/mem.h"

#include <assert.h>
#include <pthread.h>

/* ---- which pages share a shard -------------------------------------------------------------------------- */

#define ADDED UINT32_MAX

struct item {
	uint64_t hash;
	uint32_t shard; /* of the earlier file, or ADDED */
	uint32_t doc;	/* in that shard, or among the added */
	uint32_t codes;
};

struct range {
	size_t from, to;
	unsigned slot, bits;
};

struct plan {
	struct item *items;
	size_t items_n;
	struct range_vec VEC_FIELDS(struct range) ranges;
};

static int by_hash(const void *a, const void *b)
{
	uint64_t x = ((const struct item *)a)->hash, y = ((const struct item *)b)->hash;

	return (x > y) - (x < y);
}

static void split(struct plan *plan, size_t from, size_t to, unsigned slot, unsigned bits)
{
	uint64_t codes = 0;
	size_t middle = from;

	if (from == to)
		return;
	for (size_t i = from; i < to; i++)
		codes += plan->items[i].codes;
	if ((to - from <= INDEX_SHARD_PAGES && codes <= INDEX_SHARD_CODES) || bits == INDEX_SHARD_BITS) {
		*vec_add(&plan->ranges) = (struct range){from, to, slot, bits};
		return;
	}
	while (middle < to && (plan->items[middle].hash >> (63 - bits) & 1) == 0)
		middle++;
	split(plan, from, middle, slot, bits + 1);
	split(plan, middle, to, slot | 1u << (INDEX_SHARD_BITS - 1 - bits), bits + 1);
}

static int make_plan(struct index_writer *w, struct plan *plan)
{
	uint32_t shards = w->earlier != NULL ? w->earlier->trailer.shards : 0, kept = 0;
	struct item *added = mem_alloc((w->docs.n + 1) * sizeof(*added));
	size_t n = 0, next_added = 0;
	int result = 0;

	for (uint32_t s = 0; s < shards; s++)
		kept += w->earlier_shards[s].kept_n;
	plan->items = mem_alloc((w->docs.n + kept + 1) * sizeof(*plan->items));
	for (size_t i = 0; i < w->docs.n; i++)
		added[i] = (struct item){w->docs.at[i].hash, ADDED, (uint32_t)i, w->docs.at[i].stream_n};
	qsort(added, w->docs.n, sizeof(*added), by_hash);
	for (uint32_t s = 0; s < shards; s++) {
		const struct index_earlier_shard *shard = &w->earlier_shards[s];

		for (uint32_t d = 0; d < shard->entry->docs; d++) {
			uint64_t hash = index_earlier_key(shard, d).hash;
			uint32_t codes;

			if (!w->kept[shard->first + d])
				continue;
			while (next_added < w->docs.n && added[next_added].hash <= hash)
				plan->items[n++] = added[next_added++];
			memcpy(&codes,
			       shard->head.s + sizeof(struct index_block_header) + d * sizeof(struct index_doc_entry),
			       4);
			plan->items[n++] = (struct item){hash, s, d, codes};
		}
	}
	while (next_added < w->docs.n)
		plan->items[n++] = added[next_added++];
	plan->items_n = n;
	mem_free(added);
	for (size_t i = 1; i < n && result == 0; i++) {
		if (plan->items[i].hash == plan->items[i - 1].hash)
			result = index_fail(w, "search index", "the same page twice");
	}
	if (result == 0)
		split(plan, 0, n, 0, 0);
	return result;
}

static int copy_shard(struct index_writer *w, struct index_top *top, const struct index_earlier_shard *shard)
{
	struct index_shard_entry entry = *shard->entry;
	const uint8_t *pages;
	size_t size = (size_t)index_reader_shard_pages(&entry) * DBFILE_PAGE, to = (size_t)w->pages * DBFILE_PAGE;
	struct index_block_header header;

	assert(w->earlier != NULL); /* it is a shard of that one */
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	pages = w->earlier->map + (uint64_t)(entry.first_page - 1) * DBFILE_PAGE;
	memcpy(&header, shard->head.s, sizeof(header));
	buf_clear(&w->text);
	if (index_reader_block(w->earlier, shard->entry, header.sections[SECTION_FTS], header.sections[SECTION_FTS + 1],
			       &w->text) != 0)
		return index_lose_earlier(w);
	index_top_add(w, top, &entry, pages, w->earlier_lasts + entry.first_page, buf_view(&w->text));
	index_copier_add(w->copier, &(struct index_copy){
					.from = {(const char *)pages, size},
					.to = to,
					.hash = entry.hash,
					.there = w->there.n >= to + size ? w->there.s + to : NULL,
				    });
	w->pages += (uint32_t)(size / DBFILE_PAGE);
	return 0;
}

/* ---- all of it ------------------------------------------------------------------------------------------------ */

/* The shard of the earlier file that a range is, unchanged; or NULL. */
static const struct index_earlier_shard *unchanged(const struct index_writer *w, const struct plan *plan,
						   const struct range *range)
{
	const struct index_earlier_shard *shard;

	if (plan->items[range->from].shard == ADDED)
		return NULL;
	shard = &w->earlier_shards[plan->items[range->from].shard];
	if (shard->entry->slot != range->slot || shard->entry->bits != range->bits ||
	    shard->entry->docs != range->to - range->from || shard->kept_n != shard->entry->docs)
		return NULL;
	for (size_t i = range->from; i < range->to; i++) {
		if (plan->items[i].shard != plan->items[range->from].shard)
			return NULL;
	}
	return shard;
}

/* Fills docs[] of every earlier shard that a changed range takes pages from. */
static int decode_needed(struct index_writer *w, const struct plan *plan)
{
	for (size_t r = 0; r < plan->ranges.n; r++) {
		const struct range *range = &plan->ranges.at[r];

		if (unchanged(w, plan, range) != NULL)
			continue;
		for (size_t i = range->from; i < range->to; i++) {
			uint32_t shard = plan->items[i].shard;

			if (shard == ADDED || w->decoded[shard] != NULL)
				continue;
			w->decoded[shard] = index_earlier_decode(w, &w->earlier_shards[shard]);
			if (w->decoded[shard] == NULL)
				return index_lose_earlier(w);
		}
	}
	return 0;
}

static int compare_strings(const void *a, const void *b)
{
	return str_cmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

/* Facet strings in order of their bytes, and the numbers in all pages changed accordingly. */
static struct str *sort_strings(struct index_writer *w, uint32_t **new_number)
{
	size_t n = w->strings.n;
	struct map_entry *sorted = mem_alloc(n * sizeof(*sorted));
	struct str *strings = mem_alloc(n * sizeof(*strings));

	memcpy(sorted, w->strings_map.entries, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), compare_strings);
	*new_number = mem_alloc(n * sizeof(**new_number));
	for (size_t i = 0; i < n; i++) {
		strings[i] = sorted[i].key;
		(*new_number)[sorted[i].value.number] = (uint32_t)i;
	}
	mem_free(sorted);
	return strings;
}

static void renumber_strings(struct index_doc *doc, const uint32_t *new_number)
{
	uint32_t *tags = (uint32_t *)(uintptr_t)doc->tags; /* the arena's, ours to change */

	doc->lang = new_number[doc->lang];
	doc->section = new_number[doc->section];
	doc->kind = new_number[doc->kind];
	doc->product = new_number[doc->product];
	doc->version = new_number[doc->version];
	for (size_t i = 0; i < doc->tags_n; i++)
		tags[i] = new_number[tags[i]];
}

/* One shard being made: everything that shard_build() needs and gives, so that two can be made at once. */
struct making {
	struct shard_builder *builder;
	struct shard_source source;
	const struct index_doc **docs;
	struct buf pages;
	struct index_shard_entry entry;
	struct buf *dividers;
	bool failed;
};

static void making_init(struct making *making, const struct shard_source *source, size_t docs_n)
{
	*making = (struct making){.builder = shard_builder_new(), .source = *source};
	making->docs = mem_alloc((docs_n + 1) * sizeof(*making->docs));
	making->source.docs = making->docs;
	buf_init(&making->pages, UINT32_MAX);
}

static void making_release(struct making *making)
{
	buf_release(&making->pages);
	shard_builder_free(making->builder);
	mem_free(making->docs);
}

/* About as many bytes as the shard had: so the buffer need not grow, and move, again and again. */
static void reserve_pages(struct making *making, const struct index_writer *w, uint32_t earlier)
{
	const struct index_shard_entry *entry = w->earlier_shards[earlier].entry;
	size_t pages = (size_t)index_reader_shard_pages(entry);

	buf_clear(&making->pages);
	(void)buf_reserve(&making->pages, (pages + pages / 16) * DBFILE_PAGE);
}

static void making_set(struct making *making, const struct index_writer *w, const struct plan *plan,
		       const struct range *range)
{
	for (size_t i = range->from; i < range->to; i++) {
		const struct item *item = &plan->items[i];

		making->docs[i - range->from] =
		    item->shard == ADDED ? &w->docs.at[item->doc] : &w->decoded[item->shard][item->doc];
	}
	if (plan->items[range->from].shard != ADDED)
		reserve_pages(making, w, plan->items[range->from].shard);
	making->source.docs_n = range->to - range->from;
	making->source.slot = range->slot;
	making->source.bits = range->bits;
}

static void *make_shard(void *context)
{
	struct making *making = context;

	making->failed =
	    !shard_build(making->builder, &making->source, &making->pages, &making->entry, &making->dividers);
	if (!making->failed)
		making->entry.hash = hash128(buf_view(&making->pages));
	return NULL;
}

/* The next range from r on that has to be made; plan->ranges.n when there is none. */
static size_t next_changed(const struct index_writer *w, const struct plan *plan, size_t r)
{
	while (r < plan->ranges.n && unchanged(w, plan, &plan->ranges.at[r]) != NULL)
		r++;
	return r;
}

/* Up to two shards that are being made while others are written. */
struct workshop {
	struct making making[2];
	pthread_t threads[2];
	bool is_split[2];
	unsigned n, taken;
	size_t next; /* range from which on nothing has been begun */
};

static void begin_making(struct workshop *shop, const struct index_writer *w, const struct plan *plan)
{
	bool has_threads = w->threads > 1;

	shop->n = shop->taken = 0;
	while (shop->n < 2 && (shop->next = next_changed(w, plan, shop->next)) < plan->ranges.n)
		making_set(&shop->making[shop->n++], w, plan, &plan->ranges.at[shop->next++]);
	for (unsigned i = 0; i < shop->n; i++) {
		struct making *making = &shop->making[i];

		making->source.splits = has_threads && shop->n == 1;
		shop->is_split[i] = has_threads && pthread_create(&shop->threads[i], NULL, make_shard, making) == 0;
	}
}

/* The shards come in the order in which they were begun. */
static struct making *take_made(struct workshop *shop)
{
	unsigned i = shop->taken++;

	if (shop->is_split[i])
		(void)pthread_join(shop->threads[i], NULL);
	else
		(void)make_shard(&shop->making[i]);
	return &shop->making[i];
}

static int write_made(struct index_writer *w, struct index_top *top, struct making *making)
{
	if (making->failed)
		return index_fail(w, "search index", "too many pages, or too many sections and tags");
	index_top_add(w, top, &making->entry, (const uint8_t *)making->pages.s, NULL, buf_view(making->dividers));
	return index_write_pages(w, making->pages.s, making->pages.n);
}

/* Shards that have not changed need nothing but to be copied; returns the first range that has to be made. */
static size_t copy_first_shards(struct index_writer *w, const struct plan *plan, struct index_top *top, int *result)
{
	size_t r = 0;

	for (*result = 0; r < plan->ranges.n && *result == 0; r++) {
		const struct index_earlier_shard *same = unchanged(w, plan, &plan->ranges.at[r]);

		if (same == NULL)
			break;
		*result = copy_shard(w, top, same);
	}
	return r;
}

/* Writes all shards from one on in their order; the bytes do not depend on the threads. */
static int write_shards(struct index_writer *w, struct plan *plan, size_t from, const struct shard_source *source,
			struct index_top *top)
{
	struct workshop shop = {.n = 0};
	int result = 0;

	for (size_t i = 0; i < 2; i++)
		making_init(&shop.making[i], source, plan->items_n);
	for (size_t r = shop.next = from; r < plan->ranges.n && result == 0; r++) {
		const struct index_earlier_shard *same = unchanged(w, plan, &plan->ranges.at[r]);

		if (shop.taken == shop.n)
			begin_making(&shop, w, plan);
		result = same != NULL ? copy_shard(w, top, same) : write_made(w, top, take_made(&shop));
	}
	while (shop.taken < shop.n)
		(void)take_made(&shop);
	for (size_t i = 0; i < 2; i++)
		making_release(&shop.making[i]);
	return result;
}

/* Vocabulary and facet strings must be complete and sorted before the first shard is made. */
static int build_shards(struct index_writer *w, struct plan *plan, struct index_top *top)
{
	uint32_t shards = w->earlier != NULL ? w->earlier->trailer.shards : 0, *sorted, *rank, *new_number;
	struct shard_source source = {.words = &w->words};
	struct str *strings;
	int result;
	size_t first = copy_first_shards(w, plan, top, &result);

	if (result == 0)
		result = decode_needed(w, plan);
	for (uint32_t i = 0; i < w->words.n; i++) {
		if (w->words.at[i].is_used)
			(void)words_stem(&w->words, i);
	}
	sorted = mem_alloc((w->words.n + 1) * sizeof(*sorted));
	rank = mem_alloc((w->words.n + 1) * sizeof(*rank));
	words_sort(&w->words, sorted, rank);
	strings = sort_strings(w, &new_number);
	for (size_t i = 0; i < w->docs.n; i++)
		renumber_strings(&w->docs.at[i], new_number);
	for (uint32_t s = 0; s < shards && result == 0; s++) {
		for (uint32_t d = 0; w->decoded[s] != NULL && d < w->earlier_shards[s].entry->docs; d++)
			renumber_strings(&w->decoded[s][d], new_number);
	}
	source.sorted = sorted;
	source.rank = rank;
	source.strings = strings;
	source.strings_n = w->strings.n;
	if (result == 0)
		result = write_shards(w, plan, first, &source, top);
	mem_free(sorted);
	mem_free(rank);
	mem_free(strings);
	mem_free(new_number);
	return result;
}

int index_build(struct index_writer *w, struct index_top *top)
{
	struct plan plan = {0};
	int result = make_plan(w, &plan);

	if (result == 0)
		result = build_shards(w, &plan, top);
	vec_release(&plan.ranges);
	mem_free(plan.items);
	return result;
}
