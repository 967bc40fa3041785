/* What the fuzzers of importers share: any bytes as a file of an export, through a reader, the rules and no store. */
#ifndef WEIR_TESTS_IMPORT_FUZZ_H
#define WEIR_TESTS_IMPORT_FUZZ_H
#include "generator/tickets/import.h"
#include "generator/tickets/readers.h"

#include <stdint.h>
#include <stdlib.h>

/* The first byte chooses one of the systems. */
static inline int import_fuzz(const char *const *systems, size_t systems_n, const char *path, const uint8_t *data,
			      size_t size)
{
	static const struct str deny[] = {STR_INIT("legal")}, own[] = {STR_INIT("acme.example")};
	struct import_options options = {.deny_tags = deny,
					 .deny_tags_n = 1,
					 .own_domains = own,
					 .own_domains_n = 1,
					 .now = 1,
					 .dry_run = true,
					 .temporary_folder = STR("")};
	struct readers_file file = {str_c(path), STR("")};
	struct import *import;
	struct buf reason;

	if (size == 0)
		return 0;
	options.system = str_c(systems[data[0] % systems_n]);
	file.bytes = str_n((const char *)data + 1, size - 1);
	buf_init(&reason, BUF_NO_LIMIT);
	import = import_new(NULL, &options, &reason);
	if (import == NULL)
		abort();
	readers_run_memory(readers_find(options.system), import, &file, 1);
	if (import_finish(import) < 0)
		abort();
	import_free(import);
	buf_release(&reason);
	return 0;
}

#endif
