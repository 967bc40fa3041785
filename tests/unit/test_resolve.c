/* resolve: which pages, where, in which order, and what connects them. */
#include "tests/unit/site_fixture.h"

#include "generator/category.h"
#include "generator/redirects.h"
#include "generator/sections.h"

static void urls_come_from_folders_and_names(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "index.md", "Acme Help");
	fixture_page(&f, "Store Support/Shipping/Available-shipping-methods.md", "Available shipping methods");
	fixture_page(&f, "_docs/overview/what.md", "What");
	fixture_page(&f, "01-intro/02-first steps.md", "First steps");
	fixture_page(&f, "7.4/Get-Item.md", "Get-Item");
	fixture_page(&f, "named.md", "Named")->slug = STR("Other Name");
	fixture_page(&f, "solved/4711.md", "Why?");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_int_equal(f.result, 0);
	assert_str(fixture_url(&f, "index.md"), "/");
	assert_str(fixture_placed(&f, "index.md")->output, "");
	assert_str(fixture_url(&f, "Store Support/Shipping/Available-shipping-methods.md"),
		   "/store-support/shipping/available-shipping-methods/");
	assert_str(fixture_url(&f, "_docs/overview/what.md"), "/docs/overview/what/");
	assert_str(fixture_placed(&f, "_docs/overview/what.md")->output, "docs/overview/what");
	assert_str(fixture_url(&f, "01-intro/02-first steps.md"), "/01-intro/02-first-steps/");
	assert_str(fixture_url(&f, "7.4/Get-Item.md"), "/7.4/get-item/");
	assert_str(fixture_url(&f, "named.md"), "/other-name/");
	assert_str(fixture_url(&f, "solved/4711.md"), "/solved/4711/");
	fixture_release(&f);
}

/* A number in front of a name gives the order, unless it is a part of the first word. */
static void numbers_of_words_stay(void **state)
{
	static const struct {
		const char *name, *title;
		int32_t number;
	} cases[] = {
	    {"01-intro", "Intro", 1},
	    {"2-first steps", "first steps", 2},
	    {"2-factor authentication", "2-factor authentication", -1},
	    {"3-way-merge", "3 way merge", -1},
	    {"2FA", "2FA", -1},
	    {"2-factory-reset", "Factory reset", 2},
	    {"02-factor", "Factor", 2},
	};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_str(sections_pretty(str_c(cases[i].name), &arena), cases[i].title);
		assert_int_equal(sections_number(str_c(cases[i].name)), cases[i].number);
	}
	arena_release(&arena);
}

static void sections_have_pages_of_their_own(void **state)
{
	struct fixture f;
	const struct section *section;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "billing/index.md", "Billing and invoices");
	fixture_page(&f, "billing/refunds.md", "Refunds");
	fixture_page(&f, "how-to/README.md", "How to do it");
	fixture_page(&f, "how-to/deep/er/x.md", "X");
	fixture_page(&f, "faq/q.md", "Q");
	fixture_page(&f, "guide.md", "The guide"); /* beside guide/ */
	fixture_page(&f, "guide/start.md", "Start");
	fixture_page(&f, "other/index.md", "Other");
	fixture_page(&f, "other/README.md", "Readme");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	section = &f.site.sections[fixture_placed(&f, "billing/refunds.md")->section];
	assert_str(section->title, "Billing and invoices");
	assert_str(section->url, "/billing/");
	assert_int_equal(section->page, fixture_index(&f, "billing/index.md"));
	assert_int_equal(f.site.pages[section->page].kind, PAGE_SECTION);
	assert_int_equal(section->pages.n, 1);
	assert_str(fixture_url(&f, "how-to/README.md"), "/how-to/");
	assert_int_equal(f.site.pages[fixture_index(&f, "how-to/README.md")].kind, PAGE_SECTION);
	assert_str(fixture_url(&f, "other/README.md"), "/other/readme/");
	assert_int_equal(f.site.pages[fixture_index(&f, "other/README.md")].kind, PAGE_ARTICLE);
	/* made ones */
	section = &f.site.sections[fixture_placed(&f, "how-to/deep/er/x.md")->section];
	assert_str(section->title, "Er");
	assert_str(section->url, "/how-to/deep/er/");
	assert_true(f.site.placed[section->page].made);
	assert_str(f.site.pages[section->page].path, "how-to/deep/er/index.md");
	section = &f.site.sections[section->parent];
	assert_str(section->path, "how-to/deep");
	assert_int_equal(section->pages.n, 0);
	assert_int_equal(section->sections.n, 1);
	assert_int_equal(section->pages_below, 1);
	assert_str(f.site.sections[fixture_placed(&f, "faq/q.md")->section].title, "FAQ");
	/* a page beside the folder is the folder's page */
	section = &f.site.sections[fixture_placed(&f, "guide/start.md")->section];
	assert_int_equal(section->page, fixture_index(&f, "guide.md"));
	assert_str(section->title, "The guide");
	assert_int_equal(fixture_placed(&f, "guide.md")->section, fixture_placed(&f, "guide/start.md")->section);
	/* the home page */
	assert_true(f.site.placed[f.site.home[0]].made);
	assert_int_equal(f.site.pages[f.site.home[0]].kind, PAGE_HOME);
	assert_str(f.site.pages[f.site.home[0]].title, "Acme Help");
	assert_str(f.site.placed[f.site.home[0]].url, "/");
	assert_int_equal(f.site.sections[f.site.placed[f.site.home[0]].section].pages_below, 5);
	fixture_release(&f);
}

/* A page without a title that another takes in is a part of it; one that nobody takes in is told. */
static void parts_of_pages_are_no_pages(void **state)
{
	static struct str taken[] = {
	    STR_INIT("parts/a.md"),	 STR_INIT("x"), STR_INIT("parts/gone.md"),   STR_INIT(""),
	    STR_INIT("parts/titled.md"), STR_INIT("x"), STR_INIT("parts/linked.md"), STR_INIT("x")};
	static struct str own[] = {STR_INIT("parts/b.md"), STR_INIT("x")};
	struct fixture f;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	page = fixture_page(&f, "index.md", "Home");
	page->includes = (struct str_list){taken, 8};
	fixture_link(&f, page, "parts/a.md", LINK_TO);
	fixture_page(&f, "parts/a.md", "A")->title_is_made = true;
	page = fixture_page(&f, "parts/b.md", "B");
	page->title_is_made = true;
	page->includes = (struct str_list){own, 2};
	fixture_page(&f, "parts/gone.md", "Gone")->title_is_made = true;
	page = fixture_page(&f, "parts/linked.md", "Linked");
	page->title_is_made = true;
	page->id = STR("linked");
	fixture_page(&f, "parts/titled.md", "Titled");
	fixture_resolve(&f);
	assert_str(
	    fixture_diags(&f),
	    "content/index.md:3:5: warning: link to \"parts/a.md\", which has no title and is a part of other pages"
	    " [link-unpublished]\n"
	    "content/parts/b.md: warning: no title; \"B\" is made from the file name [title-missing]\n"
	    "  hint: begin the text with a line \"# Title\", or add \"title:\" to its front matter\n"
	    "content/parts/gone.md: warning: no title; \"Gone\" is made from the file name [title-missing]\n"
	    "  hint: begin the text with a line \"# Title\", or add \"title:\" to its front matter\n"
	    "content/parts/linked.md: warning: no title; \"Linked\" is made from the file name [title-missing]\n"
	    "  hint: begin the text with a line \"# Title\", or add \"title:\" to its front matter\n");
	assert_int_equal(f.site.sources_n, 5);
	assert_int_equal(f.site.unpublished_n, 1);
	assert_int_equal(f.site.unpublished[0].why, UNPUBLISHED_PART);
	fixture_release(&f);
}

static void category(struct fixture *f, const char *path, const char *text)
{
	struct page *page = fixture_page(f, path, "");
	struct reporter reporter;

	reporter_init(&reporter, str_c(path), str_c(text), &f->diags);
	category_read(page, str_c(text), &f->config, &reporter, &f->arena);
}

/* _category_.json and _category_.yml of Docusaurus name and place folders, and are no pages. */
static void a_category_names_and_places_its_folder(void **state)
{
	const struct section *home, *section;
	struct fixture f;

	(void)state;
	fixture_init(&f, 2);
	category(&f, "_category_.yml", "label: Not the site\n");
	category(&f, "last/_category_.json", "{\n  \"label\": \"At the end\", \"position\": 90\n}");
	fixture_page(&f, "last/x.md", "X");
	category(&f, "made/_category_.yml",
		 "label: Short\nposition: 2\nlink:\n  type: generated-index\n  title: Long\n  description: All of it\n"
		 "  slug: all\n");
	fixture_page(&f, "made/y.md", "Y");
	fixture_page(&f, "de/made/y.md", "Y");
	category(&f, "own/_category_.yml", "label: Menu\nposition: 1\n");
	fixture_page(&f, "own/index.md", "Own title")->weight = 99;
	f.pages.at[f.pages.n - 1].has_weight = true;
	category(&f, "empty/_category_.yml", "label: Nobody is here\n");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_int_equal(f.site.sources_n, 4);
	home = &f.site.sections[f.site.placed[f.site.home[0]].section];
	assert_str(home->title, "Acme Help");
	assert_int_equal(home->sections.n, 3);
	section = &f.site.sections[home->sections.at[0]];
	assert_str(section->title, "Own title");
	section = &f.site.sections[home->sections.at[1]];
	assert_str(section->title, "Short");
	assert_str(section->url, "/all/");
	assert_str(f.site.pages[section->page].title, "Long");
	assert_str(f.site.pages[section->page].description, "All of it");
	assert_str(fixture_url(&f, "made/y.md"), "/made/y/");
	assert_str(f.site.sections[fixture_placed(&f, "de/made/y.md")->section].title, "Short");
	section = &f.site.sections[home->sections.at[2]];
	assert_str(section->title, "At the end");
	assert_str(section->url, "/last/");
	fixture_release(&f);
}

static void a_section_slug_renames_the_folder(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "search/index.md", "Finding things")->slug = STR("finding");
	fixture_page(&f, "search/tips/x.md", "X");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_str(fixture_url(&f, "search/index.md"), "/finding/");
	assert_str(fixture_url(&f, "search/tips/x.md"), "/finding/tips/x/");
	fixture_release(&f);
}

static void permalinks_of_other_tools(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "posts/a.md", "A")->url = STR("/pages/Features/");
	fixture_page(&f, "posts/b.md", "B")->url = STR("about.html");
	fixture_page(&f, "posts/c.md", "C")->url = STR("pretty");
	fixture_page(&f, "posts/d.md", "D")->url = STR("/d/index.html");
	fixture_page(&f, "posts/e.md", "E")->url = STR("/:categories/:title/");
	fixture_page(&f, "posts/f.md", "F")->slug = STR("/from/docusaurus");
	fixture_page(&f, "posts/g.md", "G")->url = STR("/../../etc/passwd");
	fixture_page(&f, "posts/h.md", "H")->slug = STR("../../etc/passwd");
	fixture_resolve(&f);
	assert_str(fixture_url(&f, "posts/a.md"), "/pages/Features/");
	assert_str(fixture_url(&f, "posts/b.md"), "/about/");
	assert_non_null(redirects_find(&f.site, STR("/about.html")));
	assert_str(redirects_find(&f.site, STR("/about.html"))->to, "/about/");
	assert_str(fixture_url(&f, "posts/c.md"), "/posts/c/");
	assert_str(fixture_url(&f, "posts/d.md"), "/d/");
	assert_str(fixture_url(&f, "posts/e.md"), "/posts/e/");
	assert_str(fixture_url(&f, "posts/f.md"), "/from/docusaurus/");
	assert_str(fixture_url(&f, "posts/g.md"), "/posts/g/");
	assert_str(fixture_url(&f, "posts/h.md"), "/posts/etc-passwd/");
	assert_str(fixture_diags(&f),
		   "content/posts/e.md: warning: permalink \"/:categories/:title/\" cannot be used: it has a character "
		   "that paths do not have [slug-invalid]\n"
		   "content/posts/g.md: warning: permalink \"/../../etc/passwd\" cannot be used: it has a part that "
		   "begins with a dot [slug-invalid]\n"
		   "content/posts/h.md: warning: slug \"../../etc/passwd\" cannot be one part of a URL [slug-invalid]\n"
		   "  hint: it was made \"etc-passwd\"\n");
	assert_int_equal(f.result, 0);
	fixture_release(&f);
}

static void two_pages_with_one_url_are_an_error(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "q/one.md", "One")->slug = STR("same");
	fixture_page(&f, "q/two.md", "Two")->slug = STR("Same");
	fixture_page(&f, "q/three.md", "Three");
	fixture_page(&f, "b/x.md", "X")->url = STR("/B/Straße/");
	fixture_page(&f, "b/y.md", "Y")->url = STR("/b/STRASSE/");
	fixture_page(&f, "c/index.md", "C");
	fixture_page(&f, "c/_index.md", "C too");
	fixture_resolve(&f);
	assert_int_equal(f.result, -1);
	assert_str(
	    fixture_diags(&f),
	    "content/b/y.md: error: URL \"/b/STRASSE/\" is already that of \"content/b/x.md\" [url-clash]\n"
	    "  hint: rename one of the files or give it another slug; with --keep-going only \"content/b/x.md\" "
	    "is published\n"
	    "content/c/index.md: error: URL \"/c/\" is already that of \"content/c/_index.md\" [url-clash]\n"
	    "  hint: rename one of the files or give it another slug; with --keep-going only \"content/c/_index.md\" "
	    "is published\n"
	    "content/q/two.md: error: URL \"/q/same/\" is already that of \"content/q/one.md\" [url-clash]\n"
	    "  hint: rename one of the files or give it another slug; with --keep-going only \"content/q/one.md\" "
	    "is published\n");
	/* the rest of the site is whole */
	assert_int_equal(site_find_page(&f.site, STR("q/two.md")), SITE_NONE);
	assert_str(fixture_url(&f, "q/three.md"), "/q/three/");
	assert_int_equal(f.site.sections[fixture_placed(&f, "c/_index.md")->section].page,
			 fixture_index(&f, "c/_index.md"));
	assert_int_equal(f.site.unpublished_n, 3);
	assert_int_equal(f.site.unpublished[0].why, UNPUBLISHED_ERROR);
	fixture_release(&f);
}

static void translations_may_share_a_permalink(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 3);
	fixture_page(&f, "de/parts/a.md", "A de")->url = STR("/spares/a/");
	fixture_page(&f, "en/parts/a.md", "A")->url = STR("/spares/a/");
	fixture_page(&f, "pt-BR/parts/a.md", "A pt")->slug = STR("/Spares/A");
	/* one that nobody else asks for is as it is written, and one with its language in front, too */
	fixture_page(&f, "de/parts/b.md", "B de")->url = STR("/nur-hier/");
	fixture_page(&f, "de/parts/c.md", "C de")->url = STR("/de/spares/c/");
	fixture_page(&f, "en/parts/c.md", "C")->url = STR("/spares/c/");
	fixture_page(&f, "pt-BR/parts/c.md", "C pt")->url = STR("/de/spares/c/");
	/* where the original lies anyway */
	fixture_page(&f, "en/parts/d.md", "D");
	fixture_page(&f, "de/parts/d.md", "D de")->url = STR("/parts/d/");
	/* two of one language stay an error */
	fixture_page(&f, "de/parts/e.md", "E de")->url = STR("/spares/e.html");
	fixture_page(&f, "en/parts/e.md", "E")->url = STR("/spares/e.html");
	fixture_page(&f, "en/parts/f.md", "F")->url = STR("/spares/e/");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f),
		   "content/en/parts/f.md: error: URL \"/spares/e/\" is already that of \"content/en/parts/e.md\" "
		   "[url-clash]\n"
		   "  hint: rename one of the files or give it another slug; with --keep-going only "
		   "\"content/en/parts/e.md\" is published\n");
	assert_str(fixture_url(&f, "en/parts/a.md"), "/spares/a/");
	assert_str(fixture_url(&f, "de/parts/a.md"), "/de/spares/a/");
	assert_str(fixture_url(&f, "pt-BR/parts/a.md"), "/pt-BR/Spares/A/");
	assert_str(fixture_url(&f, "de/parts/b.md"), "/nur-hier/");
	assert_str(fixture_url(&f, "de/parts/c.md"), "/de/spares/c/");
	assert_str(fixture_url(&f, "pt-BR/parts/c.md"), "/pt-BR/de/spares/c/");
	assert_str(fixture_url(&f, "de/parts/d.md"), "/de/parts/d/");
	assert_str(fixture_url(&f, "de/parts/e.md"), "/de/spares/e/");
	redirects_make(&f.site, &f.arena, &f.diags);
	assert_non_null(redirects_find(&f.site, STR("/spares/e.html")));
	assert_non_null(redirects_find(&f.site, STR("/de/spares/e.html")));
	fixture_release(&f);
}

static void languages_without_a_name_are_told_once(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "de/a.md", "A de")->url = STR("/spares/a/");
	fixture_page(&f, "de/b.md", "B de")->url = STR("/spares/b/");
	fixture_page(&f, "en/a.md", "A")->url = STR("/spares/a/");
	fixture_page(&f, "en/b.md", "B")->url = STR("/spares/b/");
	fixture_page(&f, "fr/a.md", "A fr")->url = STR("/spares/a/");
	/* neither folders of one language nor other folders */
	fixture_page(&f, "fr/c.md", "C")->url = STR("/spares/c/");
	fixture_page(&f, "fr/d.md", "D")->url = STR("/spares/c/");
	fixture_page(&f, "guide/a.md", "G")->url = STR("/spares/a/");
	fixture_resolve(&f);
	assert_int_equal(f.result, -1);
	assert_str(
	    fixture_diags(&f),
	    "content/en/a.md: error: URL \"/spares/a/\" is already that of \"content/de/a.md\", and 2 more like "
	    "this [url-clash]\n"
	    "  hint: if \"de\" and \"en\" are languages, name each but site.language in site.toml: [languages.de]\n"
	    "content/fr/d.md: error: URL \"/spares/c/\" is already that of \"content/fr/c.md\" [url-clash]\n"
	    "  hint: rename one of the files or give it another slug; with --keep-going only \"content/fr/c.md\" "
	    "is published\n"
	    "content/guide/a.md: error: URL \"/spares/a/\" is already that of \"content/de/a.md\" [url-clash]\n"
	    "  hint: rename one of the files or give it another slug; with --keep-going only \"content/de/a.md\" "
	    "is published\n");
	assert_int_equal(f.site.unpublished_n, 5);
	fixture_release(&f);
}

static void a_page_takes_the_place_of_a_made_one(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 2);
	fixture_page(&f, "search.md", "Search");
	fixture_page(&f, "contact/index.md", "Contact");
	fixture_page(&f, "_pages/about.md", "About");
	fixture_page(&f, "de/tags.md", "Tags");
	fixture_resolve(&f);
	assert_int_equal(f.result, 0);
	assert_str(fixture_url(&f, "search.md"), "/search/");
	assert_str(fixture_url(&f, "contact/index.md"), "/contact/");
	assert_str(fixture_url(&f, "_pages/about.md"), "/about/");
	fixture_release(&f);
}

static void own_paths_are_reserved(void **state)
{
	static const char *const paths[] = {
	    "tags/x.md",       "a/b.md",      "assets/x.md",  "api/search.md", "sitemap.xml.md",
	    "x/index.html.md", "404.html.md", "de/tags/x.md", "search.db.md",  "x/index.md.gz.md",
	};
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		fixture_init(&f, 2);
		fixture_page(&f, paths[i], "X");
		fixture_resolve(&f);
		assert_int_equal(f.result, -1);
		assert_int_equal(f.diags.items.at[0].code, DIAG_URL_RESERVED);
		fixture_release(&f);
	}
}

static void what_is_not_reserved_can_be_used(void **state)
{
	static const char *const paths[] = {"searching.md",    "search/tips.md.md", "de/a/b.md",   "x/contact.md",
					    "404.md",	       "api/index.md",	    "api/auth.md", "api/x/search.md",
					    "de/api/search.md"};
	struct fixture f;

	(void)state;
	fixture_init(&f, 2);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		fixture_page(&f, paths[i], "X");
	fixture_page(&f, "search/index.md", "S")->slug = STR("s");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	fixture_release(&f);
}

static void unpublished_pages_are_left_out(void **state)
{
	struct fixture f;

	(void)state;
	for (int round = 0; round < 2; round++) {
		fixture_init(&f, 1);
		f.input.drafts = f.input.future = f.input.expired = round == 1;
		fixture_page(&f, "a.md", "A");
		fixture_page(&f, "b.md", "B")->draft = true;
		fixture_page(&f, "c.md", "C")->publish_on = (struct date){.year = 2025, .month = 12, .day = 2};
		fixture_page(&f, "d.md", "D")->expires_on = (struct date){.year = 2025, .month = 12, .day = 1};
		fixture_page(&f, "e.md", "E")->retired = true;
		fixture_page(&f, "f.md", "F")->publish_on = (struct date){.year = 2025, .month = 12, .day = 1};
		fixture_page(&f, "g.md", "G")->expires_on = (struct date){.year = 2025, .month = 12, .day = 2};
		fixture_resolve(&f);
		assert_str(fixture_diags(&f), "");
		assert_int_equal(f.site.pages_n, round == 0 ? 4 : 7); /* with the home page */
		assert_int_equal(f.site.unpublished_n, round == 0 ? 4 : 1);
		assert_false(fixture_placed(&f, "a.md")->provisional);
		if (round == 0) {
			assert_int_equal(f.site.unpublished[0].why, UNPUBLISHED_DRAFT);
			assert_int_equal(f.site.unpublished[1].why, UNPUBLISHED_SCHEDULED);
			assert_int_equal(f.site.unpublished[2].why, UNPUBLISHED_EXPIRED);
			assert_int_equal(f.site.unpublished[3].why, UNPUBLISHED_RETIRED);
			assert_str(f.site.unpublished[0].url, "/b/");
		} else {
			assert_true(fixture_placed(&f, "b.md")->provisional);
			assert_true(fixture_placed(&f, "c.md")->provisional);
		}
		fixture_release(&f);
	}
}

static void order_is_weight_then_title(void **state)
{
	struct fixture f;
	const struct section *section;
	struct page *page;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "s/a.md", "Zebra");
	fixture_page(&f, "s/b.md", "Part 10");
	fixture_page(&f, "s/c.md", "part 2");
	fixture_page(&f, "s/d.md", "Äpfel");
	page = fixture_page(&f, "s/e.md", "Last by weight");
	page->has_weight = true;
	page->weight = 20;
	page = fixture_page(&f, "s/f.md", "First by weight");
	page->has_weight = true;
	page->weight = -1;
	fixture_page(&f, "s/03-g.md", "Third by number");
	fixture_page(&f, "s/2023-01-02-h.md", "Old post")->date = (struct date){.year = 2023, .month = 1, .day = 2};
	fixture_page(&f, "s/2024-01-02-i.md", "New post")->date = (struct date){.year = 2024, .month = 1, .day = 2};
	fixture_page(&f, "10-second/x.md", "X");
	fixture_page(&f, "2-first/x.md", "X");
	fixture_resolve(&f);
	section = &f.site.sections[fixture_placed(&f, "s/a.md")->section];
	assert_str(fixture_paths(&f, section->pages),
		   "s/f.md s/03-g.md s/e.md s/d.md s/c.md s/b.md s/a.md s/2024-01-02-i.md s/2023-01-02-h.md");
	assert_int_equal(fixture_placed(&f, "s/f.md")->previous, SITE_NONE);
	assert_int_equal(fixture_placed(&f, "s/f.md")->next, fixture_index(&f, "s/03-g.md"));
	assert_int_equal(fixture_placed(&f, "s/a.md")->previous, fixture_index(&f, "s/b.md"));
	section = &f.site.sections[section->parent];
	assert_int_equal(section->sections.n, 3);
	assert_str(f.site.sections[section->sections.at[0]].title, "First");
	assert_str(f.site.sections[section->sections.at[1]].title, "Second");
	assert_str(f.site.sections[section->sections.at[2]].title, "S");
	fixture_release(&f);
}

static void translations_find_each_other(void **state)
{
	struct fixture f;
	struct index_list group;

	(void)state;
	fixture_init(&f, 3);
	fixture_page(&f, "billing/index.md", "Billing");
	fixture_page(&f, "billing/index.de.md", "Abrechnung");
	fixture_page(&f, "billing/refunds.md", "Refunds");
	fixture_page(&f, "billing/refunds.de.md", "Rückgabe");
	fixture_page(&f, "pt_br/billing/refunds.md", "Reembolsos");
	fixture_page(&f, "de/nur.md", "Nur deutsch");
	fixture_page(&f, "de/konto.md", "Konto")->translation_of = STR("account.md");
	fixture_page(&f, "account.md", "Account");
	fixture_page(&f, "x-de.md", "Mit lang")->lang = STR("de-AT");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_str(fixture_url(&f, "billing/refunds.de.md"), "/de/billing/refunds/");
	assert_str(fixture_url(&f, "pt_br/billing/refunds.md"), "/pt-BR/billing/refunds/");
	assert_str(fixture_url(&f, "billing/index.de.md"), "/de/billing/");
	assert_str(fixture_url(&f, "x-de.md"), "/de/x-de/");
	group = fixture_placed(&f, "billing/refunds.md")->translations;
	assert_str(fixture_paths(&f, group), "billing/refunds.md billing/refunds.de.md pt_br/billing/refunds.md");
	group = fixture_placed(&f, "pt_br/billing/refunds.md")->translations;
	assert_int_equal(group.n, 3);
	assert_int_equal(fixture_placed(&f, "de/nur.md")->translations.n, 0);
	group = fixture_placed(&f, "account.md")->translations;
	assert_str(fixture_paths(&f, group), "account.md de/konto.md");
	/* a made section page takes the title of the default language's */
	assert_str(f.site.sections[fixture_placed(&f, "pt_br/billing/refunds.md")->section].title, "Billing");
	/* homes are translations of each other, made or not */
	assert_int_equal(f.site.placed[f.site.home[0]].translations.n, 3);
	assert_str(f.site.placed[f.site.home[2]].url, "/pt-BR/");
	assert_str(f.site.pages[f.site.home[1]].title, "Acme-Hilfe");
	fixture_release(&f);
}

static void ids_are_unique_but_for_translations(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 2);
	fixture_page(&f, "a.de.md", "A")->id = STR("one");
	fixture_page(&f, "a.md", "A")->id = STR("one");
	fixture_page(&f, "b.md", "B")->id = STR("ONE");
	fixture_page(&f, "c.md", "C")->id = STR("x/../y");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "content/b.md: error: id \"ONE\" is already that of \"content/a.md\" [id-clash]\n"
				      "  hint: give one of them another id\n"
				      "content/c.md: warning: id \"x/../y\" cannot stand in a URL [id-invalid]\n"
				      "  hint: it was made \"x-y\"\n");
	assert_str(redirects_find(&f.site, STR("/a/one/"))->to, "/a/");
	fixture_release(&f);
}

/* Of DocFX, say, where several pages may have one `uid`. */
static void ids_of_other_tools_stop_no_build(void **state)
{
	struct page *page;
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	for (int i = 0; i < 3; i++) {
		page = fixture_page(&f, (const char *[]){"a.md", "b.md", "c.md"}[i], "A");
		page->id = i < 2 ? STR("shared") : STR("own");
		page->id_is_foreign = true;
	}
	fixture_page(&f, "d.md", "D")->id = STR("own");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f),
		   "content/b.md: warning: id \"shared\" is already that of \"content/a.md\" [id-repeated]\n"
		   "  hint: this page has no permalink; write an id of its own to give it one\n"
		   "content/c.md: warning: id \"own\" is already that of \"content/d.md\" [id-repeated]\n"
		   "  hint: this page has no permalink; write an id of its own to give it one\n");
	assert_str(redirects_find(&f.site, STR("/a/shared/"))->to, "/a/");
	assert_str(redirects_find(&f.site, STR("/a/own/"))->to, "/d/");
	fixture_release(&f);
}

/* An id of Docusaurus is one within its folder only, where a page of the site has fields that only Docusaurus knows. */
static void ids_of_docusaurus_get_their_folder(void **state)
{
	struct page *page;
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "cli/one.md", "A")->id = STR("intro");
	page = fixture_page(&f, "api/new/one.md", "B");
	page->id = STR("intro");
	page->is_of_docusaurus = true;
	fixture_page(&f, "api/new/two.md", "C")->id = STR("Intro");
	fixture_page(&f, "web/one.md", "D")->id = STR("intro");
	fixture_page(&f, "web/two.md", "E")->id = STR("web-intro");
	fixture_link(&f, fixture_page(&f, "web/three.md", "F"), "../cli/intro", LINK_TO);
	fixture_resolve(&f);
	assert_str(
	    fixture_diags(&f),
	    "content/api/new/two.md: error: id \"Intro\" is already that of \"content/api/new/one.md\" [id-clash]\n"
	    "  hint: give one of them another id\n"
	    "content/cli/one.md: warning: id \"intro\" is already that of \"content/api/new/one.md\" [id-repeated]\n"
	    "  hint: its permalink is /a/cli-intro/; write an id of its own to give it another\n"
	    "content/web/one.md: warning: id \"intro\" is already that of \"content/api/new/one.md\" [id-repeated]\n"
	    "  hint: this page has no permalink; write an id of its own to give it one\n");
	assert_str(redirects_find(&f.site, STR("/a/intro/"))->to, "/api/new/one/");
	assert_str(redirects_find(&f.site, STR("/a/cli-intro/"))->to, "/cli/one/");
	assert_str(redirects_find(&f.site, STR("/a/web-intro/"))->to, "/web/two/");
	assert_str(f.site.pages[fixture_index(&f, "web/three.md")].links[0].url, "/cli/one/");
	fixture_release(&f);
}

static void aliases_redirect(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "docs/a.md", "A")->aliases = fixture_list(
	    &f, "/old/a/, older, ../up, zola/style, /faq.html, https://help.acme.example/abs, /docs/a, /a/old-id/");
	fixture_page(&f, "docs/b.md", "B")->aliases = fixture_list(&f, "/Docs/B/");
	fixture_page(&f, "docs/c.md", "C")->aliases =
	    fixture_list(&f, "/x?y=1, https://other.example/x, ../../../up, /a\\b, /../x, /x#y, "
			     "https://help.acme.exampleother/x, https://help.acme.example:8443/x");
	fixture_resolve(&f);
	assert_str(redirects_find(&f.site, STR("/old/a/"))->to, "/docs/a/");
	assert_non_null(redirects_find(&f.site, STR("/docs/older/")));
	assert_non_null(redirects_find(&f.site, STR("/up/")));
	assert_non_null(redirects_find(&f.site, STR("/zola/style/")));
	assert_non_null(redirects_find(&f.site, STR("/faq.html")));
	assert_non_null(redirects_find(&f.site, STR("/abs/")));
	assert_non_null(redirects_find(&f.site, STR("/a/old-id/")));
	assert_null(redirects_find(&f.site, STR("/docs/a/")));
	assert_int_equal(f.site.redirects_n, 7);
	assert_int_equal(f.diags.items.n, 8);
	for (size_t i = 0; i < f.diags.items.n; i++)
		assert_int_equal(f.diags.items.at[i].code, DIAG_ALIAS_INVALID);
	assert_int_equal(f.result, 0);
	fixture_release(&f);
}

static void redirects_of_folders(void **state)
{
	static const char *const paths[][2] = {
	    {"/old/*", "/mid/*"},  {"/mid/*", "/new/*"},      {"/mid/x/*", "/docs/*"},
	    {"/page/", "/older/"}, {"/a.html", "/new/x/b/"},  {"/round/*", "/round/a/*"},
	    {"/docs/*", "/new/*"}, {"/nowhere/*", "/gone/*"}, {"/no/", "/gone/"},
	};
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	f.config.redirects = value_map(&f.arena);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		value_set(&f.arena, f.config.redirects, str_c(paths[i][0]), value_str(&f.arena, str_c(paths[i][1])));
	fixture_page(&f, "new/a.md", "A")->aliases = fixture_list(&f, "/new/was/, /older/");
	fixture_page(&f, "new/x/b.md", "B")->id = STR("b");
	fixture_page(&f, "docs/b.md", "C");
	fixture_page(&f, "round/a/d.md", "D");
	fixture_resolve(&f);
	assert_str(redirects_find(&f.site, STR("/mid/a/"))->to, "/new/a/");
	assert_str(redirects_find(&f.site, STR("/mid/"))->to, "/new/");
	/* renamed twice */
	assert_str(redirects_find(&f.site, STR("/old/a/"))->to, "/new/a/");
	assert_str(redirects_find(&f.site, STR("/old/was/"))->to, "/new/a/");
	/* the nearer folder counts */
	assert_str(redirects_find(&f.site, STR("/mid/x/b/"))->to, "/docs/b/");
	assert_str(redirects_find(&f.site, STR("/old/x/b/"))->to, "/docs/b/");
	/* a page, by its alias */
	assert_str(redirects_find(&f.site, STR("/page/"))->to, "/new/a/");
	assert_str(redirects_find(&f.site, STR("/a.html"))->to, "/new/x/b/");
	/* what is there stays, and nothing goes round */
	assert_null(redirects_find(&f.site, STR("/docs/b/")));
	assert_str(redirects_find(&f.site, STR("/docs/a/"))->to, "/new/a/");
	assert_str(redirects_find(&f.site, STR("/round/d/"))->to, "/round/a/d/");
	assert_null(redirects_find(&f.site, STR("/old/b/")));
	assert_str(
	    fixture_diags(&f),
	    "site.toml: warning: redirect \"/no/\" leads to \"/gone/\", where no page is [redirect-target]\n"
	    "site.toml: warning: redirect \"/nowhere/*\" leads to \"/gone/*\", where no page is [redirect-target]\n");
	assert_int_equal(f.result, 0);
	fixture_release(&f);
}

/* Folders that became one, and one that was renamed before, have nothing below each other. */
static void redirects_of_folders_into_one(void **state)
{
	static const char *const paths[][2] = {
	    {"/docs/*", "/*"}, {"/help/*", "/*"}, {"/faq/*", "/help/*"}, {"/was/*", "/is/*"}};
	struct fixture f;
	size_t of_rules = 0;

	(void)state;
	fixture_init(&f, 1);
	f.config.redirects = value_map(&f.arena);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		value_set(&f.arena, f.config.redirects, str_c(paths[i][0]), value_str(&f.arena, str_c(paths[i][1])));
	fixture_page(&f, "is/a.md", "A");
	fixture_resolve(&f);
	assert_str(redirects_find(&f.site, STR("/docs/is/a/"))->to, "/is/a/");
	assert_str(redirects_find(&f.site, STR("/help/is/a/"))->to, "/is/a/");
	assert_str(redirects_find(&f.site, STR("/faq/is/a/"))->to, "/is/a/");
	/* renamed since */
	assert_str(redirects_find(&f.site, STR("/docs/was/a/"))->to, "/is/a/");
	assert_null(redirects_find(&f.site, STR("/docs/help/is/a/")));
	assert_null(redirects_find(&f.site, STR("/help/faq/is/a/")));
	assert_null(redirects_find(&f.site, STR("/faq/faq/is/a/")));
	for (uint32_t i = 0; i < f.site.redirects_n; i++)
		of_rules += str_ends(f.site.redirects[i].from, STR("s/a/"));
	assert_int_equal(of_rules, 9); /* those, "/docs/faq/" and what was renamed since below each */
	fixture_release(&f);
}

static void aliases_may_name_the_base_path(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	f.config.base_url = STR("https://acme.example/help");
	f.config.base_path = STR("/help/");
	fixture_page(&f, "docs/a.md", "A")->aliases =
	    fixture_list(&f, "https://acme.example/help/old/, HTTPS://Acme.example/help/older, /helper/x");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_non_null(redirects_find(&f.site, STR("/old/")));
	assert_non_null(redirects_find(&f.site, STR("/older/")));
	assert_non_null(redirects_find(&f.site, STR("/helper/x/")));
	assert_int_equal(f.site.redirects_n, 3);
	fixture_release(&f);
}

/* What a post is known by from its name is said to nobody, and gives way to what somebody wrote. */
static void made_up_aliases_give_way(void **state)
{
	static struct field_place made[2], said[1] = {{3, 1}};
	struct fixture f;

	(void)state;
	made[0] = made[1] = FIELD_PLACE_MADE;
	fixture_init(&f, 1);
	fixture_page(&f, "_posts/2024-01-01-a.md", "A")->aliases = fixture_list(&f, "/2024/01/01/a/, /x/");
	f.pages.at[0].alias_places = made;
	fixture_page(&f, "b.md", "B")->aliases = fixture_list(&f, "/2024/01/01/a/");
	f.pages.at[1].alias_places = said;
	fixture_page(&f, "x.md", "X");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_str(redirects_find(&f.site, STR("/2024/01/01/a/"))->to, "/b/");
	fixture_release(&f);
}

static void aliases_do_not_clash(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "a.md", "A")->aliases = fixture_list(&f, "/old/, /old, /B/");
	fixture_page(&f, "b.md", "B")->aliases = fixture_list(&f, "/OLD/, /search/, /x.html");
	fixture_page(&f, "x.html/c.md", "C")->url = STR("/x.html/c/");
	fixture_page(&f, "d/e.md", "E")->aliases = fixture_list(&f, "/d/");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f),
		   "content/a.md: warning: alias \"/B/\" is already the URL of content/b.md [alias-clash]\n"
		   "  hint: remove it from one of the two\n"
		   "content/b.md: warning: alias \"/OLD/\" is already an alias of content/a.md [alias-clash]\n"
		   "  hint: remove it from one of the two\n"
		   "content/b.md: warning: alias \"/search/\" is already that of the search page [alias-clash]\n"
		   "  hint: remove it from one of the two\n"
		   "content/b.md: warning: alias \"/x.html\" is already a folder of /x.html/c/ [alias-clash]\n"
		   "  hint: remove it from one of the two\n"
		   "content/d/e.md: warning: alias \"/d/\" is left out: it is the URL of a section [alias-invalid]\n");
	fixture_release(&f);
}

static void tags_are_gathered(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 2);
	fixture_page(&f, "a.md", "A")->tags = fixture_list(&f, "Refunds, C++, C#");
	fixture_page(&f, "b.md", "B")->tags = fixture_list(&f, "refunds, REFUNDS, C");
	fixture_page(&f, "c.de.md", "C")->tags = fixture_list(&f, "Refunds");
	fixture_resolve(&f);
	assert_int_equal(f.site.tags_n, 5);
	assert_str(f.site.tags[0].name, "C");
	assert_str(f.site.tags[1].name, "C#");
	assert_str(f.site.tags[1].url, "/tags/c-sharp/");
	assert_str(f.site.tags[2].name, "C++");
	assert_str(f.site.tags[3].name, "Refunds");
	assert_str(fixture_paths(&f, f.site.tags[3].pages), "a.md b.md");
	assert_str(f.site.tags[4].url, "/de/tags/refunds/");
	assert_int_equal(fixture_placed(&f, "a.md")->tags.n, 3);
	assert_int_equal(fixture_placed(&f, "a.md")->tags.at[0], 3);
	assert_int_equal(fixture_placed(&f, "b.md")->tags.n, 2);
	fixture_release(&f);
}

static void related_pages(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "b/refund-policy.md", "Refund policy");
	fixture_page(&f, "b/refund-status.md", "Status of your refund");
	fixture_page(&f, "b/cards.md", "Cards")->tags = fixture_list(&f, "payment");
	fixture_page(&f, "b/paypal.md", "PayPal")->tags = fixture_list(&f, "payment");
	fixture_page(&f, "c/named.md", "Named")->related = fixture_list(&f, "../b/cards.md, nowhere.md");
	fixture_page(&f, "c/alone.md", "Something else");
	for (int i = 0; i < 20; i++)
		fixture_page(&f, arena_printf(&f.arena, "z/%02d.md", i).s, arena_printf(&f.arena, "w%dx", i).s);
	fixture_resolve(&f);
	assert_str(fixture_paths(&f, fixture_placed(&f, "b/refund-policy.md")->related), "b/refund-status.md");
	assert_str(fixture_paths(&f, fixture_placed(&f, "b/cards.md")->related), "b/paypal.md");
	assert_str(fixture_paths(&f, fixture_placed(&f, "c/named.md")->related), "b/cards.md");
	assert_int_equal(fixture_placed(&f, "c/alone.md")->related.n, 0);
	assert_str(fixture_diags(&f), "content/c/named.md: warning: related names \"nowhere.md\", which does not exist "
				      "[related-missing]\n");
	fixture_release(&f);
}

static void the_section_field_moves_a_page(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "articles/1.md", "One")->section = STR("Billing & Invoices");
	fixture_page(&f, "articles/2.md", "Two")->section = STR("billing-invoices");
	fixture_page(&f, "articles/3.md", "Three")->section = STR("Account");
	fixture_page(&f, "account/index.md", "account");
	fixture_resolve(&f);
	assert_str(fixture_diags(&f), "");
	assert_str(fixture_url(&f, "articles/1.md"), "/articles/1/");
	assert_str(f.site.sections[fixture_placed(&f, "articles/1.md")->section].title, "Billing & Invoices");
	assert_str(f.site.sections[fixture_placed(&f, "articles/1.md")->section].url, "/billing-invoices/");
	assert_int_equal(fixture_placed(&f, "articles/1.md")->section, fixture_placed(&f, "articles/2.md")->section);
	assert_int_equal(fixture_placed(&f, "articles/3.md")->section, fixture_placed(&f, "account/index.md")->section);
	/* the folder that nobody is in any more is no section */
	assert_int_equal(f.site.sections_n, 3);
	fixture_release(&f);
}

static void assets_are_fingerprinted(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "a.md", "A");
	fixture_asset(&f, "Student Kit/img/Big Screen.PNG", 0x1a2b3c4d5e6f7788);
	fixture_asset(&f, "Student Kit/img/big-screen.png", 0x1a2b3c4d5e6f7788);
	fixture_asset(&f, "LICENSE", 1);
	fixture_asset(&f, "plain.pdf", 0);
	fixture_resolve(&f);
	assert_int_equal(f.site.assets_n, 4);
	assert_str(f.site.assets[0].path, "LICENSE");
	assert_str(f.site.assets[1].url, "/student-kit/img/big-screen.1a2b3c4d.png");
	assert_true(str_starts(f.site.assets[2].url, STR("/student-kit/img/big-screen.")));
	assert_false(str_eq(f.site.assets[1].url, f.site.assets[2].url));
	assert_str(f.site.assets[3].output, "plain.pdf");
	fixture_release(&f);
}

/* The same pages in another order give the same site. */
static void order_of_files_does_not_matter(void **state)
{
	static const char *const paths[] = {"index.md", "b/x.md", "b/y.md", "a.md", "c/d/e.md", "b/index.de.md"};
	struct fixture f, g;

	(void)state;
	fixture_init(&f, 2);
	fixture_init(&g, 2);
	for (size_t i = 0; i < 6; i++) {
		fixture_page(&f, paths[i], paths[i]);
		fixture_page(&g, paths[5 - i], paths[5 - i]);
	}
	fixture_resolve(&f);
	fixture_resolve(&g);
	assert_int_equal(f.site.pages_n, g.site.pages_n);
	for (uint32_t i = 0; i < f.site.pages_n; i++) {
		assert_true(str_eq(f.site.pages[i].path, g.site.pages[i].path));
		assert_true(str_eq(f.site.placed[i].url, g.site.placed[i].url));
		assert_int_equal(f.site.placed[i].face, g.site.placed[i].face);
		assert_int_equal(f.site.placed[i].section, g.site.placed[i].section);
	}
	fixture_release(&f);
	fixture_release(&g);
}

static void the_newest_date_is_the_sites(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_page(&f, "a.md", "A")->date = (struct date){.year = 2024, .month = 5, .day = 6};
	fixture_page(&f, "b.md", "B")->lastmod = (struct date){.year = 2025, .month = 1, .day = 2};
	fixture_resolve(&f);
	assert_int_equal(f.site.build_date.year, 2025);
	fixture_release(&f);
}

static void an_empty_site_has_a_home_page(void **state)
{
	struct fixture f;

	(void)state;
	fixture_init(&f, 1);
	fixture_resolve(&f);
	assert_int_equal(f.result, 0);
	assert_int_equal(f.site.pages_n, 1);
	assert_str(f.site.placed[0].url, "/");
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(urls_come_from_folders_and_names),
	    cmocka_unit_test(numbers_of_words_stay),
	    cmocka_unit_test(sections_have_pages_of_their_own),
	    cmocka_unit_test(parts_of_pages_are_no_pages),
	    cmocka_unit_test(a_category_names_and_places_its_folder),
	    cmocka_unit_test(a_section_slug_renames_the_folder),
	    cmocka_unit_test(permalinks_of_other_tools),
	    cmocka_unit_test(two_pages_with_one_url_are_an_error),
	    cmocka_unit_test(translations_may_share_a_permalink),
	    cmocka_unit_test(languages_without_a_name_are_told_once),
	    cmocka_unit_test(own_paths_are_reserved),
	    cmocka_unit_test(a_page_takes_the_place_of_a_made_one),
	    cmocka_unit_test(what_is_not_reserved_can_be_used),
	    cmocka_unit_test(unpublished_pages_are_left_out),
	    cmocka_unit_test(order_is_weight_then_title),
	    cmocka_unit_test(translations_find_each_other),
	    cmocka_unit_test(ids_are_unique_but_for_translations),
	    cmocka_unit_test(aliases_redirect),
	    cmocka_unit_test(redirects_of_folders),
	    cmocka_unit_test(redirects_of_folders_into_one),
	    cmocka_unit_test(aliases_may_name_the_base_path),
	    cmocka_unit_test(ids_of_other_tools_stop_no_build),
	    cmocka_unit_test(ids_of_docusaurus_get_their_folder),
	    cmocka_unit_test(aliases_do_not_clash),
	    cmocka_unit_test(made_up_aliases_give_way),
	    cmocka_unit_test(tags_are_gathered),
	    cmocka_unit_test(related_pages),
	    cmocka_unit_test(the_section_field_moves_a_page),
	    cmocka_unit_test(assets_are_fingerprinted),
	    cmocka_unit_test(order_of_files_does_not_matter),
	    cmocka_unit_test(the_newest_date_is_the_sites),
	    cmocka_unit_test(an_empty_site_has_a_home_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
