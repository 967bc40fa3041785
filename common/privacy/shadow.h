/*
 * shadow: a canonical twin of a text for detectors to look at, with a map back.
 *
 * Compatibility forms, look-alike letters of other scripts, diacritics and digits
 * of other scripts become ASCII where they can; invisible characters, bidirectional
 * marks and combining marks vanish; HTML entities, percent escapes and those of programs are resolved, tags
 * inside of words vanish.
 * Two versions of the same length: `text` keeps capitals, `low` has none.
 */
#ifndef WEIR_SHADOW_H
#define WEIR_SHADOW_H
#include "common/buf.h"
#include "common/vec.h"

struct folder; /* what single characters become; remembers what it has looked up */
struct folder *folder_new(void);
void folder_free(struct folder *folder);

struct shadow {
	struct str original;
	struct buf text, low;	      /* of the same length */
	struct VEC(uint32_t) map;     /* of each byte its place in the original, then the end; empty: the same place */
	struct VEC(uint32_t) invalid; /* offsets of invalid UTF-8 in the original */
};

void shadow_init(struct shadow *shadow);
void shadow_release(struct shadow *shadow);
/* Borrows the text. */
void shadow_make(struct shadow *shadow, struct folder *folder, struct str text);
/* The bytes of the original behind shadow bytes [from, to). */
void shadow_place(const struct shadow *shadow, size_t from, size_t to, size_t *start, size_t *end);
/* One text folded as `low` is, without entities. */
void shadow_fold(struct folder *folder, struct buf *out, struct str text);
/* Letters of other scripts as they are usually written with ASCII ("Юлия" -> "yuliya"); false when nothing changes. */
bool shadow_to_latin(struct folder *folder, struct buf *out, struct str text);

#endif
