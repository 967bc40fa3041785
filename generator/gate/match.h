/*
 * match: one text, already decoded, against the table of identities.
 *
 * The text becomes a row of folded letters; what stood between two of them is
 * noted beside. So a name is found whatever separates its letters, and the form's
 * flags say where it may begin and end and what may stand inside it. Cost: one
 * look into a bit map per letter; hashes only where that has a bit. What other
 * scripts sound like is looked through a second time only where they stand, with as
 * much around them as a form and its context may reach.
 */
#ifndef WEIR_GATE_MATCH_H
#define WEIR_GATE_MATCH_H
#include "generator/gate/fold.h"
#include "generator/gate/identities.h"

/* Stands in decoded text where a tag stood: other than a space no word need end there. */
#define MATCH_TAG '\x01'

struct match_span {
	size_t from, to; /* bytes of the text */
};

struct matcher {
	const struct identities *identities;
	struct fold *fold;
	uint8_t *letters, *before; /* scratch; see match_row.c */
	size_t room;
	struct match_known *known;				/* match_known.c */
	struct match_spans VEC_FIELDS(struct match_span) spans; /* of the present text: where other scripts stand */
	bool has_people, hears;					/* whether how letters sound is of interest */
	uint32_t wanted;					/* bits of enum identity_rule; 0: all */
	int least;	/* letters of a form that counts: more than anything in texts that are guessed at */
	bool is_noise;	/* bytes that happen to decode: short forms stand there by chance */
	bool is_listed; /* a line of the text is a word of a list: of a column, of an index */
	bool is_media;	/* of such, a file of sound or the like: what is text in it was meant to be */
};

struct match {
	enum identity_rule rule;
	size_t at; /* byte of the text where it begins */
};

void matcher_init(struct matcher *matcher, const struct identities *identities, struct fold *fold);
void matcher_release(struct matcher *matcher);
/* The first form found; false: none. The text may hold any bytes. */
bool match_find(struct matcher *matcher, struct str text, struct match *found);

#endif
