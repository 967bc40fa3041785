#include "common/privacy/wordset.h"

#include "common/hash.h"
#include "common/mem.h"

uint64_t wordset_key(struct str word)
{
	uint64_t key = hash64(word);

	return key != 0 ? key : 1;
}

static size_t slot_of(const struct wordset *set, uint64_t key)
{
	size_t slot = key & (set->room - 1);

	while (set->keys[slot] != 0 && set->keys[slot] != key)
		slot = (slot + 1) & (set->room - 1);
	return slot;
}

static void grow(struct wordset *set)
{
	struct wordset bigger = {.room = set->room != 0 ? set->room * 2 : 64};

	bigger.keys = mem_zalloc(bigger.room * sizeof(*bigger.keys));
	bigger.values = mem_zalloc(bigger.room * sizeof(*bigger.values));
	bigger.n = set->n;
	for (size_t i = 0; i < set->room; i++)
		if (set->keys[i] != 0) {
			size_t slot = slot_of(&bigger, set->keys[i]);

			bigger.keys[slot] = set->keys[i];
			bigger.values[slot] = set->values[i];
		}
	mem_free(set->keys);
	mem_free(set->values);
	*set = bigger;
}

void wordset_release(struct wordset *set)
{
	mem_free(set->keys);
	mem_free(set->values);
	*set = (struct wordset){0};
}

uint32_t *wordset_add_key(struct wordset *set, uint64_t key)
{
	size_t slot;

	if (set->n * 2 >= set->room)
		grow(set);
	slot = slot_of(set, key);
	set->n += set->keys[slot] == 0;
	set->keys[slot] = key;
	return &set->values[slot];
}

uint32_t *wordset_add(struct wordset *set, struct str word, bool *added)
{
	uint64_t key = wordset_key(word);
	size_t slot;

	if (set->n * 2 >= set->room)
		grow(set);
	slot = slot_of(set, key);
	if (added != NULL)
		*added = set->keys[slot] == 0;
	set->n += set->keys[slot] == 0;
	set->keys[slot] = key;
	return &set->values[slot];
}

const uint32_t *wordset_find_key(const struct wordset *set, uint64_t key)
{
	size_t slot;

	if (set->n == 0)
		return NULL;
	slot = slot_of(set, key);
	return set->keys[slot] != 0 ? &set->values[slot] : NULL;
}

const uint32_t *wordset_find(const struct wordset *set, struct str word)
{
	return set->n != 0 ? wordset_find_key(set, wordset_key(word)) : NULL;
}

void wordset_add_list(struct wordset *set, const char *words, uint32_t value)
{
	struct str rest = str_c(words), word;

	while (str_split(&rest, ' ', &word))
		if (word.n != 0)
			*wordset_add(set, word, NULL) |= value;
}
