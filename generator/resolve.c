#include "generator/resolve.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/category.h"
#include "generator/discover.h"
#include "generator/languages.h"
#include "generator/links.h"
#include "generator/named.h"
#include "generator/parts.h"
#include "generator/redirects.h"
#include "generator/related.h"
#include "generator/sections.h"
#include "generator/slug.h"
#include "generator/taxonomy.h"
#include "generator/urlpath.h"

struct work {
	struct site *site;
	const struct resolve_input *input;
	const struct config *config;
	struct arena *arena;
	struct diag_list *diags;
	struct sections sections;
	struct VEC(struct unpublished) unpublished;
	/* For each page of the vector, until placed[] exists: */
	struct spot *spots;
	uint32_t *section_of;
	struct str *urls;
	bool *gone;
	uint32_t room; /* of these arrays */
	struct buf text;
	/* Pages whose URL is that of another in what looks like a folder of translations: */
	uint32_t translations, translation, original;
	/* Pages whose id another has, and which may have one with their folder in front instead: */
	struct VEC(uint32_t) repeated;
	bool ids_are_labels; /* of Docusaurus: unique in their folders alone */
	/* What Docusaurus is told about folders, and by language and folder: to its index + 1. */
	struct VEC(struct page) categories;
	struct map category_of;
	/* The section asked about last: */
	uint32_t asked_section;
	const char *asked_reserved; /* what is in the way of pages in it */
};

static struct place place_of_page(const struct work *work, const struct page *page)
{
	return site_place(work->site, page->path, 0, 0, work->arena);
}

static struct place place_of_field(const struct work *work, const struct page *page, enum placed_field field)
{
	return site_place_of_field(work->site, page, field, work->arena);
}

/* What gives a page its URL: permalink or slug when it has one. */
static struct place place_of_url(const struct work *work, const struct page *page)
{
	return place_of_field(work, page, page->places[PLACED_url].line != 0 ? PLACED_url : PLACED_slug);
}

/* Appends the folders of a path as slugs, each with a slash behind it. */
static void add_folder(struct buf *out, struct str folder)
{
	struct str part;

	if (folder.n == 0)
		return;
	while (str_split(&folder, '/', &part)) {
		slug_add(out, part);
		buf_char(out, '/');
	}
}

/* ---- which pages ---- */

static int by_path(const void *x, const void *y)
{
	const struct page *a = x, *b = y;

	return discover_path_cmp(a->path, b->path);
}

static void sort_pages(struct page_vec *pages)
{
	for (size_t i = 1; i < pages->n; i++) {
		if (by_path(&pages->at[i - 1], &pages->at[i]) > 0) {
			qsort(pages->at, pages->n, sizeof(*pages->at), by_path);
			return;
		}
	}
}

static bool is_left_out(const struct resolve_input *input, const struct page *page, enum unpublished_why *why,
			bool *provisional)
{
	bool scheduled = date_is_set(page->publish_on) && date_to_seconds(page->publish_on) > input->now;
	bool expired = date_is_set(page->expires_on) && date_to_seconds(page->expires_on) <= input->now;

	*provisional = page->draft || scheduled || expired;
	if (page->retired) {
		*why = UNPUBLISHED_RETIRED;
		return true;
	}
	if (page->draft && !input->drafts) {
		*why = UNPUBLISHED_DRAFT;
		return true;
	}
	if (scheduled && !input->future) {
		*why = UNPUBLISHED_SCHEDULED;
		return true;
	}
	*why = UNPUBLISHED_EXPIRED;
	return expired && !input->expired;
}

static void leave_out(struct work *work, uint32_t i, enum unpublished_why why, struct str url)
{
	struct unpublished *one = vec_add(&work->unpublished);

	one->page = work->input->pages->at[i];
	one->why = why;
	one->url = url;
	work->gone[i] = true;
}

static void remap(uint32_t *index, const uint32_t *new_index)
{
	if (*index != SITE_NONE)
		*index = new_index[*index];
}

/* Takes the pages that are gone out of all arrays. */
static void compact(struct work *work)
{
	struct page_vec *pages = work->input->pages;
	uint32_t *new_index = mem_alloc((pages->n + 1) * sizeof(*new_index));
	uint32_t kept = 0;

	for (uint32_t i = 0; i < pages->n; i++) {
		new_index[i] = work->gone[i] ? SITE_NONE : kept;
		if (work->gone[i])
			continue;
		if (kept != i) {
			pages->at[kept] = pages->at[i];
			work->spots[kept] = work->spots[i];
			work->section_of[kept] = work->section_of[i];
			work->urls[kept] = work->urls[i];
		}
		kept++;
	}
	for (size_t i = 0; i < work->sections.all.n; i++)
		remap(&work->sections.all.at[i].page, new_index);
	memset(work->gone, 0, pages->n * sizeof(*work->gone));
	pages->n = kept;
	mem_free(new_index);
}

/* The URL that a page left out would probably have: enough to tell a link to it from a wrong one. */
static struct str likely_url(struct work *work, const struct page *page)
{
	struct spot spot = site_spot(work->config, page->path);
	struct str path;

	if (page->url.n != 0 && urlpath_clean(work->arena, page->url, &path) == NULL)
		return arena_printf(work->arena, "%.*s/", STR_ARG(path.n > 1 ? path : STR("")));
	buf_clear(&work->text);
	buf_char(&work->text, '/');
	buf_str(&work->text, work->config->languages[spot.language].url_prefix);
	add_folder(&work->text, spot.folder);
	if (!spot.is_index) {
		slug_add(&work->text, page->slug.n != 0 ? page->slug : spot.stem);
		buf_char(&work->text, '/');
	}
	return arena_str(work->arena, buf_view(&work->text));
}

static struct str category_key(struct work *work, uint32_t language, struct str folder)
{
	return arena_printf(work->arena, "%u/%.*s", language, STR_ARG(folder));
}

/* The home page is called as the site is. */
static void keep_category(struct work *work, uint32_t i)
{
	const struct page *page = &work->input->pages->at[i];
	struct spot spot = site_spot(work->config, page->path);
	struct map_entry *entry;
	bool added = false;

	work->gone[i] = true;
	entry = spot.folder.n != 0 ? map_add(&work->category_of, category_key(work, spot.language, spot.folder), &added)
				   : NULL;
	if (!added)
		return;
	*vec_add(&work->categories) = *page;
	entry->value.number = work->categories.n;
}

/* NULL when nothing is said about the folder. Holds until the next category is kept. */
static const struct page *category_of(struct work *work, const struct section *section)
{
	struct map_entry *entry = NULL;

	if (work->categories.n != 0)
		entry = map_find(&work->category_of, category_key(work, section->language, section->path));
	return entry != NULL ? &work->categories.at[entry->value.number - 1] : NULL;
}

static void report_made_title(struct work *work, const struct page *page)
{
	diag_add(work->diags, DIAG_TITLE_MISSING, place_of_page(work, page),
		 "no title; \"%.*s\" is made from the file name", STR_ARG(page->title));
	diag_hint(work->diags, "begin the text with a line \"# Title\", or add \"title:\" to its front matter");
}

static void choose_published(struct work *work)
{
	struct page_vec *pages = work->input->pages;
	bool *is_part = mem_zalloc(pages->n + 1), any = false;

	parts_find(pages, is_part);
	for (uint32_t i = 0; i < pages->n; i++) {
		enum unpublished_why why;
		bool provisional;

		if (category_is_file(pages->at[i].path)) {
			keep_category(work, i);
			any = true;
			continue;
		}
		if (!is_left_out(work->input, &pages->at[i], &why, &provisional)) {
			if (!is_part[i] && pages->at[i].title_is_made)
				report_made_title(work, &pages->at[i]);
			if (!is_part[i])
				continue;
			why = UNPUBLISHED_PART;
		}
		leave_out(work, i, why, likely_url(work, &pages->at[i]));
		any = true;
	}
	mem_free(is_part);
	if (any)
		compact(work);
}

/* ---- where they are ---- */

static uint32_t page_language(struct work *work, const struct page *page, const struct spot *spot)
{
	uint32_t language;

	if (spot->language_is_said || page->lang.n == 0)
		return spot->language;
	language = site_language(work->config, page->lang);
	return language != SITE_NONE ? language : 0; /* the reader has said that there is no such language */
}

static void label_sections(struct work *work)
{
	for (uint32_t i = 0; i < work->sections.all.n && work->categories.n != 0; i++) {
		struct section *section = &work->sections.all.at[i];
		const struct page *category = category_of(work, section);

		if (category != NULL)
			section->title = category_label(category);
	}
}

static void place_in_folders(struct work *work)
{
	struct page_vec *pages = work->input->pages;

	for (uint32_t i = 0; i < pages->n; i++) {
		struct spot *spot = &work->spots[i];

		*spot = site_spot(work->config, pages->at[i].path);
		spot->language = page_language(work, &pages->at[i], spot);
		spot->is_plain = slug_is_folded(pages->at[i].path);
		work->section_of[i] = sections_get(&work->sections, spot->language, spot->folder);
		if (spot->is_index) {
			struct section *section = &work->sections.all.at[work->section_of[i]];

			if (section->page == SITE_NONE)
				section->page = i;
		}
	}
	for (uint32_t i = 0; i < pages->n; i++) {
		struct section *section = &work->sections.all.at[work->section_of[i]];

		if (work->spots[i].is_readme && section->page == SITE_NONE) {
			work->spots[i].is_index = true;
			section->page = i;
		}
	}
	label_sections(work);
}

/* ---- URLs ---- */

static bool is_style_name(struct str permalink)
{
	static const char *const styles[] = {"pretty", "date", "none", "ordinal", "weekdate"};

	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (str_eq(permalink, str_c(styles[i])))
			return true;
	return false;
}

/* "/faq.html" is published at /faq/; the redirect from the old address is made by redirects.c. */
static struct str folder_of_file(struct str path)
{
	struct str name = str_from(path, (size_t)(str_rfind_char(path, '/') + 1));

	if (str_eq_nocase(name, STR("index.html")) || str_eq_nocase(name, STR("index.htm")))
		return str_slice(path, 0, path.n - name.n - (path.n > name.n + 1));
	if (str_ends(path, STR(".html")) && name.n > 5)
		return str_slice(path, 0, path.n - 5);
	if (str_ends(path, STR(".htm")) && name.n > 4)
		return str_slice(path, 0, path.n - 4);
	return path;
}

/* What a permalink field asks for; false when it asks for nothing that can be had. */
static bool permalink_url(struct work *work, const struct page *page, struct str written, struct str *url)
{
	const char *fault;
	struct str path;

	if (written.n == 0 || is_style_name(written))
		return false;
	fault = urlpath_clean(work->arena, written, &path);
	if (fault != NULL) {
		diag_add(work->diags, DIAG_SLUG_INVALID, place_of_url(work, page),
			 "permalink \"%.*s\" cannot be used: it %s", STR_ARG(written), fault);
		return false;
	}
	path = folder_of_file(path);
	*url = path.n <= 1 ? STR("/") : arena_printf(work->arena, "%.*s/", STR_ARG(path));
	return true;
}

static bool slug_is_one_part(struct str slug)
{
	for (size_t i = 0; i < slug.n; i++)
		if (slug.s[i] == '/' || slug.s[i] == '\\' || (unsigned char)slug.s[i] < ' ')
			return false;
	return slug.n <= LIMIT_SLUG_BYTES;
}

static void check_slug(struct work *work, const struct page *page)
{
	struct str made;

	if (page->slug.n == 0 || slug_is_one_part(page->slug))
		return;
	made = slug_of(work->arena, page->slug);
	diag_add(work->diags, DIAG_SLUG_INVALID, place_of_field(work, page, PLACED_slug),
		 "slug \"%.*s\" cannot be one part of a URL", STR_ARG(str_slice(page->slug, 0, LIMIT_SLUG_BYTES)));
	diag_hint(work->diags, "it was made \"%.*s\"", STR_ARG(made));
}

static struct str page_url(struct work *work, uint32_t i)
{
	struct page *page = &work->input->pages->at[i];
	const struct spot *spot = &work->spots[i];
	struct str base = work->sections.all.at[work->section_of[i]].url, url;

	if (spot->is_missing)
		return arena_printf(work->arena, "%.*s404.html", STR_ARG(base));
	if (page->url.n != 0 && permalink_url(work, page, page->url, &url))
		return url;
	if (page->slug.n > 1 && page->slug.s[0] == '/' && permalink_url(work, page, page->slug, &url))
		return url; /* as Docusaurus has it */
	check_slug(work, page);
	if (spot->is_index)
		return base;
	buf_clear(&work->text);
	buf_str(&work->text, base);
	slug_add(&work->text, page->slug.n != 0 ? page->slug : spot->stem);
	buf_char(&work->text, '/');
	return arena_str(work->arena, buf_view(&work->text));
}

static void report_clash(struct work *work, const struct page *first, const struct page *second, struct str url)
{
	struct place place = place_of_page(work, first);

	diag_add(work->diags, DIAG_URL_CLASH, place_of_url(work, second), "URL \"%.*s\" is already that of \"%.*s\"",
		 STR_ARG(url), STR_ARG(place.path));
	diag_hint(work->diags,
		  "rename one of the files or give it another slug; with --keep-going only \"%.*s\" is published",
		  STR_ARG(place.path));
}

/* The folder of the root that a page lies in, when it is called like a language. */
static struct str language_folder(const struct page *page)
{
	ptrdiff_t slash = str_find_char(page->path, '/');
	struct str name = str_slice(page->path, 0, slash < 0 ? 0 : (size_t)slash);

	return name.n >= 2 && language_is_tag(name) && language_name(name).n != 0 ? name : STR_NONE;
}

/* Who keeps a folder for each language and has not named them gets this for every page: it is said once. */
static bool is_clash_of_translations(const struct work *work, const struct page *first, const struct page *second)
{
	struct str one = language_folder(first), other = language_folder(second);

	return work->config->languages_n == 1 && one.n != 0 && other.n != 0 && !str_eq_nocase(one, other);
}

static void note_clash(struct work *work, uint32_t first, uint32_t second)
{
	const struct page *pages = work->input->pages->at;

	if (!is_clash_of_translations(work, &pages[first], &pages[second])) {
		report_clash(work, &pages[first], &pages[second], work->urls[second]);
		return;
	}
	if (work->translations++ == 0) {
		work->original = first;
		work->translation = second;
	}
}

static void report_translations(struct work *work)
{
	const struct page *original, *translation;
	struct str one, other;
	struct place place;
	struct buf text;

	if (work->translations == 0)
		return;
	original = &work->input->pages->at[work->original];
	translation = &work->input->pages->at[work->translation];
	one = language_folder(original);
	other = language_folder(translation);
	place = place_of_page(work, original);
	buf_init(&text, BUF_NO_LIMIT);
	if (work->translations > 1)
		buf_printf(&text, ", and %u more like this", work->translations - 1);
	diag_add(work->diags, DIAG_URL_CLASH, place_of_url(work, translation),
		 "URL \"%.*s\" is already that of \"%.*s\"%.*s", STR_ARG(work->urls[work->translation]),
		 STR_ARG(place.path), STR_ARG(buf_view(&text)));
	diag_hint(work->diags,
		  "if \"%.*s\" and \"%.*s\" are languages, name each but site.language in site.toml: [languages.%.*s]",
		  STR_ARG(one), STR_ARG(other), STR_ARG(site_language(work->config, other) == SITE_NONE ? other : one));
	buf_release(&text);
}

/* Is it made in the place of a page that was refused? Then that has been said. */
static bool is_known_error(const struct work *work, const struct page *page)
{
	for (size_t i = 0; page->file == 0 && i < work->unpublished.n; i++)
		if (work->unpublished.at[i].why == UNPUBLISHED_ERROR &&
		    str_eq(work->unpublished.at[i].page.path, page->path))
			return true;
	return false;
}

static void report_reserved(struct work *work, const struct page *page, struct str url, const char *what)
{
	if (is_known_error(work, page))
		return;
	diag_add(work->diags, DIAG_URL_RESERVED, place_of_url(work, page), "URL \"%.*s\" is taken by %s", STR_ARG(url),
		 what);
	diag_hint(work->diags, "rename the file or folder, or set slug");
}

/*
 * urlpath_reserved() of the URL of page i. Of pages in one folder all but the last part is the same,
 * so that is asked once.
 */
static const char *reserved_for(struct work *work, uint32_t i)
{
	const struct section *section = &work->sections.all.at[work->section_of[i]];
	struct str url = work->urls[i];

	if (section->parent == SITE_NONE || url.n <= section->url.n || !str_starts(url, section->url) ||
	    str_eq_nocase(section->url, STR("/api/"))) /* some of its pages are taken, others are not */
		return urlpath_reserved(work->config, url);
	if (work->asked_section != work->section_of[i]) {
		work->asked_section = work->section_of[i];
		work->asked_reserved =
		    urlpath_reserved(work->config, arena_printf(work->arena, "%.*sx/", STR_ARG(section->url)));
	}
	if (work->asked_reserved != NULL || !str_starts(str_from(url, section->url.n), STR("index.")))
		return work->asked_reserved;
	return urlpath_reserved(work->config, url);
}

/* Enters the URL of page i; false, after an error, when it cannot have it. */
static bool take_url(struct work *work, uint32_t i)
{
	struct page_vec *pages = work->input->pages;
	const char *reserved = reserved_for(work, i);
	struct map_entry *entry;
	bool added;

	if (reserved != NULL && !urlpath_is_replaceable(work->config, work->urls[i])) {
		report_reserved(work, &pages->at[i], work->urls[i], reserved);
		return false;
	}
	entry = map_add(&work->site->by_url, slug_fold(work->arena, work->urls[i]), &added);
	if (!added) {
		note_clash(work, (uint32_t)entry->value.number - 1, i);
		return false;
	}
	entry->value.number = i + 1;
	return true;
}

static bool asks_for_url(const struct page *page)
{
	return page->url.n != 0 || (page->slug.n > 1 && page->slug.s[0] == '/');
}

#define SEVERAL_LANGUAGES UINT32_MAX

static void note_language(struct work *work, struct map *asked, uint32_t i)
{
	struct str url = slug_fold(work->arena, work->urls[i]);
	uint32_t language = work->spots[i].language + 1;
	bool added = false;
	struct map_entry *entry =
	    asks_for_url(&work->input->pages->at[i]) ? map_add(asked, url, &added) : map_find(asked, url);

	if (entry != NULL)
		entry->value.number = added || entry->value.number == language ? language : SEVERAL_LANGUAGES;
}

/*
 * Translations often have the permalink of their original, because their own tool puts the language in front.
 * So it is done here, where it is needed: a permalink that only one language asks for is taken as it is.
 */
static void separate_translations(struct work *work)
{
	const struct page_vec *pages = work->input->pages;
	struct map asked;

	if (work->config->languages_n == 1)
		return;
	map_init(&asked);
	for (uint32_t i = 0; i < pages->n; i++)
		if (asks_for_url(&pages->at[i]))
			note_language(work, &asked, i);
	for (uint32_t i = 0; i < pages->n && asked.n != 0; i++)
		if (!asks_for_url(&pages->at[i]))
			note_language(work, &asked, i);
	for (uint32_t i = 0; i < pages->n && asked.n != 0; i++) {
		struct str prefix = work->config->languages[work->spots[i].language].url_prefix, url = work->urls[i];

		if (!asks_for_url(&pages->at[i]) || prefix.n == 0 || str_starts(str_from(url, 1), prefix))
			continue;
		if (map_find(&asked, slug_fold(work->arena, url))->value.number == SEVERAL_LANGUAGES)
			work->urls[i] =
			    arena_printf(work->arena, "/%.*s%.*s", STR_ARG(prefix), STR_ARG(str_from(url, 1)));
	}
	map_release(&asked);
}

static void give_urls(struct work *work)
{
	struct page_vec *pages = work->input->pages;
	bool any_gone = false;

	sections_name(&work->sections, work->config, pages->at, work->arena);
	map_reserve(&work->site->by_url, pages->n + work->sections.all.n);
	for (uint32_t i = 0; i < pages->n; i++)
		work->urls[i] = page_url(work, i);
	separate_translations(work);
	for (uint32_t i = 0; i < pages->n; i++) {
		if (take_url(work, i))
			continue;
		leave_out(work, i, UNPUBLISHED_ERROR, work->urls[i]);
		any_gone = true;
	}
	report_translations(work);
	if (!any_gone)
		return;
	compact(work);
	map_clear(&work->site->by_url);
	for (uint32_t i = 0; i < pages->n; i++)
		map_add(&work->site->by_url, slug_fold(work->arena, work->urls[i]), NULL)->value.number = i + 1;
}

/* Pages that ask for another section than their folder. */
static void follow_section_field(struct work *work)
{
	struct page_vec *pages = work->input->pages;
	bool any = false;

	for (uint32_t i = 0; i < pages->n; i++) {
		const struct page *page = &pages->at[i];

		if (page->section.n == 0 || work->spots[i].is_index)
			continue;
		work->section_of[i] =
		    sections_called(&work->sections, work->config, work->spots[i].language, page->section, work->arena);
		any = true;
	}
	if (any)
		sections_drop_empty(&work->sections, work->section_of, (uint32_t)pages->n);
}

/* ---- made pages ---- */

static void make_room(struct work *work, size_t n)
{
	if (n <= work->room)
		return;
	work->room = (uint32_t)n;
	work->spots = mem_realloc(work->spots, n * sizeof(*work->spots));
	work->section_of = mem_realloc(work->section_of, n * sizeof(*work->section_of));
	work->urls = mem_realloc(work->urls, n * sizeof(*work->urls));
	work->gone = mem_realloc(work->gone, n * sizeof(*work->gone));
}

static struct str made_path(struct work *work, const struct section *section)
{
	struct str prefix = work->config->languages[section->language].url_prefix;

	return arena_printf(work->arena, "%.*s%.*s%sindex.md", STR_ARG(section->language != 0 ? prefix : STR("")),
			    STR_ARG(section->path), section->path.n != 0 ? "/" : "");
}

static bool is_own_page(const struct work *work, uint32_t page)
{
	return work->sections.all.at[work->section_of[page]].page == page;
}

/* A page that stands at the section's URL already ("billing.md" beside "billing/") becomes its own page. */
static bool adopt(struct work *work, uint32_t index)
{
	struct section *section = &work->sections.all.at[index];
	struct map_entry *entry = map_find(&work->site->by_url, slug_fold(work->arena, section->url));
	uint32_t page;

	if (entry == NULL)
		return false;
	page = (uint32_t)entry->value.number - 1;
	if (is_own_page(work, page) || work->spots[page].language != section->language)
		return false;
	section->page = page;
	section->title = work->input->pages->at[page].title;
	work->section_of[page] = index;
	return true;
}

static void make_page(struct work *work, uint32_t index)
{
	struct page_vec *pages = work->input->pages;
	struct section *section = &work->sections.all.at[index];
	const struct page *category = category_of(work, section);
	struct page *page = vec_add(pages);
	uint32_t i = (uint32_t)pages->n - 1;
	struct str url;

	make_room(work, pages->n);
	page->path = made_path(work, section);
	page->kind = PAGE_SECTION;
	page->title = section->title;
	page->lang = work->config->languages[section->language].code;
	work->spots[i] = site_spot(work->config, page->path);
	work->spots[i].language = section->language;
	work->spots[i].is_plain = slug_is_folded(page->path);
	work->section_of[i] = index;
	work->urls[i] = section->url;
	if (category != NULL && category->title.n != 0)
		page->title = category->title;
	if (category != NULL)
		page->description = category->description;
	if (category != NULL && permalink_url(work, category, category->url, &url))
		work->urls[i] = url;
	section->page = i;
	if (!take_url(work, i)) {
		/* the error stands; the URL is given up, so that the model stays sound */
		work->urls[i] = arena_printf(work->arena, "%.*sindex/", STR_ARG(section->url));
		map_add(&work->site->by_url, work->urls[i], NULL)->value.number = i + 1;
	}
}

static int by_made_path(const void *x, const void *y)
{
	const struct section *const *a = x, *const *b = y;

	if ((*a)->language != (*b)->language)
		return (*a)->language < (*b)->language ? -1 : 1;
	return str_cmp((*a)->path, (*b)->path);
}

static void make_pages(struct work *work)
{
	struct VEC(const struct section *) missing = {0};

	for (uint32_t i = 0; i < work->config->languages_n; i++)
		(void)sections_get(&work->sections, i, STR(""));
	sections_name(&work->sections, work->config, work->input->pages->at, work->arena);
	for (uint32_t i = 0; i < work->sections.all.n; i++)
		if (work->sections.all.at[i].page == SITE_NONE && !adopt(work, i))
			*vec_add(&missing) = &work->sections.all.at[i];
	if (missing.n != 0)
		qsort(missing.at, missing.n, sizeof(*missing.at), by_made_path);
	make_room(work, work->input->pages->n + missing.n);
	for (size_t i = 0; i < missing.n; i++)
		make_page(work, (uint32_t)(missing.at[i] - work->sections.all.at));
	vec_release(&missing);
}

/* As in Docusaurus it counts more than what the folder's own page says: that is its place among the folder's pages. */
static void place_categories(struct work *work)
{
	for (uint32_t i = 0; i < work->sections.all.n && work->categories.n != 0; i++) {
		const struct section *section = &work->sections.all.at[i];
		const struct page *category = category_of(work, section);
		struct page *page = &work->input->pages->at[section->page];

		if (category == NULL || !category->has_weight)
			continue;
		page->has_weight = true;
		page->weight = category->weight;
	}
}

/* ---- the site ---- */

static struct str output_of(struct str url)
{
	if (site_is_missing_page(url))
		return str_from(url, 1);
	return url.n <= 2 ? STR("") : str_slice(url, 1, url.n - 1);
}

static void set_kind(struct page *page, const struct section *section, uint32_t i)
{
	if (page->kind == PAGE_SOLVED)
		return;
	if (section->page != i)
		page->kind = PAGE_ARTICLE;
	else
		page->kind = section->parent == SITE_NONE ? PAGE_HOME : PAGE_SECTION;
}

static void place_pages(struct work *work, uint32_t with_source)
{
	struct site *site = work->site;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct page *page = &site->pages[i];
		struct placed *placed = &site->placed[i];
		enum unpublished_why why;

		placed->url = work->urls[i];
		placed->output = output_of(placed->url);
		placed->is_plain = work->spots[i].is_plain;
		placed->neutral = work->spots[i].neutral;
		placed->section = work->section_of[i];
		placed->language = work->spots[i].language;
		placed->made = i >= with_source;
		(void)is_left_out(work->input, page, &why, &placed->provisional);
		set_kind(page, &site->sections[placed->section], i);
		if (page->lang.n == 0)
			page->lang = work->config->languages[placed->language].code;
	}
	for (uint32_t i = 0; i < site->sections_n; i++) {
		struct section *section = &site->sections[i];

		section->url = site->placed[section->page].url;
		if (section->parent == SITE_NONE)
			site->home[section->language] = section->page;
	}
}

static void finish_model(struct work *work)
{
	struct site *site = work->site;
	uint32_t with_source = (uint32_t)work->input->pages->n;

	make_pages(work);
	place_categories(work);
	site->pages = work->input->pages->at;
	site->pages_n = (uint32_t)work->input->pages->n;
	site->sources_n = with_source;
	site->placed = arena_array(work->arena, site->pages_n, sizeof(*site->placed));
	site->sections_n = (uint32_t)work->sections.all.n;
	site->sections = arena_array(work->arena, site->sections_n, sizeof(*site->sections));
	memcpy(site->sections, work->sections.all.at, site->sections_n * sizeof(*site->sections));
	site->home = arena_array(work->arena, work->config->languages_n, sizeof(*site->home));
	place_pages(work, with_source);
	site->unpublished_n = (uint32_t)work->unpublished.n;
	site->unpublished = arena_array(work->arena, site->unpublished_n, sizeof(*site->unpublished));
	if (site->unpublished_n != 0)
		memcpy(site->unpublished, work->unpublished.at, site->unpublished_n * sizeof(*site->unpublished));
}

/* ---- ids ---- */

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && strchr("._-", id.s[i]) == NULL)
			return false;
	return id.n <= LIMIT_SLUG_BYTES && id.n != 0 && id.s[0] != '.' && id.s[0] != '-';
}

static void clean_id(struct work *work, struct page *page)
{
	struct str made;

	if (is_id(page->id))
		return;
	made = slug_of(work->arena, page->id);
	diag_add(work->diags, DIAG_ID_INVALID, place_of_field(work, page, PLACED_id),
		 "id \"%.*s\" cannot stand in a URL", STR_ARG(str_slice(page->id, 0, LIMIT_SLUG_BYTES)));
	diag_hint(work->diags, "it was made \"%.*s\"", STR_ARG(made));
	page->id = made;
}

static bool are_translations(const struct work *work, uint32_t a, uint32_t b)
{
	const struct site *site = work->site;
	struct str key_a = work->spots[a].neutral, key_b = work->spots[b].neutral;

	if (site->placed[a].language == site->placed[b].language)
		return false;
	return str_eq(key_a, key_b) || site->pages[a].translation_of.n != 0 || site->pages[b].translation_of.n != 0;
}

/* The page loses its id to another. */
static void refuse_id(struct work *work, struct page *page, const struct page *holder)
{
	struct place other = place_of_page(work, holder);

	diag_add(work->diags, DIAG_ID_CLASH, place_of_field(work, page, PLACED_id),
		 "id \"%.*s\" is already that of \"%.*s\"", STR_ARG(page->id), STR_ARG(other.path));
	diag_hint(work->diags, "give one of them another id");
	page->id = STR_NONE;
}

/* Other tools let several pages have one, so one of theirs stops no build. `instead` may be absent. */
static void replace_id(struct work *work, struct page *page, const struct page *holder, struct str instead)
{
	struct place other = place_of_page(work, holder);

	diag_add(work->diags, DIAG_ID_REPEATED, place_of_field(work, page, PLACED_id),
		 "id \"%.*s\" is already that of \"%.*s\"", STR_ARG(page->id), STR_ARG(other.path));
	if (instead.n != 0)
		diag_hint(work->diags, "its permalink is /a/%.*s/; write an id of its own to give it another",
			  STR_ARG(instead));
	else
		diag_hint(work->diags, "this page has no permalink; write an id of its own to give it one");
	page->id = instead;
}

/* The page of the default language has the id when translations repeat it. */
static void take_id(struct work *work, uint32_t i)
{
	struct site *site = work->site;
	struct page *page = &site->pages[i];
	struct map_entry *entry;
	uint32_t holder;
	bool added;

	clean_id(work, page);
	entry = map_add(&site->by_id, slug_fold(work->arena, page->id), &added);
	if (added) {
		entry->value.number = i + 1;
		return;
	}
	holder = (uint32_t)entry->value.number - 1;
	if (are_translations(work, holder, i)) {
		if (site->placed[i].language < site->placed[holder].language)
			entry->value.number = i + 1;
		return;
	}
	if (page->id_is_foreign || (work->ids_are_labels && !str_eq(work->spots[i].folder, work->spots[holder].folder)))
		*vec_add(&work->repeated) = i;
	else
		refuse_id(work, page, &site->pages[holder]);
}

/*
 * "guide/install" of Docusaurus, which calls the page so itself, as "guide-install"; absent when that is taken, or the
 * holder of the id stands in the same folder.
 */
static struct str id_with_folder(struct work *work, uint32_t i, uint32_t holder)
{
	struct str folder = work->spots[i].folder, path, id;
	struct map_entry *entry;
	bool added;

	if (folder.n == 0 || str_eq(folder, work->spots[holder].folder))
		return STR_NONE;
	path = arena_printf(work->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(work->site->pages[i].id));
	buf_clear(&work->text);
	slug_add_path(&work->text, path);
	id = arena_str(work->arena, buf_view(&work->text));
	if (!is_id(id))
		return STR_NONE;
	entry = map_add(&work->site->by_id, slug_fold(work->arena, id), &added);
	if (!added)
		return STR_NONE;
	entry->value.number = i + 1;
	return id;
}

/* Those of Weir's own field first: it is stronger than another tool's, wherever its page stands. */
static void take_ids(struct work *work)
{
	struct site *site = work->site;

	for (uint32_t i = 0; i < site->pages_n; i++)
		work->ids_are_labels |= site->pages[i].is_of_docusaurus;
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (site->pages[i].id.n != 0 && !site->pages[i].id_is_foreign)
			take_id(work, i);
	for (uint32_t i = 0; i < site->pages_n; i++)
		if (site->pages[i].id.n != 0 && site->pages[i].id_is_foreign)
			take_id(work, i);
	for (size_t k = 0; k < work->repeated.n; k++) {
		uint32_t i = work->repeated.at[k];
		struct str id = slug_fold(work->arena, site->pages[i].id);
		uint32_t holder = (uint32_t)map_find(&site->by_id, id)->value.number - 1;

		replace_id(work, &site->pages[i], &site->pages[holder], id_with_folder(work, i, holder));
	}
}

/* ---- assets ---- */

static int by_asset_path(const void *x, const void *y)
{
	const struct asset *a = x, *b = y;

	return discover_path_cmp(a->path, b->path);
}

/* ".gitbook/assets" is published as "gitbook/assets": servers show nothing that is hidden. */
static struct str shown_folder(struct work *work, struct str folder)
{
	bool is_first = str_starts(folder, STR(".gitbook/"));
	ptrdiff_t at = is_first ? 0 : str_find(folder, STR("/.gitbook/")) + 1;

	if (at == 0 && !is_first)
		return folder;
	return arena_printf(work->arena, "%.*s%.*s", (int)at, folder.s, STR_ARG(str_from(folder, (size_t)at + 1)));
}

static struct str asset_output(struct work *work, const struct asset *asset, size_t digits)
{
	ptrdiff_t slash = str_rfind_char(asset->path, '/');
	struct str name = str_from(asset->path, (size_t)(slash + 1));
	ptrdiff_t dot = str_rfind_char(name, '.');
	struct str stem = dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
	char hex[33];

	buf_clear(&work->text);
	add_folder(&work->text, shown_folder(work, str_slice(asset->path, 0, slash < 0 ? 0 : (size_t)slash)));
	slug_add(&work->text, stem);
	if (asset->hash.low != 0 || asset->hash.high != 0) {
		hash128_hex((struct hash128){asset->hash.low, asset->hash.high}, hex, digits);
		buf_printf(&work->text, ".%s", hex);
	}
	if (dot > 0) {
		buf_char(&work->text, '.');
		slug_add(&work->text, str_from(name, (size_t)dot + 1));
	}
	return arena_str(work->arena, buf_view(&work->text));
}

/* Files with equal content and names that give one slug: the later gets a name of its own. */
static struct str free_output(struct work *work, const struct asset *asset, struct map *taken)
{
	struct str output = asset_output(work, asset, 8);
	bool added;

	(void)map_add(taken, output, &added);
	while (!added) {
		struct asset other = *asset;

		other.hash.low = hash64_mix(other.hash.low, asset->path);
		other.hash.high = hash64_mix(other.hash.low, output);
		output = asset_output(work, &other, 16);
		(void)map_add(taken, output, &added);
	}
	return output;
}

static void place_assets(struct work *work)
{
	struct site *site = work->site;
	struct map taken;

	site->assets = work->input->assets;
	site->assets_n = work->input->assets_n;
	if (site->assets_n > 1)
		qsort(site->assets, site->assets_n, sizeof(*site->assets), by_asset_path);
	map_init(&taken);
	for (uint32_t i = 0; i < site->assets_n; i++) {
		struct asset *asset = &site->assets[i];

		asset->output = free_output(work, asset, &taken);
		asset->url = arena_printf(work->arena, "/%.*s", STR_ARG(asset->output));
		map_add(&site->assets_by_path, asset->path, NULL)->value.number = i + 1;
	}
	map_release(&taken);
}

/* ---- the rest ---- */

static uint64_t mix_date(uint64_t hash, struct date date)
{
	return hash * 0x9E3779B97F4A7C15u +
	       (date_is_set(date) ? (uint64_t)date_to_seconds(date) * 2 + date.has_time : 1);
}

static uint64_t face_of(const struct page *page, const struct placed *placed)
{
	struct str texts[] = {placed->url, page->title, page->description, page->summary, page->id, page->lang};
	uint64_t hash = (uint64_t)page->kind * 4 + page->promoted * 2u + page->noindex;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		hash = hash64_mix(hash, texts[i]);
	hash = mix_date(hash, page->date);
	hash = mix_date(hash, page->lastmod);
	return mix_date(hash, page->publish_on);
}

static void set_faces(struct site *site)
{
	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = &site->pages[i];
		struct placed *placed = &site->placed[i];
		struct date date = site_page_date(page);

		placed->face = face_of(page, placed);
		placed->kind = page->kind;
		placed->promoted = page->promoted;
		placed->is_dated = date_is_set(date) && !page->noindex;
		placed->changed = date_is_set(page->lastmod) ? page->lastmod : page->date;
		if (date_is_set(date) && (!date_is_set(site->build_date) || date_cmp(date, site->build_date) > 0))
			site->build_date = date;
	}
}

static void work_init(struct work *work)
{
	make_room(work, work->input->pages->room + 1);
	memset(work->gone, 0, work->room * sizeof(*work->gone));
	buf_init(&work->text, BUF_NO_LIMIT);
	work->asked_section = SITE_NONE;
	sections_init(&work->sections, (uint32_t)work->config->languages_n, work->arena);
}

static void work_release(struct work *work)
{
	sections_release(&work->sections);
	vec_release(&work->unpublished);
	vec_release(&work->repeated);
	vec_release(&work->categories);
	map_release(&work->category_of);
	mem_free(work->spots);
	mem_free(work->section_of);
	mem_free(work->urls);
	mem_free(work->gone);
	buf_release(&work->text);
}

int resolve_site(struct site *site, const struct resolve_input *input, const struct config *config, struct arena *arena,
		 struct diag_list *diags)
{
	struct work work = {.site = site, .input = input, .config = config, .arena = arena, .diags = diags};
	size_t errors = diags->errors;
	struct links *links;

	*site = (struct site){.config = config, .verbatim = input->verbatim};
	work_init(&work);
	sort_pages(input->pages);
	choose_published(&work);
	place_in_folders(&work);
	give_urls(&work);
	follow_section_field(&work);
	finish_model(&work);
	take_ids(&work);
	place_assets(&work);
	sections_order(site, arena);
	work_release(&work);

	redirects_make(site, arena, diags);
	links = links_new(site, arena, diags);
	taxonomy_make(site, links, arena, diags);
	related_make(site, links, arena, diags);
	links_resolve(links);
	links_free(links);
	set_faces(site);
	named_check(site, diags);
	return diags->errors > errors ? -1 : 0;
}

void resolve_release(struct site *site)
{
	map_release(&site->by_id);
	map_release(&site->by_url);
	map_release(&site->assets_by_path);
}
