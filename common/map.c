#include "common/map.h"

#include "common/hash.h"
#include "common/mem.h"

void map_init(struct map *map)
{
	*map = (struct map){0};
}

void map_release(struct map *map)
{
	if (map == NULL)
		return;
	mem_free(map->entries);
	mem_free(map->slots);
	*map = (struct map){0};
}

void map_clear(struct map *map)
{
	map->n = 0;
	if (map->slots != NULL)
		memset(map->slots, 0, map->slots_n * sizeof(*map->slots));
}

static void rehash(struct map *map, size_t slots_n)
{
	mem_free(map->slots);
	map->slots = mem_zalloc(slots_n * sizeof(*map->slots));
	map->slots_n = slots_n;
	for (size_t i = 0; i < map->n; i++) {
		size_t slot = map->entries[i].hash & (slots_n - 1);

		while (map->slots[slot] != 0)
			slot = (slot + 1) & (slots_n - 1);
		map->slots[slot] = (uint32_t)i + 1;
	}
}

void map_reserve(struct map *map, size_t n)
{
	size_t slots_n = 16;

	while (slots_n < n * 2)
		slots_n *= 2;
	if (slots_n > map->slots_n)
		rehash(map, slots_n);
	if (n > map->room) {
		map->entries = mem_realloc(map->entries, n * sizeof(*map->entries));
		map->room = n;
	}
}

static size_t find_slot(const struct map *map, struct str key, uint64_t hash)
{
	size_t slot = hash & (map->slots_n - 1);

	while (map->slots[slot] != 0) {
		const struct map_entry *entry = &map->entries[map->slots[slot] - 1];

		if (entry->hash == hash && str_eq(entry->key, key))
			break;
		slot = (slot + 1) & (map->slots_n - 1);
	}
	return slot;
}

struct map_entry *map_find(const struct map *map, struct str key)
{
	size_t slot;

	if (map->n == 0)
		return NULL;
	slot = find_slot(map, key, hash64(key));
	return map->slots[slot] != 0 ? &map->entries[map->slots[slot] - 1] : NULL;
}

struct map_entry *map_add(struct map *map, struct str key, bool *added)
{
	uint64_t hash = hash64(key);
	size_t slot;

	if (map->n * 2 >= map->slots_n || map->n == map->room)
		map_reserve(map, map->n < 8 ? 16 : map->n * 2);
	slot = find_slot(map, key, hash);
	if (added != NULL)
		*added = map->slots[slot] == 0;
	if (map->slots[slot] == 0) {
		map->entries[map->n] = (struct map_entry){.key = key, .hash = hash};
		map->slots[slot] = (uint32_t)++map->n;
	}
	return &map->entries[map->slots[slot] - 1];
}
