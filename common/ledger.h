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
 * Calls `each` for the pages that helped most since a time, most first: a reader counts who voted "helpful", or who
 * opened the page among the suggestions on a form or said that it solved it; once a form, once an address and day.
 * Pages that fewer than LIMIT_POPULAR_READERS read are left out, and so are all behind the first LIMIT_POPULAR_PAGES.
 * -1 when it cannot be read.
 */
__attribute__((warn_unused_result)) int ledger_popular(struct sql *ledger, int64_t since,
						       void (*each)(void *context, struct str page, int64_t readers),
						       void *context);

#endif
