#include "generator/beside.h"

#include "common/fs.h"
#include "common/utf8.h"
#include "generator/reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Settings of another tool that are larger are not looked into. */
#define SETTINGS_BYTES ((size_t)1 << 20)

enum {
	STRAY_DEPTH = 8,
	STRAY_ENTRIES = 50000, /* looked at, so that a home folder does not take minutes */
};

/* Where the pages are, by the settings of another tool beside them. */
static const struct {
	const char *settings, *folder;
} other_tools[] = {
    {"mkdocs.yml", "docs"},
    {"mkdocs.yaml", "docs"},
    {"docusaurus.config.js", "docs"},
    {"docusaurus.config.ts", "docs"},
    {"docusaurus.config.mjs", "docs"},
    {"book.toml", "src"},
    {"astro.config.mjs", "src/content/docs"},
    {"astro.config.ts", "src/content/docs"},
    {"docs/.vitepress", "docs"},
    {"docs/.vuepress", "docs"},
};

static bool exists(int folder, const char *path)
{
	struct stat status;

	return fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool is_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F)
			return false;
	return utf8_is_valid(s);
}

/* The value of a line of YAML: without quotes and a comment. */
static struct str value_of(struct str text)
{
	struct str value = str_trim(text), rest = str_from(value, 1);

	if (value.n > 1 && (value.s[0] == '"' || value.s[0] == '\''))
		(void)str_split(&rest, value.s[0], &value);
	else if (str_find(value, STR(" #")) >= 0)
		value = str_trim_end(str_slice(value, 0, (size_t)str_find(value, STR(" #"))));
	return value;
}

/* "./" in front and "/" at the end go; absent when it leads elsewhere. */
static struct str folder_of(struct str value)
{
	if (str_starts(value, STR("./")))
		value = str_from(value, 2);
	while (str_ends(value, STR("/")))
		value.n--;
	return str_find(value, STR("..")) < 0 && !str_starts(value, STR("/")) && is_line(value) ? value : STR_NONE;
}

/* A plain text: no tag (`!ENV …`), no block (`>-`), no alias. */
static bool is_text(struct str value)
{
	return value.n != 0 && is_line(value) && str_find_char(STR("!>|&*{["), value.s[0]) < 0;
}

/* Settings of MkDocs are no plain YAML: `docs_dir: handbook` and the like are looked for line by line. */
static void look_into_mkdocs(struct beside *beside, int folder, const char *settings)
{
	struct str rest, line, pages = STR_NONE, title = STR_NONE, url = STR_NONE;
	struct buf text;

	buf_init(&text, SETTINGS_BYTES);
	rest = fs_read_at(folder, settings, &text, SETTINGS_BYTES) == 0 ? buf_view(&text) : STR_NONE;
	while (str_line(&rest, &line)) {
		if (str_starts(line, STR("docs_dir:")))
			pages = folder_of(value_of(str_from(line, strlen("docs_dir:"))));
		else if (str_starts(line, STR("site_name:")))
			title = value_of(str_from(line, strlen("site_name:")));
		else if (str_starts(line, STR("site_url:")))
			url = value_of(str_from(line, strlen("site_url:")));
	}
	buf_str(&beside->pages, pages);
	if (is_text(title))
		buf_str(&beside->title, title);
	if (is_text(url))
		buf_str(&beside->url, url);
	buf_release(&text);
}

struct counting {
	int folder;
	unsigned depth;
	uint32_t pages;
	uint32_t *looked_at;
	bool is_top;
	struct beside *beside;
};

static int count_entry(void *context, const char *name, unsigned char type)
{
	struct counting *in = context;
	struct counting below = {.depth = in->depth + 1, .looked_at = in->looked_at};

	if (++*in->looked_at > STRAY_ENTRIES)
		return 1;
	if (type == DT_REG && !in->is_top && reader_is_page(str_c(name)))
		in->pages++;
	if (type != DT_DIR || name[0] == '.' || in->depth == STRAY_DEPTH || strcmp(name, "node_modules") == 0 ||
	    strcmp(name, "vendor") == 0)
		return 0;
	below.folder = fs_open_at(in->folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
	if (below.folder < 0)
		return 0;
	(void)fs_each_entry(below.folder, count_entry, &below);
	(void)close(below.folder);
	if (in->is_top && below.pages > in->pages) { /* of the top: the most that one folder has */
		in->pages = below.pages;
		buf_clear(&in->beside->stray_folder);
		buf_str(&in->beside->stray_folder, str_c(name));
	} else if (!in->is_top) {
		in->pages += below.pages;
	}
	if (in->is_top && below.pages != 0) {
		in->beside->strays += below.pages;
		in->beside->stray_folders++;
	}
	return 0;
}

static bool has_pages(int folder, const char *path)
{
	uint32_t looked_at = 0;
	struct counting counting = {.looked_at = &looked_at};

	counting.folder = fs_open_at(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
	if (counting.folder < 0)
		return false;
	(void)fs_each_entry(counting.folder, count_entry, &counting);
	(void)close(counting.folder);
	return counting.pages != 0;
}

static void find_pages(struct beside *beside, int folder)
{
	if (exists(folder, "content")) {
		buf_lit(&beside->pages, "content");
		return;
	}
	for (size_t i = 0; i < sizeof(other_tools) / sizeof(*other_tools); i++) {
		if (!exists(folder, other_tools[i].settings))
			continue;
		if (str_starts(str_c(other_tools[i].settings), STR("mkdocs.")))
			look_into_mkdocs(beside, folder, other_tools[i].settings);
		if (beside->pages.n == 0 || !exists(folder, beside->pages.s)) {
			buf_clear(&beside->pages);
			buf_str(&beside->pages, str_c(other_tools[i].folder));
		}
		beside->settings = other_tools[i].settings;
		if (exists(folder, beside->pages.s))
			return;
		buf_clear(&beside->pages);
	}
	/* where most projects have what they explain, whatever makes it a site */
	if (has_pages(folder, "docs"))
		buf_lit(&beside->pages, "docs");
}

void beside_find(struct beside *beside, int folder)
{
	uint32_t looked_at = 0;
	struct counting counting = {.folder = folder, .looked_at = &looked_at, .is_top = true, .beside = beside};

	*beside = (struct beside){.settings = NULL};
	buf_init(&beside->pages, BUF_NO_LIMIT);
	buf_init(&beside->title, BUF_NO_LIMIT);
	buf_init(&beside->url, BUF_NO_LIMIT);
	buf_init(&beside->stray_folder, BUF_NO_LIMIT);
	find_pages(beside, folder);
	if (beside->pages.n == 0)
		(void)fs_each_entry(folder, count_entry, &counting);
}

void beside_release(struct beside *beside)
{
	buf_release(&beside->pages);
	buf_release(&beside->title);
	buf_release(&beside->url);
	buf_release(&beside->stray_folder);
}
