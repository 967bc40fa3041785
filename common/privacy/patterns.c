/*
 * What has a shape: addresses, numbers, paths, secrets. One table of expressions,
 * each with a validator; PCRE2 with its compiler, and with limits: where one
 * gives up the line is taken as unreadable.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "common/hash.h"
#include "common/mem.h"
#include "common/privacy/checks.h"
#include "common/privacy/months.h"
#include "common/privacy/places.h"
#include "common/privacy/scan.h"

#include <pcre2.h>

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, BEYOND = 512, BARE_MOST = 64, CONTEXT = 48, VERSION_MOST = 20 };

struct hit {
	const struct scan *scan;
	const struct places *places;
	size_t from, to;
	struct str text; /* of the shadow, with capitals */
	char bare[BARE_MOST + 1];
	struct str packed; /* without separators, upper case */
};

struct pattern {
	const char *rule;
	enum redact_type type;
	uint8_t place, back; /* it begins at a place of that kind or up to so many bytes in front of it */
	const char *expression;
	bool (*check)(struct hit *hit); /* may shorten it */
	enum strength strength;
};

/* Is a keyword of that kind shortly before? */
static bool is_after(const struct hit *hit, enum place words)
{
	return places_any(hit->places, words, hit->from > CONTEXT ? hit->from - CONTEXT : 0, hit->from);
}

static bool is_kept(const struct hit *hit, struct str low)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, low);

	return flags != NULL && (*flags & WORD_KEEP) != 0;
}

static bool is_email(struct hit *hit)
{
	static const char *const units[] = {".service", ".socket", ".timer", ".target", ".mount",
					    ".png",	".jpg",	   ".js",    NULL};
	ptrdiff_t at = str_rfind_char(hit->text, '@');
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), local = str_slice(low, 0, (size_t)at);
	static const char *const samples[] = {"user",	   "name", "you",  "username", "someone",
					      "your.name", "foo",  "test", NULL};

	if (is_kept(hit, low))
		return false;
	for (const char *const *unit = units; *unit != NULL; unit++)
		if (str_ends(low, str_c(*unit)))
			return false;
	if (str_eq(local, STR("git")) && hit->to < hit->scan->text.n && hit->scan->text.s[hit->to] == ':')
		return false;
	for (const char *const *sample = samples; *sample != NULL; sample++)
		if (str_eq(local, str_c(*sample)) &&
		    (str_ends(low, STR("@example.com")) || str_ends(low, STR("@example.org"))))
			return false;
	if (str_starts(low, STR("your")) && (str_find(low, STR("@email")) > 0 || str_find(low, STR("@example")) > 0))
		return false; /* "youralias@emailaddress.com" */
	if (str_starts(local, STR("user.name")) || str_starts(local, STR("first.last")) ||
	    str_starts(local, STR("firstname.lastname")))
		return str_find(low, STR("@example.")) < 0;
	return low.n <= 320;
}

/* "name at host.org": not "look at host.org" */
static bool is_spoken_email(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), word;
	static const char others[] =
	    " look available hosted see found is are docs here me us server running file page site run live it "
	    "website and located more out visit find read online documentation up them book chat meet join "
	    "join there listen listens starts hosting support contact directly team not or on only ";
	size_t n = 0;
	char padded[40];
	bool marked = str_find(low, STR("(")) >= 0 || str_find(low, STR("[")) >= 0 || str_find(low, STR("{")) >= 0 ||
		      str_find(low, STR(" dot ")) >= 0 || str_find(hit->text, STR(" AT ")) >= 0 ||
		      str_find(low, STR("<")) >= 0;

	while (n < low.n && low.s[n] != ' ' && low.s[n] != '(' && low.s[n] != '[' && low.s[n] != '{' && low.s[n] != '<')
		n++;
	word = str_slice(low, 0, n);
	if (marked)
		return true;
	if (n + 2 > sizeof(padded))
		return true;
	padded[0] = ' ';
	memcpy(padded + 1, word.s, n);
	padded[n + 1] = ' ';
	if (str_find(str_c(others), str_n(padded, n + 2)) >= 0)
		return false;
	return hit->from > 0 && strchr("<(:\n", hit->scan->text.s[hit->from - 1]) != NULL;
}

/* "Jenkins 4.7.0.1" */
static bool is_behind_product(const struct hit *hit)
{
	size_t to = hit->from, from;
	const uint32_t *flags;

	if (to > 0 && hit->scan->text.s[to - 1] == ' ')
		to--;
	for (from = to; from > 0 && str_is_alnum(hit->scan->low.s[from - 1]);)
		from--;
	flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, from, to));
	return from < to && hit->scan->text.s[from] >= 'A' && hit->scan->text.s[from] <= 'Z' && flags != NULL &&
	       (*flags & (WORD_NEVER | WORD_KEEP)) != 0 && (*flags & WORD_PLAIN) == 0;
}

static bool is_ip(struct hit *hit)
{
	static const char *const versions[] = {"version", "release", " v", "ver.", "build", "oid", NULL};
	uint8_t b[4];
	size_t from = hit->from > 12 ? hit->from - 12 : 0;
	struct str before = str_slice(hit->scan->low, from, hit->from);

	ptrdiff_t slash = str_find_char(hit->text, '/'); /* a network */

	if (!check_ipv4(slash > 0 ? str_slice(hit->text, 0, (size_t)slash) : hit->text, b))
		return false;
	for (const char *const *word = versions; *word != NULL; word++)
		if (str_find(before, str_c(*word)) >= 0)
			return false;
	if (b[0] < VERSION_MOST && (is_behind_product(hit) || (slash < 0 && b[2] == 0 && b[3] == 0)))
		return false; /* no machine is called so, but a version is */
	if (b[0] == 0 || b[0] == 127 || b[0] == 255 ||
	    (b[0] < 10 && b[1] < 10 && b[2] < 30 && b[3] < 10 && b[0] == b[1]))
		return false;
	if ((b[0] == 192 && b[1] == 0 && b[2] == 2) || (b[0] == 198 && b[1] == 51 && b[2] == 100) ||
	    (b[0] == 203 && b[1] == 0 && b[2] == 113))
		return false;
	return !str_eq(hit->text, STR("8.8.8.8")) && !str_eq(hit->text, STR("8.8.4.4")) &&
	       !str_eq(hit->text, STR("1.1.1.1")) && !str_eq(hit->text, STR("9.9.9.9")) &&
	       !str_eq(hit->text, STR("255.255.255.0"));
}

static bool is_ipv6(struct hit *hit)
{
	struct str low = str_slice(hit->scan->low, hit->from, hit->to);
	size_t colons = 0, digits = 0;
	bool doubled = str_find(low, STR("::")) >= 0;

	for (size_t i = 0; i < low.n; i++) {
		colons += low.s[i] == ':';
		digits += str_is_digit(low.s[i]);
	}
	if (colons < 2 || colons > 7 || (!doubled && colons != (str_find_char(low, '.') > 0 ? 6u : 7u)) || low.n < 6 ||
	    digits == 0)
		return false;
	return !str_starts(low, STR("2001:db8:")) && !str_eq(low, STR("::1"));
}

static bool is_mac(struct hit *hit)
{
	for (size_t i = 1; i < hit->packed.n; i++)
		if (hit->packed.s[i] != hit->packed.s[0])
			return true;
	return false;
}

/* What follows the number may look like more of it. */
static bool is_iban(struct hit *hit)
{
	size_t n = check_iban_length(hit->packed), at = hit->from;

	if (n == 0 || n > hit->packed.n || !check_iban(str_slice(hit->packed, 0, n)))
		return false;
	for (size_t seen = 0; seen < n; at++)
		seen += str_is_alnum(hit->scan->text.s[at]);
	hit->to = at;
	return at >= hit->scan->text.n || !str_is_alnum(hit->scan->text.s[at]);
}

/* Polish account numbers are mostly written without the country. */
static bool is_polish_account(struct hit *hit)
{
	char iban[BARE_MOST + 1] = "PL";

	if (hit->packed.n != 26)
		return false;
	memcpy(iban + 2, hit->packed.s, hit->packed.n);
	return check_iban(str_n(iban, 28));
}

static bool is_card(struct hit *hit)
{
	if (hit->packed.n >= 13 && hit->packed.s[0] == '1' && hit->packed.n == hit->text.n)
		return false; /* milliseconds since 1970 */
	return check_card(hit->packed) ||
	       (hit->packed.n >= 15 && hit->packed.n <= 16 && is_after(hit, PLACE_CARD_WORD));
}

static bool is_ssn(struct hit *hit)
{
	return check_ssn(hit->packed);
}

static bool is_id_after_word(struct hit *hit)
{
	size_t digits = 0;

	for (size_t i = 0; i < hit->packed.n; i++)
		digits += str_is_digit(hit->packed.s[i]);
	return digits >= 4 && hit->packed.n >= 5 && hit->packed.n <= 26 && is_after(hit, PLACE_ID_WORD);
}

static bool is_national(struct hit *hit)
{
	const char *name = check_national(hit->packed);
	bool grouped = hit->packed.n != hit->text.n;

	if (name == NULL)
		return hit->packed.n == 17 && check_vin(hit->packed);
	if (hit->packed.n <= 10 || !grouped)
		return is_after(hit, PLACE_ID_WORD) || (hit->packed.n == 11 && strcmp(name, "pesel") == 0) ||
		       hit->packed.n >= 15;
	return true;
}

static bool is_mixed(struct hit *hit)
{
	return check_national_mixed(hit->packed) != NULL || check_vin(hit->packed);
}

static size_t digits_of(const struct hit *hit, char *digits, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < hit->text.n && n < room; i++)
		if (str_is_digit(hit->text.s[i]))
			digits[n++] = hit->text.s[i];
	return n;
}

static bool is_international(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits));

	return n >= 7 && n <= 21 && check_calling_code(str_n(digits, n)) != 0;
}

static bool is_phone_after_word(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits));
	struct str t = hit->text;

	/* "550-5.1.1", what mail servers answer; "page.py?answer=153463" */
	for (size_t i = 2; i < t.n; i++)
		if (t.s[i] == '.' && t.s[i - 2] == '.')
			return false;
	if (hit->from > 0 && hit->scan->text.s[hit->from - 1] == '=')
		return false;
	return n >= 5 && n <= 15 && is_after(hit, PLACE_PHONE_WORD);
}

static bool is_short_number(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits));

	return n >= 6 && n <= 22;
}

/* Groups that are neither a date nor a version. */
static bool is_national_phone(struct hit *hit)
{
	char digits[24];
	size_t n = digits_of(hit, digits, sizeof(digits)), dots = 0;
	struct str t = hit->text;

	for (size_t i = 0; i < t.n; i++)
		dots += t.s[i] == '.';
	if (n < 9 || n > 14 || (dots == 1) || (dots == 3 && n < 9))
		return false;
	return !(n == 8 && (str_starts(t, STR("19")) || str_starts(t, STR("20"))));
}

static bool is_person_account(struct hit *hit)
{
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from, hit->to));

	return flags == NULL || (*flags & (WORD_ACCOUNT | WORD_KEEP)) == 0;
}

enum { HASH_LEAST = 12 };

/* "@142", "@ce5b416deb2d": a number, a revision. */
static bool is_number_or_hash(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		digits += str_is_digit(s.s[i]);
		if (str_hex_value(s.s[i]) < 0)
			return false;
	}
	return digits == s.n || (digits != 0 && s.n >= HASH_LEAST);
}

/* "@anna.nowak", not "@app.route": else the part before the point. */
static bool is_dotted_name(struct hit *hit)
{
	size_t point = hit->from + (size_t)str_find_char(hit->text, '.');
	const uint32_t *flags = wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from + 1, point));

	return flags != NULL && (*flags & WORD_FIRST) != 0;
}

static bool is_handle(struct hit *hit)
{
	const uint32_t *flags =
	    wordset_find(&hit->scan->rules->words, str_slice(hit->scan->low, hit->from + 1, hit->to));

	if (is_number_or_hash(str_from(hit->text, 1)))
		return false;
	if (str_find_char(hit->text, '.') > 0 && !is_dotted_name(hit))
		return false;
	/* "@csv", "@arguments": of a program; "@rose" is somebody */
	if (flags != NULL && (*flags & (WORD_PLAIN | WORD_NEVER)) != 0 &&
	    (*flags & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == 0)
		return false;
	return hit->text.n > 2 && (flags == NULL || (*flags & (WORD_ACCOUNT | WORD_KEEP)) == 0) &&
	       (hit->to >= hit->scan->text.n || strchr("/({", hit->scan->text.s[hit->to]) == NULL);
}

/* What is written where a user name would be: no everyday word, no file, no number. */
static bool is_user_name(struct hit *hit)
{
	static const char *const ends[] = {".com",  ".org", ".net",  ".php", ".html", ".js",  ".py",  ".rb",   ".txt",
					   ".log",  ".xml", ".json", ".exe", ".dll",  ".cfg", ".ini", ".conf", ".sh",
					   ".java", ".c",   ".h",    ".md",  ".yml",  ".css", NULL};
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), rest = low, part;
	bool unknown = false, digit = false, mark = false, camel = false;

	while (low.n != 0 && (low.s[low.n - 1] == '.' || low.s[low.n - 1] == '-')) {
		low.n--;
		hit->to--;
	}
	if (low.n < 3 || str_is_digit(low.s[0]))
		return false;
	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(low, str_c(*end)))
			return false;
	for (size_t i = 0; i < low.n; i++) {
		digit = digit || str_is_digit(low.s[i]);
		mark = mark || low.s[i] == '.' || low.s[i] == '_';
		camel = camel || (i > 0 && hit->text.s[i] >= 'A' && hit->text.s[i] <= 'Z');
	}
	if (camel || hit->text.s[0] < 'a')
		return false; /* a class, a constant */
	rest = low;
	while (rest.n != 0) {
		const uint32_t *flags;
		size_t n = 0;

		while (n < rest.n && strchr("._-\\", rest.s[n]) == NULL)
			n++;
		part = str_slice(rest, 0, n);
		rest = str_from(rest, n < rest.n ? n + 1 : n);
		flags = wordset_find(&hit->scan->rules->words, part);
		if (flags != NULL && (*flags & (WORD_ACCOUNT | WORD_KEEP | WORD_NEVER)) != 0)
			return false;
		unknown = unknown || (part.n > 2 && (flags == NULL || (*flags & (WORD_FIRST | WORD_LAST)) != 0));
	}
	return unknown && (low.n > 3 || digit || mark);
}

/* The same without a sign between it and its keyword: only what cannot be a word. */
static bool is_sure_user_name(struct hit *hit)
{
	bool digit = false, mark = false;

	if (!is_user_name(hit))
		return false;
	for (size_t i = hit->from; i < hit->to; i++) {
		digit = digit || str_is_digit(hit->scan->low.s[i]);
		mark = mark || hit->scan->low.s[i] == '.' || hit->scan->low.s[i] == '_';
	}
	return (digit || mark) && (hit->to >= hit->scan->text.n || strchr("(/=[", hit->scan->text.s[hit->to]) == NULL);
}

/* "/users/anna": not "/users/list". */
static bool is_member(struct hit *hit)
{
	size_t from = hit->from;

	while (from > 0 && !str_is_space(hit->scan->text.s[from - 1]) && hit->from - from < 120)
		from--;
	return is_user_name(hit) && str_find(str_slice(hit->scan->low, from, hit->from), STR("://")) >= 0;
}

static bool is_named(struct hit *hit)
{
	return hit->text.n > 2 && str_find_char(hit->text, ' ') > 0;
}

static bool is_secret_value(struct hit *hit)
{
	struct str t = hit->text, low = str_slice(hit->scan->low, hit->from, hit->to);
	static const char *const samples[] = {"xxxx",	  "your",   "example", "changeme", "****",  "....",
					      "password", "secret", "<",       "${",	   "$(",    "{{",
					      "$env",	  "null",   "none",    "true",	   "false", "string",
					      "token",	  "[",	    "system.", "get-",	   NULL};
	bool lower = false, upper = false, digit = false, other = false;

	for (size_t i = 0; i < t.n; i++) {
		lower = lower || (t.s[i] >= 'a' && t.s[i] <= 'z');
		upper = upper || (t.s[i] >= 'A' && t.s[i] <= 'Z');
		digit = digit || str_is_digit(t.s[i]);
		other = other || !str_is_alnum(t.s[i]);
	}
	if (hit->from > 18 &&
	    str_find(str_slice(hit->scan->low, hit->from - 18, hit->from), STR("publickeytoken")) >= 0)
		return false; /* of an assembly */
	for (const char *const *sample = samples; *sample != NULL; sample++)
		if (str_starts(low, str_c(*sample)) && (!digit || !str_is_alpha((*sample)[0]) || low.n < 16))
			return false;
	return t.n >= 4 && digit + lower + upper + (other && !str_ends(t, STR("."))) >= 2 &&
	       (digit || other || t.n >= 16) && t.s[0] != '$' && t.s[0] != '-' && t.s[0] != '(' && t.s[0] != '@';
}

/* Random enough for a key: no word, no version, no path. */
static bool is_key(struct hit *hit)
{
	struct str t = hit->text;
	size_t digits = 0, letters = 0, others = 0;

	for (size_t i = 0; i < t.n; i++) {
		digits += str_is_digit(t.s[i]);
		letters += str_is_alpha(t.s[i]);
		others += t.s[i] == '.' || t.s[i] == '/' || t.s[i] == ':';
	}
	return t.n >= 12 && digits >= 2 && letters >= 3 && others <= 3 && digits * 12 >= t.n && is_secret_value(hit);
}

static bool is_mixed_case(struct hit *hit)
{
	bool lower = false, digit = false;

	for (size_t i = 3; i < hit->text.n; i++) {
		lower = lower || (hit->text.s[i] >= 'a' && hit->text.s[i] <= 'z');
		digit = digit || str_is_digit(hit->text.s[i]);
	}
	return lower && digit;
}

static bool has_digit(struct hit *hit)
{
	for (size_t i = 0; i < hit->text.n; i++)
		if (str_is_digit(hit->text.s[i]))
			return true;
	return false;
}

#define L "[A-Za-z\\x80-\\xff]"
#define N "[A-Za-z0-9\\x80-\\xff]"
#define CAP "[A-Z\\xc3-\\xdf]"
#define NOT_IN_WORD "(?<![A-Za-z0-9\\x80-\\xff_])"
#define NO_WORD_NEXT "(?![A-Za-z0-9\\x80-\\xff_])"
#define CAPWORDS \
	CAP L "*(?:['.-]" L "+)*\\.?(?: (?:" CAP L "*\\.?|de|la|of|the|van|von|du|des|der|den)(?:['-]" L "+)*){0,4}"
#define SECRET_WORDS \
	"(?:passw(?:or)?d|passwort|passphrase|pwd|kennwort|mot de " \
	"passe|contrasena|senha|haslo|wachtwoord|losenord|parola|" \
	"secret|token|api_?-?key|apikey|auth_?key|access_?-?key|accountkey|account_?sid|private_?-?key|client_?id|" \
	"credential|encryption_?key|_key|_pass|auth|signing|signature)"
#define ASSIGNED "(?::{1,3}=|=>|={1,3}|\\?=|\\|\\|[:=]?|:|,|>|!=)"
/* The rest of a name that has a keyword in it, and what assigns. */
#define BEHIND_KEYWORD "[\\w.\\]-]{0,30}[\"'`)\\]]{0,3}\\s{0,3}" ASSIGNED
#define USER_WORDS \
	"\\b(?:user(?:[_ -]?(?:name|id|login|account))?|log[io]n(?:[_ " \
	"-]?(?:name|id))?|uid|usuario|benutzer(?:name|kennung)?|" \
	"anmeldename|angemeldet|kennung|nom d'utilisateur|utilisateur|utente|uzytkownik|kullanici(?: " \
	"adi)?|gebruiker(?:snaam)?|" \
	"bruker(?:navn)?|anvandar(?:e|namn)|kayttaja|skype(?: id)?|wechat(?: " \
	"id)?|identity|samaccountname|logname|nick(?:name)?|" \
	"logged in|logged on|account)"
#define EXTENSION "(?:,? ?(?:x|ext\\.?|#|extension|poste|durchwahl|anexo|int\\.?) ?\\d{1,6})?"
#define SERVICES \
	"adafruit|adobe|airtable|algolia|alibaba|aliyun|asana|atlassian|confluence|jira|authress|aws|amazon|a" \
	"zure|beamer|bitbucket|bittrex|meraki|clickhouse|clojars|cloudflare|codecov|cohere|CO_API|coinbase|co" \
	"nfluent|contentful|contribsys|databricks|datadog|digitalocean|discord|doppler|drone|dropbox|duffel|d" \
	"ynatrace|easypost|etsy|facebook|fastly|finicity|finnhub|flickr|flutterwave|frameio|freemius|freshboo" \
	"ks|gcp|gitee|github|gitlab|gitter|gocardless|grafana|harness|hashicorp|heroku|hubspot|huggingface|ib" \
	"m|infracost|intercom|intra42|jfrog|artifactory|kraken|kucoin|launchdarkly|linear|linkedin|lob|looker" \
	"|mailchimp|mailgun|mandrill|mapbox|mattermost|maxmind|messagebird|message-bird|netlify|new-?relic|ne" \
	"wrelic|notion|npm|nuget|nytimes|new-york-times|newyorktimes|octopus|okta|openai|openshift|perplexity" \
	"|plaid|planetscale|postman|prefect|private_?ai|pulumi|rapidapi|readme|rubygems|scalingo|sendbird|sen" \
	"dgrid|sendinblue|sentry|shippo|shopify|slack|snyk|softlayer|sonar|sourcegraph|square|squarespace|str" \
	"ipe|sumo|telegram|telegr|travis|twilio|twitch|twitter|typeform|vault|yandex|zendesk|cloudant|(?<![a-" \
	"z])sl|cos|hmac|iam"
#define DAY_TIME \
	"(?:(?:T|,? (?:(?:at|um|kl\\.?|o|a) )?)\\d{1,2}:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?: " \
	"?[AaPp]\\.?[Mm]\\b\\.?)?" \
	"(?: ?(?:Z|UTC|GMT|CES?T|[ECMP][DS]T)?(?:[+-]\\d\\d:?\\d\\d)?\\b)?)?"
#define TOWN \
	"(?:[,;]?\\s{1,3}(?:(?:Apt|Suite|Ste|Unit|Flat|Floor|Fl|apt|suite|m\\.|lok\\.)\\.? ?#?\\w+))?" \
	"(?:,?\\s{1,3}(?:[A-Z]{1,2}-)?\\d{2,5}(?:[ -]\\d{2,3})?,? " CAPWORDS ")?" \
	"(?:,?\\s{1,3}" CAPWORDS ",?\\s{1,3}(?:[A-Z]{2,3} )?(?:\\d{4,5}(?:-\\d{4})?|[A-Z]\\d[A-Z] " \
	"?\\d[A-Z]\\d|[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}))?"

static const struct pattern patterns[] = {
    /* secrets */
    {"private key", REDACT_SECRET, PLACE_KEY_BLOCK, 0,
     "-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\\z)", NULL,
     STRENGTH_SECRET},
    {"putty key", REDACT_SECRET, PLACE_KEY_BLOCK, 0, "PuTTY-User-Key-File(?s:.*?)(?:Private-MAC: \\w+|\\z)", NULL,
     STRENGTH_SECRET},
    {"json token", REDACT_SECRET, PLACE_LONG, 24,
     "\\b(?:ey[A-Za-z0-9_-]{10,}\\.(?:ey)?[A-Za-z0-9_-]{5,}\\.?[A-Za-z0-9_-]*|ZXlK[A-Za-z0-9+/=]{20,})", NULL,
     STRENGTH_SECRET},
    {"service token", REDACT_SECRET, PLACE_LONG, 24,
     "\\b(?:(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}|ABSK[A-Za-z0-9+/]{100,}=*|bedrock-api-key-[A-Za-z0-9+/"
     "=]+|AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|"
     "gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{22,}|gl(?:pat|ptt|rt|cbt|dt|ft|imt|agent|oas|soat|ffct|feat)-[\\w=.-]{"
     "20,}|GR1348941[\\w-]{20}|"
     "_gitlab_session=\\w{32}|ATATT3[\\w=-]{50,}|ATCTT3[\\w=-]{50,}|npm_[A-Za-z0-9]{36}|pypi-AgEI[\\w-]{50,}|rubygems_["
     "a-f0-9]{48}|"
     "dckr_(?:pat|oat)_[\\w-]{27,}|oy2[a-z0-9]{43}|AKCp[A-Za-z0-9]{60,}|cmVmd[A-Za-z0-9]{50,}|"
     "xox[abeoprs](?:\\.xox[bp])?-[\\w-]{10,}|xapp-\\d-[A-Z0-9]+-\\d+-\\w+|SG\\.[\\w.-]{40,}|key-[a-f0-9]{32}|"
     "pubkey-[a-f0-9]{32}|[a-f0-9]{32}-us\\d{1,2}|(?:AC|SK)[a-f0-9]{32}|(?:sk|rk|pk)_(?:test|live|prod)_\\w{10,99}|"
     "whsec_[\\w+/=]{20,}|sq0[a-z]{3}-[\\w-]{22,}|"
     "EAAA[\\w-]{50,}|EAA[A-Za-z0-9]{80,}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|FLW(?:PUBK|SECK)_TEST-[\\w-]+|FLWSECK_"
     "TEST\\w+|EZ[AT]K[A-Za-z0-9]{54}|"
     "live_[\\w=-]{40}|test_[\\w=-]{43}|sk-[\\w-]*T3BlbkFJ[\\w-]+|sk-(?:ant|proj|or|svcacct|admin)[\\w-]{20,}|sk-[A-Za-"
     "z0-9]{32,}|"
     "hf_[A-Za-z]{34}|api_org_[A-Za-z]{34}|pplx-[A-Za-z0-9]{40,}|gsk_\\w{40,}|xai-\\w{40,}|hv[sb]\\.[\\w-]{24,}|[sb]\\."
     "[A-Za-z0-9]{24}\\b|"
     "[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,}|dapi[a-f0-9]{32}(?:-\\d)?|gl(?:sa|c)_[\\w+/=]{30,}|eyJrIjoi[\\w+/"
     "=]{30,}|NRAK-[A-Z0-9]{27}|NRJS-[a-f0-9]{19}|NRI[IQ]-[\\w-]{32}|"
     "sntry[su]_[\\w+/"
     "=]{40,}|pul-[a-f0-9]{40}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|lin_api_[A-Za-z0-9]{40}|(?:ntn|secret)_[A-Za-z0-9]{40,}|"
     "do[opr]_v1_[a-f0-9]{64}|HRKU-[\\w-]{36,}|fo1_[\\w-]{43}|fm[12][ar]?_[\\w+/=]{50,}|FlyV1 "
     "[\\w+/=,-]+|LTAI[A-Za-z0-9]{17,}|LTAI[a-z0-9]{20}|"
     "(?:t1\\.[\\w-]{20,}\\.[\\w-]{86})|AQVN[\\w-]{35,38}|YC[\\w-]{38}|AGE-SECRET-KEY-1[0-9A-Z]{50,}|pat-(?:na1|eu1)-["
     "\\w-]{36}|"
     "AIO[\\w]{28}|aio_\\w{28}|doo_v1_\\w{64}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{40,}|dop_v1_\\w{64}|duffel_(?:"
     "test|live)_[\\w=-]{43}|"
     "dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}|frame?io-u-[\\w=-]{64}|fio-u-[\\w=-]{64}|ico-[A-Za-z0-9]{32}|patA?[A-Za-z0-"
     "9]{13,14}\\.[a-f0-9]{64}|"
     "phc_\\w{43}|phx_\\w{43}|pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,}|rdme_[a-z0-9]{70}|sgp_[\\w]{40,}|slk_[a-f0-9]{64}|"
     "shippo_(?:live|test)_[a-f0-9]{40}|"
     "sl\\.[\\w=-]{135,}|squ_[a-f0-9]{40}|sq[pa]_[a-f0-9]{40}|xkeysib-[a-f0-9]{64}-\\w{16}|sbp_[a-f0-9]{40}|tfp_\\w+|"
     "ops_eyJ[\\w+/=]{100,}|"
     "A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}|CLOJARS_[a-z0-9]{60}|CCIPAT_\\w{22}_\\w{40}|v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}|v2\\."
     "[a-f0-9]{30,}|"
     "LS0tLS1CRUdJTi[\\w+/=]{40,}|MII[\\w+/"
     "]{200,}={0,2}|nfp_\\w{36}|ghv_\\w{30,}|waka_[\\w-]{36}|figd_[\\w-]{40}|gsc[\\w-]{40,}|"
     "sk_[a-f0-9]{64}|pk_[a-f0-9]{48}|re_\\w{8}_\\w{24}|tvly-\\w{32}|r8_\\w{37}|nvapi-[\\w-]{64}|jina_\\w{60}|co_\\w{"
     "40}|ops_\\w{50,})",
     NULL, STRENGTH_SECRET},
    {"service token", REDACT_SECRET, PLACE_LONG, 40,
     "\\b(?:AKC[A-Za-z0-9]{10,}|API-[A-Z0-9]{26}|pnu_[A-Za-z0-9]{36}|tk-us-[\\w-]{40,}|sm_(?:aat|pat|sat)_[A-Za-z0-9]{"
     "16,}|"
     "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk|(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-]"
     "[A-Za-z0-9-]{10,32}\\.[\\w+/=-]{30,120}|4b1d[A-Za-z0-9]{38}|dnkey-[\\w=-]{26}-[\\w=-]{52}|"
     "\\d{15,16}(?:\\||%7[cC]|%)[\\w-]{27,40}|pat\\.[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}|sat\\.[\\w-]{22}\\."
     "[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}|s-s4t2(?:ud|af)-[a-fA-F0-9]{64}|(?:live|test)_(?:pub_)?[a-f0-9]{31,35}|"
     "[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}|[ps]k\\.[A-Za-z0-9]{60}\\.[\\w-]{22}|p8e-[A-Za-z0-9]{32}|b_[\\w=-]{44}|"
     "access-(?:sandbox|development|production)-[a-f0-9-]{36}|[a-z0-9]{11}AAAAAAAAAA[\\w=-]{43}|00[\\w=-]{40}|"
     "gl(?:wt|sht|pat)-[\\w.-]{20,}|sdk-[a-f0-9-]{36}|mob-[a-f0-9-]{36}|tfp_[\\w.=-]{40,}|dsapi_\\w{30,}|"
     "sk_(?:live|test|prod)_\\w{8,}|sq0\\w{3}-[\\w-]{20,}|xoxe(?:\\.xox[bp])?-\\d-[\\w-]{20,}|ghu_\\w{30,}|"
     "hvb\\.[\\w-]{100,}|sqp_[a-f0-9]{40}|v1\\.[a-f0-9]{40}|[a-f0-9]{8}:[a-f0-9]{8}(?=@)|u\\+[A-Za-z0-9]{18}|"
     "sntryu_[a-f0-9]{64}|rnd_[A-Za-z0-9]{28,}|fc-[a-f0-9]{32}|AQE[A-Za-z0-9_-]{60,}|shpss?_[a-f0-9]{32}|pk_live_\\w{"
     "10,}|"
     "GOCSPX-[\\w-]{28}|1//0[\\w-]{40,}|EAAC[A-Za-z0-9]{20,}|amzn\\.mws\\.[a-f0-9-]{36}|secret-token:[\\w-]{10,})",
     has_digit, STRENGTH_SECRET},
    {"openshift token", REDACT_SECRET, PLACE_TILDE, 8, "\\bsha256~[\\w-]{43}", NULL, STRENGTH_SECRET},
    {"artifactory password", REDACT_SECRET, PLACE_LONG, 1, "(?<![\\w-])AP[0-9A-F][A-Za-z0-9]{8,}(?![\\w-])",
     is_mixed_case, STRENGTH_SECRET},
    {"azure secret", REDACT_SECRET, PLACE_TILDE, 6, "[\\w~.-]{3}\\dQ~[\\w~.-]{31,34}", NULL, STRENGTH_SECRET},
    {"bot token", REDACT_SECRET, PLACE_LONG, 26,
     "\\b(?:\\d{5,16}:A[\\w-]{34}\\b|[MNO][\\w-]{23,25}\\.[\\w-]{6}\\.[\\w-]{27,38})", NULL, STRENGTH_SECRET},
    {"web hook", REDACT_SECRET, PLACE_SCHEME, 6,
     "https?://(?:hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/+-]+|discord(?:app)?\\.com/api/webhooks/"
     "[\\w/-]+|[\\w.-]+\\.webhook\\.office\\.com/\\S+)",
     NULL, STRENGTH_SECRET},
    {"password in address", REDACT_SECRET, PLACE_SCHEME, 32,
     "[a-zA-Z][a-zA-Z0-9+.-]{1,30}://\\K[^\\s/@:<>\"]{0,80}:[^\\s@<>\"]{1,80}(?=@)", NULL, STRENGTH_SECRET},
    {"authorization header", REDACT_SECRET, PLACE_AUTHORISATION, 0,
     "(?i)(?:authorization|cookie|x-api-key|x-auth-token|x-amz-security-token|private-token|x-vault-token)[\"']?\\s{0,"
     "3}[:=]\\s{0,3}[\"']?(?:basic |bearer |digest |token )?\\K[^\\s\"'<>{}$][^\\r\\n\"']{7,}",
     NULL, STRENGTH_SECRET},
    {"bearer token", REDACT_SECRET, PLACE_LONG, 8, "(?i)\\bbearer \\K[A-Za-z0-9_.~+/=-]{16,}", has_digit,
     STRENGTH_SECRET},
    {"quoted secret", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)" SECRET_WORDS BEHIND_KEYWORD "\\s{0,3}\\(?([\"'`])\\K[^\\r\\n]{4,200}?(?=\\1)", is_secret_value,
     STRENGTH_SECRET},
    {"assigned secret", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)" SECRET_WORDS BEHIND_KEYWORD "[\\s\"'`(=]{0,6}\\K[^\\s\"'`<>(){},;]{6,200}", is_secret_value,
     STRENGTH_SECRET},
    {"key of a service", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)(?:" SERVICES ")[\\w .-]{0,24}[\"'`)\\]]{0,3}\\s{0,3}" ASSIGNED "[\\s\"'`(=]{0,6}\\K[\\w.=/+:~-]{10,200}",
     is_key, STRENGTH_SECRET},
    {"feed with a key", REDACT_SECRET, PLACE_ASSIGN, 64, "(?i)soap/v3(?:\\.1)?/\\K[a-z0-9]{64}", NULL, STRENGTH_SECRET},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:password|passwort|passwd|kennwort|mot de passe|contrasena|haslo|pin|otp|cvv|cvc)(?: "
     "(?:is|was|ist|lautet|est|es|to|code))?\\s{0,2}[:=]?\\s{1,2}[\"'`]?\\K[^\\s\"'`<>,;]{4,64}",
     has_digit, STRENGTH_SECRET},
    {"parameter secret", REDACT_SECRET, PLACE_EQUAL, 24,
     "(?i)[?&;](?:token|sig|signature|code|session|sid|jsessionid|phpsessid|state|key|api_?key|access_token|auth|"
     "password|pwd|client_secret)=\\K[^&\\s\"'<>]{6,}",
     has_digit, STRENGTH_SECRET},
    {"command line password", REDACT_SECRET, PLACE_COMMAND, 0,
     "(?:curl[^\\n]{0,200}?(?:-u|--user)[ =]?[\"']?\\K[^\\s\"':]{1,60}:[^\\s\"']{1,80}|mysql[^\\n]{0,80}? "
     "-p\\K[^\\s]{4,}|sshpass -p ?\\K\\S+)",
     NULL, STRENGTH_SECRET},
    {"licence key", REDACT_SECRET, PLACE_LONG, 0, NOT_IN_WORD "[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,4}" NO_WORD_NEXT,
     has_digit, STRENGTH_SECRET},
    /* addresses */
    {"email", REDACT_EMAIL, PLACE_AT, 66,
     "(?:\"[^\"\\s\\n]{1,60}\"|[A-Za-z0-9\\x80-\\xff][A-Za-z0-9\\x80-\\xff._%+'-]{0,63})@(?:[A-Za-z0-9\\x80-\\xff](?:["
     "A-Za-z0-9\\x80-\\xff-]{0,62})\\.){1,8}[A-Za-z\\x80-\\xff][A-Za-z0-9\\x80-\\xff-]{1,23}",
     is_email, STRENGTH_PATTERN},
    {"spoken email", REDACT_EMAIL, PLACE_SPOKEN_AT, 66,
     "(?i)[a-z0-9][a-z0-9._%+-]{0,63} ?(?:[(\\[{<] ?(?:at|@|a|arobase|klammeraffe) ?[)\\]}>]| at | arobase |_at_) "
     "?[a-z0-9][a-z0-9-]{0,62}(?:(?: ?[(\\[{<] ?(?:dot|\\.|punkt|point|kropka) ?[)\\]}>] ?| dot "
     "|\\.)[a-z0-9-]{1,62}){0,5}(?: ?[(\\[{<] ?(?:dot|\\.|punkt|point|kropka) ?[)\\]}>] ?| dot |\\.)[a-z]{2,12}\\b",
     is_spoken_email, STRENGTH_PATTERN},
    {"broken email", REDACT_EMAIL, PLACE_AT, 66,
     "[A-Za-z0-9._%+-]{1,64} @ ?[A-Za-z0-9-]{1,63}(?: ?\\.[ ]?[A-Za-z0-9-]{1,63}){0,4} ?\\. "
     "?(?:com|org|net|de|edu|gov|uk|pl|fr|it|es|nl|info|io)\\b",
     NULL, STRENGTH_PATTERN},
    {"ip", REDACT_IP, PLACE_DECIMAL, 0, "(?<![\\w.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?![\\w-]|\\.\\d)", is_ip,
     STRENGTH_PATTERN},
    {"ipv6", REDACT_IP, PLACE_PAIRS, 5,
     "(?<![\\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?![\\w:])", is_ipv6,
     STRENGTH_PATTERN},
    {"mac", REDACT_MAC, PLACE_PAIRS, 5,
     "(?<![\\w:.-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-"
     "9A-Fa-f]{4})(?![\\w:.-]\\w)",
     is_mac, STRENGTH_PATTERN},
    {"mac", REDACT_MAC, PLACE_LONG, 0, "(?<![\\w:.-])[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\\w:.-]\\w)", is_mac,
     STRENGTH_PATTERN},
    {"personal page", REDACT_URL, PLACE_TILDE, 60, "(?:https?://)?[\\w.-]{3,50}/~[\\w.%-]{2,}", NULL, STRENGTH_PATTERN},
    {"personal page", REDACT_URL, PLACE_PAGE, 12,
     "(?i)(?:https?://)?(?:www\\.|[a-z]{2}\\.)?(?<![\\w-])(?:linkedin\\.com/in/|facebook\\.com/|instagram\\.com/"
     "|twitter\\.com/"
     "|x\\.com/|t\\.me/|gravatar\\.com/avatar/)[\\w.%-]{2,}",
     NULL, STRENGTH_PATTERN},
    {"windows path", REDACT_USER, PLACE_WINDOWS_HOME, 6,
     "(?i)(?:[a-z]:|\\\\)[\\\\/]{1,2}(?:users|documents and "
     "settings|home)[\\\\/]{1,2}\\K[^\\\\/:*?\"<>|\\r\\n\\t%$]{2,60}?(?=[\\\\/\"'<>|\\s]|$)",
     is_person_account, STRENGTH_PATTERN},
    {"home folder", REDACT_USER, PLACE_HOME, 0,
     "(?:/home/|/Users/|/export/home/|/var/mail/|/var/spool/mail/)\\K[A-Za-z0-9\\x80-\\xff][\\w.\\x80-\\xff-]{1,40}",
     is_person_account, STRENGTH_PATTERN},
    {"prompt", REDACT_USER, PLACE_AT, 40, "(?m)^\\W{0,3}\\K[a-z][\\w.-]{1,30}(?=@[\\w.-]{1,40}[: ][^\\n]{0,60}[$#%])",
     is_person_account, STRENGTH_PATTERN},
    {"security id", REDACT_ID, PLACE_SECURITY_ID, 0, "\\bS-1-5-21-\\d+-\\d+-\\d+-\\d+", NULL, STRENGTH_PATTERN},
    {"host", REDACT_HOST, PLACE_MACHINE, 0, "\\b(?:LAPTOP|DESKTOP|WIN)-[A-Z0-9]{6,12}\\b", has_digit, STRENGTH_PATTERN},
    {"slack id", REDACT_USER, PLACE_ANGLE, 0, "<[@!](?:subteam\\^)?[UWS][A-Z0-9]{6,}(?:\\|[^>\\n]*)?>", NULL,
     STRENGTH_PATTERN},
    /* numbers */
    {"iban", REDACT_IBAN, PLACE_DIGIT, 3, "(?<![A-Za-z0-9])[A-Za-z]{2} ?\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}+", is_iban,
     STRENGTH_PATTERN},
    {"account number", REDACT_IBAN, PLACE_NUMBER12, 0, "(?<![\\w.+-])\\d{2}(?: ?\\d{4}){6}(?![\\w]|[.-]\\d)",
     is_polish_account, STRENGTH_PATTERN},
    {"card", REDACT_CARD, PLACE_NUMBER12, 0, "(?<![\\w.+-])\\d(?:[ -]?\\d){11,18}(?![\\w]|[.-]\\d)", is_card,
     STRENGTH_PATTERN},
    {"ssn", REDACT_ID, PLACE_NUMBER9, 0, "(?<![\\w.-])\\d{3}([ .-])\\d{2}\\1\\d{4}(?![\\w-])", is_ssn,
     STRENGTH_PATTERN},
    {"national number", REDACT_ID, PLACE_NUMBER9, 0, "(?<![\\w.+-])\\d(?:[ ./-]?\\d){8,14}(?![\\w]|[.-]\\d)",
     is_national, STRENGTH_PATTERN},
    {"national id", REDACT_ID, PLACE_DIGIT, 8,
     "(?<![A-Za-z0-9-])(?=[A-Z+-]{0,6}\\d)[A-Z0-9][A-Z0-9+-]{7,20}+(?![A-Za-z0-9])", is_mixed, STRENGTH_PATTERN},
    {"national id", REDACT_ID, PLACE_DIGIT, 14,
     "(?<![A-Za-z0-9-])(?:[A-Z]{3} \\d{6}|[A-Z]{2}(?: \\d{2}){3} [A-D]|\\d{8} [A-Z]|[A-Z]{6} \\w{5} \\w{5}|[A-Z0-9]{3} "
     "[A-Z0-9]{6} [A-Z0-9]{8})(?![A-Za-z0-9-])",
     is_mixed, STRENGTH_PATTERN},
    {"number after its name", REDACT_ID, PLACE_DIGIT, 6,
     "(?<![A-Za-z0-9.-])(?:[A-Z]{1,4}[ /-]?)?\\d(?:[ ./-]?[A-Z0-9]){3,25}+(?![A-Za-z0-9]|[.]\\d)", is_id_after_word,
     STRENGTH_GUESS},
    {"number after its name", REDACT_ID, PLACE_DIGIT, 8,
     "(?<![A-Za-z0-9.-])[A-Z]{1,8}\\d[A-Z0-9]{3,20}+(?![A-Za-z0-9]|[.]\\d)", is_id_after_word, STRENGTH_GUESS},
    {"wallet", REDACT_ID, PLACE_LONG, 0,
     "\\b(?:[13][a-km-zA-HJ-NP-Z1-9]{25,34}|bc1[a-z0-9]{25,62}|0x[a-fA-F0-9]{40})\\b", has_digit, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 7,
     "(?<![\\w+])(?:\\+|00 ?|tel:\\+?)\\(?[1-9](?:[ ./()-]{0,3}\\d){5,16}" EXTENSION "(?!\\d)", is_international,
     STRENGTH_PATTERN},
    {"phone after its name", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w.+,-])[(+]{0,2}\\d(?:[ ./()-]{0,3}\\d){4,14}" EXTENSION "(?![\\w]|[.,:-]\\d)", is_phone_after_word,
     STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 5,
     "(?<![\\w./+-])(?<!\\d,)(?:1[ .-]|001[ .-])?(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4}" EXTENSION
     "(?![\\w]|[.-]\\d)",
     is_national_phone, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w./+-])(?<!\\d,)\\(?0\\d{1,4}\\)?(?: ?[/-] ?| )\\d{2,8}(?:[ -]\\d{2,5}){0,4}(?![\\w]|[.,:/-]\\d)",
     is_national_phone, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER5, 0,
     "(?<![\\w./+-])(?<!\\d,)[49]\\d\\d \\d\\d \\d{3}(?![\\w]|[.,:/-]\\d| \\d)", NULL, STRENGTH_PATTERN},
    {"phone", REDACT_PHONE, PLACE_NUMBER9, 2,
     "(?<![\\w./+-])\\(\\d{2,3}\\) ?9?\\d{4}[ -]\\d{4}" EXTENSION "(?![\\w]|[.,:/-]\\d)", NULL, STRENGTH_PATTERN},
    {"phone before its name", REDACT_PHONE, PLACE_NUMBER5, 2,
     "(?<![\\w.+-])[(+]{0,2}\\d(?:[ ./()-]{0,3}\\d){4,16}" EXTENSION "(?= ?[-(]? "
     "?(?i:office|fax|mobile|cell|home|work|direct|phone|tel|mob|buro|privat|handy|desk|voice|gsm)\\b)",
     is_short_number, STRENGTH_PATTERN},
    {"coordinates", REDACT_LOCATION, PLACE_DECIMAL, 1,
     "(?<![\\w.])-?\\d{1,3}\\.\\d{4,}\\s?[,;]\\s?-?\\d{1,3}\\.\\d{4,}(?![\\w.])", NULL, STRENGTH_PATTERN},
    {"date of birth", REDACT_DATE, PLACE_BORN, 0,
     "(?i)(?:\\bborn(?: on)?|date of birth|d\\.?o\\.?b\\.?|birthday|birth ?date|geboren(?: am)?|geburtsdatum|data "
     "urodzenia|urodzon[ya]|ne[e]? le|fecha de "
     "nacimiento)[^\\d\\n]{0,12}\\K(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|\\d{1,2}\\.? [a-z]{3,9},? \\d{4}|[a-z]{3,9} "
     "\\d{1,2},? \\d{4})",
     NULL, STRENGTH_PATTERN},
    {"date", REDACT_DATE, PLACE_DIGIT, 0,
     "(?<![\\w./+-])(?:(?:19|20)\\d\\d([/"
     "-])(?:0?[1-9]|1[0-2])\\1(?:3[01]|[12]\\d|0?[1-9])|(?:3[01]|[12]\\d|0?[1-9])([./-])"
     "(?:3[01]|[12]\\d|0?[1-9])\\2(?:19|20)\\d\\d)" DAY_TIME "(?![\\w/-]|\\.\\d)",
     NULL, STRENGTH_PATTERN},
    {"date", REDACT_DATE, PLACE_DIGIT, 0,
     "(?<![\\w./+-])(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er|\\.)?(?:-| de | of | )(?:(?i:" MONTHS_LONG
     ")|" MONTHS_SHORT ")\\b\\.?(?:(?:-|,? (?:de )?)(?:19|20)\\d\\d" DAY_TIME ")?(?![\\w-])",
     NULL, STRENGTH_PATTERN},
    {"date", REDACT_DATE, PLACE_DIGIT, 12,
     "(?<![\\w.-])(?:(?i:" MONTHS_LONG ")|" MONTHS_SHORT
     ")\\.? (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?:,? (?:19|20)\\d\\d" DAY_TIME ")?(?![\\w:/-]|\\.\\d)",
     NULL, STRENGTH_PATTERN},
    /* streets */
    {"street", REDACT_ADDRESS, PLACE_DIGIT, 0,
     "(?<![\\w.])\\d{1,5}[a-zA-Z]?,? (?:[NSEW]\\.? )?" CAP L "*(?:['.-]" L "+)*\\.?(?: " CAP L "*(?:['-]" L "+)*){0,3} "
     "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Highway|"
     "Hwy|Parkway|Pkwy|Circle|Cir|Close|Crescent|Row|Mews|Trail|Alley|Gardens|Grove)\\b\\.?" TOWN,
     NULL, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_DIGIT, 60,
     "\\b" CAP L "+(?:[ -]" CAP L
     "+)?(?:stra(?:ss|\\xc3\\x9f)e|str\\.|straat|laan|weg|platz|gasse|allee|ring|damm|ufer|gatan|vagen|gata|veien|vej|"
     "gade|katu|tie|plein|gracht|kade| Stra(?:ss)e| Str\\.| Weg| Platz| Allee) ?\\d{1,4} ?[a-zA-Z]?\\b" TOWN,
     NULL, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_STREET, 0,
     "(?i:\\b(?:ul\\.|ulica|ulicy|al\\.|aleja|aleje|alei|os\\.|osiedle|pl\\.|plac|placu|calle|c/"
     "|avenida|av\\.|avda\\.|rua|via|viale|piazza|corso|paseo|plaza|praca)) " CAP
     "[^\\d\\n,;]{1,40},? ?(?:n\\.? ?|nr\\.? )?\\d{1,5} ?[a-zA-Z]?(?:[/ ]\\d{1,4}\\b)?" TOWN,
     NULL, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_DIGIT, 0,
     "(?<![\\w.])\\d{1,4}(?: bis| ter)?,? (?i:rue|avenue|boulevard|bd|place|chemin|impasse|allee|quai|route|cours) "
     "(?:(?:de|du|des|la|le|les|l') ?){0,2}" CAPWORDS TOWN,
     NULL, STRENGTH_PATTERN},
    {"post box", REDACT_ADDRESS, PLACE_BOX, 0,
     "(?i)\\b(?:p\\.? ?o\\.? ?box|postfach|postbus|apartado|skrytka pocztowa|unit|psc|box) \\d{3,6}\\b" TOWN, NULL,
     STRENGTH_PATTERN},
    {"postcode", REDACT_ADDRESS, PLACE_DIGIT, 4,
     "(?<![\\w-])(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] "
     "\\d[ABCEGHJ-NPRSTV-Z]\\d|\\d{2}-\\d{3} " CAP L "{2,})(?![\\w-])",
     NULL, STRENGTH_PATTERN},
    {"town", REDACT_ADDRESS, PLACE_NUMBER5, 50, "\\b" CAP L "+(?: " CAP L "+)?, [A-Z]{2} \\d{5}(?:-\\d{4})?\\b", NULL,
     STRENGTH_PATTERN},
    {"member page", REDACT_USER, PLACE_MEMBER, 0,
     "(?i)/(?:u|users?|profiles?|people|members?)/\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}", is_member,
     STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS
     "[\"'\\])]{0,2} ?(?:(?:id|name|is|ist|was|war|es|est|e) ?){0,2}(?:=|:|=>|::)[\\s>]?\\s?[\"'`<]?\\K"
     "[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?![\\w(/\\\\\\[@=])",
     is_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS "[^\\n\"'`=:.,;(){}]{0,14} ?[\"'`]\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}(?=[\"'`])",
     is_user_name, STRENGTH_NAME},
    {"named user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)" USER_WORDS
     " (?:(?:is|ist|was|war|es|est|e|as|als|with|id|name) ){0,2}\\K[a-z\\x80-\\xff][\\w.\\x80-\\xff-]{2,40}"
     "(?![\\w(/\\\\\\[@=])",
     is_sure_user_name, STRENGTH_NAME},
    {"command's user", REDACT_USER, PLACE_USER_WORD, 0,
     "(?i)\\b(?:get-aduser (?:-identity )?|sudo -u |chown |whoami\\s{1,3})[\"']?\\K[a-z][\\w.-]{2,40}", is_user_name,
     STRENGTH_NAME},
    {"prompt in a line", REDACT_USER, PLACE_AT, 40, "(?<![\\w.@/:-])\\K[a-z][\\w.-]{1,30}(?=@[\\w.-]{2,40}:[~/])",
     is_person_account, STRENGTH_NAME},
    {"comment of a key", REDACT_USER, PLACE_AT, 40, "(?<=[A-Za-z0-9+/=]{24} )[\\w.-]{2,30}@[\\w.-]{2,40}", NULL,
     STRENGTH_NAME},
    {"directory name", REDACT_PERSON, PLACE_NAMED, 0, "(?i)\\bcn=\\K[a-z\\x80-\\xff][^,=\\n\\\\/\"]{2,60}(?=,)",
     is_named, STRENGTH_NAME},
    {"profile path", REDACT_USER, PLACE_PROFILE, 0, " /u/\\K[A-Za-z0-9][\\w-]{2,30}", is_person_account, STRENGTH_NAME},
    {"handle", REDACT_USER, PLACE_AT, 0, "(?<![\\w@])(?<=[\\s+])@[a-z]{3,20}\\.[a-z]{2,20}(?![\\w@.(]*[@(])", is_handle,
     STRENGTH_NAME},
    {"name in Japanese", REDACT_PERSON, PLACE_HONORIFIC, 12,
     "(?:[\xe4-\xe9][\x80-\xbf]{2}){1,3}(?!\xe4\xbb\x95|\xe5\x90\x8c|\xe7\x9a\x86|\xe6\xa8\xa1|\xe5\xa4\x9a|"
     "\xe5\x90\x84|\xe5\xae\xa2|\xe8\x80\x85|\xe5\xb1\x8b)[\xe4-\xe9][\x80-\xbf]{2}(?=\xe6\xa7\x98|"
     "\xe3\x81\x95\xe3\x82\x93|\xe6\xb0\x8f)",
     NULL, STRENGTH_NAME},
    {"handle", REDACT_USER, PLACE_AT, 0, "(?<![\\w@./+:'\"`(\\[{$=-])@[A-Za-z0-9][A-Za-z0-9_-]{1,38}(?![\\w@.]*@)",
     is_handle, STRENGTH_NAME},
};

enum { PATTERNS_N = sizeof(patterns) / sizeof(patterns[0]) };

struct pattern_set {
	pcre2_code *codes[PATTERNS_N];
	bool compiled[PATTERNS_N]; /* to machine code */
	struct place_words *words;
};

struct pattern_state {
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct places places;
};

struct pattern_set *patterns_new(struct buf *reason)
{
	struct pattern_set *set = mem_zalloc(sizeof(*set));

	set->words = place_words_new();
	for (int i = 0; i < PATTERNS_N; i++) {
		int error;
		PCRE2_SIZE at;

		set->codes[i] = pcre2_compile((PCRE2_SPTR)patterns[i].expression, PCRE2_ZERO_TERMINATED,
					      PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT, &error, &at, NULL);
		if (set->codes[i] == NULL) {
			buf_printf(reason, "rule \"%s\" is wrong at %zu", patterns[i].rule, (size_t)at);
			patterns_free(set);
			return NULL;
		}
		/* without it, slower but the same */
		set->compiled[i] = pcre2_jit_compile(set->codes[i], PCRE2_JIT_COMPLETE) == 0;
	}
	return set;
}

void patterns_free(struct pattern_set *set)
{
	if (set == NULL)
		return;
	for (int i = 0; i < PATTERNS_N; i++)
		pcre2_code_free(set->codes[i]);
	place_words_free(set->words);
	mem_free(set);
}

uint64_t patterns_fingerprint(void)
{
	uint64_t sum = 0;

	for (int i = 0; i < PATTERNS_N; i++) {
		const struct pattern *pattern = &patterns[i];
		const char numbers[] = {(char)pattern->type, (char)pattern->place, (char)pattern->back,
					(char)pattern->strength};

		sum = hash64_mix(sum, str_c(pattern->rule));
		sum = hash64_mix(sum, str_c(pattern->expression));
		sum = hash64_mix(sum, str_n(numbers, sizeof(numbers)));
	}
	return sum;
}

struct pattern_state *pattern_state_new(void)
{
	struct pattern_state *state = mem_zalloc(sizeof(*state));

	state->data = pcre2_match_data_create(16, NULL);
	state->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(state->context, MATCH_LIMIT);
	pcre2_set_depth_limit(state->context, DEPTH_LIMIT);
	return state;
}

void pattern_state_free(struct pattern_state *state)
{
	if (state == NULL)
		return;
	pcre2_match_data_free(state->data);
	pcre2_match_context_free(state->context);
	places_release(&state->places);
	mem_free(state);
}

const struct places *pattern_state_places(const struct pattern_state *state)
{
	return &state->places;
}

static void make_hit(struct hit *hit, size_t from, size_t to)
{
	size_t n = 0;

	hit->from = from;
	hit->to = to;
	hit->text = str_slice(hit->scan->text, from, to);
	for (size_t i = 0; i < hit->text.n && n < BARE_MOST; i++) {
		char c = hit->text.s[i];

		if (str_is_alnum(c))
			hit->bare[n++] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
	}
	hit->packed = str_n(hit->bare, n);
}

static size_t line_end(struct str text, size_t at)
{
	const char *end = at < text.n ? memchr(text.s + at, '\n', text.n - at) : NULL;

	return end != NULL ? (size_t)(end - text.s) : text.n;
}

struct search {
	const struct pattern_set *set;
	struct pattern_state *state;
	struct scan *scan;
	int pattern;
};

static int match(const struct search *search, size_t from, size_t last, size_t end)
{
	const struct pattern_set *set = search->set;
	PCRE2_SPTR text = (PCRE2_SPTR)search->scan->text.s;

	pcre2_set_offset_limit(search->state->context, last);
	if (set->compiled[search->pattern])
		return pcre2_jit_match(set->codes[search->pattern], text, end, from, PCRE2_NO_UTF_CHECK,
				       search->state->data, search->state->context);
	return pcre2_match(set->codes[search->pattern], text, end, from, PCRE2_NO_UTF_CHECK, search->state->data,
			   search->state->context);
}

/* Matches that begin in [from, to); where the last of them ends. */
static size_t find_between(const struct search *search, size_t from, size_t to)
{
	const struct pattern *pattern = &patterns[search->pattern];
	struct scan *scan = search->scan;
	const PCRE2_SIZE *place = pcre2_get_ovector_pointer(search->state->data);
	struct hit hit = {.scan = scan, .places = &search->state->places};

	while (from < to) {
		size_t beyond = pattern->place == PLACE_KEY_BLOCK ? scan->text.n : BEYOND;
		size_t end = scan->text.n - to > beyond ? to + beyond : scan->text.n;
		int result = match(search, from, to - 1, end);

		if (result == PCRE2_ERROR_NOMATCH)
			return from;
		if (result < 0) {
			end = line_end(scan->text, from + 1);
			scan_found(scan, from, end, REDACT_UNREADABLE, STRENGTH_GUESS, pattern->rule);
			from = end + 1;
			continue;
		}
		make_hit(&hit, place[0], place[1]);
		if (place[1] > place[0] && (pattern->check == NULL || pattern->check(&hit))) {
			scan_found(scan, hit.from, hit.to, pattern->type, pattern->strength, pattern->rule);
			from = hit.to;
		} else {
			scan_kept(scan, place[0], place[1], pattern->type, pattern->rule,
				  "its check digits or what stands around it do not fit");
			from = place[0] >= from ? place[0] + 1 : from + 1;
			/* not once more from each digit of the same number */
			while (from < to && from < place[1] && str_is_alnum(scan->text.s[from]))
				from++;
		}
	}
	return from;
}

void patterns_find(const struct pattern_set *set, struct pattern_state *state, struct scan *scan)
{
	struct search search = {set, state, scan, 0};

	places_find(&state->places, set->words, scan->text, scan->low);
	for (; search.pattern < PATTERNS_N; search.pattern++) {
		const struct pattern *pattern = &patterns[search.pattern];
		const uint32_t *at = state->places.of[pattern->place].at;
		size_t n = state->places.of[pattern->place].n, from = 0;

		for (size_t i = 0; i < n;) {
			size_t start = at[i] > pattern->back ? at[i] - pattern->back : 0, to = at[i] + (size_t)1;

			/* neighbours whose surroundings meet are one */
			for (i++; i < n && at[i] <= to + pattern->back; i++)
				to = at[i] + (size_t)1;
			if (start < from)
				start = from;
			if (start < to)
				from = find_between(&search, start, to);
		}
	}
}
