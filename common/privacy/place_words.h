/*
 * place_words: the keywords of places.h, in small letters as shadow.h has them: in front of what a shape is looked for.
 * Three bytes or more each.
 */
#ifndef WEIR_PLACE_WORDS_H
#define WEIR_PLACE_WORDS_H
#include "common/privacy/places.h"

enum { PLACE_WORDS_MOST = 2048 };

struct place_word {
	struct str text;
	enum place place;
	bool border; /* no letter or digit in front of it */
};

extern const struct place_word place_words_all[];
extern const size_t place_words_all_n;

#endif
