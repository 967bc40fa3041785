#include "common/index_shard_parts.h"

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

enum { WORD_HEAD_MAX = 3 + 255 + 16 };

void shard_put_words(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v,
		     const struct tuple *tuples)
{
	struct buf *out = &b->sections[SECTION_WORDS];
	const uint32_t *begin = b->tuples_at.at;
	struct str before = STR_NONE;

	for (size_t w = 0; w < v->words_n; w++) {
		struct str word = words_text(source->words, v->words[w]);
		uint32_t stem_number = v->stems[v->stem_of[w]];
		struct str stem = words_text(source->words, stem_number);
		size_t shared = shard_shared_bytes(before, word),
		       kept = stem_number == v->words[w] ? word.n : shard_shared_bytes(word, stem);
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
			to[n].body = shard_add_u16(to[n].body, b[k].body);
			to[n].tickets = shard_add_u16(to[n].tickets, b[k].tickets);
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
uint32_t shard_put_stems(struct shard_builder *b, const struct shard_vocabulary *v, const struct tuple *tuples)
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
static size_t collect_pairs(const struct shard_source *source, const struct shard_vocabulary *v, uint64_t *pairs)
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
					where = where_of[shard_column(++segment)];
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

uint32_t shard_put_bigrams(struct shard_builder *b, const struct shard_source *source, const struct shard_vocabulary *v)
{
	size_t room = v->codes_n, n, distinct = 0, next = 0, entries_at;
	struct buf *out = &b->sections[SECTION_BIGRAMS];
	uint64_t *pairs;
	uint32_t bits = 0;

	for (size_t d = 0; d < source->docs_n; d++)
		room += source->docs[d]->ticket_bigrams_n;
	pairs = NEED(&b->pairs, room, uint64_t);
	n = collect_pairs(source, v, pairs);
	pairs = shard_sort_bits(pairs, NEED(&b->pairs_again, room, uint64_t), n, 32, 64);
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
