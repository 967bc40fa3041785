/*
 * Any text as a page. The first byte chooses the options. Whatever comes out has
 * balanced tags (raw_html = "safe"), holes in order between quotes or tags, valid UTF-8
 * and no control characters.
 *
 * Debian's cmark-gfm is slow on hostile input, which a worker's CPU limit ends:
 * run with -max_len=2000 -timeout=20.
 */
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_void(struct str name)
{
	static const char *const names[] = {"img", "br", "hr", "input", "wbr", "source", "track"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (str_eq(name, str_c(names[i])))
			return true;
	}
	return false;
}

/* Every "<" in our HTML begins a tag. */
static void check_balance(struct str html)
{
	struct str open[1000];
	size_t n = 0;
	ptrdiff_t found;

	while ((found = str_find_char(html, '<')) >= 0) {
		size_t end = 0;
		bool is_end;
		struct str name;

		html = str_from(html, (size_t)found + 1);
		is_end = str_starts(html, STR("/"));
		html = str_from(html, is_end);
		while (end < html.n && str_is_alnum(html.s[end]))
			end++;
		name = str_slice(html, 0, end);
		if (name.n == 0 || (found = str_find_char(html, '>')) < 0)
			abort();
		html = str_from(html, (size_t)found + 1);
		if (is_void(name))
			continue;
		if (!is_end && n < 1000)
			open[n++] = name;
		else if (!is_end)
			return;
		else if (n == 0 || !str_eq(open[--n], name))
			abort();
	}
	if (n != 0)
		abort();
}

static void check_plain(struct str text)
{
	if (!utf8_is_valid(text))
		abort();
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		if ((c < 32 && c != '\n') || c == 127)
			abort();
	}
}

static void check(const struct page *page, struct str html, enum raw_html raw_html)
{
	uint32_t hole = 0;

	if (!utf8_is_valid(html))
		abort();
	for (uint32_t i = 0; i < page->links_n; i++) {
		const struct link *link = &page->links[i];

		if (link->hole < hole || link->hole >= html.n || link->line == 0 || link->column == 0 ||
		    !utf8_is_valid(link->target))
			abort();
		/* a title stands between tags, an address between quotes */
		if (link->kind == LINK_TITLE ? html.s[link->hole] != '<'
					     : html.s[link->hole] != '"' || html.s[link->hole - 1] != '"')
			abort();
		hole = link->hole;
	}
	for (uint32_t i = 0; i < page->passages_n; i++) {
		check_plain(page->passages[i].text);
		check_plain(page->passages[i].headings);
	}
	check_plain(page->summary);
	check_plain(page->title);
	if (page->summary.n > 300)
		abort();
	if (raw_html != RAW_HTML_TRUSTED)
		check_balance(html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct markdown_options options = {0};
	struct page page = {.path = STR("page.md")};
	struct arena arena;
	struct diag_list diags;
	struct buf text, html;

	if (size == 0)
		return 0;
	options.raw_html = (enum raw_html)(data[0] % 4 % 3);
	options.smart_punctuation = data[0] & 4;
	options.take_title = data[0] & 8;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&html, BUF_NO_LIMIT);
	utf8_repair(&text, str_n((const char *)data + 1, size - 1));
	if (markdown_render(&page, buf_view(&text), 1, &options, &html, &arena, &diags) == 0)
		check(&page, buf_view(&html), options.raw_html);
	else if (diags.errors == 0)
		abort();
	buf_release(&html);
	buf_release(&text);
	diag_list_release(&diags);
	arena_release(&arena);
	return 0;
}
