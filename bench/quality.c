/*
 * quality: what others make of a judged collection, to be compared with `weir eval`
 * on the same queries: SQLite's FTS5 (porter, bm25 with a title weight of 5, any of
 * the words) and a plain reimplementation of the formula that Weir's ranking began
 * with: BM25F over stems, exact words, pairs and groups of four characters, the
 * title alone, and how much of the title is in the query. No typing errors are
 * corrected here.
 *
 *     bench/quality COLLECTION PART
 *
 * prints, a line each: name, nDCG@10, success@1, success@3.
 */
#include "generator/collection.h"

#include "common/fs.h"
#include "common/map.h"
#include "common/mem.h"
#include "common/stem.h"
#include "common/tokenize.h"
#include "common/vec.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

enum term_class { STEMS, EXACT, PAIRS, GROUPS, CLASSES };
enum { FOUND = 100, TEXT_WORDS = 200000 };
#define SATURATION 1.6
#define REPEATED 8.0
#define TITLE_WEIGHT 5.0
#define LENGTH_SHARE 0.75
#define MASS_EXTRA 2.0

struct posting {
	uint32_t document;
	float title, body;
};

struct term {
	struct posting_vec VEC_FIELDS(struct posting) postings;
};

struct formula {
	struct map terms[CLASSES]; /* -> place in all */
	struct term_vec VEC_FIELDS(struct term) all;
	float *title_length[CLASSES], *body_length[CLASSES];
	double title_mean[CLASSES], body_mean[CLASSES];
	double *title_mass;
	double *scores;
	size_t documents_n;
	struct arena arena;
	struct tokenizer tokenizer;
};

struct weights {
	double title, exact, pairs, groups, cover, in_title;
};

/* ---- analysis ----------------------------------------------------------------- */

struct words {
	struct str text[4096], stem[4096];
	bool is_stop[4096];
	size_t n;
};

static void cut(struct formula *f, struct str text, struct words *words)
{
	struct str chunk;

	words->n = 0;
	while (tokenize_chunk(&text, &chunk)) {
		size_t n = tokenize(&f->tokenizer, chunk);

		for (size_t t = 0; t < n && words->n < 4096; t++) {
			const struct token *token = &f->tokenizer.tokens[t];
			char *room;

			if (token->same_place)
				continue;
			room = arena_alloc(&f->arena, token->text.n + 8);
			memcpy(room, token->text.s, token->text.n);
			words->text[words->n] = arena_str(&f->arena, token->text);
			words->stem[words->n] = str_n(room, stem_english(room, token->text.n));
			words->is_stop[words->n++] = tokenize_is_stop(token->text);
		}
	}
}

/* Calls each with every term of a class. */
static void each_term(struct formula *f, const struct words *words, enum term_class class,
		      void (*each)(struct formula *, enum term_class, struct str, void *), void *context)
{
	for (size_t i = 0; i < words->n; i++) {
		struct buf joined;

		if (class == PAIRS ? i == 0 : words->is_stop[i])
			continue;
		if (class == STEMS || class == EXACT) {
			each(f, class, class == STEMS ? words->stem[i] : words->text[i], context);
			continue;
		}
		buf_init(&joined, BUF_NO_LIMIT);
		if (class == PAIRS) {
			buf_str(&joined, words->stem[i - 1]);
			buf_char(&joined, ' ');
			buf_str(&joined, words->stem[i]);
			each(f, class, buf_view(&joined), context);
		} else {
			buf_char(&joined, '#');
			buf_str(&joined, words->text[i]);
			buf_char(&joined, '#');
			for (size_t at = 0; at + 4 <= (joined.n < 4 ? 4 : joined.n); at++)
				each(f, class, str_slice(buf_view(&joined), at, at + 4), context);
		}
		buf_release(&joined);
	}
}

/* ---- the index ------------------------------------------------------------------ */

struct place {
	uint32_t document;
	bool is_title;
};

static void add(struct formula *f, enum term_class class, struct str text, void *context)
{
	const struct place *place = context;
	bool added;
	struct map_entry *entry = map_add(&f->terms[class], text, &added);
	struct term *term;
	struct posting *last;

	if (added) {
		entry->key = arena_str(&f->arena, text);
		entry->value.number = f->all.n;
		*vec_add(&f->all) = (struct term){0};
	}
	term = &f->all.at[entry->value.number];
	if (term->postings.n == 0 || term->postings.at[term->postings.n - 1].document != place->document)
		*vec_add(&term->postings) = (struct posting){place->document, 0, 0};
	last = &term->postings.at[term->postings.n - 1];
	if (place->is_title)
		last->title++;
	else
		last->body++;
	(place->is_title ? f->title_length : f->body_length)[class][place->document]++;
}

static double idf(const struct formula *f, size_t documents)
{
	return log(1 + ((double)f->documents_n - (double)documents + 0.5) / ((double)documents + 0.5));
}

static void index_documents(struct formula *f, const struct collection *collection, struct words *words)
{
	f->documents_n = collection->documents_n;
	f->scores = mem_zalloc((f->documents_n + 1) * sizeof(double));
	f->title_mass = mem_zalloc((f->documents_n + 1) * sizeof(double));
	for (int c = 0; c < CLASSES; c++) {
		map_init(&f->terms[c]);
		f->title_length[c] = mem_zalloc((f->documents_n + 1) * sizeof(float));
		f->body_length[c] = mem_zalloc((f->documents_n + 1) * sizeof(float));
	}
	for (size_t d = 0; d < f->documents_n; d++) {
		for (int part = 0; part < 2; part++) {
			struct place place = {(uint32_t)d, part == 0};
			const struct collection_document *document = &collection->documents[d];

			cut(f, part == 0 ? document->title : document->body, words);
			for (int c = 0; c < CLASSES; c++)
				each_term(f, words, (enum term_class)c, add, &place);
		}
	}
	for (int c = 0; c < CLASSES; c++) {
		for (size_t d = 0; d < f->documents_n; d++) {
			f->title_mean[c] += (double)f->title_length[c][d] / (double)f->documents_n;
			f->body_mean[c] += (double)f->body_length[c][d] / (double)f->documents_n;
		}
	}
	for (size_t e = 0; e < f->terms[STEMS].n; e++) {
		const struct term *term = &f->all.at[f->terms[STEMS].entries[e].value.number];

		for (size_t i = 0; i < term->postings.n; i++) {
			if (term->postings.at[i].title > 0)
				f->title_mass[term->postings.at[i].document] += idf(f, term->postings.n);
		}
	}
}

/* ---- the formula ------------------------------------------------------------------- */

struct counted {
	struct map counts; /* of the query's terms */
};

static void count(struct formula *f, enum term_class class, struct str text, void *context)
{
	struct counted *counted = context;
	bool added;
	struct map_entry *entry = map_add(&counted->counts, text, &added);

	(void)class;
	if (added)
		entry->key = arena_str(&f->arena, text);
	entry->value.number++;
}

static double saturated(double x)
{
	return x * (SATURATION + 1) / (x + SATURATION);
}

static double length_norm(double length, double mean)
{
	return mean > 0 ? 1 / (1 - LENGTH_SHARE + LENGTH_SHARE * length / mean) : 1;
}

/* Adds what a class gives each document; times is what its weight is divided by already. */
static void score_class(struct formula *f, enum term_class class, const struct words *words, const struct weights *w,
			double weight, double divisor)
{
	struct counted counted;

	map_init(&counted.counts);
	each_term(f, words, class, count, &counted);
	for (size_t q = 0; q < counted.counts.n; q++) {
		const struct map_entry *known = map_find(&f->terms[class], counted.counts.entries[q].key);
		const struct term *term = known != NULL ? &f->all.at[known->value.number] : NULL;
		double times = (double)counted.counts.entries[q].value.number, says;

		if (term == NULL)
			continue;
		says = idf(f, term->postings.n);
		times = class == STEMS || class == EXACT ? (REPEATED + 1) * times / (REPEATED + times) : 1;
		for (size_t i = 0; i < term->postings.n; i++) {
			const struct posting *p = &term->postings.at[i];
			double title = TITLE_WEIGHT * (double)p->title *
				       length_norm((double)f->title_length[class][p->document], f->title_mean[class]),
			       body = (double)p->body *
				      length_norm((double)f->body_length[class][p->document], f->body_mean[class]);

			f->scores[p->document] += weight * times * says * saturated(title + body) / divisor;
			if (class != STEMS || title <= 0)
				continue;
			f->scores[p->document] += w->title * times * says * saturated(title) / divisor +
						  w->cover * says / (f->title_mass[p->document] + MASS_EXTRA) +
						  w->in_title / (double)counted.counts.n;
		}
	}
	map_release(&counted.counts);
}

static double bound(struct formula *f, enum term_class class, const struct words *words)
{
	struct counted counted;
	double sum = 1e-9;

	map_init(&counted.counts);
	each_term(f, words, class, count, &counted);
	for (size_t q = 0; q < counted.counts.n; q++) {
		const struct map_entry *known = map_find(&f->terms[class], counted.counts.entries[q].key);
		double times = (double)counted.counts.entries[q].value.number;

		times = class == STEMS || class == EXACT ? (REPEATED + 1) * times / (REPEATED + times) : 1;
		sum += times * idf(f, known != NULL ? f->all.at[known->value.number].postings.n : 0);
	}
	map_release(&counted.counts);
	return (SATURATION + 1) * sum;
}

static size_t best(const struct formula *f, const struct collection *collection, struct str *found)
{
	size_t order[FOUND], n = 0;

	for (size_t d = 0; d < f->documents_n; d++) {
		size_t at = n;

		if (f->scores[d] <= 0 || (n == FOUND && f->scores[d] <= f->scores[order[n - 1]]))
			continue;
		at = n < FOUND ? n++ : n - 1;
		for (; at > 0 && f->scores[order[at - 1]] < f->scores[d]; at--)
			order[at] = order[at - 1];
		order[at] = d;
	}
	for (size_t i = 0; i < n; i++)
		found[i] = collection->documents[order[i]].id;
	return n;
}

static void ask_formula(struct formula *f, const struct collection *collection, const struct weights *w,
			const char *name, struct words *words)
{
	struct judge judge = {.queries = 0};

	for (size_t q = 0; q < collection->queries_n; q++) {
		const struct collection_query *query = &collection->queries[q];
		struct str found[FOUND];
		double stems;

		memset(f->scores, 0, f->documents_n * sizeof(double));
		cut(f, query->text, words);
		stems = bound(f, STEMS, words);
		score_class(f, STEMS, words, w, 1, stems);
		score_class(f, EXACT, words, w, w->exact, bound(f, EXACT, words));
		score_class(f, PAIRS, words, w, w->pairs, stems);
		score_class(f, GROUPS, words, w, w->groups, bound(f, GROUPS, words));
		judge_add(&judge, found, best(f, collection, found), query->grades, query->grades_n);
	}
	printf("%s\t%.4f\t%.4f\t%.4f\n", name, judge_mean(&judge, JUDGE_NDCG10), judge_mean(&judge, JUDGE_S1),
	       judge_mean(&judge, JUDGE_S3));
}

/* ---- FTS5 ------------------------------------------------------------------------------ */

static void ask_fts5(struct formula *f, const struct collection *collection, struct words *words)
{
	struct judge judge = {.queries = 0};
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(title, body, tokenize='porter')", NULL, NULL, NULL) !=
		SQLITE_OK)
		return;
	sqlite3_prepare_v2(db, "INSERT INTO t(rowid, title, body) VALUES (?1, ?2, ?3)", -1, &statement, NULL);
	for (size_t d = 0; d < collection->documents_n; d++) {
		const struct collection_document *document = &collection->documents[d];

		sqlite3_bind_int64(statement, 1, (sqlite3_int64)d);
		sqlite3_bind_text(statement, 2, document->title.s, (int)document->title.n, SQLITE_STATIC);
		sqlite3_bind_text(statement, 3, document->body.s, (int)document->body.n, SQLITE_STATIC);
		sqlite3_step(statement);
		sqlite3_reset(statement);
	}
	sqlite3_finalize(statement);
	sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1 ORDER BY bm25(t, 5, 1) LIMIT 100", -1, &statement,
			   NULL);
	for (size_t q = 0; q < collection->queries_n; q++) {
		const struct collection_query *query = &collection->queries[q];
		struct str found[FOUND];
		struct buf match;
		size_t n = 0;

		buf_init(&match, BUF_NO_LIMIT);
		cut(f, query->text, words);
		for (size_t i = 0; i < words->n; i++)
			buf_printf(&match, "%s\"%.*s\"", i != 0 ? " OR " : "", STR_ARG(words->text[i]));
		sqlite3_bind_text(statement, 1, match.s, (int)match.n, SQLITE_TRANSIENT);
		while (n < FOUND && sqlite3_step(statement) == SQLITE_ROW)
			found[n++] = collection->documents[sqlite3_column_int64(statement, 0)].id;
		sqlite3_reset(statement);
		judge_add(&judge, found, n, query->grades, query->grades_n);
		buf_release(&match);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	printf("fts5\t%.4f\t%.4f\t%.4f\n", judge_mean(&judge, JUDGE_NDCG10), judge_mean(&judge, JUDGE_S1),
	       judge_mean(&judge, JUDGE_S3));
}

int main(int argc, char **argv)
{
	static const struct weights formula = {0.54, 0.40, 0.45, 0.20, 0.20, 0},
				    search = {0.54, 0.40, 0.45, 0.20, 0.20, 0.30};
	struct formula *f = mem_zalloc(sizeof(*f));
	struct words *words = mem_alloc(sizeof(*words));
	struct collection collection;
	struct arena arena;
	struct buf reason;
	int folder = argc == 3 ? fs_open_folder(argv[1]) : -1;

	arena_init(&arena);
	arena_init(&f->arena);
	buf_init(&reason, 4096);
	tokenizer_init(&f->tokenizer, 0);
	if (folder < 0 || collection_read(&collection, folder, STR_NONE, str_n(argv[2], strlen(argv[2])), false, &arena,
					  &reason) < 0) {
		fprintf(stderr, "bench/quality COLLECTION PART: %.*s\n", STR_ARG(buf_view(&reason)));
		return 2;
	}
	index_documents(f, &collection, words);
	ask_fts5(f, &collection, words);
	ask_formula(f, &collection, &formula, "formula", words);
	ask_formula(f, &collection, &search, "formula with the title", words);
	return 0;
}
