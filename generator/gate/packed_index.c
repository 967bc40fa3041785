#include "generator/gate/packed_index.h"

#include "common/index_format.h"
#include "common/vec.h"

enum { WORD_BYTES = 255 };

struct place_of {
	size_t at, n;
};

struct reading {
	struct str block;
	const struct index_block_header *header;
	struct packed_texts *texts;
	struct words VEC_FIELDS(struct place_of) words; /* in texts->words */
	size_t postings;				/* bytes that the words and stems name */
};

static struct str section(const struct reading *reading, enum index_section which)
{
	return str_slice(reading->block, reading->header->sections[which], reading->header->sections[which + 1]);
}

/* Sections end with zeros up to a multiple of four. */
static bool is_padding(const uint8_t *at, const uint8_t *end)
{
	if (end - at > 3)
		return false;
	for (; at < end; at++)
		if (*at != 0)
			return false;
	return true;
}

static uint32_t u32_at(struct str s, size_t at)
{
	uint32_t value = 0;

	memcpy(&value, s.s + at, sizeof(value));
	return value;
}

static bool read_header(struct reading *reading, struct index_block_header *header)
{
	if (reading->block.n < sizeof(*header))
		return false;
	memcpy(header, reading->block.s, sizeof(*header));
	if ((header->code_bytes != 2 && header->code_bytes != 4) || header->sections[0] < sizeof(*header) ||
	    header->sections[INDEX_SECTIONS] != reading->block.n)
		return false;
	for (int i = 0; i < INDEX_SECTIONS; i++)
		if (header->sections[i] > header->sections[i + 1])
			return false;
	reading->header = header;
	return true;
}

/* How many pages, and the one posting, or how many bytes there are of them elsewhere. */
static bool skip_postings(struct reading *reading, const uint8_t **at, const uint8_t *end)
{
	if (index_get_varint(at, end) != 1) {
		reading->postings += index_get_varint(at, end);
		return true;
	}
	(void)index_get_varint(at, end);
	if (end - *at < 3 && (*at >= end || **at == 0))
		return false;
	*at += **at == 0 ? 3 : 1; /* the code; with 0, two bytes more */
	return true;
}

static bool read_words(struct reading *reading)
{
	struct str packed = section(reading, SECTION_WORDS);
	const uint8_t *at = (const uint8_t *)packed.s, *end = at + packed.n;
	char word[WORD_BYTES * 2];
	size_t length = 0;

	for (uint32_t i = 0; i < reading->header->words; i++) {
		struct buf *out = &reading->texts->words;
		size_t own, cut, added;

		if (end - at < 3 || at[0] > length || at[0] + at[1] > WORD_BYTES || end - at < 3 + at[1])
			return false;
		own = at[1];
		memcpy(word + at[0], at + 2, own);
		length = at[0] + own;
		at += 2 + own;
		cut = *at >> 4;
		added = *at++ & 15u;
		if (cut > length || (size_t)(end - at) < added)
			return false;
		*vec_add(&reading->words) = (struct place_of){out->n, length};
		buf_add(out, word, length);
		buf_char(out, '\n');
		if (cut != 0 || added != 0) {
			buf_add(out, word, length - cut);
			buf_add(out, at, added);
			buf_char(out, '\n');
		}
		at += added;
		if (!skip_postings(reading, &at, end))
			return false;
	}
	return is_padding(at, end);
}

/* Stems are told by the words: only how many bytes their postings have is of interest. */
static bool read_stems(struct reading *reading)
{
	struct str packed = section(reading, SECTION_STEMS);
	const uint8_t *at = (const uint8_t *)packed.s, *end = at + packed.n;

	for (uint32_t i = 0; i < reading->header->stems; i++) {
		size_t words = index_get_varint(&at, end) + 2;

		if (words > reading->header->words)
			return false;
		for (size_t w = 0; w < words; w++)
			(void)index_get_varint(&at, end);
		if (!skip_postings(reading, &at, end))
			return false;
	}
	return is_padding(at, end);
}

static bool read_streams(struct reading *reading)
{
	struct str packed = section(reading, SECTION_STREAMS);
	size_t bytes = reading->header->code_bytes;
	struct buf *out = &reading->texts->streams;

	for (size_t at = 0; at + bytes <= packed.n; at += bytes) {
		uint32_t code = 0;

		memcpy(&code, packed.s + at, bytes);
		if (code < CODE_WORD) {
			buf_char(out, code == CODE_END ? '\n' : ' ');
			continue;
		}
		code -= CODE_WORD;
		if (code >= reading->words.n)
			return false;
		buf_add(out, reading->texts->words.s + reading->words.at[code].at, reading->words.at[code].n);
		buf_char(out, ' ');
	}
	return true;
}

/* Counted strings: u32 count, u16 length and bytes each. */
static bool read_strings(struct reading *reading)
{
	struct str packed = section(reading, SECTION_STRINGS);
	struct buf *out = &reading->texts->others;
	size_t at = 4;

	if (packed.n < 4)
		return packed.n == 0;
	for (uint32_t i = 0, n = u32_at(packed, 0); i < n; i++) {
		size_t length;

		if (at + 2 > packed.n)
			return false;
		length = (size_t)(unsigned char)packed.s[at] | (size_t)(unsigned char)packed.s[at + 1] << 8;
		at += 2;
		if (length > packed.n - at)
			return false;
		buf_add(out, packed.s + at, length);
		buf_char(out, '\n');
		at += length;
	}
	return true;
}

static bool read_dividers(struct reading *reading)
{
	struct str packed = section(reading, SECTION_FTS);
	struct buf *out = &reading->texts->others;

	for (size_t at = 0; packed.n - at > 3;) {
		size_t length;

		if (packed.n - at < 5)
			return false;
		length = (unsigned char)packed.s[at + 4];
		at += 5;
		if (length > packed.n - at)
			return false;
		buf_add(out, packed.s + at, length);
		buf_char(out, '\n');
		at += length;
	}
	return true;
}

int packed_index_read(struct str block, struct packed_texts *texts)
{
	struct reading reading = {.block = block, .texts = texts};
	struct index_block_header header;
	bool fine = read_header(&reading, &header) && read_words(&reading) && read_stems(&reading) &&
		    section(&reading, SECTION_POSTINGS).n - reading.postings < 4 && read_streams(&reading) &&
		    read_strings(&reading) && read_dividers(&reading);

	vec_release(&reading.words);
	return fine ? 0 : -1;
}

/* ---- leaves of FTS5 ---- */

/* SQLite's: seven bits a byte, the highest first; offsets in a leaf have three bytes at most. */
static bool get_big_varint(struct str s, size_t *at, size_t *value)
{
	*value = 0;
	for (int i = 0; i < 3 && *at < s.n; i++) {
		unsigned char byte = (unsigned char)s.s[(*at)++];

		*value = *value << 7 | (byte & 0x7Fu);
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* A term stands as how many bytes it shares with the one before (the first: none), how many are its own, and those. */
static bool read_term(struct str body, size_t at, bool is_first, struct buf *term)
{
	size_t shared = 0, own;

	if (!is_first && !get_big_varint(body, &at, &shared))
		return false;
	if (!get_big_varint(body, &at, &own) || shared > term->n || own > body.n - at)
		return false;
	buf_cut(term, shared);
	buf_add(term, body.s + at, own);
	return true;
}

int packed_index_terms(struct str leaf, struct buf *out)
{
	struct buf term;
	size_t body_n, at, place = 0;
	bool fine = leaf.n >= 4;

	if (!fine)
		return -1;
	body_n = (size_t)(unsigned char)leaf.s[2] << 8 | (unsigned char)leaf.s[3];
	fine = body_n >= 4 && body_n <= leaf.n;
	buf_init(&term, BUF_NO_LIMIT);
	/* where the terms are stands behind the body: the first place, then differences */
	for (at = body_n; fine && at < leaf.n;) {
		size_t step;

		fine = get_big_varint(leaf, &at, &step) && step <= body_n - place;
		if (!fine)
			break;
		fine = read_term(str_slice(leaf, 0, body_n), place + step, place == 0, &term);
		place += step;
		if (fine && term.n > 1) { /* its first byte says which index it is of */
			buf_str(out, str_from(buf_view(&term), 1));
			buf_char(out, '\n');
		}
	}
	buf_release(&term);
	return fine ? 0 : -1;
}
