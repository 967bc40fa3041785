/*
 * external_check FOLDER NOW PAUSE TIMEOUT URL…: external_check() on these addresses, this machine's own too, as
 * if it were NOW (seconds since the epoch); each link stands in line 1, 2, … of "page.md". Prints the diagnostics.
 */
#include "common/fs.h"
#include "generator/external.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct external_options options = {.own_machine = true};
	struct external_link *links;
	struct diag_list diags;
	struct arena arena;
	struct buf out;
	int folder, result;

	if (argc < 5 || (folder = fs_open_folder(argv[1])) < 0)
		return 2;
	options.now = strtoll(argv[2], NULL, 10);
	options.pause_ms = (unsigned)strtoul(argv[3], NULL, 10);
	options.timeout_ms = (unsigned)strtoul(argv[4], NULL, 10);
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&out, BUF_NO_LIMIT);
	links = arena_array(&arena, (size_t)argc, sizeof(*links));
	for (int i = 5; i < argc; i++)
		links[i - 5] = (struct external_link){str_c(argv[i]), {STR("page.md"), (uint32_t)(i - 4), 1}};
	result = external_check(folder, links, (size_t)argc - 5, &options, &diags);
	diag_list_sort(&diags);
	for (size_t i = 0; i < diags.items.n; i++)
		diag_format(&out, &diags.items.at[i], false);
	(void)fwrite(buf_view(&out).s, 1, out.n, stdout);
	buf_release(&out);
	diag_list_release(&diags);
	arena_release(&arena);
	(void)close(folder);
	return result == 0 ? 0 : 1;
}
