/*
 * Any text as link targets, slugs, permalinks, aliases, ids and file names of a small site: a line
 * each, whose first byte says what it is. Whatever comes out, URLs are clean paths, outputs stay below
 * the output folder, and no link runs code.
 */
#include "common/mem.h"
#include "common/utf8.h"
#include "generator/resolve.h"
#include "generator/tree.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES_MAX = 200 };

static struct language languages[2] = {
    {.code = {"en", 2}, .name = {"English", 7}, .title = {"Help", 4}, .is_default = true, .url_prefix = {"", 0}},
    {.code = {"de", 2}, .name = {"Deutsch", 7}, .title = {"Hilfe", 5}, .url_prefix = {"de/", 3}},
};

static struct config config = {
    .title = {"Help", 4},
    .base_url = {"https://help.example/sub", 24},
    .base_path = {"/sub/", 5},
    .default_language = {"en", 2},
    .languages = languages,
    .languages_n = 2,
    .content_folder = {"content", 7},
    .nav_limit = 50,
};

static void require(bool is_true)
{
	if (!is_true)
		abort();
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F)
			return true;
	return false;
}

static struct page *add_page(struct page_vec *pages, struct str path)
{
	struct page *page = vec_add(pages);

	page->path = path;
	page->title = path;
	return page;
}

static void add_to_list(struct arena *arena, struct str_list *list, struct str item)
{
	if (list->at == NULL)
		list->at = arena_array(arena, LINES_MAX, sizeof(*list->at));
	list->at[list->n++] = item;
}

/* A file name of the content folder: what discover would not hand on becomes something else. */
static struct str file_path(struct arena *arena, struct str s)
{
	char *path = arena_alloc(arena, s.n + 5);
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < 200; i++)
		if (s.s[i] != '\0' && (s.s[i] != '/' || (n != 0 && path[n - 1] != '/')))
			path[n++] = s.s[i];
	memcpy(path + n, ".md", 4);
	return str_n(path, n + 3);
}

static void take_line(struct page_vec *pages, struct page *from, struct link *links, struct str line,
		      struct arena *arena)
{
	char kind = line.s[0];
	struct str rest = str_from(line, 1);
	struct page *page = &pages->at[1];

	switch (kind) {
	case 's':
		page->slug = rest;
		break;
	case 'u':
		page->url = rest;
		break;
	case 'a':
		add_to_list(arena, &page->aliases, rest);
		break;
	case 'i':
		page->id = rest;
		break;
	case 'r':
		add_to_list(arena, &page->related, rest);
		break;
	case 't':
		add_to_list(arena, &page->tags, rest);
		break;
	case 'f':
		if (tree_path_is_safe(file_path(arena, rest)))
			(void)add_page(pages, file_path(arena, rest));
		break;
	default:
		links[from->links_n++] =
		    (struct link){.target = rest, .kind = kind == '!' ? LINK_IMAGE : LINK_TO, .line = 1, .column = 1};
	}
}

static bool runs_code(struct str url)
{
	while (url.n != 0 && (unsigned char)url.s[0] <= ' ')
		url = str_from(url, 1);
	return str_starts_nocase(url, STR("javascript:")) || str_starts_nocase(url, STR("vbscript:")) ||
	       str_starts_nocase(url, STR("data:text"));
}

static void check_site(const struct site *site)
{
	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct placed *placed = &site->placed[i];

		require(placed->url.n != 0 && placed->url.s[0] == '/' && !has_control(placed->url));
		require(utf8_is_valid(placed->url) && str_find(placed->url, STR("/../")) < 0);
		require(placed->output.n == 0 || tree_path_is_safe(placed->output));
		for (uint32_t k = 0; k < site->pages[i].links_n; k++) {
			struct str url = site->pages[i].links[k].url;

			require(!has_control(url) && !runs_code(url));
		}
	}
	for (uint32_t i = 0; i < site->redirects_n; i++)
		require(site->redirects[i].from.s[0] == '/' && !has_control(site->redirects[i].from) &&
			str_find(site->redirects[i].from, STR("/../")) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page_vec pages = {0};
	struct resolve_input input = {.pages = &pages, .now = 1764547200};
	struct str rest, line;
	struct diag_list diags;
	struct arena arena;
	struct site site;
	struct link *links;
	struct buf text;
	size_t n = 0;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&text, BUF_NO_LIMIT);
	(void)utf8_repair(&text, str_n((const char *)data, size));
	links = arena_array(&arena, LINES_MAX, sizeof(*links));
	(void)add_page(&pages, STR("index.md"));
	(void)add_page(&pages, STR("billing/refunds.md"));
	(void)add_page(&pages, STR("de/billing/refunds.md"));
	pages.at[0].links = links;
	rest = buf_view(&text);
	while (n++ < LINES_MAX && str_split(&rest, '\n', &line))
		if (line.n != 0)
			take_line(&pages, &pages.at[0], links, line, &arena);
	(void)!resolve_site(&site, &input, &config, &arena, &diags);
	check_site(&site);
	resolve_release(&site);
	vec_release(&pages);
	buf_release(&text);
	diag_list_release(&diags);
	arena_release(&arena);
	return 0;
}
