#include "tests/unit/unit.h"

#include "common/buf.h"
#include "common/mem.h"
#include "common/stem.h"
#include "common/tokenize.h"

#include <sqlite3.h>
#include <time.h>

static struct tokenizer tokenizer;

/* All tokens of a text, one space between them; '+' before one that stands where the one before it stands. */
static void check(unsigned flags, const char *text, const char *expected)
{
	struct str rest = str_c(text), chunk;
	struct buf out;

	buf_init(&out, 10000);
	tokenizer_init(&tokenizer, flags);
	while (tokenize_chunk(&rest, &chunk)) {
		size_t n = tokenize(&tokenizer, chunk);

		for (size_t i = 0; i < n; i++)
			buf_printf(&out, "%s%s%.*s", out.n != 0 ? " " : "", tokenizer.tokens[i].same_place ? "+" : "",
				   STR_ARG(tokenizer.tokens[i].text));
	}
	assert_str(buf_view(&out), expected);
	buf_release(&out);
}

static void words_are_folded(void **state)
{
	(void)state;
	check(0, "The Quick, brown (fox)!", "the quick brown fox");
	check(0, "Größe ÀÉ́ İstanbul Łódź Øre", "grosse ae istanbul lodz ore");
	check(0, "ﬁne Ａ１２ ²", "fine a12 2");
	check(0, "ёлка йод Їжак ΌΣΟΣ", "елка йод їжак οσοσ");
	check(0, "أحمد مُحَمَّد", "احمد محمد");
	check(0, "हिन्दी क़लम", "हिन्दी क़लम"); /* vowel signs and nukta stay */
	check(0, "“quoted” — dash… end.", "quoted dash end");
	check(0, "", "");
	check(0, " \t\n", "");
	check(0, "\xFF\xFE a\xC3 b", "a b"); /* bytes that are no UTF-8 separate */
}

static void vietnamese_keeps_its_tones(void **state)
{
	(void)state;
	check(TOKENIZE_KEEP_MARKS, "Tiếng Việt", "tiếng việt");
	check(TOKENIZE_KEEP_MARKS, "Ti\x65\xCC\x82\xCC\x81ng", "tiếng"); /* composed the same */
	check(0, "Tiếng Việt", "tieng viet");
	assert_int_equal(tokenize_flags_of(STR("vi")), TOKENIZE_KEEP_MARKS);
	assert_int_equal(tokenize_flags_of(STR("vi-VN")), TOKENIZE_KEEP_MARKS);
	assert_int_equal(tokenize_flags_of(STR("vie")), 0);
	assert_int_equal(tokenize_flags_of(STR("de")), 0);
}

static void names_are_given_whole_and_in_parts(void **state)
{
	(void)state;
	check(0, "ERR_CONN_42", "err +err_conn_42 conn 42");
	check(0, "foo.bar()", "foo +foo.bar bar");
	check(0, "192.168.0.1.", "192 +192.168.0.1 168 0 1");
	check(0, "C++ c# F#, g++;", "c +c++ c +c# f +f# g +g++");
	check(0, ".NET node.js", "net +.net node +node.js js");
	check(0, "Get-ChildItem", "get +getchilditem childitem +child +item");
	check(0, "PowerShell HTTPServer iPhone", "powershell +power +shell httpserver +http +server iphone +phone");
	check(0, "URLs IDs USA Word", "urls ids usa word");
	check(0, "e-mail O'Reilly O’Reilly don't", "e +email mail o +oreilly reilly o +oreilly reilly don +dont t");
	check(0, "customer's", "customer s");
	check(0, "1,000.50 a,b", "1 +1000.50 000 50 a b");
	check(0, "user@host.com", "user +user@host.com host com");
	check(0, "https://a.example/b?c", "https a +a.example example b c");
	check(0, "0x80070005 KB4023057", "0x80070005 kb4023057");
	check(0, "a.b.c.d.e.f.g.h.i", "a b c d e f g h i"); /* too many parts to be a name */
}

static void scripts_without_spaces_are_cut_up(void **state)
{
	(void)state;
	check(0, "退款政策", "退 +退款 款 +款政 政 +政策 策");
	check(0, "カタカナ", "カタ +カタカナ タカ カナ");
	check(0, "新サーバー名", "新 +新サ サー +サーバー ーバ バー ー名 名");
	check(0, "ｶﾞﾀ", "ガタ"); /* halfwidth, with its voicing mark */
	check(0, "日本のテ", "日 +日本 本 +本の の +のテ テ");
	check(0, "설치 서울에서", "설치 서울에서 +서울 +울에 +에서");
	check(0, "สวัสดี", "สวั วัส ัสด สดี");
	check(0, "iPhone用ケース", "iphone +phone 用 +用ケ ケー +ケース ース");
	check(0, "退款。政策", "退 +退款 款 政 +政策 策");
}

static void long_words_and_chunks_are_cut(void **state)
{
	struct buf text;
	struct str rest, chunk;
	size_t tokens = 0, bytes = 0;

	(void)state;
	buf_init(&text, 100000);
	for (int i = 0; i < 1000; i++)
		buf_lit(&text, "abcdefg");
	for (int i = 0; i < 1000; i++)
		buf_lit(&text, "\xE9\x80\x80");
	rest = buf_view(&text);
	tokenizer_init(&tokenizer, 0);
	while (tokenize_chunk(&rest, &chunk)) {
		size_t n = tokenize(&tokenizer, chunk);

		assert_in_range(chunk.n, 1, TOKENIZE_CHUNK_BYTES);
		bytes += chunk.n;
		for (size_t i = 0; i < n; i++) {
			assert_in_range(tokenizer.tokens[i].text.n, 1, TOKENIZE_TOKEN_BYTES);
			assert_in_range(tokenizer.tokens[i].to, tokenizer.tokens[i].from, chunk.n);
			tokens += !tokenizer.tokens[i].same_place;
		}
	}
	assert_int_equal(bytes, text.n);
	assert_in_range(tokens, 1000 + 7000 / 256, 1100);
	buf_release(&text);
}

/* Text without a blank costs as much as other text: what is behind a chunk is not looked at for each. */
static void long_texts_without_blanks(void **state)
{
	enum { BYTES = 8 << 20 };
	char *text = mem_alloc(BYTES);
	struct str rest = str_n(text, BYTES), chunk;
	size_t chunks = 0;
	clock_t began;

	(void)state;
	memset(text, 'a', BYTES);
	began = clock();
	while (tokenize_chunk(&rest, &chunk))
		chunks++;
	assert_int_equal(chunks, BYTES / TOKENIZE_CHUNK_BYTES);
	assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
	mem_free(text);
}

/* A token's place in the chunk, for highlighting. */
static void places_are_those_of_the_source(void **state)
{
	struct str rest = STR("(\xC3\x89t\xC3\xA9-x)"), chunk;

	(void)state;
	tokenizer_init(&tokenizer, 0);
	assert_true(tokenize_chunk(&rest, &chunk));
	assert_int_equal(tokenize(&tokenizer, chunk), 3);
	assert_str(tokenizer.tokens[0].text, "ete");
	assert_int_equal(tokenizer.tokens[0].from, 1);
	assert_int_equal(tokenizer.tokens[0].to, 6);
	assert_str(tokenizer.tokens[1].text, "etex");
	assert_int_equal(tokenizer.tokens[1].to, 8);
	assert_int_equal(tokenizer.tokens[2].from, 7);
}

/* The short way must say what the long way says. */
static void plain_words_agree_with_the_long_way(void **state)
{
	static const char *const chunks[] = {
	    "word",	  "Word",    "(word),", "word's", "WORD",	"a",	 "A",	"c++",	".net",	 "x.y",
	    "PowerShell", "--force", "42",	"v2",	  "\"quoted\"", "a-b",	 "W",	"'tis", "$HOME", "caf\xC3\xA9",
	    "...",	  "a.",	     "#tag",	"c#",	  "-rf",	"word#", "ab+", "abc#", "abcd#", "@user",
	    "TIer",	  "IDs",     "iP",	"URLs",	  "USA",	"A1",	 "aB",	"ABc",	"ABcd",	 "A1B"};

	(void)state;
	for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
		struct str word;

		if (!tokenize_is_plain(str_c(chunks[i]), &word))
			continue;
		assert_int_equal(tokenize(&tokenizer, str_c(chunks[i])), 1);
		assert_true(str_eq_nocase(tokenizer.tokens[0].text, word));
	}
}

/* The next chunk by the shortest way, which must say what tokenize_is_plain() does; returns whether it was taken. */
static bool short_agrees(struct str text)
{
	struct str rest = text, same = text, chunk, word;
	uint64_t bytes[2];
	size_t n = tokenize_short(&rest, bytes);

	if (n == 0) {
		assert_ptr_equal(rest.s, text.s);
		return false;
	}
	assert_true(tokenize_chunk(&same, &chunk));
	assert_true(tokenize_is_plain(chunk, &word));
	assert_ptr_equal(rest.s, same.s);
	assert_int_equal(rest.n, same.n);
	assert_int_equal(n, word.n);
	for (size_t i = 0; i < sizeof(bytes); i++)
		assert_int_equal(((const char *)bytes)[i], i < n ? str_lower_char(word.s[i]) : '\0');
	return true;
}

static void short_words_agree_with_the_long_way(void **state)
{
	static const struct {
		const char *text;
		bool is_short;
	} cases[] = {
	    {"word and what follows it", true},
	    {" \n\tWord and what follows it", true},
	    {"WORD, and what follows it", true},
	    {"A1. and what follows it", true},
	    {"AB1. and what follows it", false}, /* capitals that may hold CamelCase */
	    {"a. and what follows it", true},
	    {"v2: and what follows it", true},
	    {"12345678 and what follows it", true},
	    {"123456789 and what follows it", true},
	    {"ABCDEFGHIJKLMN and what follows it", true},
	    {"abcdefghijklmn. and what follows it", true},
	    {"abcdefghijklmno and what follows it", false},
	    {"abcdefghijklmnopqrst and what follows it", false},
	    {"abcdefghI and what follows it", false},
	    {"ABCDEFGHi and what follows it", false},
	    {"PowerShell and what follows it", false},
	    {"c++ and what follows it", false},
	    {"c# and what follows it", false},
	    {"ab+ and what follows it", false},
	    {"x.y and what follows it", false},
	    {"x-. and what follows it", false},
	    {"(word) and what follows it", false},
	    {"caf\xC3\xA9 and what follows it", false},
	    {"a\xCC\x81 and what follows it", false},
	    {"word at its end", false}, /* too near to the end of the text */
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(short_agrees(str_c(cases[i].text)), cases[i].is_short);
	for (int c = 1; c < 256; c++) { /* whatever stands behind a word, and behind that */
		char text[] = "Word?? and what follows it";

		text[4] = text[5] = (char)c;
		(void)short_agrees(str_c(text));
		text[5] = ' ';
		(void)short_agrees(str_c(text));
		text[0] = (char)c;
		(void)short_agrees(str_c(text));
	}
}

static void stop_words_are_sorted(void **state)
{
	(void)state;
	assert_true(tokenize_is_stop(STR("the")));
	assert_true(tokenize_is_stop(STR("a")));
	assert_true(tokenize_is_stop(STR("your")));
	assert_true(tokenize_is_stop(STR("re")));
	assert_true(tokenize_is_stop(STR("please")));
	assert_false(tokenize_is_stop(STR("password")));
	assert_false(tokenize_is_stop(STR("")));
}

/* Our stemmer against FTS5's porter, on words that take every rule. */
static void stems_are_those_of_fts5(void **state)
{
	static const char *const endings[] = {
	    "",	     "s",     "es",	 "ies",	    "sses",    "ed",	"eed",	 "ing",	   "y",	    "ational", "tional",
	    "enci",  "anci",  "izer",	 "logi",    "bli",     "alli",	"entli", "eli",	   "ousli", "ization", "ation",
	    "ator",  "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "icate", "ative",   "alize",
	    "iciti", "ical",  "ful",	 "ness",    "al",      "ance",	"ence",	 "er",	   "ic",    "able",    "ible",
	    "ant",   "ement", "ment",	 "ent",	    "ion",     "tion",	"sion",	 "ou",	   "ism",   "ate",     "iti",
	    "ous",   "ive",   "ize",	 "e",	    "ll",      "ly",	"tted",	 "bbing",  "ating", "bled",    "zzing"};
	static const char *const beginnings[] = {"",	   "a",	    "b",	   "tr", "fil", "hop", "conf", "rat",
						 "adjust", "hopp",  "oscil",	   "y",	 "sky", "cay", "toy",  "syzyg",
						 "electr", "relat", "caf\xC3\xA9", "x",	 "bow", "fix"};
	sqlite3 *db;
	sqlite3_stmt *insert, *select;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(db,
			 "CREATE VIRTUAL TABLE f USING fts5(x, tokenize='porter unicode61 remove_diacritics 0');"
			 "CREATE VIRTUAL TABLE v USING fts5vocab(f, instance);",
			 NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO f(rowid, x) VALUES(?, ?)", -1, &insert, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT term FROM v WHERE doc = ?", -1, &select, NULL), SQLITE_OK);
	for (size_t b = 0; b < sizeof(beginnings) / sizeof(beginnings[0]); b++) {
		for (size_t e = 0; e < sizeof(endings) / sizeof(endings[0]); e++) {
			char word[100], stem[100];
			sqlite3_int64 id = (sqlite3_int64)(b * 1000 + e + 1);
			size_t n;

			snprintf(word, sizeof(word), "%s%s", beginnings[b], endings[e]);
			if (word[0] == '\0')
				continue;
			sqlite3_bind_int64(insert, 1, id);
			sqlite3_bind_text(insert, 2, word, -1, SQLITE_STATIC);
			assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
			sqlite3_reset(insert);
			memcpy(stem, word, sizeof(word));
			n = stem_english(stem, strlen(stem));
			stem[n] = '\0';
			sqlite3_bind_int64(select, 1, id);
			assert_int_equal(sqlite3_step(select), SQLITE_ROW);
			if (strcmp(stem, (const char *)sqlite3_column_text(select, 0)) != 0)
				fail_msg("%s: %s, FTS5 says %s", word, stem,
					 (const char *)sqlite3_column_text(select, 0));
			sqlite3_reset(select);
		}
	}
	sqlite3_finalize(insert);
	sqlite3_finalize(select);
	sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_are_folded),
	    cmocka_unit_test(vietnamese_keeps_its_tones),
	    cmocka_unit_test(names_are_given_whole_and_in_parts),
	    cmocka_unit_test(scripts_without_spaces_are_cut_up),
	    cmocka_unit_test(long_words_and_chunks_are_cut),
	    cmocka_unit_test(long_texts_without_blanks),
	    cmocka_unit_test(places_are_those_of_the_source),
	    cmocka_unit_test(plain_words_agree_with_the_long_way),
	    cmocka_unit_test(short_words_agree_with_the_long_way),
	    cmocka_unit_test(stop_words_are_sorted),
	    cmocka_unit_test(stems_are_those_of_fts5),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
