/*
 * The forms of identities: what identities.c keeps hashes of. Every rule here
 * answers a way in which a name has been seen to get through.
 */
#include "generator/gate/forms.h"

#include "common/stem.h"
#include "common/utf8.h"
#include "generator/gate/digests.h"
#include "generator/gate/fold.h"
#include "generator/gate/words.h"

#include <sodium.h>

enum {
	PARTS_MAX = 8,	   /* of a name; more are taken for one organisation's */
	VARIANTS_MAX = 10, /* spellings of one part */
	VARIANT_BYTES = 64,
};

/* The spellings of one word, folded. */
struct variants {
	unsigned n;
	struct variant {
		char s[VARIANT_BYTES];
		uint8_t n;
		bool is_heard; /* counts in other scripts only: Wirth, and Вирт but not virt */
	} at[VARIANTS_MAX];
};

static struct str variant(const struct variants *variants, unsigned i)
{
	return str_n(variants->at[i].s, variants->at[i].n);
}

static void add_variant(struct variants *variants, struct str s)
{
	if (s.n == 0 || s.n > VARIANT_BYTES || variants->n == VARIANTS_MAX)
		return;
	for (unsigned i = 0; i < variants->n; i++)
		if (str_eq(variant(variants, i), s))
			return;
	memcpy(variants->at[variants->n].s, s.s, s.n);
	variants->at[variants->n].is_heard = false;
	variants->at[variants->n++].n = (uint8_t)s.n;
}

struct swap {
	const char *from, *to;
};

/* Letters that some write as two. */
static const struct swap doubled[] = {
    {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"å", "aa"},
    {"Å", "Aa"}, {"ø", "oe"}, {"Ø", "Oe"}, {"ñ", "ny"}, {"ő", "oe"}, {"ű", "ue"}, {NULL, NULL},
};
/* Transcriptions of Cyrillic other than the one of fold.c; put over the folded letters, in this order. */
static const struct swap scholarly[] = {
    {"shch", "sc"}, {"sh", "s"},  {"ch", "c"},	{"zh", "z"},  {"kh", "h"},
    {"ts", "c"},    {"ia", "ja"}, {"iu", "ju"}, {"ie", "je"}, {NULL, NULL},
};
static const struct swap british[] = {{"ia", "ya"}, {"iu", "yu"}, {"ie", "ye"}, {"kh", "h"}, {"ii", "y"}, {NULL, NULL}};
static const struct swap slavonic[] = {{"ei", "ey"}, {"ai", "ay"}, {"oi", "oy"}, {"ii", "y"},
				       {"ia", "ya"}, {"iu", "yu"}, {NULL, NULL}};
static const struct swap german[] = {
    {"shch", "schtsch"}, {"sh", "sch"}, {"ch", "tsch"}, {"zh", "sch"}, {"kh", "ch"},
    {"v", "w"},		 {"ia", "ja"},	{"iu", "ju"},	{"z", "s"},    {NULL, NULL},
};
/* How Latin names sound when somebody writes them in Cyrillic, which fold.c reads back. */
static const struct swap heard[] = {
    {"sch", "sh"}, {"tsch", "ch"}, {"sz", "sh"}, {"cz", "ch"}, {"rz", "zh"}, {"ck", "k"},
    {"ch", "kh"},  {"ph", "f"},	   {"th", "t"},	 {"w", "v"},   {"x", "ks"},  {"j", "i"},
    {"y", "i"},	   {"qu", "kv"},   {"ee", "i"},	 {"oo", "u"},  {"c", "k"},   {NULL, NULL},
};

/* Every occurrence, longest rules first as the table has them. */
static struct str replace(struct buf *out, struct str s, const struct swap *swaps)
{
	buf_clear(out);
	for (size_t at = 0; at < s.n;) {
		const struct swap *swap = swaps;

		while (swap->from != NULL && !str_starts(str_from(s, at), str_c(swap->from)))
			swap++;
		if (swap->from != NULL) {
			buf_str(out, str_c(swap->to));
			at += strlen(swap->from);
		} else {
			buf_char(out, s.s[at++]);
		}
	}
	return buf_view(out);
}

static bool is_foreign(struct fold *fold, struct str word)
{
	for (size_t at = 0; at < word.n;)
		if (fold_of(fold, FOLD_LOOKS, utf8_next(word, &at))->is_foreign)
			return true;
	return false;
}

static void spell(struct forms *forms, struct str word, struct variants *variants)
{
	static const struct swap *const schemes[] = {scholarly, british, german, slavonic};
	static const struct swap ukrainian[] = {{"и", "y"}, {"И", "Y"}, {"г", "h"}, {"Г", "H"}, {NULL, NULL}};
	struct buf *letters = &forms->letters, *other = &forms->other;

	variants->n = 0;
	buf_clear(letters);
	fold_add(forms->fold, FOLD_LOOKS, word, letters);
	add_variant(variants, buf_view(letters));
	if (!is_foreign(forms->fold, word)) {
		struct str two = replace(other, word, doubled);

		buf_clear(letters);
		fold_add(forms->fold, FOLD_LOOKS, two, letters);
		add_variant(variants, buf_view(letters));
		if (variants->n != 0) {
			unsigned n = variants->n;

			add_variant(variants, replace(other, variant(variants, 0), heard));
			if (variants->n > n)
				variants->at[n].is_heard = true;
		}
		return;
	}
	buf_clear(letters);
	fold_add(forms->fold, FOLD_SOUNDS, word, letters);
	add_variant(variants, buf_view(letters));
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		add_variant(variants, replace(other, buf_view(letters), schemes[i]));
	{
		struct str two = replace(other, word, ukrainian);

		buf_clear(letters);
		fold_add(forms->fold, FOLD_SOUNDS, two, letters);
		add_variant(variants, buf_view(letters));
	}
}

static void add(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags, size_t split)
{
	if (forms->is_canary && letters.n < 8)
		return; /* its initials are anybody's */
	identities_add(forms->identities, letters, forms->is_canary ? RULE_CANARY : rule, flags | forms->extra,
		       split <= IDENTITIES_FORM_MAX ? (unsigned)split : 0);
}

/* Upside down some letters are turned ones, which fold.c knows, and some are others. */
static char upside_down_letter(char c)
{
	static const char from[] = "nudpbq", to[] = "unpdqb";
	const char *found = c != '\0' ? strchr(from, c) : NULL;

	return found != NULL ? to[found - from] : c;
}

/* Backwards by characters, rot13 and the alphabet backwards, of what is ASCII. */
static void add_mirrored(struct forms *forms, struct str letters, unsigned flags)
{
	char turned[VARIANT_BYTES * 2], rotated[VARIANT_BYTES * 2], mirrored[VARIANT_BYTES * 2];
	char caesar[VARIANT_BYTES * 2], upside_down[VARIANT_BYTES * 2];
	bool is_ascii = true;

	if (letters.n > sizeof(turned) || letters.n < 7)
		return;
	for (size_t i = 0; i < letters.n; i++) {
		char c = letters.s[i];

		turned[letters.n - 1 - i] = c;
		rotated[i] = mirrored[i] = caesar[i] = c;
		upside_down[letters.n - 1 - i] = upside_down_letter(c);
		if (c >= 'a' && c <= 'z')
			caesar[i] = (char)('a' + (c - 'a' + 3) % 26);
		if (c >= 'a' && c <= 'z')
			rotated[i] = (char)('a' + (c - 'a' + 13) % 26);
		if (c >= 'a' && c <= 'z')
			mirrored[i] = (char)('z' - (c - 'a'));
		is_ascii = is_ascii && (unsigned char)c < 0x80;
	}
	if (!is_ascii)
		return;
	add(forms, str_n(turned, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(rotated, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(mirrored, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(caesar, letters.n), RULE_REVERSED, flags, 0);
	add(forms, str_n(upside_down, letters.n), RULE_REVERSED, flags, 0);
}

static struct str join(char *to, struct str a, struct str b)
{
	memcpy(to, a.s, a.n);
	memcpy(to + a.n, b.s, b.n);
	return str_n(to, a.n + b.n);
}

static size_t first_letter(struct str s)
{
	size_t at = 0;

	(void)utf8_next(s, &at);
	return at;
}

static bool is_ordinary(struct str s)
{
	return words_has(WORDS_ORDINARY, s);
}

/* Letters that stand twice, once: casstellanos and castelanos are both found by it. */
static void add_squeezed(struct forms *forms, struct str letters, enum identity_rule rule)
{
	enum { LEAST = 7 };
	char text[VARIANT_BYTES];
	size_t n = 0;

	if (letters.n > sizeof(text))
		return;
	for (size_t i = 0; i < letters.n; i++)
		if (i == 0 || letters.s[i] != letters.s[i - 1])
			text[n++] = letters.s[i];
	if (n < letters.n && n >= LEAST && !is_ordinary(str_n(text, n)) && !words_has(WORDS_USUAL, str_n(text, n)))
		add(forms, str_n(text, n), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

/* rn for m, vv for w, cl for d: what looks the same from afar. */
static void add_lookalikes(struct forms *forms, struct str letters, enum identity_rule rule)
{
	static const struct swap swaps[][2] = {
	    {{"m", "rn"}, {NULL, NULL}}, {{"w", "vv"}, {NULL, NULL}}, {{"d", "cl"}, {NULL, NULL}}};

	if (letters.n < 6)
		return;
	for (size_t i = 0; i < sizeof(swaps) / sizeof(*swaps); i++) {
		struct str other = replace(&forms->other, letters, swaps[i]);

		if (other.n != letters.n)
			add(forms, other, rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* A name that an excerpt, a trie or a column cut off: featherstonehau. */
static void add_cut(struct forms *forms, struct str letters, enum identity_rule rule)
{
	for (size_t less = 1; less <= 2 && letters.n >= 10 + less; less++)
		add(forms, str_slice(letters, 0, letters.n - less), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

/* Rot47 of small letters, of a capital and small ones, and of capitals; of its signs the letters and digits stay. */
static void add_rot47(struct forms *forms, struct str letters)
{
	enum { LEAST = 7 };

	if (letters.n < 8 || letters.n > VARIANT_BYTES)
		return;
	for (size_t capitals = 0; capitals <= letters.n;
	     capitals = capitals < 2 ? capitals + 1 : capitals + letters.n) {
		char text[VARIANT_BYTES];
		size_t n = 0;

		for (size_t i = 0; i < letters.n; i++) {
			char c = letters.s[i];

			if (i < capitals || capitals > 1)
				c = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
			c = (char)(33 + (c - 33 + 47) % 94);
			if (str_is_alnum(c))
				text[n++] = str_lower_char(c);
		}
		if (n >= LEAST)
			add(forms, str_n(text, n), RULE_REVERSED, FORM_ANY_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* First and last name in both orders, joined or with anything between them. */
static void add_pair(struct forms *forms, struct str first, struct str last)
{
	bool weak = is_ordinary(first) && is_ordinary(last);
	unsigned flags = FORM_ANY_SPLIT | (weak ? FORM_CAPITAL : 0);
	char text[VARIANT_BYTES * 2 + 1];
	struct str both = join(text, first, last);
	/* joined to one word they might be another: then one has to begin where it begins */
	bool is_short = both.n < 9 || weak;

	if (!is_short)
		flags |= both.n >= 11 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : FORM_ONE_EDGE;
	add(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? first.n : 0);
	if (!is_short)
		add_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
	both = join(text, last, first);
	add(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? last.n : 0);
	if (!is_short)
		add_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

/* T. Rees is called "trees": what is so short may be any word, where nothing says that it is a login. */
static unsigned user_flags(struct str user)
{
	return user.n <= 6 ? FORM_CONTEXT : 0;
}

/* akowalska, kowalskaa, annak: what people are called by machines. */
static void add_user_names(struct forms *forms, struct str first, struct str last)
{
	char text[VARIANT_BYTES * 2 + 1];
	struct str f = str_slice(first, 0, first_letter(first)), l = str_slice(last, 0, first_letter(last));
	const struct str both[] = {join(text, f, last)};

	if ((unsigned char)first.s[0] >= 0x80 || (unsigned char)last.s[0] >= 0x80)
		return;
	if (both[0].n >= 5 && !is_ordinary(both[0]) && !words_has(WORDS_USUAL, both[0]))
		add(forms, both[0], RULE_USER, FORM_NO_SPLIT | user_flags(both[0]), 0);
	if (is_ordinary(last)) /* J. Young */
		add(forms, both[0], RULE_FULL_NAME, FORM_CAPITAL | FORM_ANY_SPLIT | FORM_STRICT_EDGES, f.n);
	if (last.n >= 5) {
		struct str user = join(text, last, f);

		if (!is_ordinary(user))
			add(forms, user, RULE_USER, FORM_NO_SPLIT | user_flags(user), 0);
	}
	if (first.n >= 5) {
		struct str user = join(text, first, l);

		if (!is_ordinary(user) && !words_has(WORDS_USUAL, user))
			add(forms, user, RULE_USER, FORM_NO_SPLIT | FORM_STRICT_EDGES | user_flags(user), 0);
	}
}

/* What stays of a name when the endings of its cases go. */
static struct str stem_of(struct str letters, char *text)
{
	struct str stem = letters;

	/* Greek and Baltic names: Papadopoulos, Papadopoulou; Kazlauskas, Kazlausko */
	if (letters.n >= 8 && letters.s[letters.n - 1] == 's' && strchr("aiou", letters.s[letters.n - 2]) != NULL)
		return str_slice(letters, 0, letters.n - 2);
	if (letters.n >= 9 && str_ends(letters, STR("dottir"))) /* …dóttur */
		return str_slice(letters, 0, letters.n - 2);
	while (stem.n > 4 && stem.n + 2 > letters.n && strchr("aeiouy", stem.s[stem.n - 1]) != NULL)
		stem.n--;
	if (stem.n == letters.n && letters.n >= 6 && letters.s[letters.n - 2] == 'e' &&
	    strchr("kclr", letters.s[letters.n - 1]) != NULL) { /* Dudek, Dudka */
		memcpy(text, letters.s, letters.n);
		text[letters.n - 2] = letters.s[letters.n - 1];
		return str_n(text, letters.n - 1);
	}
	return stem;
}

/* A name of a few letters, perhaps with an ending, is a word of some language: nobody's without its capital. */
static unsigned short_flags(struct str letters)
{
	return letters.n <= 6 ? FORM_CASED : 0;
}

static void add_stems(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags)
{
	char text[VARIANT_BYTES];
	struct str stem = stem_of(letters, text);

	if (stem.n < 5 || is_ordinary(stem) || words_has(WORDS_USUAL, stem))
		return;
	add(forms, stem, rule, flags | FORM_STEM | short_flags(stem), 0);
}

/* What the stemmer of the search index makes of it, when that is another word. */
static void add_index_stem(struct forms *forms, struct str letters, enum identity_rule rule)
{
	char text[VARIANT_BYTES + 1];
	size_t n;

	if (letters.n >= VARIANT_BYTES)
		return;
	memcpy(text, letters.s, letters.n);
	n = stem_english(text, letters.n);
	if (n < letters.n && n >= 6 && !is_ordinary(str_n(text, n)) && !words_has(WORDS_USUAL, str_n(text, n)))
		add(forms, str_n(text, n), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

static void add_surname(struct forms *forms, struct str letters)
{
	bool is_ascii = (unsigned char)letters.s[0] < 0x80;
	unsigned flags = 0;

	if (is_ascii && (letters.n < 4 || is_ordinary(letters))) {
		if (letters.n >= 2)
			add(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
		return;
	}
	if (is_ascii && words_has(WORDS_USUAL, letters)) {
		add(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
		return;
	}
	if (letters.n >= 10)
		flags = FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE;
	else if (letters.n >= 8)
		flags = FORM_ONE_EDGE;
	if (!is_ascii) /* scripts without spaces between words */
		flags = letters.n >= 6 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : 0;
	else
		flags |= short_flags(letters);
	add(forms, letters, RULE_SURNAME, flags | (is_ascii && letters.n <= 4 ? 0 : FORM_STEM), 0);
	if (is_ascii) {
		add_stems(forms, letters, RULE_SURNAME, 0);
		add_index_stem(forms, letters, RULE_SURNAME);
		if ((forms->extra & FORM_FOREIGN) != 0)
			return;
		add_mirrored(forms, letters, FORM_STRICT_EDGES);
		add_squeezed(forms, letters, RULE_SURNAME);
		add_lookalikes(forms, letters, RULE_SURNAME);
		add_cut(forms, letters, RULE_SURNAME);
		add_rot47(forms, letters);
	}
}

static void add_first_name(struct forms *forms, struct str letters, bool is_own)
{
	if ((unsigned char)letters.s[0] >= 0x80) {
		if (letters.n >= 6)
			add(forms, letters, RULE_FIRST_NAME, FORM_STEM, 0);
		return;
	}
	if (letters.n < 2)
		return;
	if (is_ordinary(letters) || letters.n < 4) {
		add(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
	} else if (!is_own || words_has(WORDS_USUAL, letters)) {
		add(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
	} else {
		/* many have the same one: alone it says less than a surname */
		add(forms, letters, RULE_FIRST_NAME,
		    FORM_STRICT_EDGES | (letters.n > 4 ? FORM_STEM : 0) | (letters.n <= 7 ? FORM_CAPITAL : 0), 0);
		add_stems(forms, letters, RULE_FIRST_NAME, FORM_STRICT_EDGES | FORM_CAPITAL);
		add_index_stem(forms, letters, RULE_FIRST_NAME);
	}
}

/* ---- nicknames ---- */

static const char *const nicknames[] = {
    "alexander alex sascha sasha xander aleksander alexandr alejandro alessandro oleksandr aleksandr olek",
    "alexandra alex sandra sasha",
    "albert bert al",
    "alfred fred alf",
    "andrew andy drew andreas andrzej andrei andres",
    "anthony tony antonio anton antoni",
    "benjamin ben benny",
    "barbara barb babs basia",
    "bradley brad",
    "catherine katherine kathryn kate katie cathy kathy kat katarzyna kasia katharina ekaterina katya",
    "charles charlie chuck carl karl carlos",
    "christopher chris topher kit krzysztof krzysiek christoph",
    "christina christine chris tina krystyna christiane",
    "daniel dan danny",
    "david dave davy dawid",
    "deborah deb debbie",
    "dmitry dima dmytro",
    "donald don donnie",
    "dorothy dot dottie",
    "edward ed eddie ted ned eduard",
    "elizabeth liz lizzie beth betty eliza lisa elisabeth elzbieta ela bella",
    "emily em emmy",
    "eugene gene evgeny zhenya",
    "francis frank fran francisco paco franz",
    "frederick fred freddie fritz friedrich",
    "gabriel gabe",
    "geoffrey geoff jeff",
    "george jorge georg jerzy yuri jurek giorgio",
    "gerald gerry jerry gerhard",
    "gregory greg grzegorz",
    "harold harry hal",
    "henry harry hank hal heinrich henryk",
    "ivan vanya",
    "jacob jake jakub kuba",
    "james jim jimmy jamie",
    "janet jan",
    "jennifer jen jenny",
    "jessica jess jessie",
    "john jack johnny jon jan johann juan ivan hans",
    "jonathan jon johnny",
    "joseph joe joey jose pepe josef jozef",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "lawrence larry laurence",
    "leonard leo len lenny",
    "magdalena magda lena",
    "malgorzata gosia margaret",
    "margaret maggie meg peggy marge greta",
    "maria mary mascha masha marysia",
    "martin marty marcin",
    "matthew matt mateusz matthias matteo",
    "maximilian max",
    "melissa mel lissa",
    "michael mike mick mickey michal miguel mikhail misha michel",
    "natalia natasha nat natalie",
    "nathaniel nathan nate nat",
    "nicholas nick nicky nicolas nikolai kolya nico",
    "nicole nicky nikki",
    "oliver ollie olli",
    "pamela pam",
    "patricia pat patty tricia",
    "patrick pat paddy",
    "peter pete piotr pedro pjotr petr",
    "philip phil philipp",
    "rebecca becky becca",
    "richard rick rich dick ricky ryszard",
    "robert rob bob bobby robbie bert",
    "ronald ron ronnie",
    "samantha sam",
    "samuel sam sammy",
    "sebastian seb basti",
    "sergey serhii serge seryozha",
    "stanislaw staszek",
    "stephen steven steve stephan stefan szczepan",
    "susan sue susie suzanne zuzanna",
    "svetlana sveta",
    "theodore ted teddy theo",
    "theresa tess terry teresa",
    "thomas tom tommy tomasz tomek tomas",
    "timothy tim timmy",
    "tatiana tanya",
    "valerie val",
    "victor vic viktor",
    "victoria vicky tori wiktoria",
    "vincent vince vinny",
    "vladimir vova wladimir volodymyr",
    "william will bill billy willie liam wilhelm guillermo",
    "agnieszka aga",
    "aleksandra ola",
    "joanna asia joan",
    "wojciech wojtek",
    "zbigniew zbyszek",
    "slawomir slawek",
    "przemyslaw przemek",
    "jaroslaw jarek",
    "radoslaw radek",
};

/* Calls add_other with each of the other names of a group that the name is the first of, or belongs to. */
static void each_nickname(struct forms *forms, struct str name, const struct variants *lasts)
{
	for (size_t i = 0; i < sizeof(nicknames) / sizeof(*nicknames); i++) {
		struct str rest = str_c(nicknames[i]), word;
		bool belongs = false;

		while (str_split(&rest, ' ', &word))
			belongs = belongs || str_eq(word, name);
		rest = str_c(nicknames[i]);
		while (belongs && str_split(&rest, ' ', &word)) {
			if (str_eq(word, name))
				continue;
			add_first_name(forms, word, false);
			for (unsigned l = 0; lasts != NULL && l < lasts->n; l++)
				if (!lasts->at[l].is_heard)
					add_pair(forms, word, variant(lasts, l));
		}
	}
}

/* ---- names ---- */

static const char *const titles[] = {
    "dr",  "prof", "mr",  "mrs", "ms",	"miss", "herr", "frau", "dipl",	 "ing", "med", "phd", "msc", "bsc", "jr",  "sr",
    "ii",  "iii",  "von", "van", "der", "den",	"de",	"del",	"della", "di",	"da",  "dos", "la",  "le",  "el",  "al",
    "bin", "ibn",  "ten", "ter", "zu",	"und",	"and",	"y",	"mgr",	 "inz", "mba", "rer", "nat", "pan", "pani"};

static bool is_title(struct forms *forms, struct str word)
{
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, word, &forms->letters);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (str_eq(buf_view(&forms->letters), str_c(titles[i])))
			return true;
	return false;
}

/* The words of a name, at most PARTS_MAX; hyphens stay inside. *comma: how many stand before one, 0: there is none. */
static size_t split_name(struct forms *forms, struct str name, struct str *parts, size_t *comma)
{
	size_t n = 0, from = 0;

	*comma = 0;
	for (size_t at = 0; at <= name.n && n < PARTS_MAX; at++) {
		char c = at < name.n ? name.s[at] : ' ';
		struct str word = str_slice(name, from, at);

		if (!str_is_space(c) && strchr(",._()\"/", c) == NULL)
			continue;
		if (word.n != 0 && !is_title(forms, word))
			parts[n++] = word;
		if (c == ',' && *comma == 0)
			*comma = n;
		from = at + 1;
	}
	return n;
}

static bool is_hyphened(struct str word)
{
	return str_find_char(word, '-') > 0;
}

static void add_initials(struct forms *forms, const struct str *parts, size_t n)
{
	char text[PARTS_MAX * 8];
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, str_slice(parts[i], 0, first_letter(parts[i])), &forms->letters);
		if (forms->letters.n == 0 || forms->letters.n > 8)
			return;
		memcpy(text + at, forms->letters.s, forms->letters.n);
		at += forms->letters.n;
	}
	if (at >= 3 && !is_ordinary(str_n(text, at)))
		add(forms, str_n(text, at), RULE_INITIALS,
		    FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES | FORM_ANY_SPLIT, 0);
}

static void add_pairs(struct forms *forms, const struct variants *firsts, const struct variants *lasts)
{
	for (unsigned f = 0; f < firsts->n; f++) {
		for (unsigned l = 0; l < lasts->n; l++) {
			bool is_heard = firsts->at[f].is_heard || lasts->at[l].is_heard;

			forms->extra = is_heard ? FORM_FOREIGN : 0;
			add_pair(forms, variant(firsts, f), variant(lasts, l));
			forms->extra = 0;
			if (!is_heard)
				add_user_names(forms, variant(firsts, f), variant(lasts, l));
		}
	}
}

static void add_surnames(struct forms *forms, const struct variants *lasts)
{
	for (unsigned i = 0; i < lasts->n; i++) {
		forms->extra = lasts->at[i].is_heard ? FORM_FOREIGN : 0;
		add_surname(forms, variant(lasts, i));
	}
	forms->extra = 0;
}

static void add_first_names(struct forms *forms, const struct variants *firsts)
{
	for (unsigned i = 0; i < firsts->n; i++) {
		forms->extra = firsts->at[i].is_heard ? FORM_FOREIGN : 0;
		add_first_name(forms, variant(firsts, i), true);
	}
	forms->extra = 0;
}

static size_t leading_han(struct str word)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n; n++) {
		uint32_t character = utf8_next(word, &at);

		if (character < 0x4E00 || character > 0x9FFF)
			break;
	}
	return n;
}

struct reading {
	const char *written, *latin; /* separated by spaces */
};

/* Families as they spell themselves; all others as fold.c transcribes them. */
static const struct reading korean_families[] = {
    {"김", "kim gim"},
    {"이", "lee yi rhee"},
    {"박", "park pak bak"},
    {"최", "choi choe"},
    {"정", "jung jeong chung"},
    {"강", "kang gang"},
    {"조", "cho jo"},
    {"윤", "yoon yun"},
    {"장", "jang chang"},
    {"임", "lim im rim"},
    {"한", "han"},
    {"오", "oh o"},
    {"서", "seo suh"},
    {"신", "shin sin"},
    {"권", "kwon gwon"},
    {"황", "hwang"},
    {"안", "ahn an"},
    {"송", "song"},
    {"류", "ryu yoo"},
    {"유", "yoo yu"},
    {"전", "jeon jun chun"},
    {"홍", "hong"},
    {"고", "ko go koh"},
    {"문", "moon mun"},
    {"양", "yang"},
    {"손", "son sohn"},
    {"배", "bae pae"},
    {"백", "baek paik"},
    {"허", "heo hur huh"},
    {"노", "noh roh"},
    {"남", "nam"},
    {"심", "shim sim"},
};
static const struct swap korean[] = {{"eo", "u"}, {"u", "oo"}, {"si", "shi"}, {NULL, NULL}};

static const struct reading japanese_families[] = {
    {"佐藤", "sato"},	  {"鈴木", "suzuki"},	{"高橋", "takahashi"}, {"田中", "tanaka"},     {"伊藤", "ito"},
    {"渡辺", "watanabe"}, {"山本", "yamamoto"}, {"中村", "nakamura"},  {"小林", "kobayashi"},  {"加藤", "kato"},
    {"吉田", "yoshida"},  {"山田", "yamada"},	{"佐々木", "sasaki"},  {"山口", "yamaguchi"},  {"松本", "matsumoto"},
    {"井上", "inoue"},	  {"木村", "kimura"},	{"林", "hayashi"},     {"斎藤", "saito"},      {"斉藤", "saito"},
    {"清水", "shimizu"},  {"山崎", "yamazaki"}, {"森", "mori"},	       {"池田", "ikeda"},      {"橋本", "hashimoto"},
    {"阿部", "abe"},	  {"石川", "ishikawa"}, {"山下", "yamashita"}, {"中島", "nakajima"},   {"石井", "ishii"},
    {"小川", "ogawa"},	  {"前田", "maeda"},	{"岡田", "okada"},     {"長谷川", "hasegawa"}, {"藤田", "fujita"},
    {"後藤", "goto"},	  {"近藤", "kondo"},	{"村上", "murakami"},  {"遠藤", "endo"},       {"青木", "aoki"},
    {"坂本", "sakamoto"}, {"藤井", "fujii"},	{"西村", "nishimura"}, {"福田", "fukuda"},     {"太田", "ota"},
    {"三浦", "miura"},	  {"藤原", "fujiwara"}, {"岡本", "okamoto"},   {"松田", "matsuda"},    {"中川", "nakagawa"},
    {"中野", "nakano"},	  {"原田", "harada"},	{"小野", "ono"},       {"田村", "tamura"},     {"竹内", "takeuchi"},
    {"金子", "kaneko"},	  {"和田", "wada"},	{"中山", "nakayama"},  {"石田", "ishida"},     {"上田", "ueda"},
    {"森田", "morita"},	  {"柴田", "shibata"},	{"酒井", "sakai"},     {"工藤", "kudo"},       {"横山", "yokoyama"},
    {"宮崎", "miyazaki"}, {"内田", "uchida"},	{"高木", "takagi"},    {"安藤", "ando"},       {"谷口", "taniguchi"},
    {"大野", "ohno"},	  {"丸山", "maruyama"}, {"今井", "imai"},      {"武田", "takeda"},     {"藤本", "fujimoto"},
};

/* "Tanaka" and "たなか" are found for 田中; the given name is read as its bearer pleases. */
static void add_japanese_family(struct forms *forms, struct str family)
{
	for (size_t i = 0; i < sizeof(japanese_families) / sizeof(*japanese_families); i++)
		if (str_eq(family, str_c(japanese_families[i].written)))
			add_surname(forms, str_c(japanese_families[i].latin));
}

/* 김민서: Kim Min-seo, Minseo Kim. */
static void add_korean(struct forms *forms, struct str word)
{
	struct str family = str_slice(word, 0, first_letter(word));
	struct variants given;
	unsigned n;

	spell(forms, str_from(word, family.n), &given);
	n = given.n;
	for (unsigned i = 0; i < n; i++)
		if ((unsigned char)given.at[i].s[0] < 0x80)
			for (size_t s = 0; korean[s].from != NULL; s++) {
				const struct swap one[] = {korean[s], {NULL, NULL}};

				add_variant(&given, replace(&forms->other, variant(&given, i), one));
			}
	for (size_t i = 0; i < sizeof(korean_families) / sizeof(*korean_families); i++) {
		struct str rest = str_c(korean_families[i].latin), latin;

		if (!str_eq(family, str_c(korean_families[i].written)))
			continue;
		while (str_split(&rest, ' ', &latin))
			for (unsigned k = 0; k < given.n; k++)
				if ((unsigned char)given.at[k].s[0] < 0x80)
					add_pair(forms, variant(&given, k), latin);
	}
}

static size_t hangul_letters(struct str word)
{
	size_t n = 0;

	for (size_t at = 0; at < word.n; n++) {
		uint32_t character = utf8_next(word, &at);

		if (character < 0xAC00 || character > 0xD7A3)
			return 0;
	}
	return n;
}

/* 田中様: a Japanese family's name is mostly the first two of four characters; alone it would be anything. */
static void add_with_honorific(struct forms *forms, struct str family)
{
	static const struct str honorifics[] = {STR_INIT("様"), STR_INIT("さん"), STR_INIT("さま"),
						STR_INIT("氏"), STR_INIT("先生"), STR_INIT("殿")};

	for (size_t i = 0; i < sizeof(honorifics) / sizeof(*honorifics); i++) {
		buf_clear(&forms->other);
		buf_str(&forms->other, family);
		buf_str(&forms->other, honorifics[i]);
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_SURNAME, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	}
}

/* 王小明, or one word: a name that cannot be taken apart is found as a whole. */
static void add_single(struct forms *forms, struct str word)
{
	size_t han = leading_han(word);
	struct variants variants, given;

	if (han == 4) {
		add_with_honorific(forms, str_slice(word, 0, 6));
		add_japanese_family(forms, str_slice(word, 0, 6));
	}
	if (hangul_letters(word) >= 2 && hangul_letters(word) <= 4)
		add_korean(forms, word);

	if (han >= 2 && han <= 4) { /* the family's name is the first character; transcribed they are two words */
		spell(forms, str_slice(word, 0, first_letter(word)), &variants);
		spell(forms, str_from(word, first_letter(word)), &given);
		for (unsigned i = 0; i < variants.n; i++)
			for (unsigned k = 0; k < given.n; k++)
				if ((unsigned char)variants.at[i].s[0] < 0x80 && (unsigned char)given.at[k].s[0] < 0x80)
					add_pair(forms, variant(&given, k), variant(&variants, i));
	}
	spell(forms, word, &variants);
	add_surnames(forms, &variants);
}

/* A double name's parts are names, too. */
static void add_parts_of(struct forms *forms, struct str word, bool is_last, const struct variants *firsts)
{
	struct str rest = word, part;

	while (str_split(&rest, '-', &part)) {
		struct variants variants;

		spell(forms, part, &variants);
		if (is_last)
			add_surnames(forms, &variants);
		else
			add_first_names(forms, &variants);
		if (is_last && firsts != NULL)
			add_pairs(forms, firsts, &variants);
	}
}

void forms_add_name(struct forms *forms, struct str name)
{
	struct str parts[PARTS_MAX], last;
	struct variants firsts, lasts;
	size_t comma, n = split_name(forms, name, parts, &comma), last_at;

	if (n == 0)
		return;
	if (n == 1) {
		add_single(forms, parts[0]);
		return;
	}
	last_at = comma != 0 && comma < n ? 0 : n - 1; /* "Kowalska, Anna" */
	last = parts[last_at];
	spell(forms, last, &lasts);
	add_surnames(forms, &lasts);
	if (n == 2)
		add_japanese_family(forms, parts[0]);
	for (size_t i = 0; i < n; i++) {
		if (i == last_at)
			continue;
		spell(forms, parts[i], &firsts);
		add_first_names(forms, &firsts);
		for (unsigned v = 0; v < firsts.n; v++)
			if (!firsts.at[v].is_heard)
				each_nickname(forms, variant(&firsts, v), &lasts);
		add_pairs(forms, &firsts, &lasts);
		if (is_hyphened(parts[i]))
			add_parts_of(forms, parts[i], false, NULL);
		if (is_hyphened(last))
			add_parts_of(forms, last, true, &firsts);
	}
	add_initials(forms, parts, n);
	if (n > 2) {
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_FULL_NAME, FORM_ANY_SPLIT, 0);
	}
}

/* ---- addresses and numbers ---- */

static void add_words(struct buf *out, struct str text, struct str at, struct str dot)
{
	buf_clear(out);
	for (size_t i = 0; i < text.n; i++) {
		char c = str_lower_char(text.s[i]);

		if (c == '@')
			buf_str(out, at);
		else if (c == '.')
			buf_str(out, dot);
		else if (str_is_alnum(c) || (unsigned char)c >= 0x80)
			buf_char(out, c);
	}
}

static bool is_shared_domain(struct str domain)
{
	return words_has(WORDS_PUBLIC_DOMAINS, domain) || str_ends(domain, STR(".example")) ||
	       str_ends(domain, STR(".test")) || str_ends(domain, STR(".invalid")) ||
	       str_ends(domain, STR("example.com"));
}

void forms_add_domain(struct forms *forms, struct str domain)
{
	struct buf lower;
	ptrdiff_t dot = str_find_char(domain, '.');

	buf_init(&lower, BUF_NO_LIMIT);
	for (size_t i = 0; i < domain.n; i++)
		buf_char(&lower, str_lower_char(domain.s[i]));
	domain = buf_view(&lower);
	if (dot <= 0 || is_shared_domain(domain) || str_eq(domain, forms->own_domain))
		goto done;
	for (int spoken = 0; spoken < 2; spoken++) {
		add_words(&forms->other, domain, STR(""), spoken ? STR("dot") : STR(""));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		if (forms->letters.n >= 5)
			add(forms, buf_view(&forms->letters), RULE_DOMAIN,
			    FORM_ANY_SPLIT | (forms->letters.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
			    spoken ? 0 : (size_t)dot);
	}
	/* without its top level it is the company's name, when that is no word */
	{
		struct str name = str_slice(domain, 0, (size_t)dot);

		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
		if (forms->letters.n >= 8) {
			forms->extra = FORM_FOREIGN; /* Ферровик for ferrowick.com */
			add(forms, replace(&forms->other, buf_view(&forms->letters), heard), RULE_DOMAIN, FORM_STEM, 0);
			forms->extra = 0;
		}
		if (forms->letters.n >= 6 && !is_ordinary(buf_view(&forms->letters)) &&
		    !words_has(WORDS_USUAL, buf_view(&forms->letters)))
			/* personal.com, adaptive.com */
			add(forms, buf_view(&forms->letters), RULE_DOMAIN,
			    forms->letters.n >= 10  ? FORM_ONE_EDGE
			    : forms->letters.n == 9 ? FORM_STRICT_EDGES
						    : FORM_CASED | FORM_STRICT_EDGES,
			    0);
	}
done:
	buf_release(&lower);
}

/* In base 64, of which folding leaves letters and digits. */
static void add_digest_base64(struct forms *forms, const unsigned char *digest, size_t n)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
	uint32_t bits = 0;
	unsigned have = 0;

	buf_clear(&forms->letters);
	for (size_t i = 0; i < n && forms->letters.n < IDENTITIES_FORM_MAX; i++) {
		bits = bits << 8 | digest[i];
		for (have += 8; have >= 6; have -= 6)
			if ((bits >> (have - 6) & 63) < 62)
				buf_char(&forms->letters, alphabet[bits >> (have - 6) & 63]);
	}
	if (forms->letters.n > 18) /* the last one holds what is left, perhaps */
		add(forms, str_slice(buf_view(&forms->letters), 0, forms->letters.n < 50 ? forms->letters.n : 50),
		    RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE | FORM_ANY_SPLIT, 0);
}

/* By the beginning of its digits, which is as long as forms are. */
static void add_long_digest(struct forms *forms, const unsigned char *digest)
{
	struct buf *hex = &forms->letters;

	buf_clear(hex);
	for (size_t i = 0; i < 30; i++)
		buf_printf(hex, "%02x", digest[i]);
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
}

static void add_digests(struct forms *forms, struct str mail)
{
	unsigned char digest[crypto_hash_sha512_BYTES];
	struct buf *lower = &forms->other, *hex = &forms->letters;

	buf_clear(lower);
	for (size_t i = 0; i < mail.n; i++)
		buf_char(lower, str_lower_char(mail.s[i]));
	buf_clear(hex);
	digests_md5(hex, buf_view(lower));
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	buf_clear(hex);
	digests_sha1(hex, buf_view(lower));
	add(forms, buf_view(hex), RULE_MAIL_DIGEST, FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
	(void)crypto_hash_sha256(digest, (const unsigned char *)lower->s, lower->n);
	add_long_digest(forms, digest);
	add_digest_base64(forms, digest, crypto_hash_sha256_BYTES);
	(void)crypto_hash_sha512(digest, (const unsigned char *)lower->s, lower->n);
	add_long_digest(forms, digest);
}

void forms_add_user(struct forms *forms, struct str user)
{
	struct str letters;
	bool has_letter = false;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, user, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		has_letter = has_letter || !str_is_digit(letters.s[i]);
	if (letters.n < 4 || !has_letter || is_ordinary(letters) || words_has(WORDS_USUAL, letters) ||
	    words_has(WORDS_ROLES, letters))
		return;
	add(forms, letters, RULE_USER,
	    FORM_ANY_SPLIT | (letters.n >= 9   ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
			      : letters.n >= 7 ? FORM_ONE_EDGE
					       : FORM_NO_SPLIT),
	    0);
	if (letters.n >= 7)
		add_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

void forms_add_mail(struct forms *forms, struct str mail, bool is_colleague)
{
	static const struct {
		const char *at, *dot;
	} spoken[] = {{"", ""},	       {"at", "dot"},	    {"at", ""},
		      {"", "dot"},     {"arroba", "punto"}, {"malpa", "kropka"},
		      {"at", "punkt"}, {"arobase", "point"}};
	ptrdiff_t at = str_rfind_char(mail, '@');
	struct str local, domain, plain;

	mail = str_trim(mail);
	if (at <= 0 || (size_t)at + 1 >= mail.n)
		return;
	local = str_slice(mail, 0, (size_t)at);
	domain = str_from(mail, (size_t)at + 1);
	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++) {
		add_words(&forms->other, mail, str_c(spoken[i].at), str_c(spoken[i].dot));
		buf_clear(&forms->letters);
		fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
		add(forms, buf_view(&forms->letters), RULE_MAIL,
		    FORM_ANY_SPLIT | FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE, 0);
		if (i == 0)
			add_mirrored(forms, buf_view(&forms->letters), FORM_ANY_SPLIT | FORM_ONE_EDGE);
	}
	add_digests(forms, mail);
	plain = str_find_char(local, '+') > 0 ? str_slice(local, 0, (size_t)str_find_char(local, '+')) : local;
	if (!words_has(WORDS_ROLES, plain)) {
		forms_add_user(forms, plain);
		if (plain.n != local.n) { /* without what is behind the plus it is the same mailbox */
			struct buf bare;

			buf_init(&bare, BUF_NO_LIMIT);
			buf_str(&bare, plain);
			buf_char(&bare, '@');
			buf_str(&bare, domain);
			add_words(&forms->other, buf_view(&bare), STR(""), STR(""));
			buf_clear(&forms->letters);
			fold_add(forms->fold, FOLD_LOOKS, buf_view(&forms->other), &forms->letters);
			add(forms, buf_view(&forms->letters), RULE_MAIL, FORM_ANY_SPLIT | FORM_END_ANYWHERE, 0);
			add_digests(forms, buf_view(&bare));
			buf_release(&bare);
		}
	}
	if (!is_colleague)
		forms_add_domain(forms, domain);
}

/* How many digits the code of a country has at the beginning of an international number. */
static size_t country_code(struct str digits)
{
	static const char *const two[] = {"20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41",
					  "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
					  "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
					  "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};

	if (digits.s[0] == '1' || digits.s[0] == '7')
		return 1;
	for (size_t i = 0; i < sizeof(two) / sizeof(*two); i++)
		if (str_starts(digits, str_c(two[i])))
			return 2;
	return 3;
}

void forms_add_phone(struct forms *forms, struct str phone)
{
	struct buf *letters = &forms->letters;
	bool is_international = false;
	struct str digits;
	ptrdiff_t trunk = str_find(phone, STR("(0)"));

	buf_clear(letters);
	phone = str_trim(phone);
	if (trunk >= 0) {
		fold_add(forms->fold, FOLD_LOOKS, str_slice(phone, 0, (size_t)trunk), letters);
		fold_add(forms->fold, FOLD_LOOKS, str_from(phone, (size_t)trunk + 3), letters);
	} else {
		fold_add(forms->fold, FOLD_LOOKS, phone, letters);
	}
	digits = buf_view(letters);
	for (size_t i = 0; i < digits.n; i++) /* "ext. 12", "x12" */
		if (!str_is_digit(digits.s[i]))
			digits.n = i;
	is_international = phone.n != 0 && phone.s[0] == '+';
	if (str_starts(digits, STR("00"))) {
		digits = str_from(digits, 2);
		is_international = true;
	}
	if (digits.n < 7)
		return;
	if (is_international)
		digits = str_from(digits, country_code(digits));
	else if (digits.s[0] == '0')
		digits = str_from(digits, 1);
	else if (digits.n == 11 && digits.s[0] == '1')
		digits = str_from(digits, 1);
	if (digits.n >= 7)
		add(forms, digits, RULE_PHONE, FORM_DIGITS | FORM_ANY_SPLIT | (digits.n >= 8 ? FORM_BEGIN_ANYWHERE : 0),
		    0);
}

/* "Acme Widgets GmbH & Co. KG" is found as "Acme Widgets". */
static const char *const legal_forms[] = {
    "gmbh",    "mbh",  "co",	      "kg",	 "ag",	  "se",	     "ohg", "ug",  "ev",  "eg",	  "inc", "llc", "ltd",
    "limited", "corp", "corporation", "company", "plc",	  "llp",     "lp",  "sa",  "sas", "sarl", "srl", "spa", "bv",
    "nv",      "oy",   "oyj",	      "ab",	 "as",	  "asa",     "aps", "sp",  "zoo", "z",	  "o",	 "sro", "kft",
    "zrt",     "doo",  "ooo",	      "oao",	 "zao",	  "tov",     "pty", "pte", "pvt", "kk",	  "sl",	 "slu", "lda",
    "ltda",    "eurl", "gbr",	      "kgaa",	 "group", "holding", "the", "and", "und"};

static bool is_legal_form(struct str letters)
{
	for (size_t i = 0; i < sizeof(legal_forms) / sizeof(*legal_forms); i++)
		if (str_eq(letters, str_c(legal_forms[i])))
			return true;
	return false;
}

static void add_organisation(struct forms *forms, struct str letters, size_t words, bool all_ordinary, size_t first)
{
	bool is_ascii = letters.n != 0 && (unsigned char)letters.s[0] < 0x80;

	if (letters.n < 4 || (words == 1 && (all_ordinary || (is_ascii && letters.n < 5))))
		return;
	if (is_ascii && words == 1 && letters.n <= 9) { /* "Personal", "Adaptive": one word, and mostly one of many */
		add(forms, letters, RULE_ORGANISATION, FORM_CAPITAL | FORM_STRICT_EDGES | FORM_STEM, 0);
		return;
	}
	add(forms, letters, RULE_ORGANISATION,
	    (words > 1 ? FORM_ANY_SPLIT | (all_ordinary ? FORM_CAPITAL : 0) : 0) | (words == 1 ? FORM_STEM : 0) |
		(letters.n >= 10 && !all_ordinary  ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE
		 : letters.n >= 8 && !all_ordinary ? FORM_ONE_EDGE
						   : 0),
	    words > 1 && (letters.n < 9 || all_ordinary) ? first : 0);
	if (letters.n >= 8)
		add_mirrored(forms, letters, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

void forms_add_organisation(struct forms *forms, struct str name)
{
	struct buf joined[2];
	size_t words = 0, from = 0, first = 0;
	bool all_ordinary = true;
	struct str all = name;

	for (int i = 0; i < 2; i++)
		buf_init(&joined[i], BUF_NO_LIMIT);
	for (size_t at = 0; at <= all.n; at++) {
		char c = at < all.n ? all.s[at] : ' ';
		struct variants variants;
		struct str word = str_slice(all, from, at);

		if (!str_is_space(c) && strchr(",()/\"-", c) == NULL)
			continue;
		from = at + 1;
		spell(forms, word, &variants);
		if (variants.n == 0 || is_legal_form(variant(&variants, 0)))
			continue;
		all_ordinary = all_ordinary &&
			       (is_ordinary(variant(&variants, 0)) || words_has(WORDS_USUAL, variant(&variants, 0)));
		if (words++ == 0)
			first = variants.at[0].n;
		for (unsigned i = 0; i < 2; i++)
			buf_str(&joined[i], variant(&variants, i < variants.n ? i : 0));
	}
	for (int i = 0; i < 2; i++)
		add_organisation(forms, buf_view(&joined[i]), words, all_ordinary, first);
	for (int i = 0; i < 2; i++)
		buf_release(&joined[i]);
}

void forms_add_external_id(struct forms *forms, struct str id)
{
	struct str letters;
	size_t digits = 0;

	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, id, &forms->letters);
	letters = buf_view(&forms->letters);
	for (size_t i = 0; i < letters.n; i++)
		digits += str_is_digit(letters.s[i]);
	if (letters.n < 5 || (digits == letters.n && letters.n < 6) || digits == 0)
		return;
	add(forms, letters, RULE_EXTERNAL_ID,
	    (digits == letters.n ? FORM_DIGITS | (digits >= 10 ? FORM_ANY_SPLIT : FORM_NO_SPLIT) : FORM_ANY_SPLIT) |
		(letters.n >= 10 ? FORM_ONE_EDGE : 0),
	    0);
}
