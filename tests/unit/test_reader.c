#include "tests/unit/unit.h"

#include "common/hash.h"
#include "common/limits.h"
#include "generator/reader.h"

struct fixture {
	struct arena arena;
	struct diag_list diags;
	struct config *config;
	struct buf html;
	struct page page;
};

static int set_up(void **state)
{
	static struct fixture f;

	arena_init(&f.arena);
	diag_list_init(&f.diags, &f.arena);
	f.config = config_parse(STR("[site]\ntitle = \"Acme Help\"\nbase_url = \"https://x.example\"\n"
				    "[languages.en]\n[languages.de]\ntitle = \"Acme Hilfe\"\n[languages.pt-BR]\n"),
				&f.arena, &f.diags);
	buf_init(&f.html, BUF_NO_LIMIT);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->html);
	diag_list_release(&f->diags);
	arena_release(&f->arena);
	return 0;
}

static int read_bytes(struct fixture *f, const char *path, struct str bytes)
{
	f->page = (struct page){.path = str_c(path)};
	f->diags.items.n = f->diags.errors = f->diags.warnings = 0;
	buf_clear(&f->html);
	return reader_read(&f->page, bytes, f->config, &f->html, &f->arena, &f->diags);
}

static void read_ok(struct fixture *f, const char *path, const char *text)
{
	assert_int_equal(read_bytes(f, path, str_c(text)), 0);
}

static void assert_diag(struct fixture *f, size_t i, const char *expected)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	assert_true(i < f->diags.items.n);
	diag_format(&out, &f->diags.items.at[i], false);
	assert_str(str_slice(buf_view(&out), 0, (size_t)str_find_char(buf_view(&out), '\n')), expected);
	buf_release(&out);
}

static void a_greeting_describes_no_page(void **state)
{
	static const char *const cases[][2] = {
	    {"# T\n\nDear [agent 1],\n\nit is dark.\n", ""},
	    {"# T\n\n您好，\n\n天黑了。\n", ""},
	    {"# T\n\nYes.\n\nNo.\n", "Yes."},
	    {"# T\n\nBefore you open the door of the boiler room,\n\nknock.\n",
	     "Before you open the door of the boiler room,"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(read_bytes(f, "a.md", str_c(cases[i][0])), 0);
		assert_str(f->page.description, cases[i][1]);
	}
}

static void tables_describe_no_page(void **state)
{
	static const char *const cases[][2] = {
	    {"# T\n\n|a|b|\n|-|-|\n|c|d|\n\nText.\n", "Text."},
	    {"# T\n\n|a|b|\n|-|-|\n|c|d|\n\n## Head\n\n|e|f|\n|-|-|\n|g|h|\n", "Head"},
	    {"# T\n\n- one\n- two\n\n|a|b|\n|-|-|\n|c|d|\n\n- three\n", "one two"},
	    {"# T\n\n|a|b|\n|-|-|\n|c|d|\n", ""},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(read_bytes(f, "a.md", str_c(cases[i][0])), 0);
		assert_str(f->page.description, cases[i][1]);
	}
}

static void a_page_is_read(void **state)
{
	struct fixture *f = *state;
	struct str source =
	    STR("\xEF\xBB\xBF---\r\ntitle: Refunds\r\n---\r\n\r\nGet your *money* back.\r\n\r\n## How\r\n");
	struct hash128 hash = hash128(source);

	assert_int_equal(read_bytes(f, "billing/refunds.md", source), 0);
	assert_int_equal(f->diags.items.n, 0);
	assert_str(f->page.title, "Refunds");
	assert_false(f->page.title_is_from_heading);
	assert_int_equal(f->page.kind, PAGE_ARTICLE);
	assert_null(f->page.lang.s);
	assert_str(f->page.description, "Get your money back.");
	assert_str(f->page.text, "\nGet your *money* back.\n\n## How\n");
	assert_int_equal(f->page.headings_n, 1);
	assert_true(f->page.source_low == hash.low && f->page.source_high == hash.high);
	assert_true(str_starts(buf_view(&f->html), STR("<p>Get your <em>money</em> back.</p>")));
}

static void lines_of_the_body_count_from_the_start_of_the_file(void **state)
{
	struct fixture *f = *state;

	read_ok(f, "a.md", "---\ntitle: T\nid: x\n---\n\nSee [this](b.md).\n");
	assert_int_equal(f->page.links_n, 1);
	assert_int_equal(f->page.links[0].line, 6);
	read_ok(f, "a.md", "See [this](b.md).\n");
	assert_int_equal(f->page.links[0].line, 1);
}

static void messages_name_the_path_from_the_site(void **state)
{
	struct fixture *f = *state;

	read_ok(f, "x/a.md", "---\ntitle: T\ndate: soon\n---\nA <mystery> tag\n");
	assert_int_equal(f->diags.items.n, 2);
	assert_diag(f, 0, "content/x/a.md:3:7: warning: date: \"soon\" is not a date [front-matter-value]");
	assert_str(f->diags.items.at[1].place.path, "content/x/a.md");
	assert_int_equal(f->diags.items.at[1].place.line, 5);
}

static void the_path_says_kind_and_language(void **state)
{
	static const struct {
		const char *path, *lang;
		enum page_kind kind;
	} cases[] = {
	    {"index.md", NULL, PAGE_HOME},
	    {"_index.md", NULL, PAGE_HOME},
	    {"README.md", NULL, PAGE_HOME},
	    {"de/index.md", "de", PAGE_HOME},
	    {"index.de.md", "de", PAGE_HOME},
	    {"billing/index.md", NULL, PAGE_SECTION},
	    {"billing/_index.de.md", "de", PAGE_SECTION},
	    {"billing/readme.md", NULL, PAGE_SECTION},
	    {"billing/refunds.md", NULL, PAGE_ARTICLE},
	    {"billing/refunds.de.md", "de", PAGE_ARTICLE},
	    {"billing/refunds.pt-br.md", "pt-BR", PAGE_ARTICLE},
	    {"pt-BR/refunds.md", "pt-BR", PAGE_ARTICLE},
	    {"fr/refunds.md", NULL, PAGE_ARTICLE},
	    {"billing/refunds.v2.md", NULL, PAGE_ARTICLE},
	    {"solved/123.md", NULL, PAGE_SOLVED},
	    {"solved/2024/123.md", NULL, PAGE_SOLVED},
	    {"de/solved/123.md", "de", PAGE_SOLVED},
	    {"solved/index.md", NULL, PAGE_SECTION},
	    {"unsolved/123.md", NULL, PAGE_ARTICLE},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_ok(f, cases[i].path, "# T\n");
		if (f->page.kind != cases[i].kind || !str_eq(f->page.lang, str_c(cases[i].lang)))
			fail_msg("%s: kind %d, language %.*s", cases[i].path, f->page.kind, STR_ARG(f->page.lang));
	}
	read_ok(f, "a.md", "---\nkind: solved\n---\n# T\n");
	assert_int_equal(f->page.kind, PAGE_SOLVED);
	/* the path knows better */
	read_ok(f, "de/a.md", "---\nlang: en\n---\n# T\n");
	assert_str(f->page.lang, "de");
}

static void dated_names_say_the_date(void **state)
{
	struct fixture *f = *state;

	read_ok(f, "blog/_posts/2020-01-02-new-plans.md", "# T\n");
	assert_int_equal(f->page.slug.n, 0);
	assert_int_equal(f->page.date.year, 2020);
	assert_int_equal(f->page.date.day, 2);
	read_ok(f, "_posts/2020-01-02-new-plans.md", "---\ndate: 2021-03-04\nslug: plans\n---\n# T\n");
	assert_str(f->page.slug, "plans");
	assert_int_equal(f->page.date.year, 2021);
	read_ok(f, "posts/2020-01-02-new-plans.md", "Text\n");
	assert_int_equal(f->page.slug.n, 0);
	assert_int_equal(f->page.date.year, 2020);
	assert_str(f->page.title, "New plans");
	read_ok(f, "_posts/2020-99-02-x.md", "# T\n");
	assert_false(date_is_set(f->page.date));
	read_ok(f, "_drafts/x.md", "# T\n");
	assert_true(f->page.draft);
}

static void assert_list(struct str_list list, const char *expected)
{
	struct buf joined;

	buf_init(&joined, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < list.n; i++)
		buf_printf(&joined, "%s%.*s", i != 0 ? " | " : "", STR_ARG(list.at[i]));
	assert_str(buf_view(&joined), expected);
	buf_release(&joined);
}

/* What Jekyll makes of a post's name and categories: tags, and the URLs that it was published at. */
static void posts_keep_their_old_urls(void **state)
{
	struct fixture *f = *state;

	read_ok(f, "_posts/2024-01-31-new-plans.md",
		"---\ntags: alpha beta\ncategories: [News, Release notes]\n---\n# T\n");
	assert_list(f->page.tags, "alpha | beta | News | Release notes");
	assert_list(f->page.aliases, "/news/release-notes/2024/01/31/new-plans/ | /2024/01/31/new-plans/");
	assert_int_equal(f->page.alias_places[0].line, FIELD_PLACE_MADE.line);
	assert_int_equal(f->page.alias_places[0].column, FIELD_PLACE_MADE.column);
	/* commas make a list, one name in the singular is one; the folder above is a category */
	read_ok(f, "blog/_posts/2024-01-31-x.md",
		"---\ntags: alpha beta, gamma\ncategory: big news\nslug: y\ndate: 2023-12-01\n---\n# T\n");
	assert_list(f->page.tags, "alpha beta | gamma | big news");
	assert_list(f->page.aliases, "/blog/big-news/2023/12/01/y/ | /blog/2023/12/01/y/");
	/* elsewhere a text is one tag */
	read_ok(f, "blog/x.md", "---\ntags: alpha beta\ncategories: big news\n---\n# T\n");
	assert_list(f->page.tags, "alpha beta | big news");
	assert_int_equal(f->page.aliases.n, 0);
	/* no date, no such URL; with an address of its own, nothing is guessed */
	read_ok(f, "_posts/x.md", "---\ntags: a\n---\n# T\n");
	assert_int_equal(f->page.aliases.n, 0);
	read_ok(f, "_posts/2024-01-31-x.md", "---\npermalink: /plans/\n---\n# T\n");
	assert_str(f->page.url, "/plans/");
	assert_int_equal(f->page.aliases.n, 0);
	assert_int_equal(f->diags.items.n, 0);
}

static void permalink_patterns_of_posts(void **state)
{
	static const struct {
		const char *pattern, *url;
	} cases[] = {{"/:categories/:year/:title/", "/news/2024/new-plans/"},
		     {"/blog/:short_year/:i_month/:i_day/:slug.html", "/blog/24/3/5/new-plans.html"},
		     {":year-:month-:day-:basename:output_ext", "/2024-03-05-new-plans"},
		     {"none", "/news/new-plans.html"},
		     {"date", "/news/2024/03/05/new-plans.html"},
		     {"/:title/:no_such/", NULL},
		     {"/:title?/", NULL},
		     {"/:title/ x/", NULL},
		     {"/:y_day/:title/", "/065/new-plans/"},
		     {"ordinal", "/news/2024/065/new-plans.html"}};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		read_ok(
		    f, "_posts/2024-03-05-new-plans.md",
		    arena_printf(&f->arena, "---\npermalink: \"%s\"\ncategories: news\n---\n# T\n", cases[i].pattern)
			.s);
		assert_str(f->page.url, cases[i].url != NULL ? cases[i].url : "");
		assert_int_equal(f->diags.warnings, cases[i].url == NULL);
	}
}

static void notion_pages_lose_what_notion_adds(void **state)
{
	static const char name[] = "Refunds and returns 1f0c2b3a4d5e6f708192a3b4c5d6e7f8";
	struct fixture *f = *state;
	char path[80];

	(void)snprintf(path, sizeof(path), "help/%s.md", name);
	read_ok(
	    f, path,
	    "# Refunds and returns\n\nCreated: January 5, 2023 10:00 AM\nTags: billing, money\nStatus: Done\n\nText "
	    "[x](y.md).\n");
	assert_int_equal(f->diags.items.n, 0);
	assert_str(f->page.title, "Refunds and returns");
	assert_str(f->page.id, "1f0c2b3a4d5e6f708192a3b4c5d6e7f8");
	assert_int_equal(f->page.date.year, 2023);
	assert_int_equal(f->page.tags.n, 2);
	assert_str(value_get(f->page.params, STR("Status"))->as.str, "Done");
	assert_str(f->page.summary, "Text x.");
	assert_int_equal(f->page.links[0].line, 7);
	/* a text that is none */
	read_ok(f, path, "# T\n\nNote: this is\ntext.\n");
	assert_str(f->page.summary, "Note: this is text.");
	/* elsewhere such lines are text */
	read_ok(f, "a.md", "# T\n\nCreated: January 5, 2023\n");
	assert_str(f->page.summary, "Created: January 5, 2023");
	read_ok(f, "commit 1f0c2b3a4d5e6f708192a3b4c5d6e7fg.md", "# T\n");
	assert_int_equal(f->page.id.n, 0);
}

static void every_page_gets_a_title(void **state)
{
	struct fixture *f = *state;

	read_ok(f, "a.md", "# From the *heading*\n\nText\n");
	assert_str(f->page.title, "From the heading");
	assert_true(f->page.title_is_from_heading);
	assert_int_equal(f->diags.items.n, 0);
	read_ok(f, "a.md", "---\nsidebar_label: Short\n---\n# Long\n");
	assert_str(f->page.title, "Long");
	read_ok(f, "a.md", "---\nsidebar_label: Short\n---\nText\n");
	assert_str(f->page.title, "Short");
	assert_int_equal(f->diags.items.n, 0);
	read_ok(f, "x/reset-your_password.de.md", "Text\n");
	assert_str(f->page.title, "Reset your password");
	assert_true(f->page.title_is_made); /* resolve tells */
	read_ok(f, "Create links.md", "Text\n");
	assert_str(f->page.title, "Create links");
	assert_false(f->page.title_is_made);
	read_ok(f, "Wtyczki.md", "Text\n");
	assert_str(f->page.title, "Wtyczki");
	read_ok(f,
		"\xC3\x96"
		"ffnen.md",
		"Text\n");
	assert_false(f->page.title_is_made);
	read_ok(f, "Create-links.md", "Text\n");
	assert_true(f->page.title_is_made);
	assert_int_equal(f->diags.items.n, 0);
	read_ok(f, "billing/index.md", "Text\n");
	assert_str(f->page.title, "Billing");
	assert_int_equal(f->diags.items.n, 0);
	read_ok(f, "index.md", "Text\n");
	assert_str(f->page.title, "Acme Help");
	assert_int_equal(f->diags.items.n, 0);
	read_ok(f, "de/index.md", "Text\n");
	assert_str(f->page.title, "Acme Hilfe");
	read_ok(f, "a.md", "");
	assert_str(f->page.title, "A");
	assert_true(f->page.title_is_made);
}

static void a_page_that_is_too_large_is_refused(void **state)
{
	struct fixture *f = *state;
	struct buf bytes;
	char *to;

	buf_init(&bytes, BUF_NO_LIMIT);
	to = buf_reserve(&bytes, LIMIT_PAGE_BYTES + 1);
	memset(to, 'x', LIMIT_PAGE_BYTES + 1);
	bytes.n = LIMIT_PAGE_BYTES + 1;
	assert_int_equal(read_bytes(f, "a.md", buf_view(&bytes)), -1);
	assert_int_equal(f->diags.errors, 1);
	assert_diag(f, 0, "content/a.md: error: the file has 4194305 bytes, the limit is 4194304 [page-limit]");
	buf_release(&bytes);
}

static void pages_are_known_by_their_extension(void **state)
{
	static const char *const pages[] = {"a.md",  "x/a.MD",	"a.markdown", "a.mdx",
					    "a.mkd", "a.mdown", "..md",	      "a.b.md"};
	static const char *const others[] = {"a.txt",
					     "md",
					     ".md",
					     "x/.md",
					     "a.md.bak",
					     "a",
					     "",
					     "a.mdz",
					     ".gitbook/assets/a.md",
					     "x/.gitbook/assets/a.md"};

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		assert_true(reader_is_page(str_c(pages[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(reader_is_page(str_c(others[i])));
}

static void files_of_other_tools_are_known(void **state)
{
	(void)state;
	assert_true(reader_is_foreign(STR("_config.yml"), false));
	assert_true(reader_is_foreign(STR("TOC.yml"), false));
	assert_false(reader_is_foreign(STR("_category_.yml"), false));
	assert_true(reader_is_foreign(STR(".git"), true));
	assert_true(reader_is_foreign(STR(".DS_Store"), false));
	assert_true(reader_is_foreign(STR("~$Price list.docx"), false)); /* open in an office program */
	assert_false(reader_is_foreign(STR("~Price list.docx"), false));
	assert_true(reader_is_foreign(STR("_includes"), true));
	assert_true(reader_is_foreign(STR("a.md~"), false));
	assert_true(reader_is_foreign(STR("_install.mdx"), false));
	assert_true(reader_is_foreign(STR("_sidebar.md"), false));
	assert_true(reader_is_foreign(STR("_Footer.md"), false));
	assert_false(reader_is_foreign(STR("_index.md"), false));
	assert_false(reader_is_foreign(STR("SUMMARY.md"), false)); /* but discover leaves it out at the top */
	assert_true(reader_is_foreign(STR(".gitbook"), false));
	assert_false(reader_is_foreign(STR(".gitbook"), true));
	assert_false(reader_is_foreign(STR("_includes"), false));
	assert_false(reader_is_foreign(STR("_posts"), true));
	assert_false(reader_is_foreign(STR("..md"), false));
	assert_false(reader_is_foreign(STR("_index.md"), false));
	assert_false(reader_is_foreign(STR("data.yml"), false));
}

/* Also when nothing but the site says the language. */
static void the_sites_language_titles_alerts(void **state)
{
	struct fixture *f = *state;
	struct config *config = f->config;

	f->config = config_parse(STR("[site]\ntitle = \"Acme\"\nbase_url = \"https://x.example\"\nlanguage = \"ja\"\n"),
				 &f->arena, &f->diags);
	read_ok(f, "a.md", "# A\n\n> [!NOTE]\n> B\n");
	assert_true(str_find(buf_view(&f->html), STR("<p class=\"alert-title\">メモ</p>")) >= 0);
	f->config = config;
	read_ok(f, "de/a.md", "# A\n\n> [!NOTE]\n> B\n");
	assert_true(str_find(buf_view(&f->html), STR("<p class=\"alert-title\">Hinweis</p>")) >= 0);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    T(a_page_is_read),
	    T(a_greeting_describes_no_page),
	    T(tables_describe_no_page),
	    T(lines_of_the_body_count_from_the_start_of_the_file),
	    T(messages_name_the_path_from_the_site),
	    T(the_sites_language_titles_alerts),
	    T(the_path_says_kind_and_language),
	    T(dated_names_say_the_date),
	    T(posts_keep_their_old_urls),
	    T(permalink_patterns_of_posts),
	    T(notion_pages_lose_what_notion_adds),
	    T(every_page_gets_a_title),
	    T(a_page_that_is_too_large_is_refused),
	    T(pages_are_known_by_their_extension),
	    T(files_of_other_tools_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
