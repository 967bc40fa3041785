#include "generator/gate/unpack.h"

#include <libdeflate.h>
#include <zlib.h>

enum { PIECE = 64 * 1024, GZIP_BITS = 15 + 16, ZLIB_BITS = 15, RAW_BITS = -15, MEMORY_LEVEL = 8 };

static int run(z_stream *stream, struct buf *out, size_t max)
{
	size_t before = out->n;
	int status;

	do {
		char *room = buf_reserve(out, PIECE);

		if (room == NULL)
			return 1;
		stream->next_out = (Bytef *)room;
		stream->avail_out = PIECE;
		status = inflate(stream, Z_NO_FLUSH);
		out->n += PIECE - stream->avail_out;
		if (out->n - before > max)
			return 1;
	} while (status == Z_OK && (stream->avail_in != 0 || stream->avail_out == 0));
	return status == Z_STREAM_END ? 0 : -1;
}

int unpack_deflate(enum unpack_format format, struct str s, struct buf *out, size_t max, size_t *used)
{
	static const int bits[] = {GZIP_BITS, ZLIB_BITS, RAW_BITS};
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)s.s, .avail_in = (uInt)s.n};
	size_t before = out->n;
	int result;

	if (s.n > UINT32_MAX || inflateInit2(&stream, bits[format]) != Z_OK)
		return -1;
	result = run(&stream, out, max);
	while (format == UNPACK_GZIP && result == 0 && stream.avail_in != 0) { /* another member, or padding */
		if (*stream.next_in == 0) {
			stream.next_in++;
			stream.avail_in--;
			continue;
		}
		if (inflateReset(&stream) != Z_OK)
			result = -1;
		else
			result = out->n - before > max ? 1 : run(&stream, out, max - (out->n - before));
	}
	if (used != NULL)
		*used = s.n - stream.avail_in;
	(void)inflateEnd(&stream);
	return result;
}

int unpack_zlib_within(struct str s, struct buf *room, size_t max, size_t *used)
{
	enum { HEAD = 2, CHECKSUM = 4, DEFLATE = 8, DICTIONARY = 0x20, EXPANSION = 1032 /* no byte unpacks to more */ };
	const unsigned char *head = (const unsigned char *)s.s;
	size_t most = s.n < max / EXPANSION ? s.n * EXPANSION : max;
	struct libdeflate_decompressor *decompressor;
	enum libdeflate_result result;
	size_t in, out;

	if (s.n < HEAD + CHECKSUM || (head[0] & 15) != DEFLATE || (head[1] & DICTIONARY) != 0 ||
	    (head[0] << 8 | head[1]) % 31 != 0)
		return -1;
	decompressor = libdeflate_alloc_decompressor();
	if (decompressor == NULL)
		return -1;
	buf_clear(room);
	result = libdeflate_deflate_decompress_ex(decompressor, s.s + HEAD, s.n - HEAD - CHECKSUM,
						  buf_reserve(room, most), most, &in, &out);
	libdeflate_free_decompressor(decompressor);
	if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
		return 1;
	if (result != LIBDEFLATE_SUCCESS)
		return -1;
	room->n = out;
	*used = HEAD + in + CHECKSUM;
	return 0;
}

int unpack_pack_gzip(struct str s, struct buf *out)
{
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)s.s, .avail_in = (uInt)s.n};
	char *room;
	int status;

	if (s.n > UINT32_MAX ||
	    deflateInit2(&stream, 1, Z_DEFLATED, GZIP_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		return -1;
	room = buf_reserve(out, deflateBound(&stream, s.n));
	stream.next_out = (Bytef *)room;
	stream.avail_out = (uInt)deflateBound(&stream, s.n);
	status = deflate(&stream, Z_FINISH);
	out->n += stream.total_out;
	(void)deflateEnd(&stream);
	return status == Z_STREAM_END ? 0 : -1;
}

uint32_t unpack_crc32(struct str s)
{
	return (uint32_t)crc32_z(0, (const Bytef *)s.s, s.n);
}
