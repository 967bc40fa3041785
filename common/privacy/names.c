/*
 * Names of people who are not known: where people write names in mail, and
 * lists of common first and family names.
 */
#include "common/privacy/scan.h"

enum { NAME_WORDS = 5, GAP_MOST = 3 };
/* Of a part of a name: found by a list alone, so in small letters it may be any word. */
static const uint32_t CAPITAL_ONLY = 1u << 31;

struct phrase {
	const char *words; /* at the start of a line, folded */
};

static const char *const greetings[] = {"hi",
					"hello",
					"hey",
					"dear",
					"hallo",
					"guten tag",
					"guten morgen",
					"liebe",
					"lieber",
					"sehr geehrte",
					"sehr geehrter",
					"bonjour",
					"salut",
					"cher",
					"chere",
					"hola",
					"estimado",
					"estimada",
					"querido",
					"querida",
					"ola",
					"caro",
					"cara",
					"ciao",
					"gentile",
					"czesc",
					"witam",
					"witaj",
					"dzien dobry",
					"szanowny",
					"szanowna",
					"hej",
					"hei",
					"moi",
					"beste",
					"geachte",
					"kaere",
					"dobry den",
					"szia",
					"merhaba",
					"good morning",
					"good afternoon",
					"good evening",
					"morning",
					"moin",
					"hiya",
					"greetings",
					"thanks",
					"thank you",
					"thx",
					"many thanks",
					"cheers",
					"merci",
					"danke",
					"gracias",
					"dzieki",
					"sorry",
					"welcome",
					"yo",
					NULL};

static const char *const signoffs[] = {"regards",
				       "best regards",
				       "kind regards",
				       "warm regards",
				       "best",
				       "best wishes",
				       "all the best",
				       "thanks",
				       "thank you",
				       "many thanks",
				       "thanks again",
				       "thanks in advance",
				       "thanks and regards",
				       "cheers",
				       "sincerely",
				       "sincerely yours",
				       "yours sincerely",
				       "yours faithfully",
				       "yours truly",
				       "yours",
				       "respectfully",
				       "cordially",
				       "take care",
				       "love",
				       "mfg",
				       "lg",
				       "vg",
				       "viele grusse",
				       "liebe grusse",
				       "beste grusse",
				       "schone grusse",
				       "mit freundlichen grussen",
				       "mit freundlichem gruss",
				       "freundliche grusse",
				       "herzliche grusse",
				       "gruss",
				       "grusse",
				       "danke",
				       "vielen dank",
				       "cordialement",
				       "bien cordialement",
				       "bien a vous",
				       "salutations",
				       "merci",
				       "amicalement",
				       "saludos",
				       "un saludo",
				       "saludos cordiales",
				       "atentamente",
				       "gracias",
				       "muchas gracias",
				       "cordiali saluti",
				       "distinti saluti",
				       "saluti",
				       "grazie",
				       "atenciosamente",
				       "obrigado",
				       "obrigada",
				       "abracos",
				       "pozdrawiam",
				       "z powazaniem",
				       "pozdrowienia",
				       "dziekuje",
				       "met vriendelijke groet",
				       "groeten",
				       "groet",
				       "mvg",
				       "bedankt",
				       "med vanliga halsningar",
				       "mvh",
				       "vanliga halsningar",
				       "med venlig hilsen",
				       "hilsen",
				       "vennlig hilsen",
				       "ystavallisin terveisin",
				       "terveisin",
				       "br",
				       "rgds",
				       "kr",
				       "ttyl",
				       "ta",
				       "cu",
				       "later",
				       "peace",
				       "hth",
				       "hope this helps",
				       "hope that helps",
				       "s pozdravem",
				       "udvozlettel",
				       "saygilarimla",
				       NULL};

static const char *const labels[] = {"from",
				     "to",
				     "cc",
				     "bcc",
				     "von",
				     "an",
				     "de",
				     "od",
				     "do",
				     "reply-to",
				     "sender",
				     "author",
				     "name",
				     "full name",
				     "first name",
				     "last name",
				     "customer",
				     "client",
				     "contact",
				     "attn",
				     "attention",
				     "signed-off-by",
				     "reported-by",
				     "reviewed-by",
				     "tested-by",
				     "acked-by",
				     "co-authored-by",
				     "suggested-by",
				     "kunde",
				     "ansprechpartner",
				     "vorname",
				     "nachname",
				     "nazwisko i imie",
				     "imie i nazwisko",
				     "imie",
				     "nazwisko",
				     "klient",
				     "nom",
				     "prenom",
				     "nombre",
				     "apellido",
				     "nome",
				     "cognome",
				     "naam",
				     "agent",
				     "assignee",
				     "requester",
				     "caller",
				     "patient",
				     "user",
				     "cardholder",
				     NULL};

static const char *const introductions[] = {"my name is",
					    "name is",
					    "this is",
					    "i am",
					    "i'm",
					    "ich bin",
					    "ich heisse",
					    "mein name ist",
					    "je m'appelle",
					    "je suis",
					    "me llamo",
					    "mi nombre es",
					    "soy",
					    "nazywam sie",
					    "jestem",
					    "mi chiamo",
					    "il mio nome e",
					    "meu nome e",
					    "mijn naam is",
					    "jag heter",
					    "call me",
					    "on behalf of",
					    "signed by",
					    "written by",
					    "spoke with",
					    "spoke to",
					    "talked to",
					    "speak to",
					    "speak with",
					    "ask for",
					    "regards from",
					    "name's",
					    "by the name of",
					    NULL};

static const char *const wrote[] = {"wrote",	"writes",     "said",	    "schrieb", "schreibt",  "a ecrit",
				    "ecrit",	"escribio",   "ha scritto", "scrisse", "escreveu",  "napisal",
				    "napisala", "napisal(a)", "schreef",    "skrev",   "kirjoitti", "pise",
				    "napsal",	"yazdi",      "irta",	    NULL};

static struct str word_of(const struct scan *scan, size_t i)
{
	return tok_low(scan, &scan->toks.at[i]);
}

/* What stands between a word and the next. */
static struct str gap_after(const struct scan *scan, size_t i)
{
	size_t to = i + 1 < scan->toks.n ? scan->toks.at[i + 1].from : scan->text.n;

	return str_slice(scan->text, scan->toks.at[i].to, to);
}

static bool is_line_end(const struct scan *scan, size_t i)
{
	return i + 1 >= scan->toks.n || (scan->toks.at[i + 1].flags & TOK_LINE) != 0;
}

/* How many words from i on are those of the phrase; 0: they are not. */
static size_t phrase_at(const struct scan *scan, size_t i, const char *phrase)
{
	struct str rest = str_c(phrase), word;
	size_t n = 0;

	while (rest.n != 0) {
		size_t length = 0;

		while (length < rest.n && (str_is_alnum(rest.s[length]) || (unsigned char)rest.s[length] >= 0x80))
			length++;
		word = str_slice(rest, 0, length);
		rest = str_from(rest, length < rest.n ? length + 1 : length);
		if (word.n == 0)
			continue;
		if (i + n >= scan->toks.n || !str_eq(word_of(scan, i + n), word) ||
		    (n > 0 && (scan->toks.at[i + n].flags & TOK_LINE) != 0))
			return 0;
		n++;
	}
	return n;
}

static size_t longest_at(const struct scan *scan, size_t i, const char *const *phrases, enum word_flags begins)
{
	size_t most = 0;

	if ((scan->toks.at[i].words & begins) == 0)
		return 0;
	for (; *phrases != NULL; phrases++)
		if ((*phrases)[0] == scan->low.s[scan->toks.at[i].from]) {
			size_t n = phrase_at(scan, i, *phrases);

			most = n > most ? n : most;
		}
	return most;
}

static bool is_name_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 ||
	    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
	if ((tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1 && (tok->words & (WORD_FIRST | WORD_LAST)) == 0)
		return false;
	return (tok->words & WORD_COMMON) == 0 || (tok->words & (WORD_FIRST | WORD_LAST)) != 0;
}

static bool joins(struct str gap)
{
	return gap.n == 1 ? strchr(" -'", gap.s[0]) != NULL
			  : gap.n == 2 && (str_eq(gap, STR(". ")) || str_eq(gap, STR(" '")) || str_eq(gap, STR(" \"")));
}

/* The index behind a name that starts at word i, or i. Common words count only behind a name's first word. */
static size_t name_end(const struct scan *scan, size_t i, bool strict)
{
	size_t n = 0, at = i, end = i;

	while (at < scan->toks.n && n < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[at];
		bool name = is_name_word(scan, at) ||
			    (n > 0 && !strict && (tok->flags & TOK_CAPITAL) != 0 &&
			     (tok->words & (WORD_NEVER | WORD_KEEP)) == 0 && (tok->flags & TOK_DIGIT) == 0);

		if (name) {
			end = at + 1;
		} else if (n == 0 || (tok->words & WORD_PARTICLE) == 0 || (tok->flags & TOK_CAPITAL) != 0) {
			break;
		}
		n++;
		if (!joins(gap_after(scan, at)))
			break;
		if (gap_after(scan, at).s[0] == '.' && tok->to - tok->from > 2)
			break; /* the end of a sentence */
		at++;
	}
	return end;
}

static void accept(struct scan *scan, size_t from, size_t to, const char *rule)
{
	if (to <= from)
		return;
	scan_found(scan, scan->toks.at[from].from, scan->toks.at[to - 1].to, REDACT_PERSON, STRENGTH_NAME, rule);
	for (size_t i = from; i < to; i++)
		scan->toks.at[i].taken = true;
}

/* "hi bob,": one small word up to the end of the line or a comma. */
static bool is_small_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = gap_after(scan, i);

	return (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS | WORD_RARE | WORD_BEGINS)) == 0 &&
	       (tok->flags & TOK_DIGIT) == 0 && tok->to - tok->from >= 2 &&
	       ((tok->words & WORD_FIRST) != 0 || is_line_end(scan, i)) && gap.n != 0 &&
	       strchr(",!\n\r.", gap.s[0]) != NULL;
}

static void find_greeting(struct scan *scan, size_t i)
{
	size_t n = longest_at(scan, i, greetings, WORD_GREETING), at = i + n, end;

	if (n == 0 || at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0)
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && !is_line_end(scan, at))
		at++;
	for (int more = 0; more < 3; more++) {
		end = name_end(scan, at, false);
		if (end == at && more == 0 && is_small_name(scan, at))
			end = at + 1;
		accept(scan, at, end, "greeting");
		/* "Hi Tom and Anna," */
		if (end == at || end + 1 >= scan->toks.n || is_line_end(scan, end - 1))
			return;
		at = end;
		if (str_eq(word_of(scan, at), STR("and")) || str_eq(word_of(scan, at), STR("und")))
			at++;
		else
			return;
	}
}

static size_t next_line(const struct scan *scan, size_t i)
{
	while (i < scan->toks.n && !is_line_end(scan, i))
		i++;
	return i + 1;
}

/* A line that is nothing but a name of up to four words. */
static void find_name_line(struct scan *scan, size_t i, const char *rule)
{
	size_t end, next;

	if (i >= scan->toks.n)
		return;
	next = next_line(scan, i);
	if (next - i > NAME_WORDS)
		return;
	while (i < next && (scan->toks.at[i].words & WORD_TITLE) != 0)
		i++;
	end = i < scan->toks.n ? name_end(scan, i, false) : i;
	if (end == i && next - i == 1 && i < scan->toks.n &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_COMMON | WORD_KEEP)) == 0)
		end = i + 1; /* in small letters, initials */
	if (end == i && next - i <= 3 && i < scan->toks.n && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST)) != 0)
		end = next;
	accept(scan, i, end < next ? end : next, rule);
}

static void find_signoff(struct scan *scan, size_t i)
{
	size_t n = longest_at(scan, i, signoffs, WORD_SIGNOFF), at = i + n;

	if (n == 0)
		return;
	if (is_line_end(scan, at - 1)) {
		find_name_line(scan, at, "sign-off");
	} else if (at < scan->toks.n) { /* "Regards, Anna" */
		struct str gap = gap_after(scan, at - 1);

		if (gap.n != 0 && strchr(",-!.", gap.s[0]) != NULL)
			find_name_line(scan, at, "sign-off");
	}
}

static bool is_delimiter_before(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;
	struct str before = str_slice(scan->text, at > 8 ? at - 8 : 0, at);

	return str_find(before, STR("\n-- \n")) >= 0 || str_find(before, STR("\n--\n")) >= 0 ||
	       str_find(before, STR("\n-- \r\n")) >= 0;
}

/* "-Anna", "/Anna", "~ Anna" on a line of its own. */
static bool is_dash_before(const struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;

	if (at > 0 && scan->text.s[at - 1] == ' ')
		at--;
	return at > 0 && strchr("-/~", scan->text.s[at - 1]) != NULL &&
	       (at == 1 || strchr("\n-", scan->text.s[at - 2]) != NULL);
}

static void find_label(struct scan *scan, size_t i)
{
	size_t n = longest_at(scan, i, labels, WORD_LABEL), at = i + n, end;
	struct str gap;

	if (n == 0 || at >= scan->toks.n)
		return;
	gap = gap_after(scan, at - 1);
	if (gap.n < 2 || gap.n > 6 || (scan->toks.at[at].flags & TOK_LINE) != 0 ||
	    (str_find_char(gap, ':') < 0 && str_find(gap, STR(" - ")) < 0))
		return;
	end = name_end(scan, at, false);
	gap = end > at && end < scan->toks.n ? gap_after(scan, end - 1) : STR("\n");
	if (end > at && (end - at > 1 || (scan->toks.at[at].words & (WORD_FIRST | WORD_LAST)) != 0 ||
			 gap.s[0] == '\n' || str_find_char(gap, '<') >= 0))
		accept(scan, at, end, "label");
}

static void find_introduction(struct scan *scan, size_t i)
{
	size_t n = longest_at(scan, i, introductions, WORD_INTRODUCTION), at = i + n, end;

	if (n == 0 || at >= scan->toks.n || !str_eq(gap_after(scan, at - 1), STR(" ")))
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0)
		at++;
	if (at >= scan->toks.n)
		return;
	end = name_end(scan, at, true);
	if (end == at)
		return;
	if (n >= 3 || str_eq(word_of(scan, i), STR("name")) || str_eq(word_of(scan, i), STR("me")) ||
	    str_eq(word_of(scan, i), STR("ich")) || end - at > 1 || (scan->toks.at[at].words & WORD_FIRST) != 0)
		accept(scan, at, end, "introduction");
}

/* "Name <address>", "address (Name)": the name is what stands before the bracket. */
static void find_beside_address(struct scan *scan, size_t i)
{
	struct str gap = gap_after(scan, i);
	size_t start = i + 1;

	if (gap.n == 0 || gap.n > 4 || str_find_char(gap, '<') < 0 || i + 1 >= scan->toks.n)
		return;
	if (memchr(scan->text.s + scan->toks.at[i].to, '@',
		   scan->text.n - scan->toks.at[i].to < 80 ? scan->text.n - scan->toks.at[i].to : 80) == NULL)
		return;
	while (start > 0 && i + 1 - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];
		struct str before = gap_after(scan, start - 1);

		if (start <= i && (before.n > 2 || str_find_char(before, '\n') >= 0 || before.s[0] == ':'))
			break;
		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL && (tok->words & WORD_PARTICLE) == 0 &&
		    start <= i)
			break;
		if ((tok->words & WORD_NEVER) != 0)
			break;
		start--;
	}
	accept(scan, start, i + 1, "name beside an address");
}

static bool is_wrote(const struct scan *scan, size_t i)
{
	size_t n = longest_at(scan, i, wrote, WORD_WROTE);
	struct str gap = n != 0 ? gap_after(scan, i + n - 1) : STR_NONE;

	return n != 0 && ((gap.n != 0 && strchr(":(.", gap.s[0]) != NULL) || is_line_end(scan, i + n - 1));
}

/* "On Monday, Anna Nowak wrote:"; "am … schrieb Anna Nowak:" */
static void find_quote_header(struct scan *scan, size_t i)
{
	size_t start = i, end;
	struct str gap;

	if (!is_wrote(scan, i))
		return;
	while (start > 0 && i - start < NAME_WORDS) {
		const struct tok *tok = &scan->toks.at[start - 1];

		gap = gap_after(scan, start - 1);
		if (start == i && gap.n > GAP_MOST)
			break;
		if (start < i && !joins(gap) && !str_eq(gap, STR(", ")))
			break;
		if ((tok->flags & TOK_DIGIT) != 0 || ((tok->words & WORD_NEVER) != 0) ||
		    ((tok->flags & TOK_CAPITAL) == 0 && (tok->words & WORD_PARTICLE) == 0 &&
		     (start < i || (tok->words & WORD_COMMON) != 0)))
			break;
		start--;
		if ((tok->flags & TOK_CAPITAL) == 0 && (tok->words & WORD_PARTICLE) == 0)
			break;
	}
	accept(scan, start, i, "quote header");
	end = i + longest_at(scan, i, wrote, WORD_WROTE);
	if (start == i && end < scan->toks.n && str_eq(gap_after(scan, end - 1), STR(" ")))
		accept(scan, end, name_end(scan, end, false), "quote header");
}

static void find_title(struct scan *scan, size_t i)
{
	struct str gap = gap_after(scan, i);
	size_t at = i + 1;

	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 &&
	    str_find(STR(" pan pani pana panu panem herrn "), word_of(scan, i)) < 0)
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && at < i + 3)
		at++;
	if (at < scan->toks.n && (str_eq(gap, STR(" ")) || str_eq(gap, STR(". "))))
		accept(scan, at, name_end(scan, at, false), "title");
}

/* "Anna", not "ANNA" or "AnnA", which are more often something else. */
static bool is_written_as_name(const struct scan *scan, const struct tok *tok)
{
	for (size_t i = tok->from + 1; i < tok->to; i++)
		if (scan->text.s[i] >= 'A' && scan->text.s[i] <= 'Z')
			return false;
	return (tok->words & WORD_RARE) == 0 || (tok->flags & TOK_START) == 0;
}

/* A first name from the list, with what follows it; or one in front of a family name. */
static void find_listed(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t end = name_end(scan, i, true);
	struct str gap = gap_after(scan, i);
	size_t words = end - i;
	bool sure = (tok->words & (WORD_AMBIGUOUS | WORD_COMMON | WORD_NEVER)) == 0;

	if (end == i || tok->taken || (tok->from > 0 && strchr("/\\-_.$`@#", scan->text.s[tok->from - 1]) != NULL) ||
	    (gap.n != 0 && strchr("/\\_(=$`", gap.s[0]) != NULL) || (gap.n == 1 && gap.s[0] == '.'))
		return;
	if (words > 1 && (tok->words & WORD_FIRST) != 0) {
		bool last = false;

		for (size_t j = i + 1; j < end; j++)
			last = last || (scan->toks.at[j].words & (WORD_LAST | WORD_FIRST)) != 0 ||
			       scan->toks.at[j].to - scan->toks.at[j].from == 1;
		if (sure || last || (scan->toks.at[end - 1].words & ~(unsigned)WORD_BEGINS) == 0)
			accept(scan, i, end, "listed first name");
	} else if ((tok->words & WORD_FIRST) != 0 && sure && tok->to - tok->from > 2 && is_written_as_name(scan, tok)) {
		accept(scan, i, i + 1, "listed first name");
	} else if (words > 1 && tok->to - tok->from == 1 && (scan->toks.at[i + 1].words & WORD_LAST) != 0) {
		accept(scan, i, end, "initial and family name");
	} else if (words == 2 && (scan->toks.at[i + 1].words & WORD_LAST) != 0 &&
		   (scan->toks.at[i + 1].words & WORD_COMMON) == 0 && (tok->flags & TOK_START) == 0) {
		accept(scan, i, end, "listed family name");
	} else if ((tok->words & (WORD_LAST | WORD_COMMON | WORD_NEVER | WORD_RARE)) == WORD_LAST && sure &&
		   is_written_as_name(scan, tok)) {
		accept(scan, i, i + 1, "listed family name");
	}
}

static void mark_first_words(struct wordset *words, const char *const *phrases, uint32_t flag)
{
	for (; *phrases != NULL; phrases++) {
		size_t n = 0;

		while (str_is_alnum((*phrases)[n]))
			n++;
		*wordset_add(words, str_n(*phrases, n), NULL) |= flag;
	}
}

void names_load(struct wordset *words)
{
	mark_first_words(words, greetings, WORD_GREETING);
	mark_first_words(words, signoffs, WORD_SIGNOFF);
	mark_first_words(words, labels, WORD_LABEL);
	mark_first_words(words, introductions, WORD_INTRODUCTION);
	mark_first_words(words, wrote, WORD_WROTE);
}

void names_find(struct scan *scan)
{
	size_t last_line = 0;

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & TOK_LINE) != 0) {
			last_line = i;
			find_greeting(scan, i);
			find_signoff(scan, i);
			find_label(scan, i);
			if (i > 0 && is_delimiter_before(scan, i))
				find_name_line(scan, i, "signature");
			if (i > 0 && is_dash_before(scan, i) && is_line_end(scan, i))
				find_name_line(scan, i, "sign-off");
		}
		if ((tok->words & WORD_TITLE) != 0)
			find_title(scan, i);
		find_introduction(scan, i);
		find_quote_header(scan, i);
		find_beside_address(scan, i);
	}
	/* a text that ends in a short line behind an empty one */
	if (last_line > 0 && scan->toks.n - last_line <= 2 &&
	    str_find(str_slice(scan->text, scan->toks.at[last_line - 1].to, scan->toks.at[last_line].from),
		     STR("\n\n")) >= 0 &&
	    is_name_word(scan, last_line))
		find_name_line(scan, last_line, "last line");
	for (size_t i = 0; i < scan->toks.n; i++)
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0)
			find_listed(scan, i);
}

void names_spread(struct scan *scan, struct wordset *parts)
{
	size_t founds = scan->founds.n;

	for (size_t f = 0, i = 0; f < founds; f++) {
		const struct found *found = &scan->founds.at[f];

		if (found->type != REDACT_PERSON)
			continue;
		if (i > 0 && (i >= scan->toks.n || scan->toks.at[i].from > found->from))
			i = 0; /* findings of several parts, each in order */
		while (i < scan->toks.n && scan->toks.at[i].from < found->from)
			i++;
		for (size_t j = i; j < scan->toks.n && scan->toks.at[j].to <= found->to; j++)
			if (scan->toks.at[j].to - scan->toks.at[j].from >= 3 &&
			    (scan->toks.at[j].words & (WORD_NEVER | WORD_KEEP | WORD_PARTICLE)) == 0)
				*wordset_add(parts, word_of(scan, j), NULL) =
				    found->person | (strncmp(found->rule, "listed", 6) == 0 ? CAPITAL_ONLY : 0);
	}
	for (size_t i = 0; i < scan->toks.n && parts->n != 0; i++) {
		const struct tok *tok = &scan->toks.at[i];
		struct str word = word_of(scan, i);
		const uint32_t *person = wordset_find_key(parts, tok->key);
		bool common = (tok->words & (WORD_COMMON | WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0;

		if (person == NULL && (tok->flags & TOK_CAPITAL) != 0 && word.n > 4 &&
		    strchr("saiy", word.s[word.n - 1]) != NULL)
			person = wordset_find(parts, str_slice(word, 0, word.n - 1));
		if (person != NULL &&
		    ((tok->flags & TOK_CAPITAL) != 0 ? (tok->words & (WORD_KEEP | WORD_NEVER)) == 0
						     : !common && word.n > 3 && (*person & CAPITAL_ONLY) == 0)) {
			scan_found(scan, tok->from, tok->to, REDACT_PERSON, STRENGTH_NAME, "name seen before");
			scan->founds.at[scan->founds.n - 1].person = *person & ~CAPITAL_ONLY;
		}
	}
}
