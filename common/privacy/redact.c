#include "common/privacy/scan.h"

#include "common/arena.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/privacy/months.h"
#include "common/privacy/places.h"
#include "common/utf8.h"

#include <stdlib.h>

static const struct {
	const char *name, *label;
} types[REDACT_TYPES_N] = {
    [REDACT_PERSON] = {"PERSON", "person"},
    [REDACT_ORGANISATION] = {"ORGANIZATION", "company"},
    [REDACT_EMAIL] = {"EMAIL", "email"},
    [REDACT_PHONE] = {"PHONE", "phone"},
    [REDACT_ADDRESS] = {"ADDRESS", "address"},
    [REDACT_USER] = {"USER_NAME", "user"},
    [REDACT_CARD] = {"CARD", "card number"},
    [REDACT_IBAN] = {"IBAN", "account number"},
    [REDACT_ID] = {"ID", "id"},
    [REDACT_IP] = {"IP_ADDRESS", "IP address"},
    [REDACT_MAC] = {"MAC_ADDRESS", "MAC address"},
    [REDACT_HOST] = {"HOST", "host"},
    [REDACT_URL] = {"URL", "link removed"},
    [REDACT_LOCATION] = {"LOCATION", "location"},
    [REDACT_DATE] = {"DATE", "date"},
    [REDACT_SECRET] = {"SECRET", "secret removed"},
    [REDACT_UNREADABLE] = {"UNREADABLE", "removed"},
};

const char *redact_type_name(enum redact_type type)
{
	return types[type].name;
}

/* ---- rules ---- */

struct redact_rules *redact_rules_new(struct buf *reason)
{
	struct redact_rules *rules = mem_zalloc(sizeof(*rules));
	struct folder *folder = folder_new();

	if (folder == NULL)
		buf_lit(reason, "the Unicode data of ICU is missing");
	else
		rules->patterns = patterns_new(reason);
	folder_free(folder);
	if (rules->patterns == NULL) {
		redact_rules_free(rules);
		return NULL;
	}
	lists_load(&rules->words);
	phrases_load(&rules->words, &rules->phrases);
	name_firms_load(&rules->firms);
	return rules;
}

void redact_rules_free(struct redact_rules *rules)
{
	if (rules == NULL)
		return;
	wordset_release(&rules->words);
	wordset_release(&rules->firms);
	phrases_release(&rules->phrases);
	patterns_free(rules->patterns);
	mem_free(rules);
}

/* In no order: the table's may change without its words. */
static uint64_t sum_words(const struct wordset *set)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < set->room; i++) {
		const struct wordset_slot *slot = &set->slots[i];
		uint64_t both[2] = {slot->key, slot->value};

		sum += slot->key != 0 ? hash64(str_n((const char *)both, sizeof(both))) : 0;
	}
	return sum;
}

/* Each phrase with its list: the keys of `begins` are of a first word and a list. */
static uint64_t sum_phrases(const struct phrase_index *index)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < index->begins.room; i++) {
		const struct wordset_slot *slot = &index->begins.slots[i];
		const struct phrase *phrase = &index->phrases.at[slot->value];

		while (slot->key != 0) {
			const char *words = (const char *)(index->words.at + phrase->words);

			sum += hash64_mix(slot->key, str_n(words, sizeof(uint64_t) * (phrase->n - 1u)));
			if ((phrase++)->is_last)
				break;
		}
	}
	return sum;
}

uint64_t redact_rules_fingerprint(const struct redact_rules *rules)
{
	uint64_t parts[] = {patterns_fingerprint(), sum_words(&rules->words), sum_words(&rules->firms),
			    sum_phrases(&rules->phrases)};

	return hash64(str_n((const char *)parts, sizeof(parts)));
}

void redact_rules_keep(struct redact_rules *rules, struct str word, bool always)
{
	struct folder *folder = folder_new();
	struct buf low;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(folder, &low, word);
	*wordset_add(&rules->words, buf_view(&low), NULL) |= WORD_KEEP | (always ? WORD_ALWAYS : 0u);
	rules->changes++;
	buf_release(&low);
	folder_free(folder);
}

/* ---- scanning ---- */

struct redactor {
	const struct redact_rules *rules;
	struct folder *folder;
	struct pattern_state *state;
	struct scan scan;
	struct arena arena; /* of the placeholders */
	struct buf label;   /* one of them while it is made */
	struct VEC(struct redact_span) spans;
	struct VEC(struct redact_kept) kept;
	struct redactor *inner; /* for what is decoded; none of its own */
	bool is_inner;
};

enum byte_kind { BYTE_WORD = 1, BYTE_DIGIT = 2, BYTE_OTHER = 4 /* than a digit */, BYTE_UPPER = 8 };

static void make_byte_kinds(uint8_t kinds[256])
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;

		kinds[i] = !utf8_is_word_byte(c)  ? 0
			   : str_is_digit(c)	  ? BYTE_WORD | BYTE_DIGIT
			   : c >= 'A' && c <= 'Z' ? BYTE_WORD | BYTE_OTHER | BYTE_UPPER
						  : BYTE_WORD | BYTE_OTHER;
	}
}

struct redactor *redactor_new(const struct redact_rules *rules)
{
	struct redactor *redactor = mem_zalloc(sizeof(*redactor));

	redactor->rules = rules;
	redactor->scan.rules = rules;
	redactor->scan.memo = mem_zalloc(sizeof(*redactor->scan.memo));
	redactor->scan.memo->changes = rules->changes;
	make_byte_kinds(redactor->scan.memo->kinds);
	redactor->folder = folder_new();
	redactor->state = pattern_state_new();
	shadow_init(&redactor->scan.shadow);
	arena_init(&redactor->arena);
	buf_init(&redactor->label, BUF_NO_LIMIT);
	return redactor;
}

bool redactor_is_everyday(struct redactor *redactor, struct str words)
{
	bool is_everyday = true;
	struct str word;
	struct buf low;

	buf_init(&low, BUF_NO_LIMIT);
	while (is_everyday && utf8_next_word(&words, &word)) {
		const uint32_t *flags;

		buf_clear(&low);
		shadow_fold(redactor->folder, &low, word);
		flags = wordset_find(&redactor->rules->words, buf_view(&low));
		is_everyday = flags != NULL && (*flags & (WORD_COMMON | WORD_NEVER | WORD_PLAIN)) != 0 &&
			      (*flags & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == 0;
	}
	buf_release(&low);
	return is_everyday;
}

void redactor_free(struct redactor *redactor)
{
	if (redactor == NULL)
		return;
	folder_free(redactor->folder);
	pattern_state_free(redactor->state);
	shadow_release(&redactor->scan.shadow);
	mem_free(redactor->scan.memo);
	vec_release(&redactor->scan.toks);
	vec_release(&redactor->scan.unseen);
	vec_release(&redactor->scan.founds);
	vec_release(&redactor->scan.kept);
	wordset_release(&redactor->scan.programs);
	vec_release(&redactor->spans);
	vec_release(&redactor->kept);
	arena_release(&redactor->arena);
	buf_release(&redactor->label);
	redactor_free(redactor->inner);
	mem_free(redactor);
}

void scan_found(struct scan *scan, size_t from, size_t to, enum redact_type type, enum strength strength,
		const char *rule)
{
	*vec_add(&scan->founds) = (struct found){.from = (uint32_t)from,
						 .to = (uint32_t)to,
						 .type = (uint8_t)type,
						 .strength = (uint8_t)strength,
						 .rule = rule};
}

void scan_kept(struct scan *scan, size_t from, size_t to, enum redact_type type, const char *rule, const char *reason)
{
	if (scan->explain)
		*vec_add(&scan->kept) =
		    (struct redact_kept){.from = from, .to = to, .type = type, .rule = rule, .reason = reason};
}

static bool is_upper_at(const struct scan *scan, size_t at)
{
	return scan->text.s[at] != scan->low.s[at] ||
	       ((unsigned char)scan->text.s[at] >= 0xC0 && scan->text.s[at + 1] != scan->low.s[at + 1]);
}

/*
 * What the lists know of the words. Memory is asked for before it is needed: a word that is in no cache takes as long
 * as a hundred others.
 */
static void look_up(struct scan *scan)
{
	uint64_t *slots = scan->memo != NULL ? scan->memo->slots : NULL;

	vec_clear(&scan->unseen);
	for (size_t i = 0; i < scan->toks.n; i++) {
		struct tok *tok = &scan->toks.at[i];
		uint64_t slot = slots != NULL ? slots[tok->key % MEMO_SLOTS] : ~tok->key;

		tok->words = (uint32_t)(slot & MEMO_WORDS);
		if (slot >> MEMO_BITS != tok->key >> MEMO_BITS) {
			wordset_prefetch(&scan->rules->words, tok->key);
			*vec_add(&scan->unseen) = (uint32_t)i;
		}
	}
	for (size_t i = 0; i < scan->unseen.n; i++) {
		struct tok *tok = &scan->toks.at[scan->unseen.at[i]];
		const uint32_t *words = wordset_find_key(&scan->rules->words, tok->key);

		tok->words = words != NULL ? *words : 0;
		if (slots != NULL)
			slots[tok->key % MEMO_SLOTS] = (tok->key & ~MEMO_WORDS) | tok->words;
	}
}

/* "Хасбулатов", "Богдан": letters of Cyrillic whose twins in the shadow are digits. The flags that such a word has. */
static uint8_t lettered(const struct scan *scan, size_t from, size_t to, uint8_t flags)
{
	const struct shadow *shadow = &scan->shadow;
	bool digit = false;

	for (size_t i = from; i < to; i++) {
		struct str written = str_from(shadow->original, shadow->map.at[i]);

		if (!str_is_digit(scan->text.s[i]))
			continue;
		digit = digit || ((unsigned char)written.s[0] != 0xD0 && (unsigned char)written.s[0] != 0xD1);
		/* of "Б" and "З", not of "б" and "з" */
		if (i == from && (str_starts(written, STR("\u0411")) || str_starts(written, STR("\u0417"))))
			flags |= TOK_CAPITAL;
	}
	return (uint8_t)(digit ? flags : flags & ~(unsigned)TOK_DIGIT);
}

/* `any` and `all`: the kinds of its bytes */
static void add_token(struct scan *scan, size_t from, size_t to, unsigned any, unsigned all)
{
	uint8_t flags =
	    (uint8_t)(((any & BYTE_DIGIT) != 0 ? TOK_DIGIT : 0) | ((any & BYTE_OTHER) != 0 ? TOK_LETTER : 0) |
		      (is_upper_at(scan, from) ? TOK_CAPITAL : 0) | ((all & BYTE_UPPER) != 0 ? TOK_UPPER : 0));
	uint64_t key = wordset_key(str_slice(scan->low, from, to));

	if ((flags & (TOK_DIGIT | TOK_LETTER)) == (TOK_DIGIT | TOK_LETTER) && scan->shadow.map.n != 0)
		flags = lettered(scan, from, to, flags);
	if (scan->memo != NULL)
		__builtin_prefetch(&scan->memo->slots[key % MEMO_SLOTS]);
	if (scan->toks.n == scan->toks.room)
		vec_reserve(&scan->toks, scan->toks.n * 2 + 64);
	scan->toks.at[scan->toks.n++] =
	    (struct tok){.key = key, .from = (uint32_t)from, .to = (uint32_t)to, .flags = flags};
}

void scan_tokens(struct scan *scan)
{
	const char *text;
	uint8_t own[256], line = TOK_LINE, start = TOK_START;
	const uint8_t *kinds = scan->memo != NULL ? scan->memo->kinds : own;
	size_t at = 0, end;

	if (kinds == own)
		make_byte_kinds(own);
	scan->text = buf_view(&scan->shadow.text);
	scan->low = buf_view(&scan->shadow.low);
	vec_clear(&scan->toks);
	vec_clear(&scan->founds);
	if (scan->memo != NULL && scan->memo->changes != scan->rules->changes) {
		memset(scan->memo->slots, 0, sizeof(scan->memo->slots));
		scan->memo->changes = scan->rules->changes;
	}
	text = scan->text.s;
	end = scan->text.n;
	while (at < end) {
		size_t from = at;
		unsigned kind = kinds[(unsigned char)text[at]], any = 0, all = kind;

		if (kind == 0) {
			char c = text[at++];

			line |= c == '\n' || c == '\r' ? TOK_LINE : 0;
			start |= c == '.' || c == '!' || c == '?' || c == ':' ? TOK_START : 0;
			continue;
		}
		for (; at < end && (kind = kinds[(unsigned char)text[at]]) != 0; at++) {
			any |= kind;
			all &= kind;
		}
		add_token(scan, from, at, any, all);
		/* a line's first word is a sentence's, too */
		scan->toks.at[scan->toks.n - 1].flags |= (uint8_t)(line | start | (line != 0 ? TOK_START : 0));
		line = start = 0;
	}
	look_up(scan);
}

size_t scan_word_at(const struct scan *scan, size_t place)
{
	size_t low = 0, high = scan->toks.n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (scan->toks.at[middle].from < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int by_place(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to != y->to ? (x->to > y->to ? -1 : 1) : (int)y->strength - (int)x->strength;
}

/* Overlaps become one, called by the strongest; neighbouring names with a blank between too. */
static void merge(struct scan *scan)
{
	struct found *at = scan->founds.at;
	size_t n = 0;

	if (scan->founds.n > 1)
		qsort(at, scan->founds.n, sizeof(*at), by_place);
	for (size_t i = 0; i < scan->founds.n; i++) {
		struct found *last = n != 0 ? &at[n - 1] : NULL;
		bool blank = last != NULL && at[i].from == last->to + 1 && scan->text.s[last->to] == ' ';

		/* what a date becomes is read from it: nothing of others' may be in it */
		if (last != NULL && at[i].from < last->to && at[i].to > last->to && at[i].from > last->from &&
		    (last->type == REDACT_DATE) != (at[i].type == REDACT_DATE)) {
			if (last->type == REDACT_DATE)
				for (last->to = at[i].from;
				     last->to > last->from + 1 && scan->text.s[last->to - 1] == ' ';)
					last->to--;
			else
				at[i].from = last->to;
		}
		if (last != NULL &&
		    (at[i].from < last->to || (blank && at[i].type == last->type && at[i].type == REDACT_PERSON))) {
			uint32_t to = at[i].to > last->to ? at[i].to : last->to, from = last->from;
			uint32_t person = last->person != 0 ? last->person : at[i].person;

			/* what holds all of the other names both, unless that is a secret */
			if (at[i].strength == STRENGTH_SECRET ||
			    (at[i].strength > last->strength && at[i].to > last->to) ||
			    (at[i].strength > last->strength && at[i].from == from && at[i].to == last->to)) {
				*last = at[i];
				last->from = from;
			}
			last->to = to;
			last->person = person;
		} else {
			at[n++] = at[i];
		}
	}
	scan->founds.n = n;
}

/* ---- what stands beside a name ---- */

/* The start of the word in small letters that ends before a place and begins behind a blank; the place: none. */
static size_t small_word_before(const struct scan *scan, size_t to)
{
	size_t from = to;

	while (from > 0 && scan->text.s[from - 1] >= 'a' && scan->text.s[from - 1] <= 'z')
		from--;
	return to - from > 1 && (from == 0 || str_is_space(scan->text.s[from - 1])) ? from : to;
}

/* "anna_ops", "files/t_nowak", "luc-nowak": a part of a user name is all of it. */
static void with_user_name(const struct scan *scan, struct found *found)
{
	struct str text = scan->text;
	uint32_t at = found->from, end = found->to;

	if (found->to + 1 < text.n && text.s[found->to] == '_' && utf8_is_word_byte(text.s[found->to + 1]))
		while (found->to < text.n && (text.s[found->to] == '_' || utf8_is_word_byte(text.s[found->to])))
			found->to++;
	if (found->from > 1 && text.s[found->from - 1] == '_' && utf8_is_word_byte(text.s[found->from - 2])) {
		while (found->from > 0 &&
		       (text.s[found->from - 1] == '_' || utf8_is_word_byte(text.s[found->from - 1])))
			found->from--;
	} else if (found->from > 2 && strchr("-.", text.s[found->from - 1]) != NULL && text.s[found->from] >= 'a' &&
		   text.s[found->from] <= 'z' &&
		   (found->to >= text.n || strchr("./@-", text.s[found->to]) == NULL || found->to + 1 >= text.n ||
		    str_is_space(text.s[found->to + 1]))) {
		size_t from = small_word_before(scan, found->from - 1);

		if (from < found->from - 1)
			found->from = (uint32_t)from;
	}
	if (found->from != at || found->to != end)
		found->type = REDACT_USER; /* its other words are nobody's name */
}

/* "Ivaylo [Stoyanov]": a first name in front of a family name that was found elsewhere. */
static void with_first_name(const struct scan *scan, struct found *found)
{
	size_t i = scan_word_at(scan, found->from);
	const struct tok *tok = &scan->toks.at[i > 0 ? i - 1 : 0];

	if (i > 0 && i < scan->toks.n && scan->toks.at[i].from == found->from && tok->to + 1 == found->from &&
	    scan->text.s[tok->to] == ' ' && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) != 0 &&
	    ((tok->words & WORD_FIRST) != 0 ||
	     (tok->words == 0 && found->person == 0 && (tok->flags & TOK_LINE) == 0)) &&
	    (tok->words &
	     (WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_TITLE | WORD_PARTICLE)) == 0)
		found->from = tok->from;
}

/* One letter of any script. */
static bool is_letter(const struct scan *scan, const struct tok *tok)
{
	return (tok->flags & (TOK_LETTER | TOK_DIGIT)) == TOK_LETTER && tok->from < tok->to &&
	       utf8_count(tok_low(scan, tok)) == 1;
}

/* "Van der [Meulen]", "D'[Ambrosio]": not "de [Nowak]", which may be a preposition, nor "von der [Anna]". */
static void with_particles(const struct scan *scan, struct found *found)
{
	size_t i = scan_word_at(scan, found->from), first = i, n = 0;
	bool sure = false;

	if (i >= scan->toks.n || scan->toks.at[i].from != found->from || (scan->toks.at[i].flags & TOK_CAPITAL) == 0)
		return;
	while (first > 0 && (scan->toks.at[first].flags & TOK_LINE) == 0) {
		const struct tok *tok = &scan->toks.at[first - 1];
		struct str gap = str_slice(scan->text, tok->to, tok[1].from);
		bool elided = str_eq(gap, STR("'")) && is_letter(scan, tok) && (tok->flags & TOK_CAPITAL) != 0 &&
			      strchr("do", scan->low.s[tok->from]) != NULL;

		if (!elided && ((tok->words & WORD_PARTICLE) == 0 || !str_eq(gap, STR(" ")) ||
				str_eq(tok_low(scan, tok), STR("of")))) /* "On Behalf Of Anna" */
			break;
		sure = sure || elided || (tok->flags & (TOK_CAPITAL | TOK_START)) == TOK_CAPITAL;
		first--;
		n++;
	}
	if (sure || (n > 1 && (scan->toks.at[i].words & WORD_FIRST) == 0))
		found->from = scan->toks.at[first].from;
}

/* "[Nowak] J.", "[Кузьмина] М.В.", "[rob] f" at the end of a line. */
static void with_initials(const struct scan *scan, struct found *found)
{
	/* in small letters they end lines as words, too: "Anna i\nMarek", "love, Anna x" */
	static const char words[] = "aeiouykswvzx";

	for (size_t i = scan_word_at(scan, found->to); i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		struct str gap = str_slice(scan->text, found->to, tok->from);
		bool capital = (tok->flags & TOK_CAPITAL) != 0, dotted, last;

		if (!is_letter(scan, tok) ||
		    (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(".")) && !str_eq(gap, STR(". "))))
			return;
		dotted = tok->to < scan->text.n && scan->text.s[tok->to] == '.';
		last = tok->to == scan->text.n || scan->text.s[tok->to] == '\n';
		/* "ask Anna. I." */
		if (gap.s[0] == '.' && (i == 0 || !is_letter(scan, &tok[-1])))
			return;
		/* "see you, Anna P.S. it works" */
		if (str_eq(str_slice(scan->low, tok->from, tok->from + 3), STR("p.s")) ||
		    str_eq(str_slice(scan->low, found->to - 1, tok->to), STR("p.s")))
			return;
		if (capital ? !dotted && !last
			    : !last || tok->to - tok->from != 1 || strchr(words, scan->low.s[tok->from]) != NULL)
			return;
		found->to = tok->to;
	}
}

static void add_neighbours(struct scan *scan)
{
	for (size_t i = 0; i < scan->founds.n; i++) {
		struct found *found = &scan->founds.at[i];

		if (found->type != REDACT_PERSON && found->type != REDACT_USER)
			continue;
		with_user_name(scan, found);
		if (found->type != REDACT_PERSON)
			continue;
		with_first_name(scan, found);
		with_particles(scan, found);
		with_initials(scan, found);
	}
}

/* ---- placeholders ---- */

struct numbering {
	struct wordset numbers; /* of each value, with its type */
	struct wordset people;	/* parts of names that nobody is known by */
	uint32_t counts[REDACT_TYPES_N + 4];
};

static uint32_t number_of(struct numbering *numbering, struct str key, uint32_t *count)
{
	bool added;
	uint32_t *number = wordset_add(&numbering->numbers, key, &added);

	if (added)
		*number = ++*count;
	return *number;
}

static struct str label(struct redactor *redactor, const char *name, uint32_t number, bool always)
{
	struct buf *out = &redactor->label;

	buf_clear(out);
	buf_char(out, '[');
	buf_str(out, str_c(name));
	if (number != 1 || always) {
		buf_char(out, ' ');
		buf_int(out, number);
	}
	buf_char(out, ']');
	return arena_str(&redactor->arena, buf_view(out));
}

/* What a value is numbered by, beside others of its type or number; until the next one. */
static struct str numbering_key(struct redactor *redactor, uint32_t kind, struct str value)
{
	struct buf *out = &redactor->label;

	buf_clear(out);
	buf_int(out, kind);
	buf_char(out, ' ');
	buf_str(out, value);
	return buf_view(out);
}

static const char *role_of(const struct redact_people *people, const struct redact_people *more, uint32_t person)
{
	if (person <= people_count(people))
		return people_role(people, person - 1);
	return people_role(more, person - 1 - (uint32_t)people_count(people));
}

/* An unknown person is who shares a part of a name with an earlier one. */
static uint32_t unknown_person(struct redactor *redactor, struct numbering *numbering, const struct found *found,
			       uint32_t *count)
{
	struct str rest = str_slice(redactor->scan.low, found->from, found->to), part;
	uint32_t number = 0;

	for (int round = 0; round < 2; round++) {
		rest = str_slice(redactor->scan.low, found->from, found->to);
		while (str_split(&rest, ' ', &part)) {
			uint32_t *slot;

			/* "JL" alone is somebody; "van" or "J." beside a name tell of nobody */
			if (part.n < 3 && part.n != found->to - found->from)
				continue;
			slot = wordset_add(&numbering->people, part, NULL);
			if (round == 0 && *slot != 0 && number == 0)
				number = *slot;
			else if (round == 1 && *slot == 0)
				*slot = number;
		}
		if (number == 0)
			number = ++*count;
	}
	return number;
}

/* What may stay of a date. */
static struct str month_of(struct redactor *redactor, const struct found *found)
{
	const struct scan *scan = &redactor->scan;
	struct str month = STR_NONE, date = str_slice(scan->text, found->from, found->to);
	struct buf out;
	size_t from, to;
	bool plain = true;

	/* with its diacritics, if that is all that the shadow has changed */
	shadow_place(&scan->shadow, found->from, found->to, &from, &to);
	for (size_t i = from; i < to; i++) {
		unsigned char c = (unsigned char)scan->shadow.original.s[i];

		plain = plain && c != '&' && c != '%' && c != '=' && c < 0xC6;
	}
	if (plain)
		date = str_slice(scan->shadow.original, from, to);
	buf_init(&out, BUF_NO_LIMIT);
	if (months_of(&out, date))
		month = arena_str(&redactor->arena, buf_view(&out));
	buf_release(&out);
	return month;
}

static struct str placeholder(struct redactor *redactor, struct numbering *numbering,
			      const struct redact_people *people, const struct redact_people *more,
			      const struct found *found)
{
	struct str value = str_slice(redactor->scan.low, found->from, found->to), key;

	if (found->type == REDACT_SECRET || found->type == REDACT_UNREADABLE || found->type == REDACT_URL)
		return label(redactor, types[found->type].label, 1, false);
	if (found->type == REDACT_PERSON && found->person != 0) {
		const char *role = role_of(people, more, found->person);
		size_t which = role[0] == 'c' ? (role[1] == 'u' ? 0 : 1) : role[0] == 'a' ? 2 : 3;

		key = numbering_key(redactor, REDACT_TYPES_N + found->person, STR_NONE);
		if (which == 3)
			return label(redactor, role, number_of(numbering, key, &numbering->counts[REDACT_PERSON]),
				     true);
		return label(redactor, role, number_of(numbering, key, &numbering->counts[REDACT_TYPES_N + which]),
			     which != 0);
	}
	if (found->type == REDACT_PERSON)
		return label(redactor, "person",
			     unknown_person(redactor, numbering, found, &numbering->counts[REDACT_PERSON]), true);
	if (found->type == REDACT_DATE && strcmp(found->rule, "date") == 0) {
		struct str month = month_of(redactor, found);

		if (month.n != 0)
			return month;
	}
	key = numbering_key(redactor, found->type, value);
	return label(redactor, types[found->type].label, number_of(numbering, key, &numbering->counts[found->type]),
		     false);
}

/* Titles in front of a name and letters behind it go with it: "Frau Dr. [Anna Lang], MD". */
static void with_title(const struct scan *scan, struct found *found)
{
	enum { TITLES_MOST = 6 };
	static const char behind[] = " jr sr ii iii iv md dds phd dvm esq cpa rn mba ";
	size_t first = scan_word_at(scan, found->from), next = scan_word_at(scan, found->to);

	for (int more = 0; more < TITLES_MOST && first > 0; more++) {
		const struct tok *title = &scan->toks.at[first - 1];
		struct str gap = str_slice(scan->text, title->to, found->from);

		if ((title->words & WORD_TITLE) == 0 || (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(". "))) ||
		    ((title->flags & TOK_CAPITAL) == 0 && gap.n == 1 && title->to - title->from < 2))
			break;
		found->from = title->from;
		first--;
	}
	if (next < scan->toks.n) {
		const struct tok *letters = &scan->toks.at[next];
		struct str gap = str_slice(scan->text, found->to, letters->from);
		char padded[8] = " ";
		size_t n = letters->to - letters->from;

		if (n > 3 || n < 2 || (letters->flags & TOK_CAPITAL) == 0 ||
		    (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", "))))
			return;
		memcpy(padded + 1, scan->low.s + letters->from, n);
		padded[n + 1] = ' ';
		if (str_find(str_c(behind), str_n(padded, n + 2)) >= 0)
			found->to = letters->to;
	}
}

static void make_spans(struct redactor *redactor, const struct redact_people *people, const struct redact_people *more)
{
	struct numbering numbering = {0};
	struct scan *scan = &redactor->scan;
	size_t end = 0;

	vec_clear(&redactor->spans);
	for (size_t i = 0; i < scan->founds.n; i++) {
		const struct found *found = &scan->founds.at[i];
		struct redact_span span = {.type = (enum redact_type)found->type, .rule = found->rule};
		struct found all = *found;

		if (found->type == REDACT_PERSON)
			with_title(scan, &all);
		if (i + 1 < scan->founds.n && all.to > scan->founds.at[i + 1].from)
			all.to = found->to;
		shadow_place(&scan->shadow, all.from, all.to, &span.from, &span.to);
		if (span.from < end)
			span.from = end; /* two findings in what one character became */
		if (span.to <= span.from)
			continue;
		end = span.to;
		span.replacement = placeholder(redactor, &numbering, people, more, found);
		*vec_add(&redactor->spans) = span;
	}
	wordset_release(&numbering.numbers);
	wordset_release(&numbering.people);
}

/* ---- encoded text ---- */

enum { ENCODED_LEAST = 12, DECODED_MOST = 1024 * 1024 };

static bool is_text(struct str decoded)
{
	for (size_t i = 0; i < decoded.n; i++)
		if ((unsigned char)decoded.s[i] < 0x20 && !str_is_space(decoded.s[i]))
			return false;
	return decoded.n >= ENCODED_LEAST * 3 / 4 && utf8_is_valid(decoded);
}

static void add_six_bits(struct buf *out, struct str run)
{
	uint32_t bits = 0;
	unsigned n = 0;

	for (size_t i = 0; i < run.n && out->n < DECODED_MOST; i++) {
		char c = run.s[i];
		int value = c >= 'A' && c <= 'Z'   ? c - 'A'
			    : c >= 'a' && c <= 'z' ? c - 'a' + 26
			    : str_is_digit(c)	   ? c - '0' + 52
			    : c == '+' || c == '-' ? 62
						   : 63;

		bits = bits << 6 | (uint32_t)value;
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_char(out, (char)(bits >> n & 0xFF));
		}
	}
}

static bool add_hexadecimal(struct buf *out, struct str run)
{
	for (size_t i = 0; i + 1 < run.n && out->n < DECODED_MOST; i += 2) {
		int high = str_hex_value(run.s[i]), low = str_hex_value(run.s[i + 1]);

		if (high < 0 || low < 0)
			return false;
		buf_char(out, (char)(high * 16 + low));
	}
	return run.n % 2 == 0;
}

static bool tells_something(struct redactor *redactor, const struct redact_people *people,
			    const struct redact_people *more, struct str decoded)
{
	const struct redact_span *spans;
	size_t n;

	if (decoded.n >= DECODED_MOST && is_text(utf8_cut(decoded, DECODED_MOST - 4)))
		return true; /* too long to be examined */
	if (!is_text(decoded))
		return false;
	if (redactor->inner == NULL) {
		redactor->inner = redactor_new(redactor->rules);
		redactor->inner->is_inner = true;
	}
	if (redact_find(redactor->inner, people, more, decoded, &spans, &n) < 0)
		return true;
	for (size_t i = 0; i < n; i++)
		if (spans[i].type != REDACT_DATE)
			return true;
	return false;
}

/* Long words that are base64 or hexadecimal of a text with something in it. */
static void find_encoded(struct redactor *redactor, const struct redact_people *people,
			 const struct redact_people *more)
{
	const struct places *places = pattern_state_places(redactor->state);
	struct scan *scan = &redactor->scan;
	struct str text = scan->text;
	struct buf decoded;
	size_t end = 0;

	if (redactor->is_inner)
		return;
	buf_init(&decoded, BUF_NO_LIMIT);
	for (size_t i = 0; i < places->of[PLACE_LONG].n; i++) {
		size_t from = places->of[PLACE_LONG].at[i], to;

		if (from < end)
			continue;
		while (from > end &&
		       (str_is_alnum(text.s[from - 1]) || text.s[from - 1] == '+' || text.s[from - 1] == '/'))
			from--;
		for (to = from; to < text.n && (str_is_alnum(text.s[to]) || strchr("+/-_", text.s[to]) != NULL) &&
				text.s[to] != '\0';)
			to++;
		end = to;
		if (to - from < ENCODED_LEAST)
			continue;
		buf_clear(&decoded);
		if (add_hexadecimal(&decoded, str_slice(text, from, to)) &&
		    tells_something(redactor, people, more, buf_view(&decoded))) {
			scan_found(scan, from, to, REDACT_UNREADABLE, STRENGTH_PATTERN, "hexadecimal");
			continue;
		}
		/* behind a path or a type: "base64,…", "x/…" */
		for (size_t at = from; to - at >= ENCODED_LEAST;) {
			const char *slash = memchr(text.s + at, '/', to - at);

			buf_clear(&decoded);
			add_six_bits(&decoded, str_slice(text, at, to));
			if (tells_something(redactor, people, more, buf_view(&decoded))) {
				scan_found(scan, at, to, REDACT_UNREADABLE, STRENGTH_PATTERN, "base64");
				break;
			}
			if (slash == NULL || at != from)
				break;
			at = (size_t)(slash - text.s) + 1;
		}
	}
	buf_release(&decoded);
}

/* ---- what was kept ---- */

void redactor_explain(struct redactor *redactor, bool explain)
{
	redactor->scan.explain = explain;
}

void redact_kept(const struct redactor *redactor, const struct redact_kept **kept, size_t *n)
{
	*kept = redactor->kept.at;
	*n = redactor->kept.n;
}

static int by_kept_place(const void *a, const void *b)
{
	const struct redact_kept *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to != y->to ? (x->to > y->to ? -1 : 1) : strcmp(x->rule, y->rule);
}

/* Words that lists of names have, too. */
static void keep_words(struct scan *scan)
{
	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		const char *reason = (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 ? "a word of the vendor's"
				     : (tok->words & WORD_NEVER) != 0		   ? "a product, a place or a date"
				     : (tok->words & (WORD_COMMON | WORD_AMBIGUOUS | WORD_PLAIN)) != 0
					 ? "an everyday word, and nothing around it speaks of a name"
					 : "nothing around it speaks of a name";

		if ((tok->flags & TOK_CAPITAL) != 0 &&
		    (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_KEEP)) != 0)
			scan_kept(scan, tok->from, tok->to, REDACT_PERSON, "list of names", reason);
	}
}

static void make_kept(struct redactor *redactor)
{
	struct scan *scan = &redactor->scan;
	size_t span = 0;

	vec_clear(&redactor->kept);
	if (!scan->explain)
		return;
	keep_words(scan);
	if (scan->kept.n > 1)
		qsort(scan->kept.at, scan->kept.n, sizeof(*scan->kept.at), by_kept_place);
	for (size_t i = 0; i < scan->kept.n; i++) {
		struct redact_kept kept = scan->kept.at[i];
		const struct redact_kept *last =
		    redactor->kept.n != 0 ? &redactor->kept.at[redactor->kept.n - 1] : NULL;

		shadow_place(&scan->shadow, kept.from, kept.to, &kept.from, &kept.to);
		while (span < redactor->spans.n && redactor->spans.at[span].to <= kept.from)
			span++;
		if (span < redactor->spans.n && redactor->spans.at[span].from < kept.to)
			continue;
		if (last == NULL || last->from != kept.from || last->to != kept.to || last->rule != kept.rule)
			*vec_add(&redactor->kept) = kept;
	}
}

int redact_find(struct redactor *redactor, const struct redact_people *people, const struct redact_people *more,
		struct str text, const struct redact_span **spans, size_t *n)
{
	struct scan *scan = &redactor->scan;
	struct wordset parts = {0};

	if (text.n > LIMIT_REDACT_BYTES)
		return -1;
	arena_clear(&redactor->arena);
	vec_clear(&scan->kept);
	shadow_make(&scan->shadow, redactor->folder, text);
	scan_tokens(scan);
	if (scan->programs.n != 0)
		wordset_release(&scan->programs);
	towns_mark(scan);
	programs_learn(scan);
	people_find(people, scan, 0);
	people_find(more, scan, (uint32_t)people_count(people));
	patterns_find(redactor->rules->patterns, redactor->state, scan);
	find_encoded(redactor, people, more);
	names_find(scan);
	mentions_find(scan);
	names_find_users(scan);
	name_firms_find(scan);
	names_spread(scan, &parts);
	wordset_release(&parts);
	for (size_t i = 0, at = 0; i < scan->shadow.invalid.n; i++) {
		while (scan->shadow.map.at[at] < scan->shadow.invalid.at[i])
			at++;
		scan_found(scan, at, at + 1, REDACT_UNREADABLE, STRENGTH_GUESS, "invalid UTF-8");
	}
	add_neighbours(scan);
	merge(scan);
	make_spans(redactor, people, more);
	make_kept(redactor);
	*spans = redactor->spans.at;
	*n = redactor->spans.n;
	return 0;
}

void redact_apply(struct buf *out, struct str text, const struct redact_span *spans, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		buf_str(out, str_slice(text, at, spans[i].from));
		buf_str(out, spans[i].replacement);
		at = spans[i].to;
	}
	buf_str(out, str_from(text, at));
}
