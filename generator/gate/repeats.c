#include "generator/gate/repeats.h"

#include "common/hash.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/gate/decode.h"

void repeats_init(struct repeats *repeats)
{
	*repeats = (struct repeats){0};
}

void repeats_release(struct repeats *repeats)
{
	for (size_t i = 0; i < repeats->lines.n; i++)
		mem_free((void *)(uintptr_t)repeats->lines.at[i].line.s);
	vec_release(&repeats->lines);
}

static bool is_of_tags(struct str line)
{
	return line.n != 0 && line.s[0] == '<' && line.s[line.n - 1] == '>';
}

/* What stands between the stylesheet and the page's own part, where that is lines of tags alone. */
static bool is_head(struct str text, size_t from, struct str *head)
{
	struct str rest = str_from(text, from), line;
	size_t to = from;

	while (str_line(&rest, &line) && is_of_tags(line) && line.n < REPEATS_LINE && to - from < REPEATS_HEAD_MOST) {
		if (str_starts(line, STR("<main")) && to - from > REPEATS_HEAD_LEAST) {
			*head = str_slice(text, from, to - 1);
			return true;
		}
		to = (size_t)(line.s - text.s) + line.n + 1;
	}
	return false;
}

bool repeats_next(struct str text, size_t *at, struct str *line)
{
	if (line->n >= REPEATS_LINE && str_starts(*line, STR("<style")) && is_head(text, *at, line)) {
		*at += line->n + 1;
		return true;
	}
	while (*at + REPEATS_LINE <= text.n) {
		const char *end = memchr(text.s + *at, '\n', text.n - *at);
		size_t to = end != NULL ? (size_t)(end - text.s) : text.n;

		*line = str_slice(text, *at, to);
		*at = to + 1;
		if (line->n >= REPEATS_LINE && is_of_tags(*line))
			return true;
	}
	*line = STR_NONE;
	return false;
}

/* Its own slot, or the free one where it would go. */
static size_t slot_of(const struct repeats *repeats, struct str line)
{
	size_t slot = hash64(line) & (REPEATS_SLOTS - 1);

	while (repeats->slots[slot] != 0 && !str_eq(repeats->lines.at[repeats->slots[slot] - 1].line, line))
		slot = (slot + 1) & (REPEATS_SLOTS - 1);
	return slot;
}

const struct repeat *repeats_find(const struct repeats *repeats, struct str line)
{
	size_t slot = slot_of(repeats, line);

	return repeats->slots[slot] != 0 ? &repeats->lines.at[repeats->slots[slot] - 1] : NULL;
}

void repeats_add(struct repeats *repeats, struct str line, struct str rest)
{
	size_t slot = slot_of(repeats, line), n = line.n + rest.n;
	char *copy;

	if (repeats->slots[slot] != 0 || repeats->lines.n == REPEATS_LINES ||
	    n > LIMIT_GATE_REPEATS_BYTES - repeats->bytes)
		return;
	copy = mem_alloc(n);
	memcpy(copy, line.s, line.n);
	memcpy(copy + line.n, rest.s, rest.n);
	*vec_add(&repeats->lines) = (struct repeat){str_n(copy, line.n), str_n(copy + line.n, rest.n)};
	repeats->bytes += n;
	repeats->slots[slot] = (uint16_t)repeats->lines.n;
}

/* ---- a line without its middle ---- */

struct cut {
	struct str line;
	size_t text_n;	/* bytes outside of tags */
	size_t text_at; /* those before the present piece */
	bool is_gap;	/* something was left out before it */
	struct buf *out;
};

enum kind { TAG, TEXT, CODE }; /* CODE: what no reader of the page sees */

/* A tag or what stands between two; false at the end. */
static bool next_piece(struct str line, size_t *at, struct str *piece, enum kind *kind_of)
{
	size_t from = *at, end = from + 1;
	enum decode_piece kind = DECODE_PLAIN;
	bool is_code = str_starts_nocase(*piece, STR("<style")) || str_starts_nocase(*piece, STR("<script"));

	if (from == line.n)
		return false;
	if (line.s[from] == '<')
		kind = decode_piece_at(line, from, &end);
	if (kind == DECODE_PLAIN) {
		const char *next = memchr(line.s + end, '<', line.n - end);

		end = next != NULL ? (size_t)(next - line.s) : line.n;
	}
	*kind_of = kind == DECODE_TAG || kind == DECODE_COMMENT ? TAG : is_code ? CODE : TEXT;
	*piece = str_slice(line, from, end);
	*at = end;
	return true;
}

static void emit(struct cut *cut, struct str piece)
{
	if (piece.n == 0)
		return;
	if (cut->is_gap)
		buf_lit(cut->out, "<!>"); /* the tags that stood there */
	cut->is_gap = false;
	buf_str(cut->out, piece);
}

static void emit_tag(struct cut *cut, struct str tag)
{
	size_t begin = (size_t)(tag.s - cut->line.s);
	size_t left = cut->line.n < REPEATS_LINE ? REPEATS_HEAD_LEFT : REPEATS_LEFT;

	if (begin < left || begin + tag.n + left > cut->line.n)
		emit(cut, tag);
	else
		cut->is_gap = true;
}

/* Where a style sheet or script goes on with something else: no part of a word is left. */
static bool is_end_of_rule(char c)
{
	return c == '}' || c == ';';
}

/* All but the bytes from head to tail, or a little less. */
static void emit_ends(struct cut *cut, struct str text, size_t head, size_t tail)
{
	while (head != 0 && head < text.n && !is_end_of_rule(text.s[head - 1]))
		head++;
	while (tail != text.n && tail > 0 && !is_end_of_rule(text.s[tail - 1]))
		tail--;
	if (head >= tail) {
		emit(cut, text);
		return;
	}
	emit(cut, str_slice(text, 0, head));
	cut->is_gap = true;
	emit(cut, str_from(text, tail));
}

/* Whole pieces, for these may hold names. */
static void emit_text(struct cut *cut, struct str text)
{
	size_t begin = cut->text_at;

	cut->text_at += text.n;
	if (begin < REPEATS_LEFT || cut->text_at + REPEATS_LEFT > cut->text_n)
		emit(cut, text);
	else
		cut->is_gap = true;
}

static void emit_code(struct cut *cut, struct str code)
{
	if (code.n > 2 * (size_t)REPEATS_CODE)
		emit_ends(cut, code, REPEATS_CODE, code.n - REPEATS_CODE);
	else
		emit(cut, code);
}

/* What began before the line may end in it. */
static bool is_end(struct str piece)
{
	return memmem(piece.s, piece.n, "-->", 3) != NULL || memmem(piece.s, piece.n, "]]>", 3) != NULL;
}

bool repeats_shorten(struct str line, struct buf *out)
{
	struct cut cut = {.line = line, .out = out};
	struct str piece = STR("");
	enum kind kind;

	for (size_t at = 0; next_piece(line, &at, &piece, &kind);)
		cut.text_n += kind == TEXT ? piece.n : 0;
	piece = STR("");
	for (size_t at = 0; next_piece(line, &at, &piece, &kind);) {
		if (is_end(piece)) {
			cut.text_at += kind == TEXT ? piece.n : 0;
			emit(&cut, piece);
		} else if (kind == TAG) {
			emit_tag(&cut, piece);
		} else if (kind == TEXT) {
			emit_text(&cut, piece);
		} else {
			emit_code(&cut, piece);
		}
	}
	return out->n * 2 <= line.n;
}
