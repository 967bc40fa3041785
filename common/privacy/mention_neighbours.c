/* Names beside names that were found, and the words of addresses around them. */
#include "common/privacy/mention_parts.h"
#include "common/utf8.h"

enum {
	ECHO_WORDS = 80,   /* how far from an address its words are looked for */
	ECHO_LEAST = 4,	   /* letters of a word inside of an address */
	USER_LEAST = 4,	   /* bytes of a user name that repeats one */
	LOCAL_MOST = 40,   /* bytes of an address before "@" */
	PROFILE_MOST = 90, /* bytes behind a handle */
};

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
		if (mention_is_first(scan, i) ||
		    (scan->toks.at[i].words & (WORD_AMBIGUOUS | WORD_NEVER)) == WORD_AMBIGUOUS)
			return true;
	return false;
}

/* In front of a name of two words, two words that no list has are another. */
static void take_listed(struct scan *scan, size_t from, size_t to, bool full_behind)
{
	if (has_first(scan, from, to) ||
	    (full_behind && to - from == 2 && mention_is_unknown(scan, from) && mention_is_unknown(scan, from + 1)))
		mention_take(scan, from, to, "in a list of names");
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
	end = mention_run_end(scan, at, full);
	if (full && !has_first(scan, at, end))
		end = at; /* "Anna Nowak, Dyrektor Finansowy" */
	/* "G. Armitage" */
	if (end == at && full && at + 1 < scan->toks.n && scan->toks.at[at].to - scan->toks.at[at].from == 1 &&
	    str_eq(names_gap_after(scan, at), STR(". ")) && mention_may_name(scan, at + 1))
		end = at + 2;
	if (end == at + 1 && programs_has(scan, at))
		return i;
	if (end > at)
		mention_take(scan, at, end, "in a list of names");
	return end > at ? end : i;
}

void mention_find_lists(struct scan *scan)
{
	for (size_t i = 1; i < scan->toks.n; i++) {
		size_t end = i;

		if (!scan->toks.at[i - 1].taken || scan->toks.at[i].taken)
			continue;
		for (int n = 0; n < MENTION_CHAIN_WORDS; n++) {
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
			mention_take(scan, mention_run_start(scan, end, false), end, "in a list of names");
		else if (end == i && str_eq(names_gap_after(scan, i - 1), STR(", ")))
			take_listed(scan, mention_run_start(scan, i, true), i,
				    i + 1 < scan->toks.n && scan->toks.at[i + 1].taken);
	}
}

enum { LOGIN_LEAST = 4, LOGIN_MOST = 12, SIGNED_WORDS = 6 };

/*
 * Letters and then digits: "anowak88"; or a call sign, a digit between one or two letters and more of them: "f4xyz".
 * Not "win10", "cat5e", "rev2", "room12b".
 */
static bool is_login(const struct scan *scan, const struct tok *tok)
{
	struct str low = str_slice(scan->low, tok->from, tok->to);
	size_t letters = 0, digits = 0;
	const uint32_t *words;

	if ((tok->flags & (TOK_DIGIT | TOK_LETTER | TOK_LINE)) != (TOK_DIGIT | TOK_LETTER) || low.n < LOGIN_LEAST ||
	    low.n > LOGIN_MOST || (tok->words & ~(unsigned)WORD_RARE) != 0)
		return false;
	while (letters < low.n && str_is_alpha(low.s[letters]))
		letters++;
	while (letters + digits < low.n && str_is_digit(low.s[letters + digits]))
		digits++;
	if (letters + digits < low.n)
		return letters >= 1 && letters <= 2 && digits == 1 && str_is_alpha(low.s[low.n - 1]);
	words = wordset_find(&scan->rules->words, str_slice(low, 0, letters));
	return letters >= LOGIN_LEAST && digits != 0 &&
	       (words == NULL || (*words & (WORD_PLAIN | WORD_COMMON | WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0);
}

/* The words of the line in front of word i, at most SIGNED_WORDS. */
static size_t words_before(const struct scan *scan, size_t i)
{
	size_t n = 0;

	while (n < SIGNED_WORDS && i > n && (scan->toks.at[i - n].flags & TOK_LINE) == 0)
		n++;
	return n;
}

void mention_find_logins(struct scan *scan)
{
	static const char *const gaps[] = {" ", ", ", " / ", " | ", " - ", " (", NULL};

	for (size_t i = 1; i < scan->toks.n; i++) {
		size_t end = i;

		if (!scan->toks.at[i - 1].taken || !is_login(scan, &scan->toks.at[i]) ||
		    words_before(scan, i) >= SIGNED_WORDS)
			continue;
		while (end < scan->toks.n && is_login(scan, &scan->toks.at[end]) &&
		       str_is_any(names_gap_after(scan, end - 1), gaps))
			end++;
		if (end == i || !names_is_line_end(scan, end - 1))
			continue;
		for (size_t j = i; j < end; j++)
			scan_found(scan, scan->toks.at[j].from, scan->toks.at[j].to, REDACT_USER, STRENGTH_NAME,
				   "behind a name");
	}
}

/* ---- addresses ---- */

struct echo {
	struct str local; /* before "@" */
	size_t from, to;  /* words around it */
	bool is_user;	  /* it is no address, but a user name */
};

/* Is the word a part of the address: "kcoar" of Coar, "j.smith" of Smith, "mullend" of Mullender? */
static bool is_echo(struct str word, struct str local)
{
	struct str rest = local;
	ptrdiff_t plus = str_find_char(local, '+');

	if (word.n < 3)
		return false;
	if (plus > 0) /* "anna+widget": what is behind it is nobody's */
		rest = str_slice(local, 0, (size_t)plus);
	while (rest.n != 0) {
		size_t n = 0;

		while (n < rest.n && rest.s[n] != '.' && rest.s[n] != '_' && rest.s[n] != '-' &&
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

/* "Widget … https://widget.example/": what a site is called, and in a user name, too, that no list of names has. */
static bool is_site(const struct scan *scan, size_t i)
{
	enum { NEAR = 2000 /* bytes, on either side */ };
	static const struct str begins[] = {STR_INIT("://"), STR_INIT("://www.")};
	size_t place = scan->toks.at[i].from;
	struct str word = names_word(scan, i),
		   rest = str_slice(scan->low, place > NEAR ? place - NEAR : 0,
				    scan->low.n - place > NEAR ? place + NEAR : scan->low.n);
	ptrdiff_t at;

	if (names_is_listed(scan, i))
		return false;
	while ((at = str_find(rest, begins[0])) >= 0) {
		for (size_t n = 0; n < 2; n++) {
			struct str page = str_from(rest, (size_t)at);

			if (str_starts(page, begins[n]) && str_starts(str_from(page, begins[n].n), word) &&
			    str_starts(str_from(page, begins[n].n + word.n), STR(".")))
				return true;
		}
		rest = str_from(rest, (size_t)at + begins[0].n);
	}
	return false;
}

/* "Dan Rider", "dan.rider@b.c": an everyday word that the address has, too. */
static bool goes_on(const struct scan *scan, size_t i, const struct echo *echo)
{
	return (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
	       (scan->toks.at[i].words & (WORD_KEEP | WORD_ALWAYS)) == 0 && is_echo(names_word(scan, i), echo->local);
}

static void find_echoes(struct scan *scan, const struct echo *echo)
{
	for (size_t i = echo->from; i < echo->to; i++) {
		const struct tok *tok = &scan->toks.at[i];
		size_t start = i, end = i + 1;

		if (tok->taken || (tok->flags & TOK_CAPITAL) == 0 || !names_is_word(scan, i) ||
		    !mention_may_name(scan, i) || !is_echo(names_word(scan, i), echo->local) ||
		    (echo->is_user && is_site(scan, i)))
			continue;
		while (start > 0 && i - start < 2 && str_eq(names_gap_after(scan, start - 1), STR(" ")) &&
		       mention_may_name(scan, start - 1))
			start--;
		while (end < scan->toks.n && end - i < 3 && str_eq(names_gap_after(scan, end - 1), STR(" ")) &&
		       (mention_may_name(scan, end) || goes_on(scan, end, echo)))
			end++;
		mention_take(scan, start, end, "as in an address");
	}
}

/* "https://tamsk.example/mailman/listinfo/widget": what a mailing list is called. */
static void learn_lists(const struct scan *scan, struct wordset *tags)
{
	static const struct str page = STR_INIT("/listinfo/");
	struct str rest = scan->low;
	ptrdiff_t at;

	while ((at = str_find(rest, page)) >= 0) {
		size_t n = 0;

		rest = str_from(rest, (size_t)at + page.n);
		while (n < rest.n && n < LOCAL_MOST && (str_is_alnum(rest.s[n]) || rest.s[n] == '-'))
			n++;
		(void)wordset_add(tags, str_slice(rest, 0, n), NULL);
	}
}

/* "unsubscribe widget": what somebody asks of a program that runs lists; not "subscribe anna@b.c". */
static void learn_commands(const struct scan *scan, struct wordset *tags)
{
	static const char *const commands[] = {"subscribe", "unsubscribe", NULL};

	for (size_t i = 0; i + 1 < scan->toks.n; i++) {
		size_t from = scan->toks.at[i + 1].from, to = from;

		if (scan->low.s[scan->toks.at[i].to - 1] != 'e' || !str_eq(names_gap_after(scan, i), STR(" ")) ||
		    !str_is_any(names_word(scan, i), commands))
			continue;
		while (to < scan->low.n && to - from < LOCAL_MOST &&
		       (str_is_alnum(scan->low.s[to]) || scan->low.s[to] == '-'))
			to++;
		if (to >= scan->low.n || scan->low.s[to] != '@')
			(void)wordset_add(tags, str_slice(scan->low, from, to), NULL);
	}
}

/* "Re: [widget-dvb] …": subjects begin with it. */
static void learn_tags(const struct scan *scan, struct wordset *tags)
{
	struct str rest = scan->low;
	ptrdiff_t at;

	while ((at = str_find_char(rest, '[')) >= 0) {
		struct str behind = str_from(rest, (size_t)at + 1);
		ptrdiff_t end = str_find_char(str_slice(behind, 0, LOCAL_MOST), ']');
		bool added;

		if (end > 0)
			(void)wordset_add(tags, str_slice(behind, 0, (size_t)end), &added);
		rest = behind;
	}
}

/* "Widget mailing list\nwidget@lists.example.com", "widget-users@example.com": its words are no name. */
static bool is_list_address(const struct scan *scan, const struct wordset *tags, size_t word, struct str local)
{
	static const char *const ends[] = {"-users", "-user", "-devel",	  "-dev",     "-list", "-announce",
					   "-bugs",  "-help", "-discuss", "-commits", "-l",    NULL};
	static const char *const parts[] = {"-sig-",	    "-request",	  "-bounces",	  "-owner",
					    "-unsubscribe", "-subscribe", "+unsubscribe", NULL};
	static const char *const together[] = {"maillist", "mailinglist", "listserv", NULL};

	if (word > 1 && str_eq(names_word(scan, word - 1), STR("list")) &&
	    str_eq(names_word(scan, word - 2), STR("mailing")))
		return true;
	if (word > 0 && str_is_any(names_word(scan, word - 1), together))
		return true;
	for (const char *const *end = ends; *end != NULL; end++)
		if (str_ends(local, str_c(*end)))
			return true;
	for (const char *const *part = parts; *part != NULL; part++)
		if (str_find(local, str_c(*part)) >= 0)
			return true;
	return wordset_find(tags, local) != NULL;
}

/* "widget@googlegroups.com", "widget@lists.example.net": hosts that have nothing but lists. */
static bool is_list_domain(struct str domain)
{
	static const char *const hosts[] = {"googlegroups.com", "yahoogroups.com", "groups.io",	      "freelists.org",
					    "librelist.com",	"vger.kernel.org", "lists.linux.dev", NULL};

	return str_is_any(domain, hosts) || str_starts(domain, STR("lists.")) || str_starts(domain, STR("list.")) ||
	       str_starts(domain, STR("listserv."));
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

/* "@anna-n <https://github.com/anna-n>": the same behind the mark. */
static void find_profile(struct scan *scan, size_t at, struct str user)
{
	struct str rest = str_slice(scan->low, at, scan->low.n - at > PROFILE_MOST ? at + PROFILE_MOST : scan->low.n);
	ptrdiff_t found = str_find(rest, user);
	size_t from = at + (size_t)found, to = from + user.n;

	if (user.n >= USER_LEAST && found > 0 && scan->low.s[from - 1] == '/' &&
	    str_find(str_slice(rest, 0, (size_t)found), STR("://")) >= 0 &&
	    (to == scan->low.n ||
	     (!utf8_is_word_byte(scan->low.s[to]) && str_find_char(STR("-.@"), scan->low.s[to]) < 0)))
		scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "profile of a handle");
}

/* "list-bounces+anna=firm.com" is the list's way to write to anna. */
static struct str whom(struct str local)
{
	ptrdiff_t end = str_find_char(local, '='), from;

	if (end < 0)
		return local;
	from = str_rfind_char(str_slice(local, 0, (size_t)end), '+');
	return str_slice(local, (size_t)(from + 1), (size_t)end);
}

void mention_find_addresses(struct scan *scan)
{
	size_t founds = scan->founds.n;
	struct wordset tags = {0};

	if (founds != 0) {
		learn_tags(scan, &tags);
		learn_lists(scan, &tags);
		learn_commands(scan, &tags);
	}
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
			echo.local = whom(str_slice(value, 0, (size_t)at));
		else if (found->type == REDACT_USER && value.n > 3)
			echo.local = value.s[0] == '@' ? str_from(value, 1) : value;
		else
			continue;
		if (found->type == REDACT_USER && value.s[0] == '@')
			find_profile(scan, found->to, echo.local);
		if (is_email && (is_list_address(scan, &tags, word, echo.local) ||
				 is_list_domain(str_from(value, (size_t)at + 1)) ||
				 is_of_domain(scan, echo.local, str_from(value, (size_t)at + 1))))
			continue;
		flags = wordset_find(&scan->rules->words, echo.local);
		if (echo.local.n > LOCAL_MOST || (flags != NULL && (*flags & (WORD_FIRST | WORD_LAST)) == 0 &&
						  (*flags & ~(unsigned)WORD_BEGINS) != 0))
			continue;
		echo.is_user = !is_email;
		echo.from = word > ECHO_WORDS ? word - ECHO_WORDS : 0;
		echo.to = word + ECHO_WORDS < scan->toks.n ? word + ECHO_WORDS : scan->toks.n;
		find_echoes(scan, &echo);
		if (is_email)
			find_logins(scan, &echo);
	}
	wordset_release(&tags);
}
