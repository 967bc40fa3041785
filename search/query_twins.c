#include "search/query_twins.h"

#include "common/hash.h"
#include "common/utf8.h"

enum {
	DIFFERENT = 3,	     /* results that are to be different answers */
	SKETCH_LEAST = 8,    /* shorter texts are alike by chance */
	SKETCH_BYTES = 1024, /* of a page with another one's title */
};
/*
 * Pages of one title that have so much in common are one page. On documentation of five versions nearly all such pairs
 * have over 0.4, and pages that only have the same title ("Overview") under 0.2.
 */
#define TWIN_SHARE 0.35
/* Of the best one's score, what another page has at least that comes before a twin. */
#define GOOD_SHARE 0.2f
/* Of a twin's score, what another one has at least that may stand for both. */
#define EQUAL_SHARE 0.95f

/* ---- texts that say the same ---- */

static void sketch_add(struct query_sketch *sketch, uint64_t hash)
{
	size_t at = sketch->n;

	while (at > 0 && sketch->at[at - 1] > hash)
		at--;
	if (at == QUERY_SKETCH_HASHES || (at > 0 && sketch->at[at - 1] == hash))
		return;
	sketch->n += sketch->n < QUERY_SKETCH_HASHES;
	memmove(sketch->at + at + 1, sketch->at + at, (sketch->n - at - 1) * sizeof(*sketch->at));
	sketch->at[at] = hash;
}

static void sketch_text(struct query_sketch *sketch, struct tokenizer *tokenizer, struct str text)
{
	uint64_t before[2] = {0};
	struct str chunk;

	while (tokenize_chunk(&text, &chunk)) {
		size_t n = tokenize(tokenizer, chunk);

		for (size_t i = 0; i < n; i++) {
			if (before[0] != 0)
				sketch_add(sketch, hash64_mix(31 * before[0] + before[1], tokenizer->tokens[i].text));
			before[0] = before[1];
			before[1] = hash64(tokenizer->tokens[i].text);
		}
	}
}

int query_sketch_make(struct query_sketch *sketch, const struct store *store, uint32_t doc, size_t bytes,
		      struct tokenizer *tokenizer, struct arena *arena)
{
	struct store_passage *passages;
	size_t n;

	sketch->n = 0;
	if (store_read_passages(store, doc, bytes, arena, &passages, &n) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		sketch_text(sketch, tokenizer, utf8_cut(passages[i].text, bytes));
	return 0;
}

double query_sketch_alike(const struct query_sketch *a, const struct query_sketch *b)
{
	size_t i = 0, j = 0, all = 0, both = 0;

	for (; all < QUERY_SKETCH_HASHES && (i < a->n || j < b->n); all++) {
		bool from_a = j == b->n || (i < a->n && a->at[i] <= b->at[j]),
		     from_b = i == a->n || (j < b->n && b->at[j] <= a->at[i]);

		both += from_a && from_b;
		i += from_a;
		j += from_b;
	}
	return all >= SKETCH_LEAST ? (double)both / (double)all : 0;
}

/* ---- versions ---- */

/* The part of an address in which it differs from another one. */
static struct str differing_part(struct str url, struct str other)
{
	size_t from = 0, to;

	for (size_t i = 0; i < url.n && i < other.n && url.s[i] == other.s[i]; i++)
		from = url.s[i] == '/' ? i + 1 : from;
	for (to = from; to < url.n && url.s[to] != '/';)
		to++;
	return str_slice(url, from, to);
}

/* Where the number of a version begins. */
static size_t behind_v(struct str version)
{
	return version.n > 1 && str_lower_char(version.s[0]) == 'v' && str_is_digit(version.s[1]);
}

/* "2.4", "v2.4", "2.4.x" */
static bool is_version(struct str text)
{
	size_t at = behind_v(text);
	bool is_one = at < text.n && str_is_digit(text.s[at]);

	for (; at < text.n && is_one; at++)
		is_one = str_is_digit(text.s[at]) || text.s[at] == '.' || str_lower_char(text.s[at]) == 'x';
	return is_one;
}

/* What sites call the version that is of today. */
static bool is_latest(struct str text)
{
	static const char *const words[] = {"current", "latest", "stable", NULL};

	return str_is_any_nocase(text, words);
}

/* The next number of a version; 0 behind the last one. */
static uint64_t next_number(struct str *text)
{
	uint64_t number = 0;

	while (text->n != 0 && !str_is_digit(text->s[0]))
		*text = str_from(*text, 1);
	while (text->n != 0 && str_is_digit(text->s[0])) {
		number = number * 10 + (uint64_t)(text->s[0] - '0');
		*text = str_from(*text, 1);
	}
	return number;
}

static bool is_later(struct str version, struct str than)
{
	if (is_latest(version) || is_latest(than))
		return is_latest(version) && is_version(than);
	if (!is_version(version) || !is_version(than))
		return false;
	while (version.n != 0 || than.n != 0) {
		uint64_t a = next_number(&version), b = next_number(&than);

		if (a != b)
			return a > b;
	}
	return false;
}

static struct str version_of(const struct query_twins *twins, const struct query_found *page,
			     const struct query_found *other)
{
	const struct store_shard *shard = store_shard_of(twins->store, page->hit.doc);
	uint32_t version = store_facet(shard, store_entry(shard, page->hit.doc - shard->first)->version);

	return version != 0 ? twins->store->strings[version] : differing_part(page->page.url, other->page.url);
}

static bool is_mark(char c)
{
	return (unsigned char)c < 0x80 && !str_is_alnum(c);
}

/* "(2.4)?": what stands inside. */
static struct str without_marks(struct str word)
{
	while (word.n != 0 && is_mark(word.s[0]))
		word = str_from(word, 1);
	while (word.n != 0 && is_mark(word.s[word.n - 1]))
		word.n--;
	return word;
}

/* Does the query say it, as a word? */
static bool is_named(const struct query_twins *twins, struct str version)
{
	struct str rest = twins->text, word;

	version = without_marks(str_from(version, behind_v(version)));
	while (version.n != 0 && str_split(&rest, ' ', &word)) {
		word = without_marks(word);
		if (str_eq_nocase(str_from(word, behind_v(word)), version))
			return true;
	}
	return false;
}

static bool stands_for_both(const struct query_twins *twins, const struct query_found *page,
			    const struct query_found *other)
{
	struct str version = version_of(twins, page, other), than = version_of(twins, other, page);

	if (page->hit.score < EQUAL_SHARE * other->hit.score)
		return false;
	if (is_named(twins, version) != is_named(twins, than))
		return is_named(twins, version);
	return is_later(version, than);
}

/* ---- the first results ---- */

static int need_sketch(const struct query_twins *twins, struct query_found *page)
{
	struct query_sketch *sketch;

	if (page->sketch != NULL)
		return 0;
	page->sketch = sketch = ARENA_NEW(twins->arena, struct query_sketch);
	tokenizer_init(twins->tokenizer, tokenize_flags_of(page->page.lang));
	return query_sketch_make(sketch, twins->store, page->hit.doc, SKETCH_BYTES, twins->tokenizer, twins->arena);
}

/* "/2.3/install/" and "/2.4/install/", but not "/articles/12/" and "/articles/57/", which are pages' own numbers. */
static bool are_versions(struct str url, struct str other)
{
	struct str version = differing_part(url, other), than = differing_part(other, url),
		   rest = str_from(url, (size_t)(version.s - url.s) + version.n);

	return rest.n > 1 && (is_version(version) || is_latest(version)) && (is_version(than) || is_latest(than)) &&
	       str_eq(rest, str_from(other, (size_t)(than.s - other.s) + than.n));
}

/* 1 or 0; -1 when texts cannot be read. */
static int is_twin(const struct query_twins *twins, size_t a, size_t b)
{
	struct query_found *first = &twins->found[a], *second = &twins->found[b];

	if (!str_eq_nocase(first->page.title, second->page.title) || second->hit.score >= twins->pinned)
		return 0;
	if (are_versions(first->page.url, second->page.url))
		return 1;
	if (need_sketch(twins, first) < 0 || need_sketch(twins, second) < 0)
		return -1;
	return query_sketch_alike(first->sketch, second->sketch) >= TWIN_SHARE;
}

/* The different pages first, then the others as they stand. */
static void put_first(const struct query_twins *twins, const size_t *different, size_t n)
{
	struct query_found *ordered = arena_alloc(twins->arena, twins->n * sizeof(*ordered));
	bool *is_first = arena_array(twins->arena, twins->n, sizeof(*is_first));
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		ordered[at++] = twins->found[different[i]];
		is_first[different[i]] = true;
	}
	for (size_t i = 0; i < twins->n; i++) {
		if (!is_first[i])
			ordered[at++] = twins->found[i];
	}
	memcpy(twins->found, ordered, twins->n * sizeof(*ordered));
}

/* The score of the best page that is not pinned. */
static float best_score(const struct query_twins *twins)
{
	size_t i = 0;

	while (i < twins->n && twins->found[i].hit.score >= twins->pinned)
		i++;
	return i < twins->n ? twins->found[i].hit.score : 0;
}

/* The places of the first different pages, in order; returns how many twins of theirs there are. */
static int find_different(const struct query_twins *twins, size_t different[DIFFERENT], size_t *n)
{
	float least = GOOD_SHARE * best_score(twins);
	int twins_n = 0;

	*n = 0;
	for (size_t i = 0; i < twins->n; i++) {
		int twin = 0;

		for (size_t d = 0; d < *n && twin == 0; d++) {
			twin = is_twin(twins, different[d], i);
			if (twin > 0 && stands_for_both(twins, &twins->found[i], &twins->found[different[d]]))
				different[d] = i;
		}
		if (twin < 0)
			return -1;
		twins_n += twin;
		if (twin == 0 && *n < DIFFERENT && twins->found[i].hit.score >= least)
			different[(*n)++] = i;
	}
	return twins_n;
}

int query_twins_count(const struct query_twins *twins)
{
	size_t different[DIFFERENT], n;

	return find_different(twins, different, &n);
}

int query_twins_move(const struct query_twins *twins)
{
	size_t different[DIFFERENT], n;
	int twins_n = find_different(twins, different, &n);

	if (twins_n > 0)
		put_first(twins, different, n);
	return twins_n < 0 ? -1 : 0;
}
