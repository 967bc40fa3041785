#include "generator/tickets/hashes.h"

#include "common/hash.h"
#include "common/mem.h"

enum { FIRST_ROOM = 1024 };

void hashes_init(struct hashes *hashes)
{
	*hashes = (struct hashes){0};
}

void hashes_release(struct hashes *hashes)
{
	mem_free(hashes->slots);
	*hashes = (struct hashes){0};
}

/* Its slot, or the free one in which it would be. */
static struct hashes_slot *find(const struct hashes *hashes, uint64_t low, uint32_t high)
{
	size_t at = (size_t)low & (hashes->room - 1);

	while (hashes->slots[at].number != 0 && (hashes->slots[at].low != low || hashes->slots[at].high != high))
		at = (at + 1) & (hashes->room - 1);
	return &hashes->slots[at];
}

static void grow(struct hashes *hashes)
{
	struct hashes larger = {.n = hashes->n, .room = hashes->room != 0 ? hashes->room * 2 : FIRST_ROOM};

	larger.slots = mem_zalloc(larger.room * sizeof(*larger.slots));
	for (size_t i = 0; i < hashes->room; i++)
		if (hashes->slots[i].number != 0)
			*find(&larger, hashes->slots[i].low, hashes->slots[i].high) = hashes->slots[i];
	mem_free(hashes->slots);
	*hashes = larger;
}

uint32_t hashes_get(const struct hashes *hashes, struct str text)
{
	struct hash128 hash = hash128(text);

	return hashes->room != 0 ? find(hashes, hash.low, (uint32_t)hash.high)->number : 0;
}

void hashes_set(struct hashes *hashes, struct str text, uint32_t number)
{
	struct hash128 hash = hash128(text);
	struct hashes_slot *slot;

	if ((hashes->n + 1) * 4 > hashes->room * 3)
		grow(hashes);
	slot = find(hashes, hash.low, (uint32_t)hash.high);
	hashes->n += slot->number == 0;
	*slot = (struct hashes_slot){hash.low, (uint32_t)hash.high, number};
}
