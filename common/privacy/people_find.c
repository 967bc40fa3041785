/*
 * Known people in a text: its words, beginnings of words, phrases and numbers are
 * looked up in the table, and whether somebody is meant is told by what stands around.
 */
#include "common/privacy/people.h"
#include "common/utf8.h"

enum { ACRONYM_LETTERS = 5, PHRASE_WORDS = 3, ABBREVIATION_MOST = 3, SHORT_MOST = 4, AHEAD = 8 };

static void known(struct scan *scan, size_t from, size_t to, uint32_t value, uint32_t base)
{
	static const enum redact_type types[] = {REDACT_PERSON, REDACT_USER, REDACT_ORGANISATION, REDACT_ID};
	static const char *const rules[] = {"known name", "known user name", "known organisation", "known number"};
	enum form_kind kind = (enum form_kind)(value >> FORM_SHIFT & 3);

	scan_found(scan, from, to, types[kind], STRENGTH_KNOWN, rules[kind]);
	scan->founds.at[scan->founds.n - 1].person = base + (value & PERSON_MASK) + 1;
}

/* Where a sentence may begin: "Mr. Cook", "X. Cook", "From: Cook". */
static bool is_announced(const struct scan *scan, size_t i)
{
	const struct tok *before = &scan->toks.at[i - 1];
	struct str gap = names_gap_after(scan, i - 1);

	if (str_eq(gap, STR(". ")))
		return (before->words & WORD_TITLE) != 0 ||
		       (before->to - before->from == 1 && (before->flags & TOK_CAPITAL) != 0);
	return str_starts(gap, STR(":")) && str_find_char(gap, '\n') < 0 && (before->words & WORD_LABEL) != 0;
}

/* "Thank you.\nPage\n\n", "Page\n____": what was written ends with the line. */
static bool is_end_of_mail(struct str before, struct str after)
{
	size_t lines = 0;

	for (size_t i = 0; i < after.n; i++) {
		lines += after.s[i] == '\n';
		if (lines != 0 && strchr("_>", after.s[i]) != NULL)
			return true;
	}
	return lines >= 2 && before.n > 1 && strchr(".!?", before.s[0]) != NULL && before.s[1] == '\n' &&
	       str_find(before, STR("\n\n")) < 0;
}

/* "it works.\n\nFox\n\n-----Original": alone in its line below a sentence, and the mail ends there. */
static bool is_last_line(const struct scan *scan, size_t i, struct str before)
{
	size_t lines = 0, ends = 0;

	for (size_t n = 0; n < before.n; n++) {
		lines += before.s[n] == '\n';
		ends += lines == 0 && strchr(".!?)", before.s[n]) != NULL;
		if (lines != 0 && strchr("#<`[{", before.s[n]) != NULL)
			return false; /* "### Fox", "<Fox>" */
	}
	return (ends != 0 || lines > 1) && lines != 0 && mention_is_end_behind(scan, scan->toks.at[i].to);
}

/* A line of its own where mail greets or ends. */
static bool is_signed(const struct scan *scan, size_t i)
{
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, before = str_trim(gap);

	if ((scan->toks.at[i].flags & TOK_LINE) == 0 || !names_is_line_end(scan, i))
		return false;
	if ((scan->toks.at[i].flags & TOK_CAPITAL) != 0 && is_last_line(scan, i, gap))
		return true;
	return i + 1 == scan->toks.n || str_starts(names_gap_after(scan, i), STR(",")) ||
	       str_starts(before, STR(",")) || str_ends(gap, STR("-")) || str_ends(before, STR("--")) ||
	       str_ends(before, STR("~")) || is_end_of_mail(gap, names_gap_after(scan, i));
}

/* "Page's": the "s" is a word of its own. */
static bool is_somebodys(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return (str_eq(gap, STR("'")) || str_eq(gap, STR("\xe2\x80\x99"))) && !names_is_line_end(scan, i) &&
	       str_eq(names_word(scan, i + 1), STR("s"));
}

/* At the start of a sentence any word has a capital: does something else tell that it is a name there? */
static bool is_somebody(const struct scan *scan, size_t i)
{
	if ((i > 0 && is_announced(scan, i)) || is_signed(scan, i))
		return true;
	return !names_is_line_end(scan, i) && str_eq(names_gap_after(scan, i), STR(" ")) &&
	       mentions_is_said(scan, i + 1);
}

/* Words with a blank between them, in one line. */
static bool is_behind(const struct scan *scan, size_t i)
{
	return i > 0 && i < scan->toks.n && (scan->toks.at[i].flags & TOK_LINE) == 0 &&
	       str_eq(names_gap_after(scan, i - 1), STR(" "));
}

static bool is_phrase_before(const struct scan *scan, size_t i, enum phrase_list list)
{
	for (size_t n = 1; n <= PHRASE_WORDS && n <= i; n++)
		if (names_phrase(scan, i - n, list) == n)
			return true;
	return false;
}

/* "ask Page", "Frau Page": what a name stands behind. */
static bool is_told(const struct scan *scan, size_t i)
{
	return is_behind(scan, i) &&
	       ((scan->toks.at[i - 1].words & WORD_TITLE) != 0 || is_phrase_before(scan, i, PHRASES_BEFORE));
}

/* "call Rose Monday", "saw Page March 3" */
static bool is_calendar_word(struct str word)
{
	static const char *const words[] = {
	    "monday",  "tuesday",  "wednesday", "thursday", "friday",  "saturday", "sunday",  "today",	    "tomorrow",
	    "january", "february", "march",	"april",    "may",     "june",	   "july",    "august",	    "september",
	    "october", "november", "december",	"mon",	    "tue",     "wed",	   "thu",     "fri",	    "sat",
	    "sun",     "montag",   "dienstag",	"mittwoch", "freitag", "samstag",  "sonntag", "donnerstag", NULL};

	return str_is_any(word, words);
}

/* A capital that no sentence and no name gave it: "Red Hat", "the TX Radio", "Doctoral Student". */
static bool is_proper_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->flags & (TOK_CAPITAL | TOK_START | TOK_DIGIT)) != TOK_CAPITAL || tok->to - tok->from == 1 ||
	    (tok->words & (WORD_FIRST | WORD_TITLE)) != 0 || is_calendar_word(names_word(scan, i)))
		return false;
	return (tok->words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER)) != 0 ||
	       ((tok->words & WORD_LAST) == 0 && (tok->flags & TOK_UPPER) != 0);
}

/* Is it one of the words of what something is called? A family name of the lists may stand behind any of them. */
static bool is_title_word(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	bool before = is_behind(scan, i) && is_proper_word(scan, i - 1);
	bool behind = is_behind(scan, i + 1) && is_proper_word(scan, i + 1);

	/* "PLEASE CALL ROSE ABOUT IT": there capitals tell nothing */
	if ((tok->words & WORD_AMBIGUOUS) != 0 && (tok->flags & TOK_UPPER) != 0 && before && behind &&
	    (tok[-1].flags & tok[1].flags & TOK_UPPER) != 0)
		return false;
	/* not "Contact Page", "In Outlook Rose" */
	return behind ||
	       (before && (tok->words & (WORD_LAST | WORD_AMBIGUOUS)) == 0 && (tok[-1].words & WORD_BEGINS) == 0);
}

/* "SERVER_NAME", "getting-started", "wiki.example.com": in one word with others. */
static bool is_joined(const struct scan *scan, size_t i)
{
	struct str text = scan->text;
	size_t from = scan->toks.at[i].from, to = scan->toks.at[i].to;

	if (from > 1 && strchr("_-.", text.s[from - 1]) != NULL && utf8_is_word_byte(text.s[from - 2]))
		return true;
	if (from > 1 && text.s[from - 1] == '/' && text.s[from - 2] == '/')
		return true;
	return to + 1 < text.n && strchr("_-.", text.s[to]) != NULL && utf8_is_word_byte(text.s[to + 1]);
}

/* "ROSE-PC", "Hunters-Laptop": whose device it is. */
static bool is_device(const struct scan *scan, size_t i)
{
	static const char *const devices[] = {"pc",	"laptop", "notebook", "desktop", "macbook",	"mac",	 "imac",
					      "iphone", "ipad",	  "phone",    "tablet",	 "workstation", "handy", NULL};

	return !names_is_line_end(scan, i) && str_eq(names_gap_after(scan, i), STR("-")) &&
	       str_is_any(names_word(scan, i + 1), devices);
}

/* "CV-Page.pdf", "Invoice Page.pdf": whose papers a file holds. */
static bool is_papers(const struct scan *scan, size_t i)
{
	static const char *const papers[] = {
	    "cv",     "resume", "lebenslauf",  "invoice",   "rechnung", "contract", "vertrag", "offer",	    "angebot",
	    "letter", "brief",	"application", "bewerbung", "passport", "payslip",  "photo",   "signature", NULL};
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE;

	return gap.n == 1 && strchr("-_ ", gap.s[0]) != NULL && str_is_any(names_word(scan, i - 1), papers) &&
	       !names_is_line_end(scan, i) && str_eq(names_gap_after(scan, i), STR("."));
}

/* "/dev/misc", "lang/" */
static bool is_in_path(const struct scan *scan, size_t i)
{
	size_t from = scan->toks.at[i].from, to = scan->toks.at[i].to;

	return (from > 0 && scan->text.s[from - 1] == '/') || (to < scan->text.n && scan->text.s[to] == '/');
}

/* "in April", "3 May", "May 2024": the month. */
static bool is_month(const struct scan *scan, size_t i)
{
	static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july", "august",
					     "jan",	"mar",	    "jun",   "jul",   "mai", "juni", "juli", NULL};
	static const char *const words[] = {"in",   "since", "until", "till", "by",    "of",	 "last",  "next",
					    "this", "late",  "early", "mid",  "every", "before", "after", NULL};

	if (!str_is_any(names_word(scan, i), months))
		return false;
	if (i > 0 && ((scan->toks.at[i - 1].flags & TOK_DIGIT) != 0 || str_is_any(names_word(scan, i - 1), words)))
		return true;
	return i + 1 < scan->toks.n && (scan->toks.at[i + 1].flags & (TOK_DIGIT | TOK_LINE)) == TOK_DIGIT;
}

/* "On Sun, 25 Apr": the day. */
static bool is_weekday(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return is_calendar_word(names_word(scan, i)) && i + 1 < scan->toks.n &&
	       (scan->toks.at[i + 1].flags & (TOK_DIGIT | TOK_LINE)) == TOK_DIGIT && gap.n <= 2 &&
	       (gap.s[0] == ',' || gap.s[0] == ' ');
}

/* "Sun", a day or a company as well as a word: somebody in "Hi Sun," and "Anna and Sun", and in brackets alone. */
static bool is_day_or_firm(const struct scan *scan, size_t i)
{
	static const char *const before[] = {"and", "und",  "et",    "y",    "e",   "en",      "hi",   "hello",
					     "hey", "dear", "hallo", "hola", "ola", "bonjour", "ciao", NULL};

	if (!is_calendar_word(names_word(scan, i)))
		return false;
	if (i > 0 && str_ends(names_gap_after(scan, i - 1), STR("(")) && str_starts(names_gap_after(scan, i), STR(")")))
		return false;
	return !is_behind(scan, i) || !str_is_any(names_word(scan, i - 1), before);
}

/* Words that sentences are made of: nobody is called so but where a line or a title says it. */
static bool is_function_word(struct str word)
{
	static const char *const words[] = {
	    "a",     "all",  "also", "an",   "and",  "any", "are",  "as",   "at",   "be",   "but",  "by",
	    "can",   "did",  "do",   "does", "each", "for", "from", "had",  "has",  "have", "her",  "here",
	    "his",   "how",  "i",    "if",   "in",   "is",  "it",   "its",  "my",   "no",   "not",  "of",
	    "on",    "one",  "or",   "our",  "out",  "so",  "some", "than", "that", "the",  "then", "there",
	    "these", "they", "this", "to",   "two",  "up",  "was",  "we",   "were", "what", "when", "where",
	    "which", "who",  "why",  "with", "yes",  "yet", "you",  "your", NULL};

	return str_is_any(word, words);
}

/* "an Page weiterleiten", "No Page, it does not": what only looks like an article. */
static bool is_other_preposition(const struct scan *scan, size_t i)
{
	struct str before = names_word(scan, i - 1);

	if (str_eq(before, STR("an")))
		return strchr("aeiou", names_word(scan, i).s[0]) == NULL;
	return str_eq(before, STR("no")) && (scan->toks.at[i - 1].flags & TOK_START) != 0 &&
	       str_starts(names_gap_after(scan, i), STR(","));
}

/* "Rose account": what somebody has as often as a screen. */
static bool is_owned(struct str word)
{
	static const char *const owned[] = {"account", "user",	   "folder", "file",	"list",
					    "key",     "settings", "server", "version", NULL};

	return str_is_any(word, owned);
}

/* "the Master", "press Home", "the General tab", "Code: 7": what something is called on a screen or in a report. */
static bool is_label_word(const struct scan *scan, size_t i)
{
	static const char *const before[] = {"the",    "a",	   "an",       "this",	"that",	   "each",
					     "any",    "every",	   "no",       "click", "press",   "select",
					     "choose", "clicking", "pressing", "under", "default", NULL};
	static const char *const behind[] = {"tab",	"button",  "menu",   "page",	 "dialog",  "field",  "option",
					     "options", "section", "window", "screen",	 "panel",   "key",    "mode",
					     "list",	"box",	   "link",   "settings", "setting", "folder", "file",
					     "column",	"view",	   "icon",   "toolbar",	 "bar",	    "server", "service",
					     "account", "version", "user",   NULL};
	/* "I think that Rose", "select Mark in the list", "Bitte an Mark", "pregunta a Rose" */
	static const char *const articles[] = {"the", "this", "each", "any", "every", "default", NULL};
	struct str gap = names_gap_after(scan, i);
	bool is_first = (scan->toks.at[i].words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0;

	if (is_behind(scan, i) && str_is_any(names_word(scan, i - 1), is_first ? articles : before) &&
	    !is_other_preposition(scan, i))
		return true;
	if (is_behind(scan, i + 1) && (scan->toks.at[i + 1].flags & TOK_CAPITAL) == 0 &&
	    str_is_any(names_word(scan, i + 1), behind) && !(is_first && is_owned(names_word(scan, i + 1))))
		return true;
	return str_starts(gap, STR(":")) && !names_is_line_end(scan, i) &&
	       (scan->toks.at[i + 1].flags & TOK_DIGIT) != 0;
}

/* Where sentences begin: "Parks uses it", "Parks, can you", "| Parks | admin |", for words that are seldom meant. */
static bool is_subject(const struct scan *scan, size_t i)
{
	static const char *const verbs[] = {
	    "is",   "was",  "has",  "had",   "can",   "cannot", "could", "will",  "would",  "should", "did",
	    "does", "uses", "used", "sees",  "saw",   "gets",	"got",	 "needs", "wants",  "tried",  "tries",
	    "says", "said", "told", "asked", "wrote", "works",	"left",	 "logs",  "opened", "sent",   "and",
	    "or",   "here", "hier", "hat",   "ist",   "kann",	"und",	 "oder",  "a",	    "est",    "et",
	    "ha",   "es",   "y",    "i",     "ma",    "jest",	NULL};
	struct str gap = names_gap_after(scan, i);

	if ((scan->toks.at[i].words & (WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS)) != 0)
		return false;
	/* "Reporter: Parks", not a heading */
	if (names_is_line_end(scan, i))
		return (scan->toks.at[i].flags & TOK_LINE) == 0 || (gap.n > 0 && strchr("\n.", gap.s[0]) == NULL);
	return !str_eq(gap, STR(" ")) || str_is_any(names_word(scan, i + 1), verbs) || mentions_is_said(scan, i + 1) ||
	       names_phrase(scan, i + 1, PHRASES_WROTE) != 0;
}

/* A word that means something else, too: is the person meant who is called so? */
static bool is_everyday_meant(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	bool is_name = (tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0;
	bool is_first = (tok->words & (WORD_FIRST | WORD_RARE)) == WORD_FIRST;
	bool is_product = !is_name && (tok->words & (WORD_NEVER | WORD_PLAIN | WORD_COMMON)) == WORD_NEVER;

	if ((tok->flags & TOK_CAPITAL) == 0 || is_month(scan, i) || is_weekday(scan, i))
		return false;
	if (names_is_month_name(scan, i))
		return true;
	if (is_device(scan, i) || is_papers(scan, i))
		return true;
	/* "SERVER_NAME", "TYPE_GRAY" */
	if (is_joined(scan, i) && (!is_name || (tok->flags & TOK_UPPER) != 0))
		return false;
	/* "Rob", "Bob": hardly ever the verb */
	if (is_first && (tok->words & (WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS)) == 0)
		return true;
	if (is_function_word(names_word(scan, i)))
		return is_signed(scan, i) || (i > 0 && is_announced(scan, i));
	if (is_told(scan, i) || is_somebody(scan, i) || (!is_product && is_somebodys(scan, i)))
		return true;
	if (!is_first && (tok->words & WORD_AMBIGUOUS) == 0 && is_day_or_firm(scan, i))
		return false;
	if (is_product || is_label_word(scan, i) || ((tok->flags & TOK_START) != 0 && !is_subject(scan, i)))
		return false;
	return (is_first && (tok->words & WORD_NEVER) == 0) || !is_title_word(scan, i);
}

/* "Best's laptop", "Best told me", "Regards,\nBest": a name in spite of being what mail greets or ends with. */
static bool is_courtesy_meant(const struct scan *scan, size_t i)
{
	if (is_somebodys(scan, i))
		return true;
	if (i + 1 == scan->toks.n)
		return i > 0 && is_signed(scan, i);
	return str_eq(names_gap_after(scan, i), STR(" ")) && mentions_is_said(scan, i + 1);
}

/* "we used Jenkins", "Ruby 3.2": a product that no list has as a name, or one that is a name, too, with its version. */
static bool is_program(const struct scan *scan, size_t i)
{
	uint32_t words = scan->toks.at[i].words;

	if ((words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == 0)
		return (words & WORD_NEVER) != 0 && programs_has(scan, i);
	return (words & WORD_AMBIGUOUS) != 0 && programs_has_version(scan, i);
}

/* A common word needs a capital where it tells something; a short one a capital. */
static bool may_be_meant(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->words & WORD_ALWAYS) != 0)
		return false;
	/* "Best," ends a mail; "Best said so" does not */
	if ((tok->flags & TOK_LINE) != 0 && (tok->words & WORD_FIRST) == 0 && names_is_courtesy(scan, i))
		return (tok->flags & TOK_CAPITAL) != 0 && is_courtesy_meant(scan, i);
	if (is_program(scan, i))
		return (tok->flags & TOK_CAPITAL) != 0 &&
		       (is_told(scan, i) || is_somebody(scan, i) || is_somebodys(scan, i));
	if ((tok->words & (WORD_COMMON | WORD_NEVER | WORD_AMBIGUOUS | WORD_PLAIN)) != 0)
		return is_everyday_meant(scan, i);
	/* "ping the host", "rang him": what a phrase begins with */
	if ((tok->flags & TOK_CAPITAL) == 0 && (tok->words & WORD_BEGINS) != 0)
		return false;
	return tok->to - tok->from > 3 || (tok->flags & TOK_CAPITAL) != 0;
}

static bool is_ending(struct str ending)
{
	static const char endings[] =
	    " a u i y e o s es n en em om im ie iem owi owie ow ami ach ego emu ej iej ich imi ym ymi ych rze ze dze "
	    "ce cie "
	    "dzie le ia ii iu io ov ova ovi ovy ou in ina ine inom oj oy uyu uju s's ka ko ku ki kiem ke iego iemu ta "
	    "tem cia ciem "
	    "ra rem lem la lu ga giem gi chu cha chem ani ania nie si sie ssa lle lla ";
	char padded[16] = " ";

	if (ending.n == 0)
		return true;
	if ((unsigned char)ending.s[0] >= 0x80)
		return ending.n <= 6;
	if (ending.n > 6)
		return false;
	memcpy(padded + 1, ending.s, ending.n);
	padded[ending.n + 1] = ' ';
	return str_find(str_c(endings), str_n(padded, ending.n + 2)) >= 0;
}

static const uint32_t *find_inflected(const struct redact_people *people, struct str word)
{
	for (size_t cut = 0; cut <= ENDING_MOST && word.n - cut >= STEM_LEAST; cut++)
		if (is_ending(str_from(word, word.n - cut))) {
			const uint32_t *value = wordset_find(&people->stems, str_slice(word, 0, word.n - cut));

			if (value != NULL)
				return value;
		}
	return NULL;
}

/* No list has it, but for those of names. */
static bool is_of_no_list(const struct tok *tok)
{
	return (tok->words & ~(unsigned)(WORD_BEGINS | WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
}

/* "Featherstonhaugh" for "Featherstonehaugh": whose long name has one slip; NULL: nobody's. */
static const uint32_t *find_misspelt(const struct redact_people *people, const struct tok *tok, struct str word)
{
	size_t least = (tok->flags & TOK_CAPITAL) != 0 ? NEAR_LETTERS : NEAR_SMALL_LETTERS;
	const uint32_t *value;

	if (people->near.n == 0 || word.n < least || word.n > NEAR_LETTERS_MOST || (tok->flags & TOK_DIGIT) != 0 ||
	    !is_of_no_list(tok) || !people_is_ascii(word))
		return NULL;
	value = wordset_find_key(&people->near, tok->key);
	for (size_t i = 1; i < word.n && value == NULL; i++)
		value = wordset_find_key(&people->near, people_key_without(word, i));
	return value;
}

/* "Petrow", "Bayramoff", "Kowalsky": the last sound of a name as another language writes it, or heard wrong. */
static const uint32_t *find_with_other_end(const struct redact_people *people, const struct tok *tok, struct str word)
{
	enum { LEAST = 6, MOST = 32 };
	static const char *const alike[] = {"vwf", "dt", "bp", "gkc", "szx", "nm", "iyj", NULL};
	char other[MOST];

	if (word.n < LEAST || word.n > MOST || (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL ||
	    !is_of_no_list(tok) || !people_is_ascii(word))
		return NULL;
	if (str_ends(word, STR("ff")))
		word.n--;
	memcpy(other, word.s, word.n);
	for (const char *const *letters = alike; *letters != NULL; letters++) {
		if (strchr(*letters, word.s[word.n - 1]) == NULL)
			continue;
		for (const char *letter = *letters; *letter != '\0'; letter++) {
			const uint32_t *value;
			uint64_t key;

			other[word.n - 1] = *letter;
			key = wordset_key(str_n(other, word.n));
			value = people_may_hold(people, key) ? wordset_find_key(&people->forms, key) : NULL;
			if (value != NULL && (*value >> FORM_SHIFT & 3) == FORM_NAME)
				return value;
		}
	}
	return NULL;
}

/* The user name of a family name and an initial, as the mark says, that a key is, unless that is a word as well. */
static const uint32_t *find_login(const struct redact_people *people, uint64_t key, uint32_t mark)
{
	const uint32_t *value = people_may_hold(people, key) ? wordset_find_key(&people->forms, key) : NULL;

	return value != NULL && (*value >> FORM_SHIFT & 3) == FORM_LOGIN && (*value & mark) != 0 &&
		       wordset_find_key(&people->rules->words, key) == NULL
		   ? value
		   : NULL;
}

enum { LOGIN_LEAST = 7, MIDDLE_INITIALS = 2 };

/* "kuzminamv", "mvkuzmina": the user name of a family name and an initial, with initials of names that the table does
 * not have. */
static const uint32_t *find_with_initials(const struct redact_people *people, struct str word)
{
	const uint32_t *value = NULL;

	for (size_t n = 1; value == NULL && n <= MIDDLE_INITIALS && word.n >= n + LOGIN_LEAST; n++)
		value = find_login(people, wordset_key(str_slice(word, 0, word.n - n)), form_initial);
	if (value == NULL && word.n > LOGIN_LEAST && word.n <= NEAR_LETTERS_MOST)
		value = find_login(people, people_key_without(word, 1), form_led);
	return value;
}

/* Names of two or three characters inside a run that has no spaces. */
static void find_in_run(const struct redact_people *people, struct scan *scan, const struct tok *tok, uint32_t base)
{
	for (size_t at = tok->from; at < tok->to; at += 3) {
		if ((unsigned char)scan->low.s[at] < 0xE3)
			return;
		for (size_t n = 12; n >= 3; n -= 3)
			if (at + n <= tok->to) {
				const uint32_t *value = wordset_find(&people->forms, str_n(scan->low.s + at, n));

				if (value != NULL) {
					known(scan, at, at + n, *value, base);
					break;
				}
			}
	}
}

/* "ask Darren. New drives came", not "J. New" */
static bool is_sentence_end(const struct scan *scan, size_t i)
{
	return scan->toks.at[i].to - scan->toks.at[i].from > ABBREVIATION_MOST &&
	       str_eq(names_gap_after(scan, i), STR(". "));
}

static size_t find_phrase(const struct redact_people *people, struct scan *scan, size_t i, uint32_t base)
{
	const struct tok *toks = scan->toks.at;
	const uint32_t *most = wordset_find_key(&people->starts, toks[i].key);
	char phrase[256];
	size_t n = 0, length = 0, words = 0;
	uint32_t value = 0;

	for (size_t j = i; most != NULL && j < scan->toks.n && j - i < *most; j++) {
		size_t size = toks[j].to - toks[j].from;

		if (n + size + 1 > sizeof(phrase) || (j > i && toks[j].from - toks[j - 1].to > 4) ||
		    (j > i && is_sentence_end(scan, j - 1)))
			break;
		if (j > i)
			phrase[n++] = ' ';
		memcpy(phrase + n, scan->low.s + toks[j].from, size);
		n += size;
		if (j > i) {
			const uint32_t *found = wordset_find(&people->phrases, str_n(phrase, n));

			if (found != NULL) {
				value = *found;
				words = j - i + 1;
				length = toks[j].to;
			}
		}
	}
	if (words != 0 && (toks[i].words & WORD_ALWAYS) == 0)
		known(scan, toks[i].from, length, value, base);
	return words;
}

static bool is_beside(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return str_eq(gap, STR(" ")) || str_eq(gap, STR("-")) || (str_eq(gap, STR(". ")) && !is_sentence_end(scan, i));
}

/* Behind a part of a name that was found: "Darren J. New", whose family name alone may be any word. */
static void find_rest(const struct redact_people *people, struct scan *scan, size_t i, uint32_t base)
{
	size_t at = i + 1;

	if (at >= scan->toks.n || !is_beside(scan, i))
		return;
	if (scan->toks.at[at].to - scan->toks.at[at].from == 1 && at + 1 < scan->toks.n && is_beside(scan, at))
		at++;
	if ((scan->toks.at[at].flags & TOK_CAPITAL) != 0) {
		const uint32_t *value = wordset_find_key(&people->forms, scan->toks.at[at].key);

		if (value != NULL && (*value >> FORM_SHIFT & 3) == FORM_NAME &&
		    ((*value & form_beside) != 0 || !may_be_meant(scan, at)))
			known(scan, scan->toks.at[at].from, scan->toks.at[at].to, *value, base);
	}
}

/* Is it in capitals, but for the ending of "NICs"? */
static bool is_upper(const struct scan *scan, const struct tok *tok)
{
	if ((tok->flags & TOK_UPPER) != 0)
		return true;
	for (size_t at = tok->from; at + 1 < tok->to; at++)
		if (!str_is_upper(scan->text.s[at]))
			return false;
	return tok->to - tok->from > 2 && scan->text.s[tok->to - 1] == 's';
}

/* "FIFO" is no case of Fife, "MARKA NOWAKA" has one. */
static bool is_acronym(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if (!is_upper(scan, tok) || tok->to - tok->from > ACRONYM_LETTERS)
		return false;
	return !(is_behind(scan, i + 1) && (tok[1].flags & TOK_UPPER) != 0 &&
		 tok[1].to - tok[1].from >= ACRONYM_LETTERS) &&
	       !(is_behind(scan, i) && (tok[-1].flags & TOK_UPPER) != 0 &&
		 tok[-1].to - tok[-1].from >= ACRONYM_LETTERS);
}

/* "the NIC": no list has it as a name, the line is not all in capitals, and nothing around it speaks of somebody. */
static bool is_abbreviation(const struct scan *scan, size_t i)
{
	return is_acronym(scan, i) && (scan->toks.at[i].words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) == 0 &&
	       !is_device(scan, i) && (scan->toks.at[i].flags & TOK_DIGIT) == 0 && !is_told(scan, i) &&
	       !is_somebody(scan, i) && !is_somebodys(scan, i) && !is_phrase_before(scan, i, PHRASES_ACCOUNTS) &&
	       !is_phrase_before(scan, i, PHRASES_GREETINGS);
}

/* A user name that is an everyday word: "user cell". */
static bool is_login_meant(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	if ((tok->words & (WORD_FIRST | WORD_AMBIGUOUS)) != 0 ||
	    (tok->words & (WORD_COMMON | WORD_PLAIN | WORD_NEVER)) == 0)
		return may_be_meant(scan, i) && !is_abbreviation(scan, i);
	if ((tok->words & WORD_ALWAYS) != 0)
		return false;
	if (is_phrase_before(scan, i, PHRASES_ACCOUNTS))
		return true;
	return (tok->flags & TOK_CAPITAL) != 0 && (tok->words & (WORD_COMMON | WORD_NEVER)) == 0 &&
	       (is_told(scan, i) || is_somebody(scan, i) || is_somebodys(scan, i));
}

/* "java.lang", "my_chan", "/dev/misc": a short family name in small letters is a part of many words. */
static bool is_abridged(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	return (tok->flags & TOK_CAPITAL) == 0 && tok->to - tok->from <= SHORT_MOST && (tok->words & WORD_FIRST) == 0 &&
	       (is_joined(scan, i) || is_in_path(scan, i));
}

/* "locked: astlin", "user astlin", "astlin@": bits of a name, which may be a word of any language ("marcar"). */
static bool is_bits_meant(const struct scan *scan, size_t i)
{
	size_t to = scan->toks.at[i].to;
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE;

	return is_phrase_before(scan, i, PHRASES_ACCOUNTS) || str_ends(gap, STR(": ")) || str_ends(gap, STR("=")) ||
	       str_ends(gap, STR("\\")) || (to < scan->text.n && scan->text.s[to] == '@');
}

/* Is the person meant whom the table knows by this word? */
static bool is_value_meant(const struct scan *scan, size_t i, uint32_t value)
{
	switch ((enum form_kind)(value >> FORM_SHIFT & 3)) {
	case FORM_NAME:
		return may_be_meant(scan, i) && !is_abbreviation(scan, i) && !is_abridged(scan, i);
	case FORM_LOGIN:
		return is_login_meant(scan, i) && ((value & form_capital) == 0 || is_bits_meant(scan, i));
	default:
		if ((value & form_capital) != 0 &&
		    ((scan->toks.at[i].flags & TOK_CAPITAL) == 0 || (scan->toks.at[i].words & WORD_KEEP) != 0))
			return false;
		return may_be_meant(scan, i);
	}
}

/* "Mr. Student": a name, whoever else is called so. */
static bool is_titled(const struct scan *scan, size_t i)
{
	struct str gap = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE;

	return (scan->toks.at[i].flags & TOK_CAPITAL) != 0 && (str_eq(gap, STR(" ")) || str_eq(gap, STR(". "))) &&
	       (scan->toks.at[i - 1].words & WORD_TITLE) != 0;
}

static void find_word(const struct redact_people *people, struct scan *scan, size_t i, bool may, uint32_t base)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str word = tok_low(scan, tok);
	const uint32_t *value = may ? wordset_find_key(&people->forms, tok->key) : NULL;

	if (value == NULL && (tok->flags & TOK_DIGIT) != 0) { /* jsmith42 */
		while (word.n > 0 && str_is_digit(word.s[word.n - 1]))
			word.n--;
		value = word.n >= 4 ? wordset_find(&people->forms, word) : NULL;
	} else if (value == NULL && (tok->flags & TOK_CAPITAL) != 0 && word.n >= STEM_LEAST && !is_acronym(scan, i) &&
		   (tok->words & (WORD_COMMON | WORD_NEVER | WORD_KEEP | WORD_PLAIN)) == 0) {
		value = find_inflected(people, word);
	} else if (value == NULL && tok->words == 0 && (tok->flags & TOK_CAPITAL) == 0) {
		value = find_with_initials(people, word);
	}
	if (value == NULL)
		value = find_misspelt(people, tok, word);
	if (value == NULL)
		value = find_with_other_end(people, tok, word);
	/* "1000": whoever is called so, is so beside a name alone */
	if (value != NULL && (tok->flags & TOK_LETTER) == 0 && (*value >> FORM_SHIFT & 3) == FORM_NAME)
		return;
	if (value != NULL && ((*value & form_beside) == 0 ? is_value_meant(scan, i, *value) : is_titled(scan, i))) {
		known(scan, tok->from, tok->to, *value, base);
		find_rest(people, scan, i, base);
	} else if (value != NULL) {
		scan_kept(scan, tok->from, tok->to, REDACT_PERSON, "known name",
			  (tok->words & WORD_ALWAYS) != 0 ? "a word to keep always"
							  : "an everyday word, not written as a name here");
	} else if (people->has_cjk && (unsigned char)word.s[0] >= 0xE3) {
		find_in_run(people, scan, tok, base);
	}
}

/*
 * Digits that follow each other, whatever groups them, where each stands, and how many stand before the last line or
 * column.
 */
struct digits {
	char at[24];
	size_t from[24], n, before;
};

/* Whose number ends in the last n of them; NULL: nobody's. Few digits have to be of one line. */
static const uint32_t *ends_known(const struct redact_people *people, const struct digits *digits, size_t n)
{
	size_t have = n < NUMBER_DIGITS_SURE ? digits->n - digits->before : digits->n;

	return have >= n ? wordset_find(&people->numbers, str_n(digits->at + digits->n - n, n)) : NULL;
}

/* Where a number of which n digits are known begins: with its country, and not with another number in front. */
static size_t number_start(struct str low, const struct digits *digits, size_t n)
{
	enum { COUNTRY_DIGITS = 4 }; /* "0048" */
	size_t before = digits->n - n, from = digits->from[before <= COUNTRY_DIGITS ? 0 : before];

	while (from > 0 && str_is_digit(low.s[from - 1]))
		from--;
	return from > 0 && low.s[from - 1] == '+' ? from - 1 : from;
}

/*
 * Numbers whose end is that of a known one, however they are grouped. Where another number may follow ("601 234 567 2
 * times"), or a line ends within, more digits have to agree.
 */
static void find_numbers(const struct redact_people *people, struct scan *scan, uint32_t base)
{
	enum { GAP_MOST = 3 }; /* "\n> " */
	struct str low = scan->low;

	for (size_t at = 0; people->numbers.n != 0 && at < low.n; at++) {
		const uint32_t *person = NULL;
		struct digits digits = {.n = 0};
		size_t to = at, agreed = NUMBER_DIGITS;

		if (!str_is_digit(low.s[at]))
			continue;
		for (; person == NULL && at < low.n && digits.n < sizeof(digits.at) && at - to <= GAP_MOST; at++) {
			char c = low.s[at];

			if (str_is_digit(c)) {
				digits.from[digits.n] = at;
				digits.at[digits.n++] = c;
				to = at + 1;
				if ((to == low.n || !str_is_digit(low.s[to])) &&
				    (person = ends_known(people, &digits, NUMBER_DIGITS_SURE)) != NULL)
					agreed = NUMBER_DIGITS_SURE;
			} else if (strchr("\t\n>_+*", c) != NULL) {
				person = ends_known(people, &digits, NUMBER_DIGITS);
				digits.before = digits.n;
			} else if (strchr(" ()-./", c) == NULL) {
				break;
			}
		}
		at = to;
		if (person == NULL)
			person = ends_known(people, &digits, NUMBER_DIGITS);
		if (person != NULL) {
			scan_found(scan, number_start(low, &digits, agreed), to, REDACT_PHONE, STRENGTH_KNOWN,
				   "known phone");
			scan->founds.at[scan->founds.n - 1].person = base + *person + 1;
		}
	}
}

void people_find(const struct redact_people *people, struct scan *scan, uint32_t base)
{
	if (people == NULL || people->roles.n == 0)
		return;
	for (size_t i = 0; i < scan->toks.n; i++) {
		bool may = people_may_hold(people, scan->toks.at[i].key);
		size_t words = may ? find_phrase(people, scan, i, base) : 0;

		if (i + AHEAD < scan->toks.n)
			people_prefetch(people, scan->toks.at[i + AHEAD].key);
		if (words != 0)
			i += words - 1;
		else
			find_word(people, scan, i, may, base);
	}
	find_numbers(people, scan, base);
}

bool people_is_name(const struct redact_people *people, const struct tok *tok)
{
	const uint32_t *value =
	    people != NULL && people_may_hold(people, tok->key) ? wordset_find_key(&people->forms, tok->key) : NULL;

	return value != NULL && (*value >> FORM_SHIFT & 3) == FORM_NAME &&
	       ((*value & form_beside) == 0 || (tok->flags & TOK_START) == 0);
}
