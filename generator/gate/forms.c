/*
 * The forms of identities: what identities.c keeps hashes of. Every rule here
 * answers a way in which a name has been seen to get through.
 */
#include "generator/gate/forms_parts.h"

#include "common/stem.h"
#include "common/utf8.h"
#include "generator/gate/fold.h"
#include "generator/gate/typos.h"

#include <assert.h>

void forms_put(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags, size_t split)
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
void forms_put_mirrored(struct forms *forms, struct str letters, unsigned flags)
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
	forms_put(forms, str_n(turned, letters.n), RULE_REVERSED, flags, 0);
	forms_put(forms, str_n(rotated, letters.n), RULE_REVERSED, flags, 0);
	forms_put(forms, str_n(mirrored, letters.n), RULE_REVERSED, flags, 0);
	forms_put(forms, str_n(caesar, letters.n), RULE_REVERSED, flags, 0);
	forms_put(forms, str_n(upside_down, letters.n), RULE_REVERSED, flags, 0);
}

static struct str join(char *to, struct str a, struct str b)
{
	memcpy(to, a.s, a.n);
	memcpy(to + a.n, b.s, b.n);
	return str_n(to, a.n + b.n);
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
	if (n < letters.n && n >= LEAST && !forms_is_ordinary(str_n(text, n)) &&
	    !words_has(WORDS_USUAL, str_n(text, n)))
		forms_put(forms, str_n(text, n), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

/* rn for m, vv for w, cl for d: what looks the same from afar. */
static void add_lookalikes(struct forms *forms, struct str letters, enum identity_rule rule)
{
	static const struct swap swaps[][2] = {
	    {{"m", "rn"}, {NULL, NULL}}, {{"w", "vv"}, {NULL, NULL}}, {{"d", "cl"}, {NULL, NULL}}};

	if (letters.n < 6)
		return;
	for (size_t i = 0; i < sizeof(swaps) / sizeof(*swaps); i++) {
		struct str other = forms_replace(&forms->other, letters, swaps[i]);

		if (other.n != letters.n)
			forms_put(forms, other, rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* A name that an excerpt, a trie or a column cut off: featherstonehau; where it says so, more may be missing. */
static void add_cut(struct forms *forms, struct str letters, enum identity_rule rule)
{
	enum { CUT_LEAST = 6, SHORTEST = 5 /* of what is written with its capital, and is no word */ };
	struct str shortest = str_slice(letters, 0, SHORTEST);

	for (size_t less = 1; less <= 2 && letters.n >= 10 + less; less++)
		forms_put(forms, str_slice(letters, 0, letters.n - less), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	for (size_t n = letters.n - 1; n >= CUT_LEAST && n * 2 > letters.n; n--)
		forms_put(forms, str_slice(letters, 0, n), rule, FORM_CUT | FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	if (letters.n > SHORTEST && letters.n < 2 * SHORTEST && !forms_is_ordinary(shortest) &&
	    !words_has(WORDS_USUAL, shortest))
		forms_put(forms, shortest, rule, FORM_CUT | FORM_NO_SPLIT | FORM_STRICT_EDGES | FORM_CAPITAL, 0);
	for (size_t n = letters.n - 1; n >= CUT_LEAST && n * 2 > letters.n; n--) {
		struct str end = str_from(letters, letters.n - n);

		if (!forms_is_ordinary(end) && !words_has(WORDS_USUAL, end))
			forms_put(forms, end, rule, FORM_CUT_FRONT, 0);
	}
}

void forms_put_halves(struct forms *forms, struct str letters, enum identity_rule rule)
{
	size_t half = letters.n / 2;
	char text[VARIANT_BYTES];

	if (forms->is_canary)
		return;
	forms_put(forms, str_slice(letters, 0, half), rule, FORM_TYPO | FORM_END_ANYWHERE, letters.n);
	forms_put(forms, str_from(letters, half), rule, FORM_TYPO | FORM_BEGIN_ANYWHERE, letters.n);
	/* the one error that is in both */
	if (letters.n <= sizeof(text) && letters.s[half] != letters.s[half - 1]) {
		memcpy(text, letters.s, letters.n);
		text[half - 1] = letters.s[half];
		text[half] = letters.s[half - 1];
		forms_put(forms, str_n(text, letters.n), rule, FORM_CAPITAL | FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* Fthrstnhgh, F*th*rst*nh**gh: without the vowels, but for one at the beginning. */
static void add_without_vowels(struct forms *forms, struct str letters)
{
	enum { LEAST = 6 };
	char text[VARIANT_BYTES];
	size_t n = 0;

	if (letters.n > sizeof(text))
		return;
	for (size_t i = 0; i < letters.n; i++)
		if (i == 0 || strchr("aeiou", letters.s[i]) == NULL)
			text[n++] = letters.s[i];
	if (n >= LEAST && n < letters.n)
		forms_put(forms, str_n(text, n), RULE_SURNAME, FORM_CAPITAL | FORM_STRICT_EDGES, 0);
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
			forms_put(forms, str_n(text, n), RULE_REVERSED, FORM_ANY_SPLIT | FORM_STRICT_EDGES, 0);
	}
}

/* First and last name in both orders, joined or with anything between them. */
void forms_put_pair(struct forms *forms, struct str first, struct str last)
{
	bool weak = forms_is_ordinary(first) && forms_is_ordinary(last);
	unsigned flags = FORM_ANY_SPLIT | (weak ? FORM_CAPITAL : 0);
	char text[VARIANT_BYTES * 2 + 1];
	struct str both = join(text, first, last);
	/* joined to one word they might be another: then one has to begin where it begins */
	bool is_short = both.n < 9 || weak;

	if (!is_short)
		flags |= both.n >= 11 ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : FORM_ONE_EDGE;
	forms_put(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? first.n : 0);
	if (!is_short)
		forms_put_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
	both = join(text, last, first);
	forms_put(forms, both, RULE_FULL_NAME, flags | FORM_STEM, is_short ? last.n : 0);
	if (!is_short)
		forms_put_mirrored(forms, both, FORM_ANY_SPLIT | FORM_ONE_EDGE);
}

/* T. Rees is called "trees": what is so short may be any word, where nothing says that it is a login. */
static unsigned user_flags(struct str user)
{
	return user.n <= 6 ? FORM_CONTEXT : 0;
}

/* Hannah W. */
static void add_with_initial(struct forms *forms, struct str first, struct str last)
{
	char text[VARIANT_BYTES * 2];
	struct str initial = str_slice(last, 0, forms_first_letter(last));

	if (first.n >= 4 && !forms_is_ordinary(first) && (unsigned char)last.s[0] < 0x80)
		forms_put(forms, join(text, first, initial), RULE_INITIALS,
			  FORM_CAPITAL | FORM_ANY_SPLIT | FORM_STRICT_EDGES, first.n);
}

/* HARGRE~1: what is left of a long name where names of files have eight letters. */
static void add_short_file(struct forms *forms, struct str letters, enum identity_rule rule)
{
	enum { KEPT = 6, LEAST = 7, COPIES = 4 };
	/* folders and programs that everybody has */
	static const char *const usual[] = {"applic", "common", "custom", "deskto", "docume",
					    "downlo", "intern", "locals", "micros", "pictur",
					    "progra", "startm", "templa", "window", NULL};
	char text[KEPT + 1];

	if (letters.n < LEAST || str_is_any(str_slice(letters, 0, KEPT), usual))
		return;
	memcpy(text, letters.s, KEPT);
	for (int copy = 1; copy <= COPIES; copy++) {
		text[KEPT] = (char)('0' + copy);
		forms_put(forms, str_n(text, KEPT + 1), rule, FORM_STRICT_EDGES, 0);
	}
}

/* akowalska, kowalskaa, annak: what people are called by machines. */
static void add_user_names(struct forms *forms, struct str first, struct str last)
{
	enum { LONG = 9 };
	char text[VARIANT_BYTES * 2 + 1];
	struct str f = str_slice(first, 0, forms_first_letter(first)), l = str_slice(last, 0, forms_first_letter(last));
	const struct str both[] = {join(text, f, last)};

	if ((unsigned char)first.s[0] >= 0x80 || (unsigned char)last.s[0] >= 0x80)
		return;
	if (both[0].n >= 5 && !forms_is_ordinary(both[0]) && !words_has(WORDS_USUAL, both[0]))
		forms_put(forms, both[0], RULE_USER, FORM_NO_SPLIT | user_flags(both[0]), 0);
	if (both[0].n > 8) /* of fewer the whole name is kept */
		add_short_file(forms, both[0], RULE_USER);
	if (forms_is_ordinary(last)) /* J. Young */
		forms_put(forms, both[0], RULE_FULL_NAME, FORM_CAPITAL | FORM_ANY_SPLIT | FORM_STRICT_EDGES, f.n);
	add_with_initial(forms, first, last);
	if (last.n >= 5) {
		struct str user = join(text, last, f);

		if (!forms_is_ordinary(user))
			forms_put(forms, user, RULE_USER, FORM_NO_SPLIT | user_flags(user), 0);
	}
	if (first.n >= 7) { /* Halmágyi Boglárka, whose family's name stands in front, is bhalmagyi, too */
		struct str user = join(text, l, first);

		if (!forms_is_ordinary(user) && !words_has(WORDS_USUAL, user))
			forms_put(forms, user, RULE_USER,
				  FORM_NO_SPLIT | FORM_STRICT_EDGES | (first.n < LONG ? FORM_CONTEXT : 0), 0);
	}
	if (first.n >= 5) {
		struct str user = join(text, first, l);

		if (!forms_is_ordinary(user) && !words_has(WORDS_USUAL, user))
			forms_put(forms, user, RULE_USER, FORM_NO_SPLIT | FORM_STRICT_EDGES | user_flags(user), 0);
	}
}

/* What stays of a name when the endings of its cases go. */
static struct str stem_of(struct str letters, char *text)
{
	static const struct str feminine[] = {STR_INIT("ova"), STR_INIT("iene"), STR_INIT("aite"), STR_INIT("yte")};
	struct str stem = letters;

	/* Hrdličková, Hrdlička; Kazlauskienė, Kazlauskas */
	for (size_t i = 0; i < sizeof(feminine) / sizeof(*feminine); i++)
		if (letters.n >= feminine[i].n + 5 && str_ends(letters, feminine[i]))
			return str_slice(letters, 0, letters.n - feminine[i].n);
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

/* Grzybowska and hers are Grzybowscy; o Lindqviście, o Holendzie, o Weberze. */
static void add_polish(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags)
{
	static const struct swap endings[] = {{"ski", "scy"},	{"ska", "scy"},	  {"cki", "ccy"}, {"cka", "ccy"},
					      {"dzki", "dzcy"}, {"dzka", "dzcy"}, {"t", "cie"},	  {"d", "dzie"},
					      {"r", "rze"},	{NULL, NULL}};
	enum { LEAST = 6 };

	for (const struct swap *ending = endings; letters.n >= LEAST && ending->from != NULL; ending++) {
		if (!str_ends(letters, str_c(ending->from)))
			continue;
		buf_clear(&forms->other);
		buf_str(&forms->other, str_slice(letters, 0, letters.n - strlen(ending->from)));
		buf_str(&forms->other, str_c(ending->to));
		if (!forms_is_ordinary(buf_view(&forms->other)))
			forms_put(forms, buf_view(&forms->other), rule, flags | FORM_STRICT_EDGES, 0);
		return;
	}
}

static void add_stems(struct forms *forms, struct str letters, enum identity_rule rule, unsigned flags)
{
	enum { GREEK_LEAST = 7 };
	char text[VARIANT_BYTES];
	struct str stem;

	assert(letters.n <= VARIANT_BYTES);
	stem = stem_of(letters, text);
	/* Hämäläinen, Hämäläisen */
	if (letters.n >= 8 && str_ends(letters, STR("inen"))) {
		char finnish[VARIANT_BYTES];

		memcpy(finnish, letters.s, letters.n);
		finnish[letters.n - 3] = 's';
		finnish[letters.n - 2] = 'e';
		forms_put(forms, str_n(finnish, letters.n - 1), rule, flags | FORM_STEM, 0);
	}
	/* Niemi, Niemelle; Vuori, Vuoressa */
	if (letters.n >= 8 && letters.s[letters.n - 1] == 'i') {
		char finnish[VARIANT_BYTES];

		memcpy(finnish, letters.s, letters.n);
		finnish[letters.n - 1] = 'e';
		forms_put(forms, str_n(finnish, letters.n), rule, flags | FORM_STEM, 0);
	}
	add_polish(forms, letters, rule, flags);
	/* Bērziņš, Bērziņam */
	if (forms->is_latvian && stem.n == letters.n && letters.n >= 6 && letters.s[letters.n - 1] == 's')
		stem.n--;
	if (stem.n < 5 || forms_is_ordinary(stem) || words_has(WORDS_USUAL, stem))
		return;
	/* Γεωργίου is Georgiou: not Georgia */
	if (forms->is_greek && stem.n < letters.n && stem.n < GREEK_LEAST) {
		if (letters.n < stem.n + 2)
			return;
		memcpy(text, letters.s, letters.n);
		text[letters.n - 2] = 'o';
		text[letters.n - 1] = 'u';
		forms_put(forms, str_n(text, letters.n), rule, flags | FORM_STRICT_EDGES, 0);
		return;
	}
	forms_put(forms, stem, rule, flags | FORM_STEM | short_flags(stem), 0);
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
	if (n < letters.n && n >= 6 && !forms_is_ordinary(str_n(text, n)) && !words_has(WORDS_USUAL, str_n(text, n)))
		forms_put(forms, str_n(text, n), rule, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
}

void forms_put_surname(struct forms *forms, struct str letters)
{
	enum { TAMIL_LEAST = 15 }; /* bytes of five letters */
	bool is_ascii = (unsigned char)letters.s[0] < 0x80;
	unsigned flags = 0;

	if (is_ascii && (letters.n < 4 || forms_is_ordinary(letters))) {
		if (letters.n >= 2)
			forms_put(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
		return;
	}
	if (is_ascii && words_has(WORDS_USUAL, letters)) {
		forms_put(forms, letters, RULE_SURNAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
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
	forms_put(forms, letters, RULE_SURNAME, flags | (is_ascii && letters.n <= 4 ? 0 : FORM_STEM), 0);
	if (letters.n >= TAMIL_LEAST && str_ends(letters, STR("\xE0\xAE\xAE"))) /* -am, -attin */
		forms_put(forms, str_slice(letters, 0, letters.n - 3), RULE_SURNAME, FORM_END_ANYWHERE, 0);
	if (is_ascii) {
		add_stems(forms, letters, RULE_SURNAME, 0);
		add_index_stem(forms, letters, RULE_SURNAME);
		if (letters.n >= TYPOS_LEAST)
			forms_put_halves(forms, letters, RULE_SURNAME);
		if ((forms->extra & FORM_FOREIGN) != 0)
			return;
		forms_put_mirrored(forms, letters, FORM_STRICT_EDGES);
		add_squeezed(forms, letters, RULE_SURNAME);
		add_lookalikes(forms, letters, RULE_SURNAME);
		add_cut(forms, letters, RULE_SURNAME);
		add_without_vowels(forms, letters);
		add_rot47(forms, letters);
		add_short_file(forms, letters, RULE_SURNAME);
	}
}

static void add_first_name(struct forms *forms, struct str letters, bool is_own)
{
	if ((unsigned char)letters.s[0] >= 0x80) {
		if (letters.n >= 6)
			forms_put(forms, letters, RULE_FIRST_NAME, FORM_STEM, 0);
		return;
	}
	if (letters.n < 2)
		return;
	if (forms_is_ordinary(letters) || letters.n < 4) {
		forms_put(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES, 0);
	} else if (!is_own || words_has(WORDS_USUAL, letters)) {
		forms_put(forms, letters, RULE_FIRST_NAME, FORM_CAPITAL | FORM_NEAR | FORM_STRICT_EDGES, 0);
	} else {
		/* many have the same one: alone it says less than a surname */
		forms_put(forms, letters, RULE_FIRST_NAME,
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
    "arkadi arkadiy arkasha",
    "alexey aleksei alexei alyosha lyosha",
    "anastasia nastya anastasiia",
    "anatoly anatolii tolya",
    "boris borya",
    "boldizsar boldi",
    "borbala bori borka",
    "constantine konstantin konstantinos kostas kostya",
    "cornelis kees",
    "dimitrios dimitris mitsos",
    "dolores lola",
    "enrique quique",
    "erzsebet erzsi bozsi zsoka",
    "evangelos vangelis",
    "ferenc feri",
    "gabriela gabi gabriella",
    "galina galya",
    "giovanni gianni",
    "giuseppe beppe peppe",
    "grigory grisha",
    "guadalupe lupe",
    "gudmundur gummi",
    "gudrun gunna",
    "gyorgy gyuri",
    "hendrik henk",
    "ibrahim ibo",
    "ignacio nacho",
    "ildiko ildi",
    "ioannis giannis yannis",
    "istvan pista pisti isti",
    "jadwiga jadzia jadzka",
    "johannes hannes joop jonni",
    "jozsef jozsi",
    "katalin kati",
    "laszlo laci",
    "luigi gigi",
    "lyudmila lyuda",
    "mercedes merche",
    "nadezhda nadya",
    "obiageli oby",
    "olga olya",
    "panagiotis panos takis",
    "pavel pasha",
    "rafael rafa",
    "rosario charo",
    "sigridur sigga",
    "sigurdur siggi",
    "salvatore toto",
    "stanislav slava stas",
    "stefania stefcia",
    "susanne susi sanne",
    "tadeusz tadek",
    "timofei tymofii tymofiy tymokha tymko timokha",
    "ulrike ulli",
    "vasily vasyl vasya",
    "vyacheslav viacheslav slava",
    "wilhelmina wilma willemijn mina",
    "wladyslaw wladek",
    "wolfgang wolfi",
    "yevgenia evgenia zhenya",
};

/* Adds the other names of each group that the name belongs to. */
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
				if (!lasts->at[l].is_heard) {
					forms_put_pair(forms, word, forms_variant(lasts, l));
					add_with_initial(forms, word, forms_variant(lasts, l));
				}
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
		fold_add(forms->fold, FOLD_LOOKS, str_slice(parts[i], 0, forms_first_letter(parts[i])),
			 &forms->letters);
		if (forms->letters.n == 0 || forms->letters.n > 8)
			return;
		memcpy(text + at, forms->letters.s, forms->letters.n);
		at += forms->letters.n;
	}
	if (at >= 3 && !forms_is_ordinary(str_n(text, at)))
		forms_put(forms, str_n(text, at), RULE_INITIALS,
			  FORM_CAPITAL | FORM_CONTEXT | FORM_STRICT_EDGES | FORM_ANY_SPLIT, 0);
}

static void add_pairs(struct forms *forms, const struct variants *firsts, const struct variants *lasts)
{
	for (unsigned f = 0; f < firsts->n; f++) {
		for (unsigned l = 0; l < lasts->n; l++) {
			bool is_heard = firsts->at[f].is_heard || lasts->at[l].is_heard;

			forms->extra = is_heard ? FORM_FOREIGN : 0;
			forms_put_pair(forms, forms_variant(firsts, f), forms_variant(lasts, l));
			forms->extra = 0;
			if (!is_heard && !firsts->at[f].is_worn && !lasts->at[l].is_worn)
				add_user_names(forms, forms_variant(firsts, f), forms_variant(lasts, l));
		}
	}
}

static void add_surnames(struct forms *forms, const struct variants *lasts)
{
	forms->is_greek = lasts->is_greek;
	forms->is_latvian = lasts->is_latvian;
	for (unsigned i = 0; i < lasts->n; i++) {
		struct str letters = forms_variant(lasts, i);

		forms->extra = lasts->at[i].is_heard ? FORM_FOREIGN : 0;
		if (lasts->at[i].is_worn)
			forms_put(forms, letters, RULE_SURNAME, FORM_STRICT_EDGES | short_flags(letters), 0);
		else
			forms_put_surname(forms, letters);
	}
	forms->extra = 0;
	forms->is_greek = forms->is_latvian = false;
}

/* Nguyễn Văn Đức: a family in front that a good part of a country belongs to; alone it tells nobody. */
static bool is_crowded_family(const struct variants *variants)
{
	static const char *const families[] = {"choi", "dang", "hoang", "huynh", "liu",	 "nguyen", "park",
					       "pham", "tran", "wang",	"wong",	 "yang", "zhang",  NULL};

	return variants->n != 0 && str_is_any(forms_variant(variants, 0), families);
}

static void add_first_names(struct forms *forms, const struct variants *firsts)
{
	bool is_own = !is_crowded_family(firsts);

	forms->is_greek = firsts->is_greek;
	for (unsigned i = 0; i < firsts->n; i++) {
		forms->extra = firsts->at[i].is_heard ? FORM_FOREIGN : 0;
		add_first_name(forms, forms_variant(firsts, i), is_own);
	}
	forms->extra = 0;
	forms->is_greek = false;
}

/* 王小明, or one word: a name that cannot be taken apart is found as a whole. */
static void add_single(struct forms *forms, struct str word)
{
	size_t han = forms_leading_han(word);
	struct variants variants, given;

	if (han >= 4)
		forms_add_japanese(forms, word, han);
	if (forms_hangul_letters(word) >= 2 && forms_hangul_letters(word) <= 4)
		forms_add_korean(forms, word);

	if (han >= 2 && han <= 4) { /* the family's name is the first character; transcribed they are two words */
		size_t family = forms_chinese_family_bytes(word);

		if (han - forms_leading_han(str_slice(word, 0, family)) >= 2) /* 思远先生 */
			forms_add_with_honorific(forms, str_from(word, family));
		forms_add_titled_family(forms, str_slice(word, 0, family), str_from(word, family));
		forms_spell(forms, str_slice(word, 0, family), &variants);
		forms_spell(forms, str_from(word, family), &given);
		for (unsigned i = 0; i < variants.n; i++)
			for (unsigned k = 0; k < given.n; k++)
				if ((unsigned char)variants.at[i].s[0] < 0x80 && (unsigned char)given.at[k].s[0] < 0x80)
					forms_put_pair(forms, forms_variant(&given, k), forms_variant(&variants, i));
	}
	forms_spell(forms, word, &variants);
	add_surnames(forms, &variants);
}

/* One of many ways to read a surname that is written without vowels. */
static void add_read_surname(struct forms *forms, struct str latin, void *context)
{
	enum { LEAST = 6 };

	(void)context;
	if (latin.n >= LEAST && !forms_is_ordinary(latin) && !words_has(WORDS_USUAL, latin) &&
	    !words_has(WORDS_MARKUP, latin))
		forms_put(forms, latin, RULE_SURNAME, FORM_CASED | FORM_STRICT_EDGES | FORM_NO_SPLIT, 0);
}

/* A double name's parts are names, too. */
static void add_parts_of(struct forms *forms, struct str word, bool is_last, const struct variants *firsts)
{
	struct str rest = word, part;

	while (str_split(&rest, '-', &part)) {
		struct variants variants;

		forms_spell(forms, part, &variants);
		if (is_last) {
			add_surnames(forms, &variants);
			forms_each_reading(forms, part, READINGS_MOST, add_read_surname, NULL);
		} else {
			add_first_names(forms, &variants);
		}
		if (is_last && firsts != NULL)
			add_pairs(forms, firsts, &variants);
	}
}

/* All of its words as they stand: Tran Van Duc, of whom "Van" may be a title as well. */
static void add_whole(struct forms *forms, struct str name, const struct str *parts, size_t n)
{
	enum { JOINED_LEAST = 11, ONE_LEAST = 8 };
	struct str whole;
	size_t parts_n;

	buf_clear(&forms->letters);
	for (size_t i = 0; i < n; i++)
		fold_add(forms->fold, FOLD_LOOKS, parts[i], &forms->letters);
	parts_n = forms->letters.n;
	buf_clear(&forms->letters);
	fold_add(forms->fold, FOLD_LOOKS, name, &forms->letters);
	whole = buf_view(&forms->letters);
	if (n <= 2 && whole.n == parts_n) /* which the pair is */
		return;
	if (n == 1) { /* levanthinh; "le van thinh" may be anything, and Thinh is found as a surname */
		if (whole.n >= ONE_LEAST)
			forms_put(forms, whole, RULE_FULL_NAME, FORM_NO_SPLIT | FORM_STRICT_EDGES, 0);
		return;
	}
	forms_put(forms, whole, RULE_FULL_NAME,
		  FORM_ANY_SPLIT | (whole.n >= JOINED_LEAST ? FORM_BEGIN_ANYWHERE | FORM_END_ANYWHERE : 0), 0);
	forms_put_mirrored(forms, whole, FORM_ANY_SPLIT | FORM_STRICT_EDGES);
}

/* O'Shaughnessy, as an index cuts it in two: what stands behind the apostrophe. */
static void add_behind_apostrophe(struct forms *forms, struct str word)
{
	static const struct str signs[] = {STR_INIT("'"), STR_INIT("\xE2\x80\x99"), STR_INIT("\xCA\xBC")};
	enum { LEAST = 7 };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		ptrdiff_t at = str_find(word, signs[i]);
		struct variants variants;

		if (at <= 0)
			continue;
		forms_spell(forms, str_from(word, (size_t)at + signs[i].n), &variants);
		for (unsigned v = 0; v < variants.n; v++)
			if (!variants.at[v].is_heard && variants.at[v].n >= LEAST)
				forms_put_surname(forms, forms_variant(&variants, v));
	}
}

/* Mac Allister, as well as MacAllister. */
static void add_son_of(struct forms *forms, const struct variants *lasts)
{
	for (unsigned i = 0; i < lasts->n; i++) {
		struct str last = forms_variant(lasts, i);
		size_t prefix = str_starts(last, STR("mac")) ? 3 : str_starts(last, STR("mc")) ? 2 : 0;

		if (prefix != 0 && last.n >= 7)
			forms_put(forms, last, RULE_SURNAME, FORM_CAPITAL | FORM_ANY_SPLIT | FORM_STRICT_EDGES, prefix);
	}
}

static void add_name(struct forms *forms, struct str name)
{
	struct str parts[PARTS_MAX], last;
	struct variants firsts, lasts;
	size_t comma, n = split_name(forms, name, parts, &comma), last_at;

	if (n == 0)
		return;
	if (n == 1) {
		add_single(forms, parts[0]);
		add_whole(forms, name, parts, n);
		return;
	}
	/* "Kowalska, Anna"; 佐々木 美咲 */
	last_at = (comma != 0 && comma < n) || forms_leading_han(parts[0]) != 0 ? 0 : n - 1;
	last = parts[last_at];
	forms_spell(forms, last, &lasts);
	add_surnames(forms, &lasts);
	add_son_of(forms, &lasts);
	forms_each_reading(forms, last, READINGS_MOST, add_read_surname, NULL);
	add_behind_apostrophe(forms, last);
	if (n == 2 && forms_leading_han(parts[0]) >= 2) {
		forms_add_japanese_family(forms, parts[0]);
		forms_add_with_honorific(forms, parts[0]);
	}
	for (size_t i = 0; i < n; i++) {
		if (i == last_at)
			continue;
		forms_add_thai(forms, parts[i]);
		forms_spell(forms, parts[i], &firsts);
		add_first_names(forms, &firsts);
		for (unsigned v = 0; v < firsts.n; v++)
			if (!firsts.at[v].is_heard)
				each_nickname(forms, forms_variant(&firsts, v), &lasts);
		add_pairs(forms, &firsts, &lasts);
		if (is_hyphened(parts[i]))
			add_parts_of(forms, parts[i], false, NULL);
		if (is_hyphened(last))
			add_parts_of(forms, last, true, &firsts);
	}
	add_initials(forms, parts, n);
	if (!forms->is_canary)
		forms_add_name_digests(forms, name);
	add_whole(forms, name, parts, n);
}

void forms_add_name(struct forms *forms, struct str name)
{
	static const struct str maqaf = STR_INIT("\xD6\xBE");
	struct buf hyphened;
	ptrdiff_t at;

	if (str_find(name, maqaf) < 0) {
		add_name(forms, name);
		return;
	}
	buf_init(&hyphened, BUF_NO_LIMIT); /* of Hebrew, which joins the words of a name by it */
	for (; (at = str_find(name, maqaf)) >= 0; name = str_from(name, (size_t)at + maqaf.n)) {
		buf_str(&hyphened, str_slice(name, 0, (size_t)at));
		buf_char(&hyphened, '-');
	}
	buf_str(&hyphened, name);
	add_name(forms, buf_view(&hyphened));
	buf_release(&hyphened);
}
