#include "generator/feeds_parts.h"

#include "common/escape.h"
#include "common/hash.h"

enum {
	PART = 50000,	    /* addresses in one file: a limit of the format */
	FEW_LANGUAGES = 10, /* with more, every page's alternates would pass its 50 MB */
	ADDRESS_BYTES = 2048,
};

static bool with_alternates(const struct site *site)
{
	return site->config->languages_n > 1 && site->config->languages_n <= FEW_LANGUAGES;
}

/* Alternates count too: they make a page's entry that many times longer. */
static uint32_t part_size(const struct site *site)
{
	return with_alternates(site) ? PART / (uint32_t)site->config->languages_n : PART;
}

static bool is_listed(const struct site *site, uint32_t page)
{
	return !site_page(site, page)->noindex && site->placed[page].url.n < ADDRESS_BYTES / 2;
}

static uint32_t count_listed(const struct site *site)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < site->pages_n; i++)
		n += is_listed(site, i);
	return n;
}

uint32_t sitemap_parts(const struct site *site)
{
	uint32_t n = count_listed(site), size = part_size(site);

	return n <= size
		   ? 0
		   : (n - 1) / size + 1; /* NOLINT(clang-analyzer-core.DivideZero): at least PART / FEW_LANGUAGES */
}

uint64_t sitemap_key(const struct site *site, uint32_t unused)
{
	uint64_t key = hash64(site->config->base_url) + site->config->languages_n;

	(void)unused;
	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct date date = site_page_date(site_page(site, i));

		if (!is_listed(site, i))
			continue;
		key = hash64_mix(key, site->placed[i].url) + site->placed[i].translations.n;
		if (date_is_set(date))
			key = key * 31 + (uint64_t)date_to_seconds(date) * 2 + date.has_time;
	}
	return key;
}

static void add_alternates(struct buf *out, const struct site *site, uint32_t page)
{
	const struct index_list *translations = &site->placed[page].translations;

	for (uint32_t i = 0; i < translations->n; i++) {
		uint32_t other = translations->at[i];

		buf_lit(out, "<xhtml:link rel=\"alternate\" hreflang=\"");
		escape_xml(out, site->config->languages[site->placed[other].language].code);
		buf_lit(out, "\" href=\"");
		feeds_add_address(out, site, site->placed[other].url);
		buf_lit(out, "\"/>");
	}
}

static void add_entry(struct buf *out, const struct site *site, uint32_t page)
{
	struct date date = site_page_date(site_page(site, page));

	buf_lit(out, "<url><loc>");
	feeds_add_address(out, site, site->placed[page].url);
	buf_lit(out, "</loc>");
	if (date_is_set(date)) {
		buf_lit(out, "<lastmod>");
		date_format(out, date);
		buf_lit(out, "</lastmod>");
	}
	if (with_alternates(site))
		add_alternates(out, site, page);
	buf_lit(out, "</url>\n");
}

static void add_range(struct buf *out, const struct site *site, uint32_t from, uint32_t to)
{
	uint32_t n = 0;

	buf_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"");
	if (with_alternates(site))
		buf_lit(out, " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
	buf_lit(out, ">\n");
	for (uint32_t i = 0; i < site->pages_n && n < to; i++) {
		if (!is_listed(site, i))
			continue;
		if (n >= from)
			add_entry(out, site, i);
		n++;
	}
	buf_lit(out, "</urlset>\n");
}

void sitemap_write_part(const struct site *site, uint32_t part, struct buf *out)
{
	uint32_t size = part_size(site);

	add_range(out, site, part * size, (part + 1) * size);
}

static void add_index(struct buf *out, const struct site *site, uint32_t parts)
{
	buf_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (uint32_t i = 0; i < parts; i++) {
		char name[32];
		int n = snprintf(name, sizeof(name), "/sitemap-%u.xml", i + 1);

		buf_lit(out, "<sitemap><loc>");
		feeds_add_address(out, site, str_n(name, (size_t)n));
		buf_lit(out, "</loc></sitemap>\n");
	}
	buf_lit(out, "</sitemapindex>\n");
}

void sitemap_write(const struct site *site, uint32_t unused, struct buf *out)
{
	uint32_t parts = sitemap_parts(site);

	(void)unused;
	if (parts == 0)
		add_range(out, site, 0, UINT32_MAX);
	else
		add_index(out, site, parts);
}
