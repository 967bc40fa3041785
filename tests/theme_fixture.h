/*
 * A small site made by hand, for the tests of theme, view and render: three
 * languages (one from right to left), a section that is split into parts, solved
 * questions, tags, a contact table. No file is read; resolve is not needed.
 */
#ifndef WEIR_THEME_FIXTURE_H
#define WEIR_THEME_FIXTURE_H
#include "common/hash.h"
#include "generator/render.h"

#define FIXTURE_PAGES 128
#define FIXTURE_SECTIONS 16

struct fixture {
	struct arena arena;
	struct config config;
	struct language languages[3];
	struct venue venues[3];
	struct route routes[4];
	struct page pages[FIXTURE_PAGES];
	struct placed placed[FIXTURE_PAGES];
	struct str bodies[FIXTURE_PAGES];
	struct section sections[FIXTURE_SECTIONS];
	struct tag tags[2];
	uint32_t home[3];
	struct site site;
};

static void index_add(struct arena *arena, struct index_list *list, uint32_t index)
{
	uint32_t *at = arena_array(arena, list->n + 1, sizeof(*at));

	if (list->n != 0)
		memcpy(at, list->at, list->n * sizeof(*at));
	at[list->n++] = index;
	list->at = at;
}

/* A page that stands in a section; `name` is the last part of its URL, empty for the section's own. */
static uint32_t fixture_page(struct fixture *f, enum page_kind kind, uint32_t section, const char *name,
			     const char *title)
{
	uint32_t index = f->site.pages_n++;
	struct page *page = &f->pages[index];
	struct placed *placed = &f->placed[index];
	struct section *in = &f->sections[section];

	page->kind = kind;
	page->title = str_c(title);
	page->path = arena_printf(&f->arena, "%.*s/%s.md", STR_ARG(in->path), name[0] != '\0' ? name : "index");
	placed->url = name[0] != '\0' ? arena_printf(&f->arena, "%.*s%s/", STR_ARG(in->url), name) : in->url;
	placed->output = str_trim(str_slice(placed->url, 1, placed->url.n - 1));
	placed->section = section;
	placed->language = in->language;
	placed->previous = placed->next = SITE_NONE;
	placed->face = hash64_mix(hash64(page->title), placed->url);
	f->bodies[index] = STR("<p>A short text.</p>\n");
	if (kind == PAGE_ARTICLE || kind == PAGE_SOLVED) {
		if (in->pages.n != 0) {
			placed->previous = in->pages.at[in->pages.n - 1];
			f->placed[placed->previous].next = index;
		}
		index_add(&f->arena, &in->pages, index);
		for (uint32_t s = section; s != SITE_NONE; s = f->sections[s].parent)
			f->sections[s].pages_below++;
	}
	return index;
}

static uint32_t fixture_section(struct fixture *f, uint32_t language, uint32_t parent, const char *name,
				const char *title)
{
	uint32_t index = f->site.sections_n++;
	struct section *section = &f->sections[index];

	section->language = language;
	section->parent = parent;
	section->title = str_c(title);
	section->path = str_c(name);
	if (parent == SITE_NONE) {
		section->url = arena_printf(&f->arena, "/%.*s", STR_ARG(f->languages[language].url_prefix));
	} else {
		section->url = arena_printf(&f->arena, "%.*s%s/", STR_ARG(f->sections[parent].url), name);
		index_add(&f->arena, &f->sections[parent].sections, index);
	}
	section->page = fixture_page(f, parent == SITE_NONE ? PAGE_HOME : PAGE_SECTION, index, "", title);
	if (parent == SITE_NONE)
		f->home[language] = section->page;
	return index;
}

static void fixture_translate(struct fixture *f, const uint32_t *pages, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < n; k++)
			index_add(&f->arena, &f->placed[pages[i]].translations, pages[k]);
}

static void fixture_headings(struct fixture *f, uint32_t page, const char *const (*headings)[3], uint32_t n)
{
	f->pages[page].headings = arena_array(&f->arena, n, sizeof(struct heading));
	f->pages[page].headings_n = n;
	for (uint32_t i = 0; i < n; i++)
		f->pages[page].headings[i] = (struct heading){.level = (uint8_t)(headings[i][0][0] - '0'),
							      .id = str_c(headings[i][1]),
							      .text = str_c(headings[i][2])};
}

static void fixture_tag(struct fixture *f, uint32_t tag, uint32_t page)
{
	index_add(&f->arena, &f->tags[tag].pages, page);
	index_add(&f->arena, &f->placed[page].tags, tag);
}

/* Everything that markdown makes (markdown.h), on one page. */
static const char fixture_body[] =
    "<p>A refund goes back to the card that paid. It takes <strong>five working days</strong>; the "
    "<a href=\"\">list of invoices</a> shows it the same day.</p>\n"
    "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">Note</p>\n<p>Only the owner of an account "
    "can ask.</p></div>\n"
    "<h2 id=\"ask\">Ask for a refund</h2>\n"
    "<ol>\n<li>Open <em>Billing</em>.</li>\n<li>Choose the invoice.</li>\n<li>Press <kbd>R</kbd>.</li>\n</ol>\n"
    "<div class=\"code\"><pre tabindex=\"0\"><code class=\"language-sh\">acme refunds create --invoice 2026-11 "
    "--reason \"wrong amount, "
    "charged twice in one month\"\n</code></pre></div>\n"
    "<h3 id=\"by-mail\">By mail</h3>\n<p>Write to us.</p>\n"
    "<h2 id=\"limits\">Limits &amp; fees</h2>\n"
    "<div class=\"table\"><table>\n<thead>\n<tr><th>Plan</th><th class=\"align-right\">Days</th><th "
    "class=\"align-center\">Fee</th></tr>\n</thead>\n<tbody>\n"
    "<tr><td>Basic</td><td class=\"align-right\">14</td><td class=\"align-center\">none</td></tr>\n"
    "<tr><td>Business</td><td class=\"align-right\">60</td><td class=\"align-center\">1 "
    "%</td></tr>\n</tbody>\n</table></div>\n"
    "<div class=\"alert alert-tip\" role=\"note\"><p class=\"alert-title\">Tip</p>\n<p>Ask early.</p></div>\n"
    "<div class=\"alert alert-important\" role=\"note\"><p class=\"alert-title\">Important</p>\n<p>Keep the "
    "receipt.</p></div>\n"
    "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Warning</p>\n<p>Fees change.</p></div>\n"
    "<div class=\"alert alert-caution\" role=\"note\"><p class=\"alert-title\">Caution</p>\n<p>No way back.</p></div>\n"
    "<blockquote><p>Money back, no questions asked.</p></blockquote>\n"
    "<h2 id=\"check\">Check list</h2>\n"
    "<ul class=\"tasks\">\n<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\"☑\"> Invoice "
    "found</li>\n<li "
    "class=\"task\"><input type=\"checkbox\" disabled aria-label=\"☐\"> "
    "Asked</li>\n</ul>\n<ul>\n<li>one\n<ul>\n<li>nested</li>\n</ul>\n</li>\n"
    "<li>two</li>\n</ul>\n"
    "<details><summary>More about taxes</summary><p>Taxes are paid back too.</p></details>\n"
    "<p>See <code>refund_policy</code> and <mark>what is new</mark>.<sup class=\"footnote-ref\"><a href=\"#fn-1\" "
    "id=\"fnref-1\">1</a></sup></p>\n<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li "
    "id=\"fn-1\">\n<p>Since 2025. <a href=\"#fnref-1\" class=\"footnote-back\" aria-label=\"Back to "
    "text\">↩</a></p>\n</li>\n"
    "</ol>\n</section>\n";

static void fixture_english(struct fixture *f, uint32_t *translated)
{
	static const char *const headings[][3] = {{"2", "ask", "Ask for a refund"},
						  {"3", "by-mail", "By mail"},
						  {"2", "limits", "Limits & fees"},
						  {"2", "check", "Check list"}};
	uint32_t root = fixture_section(f, 0, SITE_NONE, "", "Acme Help");
	uint32_t billing = fixture_section(f, 0, root, "billing", "Billing & payments");
	uint32_t refunds = fixture_page(f, PAGE_ARTICLE, billing, "refunds", "Get a refund for <anything>");
	uint32_t invoices = fixture_page(f, PAGE_ARTICLE, billing, "invoices", "Find your invoices");
	uint32_t cards = fixture_page(f, PAGE_ARTICLE, billing, "cards", "Change the card on file");
	uint32_t commands = fixture_section(f, 0, root, "commands", "Commands");
	uint32_t solved = fixture_section(f, 0, root, "solved", "Solved questions");
	uint32_t twice = fixture_page(f, PAGE_SOLVED, solved, "charged-twice", "Why was I charged twice in October?");
	struct page *page = &f->pages[refunds];

	f->pages[f->sections[billing].page].description = STR("Invoices, cards and refunds");
	f->pages[f->sections[commands].page].description = STR("What the command line can do");
	for (int i = 1; i <= 45; i++)
		fixture_page(f, PAGE_ARTICLE, commands, arena_printf(&f->arena, "command-%02d", i).s,
			     arena_printf(&f->arena, "acme command %02d", i).s);
	page->id = STR("refunds-1");
	page->description = STR("How to ask for your money back, how long it takes, and what it costs");
	page->summary = STR("A refund goes back to the card that paid.");
	page->lastmod = (struct date){.year = 2026, .month = 11, .day = 2};
	page->date = (struct date){.year = 2025, .month = 3, .day = 14};
	page->product = STR("Acme Cloud");
	page->version = STR("4");
	page->words = 420;
	page->links = arena_array(&f->arena, 1, sizeof(struct link));
	page->links_n = 1;
	f->bodies[refunds] = str_c(fixture_body);
	page->links[0] = (struct link){.target = STR("invoices.md#list"),
				       .hole = (uint32_t)str_find(str_c(fixture_body), STR("\">list of")),
				       .url = STR("/billing/invoices/#list")};
	fixture_headings(f, refunds, headings, 4);
	index_add(&f->arena, &f->placed[refunds].related, cards);
	index_add(&f->arena, &f->placed[refunds].related, twice);
	f->pages[invoices].promoted = true;
	f->pages[invoices].description = STR("All of them are under Billing, as PDF");
	f->pages[invoices].lastmod = (struct date){.year = 2026, .month = 10, .day = 30};
	f->pages[twice].lastmod = (struct date){.year = 2026, .month = 11, .day = 1};
	f->pages[twice].description = STR("One of two charges was a reservation that falls away by itself");
	f->bodies[twice] =
	    STR("<h2 id=\"question\">Question</h2>\n<p>My card shows two charges.</p>\n<div class=\"answer\"><h2 "
		"id=\"answer\">Answer</h2>\n<p>The first was a reservation.</p></div>\n");
	fixture_tag(f, 0, refunds);
	fixture_tag(f, 1, refunds);
	for (uint32_t i = f->sections[commands].pages.at[0]; i < f->sections[commands].pages.at[0] + 25; i++)
		fixture_tag(f, 1, i);
	translated[0] = refunds;
}

static void fixture_init(struct fixture *f, const char *base_url, const char *base_path)
{
	uint32_t translated[3], homes[3];

	memset(f, 0, sizeof(*f));
	arena_init(&f->arena);
	f->languages[0] = (struct language){.code = STR("en"), .name = STR("English"), .is_default = true};
	f->languages[1] = (struct language){.code = STR("de"), .name = STR("Deutsch"), .url_prefix = STR("de/")};
	f->languages[2] = (struct language){
	    .code = STR("ar"), .name = STR("العربية"), .url_prefix = STR("ar/"), .right_to_left = true};
	for (int i = 0; i < 3; i++)
		f->languages[i].title = STR("Acme Help");
	f->languages[0].description = STR("Everything about Acme Cloud, from the first sign-in to the last invoice.");
	f->venues[0] = (struct venue){.id = STR("mail"),
				      .title = STR("Write to support"),
				      .email = STR("help@acme.example"),
				      .note = STR("We answer within 4 working hours"),
				      .kind = STR("email")};
	f->venues[1] = (struct venue){.id = STR("forum"),
				      .title = STR("Ask in the forum"),
				      .url = STR("https://forum.acme.example/new?a=1&b=2"),
				      .kind = STR("forum")};
	f->routes[0] = (struct route){.topic = STR("billing"), .topic_title = STR("Billing"), .venue = STR("mail")};
	f->routes[1] =
	    (struct route){.topic = STR("flows"), .topic_title = STR("Flows & nodes"), .venue = STR("forum")};
	f->routes[2] = (struct route){.topic = STR("*"), .venue = STR("mail")};
	f->config = (struct config){.title = STR("Acme Help"),
				    .base_url = str_c(base_url),
				    .base_path = str_c(base_path),
				    .default_language = STR("en"),
				    .copyright = STR("© 2026 Acme"),
				    .edit_url = STR("https://git.acme.example/help/edit/main/content"),
				    .languages = f->languages,
				    .languages_n = 3,
				    .nav_limit = 20,
				    .contact_email = STR("help@acme.example"),
				    .contact_note = STR("People answer Monday to Friday, 9:00 to 17:00 in Berlin."),
				    .venues = f->venues,
				    .venues_n = 2,
				    .routes = f->routes,
				    .routes_n = 3};
	f->tags[0] = (struct tag){.name = STR("money"), .slug = STR("money"), .url = STR("/tags/money/")};
	f->tags[1] = (struct tag){.name = STR("C++ & co"), .slug = STR("c++"), .url = STR("/tags/c++/")};
	f->site = (struct site){.config = &f->config,
				.build_date = {.year = 2026, .month = 11, .day = 2},
				.pages = f->pages,
				.placed = f->placed,
				.sections = f->sections,
				.tags = f->tags,
				.tags_n = 2,
				.home = f->home};
	fixture_english(f, translated);
	homes[0] = f->home[0];
	for (uint32_t i = 1; i < 3; i++) {
		uint32_t root = fixture_section(f, i, SITE_NONE, "", "Acme Help");
		uint32_t section =
		    fixture_section(f, i, root, i == 1 ? "rechnungen" : "fawatir", i == 1 ? "Rechnungen" : "الفواتير");

		translated[i] = fixture_page(f, PAGE_ARTICLE, section, i == 1 ? "erstattung" : "istirdad",
					     i == 1 ? "Geld zurück bekommen" : "استرداد المبلغ");
		f->bodies[translated[i]] =
		    i == 1 ? STR("<p>Eine Erstattung dauert fünf Werktage.</p>\n")
			   : STR("<p>يستغرق رد المبلغ خمسة أيام عمل.</p>\n<h2 id=\"a\">الطلب</h2>\n<p>افتح صفحة "
				 "الفواتير.</p>\n<h2 id=\"b\">الرسوم</h2>\n<p>لا توجد رسوم.</p>\n");
		f->pages[translated[i]].lastmod = (struct date){.year = 2026, .month = 11, .day = 3};
		homes[i] = f->home[i];
	}
	fixture_translate(f, homes, 3);
	fixture_translate(f, translated, 3);
	for (uint32_t i = 0; i < f->site.pages_n; i++) {
		f->placed[i].kind = f->pages[i].kind;
		f->placed[i].promoted = f->pages[i].promoted;
		f->placed[i].changed = date_is_set(f->pages[i].lastmod) ? f->pages[i].lastmod : f->pages[i].date;
		f->placed[i].is_dated = date_is_set(f->placed[i].changed);
	}
}

static inline void fixture_release(struct fixture *f)
{
	arena_release(&f->arena);
}

#endif
