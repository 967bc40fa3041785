#include "generator/gate/families.h"

#include "generator/gate/family_parts.h"
#include "generator/gate/plain.h"

/* Behind a word for it: a password or a key. */
static const char *worded_at(const struct family_starts *starts, struct str s, size_t at)
{
	if (!family_may_be_worded(starts, s, at))
		return NULL;
	if (family_is_worded_mail(s, at))
		return "mail-address";
	return family_is_password(s, at) ? "password" : family_is_key_value(s, at) ? "key" : NULL;
}

static bool is_private_key(struct str s, size_t at)
{
	return str_starts(str_from(s, at), STR("-----BEGIN ")) &&
	       str_find(str_slice(s, at, at + 50), STR("PRIVATE KEY")) > 0;
}

/* At a sign, within a word or not; begins: at the beginning of one. */
static const char *at_sign(struct str s, size_t at, bool begins)
{
	switch (s.s[at]) {
	case '@':
		return family_is_mail(s, at) ? "mail-address" : family_is_prompt(s, at) ? "user-of-machine" : NULL;
	case '+':
		return begins && family_is_phone(s, at) ? "phone-number" : NULL;
	case ':':
		if (str_starts(str_from(s, at), STR("://")))
			return family_has_password(s, at) ? "password-in-url" : NULL;
		return family_is_assigned_password(s, at) ? "password" : NULL;
	case '=':
		return family_is_assigned_password(s, at) ? "password" : NULL;
	case '$':
		return family_is_crypted(s, at) ? "password" : NULL;
	case '-':
		if (family_is_password_option(s, at))
			return "password";
		return is_private_key(s, at) ? "private-key" : NULL;
	default: /* a slash of either kind */
		return family_is_home(s, at)	     ? "home-folder"
		       : family_is_profile(s, at)    ? "profile-address"
		       : family_is_login_pair(s, at) ? "password"
						     : NULL;
	}
}

static bool is_card(struct str s, size_t at, const char *digits, size_t n, size_t end)
{
	return (n >= 14 && family_is_card(digits, n) && family_is_in_card_groups(str_slice(s, at, end))) ||
	       family_is_grouped_card(s, at);
}

static const char *at_digit(struct str s, size_t at)
{
	char digits[20];
	size_t n, end;

	if (at + 3 < s.n && s.s[at + 3] == '.' && family_is_cpf(s, at))
		return "identity-number";
	if (family_is_ssn(s, at) || family_is_worded_ssn(s, at))
		return "social-security-number";
	if (family_is_local_phone(s, at) || family_is_worded_phone(s, at))
		return "phone-number";
	/* cards in groups of four may have any mark between them */
	end = family_digits_at(s, at,
			       at + 9 < s.n && s.s[at + 4] == s.s[at + 9] && !str_is_digit(s.s[at + 4]) ? " -._" : " -",
			       digits, sizeof(digits), &n);
	if (is_card(s, at, digits, n, end))
		return "card-number";
	if (n == 11 && (at + 11 >= s.n || !str_is_alnum(s.s[at + 11])) && family_is_pesel(digits))
		return "identity-number";
	if (family_is_street(s, at) || family_is_house(s, at))
		return "street-address";
	if (family_is_position(s, at))
		return "position";
	if (family_is_public_address(s, at))
		return "ip-address";
	/* nearly every number ends too soon */
	return at + 8 < s.n && str_is_alnum(s.s[at + 7]) ? family_person_number(s, at) : NULL;
}

/* Two letters, and digits behind them. */
static bool may_be_iban(struct str s, size_t at)
{
	char c = s.s[at];

	if (at + 3 >= s.n)
		return false;
	if (c >= 'A' && c <= 'Z' &&
	    (str_is_digit(s.s[at + 2]) || s.s[at + 2] == MATCH_TAG ||
	     (s.s[at + 2] == ' ' && str_is_digit(s.s[at + 3]))))
		return true;
	return c >= 'a' && str_is_digit(s.s[at + 2]) && str_is_digit(s.s[at + 3]);
}

/* Also at what is no letter of ASCII, where a secret may begin. */
static const char *at_letter(const struct family_starts *starts, struct str s, size_t at)
{
	char c = s.s[at];

	if (c >= 'A' && c <= 'Z' && at + 8 < s.n && s.s[at + 1] >= 'A' && s.s[at + 1] <= 'Z' &&
	    (str_is_digit(s.s[at + 2]) || s.s[at + 2] == ' ')) {
		const char *rule = family_person_number(s, at);

		if (rule != NULL)
			return rule;
	}
	if (may_be_iban(s, at) && family_is_iban(s, at))
		return "iban";
	if (c == 'S' && family_is_account_id(s, at))
		return "identity-number";
	if (strchr("CDLUWcu", c) != NULL && family_is_machine(s, at))
		return "user-of-machine";
	if (str_is_upper(c) && family_is_street(s, at))
		return "street-address";
	if (c == 'e' && family_is_web_token(s, at))
		return "web-token";
	return family_secret_at(starts, s, at);
}

/* Where a word, a number or what else has a beginning does begin. */
static const char *at_beginning(const struct family_starts *starts, struct str s, size_t at)
{
	char c = s.s[at];
	const char *rule;

	if (at + 4 < s.n && (s.s[at + 2] == ':' || s.s[at + 2] == '-' || s.s[at + 4] == '.') && str_hex_value(c) >= 0 &&
	    family_is_hardware_address(s, at))
		return "hardware-address";
	if ((c == '2' || c == '3') && at + 4 < s.n && s.s[at + 4] == ':' && family_is_public_address6(s, at))
		return "ip-address";
	rule = worded_at(starts, s, at);
	if (rule == NULL && family_may_be_coded(starts, s, at))
		rule = family_coded_at(starts, s, at);
	if (rule != NULL)
		return rule;
	if ((c == '1' || c == '3') && at + 3 < s.n && str_is_alnum(s.s[at + 3]) && family_is_wallet(s, at))
		return "wallet";
	return str_is_digit(c) ? at_digit(s, at) : at_letter(starts, s, at);
}

static const char signs[] = "@+:/\\-=$";

static const char *family_at(const struct family_starts *starts, struct str s, size_t at, bool begins)
{
	if (s.s[at] != '\0' && strchr(signs, s.s[at]) != NULL)
		return at_sign(s, at, begins);
	return begins ? at_beginning(starts, s, at) : NULL;
}

/* What a byte is to the row of places that are looked at. */
enum { IN_WORD = 1, IN_NAME = 2, HAS_RULE = 4 };

struct family_table {
	bool is_ready;
	struct family_starts starts;
	uint8_t kinds[256];
};

static void fill_table(struct family_table *table)
{
	if (table->is_ready)
		return;
	family_collect_starts(&table->starts);
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
static bool may_begin(const struct family_starts *starts, struct str s, size_t at)
{
	unsigned char c = (unsigned char)s.s[at], second;

	if (at + 2 >= s.n || str_is_digit((char)c))
		return true;
	second = (unsigned char)s.s[at + 1];
	if (((s.s[at + 2] == '=' || s.s[at + 2] == ' ') && (second | 0x20) == 'n' && (c | 0x20) == 'c') ||
	    (s.s[at + 2] == 'd' && second == 'i' && c == 'u')) /* CN=, uid= */
		return true;
	if (((starts->words[c] | starts->seconds[c]) >> (second & 31) & 1) != 0 || s.s[at + 2] == ':' ||
	    s.s[at + 2] == '-' || (at + 4 < s.n && s.s[at + 4] == '.') || str_is_digit(s.s[at + 2]) ||
	    str_is_digit((char)second) || s.s[at + 2] == MATCH_TAG || family_may_be_coded(starts, s, at))
		return true;
	/* numbers that begin with capitals have two, but for web tokens */
	return c == 'e' ? second == 'y' : c <= 'Z' && second <= 'Z' && second >= 'A';
}

static void check_shapes(struct checker *checker, struct str text, const char *view)
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

void families_check(struct checker *checker, struct str text, const char *view)
{
	struct buf plain;

	buf_init(&plain, BUF_NO_LIMIT);
	plain_lines(text, &plain);
	check_shapes(checker, text, view);
	check_shapes(checker, buf_view(&plain), view);
	buf_release(&plain);
}
