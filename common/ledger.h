/*
 * ledger: STATE/events.db, what readers did with answers. weir-search writes it (search/events.h says what is in it
 * and what never is); `weir popular` counts it.
 */
#ifndef WEIR_LEDGER_H
#define WEIR_LEDGER_H
#include "common/sql.h"

/* Opens the ledger of a state folder; NULL with a reason and what kind it is. */
struct sql *ledger_open(const char *state, enum sql_failure *failure, struct buf *reason);
/* Its path, on the heap. */
char *ledger_path(const char *state);

/*
 * Calls `each` for the pages that helped most since a time, most first, with how often: a vote "helpful" of an address
 * on a day, and a form on which the page was opened among the suggestions or was said to have solved it. That is no
 * number of people. Pages that fewer than LIMIT_POPULAR_VOTERS addresses voted for on one and the same day are left
 * out, however often forms name them, and so are all behind the first LIMIT_POPULAR_PAGES. -1 when it cannot be read.
 */
__attribute__((warn_unused_result)) int ledger_popular(struct sql *ledger, int64_t since,
						       void (*each)(void *context, struct str page, int64_t times),
						       void *context);

#endif
