/*
 * opening_hours: deadlines as a customer is told them, for tests/suites.d/quick/hours. A line of input is a time zone,
 * the JSON of [contact.hours], a moment in seconds since 1970 and minutes, with tabs between them; a line of output is
 * the moment when so many minutes of opening time have passed, or "-".
 */
#include "common/fs.h"
#include "common/json.h"
#include "search/hours.h"
#include "search/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int answer(int folder, char *line)
{
	char *name = strtok_r(line, "\t", &line), *json = strtok_r(NULL, "\t", &line),
	     *now = strtok_r(NULL, "\t", &line), *minutes = strtok_r(NULL, "\t\n", &line);
	const struct zone *zone;
	const struct hours *hours;
	const struct value *table;
	struct arena arena;
	struct buf bytes, reason;
	int64_t deadline;
	int result = -1;

	if (minutes == NULL)
		return -1;
	arena_init(&arena);
	buf_init(&bytes, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	if (fs_read_linked_at(folder, name, &bytes, 65536) < 0)
		goto out;
	zone = zone_parse(buf_view(&bytes), &arena);
	table = json_parse(&arena, str_c(json), &reason);
	hours = zone != NULL && table != NULL ? hours_read(table, zone, &arena) : NULL;
	if (hours == NULL)
		goto out;
	if (hours_add(hours, strtoll(now, NULL, 10), strtoll(minutes, NULL, 10), &deadline))
		printf("%lld\n", (long long)deadline);
	else
		puts("-");
	result = 0;
out:
	buf_release(&bytes);
	buf_release(&reason);
	arena_release(&arena);
	return result;
}

int main(void)
{
	char line[4096];
	int folder = fs_open_folder("/usr/share/zoneinfo");

	while (folder >= 0 && fgets(line, sizeof(line), stdin) != NULL) {
		if (answer(folder, line) < 0) {
			fprintf(stderr, "opening_hours: cannot use %s\n", line);
			return 1;
		}
	}
	return folder < 0;
}
