/*
 * query_letters: a word in other letters than it was typed in. A name that pages
 * have in Latin letters is typed in Cyrillic ones ("сафари" is Safari), and a
 * keyboard that is set to the other of the two gives "вщслук" for "docker" and
 * "yfcnhjqrb" for "настройки". Japanese is typed in Hiragana first, also what is written in
 * Katakana.
 */
#ifndef WEIR_QUERY_LETTERS_H
#define WEIR_QUERY_LETTERS_H
#include "common/arena.h"

enum query_letters {
	QUERY_LETTERS_SOUND, /* Cyrillic as Latin letters write the sounds */
	QUERY_LETTERS_KEYS,  /* the same keys of the Russian or the American keyboard */
	QUERY_LETTERS_N,
};

/* The folded word so; absent: it has a letter that cannot be, or is short enough to be another word by chance. */
struct str query_letters_other(struct str word, enum query_letters way, struct arena *arena);
/* Hiragana as Katakana, with the mark for a long vowel in it or not; absent: it is none, or has anything else in it. */
struct str query_letters_katakana(struct str text, struct arena *arena);

#endif
