#include "generator/gate/files.h"

#include "common/json.h"
#include "common/limits.h"
#include "generator/gate/database.h"
#include "generator/gate/decode.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/file_parts.h"
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

/* ---- parts ---- */

static void damaged(struct checker *checker, enum file_kind kind)
{
	if (!checker->is_guess)
		check_add(checker, CHECK_DAMAGED, kind_names[kind], "file", 0);
}

void file_check_strings(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	decode_strings(bytes, &text);
	check_text(checker, buf_view(&text), view, depth + 1);
	buf_release(&text);
}

void file_check_noise(struct checker *checker, struct str bytes, const char *view)
{
	bool was_noise = checker->matcher.is_noise, was_media = checker->matcher.is_media;

	checker->matcher.is_noise = checker->matcher.is_media = true;
	file_check_strings(checker, bytes, view, LIMIT_GATE_DEPTH);
	checker->matcher.is_noise = was_noise;
	checker->matcher.is_media = was_media;
}

int file_check_deflated(struct checker *checker, enum unpack_format format, struct str packed, const char *view,
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
		at += 2 + decode_little16(bytes, at);
	for (unsigned flag = NAMED; flag <= COMMENTED; flag *= 2)
		for (bool more = (flags & flag) != 0; more && at < bytes.n; at++)
			more = bytes.s[at] != '\0';
	check_any_text(checker, str_slice(bytes, HEAD, at), "compressed copy", depth + 1);
}

/*
 * Hardly more than the length of itself: nothing that anybody publishes, but for a copy of a file beside it, and made
 * to keep a reader busy.
 */
static bool is_bomb(size_t packed, size_t unpacked)
{
	enum { LARGE = 16 * 1024 * 1024, RATIO = 200 };

	return unpacked > LARGE && unpacked / RATIO > packed;
}

static void check_compressed(struct checker *checker, enum file_kind kind, struct str bytes, unsigned depth)
{
	struct buf out;
	bool is_copy;
	int result;

	buf_init(&out, BUF_NO_LIMIT);
	if (kind == FILE_GZIP) {
		check_gzip_head(checker, bytes, depth);
		result = unpack_deflate(UNPACK_GZIP, bytes, &out, LIMIT_GATE_FILE_BYTES, NULL);
	} else {
		result = unpack_brotli(bytes, &out, LIMIT_GATE_FILE_BYTES);
	}
	is_copy = result == 0 && depth == 0 && checker->original.s != NULL && str_eq(buf_view(&out), checker->original);
	if (result == 0 && !is_copy && !checker->stop_at_identity && is_bomb(bytes.n, out.n))
		result = 1;
	if (result < 0) {
		damaged(checker, kind);
		file_check_strings(checker, buf_view(&out), "compressed copy", depth);
	} else if (result > 0)
		check_add(checker, CHECK_TOO_MUCH, "size", "file", 0);
	else if (is_copy)
		checker->bytes += out.n; /* the file that it is a copy of is looked through on its own */
	else if (!check_packed(checker, buf_view(&out), "compressed copy", depth + 1))
		check_any_text(checker, buf_view(&out), "compressed copy", depth + 1);
	buf_release(&out);
}

enum { ZIP_HEAD = 30, ZIP_HAS_DESCRIPTOR = 8, ZIP_ENCRYPTED = 1, ZIP_STORED = 0, ZIP_DEFLATED = 8 };

/* From its head on; gives where it ends. False: it cannot be read. */
static bool check_member(struct checker *checker, struct str bytes, size_t at, unsigned depth, size_t *end)
{
	uint32_t flags = decode_little16(bytes, at + 6), method = decode_little16(bytes, at + 8);
	size_t packed_n = decode_little32(bytes, at + 18), name_n = decode_little16(bytes, at + 26);
	size_t data = at + ZIP_HEAD + name_n + decode_little16(bytes, at + 28), used = packed_n;

	check_text(checker, str_slice(bytes, at + ZIP_HEAD, at + ZIP_HEAD + name_n), "archive", depth + 1);
	if (data > bytes.n || (flags & ZIP_ENCRYPTED) != 0 || packed_n > bytes.n - data)
		return false;
	if (method == ZIP_DEFLATED) {
		if (file_check_deflated(checker, UNPACK_RAW, str_from(bytes, data), "archive", depth, &used) < 0)
			return false;
	} else if (method == ZIP_STORED && (flags & ZIP_HAS_DESCRIPTOR) == 0) {
		struct str member = str_slice(bytes, data, data + packed_n);

		if (!check_packed(checker, member, "archive", depth + 1))
			check_any_text(checker, member, "archive", depth + 1);
	} else if (packed_n != 0 || method != ZIP_STORED) {
		return false;
	}
	*end = data + used;
	return true;
}

/*
 * By the heads of its members, so that one that the directory at the end keeps silent about is seen as well. Those
 * behind one that cannot be read are looked at all the same: somebody may let the archive through.
 */
static void check_members(struct checker *checker, struct str bytes, unsigned depth)
{
	size_t at = 0, members = 0;
	bool is_outermost = checker->member == 0;

	while (at + ZIP_HEAD <= bytes.n && members++ < LIMIT_GATE_MEMBERS) {
		size_t end = at + ZIP_HEAD;
		const char *next;

		if (is_outermost)
			checker->member = (uint32_t)members;
		if (!check_member(checker, bytes, at, depth, &end))
			damaged(checker, FILE_ZIP);
		next = end < bytes.n ? memmem(bytes.s + end, bytes.n - end, "PK\x03\x04", 4) : NULL;
		file_check_strings(checker, str_slice(bytes, end, next != NULL ? (size_t)(next - bytes.s) : bytes.n),
				   "archive", depth);
		if (next == NULL)
			return;
		at = (size_t)(next - bytes.s);
	}
	damaged(checker, FILE_ZIP);
}

/* The record at its end, whole; a comment may follow. */
static bool has_end(struct str bytes)
{
	enum { END = 22, COMMENT = UINT16_MAX };
	size_t least = bytes.n > END + COMMENT ? bytes.n - END - COMMENT : 0;

	for (size_t at = bytes.n < END ? 0 : bytes.n - END + 1; at-- > least;)
		if (bytes.s[at] == 'P' && memcmp(bytes.s + at, "PK\x05\x06", 4) == 0)
			return true;
	return false;
}

static void check_zip(struct checker *checker, struct str bytes, unsigned depth)
{
	uint32_t member = checker->member;

	check_members(checker, bytes, depth);
	checker->member = member;
	if (!has_end(bytes))
		damaged(checker, FILE_ZIP);
}

/* ---- fonts, sound, film ---- */

static bool check_font(struct checker *checker, struct str bytes)
{
	struct buf out;
	bool fine;

	buf_init(&out, BUF_NO_LIMIT);
	fine = fonts_unpack(bytes, &out) == 0;
	file_check_noise(checker, buf_view(&out), "font");
	file_check_noise(checker, bytes, "font");
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
		fine = file_check_png(checker, bytes, depth);
		break;
	case FILE_JPEG:
		fine = file_check_jpeg(checker, bytes, depth);
		break;
	case FILE_GIF:
		file_check_gif(checker, bytes, depth);
		break;
	case FILE_WEBP:
		fine = file_check_webp(checker, bytes, depth);
		break;
	case FILE_PDF:
		fine = file_check_pdf(checker, bytes, depth);
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
		file_check_noise(checker, bytes, view); /* somebody may let it through */
		break;
	case FILE_MEDIA:
		file_check_noise(checker, bytes, view);
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
	if (!fine) {
		damaged(checker, kind);
		if (!checker->is_guess) /* somebody may let it through */
			file_check_noise(checker, bytes, view);
	}
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
		return file_check_deflated(checker, UNPACK_ZLIB, bytes, view, depth, NULL) >= 0;
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

/* The words of a trie: of each way from its root the edges, one behind the other. */
struct trie_walk {
	struct buf path, words;
	unsigned pieces; /* of the path */
};

enum { TRIE_EDGE = 4 /* bytes */, TRIE_PIECES = 3 /* of a word, at least */, TRIE_BYTES = 8 * 1024 * 1024 };

static bool is_container(const struct value *value)
{
	return value->kind == VALUE_MAP || value->kind == VALUE_LIST;
}

static bool is_edge(struct str s)
{
	return s.n != 0 && s.n <= TRIE_EDGE && (str_is_alpha(s.s[0]) || (unsigned char)s.s[0] >= 0x80);
}

/* What a node says of itself: {"c": "a", "k": […]}, ["a", […]]. Absent: its keys are the edges. */
static struct str own_edge(const struct value *node)
{
	uint32_t n = node->kind == VALUE_MAP ? node->as.map.n : node->as.list.n;

	for (uint32_t i = 0; i < n; i++) {
		const struct value *item = node->kind == VALUE_MAP ? node->as.map.at[i].value : node->as.list.at[i];

		if (item->kind == VALUE_STR && is_edge(item->as.str))
			return item->as.str;
	}
	return STR_NONE;
}

static void walk_node(struct trie_walk *walk, const struct value *node, struct str edge);

/* Its children; false: there is something besides them, or none. */
static bool walk_children(struct trie_walk *walk, const struct value *node, bool has_own_edge)
{
	uint32_t n = node->kind == VALUE_MAP ? node->as.map.n : node->as.list.n;
	bool all = n != 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct value *item = node->kind == VALUE_MAP ? node->as.map.at[i].value : node->as.list.at[i];
		struct str key = node->kind == VALUE_MAP && !has_own_edge ? node->as.map.at[i].key : STR_NONE;

		if (is_container(item))
			walk_node(walk, item, key);
		else
			all = false;
	}
	return all;
}

static void walk_node(struct trie_walk *walk, const struct value *node, struct str edge)
{
	size_t before = walk->path.n;
	unsigned pieces = walk->pieces;
	struct str own = own_edge(node);

	if (walk->words.n > TRIE_BYTES)
		return;
	if (is_edge(edge)) {
		buf_str(&walk->path, edge);
		walk->pieces++;
	}
	if (own.n != 0) {
		buf_str(&walk->path, own);
		walk->pieces++;
	}
	if (!walk_children(walk, node, own.n != 0) && walk->pieces >= TRIE_PIECES) {
		buf_str(&walk->words, buf_view(&walk->path));
		buf_char(&walk->words, '\n');
	}
	buf_cut(&walk->path, before);
	walk->pieces = pieces;
}

static void check_json(struct checker *checker, struct str bytes)
{
	struct trie_walk walk = {.pieces = 0};
	const struct value *value;
	struct arena arena;

	arena_init(&arena);
	buf_init(&walk.path, BUF_NO_LIMIT);
	buf_init(&walk.words, BUF_NO_LIMIT);
	value = json_parse(&arena, bytes, NULL);
	if (value == NULL)
		damaged(checker, FILE_JSON);
	else if (is_container(value))
		walk_node(&walk, value, STR_NONE);
	if (walk.words.n != 0)
		check_text(checker, buf_view(&walk.words), "words of a trie", LIMIT_GATE_DEPTH + 1);
	buf_release(&walk.path);
	buf_release(&walk.words);
	arena_release(&arena);
}

void files_check(struct checker *checker, struct str path, struct str bytes)
{
	enum file_kind kind = file_kind_of(path, bytes);

	if (kind == FILE_UNKNOWN) {
		check_add(checker, CHECK_UNKNOWN, "type", "file", 0);
		file_check_strings(checker, bytes, "file", 0);
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
