#include "generator/reader.h"

#include "common/hash.h"
#include "common/limits.h"
#include "generator/category.h"
#include "generator/charset.h"
#include "generator/code_fence.h"
#include "generator/frontmatter.h"
#include "generator/languages.h"
#include "generator/markdown.h"
#include "generator/notion.h"
#include "generator/sections.h"
#include "generator/site.h"

/* ---- which files ---- */

bool reader_is_page(struct str path)
{
	static const char *const extensions[] = {".md", ".markdown", ".mdown", ".mkd", ".mdx", NULL};
	ptrdiff_t dot = str_rfind_char(path, '.');

	if (str_starts(path, STR(".gitbook/")) || str_find(path, STR("/.gitbook/")) >= 0)
		return false; /* a file to download */
	return dot > 0 && path.s[dot - 1] != '/' && str_is_any_nocase(str_from(path, (size_t)dot), extensions);
}

/* What version control, editors and other generators keep beside pages. */
bool reader_is_foreign(struct str name, bool is_folder)
{
	static const char *const folders[] = {"_data", "_includes", "_layouts",	    "_plugins",
					      "_sass", "_site",	    "node_modules", NULL};
	static const char *const files[] = {"_config.yml",
					    "_config.yaml",
					    "_config.toml",
					    "_meta.json",
					    "_meta.js",
					    "toc.yml",
					    "toc.yaml",
					    "docfx.json",
					    "mkdocs.yml",
					    "docusaurus.config.js",
					    "sidebars.js",
					    "_sidebar.md",
					    "_navbar.md",
					    "_coverpage.md",
					    "_header.md",
					    "_footer.md",
					    "zone-pivot-groups.yml",
					    "book.toml",
					    "book.json",
					    "Gemfile",
					    "Gemfile.lock",
					    "Thumbs.db",
					    "desktop.ini",
					    NULL};

	if (is_folder && str_eq(name, STR(".gitbook")))
		return false; /* has the pictures of all pages */
	/* but "..md", the page of a command named "." */
	if (name.n > 1 && name.s[0] == '.' && name.s[1] != '.')
		return true;
	if (is_folder)
		return str_is_any_nocase(name, folders);
	if (name.n > 5 && name.s[0] == '_' && str_ends(name, STR(".mdx")))
		return true; /* a part of pages, for Docusaurus */
	if (str_starts(name, STR("~$")))
		return true; /* of a document that somebody has open in an office program */
	return str_is_any_nocase(name, files) || str_ends(name, STR("~")) || str_ends(name, STR(".swp"));
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

/* "2020-01-02-title": the date, and what is behind it. False when there is none. */
static bool dated_name(struct str stem, struct date *date, struct str *name)
{
	if (stem.n < 12 || stem.s[10] != '-' || !date_parse(str_slice(stem, 0, 10), date))
		return false;
	*name = str_from(stem, 11);
	return true;
}

/*
 * Jekyll, Eleventy and Docusaurus put the date of a post into its name. The name
 * stays the URL's: there may be a post of that name for each date.
 */
static void take_dated_name(struct page *page, const struct spot *spot)
{
	struct date date;
	struct str name;

	if (is_in_folder(page->path, STR("_drafts")))
		page->draft = true;
	if (!dated_name(spot->stem, &date, &name))
		return;
	if (!date_is_set(page->date))
		page->date = date;
}

/* ---- reading ---- */

struct reading {
	struct page *page;
	const struct config *config;
	struct spot spot;
	struct str path;     /* as messages name it */
	uint32_t first_line; /* of page->text */
	struct arena *arena;
	struct diag_list *diags;
};

/* A page of Notion: the id from the name (which stays the URL's, as with dates), fields from below the heading. */
static void take_notion(struct reading *reading, struct reporter *reporter)
{
	struct page *page = reading->page;
	struct str name, id;

	if (!notion_name(reading->spot.stem, &name, &id))
		return;
	page->text = notion_properties(page, page->text, reading->config, reporter, reading->arena);
	if (page->id.n == 0)
		page->id = id;
}

static void read_fields(struct reading *reading, struct str text)
{
	struct frontmatter frontmatter = frontmatter_split(text);
	struct reporter reporter;

	reporter_init(&reporter, reading->path, text, reading->diags);
	frontmatter_read(reading->page, &frontmatter, reading->config, &reporter, reading->arena);
	reading->page->text = frontmatter.body;
	reading->first_line = frontmatter.body_line;
	take_notion(reading, &reporter);
}

/* A name as people write titles: Obsidian and Notion have no others. */
static bool is_written_name(struct str name)
{
	bool begins_large = name.n != 0 && (str_is_upper(name.s[0]) || (unsigned char)name.s[0] >= 0x80);

	if (str_find_char(name, ' ') > 0)
		return true;
	return begins_large && str_find_char(name, '-') < 0 && str_find_char(name, '_') < 0;
}

/* Is there one that is better than a heading below the first level? */
static bool has_other_title(const struct reading *reading)
{
	const struct spot *spot = &reading->spot;

	return fields_spare_title(reading->page).n != 0 || spot->is_index || spot->is_readme ||
	       is_written_name(spot->stem);
}

/* markdown.c knows the path below the content folder; messages name it from the site's. */
static int render(const struct reading *reading, struct buf *html)
{
	struct page *page = reading->page;
	struct markdown_options options = {
	    .raw_html = reading->config->raw_html,
	    .smart_punctuation = reading->config->smart_punctuation,
	    .take_title = true,
	    .take_lower = !has_other_title(reading),
	    .lang = reading->config->languages[reading->spot.language].code,
	};
	size_t before = reading->diags->items.n;
	int result =
	    markdown_render(page, page->text, reading->first_line, &options, html, reading->arena, reading->diags);

	for (size_t i = before; i < reading->diags->items.n; i++)
		reading->diags->items.at[i].place.path = reading->path;
	return result;
}

static struct str title_of_home(const struct reading *reading)
{
	const struct language *language = &reading->config->languages[reading->spot.language];

	return language->title.n != 0 ? language->title : reading->config->title;
}

/* A section is named after its folder, as one without a page of its own is. */
static struct str title_of_index(const struct reading *reading)
{
	struct str folder = reading->spot.folder;

	if (folder.n == 0)
		return title_of_home(reading);
	return sections_pretty(str_from(folder, (size_t)(str_rfind_char(folder, '/') + 1)), reading->arena);
}

static void make_title(struct reading *reading)
{
	const struct spot *spot = &reading->spot;
	struct page *page = reading->page;
	struct str name = spot->stem, id;
	struct date date;

	page->title = fields_spare_title(page);
	if (page->title.n == 0 && (spot->is_index || spot->is_readme))
		page->title = title_of_index(reading);
	if (page->title.n != 0)
		return;
	(void)notion_name(spot->stem, &name, &id);
	(void)dated_name(spot->stem, &date, &name);
	page->title = sections_pretty(name, reading->arena);
	page->title_is_made = !is_written_name(name);
}

/* "refunds.fr.md" on a site that has no French: published under that name, as a page of its own. */
static void check_language_ending(const struct reading *reading)
{
	struct str stem = reading->spot.stem, tag;
	ptrdiff_t dot = str_rfind_char(stem, '.');

	if (reading->spot.language_is_said || dot <= 0)
		return;
	tag = str_from(stem, (size_t)dot + 1);
	if (tag.n < 2 || !language_is_tag(tag) || language_name(tag).n == 0 ||
	    (tag.n > 2 && tag.s[2] != '-' && tag.s[2] != '_') ||
	    str_find_char(str_slice(stem, 0, (size_t)dot), '.') >= 0)
		return;
	diag_add(reading->diags, DIAG_LANGUAGE_UNKNOWN, (struct place){.path = reading->path},
		 "the file name ends in \".%.*s\", but the site has no language \"%.*s\"", STR_ARG(tag), STR_ARG(tag));
	diag_hint(reading->diags, "add a table [languages.%.*s] to site.toml, or rename the file", STR_ARG(tag));
}

static int check_size(const struct reading *reading, size_t n)
{
	if (n <= LIMIT_PAGE_BYTES)
		return 0;
	diag_add(reading->diags, DIAG_PAGE_LIMIT, (struct place){.path = reading->path},
		 "the file has %zu bytes, the limit is %zu", n, LIMIT_PAGE_BYTES);
	diag_hint(reading->diags, "split it into several pages");
	return -1;
}

/* What weir new has written is for the writer, not for readers. */
static void check_outline(const struct reading *reading)
{
	struct str text = reading->page->text;
	uint32_t line = reading->first_line;
	size_t n = 0;

	while (n < text.n && (text.s[n] == '\n' || text.s[n] == ' '))
		line += text.s[n++] == '\n';
	if (reading->page->draft || !str_starts(str_from(text, n), STR(READER_OUTLINE)))
		return;
	diag_add(reading->diags, DIAG_OUTLINE, (struct place){.path = reading->path, .line = line, .column = 1},
		 "the article still begins with the outline of weir new");
	diag_hint(reading->diags, "write it, or set draft: true until it is written");
}

/* A solved ticket goes out as somebody has approved it, or not at all. */
static int check_approval(const struct reading *reading, struct str bytes)
{
	const struct config *config = reading->config;
	struct place place = {.path = reading->path};

	if (reading->page->kind != PAGE_SOLVED || reading->page->retired)
		return 0;
	switch (approval_check(&config->approvers, config->approval_policy, bytes)) {
	case APPROVAL_HOLDS:
	case APPROVAL_NOT_ASKED:
		return 0;
	case APPROVAL_MISSING:
		(void)diag_add(reading->diags, DIAG_APPROVAL_MISSING, place, "nobody has approved this page");
		diag_hint(reading->diags, "weir review shows it and approves it");
		return -1;
	case APPROVAL_STALE:
		(void)diag_add(reading->diags, DIAG_APPROVAL_STALE, place,
			       "the approval is of another text, or was given under other conditions");
		diag_hint(reading->diags, "weir review shows what has changed and approves it anew");
		return -1;
	}
	return -1;
}

/* ---- merge conflicts ---- */

/* What has been seen of "<<<<<<< ours", "=======", ">>>>>>> theirs", and where it began. */
struct conflict {
	enum { CONFLICT_NONE, CONFLICT_OURS, CONFLICT_THEIRS } seen;
	uint32_t line;
};

/* Whether a conflict ends with this line. */
static bool conflict_ends(struct conflict *conflict, struct str line, uint32_t number)
{
	bool is_end = conflict->seen == CONFLICT_THEIRS && str_starts(line, STR(">>>>>>> "));

	if (str_starts(line, STR("<<<<<<< ")))
		*conflict = (struct conflict){CONFLICT_OURS, number};
	else if (conflict->seen == CONFLICT_OURS && str_eq(line, STR("=======")))
		conflict->seen = CONFLICT_THEIRS;
	else if (is_end)
		conflict->seen = CONFLICT_NONE;
	return is_end;
}

/* What code stands in that is no text of the page. */
struct code_block {
	const char *opens, *closes; /* at the beginning of a line, both; NULL: none is open */
	struct code_fence fence;
};

static const struct code_block code_tags[] = {
    {.opens = "<pre", .closes = "</pre"},
    {.opens = "{% highlight", .closes = "{% endhighlight"},
    {.opens = "{{< highlight", .closes = "{{< /highlight"},
};

/* Whether this line belongs to code, or begins some. */
static bool is_in_code(struct code_block *block, struct str line)
{
	struct str text = str_trim(line);

	if (block->closes != NULL) {
		if (str_find(text, str_c(block->closes)) >= 0)
			*block = (struct code_block){0};
		return true;
	}
	if (code_fence_take(&block->fence, line))
		return true;
	for (size_t i = 0; i < sizeof(code_tags) / sizeof(*code_tags); i++)
		if (str_starts(text, str_c(code_tags[i].opens)) && str_find(text, str_c(code_tags[i].closes)) < 0)
			*block = code_tags[i];
	return false;
}

/* Conflicts that begin in code are examples. */
static void report_conflicts(const struct reading *reading, struct str text)
{
	struct conflict conflict = {CONFLICT_NONE, 0};
	struct code_block block = {0};
	struct str line;

	if (str_find(text, STR("<<<<<<< ")) < 0)
		return;
	for (uint32_t number = 1; str_line(&text, &line); number++) {
		if (conflict.seen == CONFLICT_NONE && is_in_code(&block, line))
			continue;
		if (!conflict_ends(&conflict, line, number))
			continue;
		diag_add(reading->diags, DIAG_MERGE_CONFLICT,
			 (struct place){.path = reading->path, .line = conflict.line, .column = 1},
			 "a merge conflict is not settled, it ends in line %u", number);
		diag_hint(reading->diags, "keep one of the two versions, and delete the lines of <, = and >");
	}
}

enum { GREETING_BYTES = 40 };

/* "Dear team,": says nothing of a page that begins so, in no list. */
static bool is_greeting(struct str summary)
{
	return summary.n <= GREETING_BYTES && (str_ends(summary, STR(",")) || str_ends(summary, STR("，")));
}

int reader_read(struct page *page, struct str bytes, const struct config *config, struct buf *html, struct arena *arena,
		struct diag_list *diags)
{
	struct reading reading = {.page = page, .config = config, .arena = arena, .diags = diags};
	struct hash128 hash = hash128(bytes);
	struct str text;

	page->source_low = hash.low;
	page->source_high = hash.high;
	reading.path = arena_printf(arena, "%.*s/%.*s", STR_ARG(config->content_folder), STR_ARG(page->path));
	if (check_size(&reading, bytes.n) < 0)
		return -1;
	reading.spot = site_spot(config, page->path);
	text = charset_decode(bytes, reading.path, config->fallback_charset, arena, diags);
	report_conflicts(&reading, text);
	if (category_is_file(page->path)) {
		struct reporter reporter;

		reporter_init(&reporter, reading.path, text, diags);
		category_read(page, text, config, &reporter, arena);
		return 0;
	}
	read_fields(&reading, text);
	check_language_ending(&reading);
	check_outline(&reading);
	if (reading.spot.language_is_said)
		page->lang = config->languages[reading.spot.language].code;
	page->noindex |= reading.spot.is_missing;
	set_kind(page, &reading.spot);
	if (check_approval(&reading, bytes) < 0)
		return -1;
	take_dated_name(page, &reading.spot);
	if (render(&reading, html) < 0)
		return -1;
	if (page->title.n == 0)
		make_title(&reading);
	if (page->description.n == 0 && !is_greeting(page->summary))
		page->description = page->summary;
	return 0;
}
