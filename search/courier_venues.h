/*
 * courier_venues: the venues that weir-courier delivers to, from the settings in search.db and the secrets file. What
 * is missing there is said, so that it is known at the start and not at the first ticket.
 */
#ifndef WEIR_COURIER_VENUES_H
#define WEIR_COURIER_VENUES_H
#include "search/courier_message.h"
#include "search/secrets.h"

struct courier_venues {
	struct courier_venue *at;
	size_t n;
	struct str *without_secrets; /* ids of those that are left out because the secrets file lacks something */
	size_t without_secrets_n;
	int64_t keep_days;
};

/*
 * Reads `path` (a search.db). The venues live in the arena. -1 with a reason when it cannot be read; venues that
 * cannot be delivered to are left out, each with a line in `problems`.
 */
__attribute__((warn_unused_result)) int courier_venues_load(const char *path, const struct secrets *secrets,
							    struct arena *arena, struct courier_venues *venues,
							    struct buf *problems, struct buf *reason);

#endif
