#include "generator/gate/files.h"

#include "common/json.h"
#include "common/limits.h"
#include "generator/gate/database.h"
#include "generator/gate/decode.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/fonts.h"
#include "generator/gate/unpack.h"
#include "generator/gate/xml.h"
#include "generator/precompress.h"

static const char *const kind_names[FILE_KINDS] = {
    [FILE_UNKNOWN] = "unknown", [FILE_TEXT] = "text",	  [FILE_JSON] = "JSON",	    [FILE_XML] = "XML",
    [FILE_GZIP] = "gzip",	[FILE_BROTLI] = "Brotli", [FILE_ZIP] = "ZIP",	    [FILE_PNG] = "PNG",
    [FILE_JPEG] = "JPEG",	[FILE_GIF] = "GIF",	  [FILE_WEBP] = "WebP",	    [FILE_PDF] = "PDF",
    [FILE_SQLITE] = "SQLite",	[FILE_FONT] = "font",	  [FILE_CLOSED] = "packed", [FILE_MEDIA] = "media",
};

const char *file_kind_name(enum file_kind kind)
{
	return kind_names[kind];
}

/* ---- what it is ---- */

/* Bytes that a file of a kind begins with. */
static const struct {
	struct str bytes;
	enum file_kind kind;
} magics[] = {
    {STR_INIT("\x1f\x8b"), FILE_GZIP},
    {STR_INIT("PK\x03\x04"), FILE_ZIP},
    {STR_INIT("\x89PNG\r\n\x1a\n"), FILE_PNG},
    {STR_INIT("\xff\xd8\xff"), FILE_JPEG},
    {STR_INIT("GIF8"), FILE_GIF},
    {STR_INIT("%PDF-"), FILE_PDF},
    {STR_INIT("SQLite format 3"), FILE_SQLITE},
};

/* What is read as text; whatever else is in them is found as text, too. */
static const char texts[] =
    " html htm xhtml txt text md markdown mdx rst adoc css scss less js mjs cjs ts tsx jsx vue map webmanifest csv tsv "
    "yml yaml toml ini conf cfg properties env sh bash zsh fish ps1 psm1 psd1 bat cmd reg sql py rb pl php lua go rs "
    "java "
    "kt c h cc cpp hpp cs swift r m scala groovy gradle dockerfile tf hcl graphql proto vtt srt ics vcf eml log diff "
    "patch "
    "po pot tex bib plist url rtf http jsonl ndjson ";
static const char jsons[] = " json geojson ";
static const char xmls[] = " xml svg rss atom xsl xslt kml gpx opml ";
static const char media[] =
    " woff woff2 ttf otf eot ico cur bmp tif tiff avif heic jxl mp3 ogg oga opus wav flac m4a aac mp4 "
    "m4v webm mov avi mkv tar wasm ";
/* Without an extension. */
static const char names[] =
    " _redirects _headers cname license licence copying readme robots humans security changelog "
    "makefile .nojekyll .htaccess .weir-output ";

static bool is_in(const char *list, struct str word)
{
	char key[32];

	if (word.n == 0 || word.n + 3 > sizeof(key))
		return false;
	key[0] = ' ';
	for (size_t i = 0; i < word.n; i++)
		key[i + 1] = str_lower_char(word.s[i]);
	key[word.n + 1] = ' ';
	key[word.n + 2] = '\0';
	return strstr(list, key) != NULL;
}

enum file_kind file_kind_of(struct str path, struct str bytes)
{
	ptrdiff_t slash = str_rfind_char(path, '/'), dot;
	struct str name = str_from(path, (size_t)(slash + 1)), extension;

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (str_starts(bytes, magics[i].bytes))
			return magics[i].kind;
	if (str_starts(bytes, STR("RIFF")) && str_eq(str_slice(bytes, 8, 12), STR("WEBP")))
		return FILE_WEBP;
	if (fonts_are_packed(bytes))
		return FILE_FONT;
	if (decode_is_closed(bytes))
		return FILE_CLOSED;
	if (is_in(names, name))
		return FILE_TEXT;
	dot = str_rfind_char(name, '.');
	extension = dot >= 0 ? str_from(name, (size_t)dot + 1) : STR("");
	if (is_in(texts, extension))
		return FILE_TEXT;
	if (is_in(jsons, extension))
		return FILE_JSON;
	if (is_in(xmls, extension))
		return FILE_XML;
	if (str_eq_nocase(extension, STR("br")))
		return FILE_BROTLI;
	return is_in(media, extension) ? FILE_MEDIA : FILE_UNKNOWN;
}

/* ---- reading numbers ---- */

static uint32_t little32(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;

	return at + 4 <= s.n ? (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0] : 0;
}

static uint32_t little16(struct str s, size_t at)
{
	return at + 2 <= s.n ? (uint32_t)(unsigned char)s.s[at + 1] << 8 | (unsigned char)s.s[at] : 0;
}

/* ---- parts ---- */

static void damaged(struct checker *checker, enum file_kind kind)
{
	if (!checker->is_guess)
		check_add(checker, CHECK_DAMAGED, kind_names[kind], "file", 0);
}

/* What can be read in bytes that are no text, as they are and packed. */
static void check_strings(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	decode_strings(bytes, &text);
	check_text(checker, buf_view(&text), view, depth + 1);
	buf_release(&text);
}

/* Packed bytes of which the kind is known by what is around them. */
static int check_deflated(struct checker *checker, enum unpack_format format, struct str packed, const char *view,
			  unsigned depth, size_t *used)
{
	struct buf out;
	int result;

	buf_init(&out, BUF_NO_LIMIT);
	result = unpack_deflate(format, packed, &out, LIMIT_GATE_FILE_BYTES, used);
	if (result == 0 && !check_packed(checker, buf_view(&out), view, depth + 1))
		check_any_text(checker, buf_view(&out), view, depth + 1);
	if (result > 0)
		check_add(checker, CHECK_TOO_MUCH, "size", view, 0);
	buf_release(&out);
	return result;
}

/* The name, the comment and whatever else stands before what is packed. */
static void check_gzip_head(struct checker *checker, struct str bytes, unsigned depth)
{
	enum { FLAGS = 3, HEAD = 10, EXTRA = 4, NAMED = 8, COMMENTED = 16 };
	unsigned flags = bytes.n > HEAD ? (unsigned char)bytes.s[FLAGS] : 0;
	size_t at = HEAD;

	if ((flags & (EXTRA | NAMED | COMMENTED)) == 0)
		return;
	if ((flags & EXTRA) != 0)
		at += 2 + little16(bytes, at);
	for (unsigned flag = NAMED; flag <= COMMENTED; flag *= 2)
		for (bool more = (flags & flag) != 0; more && at < bytes.n; at++)
			more = bytes.s[at] != '\0';
	check_any_text(checker, str_slice(bytes, HEAD, at), "compressed copy", depth + 1);
}

static void check_compressed(struct checker *checker, enum file_kind kind, struct str bytes, unsigned depth)
{
	struct buf out;
	int result;

	buf_init(&out, BUF_NO_LIMIT);
	if (kind == FILE_GZIP) {
		check_gzip_head(checker, bytes, depth);
		result = unpack_deflate(UNPACK_GZIP, bytes, &out, LIMIT_GATE_FILE_BYTES, NULL);
	} else {
		result = unpack_brotli(bytes, &out, LIMIT_GATE_FILE_BYTES);
	}
	if (result < 0)
		damaged(checker, kind);
	else if (result > 0)
		check_add(checker, CHECK_TOO_MUCH, "size", "file", 0);
	else if (depth == 0 && checker->original.s != NULL && str_eq(buf_view(&out), checker->original))
		checker->bytes += out.n; /* the file that it is a copy of is looked through on its own */
	else if (!check_packed(checker, buf_view(&out), "compressed copy", depth + 1))
		check_any_text(checker, buf_view(&out), "compressed copy", depth + 1);
	buf_release(&out);
}

enum { ZIP_HEAD = 30, ZIP_HAS_DESCRIPTOR = 8, ZIP_ENCRYPTED = 1, ZIP_STORED = 0, ZIP_DEFLATED = 8 };

/* By the heads of its members, so that one that the directory at the end keeps silent about is seen as well. */
static void check_zip(struct checker *checker, struct str bytes, unsigned depth)
{
	size_t at = 0, members = 0;

	while (at + ZIP_HEAD <= bytes.n && members++ < LIMIT_GATE_MEMBERS) {
		uint32_t flags = little16(bytes, at + 6), method = little16(bytes, at + 8);
		size_t packed_n = little32(bytes, at + 18), name_n = little16(bytes, at + 26);
		size_t data = at + ZIP_HEAD + name_n + little16(bytes, at + 28), used = packed_n;
		const char *next;

		if (data > bytes.n || (flags & ZIP_ENCRYPTED) != 0 || packed_n > bytes.n - data)
			goto broken;
		check_text(checker, str_slice(bytes, at + ZIP_HEAD, at + ZIP_HEAD + name_n), "archive", depth + 1);
		if (method == ZIP_DEFLATED) {
			if (check_deflated(checker, UNPACK_RAW, str_from(bytes, data), "archive", depth, &used) < 0)
				goto broken;
		} else if (method == ZIP_STORED && (flags & ZIP_HAS_DESCRIPTOR) == 0) {
			struct str member = str_slice(bytes, data, data + packed_n);

			if (!check_packed(checker, member, "archive", depth + 1))
				check_any_text(checker, member, "archive", depth + 1);
		} else if (packed_n != 0 || method != ZIP_STORED) {
			goto broken;
		}
		at = data + used;
		next = at < bytes.n ? memmem(bytes.s + at, bytes.n - at, "PK\x03\x04", 4) : NULL;
		check_strings(checker, str_slice(bytes, at, next != NULL ? (size_t)(next - bytes.s) : bytes.n),
			      "archive", depth);
		if (next == NULL)
			return;
		at = (size_t)(next - bytes.s);
	}
broken:
	damaged(checker, FILE_ZIP);
}

/* A chunk of text: latin1 key, NUL, and the text, perhaps packed. */
static bool check_png_text(struct checker *checker, struct str type, struct str data, unsigned depth)
{
	ptrdiff_t nul = str_find_char(data, '\0');
	struct str rest;
	bool is_packed = str_eq(type, STR("zTXt")) || str_eq(type, STR("iCCP"));

	/* of any other chunk nothing is known: what can be read in it, perhaps behind a key */
	if ((!is_packed && !str_eq(type, STR("iTXt"))) || nul < 0) {
		check_strings(checker, data, "picture metadata", depth);
		check_any_text(checker, data, "picture metadata", depth + 1);
		if (nul >= 0)
			(void)check_packed(checker, str_from(data, (size_t)nul + 1), "picture metadata", depth + 1);
		return true;
	}
	rest = str_from(data, (size_t)nul + 1);
	check_any_text(checker, str_slice(data, 0, (size_t)nul), "picture metadata", depth + 1);
	if (is_packed)
		return check_deflated(checker, UNPACK_ZLIB, str_from(rest, 1), "picture metadata", depth, NULL) >= 0;
	/* iTXt: packed or not, method, language, translated key */
	if (rest.n < 2)
		return false;
	if (rest.s[0] == 0) {
		check_any_text(checker, str_from(rest, 2), "picture metadata", depth + 1);
		return true;
	}
	rest = str_from(rest, 2);
	for (int i = 0; i < 2; i++) {
		nul = str_find_char(rest, '\0');
		if (nul < 0)
			return false;
		check_any_text(checker, str_slice(rest, 0, (size_t)nul), "picture metadata", depth + 1);
		rest = str_from(rest, (size_t)nul + 1);
	}
	return check_deflated(checker, UNPACK_ZLIB, rest, "picture metadata", depth, NULL) >= 0;
}

/* What stands behind the end of a picture, as it is or packed. */
static void check_behind(struct checker *checker, struct str rest, unsigned depth)
{
	if (rest.n != 0 && !check_packed(checker, rest, "behind the picture", depth + 1))
		check_strings(checker, rest, "behind the picture", depth);
}

/* Bytes of a picture's rows with the filter of each, not interlaced; 0: that is not known. */
static uint64_t png_rows(struct str bytes)
{
	enum { WIDTH = 16, HEIGHT = 20, BITS = 24, TYPE = 25, INTERLACED = 28 };
	static const uint8_t samples[] = {1, 0, 3, 1, 2, 0, 4};
	unsigned type = bytes.n > INTERLACED ? (unsigned char)bytes.s[TYPE] : 0;

	if (bytes.n <= INTERLACED || type >= sizeof(samples) || bytes.s[INTERLACED] != 0)
		return 0;
	return (1 + ((uint64_t)decode_big32(bytes, WIDTH) * samples[type] * (unsigned char)bytes.s[BITS] + 7) / 8) *
	       decode_big32(bytes, HEIGHT);
}

/* More rows than the picture has, and what is packed behind them: nobody sees it, anybody can read it. */
static void check_png_pixels(struct checker *checker, struct str bytes, struct str packed, unsigned depth)
{
	uint64_t rows = png_rows(bytes);
	struct buf out;
	size_t used = packed.n;

	buf_init(&out, BUF_NO_LIMIT);
	if (rows != 0 && packed.n != 0 &&
	    unpack_deflate(UNPACK_ZLIB, packed, &out, LIMIT_GATE_FILE_BYTES, &used) == 0) {
		if (out.n > rows)
			check_strings(checker, str_from(buf_view(&out), (size_t)rows), "behind the picture", depth);
		check_behind(checker, str_from(packed, used), depth);
	}
	buf_release(&out);
}

static bool check_png(struct checker *checker, struct str bytes, unsigned depth)
{
	struct buf pixels;
	size_t at = 8;

	buf_init(&pixels, BUF_NO_LIMIT);
	for (;;) {
		uint32_t n = decode_big32(bytes, at);
		struct str type = str_slice(bytes, at + 4, at + 8), data = str_slice(bytes, at + 8, at + 8 + (size_t)n);

		if (at + 12 > bytes.n || data.n != n || at + 12 + n > bytes.n ||
		    unpack_crc32(str_slice(bytes, at + 4, at + 8 + (size_t)n)) != decode_big32(bytes, at + 8 + n))
			goto broken;
		at += 12 + (size_t)n;
		if (str_eq(type, STR("IEND")))
			break;
		if (str_eq(type, STR("IDAT")))
			buf_str(&pixels, data);
		if (str_eq(type, STR("IDAT")) || str_eq(type, STR("IHDR")) || str_eq(type, STR("PLTE")) ||
		    str_eq(type, STR("fdAT")))
			continue;
		if (!check_png_text(checker, type, data, depth))
			goto broken;
	}
	check_png_pixels(checker, bytes, buf_view(&pixels), depth);
	buf_release(&pixels);
	check_behind(checker, str_from(bytes, at), depth);
	return true;
broken:
	buf_release(&pixels);
	return false;
}

static bool check_jpeg(struct checker *checker, struct str bytes, unsigned depth)
{
	size_t at = 2;

	while (at + 4 <= bytes.n) {
		unsigned char marker = (unsigned char)bytes.s[at + 1];
		size_t n = (size_t)(unsigned char)bytes.s[at + 2] << 8 | (unsigned char)bytes.s[at + 3];

		if ((unsigned char)bytes.s[at] != 0xFF)
			return false;
		if (marker == 0xFF) {
			at++;
			continue;
		}
		if (marker == 0xD9)
			break;
		if (n < 2 || at + 2 + n > bytes.n)
			return false;
		check_strings(checker, str_slice(bytes, at + 4, at + 2 + n), "picture metadata", depth);
		if ((marker >= 0xE0 && marker <= 0xEF) || marker == 0xFE)
			check_any_text(checker, str_slice(bytes, at + 4, at + 2 + n), "picture metadata", depth + 1);
		at += 2 + n;
		if (marker == 0xDA) { /* pixels up to the next marker that is none of them */
			while (at + 1 < bytes.n && !((unsigned char)bytes.s[at] == 0xFF && bytes.s[at + 1] != 0 &&
						     ((unsigned char)bytes.s[at + 1] & 0xF8) != 0xD0))
				at++;
			if (at + 1 >= bytes.n)
				return false;
		}
	}
	check_behind(checker, str_from(bytes, at), depth);
	return true;
}

static void check_gif(struct checker *checker, struct str bytes, unsigned depth)
{
	/* comments are cut in blocks of up to 255 bytes: their lengths are left out */
	size_t at = 0;

	while (at + 3 < bytes.n) {
		struct buf text;

		if ((unsigned char)bytes.s[at] != 0x21 ||
		    ((unsigned char)bytes.s[at + 1] != 0xFE && (unsigned char)bytes.s[at + 1] != 0xFF)) {
			at++;
			continue;
		}
		at += 2;
		buf_init(&text, BUF_NO_LIMIT);
		while (at < bytes.n && bytes.s[at] != 0) {
			size_t n = (unsigned char)bytes.s[at];

			buf_str(&text, str_slice(bytes, at + 1, at + 1 + n));
			at += n + 1;
		}
		check_any_text(checker, buf_view(&text), "picture metadata", depth + 1);
		buf_release(&text);
	}
	check_strings(checker, bytes, "picture metadata", depth);
}

static bool check_webp(struct checker *checker, struct str bytes, unsigned depth)
{
	size_t at = 12;

	while (at + 8 <= bytes.n) {
		struct str type = str_slice(bytes, at, at + 4);
		size_t n = little32(bytes, at + 4);
		struct str data = str_slice(bytes, at + 8, at + 8 + n);

		if (data.n != n)
			return false;
		if (!str_starts(type, STR("VP8")) && !str_eq(type, STR("ALPH")) && !str_eq(type, STR("ANMF"))) {
			check_strings(checker, data, "picture metadata", depth);
			check_any_text(checker, data, "picture metadata", depth + 1);
		}
		at += 8 + n + (n & 1);
	}
	return at >= bytes.n;
}

/* ---- PDF ---- */

/* The bytes of a string in parentheses; behind it. */
static size_t add_pdf_string(struct str s, size_t at, struct buf *out)
{
	unsigned depth = 1;

	for (at++; at < s.n && depth != 0; at++) {
		char c = s.s[at];

		if (c == '\\' && at + 1 < s.n) {
			c = s.s[++at];
			if (c >= '0' && c <= '7') {
				unsigned value = 0, n = 0;

				for (; n < 3 && at < s.n && s.s[at] >= '0' && s.s[at] <= '7'; n++)
					value = value * 8 + (unsigned)(s.s[at++] - '0');
				at--;
				buf_char(out, (char)(value & 0xFF));
			} else if (c != '\n' && c != '\r') {
				buf_char(out, strchr("nrtbf", c) != NULL ? ' ' : c);
			}
			continue;
		}
		depth += c == '(';
		depth -= c == ')';
		if (depth != 0)
			buf_char(out, c);
	}
	return at;
}

static size_t add_pdf_hex(struct str s, size_t at, struct buf *out)
{
	int high = -1;

	for (at++; at < s.n && s.s[at] != '>'; at++) {
		int value = str_hex_value(s.s[at]);

		if (value < 0)
			continue;
		if (high >= 0)
			buf_char(out, (char)(high << 4 | value));
		high = high < 0 ? value : -1;
	}
	return at + 1;
}

static void add_pdf_piece(struct checker *checker, struct str piece, struct buf *joined, unsigned depth)
{
	if (str_starts(piece, STR("\xFE\xFF")) || str_starts(piece, STR("\xFF\xFE"))) {
		check_any_text(checker, piece, "document text", depth + 1);
		buf_clear(joined);
	}
}

/* Strings of a page or an object; those in one [ … ] TJ belong together. */
static void check_pdf_strings(struct checker *checker, struct str s, unsigned depth)
{
	struct buf text, lines, piece;
	bool in_array = false;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&lines, BUF_NO_LIMIT);
	buf_init(&piece, BUF_NO_LIMIT);
	for (size_t at = 0; at < s.n;) {
		char c = s.s[at];

		if (c == '<' && at + 1 < s.n && s.s[at + 1] == '<') { /* a dictionary begins */
			at += 2;
			continue;
		}
		if (c != '(' && !(c == '<' && at + 1 < s.n)) {
			in_array = c == '[' ? true : c == ']' ? false : in_array;
			at++;
			continue;
		}
		buf_clear(&piece);
		at = c == '(' ? add_pdf_string(s, at, &piece) : add_pdf_hex(s, at, &piece);
		add_pdf_piece(checker, buf_view(&piece), &piece, depth);
		buf_str(&text, buf_view(&piece));
		buf_str(&lines, buf_view(&piece));
		if (!in_array) {
			buf_char(&lines, MATCH_TAG);
			buf_char(&text, ' ');
		}
	}
	check_any_text(checker, buf_view(&text), "document text", depth + 1);
	/* a word may go on in the next of them, whatever moves the pen in between */
	check_any_text(checker, buf_view(&lines), "document text", depth + 1);
	buf_release(&piece);
	buf_release(&lines);
	buf_release(&text);
}

static bool is_pdf_name_end(struct str s, size_t at)
{
	return at >= s.n || str_is_space(s.s[at]) || s.s[at] == '\0' || strchr("/[]<>()%", s.s[at]) != NULL;
}

/* Names may have their letters as #xx. */
static void check_pdf_names(struct checker *checker, struct str s, unsigned depth)
{
	struct buf out;
	bool any = false;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t at = 0; at < s.n; at++) {
		size_t from = out.n;
		bool escaped = false;

		if (s.s[at] != '/')
			continue;
		for (at++; at < s.n && !is_pdf_name_end(s, at); at++) {
			int byte = s.s[at] == '#' ? decode_hex_pair(s, at + 1) : -1;

			buf_char(&out, byte >= 0 ? (char)byte : s.s[at]);
			at += byte >= 0 ? 2 : 0;
			escaped = escaped || byte >= 0;
		}
		at--;
		any = any || escaped;
		if (escaped)
			buf_char(&out, '\n');
		else
			buf_cut(&out, from);
	}
	if (any)
		check_any_text(checker, buf_view(&out), "document", depth + 1);
	buf_release(&out);
}

/* From the head of the object ("12 0 obj") that `at` stands in, with the #xx of names resolved; false when there is no
 * such head near enough. */
static bool pdf_dictionary(struct str bytes, size_t at, struct buf *out)
{
	size_t from = at, i;
	bool has_head = false;

	while (from > 0) {
		from--;
		if (from >= 2 && str_starts(str_from(bytes, from), STR("obj")) &&
		    str_find_char(STR(" \t\r\n\f"), bytes.s[from - 1]) >= 0) {
			for (i = from - 1; i > 0 && str_is_space(bytes.s[i]);)
				i--;
			has_head = str_is_digit(bytes.s[i]);
			if (has_head)
				break;
		}
		if (at - from >= LIMIT_GATE_PDF_DICTIONARY)
			break;
	}
	for (i = from; i < at; i++) {
		int high = -1, low = -1;

		if (bytes.s[i] == '#' && i + 2 < at) {
			high = str_hex_value(bytes.s[i + 1]);
			low = str_hex_value(bytes.s[i + 2]);
		}
		if (high >= 0 && low >= 0)
			i += 2;
		buf_char(out, high >= 0 && low >= 0 ? (char)((unsigned)high << 4 | (unsigned)low) : bytes.s[i]);
	}
	return has_head;
}

/* Behind a name in the dictionary, looked for from `at`; -1 when it is not there. */
static ptrdiff_t behind_pdf_name(struct str dictionary, size_t at, struct str name)
{
	ptrdiff_t found;

	while (at < dictionary.n && (found = str_find(str_from(dictionary, at), name)) >= 0) {
		at += (size_t)found + name.n;
		if (is_pdf_name_end(dictionary, at))
			return (ptrdiff_t)at;
	}
	return -1;
}

enum pdf_packing { PDF_PLAIN, PDF_FLATE, PDF_PIXELS, PDF_UNREADABLE };

/* One name, or a list of names, behind /Filter. */
static enum pdf_packing pdf_filters(struct str value, bool is_image)
{
	static const struct str pixels[] = {STR_INIT("/DCTDecode"),	 STR_INIT("/DCT"), STR_INIT("/JPXDecode"),
					    STR_INIT("/CCITTFaxDecode"), STR_INIT("/CCF"), STR_INIT("/JBIG2Decode")};
	bool is_list;
	size_t flates = 0, codecs = 0, at;

	value = str_trim(value);
	is_list = value.n != 0 && value.s[0] == '[';
	for (value = str_trim(str_from(value, is_list)); value.n != 0 && value.s[0] == '/';
	     value = str_trim(str_from(value, at))) {
		struct str name;
		bool known = false;

		for (at = 1; !is_pdf_name_end(value, at);)
			at++;
		name = str_slice(value, 0, at);
		if (str_eq(name, STR("/FlateDecode")) || str_eq(name, STR("/Fl"))) {
			flates++;
			known = true;
		}
		for (size_t i = 0; !known && i < sizeof(pixels) / sizeof(*pixels); i++)
			known = str_eq(name, pixels[i]) && ++codecs != 0;
		if (!known)
			return PDF_UNREADABLE;
		if (!is_list)
			break;
	}
	if (is_list && (value.n == 0 || value.s[0] != ']'))
		return PDF_UNREADABLE;
	if (codecs != 0)
		return is_image ? PDF_PIXELS : PDF_UNREADABLE;
	return flates == 1 ? PDF_FLATE : flates == 0 && is_list ? PDF_PLAIN : PDF_UNREADABLE;
}

static enum pdf_packing pdf_packing(struct str dictionary)
{
	ptrdiff_t filter = behind_pdf_name(dictionary, 0, STR("/Filter")), at;
	bool is_image =
	    behind_pdf_name(dictionary, 0, STR("/Image")) >= 0 && behind_pdf_name(dictionary, 0, STR("/Width")) >= 0;
	enum pdf_packing packing;

	if (filter < 0)
		return PDF_PLAIN;
	if (behind_pdf_name(dictionary, (size_t)filter, STR("/Filter")) >= 0)
		return PDF_UNREADABLE;
	packing = pdf_filters(str_from(dictionary, (size_t)filter), is_image);
	at = behind_pdf_name(dictionary, 0, STR("/Predictor"));
	/* differences of pixels, or of places in the file: nothing to read */
	if (packing == PDF_FLATE && at >= 0 && !str_starts(str_trim(str_from(dictionary, (size_t)at)), STR("1 ")) &&
	    !str_starts(str_trim(str_from(dictionary, (size_t)at)), STR("1>")))
		return is_image || behind_pdf_name(dictionary, 0, STR("/XRef")) >= 0 ? PDF_PIXELS : PDF_UNREADABLE;
	return packing;
}

struct pdf_progress {
	size_t budget; /* bytes that may still be unpacked */
	size_t end;    /* the "endstream" that was found last */
	size_t streams;
};

/* What a stream holds, from *at on, which goes behind it. What cannot be unpacked is not passed over: false. */
static bool check_pdf_stream(struct checker *checker, struct str bytes, size_t *at, enum pdf_packing packing,
			     struct pdf_progress *progress, unsigned depth)
{
	size_t *budget = &progress->budget;
	struct str data;
	struct buf out;
	size_t used = 0;
	bool fine;

	if (*at > progress->end && progress->end < bytes.n) {
		const char *end = *at < bytes.n ? memmem(bytes.s + *at, bytes.n - *at, "endstream", 9) : NULL;

		progress->end = end != NULL ? (size_t)(end - bytes.s) : bytes.n;
	}
	data = str_slice(bytes, *at, progress->end);
	if (packing == PDF_UNREADABLE)
		return false;
	if (packing == PDF_PIXELS)
		*at += data.n;
	else if (packing == PDF_PLAIN)
		(void)check_packed(checker, data, "document", depth + 1);
	if (packing != PDF_FLATE)
		return true;
	buf_init(&out, BUF_NO_LIMIT);
	fine = unpack_deflate(UNPACK_ZLIB, str_from(bytes, *at), &out, *budget, &used) == 0;
	if (fine) {
		*budget -= out.n;
		*at += used;
		check_pdf_strings(checker, buf_view(&out), depth);
		check_pdf_names(checker, buf_view(&out), depth);
		check_strings(checker, buf_view(&out), "document", depth);
		(void)check_packed(checker, buf_view(&out), "document", depth + 1);
	}
	buf_release(&out);
	return fine;
}

static bool check_pdf(struct checker *checker, struct str bytes, unsigned depth)
{
	struct pdf_progress progress = {.budget = LIMIT_GATE_FILE_BYTES};
	size_t at = 0;
	bool fine = true;

	if (memmem(bytes.s, bytes.n, "/Encrypt", 8) != NULL || memmem(bytes.s, bytes.n, "%%EOF", 5) == NULL)
		return false;
	check_strings(checker, bytes, "document", depth);
	check_pdf_strings(checker, bytes, depth);
	check_pdf_names(checker, bytes, depth);
	while (fine) {
		const char *found = at < bytes.n ? memmem(bytes.s + at, bytes.n - at, "stream", 6) : NULL;
		enum pdf_packing packing;
		struct buf dictionary;

		if (found == NULL)
			return true;
		at = (size_t)(found - bytes.s) + 6;
		if (at >= 9 && str_eq(str_slice(bytes, at - 9, at - 6), STR("end")))
			continue;
		/* elsewhere it is a word of a text */
		if (at < bytes.n && bytes.s[at] != '\r' && bytes.s[at] != '\n' && bytes.s[at] != ' ')
			continue;
		buf_init(&dictionary, BUF_NO_LIMIT);
		if (pdf_dictionary(bytes, at - 6, &dictionary))
			packing = pdf_packing(buf_view(&dictionary));
		else /* what a dictionary so long says of the stream is not known */
			packing = str_ends(str_trim(buf_view(&dictionary)), STR(">>")) ? PDF_UNREADABLE : PDF_PLAIN;
		while (at < bytes.n && (bytes.s[at] == '\r' || bytes.s[at] == '\n'))
			at++;
		fine = ++progress.streams <= LIMIT_GATE_PDF_STREAMS &&
		       check_pdf_stream(checker, bytes, &at, packing, &progress, depth);
		buf_release(&dictionary);
	}
	return false;
}

/* ---- fonts, sound, film ---- */

/* Letters come about by chance in so many bytes. */
static void check_noise(struct checker *checker, struct str bytes, const char *view)
{
	bool was_noise = checker->matcher.is_noise;

	checker->matcher.is_noise = checker->matcher.is_media = true;
	check_strings(checker, bytes, view, LIMIT_GATE_DEPTH);
	checker->matcher.is_noise = was_noise;
	checker->matcher.is_media = false;
}

static bool check_font(struct checker *checker, struct str bytes)
{
	struct buf out;
	bool fine;

	buf_init(&out, BUF_NO_LIMIT);
	fine = fonts_unpack(bytes, &out) == 0;
	check_noise(checker, buf_view(&out), "font");
	check_noise(checker, bytes, "font");
	buf_release(&out);
	return fine;
}

/* ---- together ---- */

static bool check_kind(struct checker *checker, enum file_kind kind, struct str bytes, const char *view, unsigned depth)
{
	bool fine = true;

	switch (kind) {
	case FILE_GZIP:
	case FILE_BROTLI:
		check_compressed(checker, kind, bytes, depth);
		break;
	case FILE_ZIP:
		check_zip(checker, bytes, depth);
		break;
	case FILE_PNG:
		fine = check_png(checker, bytes, depth);
		break;
	case FILE_JPEG:
		fine = check_jpeg(checker, bytes, depth);
		break;
	case FILE_GIF:
		check_gif(checker, bytes, depth);
		break;
	case FILE_WEBP:
		fine = check_webp(checker, bytes, depth);
		break;
	case FILE_PDF:
		fine = check_pdf(checker, bytes, depth);
		break;
	case FILE_SQLITE:
		fine = database_check(checker, bytes, depth) == 0;
		break;
	case FILE_FONT:
		fine = check_font(checker, bytes);
		break;
	case FILE_CLOSED:
		if (!checker->is_guess)
			check_add(checker, CHECK_UNKNOWN, "type", view, 0);
		break;
	case FILE_MEDIA:
		check_noise(checker, bytes, view);
		break;
	case FILE_TEXT:
	case FILE_JSON:
	case FILE_XML:
		check_any_text(checker, bytes, view, depth);
		break;
	case FILE_UNKNOWN:
	case FILE_KINDS:
		return false;
	}
	if (!fine)
		damaged(checker, kind);
	return true;
}

bool check_packed(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	enum file_kind kind = file_kind_of(STR(""), bytes);

	if (depth > LIMIT_GATE_DEPTH) {
		if (kind != FILE_UNKNOWN && !checker->is_guess)
			check_add(checker, CHECK_TOO_MUCH, "depth", view, 0);
		return kind != FILE_UNKNOWN;
	}
	if (kind == FILE_UNKNOWN && bytes.n > 8 && bytes.s[0] == 0x78 &&
	    (unsigned char)bytes.s[1] % 31 == (31 - 0x7800 % 31) % 31)
		return check_deflated(checker, UNPACK_ZLIB, bytes, view, depth, NULL) >= 0;
	return kind != FILE_UNKNOWN && check_kind(checker, kind, bytes, view, depth);
}

/* Well-formed, and what its own entities make of it. */
static void check_xml(struct checker *checker, struct str bytes)
{
	struct buf resolved;

	buf_init(&resolved, BUF_NO_LIMIT);
	if (xml_texts(bytes, &resolved) < 0)
		damaged(checker, FILE_XML);
	/* without entities of its own the text is what check_kind() reads */
	else if (memmem(bytes.s, bytes.n, "<!", 2) != NULL)
		check_text(checker, buf_view(&resolved), "text of entities", 1);
	buf_release(&resolved);
}

static void check_json(struct checker *checker, struct str bytes)
{
	struct arena arena;

	arena_init(&arena);
	if (json_parse(&arena, bytes, NULL) == NULL)
		damaged(checker, FILE_JSON);
	arena_release(&arena);
}

void files_check(struct checker *checker, struct str path, struct str bytes)
{
	enum file_kind kind = file_kind_of(path, bytes);

	if (kind == FILE_UNKNOWN) {
		check_add(checker, CHECK_UNKNOWN, "type", "file", 0);
		check_strings(checker, bytes, "file", 0);
		return;
	}
	if (kind == FILE_JSON)
		check_json(checker, bytes);
	if (kind == FILE_XML)
		check_xml(checker, bytes);
	(void)check_kind(checker, kind, bytes, "as it is", 0);
}

/* ---- the self-test's copies ---- */

static void add_big32(struct buf *out, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(n >> shift & 0xFF));
}

static void plant_png(struct str bytes, struct str text, struct buf *out)
{
	size_t at = 8 + 12 + (size_t)decode_big32(bytes, 8), from;

	buf_str(out, str_slice(bytes, 0, at));
	add_big32(out, (uint32_t)text.n + 8);
	from = out->n;
	buf_lit(out, "tEXtComment");
	buf_char(out, '\0');
	buf_str(out, text);
	add_big32(out, unpack_crc32(str_from(buf_view(out), from)));
	buf_str(out, str_from(bytes, at));
}

static int plant_compressed(enum file_kind kind, struct str bytes, struct str text, struct buf *out)
{
	struct buf plain;
	int result;

	buf_init(&plain, BUF_NO_LIMIT);
	result = kind == FILE_GZIP ? unpack_deflate(UNPACK_GZIP, bytes, &plain, LIMIT_GATE_FILE_BYTES, NULL)
				   : unpack_brotli(bytes, &plain, LIMIT_GATE_FILE_BYTES);
	if (result == 0) {
		for (int i = 0; i < 4096; i++) /* so that the encoder finds something to save */
			buf_char(&plain, '\n');
		buf_str(&plain, text);
		result = kind == FILE_GZIP ? unpack_pack_gzip(buf_view(&plain), out)
					   : precompress_brotli(buf_view(&plain), out);
	}
	buf_release(&plain);
	return result == 0 ? 0 : -1;
}

/* A stored member in front of the others. */
static void plant_zip(struct str bytes, struct str text, struct buf *out)
{
	const unsigned char head[ZIP_HEAD] = {'P',
					      'K',
					      3,
					      4,
					      20,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      0,
					      (unsigned char)text.n,
					      0,
					      0,
					      0,
					      (unsigned char)text.n,
					      0,
					      0,
					      0,
					      1,
					      0,
					      0,
					      0};

	buf_add(out, head, sizeof(head));
	buf_char(out, 'c');
	buf_str(out, text);
	buf_str(out, bytes);
}

int files_plant(enum file_kind kind, struct str bytes, struct str text, struct buf *out)
{
	switch (kind) {
	case FILE_GZIP:
	case FILE_BROTLI:
		return plant_compressed(kind, bytes, text, out);
	case FILE_ZIP:
		plant_zip(bytes, text, out);
		return 0;
	case FILE_PNG:
		plant_png(bytes, text, out);
		return 0;
	case FILE_JPEG:
		buf_str(out, str_slice(bytes, 0, 2));
		buf_lit(out, "\xFF\xFE");
		buf_char(out, (char)((text.n + 2) >> 8));
		buf_char(out, (char)((text.n + 2) & 0xFF));
		buf_str(out, text);
		buf_str(out, str_from(bytes, 2));
		return 0;
	case FILE_GIF:
		buf_str(out, str_slice(bytes, 0, bytes.n - 1));
		buf_lit(out, "\x21\xFE");
		buf_char(out, (char)text.n);
		buf_str(out, text);
		buf_char(out, '\0');
		buf_str(out, str_from(bytes, bytes.n - 1));
		return 0;
	case FILE_WEBP:
		buf_str(out, bytes);
		buf_lit(out, "XMP ");
		for (unsigned shift = 0; shift < 32; shift += 8)
			buf_char(out, (char)(text.n >> shift & 0xFF));
		buf_str(out, text);
		if (text.n % 2 != 0)
			buf_char(out, '\0');
		return 0;
	case FILE_PDF:
		buf_str(out, bytes);
		buf_lit(out, "\n1 0 obj (");
		buf_str(out, text);
		buf_lit(out, ") endobj\n%%EOF\n");
		return 0;
	case FILE_SQLITE:
		return database_plant(bytes, text, out);
	default:
		buf_str(out, bytes);
		buf_char(out, '\n');
		buf_str(out, text);
		buf_char(out, '\n');
		return 0;
	}
}
