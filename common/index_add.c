#include "common/index_writer.h"

#include "common/block.h"
#include "common/mem.h"
#include "common/tokenize.h"
#include "common/utf8.h"

/* Columns of a page's row are cut to this many bytes, so that the row stays in its leaf; what is searched is not. */
enum {
	KEY_BYTES = 1024,
	URL_BYTES = 4096,
	TITLE_BYTES = 2000,
	DESCRIPTION_BYTES = 2500,
	LIST_BYTES = 1000,
	BREADCRUMB_BYTES = 1500,
	ANCHOR_BYTES = 1000,
	HEADINGS_BYTES = 2000,
	PIECE_BYTES = 12000, /* a longer passage is stored in several rows */
};

/* Chunks of text that were cut into words before. */
enum { CACHE_CHUNK = 30, CACHE_CODES = 7, CACHE_SIZE = 1 << 14 };

struct cached_chunk {
	uint8_t n, codes_n, flags, used;
	char bytes[CACHE_CHUNK];
	uint32_t codes[CACHE_CODES];
};

/* Short plain words met before: the commonest way from text to number, without a look at the vocabulary. */
enum { SHORT_SIZE = 1 << 13 };

struct short_word {
	uint64_t bytes[2]; /* padded with zeros; all zero: free */
	uint32_t code;
};

void index_add_init(struct index_writer *w)
{
	w->tokenizer = mem_alloc(sizeof(*w->tokenizer));
	tokenizer_init(w->tokenizer, 0);
	w->cache = mem_zalloc(CACHE_SIZE * sizeof(*w->cache));
	w->short_words = mem_zalloc(SHORT_SIZE * sizeof(*w->short_words));
}

void index_add_release(struct index_writer *w)
{
	mem_free(w->tokenizer);
	mem_free(w->cache);
	mem_free(w->short_words);
}

/* ---- text to codes ------------------------------------------------------------------------- */

static void add_code(struct index_writer *w, uint32_t code)
{
	if (w->codes.n == w->codes.room)
		*vec_add(&w->codes) = code;
	else
		w->codes.at[w->codes.n++] = code;
}

static void add_tokens(struct index_writer *w, struct str chunk)
{
	size_t n = tokenize(w->tokenizer, chunk);

	for (size_t i = 0; i < n; i++) {
		const struct token *token = &w->tokenizer->tokens[i];

		if (token->same_place)
			add_code(w, CODE_SAME_PLACE);
		add_code(w, words_use(&w->words, token->text) + CODE_WORD);
	}
}

static void add_chunk(struct index_writer *w, struct str chunk)
{
	struct cached_chunk *cached;
	size_t before = w->codes.n;

	if (chunk.n > CACHE_CHUNK) {
		add_tokens(w, chunk);
		return;
	}
	cached = &w->cache[hash64(chunk) % CACHE_SIZE];
	if (cached->used && cached->n == chunk.n && cached->flags == w->tokenizer->flags &&
	    memcmp(cached->bytes, chunk.s, chunk.n) == 0) {
		for (size_t i = 0; i < cached->codes_n; i++)
			add_code(w, cached->codes[i]);
		return;
	}
	add_tokens(w, chunk);
	if (w->codes.n - before > CACHE_CODES)
		return;
	cached->used = true;
	cached->n = (uint8_t)chunk.n;
	cached->flags = (uint8_t)w->tokenizer->flags;
	cached->codes_n = (uint8_t)(w->codes.n - before);
	memcpy(cached->bytes, chunk.s, chunk.n);
	if (cached->codes_n > 0)
		memcpy(cached->codes, w->codes.at + before, cached->codes_n * sizeof(*cached->codes));
}

/* A word of n small letters and digits, with zeros behind it. */
static void add_short(struct index_writer *w, const uint64_t bytes[2], size_t n)
{
	struct short_word *cached =
	    &w->short_words[((bytes[0] ^ bytes[1] * 0x9FB21C651E98DF25u) * 0x9E3779B97F4A7C15u) >> 51];

	if (cached->bytes[0] != bytes[0] || cached->bytes[1] != bytes[1]) {
		memcpy(cached->bytes, bytes, sizeof(cached->bytes));
		cached->code = words_use(&w->words, str_n((const char *)bytes, n)) + CODE_WORD;
	}
	add_code(w, cached->code);
}

static void add_plain(struct index_writer *w, struct str word)
{
	char lower[TOKENIZE_TOKEN_BYTES];
	uint64_t bytes[2];

	memset(lower, 0, sizeof(bytes));
	for (size_t i = 0; i < word.n; i++)
		lower[i] = str_lower_char(word.s[i]);
	if (word.n > sizeof(bytes)) {
		add_code(w, words_use(&w->words, str_n(lower, word.n)) + CODE_WORD);
		return;
	}
	memcpy(bytes, lower, sizeof(bytes));
	add_short(w, bytes, word.n);
}

static void add_text(struct index_writer *w, struct str text)
{
	struct str chunk, word;
	uint64_t bytes[2];

	for (;;) {
		size_t n = tokenize_short(&text, bytes);

		if (n != 0)
			add_short(w, bytes, n);
		else if (!tokenize_chunk(&text, &chunk))
			return;
		else if (tokenize_is_plain(chunk, &word))
			add_plain(w, word);
		else
			add_chunk(w, chunk);
	}
}

/* ---- cleaning -------------------------------------------------------------------------------- */

static bool is_control(unsigned char c)
{
	return (c < ' ' && c != '\n') || c == 0x7F;
}

/* True when 16 bytes have no control character for sure; says whether one is outside ASCII. */
static bool block_is_plain(const char *s, bool *ascii)
{
	block b = block_at(s);

	*ascii = *ascii && !block_any((block)(b >= 0x80));
	/* U+0080 to U+009F begin with C2 */
	return !block_any((block)(((b < ' ') & (b != '\n')) | (b == 0x7F) | (b == 0xC2)));
}

static bool is_clean(struct str s)
{
	bool ascii = true;
	size_t i = 0;

	while (i < s.n) {
		unsigned char c;

		if (i + sizeof(block) <= s.n && block_is_plain(s.s + i, &ascii)) {
			i += sizeof(block);
			continue;
		}
		c = (unsigned char)s.s[i++];
		ascii = ascii && c < 0x80;
		/* U+0080 to U+009F are C2 80 to C2 9F */
		if (is_control(c) || (c == 0xC2 && i < s.n && (unsigned char)s.s[i] < 0xA0))
			return false;
	}
	return ascii || utf8_is_valid(s);
}

/* Valid UTF-8 without control characters: in the arena when anything had to be changed. */
static struct str clean(struct index_writer *w, struct str s)
{
	struct buf *out = &w->text;

	if (is_clean(s))
		return s;
	buf_clear(out);
	(void)utf8_repair(out, s);
	for (size_t i = 0; i < out->n; i++) {
		if (is_control((unsigned char)out->s[i])) {
			out->s[i] = ' ';
		} else if ((unsigned char)out->s[i] == 0xC2 && (unsigned char)out->s[i + 1] < 0xA0) {
			out->s[i] = out->s[i + 1] = ' ';
		}
	}
	return arena_str(&w->arena, buf_view(out));
}

/* ---- rows --------------------------------------------------------------------------------------- */

static struct dbfile_value text_value(struct str s, size_t max)
{
	return (struct dbfile_value){DBFILE_TEXT, 0, utf8_cut(s, max)};
}

static struct str joined(struct index_writer *w, const struct str *list, size_t n)
{
	struct buf *out = &w->text;

	if (n == 0)
		return STR("");
	buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_char(out, '\n');
		buf_str(out, list[i]);
	}
	return clean(w, arena_str(&w->arena, buf_view(out)));
}

static struct str date_text(struct arena *arena, struct date date)
{
	struct buf text;
	struct str copy;

	if (!date_is_set(date))
		return STR("");
	buf_init(&text, 64);
	date_format(&text, date);
	copy = arena_str(arena, buf_view(&text));
	buf_release(&text);
	return copy;
}

/* The columns of a page that are both stored and searched. */
struct page_texts {
	struct str title, description, tags, keywords;
};

static struct str make_page_row(struct index_writer *w, const struct index_page *page, const struct page_texts *texts)
{
	struct dbfile_value values[] = {
	    {DBFILE_NULL, 0, {NULL, 0}},
	    text_value(page->key, KEY_BYTES),
	    text_value(clean(w, page->url), URL_BYTES),
	    text_value(texts->title, TITLE_BYTES),
	    text_value(texts->description, DESCRIPTION_BYTES),
	    text_value(clean(w, page->id), INDEX_NAME_BYTES),
	    text_value(clean(w, page->breadcrumb), BREADCRUMB_BYTES),
	    text_value(clean(w, page->lang), INDEX_NAME_BYTES),
	    text_value(clean(w, page->section), INDEX_NAME_BYTES),
	    text_value(clean(w, page->kind), INDEX_NAME_BYTES),
	    text_value(clean(w, page->product), INDEX_NAME_BYTES),
	    text_value(clean(w, page->version), INDEX_NAME_BYTES),
	    text_value(texts->tags, LIST_BYTES),
	    text_value(texts->keywords, LIST_BYTES),
	    text_value(date_text(&w->arena, page->date), INDEX_NAME_BYTES),
	    text_value(date_text(&w->arena, page->lastmod), INDEX_NAME_BYTES),
	    {DBFILE_INT, page->promoted, {NULL, 0}},
	};

	buf_clear(&w->record);
	dbfile_record(&w->record, values, sizeof(values) / sizeof(values[0]));
	return arena_str(&w->arena, buf_view(&w->record));
}

/*
 * Where the part of a passage's headings begins that the passage before does not
 * have: "Install › On Linux" behind "Install" has "On Linux" of its own. The last
 * heading always counts, for the same words may head two parts of a page.
 */
static size_t own_heading(struct str headings, struct str before)
{
	const struct str arrow = STR(" \xE2\x80\xBA ");
	size_t own = 0;

	for (;;) {
		struct str rest = str_from(headings, own), rest_before = str_from(before, own);
		ptrdiff_t end = str_find(rest, arrow), end_before = str_find(rest_before, arrow);

		if (end < 0 || !str_eq(str_slice(rest, 0, (size_t)end),
				       end_before < 0 ? rest_before : str_slice(rest_before, 0, (size_t)end_before)))
			return own;
		own += (size_t)end + arrow.n;
		if (end_before < 0)
			return own;
	}
}

/* How much of a long text goes into one row: up to a newline, else a space, else between characters. */
static size_t piece_of(struct str text)
{
	if (text.n <= PIECE_BYTES)
		return text.n;
	for (size_t i = PIECE_BYTES; i > PIECE_BYTES / 2; i--) {
		if (text.s[i - 1] == '\n')
			return i;
	}
	for (size_t i = PIECE_BYTES; i > PIECE_BYTES / 2; i--) {
		if (text.s[i - 1] == ' ')
			return i;
	}
	return utf8_cut(text, PIECE_BYTES).n;
}

static void add_passage_row(struct index_writer *w, struct str anchor, struct str headings, size_t own, struct str text)
{
	struct dbfile_value values[] = {
	    {DBFILE_NULL, 0, {NULL, 0}},
	    text_value(anchor, ANCHOR_BYTES),
	    text_value(headings, HEADINGS_BYTES),
	    {DBFILE_INT, (int64_t)utf8_count(str_slice(headings, 0, own)) + 1, {NULL, 0}},
	    {DBFILE_TEXT, 0, text},
	};
	uint8_t size[10];

	buf_clear(&w->record);
	dbfile_record(&w->record, values, sizeof(values) / sizeof(values[0]));
	buf_add(&w->rows, size, (size_t)(index_put_varint(size, w->record.n) - size));
	buf_str(&w->rows, buf_view(&w->record));
}

/* Rows and codes of the passages; returns how many rows. */
static uint32_t add_passages(struct index_writer *w, const struct index_page *page)
{
	struct str before = STR_NONE;
	uint32_t rows = 0;

	buf_clear(&w->rows);
	for (size_t i = 0; i < page->passages_n && rows < INDEX_PASSAGES_MAX; i++) {
		struct str text = clean(w, page->passages[i].text), anchor = clean(w, page->passages[i].anchor);
		struct str headings = clean(w, page->passages[i].headings);
		size_t own = own_heading(headings, before);

		do {
			size_t n = piece_of(text);

			add_passage_row(w, anchor, headings, own, str_slice(text, 0, n));
			add_text(w, str_from(headings, own));
			add_code(w, CODE_END);
			add_text(w, str_slice(text, 0, n));
			add_code(w, CODE_END);
			text = str_from(text, n);
			own = headings.n; /* of the next row the heading is not new */
			rows++;
		} while (text.n != 0 && rows < INDEX_PASSAGES_MAX);
		before = headings;
	}
	return rows;
}

/* ---- tickets --------------------------------------------------------------------------------------- */

static int by_what(const void *a, const void *b)
{
	uint32_t x = ((const struct ticket_count *)a)->what, y = ((const struct ticket_count *)b)->what;

	return (x > y) - (x < y);
}

/* Equal ones made one, in order. */
static uint32_t count_up(struct ticket_count *counts, size_t n)
{
	size_t out = 0;

	qsort(counts, n, sizeof(*counts), by_what);
	for (size_t i = 0; i < n; i++) {
		if (out != 0 && counts[out - 1].what == counts[i].what)
			counts[out - 1].count += counts[i].count;
		else
			counts[out++] = counts[i];
	}
	return (uint32_t)out;
}

/* Only what is counted stays of the tickets: their words in no order. */
static void add_tickets(struct index_writer *w, struct str tickets, struct index_doc *doc)
{
	struct ticket_count *words, *bigrams;
	size_t words_n = 0, bigrams_n = 0, before = SIZE_MAX;

	if (tickets.n == 0)
		return;
	vec_clear(&w->codes);
	add_text(w, tickets);
	words = arena_alloc(&w->arena, (w->codes.n + 1) * sizeof(*words));
	bigrams = arena_alloc(&w->arena, (w->codes.n + 1) * sizeof(*bigrams));
	for (size_t i = 0; i < w->codes.n; i++) {
		bool same_place = w->codes.at[i] == CODE_SAME_PLACE;
		uint32_t word;

		i += same_place;
		word = w->codes.at[i] - CODE_WORD;
		words[words_n++] = (struct ticket_count){word, 1};
		if (same_place)
			continue;
		if (before != SIZE_MAX && !(w->words.at[before].is_cjk && w->words.at[word].is_cjk)) {
			uint32_t first = words_stem(&w->words, (uint32_t)before), second = words_stem(&w->words, word);

			bigrams[bigrams_n++] =
			    (struct ticket_count){index_bigram(w->words.at[first].hash, w->words.at[second].hash), 1};
		}
		before = word;
	}
	doc->ticket_words = words;
	doc->ticket_words_n = count_up(words, words_n);
	doc->ticket_bigrams = bigrams;
	doc->ticket_bigrams_n = count_up(bigrams, bigrams_n);
}

/* ---- adding ------------------------------------------------------------------------------------------ */

static int32_t day_of(const struct index_page *page)
{
	struct date date = date_is_set(page->lastmod) ? page->lastmod : page->date;

	return date_is_set(date) ? (int32_t)(date_to_seconds(date) / 86400) : INDEX_NO_DAY;
}

/* Returns how many words of it, behind the first ones, the text repeats. */
static uint8_t add_description(struct index_writer *w, struct str description, bool is_summary)
{
	size_t before = w->codes.n, words = 0;

	add_text(w, description);
	for (size_t i = before; i < w->codes.n && is_summary; i++)
		words += w->codes.at[i] >= CODE_WORD;
	words -= words < INDEX_LEAD_WORDS ? words : INDEX_LEAD_WORDS;
	return words < UINT8_MAX ? (uint8_t)words : UINT8_MAX;
}

int index_writer_add(struct index_writer *w, const struct index_page *page, uint64_t content_key)
{
	struct page_texts texts = {
	    clean(w, page->title),
	    clean(w, page->description),
	    joined(w, page->tags, page->tags_n),
	    joined(w, page->keywords, page->keywords_n),
	};
	struct index_doc *doc;
	uint32_t *tags;

	if (w->error.n != 0)
		return -1;
	if (page->key.n > KEY_BYTES || page->url.n > URL_BYTES)
		return index_fail(w, "search index", "a page's path or URL is too long");
	doc = vec_add(&w->docs);
	doc->hash = hash64(page->key);
	doc->content_key = content_key;
	doc->page_row = make_page_row(w, page, &texts);
	tokenizer_init(w->tokenizer, tokenize_flags_of(page->lang));
	vec_clear(&w->codes);
	add_text(w, texts.title);
	add_code(w, CODE_END);
	doc->repeated = add_description(w, texts.description, page->is_summary);
	add_text(w, texts.keywords);
	add_text(w, texts.tags);
	add_code(w, CODE_END);
	doc->passages_n = add_passages(w, page);
	doc->passage_rows = arena_str(&w->arena, buf_view(&w->rows));
	doc->stream_n = (uint32_t)w->codes.n;
	doc->stream = arena_alloc(&w->arena, w->codes.n * sizeof(uint32_t));
	memcpy((uint32_t *)(uintptr_t)doc->stream, w->codes.at, w->codes.n * sizeof(uint32_t));
	add_tickets(w, page->tickets, doc);

	doc->lang = index_string(w, clean(w, page->lang));
	doc->section = index_string(w, clean(w, page->section));
	doc->kind = index_string(w, clean(w, page->kind));
	doc->product = index_string(w, clean(w, page->product));
	doc->version = index_string(w, clean(w, page->version));
	doc->tags_n = (uint16_t)(page->tags_n < UINT16_MAX ? page->tags_n : UINT16_MAX);
	tags = arena_alloc(&w->arena, doc->tags_n * sizeof(*tags));
	for (size_t i = 0; i < doc->tags_n; i++)
		tags[i] = index_string(w, clean(w, page->tags[i]));
	doc->tags = tags;
	doc->day = day_of(page);
	doc->flags = page->promoted ? INDEX_DOC_PROMOTED : 0;
	return 0;
}
