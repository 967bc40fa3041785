/*
 * Words that a text has programs under: what somebody uses, runs or installs, and what stands in
 * front of a version. No name of the lists of names is enough to make them somebody.
 */
#include "common/privacy/names.h"

enum { VERB_MOST = 11 /* bytes */, SYSTEM_MOST = 8, HAS_VERSION = 1, HAS_SYSTEM = 2 /* in the set of programs */ };

/* "use Widget", "running Widget" */
static bool is_used(struct str word)
{
	static const char *const verbs[] = {
	    "use",	 "uses",       "used",	      "using",	    "run",	   "runs",     "running",
	    "install",	 "installs",   "installed",   "installing", "upgrade",	   "upgraded", "upgrading",
	    "uninstall", "compile",    "compiled",    "compiling",  "launch",	   "launched", "launching",
	    "download",	 "downloaded", "downloading", "reinstall",  "reinstalled", NULL};

	return strchr("uricld", word.s[0]) != NULL && str_is_any(word, verbs);
}

static bool is_system(const struct scan *scan, size_t i)
{
	static const char *const systems[] = {"debian", "ubuntu", "devuan", "raspbian", "macos", NULL};

	const struct tok *tok = &scan->toks.at[i];
	char c = scan->low.s[tok->from];

	return tok->to - tok->from <= SYSTEM_MOST && (c == 'd' || c == 'u' || c == 'm' || c == 'r') &&
	       str_is_any(names_word(scan, i), systems);
}

/* "the Hardy repositories": releases that are called as people are, in a text about their system. */
static void learn_releases(struct scan *scan)
{
	/* not those that are first names: "Sid told me" that his Ubuntu fails */
	static const char *const releases[] = {"hardy",	 "heron", "ibex",   "lynx",  "jackalope", "koala",  "dapper",
					       "breezy", "hoary", "karmic", "natty", "trusty",	  "xenial", NULL};

	for (const char *const *release = releases; *release != NULL; release++)
		*wordset_add(&scan->programs, str_c(*release), NULL) = HAS_SYSTEM;
}

/* "Debian Lenny", "macOS Catalina": the releases of a system are called as people are. */
static bool is_release(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return i > 0 && (tok->flags & (TOK_LINE | TOK_UPPER | TOK_DIGIT)) == 0 && tok->from == tok[-1].to + 1 &&
	       scan->text.s[tok[-1].to] == ' ' && is_system(scan, i - 1);
}

/* " 1.2", " v3.4.5": neither a time ("3.30 pm") nor a day ("3.4.", "3.4.2020") */
static bool is_version_behind(const struct scan *scan, size_t i)
{
	static const char *const times[] = {"am", "pm", "uhr", "h", "a", "p", "hrs", "o", NULL};
	const struct tok *tok = &scan->toks.at[i];
	struct str word;
	size_t at = i + 1;

	if (at + 1 >= scan->toks.n || (tok[1].flags & TOK_DIGIT) == 0 || !str_eq(names_gap_after(scan, i), STR(" ")) ||
	    !str_eq(names_gap_after(scan, at), STR(".")) || (tok[2].flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT)
		return false;
	word = names_word(scan, at);
	if (word.n > 1 && word.s[0] == 'v')
		word = str_from(word, 1);
	for (size_t n = 0; n < word.n; n++)
		if (!str_is_digit(word.s[n]))
			return false;
	at++;
	if (at + 1 < scan->toks.n && str_is_any(names_word(scan, at + 1), times))
		return false;
	if (names_gap_after(scan, at).n != 0 && names_gap_after(scan, at).s[0] == '.')
		return at + 1 < scan->toks.n && str_eq(names_gap_after(scan, at), STR(".")) &&
		       scan->toks.at[at + 1].to - scan->toks.at[at + 1].from < 4;
	return true;
}

/* A word alone: neither "using Anna Nowak's" nor "used Anna's". */
static bool is_alone(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	if (gap.n == 1 && gap.s[0] == '\'')
		return false;
	return !str_starts(gap, STR("\xe2\x80\x99")) &&
	       (names_is_line_end(scan, i) || !str_eq(gap, STR(" ")) ||
		(scan->toks.at[i + 1].flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL);
}

void programs_learn(struct scan *scan)
{
	bool system = false;

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & (TOK_CAPITAL | TOK_LETTER)) != (TOK_CAPITAL | TOK_LETTER) || tok->to - tok->from < 2)
			continue;
		system = system || (is_system(scan, i) && !str_eq(names_word(scan, i), STR("macos")));
		if (is_version_behind(scan, i))
			*wordset_add_key(&scan->programs, tok->key) = HAS_VERSION;
		else if (is_release(scan, i) && is_alone(scan, i))
			*wordset_add_key(&scan->programs, tok->key) = HAS_SYSTEM;
		else if (i > 0 && (tok->flags & TOK_LINE) == 0 && (tok[-1].flags & TOK_DIGIT) == 0 &&
			 tok->from == tok[-1].to + 1 && tok[-1].to - tok[-1].from <= VERB_MOST &&
			 str_eq(names_gap_after(scan, i - 1), STR(" ")) && is_used(names_word(scan, i - 1)) &&
			 is_alone(scan, i))
			(void)wordset_add_key(&scan->programs, tok->key);
	}
	if (system)
		learn_releases(scan);
}

bool programs_has(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	const uint32_t *kind = scan->programs.n != 0 ? wordset_find_key(&scan->programs, tok->key) : NULL;

	if (kind == NULL || *kind == HAS_SYSTEM)
		return kind != NULL;
	/* a name that hardly is anything else, whatever it is used for */
	if ((tok->words & (WORD_FIRST | WORD_LAST)) != 0 &&
	    (tok->words & (WORD_RARE | WORD_AMBIGUOUS | WORD_COMMON | WORD_PLAIN | WORD_NEVER)) == 0)
		return false;
	return true;
}

bool programs_has_version(const struct scan *scan, size_t i)
{
	const uint32_t *kind = scan->programs.n != 0 ? wordset_find_key(&scan->programs, scan->toks.at[i].key) : NULL;

	return kind != NULL && *kind == HAS_VERSION;
}
