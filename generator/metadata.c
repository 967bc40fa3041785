/*
 * The part of a page's head that machines read: description, canonical address,
 * languages, Open Graph, JSON-LD (schema.org). Written here and not in a
 * template because each text stands in it several times, escaped differently.
 */
#include "generator/view.h"

#include "common/escape.h"
#include "common/utf8.h"

/* What search engines show of a description (in bytes; letters may be fewer). */
#define DESCRIPTION_BYTES 155

struct str metadata_description(struct str text, struct arena *arena)
{
	struct str cut;
	ptrdiff_t space;

	if (text.n <= DESCRIPTION_BYTES)
		return text;
	cut = utf8_cut(text, DESCRIPTION_BYTES);
	space = str_rfind_char(cut, ' ');
	if (space > DESCRIPTION_BYTES / 2)
		cut.n = (size_t)space;
	return arena_printf(arena, "%.*s…", STR_ARG(cut));
}

static void put_property(struct buf *out, const char *name, struct str content)
{
	if (content.n == 0)
		return;
	buf_lit(out, "<meta property=\"og:");
	buf_str(out, str_c(name));
	buf_lit(out, "\" content=\"");
	escape_html(out, content);
	buf_lit(out, "\">\n");
}

static void put_alternate(struct buf *out, const struct metadata *m, struct str lang, uint32_t page,
			  struct arena *arena)
{
	buf_lit(out, "<link rel=\"alternate\" hreflang=\"");
	escape_html(out, lang);
	buf_lit(out, "\" href=\"");
	escape_html(out, view_absolute(m->view, m->view->site->placed[page].url, arena));
	buf_lit(out, "\">\n");
}

/* Every language with itself, and which of them is for readers of any other. */
static void put_translations(struct buf *out, const struct metadata *m, struct arena *arena)
{
	const struct site *site = m->view->site;
	const struct index_list *pages = &site->placed[m->page].translations;
	uint32_t any = pages->n != 0 ? pages->at[0] : SITE_NONE;

	for (uint32_t i = 0; i < pages->n; i++) {
		const struct language *language = &site->config->languages[site->placed[pages->at[i]].language];

		put_alternate(out, m, language->code, pages->at[i], arena);
		if (language->is_default)
			any = pages->at[i];
	}
	if (any != SITE_NONE)
		put_alternate(out, m, STR("x-default"), any, arena);
}

static void put_json_string(struct buf *out, const char *before, struct str s)
{
	buf_str(out, str_c(before));
	buf_char(out, '"');
	escape_json(out, s);
	buf_char(out, '"');
}

static void put_json_date(struct buf *out, const char *before, struct date date)
{
	if (!date_is_set(date))
		return;
	buf_str(out, str_c(before));
	buf_char(out, '"');
	date_format(out, date);
	buf_char(out, '"');
}

static void put_article_ld(struct buf *out, const struct metadata *m)
{
	const struct config *config = m->view->site->config;
	const struct page *page = site_page(m->view->site, m->page);

	buf_lit(out, "{\"@type\":\"TechArticle\"");
	put_json_string(out, ",\"headline\":", m->title);
	if (m->description.n != 0)
		put_json_string(out, ",\"description\":", m->description);
	put_json_string(out, ",\"inLanguage\":", config->languages[m->language].code);
	put_json_string(out, ",\"mainEntityOfPage\":", m->absolute);
	put_json_date(out, ",\"datePublished\":", page->date);
	put_json_date(out, ",\"dateModified\":", date_is_set(page->lastmod) ? page->lastmod : page->date);
	buf_str(out, m->view->languages[m->language].author_ld);
	buf_char(out, '}');
}

static void put_site_ld(struct buf *out, const struct metadata *m)
{
	const struct language *language = &m->view->site->config->languages[m->language];

	buf_lit(out, "{\"@type\":\"WebSite\"");
	put_json_string(out, ",\"name\":", language->title);
	if (language->description.n != 0)
		put_json_string(out, ",\"description\":", language->description);
	put_json_string(out, ",\"url\":", m->absolute);
	put_json_string(out, ",\"inLanguage\":", language->code);
	buf_char(out, '}');
}

void metadata_list_item(struct buf *out, unsigned position, struct str name, struct str absolute)
{
	buf_lit(out, "{\"@type\":\"ListItem\",\"position\":");
	buf_int(out, position);
	put_json_string(out, ",\"name\":", name);
	put_json_string(out, ",\"item\":", absolute);
	buf_char(out, '}');
}

static void put_breadcrumbs_ld(struct buf *out, const struct metadata *m)
{
	const struct section_view *section = &m->view->sections[m->section];

	buf_lit(out, "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[");
	buf_str(out, section->breadcrumbs_ld);
	buf_char(out, ',');
	metadata_list_item(out, section->depth + 1, m->title, m->absolute);
	buf_lit(out, "]}");
}

static void put_ld(struct buf *out, const struct metadata *m, enum page_kind kind)
{
	bool is_article = kind == PAGE_ARTICLE || kind == PAGE_SOLVED;

	buf_lit(out, "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[");
	if (is_article)
		put_article_ld(out, m);
	else if (kind == PAGE_HOME)
		put_site_ld(out, m);
	if (m->section != SITE_NONE) {
		if (is_article)
			buf_char(out, ',');
		put_breadcrumbs_ld(out, m);
	}
	buf_lit(out, "]}</script>\n");
}

void metadata_add(struct buf *out, const struct metadata *m, struct arena *arena)
{
	const struct site *site = m->view->site;
	enum page_kind kind = m->page != SITE_NONE ? site_page(site, m->page)->kind : PAGE_SECTION;

	if (m->description.n != 0) {
		buf_lit(out, "<meta name=\"description\" content=\"");
		escape_html(out, m->description);
		buf_lit(out, "\">\n");
	}
	if (m->noindex) {
		buf_lit(out, "<meta name=\"robots\" content=\"noindex\">\n");
		return;
	}
	buf_lit(out, "<link rel=\"canonical\" href=\"");
	escape_html(out, m->absolute);
	buf_lit(out, "\">\n");
	if (m->markdown_url.n != 0) {
		buf_lit(out, "<link rel=\"alternate\" type=\"text/markdown\" href=\"");
		escape_html(out, m->markdown_url);
		buf_lit(out, "\">\n");
	}
	if (m->page != SITE_NONE)
		put_translations(out, m, arena);
	put_property(out, "title", m->title);
	put_property(out, "type", kind == PAGE_ARTICLE || kind == PAGE_SOLVED ? STR("article") : STR("website"));
	put_property(out, "url", m->absolute);
	put_property(out, "description", m->description);
	buf_str(out, m->view->languages[m->language].metadata);
	if (m->page != SITE_NONE)
		put_ld(out, m, kind);
}
