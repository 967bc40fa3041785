/*
 * languages: what is known of languages by their BCP 47 tag: the name in the
 * language itself and the direction of its script. A site may override both.
 */
#ifndef WEIR_LANGUAGES_H
#define WEIR_LANGUAGES_H
#include "common/str.h"

/* The shape of a tag as in "de", "pt-BR", "zh-Hant-TW": letters and digits in parts of at most 8. */
bool language_is_tag(struct str tag);
/* By the whole tag, else by its first part; absent when the language is not known. */
struct str language_name(struct str tag);
/* By the script in the tag, else by the language. */
bool language_is_right_to_left(struct str tag);

#endif
