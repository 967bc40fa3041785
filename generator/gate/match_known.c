/* What the table of identities has at a place. */
#include "generator/gate/match_parts.h"

#include "common/mem.h"

enum {
	KNOWN_LETTERS = MATCH_PAD,
	KNOWN_FORMS = 6,
	KNOWN_PLACES = 4096, /* a power of two */
};

struct match_known {
	char letters[KNOWN_LETTERS];
	uint64_t lengths;	     /* of forms that stand here; above KNOWN_LETTERS those that may */
	uint32_t forms[KNOWN_FORMS]; /* the first of those with each of these lengths, in their order */
	uint32_t is_used;
};

struct match_known *match_known_new(void)
{
	return mem_zalloc(KNOWN_PLACES * sizeof(struct match_known));
}

static bool is_certain(unsigned length)
{
	return length <= KNOWN_LETTERS;
}

static bool are_hex(const char *letters, size_t n)
{
	size_t i = 0;

	while (i < n && str_hex_value(letters[i]) >= 0)
		i++;
	return i == n;
}

/* Lengths that forms with these first letters have. */
static uint64_t lengths_of(const struct identities *identities, const char *letters)
{
	uint64_t lengths = identities->lengths[identities_gram(identities, letters, 5)] & MATCH_LONG;

	/* so few letters are the beginning of many words; there is mostly no form that is longer */
	if (!identities_has_head(identities, letters))
		lengths &= ((uint64_t)1 << IDENTITIES_HEAD) - 1;
	if (are_hex(letters, KNOWN_LETTERS))
		lengths |= identities->hex_lengths;
	for (unsigned length = 2; length < 5; length++) { /* these have grams of their own */
		uint32_t gram = identities_gram(identities, letters, length);

		if ((identities->short_lengths >> length & 1) != 0 &&
		    (identities_filter(identities, gram) & FILTER_BEGINS) != 0)
			lengths |= identities->lengths[gram] & (uint64_t)1 << length;
	}
	return lengths;
}

static void learn(const struct identities *identities, struct match_known *known, const char *letters)
{
	unsigned known_n = 0;

	memcpy(known->letters, letters, KNOWN_LETTERS);
	known->is_used = 1;
	known->lengths = lengths_of(identities, letters);
	for (uint64_t left = known->lengths; left != 0; left &= left - 1) {
		unsigned length = (unsigned)__builtin_ctzll(left);
		const struct form *forms;
		size_t n;

		if (!is_certain(length))
			break;
		forms = identities_find(identities, letters, length, &n);
		if (forms == NULL)
			known->lengths &= ~((uint64_t)1 << length);
		else if (known_n < KNOWN_FORMS)
			known->forms[known_n++] = (uint32_t)(forms - identities->forms.at);
	}
}

const struct match_known *match_known_at(const struct matcher *matcher, const char *letters)
{
	struct match_known *known;
	uint64_t words[KNOWN_LETTERS / sizeof(uint64_t)], mixed = 0;

	memcpy(words, letters, sizeof(words));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		mixed = (mixed ^ words[i]) * 0x9E3779B97F4A7C15u;
	known = &matcher->known[mixed >> 32 & (KNOWN_PLACES - 1)];
	if (known->is_used == 0 || memcmp(known->letters, letters, KNOWN_LETTERS) != 0)
		learn(matcher->identities, known, letters);
	return known;
}

uint64_t match_known_lengths(const struct match_known *known)
{
	return known->lengths;
}

const struct form *match_known_forms(const struct matcher *matcher, const struct match_known *known,
				     const char *letters, unsigned length, size_t *n)
{
	const struct identities *identities = matcher->identities;
	unsigned nth = (unsigned)__builtin_popcountll(known->lengths & (((uint64_t)1 << length) - 1));
	size_t first;

	if (!is_certain(length) || nth >= KNOWN_FORMS)
		return identities_find(identities, letters, length, n);
	first = known->forms[nth];
	for (*n = 1; first + *n < identities->forms.n &&
		     identities->forms.at[first + *n].hash == identities->forms.at[first].hash;)
		++*n;
	return &identities->forms.at[first];
}
