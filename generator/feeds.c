#include "generator/feeds.h"

#include "common/arena.h"
#include "common/escape.h"
#include "common/hash.h"
#include "common/utf8.h"
#include "generator/feeds_parts.h"
#include "generator/verbatim.h"

/* ---- shared with the larger ones ---- */

void feeds_add_address(struct buf *out, const struct site *site, struct str url)
{
	struct buf address;

	buf_init(&address, BUF_NO_LIMIT);
	site_absolute(&address, site->config, url);
	escape_xml(out, buf_view(&address));
	buf_release(&address);
}

void feeds_add_time(struct buf *out, struct date date)
{
	date.has_time = true;
	date_format(out, date);
}

void feeds_add_element(struct buf *out, const char *indent, const char *name, struct str text)
{
	buf_printf(out, "%s<%s>", indent, name);
	escape_xml(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* ---- robots.txt, opensearch.xml ---- */

static uint64_t settings_key(const struct site *site, uint32_t unused)
{
	(void)unused;
	return hash64(str_c(site->config->fingerprint.hex));
}

/* Addresses with a question have no end; pages below /search/ and /api/ are pages like others. */
static void write_robots(const struct site *site, uint32_t unused, struct buf *out)
{
	static const char *const endless[] = {"/search?", "/search/?", "/api/search?", "/api/complete?"};

	(void)unused;
	buf_lit(out, "User-agent: *\n");
	for (size_t i = 0; i < sizeof(endless) / sizeof(*endless); i++) {
		buf_lit(out, "Disallow: ");
		site_relative(out, site->config, str_c(endless[i]));
		buf_char(out, '\n');
	}
	buf_lit(out, "\nSitemap: ");
	site_absolute(out, site->config, STR("/sitemap.xml"));
	buf_char(out, '\n');
}

static struct str first_characters(struct str text, size_t most)
{
	size_t at = 0;

	for (size_t i = 0; i < most && at < text.n; i++)
		(void)utf8_next(text, &at);
	return str_slice(text, 0, at);
}

/* Of the search server: on the same host unless the settings name another. */
static void add_server_address(struct buf *out, const struct site *site, const char *path)
{
	struct str server = site->config->search_url;

	if (server.n == 0) {
		feeds_add_address(out, site, str_c(path));
		return;
	}
	while (server.n != 0 && server.s[server.n - 1] == '/')
		server.n--;
	escape_xml(out, server);
	escape_xml(out, str_c(path));
}

static void write_opensearch(const struct site *site, uint32_t unused, struct buf *out)
{
	const struct config *config = site->config;
	struct str about = config->description.n != 0 ? config->description : config->title;

	(void)unused;
	buf_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
	feeds_add_element(out, "", "ShortName", first_characters(config->title, 16));
	feeds_add_element(out, "", "LongName", first_characters(config->title, 48));
	feeds_add_element(out, "", "Description", first_characters(about, 1024));
	buf_lit(out, "<InputEncoding>UTF-8</InputEncoding>\n<Url type=\"text/html\" method=\"get\" template=\"");
	add_server_address(out, site, "/search");
	buf_lit(out, "?q={searchTerms}\"/>\n"
		     "<Url type=\"application/x-suggestions+json\" method=\"get\" template=\"");
	add_server_address(out, site, "/api/complete");
	buf_lit(out, "?q={searchTerms}\"/>\n"
		     "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"");
	feeds_add_address(out, site, STR("/opensearch.xml"));
	buf_lit(out, "\"/>\n</OpenSearchDescription>\n");
}

/* ---- redirects ---- */

static uint64_t redirects_key(const struct site *site, uint32_t unused)
{
	uint64_t key = settings_key(site, unused);

	for (uint32_t i = 0; i < site->redirects_n; i++)
		key = hash64_mix(hash64_mix(key, site->redirects[i].from), site->redirects[i].to);
	if (site->verbatim != NULL)
		key = hash64_mix(key, site->verbatim->redirects);
	return key;
}

/*
 * Netlify and Cloudflare Pages; the latter reads 2,000 lines, so aliases stand before permalinks. The site's own lines
 * come last: the first that fits counts, and one with a "*" would take the place of ours.
 */
static void write_redirects(const struct site *site, uint32_t unused, struct buf *out)
{
	(void)unused;
	for (int permalinks = 0; permalinks < 2; permalinks++) {
		for (uint32_t i = 0; i < site->redirects_n; i++) {
			const struct redirect *redirect = &site->redirects[i];

			if (redirect->permalink != (permalinks == 1))
				continue;
			site_relative(out, site->config, redirect->from);
			buf_char(out, ' ');
			site_relative(out, site->config, redirect->to);
			buf_lit(out, " 301\n");
		}
	}
	if (site->verbatim != NULL)
		buf_str(out, site->verbatim->redirects);
}

/* nginx compares with the decoded path; in the value '$' would begin a variable. */
static void add_nginx_line(struct buf *out, const struct site *site, const struct redirect *redirect, struct str from)
{
	struct str base = site->config->base_path;
	size_t start;

	buf_char(out, '"');
	buf_str(out, base.n > 1 ? str_slice(base, 0, base.n - 1) : STR(""));
	buf_str(out, from); /* a clean path: no quote, no backslash */
	buf_lit(out, "\" \"");
	start = out->n;
	site_relative(out, site->config, redirect->to);
	for (size_t i = start; i < out->n; i++) {
		if (out->s[i] != '$')
			continue;
		buf_lit(out, "  ");
		if (buf_failed(out))
			return;
		memmove(out->s + i + 3, out->s + i + 1, out->n - i - 3);
		memcpy(out->s + i, "%24", 3);
	}
	buf_lit(out, "\";\n");
}

static void write_nginx(const struct site *site, uint32_t unused, struct buf *out)
{
	(void)unused;
	buf_lit(out, "# map $uri $weir_redirect { include redirects.nginx.map; }\n"
		     "# if ($weir_redirect) { return 301 $weir_redirect; }\n"
		     "# Long lines need map_hash_bucket_size 2048;\n");
	for (uint32_t i = 0; i < site->redirects_n; i++) {
		const struct redirect *redirect = &site->redirects[i];
		struct str from = redirect->from;

		add_nginx_line(out, site, redirect, from);
		if (from.n > 1 && from.s[from.n - 1] == '/')
			add_nginx_line(out, site, redirect, str_slice(from, 0, from.n - 1));
	}
}

/* ---- a page for each redirect ---- */

static uint32_t redirects_count(const struct site *site)
{
	return site->redirects_n;
}

static struct str stub_path(const struct site *site, uint32_t which, struct arena *arena)
{
	struct str from = site->redirects[which].from;

	if (from.s[from.n - 1] == '/')
		return arena_printf(arena, "%.*sindex.html", STR_ARG(str_from(from, 1)));
	if (str_ends(from, STR(".html")) || str_ends(from, STR(".htm")))
		return str_from(from, 1);
	return STR_NONE; /* "/faq.php": a web server would not serve HTML under that name */
}

static uint64_t stub_key(const struct site *site, uint32_t which)
{
	const struct redirect *redirect = &site->redirects[which];
	uint64_t key = hash64_mix(settings_key(site, 0), redirect->to);

	return hash64_mix(hash64_mix(key, site_page(site, redirect->page)->title),
			  site_page(site, redirect->page)->lang);
}

static void write_stub(const struct site *site, uint32_t which, struct buf *out)
{
	const struct redirect *redirect = &site->redirects[which];
	const struct page *page = site_page(site, redirect->page);
	struct buf url;

	buf_init(&url, BUF_NO_LIMIT);
	site_relative(&url, site->config, redirect->to);
	buf_lit(out, "<!DOCTYPE html>\n<html lang=\"");
	escape_html(out, page->lang);
	buf_lit(out, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url=");
	escape_html(out, buf_view(&url));
	buf_lit(out, "\">\n<title>");
	escape_html(out, page->title);
	buf_lit(out, "</title>\n<link rel=\"canonical\" href=\"");
	feeds_add_address(out, site, redirect->to);
	buf_lit(out, "\">\n</head>\n<body>\n<p><a href=\"");
	escape_html(out, buf_view(&url));
	buf_lit(out, "\">");
	escape_html(out, page->title);
	buf_lit(out, "</a></p>\n</body>\n</html>\n");
	buf_release(&url);
}

/* ---- the table ---- */

static uint32_t one(const struct site *site)
{
	(void)site;
	return 1;
}

static uint32_t languages_count(const struct site *site)
{
	return (uint32_t)site->config->languages_n;
}

static struct str atom_path(const struct site *site, uint32_t language, struct arena *arena)
{
	if (!site_has_dates(site, language))
		return STR_NONE;
	return arena_printf(arena, "%.*sfeed.xml", STR_ARG(site->config->languages[language].url_prefix));
}

static struct str part_path(const struct site *site, uint32_t part, struct arena *arena)
{
	(void)site;
	return arena_printf(arena, "sitemap-%u.xml", part + 1);
}

static const struct {
	const char *name; /* NULL: path() makes it */
	struct str (*path)(const struct site *site, uint32_t which, struct arena *arena);
	uint32_t (*count)(const struct site *site);
	uint64_t (*key)(const struct site *site, uint32_t which);
	void (*write)(const struct site *site, uint32_t which, struct buf *out);
} kinds[] = {
    {"sitemap.xml", NULL, one, sitemap_key, sitemap_write},
    {NULL, part_path, sitemap_parts, sitemap_key, sitemap_write_part},
    {NULL, atom_path, languages_count, atom_key, atom_write},
    {"robots.txt", NULL, one, settings_key, write_robots},
    {"opensearch.xml", NULL, one, settings_key, write_opensearch},
    {"llms.txt", NULL, one, llms_key, llms_write},
    {"_redirects", NULL, one, redirects_key, write_redirects},
    {"redirects.nginx.map", NULL, one, redirects_key, write_nginx},
    {NULL, stub_path, redirects_count, stub_key, write_stub},
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

/* Changes when what a file says is written differently. */
enum { FEEDS_VERSION = 1 };

static void list_kind(const struct site *site, uint16_t kind, uint32_t n, struct feed_list *list, struct arena *arena)
{
	for (uint32_t i = 0; i < n; i++) {
		struct str path = kinds[kind].name != NULL ? str_c(kinds[kind].name) : kinds[kind].path(site, i, arena);

		if (path.s == NULL || (verbatim_replaces(path) && verbatim_has(site->verbatim, path)))
			continue;
		list->at[list->n++] =
		    (struct feed){path, (kinds[kind].key(site, i) + kind) * 31 + FEEDS_VERSION, kind, i};
	}
}

struct feed_list feeds_list(const struct site *site, struct arena *arena)
{
	struct feed_list list = {0};
	uint32_t counts[KINDS], n = 0;

	for (size_t i = 0; i < KINDS; i++)
		n += counts[i] = kinds[i].count(site);
	list.at = arena_array(arena, n, sizeof(*list.at));
	for (size_t i = 0; i < KINDS; i++)
		list_kind(site, (uint16_t)i, counts[i], &list, arena);
	return list;
}

void feeds_write(const struct site *site, const struct feed *feed, struct buf *out)
{
	kinds[feed->kind].write(site, feed->which, out);
}
