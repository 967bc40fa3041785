/* Names as many hands write them, and numbers that are nobody's. */
#include "generator/gate/families.h"
#include "tests/unit/gate_fixture.h"

#define N(list) (sizeof(list) / sizeof(*(list)))

static const char people[] = "[{\"name\":\"Hannah Featherstone\",\"email\":\"hannah.weaver@quillmarsh.net\"},"
			     "{\"name\":\"Vojtěch Hrdlička\"},{\"name\":\"Љиљана Њежић\"},"
			     "{\"name\":\"Сергій Їжакевич\"},{\"name\":\"ธนากร จันทรเสน\"},"
			     "{\"name\":\"Wilhelmina Whitworth\"}]";

static void test_names(void **state)
{
	static const char *const found[] = {
	    "on Hannahs-iPhone",
	    "annah or Hannahs-MacBook-Pro.local",
	    "Hrdličkův účet",
	    "CN=Hrdli\\C4\\8Dka\\, Vojt\\C4\\9Bch,OU=x",
	    "\u2CB0\u2C8F\u2C93\u2CA7w\u2C9Frth",					      /* Coptic */
	    "\u0E40\u0E23\u0E35\u0E22\u0E19\u0E04\u0E38\u0E13\u0E18\u0E19\u0E32\u0E01\u0E23", /* behind a title */
	    /* digests of Hannah.Weaver@quillmarsh.net and of HANNAH.WEAVER@QUILLMARSH.NET */
	    "133780cee4defaa541fee25b28bf5354",
	    "133780ce e4defaa5 41fee25b 28bf5354",
	    "90d7259207c42ca4651085359d042232486fa26aff0b93e5b48e100b59833edb",
	    /* Windows-1251 of Serbian, KOI8 of Ukrainian */
	    "\x8C\xE5\xE6\xE8\x9E, \xF1\xF3\xE1\xEE\xF2\xE0",
	    "\xC4\xD1\xCB\xD5\xC0, \xB7\xD6\xC1\xCB\xC5\xD7\xC9\xDE",
	};
	static const char *const passed[] = {
	    "Hannahsiphon",
	    "C:\\c4\\deploy and \\c3\\28",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Two everyday words are somebody where they have their capitals, or are all that a part of an address says. */
static void test_everyday_words(void **state)
{
	static const char everyday[] = "[{\"name\":\"Mark Hill\"},{\"name\":\"Li Wei\"}]";
	static const char *const found[] = {
	    "Mark Hill",
	    "<a href=\"/u/mark-hill/\">it</a>",
	    "<a href='/u/hill.mark'>it</a>",
	    "git@git.example:/home/li-wei and",
	    "@mark_hill",
	};
	static const char *const passed[] = {
	    "mark hill",
	    "<a href=\"/maps/mark-hills/\">it</a>",
	    "<a href=\"/maps/to-mark-hill\">it</a>",
	    "<a href=\"/mark/hill/\">",
	    "class=\"mark-hill\"",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, everyday);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Numbers to try payments with, of films and of documentation; and others beside them. */
static void test_numbers_of_nobody(void **state)
{
	static const char *const found[] = {
	    "card 4539 1488 0343 6467",
	    "call +44 20 7948 0018",
	    "call +49 30 23127 512",
	    "call +44 1204 960 418, in Bolton", /* +44 121 496 0… is nobody's */
	    "Tél. 01 70 10 48 39",		/* in Paris; nobody's in Australia */
	    "Tel. 0209 4719 283",		/* in Gelsenkirchen; nobody's in Ireland */
	    "6.4541, 3.3947",
	    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI4ODE3MjA0NTUxIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6y",
	};
	static const char *const passed[] = {
	    "4000 0000 0000 0002 is declined, 4000002760003184 asks",
	    "5200 8282 8282 8210, 6200 0000 0000 0005",
	    "call +44 20 7946 0018 or 0117 496 0123, +44 117 496 0123",
	    "call +49 30 23125 512 or +61 2 5550 4321",
	    "Tel. 030 23125 512, Tél. 01 99 00 01 27, tel 020 7946 0018",
	    "a ratio of 1.2345, 2.3456 or 1.1111, 3.3333",
	    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6y",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Names of files cut to eight characters, families in front, digits that are two letters, words of two characters. */
static void test_short_and_wide(void **state)
{
	static const char many[] = "[{\"name\":\"Hannah Featherstone\"},{\"name\":\"Halmágyi Boglárka\"},"
				   "{\"name\":\"Rufus Whitlingfield\"},{\"name\":\"周雅琪\"},{\"name\":\"윤다솜\"},"
				   "{\"name\":\"יעל בן־גרשון\"},{\"name\":\"Tobias Programmer\"},"
				   "{\"name\":\"Ignacio Zubeldia\"},{\"name\":\"Rashed Corbin\"}]";
	static const char *const found[] = {
	    "C:\\DATA\\FEATHE~1\\a.log",
	    "hfeath~2.txt",
	    "login bhalmagyi failed",
	    "login hboglarka failed",
	    "Wh1t1ingf1e1d",
	    "\"客戶\",\"周雅\",\"雅琪\"",
	    "\"고객\",\"윤다\",\"다솜\",\"솜님\"",
	    "周小姐（雅琪）來電",
	    "Yael Ben-Gershon",
	    "p\301\241ss \301\206eatherstone", /* in more bytes than they need */
	    "by \340\201\206eatherstone",
	    "?n=%C1%86eatherstone",
	    "Ignacio",
	};
	static const char *const passed[] = {
	    "C:\\PROGRA~1\\a.log", "feathe 1",		"it crashed, as crashed",
	    "周小姐來電",	   "\"周雅\",\"美琪\"", "San Ignacio and Los Ignacio",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, many);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Two names that an "and" joins; a domain that reads like one of documentation, or like the site's own. */
static void test_companies_and_hosts(void **state)
{
	static const char many[] = "[{\"kind\":\"org\",\"name\":\"Kestrel & Finch Logistics Ltd\"},"
				   "{\"name\":\"Kevin Maunsell\",\"domain\":\"exämple.net\"},"
				   "{\"name\":\"Petra Quist\",\"domain\":\"pinegröve.net\"}]";
	static const char *const found[] = {
	    "so did Kestrel and Finch last year",
	    "so did Kestrel und Finch",
	    "see pinegröve.net",
	    "Maunsell",
	};
	static const char *const passed[] = {
	    "the kestrel and the finch",
	    "Kestrel listens and finches sing",
	    "https://help.example.com/ and example.net",
	    "https://help.pinegrove.com/ of Pinegrove",
	};
	struct fixture f;

	(void)state;
	begin_at(&f, many, STR("help.pinegrove.com"));
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

static void test_logins_of_documentation(void **state)
{
	static const char *const found[] = {"Authorization: Basic aGFubmFoOnF3ZXJ0eTEyMzQ="};
	static const char *const passed[] = {
	    "Authorization: Basic dXNlcjpwYXNzd29yZA==",
	    "Authorization: Basic dXNlcm5hbWU6cGFzc3dvcmQ=",
	    "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, "[]");
	f.checker.families = true;
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* Escaped more often than views are made of views. */
static void test_escaped_again(void **state)
{
	static const char *const found[] = {
	    "q=%2525252525252525466eatherstone",
	    "q=%25252525252525252546%25252525252525252565%25252525252525252561therstone",
	    "Feather&amp;amp;amp;amp;amp;amp;amp;amp;shy;stone",
	    "&amp;amp;amp;amp;amp;amp;#70;eatherstone",
	    "&#38;#38;#38;#38;#38;#38;#70;eatherstone",
	    "&amp;#38;amp;#38;amp;#x26;#38;#70;eatherstone",
	    /* Whitworth in mathematical letters, as UTF-16 has them */
	    "&#xD835;&#xDC16;&#xD835;&#xDC21;&#55349;&#56354;&#xd835;&#xdc2d;worth",
	};
	static const char *const passed[] = {
	    "100%2525 and %252525 of %25252525252525, &amp;amp;amp;amp;amp;",
	    "&#xD835; &#xDC16;hitwort",
	    "/?q=%25E4%25BD%25A0",
	    "<a href=\"/x.pdf?ts=66&ref_url=https%253A%252F%252Fb.example%252Fproduct\">",
	};
	struct fixture f;
	struct buf text, once;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	/* every sign each time, so that each time it is three times as long: nothing is known of what it hides */
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&once, BUF_NO_LIMIT);
	buf_lit(&text, "Feather");
	for (int times = 0; times < 7; times++) {
		buf_clear(&once);
		for (size_t i = 0; i < text.n; i++)
			buf_printf(&once, "%%%02X", (unsigned char)text.s[i]);
		buf_clear(&text);
		buf_str(&text, buf_view(&once));
	}
	assert_true(refuses(&f, buf_view(&text)));
	assert_int_equal(f.checker.findings[0].problem, CHECK_TOO_MUCH);
	assert_string_equal(f.checker.findings[0].rule, "depth");
	buf_release(&text);
	buf_release(&once);
	end(&f);
}

/* Names as they are spelled on the telephone. */
static void test_telephone_alphabets(void **state)
{
	static const char *const found[] = {
	    "Whiskey Hotel India Tango Whiskey Oscar Romeo Tango Hotel",
	    "Washington Hotel Imola Torino Washington Otranto Roma Taranto Hotel",
	    "Wilhelm, Heinrich, Ida, Theodor, Wilhelm, Otto, Richard, Theodor, Heinrich",
	    "William Henri Irma Thérèse William Oscar Raoul Thérèse Henri",
	    "Washington Historia Inés Toledo Washington Oviedo Ramón Toledo Historia",
	    "Wuppertal Hamburg Ingelheim Tübingen Wuppertal Offenbach Rostock Tübingen Hamburg",
	    "Willem Hendrik Izaak Theodor Willem Otto Rudolf Teunis Hendrik",
	};
	static const char *const passed[] = {
	    "Ancona, Bologna, Como, Domodossola, Empoli, Firenze and Genova have shops",
	    "Wilhelm, Heinrich, Ida and Theodor, Wilhelm, Otto and Richard are examples",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, people);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

/* One byte a letter, of one charset, read as another's; and keys of Vietnamese that nothing turned into letters. */
static void test_misread_and_typed(void **state)
{
	static const char names[] = "[{\"name\":\"João Gonçalves\"},{\"name\":\"Anke Müllenbach\"},"
				    "{\"name\":\"Zdeněk Hřebíček\"},{\"name\":\"Nguyễn Văn "
				    "Đướng\"},{\"name\":\"Claude Ferrandier\"}]";
	static const char *const found[] = {
	    "JoÒo Gonþalves", /* Windows-1252 as code page 850 */
	    "by Gonþalves",
	    "by GonÁalves",	       /* as Macintosh has it */
	    "by Mr M\xC2\x81llenbach", /* code page 850 as Windows-1252 */
	    "by Zdenìk Høebíèek",      /* Windows-1250 as 1252 */
	    "Nguyeenx Vawn DDuowngs",
	    "Nguyeexn Vawn DDuowsng",
	    "Nguye6n4 Va8n D9uo7ng1",
	    "Nguyen Van Duong",
	    "Hi Claude, it works",
	    "Claude Ferrandier",
	    "Dear Mr Nguyen",
	};
	static const char *const passed[] = {
	    "Phố Nguyễn Huệ is a street",
	    "Claude Code writes; Claude Monet painted",
	    "10µm of M³ and naïve cœurs",
	};
	struct fixture f;

	(void)state;
	begin_with(&f, names);
	assert_told_apart(&f, found, N(found), passed, N(passed));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_everyday_words),
	    cmocka_unit_test(test_numbers_of_nobody),
	    cmocka_unit_test(test_short_and_wide),
	    cmocka_unit_test(test_companies_and_hosts),
	    cmocka_unit_test(test_logins_of_documentation),
	    cmocka_unit_test(test_escaped_again),
	    cmocka_unit_test(test_telephone_alphabets),
	    cmocka_unit_test(test_misread_and_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
