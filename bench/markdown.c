/*
 * bench/markdown [-n ROUNDS] FOLDER …: CPU time of markdown_render() (HTML with
 * holes, passages, headings, links) against cmark-gfm's own parse and render on
 * the same pages in the same run, alternating. Prints microseconds a page, MB/s
 * and the ratio.
 */
#include "common/buf.h"
#include "common/vec.h"
#include "generator/markdown.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

struct sample {
	struct str path, text;
};

static struct VEC(struct sample) samples;
static size_t total_bytes;

/* Without front matter: that is another module's time. */
static struct str body_of(struct str text)
{
	ptrdiff_t end;

	if (!str_starts(text, STR("---\n")))
		return text;
	end = str_find(str_from(text, 4), STR("\n---\n"));
	return end < 0 ? text : str_from(text, 4 + (size_t)end + 5);
}

static void add_file(const char *path)
{
	struct buf text;
	struct sample *sample;
	char bytes[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		return;
	buf_init(&text, BUF_NO_LIMIT);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) != 0)
		buf_add(&text, bytes, n);
	fclose(file);
	sample = vec_add(&samples);
	n = text.n;
	sample->path = STR("page.md");
	sample->text = body_of(str_n(buf_take(&text, NULL), n));
	total_bytes += sample->text.n;
}

static void add_folder(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;

	if (folder == NULL)
		return;
	while ((entry = readdir(folder)) != NULL) {
		struct buf name;
		struct stat info;

		if (entry->d_name[0] == '.')
			continue;
		buf_init(&name, BUF_NO_LIMIT);
		buf_printf(&name, "%s/%s", path, entry->d_name);
		if (stat(name.s, &info) == 0 && S_ISDIR(info.st_mode))
			add_folder(name.s);
		else if (str_ends(buf_view(&name), STR(".md")))
			add_file(name.s);
		buf_release(&name);
	}
	closedir(folder);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static size_t run_cmark(void)
{
	static const char *const names[] = {"table", "strikethrough", "autolink", "tasklist"};
	int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE;
	size_t bytes = 0;

	cmark_gfm_core_extensions_ensure_registered();
	for (size_t i = 0; i < samples.n; i++) {
		cmark_parser *parser = cmark_parser_new(options);
		cmark_node *tree;
		char *html;

		for (size_t j = 0; j < 4; j++)
			cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[j]));
		cmark_parser_feed(parser, samples.at[i].text.s, samples.at[i].text.n);
		tree = cmark_parser_finish(parser);
		html = cmark_render_html(tree, options, cmark_parser_get_syntax_extensions(parser));
		bytes += strlen(html);
		free(html);
		cmark_node_free(tree);
		cmark_parser_free(parser);
	}
	return bytes;
}

static size_t run_ours(void)
{
	struct markdown_options options = {.take_title = true};
	struct arena arena;
	struct diag_list diags;
	struct buf html;
	size_t bytes = 0;

	arena_init(&arena);
	buf_init(&html, BUF_NO_LIMIT);
	for (size_t i = 0; i < samples.n; i++) {
		struct page page = {.path = samples.at[i].path};

		diag_list_init(&diags, &arena);
		buf_clear(&html);
		if (markdown_render(&page, samples.at[i].text, 1, &options, &html, &arena, &diags) == 0)
			bytes += html.n;
		diag_list_release(&diags);
		arena_clear(&arena);
	}
	buf_release(&html);
	arena_release(&arena);
	return bytes;
}

int main(int argc, char **argv)
{
	int rounds = 5, i = 1;
	double cmark_best = 1e9, ours_best = 1e9;

	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		rounds = (int)strtol(argv[2], NULL, 10);
		i = 3;
	}
	for (; i < argc; i++)
		add_folder(argv[i]);
	if (samples.n == 0) {
		fprintf(stderr, "bench/markdown: no pages\n");
		return 2;
	}
	for (int round = 0; round < rounds; round++) {
		double start = now(), middle;

		(void)run_cmark();
		middle = now();
		(void)run_ours();
		cmark_best = middle - start < cmark_best ? middle - start : cmark_best;
		ours_best = now() - middle < ours_best ? now() - middle : ours_best;
	}
	printf(
	    "markdown: %zu pages, %.1f MB: %.2f us a page, %.0f MB/s; cmark-gfm parse and render %.2f us; ratio %.2f\n",
	    samples.n, (double)total_bytes / 1e6, ours_best * 1e6 / (double)samples.n,
	    (double)total_bytes / 1e6 / ours_best, cmark_best * 1e6 / (double)samples.n, ours_best / cmark_best);
	return 0;
}
