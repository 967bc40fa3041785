/*
 * slug: names as parts of URLs, and names without case and accents, for
 * comparing and sorting.
 *
 * A slug has ASCII letters in lower case, digits, letters and digits of other
 * scripts, and '-', '.', '_', '+' inside: "Oplà IoT Kit" gives "opla-iot-kit",
 * "v7.4" stays, "C++" gives "c++", "C#" "c-sharp", "返金" stays. Accents of Latin
 * letters go; apostrophes go; anything else is one '-'. A name of nothing but
 * signs is spelled ("[[" gives "left-bracket-left-bracket-sign"). It never begins with
 * '.', '-' or '_', never ends with '.' or '-', is never "" unless the name is
 * empty, and has at most LIMIT_SLUG_BYTES; what is longer is cut and gets a hash
 * of the whole.
 */
#ifndef WEIR_SLUG_H
#define WEIR_SLUG_H
#include "common/arena.h"
#include "common/buf.h"

void slug_add(struct buf *out, struct str name);
/* "guide/First steps" as "guide-first-steps". */
void slug_add_path(struct buf *out, struct str path);
struct str slug_of(struct arena *arena, struct str name);
/*
 * The form under which names that differ only by letter case or Unicode form are
 * one. Gives back s itself when it is that already.
 */
struct str slug_fold(struct arena *arena, struct str s);
/* Whether it would give back s itself. */
bool slug_is_folded(struct str s);
/*
 * Appends a key that sorts by bytes as people do: without case and accents,
 * "Part 2" before "Part 10".
 */
void slug_sort_key(struct buf *out, struct str s);

#endif
