/* published: no URL and no id is lost by accident. */
#include "tests/unit/site_fixture.h"

#include "common/fs.h"
#include "common/hash.h"
#include "generator/published.h"

#include <fcntl.h>
#include <unistd.h>

static const char ledger[] = "# Written by weir build: every URL that this site has published, its id and its source.\n"
			     "# Commit this file. To give a URL up on purpose, delete its line.\n"
			     "/billing/refunds/\tr1\tbilling/refunds.md\n"
			     "/billing/\t-\tbilling/_index.md\n"
			     "/old/\t-\t-> /billing/refunds/\n";

/* Compares a site with the ledger above; what it says is left in f->text, the new ledger in new_ledger. */
static int check(struct fixture *f, struct buf *new_ledger)
{
	fixture_resolve(f);
	assert_int_equal(f->result, 0);
	buf_init(new_ledger, BUF_NO_LIMIT);
	return published_check(&f->site, str_c(ledger), new_ledger, &f->diags);
}

static void the_ledger_lists_urls_ids_and_redirects(void **state)
{
	struct fixture f;
	struct buf text;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	page = fixture_page(&f, "billing/refunds.md", "Refunds");
	page->id = STR("r1");
	page->aliases = fixture_list(&f, "/old/");
	fixture_page(&f, "draft.md", "Draft")->draft = true;
	fixture_page(&f, "odd\tname%.md", "Odd");
	f.input.drafts = true;
	fixture_resolve(&f);
	buf_init(&text, BUF_NO_LIMIT);
	assert_int_equal(published_check(&f.site, STR(""), &text, &f.diags), 0);
	assert_str(str_from(buf_view(&text), (size_t)str_find(buf_view(&text), STR("/billing"))),
		   "/billing/refunds/\tr1\tbilling/refunds.md\n"
		   "/odd-name/\t-\todd%09name%25.md\n"
		   "/\t-\tindex.md\n"
		   "/billing/\t-\tbilling/index.md\n"
		   "/old/\t-\t-> /billing/refunds/\n");
	buf_release(&text);
	fixture_release(&f);
}

static void nothing_is_said_when_all_is_there(void **state)
{
	struct fixture f;
	struct buf text;
	struct page *page;

	(void)state;
	/* moved, with the old URL and the alias kept */
	fixture_init(&f, 1);
	page = fixture_page(&f, "money/returns.md", "Returns");
	page->id = STR("R1");
	page->aliases = fixture_list(&f, "/billing/refunds/, /old, /billing");
	assert_int_equal(check(&f, &text), 0);
	assert_str(fixture_diags(&f), "");
	buf_release(&text);
	fixture_release(&f);
	/* an old id kept as an alias */
	fixture_init(&f, 1);
	page = fixture_page(&f, "money/returns.md", "Returns");
	page->aliases = fixture_list(&f, "/billing/refunds/, /old, /billing, /a/r1/");
	assert_int_equal(check(&f, &text), 0);
	buf_release(&text);
	fixture_release(&f);
}

static void what_is_lost_is_an_error(void **state)
{
	struct fixture f;
	struct buf text;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "money/refunds.md", "Refunds");
	assert_int_equal(check(&f, &text), -1);
	diag_list_sort(&f.diags);
	assert_str(
	    fixture_diags(&f),
	    "content/billing/refunds.md: error: published id \"r1\" is gone [id-lost]\n"
	    "  hint: add \"/a/r1/\" to aliases of \"money/refunds.md\", or to [content] retired; if it was only "
	    "tried out, delete its line in published.txt\n"
	    "site.toml: error: 2 published URLs below \"/billing/\" are gone, and their pages are below \"/money/\" "
	    "now [url-lost]\n"
	    "  hint: add \"/billing/*\" = \"/money/*\" to [content.redirects]\n"
	    "site.toml: error: published URL \"/old/\" is gone [url-lost]\n"
	    "  hint: add \"/old/\" to aliases of the page that answers now, or to [content] retired\n");
	/* the promise is not forgotten */
	assert_true(str_find(buf_view(&text), STR("/billing/refunds/\tr1\tbilling/refunds.md\n")) > 0);
	buf_release(&text);
	fixture_release(&f);
}

static void set_redirects(struct fixture *f, const char *const *paths)
{
	f->config.redirects = value_map(&f->arena);
	for (; paths[0] != NULL; paths += 2)
		value_set(&f->arena, f->config.redirects, str_c(paths[0]), value_str(&f->arena, str_c(paths[1])));
}

/* What is said when a site with these pages takes the place of one with that ledger. */
static void expect_lost(const char *const *pages, const char *const *redirects, const char *earlier,
			const char *expected)
{
	struct fixture f;
	struct buf text;

	fixture_init(&f, 1);
	set_redirects(&f, redirects);
	for (; *pages != NULL; pages++)
		fixture_page(&f, *pages, *pages);
	fixture_resolve(&f);
	buf_init(&text, BUF_NO_LIMIT);
	assert_int_equal(published_check(&f.site, str_c(earlier), &text, &f.diags), *expected != '\0' ? -1 : 0);
	diag_list_sort(&f.diags);
	assert_str(fixture_diags(&f), expected);
	buf_release(&text);
	fixture_release(&f);
}
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char guide_ledger[] = "/guide/\t-\tguide/index.md\n"
				   "/guide/start/\t-\tguide/start/index.md\n"
				   "/guide/start/install/\t-\tguide/start/install.md\n"
				   "/guide/terms/\t-\tguide/terms.md\n"
				   "/older/\t-\t-> /guide/terms/\n"
				   "/other/install/\t-\tother/install.md\n";

static void a_renamed_folder_is_one_error(void **state)
{
	(void)state;
	expect_lost(
	    LIST("manual/index.md", "manual/start/install.md", "manual/terms.md", "other/install.md"),
	    LIST("/older/", "/guide/terms/"), guide_ledger,
	    "site.toml: error: 4 published URLs below \"/guide/\" are gone, and their pages are below \"/manual/\" "
	    "now [url-lost]\n"
	    "  hint: add \"/guide/*\" = \"/manual/*\" to [content.redirects]\n"
	    "site.toml: warning: redirect \"/older/\" leads to \"/guide/terms/\", where no page is "
	    "[redirect-target]\n");
	expect_lost(LIST("manual/index.md", "manual/start/install.md", "manual/terms.md", "other/install.md"),
		    LIST("/guide/*", "/manual/*", "/older/", "/guide/terms/"), guide_ledger, "");
	/* into another folder, beside what is there */
	expect_lost(
	    LIST("help/guide/index.md", "help/guide/start/install.md", "help/guide/terms.md", "other/install.md"),
	    LIST("/older/", "/other/install/"), guide_ledger,
	    "site.toml: error: 4 published URLs below \"/guide/\" are gone, and their pages are below "
	    "\"/help/guide/\" now [url-lost]\n"
	    "  hint: add \"/guide/*\" = \"/help/guide/*\" to [content.redirects]\n");
}

static void a_folder_that_is_gone_is_one_error(void **state)
{
	(void)state;
	/* what has the same name elsewhere, and had before, is no page that has moved there */
	expect_lost(
	    LIST("other/install.md"), LIST("/older/", "/other/install/"), guide_ledger,
	    "site.toml: error: 4 published URLs below \"/guide/\" are gone, and nothing else is there [url-lost]\n"
	    "  hint: if it was renamed, add \"/guide/*\" = \"/its/new/name/*\" to [content.redirects]; if it is given "
	    "up, add \"/guide/*\" to [content] retired\n");
	/* a single page is told as ever */
	expect_lost(
	    LIST("guide/index.md", "guide/start/install.md", "other/install.md"), LIST("/older/", "/other/install/"),
	    guide_ledger,
	    "content/guide/terms.md: error: published URL \"/guide/terms/\" is gone [url-lost]\n"
	    "  hint: add \"/guide/terms/\" to aliases of the page that answers now, or to [content] retired; if it "
	    "was only tried out, delete its line in published.txt\n");
}

static void a_page_that_changed_its_slug_is_named(void **state)
{
	struct fixture f;
	struct buf text;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	page = fixture_page(&f, "billing/refunds.md", "Refunds");
	page->slug = STR("returns");
	page->id = STR("r1");
	page->aliases = fixture_list(&f, "/old/");
	assert_int_equal(check(&f, &text), -1);
	assert_str(fixture_diags(&f),
		   "content/billing/refunds.md: error: published URL \"/billing/refunds/\" is gone [url-lost]\n"
		   "  hint: add \"/billing/refunds/\" to aliases of \"billing/refunds.md\", or to [content] retired"
		   "; if it was only tried out, delete its line in published.txt\n");
	buf_release(&text);
	fixture_release(&f);
}

static void giving_up_on_purpose(void **state)
{
	static const struct date past = {.year = 2025, .month = 1, .day = 1};
	struct fixture f;
	struct buf text;
	struct page *page;

	(void)state;
	/* in the page */
	for (int round = 0; round < 3; round++) {
		fixture_init(&f, 1);
		page = fixture_page(&f, "billing/refunds.md", "Refunds");
		page->retired = round == 0;
		page->draft = round == 1;
		page->expires_on = round == 2 ? past : (struct date){0};
		page->id = STR("r1");
		fixture_page(&f, "billing/_index.md", "Billing")->aliases = fixture_list(&f, "/old/");
		assert_int_equal(check(&f, &text), round == 1 ? -1 : 0);
		assert_str(fixture_diags(&f),
			   round != 1
			       ? ""
			       : "content/billing/refunds.md: error: published URL \"/billing/refunds/\" is a "
				 "draft now [url-lost]\n"
				 "  hint: publish it, set retired = true in it, or add \"/billing/refunds/\" to "
				 "aliases of another page\n"
				 "content/billing/refunds.md: error: published id \"r1\" is a draft now [id-lost]\n"
				 "  hint: publish it, set retired = true in it, or add \"/a/r1/\" to aliases of "
				 "another page\n");
		assert_int_equal(str_find(buf_view(&text), STR("/billing/refunds/\tr1")) >= 0, round == 1);
		buf_release(&text);
		fixture_release(&f);
	}
	/* in the settings: the id by itself, as the message names it, and with its section */
	for (size_t i = 0; i < 3; i++) {
		static const char *const retired[] = {"/billing/refunds/, r1, /billing/, /old/",
						      "/billing/refunds/, /a/R1/, /billing/, /old/",
						      "/Billing/*, /old/"};

		fixture_init(&f, 1);
		fixture_page(&f, "x.md", "X");
		f.config.retired = fixture_list(&f, retired[i]);
		assert_int_equal(check(&f, &text), 0);
		assert_str(fixture_diags(&f), "");
		assert_int_equal(str_find(buf_view(&text), STR("/billing")), -1);
		buf_release(&text);
		fixture_release(&f);
	}
	/* a URL alone does not give up the id; a star that would mean all of the site means nothing */
	fixture_init(&f, 1);
	fixture_page(&f, "x.md", "X");
	f.config.retired = fixture_list(&f, "/billing/refunds/, /billing/, /old/, /*");
	assert_int_equal(check(&f, &text), -1);
	assert_str(fixture_diags(&f),
		   "content/billing/refunds.md: error: published id \"r1\" is gone [id-lost]\n"
		   "  hint: add \"/a/r1/\" to aliases of the page that answers now, or to [content] retired"
		   "; if it was only tried out, delete its line in published.txt\n");
	buf_release(&text);
	fixture_release(&f);
}

static void a_section_page_goes_with_its_last_page(void **state)
{
	static const char earlier[] = "/\t-\tindex.md\n/solved/a/\ta\tsolved/a.md\n/solved/b/\tb\tsolved/b.md\n"
				      "/solved/\t-\tsolved/index.md\n";
	struct fixture f;
	struct buf text;

	(void)state;
	/* both on purpose, or one by accident, or only the section's page */
	for (int round = 0; round < 3; round++) {
		fixture_init(&f, 1);
		fixture_page(&f, "x.md", "X");
		if (round < 2)
			fixture_page(&f, "solved/a.md", "A")->retired = true;
		if (round == 0)
			fixture_page(&f, "solved/b.md", "B")->retired = true;
		fixture_resolve(&f);
		buf_init(&text, BUF_NO_LIMIT);
		assert_int_equal(published_check(&f.site,
						 round < 2 ? str_c(earlier) : STR("/solved/\t-\tsolved/index.md\n"),
						 &text, &f.diags),
				 round == 0 ? 0 : -1);
		assert_int_equal(str_find(buf_view(&text), STR("/solved/\t-")) >= 0, round != 0);
		buf_release(&text);
		fixture_release(&f);
	}
}

static int make_folder(char *path)
{
	if (mkdtemp(path) == NULL)
		fail();
	return fs_open_folder(path);
}

static void remove_folder(int folder, const char *path)
{
	(void)unlinkat(folder, "published.txt", 0);
	(void)unlinkat(folder, ".weir/published", 0);
	(void)unlinkat(folder, ".weir", AT_REMOVEDIR);
	close(folder);
	assert_int_equal(rmdir(path), 0);
}

static void it_is_kept_in_the_committed_file_if_there_is_one(void **state)
{
	char path[] = "/tmp/weir-published-XXXXXX";
	int folder = make_folder(path);
	struct fixture f;
	struct buf text;

	(void)state;
	fixture_init(&f, 1);
	buf_init(&text, BUF_NO_LIMIT);
	/* a preview saves the digest of the ledger that it has read: nothing */
	assert_int_equal(published_digest(folder), hash64(STR("")));
	assert_int_equal(published_load(folder, &text, &f.diags), 0);
	assert_int_equal(text.n, 0);
	assert_int_equal(published_save(folder, STR(""), str_c(ledger), &f.diags), 0);
	assert_int_equal(faccessat(folder, "published.txt", F_OK, 0), -1);
	assert_int_equal(faccessat(folder, ".weir/published", F_OK, 0), 0);
	assert_int_equal(published_load(folder, &text, &f.diags), 0);
	assert_str(buf_view(&text), ledger);
	/* an empty one beside site.toml takes over */
	assert_int_equal(fs_create_at(folder, "published.txt", STR("")), 0);
	buf_clear(&text);
	assert_int_equal(published_load(folder, &text, &f.diags), 0);
	assert_int_equal(text.n, 0);
	assert_int_equal(published_save(folder, STR(""), STR("/x/\t-\tx.md\n"), &f.diags), 0);
	assert_int_equal(published_load(folder, &text, &f.diags), 0);
	assert_str(buf_view(&text), "/x/\t-\tx.md\n");
	assert_int_equal(f.diags.items.n, 0);
	buf_release(&text);
	fixture_release(&f);
	remove_folder(folder, path);
}

static void damaged_lines_are_reported(void **state)
{
	char path[] = "/tmp/weir-published-XXXXXX";
	int folder = make_folder(path);
	struct fixture f;
	struct buf text;

	(void)state;
	fixture_init(&f, 1);
	buf_init(&text, BUF_NO_LIMIT);
	assert_int_equal(
	    fs_create_at(folder, "published.txt",
			 STR("# x\n\n/a/\t-\ta.md\r\n<<<<<<< HEAD\n/b/\tb.md\n/c/\t-\tc.md\tmore\nx\t-\tc.md\n")),
	    0);
	assert_int_equal(published_load(folder, &text, &f.diags), -1);
	assert_int_equal(f.diags.items.n, 4);
	assert_str(fixture_diags(&f),
		   "published.txt:4: error: not a line of this file: \"<<<<<<< HEAD\" [ledger-damaged]\n"
		   "published.txt:5: error: not a line of this file: \"/b/\\x09b.md\" [ledger-damaged]\n"
		   "published.txt:6: error: not a line of this file: \"/c/\\x09-\\x09c.md\\x09more\" "
		   "[ledger-damaged]\n"
		   "published.txt:7: error: not a line of this file: \"x\\x09-\\x09c.md\" [ledger-damaged]\n");
	buf_release(&text);
	fixture_release(&f);
	remove_folder(folder, path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_ledger_lists_urls_ids_and_redirects),
	    cmocka_unit_test(nothing_is_said_when_all_is_there),
	    cmocka_unit_test(what_is_lost_is_an_error),
	    cmocka_unit_test(a_renamed_folder_is_one_error),
	    cmocka_unit_test(a_folder_that_is_gone_is_one_error),
	    cmocka_unit_test(a_page_that_changed_its_slug_is_named),
	    cmocka_unit_test(giving_up_on_purpose),
	    cmocka_unit_test(a_section_page_goes_with_its_last_page),
	    cmocka_unit_test(it_is_kept_in_the_committed_file_if_there_is_one),
	    cmocka_unit_test(damaged_lines_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
