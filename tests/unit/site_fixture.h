/*
 * A site from hand-made pages, for the tests of what resolve does:
 *
 *     struct fixture site;
 *     fixture_init(&site, 1);
 *     fixture_page(&site, "billing/refunds.md", "Refunds")->id = STR("r1");
 *     fixture_resolve(&site);
 *     … fixture_url(&site, "billing/refunds.md") …
 *     fixture_release(&site);
 */
#ifndef WEIR_SITE_FIXTURE_H
#define WEIR_SITE_FIXTURE_H
#include "generator/links.h"
#include "generator/resolve.h"
#include "tests/unit/unit.h"

struct fixture {
	struct arena arena;
	struct diag_list diags;
	struct config config;
	struct language languages[3];
	struct page_vec pages;
	struct VEC(struct asset) assets;
	struct resolve_input input;
	struct site site;
	int result;
	struct buf text;
};

/* languages_n: 1 English, 2 German too, 3 Brazilian Portuguese too. */
static inline void fixture_init(struct fixture *fixture, size_t languages_n)
{
	*fixture = (struct fixture){0};
	arena_init(&fixture->arena);
	diag_list_init(&fixture->diags, &fixture->arena);
	buf_init(&fixture->text, BUF_NO_LIMIT);
	fixture->languages[0] = (struct language){.code = STR("en"),
						  .name = STR("English"),
						  .title = STR("Acme Help"),
						  .is_default = true,
						  .url_prefix = STR("")};
	fixture->languages[1] = (struct language){
	    .code = STR("de"), .name = STR("Deutsch"), .title = STR("Acme-Hilfe"), .url_prefix = STR("de/")};
	fixture->languages[2] = (struct language){
	    .code = STR("pt-BR"), .name = STR("Português"), .title = STR("Ajuda Acme"), .url_prefix = STR("pt-BR/")};
	fixture->config.title = STR("Acme Help");
	fixture->config.description = STR("Answers about Acme");
	fixture->config.base_url = STR("https://help.acme.example");
	fixture->config.base_path = STR("/");
	fixture->config.default_language = STR("en");
	fixture->config.languages = fixture->languages;
	fixture->config.languages_n = languages_n;
	fixture->config.content_folder = STR("content");
	fixture->input.now = 1764547200; /* 2025-12-01 */
}

/* The page holds until the next one is added. */
static inline struct page *fixture_page(struct fixture *fixture, const char *path, const char *title)
{
	struct page *page = vec_add(&fixture->pages);

	page->path = str_c(path);
	page->title = str_c(title);
	if (strstr(path, "solved/") == path)
		page->kind = PAGE_SOLVED;
	return page;
}

static inline struct str_list fixture_list(struct fixture *fixture, const char *commas)
{
	struct str rest = str_c(commas), part;
	struct str_list list = {arena_array(&fixture->arena, rest.n + 1, sizeof(struct str)), 0};

	while (str_split(&rest, ',', &part))
		list.at[list.n++] = str_trim(part);
	return list;
}

static inline void fixture_link(struct fixture *fixture, struct page *page, const char *target, enum link_kind kind)
{
	struct link *links = arena_array(&fixture->arena, page->links_n + 1u, sizeof(*links));

	if (page->links_n != 0)
		memcpy(links, page->links, page->links_n * sizeof(*links));
	links[page->links_n] =
	    (struct link){.target = str_c(target), .kind = kind, .line = 3 + page->links_n, .column = 5};
	page->links = links;
	page->links_n++;
}

static inline void fixture_heading(struct fixture *fixture, struct page *page, const char *id)
{
	struct heading *headings = arena_array(&fixture->arena, page->headings_n + 1u, sizeof(*headings));

	if (page->headings_n != 0)
		memcpy(headings, page->headings, page->headings_n * sizeof(*headings));
	headings[page->headings_n++] = (struct heading){.text = str_c(id), .id = str_c(id), .level = 2};
	page->headings = headings;
}

/* With a text that is not its id. */
static inline void fixture_heading_of(struct fixture *fixture, struct page *page, const char *id, const char *text)
{
	struct heading *last;

	fixture_heading(fixture, page, id);
	last = (struct heading *)(uintptr_t)&page->headings[page->headings_n - 1];
	last->text = str_c(text);
}

static inline void fixture_asset(struct fixture *fixture, const char *path, uint64_t hash)
{
	*vec_add(&fixture->assets) = (struct asset){.path = str_c(path), .hash = {hash, hash}, .size = 10};
}

static inline void fixture_resolve(struct fixture *fixture)
{
	fixture->input.pages = &fixture->pages;
	fixture->input.assets = fixture->assets.at;
	fixture->input.assets_n = (uint32_t)fixture->assets.n;
	fixture->result =
	    resolve_site(&fixture->site, &fixture->input, &fixture->config, &fixture->arena, &fixture->diags);
	diag_list_sort(&fixture->diags);
}

static inline void fixture_release(struct fixture *fixture)
{
	resolve_release(&fixture->site);
	vec_release(&fixture->pages);
	vec_release(&fixture->assets);
	diag_list_release(&fixture->diags);
	buf_release(&fixture->text);
	arena_release(&fixture->arena);
}

/* Index of the page with that path; fails the test when there is none. */
static inline uint32_t fixture_index(struct fixture *fixture, const char *path)
{
	uint32_t page = site_find_page(&fixture->site, str_c(path));

	if (page == SITE_NONE)
		fail_msg("no page %s", path);
	return page;
}

static inline struct placed *fixture_placed(struct fixture *fixture, const char *path)
{
	return &fixture->site.placed[fixture_index(fixture, path)];
}

static inline struct str fixture_url(struct fixture *fixture, const char *path)
{
	return fixture_placed(fixture, path)->url;
}

/* All diagnostics as the commands print them. */
static inline struct str fixture_diags(struct fixture *fixture)
{
	buf_clear(&fixture->text);
	for (size_t i = 0; i < fixture->diags.items.n; i++)
		diag_format(&fixture->text, &fixture->diags.items.at[i], false);
	return buf_view(&fixture->text);
}

/* Paths of the pages of a list, separated by spaces. */
static inline struct str fixture_paths(struct fixture *fixture, struct index_list list)
{
	buf_clear(&fixture->text);
	for (uint32_t i = 0; i < list.n; i++) {
		if (i != 0)
			buf_char(&fixture->text, ' ');
		buf_str(&fixture->text, fixture->site.pages[list.at[i]].path);
	}
	return buf_view(&fixture->text);
}

#endif
