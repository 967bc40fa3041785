/*
 * Names of people who are not known, by what is said of them in sentences, by what
 * stands beside a name that was found, and by addresses that repeat them.
 */
#include "common/privacy/names.h"
#include "common/privacy/quote_lines.h"
#include "common/utf8.h"

enum {
	MENTION_WORDS = 3,     /* of a name in a sentence */
	LINE_WORDS = 3,	       /* of a line that is but a name */
	ECHO_WORDS = 80,       /* how far from an address its words are looked for */
	ECHO_LEAST = 4,	       /* letters of a word inside of an address */
	LOGIN_MOST = 10,       /* bytes of a user name without digits */
	USER_LEAST = 4,	       /* bytes of a user name that repeats one */
	LOCAL_MOST = 40,       /* bytes of an address before "@" */
	CHAT_WORDS = 6,	       /* numbers of a date and a time of day */
	PHRASE_WORDS = 3,      /* of a phrase in front of a name */
	SMALL_WORDS = 6,       /* of one in a text without capitals, and a name */
	CARD_LINES = 5,	       /* below a name, to the end of the text */
	PATRONYMIC_LEAST = 10, /* bytes */
	MODE_MARKS = 10,       /* "-rw-r--r--" */
	CHAIN_WORDS = 12,      /* of a list of names behind one that is known */
};

/* "Anna's patch" */
static const char *const belongings[] = {"patch",	"mail",	    "email",	 "message",    "post",	   "reply",
					 "answer",	"comment",  "comments",	 "question",   "phone",	   "number",
					 "idea",	"proposal", "advice",	 "suggestion", "mailbox",  "laptop",
					 "desk",	"boss",	    "extension", "address",    "accounts", "request",
					 "explanation", "fix",	    "example",	 "point",      NULL};

bool mentions_is_said(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].flags & TOK_CAPITAL) == 0 && names_phrase(scan, i, PHRASES_BEHIND) != 0;
}

/* ---- words ---- */

/* No list knows it, and it is written as a name. */
static bool is_unknown(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL && tok->to - tok->from > 2 &&
	       (tok->words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0;
}

static bool is_listed(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0;
}

/* May it be a name where names are expected? Mark and Will, too; in a line of capitals any word that no list has. */
static bool may_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (!is_unknown(scan, i) && !(is_listed(scan, i) && (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL))
		return false;
	if ((tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
	if ((tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1)
		return (tok->flags & TOK_LINE) == 0 && i > 0 && (scan->toks.at[i - 1].flags & TOK_UPPER) != 0 &&
		       scan->toks.at[i - 1].to - scan->toks.at[i - 1].from > 1;
	return names_is_written(scan, tok);
}

static bool is_first(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].words & WORD_FIRST) != 0 && (scan->toks.at[i].words & WORD_NEVER) == 0;
}

/* "Yanling Qi" */
static bool is_short_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from == 2 && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_BEGINS)) == 0;
}

/* The words from i on that may be one name; i: none. A full name is two of them or has a first name. */
static size_t run_end(const struct scan *scan, size_t i, bool full)
{
	size_t end = i, named = 0;
	bool first = false;

	/* "May Sung": a month alone */
	if (i + 1 < scan->toks.n &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_AMBIGUOUS)) == (WORD_NEVER | WORD_AMBIGUOUS) &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) != 0 && str_eq(names_gap_after(scan, i), STR(" ")) &&
	    may_name(scan, i + 1))
		return i + 2;
	/* "assigned to Skip Montanari" */
	if (!full && i + 1 < scan->toks.n && (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_TITLE)) == 0 &&
	    str_eq(names_gap_after(scan, i), STR(" ")) && is_unknown(scan, i + 1) && may_name(scan, i + 1))
		return i + 2;

	while (end < scan->toks.n && end - i < MENTION_WORDS) {
		const struct tok *tok = &scan->toks.at[end];
		bool initial = tok->to - tok->from == 1 && (tok->flags & TOK_CAPITAL) != 0;

		if (may_name(scan, end) || (end > i && is_short_name(scan, end))) {
			named++;
			first = first || (is_first(scan, end) &&
					  (tok->words & (WORD_PLAIN | WORD_COMMON | WORD_AMBIGUOUS)) == 0);
		} else if (!initial && ((tok->words & WORD_PARTICLE) == 0 || end == i)) {
			break;
		}
		end++;
		if (end < scan->toks.n && !str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
		    !(initial && str_eq(names_gap_after(scan, end - 1), STR(". "))) &&
		    !str_eq(names_gap_after(scan, end - 1), STR("-")) &&
		    !(initial && str_eq(names_gap_after(scan, end - 1), STR("'"))))
			break; /* "Kjetil O'Reagan" */
	}
	while (end > i && !may_name(scan, end - 1) && (end == i + 1 || !is_short_name(scan, end - 1)))
		end--;
	return named >= 2 || (named == 1 && (first || !full)) ? end : i;
}

/* Where the words before i that may be one name start; i: none. */
static size_t run_start(const struct scan *scan, size_t i, bool full)
{
	size_t start = i, named = 0;
	bool first = false;

	while (start > 0 && i - start < MENTION_WORDS && may_name(scan, start - 1) &&
	       (start == i || str_eq(names_gap_after(scan, start - 1), STR(" ")) ||
		str_eq(names_gap_after(scan, start - 1), STR("-")))) {
		start--;
		named++;
		first =
		    first || (is_first(scan, start) && (scan->toks.at[start].words & (WORD_PLAIN | WORD_COMMON)) == 0);
	}
	return named >= 2 || (named == 1 && (first || !full)) ? start : i;
}

static bool is_taken(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!scan->toks.at[i].taken)
			return false;
	return true;
}

static void take(struct scan *scan, size_t from, size_t to, const char *rule)
{
	if (to > from && !is_taken(scan, from, to))
		names_accept(scan, from, to, rule);
}

/* ---- sentences ---- */

/* Has one of the next words a capital? Phrases are looked up only where they could matter. */
static bool is_capital_near(const struct scan *scan, size_t i, size_t words)
{
	for (size_t j = i + 1; j <= i + words && j < scan->toks.n; j++)
		if ((scan->toks.at[j].flags & TOK_CAPITAL) != 0)
			return true;
	return false;
}

/* Is one of the next words a first name that is nothing else? */
static bool is_first_near(const struct scan *scan, size_t i)
{
	for (size_t j = i + 1; j <= i + SMALL_WORDS && j < scan->toks.n; j++)
		if ((scan->toks.at[j].words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) ==
		    WORD_FIRST)
			return true;
	return false;
}

/* A company, with or without its last word, which no name has. */
static bool begins_firm(const struct scan *scan, size_t from, size_t to)
{
	if (to == from)
		return false;
	if (to < scan->toks.n && str_eq(names_gap_after(scan, to - 1), STR(" ")) &&
	    (scan->toks.at[to].flags & (TOK_CAPITAL | TOK_LINE)) == TOK_CAPITAL)
		to++;
	return names_is_firm(scan, from, to);
}

static void find_behind_words(struct scan *scan, size_t i, bool small)
{
	size_t n, full = 0;

	if (small ? !is_first_near(scan, i) : !is_capital_near(scan, i, PHRASE_WORDS))
		return;
	n = names_phrase(scan, i, PHRASES_BEFORE);
	if (n == 0)
		full = names_phrase(scan, i, PHRASES_BEFORE_FULL);
	if (n + full == 0 || i + n + full >= scan->toks.n)
		return;
	i += n + full;
	if (!str_eq(names_gap_after(scan, i - 1), STR(" ")))
		return;
	if (!begins_firm(scan, i, run_end(scan, i, full != 0)))
		take(scan, i, run_end(scan, i, full != 0), "mention");
	/* "an answer from thabo", in a text without capitals */
	if (small && full == 0 && (scan->toks.at[i].flags & (TOK_LINE | TOK_DIGIT | TOK_CAPITAL)) == 0 &&
	    (scan->toks.at[i].words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) == WORD_FIRST)
		take(scan, i, i + 1, "mention");
}

/* "our technician, Anna": whom somebody calls his. */
static void find_relation(struct scan *scan, size_t i, bool small)
{
	static const char *const roles[] = {
	    "technician",  "accountant",    "neighbour", "neighbor",  "colleague", "boss",
	    "manager",	   "assistant",	    "secretary", "friend",    "partner",   "husband",
	    "wife",	   "son",	    "daughter",	 "brother",   "sister",	   "engineer",
	    "consultant",  "director",	    "admin",	 "coworker",  "flatmate",  "student",
	    "supervisor",  "customer",	    "client",	 "mother",    "father",	   "intern",
	    "foreman",	   "trainee",	    "kollege",	 "kollegin",  "chef",	   "chefin",
	    "mitarbeiter", "mitarbeiterin", "collegue",	 "mari",      "femme",	   "associe",
	    "companero",   "companera",	    "colega",	 "jefe",      "jefa",	   "esposo",
	    "esposa",	   "marido",	    "hermano",	 "hermana",   "enfermero", "enfermera",
	    "chefe",	   "collega",	    "kollega",	 "kollegan",  "sjef",	   "mand",
	    "mann",	   "kone",	    "kolega",	 "kolezanka", "szef",	   "szefowa",
	    "maz",	   "zona",	    "opvolger",	 "baas",      "vrouw",	   "clienta",
	    "cliente",	   "uncle",	    "aunt",	 "cousin",    "teacher",   "tenant",
	    "nurse",	   "roommate",	    "landlord",	 "daughter",  "mom",	   "dad",
	    "mum",	   "team-mate",	    NULL};
	const struct tok *name = &scan->toks.at[i + 2];
	struct str gap;

	if (i + 2 >= scan->toks.n || (!small && (name->flags & TOK_CAPITAL) == 0) ||
	    !str_is_any(names_word(scan, i + 1), roles))
		return;
	gap = names_gap_after(scan, i + 1);
	if (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", ")) && !str_eq(gap, STR(" (")))
		return;
	if ((name->flags & TOK_CAPITAL) != 0) {
		size_t end = run_end(scan, i + 2, false);

		/* "my partner Park Ji-hoon", "the nurse Rose Hill": whatever the words mean elsewhere */
		if (end == i + 2 && i + 3 < scan->toks.n && str_eq(names_gap_after(scan, i + 2), STR(" ")) &&
		    (name->flags & (TOK_UPPER | TOK_DIGIT)) == 0 && (name->words & (WORD_NEVER | WORD_KEEP)) == 0 &&
		    (name[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
		    (name[1].words & (WORD_NEVER | WORD_KEEP)) == 0)
			end = i + 4;
		if (end > i + 2 && end + 1 < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR("-")) &&
		    (scan->toks.at[end].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0)
			end++;
		take(scan, i + 2, end, "mention");
	} else if ((name->flags & (TOK_DIGIT | TOK_LINE)) == 0 &&
		   (name->to - name->from > 3 || (name->to - name->from == 3 && (name->words & WORD_FIRST) != 0)) &&
		   (name->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0)
		take(scan, i + 2, i + 3, "mention"); /* "my brother jignesh" */
}

/* "Ishiguro-san" */
static void find_honoured(struct scan *scan, size_t i)
{
	static const char *const words[] = {"san", "sama", "kun", "sensei", "hanim", "bey", NULL};
	static const char *const behind[] = {"bey",	"hanim",  "neni", "bacsi", "urral", "urnak", "urat",
					     "asszony", "efendi", "garu", "bhai",  "ji",    NULL};
	struct str gap = names_gap_after(scan, i);

	if (i + 1 < scan->toks.n && gap.n == 1 && strchr("skhb", scan->low.s[scan->toks.at[i + 1].from]) != NULL &&
	    (gap.s[0] == '-' || gap.s[0] == ' ') && str_is_any(names_word(scan, i + 1), words) &&
	    (gap.s[0] == '-' ? (scan->toks.at[i + 1].flags & TOK_CAPITAL) == 0
			     : (scan->toks.at[i + 1].flags & TOK_CAPITAL) != 0 &&
				   scan->toks.at[i + 1].to - scan->toks.at[i + 1].from != 3) &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_PLAIN | WORD_COMMON)) == 0)
		take(scan, i, i + 2, "mention");
	if (i + 1 < scan->toks.n && gap.n == 1 && gap.s[0] == ' ' &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_PLAIN | WORD_COMMON)) == 0 &&
	    strchr("bnhuegj", scan->low.s[scan->toks.at[i + 1].from]) != NULL &&
	    str_is_any(names_word(scan, i + 1), behind) && (scan->toks.at[i].flags & TOK_UPPER) == 0)
		take(scan, i, i + 1, "mention"); /* "Aranka néni" */
}

/* "Akinori, my neighbour" */
static void find_apposition(struct scan *scan, size_t i)
{
	static const char *const words[] = {"my",      "our",  "who",	"whose",  "his",   "her",   "unser",  "unsere",
					    "unserer", "mein", "meine", "meiner", "notre", "mon",   "ma",     "nuestro",
					    "nuestra", "mi",   "nosso", "nossa",  "meu",   "minha", "nostro", "nostra",
					    "onze",    "mijn", "var",	"vart",	  "min",   "vores", "vara",   "nasz",
					    "nasza",   "moj",  "moja",	"nas",	  "nase",  "muj",   "нaш",    "нaшa",
					    "мoи",     "мoя",  "мiи",	"bizim",  NULL};

	if (str_eq(names_gap_after(scan, i), STR(", ")) && may_name(scan, i) && i + 1 < scan->toks.n &&
	    (scan->toks.at[i + 1].flags & TOK_CAPITAL) == 0 && str_is_any(names_word(scan, i + 1), words))
		take(scan, run_start(scan, i + 1, false), i + 1, "mention");
}

static void find_before_words(struct scan *scan, size_t i, bool small)
{
	size_t n, full = 0;

	if (i == 0 || (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_LINE)) != 0 ||
	    ((scan->toks.at[i - 1].flags & TOK_CAPITAL) == 0 ? !small : !may_name(scan, i - 1)))
		return;
	n = names_phrase(scan, i, PHRASES_BEHIND);
	/* "what thorsten told me", in a text without capitals */
	if ((scan->toks.at[i - 1].flags & TOK_CAPITAL) == 0) {
		if (n != 0 && (scan->toks.at[i - 1].words &
			       (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) == WORD_FIRST)
			take(scan, i - 1, i, "mention");
		return;
	}
	if (n == 0)
		full = names_phrase(scan, i, PHRASES_BEHIND_FULL);
	if (n + full != 0 && str_eq(names_gap_after(scan, i - 1), STR(" ")))
		take(scan, run_start(scan, i, full != 0), i, "mention");
}

/* "Anna's patch": the "s" is a word of its own. */
static void find_owner(struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	if (!may_name(scan, i) || gap.n == 0 || gap.n > 3 || (gap.s[0] != '\'' && gap.s[0] != '\xE2') ||
	    i + 2 >= scan->toks.n || !str_eq(names_word(scan, i + 1), STR("s")))
		return;
	if (str_is_any(names_word(scan, i + 2), belongings))
		take(scan, run_start(scan, i + 1, false), i + 1, "mention");
}

/* "Аркадий Львович": a father's name, and what stands in front of it. */
static void find_patronymic(struct scan *scan, size_t i)
{
	static const char *const ends[] = {"eвич",  "eвичa", "eвичe",  "eвичeм", "eвичy",   "eвнa",   "eвнe",  "eвнoи",
					   "eвнy",  "eвны",  "iвнa",   "iвнi",	 "iвнoю",   "iвнy",   "iвни",  "oвич",
					   "oвичa", "oвичe", "oвичeм", "oвичy",	 "oвнa",    "oвнe",   "oвнoи", "oвнy",
					   "oвны",  "иoвич", "иoвичa", "иoвичe", "иoвичeм", "иoвичy", "ичнa",  "ичнe",
					   "ичнoи", "ичнy",  "ичны",   NULL};
	struct str word = names_word(scan, i);
	size_t start = i;

	/* the last letter but one has two bytes */
	if (word.n < PATRONYMIC_LEAST || (unsigned char)word.s[word.n - 2] < 0x80 ||
	    (scan->toks.at[i].flags & (TOK_UPPER | TOK_DIGIT)) != 0)
		return;
	for (const char *const *end = ends;; end++) {
		if (*end == NULL)
			return;
		if (str_ends(word, str_c(*end)))
			break;
	}
	while (start > 0 && i - start < 2 && (scan->toks.at[start].flags & TOK_LINE) == 0 &&
	       str_eq(names_gap_after(scan, start - 1), STR(" ")) && may_name(scan, start - 1) &&
	       (scan->toks.at[start - 1].flags & TOK_START) == 0)
		start--;
	/* at the beginning of a sentence, too, if it is the only word there */
	if (start == i && start > 0 && (scan->toks.at[start].flags & TOK_LINE) == 0 &&
	    str_eq(names_gap_after(scan, start - 1), STR(" ")) && may_name(scan, start - 1))
		start--;
	take(scan, start, i + 1, "mention");
}

/* ---- neighbours ---- */

static bool is_and(struct str word)
{
	static const char *const words[] = {"and", "und", "et", "y",	"e",  "i", "og",
					    "och", "en",  "or", "oder", "ou", NULL};

	return str_is_any(word, words);
}

static bool has_first(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (is_first(scan, i) || (scan->toks.at[i].words & (WORD_AMBIGUOUS | WORD_NEVER)) == WORD_AMBIGUOUS)
			return true;
	return false;
}

/* In front of a name of two words, two words that no list has are another. */
static void take_listed(struct scan *scan, size_t from, size_t to, bool full_behind)
{
	if (has_first(scan, from, to) ||
	    (full_behind && to - from == 2 && is_unknown(scan, from) && is_unknown(scan, from + 1)))
		take(scan, from, to, "in a list of names");
}

/* A name behind one that ends before word i: "Anna, Bob Lipa and Liam". The end of the list. */
static size_t find_next_in_list(struct scan *scan, size_t i)
{
	size_t at = i, end;
	struct str gap = names_gap_after(scan, i - 1);
	bool full = true;

	if (at >= scan->toks.n)
		return i;
	if (str_eq(gap, STR(" ")) && is_and(names_word(scan, at))) {
		if (!str_eq(names_gap_after(scan, at), STR(" ")))
			return i;
		at++;
		full = false;
	} else if (str_eq(gap, STR(", ")) && at + 1 < scan->toks.n && is_and(names_word(scan, at)) &&
		   str_eq(names_gap_after(scan, at), STR(" "))) {
		at++;
		full = false;
	} else if (!str_eq(gap, STR(", ")) && !str_eq(gap, STR("; ")) && !str_eq(gap, STR(" & "))) {
		return i;
	}
	if (at >= scan->toks.n)
		return i;
	end = run_end(scan, at, full);
	if (full && !has_first(scan, at, end))
		end = at; /* "Anna Nowak, Dyrektor Finansowy" */
	/* "G. Armitage" */
	if (end == at && full && at + 1 < scan->toks.n && scan->toks.at[at].to - scan->toks.at[at].from == 1 &&
	    str_eq(names_gap_after(scan, at), STR(". ")) && may_name(scan, at + 1))
		end = at + 2;
	if (end > at)
		take(scan, at, end, "in a list of names");
	return end > at ? end : i;
}

static void find_lists(struct scan *scan)
{
	for (size_t i = 1; i < scan->toks.n; i++) {
		size_t end = i;

		if (!scan->toks.at[i - 1].taken || scan->toks.at[i].taken)
			continue;
		for (int n = 0; n < CHAIN_WORDS; n++) {
			size_t next = find_next_in_list(scan, end);

			if (next == end)
				break;
			end = next;
		}
	}
	/* and in front of one: "Kwame and Bob" */
	for (size_t i = scan->toks.n; i-- > 1;) {
		size_t end = i;

		if (!scan->toks.at[i].taken || scan->toks.at[i - 1].taken)
			continue;
		if (is_and(names_word(scan, i - 1)) && str_eq(names_gap_after(scan, i - 1), STR(" ")))
			end = i - 1;
		if (end > 0 && end < i && str_eq(names_gap_after(scan, end - 1), STR(" ")))
			take(scan, run_start(scan, end, false), end, "in a list of names");
		else if (end == i && str_eq(names_gap_after(scan, i - 1), STR(", ")))
			take_listed(scan, run_start(scan, i, true), i,
				    i + 1 < scan->toks.n && scan->toks.at[i + 1].taken);
	}
}

/* ---- lines ---- */

/* Behind the end of a line nothing but blanks and quote marks, and another line's end? */
static bool is_empty_line_between(struct str gap)
{
	size_t lines = 0;

	for (size_t i = 0; i < gap.n; i++)
		if (gap.s[i] == '\n')
			lines++;
		else if (lines != 0 && strchr("> \t\r|.,!-_\"'*=", gap.s[i]) == NULL)
			return false;
	return lines >= 2;
}

/* "On 3 May, Anna Nowak wrote:", not "but I get this error:" */
static bool has_digit_or_wrote(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (str_is_digit(line.s[i]) || line.s[i] == '@')
			return true;
	return quote_introduces(line, true);
}

/* "-.-.-.-.-.-" */
static bool is_drawn(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (strchr("-.=_*~#+|:", line.s[i]) == NULL)
			return false;
	return line.n >= 6;
}

/* "[1] http://…", "[[alternative HTML version deleted]]", "P.S." */
static bool is_reference(struct str line)
{
	return str_starts(line, STR("[[")) || str_starts(line, STR("ps:")) || str_starts(line, STR("ps ")) ||
	       str_starts(line, STR("p.s")) ||
	       (line.n > 3 && line.s[0] == '[' && str_is_digit(line.s[1]) && (line.s[2] == ']' || line.s[3] == ']'));
}

/* Does the message end there, or quoted mail or a signature begin? */
static bool is_end_behind(const struct scan *scan, size_t at)
{
	struct str rest = str_from(scan->low, at), line;

	while (str_line(&rest, &line)) {
		line = quote_trim(line);
		if (line.n == 0 || (line.n == 1 && strchr(".,!", line.s[0]) != NULL))
			continue;
		return strchr(">|", line.s[0]) != NULL || is_drawn(line) || str_starts(line, STR("-----")) ||
		       is_reference(line) || quote_is_rule(line) || str_eq(line, STR("--")) ||
		       quote_divider(line) != QUOTES_KEPT || quote_is_footer(line) ||
		       (quote_may_introduce(line) && line.s[line.n - 1] != '.' && has_digit_or_wrote(line));
	}
	return true;
}

static size_t line_end(const struct scan *scan, size_t i)
{
	while (!names_is_line_end(scan, i))
		i++;
	return i + 1;
}

/* "mark osei" */
static bool is_small_pair(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return ((tok[0].flags | tok[1].flags) & (TOK_CAPITAL | TOK_DIGIT)) == 0 && is_first(scan, i) &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && tok[0].to - tok[0].from > 2 &&
	       (tok[1].to - tok[1].from > 2 || (tok[1].to - tok[1].from == 1 && (tok[0].words & WORD_COMMON) == 0)) &&
	       (tok[1].words & (WORD_COMMON | WORD_NEVER)) == 0 &&
	       ((tok[1].words & WORD_PLAIN) == 0 || (tok[0].words & WORD_PLAIN) == 0);
}

/* "JP", "R." */
static bool is_initials(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t n = tok->to - tok->from;

	if ((tok->flags & (TOK_UPPER | TOK_DIGIT)) != TOK_UPPER)
		return false;
	return n == 1 ? str_starts(names_gap_after(scan, i), STR("."))
		      : n <= 3 && (tok->words & ~(unsigned)(WORD_BEGINS | WORD_RARE | WORD_LAST | WORD_FIRST)) == 0;
}

/* Are all words of the line a name's? A single one may be in small letters. */
static bool is_name_line(const struct scan *scan, size_t i, size_t end)
{
	bool listed = false;

	for (size_t j = i; j < end; j++) {
		const struct tok *tok = &scan->toks.at[j];
		bool initial = tok->to - tok->from == 1 && (tok->flags & TOK_CAPITAL) != 0;

		if (j + 1 < end && names_gap_after(scan, j).n > 3)
			return false;
		if (end == i + 1 && (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == 0)
			return tok->to - tok->from > 2 &&
			       ((tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0 ||
				((tok->words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0 && (tok->words & WORD_NEVER) == 0));
		if (end == i + 2 && j == i && is_small_pair(scan, i))
			return true;
		if (end == i + 1 && is_initials(scan, i))
			return true;
		/* "David Bell" */
		if (j > i && is_first(scan, i) && (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL &&
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
			continue;
		if (!initial && !may_name(scan, j) && ((tok->words & WORD_PARTICLE) == 0 || j == i))
			return false;
		listed = listed || is_first(scan, j) || is_unknown(scan, j) ||
			 (end == i + 1 && (tok->words & WORD_AMBIGUOUS) != 0);
	}
	return listed;
}

/* Are the lines behind it short ones, as in a signature, and the last of the text? */
static bool is_card_behind(const struct scan *scan, size_t at)
{
	struct str rest = str_from(scan->text, at), line;
	size_t lines = 0;

	(void)str_line(&rest, &line);
	while (str_line(&rest, &line)) {
		line = quote_trim(line);
		if (++lines > CARD_LINES || (line.n != 0 && quote_is_sentence(line)) ||
		    (line.n != 0 && line.s[0] == '>'))
			return false;
	}
	return true;
}

/* Neither "name(", "name/" nor "name=" follows, which are parts of programs. */
static bool is_end_of_word(const struct scan *scan, size_t at)
{
	return at >= scan->text.n || strchr("(/=_-<{[$\\", scan->text.s[at]) == NULL ||
	       (at + 1 < scan->text.n && scan->text.s[at] == '-' && str_is_space(scan->text.s[at + 1]));
}

enum { INDENT = 4 };

/* "Hmmm", "Basically", "Refactoring", "Howdy": what somebody says first, and no list has. */
static bool is_exclaimed(const struct scan *scan, size_t i)
{
	struct str word = names_word(scan, i);

	if (names_is_courtesy(scan, i))
		return !is_first(scan, i);
	if (is_listed(scan, i))
		return false;
	for (size_t n = 2; n < word.n; n++)
		if (word.s[n] == word.s[n - 1] && word.s[n] == word.s[n - 2])
			return true;
	return (word.n > 4 && str_ends(word, STR("ly"))) || (word.n > 5 && str_ends(word, STR("ing"))) ||
	       (scan->toks.at[i].flags & TOK_LETTER) == 0 || str_starts(word, STR("\xF0\x9F"));
}

/* "Norm" between empty lines, "\tRoss" below what he wrote: a first name and nothing else. */
static bool is_alone(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str after = names_gap_after(scan, i), before;
	size_t indent = 0;

	if (((tok->words & (WORD_FIRST | WORD_AMBIGUOUS)) == 0 && !str_eq(names_word(scan, i), STR("jan"))) ||
	    (tok->flags & (TOK_DIGIT | TOK_UPPER)) != 0 ||
	    ((tok->words & WORD_NEVER) != 0 && !str_eq(names_word(scan, i), STR("jan"))) ||
	    (tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 || tok->to - tok->from < 3)
		return false;
	for (size_t n = 0; n < after.n && after.s[n] != '\n'; n++)
		if (strchr(".,! \r\t", after.s[n]) == NULL)
			return false;
	if (i + 1 < scan->toks.n && !is_empty_line_between(after))
		return false;
	if (i == 0)
		return (tok->flags & TOK_CAPITAL) != 0;
	before = names_gap_after(scan, i - 1);
	while (indent < before.n && strchr(" \t", before.s[before.n - 1 - indent]) != NULL)
		indent += before.s[before.n - 1 - indent] == '\t' ? INDENT : 1;
	if (indent >= INDENT && str_find_char(before, '\n') >= 0)
		return (tok->flags & TOK_CAPITAL) != 0 || (tok->words & (WORD_PLAIN | WORD_COMMON)) == 0 ||
		       indent >= INDENT * 2;
	return (tok->flags & TOK_CAPITAL) != 0 && is_empty_line_between(before);
}

/* "Zivan", and below it "Zivan Karaman" and where he works. */
static bool is_repeated(const struct scan *scan, size_t i)
{
	size_t end;

	if (i + 2 >= scan->toks.n || scan->toks.at[i].key != scan->toks.at[i + 1].key ||
	    (scan->toks.at[i + 1].flags & TOK_LINE) == 0 || names_is_line_end(scan, i + 1) || !may_name(scan, i))
		return false;
	end = line_end(scan, i + 1);
	return end - i <= LINE_WORDS + 1 && is_name_line(scan, i + 1, end);
}

/* Does the line in front of word i thank somebody? */
static bool is_thanked(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"thank",   "thanks", "thx",	   "cheers",  "merci",	 "danke", "dank",
					    "gracias", "grazie", "dzieki", "bedankt", "regards", NULL};

	if (is_empty_line_between(names_gap_after(scan, i - 1)))
		return false;
	for (size_t n = 0; n < CHAIN_WORDS && i > n; n++) {
		if (str_is_any(names_word(scan, i - 1 - n), words))
			return true;
		if ((scan->toks.at[i - 1 - n].flags & TOK_LINE) != 0)
			break;
	}
	return false;
}

/* A line of its own at the end of what somebody wrote, maybe with his signature below. */
static void find_lone_line(struct scan *scan, size_t i)
{
	size_t end = line_end(scan, i);
	struct str after = names_gap_after(scan, end - 1);
	size_t n = 0;
	bool lone;

	if (end == i + 1 && is_alone(scan, i)) {
		take(scan, i, end, "last line");
		return;
	}

	if (end - i > LINE_WORDS || i == 0 || !is_name_line(scan, i, end) || is_exclaimed(scan, i))
		return;
	/* "Thanks.\nRob", and what he attaches */
	if (end == i + 1 && is_thanked(scan, i) && is_empty_line_between(after) &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) != 0 &&
	    (scan->toks.at[i].words & (WORD_FIRST | WORD_NEVER)) == WORD_FIRST) {
		take(scan, i, end, "last line");
		return;
	}
	lone = is_empty_line_between(names_gap_after(scan, i - 1));
	if (lone && end == i + 1 && is_repeated(scan, i)) {
		take(scan, i, i + 1, "last line");
		take(scan, i + 1, line_end(scan, i + 1), "last line");
		return;
	}
	if (!lone && !is_thanked(scan, i) &&
	    (end - i > 2 || !may_name(scan, i) || strchr(".?!,", names_gap_after(scan, i - 1).s[0]) == NULL))
		return;
	while (n < after.n && after.s[n] != '\n')
		if (strchr(".,!- \r\t)", after.s[n++]) == NULL)
			return;
	n += scan->toks.at[end - 1].to;
	if (is_end_behind(scan, n) ||
	    ((lone || names_gap_after(scan, i - 1).s[0] == '.') && end - i > 1 && is_card_behind(scan, n)))
		take(scan, i, end, "last line");
}

/* "-rw-r--r-- 1 anna users 1201": who owns the file. */
static void find_file_owner(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from, marks = 0, digits;

	if (strchr("rwxd", scan->low.s[at]) == NULL || scan->toks.at[i].to - at > MODE_MARKS)
		return;
	while (at > 0 && scan->text.s[at - 1] != '\n' && marks++ < MODE_MARKS)
		at--;
	for (marks = 0; at + marks < scan->text.n && strchr("-drwxsStTlbcp", scan->text.s[at + marks]) != NULL &&
			scan->text.s[at + marks] != '\0';)
		marks++;
	if (marks != MODE_MARKS)
		return;
	while (i < scan->toks.n && scan->toks.at[i].from < at + marks)
		i++;
	digits = i; /* the number of links */
	if (digits + 1 >= scan->toks.n || (scan->toks.at[digits].flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT ||
	    (scan->toks.at[digits + 1].flags & TOK_LINE) != 0)
		return;
	if ((scan->toks.at[digits + 1].words & (WORD_ACCOUNT | WORD_KEEP)) == 0)
		scan_found(scan, scan->toks.at[digits + 1].from, scan->toks.at[digits + 1].to, REDACT_USER,
			   STRENGTH_NAME, "owner of a file");
}

/* The end of "jan_de.wit-2". */
static size_t user_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.n && (utf8_is_word_byte(scan->text.s[at]) ||
				     (strchr("_.-", scan->text.s[at]) != NULL && at + 1 < scan->text.n &&
				      utf8_is_word_byte(scan->text.s[at + 1]))))
		at++;
	return at;
}

/* "updated by mullend", "user jsmith": a word that no list has. */
static void find_account(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t n, at;
	struct str gap;

	/* a word that no list has, two or three on */
	for (at = i + 1;
	     at <= i + PHRASE_WORDS && at < scan->toks.n && (scan->toks.at[at].words & ~(unsigned)WORD_RARE) != 0;)
		at++;
	if (at >= scan->toks.n || at > i + PHRASE_WORDS)
		return;
	n = names_phrase(scan, i, PHRASES_ACCOUNTS);
	at = i + n;
	tok = &scan->toks.at[at < scan->toks.n ? at : i];
	if (n == 0 || at >= scan->toks.n || tok->to - tok->from < 3 || (tok->words & ~(unsigned)WORD_RARE) != 0 ||
	    (tok->flags & (TOK_CAPITAL | TOK_LETTER | TOK_LINE)) != TOK_LETTER)
		return;
	gap = names_gap_after(scan, at - 1);
	if (gap.n > 3 || strchr("./-_", gap.s[0]) != NULL)
		return;
	for (int more = 0; more < CHAIN_WORDS && at < scan->toks.n; more++) {
		size_t from = scan->toks.at[at].from, to = user_end(scan, from);

		if ((scan->toks.at[at].words & ~(unsigned)WORD_RARE) != 0 ||
		    (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_LETTER | TOK_LINE)) != TOK_LETTER ||
		    !is_end_of_word(scan, to))
			return;
		scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "account");
		while (at < scan->toks.n && scan->toks.at[at].from < to)
			at++;
		if (at >= scan->toks.n || !str_eq(names_gap_after(scan, at - 1), STR(", ")))
			return;
	}
}

/* "Gdańsk, dnia 3 maja", "Kiel, den 3. Mai": where and when a letter is written. */
static bool is_letter_head(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"dnia", "den", "le", "dne", "am", "el", "il", "li", NULL};

	return i + 2 < scan->toks.n && str_is_any(names_word(scan, i + 1), words) &&
	       (scan->toks.at[i + 2].flags & TOK_DIGIT) != 0;
}

/* "Guus," in front of what is said to him. */
static void find_addressed(struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);
	const struct tok *tok = &scan->toks.at[i];
	size_t from = i > 0 ? scan->toks.at[i - 1].to : 0;
	bool starts = true;
	size_t lines = i == 0 ? 2 : 0, last = i;

	if ((str_eq(gap, STR("-")) || str_eq(gap, STR("/"))) && i + 1 < scan->toks.n && may_name(scan, i) &&
	    may_name(scan, i + 1))
		gap = names_gap_after(scan, ++last); /* "Tsung-Han,", "Tim/Heather," */
	if (gap.n == 0 || (gap.s[0] != ',' && gap.s[0] != ':' && !str_starts(gap, STR(" -"))) || !may_name(scan, i) ||
	    names_is_courtesy(scan, i) || is_exclaimed(scan, i) || is_letter_head(scan, i) ||
	    (tok->to - tok->from < 3 && !is_first(scan, i)))
		return;
	for (size_t at = from; at < tok->from; at++) {
		lines += scan->text.s[at] == '\n';
		starts = starts &&
			 (i == 0 || scan->text.s[at] == '\n' || strchr("> \t\r|:.!?,-_", scan->text.s[at]) != NULL);
	}
	/* "… wrote:\n> Guus," */
	if (i > 0 && lines == 1 && scan->text.s[from] == ':' && scan->text.s[tok->from - 1] == ' ' &&
	    scan->text.s[tok->from - 2] == '>')
		lines = 2;
	if (!starts || lines < 2)
		return;
	if (names_is_line_end(scan, last)
		? gap.s[0] != ' '
		: str_eq(gap, STR(", ")) && (is_first(scan, i) || (scan->toks.at[last + 1].flags & TOK_DIGIT) == 0))
		take(scan, i, last + 1, "greeting");
}

/* "thanks again! -- Anna" */
static void find_dashed(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;
	struct str mark = str_slice(scan->text, at > 4 ? at - 4 : 0, at);

	if (!str_ends(mark, STR(" -- ")) && !str_ends(mark, STR("== ")) && !str_ends(mark, STR("\n:")) &&
	    !str_ends(mark, STR(" --")))
		return;
	if (names_is_line_end(scan, i) && may_name(scan, i))
		take(scan, i, i + 1, "sign-off");
	else if (names_is_line_end(scan, i) && str_ends(mark, STR(":")) && is_name_line(scan, i, i + 1))
		take(scan, i, i + 1, "sign-off");
}

/* "[Anna Nowak]" in front of what she wrote. */
static void find_bracketed(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from, end = line_end(scan, i);
	struct str gap = names_gap_after(scan, end - 1);

	if (at == 0 || scan->text.s[at - 1] != '[' || (at > 1 && scan->text.s[at - 2] != '\n') ||
	    end - i > LINE_WORDS || !is_name_line(scan, i, end) || gap.n == 0 || gap.s[0] != ']')
		return;
	gap = str_trim(str_from(gap, 1));
	if (gap.n != 0 && gap.s[0] == '>')
		take(scan, i, end, "quote header");
}

/* "AM", "PM" */
static bool is_half(const struct scan *scan, size_t i)
{
	struct str word = names_word(scan, i);

	return word.n == 2 && word.s[1] == 'm' && (word.s[0] == 'a' || word.s[0] == 'p');
}

/* A word of no list in small letters, or a first name: a program's log has seconds and everyday words there. */
static bool is_small_speaker(const struct scan *scan, size_t i, size_t numbers)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & TOK_CAPITAL) != 0 || (tok->flags & TOK_LETTER) == 0 || tok->to - tok->from < 2 ||
	    (tok->words & (WORD_NEVER | WORD_ACCOUNT | WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
	if ((tok->words & (WORD_FIRST | WORD_COMMON)) == WORD_FIRST)
		return true;
	return numbers == 2 && (tok->words & (WORD_COMMON | WORD_PLAIN)) == 0;
}

/* "[10:02] Anna: hello?", "12/03/23, 10:02 - anna: hello?": who says it in a chat. */
static void find_speaker(struct scan *scan, size_t i)
{
	size_t at = i, end, numbers;
	struct str gap;

	while (at < scan->toks.n && at < i + CHAT_WORDS &&
	       (scan->toks.at[at].flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT && !names_is_line_end(scan, at))
		at++;
	if (at < i + 2 || at >= scan->toks.n || names_gap_after(scan, at - 2).s[0] != ':')
		return;
	numbers = at - i;
	if (numbers > 2 && names_gap_after(scan, i).s[0] != ':')
		numbers -= 3; /* a date in front */
	if (is_half(scan, at) && at + 1 < scan->toks.n && !names_is_line_end(scan, at))
		at++;
	if ((scan->toks.at[at].flags & TOK_LINE) != 0)
		return;
	end = run_end(scan, at, false);
	if (end == at && is_small_speaker(scan, at, numbers)) {
		end = at + 1;
		if (end < scan->toks.n && str_eq(names_gap_after(scan, at), STR(" ")) &&
		    is_small_speaker(scan, end, 2) && names_gap_after(scan, end).s[0] == ':')
			end++;
	}
	if (end == at || end >= scan->toks.n)
		return;
	gap = names_gap_after(scan, end - 1);
	if (gap.s[0] == ':' ? gap.n > 1 && gap.s[1] != ':' : str_starts(gap, STR(" (")) || str_starts(gap, STR(" [")))
		take(scan, at, end, "label");
}

/* ---- texts without capitals ---- */

static bool has_no_capital(const struct scan *scan, size_t i)
{
	for (; i < scan->toks.n; i++) {
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0)
			return false;
		if (names_is_line_end(scan, i))
			break;
	}
	return true;
}

/* "christine fiorentino" */
static void find_small(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i], *next = tok + 1;

	if ((tok->words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP)) !=
		WORD_FIRST ||
	    (tok->flags & TOK_CAPITAL) != 0 || tok->to - tok->from < 3 || i + 1 >= scan->toks.n ||
	    (next->flags & (TOK_LINE | TOK_DIGIT)) != 0 || !str_eq(names_gap_after(scan, i), STR(" ")) ||
	    next->to - next->from < 3)
		return;
	if ((next->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0 &&
	    is_end_of_word(scan, next->to))
		take(scan, i, i + 2, "listed first name");
}

/* "soy wilmer", "c'est encore thibault" */
static void find_small_introduction(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_INTRODUCTIONS), at = i + n;
	const struct tok *tok = &scan->toks.at[at < scan->toks.n ? at : i];

	if (n == 0 || at >= scan->toks.n || !str_eq(names_gap_after(scan, at - 1), STR(" ")) ||
	    (tok->flags & (TOK_LINE | TOK_DIGIT)) != 0 || tok->to - tok->from < 3)
		return;
	if ((tok->words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) == WORD_FIRST)
		take(scan, at, at + 1, "introduction");
}

/* "Anna Nowak (anowak)": how she logs in. */
static void find_login_behind(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t to;

	if (i == 0 || !scan->toks.at[i - 1].taken || (tok->flags & TOK_LETTER) == 0 ||
	    !str_eq(names_gap_after(scan, i - 1), STR(" (")))
		return; /* "Fuller (1987)" */
	to = user_end(scan, tok->from);
	if (tok->to - tok->from < 3 || to >= scan->text.n || scan->text.s[to] != ')' ||
	    (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) != 0)
		return;
	/* "Anna Nowak (współmałżonek)": a word of another language */
	if (to - tok->from > LOGIN_MOST && (scan->toks.at[i].flags & TOK_DIGIT) == 0)
		return;
	scan_found(scan, tok->from, to, REDACT_USER, STRENGTH_NAME, "behind a name");
}

/* "shira.cl", "dov.k": a first name and more of it, in small letters. */
static void find_dotted(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t to;

	if (i + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, i), STR(".")) || tok->to - tok->from < 3 ||
	    (tok->words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ACCOUNT)) !=
		WORD_FIRST ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != 0 || (tok[1].words & (WORD_PLAIN | WORD_COMMON)) != 0 ||
	    (tok->from > 0 && strchr(" \n(,;'\":", scan->text.s[tok->from - 1]) == NULL))
		return;
	to = user_end(scan, tok->from);
	if (to == tok[1].to && (to >= scan->text.n || strchr("@/(=[", scan->text.s[to]) == NULL))
		scan_found(scan, tok->from, to, REDACT_USER, STRENGTH_NAME, "dotted name");
}

/* ---- addresses ---- */

struct echo {
	struct str local; /* before "@" */
	size_t from, to;  /* words around it */
};

/* Is the word a part of the address: "kcoar" of Coar, "j.smith" of Smith, "mullend" of Mullender? */
static bool is_echo(struct str word, struct str local)
{
	struct str rest = local;

	if (word.n < 3)
		return false;
	while (rest.n != 0) {
		size_t n = 0;

		while (n < rest.n && rest.s[n] != '.' && rest.s[n] != '_' && rest.s[n] != '-' && rest.s[n] != '+' &&
		       !str_is_digit(rest.s[n]))
			n++;
		if (n == word.n && str_eq(str_slice(rest, 0, n), word))
			return true;
		if (n >= ECHO_LEAST && word.n >= ECHO_LEAST &&
		    ((n > word.n &&
		      (str_starts(str_slice(rest, 0, n), word) || str_ends(str_slice(rest, 0, n), word))) ||
		     (word.n > n && n > ECHO_LEAST && str_starts(word, str_slice(rest, 0, n))) ||
		     /* one letter of the first name before the beginning of a longer family name */
		     (n > ECHO_LEAST + 1 && word.n >= n && str_starts(word, str_slice(rest, 1, n)))))
			return true;
		rest = str_from(rest, n < rest.n ? n + 1 : n);
	}
	return false;
}

/* The address's own part alone is how its owner logs in: "anna.nowak;Anna Nowak;anna.nowak@firm.com". */
static void find_logins(struct scan *scan, const struct echo *echo)
{
	size_t n = echo->local.n;

	if (n < USER_LEAST)
		return;
	for (size_t i = echo->from; i < echo->to; i++) {
		size_t from = scan->toks.at[i].from, to = from + n;

		if (to <= scan->low.n && str_eq(str_slice(scan->low, from, to), echo->local) &&
		    (to == scan->low.n ||
		     (!utf8_is_word_byte(scan->low.s[to]) && strchr("@/(=_", scan->low.s[to]) == NULL)) &&
		    (from == 0 || strchr("/@._-", scan->low.s[from - 1]) == NULL) &&
		    (scan->toks.at[i].flags & TOK_CAPITAL) == 0)
			scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "as in an address");
	}
}

static void find_echoes(struct scan *scan, const struct echo *echo)
{
	for (size_t i = echo->from; i < echo->to; i++) {
		const struct tok *tok = &scan->toks.at[i];
		size_t start = i, end = i + 1;

		if (tok->taken || (tok->flags & TOK_CAPITAL) == 0 || !names_is_word(scan, i) || !may_name(scan, i) ||
		    !is_echo(names_word(scan, i), echo->local))
			continue;
		while (start > 0 && i - start < 2 && str_eq(names_gap_after(scan, start - 1), STR(" ")) &&
		       may_name(scan, start - 1))
			start--;
		while (end < scan->toks.n && end - i < 3 && str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
		       may_name(scan, end))
			end++;
		take(scan, start, end, "as in an address");
	}
}

/* "Widget mailing list\nwidget@lists.example.com", "widget-users@example.com": its words are no name. */
static bool is_list_address(const struct scan *scan, size_t word, struct str local)
{
	static const char *const ends[] = {"-users", "-user", "-devel",	  "-dev",     "-list", "-announce",
					   "-bugs",  "-help", "-discuss", "-commits", "-l",    NULL};

	if (word > 1 && str_eq(names_word(scan, word - 1), STR("list")) &&
	    str_eq(names_word(scan, word - 2), STR("mailing")))
		return true;
	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(local, str_c(*end)))
			return true;
	return false;
}

/* "widget@widget-team.example": whose domain is called so, is what no list has as a name. */
static bool is_of_domain(const struct scan *scan, struct str local, struct str domain)
{
	const uint32_t *flags = wordset_find(&scan->rules->words, local);
	ptrdiff_t at = local.n > 3 ? str_find(domain, local) : -1;

	if (at < 0 || (flags != NULL && (*flags & (WORD_FIRST | WORD_LAST)) != 0))
		return false;
	return (at == 0 || strchr(".-", domain.s[at - 1]) != NULL) &&
	       ((size_t)at + local.n >= domain.n || strchr(".-", domain.s[(size_t)at + local.n]) != NULL);
}

static void find_addresses(struct scan *scan)
{
	size_t founds = scan->founds.n;

	for (size_t f = 0; f < founds; f++) {
		const struct found *found = &scan->founds.at[f];
		bool is_email = found->type == REDACT_EMAIL;
		struct str value = str_slice(scan->low, found->from, found->to);
		ptrdiff_t at = str_find_char(value, '@');
		size_t word = scan_word_at(scan, found->from);
		const uint32_t *flags;
		struct echo echo;

		if (is_email && at < 0)
			at = str_find_char(value, ' '); /* "anna.nowak at firm.com" */
		if (is_email && at > 0)
			echo.local = str_slice(value, 0, (size_t)at);
		else if (found->type == REDACT_USER && value.n > 3)
			echo.local = value.s[0] == '@' ? str_from(value, 1) : value;
		else
			continue;
		if (is_email && (is_list_address(scan, word, echo.local) ||
				 is_of_domain(scan, echo.local, str_from(value, (size_t)at + 1))))
			continue;
		flags = wordset_find(&scan->rules->words, echo.local);
		if (echo.local.n > LOCAL_MOST || (flags != NULL && (*flags & (WORD_FIRST | WORD_LAST)) == 0 &&
						  (*flags & ~(unsigned)WORD_BEGINS) != 0))
			continue;
		echo.from = word > ECHO_WORDS ? word - ECHO_WORDS : 0;
		echo.to = word + ECHO_WORDS < scan->toks.n ? word + ECHO_WORDS : scan->toks.n;
		find_echoes(scan, &echo);
		if (is_email)
			find_logins(scan, &echo);
	}
}

/* Names that the table or an expression has found. */
static void mark_taken(struct scan *scan)
{
	for (size_t f = 0; f < scan->founds.n; f++) {
		const struct found *found = &scan->founds.at[f];

		if (found->type != REDACT_PERSON)
			continue;
		for (size_t i = scan_word_at(scan, found->from); i < scan->toks.n && scan->toks.at[i].to <= found->to;
		     i++)
			scan->toks.at[i].taken = true;
	}
}

void mentions_find(struct scan *scan)
{
	bool small = false;

	mark_taken(scan);
	for (size_t i = 0; i < scan->toks.n; i++) {
		uint32_t words = scan->toks.at[i].words;

		if ((scan->toks.at[i].flags & TOK_LINE) != 0) {
			small = has_no_capital(scan, i);
			find_lone_line(scan, i);
			find_addressed(scan, i);
			find_bracketed(scan, i);
			find_file_owner(scan, i);
			find_speaker(scan, i);
		}
		if ((words & WORD_MENTION) != 0) {
			find_behind_words(scan, i, small);
			find_account(scan, i);
		}
		if (small && (words & WORD_INTRODUCTION) != 0 && is_first_near(scan, i))
			find_small_introduction(scan, i);
		if ((words & WORD_SAYS) != 0)
			find_before_words(scan, i, small);
		if ((words & WORD_WHOSE) != 0 && i + 2 < scan->toks.n &&
		    (small || (scan->toks.at[i + 2].flags & TOK_CAPITAL) != 0))
			find_relation(scan, i, small);
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0) {
			find_patronymic(scan, i);
			find_owner(scan, i);
			find_apposition(scan, i);
			find_honoured(scan, i);
			find_dashed(scan, i);
		} else {
			find_login_behind(scan, i);
			if ((words & WORD_FIRST) != 0) {
				find_dotted(scan, i);
				if (small)
					find_small(scan, i);
			}
		}
	}
	find_addresses(scan);
	find_lists(scan);
}
