#include "common/privacy/unknown.h"

#include "common/mem.h"
#include "common/privacy/names.h"

struct vocabulary {
	struct wordset words;
	struct folder *folder;
};

enum { LEARNT_SMALL = 1, LEARNT_CAPITAL = 2 };

struct vocabulary *vocabulary_new(void)
{
	struct vocabulary *vocabulary = mem_zalloc(sizeof(*vocabulary));

	vocabulary->folder = folder_new();
	return vocabulary;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	wordset_release(&vocabulary->words);
	folder_free(vocabulary->folder);
	mem_free(vocabulary);
}

static void scan_init(struct scan *scan, const struct redact_rules *rules, struct folder *folder, struct str text)
{
	*scan = (struct scan){.rules = rules};
	shadow_init(&scan->shadow);
	shadow_make(&scan->shadow, folder, text);
	scan_tokens(scan);
}

static void scan_release(struct scan *scan)
{
	shadow_release(&scan->shadow);
	vec_release(&scan->toks);
	vec_release(&scan->unseen);
	vec_release(&scan->founds);
}

void vocabulary_learn(struct vocabulary *vocabulary, struct str text)
{
	static const struct redact_rules no_rules;
	struct scan scan;

	scan_init(&scan, &no_rules, vocabulary->folder, text);
	for (size_t i = 0; i < scan.toks.n; i++) {
		const struct tok *tok = &scan.toks.at[i];

		if ((tok->flags & TOK_LETTER) != 0)
			*wordset_add(&vocabulary->words, tok_low(&scan, tok), NULL) |=
			    (tok->flags & TOK_CAPITAL) != 0 ? LEARNT_CAPITAL : LEARNT_SMALL;
	}
	scan_release(&scan);
}

enum { ACRONYM_LETTERS = 5 };

/* "ask for Skip": a single everyday word with a capital, where a sentence has none. */
static bool is_single(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	static const uint32_t sure = WORD_NEVER | WORD_KEEP | WORD_ALWAYS | WORD_TITLE | WORD_PARTICLE | WORD_ACCOUNT;
	bool before = i > 0 && (tok[-1].flags & (TOK_CAPITAL | TOK_LETTER)) == TOK_LETTER &&
		      tok->from == tok[-1].to + 1 && scan->text.s[tok[-1].to] == ' ';

	/* "Mark has a question" */
	if ((tok->flags & (TOK_START | TOK_CAPITAL | TOK_UPPER)) == (TOK_START | TOK_CAPITAL) &&
	    (tok->words & (WORD_AMBIGUOUS | WORD_KEEP | WORD_ALWAYS)) == WORD_AMBIGUOUS && i + 1 < scan->toks.n &&
	    (tok[1].flags & (TOK_CAPITAL | TOK_LINE)) == 0 && (tok[1].words & WORD_SAYS) != 0)
		return true;
	return before && (tok->flags & (TOK_CAPITAL | TOK_UPPER | TOK_START | TOK_LINE)) == TOK_CAPITAL &&
	       (tok->words & sure) == 0 && (tok->words & WORD_PLAIN) != 0 &&
	       (i + 1 == scan->toks.n || (tok[1].flags & (TOK_CAPITAL | TOK_LINE)) != TOK_CAPITAL ||
		((tok[0].words | tok[1].words) & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0);
}

/* Is it one that nobody need look at? */
static bool is_known(const struct tok *tok, struct str low, const struct vocabulary *vocabulary,
		     const struct wordset *small)
{
	const uint32_t *learnt = vocabulary != NULL ? wordset_find(&vocabulary->words, low) : NULL;

	if ((tok->words & (WORD_KEEP | WORD_ALWAYS)) != 0)
		return true;
	/* "Joy called": a name in the middle of a sentence, whatever else it means */
	if ((tok->words & WORD_AMBIGUOUS) != 0 && (tok->flags & (TOK_START | TOK_UPPER)) == 0)
		return false;
	if ((tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0)
		return (tok->words & (WORD_NEVER | WORD_COMMON)) != 0;
	if (tok->words != 0 || learnt != NULL)
		return true;
	if ((tok->flags & TOK_UPPER) != 0 && low.n <= ACRONYM_LETTERS)
		return true;
	return (tok->flags & TOK_START) != 0 && wordset_find(small, low) != NULL;
}

enum {
	MARKS_MOST = 2,	   /* "my_user", "ticket #5" in a line of prose */
	PROSE_MOST = 1000, /* bytes of a line that are looked at on either side of a word */
	SMALL_LEAST = 3,
	SMALL_MOST = 14,
	NUMBER_LEAST = 5,
	FEW = 12
};

/* "yo my account …": who begins in small letters writes names so, too. */
static bool is_careless(const struct scan *scan)
{
	return scan->toks.n != 0 && (scan->toks.at[0].flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) == TOK_LETTER &&
	       str_trim(str_slice(scan->text, 0, scan->toks.at[0].from)).n == 0;
}

/* Words in small letters are looked at where nearly all others are everyday English, or most of a careless writer. */
static bool is_english(const struct scan *scan, bool careless)
{
	size_t known = 0, all = 0;

	for (size_t i = 0; i < scan->toks.n; i++) {
		const struct tok *tok = &scan->toks.at[i];

		if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) != TOK_LETTER)
			continue;
		all++;
		known += (tok->words & (WORD_PLAIN | WORD_COMMON)) != 0;
	}
	return all >= (careless ? FEW / 2 : FEW) && known * 100 >= all * (careless ? 60 : 75);
}

/* No part of a program, an address or a path. */
static bool is_prose(const struct scan *scan, const struct tok *tok)
{
	size_t from = tok->from, to = tok->to, marks = 0;

	if (from > 0 && strchr(" \n(\"'", scan->text.s[from - 1]) == NULL)
		return false;
	if (to < scan->text.n && strchr(" \n,!?)\"':;", scan->text.s[to]) == NULL &&
	    !(scan->text.s[to] == '.' && (to + 1 == scan->text.n || str_is_space(scan->text.s[to + 1]))))
		return false;
	while (from > 0 && tok->from - from < PROSE_MOST && scan->text.s[from - 1] != '\n')
		from--;
	while (to < scan->text.n && to - tok->to < PROSE_MOST && scan->text.s[to] != '\n')
		to++;
	for (size_t i = from; i < to; i++) {
		if (strchr("{}<>=;\\|", scan->text.s[i]) != NULL)
			return false;
		marks += strchr("_$#*", scan->text.s[i]) != NULL;
	}
	return marks <= MARKS_MOST;
}

/* Outside of everyday English: "según eusebio", a first name in small letters that is nothing else. */
static bool is_small_first(const struct scan *scan, const struct tok *tok, bool careless)
{
	/* "tell mike" */
	uint32_t also = careless ? WORD_PLAIN | WORD_AMBIGUOUS | WORD_RARE | WORD_BEGINS : 0;

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) == TOK_LETTER &&
	       (tok->words & ~(unsigned)(WORD_LAST | also)) == WORD_FIRST && tok->to - tok->from > SMALL_LEAST &&
	       is_prose(scan, tok);
}

enum { LOGIN_LETTERS = 4, LOGIN_MOST = 20 };

/* "my account (anowak88)": letters that no list of words has, and then digits. */
static bool is_login(const struct scan *scan, const struct tok *tok)
{
	struct str low = tok_low(scan, tok);
	size_t letters = 0;
	const uint32_t *words;

	if ((tok->flags & (TOK_DIGIT | TOK_LETTER)) != (TOK_DIGIT | TOK_LETTER) || tok->words != 0 ||
	    low.n > LOGIN_MOST)
		return false;
	while (letters < low.n && str_is_alpha(low.s[letters]))
		letters++;
	for (size_t i = letters; i < low.n; i++)
		if (!str_is_digit(low.s[i]))
			return false;
	if (letters < LOGIN_LETTERS || (letters == LOGIN_LETTERS && low.n - letters < 2))
		return false;
	words = wordset_find(&scan->rules->words, str_slice(low, 0, letters));
	return (words == NULL || (*words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0) &&
	       is_prose(scan, tok);
}

/*
 * Scripts without capitals: words of people, which have a name in front or behind, in a piece of a text without blanks.
 * Hangul is taken apart, as shadows have it.
 */
static bool has_word_of_people(struct str low)
{
	static const char *const words[] = {"女士", "先生", "小姐",   "同事",	"我是", "我叫", "联系人", "經理",
					    "经理", "老师", "弊社の", "担当の", "小王", "小李", "小张",	  "小刘",
					    "小陈", "小杨", "小赵",   "小黄",	"小周", "小吴", "小徐",	  "小孙",
					    "小胡", "小朱", "小林",   "小何",	"小郭", "小魏", "小马",	  "小罗",
					    "小宋", "小郑", "小谢",   "小韩",	NULL};

	for (const char *const *word = words; *word != NULL; word++)
		if (str_find(low, str_c(*word)) >= 0)
			return true;
	return false;
}

/* "황보영희 과장님이", "안녕하세요, 남궁민수입니다" */
static bool is_named_in_korean(const struct scan *scan, size_t i)
{
	static const char *const titles[] = {"과장님", "대리님",     "부장님",
					     "차장님", "팀장님", "사원님",
					     "주임님", "실장님", "이사님",
					     "대표님",	 "선생님", NULL};
	struct str low = tok_low(scan, &scan->toks.at[i]);
	struct str next = i + 1 < scan->toks.n && str_eq(names_gap_after(scan, i), STR(" "))
			      ? tok_low(scan, &scan->toks.at[i + 1])
			      : STR_NONE;

	if (next.n != 0 && (str_starts_any(next, titles) || str_starts(next, STR("씨"))) &&
	    (unsigned char)low.s[0] >= 0xE1)
		return true;
	return i > 0 && str_find(low, STR("입니다")) > 0 &&
	       str_starts(tok_low(scan, &scan->toks.at[i - 1]), STR("안녕"));
}

static bool is_named_without_capitals(const struct scan *scan, size_t i)
{
	struct str low = tok_low(scan, &scan->toks.at[i]);

	return low.n != 0 && (unsigned char)low.s[0] >= 0xE1 &&
	       (has_word_of_people(low) || is_named_in_korean(scan, i));
}

/* "Hi pony,": somebody is called so, whatever it means. */
static bool is_greeted(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	struct str gap = names_gap_after(scan, i);
	static const uint32_t sure =
	    WORD_COMMON | WORD_KEEP | WORD_ALWAYS | WORD_GREETING | WORD_SIGNOFF | WORD_FAREWELL;

	for (size_t start = i; start > 0 && i - start < 3;) {
		start--;
		if ((scan->toks.at[start + 1].flags & TOK_LINE) != 0)
			return false;
		if ((scan->toks.at[start].flags & TOK_LINE) != 0 &&
		    names_phrase(scan, start, PHRASES_GREETINGS) == i - start)
			return (tok->words & sure) == 0 && (tok->flags & TOK_DIGIT) == 0 && !names_is_group(scan, i) &&
			       (names_is_line_end(scan, i) || (gap.n != 0 && strchr(",!", gap.s[0]) != NULL)) &&
			       names_gap_after(scan, i - 1).n == 1;
	}
	return false;
}

/* "ask lorraine": nothing but a capital tells it from a name. */
static bool is_small_unknown(const struct scan *scan, const struct tok *tok)
{
	size_t n = tok->to - tok->from;

	return (tok->flags & (TOK_CAPITAL | TOK_DIGIT | TOK_LETTER)) == TOK_LETTER && n >= SMALL_LEAST &&
	       n <= SMALL_MOST && (tok->words & ~(unsigned)(WORD_FIRST | WORD_LAST | WORD_RARE)) == 0 &&
	       is_prose(scan, tok);
}

bool unknown_is_unit(struct str low)
{
	static const char *const units[] = {"bytes", "byte",	"kb",	   "mb",      "gb",	  "bits",
					    "ms",    "seconds", "rows",	   "files",   "lines",	  "times",
					    "users", "items",	"people",  "usd",     "eur",	  "gbp",
					    "euro",  "zeilen",	"records", "entries", "requests", NULL};

	return str_is_any(low, units);
}

/* "373854" in prose: of an order, a contract, a customer; neither a day (20250314) nor a quantity of something. */
static bool is_unknown_number(const struct scan *scan, size_t i)
{
	const struct tok *tok = &scan->toks.at[i];
	size_t n = tok->to - tok->from;
	struct str text = str_slice(scan->text, tok->from, tok->to);

	if ((tok->flags & (TOK_DIGIT | TOK_LETTER)) != TOK_DIGIT || n < NUMBER_LEAST || n > SMALL_MOST ||
	    !is_prose(scan, tok) || (n == 8 && (str_starts(text, STR("19")) || str_starts(text, STR("20")))))
		return false;
	return i + 1 == scan->toks.n || !unknown_is_unit(tok_low(scan, tok + 1));
}

enum { GROUPS_LEAST = 2, GROUPS_MOST = 5, PHONE_LEAST = 8, PHONE_MOST = 13 };

/*
 * "944 55 01 28", "555-012-367": how many words of digits from word i on are one number as people write phones; 0:
 * none. Years and days are none.
 */
static size_t number_groups(const struct scan *scan, size_t i)
{
	size_t end = i, digits = 0;
	char join = ' ';
	struct tok whole = scan->toks.at[i];
	bool dated = false;

	if (i > 0 && (scan->toks.at[i - 1].flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT &&
	    names_gap_after(scan, i - 1).n == 1 && (scan->toks.at[i].flags & TOK_LINE) == 0)
		return 0;
	for (; end < scan->toks.n && (scan->toks.at[end].flags & (TOK_DIGIT | TOK_LETTER)) == TOK_DIGIT; end++) {
		struct str gap = names_gap_after(scan, end), one = tok_low(scan, &scan->toks.at[end]);

		digits += one.n;
		dated = dated || (one.n == 4 && (str_starts(one, STR("19")) || str_starts(one, STR("20"))));
		if (gap.n != 1 || (gap.s[0] != ' ' && gap.s[0] != '-') ||
		    (end > i && gap.s[0] != join && join == '-')) {
			end++;
			break;
		}
		join = gap.s[0];
	}
	if (end - i < GROUPS_LEAST || end - i > GROUPS_MOST || digits < PHONE_LEAST || digits > PHONE_MOST || dated ||
	    (scan->toks.at[end - 1].flags & TOK_DIGIT) == 0)
		return 0;
	whole.to = scan->toks.at[end - 1].to;
	return is_prose(scan, &whole) && (end == scan->toks.n || !unknown_is_unit(tok_low(scan, &scan->toks.at[end])))
		   ? end - i
		   : 0;
}

/* "Jeremy Nowak CIV", "Robin Hill", "Rich Nowak": beside a name that was found what may belong to it. */
static bool is_beside_name(const struct scan *scan, const struct tok *tok, struct unknown_word word,
			   const struct redact_span *before, const struct redact_span *behind)
{
	static const uint32_t never = WORD_KEEP | WORD_ALWAYS | WORD_COMMON | WORD_TITLE;

	if ((tok->flags & (TOK_CAPITAL | TOK_DIGIT)) != TOK_CAPITAL || (tok->words & never) != 0)
		return false;
	if (before != NULL && before->type == REDACT_PERSON && before->to + 1 == word.from &&
	    (tok->flags & TOK_LINE) == 0 && scan->text.s[tok->from - 1] == ' ')
		return (tok->flags & TOK_UPPER) == 0 || tok->words == 0;
	return behind != NULL && behind->type == REDACT_PERSON && behind->from == word.to + 1 &&
	       tok->to < scan->text.n && scan->text.s[tok->to] == ' ' &&
	       ((tok->words & (WORD_FIRST | WORD_LAST | WORD_AMBIGUOUS)) != 0 ||
		((tok->flags & TOK_UPPER) != 0 && tok->words == 0));
}

void unknown_find(struct unknown_words *found, const struct redact_rules *rules, const struct vocabulary *vocabulary,
		  struct str text, const struct redact_span *spans, size_t n)
{
	struct wordset small = {0};
	struct scan scan;
	size_t span = 0;
	bool english, careless;

	if (found->folder == NULL)
		found->folder = folder_new();
	vec_clear(&found->words);
	scan_init(&scan, rules, found->folder, text);
	for (size_t i = 0; i < scan.toks.n; i++)
		if ((scan.toks.at[i].flags & TOK_CAPITAL) == 0)
			(void)wordset_add(&small, tok_low(&scan, &scan.toks.at[i]), NULL);
	careless = is_careless(&scan);
	english = is_english(&scan, careless);
	for (size_t i = 0; i < scan.toks.n; i++) {
		const struct tok *tok = &scan.toks.at[i];
		struct unknown_word word;

		bool is_small = (english && is_small_unknown(&scan, tok)) || is_small_first(&scan, tok, careless) ||
				is_login(&scan, tok) || is_greeted(&scan, i) || is_named_without_capitals(&scan, i);
		size_t groups = (tok->flags & TOK_DIGIT) != 0 ? number_groups(&scan, i) : 0;
		bool is_number = groups != 0 || is_unknown_number(&scan, i);

		if (scan_is_shortened(&scan, tok))
			continue;
		shadow_place(&scan.shadow, tok->from, scan.toks.at[groups > 1 ? i + groups - 1 : i].to, &word.from,
			     &word.to);
		if (!is_small && !is_number &&
		    ((tok->flags & TOK_CAPITAL) == 0 || (tok->flags & TOK_DIGIT) != 0 || tok->to - tok->from < 2))
			continue;
		while (span < n && spans[span].to <= word.from)
			span++;
		if (span < n && spans[span].from < word.to)
			continue;
		if (is_number ||
		    is_beside_name(&scan, tok, word, span > 0 ? &spans[span - 1] : NULL,
				   span < n ? &spans[span] : NULL) ||
		    (is_small &&
		     (vocabulary == NULL || wordset_find(&vocabulary->words, tok_low(&scan, tok)) == NULL)) ||
		    (is_single(&scan, i) &&
		     (vocabulary == NULL || wordset_find(&vocabulary->words, tok_low(&scan, tok)) == NULL)) ||
		    !is_known(tok, tok_low(&scan, tok), vocabulary, &small) ||
		    ((tok->words & WORD_ALWAYS) == 0 &&
		     (people_is_name(found->people, tok) || people_is_name(found->more, tok))))
			*vec_add(&found->words) = word;
	}
	wordset_release(&small);
	scan_release(&scan);
}

void unknown_release(struct unknown_words *found)
{
	folder_free(found->folder);
	vec_release(&found->words);
}
