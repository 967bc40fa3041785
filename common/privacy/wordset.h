/*
 * wordset: a set of words with a number each, kept as 64-bit hashes alone: small
 * and fast, and the words themselves are not in memory.
 */
#ifndef WEIR_WORDSET_H
#define WEIR_WORDSET_H
#include "common/str.h"

/* Side by side: one look into memory for both. */
struct wordset_slot {
	uint64_t key; /* 0: free */
	uint32_t value;
};

struct wordset {
	struct wordset_slot *slots;
	size_t n, room; /* room: a power of two */
};

void wordset_release(struct wordset *set);
/* The place for the value; of a word that is there already with *added false (may be NULL). */
uint32_t *wordset_add(struct wordset *set, struct str word, bool *added);
/* By a key of another set, whose word is not known any more. */
uint32_t *wordset_add_key(struct wordset *set, uint64_t key);
/* What a word is kept as. */
uint64_t wordset_key(struct str word);
/* NULL when absent. */
const uint32_t *wordset_find_key(const struct wordset *set, uint64_t key);
const uint32_t *wordset_find(const struct wordset *set, struct str word);
/* It will be looked for soon. */
static inline void wordset_prefetch(const struct wordset *set, uint64_t key)
{
	if (set->n != 0)
		__builtin_prefetch(&set->slots[key & (set->room - 1)]);
}
/* Words between spaces; with the value. */
void wordset_add_list(struct wordset *set, const char *words, uint32_t value);

#endif
