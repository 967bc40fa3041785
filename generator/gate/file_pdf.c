/* What documents hold: strings, names and streams, by their marks and not by the table at their end. */
#include "generator/gate/file_parts.h"

#include "common/limits.h"
#include "generator/gate/decode.h"
#include "generator/gate/decode_bytes.h"
#include "generator/gate/unpack.h"

/* The bytes of a string in parentheses; behind it. */
static size_t add_pdf_string(struct str s, size_t at, struct buf *out)
{
	unsigned depth = 1;

	for (at++; at < s.n && depth != 0; at++) {
		char c = s.s[at];

		if (c == '\\' && at + 1 < s.n) {
			c = s.s[++at];
			if (c >= '0' && c <= '7') {
				unsigned value = 0, n = 0;

				for (; n < 3 && at < s.n && s.s[at] >= '0' && s.s[at] <= '7'; n++)
					value = value * 8 + (unsigned)(s.s[at++] - '0');
				at--;
				buf_char(out, (char)(value & 0xFF));
			} else if (c != '\n' && c != '\r') {
				buf_char(out, strchr("nrtbf", c) != NULL ? ' ' : c);
			}
			continue;
		}
		depth += c == '(';
		depth -= c == ')';
		if (depth != 0)
			buf_char(out, c);
	}
	return at;
}

static size_t add_pdf_hex(struct str s, size_t at, struct buf *out)
{
	int high = -1;

	for (at++; at < s.n && s.s[at] != '>'; at++) {
		int value = str_hex_value(s.s[at]);

		if (value < 0)
			continue;
		if (high >= 0)
			buf_char(out, (char)(high << 4 | value));
		high = high < 0 ? value : -1;
	}
	return at + 1;
}

static void add_pdf_piece(struct checker *checker, struct str piece, struct buf *joined, unsigned depth)
{
	if (str_starts(piece, STR("\xFE\xFF")) || str_starts(piece, STR("\xFF\xFE"))) {
		check_any_text(checker, piece, "document text", depth + 1);
		buf_clear(joined);
	}
}

/* Strings of a page or an object; those in one [ … ] TJ belong together. */
static void check_pdf_strings(struct checker *checker, struct str s, unsigned depth)
{
	struct buf text, lines, piece;
	bool in_array = false;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&lines, BUF_NO_LIMIT);
	buf_init(&piece, BUF_NO_LIMIT);
	for (size_t at = 0; at < s.n;) {
		char c = s.s[at];

		if (c == '<' && at + 1 < s.n && s.s[at + 1] == '<') { /* a dictionary begins */
			at += 2;
			continue;
		}
		if (c != '(' && !(c == '<' && at + 1 < s.n)) {
			in_array = c == '[' ? true : c == ']' ? false : in_array;
			at++;
			continue;
		}
		buf_clear(&piece);
		at = c == '(' ? add_pdf_string(s, at, &piece) : add_pdf_hex(s, at, &piece);
		add_pdf_piece(checker, buf_view(&piece), &piece, depth);
		buf_str(&text, buf_view(&piece));
		buf_str(&lines, buf_view(&piece));
		if (!in_array) {
			buf_char(&lines, MATCH_TAG);
			buf_char(&text, ' ');
		}
	}
	check_any_text(checker, buf_view(&text), "document text", depth + 1);
	/* a word may go on in the next of them, whatever moves the pen in between */
	check_any_text(checker, buf_view(&lines), "document text", depth + 1);
	buf_release(&piece);
	buf_release(&lines);
	buf_release(&text);
}

static bool is_pdf_name_end(struct str s, size_t at)
{
	return at >= s.n || str_is_space(s.s[at]) || s.s[at] == '\0' || strchr("/[]<>()%", s.s[at]) != NULL;
}

/* Names may have their letters as #xx. */
static void check_pdf_names(struct checker *checker, struct str s, unsigned depth)
{
	struct buf out;
	bool any = false;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t at = 0; at < s.n; at++) {
		size_t from = out.n;
		bool escaped = false;

		if (s.s[at] != '/')
			continue;
		for (at++; at < s.n && !is_pdf_name_end(s, at); at++) {
			int byte = s.s[at] == '#' ? decode_hex_pair(s, at + 1) : -1;

			buf_char(&out, byte >= 0 ? (char)byte : s.s[at]);
			at += byte >= 0 ? 2 : 0;
			escaped = escaped || byte >= 0;
		}
		at--;
		any = any || escaped;
		if (escaped)
			buf_char(&out, '\n');
		else
			buf_cut(&out, from);
	}
	if (any)
		check_any_text(checker, buf_view(&out), "document", depth + 1);
	buf_release(&out);
}

/* From the head of the object ("12 0 obj") that `at` stands in, with the #xx of names resolved; false when there is no
 * such head near enough. */
static bool pdf_dictionary(struct str bytes, size_t at, struct buf *out)
{
	size_t from = at, i;
	bool has_head = false;

	while (from > 0) {
		from--;
		if (from >= 2 && str_starts(str_from(bytes, from), STR("obj")) &&
		    str_find_char(STR(" \t\r\n\f"), bytes.s[from - 1]) >= 0) {
			for (i = from - 1; i > 0 && str_is_space(bytes.s[i]);)
				i--;
			has_head = str_is_digit(bytes.s[i]);
			if (has_head)
				break;
		}
		if (at - from >= LIMIT_GATE_PDF_DICTIONARY)
			break;
	}
	for (i = from; i < at; i++) {
		int high = -1, low = -1;

		if (bytes.s[i] == '#' && i + 2 < at) {
			high = str_hex_value(bytes.s[i + 1]);
			low = str_hex_value(bytes.s[i + 2]);
		}
		if (high >= 0 && low >= 0)
			i += 2;
		buf_char(out, high >= 0 && low >= 0 ? (char)((unsigned)high << 4 | (unsigned)low) : bytes.s[i]);
	}
	return has_head;
}

/* Behind a name in the dictionary, looked for from `at`; -1 when it is not there. */
static ptrdiff_t behind_pdf_name(struct str dictionary, size_t at, struct str name)
{
	ptrdiff_t found;

	while (at < dictionary.n && (found = str_find(str_from(dictionary, at), name)) >= 0) {
		at += (size_t)found + name.n;
		if (is_pdf_name_end(dictionary, at))
			return (ptrdiff_t)at;
	}
	return -1;
}

/* PDF_CODE: as PDF_FLATE, and what is packed are pixels, or a font, in which nothing is written as in a page. */
enum pdf_packing { PDF_PLAIN, PDF_FLATE, PDF_CODE, PDF_PIXELS, PDF_UNREADABLE };

/* One name, or a list of names, behind /Filter. */
static enum pdf_packing pdf_filters(struct str value, bool is_image)
{
	static const struct str pixels[] = {STR_INIT("/DCTDecode"),	 STR_INIT("/DCT"), STR_INIT("/JPXDecode"),
					    STR_INIT("/CCITTFaxDecode"), STR_INIT("/CCF"), STR_INIT("/JBIG2Decode")};
	bool is_list;
	size_t flates = 0, codecs = 0, at;

	value = str_trim(value);
	is_list = value.n != 0 && value.s[0] == '[';
	for (value = str_trim(str_from(value, is_list)); value.n != 0 && value.s[0] == '/';
	     value = str_trim(str_from(value, at))) {
		struct str name;
		bool known = false;

		for (at = 1; !is_pdf_name_end(value, at);)
			at++;
		name = str_slice(value, 0, at);
		if (str_eq(name, STR("/FlateDecode")) || str_eq(name, STR("/Fl"))) {
			flates++;
			known = true;
		}
		for (size_t i = 0; !known && i < sizeof(pixels) / sizeof(*pixels); i++)
			known = str_eq(name, pixels[i]) && ++codecs != 0;
		if (!known)
			return PDF_UNREADABLE;
		if (!is_list)
			break;
	}
	if (is_list && (value.n == 0 || value.s[0] != ']'))
		return PDF_UNREADABLE;
	if (codecs != 0)
		return is_image ? PDF_PIXELS : PDF_UNREADABLE;
	return flates == 1 ? PDF_FLATE : flates == 0 && is_list ? PDF_PLAIN : PDF_UNREADABLE;
}

static enum pdf_packing pdf_packing(struct str dictionary)
{
	ptrdiff_t filter = behind_pdf_name(dictionary, 0, STR("/Filter")), at;
	bool is_image =
	    behind_pdf_name(dictionary, 0, STR("/Image")) >= 0 && behind_pdf_name(dictionary, 0, STR("/Width")) >= 0;
	enum pdf_packing packing;

	if (filter < 0)
		return PDF_PLAIN;
	if (behind_pdf_name(dictionary, (size_t)filter, STR("/Filter")) >= 0)
		return PDF_UNREADABLE;
	packing = pdf_filters(str_from(dictionary, (size_t)filter), is_image);
	at = behind_pdf_name(dictionary, 0, STR("/Predictor"));
	/* differences of pixels, or of places in the file: nothing to read */
	if (packing == PDF_FLATE && at >= 0 && !str_starts(str_trim(str_from(dictionary, (size_t)at)), STR("1 ")) &&
	    !str_starts(str_trim(str_from(dictionary, (size_t)at)), STR("1>")))
		return is_image || behind_pdf_name(dictionary, 0, STR("/XRef")) >= 0 ? PDF_PIXELS : PDF_UNREADABLE;
	/* every font has the length of its clear text there, or says of which kind it is */
	if (packing == PDF_FLATE && (is_image || behind_pdf_name(dictionary, 0, STR("/Length1")) >= 0 ||
				     behind_pdf_name(dictionary, 0, STR("/Type1C")) >= 0 ||
				     behind_pdf_name(dictionary, 0, STR("/CIDFontType0C")) >= 0))
		return PDF_CODE;
	return packing;
}

struct pdf_progress {
	size_t budget; /* bytes that may still be unpacked */
	size_t end;    /* the "endstream" that was found last */
	size_t streams;
	size_t from;	    /* behind what was unpacked last */
	struct buf outside; /* all that is not unpacked */
};

/* Of a page, whose letters stand in strings with numbers between them, the rest is a look worth. */
static bool is_pdf_page(struct str text)
{
	return str_find(text, STR("BT")) >= 0 && (str_find(text, STR(" Tj")) >= 0 || str_find(text, STR("TJ")) >= 0);
}

static void check_pdf_text(struct checker *checker, struct str text, unsigned depth)
{
	if (is_pdf_page(text))
		file_check_noise(checker, text, "document");
	else
		file_check_strings(checker, text, "document", depth);
	check_pdf_strings(checker, text, depth);
	check_pdf_names(checker, text, depth);
}

/* What a stream holds, from *at on, which goes behind it. What cannot be unpacked is not passed over: false. */
static bool check_pdf_stream(struct checker *checker, struct str bytes, size_t *at, enum pdf_packing packing,
			     struct pdf_progress *progress, unsigned depth)
{
	size_t *budget = &progress->budget;
	struct str data;
	struct buf out;
	size_t used = 0;
	bool fine;

	if (*at > progress->end && progress->end < bytes.n) {
		const char *end = *at < bytes.n ? memmem(bytes.s + *at, bytes.n - *at, "endstream", 9) : NULL;

		progress->end = end != NULL ? (size_t)(end - bytes.s) : bytes.n;
	}
	data = str_slice(bytes, *at, progress->end);
	if (packing == PDF_UNREADABLE)
		return false;
	if (packing == PDF_PIXELS)
		*at += data.n;
	else if (packing == PDF_PLAIN)
		(void)check_packed(checker, data, "document", depth + 1);
	if (packing != PDF_FLATE && packing != PDF_CODE)
		return true;
	buf_init(&out, BUF_NO_LIMIT);
	fine = unpack_deflate(UNPACK_ZLIB, str_from(bytes, *at), &out, *budget, &used) == 0;
	if (fine) {
		*budget -= out.n;
		buf_str(&progress->outside, str_slice(bytes, progress->from, *at));
		*at += used;
		progress->from = *at;
		if (packing == PDF_FLATE)
			check_pdf_text(checker, buf_view(&out), depth);
		else
			file_check_noise(checker, buf_view(&out), "document");
		(void)check_packed(checker, buf_view(&out), "document", depth + 1);
	}
	buf_release(&out);
	return fine;
}

/* All streams of the document; false when one of them cannot be read. */
static bool check_pdf_streams(struct checker *checker, struct str bytes, struct pdf_progress *progress, unsigned depth)
{
	size_t at = 0;
	bool fine = true;

	while (fine) {
		const char *found = at < bytes.n ? memmem(bytes.s + at, bytes.n - at, "stream", 6) : NULL;
		enum pdf_packing packing;
		struct buf dictionary;

		if (found == NULL)
			return true;
		at = (size_t)(found - bytes.s) + 6;
		if (at >= 9 && str_eq(str_slice(bytes, at - 9, at - 6), STR("end")))
			continue;
		/* elsewhere it is a word of a text */
		if (at < bytes.n && bytes.s[at] != '\r' && bytes.s[at] != '\n' && bytes.s[at] != ' ')
			continue;
		buf_init(&dictionary, BUF_NO_LIMIT);
		if (pdf_dictionary(bytes, at - 6, &dictionary))
			packing = pdf_packing(buf_view(&dictionary));
		else /* what a dictionary so long says of the stream is not known */
			packing = str_ends(str_trim(buf_view(&dictionary)), STR(">>")) ? PDF_UNREADABLE : PDF_PLAIN;
		while (at < bytes.n && (bytes.s[at] == '\r' || bytes.s[at] == '\n'))
			at++;
		fine = ++progress->streams <= LIMIT_GATE_PDF_STREAMS &&
		       check_pdf_stream(checker, bytes, &at, packing, progress, depth);
		buf_release(&dictionary);
	}
	return false;
}

bool file_check_pdf(struct checker *checker, struct str bytes, unsigned depth)
{
	struct pdf_progress progress = {.budget = LIMIT_GATE_FILE_BYTES};
	bool fine;

	if (memmem(bytes.s, bytes.n, "/Encrypt", 8) != NULL || memmem(bytes.s, bytes.n, "%%EOF", 5) == NULL)
		return false; /* what can be read all the same: files.c */
	buf_init(&progress.outside, BUF_NO_LIMIT);
	fine = check_pdf_streams(checker, bytes, &progress, depth);
	/* what is packed says nothing as it is */
	buf_str(&progress.outside, str_from(bytes, progress.from));
	check_pdf_text(checker, buf_view(&progress.outside), depth);
	buf_release(&progress.outside);
	return fine;
}
