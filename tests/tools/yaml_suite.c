/*
 * For tests/suites.d/quick/yaml: for each file below FOLDER that stdin names, one
 * line: "ok JSON" or "error LINE:COLUMN MESSAGE", what libyaml's events make of it;
 * or "broken …" when, as the front matter of a page, it does something that no
 * front matter may do.
 */
#include "common/fs.h"
#include "common/utf8.h"
#include "common/value.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/yamltree.h"

#include <stdio.h>

static uint32_t lines_in(struct str text)
{
	uint32_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.s[i] == '\n';
	return n;
}

/* What is wrong with how a page with this front matter is read; NULL: nothing. */
static const char *fault_of_page(struct str yaml, const struct config *config, struct arena *arena)
{
	struct str source = arena_printf(arena, "---\n%.*s\n---\nBody\n", STR_ARG(yaml));
	struct page page = {.path = STR("a.md")};
	struct frontmatter frontmatter = frontmatter_split(source);
	struct reporter reporter;
	struct diag_list diags;
	const char *fault = NULL;

	diag_list_init(&diags, arena);
	reporter_init(&reporter, STR("content/a.md"), source, &diags);
	frontmatter_read(&page, &frontmatter, config, &reporter, arena);
	if (!str_ends(frontmatter.body, STR("Body\n")))
		fault = "text was lost";
	if (page.title.s != NULL && !utf8_is_valid(page.title))
		fault = "the title is not UTF-8";
	for (size_t i = 0; i < diags.items.n; i++) {
		const struct diag *diag = &diags.items.at[i];

		if (diag->place.line == 0 || diag->place.line > lines_in(source) || diag->place.column == 0 ||
		    diag->message.n == 0)
			fault = "a diagnostic without a place";
	}
	diag_list_release(&diags);
	return fault;
}

static void answer(int folder, const char *path, const struct config *config, struct arena *arena)
{
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;
	struct diag_list diags;
	struct buf bytes, json;
	struct node *tree;
	struct str text;
	const char *fault;

	buf_init(&bytes, BUF_NO_LIMIT);
	buf_init(&json, BUF_NO_LIMIT);
	diag_list_init(&diags, arena);
	if (fs_read_at(folder, path, &bytes, (size_t)64 << 20) < 0) {
		perror(path);
		exit(2);
	}
	text = charset_decode(buf_view(&bytes), STR("x"), STR(""), arena, &diags);
	fault = fault_of_page(text, config, arena);
	if (fault != NULL) {
		printf("broken %s\n", fault);
	} else if (yamltree_parse(text, 0, arena, &tree, &notes, &problem)) {
		value_json(&json, tree != NULL ? node_value(arena, tree) : NULL);
		printf("%s %.*s\n", notes.n != 0 ? "noted" : "ok", STR_ARG(buf_view(&json)));
	} else {
		uint32_t line, column;

		place_of(text, problem.at, &line, &column);
		printf("%s %u:%u %.*s\n", problem.is_refusal ? "refused" : "error", line, column,
		       STR_ARG(problem.message));
	}
	diag_list_release(&diags);
	buf_release(&bytes);
	buf_release(&json);
}

int main(int argc, char **argv)
{
	int folder = argc == 2 ? fs_open_folder(argv[1]) : -1;
	struct arena arena, always;
	struct diag_list diags;
	struct config *config;
	char line[4096];

	if (folder < 0) {
		fprintf(stderr, "usage: yaml_suite FOLDER < list\n");
		return 2;
	}
	arena_init(&arena);
	arena_init(&always);
	diag_list_init(&diags, &always);
	config = config_parse(STR("[site]\ntitle = \"T\"\nbase_url = \"https://x.example\"\n"), &always, &diags);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		answer(folder, arena_str(&arena, str_trim_end(str_c(line))).s, config, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
	arena_release(&always);
	return 0;
}
