/*
 * map: a table from strings to numbers or pointers. Keys are borrowed: they
 * must live as long as the map. Open addressing, linear probing; iteration
 * order is that of insertion, so that output never depends on hashing.
 */
#ifndef WEIR_MAP_H
#define WEIR_MAP_H
#include "common/str.h"

struct map_entry {
	struct str key;
	uint64_t hash;
	union {
		uint64_t number;
		void *pointer;
		const void *const_pointer;
	} value;
};

struct map {
	struct map_entry *entries; /* in order of insertion */
	size_t n, room;
	uint32_t *slots; /* entry index + 1, 0: free */
	size_t slots_n;	 /* a power of two */
};

void map_init(struct map *map);
void map_release(struct map *map);
void map_clear(struct map *map);
/* For a known number of keys, to avoid growing. */
void map_reserve(struct map *map, size_t n);
/* NULL when absent. The pointer holds until the next map_add. */
struct map_entry *map_find(const struct map *map, struct str key);
/* The entry of that key, made (value 0) when absent; *added may be NULL. */
struct map_entry *map_add(struct map *map, struct str key, bool *added);

#endif
