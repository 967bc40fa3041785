/* Names by the line that they stand in: alone at the end, in front of what is said, in lists of files and chats. */
#include "common/privacy/mention_parts.h"
#include "common/privacy/quote_lines.h"
#include "common/utf8.h"

enum {
	LINE_WORDS = 3,	  /* of a line that is but a name */
	CHAT_WORDS = 6,	  /* numbers of a date and a time of day */
	CARD_LINES = 5,	  /* below a name, to the end of the text */
	MODE_MARKS = 10,  /* "-rw-r--r--" */
	LOG_WORDS = 6,	  /* of a time and a machine in a log */
	CHAT_INDENT = 14, /* of a time in front of who says something */
	NICK_MOST = 24,
	CHAT_NEAR = 1000,
};

/* Behind the end of a line nothing but blanks and quote marks, and another line's end? */
static bool is_empty_line_between(struct str gap)
{
	size_t lines = 0;

	for (size_t i = 0; i < gap.n; i++)
		if (gap.s[i] == '\n')
			lines++;
		else if (lines != 0 && strchr("> \t\r|.,!-_\"'*=", gap.s[i]) == NULL)
			return lines >= 2 && strchr("[/", gap.s[i]) != NULL; /* "[1] https://…", "// code" behind it */
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
	       (line.n >= 3 && line.s[0] == '[' && str_is_digit(line.s[1]) &&
		(line.s[2] == ']' || (line.n > 3 && line.s[3] == ']')));
}

/* "Anna Nowak   03/06/2001 06:06 PM" and "To: …" one or two lines below: how Notes begins what is forwarded. */
static bool is_dated_header(struct str line, struct str rest)
{
	enum { FIELD_WITHIN = 3 };
	struct str next;
	bool proved;

	for (int n = 0; n < FIELD_WITHIN && str_line(&rest, &next); n++) {
		next = quote_trim(next);
		if (next.n != 0 && quote_header_field(next, &proved) != 0)
			return true;
		line = next.n != 0 ? next : line;
		if (!has_digit_or_wrote(line) && n > 0)
			return false;
	}
	return false;
}

bool mention_is_end_behind(const struct scan *scan, size_t at)
{
	struct str rest = str_from(scan->low, at), line;

	while (str_line(&rest, &line)) {
		line = quote_trim(line);
		if (line.n == 0 || (line.n == 1 && strchr(".,!", line.s[0]) != NULL))
			continue;
		return strchr(">|", line.s[0]) != NULL || is_drawn(line) || str_starts(line, STR("-----")) ||
		       is_reference(line) || quote_is_rule(line) || str_eq(line, STR("--")) ||
		       str_eq(line, STR("- --")) || quote_divider(line) != QUOTES_KEPT || quote_is_footer(line) ||
		       (quote_may_introduce(line) && line.s[line.n - 1] != '.' && has_digit_or_wrote(line)) ||
		       (line.s[line.n - 1] != '.' && is_dated_header(line, rest));
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

	return ((tok[0].flags | tok[1].flags) & (TOK_CAPITAL | TOK_DIGIT)) == 0 && mention_is_first(scan, i) &&
	       str_eq(names_gap_after(scan, i), STR(" ")) && tok[0].to - tok[0].from > 2 &&
	       (tok[1].to - tok[1].from > 2 || (tok[1].to - tok[1].from == 1 && (tok[0].words & WORD_COMMON) == 0)) &&
	       ((tok[1].words & (WORD_COMMON | WORD_NEVER)) == 0 || tok[1].to - tok[1].from == 1) &&
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
		/* "Fox", "Skip": what a list has as a name, whatever it means elsewhere */
		if (end == i + 1 && mention_is_listed(scan, i) &&
		    (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_DIGIT)) == TOK_CAPITAL &&
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
			return true;
		/* "WANG Cui" */
		if (end == i + 2 && j == i && names_is_shouted_pair(scan, i))
			return true;
		/* "Anna Mac Orvell" */
		if (j > i && j + 1 < end && str_eq(names_word(scan, j), STR("mac")))
			continue;
		/* "David Bell" */
		if (j > i && mention_is_first(scan, i) && (tok->flags & (TOK_CAPITAL | TOK_DIGIT)) == TOK_CAPITAL &&
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0)
			continue;
		if (!initial && !mention_may_name(scan, j) && ((tok->words & WORD_PARTICLE) == 0 || j == i))
			return false;
		listed = listed || mention_is_first(scan, j) || mention_is_unknown(scan, j) ||
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

enum { INDENT = 4 };

/* "Haiying", "Xiaoling": a Chinese first name of two syllables, which no list has. */
static bool is_chinese(struct str word)
{
	static const char *const firsts[] = {
	    "ai",   "bao",  "bei", "chun", "cui",  "dan", "dong", "fang", "fei", "feng", "guo", "hai",
	    "hong", "hua",  "hui", "jia",  "jian", "jin", "jing", "jun",  "lan", "lei",	 "li",	"mei",
	    "ming", "qing", "rui", "shu",  "wei",  "wen", "xia",  "xiao", "xin", "xiu",	 "xue", "ya",
	    "yan",  "yi",   "yu",  "yuan", "yue",  "yun", "zhen", "zhi",  "zi",	 NULL};
	static const char *const lasts[] = {"bing", "jing", "ling", "ming", "ning", "ping",
					    "qing", "ting", "xing", "ying", NULL};

	for (const char *const *last = lasts; *last != NULL; last++)
		if (str_ends(word, str_c(*last)))
			return str_is_any(str_slice(word, 0, word.n - strlen(*last)), firsts);
	return false;
}

/* "Hmmm", "Basically", "Refactoring", "Howdy": what somebody says first, and no list has. */
static bool is_exclaimed(const struct scan *scan, size_t i)
{
	static const char *const words[] = {
	    "ohh",     "sheesh", "yikes",      "whew",	    "oopsie",  "yuck",	 "bingo",  "darn",   "drat",
	    "doh",     "aargh",	 "aaargh",     "ahem",	    "eek",     "hurray", "hooray", "yippee", "sigh",
	    "cheereo", "ciao",	 "oui",	       "non",	    "nein",    "doch",	 "sim",	   "nao",    "tak",
	    "nie",     "voila",	 "bref",       "alors",	    "genau",   "klar",	 "claro",  "bueno",  "vale",
	    "pues",    "allora", "ecco",       "jasne",	    "whoa",    "ack",	 "meh",	   "pffft",  "grr",
	    "grrr",    "thanx",	 "stacktrace", "traceback", "unquote", NULL};
	struct str word = names_word(scan, i);

	if (names_is_courtesy(scan, i))
		return !mention_is_first(scan, i);
	if (mention_is_listed(scan, i))
		return false;
	if (str_is_any(word, words))
		return true;
	for (size_t n = 2; n < word.n; n++)
		if (word.s[n] == word.s[n - 1] && word.s[n] == word.s[n - 2])
			return true;
	return (word.n > 4 && str_ends(word, STR("ly"))) || (word.n > 6 && str_ends(word, STR("mente"))) ||
	       (word.n > 7 && str_ends(word, STR("weise"))) ||
	       (word.n > 5 && str_ends(word, STR("ing")) && !is_chinese(word)) ||
	       (scan->toks.at[i].flags & TOK_LETTER) == 0 || str_starts(word, STR("\xF0\x9F"));
}

/* Did a sentence end in front of the one of word i? */
static bool has_sentence_before(const struct scan *scan, size_t i)
{
	while (i-- > 0) {
		struct str gap = names_gap_after(scan, i);

		if (gap.n > 1 && strchr(".!", gap.s[0]) != NULL && str_is_space(gap.s[1]))
			return true;
	}
	return false;
}

/* "That is all.\n\nsue\n\n": what is in front of a line ended a sentence, and an empty line follows. */
static bool is_behind_sentence(const struct scan *scan, size_t i)
{
	struct str before = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE;

	if (before.n == 0 || !is_empty_line_between(before))
		return false;
	while (before.n > 1 && before.s[0] == ' ') /* "either ..." */
		before = str_from(before, 1);
	/* what is asked for is no farewell: "Which drive?\n\nD" */
	return before.s[0] == '?' ? has_sentence_before(scan, i - 1) : strchr(".!;)", before.s[0]) != NULL;
}

/* "503/464-3822 (home)": a number and at most a word. */
static bool is_phone_line(struct str line)
{
	enum { DIGITS_LEAST = 7, LETTERS_MOST = 12 };
	size_t digits = 0, letters = 0;

	for (size_t i = 0; i < line.n; i++) {
		digits += str_is_digit(line.s[i]);
		letters += str_is_alpha(line.s[i]);
	}
	return digits >= DIGITS_LEAST && letters <= LETTERS_MOST;
}

/* "C" above his number, "p" at the end: how somebody signs who is known. */
static bool is_lone_initial(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str rest = str_from(scan->text, tok->to), line = STR_NONE;

	struct str before = i > 0 ? names_gap_after(scan, i - 1) : STR_NONE, next = STR_NONE;
	bool asked = before.n != 0 && before.s[0] == '?', phone;

	if (tok->to - tok->from != 1 || (tok->flags & (TOK_LETTER | TOK_DIGIT)) != TOK_LETTER ||
	    (str_line(&rest, &line) && str_trim(line).n > 1) || (line.n != 0 && str_is_digit(line.s[0])))
		return false;
	phone = str_line(&rest, &next) && is_phone_line(next);
	if (!is_behind_sentence(scan, i) && !(phone && asked && is_empty_line_between(before)))
		return false;
	/* yes, no */
	if (asked && !phone && strchr("yn", scan->low.s[tok->from]) != NULL)
		return false;
	return phone || mention_is_end_behind(scan, tok->to + line.n);
}

/* "dp" behind an empty line, at the end: two or three small letters that no list has. */
static bool is_small_initials(const struct scan *scan, size_t i)
{
	static const char *const others[] = {
	    "thx", "tia",  "hth",  "tks", "kr",	 "mfg", "mvh", "mvg", "lg",  "vg",  "hg",  "gr",  "grt",
	    "cu",  "cya",  "ttfn", "bfn", "ty",	 "np",	"eof", "eom", "eot", "nt",  "ps",  "lol", "imo",
	    "btw", "fyi",  "etc",  "afk", "brb", "omg", "plz", "pls", "ack", "nak", "wbr", "sig", "ta",
	    "bw",  "rgds", "bis",  "asd", "foo", "bar", "rtm", "nop", "vhs", "tx",  "tba", "tbc", "tbd",
	    "cc",  "bcc",  "abc",  "xyz", "idk", "tbh", "wtf", "dir", "cmd", "pwd", "sed", "awk", "env",
	    "df",  "ls",   "jq",   "kvm", "nfs", "zfs", "ext", "faq", "aws", "gcp", NULL};
	const struct tok *tok = &scan->toks.at[i];
	struct str after = names_gap_after(scan, i);

	return tok->to - tok->from >= 2 && tok->to - tok->from <= 3 &&
	       (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) == TOK_LETTER &&
	       (tok->words & ~(unsigned)(WORD_RARE | WORD_FIRST | WORD_LAST)) == 0 &&
	       !str_is_any(names_word(scan, i), others) && str_trim(after).n == 0 && i + 1 == scan->toks.n &&
	       scan->text.s[tok->from - 1] == '\n' && is_behind_sentence(scan, i);
}

/* The quote marks that the line of a place begins with. */
static size_t quote_depth(struct str text, size_t at)
{
	size_t n = 0;

	while (at > 0 && text.s[at - 1] != '\n')
		at--;
	for (; at < text.n && (text.s[at] == '>' || text.s[at] == ' '); at++)
		n += text.s[at] == '>';
	return n;
}

/* A sentence ends its line, and the next line begins. */
static bool is_line_behind_sentence(struct str gap)
{
	size_t lines = 0;
	bool ended = false;

	for (size_t i = 0; i < gap.n && gap.s[i] != '\n'; i++)
		ended = ended || strchr(".?!", gap.s[i]) != NULL;
	for (size_t i = 0; i < gap.n; i++)
		lines += gap.s[i] == '\n';
	return ended && lines == 1;
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
	if (i == 0) /* not "Beste," */
		return (tok->flags & TOK_CAPITAL) != 0 && names_phrase(scan, i, PHRASES_GREETINGS) == 0;
	if ((tok->flags & TOK_CAPITAL) == 0 && is_behind_sentence(scan, i))
		return true;
	before = names_gap_after(scan, i - 1);
	/* "… this discrepancy?\nRob\n\n" */
	if (is_line_behind_sentence(before) && (tok->words & (WORD_FIRST | WORD_RARE)) == WORD_FIRST &&
	    (tok->flags & TOK_CAPITAL) != 0 &&
	    quote_depth(scan->text, tok->from) == quote_depth(scan->text, tok[-1].from))
		return true;
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
	    (scan->toks.at[i + 1].flags & TOK_LINE) == 0 || names_is_line_end(scan, i + 1) ||
	    !mention_may_name(scan, i))
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
	for (size_t n = 0; n < MENTION_CHAIN_WORDS && i > n; n++) {
		if (str_is_any(names_word(scan, i - 1 - n), words))
			return true;
		if ((scan->toks.at[i - 1 - n].flags & TOK_LINE) != 0)
			break;
	}
	return false;
}

/* "… any hints? Thanks\n\ngelin yan": one or two words below thanks, at least one of no list, with or without a
 * capital. */
static bool is_below_thanks(const struct scan *scan, size_t i, size_t end)
{
	static const char *const words[] = {"thanks", "thank", "thx", "regards", "cheers", "advance", NULL};
	struct str gap = names_gap_after(scan, i - 1), last = names_word(scan, i - 1);
	bool unlisted = false;

	if (end - i > 2 || !(str_is_any(last, words) || (i > 1 && str_is_any(names_word(scan, i - 2), words))))
		return false;
	for (size_t n = 0; n < gap.n; n++)
		if (strchr("> \t\r\n.,!-", gap.s[n]) == NULL)
			return false;
	for (size_t j = i; j < end; j++) {
		const struct tok *tok = &scan->toks.at[j];

		if ((tok->flags & (TOK_DIGIT | TOK_LETTER | TOK_UPPER)) != TOK_LETTER || tok->to - tok->from < 3 ||
		    (tok->words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_COMMON | WORD_PLAIN)) != 0 ||
		    (j + 1 < end && !str_eq(names_gap_after(scan, j), STR(" "))))
			return false;
		unlisted = unlisted || (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0;
	}
	return unlisted && !names_is_courtesy(scan, i) && !names_is_command(scan, i) && !names_is_group(scan, end - 1);
}

/* "Anna Nowak@ACME": where she is, is no part of her name. */
static size_t name_end(const struct scan *scan, size_t i, size_t end)
{
	for (size_t j = i; j + 1 < end; j++)
		if (str_eq(names_gap_after(scan, j), STR("@")))
			return j + 1;
	return end;
}

/* "x", "xxx" */
static bool is_kiss(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"x", "xx", "xxx", "xxxx", "xo", "xoxo", NULL};

	return (scan->toks.at[i].flags & TOK_LINE) == 0 && str_is_any(names_word(scan, i), words);
}

void mention_find_kissed(struct scan *scan, size_t i)
{
	if (i > 0 && i + 1 < scan->toks.n && is_kiss(scan, i + 1) && names_is_line_end(scan, i + 1) &&
	    str_eq(names_gap_after(scan, i), STR(" ")) && strchr(",.!?)", names_gap_after(scan, i - 1).s[0]) != NULL &&
	    mention_may_name(scan, i) && mention_is_end_behind(scan, scan->toks.at[i + 1].to))
		mention_take(scan, i, i + 1, "last line");
}

void mention_find_lone_line(struct scan *scan, size_t i)
{
	size_t end = line_end(scan, i);
	struct str after;
	size_t n = 0;
	bool lone;

	/* "anna xx" */
	if (end > i + 1 && is_kiss(scan, end - 1) && scan->toks.at[i].from != 0 &&
	    strchr("<`[{", scan->text.s[scan->toks.at[i].from - 1]) == NULL &&
	    str_eq(names_gap_after(scan, end - 2), STR(" ")) &&
	    mention_is_end_behind(scan, scan->toks.at[end - 1].to) && is_name_line(scan, i, end - 1)) {
		mention_take(scan, i, end - 1, "last line");
		return;
	}
	after = names_gap_after(scan, end - 1);

	if (end == i + 1 && (is_alone(scan, i) || is_lone_initial(scan, i) || (i > 0 && is_small_initials(scan, i)))) {
		mention_take(scan, i, end, "last line");
		return;
	}

	if (i > 0 && is_below_thanks(scan, i, end) && mention_is_end_behind(scan, scan->toks.at[end - 1].to)) {
		mention_take(scan, i, end, "last line");
		return;
	}
	if (end - i > LINE_WORDS || i == 0 || !is_name_line(scan, i, end) || is_exclaimed(scan, i))
		return;
	/* "Thanks.\nRob", and what he attaches */
	if (end == i + 1 && is_thanked(scan, i) && is_empty_line_between(after) &&
	    (scan->toks.at[i].flags & TOK_CAPITAL) != 0 &&
	    (scan->toks.at[i].words & (WORD_FIRST | WORD_NEVER)) == WORD_FIRST) {
		mention_take(scan, i, end, "last line");
		return;
	}
	/* a word that a quote begins with is nobody's farewell */
	if (end == i + 1 && (scan->toks.at[i].flags & TOK_CAPITAL) == 0 &&
	    quote_depth(scan->text, scan->toks.at[i].from) > quote_depth(scan->text, scan->toks.at[i - 1].from))
		return;
	lone = is_empty_line_between(names_gap_after(scan, i - 1));
	if (lone && end == i + 1 && is_repeated(scan, i)) {
		mention_take(scan, i, i + 1, "last line");
		mention_take(scan, i + 1, line_end(scan, i + 1), "last line");
		return;
	}
	if (!lone && !is_thanked(scan, i) &&
	    (end - i > 2 || !mention_may_name(scan, i) || strchr(".?!,", names_gap_after(scan, i - 1).s[0]) == NULL))
		return;
	while (n < after.n && after.s[n] != '\n')
		if (strchr(".,!- \r\t)", after.s[n++]) == NULL)
			return;
	n += scan->toks.at[end - 1].to;
	if (mention_is_end_behind(scan, n) ||
	    ((lone || names_gap_after(scan, i - 1).s[0] == '.') && end - i > 1 && is_card_behind(scan, n)))
		mention_take(scan, i, name_end(scan, i, end), "last line");
}

/* "anna  2444  1  0 10:43 ?", "anna  2444  0.0  0.1 …": who has started a program. */
void mention_find_process_owner(struct scan *scan, size_t i)
{
	enum { NUMBERS = 5 };
	const struct tok *tok = &scan->toks.at[i];
	size_t numbers = 0, points = 0;

	if ((tok->flags & (TOK_LINE | TOK_CAPITAL | TOK_LETTER)) != (TOK_LINE | TOK_LETTER) ||
	    i + NUMBERS >= scan->toks.n || (tok->words & (WORD_ACCOUNT | WORD_KEEP)) != 0 ||
	    !str_starts(names_gap_after(scan, i), STR(" ")))
		return;
	for (size_t n = 1; n <= NUMBERS; n++) {
		struct str gap = names_gap_after(scan, i + n - 1);

		numbers += (tok[n].flags & (TOK_DIGIT | TOK_LETTER | TOK_LINE)) == TOK_DIGIT;
		if (str_eq(gap, STR(".")))
			points |= (size_t)1 << n;
		else if (str_trim(gap).n != 0 && !(n == NUMBERS && str_eq(gap, STR(":"))))
			return;
	}
	/* process, parent, share, hour and minute; or process, two shares with points */
	if (numbers == NUMBERS && (points == ((1 << 3) | (1 << NUMBERS)) ||
				   (points == 0 && str_eq(names_gap_after(scan, i + NUMBERS - 1), STR(":")))))
		scan_found(scan, tok->from, tok->to, REDACT_USER, STRENGTH_NAME, "owner of a process");
}

/* "Herv? Pag?s": a line whose words have capitals and lost letters, in front of them, at their end and within one. */
void mention_find_lost_letters(struct scan *scan, size_t i)
{
	enum { PARTS_MOST = 4, TOKENS_MOST = 8 };
	size_t end = i, parts = 1, within = 0;

	if ((scan->toks.at[i].flags & TOK_CAPITAL) == 0)
		return;
	while (!names_is_line_end(scan, end) && end - i < TOKENS_MOST) {
		struct str gap = names_gap_after(scan, end);
		const struct tok *next = &scan->toks.at[end + 1];
		bool blank;

		if (str_eq(gap, STR(" ")) && (next->flags & TOK_CAPITAL) == 0 && (next->words & WORD_PARTICLE) == 0)
			return;
		blank = str_find_char(gap, ' ') >= 0;

		for (size_t n = 0; n < gap.n; n++)
			if (gap.s[n] != '?' && !(gap.s[n] == ' ' && (n == 0 || gap.s[n - 1] == '?')))
				return;
		parts += blank;
		within += !blank;
		if (blank && (next->flags & TOK_CAPITAL) == 0 && gap.s[gap.n - 1] != '?' &&
		    (next->words & WORD_PARTICLE) == 0)
			return;
		end++;
	}
	if (within == 0 || parts < 2 || parts > PARTS_MOST || !names_is_line_end(scan, end) ||
	    str_find_char(names_gap_after(scan, end), ':') == 0)
		return;
	for (size_t j = i; j <= end; j++)
		if ((scan->toks.at[j].flags & TOK_DIGIT) != 0 ||
		    (scan->toks.at[j].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) != 0)
			return;
	mention_take(scan, i, end + 1, "lost letters");
}

void mention_find_file_owner(struct scan *scan, size_t i)
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

/* "Gdańsk, dnia 3 maja", "Kiel, den 3. Mai": where and when a letter is written. */
static bool is_letter_head(const struct scan *scan, size_t i)
{
	static const char *const words[] = {"dnia", "den", "le", "dne", "am", "el", "il", "li", NULL};

	return i + 2 < scan->toks.n && str_is_any(names_word(scan, i + 1), words) &&
	       (scan->toks.at[i + 2].flags & TOK_DIGIT) != 0;
}

/* "Alexa - smart speaker", "Julia - 1.9 is supported": an entry of a list, not what is said to somebody. */
static bool is_entry(const struct scan *scan, size_t i)
{
	enum { SAID_LEAST = 3, HEAD_MOST = 24 };
	struct str rest = str_from(scan->text, scan->toks.at[i + 1].from), line = STR_NONE, next = STR_NONE;
	size_t words = 0;
	ptrdiff_t dash;

	if ((scan->toks.at[i + 1].flags & TOK_DIGIT) != 0)
		return true;
	(void)str_line(&rest, &line);
	line = str_trim(line);
	for (size_t j = i + 1; j < scan->toks.n && (scan->toks.at[j].flags & TOK_LINE) == 0; j++)
		words++;
	if (words < SAID_LEAST && (line.n == 0 || strchr(".?!", line.s[line.n - 1]) == NULL))
		return true;
	(void)str_line(&rest, &next);
	dash = str_find(next, STR(" - "));
	return dash > 0 && dash <= HEAD_MOST;
}

/* "Anna - attached is …", "Kim:  Can you …", "Fran... I have …": in front of what is said to her. */
static bool is_called(const struct scan *scan, size_t i)
{
	static const char *const gaps[] = {" - ", " -- ", ":  ", "... ", NULL};

	return !names_is_line_end(scan, i) && str_is_any(names_gap_after(scan, i), gaps) &&
	       !(str_eq(names_gap_after(scan, i), STR(" - ")) && is_entry(scan, i)) &&
	       (i == 0 ? mention_is_listed(scan, i)
		       : mention_is_first(scan, i) && (scan->toks.at[i].words & WORD_PLAIN) == 0);
}

/* "Vínculos:\n---------" */
static bool is_headline(const struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);

	return gap.n != 0 && gap.s[0] == ':' && (str_find(gap, STR("---")) > 0 || str_find(gap, STR("===")) > 0);
}

/* "Jan, could you …": a month is not followed by small letters there, nor does a row of months begin with a name. */
static bool is_jan_called(const struct scan *scan, size_t i)
{
	enum { MONTH_NEAR = 6 };

	for (size_t next = i + 1; next < scan->toks.n && next - i <= MONTH_NEAR; next++)
		if (str_starts(names_word(scan, next), STR("feb")))
			return false;
	return (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL &&
	       str_eq(names_word(scan, i), STR("jan")) &&
	       (names_is_line_end(scan, i) || (scan->toks.at[i + 1].flags & (TOK_CAPITAL | TOK_DIGIT)) == 0);
}

void mention_find_addressed(struct scan *scan, size_t i)
{
	struct str gap = names_gap_after(scan, i);
	const struct tok *tok = &scan->toks.at[i];
	size_t from = i > 0 ? scan->toks.at[i - 1].to : 0;
	bool starts = true;
	size_t lines = i == 0 ? 2 : 0, last = i;

	if ((str_eq(gap, STR("-")) || str_eq(gap, STR("/"))) && i + 1 < scan->toks.n && mention_may_name(scan, i) &&
	    mention_may_name(scan, i + 1))
		gap = names_gap_after(scan, ++last); /* "Tsung-Han,", "Tim/Heather," */
	if (gap.n == 0 || (strchr(",:.", gap.s[0]) == NULL && !str_starts(gap, STR(" -"))) ||
	    (!mention_may_name(scan, i) && !is_jan_called(scan, i)) || names_is_courtesy(scan, i) ||
	    is_exclaimed(scan, i) || is_letter_head(scan, i) || (tok->to - tok->from < 3 && !mention_is_first(scan, i)))
		return;
	for (size_t at = from; at < tok->from; at++) {
		lines += scan->text.s[at] == '\n';
		starts = starts &&
			 (i == 0 || scan->text.s[at] == '\n' || strchr("> \t\r|:.!?,-_", scan->text.s[at]) != NULL);
	}
	/* "… wrote:\n> Guus,", "… <anna@firm.com>:\n> Guus," */
	if (i > 0 && lines == 1 && scan->text.s[from + (scan->text.s[from] == '>')] == ':' &&
	    scan->text.s[tok->from - 1] == ' ' && scan->text.s[tok->from - 2] == '>')
		lines = 2;
	if (!starts || lines < 2 || is_headline(scan, last))
		return;
	if (last == i && is_called(scan, i))
		mention_take(scan, i, i + 1, "greeting");
	if (names_is_line_end(scan, last)
		? gap.s[0] != ' ' && gap.s[0] != '.'
		: str_eq(gap, STR(", ")) &&
		      (mention_is_first(scan, i) || (scan->toks.at[last + 1].flags & TOK_DIGIT) == 0))
		mention_take(scan, i, last + 1, "greeting");
}

void mention_find_dashed(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from;
	struct str mark = str_slice(scan->text, at > 4 ? at - 4 : 0, at);

	/* "Thank you!! - Em", which ends the text */
	if (str_ends(mark, STR(" - ")) && strchr("!.?)", mark.s[0]) != NULL && names_is_line_end(scan, i) &&
	    mention_is_listed(scan, i) && (scan->toks.at[i].flags & (TOK_UPPER | TOK_DIGIT)) == 0 &&
	    (scan->toks.at[i].words & (WORD_NEVER | WORD_KEEP | WORD_ALWAYS)) == 0 &&
	    mention_is_end_behind(scan, scan->toks.at[i].to)) {
		mention_take(scan, i, i + 1, "sign-off");
		return;
	}
	if (!str_ends(mark, STR(" -- ")) && !str_ends(mark, STR("== ")) && !str_ends(mark, STR("\n:")) &&
	    !str_ends(mark, STR(" --")))
		return;
	if (names_is_line_end(scan, i) &&
	    (mention_may_name(scan, i) ||
	     /* "Thanks and regards -- Till" */
	     (i > 0 && (scan->toks.at[i - 1].words & WORD_FAREWELL) != 0 && mention_is_listed(scan, i) &&
	      (scan->toks.at[i].flags & (TOK_CAPITAL | TOK_UPPER)) == TOK_CAPITAL)))
		mention_take(scan, i, i + 1, "sign-off");
	else if (names_is_line_end(scan, i) && str_ends(mark, STR(":")) && is_name_line(scan, i, i + 1))
		mention_take(scan, i, i + 1, "sign-off");
}

void mention_find_counted(struct scan *scan, size_t i)
{
	size_t end = i;

	while (end < scan->toks.n && end - i < LINE_WORDS && (scan->toks.at[end].flags & TOK_DIGIT) == 0 &&
	       !names_is_line_end(scan, end) && (end == i || names_joins(names_gap_after(scan, end - 1))))
		end++;
	if (end < i + 2 || end >= scan->toks.n || (scan->toks.at[end].flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT ||
	    !str_eq(names_gap_after(scan, end - 1), STR(" (")) || !names_is_line_end(scan, end) ||
	    !str_starts(names_gap_after(scan, end), STR("):\n ")) || (scan->toks.at[i].flags & TOK_CAPITAL) == 0 ||
	    (scan->toks.at[end - 1].flags & TOK_CAPITAL) == 0 ||
	    ((scan->toks.at[i].words | scan->toks.at[end - 1].words) & (WORD_KEEP | WORD_ALWAYS)) != 0)
		return;
	/* "Bug fixes (3):" */
	if ((scan->toks.at[i].words & (WORD_PLAIN | WORD_COMMON)) == 0 || mention_is_listed(scan, i))
		mention_take(scan, i, end, "author of changes");
}

void mention_find_bracketed(struct scan *scan, size_t i)
{
	size_t at = scan->toks.at[i].from, end = line_end(scan, i);
	struct str gap = names_gap_after(scan, end - 1);

	if (at == 0 || scan->text.s[at - 1] != '[' || (at > 1 && scan->text.s[at - 2] != '\n') ||
	    end - i > LINE_WORDS || !is_name_line(scan, i, end) || gap.n == 0 || gap.s[0] != ']')
		return;
	gap = str_trim(str_from(gap, 1));
	if (gap.n != 0 && gap.s[0] == '>')
		mention_take(scan, i, end, "quote header");
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

void mention_find_speaker(struct scan *scan, size_t i)
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
	end = mention_run_end(scan, at, false);
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
		mention_take(scan, at, end, "label");
}

/* "14:07:56" at word i? */
static bool is_clock(const struct scan *scan, size_t i)
{
	for (size_t n = 0; n < 3; n++)
		if ((scan->toks.at[i + n].flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT ||
		    scan->toks.at[i + n].to - scan->toks.at[i + n].from != 2 ||
		    (n < 2 && !str_eq(names_gap_after(scan, i + n), STR(":"))))
			return false;
	return true;
}

/* "May 15 14:07:56", "2024-05-15T14:07:56.123+02:00" from word i on: the word behind it; i: none. */
static size_t log_time_end(const struct scan *scan, size_t i)
{
	static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
					     "aug", "sep", "oct", "nov", "dec", NULL};
	const struct tok *tok = &scan->toks.at[i];
	size_t at = i + 2;

	if (i + LOG_WORDS >= scan->toks.n || (tok[1].flags & TOK_DIGIT) == 0)
		return i;
	if (str_is_any(names_word(scan, i), months))
		return is_clock(scan, at) ? at + 3 : i;
	/* "2024", "05", "15T14", "07", "56" and what follows without a blank */
	if ((tok->flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT || tok->to - tok->from != 4 ||
	    !str_eq(names_gap_after(scan, i), STR("-")) || !str_eq(names_gap_after(scan, i + 1), STR("-")) ||
	    !str_eq(names_gap_after(scan, at), STR(":")) || str_find_char(names_word(scan, at), 't') != 2)
		return i;
	for (at++; at + 1 < scan->toks.n && scan->text.s[scan->toks.at[at].to] != ' '; at++)
		if ((scan->toks.at[at + 1].flags & TOK_LINE) != 0)
			return i;
	return at + 1;
}

void mention_find_log_host(struct scan *scan, size_t i)
{
	size_t at = log_time_end(scan, i), from, to, end;
	struct str text = scan->text;

	if (at == i || at >= scan->toks.n || (scan->toks.at[at].flags & TOK_LINE) != 0 ||
	    !str_eq(names_gap_after(scan, at - 1), STR(" ")) ||
	    (scan->toks.at[at].words & (WORD_ACCOUNT | WORD_KEEP)) != 0)
		return;
	from = to = scan->toks.at[at].from;
	while (to < text.n && (utf8_is_word_byte(text.s[to]) || text.s[to] == '-' || text.s[to] == '.'))
		to++;
	/* and a program with a number or a colon: "sshd[42]:", "kernel:" */
	if (to >= text.n || text.s[to] != ' ')
		return;
	for (end = to + 1; end < text.n && (utf8_is_word_byte(text.s[end]) || strchr("-./()@", text.s[end]) != NULL) &&
			   text.s[end] != '\0';)
		end++;
	if (end > to + 1 && end < text.n && (text.s[end] == '[' || text.s[end] == ':'))
		scan_found(scan, from, to, REDACT_HOST, STRENGTH_NAME, "host of a log");
}

/* Are there two lines at least near a place that begin with "<word> "? */
static bool is_chat(const struct scan *scan, size_t at)
{
	struct str rest = str_slice(scan->text, at > CHAT_NEAR ? at - CHAT_NEAR : 0,
				    at + CHAT_NEAR < scan->text.n ? at + CHAT_NEAR : scan->text.n),
		   line;
	size_t lines = 0;

	while (lines < 2 && str_line(&rest, &line)) {
		ptrdiff_t from = str_find_char(line, '<'), to = str_find(line, STR("> "));

		lines += from >= 0 && from <= CHAT_INDENT && to > from + 1 && to <= from + NICK_MOST &&
			 str_find(line, STR("</")) < 0 &&
			 str_find_char(str_slice(line, (size_t)from, (size_t)to), ' ') < 0;
	}
	return lines >= 2;
}

/* A word of no list, or one with digits or marks, which no element of HTML has. */
static bool is_nick(const struct scan *scan, struct str nick)
{
	static const char *const elements[] = {"div", "span", "ul",  "ol", "li", "td",	 "tr",	 "th",	 "br",
					       "hr",  "img",  "pre", "tt", "em", "html", "href", "meta", "dl",
					       "dt",  "dd",   "h1",  "h2", "h3", "h4",	 "svg",	 "nav",	 "sup",
					       "sub", "kbd",  "var", "cr", "lf", "tab",	 "esc",	 NULL};
	const uint32_t *words = wordset_find(&scan->rules->words, nick);

	return nick.n > 2 && !str_is_any(nick, elements) &&
	       (words == NULL || (*words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0);
}

/* " hello": what somebody says to the end of a line, not what a form of a command or a page goes on with. */
static bool is_said_behind(const struct scan *scan, size_t at)
{
	struct str rest = str_from(scan->text, at), line;

	if (!str_line(&rest, &line))
		return false;
	for (size_t i = 0; i + 1 < line.n; i++) /* not "<3" */
		if (line.s[i] == '<' && (str_is_alpha(line.s[i + 1]) || strchr("/$[\\", line.s[i + 1]) != NULL))
			return false;
	line = str_trim(line);
	return line.n != 0 && strchr("[({|=-&$>\\", line.s[0]) == NULL;
}

/* Is "</nick>" near, or "\<nick>"? */
static bool is_element(const struct scan *scan, struct str nick, size_t at)
{
	struct str near = str_slice(scan->low, at > CHAT_NEAR ? at - CHAT_NEAR : 0,
				    at + CHAT_NEAR < scan->low.n ? at + CHAT_NEAR : scan->low.n);

	if (at > 1 && scan->text.s[at - 2] == '\\')
		return true;
	while (near.n != 0) {
		ptrdiff_t end = str_find(near, STR("</"));

		if (end < 0)
			return false;
		near = str_from(near, (size_t)end + 2);
		if (str_starts(near, nick))
			return true;
	}
	return false;
}

void mention_find_chatter(struct scan *scan, size_t i)
{
	size_t at = i, from, to;
	struct str nick;

	/* "12:01:33 <anna> hello" */
	while (at < scan->toks.n && at < i + 3 && (scan->toks.at[at].flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT)
		at++;
	if (at >= scan->toks.n || (at > i && (scan->toks.at[at].flags & TOK_LINE) != 0))
		return;
	from = scan->toks.at[at].from;
	while (from > 0 && strchr("@+%~&_`^[]|\\-", scan->text.s[from - 1]) != NULL &&
	       scan->toks.at[at].from - from < 3)
		from--;
	if (from == 0 || scan->text.s[from - 1] != '<')
		return;
	if (strchr("@+%~&", scan->text.s[from]) != NULL)
		from++;
	for (to = from; to < scan->text.n && to - from < NICK_MOST &&
			(utf8_is_word_byte(scan->text.s[to]) || strchr("_-`^[]{}|\\", scan->text.s[to]) != NULL);)
		to++;
	if (to + 1 >= scan->text.n || scan->text.s[to] != '>' || scan->text.s[to + 1] != ' ')
		return;
	/* "<SERVICE_NAME> stands for" */
	if ((scan->toks.at[at].flags & TOK_UPPER) != 0)
		return;
	nick = str_slice(scan->low, from, to);
	if (is_said_behind(scan, to + 1) && is_nick(scan, nick) && is_chat(scan, from) && !is_element(scan, nick, from))
		scan_found(scan, from, to, REDACT_USER, STRENGTH_NAME, "speaker");
}
