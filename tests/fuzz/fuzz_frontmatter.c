/*
 * Any bytes as a page with front matter: nothing of the text is lost, every
 * diagnostic has a place, what plainyaml reads libyaml reads too, and the page
 * survives packing.
 */
#include "common/utf8.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/plainyaml.h"
#include "generator/yamltree.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_alike(struct str text, struct arena *arena)
{
	struct node *plain = plainyaml_parse(text, 7, arena), *tree;
	struct yamltree_notes notes = {.n = 0};
	struct yamltree_problem problem;

	if (plain != NULL &&
	    (!yamltree_parse(text, 7, arena, &tree, &notes, &problem) || notes.n != 0 || !node_eq(plain, tree)))
		abort();
}

static void check_page(const struct page *page, struct arena *arena)
{
	struct page back;
	struct buf packed;

#define X(field, name, about) \
	if (!utf8_is_valid(page->field)) \
		abort();
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) \
	for (uint32_t i = 0; i < page->field.n; i++) \
		if (!utf8_is_valid(page->field.at[i])) \
			abort();
	PAGE_LISTS(X)
#undef X
	buf_init(&packed, BUF_NO_LIMIT);
	page_pack(&packed, page);
	if (!page_unpack(&back, buf_view(&packed), arena) || (back.params == NULL) != (page->params == NULL) ||
	    (page->params != NULL && !value_eq(page->params, back.params)))
		abort();
	buf_release(&packed);
}

static void check_diags(const struct diag_list *diags, struct str text)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < text.n; i++)
		lines += text.s[i] == '\n';
	for (size_t i = 0; i < diags->items.n; i++) {
		const struct diag *diag = &diags->items.at[i];

		if (diag->place.line == 0 || diag->place.line > lines || diag->place.column == 0 ||
		    diag->message.n == 0 || !utf8_is_valid(diag->message))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config *config;
	static struct arena always;
	struct frontmatter frontmatter;
	struct page page = {.path = STR("a.md")};
	struct diag_list diags;
	struct reporter reporter;
	struct arena arena;
	struct str text;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	if (config == NULL)
		config = config_parse(STR("[site]\ntitle = \"T\"\nbase_url = \"https://x.example\"\n[languages.de]\n"),
				      &always, &diags);
	text =
	    charset_decode(str_n((const char *)data, size), STR("content/a.md"), STR("windows-1252"), &arena, &diags);
	diags.items.n = 0;
	check_alike(text, &arena);
	reporter_init(&reporter, STR("content/a.md"), text, &diags);
	frontmatter = frontmatter_split(text);
	if (!str_ends(text, frontmatter.body))
		abort();
	if (frontmatter.kind == FRONTMATTER_NONE ? !str_eq(text, frontmatter.body)
						 : frontmatter.text.s + frontmatter.text.n > frontmatter.body.s)
		abort();
	if (frontmatter.kind == FRONTMATTER_YAML)
		check_alike(frontmatter.text, &arena);
	frontmatter_read(&page, &frontmatter, config, &reporter, &arena);
	check_page(&page, &arena);
	check_diags(&diags, text);
	diag_list_release(&diags);
	arena_release(&arena);
	return 0;
}
