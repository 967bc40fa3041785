/* Files that are no text, as the publish gate reads them: what programs write beside pixels and letters, and what is
 * packed. */
#include "generator/gate/check.h"
#include "generator/gate/unpack.h"
#include "tests/unit/gate_fixture.h"

#include <brotli/encode.h>
#include <zlib.h>

#define NAME "Katarzyna Kowalska"

static const char people[] = "[{\"name\":\"" NAME "\"}]";

enum verdict { PASSES, NAMES, IS_DAMAGED, OTHERWISE };

/* Names somebody, whatever else is wrong with it. */
static enum verdict verdict_of(struct fixture *f, const char *path, const struct buf *bytes)
{
	check_file(&f->checker, str_c(path), buf_view(bytes));
	if (f->checker.has_identity)
		return NAMES;
	if (f->checker.findings_n == 0)
		return PASSES;
	return f->checker.findings[0].problem == CHECK_DAMAGED ? IS_DAMAGED : OTHERWISE;
}

static void add_big32(struct buf *out, uint64_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(number >> shift & 0xFF));
}

static void set_big32(struct buf *out, size_t at, uint64_t number)
{
	for (size_t i = 0; i < 4; i++)
		out->s[at + i] = (char)(number >> (24 - 8 * i) & 0xFF);
}

static void add_deflated(struct buf *out, struct str plain)
{
	unsigned char packed[400];
	uLongf n = sizeof(packed);

	assert_int_equal(compress(packed, &n, (const unsigned char *)plain.s, plain.n), Z_OK);
	buf_add(out, packed, n);
}

/* ---- PNG ---- */

static void add_chunk(struct buf *out, const char *type, struct str data)
{
	size_t at = out->n + 4;

	add_big32(out, data.n);
	buf_add(out, type, 4);
	buf_str(out, data);
	add_big32(out, crc32(0, (const unsigned char *)out->s + at, (unsigned)(data.n + 4)));
}

static void begin_png(struct buf *png)
{
	buf_init(png, BUF_NO_LIMIT);
	buf_lit(png, "\x89PNG\r\n\x1a\n");
	add_chunk(png, "IHDR", STR("\0\0\0\1\0\0\0\1\x08\0\0\0\0"));
}

/* One grey pixel: a byte for its row's filter, and itself; `more` in the rows, `behind` after what is packed. */
static enum verdict png_of_rows(struct fixture *f, struct str more, struct str behind)
{
	enum verdict verdict;
	struct buf rows, pixels, png;

	buf_init(&rows, BUF_NO_LIMIT);
	buf_init(&pixels, BUF_NO_LIMIT);
	begin_png(&png);
	buf_str(&rows, STR("\0\x7f"));
	buf_str(&rows, more);
	add_deflated(&pixels, buf_view(&rows));
	buf_str(&pixels, behind);
	add_chunk(&png, "IDAT", buf_view(&pixels));
	add_chunk(&png, "IEND", STR(""));
	verdict = verdict_of(f, "a.png", &png);
	buf_release(&png);
	buf_release(&pixels);
	buf_release(&rows);
	return verdict;
}

/* Nobody sees what is packed behind the last row, or stands behind what is packed. */
static void test_png_rows(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_int_equal(png_of_rows(&f, STR(""), STR("")), PASSES);
	assert_int_equal(png_of_rows(&f, STR(NAME), STR("")), NAMES);
	assert_int_equal(png_of_rows(&f, STR(""), STR(NAME)), NAMES);
	end(&f);
}

/* Bytes that repeat in some ways, by a number. */
static void fill(unsigned char *bytes, size_t n, unsigned kind)
{
	uint32_t random = kind + 1;

	for (size_t i = 0; i < n; i++) {
		random = random * 1664525 + 1013904223;
		bytes[i] = kind % 4 == 0   ? 0
			   : kind % 4 == 1 ? (unsigned char)(random >> 24)
			   : kind % 4 == 2 ? (unsigned char)(random >> 24 & (random >> 16) & 0x0F)
			   : i < 300	   ? (unsigned char)(random >> 28)
					   : bytes[i - 1 - (random >> 24)];
	}
}

/* As zlib packs them in all its ways. */
static void unpacked_within(const unsigned char *bytes, size_t n, int level, int strategy)
{
	static unsigned char packed[200000];
	z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes,
			   .avail_in = (unsigned)n,
			   .next_out = packed,
			   .avail_out = sizeof(packed)};
	struct buf room;
	size_t all, used;

	assert_int_equal(deflateInit2(&stream, level, Z_DEFLATED, 15, 8, strategy), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	all = stream.total_out;
	(void)deflateEnd(&stream);
	buf_init(&room, BUF_NO_LIMIT);
	memset(packed + all, 0x55, 16); /* what follows it */
	for (size_t behind = 0; behind <= 16; behind += 4) {
		assert_int_equal(unpack_zlib_within(str_n((char *)packed, all + behind), &room, n, &used), 0);
		assert_int_equal(room.n, n);
		assert_memory_equal(room.s, bytes, n);
		assert_int_equal(used, all);
		if (n != 0)
			assert_int_equal(unpack_zlib_within(str_n((char *)packed, all + behind), &room, n - 1, &used),
					 1);
	}
	for (size_t cut = 1; cut < all; cut += 1 + all / 64)
		assert_int_not_equal(unpack_zlib_within(str_n((char *)packed, all - cut), &room, n, &used), 0);
	for (size_t at = 0; at < all; at += 1 + all / 256) { /* whatever it says, nothing is read that is not there */
		packed[at] ^= (unsigned char)(1u << at % 8);
		if (unpack_zlib_within(str_n((char *)packed, all), &room, n, &used) == 0)
			assert_true(used <= all);
	}
	buf_release(&room);
}

static void test_zlib_within(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 7, 300, 5000, 70001};
	static const int levels[] = {0, 1, 6, 9}, strategies[] = {Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED};
	static unsigned char bytes[70001];

	(void)state;
	for (unsigned i = 0; i < 7 * 4 * 4 * 4; i++) {
		fill(bytes, sizes[i % 7], i / 7 % 4);
		unpacked_within(bytes, sizes[i % 7], levels[i / 28 % 4], strategies[i / 112]);
	}
}

/* A chunk of text, its end packed. */
static enum verdict png_of_text(struct fixture *f, const char *type, struct str data, struct str packed)
{
	enum verdict verdict;
	struct buf text, png;

	buf_init(&text, BUF_NO_LIMIT);
	buf_str(&text, data);
	if (packed.n != 0)
		add_deflated(&text, packed);
	begin_png(&png);
	add_chunk(&png, type, buf_view(&text));
	add_chunk(&png, "IEND", STR(""));
	verdict = verdict_of(f, "a.png", &png);
	buf_release(&png);
	buf_release(&text);
	return verdict;
}

/* iTXt: keyword, packed or not, method, language, keyword in it, text. */
static void test_png_text(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_int_equal(png_of_text(&f, "tEXt", STR("Author\0" NAME), STR("")), NAMES);
	assert_int_equal(png_of_text(&f, "tEXt", STR(NAME "\0nobody"), STR("")), NAMES);
	assert_int_equal(png_of_text(&f, "zTXt", STR("Author\0\0"), STR("drawn by " NAME)), NAMES);
	assert_int_equal(png_of_text(&f, "zTXt", STR("Author\0\0"), STR("drawn by hand")), PASSES);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\0\0\0\0" NAME), STR("")), NAMES);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1\0en\0Author\0"), STR("drawn by " NAME)), NAMES);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1\0en\0Author\0"), STR("drawn by hand")), PASSES);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1\0en\0" NAME "\0"), STR("by hand")), NAMES);
	end(&f);
}

static void test_damaged_png(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1"), STR("")), IS_DAMAGED);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1\0en"), STR("")), IS_DAMAGED);
	assert_int_equal(png_of_text(&f, "iTXt", STR("Author\0\1\0en\0\0no zlib"), STR("")), IS_DAMAGED);
	assert_int_equal(png_of_text(&f, "zTXt", STR("Author\0\0no zlib"), STR("")), IS_DAMAGED);
	end(&f);
}

/* ---- other pictures ---- */

/* Bytes that fill up before a marker, and markers among the pixels; then the end, behind which nothing may stand. */
static void test_jpeg(void **state)
{
	static const char jpeg[] = "\xFF\xD8\xFF\xFF\xFE\x00\x07"
				   "drawn"
				   "\xFF\xDA\x00\x04\x00\x00"
				   "\x12\xFF\x00\x34\xFF\xD0\x56\x78\xFF\xD1\x9A\xFF\xD9";
	struct fixture f;
	struct buf bytes;

	(void)state;
	begin_with(&f, people);
	buf_init(&bytes, BUF_NO_LIMIT);
	buf_add(&bytes, jpeg, sizeof(jpeg) - 1);
	assert_int_equal(verdict_of(&f, "a.jpg", &bytes), PASSES);
	buf_lit(&bytes, NAME);
	assert_int_equal(verdict_of(&f, "a.jpg", &bytes), NAMES);
	buf_release(&bytes);
	end(&f);
}

static void test_damaged_jpeg(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} damaged[] = {
	    {"\xFF\xD8\xFF\xFE\x00\x01\x00\x00", 8}, /* a length that is less than its own */
	    {"\xFF\xD8\xFF\xFE\x00\x09"
	     "drawn",
	     11},						/* more than there is */
	    {"\xFF\xD8\xFF\xFE\x00\x04hi\x12\x34\x56\x78", 12}, /* no marker */
	    {"\xFF\xD8\xFF\xDA\x00\x04\x00\x00\x12\x34", 10},	/* pixels without an end */
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	for (size_t i = 0; i < sizeof(damaged) / sizeof(*damaged); i++) {
		struct buf bytes;

		buf_init(&bytes, BUF_NO_LIMIT);
		buf_add(&bytes, damaged[i].bytes, damaged[i].n);
		assert_int_equal(verdict_of(&f, "a.jpg", &bytes), IS_DAMAGED);
		buf_release(&bytes);
	}
	end(&f);
}

/* A comment's blocks have their lengths in front of them, and may cut a name anywhere. */
static enum verdict gif_of(struct fixture *f, char kind, struct str first, struct str second)
{
	enum verdict verdict;
	struct buf gif;

	buf_init(&gif, BUF_NO_LIMIT);
	buf_str(&gif, STR("GIF89a\1\0\1\0\0\0\0"));
	buf_char(&gif, '\x21');
	buf_char(&gif, kind);
	buf_char(&gif, (char)first.n);
	buf_str(&gif, first);
	buf_char(&gif, (char)second.n);
	buf_str(&gif, second);
	buf_str(&gif, STR("\0\x3B"));
	verdict = verdict_of(f, "a.gif", &gif);
	buf_release(&gif);
	return verdict;
}

static void test_gif(void **state)
{
	struct fixture f;
	struct buf gif;

	(void)state;
	begin_with(&f, people);
	assert_int_equal(gif_of(&f, '\xFE', STR("drawn by Katarzyna Kow"), STR("alska, by hand")), NAMES);
	assert_int_equal(gif_of(&f, '\xFF', STR("NETSCAPE2.0"), STR("of Katarzyna Kowalska")), NAMES);
	assert_int_equal(gif_of(&f, '\xFE', STR("drawn by hand"), STR("in one minute")), PASSES);
	buf_init(&gif, BUF_NO_LIMIT);
	buf_str(&gif, STR("GIF89a\1\0\1\0\x80\0\0rgbRGB,\0\0\0\0\1\0\1\0\0\2\2D\1\0\x3B"));
	assert_int_equal(verdict_of(&f, "a.gif", &gif), PASSES);
	add_deflated(&gif, STR("packed behind the picture by " NAME));
	assert_int_equal(verdict_of(&f, "a.gif", &gif), NAMES);
	buf_release(&gif);
	end(&f);
}

/* Chunks begin at even places; those with pixels say nothing. */
static enum verdict webp_of(struct fixture *f, const char *type, struct str data, size_t less)
{
	enum verdict verdict;
	struct buf webp;

	buf_init(&webp, BUF_NO_LIMIT);
	buf_str(&webp, STR("RIFF\0\0\0\0WEBPVP8 \3\0\0\0\x12\x34\x56\0"));
	buf_add(&webp, type, 4);
	buf_char(&webp, (char)data.n);
	buf_str(&webp, STR("\0\0\0"));
	buf_str(&webp, str_slice(data, 0, data.n - less));
	if (data.n % 2 != 0)
		buf_char(&webp, '\0');
	webp.s[4] = (char)(webp.n - 8);
	verdict = verdict_of(f, "a.webp", &webp);
	buf_release(&webp);
	return verdict;
}

static void test_webp(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_int_equal(webp_of(&f, "EXIF", STR("drawn by " NAME), 0), NAMES);
	assert_int_equal(webp_of(&f, "XMP ", STR("<a>" NAME "</a>"), 0), NAMES);
	assert_int_equal(webp_of(&f, "EXIF", STR("drawn by hand"), 0), PASSES);
	assert_int_equal(webp_of(&f, "ICCP", STR("drawn by hand."), 0), PASSES);
	assert_int_equal(webp_of(&f, "EXIF", STR("drawn by hand"), 3), IS_DAMAGED);
	end(&f);
}

/* ---- fonts ---- */

struct font {
	struct str table, metadata, private_block;
};

static void add_zeros(struct buf *out, size_t n)
{
	while (n-- != 0)
		buf_char(out, '\0');
}

/* WOFF: one table, packed where that is shorter. */
static void add_first_font(struct buf *woff, const struct font *font, bool is_packed)
{
	size_t at;

	buf_str(woff, STR("wOFF\0\1\0\0"));
	add_zeros(woff, 36 + 20);
	woff->s[13] = 1;
	at = woff->n;
	if (is_packed)
		add_deflated(woff, font->table);
	else
		buf_str(woff, font->table);
	set_big32(woff, 44 + 4, at);
	set_big32(woff, 44 + 8, woff->n - at);
	set_big32(woff, 44 + 12, font->table.n);
	at = woff->n;
	if (font->metadata.n != 0) {
		add_deflated(woff, font->metadata);
		set_big32(woff, 24, at);
		set_big32(woff, 28, woff->n - at);
	}
	at = woff->n;
	buf_str(woff, font->private_block);
	set_big32(woff, 36, at);
	set_big32(woff, 40, font->private_block.n);
	set_big32(woff, 8, woff->n);
}

static void add_brotli(struct buf *out, struct str plain)
{
	uint8_t packed[400];
	size_t n = sizeof(packed);

	assert_true(BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, plain.n,
					  (const uint8_t *)plain.s, &n, packed));
	buf_add(out, packed, n);
}

/* WOFF2: entries with a known tag, with one of their own, and two that are transformed or not, whose lengths are one or
   two; then all tables in one stream. */
static void add_second_font(struct buf *woff, const struct font *font)
{
	static const char entries[] = "\x05\x81\x00" /* name */
				      "\x3FTEST\x05" /* one of its own */
				      "\x0A\x07\x03" /* glyf, transformed */
				      "\xCB\x07"     /* loca, as it is */
				      "\x43\x07\x03" /* hmtx, transformed */;
	size_t at;

	buf_str(woff, STR("wOF2OTTO"));
	add_zeros(woff, 40);
	woff->s[13] = 5;
	buf_add(woff, entries, sizeof(entries) - 1);
	at = woff->n;
	add_brotli(woff, font->table);
	set_big32(woff, 20, woff->n - at);
	at = woff->n;
	if (font->metadata.n != 0) {
		add_brotli(woff, font->metadata);
		set_big32(woff, 28, at);
		set_big32(woff, 32, woff->n - at);
	}
	at = woff->n;
	buf_str(woff, font->private_block);
	set_big32(woff, 40, at);
	set_big32(woff, 44, font->private_block.n);
	set_big32(woff, 8, woff->n);
}

enum packing { FIRST_PLAIN, FIRST_PACKED, SECOND, PACKINGS };

static void add_font(struct buf *woff, const struct font *font, enum packing packing)
{
	if (packing == SECOND)
		add_second_font(woff, font);
	else
		add_first_font(woff, font, packing == FIRST_PACKED);
}

static enum verdict font_of(struct fixture *f, const struct font *font, enum packing packing)
{
	enum verdict verdict;
	struct buf woff;

	buf_init(&woff, BUF_NO_LIMIT);
	add_font(&woff, font, packing);
	verdict = verdict_of(f, "a.woff", &woff);
	buf_release(&woff);
	return verdict;
}

static const struct font harmless = {STR_INIT("letters, drawn letters, drawn letters"),
				     STR_INIT("<about>drawn by hand</about>"), STR_INIT("of its maker")};

static void test_fonts(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	for (enum packing packing = 0; packing < PACKINGS; packing++) {
		struct font font = harmless;

		assert_int_equal(font_of(&f, &font, packing), PASSES);
		font.metadata = font.private_block = STR_NONE;
		assert_int_equal(font_of(&f, &font, packing), PASSES);
		font.table = STR("letters, drawn letters, drawn letters by " NAME);
		assert_int_equal(font_of(&f, &font, packing), NAMES);
		font = harmless;
		font.metadata = STR("<about>drawn by " NAME "</about>");
		assert_int_equal(font_of(&f, &font, packing), NAMES);
		font = harmless;
		font.private_block = STR("of " NAME);
		assert_int_equal(font_of(&f, &font, packing), NAMES);
	}
	end(&f);
}

/* Whatever the place of its end, a font that is cut is not let pass; nor one whose packed bytes are others. */
static void test_damaged_fonts(void **state)
{
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	for (enum packing packing = 0; packing < PACKINGS; packing++) {
		struct buf woff;

		buf_init(&woff, BUF_NO_LIMIT);
		add_font(&woff, &harmless, packing);
		while (woff.n > 12) {
			woff.n--;
			assert_int_equal(verdict_of(&f, "a.woff", &woff), IS_DAMAGED);
			set_big32(&woff, 8, woff.n);
			assert_int_equal(verdict_of(&f, "a.woff", &woff), IS_DAMAGED);
		}
		buf_release(&woff);
	}
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_png_rows), cmocka_unit_test(test_zlib_within),
	    cmocka_unit_test(test_png_text), cmocka_unit_test(test_damaged_png),
	    cmocka_unit_test(test_jpeg),     cmocka_unit_test(test_damaged_jpeg),
	    cmocka_unit_test(test_gif),	     cmocka_unit_test(test_webp),
	    cmocka_unit_test(test_fonts),    cmocka_unit_test(test_damaged_fonts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
