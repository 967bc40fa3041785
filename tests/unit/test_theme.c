#include "tests/unit/unit.h"

#include "common/fs.h"
#include "generator/theme.h"
#include "generator/view.h"
#include "tests/theme_fixture.h"

#include <stdlib.h>
#include <unistd.h>

/* A site's folder with theme files of its own. */
struct folder {
	char path[64];
	int fd;
};

static void folder_begin(struct folder *folder)
{
	memcpy(folder->path, "/tmp/weir-theme-XXXXXX", sizeof("/tmp/weir-theme-XXXXXX"));
	assert_non_null(mkdtemp(folder->path));
	folder->fd = fs_open_folder(folder->path);
	assert_true(folder->fd >= 0);
}

static void folder_add(const struct folder *folder, const char *path, const char *text)
{
	struct str name = str_c(path);
	char above[64];
	ptrdiff_t slash = str_rfind_char(name, '/');

	if (slash > 0) {
		memcpy(above, path, (size_t)slash);
		above[slash] = '\0';
		assert_int_equal(fs_make_folders_at(folder->fd, above), 0);
	}
	assert_int_equal(fs_create_at(folder->fd, path, str_c(text)), 0);
}

static void folder_end(struct folder *folder)
{
	int tmp = fs_open_folder("/tmp");

	close(folder->fd);
	assert_int_equal(fs_remove_tree_at(tmp, folder->path + sizeof("/tmp/") - 1), 0);
	close(tmp);
}

static struct fixture site; /* large */

struct loaded {
	struct folder folder;
	struct diag_list diags;
	struct theme *theme;
};

static void begin(struct loaded *l)
{
	fixture_init(&site, "https://help.acme.example", "/");
	site.config.theme_folder = STR("theme");
	diag_list_init(&l->diags, &site.arena);
	folder_begin(&l->folder);
	l->theme = NULL;
}

static void load(struct loaded *l)
{
	l->theme = theme_load(l->folder.fd, &site.config, &site.arena, &l->diags);
}

static void end(struct loaded *l)
{
	theme_release(l->theme);
	folder_end(&l->folder);
	diag_list_release(&l->diags);
	fixture_release(&site);
}

static void check_messages(const struct loaded *l, const char *expected)
{
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	for (size_t i = 0; i < l->diags.items.n; i++)
		diag_format(&buf, &l->diags.items.at[i], false);
	assert_str(buf_view(&buf), expected);
	buf_release(&buf);
}

static bool contains(struct str text, const char *needle)
{
	return str_find(text, str_c(needle)) >= 0;
}

static void the_default_theme_loads(void **state)
{
	static const size_t most[THEME_SHEETS] = {[SHEET_PAGES] = 9300,
						  [SHEET_ARTICLE] = 8600,
						  [SHEET_PLAIN_ARTICLE] = 6800,
						  [SHEET_CONTACT] = 8600,
						  [SHEET_AGENT] = 12000};
	struct loaded l;

	(void)state;
	begin(&l);
	load(&l);
	check_messages(&l, "");
	assert_non_null(l.theme);
	for (size_t i = 0; i < THEME_SHEETS; i++) {
		assert_true(l.theme->css[i].n < most[i]); /* it stands in every page */
		assert_false(contains(l.theme->css[i], "/*"));
		assert_true(contains(l.theme->csp[i], "script-src 'self';"));
		assert_false(contains(l.theme->csp[i], "unsafe"));
	}
	end(&l);
}

/* Its heading is the title of its own that says something. */
static void the_home_page_has_a_heading(void **state)
{
	static const struct {
		const char *title, *heading;
	} all[] = {
	    {"Welcome to Acme", "<h1>Welcome to Acme</h1>"},
	    {"Home", "<h1>How can we help?</h1>"},
	    {"README", "<h1>How can we help?</h1>"},
	};
	struct str before;
	struct loaded l;

	(void)state;
	begin(&l);
	load(&l);
	assert_int_equal(render_prepare(l.theme, &site.site, &l.diags), 0);
	before = site.pages[0].title;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct arena arena;
		struct buf out;

		buf_init(&out, BUF_NO_LIMIT);
		arena_init(&arena);
		site.pages[0].title = str_c(all[i].title);
		assert_int_equal(render_page(l.theme, &site.site, 0, STR(""), &out, &arena, &l.diags), 0);
		assert_true(contains(buf_view(&out), all[i].heading));
		arena_release(&arena);
		buf_release(&out);
	}
	site.pages[0].title = before;
	end(&l);
}

static void files_of_the_site_lie_over_it(void **state)
{
	struct loaded l;
	uint64_t before;
	struct buf out;
	struct arena arena;

	(void)state;
	begin(&l);
	load(&l);
	before = theme_fingerprint(l.theme);
	theme_release(l.theme);
	folder_add(&l.folder, "theme/partials/footer_extra.html", "<p>Imprint of {{ site.organization }}</p>");
	folder_add(&l.folder, "theme/partials/mine.html", "mine");
	folder_add(&l.folder, "theme/layouts/plain.html", "{{ page.title }} {% include \"partials/mine.html\" %}");
	folder_add(&l.folder, "theme/strings/en.toml", "hero = \"Ask away\"\nmine = \"new\"\n");
	folder_add(&l.folder, "theme/assets/x.txt", "x");
	folder_add(&l.folder, "theme/nodes.js", "// kept as it is\nconst mine = 1;\n");
	folder_add(&l.folder, "theme/.hidden.html", "{{ wrong }}");
	folder_add(&l.folder, "theme/README.md", "not of the theme");
	load(&l);
	check_messages(&l, "");
	assert_non_null(l.theme);
	assert_true(before != theme_fingerprint(l.theme));
	assert_int_equal(render_prepare(l.theme, &site.site, &l.diags), 0);
	buf_init(&out, BUF_NO_LIMIT);
	arena_init(&arena);
	assert_int_equal(render_page(l.theme, &site.site, 0, STR(""), &out, &arena, &l.diags), 0);
	assert_true(contains(buf_view(&out), "<h1>Ask away</h1>"));
	assert_true(contains(buf_view(&out), "<p>Imprint of Acme Help</p>"));
	buf_clear(&out);
	site.pages[2].layout = STR("plain");
	assert_int_equal(render_page(l.theme, &site.site, 2, STR(""), &out, &arena, &l.diags), 0);
	assert_str(buf_view(&out), "Get a refund for &lt;anything&gt; mine");
	buf_clear(&out);
	site.pages[2].layout = STR("of another tool");
	assert_int_equal(render_page(l.theme, &site.site, 2, STR(""), &out, &arena, &l.diags), 0);
	assert_true(contains(buf_view(&out), "<h1>"));
	assert_true(str_starts(theme_find_output(l.theme, STR("x.txt"))->path, STR("assets/x.")));
	assert_true(
	    contains(theme_find_output(l.theme, STR("app.js"))->bytes, ";\n// kept as it is\nconst mine = 1;\n{\n"));
	arena_release(&arena);
	buf_release(&out);
	end(&l);
}

static void check_load(const char *path, const char *text, bool fails, const char *messages)
{
	struct loaded l;

	begin(&l);
	folder_add(&l.folder, path, text);
	load(&l);
	check_messages(&l, messages);
	assert_int_equal(l.theme == NULL, fails);
	end(&l);
}

static void what_is_wrong_has_its_place(void **state)
{
	(void)state;
	check_load("theme/article.html", "<p>\n\t{{ page.titel }}", true,
		   "theme/article.html:2:10: error: there is no variable \"page.titel\" [template-unknown]\n"
		   "  hint: did you mean \"page.title\"?\n");
	check_load("theme/partials/fotter.html", "<p>", false,
		   "theme/partials/fotter.html: warning: no template of the theme uses \"partials/fotter.html\" "
		   "[theme-unused]\n  hint: did you mean \"partials/footer.html\"?\n");
	check_load("theme/strings/de.toml", "heros = \"x\"\n", false,
		   "theme/strings/de.toml:1:1: warning: the theme has no string \"heros\" [strings-key]\n"
		   "  hint: did you mean \"hero\"?\n");
}

static void a_string_that_is_not_there_is_found(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l);
	folder_add(&l.folder, "theme/partials/footer.html", "{{ \"tgs\"|t }}");
	load(&l);
	assert_non_null(l.theme);
	assert_int_equal(render_prepare(l.theme, &site.site, &l.diags), -1);
	assert_int_equal(l.diags.items.n, 1);
	assert_str(l.diags.items.at[0].place.path, "theme/partials/footer.html");
	assert_true(contains(l.diags.items.at[0].message, "the theme has no string \"tgs\"; did you mean \"tags\"?"));
	end(&l);
}

/* What a template with just that in it gives, or the message. */
static void check_filter(const char *template, const char *expected)
{
	struct loaded l;
	struct buf out;
	struct arena arena;

	begin(&l);
	folder_add(&l.folder, "theme/layouts/x.html", template);
	load(&l);
	assert_non_null(l.theme);
	assert_int_equal(render_prepare(l.theme, &site.site, &l.diags), 0);
	buf_init(&out, BUF_NO_LIMIT);
	arena_init(&arena);
	site.pages[2].layout = STR("x");
	if (render_page(l.theme, &site.site, 2, STR(""), &out, &arena, &l.diags) == 0)
		assert_str(buf_view(&out), expected);
	else
		assert_str(l.diags.items.at[0].message, expected);
	arena_release(&arena);
	buf_release(&out);
	end(&l);
}

static void filters_of_the_site(void **state)
{
	(void)state;
	check_filter("{{ \"home\"|t }}", "Home");
	check_filter("{{ \"articles_n\"|t(1) }}, {{ \"articles_n\"|t(1200) }}", "1 article, 1,200 articles");
	check_filter("{{ \"part_n\"|t(2, 3) }}", "Page 2 of 3");
	check_filter("{{ \"part_n\"|t(n=2, total=3) }}", "Page 2 of 3");
	check_filter("{{ \"part_n\"|t(2, total=3) }}", "Page 2 of 3");
	check_filter("{{ \"part_n\"|t(1, 2, 3) }}", "t: takes at most two whole numbers: n and total");
	check_filter("{{ \"part_n\"|t(m=3) }}", "t: takes at most two whole numbers: n and total");
	check_filter("{{ \"part_n\"|t(\"x\") }}", "t: takes at most two whole numbers: n and total");
	check_filter("{{ 3|t }}", "t: needs the name of a string");
	check_filter("{{ page.updated|date }}, {{ page.updated|date(\"iso\") }}", "2 November 2026, 2026-11-02");
	check_filter("{{ page.updated|date(\"month\") }}", "November 2026");
	check_filter("{{ page.updated|date(\"%Y\") }}", "date: knows two forms by name: \"iso\" and \"month\"");
	check_filter("{{ \"x\"|date }}", "date: needs a date");
	check_filter("{{ \"/a b/\"|url }}", "/a%20b/");
	check_filter("{{ \"none.svg\"|asset }}", "asset: the theme has no file \"assets/none.svg\"");
}

static void custom_css_comes_last(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l);
	folder_add(&l.folder, "my.css", "/* mine */ h1 { color: red }\n</style><script>");
	site.config.custom_css = STR("my.css");
	site.config.accent = STR("#a02050");
	load(&l);
	check_messages(&l, "");
	assert_true(str_ends(l.theme->css[SHEET_ARTICLE], STR("h1{color:red}<\\/style><script>")));
	assert_true(contains(l.theme->css[SHEET_PAGES], ":root{--brand:light-dark(#a02050,"));
	assert_true(contains(theme_find_output(l.theme, STR("icon.svg"))->bytes, "#a02050"));
	end(&l);
	begin(&l);
	site.config.custom_css = STR("none.css");
	load(&l);
	check_messages(&l, "none.css: error: cannot be read: No such file or directory [theme-file]\n");
	assert_null(l.theme);
	end(&l);
}

static void a_pale_accent_is_moved(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l);
	site.config.accent = STR("#ffcc00");
	load(&l);
	assert_non_null(l.theme);
	check_messages(&l,
		       "site.toml: warning: accent \"#ffcc00\" has a contrast of 1.3 on the light page, text needs 4.5 "
		       "[accent-contrast]\n  hint: its lightness was moved from 87 % to 53 %: links and buttons are "
		       "\"#846800\" in the light scheme\n");
	end(&l);
}

static void the_csp_follows_the_settings(void **state)
{
	struct loaded l;

	(void)state;
	begin(&l);
	site.config.search_url = STR("https://search.acme.example/x/");
	site.config.raw_html = RAW_HTML_TRUSTED;
	load(&l);
	assert_true(contains(l.theme->csp[0], ";connect-src 'self' https://search.acme.example;"));
	assert_true(contains(l.theme->csp[0], ";form-action 'self' https://search.acme.example"));
	assert_true(contains(l.theme->csp[0], "frame-src https:"));
	end(&l);
}

static int count_files(void *context, struct str path, struct str bytes)
{
	int *n = context;

	assert_true(str_starts(path, STR("assets/")));
	assert_true(bytes.n != 0);
	*n += 1;
	return 0;
}

static void scripts_are_published_once(void **state)
{
	struct loaded l;
	int n = 0;

	(void)state;
	begin(&l);
	site.languages[1].code = STR("sv"); /* there are no Swedish strings: English ones */
	load(&l);
	assert_int_equal(theme_each_file(l.theme, count_files, &n), 0);
	assert_int_equal(n, 5); /* two scripts in English and Arabic, the icon */
	assert_str(l.theme->scripts[SCRIPT_APP][0], arena_str(&site.arena, l.theme->scripts[SCRIPT_APP][1]).s);
	end(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_default_theme_loads),
	    cmocka_unit_test(the_home_page_has_a_heading),
	    cmocka_unit_test(files_of_the_site_lie_over_it),
	    cmocka_unit_test(what_is_wrong_has_its_place),
	    cmocka_unit_test(a_string_that_is_not_there_is_found),
	    cmocka_unit_test(filters_of_the_site),
	    cmocka_unit_test(custom_css_comes_last),
	    cmocka_unit_test(a_pale_accent_is_moved),
	    cmocka_unit_test(the_csp_follows_the_settings),
	    cmocka_unit_test(scripts_are_published_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
