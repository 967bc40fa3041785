#include "generator/tickets/input.h"

#include <errno.h>
#include <unistd.h>

#define CHUNK ((size_t)256 * 1024)

void input_open(struct input *input, struct str name, int fd)
{
	*input = (struct input){.name = name, .fd = fd, .line = 1};
	buf_init(&input->buffer, BUF_NO_LIMIT);
	input->window = STR("");
}

void input_open_memory(struct input *input, struct str name, struct str bytes)
{
	*input = (struct input){.name = name, .fd = -1, .line = 1, .window = bytes, .at_end = true};
	buf_init(&input->buffer, 0);
}

void input_release(struct input *input)
{
	buf_release(&input->buffer);
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

bool input_more(struct input *input, size_t most)
{
	size_t used;
	ssize_t n;
	char *room;

	if (input->at_end || input->window.n >= most)
		return false;
	if (input->buffer.n != 0)
		compact(input);
	used = input->buffer.n - input->window.n;
	room = buf_reserve(&input->buffer, CHUNK);
	do
		n = read(input->fd, room, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n <= 0) {
		input->error = n < 0 ? errno : 0;
		input->at_end = true;
		n = 0;
	}
	input->buffer.n += (size_t)n;
	input->window = str_n(input->buffer.s + used, input->buffer.n - used);
	if (n > 0 && input->progress != NULL)
		input->progress(input->context, (uint64_t)n);
	return n > 0;
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
