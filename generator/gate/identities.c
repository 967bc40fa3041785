#include "generator/gate/identities.h"

#include "common/mem.h"
#include "common/utf8.h"
#include "generator/gate/fold.h"
#include "generator/gate/forms.h"

#include <sodium.h>
#include <stdlib.h>

#define HEADER "weir-gate 21" /* changes with the forms, too: an older file would lack some */
enum { GRAM_BITS_MIN = 16, GRAM_BITS_MAX = 24, GRAM_LETTERS = 5 };

static const char *const rule_names[IDENTITY_RULES] = {
    [RULE_FULL_NAME] = "name",	      [RULE_SURNAME] = "surname",
    [RULE_FIRST_NAME] = "first-name", [RULE_USER] = "user-name",
    [RULE_MAIL] = "mail-address",     [RULE_MAIL_DIGEST] = "mail-digest",
    [RULE_PHONE] = "phone-number",    [RULE_ORGANISATION] = "organisation",
    [RULE_DOMAIN] = "mail-domain",    [RULE_EXTERNAL_ID] = "external-id",
    [RULE_REVERSED] = "reversed",     [RULE_INITIALS] = "initials",
    [RULE_TAKEN_DOWN] = "taken-down", [RULE_CANARY] = "canary",
};

const char *identity_rule_name(enum identity_rule rule)
{
	return rule_names[rule];
}

static void keyed_hash(const struct identities *identities, const char *purpose, unsigned char *out, size_t n)
{
	(void)crypto_generichash(out, n, (const unsigned char *)purpose, strlen(purpose), identities->key,
				 sizeof(identities->key));
}

static void derive_gram_key(struct identities *identities)
{
	unsigned char bytes[crypto_generichash_BYTES];

	keyed_hash(identities, "weir gate grams", bytes, sizeof(bytes));
	memcpy(&identities->gram_key, bytes, sizeof(identities->gram_key));
	identities->gram_key |= 1;
}

struct identities *identities_new(const unsigned char *key)
{
	struct identities *identities = mem_zalloc(sizeof(*identities));

	if (sodium_init() < 0)
		abort(); /* there is no source of randomness: no key could be made */
	if (key != NULL)
		memcpy(identities->key, key, sizeof(identities->key));
	else
		randombytes_buf(identities->key, sizeof(identities->key));
	derive_gram_key(identities);
	identities->gram_bits = GRAM_BITS_MIN;
	return identities;
}

void identities_free(struct identities *identities)
{
	if (identities == NULL)
		return;
	vec_release(&identities->forms);
	mem_free(identities->slots);
	mem_free(identities->known);
	mem_free(identities->lengths);
	mem_free(identities->filter);
	mem_free(identities->sieves);
	mem_free(identities->heads);
	mem_free(identities);
}

static uint64_t hash_of(const struct identities *identities, const char *letters, size_t n)
{
	unsigned char bytes[crypto_shorthash_BYTES];
	uint64_t hash;

	(void)crypto_shorthash(bytes, (const unsigned char *)letters, n, identities->key);
	memcpy(&hash, bytes, sizeof(hash));
	return hash;
}

/* In full, whatever the table's size will be: the file keeps only so many bits as its size asks for. */
static uint32_t wide_gram(const struct identities *identities, struct str letters)
{
	char padded[8] = {0};
	unsigned length = letters.n < GRAM_LETTERS ? (unsigned)letters.n : GRAM_LETTERS;
	struct identities wide = {.gram_key = identities->gram_key, .gram_bits = GRAM_BITS_MAX};

	memcpy(padded, letters.s, length);
	return identities_gram(&wide, padded, length);
}

void identities_add(struct identities *identities, struct str letters, enum identity_rule rule, unsigned flags,
		    unsigned split)
{
	struct form *form;

	if (letters.n < 2)
		return;
	if (letters.n > IDENTITIES_FORM_MAX) {
		letters.n = IDENTITIES_FORM_MAX;
		flags |= FORM_END_ANYWHERE;
	}
	form = vec_add(&identities->forms);
	form->hash = hash_of(identities, letters.s, letters.n);
	form->gram = wide_gram(identities, letters);
	form->head = letters.n >= IDENTITIES_HEAD ? identities_head(identities, letters.s) : 0;
	form->flags = (uint16_t)flags;
	form->length = (uint8_t)letters.n;
	form->split = (uint8_t)split;
	form->rule = (uint8_t)rule;
}

static int form_cmp(const void *a, const void *b)
{
	const struct form *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	if (x->flags != y->flags)
		return x->flags < y->flags ? -1 : 1;
	return x->split != y->split ? (x->split < y->split ? -1 : 1) : 0;
}

static void sort_few(struct form *forms, size_t n)
{
	enum { FEW = 16 };

	if (n > FEW) { /* what many people have in common */
		qsort(forms, n, sizeof(*forms), form_cmp);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct form form = forms[i];
		size_t to = i;

		for (; to > 0 && form_cmp(&forms[to - 1], &form) > 0; to--)
			forms[to] = forms[to - 1];
		forms[to] = form;
	}
}

/* Hashes are spread evenly: dealt out by their upper bits, each heap is a few forms. */
static void sort_forms(struct form *forms, size_t n)
{
	enum { BITS = 16, HEAPS = 1 << BITS, SHIFT = 64 - BITS };
	size_t *ends = mem_zalloc((HEAPS + 1) * sizeof(*ends)), from = 0;
	struct form *dealt = mem_alloc((n + 1) * sizeof(*dealt));

	for (size_t i = 0; i < n; i++)
		ends[(forms[i].hash >> SHIFT) + 1]++;
	for (size_t heap = 0; heap < HEAPS; heap++)
		ends[heap + 1] += ends[heap];
	for (size_t i = 0; i < n; i++)
		dealt[ends[forms[i].hash >> SHIFT]++] = forms[i];
	for (size_t heap = 0; heap < HEAPS; from = ends[heap++])
		sort_few(dealt + from, ends[heap] - from);
	if (n != 0)
		memcpy(forms, dealt, n * sizeof(*forms));
	mem_free(dealt);
	mem_free(ends);
}

static void drop_repetitions(struct identities *identities)
{
	struct form *forms = identities->forms.at;
	size_t n = 0;

	for (size_t i = 0; i < identities->forms.n; i++)
		if (n == 0 || form_cmp(&forms[n - 1], &forms[i]) != 0)
			forms[n++] = forms[i];
	identities->forms.n = n;
}

enum { KNOWN_BITS = 8 };

/* Of other bits of the hash than its slot, so that a crowded slot is asked for no more often. */
static size_t known_bit(const struct identities *identities, uint64_t hash)
{
	return (size_t)(hash >> 24) & (identities->slots_n * KNOWN_BITS - 1);
}

static bool begins_anywhere(const struct form *form)
{
	return (form->flags & (FORM_BEGIN_ANYWHERE | FORM_ONE_EDGE)) != 0;
}

/* Signs may stand within those in base 64. */
static bool is_hex_digest(const struct form *form)
{
	return form->rule == RULE_MAIL_DIGEST && form->length >= IDENTITIES_HEX_LEAST &&
	       (form->flags & FORM_ANY_SPLIT) == 0;
}

static void set_bit(unsigned char *map, size_t bit)
{
	map[bit / 8] |= (unsigned char)(1u << bit % 8);
}

static void set_in_sieve(struct identities *identities, enum identities_sieve sieve, uint32_t gram)
{
	set_bit(identities->sieves + sieve * identities_sieve_bytes(identities), gram >> SIEVE_SHIFT);
}

/* By its first letters, to the tables that tell where a form may begin. */
static void add_beginning(struct identities *identities, const struct form *form)
{
	uint32_t gram = form->gram >> (GRAM_BITS_MAX - identities->gram_bits);

	if (is_hex_digest(form)) {
		identities->hex_lengths |= (uint64_t)1 << form->length;
		return;
	}
	identities->lengths[gram] |= (uint64_t)1 << form->length;
	identities->filter[gram / 4] |=
	    (unsigned char)((begins_anywhere(form) ? FILTER_ANYWHERE : FILTER_BEGINS) << gram % 4 * 2);
	if (form->length < GRAM_LETTERS)
		identities->short_lengths |= (uint8_t)(1u << form->length);
	if (form->length >= IDENTITIES_HEAD && identities->heads != NULL)
		set_bit(identities->heads, form->head >> (32 - identities->gram_bits));
	set_in_sieve(identities, SIEVE_BEGINS, gram);
	if (begins_anywhere(form))
		set_in_sieve(identities, SIEVE_ANYWHERE, gram);
	if (form->length < GRAM_LETTERS)
		set_in_sieve(identities, SIEVE_SHORT, gram);
}

void identities_finish(struct identities *identities)
{
	struct form *forms = identities->forms.at;
	size_t n;

	sort_forms(forms, identities->forms.n);
	drop_repetitions(identities);
	n = identities->forms.n;
	while (identities->gram_bits < GRAM_BITS_MAX && (size_t)1 << identities->gram_bits < n * 8)
		identities->gram_bits++;
	for (identities->slots_n = 64; identities->slots_n < n * 2;)
		identities->slots_n *= 2;
	identities->slots = mem_zalloc(identities->slots_n * sizeof(*identities->slots));
	identities->known = mem_zalloc(identities->slots_n * KNOWN_BITS / 8);
	identities->lengths = mem_zalloc(sizeof(uint64_t) << identities->gram_bits);
	identities->filter = mem_zalloc((size_t)1 << identities->gram_bits >> 2);
	identities->sieves = mem_zalloc(SIEVES * identities_sieve_bytes(identities));
	if (!identities->was_sealed)
		identities->heads = mem_zalloc((size_t)1 << identities->gram_bits >> 3);
	for (size_t i = 0; i < n; i++) {
		size_t slot = forms[i].hash & (identities->slots_n - 1);

		add_beginning(identities, &forms[i]);
		if (i > 0 && forms[i - 1].hash == forms[i].hash)
			continue;
		while (identities->slots[slot].form != 0)
			slot = (slot + 1) & (identities->slots_n - 1);
		identities->slots[slot] = (struct form_slot){(uint32_t)i + 1, (uint32_t)(forms[i].hash >> 32)};
		set_bit(identities->known, known_bit(identities, forms[i].hash));
	}
}

bool identities_are_empty(const struct identities *identities)
{
	for (size_t i = 0; i < identities->forms.n; i++)
		if (identities->forms.at[i].rule < RULE_TAKEN_DOWN)
			return false;
	return true;
}

const struct form *identities_find(const struct identities *identities, const char *letters, size_t length, size_t *n)
{
	uint64_t hash = hash_of(identities, letters, length);
	const struct form *forms = identities->forms.at;
	size_t bit = known_bit(identities, hash);

	*n = 0;
	if ((identities->known[bit / 8] >> bit % 8 & 1) == 0)
		return NULL;
	for (size_t slot = hash & (identities->slots_n - 1); identities->slots[slot].form != 0;
	     slot = (slot + 1) & (identities->slots_n - 1)) {
		size_t at = identities->slots[slot].form - 1;

		if (identities->slots[slot].tag != (uint32_t)(hash >> 32) || forms[at].hash != hash)
			continue;
		for (*n = 1; at + *n < identities->forms.n && forms[at + *n].hash == hash;)
			++*n;
		return &forms[at];
	}
	return NULL;
}

/* A keyed digest of a text and of all forms below a rule. */
static void digest_forms(const struct identities *identities, struct str text, enum identity_rule below,
			 unsigned char *out, size_t n)
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, identities->key, sizeof(identities->key), n);
	(void)crypto_generichash_update(&state, (const unsigned char *)text.s, text.n);
	for (size_t i = 0; i < identities->forms.n; i++) {
		const struct form *form = &identities->forms.at[i];
		const uint64_t numbers[] = {form->hash, form->flags, form->length, form->split, form->rule};

		if (form->rule < below)
			(void)crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof(numbers));
	}
	(void)crypto_generichash_final(&state, out, n);
}

void identities_derive(const struct identities *identities, struct str purpose, unsigned char *key, size_t n)
{
	digest_forms(identities, purpose, RULE_CANARY, key, n);
}

void identities_epoch(const struct identities *identities, struct buf *out)
{
	unsigned char digest[16];

	digest_forms(identities, STR(""), RULE_TAKEN_DOWN, digest, sizeof(digest));
	buf_hex(out, digest, sizeof(digest));
}

/* ---- people ---- */

static struct str text_of(const struct value *person, struct str key)
{
	const struct value *value = value_get(person, key);

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

/* Calls add with a string, or with each string of a list. */
static void add_each(struct forms *forms, const struct value *person, struct str key,
		     void (*add)(struct forms *forms, struct str text))
{
	const struct value *value = value_get(person, key);

	if (value != NULL && value->kind == VALUE_STR && value->as.str.n != 0)
		add(forms, value->as.str);
	for (uint32_t i = 0; value != NULL && value->kind == VALUE_LIST && i < value->as.list.n; i++)
		if (value->as.list.at[i]->kind == VALUE_STR && value->as.list.at[i]->as.str.n != 0)
			add(forms, value->as.list.at[i]->as.str);
}

static void add_customer_mail(struct forms *forms, struct str mail)
{
	forms_add_mail(forms, mail, false);
}

static void add_colleague_mail(struct forms *forms, struct str mail)
{
	forms_add_mail(forms, mail, true);
}

static void add_names_of_mailboxes(struct forms *forms, struct str name, const struct value *mails)
{
	if (mails != NULL && mails->kind == VALUE_STR)
		forms_add_name_of_mailbox(forms, name, mails->as.str);
	for (uint32_t i = 0; mails != NULL && mails->kind == VALUE_LIST && i < mails->as.list.n; i++)
		if (mails->as.list.at[i]->kind == VALUE_STR)
			forms_add_name_of_mailbox(forms, name, mails->as.list.at[i]->as.str);
}

static bool is_colleague(const struct value *person)
{
	static const struct str kinds[] = {STR_INIT("agent"), STR_INIT("admin"), STR_INIT("staff"),
					   STR_INIT("employee"), STR_INIT("colleague")};
	struct str kind = text_of(person, STR("kind"));

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_eq_nocase(kind, kinds[i]))
			return true;
	return false;
}

static bool is_organisation(const struct value *person)
{
	struct str kind = text_of(person, STR("kind"));

	return str_starts_nocase(kind, STR("org")) || str_eq_nocase(kind, STR("company"));
}

static void add_person(struct forms *forms, const struct value *person)
{
	bool colleague = is_colleague(person);

	add_each(forms, person, STR("name"), is_organisation(person) ? forms_add_organisation : forms_add_name);
	add_each(forms, person, STR("aliases"), forms_add_name);
	add_each(forms, person, STR("email"), colleague ? add_colleague_mail : add_customer_mail);
	if (!is_organisation(person))
		add_names_of_mailboxes(forms, text_of(person, STR("name")), value_get(person, STR("email")));
	add_each(forms, person, STR("phone"), forms_add_phone);
	add_each(forms, person, STR("user"), forms_add_user);
	add_each(forms, person, STR("external_id"), forms_add_external_id);
	if (colleague) /* their organisation is the one that publishes */
		return;
	add_each(forms, person, STR("org"), forms_add_organisation);
	add_each(forms, person, STR("domain"), forms_add_domain);
}

/* Keys that add_person() does not know and none that it looks for: a misspelt one would let somebody through. */
static bool is_misspelt(const struct value *person)
{
	static const char *const wanted[] = {"name",   "aliases", "email",	 "phone", "org",
					     "domain", "user",	  "external_id", NULL};
	static const char *const beside[] = {"id", "kind", NULL};

	return value_is_misspelt(person, wanted, beside);
}

/* help.acme.com of https://help.acme.com:8443/, as it may be given. */
static struct str host_name(struct str address)
{
	ptrdiff_t at = str_find(address, STR("://"));

	if (at >= 0)
		address = str_from(address, (size_t)at + 3);
	for (size_t i = 0; i < address.n; i++)
		if (strchr(":/?#", address.s[i]) != NULL)
			address.n = i;
	return address;
}

int identities_add_people(struct identities *identities, struct fold *fold, const struct value *people,
			  struct str own_domain, struct buf *reason)
{
	struct forms forms = {.identities = identities, .fold = fold, .own_domain = host_name(own_domain)};

	if (people == NULL || people->kind != VALUE_LIST) {
		buf_lit(reason, "it is no JSON array of people");
		return -1;
	}
	buf_init(&forms.letters, BUF_NO_LIMIT);
	buf_init(&forms.other, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < people->as.list.n; i++) {
		if (people->as.list.at[i]->kind != VALUE_MAP) {
			buf_printf(reason, "entry %u is no object", i + 1);
			break;
		}
		if (is_misspelt(people->as.list.at[i])) {
			buf_printf(reason, "entry %u has none of name, email, phone, org, domain, user, external_id",
				   i + 1);
			break;
		}
		add_person(&forms, people->as.list.at[i]);
		identities->people++;
	}
	buf_release(&forms.letters);
	buf_release(&forms.other);
	return reason->n == 0 ? 0 : -1;
}

void identities_add_canary(struct identities *identities, struct fold *fold, struct str first, struct str last)
{
	struct forms forms = {.identities = identities, .fold = fold, .is_canary = true};
	struct buf name;

	buf_init(&name, BUF_NO_LIMIT);
	buf_init(&forms.letters, BUF_NO_LIMIT);
	buf_init(&forms.other, BUF_NO_LIMIT);
	buf_str(&name, first);
	buf_char(&name, ' ');
	buf_str(&name, last);
	forms_add_name(&forms, buf_view(&name));
	buf_release(&name);
	buf_release(&forms.letters);
	buf_release(&forms.other);
}

void identities_add_taken_down(struct identities *identities, struct fold *fold, struct str public_id)
{
	struct buf letters;

	buf_init(&letters, BUF_NO_LIMIT);
	fold_add(fold, FOLD_LOOKS, public_id, &letters);
	if (letters.n >= 6) /* shorter ones would be words */
		identities_add(identities, buf_view(&letters), RULE_TAKEN_DOWN, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	buf_release(&letters);
}

/* ---- the sealed file ---- */

static void add_check(const struct identities *identities, struct buf *out)
{
	unsigned char check[crypto_generichash_BYTES_MIN];

	keyed_hash(identities, "weir gate key", check, sizeof(check));
	buf_hex(out, check, sizeof(check));
}

/*
 * All that the file says of a form beside its hash, in one number. The gram is a hash that is fast to roll over a text
 * and weak: seen beside a few known names it would give its key away, and with it how the other forms begin. So the
 * number is masked with a strong one of the form's hash.
 */
static uint64_t pack_form(const struct form *form, unsigned drop)
{
	return (uint64_t)(form->gram >> drop << drop) << 40 | (uint64_t)form->length << 32 |
	       (uint64_t)form->split << 24 | (uint64_t)form->rule << 16 | form->flags;
}

/* nth: of the forms with this hash. */
static uint64_t mask_of(const unsigned char *mask_key, uint64_t hash, uint64_t nth)
{
	const uint64_t numbers[] = {hash, nth};
	unsigned char bytes[crypto_shorthash_BYTES];
	uint64_t mask;

	(void)crypto_shorthash(bytes, (const unsigned char *)numbers, sizeof(numbers), mask_key);
	memcpy(&mask, bytes, sizeof(mask));
	return mask;
}

static void derive_mask_key(const struct identities *identities, unsigned char *mask_key)
{
	keyed_hash(identities, "weir gate mask", mask_key, crypto_shorthash_KEYBYTES);
}

/* Behind "digest": of the key and all that follows, so that a table in which a digit changed is none. */
static void add_digest(const struct identities *identities, struct str table, struct buf *out)
{
	unsigned char digest[crypto_generichash_BYTES_MIN];

	(void)crypto_generichash(digest, sizeof(digest), (const unsigned char *)table.s, table.n, identities->key,
				 sizeof(identities->key));
	buf_hex(out, digest, sizeof(digest));
}

void identities_seal(const struct identities *identities, bool key_outside, struct buf *out)
{
	unsigned drop = GRAM_BITS_MAX - identities->gram_bits;
	unsigned char mask_key[crypto_shorthash_KEYBYTES];
	uint64_t nth = 0;
	struct buf table;

	buf_init(&table, BUF_NO_LIMIT);
	derive_mask_key(identities, mask_key);
	buf_lit(out, HEADER "\nkey ");
	if (key_outside)
		buf_lit(out, "outside");
	else
		buf_hex(out, identities->key, sizeof(identities->key));
	buf_lit(out, "\ncheck ");
	add_check(identities, out);
	buf_printf(&table, "people %u\nforms %zu\n", identities->people, identities->forms.n);
	for (size_t i = 0; i < identities->forms.n; i++) {
		const struct form *form = &identities->forms.at[i];

		nth = i > 0 && form[-1].hash == form->hash ? nth + 1 : 0;
		buf_printf(&table, "%016llx %016llx\n", (unsigned long long)form->hash,
			   (unsigned long long)(pack_form(form, drop) ^ mask_of(mask_key, form->hash, nth)));
	}
	buf_lit(out, "\ndigest ");
	add_digest(identities, buf_view(&table), out);
	buf_char(out, '\n');
	buf_str(out, buf_view(&table));
	buf_release(&table);
}

bool identities_read_key(struct str text, unsigned char *key)
{
	return str_read_hex(str_trim(text), key, IDENTITIES_KEY_BYTES);
}

/* The value behind "NAME " on the next line. */
static bool read_field(struct str *rest, const char *name, struct str *value)
{
	struct str line, prefix = str_c(name);

	if (!str_line(rest, &line) || !str_starts(line, prefix) || line.n <= prefix.n || line.s[prefix.n] != ' ')
		return false;
	*value = str_from(line, prefix.n + 1);
	return true;
}

static bool read_hex(struct str *rest, uint64_t most, uint64_t *number)
{
	struct str part;

	if (!str_split(rest, ' ', &part) || part.n == 0 || part.n > 16)
		return false;
	*number = 0;
	for (size_t i = 0; i < part.n; i++) {
		int digit = str_hex_value(part.s[i]);

		if (digit < 0)
			return false;
		*number = *number << 4 | (uint64_t)digit;
	}
	return *number <= most;
}

static bool read_form(struct str line, const unsigned char *mask_key, const uint64_t *last, uint64_t *nth,
		      struct form *form)
{
	uint64_t hash, packed;

	if (!read_hex(&line, UINT64_MAX, &hash) || !read_hex(&line, UINT64_MAX, &packed) || line.s != NULL)
		return false;
	*nth = last != NULL && hash == *last ? *nth + 1 : 0;
	packed ^= mask_of(mask_key, hash, *nth);
	*form = (struct form){.hash = hash,
			      .gram = (uint32_t)(packed >> 40),
			      .length = (uint8_t)(packed >> 32),
			      .split = (uint8_t)(packed >> 24),
			      .rule = (uint8_t)(packed >> 16),
			      .flags = (uint16_t)packed};
	return form->length >= 2 && form->length <= IDENTITIES_FORM_MAX && form->split <= IDENTITIES_FORM_MAX &&
	       form->rule < IDENTITY_RULES;
}

static bool read_forms(struct identities *identities, struct str rest, uint64_t n)
{
	unsigned char mask_key[crypto_shorthash_KEYBYTES];
	uint64_t nth = 0, last = 0;
	struct str line;

	derive_mask_key(identities, mask_key);
	for (uint64_t i = 0; i < n; i++) {
		struct form form;

		if (!str_line(&rest, &line) || !read_form(line, mask_key, i > 0 ? &last : NULL, &nth, &form))
			return false;
		last = form.hash;
		*vec_add(&identities->forms) = form;
	}
	return rest.n == 0;
}

struct identities *identities_unseal(struct str text, const unsigned char *key, struct buf *reason)
{
	struct identities *identities = NULL;
	unsigned char own[IDENTITIES_KEY_BYTES];
	struct str rest = text, line, value, check;
	struct buf found;
	int64_t people, forms;

	buf_init(&found, BUF_NO_LIMIT);
	if (!str_line(&rest, &line) || !str_eq(line, STR(HEADER))) {
		buf_lit(reason, "it is no sealed table of identities, or one of another version: seal it again with "
				"`weir gate --seal`");
		goto failed;
	}
	if (!read_field(&rest, "key", &value) || !read_field(&rest, "check", &check))
		goto damaged;
	if (!str_eq(value, STR("outside"))) {
		if (!identities_read_key(value, own))
			goto damaged;
		key = own;
	} else if (key == NULL) {
		buf_lit(reason, "its key is kept outside and was not given");
		goto failed;
	}
	identities = identities_new(key);
	identities->was_sealed = true;
	add_check(identities, &found);
	if (!str_eq(buf_view(&found), check)) {
		buf_lit(reason, "the key is not the one that it was sealed with");
		goto failed;
	}
	if (!read_field(&rest, "digest", &value))
		goto damaged;
	buf_clear(&found);
	add_digest(identities, rest, &found);
	if (!str_eq(buf_view(&found), value))
		goto damaged;
	if (!read_field(&rest, "people", &value) || !str_to_int(value, &people) || people < 0 || people > UINT32_MAX ||
	    !read_field(&rest, "forms", &value) || !str_to_int(value, &forms) || forms < 0 || forms > UINT32_MAX / 2 ||
	    !read_forms(identities, rest, (uint64_t)forms))
		goto damaged;
	identities->people = (uint32_t)people;
	buf_release(&found);
	return identities;
damaged:
	buf_lit(reason, "it is damaged");
failed:
	identities_free(identities);
	buf_release(&found);
	return NULL;
}
