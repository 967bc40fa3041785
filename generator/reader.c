#include "generator/reader.h"

#include "common/hash.h"
#include "common/limits.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/markdown.h"
#include "generator/sections.h"
#include "generator/site.h"

/* ---- which files ---- */

static bool is_any_of(struct str s, const char *const *names)
{
	for (; *names != NULL; names++)
		if (str_eq_nocase(s, str_c(*names)))
			return true;
	return false;
}

bool reader_is_page(struct str path)
{
	static const char *const extensions[] = {".md", ".markdown", ".mdown", ".mkd", ".mdx", NULL};
	ptrdiff_t dot = str_rfind_char(path, '.');

	return dot > 0 && path.s[dot - 1] != '/' && is_any_of(str_from(path, (size_t)dot), extensions);
}

/* What version control, editors and other generators keep beside pages. */
bool reader_is_foreign(struct str name, bool is_folder)
{
	static const char *const folders[] = {"_data", "_includes", "_layouts",	    "_plugins",
					      "_sass", "_site",	    "node_modules", NULL};
	static const char *const files[] = {"_config.yml",
					    "_config.yaml",
					    "_config.toml",
					    "_category_.json",
					    "_category_.yml",
					    "_category_.yaml",
					    "_meta.json",
					    "_meta.js",
					    "toc.yml",
					    "toc.yaml",
					    "docfx.json",
					    "mkdocs.yml",
					    "docusaurus.config.js",
					    "sidebars.js",
					    "zone-pivot-groups.yml",
					    "Gemfile",
					    "Gemfile.lock",
					    "Thumbs.db",
					    "desktop.ini",
					    NULL};

	/* but "..md", the page of a command named "." */
	if (name.n > 1 && name.s[0] == '.' && name.s[1] != '.')
		return true;
	if (is_folder)
		return is_any_of(name, folders);
	return is_any_of(name, files) || str_ends(name, STR("~")) || str_ends(name, STR(".swp"));
}

/* ---- what the path says ---- */

static bool is_in_folder(struct str path, struct str name)
{
	struct str rest = path, part;

	while (str_split(&rest, '/', &part))
		if (rest.s != NULL && str_eq(part, name))
			return true;
	return false;
}

static void set_kind(struct page *page, const struct spot *spot)
{
	bool is_solved = str_eq(spot->folder, STR("solved")) || str_starts(spot->folder, STR("solved/"));

	if (page->kind == PAGE_SOLVED)
		return;
	if (spot->is_index || spot->is_readme)
		page->kind = spot->folder.n != 0 ? PAGE_SECTION : PAGE_HOME;
	else
		page->kind = is_solved ? PAGE_SOLVED : PAGE_ARTICLE;
}

/* Jekyll: _posts/2020-01-02-title.md has its date in its name; many such names differ by it alone. */
static void take_jekyll_name(struct page *page, const struct spot *spot)
{
	struct str stem = spot->stem;
	struct date date;

	if (is_in_folder(page->path, STR("_drafts")))
		page->draft = true;
	if (!is_in_folder(page->path, STR("_posts")) || stem.n < 12 || stem.s[10] != '-' ||
	    !date_parse(str_slice(stem, 0, 10), &date))
		return;
	if (!date_is_set(page->date))
		page->date = date;
}

/* ---- titles ---- */

static struct str title_of_home(const struct config *config, const struct spot *spot)
{
	const struct language *language = &config->languages[spot->language];

	return language->title.n != 0 ? language->title : config->title;
}

static void find_title(struct page *page, const struct spot *spot, const struct config *config, struct str path,
		       struct arena *arena, struct diag_list *diags)
{
	bool is_index = spot->is_index || spot->is_readme;
	struct str folder = str_from(spot->folder, (size_t)(str_rfind_char(spot->folder, '/') + 1));

	if (page->title.n == 0)
		page->title = fields_spare_title(page);
	if (page->title.n == 0 && is_index && spot->folder.n == 0)
		page->title = title_of_home(config, spot);
	if (page->title.n != 0)
		return;
	page->title = sections_pretty(is_index ? folder : page->slug.n != 0 ? page->slug : spot->stem, arena);
	diag_add(diags, DIAG_TITLE_MISSING, (struct place){.path = path}, "no title; \"%.*s\" is made from the %s",
		 STR_ARG(page->title), is_index ? "name of the folder" : "file name");
	diag_hint(diags, "begin the text with a line \"# Title\", or add \"title:\" to its front matter");
}

/* ---- reading ---- */

/* markdown.c knows the path below the content folder; messages name it from the site's. */
static int render(struct page *page, struct str path, uint32_t first_line, const struct config *config,
		  struct buf *html, struct arena *arena, struct diag_list *diags)
{
	size_t before = diags->items.n;
	int result;

	struct markdown_options options = {
	    .raw_html = config->raw_html,
	    .smart_punctuation = config->smart_punctuation,
	    .take_title = true,
	    .lang = config->default_language,
	};

	result = markdown_render(page, page->text, first_line, &options, html, arena, diags);
	for (size_t i = before; i < diags->items.n; i++)
		diags->items.at[i].place.path = path;
	return result;
}

static void read_fields(struct page *page, struct str text, struct str path, const struct config *config,
			uint32_t *first_line, struct arena *arena, struct diag_list *diags)
{
	struct frontmatter frontmatter = frontmatter_split(text);
	struct reporter reporter;

	reporter_init(&reporter, path, text, diags);
	frontmatter_read(page, &frontmatter, config, &reporter, arena);
	page->text = frontmatter.body;
	*first_line = frontmatter.body_line;
}

int reader_read(struct page *page, struct str bytes, const struct config *config, struct buf *html, struct arena *arena,
		struct diag_list *diags)
{
	struct spot spot = site_spot(config, page->path);
	struct str path = arena_printf(arena, "%.*s/%.*s", STR_ARG(config->content_folder), STR_ARG(page->path)), text;
	struct hash128 hash = hash128(bytes);
	uint32_t first_line;

	page->source_low = hash.low;
	page->source_high = hash.high;
	if (bytes.n > LIMIT_PAGE_BYTES) {
		diag_add(diags, DIAG_PAGE_LIMIT, (struct place){.path = path},
			 "the file has %zu bytes, the limit is %zu", bytes.n, LIMIT_PAGE_BYTES);
		return -1;
	}
	text = charset_decode(bytes, path, config->fallback_charset, arena, diags);
	read_fields(page, text, path, config, &first_line, arena, diags);
	if (spot.language_is_said)
		page->lang = config->languages[spot.language].code;
	set_kind(page, &spot);
	take_jekyll_name(page, &spot);
	if (render(page, path, first_line, config, html, arena, diags) < 0)
		return -1;
	find_title(page, &spot, config, path, arena, diags);
	if (page->description.n == 0)
		page->description = page->summary;
	return 0;
}
