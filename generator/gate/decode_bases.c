/* Bytes written in an alphabet of their own: base 64, 32 and 85. */
#include "generator/gate/decode.h"

#include "common/utf8.h"
#include "generator/gate/decode_bytes.h"

static struct str without_padding(struct str s)
{
	while (s.n != 0 && s.s[s.n - 1] == '=')
		s.n--;
	return s;
}

/* ---- base 64 ---- */

enum { BASE64_NONE = 255 };

struct base64_values {
	bool is_ready;
	uint8_t of[256];
};

static const uint8_t *base64_values(void)
{
	static struct base64_values values; /* filled once in a process */

	for (int c = 0; !values.is_ready && c < 256; c++) {
		int value = decode_base64_value((char)c);

		values.of[c] = value < 0 ? BASE64_NONE : (uint8_t)value;
	}
	values.is_ready = true;
	return values.of;
}

static void add_base64(struct str s, struct buf *out)
{
	const uint8_t *values = base64_values();
	char bytes[192]; /* most runs are short: a buffer that grows by single bytes would cost more than decoding */
	uint32_t bits = 0;
	unsigned have = 0;
	size_t n = 0, i = 0;

	/* three bytes at once, as long as there are four signs */
	for (; i + 4 <= s.n; i += 4) {
		uint32_t a = values[(unsigned char)s.s[i]], b = values[(unsigned char)s.s[i + 1]],
			 c = values[(unsigned char)s.s[i + 2]], d = values[(unsigned char)s.s[i + 3]];

		if ((a | b | c | d) == BASE64_NONE)
			break;
		bytes[n++] = (char)(a << 2 | b >> 4);
		bytes[n++] = (char)(b << 4 | c >> 2);
		bytes[n++] = (char)(c << 6 | d);
		if (n == sizeof(bytes)) {
			buf_add(out, bytes, n);
			n = 0;
		}
	}
	for (; i < s.n; i++) {
		int value = decode_base64_value(s.s[i]);

		if (value < 0)
			break;
		bits = bits << 6 | (uint32_t)value;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		bytes[n++] = (char)(bits >> have & 0xFF);
		if (n == sizeof(bytes)) {
			buf_add(out, bytes, n);
			n = 0;
		}
	}
	buf_add(out, bytes, n);
}

bool decode_is_closed(struct str bytes)
{
	/* bzip2, xz, zstd, lz4, 7-Zip, RAR, cabinets, the old formats of offices */
	static const struct str heads[] = {STR_INIT("\xFD\x37zXZ"),
					   STR_INIT("\x28\xB5\x2F\xFD"),
					   STR_INIT("\x04\x22\x4D\x18"),
					   STR_INIT("7z\xBC\xAF\x27\x1C"),
					   STR_INIT("Rar!\x1A\x07"),
					   STR_INIT("MSCF\0\0\0\0"),
					   STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")};

	if (str_starts(bytes, STR("BZh")) && (str_eq(str_slice(bytes, 4, 10), STR("1AY&SY")) ||
					      str_eq(str_slice(bytes, 4, 10), STR("\x17\x72\x45\x38\x50\x90"))))
		return true;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (str_starts(bytes, heads[i]))
			return true;
	return false;
}

bool decode_is_meaningful(struct str bytes)
{
	enum { SURELY_TEXT = 12 };
	size_t letters = 0, zeros = 0;

	if (bytes.n < 4)
		return false;
	if (str_starts(bytes, STR("\x1f\x8b\x08")) || str_starts(bytes, STR("PK\x03\x04")) ||
	    str_starts(bytes, STR("%PDF-")) || str_starts(bytes, STR("\x89PNG")) ||
	    str_starts(bytes, STR("\xff\xd8\xff")) || str_starts(bytes, STR("\x78\x9c")) ||
	    str_starts(bytes, STR("\x78\xda")) || str_starts(bytes, STR("\x78\x01")) || decode_is_closed(bytes))
		return true;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];

		zeros += c == 0;
		letters += str_is_alnum((char)c) || c >= 0x80 || c == ' ';
		if (c != 0 && !decode_is_readable(c))
			return false;
	}
	if (zeros != 0) /* UTF-16 of ASCII, either order */
		return zeros * 3 >= bytes.n;
	/* a few readable bytes come about by chance, many do not: then they may be marks as well */
	return (letters * 4 >= bytes.n * 3 || (bytes.n >= SURELY_TEXT && letters * 5 >= bytes.n * 3)) &&
	       utf8_valid_prefix(bytes) + 3 >= bytes.n;
}

void decode_base64_bytes(struct str s, struct buf *out)
{
	add_base64(without_padding(s), out);
}

bool decode_base64(struct str s, struct buf *out)
{
	size_t before = out->n;

	s = without_padding(s);
	if (s.n < 8)
		return false;
	add_base64(str_slice(s, 0, 16), out); /* a first look */
	{
		struct str look = str_from(buf_view(out), before);
		size_t fine = 0;

		for (size_t i = 0; i < look.n; i++)
			fine += decode_is_readable((unsigned char)look.s[i]) || look.s[i] == 0;
		if (fine + 2 < look.n && !decode_is_meaningful(look)) {
			buf_cut(out, before);
			return false;
		}
	}
	buf_cut(out, before);
	add_base64(s, out);
	if (out->n - before >= 6 && decode_is_meaningful(str_from(buf_view(out), before)))
		return true;
	buf_cut(out, before);
	return false;
}

bool decode_base32(struct str s, struct buf *out)
{
	size_t before = out->n;
	uint32_t bits = 0;
	unsigned have = 0;

	s = without_padding(s);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i];
		int value = c >= 'A' && c <= 'Z'   ? c - 'A'
			    : c >= 'a' && c <= 'z' ? c - 'a'
			    : c >= '2' && c <= '7' ? c - '2' + 26
						   : -1;

		if (value < 0) {
			buf_cut(out, before);
			return false;
		}
		bits = bits << 5 | (uint32_t)value;
		have += 5;
		if (have >= 8) {
			have -= 8;
			buf_char(out, (char)(bits >> have & 0xFF));
		}
	}
	if (out->n - before >= 6 && decode_is_meaningful(str_from(buf_view(out), before)))
		return true;
	buf_cut(out, before);
	return false;
}

/* By byte: what it stands for in Adobe's alphabet, which is ASCII from '!' on, in Git's and in Z85. */
enum { BASE85_NONE = 255, BASE85_ALPHABETS = 3 };
static const uint8_t base85_values[BASE85_ALPHABETS][128] = {
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0,	 1,   2,   3,	4,   5,	  6,   7,   8,	 9,   10,
     11,  12,  13,  14,	 15,  16,  17,	18,  19,  20,  21,  22,	 23,  24,  25,	26,  27,  28,  29,  30,	 31,  32,
     33,  34,  35,  36,	 37,  38,  39,	40,  41,  42,  43,  44,	 45,  46,  47,	48,  49,  50,  51,  52,	 53,  54,
     55,  56,  57,  58,	 59,  60,  61,	62,  63,  64,  65,  66,	 67,  68,  69,	70,  71,  72,  73,  74,	 75,  76,
     77,  78,  79,  80,	 81,  82,  83,	84,  255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62,	 255, 63,  64,	65,  66,  255, 67,  68,	 69,  70,
     255, 71,  255, 255, 0,   1,   2,	3,   4,	  5,   6,   7,	 8,   9,   255, 72,  73,  74,  75,  76,	 77,  10,
     11,  12,  13,  14,	 15,  16,  17,	18,  19,  20,  21,  22,	 23,  24,  25,	26,  27,  28,  29,  30,	 31,  32,
     33,  34,  35,  255, 255, 255, 78,	79,  80,  36,  37,  38,	 39,  40,  41,	42,  43,  44,  45,  46,	 47,  48,
     49,  50,  51,  52,	 53,  54,  55,	56,  57,  58,  59,  60,	 61,  81,  82,	83,  84,  255},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
     255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 68,	 255, 84,  83,	82,  72,  255, 75,  76,	 70,  65,
     255, 63,  62,  69,	 0,   1,   2,	3,   4,	  5,   6,   7,	 8,   9,   64,	255, 73,  66,  74,  71,	 81,  36,
     37,  38,  39,  40,	 41,  42,  43,	44,  45,  46,  47,  48,	 49,  50,  51,	52,  53,  54,  55,  56,	 57,  58,
     59,  60,  61,  77,	 255, 78,  67,	255, 255, 10,  11,  12,	 13,  14,  15,	16,  17,  18,  19,  20,	 21,  22,
     23,  24,  25,  26,	 27,  28,  29,	30,  31,  32,  33,  34,	 35,  79,  255, 80,  255, 255}};

/* Five characters for four bytes; at the end fewer for fewer. */
static bool add_base85(const uint8_t *values, struct str s, struct buf *out)
{
	unsigned rest = 0; /* bytes that a character of UTF-8 still needs */
	bool is_packed = false;

	for (size_t i = 0; i < s.n; i += 5) {
		size_t n = s.n - i < 5 ? s.n - i : 5;
		bool is_near_end = s.n - i < 10; /* there a character may be cut off */
		uint64_t bits = 0;

		if (n == 1)
			return false;
		for (size_t k = 0; k < 5; k++) {
			unsigned char c = k < n ? (unsigned char)s.s[i + k] : 0;
			unsigned value = k >= n ? 84 : c < 0x80 ? values[c] : BASE85_NONE;

			if (value == BASE85_NONE)
				return false;
			bits = bits * 85 + value;
		}
		if (bits > UINT32_MAX)
			return false;
		/* what decode_is_meaningful() knows a kind of file by, and can be read */
		if (i == 0)
			is_packed = bits >> 16 == 0x789C || bits >> 16 == 0x78DA || bits >> 16 == 0x8950 ||
				    bits >> 16 == 0xFFD8;
		for (size_t k = 0; k + 1 < n; k++) {
			unsigned char byte = (unsigned char)(bits >> (24 - 8 * k));

			/* nearly any text has characters of these alphabets, and nearly none decodes to text */
			if (!decode_is_readable(byte))
				return false;
			if (!is_near_end && !is_packed && (byte >= 0x80 && byte < 0xC0) != (rest != 0))
				return false;
			rest = rest != 0 ? rest - 1 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0;
			buf_char(out, (char)byte);
		}
	}
	return true;
}

bool decode_base85(struct str s, struct buf *out)
{
	size_t before = out->n;

	/* "<~" and "~>" stand around Adobe's; the angle brackets have ended the run already */
	if (s.n > 2 && s.s[0] == '~' && s.s[s.n - 1] == '~')
		s = str_slice(s, 1, s.n - 1);
	for (size_t i = 0; i < BASE85_ALPHABETS; i++) {
		if (add_base85(base85_values[i], s, out) && out->n - before >= 8 &&
		    decode_is_meaningful(str_from(buf_view(out), before)))
			return true;
		buf_cut(out, before);
	}
	return false;
}
