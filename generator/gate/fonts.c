#include "generator/gate/fonts.h"

#include "common/limits.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/unpack.h"

enum {
	WOFF_HEAD = 44,
	WOFF_TABLE = 20,
	WOFF2_HEAD = 48,
	LENGTH_AT = 8,	/* of the whole file */
	TABLES_AT = 12, /* how many there are, in two bytes */
	WOFF2_PACKED_AT = 20,
	WOFF_META_AT = 24,
	WOFF2_META_AT = 28,
};

bool fonts_are_packed(struct str bytes)
{
	struct str flavour = str_slice(bytes, 4, 8);

	return (str_starts(bytes, STR("wOFF")) || str_starts(bytes, STR("wOF2"))) &&
	       (str_eq(flavour, str_n("\0\1\0\0", 4)) || str_eq(flavour, STR("OTTO")) || str_eq(flavour, STR("true")));
}

/* One part of the file, packed or not; 0 bytes: there is none. */
static int add_part(struct str bytes, size_t from, size_t n, bool is_packed, bool is_brotli, struct buf *out)
{
	struct str part = str_slice(bytes, from, from + n);
	size_t used;

	if (n == 0)
		return 0;
	if (part.n != n)
		return -1;
	if (!is_packed)
		buf_str(out, part);
	else if (is_brotli ? unpack_brotli(part, out, LIMIT_GATE_FILE_BYTES) != 0
			   : unpack_deflate(UNPACK_ZLIB, part, out, LIMIT_GATE_FILE_BYTES, &used) != 0)
		return -1;
	return out->n > LIMIT_GATE_FILE_BYTES ? -1 : 0;
}

/* The metadata and the private block, whose places and lengths stand behind each other. */
static int add_blocks(struct str bytes, size_t at, bool is_brotli, struct buf *out)
{
	buf_char(out, '\n');
	if (add_part(bytes, decode_big32(bytes, at), decode_big32(bytes, at + 4), true, is_brotli, out) != 0)
		return -1;
	buf_char(out, '\n');
	return add_part(bytes, decode_big32(bytes, at + 12), decode_big32(bytes, at + 16), false, is_brotli, out);
}

static int unpack_first(struct str bytes, struct buf *out)
{
	size_t tables = decode_big32(bytes, TABLES_AT) >> 16;

	for (size_t i = 0; i < tables; i++) {
		size_t at = WOFF_HEAD + i * WOFF_TABLE;
		uint32_t packed = decode_big32(bytes, at + 8);

		if (at + WOFF_TABLE > bytes.n || add_part(bytes, decode_big32(bytes, at + 4), packed,
							  packed < decode_big32(bytes, at + 12), false, out) != 0)
			return -1;
	}
	return add_blocks(bytes, WOFF_META_AT, false, out);
}

/* UIntBase128: seven bits a byte, the highest first; 0 bytes read: it is none. */
static size_t base128(struct str bytes, size_t at)
{
	size_t n = 0;

	while (n < 5 && at + n < bytes.n && ((unsigned char)bytes.s[at + n] & 0x80) != 0)
		n++;
	return n < 5 && at + n < bytes.n ? n + 1 : 0;
}

/* Where the one packed stream begins, behind a directory of entries of different lengths; 0: it is damaged. */
static size_t second_stream(struct str bytes)
{
	enum { KNOWN_TAGS = 63, GLYPHS = 10, LOCATIONS = 11, AS_IS = 3 };
	size_t tables = decode_big32(bytes, TABLES_AT) >> 16, at = WOFF2_HEAD;

	for (size_t i = 0; i < tables; i++) {
		unsigned flags = at < bytes.n ? (unsigned char)bytes.s[at] : 0, tag = flags & 63, version = flags >> 6;
		bool transformed = tag == GLYPHS || tag == LOCATIONS ? version != AS_IS : version != 0;

		at += tag == KNOWN_TAGS ? 5 : 1;
		for (int length = 0; length < 1 + transformed; length++) {
			size_t n = base128(bytes, at);

			if (n == 0)
				return 0;
			at += n;
		}
	}
	return at;
}

static int unpack_second(struct str bytes, struct buf *out)
{
	size_t at = second_stream(bytes);

	if (at == 0 || add_part(bytes, at, decode_big32(bytes, WOFF2_PACKED_AT), true, true, out) != 0)
		return -1;
	return add_blocks(bytes, WOFF2_META_AT, true, out);
}

int fonts_unpack(struct str bytes, struct buf *out)
{
	bool is_second = str_starts(bytes, STR("wOF2"));

	if (bytes.n < (is_second ? WOFF2_HEAD : WOFF_HEAD) || decode_big32(bytes, LENGTH_AT) != bytes.n)
		return -1;
	return is_second ? unpack_second(bytes, out) : unpack_first(bytes, out);
}
