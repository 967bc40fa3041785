#include "tests/unit/site_fixture.h"

#include "common/fs.h"
#include "generator/feeds.h"
#include "generator/verbatim.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Long after the files were written. */
#define LATER ((int64_t)1 << 62)

struct place_for_tests {
	char path[32];
	int folder;
};

static void begin(struct place_for_tests *site)
{
	memcpy(site->path, "/tmp/weir-verbatim-XXXXXX", 26);
	assert_non_null(mkdtemp(site->path));
	site->folder = fs_open_folder(site->path);
	assert_true(site->folder >= 0);
}

static void end(struct place_for_tests *site)
{
	close(site->folder);
	site->folder = fs_open_folder("/tmp");
	assert_int_equal(fs_remove_tree_at(site->folder, site->path + 5), 0);
	close(site->folder);
}

static void write_file(const struct place_for_tests *site, const char *path, const char *text)
{
	struct str folder = str_slice(str_c(path), 0, (size_t)(str_rfind_char(str_c(path), '/') + 1));
	char name[200];

	memcpy(name, folder.s, folder.n);
	name[folder.n] = '\0';
	assert_int_equal(fs_make_folders_at(site->folder, name), 0);
	assert_int_equal(fs_replace_at(site->folder, path, str_c(text), false), 0);
}

static void load(struct fixture *f, const struct place_for_tests *site, struct verbatim *verbatim)
{
	f->config.static_folder = STR("static");
	verbatim_load(verbatim, site->folder, &f->config, LATER, &f->arena, &f->diags);
}

static void files_are_listed_in_order(void **state)
{
	struct place_for_tests site;
	struct verbatim verbatim;
	struct fixture f;

	(void)state;
	begin(&site);
	fixture_init(&f, 1);
	load(&f, &site, &verbatim);
	assert_int_equal(verbatim.paths.n, 0);
	assert_int_equal(verbatim.fingerprint, 0);
	write_file(&site, "static/favicon.ico", "i");
	write_file(&site, "static/.well-known/a/b.txt", "b");
	write_file(&site, "static/.git/config", "");
	write_file(&site, "static/x~", "");
	write_file(&site, "static/Thumbs.db", "");
	write_file(&site, "static/~$list.docx", "");
	assert_int_equal(symlinkat("/etc/passwd", site.folder, "static/link"), 0);
	load(&f, &site, &verbatim);
	assert_int_equal(verbatim.paths.n, 2);
	assert_str(verbatim.paths.at[0], ".well-known/a/b.txt");
	assert_str(verbatim.paths.at[1], "favicon.ico");
	assert_true(verbatim_has(&verbatim, STR("favicon.ico")));
	assert_false(verbatim_has(&verbatim, STR("favicon")));
	assert_false(verbatim_has(NULL, STR("favicon.ico")));
	assert_str(fixture_diags(&f), "static/link: warning: symbolic link left out [not-a-file]\n"
				      "  hint: copy the file into the folder\n");
	fixture_release(&f);
	end(&site);
}

/* Those of another tool's site are kept, behind Weir's own. */
static void redirects_are_added(void **state)
{
	struct place_for_tests site;
	struct verbatim verbatim;
	struct fixture f;
	struct feed_list feeds;
	struct page *page;
	struct buf out;
	uint64_t before;

	(void)state;
	begin(&site);
	fixture_init(&f, 1);
	load(&f, &site, &verbatim);
	before = verbatim.fingerprint;
	write_file(&site, "static/_redirects", "/old/* /a/ 302\n");
	load(&f, &site, &verbatim);
	assert_int_not_equal(verbatim.fingerprint, before);
	assert_int_equal(verbatim.paths.n, 0);
	f.input.verbatim = &verbatim;
	page = fixture_page(&f, "a.md", "A");
	page->id = STR("a-1");
	fixture_resolve(&f);
	verbatim_check(&verbatim, &f.site, &f.diags);
	assert_int_equal(f.diags.errors, 0);
	feeds = feeds_list(&f.site, &f.arena);
	buf_init(&out, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < feeds.n; i++)
		if (str_eq(feeds.at[i].path, STR("_redirects")))
			feeds_write(&f.site, &feeds.at[i], &out);
	assert_str(buf_view(&out), "/a/a-1/ /a/ 301\n/old/* /a/ 302\n");
	buf_release(&out);
	fixture_release(&f);
	end(&site);
}

static void a_change_changes_the_fingerprint(void **state)
{
	struct place_for_tests site;
	struct verbatim verbatim;
	struct fixture f;
	uint64_t before;

	(void)state;
	begin(&site);
	fixture_init(&f, 1);
	write_file(&site, "static/a", "1");
	load(&f, &site, &verbatim);
	before = verbatim.fingerprint;
	load(&f, &site, &verbatim);
	assert_int_equal(verbatim.fingerprint, before);
	write_file(&site, "static/a", "22");
	load(&f, &site, &verbatim);
	assert_int_not_equal(verbatim.fingerprint, before);
	before = verbatim.fingerprint;
	assert_int_equal(renameat(site.folder, "static/a", site.folder, "static/b"), 0);
	load(&f, &site, &verbatim);
	assert_int_not_equal(verbatim.fingerprint, before);
	/* a stamp as young as this says nothing: no two such builds are the same */
	verbatim_load(&verbatim, site.folder, &f.config, 1, &f.arena, &f.diags);
	before = verbatim.fingerprint;
	verbatim_load(&verbatim, site.folder, &f.config, 2, &f.arena, &f.diags);
	assert_int_not_equal(verbatim.fingerprint, before);
	fixture_release(&f);
	end(&site);
}

static void clashes_are_errors(void **state)
{
	static struct str paths[] = {{"_headers", 8},
				     {"assets/app.0123abcd.js", 22},
				     {"assets/logo.png", 15},
				     {"assets/v1.0.png", 15},
				     {"b.txt", 5},
				     {"billing", 7},
				     {"billing/index.html", 18},
				     {"billing/index.md", 16},
				     {"c/index.html", 12},
				     {"index.html", 10},
				     {"robots.txt", 10},
				     {"search/index.html", 17}};
	static const char *const wrong[] = {
	    "static/assets/app.0123abcd.js", "static/billing",	  "static/billing/index.html",
	    "static/billing/index.md",	     "static/index.html", "static/search/index.html"};
	struct verbatim verbatim = {.folder = STR("static"), .paths = {paths, sizeof(paths) / sizeof(*paths)}};
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "index.md", "Home");
	fixture_page(&f, "billing.md", "Billing");
	fixture_resolve(&f);
	verbatim_check(&verbatim, &f.site, &f.diags);
	assert_int_equal(f.diags.errors, sizeof(wrong) / sizeof(*wrong));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_int_equal(f.diags.items.at[i].code, DIAG_OUTPUT_CLASH);
		assert_str(f.diags.items.at[i].place.path, wrong[i]);
	}
	fixture_release(&f);
}

static void links_lead_to_them(void **state)
{
	static struct str paths[] = {{"files/m.pdf", 11}, {"logo.png", 8}};
	struct verbatim verbatim = {.folder = STR("static"), .paths = {paths, 2}};
	struct fixture f;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	f.input.verbatim = &verbatim;
	page = fixture_page(&f, "x/b.md", "B");
	fixture_link(&f, page, "/files/m.pdf?v=1#page=2", LINK_TO);
	fixture_link(&f, page, "/logo.png", LINK_IMAGE);
	fixture_link(&f, page, "/files/n.pdf", LINK_TO);
	fixture_link(&f, page, "/search?q=x", LINK_TO);
	fixture_resolve(&f);
	page = &f.site.pages[fixture_index(&f, "x/b.md")];
	assert_str(page->links[0].url, "/files/m.pdf?v=1#page=2");
	assert_str(page->links[1].url, "/logo.png");
	assert_str(page->links[2].url, "/files/n.pdf");
	assert_str(page->links[3].url, "/search?q=x");
	assert_true(str_find(fixture_diags(&f), STR("link-missing")) > 0);
	assert_int_equal(f.diags.warnings, 1);
	fixture_release(&f);
}

static bool is_written(struct fixture *f, const char *path)
{
	struct feed_list feeds = feeds_list(&f->site, &f->arena);

	for (uint32_t i = 0; i < feeds.n; i++)
		if (str_eq(feeds.at[i].path, str_c(path)))
			return true;
	return false;
}

static void robots_txt_takes_the_place_of_ours(void **state)
{
	static struct str paths[] = {{"robots.txt", 10}, {"sitemap.xml", 11}};
	struct verbatim verbatim = {.folder = STR("static"), .paths = {paths, 2}};
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "a.md", "A");
	f.input.verbatim = &verbatim;
	fixture_resolve(&f);
	assert_false(is_written(&f, "robots.txt"));
	assert_true(is_written(&f, "llms.txt"));
	assert_true(is_written(&f, "sitemap.xml")); /* which verbatim_check() refuses */
	fixture_release(&f);
}

static void the_page_for_what_is_missing(void **state)
{
	struct fixture f;
	struct placed *placed;

	(void)state;
	fixture_init(&f, 2);
	fixture_page(&f, "404.md", "Lost");
	fixture_page(&f, "de/404.md", "Weg");
	fixture_page(&f, "a.md", "A");
	fixture_page(&f, "codes/404.md", "Not found");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	placed = fixture_placed(&f, "404.md");
	assert_str(placed->url, "/404.html");
	assert_str(placed->output, "404.html");
	assert_str(fixture_url(&f, "de/404.md"), "/de/404.html");
	assert_str(fixture_placed(&f, "de/404.md")->output, "de/404.html");
	assert_str(fixture_url(&f, "codes/404.md"), "/codes/404/");
	assert_int_equal(f.site.sections[placed->section].pages.n, 1); /* a.md */
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(files_are_listed_in_order),
	    cmocka_unit_test(redirects_are_added),
	    cmocka_unit_test(a_change_changes_the_fingerprint),
	    cmocka_unit_test(clashes_are_errors),
	    cmocka_unit_test(links_lead_to_them),
	    cmocka_unit_test(robots_txt_takes_the_place_of_ours),
	    cmocka_unit_test(the_page_for_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
