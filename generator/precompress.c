#include "generator/precompress.h"

#include "generator/config.h"
#include "generator/emit.h"

#include <errno.h>
#include <limits.h>

enum { LEAST_BYTES = 1024, MOST_BYTES = 16 * 1024 * 1024 };

/* search.db is read in place by the server, and images are compressed already. */
static const char *const suffixes[] = {".html", ".md",		".txt", ".xml",	 ".json", ".jsonl", ".js",  ".mjs",
				       ".css",	".svg",		".map", ".csv",	 ".tsv",  ".atom",  ".rss", ".yml",
				       ".yaml", ".toml",	".vtt", ".ttf",	 ".otf",  ".wasm",  ".ics", ".bmp",
				       ".ico",	".webmanifest", ".htm", ".conf", ".xhtml"};

unsigned precompress_formats(const struct config *config)
{
	return (config->gzip ? PRECOMPRESS_GZIP : 0) | (config->brotli ? PRECOMPRESS_BROTLI : 0);
}

void precompress_tell(unsigned formats, struct emit *emit)
{
	static const char *const gzip[] = {".gz"}, *const brotli[] = {".br"}, *const both[] = {".gz", ".br"};

	if (formats == PRECOMPRESS_GZIP)
		emit_set_copies(emit, gzip, 1);
	else if (formats == PRECOMPRESS_BROTLI)
		emit_set_copies(emit, brotli, 1);
	else if (formats != 0)
		emit_set_copies(emit, both, 2);
}

void precompress_init(struct precompress *encoder, unsigned formats)
{
	*encoder = (struct precompress){.formats = formats};
	buf_init(&encoder->out, MOST_BYTES + LEAST_BYTES);
}

void precompress_release(struct precompress *encoder)
{
	precompress_gzip_free(encoder->gzip);
	buf_release(&encoder->out);
	encoder->gzip = NULL;
}

bool precompress_is_wanted(struct str path, uint64_t size)
{
	ptrdiff_t dot = str_rfind_char(path, '.');

	if (dot < 0 || size <= LEAST_BYTES || size > MOST_BYTES)
		return false;
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (str_eq_nocase(str_from(path, (size_t)dot), str_c(suffixes[i])))
			return true;
	return false;
}

static int stage(const struct emit *emit, struct str path, struct str suffix, struct str bytes)
{
	char text[PATH_MAX];

	if (path.n + suffix.n >= sizeof(text)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(text, path.s, path.n);
	memcpy(text + path.n, suffix.s, suffix.n);
	return emit_stage(emit, str_n(text, path.n + suffix.n), bytes);
}

/* After an encoder: 1 when there is a smaller copy, 0 when there is none, -1. */
static int is_smaller(int result)
{
	if (result == 0)
		return 1;
	return errno == EFBIG ? 0 : -1;
}

static int make(struct precompress *encoder, unsigned format, struct str bytes)
{
	if (format == PRECOMPRESS_BROTLI)
		return is_smaller(precompress_brotli(bytes, &encoder->out));
	if (encoder->gzip == NULL)
		encoder->gzip = precompress_gzip_new();
	return is_smaller(precompress_gzip(encoder->gzip, bytes, &encoder->out));
}

int precompress_stage(struct precompress *encoder, const struct emit *emit, struct str path, struct str bytes)
{
	if (encoder->formats == 0 || !precompress_is_wanted(path, bytes.n))
		return 0;
	for (unsigned format = PRECOMPRESS_GZIP; format <= PRECOMPRESS_BROTLI; format <<= 1) {
		struct str suffix = format == PRECOMPRESS_GZIP ? STR(".gz") : STR(".br");
		int made;

		if ((encoder->formats & format) == 0)
			continue;
		made = make(encoder, format, bytes);
		if (made < 0 || (made > 0 && stage(emit, path, suffix, buf_view(&encoder->out)) < 0))
			return -1;
	}
	return 0;
}
