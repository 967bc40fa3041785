/*
 * Reads every page below a site's content folder as a parse worker does, for
 * looking at diagnostics and for measuring.
 *
 *   read_pages SITE             prints the diagnostics, then how many pages there were
 *   read_pages SITE --fields    prints each page's fields as JSON lines instead
 *   read_pages SITE --time      prints what the steps before and after markdown cost a page
 */
#include "common/escape.h"
#include "common/fs.h"
#include "common/hash.h"
#include "generator/charset.h"
#include "generator/frontmatter.h"
#include "generator/reader.h"

#include <dirent.h>
#include <stdio.h>

struct source {
	struct str path, bytes;
};

struct sources {
	struct source *at;
	size_t n, room;
	struct arena arena;
	int folder;
	struct str below; /* folder being listed */
};

static int add_entry(void *context, const char *name, unsigned char type)
{
	struct sources *sources = context;
	struct str below = sources->below, path;
	struct buf bytes;

	if (reader_is_foreign(str_c(name), type == DT_DIR))
		return 0;
	path = arena_printf(&sources->arena, "%.*s%s%s", STR_ARG(below), below.n != 0 ? "/" : "", name);
	if (type == DT_DIR) {
		int folder = fs_open_folder_at(sources->folder, path.s);

		sources->below = path;
		if (folder >= 0)
			(void)fs_each_entry(folder, add_entry, sources);
		sources->below = below;
		return 0;
	}
	buf_init(&bytes, BUF_NO_LIMIT);
	if (type == DT_REG && reader_is_page(path) &&
	    fs_read_at(sources->folder, path.s, &bytes, (size_t)64 << 20) == 0) {
		struct source *source = vec_add(sources);

		source->path = path;
		source->bytes = arena_str(&sources->arena, buf_view(&bytes));
	}
	buf_release(&bytes);
	return 0;
}

static void print_field(struct buf *out, const char *name, struct str value)
{
	if (value.s == NULL)
		return;
	buf_printf(out, ",\"%s\":\"", name);
	escape_json(out, value);
	buf_char(out, '"');
}

static void print_fields(const struct page *page)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	buf_lit(&out, "{\"path\":\"");
	escape_json(&out, page->path);
	buf_printf(&out, "\",\"kind\":%d", page->kind);
#define X(field, name, about) print_field(&out, name, page->field);
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) \
	for (uint32_t i = 0; i < page->field.n; i++) \
		print_field(&out, name, page->field.at[i]);
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) \
	if (date_is_set(page->field)) { \
		buf_lit(&out, ",\"" name "\":\""); \
		date_format(&out, page->field); \
		buf_char(&out, '"'); \
	}
	PAGE_DATES(X)
#undef X
#define X(field, name, about) \
	if (page->field) \
		buf_lit(&out, ",\"" name "\":true");
	PAGE_FLAGS(X)
#undef X
	if (page->has_weight)
		buf_printf(&out, ",\"weight\":%d", page->weight);
	buf_lit(&out, ",\"params\":");
	value_json(&out, page->params);
	printf("%.*s}\n", STR_ARG(buf_view(&out)));
	buf_release(&out);
}

static void read_all(const struct sources *sources, const struct config *config, bool fields)
{
	struct arena arena;
	struct buf html, line;
	size_t unusable = 0, found = 0;

	arena_init(&arena);
	buf_init(&html, BUF_NO_LIMIT);
	buf_init(&line, BUF_NO_LIMIT);
	for (size_t i = 0; i < sources->n; i++) {
		struct page page = {.path = sources->at[i].path};
		struct diag_list diags;

		diag_list_init(&diags, &arena);
		buf_clear(&html);
		unusable += reader_read(&page, sources->at[i].bytes, config, &html, &arena, &diags) < 0;
		if (fields)
			print_fields(&page);
		diag_list_sort(&diags);
		found += diags.items.n;
		for (size_t d = 0; d < diags.items.n && !fields; d++) {
			buf_clear(&line);
			diag_format(&line, &diags.items.at[d], false);
			printf("%.*s", STR_ARG(buf_view(&line)));
		}
		diag_list_release(&diags);
		arena_clear(&arena);
	}
	fprintf(stderr, "%zu pages, %zu unusable, %zu diagnostics\n", sources->n, unusable, found);
	buf_release(&html);
	buf_release(&line);
	arena_release(&arena);
}

static double seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum { STEP_HASH, STEP_CHARSET, STEP_FRONT_MATTER, STEP_PACK, STEP_UNPACK, STEPS_N };

/* Everything a page goes through but markdown. */
static void time_page(const struct source *source, const struct config *config, struct buf *packed, struct arena *arena,
		      double *spent)
{
	struct page page = {.path = source->path}, back;
	struct diag_list diags;
	struct reporter reporter;
	struct frontmatter frontmatter;
	struct str text;
	double start = seconds(), now;

#define LAP(step) (now = seconds(), spent[step] += now - start, start = now)
	diag_list_init(&diags, arena);
	page.source_low = hash128(source->bytes).low;
	LAP(STEP_HASH);
	text = charset_decode(source->bytes, STR("x"), STR(""), arena, &diags);
	LAP(STEP_CHARSET);
	frontmatter = frontmatter_split(text);
	reporter_init(&reporter, STR("x"), text, &diags);
	frontmatter_read(&page, &frontmatter, config, &reporter, arena);
	LAP(STEP_FRONT_MATTER);
	page_pack(packed, &page);
	LAP(STEP_PACK);
	if (!page_unpack(&back, buf_view(packed), arena))
		exit(1);
	LAP(STEP_UNPACK);
	buf_clear(packed);
	arena_clear(arena);
	diag_list_release(&diags);
}

static void time_all(const struct sources *sources, const struct config *config)
{
	static const char *const names[] = {"hash", "charset", "front_matter", "pack", "unpack"};
	double spent[STEPS_N] = {0}, clock = 0;
	struct arena arena;
	struct buf packed;

	arena_init(&arena);
	buf_init(&packed, BUF_NO_LIMIT);
	for (int round = 0; round < 5; round++)
		for (size_t i = 0; i < sources->n; i++)
			time_page(&sources->at[i], config, &packed, &arena, spent);
	for (int i = 0; i < 100000; i++) {
		double start = seconds();

		clock += seconds() - start;
	}
	for (int i = 0; i < STEPS_N; i++)
		printf("%s_us %.2f\n", names[i], spent[i] / 5 / (double)sources->n * 1e6 - clock / 100000 * 1e6);
	buf_release(&packed);
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	struct sources sources = {.folder = -1};
	struct diag_list diags;
	struct config *config;
	int site = argc >= 2 ? fs_open_folder(argv[1]) : -1, content;

	if (site < 0) {
		fprintf(stderr, "usage: read_pages SITE [--fields | --time]\n");
		return 2;
	}
	arena_init(&sources.arena);
	diag_list_init(&diags, &sources.arena);
	config = config_load(site, &sources.arena, &diags);
	sources.folder = fs_open_folder_at(site, arena_str(&sources.arena, config->content_folder).s);
	content = fs_open_folder_at(site, arena_str(&sources.arena, config->content_folder).s);
	if (content < 0)
		return 2;
	(void)fs_each_entry(content, add_entry, &sources);
	if (argc == 3 && strcmp(argv[2], "--time") == 0)
		time_all(&sources, config);
	else
		read_all(&sources, config, argc == 3);
	vec_release(&sources);
	arena_release(&sources.arena);
	return 0;
}
