/*
 * Towns and countries of two words, one or both of which are names of people elsewhere: "Santa Clara", "El Salvador".
 */
#include "common/privacy/names.h"

enum { BEFORE_MOST = 6, BEHIND_MOST = 10 /* bytes of the longest words below */ };

static const struct {
	struct str word;
	const char *behind; /* words between blanks */
} towns[] = {
    {STR_INIT("san"), " francisco diego jose antonio salvador mateo rafael bernardino fernando marino juan luis "},
    {STR_INIT("santa"), " clara cruz barbara monica fe rosa ana "},
    {STR_INIT("saint"), " paul louis petersburg denis lucia "},
    {STR_INIT("el"), " salvador paso "},
    {STR_INIT("los"), " angeles alamos altos gatos "},
    {STR_INIT("las"), " vegas palmas cruces "},
    {STR_INIT("costa"), " rica mesa "},
    {STR_INIT("puerto"), " rico "},
    {STR_INIT("sierra"), " leone nevada "},
    {STR_INIT("sao"), " paulo jose "},
    {STR_INIT("palo"), " alto "},
    {STR_INIT("ann"), " arbor "},
    {STR_INIT("north"), " carolina dakota "},
    {STR_INIT("south"), " carolina dakota "},
    {STR_INIT("west"), " virginia "},
    {STR_INIT("buenos"), " aires "},
    {STR_INIT("hong"), " kong "},
    {STR_INIT("kuala"), " lumpur "},
    {STR_INIT("saudi"), " arabia "},
    {STR_INIT("tel"), " aviv "},
    {STR_INIT("rio"), " grande "},
};

static const char *const nations[] = {
    "afghanistan",  "albania",	  "algeria",   "argentina",   "armenia",     "bangladesh",    "belarus",
    "bolivia",	    "bulgaria",	  "cambodia",  "cameroon",    "chile",	     "colombia",      "croatia",
    "cyprus",	    "ecuador",	  "estonia",   "ethiopia",    "ghana",	     "guatemala",     "honduras",
    "hungary",	    "iceland",	  "indonesia", "iran",	      "iraq",	     "kazakhstan",    "kuwait",
    "laos",	    "latvia",	  "lebanon",   "libya",	      "lithuania",   "luxembourg",    "malaysia",
    "malta",	    "moldova",	  "mongolia",  "morocco",     "nepal",	     "nicaragua",     "nigeria",
    "pakistan",	    "panama",	  "paraguay",  "peru",	      "philippines", "qatar",	      "romania",
    "rwanda",	    "senegal",	  "serbia",    "singapore",   "slovakia",    "slovenia",      "somalia",
    "sudan",	    "syria",	  "taiwan",    "tanzania",    "thailand",    "tunisia",	      "uganda",
    "uruguay",	    "venezuela",  "vietnam",   "yemen",	      "zambia",	     "zimbabwe",      "catalonia",
    "bavaria",	    "siberia",	  "ontario",   "quebec",      "manitoba",    "tasmania",      "queensland",
    "california",   "oregon",	  "utah",      "colorado",    "kansas",	     "maryland",      "delaware",
    "minnesota",    "wisconsin",  "michigan",  "nebraska",    "oklahoma",    "massachusetts", "connecticut",
    "pennsylvania", "kentucky",	  "arkansas",  "mississippi", "illinois",    "wyoming",	      "idaho",
    "hawaii",	    "british",	  "indian",    "canadian",    "australian",  "mexican",	      "brazilian",
    "scottish",	    "austrian",	  "hungarian", "romanian",    "bulgarian",   "ukrainian",     "israeli",
    "persian",	    "vietnamese", "belgian",   "argentinian", "colombian",   "indonesian",    "malaysian",
    "pakistani",    "egyptian",	  "nigerian",  "african",     "asian",	     "croatian",      "serbian",
    "slovak",	    "slovenian",  "latvian",   "lithuanian",  "estonian",    "icelandic",     NULL};

static bool is_town(struct str word, struct str behind)
{
	char padded[BEHIND_MOST + 2];

	if (word.n > BEFORE_MOST || behind.n > BEHIND_MOST)
		return false;
	for (size_t i = 0; i < sizeof(towns) / sizeof(towns[0]); i++) {
		if (!str_eq(word, towns[i].word))
			continue;
		padded[0] = ' ';
		memcpy(padded + 1, behind.s, behind.n);
		padded[behind.n + 1] = ' ';
		return str_find(str_c(towns[i].behind), str_n(padded, behind.n + 2)) >= 0;
	}
	return false;
}

/* "Maria San Juan", "C. Santa Cruz", "Ms Santa Ana", "Santa Cruz, Anna <a@b.c>" are somebody. */
static bool is_of_person(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i + 1);

	if (i > 0 && (tok->flags & TOK_LINE) == 0 && (tok[-1].flags & TOK_CAPITAL) != 0 &&
	    (str_eq(names_gap_after(scan, i - 1), STR(" ")) || str_eq(names_gap_after(scan, i - 1), STR(". "))) &&
	    ((tok[-1].words & (WORD_FIRST | WORD_LAST | WORD_TITLE)) != 0 || tok[-1].to - tok[-1].from == 1 ||
	     (tok[-1].words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0))
		return true;
	return str_starts(gap, STR(" <")) ||
	       (i + 2 < scan->toks.n && str_eq(gap, STR(", ")) && (scan->toks.at[i + 2].words & WORD_FIRST) != 0 &&
		str_starts(names_gap_after(scan, i + 2), STR(" <")));
}

/* Nations that are family names and first names, too: "Chad Malta", "Mrs. Colombia", "Armenia Lopez". */
static bool is_person_of_nation(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR("");

	if (i > 0 && (tok->flags & TOK_LINE) == 0 && (tok[-1].flags & TOK_CAPITAL) != 0 &&
	    (str_eq(gap, STR(" ")) || str_eq(gap, STR(". "))) && (tok[-1].words & (WORD_FIRST | WORD_TITLE)) != 0)
		return true;
	gap = names_gap_after(scan, i);
	return i + 1 < scan->toks.n && (scan->toks.at[i + 1].flags & TOK_CAPITAL) != 0 &&
	       ((str_eq(gap, STR(" ")) && (scan->toks.at[i + 1].words & WORD_LAST) != 0) ||
		(str_eq(gap, STR(", ")) && (scan->toks.at[i + 1].words & WORD_FIRST) != 0 &&
		 str_starts(names_gap_after(scan, i + 1), STR(" <"))));
}

static void unmark_nations(struct scan *scan)
{
	for (size_t i = 0; i < scan->toks.n; i++)
		if ((scan->toks.at[i].words & WORD_NEVER) != 0 && (scan->toks.at[i].flags & TOK_CAPITAL) != 0 &&
		    is_person_of_nation(scan, i) && str_is_any(names_word(scan, i), nations))
			scan->toks.at[i].words &= ~(uint32_t)WORD_NEVER;
}

void towns_mark(struct scan *scan)
{
	unmark_nations(scan);
	for (size_t i = 0; i + 1 < scan->toks.n; i++) {
		struct tok *tok = &scan->toks.at[i];

		if ((tok[0].flags & tok[1].flags & TOK_CAPITAL) == 0 || tok[1].from != tok[0].to + 1 ||
		    scan->text.s[tok->to] != ' ' || !is_town(names_word(scan, i), names_word(scan, i + 1)))
			continue;
		if (is_of_person(scan, i))
			continue;
		tok[0].words = WORD_NEVER;
		tok[1].words = WORD_NEVER;
	}
}
