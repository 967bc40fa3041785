#include "generator/feeds_parts.h"

#include "common/escape.h"
#include "common/hash.h"

#include <assert.h>

enum { NEWEST = 50 };

struct newest {
	uint32_t at[NEWEST];
	int64_t seconds[NEWEST];
	uint32_t n;
};

/* Kept in order, newest first, equal ones by path: an insertion costs little, since almost all pages fail the first
 * look. */
static void offer(struct newest *newest, uint32_t page, int64_t seconds)
{
	uint32_t at = newest->n;

	if (at == NEWEST && seconds <= newest->seconds[NEWEST - 1])
		return;
	at = at < NEWEST ? at : NEWEST - 1;
	for (; at > 0 && newest->seconds[at - 1] < seconds; at--) {
		newest->at[at] = newest->at[at - 1];
		newest->seconds[at] = newest->seconds[at - 1];
	}
	newest->at[at] = page;
	newest->seconds[at] = seconds;
	newest->n += newest->n < NEWEST;
}

static void find_newest(const struct site *site, uint32_t language, struct newest *newest)
{
	newest->n = 0;
	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = site_page(site, i);
		struct date date = site_page_date(page);

		if (site->placed[i].language == language && !page->noindex && date_is_set(date))
			offer(newest, i, date_to_seconds(date));
	}
}

uint64_t atom_key(const struct site *site, uint32_t language)
{
	struct newest newest;
	uint64_t key = hash64(str_c(site->config->fingerprint.hex)) + language;

	find_newest(site, language, &newest);
	for (uint32_t i = 0; i < newest.n; i++)
		key = key * 31 + site->placed[newest.at[i]].face;
	return key;
}

static struct str host(const struct site *site)
{
	struct str origin = site_origin(site->config);
	ptrdiff_t scheme = str_find(origin, STR("://"));

	return scheme < 0 ? origin : str_from(origin, (size_t)scheme + 3);
}

/* "tag:help.acme.example,2026:/a/refunds-1/": what stays when the page is renamed or moved. */
static void add_entry_id(struct buf *out, const struct site *site, uint32_t page)
{
	struct str name = host(site);
	ptrdiff_t port = str_find_char(name, ':');

	buf_lit(out, "<id>tag:");
	escape_xml(out, port < 0 ? name : str_slice(name, 0, (size_t)port));
	buf_lit(out, ",2026:");
	if (site_page(site, page)->id.n != 0) {
		buf_lit(out, "/a/");
		escape_xml(out, site_page(site, page)->id);
		buf_char(out, '/');
	} else {
		struct buf path;

		buf_init(&path, BUF_NO_LIMIT);
		site_relative(&path, site->config, site->placed[page].url);
		escape_xml(out, buf_view(&path));
		buf_release(&path);
	}
	buf_lit(out, "</id>\n");
}

static void add_entry(struct buf *out, const struct site *site, uint32_t page_index)
{
	const struct page *page = site_page(site, page_index);
	struct str summary = page->description.n != 0 ? page->description : page->summary;

	buf_lit(out, "<entry>\n");
	feeds_add_element(out, "", "title", page->title);
	add_entry_id(out, site, page_index);
	buf_lit(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
	feeds_add_address(out, site, site->placed[page_index].url);
	buf_lit(out, "\"/>\n<updated>");
	feeds_add_time(out, site_page_date(page));
	buf_lit(out, "</updated>\n");
	if (date_is_set(page->date)) {
		buf_lit(out, "<published>");
		feeds_add_time(out, page->date);
		buf_lit(out, "</published>\n");
	}
	if (summary.n != 0)
		feeds_add_element(out, "", "summary", summary);
	buf_lit(out, "</entry>\n");
}

/* The address of the feed itself: its id, too. */
static void add_self(struct buf *out, const struct site *site, const struct language *language)
{
	struct buf url;

	buf_init(&url, BUF_NO_LIMIT);
	buf_char(&url, '/');
	buf_str(&url, language->url_prefix);
	buf_lit(&url, "feed.xml");
	buf_lit(out, "<id>");
	feeds_add_address(out, site, buf_view(&url));
	buf_lit(out, "</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"");
	feeds_add_address(out, site, buf_view(&url));
	buf_lit(out, "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"");
	buf_cut(&url, url.n - 8);
	feeds_add_address(out, site, buf_view(&url));
	buf_lit(out, "\"/>\n");
	buf_release(&url);
}

void atom_write(const struct site *site, uint32_t language_index, struct buf *out)
{
	const struct config *config = site->config;
	const struct language *language = &config->languages[language_index];
	struct newest newest = {.n = 0};

	find_newest(site, language_index, &newest);
	assert(newest.n != 0); /* else there is no feed */
	buf_lit(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	escape_xml(out, language->code);
	buf_lit(out, "\">\n");
	feeds_add_element(out, "", "title", language->title.n != 0 ? language->title : config->title);
	if (config->description.n != 0)
		feeds_add_element(out, "", "subtitle",
				  language->description.n != 0 ? language->description : config->description);
	add_self(out, site, language);
	buf_lit(out, "<updated>");
	feeds_add_time(out, site_page_date(site_page(site, newest.at[0])));
	buf_lit(out, "</updated>\n<author>");
	feeds_add_element(out, "", "name", config->organization.n != 0 ? config->organization : config->title);
	buf_lit(out, "</author>\n");
	for (uint32_t i = 0; i < newest.n; i++)
		add_entry(out, site, newest.at[i]);
	buf_lit(out, "</feed>\n");
}
