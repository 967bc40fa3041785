#include "tests/unit/unit.h"

#include "generator/site.h"
#include "generator/twin.h"

#include <time.h>

static struct link links[] = {
    {.target = {"fees.md", 7}, .url = {"/billing/fees/", 14}},
    {.target = {"my file.md#x", 12}, .url = {"/my-file/#x", 11}},
    {.target = {"https://other.example/", 22}, .url = {"https://other.example/", 22}},
    {.target = {"pic.png", 7}, .url = {"/billing/pic.1234abcd.png", 25}},
    {.target = {"gone.md", 7}, .url = {"gone.md", 7}},
};
static struct config config = {.base_path = {"/help/", 6}, .base_url = {"https://x.example/help/", 23}};
static struct page page = {.title = {"T", 1}, .links = links, .links_n = 5};
static const struct site site = {.config = &config, .pages = &page, .pages_n = 1};

static void twin_is(const char *source, const char *expected)
{
	struct buf out;

	page.title_is_from_heading = true;
	buf_init(&out, BUF_NO_LIMIT);
	twin_write(&out, &site, 0, str_c(source));
	assert_str(buf_view(&out), expected);
	buf_release(&out);
}

static void links_lead_where_the_pages_do(void **state)
{
	(void)state;
	twin_is("See [fees](fees.md) and [more](<my file.md#x>).\n",
		"See [fees](/help/billing/fees/) and [more](</help/my-file/#x>).\n");
	twin_is("![A picture](pic.png \"title\")\n", "![A picture](/help/billing/pic.1234abcd.png \"title\")\n");
	twin_is("[a]\n\n[a]: fees.md\n", "[a]\n\n[a]: /help/billing/fees/\n");
	twin_is("<a href=\"fees.md\">x</a>\n", "<a href=\"/help/billing/fees/\">x</a>\n");
	twin_is("[x](https://other.example/) [y](gone.md) [z](#top)\n",
		"[x](https://other.example/) [y](gone.md) [z](#top)\n");
}

static void code_stays_as_it_is(void **state)
{
	(void)state;
	twin_is("`[x](fees.md)` [x](fees.md)\n", "`[x](fees.md)` [x](/help/billing/fees/)\n");
	twin_is("```\n[x](fees.md) <!-- shown -->\n```\n[x](fees.md)\n",
		"```\n[x](fees.md) <!-- shown -->\n```\n[x](/help/billing/fees/)\n");
	twin_is("~~~~\n~~~\n[x](fees.md)\n~~~~\n", "~~~~\n~~~\n[x](fees.md)\n~~~~\n");
	twin_is("> ```\n> a\n\n[x](fees.md)\n", "> ```\n> a\n\n[x](/help/billing/fees/)\n");
	twin_is("a ` b [x](fees.md)\n", "a ` b [x](/help/billing/fees/)\n");
}

static void comments_are_for_writers(void **state)
{
	(void)state;
	twin_is("a <!-- internal --> b\n", "a  b\n");
	twin_is("a <!-- over\nlines\n\n--> b\n", "a  b\n");
	twin_is("a <!-- never closed\nb\n", "a \n");
	twin_is("`<!-- code -->`\n", "`<!-- code -->`\n");
}

static void scripts_go_as_they_go_from_the_page(void **state)
{
	(void)state;
	config.raw_html = RAW_HTML_SAFE;
	twin_is("a <script>alert(1)</script> b\n", "a  b\n");
	twin_is("<style media=x>\np { }\n</style >\n[x](fees.md)\n", "\n[x](/help/billing/fees/)\n");
	twin_is("a <script>never closed\n", "a \n");
	twin_is("`<script>` and <b onclick=\"x()\">b</b>, a < b\n", "`<script>` and <b onclick=\"x()\">b</b>, a < b\n");
	config.raw_html = RAW_HTML_TRUSTED;
	twin_is("a <script>x</script>\n", "a <script>x</script>\n");
	config.raw_html = RAW_HTML_NONE;
	twin_is("a <script>x</script>\n", "a <script>x</script>\n");
	config.raw_html = RAW_HTML_SAFE;
}

/* Each is looked for its end: 2 MB took minutes. */
static void scripts_without_an_end_are_text(void **state)
{
	struct buf text;
	clock_t began = clock();

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	while (text.n < 2000000)
		buf_lit(&text, "</script ");
	buf_add(&text, "\n\0", 2);
	twin_is(text.s, text.s);
	assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
	buf_release(&text);
}

static void the_title_comes_first(void **state)
{
	struct buf out;

	(void)state;
	page.title_is_from_heading = false;
	buf_init(&out, BUF_NO_LIMIT);
	twin_write(&out, &site, 0, STR("Text"));
	assert_str(buf_view(&out), "# T\n\nText\n");
	buf_release(&out);
}

static void any_bytes_are_fine(void **state)
{
	static const char *const sources[] = {"](",  "]: ",	"](<", "<!--", "`",    "```",
					      "=\"", "href=\"", "",    "\n\n", "](\n", "~~~"};

	(void)state;
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		struct buf out;

		buf_init(&out, BUF_NO_LIMIT);
		twin_write(&out, &site, 0, str_c(sources[i]));
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_lead_where_the_pages_do),
	    cmocka_unit_test(code_stays_as_it_is),
	    cmocka_unit_test(comments_are_for_writers),
	    cmocka_unit_test(scripts_go_as_they_go_from_the_page),
	    cmocka_unit_test(scripts_without_an_end_are_text),
	    cmocka_unit_test(the_title_comes_first),
	    cmocka_unit_test(any_bytes_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
