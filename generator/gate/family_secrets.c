/* Keys by how those of known services begin, and passwords and keys behind the word for it. */
#include "generator/gate/family_parts.h"

/* ---- secrets: what keys of known services begin with, and what follows ---- */

enum alphabet { HEX, ALNUM, WORD, PATH }; /* WORD: letters, digits, '-', '_'; PATH: also '/' */

static const struct secret {
	struct str prefix;
	enum alphabet alphabet;
	uint8_t least; /* characters behind the prefix */
	const char *rule;
} secrets[] = {
    {STR_INIT("AKIA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("ASIA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("ABIA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("ACCA"), ALNUM, 16, "cloud-key"},
    {STR_INIT("AIza"), WORD, 35, "cloud-key"},
    {STR_INIT("ya29."), WORD, 20, "cloud-key"},
    {STR_INIT("dop_v1_"), HEX, 64, "cloud-key"},
    {STR_INIT("doo_v1_"), HEX, 64, "cloud-key"},
    {STR_INIT("HRKU-"), WORD, 30, "cloud-key"},
    {STR_INIT("LTAI"), ALNUM, 20, "cloud-key"},
    {STR_INIT("ghp_"), ALNUM, 36, "code-token"},
    {STR_INIT("gho_"), ALNUM, 36, "code-token"},
    {STR_INIT("ghu_"), ALNUM, 36, "code-token"},
    {STR_INIT("ghs_"), ALNUM, 36, "code-token"},
    {STR_INIT("ghr_"), ALNUM, 36, "code-token"},
    {STR_INIT("github_pat_"), WORD, 40, "code-token"},
    {STR_INIT("glpat-"), WORD, 20, "code-token"},
    {STR_INIT("gldt-"), WORD, 20, "code-token"},
    {STR_INIT("glrt-"), WORD, 20, "code-token"},
    {STR_INIT("glptt-"), WORD, 20, "code-token"},
    {STR_INIT("glcbt-"), WORD, 20, "code-token"},
    {STR_INIT("glsoat-"), WORD, 20, "code-token"},
    {STR_INIT("glft-"), WORD, 20, "code-token"},
    {STR_INIT("npm_"), ALNUM, 36, "code-token"},
    {STR_INIT("pypi-AgEI"), WORD, 50, "code-token"},
    {STR_INIT("rubygems_"), HEX, 48, "code-token"},
    {STR_INIT("dckr_pat_"), WORD, 27, "code-token"},
    {STR_INIT("ATATT3"), WORD, 60, "code-token"},
    {STR_INIT("AKCp"), ALNUM, 60, "code-token"},
    {STR_INIT("xoxb-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxp-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxa-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxr-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxe-"), WORD, 20, "chat-token"},
    {STR_INIT("xoxs-"), WORD, 20, "chat-token"},
    {STR_INIT("xapp-"), WORD, 20, "chat-token"},
    {STR_INIT("pat-na1-"), WORD, 30, "service-key"},
    {STR_INIT("pat-eu1-"), WORD, 30, "service-key"},
    {STR_INIT("SG."), WORD, 20, "service-key"},
    {STR_INIT("key-"), ALNUM, 32, "service-key"},
    {STR_INIT("EAAA"), ALNUM, 50, "service-key"},
    {STR_INIT("1//0"), WORD, 30, "cloud-key"},
    {STR_INIT("sk_live_"), ALNUM, 20, "payment-key"},
    {STR_INIT("rk_live_"), ALNUM, 20, "payment-key"},
    {STR_INIT("sk_test_"), ALNUM, 24, "payment-key"},
    {STR_INIT("whsec_"), ALNUM, 32, "payment-key"},
    {STR_INIT("sq0atp-"), WORD, 22, "payment-key"},
    {STR_INIT("sq0csp-"), WORD, 43, "payment-key"},
    {STR_INIT("shpat_"), HEX, 32, "service-key"},
    {STR_INIT("shpss_"), HEX, 32, "service-key"},
    {STR_INIT("shpca_"), HEX, 32, "service-key"},
    {STR_INIT("shppa_"), HEX, 32, "service-key"},
    {STR_INIT("sk-ant-"), WORD, 40, "service-key"},
    {STR_INIT("sk-proj-"), WORD, 40, "service-key"},
    {STR_INIT("hf_"), ALNUM, 34, "service-key"},
    {STR_INIT("pplx-"), ALNUM, 48, "service-key"},
    {STR_INIT("gsk_"), ALNUM, 48, "service-key"},
    {STR_INIT("hvs."), WORD, 24, "service-key"},
    {STR_INIT("dapi"), HEX, 32, "service-key"},
    {STR_INIT("glsa_"), WORD, 32, "service-key"},
    {STR_INIT("NRAK-"), ALNUM, 27, "service-key"},
    {STR_INIT("sntrys_"), WORD, 40, "service-key"},
    {STR_INIT("pul-"), HEX, 40, "service-key"},
    {STR_INIT("PMAK-"), WORD, 58, "service-key"},
    {STR_INIT("lin_api_"), ALNUM, 40, "service-key"},
    {STR_INIT("ntn_"), ALNUM, 40, "service-key"},
    {STR_INIT("secret_"), ALNUM, 43, "service-key"},
    {STR_INIT("AGE-SECRET-KEY-1"), ALNUM, 58, "private-key"},
    {STR_INIT("fo1_"), WORD, 40, "service-key"},
    {STR_INIT("EZAK"), ALNUM, 54, "service-key"},
    {STR_INIT("FLWSECK-"), WORD, 30, "payment-key"},
    {STR_INIT("bc1q"), ALNUM, 38, "wallet"},
    {STR_INIT("bc1p"), ALNUM, 58, "wallet"},
    /* who knows where it leads can write there */
    {STR_INIT("hooks.slack.com/services/"), PATH, 40, "chat-token"},
    {STR_INIT("hooks.slack.com/workflows/"), PATH, 40, "chat-token"},
    {STR_INIT("hooks.slack.com/triggers/"), PATH, 40, "chat-token"},
    {STR_INIT("discord.com/api/webhooks/"), PATH, 60, "chat-token"},
    {STR_INIT("discordapp.com/api/webhooks/"), PATH, 60, "chat-token"},
    {STR_INIT("webhook.office.com/webhookb2/"), PATH, 60, "chat-token"},
    {STR_INIT("outlook.office.com/webhook/"), PATH, 60, "chat-token"},
    {STR_INIT("hooks.zapier.com/hooks/catch/"), PATH, 12, "service-key"},
};

static bool is_of(enum alphabet alphabet, char c)
{
	if (alphabet == HEX)
		return str_hex_value(c) >= 0;
	return str_is_alnum(c) || (alphabet >= WORD && (c == '-' || c == '_')) || (alphabet == PATH && c == '/');
}

/* Examples of documentation repeat one character, or say what they are. */
bool family_is_example(struct str s)
{
	size_t same = 1, most = 1;

	for (size_t i = 1; i < s.n; i++) {
		same = s.s[i] == s.s[i - 1] ? same + 1 : 1;
		most = same > most ? same : most;
	}
	return most >= 6 || memmem(s.s, s.n, "EXAMPLE", 7) != NULL || memmem(s.s, s.n, "example", 7) != NULL;
}

_Static_assert(sizeof(secrets) / sizeof(*secrets) <= UINT8_MAX, "their numbers are bytes");

const char *family_secret_at(const struct family_starts *starts, struct str s, size_t at)
{
	unsigned char first = (unsigned char)s.s[at];

	if (at + 1 >= s.n || (starts->seconds[first] >> (s.s[at + 1] & 31) & 1) == 0)
		return NULL;
	for (unsigned k = starts->from[first]; k < starts->from[first + 1]; k++) {
		const struct secret *secret = &secrets[starts->order[k]];
		size_t end = at + secret->prefix.n, tags = 0;

		/* three zeros of what is packed as base 64 */
		if (first == 'E' && at > 0 && strchr("+/,", s.s[at - 1]) != NULL)
			continue;
		if (s.s[at + 1] != secret->prefix.s[1] || !str_starts(str_from(s, at), secret->prefix))
			continue;
		while (end < s.n && (is_of(secret->alphabet, s.s[end]) || s.s[end] == MATCH_TAG)) {
			tags += s.s[end] == MATCH_TAG;
			end++;
		}
		if (end - at - secret->prefix.n - tags >= secret->least && !family_is_example(str_slice(s, at, end)))
			return secret->rule;
	}
	return NULL;
}

/* eyJ….eyJ….signature */
bool family_is_web_token(struct str s, size_t at)
{
	/* {"sub":"1234567890": what jwt.io shows, and with it all who copied it */
	static const struct str sample = STR_INIT(".eyJzdWIiOiIxMjM0NTY3ODkwI");
	unsigned dots = 0;
	size_t n = 0, from = at;

	if (!str_starts(str_from(s, at), STR("eyJ")))
		return false;
	for (; at < s.n && (is_of(WORD, s.s[at]) || s.s[at] == '.'); at++, n++)
		dots += s.s[at] == '.';
	return dots == 2 && n >= 60 && str_find(str_slice(s, from, at), sample) < 0;
}

/* ---- what stands behind the word for it ---- */

/* K!vwxzmpqrs: a sign between two letters that neither words, paths nor names of variables have. */
static bool has_inner_sign(struct str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if ((s.s[i] == '!' || s.s[i] == '^' || s.s[i] == '%') && str_is_alnum(s.s[i - 1]) &&
		    str_is_alnum(s.s[i + 1]))
			return true;
	return false;
}

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
	if (s.n >= 8 && lower && upper && has_inner_sign(s))
		return !family_is_example(s);
	return s.n >= 8 && digit && (int)lower + (int)upper + (int)sign >= 2 && !family_is_example(s);
}

static size_t value_end(struct str s, size_t at)
{
	enum { LONGEST = 256 };
	size_t most = s.n - at < LONGEST ? s.n : at + LONGEST;

	while (at < most && !str_is_space(s.s[at]) && strchr("\"'<>;,&`", s.s[at]) == NULL && s.s[at] != MATCH_TAG)
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
    STR_INIT("wi-fi key"),
    STR_INIT("wifi key"),
    STR_INIT("wpa key"),
    STR_INIT("wpa2 key"),
    STR_INIT("network key"),
    STR_INIT("wlan-schl\xC3\xBCssel"),
    STR_INIT("l\xC3\xB6senord"),
    STR_INIT("adgangskode"),
    STR_INIT("passord"),
    STR_INIT("salasana"),
    STR_INIT("heslo"),
    STR_INIT("jelsz\xC3\xB3"),
    STR_INIT("\xC5\x9Fifre"),
    STR_INIT("\xC5\x9Eifre"), /* letters of other alphabets have no case here */
    STR_INIT("\xD0\x9F\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"),
    STR_INIT("palavra-passe"),
    STR_INIT("m\xE1\xBA\xADt kh\xE1\xBA\xA9u"),
    STR_INIT("\xCE\xBA\xCF\x89\xCE\xB4\xCE\xB9\xCE\xBA\xCF\x8C\xCF\x82"),
    STR_INIT("\xCE\x9A\xCF\x89\xCE\xB4\xCE\xB9\xCE\xBA\xCF\x8C\xCF\x82"),
};

/* "password for the shop: hunter72!": behind a few words the value must have letters, a digit and a sign. */
static bool is_announced_password(struct str s, size_t at)
{
	enum { WORDS_BYTES = 48 };
	size_t most = s.n - at < WORDS_BYTES ? s.n : at + WORDS_BYTES;
	bool digit = false, letter = false, sign = false;
	struct str value;

	while (at < most && (str_is_alpha(s.s[at]) || (unsigned char)s.s[at] >= 0x80 || strchr(" '-", s.s[at]) != NULL))
		at++;
	if (at + 2 >= s.n || s.s[at] != ':' || s.s[at + 1] != ' ')
		return false;
	at += 2;
	while (at < s.n && (s.s[at] == '"' || s.s[at] == '\'' || s.s[at] == '`' || s.s[at] == MATCH_TAG))
		at++;
	value = str_slice(s, at, value_end(s, at));
	for (size_t i = 0; i < value.n; i++) {
		digit = digit || str_is_digit(value.s[i]);
		letter = letter || str_is_alpha(value.s[i]);
		sign = sign || strchr("!#$%^*?", value.s[i]) != NULL;
		if (strchr("[]{}()@/", value.s[i]) != NULL)
			return false;
	}
	return digit && letter && sign && looks_secret(value);
}

/* Behind the word itself, without a sign between them, a value has letters of both cases and a digit; "Office365" and
 * "OAuth2Token" have, too, so that one without quotes has its digit within a word. */
static bool is_mixed_password(struct str value, bool is_quoted)
{
	bool lower = false, upper = false, digit = false, within = false;

	for (size_t i = 0; i < value.n; i++) {
		char c = value.s[i];

		if (strchr("()[]{}/\\$=", c) != NULL)
			return false;
		lower = lower || (c >= 'a' && c <= 'z');
		upper = upper || str_is_upper(c);
		digit = digit || str_is_digit(c);
		within = within || (str_is_digit(c) && i > 0 && i + 1 < value.n && str_is_alpha(value.s[i - 1]) &&
				    value.s[i + 1] >= 'a' && value.s[i + 1] <= 'z');
	}
	return value.n >= 8 && lower && upper && digit && (within || is_quoted) && !family_is_example(value);
}

static bool has_any(struct str value, const struct str *words, size_t n)
{
	for (size_t at = 0; at < value.n; at++)
		for (size_t i = 0; i < n; i++)
			if (str_starts_nocase(str_from(value, at), words[i]))
				return true;
	return false;
}

/* What is called after the word itself: row.password2 */
static bool is_called_password(struct str value)
{
	static const struct str words[] = {STR_INIT("passw"), STR_INIT("p@ssw"),  STR_INIT("pwd"),
					   STR_INIT("token"), STR_INIT("secret"), STR_INIT("your")};

	return has_any(value, words, sizeof(words) / sizeof(*words));
}

/* What programs and documentation write where a password would be. */
static bool is_of_nobody(struct str value)
{
	static const struct str words[] = {
	    STR_INIT("pass"),	  STR_INIT("pwd"),     STR_INIT("secret"), STR_INIT("change"), STR_INIT("test"),
	    STR_INIT("demo"),	  STR_INIT("admin"),   STR_INIT("user"),   STR_INIT("value"),  STR_INIT("sha"),
	    STR_INIT("base64"),	  STR_INIT("bcrypt"),  STR_INIT("key"),	   STR_INIT("your"),   STR_INIT("sample"),
	    STR_INIT("1234"),	  STR_INIT("char"),    STR_INIT("text"),   STR_INIT("string"), STR_INIT("hash"),
	    STR_INIT("field"),	  STR_INIT("md5"),     STR_INIT("column"), STR_INIT("token"),  STR_INIT("mysql"),
	    STR_INIT("root"),	  STR_INIT("qwert"),   STR_INIT("letme"),  STR_INIT("foo"),    STR_INIT("xxx"),
	    STR_INIT("postgres"), STR_INIT("welcome"), STR_INIT("buffer"), STR_INIT("backend")};

	return has_any(value, words, sizeof(words) / sizeof(*words)) || family_is_example(value);
}

/* hunter2x9, soleil1983: letters of one case and digits are as often a name that a program gives. */
static bool is_plain_password(struct str value)
{
	enum { LEAST = 8, MOST = 16, FEWEST_LETTERS = 4 };
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < value.n; i++) {
		digits += str_is_digit(value.s[i]);
		letters += value.s[i] >= 'a' && value.s[i] <= 'z';
	}
	return value.n >= LEAST && value.n <= MOST && digits + letters == value.n && digits >= 2 &&
	       letters >= FEWEST_LETTERS && !is_of_nobody(value);
}

/* Without the mark that ends a sentence. */
static struct str value_at_stop(struct str s, size_t at)
{
	struct str value = str_slice(s, at, value_end(s, at));

	while (value.n != 0 && strchr(".!?:)", value.s[value.n - 1]) != NULL)
		value.n--;
	return value;
}

/* password Gr4nit3Tor, the password "Blaubeere77" */
static bool is_bare_password(struct str s, size_t at)
{
	size_t from = at;
	bool is_quoted;

	while (from < s.n && from - at < 3 && strchr(" \"'`\x01", s.s[from]) != NULL)
		from++;
	is_quoted = from - at > 1 && strchr("\"'`", s.s[from - 1]) != NULL;
	return from > at && is_mixed_password(value_at_stop(s, from), is_quoted);
}

/* password=…, "the password is …": what follows is one, and not the word for it, a variable or asterisks. */
bool family_is_password(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words); i++) {
		static const struct str joints[] = {STR_INIT("is still "), STR_INIT("is now "), STR_INIT("is "),
						    STR_INIT("ist "),	   STR_INIT("lautet "), STR_INIT("was "),
						    STR_INIT("est "),	   STR_INIT("es "),	STR_INIT("to ")};
		size_t end = at + secret_words[i].n;
		bool joined = false;

		if (((s.s[at] ^ secret_words[i].s[0]) & ~0x20) != 0 ||
		    ((s.s[at + 1] ^ secret_words[i].s[1]) & ~0x20) != 0 ||
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
			return looks_secret(str_slice(s, end, value_end(s, end))) ||
			       is_plain_password(value_at_stop(s, end));
		if (!joined && (is_announced_password(s, end) || is_bare_password(s, at + secret_words[i].n)))
			return true;
	}
	return false;
}

/* DB_PASSWORD, dbPassword, spring.datasource.password, smtp-pass: a name that ends with the word, at `at`. */
static bool ends_with_password(struct str s, size_t at)
{
	static const struct {
		struct str word;
		bool is_short; /* "bypass", "compass" */
	} words[] = {{STR_INIT("password"), false},   {STR_INIT("passwort"), false}, {STR_INIT("passwd"), false},
		     {STR_INIT("passphrase"), false}, {STR_INIT("kennwort"), false}, {STR_INIT("pwd"), true},
		     {STR_INIT("pass"), true},	      {STR_INIT("pw"), true}};

	if (at < 2 || strchr("deswtDESWT", s.s[at - 1]) == NULL)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t from = at - words[i].word.n;

		if (words[i].word.n > at || !str_starts_nocase(str_from(s, from), words[i].word))
			continue;
		if (!words[i].is_short || from == 0 || !str_is_alpha(s.s[from - 1]))
			return true;
		return str_is_upper(s.s[from]) && !str_is_upper(s.s[from - 1]); /* dbPass */
	}
	return false;
}

bool family_is_assigned_password(struct str s, size_t at)
{
	size_t name = at, from = at + 1;
	bool lower = false;
	struct str value;

	while (name > 0 && at - name < 3 && strchr(" \"'\x01", s.s[name - 1]) != NULL)
		name--;
	if (!ends_with_password(s, name))
		return false;
	while (from < s.n && from - at < 5 && strchr(" \"'`\x01>", s.s[from]) != NULL)
		from++;
	value = str_slice(s, from, value_end(s, from));
	if (value.n == 0 || strchr("$%{[<(*", value.s[0]) != NULL)
		return false;
	for (size_t i = 0; i < value.n; i++) { /* what a program works out */
		if (strchr("()[]{}/\\", value.s[i]) != NULL)
			return false;
		lower = lower || (value.s[i] >= 'a' && value.s[i] <= 'z');
	}
	if (!lower) /* user_pass=COMBO00:COMBO01 */
		return false;
	return (looks_secret(value) && !is_called_password(value)) || is_plain_password(value);
}

/* "login: shop1 / Gr4nit3Tor", "user/pass: shop1/Gr4nit3Tor" */
bool family_is_login_pair(struct str s, size_t at)
{
	enum { IN_FRONT = 48 };
	static const struct str words[] = {STR_INIT("login"),	     STR_INIT("credential"), STR_INIT("zugang"),
					   STR_INIT("access"),	     STR_INIT("user"),	     STR_INIT("logged in"),
					   STR_INIT("identifiants"), STR_INIT("pass:"),	     STR_INIT("password:")};
	bool is_spaced = at > 1 && s.s[at - 1] == ' ' && at + 1 < s.n && s.s[at + 1] == ' ';
	size_t from = at + 1 + is_spaced, end = from;

	if (at == 0 || from >= s.n || s.s[at] != '/' || !str_is_alnum(s.s[at - 1 - is_spaced]))
		return false; /* C:\Users\Public\Log4jFiles is a folder */
	while (end < s.n && (str_is_alnum(s.s[end]) || strchr("!#%*?._-", s.s[end]) != NULL) && s.s[end] != '\0')
		end++;
	if (end < s.n && !str_is_space(s.s[end]) && strchr("\"'`,;<\x01", s.s[end]) == NULL)
		return false;
	if (!is_mixed_password(str_slice(s, from, end), false))
		return false;
	for (from = at - 1 - is_spaced; from > 0 && at - from < IN_FRONT && s.s[from - 1] != '\n' && s.s[from] != '/';)
		from--;
	for (; from + 4 < at; from++)
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_starts_nocase(str_from(s, from), words[i]))
				return is_spaced || str_find_char(str_slice(s, from, at), ' ') > 0; /* no "users/" */
	return false;
}

/* Does one of these programs stand in front, on the same line? */
static bool is_option_of(struct str s, size_t at, const struct str *programs, size_t n)
{
	enum { REACH = 80 };

	for (size_t from = at; from > 0 && at - from < REACH && s.s[from - 1] != '\n' && s.s[from - 1] != '|';) {
		from--;
		for (size_t i = 0; i < n; i++)
			if (str_starts(str_from(s, from), programs[i]))
				return true;
	}
	return false;
}

/* sshpass -p 'Gr4nit3Tor', mysql -u root -pGr4nit3Tor, curl -u shop:Gr4nit3Tor; "mysql -p shop2026" names a database */
bool family_is_password_option(struct str s, size_t at)
{
	static const struct str joined[] = {STR_INIT("sshpass"), STR_INIT("mysql"), STR_INIT("mariadb"),
					    STR_INIT("7z ")},
				users[] = {STR_INIT("curl"), STR_INIT("wget"), STR_INIT("http ")};
	bool is_user;
	size_t from = at + 2;
	struct str value;

	if (at == 0 || s.s[at - 1] != ' ' || from >= s.n || (s.s[at + 1] != 'p' && s.s[at + 1] != 'u'))
		return false;
	is_user = s.s[at + 1] == 'u';
	while (from < s.n && from - at < 5 && strchr(" \"'\x01", s.s[from]) != NULL)
		from++;
	value = str_slice(s, from, value_end(s, from));
	if (is_user) {
		ptrdiff_t colon = str_find(value, STR(":"));

		if (colon <= 0)
			return false;
		value = str_from(value, (size_t)colon + 1);
	}
	if (value.n < 6 || strchr("$%{[<(*-", value.s[0]) != NULL || is_called_password(value))
		return false;
	return (looks_secret(value) || is_plain_password(value)) &&
	       (is_user ? is_option_of(s, at, users, sizeof(users) / sizeof(*users))
			: is_option_of(s, at, joined, s.s[at + 2] == ' ' ? 1 : sizeof(joined) / sizeof(*joined)));
}

/* $6$salt$digest, $2y$10$…, $argon2id$…: as systems keep passwords. */
bool family_is_crypted(struct str s, size_t at)
{
	enum { DIGEST_LEAST = 20, LONGEST = 256 };
	static const struct str heads[] = {STR_INIT("$1$"),    STR_INIT("$5$"),	   STR_INIT("$6$"), STR_INIT("$2a$"),
					   STR_INIT("$2b$"),   STR_INIT("$2y$"),   STR_INIT("$y$"), STR_INIT("$7$"),
					   STR_INIT("$apr1$"), STR_INIT("$argon2")};
	struct str rest = str_from(s, at);
	size_t end, last;

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		if (!str_starts(rest, heads[i]))
			continue;
		end = last = heads[i].n;
		for (; end < rest.n && end < LONGEST && rest.s[end] != '\0' &&
		       (str_is_alnum(rest.s[end]) || strchr("$./+=,", rest.s[end]) != NULL);
		     end++)
			if (rest.s[end] == '$')
				last = end + 1;
		return end - last >= DIGEST_LEAST && !family_is_example(str_slice(rest, last, end));
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

/* "user:pass…", "username:password", "Aladdin:open…" of RFC 7617, as a header has them. */
static bool is_example_login(struct str base64)
{
	static const struct str logins[] = {STR_INIT("dXNlcjpwYXNz"), STR_INIT("dXNlcm5hbWU6cGFzc3dvcm"),
					    STR_INIT("QWxhZGRpbjpvcGVu")};

	for (size_t i = 0; i < sizeof(logins) / sizeof(*logins); i++)
		if (str_starts(base64, logins[i]))
			return true;
	return false;
}

/* Bearer 9f8a…, session=8f14e45f…: keys without a shape of their own. */
bool family_is_key_value(struct str s, size_t at)
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
		value = str_slice(value, 0, n);
		return n >= key_heads[i].least && digits >= 2 && !family_is_example(value) && !is_example_login(value);
	}
	return false;
}

/* ---- where they may begin ---- */

enum { WORDED_BITS = 12 };
_Static_assert(sizeof(((struct family_starts *)0)->worded) * 8 == (size_t)1 << WORDED_BITS, "a bit for each");

/* Three letters, in any case. */
static uint32_t worded_bit(const char *s)
{
	uint32_t head = (unsigned char)s[0] | (uint32_t)(unsigned char)s[1] << 8 | (uint32_t)(unsigned char)s[2] << 16;

	return (head | 0x202020u) * 2654435761u >> (32 - WORDED_BITS);
}

static void add_worded(struct family_starts *starts, const char *head)
{
	uint32_t bit = worded_bit(head);

	starts->worded[bit / 32] |= 1u << bit % 32;
}

bool family_may_be_worded(const struct family_starts *starts, struct str s, size_t at)
{
	uint32_t bit;

	if (at + 2 >= s.n) /* nothing could stand behind it */
		return false;
	bit = worded_bit(s.s + at);
	return (starts->worded[bit / 32] >> bit % 32 & 1) != 0;
}

static void collect_word(struct family_starts *starts, struct str word)
{
	if (word.n > 2) /* the others are two letters */
		add_worded(starts, word.s);
	for (unsigned letter_case = 0; letter_case <= 0x20; letter_case += 0x20) {
		unsigned char first = (unsigned char)word.s[0];

		if (str_is_alpha((char)first))
			first = (unsigned char)((first & ~0x20u) | letter_case);
		starts->words[first] |= 1u << (word.s[1] & 31);
	}
}

static void collect_words(struct family_starts *starts)
{
	memset(starts->words, 0, sizeof(starts->words));
	for (size_t i = 0; i < sizeof(secret_words) / sizeof(*secret_words); i++)
		collect_word(starts, secret_words[i]);
	family_each_at_word(collect_word, starts);
	for (size_t i = 0; i < sizeof(key_heads) / sizeof(*key_heads); i++) {
		add_worded(starts, key_heads[i].word.s);
		starts->words[(unsigned char)key_heads[i].word.s[0]] |= 1u << (key_heads[i].word.s[1] & 31);
	}
	for (int c = 0; c < 128; c++) /* no word goes on behind "at" */
		if (!str_is_alnum((char)c))
			add_worded(starts, (const char[]){'a', 't', (char)c});
	starts->words['a'] |= 1u << ('t' & 31);
	starts->words['A'] |= 1u << ('T' & 31);
}

void family_collect_starts(struct family_starts *starts)
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
	collect_words(starts);
	family_collect_coded(starts);
}
