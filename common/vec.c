#include "common/vec.h"

#include "common/mem.h"

#include <stdint.h>
#include <string.h>

void vec_make_room(void **at, size_t *room, size_t count, size_t size)
{
	if (count <= *room)
		return;
	*at = mem_realloc(*at, count > SIZE_MAX / size ? SIZE_MAX / 2 : count * size);
	*room = count;
}

void *vec_grow(void **at, size_t *n, size_t *room, size_t size)
{
	char *element;

	if (*n == *room) {
		vec_make_room(at, room, *room < 8 ? 8 : *room + *room / 2, size);
	}
	element = (char *)*at + *n * size;
	memset(element, 0, size);
	*n += 1;
	return element;
}

void vec_free(void **at, size_t *n, size_t *room)
{
	mem_free(*at);
	*at = NULL;
	*n = *room = 0;
}
