#include "common/index.h"

#include "common/fs.h"
#include "common/index_copy.h"
#include "common/index_reader.h"
#include "common/index_shard.h"
#include "common/map.h"
#include "common/mem.h"
#include "common/tokenize.h"
#include "common/utf8.h"
#include "common/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

/* Columns of a page's row are cut to this many bytes, so that the row stays in its leaf; what is searched is not. */
enum {
	KEY_BYTES = 1024,
	URL_BYTES = 4096,
	TITLE_BYTES = 2000,
	DESCRIPTION_BYTES = 2500,
	LIST_BYTES = 1000,
	NAME_BYTES = 256,
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
enum { SHORT_BYTES = 16, SHORT_SIZE = 1 << 13 };

struct short_word {
	uint64_t bytes[2]; /* padded with zeros; all zero: free */
	uint32_t code;
};

/* A shard of the earlier file. */
struct earlier_shard {
	const struct index_shard_entry *entry;
	struct buf head; /* the block's header and SECTION_DOCS */
	struct buf keys; /* SECTION_KEYS */
	uint32_t first;	 /* of all pages of the earlier file */
	uint32_t kept_n;
};

struct meta {
	struct str name, json;
};

struct index_writer {
	int fd;
	struct buf error;
	struct arena arena;
	struct words words;
	struct map strings_map; /* to number of the string */
	struct str_vec VEC_FIELDS(struct str) strings;
	struct doc_vec VEC_FIELDS(struct index_doc) docs;
	struct meta_vec VEC_FIELDS(struct meta) metas;
	struct tokenizer *tokenizer;
	struct cached_chunk *cache;
	struct short_word *short_words;
	struct code_vec VEC_FIELDS(uint32_t) codes; /* of the page being added */
	struct buf record, rows, text;

	unsigned threads;
	struct index_reader *earlier; /* NULL: none that is of use */
	struct earlier_shard *earlier_shards;
	bool *kept;				    /* by page of the earlier file */
	uint16_t earlier_of[1 << INDEX_SHARD_BITS]; /* slot to number of the shard + 1 */
	struct index_reader *there;		    /* what the file being written was before; NULL: nothing */
	struct index_copier *copier;		    /* while shards are written */

	uint32_t pages; /* written so far */
};

static int fail(struct index_writer *w, const char *what, const char *why)
{
	if (w->error.n == 0)
		buf_printf(&w->error, "%s: %s", what, why);
	return -1;
}

static uint32_t add_string(struct index_writer *w, struct str s)
{
	struct map_entry *entry;
	bool added;

	s = str_slice(s, 0, NAME_BYTES);
	entry = map_add(&w->strings_map, s, &added);
	if (added) {
		entry->key = arena_str(&w->arena, s);
		entry->value.number = w->strings.n;
		*vec_add(&w->strings) = entry->key;
	}
	return (uint32_t)entry->value.number;
}

/* ---- the earlier file ---------------------------------------------------------------- */

static bool read_earlier_shard(struct index_writer *w, struct earlier_shard *shard,
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

static void forget_earlier(struct index_writer *w)
{
	for (uint32_t i = 0; w->earlier_shards != NULL && i < w->earlier->trailer.shards; i++) {
		buf_release(&w->earlier_shards[i].head);
		buf_release(&w->earlier_shards[i].keys);
	}
	mem_free(w->earlier_shards);
	mem_free(w->kept);
	index_reader_free(w->earlier);
	w->earlier_shards = NULL;
	w->kept = NULL;
	w->earlier = NULL;
}

/* An earlier file that is missing, damaged or of another version is no error: nothing can be kept then. */
static void open_earlier(struct index_writer *w, int folder, const char *path)
{
	uint32_t shards, first = 0;

	w->earlier = index_reader_open(folder, path, INDEX_READER_MAP | INDEX_READER_SHARDS_LATER, NULL);
	if (w->earlier == NULL)
		return;
	shards = w->earlier->trailer.shards;
	w->earlier_shards = mem_zalloc(shards * sizeof(*w->earlier_shards));
	w->kept = mem_zalloc(w->earlier->trailer.docs);
	for (uint32_t i = 0; i < shards; i++) {
		const struct index_shard_entry *entry = &w->earlier->shards[i];
		uint32_t slots = 1u << (INDEX_SHARD_BITS - entry->bits);

		if (!read_earlier_shard(w, &w->earlier_shards[i], entry) || entry->slot % slots != 0) {
			forget_earlier(w);
			return;
		}
		w->earlier_shards[i].first = first;
		first += entry->docs;
		for (uint32_t slot = entry->slot; slot < entry->slot + slots; slot++)
			w->earlier_of[slot] = (uint16_t)(i + 1);
	}
}

struct key_pair {
	uint64_t hash, content;
};

static struct key_pair key_at(const struct earlier_shard *shard, uint32_t doc)
{
	struct key_pair pair;

	memcpy(&pair, shard->keys.s + doc * sizeof(pair), sizeof(pair));
	return pair;
}

void index_writer_set_threads(struct index_writer *w, unsigned threads)
{
	w->threads = threads;
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
static bool find_earlier(const struct index_writer *w, uint64_t hash, struct earlier_shard **shard, uint32_t *place)
{
	uint32_t low = 0, high, number;

	if (w->earlier == NULL || (number = w->earlier_of[hash >> (64 - INDEX_SHARD_BITS)]) == 0)
		return false;
	*shard = &w->earlier_shards[number - 1];
	high = (*shard)->entry->docs;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (key_at(*shard, middle).hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return low < (*shard)->entry->docs && key_at(*shard, low).hash == hash;
}

void index_writer_drop(struct index_writer *w, struct str key)
{
	struct earlier_shard *shard;
	uint32_t place;

	if (!find_earlier(w, hash64(key), &shard, &place))
		return;
	shard->kept_n -= w->kept[shard->first + place];
	w->kept[shard->first + place] = false;
}

bool index_writer_keep(struct index_writer *w, struct str key, uint64_t content_key)
{
	struct earlier_shard *shard;
	uint32_t place;

	if (!find_earlier(w, hash64(key), &shard, &place) || key_at(shard, place).content != content_key)
		return false;
	shard->kept_n += !w->kept[shard->first + place];
	w->kept[shard->first + place] = true;
	return true;
}

/* ---- a writer ---------------------------------------------------------------------------- */

/* Whether nobody but us has the file open, or could have it by another name. */
static bool is_ours_alone(int fd)
{
	struct stat status;

	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1 ||
	    fcntl(fd, F_SETLEASE, F_WRLCK) < 0)
		return false;
	/* a lease that stays until the file is closed would have the next to open it send us SIGIO */
	return fcntl(fd, F_SETLEASE, F_UNLCK) == 0;
}

/* The file at `path`, made anew, or, when there is one, to be changed. */
static int open_file(struct index_writer *w, int folder, const char *path, bool may_change)
{
	int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW, fd;

	fd = may_change ? openat(folder, path, flags | O_NONBLOCK) : -1;
	if (fd >= 0 && is_ours_alone(fd)) {
		w->there = index_reader_open(folder, path, INDEX_READER_MAP | INDEX_READER_SHARDS_LATER, NULL);
		if (w->there != NULL)
			return fd;
	}
	if (fd >= 0) {
		close(fd);
		if (unlinkat(folder, path, 0) < 0)
			return -1;
	}
	return openat(folder, path, flags | O_CREAT | O_EXCL, 0644);
}

struct index_writer *index_writer_new(int folder, const char *path, const char *previous)
{
	struct index_writer *w = mem_zalloc(sizeof(*w));

	w->threads = 2;
	arena_init(&w->arena);
	buf_init(&w->error, BUF_NO_LIMIT);
	buf_init(&w->record, UINT32_MAX);
	buf_init(&w->rows, UINT32_MAX);
	buf_init(&w->text, UINT32_MAX);
	map_init(&w->strings_map);
	words_init(&w->words);
	w->tokenizer = mem_alloc(sizeof(*w->tokenizer));
	tokenizer_init(w->tokenizer, 0);
	w->cache = mem_zalloc(CACHE_SIZE * sizeof(*w->cache));
	w->short_words = mem_zalloc(SHORT_SIZE * sizeof(*w->short_words));
	(void)add_string(w, STR(""));
	if (previous != NULL)
		open_earlier(w, folder, previous);
	w->fd = open_file(w, folder, path, w->earlier != NULL);
	if (w->fd < 0)
		(void)fail(w, path, strerror(errno));
	return w;
}

void index_writer_free(struct index_writer *w)
{
	if (w == NULL)
		return;
	if (w->fd >= 0)
		close(w->fd);
	if (w->earlier != NULL)
		forget_earlier(w);
	index_reader_free(w->there);
	buf_release(&w->error);
	buf_release(&w->record);
	buf_release(&w->rows);
	buf_release(&w->text);
	map_release(&w->strings_map);
	vec_release(&w->strings);
	vec_release(&w->docs);
	vec_release(&w->metas);
	vec_release(&w->codes);
	words_release(&w->words);
	mem_free(w->tokenizer);
	mem_free(w->cache);
	mem_free(w->short_words);
	arena_release(&w->arena);
	mem_free(w);
}

const char *index_writer_error(const struct index_writer *w)
{
	return w->error.s != NULL ? w->error.s : "";
}

int index_writer_set_meta(struct index_writer *w, struct str name, struct str json)
{
	for (size_t i = 0; i < w->metas.n; i++) {
		if (str_eq(w->metas.at[i].name, name)) {
			w->metas.at[i].json = arena_str(&w->arena, json);
			return 0;
		}
	}
	*vec_add(&w->metas) = (struct meta){arena_str(&w->arena, name), arena_str(&w->arena, json)};
	return 0;
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
	memcpy(cached->codes, w->codes.at + before, cached->codes_n * sizeof(*cached->codes));
}

static void add_plain(struct index_writer *w, struct str word)
{
	struct short_word *cached;
	char lower[TOKENIZE_TOKEN_BYTES];
	uint64_t bytes[2];

	memset(lower, 0, SHORT_BYTES);
	for (size_t i = 0; i < word.n; i++)
		lower[i] = str_lower_char(word.s[i]);
	if (word.n > SHORT_BYTES) {
		add_code(w, words_use(&w->words, str_n(lower, word.n)) + CODE_WORD);
		return;
	}
	memcpy(bytes, lower, sizeof(bytes));
	cached = &w->short_words[((bytes[0] ^ bytes[1] * 0x9FB21C651E98DF25u) * 0x9E3779B97F4A7C15u) >> 51];
	if (cached->bytes[0] != bytes[0] || cached->bytes[1] != bytes[1]) {
		memcpy(cached->bytes, bytes, sizeof(bytes));
		cached->code = words_use(&w->words, str_n(lower, word.n)) + CODE_WORD;
	}
	add_code(w, cached->code);
}

static void add_text(struct index_writer *w, struct str text)
{
	struct str chunk, word;

	while (tokenize_chunk(&text, &chunk)) {
		if (tokenize_is_plain(chunk, &word))
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

/* True when none of eight bytes is a control character or outside ASCII. */
static bool eight_are_plain(const char *s)
{
	const uint64_t ones = 0x0101010101010101u, highs = ones << 7;
	uint64_t v;

	memcpy(&v, s, sizeof(v));
	/* a byte below ' ' borrows in the subtraction; 0x7F carries in the addition */
	return (((v - ones * ' ') | (v + ones) | v) & highs) == 0;
}

static bool is_clean(struct str s)
{
	bool ascii = true;
	size_t i = 0;

	while (i < s.n) {
		unsigned char c;

		if (i + 8 <= s.n && eight_are_plain(s.s + i)) {
			i += 8;
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
	    text_value(clean(w, page->id), NAME_BYTES),
	    text_value(clean(w, page->breadcrumb), BREADCRUMB_BYTES),
	    text_value(clean(w, page->lang), NAME_BYTES),
	    text_value(clean(w, page->section), NAME_BYTES),
	    text_value(clean(w, page->kind), NAME_BYTES),
	    text_value(clean(w, page->product), NAME_BYTES),
	    text_value(clean(w, page->version), NAME_BYTES),
	    text_value(texts->tags, LIST_BYTES),
	    text_value(texts->keywords, LIST_BYTES),
	    text_value(date_text(&w->arena, page->date), NAME_BYTES),
	    text_value(date_text(&w->arena, page->lastmod), NAME_BYTES),
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
		return fail(w, "search index", "a page's path or URL is too long");
	doc = vec_add(&w->docs);
	doc->hash = hash64(page->key);
	doc->content_key = content_key;
	doc->page_row = make_page_row(w, page, &texts);
	tokenizer_init(w->tokenizer, tokenize_flags_of(page->lang));
	vec_clear(&w->codes);
	add_text(w, texts.title);
	add_code(w, CODE_END);
	add_text(w, texts.description);
	add_text(w, texts.keywords);
	add_text(w, texts.tags);
	add_code(w, CODE_END);
	doc->passages_n = add_passages(w, page);
	doc->passage_rows = arena_str(&w->arena, buf_view(&w->rows));
	doc->stream_n = (uint32_t)w->codes.n;
	doc->stream = arena_alloc(&w->arena, w->codes.n * sizeof(uint32_t));
	memcpy((uint32_t *)(uintptr_t)doc->stream, w->codes.at, w->codes.n * sizeof(uint32_t));
	add_tickets(w, page->tickets, doc);

	doc->lang = add_string(w, clean(w, page->lang));
	doc->section = add_string(w, clean(w, page->section));
	doc->kind = add_string(w, clean(w, page->kind));
	doc->product = add_string(w, clean(w, page->product));
	doc->version = add_string(w, clean(w, page->version));
	doc->tags_n = (uint16_t)(page->tags_n < UINT16_MAX ? page->tags_n : UINT16_MAX);
	tags = arena_alloc(&w->arena, doc->tags_n * sizeof(*tags));
	for (size_t i = 0; i < doc->tags_n; i++)
		tags[i] = add_string(w, clean(w, page->tags[i]));
	doc->tags = tags;
	doc->day = day_of(page);
	doc->flags = page->promoted ? INDEX_DOC_PROMOTED : 0;
	return 0;
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
		d->strings[i] = add_string(w, str_n((const char *)at, n));
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
	return true;
}

/* Everything of the kept pages but their rows. */
static bool decode_docs(struct index_writer *w, const struct earlier_shard *shard, const struct decoded *d,
			struct index_doc *docs)
{
	const uint8_t *block = (const uint8_t *)d->block.s;
	const uint32_t *sections = d->header.sections;
	const uint8_t *tags = block + sections[SECTION_TAGS], *tags_end = block + sections[SECTION_TAGS + 1];
	const uint8_t *stream = block + sections[SECTION_STREAMS], *stream_end = block + sections[SECTION_STREAMS + 1];
	const uint8_t *tickets = block + sections[SECTION_TICKETS],
		      *tickets_end = block + sections[SECTION_TICKETS + 1];

	for (uint32_t i = 0; i < d->header.docs; i++) {
		struct key_pair pair = key_at(shard, i);
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
static struct index_doc *decode_shard(struct index_writer *w, const struct earlier_shard *shard)
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
		const struct earlier_shard *shard = &w->earlier_shards[s];

		for (uint32_t d = 0; d < shard->entry->docs; d++) {
			uint64_t hash = key_at(shard, d).hash;
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
			result = fail(w, "search index", "the same page twice");
	}
	if (result == 0)
		split(plan, 0, n, 0, 0);
	return result;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static int write_at(struct index_writer *w, const void *bytes, size_t n, uint64_t offset)
{
	return fs_write_whole(w->fd, str_n(bytes, n), offset) < 0 ? fail(w, "search index", strerror(errno)) : 0;
}

static int write_pages(struct index_writer *w, const void *pages, size_t n)
{
	uint64_t offset = (uint64_t)w->pages * DBFILE_PAGE;

	w->pages += (uint32_t)(n / DBFILE_PAGE);
	return write_at(w, pages, n, offset);
}

/* All that stands above the shards, as it grows. */
struct top {
	struct leaf_vec VEC_FIELDS(struct dbfile_leaf) leaves[INDEX_RUNS];
	struct buf entries;   /* the directory */
	struct buf fts_idx;   /* records of the table fts_idx, each behind its u32 length */
	struct buf structure; /* the segments, of FTS5's structure record */
	uint32_t segments, docs;
	uint64_t column_words[INDEX_COLUMNS];
	uint32_t roots[INDEX_RUNS], idx_root, config_root, meta_root, directory_root, checksum_root;
	uint32_t meta_first, meta_rows;
};

static void top_init(struct top *top)
{
	*top = (struct top){0};
	buf_init(&top->entries, UINT32_MAX);
	buf_init(&top->fts_idx, UINT32_MAX);
	buf_init(&top->structure, UINT32_MAX);
}

static void top_release(struct top *top)
{
	for (int run = 0; run < INDEX_RUNS; run++)
		vec_release(&top->leaves[run]);
	buf_release(&top->entries);
	buf_release(&top->fts_idx);
	buf_release(&top->structure);
}

static void put_db_varint(struct buf *out, uint64_t value)
{
	uint8_t bytes[DBFILE_VARINT_MAX];

	buf_add(out, bytes, dbfile_put_varint(bytes, value));
}

static void add_idx_row(struct top *top, struct buf *record, uint32_t segment, struct str term, uint32_t leaf)
{
	struct dbfile_value values[] = {
	    {DBFILE_INT, segment, {NULL, 0}},
	    {DBFILE_BLOB, 0, term},
	    {DBFILE_INT, (int64_t)leaf << 1, {NULL, 0}},
	};
	uint32_t n;

	buf_clear(record);
	dbfile_record(record, values, 3);
	n = (uint32_t)record->n;
	buf_add(&top->fts_idx, &n, 4);
	buf_str(&top->fts_idx, buf_view(record));
}

/* The FTS5 segment of a shard: `dividers` is its SECTION_FTS. */
static void add_segment(struct top *top, struct buf *record, const struct index_shard_entry *entry, struct str dividers)
{
	uint32_t segment = entry->slot + 1;

	for (int c = 0; c < INDEX_COLUMNS; c++)
		top->column_words[c] += entry->column_words[c];
	if (entry->fts_leaves == 0)
		return;
	top->segments++;
	put_db_varint(&top->structure, segment);
	put_db_varint(&top->structure, 1);
	put_db_varint(&top->structure, entry->fts_leaves);
	add_idx_row(top, record, segment, STR(""), 1);
	while (dividers.n > 5) {
		uint32_t leaf;
		size_t n = (uint8_t)dividers.s[4];

		memcpy(&leaf, dividers.s, 4);
		if (leaf == 0)
			break; /* padding */
		add_idx_row(top, record, segment, str_slice(dividers, 5, 5 + n), leaf);
		dividers = str_from(dividers, 5 + n);
	}
}

/* Notes the leaves of a shard whose pages stand at `pages` in memory. */
static void add_leaves(struct top *top, const struct index_shard_entry *entry, const uint8_t *pages)
{
	uint32_t number = entry->first_page;

	for (int run = 0; run < INDEX_RUNS; run++) {
		for (uint32_t i = 0; i < entry->runs[run]; i++, number++, pages += DBFILE_PAGE) {
			int64_t rowid = 0;
			struct str record;

			(void)!dbfile_leaf_row(pages, dbfile_leaf_rows(pages) - 1, &rowid, &record);
			*vec_add(&top->leaves[run]) = (struct dbfile_leaf){number, rowid};
		}
	}
}

static void add_shard(struct index_writer *w, struct top *top, struct index_shard_entry *entry, const uint8_t *pages,
		      struct str dividers)
{
	entry->first_page = w->pages + 1;
	add_leaves(top, entry, pages);
	add_segment(top, &w->record, entry, dividers);
	top->docs += entry->docs;
	buf_add(&top->entries, entry, sizeof(*entry));
}

/* The pages of a shard where it will stand, when the file that is written over holds it there already. */
static const char *find_there(const struct index_writer *w, const struct index_shard_entry *entry)
{
	const struct index_reader *there = w->there;

	for (uint32_t i = 0; there != NULL && i < there->trailer.shards; i++) {
		const struct index_shard_entry *shard = &there->shards[i];

		if (shard->first_page == entry->first_page && hash128_eq(shard->hash, entry->hash) &&
		    index_reader_shard_pages(shard) == index_reader_shard_pages(entry))
			return (const char *)there->map + (uint64_t)(shard->first_page - 1) * DBFILE_PAGE;
	}
	return NULL;
}

static int copy_shard(struct index_writer *w, struct top *top, const struct earlier_shard *shard)
{
	struct index_shard_entry entry = *shard->entry;
	const uint8_t *pages = w->earlier->map + (uint64_t)(entry.first_page - 1) * DBFILE_PAGE;
	uint32_t pages_n = index_reader_shard_pages(&entry);
	struct index_block_header header;

	memcpy(&header, shard->head.s, sizeof(header));
	buf_clear(&w->text);
	if (index_reader_block(w->earlier, shard->entry, header.sections[SECTION_FTS], header.sections[SECTION_FTS + 1],
			       &w->text) != 0)
		return fail(w, "search index", "the earlier one is damaged");
	add_shard(w, top, &entry, pages, buf_view(&w->text));
	index_copier_add(w->copier, &(struct index_copy){
					.from = {(const char *)pages, (size_t)pages_n * DBFILE_PAGE},
					.to = (uint64_t)w->pages * DBFILE_PAGE,
					.hash = entry.hash,
					.there = find_there(w, &entry),
				    });
	w->pages += pages_n;
	return 0;
}

/* ---- the tail ---------------------------------------------------------------------------------------------- */

static void put_fts_record(struct buf *pages, struct dbfile_rows *rows, int64_t id, struct buf *record,
			   struct str bytes)
{
	struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}}, {DBFILE_BLOB, 0, bytes}};

	(void)pages;
	buf_clear(record);
	dbfile_record(record, values, 2);
	dbfile_row(rows, id, buf_view(record));
}

/* FTS5's averages (1) and structure (10) records; their leaf comes before those of the segments. */
static void put_fts_head(struct top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct dbfile_leaf leaf = {first + (uint32_t)(pages->n / DBFILE_PAGE), 10}, *leaves;
	struct dbfile_rows rows;
	struct buf bytes;
	size_t n = top->leaves[RUN_FTS].n;

	buf_init(&bytes, UINT32_MAX);
	dbfile_rows_begin(&rows, pages);
	put_db_varint(&bytes, top->docs);
	for (int c = 0; c < INDEX_COLUMNS; c++)
		put_db_varint(&bytes, top->column_words[c]);
	put_fts_record(pages, &rows, 1, record, buf_view(&bytes));
	buf_clear(&bytes);
	buf_add(&bytes, "\0\0\0\0", 4);		   /* cookie */
	put_db_varint(&bytes, top->segments != 0); /* levels */
	put_db_varint(&bytes, top->segments);
	put_db_varint(&bytes, 0); /* write counter */
	if (top->segments != 0) {
		put_db_varint(&bytes, 0); /* being merged */
		put_db_varint(&bytes, top->segments);
		buf_str(&bytes, buf_view(&top->structure));
	}
	put_fts_record(pages, &rows, 10, record, buf_view(&bytes));
	buf_release(&bytes);
	leaves = mem_alloc((n + 1) * sizeof(*leaves));
	leaves[0] = leaf;
	if (n != 0)
		memcpy(leaves + 1, top->leaves[RUN_FTS].at, n * sizeof(*leaves));
	top->roots[RUN_FTS] = dbfile_tree(pages, first, leaves, n + 1);
	mem_free(leaves);
}

static void put_trees(struct top *top, struct buf *pages, uint32_t first)
{
	for (int run = 0; run < INDEX_RUNS; run++) {
		if (run == RUN_FTS)
			continue;
		if (top->leaves[run].n == 0) {
			top->roots[run] = first + (uint32_t)(pages->n / DBFILE_PAGE);
			dbfile_empty_leaf(pages);
		} else {
			top->roots[run] = dbfile_tree(pages, first, top->leaves[run].at, top->leaves[run].n);
		}
	}
}

static void put_keyed(struct top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct VEC(struct str) records = {0};
	struct str rest = buf_view(&top->fts_idx), config;
	struct dbfile_value version[] = {{DBFILE_TEXT, 0, STR("version")}, {DBFILE_INT, 4, {NULL, 0}}};

	while (rest.n != 0) {
		uint32_t n;

		memcpy(&n, rest.s, 4);
		*vec_add(&records) = str_slice(rest, 4, 4 + n);
		rest = str_from(rest, 4 + n);
	}
	top->idx_root = dbfile_keyed_table(pages, first, records.at, records.n);
	vec_release(&records);
	buf_clear(record);
	dbfile_record(record, version, 2);
	config = buf_view(record);
	top->config_root = dbfile_keyed_table(pages, first, &config, 1);
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct meta *)a)->name, ((const struct meta *)b)->name);
}

/* Short rows share leaves; a long one has its own, with the overflow pages right behind it. */
static void put_meta(struct index_writer *w, struct top *top, struct buf *pages, uint32_t first)
{
	struct VEC(struct dbfile_leaf) leaves = {0};
	struct dbfile_rows rows;

	if (w->metas.n != 0)
		qsort(w->metas.at, w->metas.n, sizeof(*w->metas.at), by_name);
	top->meta_first = first + (uint32_t)(pages->n / DBFILE_PAGE);
	top->meta_rows = (uint32_t)w->metas.n;
	dbfile_rows_begin(&rows, pages);
	for (size_t i = 0; i < w->metas.n; i++) {
		struct dbfile_value values[] = {
		    {DBFILE_NULL, 0, {NULL, 0}},
		    {DBFILE_TEXT, 0, w->metas.at[i].name},
		    {DBFILE_TEXT, 0, w->metas.at[i].json},
		};
		struct dbfile_leaf leaf = {0, (int64_t)i + 1};

		buf_clear(&w->record);
		dbfile_record(&w->record, values, 3);
		if (w->record.n > DBFILE_ROW_MAX) {
			dbfile_long_row(pages, first, leaf.last, buf_view(&w->record), &leaf);
			dbfile_rows_break(&rows);
			*vec_add(&leaves) = leaf;
			continue;
		}
		dbfile_row(&rows, leaf.last, buf_view(&w->record));
		leaf.page = first + (uint32_t)(rows.page / DBFILE_PAGE);
		if (rows.cells == 1)
			*vec_add(&leaves) = leaf;
		else /* a page's first row has been added: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
			leaves.at[leaves.n - 1] = leaf;
	}
	if (leaves.n == 0) {
		top->meta_root = top->meta_first;
		dbfile_empty_leaf(pages);
	} else {
		top->meta_root = dbfile_tree(pages, first, leaves.at, leaves.n);
	}
	vec_release(&leaves);
}

static const char *const schema[] = {
    /* clang-format off */
	"CREATE TABLE pages(id INTEGER PRIMARY KEY, key TEXT, url TEXT, title TEXT, description TEXT, permalink TEXT, "
	"breadcrumb TEXT, lang TEXT, section TEXT, kind TEXT, product TEXT, version TEXT, tags TEXT, keywords TEXT, "
	"date TEXT, lastmod TEXT, promoted INTEGER)",
	"CREATE TABLE passages(id INTEGER PRIMARY KEY, anchor TEXT, headings TEXT, own INTEGER, text TEXT, "
	"page INTEGER GENERATED ALWAYS AS (id >> 16) VIRTUAL)",
	"CREATE TABLE 'fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
	"CREATE TABLE 'fts_data'(id INTEGER PRIMARY KEY, block BLOB)",
	"CREATE TABLE shards(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE TABLE 'fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
	"CREATE TABLE 'fts_config'(k PRIMARY KEY, v) WITHOUT ROWID",
	"CREATE TABLE meta(id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL)",
	"CREATE TABLE directory(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE TABLE checksum(id INTEGER PRIMARY KEY, data BLOB)",
	"CREATE VIEW page_text(id, title, headings, about, body) AS SELECT id, title, "
	"(SELECT group_concat(substr(headings, own), char(10)) FROM passages WHERE passages.id BETWEEN pages.id << 16 AND "
	"(pages.id << 16) + 65535), description || char(10) || keywords || char(10) || tags, "
	"(SELECT group_concat(text, char(10)) FROM passages WHERE passages.id BETWEEN pages.id << 16 AND "
	"(pages.id << 16) + 65535) FROM pages",
	"CREATE VIRTUAL TABLE fts USING fts5(title, headings, about, body, content='page_text', content_rowid='id', "
	"tokenize=\"porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")",
    /* clang-format on */
};

static int write_first_page(struct index_writer *w, const struct top *top, struct hash128 *hash)
{
	const struct dbfile_table tables[] = {
	    {"table", "pages", "pages", top->roots[RUN_PAGES], schema[0]},
	    {"table", "passages", "passages", top->roots[RUN_PASSAGES], schema[1]},
	    {"table", "fts_docsize", "fts_docsize", top->roots[RUN_DOCSIZE], schema[2]},
	    {"table", "fts_data", "fts_data", top->roots[RUN_FTS], schema[3]},
	    {"table", "shards", "shards", top->roots[RUN_BLOCK], schema[4]},
	    {"table", "fts_idx", "fts_idx", top->idx_root, schema[5]},
	    {"table", "fts_config", "fts_config", top->config_root, schema[6]},
	    {"table", "meta", "meta", top->meta_root, schema[7]},
	    {"table", "directory", "directory", top->directory_root, schema[8]},
	    {"table", "checksum", "checksum", top->checksum_root, schema[9]},
	    {"view", "page_text", "page_text", 0, schema[10]},
	    {"table", "fts", "fts", 0, schema[11]},
	};
	uint8_t page[DBFILE_PAGE];

	if (!dbfile_first_page(page, tables, sizeof(tables) / sizeof(tables[0]), w->pages, INDEX_APPLICATION_ID,
			       INDEX_SCHEMA_VERSION))
		return fail(w, "search index", "the schema does not fit");
	*hash = hash128(str_n((const char *)page, DBFILE_PAGE));
	return write_at(w, page, DBFILE_PAGE, 0);
}

static void put_directory(struct top *top, struct buf *pages, uint32_t first, struct buf *record)
{
	struct VEC(struct dbfile_leaf) leaves = {0};
	struct str rest = buf_view(&top->entries);
	struct dbfile_rows rows;
	size_t before = pages->n;

	dbfile_rows_begin(&rows, pages);
	for (int64_t id = 1; rest.n != 0; id++) {
		struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}},
						{DBFILE_BLOB, 0, str_slice(rest, 0, INDEX_BLOCK_PIECE)}};

		buf_clear(record);
		dbfile_record(record, values, 2);
		dbfile_row(&rows, id, buf_view(record));
		dbfile_rows_break(&rows);
		*vec_add(&leaves) = (struct dbfile_leaf){first + (uint32_t)(rows.page / DBFILE_PAGE), id};
		rest = str_from(rest, INDEX_BLOCK_PIECE);
	}
	if (pages->n == before)
		dbfile_empty_leaf(pages);
	top->directory_root = leaves.n != 0 ? dbfile_tree(pages, first, leaves.at, leaves.n) : first;
	vec_release(&leaves);
}

/* One leaf with one row, which ends where the page ends. */
static void make_last_page(struct buf *page, const struct index_trailer *trailer, struct buf *record)
{
	struct dbfile_value values[] = {{DBFILE_NULL, 0, {NULL, 0}},
					{DBFILE_BLOB, 0, {(const char *)trailer, sizeof(*trailer)}}};
	struct dbfile_rows rows;
	struct hash128 hash;

	buf_clear(page);
	buf_clear(record);
	dbfile_record(record, values, 2);
	dbfile_rows_begin(&rows, page);
	dbfile_row(&rows, 1, buf_view(record));
	hash = hash128(str_n(page->s, DBFILE_PAGE - sizeof(hash)));
	memcpy(page->s + DBFILE_PAGE - sizeof(hash), &hash, sizeof(hash));
}

static int write_tail(struct index_writer *w, struct top *top)
{
	struct index_trailer trailer = {.version = INDEX_SCHEMA_VERSION, .docs = top->docs};
	struct buf pages;
	int result;

	memcpy(trailer.magic, INDEX_MAGIC, sizeof(trailer.magic));
	buf_init(&pages, UINT32_MAX);
	trailer.shards = (uint32_t)(top->entries.n / sizeof(struct index_shard_entry));
	trailer.tail.first_page = w->pages + 1;
	put_trees(top, &pages, w->pages + 1);
	put_fts_head(top, &pages, w->pages + 1, &w->record);
	put_keyed(top, &pages, w->pages + 1, &w->record);
	put_meta(w, top, &pages, w->pages + 1);
	trailer.meta_first = top->meta_first;
	trailer.meta_rows = top->meta_rows;
	trailer.tail.pages = (uint32_t)(pages.n / DBFILE_PAGE);
	trailer.tail.hash = hash128(buf_view(&pages));
	result = write_pages(w, pages.s, pages.n);

	buf_clear(&pages);
	trailer.directory.first_page = w->pages + 1;
	put_directory(top, &pages, w->pages + 1, &w->record);
	trailer.directory.pages = (uint32_t)(pages.n / DBFILE_PAGE);
	trailer.directory.hash = hash128(buf_view(&pages));
	if (result == 0)
		result = write_pages(w, pages.s, pages.n);

	top->checksum_root = trailer.pages = w->pages + 1;
	w->pages++;
	trailer.first.first_page = trailer.first.pages = 1;
	if (result == 0)
		result = write_first_page(w, top, &trailer.first.hash);
	make_last_page(&pages, &trailer, &w->record);
	if (result == 0)
		result = write_at(w, pages.s, DBFILE_PAGE, (uint64_t)(w->pages - 1) * DBFILE_PAGE);
	buf_release(&pages);
	return result;
}

/* ---- all of it ------------------------------------------------------------------------------------------------ */

/* The shard of the earlier file that a range is, unchanged; or NULL. */
static const struct earlier_shard *unchanged(const struct index_writer *w, const struct plan *plan,
					     const struct range *range)
{
	const struct earlier_shard *shard;

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
static int decode_needed(struct index_writer *w, const struct plan *plan, struct index_doc **decoded)
{
	for (size_t r = 0; r < plan->ranges.n; r++) {
		const struct range *range = &plan->ranges.at[r];

		if (unchanged(w, plan, range) != NULL)
			continue;
		for (size_t i = range->from; i < range->to; i++) {
			uint32_t shard = plan->items[i].shard;

			if (shard == ADDED || decoded[shard] != NULL)
				continue;
			decoded[shard] = decode_shard(w, &w->earlier_shards[shard]);
			if (decoded[shard] == NULL)
				return fail(w, "search index", "the earlier one is damaged");
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

static void making_set(struct making *making, const struct index_writer *w, const struct plan *plan,
		       struct index_doc *const *decoded, const struct range *range)
{
	for (size_t i = range->from; i < range->to; i++) {
		const struct item *item = &plan->items[i];

		making->docs[i - range->from] =
		    item->shard == ADDED ? &w->docs.at[item->doc] : &decoded[item->shard][item->doc];
	}
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

static void begin_making(struct workshop *shop, const struct index_writer *w, const struct plan *plan,
			 struct index_doc *const *decoded)
{
	shop->n = shop->taken = 0;
	while (shop->n < 2 && (shop->next = next_changed(w, plan, shop->next)) < plan->ranges.n) {
		unsigned i = shop->n++;

		making_set(&shop->making[i], w, plan, decoded, &plan->ranges.at[shop->next++]);
		shop->is_split[i] =
		    w->threads > 1 && pthread_create(&shop->threads[i], NULL, make_shard, &shop->making[i]) == 0;
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

static int write_made(struct index_writer *w, struct top *top, struct making *making)
{
	if (making->failed)
		return fail(w, "search index", "too many pages, or too many sections and tags");
	add_shard(w, top, &making->entry, (const uint8_t *)making->pages.s, buf_view(making->dividers));
	return write_pages(w, making->pages.s, making->pages.n);
}

/* Shards that have not changed need nothing but to be copied; returns the first range that has to be made. */
static size_t copy_first_shards(struct index_writer *w, const struct plan *plan, struct top *top, int *result)
{
	size_t r = 0;

	for (*result = 0; r < plan->ranges.n && *result == 0; r++) {
		const struct earlier_shard *same = unchanged(w, plan, &plan->ranges.at[r]);

		if (same == NULL)
			break;
		*result = copy_shard(w, top, same);
	}
	return r;
}

/* Writes all shards from one on in their order; the bytes do not depend on the threads. */
static int write_shards(struct index_writer *w, struct plan *plan, size_t from, struct index_doc **decoded,
			const struct shard_source *source, struct top *top)
{
	struct workshop shop = {.n = 0};
	int result = 0;

	for (size_t i = 0; i < 2; i++)
		making_init(&shop.making[i], source, plan->items_n);
	for (size_t r = shop.next = from; r < plan->ranges.n && result == 0; r++) {
		const struct earlier_shard *same = unchanged(w, plan, &plan->ranges.at[r]);

		if (shop.taken == shop.n)
			begin_making(&shop, w, plan, decoded);
		result = same != NULL ? copy_shard(w, top, same) : write_made(w, top, take_made(&shop));
	}
	while (shop.taken < shop.n)
		(void)take_made(&shop);
	for (size_t i = 0; i < 2; i++)
		making_release(&shop.making[i]);
	return result;
}

/* Vocabulary and facet strings must be complete and sorted before the first shard is made. */
static int build(struct index_writer *w, struct plan *plan, struct top *top)
{
	uint32_t shards = w->earlier != NULL ? w->earlier->trailer.shards : 0, *sorted, *rank, *new_number;
	struct index_doc **decoded = mem_zalloc((shards + 1) * sizeof(*decoded));
	struct shard_source source = {.words = &w->words};
	struct str *strings;
	int result;
	size_t first = copy_first_shards(w, plan, top, &result);

	if (result == 0)
		result = decode_needed(w, plan, decoded);
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
		for (uint32_t d = 0; decoded[s] != NULL && d < w->earlier_shards[s].entry->docs; d++)
			renumber_strings(&decoded[s][d], new_number);
	}
	source.sorted = sorted;
	source.rank = rank;
	source.strings = strings;
	source.strings_n = w->strings.n;
	if (result == 0)
		result = write_shards(w, plan, first, decoded, &source, top);
	mem_free(decoded);
	mem_free(sorted);
	mem_free(rank);
	mem_free(strings);
	mem_free(new_number);
	return result;
}

int index_writer_finish(struct index_writer *w)
{
	struct plan plan = {0};
	struct top top;
	int result;

	if (w->error.n != 0)
		return -1;
	top_init(&top);
	w->pages = 1;
	result = make_plan(w, &plan);
	w->copier = index_copier_new(w->fd, w->threads > 1);
	if (result == 0)
		result = build(w, &plan, &top);
	if (result == 0)
		result = write_tail(w, &top);
	if (index_copier_end(w->copier) < 0)
		result = fail(w, "search index", errno == EBADMSG ? "the earlier one is damaged" : strerror(errno));
	if (result == 0 && w->there != NULL && ftruncate(w->fd, (off_t)w->pages * DBFILE_PAGE) != 0)
		result = fail(w, "search index", strerror(errno));
	if (result == 0 && close(w->fd) != 0)
		result = fail(w, "search index", strerror(errno));
	if (result == 0)
		w->fd = -1;
	top_release(&top);
	vec_release(&plan.ranges);
	mem_free(plan.items);
	return result;
}
