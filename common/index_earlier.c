#include "common/index_writer.h"

#include "common/mem.h"

/* ---- the earlier file ---------------------------------------------------------------- */

static bool read_earlier_shard(struct index_writer *w, struct index_earlier_shard *shard,
			       const struct index_shard_entry *entry)
{
	struct index_block_header header;

	shard->entry = entry;
	buf_init(&shard->head, UINT32_MAX);
	buf_init(&shard->keys, UINT32_MAX);
	if (index_reader_block(w->earlier, entry, 0, sizeof(header), &shard->head) != 0 ||
	    !index_block_check(buf_view(&shard->head), entry->block_bytes, &header) || header.docs != entry->docs)
		return false;
	return index_reader_block(w->earlier, entry, sizeof(header), header.sections[SECTION_DOCS + 1], &shard->head) ==
		   0 &&
	       index_reader_block(w->earlier, entry, header.sections[SECTION_KEYS], header.sections[SECTION_KEYS + 1],
				  &shard->keys) == 0;
}

/*
 * The greatest rowid of each leaf, from the interior pages above them: looking for it in all leaves would touch every
 * page of the file. The few that no cell names stay 0.
 */
static void read_lasts(struct index_writer *w)
{
	const struct index_region *tail = &w->earlier->trailer.tail;

	w->earlier_lasts = mem_zalloc(tail->first_page * sizeof(*w->earlier_lasts));
	for (uint32_t number = tail->first_page; number < tail->first_page + tail->pages; number++) {
		const uint8_t *page = w->earlier->map + (uint64_t)(number - 1) * DBFILE_PAGE;
		int n = dbfile_interior_cells(page);
		struct dbfile_leaf child;

		for (int i = 0; i < n; i++) {
			if (dbfile_interior_cell(page, i, &child) && child.page < tail->first_page)
				w->earlier_lasts[child.page] = child.last;
		}
	}
}

void index_earlier_forget(struct index_writer *w)
{
	for (uint32_t i = 0; w->earlier_shards != NULL && i < w->earlier->trailer.shards; i++) {
		buf_release(&w->earlier_shards[i].head);
		buf_release(&w->earlier_shards[i].keys);
	}
	mem_free(w->earlier_shards);
	mem_free(w->kept);
	mem_free(w->earlier_lasts);
	mem_free(w->decoded);
	index_reader_free(w->earlier);
	w->earlier_shards = NULL;
	w->kept = NULL;
	w->earlier_lasts = NULL;
	w->decoded = NULL;
	w->earlier = NULL;
}

/* An earlier file that is missing, damaged or of another version is no error: nothing can be kept then. */
void index_earlier_open(struct index_writer *w, int folder, const char *path)
{
	uint32_t shards, first = 0;

	w->earlier = index_reader_open(folder, path, INDEX_READER_MAP | INDEX_READER_SHARDS_LATER, NULL);
	if (w->earlier == NULL)
		return;
	shards = w->earlier->trailer.shards;
	read_lasts(w);
	w->earlier_shards = mem_zalloc(shards * sizeof(*w->earlier_shards));
	w->kept = mem_zalloc(w->earlier->trailer.docs);
	w->decoded = mem_zalloc(shards * sizeof(*w->decoded));
	for (uint32_t i = 0; i < shards; i++) {
		const struct index_shard_entry *entry = &w->earlier->shards[i];
		uint32_t slots = 1u << (INDEX_SHARD_BITS - entry->bits);

		if (!read_earlier_shard(w, &w->earlier_shards[i], entry) || entry->slot % slots != 0) {
			index_earlier_forget(w);
			return;
		}
		w->earlier_shards[i].first = first;
		first += entry->docs;
		for (uint32_t slot = entry->slot; slot < entry->slot + slots; slot++)
			w->earlier_of[slot] = (uint16_t)(i + 1);
	}
}

bool index_writer_keep_all(struct index_writer *w)
{
	if (w->earlier == NULL)
		return false;
	memset(w->kept, true, w->earlier->trailer.docs);
	for (uint32_t i = 0; i < w->earlier->trailer.shards; i++)
		w->earlier_shards[i].kept_n = w->earlier_shards[i].entry->docs;
	return true;
}

/* The place of a page in the earlier file; false when it is not there. */
static bool find_earlier(const struct index_writer *w, uint64_t hash, struct index_earlier_shard **shard,
			 uint32_t *place)
{
	uint32_t low = 0, high, number;

	if (w->earlier == NULL || (number = w->earlier_of[hash >> (64 - INDEX_SHARD_BITS)]) == 0)
		return false;
	*shard = &w->earlier_shards[number - 1];
	high = (*shard)->entry->docs;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (index_earlier_key(*shard, middle).hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return low < (*shard)->entry->docs && index_earlier_key(*shard, low).hash == hash;
}

void index_writer_drop(struct index_writer *w, struct str key)
{
	struct index_earlier_shard *shard;
	uint32_t place;

	if (!find_earlier(w, hash64(key), &shard, &place))
		return;
	shard->kept_n -= w->kept[shard->first + place];
	w->kept[shard->first + place] = false;
}

bool index_writer_keep(struct index_writer *w, struct str key, uint64_t content_key)
{
	struct index_earlier_shard *shard;
	uint32_t place;

	if (!find_earlier(w, hash64(key), &shard, &place) || index_earlier_key(shard, place).content != content_key)
		return false;
	shard->kept_n += !w->kept[shard->first + place];
	w->kept[shard->first + place] = true;
	return true;
}

/* ---- pages kept from the earlier file, for a shard that is made anew ------------------------------------ */

struct decoded {
	struct buf block;
	struct index_block_header header;
	uint32_t *words;   /* the writer's number of each word */
	uint32_t *strings; /* and of each facet string */
	uint32_t strings_n;
};

static bool decode_words(struct index_writer *w, struct decoded *d)
{
	struct index_words_cursor cursor;
	uint32_t n = 0;

	d->words = mem_alloc(((size_t)d->header.words + 1) * sizeof(*d->words));
	index_words_begin(&cursor, (const uint8_t *)d->block.s, &d->header);
	while (n < d->header.words && index_words_next(&cursor)) {
		uint32_t word = words_use(&w->words, cursor.word);

		if (w->words.at[word].stem == WORD_NONE) {
			uint32_t stem = str_eq(cursor.word, cursor.stem) ? word : words_add(&w->words, cursor.stem);

			w->words.at[word].stem = stem;
		}
		d->words[n++] = word;
	}
	return n == d->header.words;
}

static bool decode_strings(struct index_writer *w, struct decoded *d)
{
	const uint8_t *at = (const uint8_t *)d->block.s + d->header.sections[SECTION_STRINGS];
	const uint8_t *end = (const uint8_t *)d->block.s + d->header.sections[SECTION_STRINGS + 1];

	if (end - at < 4)
		return false;
	memcpy(&d->strings_n, at, 4);
	at += 4;
	if (d->strings_n > (size_t)(end - at) / 2)
		return false;
	d->strings = mem_alloc(((size_t)d->strings_n + 1) * sizeof(*d->strings));
	for (uint32_t i = 0; i < d->strings_n; i++) {
		uint16_t n;

		if (end - at < 2)
			return false;
		memcpy(&n, at, 2);
		at += 2;
		if (end - at < n)
			return false;
		d->strings[i] = index_string(w, str_n((const char *)at, n));
		at += n;
	}
	return true;
}

static bool decode_stream(struct index_writer *w, const struct decoded *d, const uint8_t *at, struct index_doc *doc)
{
	uint32_t *stream = arena_alloc(&w->arena, doc->stream_n * sizeof(*stream)), before = CODE_WORD;

	for (uint32_t i = 0; i < doc->stream_n; i++, at += d->header.code_bytes) {
		uint32_t code = 0;

		memcpy(&code, at, d->header.code_bytes);
		if (code >= CODE_WORD) {
			if (code - CODE_WORD >= d->header.words)
				return false;
			code = d->words[code - CODE_WORD] + CODE_WORD;
		} else if (before == CODE_SAME_PLACE) {
			return false; /* a word must follow */
		}
		before = stream[i] = code;
	}
	doc->stream = stream;
	return before == CODE_END;
}

/* Counts of words (mapped to the writer's numbers) or of bigrams. */
static bool decode_counts(struct index_writer *w, const uint32_t *words, uint32_t words_n, const uint8_t **at,
			  const uint8_t *end, const struct ticket_count **counts, uint32_t *counts_n)
{
	size_t n = index_get_varint(at, end);
	struct ticket_count *out;
	uint32_t what = 0;

	if (n > (size_t)(end - *at) / 2)
		return false;
	out = arena_alloc(&w->arena, n * sizeof(*out));
	for (size_t i = 0; i < n; i++) {
		what += (uint32_t)index_get_varint(at, end);
		if (words != NULL && what >= words_n)
			return false;
		out[i].what = words != NULL ? words[what] : what;
		out[i].count = (uint32_t)index_get_varint(at, end);
	}
	*counts = out;
	*counts_n = (uint32_t)n;
	return true;
}

static bool decode_facets(struct index_writer *w, const struct decoded *d, const struct index_doc_entry *item,
			  const uint8_t *tags_at, struct index_doc *doc)
{
	uint32_t *tags = arena_alloc(&w->arena, item->tags_n * sizeof(*tags));

	if (item->lang >= d->strings_n || item->section >= d->strings_n || item->kind >= d->strings_n ||
	    item->product >= d->strings_n || item->version >= d->strings_n)
		return false;
	doc->lang = d->strings[item->lang];
	doc->section = d->strings[item->section];
	doc->kind = d->strings[item->kind];
	doc->product = d->strings[item->product];
	doc->version = d->strings[item->version];
	for (size_t i = 0; i < item->tags_n; i++) {
		uint32_t tag;

		memcpy(&tag, tags_at + 4 * i, 4);
		if (tag >= d->strings_n)
			return false;
		tags[i] = d->strings[tag];
	}
	doc->tags = tags;
	doc->tags_n = item->tags_n;
	doc->day = item->day;
	doc->flags = item->flags;
	doc->repeated = item->repeated;
	return true;
}

/* Everything of the kept pages but their rows. */
static bool decode_docs(struct index_writer *w, const struct index_earlier_shard *shard, const struct decoded *d,
			struct index_doc *docs)
{
	const uint8_t *block = (const uint8_t *)d->block.s;
	const uint32_t *sections = d->header.sections;
	const uint8_t *tags = block + sections[SECTION_TAGS], *tags_end = block + sections[SECTION_TAGS + 1];
	const uint8_t *stream = block + sections[SECTION_STREAMS], *stream_end = block + sections[SECTION_STREAMS + 1];
	const uint8_t *tickets = block + sections[SECTION_TICKETS],
		      *tickets_end = block + sections[SECTION_TICKETS + 1];

	for (uint32_t i = 0; i < d->header.docs; i++) {
		struct index_key_pair pair = index_earlier_key(shard, i);
		struct index_doc_entry item;

		memcpy(&item, block + sections[SECTION_DOCS] + i * sizeof(item), sizeof(item));
		docs[i] = (struct index_doc){.hash = pair.hash, .content_key = pair.content, .stream_n = item.codes};
		if ((size_t)(stream_end - stream) / d->header.code_bytes < item.codes ||
		    (size_t)(tags_end - tags) / 4 < item.tags_n)
			return false;
		if (!decode_stream(w, d, stream, &docs[i]) || !decode_facets(w, d, &item, tags, &docs[i]) ||
		    !decode_counts(w, d->words, d->header.words, &tickets, tickets_end, &docs[i].ticket_words,
				   &docs[i].ticket_words_n) ||
		    !decode_counts(w, NULL, 0, &tickets, tickets_end, &docs[i].ticket_bigrams,
				   &docs[i].ticket_bigrams_n))
			return false;
		stream += (size_t)item.codes * d->header.code_bytes;
		tags += (size_t)item.tags_n * 4;
	}
	return true;
}

/* Calls `each` for the rows of a run. */
static bool each_row(struct index_writer *w, const struct index_shard_entry *entry, enum index_run run,
		     bool (*each)(struct index_writer *w, struct index_doc *docs, int64_t rowid, struct str record),
		     struct index_doc *docs)
{
	const uint8_t *page = w->earlier->map + (uint64_t)(index_reader_run(entry, run) - 1) * DBFILE_PAGE;

	for (uint32_t leaf = 0; leaf < entry->runs[run]; leaf++, page += DBFILE_PAGE) {
		int rows = dbfile_leaf_rows(page);

		for (int i = 0; i < rows; i++) {
			struct str record;
			int64_t rowid;

			if (!dbfile_leaf_row(page, i, &rowid, &record) ||
			    (size_t)(rowid >> (run == RUN_PASSAGES ? 16 : 0) & 0xFFFF) >= entry->docs ||
			    !each(w, docs, rowid, record))
				return false;
		}
	}
	return true;
}

static bool take_page_row(struct index_writer *w, struct index_doc *docs, int64_t rowid, struct str record)
{
	(void)w;
	docs[rowid & 0xFFFF].page_row = record;
	return true;
}

/* Rows of one page come one after another: they collect in w->rows. */
static bool take_passage_row(struct index_writer *w, struct index_doc *docs, int64_t rowid, struct str record)
{
	struct index_doc *doc = &docs[rowid >> 16 & 0xFFFF];
	uint8_t size[10];

	if ((rowid & 0xFFFF) == 0)
		doc->passage_rows.n = w->rows.n; /* where they begin; see settle_passage_rows() */
	buf_add(&w->rows, size, (size_t)(index_put_varint(size, record.n) - size));
	buf_str(&w->rows, record);
	doc->passages_n = (uint32_t)(rowid & 0xFFFF) + 1;
	return true;
}

static void settle_passage_rows(struct index_writer *w, struct index_doc *docs, uint32_t n)
{
	struct str all = arena_str(&w->arena, buf_view(&w->rows));
	size_t end = all.n;

	for (uint32_t i = n; i-- > 0;) {
		size_t begin = docs[i].passage_rows.n;

		if (docs[i].passages_n == 0)
			continue;
		docs[i].passage_rows = begin <= end ? str_slice(all, begin, end) : STR_NONE;
		end = begin;
	}
}

/* The pages of an earlier shard, or NULL when it is damaged (which its checksum makes all but impossible). */
struct index_doc *index_earlier_decode(struct index_writer *w, const struct index_earlier_shard *shard)
{
	struct index_doc *docs = arena_array(&w->arena, shard->entry->docs, sizeof(*docs));
	struct decoded d = {0};
	bool good;

	buf_init(&d.block, UINT32_MAX);
	good = index_reader_check_shard(w->earlier, shard->entry) &&
	       index_reader_block(w->earlier, shard->entry, 0, shard->entry->block_bytes, &d.block) == 0 &&
	       index_block_check(buf_view(&d.block), shard->entry->block_bytes, &d.header) && decode_words(w, &d) &&
	       decode_strings(w, &d) && decode_docs(w, shard, &d, docs);
	buf_clear(&w->rows);
	good = good && each_row(w, shard->entry, RUN_PAGES, take_page_row, docs) &&
	       each_row(w, shard->entry, RUN_PASSAGES, take_passage_row, docs);
	for (uint32_t i = 0; i < shard->entry->docs && good; i++)
		good = docs[i].page_row.s != NULL;
	if (good)
		settle_passage_rows(w, docs, shard->entry->docs);
	buf_release(&d.block);
	mem_free(d.words);
	mem_free(d.strings);
	return good ? docs : NULL;
}

void index_writer_prepare(struct index_writer *w)
{
	for (uint32_t i = 0; w->earlier != NULL && i < w->earlier->trailer.shards; i++) {
		const struct index_earlier_shard *shard = &w->earlier_shards[i];

		/* one that is damaged is told by index_writer_finish() */
		if (shard->kept_n != shard->entry->docs && w->decoded[i] == NULL)
			w->decoded[i] = index_earlier_decode(w, shard);
	}
}
