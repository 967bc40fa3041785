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

	while (set->slots[slot].key != 0 && set->slots[slot].key != key)
		slot = (slot + 1) & (set->room - 1);
	return slot;
}

static void grow(struct wordset *set)
{
	struct wordset bigger = {.n = set->n, .room = set->room != 0 ? set->room * 2 : 64};

	bigger.slots = mem_zalloc(bigger.room * sizeof(*bigger.slots));
	for (size_t i = 0; i < set->room; i++)
		if (set->slots[i].key != 0)
			bigger.slots[slot_of(&bigger, set->slots[i].key)] = set->slots[i];
	mem_free(set->slots);
	*set = bigger;
}

void wordset_release(struct wordset *set)
{
	mem_free(set->slots);
	*set = (struct wordset){0};
}

static struct wordset_slot *add(struct wordset *set, uint64_t key, bool *added)
{
	struct wordset_slot *slot;

	if (set->n * 2 >= set->room)
		grow(set);
	slot = &set->slots[slot_of(set, key)];
	*added = slot->key == 0;
	set->n += *added;
	slot->key = key;
	return slot;
}

uint32_t *wordset_add_key(struct wordset *set, uint64_t key)
{
	bool added;

	return &add(set, key, &added)->value;
}

uint32_t *wordset_add(struct wordset *set, struct str word, bool *added)
{
	bool unasked;

	return &add(set, wordset_key(word), added != NULL ? added : &unasked)->value;
}

const uint32_t *wordset_find_key(const struct wordset *set, uint64_t key)
{
	const struct wordset_slot *slot;

	if (set->n == 0)
		return NULL;
	slot = &set->slots[slot_of(set, key)];
	return slot->key != 0 ? &slot->value : NULL;
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
