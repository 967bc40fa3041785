#include "common/ledger.h"

#include "common/limits.h"
#include "common/mem.h"

static const char tables[] = "CREATE TABLE event("
			     " id INTEGER PRIMARY KEY,"
			     " at INTEGER NOT NULL," /* to the minute */
			     " kind TEXT NOT NULL,"
			     " page TEXT NOT NULL,"
			     " form TEXT NOT NULL,"
			     " reason TEXT NOT NULL,"
			     " voter BLOB);"
			     "CREATE INDEX event_at ON event(at);"
			     "CREATE UNIQUE INDEX event_vote ON event(page, voter) WHERE voter IS NOT NULL;"
			     "CREATE TABLE salt(day INTEGER PRIMARY KEY, salt BLOB NOT NULL);";

static const struct sql_schema schema = {.application = 0x57656945, /* "WeiE" */
					 .version = 1,
					 .tables = tables,
					 .most = LIMIT_EVENTS_BYTES,
					 .busy_ms = 5000,
					 .is_lazy = true};

char *ledger_path(const char *state)
{
	return sql_path(state, "events.db");
}

struct sql *ledger_open(const char *state, enum sql_failure *failure, struct buf *reason)
{
	char *path = ledger_path(state);
	struct sql *ledger = sql_open(path, &schema, failure, reason);

	mem_free(path);
	return ledger;
}

int ledger_popular(struct sql *ledger, int64_t since, void (*each)(void *context, struct str page, int64_t times),
		   void *context)
{
	/*
	 * A voter is told apart within a day only, a form not at all: whoever opens it again has another. So the floor
	 * asks for voters of one day, and what forms say changes the order alone.
	 */
	struct sql_query *query = sql_query(
	    ledger, "SELECT page, count(DISTINCT CASE WHEN voter IS NOT NULL THEN hex(voter) ELSE form END) AS n"
		    " FROM event WHERE at >= ?1 AND page IN"
		    " (SELECT page FROM event WHERE at >= ?1 AND kind = 'helpful' AND page <> ''"
		    " GROUP BY page, at / 86400 HAVING count(DISTINCT voter) >= ?2)"
		    " AND (kind = 'helpful' OR (kind IN ('opened', 'solved') AND form <> ''))"
		    " GROUP BY page ORDER BY n DESC, page LIMIT ?3");
	int result;

	sql_int(query, since);
	sql_int(query, LIMIT_POPULAR_VOTERS);
	sql_int(query, LIMIT_POPULAR_PAGES);
	while ((result = sql_step(query)) == 1)
		each(context, sql_get(query, 0), sql_get_int(query, 1));
	sql_done(query);
	return result;
}
