#include "generator/approval.h"

#include "common/limits.h"
#include "common/privacy/redact.h"
#include "generator/config.h"

#include <sodium.h>

#define REVOKED "revoked "
#define ID_BYTES 64

_Static_assert(APPROVAL_SEED_BYTES == crypto_sign_SEEDBYTES, "the seed of an Ed25519 key");
_Static_assert(APPROVAL_HASH_DIGITS == 2 * crypto_generichash_BYTES, "a hash in digits");
_Static_assert(sizeof(((struct approver *)0)->key) == crypto_sign_PUBLICKEYBYTES, "a public key");

/* ---- approvals.txt ---- */

static bool hex_digits(struct str s, unsigned char *bytes, size_t n)
{
	size_t got;

	return s.n == 2 * n && sodium_hex2bin(bytes, n, s.s, s.n, NULL, &got, NULL) == 0 && got == n;
}

/* "<key> <people>": "-" for none. */
static bool parse_approver(struct approver *approver, struct str line)
{
	struct str rest = line, key, people;
	unsigned char hash[crypto_generichash_BYTES];

	if (!str_split(&rest, ' ', &key) || !str_split(&rest, ' ', &people) || rest.s != NULL)
		return false;
	if (!hex_digits(key, approver->key, sizeof(approver->key)))
		return false;
	approver->people[0] = '\0';
	if (str_eq(people, STR("-")))
		return true;
	if (!hex_digits(people, hash, sizeof(hash)))
		return false;
	memcpy(approver->people, people.s, people.n);
	approver->people[people.n] = '\0';
	return true;
}

static bool is_public_id(struct str id)
{
	if (id.n == 0 || id.n > ID_BYTES)
		return false;
	for (size_t i = 0; i < id.n; i++)
		if (!str_is_alnum(id.s[i]) && id.s[i] != '-' && id.s[i] != '_')
			return false;
	return true;
}

bool approvers_has_revoked(const struct approvers *approvers, struct str public_id)
{
	for (size_t i = 0; i < approvers->revoked_n; i++)
		if (str_eq(approvers->revoked[i], public_id))
			return true;
	return false;
}

/* Room is doubled whenever a power of two is full. */
static void add_revoked(struct approvers *approvers, struct str public_id, struct arena *arena)
{
	size_t n = approvers->revoked_n;

	if ((n & (n - 1)) == 0) {
		struct str *more = arena_array(arena, n == 0 ? 1 : 2 * n, sizeof(*more));

		if (n != 0)
			memcpy(more, approvers->revoked, n * sizeof(*more));
		approvers->revoked = more;
	}
	approvers->revoked[approvers->revoked_n++] = public_id;
}

bool approvers_revoke(struct approvers *approvers, struct str public_id, struct arena *arena)
{
	if (approvers_has_revoked(approvers, public_id))
		return false;
	add_revoked(approvers, public_id, arena);
	return true;
}

bool approvers_parse(struct approvers *approvers, struct str text, struct arena *arena, size_t *line)
{
	struct str rest = text, one;

	*approvers = (struct approvers){.is_there = true};
	approvers->at = arena_array(arena, APPROVAL_APPROVERS_MAX, sizeof(*approvers->at));
	for (*line = 1; str_line(&rest, &one); ++*line) {
		one = str_trim(one);
		if (one.n == 0 || one.s[0] == '#')
			continue;
		if (str_starts(one, STR(REVOKED)) && is_public_id(str_from(one, sizeof(REVOKED) - 1))) {
			add_revoked(approvers, arena_str(arena, str_from(one, sizeof(REVOKED) - 1)), arena);
			continue;
		}
		if (approvers->n == APPROVAL_APPROVERS_MAX || !parse_approver(&approvers->at[approvers->n], one)) {
			approvers->n = 0; /* no key is better than half of them */
			return false;
		}
		approvers->n++;
	}
	return true;
}

void approvers_format(struct buf *out, const struct approvers *approvers)
{
	buf_lit(out, "# Whose approvals of solved tickets count: public key, state of its table of people.\n"
		     "# Written by weir review. Commit it: a page in content/solved/ that none of these keys\n"
		     "# has signed as it is, or with other people than these, stops the build; so does one that\n"
		     "# was taken down (\"revoked\") and came back.\n");
	for (size_t i = 0; i < approvers->n; i++) {
		char hex[2 * crypto_sign_PUBLICKEYBYTES + 1];

		sodium_bin2hex(hex, sizeof(hex), approvers->at[i].key, sizeof(approvers->at[i].key));
		buf_printf(out, "%s %s\n", hex, approvers->at[i].people[0] != '\0' ? approvers->at[i].people : "-");
	}
	for (size_t i = 0; i < approvers->revoked_n; i++)
		buf_printf(out, REVOKED "%.*s\n", STR_ARG(approvers->revoked[i]));
}

/* ---- what is signed ---- */

void approval_policy(struct buf *out, const struct config *config)
{
	for (uint32_t i = 0; i < config->privacy_keep_words.n; i++) {
		buf_str(out, config->privacy_keep_words.at[i]);
		buf_char(out, '\n');
	}
}

static struct str without_quotes(struct str value)
{
	if (value.n >= 2 && value.s[0] == '"' && value.s[value.n - 1] == '"')
		return str_slice(value, 1, value.n - 1);
	return value;
}

/* The line of the field within the front matter, from its start to behind its "\n"; false when there is none. */
static bool find_field(struct str page, struct str field, size_t *from, size_t *to, struct str *value)
{
	struct str rest = page, line;

	if (!str_line(&rest, &line) || !str_eq(str_trim_end(line), STR("---")))
		return false;
	for (;;) {
		const char *start = rest.s;

		if (!str_line(&rest, &line) || str_eq(str_trim_end(line), STR("---")))
			return false;
		if (!str_starts(line, field))
			continue;
		*from = (size_t)(start - page.s);
		*to = rest.s != NULL ? (size_t)(rest.s - page.s) : page.n;
		*value = without_quotes(str_trim(str_from(line, field.n)));
		return true;
	}
}

static void add_lines(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] != '\r' || i + 1 == text.n || text.s[i + 1] != '\n')
			buf_char(out, text.s[i]);
}

void approval_strip(struct buf *out, struct str page)
{
	size_t from = 0, to = 0;
	struct str value;

	if (find_field(page, STR(APPROVAL_FIELD), &from, &to, &value))
		add_lines(out, str_slice(page, 0, from));
	add_lines(out, str_from(page, to));
}

/* Every part with its length, so that none can be taken for another. */
static void add_part(struct buf *out, const char *name, struct str part)
{
	buf_printf(out, "%s %zu\n", name, part.n);
	buf_str(out, part);
	buf_char(out, '\n');
}

static void make_message(struct buf *out, struct str people, struct str policy, struct str page)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	approval_strip(&text, page);
	buf_printf(out, "weir approval 1 detector %d\n", REDACT_VERSION);
	add_part(out, "policy", policy);
	add_part(out, "people", people);
	add_part(out, "page", buf_view(&text));
	buf_release(&text);
}

/* ---- checking ---- */

static bool is_signed_by(const struct approver *approver, const unsigned char *signature, struct str policy,
			 struct str page)
{
	struct buf message;
	bool fine;

	buf_init(&message, BUF_NO_LIMIT);
	make_message(&message, str_c(approver->people), policy, page);
	fine = crypto_sign_verify_detached(signature, (const unsigned char *)message.s, message.n, approver->key) == 0;
	buf_release(&message);
	return fine;
}

enum approval approval_check(const struct approvers *approvers, struct str policy, struct str page)
{
	unsigned char signature[crypto_sign_BYTES];
	size_t from, to, got;
	struct str value, id;

	if (!find_field(page, STR(APPROVAL_FIELD), &from, &to, &value))
		return approvers->is_there ? APPROVAL_MISSING : APPROVAL_NOT_ASKED;
	/* written by us: with another spelling of its id the page would not be the signed one */
	if (find_field(page, STR("id:"), &from, &to, &id) && approvers_has_revoked(approvers, id))
		return APPROVAL_STALE;
	if (sodium_base642bin(signature, sizeof(signature), value.s, value.n, NULL, &got, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    got != sizeof(signature))
		return APPROVAL_STALE;
	for (size_t i = 0; i < approvers->n; i++)
		if (is_signed_by(&approvers->at[i], signature, policy, page))
			return APPROVAL_HOLDS;
	return APPROVAL_STALE;
}

/* ---- with the key ---- */

void approval_public(unsigned char public_key[32], const unsigned char secret[APPROVAL_SEED_BYTES])
{
	unsigned char pair[crypto_sign_SECRETKEYBYTES];

	(void)crypto_sign_seed_keypair(public_key, pair, secret);
	sodium_memzero(pair, sizeof(pair));
}

/* Where a field can be added: behind the last line of the front matter. */
static bool end_of_front_matter(struct str page, size_t *at)
{
	struct str rest = page, line;

	if (!str_line(&rest, &line) || !str_eq(str_trim_end(line), STR("---")))
		return false;
	while (rest.s != NULL) {
		*at = (size_t)(rest.s - page.s);
		if (!str_line(&rest, &line))
			return false;
		if (str_eq(str_trim_end(line), STR("---")))
			return true;
	}
	return false;
}

int approval_sign(struct buf *out, const unsigned char secret[APPROVAL_SEED_BYTES], struct str people,
		  struct str policy, struct str page)
{
	unsigned char public_key[crypto_sign_PUBLICKEYBYTES], pair[crypto_sign_SECRETKEYBYTES],
	    signature[crypto_sign_BYTES];
	char text[sodium_base64_ENCODED_LEN(sizeof(signature), sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
	struct buf plain, message;
	size_t at;

	buf_init(&plain, BUF_NO_LIMIT);
	approval_strip(&plain, page);
	if (!end_of_front_matter(buf_view(&plain), &at)) {
		buf_release(&plain);
		return -1;
	}
	buf_init(&message, BUF_NO_LIMIT);
	make_message(&message, people, policy, buf_view(&plain));
	(void)crypto_sign_seed_keypair(public_key, pair, secret);
	(void)crypto_sign_detached(signature, NULL, (const unsigned char *)message.s, message.n, pair);
	sodium_memzero(pair, sizeof(pair));
	sodium_bin2base64(text, sizeof(text), signature, sizeof(signature), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	buf_str(out, str_slice(buf_view(&plain), 0, at));
	buf_printf(out, APPROVAL_FIELD " \"%s\"\n", text);
	buf_str(out, str_from(buf_view(&plain), at));
	buf_release(&message);
	buf_release(&plain);
	return 0;
}
