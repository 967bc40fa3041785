/*
 * Shapes of secrets: what the issuer of a token writes in front of it, and what
 * people and programs write in front of a password.
 */
#include "common/privacy/patterns.h"

enum {
	KEY_LEAST = 16,	       /* bytes of a key without digits */
	WORD_MOST = 20,	       /* letters of a word between two signs */
	PASSWORD_LEAST = 8,    /* letters of a password that is a word */
	PASSWORD_WITHIN = 40,  /* of its keyword */
	MANIFEST_WITHIN = 600, /* of the kind of a manifest */
};

/* "qzwrtkpl": nobody could say it. */
static bool is_no_word(struct str low)
{
	size_t run = 0, most = 0, vowels = 0, odd = 0;

	for (size_t i = 0; i < low.n; i++) {
		bool vowel = strchr("aeiouy", low.s[i]) != NULL;

		run = vowel ? 0 : run + 1;
		most = run > most ? run : most;
		vowels += vowel;
		odd += low.s[i] == 'q' && (i + 1 == low.n || low.s[i + 1] != 'u');
	}
	return low.n >= 12 && (odd != 0 || most >= 5 || vowels * 5 < low.n || (most >= 4 && vowels * 3 < low.n));
}

/* What an option is set to, and code that asks for the secret. */
static bool is_setting(const struct hit *hit, struct str low)
{
	static const char *const values[] = {"oauth",	"oauth2",  "basic",   "sha1",  "sha256",    "sha384",
					     "sha512",	"hs256",   "rs256",   "es256", "md5",	    "aes256",
					     "bcrypt",	"saml2",   "base64",  "utf-8", "x-api-key", "x-auth-token",
					     "ed25519", "rsa2048", "rsa4096", "http2", NULL};
	char next = hit->to < hit->scan->text.n ? hit->scan->text.s[hit->to] : ' ';
	bool dotted = false;

	if (str_is_any(low, values))
		return true;
	if (str_starts(low, STR("http://")) || str_starts(low, STR("https://")))
		return true; /* other rules look into addresses */
	for (size_t i = 0; i < low.n; i++) {
		if (dotted && (low.s[i] == '[' || low.s[i] == '('))
			return true;
		if (!str_is_alpha(low.s[i]) && low.s[i] != '.' && low.s[i] != '_')
			return false;
		dotted = dotted || low.s[i] == '.';
	}
	return dotted && (next == '(' || next == '[');
}

/* "<anna@signature.example> writes:": a word and a colon, as headers have behind an address. */
static bool is_behind_address(const struct hit *hit)
{
	struct str text = hit->scan->text;
	size_t letters = 0;

	while (letters < hit->text.n && str_is_alpha(hit->text.s[letters]))
		letters++;
	return letters + 1 == hit->text.n && hit->text.s[letters] == ':' && hit->from > 1 &&
	       str_eq(str_slice(text, hit->from - 2, hit->from), STR("> "));
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
		upper = upper || str_is_upper(t.s[i]);
		digit = digit || str_is_digit(t.s[i]);
		other = other || !str_is_alnum(t.s[i]);
	}
	if (hit->from > 18 &&
	    str_find(str_slice(hit->scan->low, hit->from - 18, hit->from), STR("publickeytoken")) >= 0)
		return false; /* of an assembly */
	if (str_find(t, STR("EXAMPLE")) >= 0 || is_setting(hit, low) || is_behind_address(hit))
		return false;
	for (const char *const *sample = samples; *sample != NULL; sample++)
		if (str_starts(low, str_c(*sample)) && (!digit || !str_is_alpha((*sample)[0]) || low.n < 16))
			return false;
	if (t.s[0] == '$' || t.s[0] == '(' || t.s[0] == '@' || (t.s[0] == '-' && (!digit || t.n < KEY_LEAST)))
		return false;
	if (lower != upper && !digit && !other)
		return t.n >= WORD_MOST || is_no_word(low);
	return t.n >= 4 && digit + lower + upper + (other && !str_ends(t, STR("."))) >= 2 &&
	       (digit || other || t.n >= KEY_LEAST);
}

/* The same between quotes behind a word for passwords: any word that no list has. */
static bool is_quoted_value(struct hit *hit)
{
	size_t from = hit->from > PASSWORD_WITHIN ? hit->from - PASSWORD_WITHIN : 0;
	struct str low = str_slice(hit->scan->low, hit->from, hit->to),
		   before = str_slice(hit->scan->low, from, hit->from);

	if (is_secret_value(hit))
		return true;
	for (size_t i = 0; i < low.n; i++)
		if (low.s[i] < 'a' || low.s[i] > 'z')
			return false;
	return low.n >= PASSWORD_LEAST && str_ends(before, STR("\"")) && str_find(before, STR("pass")) >= 0 &&
	       str_find_char(before, '=') > 0 && str_find_char(before, '<') < 0 &&
	       wordset_find(&hit->scan->rules->words, low) == NULL;
}

/* key="Password" value="TorgqWem": letters alone, in both cases and as no two words have them, too. */
static bool is_value_of_password(struct hit *hit)
{
	size_t upper = 0, lower = 0, from = hit->from > PASSWORD_WITHIN ? hit->from - PASSWORD_WITHIN : 0;

	if (is_secret_value(hit))
		return true;
	for (size_t i = 0; i < hit->text.n; i++) {
		upper += str_is_upper(hit->text.s[i]);
		lower += hit->text.s[i] >= 'a' && hit->text.s[i] <= 'z';
	}
	return upper >= 2 && lower >= 2 && upper + lower == hit->text.n && hit->text.n >= PASSWORD_LEAST &&
	       str_find(str_slice(hit->scan->low, from, hit->from), STR("passw")) >= 0;
}

/* Signs that no program has so: brackets that do not match, hardly a letter. */
static bool is_wild_value(struct hit *hit)
{
	static const char odd[] = "{}()[]<>$#^%&*!?~@|\\", *const pairs[] = {"{}", "()", "[]"};
	size_t kinds = 0, plain = 0;
	bool open = false;

	if (is_behind_address(hit))
		return false;
	while (hit->to > hit->from && strchr(",;.\"'`", hit->scan->text.s[hit->to - 1]) != NULL)
		hit->to--;
	hit->text = str_slice(hit->scan->text, hit->from, hit->to);
	for (const char *c = odd; *c != '\0'; c++)
		kinds += str_find_char(hit->text, *c) >= 0;
	for (size_t i = 0; i < hit->text.n; i++)
		plain += str_is_alnum(hit->text.s[i]);
	for (size_t p = 0; p < sizeof(pairs) / sizeof(pairs[0]); p++) {
		ptrdiff_t balance = 0;

		for (size_t i = 0; i < hit->text.n; i++) {
			balance += (hit->text.s[i] == pairs[p][0]) - (hit->text.s[i] == pairs[p][1]);
			open = open || balance < 0;
		}
		open = open || balance > 0;
	}
	return plain > 0 && ((kinds >= 4 && open) || (kinds >= 3 && plain * 2 < hit->text.n));
}

/* "anna:geheim1" of a command: not "user:password", "$USER:$PASSWORD". */
static bool is_credential(struct hit *hit)
{
	static const char *const samples[] = {"pass", "pwd", "token", "test", "change",
					      "xxx",  "yyy", "your",  "***",  NULL};
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), user, word;
	ptrdiff_t colon = str_find_char(low, ':');

	if (colon < 0)
		return false;
	user = str_slice(low, 0, (size_t)colon);
	word = str_from(low, (size_t)colon + 1);
	while (word.n != 0 && (word.s[0] == '"' || word.s[0] == '\''))
		word = str_from(word, 1);
	if (word.n == 0)
		return user.n >= PASSWORD_LEAST;
	if (strchr("$<[%", word.s[0]) != NULL || str_starts(word, STR("{{")))
		return false;
	for (const char *const *sample = samples; *sample != NULL; sample++)
		if (str_starts(word, str_c(*sample)) && word.n < strlen(*sample) + 5)
			return false;
	return word.n >= 3;
}

/* The part of a manifest that holds the values of a secret of Kubernetes. */
static bool is_manifest(struct hit *hit)
{
	static const char *const kinds[] = {"kind: secret", "kind: \"secret\"", "kind: 'secret'", NULL};
	size_t from = hit->from > MANIFEST_WITHIN ? hit->from - MANIFEST_WITHIN : 0;
	size_t to = hit->scan->low.n - hit->to > MANIFEST_WITHIN ? hit->to + MANIFEST_WITHIN : hit->scan->low.n;
	struct str around = str_slice(hit->scan->low, from, to);

	for (const char *const *kind = kinds; *kind != NULL; kind++)
		if (str_find(around, str_c(*kind)) >= 0)
			return true;
	return false;
}

/* "entry_SYSCALL_64_after_hwframe+0x63/0x6b": a place in a program, as kernels trace calls. */
static bool is_place_in_code(struct str t)
{
	ptrdiff_t plus = str_find(t, STR("+0x")), slash = str_find(t, STR("/0x"));

	return plus > 0 && slash > plus;
}

/* Random over the whole length: capitals, small letters and digits all the way. */
static bool is_random(struct hit *hit)
{
	size_t upper = 0, lower = 0, digits = 0, changes = 0, same = 0;
	int last = 0;

	for (size_t i = 0; i < hit->text.n; i++) {
		char c = hit->text.s[i];
		int kind = str_is_digit(c) ? 1 : str_is_upper(c) ? 2 : str_is_alpha(c) ? 3 : 4;

		digits += kind == 1;
		upper += kind == 2;
		lower += kind == 3;
		changes += i > 0 && kind != last;
		same += i > 0 && c == hit->text.s[i - 1];
		last = kind;
	}
	if (str_starts(hit->text, STR("sha512-")) || str_starts(hit->text, STR("sha384-")) ||
	    str_starts(hit->text, STR("sha256-")) || is_place_in_code(hit->text))
		return false;
	return digits >= 3 && digits * 2 < hit->text.n && upper >= 4 && lower >= 4 && changes * 5 >= hit->text.n * 2 &&
	       same * 6 < hit->text.n;
}

/* Random enough for a key: no word, no version, no path. */
static bool is_key(struct hit *hit)
{
	struct str t = hit->text;
	size_t digits = 0, letters = 0, others = 0, capitals = 0, run = 0, longest = 0;
	bool hex = true;

	for (size_t i = 0; i < t.n; i++) {
		run = str_is_alnum(t.s[i]) ? run + 1 : 0;
		longest = run > longest ? run : longest;
		hex = hex && (t.s[i] == ':' || str_hex_value(t.s[i]) >= 0);
		digits += str_is_digit(t.s[i]);
		letters += str_is_alpha(t.s[i]);
		capitals += str_is_upper(t.s[i]);
		others += t.s[i] == '.' || t.s[i] == '/' || t.s[i] == ':';
	}
	if (digits == t.n)
		return t.n >= KEY_LEAST;
	if (digits == 1 && capitals >= 2 && capitals + 2 < letters && others == 0)
		return t.n >= 14;
	if (longest < 12 && !hex && (str_find_char(t, '/') >= 0 || str_find_char(t, ':') >= 0))
		return false; /* "someone/project2", "npm:ms:20170412" */
	return t.n >= 12 && digits >= 2 && letters >= 3 && others <= 3 && digits * 12 >= t.n && is_secret_value(hit);
}

/* Behind "verification code", not behind "code": that may be an error's. */
static bool is_code(struct hit *hit)
{
	size_t from = hit->from > PASSWORD_WITHIN ? hit->from - PASSWORD_WITHIN : 0;
	static const char *const words[] = {"verification", "security", "confirmation", "login", "one-time",
					    "passcode",	    "2fa",	"mfa",		"sms",	 NULL};

	for (const char *const *word = words; *word != NULL; word++)
		if (str_find(str_slice(hit->scan->low, from, hit->from), str_c(*word)) >= 0)
			return true;
	return false;
}

/* "napi_h7f…": behind the sign of its issuer a random word; not "sha256_…", not "build_2025…". */
static bool is_prefixed_key(struct hit *hit)
{
	static const char others[] =
	    " md5 sha1 sha256 sha512 etag rev commit build css trace span hash chunk img image ";
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), t = hit->text;
	ptrdiff_t first = str_find_char(low, '_');
	size_t digits = 0, letters = 0, changes = 0, n = 0;
	char padded[16];

	padded[0] = ' ';
	memcpy(padded + 1, low.s, (size_t)first);
	padded[first + 1] = ' ';
	if (str_find(str_c(others), str_n(padded, (size_t)first + 2)) >= 0)
		return false;
	for (size_t i = (size_t)first + 1; i < t.n; i++) {
		bool digit = str_is_digit(t.s[i]), upper = str_is_upper(t.s[i]);

		digits += digit;
		letters += str_is_alpha(t.s[i]);
		changes += digit != str_is_digit(t.s[i - 1]) || upper != str_is_upper(t.s[i - 1]);
		n++;
	}
	return digits >= 2 && letters >= 6 && changes * 10 >= n * 3;
}

/* Behind "the password is now": what no word is. */
static bool is_wild_password(struct hit *hit)
{
	bool lower = false, upper = false, digit = false, sign = false;

	while (hit->to > hit->from && strchr(".,;:)", hit->scan->text.s[hit->to - 1]) != NULL)
		hit->to--;
	for (size_t i = hit->from; i < hit->to; i++) {
		char c = hit->scan->text.s[i];

		lower = lower || (c >= 'a' && c <= 'z');
		upper = upper || str_is_upper(c);
		digit = digit || str_is_digit(c);
		sign = sign || strchr("!?#%&*@^+=", c) != NULL;
		if (strchr("<>{}[]\"`/\\", c) != NULL)
			return false;
	}
	return hit->to - hit->from >= 6 && digit && lower && (upper || sign);
}

/* "Marigold77", "Zahnfee2019!": letters and a digit behind "the password is", and no product or algorithm. */
static bool is_said_password(struct hit *hit)
{
	static const char *const others[] = {
	    "sha",   "base",  "utf",  "aes",	 "md5",	   "bcrypt",  "pbkdf",	"oauth",   "saml",  "http",
	    "rsa",   "tls",   "ssl",  "x509",	 "ipv",	   "windows", "office", "iphone",  "argon", "ldap",
	    "win32", "win64", "win2", "keepass", "ubuntu", "debian",  "macos",	"android", NULL};
	size_t letters = 0, digits = 0;

	while (hit->to > hit->from && strchr(".,;:)", hit->scan->text.s[hit->to - 1]) != NULL)
		hit->to--;
	for (size_t i = hit->from; i < hit->to; i++) {
		char c = hit->scan->text.s[i];

		if (strchr("<>{}[]/\\%$=", c) != NULL)
			return false;
		letters += str_is_alpha(c) || (unsigned char)c >= 0x80;
		digits += str_is_digit(c);
	}
	if (str_starts_any(str_slice(hit->scan->low, hit->from, hit->to), others))
		return false;
	return letters > 3 && digits != 0 && letters + digits > 5;
}

/* Behind "password for the shop:": what neither a word nor a product is. */
static bool is_announced_password(struct hit *hit)
{
	return is_said_password(hit) && is_wild_password(hit);
}

/* "kz9izwms9xi5jv", not "user_id_2_of_accounts", "sha256-something-else": digits among letters, and no words. */
static bool is_said_key(struct hit *hit)
{
	size_t letters = 0, digits = 0, run = 0, longest = 0;

	for (size_t i = 0; i <= hit->text.n; i++) {
		bool letter = i < hit->text.n && str_is_alpha(hit->text.s[i]);

		/* "2048-bit-rsa" */
		if (!letter && run > 2 && (i == hit->text.n || !str_is_digit(hit->text.s[i]))) {
			struct str word = str_slice(hit->scan->low, hit->from + i - run, hit->from + i);
			const uint32_t *flags = wordset_find(&hit->scan->rules->words, word);

			if (flags != NULL && (*flags & (WORD_PLAIN | WORD_COMMON)) != 0)
				return false;
		}
		letters += letter;
		digits += i < hit->text.n && str_is_digit(hit->text.s[i]);
		run = letter ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return digits >= 2 && letters >= 2 && longest * 2 < hit->text.n;
}

/* "NO_PUBKEY 8B48AD6246925553", "gpg: key 0x63DE7DC154F4D039": which public key of OpenPGP it is. */
static bool is_openpgp_key(struct str front, struct str word, struct str text)
{
	static const char *const owned[] = {"api",     "secret", "access",     "private", "license", "licence",
					    "product", "serial", "activation", "auth",	  "client",  "encryption",
					    "app",     "admin",	 "master",     "shared",  "my",	     NULL};
	bool is_marked = str_starts(text, STR("0x"));

	if (!str_ends(word, STR("key")) || str_is_any(front, owned))
		return false;
	if (is_marked)
		text = str_from(text, 2);
	for (size_t i = 0; i < text.n; i++)
		if (str_hex_value(text.s[i]) < 0 || (!is_marked && str_is_alpha(text.s[i]) && !str_is_upper(text.s[i])))
			return false;
	return text.n == 16 || text.n == 40;
}

/* "aes-256-gcm-hkdf-sha512", "utf8mb4_unicode_520_ci": words and numbers, as programs call things. */
static bool is_in_pieces(struct str text)
{
	enum { MARKS_LEAST = 3 };
	size_t marks = 0;

	for (size_t i = 0; i < text.n; i++)
		marks += text.s[i] == '-' || text.s[i] == '_';
	return marks >= MARKS_LEAST;
}

/* "the API key 3kd9…", "token: 9f86…": what no counter and no commit is, and keys that are nobody's secret. */
static bool is_shown_key(struct hit *hit)
{
	static const char *const others[] = {"public",	 "primary",   "foreign", "cache",  "partition", "sort", "hash",
					     "registry", "commit",    "row",	 "object", "shard",	"host", "gpg",
					     "pgp",	 "publickey", "rsa",	 "cors",   "revision",	NULL};
	struct str low = hit->scan->low, word;
	size_t to = hit->from, from, digits = 0, hex = 0, changes = 0;

	while (to > 0 && !str_is_alpha(low.s[to - 1]))
		to--;
	for (from = to; from > 0 && str_is_alpha(low.s[from - 1]);)
		from--;
	word = str_slice(low, from, to); /* "key" */
	for (to = from; to > 0 && (low.s[to - 1] == ' ' || low.s[to - 1] == '-' || low.s[to - 1] == '_');)
		to--;
	for (from = to; from > 0 && str_is_alpha(low.s[from - 1]);)
		from--;
	if (str_is_any(str_slice(low, from, to), others) || str_starts(word, STR("publickey")) ||
	    is_openpgp_key(str_slice(low, from, to), word, hit->text))
		return false;
	for (size_t i = 0; i < hit->text.n; i++) {
		digits += str_is_digit(hit->text.s[i]);
		hex += str_hex_value(hit->text.s[i]) >= 0;
		changes += i > 0 && str_is_alnum(hit->text.s[i]) && str_is_alnum(hit->text.s[i - 1]) &&
			   str_is_digit(hit->text.s[i]) != str_is_digit(hit->text.s[i - 1]);
	}
	if (hit->text.n < KEY_LEAST)
		return false;
	if (hex == hit->text.n)
		return digits != hex && digits >= 2;
	/* random letters may be a word somewhere */
	return (changes >= 4 || (!is_in_pieces(hit->text) && is_said_key(hit))) && is_secret_value(hit);
}

static bool is_mixed_case(struct hit *hit)
{
	bool lower = false, digit = false, masked = true;

	for (size_t i = 3; i < hit->text.n; i++) {
		lower = lower || (hit->text.s[i] >= 'a' && hit->text.s[i] <= 'z');
		digit = digit || str_is_digit(hit->text.s[i]);
		masked = masked && hit->text.s[i] == 'x';
	}
	return (lower && digit) || masked;
}

/* Words for keys as shadows have them, at the end of the word in front of it. */
#define KEY_WORDS \
	"(?:secret|token|key|schlussel|zugriffsschlussel|clef?|clave|chave|chiave|klucz|sleutel|nyckel|avain|klic|" \
	"anahtar|" \
	"\xd0\xba\xd0\xbb\xd1\x8e\xd1\x87)"

/* "key 3kd9…", "token: `9f86…": at the value */
static bool may_be_shown_key(struct str text, size_t at)
{
	enum { SIGNS_MOST = 4 };
	static const char ends[] = "tnylfezkrc\x87"; /* of KEY_WORDS */
	size_t to = at;

	while (to > 0 && at - to < SIGNS_MOST && strchr(" :='\"`(", text.s[to - 1]) != NULL && text.s[to - 1] != '\0')
		to--;
	return to != at && to > 2 && strchr(ends, str_lower_char(text.s[to - 1])) != NULL;
}

/* "?a=", "&a=", "SAMLRequest=" */
static bool may_be_parameter(struct str text, size_t at)
{
	enum { NAME_MOST = 24 };

	for (size_t i = at; i > 0 && at - i < NAME_MOST; i--) {
		char c = text.s[i - 1];

		if (c == '?' || c == '&' || c == ';' || ((c == 'm' || c == 'M') && str_lower_char(text.s[i]) == 'l'))
			return true;
	}
	return false;
}

#define NOT_IN_WORD "(?<![A-Za-z0-9\\x80-\\xff_])"
#define NO_WORD_NEXT "(?![A-Za-z0-9\\x80-\\xff_])"
#define SECRET_WORDS \
	"(?:passw(?:or)?d|passwort|passphrase|pwd|kennwort|mot de " \
	"passe|contrasena|senha|haslo|wachtwoord|losenord|parola|" \
	"secret|token|api_?-?key|apikey|auth_?key|access_?-?key|accountkey|account_?sid|private_?-?key|client_?id|" \
	"credential|creds|encryption_?key|_key|_pass|[_-]pw|psk|pre-?shared|auth(?!or(?!i[sz])|entication-results)|" \
	"signing|signature)"
#define ASSIGNED "(?::{1,3}=|=>|={1,3}|\\?{1,2}=|\\|\\|[:=]?|[.+]=|:|,|>|!={1,2})"
#define SECRET_HEADS SECRET_WORDS "|_pw|-pw"
/* The rest of a name that has a keyword in it, and what assigns. */
#define BEHIND_KEYWORD "[\\w.[\\]-]{0,30}(?::? ?string)?[\"'`)\\]]{0,3}(?:[ \\t]{0,12}|\\s{0,3})" ASSIGNED
#define SERVICES \
	"adafruit|adobe|airtable|algolia|alibaba|aliyun|asana|atlassian|confluence|jira|authress|aws|amazon|" \
	"azure|beamer|bitbucket|bittrex|meraki|clickhouse|clojars|cloudflare|codecov|cohere|CO_API|coinbase|" \
	"confluent|contentful|contribsys|databricks|datadog|digitalocean|discord|doppler|drone|dropbox|" \
	"duffel|dynatrace|easypost|etsy|facebook|fastly|finicity|finnhub|flickr|flutterwave|frameio|freemius|" \
	"freshbooks|gcp|gitee|github|gitlab|gitter|gocardless|grafana|harness|hashicorp|heroku|hubspot|" \
	"huggingface|ibm|infracost|intercom|intra42|jfrog|artifactory|kraken|kucoin|launchdarkly|linear|" \
	"linked[_-]?in|lob|looker|mailchimp|mailgun|mandrill|mapbox|mattermost|maxmind|message[_-]?bird|" \
	"netlify|new[_ -]?relic|notion|npm|nuget|nytimes|new-york-times|newyorktimes|octopus|okta|openai|" \
	"openshift|perplexity|plaid|planetscale|postman|prefect|private[_-]?ai|pulumi|rapidapi|readme|" \
	"rubygems|scalingo|sendbird|sendgrid|sendinblue|sentry|shippo|shopify|slack|snyk|softlayer|sonar|" \
	"sourcegraph|square|squarespace|stripe|sumo|telegram|telegr|travis|twilio|twitch|twitter|typeform|" \
	"vault|yandex|zendesk|cloudant|bintray|xray|fly|(?<![a-z])sl|cos|hmac|iam"

/* As the shadow has them. */
#define FOREIGN_PASSWORDS \
	"(?:\xd0\xbf|\xd0\x9f)apo(?:\xd0\xbb|\xd0\x9b)(?:\xd1\x8c|\xd0\xac)|" \
	"\xe3\x83\x8f\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x88|" \
	"\xe5\xaf\x86\xe7\xa0\x81|" \
	"\xe5\xaf\x86\xe7\xa2\xbc|" \
	"\xe1\x84\x87\xe1\x85\xb5\xe1\x84\x86\xe1\x85\xb5\xe1\x86\xaf\xe1\x84\x87\xe1\x85\xa5\xe1\x86\xab\xe1\x84\x92" \
	"\xe1\x85\xa9|" \
	"mat khau|" \
	"(?:\xce\xba|\xce\x9a)(?:\xcf\x89|\xce\xa9)(?:\xce\xb4|\xce\x94)i(?:\xce\xba|\xce\x9a)oo|" \
	"\xd9\x83\xd9\x84\xd9\x85\xd8\xa9 l\xd9\x84\xd9\x85\xd8\xb1\xd9\x88\xd8\xb1|" \
	"\xd9\x83\xd9\x84\xd9\x85\xd8\xa9 l\xd9\x84\xd8\xb3\xd8\xb1|" \
	"o'o\xd7\x9e\xd7\x94|" \
	"o'o\xd7\x9e\xd7\x90|" \
	"salasana|" \
	"passord|" \
	"adgangskode|" \
	"jelszo|" \
	"sifre|" \
	"heslo|" \
	"lozinka|" \
	"geslo|" \
	"slaptazodis|" \
	"parool|" \
	"kata sandi|" \
	"\xe0\xb8\xa3\xe0\xb8\xab\xe0\xb8\xaa\xe0\xb8\x9c\xe0\xb8\xb2\xe0\xb8\x99|" \
	"\xe0\xa4\xaa\xe0\xa4\xbe\xe0\xa4\xb8\xe0\xa4\xb5\xe0\xa4\xb0\xe0\xa4\xa1|" \
	"(?:\xd0\xbf|\xd0\x9f)apo(?:\xd0\xbb|\xd0\x9b)a|" \
	"(?:\xd0\xbb|\xd0\x9b)o(?:\xd0\xb7|\xd0\x97)(?:\xd0\xb8|\xd0\x98)(?:\xd0\xbd|\xd0\x9d)(?:\xd0\xba|\xd0\x9a)a|" \
	"\xe6\x9a\x97\xe8\xa8\xbc\xe7\x95\xaa\xe5\x8f\xb7|" \
	"losenord|" \
	"wachtwoord|" \
	"senha|" \
	"parola"

const struct pattern secret_patterns[] = {
    {"private key", REDACT_SECRET, PLACE_KEY_BLOCK, 0,
     "-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)"
     "(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|(?=-----BEGIN [A-Z ]*PRIVATE KEY)|\\z)",
     NULL, STRENGTH_SECRET},
    {"putty key", REDACT_SECRET, PLACE_KEY_BLOCK, 0,
     "PuTTY-User-Key-File(?s:.*?)(?:Private-MAC: \\w+|(?=PuTTY-User-Key-File)|\\z)", NULL, STRENGTH_SECRET},
    {"json token", REDACT_SECRET, PLACE_LONG, 24,
     "\\b(?:(?:[spt]k\\.)?ey[A-Za-z0-9_-]{10,}\\.(?:ey)?[A-Za-z0-9_/\\\\-]{5,}\\.?[A-Za-z0-9_/\\\\-]*|ZXlK[A-Za-z0-9+/"
     "=]{20,})",
     NULL, STRENGTH_SECRET},
    {"service token", REDACT_SECRET, PLACE_LONG, 24,
     "\\b(?:(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}|ABSK[A-Za-z0-9+/]{100,}=*|bedrock-api-key-[A-Za-z0-9+/"
     "=]+|AIza[\\w-]{35}|ya29\\.[\\w-]{20,}|"
     "gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{22,}|gl(?:pat|ptt|rt|cbt|dt|ft|imt|agent|oas|soat|ffct|feat)-[\\w=.-]{"
     "20,}|GR1348941[\\w-]{20}|"
     "_gitlab_session=\\w{32}|ATATT3[\\w=-]{50,}|ATCTT3[\\w=-]{50,}|npm_[A-Za-z0-9]{36}|pypi-Ag[\\w-]{50,}|rubygems_["
     "a-f0-9]{48}|"
     "dckr_(?:pat|oat)_[\\w-]{27,}|oy2[a-z0-9]{43}|AKCp[A-Za-z0-9]{60,}|cmVmd[A-Za-z0-9]{50,}|"
     "xox[abeoprs](?:\\.xox[bp])?-[\\w-]{8,}|xapp-\\d-[A-Z0-9]+-\\d+-\\w+|SG\\.[\\w=.-]{40,}|key-[a-f0-9]{32}|"
     "pubkey-[a-f0-9]{32}|[a-f0-9]{32}-us\\d{1,2}|(?:AC|SK)(?:[a-z0-9]{32}|[a-fA-F0-9]{32})|(?:sk|rk|pk)_(?:test|live|"
     "prod)_\\w{10,99}|"
     "whsec_[\\w+/=]{20,}|sq0[a-z]{3}-[\\w-]{22,}|"
     "EAAA[\\w-]{22,}|EAA[A-Za-z0-9]{80,}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|FLW(?:PUBK|SECK)_TEST-[\\w-]+|FLWSECK_"
     "TEST\\w+|EZ[AT]K[A-Za-z0-9]{54}|"
     "live_[\\w=-]{40}|test_[\\w=-]{43}|sk-[\\w-]*T3BlbkFJ[\\w-]+|sk-(?:ant|proj|or|svcacct|admin)[\\w-]{20,}|sk-[A-Za-"
     "z0-9]{32,}|"
     "hf_[A-Za-z]{34}|api_org_[A-Za-z]{34}|pplx-[A-Za-z0-9]{40,}|gsk_\\w{40,}|xai-\\w{40,}|hv[sb]\\.[\\w-]{24,}|[sb]\\."
     "[A-Za-z0-9]{24}\\b|"
     "[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,}|dapi[a-f0-9]{32}(?:-\\d)?|gl(?:sa|c)_[\\w+/=]{30,}|eyJrIjoi[\\w+/"
     "=]{30,}|NRAK-[A-Za-z0-9]{27}|NRJS-[a-f0-9]{19}|NRI[IQ]-[\\w-]{32}|"
     "sntry[su]_[\\w+/"
     "=]{40,}|pul-[a-f0-9]{40}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|lin_api_[A-Za-z0-9]{40}|(?:ntn|secret)_[A-Za-z0-9]{40,}|"
     "do[opr]_v1_[a-f0-9]{64}|HRKU-[\\w-]{36,}|fo1_[\\w-]{43}|fm[12][ar]?_[\\w+/=]{50,}|FlyV1 "
     "[\\w+/=,-]+|LTAI[A-Za-z0-9]{17,}|LTAI[a-z0-9]{20}|"
     "(?:t1\\.[\\w-]{20,}\\.[\\w-]{86})|AQVN[\\w-]{35,38}|YC[\\w-]{38}|AGE-SECRET-KEY-1[0-9A-Z]{50,}|pat-(?:na1|eu1)-["
     "\\w-]{36}|"
     "AIO[\\w]{28}|aio_\\w{28}|doo_v1_\\w{64}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{40,}|dop_v1_\\w{64}|duffel_(?:"
     "test|live)_[\\w=-]{43}|"
     "dt0c01\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}|sm_(?:aat|pat|sat)_[A-Za-z0-9]{16}|frame?io-u-[\\w=-]{64}|fio-u-[\\w=-"
     "]{64}|ico-[A-Za-z0-9]{32}|patA?[A-Za-z0-"
     "9]{13,14}\\.[a-f0-9]{64}|"
     "phc_\\w{43}|phx_\\w{43}|pscale_(?:tkn|oauth|pw)_[\\w=.-]{32,}|rdme_[a-z0-9]{70}|sgp_[\\w]{40,}|slk_[a-f0-9]{64}|"
     "shippo_(?:live|test)_[a-fA-F0-9]{40}|"
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
     "sk-lf-[a-f0-9-]{36}|api-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9-]{22}|[a-f0-9]{36}NRAL|SCW[A-Z0-9]{17}\\b|pk_\\d{6,9}_[A-"
     "Z0-9]{32}|"
     "xsmtpsib-[a-f0-9]{64}-\\w{16}|access_token\\$\\w{4,12}\\$\\w{16}\\$[a-f0-9]{32}|rzp_(?:live|test)_\\w{14}|"
     "\\d/\\d{15,17}/\\d{15,17}:[a-f0-9]{32}|GOCSPX-[\\w-]{28}|1//"
     "0[\\w-]{40,}|EAAC[A-Za-z0-9]{20,}|amzn\\.mws\\.[a-f0-9-]{36}|secret-token:[\\w-]{10,})",
     pattern_has_digit, STRENGTH_SECRET},
    {"openshift token", REDACT_SECRET, PLACE_TILDE, 8, "\\bsha256~[\\w-]{43}", NULL, STRENGTH_SECRET},
    {"artifactory password", REDACT_SECRET, PLACE_TOKEN, 0, "(?<![\\w-])(?:AKC|AP[0-9A-F])[A-Za-z0-9]{8,}(?![\\w-])",
     is_mixed_case, STRENGTH_SECRET},
    {"azure secret", REDACT_SECRET, PLACE_TILDE, 6, "[\\w~.-]{3}\\dQ~[\\w~.-]{31,34}", NULL, STRENGTH_SECRET},
    {"bot token", REDACT_SECRET, PLACE_LONG, 26,
     "\\b(?:(?:bot)?\\d{5,16}:A[\\w-]{34}\\b|(?:bot)?\\d{8,10}:[A-Z][\\w-]{34}\\b|[A-Za-z][\\w-]{23,27}\\.[\\w-]{6}\\.["
     "\\w-]{27,38})",
     pattern_has_digit, STRENGTH_SECRET},
    {"web hook", REDACT_SECRET, PLACE_SCHEME, 6,
     "https?://(?:hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/+-]+|discord(?:app)?\\.com/api/webhooks/"
     "[\\w/-]+|[\\w.-]+\\.webhook\\.office\\.com/\\S+)",
     NULL, STRENGTH_SECRET},
    {"password in address", REDACT_SECRET, PLACE_SCHEME, 32,
     "[a-zA-Z][a-zA-Z0-9+.-]{1,30}://\\K[^\\s/@:<>\"]{0,80}:[^\\s@<>\"]{1,80}(?=@)", NULL, STRENGTH_SECRET,
     .is_solid = true},
    {"authorization header", REDACT_SECRET, PLACE_AUTHORISATION, 0,
     "(?i)(?:authorization|cookie|x-api-key|x-auth-token|x-amz-security-token|private-token|x-vault-token)[\"']?\\s{0,"
     "3}[:=]\\s{0,3}[\"']?(?:basic |bearer |digest |token )?+\\K[^\\s\"'<>{}$][^\\r\\n\"']{7,}",
     NULL, STRENGTH_SECRET},
    {"bearer token", REDACT_SECRET, PLACE_LONG, 8, "(?i)\\bbearer \\K[A-Za-z0-9_.~+/=-]{16,}", pattern_has_digit,
     STRENGTH_SECRET},
    {"quoted secret", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)" SECRET_WORDS BEHIND_KEYWORD "\\s{0,3}\\(?@?([\"'`])\\K[^\\r\\n]{4,200}?(?=\\1)", is_quoted_value,
     STRENGTH_SECRET, NULL, SECRET_HEADS},
    {"assigned secret", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)" SECRET_WORDS BEHIND_KEYWORD "[\\s\"'`(=]{0,6}\\K[^\\s\"'`<>(){},;]{6,200}", is_secret_value,
     STRENGTH_SECRET, NULL, SECRET_HEADS},
    {"key of a service", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)(?:" SERVICES ")[\\w .-]{0,24}[\"'`)\\]]{0,3}\\s{0,3}" ASSIGNED "[\\s\"'`(=]{0,6}\\K[\\w.=/+:~-]{10,200}",
     is_key, STRENGTH_SECRET, NULL, SERVICES "|sl"},
    {"feed with a key", REDACT_SECRET, PLACE_ASSIGN, 64, "(?i)soap/v3(?:\\.1)?/\\K[a-z0-9]{64}", NULL, STRENGTH_SECRET,
     NULL, "soap"},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)(?<![a-z0-9])(?:password|passwort|passwd|pwd|kennwort|mot de passe|contrasena|haslo|" FOREIGN_PASSWORDS
     ")[a-z]{0,3}(?:(?:[ \\t](?!(?:for|in|of|to|from|with|at|by|and|or|on|fur|mit|von) )[a-z\\x80-\\xff]{1,12}){0,2}[ "
     "\\t]?:?[ \\t]|[\\x80-\\xff]{2,12})"
     "\\K[!-&*-~]{6,64}",
     is_wild_password, STRENGTH_SECRET},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)(?<![a-z0-9])(?:password|passwort|kennwort|mot de passe|contrasena|clave|haslo|" FOREIGN_PASSWORDS
     ")[a-z]{0,3}(?:[^\\n.!?;:\"]{0,40}? (?:is|was|ist|war|lautet|est|etait|es|era|e|to|jest|bylo|er|ar|je)(?: "
     "(?!(?:for|in|of|to|from|with|at|by|and|or|on|fur|mit|von|using|via) )[a-z\\x80-\\xff]{1,12}){0,3}[ :]{1,2}"
     "[\"'`]?\\s?|(?: [a-z\\x80-\\xff]{1,14}){0,2} \" ?)\\K[!#-&(-;=?-_a-~\\x80-\\xff]{6,64}",
     is_said_password, STRENGTH_SECRET},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)(?<![a-z0-9])(?:password|passwort|kennwort|mot de passe|contrasena|clave|haslo|" FOREIGN_PASSWORDS
     ")[a-z]{0,3}(?:[ \\t][a-z\\x80-\\xff][a-z\\x80-\\xff'-]{0,15}){1,6}[ \\t]?:[ "
     "\\t]{1,2}[\"'`]?\\K[!#-&(-;=?-_a-~]{6,64}",
     is_announced_password, STRENGTH_SECRET},
    {"told code", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:bestatigungscode|sicherheitscode|code de (?:verif|secur)\\w{0,9}|codigo de (?:verif|segur)\\w{0,9}|"
     "codice di verif\\w{0,5}|kod weryf\\w{0,9}|verificatiecode)(?: [a-z]{1,8})?\\s{0,2}:?\\s{1,2}\\K\\d{3}[ "
     "-]?\\d{1,5}\\b",
     NULL, STRENGTH_SECRET},
    {"command line password", REDACT_SECRET, PLACE_COMMAND, 0,
     "(?i)(?:(?:docker|az) login\\b[^\\n]{0,120}? -p[ =]?[\"']?\\K[^\\s\"'$-][^\\s\"']{3,}|ldap(?:search|modify) "
     "[^\\n]{0,120}? -w ?[\"']?\\K[^\\s\"'$-][^\\s\"']{3,}|"
     "convertto-securestring (?:-string )?([\"'])\\K[^\"'$\\n]{4,80}(?=\\1))",
     NULL, STRENGTH_SECRET},
    {"authorization header", REDACT_SECRET, PLACE_AUTHORISATION, 0,
     "(?i)authorization[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?digest \\K[^\\r\\n]{8,}", NULL, STRENGTH_SECRET},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)(?<![a-z0-9])(?:password|passwort|passwd|kennwort|mot de "
     "passe|contrasena|haslo|pin|puk|otp|cvv|cvc|" FOREIGN_PASSWORDS ")(?: "
     "(?:is|was|ist|war|lautet|est|es|e|er|ar|to|code|jest|je|adalah))?(?:\\s{0,2}[:=]\\s{0,2}|\\s{1,2})[\"'`]?\\K[^"
     "\\s\"'`<>,;]{4,64}",
     pattern_has_digit, STRENGTH_SECRET},
    {"told key", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:secret|token|key) (?:is|was|ist|war|est|es|e|jest)(?: now| "
     "still)?:?\\s{1,2}[\"'`]?\\K[a-z0-9_+/=~-]{14,200}"
     "(?![\\w@])",
     is_said_key, STRENGTH_SECRET},
    {"shown key", REDACT_SECRET, PLACE_LONG, 24,
     "(?i)" KEY_WORDS "[ :='\"`(]{1,4}\\K(?=[\\w-]{0,200}\\d)(?=[\\w-]{0,200}[a-z])[\\w-]{11,200}[\\w+/~-]{0,200}"
     "={0,2}(?![\\w@.])",
     is_shown_key, STRENGTH_SECRET, may_be_shown_key},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)(?<![\\w-])(?:pass|pw|(?:wi-?fi|wlan|network|wpa) key) ?[:=]\\s{0,2}[\"'`]?\\K[^\\s\"'`<>,;]{6,64}",
     pattern_has_digit, STRENGTH_SECRET},
    {"told password", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:credentials?|zugangsdaten|identifiants|login data)(?: are)? ?:?\\s{1,2}[\"'`]?[\\w.@-]{2,40}[\"'`]? "
     "?[/:] ?[\"'`]?\\K[^\\s\"'`<>,;/]{6,64}",
     pattern_has_digit, STRENGTH_SECRET},
    {"told code", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:verification|security|confirmation|login|one-time|2fa|mfa|sms)?[ -]?(?:pass)?code(?: "
     "(?:is|was))?\\s{0,2}:?\\s{1,2}\\K"
     "(?:[a-z]{1,2}-)?\\d{3}[ -]?\\d{1,5}\\b",
     is_code, STRENGTH_SECRET},
    {"told code", REDACT_SECRET, PLACE_TOLD, 0,
     "(?i)\\b(?:recovery|backup) codes?(?: (?:is|are|was))?:?\\s{1,3}\\K(?:(?:[-*] ?)?[a-z0-9]{4,8}[ "
     "-]?[a-z0-9]{4,8}(?:[ ,]?\\n|[ ,]{1,2}|\\.|\\z)){1,20}",
     pattern_has_digit, STRENGTH_SECRET},
    {"hashed password", REDACT_SECRET, PLACE_HASHED, 0,
     "(?i)(?:\\$(?:2[aby]|1|5|6|y|apr1|argon2(?:id|i|d))\\$[a-z0-9./$=,+-]{16,}|\\{ssha\\d{0,3}\\}[a-z0-9+/=]{20,})",
     NULL, STRENGTH_SECRET},
    {"secret link", REDACT_SECRET, PLACE_LINK, 0,
     "(?i)/(?:reset(?:[-_]password)?|password(?:[-_/"
     "](?:reset|edit|new))?|invit\\w{0,6}|confirm\\w{0,7}|verif\\w{0,8}|activat\\w{0,4}|"
     "magic(?:[-_]?link)?|unsubscribe)/(?:[a-z_-]{2,12}/)?\\K[\\w.~-]{16,}",
     pattern_has_digit, STRENGTH_SECRET},
    {"web hook", REDACT_SECRET, PLACE_SCHEME, 6,
     "https?://(?:(?:[\\w.-]{1,40}\\.)?hooks?\\.[\\w.-]{3,60}|maker\\.ifttt\\.com)/\\K[\\w/+-]{10,}", pattern_has_digit,
     STRENGTH_SECRET},
    {"address with a key", REDACT_SECRET, PLACE_SCHEME, 6,
     "https?://\\K[a-f0-9]{32}@[\\w.-]{4,80}(?:/[\\w-]{1,40}){0,3}", NULL, STRENGTH_SECRET},
    {"prefixed key", REDACT_SECRET, PLACE_LONG, 0,
     "(?<![\\w/.=#&%-])[a-z][a-z0-9]{1,11}_(?:[a-z]{2,6}_){0,2}[A-Za-z0-9]{20,100}(?:_[A-Za-z0-9]{6,60})?(?![\\w/"
     "-]|\\.\\w)",
     is_prefixed_key, STRENGTH_SECRET},
    {"command line password", REDACT_SECRET, PLACE_COMMAND, 0,
     "(?i)(?:sqlplus (?:-\\w{1,2} )?[\\w.]{1,30}/\\K[^\\s@/]{4,64}(?=@)|net use\\b[^\\n]{0,80}?[ "
     "\\t]\\K[^\\s/\\\\*:]{6,64}(?=[ \\t][^\\n]{0,40}/user:)|"
     "net use\\b[^\\n]{0,80}?/user:\\S{1,60}[ "
     "\\t]\\K[^\\s/]{6,64}|:(?:5432|3306):[\\w*-]{1,60}:[\\w.-]{1,60}:\\K\\S{4,64})",
     NULL, STRENGTH_SECRET},
    {"parameter secret", REDACT_SECRET, PLACE_EQUAL, 24,
     "(?i)(?:[?&;](?:token|sig|signature|code|session|sid|jsessionid|phpsessid|state|key|api_?key|access_token|auth|"
     "password|pwd|client_secret|magic\\w{0,8}|otp|ticket|invite|invitation|reset\\w{0,8}|confirmation_token|assertion|"
     "id_token|refresh_token)|\\bSAML(?:Request|Response))=\\K[^&\\s\"'<>]{6,}",
     pattern_has_digit, STRENGTH_SECRET, may_be_parameter},
    {"command line password", REDACT_SECRET, PLACE_COMMAND, 0,
     "(?:mysql[^\\n]{0,80}? -p\\K[^\\s]{4,}|sshpass -p ?\\K\\S+)", NULL, STRENGTH_SECRET},
    {"command line password", REDACT_SECRET, PLACE_COMMAND, 0,
     "\\bcurl\\b(?:[^\\n]|\\n(?!\\n)){0,400}?[ \\t\\n](?:-[a-zA-Z]{0,6}[uU]|--(?:proxy-)?user)(?:=|[ \\t]{0,5})"
     "(?:\"\\K[^\"\\n]{0,80}:[^\"\\n]{0,80}(?=\")|'\\K[^'\\n]{0,80}:[^'\\n]{0,80}(?=')|"
     "\\K(?:\"[^\"\\n]{1,80}\"|'[^'\\n]{1,80}'|[^\\s\"':]{1,80}):(?:\"[^\"\\n]{1,80}\"|'[^'\\n]{1,80}'|[^\\s\"']{1,80})"
     ")",
     is_credential, STRENGTH_SECRET},
    {"command line secret", REDACT_SECRET, PLACE_OPTION, 40,
     "(?i)(?<![\\w-])--?[\\w-]{0,30}(?:passw(?:or)?d|token|secret|key|passphrase)[ =]{1,2}[\"']?\\K[^\\s\"'`<>]{8,200}",
     is_key, STRENGTH_SECRET},
    {"compared secret", REDACT_SECRET, PLACE_COMPARED, 210,
     "([\"'`])\\K[^\\r\\n\"'`]{4,200}(?=\\1\\)?\\s{0,3}[!=]={1,2}\\s{0,3}\\(?[\\w.$]{0,40}(?i:passw(?:or)?d|passphrase|"
     "pwd|"
     "secret|token|api_?key|private_?key|access_?key|db_?pass))",
     is_secret_value, STRENGTH_SECRET},
    {"quoted secret", REDACT_SECRET, PLACE_QUOTED, 48,
     "(?i)" SECRET_WORDS "\\w{0,20} {1,2}([\"'`])\\K[^\\s\"'`]{6,200}(?=\\1;)", is_secret_value, STRENGTH_SECRET, NULL,
     SECRET_HEADS},
    {"assigned secret", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)" SECRET_WORDS BEHIND_KEYWORD "[ \\t]{0,3}\\K[^\\s\"'`]{8,200}", is_wild_value, STRENGTH_SECRET, NULL,
     SECRET_HEADS},
    {"secret of a manifest", REDACT_SECRET, PLACE_KEY_BLOCK, 0,
     "(?i)\\n(?:string)?data:[ \\t]*\\r?\\n\\K(?:[ \\t]+\\S[^\\n]*(?:\\n|\\z))+", is_manifest, STRENGTH_SECRET},
    {"secret in an attribute", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)(?:passw(?:or)?d|token|secret|api_?key|pwd)\\w{0,10}[\"'],?\\s{1,3}[\"']?value[\"']?\\s{0,2}[=:]\\s{0,2}[\"']"
     "\\K[^\"'%$\\r\\n][^\"'\\r\\n]{3,200}",
     is_value_of_password, STRENGTH_SECRET, NULL, "passw|token|secret|api|pwd"},
    {"feed with a key", REDACT_SECRET, PLACE_ASSIGN, 64,
     "(?i)contribsys__com[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?\\K[a-f0-9]{8}:[a-f0-9]{8}", NULL, STRENGTH_SECRET, NULL,
     "contribsys"},
    {"web hook", REDACT_SECRET, PLACE_PAGE, 0, "hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/+-]{20,}",
     NULL, STRENGTH_SECRET},
    {"random key", REDACT_SECRET, PLACE_LONG, 0,
     "(?<![\\w/+=.%#&~-])[A-Za-z0-9][\\w+-]{30,250}(?:/[\\w+]{1,60}){0,4}={0,2}(?![\\w/+-])", is_random,
     STRENGTH_SECRET},
    {"licence key", REDACT_SECRET, PLACE_LONG, 0, NOT_IN_WORD "[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,4}" NO_WORD_NEXT,
     pattern_has_digit, STRENGTH_SECRET},
};
const size_t secret_patterns_n = sizeof(secret_patterns) / sizeof(secret_patterns[0]);
