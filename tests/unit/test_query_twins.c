/* One page of several versions, or in two sections, is one answer among the first results. */
#include "tests/unit/search_fixture.h"

#define DIGGING \
	"A wombat digs a burrow with its claws. It pushes the earth out behind it and comes back for more until the " \
	"burrow is as long as a bus. "
#define OTHERS \
	{ \
	    "/food/", \
	    "What a wombat eats", \
	    "Grass and roots. It digs for them beside its burrow.", \
	    NULL, \
	    "en", \
	    NULL, \
	    NULL, \
	    NULL}, \
	    {"/rest/", \
	     "Where a wombat rests", \
	     "A wombat that digs all night rests in the burrow.", \
	     NULL, \
	     "en", \
	     NULL, \
	     NULL, \
	     NULL}, \
	{ \
		"/bus/", "The bus", "It stops at the zoo, where nobody digs a burrow.", NULL, "en", NULL, NULL, NULL \
	}
#define DIGS(url, more) \
	{ \
		url, "How a wombat digs a burrow", DIGGING more, NULL, "en", NULL, NULL, NULL \
	}

static const char asked[] = "wombat digs burrow";

static struct query_results ask(struct fixture *site, const char *text, size_t limit, size_t offset)
{
	struct query_request request = {.text = str_c(text), .limit = limit, .offset = offset, .is_final = true};
	struct query_results results;

	assert_int_equal(query_search(site->engine, site->scratch, &request, &site->arena, &results), 0);
	return results;
}

static bool is_how(const struct query_hit *hit)
{
	return str_eq(hit->title, STR("How a wombat digs a burrow"));
}

/* The first three differ, the twins follow, and nothing is lost or twice on pages of results. */
static void test_versions(void **state)
{
	static const struct fixture_page pages[] = {DIGS("/v1.9/dig/", ""), DIGS("/v1.10/dig/", ""),
						    DIGS("/v1.2/dig/", ""), DIGS("/v1.1/dig/", ""), OTHERS};
	struct fixture site;
	struct query_results all, some;

	(void)state;
	fixture_open(&site, pages, 7, NULL);
	all = ask(&site, asked, 10, 0);
	assert_int_equal(all.hits_n, 7);
	assert_str(all.hits[0].url, "/v1.10/dig/");
	assert_false(is_how(&all.hits[1]));
	assert_false(is_how(&all.hits[2]));
	for (size_t i = 3; i < 6; i++)
		assert_true(is_how(&all.hits[i]));
	for (size_t size = 1; size < 4; size++) {
		for (size_t offset = 0; offset < all.hits_n; offset += size) {
			some = ask(&site, asked, size, offset);
			for (size_t i = 0; i < some.hits_n; i++)
				assert_true(str_eq(some.hits[i].url, all.hits[offset + i].url));
		}
	}
	/* who names one wants that one */
	assert_str(ask(&site, "wombat digs burrow v1.2", 3, 0).hits[0].url, "/v1.2/dig/");
	assert_str(ask(&site, "1.9 wombat digs burrow", 3, 0).hits[0].url, "/v1.9/dig/");
	assert_str(ask(&site, "wombat digs burrow (1.9)?", 3, 0).hits[0].url, "/v1.9/dig/");
	fixture_close(&site);
}

static void test_latest(void **state)
{
	static const struct fixture_page pages[] = {DIGS("/3/dig/", "Unlike others."),
						    DIGS("/latest/dig/", "As of now."), DIGS("/4.x/dig/", ""), OTHERS};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, 6, NULL);
	assert_str(ask(&site, asked, 3, 0).hits[0].url, "/latest/dig/");
	fixture_close(&site);
}

/* A number more is later: 2.4.1 than 2.4, whose address comes first. */
static void test_longer_versions(void **state)
{
	static const struct fixture_page pages[] = {DIGS("/dig/2.4", ""), DIGS("/dig/2.4.1", ""), OTHERS};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, 5, NULL);
	assert_str(ask(&site, asked, 3, 0).hits[0].url, "/dig/2.4.1");
	fixture_close(&site);
}

/* What is of today stands for versions, not for another section, which may be about something else. */
static void test_latest_of_no_version(void **state)
{
	static const struct fixture_page pages[] = {DIGS("/guide/dig/", ""), DIGS("/latest/dig/", ""), OTHERS};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, 5, NULL);
	assert_str(ask(&site, asked, 3, 0).hits[0].url, "/guide/dig/");
	fixture_close(&site);
}

static void test_two_sections(void **state)
{
	static const struct fixture_page pages[] = {DIGS("/animals/dig/", ""), DIGS("/wombats/digging/", "Stand back."),
						    OTHERS};
	struct fixture site;
	struct query_results results;

	(void)state;
	fixture_open(&site, pages, 5, NULL);
	results = ask(&site, asked, 4, 0);
	assert_true(is_how(&results.hits[0]));
	assert_false(is_how(&results.hits[1]));
	assert_false(is_how(&results.hits[2]));
	assert_true(is_how(&results.hits[3]));
	fixture_close(&site);
}

/* Pages that only have the same title are different ones, and a page that is hardly about it comes before no twin. */
static void test_others_stay(void **state)
{
	static const struct fixture_page pages[] = {
	    {"/quoll/", "Overview", "A quoll hunts by night and has white spots on its coat.", NULL, "en", NULL, NULL,
	     NULL},
	    {"/numbat/", "Overview", "The numbat licks up termites by day, with a tongue as long as itself.", NULL,
	     "en", NULL, NULL, NULL},
	    {"/bilby/", "Bilbies", "An overview of ears.", NULL, "en", NULL, NULL, NULL},
	};
	/* numbers of their own are no versions */
	static const struct fixture_page numbered[] = {
	    {"/12/", "Overview", "A quoll hunts by night and has white spots on its coat.", NULL, "en", NULL, NULL,
	     NULL},
	    {"/57/", "Overview", "The numbat licks up termites by day, with a tongue as long as itself.", NULL, "en",
	     NULL, NULL, NULL},
	    {"/58/", "Bilbies", "An overview of ears.", NULL, "en", NULL, NULL, NULL},
	};
	static const struct fixture_page weak[] = {
	    DIGS("/1/dig/", ""),
	    DIGS("/2/dig/", ""),
	    {"/far/", "Ferries",
	     "There is no burrow near the pier. The ferry leaves at noon, at three, and at six; bring your own lunch, "
	     "for the kiosk is closed until the end of spring, when the tourists come back to the islands.",
	     NULL, "en", NULL, NULL, NULL}};
	struct fixture site;
	struct query_results results;

	(void)state;
	fixture_open(&site, pages, 3, NULL);
	results = ask(&site, "overview", 3, 0);
	assert_str(results.hits[0].title, "Overview");
	assert_str(results.hits[1].title, "Overview");
	fixture_close(&site);
	fixture_open(&site, numbered, 3, NULL);
	results = ask(&site, "overview", 3, 0);
	assert_str(results.hits[0].title, "Overview");
	assert_str(results.hits[1].title, "Overview");
	fixture_close(&site);
	fixture_open(&site, weak, 3, NULL);
	results = ask(&site, "how a wombat digs a burrow", 3, 0);
	assert_true(is_how(&results.hits[0]));
	assert_true(is_how(&results.hits[1]));
	fixture_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_versions),	    cmocka_unit_test(test_latest),
	    cmocka_unit_test(test_longer_versions), cmocka_unit_test(test_latest_of_no_version),
	    cmocka_unit_test(test_two_sections),    cmocka_unit_test(test_others_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
