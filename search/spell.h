/*
 * spell: the word that somebody meant, of those in the index. Only for words that
 * no page has; codes and numbers are never corrected, nor words of fewer than four
 * letters. One edit (a letter more, less, other, or two exchanged) from four
 * letters on, two from eight. Of the words so near the best are given: fewer edits,
 * the same first letter, frequency. Measured (bench/README.md, Search quality),
 * searching for one is better than for all of them.
 *
 * The sorted vocabulary is walked like a trie: what begins too differently is
 * skipped as a whole. No index of its own. Words with the same first letter come
 * first, so that the steps that a query has find the likely ones on any site.
 */
#ifndef WEIR_SPELL_H
#define WEIR_SPELL_H
#include "search/store.h"

enum {
	SPELL_CHARS = 32,     /* longer words are not corrected */
	SPELL_GUESSES = 4,    /* of one word */
	SPELL_STEPS = 200000, /* letters of the vocabulary that one query looks at: 5 ms */
};

struct spell_guess {
	uint32_t word;
	unsigned edits;
	float likely; /* log-odds of a kind: the difference of two says which was meant */
};

/* The best candidates, the best first; returns how many. *steps are what is left of SPELL_STEPS. */
size_t spell_guesses(const struct store *store, struct str word, uint32_t *steps,
		     struct spell_guess guesses[SPELL_GUESSES]);

#endif
