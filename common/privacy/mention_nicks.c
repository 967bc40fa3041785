/*
 * What people call themselves on a network: "ask anowak on IRC", "anowak aka Anna Nowak".
 */
#include "common/privacy/mention_parts.h"

/* "widgets": several of what the text, too, calls by a word of the lists, or one of them. */
static bool is_plural(const struct scan *scan, size_t i)
{
	static const char *const ends[] = {"ets", "ings", "ions", "ents", "ists", NULL};
	enum { NEAR = 1000 /* words; texts have no end */ };
	struct str word = names_word(scan, i);
	const uint32_t *flags;

	if (word.n < 5 || word.s[word.n - 1] != 's')
		return false;
	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(word, str_c(*end)))
			return true;
	word = str_slice(word, 0, word.n - 1);
	flags = wordset_find(&scan->rules->words, word);
	if (flags != NULL && (*flags & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP)) != 0)
		return true;
	for (size_t j = i > NEAR ? i - NEAR : 0; j < scan->toks.n && j < i + NEAR; j++)
		if (str_eq(names_word(scan, j), word))
			return true;
	return false;
}

/* A word that no list but one of names has, with or without a capital, no acronym. */
static bool is_nick(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];

	/* "#widget on freenode" */
	return tok->to - tok->from > 2 && (tok->from == 0 || scan->text.s[tok->from - 1] != '#') &&
	       (tok->flags & TOK_LETTER) != 0 && (tok->flags & TOK_UPPER) == 0 && !tok->taken &&
	       (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0 && !is_plural(scan, i);
}

/* "joe77" and "_anna_n": with what is joined to the word. */
static void take_nick(struct scan *scan, size_t i)
{
	size_t from = scan->toks.at[i].from, to = scan->toks.at[i].to;

	while (from > 0 && strchr("_^`", scan->text.s[from - 1]) != NULL)
		from--;
	while (to < scan->text.n && scan->text.s[to] != '\0' && strchr("_^`", scan->text.s[to]) != NULL)
		to++;
	scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "nick");
}

static bool is_network(const struct scan *scan, size_t i)
{
	static const char *const networks[] = {"irc",	   "freenode", "oftc",	   "efnet",  "ircnet",
					       "undernet", "dalnet",   "quakenet", "libera", NULL};

	return str_is_any(names_word(scan, i), networks);
}

/* Is a network named a few words from word i? Elsewhere "#help" may be a room, a label or a commit. */
static bool is_near_network(const struct scan *scan, size_t i)
{
	enum { NEAR = 16 };
	size_t from = i > NEAR ? i - NEAR : 0, to = i + NEAR < scan->toks.n ? i + NEAR : scan->toks.n;

	for (size_t j = from; j < to; j++)
		if (is_network(scan, j))
			return true;
	return false;
}

/* "anowak on IRC", "(anowak in #widget)", word i being the network or the channel. */
static void find_on_network(struct scan *scan, size_t i)
{
	static const char *const before[] = {"on", "in", "at", "auf", "sur", "en", "op", NULL};
	const struct tok *tok = &scan->toks.at[i];
	struct str gap, front;
	bool channel;

	if (i < 2 || !str_is_any(names_word(scan, i - 1), before))
		return;
	gap = names_gap_after(scan, i - 1);
	channel = str_eq(gap, STR(" #")) && (tok->flags & TOK_LETTER) != 0;
	if (!channel && !(str_eq(gap, STR(" ")) && is_network(scan, i)))
		return;
	if (channel && (scan->toks.at[i - 2].words & (WORD_FIRST | WORD_LAST)) == 0 && !is_near_network(scan, i))
		return;
	front = names_gap_after(scan, i - 2);
	if ((str_eq(front, STR(" ")) || str_eq(front, STR("\" ")) || str_eq(front, STR("' "))) &&
	    is_nick(scan, i - 2) && (tok[-2].flags & TOK_LINE) == 0)
		take_nick(scan, i - 2);
}

/* "rnc aka Anna Nowak", "Anna Nowak aka rnc", word i being "aka". */
static void find_alias(struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t end;

	if (i == 0 || i + 1 >= scan->toks.n || (tok->flags & TOK_LINE) != 0 || (tok[1].flags & TOK_LINE) != 0 ||
	    !str_is_any(names_gap_after(scan, i - 1), (const char *const[]){" ", ", ", " (", " - ", NULL}) ||
	    !str_is_any(names_gap_after(scan, i), (const char *const[]){" ", ": ", ". ", " \"", NULL}))
		return;
	end = names_end(scan, i + 1, true);
	if (end > i + 2 && is_nick(scan, i - 1) && (names_is_listed(scan, i + 1) || tok[1].taken)) {
		mention_take(scan, i + 1, end, "alias");
		take_nick(scan, i - 1);
	} else if (tok[-1].taken && is_nick(scan, i + 1)) {
		take_nick(scan, i + 1);
	}
}

void mention_find_nicks(struct scan *scan, size_t i)
{
	if (str_eq(names_word(scan, i), STR("aka")))
		find_alias(scan, i);
	else
		find_on_network(scan, i);
}
