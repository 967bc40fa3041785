/* Any bytes as an export: slack. */
#include "tests/fuzz/import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const systems[] = {"slack"};

	return import_fuzz(systems, sizeof(systems) / sizeof(*systems), "general/2024-01-10.json", data, size);
}
