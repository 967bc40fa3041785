/* What pictures hold beside their pixels. */
#include "generator/gate/file_parts.h"

#include "common/limits.h"
#include "generator/gate/decode.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/unpack.h"

/* A chunk of text: latin1 key, NUL, and the text, perhaps packed. */
static bool check_png_text(struct checker *checker, struct str type, struct str data, unsigned depth)
{
	ptrdiff_t nul = str_find_char(data, '\0');
	struct str rest;
	bool is_packed = str_eq(type, STR("zTXt")) || str_eq(type, STR("iCCP"));

	/* of any other chunk nothing is known: what can be read in it, perhaps behind a key */
	if ((!is_packed && !str_eq(type, STR("iTXt"))) || nul < 0) {
		file_check_strings(checker, data, "picture metadata", depth);
		check_any_text(checker, data, "picture metadata", depth + 1);
		if (nul >= 0)
			(void)check_packed(checker, str_from(data, (size_t)nul + 1), "picture metadata", depth + 1);
		return true;
	}
	rest = str_from(data, (size_t)nul + 1);
	check_any_text(checker, str_slice(data, 0, (size_t)nul), "picture metadata", depth + 1);
	if (is_packed)
		return file_check_deflated(checker, UNPACK_ZLIB, str_from(rest, 1), "picture metadata", depth, NULL) >=
		       0;
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
	return file_check_deflated(checker, UNPACK_ZLIB, rest, "picture metadata", depth, NULL) >= 0;
}

/* What stands behind the end of a picture, as it is or packed. */
static void check_behind(struct checker *checker, struct str rest, unsigned depth)
{
	if (rest.n != 0 && !check_packed(checker, rest, "behind the picture", depth + 1))
		file_check_strings(checker, rest, "behind the picture", depth);
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
	size_t used;
	int result;

	if (rows == 0 || packed.n == 0)
		return;
	buf_init(&out, BUF_NO_LIMIT);
	/* most of a site's bytes may be pixels: where they are all shown, that is all there is to know of them */
	result = unpack_zlib_within(packed, &out, rows < LIMIT_GATE_FILE_BYTES ? rows : LIMIT_GATE_FILE_BYTES, &used);
	if (result == 1) {
		buf_clear(&out);
		result = unpack_deflate(UNPACK_ZLIB, packed, &out, LIMIT_GATE_FILE_BYTES, &used);
		if (result == 0)
			file_check_strings(checker, str_from(buf_view(&out), (size_t)rows), "behind the picture",
					   depth);
	}
	if (result == 0)
		check_behind(checker, str_from(packed, used), depth);
	buf_release(&out);
}

bool file_check_png(struct checker *checker, struct str bytes, unsigned depth)
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

bool file_check_jpeg(struct checker *checker, struct str bytes, unsigned depth)
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
		file_check_strings(checker, str_slice(bytes, at + 4, at + 2 + n), "picture metadata", depth);
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

/* Blocks that each tell their length, up to one of none; where they end. */
static size_t gif_blocks_end(struct str bytes, size_t at)
{
	while (at < bytes.n && bytes.s[at] != 0)
		at += 1 + (size_t)(unsigned char)bytes.s[at];
	return at + 1;
}

/* Behind the table of colours that a byte tells of. */
static size_t gif_colours_end(struct str bytes, size_t flags_at, size_t at)
{
	unsigned flags = flags_at < bytes.n ? (unsigned char)bytes.s[flags_at] : 0;

	return (flags & 0x80) != 0 ? at + ((size_t)3 << ((flags & 7) + 1)) : at;
}

/* Where the picture ends, and something else may begin; bytes.n: nowhere, or it is damaged. */
static size_t gif_end(struct str bytes)
{
	enum { FLAGS = 10, HEAD = 13, IMAGE_FLAGS = 9, IMAGE_HEAD = 10 };
	size_t at = gif_colours_end(bytes, FLAGS, HEAD);

	while (at < bytes.n) {
		unsigned char kind = (unsigned char)bytes.s[at];

		if (kind == 0x3B)
			return at + 1;
		if (kind == 0x21)
			at = gif_blocks_end(bytes, at + 2);
		else if (kind == 0x2C) /* and the size of its codes */
			at = gif_blocks_end(bytes, gif_colours_end(bytes, at + IMAGE_FLAGS, at + IMAGE_HEAD) + 1);
		else
			break;
	}
	return bytes.n;
}

void file_check_gif(struct checker *checker, struct str bytes, unsigned depth)
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
	file_check_noise(checker, bytes, "picture metadata");
	check_behind(checker, str_from(bytes, gif_end(bytes)), depth);
}

bool file_check_webp(struct checker *checker, struct str bytes, unsigned depth)
{
	size_t at = 12;

	while (at + 8 <= bytes.n) {
		struct str type = str_slice(bytes, at, at + 4);
		size_t n = decode_little32(bytes, at + 4);
		struct str data = str_slice(bytes, at + 8, at + 8 + n);

		if (data.n != n)
			return false;
		if (!str_starts(type, STR("VP8")) && !str_eq(type, STR("ALPH")) && !str_eq(type, STR("ANMF"))) {
			file_check_strings(checker, data, "picture metadata", depth);
			check_any_text(checker, data, "picture metadata", depth + 1);
		}
		at += 8 + n + (n & 1);
	}
	return at >= bytes.n;
}
