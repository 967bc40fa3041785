#include "tests/unit/unit.h"

#include "generator/frontmatter.h"

struct fixture {
	struct arena arena;
	struct diag_list config_diags;
	struct config *config;
	struct buf fields, diags;
	struct frontmatter frontmatter;
};

static int set_up(void **state)
{
	static struct fixture f;

	arena_init(&f.arena);
	diag_list_init(&f.config_diags, &f.arena);
	f.config = config_parse(STR("[site]\ntitle = \"T\"\nbase_url = \"https://x.example\"\n"
				    "[languages.en]\n[languages.de]\n[languages.pt-BR]\n"),
				&f.arena, &f.config_diags);
	buf_init(&f.fields, BUF_NO_LIMIT);
	buf_init(&f.diags, BUF_NO_LIMIT);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->fields);
	buf_release(&f->diags);
	diag_list_release(&f->config_diags);
	arena_release(&f->arena);
	return 0;
}

/* "title=x|tags=a,b|draft|params={…}" */
static void write_fields(struct buf *out, const struct page *page)
{
	if (page->kind == PAGE_SOLVED)
		buf_lit(out, "solved|");
#define X(field, name, about) \
	if (page->field.s != NULL) \
		buf_printf(out, name "=%.*s|", STR_ARG(page->field));
	PAGE_STRINGS(X)
#undef X
#define X(field, name, about) \
	for (uint32_t i = 0; i < page->field.n; i++) \
		buf_printf(out, "%s%.*s%s", i == 0 ? name "=" : ",", STR_ARG(page->field.at[i]), \
			   i + 1 == page->field.n ? "|" : "");
	PAGE_LISTS(X)
#undef X
#define X(field, name, about) \
	if (date_is_set(page->field)) { \
		buf_lit(out, name "="); \
		date_format(out, page->field); \
		buf_char(out, '|'); \
	}
	PAGE_DATES(X)
#undef X
#define X(field, name, about) \
	if (page->field) \
		buf_lit(out, #field "|");
	PAGE_FLAGS(X)
#undef X
	if (page->has_weight)
		buf_printf(out, "weight=%d|", page->weight);
	if (page->params != NULL) {
		buf_lit(out, "params=");
		value_json(out, page->params);
		buf_char(out, '|');
	}
}

/* Reads a source; diagnostics as "line:column text" lines, hints behind " / ". */
static void read_source(struct fixture *f, struct str source)
{
	struct page page = {.path = STR("a.md")};
	struct reporter reporter;
	struct diag_list diags;

	buf_clear(&f->fields);
	buf_clear(&f->diags);
	diag_list_init(&diags, &f->arena);
	reporter_init(&reporter, STR("content/a.md"), source, &diags);
	f->frontmatter = frontmatter_split(source);
	frontmatter_read(&page, &f->frontmatter, f->config, &reporter, &f->arena);
	write_fields(&f->fields, &page);
	diag_list_sort(&diags);
	for (size_t i = 0; i < diags.items.n; i++) {
		const struct diag *diag = &diags.items.at[i];

		buf_printf(&f->diags, "%u:%u %.*s", diag->place.line, diag->place.column, STR_ARG(diag->message));
		if (diag->hint.n != 0)
			buf_printf(&f->diags, " / %.*s", STR_ARG(diag->hint));
		buf_char(&f->diags, '\n');
	}
	diag_list_release(&diags);
}

static void check_all(struct fixture *f, const char *source, const char *fields, const char *diags)
{
	read_source(f, str_c(source));
	if (!str_eq(buf_view(&f->fields), str_c(fields)) || !str_eq(buf_view(&f->diags), str_c(diags)))
		fail_msg("\n%s\n--- fields\n got: %s\nwant: %s\n--- diagnostics\n got:\n%swant:\n%s", source,
			 buf_view(&f->fields).s, fields, buf_view(&f->diags).s, diags);
}

/* Between the fences; lines of diagnostics count from the first fence. */
static void check(struct fixture *f, const char *yaml, const char *fields, const char *diags)
{
	check_all(f, arena_printf(&f->arena, "---\n%s\n---\nBody\n", yaml).s, fields, diags);
	assert_str(f->frontmatter.body, "Body\n");
}

/* ---- where it begins and ends ---- */

static void check_split(struct fixture *f, const char *source, const char *text, const char *body, uint32_t line)
{
	struct frontmatter got = frontmatter_split(str_c(source));

	(void)f;
	if ((text == NULL) != (got.kind == FRONTMATTER_NONE) || (text != NULL && !str_eq(got.text, str_c(text))) ||
	    !str_eq(got.body, str_c(body)) || got.body_line != line)
		fail_msg("\n%s\n got: %d [%.*s] line %u [%.*s]", source, got.kind, STR_ARG(got.text), got.body_line,
			 STR_ARG(got.body));
}

static void front_matter_is_found(void **state)
{
	struct fixture *f = *state;

	check_split(f, "", NULL, "", 1);
	check_split(f, "# Title\n", NULL, "# Title\n", 1);
	check_split(f, "---\ntitle: x\n---\nBody\n", "title: x\n", "Body\n", 4);
	check_split(f, "---\ntitle: x\n---", "title: x\n", "", 4);
	check_split(f, "---  \ntitle: x\n...\nBody\n", "title: x\n", "Body\n", 4);
	check_split(f, "---\n---\nBody", "", "Body", 3);
	check_split(f, "---\n# only a comment\n---\n", "# only a comment\n", "", 4);
	check_split(f, "+++\ntitle = 'x'\n+++\nBody\n", "title = 'x'\n", "Body\n", 4);
	check_split(f, "---toml\ntitle = 'x'\n---\n", "title = 'x'\n", "", 4);
	check_split(f, "---json\n{\"title\": \"x\"}\n---\n", "{\"title\": \"x\"}\n", "", 4);
	check_split(f, "{\n  \"title\": \"x\"\n}\nBody\n", "{\n  \"title\": \"x\"\n}", "Body\n", 4);
	check_split(f, "{\"title\": \"x }\"}\nBody\n", "{\"title\": \"x }\"}", "Body\n", 2);
	check_split(f, "{ \"title\": \"\\\"{\",\n\"a\": {\n}\n} \nBody\n", "{ \"title\": \"\\\"{\",\n\"a\": {\n}\n}",
		    "Body\n", 5);
	check_split(f, "{\"title\": \"x\"}", "{\"title\": \"x\"}", "", 2);
	check_split(f, "{\"a word\" in quotes}\nBody\n", NULL, "{\"a word\" in quotes}\nBody\n", 1);
	check_split(f, "\n\n---\ntitle: x\n---\nBody\n", "title: x\n", "Body\n", 6);
	check_split(f, "---\ntext: |\n  a\n  ---\n  b\n---\nBody", "text: |\n  a\n  ---\n  b\n", "Body", 7);
}

static void thematic_breaks_are_no_front_matter(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {
	    "---\n",
	    "---",
	    "---\n\nText with words: some.\n\n---\n\nMore\n",
	    "---\nJust a line of text\n---\nMore\n",
	    "---\n\n---\n",
	    "---\nNote: nothing\nfollows here\n",
	    "----\ntitle: x\n----\n",
	    " ---\ntitle: x\n---\n",
	    "---\n- a\n- b\n---\n",
	    "+++\n",
	    "{\ncode\n}\n",
	    "{\"a\": 1} is JSON\n",
	    "{\"error\": \"no title\", \"of\": {\"title\": \"x\"}, \"a\": [\"title\", \"id\"]}\n\nthe API says.\n",
	    "{\"a\": [1\n\ntext\n",
	    "{{ \"a\" }}\n",
	    "---x\ntitle: x\n---\n",
	    "---\n\nWarning: hot.\n\nDo not touch.\n---\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check_split(f, texts[i], NULL, texts[i], 1);
}

static void unclosed_front_matter_ends_where_text_begins(void **state)
{
	struct fixture *f = *state;

	check_all(f, "---\ntitle: Refunds\ntags:\n  - a\n\n# Heading\n\nText\n", "title=Refunds|tags=a|",
		  "1:1 front matter has no closing line \"---\" / add a line \"---\" before line 5\n");
	assert_str(f->frontmatter.body, "\n# Heading\n\nText\n");
	/* a thematic break further down is not its end */
	check_all(f, "---\ntitle: Refunds\n\nSome text.\n\n---\n\nMore text.\n", "title=Refunds|",
		  "1:1 front matter has no closing line \"---\" / add a line \"---\" before line 3\n");
	assert_str(f->frontmatter.body, "\nSome text.\n\n---\n\nMore text.\n");
	check_all(f, "---\ntitle: Refunds\n", "title=Refunds|",
		  "1:1 front matter has no closing line \"---\" / add a line \"---\" before line 3\n");
	check_all(f, "+++\ntitle = \"Refunds\"\n", "title=Refunds|",
		  "1:1 front matter has no closing line \"+++\" / add a line \"+++\" before line 3\n");
	check_all(f, "\n---\ntitle: x\n---\n", "title=x|", "");
}

/* ---- fields ---- */

static void every_own_field_is_read(void **state)
{
	struct fixture *f = *state;
	struct str name, field;

	/* each name of the table is found, however it is written */
	for (size_t i = 0; fields_describe(i, &name, &field); i++)
		assert_true(fields_is_known(name));
#define X(member, spelled, about) \
	check(f, spelled ": de", strcmp(spelled, "url") == 0 ? "url=/de|" : spelled "=de|", "");
	PAGE_STRINGS(X)
#undef X
#define X(member, spelled, about) check(f, spelled ": [a, b]", spelled "=a,b|", "");
	PAGE_LISTS(X)
#undef X
#define X(member, spelled, about) \
	check(f, spelled ": 2026-11-21", \
	      strcmp(spelled, "publish_on") == 0 ? "date=2026-11-21|publish_on=2026-11-21|" : spelled "=2026-11-21|", \
	      "");
	PAGE_DATES(X)
#undef X
#define X(member, spelled, about) \
	check(f, strcmp(spelled, "toc") == 0 ? "toc: false" : spelled ": true", #member "|", "");
	PAGE_FLAGS(X)
#undef X
	check(f, "weight: -3", "weight=-3|", "");
	check(f, "kind: solved", "solved|", "");
	check(f, "charset: latin1", "", "");
}

static void strings_stay_strings(void **state)
{
	struct fixture *f = *state;

	check(f, "title: NO\nid: 9396866125980\nversion: 1.10\nslug: 007\nowner: yes\nproduct: 12e3",
	      "title=NO|id=9396866125980|slug=007|product=12e3|version=1.10|owner=yes|", "");
	check(f, "title: null\nid: ~\nslug:\nowner: \"null\"", "owner=null|", "");
	check(f, "title: >\n  Two\n  lines\ndescription: |\n  a\n\n  b", "title=Two lines|description=a b|", "");
	check(f, "title: [a, b]", "title=[a, b]|", "2:8 title: a list, read as text / write \"[a, b]\"\n");
	check(f, "title: {NAME OF APP}", "title={NAME OF APP}|",
	      "2:8 title: a table, read as text / write \"{NAME OF APP}\"\n");
	check(f, "slug: [a, b]", "params={\"slug\":[\"a\",\"b\"]}|", "2:7 slug: a list is not a text\n");
}

static void names_of_other_tools_are_known(void **state)
{
	struct fixture *f = *state;

	/* Jekyll, just-the-docs */
	check(f,
	      "layout: default\ntitle: T\nnav_order: 3\nredirect_from:\n  - /old/\n  - /older/\npermalink: /new/\n"
	      "published: false\nexcerpt: Short.\ncategories: a, b\nsitemap: false\nlast_modified_at: 2020-01-02",
	      "title=T|description=Short.|layout=default|url=/new/|aliases=/old/,/older/"
	      "|tags=a,b|lastmod=2020-01-02|draft|"
	      "noindex|weight=3|",
	      "");
	/* Docusaurus */
	check(f,
	      "id: intro\nsidebar_position: 2.5\nsidebar_label: Start\nhide_table_of_contents: true\nunlisted: true\n"
	      "slug: /start\nlast_update:\n  date: 1/13/2023\n  author: Ann",
	      "id=intro|owner=Ann|url=/"
	      "start|lastmod=2023-01-13|noindex|no_toc|weight=2|params={\"sidebar_label\":\"Start\","
	      "\"last_update\":{\"date\":\"1/13/2023\",\"author\":\"Ann\"}}|",
	      "");
	/* Microsoft Learn, PlatyPS */
	check(f,
	      "ms.date: 01/02/2026\nms.author: sewhee\nLocale: en-US\nexternal help file: x-Help.xml\n"
	      "Module Name: M\naliases:\n  - gcm\n  - /old/gcm/\nROBOTS: NOINDEX",
	      "lang=en|owner=sewhee|aliases=/old/gcm/|keywords=gcm|lastmod=2026-01-02|noindex|params={\"external help "
	      "file\":\"x-Help.xml\",\"Module Name\":\"M\",\"ROBOTS\":\"NOINDEX\"}|",
	      "");
	/* Adobe, Zendesk */
	check(
	    f,
	    "exl-id: 1b2c\nlabels: QPT patches,Magento\npromoted: True\ncreated_at: 2020-01-02T03:04:05Z\nposition: 7\n"
	    "locale: de",
	    "id=1b2c|lang=de|keywords=QPT patches,Magento|date=2020-01-02T03:04:05Z|promoted|weight=7|", "");
	/* Hugo */
	check(f,
	      "linkTitle: L\npublishDate: 2030-01-01\nexpiryDate: 2031-01-01\nsummary: S\nauthors: [Ann, {name: Bob}]\n"
	      "_build:\n  list: never\n  render: never",
	      "description=S|owner=Ann, "
	      "Bob|date=2030-01-01|publish_on=2030-01-01|expires_on=2031-01-01|draft|noindex|params="
	      "{\"linkTitle\":\"L\",\"_build\":{\"list\":\"never\",\"render\":\"never\"}}|",
	      "");
	check(f, "{\n\t\"title\": \"\\ud83d\\ude00 a\\/b\",\n\t\"weight\": 3, \"draft\": true, \"tags\": [\"a\"]\n}",
	      "title=😀 a/b|tags=a|draft|weight=3|", "");
	/* Starlight, VitePress, MkDocs Material, Zola, Hextra */
	check(f, "sidebar:\n  order: 4\n  label: Nav\npagefind: false\nlastUpdated: false\ntableOfContents: false",
	      "noindex|no_toc|weight=4|params={\"sidebar\":{\"order\":4,\"label\":\"Nav\"},\"lastUpdated\":false}|",
	      "");
	check(f, "date:\n  created: 2024-01-02\n  updated: 2024-02-03",
	      "date=2024-01-02|lastmod=2024-02-03|params={\"date\":{\"created\":\"2024-01-02\",\"updated\":\"2024-02-"
	      "03\"}}|",
	      "");
	check(f, "outline: [2, 3]", "params={\"outline\":[2,3]}|", "");
	check(f, "hide:\n  - navigation\n  - toc\nsearch:\n  exclude: true",
	      "noindex|no_toc|params={\"hide\":[\"navigation\",\"toc\"],\"search\":{\"exclude\":true}}|", "");
	check(f, "taxonomies:\n  tags: [a]\nin_search_index: false\npath: a/b",
	      "url=/a/b|tags=a|noindex|params={"
	      "\"taxonomies\":{\"tags\":[\"a\"]}}|",
	      "");
	/* Notion, Learn's old <properties> */
	check(f, "Created time: January 5, 2023 10:00 AM\nLast edited time: 2023-02-03",
	      "date=2023-01-05T10:00:00Z|lastmod="
	      "2023-02-03|",
	      "");
	check(f, "properties:\n  pageTitle: P\n  tags: x",
	      "title=P|tags=x|params={\"properties\":{\"pageTitle\":\"P\","
	      "\"tags\":\"x\"}}|",
	      "");
	/* Eleventy */
	check(f, "permalink: false\neleventyNavigation:\n  key: K\n  order: 5\ndate: git Last Modified",
	      "draft|weight=5|params={\"eleventyNavigation\":{\"key\":\"K\",\"order\":5},\"date\":\"git Last "
	      "Modified\"}|",
	      "");
	check(f, "status: draft", "draft|params={\"status\":\"draft\"}|", "");
	check(f, "published: 2020-01-02", "date=2020-01-02|publish_on=2020-01-02|", "");
}

static void nearer_names_win(void **state)
{
	struct fixture *f = *state;

	check(f, "summary: S\ndescription: D\nexcerpt: E", "description=D|params={\"excerpt\":\"E\"}|", "");
	check(f, "updated: 2020-01-01\nms.date: 02/02/2022\nlastmod: 2021-01-01",
	      "lastmod=2021-01-01|params={\"ms.date\":"
	      "\"02/02/2022\"}|",
	      "");
	check(f, "tags: [a, b]\ncategory: c\ntopics: [b, d]", "tags=a,b,c,d|", "");
	check(f, "draft: false\npublished: false", "draft|", "");
}

static void values_are_converted(void **state)
{
	struct fixture *f = *state;

	check(f, "draft: yes\npromoted: \"true\"\nnoindex: Off\ntoc: 0", "draft|promoted|no_toc|", "");
	check(f, "tags: one two, three\nkeywords: single\nrelated: []\naliases: /a, /b",
	      "aliases=/a,/b|tags=one two,three|keywords=single|", "");
	check(f, "aliases: old, name", "aliases=old, name|", "");
	check(f, "related:\n  - {title: A, url: a.md}\n  - b.md", "related=a.md,b.md|", "");
	check(f, "url: faq.html", "url=/faq.html|", "");
	check(f, "url: https://other.example/x", "params={\"url\":\"https://other.example/x\"}|", "");
	check(f, "permalink: pretty", "params={\"permalink\":\"pretty\"}|", "");
	check(f, "description: The [first](a.md) and [a [b](c) [d] e](f", "description=The first and [a b [d] e](f|",
	      "");
	check(f, "lang: pt-PT", "lang=pt-BR|", "");
	check(f, "language: python", "params={\"language\":\"python\"}|", "");
}

static void wrong_values_are_reported(void **state)
{
	struct fixture *f = *state;

	check(f, "weight: heavy\ndate: not-a-date\ndraft: maybe",
	      "draft|params={\"weight\":\"heavy\",\"date\":\"not-a-date\",\"draft\":\"maybe\"}|",
	      "2:9 weight: \"heavy\" is not a number\n"
	      "3:7 date: \"not-a-date\" is not a date / dates are written 2026-11-21\n"
	      "4:8 draft: \"maybe\" is not true or false / until it is \"false\", the page is left out as a draft\n");
	check(
	    f, "private: staff\ndraft: false", "draft|params={\"private\":\"staff\"}|",
	    "2:10 private: \"staff\" is not true or false / until it is \"false\", the page is left out as a draft\n");
	check(f, "draft:\nprivate: ~", "", "");
	check(f, "publish_on: soon", "draft|params={\"publish_on\":\"soon\"}|",
	      "2:13 publish_on: \"soon\" is not a date / dates are written 2026-11-21\n");
	check(f, "date: 03/04/2022", "date=2022-03-04|",
	      "2:7 date: \"03/04/2022\" is read as month/day/year / write 2022-03-04\n");
	check(f, "lang: fr", "params={\"lang\":\"fr\"}|",
	      "2:7 the site has no language \"fr\" / add a table [languages.fr] to site.toml\n");
	check(f, "permalink: /:categories/:title/", "params={\"permalink\":\"/:categories/:title/\"}|",
	      "2:12 permalink: a pattern, which Weir does not fill in; the URL is made from the path\n");
	check(f, "url: a b", "params={\"url\":\"a b\"}|", "2:6 url: \"a b\" is not a path\n");
	check(f, "weight: 99999999999", "params={\"weight\":99999999999}|",
	      "2:9 weight: \"99999999999\" is not a number\n");
	check(f, "date: 1670925600", "params={\"date\":1670925600}|",
	      "2:7 date: \"1670925600\" is not a date / dates are written 2026-11-21\n");
}

static void duplicates_are_reported(void **state)
{
	struct fixture *f = *state;

	check(f, "title: A\ntags: a\ntitle: B", "title=B|tags=a|",
	      "4:1 \"title\" is there twice, first in line 2 / delete one of them\n");
	check(f, "draft: true\ndraft: false", "draft|",
	      "3:1 \"draft\" is there twice, first in line 2 / delete one of them\n");
	check(f, "x: 1\nx: 2", "params={\"x\":2}|", "3:1 \"x\" is there twice, first in line 2 / delete one of them\n");
}

static void unknown_fields_are_kept(void **state)
{
	struct fixture *f = *state;

	check(f,
	      "a: 1\nb: -1.5\nc: true\nd: no\ne: 2026-01-02\nf: \"1\"\ng:\nh: [1, x]\ni: {j: null}\nk: 007\nl: "
	      "1.2.3\nm: 0x1F",
	      "params={\"a\":1,\"b\":-1.5,\"c\":true,\"d\":\"no\",\"e\":\"2026-01-02\",\"f\":\"1\",\"g\":null,\"h\":[1,"
	      "\"x\"],"
	      "\"i\":{\"j\":null},\"k\":\"007\",\"l\":\"1.2.3\",\"m\":\"0x1F\"}|",
	      "");
}

/* ---- what YAML rejects ---- */

static void colons_without_quotes(void **state)
{
	struct fixture *f = *state;

	check(f, "title: Refunds: how they work\nid: r1", "title=Refunds: how they work|id=r1|",
	      "2:15 a value with a colon in it needs quotes / write \"Refunds: how they work\"\n");
	check(f, "title: Note:\nid: r1", "title=Note:|id=r1|",
	      "2:12 a value with a colon in it needs quotes / write \"Note:\"\n");
	check(f, "title:Refunds\nid: r1", "title=Refunds|id=r1|",
	      "2:6 no colon and space behind \"title\" / write \"name: value\"\n");
	check(f, "title\xEF\xBC\x9A\xE8\xBF\x94\xE9\x87\x91\nid: r1", "title=\xE8\xBF\x94\xE9\x87\x91|id=r1|",
	      "2:6 no colon and space behind \"title\" / write \"name: value\"\n");
}

static void quotes_that_are_not_closed(void **state)
{
	struct fixture *f = *state;

	check(f, "title: \"Refunds\nid: r1\ntags: [a]", "title=Refunds|id=r1|tags=a|",
	      "2:8 the quote \" is not closed\n");
	check(f, "title: 'It's here'\nid: r1", "title=It's here|id=r1|",
	      "2:11 the quote ' is closed before the value ends / write '' for a quote inside quotes\n");
	check(f, "title: \"Say \"hi\" now\"\nid: r1", "title=Say \"hi\" now|id=r1|",
	      "2:13 the quote \" is closed before the value ends / write \\\" for a quote inside quotes\n");
	check(f, "description: \"C:\\Users\\x\"\nid: r1", "id=r1|description=C:\\Users\\x|",
	      "2:17 a backslash that means nothing / write \\\\, or use single quotes\n");
	check(f, "title: \"Smile \\ud83d\\ude00 \\\"now\\\"\"\ndescription: \"a \\ud83d b\"\nslug: \"\\ud7ff\"",
	      "title=Smile \xf0\x9f\x98\x80 \"now\"|description=a \\ud83d b|slug=\xed\x9f\xbf|",
	      "2:15 half a character: YAML has no pairs of \\u escapes, JSON has / "
	      "write the character itself, or \\U and its eight digits\n"
	      "3:17 half a character: YAML has no pairs of \\u escapes, JSON has / "
	      "write the character itself, or \\U and its eight digits\n");
}

static void special_characters_at_the_start(void **state)
{
	struct fixture *f = *state;

	check(f, "title: @mentions\nid: r1", "title=@mentions|id=r1|",
	      "2:8 a value cannot begin with \"@\" without quotes / write \"@mentions\"\n");
	check(f, "title: 50% off\nkeywords:\n  - %\n  - foreach", "title=50% off|keywords=%,foreach|",
	      "4:5 a value cannot begin with \"%\" without quotes / write \"%\"\n");
	check(f, "title: {{ page.title }}\nid: r1", "title={{ page.title }}|id=r1|",
	      "2:8 template tags are not run, this one is read as text / write \"{{ page.title }}\"\n");
	check(f, "title: {% t x %}\nid: r1", "title={% t x %}|id=r1|",
	      "2:8 template tags are not run, this one is read as text / write \"{% t x %}\"\n");
	check(f, "title: [Draft] Refunds\nid: r1", "title=[Draft] Refunds|id=r1|",
	      "2:15 text behind \"]\" / write \"[Draft] Refunds\"\n");
	check(f, "title: *Refunds* and more", "title=*Refunds* and more|",
	      "2:8 a value cannot begin with \"*\" without quotes / write \"*Refunds* and more\"\n");
	check(f, "title: Issue #5 explained\nid: r1", "title=Issue|id=r1|",
	      "2:14 title: the rest of the line is a comment / write \"Issue #5 explained\"\n");
}

static void tabs_and_lines_in_the_wrong_place(void **state)
{
	struct fixture *f = *state;

	check(f, "title: T\ntags:\n\t- a\n\t- b", "title=T|tags=a,b|", "4:1 a tab cannot indent a line / use spaces\n");
	check(f, "x:\n\ty: 1\ntitle: T", "title=T|params={\"x\":{\"y\":1}}|",
	      "3:1 a tab cannot indent a line / use spaces\n");
	check(f, "title: Long title\nthat goes on\nid: r1", "title=Long title that goes on|id=r1|",
	      "3:1 a line without a name, read as part of \"title\" / indent the lines that a value goes on in\n");
	check(f, "title: T\n  description: D\nid: r1", "title=T|id=r1|description=D|",
	      "3:3 not indented as the other names are\n");
	check(f, "%%%\ntitle: T", "title=T|", "2:1 this is no \"name: value\" and is left out\n");
}

/* One bad field is read as it looks, whatever its shape; its neighbours are not touched. */
static void fields_of_every_shape_are_rescued(void **state)
{
	struct fixture *f = *state;

	check(f, "tags: [a, b: , \"c\"\n# note\n\nid: r1", "id=r1|tags=a,b:,c|",
	      "2:7 \"[\" is not closed / write ] at the end of the list\n");
	check(f, "tags: [a, @b, 'c']\nid: r1", "id=r1|tags=a,@b,c|",
	      "2:7 this is no YAML list / write \"[a, @b, 'c']\"\n");
	check(f, "tags: {a, @b}\nid: r1", "id=r1|tags={a,@b}|", "2:7 this is no YAML table / write \"{a, @b}\"\n");
	check(f, "x:\n  y: @z\n  # note\n\n  w: [1, 2]\nid: r1", "id=r1|params={\"x\":{\"y\":\"@z\",\"w\":[1,2]}}|",
	      "3:6 a value cannot begin with \"@\" without quotes / write \"@z\"\n");
	check(f, "x:\n  - a\n  # note\n\n  - @b\n  -\nid: r1", "id=r1|params={\"x\":[\"a\",\"@b\"]}|",
	      "6:5 a value cannot begin with \"@\" without quotes / write \"@b\"\n");
	check(f, "x:\n  - @a\n  word\nid: r1", "id=r1|params={\"x\":\"- @a word\"}|",
	      "3:5 a value cannot begin with \"@\" without quotes / write \"@a\"\n");
	check(f, "x:\n  y: @a\n  word\nid: r1", "id=r1|params={\"x\":\"y: @a word\"}|",
	      "3:6 a value cannot begin with \"@\" without quotes / write \"@a\"\n");
	check(f, "description: |\n\tone\n  \ttwo\nid: r1", "id=r1|description=one two|",
	      "3:1 a tab cannot indent a line / use spaces\n");
	check(f, "title: 'a''b\nid: r1", "title=a''b|id=r1|", "2:8 the quote ' is not closed\n");
	check(f, "title: \"\\x4z\"\nid: r1", "title=\\x4z|id=r1|",
	      "2:9 a backslash that means nothing / write \\\\, or use single quotes\n");
	check(f, "title: \"a \\\" \\u00e9\"\nx: @", "title=a \" \xC3\xA9|params={\"x\":\"@\"}|",
	      "3:4 a value cannot begin with \"@\" without quotes / write \"@\"\n");
	check(f, "title: &t T\nx: @", "title=T|params={\"x\":\"@\"}|",
	      "2:8 anchors (&) are not read\n3:4 a value cannot begin with \"@\" without quotes / write \"@\"\n");
	check(f, "title: \"one\n  two\"\n more\nx: @", "title=one two\" more|params={\"x\":\"@\"}|",
	      "3:6 the quote \" is closed before the value ends / write \\\" for a quote inside quotes\n"
	      "5:4 a value cannot begin with \"@\" without quotes / write \"@\"\n");
	check(f, "  title: T\n  x: @\n", "title=T|params={\"x\":\"@\"}|",
	      "3:6 a value cannot begin with \"@\" without quotes / write \"@\"\n");
	check(f, "title: T\nx: ? y\n  ? z", "title=T|params={\"x\":\"? y ? z\"}|",
	      "3:4 mapping keys are not allowed in this context\n");
}

static void places_are(struct fixture *f, const char *source, const char *expected)
{
	static const char *const names[] = {"id", "slug", "url", "translation_of"};
	struct page page = {.path = STR("a.md")};
	struct reporter reporter;
	struct diag_list diags;

	buf_clear(&f->fields);
	diag_list_init(&diags, &f->arena);
	reporter_init(&reporter, STR("content/a.md"), str_c(source), &diags);
	f->frontmatter = frontmatter_split(str_c(source));
	frontmatter_read(&page, &f->frontmatter, f->config, &reporter, &f->arena);
	for (size_t i = 0; i < PLACED_FIELDS_N; i++)
		if (page.places[i].line != 0)
			buf_printf(&f->fields, "%s %u:%u ", names[i], page.places[i].line, page.places[i].column);
	for (uint32_t i = 0; i < page.aliases.n; i++)
		buf_printf(&f->fields, "alias %.*s %u:%u ", STR_ARG(page.aliases.at[i]), page.alias_places[i].line,
			   page.alias_places[i].column);
	for (uint32_t i = 0; i < page.related.n; i++)
		buf_printf(&f->fields, "related %.*s %u:%u ", STR_ARG(page.related.at[i]), page.related_places[i].line,
			   page.related_places[i].column);
	assert_str(buf_view(&f->fields), expected);
	diag_list_release(&diags);
}

static void fields_that_may_clash_know_their_place(void **state)
{
	struct fixture *f = *state;

	places_are(f, "---\ntitle: x\nid: a1\nredirect_from:\n- /x/\naliases: [/y/]\n---\n",
		   "id 3:1 alias /x/ 5:3 alias /y/ 6:11 ");
	places_are(f, "---\nrelated: a.md, b.md\naliases:\n  - from: /x/\n  - /y/\n  - /x/\n---\n",
		   "alias /x/ 4:11 alias /y/ 5:5 related a.md 2:10 related b.md 2:10 ");
	places_are(f, "---\ntranslation_of: a.md\nModule Name: M\naliases: [gci, /old/]\n---\n",
		   "translation_of 2:1 alias /old/ 4:16 ");
	places_are(f, "---\nproperties:\n  slug: s\n  permalink: /p/\n---\n", "slug 3:3 url 4:3 ");
	places_are(f, "+++\n[extra]\nx = 1\n[other]\ny=1\n+++\n", "");
	places_are(f, "+++\nslug = \"s\"\n id = \"x\"\n+++\n", "id 3:2 slug 2:1 ");
	places_are(f, "---\nid: [a]\nslug: T: x\n---\n", "slug 3:1 ");
}

static void anchors_and_the_like_are_refused(void **state)
{
	struct fixture *f = *state;

	check(f, "title: &t Hello\nother: *t", "title=Hello|params={\"other\":null}|",
	      "2:8 anchors (&) are not read (and 1 more in this front matter)\n");
	check(f, "title: !Important\n<<: x", "title=!Important|",
	      "2:8 tags (!) are not read (and 1 more in this front matter)\n");
	check(f, "a: &t x\nb: !u y\ntitle: T: x", "title=T: x|params={\"a\":\"x\",\"b\":\"y\"}|",
	      "2:4 anchors (&) are not read (and 1 more in this front matter)\n"
	      "4:9 a value with a colon in it needs quotes / write \"T: x\"\n");
	check(f, "title: T\nx: [[[[[[[[[[1]]]]]]]]]]", "title=T|", "3:11 nested too deeply / the field is left out\n");
}

/* ---- TOML ---- */

static void toml_is_read(void **state)
{
	struct fixture *f = *state;

	check_all(f,
		  "+++\ntitle = \"NO\"\nid = 9396866125980\nversion = 1.10\ndate = 2026-11-21T10:00:00Z\ndraft = "
		  "true\nweight = 3\n"
		  "tags = [\"a\", \"b\"]\n[taxonomies]\ncategories = ['c']\n[extra]\nk = 1.50\n+++\nBody\n",
		  "title=NO|id=9396866125980|version=1.10|tags=a,b,c|date=2026-11-21T10:00:00Z|draft|weight=3|params={"
		  "\"taxonomies\":{"
		  "\"categories\":[\"c\"]},\"extra\":{\"k\":1.5}}|",
		  "");
	assert_str(f->frontmatter.body, "Body\n");
}

static void toml_is_read_in_parts(void **state)
{
	struct fixture *f = *state;

	read_source(f, STR("+++\ntitle = Refunds: how\nid = \"r1\"\ndate = 2026-11-21\n[extra]\nk = 1\n+++\n"));
	assert_str(buf_view(&f->fields), "title=Refunds: how|id=r1|date=2026-11-21|params={\"extra\":{\"k\":1}}|");
	assert_true(str_starts(buf_view(&f->diags), STR("2:9 ")));
	read_source(f, STR("+++\ntitle = \"Refunds\nid = \"r1\"\n+++\n"));
	assert_str(buf_view(&f->fields), "title=Refunds|id=r1|");
}

/* ---- limits ---- */

static void large_front_matter_is_read_line_by_line(void **state)
{
	struct fixture *f = *state;
	struct buf source;

	buf_init(&source, BUF_NO_LIMIT);
	buf_lit(&source, "---\ntitle: T\nx: |\n");
	while (source.n < 200000)
		buf_lit(&source, "  a line of text\n");
	buf_lit(&source, "---\nBody\n");
	read_source(f, buf_view(&source));
	assert_true(str_starts(buf_view(&f->fields), STR("title=T|params={\"x\":\"a line of text\\n")));
	buf_clear(&source);
	buf_lit(&source, "---\n");
	while (source.n < 200000)
		buf_lit(&source, "k: @\n");
	buf_lit(&source, "---\nBody\n");
	read_source(f, buf_view(&source));
	assert_str(f->frontmatter.body, "Body\n");
	buf_release(&source);
}

static void spare_titles(void **state)
{
	struct fixture *f = *state;
	struct page page = {.path = STR("a.md")};
	struct value *sidebar = value_map(&f->arena);

	assert_str(fields_spare_title(&page), "");
	page.params = value_map(&f->arena);
	value_set_lit(&f->arena, page.params, "name", value_str(&f->arena, STR("s3")));
	assert_str(fields_spare_title(&page), "s3");
	value_set_lit(&f->arena, sidebar, "label", value_str(&f->arena, STR(" Storage ")));
	value_set_lit(&f->arena, page.params, "sidebar", sidebar);
	assert_str(fields_spare_title(&page), "Storage");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    T(front_matter_is_found),
	    T(thematic_breaks_are_no_front_matter),
	    T(unclosed_front_matter_ends_where_text_begins),
	    T(every_own_field_is_read),
	    T(strings_stay_strings),
	    T(names_of_other_tools_are_known),
	    T(nearer_names_win),
	    T(values_are_converted),
	    T(wrong_values_are_reported),
	    T(duplicates_are_reported),
	    T(unknown_fields_are_kept),
	    T(colons_without_quotes),
	    T(quotes_that_are_not_closed),
	    T(special_characters_at_the_start),
	    T(tabs_and_lines_in_the_wrong_place),
	    T(fields_of_every_shape_are_rescued),
	    T(anchors_and_the_like_are_refused),
	    T(fields_that_may_clash_know_their_place),
	    T(toml_is_read),
	    T(toml_is_read_in_parts),
	    T(large_front_matter_is_read_line_by_line),
	    T(spare_titles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
