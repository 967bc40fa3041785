/*
 * Names of people who are not known, by what is said of them in sentences; lines and
 * neighbours are looked at by the other files of mention_parts.h.
 */
#include "common/privacy/mention_parts.h"
#include "common/utf8.h"

enum {
	MENTION_WORDS = 3,     /* of a name in a sentence */
	LOGIN_MOST = 10,       /* bytes of a user name without digits */
	PHRASE_WORDS = 3,      /* of a phrase in front of a name */
	SMALL_WORDS = 6,       /* of one in a text without capitals, and a name */
	PATRONYMIC_LEAST = 10, /* bytes */
};

/* "Anna's patch" */
static const char *const belongings[] = {
    "patch",	   "mail",     "email",	  "message", "post",	  "reply",	 "answer",   "comment",
    "comments",	   "question", "phone",	  "number",  "idea",	  "proposal",	 "advice",   "suggestion",
    "mailbox",	   "laptop",   "desk",	  "boss",    "extension", "address",	 "accounts", "request",
    "explanation", "fix",      "example", "point",   "group",	  "room",	 "computer", "pc",
    "wife",	   "husband",  "team",	  "house",   "inbox",	  "calendar",	 "wedding",  "birthday",
    "signature",   "book",     "paper",	  "article", "answers",	  "suggestions", "response", NULL};

bool mentions_is_said(const struct scan *scan, size_t i)
{
	return (scan->toks.at[i].flags & TOK_CAPITAL) == 0 && names_phrase(scan, i, PHRASES_BEHIND) != 0;
}

/* ---- words ---- */

bool mention_may_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (!mention_is_unknown(scan, i) &&
	    !(mention_is_listed(scan, i) && (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL))
		return false;
	if ((tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
		return false;
	if ((tok->flags & TOK_UPPER) != 0 && tok->to - tok->from == 2 && (tok->words & WORD_COMMON) != 0)
		return false; /* "WITH AN APPLE" */
	if ((tok->flags & TOK_UPPER) != 0 && tok->to - tok->from > 1)
		return (tok->flags & TOK_LINE) == 0 && i > 0 && (scan->toks.at[i - 1].flags & TOK_UPPER) != 0 &&
		       scan->toks.at[i - 1].to - scan->toks.at[i - 1].from > 1;
	return names_is_written(scan, tok);
}

/* "Yanling Qi" */
static bool is_short_name(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return tok->to - tok->from == 2 && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_BEGINS)) == 0;
}

size_t mention_run_end(const struct scan *scan, size_t i, bool full)
{
	size_t end = i, named = 0;
	bool first = false;

	/* "May Sung": a month alone */
	if (i + 1 < scan->toks.n &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_AMBIGUOUS)) == (WORD_NEVER | WORD_AMBIGUOUS) &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) != 0 && str_eq(names_gap_after(scan, i), STR(" ")) &&
	    mention_may_name(scan, i + 1))
		return i + 2;
	/* "assigned to Skip Montanari" */
	if (!full && i + 1 < scan->toks.n && (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_TITLE)) == 0 &&
	    str_eq(names_gap_after(scan, i), STR(" ")) && mention_is_unknown(scan, i + 1) &&
	    mention_may_name(scan, i + 1))
		return i + 2;

	while (end < scan->toks.n && end - i < MENTION_WORDS) {
		const struct tok *tok = &scan->toks.at[end];
		bool initial = tok->to - tok->from == 1 && (tok->flags & TOK_CAPITAL) != 0;

		if (mention_may_name(scan, end) || (end > i && is_short_name(scan, end))) {
			named++;
			first = first || (mention_is_first(scan, end) &&
					  (tok->words & (WORD_PLAIN | WORD_COMMON | WORD_AMBIGUOUS)) == 0);
		} else if (!initial && ((tok->words & WORD_PARTICLE) == 0 || end == i)) {
			break;
		} else if (!initial && full && !first) {
			return i; /* "mit Ausnahme der Bilder" */
		}
		end++;
		if (end < scan->toks.n && !str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
		    !(initial && str_eq(names_gap_after(scan, end - 1), STR(". "))) &&
		    !str_eq(names_gap_after(scan, end - 1), STR("-")) &&
		    !(initial && str_eq(names_gap_after(scan, end - 1), STR("'"))))
			break; /* "Kjetil O'Reagan" */
	}
	while (end > i && !mention_may_name(scan, end - 1) && (end == i + 1 || !is_short_name(scan, end - 1)))
		end--;
	return named >= 2 || (named == 1 && (first || !full)) ? end : i;
}

/* "Jan vd Berg": a particle behind a first name, in front of what ends at word end; not "Eingabe der Daten". */
static bool is_inner_particle(const struct scan *scan, size_t i, size_t end)
{
	return i > 0 && i + 1 < end && (scan->toks.at[i].words & WORD_PARTICLE) != 0 &&
	       (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_LINE | TOK_DIGIT)) == 0 &&
	       str_eq(names_gap_after(scan, i - 1), STR(" ")) && mention_may_name(scan, i - 1) &&
	       mention_is_first(scan, i - 1);
}

size_t mention_run_start(const struct scan *scan, size_t i, bool full)
{
	size_t start = i, named = 0;
	bool first = false;

	while (start > 0 && i - start < MENTION_WORDS &&
	       (mention_may_name(scan, start - 1) || is_inner_particle(scan, start - 1, i)) &&
	       (start == i || str_eq(names_gap_after(scan, start - 1), STR(" ")) ||
		str_eq(names_gap_after(scan, start - 1), STR("-")))) {
		start--;
		named++;
		first = first || (mention_is_first(scan, start) &&
				  (scan->toks.at[start].words & (WORD_PLAIN | WORD_COMMON)) == 0);
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

void mention_take(struct scan *scan, size_t from, size_t to, const char *rule)
{
	if (to > from && !is_taken(scan, from, to))
		names_accept(scan, from, to, rule);
}

/* Said of somebody, unless it is one word that programs have. */
static void take_said(struct scan *scan, size_t from, size_t to)
{
	if (to == from + 1 && programs_has(scan, from))
		return;
	/* "suggested by Dan Carpenter" */
	if (to == from + 1 && (scan->toks.at[from].words & WORD_FIRST) != 0 && names_has_plain_family_name(scan, from))
		to++;
	mention_take(scan, from, to, "mention");
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

/* "our Customer Experience Survey": a word that speaks of people, with a capital that only titles give it. */
static bool is_title_word(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"customer", "technician", "contact", "phone", "attention", NULL};

	return i + 1 < scan->toks.n && (scan->toks.at[i + 1].words & (WORD_FIRST | WORD_LAST)) == 0 &&
	       (scan->toks.at[i + 1].words & (WORD_PLAIN | WORD_COMMON)) != 0 &&
	       (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER | TOK_START | TOK_LINE)) == TOK_CAPITAL &&
	       str_is_any(names_word(scan, i), words);
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

/* "response from Widget Package Manager", "calling Widget#main": one word that no list has as a first name, in front of
 * an everyday word with a capital or a part of a program. */
static bool is_product(const struct scan *scan, size_t from, size_t to)
{
	struct str gap;

	if (to != from + 1 || (scan->toks.at[from].words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0)
		return false;
	gap = names_gap_after(scan, from);
	if (str_starts(gap, STR("#")) || str_starts(gap, STR("::")))
		return true;
	return to < scan->toks.n && str_eq(gap, STR(" ")) &&
	       (scan->toks.at[to].flags & (TOK_CAPITAL | TOK_LINE | TOK_UPPER)) == TOK_CAPITAL &&
	       (scan->toks.at[to].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN;
}

/* A blank, or a line's end in the middle of a sentence: "thanks to\n> Anna". */
static bool is_blank_or_wrap(struct str gap)
{
	size_t lines = 0;

	for (size_t i = 0; i < gap.n; i++) {
		if (strchr("> \r\n", gap.s[i]) == NULL)
			return false;
		lines += gap.s[i] == '\n';
	}
	return str_eq(gap, STR(" ")) || lines == 1;
}

/* "Service For Runtime Reconfiguration", "for Tabletop Roleplaying Games": [from, to) of no list in a title, or in
 * front of everyday words with a capital. */
static bool is_titled(const struct scan *scan, size_t from, size_t to)
{
	const struct tok *tok = scan->toks.at;

	if (to == from)
		return false;
	/* "add Lex.Db" */
	if (to < scan->toks.n && str_eq(names_gap_after(scan, to - 1), STR(".")))
		return true;
	for (size_t i = from; i < to; i++)
		if ((tok[i].words & WORD_FIRST) != 0)
			return false;
	if (from > 0 && (tok[from - 1].flags & (TOK_CAPITAL | TOK_START | TOK_LINE)) == TOK_CAPITAL)
		return true;
	return to < scan->toks.n && str_eq(names_gap_after(scan, to - 1), STR(" ")) &&
	       (tok[to].flags & (TOK_CAPITAL | TOK_LINE)) == TOK_CAPITAL;
}

/* "using Tamsk Widget 2021.1": [from, to) of no list of first names, and a version. */
static bool is_versioned(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if ((scan->toks.at[i].words & WORD_FIRST) != 0)
			return false;
	return to > from && to + 1 < scan->toks.n && str_eq(names_gap_after(scan, to - 1), STR(" ")) &&
	       (scan->toks.at[to].flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT &&
	       str_eq(names_gap_after(scan, to), STR(".")) && (scan->toks.at[to + 1].flags & TOK_DIGIT) != 0;
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
	/* "What is Lorem Ipsum?" */
	if (full == 1 && i > 0 && str_eq(names_word(scan, i - 1), STR("what")))
		return;
	if (n > 0 && is_title_word(scan, i + n - 1))
		return;
	i += n + full;
	if (!is_blank_or_wrap(names_gap_after(scan, i - 1)))
		return;
	if (full != 0 && (is_titled(scan, i, mention_run_end(scan, i, true)) ||
			  is_versioned(scan, i, mention_run_end(scan, i, true))))
		return;
	if (!begins_firm(scan, i, mention_run_end(scan, i, full != 0)) &&
	    !is_product(scan, i, mention_run_end(scan, i, full != 0)))
		take_said(scan, i, mention_run_end(scan, i, full != 0));
	/* "an answer from thabo", in a text without capitals */
	if (small && full == 0 && (scan->toks.at[i].flags & (TOK_LINE | TOK_DIGIT | TOK_CAPITAL)) == 0 &&
	    (scan->toks.at[i].words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) == WORD_FIRST)
		mention_take(scan, i, i + 1, "mention");
}

/* "our technician, Anna": whom somebody calls his. */
static void find_relation(struct scan *scan, size_t i, bool small)
{
	static const char *const at_work[] = {
	    "technician",  "accountant",    "colleague",  "boss",	   "manager",	     "assistant",
	    "secretary",   "partner",	    "engineer",	  "consultant",	   "director",	     "admin",
	    "coworker",	   "student",	    "supervisor", "customer",	   "client",	     "intern",
	    "foreman",	   "trainee",	    "kollege",	  "kollegin",	   "chef",	     "chefin",
	    "mitarbeiter", "mitarbeiterin", "collegue",	  "associe",	   "companero",	     "companera",
	    "colega",	   "jefe",	    "jefa",	  "enfermero",	   "enfermera",	     "chefe",
	    "collega",	   "kollega",	    "kollegan",	  "sjef",	   "kolega",	     "kolezanka",
	    "szef",	   "szefowa",	    "opvolger",	  "baas",	   "clienta",	     "cliente",
	    "teacher",	   "tenant",	    "nurse",	  "landlord",	   "team-mate",	     "monteur",
	    "techniker",   "technikerin",   "technicien", "technicienne",  "livreur",	     "tecnico",
	    "tecnica",	   "repartidor",    "vendedor",	  "vendedora",	   "vendeur",	     "vendeuse",
	    "verkaufer",   "verkauferin",   "verkoper",	  "berater",	   "beraterin",	     "conseiller",
	    "conseillere", "asesor",	    "asesora",	  "installateur",  "elektriker",     "electrician",
	    "plumber",	   "mechanic",	    "bookkeeper", "receptionist",  "clerk",	     "bezorger",
	    "chauffeur",   "fahrer",	    "fahrerin",	  "auszubildende", "auszubildender", NULL};
	static const char *const at_home[] = {
	    "friend",  "husband", "wife",      "son",	   "daughter",	  "brother",	 "sister",  "flatmate",
	    "mother",  "father",  "mari",      "femme",	   "esposo",	  "esposa",	 "marido",  "hermano",
	    "hermana", "mand",	  "mann",      "kone",	   "maz",	  "zona",	 "vrouw",   "uncle",
	    "aunt",    "cousin",  "roommate",  "mom",	   "dad",	  "mum",	 "bride",   "groom",
	    "mama",    "papa",	  "mamma",     "pappa",	   "madre",	  "padre",	 "mutter",  "vater",
	    "oma",     "opa",	  "mae",       "pai",	   "mere",	  "pere",	 "maman",   "moeder",
	    "vader",   "tata",	  "mor",       "far",	   "mormor",	  "farmor",	 "morfar",  "farfar",
	    "abuela",  "abuelo",  "nonna",     "nonno",	   "grandmother", "grandfather", "grandma", "grandpa",
	    "babcia",  "dziadek", "neighbour", "neighbor", NULL};
	static const char *const articles[] = {"de", "der", "den", "el", "le", NULL};
	static const char *const programs[] = {"cliente", "client", "admin", "manager", "assistant", "partner", NULL};
	const struct tok *name = &scan->toks.at[i + 2];
	struct str gap;

	if (i + 2 >= scan->toks.n || (!small && (name->flags & TOK_CAPITAL) == 0) ||
	    (!str_is_any(names_word(scan, i + 1), at_work) && !str_is_any(names_word(scan, i + 1), at_home)))
		return;
	gap = names_gap_after(scan, i + 1);
	if ((!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", ")) && !str_eq(gap, STR(" ("))) ||
	    is_title_word(scan, i + 1))
		return;
	/* "el cliente Shadowsocks", "der Mitarbeiter (Bsp. Lager)" */
	if (str_is_any(names_word(scan, i), articles) && (name->words & WORD_FIRST) == 0 &&
	    ((str_ends(gap, STR("(")) && names_gap_after(scan, i + 2).s[0] == '.') ||
	     str_is_any(names_word(scan, i + 1), programs)))
		return;
	if ((name->flags & TOK_CAPITAL) != 0) {
		size_t end = mention_run_end(scan, i + 2, false);

		/* "my partner Park Ji-hoon", "the nurse Rose Hill": whatever the words mean elsewhere */
		if (end == i + 2 && i + 3 < scan->toks.n && str_eq(names_gap_after(scan, i + 2), STR(" ")) &&
		    (name->flags & (TOK_UPPER | TOK_DIGIT)) == 0 && (name->words & (WORD_NEVER | WORD_KEEP)) == 0 &&
		    (name[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
		    (name[1].words & (WORD_NEVER | WORD_KEEP)) == 0)
			end = i + 4;
		if (end > i + 2 && end + 1 < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR("-")) &&
		    (scan->toks.at[end].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0)
			end++;
		mention_take(scan, i + 2, end, "mention");
	} else if ((name->flags & (TOK_DIGIT | TOK_LINE)) == 0 &&
		   (name->to - name->from > 3 || (name->to - name->from == 3 && (name->words & WORD_FIRST) != 0)) &&
		   (name->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0)
		mention_take(scan, i + 2, i + 3, "mention"); /* "my brother jignesh" */
}

/* "ich habe mit Anna telefoniert", "j'ai eu Anna au téléphone": what stands in front of a name and behind it. */
static void find_framed(struct scan *scan, size_t i)
{
	enum { BETWEEN_MOST = 3 };
	static const struct {
		const char *before, *behind[12];
	} frames[] = {
	    {"mit",
	     {"telefoniert", "gesprochen", "geredet", "besprochen", "geschrieben", "gemailt", "gechattet",
	      "abgesprochen", "abgestimmt", NULL}},
	    {"bei", {"angerufen", "nachgefragt", NULL}},
	    {"met", {"gesproken", "gebeld", "gemaild", "overlegd", "gechat", "besproken", NULL}},
	    {"avec", {"telephone", NULL}},
	    {"eu", {"telephone", "ligne", NULL}},
	    {"habe", {"angerufen", "angeschrieben", "gefragt", "erreicht", "gebeten", NULL}},
	    {"heb", {"gebeld", "gesproken", "gemaild", "gevraagd", NULL}},
	    {"ho", {"chiamato", "sentito", NULL}},
	};
	size_t f = 0, end;

	if (i == 0 || (scan->toks.at[i].flags & (TOK_LINE | TOK_START)) != 0 ||
	    !str_eq(names_gap_after(scan, i - 1), STR(" ")))
		return;
	while (f < sizeof(frames) / sizeof(frames[0]) && !str_eq(names_word(scan, i - 1), str_c(frames[f].before)))
		f++;
	if (f == sizeof(frames) / sizeof(frames[0]))
		return;
	end = mention_run_end(scan, i, false);
	for (size_t j = end; j > i && j < scan->toks.n && j <= end + BETWEEN_MOST; j++) {
		if (!str_eq(names_gap_after(scan, j - 1), STR(" ")))
			return;
		if (str_is_any(names_word(scan, j), frames[f].behind)) {
			take_said(scan, i, end);
			return;
		}
	}
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
	    (scan->toks.at[i].words &
	     (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_PLAIN |
	      (gap.s[0] == '-' && (scan->toks.at[i].flags & TOK_CAPITAL) != 0 ? 0 : WORD_COMMON))) == 0)
		mention_take(scan, i, i + 2, "mention");
	if (i + 1 < scan->toks.n && gap.n == 1 && gap.s[0] == ' ' &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_PLAIN | WORD_COMMON)) == 0 &&
	    strchr("bnhuegj", scan->low.s[scan->toks.at[i + 1].from]) != NULL &&
	    str_is_any(names_word(scan, i + 1), behind) && (scan->toks.at[i].flags & TOK_UPPER) == 0)
		mention_take(scan, i, i + 1, "mention"); /* "Aranka néni" */
}

/* "Akinori, my neighbour" */
static void find_apposition(struct scan *scan, size_t i)
{
	static const char *const words[] = {"my",      "our",  "who",	"whose",  "his",   "her",   "unser",  "unsere",
					    "unserer", "mein", "meine", "meiner", "notre", "mon",   "ma",     "nuestro",
					    "nuestra", "mi",   "nosso", "nossa",  "meu",   "minha", "nostro", "nostra",
					    "onze",    "mijn", "var",	"vart",	  "min",   "vores", "vara",   "nasz",
					    "nasza",   "moj",  "moja",	"nas",	  "nase",  "muj",   "нaш",    "нaшa",
					    "their",   "мoи",  "мoя",	"мiи",	  "bizim", NULL};

	static const char *const origins[] = {"from", "in",  "at",  "de",  "del", "du",	 "da",	 "do", "della",
					      "aus",  "vom", "von", "van", "z",	  "fra", "fran", NULL};

	if ((str_eq(names_gap_after(scan, i), STR(", ")) || str_eq(names_gap_after(scan, i), STR(" ("))) &&
	    mention_may_name(scan, i) && i + 1 < scan->toks.n && (scan->toks.at[i + 1].flags & TOK_CAPITAL) == 0 &&
	    (str_is_any(names_word(scan, i + 1), words) ||
	     /* "Anna, from accounting" */
	     (str_is_any(names_word(scan, i + 1), origins) && names_phrase(scan, i + 1, PHRASES_BEHIND) > 1 &&
	      !str_eq(names_word(scan, i + 2), STR("the")))))
		mention_take(scan, mention_run_start(scan, i + 1, false), i + 1, "mention");
}

/* "Can Abhi or somebody have a look": who is asked for something, at the beginning of a sentence. */
static void find_asked(struct scan *scan, size_t i)
{
	static const char *const words[] = {"can", "could", "would", "will", "did", "may", "maybe", "perhaps", NULL};
	static const char *const behind[] = {"please",	"look",	     "call", "email",  "give",	  "reach",
					     "confirm", "ring",	     "come", "advise", "chime",	  "weigh",
					     "comment", "elaborate", "shed", "tell",   "forward", NULL};
	static const char *const others[] = {"someone", "somebody", "anyone", "anybody", NULL};

	if ((scan->toks.at[i].flags & TOK_START) == 0 || i + 3 >= scan->toks.n ||
	    !str_is_any(names_word(scan, i), words) || !str_eq(names_gap_after(scan, i), STR(" ")) ||
	    !str_eq(names_gap_after(scan, i + 1), STR(" ")) || !mention_may_name(scan, i + 1))
		return;
	if (str_is_any(names_word(scan, i + 2), behind) ||
	    (str_eq(names_word(scan, i + 2), STR("or")) && str_is_any(names_word(scan, i + 3), others)))
		take_said(scan, i + 1, i + 2);
}

/* "Yes, Bdale G. did that": a word of no list, and the first letter of a family name. */
static void find_lettered(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (i + 2 >= scan->toks.n || (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) != TOK_CAPITAL ||
	    !str_eq(names_gap_after(scan, i), STR(" ")) || tok[1].to - tok[1].from != 1 ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL ||
	    strchr("IVX", scan->text.s[tok[1].from]) != NULL || /* "Justinian I. built" */
	    !str_eq(names_gap_after(scan, i + 1), STR(". ")) ||
	    (tok[2].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) != TOK_LETTER || !mention_may_name(scan, i) ||
	    programs_has(scan, i))
		return;
	mention_take(scan, i, i + 2, "mention");
}

/* "Hi all, Anna here.", "Anna here again": who writes, at the beginning of a line or behind whom he greets. */
static void find_present(struct scan *scan, size_t i)
{
	struct str behind;

	if (i + 1 >= scan->toks.n || !str_eq(names_word(scan, i + 1), STR("here")) ||
	    !str_eq(names_gap_after(scan, i), STR(" ")) || !mention_may_name(scan, i))
		return;
	if ((scan->toks.at[i].flags & TOK_LINE) == 0 && i > 0 && !str_eq(names_gap_after(scan, i - 1), STR(", ")) &&
	    !mention_may_name(scan, i - 1))
		return;
	behind = names_gap_after(scan, i + 1);
	if ((behind.n != 0 && strchr(".,!;\n", behind.s[0]) != NULL) ||
	    (i + 2 < scan->toks.n && str_eq(names_word(scan, i + 2), STR("again"))))
		take_said(scan, mention_run_start(scan, i + 1, false), i + 1);
}

/* "i.A. Anna Nowak", "z. Hd. Frau Nowak", "gez. Nowak": for whom or to whom a letter is. Word i is the last in front.
 */
static void find_signed_for(struct scan *scan, size_t i)
{
	static const struct {
		const char *first, *last;
	} shorts[] = {{"i", "a"}, {"i", "v"}, {"p", "p"}, {"z", "hd"}, {NULL, "gez"}, {NULL, "ppa"}, {NULL, "zhd"}};
	size_t at = i + 1;

	if (at >= scan->toks.n || !str_eq(names_gap_after(scan, i), STR(". ")) ||
	    (scan->toks.at[at].flags & (TOK_LINE | TOK_CAPITAL)) != TOK_CAPITAL)
		return;
	for (size_t n = 0; n < sizeof(shorts) / sizeof(shorts[0]); n++) {
		if (!str_eq(names_word(scan, i), str_c(shorts[n].last)))
			continue;
		if (shorts[n].first != NULL &&
		    (i == 0 || !str_eq(names_word(scan, i - 1), str_c(shorts[n].first)) ||
		     names_gap_after(scan, i - 1).s[0] != '.' || names_gap_after(scan, i - 1).n > 2))
			continue;
		mention_take(scan, at, mention_run_end(scan, at, false), "sign-off");
		return;
	}
}

/* "see Big Al": what some are called before their first name. */
static void find_nicknamed(struct scan *scan, size_t i)
{
	static const char *const words[] = {"big", "lil", "crazy", "granny", "nana", "coach", NULL};
	const struct tok *tok = &scan->toks.at[i];

	if (i + 1 < scan->toks.n && (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	    (tok[1].words & (WORD_FIRST | WORD_AMBIGUOUS | WORD_PARTICLE)) != 0 &&
	    (tok[1].words & (WORD_NEVER | WORD_KEEP)) == 0 && str_eq(names_gap_after(scan, i), STR(" ")) &&
	    str_is_any(names_word(scan, i), words))
		mention_take(scan, i, i + 2, "mention");
}

/* "(he/she)", "(her/him)" */
static bool is_whoever(struct str a, struct str b)
{
	static const char *const his[] = {"he", "him", NULL}, *const hers[] = {"she", "her", NULL};

	return (str_is_any(a, his) && str_is_any(b, hers)) || (str_is_any(a, hers) && str_is_any(b, his));
}

/*
 * "Sky (she/they)": who says how he is called; not "the Customer (he/she)", which means whoever it is, nor
 * "Admin (she/her)".
 */
static void find_with_pronouns(struct scan *scan, size_t i)
{
	static const char *const words[] = {"she", "he", "they", "her", "him", "them", "ze", "xe", NULL};
	const struct tok *tok = &scan->toks.at[i];
	bool role = (tok->words & (WORD_COMMON | WORD_ACCOUNT)) != 0 && (tok->words & (WORD_FIRST | WORD_LAST)) == 0;

	if (i + 2 < scan->toks.n && !role && str_eq(names_gap_after(scan, i), STR(" (")) &&
	    str_is_any(names_word(scan, i + 1), words) && str_eq(names_gap_after(scan, i + 1), STR("/")) &&
	    str_is_any(names_word(scan, i + 2), words) &&
	    !is_whoever(names_word(scan, i + 1), names_word(scan, i + 2)) &&
	    (tok->words & (WORD_KEEP | WORD_ALWAYS)) == 0)
		mention_take(scan, mention_run_start(scan, i, false) < i ? mention_run_start(scan, i, false) : i, i + 1,
			     "mention");
}

/* "and Dale says": a first name that is a word too, with a capital inside of a sentence; not "the Page shows", and no
 * word of a title. */
static bool is_ambiguous_subject(const struct scan *scan, size_t i)
{
	static const char *const articles[] = {
	    "the", "a",	 "an", "this", "that", "your", "our", "my",  "each", "every",  "any",	"no",	 "in", "on",
	    "of",  "to", "at", "from", "with", "by",   "for", "new", "open", "select", "click", "press", NULL};
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && (tok->words & (WORD_AMBIGUOUS | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == WORD_AMBIGUOUS &&
	       (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT | TOK_START | TOK_LINE)) == TOK_CAPITAL &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       (tok[-1].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 && !str_is_any(names_word(scan, i - 1), articles);
}

/* "Mutuals who post", "the Widget Installer is": what ends in front of word i, of no list, is no person. */
static bool is_kind(const struct scan *scan, size_t i, bool full)
{
	static const char *const articles[] = {"the", "a", "an", "this", "each", "every", "any", "our", "your", NULL};
	static const char *const places[] = {"of", "at", "in", "within", "on", "any", "all", "those", NULL};
	size_t from = mention_run_start(scan, i, full);

	for (size_t j = from; j < i; j++)
		if (names_is_listed(scan, j))
			return false;
	if (full)
		return from > 0 && str_is_any(names_word(scan, from - 1), articles);
	/* "users of Widget who" */
	if (from + 1 == i && from > 0 && str_eq(names_word(scan, i), STR("who")) &&
	    str_is_any(names_word(scan, from - 1), places))
		return true;
	return from + 1 == i && str_eq(names_word(scan, i), STR("who")) && str_ends(names_word(scan, from), STR("s"));
}

static void find_before_words(struct scan *scan, size_t i, bool small)
{
	size_t n, full = 0;

	if (i == 0 || (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_LINE)) != 0 ||
	    ((scan->toks.at[i - 1].flags & TOK_CAPITAL) == 0 ? !small : !mention_may_name(scan, i - 1)))
		return;
	n = names_phrase(scan, i, PHRASES_BEHIND);
	/* "what thorsten told me", in a text without capitals */
	if ((scan->toks.at[i - 1].flags & TOK_CAPITAL) == 0) {
		uint32_t words = scan->toks.at[i - 1].words;

		if ((words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP)) == WORD_FIRST &&
		    (n != 0 || str_eq(names_gap_after(scan, i - 1), STR(" "))) &&
		    (n != 0 || ((words & WORD_RARE) == 0 && names_phrase(scan, i, PHRASES_BEHIND_FULL) != 0 &&
				!programs_has(scan, i - 1))))
			mention_take(scan, i - 1, i, "mention");
		return;
	}
	if (n == 0)
		full = names_phrase(scan, i, PHRASES_BEHIND_FULL);
	if (full != 0 && is_ambiguous_subject(scan, i - 1))
		take_said(scan, i - 1, i);
	if (n + full != 0 && str_eq(names_gap_after(scan, i - 1), STR(" ")) && !is_kind(scan, i, full != 0))
		take_said(scan, mention_run_start(scan, i, full != 0), i);
}

/* "Anna's patch": the "s" is a word of its own. */
static void find_owner(struct scan *scan, size_t i)
{
	static const char *const groups[] = {"group", "team", "room", "calendar", "house", NULL};
	struct str gap = names_gap_after(scan, i);

	if (!mention_may_name(scan, i) || gap.n == 0 || gap.n > 3 || (gap.s[0] != '\'' && gap.s[0] != '\xE2') ||
	    i + 2 >= scan->toks.n || !str_eq(names_word(scan, i + 1), STR("s")))
		return;
	/* "Widget's group": a program's */
	if (!names_is_listed(scan, i) && str_is_any(names_word(scan, i + 2), groups))
		return;
	if (str_is_any(names_word(scan, i + 2), belongings))
		take_said(scan, mention_run_start(scan, i + 1, false), i + 1);
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
	       str_eq(names_gap_after(scan, start - 1), STR(" ")) && mention_may_name(scan, start - 1) &&
	       (scan->toks.at[start - 1].flags & TOK_START) == 0)
		start--;
	/* at the beginning of a sentence, too, if it is the only word there */
	if (start == i && start > 0 && (scan->toks.at[start].flags & TOK_LINE) == 0 &&
	    str_eq(names_gap_after(scan, start - 1), STR(" ")) && mention_may_name(scan, start - 1))
		start--;
	mention_take(scan, start, i + 1, "mention");
}

bool mention_is_end_of_word(const struct scan *scan, size_t at)
{
	return at >= scan->text.n || strchr("(/=_-<{[$\\", scan->text.s[at]) == NULL ||
	       (at + 1 < scan->text.n && scan->text.s[at] == '-' && str_is_space(scan->text.s[at + 1]));
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

/* "eth0", "sda1": letters and a number */
static bool is_device(struct str word)
{
	size_t letters = 0;

	while (letters < word.n && str_is_alpha(word.s[letters]))
		letters++;
	return letters >= 2 && letters <= 4 && letters + 1 == word.n && str_is_digit(word.s[letters]);
}

/* "updated by mullend", "user jsmith": a word that no list has. */
static void find_account(struct scan *scan, size_t i)
{
	const struct tok *tok;
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
	/* "her login (anowak)", not "if your login doesn't" nor "admin,login,logs"; "su - anowak", not "su celular" */
	if (n == 1 && str_eq(names_word(scan, i), STR("login")) && strchr("(:'\"[", gap.s[gap.n - 1]) == NULL &&
	    str_find_char(gap, ':') < 0)
		return;
	if (n == 1 && str_eq(names_word(scan, i), STR("su")) && str_find_char(gap, '-') < 0)
		return;
	for (int more = 0; more < MENTION_CHAIN_WORDS && at < scan->toks.n; more++) {
		size_t from = scan->toks.at[at].from, to = user_end(scan, from);

		if ((scan->toks.at[at].words & ~(unsigned)WORD_RARE) != 0 ||
		    (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_LETTER | TOK_LINE)) != TOK_LETTER ||
		    !mention_is_end_of_word(scan, to) || is_device(str_slice(scan->low, from, to)))
			return;
		scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "account");
		while (at < scan->toks.n && scan->toks.at[at].from < to)
			at++;
		if (at >= scan->toks.n || !str_eq(names_gap_after(scan, at - 1), STR(", ")))
			return;
	}
}

/* ---- texts without capitals ---- */

static bool has_no_capital(const struct scan *scan, size_t i)
{
	for (; i < scan->toks.n; i++) {
		/* "i AM the owner" */
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0 &&
		    ((scan->toks.at[i].flags & TOK_UPPER) == 0 || scan->toks.at[i].to - scan->toks.at[i].from < 2))
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
	    mention_is_end_of_word(scan, next->to))
		mention_take(scan, i, i + 2, "listed first name");
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
		mention_take(scan, at, at + 1, "introduction");
}

/* Small, and in no list but those of names. */
static bool is_small_part(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LINE)) == 0 && tok->to - tok->from > 2 &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0 &&
	       mention_is_end_of_word(scan, tok->to);
}

/* "je m'appelle sandrine le goff", "its darren pickersgill again": a first name and a family name in small letters, in
 * a text that has capitals elsewhere. */
static void find_small_full_name(struct scan *scan, size_t i)
{
	size_t n = names_phrase(scan, i, PHRASES_INTRODUCTIONS), at = i + n, end = at + 1;
	struct str gap = n != 0 ? names_gap_after(scan, at - 1) : STR_NONE;

	if (n == 0 || at + 1 >= scan->toks.n || (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(", "))) ||
	    !is_small_part(scan, at) ||
	    (scan->toks.at[at].words & (WORD_FIRST | WORD_RARE | WORD_AMBIGUOUS)) != WORD_FIRST)
		return;
	while (end < scan->toks.n && end - at <= MENTION_WORDS && str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
	       (scan->toks.at[end].words & WORD_PARTICLE) != 0 &&
	       (scan->toks.at[end].flags & (TOK_CAPITAL | TOK_LINE)) == 0)
		end++;
	if (end < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR(" ")) && is_small_part(scan, end))
		mention_take(scan, at, end + 1, "introduction");
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
	/* "(anowak@update)": a machine without a domain */
	if (to + 1 < scan->text.n && scan->text.s[to] == '@' && utf8_is_word_byte(scan->text.s[to + 1]))
		to = user_end(scan, to + 1);
	if (tok->to - tok->from < 3 || to >= scan->text.n || scan->text.s[to] != ')' ||
	    (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) != 0)
		return;
	/* "Anna Nowak (współmałżonek)": a word of another language */
	if (to - tok->from > LOGIN_MOST && (scan->toks.at[i].flags & TOK_DIGIT) == 0 &&
	    str_find_char(str_slice(scan->text, tok->from, to), '@') < 0)
		return;
	scan_found(scan, tok->from, to, REDACT_USER, STRENGTH_NAME, "behind a name");
}

/* "shira.cl", "dov.k": a first name and more of it, in small letters. */
static void find_dotted(struct scan *scan, size_t i)
{
	static const char *const files[] = {"rst",  "md",  "txt",  "html", "xml", "conf", "cfg", "ini", "log",
					    "json", "yml", "yaml", "css",  "exe", "dll",  "deb", "rpm", "tar",
					    "zip",  "gz",  "tgz",  "pdf",  "doc", "bat",  "cmd", "jar", NULL};
	const struct tok *tok = &scan->toks.at[i];
	size_t to;

	if (i + 1 >= scan->toks.n || !str_eq(names_gap_after(scan, i), STR(".")) || tok->to - tok->from < 3 ||
	    (tok->words & (WORD_FIRST | WORD_COMMON | WORD_PLAIN | WORD_NEVER | WORD_KEEP | WORD_ACCOUNT)) !=
		WORD_FIRST ||
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != 0 || (tok[1].words & (WORD_PLAIN | WORD_COMMON)) != 0 ||
	    (tok->from > 0 && strchr(" \n(,;'\":", scan->text.s[tok->from - 1]) == NULL))
		return;
	to = user_end(scan, tok->from);
	if (str_is_any(names_word(scan, i + 1), files))
		return;
	if (to == tok[1].to && (to >= scan->text.n || strchr("@/(=[", scan->text.s[to]) == NULL))
		scan_found(scan, tok->from, to, REDACT_USER, STRENGTH_NAME, "dotted name");
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

/* Of the line that word i begins. */
static void find_of_line(struct scan *scan, size_t i)
{
	mention_find_lone_line(scan, i);
	mention_find_addressed(scan, i);
	mention_find_bracketed(scan, i);
	mention_find_counted(scan, i);
	mention_find_file_owner(scan, i);
	mention_find_process_owner(scan, i);
	mention_find_lost_letters(scan, i);
	mention_find_framed_line(scan, i);
	mention_find_behalf(scan, i);
	mention_find_speaker(scan, i);
	mention_find_chatter(scan, i);
	mention_find_log_host(scan, i);
}

/* "aka", or a word behind "on" and its like that begins as networks do. */
static inline bool may_be_network(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t before;

	if (i == 0 || tok->to - tok->from < 3 || (tok->flags & TOK_LINE) != 0)
		return false;
	before = tok[-1].to - tok[-1].from;
	if (before == 2 || before == 3)
		switch (scan->low.s[tok->from]) {
		case 'i':
		case 'f':
		case 'o':
		case 'e':
		case 'u':
		case 'd':
		case 'q':
		case 'l':
			return true;
		default:
			if (scan->text.s[tok->from - 1] == '#')
				return true;
		}
	return tok->to - tok->from == 3 && scan->low.s[tok->from] == 'a';
}

/* By the phrases that word i begins; `small`: its line has no capitals. */
static void find_by_phrases(struct scan *scan, size_t i, bool small)
{
	uint32_t words = scan->toks.at[i].words;

	if ((words & WORD_MENTION) != 0) {
		find_behind_words(scan, i, small);
		find_account(scan, i);
	}
	if (small && (words & WORD_INTRODUCTION) != 0 && is_first_near(scan, i))
		find_small_introduction(scan, i);
	if (!small && (words & WORD_INTRODUCTION) != 0 && is_first_near(scan, i))
		find_small_full_name(scan, i);
	if ((words & WORD_SAYS) != 0)
		find_before_words(scan, i, small);
	if ((words & WORD_WHOSE) != 0 && i + 2 < scan->toks.n &&
	    (small || (scan->toks.at[i + 2].flags & TOK_CAPITAL) != 0))
		find_relation(scan, i, small);
}

static void find_of_capital(struct scan *scan, size_t i)
{
	find_patronymic(scan, i);
	find_owner(scan, i);
	find_apposition(scan, i);
	find_with_pronouns(scan, i);
	find_honoured(scan, i);
	find_asked(scan, i);
	find_framed(scan, i);
	find_lettered(scan, i);
	find_nicknamed(scan, i);
	find_present(scan, i);
	mention_find_dashed(scan, i);
	mention_find_kissed(scan, i);
}

static void find_of_small(struct scan *scan, size_t i, bool small)
{
	find_login_behind(scan, i);
	if ((scan->toks.at[i].words & WORD_FIRST) == 0)
		return;
	find_dotted(scan, i);
	if (small)
		find_small(scan, i);
}

void mentions_find(struct scan *scan)
{
	bool small = false;

	mark_taken(scan);
	for (size_t i = 0; i < scan->toks.n; i++) {
		if ((scan->toks.at[i].flags & TOK_LINE) != 0) {
			small = has_no_capital(scan, i);
			find_of_line(scan, i);
		}
		/* "10:32:31 | May 19 14:32:31 nas7 sshd[42]:" */
		if ((scan->toks.at[i].flags & (TOK_CAPITAL | TOK_LINE)) == TOK_CAPITAL && i > 0 &&
		    i + 1 < scan->toks.n && (scan->toks.at[i + 1].flags & TOK_DIGIT) != 0 &&
		    str_ends(names_gap_after(scan, i - 1), STR("| ")))
			mention_find_log_host(scan, i);
		if (scan->toks.at[i].to - scan->toks.at[i].from <= 3 &&
		    str_find_char(STR("avpdz"), scan->low.s[scan->toks.at[i].to - 1]) >= 0)
			find_signed_for(scan, i);
		find_by_phrases(scan, i, small);
		if (may_be_network(scan, i))
			mention_find_nicks(scan, i);
		if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0)
			find_of_capital(scan, i);
		else
			find_of_small(scan, i, small);
	}
	mention_find_addresses(scan);
	mention_find_lists(scan);
	mention_find_logins(scan);
}
