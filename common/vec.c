#include "common/vec.h"

#include "common/mem.h"

#include <stdint.h>
#include <string.h>

void *vec_grow(void **at, size_t *n, size_t *room, size_t size)
{
	char *element;

	if (*n == *room) {
		size_t more = *room < 8 ? 8 : *room + *room / 2;

		*at = mem_realloc(*at, more > SIZE_MAX / size ? SIZE_MAX / 2 : more * size);
		*room = more;
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
