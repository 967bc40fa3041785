#include "common/privacy/checks.h"

static unsigned digit(struct str s, size_t i)
{
	return (unsigned)(s.s[i] - '0');
}

bool check_luhn(struct str digits)
{
	unsigned sum = 0;

	for (size_t i = 0; i < digits.n; i++) {
		unsigned d = digit(digits, digits.n - 1 - i);

		sum += i % 2 == 0 ? d : d * 2 - (d > 4 ? 9 : 0);
	}
	return digits.n != 0 && sum % 10 == 0;
}

static const char iban_lengths[] =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22"
    "GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27"
    "MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
    "VA22VG24XK20";

size_t check_iban_length(struct str iban)
{
	if (iban.n < 2)
		return 0;
	for (size_t i = 0; i + 4 < sizeof(iban_lengths); i += 4)
		if (iban_lengths[i] == iban.s[0] && iban_lengths[i + 1] == iban.s[1])
			return 10 * (size_t)(iban_lengths[i + 2] - '0') + (size_t)(iban_lengths[i + 3] - '0');
	return 0;
}

bool check_iban(struct str iban)
{
	unsigned remainder = 0;

	if (iban.n < 15 || check_iban_length(iban) != iban.n)
		return false;
	for (size_t i = 0; i < iban.n; i++) {
		char c = iban.s[(i + 4) % iban.n];

		if (str_is_digit(c))
			remainder = (remainder * 10 + (unsigned)(c - '0')) % 97;
		else
			remainder = (remainder * 100 + (unsigned)(c - 'A' + 10)) % 97;
	}
	return remainder == 1;
}

bool check_card(struct str d)
{
	unsigned two, four;
	bool issuer;

	if (d.n < 12 || d.n > 19 || (d.s[0] == '0'))
		return false;
	two = digit(d, 0) * 10 + digit(d, 1);
	four = two * 100 + digit(d, 2) * 10 + digit(d, 3);
	issuer = (d.s[0] == '4' && d.n >= 13) || (two >= 50 && two <= 69) || (two >= 34 && two <= 39) || two == 30 ||
		 (four >= 2221 && four <= 2720) || four == 1800 || four == 2131;
	return issuer && check_luhn(d);
}

bool check_ssn(struct str d)
{
	unsigned area, group, serial;

	if (d.n != 9)
		return false;
	area = digit(d, 0) * 100 + digit(d, 1) * 10 + digit(d, 2);
	group = digit(d, 3) * 10 + digit(d, 4);
	serial = digit(d, 5) * 1000 + digit(d, 6) * 100 + digit(d, 7) * 10 + digit(d, 8);
	return area != 0 && area != 666 && group != 0 && serial != 0;
}

static unsigned weighted(struct str d, const uint8_t *weights, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += digit(d, i) * weights[i];
	return sum;
}

static bool is_one_digit(struct str d)
{
	for (size_t i = 1; i < d.n; i++)
		if (d.s[i] != d.s[0])
			return false;
	return true;
}

static bool pesel(struct str d)
{
	static const uint8_t weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
	unsigned month = digit(d, 2) * 10 + digit(d, 3), day = digit(d, 4) * 10 + digit(d, 5);

	month %= 20;
	return (10 - weighted(d, weights, 10) % 10) % 10 == digit(d, 10) && month >= 1 && month <= 12 && day >= 1 &&
	       day <= 31;
}

static bool nip(struct str d)
{
	static const uint8_t weights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};

	return weighted(d, weights, 9) % 11 == digit(d, 9);
}

static bool regon(struct str d)
{
	static const uint8_t weights[] = {8, 9, 2, 3, 4, 5, 6, 7};

	return weighted(d, weights, 8) % 11 % 10 == digit(d, 8);
}

static bool regon14(struct str d)
{
	static const uint8_t weights[] = {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};

	return weighted(d, weights, 13) % 11 % 10 == digit(d, 13);
}

static bool nhs(struct str d)
{
	static const uint8_t weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
	unsigned check = 11 - weighted(d, weights, 9) % 11;

	return check % 11 == digit(d, 9) && check != 10;
}

/* ISO 7064 mod 11,10: the German tax number. */
static bool german_tax(struct str d)
{
	unsigned product = 10;

	for (size_t i = 0; i < 10; i++) {
		unsigned sum = (digit(d, i) + product) % 10;

		product = (sum == 0 ? 10 : sum) * 2 % 11;
	}
	return d.s[0] != '0' && (11 - product) % 10 == digit(d, 10);
}

static bool cpf(struct str d)
{
	unsigned first = 0, second = 0;

	for (size_t i = 0; i < 9; i++) {
		first += digit(d, i) * (unsigned)(10 - i);
		second += digit(d, i) * (unsigned)(11 - i);
	}
	first = first * 10 % 11 % 10;
	second = (second + first * 2) * 10 % 11 % 10;
	return first == digit(d, 9) && second == digit(d, 10);
}

static bool turkish(struct str d)
{
	unsigned odd = digit(d, 0) + digit(d, 2) + digit(d, 4) + digit(d, 6) + digit(d, 8);
	unsigned even = digit(d, 1) + digit(d, 3) + digit(d, 5) + digit(d, 7);

	return d.s[0] != '0' && (odd * 7 + 100 - even) % 10 == digit(d, 9) &&
	       (odd + even + digit(d, 9)) % 10 == digit(d, 10);
}

static bool verhoeff(struct str d)
{
	static const uint8_t times[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
					      {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
					      {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
					      {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
					      {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
	static const uint8_t permuted[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
						{5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
						{9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
						{2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
	unsigned c = 0;

	for (size_t i = 0; i < d.n; i++)
		c = times[c][permuted[i % 8][digit(d, d.n - 1 - i)]];
	return c == 0 && d.s[0] > '1';
}

static bool south_africa(struct str d)
{
	unsigned month = digit(d, 2) * 10 + digit(d, 3), day = digit(d, 4) * 10 + digit(d, 5);

	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && d.s[10] < '2' && check_luhn(d);
}

static bool thai(struct str d)
{
	unsigned sum = 0;

	for (size_t i = 0; i < 12; i++)
		sum += digit(d, i) * (unsigned)(13 - i);
	return (11 - sum % 11) % 10 == digit(d, 12) && d.s[0] != '0';
}

static bool swiss(struct str d)
{
	unsigned sum = 0;

	for (size_t i = 0; i < 12; i++)
		sum += digit(d, i) * (i % 2 != 0 ? 3 : 1);
	return str_starts(d, STR("756")) && (10 - sum % 10) % 10 == digit(d, 12);
}

static bool korean(struct str d)
{
	unsigned month = digit(d, 2) * 10 + digit(d, 3), day = digit(d, 4) * 10 + digit(d, 5);

	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && d.s[6] >= '1' && d.s[6] <= '8';
}

static bool abn(struct str d)
{
	static const uint8_t weights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};

	return d.s[0] != '0' && (weighted(d, weights, 11) - 10) % 89 == 0;
}

static bool dutch(struct str d)
{
	static const uint8_t weights[] = {9, 8, 7, 6, 5, 4, 3, 2};

	return weighted(d, weights, 8) % 11 == digit(d, 8);
}

static bool routing(struct str d)
{
	static const uint8_t weights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};

	return weighted(d, weights, 9) % 10 == 0;
}

static bool french(struct str d)
{
	uint64_t n = 0;

	for (size_t i = 0; i < 13; i++)
		n = n * 10 + digit(d, i);
	return (d.s[0] == '1' || d.s[0] == '2') && 97 - n % 97 == digit(d, 13) * 10 + digit(d, 14);
}

static bool belgian(struct str d)
{
	uint64_t n = 0;
	unsigned check = digit(d, 9) * 10 + digit(d, 10), month = digit(d, 2) * 10 + digit(d, 3);

	for (size_t i = 0; i < 9; i++)
		n = n * 10 + digit(d, i);
	return month <= 12 && (97 - n % 97 == check || 97 - (n + 2000000000) % 97 == check);
}

/* Those that may stand without a word that says what they are come first. */
static const struct {
	size_t n;
	bool (*check)(struct str);
	const char *name;
} nationals[] = {
    {11, pesel, "pesel"},
    {15, french, "fr-nir"},
    {13, swiss, "ch-ahv"},
    {13, korean, "kr-rrn"},
    {13, south_africa, "za-id"},
    {13, thai, "th-id"},
    {12, verhoeff, "aadhaar"},
    {11, turkish, "tr-id"},
    {11, cpf, "br-cpf"},
    {11, belgian, "be-id"},
    {11, german_tax, "de-tax"},
    {11, abn, "au-abn"},
    {10, nip, "nip"},
    {10, nhs, "nhs"},
    {10, check_luhn, "se-id"},
    {14, regon14, "regon"},
    {9, regon, "regon"},
    {9, check_luhn, "ca-sin"},
    {9, dutch, "nl-bsn"},
    {9, routing, "aba"},
};

const char *check_national(struct str digits)
{
	if (digits.n < 9 || is_one_digit(digits))
		return NULL;
	for (size_t i = 0; i < sizeof(nationals) / sizeof(nationals[0]); i++)
		if (nationals[i].n == digits.n && nationals[i].check(digits))
			return nationals[i].name;
	return NULL;
}

/* A shape: 9 a digit, A a letter, * either. */
static bool has_shape(struct str s, const char *shape)
{
	if (strlen(shape) != s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (shape[i] == '9'   ? !str_is_digit(s.s[i])
		    : shape[i] == 'A' ? !(s.s[i] >= 'A' && s.s[i] <= 'Z')
		    : shape[i] == '*' ? !str_is_alnum(s.s[i])
				      : shape[i] != s.s[i])
			return false;
	return true;
}

static bool spanish(struct str s)
{
	static const char letters[] = "TRWAGMYFPDXBNJZSQVHLCKE";
	uint64_t n = 0;

	for (size_t i = 0; i < s.n - 1; i++) {
		char c = s.s[i];

		if (i == 0 && c >= 'X' && c <= 'Z')
			n = (uint64_t)(c - 'X');
		else if (str_is_digit(c))
			n = n * 10 + (uint64_t)(c - '0');
		else
			return false;
	}
	return letters[n % 23] == s.s[s.n - 1];
}

static bool italian(struct str s)
{
	static const uint8_t odd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
				      20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
	unsigned sum = 0;

	for (size_t i = 0; i < 15; i++) {
		unsigned v = str_is_digit(s.s[i]) ? (unsigned)(s.s[i] - '0') : (unsigned)(s.s[i] - 'A');

		sum += i % 2 == 0 ? odd[v] : v;
	}
	return sum % 26 == (unsigned)(s.s[15] - 'A');
}

static bool polish_card(struct str s)
{
	static const uint8_t weights[] = {7, 3, 1, 0, 7, 3, 1, 7, 3};
	unsigned sum = 0;

	for (size_t i = 0; i < 9; i++)
		sum += weights[i] * (i < 3 ? (unsigned)(s.s[i] - 'A' + 10) : digit(s, i));
	return sum % 10 == digit(s, 3);
}

static bool nino(struct str s)
{
	return strchr("DFIQUV", s.s[0]) == NULL && strchr("DFIQUVO", s.s[1]) == NULL && s.s[8] <= 'D';
}

static bool finnish(struct str s)
{
	static const char letters[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";
	uint64_t n = 0;

	for (size_t i = 0; i < 10; i++)
		if (i != 6)
			n = n * 10 + digit(s, i);
	return letters[n % 31] == s.s[10];
}

/* A parcel of the postal services. */
static bool postal(struct str s)
{
	static const uint8_t weights[] = {8, 6, 4, 2, 3, 5, 9, 7};
	unsigned check = 11 - weighted(str_slice(s, 2, 10), weights, 8) % 11;

	return (check == 10 ? 0 : check == 11 ? 5 : check) == digit(s, 10);
}

static bool anything(struct str s)
{
	(void)s;
	return true;
}

static const struct {
	const char *shape;
	bool (*check)(struct str);
	const char *name;
} mixed[] = {
    {"99999999A", spanish, "es-nif"},	       {"A9999999A", spanish, "es-nie"},
    {"AAAAA9999A", anything, "in-pan"},	       {"AAAAAA99A99A999A", italian, "it-cf"},
    {"AAA999999", polish_card, "pl-dowod"},    {"AA999999A", nino, "uk-nino"},
    {"999999-999A", finnish, "fi-hetu"},       {"999999-9999", finnish, "fi-hetu"},
    {"999999A999A", finnish, "fi-hetu"},       {"999999A9999", finnish, "fi-hetu"},
    {"99AAAAA9999A*Z*", anything, "in-gstin"}, {"AA999999999AA", postal, "parcel"},
};

const char *check_national_mixed(struct str s)
{
	for (size_t i = 0; i < sizeof(mixed) / sizeof(mixed[0]); i++)
		if (has_shape(s, mixed[i].shape) && mixed[i].check(s))
			return mixed[i].name;
	return NULL;
}

bool check_vin(struct str s)
{
	static const uint8_t weights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	static const uint8_t letters[] = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9};
	unsigned sum = 0;
	bool has_letter = false;

	if (s.n != 17)
		return false;
	for (size_t i = 0; i < 17; i++) {
		if (strchr("IOQ", s.s[i]) != NULL)
			return false;
		has_letter = has_letter || !str_is_digit(s.s[i]);
		sum += weights[i] * (str_is_digit(s.s[i]) ? digit(s, i) : letters[s.s[i] - 'A']);
	}
	return has_letter && (sum % 11 == 10 ? s.s[8] == 'X' : sum % 11 + '0' == (unsigned)s.s[8]);
}

bool check_ipv4(struct str text, uint8_t bytes[4])
{
	struct str rest = text, part;
	size_t n = 0;

	while (str_split(&rest, '.', &part)) {
		unsigned value = 0;

		if (part.n == 0 || part.n > 3 || n == 4)
			return false;
		for (size_t i = 0; i < part.n; i++) {
			if (!str_is_digit(part.s[i]))
				return false;
			value = value * 10 + digit(part, i);
		}
		if (value > 255)
			return false;
		bytes[n++] = (uint8_t)value;
	}
	return n == 4;
}

/* Codes by their first digits: 1 and 7 stand alone; of others two digits, unless three are listed. */
static const char two_digit_codes[] =
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 "
    "61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

size_t check_calling_code(struct str d)
{
	if (d.n < 3 || d.s[0] == '0')
		return 0;
	if (d.s[0] == '1' || d.s[0] == '7')
		return 1;
	for (const char *p = two_digit_codes; *p != '\0'; p += 3)
		if (p[0] == d.s[0] && p[1] == d.s[1])
			return 2;
	return strchr("234568 9", d.s[0]) != NULL ? 3 : 0;
}
