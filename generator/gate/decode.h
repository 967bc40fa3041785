/*
 * decode: what hides text: one function for each way of writing it otherwise.
 * Each adds to out what it found, pieces separated by a newline, and nothing when
 * there is none; all take any bytes and are linear in their length.
 */
#ifndef WEIR_GATE_DECODE_H
#define WEIR_GATE_DECODE_H
#include "common/buf.h"

/*
 * Markup as a reader sees it: tags, comments and the like become MATCH_TAG (match.h), character references
 * the character, with or without semicolon. What stands inside tags and comments goes to `tags` as it is, and to
 * `aside` with references decoded where it is not plain.
 */
void decode_markup(struct str text, struct buf *out, struct buf *tags, struct buf *aside);
enum decode_piece { DECODE_PLAIN, DECODE_TAG, DECODE_COMMENT, DECODE_CDATA };
/* What the '<' at this place begins; *end: behind that. */
enum decode_piece decode_piece_at(struct str text, size_t at, size_t *end);
/* Whether there is a character reference in it. */
bool decode_has_entities(struct str text);
/* Character references alone. */
void decode_entities(struct str text, struct buf *out);

/* Parts of the text between white space, quotes and angle brackets that hold such escapes, decoded. */
void decode_percent(struct str run, struct buf *out);
/* \uXXXX \u{X} \xXX \ooo \n and their like. */
void decode_backslash(struct str run, struct buf *out);
/* U+XXXX, one behind the other, over a whole text. */
void decode_code_points(struct str text, struct buf *out);
/* "Str" + 'i\u006eg': strings that are put together, each row with its escapes decoded. */
void decode_joined(struct str text, struct buf *out);
/* \XXXXXX of CSS. */
void decode_css(struct str run, struct buf *out);
/* =XX; over a whole text also soft line breaks. */
void decode_quoted_printable(struct str text, struct buf *out);
/* +XXX- of UTF-7, &XXX- of the names of mail folders. */
void decode_utf7(struct str run, struct buf *out);
/* xn--… anywhere in the text. */
void decode_punycode(struct str text, struct buf *out);
/* =?charset?B?…?= and Q, of mail headers. */
void decode_mail_words(struct str text, struct buf *out);
/* name*0="…"; name*1*=…: parameters of mail headers in pieces, put together by their numbers; not decoded further. */
void decode_parameters(struct str text, struct buf *out);
/* begin 644 … end */
void decode_uu(struct str text, struct buf *out);
/* UTF-8 that was read as Windows-1252 and written as UTF-8 again. */
void decode_mojibake(struct str text, struct buf *out);
/* Invisible tag characters (U+E0020 …) as the ASCII they stand for, and variation selectors as bytes. */
void decode_tag_characters(struct str text, struct buf *out);
/* What stands behind a sign that turns the direction (U+202B, U+202E), up to the end of the line, as it is read. */
void decode_turned(struct str text, struct buf *out);
/* Digits of a telephone number that are Chinese: 〇九一二. */
void decode_chinese_digits(struct str text, struct buf *out);
/* Korean letters that are written apart (U+1100 …, and those of keys, U+3131 …), as the syllables they make. */
void decode_jamo(struct str text, struct buf *out);
/* Katakana of half the width (U+FF66 …) as the usual ones. */
void decode_half_kana(struct str text, struct buf *out);

/* Base 64 in either alphabet, as bytes; false when s is none of at least 6 bytes. */
bool decode_base64(struct str s, struct buf *out);
/* The same of any bytes. */
void decode_base64_bytes(struct str s, struct buf *out);
/* Base 32 (RFC 4648), and base 85 in the alphabets of Adobe, Git and Z85; whole runs (Adobe's without its
 * angle brackets). */
bool decode_base32(struct str s, struct buf *out);
bool decode_base85(struct str s, struct buf *out);
/* Base 58 in Bitcoin's alphabet: 11 to 176 characters. */
bool decode_base58(struct str s, struct buf *out);
/* The bytes of hexadecimal dumps, by lines with an offset. */
void decode_dumps(struct str text, struct buf *out);
/* Dots and dashes, five letters at least. */
void decode_morse(struct str text, struct buf *out);
/* Mail addresses as Cloudflare hides them. */
void decode_hidden_mail(struct str text, struct buf *out);
/* Places of quotes one behind the other: at or behind `at`, which only grows; the length of s: no more. */
struct decode_quotes {
	size_t next[2]; /* of either kind, + 1; SIZE_MAX: none */
};
void decode_quotes_init(struct decode_quotes *quotes);
size_t decode_next_quote(struct decode_quotes *quotes, struct str s, size_t at);
/* Short strings in quotes that stand near each other, joined by MATCH_TAG. */
void decode_quoted(struct str text, struct buf *out);
/* Whether something in the markup is not shown, or beside the text (ruby); and the two apart, with their tags. */
bool decode_has_hidden(struct str text);
void decode_shown(struct str text, struct buf *shown, struct buf *hidden);
/* Letters that stand each in quotes of its own, joined: five at least, not further apart than a short tag. */
void decode_pieces(struct str text, struct buf *out);
/* Bytes that some other program packed: nothing here can open them. */
bool decode_is_closed(struct str bytes);
/* Whether bytes may be text or a kind of file that can be looked into, rather than noise. */
bool decode_is_meaningful(struct str bytes);

/*
 * What stands in rows of words: pairs of hexadecimal digits, decimal and binary codes, overlapping groups of
 * letters, digits as words, letters as words or as their numbers in the alphabet, letters as digits. Each kind goes
 * to a buffer of its own.
 */
struct decode_rows {
	struct buf bytes; /* of codes */
	struct buf grams;
	struct buf numbers;
	struct buf spoken; /* of those, what can only be a telephone's, behind the word for it */
	struct buf spelled;
	struct buf leet[2];  /* with 1 as i, as l */
	struct buf squeezed; /* words with letters twice, once each */
};
void decode_rows(struct str text, struct decode_rows *rows);

/* Bytes to UTF-8. */
enum decode_charset { CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_1252, CHARSET_1251, CHARSET_KOI8, CHARSET_8859_2 };
void decode_charset(enum decode_charset charset, struct str bytes, struct buf *out);
/* Characters that take more bytes than they need, as no reader should understand them and some do, in as many as they
 * need. False: there are none, and nothing was added. */
bool decode_overlong(struct str bytes, struct buf *out);
/* Runs of UTF-16, of either order and in any script, in bytes that are no text. */
void decode_wide_strings(struct str bytes, struct buf *out);
/* UTF-16 of either order, all in letters of one script and in signs. */
bool decode_wide_text(struct str bytes, struct buf *out);
/* Readable runs of at least 4 characters in bytes that are no text: as they are, and as UTF-16 of either order. */
void decode_strings(struct str bytes, struct buf *out);

#endif
