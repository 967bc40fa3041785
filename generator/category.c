#include "generator/category.h"

#include "common/value.h"
#include "generator/frontmatter.h"

bool category_is_file(struct str path)
{
	static const char *const names[] = {"_category_.json", "_category_.yml", "_category_.yaml", NULL};

	return str_is_any_nocase(str_from(path, (size_t)(str_rfind_char(path, '/') + 1)), names);
}

static struct str text_of(const struct page *page, struct str name)
{
	const struct value *value = page->params != NULL ? value_path(page->params, name) : NULL;

	return value != NULL && value->kind == VALUE_STR ? str_trim(value->as.str) : STR_NONE;
}

struct str category_label(const struct page *page)
{
	struct str label = text_of(page, STR("label"));

	return label.n != 0 ? label : page->title;
}

void category_read(struct page *page, struct str text, const struct config *config, struct reporter *reporter,
		   struct arena *arena)
{
	struct frontmatter fields = {.kind = FRONTMATTER_YAML, .text = text, .body_line = 1};
	struct str slug;

	frontmatter_read(page, &fields, config, reporter, arena);
	page->kind = PAGE_SECTION;
	page->draft = false;
	page->title = text_of(page, STR("link.title"));
	if (page->title.n == 0)
		page->title = category_label(page);
	page->description = text_of(page, STR("link.description"));
	slug = text_of(page, STR("link.slug")); /* from the root, with a slash in front or without */
	if (slug.n != 0)
		page->url = slug.s[0] == '/' ? slug : arena_printf(arena, "/%.*s", STR_ARG(slug));
}
