/*
 * match_parts: what the files of match.h share. A text is a row of folded letters, and
 * what stands before each of them: match_row makes it, all others ask it how a form
 * stands there, from its letter `from` up to the one before `to`.
 */
#ifndef WEIR_GATE_MATCH_PARTS_H
#define WEIR_GATE_MATCH_PARTS_H
#include "generator/gate/match.h"

/* What stands before a letter. No bit: it goes on a word. */
enum {
	BEFORE_MARK = 1, /* punctuation, a tag */
	BEFORE_SPACE = 2,
	BEFORE_LINE = 4,
	BEFORE_SIGN_OFF = 8, /* two hyphens, a dash or a slash at the beginning of a line, or an @ */
	BEFORE_TURN = 16,    /* nothing, but from small to capital, or from letter to digit */
	IS_UPPER = 32,
	IS_INSIDE = 64,	  /* not the first byte of its character */
	IS_FOREIGN = 128, /* transcribed from another script */

	BEFORE_GAP = BEFORE_MARK | BEFORE_SPACE | BEFORE_LINE,
	BEFORE_ANY = BEFORE_GAP | BEFORE_TURN,
};

/* Where a character of the text begins, and how many letters there are before it. */
struct letter_place {
	size_t letters, at;
};

struct row {
	const struct matcher *matcher;
	const char *letters;
	const uint8_t *before;
	size_t n;
	size_t from, to; /* letters between which a form may stand: of a piece of a text not the ends */
	struct str text;
	enum fold_way way;
	struct letter_place *place;
};

/* Letters, 0, that can be read behind the last one of a row. */
enum { MATCH_PAD = 24 };

/* ---- match_row.c ---- */

/* For so many letters. */
void match_row_make_room(struct matcher *matcher, size_t n);
/* Fills the matcher's row; returns how many letters. Where other scripts stand goes to its spans when that is asked
 * for.
 */
size_t match_row_fill(struct matcher *matcher, enum fold_way way, struct str text, bool find_spans);
/* The byte of the text where a letter of its row comes from. Quick where the letter before was not far. */
size_t match_row_byte(const struct row *row, size_t letter);

/*
 * ---- match_known.c ----
 * What the table has at a place is remembered by the letters from there on, for pages have the same words one behind
 * the other again and again. A newer place takes that of an older one. As letters are compared and the table does not
 * change, no verdict depends on what was looked at before.
 */

#define MATCH_LONG (~(uint64_t)31) /* lengths of forms of five letters and more */

struct match_known *match_known_new(void);
/* MATCH_PAD letters are read. Until the next call. */
const struct match_known *match_known_at(const struct matcher *matcher, const char *letters);
/* Bits: of forms that stand there; a long one may. */
uint64_t match_known_lengths(const struct match_known *known);
/* The forms of one of these lengths, as identities_find() has them. */
const struct form *match_known_forms(const struct matcher *matcher, const struct match_known *known,
				     const char *letters, unsigned length, size_t *n);

/* ---- match_stand.c: edges, pieces and capitals ---- */

static inline bool match_is_edge(const struct row *row, size_t at, bool strict)
{
	return at >= row->n || (row->before[at] & (strict ? BEFORE_GAP : BEFORE_ANY)) != 0;
}

bool match_edges_are_right(const struct row *row, size_t from, size_t to, const struct form *form);
/*
 * What stands between the letters. Whole names may be split by anything; the letters of one word by marks and
 * tags, or by spaces where no piece is longer than two letters: "K o w a l s k a", not "for ster".
 */
bool match_is_split_right(const struct row *row, size_t from, size_t to, const struct form *form);
/* In Japanese letters of sounds, which have no capitals: a name of some length, in a text of other letters mostly. */
bool match_is_kana(const struct row *row, size_t from, size_t to);
bool match_is_capital(const struct row *row, size_t from, const struct form *form);

/* ---- match_context.c: the words and signs around ---- */

/* Behind an @, or alone on a line that begins with a dash: "- Mark" is signed, "- Mark the box" is an item of a list.
 */
bool match_is_signed(const struct row *row, size_t from, size_t to);
/* The word before: a greeting, a title, or as FORM_NEAR allows. Or one behind that only people go with. */
bool match_has_context(const struct row *row, size_t from, size_t to, const struct form *form);
/* Behind /home/, "user", "logged in as", or before an @: a short name of a user that elsewhere may be any word. */
bool match_is_login(const struct row *row, size_t from, size_t to);
/* The word before, or the one before that, goes with numbers. */
bool match_is_numbered(const struct row *row, size_t from);
/* "Parkinson's law", the "Müller-Lyer illusion": things that bear somebody's name. */
bool match_is_eponym(const struct row *row, size_t to);
/* San Ignacio, Los Angeles: a place or a church. */
bool match_is_saint(const struct row *row, size_t from);
/* \\\\larkspur-srv01, larkspur.local: a machine or a network that is called by its company's first word. */
bool match_is_host(const struct row *row, size_t from, size_t to);
/* "Hannah's iPhone": what machines call themselves by their owner's first name. */
bool match_owns_machine(const struct row *row, size_t to);
/* Between marks, or alone in a list: an index of words holds a name in small letters. */
bool match_is_between_marks(const struct row *row, size_t from, size_t to);
/* /users/mark-hill/, @mark.hill: first and last name are all that a part of an address is made of. */
bool match_is_segment(const struct row *row, size_t from, size_t to, const struct form *form);
/*
 * A word of stylesheets and markup, which every page has in its head: "font-family:Georgia,serif" is about nobody. As a
 * name it has a capital letter and stands behind what names go with; or, when it is no everyday word, before what is no
 * sign: "Georgia wrote". The word counts as it stands there, with its ending: Georgi-a.
 */
bool match_is_of_the_page(const struct row *row, size_t from, size_t to, const struct form *form);

/* ---- match_chance.c: bytes that are guessed at ---- */

/* Any two bytes are a Chinese character in some encoding, and that is a syllable: so few of them are chance. */
bool match_is_guessed_han(const struct row *row, size_t from, size_t to);
/* Whether bytes of which most are noise would have the form by chance. */
bool match_is_chance(const struct row *row, size_t from, size_t to, const struct form *form);

/* ---- match_torn.c: names of which a part is missing or wrong ---- */

/* The word that one half of a surname stands in is the surname, but for an error in the other half. A word with its
 * capital letter, as people write names even where they err. */
bool match_is_mistyped(const struct row *row, size_t from, size_t to, const struct form *form);
/* Margaret Hollaway: a first name, and beside it a word that is its bearer's surname but for one error. */
bool match_is_mistyped_name(const struct row *row, size_t from, size_t to);
/* "…as Mr Featherst…" */
bool match_is_cut_off(const struct row *row, size_t to);
/* "…hitfield, who": the end of a name, of which the excerpt shows no more. */
bool match_is_cut_in_front(const struct row *row, size_t from, size_t to);

#endif
