/*
 * vec: growing arrays of any type, on the heap.
 *
 *     struct VEC(struct link) links = {0};
 *     *vec_add(&links) = link;            zeroed room for one more
 *     for (size_t i = 0; i < links.n; i++) use(&links.at[i]);
 *     vec_release(&links);
 *
 * A named type is made with `struct link_vec VEC_FIELDS(struct link);`
 */
#ifndef WEIR_VEC_H
#define WEIR_VEC_H
#include <stddef.h>

#define VEC(type) \
	{ \
		type *at; \
		size_t n, room; \
	}
#define VEC_FIELDS(type) VEC(type)

/* A pointer to a new zeroed last element, valid until the next addition. */
#ifdef WEIR_CPPCHECK /* it knows no __typeof__ */
#define vec_add(vec) ((vec)->at + (vec_grow((void **)&(vec)->at, &(vec)->n, &(vec)->room, sizeof(*(vec)->at)) != NULL))
#else
#define vec_add(vec) ((__typeof__((vec)->at))vec_grow((void **)&(vec)->at, &(vec)->n, &(vec)->room, sizeof(*(vec)->at)))
#endif
/* Room for n elements in all, so that a known number does not grow step by step. */
#define vec_reserve(vec, count) vec_make_room((void **)&(vec)->at, &(vec)->room, (count), sizeof(*(vec)->at))
#define vec_clear(vec) ((void)((vec)->n = 0))
#define vec_release(vec) vec_free((void **)&(vec)->at, &(vec)->n, &(vec)->room)

void *vec_grow(void **at, size_t *n, size_t *room, size_t size);
void vec_make_room(void **at, size_t *room, size_t count, size_t size);
void vec_free(void **at, size_t *n, size_t *room);

#endif
