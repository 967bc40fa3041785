/*
 * vendor_words: the site's own words for redact: those that `[privacy] keep_words`
 * names, and those that its pages teach (redact_rules_learn). Solved tickets are
 * left out: they are no vocabulary of the vendor's.
 */
#ifndef WEIR_VENDOR_WORDS_H
#define WEIR_VENDOR_WORDS_H
#include "common/privacy/redact.h"

struct config;

/* Reads the markdown files below the content folder of the site in `dir`, up to 64 MB. What cannot be read is left out.
 */
void vendor_words_learn(struct redact_rules *rules, int dir, const struct config *config);

#endif
