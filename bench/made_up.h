/*
 * made_up: pages, queries and tickets whose words are as unevenly frequent as
 * people's, for benches that need more pages than anyone has written.
 */
#ifndef WEIR_BENCH_MADE_UP_H
#define WEIR_BENCH_MADE_UP_H
#include "common/index.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { MADE_UP_BODY_WORDS = 170, MADE_UP_TITLE_WORDS = 5 };

struct made_up {
	uint64_t seed;
	uint32_t vocabulary; /* different words there are */
	bool is_english;     /* as a site finds out by words like "the" */
};

static inline uint32_t made_up_below(struct made_up *m, uint32_t n)
{
	m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((m->seed >> 33) % n);
}

/* Zipf's law: the k-th word is met about 1/k as often as the first. */
static inline uint32_t made_up_number(struct made_up *m)
{
	double share = (double)made_up_below(m, 1u << 30) / (double)(1u << 30);

	return (uint32_t)(pow((double)m->vocabulary, share)) - 1;
}

static inline void made_up_add_word(struct buf *out, uint32_t word)
{
	static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";

	word += 70; /* of two syllables at least */
	do {
		buf_char(out, consonants[word % 14]);
		buf_char(out, vowels[word / 14 % 5]);
		word /= 70;
	} while (word != 0);
}

static inline void made_up_add_text(struct made_up *m, struct buf *out, unsigned words)
{
	for (unsigned i = 0; i < words; i++) {
		if (i != 0)
			buf_str(out, i % 12 == 0 ? STR(". ") : STR(" "));
		made_up_add_word(out, made_up_number(m));
	}
}

/* Title and body of the next page. */
static inline void made_up_page(struct made_up *m, struct buf *title, struct buf *body)
{
	buf_clear(title);
	buf_clear(body);
	made_up_add_text(m, title, MADE_UP_TITLE_WORDS);
	made_up_add_text(m, body, MADE_UP_BODY_WORDS / 2 + made_up_below(m, MADE_UP_BODY_WORDS));
	if (m->is_english)
		buf_lit(body, ". How do you do this with the other one and what for");
}

static inline int made_up_index(struct index_writer *writer, struct str title, struct str body, uint32_t number)
{
	char key[40];
	struct index_passage passage = {STR(""), STR(""), body};
	struct index_page page = {
	    .title = title, .kind = STR("article"), .lang = STR("en"), .passages = &passage, .passages_n = 1};

	(void)snprintf(key, sizeof(key), "/page/%u/", number);
	page.key = page.url = str_c(key);
	return index_writer_add(writer, &page, number);
}

/* A query as typed, and what a server would make of it for FTS5: words, phrases, a last word that is not whole. */
static inline void made_up_query(struct made_up *m, struct buf *typed, struct buf *match, unsigned number)
{
	unsigned kind = number % 6, words = 2 + made_up_below(m, 2);

	buf_clear(typed);
	buf_clear(match);
	if (kind == 5) { /* a phrase */
		buf_char(typed, '"');
		made_up_add_word(typed, made_up_below(m, 300));
		buf_char(typed, ' ');
		made_up_add_word(typed, made_up_below(m, 300));
		buf_char(typed, '"');
		buf_str(match, buf_view(typed));
		return;
	}
	for (unsigned i = 0; i < words; i++) {
		struct buf word;

		buf_init(&word, 100);
		made_up_add_word(&word, 20 + made_up_number(m) / 2);
		if (kind == 4 && i + 1 == words)
			buf_cut(&word, word.n - 1); /* while it is being typed */
		buf_printf(typed, "%s%s", i != 0 ? " " : "", word.s);
		buf_printf(match, "%s\"%s\"%s", i != 0 ? " OR " : "", word.s, i + 1 == words ? "*" : "");
		buf_release(&word);
	}
}

static inline void made_up_ticket(struct made_up *m, struct buf *typed, struct buf *match, unsigned words)
{
	buf_clear(typed);
	buf_clear(match);
	for (unsigned i = 0; i < words; i++) {
		struct buf word;

		buf_init(&word, 100);
		made_up_add_word(&word, made_up_number(m));
		buf_printf(typed, "%s%s", i != 0 ? " " : "", word.s);
		buf_printf(match, "%s\"%s\"", i != 0 ? " OR " : "", word.s);
		buf_release(&word);
	}
}

static inline double bench_cpu_seconds(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline int bench_by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

#endif
