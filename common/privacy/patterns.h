/*
 * patterns: the shapes and how they are looked for. Each of the tables has its own
 * file with the checks of its rows; patterns.c runs them. Not for others; redact.h
 * is the interface.
 */
#ifndef WEIR_PATTERNS_H
#define WEIR_PATTERNS_H
#include "common/privacy/places.h"
#include "common/privacy/scan.h"

enum { PATTERN_BARE_MOST = 64 };

struct hit {
	const struct scan *scan;
	const struct places *places;
	size_t from, to;
	struct str text; /* of the shadow, with capitals */
	char bare[PATTERN_BARE_MOST + 1];
	struct str packed; /* without separators, upper case */
};

/* Most rows of the tables have no sieve. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

struct pattern {
	const char *rule;
	enum redact_type type;
	uint8_t place, back; /* it begins at a place of that kind or up to so many bytes in front of it */
	const char *expression;
	bool (*check)(struct hit *hit); /* may shorten it, or take more */
	enum strength strength;
	/* Sieves: they leave out what the expression could not match, and never decide. */
	bool (*may)(struct str text, size_t at); /* beside that place of its kind; NULL: it may everywhere */
	/* what it begins with, for heads_new() (heads.h); NULL: anything */
	const char *heads;
	/* `check` wants pattern_is_after() of these; 0: it does not */
	enum place after;
	bool is_solid; /* no white space between where it begins and its place */
};

extern const struct pattern secret_patterns[], address_patterns[], street_patterns[], number_patterns[],
    user_patterns[], script_patterns[];
extern const size_t secret_patterns_n, address_patterns_n, street_patterns_n, number_patterns_n, user_patterns_n,
    script_patterns_n;

/* Is a keyword of that kind shortly before? */
bool pattern_is_after(const struct hit *hit, enum place words);
bool pattern_has_digit(struct hit *hit);

#endif
