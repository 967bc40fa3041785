#include "common/index_shard_parts.h"

/* ---- sorting ------------------------------------------------------------------- */

/* Sorts 64-bit values by their bits from `low` up, keeping the order of equals; returns where they ended up. */
uint64_t *shard_sort_bits(uint64_t *from, uint64_t *to, size_t n, unsigned low, unsigned high)
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

static void note_word(struct shard_builder *b, uint32_t *words, size_t *n, uint32_t word)
{
	if (b->local_word[word] == 0) {
		b->local_word[word] = 1;
		words[(*n)++] = word;
	}
}

void shard_sort_words(struct shard_builder *b, const struct shard_source *source, uint32_t *words, size_t n)
{
	uint64_t *from = NEED(&b->pairs, n, uint64_t), *sorted;
	unsigned high = 1;

	while (high < 32 && source->words->n >> high != 0)
		high++;
	for (size_t i = 0; i < n; i++)
		from[i] = source->rank[words[i]];
	sorted = shard_sort_bits(from, NEED(&b->pairs_again, n, uint64_t), n, 0, high);
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

/* What makes another thing of a word when it stands before it with a hyphen. */
static bool is_prefix(struct str word)
{
	static const char *const prefixes[] = {"anti", "de",   "dis", "ex",  "mis", "non",
					       "pre",  "post", "re",  "sub", "un",  NULL};

	return word.n <= 4 && str_is_any(word, prefixes);
}

void shard_make_vocabulary(struct shard_builder *b, const struct shard_source *source, struct shard_vocabulary *v)
{
	const struct word *words = source->words->at;
	size_t codes = 0, more = 0;

	for (size_t d = 0; d < source->docs_n; d++) {
		codes += source->docs[d]->stream_n;
		more += source->docs[d]->ticket_words_n;
	}
	*v = (struct shard_vocabulary){.codes_n = codes};
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
	shard_sort_words(b, source, v->words, v->words_n);
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
					   (word->is_cjk ? IS_CJK : 0) |
					   (is_prefix(words_text(source->words, v->words[w])) ? IS_PREFIX : 0));
	}
}

void shard_forget_vocabulary(struct shard_builder *b, const struct shard_vocabulary *v)
{
	for (size_t w = 0; w < v->words_n; w++)
		b->local_word[v->words[w]] = 0;
	for (size_t s = 0; s < v->stems_n; s++)
		b->local_stem[v->stems[s]] = 0;
}

/* ---- counting ----------------------------------------------------------------------- */

static uint8_t add_u8(uint8_t value)
{
	return value < UINT8_MAX ? value + 1 : value;
}

/*
 * Translates the streams into the shard's own numbers; on the way, counts the
 * words of each page and how many pages have each word (the sums are where its
 * tuples begin).
 */
void shard_translate(struct shard_builder *b, const struct shard_source *source, struct shard_vocabulary *v)
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
					column = shard_column(++segment);
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

/*
 * Where a word stands behind a hyphened prefix: a pre-order is no order, and a title about one is not about the other.
 * The stream has such a name as its first word, the whole at the same place, and the rest.
 */
static bool is_behind_prefix(const struct shard_vocabulary *v, const uint32_t *codes, size_t i)
{
	return i >= 3 && codes[i - 1] >= CODE_WORD && codes[i - 2] == CODE_SAME_PLACE && codes[i - 3] >= CODE_WORD &&
	       (v->flags_of[codes[i - 3] - CODE_WORD] & IS_PREFIX) != 0;
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

static void count_stream(struct shard_builder *b, const struct shard_vocabulary *v, const struct index_doc *doc,
			 const uint32_t *codes, uint16_t number, struct tuple *tuples)
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
				column = shard_column(++segment);
			continue;
		}
		w = codes[i] - CODE_WORD;
		tuple = tuple_of(tuples, begin[w], &fill[w], number);
		about += column == COLUMN_ABOUT;
		if (column == COLUMN_ABOUT && about > INDEX_LEAD_WORDS &&
		    about <= (size_t)INDEX_LEAD_WORDS + doc->repeated)
			continue; /* the text has it once more */
		if (column == COLUMN_BODY)
			tuple->body = shard_add_u16(tuple->body, 1);
		else if (column == COLUMN_TITLE && !is_behind_prefix(v, codes, i))
			tuple->title = add_u8(tuple->title);
		else
			tuple->head = add_u8(tuple->head);
	}
	for (size_t i = 0; i < doc->ticket_words_n; i++) {
		uint32_t w = b->local_word[doc->ticket_words[i].what] - 1;
		struct tuple *tuple = tuple_of(tuples, begin[w], &fill[w], number);

		tuple->tickets = shard_add_u16(tuple->tickets, doc->ticket_words[i].count);
	}
}

struct tuple *shard_make_tuples(struct shard_builder *b, const struct shard_source *source,
				const struct shard_vocabulary *v)
{
	const uint32_t *begin = b->tuples_at.at, *codes = v->codes;
	struct tuple *tuples;

	tuples = NEED(&b->tuples, begin[v->words_n], struct tuple);
	memcpy(b->fill.at, begin, v->words_n * sizeof(uint32_t));
	for (size_t d = 0; d < source->docs_n; d++) {
		count_stream(b, v, source->docs[d], codes, (uint16_t)d, tuples);
		codes += source->docs[d]->stream_n;
	}
	return tuples;
}
