#include "search/query_english.h"
#include "search/query_planner.h"

#include "common/mem.h"
#include "common/vec.h"

#define SYNONYM_WEIGHT 0.7f
/* Everyday words for the same thing (query_english.h). */
#define FORM_WEIGHT 0.35f
#define SAME_WEIGHT 0.2f

struct reading {
	struct tokenizer *tokenizer;
	struct arena *arena, work; /* work: of one synonym */
	struct synonym_vec VEC_FIELDS(struct synonym) synonyms;
	float weight; /* of those that are read now */
	bool is_english;
};

/* Of Chinese the pairs of neighbours say it; a character alone does where it has no neighbour. */
static bool says_it(const struct query_word *words, uint32_t n, uint32_t at)
{
	bool has_next = at + 1 < n && words[at + 1].same_place,
	     has_last = at > 1 && words[at - 1].same_place && words[at - 2].kind == TOKEN_HAN;

	if (words[at].same_place)
		return at > 0 && words[at - 1].kind == TOKEN_HAN;
	return words[at].kind != TOKEN_HAN || !(has_next || has_last);
}

static void add_synonym(struct reading *r, struct str left, struct str right)
{
	struct synonym synonym = {.weight = r->weight, .is_english = r->is_english};
	uint64_t hashes[SYNONYM_WORDS];
	struct str words[SYNONYM_WORDS];
	char room[TOKENIZE_TOKEN_BYTES + 8];
	struct query_parsed parsed;

	arena_clear(&r->work);
	query_parse(&parsed, r->tokenizer, &r->work, left, true);
	for (uint32_t i = 0; i < parsed.words_n && synonym.left_n < SYNONYM_WORDS; i++) {
		if (!parsed.words[i].same_place)
			hashes[synonym.left_n++] = hash64(query_planner_stem(parsed.words[i].text, room));
	}
	query_parse(&parsed, r->tokenizer, &r->work, right, true);
	for (uint32_t i = 0; i < parsed.words_n && synonym.right_n < SYNONYM_WORDS; i++) {
		if (!says_it(parsed.words, parsed.words_n, i))
			continue;
		words[synonym.right_n++] = arena_str(r->arena, parsed.words[i].text);
		synonym.is_cjk = synonym.is_cjk || is_cjk_kind(parsed.words[i].kind);
	}
	if (synonym.left_n == 0 || synonym.right_n == 0)
		return;
	synonym.left =
	    memcpy(arena_alloc(r->arena, synonym.left_n * sizeof(*hashes)), hashes, synonym.left_n * sizeof(*hashes));
	synonym.right =
	    memcpy(arena_alloc(r->arena, synonym.right_n * sizeof(*words)), words, synonym.right_n * sizeof(*words));
	*vec_add(&r->synonyms) = synonym;
}

/* "a, b => c, d" one way; "a, b, c" each for each. */
static void add_synonyms(struct reading *r, struct str line)
{
	ptrdiff_t arrow = str_find(line, STR("=>"));
	struct str lefts = arrow < 0 ? line : str_slice(line, 0, (size_t)arrow), left,
		   all = arrow < 0 ? line : str_from(line, (size_t)arrow + 2);

	while (str_split(&lefts, ',', &left)) {
		struct str rights = all, right;

		while (str_split(&rights, ',', &right)) {
			if (!str_eq_nocase(str_trim(left), str_trim(right)))
				add_synonym(r, left, right);
		}
	}
}

static int by_left(const void *a, const void *b)
{
	const struct synonym *x = a, *y = b;

	return (x->left[0] > y->left[0]) - (x->left[0] < y->left[0]);
}

static void add_english(struct reading *r)
{
	r->is_english = true;
	r->weight = FORM_WEIGHT;
	for (size_t i = 0; i < query_english_forms_n; i++)
		add_synonyms(r, str_c(query_english_forms[i]));
	r->weight = SAME_WEIGHT;
	for (size_t i = 0; i < query_english_same_n; i++)
		add_synonyms(r, str_c(query_english_same[i]));
}

const struct query_plan_settings *query_plan_settings_new(const struct value *config, struct arena *arena)
{
	struct query_plan_settings *settings = ARENA_NEW(arena, struct query_plan_settings);
	const struct value *lines = value_path(config, STR("search.synonyms")),
			   *everyday = value_path(config, STR("search.everyday_words"));
	struct reading r = {.arena = arena, .weight = SYNONYM_WEIGHT};

	arena_init(&r.work);
	r.tokenizer = mem_alloc(sizeof(*r.tokenizer));
	tokenizer_init(r.tokenizer, 0);
	for (uint32_t i = 0; lines != NULL && lines->kind == VALUE_LIST && i < lines->as.list.n; i++) {
		if (lines->as.list.at[i]->kind == VALUE_STR)
			add_synonyms(&r, lines->as.list.at[i]->as.str);
	}
	if (everyday == NULL || everyday->kind != VALUE_BOOL || everyday->as.boolean)
		add_english(&r);
	mem_free(r.tokenizer);
	arena_release(&r.work);
	settings->synonyms_n = r.synonyms.n;
	settings->synonyms = arena_array(arena, r.synonyms.n, sizeof(*settings->synonyms));
	for (size_t i = 0; i < r.synonyms.n; i++)
		settings->synonyms[i] = r.synonyms.at[i];
	vec_release(&r.synonyms);
	qsort(settings->synonyms, settings->synonyms_n, sizeof(*settings->synonyms), by_left);
	return settings;
}
