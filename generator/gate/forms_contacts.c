/* Addresses, numbers, organisations. */
#include "generator/gate/forms_parts.h"

#include "generator/gate/digests.h"
#include "generator/gate/fold.h"

#include <sodium.h>

/* ---- addresses and numbers ---- */

static void add_words(struct buf *out, struct str text, struct str at, struct str dot)
{
	buf_clear(out);
	for (size_t i = 0; i < text.n; i++) {
		char c = str_lower_char(text.s[i]);

		if (c == '@')
			buf_str(out, at);
		else if (c == '.')
			buf_str(out, dot);
		else if (str_is_alnum(c) || (unsigned char)c >= 0x80)
			buf_char(out, c);
	}
}

static bool is_shared_domain(struct str domain)
{
	return words_has(WORDS_PUBLIC_DOMAINS, domain) || str_ends(domain, STR(".example")) ||
	       str_ends(domain, STR(".test")) || str_ends(domain, STR(".invalid")) ||
	       str_ends(domain, STR("example.com"));
}

/* Whether the site's host is that name, or one below it: every page has it. */
static bool is_own_domain(const struct forms *forms, struct str domain)
{
	struct str host = forms->own_domain;

	return str_ends(host, domain) && (host.n == domain.n || host.s[host.n - domain.n - 1] == '.');
}

/* "Google Cloud Services", "Open Source Solutions": a name that begins with what everybody uses or speaks of is only as
 * a whole somebody's. */
static bool is_brand(struct str letters)
{
	static const char *const brands[] = {
	    "adobe",	 "alibaba", "amazon",  "android",    "apple",	   "atlassian", "azure",      "cisco",
	    "cloud",	 "data",    "digital", "dropbox",    "ebay",	   "etsy",	"facebook",   "github",
	    "gitlab",	 "google",  "help",    "hubspot",    "huawei",	   "instagram", "intel",      "intuit",
	    "linkedin",	 "magento", "mobile",  "mastercard", "meta",	   "microsoft", "network",    "nvidia",
	    "office",	 "online",  "openai",  "oracle",     "outlook",	   "paypal",	"quickbooks", "salesforce",
	    "samsung",	 "sap",	    "server",  "shopify",    "sharepoint", "slack",	"spotify",    "stripe",
	    "telegram",	 "twilio",  "twitter", "visa",	     "vmware",	   "web",	"whatsapp",   "windows",
	    "wordpress", "xero",    "yahoo",   "youtube",    "zendesk",	   "zoom",	NULL};

	return str_is_any(letters, brands);
}

static bool is_common(struct str letters)
{
	return is_brand(letters) || forms_is_ordinary(letters) || words_has(WORDS_USUAL, letters) ||
	       words_has(WORDS_COMPANIES, letters);
}

/* Of two or three letters too many syllables are words. */
static bool is_word_of_domain(struct str word)
{
	enum { SHORT = 3 };

	return word.n <= SHORT ? is_brand(word) || words_has(WORDS_USUAL, word) || words_has(WORDS_COMPANIES, word)
			       : is_common(word) || words_has(WORDS_MAILBOXES, word);
}

/* Whether it is nothing but words that everybody uses, one behind the other: paperprint. */
static bool is_all_words(struct str letters)
{
	enum { LEAST = 2 };
	bool fits[IDENTITIES_FORM_MAX + 1] = {false}; /* from there to the end */

	if (letters.n > IDENTITIES_FORM_MAX)
		return true;
	fits[letters.n] = true;
	for (size_t at = letters.n; at-- > 0;)
		for (size_t end = at + LEAST; end <= letters.n && !fits[at]; end++) {
			struct str word = str_slice(letters, at, end);

			fits[at] = fits[end] && is_word_of_domain(word);
		}
	return fits[0];
}

/* Quillmarsh Pottery for quillmarshpottery.net: with capital letters; what is made of common words alone only where
 * people go with a company. */
static void add_name_in_words(struct forms *forms, struct str letters)
{
	enum { LEAST = 8 };

	if (letters.n < LEAST || (unsigned char)letters.s[0] >= 0x80 || is_common(letters))
		return;
	forms_put(forms, letters, RULE_DOMAIN,
		  FORM_ANY_SPLIT | FORM_CAPITAL | FORM_STRICT_EDGES | (is_all_words(letters) ? FORM_NEAR : 0), 0);
}

/* acme@gmail.com where the site is help.acme.com */
static bool is_label_of_own_host(const struct forms *forms, struct str name)
{
	struct str rest = forms->own_domain, label;

	while (rest.n != 0 && str_split(&rest, '.', &label))
		if (str_eq_nocase(label, name))
			return true;
	return false;
}

/* As a text is read that has it: exämple.net is example.net there, so that whose it is cannot be told. */
static bool reads_as_nobodys(struct forms *forms, struct str domain)
{
	struct str rest = domain, label;
	struct buf *folded = &forms->letters;

	buf_clear(folded);
	while (str_split(&rest, '.', &label)) {
		if (folded->n != 0)
			buf_char(folded, '.');
		fold_add(forms->fold, FOLD_LOOKS, label, folded);
	}
	return is_shared_domain(buf_view(folded)) || is_own_domain(forms, buf_view(folded));
}

void forms_add_domain(struct forms *forms, struct str domain)
{
	struct buf lower;
	ptrdiff_t dot = str_find_char(domain, '.');
	size_t name_n; /* letters in front of the first dot */

	buf_init(&lower, BUF_NO_LIMIT);
	for (size_t i = 0; i < domain.n; i++)
		buf_char(&lower, str_lower_char(domain.s[i]));
	domain = buf_view(&lower);
	if (dot <= 0 || is_shared_domain(domain) || is_own_domain(forms, domain) || reads_as_nobodys(forms, domain))
		goto done;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, str_slice(domain, 0, (size_t)dot), &forms->letters);
	name_n = forms->letters.n;
	for (int spoken = 0; spoken < 2; spoken++) {
		add_words(&forms->other, domain, STR(""), spoken ? STR("dot") : STR(""));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		if (forms->letters.n >= 5)
			forms_put(forms, buf_view(&forms->letters), RULE_DOMAIN,
				  FORM_ANY_SPLIT | (forms->letters.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
				  spoken ? 0 : name_n);
	}
	/* without its top level it is the company's name, when that is no word */
	{
		struct str name = str_slice(domain, 0, (size_t)dot);

		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
		if (is_label_of_own_host(forms, buf_view(&forms->letters)))
			goto done;
		add_name_in_words(forms, buf_view(&forms->letters));
		if (forms->letters.n >= 8 && !is_common(buf_view(&forms->letters)))
			forms_put_mirrored(forms, buf_view(&forms->letters), FORM_STRICT_EDGES);
		if (forms->letters.n >= 8) {
			forms->extra = FORM_FOREIGN; /* Ферровик for ferrowick.com */
			forms_put(forms, forms_replace(&forms->other, buf_view(&forms->letters), forms_heard),
				  RULE_DOMAIN, FORM_STEM, 0);
			forms->extra = 0;
		}
		if (forms->letters.n >= 6 && !forms_is_ordinary(buf_view(&forms->letters)) &&
		    !words_has(WORDS_USUAL, buf_view(&forms->letters)))
			/* personal.com, adaptive.com */
			forms_put(forms, buf_view(&forms->letters), RULE_DOMAIN,
				  (forms->letters.n >= 10  ? FORM_ONE_EDGE
				   : forms->letters.n == 9 ? FORM_STRICT_EDGES
							   : FORM_CASED | FORM_STRICT_EDGES) |
				      (forms->letters.n >= 8 ? FORM_STEM : 0),
				  0);
	}
done:
	buf_release(&lower);
}

/* In base 64, of which folding leaves letters and digits. */
static void add_digest_base64(struct forms *forms, const unsigned char *digest, size_t n)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
	uint32_t bits = 0;
	unsigned have = 0;

	buf_clear(&forms->letters);
	for (size_t i = 0; i < n && forms->letters.n < IDENTITIES_FORM_MAX; i++) {
		bits = bits << 8 | digest[i];
		for (have += 8; have >= 6; have -= 6)
			if ((bits >> (have - 6) & 63) < 62)
				buf_char(&forms->letters, alphabet[bits >> (have - 6) & 63]);
	}
	if (forms->letters.n > 15) /* the last one holds what is left, perhaps */
		forms_put(forms, str_slice(buf_view(&forms->letters), 0, forms->letters.n < 50 ? forms->letters.n : 50),
			  RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE | FORM_ANY_SPLIT, 0);
}

/* By the beginning of its digits, which is as long as forms are. */
static void add_long_digest(struct forms *forms, const unsigned char *digest)
{
	struct buf *hex = &forms->letters;

	buf_clear(hex);
	buf_hex(hex, digest, 30);
	forms_put(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE | FORM_ANY_SPLIT, 0);
}

static void add_hex_digest(struct forms *forms, void (*digest)(struct buf *out, struct str text), struct str text)
{
	buf_clear(&forms->letters);
	digest(&forms->letters, text);
	forms_put(forms, buf_view(&forms->letters), RULE_MAIL_DIGEST,
		  FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE | FORM_ANY_SPLIT, 0);
}

/* Pictures and log files name a digest by its beginning alone. hex: at least so much of it. */
static void add_digest_head(struct forms *forms, struct str hex)
{
	enum { HEAD = 12 };

	forms_put(forms, str_slice(hex, 0, HEAD), RULE_MAIL_DIGEST, FORM_END_ANYWHERE | FORM_NO_SPLIT, 0);
}

/* In hexadecimal, and in base 64. */
static void add_short_digest(struct forms *forms, void (*digest)(struct buf *out, struct str text), struct str text)
{
	unsigned char bytes[20];
	size_t n;

	add_hex_digest(forms, digest, text);
	add_digest_head(forms, buf_view(&forms->letters));
	n = forms->letters.n / 2;
	if (n <= sizeof(bytes) && str_read_hex(buf_view(&forms->letters), bytes, n))
		add_digest_base64(forms, bytes, n);
}

static void add_digests_of(struct forms *forms, struct str text)
{
	unsigned char digest[crypto_hash_sha512_BYTES];

	add_short_digest(forms, digests_md5, text);
	add_short_digest(forms, digests_sha1, text);
	(void)crypto_hash_sha256(digest, (const unsigned char *)text.s, text.n);
	add_long_digest(forms, digest);
	add_digest_head(forms, buf_view(&forms->letters));
	add_digest_base64(forms, digest, crypto_hash_sha256_BYTES);
	(void)crypto_hash_sha512(digest, (const unsigned char *)text.s, text.n);
	add_long_digest(forms, digest);
	add_digest_head(forms, buf_view(&forms->letters));
}

/* As friends of a friend are told by (FOAF), and as a shell makes it: with the end of the line. */
static void add_mail_digests(struct forms *forms, struct str lower)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	buf_lit(&text, "mailto:");
	buf_str(&text, lower);
	add_hex_digest(forms, digests_sha1, buf_view(&text));
	buf_char(&text, '\n');
	lower = str_from(buf_view(&text), strlen("mailto:"));
	add_hex_digest(forms, digests_md5, lower);
	add_hex_digest(forms, digests_sha1, lower);
	(void)crypto_hash_sha256(digest, (const unsigned char *)lower.s, lower.n);
	add_long_digest(forms, digest);
	buf_release(&text);
}

/* Those that are common, of what has many ways to be written. */
static void add_hex_digests(struct forms *forms, struct str text)
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	add_hex_digest(forms, digests_md5, text);
	add_hex_digest(forms, digests_sha1, text);
	(void)crypto_hash_sha256(digest, (const unsigned char *)text.s, text.n);
	add_long_digest(forms, digest);
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* Hannah.Weaver@, as people type it, and HANNAH.WEAVER@, as directories have it. */
static void add_capital_digests(struct forms *forms, struct buf *lower)
{
	bool begins = true, in_domain = false;

	for (size_t i = 0; i < lower->n; i++) {
		in_domain = in_domain || lower->s[i] == '@';
		if (begins && !in_domain)
			lower->s[i] = upper(lower->s[i]);
		begins = !str_is_alnum(lower->s[i]);
	}
	add_hex_digests(forms, buf_view(lower));
	for (size_t i = 0; i < lower->n; i++)
		lower->s[i] = upper(lower->s[i]);
	add_hex_digests(forms, buf_view(lower));
}

/* Of a mail address, or of a user name. */
static void add_digests(struct forms *forms, struct str mail)
{
	struct buf *lower = &forms->other;

	buf_clear(lower);
	for (size_t i = 0; i < mail.n; i++)
		buf_char(lower, str_lower_char(mail.s[i]));
	add_digests_of(forms, buf_view(lower));
	if (str_find_char(mail, '@') > 0)
		add_mail_digests(forms, buf_view(lower));
	if (!str_eq(mail, buf_view(lower))) /* not everybody puts it in small letters first */
		add_digests_of(forms, mail);
	if (str_find_char(mail, '@') > 0)
		add_capital_digests(forms, lower);
}

/* dborder: an initial and a word that every page has: "solid;border" is nobody. */
static bool is_initial_and_word(struct str letters)
{
	struct str word = str_from(letters, 1);

	return forms_is_ordinary(word) || words_has(WORDS_USUAL, word) || words_has(WORDS_MARKUP, word) ||
	       words_has(WORDS_FONTS, word);
}

/* Letters of the first piece of a name that has marks in it, "blue.panda", when either is a word by itself; else 0. */
static size_t first_piece(struct forms *forms, struct str user, struct str letters)
{
	enum { LEAST = 3, WHOLE = 8, SHORT_WHOLE = 6 };
	size_t at = 0;
	bool is_whole;

	while (at < user.n && strchr("._-", user.s[at]) == NULL)
		at++;
	buf_clear(&forms->other);
	fold_add(forms->fold, FOLD_LOOKS, str_slice(user, 0, at), &forms->other);
	is_whole = letters.n >= WHOLE && forms->other.n >= LEAST && forms->other.n + LEAST <= letters.n;
	/* "t-usami": an initial, and what is no word */
	is_whole = is_whole || (letters.n >= SHORT_WHOLE && forms->other.n == 1 && !is_initial_and_word(letters));
	return is_whole ? forms->other.n : 0;
}

/* False: so many have it that it tells nobody. */
static bool add_user_name(struct forms *forms, struct str user)
{
	struct str letters;
	size_t first;
	bool has_letter = false, has_digit = false;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, user, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		if (str_is_digit(letters.s[i]))
			has_digit = true;
		else
			has_letter = true;
	if (letters.n < 4 || !has_letter || forms_is_ordinary(letters) || words_has(WORDS_USUAL, letters) ||
	    words_has(WORDS_ROLES, letters))
		return false;
	/* one word: "astrong" is not "a strong" */
	forms_put(forms, letters, RULE_USER,
		  is_initial_and_word(letters)	? FORM_NO_SPLIT
		  : letters.n >= 9		? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
		  : letters.n >= 7		? FORM_ONE_EDGE
		  : letters.n == 6 || has_digit ? FORM_NO_SPLIT
						: FORM_NO_SPLIT | FORM_CONTEXT,
		  0);
	/* "login: j.hunter" */
	if (is_initial_and_word(letters) && letters.n >= 6)
		forms_put(forms, letters, RULE_USER, FORM_CONTEXT | FORM_STRICT_EDGES, 1);
	first = first_piece(forms, user, letters);
	if (first != 0)
		forms_put(forms, letters, RULE_USER, FORM_ANY_SPLIT, first);
	if (letters.n >= 7)
		forms_put_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
	return true;
}

void forms_add_user(struct forms *forms, struct str user)
{
	enum { LEAST = 5 };

	/* pictures are found by digests, as by those of addresses; documentation has that of "admin" */
	if (add_user_name(forms, user) && user.n >= LEAST)
		add_digests(forms, user);
}

/* The letters of help@acme.com where the site is help.acme.com: every page has them. */
static bool is_own_host(struct forms *forms, struct str letters)
{
	buf_clear(&forms->other);
	fold_add(forms->fold, FOLD_LOOKS, forms->own_domain, &forms->other);
	return letters.n != 0 && str_find(buf_view(&forms->other), letters) >= 0;
}

void forms_add_mail(struct forms *forms, struct str mail, bool is_colleague)
{
	static const struct {
		const char *at, *dot;
	} spoken[] = {{"", ""},	       {"at", "dot"},	    {"at", ""},
		      {"", "dot"},     {"arroba", "punto"}, {"malpa", "kropka"},
		      {"at", "punkt"}, {"arobase", "point"}};
	ptrdiff_t at = str_rfind_char(mail, '@');
	struct str local, domain, plain;

	mail = str_trim(mail);
	if (at <= 0 || (size_t)at + 1 >= mail.n)
		return;
	local = str_slice(mail, 0, (size_t)at);
	domain = str_from(mail, (size_t)at + 1);
	/* reserved for documentation: nobody's */
	if (str_eq_nocase(domain, STR("example.com")) || str_eq_nocase(domain, STR("example.org")) ||
	    str_eq_nocase(domain, STR("example.net")))
		return;
	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++) {
		add_words(&forms->other, mail, str_c(spoken[i].at), str_c(spoken[i].dot));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		if (is_own_host(forms, buf_view(&forms->letters)))
			continue;
		forms_put(forms, buf_view(&forms->letters), RULE_MAIL,
			  FORM_ANY_SPLIT | FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
		if (i == 0)
			forms_put_mirrored(forms, buf_view(&forms->letters), FORM_ANY_SPLIT | FORM_ONE_EDGE);
	}
	add_digests(forms, mail);
	plain = str_find_char(local, '+') > 0 ? str_slice(local, 0, (size_t)str_find_char(local, '+')) : local;
	if (!words_has(WORDS_ROLES, plain) && !is_label_of_own_host(forms, plain)) {
		(void)add_user_name(forms, plain);
		if (plain.n != local.n) { /* without what is behind the plus it is the same mailbox */
			struct buf bare;

			buf_init(&bare, BUF_NO_LIMIT);
			buf_str(&bare, plain);
			buf_char(&bare, '@');
			buf_str(&bare, domain);
			add_words(&forms->other, buf_view(&bare), STR(""), STR(""));
			buf_clear(&forms->letters);
			fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
			forms_put(forms, buf_view(&forms->letters), RULE_MAIL, FORM_ANY_SPLIT | FORM_END_ANYWHERE, 0);
			add_digests(forms, buf_view(&bare));
			buf_release(&bare);
		}
	}
	if (!is_colleague)
		forms_add_domain(forms, domain);
}

/* How many digits the code of a country has at the beginning of an international number. */
static size_t country_code(struct str digits)
{
	static const char *const two[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
					  "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
					  "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
					  "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};

	if (digits.s[0] == '1' || digits.s[0] == '7')
		return 1;
	for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++)
		if (str_starts(digits, str_c(two[i])))
			return 2;
	return 3;
}

void forms_add_name_digests(struct forms *forms, struct str name)
{
	struct buf *lower = &forms->other;

	add_hex_digests(forms, name);
	buf_clear(lower);
	for (size_t i = 0; i < name.n; i++)
		buf_char(lower, str_lower_char(name.s[i]));
	add_hex_digests(forms, buf_view(lower));
}

/* As programs write a number before they make a digest of it: with the code of its country, and at home. */
static void add_number_digests(struct forms *forms, struct str whole, struct str national)
{
	static const struct {
		const char *before;
		bool is_whole;
	} written[] = {{"+", true}, {"", true}, {"00", true}, {"0", false}, {"", false}};
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++) {
		if (written[i].is_whole && whole.n == national.n)
			continue;
		buf_clear(&text);
		buf_str(&text, str_c(written[i].before));
		buf_str(&text, written[i].is_whole ? whole : national);
		add_hex_digests(forms, buf_view(&text));
	}
	buf_release(&text);
}

/* Without the code of its area, and backwards. */
static void add_number_parts(struct forms *forms, struct str digits)
{
	enum { SUBSCRIBER = 7, MOST = 15 };
	char turned[MOST];

	if (digits.n > SUBSCRIBER)
		forms_put(forms, str_from(digits, digits.n - SUBSCRIBER), RULE_PHONE,
			  FORM_DIGITS | FORM_ANY_SPLIT | FORM_NUMBERED, 0);
	if (digits.n < 8 || digits.n > MOST)
		return;
	for (size_t i = 0; i < digits.n; i++)
		turned[i] = digits.s[digits.n - 1 - i];
	forms_put(forms, str_n(turned, digits.n), RULE_REVERSED, FORM_DIGITS | FORM_ANY_SPLIT, 0);
}

void forms_add_phone(struct forms *forms, struct str phone)
{
	enum { WHOLE_MAX = 20 };
	struct buf *letters = &forms->letters;
	bool is_international = false;
	struct str digits, whole;
	ptrdiff_t trunk = str_find(phone, STR("(0)"));
	char kept[WHOLE_MAX];

	buf_clear(letters);
	phone = str_trim(phone);
	if (trunk >= 0) {
		fold_add(forms->fold, FOLD_LOOKS, str_slice(phone, 0, (size_t)trunk), letters);
		fold_add(forms->fold, FOLD_LOOKS, str_from(phone, (size_t)trunk + 3), letters);
	} else {
		fold_add(forms->fold, FOLD_LOOKS, phone, letters);
	}
	digits = buf_view(letters);
	for (size_t i = 0; i < digits.n; i++) /* "ext. 12", "x12" */
		if (!str_is_digit(digits.s[i]))
			digits.n = i;
	is_international = phone.n != 0 && phone.s[0] == '+';
	if (str_starts(digits, STR("00"))) {
		digits = str_from(digits, 2);
		is_international = true;
	}
	if (digits.n < 7)
		return;
	whole = digits;
	if (is_international)
		digits = str_from(digits, country_code(digits));
	else if (digits.s[0] == '0')
		digits = str_from(digits, 1);
	else if (digits.n == 11 && digits.s[0] == '1')
		digits = str_from(digits, 1);
	if (digits.n < 7)
		return;
	forms_put(forms, digits, RULE_PHONE, FORM_DIGITS | FORM_ANY_SPLIT | (digits.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
		  0);
	add_number_parts(forms, digits);
	if (whole.n > sizeof(kept))
		return;
	memcpy(kept, whole.s, whole.n); /* what it lies in is needed for the digests */
	add_number_digests(forms, str_n(kept, is_international ? whole.n : digits.n),
			   str_n(kept + whole.n - digits.n, digits.n));
}

/* "Acme Widgets GmbH & Co. KG" is found as "Acme Widgets". */
static const char *const legal_forms[] = {
    "gmbh", "mbh",   "co",	"kg",	"ag",	       "se",	  "ohg",   "ug",  "ev",	  "eg",	  "inc",
    "llc",  "ltd",   "limited", "corp", "corporation", "company", "plc",   "llp", "lp",	  "sa",	  "sas",
    "sarl", "srl",   "spa",	"bv",	"nv",	       "oy",	  "oyj",   "ab",  "as",	  "asa",  "aps",
    "sp",   "zoo",   "z",	"o",	"sro",	       "kft",	  "zrt",   "doo", "ooo",  "oao",  "zao",
    "tov",  "pty",   "pte",	"pvt",	"kk",	       "sl",	  "slu",   "lda", "ltda", "eurl", "gbr",
    "kgaa", "group", "holding", "the",	"and",	       "und",	  "oo",	   "ou",  "uab",  "sia",  "ehf",
    "hf",   "ood",   "eood",	"ad",	"sti",	       "dooel",	  "spolka"};

/* Is a word of a name its legal form? Names begin with some, too: "AD Solutions" is not "Solutions". */
static bool is_legal_form(struct str letters, bool is_first)
{
	static const char *const behind[] = {"ad", "hf", "oo", "ou", "sia", "spolka", "sti", "uab", NULL};

	if (is_first && str_is_any(letters, behind))
		return false;
	for (size_t i = 0; i < sizeof(legal_forms) / sizeof(*legal_forms); i++)
		if (str_eq(letters, str_c(legal_forms[i])))
			return true;
	return false;
}

static void add_organisation(struct forms *forms, struct str letters, size_t words, bool all_ordinary, size_t first)
{
	bool is_ascii = letters.n != 0 && (unsigned char)letters.s[0] < 0x80;

	if (letters.n < 4 || (words == 1 && (all_ordinary || (is_ascii && letters.n < 5))))
		return;
	if (is_ascii && words == 1 && letters.n <= 9) { /* "Personal", "Adaptive": one word, and mostly one of many */
		forms_put(forms, letters, RULE_ORGANISATION, FORM_CAPITAL | FORM_STRICT_EDGES | FORM_STEM, 0);
		return;
	}
	forms_put(forms, letters, RULE_ORGANISATION,
		  (words > 1 ? FORM_ANY_SPLIT | (all_ordinary ? FORM_CAPITAL : 0) : 0) | (words == 1 ? FORM_STEM : 0) |
		      (letters.n >= 10 && !all_ordinary	 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
		       : letters.n >= 8 && !all_ordinary ? FORM_ONE_EDGE
							 : 0),
		  words > 1 && (letters.n < 9 || all_ordinary) ? first : 0);
	if (letters.n >= 8)
		forms_put_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

/* Companies as they are written without spaces: 株式会社青葉精機. */
static void without_legal_forms(struct str name, struct buf *out)
{
	static const struct str signs[] = {
	    STR_INIT("株式会社"), STR_INIT("有限会社"),	    STR_INIT("合同会社"),     STR_INIT("(株)"),
	    STR_INIT("㈱"),	  STR_INIT("股份有限公司"), STR_INIT("有限责任公司"), STR_INIT("有限公司"),
	    STR_INIT("股份公司"), STR_INIT("公司"),	    STR_INIT("주식회사"),     STR_INIT("(주)"),
	    STR_INIT("유한회사"), STR_INIT("ООО "),	    STR_INIT("ЗАО "),	      STR_INIT("ОАО "),
	    STR_INIT("ПАО "),	  STR_INIT("АО "),	    STR_INIT("ТОВ "),	      STR_INIT("ТзОВ "),
	    STR_INIT("ИП "),	  STR_INIT("ФОП "),
	};

	for (size_t at = 0; at < name.n;) {
		size_t n = 0;

		for (size_t i = 0; n == 0 && i < sizeof(signs) / sizeof(*signs); i++)
			if (str_starts(str_from(name, at), signs[i]))
				n = signs[i].n;
		buf_str(out, n != 0 ? STR(" ") : str_slice(name, at, at + 1));
		at += n != 0 ? n : 1;
	}
}

/* 苏州青禾软件: the town in front is none of the name. */
static void add_without_town(struct forms *forms, struct str name)
{
	enum { TOWN = 6, LEAST = 12 }; /* bytes of two and of four characters */

	name = str_trim(name);
	if (name.n < TOWN + LEAST || forms_leading_han(name) * 3 < name.n)
		return;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, str_from(name, TOWN), &forms->letters);
	forms_put(forms, buf_view(&forms->letters), RULE_ORGANISATION, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
}

/* Blauwasser Feinmechanik: "at Blauwasser" is enough, unlike "at Global". */
static void add_first_word(struct forms *forms, struct str letters)
{
	enum { LEAST = 7, TYPOS_LEAST = 9 };

	if (letters.n < LEAST || (unsigned char)letters.s[0] >= 0x80 || forms_is_ordinary(letters) ||
	    words_has(WORDS_USUAL, letters) || words_has(WORDS_COMPANIES, letters))
		return;
	forms_put(forms, letters, RULE_ORGANISATION,
		  FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES | FORM_NO_SPLIT | FORM_STEM, 0);
	if (letters.n >= TYPOS_LEAST)
		forms_put_halves(forms, letters, RULE_ORGANISATION);
}

/* Without the vowel at its end, which endings take the place of: Drevo, "v Dreve". */
static void put_inflected(struct forms *forms, struct str letters, size_t first)
{
	enum { NOUN = 4 };

	forms_put(forms, letters, RULE_ORGANISATION, FORM_ANY_SPLIT | FORM_STEM, 0);
	if (letters.n >= first + NOUN && strchr("aeo", letters.s[letters.n - 1]) != NULL)
		forms_put(forms, str_slice(letters, 0, letters.n - 1), RULE_ORGANISATION, FORM_ANY_SPLIT | FORM_STEM,
			  0);
}

/* Północny Szlak is "z Północnego Szlaku", Северный Порт "из Северного Порта": a Slavic adjective in front has its own
 * endings. */
static void add_inflected(struct forms *forms, struct str letters, size_t first)
{
	static const struct swap endings[] = {
	    {"y", "ego"},   {"y", "eho"},   {"y", "emu"},  {"y", "ym"},	  {"i", "iego"}, {"i", "iemu"}, {"i", "im"},
	    {"a", "ej"},    {"a", "e"},	    {"e", "eho"},  {"e", "emu"},  {"e", "em"},	 {"e", "ego"},	{"e", "ym"},
	    {"yi", "ogo"},  {"yi", "omu"},  {"yi", "ym"},  {"yi", "om"},  {"yi", "y"},	 {"yi", "yj"},	{"aia", "oi"},
	    {"aia", "uiu"}, {"aia", "aya"}, {"oe", "ogo"}, {"oe", "omu"}, {"oe", "ym"},	 {"oe", "om"},	{"ii", "ego"},
	    {"ii", "emu"},  {"ii", "im"},   {"ii", "em"},  {"ii", "y"},	  {NULL, NULL}};
	enum { LEAST = 10, ADJECTIVE = 5 };

	if (letters.n < LEAST || first < ADJECTIVE || first + 3 > letters.n)
		return;
	for (const struct swap *ending = endings; ending->from != NULL; ending++) {
		if (!str_ends(str_slice(letters, 0, first), str_c(ending->from)))
			continue;
		buf_clear(&forms->other);
		buf_str(&forms->other, str_slice(letters, 0, first - strlen(ending->from)));
		buf_str(&forms->other, str_c(ending->to));
		buf_str(&forms->other, str_from(letters, first));
		put_inflected(forms, buf_view(&forms->other), first);
	}
}

/* "Orchard Lane Interiors": what a company does is what people leave out first. */
static bool is_trade(struct str letters)
{
	static const char *const trades[] = {
	    "apps",	 "architects",	 "bakery",	"brewery",  "clinic",	    "engineering",
	    "foundry",	 "hospital",	 "instruments", "joinery",  "laboratories", "laboratory",
	    "machinery", "packaging",	 "printers",	"printing", "pharma",	    "pharmaceuticals",
	    "practice",	 "publishing",	 "school",	"winery",   "bau",	    "builders",
	    "catering",	 "cleaning",	 "consultants", "dairy",    "design",	    "designs",
	    "energy",	 "events",	 "farms",	"foods",    "handel",	    "health",
	    "hotel",	 "hotels",	 "interiors",	"kitchens", "labs",	    "legal",
	    "logistik",	 "media",	 "motors",	"plumbing", "pumpen",	    "security",
	    "services",	 "shipping",	 "software",	"solar",    "solutions",    "studio",
	    "studios",	 "supplies",	 "supply",	"systeme",  "systems",	    "tech",
	    "technik",	 "technologies", "technology",	"tekstil",  "textiles",	    "tools",
	    "trade",	 "traders",	 "trading",	"training", "transport",    "transports",
	    "travel",	 "works",	 NULL};

	return str_is_any(letters, trades) || words_has(WORDS_COMPANIES, letters);
}

/* Saltmarsh in "Saltmarsh Veterinary Practice": what stands before the last word is its alone. */
static bool is_of_nobody_else(struct str letters)
{
	enum { LEAST = 7 };

	return letters.n >= LEAST && (unsigned char)letters.s[0] < 0x80 && !forms_is_ordinary(letters) &&
	       !words_has(WORDS_USUAL, letters) && !is_common(letters) && !is_brand(letters) && !is_trade(letters);
}

void forms_add_organisation(struct forms *forms, struct str name)
{
	struct buf plain;
	struct buf joined[4]; /* of either spelling; with "and", with "und" where there is an '&' */
	size_t words = 0, from = 0, firsts[2] = {0, 0}, before_last[4] = {0, 0, 0, 0};
	bool all_ordinary = true, has_and = false, ends_with_trade = false, is_branded = false;
	bool is_own = false, front_is_own = false; /* a word that nobody else has; before the last one */
	bool all_common[2] = {true, true};	   /* without the last word; with it */
	size_t and_end = 0;			   /* of "and", behind the first word */
	struct str all;

	for (int i = 0; i < 4; i++)
		buf_init(&joined[i], BUF_NO_LIMIT);
	buf_init(&plain, BUF_NO_LIMIT);
	without_legal_forms(name, &plain);
	all = buf_view(&plain);
	add_without_town(forms, all);
	for (size_t at = 0; at <= all.n; at++) {
		char c = at < all.n ? all.s[at] : ' ';
		struct variants variants;
		struct str word = str_slice(all, from, at);

		if (!str_is_space(c) && strchr(",()/\"-", c) == NULL)
			continue;
		from = at + 1;
		if (str_eq(word, STR("&"))) {
			has_and = true;
			buf_lit(&joined[2], "and");
			buf_lit(&joined[3], "und");
			and_end = words == 1 ? joined[2].n : 0;
		}
		forms_spell(forms, word, &variants);
		if (variants.n == 0 || is_legal_form(forms_variant(&variants, 0), words == 0))
			continue;
		ends_with_trade = is_trade(forms_variant(&variants, 0));
		is_branded = is_branded || (words == 0 && is_brand(forms_variant(&variants, 0)));
		for (unsigned i = 0; i < 4; i++)
			before_last[i] = joined[i].n;
		front_is_own = is_own;
		is_own = is_own || is_of_nobody_else(forms_variant(&variants, 0));
		all_ordinary = all_ordinary && (forms_is_ordinary(forms_variant(&variants, 0)) ||
						words_has(WORDS_USUAL, forms_variant(&variants, 0)));
		all_common[0] = all_common[1];
		all_common[1] = all_common[1] && is_common(forms_variant(&variants, 0));
		for (unsigned i = 0; words == 0 && !is_branded && at < all.n && i < variants.n; i++)
			if (!variants.at[i].is_heard)
				add_first_word(forms, forms_variant(&variants, i));
		if (words++ == 0) {
			firsts[0] = variants.at[0].n;
			firsts[1] = variants.at[variants.n > 1].n;
		}
		for (unsigned i = 0; i < 4; i++)
			buf_str(&joined[i], forms_variant(&variants, i == 1 && variants.n > 1 ? 1 : 0));
	}
	for (int i = 0; i < (has_and && words > 1 ? 4 : 2); i++)
		add_organisation(forms, buf_view(&joined[i]), words, all_ordinary,
				 i >= 2 && and_end != 0 ? and_end : firsts[0]);
	/* "Dear Orchard Lane team": with capitals, and where people go with a company, for "Open Source" is none */
	forms->extra = front_is_own && !is_branded ? FORM_CAPITAL : FORM_NEAR;
	for (int i = 0; i < 2 && words > 2 && (ends_with_trade || front_is_own) && !(is_branded && all_common[0]); i++)
		add_organisation(forms, str_slice(buf_view(&joined[i]), 0, before_last[i]), words - 1, true, firsts[0]);
	/* "Kestrel and Finch" of Kestrel & Finch Logistics: two names with their capitals */
	forms->extra = FORM_CAPITAL;
	for (int i = 2; i < 4 && words == 3 && and_end != 0 && (ends_with_trade || front_is_own); i++)
		add_organisation(forms, str_slice(buf_view(&joined[i]), 0, before_last[i]), words - 1, true, and_end);
	forms->extra = 0;
	for (int i = 0; i < 2 && words == 2 && !all_ordinary; i++)
		add_inflected(forms, buf_view(&joined[i]), firsts[i]);
	for (int i = 0; i < 4; i++)
		buf_release(&joined[i]);
	buf_release(&plain);
}

/* A-771930-Q: what is all digits says it alone when it is long, or behind "no." and the like. */
static void add_id_part(struct forms *forms, struct str digits)
{
	enum { LEAST = 5, SURE = 7 };

	if (digits.n >= LEAST)
		forms_put(forms, digits, RULE_EXTERNAL_ID,
			  FORM_DIGITS | FORM_NO_SPLIT | (digits.n < SURE ? FORM_NUMBERED : 0), 0);
}

void forms_add_external_id(struct forms *forms, struct str id)
{
	struct str letters;
	size_t digits = 0, letters_n;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, id, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		digits += str_is_digit(letters.s[i]);
	letters_n = letters.n;
	if (letters.n < 5 || (digits == letters.n && letters.n < 6) || digits == 0)
		return;
	forms_put(
	    forms, letters, RULE_EXTERNAL_ID,
	    (digits == letters.n ? FORM_DIGITS | (digits >= 10 ? FORM_ANY_SPLIT : FORM_NO_SPLIT) : FORM_ANY_SPLIT) |
		(letters.n >= 10 ? FORM_ONE_EDGE : 0),
	    0);
	for (size_t at = 0, from = 0; digits != letters_n && at <= id.n; at++) {
		if (at < id.n && str_is_digit(id.s[at]))
			continue;
		add_id_part(forms, str_slice(id, from, at));
		from = at + 1;
	}
}
