#include "search/query.h"

#include "search/query_engine.h"
#include "search/query_twins.h"
#include "search/rank.h"
#include "search/snippet.h"

#include "common/json.h"
#include "common/map.h"
#include "common/mem.h"

enum {
	LONG_WORDS = 8, /* a query of more is a text */
	/* as many characters and pairs of a script without blanks count as one word: as what it is planned; whether
	 * quotes and minuses are meant */
	PIECES_PLANNED = 2,
	PIECES_MEANT = 4,
	TIES_MAX = 64,	   /* equal ones behind the last, that are put in order of URL */
	PINNED_MAX = 10,   /* of one query */
	PINNED_WORDS = 16, /* of a query with pinned pages */
};
/* Above any score. */
#define PINNED_SCORE 1000.0f

/* ---- opening -------------------------------------------------------------------------- */

static void take_id(struct query_engine *engine, uint32_t doc, struct str id, struct str url)
{
	bool added;
	struct map_entry *entry;

	if (id.n == 0 || map_find(&engine->ids, id) != NULL)
		return;
	entry = map_add(&engine->ids, arena_str(&engine->arena, id), &added);
	entry->value.number = engine->urls.n;
	*vec_add(&engine->urls) = arena_str(&engine->arena, url);
	*vec_add(&engine->docs) = doc;
}

/* Words that are common in English and in no other language; of short pages each has few of them. */
static bool looks_english(const struct store *store)
{
	static const struct str words[] = {STR_INIT("the"), STR_INIT("and"),  STR_INIT("you"),	STR_INIT("how"),
					   STR_INIT("my"),  STR_INIT("this"), STR_INIT("what"), STR_INIT("with")};
	uint64_t pages = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		pages += store_lists_of_word(store, store_word(store, words[i])).docs;
	return 2 * pages > (uint64_t)store->docs_n;
}

/* Pages are in languages of different families ("en" and "en-GB" are one). */
static bool several_languages(const struct store *store)
{
	uint32_t first = UINT32_MAX;

	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct store_shard *shard = &store->shards[s];

		for (uint32_t d = 0; d < shard->header.docs; d++) {
			uint32_t lang = store_facet(shard, store_entry(shard, d)->lang);

			if (first == UINT32_MAX)
				first = lang;
			if (lang != first && !rank_same_family(store, lang, first))
				return true;
		}
	}
	return false;
}

static void make_version(struct query_engine *engine)
{
	hash128_hex(engine->store->reader->trailer.hash, engine->version, 32);
}

/* The words of a query as a key: what is pinned to "Reset password" is for "reset  PASSWORD?" too. */
static struct str key_of(const struct query_parsed *parsed, struct arena *arena)
{
	struct str key;
	struct buf out;

	if (parsed->words_n > PINNED_WORDS)
		return STR("");
	buf_init(&out, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < parsed->words_n; i++) {
		if (parsed->words[i].same_place)
			continue;
		if (out.n != 0)
			buf_char(&out, ' ');
		buf_str(&out, parsed->words[i].text);
	}
	key = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return key;
}

static void add_pins(struct query_engine *engine, const struct value *pinned)
{
	struct tokenizer *tokenizer;

	if (pinned == NULL || pinned->kind != VALUE_MAP)
		return;
	tokenizer = mem_alloc(sizeof(*tokenizer));
	tokenizer_init(tokenizer, 0);
	for (uint32_t i = 0; i < pinned->as.map.n; i++) {
		const struct value *ids = pinned->as.map.at[i].value;
		struct query_pins *pins = ARENA_NEW(&engine->arena, struct query_pins);
		struct query_parsed parsed;
		struct str key;

		query_parse(&parsed, tokenizer, &engine->arena, pinned->as.map.at[i].key, true);
		key = key_of(&parsed, &engine->arena);
		if (key.n == 0 || ids->kind != VALUE_LIST)
			continue;
		pins->docs = arena_array(&engine->arena, ids->as.list.n, sizeof(*pins->docs));
		for (uint32_t p = 0; p < ids->as.list.n && pins->n < PINNED_MAX; p++) {
			const struct value *id = ids->as.list.at[p];
			const struct map_entry *entry =
			    id->kind == VALUE_STR ? map_find(&engine->ids, id->as.str) : NULL;

			if (entry != NULL)
				pins->docs[pins->n++] = engine->docs.at[entry->value.number];
		}
		map_add(&engine->pinned, key, NULL)->value.pointer = pins;
	}
	mem_free(tokenizer);
}

/* Behind the same page of another version, and what else is nearly as good. */
#define OUTDATED_FACTOR 0.6f

static void weigh_outdated(struct query_engine *engine)
{
	const struct value *versions = value_path(engine->config, STR("search.outdated_versions"));

	for (uint32_t i = 0; versions != NULL && versions->kind == VALUE_LIST && i < versions->as.list.n; i++) {
		if (versions->as.list.at[i]->kind == VALUE_STR)
			store_weigh_version(engine->store, versions->as.list.at[i]->as.str, OUTDATED_FACTOR);
	}
}

/*
 * What readers voted for, the row "helpful" of the table meta: addresses, the one that helped most first. It settles
 * what words leave open, as the other signals of store.c do.
 */
#define HELPFUL_SIGNAL 0.04f

struct page_reading {
	struct query_engine *engine;
	struct map helpful; /* address -> place, from 0 */
	bool with_ids;
};

static void take_page(void *context, uint32_t doc, struct str id, struct str url)
{
	struct page_reading *reading = context;
	const struct map_entry *voted = reading->helpful.n != 0 ? map_find(&reading->helpful, url) : NULL;

	if (reading->with_ids)
		take_id(reading->engine, doc, id, url);
	if (voted != NULL)
		store_weigh_page(reading->engine->store, doc,
				 1 + HELPFUL_SIGNAL * (1 - (float)voted->value.number / (float)reading->helpful.n));
}

/* What is said about single pages; reads all their records, if anything is. 0, or -1. */
static int read_pages(struct query_engine *engine, bool with_ids)
{
	struct page_reading reading = {.engine = engine, .with_ids = with_ids};
	struct str votes = store_meta(engine->store, STR("helpful"));
	const struct value *list = votes.n != 0 ? json_parse(&engine->arena, votes, NULL) : NULL;
	int result = 0;

	map_init(&reading.helpful);
	for (uint32_t i = 0; list != NULL && list->kind == VALUE_LIST && i < list->as.list.n; i++) {
		bool added;
		struct map_entry *entry;

		if (list->as.list.at[i]->kind != VALUE_STR)
			continue;
		entry = map_add(&reading.helpful, list->as.list.at[i]->as.str, &added);
		if (added)
			entry->value.number = reading.helpful.n - 1;
	}
	if (with_ids || reading.helpful.n != 0)
		result = store_each_page(engine->store, take_page, &reading);
	map_release(&reading.helpful);
	return result;
}

struct query_engine *query_open(int folder, const char *path, unsigned flags, struct buf *reason)
{
	struct query_engine *engine = mem_zalloc(sizeof(*engine));
	const struct value *pinned;
	struct str config;

	arena_init(&engine->arena);
	map_init(&engine->ids);
	map_init(&engine->pinned);
	engine->store = store_open(folder, path, reason);
	if (engine->store == NULL) {
		query_close(engine);
		return NULL;
	}
	config = store_meta(engine->store, STR("config"));
	engine->config = config.n != 0 ? json_parse(&engine->arena, config, NULL) : NULL;
	engine->settings = query_plan_settings_new(engine->config, &engine->arena);
	engine->is_english = looks_english(engine->store);
	engine->has_languages = several_languages(engine->store);
	if (!engine->is_english || engine->has_languages)
		engine->grams = query_grams_new(engine->store);
	weigh_outdated(engine);
	make_version(engine);
	pinned = value_path(engine->config, STR("search.pinned"));
	if (read_pages(engine, (flags & QUERY_IDS) != 0 || value_is_true(pinned)) < 0) {
		if (reason != NULL)
			buf_printf(reason, "cannot use the search index \"%s\": it cannot be read", path);
		query_close(engine);
		return NULL;
	}
	add_pins(engine, pinned);
	return engine;
}

void query_close(struct query_engine *engine)
{
	if (engine == NULL)
		return;
	query_grams_free(engine->grams);
	store_close(engine->store);
	vec_release(&engine->urls);
	vec_release(&engine->docs);
	map_release(&engine->pinned);
	map_release(&engine->ids);
	arena_release(&engine->arena);
	mem_free(engine);
}

struct query_scratch *query_scratch_new(const struct query_engine *engine)
{
	struct query_scratch *scratch = mem_zalloc(sizeof(*scratch));

	scratch->tokenizer = mem_alloc(sizeof(*scratch->tokenizer));
	tokenizer_init(scratch->tokenizer, 0);
	rank_init(&scratch->rank, engine->store);
	query_grams_work_init(&scratch->grams, engine->grams);
	return scratch;
}

void query_scratch_free(struct query_scratch *scratch)
{
	if (scratch == NULL)
		return;
	rank_release(&scratch->rank);
	query_grams_work_release(&scratch->grams);
	mem_free(scratch->tokenizer);
	mem_free(scratch);
}

struct str query_meta(const struct query_engine *engine, struct str name)
{
	return store_meta(engine->store, name);
}

uint32_t query_pages(const struct query_engine *engine)
{
	return engine->store->docs_n;
}

bool query_is_intact(const struct query_engine *engine)
{
	return index_reader_is_intact(engine->store->reader);
}

struct str query_version(const struct query_engine *engine)
{
	return str_n(engine->version, 32);
}

struct str query_page_by_id(const struct query_engine *engine, struct str id)
{
	const struct map_entry *entry = map_find(&engine->ids, id);

	return entry != NULL ? engine->urls.at[entry->value.number] : STR_NONE;
}

struct page_looked_for {
	struct str name;
	bool is_there;
};

static void compare_page(void *context, uint32_t doc, struct str id, struct str url)
{
	struct page_looked_for *page = context;

	(void)doc;
	page->is_there |= str_eq(url, page->name) || (id.n != 0 && str_eq(id, page->name));
}

bool query_has_page(const struct query_engine *engine, struct str url_or_id)
{
	struct page_looked_for page = {.name = url_or_id};

	return store_each_page(engine->store, compare_page, &page) == 0 && page.is_there;
}

/* ---- hits ---------------------------------------------------------------------------------- */

static int by_score_and_url(const void *a, const void *b)
{
	const struct query_found *x = a, *y = b;

	if (x->hit.score != y->hit.score)
		return x->hit.score > y->hit.score ? -1 : 1;
	return str_cmp(x->page.url, y->page.url);
}

int query_fill_hit(const struct query_engine *engine, struct query_scratch *scratch, const struct query_plan *plan,
		   const struct rank_hit *found, const struct store_page *page, bool is_bare, struct arena *arena,
		   struct query_hit *hit, struct str *sentence)
{
	const struct store_shard *shard = store_shard_of(engine->store, found->doc);
	struct snippet snippet = {STR(""), STR(""), STR(""), STR(""), 0};

	if (!is_bare) {
		/* only suggestions ask for the sentence, and they are to answer */
		const struct snippet_page of = {
		    .doc = found->doc,
		    .description = page->description,
		    .answers_alone = sentence != NULL && str_eq(page->kind, STR("solved")),
		    .sentence_first = sentence != NULL,
		};

		tokenizer_init(scratch->tokenizer, tokenize_flags_of(page->lang));
		if (snippet_make(engine->store, plan, &of, scratch->tokenizer, arena, &snippet) < 0)
			return -1;
	}
	*hit = (struct query_hit){
	    .page = store_page_id(shard, found->doc - shard->first),
	    .id = page->id,
	    .url = page->url,
	    .title = page->title,
	    .description = page->description,
	    .heading = snippet.heading,
	    .anchor = snippet.anchor,
	    .excerpt = snippet.excerpt,
	    .breadcrumb = page->breadcrumb,
	    .kind = page->kind,
	    .lang = page->lang,
	    .section = page->section,
	    .score = (double)found->score,
	};
	if (sentence != NULL)
		*sentence = snippet.sentence;
	return 0;
}

/* What was found, the best first; the pages of the first `read` of them are known, and in order of URL where equal. */
struct found_list {
	const struct rank_hit *hits;
	struct query_found *pages;
	size_t n, read;
};

/* Reads the pages up to `to`, and those equal to the last of them. 0, or -1. */
static int read_found(const struct store *store, struct found_list *list, size_t to, struct arena *arena)
{
	size_t from = list->read, at = from;

	for (; at < list->n && (at < to || (at > from && list->hits[at].score == list->hits[at - 1].score)); at++) {
		list->pages[at] = (struct query_found){.hit = list->hits[at]};
		if (store_read_page(store, list->hits[at].doc, arena, &list->pages[at].page) < 0)
			return -1;
	}
	qsort(list->pages + from, at - from, sizeof(*list->pages), by_score_and_url);
	list->read = at;
	return 0;
}

/* Pages behind the first ones are not moved; of those before the offset only the equals of what stands there are read.
 */
static int read_behind(const struct store *store, struct found_list *list, size_t offset, size_t to,
		       struct arena *arena)
{
	size_t first = offset < list->n ? offset : list->n;

	while (first > 0 && first < list->n && list->hits[first - 1].score == list->hits[first].score)
		first--;
	list->read = first;
	return read_found(store, list, to, arena);
}

/* The first ones, so that they are different answers. */
static int read_first(const struct query_engine *engine, struct query_scratch *scratch, struct str text,
		      struct found_list *list, size_t to, struct arena *arena)
{
	struct query_twins twins = {.store = engine->store,
				    .tokenizer = scratch->tokenizer,
				    .arena = arena,
				    .text = text,
				    .pinned = PINNED_SCORE / 2,
				    .found = list->pages};
	int twins_n;

	if (read_found(engine->store, list, to > QUERY_TWINS_FIRST ? to : QUERY_TWINS_FIRST, arena) < 0)
		return -1;
	twins.n = list->read < QUERY_TWINS_FIRST ? list->read : QUERY_TWINS_FIRST;
	twins_n = query_twins_count(&twins);
	if (twins_n <= 0)
		return twins_n;
	if (read_found(engine->store, list, QUERY_TWINS_ALL, arena) < 0)
		return -1;
	twins.n = list->read < QUERY_TWINS_ALL ? list->read : QUERY_TWINS_ALL;
	return query_twins_move(&twins);
}

static int take_hits(const struct query_engine *engine, struct query_scratch *scratch, const struct query_plan *plan,
		     const struct query_request *request, struct arena *arena, struct query_results *results)
{
	size_t limit = request->limit < QUERY_LIMIT ? request->limit : QUERY_LIMIT,
	       offset = request->offset < QUERY_OFFSET ? request->offset : QUERY_OFFSET, end = limit + offset,
	       wanted = end > QUERY_TWINS_ALL ? end : QUERY_TWINS_ALL;
	struct rank_hit *hits;
	struct found_list list = {0};

	if (limit == 0)
		return 0;
	list.hits = hits = arena_alloc(arena, (wanted + TIES_MAX) * sizeof(*hits));
	list.n = rank_best(&scratch->rank, wanted, hits, wanted + TIES_MAX);
	list.pages = arena_alloc(arena, (list.n + 1) * sizeof(*list.pages));
	if ((offset >= QUERY_TWINS_ALL ? read_behind(engine->store, &list, offset, end, arena)
				       : read_first(engine, scratch, request->text, &list, end, arena)) < 0)
		return -1;
	results->hits = arena_array(arena, limit, sizeof(*results->hits));
	for (size_t i = offset; i < end && i < list.n; i++) {
		const struct query_found *from = &list.pages[i];

		if (query_fill_hit(engine, scratch, plan, &from->hit, &from->page, request->is_bare, arena,
				   &results->hits[results->hits_n], NULL) < 0)
			return -1;
		results->hits[results->hits_n].is_pinned = from->hit.score > PINNED_SCORE / 2;
		results->hits_n++;
	}
	return 0;
}

/* ---- facets ----------------------------------------------------------------------------------- */

struct facet_count {
	uint32_t value, pages;
	struct str name;
};

static int by_pages(const void *a, const void *b)
{
	const struct facet_count *x = a, *y = b;

	if (x->pages != y->pages)
		return x->pages > y->pages ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static void count_facets(const struct store *store, const struct rank *rank, uint32_t *counts)
{
	size_t n = store->strings_n;

	for (uint32_t s = 0; s < store->shards_n; s++) {
		const struct store_shard *shard = &store->shards[s];
		const struct index_doc_entry *entries = store_entry(shard, 0);
		const float *scores = rank->scores + shard->first;

		for (uint32_t d = 0; d < shard->header.docs; d++) {
			if (scores[d] <= 0)
				continue;
			counts[FIELD_LANG * n + store_facet(shard, entries[d].lang)]++;
			counts[FIELD_SECTION * n + store_facet(shard, entries[d].section)]++;
			counts[FIELD_KIND * n + store_facet(shard, entries[d].kind)]++;
			counts[FIELD_PRODUCT * n + store_facet(shard, entries[d].product)]++;
			counts[FIELD_VERSION * n + store_facet(shard, entries[d].version)]++;
			for (uint32_t t = shard->tags_first[d]; t < shard->tags_first[d + 1]; t++)
				counts[FIELD_TAG * n + store_facet(shard, shard->tags[t])]++;
		}
	}
}

static void make_facets(const struct store *store, const struct rank *rank, struct arena *arena,
			struct query_results *results)
{
	size_t n = store->strings_n;
	uint32_t *counts = arena_array(arena, n * QUERY_FIELDS, sizeof(*counts));
	struct facet_count *values = arena_alloc(arena, (n + 1) * sizeof(*values));

	count_facets(store, rank, counts);
	for (int f = 0; f < QUERY_FIELDS; f++) {
		struct query_facet *facet = &results->facets[f];
		size_t found = 0;

		for (uint32_t i = 1; i < n; i++) { /* 0 is "" */
			if (counts[(size_t)f * n + i] != 0)
				values[found++] = (struct facet_count){i, counts[(size_t)f * n + i], store->strings[i]};
		}
		qsort(values, found, sizeof(*values), by_pages);
		found = found < QUERY_FACETS ? found : QUERY_FACETS;
		*facet = (struct query_facet){query_field_names[f].s, arena_array(arena, found, sizeof(*facet->values)),
					      found};
		for (size_t i = 0; i < found; i++)
			facet->values[i] = (struct query_facet_value){values[i].name, values[i].pages};
	}
}

/* ---- searching ----------------------------------------------------------------------------------- */

/* The number of a language among the store's strings, or of one of its family; UINT32_MAX when there is none. */
static uint32_t query_language(const struct store *store, struct str lang)
{
	uint32_t exact = store_string(store, lang);
	struct str family =
	    str_slice(lang, 0, str_find_char(lang, '-') >= 0 ? (size_t)str_find_char(lang, '-') : lang.n);

	for (uint32_t i = 1; i < store->strings_n && exact == UINT32_MAX; i++) {
		struct str string = store->strings[i];

		if (str_starts_nocase(string, family) && (string.n == family.n || string.s[family.n] == '-'))
			exact = i;
	}
	return exact;
}

static uint32_t filter_value(const struct store *store, struct str wanted, struct str typed)
{
	struct str value = wanted.n != 0 ? wanted : typed;

	return value.n != 0 ? store_string(store, value) : RANK_ANY;
}

static void make_filter(const struct store *store, const struct query_request *request,
			const struct query_parsed *parsed, struct rank_filter *filter)
{
	const struct str wanted[QUERY_FIELDS] = {
	    [FIELD_LANG] = STR_NONE,	  [FIELD_SECTION] = request->section, [FIELD_TAG] = request->tag,
	    [FIELD_KIND] = request->kind, [FIELD_PRODUCT] = request->product, [FIELD_VERSION] = request->version,
	};

	for (int f = 0; f < QUERY_FIELDS; f++)
		filter->values[f] = filter_value(store, wanted[f], parsed->filters[f]);
	if (filter->values[FIELD_LANG] == UINT32_MAX)
		filter->values[FIELD_LANG] = query_language(store, parsed->filters[FIELD_LANG]);
}

static const struct query_pins *find_pins(const struct query_engine *engine, const struct query_parsed *parsed,
					  struct arena *arena)
{
	const struct map_entry *entry = engine->pinned.n != 0 ? map_find(&engine->pinned, key_of(parsed, arena)) : NULL;

	return entry != NULL ? entry->value.pointer : NULL;
}

static size_t rank_filtered(const struct query_engine *engine, struct query_scratch *scratch,
			    const struct query_ranking *ranking, const struct rank_filter *filter)
{
	rank_run(&scratch->rank, engine->store, ranking->plan, ranking->bounds);
	for (size_t i = 0; ranking->pins != NULL && i < ranking->pins->n; i++)
		scratch->rank.scores[ranking->pins->docs[i]] = PINNED_SCORE - (float)i;
	return rank_filter(&scratch->rank, engine->store, filter);
}

size_t query_rank(const struct query_engine *engine, struct query_scratch *scratch, const struct query_ranking *ranking,
		  bool *other_language)
{
	struct rank_filter with_lang = *ranking->filter;
	size_t left;

	*other_language = false;
	if (with_lang.values[FIELD_LANG] != RANK_ANY || ranking->lang.n == 0 || !engine->has_languages)
		return rank_filtered(engine, scratch, ranking, ranking->filter);
	with_lang.values[FIELD_LANG] = query_language(engine->store, ranking->lang);
	left = rank_filtered(engine, scratch, ranking, &with_lang);
	if (left != 0 || ranking->only_lang)
		return left;
	left = rank_filtered(engine, scratch, ranking, ranking->filter);
	*other_language = left != 0;
	return left;
}

bool query_is_english(const struct query_engine *engine, struct str lang)
{
	return lang.n != 0 && engine->has_languages ? str_starts_nocase(lang, STR("en")) : engine->is_english;
}

static bool is_long(const struct query_parsed *parsed, uint32_t word_pieces)
{
	uint32_t pieces = 0;

	for (uint32_t i = 0; i < parsed->words_n && pieces <= LONG_WORDS * word_pieces; i++)
		pieces += parsed->words[i].kind == TOKEN_WORD || parsed->words[i].kind == TOKEN_WHOLE
			      ? word_pieces
			      : parsed->words[i].kind != TOKEN_RUN;
	return pieces > LONG_WORDS * word_pieces;
}

int query_search(const struct query_engine *engine, struct query_scratch *scratch, const struct query_request *request,
		 struct arena *arena, struct query_results *results)
{
	const struct store *store = engine->store;
	struct query_results found = {.corrected = STR("")};
	struct query_parsed parsed;
	struct rank_filter filter = {0};
	struct str text = str_slice(request->text, 0, QUERY_TEXT_BYTES);
	struct query_plan plan;

	*results = found;
	tokenizer_init(scratch->tokenizer, tokenize_flags_of(request->lang));
	query_parse(&parsed, scratch->tokenizer, arena, text, false);
	if (is_long(&parsed, PIECES_MEANT)) /* somebody pasted a message: its quotes and minuses are no operators */
		query_parse(&parsed, scratch->tokenizer, arena, text, true);
	query_plan_make(&plan, store,
			&(struct query_plan_request){
			    .parsed = &parsed,
			    .text = text,
			    .settings = engine->settings,
			    .grams = engine->grams,
			    .grams_work = &scratch->grams,
			    .bounds = &request->bounds,
			    .use = is_long(&parsed, PIECES_PLANNED) ? PLAN_SUGGEST : PLAN_SEARCH,
			    .is_english = query_is_english(engine, request->lang),
			    .is_final = request->is_final,
			},
			arena);
	make_filter(store, request, &parsed, &filter);
	found.total = query_rank(engine, scratch,
				 &(struct query_ranking){
				     .plan = &plan,
				     .filter = &filter,
				     .bounds = &request->bounds,
				     .pins = find_pins(engine, &parsed, arena),
				     .lang = request->lang,
				     .only_lang = request->only_lang,
				 },
				 &found.other_language);
	found.is_partial = plan.is_partial || scratch->rank.is_partial;
	found.corrected = plan.corrected.n != 0 ? plan.corrected : STR("");
	if (take_hits(engine, scratch, &plan, request, arena, &found) < 0)
		return -1;
	if (!request->is_bare)
		make_facets(store, &scratch->rank, arena, &found);
	*results = found;
	return 0;
}
