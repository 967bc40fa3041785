/*
 * Companies and offices that are not known, by their legal form ("Nowak Transport Sp. z o.o.") or by the word for what
 * they are ("Nowak Veterinary Clinic", "Autohaus Nowak").
 */
#include "common/privacy/names.h"

enum {
	FIRM_WORDS = 6,	  /* of its name, without the form */
	FORM_PARTS = 4,	  /* of "z o.o." */
	FORM_LETTERS = 8, /* with all parts */
};

/* What `firms` of the rules says of a word. */
enum { FIRM_FORM = 1, FIRM_END = 2, FIRM_BEGIN = 4, FIRM_BEGIN_LISTED = 8 };

/* Forms that hardly are another word. */
static const char *const forms[] = {"ltd", "limited", "llc",	"inc",	"plc",	"llp",	 "gmbh", "ggmbh", "mbh",
				    "ohg", "kgaa",    "sarl",	"sasu", "eurl", "srl",	 "srls", "snc",	  "slu",
				    "lda", "ltda",    "oyj",	"aps",	"sro",	"kft",	 "zrt",	 "gbr",	  "pty",
				    "pvt", "pte",     "eireli", "vof",	"doo",	"spzoo", "corp", NULL};
/* Forms that are other words, too, or units: in capitals, or with points between their letters. */
static const char *const short_forms[] = {"ag", "kg", "ug",  "ab", "sa", "sas", "sl",
					  "bv", "nv", "spa", "oy", "as", "hb",	NULL};
/* Forms that have points, or are something else. */
static const char *const dotted_forms[] = {"ek", "ev", "sc", "sp", NULL};

/* What is there: behind its name, */
static const char *const ends[] = {
    "clinic",	  "bakery",	"pharmacy",  "supplies", "tours",	"hospital",    "surgery",    "nursery",
    "academy",	  "brewery",	"garage",    "plumbing", "roofing",	"dental",      "vets",	     "builders",
    "solicitors", "florist",	"florists",  "catering", "restaurant",	"winery",      "realty",     "timber",
    "joinery",	  "logistics",	"freight",   "shipping", "accountants", "landscaping", "investors",  "grammar",
    "electrical", "upholstery", "carpentry", "couriers", "motors",	"fabrics",     "veterinary", NULL};
/* and in front of it */
static const char *const begins[] = {
    "stadtwerke",   "stadtsparkasse", "sparkasse",   "volksbank",    "raiffeisenbank", "gasthof",
    "gasthaus",	    "backerei",	      "metzgerei",   "autohaus",     "grundschule",    "gymnasium",
    "schreinerei",  "tischlerei",     "spedition",   "apotheke",     "zahnarztpraxis", "arztpraxis",
    "druckerei",    "talleres",	      "ferreteria",  "farmacia",     "panaderia",      "colegio",
    "ayuntamiento", "restaurante",    "cooperativa", "inmobiliaria", "gestoria",       "falegnameria",
    "ristorante",   "trattoria",      "panificio",   "autofficina",  "boulangerie",    "pharmacie",
    "mairie",	    "lycee",	      "menuiserie",  "plomberie",    "padaria",	       "bakkerij",
    "basisschool",  "drukarnia",      "piekarnia",   "apteka",	     "hurtownia",      "przychodnia",
    "bageri",	    "brodrene",	      NULL};

/* the same, before a name that is listed: they are words of programs, too ("Kanzlei DataBox", "Cabinet File") */
static const char *const begins_listed[] = {"praxis", "kanzlei", "cabinet", "ets", "officina", NULL};

/* Where a form that begins at word i ends; i: none. "Ltd", "S.L.", "z o.o." */
static size_t form_end(const struct scan *scan, size_t i, bool *is_short)
{
	const struct tok *tok = &scan->toks.at[i];
	bool dotted = false;
	char joined[FORM_LETTERS];
	size_t end = i, n = 0;

	while (end < scan->toks.n && end - i < FORM_PARTS && tok[end - i].to - tok[end - i].from <= 2 &&
	       n + 2 <= sizeof(joined)) {
		struct str gap = names_gap_after(scan, end), word = names_word(scan, end);

		memcpy(joined + n, word.s, word.n);
		n += word.n;
		end++;
		if (!str_eq(gap, STR(".")) && !str_eq(gap, STR(". ")) && !str_eq(word, STR("z")))
			break;
		dotted = true;
	}
	*is_short = false;
	if (str_is_any(names_word(scan, i), forms))
		return i + 1;
	for (; end > i; end--) {
		if (str_is_any(str_n(joined, n), forms))
			return end;
		if ((end > i + 1 && dotted &&
		     (str_is_any(str_n(joined, n), short_forms) || str_is_any(str_n(joined, n), dotted_forms))) ||
		    (end == i + 1 && (tok->flags & TOK_UPPER) != 0 && str_is_any(str_n(joined, n), short_forms))) {
			*is_short = true;
			return end;
		}
		n -= names_word(scan, end - 1).n;
	}
	if ((tok->flags & TOK_UPPER) != 0 && str_is_any(names_word(scan, i), short_forms)) {
		*is_short = true;
		return i + 1;
	}
	return i;
}

/* "GmbH & Co. KG", "Pty Ltd", "S.A. de C.V.": where a form that ends in front of word `end` goes on to. */
static size_t whole_form_end(const struct scan *scan, size_t end)
{
	size_t behind = end, more;
	bool is_short;

	if (behind + 1 < scan->toks.n && str_starts(names_gap_after(scan, behind - 1), STR(" &")) &&
	    str_eq(names_word(scan, behind), STR("co")))
		behind++;
	else if (behind < scan->toks.n && str_eq(names_word(scan, behind), STR("de")))
		behind++;
	if (behind >= scan->toks.n || (scan->toks.at[behind].flags & TOK_LINE) != 0 ||
	    names_gap_after(scan, behind - 1).n > 3)
		return end;
	if (behind > end && behind + 1 < scan->toks.n && str_eq(names_word(scan, behind), STR("c")) &&
	    str_eq(names_word(scan, behind + 1), STR("v")))
		return behind + 2;
	more = form_end(scan, behind, &is_short);
	return more > behind ? more : end;
}

static bool may_join(const struct scan *scan, size_t i)
{
	static const char *const gaps[] = {" ", "-", " & ", "'", " + ", NULL};
	static const char *const words[] = {"and", "und", "et", "e",  "y",  "i",   "en",  "of", "de", "del",
					    "du",  "des", "da", "do", "di", "von", "van", "la", "le", NULL};
	const struct tok *tok = &scan->toks.at[i];

	/* "Foo Ltd and Bar Ltd" are two */
	if (!str_is_any(names_gap_after(scan, i), gaps) || str_is_any(names_word(scan, i), forms))
		return false;
	/* "van der Tamsk B.V."; but "die Haftung der Tamsk GmbH" */
	if (str_eq(names_word(scan, i), STR("der")))
		return i > 0 && str_eq(names_word(scan, i - 1), STR("van"));
	return (tok->flags & (TOK_CAPITAL | TOK_LETTER)) == (TOK_CAPITAL | TOK_LETTER) ||
	       str_is_any(names_word(scan, i), words);
}

/* The words with capitals in front of word i, without what a sentence begins with. */
static size_t firm_start(const struct scan *scan, size_t i)
{
	static const char *const fronts[] = {
	    "the", "our",     "a",     "at",	  "from",    "with", "for",   "in",   "by",    "to",	"of",
	    "we",  "i",	      "bei",   "die",	  "der",     "das",  "firma", "fa",   "firmy", "firme", "societe",
	    "ste", "empresa", "ditta", "azienda", "company", "hi",   "hello", "dear", "von",   "und",	"and",
	    "et",  "e",	      "y",     "de",	  "del",     "du",   "des",   "la",   "le",    "des",	"da",
	    "do",  "di",      "en",    "van",	  "zur",     "zum",  NULL};
	size_t start = i;

	while (start > 0 && i - start < FIRM_WORDS && (start == i || (scan->toks.at[start].flags & TOK_LINE) == 0) &&
	       (start == i ? (scan->toks.at[start - 1].flags & TOK_CAPITAL) != 0 : may_join(scan, start - 1)))
		start--;
	while (start < i &&
	       (str_is_any(names_word(scan, start), fronts) || (scan->toks.at[start].flags & TOK_CAPITAL) == 0))
		start++;
	return start;
}

static bool has_on_its_line(const struct scan *scan, size_t at, const char *const *words)
{
	size_t from = at;
	struct str line;

	while (from > 0 && scan->low.s[from - 1] != '\n' && at - from < 120)
		from--;
	line = str_slice(scan->low, from, at);
	for (; *words != NULL; words++)
		if (str_find(line, str_c(*words)) >= 0)
			return true;
	return false;
}

/* "Copyright 2020 Acme Inc.": who has written a program. */
static bool is_copyright(const struct scan *scan, size_t at)
{
	static const char *const words[] = {"copyright", "(c)", "\xc2\xa9", "licen", "trademark", "all rights", NULL};

	return has_on_its_line(scan, at, words);
}

/* Is [from, to) the name of somebody's company: no product of everybody's, and no path or key? */
static bool is_firm_name(const struct scan *scan, size_t from, size_t to, bool wants_own)
{
	/* of examples */
	static const char *const made_up[] = {"contoso", "fabrikam", "northwind", "example", "acme", "foo", NULL};
	bool own = false;
	size_t at = scan->toks.at[from].from;

	for (size_t i = from; i < to; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0 || str_is_any(names_word(scan, i), made_up))
			return false;
		own = own || ((tok->words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) == 0 && tok->to - tok->from > 2) ||
		      (tok->words & WORD_LAST) != 0;
	}
	if ((scan->toks.at[from].words & (WORD_NEVER | WORD_LAST)) == WORD_NEVER)
		return false; /* "Oracle Danmark ApS" */
	if (at > 0 && strchr("/\\@._=$#<-", scan->text.s[at - 1]) != NULL)
		return false;
	/* "ID 046d:c05a Acme, Inc. Mouse": who has made a device */
	if (at > 5 && scan->text.s[at - 1] == ' ' && scan->text.s[at - 6] == ':')
		return false;
	return (own || !wants_own) && !is_copyright(scan, at);
}

/* "Speed Limited to", "Limited Edition", "a PLC runtime" */
static bool is_other_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	bool more =
	    i + 1 < scan->toks.n && str_eq(names_gap_after(scan, i), STR(" ")) && (tok[1].flags & TOK_LINE) == 0;

	if (str_eq(names_word(scan, i), STR("limited")))
		return (tok->flags & TOK_CAPITAL) == 0 || (more && (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != 0);
	return str_eq(names_word(scan, i), STR("plc")) && (tok->flags & TOK_UPPER) != 0 && more;
}

/* "SELECT Betrag AS Summe", "CREATE VIEW Kunden AS", "AS 64512": no Norwegian company. */
static bool is_alias(const struct scan *scan, size_t i)
{
	static const char *const queries[] = {"select ", " join ", "create view", "create table", "materialized", NULL};
	const struct tok *tok = &scan->toks.at[i];

	if (!str_eq(names_word(scan, i), STR("as")) || tok->to - tok->from != 2)
		return false;
	if (i + 1 < scan->toks.n && str_eq(names_gap_after(scan, i), STR(" ")) &&
	    (tok[1].flags & (TOK_CAPITAL | TOK_DIGIT)) != 0)
		return true;
	return has_on_its_line(scan, tok->from, queries);
}

/* "die Grundlage BV": a form of another country behind one German noun is an abbreviation. */
static bool is_foreign_form(const struct scan *scan, size_t start, size_t i)
{
	static const char *const articles[] = {"die",  "der",	"das",	 "den",	  "dem", "des",
					       "eine", "einer", "eines", "einem", "ein", NULL};
	static const char *const others[] = {"bv", "nv", "spa", "oy", "as", "ab", "hb", "sl", "sa", NULL};

	return i - start == 1 && str_is_any(names_word(scan, start - 1), articles) &&
	       str_is_any(names_word(scan, i), others);
}

static void find_formed(struct scan *scan, size_t i)
{
	bool is_short;
	size_t end = form_end(scan, i, &is_short), start;
	struct str gap;

	if (end == i || (scan->toks.at[i - 1].flags & (TOK_CAPITAL | TOK_LETTER)) != (TOK_CAPITAL | TOK_LETTER))
		return;
	gap = names_gap_after(scan, i - 1);
	if (!str_eq(gap, STR(" ")) && !(str_eq(gap, STR(", ")) && !is_short))
		return;
	if (is_other_word(scan, i) || is_alias(scan, i))
		return;
	start = firm_start(scan, i);
	if (start > 0 && is_short && is_foreign_form(scan, start, i))
		return;
	if (start == i || !is_firm_name(scan, start, i, true))
		return;
	/* "LDAP SA": capitals all over */
	if (is_short && i - start == 1 && (scan->toks.at[start].flags & TOK_UPPER) != 0)
		return;
	end = whole_form_end(scan, end);
	if (names_gap_after(scan, end - 1).n != 0 && strchr("-/_@(=", names_gap_after(scan, end - 1).s[0]) != NULL)
		return; /* "StrongARM SA-1110" */
	scan_found(scan, scan->toks.at[start].from, scan->toks.at[end - 1].to, REDACT_ORGANISATION, STRENGTH_NAME,
		   "legal form");
}

static void find_ended(struct scan *scan, size_t i)
{
	size_t start, end = i + 1;

	start = firm_start(scan, i);
	/* "Widget Academy": where its maker teaches it */
	if (i - start < 2 && str_eq(names_word(scan, i), STR("academy")))
		return;
	while (end < scan->toks.n && str_eq(names_gap_after(scan, end - 1), STR(" ")) && end - i < 3 &&
	       (scan->toks.at[end].flags & (TOK_CAPITAL | TOK_LINE)) == TOK_CAPITAL &&
	       (redact_is_trade(names_word(scan, end)) || str_is_any(names_word(scan, end), ends)))
		end++;
	if (start < i && is_firm_name(scan, start, i, true))
		scan_found(scan, scan->toks.at[start].from, scan->toks.at[end - 1].to, REDACT_ORGANISATION,
			   STRENGTH_NAME, "kind of company");
}

static bool has_listed(const struct scan *scan, size_t from, size_t to)
{
	for (; from < to; from++)
		if (names_is_listed(scan, from))
			return true;
	return false;
}

static void find_begun(struct scan *scan, size_t i, bool wants_listed)
{
	static const char *const particles[] = {"zum", "zur", "am", "im", "de", "del", "du",  "des",
						"la",  "le",  "di", "da", "do", "pod", "van", NULL};
	size_t end = i + 1;

	while (end < scan->toks.n && end - i < FIRM_WORDS && (scan->toks.at[end].flags & TOK_LINE) == 0 &&
	       (str_eq(names_gap_after(scan, end - 1), STR(" ")) ||
		str_eq(names_gap_after(scan, end - 1), STR(" & ")) ||
		str_eq(names_gap_after(scan, end - 1), STR("-"))) &&
	       ((scan->toks.at[end].flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL ||
		str_is_any(names_word(scan, end), particles)))
		end++;
	while (end > i + 1 && (scan->toks.at[end - 1].flags & TOK_CAPITAL) == 0)
		end--;
	if (wants_listed && !has_listed(scan, i + 1, end))
		return;
	if (end > i + 1 && is_firm_name(scan, i, end, true) && is_firm_name(scan, i + 1, end, true))
		scan_found(scan, scan->toks.at[i].from, scan->toks.at[end - 1].to, REDACT_ORGANISATION, STRENGTH_NAME,
			   "kind of company");
}

static void load(struct wordset *firms, const char *const *words, uint32_t kind)
{
	for (; *words != NULL; words++)
		*wordset_add(firms, str_c(*words), NULL) |= kind;
}

void name_firms_load(struct wordset *firms)
{
	load(firms, forms, FIRM_FORM);
	load(firms, short_forms, FIRM_FORM);
	load(firms, dotted_forms, FIRM_FORM);
	load(firms, ends, FIRM_END);
	load(firms, begins, FIRM_BEGIN);
	load(firms, begins_listed, FIRM_BEGIN | FIRM_BEGIN_LISTED);
}

void name_firms_find(struct scan *scan)
{
	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];
		bool behind = i > 0 && (tok[-1].flags & TOK_CAPITAL) != 0 && (tok->flags & TOK_LINE) == 0;
		const uint32_t *kind;

		if ((!behind && (tok->flags & TOK_CAPITAL) == 0) || (tok->flags & TOK_DIGIT) != 0)
			continue;
		/* "S.L.", "z o.o." */
		if (behind && tok->to - tok->from <= 2) {
			find_formed(scan, i);
			continue;
		}
		kind = wordset_find_key(&scan->rules->firms, tok->key);
		if (kind == NULL)
			continue;
		if (behind && (*kind & FIRM_FORM) != 0)
			find_formed(scan, i);
		if (behind && (*kind & FIRM_END) != 0 && (tok->flags & TOK_CAPITAL) != 0 &&
		    str_eq(names_gap_after(scan, i - 1), STR(" ")))
			find_ended(scan, i);
		if ((*kind & FIRM_BEGIN) != 0 && (tok->flags & TOK_CAPITAL) != 0)
			find_begun(scan, i, (*kind & FIRM_BEGIN_LISTED) != 0);
	}
}
