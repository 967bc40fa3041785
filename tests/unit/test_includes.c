#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/limits.h"
#include "generator/markdown.h"
#include "generator/markdown_include_lines.h"
#include "generator/markdown_includes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A content folder, and one page of it that is rendered from a text. */
struct site {
	char path[32];
	int folder;
	struct arena arena;
	struct diag_list diags;
	struct buf html;
	struct page page;
};

static void begin(struct site *site)
{
	memcpy(site->path, "/tmp/weir-includes-XXXXXX", 26);
	assert_non_null(mkdtemp(site->path));
	site->folder = fs_open_folder(site->path);
	assert_true(site->folder >= 0);
	arena_init(&site->arena);
	diag_list_init(&site->diags, &site->arena);
	buf_init(&site->html, BUF_NO_LIMIT);
}

static void end(struct site *site)
{
	diag_list_release(&site->diags);
	arena_release(&site->arena);
	buf_release(&site->html);
	close(site->folder);
	site->folder = fs_open_folder("/tmp");
	assert_int_equal(fs_remove_tree_at(site->folder, site->path + 5), 0);
	close(site->folder);
}

static void write_file(const struct site *site, const char *path, const char *text)
{
	char folder[200] = "";
	ptrdiff_t slash = str_rfind_char(str_c(path), '/');

	memcpy(folder, path, slash < 0 ? 0 : (size_t)slash);
	if (slash > 0)
		assert_int_equal(fs_make_folders_at(site->folder, folder), 0);
	assert_int_equal(fs_replace_at(site->folder, path, str_c(text), false), 0);
}

static struct str render_as(struct site *site, const char *path, enum page_kind kind, const char *text)
{
	const struct markdown_options options = {0};

	buf_clear(&site->html);
	site->page = (struct page){.path = str_c(path), .kind = kind, .content = &site->folder};
	assert_int_equal(
	    markdown_render(&site->page, str_c(text), 1, &options, &site->html, &site->arena, &site->diags), 0);
	return buf_view(&site->html);
}

static struct str render(struct site *site, const char *text)
{
	return render_as(site, "guide/page.md", PAGE_ARTICLE, text);
}

static void every_tool_has_its_own_way(void **state)
{
	static const char *const lines[] = {
	    "{{#include ../parts/a.md}}",
	    "{{#include ../parts/a.md:4}}",
	    "{{#include ../parts/a.md:4:5}}",
	    "--8<-- \"parts/a.md\"",
	    "--8<-- \"docs/parts/a.md\"", /* from the root of the other tool's project */
	    "{!parts/a.md!}",
	    "{% include-markdown \"../parts/a.md\" %}",
	    "{% include a.md version=\"2\" %}",
	    "{{% include \"/parts/a.md\" %}}",
	    "{{% include file='/parts/a.md' /%}}",
	    "{{< readfile file=\"/parts/a.md\" >}}",
	    "{{< docs/shared source=\"x\" lookup=\"a.md\" version=\"<V>\" >}}",
	    "<!--@include: ../parts/a.md-->",
	    "<!-- @include: @/parts/a.md{4,} -->",
	    "<!--@include: ../parts/a.md#middle-->",
	    "[!INCLUDE [what it says](../parts/a.md)]",
	    "import A from '@site/docs/parts/a.md';\n\n<A />",
	    "import A from \"../parts/a.md\"\n\n<A version=\"2\"></A>",
	};
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "parts/a.md",
		   "---\ntitle: A part\n<!-- #region middle -->\n---\nAll *of it*\n<!-- #endregion -->\n");
	write_file(&site, "parts/a.md", "---\ntitle: A part\n---\nAll *of it*\n");
	write_file(&site, "_includes/a.md", "All *of it*\n");
	write_file(&site, "shared/a.md", "All *of it*\n");
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		bool has_region = strstr(lines[i], "#middle") != NULL;

		if (has_region)
			write_file(&site, "parts/a.md",
				   "no\n<!-- #region middle -->\nAll *of it*\n<!-- #endregion middle -->\nno\n");
		if (str_find(render(&site, lines[i]), STR("<p>All <em>of it</em></p>\n")) < 0 ||
		    str_find(buf_view(&site.html), STR("no")) >= 0)
			fail_msg("%s: %.*s", lines[i], (int)site.html.n, site.html.s);
		if (has_region)
			write_file(&site, "parts/a.md", "---\ntitle: A part\n---\nAll *of it*\n");
	}
	end(&site);
}

/* Names of products in the midst of sentences, as Microsoft Learn has them. */
static void words_are_taken_in_within_a_line(void **state)
{
	static const struct {
		const char *written, *html;
	} cases[] = {
	    {"Open [!INCLUDE[n](../parts/n.md)] or [!INCLUDE [t](../parts/t.md)].\n",
	     "<p>Open <em>Acme</em> Desk or two lines.</p>\n"},
	    {"[!INCLUDE[n](../parts/n.md)] and [!INCLUDE[t](../parts/t.md)]\n",
	     "<p><em>Acme</em> Desk and two lines</p>\n"},
	    {"- [!INCLUDE[b](../parts/b.md)]\n- x\n",
	     "<ul>\n<li>\n<p>one</p>\n<p>two</p>\n</li>\n<li>\n<p>x</p>\n</li>\n</ul>\n"},
	    {"> [!INCLUDE[b](../parts/b.md)]\n", "<blockquote>\n<p>one</p>\n<p>two</p>\n</blockquote>\n"},
	    {"`[!INCLUDE[n](../parts/n.md)]` is [!INCLUDE[n](../parts/n.md)]\n",
	     "<p><code>[!INCLUDE[n](../parts/n.md)]</code> is <em>Acme</em> Desk</p>\n"},
	    {"[!INCLUDE[d](../parts/deep.md)]\n", "<p>Say <em>Acme</em> Desk.</p>\n"},
	};
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "parts/n.md", "---\nms.date: 2020-01-01\n---\n\n*Acme* Desk\n");
	write_file(&site, "parts/t.md", "two\nlines");
	write_file(&site, "parts/b.md", "one\n\ntwo\n");
	write_file(&site, "parts/deep.md", "Say [!INCLUDE[n](n.md)].\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str(render(&site, cases[i].written), cases[i].html);
	assert_int_equal(site.diags.items.n, 0);
	/* what is no paragraph fits into no sentence, and stays */
	assert_true(str_find(render(&site, "In [!INCLUDE[b](../parts/b.md)] it\n"), STR("<p>In <a href=")) == 0);
	assert_int_equal(site.diags.items.n, 1);
	assert_int_equal(site.page.includes.n, 2);
	end(&site);
}

/* Or a line of nothing but "[!INCLUDE" would be looked through from each of them. */
static void within_a_line_not_everything_is_looked_through(void **state)
{
	char line[4096] = "In [!INCLUDE[n](../parts/n.md) it";
	size_t open, close = 0;
	struct wanted wanted;

	(void)state;
	memset(line + strlen(line), 'x', sizeof(line) - strlen(line) - 3);
	memcpy(line + sizeof(line) - 3, ")]", 3);
	assert_false(include_line_find(str_c(line), &open, &close, &wanted));
	close = 0;
	assert_true(include_line_find(STR("In [!INCLUDE[n](../parts/n.md)] it"), &open, &close, &wanted));
	assert_int_equal(open, 3);
	assert_int_equal(close, 31);
}

static void code_is_taken_in(void **state)
{
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "code/m.rs", "fn main() {\n    // ANCHOR: body\n    a();\n    // ANCHOR_END: body\n}\n");
	assert_str(
	    render(&site, "```rust\n{{#rustdoc_include ../code/m.rs:body}}\n```\n"),
	    "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-rust\">    a();\n</code></pre></div>\n");
	assert_str(render(&site, "- x\n\n  ```\n  --8<-- \"code/m.rs:1:1\"\n  ```\n"),
		   "<ul>\n<li>\n<p>x</p>\n<div class=\"code\"><pre tabindex=\"0\"><code>fn main() "
		   "{\n</code></pre></div>\n</li>\n</ul>\n");
	assert_true(str_find(render(&site, "<<< @/code/m.rs{2} [m]\n"), STR("language-rs\">fn main()")) > 0);
	assert_true(str_starts(buf_view(&site.html), STR("<p><code>m</code></p>\n")));
	assert_int_equal(site.diags.items.n, 0);
	assert_true(str_find(render(&site, "```\n{{#include ../m.rs}}\n{{#include n.rs}}\n```\n"), STR("{{#include")) >
		    0);
	(void)render(&site, "```\n{!! $html !!}\n```\n"); /* Laravel's */
	assert_true(
	    str_find(render(&site, "```\n\\{{#include code/m.rs}}\n```\n"), STR("<code>{{#include code/m.rs}}")) > 0);
	assert_true(str_find(render(&site, ";--8<-- \"code/m.rs\"\n"), STR("<p>--8&lt;-- &#34;code/m.rs&#34;</p>")) >=
		    0);
	assert_true(str_find(render(&site, "<pre>\n{% include \"code/m.rs\" %}\n{{#include code/m.rs:1:1}}\n</pre>\n"),
			     STR("\n{% include &#34;code/m.rs&#34; %}\nfn main() {\n</pre>")) > 0);
	assert_int_equal(site.diags.items.n, 1);
	assert_str(str_c(site.diags.items.at[0].message.s),
		   "\"{{#include ../m.rs}}\" is shown as it is written (and 1 more on this page)");
	end(&site);
}

/* Whatever lines are asked for: no page that is not published yet or any more, and no front matter. */
static void what_is_held_back_stays_so(void **state)
{
	static const char *const fields[] = {
	    "draft: true",     "published: false", "Draft: yes", "publish_on: 2099-01-01", "expires_on: 2001-01-01",
	    "kind: \"solved\""};
	static const char *const lines[] = {"{{#include ../a.md}}\n", "{{#include ../a.md:1:9}}\n",
					    "{{#include ../a.md:4}}\n", "<<< ../a.md\n",
					    "```\n--8<-- \"a.md:part\"\n```\n"};
	struct site site;

	(void)state;
	begin(&site);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		const char *text =
		    arena_printf(&site.arena, "%s---\r\n%s\r\n---\r\n<!-- ANCHOR: part -->\r\nSECRET\r\n",
				 i % 2 != 0 ? "\xEF\xBB\xBF" : "", fields[i])
			.s;

		write_file(&site, "a.md", text);
		for (size_t k = 0; k < sizeof(lines) / sizeof(*lines); k++)
			if (str_find(render(&site, lines[k]), STR("SECRET")) >= 0)
				fail_msg("%s %s", fields[i], lines[k]);
	}
	write_file(&site, "_drafts/a.md", "SECRET\n");
	assert_true(str_find(render(&site, "{{#include ../_drafts/a.md}}\n"), STR("SECRET")) < 0);
	write_file(&site, "a.md", "\xEF\xBB\xBF---\nowner: SECRET\n---\nfourth\n");
	assert_str(render(&site, "{{#include ../a.md:1:9}}\n"), "<p>fourth</p>\n");
	assert_str(render(&site, "{{#include ../a.md:4}}\n"), "<p>fourth</p>\n");
	assert_str(render(&site, "{{#include ../a.md}}\n"), "<p>fourth</p>\n");
	/* a template of Jekyll's with an argument that is no file to take in */
	assert_true(str_find(render(&site, "{% include code.html file=\"../a.md\" %}\n"), STR("fourth")) < 0);
	end(&site);
}

/* Liquid that only shows such a line, and templates that would print their placeholders. */
static void liquid_is_not_run(void **state)
{
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "_includes/a.md", "Taken\n");
	write_file(&site, "_includes/note.html", "<b>{{ include.content }}</b>\n");
	assert_str(render(&site, "{%- include a.md -%}\n"), "<p>Taken</p>\n");
	assert_str(render(&site, "{% raw %}\n{% include a.md %}\n{% endraw %}\n\n{% include a.md %}\n"),
		   "<p>{% include a.md %}</p>\n<p>Taken</p>\n");
	assert_true(str_find(render(&site, "```\n{%- raw %}\n{{#include ../_includes/a.md}}\n{% endraw -%}\n```\n"),
			     STR("{{#include")) > 0);
	assert_true(str_find(render(&site, "{% include note.html content=\"x\" %}\n"), STR("include.content")) < 0);
	write_file(&site, "guide/b.md", "{% raw %}\n{% include a.md %}\n{% endraw %}\n");
	assert_str(render(&site, "{{#include b.md}}\n"), "<p>{% include a.md %}</p>\n");
	end(&site);
}

/* What a text includes of itself, of nothing, of others' secrets, or without an end. */
static void some_files_are_not_taken_in(void **state)
{
	static const char *const lines[] = {
	    "{{#include ../.env}}",	"{{#include .git/config}}",	"{{#include ../../etc/passwd}}",
	    "{{#include /etc/passwd}}", "{{#include ../solved/t.md}}",	"{{#include ../link.md}}",
	    "{{#include ../other.md}}", "{{#include ../binary.md}}",	"{{#include page.md}}",
	    "{{#include ../parts}}",	"{{#include ../a.md:nothing}}", "x {{#include ../a.md}}",
	    "\\{{#include ../a.md}}",
	};
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, ".env", "SECRET\n");
	write_file(&site, ".git/config", "SECRET\n");
	write_file(&site, "solved/t.md", "SECRET\n");
	write_file(&site, "other.md", "---\nkind: solved\n---\nSECRET\n");
	write_file(&site, "binary.md", "SECRET\xff\n");
	write_file(&site, "guide/page.md", "SECRET\n");
	write_file(&site, "a.md", "SECRET\n");
	write_file(&site, "parts/b.md", "b\n");
	assert_int_equal(symlinkat("/etc/passwd", site.folder, "link.md"), 0);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (str_find(render(&site, lines[i]), STR("SECRET")) >= 0 ||
		    str_find(buf_view(&site.html), STR("root:")) >= 0)
			fail_msg("%s", lines[i]);
	/* a ticket goes out as it was approved */
	assert_true(str_find(render_as(&site, "solved/u.md", PAGE_SOLVED, "{{#include ../a.md}}\n"), STR("SECRET")) <
		    0);
	/* in a circle: each once */
	write_file(&site, "guide/x.md", "X\n\n{{#include y.md}}\n");
	write_file(&site, "guide/y.md", "Y\n\n{{#include x.md}}\n");
	assert_str(render(&site, "{{#include x.md}}\n"), "<p>X</p>\n<p>Y</p>\n<p>{{#include x.md}}</p>\n");
	end(&site);
}

static void they_are_bounded(void **state)
{
	struct site site;
	struct buf text;

	(void)state;
	begin(&site);
	buf_init(&text, BUF_NO_LIMIT);
	while (text.n < LIMIT_INCLUDED_BYTES / 2)
		buf_lit(&text, "many words\n");
	write_file(&site, "a.md", arena_str(&site.arena, buf_view(&text)).s);
	buf_clear(&text);
	for (size_t i = 0; i < 2 * LIMIT_INCLUDES; i++)
		buf_lit(&text, "{{#include ../a.md}}\n\n");
	assert_true(render(&site, arena_str(&site.arena, buf_view(&text)).s).n < 2 * LIMIT_INCLUDED_BYTES);
	assert_true(site.page.includes.n <= 2 * LIMIT_INCLUDES * 4);
	/* up to the limit, of files that are read again and again */
	buf_clear(&text);
	while (text.n < LIMIT_INCLUDED_BYTES - 8)
		buf_lit(&text, "a line\r\n");
	write_file(&site, "a.md", arena_str(&site.arena, buf_view(&text)).s);
	assert_str(render(&site, "{{#include ../a.md:1}}\n"), "<p>a line</p>\n");
	buf_clear(&text);
	for (size_t i = 0; i < LIMIT_INCLUDES; i++)
		buf_lit(&text, "{{#include ../a.md:1}}\n");
	assert_true(str_find(render(&site, arena_str(&site.arena, buf_view(&text)).s), STR("a line\n{{#include")) > 0);
	/* parts that nobody imports, without looking through the page for each */
	buf_clear(&text);
	buf_lit(&text, "import A from \"./a.md\"\n\n");
	while (text.n < 4000000)
		buf_lit(&text, "<P />\n");
	assert_true(render(&site, arena_str(&site.arena, buf_view(&text)).s).n > 0);
	buf_release(&text);
	end(&site);
}

static void a_change_is_seen(void **state)
{
	struct site site;
	struct str_list before;
	uint64_t source;

	(void)state;
	begin(&site);
	write_file(&site, "guide/a.md", "One\n");
	(void)render(&site, "{{#include a.md}}\n\n{{#include b.md}}\n");
	before = site.page.includes;
	source = site.page.source_low;
	assert_str(site.page.text, "One\n\n{{#include b.md}}\n"); /* what the markdown beside the page says */
	assert_true(markdown_includes_are_same(before, site.folder));
	write_file(&site, "guide/a.md", "Two\n");
	assert_false(markdown_includes_are_same(before, site.folder));
	(void)render(&site, "{{#include a.md}}\n\n{{#include b.md}}\n");
	assert_int_not_equal(site.page.source_low, source);
	before = site.page.includes;
	write_file(&site, "guide/b.md", "B\n"); /* which was missing */
	assert_false(markdown_includes_are_same(before, site.folder));
	(void)render(&site, "{{#include a.md}}\n");
	before = site.page.includes;
	assert_int_equal(unlinkat(site.folder, "guide/a.md", 0), 0);
	assert_false(markdown_includes_are_same(before, site.folder));
	(void)render(&site, "Nothing.\n");
	assert_int_equal(site.page.includes.n, 0);
	end(&site);
}

/* Places are those of the line that asks for the text. */
static void messages_name_the_page(void **state)
{
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "guide/a.md", "One\n\nTwo {{ x }}\n");
	(void)render(&site, "text\n\n{{#include a.md}}\n\n");
	assert_int_equal(site.diags.items.n, 1);
	assert_int_equal(site.diags.items.at[0].place.line, 3);
	(void)render(&site, "text\n\n{{#include a.md}}\n\n[x](nowhere.md)\n");
	assert_int_equal(site.page.links[0].line, 5);
	end(&site);
}

static void links_lead_where_the_tool_says(void **state)
{
	struct site site;

	(void)state;
	begin(&site);
	write_file(&site, "includes/a.md",
		   "[x](../b/c.md#d) ![y](media/y.png \"t\") [z](#z) [w](https://example.com/) [v](/v.md)\n\n"
		   "```\n[x](../b/c.md)\n```\n");
	(void)render(&site, "{{#include ../includes/a.md}}\n");
	assert_str(site.page.links[0].target, "../b/c.md#d");
	(void)render(&site, "[!INCLUDE [a](../includes/a.md)]\n");
	assert_int_equal(site.page.links_n, 5);
	assert_str(site.page.links[0].target, "/b/c.md#d");
	assert_str(site.page.links[1].target, "/includes/media/y.png");
	assert_str(site.page.links[2].target, "#z");
	assert_str(site.page.links[3].target, "https://example.com/");
	assert_str(site.page.links[4].target, "/v.md");
	assert_true(str_find(buf_view(&site.html), STR("[x](../b/c.md)")) > 0);
	end(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_tool_has_its_own_way),
	    cmocka_unit_test(words_are_taken_in_within_a_line),
	    cmocka_unit_test(within_a_line_not_everything_is_looked_through),
	    cmocka_unit_test(code_is_taken_in),
	    cmocka_unit_test(liquid_is_not_run),
	    cmocka_unit_test(what_is_held_back_stays_so),
	    cmocka_unit_test(some_files_are_not_taken_in),
	    cmocka_unit_test(they_are_bounded),
	    cmocka_unit_test(a_change_is_seen),
	    cmocka_unit_test(messages_name_the_page),
	    cmocka_unit_test(links_lead_where_the_tool_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
