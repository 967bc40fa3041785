/*
 * Where houses stand: streets, boxes, towns with their codes, in one line or several. An expression finds what only an
 * address has; what belongs to it in front and behind (flat, town, code, land) is then taken word by word.
 */
#include "common/privacy/names.h"
#include "common/privacy/patterns.h"

enum {
	NEWLINES_MOST = 4, /* of an address, behind the street */
	WORDS_MOST = 14,
	CAPITALS_MOST = 5, /* of a town */
	BACK_MOST = 60,
};

static bool is_unit(struct str low)
{
	static const char *const units[] = {
	    "apt",	   "apartment",	  "suite", "ste",  "unit", "flat",   "floor",  "fl",	  "room", "rm",
	    "lok",	   "box",	  "bte",   "piso", "lgh",  "etg",    "m",      "apto",	  "ap",	  "appt",
	    "appartement", "apartamento", "bloco", "esc",  "pta",  "puerta", "planta", "wohnung", "whg",  "interno",
	    "scala",	   "daire",	  "kat",   "кв",   "кopп", "cтp",    "oф",     NULL};

	return str_is_any(low, units);
}

/* "3o izda.", "2. tv": on which side of a floor a door is. */
static bool is_side(struct str low)
{
	static const char *const sides[] = {"izda", "izq", "izquierda", "dcha",	    "drcha",   "derecha", "dto",
					    "drt",  "esq", "dir",	"esquerdo", "direito", "fte",	  "frente",
					    "tv",   "th",  "mf",	"mfl",	    "tr",      NULL};

	return str_is_any(low, sides);
}

/* "3", "3o", "2", "st", "r/c": a floor. */
static bool is_floor(struct str low)
{
	static const char *const floors[] = {"st", "stuen", "r/c", "rc", "bajo", "atico", NULL};

	return str_is_any(low, floors) || (low.n <= 3 && low.n > 0 && str_is_digit(low.s[0]));
}

static bool is_land(struct str low)
{
	static const char *const lands[] = {
	    "albania",	 "algeria",	"argentina",   "armenia",     "australia",   "austria",	 "belarus",
	    "belgie",	 "belgique",	"belgium",     "bolivia",     "brasil",	     "brazil",	 "bulgaria",
	    "canada",	 "chile",	"china",       "colombia",    "croatia",     "cyprus",	 "danmark",
	    "denmark",	 "deutschland", "ecuador",     "egypt",	      "england",     "espana",	 "estonia",
	    "ethiopia",	 "finland",	"france",      "germany",     "ghana",	     "greece",	 "guatemala",
	    "hungary",	 "iceland",	"india",       "indonesia",   "ireland",     "israel",	 "italia",
	    "italy",	 "japan",	"kenya",       "korea",	      "kuwait",	     "latvia",	 "lebanon",
	    "liberia",	 "lithuania",	"luxembourg",  "malaysia",    "malta",	     "mexico",	 "morocco",
	    "nederland", "nepal",	"netherlands", "nigeria",     "norge",	     "norway",	 "osterreich",
	    "pakistan",	 "panama",	"paraguay",    "peru",	      "philippines", "poland",	 "polska",
	    "portugal",	 "qatar",	"romania",     "russia",      "rwanda",	     "scotland", "schweiz",
	    "senegal",	 "serbia",	"singapore",   "slovakia",    "slovenia",    "spain",	 "suisse",
	    "suomi",	 "sverige",	"sweden",      "switzerland", "taiwan",	     "tanzania", "thailand",
	    "tunisia",	 "turkey",	"turkiye",     "uganda",      "uk",	     "ukraine",	 "uruguay",
	    "usa",	 "venezuela",	"vietnam",     "wales",	      "zambia",	     "zimbabwe", NULL};

	return str_is_any(low, lands);
}

static bool is_particle(struct str low)
{
	static const char *const particles[] = {"de",  "la", "le",  "les", "del", "della", "di",  "da",	  "do",	  "dos",
						"der", "am", "an",  "im",  "in",  "bei",   "sur", "sous", "upon", "of",
						"the", "en", "aan", "den", "nad", "i",	   "y",	  "st",	  NULL};

	return str_is_any(low, particles);
}

/* Letters, digits and what stands within words. */
static size_t word_end(struct str text, size_t at)
{
	while (at < text.n && ((unsigned char)text.s[at] >= 0x80 || str_is_alnum(text.s[at]) ||
			       (strchr("'-/", text.s[at]) != NULL && at + 1 < text.n && str_is_alnum(text.s[at + 1]))))
		at++;
	return at;
}

/* "12345", "12345-6789", "CH-8000", "00-950": digits, and at most three letters in front of them. */
static bool is_code(struct str word)
{
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < word.n; i++)
		if (str_is_digit(word.s[i]))
			digits++;
		else if (str_is_upper(word.s[i]) && digits == 0)
			letters++;
		else if (word.s[i] != '-')
			return false;
	return digits >= 4 && digits <= 9 && letters <= 3;
}

/* "SW1A 1AA", "K1A 0B1", "114 55": the two halves of one. */
static bool is_halved_code(struct str first, struct str second)
{
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < first.n; i++) {
		digits += str_is_digit(first.s[i]);
		letters += str_is_upper(first.s[i]);
	}
	if (digits + letters != first.n || digits == 0 || first.n > 4 || second.n < 2 || second.n > 3 ||
	    !str_is_digit(second.s[0]))
		return false;
	return letters != 0 ? second.n == 3 : digits == 3 && second.n == 2 && str_is_digit(second.s[1]);
}

static bool is_capital(char c)
{
	return str_is_upper(c) || (unsigned char)c >= 0xC3;
}

/* "EB 3801a", "EB 3885\n": a room by its building; no code with a town behind it. */
static bool is_room(struct str building, struct str number, bool ends_line)
{
	for (size_t i = 0; i < building.n; i++)
		if (!str_is_upper(building.s[i]))
			return false;
	return building.n != 0 && building.n <= 3 && number.n > 1 && number.n <= 5 && str_is_digit(number.s[0]) &&
	       (!is_code(number) || ends_line);
}

struct walk {
	const struct scan *scan;
	size_t at, newlines;
	bool comma;
};

/* Over blanks, commas and ends of lines; false: an empty line, or what cannot stand between. */
static bool skip_between(struct walk *walk)
{
	struct str text = walk->scan->text;
	size_t newlines = 0;

	walk->comma = false;
	for (; walk->at < text.n; walk->at++) {
		char c = text.s[walk->at];

		if (c == '\n')
			newlines++;
		else if (c == ',' || c == ';')
			walk->comma = true;
		else if (c != ' ' && c != '\t' && c != '\r' && !(c == '>' && newlines != 0) &&
			 !(c == '-' && newlines == 0 && walk->at + 1 < text.n && text.s[walk->at - 1] == ' ' &&
			   text.s[walk->at + 1] == ' ') &&
			 !(c == '.' && newlines == 0 && walk->at + 1 < text.n &&
			   strchr(" ,\n", text.s[walk->at + 1]) != NULL && !walk->comma))
			break;
	}
	walk->newlines += newlines;
	return newlines <= 1 && walk->newlines <= NEWLINES_MOST && walk->at < text.n;
}

static struct str word_at(const struct walk *walk)
{
	return str_slice(walk->scan->text, walk->at, word_end(walk->scan->text, walk->at));
}

/* Of a sentence or a line. */
static bool is_end(struct str text, size_t at)
{
	return at >= text.n || text.s[at] == '\n' ||
	       (text.s[at] == '.' && (at + 1 >= text.n || str_is_space(text.s[at + 1])));
}

static bool is_number(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!str_is_digit(word.s[i]) && !(i + 1 == word.n && i > 0 && str_is_alpha(word.s[i])))
			return false;
	return word.n != 0 && word.n <= 5 && str_is_digit(word.s[0]);
}

/* What address_end() knows of the words so far. */
struct address_walk {
	struct walk walk;
	size_t good;		    /* where the address ends for certain */
	size_t capitals, code_line; /* words with capitals behind that; the line of the code */
	bool town, coded;	    /* capitals behind a comma; a code was there */
};

/* Behind a unit, a floor, a code or a room, whose second word `next` stands at: is it one? */
static bool take_part(struct address_walk *a, const struct walk *next, struct str word, struct str low,
		      struct str second)
{
	const struct scan *scan = a->walk.scan;
	bool same_line = next->newlines == a->walk.newlines;
	size_t behind = next->at + second.n;

	if ((is_unit(low) && second.n != 0 && second.n <= 5 && (str_is_digit(second.s[0]) || second.n == 1)) ||
	    (is_floor(low) && second.n != 0 && is_side(str_slice(scan->low, next->at, behind)))) {
		a->capitals = 0;
	} else if (!a->coded && is_halved_code(word, second) && same_line) {
		a->coded = true;
		a->code_line = a->walk.newlines;
	} else if (!a->coded && is_code(word)) {
		behind = a->walk.at + word.n;
		if (word.n == 4 && second.n == 2 && str_is_upper(second.s[0]) && str_is_upper(second.s[1]) && same_line)
			behind = next->at + 2; /* "3089 JH" */
		a->coded = true;
		a->code_line = a->walk.newlines;
		a->capitals = 0;
	} else if (same_line && is_room(word, second, is_end(scan->text, behind))) {
		a->capitals = 0; /* "EB 3801a" */
	} else {
		return false;
	}
	a->good = a->walk.at = behind;
	return true;
}

/* Behind a word with a capital; does the address go on? */
static bool take_capital(struct address_walk *a, struct str word)
{
	struct str text = a->walk.scan->text;
	bool behind_code = a->coded && !a->walk.comma;

	a->capitals++;
	a->town = a->town || (a->walk.comma && a->walk.newlines == 0);
	a->walk.at += word.n;
	/* ", London." */
	if (behind_code || (a->town && a->capitals <= 2 && is_end(text, a->walk.at)))
		a->good = a->walk.at;
	/* "80331 Bad Ort. Mein Bruder": another sentence */
	return !(a->coded && word.n > 3 && str_starts(str_from(text, a->walk.at), STR(". ")));
}

/* Behind the next word; does the address go on? */
static bool take_word(struct address_walk *a)
{
	const struct scan *scan = a->walk.scan;
	struct walk next;
	struct str word, low, second;

	if (!skip_between(&a->walk))
		return false;
	word = word_at(&a->walk);
	if (word.n == 0)
		return false;
	low = str_slice(scan->low, a->walk.at, a->walk.at + word.n);
	next = a->walk;
	next.at += word.n;
	if (next.at < scan->text.n && scan->text.s[next.at] == '.')
		next.at++;
	second = skip_between(&next) ? word_at(&next) : STR_NONE;
	if (take_part(a, &next, word, low, second))
		return true;
	if (is_land(low) && is_capital(word.s[0])) {
		a->good = a->walk.at = a->walk.at + word.n;
		return !a->coded || a->code_line >= a->walk.newlines;
	}
	if (is_capital(word.s[0]) && a->capitals < CAPITALS_MOST && (!a->coded || a->code_line == a->walk.newlines))
		return take_capital(a, word);
	if (!a->coded && word.n <= 3 && a->walk.comma && str_is_digit(word.s[0])) {
		a->walk.at += word.n; /* a floor, a door */
		return true;
	}
	if (a->coded && a->capitals != 0 && word.n <= 2 && is_number(word) && a->code_line == a->walk.newlines) {
		a->good = a->walk.at = a->walk.at + word.n; /* "Praha 5" */
		return true;
	}
	if ((a->capitals == 0 && !a->coded) || !is_particle(low))
		return false;
	a->walk.at += word.n;
	return true;
}

/* Where the address ends that goes on at `from`; `coded`: was there a code? One may have been before. */
static size_t address_end(const struct scan *scan, size_t from, bool *coded)
{
	struct address_walk a = {.walk = {scan, from, 0, false}, .good = from, .coded = *coded};

	for (size_t n = 0; n < WORDS_MOST && take_word(&a);)
		n++;
	*coded = a.coded;
	return a.good;
}

/* The word in front of a place, on the same line; none that is too long for a street's or a town's. */
static struct str word_before(struct str text, size_t at)
{
	enum { GAP_MOST = 64, WORD_MOST = 96 };
	size_t to = at, from;

	while (to > 0 && at - to < GAP_MOST &&
	       (text.s[to - 1] == ' ' || text.s[to - 1] == ',' || text.s[to - 1] == '.'))
		to--;
	for (from = to; from > 0 && ((unsigned char)text.s[from - 1] >= 0x80 || str_is_alnum(text.s[from - 1]) ||
				     strchr("'-/", text.s[from - 1]) != NULL);)
		if (to - --from > WORD_MOST)
			return str_slice(text, to, to);
	return str_slice(text, from, to);
}

static size_t place_of(const struct scan *scan, struct str word)
{
	return (size_t)(word.s - scan->text.s);
}

static bool is_plain(const struct scan *scan, struct str word)
{
	size_t from = place_of(scan, word);
	const uint32_t *flags = wordset_find(&scan->rules->words, str_slice(scan->low, from, from + word.n));

	return flags != NULL && (*flags & WORD_PLAIN) != 0;
}

/* A number or a flat in front of the street: "39 27 Alkyon Avenue", "Apt. 7 12 High Street". */
static size_t address_start(const struct scan *scan, size_t from)
{
	for (int n = 0; n < 2; n++) {
		struct str word = word_before(scan->text, from), unit;

		if (!is_number(word))
			break;
		unit = word_before(scan->text, place_of(scan, word));
		if (unit.n != 0 && is_unit(str_slice(scan->low, place_of(scan, unit), place_of(scan, unit) + unit.n)))
			from = place_of(scan, unit);
		else if (from == place_of(scan, word) + word.n + 1)
			from = place_of(scan, word);
		else
			break;
	}
	/* "12-14" */
	if (from > 1 && scan->text.s[from - 1] == '-' && str_is_digit(scan->text.s[from - 2]))
		for (from--; from > 0 && str_is_digit(scan->text.s[from - 1]);)
			from--;
	return from;
}

static bool is_house(struct hit *hit)
{
	bool coded = false;

	hit->to = address_end(hit->scan, hit->to, &coded);
	hit->from = address_start(hit->scan, hit->from);
	return true;
}

/* "Hauptstrasse 5", "Lange Str. 5", "Storgatan 5": the number of a word that only streets end with. */
static bool is_house_in_street(struct hit *hit)
{
	static const char *const ends[] = {
	    "strasse", "str",	 "straat",   "laan",  "weg",   "platz",	   "gasse",	"allee",  "ring",
	    "damm",    "ufer",	 "chaussee", "steig", "pfad",  "graben",   "promenade", "twiete", "gatan",
	    "vagen",   "gata",	 "veien",    "vegur", "vej",   "bakken",   "backen",	"stigen", "stien",
	    "svingen", "torget", "gade",     "katu",  "kuja",  "polku",	   "tie",	"plein",  "plaats",
	    "gracht",  "kade",	 "singel",   "dijk",  "dreef", "steenweg", NULL};
	static const char *const alone[] = {"strasse",	"str",	 "weg",	    "platz", "allee",	"utca",
					    "ut",	"ter",	 "u",	    "korut", "gate",	"vei",
					    "gata",	"vag",	 "namesti", "trida", "caddesi", "sokak",
					    "prospekt", "ulice", "ulica",   "cesta", "trg",	NULL};
	const struct scan *scan = hit->scan;
	struct str word = word_before(scan->text, hit->from), low;
	size_t from = place_of(scan, word), words = 1;
	bool ended = false, separate;

	low = str_slice(scan->low, from, from + word.n);
	if (word.n < 1 || hit->from - (from + word.n) > 2 ||
	    memchr(scan->text.s + from + word.n, ',', hit->from - from - word.n))
		return false;
	separate = str_is_any(low, alone);
	if (!separate && !is_capital(word.s[0]))
		return false;
	for (const char *const *end = ends; *end != NULL && !ended && !separate; end++)
		ended = str_ends(low, str_c(*end)) && low.n > strlen(*end) + 1;
	if (!separate && !ended)
		return false;
	for (; words < 4 && from > 0 && scan->text.s[from - 1] == ' ' && (separate || words < 2); words++) {
		word = word_before(scan->text, from);
		if (word.n < 2 || !is_capital(word.s[0]) || place_of(scan, word) + word.n + 2 < from)
			break;
		from = place_of(scan, word);
	}
	if (separate && (words < 2 || str_is_alpha(scan->text.s[hit->from - 1])))
		return false;
	hit->from = from;
	return is_house(hit);
}

/* Words that may mean anything but for the code of a town behind them. */
static bool is_coded_house(struct hit *hit)
{
	bool coded = false;

	hit->to = address_end(hit->scan, hit->to, &coded);
	return coded;
}

/* In full, as in front of a day: "January 14,\n2002 Hour-Ahead". */
static bool is_whole_month(const struct scan *scan, struct str word)
{
	static const char *const months[] = {
	    "january",	  "february", "march",	   "april",	"may",	     "june",	"july",	    "august",
	    "september",  "october",  "november",  "december",	"januar",    "februar", "marz",	    "maerz",
	    "mai",	  "juni",     "juli",	   "oktober",	"dezember",  "janvier", "fevrier",  "mars",
	    "avril",	  "juin",     "juillet",   "aout",	"septembre", "octobre", "novembre", "decembre",
	    "enero",	  "febrero",  "marzo",	   "abril",	"mayo",	     "junio",	"julio",    "agosto",
	    "septiembre", "octubre",  "noviembre", "diciembre", NULL};
	size_t from = place_of(scan, word);

	return str_is_any(str_slice(scan->low, from, from + word.n), months);
}

static bool is_month(struct str low)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "mai", "jun", "jul",
					     "aug", "sep", "oct", "okt", "nov", "dec", "dez", NULL};

	return str_starts_any(low, months);
}

/* "BP 20117 Tours", not "CP 300 Printer", nor "BP 40" above "Model X": what it is the number of. */
static bool is_french_box(struct hit *hit)
{
	enum { FEW_DIGITS = 3 };
	const struct scan *scan = hit->scan;
	size_t word = scan_word_at(scan, hit->to);
	struct str gap;

	if (word < scan->toks.n && (scan->toks.at[word].words & WORD_PLAIN) != 0) {
		gap = str_slice(scan->text, hit->to, scan->toks.at[word].from);
		if (str_eq(gap, STR(" ")) || (str_eq(gap, STR("\n")) && hit->text.n <= strlen("BP ") + FEW_DIGITS))
			return false;
	}
	return is_house(hit);
}

/* "needs an OS. It's only got 2": an acronym ends a sentence there. */
static bool is_house_in_estate(struct hit *hit)
{
	return !str_starts(hit->text, STR("OS. ")) && is_house(hit);
}

enum { CARD_LINES = 6 };

/* "Rows Found", not "Bad Ort": nothing but everyday words up to a comma. */
static bool is_everyday(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = scan_word_at(scan, from); i < scan->toks.n && scan->toks.at[i].from < to; i++) {
		if ((scan->toks.at[i].words & WORD_PLAIN) == 0)
			return false;
		if (str_starts(names_gap_after(scan, i), STR(",")))
			break;
	}
	return true;
}

/* "Jan\n61440 Ort" below a farewell or a signature's mark: a line of its own. */
static bool is_line_of_card(struct hit *hit, size_t town)
{
	struct str text = hit->scan->text;
	size_t from = hit->from, to = hit->to;

	while (from > 0 && strchr("> \t|", text.s[from - 1]) != NULL)
		from--;
	while (to < text.n && (str_is_alpha(text.s[to]) || (unsigned char)text.s[to] >= 0x80 ||
			       (strchr(" -,.", text.s[to]) != NULL && text.s[to] != '\0')))
		to++;
	if ((from > 0 && text.s[from - 1] != '\n') || (to < text.n && strchr("\r\n", text.s[to]) == NULL) ||
	    is_everyday(hit->scan, town, to) || str_starts(hit->text, STR("19")) || str_starts(hit->text, STR("20")))
		return false;
	for (size_t n = 0; n < CARD_LINES && from > 1; n++) {
		size_t end = from - 1, word;

		for (from = end; from > 0 && text.s[from - 1] != '\n';)
			from--;
		word = scan_word_at(hit->scan, from);
		if (str_starts(str_slice(text, from, end), STR("--")) ||
		    (word < hit->scan->toks.n && hit->scan->toks.at[word].from < end &&
		     names_phrase(hit->scan, word, PHRASES_FAREWELLS) != 0)) {
			while (to > hit->to && strchr(" -,.", text.s[to - 1]) != NULL)
				to--;
			hit->to = to;
			return true;
		}
	}
	return false;
}

/* "Markt 5, 3500 Krems", "Am Bach 7\n12345 Ort": a code and a town with a house in front. */
static bool is_town_behind_house(struct hit *hit)
{
	struct str text = hit->scan->text, word;
	size_t from = hit->from, town = hit->from, names = 0;
	bool between = false, coded = true;

	while (town < hit->to && (str_is_digit(text.s[town]) || text.s[town] == '-' || text.s[town] == ' ' ||
				  (town + 2 < hit->to && text.s[town + 1] == '-')))
		town++;
	if (is_month(str_slice(hit->scan->low, town, hit->to)))
		return false;
	while (from > 0 && strchr(" ,\n\t>\r", text.s[from - 1]) != NULL && hit->from - from < 8) {
		from--;
		between = between || text.s[from] == ',' || text.s[from] == '\n';
	}
	word = word_before(text, from);
	if (!between || word.n == 0 || !str_is_digit(word.s[0]) || word.n > 8 ||
	    place_of(hit->scan, word) + word.n != from)
		return is_line_of_card(hit, town);
	from = place_of(hit->scan, word);
	for (size_t n = 0; n < CAPITALS_MOST && from > 0 && text.s[from - 1] == ' '; n++) {
		word = word_before(text, from);
		if (word.n == 0 || place_of(hit->scan, word) + word.n + 2 < from ||
		    !(is_capital(word.s[0]) || is_particle(str_slice(hit->scan->low, place_of(hit->scan, word),
								     place_of(hit->scan, word) + word.n))))
			break;
		if (names == 0 && (is_plain(hit->scan, word) || is_whole_month(hit->scan, word)))
			return false; /* "Chapter 5, 1000 Rows" */
		names += is_capital(word.s[0]);
		from = place_of(hit->scan, word);
	}
	if (names == 0)
		return false;
	hit->from = from;
	hit->to = address_end(hit->scan, hit->to, &coded);
	return true;
}

/* "78 Rowan Path, ", "Rose Cottage, " in front of a town: where the house's number or its name is, or the place itself.
 */
static size_t house_before(const struct scan *scan, size_t at)
{
	enum { HOUSE_WORDS = 2 }; /* without a number, no more are taken for a house's */
	size_t from = at, name = at;

	if (at < 2 || !str_eq(str_slice(scan->text, at - 2, at), STR(", ")))
		return at;
	for (size_t n = 0; n < CAPITALS_MOST; n++) {
		struct str word = word_before(scan->text, from);

		if (word.n == 0 || (n > 0 && place_of(scan, word) + word.n + 1 != from))
			break;
		from = place_of(scan, word);
		if (n > 0 && is_number(word))
			return from;
		if (!is_capital(word.s[0]))
			break;
		if (n < HOUSE_WORDS)
			name = from;
	}
	return name;
}

/* "Mountain View, CA 94043" */
static bool is_american_town(struct hit *hit)
{
	static const size_t state = 5; /* ", CA " */
	size_t from = hit->from - state, words = 0;

	for (; words < 3 && from > 0; words++) {
		struct str word = word_before(hit->scan->text, from);

		if (word.n < 2 || !is_capital(word.s[0]) || place_of(hit->scan, word) + word.n + 2 < from ||
		    (words != 0 && hit->scan->text.s[place_of(hit->scan, word) + word.n] == ','))
			break;
		from = place_of(hit->scan, word);
		if (from > 0 && hit->scan->text.s[from - 1] != ' ') {
			words++;
			break;
		}
	}
	if (words == 0)
		return false;
	hit->from = house_before(hit->scan, from);
	return true;
}

/* "USS Nimitz\nFPO AP 96620": the line above or the words in front belong to it. */
static bool is_military(struct hit *hit)
{
	static const char *const ships[] = {"uss ", "usns ", "usnv ", "uscgc ", "usnss ",
					    "psc ", "cmr ",  "unit ", NULL};
	struct str low = hit->scan->low;
	size_t from = hit->from, line = from;

	while (line > 0 && from - line < BACK_MOST && low.s[line - 1] != '\n')
		line--;
	if (line == from && line > 0)
		for (line--; line > 0 && from - line < BACK_MOST && low.s[line - 1] != '\n';)
			line--;
	for (const char *const *ship = ships; *ship != NULL; ship++) {
		ptrdiff_t at = str_find(str_slice(low, line, from), str_c(*ship));

		if (at >= 0 && (at == 0 || !str_is_alnum(low.s[line + (size_t)at - 1])))
			hit->from = line + (size_t)at;
	}
	return true;
}

/* "IP address: ", "E-Mail-Adresse: ": nobody lives there */
static bool is_label_of_other(const struct hit *hit)
{
	static const char *const others[] = {"mail", "email", "ip",   "ipv",	"mac",	   "web",      "internet",
					     "url",  "site",  "base", "memory", "network", "hardware", NULL};
	struct str low = hit->scan->low;
	size_t to = hit->from, from;

	for (int n = 0; n < 2; n++) {
		while (to > 0 && strchr(" \t*:-/", low.s[to - 1]) != NULL && low.s[to - 1] != '\0')
			to--;
		for (from = to; from > 0 && str_is_alpha(low.s[from - 1]);)
			from--;
		if (str_is_any(str_slice(low, from, to), others))
			return true;
		to = from;
	}
	return false;
}

/* "Street, City, Country": a single everyday word between all commas, not "Park House, Green Lane, Reading" */
static bool is_row_of_words(const struct hit *hit)
{
	const struct scan *scan = hit->scan;

	for (size_t i = scan_word_at(scan, hit->from); i < scan->toks.n && scan->toks.at[i].from < hit->to; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->words & WORD_PLAIN) == 0 || (tok->to < hit->to && scan->text.s[tok->to] != ','))
			return false;
	}
	return true;
}

/* Up to what an address does not have: another sentence, brackets. */
static size_t labelled_end(const struct hit *hit)
{
	enum { ABBREVIATION_MOST = 3, SIGN_BYTES = 3 };
	struct str text = hit->scan->text;
	size_t word = 0, at = hit->from;

	for (; at < hit->to; at++) {
		unsigned char c = (unsigned char)text.s[at];
		bool stops = c == '.' && at + 1 < hit->to;

		if (c == ';' || c == '(')
			break;
		if (stops && text.s[at + 1] == ' ' && at + 2 < hit->to && is_capital(text.s[at + 2]) &&
		    word > ABBREVIATION_MOST)
			break;
		if (stops && at >= hit->from + SIGN_BYTES && (unsigned char)text.s[at - SIGN_BYTES] >= 0xE3 &&
		    (unsigned char)text.s[at + 1] >= 0xE3)
			break; /* "。" */
		word = str_is_alnum((char)c) || c >= 0x80 ? word + ((c & 0xC0) != 0x80) : 0;
	}
	while (at > hit->from && strchr(" ,.-\t", text.s[at - 1]) != NULL)
		at--;
	return at;
}

/* "Adresse: maximal 40 Zeichen", "地址:最多50个字符": what a field takes, and where something of a machine is. */
static bool is_of_field(struct str low)
{
	/* folded */
	static const char *const words[] = {
	    "max",	   "maks",	  "maxim",	  "maximal",	  "maximum",	"maximo",      "massimo",
	    "maksimal",	   "maksimum",	  "hochstens",	  "enintaan",	  "legfeljebb", "hasta",       "zeichen",
	    "zeile",	   "zeilen",	  "seite",	  "siehe",	  "pflicht",	"pflichtfeld", "feld",
	    "caracteres",  "caratteri",	  "carater",	  "righe",	  "lineas",	"lignes",      "ligne",
	    "colonne",	   "kolumna",	  "wiersz",	  "znakow",	  "znaku",	"znakov",      "tecken",
	    "rader",	   "merkkia",	  "karakter",	  "cимвoлoв",	  "cтpoк",	"perиcтp",     "пopт",
	    "xocт",	   "register",	  "slave",	  "modbus",	  "baud",	"px",	       "grados",
	    "chiffres",	   "characters",  "character",	  "lines",	  "optional",	"required",    "obligatoire",
	    "obligatorio", "obrigatorio", "obbligatorio", "wymagane",	  "povinne",	"zorunlu",     "kotelezo",
	    "obvezno",	   "wajib",	  "pakollinen",	  "o6язaтeльнoe", "حرفl",	"तक",	       "अकषर",
	    "תll'ם",	   "пoлe",	  "poglavje",	  "release",	  "section",	NULL};
	static const char *const parts[] = {"文字", "字符", "件まて",	"行て",	      "最大",	  "最多", "之间",
					    "最高", "以内", "최대", "필수", "이내", NULL};

	for (size_t at = 0, end; at < low.n; at = end + 1) {
		for (end = at; end < low.n && (str_is_alnum(low.s[end]) || (unsigned char)low.s[end] >= 0x80);)
			end++;
		if (str_is_any(str_slice(low, at, end), words))
			return true;
	}
	for (const char *const *part = parts; *part != NULL; part++)
		if (str_find(low, str_c(*part)) >= 0)
			return true;
	return false;
}

/* A place with a number, by what a line says in front: not of a machine, nor of memory. */
static bool is_labelled_line(struct hit *hit)
{
	struct str text;
	size_t letters = 0, digits = 0, most = 0, points = 0;
	bool comma, signs = false, coded;

	if (is_label_of_other(hit))
		return false;
	hit->to = labelled_end(hit);
	if (is_of_field(str_slice(hit->scan->low, hit->from, hit->to)))
		return false;
	text = str_slice(hit->scan->text, hit->from, hit->to);
	comma = str_find_char(text, ',') >= 0;
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.s[i];

		points +=
		    c == '.' && i > 0 && i + 1 < text.n && str_is_digit(text.s[i - 1]) && str_is_digit(text.s[i + 1]);
		if (c == ':' && i + 1 < text.n && (str_is_digit(text.s[i + 1]) || text.s[i + 1] == '/'))
			return false;
		digits = str_is_digit((char)c) ? digits + 1 : 0;
		most = digits > most ? digits : most;
		letters += str_is_alpha((char)c) || c >= 0xC3;
		signs = signs || (c >= 0xE1 && c < 0xEE);
	}
	if (most == 0 || letters < 3 || points > 1 ||
	    (!comma && !signs &&
	     (most < 2 ||
	      is_plain(hit->scan, str_slice(hit->scan->text, hit->from, word_end(hit->scan->text, hit->from))))) ||
	    str_find(str_slice(hit->scan->low, hit->from, hit->to), STR("0x")) >= 0)
		return false;
	coded = most >= 4;
	hit->to = address_end(hit->scan, hit->to, &coded);
	return true;
}

static bool is_labelled(struct hit *hit)
{
	return !is_label_of_other(hit) && !is_row_of_words(hit) && is_house(hit);
}

#define L "[A-Za-z\\x80-\\xff]"
#define CAP "[A-Z\\xc3-\\xdf]"
#define CAPWORDS \
	CAP L "*(?:['.-]" L "+)*\\.?(?: (?:" CAP L "*\\.?|de|la|of|the|van|von|du|des|der|den)(?:['-]" L "+)*){0,4}"
#define HOUSE "\\d{1,4}(?: ?[a-zA-Z])?(?:[/-]\\d{1,4})?\\b"

/* clang-format off */
/* "address" in other languages, with what of, folded */
#define ADDRESS_LABELS \
    "(?:indirizzo di spedizione|adres korespondencyjny|adresse de facturation|indirizzo di consegna|" \
    "adresse de livraison|direccion de entrega|endereco de entrega|adres zamieszkania|" \
    "direccion de envio|aдpec perиcтpaции|aдpec пpoживaния|direccion postal|" \
    "adresse postale|aдpeca дocтaвки|aдpec дocтaвки|szallitasi cim|adres dostawy|" \
    "배송 주소|anschrift|direccion|indirizzo|δiεuouvon|endereco|" \
    "집 주소|adresse|dia chi|lلعنوlن|배송지|adresa|adresi|adress|" \
    "alamat|aдpeca|lakcim|morada|naslov|osoite|عنوlني|adres|aдpec|כתlבת|عنوlن|" \
    "نشlنی|lدرس|주소|お届け先|寄送地址|收件地址|收貨地址|收货地址|" \
    "送货地址|cim|पता|ทอย|送付先|配送先|住所|地址)"
/* clang-format on */
#define ADDRESS_LINE "[^\\n@={}<>|\\\\]{6,240}"

/* "A1", "D-1", "12-3" */
static bool may_be_postcode(struct str text, size_t at)
{
	char before = at > 0 ? text.s[at - 1] : ' ';

	return before == '-' || str_is_upper(before) || (at + 2 < text.n && text.s[at + 2] == '-');
}

/* Its group of digits is a code of a town or a half of one. */
static bool may_be_town_behind_house(struct str text, size_t at)
{
	size_t end = at;
	char before = at > 0 ? text.s[at - 1] : ' ', behind, next;
	bool is_second = at > 1 && (before == ' ' || before == '-') && str_is_digit(text.s[at - 2]);

	while (end < text.n && end - at < 4 && str_is_digit(text.s[end]))
		end++;
	behind = end < text.n ? text.s[end] : '\n';
	next = end + 1 < text.n ? text.s[end + 1] : '\n';
	return end - at == 4 || is_second || ((behind == ' ' || behind == '-') && str_is_digit(next));
}

/* "address: 1", "deliver it to 1": a number not far behind */
static bool may_be_told_address(struct str text, size_t at)
{
	enum { WORDS_AND_BLANKS = 32 };

	for (size_t i = at; i < text.n && i - at < WORDS_AND_BLANKS; i++)
		if (str_is_digit(text.s[i]))
			return true;
	return false;
}

/* "…, NY 1" */
static bool may_be_behind_state(struct str text, size_t at)
{
	return at > 1 && text.s[at - 1] == ' ' && str_is_upper(text.s[at - 2]);
}

/* "120 Broadway, 3rd Floor", not "5 Widget Servers, 3rd Floor": so many of something. */
static bool is_house_with_floor(struct hit *hit)
{
	static const char *const houses[] = {"towers",	"chambers", "buildings", "mills", "works",
					     "wharves", "heights",  "gardens",	 NULL};
	size_t end = (size_t)str_rfind_char(hit->text, ' '), from;
	struct str low = str_slice(hit->scan->low, hit->from, hit->to), word;
	const uint32_t *flags;

	end = (size_t)str_rfind_char(str_slice(low, 0, end), ' ');
	end -= end > 0 && low.s[end - 1] == ',';
	from = (size_t)(str_rfind_char(str_slice(low, 0, end), ' ') + 1);
	word = str_slice(low, from, end);
	flags = wordset_find(&hit->scan->rules->words, word);
	if (str_ends(word, STR("s")) && flags != NULL && (*flags & (WORD_PLAIN | WORD_LAST)) == WORD_PLAIN &&
	    !str_is_any(word, houses))
		return false;
	return is_house(hit);
}

const struct pattern street_patterns[] = {
    {"street", REDACT_ADDRESS, PLACE_HOUSE, 0,
     "(?<![\\w.])\\d{1,5}[a-zA-Z]?,? (?:[NSEW]{1,2}\\.? )?(?:" CAP L "*(?:['.-]" L
     "+)*\\.?|\\d{1,3}(?:st|nd|rd|th))(?: " CAP L "*(?:['-]" L "+)*){0,3} "
     "(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Highway|"
     "Hwy|Parkway|Pkwy|Circle|Cir|Close|Crescent|Row|Mews|Trail|Alley|Gardens|Grove|Crossing|Loop|Walk|Quay|"
     "Esplanade|Parade|Turnpike|Ridge|Heights|Marg|Nagar)\\b\\.?",
     is_house, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_BEHIND_WORD, 0, "(?<=[A-Za-z.] |[A-Za-z]\\.|[A-Za-z])" HOUSE, is_house_in_street,
     STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_STREET, 0,
     "(?i:\\b(?:ul\\.|ulica|ulicy|al\\.|aleja|aleje|alei|os\\.|osiedle|pl\\.|plac|placu|calle|c/"
     "|avenida|av\\.|avda\\.|rua|via|viale|piazza|corso|paseo|plaza|praca|carrer|ctra\\.|travessa|largo|ronda|strada|"
     "str\\.|bulevardul|bd\\.)) "
     "(?:de |del |della |do |da |la |los |las )?" CAP
     "[^\\d\\n,;]{1,40},? ?(?:n\\.? ?|nr\\.? ?|no\\.? ?)?(?<![A-Za-z])" HOUSE,
     is_house_in_estate, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_STREET, 0,
     "(?:\\bYJI|\xd0\xb2y\xd0\xbb|\xd1\x83\xd0\xbb|y\xd0\xbb|y\xd0\xbb\xd0\xb8\xd1\x86[a-z]|\xd0\xbfp-\xd1\x82|"
     "\xd0\xbfpoc\xd0\xbf(?:"
     "e\xd0"
     "\xba\xd1\x82)?|\xd0\xbf"
     "ep)\\.? [^\\d\\n,;]{2,40},? ?(?:\xd0\xb4(?:o\xd0\xbc)?\\.? ?)?" HOUSE,
     is_house, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_HOUSE, 0,
     "(?<![\\w.])\\d{1,4}(?: bis| ter)?,? (?i:rue|avenue|boulevard|bd|place|chemin|impasse|allee|quai|route|cours) "
     "(?:(?:de|du|des|la|le|les|l') ?){0,2}" CAPWORDS "(?: \\d{1,4}\\b)?",
     is_house, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_LOCATIVE, 0,
     "\\b(?:Am|An der|An den|Auf dem|Auf der|Im|In der|In den|Unter den|Zum|Zur|Beim|Hinter der|Vor dem) " CAP L
     "+(?:[ -]" CAP L "+)? " HOUSE,
     is_coded_house, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_QUARTER, 50,
     "(?<!" L ")" CAP L "{1,20}(?: " CAP L
     "{1,20}){0,3} (?i:mahallesi|mah\\.|caddesi|cad\\.|sokak|sokagi|sok\\.|bulvari)"
     "(?:,? ?" CAP L "{1,20}(?: " CAP L "{1,20}){0,2} (?i:caddesi|cad\\.|sokak|sokagi|sok\\.|bulvari))?"
     ",? ?(?i:no ?[:.]? ?)?\\d{1,4}(?:/\\d{1,4})?(?:/[A-Z])?\\b(?:,? ?(?i:d|daire|kat|k) ?[:.]? ?\\d{1,3}){0,2}",
     is_house, STRENGTH_PATTERN},
    {"flat", REDACT_ADDRESS, PLACE_UNIT, 70,
     "(?<![\\w.])\\d{1,5},? (?:\\d{1,5} )?" CAPWORDS "(?: \\d{1,5}[a-z]?\\.?)?,?\\s{1,3}(?:>\\s?)?"
     "(?i:apt|suite|ste|unit|flat)\\b\\.? ?#?\\d{1,5}[A-Za-z]?\\b",
     is_house, STRENGTH_PATTERN},
    {"flat", REDACT_ADDRESS, PLACE_UNIT, 50, "(?<![\\w.])\\d{1,5},? " CAPWORDS ",? \\d{1,3}(?:st|nd|rd|th) [Ff]loor\\b",
     is_house_with_floor, STRENGTH_PATTERN},
    {"street and town", REDACT_ADDRESS, PLACE_UNIT, 70,
     "(?<![\\w.])(?:(?i:flat|apartment|unit) \\d{1,4}[a-z]?, )?(?:" CAP L "{2,}(?: " CAP L "{2,}){0,2}, )?" CAP L
     "{2,}(?: " CAP L "{2,}){0,2} (?:Lane|Road|Street|Avenue)(?:,| in) " CAP L "{2,}(?:[ -]" CAP L "{2,})?",
     NULL, STRENGTH_PATTERN},
    {"told address", REDACT_ADDRESS, PLACE_DWELLING, 0,
     "(?i:lives? at|living at|address(?: is|:| to the same:)|offices? (?:is |are )?at|located at|moved to|ship(?:ped)? "
     "(?:it )?to|deliver(?:ed)? (?:it )?to|send it to|return (?:it )?to|taxi to|adresse:|anschrift:|direccion:|"
     "indirizzo:|adres:|endereco:)\\s{1,3}\\K\\d{1,5}[a-zA-Z]?,? (?:\\d{1,5} )?" CAPWORDS "(?: \\d{1,5}[a-z]?\\b\\.?)?",
     is_house, STRENGTH_PATTERN, may_be_told_address},
    {"labelled address", REDACT_ADDRESS, PLACE_ADDRESS, 0,
     "(?i)(?:(?<![a-z\\x80-\\xff])|(?<=liefer|versand|rechnungs|post|wohn|privat|leverans|leverings|faktura|hem|bezorg|"
     "aflever|factuur|woon|toimitus|posti|koti))" ADDRESS_LABELS
     " ?(?::|\u306f|\u662f)[ \\t*]{0,4}\\K(?=[^\\n]{0,160}\\d)" ADDRESS_LINE,
     is_labelled_line, STRENGTH_PATTERN},
    {"labelled address", REDACT_ADDRESS, PLACE_ADDRESS, 0,
     "(?i)(?<=new |delivery |shipping |postal |billing |home |mailing |street |residential |correspondence )address(?: "
     "is|:)[ "
     "\\t]{1,3}\\K(?=\\d|(?:flat|apt|apartment|unit|house|plot|no|room|suite)\\b)(?=[^\\n]{0,60},)" ADDRESS_LINE,
     is_labelled_line, STRENGTH_PATTERN},
    {"labelled address", REDACT_ADDRESS, PLACE_DWELLING, 0,
     "(?i:address|adresse|anschrift|direccion|indirizzo|adres|endereco):\\**[ \\t]{1,4}\\K" CAP L
     "+(?:[ '.-]{1,2}" CAP L "*){0,4},(?: ?" CAP "[^\\d\\n,;:@=/{}<>()]{1,40}(?:,|(?=[ \\t]*$))){1,5}(?=[ \\t]*$)",
     is_labelled, STRENGTH_PATTERN},
    {"street", REDACT_ADDRESS, PLACE_STREET, 0,
     "(?i:\\brue) (?:(?:de|du|des|la|le|les|l') ?){0,3}" CAP L "{2,}(?:[ '-]" CAP L "{2,}){0,2}(?: a " CAP L
     "{2,}(?:-" L "{1,12}){0,3})?",
     NULL, STRENGTH_PATTERN},
    {"post box", REDACT_ADDRESS, PLACE_BOX, 0,
     "(?i)\\b(?:(?:gpo |post office )?box|p\\.? ?o\\.? ?box|postfach|postbus|boite postale|b\\.p\\.?|casella postale|"
     "caixa postal|apdo\\.?(?: de correos| postal)?|(?:apartado|casilla) (?:de correos?|postal)|case postale|"
     "skrytka pocztowa|postboks|postilokero|(?-i:Pf\\.)|postafiok|postschliessfach|unit|psc) \\d{2,6}\\b"
     "(?: \\d{2,3}\\b){0,3}",
     is_house, STRENGTH_PATTERN},
    /* not "el apartado 12", "la casilla 505", which are a section and a box of a form */
    {"post box", REDACT_ADDRESS, PLACE_BOX, 0,
     "(?i)(?<!el )(?<!los )(?<!l[ao] )(?<!las )(?<!en )\\b(?:(?-i:Apartado|Casilla) \\d{2,6}|"
     "(?:apartado|casilla) \\d{4,6})\\b(?!:)",
     is_house, STRENGTH_PATTERN},
    {"post box", REDACT_ADDRESS, PLACE_BOX, 0,
     "(?i)\\b(?:private|locked) bag [x ]{0,2}\\d{1,5}\\b|a/\xd1\x8f \\d{1,6}\\b|"
     "\xe7\xa7\x81\xe6\x9b\xb8\xe7\xae\xb1 ?(?:\xe7\xac\xac ?)?\\d{1,6}(?:\xe5\x8f\xb7)?",
     is_house, STRENGTH_PATTERN},
    /* "BP 1234, Dakar", "BP 20117 Tours Cedex"; not "CP 1252, Windows" */
    {"post box", REDACT_ADDRESS, PLACE_BOX, 0,
     "\\b(?:BP|CP(?! (?:437|8[56]\\d|9(?:32|36|49|50)|125\\d|65001)\\b)) \\d{2,6}(?! (?:Series|Model|Driver)\\b)(?=,? "
     "{1,2}(?:\\d{5} )?[A-Z][a-z\\x80-\\xff]{2}|[\\n,]{1,2}[A-Z\\d]|\\n\\z)",
     is_french_box, STRENGTH_PATTERN},
    {"military address", REDACT_ADDRESS, PLACE_MILITARY, 0, "\\b[FAD]PO,? A[AEP] \\d{5}(?:-\\d{4})?\\b", is_military,
     STRENGTH_PATTERN},
    {"town behind a house", REDACT_ADDRESS, PLACE_HOUSE, 7,
     "(?<![\\w.-])(?:[A-Z]{1,2}-)?(?:\\d{4,5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3})(?: [A-Z]{2})? " CAP L "{2,}",
     is_town_behind_house, STRENGTH_PATTERN, may_be_town_behind_house},
    {"postcode", REDACT_ADDRESS, PLACE_DIGIT, 4,
     "(?<![\\w-])(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z] "
     "\\d[ABCEGHJ-NPRSTV-Z]\\d|\\d{2}-\\d{3} " CAP L
     "{2,}|(?:CH|DE|AT|D|A|NL|BE|B|F|DK|SE|NO|FIN|PL|CZ|SK|L)-\\d{4,5} " CAP L "{2,}(?:[ -]" CAP L "{2,})?)(?![\\w-])",
     NULL, STRENGTH_PATTERN, may_be_postcode},
    {"postcode in Japan", REDACT_ADDRESS, PLACE_BOX, 0, "\xe3\x80\x92 ?\\d{3}-?\\d{4}[^\\n]{0,80}", NULL,
     STRENGTH_PATTERN},
    {"street in Japanese", REDACT_ADDRESS, PLACE_PREFECTURE, 9,
     "(?:\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd|\xe5\x8c\x97\xe6\xb5\xb7\xe9\x81\x93|"
     "\xe5\xa4\xa7\xe9\x98\xaa\xe5\xba\x9c|\xe4\xba\xac\xe9\x83\xbd\xe5\xba\x9c|(?:[\xe4-\xe9][\x80-\xbf]{2}){2,3}"
     "\xe7\x9c\x8c)(?:[\xe3-\xe9][\x80-\xbf]{2}){1,20}\\d{1,4}(?:(?:\xe4\xb8\x81\xe7\x9b\xae|\xe7\x95\xaa(?:"
     "\xe5\x9c\xb0)?|\xe5\x8f\xb7|-)\\d{0,4}){0,4}",
     NULL, STRENGTH_PATTERN},
    {"street in Chinese", REDACT_ADDRESS, PLACE_HOUSE_SIGN, 60,
     "(?:[\xe4-\xe9][\x80-\xbf]{2}){2,14}(?:\xe8\xb7\xaf|\xe8\xa1\x97|\xe5\xb7\xb7|\xe5\xbc\x84|\xe9\x81\x93)\\d{1,5}"
     "\xe5\x8f\xb7(?:[\xe4-\xe9][\x80-\xbf]{2}|\\d){0,12}",
     NULL, STRENGTH_PATTERN},
    {"town", REDACT_ADDRESS, PLACE_NUMBER5, 0, "(?<=, [A-Z]{2} )\\d{5}(?:-\\d{4})?\\b", is_american_town,
     STRENGTH_PATTERN, may_be_behind_state},
};
const size_t street_patterns_n = sizeof(street_patterns) / sizeof(street_patterns[0]);
