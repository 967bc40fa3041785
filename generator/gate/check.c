
#include "generator/gate/check.h"

#include "common/limits.h"
#include "common/utf8.h"
#include "generator/gate/changes.h"
#include "generator/gate/charsets.h"
#include "generator/gate/check_views.h"
#include "generator/gate/decode.h"
#include "generator/gate/families.h"
#include "generator/gate/files.h"

void checker_init(struct checker *checker, const struct identities *identities, struct fold *fold)
{
	*checker = (struct checker){0};
	matcher_init(&checker->matcher, identities, fold);
	for (int i = 0; i < 2; i++) {
		repeats_init(&checker->repeats[i]);
		barren_init(&checker->guesses[i]);
	}
	barren_init(&checker->barren);
}

void checker_release(struct checker *checker)
{
	for (int i = 0; i < 2; i++) {
		repeats_release(&checker->repeats[i]);
		barren_release(&checker->guesses[i]);
	}
	barren_release(&checker->barren);
	matcher_release(&checker->matcher);
}

void check_add(struct checker *checker, enum check_problem problem, const char *rule, const char *view, uint32_t line)
{
	checker->has_identity = checker->has_identity || problem == CHECK_IDENTITY;
	for (unsigned i = 0; i < checker->findings_n; i++)
		if (checker->findings[i].problem == problem && checker->findings[i].rule == rule)
			return;
	/* who is known counts most: others are forgiven (gate.c) */
	if (checker->findings_n == CHECK_FINDINGS && problem == CHECK_IDENTITY)
		checker->findings_n--;
	if (checker->findings_n < CHECK_FINDINGS)
		checker->findings[checker->findings_n++] = (struct finding){problem, rule, view, line, checker->member};
}

static uint32_t line_of(struct str text, size_t at)
{
	uint32_t line = 1;

	for (size_t i = 0; i < at && i < text.n; i++)
		line += text.s[i] == '\n';
	return line;
}

/* Forms that are noise in bytes that happen to decode are not looked for there: only whole texts have lines. */
void check_match(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	struct match found;

	checker->bytes += text.n;
	if (match_find(&checker->matcher, text, &found))
		check_add(checker, CHECK_IDENTITY, identity_rule_name(found.rule), view,
			  depth == 0 ? line_of(text, found.at) : 0);
}

/* "at<a>support@acme.com</a>": an address that is whole between its tags, with the blank forgotten in front of them. */
static bool is_whole_address(struct str word, size_t at)
{
	size_t from = at;

	while (at < word.n && word.s[at] != MATCH_TAG && word.s[at] != '@')
		at++;
	return at > from && at < word.n && word.s[at] == '@' && at + 1 < word.n && word.s[at + 1] != MATCH_TAG;
}

static bool is_path_mark(char c)
{
	return c == '/' || c == '\\';
}

/* What the tag at a place stands between are two words: the edge of a cell, what was left out of a path
 * ("C:\Users\<name>\AppData"), an address. */
static bool is_edge_of_words(struct str word, size_t at, char before)
{
	char next = word.s[at + 1] == MATCH_TAG && at + 2 < word.n ? word.s[at + 2] : word.s[at + 1];

	return next == MATCH_TAG || (str_is_digit(next) && str_is_digit(before)) ||
	       (is_path_mark(next) && is_path_mark(before)) || is_whole_address(word, at + 1);
}

/* Adds a word without its tags, when it has some inside. */
static void close_word(struct str word, struct buf *out)
{
	enum { LEAST = 6 /* bytes of an address */ };
	size_t before = out->n;
	bool is_torn = false;

	for (size_t at = 0; at < word.n; at++) {
		if (word.s[at] != MATCH_TAG) {
			buf_char(out, word.s[at]);
		} else if (out->n > before && at + 1 < word.n) {
			if (is_edge_of_words(word, at, out->s[out->n - 1]))
				buf_char(out, '\n');
			is_torn = true;
			at += word.s[at + 1] == MATCH_TAG;
		}
	}
	if (is_torn && out->n - before >= LEAST)
		buf_char(out, '\n');
	else
		buf_cut(out, before);
}

static bool is_of_word(char c)
{
	return str_is_alnum(c) || (unsigned char)c >= 0x80 || (c != '\0' && strchr("@_-+/\\=:", c) != NULL);
}

static bool is_not_blank(char c)
{
	return (unsigned char)c > ' ' || c == MATCH_TAG;
}

/* Do tags stand there between two letters or what joins them, and not at a word's end: "link<tag>."? */
static bool is_in_word(struct str seen, size_t tag)
{
	size_t behind = tag + 1;

	behind += behind < seen.n && seen.s[behind] == MATCH_TAG; /* more of them are an edge */
	behind += behind + 1 < seen.n && seen.s[behind] == '.';
	return tag > 0 && behind < seen.n && (is_of_word(seen.s[tag - 1]) || seen.s[tag - 1] == '.') &&
	       is_of_word(seen.s[behind]);
}

/* Words that tags stand in, without them, a line each: "<b>anna</b>@acme.com", a key with a tag for each of its
 * letters. */
static void close_words(struct str seen, struct buf *out)
{
	size_t done = 0, at = 0, from, to;
	const char *found;

	while (at < seen.n && (found = memchr(seen.s + at, MATCH_TAG, seen.n - at)) != NULL) {
		at = (size_t)(found - seen.s);
		if (is_in_word(seen, at)) {
			for (from = at; from > done && is_not_blank(seen.s[from - 1]);)
				from--;
			for (to = at; to < seen.n && is_not_blank(seen.s[to]);)
				to++;
			close_word(str_slice(seen, from, to), out);
			done = at = to;
		}
		while (at < seen.n && seen.s[at] == MATCH_TAG)
			at++;
	}
}

static void check_closed(struct checker *checker, struct str seen, const char *view, unsigned depth)
{
	struct buf words;

	buf_init(&words, BUF_NO_LIMIT);
	close_words(seen, &words);
	if (checker->families && words.n != 0)
		families_check(checker, buf_view(&words), view);
	if (words.n != 0 && depth <= LIMIT_GATE_DEPTH)
		check_views(checker, buf_view(&words), depth);
	buf_release(&words);
}

/* Markup that was escaped once, as feeds have their pages: "Pelle&lt;b&gt;grino" is one word to who reads them. */
static void check_escaped(struct checker *checker, struct str seen, unsigned depth)
{
	struct changes changes;
	struct buf text, aside;
	struct str part;

	if (seen.n == 0 || memchr(seen.s, '<', seen.n) == NULL)
		return;
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&aside, BUF_NO_LIMIT);
	decode_markup(seen, &text, &aside, &aside);
	/* families look at what was packed with its tags alone */
	for (changes = changes_of(depth <= 1 ? seen : STR_NONE, buf_view(&text)); changes_next(&changes, &part);) {
		check_match(checker, part, "escaped markup", depth);
		if (checker->families)
			families_check(checker, part, "escaped markup");
		check_closed(checker, part, "escaped markup", depth);
	}
	buf_release(&text);
	buf_release(&aside);
}

/*
 * As a reader of the page sees it; and what stands hidden in its tags. Together that is all of the text, so that its
 * views are made of the two parts; lines of uuencode alone may have been cut by what looked like a tag.
 */
static void check_markup(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	struct changes changes;
	struct buf seen, tags, aside;
	struct str part;

	buf_init(&seen, BUF_NO_LIMIT);
	buf_init(&tags, BUF_NO_LIMIT);
	buf_init(&aside, BUF_NO_LIMIT);
	decode_markup(text, &seen, &tags, &aside);
	for (changes = changes_of(text, buf_view(&seen)); changes_next(&changes, &part);) {
		check_match(checker, part, depth == 0 ? "text without tags" : view, depth + 1);
		if (checker->families && depth == 0)
			families_check(checker, part, "text without tags");
	}
	if (!check_is_done(checker) && decode_has_entities(buf_view(&seen)))
		check_text(checker, buf_view(&seen), "text without tags", depth + 1);
	else if (!check_is_done(checker))
		check_views(checker, buf_view(&seen), depth + 1);
	if (!check_is_done(checker))
		check_escaped(checker, buf_view(&seen), depth + 1);
	if (!check_is_done(checker))
		check_closed(checker, buf_view(&seen), "words without tags", depth + 1);
	if (!check_is_done(checker))
		check_views(checker, buf_view(&tags), depth);
	if (!check_is_done(checker) && aside.n != 0 && !str_eq(buf_view(&aside), text))
		check_text(checker, buf_view(&aside), "attributes and comments", depth + 1);
	if (!check_is_done(checker) && depth < LIMIT_GATE_DEPTH && decode_has_hidden(text)) {
		struct buf shown;

		buf_init(&shown, BUF_NO_LIMIT);
		buf_clear(&aside);
		decode_shown(text, &shown, &aside);
		for (int i = 0; i < 2; i++) {
			buf_clear(&seen);
			buf_clear(&tags);
			decode_markup(i == 0 ? buf_view(&shown) : buf_view(&aside), &seen, &tags, &tags);
			check_match(checker, buf_view(&seen), "what is shown", depth + 1);
		}
		buf_release(&shown);
	}
	if (!check_is_done(checker) && memmem(text.s, text.n, "begin ", strlen("begin ")) != NULL) {
		buf_clear(&seen);
		decode_uu(text, &seen);
		check_any_text(checker, buf_view(&seen), "uuencode", depth + 1);
	}
	buf_release(&seen);
	buf_release(&tags);
	buf_release(&aside);
}

enum { LINK_MOST = 300 /* bytes of its text, of its target */ };

/* The first of this sign on the same line; the length of the text: there is none near enough. */
static size_t sign_behind(struct str text, size_t at, char sign)
{
	size_t end = at;

	while (end < text.n && end - at < LINK_MOST && text.s[end] != sign && text.s[end] != '\n')
		end++;
	return end < text.n && text.s[end] == sign ? end : text.n;
}

static bool is_word_byte(char c)
{
	return str_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Where what nobody reads of a link begins, whose '[' stands there ("](…)", "][…]", all of "[^1]"), and where it ends.
 * False: it stands in no word. */
static bool is_link_in_word(struct str text, size_t at, size_t *from, size_t *to)
{
	bool is_note = at + 1 < text.n && text.s[at + 1] == '^';

	*from = is_note ? at : sign_behind(text, at, ']');
	if (*from == 0 || *from + 2 >= text.n || !is_word_byte(text.s[*from - 1]) ||
	    (!is_note && text.s[*from + 1] != '(' && text.s[*from + 1] != '['))
		return false;
	*to = sign_behind(text, *from + 2, !is_note && text.s[*from + 1] == '(' ? ')' : ']') + 1;
	return *to < text.n && is_word_byte(text.s[*to]);
}

/* "[Haver](https://example.com)stock", "Haver[^1]stock": one word to who reads the page that is made of it. */
static void check_links(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	size_t from = 0, at = 0, begin, end;
	struct buf out;
	const char *found;

	buf_init(&out, BUF_NO_LIMIT);
	while (at < text.n && (found = memchr(text.s + at, '[', text.n - at)) != NULL) {
		at = (size_t)(found - text.s);
		if (is_link_in_word(text, at, &begin, &end)) {
			buf_str(&out, str_slice(text, from, begin));
			from = at = end;
		} else {
			at++;
		}
	}
	if (from != 0) {
		buf_str(&out, str_from(text, from));
		check_match(checker, buf_view(&out), view, depth + 1);
	}
	buf_release(&out);
}

/* A text of which the gist has been compared: what it may hold in other writings. */
static void check_deeper(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	if (memchr(text.s, '<', text.n) != NULL || memchr(text.s, '&', text.n) != NULL)
		check_markup(checker, text, view, depth);
	else
		check_views(checker, text, depth);
}

static void check_piece(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	check_match(checker, text, view, depth);
	if (check_is_done(checker) || depth > LIMIT_GATE_DEPTH)
		return;
	if (checker->families)
		families_check(checker, text, view);
	check_links(checker, text, view, depth);
	check_deeper(checker, text, view, depth);
}

/* A line that other files have, too. What is found in it is found in each of them. */
static void check_repeat(struct checker *checker, struct str text, struct str line, const char *view, struct str rest)
{
	unsigned before = checker->findings_n;

	check_piece(checker, line, view, 0);
	for (unsigned i = before; i < checker->findings_n; i++)
		if (checker->findings[i].line != 0)
			checker->findings[i].line += line_of(text, (size_t)(line.s - text.s)) - 1;
	/* findings that are there already are not added again */
	if (checker->findings_n == 0)
		repeats_add(&checker->repeats[checker->families], line, rest);
}

/* A file's text without the middle of its long lines. False: it has none. */
static bool shorten(struct checker *checker, struct str text, const char *view, struct buf *out)
{
	size_t at = 0, from = 0;
	struct str line = STR_NONE;
	struct buf rest;

	buf_init(&rest, BUF_NO_LIMIT);
	while (repeats_next(text, &at, &line)) {
		const struct repeat *known = repeats_find(&checker->repeats[checker->families], line);
		size_t begin = (size_t)(line.s - text.s);

		buf_clear(&rest);
		if (known == NULL && !repeats_shorten(line, &rest))
			continue;
		buf_str(out, str_slice(text, from, begin));
		buf_str(out, known != NULL ? known->rest : buf_view(&rest));
		if (known == NULL)
			check_repeat(checker, text, line, view, buf_view(&rest));
		from = begin + line.n;
	}
	buf_release(&rest);
	if (from == 0)
		return false;
	buf_str(out, str_from(text, from));
	return true;
}

void check_text(struct checker *checker, struct str text, const char *view, unsigned depth)
{
	struct buf shorter;

	if (text.n == 0 || check_is_done(checker))
		return;
	checker->unpacked += text.n;
	if (checker->unpacked > LIMIT_GATE_UNPACKED) {
		check_add(checker, CHECK_TOO_MUCH, "size", view, 0);
		return;
	}
	buf_init(&shorter, BUF_NO_LIMIT);
	if (depth == 0 && shorten(checker, text, view, &shorter))
		text = buf_view(&shorter);
	if (!check_is_done(checker))
		check_piece(checker, text, view, depth);
	buf_release(&shorter);
}

/* Many zeros at even or at odd places. */
static bool is_utf16(struct str bytes, bool *little)
{
	size_t even = 0, odd = 0, n = bytes.n < 4096 ? bytes.n : 4096;

	for (size_t i = 0; i < n; i++) {
		even += bytes.s[i] == 0 && i % 2 == 0;
		odd += bytes.s[i] == 0 && i % 2 == 1;
	}
	*little = odd >= even;
	return (even > odd ? even : odd) * 5 > n && n >= 4;
}

static void check_in(struct checker *checker, enum decode_charset charset, struct str bytes, const char *view,
		     unsigned depth)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	decode_charset(charset, bytes, &text);
	/* a guess at an old encoding is worth a look, not a search through all that it might hide */
	check_text(checker, buf_view(&text), view,
		   charset > CHARSET_UTF16BE && depth < LIMIT_GATE_DEPTH ? LIMIT_GATE_DEPTH : depth + 1);
	buf_release(&text);
}

/* Letters of a name that is found in bytes which may be anything, read in an encoding that may be another. */
enum { GUESSED_LEAST = 7 };

static bool is_printable(struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		if ((unsigned char)bytes.s[i] < 0x20 && !str_is_space(bytes.s[i]))
			return false;
	return true;
}

/* Whether one of eight bytes is below 0x20: then its highest bit is not set, but is after the subtraction. (What a byte
 * borrows from the one above it makes that one be looked at for nothing.) */
static bool has_control(const char *bytes)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return ((word - each * 0x20) & ~word & each * 0x80) != 0;
}

/* As in two bytes for each letter of an alphabet, of which one is below 0x20; a script has one here and there. */
static bool has_many_controls(struct str bytes)
{
	enum { ONE_IN = 16 };
	size_t n = 0, at = 0;

	while (at < bytes.n) {
		size_t end = at + sizeof(uint64_t);

		if (end <= bytes.n && !has_control(bytes.s + at)) {
			at = end;
			continue;
		}
		for (end = end < bytes.n ? end : bytes.n; at < end; at++) {
			unsigned char c = (unsigned char)bytes.s[at];

			/* of each kind one comparison, and no jump */
			n += (size_t)(c < '\t') + (size_t)((unsigned char)(c - '\r' - 1) < 0x20 - '\r' - 1);
		}
	}
	return n != 0 && n * ONE_IN >= bytes.n;
}

/* A look is all that they get. Of a long text the beginning tells, too. */
static void check_rare(struct checker *checker, const char *const *charsets, struct str bytes)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; charsets[i] != NULL && !check_is_done(checker); i++) {
		buf_clear(&text);
		charsets_decode(charsets[i], bytes, &text);
		check_text(checker, buf_view(&text), "other encodings", LIMIT_GATE_DEPTH + 1);
	}
	buf_release(&text);
}

static void check_overlong(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	if (decode_overlong(bytes, &text))
		check_text(checker, buf_view(&text), view, depth + 1);
	buf_release(&text);
}

/* No UTF-8: as it is, and in all encodings that it may be in. */
static void check_guesses(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	static const enum decode_charset old[] = {CHARSET_1252, CHARSET_8859_2, CHARSET_1251, CHARSET_KOI8};

	check_text(checker, bytes, view, depth);
	checker->matcher.least = depth <= 1 && is_printable(bytes) ? 0 : GUESSED_LEAST;
	for (size_t i = 0; i < sizeof(old) / sizeof(*old); i++)
		check_in(checker, old[i], bytes, "other encodings", depth);
	check_rare(checker, charsets_names, bytes);
	checker->matcher.least = 0;
	check_overlong(checker, bytes, view, depth);
}

/* What a verdict on bytes depends on, besides them and their depth, is as it is in what words seem to be base 64 of:
 * every page has the same words. */
static bool is_usual_noise(const struct checker *checker)
{
	const struct matcher *matcher = &checker->matcher;

	return matcher->is_noise && !matcher->is_listed && !matcher->is_media && matcher->wanted == 0 &&
	       matcher->least == 0 && !checker->is_guess && !checker->stop_at_identity;
}

static void check_noise(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	struct barren *known = is_usual_noise(checker) ? &checker->guesses[checker->families] : NULL;

	if (known != NULL && barren_has(known, bytes, depth)) {
		checker->bytes += bytes.n; /* as if they had been looked at: they are something all the same */
		return;
	}
	check_guesses(checker, bytes, view, depth);
	if (known != NULL && checker->findings_n == 0)
		barren_add(known, bytes, depth);
}

void check_any_text(struct checker *checker, struct str bytes, const char *view, unsigned depth)
{
	bool little, is_valid = utf8_is_valid(bytes),
		     has_zeros = bytes.n != 0 && memchr(bytes.s, '\0', bytes.n) != NULL;

	/* what says that it is UTF-16 may be plain text all the same */
	if (!is_valid || has_zeros)
		check_text(checker, bytes, view, LIMIT_GATE_DEPTH + 1);
	if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
		check_text(checker, str_from(bytes, 3), view, depth);
	} else if (str_starts(bytes, STR("\xFF\xFE"))) {
		check_in(checker, CHARSET_UTF16LE, str_from(bytes, 2), "UTF-16", depth);
	} else if (str_starts(bytes, STR("\xFE\xFF"))) {
		check_in(checker, CHARSET_UTF16BE, str_from(bytes, 2), "UTF-16", depth);
	} else if (has_zeros && is_utf16(bytes, &little)) {
		check_in(checker, little ? CHARSET_UTF16LE : CHARSET_UTF16BE, bytes, "UTF-16", depth);
	} else if (is_valid) {
		check_text(checker, bytes, view, depth);
	} else {
		check_noise(checker, bytes, view, depth);
	}
	if (is_valid && charsets_may_have_seven_bits(bytes))
		check_rare(checker, charsets_of_seven_bits, bytes);
	/* two bytes for each letter, and neither of them 0 but of a space */
	if (is_valid && has_many_controls(bytes))
		check_rare(checker, charsets_of_two_bytes, bytes);
}

void check_file(struct checker *checker, struct str path, struct str bytes)
{
	checker->findings_n = 0;
	checker->has_identity = false;
	checker->unpacked = 0;
	checker->member = 0;
	check_text(checker, path, "file name", 1);
	if (!check_is_done(checker))
		files_check(checker, path, bytes);
}
