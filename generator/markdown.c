#include "generator/markdown.h"

#include "common/limits.h"
#include "generator/markdown_hostile.h"
#include "generator/markdown_includes.h"
#include "generator/markdown_rewrite.h"
#include "generator/markdown_source.h"

/* Used for one page after the other; their memory stays. */
static struct source source;
static struct writer writer;

static inline uint8_t is_control(char c)
{
	return (uint8_t)(((uint8_t)c < 32) & (c != '\n') & (c != '\t')) | (uint8_t)(c == 127);
}

/* Control characters, or references to some. By 64 bytes, so that the compiler can look at them at once. */
static bool may_have_controls(struct str text)
{
	uint8_t found = 0;
	size_t i = 0;

	for (; i + 64 <= text.n; i += 64) {
		for (size_t j = 0; j < 64; j++)
			found |= is_control(text.s[i + j]);
	}
	for (; i < text.n; i++)
		found |= is_control(text.s[i]);
	return found != 0 || str_find(text, STR("&#")) >= 0;
}

static bool is_refused(const struct page *page, struct str text, struct diag_list *diags)
{
	struct place place = {.path = page->path};
	size_t at;
	const char *what = markdown_hostile(text, &at);

	if (what == NULL)
		return false;
	source_place(&source, at, &place.line, &place.column);
	diag_add(diags, DIAG_PAGE_LIMIT, place, "too many %s", what);
	diag_hint(diags, "the markdown parser would need very long for them");
	return true;
}

int markdown_render(struct page *page, struct str text, uint32_t first_line, const struct markdown_options *options,
		    struct buf *html, struct arena *arena, struct diag_list *diags)
{
	size_t max = html->max, limit, included = 0;
	int result;

	if (text.n > LIMIT_PAGE_BYTES) {
		diag_add(diags, DIAG_PAGE_LIMIT, (struct place){.path = page->path}, "the page has more than %zu bytes",
			 LIMIT_PAGE_BYTES);
		return -1;
	}
	source_begin(&source, text, first_line);
	if (page->content != NULL && page->kind != PAGE_SOLVED && source.may_have_includes)
		included = markdown_rewrite_includes(page, &source, arena, diags);
	if (is_refused(page, source.text, diags))
		return -1;
	limit = (text.n + included) * LIMIT_OUTPUT_FACTOR + LIMIT_OUTPUT_EXTRA;
	writer.limit = limit;
	if (html->n + limit < max)
		html->max = html->n + limit;
	writer_begin(&writer, page, options, &source, html, arena, diags);
	writer.may_have_controls = may_have_controls(source.text);
	markdown_rewrite(&writer, &source);
	markdown_html(&writer);
	if (page->title.n == 0)
		page->title = writer.module_title;
	result = writer_end(&writer);
	html->max = max;
	return result;
}
