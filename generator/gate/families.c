#include "generator/gate/families.h"

#include "generator/gate/match.h"
#include "generator/gate/words.h"

/* ---- secrets: what keys of known services begin with, and what follows ---- */

enum alphabet { HEX, ALNUM, WORD }; /* WORD: letters, digits, '-', '_' */

static const struct secret {
	struct str prefix;
	enum alphabet alphabet;
	uint8_t least; /* characters behind the prefix */
	const char *rule;
} secrets[] = {
    {STR_INIT("AKIA"), ALNUM, 16, "cloud-key"},	      {STR_INIT("ASIA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("ABIA"), ALNUM, 16, "cloud-key"},	      {STR_INIT("ACCA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("AIza"), WORD, 35, "cloud-key"},	      {STR_INIT("ya29."), WORD, 20, "cloud-key"},
    {STR_INIT("dop_v1_"), HEX, 64, "cloud-key"},      {STR_INIT("doo_v1_"), HEX, 64, "cloud-key"},
    {STR_INIT("HRKU-"), WORD, 30, "cloud-key"},	      {STR_INIT("LTAI"), ALNUM, 20, "cloud-key"},
    {STR_INIT("ghp_"), ALNUM, 36, "code-token"},      {STR_INIT("gho_"), ALNUM, 36, "code-token"},
    {STR_INIT("ghu_"), ALNUM, 36, "code-token"},      {STR_INIT("ghs_"), ALNUM, 36, "code-token"},
    {STR_INIT("ghr_"), ALNUM, 36, "code-token"},      {STR_INIT("github_pat_"), WORD, 40, "code-token"},
    {STR_INIT("glpat-"), WORD, 20, "code-token"},     {STR_INIT("gldt-"), WORD, 20, "code-token"},
    {STR_INIT("glrt-"), WORD, 20, "code-token"},      {STR_INIT("glptt-"), WORD, 20, "code-token"},
    {STR_INIT("glcbt-"), WORD, 20, "code-token"},     {STR_INIT("glsoat-"), WORD, 20, "code-token"},
    {STR_INIT("glft-"), WORD, 20, "code-token"},      {STR_INIT("npm_"), ALNUM, 36, "code-token"},
    {STR_INIT("pypi-AgEI"), WORD, 50, "code-token"},  {STR_INIT("rubygems_"), HEX, 48, "code-token"},
    {STR_INIT("dckr_pat_"), WORD, 27, "code-token"},  {STR_INIT("ATATT3"), WORD, 60, "code-token"},
    {STR_INIT("AKCp"), ALNUM, 60, "code-token"},      {STR_INIT("xoxb-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxp-"), WORD, 20, "chat-token"},      {STR_INIT("xoxa-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxr-"), WORD, 20, "chat-token"},      {STR_INIT("xoxe-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxs-"), WORD, 20, "chat-token"},      {STR_INIT("xapp-"), WORD, 20, "chat-token"},
    {STR_INIT("pat-na1-"), WORD, 30, "service-key"},  {STR_INIT("pat-eu1-"), WORD, 30, "service-key"},
    {STR_INIT("SG."), WORD, 20, "service-key"},	      {STR_INIT("key-"), HEX, 32, "service-key"},
    {STR_INIT("sk_live_"), ALNUM, 20, "payment-key"}, {STR_INIT("rk_live_"), ALNUM, 20, "payment-key"},
    {STR_INIT("sk_test_"), ALNUM, 24, "payment-key"}, {STR_INIT("whsec_"), ALNUM, 32, "payment-key"},
    {STR_INIT("sq0atp-"), WORD, 22, "payment-key"},   {STR_INIT("sq0csp-"), WORD, 43, "payment-key"},
    {STR_INIT("shpat_"), HEX, 32, "service-key"},     {STR_INIT("shpss_"), HEX, 32, "service-key"},
    {STR_INIT("shpca_"), HEX, 32, "service-key"},     {STR_INIT("shppa_"), HEX, 32, "service-key"},
    {STR_INIT("sk-ant-"), WORD, 40, "service-key"},   {STR_INIT("sk-proj-"), WORD, 40, "service-key"},
    {STR_INIT("hf_"), ALNUM, 34, "service-key"},      {STR_INIT("pplx-"), ALNUM, 48, "service-key"},
    {STR_INIT("gsk_"), ALNUM, 48, "service-key"},     {STR_INIT("hvs."), WORD, 24, "service-key"},
    {STR_INIT("dapi"), HEX, 32, "service-key"},	      {STR_INIT("glsa_"), WORD, 32, "service-key"},
    {STR_INIT("NRAK-"), ALNUM, 27, "service-key"},    {STR_INIT("sntrys_"), WORD, 40, "service-key"},
    {STR_INIT("pul-"), HEX, 40, "service-key"},	      {STR_INIT("PMAK-"), WORD, 58, "service-key"},
    {STR_INIT("lin_api_"), ALNUM, 40, "service-key"}, {STR_INIT("ntn_"), ALNUM, 40, "service-key"},
    {STR_INIT("secret_"), ALNUM, 43, "service-key"},  {STR_INIT("AGE-SECRET-KEY-1"), ALNUM, 58, "private-key"},
    {STR_INIT("fo1_"), WORD, 40, "service-key"},      {STR_INIT("EZAK"), ALNUM, 54, "service-key"},
    {STR_INIT("FLWSECK-"), WORD, 30, "payment-key"},
};

static bool is_of(enum alphabet alphabet, char c)
{
	if (alphabet == HEX)
		return str_hex_value(c) >= 0;
	return str_is_alnum(c) || (alphabet == WORD && (c == '-' || c == '_'));
}

/* Examples of documentation repeat one character, or say what they are. */
static bool is_example(struct str s)
{
	size_t same = 1, most = 1;

	for (size_t i = 1; i < s.n; i++) {
		same = s.s[i] == s.s[i - 1] ? same + 1 : 1;
		most = same > most ? same : most;
	}
	return most >= 6 || memmem(s.s, s.n, "EXAMPLE", 7) != NULL || memmem(s.s, s.n, "example", 7) != NULL;
}

/* By the first character: which second ones, modulo 32, a key may have, nearly every word fails here; and where in
 * `order` the prefixes with it stand. */
struct secret_starts {
	uint32_t seconds[256];
	uint8_t order[sizeof(secrets) / sizeof(*secrets)], from[257];
	uint32_t words[256]; /* the same for the words in front of passwords and keys */
};

static void collect_starts(struct secret_starts *starts)
{
	unsigned n = 0;

	memset(starts, 0, sizeof(*starts));
	for (size_t i = 0; i < sizeof(secrets) / sizeof(*secrets); i++)
		starts->seconds[(unsigned char)secrets[i].prefix.s[0]] |= 1u << (secrets[i].prefix.s[1] & 31);
	for (unsigned c = 0; c < 256; c++) {
		starts->from[c] = (uint8_t)n;
		for (unsigned i = 0; starts->seconds[c] != 0 && i < sizeof(secrets) / sizeof(*secrets); i++)
			if ((unsigned char)secrets[i].prefix.s[0] == c)
				starts->order[n++] = (uint8_t)i;
	}
	starts->from[256] = (uint8_t)n;
}

static const char *secret_at(const struct secret_starts *starts, struct str s, size_t at)
{
	unsigned char first = (unsigned char)s.s[at];

	if (at + 1 >= s.n || (starts->seconds[first] >> (s.s[at + 1] & 31) & 1) == 0)
		return NULL;
	for (unsigned k = starts->from[first]; k < starts->from[first + 1]; k++) {
		const struct secret *secret = &secrets[starts->order[k]];
		size_t end = at + secret->prefix.n, tags = 0;

		if (s.s[at + 1] != secret->prefix.s[1] || !str_starts(str_from(s, at), secret->prefix))
			continue;
		while (end < s.n && (is_of(secret->alphabet, s.s[end]) || s.s[end] == MATCH_TAG)) {
			tags += s.s[end] == MATCH_TAG;
			end++;
		}
		if (end - at - secret->prefix.n - tags >= secret->least && !is_example(str_slice(s, at, end)))
			return secret->rule;
	}
	return NULL;
}

/* eyJ….eyJ….signature */
static bool is_web_token(struct str s, size_t at)
{
	unsigned dots = 0;
	size_t n = 0;

	if (!str_starts(str_from(s, at), STR("eyJ")))
		return false;
	for (; at < s.n && (is_of(WORD, s.s[at]) || s.s[at] == '.'); at++, n++)
		dots += s.s[at] == '.';
	return dots == 2 && n >= 60;
}

/* ---- numbers ---- */

/* Digits from a place on, single separators left out; where they end. */
static size_t digits_at(struct str s, size_t at, const char *separators, char *digits, size_t room, size_t *n)
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

static bool is_card(const char *digits, size_t n)
{
	static const char *const tests[] = {
	    "4111111111111111", "4242424242424242", "5555555555554444", "378282246310005",  "371449635398431",
	    "6011111111111117", "4012888888881881", "5105105105105100", "4000056655665556", "2223003122003222",
	    "30569309025904",	"3530111333300000", "4222222222222"};
	bool known = digits[0] == '4' || (digits[0] == '5' && digits[1] >= '0' && digits[1] <= '5') ||
		     (digits[0] == '3' && (digits[1] == '4' || digits[1] == '7' || digits[1] == '5')) ||
		     (digits[0] == '6' && (digits[1] == '0' || digits[1] == '5')) ||
		     (digits[0] == '2' && digits[1] >= '2' && digits[1] <= '7');

	if (n < 14 || n > 19 || !known || !luhn(digits, n))
		return false;
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++)
		if (str_eq(str_n(digits, n), str_c(tests[i])))
			return false;
	return true;
}

static bool is_ssn(struct str s, size_t at)
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
				      "JO30 KW30 MU30 MT31 LC32 ";

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

static bool is_iban(struct str s, size_t at)
{
	enum { LONGEST = 34 };
	bool is_small = s.s[at] >= 'a';
	char text[LONGEST];
	size_t n = 0, from = at;
	unsigned rest = 0;

	for (; at < s.n && n < LONGEST; at++) {
		char c = s.s[at];

		if ((c == ' ' || c == '-') && n >= 4 && at + 1 < s.n && str_is_alnum(s.s[at + 1]))
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
	for (size_t length = is_small ? iban_length(str_n(text, 2)) : n; length >= 15 && length <= n;
	     length--) { /* what follows may be another word in capitals */
		rest = 0;
		for (size_t i = 0; i < length; i++) {
			char c = text[(i + 4) % length];
			unsigned value = str_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(c - 'A') + 10;

			rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
		}
		if (rest == 1)
			return true;
		if (is_small)
			return false;
	}
	return false;
}

static bool is_phone(struct str s, size_t at)
{
	char digits[20];
	size_t n;

	if (s.s[at] != '+')
		return false;
	(void)digits_at(s, at + 1, " -.()/", digits, sizeof(digits), &n);
	if (n < 9 || n > 15 || is_example(str_n(digits, n)) || digits[0] == '0')
		return false;
	/* numbers for films and examples */
	return memmem(digits, n, "55501", 5) == NULL && memmem(digits, n, "123456", 6) == NULL &&
	       memmem(digits, n, "7700900", 7) == NULL &&
	       memmem(digits, n, "555", 3) != digits + (digits[0] == '1' ? 1 : 0);
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
static bool is_local_phone(struct str s, size_t at)
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

/* Tel. 0171 4839217, mobile 07700 912 384, móvil 612 847 193: as people write theirs at home, behind a word for it. */
static bool is_worded_phone(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("phone"),
					   STR_INIT("telephone"),
					   STR_INIT("cell"),
					   STR_INIT("mobile"),
					   STR_INIT("call"),
					   STR_INIT("fax"),
					   STR_INIT("tel"),
					   STR_INIT("dial"),
					   STR_INIT("sms"),
					   STR_INIT("whatsapp"),
					   STR_INIT("t\xC3\xA9l"),
					   STR_INIT("t\xC3\xA9l\xC3\xA9phone"),
					   STR_INIT("telefon"),
					   STR_INIT("telefono"),
					   STR_INIT("tel\xC3\xA9"
						    "fono"),
					   STR_INIT("telefone"),
					   STR_INIT("telefoon"),
					   STR_INIT("handy"),
					   STR_INIT("mobil"),
					   STR_INIT("m\xC3\xB3vil"),
					   STR_INIT("movil"),
					   STR_INIT("celular"),
					   STR_INIT("cellulare"),
					   STR_INIT("portable"),
					   STR_INIT("rufnummer"),
					   STR_INIT("mobilnummer"),
					   STR_INIT("handynummer"),
					   STR_INIT("telefonnummer"),
					   STR_INIT("kom\xC3\xB3rka"),
					   STR_INIT("kom"),
					   STR_INIT("number is"),
					   STR_INIT("numer")};
	char digits[20];
	size_t n, end;

	if (at + 10 > s.n || s.s[at] > '9')
		return false;
	/* nearly every number is too short; what stands in front of it is looked at last */
	end = digits_at(s, at, " -.()/", digits, sizeof(digits), &n);
	if (n < 9 || n > 12 || (end < s.n && str_is_alnum(s.s[end])) || is_example(str_n(digits, n)) ||
	    !is_behind(s, at, words, sizeof(words) / sizeof(*words)))
		return false;
	/* dates; numbers for films and examples, and those that cost nothing */
	if ((digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0' && digits[2] == '2'))
		return false;
	return memmem(digits, n, "12345", 5) == NULL && memmem(digits, n, "555", 3) == NULL &&
	       memmem(digits, n, "7700900", 7) == NULL && memcmp(digits, "0800", 4) != 0 && digits[0] != '8' &&
	       digits[0] != '9';
}

/* SSN 532 41 7719, ssn=532417719 */
static bool is_worded_ssn(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("ssn"), STR_INIT("social security number"),
					   STR_INIT("social security")};
	char digits[12];
	size_t n;

	if (s.s[at] > '8' || at + 9 > s.n)
		return false;
	(void)digits_at(s, at, " -.", digits, sizeof(digits), &n);
	return n == 9 && memcmp(digits, "000", 3) != 0 && memcmp(digits, "666", 3) != 0 &&
	       memcmp(digits, "12345", 5) != 0 && memcmp(digits, "078051120", 9) != 0 &&
	       is_behind(s, at, words, sizeof(words) / sizeof(*words));
}

/* ---- addresses ---- */

static bool is_mail_sign(char c)
{
	return str_is_alnum(c) || strchr("._%+-", c) != NULL;
}

static bool is_real_domain(struct str domain)
{
	static const char *const no_mail[] = {".example", ".test",   ".invalid", ".localhost", ".local", ".internal",
					      ".service", ".png",    ".jpg",	 ".jpeg",      ".gif",	 ".svg",
					      ".webp",	  ".css",    ".js",	 ".json",      ".md",	 ".html",
					      ".socket",  ".target", ".timer"};
	static const char *const examples[] = {"example.com",	"example.org",	  "example.net",
					       "contoso.com",	"fabrikam.com",	  "domain.com",
					       "mydomain.com",	"yourdomain.com", "company.com",
					       "mycompany.com", "email.com",	  "mail.com",
					       "acme.com",	"test.com",	  "foo.com",
					       "bar.com",	"northwind.com",  "users.noreply.github.com"};
	ptrdiff_t dot = str_rfind_char(domain, '.');

	if (dot <= 0 || domain.n - (size_t)dot < 3)
		return false;
	for (size_t i = (size_t)dot + 1; i < domain.n; i++)
		if (!str_is_alpha(domain.s[i]))
			return false;
	for (size_t i = 0; i < sizeof(no_mail) / sizeof(*no_mail); i++)
		if (str_ends(domain, str_c(no_mail[i])))
			return false;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (str_eq_nocase(domain, str_c(examples[i])) ||
		    (domain.n > strlen(examples[i]) && str_ends(domain, str_c(examples[i])) &&
		     domain.s[domain.n - strlen(examples[i]) - 1] == '.'))
			return false;
	return true;
}

static bool is_role(struct str local)
{
	char lower[64];

	if (local.n > sizeof(lower))
		return false;
	for (size_t i = 0; i < local.n; i++)
		lower[i] = str_lower_char(local.s[i]);
	return words_has(WORDS_ROLES, str_n(lower, local.n)) || str_eq(str_n(lower, local.n), STR("git"));
}

static bool is_mail(struct str s, size_t at)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_mail_sign(s.s[from - 1]))
		from--;
	while (to < s.n && (str_is_alnum(s.s[to]) || s.s[to] == '.' || s.s[to] == '-'))
		to++;
	while (to > at && (s.s[to - 1] == '.' || s.s[to - 1] == '-'))
		to--;
	if (from == at || to == at + 1 || (to < s.n && s.s[to] == ':' && to + 1 < s.n && !str_is_space(s.s[to + 1])))
		return false;
	return is_real_domain(str_slice(s, at + 1, to)) && !is_role(str_slice(s, from, at));
}

/* Of signs around a word that stands for one; how many of them are brackets. */
static size_t skip_around(struct str s, size_t at, unsigned *brackets)
{
	for (size_t n = 0; n < 3 && at < s.n && s.s[at] != '\0' && strchr(" ()[]{}", s.s[at]) != NULL; n++, at++)
		*brackets += s.s[at] != ' ';
	return at;
}

static size_t label_end(struct str s, size_t at)
{
	while (at < s.n && (str_is_alnum(s.s[at]) || s.s[at] == '-'))
		at++;
	return at;
}

/* "w.arden at gmail dot com": the domain that stands behind "at"; how many of its dots were words. */
static unsigned domain_in_words(struct str s, size_t at, struct buf *domain)
{
	unsigned dots = 0, brackets = 0;

	for (size_t end = label_end(s, at); end > at && domain->n < 64; end = label_end(s, at)) {
		buf_str(domain, str_slice(s, at, end));
		at = skip_around(s, end, &brackets);
		if (at == end && at + 1 < s.n && s.s[at] == '.' && str_is_alnum(s.s[at + 1])) {
			at++;
		} else if (at != end && at + 3 < s.n && str_starts_nocase(str_from(s, at), STR("dot")) &&
			   !str_is_alnum(s.s[at + 3])) {
			at = skip_around(s, at + 3, &brackets);
			dots++;
		} else {
			break;
		}
		buf_char(domain, '.');
	}
	return dots;
}

/* "an account at gmail dot com": what people say that they have there, or do. */
static bool is_kept_there(struct str local)
{
	static const char words[] = " account accounts address addresses box email emails hosted in inbox is it login "
				    "look mail mailbox mails me message messages server servers service up us user "
				    "users webmail ";
	char key[16] = " ";

	if (local.n + 3 > sizeof(key))
		return false;
	for (size_t i = 0; i < local.n; i++)
		key[i + 1] = str_lower_char(local.s[i]);
	key[local.n + 1] = ' ';
	key[local.n + 2] = '\0';
	return strstr(words, key) != NULL;
}

/* An address with "at" and "dot" as words; a text that tells where to look has them, too. */
static bool is_worded_mail(struct str s, size_t at)
{
	size_t to = at, from;
	unsigned before = 0, behind = 0, dots;
	struct buf domain;
	struct str local, host;
	bool found, meant;

	while (to > 0 && at - to < 3 && strchr(" ([{", s.s[to - 1]) != NULL && s.s[to - 1] != '\0')
		before += s.s[--to] != ' ';
	for (from = to; from > 0 && to - from < 64 && is_mail_sign(s.s[from - 1]);)
		from--;
	local = str_slice(s, from, to);
	from = skip_around(s, at + 2, &behind);
	if (local.n < 2 || to == at || from == at + 2)
		return false;
	buf_init(&domain, BUF_NO_LIMIT);
	dots = domain_in_words(s, from, &domain);
	host = buf_view(&domain);
	meant = (before != 0 && behind != 0) || s.s[at] == 'A';
	for (size_t i = 0; i < local.n; i++)
		meant = meant || (dots != 0 && !str_is_alpha(local.s[i]));
	found = (dots != 0 || (before != 0 && behind != 0)) && is_real_domain(host) && !is_role(local) &&
		(meant || (words_has(WORDS_PUBLIC_DOMAINS, host) && !is_kept_there(local)));
	buf_release(&domain);
	return found;
}

/* scheme://user:password@host */
static bool has_password(struct str s, size_t at)
{
	size_t i = at + 3, colon = 0;

	for (; i < s.n && i - at < 200 && !str_is_space(s.s[i]) && strchr("/\"'<>?#", s.s[i]) == NULL; i++) {
		if (s.s[i] == ':' && colon == 0)
			colon = i;
		if (s.s[i] == '@')
			return colon != 0 && i - colon > 3 && str_find(str_slice(s, colon, i), STR("pass")) < 0 &&
			       str_find(str_slice(s, colon, i), STR("PASS")) < 0 &&
			       strchr("$%{[*x", s.s[colon + 1]) == NULL;
	}
	return false;
}

static bool is_public_address(struct str s, size_t at)
{
	unsigned parts[4] = {0}, n = 0;
	size_t i = at;
	bool small = true;

	for (; n < 4; n++) {
		size_t from = i;

		while (i < s.n && str_is_digit(s.s[i]) && i - from < 4)
			parts[n] = parts[n] * 10 + (unsigned)(s.s[i++] - '0');
		if (i == from || i - from > 3 || parts[n] > 255 || (i - from > 1 && s.s[from] == '0'))
			return false;
		small = small && parts[n] < 32;
		if (n < 3 && (i >= s.n || s.s[i++] != '.'))
			return false;
	}
	if (i < s.n && (s.s[i] == '.' || s.s[i] == '-') && i + 1 < s.n && str_is_alnum(s.s[i + 1]))
		return false;
	if (small || parts[0] == 0 || parts[0] == 10 || parts[0] == 127 || parts[0] >= 224)
		return false; /* a version, or nobody's in particular */
	if ((parts[0] == 192 && parts[1] == 168) || (parts[0] == 172 && parts[1] >= 16 && parts[1] < 32) ||
	    (parts[0] == 169 && parts[1] == 254) || (parts[0] == 100 && parts[1] >= 64 && parts[1] < 128) ||
	    (parts[0] == 198 && (parts[1] == 18 || parts[1] == 19)))
		return false;
	if ((parts[0] == 192 && parts[1] == 0 && parts[2] == 2) ||
	    (parts[0] == 198 && parts[1] == 51 && parts[2] == 100) ||
	    (parts[0] == 203 && parts[1] == 0 && parts[2] == 113) || (parts[0] == 233 && parts[1] == 252))
		return false;
	if ((parts[0] == 8 && parts[1] == 8) || (parts[0] == 1 && parts[1] <= 1) || (parts[0] == 9 && parts[1] == 9))
		return false; /* public resolvers */
	return !(parts[0] == 1 && parts[1] == 2 && parts[2] == 3);
}

static const struct str homes[] = {STR_INIT("/home/"), STR_INIT("/Users/"), STR_INIT("\\Users\\"),
				   STR_INIT("\\\\Users\\\\"), STR_INIT("/var/mail/")};
static const char nobody[] =
    " user users username you your yourname your_name me name admin administrator runner ubuntu ec2 "
    "vagrant public default shared root pi git www node app jenkins all guest debian centos fedora "
    "alice bob john jane jdoe johndoe foo bar test example someone appuser docker coder vscode "
    "linuxbrew kali deck oracle ";

static bool is_home(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(homes) / sizeof(*homes); i++) {
		char key[24] = " ";
		size_t n = 0;

		/* slashes are many */
		if (at + 1 >= s.n || s.s[at + 1] != homes[i].s[1] || !str_starts(str_from(s, at), homes[i]))
			continue;
		while (at + homes[i].n + n < s.n && n < sizeof(key) - 3 && str_is_alnum(s.s[at + homes[i].n + n])) {
			key[n + 1] = str_lower_char(s.s[at + homes[i].n + n]);
			n++;
		}
		key[n + 1] = ' ';
		key[n + 2] = '\0';
		return n >= 2 && strstr(nobody, key) == NULL;
	}
	return false;
}

/* ---- machines and places ---- */

/* 3c:22:fb:91:0e:7a, with hyphens as well; not all of one kind, and nobody's in particular. */
static bool is_hardware_address(struct str s, size_t at)
{
	static const char *const examples[] = {"001122", "aabbcc", "123456", "deadbe", "ffffff",
					       "000000", "00005e", "01005e", "333300"};
	char digits[12];
	size_t n = 0;
	char separator = at + 2 < s.n ? s.s[at + 2] : '\0';

	if (separator != ':' && separator != '-')
		return false;
	for (size_t i = at; i < at + 17; i++) {
		if ((i - at) % 3 == 2 ? i >= s.n || s.s[i] != separator : i >= s.n || str_hex_value(s.s[i]) < 0)
			return false;
		if ((i - at) % 3 != 2)
			digits[n++] = str_lower_char(s.s[i]);
	}
	for (n = 0; n < sizeof(digits) && str_is_digit(digits[n]);)
		n++;
	if (n == sizeof(digits)) /* times and dates */
		return false;
	if (at + 17 < s.n && (str_is_alnum(s.s[at + 17]) || s.s[at + 17] == separator))
		return false;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (memcmp(digits, examples[i], 6) == 0)
			return false;
	return true;
}

/* A global address of six parts and more: 2a02:8108:8ac0:1f3c::12f0; not those for documentation. */
static bool is_public_address6(struct str s, size_t at)
{
	size_t parts = 0, doubles = 0, digits = 0, end = at;
	unsigned first = 0, second = 0;

	for (; end < s.n && end - at < 40; end++) {
		int value = str_hex_value(s.s[end]);

		if (value >= 0) {
			if (++digits > 4)
				return false;
			if (parts == 0)
				first = first << 4 | (unsigned)value;
			else if (parts == 1)
				second = second << 4 | (unsigned)value;
		} else if (s.s[end] == ':') {
			doubles += digits == 0;
			parts++;
			digits = 0;
		} else {
			break;
		}
	}
	if (end < s.n && (str_is_alnum(s.s[end]) || s.s[end] == '_'))
		return false;
	parts += digits != 0;
	if (doubles > 1 || (doubles == 0 ? parts != 8 : parts < 4))
		return false;
	return (first & 0xE000) == 0x2000 && !(first == 0x2001 && second == 0x0DB8) && (first & 0xFFF0) != 0x3FF0;
}

/* 53.55127, 9.99364: a place, to some metres. */
static size_t degrees_at(struct str s, size_t at, int64_t most)
{
	size_t from = at + (at < s.n && s.s[at] == '-'), dot = from, end;
	int64_t whole;

	while (dot < s.n && str_is_digit(s.s[dot]) && dot - from < 3)
		dot++;
	if (dot == from || dot >= s.n || s.s[dot] != '.' || !str_to_int(str_slice(s, from, dot), &whole) ||
	    whole > most)
		return 0;
	for (end = dot + 1; end < s.n && str_is_digit(s.s[end]);)
		end++;
	return end - dot >= 5 && end - dot <= 16 ? end : 0;
}

static bool is_position(struct str s, size_t at)
{
	size_t end = degrees_at(s, at, 90);

	if (end == 0)
		return false;
	if (end < s.n && (s.s[end] == ',' || s.s[end] == ';'))
		end++;
	else
		return false;
	while (end < s.n && s.s[end] == ' ')
		end++;
	end = degrees_at(s, end, 180);
	return end != 0 && (end >= s.n || (s.s[end] != '.' && s.s[end] != ','));
}

/* ---- what stands behind the word for it ---- */

/* Letters of one kind and of another, or digits among them: no word of a language. */
static bool looks_secret(struct str s)
{
	bool lower = false, upper = false, digit = false, sign = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i];

		if (str_is_digit(c))
			digit = true;
		else if (c >= 'a' && c <= 'z')
			lower = true;
		else if (c >= 'A' && c <= 'Z')
			upper = true;
		else
			sign = true;
	}
	return s.n >= 8 && digit && (int)lower + (int)upper + (int)sign >= 2 && !is_example(s);
}

static size_t value_end(struct str s, size_t at)
{
	while (at < s.n && !str_is_space(s.s[at]) && strchr("\"'<>;,&`", s.s[at]) == NULL && s.s[at] != MATCH_TAG)
		at++;
	return at;
}

static const struct str secret_words[] = {
    STR_INIT("password"),
    STR_INIT("passwort"),
    STR_INIT("passwd"),
    STR_INIT("pwd"),
    STR_INIT("kennwort"),
    STR_INIT("mot de passe"),
    STR_INIT("contrase\xC3\xB1"
	     "a"),
    STR_INIT("has\xC5\x82o"),
    STR_INIT("wachtwoord"),
    STR_INIT("parola"),
    STR_INIT("senha"),
    STR_INIT("\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"),
    STR_INIT("passphrase"),
};

/* password=…, "the password is …": what follows is one, and not the word for it, a variable or asterisks. */
static bool is_password(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words); i++) {
		static const struct str joints[] = {STR_INIT("is "),  STR_INIT("ist "), STR_INIT("lautet "),
						    STR_INIT("was "), STR_INIT("est "), STR_INIT("es "),
						    STR_INIT("to ")};
		size_t end = at + secret_words[i].n;
		bool joined = false;

		if (((s.s[at] ^ secret_words[i].s[0]) & ~0x20) != 0 ||
		    !str_starts_nocase(str_from(s, at), secret_words[i]))
			continue;
		while (end < s.n && (s.s[end] == ' ' || s.s[end] == '"' || s.s[end] == '\''))
			end++;
		if (end < s.n && (s.s[end] == '=' || s.s[end] == ':')) {
			end++;
			joined = true;
		}
		for (size_t k = 0; !joined && k < sizeof(joints) / sizeof(*joints); k++)
			if (str_starts(str_from(s, end), joints[k])) {
				end += joints[k].n;
				joined = true;
			}
		while (joined && end < s.n &&
		       (s.s[end] == ' ' || s.s[end] == '"' || s.s[end] == '\'' || s.s[end] == MATCH_TAG))
			end++;
		if (joined && end < s.n && strchr("$%{[<(*", s.s[end]) == NULL)
			return looks_secret(str_slice(s, end, value_end(s, end)));
	}
	return false;
}

static const struct {
	struct str word;
	size_t least;
} key_heads[] = {{STR_INIT("Bearer "), 20},	{STR_INIT("AccountKey="), 40}, {STR_INIT("bearer "), 20},
		 {STR_INIT("session="), 16},	{STR_INIT("sessionid="), 16},  {STR_INIT("PHPSESSID="), 16},
		 {STR_INIT("JSESSIONID="), 16}, {STR_INIT("Basic "), 16},      {STR_INIT("access_token="), 16},
		 {STR_INIT("api_key="), 16},	{STR_INIT("apikey="), 16},     {STR_INIT("X-Api-Key: "), 16},
		 {STR_INIT("sid="), 20}};

/* Bearer 9f8a…, session=8f14e45f…: keys without a shape of their own. */
static bool is_key_value(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(key_heads) / sizeof(*key_heads); i++) {
		struct str value;
		size_t digits = 0, n = 0;

		if (s.s[at] != key_heads[i].word.s[0] || !str_starts(str_from(s, at), key_heads[i].word))
			continue;
		value = str_from(s, at + key_heads[i].word.n);
		while (n < value.n && (is_of(WORD, value.s[n]) || strchr("./+=", value.s[n]) != NULL)) {
			digits += str_is_digit(value.s[n]);
			n++;
		}
		return n >= key_heads[i].least && digits >= 2 && !is_example(str_slice(value, 0, n));
	}
	return false;
}

/* ---- numbers of people ---- */

static bool weighted(const char *digits, const char *weights, unsigned modulus)
{
	unsigned sum = 0;

	for (size_t i = 0; weights[i] != '\0'; i++)
		sum += (unsigned)(digits[i] - '0') * (unsigned)(weights[i] - '0');
	return sum % modulus == 0;
}

/* Poland's PESEL: the birthday in front, a check digit behind. */
static bool is_pesel(const char *digits)
{
	unsigned month = (unsigned)(digits[2] - '0') * 10 + (unsigned)(digits[3] - '0'),
		 day = (unsigned)(digits[4] - '0') * 10 + (unsigned)(digits[5] - '0');

	return month % 20 >= 1 && month % 20 <= 12 && day >= 1 && day <= 31 && weighted(digits, "13791379131", 10);
}

/* AB123456C of Britain; 12345678Z of Spain; 1HGCM82633A004352 of a car. */
static const char *person_number(struct str s, size_t at)
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
	return !str_is_digit(text[0]) || sum == 0 || !is_of(ALNUM, text[8]) ||
		       (sum % 11 == 10 ? text[8] != 'X' : text[8] != (char)('0' + sum % 11))
		   ? NULL
		   : "vehicle-number";
}

/* ---- together ---- */

static void collect_words(struct secret_starts *starts)
{
	memset(starts->words, 0, sizeof(starts->words));
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words); i++)
		for (unsigned letter_case = 0; letter_case <= 0x20; letter_case += 0x20) {
			unsigned char first = (unsigned char)secret_words[i].s[0];

			if (str_is_alpha((char)first))
				first = (unsigned char)((first & ~0x20u) | letter_case);
			starts->words[first] |= 1u << (secret_words[i].s[1] & 31);
		}
	for (size_t i = 0; i < sizeof(key_heads) / sizeof(*key_heads); i++)
		starts->words[(unsigned char)key_heads[i].word.s[0]] |= 1u << (key_heads[i].word.s[1] & 31);
	starts->words['a'] |= 1u << ('t' & 31);
	starts->words['A'] |= 1u << ('T' & 31);
}

/* Behind a word for it: a password or a key. */
static const char *worded_at(const struct secret_starts *starts, struct str s, size_t at)
{
	if (at + 1 >= s.n || (starts->words[(unsigned char)s.s[at]] >> (s.s[at + 1] & 31) & 1) == 0)
		return NULL;
	if (s.s[at + 1] == 't' || s.s[at + 1] == 'T')
		return is_worded_mail(s, at) ? "mail-address" : NULL;
	return is_password(s, at) ? "password" : is_key_value(s, at) ? "key" : NULL;
}

static const char *family_at(const struct secret_starts *starts, struct str s, size_t at, bool begins)
{
	char c = s.s[at], digits[20];
	const char *rule;
	size_t n;

	switch (c) {
	case '@':
		return is_mail(s, at) ? "mail-address" : NULL;
	case '+':
		return begins && is_phone(s, at) ? "phone-number" : NULL;
	case ':':
		return str_starts(str_from(s, at), STR("://")) && has_password(s, at) ? "password-in-url" : NULL;
	case '/':
	case '\\':
		return is_home(s, at) ? "home-folder" : NULL;
	case '-':
		return str_starts(str_from(s, at), STR("-----BEGIN ")) &&
			       str_find(str_slice(s, at, at + 50), STR("PRIVATE KEY")) > 0
			   ? "private-key"
			   : NULL;
	default:
		break;
	}
	if (!begins)
		return NULL;
	if (at + 2 < s.n && (s.s[at + 2] == ':' || s.s[at + 2] == '-') && str_hex_value(c) >= 0 &&
	    is_hardware_address(s, at))
		return "hardware-address";
	if ((c == '2' || c == '3') && at + 4 < s.n && s.s[at + 4] == ':' && is_public_address6(s, at))
		return "ip-address";
	rule = worded_at(starts, s, at);
	if (rule != NULL)
		return rule;
	if (str_is_digit(c)) {
		if (is_ssn(s, at) || is_worded_ssn(s, at))
			return "social-security-number";
		if (is_local_phone(s, at) || is_worded_phone(s, at))
			return "phone-number";
		/* cards in groups of four may have any mark between them */
		(void)digits_at(
		    s, at, at + 9 < s.n && s.s[at + 4] == s.s[at + 9] && !str_is_digit(s.s[at + 4]) ? " -._" : " -",
		    digits, sizeof(digits), &n);
		if (n >= 14 && is_card(digits, n))
			return "card-number";
		if (n == 11 && (at + 11 >= s.n || !str_is_alnum(s.s[at + 11])) && is_pesel(digits))
			return "identity-number";
		if (is_position(s, at))
			return "position";
		if (is_public_address(s, at))
			return "ip-address";
		/* nearly every number ends too soon */
		return at + 8 < s.n && str_is_alnum(s.s[at + 7]) ? person_number(s, at) : NULL;
	}
	if (c >= 'A' && c <= 'Z' && at + 8 < s.n && s.s[at + 1] >= 'A' && s.s[at + 1] <= 'Z' &&
	    (str_is_digit(s.s[at + 2]) || s.s[at + 2] == ' ') && person_number(s, at) != NULL)
		return person_number(s, at);
	if (c >= 'A' && c <= 'Z' && at + 3 < s.n && str_is_digit(s.s[at + 2]) && is_iban(s, at))
		return "iban";
	if (c >= 'a' && at + 3 < s.n && str_is_digit(s.s[at + 2]) && str_is_digit(s.s[at + 3]) && is_iban(s, at))
		return "iban";
	if (c == 'e' && is_web_token(s, at))
		return "web-token";
	return secret_at(starts, s, at);
}

/* What a byte is to the row of places that are looked at. */
enum { IN_WORD = 1, IN_NAME = 2, HAS_RULE = 4 };

struct family_table {
	bool is_ready;
	struct secret_starts starts;
	uint8_t kinds[256];
};

static void fill_table(struct family_table *table)
{
	static const char signs[] = "@+:/\\-";

	if (table->is_ready)
		return;
	collect_starts(&table->starts);
	collect_words(&table->starts);
	for (int c = 0; c < 256; c++) {
		uint8_t kind = str_is_alnum((char)c) ? IN_WORD : 0;

		if (c == '.' || c == '_')
			kind = IN_NAME;
		if ((c != '\0' && strchr(signs, c) != NULL) ||
		    (kind != IN_WORD && (table->starts.words[c] | table->starts.seconds[c]) != 0))
			kind |= HAS_RULE;
		table->kinds[c] = kind;
	}
	table->is_ready = true;
}

/* Whether anything of a family may begin with this word: nearly none does. */
static bool may_begin(const struct secret_starts *starts, struct str s, size_t at)
{
	unsigned char c = (unsigned char)s.s[at], second;

	if (at + 2 >= s.n || str_is_digit((char)c))
		return true;
	second = (unsigned char)s.s[at + 1];
	if (((starts->words[c] | starts->seconds[c]) >> (second & 31) & 1) != 0 || s.s[at + 2] == ':' ||
	    s.s[at + 2] == '-' || str_is_digit(s.s[at + 2]))
		return true;
	/* numbers that begin with capitals have two, but for web tokens */
	return c == 'e' ? second == 'y' : c <= 'Z' && second <= 'Z' && second >= 'A';
}

void families_check(struct checker *checker, struct str text, const char *view)
{
	static struct family_table table; /* filled once in a process */
	const unsigned char *bytes = (const unsigned char *)text.s;
	bool begins = true;

	fill_table(&table);
	for (size_t at = 0; at < text.n; at++) {
		unsigned kind = table.kinds[bytes[at]];

		if (kind == 0) { /* white space and most marks */
			begins = true;
			continue;
		}
		if ((kind & IN_WORD) != 0 ? begins && may_begin(&table.starts, text, at) : (kind & HAS_RULE) != 0) {
			const char *rule = family_at(&table.starts, text, at, begins);

			if (rule != NULL && (checker->allowed == NULL || !allowed_has(checker->allowed, text, at)))
				check_add(checker, CHECK_FAMILY, rule, view, 0);
		}
		begins = (kind & (IN_WORD | IN_NAME)) == 0;
		if ((kind & IN_WORD) != 0)
			while (at + 1 < text.n && (table.kinds[bytes[at + 1]] & IN_WORD) != 0)
				at++;
	}
}
