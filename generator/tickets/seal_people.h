/*
 * seal_people: the people of all imports as keyed hashes for the publish gate
 * (gate/identities.h), in private/gate.keys: every build on this machine looks for
 * them in the pages of solved tickets, without anybody having to think of it. The
 * key is in the file, which never leaves private/. Names that a reviewer has found
 * stand beside it in private/gate.names, as a people file: a page that was approved
 * before may have them, and a reviewer who presses a key does not wait until the
 * forms of a hundred thousand people are made again.
 *
 * Words that the site keeps in spite of everybody's name (keep_words, its own title
 * and host) are no part of a name there either.
 */
#ifndef WEIR_TICKETS_SEAL_PEOPLE_H
#define WEIR_TICKETS_SEAL_PEOPLE_H
#include "common/buf.h"

struct config;
struct redactor;
struct store;

/*
 * Writes the file anew where it is not there, the people, by `state`, are not those it was made of, or the gate has
 * another version. is_thorough: also where a build could not use it, for which all of it is read. -1 with a reason.
 */
__attribute__((warn_unused_result)) int seal_people(struct store *store, const struct config *config, struct str state,
						    bool is_thorough, int64_t now, struct buf *reason);

/*
 * Writes private/gate.names where it does not have the names that the store has, but for everyday words, which
 * redact leaves in other tickets, too. -1 with a reason.
 */
__attribute__((warn_unused_result)) int seal_names(struct store *store, const struct config *config,
						   struct redactor *redactor, struct buf *reason);

#endif
