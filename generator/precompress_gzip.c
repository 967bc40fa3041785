#include "generator/precompress.h"

#include "common/mem.h"

#include <errno.h>
#include <limits.h>
#include <zlib.h>

struct precompress_gzip {
	z_stream stream;
};

/* 31: the largest window, in a gzip wrapper (whose time zlib leaves 0). */
enum { LEVEL = 9, WINDOW = 15 + 16, MEMORY = 9 };

static void *take(void *context, unsigned n, unsigned size)
{
	(void)context;
	return mem_zalloc((size_t)n * size);
}

static void give(void *context, void *p)
{
	(void)context;
	mem_free(p);
}

struct precompress_gzip *precompress_gzip_new(void)
{
	struct precompress_gzip *gzip = mem_zalloc(sizeof(*gzip));

	gzip->stream.zalloc = take;
	gzip->stream.zfree = give;
	if (deflateInit2(&gzip->stream, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK)
		return gzip;
	mem_free(gzip);
	return NULL;
}

void precompress_gzip_free(struct precompress_gzip *gzip)
{
	if (gzip == NULL)
		return;
	(void)deflateEnd(&gzip->stream);
	mem_free(gzip);
}

int precompress_gzip(struct precompress_gzip *gzip, struct str bytes, struct buf *out)
{
	z_stream *stream;
	char *to;

	if (gzip == NULL || deflateReset(&gzip->stream) != Z_OK) {
		errno = ENOMEM;
		return -1;
	}
	buf_clear(out);
	errno = EFBIG;
	if (bytes.n < 2 || bytes.n > UINT_MAX || (to = buf_reserve(out, bytes.n - 1)) == NULL)
		return -1;
	stream = &gzip->stream;
	stream->next_in = (z_const Bytef *)(uintptr_t)bytes.s;
	stream->avail_in = (uInt)bytes.n;
	stream->next_out = (Bytef *)to;
	stream->avail_out = (uInt)bytes.n - 1; /* no room: not smaller */
	if (deflate(stream, Z_FINISH) != Z_STREAM_END) {
		errno = EFBIG;
		return -1;
	}
	out->n = bytes.n - 1 - stream->avail_out;
	out->s[out->n] = '\0';
	return 0;
}

int precompress_gunzip(struct str bytes, struct buf *out)
{
	enum { PIECE = 1 << 16 };
	z_stream stream = {.zalloc = take, .zfree = give};
	int status = bytes.n <= UINT_MAX ? inflateInit2(&stream, WINDOW) : Z_MEM_ERROR;

	if (status != Z_OK)
		return -1;
	stream.next_in = (z_const Bytef *)(uintptr_t)bytes.s;
	stream.avail_in = (uInt)bytes.n;
	while (status == Z_OK) {
		char *to = buf_reserve(out, PIECE);

		if (to == NULL)
			break;
		stream.next_out = (Bytef *)to;
		stream.avail_out = PIECE;
		status = inflate(&stream, Z_NO_FLUSH);
		out->n += PIECE - stream.avail_out;
		out->s[out->n] = '\0';
		if (status == Z_STREAM_END && stream.avail_in != 0)
			status = inflateReset(&stream); /* files that were put one behind another */
	}
	(void)inflateEnd(&stream);
	return status == Z_STREAM_END ? 0 : -1;
}
