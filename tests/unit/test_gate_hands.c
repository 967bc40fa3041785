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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_everyday_words),
	    cmocka_unit_test(test_numbers_of_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
