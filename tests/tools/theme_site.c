/*
 * theme_site FOLDER [SITE]: writes the pages of the hand-made site of
 * tests/theme_fixture.h into a new folder, with the default theme or that of the
 * site folder SITE; for tests/browser and for looking at.
 */
#include "tests/theme_fixture.h"

#include "common/fs.h"

#include <unistd.h>

static int folder_fd;

static int write_file(void *context, struct str path, struct str bytes)
{
	ptrdiff_t slash = str_rfind_char(path, '/');
	struct arena *arena = context;

	if (slash > 0 && fs_make_folders_at(folder_fd, arena_str(arena, str_slice(path, 0, (size_t)slash)).s) < 0) {
		perror(path.s);
		return -1;
	}
	if (fs_create_at(folder_fd, arena_str(arena, path).s, bytes) < 0) {
		perror(path.s);
		return -1;
	}
	return 0;
}

static void print(const struct diag_list *diags)
{
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	for (size_t i = 0; i < diags->items.n; i++)
		diag_format(&buf, &diags->items.at[i], false);
	fputs(buf.s != NULL ? buf.s : "", stderr);
	buf_release(&buf);
}

static int write_site(struct fixture *f, struct theme *theme, struct diag_list *diags)
{
	struct buf out;
	struct arena arena;
	int failed = theme_each_file(theme, write_file, &f->arena);

	buf_init(&out, BUF_NO_LIMIT);
	arena_init(&arena);
	for (uint32_t i = 0; i < f->site.pages_n && !failed; i++) {
		struct str path = arena_printf(&f->arena, "%.*s%sindex.html", STR_ARG(f->placed[i].output),
					       f->placed[i].output.n != 0 ? "/" : "");

		buf_clear(&out);
		failed = render_page(theme, &f->site, i, f->bodies[i], &out, &arena, diags) < 0 ||
			 write_file(&f->arena, path, buf_view(&out)) < 0;
		arena_clear(&arena);
	}
	for (uint32_t i = 0; i < render_extra_n(theme, &f->site) && !failed; i++) {
		buf_clear(&out);
		failed = render_extra(theme, &f->site, i, &out, &arena, diags) < 0 ||
			 write_file(&f->arena, render_extra_path(theme, &f->site, i, &f->arena), buf_view(&out)) < 0;
		arena_clear(&arena);
	}
	buf_release(&out);
	arena_release(&arena);
	return failed ? -1 : 0;
}

int main(int argc, char **argv)
{
	static struct fixture f;
	struct diag_list diags;
	struct theme *theme;
	int site_fd = -1, result = 1;

	if (argc < 2) {
		fputs("usage: theme_site FOLDER [SITE]\n", stderr);
		return 2;
	}
	folder_fd = fs_open_folder(argv[1]);
	if (folder_fd < 0) {
		perror(argv[1]);
		return 3;
	}
	fixture_init(&f, "https://help.acme.example", "/");
	diag_list_init(&diags, &f.arena);
	if (argc > 2) {
		site_fd = fs_open_folder(argv[2]);
		f.config.theme_folder = STR("theme");
	}
	theme = theme_load(site_fd, &f.config, &f.arena, &diags);
	if (theme != NULL && render_prepare(theme, &f.site, &diags) == 0 && write_site(&f, theme, &diags) == 0)
		result = 0;
	print(&diags);
	theme_release(theme);
	diag_list_release(&diags);
	fixture_release(&f);
	return result;
}
