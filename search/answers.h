/*
 * answers: what was answered lately, ready to be sent again. One per thread, so
 * nothing is locked: a place for each hash, the newest one has it. Knows the
 * version of the index that an answer came from and forgets those of another.
 */
#ifndef WEIR_ANSWERS_H
#define WEIR_ANSWERS_H
#include "common/buf.h"

struct answers;

/* max: bytes held in all. */
struct answers *answers_new(size_t places, size_t max);
void answers_free(struct answers *answers);
/* Absent when there is none. Valid until the next call. *total is what it was kept with. */
struct str answers_find(struct answers *answers, struct str version, struct str key, size_t *total);
/* total: how many results it tells of, for those who count what was found. */
void answers_keep(struct answers *answers, struct str key, struct str answer, size_t total);

#endif
