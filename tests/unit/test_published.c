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
	assert_str(fixture_diags(&f),
		   "content/billing/_index.md: error: published URL \"/billing/\" is gone [url-lost]\n"
		   "  hint: add \"/billing/\" to aliases of the page that answers now, or to [content] retired\n"
		   "content/billing/refunds.md: error: published URL \"/billing/refunds/\" is gone [url-lost]\n"
		   "  hint: add \"/billing/refunds/\" to aliases of \"money/refunds.md\", or to [content] retired"
		   "; if it was only tried out, delete its line in published.txt\n"
		   "content/billing/refunds.md: error: published id \"r1\" is gone [id-lost]\n"
		   "  hint: add \"/a/r1/\" to aliases of \"money/refunds.md\", or to [content] retired\n"
		   "site.toml: error: published URL \"/old/\" is gone [url-lost]\n"
		   "  hint: add \"/old/\" to aliases of the page that answers now, or to [content] retired\n");
	/* the promise is not forgotten */
	assert_true(str_find(buf_view(&text), STR("/billing/refunds/\tr1\tbilling/refunds.md\n")) > 0);
	buf_release(&text);
	fixture_release(&f);
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
	    cmocka_unit_test(a_page_that_changed_its_slug_is_named),
	    cmocka_unit_test(giving_up_on_purpose),
	    cmocka_unit_test(a_section_page_goes_with_its_last_page),
	    cmocka_unit_test(it_is_kept_in_the_committed_file_if_there_is_one),
	    cmocka_unit_test(damaged_lines_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
