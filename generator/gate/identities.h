/*
 * identities: who must not be found, as keyed hashes of every form that a name,
 * address or number may take once it is folded (fold.h): parts and whole names in
 * any order, user names, stems and inflections, transcriptions, mail addresses and
 * their digests, phone numbers, reversed and rotated forms. forms.c derives them.
 *
 * A table made from a people file lives in memory with a key of its own. Sealed, it
 * is a text file that may be committed beside the site, so that CI runs the gate
 * without the people. What the seal is worth: who has the key can hash a telephone
 * book and see which names are in the table. So the key can be kept out of the file (IDENTITIES_KEY_OUTSIDE) and
 * be given by the environment or a file; with it inside, the seal keeps names
 * from being read, not from being guessed. Who has the file but not the key learns how
 * many people and forms there are, and, of two files sealed with one key, which lines
 * came and went; not how a form begins, how long it is or what it is of: all that is
 * masked (the hash that scanning rolls over a text is too weak to be shown).
 *
 * After loading a table is immutable.
 */
#ifndef WEIR_GATE_IDENTITIES_H
#define WEIR_GATE_IDENTITIES_H
#include "common/arena.h"
#include "common/buf.h"
#include "common/value.h"
#include "common/vec.h"

enum {
	IDENTITIES_KEY_BYTES = 16,
	IDENTITIES_FORM_MAX = 63, /* bytes of a folded form; what is longer is looked for by its beginning */
	IDENTITIES_HEAD = 8,
};

/* What a form is of, for messages. */
enum identity_rule {
	RULE_FULL_NAME,
	RULE_SURNAME,
	RULE_FIRST_NAME,
	RULE_USER,
	RULE_MAIL,
	RULE_MAIL_DIGEST,
	RULE_PHONE,
	RULE_ORGANISATION,
	RULE_DOMAIN,
	RULE_EXTERNAL_ID,
	RULE_REVERSED,
	RULE_INITIALS,
	RULE_TAKEN_DOWN, /* a page's public id */
	RULE_CANARY,
	IDENTITY_RULES
};
const char *identity_rule_name(enum identity_rule rule);

/* How a form must stand in the text to count. */
enum form_flags {
	FORM_BEGIN_ANYWHERE = 1, /* else where a word begins */
	FORM_END_ANYWHERE = 2,	 /* else where a word ends */
	FORM_STRICT_EDGES = 4,	 /* a change of case or a digit is no edge of a word */
	FORM_ONE_EDGE = 8,	 /* either end may lie inside a word, not both */
	FORM_ANY_SPLIT =
	    16, /* anything may stand between its letters; else no plain space, which would be other words */
	FORM_NO_SPLIT = 32,   /* nothing may */
	FORM_STEM = 64,	      /* may go on with an ending of a case */
	FORM_CAPITAL = 128,   /* each word begins with a capital letter */
	FORM_CONTEXT = 256,   /* stands behind a greeting, a title or the like */
	FORM_NEAR = 512,      /* the same, also behind a preposition or a verb that people go with */
	FORM_DIGITS = 1024,   /* a number: digits around it would make it another */
	FORM_CASED = 4096,    /* begins with a capital letter, or stands between marks: /solved/nowak-export/ */
	FORM_NUMBERED = 8192, /* stands behind a word that numbers go with: "order no. 88713" */
	FORM_FOREIGN = 2048,  /* written in another script: how it sounds, which Latin letters would not spell */
	FORM_TYPO = 16384,    /* half of a surname, of which split tells the letters: the word may have an error */
	FORM_CUT = 32768,     /* an ellipsis follows, which says that the rest was cut off */
	FORM_CUT_FRONT = FORM_CUT | FORM_TYPO, /* one stands in front: the end of a name */
};

struct form {
	uint64_t hash;
	uint16_t flags;
	uint8_t length;
	uint8_t split; /* letters before the place where a word must begin; 0: none */
	uint8_t rule;
	uint32_t gram; /* keyed, of its first letters */
	uint32_t head; /* keyed, of its first IDENTITIES_HEAD letters; not in a sealed file */
};

struct identities {
	unsigned char key[IDENTITIES_KEY_BYTES];
	uint64_t gram_key;
	unsigned gram_bits;
	struct form_vec VEC_FIELDS(struct form) forms; /* sorted by hash once the table is complete */
	uint32_t people;
	/* what scanning looks at */
	struct form_slot {
		uint32_t form, tag; /* form + 1, 0: free; the upper half of its hash: the form need not be looked at */
	} * slots;		    /* by hash */
	size_t slots_n;
	unsigned char *known;  /* KNOWN_BITS for each slot, by hash: nearly all that is asked for is no form */
	uint64_t *lengths;     /* by gram: which lengths may follow */
	uint64_t hex_lengths;  /* of digests in hexadecimal, which are in none of the tables by gram */
	unsigned char *filter; /* by gram: two bits of enum identities_where */
	unsigned char *sieves; /* SIEVES bit maps, each by the upper bits of a gram: for the nearest cache */
	unsigned char *heads;  /* a bit map by the upper bits of a head; NULL: they are not known of all forms */
	bool was_sealed;
	uint8_t short_lengths; /* of forms below five letters: a bit each */
};

/* Where a form with such a gram may begin. */
enum identities_where { FILTER_BEGINS = 1 /* at the beginning of a word */, FILTER_ANYWHERE = 2 };

/*
 * Most places of a text are passed over by one look into such a map; the filter, eight times as fine, is asked for the
 * rest alone.
 */
enum identities_sieve {
	SIEVE_ANYWHERE, /* forms that begin anywhere */
	SIEVE_BEGINS,	/* all forms */
	SIEVE_SHORT,	/* those below five letters */
	SIEVES,
};
enum { SIEVE_SHIFT = 3 /* lower bits of a gram that do not count */ };

/* Digests in hexadecimal are looked for where so many letters in a row are such digits: nearly nowhere. Their grams are
 * any five of those, so that in the tables they would be half of what lets a place through. */
enum { IDENTITIES_HEX_LEAST = 32 };

struct fold;

/* A new table with a random key, or with the one given (may be NULL). */
struct identities *identities_new(const unsigned char *key);
void identities_free(struct identities *identities);
/*
 * Adds the people of a JSON array (DESIGN's people file). `own_domain` (may be absent) is the site's: never
 * an identity. -1: it is no such array; reason gets a line that does not quote it.
 */
__attribute__((warn_unused_result)) int identities_add_people(struct identities *identities, struct fold *fold,
							      const struct value *people, struct str own_domain,
							      struct buf *reason);
/* The person that each run plants (gate.h). */
void identities_add_canary(struct identities *identities, struct fold *fold, struct str first, struct str last);
/* The public id of a page that was taken down: nothing may name it any more. */
void identities_add_taken_down(struct identities *identities, struct fold *fold, struct str public_id);
/* Folded letters as a form; what forms.c calls. */
void identities_add(struct identities *identities, struct str letters, enum identity_rule rule, unsigned flags,
		    unsigned split);
/* After the last addition, before the first look-up. */
void identities_finish(struct identities *identities);
/* Any of them but the canary? */
bool identities_are_empty(const struct identities *identities);
/* A keyed digest of the whole table, hexadecimal: another one when anybody came, went or changed. */
void identities_epoch(const struct identities *identities, struct buf *out);
/* A key of 16 to 64 bytes for one purpose, of the table's own key and all that is looked for, the canary left out. */
void identities_derive(const struct identities *identities, struct str purpose, unsigned char *key, size_t n);

/* The sealed file. With key_outside its key is not in it. */
void identities_seal(const struct identities *identities, bool key_outside, struct buf *out);
/*
 * NULL when the text is damaged, of another version, or the key is missing or wrong; reason says so. key (may be
 * NULL): given from outside; it counts for files whose key is outside.
 */
struct identities *identities_unseal(struct str text, const unsigned char *key, struct buf *reason);

/* 32 hexadecimal digits, white space around them; false when it is something else. */
bool identities_read_key(struct str text, unsigned char *key);

/* Forms of these letters: the first of n, or NULL. Forms with one hash follow each other. */
const struct form *identities_find(const struct identities *identities, const char *letters, size_t length, size_t *n);

/* The gram of up to 5 letters; 8 bytes must be readable. */
static inline uint32_t identities_gram(const struct identities *identities, const char *letters, unsigned length)
{
	uint64_t bits = 0;

	memcpy(&bits, letters, sizeof(bits));
	bits &= ((uint64_t)1 << (8 * length)) - 1;
	return (uint32_t)((bits + length) * identities->gram_key >> (64 - identities->gram_bits));
}

static inline uint32_t identities_head(const struct identities *identities, const char *letters)
{
	uint64_t bits;

	memcpy(&bits, letters, IDENTITIES_HEAD);
	return (uint32_t)(bits * identities->gram_key >> 32);
}

/* Whether a form of so many letters or more may begin with these. */
static inline bool identities_has_head(const struct identities *identities, const char *letters)
{
	uint32_t bit = identities_head(identities, letters) >> (32 - identities->gram_bits);

	return identities->heads == NULL || ((unsigned)identities->heads[bit / 8] >> bit % 8 & 1u) != 0;
}

static inline unsigned identities_filter(const struct identities *identities, uint32_t gram)
{
	return (unsigned)identities->filter[gram / 4] >> gram % 4 * 2 & 3u;
}

static inline size_t identities_sieve_bytes(const struct identities *identities)
{
	return (size_t)1 << (identities->gram_bits - SIEVE_SHIFT) >> 3;
}

/* Whether there may be a form with such a gram; 0 or 1. Sieves one behind the other, so that no jump chooses one. */
static inline unsigned identities_sieve(const struct identities *identities, unsigned sieve, uint32_t gram)
{
	uint32_t bit = gram >> SIEVE_SHIFT;

	return (unsigned)identities->sieves[sieve * identities_sieve_bytes(identities) + bit / 8] >> bit % 8 & 1u;
}

#endif
