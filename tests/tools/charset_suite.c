/*
 * For tests/suites.d: decodes what stdin names, one "LABEL<tab>PATH" (below FOLDER) a line, and
 * answers with "N<space>GUESS<newline>" and N bytes each: the text decoded as LABEL
 * (with no label: by charset_decode(), which finds out itself), and what
 * charset_guess() says.
 */
#include "common/diag.h"
#include "common/fs.h"
#include "generator/charset.h"

#include <stdio.h>

static void answer(int folder, struct str label, const char *path, struct arena *arena)
{
	struct charset_faults faults;
	struct diag_list diags;
	struct buf bytes, out;
	struct str guess;

	buf_init(&bytes, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	diag_list_init(&diags, arena);
	if (fs_read_at(folder, path, &bytes, (size_t)64 << 20) < 0) {
		perror(path);
		exit(2);
	}
	guess = charset_guess(buf_view(&bytes));
	if (label.n == 0) {
		buf_str(&out, charset_decode(buf_view(&bytes), STR("x"), STR(""), arena, &diags));
	} else if (!charset_convert(label, buf_view(&bytes), &out, &faults)) {
		guess = STR("unknown-label");
	}
	printf("%zu %.*s\n", out.n, STR_ARG(guess));
	(void)fwrite(buf_view(&out).s, 1, out.n, stdout);
	diag_list_release(&diags);
	buf_release(&out);
	buf_release(&bytes);
}

int main(int argc, char **argv)
{
	int folder = argc == 2 ? fs_open_folder(argv[1]) : -1;
	struct arena arena;
	char line[4096];

	if (folder < 0) {
		fprintf(stderr, "usage: charset_suite FOLDER < list\n");
		return 2;
	}
	arena_init(&arena);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		struct str path = str_trim_end(str_c(line)), label;

		if (str_split(&path, '\t', &label) && path.s != NULL)
			answer(folder, label, arena_str(&arena, path).s, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
	return 0;
}
