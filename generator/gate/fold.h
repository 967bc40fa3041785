/*
 * fold: characters as the gate compares them: small ASCII letters and digits
 * where that is possible, whatever was written. Two ways, because a Cyrillic
 * "с" may stand for the Latin "c" it looks like or for the "s" it sounds like:
 *
 *   FOLD_LOOKS   compatibility forms, look-alikes of other scripts, small
 *                capitals, enclosed and turned letters, digits of all scripts
 *   FOLD_SOUNDS  the same, but other scripts by how they are transcribed
 *
 * Letters without such a form keep their own UTF-8. Marks, format characters
 * and other things that nobody sees are left out. Knows nothing of
 * common/privacy: what one of the two gets wrong the other shall not.
 *
 * Tables are filled as characters are met: one per process, not thread-safe.
 */
#ifndef WEIR_GATE_FOLD_H
#define WEIR_GATE_FOLD_H
#include "common/buf.h"

enum fold_way { FOLD_LOOKS, FOLD_SOUNDS, FOLD_WAYS };
enum fold_kind { FOLD_UNKNOWN, FOLD_MARK, FOLD_SPACE, FOLD_LINE, FOLD_DROPPED, FOLD_LETTERS };

struct fold_entry {
	uint8_t kind, n;
	bool is_upper;
	bool is_foreign; /* a letter of another script: the other way may give something else */
	char s[8];
};

struct fold;

struct fold *fold_new(void);
void fold_free(struct fold *fold);
/* All entries of a way, by character. Those that have not been met are FOLD_UNKNOWN: fold_of() finds out. */
const struct fold_entry *fold_entries(const struct fold *fold, enum fold_way way);
/* Valid until the end; character is at most U+10FFFF. */
const struct fold_entry *fold_of(struct fold *fold, enum fold_way way, uint32_t character);
/* The letters of a text one behind the other, everything else left out. */
void fold_add(struct fold *fold, enum fold_way way, struct str text, struct buf *out);

#endif
