#include "generator/assets.h"

#include "common/entities.h"
#include "common/fs.h"
#include "common/limits.h"
#include "generator/emit.h"
#include "generator/precompress.h"
#include "generator/site.h"

#include <errno.h>
#include <unistd.h>

enum { READ_BYTES = 256 * 1024 };

/* ---- what a file is ---- */

enum asset_kind { KIND_PLAIN, KIND_HTML, KIND_XML, KIND_PACKED_XML };

static const struct {
	const char *suffix;
	enum asset_kind kind;
} kinds[] = {
    {".htm", KIND_HTML}, {".html", KIND_HTML}, {".xhtml", KIND_HTML}, {".xht", KIND_HTML},	  {".shtml", KIND_HTML},
    {".hta", KIND_HTML}, {".mht", KIND_HTML},  {".mhtml", KIND_HTML}, {".svg", KIND_XML},	  {".xml", KIND_XML},
    {".xsl", KIND_XML},	 {".xslt", KIND_XML},  {".rdf", KIND_XML},    {".svgz", KIND_PACKED_XML},
};

static enum asset_kind kind_of(struct str path)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct str suffix = str_c(kinds[i].suffix);

		if (path.n > suffix.n && str_eq_nocase(str_from(path, path.n - suffix.n), suffix))
			return kinds[i].kind;
	}
	return KIND_PLAIN;
}

/* ---- scripts in XML ---- */

/*
 * Names mean something to a browser only in the namespaces of XHTML and SVG, so
 * a feed with its <link>s is harmless.
 */
struct scan {
	bool is_active; /* one of those namespaces is declared */
	bool runs;	/* there is something that runs in them */
};

/* Elements, without prefix, that run something or load a page. */
static const char *const elements[] = {"script", "handler", "listener", "iframe", "frame", "object",
				       "embed",	 "applet",  "base",	"meta",	  "link",  "html"};

static bool is_listed(struct str name)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (str_eq_nocase(name, str_c(elements[i])))
			return true;
	return false;
}

static struct str without_prefix(struct str name)
{
	return str_from(name, (size_t)(str_rfind_char(name, ':') + 1));
}

static bool has_any(struct str text, const char *const *needles, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_find(text, str_c(needles[i])) >= 0)
			return true;
	return false;
}
#define HAS_ANY(text, needles) has_any((text), (needles), sizeof(needles) / sizeof(*(needles)))

/* "java&#x0A;script:" is one too: browsers drop control characters and white space. */
static void scan_value(struct scan *scan, struct str value)
{
	static const char *const schemes[] = {"javascript:", "vbscript:", "data:text/html", "data:text/xml",
					      "data:application/xhtml"};
	static const char *const namespaces[] = {"w3.org/1999/xhtml", "w3.org/2000/svg"};
	struct buf text, plain;

	if (str_find_char(value, ':') < 0 && str_find_char(value, '&') < 0)
		return;
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&plain, BUF_NO_LIMIT);
	entities_decode(&text, value);
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] > ' ' && (unsigned char)text.s[i] != 0x7f)
			buf_char(&plain, str_lower_char(text.s[i]));
	if (HAS_ANY(buf_view(&plain), schemes))
		scan->runs = true;
	if (HAS_ANY(buf_view(&plain), namespaces))
		scan->is_active = true;
	buf_release(&text);
	buf_release(&plain);
}

static bool is_name_char(char c)
{
	return str_is_alnum(c) || c == ':' || c == '-' || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static struct str take_name(struct str *rest)
{
	size_t n = 0;

	while (n < rest->n && is_name_char(rest->s[n]))
		n++;
	*rest = (struct str){rest->s + n, rest->n - n};
	return str_n(rest->s - n, n);
}

/* The value behind a '=', or an empty one. False when a quote is not closed. */
static bool take_value(struct str *rest, struct str *value)
{
	struct str at = str_trim(*rest);
	ptrdiff_t end;

	*value = STR("");
	if (at.n == 0 || at.s[0] != '=')
		return true;
	at = str_trim(str_from(at, 1));
	if (at.n == 0 || (at.s[0] != '"' && at.s[0] != '\''))
		return false;
	end = str_find_char(str_from(at, 1), at.s[0]);
	if (end < 0)
		return false;
	*value = str_slice(at, 1, (size_t)end + 1);
	*rest = str_from(at, (size_t)end + 2);
	return true;
}

/* The inside of a start tag, up to its '>'. False when it is not well formed. */
static bool scan_tag(struct scan *scan, struct str *rest)
{
	if (is_listed(without_prefix(take_name(rest))))
		scan->runs = true;
	for (;;) {
		struct str name, value;

		while (rest->n != 0 && (str_is_space(rest->s[0]) || rest->s[0] == '/'))
			*rest = str_from(*rest, 1);
		if (rest->n == 0)
			return false;
		if (rest->s[0] == '>')
			return true;
		name = take_name(rest);
		if (name.n == 0 || !take_value(rest, &value))
			return false;
		if (str_starts_nocase(without_prefix(name), STR("on")))
			scan->runs = true;
		scan_value(scan, value);
	}
}

/* Behind a construct that begins with `open` and ends with `close`; false when it does not end. */
static bool skip(struct str *rest, struct str open, struct str close)
{
	ptrdiff_t end = str_find(str_from(*rest, open.n), close);

	if (end < 0)
		return false;
	*rest = str_from(*rest, open.n + (size_t)end + close.n);
	return true;
}

/* A document type. An internal subset defines entities, which can be anything. */
static bool skip_doctype(struct str *rest)
{
	ptrdiff_t end = str_find_char(*rest, '>');

	if (end < 0 || str_find_char(str_slice(*rest, 0, (size_t)end), '[') >= 0)
		return false;
	*rest = str_from(*rest, (size_t)end + 1);
	return true;
}

/* A '<' and what follows. False when it cannot be understood, or not be trusted. */
static bool scan_markup(struct scan *scan, struct str *rest)
{
	if (str_starts(*rest, STR("<!--")))
		return skip(rest, STR("<!--"), STR("-->"));
	if (str_starts(*rest, STR("<![CDATA[")))
		return skip(rest, STR("<![CDATA["), STR("]]>"));
	if (str_starts_nocase(*rest, STR("<?xml-stylesheet"))) /* XSLT makes HTML of it */
		return false;
	if (str_starts(*rest, STR("<?")))
		return skip(rest, STR("<?"), STR("?>"));
	if (str_starts(*rest, STR("<!")))
		return skip_doctype(rest);
	if (str_starts(*rest, STR("</")))
		return skip(rest, STR("</"), STR(">"));
	*rest = str_from(*rest, 1);
	return scan_tag(scan, rest);
}

bool assets_has_script(struct str xml)
{
	struct scan scan = {0};

	/* UTF-16 and the like: not read here, so not trusted */
	if (str_find_char(xml, '\0') >= 0 || str_starts(xml, STR("\xfe\xff")) || str_starts(xml, STR("\xff\xfe")) ||
	    str_starts(xml, STR("\x2b\x2f\x76")))
		return true;
	for (;;) {
		ptrdiff_t at = str_find_char(xml, '<');

		if (at < 0)
			return scan.is_active && scan.runs;
		xml = str_from(xml, (size_t)at);
		if (!scan_markup(&scan, &xml))
			return true;
	}
}

/* ---- looking ---- */

/* In the place of a hash: its high half is 0, the low one is one of these. */
enum verdict { VERDICT_FINE, VERDICT_HTML, VERDICT_SCRIPT, VERDICT_LIMIT };

static struct hash128 hash_of_verdict(enum verdict verdict)
{
	return (struct hash128){.low = verdict, .high = 0};
}

/* Reads the rest of a file into a hash and, with `whole`, into a buffer. */
static int read_file(int fd, struct hash128 *hash, uint64_t *size, struct buf *whole)
{
	struct hash_stream *stream = hash_stream_new();
	struct buf block;
	ssize_t n;

	buf_init(&block, READ_BYTES + 1);
	*size = 0;
	while ((n = read(fd, buf_reserve(&block, READ_BYTES), READ_BYTES)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		*size += (uint64_t)n;
		hash_stream_add(stream, block.s, (size_t)n);
		if (whole != NULL)
			buf_add(whole, block.s, (size_t)n);
	}
	*hash = hash_stream_end(stream);
	hash_stream_free(stream);
	buf_release(&block);
	return n < 0 ? -1 : 0;
}

static int look(int fd, enum asset_kind kind, struct hash128 *hash, uint64_t *size)
{
	struct buf text;
	int result;

	if (kind != KIND_XML)
		return read_file(fd, hash, size, NULL);
	buf_init(&text, BUF_NO_LIMIT);
	result = read_file(fd, hash, size, &text);
	if (result == 0 && assets_has_script(buf_view(&text)))
		*hash = hash_of_verdict(VERDICT_SCRIPT);
	buf_release(&text);
	return result;
}

static int close_after(int fd, int result)
{
	int error = errno;

	close(fd);
	errno = error;
	return result;
}

int assets_hash(int content_folder, const char *path, const struct config *config, struct hash128 *hash, uint64_t *size)
{
	enum asset_kind kind = config->raw_html == RAW_HTML_TRUSTED ? KIND_PLAIN : kind_of(str_c(path));
	struct stat status;
	int fd = fs_open_file_at(content_folder, path, &status), result = 0;

	if (fd < 0)
		return -1;
	*size = (uint64_t)status.st_size;
	if (*size > LIMIT_ASSET_BYTES)
		*hash = hash_of_verdict(VERDICT_LIMIT);
	else if (kind == KIND_HTML || kind == KIND_PACKED_XML)
		*hash = hash_of_verdict(kind == KIND_HTML ? VERDICT_HTML : VERDICT_SCRIPT);
	else
		result = look(fd, kind, hash, size);
	return close_after(fd, result);
}

bool assets_is_published(struct hash128 hash, struct str path, const struct config *config, struct diag_list *diags)
{
	struct place place = {0};

	if (hash.high != 0 || hash.low == VERDICT_FINE || hash.low > VERDICT_LIMIT)
		return true;
	place.path = arena_printf(diags->arena, "%.*s/%.*s", STR_ARG(config->content_folder), STR_ARG(path));
	if (hash.low == VERDICT_LIMIT) {
		diag_add(diags, DIAG_ASSET_LIMIT, place, "the file is larger than %zu MB", LIMIT_ASSET_BYTES >> 20);
		diag_hint(diags, "put it on a file server and link to it");
		return false;
	}
	if (hash.low == VERDICT_HTML)
		diag_add(diags, DIAG_ASSET_HTML, place, "an HTML file is not published");
	else
		diag_add(diags, DIAG_ASSET_SCRIPT, place,
			 "a drawing or XML file that can run scripts is not published");
	diag_hint(diags, "raw_html = \"trusted\" in [content] of site.toml publishes it as it is");
	return false;
}

/* ---- copying ---- */

/* With copies: from memory, since the encoders need all of it. */
static int stage_bytes(const struct emit *emit, int fd, const struct asset *asset, struct precompress *copies)
{
	struct hash128 hash;
	struct buf bytes;
	uint64_t size;
	int result;

	buf_init(&bytes, BUF_NO_LIMIT);
	result = read_file(fd, &hash, &size, &bytes);
	if (result == 0 && !hash128_eq(hash, (struct hash128){asset->hash.low, asset->hash.high})) {
		errno = EAGAIN;
		result = -1;
	}
	if (result == 0)
		result = emit_stage(emit, asset->output, buf_view(&bytes));
	if (result == 0)
		result = precompress_stage(copies, emit, asset->output, buf_view(&bytes));
	buf_release(&bytes);
	return result;
}

int assets_copy(const struct emit *emit, int content_folder, const struct asset *asset, struct precompress *copies)
{
	char path[LIMIT_PATH_BYTES + 1];
	int fd;

	if (asset->path.n >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(path, asset->path.s, asset->path.n);
	path[asset->path.n] = '\0';
	fd = fs_open_file_at(content_folder, path, NULL);
	if (fd < 0)
		return -1;
	if (copies->formats != 0 && precompress_is_wanted(asset->output, asset->size))
		return close_after(fd, stage_bytes(emit, fd, asset, copies));
	return close_after(
	    fd, emit_stage_file(emit, asset->output, fd, (struct hash128){asset->hash.low, asset->hash.high}));
}
