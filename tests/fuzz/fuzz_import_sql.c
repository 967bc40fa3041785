/* Any bytes as an export: sql. */
#include "tests/fuzz/import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const systems[] = {"osticket"};

	return import_fuzz(systems, sizeof(systems) / sizeof(*systems), "a.sql", data, size);
}
