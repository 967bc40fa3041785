/*
 * charset_guess: uchardet, and nothing else.
 */
#ifndef WEIR_CHARSET_GUESS_H
#define WEIR_CHARSET_GUESS_H
#include "common/str.h"

/* The name that uchardet gives (a static or per-call string copied to name), empty when it cannot tell. */
struct str charset_guess_uchardet(struct str bytes, char *name, size_t room);

#endif
