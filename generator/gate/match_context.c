#include "common/utf8.h"
#include "generator/gate/match_parts.h"
#include "generator/gate/words.h"

bool match_is_signed(const struct row *row, size_t from, size_t to)
{
	return (row->before[from] & BEFORE_SIGN_OFF) != 0 &&
	       ((row->before[from] & BEFORE_LINE) == 0 || to >= row->n || (row->before[to] & BEFORE_LINE) != 0);
}

/* "They work at Blauwasser": where people are, which no person's name follows. begin: of the word, in the row. */
static bool is_in_front_of_company(const struct row *row, size_t begin, struct str word)
{
	static const char *const words[] = {"at",	    "bei",	    "bij",    "chez",	 "company",
					    "empresa",	    "firm",	    "firma",  "hos",	 "org",
					    "organisation", "organization", "presso", "societe", NULL};
	size_t at;

	if (!str_is_any(word, words))
		return false;
	at = match_row_byte(row, begin);
	return at == 0 || row->text.s[at - 1] != '.'; /* the end of an address */
}

/* "thanks":"Good to hear": a field that is called like a greeting greets nobody. */
static bool is_value_of_greeting(const struct row *row, size_t from, struct str word)
{
	static const char *const greetings[] = {"dear",	 "greetings", "hello", "hey",	 "hi",	    "regards",
						"thank", "thanks",    "bye",   "cheers", "welcome", NULL};
	size_t at;

	if ((row->before[from] & BEFORE_GAP) != BEFORE_MARK || !str_is_any(word, greetings))
		return false;
	at = match_row_byte(row, from);
	return at > 2 && row->text.s[at - 1] == '"' && (row->text.s[at - 2] == ':' || row->text.s[at - 2] == '=');
}

/* "last":"Young": the key of a record, which in a text is any word. */
static bool is_value_of_name(const struct row *row, size_t from, struct str word)
{
	static const char *const keys[] = {"first", "last", "given", "family", "middle", NULL};
	struct str front;

	if ((row->before[from] & BEFORE_GAP) == 0 || !str_is_any(word, keys))
		return false;
	front = str_slice(row->text, 0, match_row_byte(row, from));
	return str_ends(front, STR("\":\"")) || str_ends(front, STR("\": \""));
}

/* "Ilka wrote:", "Ilka schrieb:", as quotes are begun. */
static bool is_quoted(const struct row *row, size_t to)
{
	static const char *const words[] = {"wrote",	"writes",  "schrieb", "ecrit",	 "escribio", "scrisse",
					    "escreveu", "schreef", "skrev",   "napisal", "napisala", "kirjoitti",
					    "irta",	"yazdi",   "said",    NULL};
	enum { LONGEST = 10 };
	size_t end = to;
	struct str rest;

	while (end < row->n && end - to <= LONGEST && (end == to || (row->before[end] & BEFORE_GAP) == 0))
		end++;
	if (end == to || !str_is_any(str_n(row->letters + to, end - to), words))
		return false;
	rest = str_from(row->text, match_row_byte(row, end - 1) + 1);
	return str_starts(rest, STR(":")) || str_starts(rest, STR(" :")) || str_starts(rest, STR("\xC2\xA0:"));
}

bool match_has_context(const struct row *row, size_t from, size_t to, const struct form *form)
{
	unsigned flags = form->flags;
	size_t begin = from;
	struct str word;

	if (match_is_signed(row, from, to) || is_quoted(row, to))
		return true;
	while (begin > 0 && from - begin < 16 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	if (begin == from)
		return false;
	word = str_n(row->letters + begin, from - begin);
	/* "Regards,", and below it the name alone; but not what happens to stand at the end of another line */
	if ((row->before[from] & BEFORE_LINE) != 0 && to < row->n && (row->before[to] & BEFORE_LINE) == 0)
		return false;
	if ((form->rule == RULE_ORGANISATION || form->rule == RULE_DOMAIN) && is_in_front_of_company(row, begin, word))
		return true;
	if (is_value_of_greeting(row, from, word))
		return false;
	return is_value_of_name(row, from, word) || words_has(WORDS_CONTEXT, word) ||
	       ((flags & FORM_NEAR) != 0 && words_has(WORDS_NEAR, word));
}

bool match_is_login(const struct row *row, size_t from, size_t to)
{
	static const struct str words[] = {STR_INIT("home"),  STR_INIT("users"),    STR_INIT("user"),
					   STR_INIT("login"), STR_INIT("username"), STR_INIT("as"),
					   STR_INIT("su"),    STR_INIT("owner"),    STR_INIT("account"),
					   STR_INIT("uid"),   STR_INIT("author"),   STR_INIT("by")};
	size_t begin = from;

	if (to < row->n && (row->before[to] & (BEFORE_SIGN_OFF | BEFORE_LINE | BEFORE_SPACE)) == BEFORE_SIGN_OFF)
		return true;
	while (begin > 0 && from - begin < 12 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(str_n(row->letters + begin, from - begin), words[i]))
			return true;
	return false;
}

bool match_is_numbered(const struct row *row, size_t from)
{
	static const struct str words[] = {
	    STR_INIT("no"),	    STR_INIT("nr"),	      STR_INIT("number"),	 STR_INIT("id"),
	    STR_INIT("order"),	    STR_INIT("ticket"),	      STR_INIT("customer"),	 STR_INIT("account"),
	    STR_INIT("case"),	    STR_INIT("contract"),     STR_INIT("invoice"),	 STR_INIT("nummer"),
	    STR_INIT("kunde"),	    STR_INIT("auftrag"),      STR_INIT("bestellung"),	 STR_INIT("numero"),
	    STR_INIT("commande"),   STR_INIT("client"),	      STR_INIT("pedido"),	 STR_INIT("ref"),
	    STR_INIT("reference"),  STR_INIT("kundennummer"), STR_INIT("bestellnummer"), STR_INIT("numer"),
	    STR_INIT("zamowienie"), STR_INIT("license"),      STR_INIT("licence"),	 STR_INIT("user"),
	    STR_INIT("phone"),	    STR_INIT("telephone"),    STR_INIT("tel"),		 STR_INIT("call"),
	    STR_INIT("mobile"),	    STR_INIT("cell"),	      STR_INIT("fax"),		 STR_INIT("telefon"),
	    STR_INIT("handy"),	    STR_INIT("telefono"),     STR_INIT("ending"),	 STR_INIT("ends"),
	    STR_INIT("dial"),	    STR_INIT("portable"),     STR_INIT("rufnummer")};
	/* Kundennr., cid=, custNo */
	static const struct str ends[] = {STR_INIT("nr"),     STR_INIT("id"),  STR_INIT("nummer"), STR_INIT("number"),
					  STR_INIT("custno"), STR_INIT("num"), STR_INIT("nbr"),	   STR_INIT("numer")};
	size_t end = from;

	for (int word = 0; word < 2 && end > 0; word++) {
		size_t begin = end - 1;

		while (begin > 0 && end - begin < 16 && (row->before[begin] & BEFORE_GAP) == 0)
			begin--;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (str_eq(str_n(row->letters + begin, end - begin), words[i]))
				return true;
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			if (str_ends(str_n(row->letters + begin, end - begin), ends[i]))
				return true;
		end = begin;
	}
	return false;
}

bool match_is_eponym(const struct row *row, size_t to)
{
	static const struct str things[] = {
	    STR_INIT("law"),	   STR_INIT("laws"),	 STR_INIT("effect"),   STR_INIT("disease"),
	    STR_INIT("syndrome"),  STR_INIT("hardware"), STR_INIT("illusion"), STR_INIT("theorem"),
	    STR_INIT("algorithm"), STR_INIT("constant"), STR_INIT("paradox"),  STR_INIT("equation"),
	    STR_INIT("transform"), STR_INIT("lyer"),	 STR_INIT("cipher"),
	};
	size_t end;

	if (to + 1 < row->n && row->letters[to] == 's' && (row->before[to + 1] & BEFORE_GAP) != 0)
		to++;
	for (end = to; end < row->n && end - to < 12 && (end == to || (row->before[end] & BEFORE_GAP) == 0);)
		end++;
	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
		if (str_eq(str_n(row->letters + to, end - to), things[i]))
			return true;
	return false;
}

bool match_is_saint(const struct row *row, size_t from)
{
	static const char *const words[] = {"las",   "los",   "saint", "sainte", "san", "sankt",
					    "santa", "santo", "sao",   "st",	 NULL};
	size_t begin = from;

	while (begin > 0 && from - begin < 8 && (begin == from || (row->before[begin] & BEFORE_GAP) == 0))
		begin--;
	return begin != from && (row->before[begin] & IS_UPPER) != 0 &&
	       (row->before[from] & (BEFORE_SPACE | BEFORE_LINE)) == BEFORE_SPACE &&
	       str_is_any(str_n(row->letters + begin, from - begin), words);
}

bool match_is_host(const struct row *row, size_t from, size_t to)
{
	static const struct str tails[] = {
	    STR_INIT("-ad"),	STR_INIT("-db"),    STR_INIT("-dc"),	 STR_INIT("-desktop"), STR_INIT("-file"),
	    STR_INIT("-fs"),	STR_INIT("-guest"), STR_INIT("-laptop"), STR_INIT("-mail"),    STR_INIT("-nas"),
	    STR_INIT("-pc"),	STR_INIT("-rds"),   STR_INIT("-server"), STR_INIT("-sql"),     STR_INIT("-srv"),
	    STR_INIT("-ts"),	STR_INIT("-vpn"),   STR_INIT("-wifi"),	 STR_INIT("-wlan"),    STR_INIT(".corp"),
	    STR_INIT(".intra"), STR_INIT(".lan"),   STR_INIT(".local")};
	size_t at = match_row_byte(row, from), end = match_row_byte(row, to - 1) + 1;
	struct str behind = str_from(row->text, end);

	if (str_ends(str_slice(row->text, 0, at), STR("\\\\")))
		return true;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
		if (str_starts_nocase(behind, tails[i]) &&
		    (behind.n == tails[i].n || !str_is_alpha(behind.s[tails[i].n])))
			return true;
	return false;
}

bool match_owns_machine(const struct row *row, size_t to)
{
	static const char *const machines[] = {"airpods", "desktop", "galaxy", "imac",	  "ipad",
					       "iphone",  "laptop",  "mac",    "macbook", "macmini",
					       "pc",	  "phone",   "pixel",  "watch",	  NULL};
	size_t end;

	if (to + 1 >= row->n || row->letters[to] != 's' || (row->before[to + 1] & BEFORE_GAP) == 0 ||
	    (row->before[to + 1] & BEFORE_LINE) != 0)
		return false;
	for (end = ++to; end < row->n && end - to < 10 && (end == to || (row->before[end] & BEFORE_GAP) == 0);)
		end++;
	return str_is_any(str_n(row->letters + to, end - to), machines);
}

/* id="nowak", href="/nowak/", ?user=nowak&: what an equals sign stands in front of is told as a space. */
static bool is_assigned(const struct row *row, size_t from, size_t to)
{
	size_t at;

	if ((row->before[from] & (BEFORE_LINE | BEFORE_SPACE)) != BEFORE_SPACE ||
	    (to < row->n && (row->before[to] & (BEFORE_LINE | BEFORE_MARK)) != BEFORE_MARK))
		return false;
	at = match_row_byte(row, from);
	while (at > 0 && (row->text.s[at - 1] == '/' || row->text.s[at - 1] == '#'))
		at--;
	if (at > 0 && (row->text.s[at - 1] == '"' || row->text.s[at - 1] == '\''))
		at--;
	return at > 1 && row->text.s[at - 1] == '=' && !str_is_space(row->text.s[at - 2]);
}

bool match_is_between_marks(const struct row *row, size_t from, size_t to)
{
	if (row->matcher->is_listed && (row->before[from] & BEFORE_LINE) != 0 &&
	    (to >= row->n || (row->before[to] & BEFORE_LINE) != 0))
		return true;
	return ((from == 0 || (row->before[from] & BEFORE_GAP) == BEFORE_MARK) &&
		(to >= row->n || (row->before[to] & BEFORE_GAP) == BEFORE_MARK)) ||
	       is_assigned(row, from, to);
}

static bool is_one_of(const char *marks, char c)
{
	return c != '\0' && strchr(marks, c) != NULL;
}

bool match_is_segment(const struct row *row, size_t from, size_t to, const struct form *form)
{
	size_t begin, gap, end;

	if (form->rule != RULE_FULL_NAME || form->split == 0 || from + form->split >= to)
		return false;
	begin = match_row_byte(row, from);
	gap = match_row_byte(row, from + form->split);
	end = match_row_byte(row, to - 1) + 1;
	for (size_t i = from + 1; i < to; i++)
		if (i != from + form->split && (row->before[i] & BEFORE_GAP) != 0)
			return false;
	return begin > 0 && is_one_of("/@", row->text.s[begin - 1]) && is_one_of("-._+", row->text.s[gap - 1]) &&
	       (end >= row->text.n || is_one_of("/\"'?#@ \n", row->text.s[end]));
}

bool match_is_of_the_page(const struct row *row, size_t from, size_t to, const struct form *form)
{
	static const struct form near = {.flags = FORM_NEAR};
	size_t end = to;
	struct str word;

	if (form->rule == RULE_FULL_NAME || form->length > 14 || (row->before[from] & BEFORE_ANY) == 0)
		return false;
	for (size_t i = from + 1; i < to; i++)
		if ((row->before[i] & BEFORE_GAP) != 0)
			return false;
	while (end < row->n && end - from < 16 && (row->before[end] & BEFORE_ANY) == 0)
		end++;
	word = str_n(row->letters + from, end - from);
	if (words_has(WORDS_FONTS, word))
		return !match_is_capital(row, from, &near) ||
		       ((row->before[end] & BEFORE_MARK) != 0 && !match_has_context(row, from, end, &near));
	return words_has(WORDS_MARKUP, word) &&
	       (!match_is_capital(row, from, &near) || !match_has_context(row, from, end, &near)) &&
	       (form->rule != RULE_USER || !match_is_login(row, from, end));
}
