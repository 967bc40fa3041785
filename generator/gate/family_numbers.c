/* Numbers of people, cards, accounts and telephones. */
#include "generator/gate/family_parts.h"

#include <sodium.h>

/* Digits from a place on, single separators left out; where they end. */
size_t family_digits_at(struct str s, size_t at, const char *separators, char *digits, size_t room, size_t *n)
{
	size_t end = at;

	*n = 0;
	while (at < s.n && *n < room) {
		if (str_is_digit(s.s[at])) {
			digits[(*n)++] = s.s[at++];
			end = at;
		} else if (*n != 0 && strchr(separators, s.s[at]) != NULL && s.s[at] != '\0' && at + 1 < s.n &&
			   (str_is_digit(s.s[at + 1]) || strchr("( ", s.s[at + 1]) != NULL)) {
			at++;
		} else if (*n != 0 && at + 3 < s.n && memcmp(s.s + at, " / ", 3) == 0 && str_is_digit(s.s[at + 3]) &&
			   strchr(separators, '/') != NULL) {
			at += 3;
		} else {
			break;
		}
	}
	return end;
}

static bool luhn(const char *digits, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned digit = (unsigned)(digits[n - 1 - i] - '0');

		digit = i % 2 != 0 ? digit * 2 : digit;
		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 == 0;
}

/* In groups as people write cards: of four and more, 4-6-5, or each digit for itself. Columns of numbers and dumps have
 * others. */
bool family_is_in_card_groups(struct str s)
{
	size_t run = 0, groups = 0, shortest = SIZE_MAX, longest = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (!str_is_digit(s.s[i]))
			continue;
		run++;
		if (i + 1 < s.n && str_is_digit(s.s[i + 1]))
			continue;
		groups++;
		longest = run > longest ? run : longest;
		if (i + 1 < s.n) /* the last one has what is left */
			shortest = run < shortest ? run : shortest;
		run = 0;
	}
	return groups <= 1 || shortest >= 4 || longest == 1;
}

/* Numbers to try payments with: they are made to be remembered, and so of few digits. */
static bool is_test_card(struct str digits)
{
	enum { FEW = 4 };
	static const char *const tests[] = {
	    "4111111111111111", "4242424242424242", "5555555555554444", "378282246310005",  "371449635398431",
	    "6011111111111117", "4012888888881881", "5105105105105100", "4000056655665556", "2223003122003222",
	    "30569309025904",	"3530111333300000", "4222222222222",	"5200828282828210", "6011000990139424",
	    "3056930009020004", "6555900000604105", "3566002020360505", "4009348888881881", "4988438843884305",
	    "5555341244441115", "2222400070000005", "4217651111111119", "4012000033330026", "378734493671000"};
	unsigned present = 0;

	for (size_t i = 0; i < digits.n; i++)
		present |= 1u << (digits.s[i] - '0');
	if (__builtin_popcount(present) <= FEW || str_starts(digits, STR("400000")))
		return true;
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++)
		if (str_eq(digits, str_c(tests[i])))
			return true;
	return false;
}

bool family_is_card(const char *digits, size_t n)
{
	bool known = digits[0] == '4' || (digits[0] == '5' && digits[1] >= '0' && digits[1] <= '5') ||
		     (digits[0] == '3' && (digits[1] == '4' || digits[1] == '7' || digits[1] == '5')) ||
		     (digits[0] == '6' && (digits[1] == '0' || digits[1] == '5')) ||
		     (digits[0] == '2' && digits[1] >= '2' && digits[1] <= '7');

	return n >= 14 && n <= 19 && known && luhn(digits, n) && !is_test_card(str_n(digits, n));
}

bool family_is_ssn(struct str s, size_t at)
{
	struct str t = str_slice(s, at, at + 11);
	int64_t area, group, serial;

	return t.n == 11 && t.s[3] == '-' && t.s[6] == '-' && str_to_int(str_slice(t, 0, 3), &area) &&
	       str_to_int(str_slice(t, 4, 6), &group) && str_to_int(str_slice(t, 7, 11), &serial) && area > 0 &&
	       area != 666 && area < 900 && group > 0 && serial > 0 && !(area == 78 && group == 5 && serial == 1120) &&
	       !(area == 219 && group == 9 && serial == 9999) && !(area == 123 && group == 45) &&
	       (at + 11 >= s.n || !str_is_digit(s.s[at + 11]));
}

static size_t iban_length(struct str country)
{
	static const char lengths[] = "NO15 BE16 DK18 FI18 FO18 GL18 NL18 SK24 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 "
				      "XK20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 "
				      "IL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 TN24 VG24 PT25 IS26 TR26 FR27 GR27 "
				      "IT27 MC27 MR27 SM27 AL28 AZ28 CY28 DO28 GT28 HU28 LB28 PL28 BR29 PS29 QA29 UA29 "
				      "JO30 KW30 MU30 MT31 LC32 FK18 OM23 SD18 MN20 VA22 IQ23 SO23 TL23 LY25 ST25 BI27 "
				      "DJ27 BY28 HN28 NI28 SV28 EG29 YE30 SC31 RU33 ";

	for (size_t i = 0; i + 4 < sizeof(lengths); i += 5)
		if (memcmp(lengths + i, country.s, 2) == 0)
			return (size_t)(lengths[i + 2] - '0') * 10 + (size_t)(lengths[i + 3] - '0');
	return 0;
}

/* More digits than any IBAN has. */
static bool is_hexadecimal(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_hex_value(s.s[i]) < 0)
			return false;
	return s.n > 34;
}

/* Behind what else than a space may stand between two groups, or the end of a line; at: there is nothing of it. */
static size_t iban_mark_end(struct str s, size_t at)
{
	size_t end = at;

	if (s.s[at] == '.' || s.s[at] == '/' || s.s[at] == '_')
		end = at + 1;
	else if (s.s[at] == '\n' || s.s[at] == '\r')
		while (end < s.n && end - at < 8 && str_is_space(s.s[end]))
			end++;
	return end < s.n && str_is_alnum(s.s[end]) ? end : at;
}

bool family_is_iban(struct str s, size_t at)
{
	enum { LONGEST = 34 };
	bool is_small = s.s[at] >= 'a', is_marked = s.s[at + 2] == ' ';
	char text[LONGEST];
	size_t n = 0, from = at;
	unsigned rest = 0;

	for (; at < s.n && n < LONGEST; at++) {
		char c = s.s[at];

		if ((c == ' ' || c == '-') && n >= 4 && at + 1 < s.n &&
		    (str_is_alnum(s.s[at + 1]) || s.s[at + 1] == MATCH_TAG))
			continue;
		if (c == ' ' && n == 2) /* DE 75 5121 */
			continue;
		if (n >= 4 && n % 4 == 0 && iban_mark_end(s, at) != at) {
			at = iban_mark_end(s, at) - 1;
			is_marked = true;
			continue;
		}
		if (c == MATCH_TAG && n >= 2) /* GB<b>33</b> BUKB */
			continue;
		if (n >= 4 && str_starts(str_from(s, at), STR("\xC2\xA0"))) { /* spaces that hold a line together */
			at++;
			continue;
		}
		if (n >= 4 && str_starts(str_from(s, at), STR("\xE2\x80\xAF"))) {
			at += 2;
			continue;
		}
		if (is_small && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		else if (!str_is_digit(c) && !(c >= 'A' && c <= 'Z'))
			break;
		text[n++] = c;
	}
	if (n < 15 || text[0] < 'A' || text[1] < 'A' || !str_is_digit(text[2]) || !str_is_digit(text[3]))
		return false;
	/* small letters and digits are hexadecimal numbers as well: then it is as long as its country's are, and no
	 * part of a longer one */
	if (is_small && is_hexadecimal(str_slice(s, from, from + LONGEST + 1)))
		return false;
	for (size_t length = is_small || is_marked ? iban_length(str_n(text, 2)) : n; length >= 15 && length <= n;
	     length--) { /* what follows may be another word in capitals */
		rest = 0;
		for (size_t i = 0; i < length; i++) {
			char c = text[(i + 4) % length];
			unsigned value = str_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;

			rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
		}
		if (rest == 1)
			return true;
		if (is_small || is_marked)
			return false;
	}
	return false;
}

static const char phone_marks[] = {' ', '-', '.', '(', ')', '/', MATCH_TAG, '\0'};

/* #: any digit. */
static bool begins_with(struct str digits, struct str pattern)
{
	if (digits.n < pattern.n)
		return false;
	for (size_t i = 0; i < pattern.n; i++)
		if (pattern.s[i] != '#' && pattern.s[i] != digits.s[i])
			return false;
	return true;
}

/*
 * Numbers that regulators keep for films and examples, with the code of their country; and as they are dialled at home,
 * unless somebody has that number in another country: "01 70 10 …" is in Paris, "0209 …" in Gelsenkirchen.
 */
static bool is_fictional(struct str digits)
{
	static const struct {
		struct str country, rest;
		size_t at_home; /* digits with the zero; 0: not told */
	} ranges[] = {{STR_INIT("44"), STR_INIT("2079460"), 11},  {STR_INIT("44"), STR_INIT("11#4960"), 11},
		      {STR_INIT("44"), STR_INIT("1#14960"), 11},  {STR_INIT("44"), STR_INIT("1914980"), 11},
		      {STR_INIT("44"), STR_INIT("2890180"), 11},  {STR_INIT("44"), STR_INIT("2920180"), 11},
		      {STR_INIT("44"), STR_INIT("1632960"), 11},  {STR_INIT("44"), STR_INIT("7700900"), 11},
		      {STR_INIT("44"), STR_INIT("8081570"), 11},  {STR_INIT("44"), STR_INIT("9098790"), 11},
		      {STR_INIT("44"), STR_INIT("3069990"), 11},  {STR_INIT("49"), STR_INIT("3023125"), 11},
		      {STR_INIT("49"), STR_INIT("6990009"), 11},  {STR_INIT("49"), STR_INIT("4066969"), 11},
		      {STR_INIT("49"), STR_INIT("2214710"), 11},  {STR_INIT("49"), STR_INIT("8999998"), 11},
		      {STR_INIT("49"), STR_INIT("17139200"), 11}, {STR_INIT("49"), STR_INIT("176040690"), 11},
		      {STR_INIT("33"), STR_INIT("199000"), 10},	  {STR_INIT("33"), STR_INIT("353010"), 10},
		      {STR_INIT("33"), STR_INIT("465710"), 10},	  {STR_INIT("33"), STR_INIT("639980"), 10},
		      {STR_INIT("33"), STR_INIT("261910"), 0},	  {STR_INIT("33"), STR_INIT("536490"), 0},
		      {STR_INIT("61"), STR_INIT("#5550"), 0},	  {STR_INIT("61"), STR_INIT("#7010"), 0},
		      {STR_INIT("61"), STR_INIT("491570"), 0},	  {STR_INIT("46"), STR_INIT("8465004"), 0},
		      {STR_INIT("46"), STR_INIT("3139006"), 0},	  {STR_INIT("46"), STR_INIT("4062804"), 0},
		      {STR_INIT("353"), STR_INIT("209"), 0}};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if ((digits.n == ranges[i].at_home && digits.s[0] == '0' &&
		     begins_with(str_from(digits, 1), ranges[i].rest)) ||
		    (digits.s[0] != '0' && str_starts(digits, ranges[i].country) &&
		     begins_with(str_from(digits, ranges[i].country.n), ranges[i].rest)))
			return true;
	return false;
}

bool family_is_phone(struct str s, size_t at)
{
	char digits[20];
	size_t n;

	if (s.s[at] != '+')
		return false;
	(void)family_digits_at(s, at + 1, phone_marks, digits, sizeof(digits), &n);
	if (n < 9 || n > 15 || family_is_example(str_n(digits, n)) || digits[0] == '0')
		return false;
	return memmem(digits, n, "55501", 5) == NULL && memmem(digits, n, "123456", 6) == NULL &&
	       !is_fictional(str_n(digits, n)) && memmem(digits, n, "555", 3) != digits + (digits[0] == '1' ? 1 : 0);
}

static bool all_digits_at(struct str s, size_t at, size_t n)
{
	for (size_t i = at; i < at + n; i++)
		if (i >= s.n || !str_is_digit(s.s[i]))
			return false;
	return true;
}

/* In the words before it, on the same line. */
static bool tells_of_phone(struct str s, size_t at)
{
	enum { NEAR = 32 };
	static const struct str words[] = {STR_INIT("phone"), STR_INIT("cell"), STR_INIT("mobile"), STR_INIT("call"),
					   STR_INIT("fax"),   STR_INIT("tel"),	STR_INIT("dial"),   STR_INIT("reach"),
					   STR_INIT("ring"),  STR_INIT("sms")};

	for (size_t from = at; from > 0 && at - from < NEAR && s.s[from - 1] != '\n';) {
		from--;
		if (from > 0 && str_is_alpha(s.s[from - 1]))
			continue;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_starts_nocase(str_from(s, from), words[i]))
				return true;
	}
	return false;
}

/* (415) 867-5309, 415-867-5309 behind a word for it: as North Americans write theirs. */
bool family_is_local_phone(struct str s, size_t at)
{
	size_t next = at + 4;
	char mark = at + 12 <= s.n ? s.s[at + 3] : '\0';

	if (mark == '\0' || strchr("-. )", mark) == NULL)
		return false;
	if (mark == ')') {
		next += s.s[next] == ' ';
		mark = '-';
	}
	if (!all_digits_at(s, at, 3) || !all_digits_at(s, next, 3) || next + 8 > s.n || s.s[next + 3] != mark ||
	    !all_digits_at(s, next + 4, 4) || (next + 8 < s.n && str_is_alnum(s.s[next + 8])))
		return false;
	/* nobody's numbers: those that cost nothing, and those of films and examples */
	if (s.s[at] < '2' || s.s[next] < '2' || memcmp(s.s + at, s.s + next, 3) == 0 ||
	    memcmp(s.s + next, "555", 3) == 0 || memcmp(s.s + next, "456", 3) == 0 ||
	    (s.s[at] == '8' && s.s[at + 1] == s.s[at + 2]) || memcmp(s.s + at, "800", 3) == 0 ||
	    memcmp(s.s + at, "900", 3) == 0)
		return false;
	return tells_of_phone(s, at);
}

/* What stands in front of it on the same line, over a few signs and short words, ends with one of these. */
static bool is_behind(struct str s, size_t at, const struct str *words, size_t n)
{
	enum { NEAR = 24 };

	for (size_t from = at; from > 0 && at - from < NEAR && s.s[from - 1] != '\n' && !str_is_digit(s.s[from - 1]);) {
		from--;
		if (from > 0 && (str_is_alpha(s.s[from - 1]) || (unsigned char)s.s[from - 1] >= 0x80))
			continue;
		for (size_t i = 0; i < n; i++)
			if (str_starts_nocase(str_from(s, from), words[i]) && from + words[i].n < at &&
			    !str_is_alpha(s.s[from + words[i].n]))
				return true;
	}
	return false;
}

/* Companies' numbers: 0800, 0120 and 0570 of Japan, 400 of China; and the one that Chinese examples have. */
static bool is_nobodys_phone(struct str digits)
{
	return str_eq(digits, STR("13800138000")) || str_starts(digits, STR("0800")) ||
	       str_starts(digits, STR("0120")) || str_starts(digits, STR("0570")) ||
	       (digits.n == 10 && str_starts(digits, STR("400")));
}

/* What stands in front of a number. */
static const struct str phone_words[] = {
    STR_INIT("phone"),	    STR_INIT("telephone"),   STR_INIT("cell"),	      STR_INIT("mobile"),
    STR_INIT("call"),	    STR_INIT("fax"),	     STR_INIT("tel"),	      STR_INIT("dial"),
    STR_INIT("sms"),	    STR_INIT("whatsapp"),    STR_INIT("tél"),	      STR_INIT("téléphone"),
    STR_INIT("telefon"),    STR_INIT("telefono"),    STR_INIT("teléfono"),    STR_INIT("telefone"),
    STR_INIT("telefoon"),   STR_INIT("handy"),	     STR_INIT("mobil"),	      STR_INIT("móvil"),
    STR_INIT("movil"),	    STR_INIT("celular"),     STR_INIT("cellulare"),   STR_INIT("portable"),
    STR_INIT("rufnummer"),  STR_INIT("mobilnummer"), STR_INIT("handynummer"), STR_INIT("telefonnummer"),
    STR_INIT("komórka"),    STR_INIT("kom"),	     STR_INIT("number is"),   STR_INIT("ring"),
    STR_INIT("ring me"),    STR_INIT("ring us"),     STR_INIT("reach me"),    STR_INIT("reach us"),
    STR_INIT("text me"),    STR_INIT("landline"),    STR_INIT("durchwahl"),   STR_INIT("appelez"),
    STR_INIT("rappelez"),   STR_INIT("numer"),	     STR_INIT("電話"),	      STR_INIT("電話番号"),
    STR_INIT("携帯"),	    STR_INIT("电话"),	     STR_INIT("手机"),	      STR_INIT("전화"),
    STR_INIT("телефон"),    STR_INIT("тел"),	     STR_INIT("моб"),	      STR_INIT("هاتف"),
    STR_INIT("جوال"),	    STR_INIT("تلفن"),	     STR_INIT("τηλέφωνο"),    STR_INIT("τηλ"),
    STR_INIT("κινητό"),	    STR_INIT("טלפון"),	     STR_INIT("โทร"),	      STR_INIT("फ़ोन"),
    STR_INIT("điện thoại"), STR_INIT("puhelin"),     STR_INIT("telefonszám")};

/* Tel. 0171 4839217, mobile 07700 912 384, móvil 612 847 193: as people write theirs at home, behind a word for it. */
bool family_is_worded_phone(struct str s, size_t at)
{
	char digits[20];
	size_t n, end;

	if (at + 10 > s.n || s.s[at] > '9')
		return false;
	/* nearly every number is too short; what stands in front of it is looked at last */
	end = family_digits_at(s, at, " -.()/", digits, sizeof(digits), &n);
	if (n < 9 || n > 12 || (end < s.n && str_is_alnum(s.s[end])) || family_is_example(str_n(digits, n)) ||
	    !is_behind(s, at, phone_words, sizeof(phone_words) / sizeof(*phone_words)))
		return false;
	/* dates; numbers for films and examples, and those that cost nothing */
	if ((digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0' && digits[2] == '2'))
		return false;
	return memmem(digits, n, "12345", 5) == NULL && memmem(digits, n, "555", 3) == NULL &&
	       !is_fictional(str_n(digits, n)) && !is_nobodys_phone(str_n(digits, n)) &&
	       (digits[0] != '8' || (n == 11 && strchr("349", digits[1]) != NULL)) && /* 8 495 …, in Russia */
	       digits[0] != '9';
}

/* What may stand between two groups of a card: one mark, or one at which the line ends. */
static size_t card_mark_end(struct str s, size_t at)
{
	static const char marks[] = {' ', '-', '.', '_', '/', 'x', '*', ':', '\n', MATCH_TAG, '\0'};
	size_t end = at;

	/* "<b>4929</b> <b>1234</b>": a blank between tags is one */
	if (end + 1 < s.n && s.s[end] == MATCH_TAG && s.s[end + 1] == ' ')
		at = ++end;
	if (end < s.n && s.s[end] != '\0' && strchr(marks, s.s[end]) != NULL)
		end++;
	if (end > at && s.s[at] == ' ' && end < s.n && s.s[end] == MATCH_TAG)
		end++;
	if (end > at && s.s[at] == '-')
		while (end < s.n && end - at < 4 && str_is_space(s.s[end]))
			end++;
	return end;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == MATCH_TAG;
}

static const struct str card_words[] = {STR_INIT("card"),	STR_INIT("card number"), STR_INIT("visa"),
					STR_INIT("mastercard"), STR_INIT("karte"),	 STR_INIT("kreditkarte"),
					STR_INIT("carte"),	STR_INIT("tarjeta"),	 STR_INIT("carta"),
					STR_INIT("karta"),	STR_INIT("karty"),	 STR_INIT("kaart")};

bool family_is_grouped_card(struct str s, size_t at)
{
	enum { GROUPS = 4, GROUP = 4 };
	char digits[GROUPS * GROUP];
	size_t end = at, marks = 0, lines = 0;

	for (size_t group = 0; group < GROUPS; group++) {
		size_t next = group == 0 ? at : card_mark_end(s, end);

		if (next + GROUP > s.n)
			return false;
		lines += group != 0 && (s.s[end] == '\n' || (s.s[end] == MATCH_TAG && s.s[end + 1] != ' '));
		if (group > 1 && s.s[end] != s.s[at + GROUP] && !(is_blank(s.s[end]) && is_blank(s.s[at + GROUP])))
			return false;
		marks += next != end;
		for (size_t i = 0; i < GROUP; i++) {
			if (!str_is_digit(s.s[next + i]))
				return false;
			digits[group * GROUP + i] = s.s[next + i];
		}
		end = next + GROUP;
	}
	if (marks != GROUPS - 1 || (end < s.n && str_is_alnum(s.s[end])) || !family_is_card(digits, sizeof(digits)))
		return false;
	/* lines of numbers are many */
	if (lines > 1 || (lines == 1 && !is_behind(s, at, card_words, sizeof(card_words) / sizeof(*card_words))))
		return false;
	/* a row of more groups is one of numbers */
	end = card_mark_end(s, end);
	return end >= s.n || !str_is_digit(s.s[end]);
}

/* SSN 532 41 7719, ssn=532417719 */
bool family_is_worded_ssn(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("ssn"), STR_INIT("social security number"),
					   STR_INIT("social security")};
	char digits[12];
	size_t n;

	if (s.s[at] > '8' || at + 9 > s.n)
		return false;
	(void)family_digits_at(s, at, " -.", digits, sizeof(digits), &n);
	return n == 9 && memcmp(digits, "000", 3) != 0 && memcmp(digits, "666", 3) != 0 &&
	       memcmp(digits, "12345", 5) != 0 && memcmp(digits, "078051120", 9) != 0 &&
	       is_behind(s, at, words, sizeof(words) / sizeof(*words));
}

/* ---- numbers of people ---- */

static bool weighted(const char *digits, const char *weights, unsigned modulus)
{
	unsigned sum = 0;

	for (size_t i = 0; weights[i] != '\0'; i++)
		sum += (unsigned)(digits[i] - '0') * (unsigned)(weights[i] - '0');
	return sum % modulus == 0;
}

/* Brazil's CPF: 529.982.247-25, with two check digits. */
bool family_is_cpf(struct str s, size_t at)
{
	enum { LENGTH = 14 };
	char digits[11];
	size_t n = 0;

	if (at + LENGTH > s.n || s.s[at + 3] != '.' || s.s[at + 7] != '.' || s.s[at + 11] != '-' ||
	    (at + LENGTH < s.n && str_is_alnum(s.s[at + LENGTH])))
		return false;
	for (size_t i = 0; i < LENGTH; i++)
		if (str_is_digit(s.s[at + i]))
			digits[n++] = s.s[at + i];
	if (n != sizeof(digits) || family_is_example(str_n(digits, n)))
		return false;
	for (size_t check = 9; check < n; check++) {
		unsigned sum = 0;

		for (size_t i = 0; i < check; i++)
			sum += (unsigned)(digits[i] - '0') * (unsigned)(check + 1 - i);
		if (sum * 10 % 11 % 10 != (unsigned)(digits[check] - '0'))
			return false;
	}
	return true;
}

bool family_is_wallet(struct str s, size_t at)
{
	enum { SHORTEST = 26, LONGEST = 35, PAYLOAD = 21, CHECK = 4 };
	static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
	unsigned char bytes[PAYLOAD + CHECK] = {0}, digest[crypto_hash_sha256_BYTES];
	size_t n = 0;

	for (; at + n < s.n && str_is_alnum(s.s[at + n]); n++) {
		const char *found = strchr(alphabet, s.s[at + n]);
		unsigned carry = found != NULL ? (unsigned)(found - alphabet) : 0;

		if (found == NULL || n == LONGEST)
			return false;
		for (size_t i = sizeof(bytes); i-- > 0;) {
			carry += bytes[i] * 58u;
			bytes[i] = (unsigned char)carry;
			carry >>= 8;
		}
	}
	if (n < SHORTEST)
		return false;
	(void)crypto_hash_sha256(digest, bytes, PAYLOAD);
	(void)crypto_hash_sha256(digest, digest, sizeof(digest));
	return memcmp(digest, bytes + PAYLOAD, CHECK) == 0;
}

/* Poland's PESEL: the birthday in front, a check digit behind. */
bool family_is_pesel(const char *digits)
{
	unsigned month = (unsigned)(digits[2] - '0') * 10 + (unsigned)(digits[3] - '0'),
		 day = (unsigned)(digits[4] - '0') * 10 + (unsigned)(digits[5] - '0');

	return month % 20 >= 1 && month % 20 <= 12 && day >= 1 && day <= 31 && weighted(digits, "13791379131", 10);
}

/* AB123456C of Britain; 12345678Z of Spain; 1HGCM82633A004352 of a car. */
const char *family_person_number(struct str s, size_t at)
{
	static const char nif[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	static const uint8_t weights[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	static const char values[] = "12345678012345070923456789"; /* A to Z */
	char text[18];
	size_t n = 0, end = at;
	unsigned sum = 0;
	int64_t number;

	for (; end < s.n && n < sizeof(text) &&
	       (str_is_alnum(s.s[end]) || (s.s[end] == ' ' && n == 2 + (end - at - n) * 2));
	     end++)
		if (s.s[end] != ' ')
			text[n++] = s.s[end];
	if (n == 9 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && text[8] >= 'A' &&
	    text[8] <= 'D' && strchr("DFIQUV", text[0]) == NULL && strchr("DFIQUVO", text[1]) == NULL &&
	    str_to_int(str_n(text + 2, 6), &number))
		return number != 123456 || text[0] != 'Q' ? "insurance-number" : NULL;
	if (n == 9 && text[8] >= 'A' && text[8] <= 'Z' && str_to_int(str_n(text, 8), &number) &&
	    nif[number % 23] == text[8])
		return "identity-number";
	if (n != 17)
		return NULL;
	for (size_t i = 0; i < 17; i++) {
		char c = text[i];

		if (!str_is_digit(c) && !(c >= 'A' && c <= 'Z' && c != 'I' && c != 'O' && c != 'Q'))
			return NULL;
		sum += weights[i] * (unsigned)(str_is_digit(c) ? c - '0' : values[c - 'A'] - '0');
	}
	return !str_is_digit(text[0]) || sum == 0 || !str_is_alnum(text[8]) ||
		       (sum % 11 == 10 ? text[8] != 'X' : text[8] != (char)('0' + sum % 11))
		   ? NULL
		   : "vehicle-number";
}
