/*
 * ascending: looking up a place in numbers that only grow, such as the beginnings
 * of lines or of blocks.
 */
#ifndef WEIR_ASCENDING_H
#define WEIR_ASCENDING_H
#include <stddef.h>
#include <stdint.h>

/* Index of the last of n > 0 numbers that is not above `value`; 0 when all are. */
static inline size_t ascending_last(const uint32_t *numbers, size_t n, size_t value)
{
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (numbers[middle] <= value)
			low = middle;
		else
			high = middle;
	}
	return low;
}

#endif
