#include "common/mem.h"
#include "common/utf8.h"
#include "generator/gate/match_parts.h"

/* Letters that a byte of text may become: a character of two bytes gives eight at most. */
enum { LETTERS_FACTOR = 4 };

void matcher_init(struct matcher *matcher, const struct identities *identities, struct fold *fold)
{
	*matcher = (struct matcher){.identities = identities,
				    .fold = fold,
				    .known = match_known_new(),
				    .has_people = identities != NULL && !identities_are_empty(identities)};
}

void matcher_release(struct matcher *matcher)
{
	mem_free(matcher->letters);
	mem_free(matcher->before);
	mem_free(matcher->known);
	vec_release(&matcher->spans);
}

static bool counts(const struct row *row, size_t from, size_t to, const struct form *form)
{
	if (form->length != to - from || (int)form->length < row->matcher->least ||
	    (row->matcher->wanted != 0 && (row->matcher->wanted >> form->rule & 1) == 0))
		return false;
	if ((form->flags & FORM_CUT_FRONT) == FORM_CUT_FRONT)
		return match_is_cut_in_front(row, from, to);
	if ((form->flags & FORM_TYPO) != 0)
		return !row->matcher->is_noise && match_is_mistyped(row, from, to, form);
	if (!match_edges_are_right(row, from, to, form) || !match_is_split_right(row, from, to, form))
		return false;
	if (form->rule == RULE_FIRST_NAME && !row->matcher->is_noise && row->matcher->least == 0 &&
	    match_is_mistyped_name(row, from, to))
		return true;
	if (form->rule == RULE_ORGANISATION && (form->flags & FORM_NEAR) != 0 && match_is_host(row, from, to))
		return true;
	if ((form->flags & FORM_CAPITAL) != 0 && !match_is_capital(row, from, form) &&
	    !match_is_segment(row, from, to, form))
		return false;
	if ((form->flags & FORM_CASED) != 0 && !match_is_capital(row, from, form) && !match_is_kana(row, from, to) &&
	    !match_is_between_marks(row, from, to) && !match_has_context(row, from, to, form))
		return false;
	if ((form->flags & FORM_NUMBERED) != 0 && !match_is_numbered(row, from))
		return false;
	if ((form->flags & FORM_CUT) != 0 && !match_is_cut_off(row, to))
		return false;
	if ((form->flags & FORM_FOREIGN) != 0 && (row->before[from] & row->before[to - 1] & IS_FOREIGN) == 0)
		return false;
	if ((form->flags & (FORM_CONTEXT | FORM_NEAR)) != 0 && !match_has_context(row, from, to, form) &&
	    (form->rule != RULE_USER || !match_is_login(row, from, to)) &&
	    (form->rule != RULE_FIRST_NAME || !match_owns_machine(row, to)))
		return false;
	if (row->matcher->least > 0 && match_is_guessed_han(row, from, to))
		return false;
	if (row->matcher->is_noise && match_is_chance(row, from, to, form))
		return false;
	if (row->matcher->has_people && match_is_of_the_page(row, from, to, form))
		return false;
	if (form->rule == RULE_FIRST_NAME && match_is_saint(row, from))
		return false;
	return (form->rule != RULE_SURNAME && form->rule != RULE_FIRST_NAME) || !match_is_eponym(row, to);
}

/* Whether a form of one of the lengths stands at this place. */
static const struct form *try_at(const struct row *row, size_t from, uint64_t wanted)
{
	const struct matcher *matcher = row->matcher;
	const struct match_known *known = match_known_at(matcher, row->letters + from);

	for (uint64_t lengths = match_known_lengths(known) & wanted; lengths != 0; lengths &= lengths - 1) {
		unsigned length = (unsigned)__builtin_ctzll(lengths);
		const struct form *forms;
		size_t n;

		if (from + length > row->n)
			return NULL;
		forms = match_known_forms(matcher, known, row->letters + from, length, &n);
		for (size_t i = 0; i < n; i++)
			if (counts(row, from, from + length, &forms[i]))
				return &forms[i];
	}
	return NULL;
}

/* Places from `from` on at which forms may begin, in order; BLOCK of them are looked at. */
enum { BLOCK = 256 };
struct places {
	size_t from;
	uint16_t longs[BLOCK], shorts[BLOCK]; /* of forms of five letters and more, of shorter ones */
	unsigned longs_n, shorts_n;
};

/* Of the places that the sieve has left, those where the filter has a bit. */
static unsigned filter_longs(const struct row *row, struct places *places, unsigned n)
{
	const struct identities *identities = row->matcher->identities;
	unsigned left = 0;

	for (unsigned k = 0; k < n; k++) {
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): the first n are there */
		size_t at = places->from + places->longs[k];
		unsigned begins = (row->before[at] & BEFORE_ANY) != 0 ? FILTER_BEGINS : 0;
		uint32_t gram = identities_gram(identities, row->letters + at, 5);

		places->longs[left] = places->longs[k];
		left += (identities_filter(identities, gram) & (FILTER_ANYWHERE | begins)) != 0;
	}
	return left;
}

/* Shorter forms begin where a word does. */
static unsigned sieve_shorts(const struct row *row, struct places *places, unsigned n)
{
	const struct identities *identities = row->matcher->identities;
	unsigned left = 0;

	if (identities->short_lengths == 0)
		return 0;
	for (unsigned k = 0; k < n; k++) {
		const char *letters = row->letters + places->from + places->shorts[k];
		unsigned found = 0;

		for (unsigned length = 2; length < 5; length++)
			found |=
			    identities_sieve(identities, SIEVE_SHORT, identities_gram(identities, letters, length));
		places->shorts[left] = places->shorts[k];
		left += found;
	}
	return left;
}

/* No other place is worth a look. Without branches, as any letter may be such a place. */
static void find_places(const struct row *row, size_t from, size_t to, struct places *places)
{
	const struct identities *identities = row->matcher->identities;
	unsigned longs_n = 0, begins_n = 0;

	places->from = from;
	for (unsigned i = 0; i < to - from; i++) {
		unsigned begins = (row->before[from + i] & BEFORE_ANY) != 0;
		uint32_t gram = identities_gram(identities, row->letters + from + i, 5);

		places->longs[longs_n] = places->shorts[begins_n] = (uint16_t)i;
		longs_n += identities_sieve(identities, begins != 0 ? SIEVE_BEGINS : SIEVE_ANYWHERE, gram);
		begins_n += begins;
	}
	places->longs_n = filter_longs(row, places, longs_n);
	places->shorts_n = sieve_shorts(row, places, begins_n);
}

/* The next place at or behind `at` from which on there are digits of a digest: the row's length: none. Of so many
 * letters the last one mostly tells that it is not here. */
static size_t next_hex(const struct row *row, size_t at)
{
	for (size_t last = at + IDENTITIES_HEX_LEAST - 1; last < row->n; last = at + IDENTITIES_HEX_LEAST - 1) {
		size_t from = last + 1;

		while (from > at && str_hex_value(row->letters[from - 1]) >= 0)
			from--;
		if (from == at)
			return at;
		at = from;
	}
	return row->n;
}

/* In their order among the others, up to `to`. Returns the first one that is not of this block. */
static size_t add_hexes(const struct row *row, struct places *places, size_t hex, size_t to)
{
	uint16_t all[BLOCK];
	unsigned all_n = 0, k = 0;

	while (hex < to) {
		size_t behind = hex + IDENTITIES_HEX_LEAST;
		uint16_t at = (uint16_t)(hex - places->from);

		while (k < places->longs_n && places->longs[k] < at)
			all[all_n++] = places->longs[k++];
		k += k < places->longs_n && places->longs[k] == at;
		all[all_n++] = at;
		hex = behind < row->n && str_hex_value(row->letters[behind]) >= 0 ? hex + 1 : next_hex(row, behind + 1);
	}
	while (k < places->longs_n)
		all[all_n++] = places->longs[k++];
	memcpy(places->longs, all, all_n * sizeof(*all));
	places->longs_n = all_n;
	return hex;
}

static const struct form *look_at(const struct row *row, const struct places *places, size_t *found_at)
{
	unsigned longs = 0, shorts = 0;

	while (longs < places->longs_n || shorts < places->shorts_n) {
		/* the first longs_n and shorts_n are there:
		 * NOLINTBEGIN(clang-analyzer-core.UndefinedBinaryOperatorResult) */
		bool is_long = longs < places->longs_n &&
			       (shorts == places->shorts_n || places->longs[longs] <= places->shorts[shorts]);
		const struct form *form;

		*found_at = places->from + (is_long ? places->longs[longs++] : places->shorts[shorts++]);
		/* NOLINTEND(clang-analyzer-core.UndefinedBinaryOperatorResult) */
		form = try_at(row, *found_at, is_long ? MATCH_LONG : ~MATCH_LONG);
		if (form != NULL)
			return form;
	}
	return NULL;
}

static const struct form *look(const struct row *row, size_t *found_at)
{
	bool has_digests = row->matcher->identities->hex_lengths != 0;
	size_t hex = has_digests ? next_hex(row, row->from) : row->n;
	struct places places;

	for (size_t from = row->from; from < row->to; from += BLOCK) {
		size_t to = from + BLOCK < row->to ? from + BLOCK : row->to;
		const struct form *form;

		find_places(row, from, to, &places);
		if (hex < to)
			hex = add_hexes(row, &places, hex, to);
		form = look_at(row, &places, found_at);
		if (form != NULL)
			return form;
	}
	return NULL;
}

/* Letters that a form has at most, and those around it that its context may have. */
enum { REACH = 2 * IDENTITIES_FORM_MAX, MARGIN = 2 * REACH };

static bool is_letter(const struct matcher *matcher, struct str text, size_t at)
{
	if ((unsigned char)text.s[at] < 0x80)
		return str_is_alnum(text.s[at]);
	return fold_of(matcher->fold, FOLD_SOUNDS, utf8_next(text, &at))->kind == FOLD_LETTERS;
}

/* With so many letters before and behind it. */
static struct match_span widened(const struct matcher *matcher, struct str text, struct match_span span)
{
	for (size_t letters = 0; span.from > 0 && letters < MARGIN;) {
		do
			span.from--;
		while (span.from > 0 && utf8_is_inside(text, span.from));
		letters += is_letter(matcher, text, span.from);
	}
	for (size_t letters = 0; span.to < text.n && letters < MARGIN;) {
		letters += is_letter(matcher, text, span.to);
		do
			span.to++;
		while (utf8_is_inside(text, span.to));
	}
	return span;
}

/* One way, in a piece of the text. */
static bool find_in(struct matcher *matcher, enum fold_way way, struct str text, struct match_span span,
		    struct match *found)
{
	struct str piece = str_slice(text, span.from, span.to);
	struct letter_place place = {0, 0};
	struct row row = {.matcher = matcher,
			  .letters = (const char *)matcher->letters,
			  .before = matcher->before,
			  .text = piece,
			  .way = way,
			  .place = &place};
	const struct form *form;
	size_t at;

	row.n = match_row_fill(matcher, way, piece, way == FOLD_LOOKS && matcher->hears);
	row.from = span.from > 0 ? REACH : 0;
	row.to = span.to < text.n ? (row.n > REACH ? row.n - REACH : 0) : row.n;
	form = look(&row, &at);
	if (form == NULL)
		return false;
	found->rule = (enum identity_rule)form->rule;
	found->at = span.from + match_row_byte(&row, at);
	return true;
}

bool match_find(struct matcher *matcher, struct str text, struct match *found)
{
	struct match_spans *spans = &matcher->spans;

	if (matcher->identities == NULL || matcher->identities->forms.n == 0 || text.n == 0)
		return false;
	match_row_make_room(matcher, text.n * LETTERS_FACTOR);
	spans->n = 0;
	/* the canary is written in Latin letters */
	matcher->hears = matcher->has_people && matcher->wanted != 1u << RULE_CANARY;
	if (find_in(matcher, FOLD_LOOKS, text, (struct match_span){0, text.n}, found))
		return true;
	for (size_t i = 0; i < spans->n;) {
		struct match_span span = widened(matcher, text, spans->at[i++]);

		while (i < spans->n && spans->at[i].from <= span.to)
			span.to = widened(matcher, text, spans->at[i++]).to;
		if (find_in(matcher, FOLD_SOUNDS, text, span, found))
			return true;
	}
	return false;
}
