#include "search/store.h"

#include "common/ascending.h"
#include "common/map.h"
#include "common/mem.h"

#include <math.h>

/* BM25's b: how much a text's length counts. */
#define LENGTH_SHARE 0.75f
enum {
	BLOCK_SLACK = 16, /* zeros behind a block, so that a damaged list ends in them */
};

/* ---- loading a shard --------------------------------------------------------------- */

/* A list of the vocabulary that is being put together. */
struct found {
	uint32_t number; /* of the word or stem */
	struct store_list list;
};

struct loading {
	struct store *store;
	struct map strings;
	struct found *words, *stems;
	size_t words_n, words_room, stems_n, stems_room;
	uint32_t *stem_of; /* of the shard's words */
	bool *is_shared;   /* their stem has a list of its own */
};

static void add_found(struct found **at, size_t *n, size_t *room, struct found item)
{
	if (*n == *room) {
		*room = *room < 4096 ? 4096 : *room + *room / 2;
		*at = mem_realloc(*at, *room * sizeof(**at));
	}
	(*at)[(*n)++] = item;
}

static bool load_block(const struct store *store, struct store_shard *shard)
{
	struct buf head;
	bool good;
	struct buf block;

	buf_init(&head, sizeof(shard->header));
	buf_init(&block, UINT32_MAX);
	good = index_reader_block(store->reader, &shard->entry, 0, sizeof(shard->header), &head) == 0 &&
	       index_block_check(buf_view(&head), shard->entry.block_bytes, &shard->header) &&
	       shard->header.docs == shard->entry.docs;
	if (good) {
		shard->block_n = shard->header.sections[SECTION_KEYS];
		good = buf_reserve(&block, shard->block_n + BLOCK_SLACK) != NULL &&
		       index_reader_block(store->reader, &shard->entry, 0, shard->block_n, &block) == 0;
	}
	if (good) {
		size_t n;

		memset(block.s + block.n, 0, BLOCK_SLACK);
		shard->block_n += BLOCK_SLACK;
		shard->block = (uint8_t *)buf_take(&block, &n);
	}
	buf_release(&head);
	buf_release(&block);
	return good;
}

static uint32_t add_string(struct loading *loading, struct str s)
{
	bool added;
	struct map_entry *entry = map_add(&loading->strings, s, &added);

	if (added) {
		entry->key = arena_str(&loading->store->arena, s);
		entry->value.number = loading->strings.n - 1;
	}
	return (uint32_t)entry->value.number;
}

static bool load_strings(struct loading *loading, struct store_shard *shard)
{
	const uint8_t *at = shard->block + shard->header.sections[SECTION_STRINGS],
		      *end = shard->block + shard->header.sections[SECTION_STRINGS + 1];
	uint32_t n;

	if (end - at < 4)
		return false;
	memcpy(&n, at, 4);
	at += 4;
	if (n > UINT16_MAX + 1u)
		return false;
	shard->strings = mem_zalloc(n * sizeof(*shard->strings));
	shard->strings_n = n;
	for (uint32_t i = 0; i < n; i++) {
		uint16_t size;

		if (end - at < 2)
			return false;
		memcpy(&size, at, 2);
		at += 2;
		if (end - at < size)
			return false;
		shard->strings[i] = add_string(loading, str_n((const char *)at, size));
		at += size;
	}
	return true;
}

static void load_tags(struct store_shard *shard)
{
	const struct index_block_header *header = &shard->header;
	uint32_t sum = 0;

	shard->tags = (const uint32_t *)(const void *)(shard->block + header->sections[SECTION_TAGS]);
	shard->tags_n = (header->sections[SECTION_TAGS + 1] - header->sections[SECTION_TAGS]) / 4;
	shard->tags_first = mem_zalloc((header->docs + 1) * sizeof(*shard->tags_first));
	for (uint32_t d = 0; d < header->docs; d++) {
		shard->tags_first[d] = sum < shard->tags_n ? sum : shard->tags_n;
		sum += store_entry(shard, d)->tags_n;
	}
	shard->tags_first[header->docs] = sum < shard->tags_n ? sum : shard->tags_n;
}

/* Stems that several words have: their lists; marks those words. */
static bool load_shared_stems(struct loading *loading, const struct store_shard *shard, uint16_t number,
			      const uint8_t *postings)
{
	const struct index_block_header *header = &shard->header;
	const uint8_t *at = shard->block + header->sections[SECTION_STEMS],
		      *end = shard->block + header->sections[SECTION_STEMS + 1],
		      *postings_end = shard->block + header->sections[SECTION_POSTINGS + 1];
	size_t first = 0;

	for (uint32_t s = 0; s < header->stems; s++) {
		size_t n = index_get_varint(&at, end) + 2, word, docs, bytes;
		struct store_list list = {.shard = number};

		first += index_get_varint(&at, end);
		word = first;
		for (size_t i = 0; i < n && at < end; i++) {
			if (i != 0)
				word += index_get_varint(&at, end);
			if (word >= header->words)
				return false;
			loading->is_shared[word] = true;
		}
		docs = index_get_varint(&at, end);
		if (at >= end || docs == 0 || docs > header->docs)
			return false;
		list.docs = (uint16_t)docs;
		if (docs == 1) {
			list.at = (uint32_t)(at - shard->block);
			(void)index_get_varint(&at, end);
			if (end - at < 1 || (*at == 0 && end - at < 3))
				return false;
			at += *at == 0 ? 3 : 1;
		} else {
			bytes = index_get_varint(&at, end);
			list.at = (uint32_t)(postings - shard->block);
			if (bytes > (size_t)(postings_end - postings))
				return false;
			postings += bytes;
		}
		add_found(&loading->stems, &loading->stems_n, &loading->stems_room,
			  (struct found){loading->stem_of[first], list});
	}
	return true;
}

static bool load_words(struct loading *loading, const struct store_shard *shard, uint16_t number)
{
	struct words *words = &loading->store->words;
	struct index_words_cursor cursor;
	size_t first = loading->words_n;
	uint32_t n = 0;
	bool good;

	if (shard->header.words > shard->block_n)
		return false;
	loading->stem_of = mem_zalloc(((size_t)shard->header.words + 1) * sizeof(*loading->stem_of));
	loading->is_shared = mem_zalloc((size_t)shard->header.words + 1);
	for (index_words_begin(&cursor, shard->block, &shard->header);
	     n < shard->header.words && index_words_next(&cursor); n++) {
		uint32_t word = words_use(words, cursor.word), stem = words_add(words, cursor.stem);

		words->at[word].stem = stem;
		loading->stem_of[n] = stem;
		if (cursor.docs > shard->header.docs)
			break;
		add_found(
		    &loading->words, &loading->words_n, &loading->words_room,
		    (struct found){word, {(uint32_t)(cursor.list - shard->block), number, (uint16_t)cursor.docs}});
	}
	good = n == shard->header.words && load_shared_stems(loading, shard, number, cursor.postings);
	for (uint32_t w = 0; w < n && good; w++) {
		if (!loading->is_shared[w])
			add_found(&loading->stems, &loading->stems_n, &loading->stems_room,
				  (struct found){loading->stem_of[w], loading->words[first + w].list});
	}
	mem_free(loading->stem_of);
	mem_free(loading->is_shared);
	return good;
}

/* ---- the vocabulary ------------------------------------------------------------------ */

/* Lists by number of the word: where those of each begin, into *begins; the lists behind `to`. */
static uint32_t *place_lists(const struct found *found, size_t n, size_t words_n, struct store_list *lists,
			     uint32_t first)
{
	uint32_t *begins = mem_zalloc((words_n + 2) * sizeof(*begins)), sum = first;

	for (size_t i = 0; i < n; i++)
		begins[found[i].number + 1]++;
	/* begins[w + 1] is moved on while lists are placed, and ends where those of w + 1 begin */
	for (size_t w = 0; w <= words_n; w++) {
		uint32_t count = begins[w + 1];

		begins[w + 1] = sum;
		sum += count;
	}
	begins[0] = first;
	for (size_t i = 0; i < n; i++)
		lists[begins[found[i].number + 1]++] = found[i].list;
	return begins;
}

static void make_vocabulary(struct store *store, struct loading *loading)
{
	size_t n = store->words.n;
	uint32_t *sorted = mem_alloc((n + 1) * sizeof(*sorted)), *rank = mem_alloc((n + 1) * sizeof(*rank));

	store->lists = mem_alloc((loading->words_n + loading->stems_n + 1) * sizeof(*store->lists));
	store->word_lists = place_lists(loading->words, loading->words_n, n, store->lists, 0);
	store->stem_lists = place_lists(loading->stems, loading->stems_n, n, store->lists, (uint32_t)loading->words_n);
	words_sort(&store->words, sorted, rank);
	mem_free(rank);
	for (size_t i = 0; i < n; i++) {
		if (store->words.at[sorted[i]].is_used)
			sorted[store->sorted_n++] = sorted[i];
	}
	store->sorted = mem_realloc(sorted, (store->sorted_n + 1) * sizeof(*sorted));
}

/* ---- lengths and masses ---------------------------------------------------------------- */

static float norm(float length, double average, float share)
{
	return average > 0 ? 1 / (1 - share + share * length / (float)average) : 1;
}

/* All that counts as body: what is under headings, and the headings. */
static float body_length(const struct index_doc_entry *entry)
{
	return (float)entry->body_words + (float)entry->head_words;
}

/* Averages are over pages that have the field: where half of them are titles alone, a text is no long one for that. */
static void make_norms(struct store *store)
{
	double title = 0, body = 0, with_body = 0, tickets = 0, with_tickets = 0;
	uint32_t doc = 0;

	store->norms = mem_zalloc(((size_t)store->docs_n + 1) * sizeof(*store->norms));
	for (uint32_t s = 0; s < store->shards_n; s++) {
		for (uint32_t d = 0; d < store->shards[s].header.docs; d++) {
			const struct index_doc_entry *entry = store_entry(&store->shards[s], d);

			title += entry->title_words;
			body += body_length(entry);
			with_body += body_length(entry) > 0;
			tickets += entry->ticket_words;
			with_tickets += entry->ticket_words != 0;
		}
	}
	title /= store->docs_n > 0 ? store->docs_n : 1;
	body /= with_body > 0 ? with_body : 1;
	tickets /= with_tickets > 0 ? with_tickets : 1;
	for (uint32_t s = 0; s < store->shards_n; s++) {
		for (uint32_t d = 0; d < store->shards[s].header.docs; d++, doc++) {
			const struct index_doc_entry *entry = store_entry(&store->shards[s], d);

			store->norms[doc] = (struct store_norms){
			    norm(entry->title_words, title, 0.75f),
			    norm(body_length(entry), body, LENGTH_SHARE),
			    norm(entry->ticket_words, tickets, 0.75f),
			    STORE_MASS_EXTRA,
			};
		}
	}
}

/* How much the stems of each title say. */
static void add_title_masses(struct store *store)
{
	struct store_posting posting;

	for (uint32_t w = 0; w < store->words.n; w++) {
		struct store_lists lists = store_lists_of_stem(store, w);
		float idf;

		if (lists.n == 0 || store->words.at[w].is_stop)
			continue;
		idf = store_idf(store, lists.docs);
		for (uint32_t i = 0; i < lists.n; i++) {
			struct store_cursor cursor = store_cursor_of(store, &lists.at[i]);
			uint32_t first = store->shards[lists.at[i].shard].first;

			while (store_next(&cursor, &posting)) {
				if (posting.title != 0)
					store->norms[first + posting.doc].title_mass += idf;
			}
		}
	}
	for (uint32_t d = 0; d < store->docs_n; d++)
		store->norms[d].title_mass = 1 / store->norms[d].title_mass;
}

/* ---- what the site says about its pages --------------------------------------------------- */

/* Small enough to settle what words leave open, and no more. */
#define PROMOTED_SIGNAL 0.05f
#define SOLVED_SIGNAL (-0.02f)
/* A section without a text of its own leads to answers and is none. */
#define EMPTY_SECTION_SIGNAL (-0.15f)
#define FRESH_SIGNAL 0.02f
#define FRESH_DAYS 365.0f

void store_weigh_page(struct store *store, uint32_t doc, float factor)
{
	if (store->signals == NULL) {
		store->signals = mem_alloc(((size_t)store->docs_n + 1) * sizeof(*store->signals));
		for (uint32_t d = 0; d < store->docs_n; d++)
			store->signals[d] = 1;
	}
	store->signals[doc] *= factor;
}

void store_weigh_version(struct store *store, struct str version, float factor)
{
	uint32_t wanted = store_string(store, version);

	if (wanted == UINT32_MAX)
		return;
	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct store_shard *shard = &store->shards[s];

		for (uint32_t d = 0; d < shard->header.docs; d++) {
			if (store_facet(shard, store_entry(shard, d)->version) == wanted)
				store_weigh_page(store, shard->first + d, factor);
		}
	}
}

static void make_signals(struct store *store)
{
	int32_t newest = INDEX_NO_DAY;
	bool any = false;
	uint32_t doc = 0;

	for (uint32_t s = 0; s < store->shards_n; s++) {
		for (uint32_t d = 0; d < store->shards[s].header.docs; d++) {
			int32_t day = store_entry(&store->shards[s], d)->day;

			newest = day > newest ? day : newest;
		}
	}
	store->signals = mem_alloc(((size_t)store->docs_n + 1) * sizeof(*store->signals));
	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct store_shard *shard = &store->shards[s];

		for (uint32_t d = 0; d < shard->header.docs; d++, doc++) {
			const struct index_doc_entry *entry = store_entry(shard, d);
			float signal = 1;

			if ((entry->flags & INDEX_DOC_PROMOTED) != 0)
				signal += PROMOTED_SIGNAL;
			if (str_eq(store->strings[store_facet(shard, entry->kind)], STR("solved")))
				signal += SOLVED_SIGNAL;
			if (body_length(entry) <= 0 &&
			    str_eq(store->strings[store_facet(shard, entry->kind)], STR("section")))
				signal += EMPTY_SECTION_SIGNAL;
			if (entry->day != INDEX_NO_DAY)
				signal += FRESH_SIGNAL * expf(((float)entry->day - (float)newest) / FRESH_DAYS);
			store->signals[doc] = signal;
			any = any || signal != 1;
		}
	}
	if (!any) {
		mem_free(store->signals);
		store->signals = NULL;
	}
}

/* ---- opening ------------------------------------------------------------------------- */

static void count_meta(void *context, struct str name, struct str value)
{
	struct store *store = context;

	(void)name;
	(void)value;
	store->meta_n++;
}

static void take_meta(void *context, struct str name, struct str value)
{
	struct store *store = context;

	store->meta[2 * store->meta_n] = arena_str(&store->arena, name);
	store->meta[2 * store->meta_n + 1] = arena_str(&store->arena, value);
	store->meta_n++;
}

static bool load_meta(struct store *store)
{
	if (index_reader_each_meta(store->reader, count_meta, store) != 0)
		return false;
	store->meta = arena_array(&store->arena, 2 * store->meta_n + 1, sizeof(*store->meta));
	store->meta_n = 0;
	return index_reader_each_meta(store->reader, take_meta, store) == 0;
}

static bool load_shards(struct store *store, struct loading *loading)
{
	store->shards_n = store->reader->trailer.shards;
	store->shards = mem_zalloc((store->shards_n + 1) * sizeof(*store->shards));
	(void)add_string(loading, STR(""));
	for (uint32_t s = 0; s < store->shards_n; s++) {
		struct store_shard *shard = &store->shards[s];

		shard->entry = store->reader->shards[s];
		shard->first = store->docs_n;
		if (!load_block(store, shard) || !load_strings(loading, shard) ||
		    !load_words(loading, shard, (uint16_t)s))
			return false;
		load_tags(shard);
		store->docs_n += shard->header.docs;
	}
	store->strings_n = (uint32_t)loading->strings.n;
	store->strings = arena_array(&store->arena, store->strings_n, sizeof(*store->strings));
	for (uint32_t i = 0; i < store->strings_n; i++)
		store->strings[i] = loading->strings.entries[i].key;
	return true;
}

struct store *store_open(int folder, const char *path, struct buf *reason)
{
	struct store *store = mem_zalloc(sizeof(*store));
	struct loading loading = {.store = store};
	bool good = false;

	arena_init(&store->arena);
	words_init(&store->words);
	map_init(&loading.strings);
	store->reader = index_reader_open(folder, path, 0, reason);
	if (store->reader != NULL) {
		good = load_shards(store, &loading) && load_meta(store);
		if (!good && reason != NULL)
			buf_printf(reason, "cannot use the search index \"%s\": it is damaged", path);
	}
	if (good) {
		make_vocabulary(store, &loading);
		store->idf_max = store_idf(store, 0);
		make_norms(store);
		add_title_masses(store);
		make_signals(store);
	}
	mem_free(loading.words);
	mem_free(loading.stems);
	map_release(&loading.strings);
	if (good)
		return store;
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (store == NULL)
		return;
	for (uint32_t s = 0; s < store->shards_n; s++) {
		mem_free(store->shards[s].block);
		mem_free(store->shards[s].strings);
		mem_free(store->shards[s].tags_first);
	}
	mem_free(store->shards);
	mem_free(store->sorted);
	mem_free(store->lists);
	mem_free(store->word_lists);
	mem_free(store->stem_lists);
	mem_free(store->norms);
	mem_free(store->signals);
	words_release(&store->words);
	arena_release(&store->arena);
	index_reader_free(store->reader);
	mem_free(store);
}

/* ---- looking up ----------------------------------------------------------------------- */

uint32_t store_number(const struct store *store, struct str text)
{
	const struct words *words = &store->words;
	uint64_t hash = hash64(text);

	for (size_t slot = hash & (words->slots_n - 1); words->slots[slot] != 0;
	     slot = (slot + 1) & (words->slots_n - 1)) {
		uint32_t number = words->slots[slot] - 1;

		if (words->at[number].hash == hash && str_eq(words_text(words, number), text))
			return number;
	}
	return WORD_NONE;
}

uint32_t store_word(const struct store *store, struct str text)
{
	uint32_t number = store_number(store, text);

	return number != WORD_NONE && store->words.at[number].is_used ? number : WORD_NONE;
}

static struct store_lists lists_of(const struct store *store, const uint32_t *begins, uint32_t number)
{
	struct store_lists lists = {0};

	if (number >= store->words.n)
		return lists;
	lists.at = store->lists + begins[number];
	lists.n = begins[number + 1] - begins[number];
	for (uint32_t i = 0; i < lists.n; i++)
		lists.docs += lists.at[i].docs;
	return lists;
}

struct store_lists store_lists_of_word(const struct store *store, uint32_t word)
{
	return lists_of(store, store->word_lists, word);
}

struct store_lists store_lists_of_stem(const struct store *store, uint32_t stem)
{
	return lists_of(store, store->stem_lists, stem);
}

float store_idf(const struct store *store, uint32_t docs)
{
	return logf(1 + ((float)store->docs_n - (float)docs + 0.5f) / ((float)docs + 0.5f));
}

/* The first of sorted[] that is not below `text`, counting only its first `cut` bytes (SIZE_MAX: all). */
static uint32_t lower_bound(const struct store *store, struct str text, bool above)
{
	uint32_t from = 0, to = store->sorted_n;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		struct str word = words_text(&store->words, store->sorted[middle]);
		bool before = str_cmp(word, text) < 0 || (above && str_starts(word, text));

		if (before)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void store_prefix(const struct store *store, struct str prefix, uint32_t *from, uint32_t *to)
{
	*from = lower_bound(store, prefix, false);
	*to = lower_bound(store, prefix, true);
}

uint32_t store_string(const struct store *store, struct str value)
{
	for (uint32_t i = 0; i < store->strings_n; i++) {
		if (str_eq_nocase(store->strings[i], value))
			return i;
	}
	return UINT32_MAX;
}

const struct store_shard *store_shard_of(const struct store *store, uint32_t doc)
{
	uint32_t from = 0, to = store->shards_n;

	while (to - from > 1) {
		uint32_t middle = from + (to - from) / 2;

		if (store->shards[middle].first <= doc)
			from = middle;
		else
			to = middle;
	}
	return &store->shards[from];
}

const struct index_doc_entry *store_entry(const struct store_shard *shard, uint32_t doc)
{
	return (const struct index_doc_entry *)(const void *)(shard->block + shard->header.sections[SECTION_DOCS]) +
	       doc;
}

int64_t store_page_id(const struct store_shard *shard, uint32_t doc)
{
	return index_page_id(shard->entry.slot, doc);
}

struct str store_meta(const struct store *store, struct str name)
{
	for (size_t i = 0; i < store->meta_n; i++) {
		if (str_eq(store->meta[2 * i], name))
			return store->meta[2 * i + 1];
	}
	return STR_NONE;
}

/* ---- texts ----------------------------------------------------------------------------- */

/* SECTION_LEAVES of the pages' rows, or of the passages': the first item of each leaf. */
static const uint32_t *leaves_of(const struct store_shard *shard, bool of_passages, uint32_t *n)
{
	const uint8_t *at = shard->block + shard->header.sections[SECTION_LEAVES],
		      *end = shard->block + shard->header.sections[SECTION_LEAVES + 1];

	for (int i = 0, wanted = of_passages ? 1 : 0; i <= wanted; i++) {
		if (end - at < 4)
			return NULL;
		memcpy(n, at, 4);
		at += 4;
		if ((size_t)(end - at) / 4 < *n)
			return NULL;
		if (i == wanted)
			return (const uint32_t *)(const void *)at;
		at += 4 * (size_t)*n;
	}
	return NULL;
}

static void take_page(const struct dbfile_value *values, struct store_page *page)
{
	*page = (struct store_page){
	    .url = values[2].bytes,
	    .title = values[3].bytes,
	    .description = values[4].bytes,
	    .id = values[5].bytes,
	    .breadcrumb = values[6].bytes,
	    .lang = values[7].bytes,
	    .section = values[8].bytes,
	    .kind = values[9].bytes,
	};
}

int store_read_page(const struct store *store, uint32_t doc, struct arena *arena, struct store_page *page)
{
	const struct store_shard *shard = store_shard_of(store, doc);
	uint32_t n = 0, local = doc - shard->first;
	const uint32_t *leaves = leaves_of(shard, false, &n);
	uint8_t *bytes = arena_alloc(arena, DBFILE_PAGE);
	int rows;

	if (leaves == NULL || n == 0 ||
	    index_reader_page(store->reader,
			      index_reader_run(&shard->entry, RUN_PAGES) + (uint32_t)ascending_last(leaves, n, local),
			      bytes) != 0)
		return -1;
	rows = dbfile_leaf_rows(bytes);
	for (int i = 0; i < rows; i++) {
		struct dbfile_value values[10];
		struct str record;
		int64_t rowid;

		if (!dbfile_leaf_row(bytes, i, &rowid, &record))
			return -1;
		if (rowid != store_page_id(shard, local))
			continue;
		if (!dbfile_read_record(record, values, 10))
			return -1;
		take_page(values, page);
		return 0;
	}
	return -1;
}

static void take_passage(const struct dbfile_value *values, struct store_passage *passage)
{
	*passage = (struct store_passage){
	    .anchor = values[1].bytes,
	    .headings = values[2].bytes,
	    .own = values[3].integer > 0 ? (size_t)values[3].integer - 1 : 0,
	    .text = values[4].bytes,
	};
}

int store_read_passages(const struct store *store, uint32_t doc, size_t max_bytes, struct arena *arena,
			struct store_passage **passages, size_t *n)
{
	enum { PASSAGES_MAX = 512 };
	const struct store_shard *shard = store_shard_of(store, doc);
	uint32_t leaves_n = 0, local = doc - shard->first, leaf;
	const uint32_t *leaves = leaves_of(shard, true, &leaves_n);
	int64_t first = store_page_id(shard, local) << 16;
	size_t total = 0, room = 0;

	*passages = NULL;
	*n = 0;
	if (leaves == NULL)
		return -1;
	if (leaves_n == 0)
		return 0;
	leaf = (uint32_t)ascending_last(leaves, leaves_n, local << 16);
	for (; leaf < leaves_n && *n < PASSAGES_MAX && total < max_bytes; leaf++) {
		uint8_t *bytes;
		int rows;

		if (leaves[leaf] >> 16 > local)
			return 0;
		bytes = arena_alloc(arena, DBFILE_PAGE);
		if (index_reader_page(store->reader, index_reader_run(&shard->entry, RUN_PASSAGES) + leaf, bytes) != 0)
			return -1;
		rows = dbfile_leaf_rows(bytes);
		for (int i = 0; i < rows && *n < PASSAGES_MAX && total < max_bytes; i++) {
			struct dbfile_value values[5];
			struct str record;
			int64_t rowid;

			if (!dbfile_leaf_row(bytes, i, &rowid, &record))
				return -1;
			if (rowid < first)
				continue;
			if (rowid > (first | 0xFFFF))
				return 0;
			if (!dbfile_read_record(record, values, 5))
				return -1;
			if (*n == room) {
				struct store_passage *grown;

				room = room == 0 ? 8 : 4 * room;
				grown = arena_array(arena, room, sizeof(*grown));
				if (*n != 0)
					memcpy(grown, *passages, *n * sizeof(*grown));
				*passages = grown;
			}
			take_passage(values, &(*passages)[*n]);
			total += (*passages)[*n].text.n + 1;
			*n += 1;
		}
	}
	return 0;
}

int store_each_page(const struct store *store, void (*each)(void *context, uint32_t doc, struct str id, struct str url),
		    void *context)
{
	uint8_t page[DBFILE_PAGE];

	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct index_shard_entry *entry = &store->shards[s].entry;

		/* rows are numbered by their place in the shard, see index_page_id() */
		for (uint32_t leaf = 0; leaf < entry->runs[RUN_PAGES]; leaf++) {
			int rows;

			if (index_reader_page(store->reader, index_reader_run(entry, RUN_PAGES) + leaf, page) != 0)
				return -1;
			rows = dbfile_leaf_rows(page);
			for (int i = 0; i < rows; i++) {
				struct dbfile_value values[6];
				struct str record;
				int64_t rowid;

				if (!dbfile_leaf_row(page, i, &rowid, &record) ||
				    !dbfile_read_record(record, values, 6))
					return -1;
				if ((size_t)(rowid & 0xFFFF) < entry->docs)
					each(context, store->shards[s].first + (uint32_t)(rowid & 0xFFFF),
					     values[5].bytes, values[2].bytes);
			}
		}
	}
	return 0;
}

/* ---- word pairs -------------------------------------------------------------------------- */

uint32_t store_find_pair(const struct store_shard *shard, uint32_t pair, struct store_pairs *pairs)
{
	const struct index_block_header *header = &shard->header;
	const uint8_t *section = shard->block + header->sections[SECTION_BIGRAMS],
		      *end = shard->block + header->sections[SECTION_BIGRAMS + 1], *entries, *at, *stop;
	uint32_t bits = header->bucket_bits, bucket = bits != 0 ? pair >> (32 - bits) : 0, offsets[2];
	uint16_t wanted = (uint16_t)((pair << bits >> 17) << 1);
	size_t entries_at = 4 * (((size_t)1 << bits) + 1);

	if ((size_t)(end - section) < entries_at)
		return 0;
	memcpy(offsets, section + 4 * (size_t)bucket, 8);
	entries = section + entries_at;
	if (offsets[0] > offsets[1] || offsets[1] > (size_t)(end - entries))
		return 0;
	for (at = entries + offsets[0], stop = entries + offsets[1]; stop - at >= 4;) {
		uint16_t head[2];
		size_t n;

		memcpy(head, at, 4);
		if ((head[0] & 1) == 0) {
			if (head[0] == wanted) {
				*pairs = (struct store_pairs){.left = 1, .docs = header->docs, .single = head[1]};
				return 1;
			}
			at += 4;
			continue;
		}
		at += 2;
		n = index_get_varint(&at, stop);
		if ((head[0] & ~1u) == wanted) {
			*pairs = (struct store_pairs){at, stop, (uint32_t)n, 0, header->docs, 0};
			return n <= header->docs ? (uint32_t)n : 0;
		}
		for (; n != 0 && at < stop; at++) /* each varint ends with a byte below 0x80 */
			n -= *at < 0x80;
	}
	return 0;
}

bool store_next_pair(struct store_pairs *pairs, uint32_t *doc, unsigned *place, unsigned *body)
{
	size_t value = pairs->single;

	if (pairs->left == 0)
		return false;
	pairs->left--;
	if (pairs->at != NULL) {
		if (pairs->at >= pairs->end)
			return false;
		value = index_get_varint(&pairs->at, pairs->end);
	}
	pairs->doc += (uint32_t)(value >> 4);
	*doc = pairs->doc;
	*place = value >> 2 & 3;
	*body = value & 3;
	return pairs->doc < pairs->docs;
}
