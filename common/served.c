#include "common/served.h"

/* Each part has a name, and none that begins with a dot but .well-known. */
static bool parts_are_names(struct str path)
{
	struct str part;

	while (str_split(&path, '/', &part)) {
		bool is_last = path.s == NULL;

		if (part.n == 0 && !is_last)
			return false;
		if (part.n != 0 && part.s[0] == '.' && !str_eq(part, STR(".well-known")))
			return false;
	}
	return true;
}

bool served_path_decode(struct str path, struct buf *out)
{
	if (path.n == 0 || path.s[0] != '/')
		return false;
	for (size_t i = 1; i < path.n; i++) {
		char c = path.s[i];

		if (c == '%') {
			int high = i + 1 < path.n ? str_hex_value(path.s[i + 1]) : -1;
			int low = i + 2 < path.n ? str_hex_value(path.s[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			if (c == '/' || c == '\\')
				return false;
			i += 2;
		}
		if ((unsigned char)c < ' ' || c == 0x7f)
			return false;
		buf_char(out, c);
	}
	return !buf_failed(out) && parts_are_names(buf_view(out));
}

static const struct {
	const char *suffix, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".htm", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".md", "text/markdown; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {"opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"},
    {"feed.xml", "application/atom+xml; charset=utf-8"},
    {".xml", "application/xml; charset=utf-8"},
    {".atom", "application/atom+xml; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".mp4", "video/mp4"},
    {".webm", "video/webm"},
    {".mp3", "audio/mpeg"},
    {".pdf", "application/pdf"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".zip", "application/zip"},
    {".csv", "text/csv; charset=utf-8"},
};

const char *served_media_type(struct str path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct str suffix = str_c(types[i].suffix);

		if (path.n >= suffix.n && str_eq_nocase(str_from(path, path.n - suffix.n), suffix))
			return types[i].type;
	}
	return "application/octet-stream";
}

int served_range(struct str range, int64_t n, int64_t *from, int64_t *to)
{
	struct str last, first;

	if (!str_starts_nocase(range, STR("bytes=")) || str_find_char(range, ',') >= 0)
		return 0;
	last = str_from(range, 6);
	if (!str_split(&last, '-', &first) || last.s == NULL)
		return 0;
	first = str_trim(first);
	last = str_trim(last);
	for (size_t i = 0; i < first.n + last.n; i++)
		if (!str_is_digit(i < first.n ? first.s[i] : last.s[i - first.n]))
			return 0;
	*from = 0;
	*to = n;
	if (first.n == 0) { /* the last so many bytes */
		int64_t count;

		if (!str_to_int(last, &count))
			return 0;
		if (count == 0 || n == 0)
			return -1;
		*from = count < n ? n - count : 0;
		return 1;
	}
	if (!str_to_int(first, from))
		return 0;
	if (last.n != 0) {
		int64_t end;

		if (!str_to_int(last, &end) || end < *from)
			return 0;
		*to = end < n - 1 ? end + 1 : n;
	}
	return *from < n ? 1 : -1;
}
