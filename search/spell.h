/*
 * spell: the word that somebody meant, of those in the index. Only for words that
 * no page has; codes and numbers are never corrected, nor words of fewer than four
 * letters. One edit (a letter more, less, other, or two exchanged) from four
 * letters on, two from eight. Of the words so near the best one is given: fewer
 * edits, the same first letter, frequency. Measured (docs/ARCHITECTURE.md
 * "Ranking"), one candidate is better than all of them.
 *
 * The sorted vocabulary is walked like a trie: what begins too differently is
 * skipped as a whole. No index of its own.
 */
#ifndef WEIR_SPELL_H
#define WEIR_SPELL_H
#include "search/store.h"

enum { SPELL_CHARS = 32 /* longer words are not corrected */ };

/* The number of the best candidate and how many edits away it is; WORD_NONE when there is none. */
uint32_t spell_correct(const struct store *store, struct str word, unsigned *edits);

#endif
