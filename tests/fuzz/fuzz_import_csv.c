/* Any bytes as an export: csv. */
#include "tests/fuzz/import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const systems[] = {"hubspot", "osticket"};

	return import_fuzz(systems, sizeof(systems) / sizeof(*systems), "a.csv", data, size);
}
