/*
 * Whatever a file of the tz database has in it: clocks are off by days at most, a
 * deadline is not before now, and looking for it ends.
 */
#include "common/json.h"
#include "search/hours.h"
#include "search/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t moments[] = {INT32_MIN, -1, 0, 1577836800, 1795253000, 4102444800};
	struct str bytes = {(const char *)data, size};
	struct arena arena;
	struct zone *zone;

	arena_init(&arena);
	zone = zone_parse(bytes, &arena);
	if (zone == NULL)
		zone = zone_rule(bytes, &arena);
	for (size_t i = 0; zone != NULL && i < sizeof(moments) / sizeof(*moments); i++) {
		const struct value *table =
		    json_parse(&arena, STR("{\"monday\":[\"09:00-17:00\"],\"sunday\":[\"01:00-04:00\"]}"), NULL);
		const struct hours *hours = hours_read(table, zone, &arena);
		int64_t offset = zone_offset(zone, moments[i]), deadline = 0;

		if (offset < -200 * 3600 || offset > 200 * 3600)
			__builtin_trap();
		(void)zone_moment(zone, moments[i], i % 2 == 0);
		if (hours_add(hours, moments[i], 240, &deadline) && deadline < moments[i])
			__builtin_trap();
	}
	arena_release(&arena);
	return 0;
}
