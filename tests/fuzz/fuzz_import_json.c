/* Any bytes as an export: json. */
#include "tests/fuzz/import_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const systems[] = {"zendesk", "github",   "discourse", "freshdesk", "zammad",
					      "jira",	 "intercom", "hubspot",	  "osticket"};

	return import_fuzz(systems, sizeof(systems) / sizeof(*systems), "a/1.json", data, size);
}
