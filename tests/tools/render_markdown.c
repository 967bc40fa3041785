/*
 * render_markdown [options] [file …]: a page's body as markdown_render() makes it,
 * for the suites and golden tests. Reads standard input without files.
 *
 *   --raw-html=safe|trusted|none   --smart   --take-title   --lang=CODE
 *   --all        also title, headings, links, passages, summary and words
 *   --diags      also the diagnostics
 *   --json       from a JSON array of strings on standard input to one of HTML strings
 *
 * Holes are filled with the target as it was written.
 */
#include "common/escape.h"
#include "common/fs.h"
#include "common/mem.h"
#include "generator/markdown.h"

#include <jansson.h>
#include <unistd.h>

struct settings {
	struct markdown_options options;
	struct str lang;
	bool all, diags;
};

static void fill(struct buf *out, const struct page *page, struct str html)
{
	size_t from = 0;

	for (uint32_t i = 0; i < page->links_n; i++) {
		buf_str(out, str_slice(html, from, page->links[i].hole));
		escape_href(out, page->links[i].target);
		from = page->links[i].hole;
	}
	buf_str(out, str_from(html, from));
}

static void add_all(struct buf *out, const struct page *page)
{
	buf_printf(out, "---\ntitle: %.*s\nsummary: %.*s\nwords: %u\n", STR_ARG(page->title), STR_ARG(page->summary),
		   page->words);
	for (uint32_t i = 0; i < page->headings_n; i++)
		buf_printf(out, "heading %u #%.*s: %.*s\n", page->headings[i].level, STR_ARG(page->headings[i].id),
			   STR_ARG(page->headings[i].text));
	for (uint32_t i = 0; i < page->anchors.n; i++)
		buf_printf(out, "anchor #%.*s\n", STR_ARG(page->anchors.at[i]));
	for (uint32_t i = 0; i < page->links_n; i++)
		buf_printf(out, "%s %u:%u %.*s\n", page->links[i].kind == LINK_IMAGE ? "image" : "link",
			   page->links[i].line, page->links[i].column, STR_ARG(page->links[i].target));
	for (uint32_t i = 0; i < page->passages_n; i++)
		buf_printf(out, "passage #%.*s [%.*s]\n%.*s\n", STR_ARG(page->passages[i].anchor),
			   STR_ARG(page->passages[i].headings), STR_ARG(page->passages[i].text));
}

static void render(const struct settings *settings, struct str path, struct str text, struct buf *out)
{
	struct page page = {.path = path, .lang = settings->lang};
	struct arena arena;
	struct diag_list diags;
	struct buf html;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&html, BUF_NO_LIMIT);
	if (markdown_render(&page, text, 1, &settings->options, &html, &arena, &diags) == 0)
		fill(out, &page, buf_view(&html));
	if (settings->all)
		add_all(out, &page);
	diag_list_sort(&diags);
	for (size_t i = 0; settings->diags && i < diags.items.n; i++)
		diag_format(out, &diags.items.at[i], false);
	diag_list_release(&diags);
	buf_release(&html);
	arena_release(&arena);
}

static void render_json(const struct settings *settings)
{
	json_t *input = json_loadf(stdin, JSON_ALLOW_NUL, NULL), *output = json_array(), *item;
	struct buf out;
	size_t i;

	buf_init(&out, BUF_NO_LIMIT);
	json_array_foreach(input, i, item)
	{
		buf_clear(&out);
		render(settings, STR("page.md"), str_n(json_string_value(item), json_string_length(item)), &out);
		json_array_append_new(output, json_stringn_nocheck(buf_view(&out).s, out.n));
	}
	json_dumpf(output, stdout, 0);
	buf_release(&out);
	json_decref(output);
	json_decref(input);
}

static bool set_option(struct settings *settings, const char *argument, bool *json)
{
	struct str a = str_c(argument);

	if (str_eq(a, STR("--raw-html=trusted")))
		settings->options.raw_html = RAW_HTML_TRUSTED;
	else if (str_eq(a, STR("--raw-html=none")))
		settings->options.raw_html = RAW_HTML_NONE;
	else if (str_eq(a, STR("--raw-html=safe")))
		settings->options.raw_html = RAW_HTML_SAFE;
	else if (str_eq(a, STR("--smart")))
		settings->options.smart_punctuation = true;
	else if (str_eq(a, STR("--take-title")))
		settings->options.take_title = settings->options.take_lower = true;
	else if (str_eq(a, STR("--all")))
		settings->all = true;
	else if (str_eq(a, STR("--diags")))
		settings->diags = true;
	else if (str_eq(a, STR("--json")))
		*json = true;
	else if (str_starts(a, STR("--lang=")))
		settings->lang = str_from(a, 7);
	else
		return false;
	return true;
}

static void read_all(struct buf *text, FILE *file)
{
	char bytes[65536];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), file)) != 0)
		buf_add(text, bytes, n);
}

int main(int argc, char **argv)
{
	struct settings settings = {0};
	struct buf text, out;
	bool json = false;
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && argv[i][1] == '-'; i++) {
		if (!set_option(&settings, argv[i], &json)) {
			fprintf(stderr, "render_markdown: unknown option %s\n", argv[i]);
			return 2;
		}
	}
	if (json) {
		render_json(&settings);
		return 0;
	}
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&out, BUF_NO_LIMIT);
	do {
		FILE *file = i < argc ? fopen(argv[i], "rb") : stdin;

		if (file == NULL) {
			perror(argv[i]);
			return 2;
		}
		buf_clear(&text);
		read_all(&text, file);
		if (file != stdin)
			fclose(file);
		render(&settings, i < argc ? str_c(argv[i]) : STR("page.md"), buf_view(&text), &out);
	} while (++i < argc);
	fwrite(buf_view(&out).s, 1, out.n, stdout);
	buf_release(&text);
	buf_release(&out);
	return 0;
}
