#include "generator/urlpath.h"

#include "common/limits.h"
#include "common/utf8.h"

enum { NAME_BYTES = 255 }; /* of a file name on all file systems we know */

struct str urlpath_decode(struct arena *arena, struct str s)
{
	char *decoded;
	size_t n = 0;

	if (str_find_char(s, '%') < 0)
		return s;
	decoded = arena_alloc(arena, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		int high = s.s[i] == '%' && i + 2 < s.n ? str_hex_value(s.s[i + 1]) : -1;
		int low = high >= 0 ? str_hex_value(s.s[i + 2]) : -1;

		if (low >= 0)
			i += 2;
		decoded[n++] = low >= 0 ? (char)(high * 16 + low) : s.s[i];
	}
	return str_n(decoded, n);
}

static const char *part_fault(struct str part)
{
	if (part.n == 0)
		return "has an empty part";
	if (part.n > NAME_BYTES)
		return "has a part of more than 255 bytes";
	if (part.s[0] == '.' && !str_eq(part, STR(".well-known")))
		return "has a part that begins with a dot";
	return NULL;
}

static const char *text_fault(struct str s)
{
	if (s.n > LIMIT_PATH_BYTES)
		return "is too long";
	if (!utf8_is_valid(s))
		return "is not UTF-8";
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.s[i] < ' ' || s.s[i] == 0x7F)
			return "has a control character";
		if (strchr("\\?#*:|<>\"{}", s.s[i]) != NULL)
			return "has a character that paths do not have";
	}
	return NULL;
}

const char *urlpath_clean(struct arena *arena, struct str written, struct str *path)
{
	struct str decoded = urlpath_decode(arena, str_trim(written)), rest, part;
	const char *fault = text_fault(decoded);

	if (fault != NULL)
		return fault;
	while (decoded.n != 0 && decoded.s[decoded.n - 1] == '/')
		decoded.n--;
	while (decoded.n != 0 && decoded.s[0] == '/')
		decoded = str_from(decoded, 1);
	if (decoded.n == 0) {
		if (written.n == 0)
			return "is empty";
		*path = STR("/");
		return NULL;
	}
	rest = decoded;
	while (fault == NULL && str_split(&rest, '/', &part))
		fault = part_fault(part);
	if (fault == NULL)
		*path = arena_printf(arena, "/%.*s", STR_ARG(decoded));
	return fault;
}

static struct str last_part(struct str path)
{
	return str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

static struct str before_any(struct str s, const char *ends)
{
	size_t n = 0;

	while (n < s.n && (s.s[n] == '\0' || strchr(ends, s.s[n]) == NULL))
		n++;
	return str_slice(s, 0, n);
}

struct str urlpath_host(struct str url)
{
	struct str scheme = before_any(url, "/?#");

	if (scheme.n < 2 || scheme.s[scheme.n - 1] != ':' || !str_starts(str_from(url, scheme.n), STR("//")))
		return STR("");
	return before_any(str_from(url, scheme.n + 2), "/?#");
}

struct str urlpath_of(struct str url)
{
	struct str host = urlpath_host(url);

	return before_any(host.n != 0 ? str_from(url, (size_t)(host.s - url.s) + host.n) : url, "?#");
}

bool urlpath_is_file(struct str path)
{
	static const char *const extensions[] = {".html", ".htm", ".xhtml", ".php", ".asp", ".aspx",
						 ".jsp",  ".md",  ".txt",   ".pdf", ".xml", ".json"};
	struct str name = last_part(path);

	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++) {
		struct str extension = str_c(extensions[i]);

		if (name.n > extension.n && str_eq_nocase(str_from(name, name.n - extension.n), extension))
			return true;
	}
	return false;
}

/* Below a language's root, with the slash at the end. */
static const struct {
	const char *path;
	bool itself, below; /* what is taken: the page of that path, all below it */
	bool root_only;
	const char *what;
} own_pages[] = {
    {"search/", true, false, false, "the search page"},
    {"contact/", true, false, false, "the contact page"},
    {"agent/", true, false, false, "the agents' page"},
    {"tags/", true, true, false, "the pages of tags"},
    {"a/", false, true, true, "permalinks"},
    {"assets/", true, true, true, "files of the theme"},
    /* not all of api/: many sites have a section of that name */
    {"api/search/", true, false, true, "the search server"},
    {"api/complete/", true, false, true, "the search server"},
    {"api/suggest/", true, false, true, "the search server"},
    {"api/ticket/", true, false, true, "the search server"},
    {"api/event/", true, false, true, "the search server"},
};

static const char *const own_files[] = {
    "404.html", "sitemap.xml",	       "feed.xml",  "robots.txt", "opensearch.xml", "llms.txt", "_redirects",
    "_headers", "redirects.nginx.map", "search.db", "widget.js",
};

/* The server's own answers stand at the very names: a page "metrics" is at "/metrics/". */
static const char *const own_answers[] = {"healthz", "readyz", "metrics"};

static struct str below_language(const struct config *config, struct str url, bool *is_root)
{
	struct str path = url.n != 0 && url.s[0] == '/' ? str_from(url, 1) : url;

	*is_root = true;
	for (size_t i = 0; i < config->languages_n; i++) {
		struct str prefix = config->languages[i].url_prefix;

		if (prefix.n != 0 && str_starts_nocase(path, prefix)) {
			*is_root = false;
			return str_from(path, prefix.n);
		}
	}
	return path;
}

static bool is_own_file(struct str name)
{
	for (size_t i = 0; i < sizeof(own_files) / sizeof(*own_files); i++)
		if (name.n != 0 && str_lower_char(name.s[0]) == own_files[i][0] &&
		    str_eq_nocase(name, str_c(own_files[i])))
			return true;
	return str_starts_nocase(name, STR("sitemap-")) && str_ends(name, STR(".xml"));
}

static bool is_own_answer(struct str path)
{
	for (size_t i = 0; i < sizeof(own_answers) / sizeof(*own_answers); i++)
		if (str_eq_nocase(path, str_c(own_answers[i])))
			return true;
	return false;
}

/* "index.html" and its like stand in every folder of the site. */
static bool is_index_file(struct str name)
{
	return str_starts_nocase(name, STR("index.html")) || str_starts_nocase(name, STR("index.md"));
}

const char *urlpath_reserved(const struct config *config, struct str url)
{
	bool is_root;
	struct str path = below_language(config, url, &is_root), rest = path, part;
	ptrdiff_t slash;

	for (size_t i = 0; i < sizeof(own_pages) / sizeof(*own_pages); i++) {
		struct str own = str_c(own_pages[i].path);
		struct str bare = str_slice(own, 0, own.n - 1);

		if (path.n == 0 || str_lower_char(path.s[0]) != own.s[0] || (own_pages[i].root_only && !is_root))
			continue;
		if (own_pages[i].itself && (str_eq_nocase(path, own) || str_eq_nocase(path, bare)))
			return own_pages[i].what;
		if (own_pages[i].below && path.n > own.n && str_starts_nocase(path, own))
			return own_pages[i].what;
	}
	slash = str_find_char(path, '/');
	if (is_own_file(slash < 0 ? path : str_slice(path, 0, (size_t)slash)))
		return "a file of the site";
	if (is_own_answer(path))
		return "the search server";
	while (str_split(&rest, '/', &part))
		if (is_index_file(part))
			return "a file of the site";
	return NULL;
}

bool urlpath_is_replaceable(const struct config *config, struct str url)
{
	bool is_root;
	struct str path = below_language(config, url, &is_root);

	return str_eq(path, STR("404.html")) || str_eq_nocase(path, STR("search/")) ||
	       str_eq_nocase(path, STR("contact/")) || str_eq_nocase(path, STR("agent/")) ||
	       str_eq_nocase(path, STR("tags/"));
}

bool urlpath_is_known(const struct config *config, struct str url)
{
	static const char *const server[] = {"search", "contact", "tags/", "agent/"};
	size_t end = 0;
	bool is_root;
	struct str path;

	while (end < url.n && url.s[end] != '?' && url.s[end] != '#')
		end++;
	path = below_language(config, str_slice(url, 0, end), &is_root);
	for (size_t i = 0; i < sizeof(server) / sizeof(*server); i++) {
		struct str own = str_c(server[i]);

		if (str_ends(own, STR("/")) ? str_starts(path, own)
					    : str_starts(path, own) && (path.n == own.n || path.s[own.n] == '/'))
			return true;
	}
	for (size_t i = 0; is_root && i < sizeof(own_pages) / sizeof(*own_pages); i++) {
		struct str own = str_c(own_pages[i].path);

		if (str_starts(own, STR("api/")) && str_eq(path, str_slice(own, 0, own.n - 1)))
			return true;
	}
	return is_own_file(path) || is_own_answer(path);
}

bool urlpath_join(struct buf *out, struct str folder, struct str relative)
{
	size_t start = out->n;
	struct str part;

	buf_str(out, folder);
	while (str_split(&relative, '/', &part)) {
		if (part.n == 0 || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			struct str so_far = {out->s + start, out->n - start};
			ptrdiff_t slash = str_rfind_char(so_far, '/');

			if (so_far.n == 0)
				return false;
			buf_cut(out, start + (slash < 0 ? 0 : (size_t)slash));
			continue;
		}
		if (out->n > start)
			buf_char(out, '/');
		buf_str(out, part);
	}
	return true;
}
