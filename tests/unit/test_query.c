/* The query engine: what a search finds, in which order, and what of it is shown. */
#include "tests/unit/search_fixture.h"

#include "search/query_likeness.h"
#include "search/spell.h"
#include "search/suggest.h"

#include "common/mem.h"
#include "common/utf8.h"

static const struct fixture_page pages[] = {
    {"/reset/", "Reset your password",
     "Open the sign-in page and choose Forgot password.\n# By mail\nWe send a link "
     "by mail. The link works for one hour.\n# By phone\nCall us and tell the code.",
     "account", "en", "article", "login", NULL},
    {"/refund/", "Get your money back", "Refunds take five days. Ask for a refund in Billing.", "billing", "en",
     "article", "money", "when will my chargeback arrive\nchargeback please"},
    {"/invoice/", "Download an invoice", "Every invoice is under Billing, invoices. A refund has an invoice too.",
     "billing", "en", "article", "money", NULL},
    {"/err/", "Error ERR_CONN_42", "The server at 192.168.0.1 closed the connection. See Get-ChildItem and C++.",
     "errors", "en", "article", NULL, NULL},
    {"/solved/1/", "Cannot sign in after the update", "The customer could not sign in. Clearing cookies helped.",
     "solved", "en", "solved", "login", NULL},
    {"/de/passwort/",
     "Passwort zur\xC3\xBC"
     "cksetzen",
     "Auf der Anmeldeseite Passwort vergessen w\xC3\xA4hlen. Die "
     "Kontoeinstellungen helfen.",
     "konto", "de", "article", NULL, NULL},
    {"/ja/", "\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89\xE5\xA4\x89\xE6\x9B\xB4",
     "\xE8\xA8\xAD\xE5\xAE\x9A\xE7\x94\xBB\xE9\x9D\xA2\xE3\x82\x92\xE9\x96\x8B\xE3\x81\x8F\xE3\x80\x82", "ja", "ja",
     "article", NULL, NULL},
    {"/two/", "Two-factor authentication", "Use an authenticator app for the second factor, or the phone.", "account",
     "en", "article", "login", NULL},
};
static const char config[] =
    "{\"search\":{\"synonyms\":[\"2fa, two factor authentication\",\"cash => money\",\"wifi, wireless\"],"
    "\"pinned\":{\"Log in\":[\"two/\",\"missing\"]}},\"suggest\":{\"threshold\":0.3}}";

static struct fixture site;

static struct query_results search(const char *text)
{
	struct query_request request = {.text = str_c(text), .limit = 10};
	struct query_results results;

	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	return results;
}

static void assert_first(const char *text, const char *url)
{
	struct query_results results = search(text);

	if (results.hits_n == 0)
		fail_msg("\"%s\" finds nothing", text);
	assert_str(results.hits[0].url, url);
}

static bool finds(const char *text, const char *url)
{
	struct query_results results = search(text);

	for (size_t i = 0; i < results.hits_n; i++) {
		if (str_eq(results.hits[i].url, str_c(url)))
			return true;
	}
	return false;
}

static void test_words(void **state)
{
	(void)state;
	assert_first("reset password", "/reset/");
	assert_first("RESETTING passwords", "/reset/");
	assert_first("invoice", "/invoice/");
	assert_true(finds("refund", "/refund/"));
	assert_true(finds("refund", "/invoice/"));
	assert_int_equal(search("zzzzqqqq").total, 0);
	assert_int_equal(search("").total, 0);
	assert_int_equal(search("the").hits_n, search("the").total);
}

static void test_phrases_and_exclusions(void **state)
{
	(void)state;
	assert_true(finds("\"five days\"", "/refund/"));
	assert_int_equal(search("\"days five\"").total, 0);
	assert_int_equal(search("\"refunds take five days\"").total, 1);
	assert_false(finds("refund -invoice", "/invoice/"));
	assert_true(finds("refund -invoice", "/refund/"));
	assert_false(finds("refund -\"refund has\"", "/invoice/"));
	/* several, of one word and of more */
	assert_false(finds("refund -invoice -five -\"days from\"", "/invoice/"));
	assert_false(finds("refund -invoice -five -\"refund has\"", "/refund/"));
	/* exclusions alone are words */
	assert_first("-invoice", "/invoice/");
	/* behind a word that wants another one a minus belongs to a name */
	assert_true(finds("difference between -refund and -invoice", "/invoice/"));
	assert_true(finds("-refund vs. -invoice", "/invoice/"));
	assert_false(finds("-refund invoice", "/invoice/"));
	assert_true(finds("money for -refund", "/refund/"));
	assert_false(finds("\"for\" billing -refund", "/refund/"));
	/* a quote without its partner is nothing */
	assert_first("\"reset password", "/reset/");
}

static void test_filters(void **state)
{
	struct query_request request = {.text = STR("refund sign password"), .limit = 10, .section = STR("billing")};
	struct query_results results;

	(void)state;
	assert_int_equal(search("refund section:billing").total, 2);
	assert_int_equal(search("sign kind:solved").total, 1);
	assert_int_equal(search("password tag:login lang:en").total, 2 - 1);
	assert_int_equal(search("password section:nowhere").total, 0);
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_int_equal(results.total, 2);
	/* an unknown field is words */
	assert_true(finds("foo:refund", "/refund/"));
}

static void test_facets(void **state)
{
	struct query_results results = search("refund password sign");
	bool seen = false;

	(void)state;
	for (size_t f = 0; f < QUERY_FACET_KINDS; f++) {
		if (strcmp(results.facets[f].name, "section") != 0)
			continue;
		for (size_t i = 0; i < results.facets[f].values_n; i++) {
			if (str_eq(results.facets[f].values[i].value, STR("billing"))) {
				assert_int_equal(results.facets[f].values[i].pages, 2);
				seen = true;
			}
		}
	}
	assert_true(seen);
}

static void test_codes(void **state)
{
	(void)state;
	assert_first("ERR_CONN_42", "/err/");
	assert_first("192.168.0.1", "/err/");
	assert_first("get-childitem", "/err/");
	assert_first("childitem", "/err/");
	assert_first("C++", "/err/");
}

static void test_typos(void **state)
{
	struct query_results results;

	(void)state;
	results = search("reset pasword ");
	assert_str(results.corrected, "reset password ");
	assert_str(results.hits[0].url, "/reset/");
	results = search("inovice ");
	assert_str(results.corrected, "invoice ");
	/* known words, quoted ones, codes and numbers are never corrected */
	assert_str(search("refund ").corrected, "");
	assert_str(search("\"pasword\"").corrected, "");
	assert_str(search("err_conn_43 192.168.0.2 ").corrected, "");
	/* a last word that is still a beginning is no mistake */
	results = search("reset passwo");
	assert_str(results.corrected, "");
	assert_str(results.hits[0].url, "/reset/");
	/* … but whole words are */
	assert_int_equal(search("authentic").total != 0, 1);
}

/* Of words that are equally near, the one that pages have beside the query's other words; and no search without end. */
static void test_what_was_meant(void **state)
{
	static const struct fixture_page some[] = {
	    {"/job/", "Queue", "A print job waits.", NULL, "en", NULL, NULL, NULL},
	    {"/jab/", "Jab", "The jab is free. A jab, your jab.", NULL, "en", NULL, NULL, NULL},
	    {"/jabs/", "Jab again", "Another jab.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct spell_guess guesses[SPELL_GUESSES];
	uint32_t steps = SPELL_STEPS;
	struct store *store;
	char path[96];

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_str(search("joab works").corrected, "jab works");
	assert_str(search("print joab works").corrected, "print job works");
	assert_true(snprintf(path, sizeof(path), "%s/search.db", site.path) > 0);
	store = store_open(AT_FDCWD, path, NULL);
	assert_non_null(store);
	assert_int_equal(spell_guesses(store, STR("wbits"), &steps, guesses), 1);
	assert_int_equal(guesses[0].edits, 1);
	assert_true(steps < SPELL_STEPS);
	steps = 3;
	assert_int_equal(spell_guesses(store, STR("xaits"), &steps, guesses), 0);
	assert_int_equal(steps, 0);
	store_close(store);
	fixture_close(&site);
	site = kept;
}

/* Everyday words that no page has are spelt right: they are no others. */
static void test_correct_words(void **state)
{
	static const struct fixture_page some[] = {
	    {"/bridge/", "Go there via the bridge", "You go via such a bridge, and this is how.", NULL, "en", NULL,
	     NULL, NULL},
	    {"/hose/", "What to do with the hose", "This is how you roll the hose, and my hose is red.", NULL, "en",
	     NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, 2, NULL);
	assert_str(search("how much red ").corrected, ""); /* a word of asking, near to "such" */
	assert_str(search("those red ").corrected, "");	   /* a stop word, near to "hose" */
	assert_str(search("visa ").corrected, "");	   /* one of query_english.c, near to "via" */
	assert_int_equal(search("visa ").total, 0);
	assert_str(search("horse red ").corrected, "");	 /* one of query_english_words.c, near to "hose" */
	assert_str(search("roles red ").corrected, "");	 /* and a form of one, near to "roll" */
	assert_str(search("horse ").corrected, "hose "); /* rather than nothing */
	assert_str(search("brigde horse ").corrected, "bridge horse ");
	assert_str(search("huse red ").corrected, "hose red "); /* its stem is that of another word */
	assert_str(search("hoze ").corrected, "hose ");
	assert_str(search("via brigde ").corrected, "via bridge ");
	fixture_close(&site);
	site = kept;
}

/* "won't" is one word, and says less than what will not. */
static void test_contractions(void **state)
{
	static const struct fixture_page some[] = {
	    {"/label/", "The label won't show", "This is what you see, and how.", NULL, "en", NULL, NULL, NULL},
	    {"/pump/", "The pump and you", "How you start the pump, and what to do with it.", NULL, "en", NULL, NULL,
	     NULL},
	    {"/prize/", "The prize that you won", "What you do with the prize.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_first("pump won't start ", "/pump/");
	assert_first("won't show ", "/label/");
	assert_first("won\xE2\x80\x99t ", "/label/");
	assert_first("won ", "/prize/");
	/* as many type it; no page has these words, and none is another one misspelt */
	assert_first("pump wont start ", "/pump/");
	assert_first("wont show ", "/label/");
	assert_first("wont ", "/label/");
	assert_first("im what the pump doesnt ", "/pump/");
	assert_str(search("im what the pump doesnt ").corrected, "");
	fixture_close(&site);
	site = kept;
}

/* A name in capitals that no page has is no other one misspelt, unless pages have that beside a neighbour. */
static void test_acronyms(void **state)
{
	static const struct fixture_page some[] = {
	    {"/cram/", "Cram the drawer", "You can cram paper into it.", NULL, "en", NULL, NULL, NULL},
	    {"/drum/", "Drum", "A drum unit holds toner.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct query_results results;

	(void)state;
	fixture_open(&site, some, 2, NULL);
	results = search("PRAM ");
	assert_str(results.corrected, "");
	assert_int_equal(results.total, 0);
	assert_str(search("pram ").corrected, "cram ");
	assert_str(search("DRUN paper ").corrected, "");
	assert_str(search("DRUN unit ").corrected, "drum unit ");
	assert_str(search("DRAWR ").corrected, "drawer ");
	fixture_close(&site);
	site = kept;
}

/* A title about a pre-order is not about orders; and a word whose stem hides another one finds that. */
static void test_prefixes_and_stems(void **state)
{
	static const struct fixture_page some[] = {
	    {"/pre/", "Your pre-order", "It ships later.", NULL, "en", NULL, NULL, NULL},
	    {"/status/", "Follow your order on its way", "The carrier knows.", NULL, "en", NULL, NULL, NULL},
	    {"/values/", "Our values", "Environmental care comes first.", NULL, "en", NULL, NULL, NULL},
	    {"/env/", "Environment of a job", "Set it here.", NULL, "en", NULL, NULL, NULL},
	    {"/stage/", "Staging", "A second environment.", NULL, "en", NULL, NULL, NULL},
	    {"/live/", "Live", "The environment that customers see.", NULL, "en", NULL, NULL, NULL},
	    {"/folder/", "Public folders", "Who may open public ones.", NULL, "en", NULL, NULL, NULL},
	    {"/link/", "Public links", "A public link needs no password.", NULL, "en", NULL, NULL, NULL},
	    {"/beta/", "Public beta", "It is public.", NULL, "en", NULL, NULL, NULL},
	    {"/press/", "Press", "What we said publicly.", NULL, "en", NULL, NULL, NULL},
	    {"/runes/", "Runes", "Letters of old.", NULL, "en", NULL, NULL, NULL},
	    {"/runs/", "Running a job", "How it runs.", NULL, "en", NULL, NULL, NULL},
	    {"/again/", "A second run", "Run it again.", NULL, "en", NULL, NULL, NULL},
	    {"/stop/", "Stop it", "A job that runs is stopped.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, sizeof(some) / sizeof(some[0]), NULL);
	assert_first("order ", "/status/");
	assert_first("where is my order ", "/status/");
	assert_first("pre-order ", "/pre/");
	assert_first("preorder ", "/pre/");
	assert_first("pre order ", "/pre/");
	assert_first("environmental job ", "/env/");
	assert_first("environmental ", "/values/");
	assert_true(finds("environmental ", "/live/"));
	assert_first("publicly linked ", "/link/");
	assert_first("publicly ", "/press/");
	assert_true(finds("publicly ", "/beta/"));
	assert_true(finds("runing ", "/runs/"));
	fixture_close(&site);
	site = kept;
}

/* Of what a last word may become, what stands behind the word before it on some page; then what is not much longer. */
static void test_completions(void **state)
{
	static const struct fixture_page some[] = {
	    {"/panda/", "A panda", "Bamboo.", NULL, "en", NULL, NULL, NULL},
	    {"/paint/", "A paint", "Bucket.", NULL, "en", NULL, NULL, NULL},
	    {"/pantry/", "A pantry", "Shelves.", NULL, "en", NULL, NULL, NULL},
	    {"/room/", "Walls", "Some have blue paint.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct query_results results;

	(void)state;
	fixture_open(&site, some, 4, NULL);
	results = search("blue pa");
	assert_true(results.hits_n == 4);
	assert_str(results.hits[0].url, "/room/");
	assert_str(results.hits[1].url, "/paint/");
	assert_str(results.hits[2].url, "/panda/");
	assert_str(results.hits[3].url, "/pantry/");
	results = search("pan");
	assert_true(results.hits_n == 2);
	assert_str(results.hits[0].url, "/panda/");
	fixture_close(&site);
	site = kept;
}

/* Pages that are titles alone make a text no longer than it is. */
static void test_lengths(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "Otters", "Otters swim well.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "Beavers", "Beavers build dams.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Voles", NULL, NULL, "en", NULL, NULL, NULL},
	    {"/d/", "Shrews", NULL, NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct store *store;
	char path[96];
	int with_text = 0;

	(void)state;
	fixture_open(&site, some, 4, NULL);
	assert_true(snprintf(path, sizeof(path), "%s/search.db", site.path) > 0);
	store = store_open(AT_FDCWD, path, NULL);
	assert_non_null(store);
	for (uint32_t d = 0; d < store->docs_n; d++) {
		const struct store_shard *shard = store_shard_of(store, d);

		if (store_entry(shard, d - shard->first)->body_words == 0)
			continue;
		assert_float_equal(store->norms[d].body, 1, 1e-5);
		with_text++;
	}
	assert_int_equal(with_text, 2);
	store_close(store);
	fixture_close(&site);
	site = kept;
}

static void test_synonyms_and_pins(void **state)
{
	struct query_results results;

	(void)state;
	assert_first("2fa", "/two/");
	assert_first("cash ", "/refund/");
	assert_false(finds("\"money\"", "/two/"));
	results = search("log  IN?");
	assert_str(results.hits[0].url, "/two/");
	assert_true(results.hits[0].is_pinned);
	assert_false(search("log").hits_n != 0 && search("log").hits[0].is_pinned);
}

/* Several words mean something in a row only. */
static void test_phrases_as_synonyms(void **state)
{
	static const struct fixture_page some[] = {
	    {"/enter/", "Sign in to the burrow", "The numbat shows its pass.", NULL, "en", NULL, NULL, NULL},
	    {"/sign/", "The warning sign", "A sign says that a wombat crosses. Look for it in the dark.", NULL, "en",
	     NULL, NULL, NULL},
	    {"/vpn/", "A virtual private network", "For quolls that are away.", NULL, "en", NULL, NULL, NULL},
	    {"/private/", "A private place", "The network of burrows is no virtual one.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, 4, "{\"search\":{\"synonyms\":[\"vpn, virtual private network\"]}}");
	assert_first("login ", "/enter/");
	assert_false(finds("login ", "/sign/"));
	assert_int_equal(search("login ").hits_n, 1);
	assert_first("vpn ", "/vpn/");
	assert_false(finds("vpn ", "/private/"));
	assert_first("warning sign", "/sign/");
	fixture_close(&site);
	site = kept;
}

/* Nor are words like one of several looked for, where stems are not known; of Chinese the pairs say it. */
static void test_phrases_in_other_languages(void **state)
{
	static const struct fixture_page german[] = {
	    {"/vpn/", "Virtuelles privates Netz", "Das richtet der Wombat ein.", NULL, "de", NULL, NULL, NULL},
	    {"/private/", "Private H\xC3\xB6hlen", "Was wir mit privaten H\xC3\xB6hlen tun.", NULL, "de", NULL, NULL,
	     NULL},
	    {"/virtual/", "Virtuelle Wombats", "Mit virtuellen Krallen.", NULL, "de", NULL, NULL, NULL},
	};
	static const struct fixture_page chinese[] = {
	    {"/two/", "\xE6\x89\x93\xE5\xBC\x80\xE5\x8F\x8C\xE9\x87\x8D\xE9\xAA\x8C\xE8\xAF\x81", NULL, NULL, "zh",
	     NULL, NULL, NULL},
	    {"/again/", "\xE9\x87\x8D\xE6\x96\xB0\xE6\x89\x93\xE5\xBC\x80", NULL, NULL, "zh", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, german, 3, "{\"search\":{\"synonyms\":[\"vpn, virtuelles privates netz\"]}}");
	assert_first("vpn ", "/vpn/");
	assert_int_equal(search("vpn ").hits_n, 1);
	fixture_close(&site);
	fixture_open(&site, chinese, 2,
		     "{\"search\":{\"synonyms\":[\"2fa, \xE5\x8F\x8C\xE9\x87\x8D\xE9\xAA\x8C\xE8\xAF\x81\"]}}");
	assert_first("2fa ", "/two/");
	assert_int_equal(search("2fa ").hits_n, 1);
	fixture_close(&site);
	site = kept;
}

/* Words written together or apart, and everyday words for others, which never beat what was typed. */
static void test_other_writings(void **state)
{
	static const struct fixture_page some[] = {
	    {"/billing/", "Billing", NULL, NULL, "en", "section", NULL, NULL},
	    {"/copy/", "Get a copy", "Choose the order and press Download. The file has the invoice in it.", NULL, "en",
	     NULL, NULL, NULL},
	    {"/pay/", "Ways to pay", "We take Apple Pay, cards and the webshop's vouchers.", NULL, "en", NULL, NULL,
	     NULL},
	    {"/password/", "Reset your password", "Press Forgot password.", NULL, "en", NULL, NULL, NULL},
	    {"/steps/", "Turn on two-step verification", "Use an app of your choice.", NULL, "en", NULL, NULL, NULL},
	    {"/how/", "How you and the phone work", "This is what you do with the phone.", NULL, "en", NULL, NULL,
	     NULL},
	    {"/my/", "My phone and how I use it", "And what the others do with this.", NULL, "en", NULL, NULL, NULL},
	    {"/with/", "What to do with the data", "This is how you use the data, and with my help.", NULL, "en", NULL,
	     NULL, NULL},
	};
	const struct fixture kept = site;
	struct query_results results;

	(void)state;
	fixture_open(&site, some, sizeof(some) / sizeof(some[0]), NULL);
	results = search("applepay ");
	assert_int_equal(results.total, 1);
	assert_str(results.hits[0].url, "/pay/");
	assert_str(results.corrected, "apple pay ");
	assert_first("resetpassword ", "/password/"); /* that no page has the two in a row is no matter */
	assert_str(search("\"webshop\" how applepay, phnoe ").corrected, "\"webshop\" how apple pay, phone ");
	assert_first("applepay \"forgot password\"", "/password/"); /* the phrase is still the one that was typed */
	assert_int_equal(search("\"applepay\"").total, 0);
	assert_first("web shop ", "/pay/");
	/* what a synonym adds may be a word of the query itself */
	assert_first("two factor ", "/steps/");
	assert_first("2fa ", "/steps/");
	assert_first("download invoice ", "/copy/");
	assert_first("billing ", "/billing/");
	fixture_close(&site);
	site = kept;
}

/* A verb and its particle are one word: the verb alone is another. */
static void test_particles(void **state)
{
	static const struct fixture_page some[] = {
	    {"/currency/", "The currency has a wrong sign",
	     "This is how you and my staff change it, and what to do with it.", NULL, "en", NULL, NULL, NULL},
	    {"/logs/", "Where the log of a job is kept", "What you do with the log, and how you use this.", NULL, "en",
	     NULL, NULL, NULL},
	    {"/account/", "Your login fails", "This is what you do, and who is there with my help.", NULL, "en", NULL,
	     NULL, NULL},
	    {"/register/", "Register a printer", "It takes a minute.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, 4, NULL);
	assert_first("sign in ", "/account/");
	assert_first("log on ", "/account/");
	assert_first("sign on ", "/account/");
	assert_first("sign up ", "/register/");
	assert_first("sign ", "/currency/");
	assert_first("log ", "/logs/");
	fixture_close(&site);
	site = kept;
}

/* Where hardly a page has the two in a row, they are the word that the site writes as one. */
static void test_one_word(void **state)
{
	static const struct fixture_page some[] = {
	    {"/time/", "Zone of the time", "The time in each zone is another time.", NULL, "en", NULL, NULL, NULL},
	    {"/a/", "Set the timezone", "The timezone of the shop.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "Orders", "They have the shop's timezone.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Reports", "Each has a timezone.", NULL, "en", NULL, NULL, NULL},
	    {"/d/", "Calendar", "Choose a timezone.", NULL, "en", NULL, NULL, NULL},
	    {"/e/", "Printers", "Paper and ink.", NULL, "en", NULL, NULL, NULL},
	    {"/f/", "Cards", "Visa.", NULL, "en", NULL, NULL, NULL},
	    {"/g/", "Invoices", "As files.", NULL, "en", NULL, NULL, NULL},
	    {"/h/", "Chairs", "They fold.", NULL, "en", NULL, NULL, NULL},
	    {"/i/", "Tables", "They do not.", NULL, "en", NULL, NULL, NULL},
	    {"/j/", "Lamps", "With a bulb.", NULL, "en", NULL, NULL, NULL},
	    {"/k/", "Beds", "Of oak.", NULL, "en", NULL, NULL, NULL},
	    {"/l/", "Shelves", "Of pine.", NULL, "en", NULL, NULL, NULL},
	    {"/m/", "Rugs", "Of wool.", NULL, "en", NULL, NULL, NULL},
	    {"/n/", "Sofas", "Of leather.", NULL, "en", NULL, NULL, NULL},
	    {"/o/", "Desks", "Of steel.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, sizeof(some) / sizeof(some[0]), NULL);
	assert_first("time zone ", "/a/");
	assert_first("Time Zones ", "/a/");
	assert_first("zone ", "/time/");
	fixture_close(&site);
	site = kept;
}

static void test_tickets(void **state)
{
	struct query_results results = search("chargeback");

	(void)state;
	/* words of past tickets lead to the article, and are never shown */
	assert_int_equal(results.total, 1);
	assert_str(results.hits[0].url, "/refund/");
	assert_true(str_find(results.hits[0].excerpt, STR("chargeback")) < 0);
	/* … nor do they count as its text */
	assert_int_equal(search("\"chargeback\"").total, 0);
}

#define TWENTY " a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20"

/* A page is about what it begins with; what a summary repeats of the text is not said twice. */
static void test_summaries(void **state)
{
	static const struct fixture_page some[] = {
	    {"/late/", "Late", "> numbat" TWENTY " wombat\nnumbat" TWENTY " wombat quokka", NULL, "en", NULL, NULL,
	     NULL},
	    {"/lead/", "Lead", "> quokka" TWENTY " wombat\nquokka" TWENTY " wombat numbat", NULL, "en", NULL, NULL,
	     NULL},
	    {"/table/", "Table", "> first" TWENTY " bilby", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct query_results results;

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_first("quokka", "/lead/");
	assert_first("numbat", "/late/");
	results = search("wombat");
	assert_int_equal(results.hits_n, 2);
	assert_true(results.hits[0].score == results.hits[1].score);
	assert_first("bilby", "/table/"); /* the summary's alone, and not lost for that */
	fixture_close(&site);
	site = kept;
}

/* What nobody should use any more comes behind the same page of another version, and alone is found as ever. */
static void test_outdated_versions(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/1/", "Install numbat", "version 1\nNumbat installs the wombat first.", NULL, "en", NULL, NULL, NULL},
	    {"/b/2/", "Install numbat", "version 2\nNumbat installs the wombat first.", NULL, "en", NULL, NULL, NULL},
	    {"/c/1/", "Burrows", "version 1\nThe bilby digs.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;

	(void)state;
	fixture_open(&site, some, 3, "{}");
	assert_first("install numbat", "/a/1/");
	fixture_close(&site);
	fixture_open(&site, some, 3, "{\"search\":{\"outdated_versions\":[\"1\",\"none\"]}}");
	assert_first("install numbat", "/b/2/");
	assert_first("bilby", "/c/1/");
	fixture_close(&site);
	site = kept;
}

/* What readers voted for comes before its equals, in their order, and not before what the words say. */
static void test_helpful_votes(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "Install numbat", "Numbat installs the wombat first.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "Install numbat", "Numbat installs the wombat first.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Install numbat", "Numbat installs the wombat first.", NULL, "en", NULL, NULL, NULL},
	    {"/d/", "Burrows", "The bilby digs, and has seen a numbat.", NULL, "en", NULL, NULL, NULL},
	};
	static const char *const broken[] = {"", "[", "{}", "[1, null]", "[\"/gone/\"]"};
	const struct fixture kept = site;
	struct query_results results;

	(void)state;
	fixture_open_voted(&site, some, 4, "{}", "[\"/d/\",\"/c/\",\"/gone/\",\"/c/\",\"/b/\"]");
	results = search("install numbat");
	assert_int_equal(results.hits_n, 4);
	assert_str(results.hits[0].url, "/c/");
	assert_str(results.hits[1].url, "/b/");
	assert_str(results.hits[2].url, "/a/");
	fixture_close(&site);
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		fixture_open_voted(&site, some, 4, "{}", broken[i]);
		assert_first("install numbat", "/a/");
		fixture_close(&site);
	}
	site = kept;
}

/* A page is no better an answer for votes: they may put it first, and leave how sure the answer is. */
static void test_suggest_votes(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "Seeing a wombat", "A wombat digs at night. Wait beside its burrow.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "Feeding a bilby", "A bilby eats roots and seeds. Never feed one.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Seeing a bilby", "A bilby digs at night. Wait beside its burrow.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_request request = {.body = STR("How can I see a wombat dig at night?"), .threshold = 0};
	static const char *const votes[] = {NULL, "[\"/a/\",\"/c/\"]", "[\"/c/\",\"/b/\"]"};
	double confidences[3][2];
	struct suggest_results results;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		fixture_open_voted(&site, some, 3, NULL, votes[i]);
		assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
		assert_true(results.answers_n >= 2);
		assert_str(results.answers[0].hit.url, "/a/");
		assert_str(results.answers[1].hit.url, "/c/");
		confidences[i][0] = results.answers[0].confidence;
		confidences[i][1] = results.answers[1].confidence;
		fixture_close(&site);
	}
	for (size_t i = 1; i < 3; i++) {
		assert_float_equal(confidences[i][0], confidences[0][0], 1e-5);
		assert_float_equal(confidences[i][1], confidences[0][1], 1e-5);
	}
	site = kept;
}

/* Of pages that answer equally well, those come first that others of the best agree with. */
static void test_suggest_company(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "Kettle", "Harbour boats with the anchor.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "Lamp", "Bulb socket with the switch.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Toaster", "Bulb socket with the switch.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_request request = {.body = STR("kettle lamp toaster"), .threshold = 0};
	struct query_likeness likeness[3];
	struct suggest_results results;
	struct tokenizer *tokenizer = mem_alloc(sizeof(*tokenizer));
	struct store *store;
	int alike = 0, apart = 0;
	char path[96];

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(results.answers_n == 3);
	assert_str(results.answers[2].hit.url, "/a/");
	assert_true(snprintf(path, sizeof(path), "%s/search.db", site.path) > 0);
	store = store_open(AT_FDCWD, path, NULL);
	assert_non_null(store);
	tokenizer_init(tokenizer, 0);
	for (uint32_t d = 0; d < 3; d++) {
		struct query_opening opening = {.most = 0};
		struct store_page page;

		assert_int_equal(store_read_page(store, d, &site.arena, &page), 0);
		assert_int_equal(query_opening_read(&opening, store, d, page.title, tokenizer, &site.arena), 0);
		query_likeness_make(&likeness[d], store, &opening);
		assert_float_equal(query_likeness_of(&likeness[d], &likeness[d]), 1, 1e-5);
	}
	for (uint32_t a = 0; a < 3; a++) {
		uint32_t b = (a + 1) % 3;
		float both = query_likeness_of(&likeness[a], &likeness[b]);

		assert_float_equal(both, query_likeness_of(&likeness[b], &likeness[a]), 1e-6);
		alike += both > 0.1F;
		apart += both == 0;
	}
	assert_int_equal(alike, 1);
	assert_int_equal(apart, 2);
	store_close(store);
	mem_free(tokenizer);
	fixture_close(&site);
	site = kept;
}

/* Of pages with the same words as often, those come first that have them near each other; short tickets have titles. */
static void test_suggest_nearness(void **state)
{
#define FAR(word) "The " word " zebra, yak, otter, heron, lynx, mole. "
	static const struct fixture_page some[] = {
	    {"/apart/", "First", FAR("Anchor") FAR("Kettle") FAR("Lantern") FAR("Saddle") FAR("Candle") FAR("Bridge"),
	     NULL, "en", NULL, NULL, NULL},
	    {"/near/", "Other",
	     FAR("Zinc") "The anchor zebra, kettle yak, lantern otter, saddle heron, candle lynx, bridge mole." FAR(
		 "Zinc") FAR("Zinc") FAR("Zinc") "Yak, otter, heron, lynx, mole, zebra.",
	     NULL, "en", NULL, NULL, NULL},
	    {"/none/", "Third", "The tin, the lead, the iron.", NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_request request = {.body = STR("lantern anchor candle bridge kettle saddle"), .threshold = 0};
	struct suggest_results results;

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(results.answers_n == 2);
	assert_str(results.answers[0].hit.url, "/near/");
	assert_true(results.answers[0].hit.score > results.answers[1].hit.score);
	assert_true(results.best_confidence > results.answers[1].confidence);
	request.body = STR("lantern anchor");
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_str(results.answers[0].hit.url, "/apart/");
	fixture_close(&site);
	site = kept;
}

/* The same lines over and over again, as logs have them, make nothing surer. */
static void test_suggest_logs(void **state)
{
	struct suggest_request request = {.threshold = 0};
	struct suggest_results some, many;
	struct buf log;

	(void)state;
	buf_init(&log, BUF_NO_LIMIT);
	for (int i = 0; i < 40; i++)
		buf_lit(&log, "worker nine could not reach billing node\n");
	request.body = buf_view(&log);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &some), 0);
	for (int i = 0; i < 600; i++)
		buf_lit(&log, "worker nine could not reach billing node\n");
	request.body = buf_view(&log);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &many), 0);
	assert_true(some.best_confidence > 0);
	assert_true(many.best_confidence < some.best_confidence + 0.01);
	buf_release(&log);
}

/* A page that says the same under another title is offered once, and takes nothing from the first's confidence. */
static void test_suggest_offers_nothing_twice(void **state)
{
#define WOMBATS "A wombat digs at night and sleeps by day. To see one, wait beside its burrow until the sun is down."
	static const struct fixture_page some[] = {
	    {"/a/", "Seeing a wombat", WOMBATS " Bring a torch.", NULL, "en", NULL, NULL, NULL},
	    {"/b/", "A wombat at night", WOMBATS " Bring a red torch.", NULL, "en", NULL, NULL, NULL},
	    {"/c/", "Feeding a wombat", "A wombat eats grass and roots. Never feed one beside the road.", NULL, "en",
	     NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_request request = {.body = STR("How can I see a wombat dig at night?"), .threshold = 0.5};
	struct suggest_results results;

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_int_equal(results.answers_n, 1);
	assert_true(results.best_confidence > 0.5);
	request.threshold = 0;
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_int_equal(results.answers_n, 2);
	assert_str(results.answers[1].hit.url, "/c/");
	fixture_close(&site);
	site = kept;
}

static void test_languages(void **state)
{
	struct query_request request = {.text = STR("passwort"), .lang = STR("de-AT"), .limit = 10};
	struct query_results results;

	(void)state;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_str(results.hits[0].url, "/de/passwort/");
	assert_false(results.other_language);
	/* another form of the word, and its compound */
	request.text = STR("passwortes konto ");
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_str(results.hits[0].url, "/de/passwort/");
	/* nothing in German: all languages */
	request.text = STR("invoice");
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(results.other_language);
	assert_str(results.hits[0].url, "/invoice/");
	request.only_lang = true;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_int_equal(results.total, 0);
	assert_first("\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89", "/ja/");
	assert_first("zuruecksetzen zur\xC3\xBC"
		     "cksetzen",
		     "/de/passwort/");
}

static void test_excerpts(void **state)
{
	struct query_results results = search("link mail hour");

	(void)state;
	assert_str(results.hits[0].url, "/reset/");
	assert_str(results.hits[0].heading, "By mail");
	assert_str(results.hits[0].anchor, "By mail");
	assert_str(results.hits[0].excerpt,
		   "We send a \x01link\x02 by \x01mail\x02. The \x01link\x02 works for one \x01hour\x02.");
	/* stop words say nothing, words for the same thing do */
	results = search("the link works for one hour ");
	assert_str(results.hits[0].excerpt,
		   "We send a \x01link\x02 by mail. The \x01link\x02 \x01works\x02 for \x01one\x02 \x01hour\x02.");
	results = search("the bill ");
	assert_str(results.hits[0].excerpt, "Every \x01invoice\x02 is under \x01"
					    "Billing\x02, \x01invoices\x02. A refund has an \x01invoice\x02 too.");
}

static void test_paging(void **state)
{
	struct query_request request = {.text = STR("password refund sign factor"), .limit = 2};
	struct query_results all = search("password refund sign factor"), some;

	(void)state;
	assert_true(all.hits_n > 4);
	for (request.offset = 0; request.offset < all.hits_n; request.offset += 2) {
		assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &some), 0);
		for (size_t i = 0; i < some.hits_n; i++)
			assert_true(str_eq(some.hits[i].url, all.hits[request.offset + i].url));
	}
	request.offset = 100;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &some), 0);
	assert_int_equal(some.hits_n, 0);
	request.limit = 0;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &some), 0);
	assert_int_equal(some.total, all.total);
}

static void test_lookups(void **state)
{
	(void)state;
	assert_int_equal(query_pages(site.engine), sizeof(pages) / sizeof(pages[0]));
	assert_str(query_page_by_id(site.engine, STR("refund/")), "/refund/");
	assert_null(query_page_by_id(site.engine, STR("nothing")).s);
	assert_str(query_meta(site.engine, STR("config")), config);
	assert_null(query_meta(site.engine, STR("other")).s);
	assert_int_equal(query_version(site.engine).n, 32);
}

/* Any string is a query: an answer, valid UTF-8, marks that belong together. */
static void check_string(struct str text)
{
	struct query_request request = {.text = text, .limit = 10};
	struct query_results results;

	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(utf8_is_valid(results.corrected) || !utf8_is_valid(text));
	for (size_t i = 0; i < results.hits_n; i++) {
		struct str excerpt = results.hits[i].excerpt;
		bool open = false;

		assert_true(utf8_is_valid(excerpt));
		for (size_t c = 0; c < excerpt.n; c++) {
			assert_false(excerpt.s[c] == (open ? QUERY_MARK_BEGIN : QUERY_MARK_END));
			open = excerpt.s[c] == QUERY_MARK_BEGIN || (open && excerpt.s[c] != QUERY_MARK_END);
		}
		assert_false(open);
	}
	arena_clear(&site.arena);
}

static void test_hostile(void **state)
{
	static const char *const strings[] = {
	    "\"",
	    "\"\"",
	    "\"\"\"",
	    "-",
	    "--",
	    "-\"",
	    "-\"\"",
	    "- -",
	    ":",
	    "section:",
	    "section:\"",
	    "tag:\"\"",
	    "*",
	    "(",
	    ")",
	    "AND",
	    "OR NOT NEAR(",
	    "a AND",
	    "NEAR(a b, 2)",
	    "fts MATCH 'x'",
	    "'; DROP TABLE pages; --",
	    "O'Reilly",
	    "C++",
	    "C#",
	    ".NET",
	    "a*",
	    "^a",
	    "{a b}",
	    "\xFF\xFE",
	    "\xC3",
	    "\xE2\x80",
	    "\x01\x02",
	    "\xEF\xB7\xBA\xEF\xB7\xBA",
	    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
	    "%s%n",
	    "../../etc/passwd",
	    "-a -b -c",
	    "\"a\" -\"a\"",
	    "lang:de lang:en",
	    "a\tb\nc\rd",
	    "-section:x",
	    "section:-x",
	    "password\"refund",
	};
	char long_one[9000];

	(void)state;
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
		check_string(str_c(strings[i]));
	check_string(str_n("a\0b", 3));
	for (int c = 0; c < 256; c++) {
		memset(long_one, c, sizeof(long_one));
		check_string(str_n(long_one, sizeof(long_one)));
	}
	for (size_t i = 0; i < sizeof(long_one); i++)
		long_one[i] = "\"-: passwordrefund+.()*"[(i * i + i / 7) % 23];
	check_string(str_n(long_one, sizeof(long_one)));
	for (size_t i = 0; i < sizeof(long_one); i++)
		long_one[i] = (char)(i * 2654435761u >> 13);
	check_string(str_n(long_one, sizeof(long_one)));
}

/* Of a solved question the answer is suggested, though it is the question that a ticket looks like; a search finds
 * both. */
static void test_suggest_shows_what_answers(void **state)
{
#define WOMBAT_QUESTION "\nMy wombat digs at night under the fence. How do I stop the wombat?"
	static const struct fixture_page some[] = {
	    {"/a/", "Wombat digs under the fence",
	     "# question" WOMBAT_QUESTION "\n# answer\nBury a mesh, one foot deep.\n# answer-2\nThe fence needs posts.",
	     NULL, "en", "solved", NULL, NULL},
	    {"/b/", "Zaun und Wombat nachts", "# frage" WOMBAT_QUESTION "\n# antwort\nEin Gitter hilft.", NULL, "en",
	     "solved", NULL, NULL},
	    {"/c/", "A wombat at night digs", "My wombat digs at night.", NULL, "en", "solved", NULL, NULL},
	};
	static const struct {
		const char *url, *anchor, *excerpt;
	} expected[] = {
	    {"/a/", "answer-2", "The \1fence\2 needs posts."},
	    {"/b/", "antwort", "Ein Gitter hilft."},
	    {"/c/", "", "My \1wombat\2 \1digs\2 at \1night\2."},
	};
	const struct fixture kept = site;
	struct suggest_request request = {.body = STR("My wombat digs at night under the fence")};
	struct suggest_results results;
	size_t seen = 0;

	(void)state;
	fixture_open(&site, some, 3, NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	for (size_t i = 0; i < results.answers_n; i++) {
		for (size_t k = 0; k < 3; k++) {
			if (!str_eq(results.answers[i].hit.url, str_c(expected[k].url)))
				continue;
			assert_str(results.answers[i].hit.anchor, expected[k].anchor);
			assert_str(results.answers[i].hit.excerpt, expected[k].excerpt);
			seen++;
		}
	}
	assert_int_equal(seen, 3);
	assert_str(search("wombat digs fence").hits[0].anchor, "question");
	fixture_close(&site);
	site = kept;
}

static struct suggest_results suggest(const char *subject, const char *body, double threshold)
{
	struct suggest_request request = {.subject = str_c(subject), .body = str_c(body), .threshold = threshold};
	struct suggest_results results;

	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	return results;
}

/* A suggestion's excerpt begins with the sentence that answers, where a result shows what is around the words. */
static void test_sentence_first(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "Keeping a wombat",
	     "A wombat is shy. Numbats are not. The fence that a wombat cannot dig under goes down one metre. Water "
	     "it.",
	     NULL, "en", NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_results results;
	struct str excerpt;

	(void)state;
	fixture_open(&site, some, 1, "{}");
	results = suggest("", "How deep must a fence go that a wombat can not dig under?", 0);
	assert_int_equal(results.answers_n, 1);
	assert_str(results.answers[0].sentence, "The fence that a wombat cannot dig under goes down one metre.");
	excerpt = results.answers[0].hit.excerpt;
	assert_true(str_starts(excerpt, STR("The \001fence\002 that")));
	assert_true(str_ends(excerpt, STR("Water it.")));
	assert_true(str_starts(search("wombat fence dig").hits[0].excerpt, STR("A \001wombat\002 is shy.")));
	fixture_close(&site);
	site = kept;
}

/* What a page shows of a log, and what introduces something, is no answer beside a sentence. */
static void test_sentence_is_none_of_a_log(void **state)
{
	static const struct fixture_page some[] = {
	    {"/a/", "The pump",
	     "Pump pressure drops:\nPUMP_E7 pressure\nPress the red button when the pump loses pressure.\n", NULL, "en",
	     NULL, NULL, NULL},
	};
	const struct fixture kept = site;
	struct suggest_results results;

	(void)state;
	fixture_open(&site, some, 1, "{}");
	results = suggest("", "Since today: pump pressure drops PUMP_E7", 0);
	assert_int_equal(results.answers_n, 1);
	assert_str(results.answers[0].sentence, "Press the red button when the pump loses pressure.");
	fixture_close(&site);
	site = kept;
}

static void test_suggest(void **state)
{
	struct suggest_results results = suggest("Forgot my password",
						 "Hello,\nI need a link by mail to reset it.\n"
						 "-- \nRefund Invoice Inc.\nbilling",
						 0);

	(void)state;
	assert_true(results.answers_n >= 1);
	assert_str(results.answers[0].hit.url, "/reset/");
	assert_str(results.answers[0].sentence, "We send a link by mail.");
	assert_true(results.answers[0].confidence > 0 && results.answers[0].confidence <= 1);
	for (size_t i = 0; i + 1 < results.answers_n; i++)
		assert_true(results.answers[i].confidence >= results.answers[i + 1].confidence);
	/* nothing to do with the site */
	results = suggest("", "zebra giraffe elephant savanna waterhole lion", -1);
	assert_true(results.nothing_good);
	assert_int_equal(results.answers_n, 0);
	results = suggest("", "", -1);
	assert_true(results.nothing_good);
	/* the threshold of the caller comes first */
	assert_true(suggest("Forgot my password", "mail", 1).nothing_good);
}

static double confidence_of(const char *body)
{
	return suggest("", body, 0).best_confidence;
}

/* Greetings, thanks and what forms and programs put below make a page no less of an answer. */
static void test_suggest_courtesy(void **state)
{
	static const char closed[] =
	    "I forgot my password and need a link by mail to reset it\n\nThank you very much in advance for your help. "
	    "I look forward to hearing from you!\n\nKind regards\nPetra Weiss\nHead of Operations";
	static const char *const dressed[] = {
	    "Hello support team,\n\nI forgot my password and need a link by mail to reset it",
	    "Hi there! Hope you are well. I forgot my password and need a link by mail to reset it",
	    closed,
	    "I forgot my password and need a link by mail to reset it. Thanks a lot for your time! Cheers, Mike",
	    "Guten Tag,\nI forgot my password and need a link by mail to reset it\nVielen Dank im Voraus!",
	    "I forgot my password and need a link by mail to reset it\nBrowser: Firefox 132, Windows 11 Pro",
	    "ДОБРЫЙ ДЕНЬ! I forgot my password and need a link by mail to reset it. Заранее спасибо!",
	    "Dobrý den, I forgot my password and need a link by mail to reset it. Předem děkuji",
	    "İyi günler, I forgot my password and need a link by mail to reset it. Teşekkürler.",
	    "您好，I forgot my password and need a link by mail to reset it。谢谢！",
	    "お世話になっております。I forgot my password and need a link by mail to reset it。よろしくお願い",
	};
	double bare = confidence_of("I forgot my password and need a link by mail to reset it");

	(void)state;
	for (size_t i = 0; i < sizeof(dressed) / sizeof(dressed[0]); i++) {
		if (confidence_of(dressed[i]) < bare - 0.001 || confidence_of(dressed[i]) > bare + 0.001)
			fail_msg("%g, not %g: %s", confidence_of(dressed[i]), bare, dressed[i]);
	}
	/* these belong to what is asked */
	assert_true(confidence_of("Thanks to a link by mail I could reset it?") > 0);
	assert_true(confidence_of("Hello") < confidence_of("Hello, password"));
	assert_true(confidence_of("I hope that I can reset my password") > 0);
}

/* A log below says what it says where pages have it, and is not missed there. */
static void test_suggest_log_aside(void **state)
{
	const char *told = "I forgot my password and need a new link by mail to reset it";
	char body[512];
	double bare = confidence_of(told);

	(void)state;
	(void)snprintf(body, sizeof(body),
		       "%s\n2026-11-20 08:12:33.123 INFO worker nine start\n[08:12:34] ERROR billing node unreachable\n"
		       "net.node.NodeException: unreachable node\n\tat net.node.Client.call(Client.java:77)\n",
		       told);
	assert_true(confidence_of(body) > bare - 0.01);
	assert_str(suggest("", body, 0).answers[0].hit.url, "/reset/");
	/* with nothing else to go by it is what is asked about */
	assert_str(suggest("", "2026-11-20 08:12:33 ERROR ERR_CONN_42", 0).answers[0].hit.url, "/err/");
}

/* What begins like a greeting, thanks or a log and is what is asked about is not left out. */
static void test_suggest_no_courtesy(void **state)
{
	static const char *const asked[] = {
	    "Hi I forgot my password",
	    "Hello reset password does not work",
	    "Hello I forgot my password, what can I do now",
	    "Hi password forgotten. What can I do",
	    "Beste Methode password reset",
	    "I hope to reset my password this week. The sun shines here and the birds sing on the roof",
	    "The sun shines here and birds sing. Thanks to you the password is reset without a link",
	    "The sun shines here and birds sing. Thank-you mail after reset of password goes missing",
	    "The sun shines here and birds sing\nThank you for all but the password is not reset",
	    "The sun shines here and birds sing\nThanks for your reply. I still forgot my password\nBob",
	    "Where is it? Best regards password reset link",
	    "Version: how do I reset my password? The sun shines here and the birds sing on the roof",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct suggest_results results = suggest("", asked[i], 0);

		if (results.answers_n == 0 || !str_eq(results.answers[0].hit.url, STR("/reset/")) ||
		    results.best_confidence < SUGGEST_THRESHOLD)
			fail_msg("%g: %s", results.best_confidence, asked[i]);
	}
	/* somebody who says a lot around it wants to know what the log means all the same */
	assert_str(suggest("",
			   "Our worker wrote this in the night, what does that mean and what shall we do?\n"
			   "2026-11-20 08:12:33 ERROR ERR_CONN_42",
			   SUGGEST_THRESHOLD)
		       .answers[0]
		       .hit.url,
		   "/err/");
}

/* That a small site has none of the words of a story says less than that it has none of a trade's. */
static void test_suggest_everyday(void **state)
{
	(void)state;
	assert_true(confidence_of("A colleague forgot her password in the summer, her boss is angry") >
		    confidence_of("A wombat forgot her password in the kiln, her lathe is chromed") + 0.01);
}

/* A clock that goes on by one whenever it is asked. */
static int64_t ticks;

static int64_t next_tick(void)
{
	return ticks++;
}

static void test_time(void **state)
{
	struct query_request request = {.text = STR("passwrd mail refund settings -sso"), .limit = 10};
	struct suggest_request ticket = {.body = STR("Forgot my passwrd, the mail with a link never comes")};
	struct query_results whole, results;
	struct suggest_results answers;
	int64_t most;

	(void)state;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &whole), 0);
	assert_false(whole.is_partial);
	request.bounds.now = next_tick;
	request.bounds.until = INT64_MAX;
	ticks = 0;
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_false(results.is_partial);
	assert_int_equal(results.hits_n, whole.hits_n);
	most = ticks;
	assert_true(most > 10);
	/* whenever the time is up, there is an answer, it says so, and nothing is left over for the next question */
	for (request.bounds.until = 0; request.bounds.until < most; request.bounds.until++) {
		ticks = 0;
		assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
		assert_true(results.is_partial);
		assert_true(results.hits_n <= whole.hits_n);
		assert_true(request.bounds.until != 0 || results.total == 0);
		assert_true(ticks <= request.bounds.until + 8);
	}
	request.bounds = (struct query_bounds){0};
	assert_int_equal(query_search(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_false(results.is_partial);
	assert_int_equal(results.hits_n, whole.hits_n);
	for (size_t i = 0; i < results.hits_n; i++) {
		assert_true(str_eq(results.hits[i].url, whole.hits[i].url));
		assert_true(results.hits[i].score == whole.hits[i].score);
	}
	ticket.bounds = (struct query_bounds){.now = next_tick, .until = 0};
	assert_int_equal(suggest_answers(site.engine, site.scratch, &ticket, &site.arena, &answers), 0);
	assert_true(answers.is_partial && answers.nothing_good);
	ticket.bounds = (struct query_bounds){.postings = 1};
	assert_int_equal(suggest_answers(site.engine, site.scratch, &ticket, &site.arena, &answers), 0);
	assert_true(answers.is_partial);
}

static void test_damaged(void **state)
{
	struct buf reason;

	(void)state;
	buf_init(&reason, 4096);
	assert_null(query_open(AT_FDCWD, "/nonexistent/search.db", 0, &reason));
	assert_true(reason.n != 0);
	assert_null(query_open(AT_FDCWD, "/dev/null", 0, NULL));
	buf_release(&reason);
}

static int set_up(void **state)
{
	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), config);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fixture_close(&site);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_phrases_and_exclusions),
	    cmocka_unit_test(test_filters),
	    cmocka_unit_test(test_facets),
	    cmocka_unit_test(test_codes),
	    cmocka_unit_test(test_typos),
	    cmocka_unit_test(test_what_was_meant),
	    cmocka_unit_test(test_correct_words),
	    cmocka_unit_test(test_particles),
	    cmocka_unit_test(test_one_word),
	    cmocka_unit_test(test_contractions),
	    cmocka_unit_test(test_acronyms),
	    cmocka_unit_test(test_prefixes_and_stems),
	    cmocka_unit_test(test_completions),
	    cmocka_unit_test(test_lengths),
	    cmocka_unit_test(test_synonyms_and_pins),
	    cmocka_unit_test(test_phrases_as_synonyms),
	    cmocka_unit_test(test_phrases_in_other_languages),
	    cmocka_unit_test(test_other_writings),
	    cmocka_unit_test(test_tickets),
	    cmocka_unit_test(test_summaries),
	    cmocka_unit_test(test_outdated_versions),
	    cmocka_unit_test(test_helpful_votes),
	    cmocka_unit_test(test_suggest_votes),
	    cmocka_unit_test(test_suggest_company),
	    cmocka_unit_test(test_suggest_nearness),
	    cmocka_unit_test(test_suggest_logs),
	    cmocka_unit_test(test_suggest_offers_nothing_twice),
	    cmocka_unit_test(test_suggest_shows_what_answers),
	    cmocka_unit_test(test_languages),
	    cmocka_unit_test(test_excerpts),
	    cmocka_unit_test(test_paging),
	    cmocka_unit_test(test_lookups),
	    cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_suggest),
	    cmocka_unit_test(test_suggest_courtesy),
	    cmocka_unit_test(test_suggest_log_aside),
	    cmocka_unit_test(test_suggest_no_courtesy),
	    cmocka_unit_test(test_suggest_everyday),
	    cmocka_unit_test(test_sentence_first),
	    cmocka_unit_test(test_sentence_is_none_of_a_log),
	    cmocka_unit_test(test_time),
	    cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests_name("query", tests, set_up, tear_down);
}
