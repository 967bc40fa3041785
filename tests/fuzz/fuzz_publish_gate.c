/*
 * Any bytes as a file that is to be published: the gate ends, and never says that a file which holds a known name as
 * plain text is clean. The first byte chooses the type by which it goes.
 */
#include "generator/gate/check.h"

#include "common/json.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char people[] = "[{\"name\":\"Petronela Quandaliwicz\",\"email\":\"pq@glimmerfen.net\","
			     "\"phone\":\"+48 601 234 987\",\"org\":\"Glimmerfen Logistics\"}]";

static const char *const paths[] = {"a.html", "a.json",	     "a.xml", "a.html.gz", "a.html.br", "a.zip",
				    "a.png",  "a.jpg",	     "a.gif", "a.webp",	   "a.pdf",	"a.db",
				    "a.woff", "solved/a.md", "a.rtf", "a.bin"};

static void set_up(struct checker *checker)
{
	struct fold *fold = fold_new();
	struct identities *identities = identities_new((const unsigned char *)"0123456789abcdef");
	struct arena arena;
	struct buf reason;

	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	if (identities_add_people(identities, fold, json_parse(&arena, str_c(people), NULL), STR_NONE, &reason) < 0)
		__builtin_trap();
	buf_release(&reason);
	arena_release(&arena);
	identities_finish(identities);
	checker_init(checker, identities, fold);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct checker checker;
	static bool ready;
	struct str bytes, path;
	struct buf with_name;

	if (!ready)
		set_up(&checker);
	ready = true;
	if (size == 0)
		return 0;
	path = str_c(paths[data[0] % (sizeof(paths) / sizeof(*paths))]);
	bytes = str_n((const char *)data + 1, size - 1);
	checker.families = data[0] >= 128;
	check_file(&checker, path, bytes);
	if (checker.findings_n > CHECK_FINDINGS)
		__builtin_trap();
	buf_init(&with_name, BUF_NO_LIMIT);
	buf_str(&with_name, bytes);
	buf_lit(&with_name, "\nPetronela Quandaliwicz\n");
	check_file(&checker, STR("a.txt"), buf_view(&with_name));
	if (checker.findings_n == 0)
		__builtin_trap();
	buf_release(&with_name);
	return 0;
}
