/*
 * query_han: characters of Chinese and Japanese, and two of them in a row, that are
 * part of any story ("我们", "昨天", "请问") and say nothing of what is asked about.
 * Words are not told apart in these languages: of two characters one that only joins
 * others is enough, for what stands across its edge is no word.
 */
#ifndef WEIR_QUERY_HAN_H
#define WEIR_QUERY_HAN_H
#include "common/str.h"

/* A character or two; false for anything longer. */
bool query_han_joins(struct str word);

#endif
