/*
 * suggest_text: what a ticket says, without what only stands in it: greetings and
 * thanks, quoted mail, signatures, disclaimers, log lines and stack traces beyond
 * the first few, keys and other runs of characters that nobody would look for.
 */
#ifndef WEIR_SUGGEST_TEXT_H
#define WEIR_SUGGEST_TEXT_H
#include "common/buf.h"

/* Adds what is left of `text` to out, line by line, lines of logs last; returns where those begin. Of greetings and
 * thanks alone nothing is left. */
size_t suggest_text_clean(struct str text, struct buf *out);
/* "Hello", "Many thanks!": a subject that says nothing. */
bool suggest_text_is_courtesy(struct str line);

#endif
