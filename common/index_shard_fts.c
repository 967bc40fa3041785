#include "common/index_shard_parts.h"

/* ---- FTS5 --------------------------------------------------------------------------------- */

/* A segment of the FTS5 index, leaf by leaf (the format is told in SQLite's ext/fts5/fts5_index.c). */
struct fts {
	struct shard_builder *b;
	struct dbfile_rows rows;
	unsigned segment;
	uint32_t leaf;		      /* number of the current one, from 1 */
	size_t term_before;	      /* offset of the last term on the leaf */
	bool first_term, first_rowid; /* on this leaf */
	struct str term;	      /* the last one written */
};

static void fts_begin_leaf(struct fts *fts)
{
	static const char header[4];

	buf_clear(&fts->b->fts_leaf);
	buf_clear(&fts->b->fts_footer);
	put(&fts->b->fts_leaf, header, 4);
	fts->leaf++;
	fts->term_before = 0;
	fts->first_term = fts->first_rowid = true;
}

static size_t fts_size(const struct fts *fts)
{
	return fts->b->fts_leaf.n + fts->b->fts_footer.n;
}

static inline void fts_put_varint(struct buf *out, uint64_t value)
{
	uint8_t *to = room_for(out, DBFILE_VARINT_MAX);

	if (to == NULL)
		return;
	if (value < 0x80) {
		*to = (uint8_t)value;
		out->n++;
	} else if (value < 0x4000) {
		to[0] = (uint8_t)(value >> 7) | 0x80;
		to[1] = (uint8_t)(value & 0x7F);
		out->n += 2;
	} else {
		out->n += dbfile_put_varint(to, value);
	}
}

static void fts_flush_leaf(struct fts *fts)
{
	struct buf *leaf = &fts->b->fts_leaf;
	struct dbfile_value values[2] = {{DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_BLOB, 0, {NULL, 0}}};

	leaf->s[2] = (char)(leaf->n >> 8);
	leaf->s[3] = (char)leaf->n;
	buf_str(leaf, buf_view(&fts->b->fts_footer));
	values[1].bytes = buf_view(leaf);
	buf_clear(&fts->b->record);
	dbfile_record(&fts->b->record, values, 2);
	dbfile_row(&fts->rows, (int64_t)fts->segment << 37 | fts->leaf, buf_view(&fts->b->record));
}

static void fts_new_leaf(struct fts *fts)
{
	fts_flush_leaf(fts);
	fts_begin_leaf(fts);
}

/* Terms carry the prefix '0' of the main index. */
static void fts_add_term(struct fts *fts, struct str term)
{
	struct buf *leaf = &fts->b->fts_leaf;
	size_t shared = 0;

	if (fts_size(fts) + term.n + 6 + 3 * DBFILE_VARINT_MAX >= INDEX_FTS_LEAF) /* a row must fit behind it */
		fts_new_leaf(fts);
	fts_put_varint(&fts->b->fts_footer, leaf->n - fts->term_before);
	fts->term_before = leaf->n;
	if (!fts->first_term) {
		shared = shard_shared_bytes(fts->term, term) + 1;
		fts_put_varint(leaf, shared);
	} else if (fts->leaf != 1) {
		/* what divides the leaves: the shortest beginning of this term that is above the one before */
		size_t n = shard_shared_bytes(fts->term, term) + 2;
		uint8_t head[2] = {(uint8_t)n, '0'};

		put(&fts->b->sections[SECTION_FTS], &fts->leaf, 4);
		put(&fts->b->sections[SECTION_FTS], head, 2);
		put(&fts->b->sections[SECTION_FTS], term.s, n - 1);
	}
	fts_put_varint(leaf, term.n + 1 - shared);
	if (shared == 0)
		buf_char(leaf, '0');
	put(leaf, term.s + (shared != 0 ? shared - 1 : 0), term.n - (shared != 0 ? shared - 1 : 0));
	fts->first_term = fts->first_rowid = false;
	fts->term = term;
}

/* The places of a term in one page: list of varints, its size in front. */
static void fts_add_places(struct fts *fts, const struct buf *list)
{
	struct buf *leaf = &fts->b->fts_leaf;
	size_t at = 0;

	fts_put_varint(leaf, (uint64_t)list->n * 2);
	while (list->n - at + fts_size(fts) > INDEX_FTS_LEAF) {
		size_t n = at, room = fts_size(fts) < INDEX_FTS_LEAF ? INDEX_FTS_LEAF - fts_size(fts) : 0;

		/* as many whole varints as there is room for */
		for (size_t i = at; i < list->n && i - at < room; i++) {
			if ((list->s[i] & 0x80) == 0)
				n = i + 1;
		}
		put(leaf, list->s + at, n - at);
		at = n;
		fts_new_leaf(fts);
	}
	put(leaf, list->s + at, list->n - at);
}

static void fts_add_row(struct fts *fts, int64_t rowid, int64_t before, const struct buf *places)
{
	struct buf *leaf = &fts->b->fts_leaf;

	if (fts_size(fts) + 2 * DBFILE_VARINT_MAX >= INDEX_FTS_LEAF)
		fts_new_leaf(fts);
	if (fts->first_rowid) {
		leaf->s[0] = (char)(leaf->n >> 8);
		leaf->s[1] = (char)leaf->n;
		before = 0;
	}
	fts->first_rowid = false;
	fts_put_varint(leaf, (uint64_t)(rowid - before));
	fts_add_places(fts, places);
}

/* Where each word stands: page << 32 | column << 29 | place, by stem, in FTS5's order. */
static void collect_places(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
			   uint64_t *places, uint32_t *fill)
{
	const uint32_t *codes = v->codes;

	for (size_t d = 0; d < source->docs_n; d++) {
		size_t n = source->docs[d]->stream_n, segments = 0;
		uint32_t *ends = NEED(&b->segments, n, uint32_t);

		for (size_t i = 0; i < n; i++) {
			if (codes[i] == CODE_END)
				ends[segments++] = (uint32_t)i;
		}
		for (unsigned column = 0; column < INDEX_COLUMNS; column++) {
			uint64_t at = ((uint64_t)d << 32 | (uint64_t)column << 29) - 1; /* before the first place */

			for (size_t s = 0; s < segments; s++) {
				if (shard_column(s) != column)
					continue;
				for (size_t i = s != 0 ? ends[s - 1] + 1 : 0; i < ends[s]; i++) {
					bool same = codes[i] == CODE_SAME_PLACE;
					uint32_t w = codes[i + same] - CODE_WORD;

					i += same;
					at += !same;
					if ((v->flags_of[w] & IS_PLAIN) != 0)
						places[fill[v->stem_of[w]]++] = at;
				}
			}
		}
		codes += n;
	}
}

/* The places in one page as a list of varints; returns how many places they are. */
static size_t put_places(struct buf *list, const uint64_t *places, size_t n)
{
	uint64_t doc = places[0] >> 32, column = 0, last = UINT64_MAX; /* none in this column */
	size_t i;

	for (i = 0; i < n && places[i] >> 32 == doc; i++) {
		uint64_t here = places[i] >> 29 & 7, place = places[i] & 0x1FFFFFFF;

		if (here != column) {
			buf_char(list, 1);
			fts_put_varint(list, here);
			column = here;
			last = UINT64_MAX;
		}
		if (place == last)
			continue; /* two additions with one stem */
		fts_put_varint(list, last == UINT64_MAX ? place + 2 : place - last + 2);
		last = place;
	}
	return i;
}

static void fts_add_doclist(struct fts *fts, const uint64_t *places, size_t n)
{
	struct buf *list = &fts->b->list;
	int64_t before = 0;

	for (size_t i = 0; i < n;) {
		int64_t rowid = index_page_id(fts->segment - 1, (unsigned)(places[i] >> 32));

		buf_clear(list);
		i += put_places(list, places + i, n - i);
		fts_add_row(fts, rowid, before, list);
		before = rowid;
	}
}

static void put_fts(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		    struct buf *pages, struct index_shard_entry *entry)
{
	uint32_t *begin = NEED(&b->tuples_at, v->stems_n + 1, uint32_t), *fill = NEED(&b->fill, v->stems_n, uint32_t),
		 sum = 0;
	uint32_t *order = NEED(&b->keys, v->stems_n, uint32_t);
	uint64_t *places;
	struct fts fts = {.b = b, .segment = source->slot + 1};

	memset(begin, 0, (v->stems_n + 1) * sizeof(*begin));
	for (size_t i = 0; i < v->codes_n; i++) {
		if (v->codes[i] >= CODE_WORD && (v->flags_of[v->codes[i] - CODE_WORD] & IS_PLAIN) != 0)
			begin[v->stem_of[v->codes[i] - CODE_WORD]]++;
	}
	for (size_t s = 0; s <= v->stems_n; s++) {
		uint32_t count = begin[s];

		begin[s] = sum;
		sum += count;
	}
	memcpy(order, v->stems, v->stems_n * sizeof(*order));
	shard_sort_words(b, source, order, v->stems_n);
	places = NEED(&b->pairs, sum, uint64_t); /* which shard_sort_words() is done with */
	memcpy(fill, begin, v->stems_n * sizeof(*fill));
	collect_places(b, source, v, places, fill);

	dbfile_rows_begin(&fts.rows, pages);
	fts_begin_leaf(&fts);
	for (size_t i = 0; i < v->stems_n; i++) {
		uint32_t s = b->local_stem[order[i]] - 1;

		if (begin[s + 1] == begin[s])
			continue;
		fts_add_term(&fts, words_text(source->words, order[i]));
		fts_add_doclist(&fts, places + begin[s], begin[s + 1] - begin[s]);
	}
	if (fts.term.s == NULL)
		return; /* not a word in the whole shard: no segment */
	fts_flush_leaf(&fts);
	entry->runs[RUN_FTS] = (uint32_t)fts.rows.leaves;
	entry->fts_leaves = fts.leaf;
}

static void *run_fts(void *context)
{
	struct shard_fts_part *part = context;

	put_fts(part->b, part->source, part->v, part->pages, &part->entry);
	return NULL;
}

/* Reads the vocabulary and the stems' numbers, which nobody changes meanwhile; the rest it has for itself. */
void shard_begin_fts(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		     struct shard_fts_part *part)
{
	*part = (struct shard_fts_part){.source = source, .v = v};
	if (!source->splits)
		return;
	if (b->aside == NULL)
		b->aside = shard_builder_new();
	b->aside->local_stem = b->local_stem;
	buf_clear(&b->aside->sections[SECTION_FTS]);
	buf_clear(&b->aside_pages);
	part->b = b->aside;
	part->pages = &b->aside_pages;
	part->is_beside = pthread_create(&part->thread, NULL, run_fts, part) == 0;
}

void shard_end_fts(struct shard_builder *b, struct shard_fts_part *part, struct buf *pages,
		   struct index_shard_entry *entry)
{
	if (part->is_beside) {
		struct buf section = b->sections[SECTION_FTS];

		(void)pthread_join(part->thread, NULL);
		b->sections[SECTION_FTS] = b->aside->sections[SECTION_FTS];
		b->aside->sections[SECTION_FTS] = section;
		buf_str(pages, buf_view(&b->aside_pages));
		pages->failed = pages->failed || b->aside_pages.failed;
	} else {
		part->b = b;
		part->pages = pages;
		(void)run_fts(part);
	}
	if (b->aside != NULL)
		b->aside->local_stem = NULL;
	entry->runs[RUN_FTS] = part->entry.runs[RUN_FTS];
	entry->fts_leaves = part->entry.fts_leaves;
}
