/*
 * tokenize: text to the words that the index and the queries are made of. One
 * tokenizer for both, so that they agree.
 *
 * Text is cut into chunks at white space; the tokens of a chunk depend on that
 * chunk alone, so a caller may remember them. Inside a chunk:
 *
 *   - NFKC, case folded, diacritics folded (not for Vietnamese, see
 *     TOKENIZE_KEEP_MARKS; marks that carry sounds, as in Indic scripts and Thai,
 *     always stay). Plain ASCII words take a short way.
 *   - A word is a run of letters, digits and marks; everything else separates, as
 *     in FTS5's unicode61, so that positions are the same in both.
 *   - What looks like code is also given whole, at the place of its first word:
 *     err_conn_42, foo.bar, 192.168.0.1, c++, c#, .net, user@host. Hyphens,
 *     apostrophes and commas in numbers are left out of the whole: get-childitem
 *     gives get, childitem and getchilditem; e-mail gives e, mail and email.
 *   - The parts of CamelCase are given at the place of their word.
 *   - Chinese and Japanese have no spaces: characters of Han and pairs of
 *     neighbours (pairs of Katakana, of Hiragana, across scripts); what stands in
 *     Katakana also whole, at the place of its first pair. Korean words are given
 *     whole and in pairs of syllables. Thai, Lao, Khmer and Burmese in groups of
 *     three characters.
 *
 * Stemming is not done here (stem.h); stop words stay (tokenize_is_stop()).
 * Uses no heap; a tokenizer is large (about 50 KB): one per thread, kept.
 */
#ifndef WEIR_TOKENIZE_H
#define WEIR_TOKENIZE_H
#include "common/str.h"

enum {
	TOKENIZE_CHUNK_BYTES = 256,  /* longer chunks are cut, at punctuation where there is some */
	TOKENIZE_TOKEN_BYTES = 96,   /* longer words keep their beginning */
	TOKENIZE_CHARS = 1536,	     /* of a normalised chunk */
	TOKENIZE_TOKENS = 1024,	     /* of a chunk */
	TOKENIZE_TEXT_BYTES = 16384, /* of all tokens of a chunk */
	TOKENIZE_SHORT_BYTES = 16,   /* see tokenize_short() */
};

enum tokenize_flags { TOKENIZE_KEEP_MARKS = 1 }; /* Vietnamese: tones make other words */

enum token_kind {
	TOKEN_WORD,	 /* letters, digits, marks */
	TOKEN_WHOLE,	 /* several words joined, or a part of one: an addition */
	TOKEN_HAN,	 /* one character */
	TOKEN_PAIR,	 /* two neighbours, Han or Katakana, or a lone Katakana character */
	TOKEN_WEAK_PAIR, /* a pair with Hiragana in it or across scripts: says little */
	TOKEN_RUN,	 /* three or more of Katakana in a row, an addition */
	TOKEN_GROUP,	 /* three characters of Thai and its like */
};

struct token {
	struct str text;   /* folded; valid until the next call */
	uint32_t from, to; /* bytes of the chunk */
	uint8_t kind;
	bool same_place; /* stands where the token before it stands: does not count as a word */
};

struct tokenizer {
	unsigned flags;
	size_t tokens_n, text_n, chars_n;
	struct token tokens[TOKENIZE_TOKENS];
	char text[TOKENIZE_TEXT_BYTES];
	uint32_t chars[TOKENIZE_CHARS];
	uint16_t offsets[TOKENIZE_CHARS + 1]; /* of each character in the chunk */
	uint8_t classes[TOKENIZE_CHARS];
	bool upper[TOKENIZE_CHARS];
};

void tokenizer_init(struct tokenizer *tokenizer, unsigned flags);
/* The flags for a language, "vi-VN". */
unsigned tokenize_flags_of(struct str lang);
/*
 * Moves to the next chunk of *rest: false when there is none. Invalid UTF-8 is
 * allowed; it separates.
 */
bool tokenize_chunk(struct str *rest, struct str *chunk);
/*
 * True when the chunk is one plain ASCII word, perhaps with punctuation around
 * it that means nothing: the word, still in its own case, is put in *word.
 */
bool tokenize_is_plain(struct str chunk, struct str *word);
/*
 * The next chunk of *rest at once when it is the commonest of all, a plain ASCII word of up to TOKENIZE_SHORT_BYTES - 2
 * bytes with at most one sign behind it: moves behind it, puts the word in small letters and zeros behind it into the
 * bytes of word, and returns its length. 0, and *rest is as it was, when it is another one, which it may say of
 * any: then tokenize_chunk() has it.
 */
size_t tokenize_short(struct str *rest, uint64_t word[2]);
/* The tokens of a chunk, in tokenizer->tokens; returns how many. */
size_t tokenize(struct tokenizer *tokenizer, struct str chunk);

/* English words that say nothing about a document, and what apostrophes leave behind. */
bool tokenize_is_stop(struct str word);

#endif
