/*
 * Names behind titles and behind what introduces somebody: "Frau Nowak", "my name is Anna".
 */
#include "common/privacy/names.h"

enum { INTRODUCTION_WORDS = 5, PARTICLES_MOST = 3 };

/* "On Behalf Of Anna\nNowak\nSent: …": a program has wrapped it. */
static bool is_wrapped_name(const struct scan *scan, size_t i, size_t end)
{
	return str_eq(names_word(scan, i), STR("on")) && end + 1 < scan->toks.n && names_is_line_end(scan, end - 1) &&
	       names_gap_after(scan, end - 1).n <= 4 && names_is_word(scan, end) &&
	       (names_is_line_end(scan, end) || str_eq(names_word(scan, end + 1), STR("via")) ||
		names_gap_after(scan, end).s[0] == '-') &&
	       (str_eq(names_word(scan, end + 1), STR("sent")) || str_eq(names_word(scan, end + 1), STR("via")) ||
		str_eq(names_word(scan, end + 1), STR("to")) || str_eq(names_word(scan, end + 1), STR("date")) ||
		names_gap_after(scan, end).s[0] == '-');
}

/* "I'm Gonna Tear It Down": everyday words in a title. */
static bool is_everyday(const struct scan *scan, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if ((scan->toks.at[i].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != WORD_PLAIN)
			return false;
	return to > from + 1;
}

void name_titles_find_introduction(struct scan *scan, size_t i)
{
	size_t n, at = i + 1, end;

	if ((scan->toks.at[i].words & WORD_INTRODUCTION) == 0)
		return;
	/* only where a capital may follow the phrase */
	while (at <= i + INTRODUCTION_WORDS && at < scan->toks.n && (scan->toks.at[at].flags & TOK_CAPITAL) == 0)
		at++;
	if (at > i + INTRODUCTION_WORDS)
		return;
	n = names_phrase(scan, i, PHRASES_INTRODUCTIONS);
	at = i + n;
	if (n == 0 || at >= scan->toks.n || !str_eq(names_gap_after(scan, at - 1), STR(" ")))
		return;
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0)
		at++;
	if (at >= scan->toks.n)
		return;
	end = names_end(scan, at, true);
	/* "my name is Israel Nowak": whatever the first word is elsewhere */
	if (end == at && n >= 3 && at + 1 < scan->toks.n && names_is_written(scan, &scan->toks.at[at]) &&
	    (scan->toks.at[at].words & (WORD_NEVER | WORD_KEEP)) == WORD_NEVER &&
	    str_eq(names_gap_after(scan, at), STR(" ")) && names_end(scan, at + 1, true) == at + 2)
		end = at + 2;
	if (end <= at + 1 && names_shouted_end(scan, at) > end)
		end = names_shouted_end(scan, at);
	if (end == at || (!names_is_written(scan, &scan->toks.at[at]) && (scan->toks.at[at].flags & TOK_UPPER) == 0))
		return; /* "it is NaN" */
	/* "should be C:\\Windows" */
	if (end == at + 1 && scan->toks.at[at].to - scan->toks.at[at].from == 1 && names_gap_after(scan, at).n != 0 &&
	    names_gap_after(scan, at).s[0] == ':')
		return;
	if (names_is_firm(scan, at, end) || (n < 3 && is_everyday(scan, at, end)))
		return;
	if (n >= 3 || str_eq(names_word(scan, i), STR("name")) || str_eq(names_word(scan, i), STR("me")) ||
	    str_eq(names_word(scan, i), STR("ich")) || end - at > 1 || (scan->toks.at[at].words & WORD_FIRST) != 0)
		names_accept(scan, at, end + is_wrapped_name(scan, i, end), "introduction");
}

/* In a text without capitals: a family name behind a first name. */
static bool is_small_family_name(const struct scan *scan, size_t i)
{
	return i < scan->toks.n && str_eq(names_gap_after(scan, i - 1), STR(" ")) &&
	       (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 &&
	       (scan->toks.at[i].words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE | WORD_AMBIGUOUS)) == 0 &&
	       scan->toks.at[i].to - scan->toks.at[i].from > 2;
}

/* One that is a title in small letters, too. */
static bool is_small_title(struct str word)
{
	static const char *const words[] = {
	    "pan",	"pani",	  "pana", "panu", "panem",	  "herr",    "herrn",	"frau",	   "senor",  "senora",
	    "monsieur", "madame", "mlle", "mme",  "mademoiselle", "signor",  "signora", "mevrouw", "meneer", "mr",
	    "mrs",	"dr",	  "sr",	  "sra",  "dona",	  "captain", "uncle",	"aunt",	   NULL};

	return str_is_any(word, words);
}

/* "Sr. Engineer", "Ing. Department": an abbreviation in front of everyday words. */
static bool is_no_title(const struct scan *scan, size_t i, size_t at)
{
	static const char *const shorts[] = {
	    "eng",    "sr",    "ing", "hr",	"fr",	 "sig",	   "mag",	   "lic",	"dr",	    "chief",
	    "sister", "nurse", "sir", "pastor", "judge", "deputy", "commissioner", "constable", "sergeant", NULL};
	static const char *const subjects[] = {"phys", "wirt", "ing",  "inf",  "kfm",  "kffr",	 "psych",
					       "math", "biol", "chem", "geol", "stat", "volksw", NULL};
	bool is_short = false;

	/* "Dipl. Phys.", "Dr. Ing.", "Asst. Prof. of Biostatistics" */
	if (str_is_any(names_word(scan, at), subjects) || str_eq(names_word(scan, at), STR("of")))
		return true;
	for (const char *const *one = shorts; *one != NULL; one++)
		is_short = is_short || str_eq(names_word(scan, i), str_c(*one));
	return is_short && (scan->toks.at[at].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN;
}

/* "do pani kowalskiej", "dla pana nowaka": a family name as Polish bends it, not "do pana sprawę", which says "you". */
static bool is_polish_name(const struct scan *scan, size_t i)
{
	static const char *const bent[] = {"skiego", "skiej", "skiemu", "ckiego", "ckiej", "ckiemu", "ski", "cki",
					   "ska",    "cka",   "wicz",	"wicza",  "czyk",  "czyka",  NULL};
	static const char *const endings[] = {"a", "owi", "em", NULL};
	struct str word = names_word(scan, i);

	if (names_is_listed(scan, i))
		return true;
	for (const char *const *end = bent; *end != NULL; end++)
		if (str_ends(word, str_c(*end)))
			return true;
	for (const char *const *end = endings; *end != NULL; end++) {
		const uint32_t *words =
		    str_ends(word, str_c(*end)) && word.n > str_c(*end).n + 2
			? wordset_find(&scan->rules->words, str_slice(word, 0, word.n - str_c(*end).n))
			: NULL;

		if (words != NULL && (*words & (WORD_LAST | WORD_FIRST)) != 0 &&
		    (*words & (WORD_PLAIN | WORD_COMMON)) == 0)
			return true;
	}
	return false;
}

/* Is a particle one of names in no language that has the title? */
static bool is_article(struct str title, struct str particle)
{
	static const char *const titles[] = {"frau", "herr", "herrn", "pan", "pani", "pana", "panu", "panem", NULL};
	static const char *const words[] = {"der", "den", "le", "la", "el", "do", "das",
					    "dos", "y",	  "e",	"of", "af", NULL};

	return str_is_any(title, titles) && str_is_any(particle, words);
}

/* "Frau von Brockel", "Mevr. van der Wijk": small particles at word i, and the name behind them; i: none. */
static size_t behind_particles(const struct scan *scan, size_t i)
{
	size_t at = i;

	while (at + 1 < scan->toks.n && at - i < PARTICLES_MOST && (scan->toks.at[at].words & WORD_PARTICLE) != 0 &&
	       (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_LINE)) == 0 &&
	       (str_eq(names_gap_after(scan, at), STR(" ")) || str_eq(names_gap_after(scan, at), STR("'"))))
		at++;
	if (at == i || !names_is_word(scan, at) || (scan->toks.at[at].flags & TOK_LINE) != 0)
		return i;
	/* "Frau von der Hotline"; "meiner Frau den Umstieg", "până la capăt", where it is an article */
	if (is_article(names_word(scan, i - 1), names_word(scan, i)))
		return i;
	if ((scan->toks.at[at].words & (WORD_PLAIN | WORD_FIRST | WORD_LAST)) == WORD_PLAIN)
		return i;
	return names_end(scan, at, false);
}

/* "sig. Lo Presti", "Mr De Luca": the words of a family name that begins with a particle and a capital; i: none. */
static size_t behind_capital_particle(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"lo",  "la",  "li",	   "le",    "de",  "di",
					    "del", "dal", "della", "dello", "von", NULL};
	const struct tok *tok = &scan->toks.at[i];

	if (i + 1 < scan->toks.n && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_LINE)) == TOK_CAPITAL &&
	    str_is_any(names_word(scan, i), words) && str_eq(names_gap_after(scan, i), STR(" ")) &&
	    (tok[1].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	    (tok[1].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
		return i + 2;
	return i;
}

/* "as a judge. For", "for RAG. This": a whole word, or one in capitals, at the end of a sentence. */
static bool ends_sentence(const struct scan *scan, size_t i)
{
	static const char *const words[] = {
	    "judge",  "commissioner", "councillor", "councilman", "constable", "sergeant", "deputy",  "captain",
	    "uncle",  "aunt",	      "maestro",    "sheikh",	  "sensei",    "hajia",	   "pastor",  "nurse",
	    "sister", "rabbi",	      "datuk",	    "signora",	  "monsieur",  "madame",   "mevrouw", "meneer",
	    "veuve",  "professor",    "herr",	    "frau",	  NULL};
	static const char *const others[] = {"rag", "avv", "geom", "mw", "mag", "lic", "arq", NULL};

	return names_gap_after(scan, i).s[0] == '.' &&
	       (str_is_any(names_word(scan, i), words) ||
		((scan->toks.at[i].flags & TOK_UPPER) != 0 && str_is_any(names_word(scan, i), others)));
}

void name_titles_find(struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);
	size_t at = i + 1, end;

	if (ends_sentence(scan, i))
		return;

	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 && gap.s[0] != '.' && !is_small_title(names_word(scan, i)))
		return;
	if ((scan->toks.at[i].flags & TOK_UPPER) != 0 && gap.n != 0 && gap.s[0] != '.')
		return; /* "MS Word", "FR cert" */
	while (at < scan->toks.n && (scan->toks.at[at].words & WORD_TITLE) != 0 && at < i + 3)
		at++;
	if (at >= scan->toks.n || (!str_eq(gap, STR(" ")) && !str_eq(gap, STR(". "))) || is_no_title(scan, i, at))
		return;
	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 && (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0 &&
	    (scan->toks.at[at].words & (WORD_COMMON | WORD_NEVER | WORD_ACCOUNT | WORD_PARTICLE)) == 0 &&
	    scan->toks.at[at].to - scan->toks.at[at].from > 2 &&
	    (!str_starts(names_word(scan, i), STR("pan")) || is_polish_name(scan, at)))
		names_accept(scan, at, at + 1 + is_small_family_name(scan, at + 1), "title"); /* "mr. freeman" */
	else if ((end = names_end(scan, at, false)) > at || (end = behind_particles(scan, at)) > at ||
		 (end = behind_capital_particle(scan, at)) > at)
		names_accept(scan, at, end, "title");
	else if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0 && (scan->toks.at[at].flags & TOK_LINE) == 0 &&
		 (scan->toks.at[at].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
		 (scan->toks.at[at].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
		names_accept(scan, at, at + 1, "title"); /* "Mr Bell" */
}
