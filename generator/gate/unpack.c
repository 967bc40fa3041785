#include "generator/gate/unpack.h"

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
