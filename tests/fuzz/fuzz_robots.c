/* Any bytes as robots.txt, its first line as the path: an answer, soon. */
#include "generator/robots.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_n((const char *)data, size), path;

	if (!str_line(&text, &path))
		return 0;
	/* nothing that is said to somebody else changes the answer */
	if (str_find(text, STR("\n")) < 0 && !robots_allow(text, STR("weir"), path))
		abort(); /* one line cannot both name us and forbid */
	(void)robots_allow(text, STR("weir"), path);
	(void)robots_delay(text, STR("weir"));
	return 0;
}
