/*
 * decode_alphabets: the words that people spell names with on the telephone:
 * "Alfa Bravo", "Anton Berta", "Ancona Bologna", "Anatole Berthe".
 */
#ifndef WEIR_GATE_DECODE_ALPHABETS_H
#define WEIR_GATE_DECODE_ALPHABETS_H
#include "common/str.h"

/* Whether it may be such a word; cheap, and wrong of few words that are none. */
bool decode_may_spell(struct str word);
/* The letters that it stands for, of ASCII; NULL: none. Capitals and marks of its own do not matter. */
const char *decode_letters_spelled(struct str word);

#endif
