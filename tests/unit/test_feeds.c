/* feeds: the files of a site that are not pages, to the byte. */
#include "tests/unit/site_fixture.h"

#include "generator/feeds.h"

#include <libxml/parser.h>

static struct feed_list list(struct fixture *f)
{
	fixture_resolve(f);
	assert_str(fixture_diags(f), "");
	return feeds_list(&f->site, &f->arena);
}

/* The bytes of the file with that path; fails the test when there is none. */
static struct str bytes_of(struct fixture *f, struct feed_list feeds, const char *path)
{
	for (uint32_t i = 0; i < feeds.n; i++) {
		if (str_eq(feeds.at[i].path, str_c(path))) {
			buf_clear(&f->text);
			feeds_write(&f->site, &feeds.at[i], &f->text);
			return buf_view(&f->text);
		}
	}
	fail_msg("no file %s", path);
	return STR_NONE;
}

static uint64_t key_of(struct feed_list feeds, const char *path)
{
	for (uint32_t i = 0; i < feeds.n; i++)
		if (str_eq(feeds.at[i].path, str_c(path)))
			return feeds.at[i].key;
	fail_msg("no file %s", path);
	return 0;
}

static bool has(struct feed_list feeds, const char *path)
{
	for (uint32_t i = 0; i < feeds.n; i++)
		if (str_eq(feeds.at[i].path, str_c(path)))
			return true;
	return false;
}

static void assert_xml(struct str bytes)
{
	xmlDocPtr document = xmlReadMemory(bytes.s, (int)bytes.n, "x.xml", NULL, XML_PARSE_NONET);

	if (document == NULL)
		fail_msg("not XML: %.*s", STR_ARG(bytes));
	xmlFreeDoc(document);
}

static void make_site(struct fixture *f, size_t languages_n)
{
	struct page *page;

	fixture_init(f, languages_n);
	page = fixture_page(f, "billing/refunds.md", "Refunds & <returns>");
	page->id = STR("r1");
	page->date = (struct date){.year = 2024, .month = 2, .day = 3};
	page->lastmod = (struct date){
	    .year = 2025, .month = 4, .day = 5, .has_time = true, .hour = 6, .minute = 7, .offset_minutes = 120};
	page->description = STR("How to \"return\" things [soon]");
	page->aliases = fixture_list(f, "/old path/, /faq.html, /x.php, /cost$/");
	page = fixture_page(f, "billing/hidden.md", "Hidden");
	page->noindex = true;
	page->date = (struct date){.year = 2025, .month = 9, .day = 9};
	page = fixture_page(f, "über.md", "Über");
	page->summary = STR("Line one\nline two");
	if (languages_n > 1) {
		page = fixture_page(f, "billing/refunds.de.md", "Rückgabe");
		page->date = (struct date){.year = 2023, .month = 1, .day = 2};
	}
}

static void the_sitemap_lists_what_may_be_indexed(void **state)
{
	struct fixture f;
	struct feed_list feeds;

	(void)state;
	make_site(&f, 1);
	feeds = list(&f);
	assert_str(
	    bytes_of(&f, feeds, "sitemap.xml"),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
	    "<url><loc>https://help.acme.example/billing/refunds/</loc><lastmod>2025-04-05T06:07:00+02:00</lastmod>"
	    "</url>\n"
	    "<url><loc>https://help.acme.example/uber/</loc></url>\n"
	    "<url><loc>https://help.acme.example/</loc></url>\n"
	    "<url><loc>https://help.acme.example/billing/</loc></url>\n"
	    "</urlset>\n");
	assert_xml(buf_view(&f.text));
	fixture_release(&f);
}

static void the_sitemap_names_translations(void **state)
{
	struct fixture f;
	struct feed_list feeds;
	struct str bytes;

	(void)state;
	make_site(&f, 2);
	feeds = list(&f);
	bytes = bytes_of(&f, feeds, "sitemap.xml");
	assert_xml(bytes);
	assert_true(
	    str_find(bytes,
		     STR("<url><loc>https://help.acme.example/de/billing/refunds/</loc><lastmod>2023-01-02</lastmod>"
			 "<xhtml:link rel=\"alternate\" hreflang=\"en\" "
			 "href=\"https://help.acme.example/billing/refunds/\"/>"
			 "<xhtml:link rel=\"alternate\" hreflang=\"de\" "
			 "href=\"https://help.acme.example/de/billing/refunds/\"/></url>\n")) > 0);
	fixture_release(&f);
}

static uint32_t count(struct str s, struct str needle)
{
	uint32_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(s, needle)) >= 0) {
		n++;
		s = str_from(s, (size_t)at + needle.n);
	}
	return n;
}

static void a_large_sitemap_is_split(void **state)
{
	struct fixture f;
	struct feed_list feeds;
	struct str bytes;

	(void)state;
	fixture_init(&f, 1);
	for (int i = 0; i < 50000; i++)
		fixture_page(&f, arena_printf(&f.arena, "p%05d.md", i).s, "P");
	feeds = list(&f);
	bytes = bytes_of(&f, feeds, "sitemap.xml");
	assert_xml(bytes);
	assert_int_equal(count(bytes, STR("<sitemap>")), 2);
	assert_true(str_find(bytes, STR("<loc>https://help.acme.example/sitemap-2.xml</loc>")) > 0);
	bytes = bytes_of(&f, feeds, "sitemap-1.xml");
	assert_xml(bytes);
	assert_int_equal(count(bytes, STR("<url>")), 50000);
	bytes = bytes_of(&f, feeds, "sitemap-2.xml");
	assert_int_equal(count(bytes, STR("<url>")), 1); /* the home page */
	assert_false(has(feeds, "sitemap-3.xml"));
	fixture_release(&f);
}

static void the_newest_pages_are_an_atom_feed(void **state)
{
	struct fixture f;
	struct feed_list feeds;

	(void)state;
	make_site(&f, 2);
	feeds = list(&f);
	assert_str(bytes_of(&f, feeds, "feed.xml"),
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n"
		   "<title>Acme Help</title>\n"
		   "<subtitle>Answers about Acme</subtitle>\n"
		   "<id>https://help.acme.example/feed.xml</id>\n"
		   "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://help.acme.example/feed.xml\"/>\n"
		   "<link rel=\"alternate\" type=\"text/html\" href=\"https://help.acme.example/\"/>\n"
		   "<updated>2025-04-05T06:07:00+02:00</updated>\n"
		   "<author><name>Acme Help</name>\n"
		   "</author>\n"
		   "<entry>\n"
		   "<title>Refunds &amp; &lt;returns&gt;</title>\n"
		   "<id>tag:help.acme.example,2026:/a/r1/</id>\n"
		   "<link rel=\"alternate\" type=\"text/html\" href=\"https://help.acme.example/billing/refunds/\"/>\n"
		   "<updated>2025-04-05T06:07:00+02:00</updated>\n"
		   "<published>2024-02-03T00:00:00Z</published>\n"
		   "<summary>How to &#34;return&#34; things [soon]</summary>\n"
		   "</entry>\n"
		   "</feed>\n");
	assert_xml(buf_view(&f.text));
	assert_xml(bytes_of(&f, feeds, "de/feed.xml"));
	assert_true(str_find(buf_view(&f.text), STR("<id>tag:help.acme.example,2026:/de/billing/refunds/</id>")) > 0);
	fixture_release(&f);
}

static void only_the_newest_fifty(void **state)
{
	struct fixture f;
	struct feed_list feeds;
	struct str bytes;

	(void)state;
	fixture_init(&f, 1);
	for (int i = 0; i < 120; i++)
		fixture_page(&f, arena_printf(&f.arena, "p%03d.md", i).s, arena_printf(&f.arena, "T%03d", i).s)->date =
		    (struct date){.year = (int16_t)(2000 + i % 60), .month = 1, .day = 1};
	feeds = list(&f);
	bytes = bytes_of(&f, feeds, "feed.xml");
	assert_xml(bytes);
	assert_int_equal(count(bytes, STR("<entry>")), 50);
	assert_true(str_find(bytes, STR("T059")) < str_find(bytes, STR("T119"))); /* equal dates: by path */
	assert_true(str_find(bytes, STR("T119")) < str_find(bytes, STR("T058")));
	assert_int_equal(str_find(bytes, STR("T034")), -1);
	fixture_release(&f);
}

static void small_files(void **state)
{
	struct fixture f;
	struct feed_list feeds;

	(void)state;
	make_site(&f, 1);
	f.config.base_url = STR("https://acme.example/help");
	f.config.base_path = STR("/help/");
	feeds = list(&f);
	assert_str(bytes_of(&f, feeds, "robots.txt"), "User-agent: *\n"
						      "Disallow: /help/search?\n"
						      "Disallow: /help/search/?\n"
						      "Disallow: /help/api/search?\n"
						      "Disallow: /help/api/complete?\n"
						      "\n"
						      "Sitemap: https://acme.example/help/sitemap.xml\n");
	assert_str(
	    bytes_of(&f, feeds, "opensearch.xml"),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	    "<ShortName>Acme Help</ShortName>\n"
	    "<LongName>Acme Help</LongName>\n"
	    "<Description>Answers about Acme</Description>\n"
	    "<InputEncoding>UTF-8</InputEncoding>\n"
	    "<Url type=\"text/html\" method=\"get\" template=\"https://acme.example/help/search?q={searchTerms}\"/>\n"
	    "<Url type=\"application/x-suggestions+json\" method=\"get\" "
	    "template=\"https://acme.example/help/api/complete?q={searchTerms}\"/>\n"
	    "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" "
	    "template=\"https://acme.example/help/opensearch.xml\"/>\n"
	    "</OpenSearchDescription>\n");
	assert_xml(buf_view(&f.text));
	assert_str(bytes_of(&f, feeds, "_redirects"), "/help/cost$/ /help/billing/refunds/ 301\n"
						      "/help/faq.html /help/billing/refunds/ 301\n"
						      "/help/old%20path/ /help/billing/refunds/ 301\n"
						      "/help/x.php /help/billing/refunds/ 301\n"
						      "/help/a/r1/ /help/billing/refunds/ 301\n");
	assert_str(bytes_of(&f, feeds, "redirects.nginx.map"),
		   "# map $uri $weir_redirect { include redirects.nginx.map; }\n"
		   "# if ($weir_redirect) { return 301 $weir_redirect; }\n"
		   "# Long lines need map_hash_bucket_size 2048;\n"
		   "\"/help/a/r1/\" \"/help/billing/refunds/\";\n"
		   "\"/help/a/r1\" \"/help/billing/refunds/\";\n"
		   "\"/help/cost$/\" \"/help/billing/refunds/\";\n"
		   "\"/help/cost$\" \"/help/billing/refunds/\";\n"
		   "\"/help/faq.html\" \"/help/billing/refunds/\";\n"
		   "\"/help/old path/\" \"/help/billing/refunds/\";\n"
		   "\"/help/old path\" \"/help/billing/refunds/\";\n"
		   "\"/help/x.php\" \"/help/billing/refunds/\";\n");
	fixture_release(&f);
}

static void dollars_are_escaped_in_nginx_values(void **state)
{
	struct fixture f;
	struct page *page;
	struct feed_list feeds;

	(void)state;
	fixture_init(&f, 1);
	page = fixture_page(&f, "x.md", "X");
	page->url = STR("/a$b$/");
	page->aliases = fixture_list(&f, "/o/");
	feeds = list(&f);
	assert_true(str_ends(bytes_of(&f, feeds, "redirects.nginx.map"),
			     STR("\n\"/o/\" \"/a%24b%24/\";\n\"/o\" \"/a%24b%24/\";\n")));
	fixture_release(&f);
}

static void redirects_are_pages_too(void **state)
{
	struct fixture f;
	struct feed_list feeds;
	static const char stub[] = "<!DOCTYPE html>\n"
				   "<html lang=\"en\">\n"
				   "<head>\n"
				   "<meta charset=\"utf-8\">\n"
				   "<meta http-equiv=\"refresh\" content=\"0; url=/billing/refunds/\">\n"
				   "<title>Refunds &amp; &lt;returns&gt;</title>\n"
				   "<link rel=\"canonical\" href=\"https://help.acme.example/billing/refunds/\">\n"
				   "</head>\n"
				   "<body>\n"
				   "<p><a href=\"/billing/refunds/\">Refunds &amp; &lt;returns&gt;</a></p>\n"
				   "</body>\n"
				   "</html>\n";

	(void)state;
	make_site(&f, 1);
	feeds = list(&f);
	assert_str(bytes_of(&f, feeds, "a/r1/index.html"), stub);
	assert_str(bytes_of(&f, feeds, "old path/index.html"), stub);
	assert_str(bytes_of(&f, feeds, "faq.html"), stub);
	assert_false(has(feeds, "x.php"));
	fixture_release(&f);
}

static void the_site_for_language_models(void **state)
{
	struct fixture f;
	struct feed_list feeds;

	(void)state;
	make_site(&f, 2);
	feeds = list(&f);
	assert_str(
	    bytes_of(&f, feeds, "llms.txt"),
	    "# Acme Help\n"
	    "\n"
	    "> Answers about Acme\n"
	    "\n"
	    "Every page is there as markdown too: its address with index.md at the end.\n"
	    "\n"
	    "## General\n"
	    "\n"
	    "- [Über](https://help.acme.example/uber/index.md): Line one line two\n"
	    "\n"
	    "## Billing\n"
	    "\n"
	    "- [Refunds & <returns>](https://help.acme.example/billing/refunds/index.md): How to \"return\" things "
	    "\\[soon\\]\n"
	    "\n"
	    "## Optional\n"
	    "\n"
	    "- [Deutsch](https://help.acme.example/de/): Acme-Hilfe\n");
	fixture_release(&f);
}

static void llms_txt_is_bounded(void **state)
{
	struct fixture f;
	struct feed_list feeds;
	struct str bytes;

	(void)state;
	fixture_init(&f, 1);
	for (int i = 0; i < 20000; i++)
		fixture_page(&f, arena_printf(&f.arena, "s%d/p%05d.md", i % 10, i).s, "P");
	feeds = list(&f);
	bytes = bytes_of(&f, feeds, "llms.txt");
	assert_int_equal(count(bytes, STR("\n- [P](")), 500);
	assert_int_equal(count(bytes, STR("\n- [All 2000 pages](https://help.acme.example/s")), 10);
	fixture_release(&f);
}

/* A key changes exactly when the bytes do. */
static void keys_follow_the_bytes(void **state)
{
	struct fixture f, g;
	struct feed_list before, after;
	uint32_t changed = 0;

	(void)state;
	make_site(&f, 2);
	make_site(&g, 2);
	before = list(&f);
	g.pages.at[0].lastmod.day = 6;
	after = list(&g);
	assert_int_equal(before.n, after.n);
	for (uint32_t i = 0; i < before.n; i++) {
		bool same_bytes, same_key = before.at[i].key == after.at[i].key;

		assert_true(str_eq(before.at[i].path, after.at[i].path));
		buf_clear(&f.text);
		buf_clear(&g.text);
		feeds_write(&f.site, &before.at[i], &f.text);
		feeds_write(&g.site, &after.at[i], &g.text);
		same_bytes = str_eq(buf_view(&f.text), buf_view(&g.text));
		assert_int_equal(same_bytes, same_key);
		changed += !same_key;
	}
	assert_int_equal(changed, 2); /* sitemap.xml, feed.xml */
	assert_int_not_equal(key_of(before, "_redirects"), key_of(before, "redirects.nginx.map"));
	fixture_release(&f);
	fixture_release(&g);
}

static bool has_feed(struct feed_list feeds, const char *path)
{
	for (uint32_t i = 0; i < feeds.n; i++)
		if (str_eq(feeds.at[i].path, str_c(path)))
			return true;
	return false;
}

static void a_site_without_dates_has_no_feed(void **state)
{
	struct fixture f;
	struct feed_list feeds;

	(void)state;
	fixture_init(&f, 1);
	f.config.title = STR("Bad \x01\x1f & \xEF\xBF\xBF \xEF\xBF\xBE title");
	f.languages[0].title = f.config.title;
	fixture_page(&f, "x.md", "X");
	feeds = list(&f);
	assert_false(has_feed(feeds, "feed.xml"));
	assert_true(has_feed(feeds, "robots.txt"));
	assert_xml(bytes_of(&f, feeds, "opensearch.xml"));
	fixture_release(&f);
	for (int hidden = 0; hidden < 2; hidden++) {
		struct page *page;

		fixture_init(&f, 1);
		page = fixture_page(&f, "x.md", "X");
		page->date = (struct date){.year = 2026, .month = 1, .day = 2};
		page->noindex = hidden == 1;
		assert_int_equal(has_feed(list(&f), "feed.xml"), hidden == 0);
		fixture_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_sitemap_lists_what_may_be_indexed),
	    cmocka_unit_test(the_sitemap_names_translations),
	    cmocka_unit_test(a_large_sitemap_is_split),
	    cmocka_unit_test(the_newest_pages_are_an_atom_feed),
	    cmocka_unit_test(only_the_newest_fifty),
	    cmocka_unit_test(small_files),
	    cmocka_unit_test(dollars_are_escaped_in_nginx_values),
	    cmocka_unit_test(redirects_are_pages_too),
	    cmocka_unit_test(the_site_for_language_models),
	    cmocka_unit_test(llms_txt_is_bounded),
	    cmocka_unit_test(keys_follow_the_bytes),
	    cmocka_unit_test(a_site_without_dates_has_no_feed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
