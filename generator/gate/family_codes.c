/* What lets somebody in or says who they are, behind the word for it: codes of one use, keys of licences, papers,
 * plates, birthdays. The words are few and long, so that what stands there alone need not have a check digit. */
#include "generator/gate/family_parts.h"

enum shape {
	SHAPE_CODE,   /* 482 913, 55-18-02: four to eight digits */
	SHAPE_KEY,    /* XK4PT-9WQ2M-7HVRC: groups of one length, or one of eight characters and more */
	SHAPE_TOKEN,  /* sixteen characters of any alphabet and more, two of them digits */
	SHAPE_SECRET, /* base 32 of sixteen characters and more */
	SHAPE_PAPER,  /* C4F9H2KLP, 943 476 5919: six to seventeen characters, three of them digits */
	SHAPE_ORDER,  /* 4711-882934, INV-2024-00817: the same, behind a word that others follow, too */
	SHAPE_PLATE,  /* K-AB 4711 */
	SHAPE_DAY,    /* 1978-03-14, 14.3.1978, 14 March 1978 */
};

static const struct coded {
	struct str word; /* in small letters */
	enum shape shape;
} coded[] = {
    {STR_INIT("one-time password"), SHAPE_CODE},
    {STR_INIT("one-time passcode"), SHAPE_CODE},
    {STR_INIT("one-time code"), SHAPE_CODE},
    {STR_INIT("one-time pin"), SHAPE_CODE},
    {STR_INIT("one time password"), SHAPE_CODE},
    {STR_INIT("one time passcode"), SHAPE_CODE},
    {STR_INIT("one time code"), SHAPE_CODE},
    {STR_INIT("verification code"), SHAPE_CODE},
    {STR_INIT("security code"), SHAPE_CODE},
    {STR_INIT("confirmation code"), SHAPE_CODE},
    {STR_INIT("authentication code"), SHAPE_CODE},
    {STR_INIT("access code"), SHAPE_CODE},
    {STR_INIT("login code"), SHAPE_CODE},
    {STR_INIT("sign-in code"), SHAPE_CODE},
    {STR_INIT("passcode"), SHAPE_CODE},
    {STR_INIT("otp"), SHAPE_CODE},
    {STR_INIT("pin"), SHAPE_CODE},
    {STR_INIT("einmalpasswort"), SHAPE_CODE},
    {STR_INIT("einmalcode"), SHAPE_CODE},
    {STR_INIT("best\xC3\xA4tigungscode"), SHAPE_CODE},
    {STR_INIT("sicherheitscode"), SHAPE_CODE},
    {STR_INIT("zugangscode"), SHAPE_CODE},
    {STR_INIT("code de v\xC3\xA9rification"), SHAPE_CODE},
    {STR_INIT("code de s\xC3\xA9"
	      "curit\xC3\xA9"),
     SHAPE_CODE},
    {STR_INIT("c\xC3\xB3"
	      "digo de verificaci\xC3\xB3n"),
     SHAPE_CODE},
    {STR_INIT("c\xC3\xB3"
	      "digo de seguridad"),
     SHAPE_CODE},
    {STR_INIT("codice di verifica"), SHAPE_CODE},
    {STR_INIT("verificatiecode"), SHAPE_CODE},
    {STR_INIT("kod weryfikacyjny"), SHAPE_CODE},
    {STR_INIT("kod dost\xC4\x99pu"), SHAPE_CODE},
    {STR_INIT("licence key"), SHAPE_KEY},
    {STR_INIT("license key"), SHAPE_KEY},
    {STR_INIT("product key"), SHAPE_KEY},
    {STR_INIT("activation key"), SHAPE_KEY},
    {STR_INIT("activation code"), SHAPE_KEY},
    {STR_INIT("registration key"), SHAPE_KEY},
    {STR_INIT("registration code"), SHAPE_KEY},
    {STR_INIT("unlock code"), SHAPE_KEY},
    {STR_INIT("serial key"), SHAPE_KEY},
    {STR_INIT("serial number"), SHAPE_KEY},
    {STR_INIT("serial"), SHAPE_KEY},
    {STR_INIT("recovery code"), SHAPE_KEY},
    {STR_INIT("recovery key"), SHAPE_KEY},
    {STR_INIT("backup code"), SHAPE_KEY},
    {STR_INIT("voucher code"), SHAPE_KEY},
    {STR_INIT("gift card"), SHAPE_KEY},
    {STR_INIT("lizenzschl\xC3\xBCssel"), SHAPE_KEY},
    {STR_INIT("produktschl\xC3\xBCssel"), SHAPE_KEY},
    {STR_INIT("aktivierungscode"), SHAPE_KEY},
    {STR_INIT("seriennummer"), SHAPE_KEY},
    {STR_INIT("cl\xC3\xA9 de licence"), SHAPE_KEY},
    {STR_INIT("num\xC3\xA9ro de s\xC3\xA9rie"), SHAPE_KEY},
    {STR_INIT("clave de licencia"), SHAPE_KEY},
    {STR_INIT("n\xC3\xBAmero de serie"), SHAPE_KEY},
    {STR_INIT("klucz licencyjny"), SHAPE_KEY},
    {STR_INIT("numer seryjny"), SHAPE_KEY},
    {STR_INIT("aws_secret_access_key"), SHAPE_TOKEN},
    {STR_INIT("aws_session_token"), SHAPE_TOKEN},
    {STR_INIT("secret_access_key"), SHAPE_TOKEN},
    {STR_INIT("secretaccesskey"), SHAPE_TOKEN},
    {STR_INIT("client_secret"), SHAPE_TOKEN},
    {STR_INIT("client-secret"), SHAPE_TOKEN},
    {STR_INIT("client secret"), SHAPE_TOKEN},
    {STR_INIT("clientsecret"), SHAPE_TOKEN},
    {STR_INIT("consumer_secret"), SHAPE_TOKEN},
    {STR_INIT("app_secret"), SHAPE_TOKEN},
    {STR_INIT("api_secret"), SHAPE_TOKEN},
    {STR_INIT("api_token"), SHAPE_TOKEN},
    {STR_INIT("api token"), SHAPE_TOKEN},
    {STR_INIT("api key"), SHAPE_TOKEN},
    {STR_INIT("api-key"), SHAPE_TOKEN},
    {STR_INIT("api_key"), SHAPE_TOKEN},
    {STR_INIT("apikey"), SHAPE_TOKEN},
    {STR_INIT("access_token"), SHAPE_TOKEN},
    {STR_INIT("access token"), SHAPE_TOKEN},
    {STR_INIT("access_key"), SHAPE_TOKEN},
    {STR_INIT("refresh_token"), SHAPE_TOKEN},
    {STR_INIT("auth_token"), SHAPE_TOKEN},
    {STR_INIT("authtoken"), SHAPE_TOKEN},
    {STR_INIT("session_token"), SHAPE_TOKEN},
    {STR_INIT("secret_key"), SHAPE_TOKEN},
    {STR_INIT("signing_key"), SHAPE_TOKEN},
    {STR_INIT("signing_secret"), SHAPE_TOKEN},
    {STR_INIT("webhook_secret"), SHAPE_TOKEN},
    {STR_INIT("encryption_key"), SHAPE_TOKEN},
    {STR_INIT("private_token"), SHAPE_TOKEN},
    {STR_INIT("x-auth-token"), SHAPE_TOKEN},
    {STR_INIT("x-api-key"), SHAPE_TOKEN},
    {STR_INIT("totp secret"), SHAPE_SECRET},
    {STR_INIT("secret"), SHAPE_SECRET},
    {STR_INIT("secret key"), SHAPE_SECRET},
    {STR_INIT("setup key"), SHAPE_SECRET},
    {STR_INIT("authenticator key"), SHAPE_SECRET},
    {STR_INIT("passport"), SHAPE_PAPER},
    {STR_INIT("vin"), SHAPE_PAPER},
    {STR_INIT("identity card"), SHAPE_PAPER},
    {STR_INIT("driving licence"), SHAPE_PAPER},
    {STR_INIT("driver's license"), SHAPE_PAPER},
    {STR_INIT("nhs number"), SHAPE_PAPER},
    {STR_INIT("nhs"), SHAPE_PAPER},
    {STR_INIT("national insurance"), SHAPE_PAPER},
    {STR_INIT("national id"), SHAPE_PAPER},
    {STR_INIT("id card"), SHAPE_PAPER},
    {STR_INIT("driving license"), SHAPE_PAPER},
    {STR_INIT("driver license"), SHAPE_PAPER},
    {STR_INIT("driver's licence"), SHAPE_PAPER},
    {STR_INIT("aadhaar"), SHAPE_PAPER},
    {STR_INIT("medicare number"), SHAPE_PAPER},
    {STR_INIT("tax number"), SHAPE_PAPER},
    {STR_INIT("bsn"), SHAPE_PAPER},
    {STR_INIT("cpf"), SHAPE_PAPER},
    {STR_INIT("cnpj"), SHAPE_PAPER},
    {STR_INIT("dni"), SHAPE_PAPER},
    {STR_INIT("pesel"), SHAPE_PAPER},
    {STR_INIT("steuernummer"), SHAPE_PAPER},
    {STR_INIT("sozialversicherungsnummer"), SHAPE_PAPER},
    {STR_INIT("ausweisnummer"), SHAPE_PAPER},
    {STR_INIT("f\xC3\xBChrerschein"), SHAPE_PAPER},
    {STR_INIT("carte d'identit\xC3\xA9"), SHAPE_PAPER},
    {STR_INIT("permis de conduire"), SHAPE_PAPER},
    {STR_INIT("s\xC3\xA9"
	      "curit\xC3\xA9 sociale"),
     SHAPE_PAPER},
    {STR_INIT("carta d'identit\xC3\xA0"), SHAPE_PAPER},
    {STR_INIT("burgerservicenummer"), SHAPE_PAPER},
    {STR_INIT("f\xC3\xB8"
	      "dselsnummer"),
     SHAPE_PAPER},
    {STR_INIT("henkil\xC3\xB6tunnus"), SHAPE_PAPER},
    {STR_INIT("rodn\xC3\xA9 \xC4\x8D\xC3\xADslo"), SHAPE_PAPER},
    {STR_INIT("tax id"), SHAPE_PAPER},
    {STR_INIT("reisepass"), SHAPE_PAPER},
    {STR_INIT("personalausweis"), SHAPE_PAPER},
    {STR_INIT("steuer-id"), SHAPE_PAPER},
    {STR_INIT("pasaporte"), SHAPE_PAPER},
    {STR_INIT("passeport"), SHAPE_PAPER},
    {STR_INIT("paszport"), SHAPE_PAPER},
    {STR_INIT("dow\xC3\xB3"
	      "d osobisty"),
     SHAPE_PAPER},
    {STR_INIT("codice fiscale"), SHAPE_PAPER},
    {STR_INIT("personnummer"), SHAPE_PAPER},
    {STR_INIT("account number"), SHAPE_PAPER},
    {STR_INIT("account no."), SHAPE_PAPER},
    {STR_INIT("bank account"), SHAPE_PAPER},
    {STR_INIT("sort code"), SHAPE_PAPER},
    {STR_INIT("routing number"), SHAPE_PAPER},
    {STR_INIT("customer number"), SHAPE_PAPER},
    {STR_INIT("customer no."), SHAPE_PAPER},
    {STR_INIT("customer id"), SHAPE_PAPER},
    {STR_INIT("member number"), SHAPE_PAPER},
    {STR_INIT("membership number"), SHAPE_PAPER},
    {STR_INIT("policy number"), SHAPE_PAPER},
    {STR_INIT("vat number"), SHAPE_PAPER},
    {STR_INIT("vat no."), SHAPE_PAPER},
    {STR_INIT("vat id"), SHAPE_PAPER},
    {STR_INIT("vat reg"), SHAPE_PAPER},
    {STR_INIT("nip"), SHAPE_PAPER},
    {STR_INIT("kontonummer"), SHAPE_PAPER},
    {STR_INIT("kundennummer"), SHAPE_PAPER},
    {STR_INIT("mitgliedsnummer"), SHAPE_PAPER},
    {STR_INIT("ust-idnr"), SHAPE_PAPER},
    {STR_INIT("ust-id"), SHAPE_PAPER},
    {STR_INIT("uid-nummer"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro de client"), SHAPE_PAPER},
    {STR_INIT("num\xC3\xA9ro de compte"), SHAPE_PAPER},
    {STR_INIT("n\xC3\xBAmero de cliente"), SHAPE_PAPER},
    {STR_INIT("n\xC3\xBAmero de cuenta"), SHAPE_PAPER},
    {STR_INIT("codice cliente"), SHAPE_PAPER},
    {STR_INIT("partita iva"), SHAPE_PAPER},
    {STR_INIT("klantnummer"), SHAPE_PAPER},
    {STR_INIT("rekeningnummer"), SHAPE_PAPER},
    {STR_INIT("numer klienta"), SHAPE_PAPER},
    {STR_INIT("numer konta"), SHAPE_PAPER},
    {STR_INIT("order number"), SHAPE_ORDER},
    {STR_INIT("order no."), SHAPE_ORDER},
    {STR_INIT("order no"), SHAPE_ORDER},
    {STR_INIT("order id"), SHAPE_ORDER},
    {STR_INIT("order #"), SHAPE_ORDER},
    {STR_INIT("order"), SHAPE_ORDER},
    {STR_INIT("purchase order"), SHAPE_ORDER},
    {STR_INIT("invoice number"), SHAPE_ORDER},
    {STR_INIT("invoice no."), SHAPE_ORDER},
    {STR_INIT("invoice #"), SHAPE_ORDER},
    {STR_INIT("booking number"), SHAPE_ORDER},
    {STR_INIT("booking reference"), SHAPE_ORDER},
    {STR_INIT("reservation number"), SHAPE_ORDER},
    {STR_INIT("tracking number"), SHAPE_ORDER},
    {STR_INIT("tracking id"), SHAPE_ORDER},
    {STR_INIT("shipment number"), SHAPE_ORDER},
    {STR_INIT("case number"), SHAPE_ORDER},
    {STR_INIT("account no"), SHAPE_ORDER},
    {STR_INIT("contract number"), SHAPE_ORDER},
    {STR_INIT("contract no."), SHAPE_ORDER},
    {STR_INIT("subscription id"), SHAPE_ORDER},
    {STR_INIT("bestellnummer"), SHAPE_ORDER},
    {STR_INIT("bestellung"), SHAPE_ORDER},
    {STR_INIT("auftragsnummer"), SHAPE_ORDER},
    {STR_INIT("auftrag"), SHAPE_ORDER},
    {STR_INIT("rechnungsnummer"), SHAPE_ORDER},
    {STR_INIT("vertragsnummer"), SHAPE_ORDER},
    {STR_INIT("sendungsnummer"), SHAPE_ORDER},
    {STR_INIT("buchungsnummer"), SHAPE_ORDER},
    {STR_INIT("num\xC3\xA9ro de commande"), SHAPE_ORDER},
    {STR_INIT("commande"), SHAPE_ORDER},
    {STR_INIT("num\xC3\xA9ro de facture"), SHAPE_ORDER},
    {STR_INIT("n\xC3\xBAmero de pedido"), SHAPE_ORDER},
    {STR_INIT("pedido"), SHAPE_ORDER},
    {STR_INIT("numero ordine"), SHAPE_ORDER},
    {STR_INIT("ordine"), SHAPE_ORDER},
    {STR_INIT("bestelnummer"), SHAPE_ORDER},
    {STR_INIT("bestelling"), SHAPE_ORDER},
    {STR_INIT("factuurnummer"), SHAPE_ORDER},
    {STR_INIT("numer zam\xC3\xB3wienia"), SHAPE_ORDER},
    {STR_INIT("zam\xC3\xB3wienie"), SHAPE_ORDER},
    {STR_INIT("kennzeichen"), SHAPE_PLATE},
    {STR_INIT("immatriculation"), SHAPE_PLATE},
    {STR_INIT("matr\xC3\xAD"
	      "cula"),
     SHAPE_PLATE},
    {STR_INIT("licence plate"), SHAPE_PLATE},
    {STR_INIT("license plate"), SHAPE_PLATE},
    {STR_INIT("number plate"), SHAPE_PLATE},
    {STR_INIT("registration plate"), SHAPE_PLATE},
    {STR_INIT("kfz-kennzeichen"), SHAPE_PLATE},
    {STR_INIT("numer rejestracyjny"), SHAPE_PLATE},
    {STR_INIT("date of birth"), SHAPE_DAY},
    {STR_INIT("born"), SHAPE_DAY},
    {STR_INIT("dob"), SHAPE_DAY},
    {STR_INIT("geboren"), SHAPE_DAY},
    {STR_INIT("geburtsdatum"), SHAPE_DAY},
    {STR_INIT("geb."), SHAPE_DAY},
    {STR_INIT("date de naissance"), SHAPE_DAY},
    {STR_INIT("fecha de nacimiento"), SHAPE_DAY},
    {STR_INIT("data urodzenia"), SHAPE_DAY},
    {STR_INIT("urodzon"), SHAPE_DAY},
    {STR_INIT("n\xC3\xA9 le"), SHAPE_DAY},
    {STR_INIT("n\xC3\xA9"
	      "e le"),
     SHAPE_DAY},
    {STR_INIT("nato il"), SHAPE_DAY},
    {STR_INIT("nata il"), SHAPE_DAY},
    {STR_INIT("data di nascita"), SHAPE_DAY},
    {STR_INIT("nacido"), SHAPE_DAY},
    {STR_INIT("nacida"), SHAPE_DAY},
    {STR_INIT("nascido em"), SHAPE_DAY},
    {STR_INIT("nascida em"), SHAPE_DAY},
    {STR_INIT("data de nascimento"), SHAPE_DAY},
    {STR_INIT("geboortedatum"), SHAPE_DAY},
    {STR_INIT("f\xC3\xB8"
	      "dt"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB6"
	      "dd"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB8"
	      "dselsdato"),
     SHAPE_DAY},
    {STR_INIT("f\xC3\xB6"
	      "delsedatum"),
     SHAPE_DAY},
    {STR_INIT("do\xC4\x9F"
	      "um tarihi"),
     SHAPE_DAY},
};

static const char *const rules[] = {
    [SHAPE_CODE] = "one-time-code",
    [SHAPE_KEY] = "licence-key",
    [SHAPE_TOKEN] = "key",
    [SHAPE_SECRET] = "key",
    [SHAPE_PAPER] = "identity-number",
    [SHAPE_PLATE] = "vehicle-number",
    [SHAPE_ORDER] = "number-of-order",
    [SHAPE_DAY] = "birthday",
};

/* ---- where they may begin ---- */

enum { HEAD = 4 }; /* letters by which nearly every word fails */

static uint32_t head_of(const char *s)
{
	uint32_t head;

	memcpy(&head, s, HEAD);
	return (head | 0x20202020u) * 2654435761u >> 20;
}

static void add_head(struct family_starts *starts, const char *head)
{
	uint32_t bit = head_of(head);

	starts->coded[bit / 32] |= 1u << bit % 32;
}

/* Case does not count: of a letter it is the bit above these five. */
static unsigned couple_of(const char *s)
{
	return (unsigned)(s[0] & 31) << 5 | (unsigned)(s[1] & 31);
}

/* Words that begin with the same two letters one behind the other, in their order here. */
static void add_couples(struct family_starts *starts)
{
	enum { WORDS = sizeof(coded) / sizeof(*coded) };

	_Static_assert((size_t)WORDS <= FAMILY_CODED_MOST, "there is room for all of them");
	for (uint16_t i = WORDS; i > 0; i--) {
		uint16_t *first = &starts->coded_first[couple_of(coded[i - 1].word.s)];

		starts->coded_next[i - 1] = *first;
		*first = i;
	}
}

void family_collect_coded(struct family_starts *starts)
{
	static const char behind[] = " :=\x01";

	_Static_assert(MATCH_TAG == '\x01', "may stand behind a short word");
	add_couples(starts);
	for (size_t i = 0; i < sizeof(coded) / sizeof(*coded); i++) {
		char head[HEAD];

		memcpy(head, coded[i].word.s, coded[i].word.n < HEAD ? coded[i].word.n : HEAD);
		for (const char *sign = behind; coded[i].word.n < HEAD && *sign != '\0'; sign++) {
			head[HEAD - 1] = *sign;
			add_head(starts, head);
		}
		if (coded[i].word.n >= HEAD)
			add_head(starts, head);
	}
}

bool family_may_be_coded(const struct family_starts *starts, struct str s, size_t at)
{
	uint32_t bit;

	if (at + HEAD >= s.n)
		return false;
	bit = head_of(s.s + at);
	return (starts->coded[bit / 32] >> bit % 32 & 1) != 0;
}

/* ---- shapes ---- */

/* A value in groups, of capitals or small letters and digits. */
struct grouped {
	size_t digits, letters, groups, first, last; /* characters; of the first group and the last one */
	size_t longest, shortest;		     /* of all but the last group */
	bool upper, lower;
	char text[40];
	size_t n;
	size_t end;
};

static void end_group(struct grouped *value, size_t n, bool is_last)
{
	value->groups++;
	value->first = value->groups == 1 ? n : value->first;
	value->last = n;
	if (is_last && value->groups > 1)
		return;
	value->longest = n > value->longest ? n : value->longest;
	value->shortest = n < value->shortest ? n : value->shortest;
}

/* False when it is too long to be one. */
static bool read_value(struct str s, size_t at, const char *separators, struct grouped *value)
{
	size_t group = 0;

	*value = (struct grouped){.shortest = SIZE_MAX};
	for (; at < s.n; at++) {
		char c = s.s[at];
		bool joins = group != 0 && c != '\0' && strchr(separators, c) != NULL && at + 1 < s.n &&
			     str_is_alnum(s.s[at + 1]);

		if (c == ' ' && joins) /* words go on behind a space, too: numbers alone do in small letters */
			joins = str_is_digit(s.s[at + 1]) || str_is_upper(s.s[at + 1]);
		if (joins) {
			end_group(value, group, false);
			group = 0;
			continue;
		}
		if (!str_is_alnum(c))
			break;
		if (value->n == sizeof(value->text))
			return false;
		value->digits += str_is_digit(c);
		value->letters += !str_is_digit(c);
		value->upper = value->upper || str_is_upper(c);
		value->lower = value->lower || c >= 'a';
		value->text[value->n++] = c;
		group++;
	}
	end_group(value, group, true);
	value->end = at;
	return value->n != 0;
}

/* 1234, 0000, 987654: everybody's. */
static bool is_nobodys(struct str digits)
{
	unsigned up = 0, down = 0, same = 0;

	for (size_t i = 1; i < digits.n; i++) {
		up += digits.s[i] == digits.s[i - 1] + 1;
		down += digits.s[i] == digits.s[i - 1] - 1;
		same += digits.s[i] == digits.s[i - 1];
	}
	return digits.n < 2 || up + 1 >= digits.n || down + 1 >= digits.n || same + 1 >= digits.n;
}

/* "PIN 2048 characters long": what is counted is no code. */
static bool is_counted(struct str s, size_t at)
{
	static const struct str units[] = {STR_INIT("digit"), STR_INIT("char"),	   STR_INIT("sec"),
					   STR_INIT("min"),   STR_INIT("bit"),	   STR_INIT("byte"),
					   STR_INIT("time"),  STR_INIT("letter"),  STR_INIT("ms"),
					   STR_INIT("hours"), STR_INIT("entries"), STR_INIT("%")};

	at += at < s.n && s.s[at] == ' ';
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_starts_nocase(str_from(s, at), units[i]))
			return true;
	return false;
}

/* "pin 12-15", "OTP 25-27": from where to where. */
static bool is_range(struct str s, size_t at)
{
	return at + 5 <= s.n && s.s[at + 2] == '-' && memcmp(s.s + at, s.s + at + 3, 2) < 0;
}

static bool is_code(struct str s, size_t at)
{
	char digits[12];
	size_t n, end = family_digits_at(s, at, " -", digits, sizeof(digits), &n);

	return n >= 4 && n <= 8 && !(n == 4 && is_range(s, at)) && (end >= s.n || !str_is_alnum(s.s[end])) &&
	       !(end + 1 < s.n && strchr(".,:/", s.s[end]) != NULL && str_is_alnum(s.s[end + 1])) &&
	       !is_nobodys(str_n(digits, n)) && !is_counted(s, end);
}

/* Of either case alone: what a programmer named has both. */
static bool is_key(struct str s, size_t at)
{
	enum { LEAST = 8 };
	struct grouped value;

	if (!read_value(s, at, "-", &value) || value.n < LEAST || (value.upper && value.lower) || value.digits < 2 ||
	    value.letters < 2 || family_is_example(str_n(value.text, value.n)))
		return false;
	return value.groups == 1 ||
	       (value.first >= 3 && value.longest == value.shortest && value.last >= 2 && value.last <= value.longest);
}

static bool is_base32(struct str s, size_t at)
{
	enum { LEAST = 16 };
	struct grouped value;

	if (!read_value(s, at, " -", &value) || value.n < LEAST || value.lower || value.digits == 0 ||
	    value.longest != value.shortest)
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (strchr("0189", value.text[i]) != NULL)
			return false;
	/* the former is "Hello" */
	return !str_starts(str_n(value.text, value.n), STR("JBSWY3DP")) &&
	       str_find(str_n(value.text, value.n), STR("SECRET")) < 0 &&
	       !family_is_example(str_n(value.text, value.n));
}

/* Of every four characters one is of another kind than the one before it: no words, no path, no name of a variable. */
static bool is_mixed(struct str s)
{
	size_t changes = 0, n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char before = i > 0 ? s.s[i - 1] : '-', c = s.s[i];

		n += str_is_alnum(c);
		changes += str_is_alnum(before) && str_is_alnum(c) &&
			   (str_is_digit(before) != str_is_digit(c) || str_is_upper(before) != str_is_upper(c));
	}
	return changes * 4 >= n;
}

/* What programs call their keys says where one is: it may be of any alphabet. */
static bool is_token(struct str s, size_t at)
{
	enum { LEAST = 16, FEWEST_DIGITS = 2 };
	size_t end = at, digits = 0;

	for (; end < s.n && (str_is_alnum(s.s[end]) || (s.s[end] != '\0' && strchr("-_/+.", s.s[end]) != NULL)); end++)
		digits += str_is_digit(s.s[end]);
	return end - at >= LEAST && digits >= FEWEST_DIGITS && is_mixed(str_slice(s, at, end)) &&
	       !family_is_example(str_slice(s, at, end));
}

static bool is_year(const char *digits)
{
	return memcmp(digits, "19", 2) == 0 || memcmp(digits, "20", 2) == 0;
}

/* 2030-05-12, 12.05.2030: until when a paper is valid. */
static bool is_date(const struct grouped *value)
{
	return value->letters == 0 && value->n == 8 && value->groups == 3 &&
	       ((value->first == 4 && is_year(value->text)) || (value->last == 4 && is_year(value->text + 4)));
}

/* 2024/25, 2024-2025: of a year, or of two. */
static bool is_of_year(const struct grouped *value)
{
	return value->letters == 0 && value->groups == 2 && value->first == 4 && is_year(value->text) &&
	       (value->last == 2 || (value->last == 4 && is_year(value->text + 4)));
}

/* ISO 9001, DIN 1451, EUR 1200, 1200 EUR: after what things are made, and what they cost. */
static bool is_standard(const struct grouped *value)
{
	enum { MOST_DIGITS = 5 };
	/* no letters that passports and number plates begin with, as CE, EN and UN are */
	static const char *const words[] = {"CHF", "DIN", "EUR", "GBP", "IEC", "ISO", "IVA", "USD", NULL};
	size_t n = 0;

	if (value->digits > MOST_DIGITS)
		return false;
	while (n < value->n && !str_is_digit(value->text[n]))
		n++;
	if (n == 0)
		return str_is_any(str_n(value->text + value->n - value->last, value->last), words);
	return str_is_any(str_n(value->text, n), words);
}

/* 999999999; 411000, where accounts of books end in noughts. */
static bool is_round(struct str value)
{
	return family_is_example(value) || str_ends(value, STR("000"));
}

/* 000001, INV-2024-0001: the first of many, as examples have it. */
static bool is_first(const struct grouped *value)
{
	enum { ZEROS = 2, LEAST = 4 };
	size_t from = value->groups > 1 ? value->n - value->last : 0, zeros = 0;

	while (from < value->n && !str_is_digit(value->text[from]))
		from++;
	while (from + zeros < value->n && value->text[from + zeros] == '0')
		zeros++;
	return value->n - from >= LEAST && zeros >= ZEROS && value->n - from - zeros <= 2;
}

static bool is_paper(struct str s, size_t at)
{
	struct grouped value;

	return read_value(s, at, " -./", &value) && !is_date(&value) && !is_of_year(&value) && !is_standard(&value) &&
	       value.n >= 6 && value.n <= 17 && value.digits >= 3 && !value.lower && value.groups <= 5 &&
	       !is_nobodys(str_n(value.text, value.n)) && !is_first(&value) && !is_round(str_n(value.text, value.n)) &&
	       memmem(value.text, value.n, "123456", 6) == NULL && !is_counted(s, value.end);
}

/* In front of it: "sort order 100200", "in order": others follow the word, so a number has six digits, or a sign that
 * it is one, and a mark or a space alone is none between them. */
static bool is_order(struct str s, size_t at)
{
	enum { DIGITS = 6, MOST = 20, LONGEST = 3 /* of a range: 10-15-20-25 */ };
	struct grouped value;

	return read_value(s, at, "-/", &value) && !is_date(&value) && !is_of_year(&value) && !is_standard(&value) &&
	       value.n <= MOST && value.digits >= DIGITS && !value.lower && value.groups <= 5 &&
	       value.longest >= LONGEST && !is_nobodys(str_n(value.text, value.n)) && !is_first(&value) &&
	       !is_round(str_n(value.text, value.n)) &&
	       !(value.groups == 1 && value.letters == 0 && value.n == 8 && is_year(value.text)) &&
	       memmem(value.text, value.n, "12345", 5) == NULL && !is_counted(s, value.end) &&
	       !(value.end + 1 < s.n && strchr(".,:", s.s[value.end]) != NULL && str_is_alnum(s.s[value.end + 1]));
}

static bool is_plate(struct str s, size_t at)
{
	struct grouped value;

	return read_value(s, at, " -", &value) && value.n >= 4 && value.n <= 10 && value.digits >= 2 &&
	       value.letters >= 1 && !value.lower && value.groups <= 4 && !is_standard(&value);
}

static size_t skip_marks(struct str s, size_t at)
{
	while (at < s.n && (s.s[at] == ' ' || s.s[at] == '.' || s.s[at] == ','))
		at++;
	return at;
}

/* "14. ", "14th, " */
static size_t skip_day(struct str s, size_t at)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};

	for (unsigned n = 0; n < 2 && at < s.n && str_is_digit(s.s[at]); n++)
		at++;
	/* not of "8 november" */
	if (at + 2 < s.n && !str_is_alpha(s.s[at + 2]) && str_is_any_nocase(str_slice(s, at, at + 2), ordinals))
		at += 2;
	return skip_marks(s, at);
}

static bool is_written_year(struct str s, size_t at)
{
	char digits[9];
	size_t n;

	(void)family_digits_at(s, at, "", digits, sizeof(digits), &n);
	return n == 4 && is_year(digits);
}

/* 1990-01-01, 01/01/1970: what forms and examples are filled with. */
static bool is_placeholder(struct str digits)
{
	static const char *const days[] = {"19700101", "19800101", "19900101", "20000101", "01011970",
					   "01011980", "01011990", "01012000", NULL};

	return str_is_any(digits, days);
}

/* Of any order; a year of four digits. */
static bool is_day(struct str s, size_t at)
{
	/* by their first three bytes: of English, then of other languages */
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec"
				     "maioktdez"
				     "avrjuiaoufevagoenegenabrmaggiulugset"
				     "stylutkwimajczelipsiewrzlisgrumaamei"
				     "ottdicout"
				     "m\xC3\xA4"
				     "f\xC3\xA9"
				     "d\xC3\xA9"
				     "pa\xC5"
				     "ao\xC3";
	char digits[9];
	size_t n, end;

	(void)family_digits_at(s, at, "-./", digits, sizeof(digits), &n);
	if (n >= 6 && n <= 8)
		return (is_year(digits) || is_year(digits + n - 4)) && !is_placeholder(str_n(digits, n));
	end = skip_day(s, at);
	if (end + 3 < s.n && str_starts_nocase(str_from(s, end), STR("de "))) /* 14 de marzo de 1978 */
		end += 3;
	if (end + 8 > s.n)
		return false;
	for (const char *month = months; *month != '\0'; month += 3)
		if (str_starts_nocase(str_from(s, end), str_n(month, 3))) {
			while (end < s.n && (str_is_alpha(s.s[end]) || (unsigned char)s.s[end] >= 0x80))
				end++;
			if (end + 4 < s.n && str_starts_nocase(str_from(s, end), STR(" de ")))
				end += 3;
			end = skip_marks(s, end);
			return is_written_year(s, end) || is_written_year(s, skip_day(s, end));
		}
	return false;
}

/* ---- in words ---- */

/* Signs and short words that stand between the word and the value: "is", "no.", "still". */
static size_t skip_joints(struct str s, size_t at)
{
	static const struct str joints[] = {
	    STR_INIT("s "),   STR_INIT("s:"),	   STR_INIT("is "),	STR_INIT("was "),  STR_INIT("are "),
	    STR_INIT("ist "), STR_INIT("est "),	   STR_INIT("es "),	STR_INIT("jest "), STR_INIT("lautet "),
	    STR_INIT("on "),  STR_INIT("am "),	   STR_INIT("le "),	STR_INIT("el "),   STR_INIT("still "),
	    STR_INIT("now "), STR_INIT("number "), STR_INIT("number:"), STR_INIT("no."),   STR_INIT("nr."),
	    STR_INIT("no "),  STR_INIT("nr "),	   STR_INIT("code "),	STR_INIT("code:"), STR_INIT("y "),
	    STR_INIT("a ")};
	static const char signs[] = " \"'`*:=#_\x01";

	for (unsigned words = 0; words < 4; words++) {
		size_t before = at;

		while (at < s.n && s.s[at] != '\0' && strchr(signs, s.s[at]) != NULL)
			at++;
		for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
			if (str_starts_nocase(str_from(s, at), joints[i])) {
				at += joints[i].n;
				break;
			}
		if (at == before)
			break;
	}
	return at;
}

static bool has_shape(enum shape shape, struct str s, size_t at)
{
	switch (shape) {
	case SHAPE_CODE:
		return is_code(s, at);
	case SHAPE_KEY:
		return is_key(s, at);
	case SHAPE_TOKEN:
		return is_token(s, at);
	case SHAPE_SECRET:
		return is_base32(s, at);
	case SHAPE_PAPER:
		return is_paper(s, at);
	case SHAPE_ORDER:
		return is_order(s, at);
	case SHAPE_PLATE:
		return is_plate(s, at);
	case SHAPE_DAY:
		return is_day(s, at);
	}
	return false;
}

/* "sort order 100200", "in order": no order of anybody's. */
static bool is_other_order(struct str s, size_t at)
{
	static const struct str words[] = {STR_INIT("boot"), STR_INIT("column"), STR_INIT("display"),
					   STR_INIT("in"),   STR_INIT("load"),	 STR_INIT("menu"),
					   STR_INIT("sort"), STR_INIT("tab"),	 STR_INIT("sorting")};
	size_t from, to = at;

	if (to == 0 || s.s[to - 1] != ' ' || (s.s[at] | 0x20) != 'o')
		return false;
	for (from = --to; from > 0 && to - from < 8 && str_is_alpha(s.s[from - 1]);)
		from--;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_nocase(str_slice(s, from, to), words[i]))
			return true;
	return false;
}

const char *family_coded_at(const struct family_starts *starts, struct str s, size_t at)
{
	if (at + 1 >= s.n)
		return NULL;
	for (unsigned i = starts->coded_first[couple_of(s.s + at)]; i != 0; i = starts->coded_next[i - 1]) {
		struct str word = coded[i - 1].word;
		enum shape shape = coded[i - 1].shape;
		size_t value;

		if (!str_starts_nocase(str_from(s, at), word))
			continue;
		value = skip_joints(s, at + word.n);
		if (value != at + word.n && has_shape(shape, s, value) &&
		    !(shape == SHAPE_ORDER && is_other_order(s, at)))
			return rules[shape];
	}
	return NULL;
}
