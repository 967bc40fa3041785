/* The publish gate's parts: forms and matching, decoders, families, the seal, the proof. */
#include "generator/gate/barren.h"
#include "generator/gate/charsets.h"
#include "generator/gate/check.h"
#include "generator/gate/decode.h"
#include "generator/gate/digests.h"
#include "generator/gate/families.h"
#include "generator/gate/gate.h"
#include "generator/gate/match_parts.h"
#include "generator/gate/packed_index.h"
#include "generator/gate/seen.h"
#include "generator/gate/xml.h"
#include "generator/gate/words.h"
#include "tests/unit/gate_fixture.h"

#include "common/fs.h"
#include "common/mem.h"

#include <stdlib.h>
#include <unistd.h>

static const char people[] =
    "[{\"name\":\"Katarzyna Kowalska\",\"email\":\"kk@glimmerfen.net\",\"phone\":\"+48 601 234 987\","
    "\"org\":\"Brightwater Logistics GmbH\",\"external_id\":\"CUST-884422\"},"
    "{\"name\":\"Mark Young\"},{\"name\":\"Jürgen Größmann\"},{\"name\":\"Олександр Шевченко\"},"
    "{\"name\":\"خالد المنصوري\",\"phone\":\"+81 3-5728-4169\"}]";

/* Of test_nearly() alone. */
static const char others[] = "[{\"name\":\"Henrike Vollbrandtner\",\"user\":\"hmarsh\",\"phone\":\"+44 20 4417 9036\"},"
			     "{\"name\":\"بهزاد شکوهیان\"},{\"name\":\"רות אלגרנוב\"},"
			     "{\"kind\":\"organisation\",\"name\":\"Tørkvindel Maskin AS\"}]";

static struct identities *table_of(struct fold *fold, const unsigned char *key, const char *json)
{
	return table_at(fold, key, json, STR_NONE);
}

static struct identities *make_table(struct fold *fold, const unsigned char *key)
{
	return table_of(fold, key, people);
}

static void begin(struct fixture *f)
{
	begin_with(f, people);
}

static void test_forms(void **state)
{
	static const char *const found[] = {
	    "Katarzyna Kowalska",
	    "kowalska, katarzyna",
	    "KatarzynaKowalska",
	    "by K. Kowalska",
	    "for Kowalskiej",
	    "Kow\u200Balska",
	    "K o w a l s k a",
	    "Kow<b>al</b>ska",
	    "akslawoK anyzrataK",
	    "xbjnyfxn",
	    "kkowalska",
	    "&#75;owalska",
	    "Kowalsk\u0430",
	    "\uFF2Bowalska",
	    "kk (at) glimmerfen dot net",
	    "mail.glimmerfen.net",
	    "601-234-987",
	    "60l 234 987",
	    "0048601234987",
	    "CUST 884422",
	    "Brightwater Logistics",
	    "Mark Young",
	    "Dear Mark,",
	    "Juergen Groessmann",
	    "Jurgen Grossmann",
	    "Shevchenko",
	    "Шевченка",
	    "S293YWxza2E=",
	    "R3J13yBhbiBHcvbfbWFubiwgYml0dGU=", /* ISO 8859-1 */
	    "4b6f77616c736b61",
	    "%4bowalska",
	    "\\u004bowalska",
	    "=4Bowalska",
	    "K0walska",
	    "attachment; filename*0=\"Kowal\"; filename*1=\"ska.pdf\"",
	    "attachment; filename*1*=%6Cska; filename*0*=UTF-8'pl'Kowa",
	    "K as in Kilo, O as in Oscar, W for Whiskey, A, L, S, K, A",
	    "電話六〇一二三四九八七",		/* the number */
	    "a9430320b5cf75f95cb9ef0693c8e206", /* digests of it */
	    "652f602182d603250551f888aa2532dd0f956d5c4bdb017269327eb4bddecd5f",
	    "65c8a6e8eda4573fda4b70b84719879fe048ee85",
	    "Kowal-\nska",
	    "Gr+APYA3w-mann",
	    "?q=Gr%F6%DFmann",
	    "خالد المنصوري",
	    "Khaled Mansouri",
	    "03-5728-4169",
	    "Gr&APYA3w-mann",
	};
	static const char *const passed[] = {
	    "You will mark a young page",
	    "Kowal",
	    "Kowa",
	    "Marketing",
	    "kk",
	    "601 234",
	    "00 123-49-87",
	    "brightwater", /* no company without its capital */
	    "the customer",
	    "marks youngest",
	    "const key = /^Young([A-Z])$/.exec(code)",
	    "{\"widget_thanks\":\"Young people have been told.\"}",
	    "Groschen",
	    "Katar",
	    "884",
	    "gross",
	    "base64 c29tZXRoaW5nIGVsc2U=",
	    "base64 R3J13yBhbiBHcvxud2FsZCwgYml0dGU=",
	    /* whole as it is, damaged where a '+' in it is taken for UTF-7 */
	    ("<img "
	     "src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAW"
	     "jR9awAAAABJRU5ErkJggg==\">"),
	};
	struct fixture f;

	(void)state;
	begin(&f);
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
}

/* Names with an error, cut off, heard, read with vowels that were not written; and what merely resembles them. */
/* The site's own addresses are in every page: help@ferrowick.com has the letters of help.ferrowick.com. */
static void test_own_host(void **state)
{
	static const char people_of_it[] = "[{\"email\":\"help@ferrowick.com\",\"name\":\"Katarzyna Kowalska\"},"
					   "{\"email\":\"ferrowick@glimmerfen.net\"},{\"domain\":\"ferrowick.com\"}]";
	static const char *const found[] = {
	    "write to help at ferrowick dot com",
	    "ferrowick@glimmerfen.net",
	    "Kowalska",
	};
	static const char *const passed[] = {
	    "<a href=\"https://help.ferrowick.com/solved/\">Solved</a>",
	    "https://www.ferrowick.com/",
	};
	struct fixture f;

	(void)state;
	begin_at(&f, people_of_it, STR("help.ferrowick.com"));
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
	/* of another site's customers */
	begin_at(&f, people_of_it, STR("help.example.com"));
	assert_told_apart(&f, passed, sizeof(passed) / sizeof(*passed), NULL, 0);
	end(&f);
}

static void test_nearly(void **state)
{
	static const char *const found[] = {
	    "as Vollbrantdner wrote",
	    "as Vollbrandter wrote",
	    "as Volbrandtner wrote",
	    "as Vollbrandtener wrote",
	    "as Vollbrundtner wrote",
	    "{\"excerpt\":\"… as Ms Vollbrand…\"}",
	    "as Ms Vollbran...",
	    "Voll<script>x = 1;</script>brandtner",
	    "Voll<style>p{}</style>brandtner",
	    "login: h.marsh failed",
	    "Воллбранднер",
	    "Mr Shokouhian",
	    "Shokuhian",
	    "Algranov",
	    "they work at Tørkvindel",
	    "zero two zero four four one seven nine zero three six. A restart helped.",
	    "five. PC zero two zero four four one seven nine zero three six",
	    "==gcl5Gdk5WYyJGbs9mVgMncNByazFGIlNXYlxGU", /* base 64 backwards */
	};
	static const char *const passed[] = {
	    "as vollbrantdner wrote", /* a word of some language */
	    "as Vollbrantdnre wrote", "as Vollbrand wrote", "e.h.marsh=t", "Voll<p>brand", "the Maskin of Torkvin",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, others);
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
}

/* What is left of a name without its legal form, and digests of what many are called. */
/* Short names where they are alone, parts of names, digests of them, texts read in the wrong encoding. */
static void test_scraps(void **state)
{
	static const char scraps[] =
	    "[{\"name\":\"Rosalind Whitlock\",\"org\":\"Harrowmere Lane Interiors Ltd\"},{\"name\":\"Hanna "
	    "Wr\u00F3bel\"},{\"kind\":\"organisation\",\"name\":\"Open Source Solutions Inc\"}]";
	static const char *const found[] = {
	    "<p id=\"wrobel\">x</p>",
	    "<a href=\"/wrobel/\">x</a>",
	    "<a href=\"#wrobel-answer\">x</a>",
	    "GET /x?u=wrobel&v=2",
	    "Hanna W. confirmed it",
	    "Hanna's iPhone",
	    "asked by \u2026hitlock, who",
	    "asked by \u2026itlock.",
	    "0c536280d0e8c2225574651247df602e",
	    "e6ce26b81c9ff7e86c309a690b315e2321ab3290a2d9676c14f3a6a081cd0d83",
	    "Уитлок",
	    "asked by \u2026 hitlock",
	    "at Harrowmere Lane",
	    "from Open Source",
	    "Wr=F3bel, Hanna",
	    "Wr├│bel",
	    "Wr√≥bel",
	    "WrĂłbel",
	};
	static const char *const passed[] = {
	    "a wrobel b",
	    "the hanna w",
	    "Hanna With a book", /* a word follows */
	    "the lock \u2026lock, who",
	    "An open source project",
	    "Open Source is good",
	    "├── hanna\n│   └── w",
	    "size=F3 width=80",
	    "<p class=\"wrobelka-x\">",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, scraps);
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
}

static void test_common_parts(void **state)
{
	static const char *const found[] = {"for HF Foods", "for Ad Solutions", "for Zylbrand", "for Sia Partners",
					    "md5 5fade9d1ba29eb69938bdc5b64663b8e"};
	static const char *const passed[] = {"Our Foods", "See Solutions", "Become one of our Partners",
					     "md5 21232f297a57a5a743894a0e4a801fc3",
					     "md5 827ccb0eea8a706c4c34a16891f84e7b"};
	struct fixture f;

	(void)state;
	begin_with(&f, "[{\"kind\":\"organisation\",\"name\":\"HF Foods\"},"
		       "{\"kind\":\"organisation\",\"name\":\"AD Solutions\"},"
		       "{\"kind\":\"organisation\",\"name\":\"Zylbrand AD\"},"
		       "{\"kind\":\"organisation\",\"name\":\"Sia Partners\"},"
		       "{\"name\":\"\",\"user\":\"admin\"},{\"name\":\"\",\"user\":\"12345\"},"
		       "{\"name\":\"\",\"user\":\"zylorvek\"}]");
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
}

static void test_line(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	assert_true(refuses(&f, STR("one\ntwo\nthree Kowalska\n")));
	assert_int_equal(f.checker.findings[0].line, 3);
	end(&f);
}

/* Two forms that begin alike must not look alike beside their hashes. */
static bool shows_what_is_alike(struct str sealed)
{
	struct str rest = sealed, line;
	bool alike = false;

	while (str_line(&rest, &line)) {
		struct str seen = rest, other;

		if (line.n < 24 || line.s[16] != ' ')
			continue;
		while (!alike && str_line(&seen, &other))
			alike = other.n >= 24 && str_eq(str_slice(line, 17, 23), str_slice(other, 17, 23));
	}
	return alike;
}

static void test_seal(void **state)
{
	unsigned char key[IDENTITIES_KEY_BYTES] = {1, 2, 3}, wrong[IDENTITIES_KEY_BYTES] = {9};
	struct fixture f;
	struct identities *again;
	struct buf inside, outside, reason, one, two;
	char sealed_digit;

	(void)state;
	f.fold = fold_new();
	f.identities = make_table(f.fold, key);
	identities_finish(f.identities);
	buf_init(&inside, BUF_NO_LIMIT);
	buf_init(&outside, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	buf_init(&one, BUF_NO_LIMIT);
	buf_init(&two, BUF_NO_LIMIT);
	identities_seal(f.identities, false, &inside);
	identities_seal(f.identities, true, &outside);
	assert_true(str_find(buf_view(&inside), STR("owalsk")) < 0);
	assert_null(identities_unseal(buf_view(&outside), NULL, &reason));
	assert_null(identities_unseal(buf_view(&outside), wrong, &reason));
	assert_null(identities_unseal(str_slice(buf_view(&inside), 0, inside.n - 5), NULL, &reason));
	assert_false(shows_what_is_alike(buf_view(&outside)));
	/* one digit of one form */
	sealed_digit = outside.s[outside.n - 5];
	outside.s[outside.n - 5] = outside.s[outside.n - 5] == '0' ? '1' : '0';
	buf_clear(&reason);
	assert_null(identities_unseal(buf_view(&outside), key, &reason));
	assert_str(buf_view(&reason), "it is damaged");
	outside.s[outside.n - 5] = sealed_digit;
	buf_clear(&reason);
	again = identities_unseal(buf_view(&outside), key, &reason);
	assert_non_null(again);
	identities_finish(again);
	identities_epoch(f.identities, &one);
	identities_epoch(again, &two);
	assert_true(str_eq(buf_view(&one), buf_view(&two)));
	checker_init(&f.checker, again, f.fold);
	assert_true(refuses(&f, STR("Katarzyna Kowalska")));
	checker_release(&f.checker);
	identities_free(again);
	identities_free(f.identities);
	fold_free(f.fold);
	buf_release(&inside);
	buf_release(&outside);
	buf_release(&reason);
	buf_release(&one);
	buf_release(&two);
}

static void test_decoders(void **state)
{
	static const struct {
		void (*decode)(struct str text, struct buf *out);
		const char *from, *to;
	} rows[] = {
	    {decode_percent, "a%4b%25", "aK%\n"},
	    {decode_percent, "100% sure", ""},
	    {decode_percent, "%u004B", "K\n"},
	    {decode_backslash, "\\u004b\\x4b\\113\\u{4b}", "KKKK\n"},
	    {decode_backslash, "\\ud83d\\ude00", "\U0001F600\n"},
	    {decode_backslash, "C:\\Users", ""},
	    {decode_css, "\\00004b x", "Kx\n"},
	    {decode_quoted_printable, "a=\nb=4B", "abK\n"},
	    {decode_utf7, "J+APw-rgen", "J\u00FCrgen\n"},
	    {decode_punycode, "xn--bcher-kva.de", "b\u00FCcher.de\n"},
	    {decode_mail_words, "=?utf-8?Q?a_=4B?= =?utf-8?B?Yg==?=", "a Kb"},
	    {decode_uu, "begin 644 x\n#0V%T\n`\nend\n", "Cat"},
	    {decode_mojibake, "J\u00C3\u00BCrgen", "J\u00FCrgen"},
	    {decode_entities, "&#75;&#x4B;&uuml;&amp", "KKu&"},
	    {decode_backslash, "\\u1086?\\u75?", "\u043EK\n"},
	    {decode_pieces, "'a','b' x='c' y=\"d\" 'e'", "abcde"},
	    {decode_pieces, "'a','b','c','d'", ""},
	    {decode_mail_words, "=?windows-1254?Q?=DEen?= =?TIS-620?B?ocQ=?=", "\u015Een\u0E01\u0E24"},
	    {decode_mail_words, "=?iso-8859-1*de?Q?Gr=F6=DFe?=", "Gr\u00F6\u00DFe"},
	    {decode_turned, "a \u202Ewok\u202C b", "kow\n"},
	    {decode_turned, "a \u2026 b", ""},
	    {decode_jamo, "\u1100\u1161\u11A8 \u1102\u1175 x", "\uAC01 \uB2C8 x"},
	    {decode_wide_strings, "\x04\x1A\x04\x3E\x04\x32\x04\x30\x01", "\u041A\u043E\u0432\u0430\n"},
	    {decode_dumps, "0000: 4b6f 7761  Kowa\nnone\n", "Kowa\n"},
	    {decode_dumps, "\1\1 0000: 4b6f 77\n\1\1 0003: 6161\n", "Kowaa"},
	    {decode_dumps,
	     "He wrote\1"
	     "0000: 4b6f 77  Kow\n0003: 61  a\1\1Help\n",
	     "Kowa"},
	    {decode_dumps,
	     "He wrote \1"
	     "0000 4b 6f 77\1"
	     "0003 61 6c\1\1Help",
	     "Kowal"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out;

		buf_init(&out, BUF_NO_LIMIT);
		rows[i].decode(str_c(rows[i].from), &out);
		assert_str(buf_view(&out), rows[i].to);
		buf_release(&out);
	}
}

/* What was tried without yield is not tried again; what was found in one file is found in the next one, too. */
static void test_runs_again(void **state)
{
	struct str files[] = {STR("<p>/pages/common/some-command/ Zq9xW7vB3nM1kL5j</p>"),
			      STR("see H4sIAAAAAAAAA/////////// and H4sIAAAAAAAAA///////////"),
			      STR("see S2F0YXJ6eW5hIEtvd2Fsc2th S2F0YXJ6eW5hIEtvd2Fsc2th")};
	struct fixture f;

	(void)state;
	begin(&f);
	for (int round = 0; round < 3; round++) {
		check_file(&f.checker, STR("a.txt"), files[0]);
		assert_int_equal(f.checker.findings_n, 0);
		check_file(&f.checker, STR("b.txt"), files[1]);
		assert_int_equal(f.checker.findings_n, 1);
		assert_int_equal(f.checker.findings[0].problem, CHECK_DAMAGED);
		check_file(&f.checker, STR("c.txt"), files[2]);
		assert_true(f.checker.has_identity);
	}
	end(&f);
}

/* In bytes that are noise for the most part: what people write there counts, whatever its signs. */
static void test_noise(void **state)
{
	static const char head[] = "ID3\3\xFF\xFB\x90", tail[] = "\xFF\xFB\x90\x64\xC3";
	static const struct str found[] = {
	    STR_INIT("601-234-987"), STR_INIT("+48 (601) 234.987"),
	    STR_INIT("Dear Mark,"),  STR_INIT("Mark-Young"),
	    STR_INIT("Young,Mark"),  STR_INIT("\0006\0000\0001\0002\0003\0004\0009\0008\0007")};
	/* base 64 of: call 601-234-987 now; 601.234.987; {"n":"Mark.Young"} */
	static const char *const packed[] = {
	    "Y2FsbCA2MDEtMjM0LTk4NyBub3c=", "NjAxLjIzNC45ODc=", "eyJuIjoiTWFyay5Zb3VuZyJ9"};
	struct fixture f;
	struct buf file;

	(void)state;
	begin(&f);
	buf_init(&file, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++) {
		buf_clear(&file);
		buf_str(&file, str_c(head));
		buf_str(&file, found[i]);
		buf_str(&file, str_c(tail));
		check_file(&f.checker, STR("a.mp3"), buf_view(&file));
		if (!f.checker.has_identity)
			fail_msg("%zu", i);
	}
	for (size_t i = 0; i < sizeof(packed) / sizeof(*packed); i++)
		if (!refuses(&f, str_c(packed[i])))
			fail_msg("%s", packed[i]);
	buf_release(&file);
	end(&f);
}

/* Letters that come about by chance, and short names that are written. */
static void test_chance(void **state)
{
	static const struct str found[] = {STR_INIT("by Bo Wu, 2019"), STR_INIT("Copyright Petronela Wu"),
					   STR_INIT("Petronela")};
	static const struct str passed[] = {STR_INIT("q~9x\n-WU\n\tG&q9"), STR_INIT("(k9;x\n/WU\n{%q9")};
	struct fixture f;
	struct buf file;

	(void)state;
	begin_with(&f, "[{\"name\":\"Bo Wu\"},{\"name\":\"Petronela Wu\"}]");
	buf_init(&file, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(found) / sizeof(*found) + sizeof(passed) / sizeof(*passed); i++) {
		bool is_found = i < sizeof(found) / sizeof(*found);

		buf_clear(&file);
		buf_lit(&file, "ID3\3\xFF\xFB\x90\x01");
		buf_str(&file, is_found ? found[i] : passed[i - sizeof(found) / sizeof(*found)]);
		buf_lit(&file, "\x01\xFF\xFB\x90\x64\xC3");
		check_file(&f.checker, STR("a.mp3"), buf_view(&file));
		if (f.checker.has_identity != is_found)
			fail_msg("%zu", i);
	}
	buf_release(&file);
	end(&f);
}

/* Others may be forgiven: somebody who is known is told, however much else there is. */
static void test_known_counts_most(void **state)
{
	static const char rules[CHECK_FINDINGS][2];
	struct fixture f;

	(void)state;
	begin(&f);
	for (unsigned i = 0; i < CHECK_FINDINGS; i++)
		check_add(&f.checker, CHECK_FAMILY, rules[i], "view", 0);
	check_add(&f.checker, CHECK_IDENTITY, "surname", "view", 0);
	assert_int_equal(f.checker.findings_n, CHECK_FINDINGS);
	assert_int_equal(f.checker.findings[CHECK_FINDINGS - 1].problem, CHECK_IDENTITY);
	end(&f);
}

static void test_barren(void **state)
{
	static const char signs[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
	struct str longest = str_n(signs, BARREN_MOST), longer = str_n(signs, BARREN_MOST + 1);
	struct barren barren;

	(void)state;
	barren_init(&barren);
	assert_false(barren_has(&barren, STR(""), 0));
	barren_add(&barren, STR(""), 0);
	assert_false(barren_has(&barren, STR(""), 0));
	barren_add(&barren, longest, 1);
	assert_true(barren_has(&barren, longest, 1));
	assert_false(barren_has(&barren, longest, 0));
	assert_false(barren_has(&barren, str_slice(longest, 0, 20), 1));
	barren_add(&barren, longer, 1);
	assert_false(barren_has(&barren, longer, 1));
	barren_release(&barren);
}

/* What the table has at a place is remembered by fewer letters than a form may have. */
static void test_known_places(void **state)
{
	static const char *const found[] = {"quandalianwolkensteintrostburg", "Ask Quandalianwolkensteintrostburg."};
	/* the same letters for a while; the end of the text, behind which there is nothing */
	static const char *const passed[] = {"quandalianwolkensteintrostbarg", "Ask Quandalianwolkensteintrostbarg.",
					     "quandalianwolkensteintrostbur",  "quandalianwolkensteintros",
					     "quandalianwolkensteintr",	       "quandal"};
	struct fixture f;

	(void)state;
	f.fold = fold_new();
	f.identities = identities_new(NULL);
	identities_add(f.identities, STR("quandalianwolkensteintrostburg"), RULE_SURNAME, 0, 0);
	identities_finish(f.identities);
	checker_init(&f.checker, f.identities, f.fold);
	for (int round = 0; round < 2; round++) {
		assert_told_apart(&f, found, 0, passed, sizeof(passed) / sizeof(*passed));
		assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, 0);
	}
	end(&f);
}

/* More lengths than are remembered, and longer ones: what is remembered is what the table says. */
static void test_known_lengths(void **state)
{
	static const char letters[] = "abababababababababababababababababababab";
	struct fixture f;

	(void)state;
	f.fold = fold_new();
	f.identities = identities_new(NULL);
	for (size_t n = 6; n <= 30; n += 2)
		identities_add(f.identities, str_n(letters, n), RULE_SURNAME, 0, 0);
	identities_finish(f.identities);
	checker_init(&f.checker, f.identities, f.fold);
	for (int round = 0; round < 2; round++) {
		const struct match_known *known = match_known_at(&f.checker.matcher, letters);

		for (unsigned length = 5; length <= 40; length++) {
			size_t n = 0, expected;
			const struct form *form = identities_find(f.identities, letters, length, &expected);
			bool is_said = (match_known_lengths(known) >> length & 1) != 0;

			assert_true(form == NULL || is_said);
			assert_false(form == NULL && is_said && length <= MATCH_PAD);
			if (is_said)
				assert_ptr_equal(match_known_forms(&f.checker.matcher, known, letters, length, &n),
						 form);
			assert_int_equal(n, form != NULL ? expected : 0);
		}
	}
	end(&f);
}

static void test_digests(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	digests_md5(&out, STR("abc"));
	assert_str(buf_view(&out), "900150983cd24fb0d6963f7d28e17f72");
	buf_clear(&out);
	digests_sha1(&out, STR("abc"));
	assert_str(buf_view(&out), "a9993e364706816aba3e25717850c26c9cd0d89d");
	buf_clear(&out);
	digests_md5(&out, STR("12345678901234567890123456789012345678901234567890123456789012345678901234567890"));
	assert_str(buf_view(&out), "57edf4a22be3c955ac49da2e2107b67a");
	buf_release(&out);
}

static void test_families(void **state)
{
	static const char *const found[] = {
	    "mail p.kovac@brackenford.org now",
	    "call +44 20 8366 1177",
	    "DE89 3704 0044 0532 0130 00",
	    "de89 3704 0044 0532 0130 00 belongs to the account of somebody else",
	    "card 4539 1488 0343 6467",
	    "<p>GB<b>33</b> BUKB <i>2020</i> 1555 5555 55</p>",
	    "the host 19.84.216.34 and the version",
	    "[52.52001, 13.40495]",
	    "ssn 536-22-8741",
	    "from 93.184.216.34",
	    "/home/pkovac/x",
	    "C:\\Users\\pkovac\\x",
	    "key AKIA"
	    "Z7Q3MKX2PLWVB5NT",
	    "postgres://svc:hunter22@db/x",
	    "MAC 3c:22:fb:91:0e:7a",
	    "from 2a02:8108:8ac0:1f3c:9d1e:aa01:77b2:12f0",
	    "at 53.55127, 9.99364 exactly",
	    "password=Tr0ub4dor3x9",
	    "PESEL 44051401359",
	    "VIN 1HGCM82633A004352",
	    "write to w.arden at gmail dot com",
	    "arden AT quillhouse DOT org",
	    "arden (at) quillhouse.org",
	    "arden [at] mail [dot] quillhouse [dot] org",
	    "warden77 at quillhouse dot co dot uk",
	    "My cell is (415) 867-5309.",
	    "Phone: 415-867-5309",
	    "Tel. 0171 4839217",
	    "mobile 07700 912 384",
	    "T\u00E9l. 06 45 81 27 94",
	    "telefon: 602 714 396",
	    "my number is 415 867 5309",
	    "nl91abna0417164300",
	    "nl91 abna 0417 1643 00",
	    "4539.1488.0343.6467",
	    "4539 148803 436467",
	    "4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7",
	    "SSN 219-09-4127",
	    "ssn=532417719",
	    "-----BEGIN RSA "
	    "PRIVATE KEY-----",
	    "Call me: 0231 / 58 20 93 14",
	    "Your one-time password is <b>604 918</b>.",
	    "OTP: 558207",
	    "Einmalpasswort: 70 44 18",
	    "use the verification code 41-88-03 to sign in",
	    "Licence key: QX7PT-4WM2D-9HVRC-3NGJ8-BF6TY",
	    "product key RM4T-88QK-01ZX worked",
	    "Serial number: 4RB0460D0G",
	    "recovery codes: 7k2m-93qz",
	    "the password is still Larkspur-4k9",
	    "TOTP secret: KRUGS4ZANFZSAYJA",
	    "passport no. C3J8H4MLP",
	    "NHS number 943 476 5919",
	    "VIN WVWZZZ1JZ3W386752",
	    "licence plate: DO-KM 318",
	    "born on 23 August 1981",
	    "born on August 23rd, 1981",
	    "geboren 8 november 1981",
	    "geb. 14. september 1981",
	    "your PIN is 48-31-07",
	    "geboren am 23.8.1981",
	    "date of birth: 1981-08-23",
	    "born 01/01/1978",
	    "date of birth: 1978-01-01",
	    "nato il 14 ottobre 1981",
	    "nata il 3 dicembre 1981",
	    "nacida el 3 de diciembre de 1981",
	    "nascido em 3 de outubro de 1981",
	    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
	    "born on 23. M\u00E4rz 1981",
	    "n\u00E9"
	    "e le 23 ao\u00FBt 1981",
	    "nacida el 23 de agosto de 1981",
	    "23 Thornbury Crescent, Leeds LS8 3QT",
	    "23 Thornbury Rd, Manchester M1 4BT",
	    "742 Birch Hollow Lane, Dayton, OH 45402",
	    "Lindenallee 23, 50968 K\u00F6ln",
	    "Kastanienstr. 4b, 01099 Dresden",
	    "23 rue des Glycines, 69003 Lyon",
	    "ul. Jaworowa 9/12, 30-327 Krak\u00F3w",
	    "Calle de los Olmos 23, 28013 Madrid",
	    "Lindestraat 23, 1017 GA Amsterdam",
	    "Lindgatan 23, 111 22 Stockholm",
	    "Breslauer Stra\u00DF"
	    "e 3a in 37085 G\u00F6ttingen",
	    "Rua das Flores 52, 4050-265 Porto",
	    "f\u00F8"
	    "dt 12. mai 1966",
	    "Via Garibaldi 12, 20121 Milano",
	    "12 place Bellegarde, 69002 Lyon",
	    "Hansaring 12, D-50670 K\u00F6ln",
	    "Vestergade 12, 5000 Odense",
	    "os. Jaworowe 9, 31-605 Krak\u00F3w",
	    "23 Thornbury Drive, Leeds LS8 3QT",
	    "742 Birch Hollow Drive, San Luis Obispo, CA 93401",
	    "S-1-5-21-2894417733-1180264491-77301962-1104",
	    "https://www.linkedin.com/in/p-kovac-81b2",
	    "ring me on 0161 482 2277",
	};
	static const char *const passed[] = {
	    "A one-time password has six digits.",
	    "the OTP is valid for 30 seconds",
	    "PIN: 1234",
	    "use pin 12-15 for SPI",
	    "with Erlang/OTP 25-27",
	    "the PIN has 4 digits, a passcode 2048 bits",
	    "Enter the licence key XXXXX-XXXXX-XXXXX-XXXXX.",
	    "the product key has 25-character groups",
	    "the serial port ttyUSB0 at 115200",
	    "serial 16550A",
	    "the serial number is on the sticker",
	    "licence key OEM-DM-NSLP",
	    "secret key: ${SECRET}",
	    "passport.js 0.7.0",
	    "a number plate is read by the camera",
	    "born in the cloud since 2019",
	    "pinned at 4.1.2",
	    "support@brackenford.org",
	    "a@example.com",
	    "+1 555 0100 123",
	    "version 4.7.0.1",
	    "192.0.2.7",
	    "00:11:22:33:44:55",
	    "2001:db8::1:2:3:4",
	    "password: ${DB_PASSWORD}",
	    "12:30:45:12:30:45",
	    "scale 1.2345, 2.3",
	    "10.1.2.3",
	    "4111 1111 1111 1111",
	    "/home/user/x",
	    "git@github.com:org/repo",
	    "icon@2x.png",
	    "look at google dot com",
	    "sign in at gmail.com",
	    "the account at gmail dot com",
	    "support at quillhouse dot org",
	    "user (at) example (dot) com",
	    "call 800-867-5309 or 212-555-0143",
	    "part 415-867-5309",
	    "phone 123-456-7890",
	    "123-45-6789",
	    "postgres://user:${PASSWORD}@db/x",
	    "2024-05-17 10:23:45",
	    "call 2024-05-17 10:23",
	    "de89aabbccddeeff00112233",
	    "de89370400440532013000aabbccddeeff00112233445566778899aabbccddeeff",
	    "4539.1488.0343.6468",
	    "40 10 00 00 00 00 00 00",	       /* a dump */
	    "[400 556 278 556 333 278]",       /* widths of letters */
	    "M4 4l 51-12-12-45-20-9-20-33-20", /* an icon */
	    "Firmware 2.0.22.105",
	    "version: 19.84.216.34",
	    "{\"type\": \"Point\", \"coordinates\": [52.52001, 13.40495]}",
	    "219-09-9999",
	    "the order 602 714 396",
	    "tel. 0123456789",
	    "AKIAIOSFODNN7EXAMPLE",
	    "the passport 2030-05-12 expires",
	    "passport: 12.05.2030",
	    "date of birth: 1990-01-01",
	    "born 01/01/1970",
	    "born in march",
	    "123 Main Street, Springfield, IL 62704",
	    ("Musterstra\u00DF"
	     "e 12, 12345 Musterstadt"),
	    "Step 4 on the road to 20000 Users",
	    "on the way to 10000 Requests in 5 minutes",
	    "Chapter 12, 50968 K\u00F6ln",
	    "the ring buffer 30 of Street View 10115 Tiles",
	    "S-1-5-21-2894417733-1180264491-77301962-500",
	    "Route 66, Lane 5, Drive C, Place 12, Row 14, 10000 Rows",
	    "Error in St 14, 20000 Bytes",
	    "Place Cursor 3 lines below and enter 10000 Records.",
	    "Place Cursor 3 lines below and enter 25000 Records.",
	    "1. Open Google Drive and choose Office 2019 Pro.",
	    "1. Open Cloud Street, 20000 Files",
	    "Step 4: Open Google Drive, choose Excel 2016 Files",
	    "Place Image 1 above Image 2 in PowerPoint 2019 Slides.",
	    "Supported OS: Ubuntu 22 and Windows Server 2019 Datacenter",
	    "String 10 \u2026 1024 Characters",
	    "String 10 to 20000 Characters",
	    "Monitoring 12 of at most 20000 Hosts",
	    "Via API 2 \u2026 5000 Requests",
	    "Via API 2 up to 20000 Requests",
	    "Lindenallee 23 has since then had more than 20000 Visitors",
	    "S-1-5-32-544",
	    "https://www.linkedin.com/in/your-name",
	    "https://www.linkedin.com/company/acme",
	};
	struct fixture f;

	(void)state;
	begin(&f);
	f.checker.families = true;
	assert_told_apart(&f, found, sizeof(found) / sizeof(*found), passed, sizeof(passed) / sizeof(*passed));
	end(&f);
}

/* Texts of their own size, so that a sanitizer sees what is read behind them. */
static void test_ends(void **state)
{
	static const char *const texts[] = {
	    "Lindenallee 23, 5096",    "Lindenallee 23, 50968",	   "Lindenallee 23, 30-3",
	    "Lindenallee 23, 111 2",   "Lindenallee 23, 4050-",	   "23 Thornbury Rd, M1 4B",
	    "ring me on 0161 48",      "sk75ewewdphowcanichangem", "de89 3704 0044 0532 0130 0",
	    "born on 23.8.198",	       "call +49 30 2759 48",	   "c:\\users\\pkova",
	    "S-1-5-21-2894417733-118", "https://linkedin.com/in/", "your PIN is 48-31-0",
	    "00:1a:2b:3c:4d:5",
	};
	struct fixture f;

	(void)state;
	begin(&f);
	f.checker.families = true;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (size_t n = 1; n <= strlen(texts[i]); n++) {
			char *copy = mem_alloc(n);

			memcpy(copy, texts[i], n);
			families_check(&f.checker, str_n(copy, n), "text");
			mem_free(copy);
		}
	end(&f);
}

static void test_allowed(void **state)
{
	static const char *const fine[] = {"+49 30 2759 4812",
					   "tel. 030/27594812",
					   "+49 (0)30 27594812",
					   "phone 030 2759 4812",
					   "Returns@Acme-Tools.eu",
					   "call +49 30 2759 4812 please",
					   "call +49 30 2759 4812, extra help",
					   "call +49 30 2759 4812\n\n2. Wait"};
	static const char *const other[] = {"+49 30 2759 4813",
					    "+49 30 2759 48121",
					    "+49 30 2759 481",
					    "phone 030 2759 4811",
					    "my.returns@acme-tools.eu",
					    "returns@acme-tools.eu.org",
					    "pkovac@acme-tools.eu",
					    "call +49 30 2759 4812 ext 12",
					    "call +49 30 2759 4812 x12",
					    "call +49 30 2759 4812 Durchwahl 12",
					    "call +49 30 2759 4812, ext. 12",
					    "call +49 30 2759 4812 (DW: 12)",
					    "call +49 30 2759 4812 - 12",
					    "call +49 30 2759 4812, 12",
					    "phone 030 2759 4812 poste 12"};
	static const char *const wrong[] = {"030 27594812",    "+49 30",	 "acme-tools.eu",
					    "*@acme-tools.eu", "@acme-tools.eu", "+49 30 27594812 pkovac"};
	struct allowed allowed = {0};
	struct diag_list diags;
	struct arena arena;
	struct fixture f;

	(void)state;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	begin(&f);
	f.checker.families = true;
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
		assert_true(refuses(&f, str_c(fine[i])));
	assert_int_equal(
	    allowed_parse(&allowed,
			  STR("# ours\n+49 30 27594812  # support\n\nreturns@acme-tools.eu\n+48 601 234 987\n"), &arena,
			  &diags),
	    0);
	f.checker.allowed = &allowed;
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
		if (refuses(&f, str_c(fine[i])))
			fail_msg("refused: %s", fine[i]);
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (!refuses(&f, str_c(other[i])))
			fail_msg("passed: %s", other[i]);
	/* somebody's, whatever is allowed */
	assert_true(refuses(&f, STR("+48 601 234 987")));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (allowed_parse(&allowed, str_c(wrong[i]), &arena, &diags) == 0)
			fail_msg("allowed: %s", wrong[i]);
	end(&f);
	allowed_release(&allowed);
	diag_list_release(&diags);
	arena_release(&arena);
}

/* Lists are looked up by bisection: what is out of order would not be found. */
static void test_words(void **state)
{
	(void)state;
	assert_true(words_has(WORDS_ORDINARY, STR("able")));
	assert_true(words_has(WORDS_ORDINARY, STR("will")));
	assert_true(words_has(WORDS_USUAL, STR("jenkins")));
	assert_true(words_has(WORDS_CONTEXT, STR("dear")));
	assert_true(words_has(WORDS_ENDINGS, STR("iej")));
	assert_true(words_has(WORDS_PUBLIC_DOMAINS, STR("gmail.com")));
	assert_true(words_has(WORDS_ROLES, STR("support")));
	assert_false(words_has(WORDS_ORDINARY, STR("kowalska")));
}

static int run_on(struct identities *identities, struct diag_list *diags, const char *name, struct str bytes)
{
	char folder[] = "/tmp/weir-gate-XXXXXX";
	struct gate gate = {.diags = diags, .identities = identities, .processes = 1};
	int fd, result;

	assert_non_null(mkdtemp(folder));
	fd = fs_open_folder(folder);
	assert_int_equal(fs_create_at(fd, name, bytes), 0);
	result = gate_folder(&gate, fd);
	assert_int_equal(fs_remove_tree_at(fd, name), 0);
	(void)close(fd);
	(void)rmdir(folder);
	return result;
}

/* A signature that the build has verified may have anybody's name in it by chance; nothing else of the file may. */
static void test_signature(void **state)
{
#define SIGNED "---\ntitle: x\napproval: \"abcd-Kowalska-"
#define REST "0123456789012345678901234567890123456789012345678901234567890123456789ab"
	static const struct {
		const char *text;
		int result;
	} pages[] = {
	    {SIGNED REST "\"\n---\n\nText\n", 0},
	    {SIGNED REST "c\"\n---\n\nText\n", -1},
	    {SIGNED REST "\"\n---\n\nDear Ms Kowalska\n", -1},
	    {"---\ntitle: x\n---\n\napproval: \"abcd-Kowalska-" REST "\"\n", -1},
	};
	char folder[] = "/tmp/weir-gate-XXXXXX";
	struct diag_list diags;
	struct arena arena;
	struct gate gate = {.diags = &diags, .processes = 1};
	struct identities *table;
	int fd;

	(void)state;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	table = gate_identities(&(struct gate_wanted){.people = str_c(people)}, &diags);
	assert_non_null(table);
	gate.identities = table;
	assert_non_null(mkdtemp(folder));
	fd = fs_open_folder(folder);
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		const struct gate_file file = {STR("solved/p.md"), fd, "p.md", true, STR("approval:")};
		const struct gate_file other = {STR("solved/p.md"), fd, "p.md", true, STR_NONE};

		assert_int_equal(fs_create_at(fd, "p.md", str_c(pages[i].text)), 0);
		assert_int_equal(gate_run(&gate, &file, 1), pages[i].result);
		assert_int_equal(gate_run(&gate, &other, 1), -1);
		assert_int_equal(fs_remove_tree_at(fd, "p.md"), 0);
	}
	(void)close(fd);
	(void)rmdir(folder);
	identities_free(table);
	diag_list_release(&diags);
	arena_release(&arena);
}

/* A gate whose table lacks the canary finds nothing of what it plants, and says so. */
static void test_proof(void **state)
{
	struct diag_list diags;
	struct arena arena;
	struct fold *fold = fold_new();
	struct identities *blind = make_table(fold, NULL), *seeing;

	(void)state;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	identities_finish(blind);
	assert_int_equal(run_on(blind, &diags, "a.html", STR("<p>Nobody</p>")), -1);
	assert_int_equal(diags.items.n, 1);
	assert_int_equal(diags.items.at[0].code, DIAG_GATE_CANARY);
	diag_list_release(&diags);
	diag_list_init(&diags, &arena);
	seeing = gate_identities(&(struct gate_wanted){.people = str_c(people)}, &diags);
	assert_non_null(seeing);
	assert_int_equal(run_on(seeing, &diags, "a.html", STR("<p>Nobody</p>")), 0);
	assert_int_equal(run_on(seeing, &diags, "a.bin", STR("<p>Nobody</p>")), -1);
	assert_int_equal(diags.items.at[0].code, DIAG_GATE_TYPE);
	identities_free(seeing);
	identities_free(blind);
	fold_free(fold);
	diag_list_release(&diags);
	arena_release(&arena);
}

static void test_long_lines(void **state)
{
	struct fixture f;
	struct buf page;

	(void)state;
	begin(&f);
	for (int round = 0; round < 3; round++) { /* the second time the line is known */
		buf_init(&page, BUF_NO_LIMIT);
		buf_lit(&page, "<p>Katar\n<style>");
		for (int i = 0; i < 300; i++)
			buf_printf(&page, ".a%d{color:red}", i);
		/* in the middle of the line; over its end */
		buf_str(&page, round == 2 ? STR("/* Katarzyna Kowalska */") : STR(""));
		for (int i = 0; i < 300; i++)
			buf_printf(&page, ".b%d{color:red}", i);
		buf_lit(&page, "</style>\n");
		assert_false(round == 0 && refuses(&f, buf_view(&page)));
		buf_str(&page, round == 1 ? STR("Katarzyna\nKowalska") : STR("nobody"));
		assert_true(refuses(&f, buf_view(&page)) == (round != 0));
		buf_release(&page);
	}
	end(&f);
}

/* The pieces, and between the first two so many sentences of nobody's. */
static void add_long(struct buf *page, const char *const *pieces)
{
	buf_str(page, str_c(pieces[0]));
	for (int i = 0; i < 100; i++)
		buf_printf(page, "%s of number %d %s", pieces[1], i, pieces[1][0] == '<' ? ">" : "");
	buf_str(page, str_c(pieces[2]));
}

/* Whatever the beginning and the end of a long line are made of, what goes over them is found, and in its line. */
static void test_long_line_borders(void **state)
{
	static const char *const refused[][3] = {
	    {"<p>", "A sentence", "+48 601 </p>\n<p>234987</p>"},
	    {"<p>", "A sentence", "Kowal</p>\n<p>ska</p>"},
	    {"<p>", "A sentence", "Kowal<wbr></p>\nska"},
	    {"<p>", "A sentence</p><p>", "Kowal<wbr></p>\nska"},
	    {"<p>Kowal\n<b><i>ska</i></b><p>", "A sentence", "</p>"},
	    {"<p>Kowal\n<b>ska</b><p>", "A sentence</p><p>", "</p>"},
	    {"<svg>", "<path", "<i>Kowal</i></svg>\nska"},
	    {"<p>Kowal\n<svg>", "<path", "</svg>\nska"},
	    {"<style>", ".a{color:red}", "</style><i>Kowal</i><b></b>\nska"},
	    {"<!--\n<p>", "A sentence</p>--><p>", "</p>\nKowal<b></b>ska -->"},
	};
	static const char wide[] =
	    "data-w='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'";
	struct fixture f;
	struct buf page;

	(void)state;
	begin(&f);
	buf_init(&page, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		buf_clear(&page);
		add_long(&page, refused[i]);
		if (!refuses(&f, buf_view(&page)))
			fail_msg("passes: %s…%s", refused[i][0], refused[i][2]);
	}
	buf_clear(&page);
	add_long(&page, (const char *const[]){"<p>", "A sentence", "Kowal<wbr "});
	for (int i = 0; i < 10; i++)
		buf_str(&page, str_c(wide));
	buf_lit(&page, "></p>\nska");
	assert_true(refuses(&f, buf_view(&page)));
	for (int round = 0; round < 2; round++) {
		buf_clear(&page);
		buf_lit(&page, "<p>one\ntwo</p>\n");
		add_long(&page, (const char *const[]){"<style>", ".a{color:red}", "/* Kowalska */</style>\n"});
		assert_true(refuses(&f, buf_view(&page)));
		assert_int_equal(f.checker.findings[0].line, 3);
	}
	buf_release(&page);
	end(&f);
}

/* The lines between stylesheet and <main>: looked through once, and what goes over their ends in every page. */
static void test_head(void **state)
{
	static const struct {
		const char *before, *inside, *behind;
		uint32_t line; /* where it is found; 0: nowhere */
	} pages[] = {
	    {"<i>one</i>", "Search", "nothing", 0},	 {"<i>one</i>", "Search", "nothing", 0}, /* known now */
	    {"<i>Katar</i>", "Search", "nothing", 0},	 {"<i>one</i>", "Search", "Kowalska", 17},
	    {"<i>one</i>", "Kowalska", "nothing", 9},	 {"<i>one</i>", "Search", "nothing", 0},
	    {"<i>Kowalska</i>", "Search", "nothing", 1},
	};
	struct fixture f;
	struct buf page;

	(void)state;
	begin(&f);
	buf_init(&page, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		buf_clear(&page);
		buf_printf(&page, "%s\n<style>", pages[i].before);
		for (int k = 0; k < 300; k++)
			buf_printf(&page, ".a%d{color:red}", k);
		buf_lit(&page, "</style>\n");
		for (int k = 0; k < 13; k++)
			buf_printf(
			    &page,
			    "<a class=\"item-of-menu\" href=\"/folder%d/\"><svg viewBox=\"0 0 24 24\"></svg>%s</a>\n",
			    k, k == 6 ? pages[i].inside : "");
		buf_printf(&page, "<main>\n<p>%s</p>\n</main>\n", pages[i].behind);
		assert_int_equal(refuses(&f, buf_view(&page)), pages[i].line != 0);
		if (pages[i].line != 0)
			assert_int_equal(f.checker.findings[0].line, pages[i].line);
	}
	assert_int_equal(f.checker.repeats[0].lines.n, 2);
	/* a name that begins in the last of the lines and goes on behind them; and one that ends in the first */
	for (int at_end = 0; at_end < 2; at_end++)
		for (int known = 0; known < 2; known++) {
			buf_clear(&page);
			buf_lit(&page, "<p>one\n<style>");
			for (int k = 0; k < 300; k++)
				buf_printf(&page, ".a%d{color:red}", k);
			buf_printf(&page, "%s</style>\n", at_end == 0 && known == 1 ? "Kowal" : "");
			for (int k = 0; k < 13; k++)
				buf_printf(&page,
					   "<a class=\"item-of-menu\" href=\"/f%d/\"><svg viewBox=\"0 0 24 "
					   "24\"></svg>%s</a>\n",
					   k, k == (at_end != 0 ? 12 : 0) ? (at_end != 0 ? "Kowal" : "ska") : "");
			buf_printf(&page, "<main>%s\n</main>\n", at_end == 1 && known == 1 ? "<b>ska</b>" : "");
			assert_int_equal(refuses(&f, buf_view(&page)), known);
		}
	buf_release(&page);
	end(&f);
}

static void test_xml(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(xml_texts(STR("<a t='x'>b<![CDATA[c]]></a>"), &out), 0);
	assert_str(buf_view(&out), "x\nbc\n");
	buf_clear(&out);
	assert_int_equal(xml_texts(STR("<!DOCTYPE a [<!ENTITY e 'bc'>]><a>&e;&e;</a>"), &out), 0);
	assert_str(buf_view(&out), "bcbc\n");
	assert_int_equal(xml_texts(STR("<a><b></a>"), &out), -1);
	/* nothing is read that stands elsewhere */
	buf_clear(&out);
	assert_int_equal(xml_texts(STR("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>"), &out),
			 -1);
	assert_str(buf_view(&out), "\n");
	buf_clear(&out);
	assert_int_equal(xml_texts(STR("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
				       "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg>b</svg>"),
				   &out),
			 0);
	assert_str(buf_view(&out), "b\n");
	assert_int_equal(xml_texts(STR(""), &out), -1);
	buf_release(&out);
}

/* Leaves of FTS5 as SQLite's format has them; damaged ones are refused wherever they are cut. */
static void test_leaf(void **state)
{
	static const char leaf[] = {0, 0, 0, 15, 3, '0', 'a', 'b', 1, 1, 1, 2, 2, 'c', 'd', 4, 7};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(packed_index_terms(str_n(leaf, sizeof(leaf)), &out), 0);
	assert_str(buf_view(&out), "ab\nacd\n");
	for (size_t n = 0; n < 15; n++)
		assert_int_equal(packed_index_terms(str_n(leaf, n), &out), -1);
	{
		struct packed_texts texts;

		buf_init(&texts.words, BUF_NO_LIMIT);
		buf_init(&texts.streams, BUF_NO_LIMIT);
		buf_init(&texts.others, BUF_NO_LIMIT);
		assert_int_equal(packed_index_read(str_n(leaf, sizeof(leaf)), &texts), -1);
		buf_release(&texts.words);
		buf_release(&texts.streams);
		buf_release(&texts.others);
	}
	buf_release(&out);
}

static void test_taken_down(void **state)
{
	static const struct str ids[] = {STR_INIT("k7q2m9xw4z")};
	struct diag_list diags;
	struct arena arena;
	struct identities *identities;

	(void)state;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	identities = gate_identities(&(struct gate_wanted){.taken_down = ids, .taken_down_n = 1}, &diags);
	assert_int_equal(run_on(identities, &diags, "a.html", STR("<a href='/solved/another1/'>x</a>")), 0);
	assert_int_equal(run_on(identities, &diags, "a.html", STR("<a href='/solved/k7q2m9xw4z/'>x</a>")), -1);
	identities_free(identities);
	diag_list_release(&diags);
	arena_release(&arena);
}

/* Whether a run with this table and these conditions believes what another one has written. */
static bool believes(const unsigned char *key, struct str taken_down, struct str conditions, struct str file)
{
	struct fold *fold = fold_new();
	struct identities *identities = make_table(fold, key);
	struct seen_part part;
	struct seen seen;
	bool result;

	if (taken_down.n != 0)
		identities_add_taken_down(identities, fold, taken_down);
	identities_add_canary(identities, fold, STR("Nobody"), STR("Inparticular"));
	identities_finish(identities);
	seen_init(&seen, identities, conditions);
	seen_load(&seen, file);
	result = seen_has(&seen, STR("rows"), STR("nothing in it"), &part);
	assert_false(seen_has(&seen, STR("blocks"), STR("nothing in it"), &part));
	assert_false(seen_has(&seen, STR("rows"), STR("Katarzyna Kowalska"), &part));
	assert_false(seen_has(&seen, STR("row"), STR("snothing in it"), &part));
	seen_release(&seen);
	identities_free(identities);
	fold_free(fold);
	return result;
}

static void test_seen(void **state)
{
	static const unsigned char key[IDENTITIES_KEY_BYTES] = {4, 2}, other[IDENTITIES_KEY_BYTES] = {4, 3};
	struct fold *fold = fold_new();
	struct identities *identities = make_table(fold, key);
	struct seen_part part;
	struct seen seen;
	struct buf file;

	(void)state;
	identities_finish(identities);
	buf_init(&file, BUF_NO_LIMIT);
	seen_init(&seen, identities, STR("now"));
	assert_false(seen_has(&seen, STR("rows"), STR("nothing in it"), &part));
	seen_add(&seen, &part);
	seen_add(&seen, &part);
	assert_false(seen_has(&seen, STR("rows"), STR("another"), &part));
	seen_add(&seen, &part);
	seen_save(buf_view(&seen.now), &file);
	assert_int_equal(file.n, sizeof("weir-gate-seen 1\n") - 1 + (size_t)2 * SEEN_BYTES);
	assert_true(believes(key, STR(""), STR("now"), buf_view(&file)));
	assert_false(believes(other, STR(""), STR("now"), buf_view(&file)));
	assert_false(believes(key, STR("k7q2m9xw4z"), STR("now"), buf_view(&file)));
	assert_false(believes(key, STR(""), STR("later"), buf_view(&file)));
	assert_false(believes(key, STR(""), STR("now"), str_slice(buf_view(&file), 0, file.n - 1)));
	assert_false(believes(key, STR(""), STR("now"), STR("")));
	seen_release(&seen);
	identities_free(identities);
	fold_free(fold);
	buf_release(&file);
}

/* A sign that is no shift hides none behind it. */
static void test_seven_bits(void **state)
{
	(void)state;
	assert_true(charsets_may_have_seven_bits(STR("\x1B$B")));
	assert_true(charsets_may_have_seven_bits(STR("a \x1B[0m\x1B\x1B(J")));
	assert_true(charsets_may_have_seven_bits(STR("~ ~~{")));
	assert_false(charsets_may_have_seven_bits(STR("~/a $( {\x1B[1m ~\x1B")));
	assert_false(charsets_may_have_seven_bits(STR("~\0~")));
	assert_false(charsets_may_have_seven_bits(STR_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_forms),	  cmocka_unit_test(test_nearly),
	    cmocka_unit_test(test_own_host),	  cmocka_unit_test(test_scraps),
	    cmocka_unit_test(test_common_parts),  cmocka_unit_test(test_line),
	    cmocka_unit_test(test_seal),	  cmocka_unit_test(test_decoders),
	    cmocka_unit_test(test_runs_again),	  cmocka_unit_test(test_noise),
	    cmocka_unit_test(test_chance),	  cmocka_unit_test(test_known_counts_most),
	    cmocka_unit_test(test_barren),	  cmocka_unit_test(test_known_places),
	    cmocka_unit_test(test_known_lengths), cmocka_unit_test(test_digests),
	    cmocka_unit_test(test_families),	  cmocka_unit_test(test_ends),
	    cmocka_unit_test(test_allowed),	  cmocka_unit_test(test_words),
	    cmocka_unit_test(test_signature),	  cmocka_unit_test(test_proof),
	    cmocka_unit_test(test_long_lines),	  cmocka_unit_test(test_long_line_borders),
	    cmocka_unit_test(test_head),	  cmocka_unit_test(test_xml),
	    cmocka_unit_test(test_leaf),	  cmocka_unit_test(test_taken_down),
	    cmocka_unit_test(test_seen),	  cmocka_unit_test(test_seven_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
