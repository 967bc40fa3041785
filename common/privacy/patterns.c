/*
 * What has a shape: addresses, numbers, paths, secrets. Tables of expressions,
 * each with a validator; PCRE2 with its compiler, and with limits: where one
 * gives up the line is taken as unreadable.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "common/privacy/patterns.h"
#include "common/hash.h"
#include "common/mem.h"
#include "common/privacy/heads.h"

#include <pcre2.h>

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, BEYOND = 512, CONTEXT = 48 };

bool pattern_is_after(const struct hit *hit, enum place words)
{
	return places_any(hit->places, words, hit->from > CONTEXT ? hit->from - CONTEXT : 0, hit->from);
}

bool pattern_has_digit(struct hit *hit)
{
	for (size_t i = 0; i < hit->text.n; i++)
		if (str_is_digit(hit->text.s[i]))
			return true;
	return false;
}

static const struct table {
	const struct pattern *patterns;
	const size_t *n;
} tables[] = {
    {secret_patterns, &secret_patterns_n}, {address_patterns, &address_patterns_n},
    {street_patterns, &street_patterns_n}, {number_patterns, &number_patterns_n},
    {user_patterns, &user_patterns_n},	   {script_patterns, &script_patterns_n},
};

enum { TABLES_N = sizeof(tables) / sizeof(tables[0]) };

struct compiled {
	const struct pattern *pattern;
	pcre2_code *code;
	struct heads *heads; /* NULL: anything */
	bool fast;	     /* to machine code */
};

struct pattern_set {
	struct VEC(struct compiled) patterns;
	struct place_words *words;
};

struct pattern_state {
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct places places;
};

static int compile(struct pattern_set *set, const struct pattern *pattern, struct buf *reason)
{
	struct compiled *one = vec_add(&set->patterns);
	int error;
	PCRE2_SIZE at;

	one->pattern = pattern;
	one->code = pcre2_compile((PCRE2_SPTR)pattern->expression, PCRE2_ZERO_TERMINATED,
				  PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT, &error, &at, NULL);
	if (one->code == NULL) {
		buf_printf(reason, "rule \"%s\" is wrong at %zu", pattern->rule, (size_t)at);
		return -1;
	}
	one->heads = pattern->heads != NULL ? heads_new(pattern->heads) : NULL;
	/* without it, slower but the same */
	one->fast = pcre2_jit_compile(one->code, PCRE2_JIT_COMPLETE) == 0;
	return 0;
}

struct pattern_set *patterns_new(struct buf *reason)
{
	struct pattern_set *set = mem_zalloc(sizeof(*set));

	set->words = place_words_new();
	for (size_t t = 0; t < TABLES_N; t++)
		for (size_t i = 0; i < *tables[t].n; i++)
			if (compile(set, &tables[t].patterns[i], reason) < 0) {
				patterns_free(set);
				return NULL;
			}
	return set;
}

void patterns_free(struct pattern_set *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->patterns.n; i++) {
		pcre2_code_free(set->patterns.at[i].code);
		heads_free(set->patterns.at[i].heads);
	}
	vec_release(&set->patterns);
	place_words_free(set->words);
	mem_free(set);
}

static uint64_t mix(uint64_t sum, const struct pattern *pattern)
{
	const char numbers[] = {(char)pattern->type, (char)pattern->place, (char)pattern->back,
				(char)pattern->strength};

	sum = hash64_mix(sum, str_c(pattern->rule));
	sum = hash64_mix(sum, str_c(pattern->expression));
	return hash64_mix(sum, str_n(numbers, sizeof(numbers)));
}

uint64_t patterns_fingerprint(void)
{
	uint64_t sum = 0;

	for (size_t t = 0; t < TABLES_N; t++)
		for (size_t i = 0; i < *tables[t].n; i++)
			sum = mix(sum, &tables[t].patterns[i]);
	return sum;
}

struct pattern_state *pattern_state_new(void)
{
	struct pattern_state *state = mem_zalloc(sizeof(*state));

	state->data = pcre2_match_data_create(16, NULL);
	state->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(state->context, MATCH_LIMIT);
	pcre2_set_depth_limit(state->context, DEPTH_LIMIT);
	return state;
}

void pattern_state_free(struct pattern_state *state)
{
	if (state == NULL)
		return;
	pcre2_match_data_free(state->data);
	pcre2_match_context_free(state->context);
	places_release(&state->places);
	mem_free(state);
}

const struct places *pattern_state_places(const struct pattern_state *state)
{
	return &state->places;
}

static void make_hit(struct hit *hit, size_t from, size_t to)
{
	size_t n = 0;

	hit->from = from;
	hit->to = to;
	hit->text = str_slice(hit->scan->text, from, to);
	for (size_t i = 0; i < hit->text.n && n < PATTERN_BARE_MOST; i++) {
		char c = hit->text.s[i];

		if (str_is_alnum(c))
			hit->bare[n++] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
	}
	hit->packed = str_n(hit->bare, n);
}

static size_t line_end(struct str text, size_t at)
{
	const char *end = at < text.n ? memchr(text.s + at, '\n', text.n - at) : NULL;

	return end != NULL ? (size_t)(end - text.s) : text.n;
}

struct search {
	const struct compiled *compiled;
	struct pattern_state *state;
	struct scan *scan;
	size_t word; /* the first of pattern->after that may still count */
};

static int match(const struct search *search, size_t from, size_t last, size_t end)
{
	PCRE2_SPTR text = (PCRE2_SPTR)search->scan->text.s;

	pcre2_set_offset_limit(search->state->context, last);
	if (search->compiled->fast)
		return pcre2_jit_match(search->compiled->code, text, end, from, PCRE2_NO_UTF_CHECK, search->state->data,
				       search->state->context);
	return pcre2_match(search->compiled->code, text, end, from, PCRE2_NO_UTF_CHECK, search->state->data,
			   search->state->context);
}

/* The first match that begins in [from, to). */
static int match_between(const struct search *search, size_t from, size_t to, size_t end)
{
	const struct heads *heads = search->compiled->heads;

	if (heads == NULL)
		return match(search, from, to - 1, end);
	for (from = heads_next(heads, search->scan->low, from, to); from < to;
	     from = heads_next(heads, search->scan->low, from + 1, to)) {
		int result = match(search, from, from, end);

		if (result != PCRE2_ERROR_NOMATCH)
			return result;
	}
	return PCRE2_ERROR_NOMATCH;
}

/* Where a token ends that may go on behind what was matched, or behind what was looked at. */
static size_t token_end(struct str text, size_t at, size_t seen)
{
	static const char more[] = "_-+/=.";
	bool cut = at == seen;

	if (at == 0 || !(str_is_alnum(text.s[at - 1]) || text.s[at - 1] == '_' || cut))
		return at;
	while (at < text.n && (str_is_alnum(text.s[at]) || text.s[at] == '_' ||
			       (cut && text.s[at] != '\0' && strchr(more, text.s[at]) != NULL)))
		at++;
	return at;
}

/* Matches that begin in [from, to); where the last of them ends. */
static size_t find_between(const struct search *search, size_t from, size_t to)
{
	const struct pattern *pattern = search->compiled->pattern;
	struct scan *scan = search->scan;
	const PCRE2_SIZE *place = pcre2_get_ovector_pointer(search->state->data);
	struct hit hit = {.scan = scan, .places = &search->state->places};

	while (from < to) {
		size_t beyond = pattern->place == PLACE_KEY_BLOCK ? scan->text.n : BEYOND;
		size_t end = scan->text.n - to > beyond ? to + beyond : scan->text.n;
		int result = match_between(search, from, to, end);

		if (result == PCRE2_ERROR_NOMATCH)
			return from;
		if (result < 0) {
			end = line_end(scan->text, from + 1);
			scan_found(scan, from, end, REDACT_UNREADABLE, STRENGTH_GUESS, pattern->rule);
			from = end + 1;
			continue;
		}
		make_hit(&hit, place[0], place[1]);
		if (place[1] > place[0] && (pattern->check == NULL || pattern->check(&hit))) {
			if (pattern->strength == STRENGTH_SECRET)
				hit.to = token_end(scan->text, hit.to, end);
			scan_found(scan, hit.from, hit.to, pattern->type, pattern->strength, pattern->rule);
			from = hit.to;
		} else {
			scan_kept(scan, place[0], place[1], pattern->type, pattern->rule,
				  "its check digits or what stands around it do not fit");
			from = place[0] >= from ? place[0] + 1 : from + 1;
			/* not once more from each digit of the same number */
			while (from < to && from < place[1] && str_is_alnum(scan->text.s[from]))
				from++;
		}
	}
	return from;
}

/* Is a word that its check wants near enough? Places come in order. */
static bool is_word_near(struct search *search, size_t at)
{
	const struct pattern *pattern = search->compiled->pattern;
	const uint32_t *words = search->state->places.of[pattern->after].at;
	size_t n = search->state->places.of[pattern->after].n;

	while (search->word < n && words[search->word] + (size_t)pattern->back + CONTEXT < at)
		search->word++;
	return search->word < n && words[search->word] < at;
}

/* The first place from i on beside which it may be found. */
static size_t next_place(struct search *search, size_t i)
{
	const struct pattern *pattern = search->compiled->pattern;
	const uint32_t *at = search->state->places.of[pattern->place].at;
	size_t n = search->state->places.of[pattern->place].n;
	/* what a check refuses is to be told then */
	bool wants_word = pattern->after != 0 && !search->scan->explain;

	if (pattern->may != NULL || wants_word)
		while (i < n && ((wants_word && !is_word_near(search, at[i])) ||
				 (pattern->may != NULL && !pattern->may(search->scan->text, at[i]))))
			i++;
	return i;
}

/* Where it may begin that has its place there. */
static size_t first_start(const struct search *search, size_t at)
{
	const struct pattern *pattern = search->compiled->pattern;
	size_t start = at > pattern->back ? at - pattern->back : 0, from = at;

	if (!pattern->is_solid)
		return start;
	while (from > start && !str_is_space(search->scan->text.s[from - 1]))
		from--;
	return from;
}

/* Beside each place of its kind. */
static void find_all(struct search *search)
{
	const struct pattern *pattern = search->compiled->pattern;
	const uint32_t *at = search->state->places.of[pattern->place].at;
	size_t n = search->state->places.of[pattern->place].n, from = 0;

	for (size_t i = next_place(search, 0); i < n;) {
		size_t start = first_start(search, at[i]), to = at[i] + (size_t)1;

		/* neighbours whose surroundings meet are one */
		for (i = next_place(search, i + 1); i < n && at[i] <= to + pattern->back; i = next_place(search, i + 1))
			to = at[i] + (size_t)1;
		if (start < from)
			start = from;
		if (start < to)
			from = find_between(search, start, to);
	}
}

void patterns_find(const struct pattern_set *set, struct pattern_state *state, struct scan *scan)
{
	places_find(&state->places, set->words, scan->text, scan->low);
	for (size_t i = 0; i < set->patterns.n; i++) {
		struct search search = {&set->patterns.at[i], state, scan, 0};

		find_all(&search);
	}
}
