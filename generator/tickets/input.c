#include "generator/tickets/input.h"

#include "common/utf8.h"

#include <errno.h>
#include <unistd.h>

#define CHUNK ((size_t)256 * 1024)

void input_open(struct input *input, struct str name, int fd)
{
	*input = (struct input){.name = name, .fd = fd, .line = 1, .left = UINT64_MAX};
	buf_init(&input->buffer, BUF_NO_LIMIT);
	buf_init(&input->raw, BUF_NO_LIMIT);
	input->window = STR("");
}

/* By its mark, or by which of two bytes the first letters leave empty. */
static enum input_encoding find_encoding(struct str head)
{
	if (str_starts(head, STR("\xff\xfe")))
		return INPUT_LITTLE;
	if (str_starts(head, STR("\xfe\xff")))
		return INPUT_BIG;
	if (head.n < 4 || (head.s[0] == '\0') == (head.s[1] == '\0') || (head.s[0] == '\0') != (head.s[2] == '\0') ||
	    (head.s[1] == '\0') != (head.s[3] == '\0'))
		return INPUT_BYTES;
	return head.s[0] == '\0' ? INPUT_BIG : INPUT_LITTLE;
}

static uint32_t unit_at(const struct input *input, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)input->raw.s + at;

	return input->encoding == INPUT_BIG ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* What of `raw` is whole goes to the buffer, at the end of the file all of it. */
static void add_decoded(struct input *input)
{
	size_t at = 0;

	while (at + 1 < input->raw.n) {
		uint32_t c = unit_at(input, at), low;

		if (c >= 0xd800 && c < 0xdc00) {
			if (at + 3 >= input->raw.n && !input->at_end)
				break;
			low = at + 3 < input->raw.n ? unit_at(input, at + 2) : 0;
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				at += 2;
			} else {
				c = 0xfffd;
			}
		} else if (c >= 0xdc00 && c < 0xe000) {
			c = 0xfffd;
		}
		at += 2;
		if (c != 0xfeff)
			utf8_add(&input->buffer, c);
	}
	if (input->at_end && at < input->raw.n) {
		utf8_add(&input->buffer, 0xfffd);
		at = input->raw.n;
	}
	memmove(input->raw.s, input->raw.s + at, input->raw.n - at);
	buf_cut(&input->raw, input->raw.n - at);
}

void input_open_memory(struct input *input, struct str name, struct str bytes)
{
	*input = (struct input){.name = name, .fd = -1, .line = 1, .window = bytes, .at_end = true};
	buf_init(&input->buffer, BUF_NO_LIMIT);
	buf_init(&input->raw, BUF_NO_LIMIT);
	input->encoding = find_encoding(bytes);
	if (input->encoding == INPUT_BYTES)
		return;
	buf_str(&input->raw, bytes);
	add_decoded(input);
	input->window = buf_view(&input->buffer);
}

void input_release(struct input *input)
{
	buf_release(&input->buffer);
	buf_release(&input->raw);
}

/* Moves what is left to the buffer's start, but only when that is less than what it frees. */
static void compact(struct input *input)
{
	size_t used = (size_t)(input->buffer.n - input->window.n);

	if (used < input->window.n)
		return;
	memmove(input->buffer.s, input->window.s, input->window.n);
	buf_cut(&input->buffer, input->window.n);
	input->window.s = input->buffer.s;
}

/* Bytes that were read; 0 at the end. */
static size_t read_chunk(struct input *input, struct buf *to)
{
	size_t most = input->left < CHUNK ? (size_t)input->left : CHUNK;
	char *room = buf_reserve(to, CHUNK);
	ssize_t n;

	do
		n = read(input->fd, room, most);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		input->error = n < 0 ? errno : 0;
		input->at_end = true;
		n = 0;
	}
	to->n += (size_t)n;
	input->left -= (uint64_t)n;
	if (n > 0 && input->progress != NULL)
		input->progress(input->context, (uint64_t)n);
	return (size_t)n;
}

/* The first bytes tell the encoding, so they are read before anything goes to the buffer. */
static void start(struct input *input)
{
	while (input->raw.n < 4 && read_chunk(input, &input->raw) != 0)
		continue;
	input->encoding = find_encoding(buf_view(&input->raw));
	if (input->encoding != INPUT_BYTES) {
		add_decoded(input);
		return;
	}
	buf_str(&input->buffer, buf_view(&input->raw));
	buf_release(&input->raw);
	buf_init(&input->raw, BUF_NO_LIMIT);
}

bool input_more(struct input *input, size_t most)
{
	size_t used, before;

	if (input->at_end || input->window.n >= most)
		return false;
	if (input->buffer.n != 0)
		compact(input);
	used = input->buffer.n - input->window.n;
	before = input->window.n;
	if (input->encoding == INPUT_UNKNOWN) {
		start(input);
	} else if (input->encoding == INPUT_BYTES) {
		(void)read_chunk(input, &input->buffer);
	} else {
		(void)read_chunk(input, &input->raw);
		add_decoded(input);
	}
	input->window = str_n(input->buffer.s + used, input->buffer.n - used);
	return input->window.n > before || !input->at_end;
}

void input_skip(struct input *input, size_t n)
{
	struct str skipped = str_slice(input->window, 0, n);
	ptrdiff_t at;

	input->offset += skipped.n;
	input->window = str_from(input->window, skipped.n);
	while ((at = str_find_char(skipped, '\n')) >= 0) {
		input->line++;
		skipped = str_from(skipped, (size_t)at + 1);
	}
}

void input_want(struct input *input, size_t n)
{
	while (input->window.n < n && input_more(input, n))
		continue;
}
