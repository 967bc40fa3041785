/*
 * The table of known people. Names are kept as hashes of their folded parts and
 * of the beginnings that inflection leaves alone; text is looked up word by word,
 * so the time does not grow with the number of people.
 */
#include "common/json.h"
#include "common/mem.h"
#include "common/privacy/people.h"
#include "common/utf8.h"

enum { FILTER_BITS_EACH = 8, FILTER_LEAST = 1024 };

static const struct {
	const char *kind, *role;
} roles[] = {
    {"customer", "customer"}, {"end-user", "customer"},	  {"end_user", "customer"}, {"requester", "customer"},
    {"user", "customer"},     {"contact", "customer"},	  {"agent", "agent"},	    {"admin", "agent"},
    {"staff", "agent"},	      {"colleague", "colleague"},
};

/* Names that the same person may go by. */
static const char *const nicknames[] = {
    "thomas tom tommy",
    "robert rob bob bobby bert",
    "william will bill billy liam",
    "richard rick dick rich",
    "james jim jimmy jamie",
    "john jack johnny jon",
    "michael mike mick micky",
    "joseph joe joey",
    "charles charlie chuck",
    "edward ed eddie ted ned",
    "anthony tony",
    "andrew andy drew",
    "daniel dan danny",
    "david dave davy",
    "matthew matt",
    "christopher chris kit",
    "nicholas nick nicky",
    "steven steve",
    "stephen steve",
    "benjamin ben benny",
    "samuel sam sammy",
    "alexander alex sasha sandy",
    "alexandra alex sandra sasha",
    "elizabeth liz beth betty lisa eliza",
    "katherine kate kathy katie kat",
    "catherine cathy kate katie",
    "margaret maggie meg peggy greta",
    "jennifer jen jenny",
    "rebecca becky becca",
    "susan sue susie",
    "patricia pat patty trish",
    "patrick pat paddy",
    "gregory greg",
    "jeffrey jeff",
    "kenneth ken kenny",
    "ronald ron ronnie",
    "timothy tim",
    "joshua josh",
    "jonathan jon",
    "victoria vicky tori",
    "deborah deb debbie",
    "barbara barb",
    "jessica jess",
    "philip phil",
    "kimberly kim",
    "pamela pam",
    "cynthia cindy",
    "suzanne sue suzy",
    "leonard len lenny",
    "lawrence larry",
    "gerald gerry jerry",
    "donald don donnie",
    "douglas doug",
    "raymond ray",
    "walter walt",
    "vincent vince vinny",
    "nathaniel nathan nate",
    "theodore ted theo",
    "abigail abby",
    "samantha sam",
    "theresa terry tess",
    "terrence terry",
    "randall randy",
    "bradley brad",
    "geoffrey geoff",
    "russell russ",
    "peter pete",
    "eugene gene",
    "judith judy",
    "christine chris tina",
    "christina chris tina",
    "frederick fred freddy",
    "katarzyna kasia",
    "malgorzata gosia",
    "agnieszka aga",
    "aleksandra ola",
    "joanna asia",
    "magdalena magda",
    "krzysztof krzysiek krzys",
    "johannes hans hannes",
    "sebastian basti seb",
    "francisco paco pancho",
    "jose pepe",
};

struct redact_people *redact_people_new(const struct redact_rules *rules)
{
	struct redact_people *people = mem_zalloc(sizeof(*people));

	people->rules = rules;
	people->folder = folder_new();
	return people;
}

void redact_people_free(struct redact_people *people)
{
	if (people == NULL)
		return;
	folder_free(people->folder);
	wordset_release(&people->forms);
	wordset_release(&people->stems);
	wordset_release(&people->near);
	wordset_release(&people->first);
	wordset_release(&people->phrases);
	wordset_release(&people->starts);
	wordset_release(&people->numbers);
	vec_release(&people->roles);
	mem_free(people->filter);
	mem_free(people);
}

size_t people_count(const struct redact_people *people)
{
	return people != NULL ? people->roles.n : 0;
}

const char *people_role(const struct redact_people *people, uint32_t person)
{
	return people->roles.at[person];
}

/* The first one who is called so names it, rather than one who is called so beside other words or with a capital alone.
 */
static void put(struct wordset *set, struct str word, uint32_t value)
{
	uint32_t marks = form_beside | form_capital;
	bool added;
	uint32_t *slot = wordset_add(set, word, &added);

	if (added || (*slot & marks) > (value & marks))
		*slot = value;
}

/* Most words of a text are neither a form nor a start: one bit of few bytes says so of nearly all of them. */
static void filter_mark(struct redact_people *people, uint64_t key)
{
	uint64_t bit = key >> FILTER_SHIFT & (people->filter_bits - 1);

	people->filter[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void filter_mark_all(struct redact_people *people, const struct wordset *set)
{
	for (size_t i = 0; i < set->room; i++)
		if (set->slots[i].key != 0)
			filter_mark(people, set->slots[i].key);
}

static void filter_add(struct redact_people *people, uint64_t key)
{
	if ((people->forms.n + people->starts.n) * FILTER_BITS_EACH > people->filter_bits) {
		mem_free(people->filter);
		people->filter_bits = people->filter_bits != 0 ? people->filter_bits * 2 : FILTER_LEAST;
		people->filter = mem_zalloc(people->filter_bits / 8);
		filter_mark_all(people, &people->forms);
		filter_mark_all(people, &people->starts);
	} else {
		filter_mark(people, key);
	}
}

static void put_form(struct redact_people *people, struct str word, uint32_t value)
{
	put(&people->forms, word, value);
	filter_add(people, wordset_key(word));
}

static uint32_t form(uint32_t person, enum form_kind kind)
{
	return person | (uint32_t)kind << FORM_SHIFT;
}

static void add_phrase(struct redact_people *people, const struct str *words, size_t n, uint32_t value)
{
	struct buf phrase;
	uint32_t *most;

	if (n < 2)
		return;
	buf_init(&phrase, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			buf_char(&phrase, ' ');
		buf_str(&phrase, words[i]);
	}
	put(&people->phrases, buf_view(&phrase), value);
	most = wordset_add(&people->starts, words[0], NULL);
	if (*most < n)
		*most = (uint32_t)n;
	filter_add(people, wordset_key(words[0]));
	buf_release(&phrase);
}

static bool is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

static void add_stems(struct redact_people *people, struct str part, uint32_t value)
{
	struct str stem = part;

	if (part.n < STEM_LEAST || (unsigned char)part.s[part.n - 1] >= 0x80) {
		if (part.n >= 6) /* letters of other scripts: the last one may change */
			put(&people->stems, str_slice(part, 0, part.n - 2), value);
		put(&people->stems, part, value);
		return;
	}
	put(&people->stems, part, value);
	while (stem.n > STEM_LEAST && is_vowel(stem.s[stem.n - 1]))
		stem.n--;
	put(&people->stems, stem, value);
	if (stem.n < part.n && stem.n > STEM_LEAST && strchr("kgrtdlch", stem.s[stem.n - 1]) != NULL)
		put(&people->stems, str_slice(stem, 0, stem.n - 1), value);
	/* Marek, Marka; Paweł, Pawła */
	if (part.n > STEM_LEAST + 1 && part.s[part.n - 2] == 'e' && !is_vowel(part.s[part.n - 1])) {
		char fleeting[64];

		if (part.n < sizeof(fleeting)) {
			memcpy(fleeting, part.s, part.n - 2);
			fleeting[part.n - 2] = part.s[part.n - 1];
			put(&people->stems, str_n(fleeting, part.n - 1), value);
		}
	}
}

/* "Featherstonhaugh", "Feathersonehaugh": a letter less or another one, or two that have changed places; not the last
 * letter, which tells words of one stem apart ("Schneider", "Schneide"). */
static void add_near(struct redact_people *people, struct str part, uint32_t value)
{
	if (part.n < NEAR_LETTERS || part.n > NEAR_LETTERS_MOST || people->roles.n > NEAR_PEOPLE ||
	    !people_is_ascii(part))
		return;
	for (size_t i = 1; i + 1 < part.n; i++) /* hardly anybody gets the first one wrong */
		*wordset_add_key(&people->near, people_key_without(part, i)) = value;
}

static void add_part(struct redact_people *people, struct str part, uint32_t value)
{
	struct str rest, name;

	if (part.n < 3)
		return;
	put_form(people, part, value);
	add_stems(people, part, value);
	add_near(people, part, value);
	for (size_t i = 0; i < sizeof(nicknames) / sizeof(nicknames[0]); i++) {
		bool is_in = false;

		rest = str_c(nicknames[i]);
		while (str_split(&rest, ' ', &name))
			is_in = is_in || str_eq(name, part);
		rest = str_c(nicknames[i]);
		while (is_in && str_split(&rest, ' ', &name))
			put_form(people, name, value);
	}
}

static void add_joined(struct redact_people *people, struct str a, struct str b, uint32_t value)
{
	struct buf joined;

	buf_init(&joined, BUF_NO_LIMIT);
	buf_str(&joined, a);
	buf_str(&joined, b);
	if (joined.n >= 5)
		put_form(people, buf_view(&joined), value);
	buf_release(&joined);
}

enum { PARTS_MOST = 8, SMALL_DIGITS = 4, ABRIDGED = 3 };

/* "vandermeulen", "svandermeulen", "svdmeulen" */
static void add_with_particles(struct redact_people *people, struct str first, struct str particles, struct str last,
			       uint32_t value)
{
	struct str rest = particles, word;
	struct buf whole, initials;

	if (particles.n == 0)
		return;
	buf_init(&whole, BUF_NO_LIMIT);
	buf_init(&initials, BUF_NO_LIMIT);
	buf_str(&initials, str_slice(first, 0, 1));
	while (utf8_next_word(&rest, &word)) {
		buf_str(&whole, word);
		buf_str(&initials, str_slice(word, 0, 1));
	}
	add_joined(people, buf_view(&initials), last, value);
	buf_str(&whole, last);
	put_form(people, buf_view(&whole), value);
	add_joined(people, str_slice(first, 0, 1), buf_view(&whole), value);
	add_joined(people, first, buf_view(&whole), value);
	buf_release(&initials);
	buf_release(&whole);
}

bool redact_is_nobodys_word(struct str word)
{
	static const char words[] =
	    " mail delivery system subsystem daemon mailer postmaster list lists moderators moderator recipients "
	    "undisclosed team support service services software systems group digest info noreply reply notification "
	    "notifications newsletter admin administrator administration webmaster helpdesk desk department office "
	    "customer customers the inc ltd gmbh llc corp corporation company foundation project online store shop "
	    "sales "
	    "billing accounts marketing security users announce bot apps agent test tester name nobody someone it "
	    "phd md mba msc bsc consultant contractor external extern programmer engineer student manager "
	    "developer developers documentation docs feedback community care success operations engineering robot "
	    "automation integration account onboarding portal orders returns press alerts contact hotline "
	    "technical technik kontakt kundenservice kundendienst kundenbetreuung buchhaltung vertrieb verwaltung "
	    "soporte asistencia assistance servicio atendimento suporte supporto assistenza assistentie ";
	char padded[18] = " ";

	if (word.n + 2 > sizeof(padded))
		return false;
	for (size_t i = 0; i < word.n; i++)
		padded[i + 1] = str_lower_char(word.s[i]);
	padded[word.n + 1] = ' ';
	return str_find(str_c(words), str_n(padded, word.n + 2)) >= 0;
}

static void add_folded_name(struct redact_people *people, struct str name, uint32_t person)
{
	struct str rest = name, parts[PARTS_MOST] = {{0}}, word, particles = STR_NONE;
	size_t n = 0;
	uint32_t value = form(person, FORM_NAME), login = form(person, FORM_LOGIN);

	while (n < PARTS_MOST && utf8_next_word(&rest, &word)) {
		const uint32_t *flags = wordset_find(&people->rules->words, word);

		if (flags != NULL && (*flags & (WORD_PARTICLE | WORD_TITLE)) != 0 && word.n < 5) {
			if ((*flags & WORD_PARTICLE) != 0)
				particles = particles.n == 0
						? word
						: str_n(particles.s, (size_t)(word.s + word.n - particles.s));
			continue;
		}
		parts[n++] = word;
	}
	for (size_t i = 0; i < n; i++)
		if (!redact_is_nobodys_word(parts[i]))
			add_part(people, parts[i], value);
		else if (parts[i].n >= 3)
			put_form(people, parts[i], value | form_beside);
	if (n < 2)
		return;
	/* "U S B" is no "S B" */
	if (parts[0].n > 1 || parts[n - 1].n > 1) {
		add_phrase(people, (struct str[]){parts[0], parts[n - 1]}, 2, value);
		add_phrase(people, (struct str[]){parts[n - 1], parts[0]}, 2, value);
	}
	/* "Mark-Jan", "Anna Maria" */
	for (size_t i = 0; n > 2 && i + 1 < n; i++)
		if (parts[i].n > 2 && parts[i + 1].n > 2)
			add_phrase(people, parts + i, 2, value);
	add_joined(people, parts[0], parts[n - 1], login);
	add_joined(people, parts[n - 1], parts[0], login);
	add_joined(people, str_slice(parts[0], 0, 1), parts[n - 1], login | form_led);
	add_joined(people, parts[n - 1], str_slice(parts[0], 0, 1), login | form_initial);
	add_joined(people, parts[0], str_slice(parts[n - 1], 0, 1), login);
	/* "asalin": as offices in the north make them */
	if (parts[0].n >= ABRIDGED && parts[n - 1].n >= ABRIDGED)
		add_joined(people, str_slice(parts[0], 0, ABRIDGED), str_slice(parts[n - 1], 0, ABRIDGED),
			   login | form_capital);
	add_with_particles(people, parts[0], particles, parts[n - 1], login);
}

/* As Germans and Danes write it without their letters. */
static bool spell_out(struct buf *out, struct str name)
{
	static const char *const letters[][2] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"},
						 {"Ü", "ue"}, {"ø", "oe"}, {"Ø", "oe"}, {"å", "aa"}, {"Å", "aa"}};
	bool changed = false;

	for (size_t at = 0; at < name.n; at++) {
		size_t i, n = sizeof(letters) / sizeof(letters[0]);

		for (i = 0; i < n && !str_starts(str_from(name, at), str_c(letters[i][0]));)
			i++;
		if (i == n) {
			buf_char(out, name.s[at]);
		} else {
			buf_str(out, str_c(letters[i][1]));
			changed = true;
			at++;
		}
	}
	return changed;
}

/* And the other way round: Mueller may be written Müller. */
static bool spell_short(struct buf *out, struct str low)
{
	bool changed = false;

	for (size_t at = 0; at < low.n; at++) {
		buf_char(out, low.s[at]);
		if (at + 1 < low.n && low.s[at + 1] == 'e' && strchr("aou", low.s[at]) != NULL) {
			at++;
			changed = true;
		}
	}
	return changed;
}

/* How Cyrillic letters are written in passports, by the press, and in German. */
static const struct {
	uint32_t letter;
	const char *ways[3];
} cyrillic[] = {
    {0x430, {"a", "a", "a"}},	  {0x431, {"b", "b", "b"}},
    {0x432, {"v", "v", "w"}},	  {0x433, {"g", "g", "g"}},
    {0x434, {"d", "d", "d"}},	  {0x435, {"e", "e", "e"}},
    {0x436, {"zh", "zh", "sch"}}, {0x437, {"z", "z", "s"}},
    {0x438, {"i", "i", "i"}},	  {0x439, {"i", "y", "j"}},
    {0x43A, {"k", "k", "k"}},	  {0x43B, {"l", "l", "l"}},
    {0x43C, {"m", "m", "m"}},	  {0x43D, {"n", "n", "n"}},
    {0x43E, {"o", "o", "o"}},	  {0x43F, {"p", "p", "p"}},
    {0x440, {"r", "r", "r"}},	  {0x441, {"s", "s", "s"}},
    {0x442, {"t", "t", "t"}},	  {0x443, {"u", "u", "u"}},
    {0x444, {"f", "f", "f"}},	  {0x445, {"kh", "kh", "ch"}},
    {0x446, {"ts", "ts", "z"}},	  {0x447, {"ch", "ch", "tsch"}},
    {0x448, {"sh", "sh", "sch"}}, {0x449, {"shch", "shch", "schtsch"}},
    {0x44A, {"ie", "", ""}},	  {0x44B, {"y", "y", "y"}},
    {0x44C, {"", "", ""}},	  {0x44D, {"e", "e", "e"}},
    {0x44E, {"iu", "yu", "ju"}},  {0x44F, {"ia", "ya", "ja"}},
    {0x451, {"e", "yo", "jo"}},	  {0x454, {"ie", "ye", "je"}},
    {0x456, {"i", "i", "i"}},	  {0x457, {"i", "yi", "ji"}},
    {0x491, {"g", "g", "g"}},
};

static bool from_cyrillic(struct buf *out, struct str name, int way)
{
	bool changed = false;

	for (size_t at = 0; at < name.n;) {
		uint32_t c = utf8_next(name, &at), low = c >= 0x410 && c <= 0x42F   ? c + 0x20
							 : c >= 0x400 && c <= 0x40F ? c + 0x50
							 : c == 0x490		    ? 0x491
										    : c;
		size_t i = 0, n = sizeof(cyrillic) / sizeof(cyrillic[0]);

		while (i < n && cyrillic[i].letter != low)
			i++;
		if (i < n)
			buf_str(out, str_c(cyrillic[i].ways[way]));
		else
			utf8_add(out, c);
		changed = changed || i < n;
	}
	return changed;
}

static void add_cyrillic_name(struct redact_people *people, struct str name, uint32_t person)
{
	struct buf latin, other;

	buf_init(&latin, BUF_NO_LIMIT);
	buf_init(&other, BUF_NO_LIMIT);
	for (int way = 0; way < 3; way++) {
		buf_clear(&latin);
		buf_clear(&other);
		if (!from_cyrillic(&latin, name, way))
			break;
		add_folded_name(people, buf_view(&latin), person);
		/* Yulia, Maria beside Yuliya, Mariya */
		for (size_t i = 0; i < latin.n; i++)
			if (i == 0 || i + 1 >= latin.n || latin.s[i - 1] != 'i' || latin.s[i] != 'y' ||
			    latin.s[i + 1] != 'a')
				buf_char(&other, latin.s[i]);
		if (other.n != latin.n)
			add_folded_name(people, buf_view(&other), person);
	}
	buf_release(&latin);
	buf_release(&other);
}

static void add_org(struct redact_people *people, struct str org, uint32_t person);

/* The name of a person: in all spellings. */
static void add_own_name(struct redact_people *people, struct str name, uint32_t person)
{
	struct buf low, other;

	buf_init(&low, BUF_NO_LIMIT);
	buf_init(&other, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, name);
	add_folded_name(people, buf_view(&low), person);
	for (size_t i = 0; i < low.n; i++)
		people->has_cjk = people->has_cjk || (unsigned char)low.s[i] >= 0xE3;
	if (spell_short(&other, buf_view(&low)))
		add_folded_name(people, buf_view(&other), person);
	buf_clear(&other);
	buf_clear(&low);
	if (spell_out(&other, name)) {
		shadow_fold(people->folder, &low, buf_view(&other));
		add_folded_name(people, buf_view(&low), person);
	}
	buf_clear(&other);
	buf_clear(&low);
	if (shadow_to_latin(people->folder, &other, name)) {
		shadow_fold(people->folder, &low, buf_view(&other));
		add_folded_name(people, buf_view(&low), person);
	}
	add_cyrillic_name(people, name, person);
	buf_release(&low);
	buf_release(&other);
}

struct word_count {
	size_t words, nobodys;
};

static struct word_count count_words(const struct redact_people *people, struct str name)
{
	struct word_count count = {0};
	struct str rest, word;
	struct buf low;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, name);
	for (rest = buf_view(&low); utf8_next_word(&rest, &word); count.words++)
		count.nobodys += redact_is_nobodys_word(word);
	buf_release(&low);
	return count;
}

/* "(Zylbrandt Support)" behind a name: a company, whose words are found if no list has them. */
static void add_affiliation(struct redact_people *people, struct str name, uint32_t person)
{
	struct str rest, word;
	struct buf low;

	add_org(people, name, person);
	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, name);
	for (rest = buf_view(&low); utf8_next_word(&rest, &word);) {
		const uint32_t *flags = wordset_find(&people->rules->words, word);

		if (!redact_is_nobodys_word(word) && (flags == NULL || ((*flags & (WORD_FIRST | WORD_LAST)) != 0 &&
									(*flags & (WORD_COMMON | WORD_NEVER)) == 0)))
			add_part(people, word, form(person, FORM_NAME));
	}
	buf_release(&low);
}

/* What is in brackets behind the rest; "|" between the pieces of a display name. */
static void cut_pieces(struct buf *out, struct str name)
{
	static const char *const marks[] = {" - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " from ", " via "};
	struct buf inner;
	int depth = 0;

	buf_init(&inner, BUF_NO_LIMIT);
	for (size_t at = 0; at < name.n; at++) {
		struct buf *to = depth > 0 ? &inner : out;
		size_t i = 0;

		while (i < sizeof(marks) / sizeof(marks[0]) && !str_starts_nocase(str_from(name, at), str_c(marks[i])))
			i++;
		if (i < sizeof(marks) / sizeof(marks[0])) {
			buf_char(to, '|');
			at += strlen(marks[i]) - 2; /* its last blank may begin the next */
		} else if (strchr("([{", name.s[at]) != NULL && name.s[at] != '\0') {
			depth++;
			buf_char(to, ' ');
			buf_char(&inner, '|');
		} else if (strchr(")]}", name.s[at]) != NULL && name.s[at] != '\0') {
			depth -= depth > 0;
			buf_char(&inner, '|');
		} else {
			buf_char(to, name.s[at]);
		}
	}
	buf_char(out, '|');
	buf_str(out, buf_view(&inner));
	buf_release(&inner);
}

/*
 * A display name: "Support Team" is found as a whole, for its words are everybody's;
 * of "Anna Nowak (Billing)", "Anna Nowak | Support" and "Anna Nowak via Help Desk" what is
 * somebody's; and "Anna Bot" has a family name that is not looked for alone.
 */
static void add_name(struct redact_people *people, struct str name, uint32_t person)
{
	struct word_count all = count_words(people, name);
	struct str rest, piece;
	struct buf pieces;
	bool has_own = false;

	if (all.nobodys == 0 || all.nobodys == all.words) {
		if (all.nobodys == 0)
			add_own_name(people, name, person);
		else if (all.words > 1)
			add_org(people, name, person);
		return;
	}
	buf_init(&pieces, BUF_NO_LIMIT);
	cut_pieces(&pieces, name);
	for (rest = buf_view(&pieces); str_split(&rest, '|', &piece);) {
		struct word_count count = count_words(people, piece);

		if (count.words != 0 && count.nobodys == 0) {
			add_own_name(people, piece, person);
			has_own = true;
		}
	}
	rest = buf_view(&pieces);
	for (bool is_first = true; str_split(&rest, '|', &piece);) {
		struct word_count count = count_words(people, piece);

		if (count.nobodys != 0 && ((has_own && !is_first) || count.nobodys == count.words)) {
			if (count.words > 1)
				add_affiliation(people, piece, person);
		} else if (count.nobodys != 0) {
			add_own_name(people, piece, person);
		}
		is_first = is_first && count.words == 0;
	}
	buf_release(&pieces);
}

/* "2002@example.org": a year as well as a user. */
static bool is_small_number(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!str_is_digit(word.s[i]))
			return false;
	return word.n <= SMALL_DIGITS;
}

/* A user name or the local part of an address: whole, and its parts when they look like names. */
static void add_login(struct redact_people *people, struct str login, uint32_t person)
{
	struct str rest, word, parts[PARTS_MOST] = {{0}};
	struct buf low;
	size_t n = 0;
	const uint32_t *flags;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, login);
	flags = wordset_find(&people->rules->words, buf_view(&low));
	if (flags == NULL || (*flags & (WORD_ACCOUNT | WORD_NEVER | WORD_COMMON)) == 0) {
		rest = buf_view(&low);
		while (n < PARTS_MOST && utf8_next_word(&rest, &word))
			parts[n++] = word;
		if (n == 1 && parts[0].n >= 3 && !is_small_number(parts[0]))
			put_form(people, parts[0], form(person, FORM_LOGIN));
		add_phrase(people, parts, n, form(person, FORM_LOGIN));
		for (size_t i = 0; i < n && n > 1; i++) {
			flags = wordset_find(&people->rules->words, parts[i]);
			if (parts[i].n >= 4 && (flags == NULL || (*flags & (WORD_FIRST | WORD_LAST)) != 0))
				put_form(people, parts[i], form(person, FORM_LOGIN));
		}
	}
	buf_release(&low);
}

/* "株式会社田中精機", "曾益科技有限公司": what the company is called without the word for one. */
static struct str without_legal_form(struct str org)
{
	static const char *const forms[] = {"\u682a\u5f0f\u4f1a\u793e", "\u6709\u9650\u4f1a\u793e",
					    "\u5408\u540c\u4f1a\u793e", "\u80a1\u4efd\u6709\u9650\u516c\u53f8",
					    "\u6709\u9650\u516c\u53f8", "\u516c\u53f8"};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (str_starts(org, str_c(forms[i])))
			return str_from(org, strlen(forms[i]));
		else if (str_ends(org, str_c(forms[i])))
			return str_slice(org, 0, org.n - strlen(forms[i]));
	return org;
}

/* What a company does or is, in front of its name. */
static bool is_trade(struct str word)
{
	static const char trades[] =
	    " deutsche deutscher deutsches sparkasse stadtwerke volksbank raiffeisen apotheke autohaus klinikum klinik "
	    "gemeinde kanzlei praxis bauhof metzgerei spedition druckerei tischlerei schreinerei steuerberatung "
	    "gasthof gasthaus pension universitat hochschule gymnasium verlag bundesamt landratsamt "
	    "societe cabinet groupe pharmacie boulangerie imprimerie mairie hopital clinique universite lycee "
	    "banque assurances transports menuiserie etablissements "
	    "grupo banco clinica farmacia universidad ayuntamiento talleres transportes constructora inmobiliaria "
	    "libreria comune farmacie banca studio officina agenzia ristorante universita "
	    "stichting gemeente apotheek drukkerij bouwbedrijf garage "
	    "przedsiebiorstwo zaklad biuro kancelaria apteka hurtownia fundacja uniwersytet "
	    "wireless ethernet bitcoin crypto internet software telecom logistics ";
	char padded[40];

	if (word.n + 3 > sizeof(padded))
		return false;
	snprintf(padded, sizeof(padded), " %.*s ", STR_ARG(word));
	return strstr(trades, padded) != NULL;
}

/* "Quayside" of "Quayside Dental": its first word, if no list has it and no other company begins so. */
static void add_short_org(struct redact_people *people, const struct str *parts, size_t n, uint32_t person)
{
	enum { SHORT_LEAST = 5, IDEOGRAPHS_LEAST = 6 /* bytes of two */ };
	struct str own = without_legal_form(parts[0]);
	uint32_t next, *slot;
	bool added;

	if (own.n < parts[0].n && own.n >= IDEOGRAPHS_LEAST) {
		put_form(people, own, form(person, FORM_ORG));
		people->has_cjk = true;
	}
	if (n < 2 || parts[0].n < SHORT_LEAST || redact_is_nobodys_word(parts[0]) || is_trade(parts[0]) ||
	    wordset_find(&people->rules->words, parts[0]) != NULL)
		return;
	next = (uint32_t)wordset_key(parts[1]);
	slot = wordset_add(&people->first, parts[0], &added);
	if (added || *slot == next) {
		*slot = next;
		put_form(people, parts[0], form(person, FORM_ORG) | form_capital);
		return;
	}
	slot = wordset_add(&people->forms, parts[0], &added);
	if ((*slot >> FORM_SHIFT & 3) == FORM_ORG && (*slot & form_capital) != 0)
		*slot |= form_beside;
}

static void add_org(struct redact_people *people, struct str org, uint32_t person)
{
	static const char legal[] =
	    " gmbh ag inc ltd llc corp corporation co company limited sa srl sarl spa bv nv ab as oy kg plc "
	    "sp zoo group holding ";
	enum { GLUED_LEAST = 8 }; /* "DrewexMeble" */
	struct str rest, word, parts[PARTS_MOST] = {{0}};
	struct buf low, glued;
	size_t n = 0;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, org);
	rest = buf_view(&low);
	while (n < PARTS_MOST && utf8_next_word(&rest, &word))
		parts[n++] = word;
	add_phrase(people, parts, n, form(person, FORM_ORG));
	while (n > 1) {
		struct buf padded;
		bool is_legal;

		buf_init(&padded, BUF_NO_LIMIT);
		buf_printf(&padded, " %.*s ", STR_ARG(parts[n - 1]));
		is_legal = parts[n - 1].n < 2 || str_find(str_c(legal), buf_view(&padded)) >= 0;
		buf_release(&padded);
		if (!is_legal)
			break;
		n--;
	}
	add_phrase(people, parts, n, form(person, FORM_ORG));
	if (n == 1 && parts[0].n >= 3)
		put_form(people, parts[0], form(person, FORM_ORG));
	if (n != 0)
		add_short_org(people, parts, n, person);
	buf_init(&glued, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++)
		buf_str(&glued, parts[i]);
	if (n > 1 && glued.n >= GLUED_LEAST && wordset_find(&people->rules->words, buf_view(&glued)) == NULL)
		put_form(people, buf_view(&glued), form(person, FORM_ORG));
	buf_release(&glued);
	buf_release(&low);
}

/* "com", "co.uk" */
static bool is_country_end(struct str end)
{
	static const char *const seconds[] = {"co.", "com.", NULL};

	return str_find_char(end, '.') < 0 || (str_starts_any(end, seconds) && end.n <= 6);
}

/* Where anybody may have a mailbox: it tells of no company. By their names, whatever the country behind. */
static bool is_shared_host(struct str domain)
{
	static const char *const families[] = {"yahoo.", "hotmail.", "outlook.", "live.", "gmx.", "googlemail.",
					       "msn.",	 "yandex.",  "ymail.",	 "zoho.", NULL};
	static const char *const hosts[] = {
	    "gmail.com",     "icloud.com",     "me.com",	 "mac.com",	   "aol.com",	    "web.de",
	    "t-online.de",   "freenet.de",     "arcor.de",	 "posteo.de",	   "mailbox.org",   "mail.com",
	    "email.com",     "protonmail.com", "proton.me",	 "pm.me",	   "tutanota.com",  "fastmail.com",
	    "fastmail.fm",   "hey.com",	       "rocketmail.com", "wp.pl",	   "o2.pl",	    "onet.pl",
	    "interia.pl",    "poczta.onet.pl", "mail.ru",	 "bk.ru",	   "list.ru",	    "inbox.ru",
	    "rambler.ru",    "ukr.net",	       "orange.fr",	 "wanadoo.fr",	   "free.fr",	    "laposte.net",
	    "sfr.fr",	     "libero.it",      "virgilio.it",	 "tiscali.it",	   "alice.it",	    "terra.com.br",
	    "uol.com.br",    "bol.com.br",     "seznam.cz",	 "centrum.cz",	   "email.cz",	    "azet.sk",
	    "freemail.hu",   "citromail.hu",   "abv.bg",	 "comcast.net",	   "verizon.net",   "att.net",
	    "sbcglobal.net", "earthlink.net",  "cox.net",	 "charter.net",	   "bellsouth.net", "btinternet.com",
	    "sky.com",	     "ntlworld.com",   "bigpond.com",	 "bigpond.net.au", "shaw.ca",	    "rogers.com",
	    "telus.net",     "qq.com",	       "163.com",	 "126.com",	   "sina.com",	    "naver.com",
	    "hanmail.net",   "daum.net",       "rediffmail.com", "bluewin.ch",	   "hispeed.ch",    "ziggo.nl",
	    "planet.nl",     "xs4all.nl",      "home.nl",	 "telenet.be",	   "skynet.be",	    NULL};

	if (str_is_any(domain, hosts))
		return true;
	/* "yahoo.com", "yahoo.co.uk", not "live.example.com" */
	return str_starts_any(domain, families) &&
	       is_country_end(str_from(domain, (size_t)str_find_char(domain, '.') + 1));
}

static void add_domain(struct redact_people *people, struct str domain, uint32_t person)
{
	struct str rest, word, parts[PARTS_MOST] = {{0}};
	struct buf low;
	size_t n = 0;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, domain);
	rest = buf_view(&low);
	if (!is_shared_host(rest)) {
		while (n < PARTS_MOST && utf8_next_word(&rest, &word))
			parts[n++] = word;
		add_phrase(people, parts, n, form(person, FORM_ORG));
		if (n == 2 && parts[0].n >= 4 && wordset_find(&people->rules->words, parts[0]) == NULL &&
		    !str_eq(parts[0], STR("example")) && !str_eq(parts[0], STR("test")))
			put_form(people, parts[0], form(person, FORM_ORG));
	}
	buf_release(&low);
}

static void add_phone(struct redact_people *people, struct str phone, uint32_t person)
{
	char digits[32];
	size_t n = 0;

	for (size_t i = 0; i < phone.n && n < sizeof(digits); i++)
		if (str_is_digit(phone.s[i]))
			digits[n++] = phone.s[i];
	if (n >= NUMBER_DIGITS)
		put(&people->numbers, str_n(digits + n - NUMBER_DIGITS, NUMBER_DIGITS), person);
	if (n >= NUMBER_DIGITS_SURE)
		put(&people->numbers, str_n(digits + n - NUMBER_DIGITS_SURE, NUMBER_DIGITS_SURE), person);
}

static void add_id(struct redact_people *people, struct str id, uint32_t person)
{
	struct buf low;
	bool has_digit = false;

	buf_init(&low, BUF_NO_LIMIT);
	shadow_fold(people->folder, &low, id);
	for (size_t i = 0; i < low.n; i++)
		has_digit = has_digit || str_is_digit(low.s[i]);
	if (has_digit && low.n >= 5) {
		struct str rest = buf_view(&low), word, parts[PARTS_MOST] = {{0}};
		size_t n = 0;

		while (n < PARTS_MOST && utf8_next_word(&rest, &word))
			parts[n++] = word;
		add_phrase(people, parts, n, form(person, FORM_ID));
		if (n == 1)
			put_form(people, parts[0], form(person, FORM_ID));
	}
	buf_release(&low);
}

/* Are the letters and digits of both the same? */
static bool has_same_letters(struct str a, struct str b)
{
	for (;; a = str_from(a, 1), b = str_from(b, 1)) {
		while (a.n != 0 && !str_is_alnum(a.s[0]))
			a = str_from(a, 1);
		while (b.n != 0 && !str_is_alnum(b.s[0]))
			b = str_from(b, 1);
		if (a.n == 0 || b.n == 0)
			return a.n == b.n;
		if (str_lower_char(a.s[0]) != str_lower_char(b.s[0]))
			return false;
	}
}

/* "Anna Nowak via Widget-users <widget-users@…>": where her name ends, for the rest is the list's; or 0. */
static size_t name_in_front_of_list(const struct redact_person *person)
{
	static const struct str via = STR_INIT(" via ");
	ptrdiff_t end = str_find(person->name, via), at = str_rfind_char(person->email, '@');

	return end > 0 && at > 0 &&
		       has_same_letters(str_from(person->name, (size_t)end + via.n),
					str_slice(person->email, 0, (size_t)at))
		   ? (size_t)end
		   : 0;
}

/* "widget-users@lists.example.org" */
static bool is_list(struct str email)
{
	static const char *const hosts[] = {"@lists.", "@list.", "@listserv.", "@googlegroups.", "@groups.", NULL};
	ptrdiff_t at = str_rfind_char(email, '@');

	return at > 0 && str_starts_any(str_from(email, (size_t)at), hosts);
}

/* "Widget-Users", "widget-users@lists.example.org": is that what a list is called? */
static bool is_name_of_list(const struct redact_person *person)
{
	struct str email = person->email.n != 0 ? person->email : person->name;
	ptrdiff_t at = str_rfind_char(email, '@'), end = str_find_char(person->name, '@');

	return is_list(email) && has_same_letters(end > 0 ? str_slice(person->name, 0, (size_t)end) : person->name,
						  str_slice(email, 0, (size_t)at));
}

void redact_people_add(struct redact_people *people, const struct redact_person *person)
{
	uint32_t number = (uint32_t)people->roles.n;
	size_t in_front = name_in_front_of_list(person);
	ptrdiff_t at = in_front != 0 || is_list(person->email) ? -1 : str_rfind_char(person->email, '@');
	struct str name = in_front != 0 ? str_slice(person->name, 0, in_front) : person->name;
	const char *role = "person";

	if (number >= PERSON_MASK)
		return;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (str_eq_nocase(person->kind, str_c(roles[i].kind)))
			role = roles[i].role;
	*vec_add(&people->roles) = role;
	if (people->roles.n > NEAR_PEOPLE)
		wordset_release(&people->near);
	if (str_eq_nocase(person->kind, STR("organisation")) || str_eq_nocase(person->kind, STR("organization")) ||
	    str_eq_nocase(person->kind, STR("org")) || str_eq_nocase(person->kind, STR("company")))
		add_org(people, name, number);
	else if (!is_name_of_list(person))
		add_name(people, name, number);
	if (at > 0) {
		ptrdiff_t plus = str_find_char(str_slice(person->email, 0, (size_t)at), '+');

		/* "anna+widget@": what is behind it is nobody's */
		add_login(people, str_slice(person->email, 0, (size_t)(plus > 0 ? plus : at)), number);
		add_domain(people, str_from(person->email, (size_t)at + 1), number);
	}
	add_login(people, person->user, number);
	add_org(people, person->org, number);
	add_domain(people, person->domain, number);
	add_phone(people, person->phone, number);
	add_id(people, person->external_id, number);
}

static struct str text_of(struct arena *arena, const struct value *map, struct str key)
{
	const struct value *value = value_get(map, key);

	if (value == NULL)
		return STR_NONE;
	if (value->kind == VALUE_INT)
		return arena_printf(arena, "%lld", (long long)value->as.integer);
	return value->kind == VALUE_STR ? value->as.str : STR_NONE;
}

/* Keys that are not known and none to look for: "nme" would leave somebody out without a word. */
static bool is_misspelt(const struct value *map)
{
	static const char *const wanted[] = {"name", "email", "phone", "org", "domain", "user", "external_id", NULL};
	static const char *const beside[] = {"id", "kind", NULL};

	return value_is_misspelt(map, wanted, beside);
}

int redact_people_parse(struct redact_people *people, struct str json, struct buf *reason)
{
	struct arena arena;
	struct value *list;
	int result = -1;

	arena_init(&arena);
	list = json_parse(&arena, json, NULL); /* its reason may quote the text */
	if (list == NULL || list->kind != VALUE_LIST) {
		buf_lit(reason, "not a JSON array of people");
		goto out;
	}
	for (uint32_t i = 0; i < list->as.list.n; i++) {
		const struct value *map = list->as.list.at[i];

		if (map->kind != VALUE_MAP) {
			buf_printf(reason, "entry %u is not an object", i + 1);
			goto out;
		}
		if (is_misspelt(map)) {
			buf_printf(reason, "entry %u has none of name, email, phone, org, domain, user, external_id",
				   i + 1);
			goto out;
		}
		redact_people_add(people, &(struct redact_person){
					      .id = text_of(&arena, map, STR("id")),
					      .kind = text_of(&arena, map, STR("kind")),
					      .name = text_of(&arena, map, STR("name")),
					      .email = text_of(&arena, map, STR("email")),
					      .phone = text_of(&arena, map, STR("phone")),
					      .org = text_of(&arena, map, STR("org")),
					      .domain = text_of(&arena, map, STR("domain")),
					      .user = text_of(&arena, map, STR("user")),
					      .external_id = text_of(&arena, map, STR("external_id")),
					  });
	}
	result = 0;
out:
	arena_release(&arena);
	return result;
}
