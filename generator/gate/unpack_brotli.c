#include "generator/gate/unpack.h"

#include <brotli/decode.h>

enum { PIECE = 64 * 1024 };

int unpack_brotli(struct str s, struct buf *out, size_t max)
{
	BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	const uint8_t *next = (const uint8_t *)s.s;
	BrotliDecoderResult status = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	size_t before = out->n, left = s.n;
	int result = -1;

	if (state == NULL)
		return -1;
	while (status == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		char *room = buf_reserve(out, PIECE);
		size_t free_room = PIECE;
		uint8_t *to = (uint8_t *)room;

		if (room == NULL)
			break;
		status = BrotliDecoderDecompressStream(state, &left, &next, &free_room, &to, NULL);
		out->n += PIECE - free_room;
		if (out->n - before > max) {
			result = 1;
			break;
		}
	}
	if (result < 0 && status == BROTLI_DECODER_RESULT_SUCCESS && left == 0)
		result = 0;
	BrotliDecoderDestroyInstance(state);
	return result;
}
