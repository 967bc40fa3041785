/* Articles' HTML as markdown: what becomes of what; no text is lost; hostile HTML is refused or read in time. */
#include "tests/unit/unit.h"

#include "common/arena.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/tickets/html_markdown.h"
#include "generator/tickets/unseen.h"

static struct str to_local(void *context, struct str url, bool is_image)
{
	(void)context;
	if (is_image)
		return str_find(url, STR("/kept")) >= 0 ? STR("1-kept.png") : url;
	return str_starts(url, STR("https://old.example/")) ? str_from(url, 19) : url;
}

static int convert(struct buf *out, struct str html, const char **reason)
{
	const struct html_markdown options = {.address = to_local};

	buf_init(out, LIMIT_PAGE_BYTES);
	return html_markdown(out, html, &options, reason);
}

static const struct {
	const char *html, *markdown;
} cases[] = {
    {"<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\\\nlines\n"},
    {"text <div>block</div> more", "text\n\nblock\n\nmore\n"},
    {"<p>&nbsp;</p><p> </p><p>x</p>", "x\n"},
    {"<h2 id=\"h_01\">Pay <em>now</em></h2>", "## Pay *now* {#h_01}\n"},
    {"<h1>A</h1><h2>B</h2>", "## A\n\n### B\n"},
    {"<h2>C#</h2><h3></h3>", "## C\\#\n"},
    {"<h2>{x}</h2>", "## {x} {#heading-1}\n"},
    /* emphasis */
    {"a <b>bold </b>word", "a **bold** word\n"},
    {"a<b>b</b>c", "a**b**c\n"},
    {"<b>\"x\"</b>y", "<strong>\"x\"</strong>y\n"},
    {"<b>x.</b>y", "<strong>x.</strong>y\n"},
    {"<b>a <i>b</i> c</b>", "**a <em>b</em> c**\n"},
    {"<b></b>x<b> </b>y", "x y\n"},
    {"<b>a</b><i>b</i>", "**a**<em>b</em>\n"},
    {"<b>x<br></b>y", "**x**\\\ny\n"},
    {"\xe4\xb8\xad<b>\xe6\x96\x87</b>\xe4\xb8\xad", "\xe4\xb8\xad**\xe6\x96\x87**\xe4\xb8\xad\n"},
    {"H<sub>2</sub>O <kbd>Ctrl</kbd> <u></u>", "H<sub>2</sub>O <kbd>Ctrl</kbd>\n"},
    /* text that looks like markdown */
    {"<p># x</p><p>- y</p><p>1. z</p><p>> q</p><p>| a | b |</p>", "\\# x\n\n\\- y\n\n1\\. z\n\n\\> q\n\n\\| a | b |\n"},
    {"a*b _c_ d_e [f] `g` ~h~ \\", "a\\*b \\_c\\_ d_e \\[f\\] \\`g\\` \\~h\\~ \\\\\n"},
    {"{{ x }} {% y %} {z}", "\\{{ x }} \\{% y %} {z}\n"},
    {"AT&amp;T &amp;lt; 1 &lt; 2 &lt;b", "AT&T \\&lt; 1 < 2 \\<b\n"},
    {"see http://a.example/_x_/ now", "see <http://a.example/_x_/> now\n"},
    {"see http://a.example/x now", "see http://a.example/x now\n"},
    {"see https://a.example/x", "see <https://a.example/x>\n"},
    {"see www.a.example", "see www\\.a.example\n"},
    {"see http://a.example/x|y* now", "see http\\://a.example/x|y\\* now\n"},
    {"(http://a.example/x).", "(http://a.example/x).\n"},
    {"<a href=\"/x\">http://a.example/y</a>", "[http://a.example/y](/x)\n"},
    {"xhttp://a.example/_y_/", "xhttp://a.example/\\_y\\_/\n"},
    {"<p>::: x</p><p>!!! y</p>", "\\::: x\n\n\\!!! y\n"},
    /* links and images */
    {"<a href=\"https://old.example/hc/1\">x <b>y</b></a>", "[x **y**](/hc/1)\n"},
    {"<a href=\"javascript:alert(1)\">x</a> <a href=\" JAVASCRIPT:x\">y</a> <a href=\"data:text/html,x\">z</a>",
     "x y z\n"},
    {"<a href=\"java&#10;script:x\">y</a>", "y\n"},
    {"<a href=\"/a b(c)\">x</a>", "[x](/a%20b%28c%29)\n"},
    {"<a href=\"/x\"><div>y</div></a>", "[y](/x)\n"},
    {"<a href=\"/x\"></a><a name=\"here\"></a>z", "<a id=\"here\"></a>z\n"},
    {"<img src=\"/kept\" alt=\"A [b]\">", "![A \\[b\\]](1-kept.png)\n"},
    {"<img src=\"data:image/png;base64,AA\" alt=\"shown\">", "shown\n"},
    {"<iframe src=\"//v.example/1\" title=\"A film\"></iframe>", "[A film](https://v.example/1)\n"},
    /* code */
    {"<code>a`b</code> <code>x</code><code>y</code>", "``a`b`` `x`<code>y</code>\n"},
    {"<pre class=\"x language-js\">if (a &lt; b)\n  ```</pre>", "````js\nif (a < b)\n  ```\n````\n"},
    {"<pre><code class=\"lang-c\">x<br>y</code></pre>", "```c\nx\ny\n```\n"},
    /* lists */
    {"<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"},
    {"<ol start=\"9\"><li>a</li><li><p>b</p><p>c</p></li></ol>", "9. a\n\n10. b\n\n    c\n"},
    {"<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b\n"},
    {"<ul><li>a</li>b<ul><li>c</li></ul></ul>", "- a\n- b\n- - c\n"},
    {"<ul><li></li></ul>x", "-\n\nx\n"},
    /* containers */
    {"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"},
    {"<div class=\"callout callout-warning\">x</div>", "> [!WARNING]\n> x\n"},
    {"<details><summary>A &amp; {% b %}</summary><p>c</p></details>",
     "<details>\n<summary>A &amp; &#123;% b %}</summary>\n\nc\n\n</details>\n"},
    {"<dl><dt>a</dt><dd>b</dd></dl>", "<dl>\n<dt>\n\na\n\n</dt>\n<dd>\n\nb\n\n</dd>\n</dl>\n"},
    /* tables */
    {"<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td><p>x</p><p>y</p></td></tr></table>",
     "| a | b |\n|---|---|\n| 1\\|2 | x<br>y |\n"},
    {"<table><tr><td><strong>a</strong></td></tr><tr><td>1</td></tr></table>", "| **a** |\n|---|\n| 1 |\n"},
    {"<table><tr><td colspan=\"2\">a</td></tr></table>",
     "<table>\n<tr>\n<td colspan=\"2\">\n\na\n\n</td>\n</tr>\n</table>\n"},
    {"<table><caption>T</caption></table>", "T\n"},
    /* what nobody reads */
    {"a<script>alert(1)</script><style>p{}</style><!-- c -->b", "ab\n"},
    {"", ""},
};

static void each_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out;
		const char *reason = "";

		assert_int_equal(convert(&out, str_c(cases[i].html), &reason), 0);
		if (!str_eq(buf_view(&out), str_c(cases[i].markdown)))
			print_error("of %s\n", cases[i].html);
		assert_string_equal(out.s != NULL ? out.s : "", cases[i].markdown);
		buf_release(&out);
	}
}

/* What readers of the old help centre could not see; what a click opens they could. */
static void what_nobody_sees(void **state)
{
	static const struct {
		const char *html, *markdown;
		bool has_unseen;
	} pages[] = {
	    {"<p>a</p><div style=\"display: none\"><p>b <img src=\"/c.png\"></p></div><p>d</p>", "a\n\nd\n", true},
	    {"<p>a</p><p hidden>b</p><noscript>c</noscript><template><p>d</p></template><dialog>e</dialog>", "a\n",
	     true},
	    {"<p style=\"visibility:hidden\">a</p><p style=\"VISIBILITY : Visible\">b</p>", "b\n", true},
	    {"<ul><li>a</li><li style=\"display:none\">b</li></ul>", "- a\n", true},
	    {"<table><tr><th>a</th></tr><tr><td>b<span hidden>c</span></td></tr></table>", "| a |\n|---|\n| b |\n",
	     true},
	    {"<pre>a<span style=\"display:none\">b</span></pre>", "```\na\n```\n", true},
	    {"<p>a<span style=\"font-size:1px;color:#fff\">b</span><span style=\"font-size:0\">c "
	     "<b style=\"font-size:14px\">d</b></span></p>",
	     "a**d**\n", true},
	    /* nothing is lost */
	    {"<p>a</p><div style=\"display:none\"> <br></div><!-- b --><script>c</script>", "a\n", false},
	    {"<p style=\"color:#ffffff\">a</p><p aria-hidden=\"true\">b</p><p hidden=\"until-found\">c</p>",
	     "a\n\nb\n\nc\n", false},
	    {"<dialog open>a</dialog><details><summary>b</summary><p>c</p></details>",
	     "a\n\n<details>\n<summary>b</summary>\n\nc\n\n</details>\n", false},
	    {"<p><a href=\"#more\">a</a></p><p id=\"more\" style=\"display:none\">b</p>",
	     "[a](#more)\n\n<a id=\"more\"></a>b\n", false},
	    {"<button aria-controls=\"x\">a</button><p id=x hidden>b</p>", "a\n\n<a id=\"x\"></a>b\n", false},
	    {"<p role=\"tabpanel\" style=\"display:none\">a</p>", "a\n", false},
	    {"<button onclick=\"show(event, 'x')\">a</button><p id=x style=\"display:none\">b</p>",
	     "a\n\n<a id=\"x\"></a>b\n", false},
	    {"<ul><li data-tab=\"x\">a</li></ul><p id=x hidden>b</p>", "- a\n\n<a id=\"x\"></a>b\n", false},
	    {"<button data-bs-target=\".y\">a</button><p class=\"z y\" hidden>b</p>", "a\n\nb\n", false},
	    {"<button aria-controls=\"w x\">a</button><dialog id=x>b</dialog>", "a\n\n<a id=\"x\"></a>b\n", false},
	    {"<p>a</p><p id=x data-id=x hidden>b</p>", "a\n", true},
	    {"<p>a <noscript><img src=\"/b.png\" alt=\"b\"></noscript></p>", "a\n\n![b](/b.png)\n", false},
	    {"<p>a</p><noscript>b <img src=\"/b.png\"></noscript>", "a\n", true},
	    {"<div style=\"font-size:0\"><b style=\"font:14px/1.5 Arial\">a</b></div>", "**a**\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		bool has_unseen = !pages[i].has_unseen;
		const struct html_markdown options = {.address = to_local, .has_unseen = &has_unseen};
		struct buf out;
		const char *reason = "";

		buf_init(&out, LIMIT_PAGE_BYTES);
		assert_int_equal(html_markdown(&out, str_c(pages[i].html), &options, &reason), 0);
		buf_char(&out, '\0');
		assert_string_equal(out.s, pages[i].markdown);
		assert_int_equal(has_unseen, pages[i].has_unseen);
		buf_release(&out);
	}
}

static struct str repeated(struct buf *text, const char *piece, size_t bytes)
{
	while (text->n < bytes)
		buf_str(text, str_c(piece));
	return buf_view(text);
}

/* Refused as a whole, never cut. */
static void too_much(void **state)
{
	static const char *const pieces[] = {"<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<a "};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf html, out;
		const char *reason = NULL;

		buf_init(&html, BUF_NO_LIMIT);
		assert_int_equal(convert(&out, repeated(&html, pieces[i], 100000), &reason), -1);
		assert_non_null(reason);
		buf_release(&out);
		buf_release(&html);
	}
}

static void too_long(void **state)
{
	struct buf html, out;
	const char *reason = NULL;

	(void)state;
	buf_init(&html, BUF_NO_LIMIT);
	/* fits as HTML, not as markdown */
	assert_int_equal(convert(&out, repeated(&html, "*****", LIMIT_PAGE_BYTES - 10), &reason), -1);
	assert_string_equal(reason, "it is too long");
	buf_release(&out);
	assert_int_equal(convert(&out, repeated(&html, "x", LIMIT_PAGE_BYTES + 1), &reason), -1);
	buf_release(&out);
	buf_release(&html);
}

/* At every byte: whatever it is, it is whole UTF-8 text, and text in front of the cut is there. */
static void cut(void **state)
{
	static const char whole[] =
	    "<p>One</p><ul class=\"a\"><li>x<table><tr><td>c</td></tr></table></li></ul><a href='y'>z</a>"
	    "<pre>q</pre><!-- c --><b>e";

	(void)state;
	for (size_t n = 10; n < sizeof(whole); n++) {
		struct buf out;
		const char *reason = "";

		assert_int_equal(convert(&out, str_n(whole, n), &reason), 0);
		assert_true(str_starts(buf_view(&out), STR("One\n")));
		buf_release(&out);
	}
}

/* As CSS reads them: up to six digits, or the sign itself; what has no end ends with the style. */
static void styles_are_made_plain(void **state)
{
	static const struct {
		struct str style;
		const char *plain;
	} styles[] = {
	    {STR_INIT(" Display : NONE ; "), "display:none;"},
	    {STR_INIT("display:\\6e one"), "display:none"},
	    {STR_INIT("display:\\00006eone"), "display:none"},
	    {STR_INIT("display:\\000006eone"), "display:\x06"
					       "eone"},
	    {STR_INIT("displa\\y:\\none"), "display:none"},
	    {STR_INIT("color:\\80 red"), "color:?red"},
	    {STR_INIT("color:\\7f red"), "color:\x7Fred"},
	    {STR_INIT("color:r\\"), "color:r?"},
	    {STR_INIT("color:/* no */red/* end"), "color:red"},
	    {STR_INIT("a/**/b/*/c*/d"), "abd"},
	};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++) {
		char *exact = mem_dup(styles[i].style.s, styles[i].style.n);

		buf_clear(&out);
		unseen_plain_style(&out, str_n(exact, styles[i].style.n));
		assert_str(buf_view(&out), styles[i].plain);
		mem_free(exact);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_case), cmocka_unit_test(what_nobody_sees),
	    cmocka_unit_test(too_much),	 cmocka_unit_test(too_long),
	    cmocka_unit_test(cut),	 cmocka_unit_test(styles_are_made_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
