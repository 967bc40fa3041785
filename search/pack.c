#include "search/pack.h"

#include "common/mem.h"

#include <zlib.h>

enum {
	LEAST_BYTES = 1024,	      /* smaller ones fit into the first packet anyway */
	MOST_BYTES = 4 * 1024 * 1024, /* larger ones are none of ours */
	GZIP_WINDOW = 15 + 16,	      /* zlib's word for gzip */
	MEMORY = 8,
};

struct pack {
	z_stream stream;
	bool is_ready;
	struct buf out;
};

static voidpf take(voidpf context, uInt n, uInt size)
{
	(void)context;
	return mem_zalloc((size_t)n * size);
}

static void give_back(voidpf context, voidpf p)
{
	(void)context;
	mem_free(p);
}

struct pack *pack_new(void)
{
	struct pack *pack = mem_zalloc(sizeof(*pack));

	pack->stream.zalloc = take;
	pack->stream.zfree = give_back;
	buf_init(&pack->out, MOST_BYTES);
	return pack;
}

void pack_free(struct pack *pack)
{
	if (pack == NULL)
		return;
	if (pack->is_ready)
		(void)deflateEnd(&pack->stream);
	buf_release(&pack->out);
	mem_free(pack);
}

static bool begin(struct pack *pack)
{
	if (pack->is_ready)
		return deflateReset(&pack->stream) == Z_OK;
	pack->is_ready =
	    deflateInit2(&pack->stream, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
	return pack->is_ready;
}

bool pack_gzip(struct pack *pack, struct buf *body)
{
	z_stream *stream = &pack->stream;
	size_t room = body->n;

	buf_clear(&pack->out);
	if (body->n < LEAST_BYTES || body->n >= MOST_BYTES || !begin(pack) || buf_reserve(&pack->out, room) == NULL)
		return false;
	stream->next_in = (Bytef *)body->s;
	stream->avail_in = (uInt)body->n;
	stream->next_out = (Bytef *)pack->out.s;
	stream->avail_out = (uInt)room; /* what does not become smaller does not fit */
	if (deflate(stream, Z_FINISH) != Z_STREAM_END)
		return false;
	buf_clear(body);
	buf_str(body, str_n(pack->out.s, room - stream->avail_out));
	return true;
}
