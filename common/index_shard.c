#include "common/index_shard.h"

#include "common/mem.h"

#include <pthread.h>

/* What a word counts in one page. */
struct tuple {
	uint16_t doc;
	uint8_t title, head;
	uint16_t body, tickets;
};

/* A growing array of plain numbers or structs, never shrunk. */
struct scratch {
	void *at;
	size_t bytes;
};

struct shard_builder {
	/* by the writer's number of a word; all zero between two shards */
	uint32_t *local_word, *local_stem; /* number here + 1 */
	size_t locals_n;
	/* by number here */
	struct scratch words;			     /* uint32_t: the writer's number, sorted by bytes */
	struct scratch keys;			     /* uint32_t: for sorting */
	struct scratch stems;			     /* uint32_t: the writer's number */
	struct scratch stem_words;		     /* uint32_t: how many words have it */
	struct scratch stem_of;			     /* uint32_t: of each word */
	struct scratch hash_of;			     /* uint64_t: of each word's stem */
	struct scratch flags_of;		     /* uint8_t: of each word */
	struct scratch codes;			     /* uint32_t: all streams, one after another, in numbers here */
	struct scratch lengths;			     /* struct lengths of each page */
	struct scratch tuples_at;		     /* uint32_t: where the tuples of each word begin; one more */
	struct scratch fill;			     /* uint32_t */
	struct scratch tuples, merged, merged_again; /* struct tuple */
	struct scratch pairs, pairs_again;	     /* uint64_t */
	struct scratch segments;		     /* uint32_t: where the segments of a page begin */
	struct buf sections[INDEX_SECTIONS], piece, record, list, fts_leaf, fts_footer;
	/* what a thread for the FTS5 part works with; NULL until there is one. local_stem is lent to it */
	struct shard_builder *aside;
	struct buf aside_pages;
};

static void *need(struct scratch *scratch, size_t n, size_t size)
{
	if (n * size > scratch->bytes) {
		mem_free(scratch->at);
		scratch->bytes = n * size + n * size / 8;
		scratch->at = mem_alloc(scratch->bytes);
	}
	return scratch->at;
}
#define NEED(scratch, n, type) ((type *)need((scratch), (n) + 1, sizeof(type)))

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

static void put(struct buf *out, const void *bytes, size_t n)
{
	buf_add(out, bytes, n);
}

/* buf_reserve() without a call where there is room already: it stands in the innermost loops. */
static inline void *room_for(struct buf *out, size_t n)
{
	return n < out->room - out->n && !out->failed ? out->s + out->n : buf_reserve(out, n);
}

static void put_u32(struct buf *out, uint32_t value)
{
	put(out, &value, sizeof(value));
}

static inline void put_varint(struct buf *out, size_t value)
{
	uint8_t *to = room_for(out, 10);

	if (to != NULL)
		out->n += (size_t)(index_put_varint(to, value) - to);
}

static void pad4(struct buf *out)
{
	static const char zeros[4];

	put(out, zeros, (4 - out->n % 4) % 4);
}

/* ---- sorting ------------------------------------------------------------------- */

/* Sorts 64-bit values by their bits from `low` up, keeping the order of equals; returns where they ended up. */
static uint64_t *sort_bits(uint64_t *from, uint64_t *to, size_t n, unsigned low, unsigned high)
{
	enum { BITS = 11, DIGITS = 1 << BITS };

	for (unsigned shift = low; shift < high; shift += BITS) {
		uint32_t places[DIGITS] = {0}, place = 0;
		uint64_t *swap = from;

		for (size_t i = 0; i < n; i++)
			places[from[i] >> shift & (DIGITS - 1)]++;
		for (size_t d = 0; d < DIGITS; d++) {
			uint32_t count = places[d];

			places[d] = place;
			place += count;
		}
		for (size_t i = 0; i < n; i++)
			to[places[from[i] >> shift & (DIGITS - 1)]++] = from[i];
		from = to;
		to = swap;
	}
	return from;
}

/* ---- the vocabulary of the shard -------------------------------------------------- */

enum { IS_STOP = 1, IS_PLAIN = 2, IS_CJK = 4 };

/* Lengths: for FTS5 all words of each column, for our ranking those that say something. */
struct lengths {
	uint32_t columns[INDEX_COLUMNS], telling[INDEX_COLUMNS];
};

struct vocabulary {
	uint32_t *words, *stems, *stem_words, *stem_of; /* see struct shard_builder */
	uint64_t *hash_of;
	uint8_t *flags_of;
	size_t words_n, stems_n;
	uint32_t *codes;
	size_t codes_n;
	struct lengths *lengths;
};

static void note_word(struct shard_builder *b, uint32_t *words, size_t *n, uint32_t word)
{
	if (b->local_word[word] == 0) {
		b->local_word[word] = 1;
		words[(*n)++] = word;
	}
}

static void sort_words(struct shard_builder *b, const struct shard_source *source, uint32_t *words, size_t n)
{
	uint64_t *from = NEED(&b->pairs, n, uint64_t), *sorted;
	unsigned high = 1;

	while (high < 32 && source->words->n >> high != 0)
		high++;
	for (size_t i = 0; i < n; i++)
		from[i] = source->rank[words[i]];
	sorted = sort_bits(from, NEED(&b->pairs_again, n, uint64_t), n, 0, high);
	for (size_t i = 0; i < n; i++)
		words[i] = source->sorted[sorted[i]];
}

static void make_locals(struct shard_builder *b, const struct words *words)
{
	if (words->n <= b->locals_n)
		return;
	mem_free(b->local_word);
	mem_free(b->local_stem);
	b->locals_n = words->n + words->n / 4;
	b->local_word = mem_zalloc(b->locals_n * sizeof(uint32_t));
	b->local_stem = mem_zalloc(b->locals_n * sizeof(uint32_t));
}

static void make_vocabulary(struct shard_builder *b, const struct shard_source *source, struct vocabulary *v)
{
	const struct word *words = source->words->at;
	size_t codes = 0, more = 0;

	for (size_t d = 0; d < source->docs_n; d++) {
		codes += source->docs[d]->stream_n;
		more += source->docs[d]->ticket_words_n;
	}
	*v = (struct vocabulary){.codes_n = codes};
	make_locals(b, source->words);
	v->words = NEED(&b->words, codes + more < source->words->n ? codes + more : source->words->n, uint32_t);
	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];

		for (size_t i = 0; i < doc->stream_n; i++) {
			if (doc->stream[i] >= CODE_WORD)
				note_word(b, v->words, &v->words_n, doc->stream[i] - CODE_WORD);
		}
		for (size_t i = 0; i < doc->ticket_words_n; i++)
			note_word(b, v->words, &v->words_n, doc->ticket_words[i].what);
	}
	sort_words(b, source, v->words, v->words_n);
	v->stems = NEED(&b->stems, v->words_n, uint32_t);
	v->stem_words = NEED(&b->stem_words, v->words_n, uint32_t);
	v->stem_of = NEED(&b->stem_of, v->words_n, uint32_t);
	v->hash_of = NEED(&b->hash_of, v->words_n, uint64_t);
	v->flags_of = NEED(&b->flags_of, v->words_n, uint8_t);
	for (size_t w = 0; w < v->words_n; w++) {
		const struct word *word = &words[v->words[w]];
		uint32_t stem = word->stem;

		b->local_word[v->words[w]] = (uint32_t)w + 1;
		if (b->local_stem[stem] == 0) {
			v->stems[v->stems_n++] = stem;
			b->local_stem[stem] = (uint32_t)v->stems_n;
			v->stem_words[v->stems_n - 1] = 0;
		}
		v->stem_of[w] = b->local_stem[stem] - 1;
		v->stem_words[v->stem_of[w]]++;
		v->hash_of[w] = words[stem].hash;
		v->flags_of[w] = (uint8_t)((word->is_stop ? IS_STOP : 0) | (word->is_plain ? IS_PLAIN : 0) |
					   (word->is_cjk ? IS_CJK : 0));
	}
}

static void forget_vocabulary(struct shard_builder *b, const struct vocabulary *v)
{
	for (size_t w = 0; w < v->words_n; w++)
		b->local_word[v->words[w]] = 0;
	for (size_t s = 0; s < v->stems_n; s++)
		b->local_stem[v->stems[s]] = 0;
}

/* ---- counting ----------------------------------------------------------------------- */

/* Which part of a page a segment of its stream is. */
static enum index_column column_of(size_t segment)
{
	if (segment < 2)
		return segment == 0 ? COLUMN_TITLE : COLUMN_ABOUT;
	return segment % 2 == 0 ? COLUMN_HEADINGS : COLUMN_BODY;
}

static uint8_t add_u8(uint8_t value)
{
	return value < UINT8_MAX ? value + 1 : value;
}

static uint16_t add_u16(uint16_t value, uint32_t more)
{
	return more < (uint32_t)UINT16_MAX - value ? (uint16_t)(value + more) : UINT16_MAX;
}

/*
 * Translates the streams into the shard's own numbers; on the way, counts the
 * words of each page and how many pages have each word (the sums are where its
 * tuples begin).
 */
static void translate(struct shard_builder *b, const struct shard_source *source, struct vocabulary *v)
{
	uint32_t *at = NEED(&b->tuples_at, v->words_n + 1, uint32_t), *last = NEED(&b->fill, v->words_n, uint32_t),
		 sum = 0;
	uint32_t *out = v->codes = NEED(&b->codes, v->codes_n, uint32_t);

	v->lengths = NEED(&b->lengths, source->docs_n, struct lengths);
	memset(v->lengths, 0, source->docs_n * sizeof(*v->lengths));
	memset(at, 0, (v->words_n + 1) * sizeof(*at));
	memset(last, 0, v->words_n * sizeof(*last));
	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];
		uint32_t mark = (uint32_t)d + 1;
		enum index_column column = COLUMN_TITLE;
		size_t segment = 0;
		bool addition = false;

		for (size_t i = 0; i < doc->stream_n; i++) {
			uint32_t code = doc->stream[i], w;

			if (code < CODE_WORD) {
				*out++ = code;
				addition = code == CODE_SAME_PLACE;
				if (code == CODE_END)
					column = column_of(++segment);
				continue;
			}
			w = b->local_word[code - CODE_WORD] - 1;
			*out++ = w + CODE_WORD;
			at[w] += last[w] != mark;
			last[w] = mark;
			v->lengths[d].columns[column] += !addition;
			v->lengths[d].telling[column] += !addition && (v->flags_of[w] & IS_STOP) == 0;
			addition = false;
		}
		for (size_t i = 0; i < doc->ticket_words_n; i++) {
			uint32_t w = b->local_word[doc->ticket_words[i].what] - 1;

			at[w] += last[w] != mark;
			last[w] = mark;
		}
	}
	for (size_t w = 0; w <= v->words_n; w++) {
		uint32_t count = at[w];

		at[w] = sum;
		sum += count;
	}
}

/* The tuple of a word in the page being counted. */
static struct tuple *tuple_of(struct tuple *tuples, uint32_t begin, uint32_t *next, uint16_t doc)
{
	if (*next == begin || tuples[*next - 1].doc != doc) {
		tuples[*next] = (struct tuple){.doc = doc};
		*next += 1;
	}
	return &tuples[*next - 1];
}

static void count_stream(struct shard_builder *b, const struct index_doc *doc, const uint32_t *codes, uint16_t number,
			 struct tuple *tuples)
{
	const uint32_t *begin = b->tuples_at.at;
	uint32_t *fill = b->fill.at;
	size_t segment = 0, about = 0;
	enum index_column column = COLUMN_TITLE;

	for (size_t i = 0; i < doc->stream_n; i++) {
		struct tuple *tuple;
		uint32_t w;

		if (codes[i] < CODE_WORD) {
			if (codes[i] == CODE_END)
				column = column_of(++segment);
			continue;
		}
		w = codes[i] - CODE_WORD;
		tuple = tuple_of(tuples, begin[w], &fill[w], number);
		about += column == COLUMN_ABOUT;
		if (column == COLUMN_ABOUT && about > INDEX_LEAD_WORDS &&
		    about <= (size_t)INDEX_LEAD_WORDS + doc->repeated)
			continue; /* the text has it once more */
		if (column == COLUMN_BODY)
			tuple->body = add_u16(tuple->body, 1);
		else if (column == COLUMN_TITLE)
			tuple->title = add_u8(tuple->title);
		else
			tuple->head = add_u8(tuple->head);
	}
	for (size_t i = 0; i < doc->ticket_words_n; i++) {
		uint32_t w = b->local_word[doc->ticket_words[i].what] - 1;
		struct tuple *tuple = tuple_of(tuples, begin[w], &fill[w], number);

		tuple->tickets = add_u16(tuple->tickets, doc->ticket_words[i].count);
	}
}

static struct tuple *make_tuples(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v)
{
	const uint32_t *begin = b->tuples_at.at, *codes = v->codes;
	struct tuple *tuples;

	tuples = NEED(&b->tuples, begin[v->words_n], struct tuple);
	memcpy(b->fill.at, begin, v->words_n * sizeof(uint32_t));
	for (size_t d = 0; d < source->docs_n; d++) {
		count_stream(b, source->docs[d], codes, (uint16_t)d, tuples);
		codes += source->docs[d]->stream_n;
	}
	return tuples;
}

/* ---- postings ------------------------------------------------------------------------- */

static uint8_t level_of(unsigned count)
{
	static const uint8_t small[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
	uint8_t level = 8;

	if (count <= 8)
		return small[count];
	while (level < 15 && count >= index_levels[level + 1])
		level++;
	return level;
}

static uint8_t *put_posting(uint8_t *to, unsigned delta, const struct tuple *tuple)
{
	unsigned title = tuple->title < 3 ? tuple->title : 3, head = tuple->head < 3 ? tuple->head : 3;
	bool is_nowhere = title == 0 && head == 0 && tuple->tickets == 0 && tuple->body == 0; /* but repeated */
	uint8_t code = (uint8_t)(title << 6 | head << 4 | level_of(is_nowhere ? 1 : tuple->body));

	to = index_put_varint(to, delta);
	if (tuple->tickets != 0) {
		*to++ = 0;
		*to++ = code;
		*to++ = level_of(tuple->tickets);
	} else {
		*to++ = code;
	}
	return to;
}

enum { POSTING_MAX = 6 };

/* Number of pages and postings; a single one stands in the dictionary, more in SECTION_POSTINGS. */
static void put_postings(struct shard_builder *b, struct buf *dictionary, const struct tuple *tuples, size_t n)
{
	struct buf *out = n == 1 ? dictionary : &b->sections[SECTION_POSTINGS];
	unsigned before = 0;
	uint8_t *to, *start;

	put_varint(dictionary, n);
	to = start = room_for(out, n * POSTING_MAX);
	if (to == NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		to = put_posting(to, tuples[i].doc - before, &tuples[i]);
		before = tuples[i].doc;
	}
	out->n += (size_t)(to - start);
	if (n != 1)
		put_varint(dictionary, (size_t)(to - start));
}

static size_t shared_bytes(struct str a, struct str b)
{
	size_t n = 0, least = a.n < b.n ? a.n : b.n;

	while (n < least && a.s[n] == b.s[n])
		n++;
	return n;
}

enum { WORD_HEAD_MAX = 3 + 255 + 16 };

static void put_words(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v,
		      const struct tuple *tuples)
{
	struct buf *out = &b->sections[SECTION_WORDS];
	const uint32_t *begin = b->tuples_at.at;
	struct str before = STR_NONE;

	for (size_t w = 0; w < v->words_n; w++) {
		struct str word = words_text(source->words, v->words[w]);
		uint32_t stem_number = v->stems[v->stem_of[w]];
		struct str stem = words_text(source->words, stem_number);
		size_t shared = shared_bytes(before, word),
		       kept = stem_number == v->words[w] ? word.n : shared_bytes(word, stem);
		char *to = room_for(out, WORD_HEAD_MAX);

		if (to == NULL)
			return;
		to[0] = (char)shared;
		to[1] = (char)(word.n - shared);
		memcpy(to + 2, word.s + shared, word.n - shared);
		to += 2 + word.n - shared;
		to[0] = (char)((word.n - kept) << 4 | (stem.n - kept));
		memcpy(to + 1, stem.s + kept, stem.n - kept);
		out->n += 3 + word.n - shared + stem.n - kept;
		put_postings(b, out, tuples + begin[w], begin[w + 1] - begin[w]);
		before = word;
	}
}

/* Two sorted lists to one, adding up what is in both. */
static size_t merge(struct tuple *to, const struct tuple *a, size_t a_n, const struct tuple *b, size_t b_n)
{
	size_t n = 0, i = 0, k = 0;

	while (i < a_n || k < b_n) {
		/* cppcheck-suppress nullPointer ; then b_n is 0 */
		if (k == b_n || (i < a_n && a[i].doc < b[k].doc)) {
			to[n++] = a[i++];
		} else if (i == a_n || b[k].doc < a[i].doc) {
			to[n++] = b[k++];
		} else {
			to[n] = a[i++];
			to[n].title =
			    (uint8_t)(to[n].title + b[k].title < UINT8_MAX ? to[n].title + b[k].title : UINT8_MAX);
			to[n].head = (uint8_t)(to[n].head + b[k].head < UINT8_MAX ? to[n].head + b[k].head : UINT8_MAX);
			to[n].body = add_u16(to[n].body, b[k].body);
			to[n].tickets = add_u16(to[n].tickets, b[k].tickets);
			n++;
			k++;
		}
	}
	return n;
}

/* The merged list of a stem with more than one word: of words[0..n). */
static void put_stem(struct shard_builder *b, const uint32_t *words, size_t n, const struct tuple *tuples)
{
	const uint32_t *begin = b->tuples_at.at;
	size_t room = 0, merged_n;
	struct tuple *merged, *again;

	for (size_t i = 0; i < n; i++)
		room += begin[words[i] + 1] - begin[words[i]];
	merged = NEED(&b->merged, room, struct tuple);
	again = NEED(&b->merged_again, room, struct tuple);
	merged_n = merge(merged, tuples + begin[words[0]], begin[words[0] + 1] - begin[words[0]], NULL, 0);
	for (size_t i = 1; i < n; i++) {
		struct tuple *swap = merged;

		merged_n =
		    merge(again, merged, merged_n, tuples + begin[words[i]], begin[words[i] + 1] - begin[words[i]]);
		merged = again;
		again = swap;
	}
	put_postings(b, &b->sections[SECTION_STEMS], merged, merged_n);
}

/* Returns how many there are. */
static uint32_t put_stems(struct shard_builder *b, const struct vocabulary *v, const struct tuple *tuples)
{
	uint32_t *first = NEED(&b->fill, v->stems_n + 1, uint32_t), *members = NEED(&b->keys, v->words_n, uint32_t),
		 sum = 0;
	uint32_t stems = 0, before = 0;

	/* words by stem; stems are numbered by their first word */
	for (size_t s = 0; s < v->stems_n; s++) {
		first[s] = sum;
		sum += v->stem_words[s];
	}
	for (size_t w = 0; w < v->words_n; w++)
		members[first[v->stem_of[w]]++] = (uint32_t)w;
	for (size_t s = 0; s < v->stems_n; s++) {
		uint32_t n = v->stem_words[s];
		const uint32_t *words = members + first[s] - n;

		if (n < 2)
			continue;
		put_varint(&b->sections[SECTION_STEMS], n - 2);
		put_varint(&b->sections[SECTION_STEMS], words[0] - before);
		for (uint32_t i = 1; i < n; i++)
			put_varint(&b->sections[SECTION_STEMS], words[i] - words[i - 1]);
		put_stem(b, words, n, tuples);
		before = words[0];
		stems++;
	}
	return stems;
}

/* ---- bigrams ---------------------------------------------------------------------------- */

enum { PAIR_BODY, PAIR_HEAD, PAIR_TITLE, PAIR_TICKETS };

static uint64_t pair_item(uint32_t hash, size_t doc, unsigned where)
{
	return (uint64_t)hash << 32 | (uint64_t)doc << 16 | where;
}

/* All bigrams: hash << 32 | page << 16 | where, in order of pages. */
static size_t collect_pairs(const struct shard_source *source, const struct vocabulary *v, uint64_t *pairs)
{
	static const uint8_t where_of[INDEX_COLUMNS] = {PAIR_TITLE, PAIR_HEAD, PAIR_HEAD, PAIR_BODY};
	const uint32_t *codes = v->codes;
	size_t n = 0;

	for (size_t d = 0; d < source->docs_n; d++) {
		const struct index_doc *doc = source->docs[d];
		unsigned where = PAIR_TITLE;
		uint32_t before = WORD_NONE;
		size_t segment = 0;

		for (size_t i = 0; i < doc->stream_n; i++) {
			uint32_t w;

			if (codes[i] < CODE_WORD) {
				if (codes[i] == CODE_END) {
					where = where_of[column_of(++segment)];
					before = WORD_NONE;
				} else {
					i++; /* an addition */
				}
				continue;
			}
			w = codes[i] - CODE_WORD;
			if (before != WORD_NONE && (v->flags_of[before] & v->flags_of[w] & IS_CJK) == 0)
				pairs[n++] = pair_item(index_bigram(v->hash_of[before], v->hash_of[w]), d, where);
			before = w;
		}
		for (size_t i = 0; i < doc->ticket_bigrams_n; i++)
			pairs[n++] = pair_item(doc->ticket_bigrams[i].what, d, PAIR_TICKETS);
		codes += doc->stream_n;
	}
	return n;
}

/* One page of a bigram, from its items; returns how many they were. */
static size_t pair_posting(const uint64_t *items, size_t n, unsigned *doc, unsigned *code)
{
	static const uint8_t order[4] = {0, 2, 3, 1}; /* title before headings before tickets */
	unsigned body = 0, where = PAIR_BODY;
	size_t i = 0;

	for (; i < n && items[i] >> 16 == items[0] >> 16; i++) {
		unsigned here = (unsigned)(items[i] & 3);

		body += here == PAIR_BODY;
		if (order[here] > order[where])
			where = here;
	}
	*doc = (unsigned)(items[0] >> 16 & 0xFFFF);
	*code = where << 2 | (body < 3 ? body : 3);
	return i;
}

/* Buckets up to `bucket` begin where the entries end now. */
static void begin_buckets(struct buf *out, size_t *next, size_t bucket, size_t entries_at)
{
	uint32_t offset = (uint32_t)(out->n - entries_at);

	for (; *next <= bucket; *next += 1)
		memcpy(out->s + 4 * *next, &offset, 4);
}

/* The entry of one bigram, from its items; returns how many they are. */
static size_t put_bigram(struct shard_builder *b, struct buf *out, const uint64_t *items, size_t n, unsigned bits)
{
	uint32_t hash = (uint32_t)(items[0] >> 32);
	uint16_t head[2] = {(uint16_t)((hash << bits >> 17) << 1), 0};
	unsigned doc, code, before = 0;
	size_t used = pair_posting(items, n, &doc, &code), postings = 0;

	if ((used == n || items[used] >> 32 != hash) && doc < 4096) {
		head[1] = (uint16_t)(doc << 4 | code);
		memcpy(room_for(out, 4), head, 4);
		out->n += 4;
		return used;
	}
	buf_clear(&b->list);
	for (used = 0; used < n && items[used] >> 32 == hash; postings++) {
		used += pair_posting(items + used, n - used, &doc, &code);
		put_varint(&b->list, (size_t)(doc - before) << 4 | code);
		before = doc;
	}
	head[0] |= 1;
	put(out, head, 2);
	put_varint(out, postings);
	buf_str(out, buf_view(&b->list));
	return used;
}

static uint32_t put_bigrams(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v)
{
	size_t room = v->codes_n, n, distinct = 0, next = 0, entries_at;
	struct buf *out = &b->sections[SECTION_BIGRAMS];
	uint64_t *pairs;
	uint32_t bits = 0;

	for (size_t d = 0; d < source->docs_n; d++)
		room += source->docs[d]->ticket_bigrams_n;
	pairs = NEED(&b->pairs, room, uint64_t);
	n = collect_pairs(source, v, pairs);
	pairs = sort_bits(pairs, NEED(&b->pairs_again, room, uint64_t), n, 32, 64);
	for (size_t i = 0; i < n; i++)
		distinct += i == 0 || pairs[i] >> 32 != pairs[i - 1] >> 32;
	while (bits < 16 && distinct >> bits > 6)
		bits++;
	entries_at = 4 * (((size_t)1 << bits) + 1);
	if (buf_reserve(out, entries_at + 4) == NULL)
		return 0;
	memset(out->s, 0, entries_at);
	out->n = entries_at;
	for (size_t i = 0; i < n;) {
		uint32_t hash = (uint32_t)(pairs[i] >> 32);

		begin_buckets(out, &next, bits != 0 ? hash >> (32 - bits) : 0, entries_at);
		i += put_bigram(b, out, pairs + i, n - i, bits);
	}
	begin_buckets(out, &next, (size_t)1 << bits, entries_at);
	return bits;
}

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
		shared = shared_bytes(fts->term, term) + 1;
		fts_put_varint(leaf, shared);
	} else if (fts->leaf != 1) {
		/* what divides the leaves: the shortest beginning of this term that is above the one before */
		size_t n = shared_bytes(fts->term, term) + 2;
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
static void collect_places(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v,
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
				if (column_of(s) != column)
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

static void put_fts(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v,
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
	sort_words(b, source, order, v->stems_n);
	places = NEED(&b->pairs, sum, uint64_t); /* which sort_words() is done with */
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

/* The FTS5 part, beside the others or in its turn. */
struct fts_part {
	struct shard_builder *b;
	const struct shard_source *source;
	const struct vocabulary *v;
	struct buf *pages;
	struct index_shard_entry entry;
	pthread_t thread;
	bool is_beside;
};

static void *run_fts(void *context)
{
	struct fts_part *part = context;

	put_fts(part->b, part->source, part->v, part->pages, &part->entry);
	return NULL;
}

/* Reads the vocabulary and the stems' numbers, which nobody changes meanwhile; the rest it has for itself. */
static void begin_fts(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v,
		      struct fts_part *part)
{
	*part = (struct fts_part){.source = source, .v = v};
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

static void end_fts(struct shard_builder *b, struct fts_part *part, struct buf *pages, struct index_shard_entry *entry)
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

static bool put_docs(struct shard_builder *b, const struct shard_source *source, const struct vocabulary *v,
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

static uint32_t put_streams(struct shard_builder *b, const struct vocabulary *v)
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
		items =
		    sort_bits(items, NEED(&b->pairs_again, doc->ticket_words_n, uint64_t), doc->ticket_words_n, 32, 64);
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
	struct vocabulary v;
	struct tuple *tuples;
	struct fts_part fts;
	bool fits;

	*entry =
	    (struct index_shard_entry){.slot = source->slot, .bits = source->bits, .docs = (uint32_t)source->docs_n};
	if (source->docs_n > INDEX_SHARD_DOCS_MAX)
		return false;
	buf_clear(pages);
	for (size_t s = 0; s < INDEX_SECTIONS; s++)
		buf_clear(&b->sections[s]);
	make_vocabulary(b, source, &v);
	header.words = (uint32_t)v.words_n;
	translate(b, source, &v);
	begin_fts(b, source, &v, &fts);
	tuples = make_tuples(b, source, &v);
	put_words(b, source, &v, tuples);
	header.stems = put_stems(b, &v, tuples);
	put_rows(b, source, pages, entry);
	fits = put_docs(b, source, &v, pages, entry);
	header.bucket_bits = put_bigrams(b, source, &v);
	header.code_bytes = put_streams(b, &v);
	put_tickets(b, source);
	end_fts(b, &fts, pages, entry);
	fits = put_block(b, &header, source, pages, entry) && fits;
	forget_vocabulary(b, &v);
	*dividers = &b->sections[SECTION_FTS];
	return fits && !buf_failed(pages);
}
