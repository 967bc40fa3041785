#include "common/index_shard.h"

#include "common/index_shard_parts.h"

struct shard_builder *shard_builder_new(void)
{
	struct shard_builder *b = mem_zalloc(sizeof(*b));

	for (size_t i = 0; i < INDEX_SECTIONS; i++)
		buf_init(&b->sections[i], UINT32_MAX);
	buf_init(&b->piece, UINT32_MAX);
	buf_init(&b->record, UINT32_MAX);
	buf_init(&b->list, UINT32_MAX);
	buf_init(&b->fts_leaf, UINT32_MAX);
	buf_init(&b->fts_footer, UINT32_MAX);
	buf_init(&b->aside_pages, UINT32_MAX);
	return b;
}

static void free_scratch(struct shard_builder *b)
{
	struct scratch *all[] = {&b->words,	&b->keys,	 &b->stems,    &b->stem_words, &b->stem_of,
				 &b->tuples_at, &b->fill,	 &b->tuples,   &b->merged,     &b->merged_again,
				 &b->pairs,	&b->pairs_again, &b->segments, &b->hash_of,    &b->flags_of,
				 &b->codes,	&b->lengths};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		mem_free(all[i]->at);
}

void shard_builder_free(struct shard_builder *b)
{
	if (b == NULL)
		return;
	free_scratch(b);
	for (size_t i = 0; i < INDEX_SECTIONS; i++)
		buf_release(&b->sections[i]);
	buf_release(&b->piece);
	buf_release(&b->record);
	buf_release(&b->list);
	buf_release(&b->fts_leaf);
	buf_release(&b->fts_footer);
	buf_release(&b->aside_pages);
	shard_builder_free(b->aside);
	mem_free(b->local_word);
	mem_free(b->local_stem);
	mem_free(b);
}

/* ---- rows ----------------------------------------------------------------------------------- */

static size_t leaf_starts(struct buf *out)
{
	put_u32(out, 0);
	return out->n - 4;
}

static void put_rows(struct shard_builder *b, const struct shard_source *source, struct buf *pages,
		     struct index_shard_entry *entry)
{
	struct buf *out = &b->sections[SECTION_LEAVES];
	struct dbfile_rows rows;
	size_t count_at = leaf_starts(out);
	uint32_t leaves;

	dbfile_rows_begin(&rows, pages);
	for (size_t d = 0; d < source->docs_n; d++) {
		size_t before = rows.leaves;

		dbfile_row(&rows, index_page_id(source->slot, (unsigned)d), source->docs[d]->page_row);
		if (rows.leaves != before)
			put_u32(out, (uint32_t)d);
	}
	entry->runs[RUN_PAGES] = leaves = (uint32_t)rows.leaves;
	memcpy(out->s + count_at, &leaves, 4);

	count_at = leaf_starts(out);
	dbfile_rows_begin(&rows, pages);
	for (size_t d = 0; d < source->docs_n; d++) {
		struct str passages = source->docs[d]->passage_rows.n != 0 ? source->docs[d]->passage_rows : STR("");
		const uint8_t *at = (const uint8_t *)passages.s, *end = at + passages.n;

		for (uint32_t i = 0; at < end; i++) {
			size_t before = rows.leaves, n = index_get_varint(&at, end);

			dbfile_row(&rows, index_page_id(source->slot, (unsigned)d) << 16 | i,
				   str_n((const char *)at, n));
			at += n;
			if (rows.leaves != before)
				put_u32(out, (uint32_t)d << 16 | i);
		}
	}
	entry->runs[RUN_PASSAGES] = leaves = (uint32_t)rows.leaves;
	memcpy(out->s + count_at, &leaves, 4);
}

static uint16_t at_most_u16(size_t n)
{
	return n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
}

/* Facet strings of the shard, sorted; `local` gets the number of each of the writer's strings. */
static bool put_strings(struct shard_builder *b, const struct shard_source *source, uint32_t *local)
{
	struct buf *out = &b->sections[SECTION_STRINGS];
	uint32_t n = 0;

	memset(local, 0, source->strings_n * sizeof(*local));
	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];

		local[doc->lang] = local[doc->section] = local[doc->kind] = local[doc->product] = local[doc->version] =
		    1;
		for (size_t i = 0; i < doc->tags_n; i++)
			local[doc->tags[i]] = 1;
	}
	local[0] = 1; /* "" is always there */
	put_u32(out, 0);
	for (size_t i = 0; i < source->strings_n; i++) { /* the writer has them sorted */
		uint16_t size = (uint16_t)source->strings[i].n;

		if (local[i] == 0)
			continue;
		local[i] = n++;
		put(out, &size, 2);
		put(out, source->strings[i].s, size);
	}
	memcpy(out->s, &n, 4);
	pad4(out);
	return n <= UINT16_MAX + 1u;
}

static bool put_docs(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		     struct buf *pages, struct index_shard_entry *entry)
{
	uint32_t *local = NEED(&b->fill, source->strings_n, uint32_t);
	struct dbfile_rows rows;

	if (!put_strings(b, source, local))
		return false;
	dbfile_rows_begin(&rows, pages);
	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];
		uint64_t key[2] = {doc->hash, doc->content_key};
		struct index_doc_entry item = {0};
		const struct lengths *lengths = &v->lengths[d];
		size_t ticket_words = 0;
		uint8_t sizes[INDEX_COLUMNS * DBFILE_VARINT_MAX];
		struct dbfile_value values[2] = {{DBFILE_NULL, 0, {NULL, 0}},
						 {DBFILE_BLOB, 0, {(const char *)sizes, 0}}};

		for (size_t i = 0; i < doc->ticket_words_n; i++) {
			if (!source->words->at[doc->ticket_words[i].what].is_stop)
				ticket_words += doc->ticket_words[i].count;
		}
		item.codes = doc->stream_n;
		item.body_words = lengths->telling[COLUMN_BODY];
		item.title_words = at_most_u16(lengths->telling[COLUMN_TITLE]);
		item.head_words =
		    at_most_u16((size_t)lengths->telling[COLUMN_HEADINGS] + lengths->telling[COLUMN_ABOUT]);
		item.ticket_words = at_most_u16(ticket_words);
		item.lang = (uint16_t)local[doc->lang];
		item.section = (uint16_t)local[doc->section];
		item.kind = (uint16_t)local[doc->kind];
		item.product = (uint16_t)local[doc->product];
		item.version = (uint16_t)local[doc->version];
		item.day = doc->day;
		item.tags_n = doc->tags_n;
		item.flags = doc->flags;
		item.repeated = doc->repeated;
		put(&b->sections[SECTION_DOCS], &item, sizeof(item));
		put(&b->sections[SECTION_KEYS], key, sizeof(key));
		for (size_t i = 0; i < doc->tags_n; i++)
			put_u32(&b->sections[SECTION_TAGS], local[doc->tags[i]]);
		for (size_t c = 0; c < INDEX_COLUMNS; c++) {
			values[1].bytes.n += dbfile_put_varint(sizes + values[1].bytes.n, lengths->columns[c]);
			entry->column_words[c] += lengths->columns[c];
		}
		buf_clear(&b->record);
		dbfile_record(&b->record, values, 2);
		dbfile_row(&rows, index_page_id(source->slot, (unsigned)d), buf_view(&b->record));
		entry->codes += doc->stream_n;
	}
	entry->runs[RUN_DOCSIZE] = (uint32_t)rows.leaves;
	return true;
}

/* ---- streams and tickets ------------------------------------------------------------------------ */

static uint32_t put_streams(struct shard_builder *b, const struct shard_vocabulary *v)
{
	uint32_t code_bytes = v->words_n + CODE_WORD <= UINT16_MAX ? 2 : 4;
	struct buf *out = &b->sections[SECTION_STREAMS];
	char *to = buf_reserve(out, v->codes_n * code_bytes);

	if (to == NULL)
		return code_bytes;
	if (code_bytes == 4) {
		memcpy(to, v->codes, v->codes_n * code_bytes);
	} else {
		for (size_t i = 0; i < v->codes_n; i++) {
			uint16_t narrow = (uint16_t)v->codes[i];

			memcpy(to + 2 * i, &narrow, 2);
		}
	}
	out->n += v->codes_n * code_bytes;
	return code_bytes;
}

static void put_tickets(struct shard_builder *b, const struct shard_source *source)
{
	struct buf *out = &b->sections[SECTION_TICKETS];

	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];
		uint64_t *items;
		uint32_t before = 0;

		if (doc->ticket_words_n == 0) {
			put(out, "\0", 2); /* no words, no bigrams */
			continue;
		}
		items = NEED(&b->pairs, doc->ticket_words_n, uint64_t);
		for (size_t i = 0; i < doc->ticket_words_n; i++)
			items[i] =
			    (uint64_t)(b->local_word[doc->ticket_words[i].what] - 1) << 32 | doc->ticket_words[i].count;
		items = shard_sort_bits(items, NEED(&b->pairs_again, doc->ticket_words_n, uint64_t),
					doc->ticket_words_n, 32, 64);
		put_varint(out, doc->ticket_words_n);
		for (size_t i = 0; i < doc->ticket_words_n; i++) {
			put_varint(out, (uint32_t)(items[i] >> 32) - before);
			put_varint(out, (uint32_t)items[i]);
			before = (uint32_t)(items[i] >> 32);
		}
		put_varint(out, doc->ticket_bigrams_n);
		before = 0;
		for (size_t i = 0; i < doc->ticket_bigrams_n; i++) {
			put_varint(out, doc->ticket_bigrams[i].what - before);
			put_varint(out, doc->ticket_bigrams[i].count);
			before = doc->ticket_bigrams[i].what;
		}
	}
}

/* ---- all of it ------------------------------------------------------------------------------------ */

/* A block on its way into rows of INDEX_BLOCK_PIECE bytes. */
struct pieces {
	struct shard_builder *b;
	struct dbfile_rows rows;
	int64_t rowid;
};

static void flush_piece(struct pieces *pieces)
{
	struct dbfile_value values[2] = {{DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_BLOB, 0, buf_view(&pieces->b->piece)}};

	buf_clear(&pieces->b->record);
	dbfile_record(&pieces->b->record, values, 2);
	dbfile_row(&pieces->rows, pieces->rowid++, buf_view(&pieces->b->record));
	dbfile_rows_break(&pieces->rows);
	buf_clear(&pieces->b->piece);
}

static void put_pieces(struct pieces *pieces, struct str bytes)
{
	while (bytes.n != 0) {
		size_t n = INDEX_BLOCK_PIECE - pieces->b->piece.n;

		n = n < bytes.n ? n : bytes.n;
		put(&pieces->b->piece, bytes.s, n);
		bytes = str_from(bytes, n);
		if (pieces->b->piece.n == INDEX_BLOCK_PIECE)
			flush_piece(pieces);
	}
}

/* False when one of the sections could not be made. */
static bool put_block(struct shard_builder *b, struct index_block_header *header, const struct shard_source *source,
		      struct buf *pages, struct index_shard_entry *entry)
{
	struct pieces pieces = {.b = b, .rowid = (int64_t)(source->slot + 1) << 24};
	uint64_t at = sizeof(*header);
	bool good = true;

	for (size_t s = 0; s < INDEX_SECTIONS; s++) {
		header->sections[s] = (uint32_t)at;
		pad4(&b->sections[s]);
		at += b->sections[s].n;
		good = good && !buf_failed(&b->sections[s]);
	}
	if (!good || at > UINT32_MAX)
		return false;
	header->sections[INDEX_SECTIONS] = entry->block_bytes = (uint32_t)at;
	dbfile_rows_begin(&pieces.rows, pages);
	buf_clear(&b->piece);
	put_pieces(&pieces, str_n((const char *)header, sizeof(*header)));
	for (size_t s = 0; s < INDEX_SECTIONS; s++)
		put_pieces(&pieces, buf_view(&b->sections[s]));
	if (b->piece.n != 0)
		flush_piece(&pieces);
	entry->runs[RUN_BLOCK] = (uint32_t)pieces.rows.leaves;
	return true;
}

bool shard_build(struct shard_builder *b, const struct shard_source *source, struct buf *pages,
		 struct index_shard_entry *entry, struct buf **dividers)
{
	struct index_block_header header = {.version = 1, .docs = (uint32_t)source->docs_n};
	struct shard_vocabulary v;
	struct tuple *tuples;
	struct shard_fts_part fts;
	bool fits;

	*entry =
	    (struct index_shard_entry){.slot = source->slot, .bits = source->bits, .docs = (uint32_t)source->docs_n};
	if (source->docs_n > INDEX_SHARD_DOCS_MAX)
		return false;
	buf_clear(pages);
	for (size_t s = 0; s < INDEX_SECTIONS; s++)
		buf_clear(&b->sections[s]);
	shard_make_vocabulary(b, source, &v);
	header.words = (uint32_t)v.words_n;
	shard_translate(b, source, &v);
	shard_begin_fts(b, source, &v, &fts);
	tuples = shard_make_tuples(b, source, &v);
	shard_put_words(b, source, &v, tuples);
	header.stems = shard_put_stems(b, &v, tuples);
	shard_drop(&b->tuples);
	shard_drop(&b->merged);
	shard_drop(&b->merged_again);
	put_rows(b, source, pages, entry);
	fits = put_docs(b, source, &v, pages, entry);
	header.bucket_bits = shard_put_bigrams(b, source, &v);
	shard_drop(&b->pairs);
	shard_drop(&b->pairs_again);
	header.code_bytes = put_streams(b, &v);
	put_tickets(b, source);
	shard_end_fts(b, &fts, pages, entry);
	fits = put_block(b, &header, source, pages, entry) && fits;
	shard_forget_vocabulary(b, &v);
	*dividers = &b->sections[SECTION_FTS];
	return fits && !buf_failed(pages);
}
