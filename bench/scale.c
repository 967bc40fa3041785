/*
 * scale: how a search and a suggestion grow with the number of pages, and what the worst text costs. Made-up pages
 * whose vocabulary grows as that of real texts does (270,000 words at 100,000 pages, 1,700,000 at 1,000,000); CPU time
 * of one thread, ten results with excerpts, five suggestions for 200 words. Arguments: two numbers of pages (100,000
 * and 1,000,000) and a folder that has room for both (about 3 GB, and as much memory).
 */
#include "bench/made_up.h"
#include "search/suggest.h"

#include "common/fs.h"
#include "common/mem.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { QUERIES = 500, TICKETS = 100, TICKET_WORDS = 200, HOSTILE = 8, HOSTILE_BYTES = 8192 };

struct times {
	double search[QUERIES], ticket[TICKETS], hostile[HOSTILE];
};

static void must(bool good, const char *what)
{
	if (!good) {
		(void)fprintf(stderr, "scale: %s failed\n", what);
		exit(1);
	}
}

static uint32_t vocabulary_of(uint32_t pages)
{
	return (uint32_t)(27 * pow(pages, 0.8)) + 1000;
}

static bool is_english = true;

static void make(int folder, uint32_t pages)
{
	struct index_writer *writer = index_writer_new(folder, "search.db", NULL);
	struct made_up words = {1, vocabulary_of(pages), is_english};
	struct buf title, body;

	buf_init(&title, BUF_NO_LIMIT);
	buf_init(&body, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < pages; i++) {
		made_up_page(&words, &title, &body);
		must(made_up_index(writer, buf_view(&title), buf_view(&body), i) == 0, "indexing");
	}
	must(index_writer_finish(writer) == 0, "writing the index");
	index_writer_free(writer);
	buf_release(&title);
	buf_release(&body);
}

/* 8 KB of what costs most by kind: see names in main(). */
static void make_hostile(struct made_up *words, struct buf *out, unsigned kind)
{
	buf_clear(out);
	for (unsigned i = 0; out->n < HOSTILE_BYTES; i++) {
		switch (kind) {
		case 0: /* the commonest words */
			made_up_add_word(out, i);
			break;
		case 1: /* words that no page has, near to some */
			buf_char(out, (char)('a' + i % 26));
			made_up_add_word(out, made_up_number(words));
			buf_lit(out, "q");
			break;
		case 2: /* pairs of common words */
			made_up_add_word(out, made_up_below(words, 200));
			break;
		case 3: /* what must not be there */
			buf_char(out, '-');
			made_up_add_word(out, made_up_below(words, 2000));
			break;
		case 4: /* phrases */
			buf_char(out, '"');
			made_up_add_word(out, made_up_below(words, 100));
			buf_char(out, ' ');
			made_up_add_word(out, made_up_below(words, 100));
			buf_char(out, '"');
			break;
		case 5: /* letters */
			buf_char(out, (char)('a' + i % 26));
			break;
		case 6: /* punctuation */
			buf_char(out, "\"-:*()^+~'"[i * 7 % 10]);
			continue;
		default:
			buf_lit(out, "C++ O'Reilly foo.bar() 192.168.0.1 Get-ChildItem");
		}
		buf_char(out, ' ');
	}
}

static double ask(struct query_engine *engine, struct query_scratch *scratch, struct str text, bool is_ticket)
{
	static struct arena arena;
	double start;

	arena_clear(&arena);
	start = bench_cpu_seconds();
	if (is_ticket) {
		struct suggest_request request = {.body = text};
		struct suggest_results results;

		must(suggest_answers(engine, scratch, &request, &arena, &results) == 0, "suggesting");
	} else {
		struct query_request request = {.text = text, .limit = 10};
		struct query_results results;

		must(query_search(engine, scratch, &request, &arena, &results) == 0, "searching");
	}
	start = bench_cpu_seconds() - start;
	return start;
}

static void measure(int folder, uint32_t pages, struct times *times)
{
	double start = bench_cpu_seconds();
	struct query_engine *engine = query_open(folder, "search.db", 0, NULL);
	struct query_scratch *scratch;
	struct buf typed, match;

	must(engine != NULL, "opening the index");
	printf("%u pages: opened in %.2f s\n", pages, bench_cpu_seconds() - start);
	scratch = query_scratch_new(engine);
	buf_init(&typed, BUF_NO_LIMIT);
	buf_init(&match, BUF_NO_LIMIT);
	for (unsigned round = 0; round < 2; round++) { /* the first one warms up */
		struct made_up words = {7, vocabulary_of(pages), is_english};

		for (unsigned i = 0; i < QUERIES; i++) {
			made_up_query(&words, &typed, &match, i);
			times->search[i] = ask(engine, scratch, buf_view(&typed), false);
		}
		for (unsigned i = 0; i < TICKETS; i++) {
			made_up_ticket(&words, &typed, &match, TICKET_WORDS);
			times->ticket[i] = ask(engine, scratch, buf_view(&typed), true);
		}
		for (unsigned i = 0; i < HOSTILE; i++) {
			make_hostile(&words, &typed, i);
			times->hostile[i] = ask(engine, scratch, buf_view(&typed), false);
		}
	}
	buf_release(&typed);
	buf_release(&match);
	query_scratch_free(scratch);
	query_close(engine);
}

static double quantile(double *times, size_t n, double share)
{
	qsort(times, n, sizeof(*times), bench_by_size);
	return 1000 * times[(size_t)((double)(n - 1) * share)];
}

static void print(const char *what, double *few, double *many, size_t n)
{
	printf("%-8s median %8.3f ms -> %8.3f (%.1f times)   p99 %8.3f ms -> %8.3f (%.1f times, to reach: 12)\n", what,
	       quantile(few, n, 0.5), quantile(many, n, 0.5), quantile(many, n, 0.5) / quantile(few, n, 0.5),
	       quantile(few, n, 0.99), quantile(many, n, 0.99), quantile(many, n, 0.99) / quantile(few, n, 0.99));
}

int main(int argc, char **argv)
{
	static const char *const hostile[HOSTILE] = {"common words", "misspelt words", "pairs",	      "exclusions",
						     "phrases",	     "letters",	       "punctuation", "code"};
	static struct times times[2];
	int64_t pages[2] = {100 * 1000, 1000 * 1000};
	char place[PATH_MAX];
	int folder = -1;

	for (int i = 0; i < 2 && i + 1 < argc; i++)
		must(str_to_int(str_c(argv[i + 1]), &pages[i]) && pages[i] > 0 && pages[i] < 10000000,
		     "reading the number");
	is_english = argc <= 4 || !str_eq(str_c(argv[4]), STR("other"));
	(void)snprintf(place, sizeof(place), "%s/weir-scale-XXXXXX", argc > 3 ? argv[3] : "/tmp");
	must(mkdtemp(place) != NULL && (folder = fs_open_folder(place)) >= 0, "making a folder");
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int i = 0; i < 2; i++) {
		make(folder, (uint32_t)pages[i]);
		measure(folder, (uint32_t)pages[i], &times[i]);
		(void)unlinkat(folder, "search.db", 0);
	}
	print("search", times[0].search, times[1].search, QUERIES);
	print("suggest", times[0].ticket, times[1].ticket, TICKETS);
	for (int i = 0; i < HOSTILE; i++)
		printf("8 KB of %-15s %8.3f ms -> %8.3f (to reach: 300)\n", hostile[i], 1000 * times[0].hostile[i],
		       1000 * times[1].hostile[i]);
	(void)close(folder);
	(void)rmdir(place);
	return 0;
}
