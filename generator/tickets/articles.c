#include "generator/tickets/articles.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/limits.h"
#include "common/map.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "common/value.h"
#include "common/vec.h"
#include "generator/config.h"
#include "generator/slug.h"
#include "generator/tickets/article_file.h"
#include "generator/tickets/article_images.h"
#include "generator/tickets/html_markdown.h"
#include "generator/tickets/spool.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_SECTION "articles" /* the folder of those without one */

struct image {
	struct str path, name; /* in the folder of images; beside the page */
};

/* One language of an article. */
struct text {
	struct str language, title, description, place;
	struct str aliases[2];
	int64_t created, updated;
	uint64_t offset; /* of its markdown in the temporary file */
	size_t length;
	struct image *images;
	size_t images_n;
	struct text *next;
};

struct entry {
	struct str id, section;
	struct str source; /* language of the article itself; "" while only translations were met */
	struct str *keywords;
	size_t keywords_n;
	int64_t position;
	bool promoted, is_closed; /* nobody may read it */
	struct text *texts;
};

struct section_text {
	struct str language, title, description, alias;
	struct section_text *next;
};

struct section {
	struct str id, parent;
	int64_t position;
	struct section_text *texts;
	struct str folder; /* once it is known */
	bool is_used;
};

struct articles {
	const struct articles_options *options;
	struct articles_report report;
	struct arena arena;
	struct buf error, markdown;
	int spool;
	uint64_t spooled;
	struct map by_id, sections; /* -> struct entry *, struct section * */
	struct article_images *images;
	struct article_files files;
	bool has_files, has_faults;
	struct map seen;    /* "ID/LANGUAGE" and "ID/": what the export has, published or not */
	struct map gone;    /* the same, of what may not be read */
	struct map taken;   /* paths that something of this run goes to */
	struct map written; /* pages that this run has written, or found as they were */
	/* of the article that is being converted */
	const struct article *present;
	bool has_unseen; /* the article that was converted last had text that nobody could see */
	struct VEC(struct image) found;
};

static const struct {
	const char *id, *text, *explanation;
} reasons[] = {
#define X(name, id, text, explanation) {id, text, explanation},
    ARTICLES_REASONS(X)
#undef X
};

const char *articles_reason_id(enum articles_reason reason)
{
	return reasons[reason].id;
}

const char *articles_reason_text(enum articles_reason reason)
{
	return reasons[reason].text;
}

const char *articles_reason_explanation(enum articles_reason reason)
{
	return reasons[reason].explanation;
}

const char *articles_error(const struct articles *articles)
{
	return articles->error.n != 0 ? articles->error.s : "";
}

const struct articles_report *articles_report(const struct articles *articles)
{
	return &articles->report;
}

static int fail(struct articles *articles, const char *what)
{
	if (articles->error.n == 0)
		buf_printf(&articles->error, "%s: %s", what, strerror(errno));
	return -1;
}

static void count(struct articles *articles, struct articles_count *count, struct str place)
{
	if (count->places_n < ARTICLES_PLACES)
		count->places[count->places_n++] = arena_str(&articles->arena, place);
	count->n++;
}

struct articles *articles_new(const struct articles_options *options, struct buf *reason)
{
	struct articles *articles = mem_zalloc(sizeof(*articles));
	const char *folder = options->temporary_folder.n != 0 ? options->temporary_folder.s : "/tmp";

	articles->options = options;
	arena_init(&articles->arena);
	buf_init(&articles->error, BUF_NO_LIMIT);
	buf_init(&articles->markdown, LIMIT_PAGE_BYTES);
	map_init(&articles->by_id);
	map_init(&articles->sections);
	map_init(&articles->seen);
	map_init(&articles->gone);
	map_init(&articles->taken);
	map_init(&articles->written);
	articles->spool = spool_open(folder);
	if (articles->spool < 0)
		(void)fail(articles, "no temporary file");
	if (articles->error.n == 0 && options->images.n != 0) {
		articles->images = article_images_open(arena_str(&articles->arena, options->images).s);
		if (articles->images == NULL)
			(void)fail(articles, "the folder of images");
	}
	if (articles->error.n == 0)
		return articles;
	buf_str(reason, buf_view(&articles->error));
	articles_free(articles);
	return NULL;
}

void articles_free(struct articles *articles)
{
	if (articles == NULL)
		return;
	if (articles->has_files)
		article_files_release(&articles->files);
	article_images_close(articles->images);
	vec_release(&articles->found);
	map_release(&articles->by_id);
	map_release(&articles->sections);
	map_release(&articles->seen);
	map_release(&articles->gone);
	map_release(&articles->taken);
	map_release(&articles->written);
	buf_release(&articles->error);
	buf_release(&articles->markdown);
	if (articles->spool >= 0)
		(void)close(articles->spool);
	arena_release(&articles->arena);
	mem_free(articles);
}

/* ---- languages and addresses ---- */

static struct str primary_of(struct str locale)
{
	for (size_t i = 0; i < locale.n; i++)
		if (locale.s[i] == '-' || locale.s[i] == '_')
			return str_slice(locale, 0, i);
	return locale;
}

/* The site's language that a locale is: "en-us" is "en" where there is no "en-us". Absent: none. */
static struct str language_of(const struct articles *articles, struct str locale)
{
	const struct config *config = articles->options->config;

	if (locale.n == 0)
		return config->default_language;
	for (size_t i = 0; i < config->languages_n; i++)
		if (str_eq_nocase(config->languages[i].code, locale))
			return config->languages[i].code;
	for (size_t i = 0; i < config->languages_n; i++)
		if (str_eq_nocase(primary_of(config->languages[i].code), primary_of(locale)))
			return config->languages[i].code;
	return STR_NONE;
}

/* "" when it cannot be one. */
static struct str alias_of(struct articles *articles, struct str url)
{
	struct str path = urlpath_of(url), clean = STR("");

	if (path.n < 2 || path.s[0] != '/' || urlpath_clean(&articles->arena, path, &clean) != NULL)
		return STR("");
	return arena_str(&articles->arena, clean);
}

/* "/hc/en-us/articles/12" of "/hc/en-us/articles/12-Title": without it the address works, too. */
static struct str short_alias(struct articles *articles, struct str alias, struct str id)
{
	ptrdiff_t at = str_find(alias, STR("/articles/"));
	size_t end = at >= 0 ? (size_t)at + 10 + id.n : 0;

	if (at < 0 || end >= alias.n || !str_eq(str_slice(alias, (size_t)at + 10, end), id) || alias.s[end] != '-')
		return STR("");
	return arena_str(&articles->arena, str_slice(alias, 0, end));
}

/* What an address of the text becomes (html_markdown.h). */
static struct str rewrite(void *context, struct str url, bool is_image)
{
	struct articles *articles = context;
	struct str home = urlpath_host(articles->present->url), host = urlpath_host(url), file = STR_NONE;
	bool is_attachment =
	    str_find(url, STR("/article_attachments/")) >= 0 || str_find(url, STR("/attachments/")) >= 0;

	if ((is_image || is_attachment) && articles->images != NULL)
		file = article_images_find(articles->images, url);
	if (file.s != NULL) {
		struct image *image = vec_add(&articles->found);

		image->path = file;
		image->name = article_images_page_name(&articles->arena, file);
		return image->name;
	}
	if (is_image || is_attachment) {
		struct str place = articles->present->id;

		count(articles, &articles->report.no_image, place);
		/* where it is, as long as the help centre is there */
		if (host.n == 0 && home.n != 0 && url.s[0] == '/' && !str_starts(url, STR("//")))
			return arena_printf(&articles->arena, "https://%.*s%.*s", STR_ARG(home), STR_ARG(url));
		return url;
	}
	/* links within the help centre are links within the site: ids and aliases lead to the page */
	if (home.n != 0 && str_eq_nocase(host, home))
		return str_from(url, (size_t)(host.s - url.s) + host.n);
	return url;
}

/* ---- what is there ---- */

static int load_files(struct articles *articles)
{
	if (articles->has_files)
		return 0;
	articles->has_files = true;
	if (article_files_load(&articles->files, articles->options->site, articles->options->config) < 0)
		return fail(articles, "the content folder");
	return 0;
}

struct str articles_id_of(struct articles *articles, struct str url)
{
	struct str alias = alias_of(articles, url);
	const struct article_file *file = NULL;

	if (alias.n != 0 && load_files(articles) == 0)
		file = article_files_find_alias(&articles->files, articles->options->system, alias);
	return file != NULL ? file->id : STR("");
}

bool articles_is_of_another(struct articles *articles, struct str id, struct str locale, struct str url)
{
	struct str language = language_of(articles, locale);
	const struct article_file *file = NULL;

	if (language.s != NULL && load_files(articles) == 0)
		file = article_files_find(&articles->files, id, language);
	return file != NULL && file->alias.n != 0 && str_eq(file->system, articles->options->system) &&
	       !str_eq(file->alias, alias_of(articles, url));
}

/* ---- what readers say ---- */

static struct str key_of(struct articles *articles, struct str id, struct str language)
{
	return arena_printf(&articles->arena, "%.*s/%.*s", STR_ARG(id), STR_ARG(language));
}

static struct entry *entry_of(struct articles *articles, struct str id)
{
	struct map_entry *entry = map_find(&articles->by_id, id);
	struct entry *made;

	if (entry != NULL)
		return entry->value.pointer;
	made = ARENA_NEW(&articles->arena, struct entry);
	made->id = arena_str(&articles->arena, id);
	made->source = STR("");
	map_add(&articles->by_id, made->id, NULL)->value.pointer = made;
	return made;
}

static struct section *section_of(struct articles *articles, struct str id)
{
	struct map_entry *entry = map_find(&articles->sections, id);
	struct section *made;

	if (entry != NULL)
		return entry->value.pointer;
	made = ARENA_NEW(&articles->arena, struct section);
	made->id = arena_str(&articles->arena, id);
	map_add(&articles->sections, made->id, NULL)->value.pointer = made;
	return made;
}

void articles_section(struct articles *articles, const struct article_section *given)
{
	struct arena *arena = &articles->arena;
	struct str language = language_of(articles, given->locale);
	struct section *section = section_of(articles, given->id);
	struct section_text *text;

	if (given->parent.n != 0)
		section->parent = arena_str(arena, given->parent);
	if (given->position != 0)
		section->position = given->position;
	if (language.s == NULL || str_trim(given->title).n == 0)
		return;
	for (text = section->texts; text != NULL && !str_eq(text->language, language);)
		text = text->next;
	if (text == NULL) {
		text = ARENA_NEW(arena, struct section_text);
		text->next = section->texts;
		section->texts = text;
	}
	text->language = language;
	text->title = arena_str(arena, str_trim(given->title));
	text->description = arena_str(arena, str_trim(given->description));
	text->alias = alias_of(articles, given->url);
}

void articles_attachment(struct articles *articles, struct str id, struct str name)
{
	if (articles->images != NULL && id.n != 0 && name.n != 0)
		article_images_name(articles->images, id, name);
}

void articles_leave_out(struct articles *articles, enum articles_reason reason, struct str id, struct str locale,
			struct str place)
{
	struct str language = locale.n != 0 ? language_of(articles, locale) : STR("");

	articles->report.read++;
	count(articles, &articles->report.left_out[reason], place);
	if (language.s == NULL)
		return;
	(void)map_add(&articles->seen, key_of(articles, id, language), NULL);
	/* what could not be read may be as public as before */
	if (reason != ARTICLES_OLD && reason != ARTICLES_BROKEN)
		(void)map_add(&articles->gone, key_of(articles, id, language), NULL);
	if (locale.n == 0)
		entry_of(articles, id)->is_closed = true;
}

static int convert(struct articles *articles, const struct article *article)
{
	const struct html_markdown options = {
	    .address = rewrite, .context = articles, .has_unseen = &articles->has_unseen};
	const char *reason;

	articles->present = article;
	vec_clear(&articles->found);
	buf_clear(&articles->markdown);
	return html_markdown(&articles->markdown, article->html, &options, &reason);
}

static void keep_keywords(struct articles *articles, struct entry *entry, const struct article *article)
{
	entry->keywords = arena_array(&articles->arena, article->keywords_n, sizeof(*entry->keywords));
	entry->keywords_n = article->keywords_n;
	for (size_t i = 0; i < article->keywords_n; i++)
		entry->keywords[i] = arena_str(&articles->arena, article->keywords[i]);
}

/* The place for a text in a language; NULL when a later one is there. */
static struct text *text_for(struct articles *articles, struct entry *entry, struct str language, int64_t updated)
{
	struct text *text = entry->texts;

	while (text != NULL && !str_eq(text->language, language))
		text = text->next;
	if (text != NULL)
		return text->updated > updated ? NULL : text;
	text = ARENA_NEW(&articles->arena, struct text);
	text->next = entry->texts;
	text->language = language;
	entry->texts = text;
	return text;
}

static void store(struct articles *articles, struct entry *entry, struct text *text, const struct article *article,
		  struct str place)
{
	struct arena *arena = &articles->arena;
	struct str alias = alias_of(articles, article->url);

	text->title = arena_str(arena, str_trim(article->title));
	text->description = arena_str(arena, str_trim(article->description));
	text->place = arena_str(arena, place);
	text->created = article->created;
	text->updated = article->updated;
	text->aliases[0] = alias;
	text->aliases[1] = short_alias(articles, alias, entry->id);
	text->offset = articles->spooled;
	text->length = articles->markdown.n;
	text->images_n = articles->found.n;
	text->images = arena_array(arena, articles->found.n, sizeof(*text->images));
	if (articles->found.n != 0)
		memcpy(text->images, articles->found.at, articles->found.n * sizeof(*text->images));
	if (fs_write_whole(articles->spool, buf_view(&articles->markdown), articles->spooled) < 0)
		(void)fail(articles, "the temporary file");
	articles->spooled += articles->markdown.n;
}

void articles_add(struct articles *articles, const struct article *article, struct str place)
{
	struct str language = language_of(articles, article->locale);
	enum articles_reason reason = ARTICLES_REASONS_N;
	struct entry *entry;
	struct text *text;

	if (language.s == NULL)
		reason = ARTICLES_LANGUAGE;
	else if (str_trim(article->title).n == 0 || str_trim(article->html).n == 0)
		reason = ARTICLES_NO_TEXT;
	else if (articles->options->since != 0 && article->updated < articles->options->since)
		reason = ARTICLES_OLD;
	else if (convert(articles, article) < 0)
		reason = ARTICLES_BROKEN;
	else if (articles->markdown.n == 0)
		reason = ARTICLES_NO_TEXT;
	entry = entry_of(articles, article->id);
	if (!article->is_translation) {
		entry->source = arena_str(&articles->arena, language.s != NULL ? language : article->locale);
		entry->section = arena_str(&articles->arena, article->section);
		entry->position = article->position;
		entry->promoted = article->promoted;
		keep_keywords(articles, entry, article);
	}
	if (reason != ARTICLES_REASONS_N) {
		bool is_closed = entry->is_closed;

		articles_leave_out(articles, reason, article->id, article->locale, place);
		entry->is_closed = is_closed;
		return;
	}
	articles->report.read++;
	(void)map_add(&articles->seen, key_of(articles, entry->id, language), NULL);
	text = text_for(articles, entry, language, article->updated);
	if (text != NULL && articles->has_unseen)
		count(articles, &articles->report.unseen, place);
	if (text != NULL)
		store(articles, entry, text, article, place);
}

/* ---- where a page goes ---- */

static const struct section_text *section_text(const struct section *section, struct str language)
{
	for (const struct section_text *text = section->texts; text != NULL; text = text->next)
		if (str_eq(text->language, language))
			return text;
	return NULL;
}

/* Folders of Weir's own, and of languages. */
static bool is_taken_folder(const struct articles *articles, struct str name)
{
	const struct config *config = articles->options->config;
	struct buf url;
	bool taken = str_eq(name, STR("solved"));

	for (size_t i = 0; i < config->languages_n; i++)
		taken = taken || str_eq_nocase(config->languages[i].code, name);
	buf_init(&url, BUF_NO_LIMIT);
	buf_printf(&url, "/%.*s/", STR_ARG(name));
	taken = taken || urlpath_reserved(config, buf_view(&url)) != NULL;
	buf_release(&url);
	return taken;
}

/* What stands behind a point may be taken for a language. */
static struct str without_points(struct arena *arena, struct str name)
{
	char *copy = arena_alloc(arena, name.n + 1);

	for (size_t i = 0; i < name.n; i++)
		copy[i] = (char)(name.s[i] == '.' ? '-' : name.s[i]);
	return str_n(copy, name.n);
}

/* A path that nobody has: what it would be, else with the id behind it. */
static struct str free_path(struct articles *articles, struct str folder, struct str name, struct str id,
			    const char *extension)
{
	struct arena *arena = &articles->arena;
	struct str path =
	    arena_printf(arena, "%.*s%s%.*s%s", STR_ARG(folder), folder.n != 0 ? "/" : "", STR_ARG(name), extension);

	if (map_find(&articles->files.by_path, path) == NULL && map_find(&articles->taken, path) == NULL &&
	    !(folder.n == 0 && is_taken_folder(articles, name)) &&
	    !(extension[0] != '\0' && article_file_is_telling(articles->options->config, path)))
		return path;
	return arena_printf(arena, "%.*s%s%.*s-%.*s%s", STR_ARG(folder), folder.n != 0 ? "/" : "",
			    STR_ARG(without_points(arena, name)), STR_ARG(slug_of(arena, id)), extension);
}

static struct str parent_of(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');

	return slash < 0 ? STR("") : str_slice(path, 0, (size_t)slash);
}

/* Where a section's page is already, or by the names of the sections around it. */
static struct str folder_of(struct articles *articles, struct str id, unsigned depth)
{
	struct map_entry *entry = id.n != 0 ? map_find(&articles->sections, id) : NULL;
	const struct article_file *page;
	const struct section_text *text;
	struct section *section;
	struct str folder;

	if (entry == NULL || depth > LIMIT_ARTICLE_SECTIONS)
		return STR("");
	section = entry->value.pointer;
	section->is_used = true;
	if (section->folder.n != 0)
		return section->folder;
	page = article_files_find(&articles->files, section->id, articles->options->config->default_language);
	folder = folder_of(articles, section->parent, depth + 1);
	text = section_text(section, articles->options->config->default_language);
	if (text == NULL)
		text = section->texts;
	if (page != NULL && parent_of(page->path).n != 0)
		section->folder = parent_of(page->path);
	else if (text != NULL)
		section->folder = free_path(articles, folder, slug_of(&articles->arena, text->title), section->id, "");
	else
		section->folder = folder;
	if (section->folder.n != 0)
		(void)map_add(&articles->taken, section->folder, NULL);
	return section->folder;
}

/* "a/b" of "a/b.de.md"; "" when it has no such form. */
static struct str stem_of(const struct config *config, struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.');
	struct str stem = str_slice(path, 0, dot > 0 ? (size_t)dot : path.n);

	for (size_t i = 1; i < config->languages_n; i++) {
		struct str code = config->languages[i].code;

		if (stem.n > code.n && stem.s[stem.n - code.n - 1] == '.' &&
		    str_eq_nocase(str_from(stem, stem.n - code.n), code))
			return str_slice(stem, 0, stem.n - code.n - 1);
		if (str_starts_nocase(path, code) && path.n > code.n && path.s[code.n] == '/')
			return STR(""); /* in the folder of its language: translations stay where they are */
	}
	return stem;
}

/* Where an article's pages go: beside a page of it that is there, else by section and title. */
static struct str place_entry(struct articles *articles, const struct entry *entry)
{
	const struct config *config = articles->options->config;
	const struct text *named = NULL;
	struct str folder, path;

	for (const struct text *text = entry->texts; text != NULL; text = text->next) {
		const struct article_file *file = article_files_find(&articles->files, entry->id, text->language);
		struct str stem = file != NULL ? stem_of(config, file->path) : STR("");

		if (stem.n != 0)
			return stem;
		if (named == NULL || str_eq(text->language, config->default_language) ||
		    (str_eq(text->language, entry->source) && !str_eq(named->language, config->default_language)))
			named = text;
	}
	folder = folder_of(articles, entry->section, 0);
	if (folder.n == 0) {
		count(articles, &articles->report.no_section, named->place);
		folder = STR(NO_SECTION);
	}
	path = free_path(articles, folder, slug_of(&articles->arena, named->title), entry->id, ".md");
	(void)map_add(&articles->taken, path, NULL);
	return str_slice(path, 0, path.n - 3);
}

/* ---- pages ---- */

static void add_field(struct buf *out, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(out, "%s: ", name);
	escape_quoted(out, value);
	buf_char(out, '\n');
}

static void add_day(struct buf *out, const char *name, int64_t seconds)
{
	struct date date = date_from_seconds(seconds);

	if (seconds <= 0)
		return;
	date.has_time = false;
	buf_printf(out, "%s: ", name);
	date_format(out, date);
	buf_char(out, '\n');
}

static void add_list(struct buf *out, const char *name, const struct str *items, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (str_trim(items[i]).n == 0)
			continue;
		buf_printf(out, any ? ", " : "%s: [", name);
		escape_quoted(out, str_trim(items[i]));
		any = true;
	}
	if (any)
		buf_lit(out, "]\n");
}

static int add_markdown(struct articles *articles, struct buf *out, const struct text *text)
{
	char *room = buf_reserve(out, text->length);

	if (text->length == 0)
		return 0;
	if (room == NULL || fs_read_whole(articles->spool, room, text->length, text->offset) < 0)
		return fail(articles, "the temporary file");
	out->n += text->length;
	return 0;
}

static int article_page(struct articles *articles, struct buf *out, const struct entry *entry, const struct text *text)
{
	buf_lit(out, "---\n");
	add_field(out, "title", text->title);
	add_field(out, "id", entry->id);
	add_field(out, "description", text->description);
	add_day(out, "date", text->created);
	add_day(out, "lastmod", text->updated);
	if (entry->position > 0)
		buf_printf(out, "weight: %lld\n", (long long)entry->position);
	add_list(out, "keywords", entry->keywords, entry->keywords_n);
	if (entry->promoted)
		buf_lit(out, "promoted: true\n");
	add_list(out, "aliases", text->aliases, text->aliases[1].n != 0 ? 2 : 1);
	buf_lit(out, "---\n\n");
	return add_markdown(articles, out, text);
}

static void section_page(struct buf *out, const struct section *section, const struct section_text *text)
{
	buf_lit(out, "---\n");
	add_field(out, "title", text->title);
	add_field(out, "id", section->id);
	add_field(out, "description", text->description);
	if (section->position > 0)
		buf_printf(out, "weight: %lld\n", (long long)section->position);
	add_list(out, "aliases", &text->alias, 1);
	buf_lit(out, "---\n");
}

static int write_bytes(struct articles *articles, struct str path, struct str bytes)
{
	struct str full = arena_printf(&articles->arena, "%.*s/%.*s",
				       STR_ARG(articles->options->config->content_folder), STR_ARG(path));

	if (articles->options->dry_run)
		return 0;
	if (fs_make_folders_at(articles->options->site, arena_str(&articles->arena, parent_of(full)).s) < 0 ||
	    fs_replace_at(articles->options->site, full.s, bytes, false) < 0)
		return fail(articles, "the content folder");
	return 0;
}

enum written { WRITTEN_ADDED, WRITTEN_CHANGED, WRITTEN_SAME, WRITTEN_NOT /* a writer's, or another page */ };

/* Only in the place of nothing, or of what an earlier import wrote and nobody touched since. */
static int write_page(struct articles *articles, struct str path, const struct article_file *there, struct str text,
		      enum written *written)
{
	const struct map_entry *entry = map_find(&articles->files.by_path, there != NULL ? there->path : path);
	char digest[ARTICLE_DIGEST_DIGITS + 1];
	struct buf page;
	int result;

	article_file_digest(digest, text);
	if (entry != NULL) {
		path = entry->key;
		there = entry->value.const_pointer;
	}
	*written = entry == NULL ? WRITTEN_ADDED : WRITTEN_CHANGED;
	if (map_find(&articles->written, path) != NULL)
		*written = WRITTEN_NOT;
	else if (there != NULL && strcmp(there->digest, digest) == 0)
		*written = WRITTEN_SAME;
	else if (entry != NULL && (there == NULL || there->is_edited || there->system.n == 0))
		*written = WRITTEN_NOT;
	if (*written == WRITTEN_NOT)
		return 0;
	(void)map_add(&articles->written, path, NULL);
	if (*written == WRITTEN_SAME)
		return 0;
	buf_init(&page, BUF_NO_LIMIT);
	article_file_format(&page, text, articles->options->system, digest);
	result = write_bytes(articles, path, buf_view(&page));
	buf_release(&page);
	return result;
}

static int write_images(struct articles *articles, const struct text *text, struct str folder)
{
	struct buf bytes;
	int result = 0;

	buf_init(&bytes, LIMIT_ARTICLE_IMAGE_BYTES);
	for (size_t i = 0; i < text->images_n && result == 0; i++) {
		struct str path = arena_printf(&articles->arena, "%.*s%s%.*s", STR_ARG(folder),
					       folder.n != 0 ? "/" : "", STR_ARG(text->images[i].name));

		/* one that is there may be a writer's */
		if (map_find(&articles->files.by_path, path) != NULL || map_find(&articles->taken, path) != NULL)
			continue;
		(void)map_add(&articles->taken, path, NULL);
		buf_clear(&bytes);
		if (article_images_read(articles->images, text->images[i].path, &bytes) < 0) {
			count(articles, &articles->report.no_image, text->place);
			continue;
		}
		articles->report.images++;
		result = write_bytes(articles, path, buf_view(&bytes));
	}
	buf_release(&bytes);
	return result;
}

static void count_written(struct articles *articles, enum written written, struct str path)
{
	articles->report.added += written == WRITTEN_ADDED;
	articles->report.changed += written == WRITTEN_CHANGED;
	articles->report.same += written == WRITTEN_SAME;
	if (written == WRITTEN_NOT)
		count(articles, &articles->report.edited, path);
}

static int write_text(struct articles *articles, const struct entry *entry, const struct text *text, struct str stem)
{
	const struct config *config = articles->options->config;
	const struct article_file *there = article_files_find(&articles->files, entry->id, text->language);
	bool is_default = str_eq(text->language, config->default_language);
	struct str path = there != NULL ? there->path
			  : is_default
			      ? arena_printf(&articles->arena, "%.*s.md", STR_ARG(stem))
			      : arena_printf(&articles->arena, "%.*s.%.*s.md", STR_ARG(stem), STR_ARG(text->language));
	enum written written;
	struct buf page;
	int result;

	buf_init(&page, BUF_NO_LIMIT);
	result = article_page(articles, &page, entry, text);
	if (result == 0)
		result = write_page(articles, path, there, buf_view(&page), &written);
	if (result == 0) {
		count_written(articles, written, path);
		if (written != WRITTEN_NOT)
			result = write_images(articles, text, parent_of(path));
	}
	buf_release(&page);
	return result;
}

static bool is_gone(struct articles *articles, struct str id, struct str language)
{
	return map_find(&articles->gone, key_of(articles, id, language)) != NULL ||
	       map_find(&articles->gone, key_of(articles, id, STR(""))) != NULL;
}

static int write_entry(struct articles *articles, const struct entry *entry)
{
	struct str stem = STR("");
	int result = 0;

	for (const struct text *text = entry->texts; text != NULL && result == 0; text = text->next) {
		if (entry->is_closed || entry->source.n == 0) {
			count(articles, &articles->report.left_out[ARTICLES_NO_ARTICLE], text->place);
			(void)map_add(&articles->gone, key_of(articles, entry->id, text->language), NULL);
			continue;
		}
		if (is_gone(articles, entry->id, text->language)) /* said twice, and once that it is closed */
			continue;
		if (stem.n == 0)
			stem = place_entry(articles, entry);
		result = write_text(articles, entry, text, stem);
	}
	return result;
}

static int write_section(struct articles *articles, const struct section *section)
{
	const struct config *config = articles->options->config;
	int result = 0;

	for (const struct section_text *text = section->texts; text != NULL && result == 0; text = text->next) {
		const struct article_file *there = article_files_find(&articles->files, section->id, text->language);
		bool is_default = str_eq(text->language, config->default_language);
		struct str path = is_default ? arena_printf(&articles->arena, "%.*s/index.md", STR_ARG(section->folder))
					     : arena_printf(&articles->arena, "%.*s/index.%.*s.md",
							    STR_ARG(section->folder), STR_ARG(text->language));
		enum written written;
		struct buf page;

		buf_init(&page, BUF_NO_LIMIT);
		section_page(&page, section, text);
		result = write_page(articles, path, there, buf_view(&page), &written);
		articles->report.sections += result == 0 && (written == WRITTEN_ADDED || written == WRITTEN_CHANGED);
		buf_release(&page);
	}
	return result;
}

/* ---- what is there no more ---- */

static int retire(struct articles *articles, const struct article_file *file)
{
	enum written written;
	struct buf text;
	int result;

	if (file->is_edited) {
		count(articles, &articles->report.withdrawn, file->path);
		return 0;
	}
	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "---\ntitle: Removed\n");
	add_field(&text, "id", file->id);
	buf_lit(&text, "retired: true\n---\n");
	result = write_page(articles, file->path, file, buf_view(&text), &written);
	articles->report.retired += result == 0 && written == WRITTEN_CHANGED;
	buf_release(&text);
	return result;
}

/* What an earlier import wrote and nobody may read there any more. */
static int retire_gone(struct articles *articles)
{
	const struct config *config = articles->options->config;
	int result = 0;

	for (size_t i = 0; i < articles->files.by_path.n && result == 0; i++) {
		const struct article_file *file = articles->files.by_path.entries[i].value.const_pointer;
		struct str language;
		bool is_missing;

		if (file == NULL || !str_eq(file->system, articles->options->system) ||
		    map_find(&articles->sections, file->id) != NULL)
			continue;
		language = article_file_language(config, file->path);
		is_missing = articles->options->complete &&
			     map_find(&articles->seen, key_of(articles, file->id, language)) == NULL &&
			     !str_starts(file->id, STR("section-")) && !str_starts(file->id, STR("category-"));
		if (is_gone(articles, file->id, language) || (is_missing && !articles->has_faults))
			result = retire(articles, file);
		else if (is_missing) /* what could not be read may have been it */
			count(articles, &articles->report.not_told, file->path);
	}
	return result;
}

/* ---- the end ---- */

static int by_id(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;

	if ((*x)->id.n != (*y)->id.n)
		return (*x)->id.n < (*y)->id.n ? -1 : 1;
	return str_cmp((*x)->id, (*y)->id);
}

/* In the order of their ids, so that names which several have go to the same ones whatever the order of the export. */
static int write_entries(struct articles *articles)
{
	size_t n = articles->by_id.n;
	const struct entry **list = arena_array(&articles->arena, n, sizeof(*list));
	int result = 0;

	for (size_t i = 0; i < n; i++)
		list[i] = articles->by_id.entries[i].value.const_pointer;
	if (n > 1)
		qsort(list, n, sizeof(*list), by_id);
	for (size_t i = 0; i < n && result == 0; i++)
		result = write_entry(articles, list[i]);
	return result;
}

int articles_finish(struct articles *articles, bool has_faults)
{
	int result = 0;

	articles->has_faults = has_faults;

	if (articles->error.n != 0)
		return -1;
	if (articles->report.read == 0)
		return 0;
	if (load_files(articles) < 0)
		return -1;
	result = write_entries(articles);
	for (size_t i = 0; i < articles->sections.n && result == 0; i++) {
		const struct section *section = articles->sections.entries[i].value.const_pointer;

		if (section->is_used && section->folder.n != 0)
			result = write_section(articles, section);
	}
	return result == 0 ? retire_gone(articles) : result;
}
