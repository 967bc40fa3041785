/*
 * judge: a thread from its pieces, and whether it may go on. Pure: what it needs
 * to know of people it asks.
 */
#ifndef WEIR_TICKETS_JUDGE_H
#define WEIR_TICKETS_JUDGE_H
#include "generator/tickets/import.h"

struct stage_row;

struct judge_options {
	const struct str *deny_tags;
	size_t deny_tags_n;
	int64_t since;
	/* 1: known, 0: not, -1: failed */
	int (*look_up)(void *context, struct arena *arena, struct str id, struct thread_person *person);
	void *context;
};

struct judge_result {
	struct thread thread; /* public messages of people only */
	enum import_reason reason;
	struct str place;	       /* of the thread itself */
	struct thread_message *closed; /* that customers cannot read, or not as they were written */
	size_t closed_n;
	uint64_t messages_n, internal_n, machines_n;
	uint64_t repeats_n; /* of the internal ones: public there, but they tell what a note says */
};

/* -1 when a look-up failed. */
__attribute__((warn_unused_result)) int judge_thread(struct arena *arena, const struct stage_row *rows, size_t n,
						     const struct judge_options *options, struct judge_result *result);
/* Whether one of the words of a tag, or all of it, is denied; without letter case. */
bool judge_is_denied(struct str tag, const struct str *deny_tags, size_t n);

#endif
