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
	unsigned dots = 0;
	size_t n = 0;

	if (!str_starts(str_from(s, at), STR("eyJ")))
		return false;
	for (; at < s.n && (is_of(WORD, s.s[at]) || s.s[at] == '.'); at++, n++)
		dots += s.s[at] == '.';
	return dots == 2 && n >= 60;
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
			return looks_secret(str_slice(s, end, value_end(s, end)));
		if (!joined && is_announced_password(s, end))
			return true;
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
		return n >= key_heads[i].least && digits >= 2 && !family_is_example(str_slice(value, 0, n));
	}
	return false;
}

/* ---- where they may begin ---- */

static void collect_word(struct family_starts *starts, struct str word)
{
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
	for (size_t i = 0; i < sizeof(key_heads) / sizeof(*key_heads); i++)
		starts->words[(unsigned char)key_heads[i].word.s[0]] |= 1u << (key_heads[i].word.s[1] & 31);
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
