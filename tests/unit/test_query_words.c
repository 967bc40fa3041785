/* What is meant by a word: written together or apart, in another form, in other words; and what is no mistake. */
#include "tests/unit/search_fixture.h"

#include "search/query_forms.h"
#include "search/query_han.h"
#include "search/query_history.h"
#include "search/suggest.h"

#include <stdio.h>

#define PAGE(url, title, text, lang) \
	{ \
		url, title, text, NULL, lang, NULL, NULL, NULL \
	}

static struct query_results search(struct fixture *site, const char *text, const char *lang)
{
	struct query_request request = {.text = str_c(text), .lang = str_c(lang), .limit = 10, .is_final = true};
	struct query_results results;

	assert_int_equal(query_search(site->engine, site->scratch, &request, &site->arena, &results), 0);
	return results;
}

static void assert_first(struct fixture *site, const char *text, const char *lang, const char *url)
{
	struct query_results results = search(site, text, lang);

	if (results.hits_n == 0)
		fail_msg("\"%s\" finds nothing", text);
	assert_str(results.hits[0].url, url);
}

/* Written apart by the site and together by who asks, in the plural. */
static void test_plural_of_two(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/paper/", "Choose a paper tray", "Each paper tray has a number.", "en"),
	    PAGE("/tray/", "Wash the tray", "With soap.", "en"),
	    PAGE("/in/", "Where the animal is", "Look in animal houses.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "papertrays", "en", "/paper/");
	assert_str(search(&site, "papertrays", "en").corrected, "paper tray");
	assert_int_equal(search(&site, "inanimals", "en").total, 0); /* of "in" and a form of it many words are made */
	fixture_close(&site);
}

/* What no page says is said in other words, which count nearly as much then; and several mean what they mean together.
 */
static void test_other_words(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/steps/", "Disable two-step verification", "Choose Security and press the switch.", "en"),
	    PAGE("/lamp/", "The lamp does not turn on", "Turn it on at the wall.", "en"),
	    PAGE("/factor/", "Where a factor is missing", "A factor of the sum.", "en"),
	    PAGE("/rug/", "Rugs", "Two of wool.", "en"),
	    PAGE("/sofa/", "Sofas", "Of leather.", "en"),
	    PAGE("/bed/", "Beds", "Of oak.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "turn off 2fa", "en", "/steps/");
	assert_first(&site, "two factor missing", "en", "/factor/");
	assert_first(&site, "turn off two factor", "en", "/steps/");
	fixture_close(&site);
}

/* A device and its system, what is short for something, and a full disk. */
static void test_what_devices_are_called(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/ios/", "Set up on iOS", "This is what to do with the store.", "en"),
	    PAGE("/space/", "Clean up space", "This is how to do it with old logs.", "en"),
	    PAGE("/sync/", "Synchronization", "What to do with the lamps of my house.", "en"),
	    PAGE("/ads/", "About advertisements", "This is what the house has.", "en"),
	    PAGE("/ban/", "Unban an address", "What to do with my whitelist.", "en"),
	    PAGE("/card/", "Which graphics card", "This is the one with my house.", "en"),
	    PAGE("/access/", "Access for admin users", "Who can access the admin, and when.", "en"),
	    PAGE("/lockout/", "Account lockout", "This is what to do with the admin.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "iphone version", "en", "/ios/");
	assert_first(&site, "disk full", "en", "/space/");
	assert_first(&site, "cannot sync", "en", "/sync/");
	assert_first(&site, "adverts", "en", "/ads/");
	assert_first(&site, "unblock my ip", "en", "/ban/");
	assert_first(&site, "allowlist", "en", "/ban/");
	assert_first(&site, "what gpu", "en", "/card/");
	assert_first(&site, "locked out", "en", "/lockout/");
	fixture_close(&site);
}

/* What is written in Katakana is typed in Hiragana first, and a query in Japanese has operators as well. */
static void test_hiragana(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/plugin/", "プラグイン", "プラグインを使う。", "ja"),
	    PAGE("/server/", "サーバーの設定", "サーバーを選ぶ。長音は「ー」と打つ。", "ja"),
	    PAGE("/install/", "インストール", "インストールの方法。てんぷらの作り方ではない。", "ja"),
	    PAGE("/use/", "使い方", "についての説明。パスワード再設定。リセット手順書パスワード。", "ja"),
	    PAGE("/reset/", "再発行", "パスワードリセット手順書", "ja"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "ぷらぐ", "ja", "/plugin/");
	assert_first(&site, "ぷらぐいん いんすとーる", "ja", "/install/");
	assert_int_equal(search(&site, "ぷらぐいん いんすとーる", "ja").total, 2);
	assert_first(&site, "さーばー", "ja", "/server/");
	assert_int_equal(search(&site, "さーばー", "ja").total, 1);
	assert_first(&site, "てんぷら", "ja", "/install/");
	assert_first(&site, "について", "ja", "/use/");
	assert_int_equal(search(&site, "\"ぷらぐ\"", "ja").total, 0);
	assert_int_equal(search(&site, "\"パスワードリセット手順書\"", "ja").total, 1);
	assert_int_equal(search(&site, "パスワード手順書 -リセット手順書", "ja").total, 0);
	fixture_close(&site);
}

/* What is written in Katakana is a word: its pairs stand in other words, too. */
static void test_katakana(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/blog/", "拡張", "ブログでプラグインを使う。ブログにプラグインができない。", "ja"),
	    PAGE("/start/", "はじめに", "最初に画面の右上からログインします。あとは自由に使えます。", "ja"),
	    PAGE("/mail/", "メール", "メールを送る。できないとき。", "ja"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "ログインできない", "ja", "/start/");
	assert_first(&site, "プラグイン", "ja", "/blog/");
	assert_int_equal(search(&site, "\"ログイン\"", "ja").total, 2); /* pairs alone are in the index of phrases */
	fixture_close(&site);
}

/* "not working" is trouble: what says how to get out of it comes first, in searches. */
static void test_not_working(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/trouble/", "Troubleshooting the printer", "The printer and its lamps. See what it says.", "en"),
	    PAGE("/printer/", "Connect the printer", "The printer is not far, and it is working at once.", "en"),
	    PAGE("/rug/", "Rugs", "Two of wool.", "en"),
	    PAGE("/sofa/", "Sofas", "Of leather. What is not oak is for working people.", "en"),
	};
	static const char *const said[] = {"printer not working", "printer isn't working", "printer doesn't work",
					   "printer doesnt work"};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		assert_first(&site, said[i], "en", "/trouble/");
	assert_first(&site, "printer working", "en", "/printer/");
	fixture_close(&site);
}

/* What no page has is two words only where some page has both. */
static void test_word_that_is_not_there(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/pass/", "Get a boarding pass", "Print the pass.", "en"),
	    PAGE("/ages/", "Toys for all ages", "Ages are on the box, for everyone.", "en"),
	    PAGE("/dark/", "Dark colours", "The mode of the lamp is dark.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_int_equal(search(&site, "passages", "en").total, 0);
	assert_str(search(&site, "passages", "en").corrected, "");
	assert_first(&site, "darkmode", "en", "/dark/");
	assert_str(search(&site, "darkmode", "en").corrected, "dark mode");
	assert_str(search(&site, "evernote", "en").corrected, ""); /* near to "everyone", which says nothing */
	fixture_close(&site);
}

static const struct fixture_page german[] = {
    PAGE("/anschrift/", "Adresse der Rechnung \xC3\xA4ndern", "Jede Rechnung hat eine Adresse, die gedruckt wird.",
	 "de"),
    PAGE("/post/", "Mailadresse \xC3\xA4ndern",
	 "Die neue Mailadresse best\xC3\xA4tigen, dann die Adresse \xC3\xA4ndern.", "de"),
    PAGE("/konto/", "Ein Konto l\xC3\xB6schen", "Das Konto wird gel\xC3\xB6scht.", "de"),
    PAGE("/packen/", "Archiv auspacken", "Das Archiv muss man auspacken k\xC3\xB6nnen.", "de"),
    PAGE("/katalog/", "Vorlagen entdecken", "Wenn ein Katalog da ist, Vorlagen entdecken.", "de"),
    PAGE("/druck/", "Seiten speichern", "Jede gespeicherte Seite wird gedruckt.", "de"),
};

/* Two words as one, whatever joins them; nobody is told to write them apart. */
static void test_joined_words(void **state)
{
	struct fixture site;

	(void)state;
	fixture_open(&site, german, sizeof(german) / sizeof(german[0]), NULL);
	assert_first(&site, "Rechnungsadresse \xC3\xA4ndern", "de", "/anschrift/");
	assert_str(search(&site, "Rechnungsadresse \xC3\xA4ndern", "de").corrected, "");
	assert_first(&site, "Kontol\xC3\xB6schung", "de", "/konto/");
	assert_int_equal(search(&site, "Erstattungsfrist", "de").total, 0);
	fixture_close(&site);
}

/* A form of what two words make is the two written together, not what a short one happens to end. */
static void test_joined_form(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/logo/", "Upload a logo", "Logos are square.", "en"),
	    PAGE("/bars/", "The taskbar", "Hide the taskbar.", "en"),
	    PAGE("/rug/", "Rugs", "Two of wool.", "en"),
	    PAGE("/sofa/", "Sofas", "Of leather, on legs of oak, which was a log when it came here.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "task bars", "en", "/bars/");
	assert_first(&site, "log on", "en", "/sofa/");
	fixture_close(&site);
}

/* What pages have in another form is that, and no two words, which other pages have in a row. */
static void test_form_of_compound(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/nacht/", "Ruhe der Nacht", "Die Nacht Ruhe am Abend.", "de"),
	    PAGE("/haus/", "Hausordnung", "Nachtruhezeiten und Nachtlampen.", "de"),
	    PAGE("/lampe/", "Nacht", "Eine Nacht Lampe f\xC3\xBCr die Nacht. Die Lampe der Nacht.", "de"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "Nachtlampe", "de", "/haus/");
	fixture_close(&site);
}

/* A correction is written as a page has it; a word that past tickets alone have is not told. */
static void test_spelling(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/deckel/", "Der Deckel",
		 "Die \xC3\x96"
		 "ffnung ist oben.",
		 "de"),
	    {"/griff/", "Der Griff", "Der Griff ist unten.", NULL, "de", NULL, NULL, "Herr M\xC3\xBCllerburg fragt"},
	    {"/lid/", "The lid", "Turn it.", NULL, "en", NULL, NULL, "Mr Longbottom asks"},
	};
	struct query_results results;
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, 3, NULL);
	assert_str(search(&site, "Offnnug", "de").corrected, "\xC3\xB6"
							     "ffnung");
	results = search(&site, "Mulelrburg", "de");
	assert_str(results.corrected, "");
	assert_str(results.hits[0].url, "/griff/");
	assert_str(search(&site, "longbotom", "en").corrected, "");
	fixture_close(&site);
}

/* Another form of a word is found and is no mistake, nor is a word of asking; what is far off stays what it is. */
static void test_forms(void **state)
{
	struct fixture site;
	struct query_results results;

	(void)state;
	fixture_open(&site, german, sizeof(german) / sizeof(german[0]), NULL);
	results = search(&site, "gespeichertes", "de");
	assert_int_equal(results.total, 1);
	assert_str(results.hits[0].url, "/druck/");
	assert_str(results.corrected, "");
	assert_str(search(&site, "Wann Konto", "de").corrected, ""); /* near to "wenn" */
	assert_str(search(&site, "mein Konto", "de").corrected, ""); /* near to "ein" */
	assert_str(search(&site, "Archiv entpacken", "de").corrected, "");
	assert_first(&site, "Archiv entpacken", "de", "/packen/");
	assert_str(search(&site, "Kannen", "de").corrected, ""); /* near to "können", which nobody looks for */
	assert_str(search(&site, "Arhciv", "de").corrected, "archiv");
	/* as pages write it */
	assert_str(search(&site, "Kotno lsochen", "de").corrected, "konto l\xC3\xB6schen");
	assert_str(search(&site, "Mialadrese", "de").corrected, "mailadresse"); /* two letters off */
	fixture_close(&site);
}

/* Two slips leave few groups of characters as they were: what has a few of them, too, was not meant. */
static void test_two_slips(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/liste/", "Eintr\xC3\xA4ge sortieren", "Die Eintr\xC3\xA4ge der Liste.", "de"),
	    PAGE("/schild/", "Die Targe", "Eine Targe ist ein Schild.", "de"),
	    PAGE("/druck/", "Seiten speichern", "Jede Seite wird gedruckt.", "de"),
	    PAGE("/katalog/", "Vorlagen", "Ein Katalog ist da.", "de"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "Eirt\xC3\xA4rge", "de", "/liste/");
	assert_str(search(&site, "Eirt\xC3\xA4rge", "de").corrected, "eintr\xC3\xA4ge");
	fixture_close(&site);
}

/* Everyday words of other languages become a form of theirs, or another word only where nothing else is found. */
static void test_everyday_words_of_others(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/beziehen/", "Strom beziehen", "Vom neuen Versorger beziehen.", "de"),
	    PAGE("/laden/", "Im Laden zahlen", "Der Laden ist neu.", "de"),
	    PAGE("/rechner/", "Ein neuer Rechner", "Den Rechner anmelden.", "de"),
	    PAGE("/rendre/", "Rendre un article", "Pour rendre un article.", "fr"),
	    PAGE("/lampe/", "La lampe du salon", "Allumer la lampe.", "fr"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "Rechner umziehen", "de", "/rechner/");
	assert_str(search(&site, "Rechner umziehen", "de").corrected, "");
	assert_str(search(&site, "Rechner landen", "de").corrected, "");
	assert_str(search(&site, "Rechner landet", "de").corrected, ""); /* a form of it */
	assert_str(search(&site, "lampe je rentre", "fr").corrected, "");
	assert_str(search(&site, "Rechner beziehn", "de").corrected, ""); /* a form of what pages have */
	assert_first(&site, "beziehn", "de", "/beziehen/");
	assert_str(search(&site, "Rechner anmekden", "de").corrected, "Rechner anmelden");
	assert_str(search(&site, "umziehen", "de").corrected, "beziehen");
	assert_true(query_forms_is_word(STR("umziehen")) && query_forms_is_word(STR("zziehen")) == false);
	assert_false(query_forms_is_word(STR("")) || query_forms_is_word(STR("um")) ||
		     query_forms_is_word(STR("zzzz")));
	fixture_close(&site);
}

/* A slip in a word of the site is one, though an everyday word has nearly its letters. */
static void test_slips_like_everyday_words(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/einrichtung/", "Einrichtung der App", "Die Einrichtung dauert nicht lange.", "de"),
	    PAGE("/gebuhr/", "Gebühr der Karte", "Jede Gebühr steht auf der Karte.", "de"),
	    PAGE("/kaufen/", "Karte kaufen", "Eine Karte kaufen und zeigen.", "de"),
	    PAGE("/passe/", "Mot de passe", "Le mot de passe du réseau.", "fr"),
	    PAGE("/invitar/", "Invitar a un acompañante", "El acompañante firma.", "es"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_str(search(&site, "Einrichung der App", "de").corrected, "einrichtung der App");
	assert_str(search(&site, "Gebür Karte", "de").corrected, "gebühr Karte");
	assert_str(search(&site, "mot de pase", "fr").corrected, "mot de passe");
	assert_str(search(&site, "invitar acompañate", "es").corrected, "invitar acompañante");
	assert_str(search(&site, "Karte laufen", "de").corrected, "");
	assert_str(search(&site, "Karte lauft", "de").corrected, "");
	assert_true(query_forms_is_regular(STR("laufen")) && query_forms_is_regular(STR("landet")));
	assert_true(query_forms_is_regular(STR("zapatos")) && query_forms_is_regular(STR("rentre")));
	assert_false(query_forms_is_regular(STR("einrichung")) || query_forms_is_regular(STR("gebur")));
	assert_false(query_forms_is_regular(STR("")) || query_forms_is_regular(STR("lauf")));
	fixture_close(&site);
}

/* Four characters of any alphabet in common, and both go on with an ending. */
static void test_forms_of_a_word(void **state)
{
	static const struct {
		const char *a, *b;
		bool are_same;
	} pairs[] = {
	    {"gespeichert", "gespeicherte", true},
	    {"einrichten", "einrichtung", true},
	    {"karte", "karte", true},
	    {"kart", "karten", true},
	    {"kar", "karn", false}, /* three in common */
	    {"karton", "karte", false},
	    {"kartoffel", "karte", false},
	    {"karte", "kartoffel", false},
	    {"\xC3\xA9t\xC3\xA9s", "\xC3\xA9t\xC3\xA9", false}, /* six bytes, three characters */
	    {"\xC3\xA9t\xC3\xA9ss", "\xC3\xA9t\xC3\xA9s", true},
	    {"mail\xC3\xA4", "mail\xC3\xA9", false}, /* half a character is none */
	    {"", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (query_forms_are_same(str_c(pairs[i].a), str_c(pairs[i].b)) != pairs[i].are_same)
			fail_msg("%s and %s", pairs[i].a, pairs[i].b);
		assert_int_equal(query_forms_are_same(str_c(pairs[i].b), str_c(pairs[i].a)), pairs[i].are_same);
	}
}

/* A story is told in words that say nothing of what is asked. */
static void test_story(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/portrait/", "Ich und mein Wagen",
		 "Was ich habe, ist mir genug. Wir sind da, und er ist hier. Leider nicht jetzt, denn das war sehr "
		 "weit.",
		 "de"),
	    PAGE("/limit/", "Ladelimit", "Das Ladelimit beendet das Laden der Batterie.", "de"),
	    PAGE("/tarif/", "Tarife", "Strom nach Stunden.", "de"),
	    PAGE("/pumpe/", "Pumpe", "Wasser nach Bedarf.", "de"),
	};
	struct suggest_request request = {.body = STR("Hallo, ich habe seit gestern eine neue Batterie und wir sind "
						      "leider nicht sehr zufrieden, denn das Laden "
						      "hat kein Limit, was habe ich da falsch gemacht?"),
					  .lang = STR("de"),
					  .threshold = 0};
	struct suggest_results results;
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(results.answers_n != 0);
	assert_str(results.answers[0].hit.url, "/limit/");
	fixture_close(&site);
}

static double odds_of(struct fixture *site, const char *body)
{
	struct suggest_request request = {.body = str_c(body), .lang = STR("en"), .threshold = 0};
	struct suggest_results results;

	assert_int_equal(suggest_answers(site->engine, site->scratch, &request, &site->arena, &results), 0);
	assert_true(results.answers_n != 0);
	assert_str(results.answers[0].hit.url, "/toner/");
	return results.best_confidence / (1 - results.best_confidence);
}

/* Of the same words those that stand in one sentence ask; spread over a story they have nothing to do with each other.
 */
static void test_sentence_of_story(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/toner/", "The lamp blinks red after a toner change",
		 "When the lamp of the printer blinks red after the toner was changed, open the cover and close it "
		 "again.",
		 "en"),
	    PAGE("/paper/", "Paper jams", "Pull the paper out of the tray with both hands, and look for torn pieces.",
		 "en"),
	    PAGE("/wifi/", "Connect to the network", "Choose the network in the menu and type its password.", "en"),
	    PAGE("/scan/", "Scan to a folder", "Share a folder first, then choose it on the display.", "en"),
	    PAGE("/clean/", "Clean the glass", "Use a soft cloth with a bit of water.", "en"),
	    PAGE("/order/", "Order supplies", "Supplies are sent within two days.", "en"),
	};
	struct fixture site;
	double asked, spread, folded;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	asked = odds_of(&site, "The printer lamp blinks red after the toner change. My colleague went home early that "
			       "evening. Our office moved to another street in March. Nobody came by to water the "
			       "flowers.");
	folded =
	    odds_of(&site, "The printer lamp blinks red\nafter the toner change.\nMy colleague went home early that "
			   "evening.\nOur office moved to another street in March. Nobody came by to water the "
			   "flowers.");
	spread = odds_of(&site, "The lamp stood in the office that evening. My colleague wore red and went home with "
				"toner. Our printer moved to another street, a change in March. Nobody blinks, and "
				"nobody came early to water flowers.");
	assert_true(asked > 6 * spread);
	assert_true(folded > 0.9 * asked && folded < 1.1 * asked);
	fixture_close(&site);
}

/* The same where words have many forms; what asks is no slip of what a page has. */
static void test_story_in_cyrillic(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/portret/", "Я и моя лодка",
		 "У меня есть всё, что мне было нужно, и я не знаю, как это было со мной раньше, но мы уже здесь.",
		 "ru"),
	    PAGE("/lampa/", "Замена лампы", "Новые лампы для кухонного светильника. Такую лампу можно заменить.", "ru"),
	    PAGE("/nasos/", "Насос", "Вода по расписанию.", "ru"),
	    PAGE("/tarif/", "Тарифы", "Цена за час.", "ru"),
	};
	struct suggest_request request = {.body = STR("У меня уже третий день такая беда, и я совсем не знаю, что мне "
						      "с этим делать, потому что лампа светильника так и не горит."),
					  .lang = STR("ru"),
					  .threshold = 0};
	struct suggest_results results;
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_true(results.answers_n != 0);
	assert_str(results.answers[0].hit.url, "/lampa/");
	assert_str(search(&site, "какую лампу", "ru").corrected, "");
	assert_str(search(&site, "кухонные светильники", "ru").corrected, "");
	assert_first(&site, "кухонные светильники", "ru", "/lampa/");
	assert_str(search(&site, "светилник", "ru").corrected, "светильника");
	fixture_close(&site);
	assert_true(query_forms_are_same(STR("лампами"), STR("лампы")));
	assert_true(query_forms_are_same(STR("ustawienia"), STR("ustawieniach")));
	assert_false(query_forms_are_same(STR("лампы"), STR("лампочка")));
	assert_true(query_forms_asks(STR("abbastanza")) == false && query_forms_asks(STR("aber")));
	assert_true(query_forms_asks(STR("які")) && query_forms_asks(STR("γιατι")) && query_forms_asks(STR("jak")));
	assert_true(query_forms_joins(STR("a")) && query_forms_joins(STR("їх")) && query_forms_joins(STR("und")));
	assert_true(query_forms_joins(STR("cum")) && query_forms_joins(STR("için")) == false);
	assert_false(query_forms_joins(STR("nas")) || query_forms_joins(STR("pro")) || query_forms_joins(STR("ki")));
}

/* What is suggested for a text; its first answer must be the page. */
static double assert_suggested(struct fixture *site, const char *body, const char *lang, const char *url)
{
	struct suggest_request request = {.body = str_c(body), .lang = str_c(lang), .threshold = 0};
	struct suggest_results results;

	assert_int_equal(suggest_answers(site->engine, site->scratch, &request, &site->arena, &results), 0);
	assert_true(results.answers_n != 0);
	assert_str(results.answers[0].hit.url, url);
	return results.best_confidence;
}

/* In Chinese what joins others is a character or a part of two; a number in Latin digits is a word of many. */
static void test_story_in_chinese(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/bus/", "公交车",
		 "我们公司从去年开始有了这个公交车，昨天晚上我也去过，今天早上就没有了，一直都很好，版本五点三点四。5."
		 "3 4.1",
		 "zh"),
	    PAGE("/port/", "防火墙", "在防火墙中放行端口，保存规则。", "zh"),
	    PAGE("/image/", "镜像", "拉取镜像需要仓库地址。", "zh"),
	    PAGE("/backup/", "备份", "每周备份数据库到云盘。", "zh"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_true(assert_suggested(
			&site,
			"您好，我们公司从去年开始使用你们的产品，一直都很满意。今天早上就不行了，防火墙的端口没有放行。"
			"昨天晚上同事也看过，版本是 v5.3.4，谢谢！",
			"zh", "/port/") > 0.8);
	assert_true(query_han_joins(STR("我们")) && query_han_joins(STR("一直")) && query_han_joins(STR("麻烦")));
	assert_true(query_han_joins(STR("一")) && query_han_joins(STR("麼")) && query_han_joins(STR("启了")));
	assert_false(query_han_joins(STR("端口")) || query_han_joins(STR("口")) || query_han_joins(STR("申请")));
	assert_false(query_han_joins(STR("")) || query_han_joins(STR("的的的")) || query_han_joins(STR("𠀀")));
	fixture_close(&site);
}

/* What no page speaks of is missed in Chinese, too, though pages have some of its characters. */
static void test_other_topic_in_chinese(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/password/", "重置密码", "在登录页面点击忘记密码。您会收到一封带有链接的邮件，链接一小时内有效。",
		 "zh"),
	    PAGE("/invoice/", "下载发票", "在账户的账单页面可以下载所有发票的文件。发票地址也可以在那里修改。", "zh"),
	    PAGE("/printer/", "连接打印机", "将打印机连接到无线网络，然后在设置中添加。", "zh"),
	    PAGE("/account/", "删除账户", "在设置的账户页面删除您的账户。所有数据将在三十天后清除。", "zh"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_true(assert_suggested(&site,
				     "你好，从昨天开始手机上的应用一打开就闪退，我已经重新安装过了，请问怎么办？谢谢",
				     "zh", "/printer/") < SUGGEST_THRESHOLD);
	assert_true(assert_suggested(&site, "打印机一直显示离线，换了路由器以后连不上网络，怎么重新连接？", "zh",
				     "/printer/") > 0.8);
	fixture_close(&site);
}

/* Who only greets and thanks asks nothing, though pages greet and thank as well. */
static void test_only_courtesy(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/contact/", "联系客服", "您好，感谢您使用我们的服务。如有问题请发邮件。谢谢！", "zh"),
	    PAGE("/thanks/", "感謝の機能", "お世話になっております。ありがとうございます。よろしくお願いいたします。",
		 "ja"),
	    PAGE("/mail/", "Thank you", "Hello, many thanks. Have a good day.", "en"),
	    PAGE("/greet/", "Hello World", "The first program says hello.", "en"),
	};
	static const char *const nothing[] = {
	    "您好",
	    "谢谢",
	    "你好，谢谢",
	    "您好，感谢您的帮助！",
	    "お世話になっております。よろしくお願いいたします。",
	    "いつもお世話になっております。\nありがとうございました。",
	    "Hello!",
	    "Good morning\nMany thanks",
	};
	static const char *const asked[] = {"感谢邮件没有收到", "感谢邮件设置", "感謝の機能が使えません", "Hello World",
					    "Thank You Page"};
	struct suggest_results results;
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
		struct suggest_request request = {.subject = STR("Hello"), .body = str_c(nothing[i])};

		assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
		if (results.answers_n != 0)
			fail_msg("%s", nothing[i]);
	}
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct suggest_request request = {.body = str_c(asked[i])};

		assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
		if (results.answers_n == 0)
			fail_msg("%s", asked[i]);
	}
	fixture_close(&site);
}

/* Release notes speak of everything; what says nearly as much of it answers a ticket. */
static void test_release_notes(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/changelog/", "Release notes",
		 "The upload of pictures is faster. This fixes a picture that was turned, and the album that had no "
		 "picture after an upload from the phone.",
		 "en"),
	    PAGE("/pictures/", "Which way is up",
		 "This is what to do where a picture is turned after an upload: turn it in the album.", "en"),
	    PAGE("/lamp/", "The lamp", "This is the lamp of the house.", "en"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	(void)assert_suggested(&site, "After an upload from the phone the picture in the album is turned", "en",
			       "/pictures/");
	assert_first(&site, "release notes", "en", "/changelog/");
	assert_first(&site, "upload faster", "en", "/changelog/");
	fixture_close(&site);
	assert_true(query_is_history(STR("Release Notes 3.2")) && query_is_history(STR("Acme Desktop changelog")));
	assert_true(query_is_history(STR("更新日志")) && query_is_history(STR("Список изменений")));
	assert_false(query_is_history(STR("How to write a changelog")) ||
		     query_is_history(STR("Releases of a dog in the park")));
	assert_true(query_is_history(STR("Releases")) && query_is_history(STR("Acme更新日志")) &&
		    query_is_history(STR("更新日志 2.0")));
	assert_false(query_is_history(STR("Manage releases")) || query_is_history(STR("See the version history")) ||
		     query_is_history(STR("更新日志怎么写")));
	assert_false(query_is_history(STR("")) || query_is_history(STR("Release the lock")));
}

/* The lines of a log say as little where words are found by their groups of letters; no page is worse without a
 * version. */
static void test_log_in_german(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/limit/", "Ladelimit", "Das Ladelimit beendet das Laden der Batterie.", "de"),
	    PAGE("/worker/", "Prozesse", "Jeder worker meldet unexpected state, timeout und connection refused.", "de"),
	    PAGE("/tarif/", "Tarife", "Strom nach Stunden.", "de"),
	    PAGE("/pumpe/", "Pumpe", "Wasser nach Bedarf.", "de"),
	};
	static const char told[] =
	    "Seit gestern endet das Laden der Batterie viel zu spät, obwohl ich ein Ladelimit gesetzt "
	    "habe. Woran kann das liegen und was muss ich ändern?\n";
	static const char story[] =
	    "Unsere Wallbox steht in der Garage, und seit Montag fährt das Auto nie ganz voll los, weil "
	    "irgendetwas das Laden vorher beendet, sagt mein Nachbar.\n";
	char with_log[512];
	struct fixture site;
	double bare;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	bare = assert_suggested(&site, told, "de", "/limit/");
	(void)snprintf(with_log, sizeof(with_log),
		       "%s2026-05-07 11:20:45 ERROR workers unexpectedly stating\n"
		       "2026-05-07 11:20:46 ERROR connections refusing, timeouts\n",
		       told);
	assert_true(assert_suggested(&site, with_log, "de", "/limit/") > 0.99 * bare);
	bare = assert_suggested(&site, story, "de", "/limit/");
	(void)snprintf(with_log, sizeof(with_log), "%sFirmware 5.3.47.\n", story);
	assert_true(assert_suggested(&site, with_log, "de", "/limit/") > 0.8 * bare);
	fixture_close(&site);
}

/* Words stand in another form than on the page, which is a good answer for all that. */
static void test_sure_elsewhere(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/bild/", "Bilder verkleinern",
		 "Große Bilder verkleinert der Server beim Hochladen. Die Breite steht in den Einstellungen.", "de"),
	    PAGE("/umzug/", "Umzug", "Den Ordner kopieren und die Datenbank einspielen.", "de"),
	    PAGE("/post/", "Newsletter", "Ein Newsletter geht an alle Empfänger der Liste.", "de"),
	    PAGE("/recht/", "Rechte", "Gruppen geben Benutzern Rechte für Seiten.", "de"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_true(
	    assert_suggested(&site,
			     "Unsere Redakteure laden Fotos direkt vom Handy hoch, und die Galerie braucht danach "
			     "ewig. Kann man die hochgeladenen Bilder verkleinern lassen, ohne dass jemand daran "
			     "denken muss?",
			     "de", "/bild/") > SUGGEST_THRESHOLD);
	assert_true(
	    assert_suggested(&site,
			     "Unsere Kasse druckt seit Montag keine Belege mehr, und der Techniker war schon zwei "
			     "Mal da. Wer ersetzt uns den Schaden an der Kasse und die Seiten mit dem Papier?",
			     "de", "/recht/") < SUGGEST_THRESHOLD);
	fixture_close(&site);
}

/* Pages without a title are two answers. */
static void test_no_titles(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/a/", "", "The wombat digs below a fence at night.", "en"),
	    PAGE("/b/", "", "A wombat sleeps all day in its burrow.", "en"),
	};
	struct suggest_request request = {.body = STR("where is the wombat"), .lang = STR("en"), .threshold = 0};
	struct suggest_results results;
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_int_equal(suggest_answers(site.engine, site.scratch, &request, &site.arena, &results), 0);
	assert_int_equal(results.answers_n, 2);
	fixture_close(&site);
}

/* Names in other letters, and the keyboard that is set to them. */
static void test_other_letters(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/safari/", "Расширение для Safari", "Откройте настройки и включите расширение.", "ru"),
	    PAGE("/docker/", "Запуск в Docker", "Образ для Docker, версия и даты выпуска.", "ru"),
	    PAGE("/data/", "Папка data", "Где лежат файлы.", "ru"),
	    PAGE("/tarif/", "Тарифы", "Цена за час.", "ru"),
	    PAGE("/net/", "Установка .NET", "Тариф Pro, list.", "ru"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_first(&site, "сафари", "ru", "/safari/");
	assert_str(search(&site, "плагин сафари", "ru").corrected, "плагин safari");
	assert_first(&site, "вщслук", "ru", "/docker/");
	assert_first(&site, "yfcnhjqrb", "ru", "/safari/");
	assert_str(search(&site, "yfcnhjqrb", "ru").corrected, "настройки");
	assert_first(&site, "дата", "ru", "/docker/"); /* a form of what pages have */
	assert_int_equal(search(&site, "щзук", "ru").total, 0);
	assert_int_equal(search(&site, "лист", "ru").total, 0); /* a word of its own */
	assert_str(search(&site, "нет файлы", "ru").corrected, "");
	assert_str(search(&site, "про тарифы", "ru").corrected, "");
	fixture_close(&site);
}

/* Of a code that no page has, the letters before its number are no word. */
static void test_unknown_code(void **state)
{
	static const struct fixture_page pages[] = {
	    PAGE("/invoice/", "E-Invoices", "Send an e-invoice.", "en"),
	    PAGE("/err/", "ERR-4040", "The drum is full.", "en"),
	    PAGE("/mail/", "E-Mail", "Write an e-mail.", "en"),
	    PAGE("/print/", "Print a page", "When printing.", "en"),
	    PAGE("/tv/", "Apps on a TV", "On your TV.", "en"),
	    PAGE("/zahl/", "Kennzahl 99170", "Die Kennzahl 99170 eintragen.", "de"),
	};
	struct fixture site;

	(void)state;
	fixture_open(&site, pages, sizeof(pages) / sizeof(pages[0]), NULL);
	assert_int_equal(search(&site, "E-4711", "en").total, 0);
	assert_int_equal(search(&site, "e_4711", "en").total, 0);
	assert_int_equal(search(&site, "ERR-9931", "en").total, 0);
	assert_int_equal(search(&site, "ERR-9917", "de").total, 0); /* nor is the number one that is alike */
	assert_int_equal(search(&site, "9917", "de").total, 0);
	assert_first(&site, "Kennzahl 99170", "de", "/zahl/");
	assert_first(&site, "ERR-4040", "en", "/err/");
	assert_first(&site, "E-4040", "en", "/err/");
	assert_first(&site, "E-4711 print", "en", "/print/");
	assert_int_equal(search(&site, "E-4711 print", "en").total, 1);
	assert_first(&site, "TV-2024", "en", "/tv/");		     /* which kind of it */
	assert_int_equal(search(&site, "on-4711", "en").total, 0);   /* a word that says nothing */
	assert_int_equal(search(&site, "e 4711", "en").total, 2);    /* two words */
	assert_int_equal(search(&site, "e-12", "en").total, 2);	     /* a part of something, perhaps */
	assert_int_equal(search(&site, "mail-4711", "en").total, 1); /* a word */
	assert_first(&site, "e-mail", "en", "/mail/");
	fixture_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plural_of_two),
	    cmocka_unit_test(test_joined_form),
	    cmocka_unit_test(test_form_of_compound),
	    cmocka_unit_test(test_other_words),
	    cmocka_unit_test(test_joined_words),
	    cmocka_unit_test(test_forms),
	    cmocka_unit_test(test_two_slips),
	    cmocka_unit_test(test_spelling),
	    cmocka_unit_test(test_what_devices_are_called),
	    cmocka_unit_test(test_hiragana),
	    cmocka_unit_test(test_katakana),
	    cmocka_unit_test(test_not_working),
	    cmocka_unit_test(test_word_that_is_not_there),
	    cmocka_unit_test(test_unknown_code),
	    cmocka_unit_test(test_everyday_words_of_others),
	    cmocka_unit_test(test_slips_like_everyday_words),
	    cmocka_unit_test(test_forms_of_a_word),
	    cmocka_unit_test(test_story),
	    cmocka_unit_test(test_sentence_of_story),
	    cmocka_unit_test(test_other_letters),
	    cmocka_unit_test(test_story_in_cyrillic),
	    cmocka_unit_test(test_story_in_chinese),
	    cmocka_unit_test(test_other_topic_in_chinese),
	    cmocka_unit_test(test_only_courtesy),
	    cmocka_unit_test(test_release_notes),
	    cmocka_unit_test(test_log_in_german),
	    cmocka_unit_test(test_sure_elsewhere),
	    cmocka_unit_test(test_no_titles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
