#include "generator/gate/repeats.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/mem.h"

void repeats_init(struct repeats *repeats)
{
	*repeats = (struct repeats){0};
}

void repeats_release(struct repeats *repeats)
{
	for (size_t i = 0; i < repeats->lines.n; i++)
		mem_free((void *)(uintptr_t)repeats->lines.at[i].s);
	vec_release(&repeats->lines);
}

bool repeats_next(struct str text, size_t *at, struct str *line)
{
	while (*at + REPEATS_LINE <= text.n) {
		const char *end = memchr(text.s + *at, '\n', text.n - *at);
		size_t to = end != NULL ? (size_t)(end - text.s) : text.n;

		*line = str_slice(text, *at, to);
		*at = to + 1;
		if (line->n >= REPEATS_LINE && line->s[0] == '<' && line->s[line->n - 1] == '>')
			return true;
	}
	return false;
}

/* Its own slot, or the free one where it would go. */
static size_t slot_of(const struct repeats *repeats, struct str line)
{
	size_t slot = hash64(line) & (REPEATS_SLOTS - 1);

	while (repeats->slots[slot] != 0 && !str_eq(repeats->lines.at[repeats->slots[slot] - 1], line))
		slot = (slot + 1) & (REPEATS_SLOTS - 1);
	return slot;
}

bool repeats_has(const struct repeats *repeats, struct str line)
{
	return repeats->slots[slot_of(repeats, line)] != 0;
}

void repeats_add(struct repeats *repeats, struct str line)
{
	size_t slot = slot_of(repeats, line);
	char *copy;

	if (repeats->slots[slot] != 0 || repeats->lines.n == REPEATS_LINES ||
	    line.n > LIMIT_GATE_REPEATS_BYTES - repeats->bytes)
		return;
	copy = mem_alloc(line.n);
	memcpy(copy, line.s, line.n);
	*vec_add(&repeats->lines) = str_n(copy, line.n);
	repeats->bytes += line.n;
	repeats->slots[slot] = (uint16_t)repeats->lines.n;
}

void repeats_shorten(struct str line, struct buf *out)
{
	size_t head = REPEATS_LEFT, tail = line.n - REPEATS_LEFT;

	/* whole tags on both sides: nothing opens in one that is shut in what is missing */
	while (head > 0 && line.s[head - 1] != '>')
		head--;
	while (tail < line.n && line.s[tail] != '<')
		tail++;
	buf_str(out, str_slice(line, 0, head));
	buf_str(out, str_from(line, tail));
}
