#include "tests/unit/unit.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/heading_id.h"
#include "generator/markdown.h"
#include "generator/sanitize.h"

#include <time.h>

/* A page rendered for one test. */
struct rendered {
	struct page page;
	struct arena arena;
	struct buf html;
	struct diag_list diags;
	int result;
};

static struct rendered *render_with(struct rendered *rendered, struct str text, struct markdown_options options)
{
	arena_init(&rendered->arena);
	diag_list_init(&rendered->diags, &rendered->arena);
	buf_init(&rendered->html, BUF_NO_LIMIT);
	if (rendered->page.path.n == 0)
		rendered->page.path = STR("page.md");
	rendered->result =
	    markdown_render(&rendered->page, text, 10, &options, &rendered->html, &rendered->arena, &rendered->diags);
	return rendered;
}

static struct rendered *render(struct rendered *rendered, const char *text)
{
	return render_with(rendered, str_c(text), (struct markdown_options){.take_title = true});
}

static void release(struct rendered *rendered)
{
	buf_release(&rendered->html);
	diag_list_release(&rendered->diags);
	arena_release(&rendered->arena);
	*rendered = (struct rendered){0};
}

static void first_heading_becomes_the_title(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "# The *title*\n\nText.\n");
	assert_str(r.page.title, "The title");
	assert_true(r.page.title_is_from_heading);
	assert_str(buf_view(&r.html), "<p>Text.</p>\n");
	assert_int_equal(r.page.headings_n, 0);
	release(&r);
}

static void same_heading_as_title_is_left_out(void **state)
{
	struct rendered r = {.page.title = STR("the  Title")};

	(void)state;
	render(&r, "# The title\n\nText.\n");
	assert_str(r.page.title, "the  Title");
	assert_false(r.page.title_is_from_heading);
	assert_str(buf_view(&r.html), "<p>Text.</p>\n");
	release(&r);
}

static void other_heading_than_title_stays(void **state)
{
	struct rendered r = {.page.title = STR("Other")};

	(void)state;
	render(&r, "# The title\n");
	assert_str(buf_view(&r.html), "<h2 id=\"the-title\">The title</h2>\n");
	release(&r);
}

static void html_is(const char *text, const char *title, const char *expected)
{
	struct rendered r = {.page.title = title != NULL ? str_c(title) : STR_NONE};

	render(&r, text);
	assert_str(buf_view(&r.html), expected);
	release(&r);
}

static void several_h1_go_below_the_title(void **state)
{
	(void)state;
	html_is("# T\n\n# A\n\n## B\n\n###### C\n", NULL,
		"<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h6 id=\"c\">C</h6>\n");
	html_is("# T *x*\n\n## A\n", "T x", "<h2 id=\"a\">A</h2>\n");
	html_is("# `T` {#t}\n\n## A\n", "T", "<span id=\"t\"></span>\n<h2 id=\"a\">A</h2>\n"); /* others link to it */
	html_is("# T {#a}\n\n## A\n", "T", "<span id=\"a\"></span>\n<h2 id=\"a-1\">A</h2>\n");
	html_is("# Other\n\n## A\n", "T", "<h2 id=\"other\">Other</h2>\n<h3 id=\"a\">A</h3>\n");
	html_is("## A\n\n# B\n", "T", "<h3 id=\"a\">A</h3>\n<h2 id=\"b\">B</h2>\n");
	html_is("## A\n\n> # B\n", "T", "<h2 id=\"a\">A</h2>\n<blockquote>\n<h2 id=\"b\">B</h2>\n</blockquote>\n");
	html_is("<h1>A</h1>\n\n## B\n", "T", "<h2 id=\"a\">A</h2>\n\n<h2 id=\"b\">B</h2>\n");
}

/* A heading left open, or with blocks in it: balanced, and it swallows nothing. */
static void raw_headings_hold_words_only(void **state)
{
	(void)state;
	html_is("<h2><p>\n\n#\n", "T", "");
	html_is("<h2><p>\n\ntext\n", "T", "<p>text</p>\n");
	html_is("<h2>A<p>b\n\nc\n", "T", "<h2 id=\"a\">A</h2>\n<p>b\n</p>\n<p>c</p>\n");
	html_is("<h2><div>A</div></h2>\n\nc\n", "T", "<h2 id=\"a\">A</h2>\n\n<p>c</p>\n");
}

static void lower_heading_is_no_title(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "## Sub\n\n# Late\n");
	assert_int_equal(r.page.title.n, 0);
	assert_int_equal(r.page.headings_n, 2);
	release(&r);
}

/* The holes are where the URLs belong, also in a heading, whose id comes later. */
static void holes_are_behind_the_quotes(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "[a](1)\n\n## x [b](2) ![c](3)\n\n<a href='4'>d</a> <img src=5>\n");
	assert_int_equal(r.page.links_n, 5);
	for (uint32_t i = 0; i < r.page.links_n; i++) {
		uint32_t hole = r.page.links[i].hole;

		assert_true(r.page.links[i].kind == (i == 2 || i == 4 ? LINK_IMAGE : LINK_TO));
		assert_true(hole > 1 && r.html.s[hole] == '"' && r.html.s[hole - 1] == '"' &&
			    r.html.s[hole - 2] == '=');
		assert_int_equal(r.page.links[i].target.s[0], '1' + (char)i);
	}
	assert_int_equal(r.page.links[1].line, 12);
	assert_int_equal(r.page.links[1].column, 6);
	release(&r);
}

/* html may hold something already: holes count from what was added. */
static void holes_count_from_the_start_of_the_page(void **state)
{
	struct rendered r = {0};
	struct markdown_options options = {0};

	(void)state;
	arena_init(&r.arena);
	diag_list_init(&r.diags, &r.arena);
	buf_init(&r.html, BUF_NO_LIMIT);
	buf_lit(&r.html, "before");
	assert_int_equal(markdown_render(&r.page, STR("[a](b)"), 1, &options, &r.html, &r.arena, &r.diags), 0);
	assert_int_equal(r.page.links[0].hole, strlen("<p><a href=\""));
	release(&r);
}

static void one_reference_used_often_is_refused(void **state)
{
	struct rendered r = {0};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "[r]: /");
	for (int i = 0; i < 2000; i++)
		buf_lit(&text, "aaaaaaaaaa");
	buf_lit(&text, "\n\n");
	for (int i = 0; i < 5000; i++)
		buf_lit(&text, "[r] ");
	render_with(&r, buf_view(&text), (struct markdown_options){0});
	assert_int_equal(r.result, -1);
	assert_int_equal(r.diags.errors, 1);
	assert_int_equal(r.diags.items.at[0].code, DIAG_PAGE_LIMIT);
	assert_true(r.html.n <= text.n * LIMIT_OUTPUT_FACTOR + LIMIT_OUTPUT_EXTRA);
	release(&r);
	buf_release(&text);
	render(&r, "next page"); /* and the one after it is fine */
	assert_int_equal(r.result, 0);
	assert_str(buf_view(&r.html), "<p>next page</p>\n");
	release(&r);
}

static void long_page_is_refused(void **state)
{
	struct rendered r = {0};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	while (text.n <= LIMIT_PAGE_BYTES)
		buf_lit(&text, "a line of text\n");
	render_with(&r, buf_view(&text), (struct markdown_options){0});
	assert_int_equal(r.result, -1);
	release(&r);
	buf_release(&text);
}

static void empty_page_is_fine(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "");
	assert_int_equal(r.result, 0);
	assert_int_equal(r.html.n, 0);
	assert_int_equal(r.page.passages_n, 0);
	assert_int_equal(r.page.words, 0);
	release(&r);
}

/* Sixteen bytes are counted at once: wherever words stand in them, and behind what has to be looked at closely. */
static void words_are_counted_wherever_they_stand(void **state)
{
	static const struct {
		const char *text;
		uint32_t words;
	} cases[] = {
	    {"ab cd, ef-gh x_y 12 a b c d e f g h i j k l m n o p", 22},
	    {"longerthanablockofbytes and anotherwordlikethat.", 3},
	    {"caf\xC3\xA9 na\xC3\xAFve \xD0\xB0\xD0\xB1\xD0\xB2 words behind them all", 7},
	    {"a\xC2\xA0x c d e f g h i j k l m n o p q r s t", 20},
	    {"\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97 and four more words here", 7},
	    {"an ellipsis\xE2\x80\xA6 and what follows in the same block", 9},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (size_t shift = 0; shift < 40; shift++) {
			struct rendered r = {0};
			char text[160];

			(void)snprintf(text, sizeof(text), "%.*s %s", (int)shift,
				       "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", cases[i].text);
			render(&r, text);
			assert_int_equal(r.page.words, cases[i].words + (shift != 0));
			release(&r);
		}
	}
}

static void many_notes_of_a_kind_are_said_once(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "<a1> <a2> <a3>\n");
	assert_int_equal(r.diags.warnings, 3);
	release(&r);
	render(&r, "<a1> <a2> <a3>\n<a4>\n");
	assert_int_equal(r.diags.warnings, 1);
	assert_int_equal(r.diags.items.at[0].place.line, 10);
	assert_true(str_find(r.diags.items.at[0].message, STR("and 3 more on this page")) > 0);
	release(&r);
}

static void trusted_html_is_published_as_it_is(void **state)
{
	struct rendered r = {0};
	const char *html = "<div onclick=\"x()\" id=\"here\">\n<script>no text</script>shown\n</div>\n";

	(void)state;
	render_with(&r, str_c(html), (struct markdown_options){.raw_html = RAW_HTML_TRUSTED});
	assert_str(buf_view(&r.html), html);
	assert_int_equal(r.page.anchors.n, 1);
	assert_str(r.page.anchors.at[0], "here");
	assert_str(r.page.passages[0].text, "shown");
	assert_int_equal(r.diags.items.n, 2); /* onclick and the script are blocked by browsers */
	release(&r);
}

static void places_survive_rewriting(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "{% raw %}{% endraw %}[a](1) {{ x }} [b](2)\n\n"
		   "!!! note\n    text [c](3)\n\n    - item [d](4)\n\n"
		   ":::tip\n[e](5)\n:::\n");
	assert_int_equal(r.page.links_n, 5);
	assert_int_equal(r.page.links[0].line, 10);
	assert_int_equal(r.page.links[0].column, 22);
	assert_int_equal(r.page.links[1].column, 37);
	assert_int_equal(r.page.links[2].line, 13);
	assert_int_equal(r.page.links[2].column, 10);
	assert_int_equal(r.page.links[3].line, 15);
	assert_int_equal(r.page.links[3].column, 12);
	assert_int_equal(r.page.links[4].line, 18);
	assert_int_equal(r.diags.items.n, 1);
	assert_int_equal(r.diags.items.at[0].place.column, 29);
	release(&r);
}

/* A page that knows how markers look cannot make one. */
static void markers_cannot_be_forged(void **state)
{
	struct rendered r = {0};

	(void)state;
	render(&r, "<!--\x01"
		   "0-->\n\n:::note\nx\n:::\n");
	assert_str(buf_view(&r.html), "\n<p>:::note\nx\n:::</p>\n");
	release(&r);
}

static void schemes(void **state)
{
	static const char *const safe[] = {"a.md",	"#x",	      "?a:b",  "/x:y",	  "//h/x", "http://x",
					   "HTTPS://x", "mailto:a@b", "tel:1", "ftp://x", "",	   ":x"};
	static const char *const unsafe[] = {
	    "javascript:x",	"JavaScript:x", " javascript:x", "java\nscript:x", "\x01javascript:x",	   "vbscript:x",
	    "data:text/html,x", "file:///etc",	"blob:x",	 "view-source:x",  "data:image/svg+xml,x", "C:\\x"};

	(void)state;
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++)
		assert_true(sanitize_url_is_safe(str_c(safe[i]), false));
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++) {
		assert_false(sanitize_url_is_safe(str_c(unsafe[i]), false));
		assert_false(sanitize_url_is_safe(str_c(unsafe[i]), true));
	}
	assert_true(sanitize_url_is_safe(STR("data:image/png;base64,AA"), true));
	assert_false(sanitize_url_is_safe(STR("data:image/png;base64,AA"), false));
	assert_false(sanitize_url_is_safe(STR("data:image/pngx,AA"), true));
}

static void heading_ids_are_githubs(void **state)
{
	static const struct {
		const char *text, *id;
	} cases[] = {{"Install on Linux", "install-on-linux"},
		     {"C++ & C#", "c--c"},
		     {"Straße Äö", "straße-äö"},
		     {"a_b-c.d", "a_b-cd"},
		     {"日本語 です", "日本語-です"},
		     {"100 %", "100-"},
		     {"!?", ""},
		     {"\xF0\x9F\x9A\x80 Go", "-go"}};
	struct buf id;

	(void)state;
	buf_init(&id, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&id);
		heading_id(&id, str_c(cases[i].text));
		assert_str(buf_view(&id), cases[i].id);
	}
	buf_release(&id);
}

/* 20,000 headings of one name, nested quotes and a long line: no step is quadratic. */
static void large_pages_are_fine(void **state)
{
	struct rendered r = {0};
	struct buf text;
	clock_t began;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (int i = 0; i < 20000; i++)
		buf_lit(&text, "## Same\n\ntext\n\n");
	render_with(&r, buf_view(&text), (struct markdown_options){0});
	assert_int_equal(r.result, 0);
	assert_str(r.page.headings[19999].id, "same-19999");
	release(&r);
	buf_clear(&text);
	for (int i = 0; i < 100000; i++)
		buf_lit(&text, "<b");
	render_with(&r, buf_view(&text), (struct markdown_options){0});
	assert_int_equal(r.result, 0);
	release(&r);
	buf_clear(&text);
	for (int i = 0; i < 100000; i++)
		buf_lit(&text, "x <script>\n");
	began = clock();
	render_with(&r, buf_view(&text), (struct markdown_options){0});
	assert_int_equal(r.result, 0);
	assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
	release(&r);
	buf_release(&text);
}

/* What the parser would take minutes for is refused by name, with its line. */
static void hostile_pages_are_refused(void **state)
{
	static const char *const repeated[] = {"> ", "- ", "1. ", ">", "<?a", "<!--", "<![CDATA[", "www._", "![[]()"};
	struct rendered r = {0};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		buf_clear(&text);
		buf_lit(&text, "first line\n\n");
		while (text.n < 100000)
			buf_str(&text, str_c(repeated[i]));
		render_with(&r, buf_view(&text), (struct markdown_options){0});
		assert_int_equal(r.result, -1);
		assert_int_equal(r.diags.items.n, 1);
		assert_int_equal(r.diags.items.at[0].code, DIAG_PAGE_LIMIT);
		assert_int_equal(r.diags.items.at[0].place.line, 12);
		release(&r);
	}
	buf_release(&text);
}

/* … and what looks alike and is honest is not. */
static void honest_pages_are_not_refused(void **state)
{
	static const char *const repeated[] = {
	    "> > > quote\n",	    "<?php echo 1; ?>\n", "[a](b) ",	       "www.example.com ",
	    "<!-- note --> text\n", "| [a](b) | [c] |\n", "---------------- ", "\n- item\n"};
	struct rendered r = {0};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		buf_clear(&text);
		while (text.n < 200000)
			buf_str(&text, str_c(repeated[i]));
		render_with(&r, buf_view(&text), (struct markdown_options){0});
		assert_int_equal(r.result, 0);
		release(&r);
	}
	buf_release(&text);
}

/* The page's own language, else the site's, else English; unknown titles as they are. */
static void alerts_speak_the_language(void **state)
{
	static const struct {
		const char *page, *site, *text, *title;
	} cases[] = {{"", "", "> [!NOTE]\n> x", "Note"},
		     {"", "de", "> [!NOTE]\n> x", "Hinweis"},
		     {"fr-CA", "de", ":::tip\nx\n:::", "Astuce"},
		     {"den", "", "> [!WARNING]\n> x", "Warning"},
		     {"ja", "", "> [!information]\n> x", "情報"},
		     {"de", "", ":::bug\nx\n:::", "Bug"},
		     {"de", "", "::: details\nx\n:::", "Einzelheiten"},
		     {"es", "", "x[^1]\n\n[^1]: y", "Volver al texto"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rendered r = {.page.lang = str_c(cases[i].page)};

		render_with(&r, str_c(cases[i].text), (struct markdown_options){.lang = str_c(cases[i].site)});
		if (str_find(buf_view(&r.html), str_c(cases[i].title)) < 0)
			fail_msg("no %s in %s", cases[i].title, r.html.s);
		release(&r);
	}
}

/* ---- raw HTML that is trusted ---- */

static void trusted_is(const char *text, const char *expected, const char *targets)
{
	struct rendered r = {0};
	struct buf found;

	render_with(&r, str_c(text), (struct markdown_options){.raw_html = RAW_HTML_TRUSTED});
	assert_str(buf_view(&r.html), expected);
	buf_init(&found, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < r.page.links_n; i++)
		buf_printf(&found, "%s%c%.*s@%u:%u", i != 0 ? " " : "", r.page.links[i].kind == LINK_TO ? '>' : '!',
			   STR_ARG(r.page.links[i].target), r.page.links[i].line, r.page.links[i].column);
	assert_str(buf_view(&found), targets);
	buf_release(&found);
	release(&r);
}

static void trusted_html_has_links_too(void **state)
{
	(void)state;
	trusted_is("<p title=x>A <a class=b href=\"a.md?x&amp;y\">b</a></p>\n",
		   "<p title=x>A <a class=b href=\"\">b</a></p>\n", ">a.md?x&y@10:14");
	trusted_is("x <a href='a.md' id=i>b</a> <IMG SRC=b.png>\n", "<p>x <a href=\"\" id=i>b</a> <IMG SRC=\"\"></p>\n",
		   ">a.md@10:3 !b.png@10:29");
	trusted_is("<video src=\"v.mp4\" poster=\"p.png\"></video>\n", "<p><video src=\"\" poster=\"\"></video></p>\n",
		   "!v.mp4@10:1 !p.png@10:1");
	trusted_is("<a href=\"\">b</a> <a name=x>\n", "<p><a href=\"\">b</a> <a name=x></p>\n", "");
	trusted_is("<a href=\"javascript:x()\">b</a>\n", "<p><a href=\"javascript:x()\">b</a></p>\n", "");
	trusted_is("<div>\n<!-- <a href=\"x\"> -->\n<script src=\"x.js\">'<a href=\"y\">'</script>\n<br/>\n</div>\n",
		   "<div>\n<!-- <a href=\"x\"> -->\n<script src=\"\">'<a href=\"y\">'</script>\n<br/>\n</div>\n",
		   ">x.js@12:1");
	trusted_is("<img src=a.png srcset='a.png 1x,\n b&amp;c.png  2x'>\n",
		   "<p><img src=\"\" srcset=\" 1x,\n  2x\"></p>\n", "!a.png@10:1 !a.png@10:1 !b&c.png@10:1");
	trusted_is("<picture><source srcset=\"a.webp, b.webp 100w,,c.webp\"></picture>\n",
		   "<p><picture><source srcset=\",  100w,,\"></picture></p>\n",
		   "!a.webp@10:10 !b.webp@10:10 !c.webp@10:10");
	trusted_is("<img srcset=a.png> <img srcset=\" , \"> <p srcset=a>\n",
		   "<p><img srcset=\"\"> <img srcset=\" , \"> <p srcset=a></p>\n", "!a.png@10:1");
	trusted_is("<img srcset=\"https://x.example/i,b.png 2x\">\n", "<img srcset=\" 2x\">\n",
		   "!https://x.example/i,b.png@10:1");
	trusted_is("<img srcset='a.png 1\"x'><img srcset='javascript:x() 2x, a.png'>\n",
		   "<p><img srcset='a.png 1\"x'><img srcset='javascript:x() 2x, a.png'></p>\n", "");
	trusted_is("# A <img src=\"a.png\"> b\n", "<h1 id=\"a-b\">A <img src=\"\"> b</h1>\n", "!a.png@10:5");
}

static void blocked_is(const char *text, unsigned notes)
{
	struct rendered r = {0};
	unsigned found = 0;

	render_with(&r, str_c(text), (struct markdown_options){.raw_html = RAW_HTML_TRUSTED});
	for (size_t i = 0; i < r.diags.items.n; i++)
		found += r.diags.items.at[i].code == DIAG_HTML_BLOCKED;
	assert_int_equal(found, notes);
	release(&r);
}

static void what_browsers_ignore_is_said(void **state)
{
	(void)state;
	blocked_is("<p onclick=\"x()\">a</p>\n", 1);
	blocked_is("<p style=\"color:red\" one=x>a</p>\n", 1);
	blocked_is("<p style=\"color:red\" data-on=x>a</p>\n", 0);
	blocked_is("<script>x()</script>\n", 1);
	blocked_is("<script src=\"//cdn.example/x.js\"></script>\n", 1);
	blocked_is("<script src=\"x.js\"></script>\n", 0);
	blocked_is("<script type=\"application/ld+json\">{}</script>\n", 0);
	blocked_is("<style>p { }</style>\n", 1);
	blocked_is("<a href=\"javascript:x()\">b</a>\n", 1);
	blocked_is("<img srcset='a.png, javascript:x() 2x'>\n", 1);
}

/* ---- where links stand ---- */

static void links_are_at(const char *text, const char *expected)
{
	struct rendered r = {0};
	struct buf found;

	render(&r, text);
	buf_init(&found, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < r.page.links_n; i++)
		buf_printf(&found, "%s%u:%u", i != 0 ? " " : "", r.page.links[i].line, r.page.links[i].column);
	assert_str(buf_view(&found), expected);
	buf_release(&found);
	release(&r);
}

static void links_stand_where_they_begin(void **state)
{
	(void)state;
	links_are_at("a [b\nc](x.md) [d](y.md)\n", "10:3 11:10");
	links_are_at("a [b\nc][r] [*d* e][r]\n\n[r]: x.md\n", "10:3 11:7");
	links_are_at("1. [a\n  b](x.md) <b>x</b> <a href=\"y.md\">c</a> [d](z.md)\n", "10:4 11:21 11:42");
	links_are_at("- > z <!-- c --> ![a\n  > b][r] [c d][r]\n\n[r]: x.md\n", "10:18 11:11");
	links_are_at("[a](x.md) [a](x.md)\n[a](x.md)\n", "10:1 10:11 11:1");
	links_are_at("1. a [b\n  c `]` d](x.md) `e` [f ``[`]`` g\n h](y.md)\n", "10:6 11:22");
	links_are_at("\\[a] [`a` b][r], <x@y.zz> www.a.zz\n\n[r]: x.md\n", "10:6 10:18 10:27");
}

/* ---- directives of mkdocstrings ---- */

static void directives_of_mkdocs_are_named(void **state)
{
	static const struct {
		const char *text;
		bool is_directive;
	} cases[] = {
	    {"::: package.module\n", true},
	    {"::: package._Class.method\n    options:\n      show_root: true\n", true},
	    {"::: mkdocs-click\n    :module: a.b\n    :command: run\n", true},
	    {"::: tip\n    a: b\n:::\n", false},
	    {"::: details\n    a: b\n:::\n", false},
	    {"::: box\ntext: more\n:::\n", false},
	    {"::: box Version 2.x\nText.\n:::\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rendered r = {0};
		bool is_named = false;

		render(&r, cases[i].text);
		for (size_t k = 0; k < r.diags.items.n; k++)
			is_named |= r.diags.items.at[k].code == DIAG_LEFTOVER &&
				    str_find(r.diags.items.at[k].message, STR("is shown as it is written")) >= 0;
		assert_int_equal(is_named, cases[i].is_directive);
		assert_int_equal(str_find(buf_view(&r.html), STR(":::")) >= 0, cases[i].is_directive);
		release(&r);
	}
}

/* ---- what is not closed ---- */

static void an_unclosed_block_is_said(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column; /* 0: nothing is said */
	} cases[] = {
	    {":::note\nA\n:::\n", 0, 0},
	    {":::note\nA\n", 10, 1},
	    {"# T\n\n:::: tip\n:::note\nA\n:::\n", 12, 1},
	    {"- a\n\n  :::note\n  A\n\n- b\n", 12, 3},
	    {"> :::note\n> A\n\nB\n", 10, 3},
	    {"```\n:::note\n```\n", 0, 0},
	    {"{: .note }\nA\n", 0, 0},
	    {":::zone pivot=\"x\"\nA\n", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rendered r = {0};
		const struct diag *found = NULL;

		render(&r, cases[i].text);
		for (size_t k = 0; k < r.diags.items.n; k++)
			if (r.diags.items.at[k].code == DIAG_BLOCK_UNCLOSED)
				found = &r.diags.items.at[k];
		assert_int_equal(found != NULL ? found->place.line : 0, cases[i].line);
		assert_int_equal(found != NULL ? found->place.column : 0, cases[i].column);
		release(&r);
	}
}

static void toc_anywhere_goes(void **state)
{
	(void)state;
	html_is("Text {:toc} here.\n", "T", "<p>Text  here.</p>\n");
	html_is("- {:toc}\n", "T", "<ul>\n<li></li>\n</ul>\n");
	html_is("`{:toc}` {:tock}\n", "T", "<p><code>{:toc}</code> {:tock}</p>\n");
}

/* cmark-gfm cuts the name of such a footnote inside a character. */
static void headings_are_utf8_without_controls(void **state)
{
	static const char text[] = "\357\277\275\357\277\275\357\277\275i\357\277\275\357\277\275&< = "
				   "\012[}{:](%:]\357\277\275%\000\000\000\012!\000[^\000\000\000\000:---= "
				   "\012[}{:](%:]\354\211\211\357\277\275\357\277\275%}\012-";
	struct rendered r = {0};

	(void)state;
	render_with(&r, str_n(text, sizeof(text) - 1), (struct markdown_options){.take_title = true});
	assert_int_equal(r.page.headings_n, 1);
	assert_true(utf8_is_valid(r.page.headings[0].text));
	for (size_t i = 0; i < r.page.headings[0].text.n; i++)
		assert_true((unsigned char)r.page.headings[0].text.s[i] >= ' ');
	release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(directives_of_mkdocs_are_named),
	    cmocka_unit_test(first_heading_becomes_the_title),
	    cmocka_unit_test(same_heading_as_title_is_left_out),
	    cmocka_unit_test(other_heading_than_title_stays),
	    cmocka_unit_test(several_h1_go_below_the_title),
	    cmocka_unit_test(raw_headings_hold_words_only),
	    cmocka_unit_test(trusted_html_has_links_too),
	    cmocka_unit_test(what_browsers_ignore_is_said),
	    cmocka_unit_test(an_unclosed_block_is_said),
	    cmocka_unit_test(links_stand_where_they_begin),
	    cmocka_unit_test(toc_anywhere_goes),
	    cmocka_unit_test(headings_are_utf8_without_controls),
	    cmocka_unit_test(lower_heading_is_no_title),
	    cmocka_unit_test(holes_are_behind_the_quotes),
	    cmocka_unit_test(holes_count_from_the_start_of_the_page),
	    cmocka_unit_test(one_reference_used_often_is_refused),
	    cmocka_unit_test(long_page_is_refused),
	    cmocka_unit_test(empty_page_is_fine),
	    cmocka_unit_test(words_are_counted_wherever_they_stand),
	    cmocka_unit_test(many_notes_of_a_kind_are_said_once),
	    cmocka_unit_test(trusted_html_is_published_as_it_is),
	    cmocka_unit_test(places_survive_rewriting),
	    cmocka_unit_test(markers_cannot_be_forged),
	    cmocka_unit_test(schemes),
	    cmocka_unit_test(heading_ids_are_githubs),
	    cmocka_unit_test(large_pages_are_fine),
	    cmocka_unit_test(alerts_speak_the_language),
	    cmocka_unit_test(hostile_pages_are_refused),
	    cmocka_unit_test(honest_pages_are_not_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
