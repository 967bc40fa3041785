#include "generator/gate/barren.h"

#include "common/hash.h"
#include "common/mem.h"

void barren_init(struct barren *barren)
{
	barren->runs = mem_zalloc(BARREN_RUNS * sizeof(*barren->runs));
}

void barren_release(struct barren *barren)
{
	mem_free(barren->runs);
	barren->runs = NULL;
}

static struct barren_run *slot_of(const struct barren *barren, struct str run)
{
	return &barren->runs[hash64(run) & (BARREN_RUNS - 1)];
}

bool barren_has(const struct barren *barren, struct str run, unsigned depth)
{
	const struct barren_run *slot;

	if (run.n == 0 || run.n > BARREN_MOST)
		return false;
	slot = slot_of(barren, run);
	return slot->n == run.n && slot->depth == depth && memcmp(slot->s, run.s, run.n) == 0;
}

void barren_add(struct barren *barren, struct str run, unsigned depth)
{
	struct barren_run *slot;

	if (run.n == 0 || run.n > BARREN_MOST || depth > UINT8_MAX)
		return;
	slot = slot_of(barren, run);
	slot->n = (uint8_t)run.n;
	slot->depth = (uint8_t)depth;
	memcpy(slot->s, run.s, run.n);
}
