#include "tests/unit/unit.h"

#include "generator/dates.h"

struct example {
	const char *text, *date; /* NULL: no date */
};

static void check(const struct example *examples, size_t n, enum dates_result expected)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++) {
		struct date date = {0};
		enum dates_result result = dates_parse(str_c(examples[i].text), &date);

		if (result != expected)
			fail_msg("%s: result %d", examples[i].text, result);
		buf_clear(&out);
		if (result != DATES_NONE)
			date_format(&out, date);
		if (!str_eq(buf_view(&out), str_c(examples[i].date != NULL ? examples[i].date : "")))
			fail_msg("%s: %s", examples[i].text, buf_view(&out).s);
	}
	buf_release(&out);
}
#define CHECK(examples, expected) check((examples), sizeof(examples) / sizeof(*(examples)), (expected))

static void dates_in_many_forms(void **state)
{
	static const struct example examples[] = {
	    {"2022-12-13", "2022-12-13"},
	    {"2022-12-13T10:11:12Z", "2022-12-13T10:11:12Z"},
	    {"2015-05-27T13:32:00-04:00", "2015-05-27T13:32:00-04:00"},
	    {"2022-12-13 10:11:12 +0100", "2022-12-13T10:11:12+01:00"},
	    {"2022-12-13 10:11:12 UTC", "2022-12-13T10:11:12Z"},
	    {"2022-12-13 10:11 PM", "2022-12-13T22:11:00Z"},
	    {" 2022-1-5 ", "2022-01-05"},
	    {"2022/12/13", "2022-12-13"},
	    {"2022.12.13", "2022-12-13"},
	    {"2022-12", "2022-12-01"},
	    {"20221213", "2022-12-13"},
	    {"20221213T10:11", "2022-12-13T10:11:00Z"},
	    {"12/13/2022", "2022-12-13"},
	    {"13/12/2022", "2022-12-13"},
	    {"13-12-2022", "2022-12-13"},
	    {"3/3/2022", "2022-03-03"},
	    {"12/13/22", "2022-12-13"},
	    {"13.12.2022", "2022-12-13"},
	    {"3.4.2022", "2022-04-03"},
	    {"13 Dec 2022", "2022-12-13"},
	    {"13-Dec-2022", "2022-12-13"},
	    {"Dec 13, 2022", "2022-12-13"},
	    {"December 13th, 2022", "2022-12-13"},
	    {"1st of sept. 2022", "2022-09-01"},
	    {"2022 Dec 13", "2022-12-13"},
	    {"Dec 2022", "2022-12-01"},
	    {"Tue, 13 Dec 2022 10:11:12 GMT", "2022-12-13T10:11:12Z"},
	    {"Tue, 13 Dec 2022 10:11:12 EST", "2022-12-13T10:11:12-05:00"},
	    {"Tue Dec 13 2022 10:11:12 GMT+0100 (Central European Standard Time)", "2022-12-13T10:11:12+01:00"},
	    {"January 5, 2023 10:00 AM", "2023-01-05T10:00:00Z"},
	    {"January 5, 2023 12:00 AM", "2023-01-05T00:00:00Z"},
	    {"May 31, 2024", "2024-05-31"},
	    {"29.2.2024", "2024-02-29"},
	    {"2022-12-13T10:11:12.123456+02:00", "2022-12-13T10:11:12+02:00"},
	};

	(void)state;
	CHECK(examples, DATES_CERTAIN);
}

static void american_dates_are_doubtful(void **state)
{
	static const struct example examples[] = {{"03/04/2022", "2022-03-04"}, {"3-4-2022", "2022-03-04"}};

	(void)state;
	CHECK(examples, DATES_AMBIGUOUS);
}

static void what_is_no_date_is_refused(void **state)
{
	static const struct example examples[] = {
	    {"", NULL},
	    {"soon", NULL},
	    {"2022", NULL},
	    {"1670925600", NULL},
	    {"2022-13-01", NULL},
	    {"2022-02-29", NULL},
	    {"31.4.2022", NULL},
	    {"0000-00-00", NULL},
	    {"0-1-1", NULL},
	    {"13/13/2022", NULL},
	    {"2022-12-13-14", NULL},
	    {"12 13", NULL},
	    {"v1.2.3", NULL},
	    {"1.2.3", NULL},
	    {"10:00", NULL},
	    {"2022-12-13 25:00", NULL},
	    {"Dec", NULL},
	    {"Dec Dec 2022", NULL},
	    {"99999999999999", NULL},
	    {"2022-12-13 10:00 +9900", NULL},
	    {"last week", NULL},
	    {"12/2022", NULL},
	    {"-1", NULL},
	    {"2022-12-13 10:00:61", NULL},
	    {"00000000", NULL},
	    {"Monday", NULL},
	    {"1.10", NULL},
	    {"100/1/1", NULL},
	};

	(void)state;
	CHECK(examples, DATES_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(dates_in_many_forms),
	    cmocka_unit_test(american_dates_are_doubtful),
	    cmocka_unit_test(what_is_no_date_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
