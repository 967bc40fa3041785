/* Where somebody lives: a street with its number, and a postcode with its town behind it. Either alone may be anything.
 */
#include "generator/gate/family_parts.h"

enum { REACH = 72 }; /* bytes in front of a postcode that may be its street */

/* Words between the two: "3a in 37085", "Lane, San Luis Obispo, CA 93401". */
enum { WORDS_MOST = 3, WORDS_MOST_ENGLISH = 5, WORDS_NEVER = REACH + 1 };

/* The end of a name, or the word behind it: Lindenallee, Breslauer Straße. */
static const struct str street_ends[] = {
    STR_INIT("stra\xC3\x9F"
	     "e"),
    STR_INIT("strasse"),
    STR_INIT("str"),
    STR_INIT("weg"),
    STR_INIT("allee"),
    STR_INIT("platz"),
    STR_INIT("gasse"),
    STR_INIT("ufer"),
    STR_INIT("damm"),
    STR_INIT("steig"),
    STR_INIT("ring"),
    STR_INIT("straat"),
    STR_INIT("laan"),
    STR_INIT("plein"),
    STR_INIT("kade"),
    STR_INIT("gracht"),
    STR_INIT("gatan"),
    STR_INIT("gata"),
    STR_INIT("v\xC3\xA4gen"),
    STR_INIT("vej"),
    STR_INIT("gade"),
    STR_INIT("veien"),
    STR_INIT("katu"),
    STR_INIT("utca"),
    STR_INIT("ulice"),
};

/* In front of a name. */
static const struct str street_fronts[] = {
    STR_INIT("rue"),
    STR_INIT("chemin"),
    STR_INIT("quai"),
    STR_INIT("impasse"),
    STR_INIT("route"),
    STR_INIT("all\xC3\xA9"
	     "e"),
    STR_INIT("cours"),
    STR_INIT("boulevard"),
    STR_INIT("avenue"),
    STR_INIT("place"),
    STR_INIT("calle"),
    STR_INIT("avenida"),
    STR_INIT("avda"),
    STR_INIT("av"),
    STR_INIT("plaza"),
    STR_INIT("paseo"),
    STR_INIT("camino"),
    STR_INIT("via"),
    STR_INIT("viale"),
    STR_INIT("piazza"),
    STR_INIT("corso"),
    STR_INIT("vicolo"),
    STR_INIT("ul"),
    STR_INIT("ulica"),
    STR_INIT("aleja"),
    STR_INIT("os"),
    STR_INIT("rua"),
    STR_INIT("travessa"),
    STR_INIT("largo"),
    STR_INIT("ул"),
    STR_INIT("улица"),
    STR_INIT("вул"),
    STR_INIT("вулиця"),
    STR_INIT("проспект"),
    STR_INIT("переулок"),
};

/* Behind one; capitals tell them from a road that leads somewhere. */
static const struct str street_backs[] = {
    STR_INIT("Street"),	 STR_INIT("St"),    STR_INIT("Road"),	  STR_INIT("Rd"),	 STR_INIT("Avenue"),
    STR_INIT("Ave"),	 STR_INIT("Lane"),  STR_INIT("Ln"),	  STR_INIT("Drive"),	 STR_INIT("Dr"),
    STR_INIT("Close"),	 STR_INIT("Court"), STR_INIT("Crescent"), STR_INIT("Square"),	 STR_INIT("Terrace"),
    STR_INIT("Gardens"), STR_INIT("Grove"), STR_INIT("Mews"),	  STR_INIT("Boulevard"), STR_INIT("Blvd"),
    STR_INIT("Parkway"), STR_INIT("Way"),   STR_INIT("Place"),	  STR_INIT("Hill"),	 STR_INIT("Row"),
    STR_INIT("Sokak"),	 STR_INIT("Sok"),   STR_INIT("Cad"),
};

/* Also a verb, a device or the end of another word ("Place", "Via", "Drive", "String"): only directly in front of a
 * postcode. */
static const struct str doubtful[] = {
    STR_INIT("ring"),  STR_INIT("place"), STR_INIT("via"), STR_INIT("os"),    STR_INIT("route"), STR_INIT("largo"),
    STR_INIT("drive"), STR_INIT("dr"),	  STR_INIT("row"), STR_INIT("close"), STR_INIT("way"),	 STR_INIT("square"),
};

/* Small words within a street's name. */
static const char *const particles[] = {"bis",	 "d",	  "da",	 "das", "de",  "degli", "dei", "del",
					"della", "delle", "den", "der", "des", "do",	"dos", "du",
					"l",	 "la",	  "las", "le",	"les", "los",	"van", NULL};

/* Streets of examples, in which nobody lives. */
static const char *const examples[] = {
    "main",  "any",	"example", "sample", "elm",    "muster",       "fake",	   "foo",	"your", "privet",
    "baker", "exemple", "ejemplo", "rivoli", "champs", "amphitheatre", "infinite", "evergreen", NULL};

static size_t digits_at(struct str s, size_t at)
{
	size_t end = at;

	while (end < s.n && str_is_digit(s.s[end]))
		end++;
	return end - at;
}

static bool is_wordy(struct str s, size_t at)
{
	return at < s.n && (str_is_alpha(s.s[at]) || (unsigned char)s.s[at] >= 0xC2);
}

/* A capital letter; of other scripts than Latin any letter. */
static bool is_capital(struct str s, size_t at)
{
	return str_is_upper(s.s[at]) || (unsigned char)s.s[at] >= 0xC3;
}

/* " Köln", " Gdańsk" */
static bool is_town(struct str s, size_t at)
{
	return at + 3 < s.n && s.s[at] == ' ' && is_capital(s, at + 1) && !str_is_upper(s.s[at + 2]) &&
	       (str_is_alpha(s.s[at + 2]) || (unsigned char)s.s[at + 2] >= 0x80);
}

/* LS8 3QT, M1 4BT, SW1A 2AA */
static bool is_british(struct str s, size_t at)
{
	size_t i = at;

	while (i < s.n && i - at < 2 && str_is_upper(s.s[i]))
		i++;
	if (i == at || i >= s.n || !str_is_digit(s.s[i]))
		return false;
	i++;
	i += i < s.n && (str_is_digit(s.s[i]) || str_is_upper(s.s[i]));
	return i + 4 <= s.n && s.s[i] == ' ' && str_is_digit(s.s[i + 1]) && str_is_upper(s.s[i + 2]) &&
	       str_is_upper(s.s[i + 3]) && (i + 4 == s.n || !str_is_alnum(s.s[i + 4]));
}

/* IL 62704, with the state in front */
static bool is_american(struct str s, size_t at)
{
	return at >= 4 && s.s[at - 1] == ' ' && str_is_upper(s.s[at - 2]) && str_is_upper(s.s[at - 3]) &&
	       s.s[at - 4] == ' ' && (at + 5 == s.n || !str_is_alnum(s.s[at + 5]));
}

/* Of five digits or four: a year, or a round number that is more often a limit than a town. */
static bool is_year_or_size(struct str s, size_t at)
{
	static const char *const sizes[] = {"1024", "2048", "4096", "5000", "10000", NULL};
	struct str digits = str_slice(s, at, at + digits_at(s, at));

	return str_is_any(digits, sizes) ||
	       (digits.n == 4 && (str_starts(digits, STR("19")) || str_starts(digits, STR("20"))));
}

/* 50968 Köln; 30-327 Kraków; 111 22 Stockholm; 1017 GA Amsterdam, 8000 Aarhus */
static bool is_postcode(struct str s, size_t at)
{
	size_t n = digits_at(s, at), next;

	if (n == 5)
		return memcmp(s.s + at, "12345", 5) != 0 && (is_town(s, at + 5) || is_american(s, at));
	if (n == 4 && at + 5 < s.n && s.s[at + 4] == '-' && digits_at(s, at + 5) == 3) /* 4050-265 Porto */
		return is_town(s, at + 8);
	if (n == 6) /* 190000 Санкт-Петербург: in Latin letters it is any number */
		return is_town(s, at + 6) && (unsigned char)s.s[at + 7] >= 0xD0;
	if (n == 4)
		return is_town(s, at + 4) || (at + 7 < s.n && s.s[at + 4] == ' ' && str_is_upper(s.s[at + 5]) &&
					      str_is_upper(s.s[at + 6]) && is_town(s, at + 7));
	if (at + 6 >= s.n || !((n == 2 && s.s[at + 2] == '-') || (n == 3 && s.s[at + 3] == ' ')))
		return false;
	next = digits_at(s, at + n + 1);
	return n + next == 5 && is_town(s, at + n + 1 + next);
}

static bool is_one_of(struct str word, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(word, words[i]))
			return true;
	return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof(list) / sizeof(*(list)))

/* The end that makes a word a street's whole name; absent: none. "Straße" is behind a name. */
static struct str end_of_street(struct str word, bool behind_name)
{
	for (size_t i = 0; i < sizeof(street_ends) / sizeof(*street_ends); i++)
		if (word.n + behind_name > street_ends[i].n &&
		    str_eq_nocase(str_from(word, word.n - street_ends[i].n), street_ends[i]))
			return street_ends[i];
	return STR_NONE;
}

static bool is_of_examples(struct str word)
{
	for (size_t i = 0; examples[i] != NULL; i++)
		if (str_starts_nocase(word, str_c(examples[i])))
			return true;
	return false;
}

/* What the words up to here have told. */
struct street {
	bool numbered; /* a house's number, and behind it what may be of a street alone */
	bool named;    /* a word with a capital letter was the last one, or followed the number */
	bool front;    /* "rue"; with front_named, and its name */
	bool front_named;
	bool whole;    /* the last word was a street: its number may follow */
	bool doubtful; /* the front or the whole one is */
};

/* How many words are behind the last street of each kind. */
struct streets {
	size_t sure, doubtful;
	bool example;
};

static bool is_doubtful(struct str kind)
{
	return IS_ONE_OF(kind, doubtful);
}

static void take_street(struct streets *found, bool is_doubtful_kind)
{
	*(is_doubtful_kind ? &found->doubtful : &found->sure) = 0;
}

static void take_number(struct street *street, struct str digits, struct streets *found)
{
	if (digits.n > 4 || digits.s[0] == '0')
		return;
	if (street->whole || street->front_named)
		take_street(found, street->doubtful);
	*street = (struct street){.numbered = true};
}

static void take_capital(struct street *street, struct str word, struct streets *found)
{
	struct str end = end_of_street(word, street->named);
	bool is_back = false;

	for (size_t i = 0; i < sizeof(street_backs) / sizeof(*street_backs); i++)
		is_back = is_back || str_eq(word, street_backs[i]);
	if (street->front && street->numbered)
		take_street(found, street->doubtful);
	else if (is_back && street->numbered && street->named)
		take_street(found, is_doubtful(word));
	street->front_named = street->front_named || street->front;
	street->whole = end.n != 0;
	if (!street->front)
		street->doubtful = street->whole && is_doubtful(end);
	street->named = true;
}

/* "OS" and "UL" are none. */
static bool is_front(struct str word)
{
	return IS_ONE_OF(word, street_fronts) && !str_is_upper(word.s[1]);
}

static void take_word(struct street *street, struct str word, struct streets *found)
{
	found->example = found->example || is_of_examples(word);
	if (word.n > 1) { /* not the D of D-50968 */
		found->sure += found->sure < WORDS_NEVER;
		found->doubtful += found->doubtful < WORDS_NEVER;
	}
	if (is_front(word) && !street->named) {
		street->front = true;
		street->doubtful = is_doubtful(word);
		street->whole = street->front_named = false;
	} else if (is_capital(word, 0)) {
		take_capital(street, word, found);
	} else if (street->named && end_of_street(word, true).n == word.n && !is_doubtful(word)) { /* Petőfi utca */
		street->whole = true;
		street->doubtful = false;
	} else if (!str_is_any(word, particles)) {
		*street = (struct street){0};
	}
}

/* A house's number and a street, one directly behind the other. */
static struct streets find_streets(struct str front)
{
	struct streets found = {.sure = WORDS_NEVER, .doubtful = WORDS_NEVER};
	struct street street = {0};

	for (size_t at = 0; at < front.n;) {
		size_t from = at, digits = digits_at(front, at);

		if (digits != 0) {
			take_number(&street, str_slice(front, at, at + digits), &found);
			at += digits;
			at += is_wordy(front, at) && !is_wordy(front, at + 1);	/* 3a */
			if (at < front.n && strchr(".:)", front.s[at]) != NULL) /* "1. Open", "Step 4: Open" */
				street.numbered = false;
			continue;
		}
		while (is_wordy(front, at) || (at > from && at < front.n && (unsigned char)front.s[at] >= 0x80))
			at++;
		if (at != from)
			take_word(&street, str_slice(front, from, at), &found);
		else if (strchr(",.;!?", front.s[at++]) !=
			 NULL) /* "Lane 5, Drive C"; "choose Billing. Calle Mayor 5" */
			street.named = false;
	}
	return found;
}

/* Whether a street is near enough for this kind of postcode. */
static bool has_street(struct str s, size_t at, struct str front)
{
	struct streets found = find_streets(front);

	if (found.example)
		return false;
	if (!str_is_digit(s.s[at]) || (digits_at(s, at) == 5 && is_american(s, at)))
		return found.sure <= WORDS_MOST_ENGLISH || found.doubtful <= WORDS_MOST_ENGLISH;
	if (is_year_or_size(s, at)) /* 5000 Odense */
		return found.sure == 0;
	return found.sure <= WORDS_MOST || found.doubtful == 0;
}

bool family_is_street(struct str s, size_t at)
{
	size_t from = at;

	if (!(str_is_digit(s.s[at]) ? is_postcode(s, at) : is_british(s, at)))
		return false;
	while (from > 0 && at - from < REACH && s.s[from - 1] != '\n')
		from--;
	while (from < at && ((unsigned char)s.s[from] & 0xC0) == 0x80) /* no piece of a character */
		from++;
	return has_street(s, at, str_slice(s, from, at));
}

/* ---- by the house's number alone ---- */

/* Ends of a street's name, and words behind one, that are of nothing else; of a road or a place ("Lösungsweg 2", "auf
 * Platz 3") a postcode must tell. */
static const struct str sure_ends[] = {
    STR_INIT("stra\xC3\x9F"
	     "e"),
    STR_INIT("strasse"),
    STR_INIT("straat"),
    STR_INIT("gracht"),
    STR_INIT("gatan"),
    STR_INIT("v\xC3\xA4gen"),
    STR_INIT("veien"),
    STR_INIT("gasse"),
    STR_INIT("katu"),
    STR_INIT("utca"),
    STR_INIT("ulice"),
};
static const struct str sure_words[] = {
    STR_INIT("stra\xC3\x9F"
	     "e"),
    STR_INIT("strasse"),
    STR_INIT("str"),
    STR_INIT("straat"),
    STR_INIT("utca"),
    STR_INIT("ulice"),
    STR_INIT("sokak"),
    STR_INIT("sok"),
    STR_INIT("caddesi"),
    STR_INIT("cad"),
    STR_INIT("gate"),
    STR_INIT("gata"),
};
static const struct str sure_fronts[] = {
    STR_INIT("ul"),   STR_INIT("ulica"), STR_INIT("rue"),      STR_INIT("calle"), STR_INIT("rua"),  STR_INIT("avenida"),
    STR_INIT("avda"), STR_INIT("av"),	 STR_INIT("ул"),       STR_INIT("улица"), STR_INIT("вул"),  STR_INIT("вулиця"),
    STR_INIT("Ул"),   STR_INIT("Вул"),	 STR_INIT("проспект"), STR_INIT("οδός"),  STR_INIT("Οδός"),
};
static const struct str french_fronts[] = {STR_INIT("rue"), STR_INIT("avenue"), STR_INIT("boulevard"),
					   STR_INIT("impasse"), STR_INIT("chemin")};
static const struct str english_backs[] = {STR_INIT("street"), STR_INIT("road"),     STR_INIT("lane"),
					   STR_INIT("avenue"), STR_INIT("crescent"), STR_INIT("terrace"),
					   STR_INIT("grove"),  STR_INIT("mews"),     STR_INIT("close"),
					   STR_INIT("drive"),  STR_INIT("way"),	     STR_INIT("court")};
enum { SURE_BACKS = 6 }; /* of them; the others are verbs and things, too */

/* The word that ends in front of a place, over blanks and the marks that abbreviations have; empty: there is none. */
static struct str word_before(struct str s, size_t at)
{
	enum { MARKS_MOST = 3, LONGEST = 40 };
	size_t end = at, from;

	while (end > 0 && at - end < MARKS_MOST && strchr(" .,", s.s[end - 1]) != NULL)
		end--;
	for (from = end; from > 0 && end - from < LONGEST;) {
		unsigned char c = (unsigned char)s.s[from - 1];

		if (!str_is_alpha((char)c) && c < 0x80)
			break;
		from--;
	}
	return str_slice(s, from, end);
}

static bool is_capital_word(struct str word)
{
	return word.n != 0 && is_capital(word, 0);
}

/* "Waschstraße 4", "Sackgasse 3": machines, and ways in talk */
static bool is_no_street(struct str word)
{
	static const struct str fronts[] = {STR_INIT("Fertigungs"),  STR_INIT("Produktions"), STR_INIT("Montage"),
					    STR_INIT("Verpackungs"), STR_INIT("Druckstr"),    STR_INIT("Waschstr"),
					    STR_INIT("Teststr"),     STR_INIT("Datenstr"),    STR_INIT("Lackier"),
					    STR_INIT("Prüfstr"),     STR_INIT("Sackg"),	      STR_INIT("Genv"),
					    STR_INIT("Snarv"),	     STR_INIT("Järnv")};

	for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++)
		if (str_starts(word, fronts[i]))
			return true;
	return false;
}

/* May that word behind a name be of a street: "Breslauer Str 4", "Karl Johans gate 22"; not "Python str 12", "AutoCAD
 * cad 12", "Logic gate 2". */
static bool is_word_of_street(struct str word, struct str name)
{
	static const struct str marked[] = {STR_INIT("str"), STR_INIT("sok"), STR_INIT("cad")};
	static const struct str owned[] = {STR_INIT("gate"), STR_INIT("gata")};

	if (IS_ONE_OF(word, owned))
		return name.s[name.n - 1] == 's' && !is_capital_word(word);
	return word.s[word.n] == '.' || is_capital_word(word) || !IS_ONE_OF(word, marked);
}

/* Hafenstr. 27, Petőfi utca 8 */
static bool is_behind_street(struct str s, struct str word)
{
	struct str name = word_before(s, (size_t)(word.s - s.s));
	bool is_short = word.n > 5 && str_ends(word, STR("str")) && word.s[word.n] == '.';

	if (is_of_examples(word) || is_no_street(word))
		return false;
	if (is_capital_word(word))
		for (size_t i = 0; i < sizeof(sure_ends) / sizeof(*sure_ends); i++)
			if (is_short || (word.n > sure_ends[i].n + 1 &&
					 str_eq_nocase(str_from(word, word.n - sure_ends[i].n), sure_ends[i])))
				return true;
	return IS_ONE_OF(word, sure_words) && is_capital_word(name) && name.n > 3 && !is_of_examples(name) &&
	       is_word_of_street(word, name) && s.s[word.s - s.s - 1] == ' ';
}

/* ul. Mostowa 14, Av. Paulista 1578, rua das Flores 128 */
static bool is_behind_front(struct str s, struct str word)
{
	enum { WORDS = 4 };
	bool named = false;

	for (unsigned n = 0; n < WORDS && word.n != 0; n++) {
		char behind = word.s[word.n];

		if (named && IS_ONE_OF(word, sure_fronts) && !str_is_upper(word.s[1]) &&
		    (word.n != 2 || behind == '.' || (unsigned char)word.s[0] >= 0x80))
			return true;
		if (is_of_examples(word) || (!is_capital_word(word) && !str_is_any(word, particles)))
			return false;
		named = named || is_capital_word(word);
		word = word_before(s, (size_t)(word.s - s.s));
	}
	return false;
}

/* The next word over one space; empty: none. */
static struct str word_behind(struct str s, size_t at)
{
	size_t from = at + (at < s.n && s.s[at] == ' '), end = from;

	while (end < s.n && (is_wordy(s, end) || (end > from && (unsigned char)s.s[end] >= 0x80)))
		end++;
	return from == at ? STR("") : str_slice(s, from, end);
}

static size_t end_of(struct str s, struct str word)
{
	return (size_t)(word.s - s.s) + word.n;
}

/* 12 rue des Tanneurs */
static bool is_before_front(struct str s, size_t end)
{
	struct str word = word_behind(s, end);

	if (!IS_ONE_OF(word, french_fronts))
		return false;
	for (unsigned n = 0; n < 4; n++) {
		word = word_behind(s, end_of(s, word));
		if (word.n == 0 || is_of_examples(word) || (!is_capital_word(word) && !str_is_any(word, particles)))
			return false;
		if (is_capital_word(word))
			return word.n > 2;
	}
	return false;
}

/* bs6 5qx, BS65QX: where a street has told that one may come. */
static bool has_british(struct str s, size_t at)
{
	enum { AHEAD = 40, LEAST = 5, MOST = 8 };
	size_t most = s.n - at < AHEAD ? s.n : at + AHEAD;

	for (; at < most && s.s[at] != '\n'; at++) {
		char text[MOST];
		size_t n = 0, i = at, digits = 0;

		if (!str_is_alpha(s.s[at]) || (at > 0 && is_wordy(s, at - 1)))
			continue;
		for (; i < s.n && n + 1 < MOST && (str_is_alnum(s.s[i]) || s.s[i] == ' '); i++) {
			if (s.s[i] == ' ' && (digits == 0 || n > 4))
				break;
			if (s.s[i] == ' ')
				continue;
			digits += str_is_digit(s.s[i]);
			text[n++] = s.s[i];
		}
		if (n >= LEAST && n < MOST && str_is_digit(text[n - 3]) && str_is_alpha(text[n - 2]) &&
		    str_is_alpha(text[n - 1]) && (str_is_digit(text[1]) || str_is_digit(text[2])) &&
		    (str_is_digit(text[n - 4]) || str_is_digit(text[n - 5])))
			return true;
	}
	return false;
}

/* "14 Larkspur Lane, Bristol", "14 Larkspur Lane in Bristol"; in small letters with a postcode behind it. */
static bool is_before_back(struct str s, size_t end)
{
	struct str word = word_behind(s, end), next;
	bool capitals = true;

	for (unsigned n = 0; n < 4 && word.n != 0; n++) {
		bool is_back = n > 0 && IS_ONE_OF(word, english_backs);

		capitals = capitals && is_capital_word(word);
		if (is_of_examples(word) || word.n < 2)
			return false;
		if (!is_back) {
			word = word_behind(s, end_of(s, word));
			continue;
		}
		end = end_of(s, word);
		if (has_british(s, end))
			return true;
		if (!capitals || !is_one_of(word, english_backs, SURE_BACKS))
			return false;
		if (end < s.n && s.s[end] == ',')
			return is_town(s, end + 1);
		next = word_behind(s, end);
		return str_eq(next, STR("in")) && is_town(s, end_of(s, next));
	}
	return false;
}

/* Flat 4, 12 Hill Rise */
static bool is_behind_flat(struct str s, size_t at, size_t end)
{
	static const struct str flats[] = {STR_INIT("Flat"), STR_INIT("Apt"), STR_INIT("Apartment")};
	struct str name = word_behind(s, end);
	size_t from = at;

	if (at < 2 || s.s[at - 1] != ' ' || s.s[at - 2] != ',' || !is_capital_word(name) ||
	    !is_capital_word(word_behind(s, end_of(s, name))))
		return false;
	for (from = at - 2; from > 0 && at - from < 8 && str_is_alnum(s.s[from - 1]);)
		from--;
	return from < at - 2 && IS_ONE_OF(word_before(s, from), flats);
}

bool family_is_house(struct str s, size_t at)
{
	static const struct str numbers[] = {STR_INIT("no"),  STR_INIT("nr"), STR_INIT("n"),
					     STR_INIT("num"), STR_INIT("д"),  STR_INIT("дом"),
					     STR_INIT("буд"), STR_INIT("nº"), STR_INIT("n°")};
	size_t n = digits_at(s, at), end = at + n;
	struct str before;

	if (n > 4 || s.s[at] == '0' || (at > 0 && strchr(" \n\x01\"'>(", s.s[at - 1]) == NULL))
		return false;
	end += end < s.n && is_wordy(s, end) && (end + 1 == s.n || !is_wordy(s, end + 1)); /* 3a */
	if (end + 1 < s.n && (is_wordy(s, end) || (strchr(".,:%-", s.s[end]) != NULL && str_is_digit(s.s[end + 1]))))
		return false;
	if (end < s.n && s.s[end] == ' ' &&
	    (is_before_front(s, end) || is_before_back(s, end) || is_behind_flat(s, at, end)))
		return true;
	before = word_before(s, at);
	if (before.n != 0 && IS_ONE_OF(before, numbers))
		before = word_before(s, (size_t)(before.s - s.s));
	return before.n > 1 && s.s[at - 1] == ' ' && (is_behind_street(s, before) || is_behind_front(s, before));
}

bool family_is_profile(struct str s, size_t at)
{
	static const struct {
		struct str host, path;
	} pages[] = {{STR_INIT("linkedin.com"), STR_INIT("/in/")}, {STR_INIT("xing.com"), STR_INIT("/profile/")}};
	static const char *const nobody[] = {"example", "username", "your-name", "yourname",  "your-profile",
					     "name",	"profile",  "user",	 "user-name", NULL};

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		size_t from = at + pages[i].path.n, end = from;

		if (at + 1 >= s.n || s.s[at + 1] != pages[i].path.s[1]) /* slashes are many */
			continue;
		if (!str_starts(str_from(s, at), pages[i].path) || !str_ends(str_slice(s, 0, at), pages[i].host))
			continue;
		while (end < s.n && (str_is_alnum(s.s[end]) || s.s[end] == '-' || s.s[end] == '_'))
			end++;
		return end > from + 2 && !str_is_any_nocase(str_slice(s, from, end), nobody);
	}
	return false;
}

bool family_is_account_id(struct str s, size_t at)
{
	enum { PARTS = 3, LEAST = 6 };
	struct str rest = str_from(s, at), head = STR("S-1-5-21-");
	size_t i = head.n;

	if (!str_starts(rest, head))
		return false;
	for (unsigned part = 0; part < PARTS; part++) {
		size_t n = digits_at(rest, i);

		if (n < LEAST || i + n >= rest.n || rest.s[i + n] != '-')
			return false;
		i += n + 1;
	}
	return digits_at(rest, i) >= 4; /* below 1000 it is everybody's administrator */
}
