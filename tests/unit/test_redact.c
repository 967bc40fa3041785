/* Finding and replacing personal data: one table for each kind of attack. All people and numbers are made up. */
#include "tests/unit/unit.h"

#include "common/hash.h"
#include "common/mem.h"
#include "common/privacy/quotes.h"
#include "common/privacy/redact.h"
#include "common/privacy/unknown.h"

#include <time.h>

static struct redact_rules *rules;
static struct redact_people *people;

static const char people_json[] =
    "[{\"kind\":\"customer\",\"name\":\"Maria Kowalska\",\"email\":\"maria.kowalska@drewex-meble.pl\",\"org\":\"Drewex "
    "Meble Sp. z o.o.\","
    "\"phone\":\"+48 601 234 567\"},"
    "{\"kind\":\"agent\",\"name\":\"Thomas M\xc3\xbcller\",\"user\":\"tmueller\"},"
    "{\"name\":\"\xd0\xae\xd0\xbb\xd0\xb8\xd1\x8f \xd0\xa1\xd0\xbe\xd0\xba\xd0\xbe\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xb0\"},"
    "{\"name\":\"Mark Will\",\"external_id\":\"K-884-2210\"},"
    "{\"kind\":\"agent\",\"name\":\"Xelvin Cook (IT Department)\"}]";

static int set_up(void **state)
{
	struct buf reason;

	(void)state;
	buf_init(&reason, BUF_NO_LIMIT);
	rules = redact_rules_new(&reason);
	assert_non_null(rules);
	people = redact_people_new(rules);
	assert_int_equal(redact_people_parse(people, str_c(people_json), &reason), 0);
	buf_release(&reason);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	redact_people_free(people);
	redact_rules_free(rules);
	return 0;
}

static void check_text_with(const struct redact_people *table, struct str text, const char *expected)
{
	struct redactor *redactor = redactor_new(rules);
	const struct redact_span *spans;
	struct buf out;
	size_t n;

	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(redact_find(redactor, table, NULL, text, &spans, &n), 0);
	for (size_t i = 0; i < n; i++) {
		assert_true(spans[i].from < spans[i].to && spans[i].to <= text.n);
		assert_true(i == 0 || spans[i - 1].to <= spans[i].from);
	}
	redact_apply(&out, text, spans, n);
	assert_str(buf_view(&out), expected);
	buf_release(&out);
	redactor_free(redactor);
}

static void check_text(struct str text, const char *expected)
{
	check_text_with(people, text, expected);
}

struct example {
	const char *text, *expected;
};

static void check_each(const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_text(str_c(examples[i].text), examples[i].expected);
}

/* Every element of the array EXAMPLES. */
#define check_all(examples) check_each(examples, sizeof(examples) / sizeof((examples)[0]))

static void test_known(void **state)
{
	static const struct example examples[] = {
	    {"We asked Maria Kowalska and Thomas M\xc3\xbcller.", "We asked [customer] and [agent 1]."},
	    {"kowalska again", "[customer] again"},
	    {"Spoke to Kowalskiej about it, Kowalsk\xc4\x85 too", "Spoke to [customer] about it, [customer] too"},
	    {"KOWALSKA, MARIA", "[customer]"},
	    {"for Mueller's desk", "for [agent 1]'s desk"},
	    {"login mkowalska or tmueller or maria_kowalska", "login [user] or [user 2] or [customer]"},
	    {"Tommy knows", "[agent 1] knows"},
	    {"as Yuliya Sokolova said", "as [person 1] said"},
	    {"from Drewex Meble with love", "from [company] with love"},
	    {"see drewex-meble.pl", "see [company]"},
	    {"number 601-234-567 rang", "number [phone] rang"},
	    {"number 601 234\n567 rang, 601 234 567 2 times", "number [phone] rang, [phone 2] 2 times"},
	    {"copied twice: 601234567601234567", "copied twice: [phone]"},
	    {"> it is 0048 601\n> 234\n> 567", "> it is [phone]"},
	    {"row 72614\t601\t234\t567\t8", "row 72614\t[phone]\t8"},
	    {"sizes 180 123\n4567 and 9601 234\n568", "sizes 180 123\n4567 and 9601 234\n568"},
	    {"by DrewexMeble", "by [company]"},
	    {"client K-884-2210 again", "client [id] again"},
	    {"mark the box, it will do", "mark the box, it will do"},
	    {"then I met Mark there", "then I met [person 1] there"},
	};

	(void)state;
	check_all(examples);
}

struct known_example {
	const char *name, *text, *expected;
};

static void check_known(const struct known_example *examples)
{
	for (; examples->name != NULL; examples++) {
		const struct redact_person person = {.kind = STR("customer"), .name = str_c(examples->name)};
		struct redact_people *table = redact_people_new(rules);

		redact_people_add(table, &person);
		check_text_with(table, str_c(examples->text), examples->expected);
		redact_people_free(table);
	}
}

/* Slips of the pen, particles, initials and user names that are made of a known name; and what only looks like them. */
static void test_forms_of_known(void **state)
{
	static const struct known_example examples[] = {
	    {"Tobias Wrenfordshaw", "ask wrenfordshow, Wrenfordhsaw or Wrenfodshaw; Wrenfordsha",
	     "ask [customer], [customer] or [customer]; Wrenfordsha"},
	    {"Tobias Wrenfordshaw", "a frenfordshaw, a prenfordhaw", "a frenfordshaw, a prenfordhaw"},
	    {"Tobias Quilbert", "the quilbart, quilber", "the quilbart, quilber"},
	    {"Oleg Tepforov", "Ask Tepforow, Tepforoff or Tepforof; the Tepforos",
	     "Ask [customer], [customer] or [customer]; the Tepforos"},
	    {"Uwe Quelborski", "Quelborsky knows", "[customer] knows"},
	    {"Jan van der Quelp", "Ok.\n\nMet vriendelijke groet,\nJan van der Quelp\n",
	     "Ok.\n\nMet vriendelijke groet,\n[customer]\n"},
	    {"Mies van der Quelp", "with Van der Quelp and svdquelp, mvdquelp, vanderquelp",
	     "with [customer] and svdquelp, [user], [user 2]"},
	    {"Carla D'Orvello", "La D'Orvello, dell'Orvello", "[customer], dell'[customer]"},
	    {"Juan Quilez", "la carta de Quilez, de la Quilez", "la carta de [customer], [customer]"},
	    {"Anna Tepforo", "written by Tepforo A.B.\nand Anna T\nfor you. Ask Anna. I know",
	     "written by [customer].\nand [customer]\nfor you. Ask [customer]. I know"},
	    {"Anna Tepforo", "cheers anna t\n\nfor anna i\nwe", "cheers [customer]\n\nfor [customer] i\nwe"},
	    {"Nina Tepforova", "the login tepforovanp, npvtepforova, tepforovas",
	     "the login [user], npvtepforova, tepforovas"},
	    {"Asta Lindvelt", "locked: astlin", "locked: [user]"},
	    {"Ana Sequorba", "para asequorbar, asequorba", "para asequorbar, [user]"},
	    {"Marta Carlen", "sin marcar, /x/marcar", "sin marcar, /x/marcar"},
	    {"Mark-Jan Tepforo", "Thanks!\n\nMark-Jan\n", "Thanks!\n\n[customer]\n"},
	    {"Tom Fox", "a workaround.\n\nFox\n  ----- Original Message -----\n",
	     "a workaround.\n\n[customer]\n  ----- Original Message -----\n"},
	    {"Tom Fox", "The Fox\n\nFox\n\nis here", "The Fox\n\nFox\n\nis here"},
	    {"Tom Fox", "Press it.\n\n### Fox\n\n-----Original Message-----\n",
	     "Press it.\n\n### Fox\n\n-----Original Message-----\n"},
	    {"Tom Fox", "Press it.\n\n<Fox>\n\n-----Original Message-----\n",
	     "Press it.\n\n<Fox>\n\n-----Original Message-----\n"},
	    {NULL, NULL, NULL},
	};
	static const struct {
		const char *org, *text, *expected;
	} orgs[] = {
	    {"Zylbrandt Dental", "Jan of Zylbrandt, a zylbrandt", "Jan of [company], a zylbrandt"},
	    {"\u682a\u5f0f\u4f1a\u793e\u7530\u4e2d\u7cbe\u6a5f", "\u7530\u4e2d\u7cbe\u6a5f\u306e", "[company]\u306e"},
	};

	/* what several begin with, and what companies are, is nobody's name */
	static const char *const companies[] = {"Zylbrandt Dental", "Zylbrandt Wood", "Klinikum Tamsk"};
	const struct redact_person extern_user = {.email = STR("externo@tamsk.example")};
	struct redact_people *users = redact_people_new(rules);

	(void)state;
	check_known(examples);
	for (size_t i = 0; i < sizeof(orgs) / sizeof(*orgs); i++) {
		const struct redact_person person = {.org = str_c(orgs[i].org)};
		struct redact_people *table = redact_people_new(rules);

		redact_people_add(table, &person);
		check_text_with(table, str_c(orgs[i].text), orgs[i].expected);
		redact_people_free(table);
	}
	for (size_t i = 0; i < sizeof(companies) / sizeof(*companies); i++) {
		const struct redact_person person = {.org = str_c(companies[i])};

		redact_people_add(users, &person);
	}
	check_text_with(users, STR("at Zylbrandt, a Klinikum; Zylbrandt Wood"), "at Zylbrandt, a Klinikum; [company]");
	/* what is no family name and initial gets no more initials */
	redact_people_add(users, &extern_user);
	check_text_with(users, STR("an externon, externo"), "an externon, [user]");
	redact_people_free(users);
}

/* How people sign and are cited in mailing lists, whatever their names mean elsewhere. */
static void test_lists_signed(void **state)
{
	static const struct example examples[] = {
	    {"It works.\n\nQuilbert.\n- --\nq@tamsk.example", "It works.\n\n[person 1].\n- --\n[email]"},
	    {"can someone explain...\n\nKiall Mac Tepforo\n\n\n-- \n> no",
	     "can someone explain...\n\n[person 1]\n\n\n-- \n> no"},
	    {"any reason for it?\nMartin\n\n*The lines from my file*",
	     "any reason for it?\n[person 1]\n\n*The lines from my file*"},
	    {"for explanation,\n\nTEPFO Quil\n", "for explanation,\n\n[person 1]\n"},
	    {"Regards,\n\nBas Tepforo\n", "Regards,\n\n[person 1]\n"},
	    {"On Friday at 10:12, [customer] wrote:\n> on", "On Friday at 10:12, [customer] wrote:\n> on"},
	    {"On Friday at 10:12, [customer] <\n[email]> wrote:\n",
	     "On Friday at 10:12, [customer] <\n[email]> wrote:\n"},
	    {"Done. -anna", "Done. -[person 1]"},
	    {"Done. -v", "Done. -v"},
	    {"save me time.\n\nthx,\n-te\n", "save me time.\n\nthx,\n-[person 1]\n"},
	    {"to know what you do! - MQD\n\n----- Original message -----",
	     "to know what you do! - [person 1]\n\n----- Original message -----"},
	    {"the values are max - MQD\n\nand", "the values are max - MQD\n\nand"},
	    {"It is here! -\n\nit goes on", "It is here! -\n\nit goes on"},
	    {"on this feature!\n\n--Martin and the team\n", "on this feature!\n\n--[person 1] and the team\n"},
	    {"cheers martin f\n\nok", "cheers [person 1]\n\nok"},
	    {"ok\n-- \nRobin Hill, STEAMY BESS", "ok\n-- \n[person 1], STEAMY BESS"},
	    {"it.\n---\nMartin Lake | www.tamsk.example", "it.\n---\n[person 1] | www.tamsk.example"},
	    {"x\n---\ntitle: Creating\n---\n# Creating", "x\n---\ntitle: Creating\n---\n# Creating"},
	    {"> On Thu, Oct 3, 2019 at 12:56 AM quila tepforo via Users <\n> users@lists.tamsk.example> wrote:",
	     "> On Thu, Oct 2019 [person 1] via Users <\n> [email]> wrote:"},
	    {"On Sun, Jul 23, 2023 at 12:48 AM Quila TEPFORO <\n> q@tamsk.example> wrote:",
	     "On Sun, Jul 2023 [person 1] <\n> [email]> wrote:"},
	    {"On Mon, 2002-07-22 at 06:20, che wrote:\n> no", "On Mon, 2002-07, [person 1] wrote:\n> no"},
	    {"On Mon, 2002-07-22 at 06:20, you wrote:\n> no", "On Mon, 2002-07, you wrote:\n> no"},
	    {"On 28.04.20 13:51, Martin Tepforo wrote:\n> no", "On 2020-04, [person 1] wrote:\n> no"},
	    {"To: pro quilbert <pm@tamsk.example>\nSubject: x", "To: [person 1] <[email]>\nSubject: x"},
	    {"question specs (look at the 10 MHz column)", "question specs (look at the 10 MHz column)"},
	    {"quila (qt at tamsk dot example) knows", "[person 1] ([email]) knows"},
	    {"mail quila+widget@tamsk.example. The widget works", "mail [email]. The widget works"},
	    {"with VHDL in Quilinx ISE Design Suite", "with VHDL in Quilinx ISE Design Suite"},
	    {"An Orvilent signal generator", "An Orvilent signal generator"},
	    {"builds using Quilinx Tepforo 2021.1", "builds using Quilinx Tepforo 2021.1"},
	    {"ICQ 5119262", "ICQ [user]"},
	    {"* ^Subject.*\\[QLUG\\] =qlug-`date`\nqlug@tamsk.example\nhttp://tamsk.example/mailman/listinfo/qlug",
	     "* ^Subject.*\\[QLUG\\] =qlug-`date`\n[email]\nhttp://tamsk.example/mailman/listinfo/qlug"},
	    {"write to Van der Tepforo, ask Nowak J.", "write to Van der Tepforo, ask [person 1]."},
	};

	(void)state;
	check_all(examples);
}

/* Who came first is known, however many come behind: by parts of the name, or by the whole of it where these are words.
 */
static void test_first_of_many(void **state)
{
	static const char *const first[] = {"Mark Young", "Orwine Tepforo"};
	static const char *const companies[] = {"North Harbour", "Red Lantern", "Open Orchard", "Second Bridge"};
	static const char letters[] = "bdfgklmnprst", vowels[] = "aeiou";
	struct redact_people *table = redact_people_new(rules);
	char name[] = "Zaxaxa Vaxaxaxov";

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct redact_person person = {.kind = STR("customer"), .name = str_c(first[i])};

		redact_people_add(table, &person);
	}
	for (size_t i = 0; i < sizeof(companies) / sizeof(*companies); i++) {
		const struct redact_person company = {.kind = STR("organisation"), .name = str_c(companies[i])};

		redact_people_add(table, &company);
	}
	for (unsigned i = 0; i < 2000; i++) {
		const struct redact_person person = {.kind = STR("customer"), .name = str_c(name)};
		unsigned left = i;

		for (size_t k = 1; name[k] != '\0'; k++) {
			if (k == 1 || k == 3 || k == 5 || k == 8 || k == 10)
				name[k] = vowels[(left + k) % 5];
			else if (k == 2 || k == 4 || k == 9 || k == 11) {
				name[k] = letters[left % 12];
				left /= 12;
			}
		}
		redact_people_add(table, &person);
	}
	check_text_with(table, STR("then Mark Young came"), "then [customer] came");
	check_text_with(table, STR("then Tepforo came"), "then [customer] came");
	check_text_with(table, STR("to North Harbour, Red Lantern, Open Orchard and Second Bridge"),
			"to [company], [company 2], [company 3] and [company 4]");
	redact_people_free(table);
}

/* What desks and programs add to a name does not hide it, and is not looked for itself. */
static void test_display_names(void **state)
{
	static const struct known_example examples[] = {
	    {"Xiluva Mbekwa (IT Department)", "then Xiluva and mbekwa of that Department",
	     "then [customer] and [customer] of that Department"},
	    {"Tolvan Dresk | Support Team", "the Support Team: Tolvan broke it, Dresk confirmed",
	     "the [company]: [customer] broke it, [customer] confirmed"},
	    {"Support | Tolvan Dresk", "our Support: tolvan broke it", "our Support: [customer] broke it"},
	    {"Orvella (Billing)", "ask orvella about Billing", "ask [customer] about Billing"},
	    {"Fenrika Bot", "fenrika said the Bot is slow", "[customer] said the Bot is slow"},
	    {"Fenrika Bot", "signed Fenrika P. Bot", "signed [customer]"},
	    {"Ximelda Office", "the Office app of Ximelda", "the Office app of [customer]"},
	    {"Tolvan Dresk - Zylbrandt Inc", "tolvan of zylbrandt", "[customer] of [company]"},
	    {"'Tolvan Dresk' via Support List", "dresk on the List", "[customer] on the List"},
	    {"Tolvan Dresk from Customer Services", "dresk of Services", "[customer] of Services"},
	    {"Tolvan Dresk (Orvella, Support)", "ask orvella", "ask [customer]"},
	    {"Rosalba Page, Support - Zylbrandt", "then Page of zylbrandt", "then [customer] of [customer]"},
	    {"Mail Delivery Subsystem", "the Delivery of Mail, Mail Delivery Subsystem",
	     "the Delivery of Mail, [company]"},
	    {"Support", "our Support team", "our Support team"},
	    {"(Support", "our Support team", "our Support team"},
	    {"Tolvan (Support", "our Support: tolvan", "our Support: [customer]"},
	    {NULL, NULL, NULL},
	};

	(void)state;
	check_known(examples);
}

/* A list of mail is nobody, whoever wrote through it. */
static void test_lists_of_mail(void **state)
{
	static const struct redact_person lists[] = {
	    {.name = STR_INIT("Tolvan Dresk via Widget-users"), .email = STR_INIT("widget-users@tolvan.example")},
	    {.name = STR_INIT("Widget-users"), .email = STR_INIT("widget-users@lists.tolvan.example")},
	    {.name = STR_INIT("widget-users@lists.tolvan.example")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct redact_people *table = redact_people_new(rules);

		redact_people_add(table, &lists[i]);
		check_text_with(table, STR("the Widget of dresk, Widget-users"),
				i == 0 ? "the Widget of [person 1], Widget-users"
				       : "the Widget of dresk, Widget-users");
		redact_people_free(table);
	}
}

/* A family name that is a word: with a capital inside of a sentence, or where something tells that it is a name. */
static void test_everyday_names(void **state)
{
	static const struct known_example examples[] = {
	    {"Xelvin Cook", "Mr Cook left; Cook was angry.", "[customer] left; [customer] was angry."},
	    {"Rosalba Page", "Then Page answered. A page of it.", "Then [customer] answered. A page of it."},
	    {"Rosalba Page", "Yes. Page said so. Page's printer. Mr. Page left. R. Page.",
	     "Yes. [customer] said so. [customer]'s printer. [customer] left. R. [customer]."},
	    {"Rosalba Page", "Page,\nit works.\nThanks,\nPage\n\nPage 3 follows.",
	     "[customer],\nit works.\nThanks,\n[customer]\n\nPage 3 follows."},
	    {"Rosalba Page", "These:\n- Page\n- Site\nThat is it.\n-- Page\n> yes",
	     "These:\n- Page\n- Site\nThat is it.\n-- [customer]\n> yes"},
	    {"Rosalba Page", "It ends. Page 3 follows. Page up.", "It ends. Page 3 follows. Page up."},
	    {"Xelvin Cook", "cook it for an hour", "cook it for an hour"},
	    {NULL, NULL, NULL},
	};

	(void)state;
	check_known(examples);
}

/* The same words on screens, in the names of things, in programs: not the person whom the table has. */
static void test_everyday_words(void **state)
{
	static const struct known_example examples[] = {
	    {"Orvell Master", "as the Master here", "as the Master here"},
	    {"Orvell Master", "but ask Master", "but ask [customer]"},
	    {"Orvell General", "on the General tab", "on the General tab"},
	    {"Orvell General", "as Mrs General says", "as [customer] says"},
	    {"Orvell Red", "now on Red Hat 9", "now on Red Hat 9"},
	    {"Orvell Red", "now on Red it is", "now on [customer] it is"},
	    {"Orvell Student", "a Doctoral Student", "a Doctoral Student"},
	    {"Orvell Linux", "an older Linux board, its Linux's age", "an older Linux board, its Linux's age"},
	    {"Orvell Linux", "as Orvell Linux wrote", "as [customer] wrote"},
	    {"Orvell Server", "SERVER_NAME is set", "SERVER_NAME is set"},
	    {"Orvell Code", "it stopped (Code: 7)", "it stopped (Code: 7)"},
	    {"Orvell Best", "it works.\n\nBest,\nUte", "it works.\n\nBest,\n[person 1]"},
	    {"Orvell Hello", "Hello,\nit works", "Hello,\nit works"},
	    {"Here You", "Here's more. You said so. 4) You?", "Here's more. You said so. 4) You?"},
	    {"April Orvell", "it broke in April", "it broke in April"},
	    {"April Orvell", "then I met April", "then I met [customer]"},
	    {"Orvell Chime", "it works, thank you.\nChime\n\n____\nlist",
	     "it works, thank you.\n[customer]\n\n____\nlist"},
	    {"Orvell Chime", "It works.\n\nChime\n\nIt rings.", "It works.\n\nChime\n\nIt rings."},
	    {"Lia Sun", "On Sun, 25 Apr, with Sun and gcc", "On Sun, Apr, with Sun and gcc"},
	    {"Lia Sun", "but ask Sun", "but ask [customer]"},
	    {"Lia Sun", "Hi Sun, I met Ute and Sun (Sun)",
	     "Hi [customer], I met [person 1] and [customer] ([customer])"},
	    {"Lia Orvellom", "We used Orvellom, and Orvellom 2.1 came", "We used [customer], and [customer] 2.1 came"},
	    {"Lia Manning", "It is run by Ute. We run Manning", "It is run by [person 1]. We run [customer]"},
	    {"Julia Orvell", "Julia 1.12 fails, so does Julia here", "Julia 1.12 fails, so does Julia here"},
	    {"Julia Orvell", "using Julia, so Julia said no", "using [customer], so [customer] said no"},
	    {"Orvell 1000", "simulate 1000 of them, Orvell 1000", "simulate 1000 of them, [customer]"},
	    {"Orvell Nic", "The NIC and the NICs", "The NIC and the NICs"},
	    {"Orvell Nic", "so ask NIC, or Nic", "so ask [customer], or [customer]"},
	    {"Orvell Lang", "java.lang.Object in /usr/lang", "java.lang.Object in /usr/lang"},
	    {"Orvell Lang", "told lang", "told [customer]"},
	    {"Orvell Ping", "I ping the host", "I ping the host"},
	    {"Orvell Ping", "I met Ping", "I met [customer]"},
	    {"Orvell The", "I asked Orvell. The rest is new.", "I asked [customer]. The rest is new."},
	    {"Will Orvell", "I think that Will can", "I think that [customer] can"},
	    {"Will Orvell", "we saw Will Monday", "we saw [customer] Monday"},
	    {"Will Orvell", "please select Will there", "please select [customer] there"},
	    {"Will Orvell", "reset Will account", "reset [customer] account"},
	    {"Will Orvell", "PLEASE CALL WILL ABOUT IT", "PLEASE CALL [customer] ABOUT IT"},
	    {"Will Orvell", "No Will, it fails", "No [customer], it fails"},
	    {"Will Orvell", "the host WILL-PC", "the host [host]"},
	    {"Orvell Page", "bitte an Page weiter", "bitte an [customer] weiter"},
	    {"Orvell Sharp", "Sharp uses it.\n- Sharp: yes\nReporter: Sharp",
	     "[customer] uses it.\n- [customer]: yes\nReporter: [customer]"},
	    {"Orvell Sharp", "Sharp edges cut it", "Sharp edges cut it"},
	    {"Orvell Cook", "in CV-Cook.pdf", "in CV-[customer].pdf"},
	    {"Orvell Best", "yes.\n\nRegards,\nBest", "yes.\n\nRegards,\n[customer]"},
	    {"Orvell Best", "Best's host. Best said so", "[customer]'s host. [customer] said so"},
	    {"Orvell Student", "so Mr. Student left", "so [customer] left"},
	    {"S B", "a U S B port", "a U S B port"},
	    {"Orvell Tamsk (Consultant)", "the Consultant is Orvell", "the Consultant is [customer]"},
	    {"Orvell Tamsk, PhD", "a PhD of Tamsk", "a PhD of [customer]"},
	    {NULL, NULL, NULL},
	};

	(void)state;
	check_known(examples);
}

/* User names that are words, years or abbreviations; where anybody may have a mailbox is no company. */
static void test_everyday_logins(void **state)
{
	static const struct {
		const char *email, *text, *expected;
	} examples[] = {
	    {"cell@tamsk.example", "a Cell phone. user name cell", "a Cell phone. user name [user]"},
	    {"2002@tamsk.example", "since 2002", "since 2002"},
	    {"dvq@tamsk.example", "on a DVQ; logged in as dvq", "on a DVQ; logged in as [user]"},
	    {"orvell@hotmail.co.uk", "a hotmail.co.uk mailbox", "a hotmail.co.uk mailbox"},
	    {"orvell@btinternet.com", "a btinternet.com mailbox", "a btinternet.com mailbox"},
	    {"orvell@tamsk.example", "see tamsk.example", "see [company]"},
	    {"orvell@live.tamsk.example", "see live.tamsk.example", "see [company]"},
	    {"sharp@tamsk.example", "a Sharp edge. I asked Sharp", "a Sharp edge. I asked [user]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		const struct redact_person person = {.kind = STR("customer"), .email = str_c(examples[i].email)};
		struct redact_people *table = redact_people_new(rules);

		redact_people_add(table, &person);
		check_text_with(table, str_c(examples[i].text), examples[i].expected);
		redact_people_free(table);
	}
}

/* What was left of a name that is a word is shown to whoever reviews. */
static void test_everyday_names_shown(void **state)
{
	const struct redact_person person = {.kind = STR("customer"), .name = STR("Rosalba Page")};
	const struct str text = STR("It ends. Page 3 follows. And the page.");
	struct redact_people *table = redact_people_new(rules);
	struct unknown_words found = {0};

	(void)state;
	redact_people_add(table, &person);
	unknown_find(&found, rules, NULL, text, NULL, 0);
	assert_int_equal(found.words.n, 0);
	found.people = table;
	unknown_find(&found, rules, NULL, text, NULL, 0);
	assert_int_equal(found.words.n, 1);
	assert_str(str_slice(text, found.words.at[0].from, found.words.at[0].to), "Page");
	unknown_release(&found);
	redact_people_free(table);
}

/* "doesn't" is a verb, wherever a program cuts it. */
static void test_shown(void **state)
{
	const struct str text =
	    STR("It doesn't work, Couldn't it? The Tepforo of the dataset isn't there for us to see any more.");
	struct unknown_words found = {0};

	(void)state;
	unknown_find(&found, rules, NULL, text, NULL, 0);
	assert_int_equal(found.words.n, 1);
	assert_str(str_slice(text, found.words.at[0].from, found.words.at[0].to), "Tepforo");
	unknown_release(&found);
}

/* What is found of a text, each with a blank behind it. */
static void check_shown(const char *text, const char *expected)
{
	const struct redact_span *spans;
	struct redactor *redactor = redactor_new(rules);
	struct unknown_words found = {0};
	struct buf out;
	size_t n;

	buf_init(&out, BUF_NO_LIMIT);
	assert_int_equal(redact_find(redactor, NULL, NULL, str_c(text), &spans, &n), 0);
	unknown_find(&found, rules, NULL, str_c(text), spans, n);
	for (size_t i = 0; i < found.words.n; i++) {
		buf_str(&out, str_slice(str_c(text), found.words.at[i].from, found.words.at[i].to));
		buf_char(&out, ' ');
	}
	assert_str(buf_view(&out), expected);
	buf_release(&out);
	unknown_release(&found);
	redactor_free(redactor);
}

/* What may be somebody's and is not sure enough to be removed. */
/* Products, nouns and what pages call things, which rules of names have taken before. */
static void test_no_names(void **state)
{
	static const char *const same[] = {
	    "Das Blockieren von Werbung ist mit Ausnahme der Bilder an. Die Liste der Regeln wird kurz.",
	    "Nach Eingabe der Klientennummer hat der Ausdruck der Belege wieder Zeilen.",
	    "The backend to use for RAG. This can be set. This is a setting. See LLM-as-a-Judge. For more, read on.",
	    "Damit habe ich meiner Frau den Umstieg erleichtert. Er war ein Deputy Superintendent im Amt.",
	    "<system>\n<EventData> \n<Data>A failure</Data>\n</EventData> \n<EventData> \n<Data> \n",
	    "<class-name> () [: base([<params>])]\n<class-name> (\n<scalar-object> -in <Widgets>\n",
	    "Thanks to <Avatar handle=\"anowak\" /> for the theme.",
	    "  :displayname: Chunking Strategy (Agents)\n  :displayname: Login ID attribute (LDAP)",
	    "\"display_name\": \"Custom Scheme Name\", DisplayName = \"Test Service\"",
	    "The folder of the SYSTEM account should be C:\\Windows",
	    "Do Not Use the Discovery Service For Runtime Reconfigurationen. What is Lorem Tepfsum?",
	    "for Tabletop Roleplayeringen Games",
	    "The Tepfor Installeron is now in the setup. Any mutuals of Tepfor who post, Tepfors who wait.",
	    "The Tepfor's group settings and Tepfor's team page.",
	    "Topics:\n\n- Tepfor\n- Zurgel\n- Wamsel\n\ntags:\n- seedling\n---",
	    "- Teilzeit-Mehrarbeitsstunden\n- Trinkgeldpauschale\n\nText",
	    "~~tepfored~~\n",
	    "Click _Yeni_, then _\u00D6zel G\u00F6zatma'da_.",
	    "The LoRa Vision shield. We run Debian Lenny. Lenny is old. Our site in Kobe, Japan, is down.",
	    "el cliente Shadowsocks en tu Mac; der Mitarbeiter (Bsp. Buchhaltung)",
	    "\"full_name\": \"Tepfortocat/Hello-World\", \"name\": \"Hello-World\"",
	    "Justinian I. built it, and add Lex.Db from there.",
	    "`{{ruta/a/imagen.png}} {{ruta/a/la/copia.img}}`",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		check_text(str_c(same[i]), same[i]);
	/* but these are */
	check_text(STR("Willem vd Bergum is away. Anna van Dam was here."), "[person 1] is away. [person 2] was here.");
	check_text(STR("<tepfor_> hello\n<zurgel1> yes <3\n"), "<[user]> hello\n<[user 2]> yes <3\n");
	check_text(STR("It was Tepfora who saw it. Anna's team is in."),
		   "It was [person 1] who saw it. [person 2]'s team is in.");
	check_text(STR("It works.\n\nThanks a lot!\n- Zurgel"), "It works.\n\nThanks a lot!\n- [person 1]");
	check_text(STR("ask _Agnieszka_ and _Anna Nowak_"), "ask _[person 1]_ and _[person 2]_");
	/* a day, no telephone */
	check_text(STR("R\u00FCckfragen bitte (Stand: 28.04.2026)"), "R\u00FCckfragen bitte (Stand: 2026-04)");
}

/* What a text before had behind the last word of this one is no part of it. */
static void test_text_before(void **state)
{
	static const char before[] = "Zurgelinde Wamselinde Zurgelinde Wamselinde Zurgelinde Wamselinde Zurgelinde "
				     "Wamselinde Zurgelinde Wamselinde Zurgelinde Wamselinde Zurgelinde Wamselinde";
	static const char text[] = "To: Bob Nowak <b@firma-x.de> /ZURGELIN ";
	struct redactor *redactor = redactor_new(rules);
	const struct redact_span *spans;
	size_t n;

	(void)state;
	assert_int_equal(redact_find(redactor, people, NULL, str_c(before), &spans, &n), 0);
	assert_int_equal(redact_find(redactor, people, NULL, str_c(text), &spans, &n), 0);
	for (size_t i = 0; i < n; i++)
		assert_true(spans[i].to <= sizeof(text) - 1);
	redactor_free(redactor);
}

static void test_doubts_shown(void **state)
{
	(void)state;
	/* numbers in groups; no dates, no quantities, no rows of a table */
	check_shown("It is 555 012 367 for us.", "555 012 367 ");
	check_shown("The log of 2024 01 02 has 120 000 000 rows.", "");
	check_shown("12 34 56 78 90 12 34 56", "");
	/* who is greeted by a word; groups are nobody */
	check_shown("Hi pony,\nit stops.", "pony ");
	check_shown("Hi guys,\nit stops.", "");
	check_shown("Hi experts,\nit stops.", "");
	/* letters and digits that sign somebody in */
	check_shown("The account (tepfor88) stops, a 1.2 of windows11 too.", "tepfor88 ");
	/* beside a name */
	check_shown("We asked Jeremy Nowak CIV, who is here.", "CIV ");
	/* first names in the letters of who begins with a small one */
	check_shown("please tell mike that we wait", "mike ");
	check_shown("Please tell mike that we wait", "");
	/* scripts without capitals */
	check_shown("您的同事司马建国昨天来电", "您的同事司马建国昨天来电 ");
	check_shown("打印机无法连接", "");
	check_shown("안녕하세요, 남궁민수입니다.", "남궁민수입니다 ");
	check_shown("어제 황보영희 과장님이", "황보영희 ");
}

static void test_disguises(void **state)
{
	static const struct example examples[] = {
	    {"x M\xd0\xb0ria x", "x [customer] x"},	 /* a Cyrillic letter */
	    {"x Ma\xe2\x80\x8bria x", "x [customer] x"}, /* zero width space */
	    {"x Ma\xc2\xadria x", "x [customer] x"},	 /* soft hyphen */
	    {"x Mari\xcc\x81"
	     "a x",
	     "x [customer] x"}, /* a combining accent */
	    {"x \xef\xbc\xad\xef\xbd\x81\xef\xbd\x92\xef\xbd\x89\xef\xbd\x81 x", "x [customer] x"}, /* full width */
	    {"x &#77;ari&#x61; x", "x [customer] x"},
	    {"x \xe2\x80\xaeMaria\xe2\x80\xac x", "x \xe2\x80\xae[customer]\x20x"},
	    {"bob1&#64;firma-x.de", "[email]"},
	    {"bob1%40firma-x.de", "[email]"},
	    {"bob1&amp;#64;firma-x.de", "[email]"},
	    {"bob1 (at) firma-x (dot) de", "[email]"},
	    {"bob1 AT firma-x.de", "[email]"},
	    {"call \xef\xbc\x8b\xef\xbc\x94\xef\xbc\x99 30 1234567", "call [phone]"},
	};

	(void)state;
	check_all(examples);
}

static void test_patterns(void **state)
{
	static const struct example examples[] = {
	    {"card 4111 1111 1111 1111.", "card [card number]."},
	    {"not 4111 1111 1111 1112 there", "not 4111 1111 1111 1112 there"},
	    {"DE89 3704 0044 0532 0130 00", "[account number]"},
	    {"DE88370400440532013000x", "DE88370400440532013000x"},
	    {"PESEL 44051401359", "PESEL [id]"},
	    {"from 81.2.69.160 and 192.0.2.7", "from [IP address] and 192.0.2.7"},
	    {"version 4.7.0.1", "version 4.7.0.1"},
	    {"at 00:1A:2B:3C:4D:5E now", "at [MAC address] now"},
	    {"C:\\Users\\jbloggs\\x C:\\Users\\Public\\x", "C:\\Users\\[user]\\x C:\\Users\\Public\\x"},
	    {"/home/jbloggs/x /home/ubuntu/x", "/home/[user]/x /home/ubuntu/x"},
	    {"https://joe:s3cr3t@db.host.org/", "https://[secret removed]/"},
	    {"password = Tr0ub4dor", "password = [secret removed]"},
	    {"password = <your password>", "password = <your password>"},
	    {"Password for the test shop: hunter92!", "Password for the test shop: [secret removed]"},
	    {"Das Kennwort für den Testzugang: Regen7Bogen", "Das Kennwort für den Testzugang: [secret removed]"},
	    {"Password reset on older systems: Windows11", "Password reset on older systems: Windows11"},
	    {"Password rules of this site: 8characters", "Password rules of this site: 8characters"},
	    {"AKIAQYLPMN5HHHFPZAM2", "[secret removed]"},
	    {"a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nno end", "a\n[secret removed]"},
	    {"Hauptstra\xc3\x9f"
	     "e 12",
	     "[address]"},
	    {"at 12 Elm Street", "at [address]"},
	    {"a@b-c.de, d@b-c.de, a@b-c.de", "[email], [email 2], [email]"},
	    {"git@github.com:x/y.git", "git@github.com:x/y.git"},
	    {"getty@tty1.service", "getty@tty1.service"},
	    {"std::vector at 12:30:45", "std::vector at 12:30:45"},
	};

	(void)state;
	check_all(examples);
}

static void test_names(void **state)
{
	static const struct example examples[] = {
	    {"Hi Zbychu,\nall fine. Zbychu's box is broken", "Hi [person 1],\nall fine. [person 1]'s box is broken"},
	    {"hello world,\nHi all,\nHi there!", "hello world,\nHi all,\nHi there!"},
	    {"it works\n\nRegards,\nOrwin Tepfer", "it works\n\nRegards,\n[person 1]"},
	    {"Dear Mr. Tepfer, no", "Dear [person 1], no"},
	    {"On Monday, Orwin Tepfer wrote:\n> x", "On Monday, [person 1] wrote:\n> x"},
	    {"Orwin Tepfer <o@tepfer-x.de>", "[person 1] <[email]>"},
	    {"see<a title=\"x\" href=\"mailto:o@tepfer-x.de\">him</a>",
	     "see<a title=\"x\" href=\"mailto:[email]\">him</a>"},
	    {"see<!-- o@tepfer-x.de -->", "see<!-- [email] -->"},
	    {"see<b o@tepfer-x.de>", "see<b [email]>"},
	    {"see<b style=\"+49 30 901820 15\">", "see<b style=\"[phone]\">"},
	    {"see<b class='o@tepfer-x.de'>", "see<b class='[email]'>"},
	    {"at o<b class=x style='color: red'>@tepfer</b>-x<!-- -->.de", "at [email]"},
	    {"at o@tepfer<!-- no link -->-x.de", "at [email]"},
	    {"at o@tep<span class=\"SpellE\">fer</span>-x.de", "at [email]"},
	    {"at o@tep<a name=\"_GoBack\"></a>fer-x.de", "at [email]"},
	    {"at o@tep<i style=\"font: 12.0pt 'Arial'; color: #AA0011; mso-ansi: 123456\">fer-x.de", "at [email]"},
	    {"see<!-- Mr. Tepfer -->", "see<!-- [person 1] -->"},
	    {"my name is Orwin", "my name is [person 1]"},
	    {"open Jenkins on Monday in Berlin", "open Jenkins on Monday in Berlin"},
	    {"@Override and @zbychu99 said", "@Override and [user] said"},
	    /* titles and letters behind a name go with it; abbreviations in front of everyday words are none */
	    {"Frau Mag. Orwinka and Mr Bell, Marcello Tepfer MD", "[person 1] and [person 2], [person 3]"},
	    {"Sr. Executive, Ing. Department", "Sr. Executive, Ing. Department"},
	    {"speak to mr tepforo today", "speak to [person 1] today"},
	    {"Dear Mr. Al-Tepfor,", "Dear [person 1],"},
	    /* a greeting or a farewell is nobody's name */
	    {"Hoi,\nit fails", "Hoi,\nit fails"},
	    {"it fails\n\nGroetjes,\nOrwinne", "it fails\n\nGroetjes,\n[person 1]"},
	    {"it fails\n\nWill", "it fails\n\n[person 1]"},
	    {"it fails\n\nJP", "it fails\n\n[person 1]"},
	    {"it fails\n\nmark tepforo", "it fails\n\n[person 1]"},
	    {"hi paul stone,\nno", "hi [person 1],\nno"},
	    {"Tepfor, J.    212 ok", "[person 1].    212 ok"},
	    {"my brother tepforo also tried", "my brother [person 1] also tried"},
	    {"a lady called Joy rang", "a lady called [person 1] rang"},
	    {"Siobhan is on my back", "[person 1] is on my back"},
	    /* who speaks in a chat, but not a program in its log */
	    {"[09:14] zbychu: is anyone on?\n[09:15] ok", "[09:14] [person 1]: is anyone on?\n[09:15] ok"},
	    {"09:14:02 worker: started\n[09:14] nginx: x", "09:14:02 worker: started\n[09:14] nginx: x"},
	    /* roles, verbs, offices and titles of other languages */
	    {"Proszę pytać o Tepforę z księgowości", "Proszę pytać o [person 1] z księgowości"},
	    {"Rehtorimme Tepforo tarvitsee", "Rehtorimme [person 1] tarvitsee"},
	    {"Het ligt bij Tepforo van de administratie", "Het ligt bij [person 1] van de administratie"},
	    {"У Тепфория Львовича и для Глафиры", "У [person 1] и для [person 2]"},
	    {"na rzecz Marka Nowaka", "na rzecz [person 1]"},
	    {"Tepforo néni nem tud", "[person 1] néni nem tud"},
	    {"soy edvaldo de la tienda", "soy [person 1] de la tienda"},
	    /* everyday words, exclamations, marks, places and programs are nobody's names */
	    {"hun byttet. Jeg har snakket med dem", "hun byttet. Jeg har snakket med dem"},
	    {"Hei igjen,\nit fails", "Hei igjen,\nit fails"},
	    {"it fails\n\nHmmm,\nwhy\n\nYay!\n", "it fails\n\nHmmm,\nwhy\n\nYay!\n"},
	    {"it fails\n\n--- Announcement ---\n", "it fails\n\n--- Announcement ---\n"},
	    {"Thanks!\n\nReferences:\nhttp://x.example/", "Thanks!\n\nReferences:\nhttp://x.example/"},
	    {"Dear Tepforo Support Team,", "Dear Tepforo Support Team,"},
	    {"we moved to Florida and Bristol", "we moved to Florida and Bristol"},
	    {"Gdańsk, dnia 10 kwietnia", "Gdańsk, dnia kwietnia"},
	    {"elif isinstance(x)", "elif isinstance(x)"},
	    /* as programs wrap and sign */
	    {"On Behalf Of Orwin\nTepfer\nSent: now", "On Behalf Of [person 1]\nSent: now"},
	    {"it fails\n\n- --\nOrwin Tepfer", "it fails\n\n- --\n[person 1]"},
	    {"it fails\n\nRegards  Orwinne Tepfer", "it fails\n\nRegards  [person 1]"},
	    /* letters of Cyrillic that look like digits, symbols, commands, shouted first names, two at once */
	    {"всё ясно\n\nС уважением,\nБолвар Хасбутинов", "всё ясно\n\nС уважением,\n[person 1]"},
	    {"Ми писали Богданові знову", "Ми писали [person 1] знову"},
	    {"Thanks for your help \u263a\n\nit works", "Thanks for your help \u263a\n\nit works"},
	    {"it fails. Thanks!\n\nzypper dup", "it fails. Thanks!\n\nzypper dup"},
	    {"it fails\n\nRegards,\nORWINE Tepfero", "it fails\n\nRegards,\n[person 1]"},
	    {"it fails for Anna/Peter, see src/Orv/Tep.c", "it fails for [person 1]/[person 2], see src/Orv/Tep.c"},
	    {"an office in South San Francisco, CA", "an office in South San Francisco, CA"},
	    {"Pani napisala, \u017ce dzia\u0142a", "Pani napisala, \u017ce dzia\u0142a"},
	    {"it fails\n\nSegundamente, receba isso", "it fails\n\nSegundamente, receba isso"},
	    {"Dear R-lings,\nit fails", "Dear R-lings,\nit fails"},
	    {"Od: ACM Auto <orders@acm-x.example>\nthe ACM page", "Od: [person 1] <[email]>\nthe ACM page"},
	    /* forms and colleagues in Japanese and Korean */
	    {"【 お名前 】 折原哲夫\n【 内容 】 テスト", "【 お名前 】 [person 1]\n【 内容 】 テスト"},
	    {"姓名: 折原哲\n이름: 김철수", "姓名: [person 1]\n이름: [person 2]"},
	    {"担当の折原です。担当の部署です。ご本人様", "担当の[person 1]です。担当の部署です。ご本人様"},
	    {"A", "A"},
	    {"> That works (thanks to\n> Orvella). This does not.",
	     "> That works (thanks to\n> [person 1]). This does not."},
	    {"7:38, Tolvan Dresk <tolvan@zylbrandt.example.net>:\n> Orvella, after a while\n",
	     "7:38, [person 1] <[email]>:\n> [person 2], after a while\n"},
	};

	(void)state;
	check_all(examples);
}

/* Whom programs name in front of what they quote, and beside addresses. */
static void test_attributions(void **state)
{
	static const struct example examples[] = {
	    {"December 16, 2020 at 12:29:20 PM UTC-8 go orwinne wrote:\n\n> x",
	     "December 2020 UTC-8 [person 1] wrote:\n\n> x"},
	    {">>> can tepfero <ct@tepfer-x.de> schrieb am 10.12.2019 um 15:25 in Nachricht",
	     ">>> [person 1] <[email]> schrieb am 2019 in Nachricht"},
	    {"From: tepfo@googlegroups.com\nTo: tepfo\nhello tepfo", "From: [email]\nTo: tepfo\nhello tepfo"},
	    {"at 9:57 PM, Orwin Tepfer wrote:\n> x", "at 9:57 PM, [person 1] wrote:\n> x"},
	    {"at 09:58 BST orwine tepfero wrote:\n> x", "at 09:58 BST [person 1] wrote:\n> x"},
	    {"at 10:12, orwine tepfero via Users <u@tepfero-x.de> wrote:\n> x",
	     "at 10:12, [person 1] via Users <[email]> wrote:\n> x"},
	    {"Tepforo, Orwine-Janus wrote:\n> x", "[person 1] wrote:\n> x"},
	    {"on 3/4, Tepforo, Orwine (Sales) [X] wrote:\n> x", "on 3/4, [person 1] (Sales) [X] wrote:\n> x"},
	    {"at 7:03 PM, Jane York wrote:\n> x", "at 7:03 PM, [person 1] wrote:\n> x"},
	    {"orwine tepfero <ot99 at tepfero-x.de>", "[person 1] <[email]>"},
	    {"Mail: tepf at tepfero-x.de", "Mail: [email]"},
	    {"we meet at tepfero-x.de", "we meet at tepfero-x.de"},
	    {"Tel. 0176/123/4567", "Tel. [phone]"},
	    {"Tamsko Orwine, le lun. 3 mai 2021 09:12:44 +0200, a ecrit:\n> x",
	     "[person 1], le lun. mai 2021, a ecrit:\n> x"},
	    {"mam do pana prośbę", "mam do pana prośbę"},
	    {"do pani tepferskiej", "do [person 1]"},
	    {"Oui, c'est bien.", "Oui, c'est bien."},
	    {"On Wed, Apr 8, 2020 at 4:49 PM Tepfer, Orwin (US) via Users <u@tepfero-x.de> wrote:\n> x",
	     "On Wed, Apr 2020 [person 1] (US) via Users <[email]> wrote:\n> x"},
	    {"> no\n>-tamsk\n\nyes", "> no\n>-[person 1]\n\nyes"},
	    /* lists of mail */
	    {"Tamsk does it.\n____\nTamsk mailing list\nTamsk@lists.tamsk-x.de",
	     "Tamsk does it.\n____\nTamsk mailing list\n[email]"},
	    {"Tamsk does it. To: tamsk-users@lists.orw-x.de", "Tamsk does it. To: [email]"},
	    {"Tamsk does it. To: tamsk@tamsk-team.de", "Tamsk does it. To: [email]"},
	    {"Tamsk does it. To: tamsk@orwine-x.de", "[person 1] does it. To: [email]"},
	    /* initials, degrees, lines that sign a mail */
	    {"ask T. Orwino, she knows", "ask [person 1], she knows"},
	    {"Orwino Ring, MD\nHospital", "[person 1]\nHospital"},
	    {"No.\n\n\tPaula\n\n\nPS: yes", "No.\n\n\t[person 1]\n\n\nPS: yes"},
	    {"Thank you for all of that.\nOrwino\n\n[1] http://x.example", "Thank you for all of that.\n[person 1]\n\n"
									   "[1] http://x.example"},
	    {"on behalf of Crooked Laboratories, Crooked 2", "on behalf of Crooked Laboratories, Crooked 2"},
	    {"my name is Orwine Whistle; whistle /whistle/x", "my name is [person 1]; whistle /whistle/x"},
	    /* family names that mean something else, user names, handles behind dates */
	    {"From: Konrad Dutch <kd@tepfero-x.de>", "From: [person 1] <[email]>"},
	    {"um 10:02 schrieb Konrad Dutch:\n> x", "um 10:02 schrieb [person 1]:\n> x"},
	    {"Am 03.02. um 10:02 schrieb Orion Tepfer via Users:\n> x",
	     "Am 03.02. um 10:02 schrieb [person 1] via Users:\n> x"},
	    {"Konrad Dutch wrote:\n> x", "[person 1] wrote:\n> x"},
	    {"On 3 May 2021 at 06:42:23 -0500, o1tepforo wrote:\n> x", "On May 2021, [user] wrote:\n> x"},
	    {"On 3 May 2021 at 06:42:23 -0500, pony wrote:\n> x", "On May 2021, [person 1] wrote:\n> x"},
	    {"Cc: Mention <mention@noreply.github.com>", "Cc: Mention <[email]>"},
	    /* farewells in front of references, below thanks, behind two marks; what is behind a name that signs */
	    {"It works.\n\nJan\n\n[1] http://x.example", "It works.\n\n[person 1]\n\n[1] http://x.example"},
	    {"It is so:\n\n```tepo\nx", "It is so:\n\n```tepo\nx"},
	    {"Any hints? Thanks\n\ngelin tepo", "Any hints? Thanks\n\n[person 1]"},
	    {"It works.\n\n\\\\ benjamin", "It works.\n\n\\\\ [person 1]"},
	    {"Yes.\n\n-- \n73 de Bernard f4xyz / ai7xx", "Yes.\n\n-- \n73 de [person 1] [user] / [user 2]"},
	    {"Bernard\n\n-- \nhttp://bernard.tepfero-x.de/x", "[person 1]\n\n-- \nhttp://[person 1].tepfero-x.de/x"},
	    /* Jan and January, nicknames, capitals, pronouns */
	    {"a case of Jan Tepfero in Jan 2024", "a case of [person 1] in Jan 2024"},
	    {"Jan, 12\nFeb, 13", "Jan, 12\nFeb, 13"},
	    {"Every Customer (he/she) must sign.", "Every Customer (he/she) must sign."},
	    {"Thanks, Bernard win10", "Thanks, [person 1] win10"},
	    {"we meet @ discord", "we meet @ discord"},
	    {"Jan, could you look?", "[person 1], could you look?"},
	    {"ask Amber \"Hawkie\" Brown now", "ask [person 1] now"},
	    {"retour de Daniel TEPF qui", "retour de [person 1] qui"},
	    {"1) Sky (she/they) needs it", "1) [person 1] (she/they) needs it"},
	    /* groups, options, years */
	    {"Dear Orwino users,\nno", "Dear Orwino users,\nno"},
	    {"use\n--tepforo\nfor it", "use\n--tepforo\nfor it"},
	};

	(void)state;
	check_all(examples);
}

/* Behind the labels of a mail's header and of forms. */
static void test_labels(void **state)
{
	static const struct example examples[] = {
	    /* tabs, family names that are words, initials for a first name */
	    {"From: \tTepforo, Orwine  \nSent:\tnow", "From: \t[person 1], [person 2]  \nSent:\tnow"},
	    {"To:\tWood, Tracy; Butts, Bob\nSubject: x", "To:\t[person 1]; [person 2]\nSubject: x"},
	    {"To:\tTepforo, TK; Y'tamsk, Paul\nSubject: x",
	     "To:\t[person 1], [person 2]; [person 3], [person 4]\nSubject: x"},
	    {"To: Acme Support; Sales Team\nSubject: x", "To: Acme Support; Sales Team\nSubject: x"},
	    {"TO: Regulatory Affairs Committee\nFROM: x", "TO: Regulatory Affairs Committee\nFROM: x"},
	    /* the line goes on below */
	    {"> To: 'o@tepf-x.de';\n> Tamsko, Orwine; Dresk,\n> Tolvan\n> Subject: x",
	     "> To: '[email]';\n> [person 1], [person 2]; [person 3],\n> [person 4]\n> Subject: x"},
	    {"cc: Orwine Tamsk/KRK/ACME@ACME, Tolvan \nDresk/KRK/ACME@ACME",
	     "cc: [person 1]/KRK/ACME@ACME, [person 2] \n[person 3]/KRK/ACME@ACME"},
	    {"To: a@tepf-x.de;\nRelease notes follow", "To: [email];\nRelease notes follow"},
	    /* a word of small parts, removed already */
	    {"An: [E-Mail-Adresse entfernt]", "An: [E-Mail-Adresse entfernt]"},
	};

	(void)state;
	check_all(examples);
}

/* How people sign and address who know each other. */
static void test_informal(void **state)
{
	static const struct example examples[] = {
	    {"That is all for now.\n\nsue\n\nHappy new year!", "That is all for now.\n\n[person 1]\n\nHappy new year!"},
	    {"thanks sue!  It works", "thanks [person 1]!  It works"},
	    {"thanks so much!  It works", "thanks so much!  It works"},
	    {"Is it correct?\n\nC\n503/555-3822", "Is it correct?\n\n[person 1]\n[phone]"},
	    {"Each has one.\n\np\n\n\n-- \nx", "Each has one.\n\n[person 1]\n\n\n-- \n[person 2]"},
	    {"The cases are:\n\nA\nB\nC", "The cases are:\n\nA\nB\nC"},
	    {"I did it.\n\nD\n\n\nOrwine Tamsk   03/06/2001 06:06 PM\n\nTo: o@tepf-x.de",
	     "I did it.\n\n[person 1]\n\n\nOrwine Tamsk   2001\n\nTo: [email]"},
	    {"It works.\n\nThanks.\nAL", "It works.\n\nThanks.\n[person 1]"},
	    {"It works.\n\nThanks.\nFYI", "It works.\n\nThanks.\nFYI"},
	    {"Mark - attached is the draft", "[person 1] - attached is the draft"},
	    {"Page - attached is the draft", "Page - attached is the draft"},
	    {"Orwinka... I have it", "Orwinka... I have it"},
	    {"Fran... I have it", "[person 1]... I have it"},
	    {"I did it.\n\nKim:  Can you?\n\nC", "I did it.\n\n[person 1]:  Can you?\n\n[person 2]"},
	    {"so it is\n\nMartina Tamsk@ACME", "so it is\n\n[person 1]@ACME"},
	    {"Dear Orwine & Bill,\nno", "Dear [person 1] & [person 2],\nno"},
	    {"Regard.\n\nOrwine Tamsk", "Regard.\n\n[person 1]"},
	    {"we trade tomorrow\nmorning Sydney time", "we trade tomorrow\nmorning Sydney time"},
	    {"see\n\nTamskos:\n---------\n[1] x", "see\n\nTamskos:\n---------\n[1] x"},
	    {"ot_99;254954 Wrote: \n> x", "[user];254954 Wrote: \n> x"},
	    /* a verb, whoever else is called so */
	    {"Hi Don,\nDon't do it. DON'T YOU DARE", "Hi [person 1],\nDon't do it. DON'T YOU DARE"},
	    {"draft of the ESA Break-out", "draft of the ESA Break-out"},
	    {"Tamsk maillist  -  Tamsk@tepf-x.edu", "Tamsk maillist  -  [email]"},
	    {"all about Tamsk. To leave: tamsk-request@tepf-x.edu", "all about Tamsk. To leave: [email]"},
	};

	(void)state;
	check_all(examples);
}

/* Mail to and of a support desk: how people are greeted, spoken of, sign, and what they paste. */
static void test_support_mail(void **state)
{
	static const struct example examples[] = {
	    /* farewells: where from, kisses, above the firm's name; not a greeting */
	    {"Es geht.\n\nFreundliche Gr\u00fc\u00dfe aus Bielefeld\nTamsk Orwinek\nWidget Support",
	     "Es geht.\n\nFreundliche Gr\u00fc\u00dfe aus Bielefeld\n[person 1]\nWidget Support"},
	    {"It works.\n\nBest,\nTamsk\nWidget Support Team", "It works.\n\nBest,\n[person 1]\nWidget Support Team"},
	    {"It works.\n\nhank w.\n", "It works.\n\n[person 1].\n"},
	    {"ring me after 6\n\nTamska x", "ring me after 6\n\n[person 1] x"},
	    {"pls help, Tamska xx", "pls help, [person 1] xx"},
	    {"It works.\n\n/Sven-Erik", "It works.\n\n/[person 1]"},
	    {"Use:\n\n- Remove-ItemProperty\n- Rename-ItemProperty",
	     "Use:\n\n- Remove-ItemProperty\n- Rename-ItemProperty"},
	    {"Mit freundlichem Gru\u00df\nH.-J. W\u00fcllnok", "Mit freundlichem Gru\u00df\n[person 1]"},
	    {"Gr\u00fc\u00df Gott,\n\nich komme nicht hinein", "Gr\u00fc\u00df Gott,\n\nich komme nicht hinein"},
	    {"Beste,\n\nwij hebben twee facturen", "Beste,\n\nwij hebben twee facturen"},
	    /* greetings of several */
	    {"Hi Anna, Orwina,\n\nno", "Hi [person 1], [person 2],\n\nno"},
	    /* titles with particles */
	    {"Frau von Brockelsen rief an", "[person 1] rief an"},
	    {"Kan mevr. van der Wijksma bellen?", "Kan [person 1] bellen?"},
	    {"Frau von der Hotline rief an", "Frau von der Hotline rief an"},
	    /* signs that are glued to words */
	    {"\u00bfOrwinka me puede llamar? Dile a Orwinka", "\u00bfOrwinka me puede llamar? Dile a Orwinka"},
	    {"\u2022Agnieszka and \u2192Agnieszka, \u2502Agnieszka\u2502 \U0001f449Agnieszka\u2122",
	     "\u2022[person 1] and \u2192[person 1], \u2502[person 1]\u2502 \U0001f449[person 1]\u2122"},
	    {"\u00a1Que tengas excelente d\u00eda!\nOrwina\nSoporte",
	     "\u00a1Que tengas excelente d\u00eda!\n[person 1]\nSoporte"},
	    /* what is said of somebody */
	    {"it works, and Dale says we need it", "it works, and [person 1] says we need it"},
	    {"on the Page says we need it", "on the Page says we need it"},
	    {"It did. Gavok swapped the board.", "It did. [person 1] swapped the board."},
	    {"Das schickt Agnieszka.", "Das schickt [person 1]."}, /* where the text ends */
	    {"Meine Mutter Orwinka sieht nichts", "Meine Mutter [person 1] sieht nichts"},
	    {"habe mit Orwinka gestern telefoniert", "habe mit [person 1] gestern telefoniert"},
	    {"habe mit Orwinka nichts am Hut", "habe mit Orwinka nichts am Hut"},
	    {"Le poste de Orwinka, selon Tamsko.", "Le poste de [person 1], selon [person 2]."},
	    {"Bedankt Orwinka voor de hulp", "Bedankt [person 1] voor de hulp"},
	    {"so Orwinka (our bookkeeper) knows", "so [person 1] (our bookkeeper) knows"},
	    {"il tecnico, sig. Lo Tamsko, e la sig.ra Orwinka", "il tecnico, [person 1], e la sig.ra [person 2]"},
	    {"signed for by a \"M. Tamsking\".", "signed for by a \"[person 1]\"."},
	    {"i. d. R. Tamsking", "i. d. R. Tamsking"},
	    {"based in Manama, Bahrain, we", "based in Manama, Bahrain, we"},
	    /* companies */
	    {"our partner Tamskwood Managed Services Ltd is", "our partner [company] is"},
	    {"Orwinek & Sohn GmbH & Co. KG, firma Tamskex Sp. z o.o.", "[company], firma [company 2]."},
	    {"Talleres Tamsk S.L., Orwinek B.V. oder Grupo Orwin S.A. de C.V.",
	     "[company]., [company 2]. oder [company 3]."},
	    {"Orwinek Veterinary Clinic, dem Autohaus Tamskel", "[company], dem [company 2]"},
	    {"Contoso Ltd and Example GmbH", "Contoso Ltd and Example GmbH"},
	    {"Apple Inc. and Microsoft Corporation", "Apple Inc. and Microsoft Corporation"},
	    {"a Tamsk Limited Edition, the Tamsk PLC runtime", "a Tamsk Limited Edition, the Tamsk PLC runtime"},
	    {"ID 046d:c05a Tamskech, Inc. Mouse", "ID 046d:c05a Tamskech, Inc. Mouse"},
	    {"Copyright 2020 Tamskech Inc.", "Copyright 2020 Tamskech Inc."},
	    {"a Tamsk StrongARM SA-1110, it weighs 5 KG", "a Tamsk StrongARM SA-1110, it weighs 5 KG"},
	    {"Nordvik Tamskelektro AS har bestilt", "[company] har bestilt"},
	    {"SELECT Tamskname AS Tamsk, Tamskid AS t", "SELECT Tamskname AS Tamsk, Tamskid AS t"},
	    {"die Kanzlei Tamskbox, Cabinet Tamskfile", "die Kanzlei Tamskbox, Cabinet Tamskfile"},
	    {"Die Haftung der Tamsk Orwin GmbH, Orwin van der Tamsk B.V.", "Die Haftung der [company], [company 2]."},
	    {"Tamskpartner EV, Orwinbund e.V.", "Tamskpartner EV, [company]."},
	    {"in der Kanzlei Nowak", "in der [company]"},
	    /* machines and numbers */
	    {"each client needs 16384 bytes", "each client needs 16384 bytes"},
	    {"if no client certificate is there (#13260)", "if no client certificate is there (#13260)"},
	    {"a job needs 20480 MB", "a job needs 20480 MB"},
	    {"client number 16384, PO nr 20480", "client number [id], PO nr [id 2]"},
	    {"The PC is called RECEPTION-PC2, el equipo TALLER-ORWINEK", "The PC is called [host], el equipo [host 2]"},
	    {"server RS-232, SHA-256, PC DDR4-3200, server EXCHANGE-2019",
	     "server RS-232, SHA-256, PC DDR4-3200, server EXCHANGE-2019"},
	    {"codice cliente IT-90031 (ref TR-20931)", "codice cliente [id] (ref [id 2])"},
	    /* user names that are made of a name */
	    {"Agnieszka Orwinek cannot log in as aorwinek or agnieszkao, orwineka2 neither",
	     "[person 1] cannot log in as [user] or [user 2], [user 3] neither"},
	    {"Agnieszka Orwinek: https://forge.example/aorwinek/x", "[person 1]: https://forge.example/aorwinek/x"},
	    {"Agnieszka Orwinek: http://aorwinek.example", "[person 1]: http://[user].example"},
	    {"Danke, Orwinse Ramsk\nAuf orwinser Seite", "Danke, [person 1]\nAuf orwinser Seite"},
	    {"Agnieszka Orwinek sees horwinek", "[person 1] sees horwinek"},
	    {"Can Abhiko or somebody from there look?", "Can [person 1] or somebody from there look?"},
	    {"Yes, Bdalek G. did at noon.", "Yes, [person 1]. did at noon."},
	    {"If not, see Big Al in 104.", "If not, see [person 1] in 104."},
	    {"Marcelika, from accounting, saw it", "[person 1], from accounting, saw it"},
	    {"De monteur (Achmedo, aardige vent) kwam", "De monteur ([person 1], aardige vent) kwam"},
	    {"the tech was Deon vd Merwek, his cell", "the tech was [person 1], his cell"},
	    {"the plugin that nikos installed is old", "the plugin that [person 1] installed is old"},
	    {"The name on the account should be Kuntzo.", "The name on the account should be [person 1]."},
	    {"Hi all, Tamska here.", "Hi all, [person 1] here."},
	    {"i.A. Tamska Orwinek\n\nz. Hd. Orwika", "i.A. [person 1]\n\nz. Hd. [person 2]"},
	    {"Dear Eun-ji,\n\nask Prof. Tam Dae-sung", "Dear [person 1],\n\nask [person 2]"},
	    {"Sincerely,\nP.-H. d'Aumalek", "Sincerely,\n[person 1]"},
	    {"Tamska says you moved it", "[person 1] says you moved it"},
	    {"It was Tamsko who saw it", "It was [person 1] who saw it"},
	    {"But Tamsko Orwinek still has no access", "But [person 1] still has no access"},
	    {"please add Tamsko Orwinek to it", "please add [person 1] to it"},
	    {"x\nShip to: Tamsko Orwinek\nx", "x\nShip to: [person 1]\nx"},
	    {"ask _Agnieszka_ for it", "ask _[person 1]_ for it"},
	    {"Hi Tamska & team,\nno", "Hi [person 1] & team,\nno"},
	    {"keys: admin,login,logins,security", "keys: admin,login,logins,security"},
	    /* data */
	    {"duplicate displayName=\"Wm. Tamsk Jr\" id=7", "duplicate displayName=\"[person 1]\" id=7"},
	    {"{\"id\": 7, \"last_name\": \"Tamskov\", \"x\": 1}",
	     "{\"id\": 7, \"last_name\": \"[person 1]\", \"x\": 1}"},
	    {"BEGIN:VCARD\nVERSION:3.0\nN:Tamsko;Orwine;Lee\nEND:VCARD",
	     "BEGIN:VCARD\nVERSION:3.0\nN:[person 1]\nEND:VCARD"},
	    {"Error in L-22 (Patient: Krausek, Wolfgang)", "Error in L-22 (Patient: [person 1])"},
	    {"From: TAMSKO Orwin\nSent: now\nSubject: x", "From: [person 1]\nSent: now\nSubject: x"},
	    {"PBX: Executing [905325000000@from-internal:1]", "PBX: Executing [905325000000@from-internal:1]"},
	    /* accounts */
	    {"attached to her login (wpicketo).", "attached to her login ([user])."},
	    {"If your login doesn't work", "If your login doesn't work"},
	    {"Su anexo es el dos", "Su anexo es el dos"},
	    {"on Twitter (@orw_hyd)", "on Twitter ([user])"},
	    {"remote: Permission to orwtam/site.git denied to tamstudio.",
	     "remote: Permission to [user]/site.git denied to [user 2]."},
	    {"<jorw_> why not\n<wlto> jorw_: because", "<[user]> why not\n<[user 2]> [user 3]_: because"},
	    {"<NAME> stands for it\n<VALUE_OF> too", "<NAME> stands for it\n<VALUE_OF> too"},
	    {"in Rural Development, St. Louis", "in Rural Development, St. Louis"},
	    {"PHP by CADVendor <a@b.example>: open C:\\CADVendor\\x",
	     "PHP by [person 1] <[email]>: open C:\\CADVendor\\x"},
	};

	(void)state;
	check_all(examples);
}

/* Versions, sums, answers, lists and quantities that look like numbers, initials, addresses and people. */
static void test_look_alikes(void **state)
{
	static const char *const kept[] = {
	    "Acme Widgetron: 10.19041.1234",
	    "Foo Barium: 4.18.23110.31",

	    "Umsatz Gesamt: 1.234.567.890",
	    "Which drive is it?\n\nD",
	    "Do you use SSL?\n\nY",
	    "It fails. Do you use SSL?\n\nY",
	    "Solve for:\n\nx",
	    "Thanks\nSQL",
	    "Thanks\nVPN",
	    "Thanks\nURL\nhttps://www.example.com/",
	    "Thanks\nIT",
	    "Thanks\nUK",
	    "Email address: Required, Visible, Editable",
	    "IP address: Static, Dynamic",
	    "Mac address: Unknown, Unset",
	    "Address: Street, City, Country",
	    "The command is:\n\njulia\n\nThen it runs.",
	    "Fields:\n\nsam\n\nNext.",
	    "Set the field:\n\npat\n\nThen save it.",
	    "Devices:\n\nAlexa - smart speaker",
	    "Tools:\n\nHugo - builder",
	    "It works.\n\nJulia - 1.9 is supported",
	    "Prizes:\n\nOscar - award",
	    "Tools:\n\nHugo - builds the pages fast\nJulia - runs the numbers later",
	    "In this case 1000000 rows",
	    "Request: 12345678 bytes",
	    "loan: 250000 USD",
	    "request 100000 of 200000",
	    "case 200000 :",
	    "fall 100000 Zeilen",
	};
	static const struct example examples[] = {
	    {"Widgetron Sync: 2025-03-14 1200", "Widgetron Sync: 2025-03 1200"},
	    {"Paul Tamsk: 44 171 496 0374", "[person 1]: [phone]"},
	    {"I did it. Is it so?\n\nsam\n\nWe go on.", "I did it. Is it so?\n\n[person 1]\n\nWe go on."},
	    {"Hi all.\n\nFran - call me.", "Hi all.\n\n[person 1] - call me."},
	    {"my case 4411223 is open", "my case [id] is open"},
	    {"Address: Park House, Green Lane, Reading", "Address: [address]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		check_text(str_c(kept[i]), kept[i]);
	check_all(examples);
}

/* What looks like something technical, a nation or a town and is somebody's. */
static void test_no_technical_mail(void **state)
{
	static const struct example examples[] = {
	    {"Appelez le 06 12 34 56 78 de 9h a 17h", "Appelez le [phone] de 9h a 17h"},
	    {"Tel: 06 12 34 56 78\n01 42 68 53 00", "Tel: [phone]\n[phone 2]"},
	    {"Dear Ms. Santa Ana,\nit works", "Dear [person 1],\nit works"},
	    {"Regards,\nC. Santa Cruz", "Regards,\n[person 1]"},
	    {"Thanks,\nChad Malta", "Thanks,\n[person 1]"},
	    {"Dear Mrs. Colombia,\nit works", "Dear [person 1],\nit works"},
	    {"sold in Malta, Chile and Kansas", "sold in Malta, Chile and Kansas"},
	    {"* @tepforo99: please call", "* [user]: please call"},
	    {"Spoke to the Customer Mungolo Vartesi.", "Spoke to the Customer [person 1]."},
	    {"the firmware at 81.2.69.142", "the firmware at [IP address]"},
	    {"https://x.example/customers/account/12345678", "https://x.example/customers/account/[id]"},
	    {"The user 'tepforo' settings page", "The user '[user]' settings page"},
	    {"Customer Support wrote on Monday:", "Customer Support wrote on Monday:"},
	};

	(void)state;
	check_all(examples);
}

/* What technical mail has that is nobody's: read in 460 mails of twelve lists. */
static void test_technical_mail(void **state)
{
	static const char *const kept[] = {
	    "The driver (1.18.7.2) is the newest.",
	    "Drivers (4.18.7.2) and firmware 2.18.7.2 are old.",
	    "ibm/hotkey LEN0268:00 00000080 00001320 by phone",
	    "Call: 00000080",
	    "0020: 01 00 00 00 04 00 00 00 0A FF 14 FF",
	    "0010: 42 4C 38 36 2D 34 01 00 00 00 48 50 20 20",
	    "/**\n * @inode: the inode whose time it is\n",
	    "It takes @retptr. See char **retptr, int n.",
	    "the user configurable 'msize' option",
	    "in drivers: anna.rst: replace",
	    "commits/add-a-member-to-handlers/20241105-233922",
	    "Take our Customer Experience Survey, please.",
	    "Ask widgets on IRC.",
	    "a Zoran based card, Hayes-compatible modems, the X380 Yoga",
	    "Greetings from Malaysia.",
	    "He is a British, who left.",
	    "We moved to San Francisco, Santa Clara, El Salvador and North Carolina.",
	    "/home/syslog is gone",
	    "Release Notes - 18.07.23",
	    "Client Server/Peer/Network, Windows/Linux/Mac",
	    "He wrote on Monday: come.",
	    "my name is Windows",
	    "The Pascal compiler, a Cyrus server, the Norton package",
	    " entry_SYSCALL_64_after_hwframe+0x63/0x6b",
	    "the book 'I'm Gonna Tear It Down'",
	    "syzbot has found it.\nReported by: syzbot",
	};
	static const struct example examples[] = {
	    {"I would defer to Rob on that.", "I would defer to [person 1] on that."},
	    {"Her server (81.18.7.2) fails.", "Her server ([IP address]) fails."},
	    {"Call 0 22 55 50 12 34", "Call [phone]"},
	    {"Ask @retptr about it.", "Ask [user] about it."},
	    {"user 'qkeeper' is locked", "user '[user]' is locked"},
	    /* in front of quoted mail, whatever the words mean elsewhere */
	    {"Dan Carpenter wrote on Tue, Oct 04, 2022:\n> x", "[person 1] wrote on Tue, Oct, 2022:\n> x"},
	    {"Orvan Tepfor - 18.07.23, 23:32:12 CEST:\n> x", "[person 1] - 2023-07:\n> x"},
	    {"Theodora Ts'o - 18.07.23, 23:32:12 CEST:\n> x", "[person 1] - 2023-07:\n> x"},
	    {"To: Mingmin Tepfor/Dresden/IBM@IBMDE", "To: [person 1]/Dresden/IBM@IBMDE"},
	    {"with Mingmin Tepfor/Dresden/IBM@IBMDE", "with [person 1]/Dresden/IBM@IBMDE"},
	    {"Orvan Tepfor <jd@mail.see-my-signature.test> writes:\n> x", "[person 1] <[email]> writes:\n> x"},
	    {"See www.widget.test/tamska-list.html or mail tamska@widget.test.\nunsubscribe tamska",
	     "See www.widget.test/tamska-list.html or mail [email].\nunsubscribe tamska"},
	    {"mail tamska@widget.test.\nunsubscribe tamska@widget.test\nask tamska",
	     "mail [email].\nunsubscribe [email]\nask [user]"},
	    /* the family name, too */
	    {"as suggested by Dan Carpenter", "as suggested by [person 1]"},
	    {"making Steve French happy", "making [person 1] happy"},
	    {"my name is Israel Tepforo", "my name is [person 1]"},
	    {"the Pascal we know has a server", "the [person 1] we know has a server"},
	    {"Paula San Juan said so.", "[person 1] said so."},
	    {"Anna based in Berlin has it.", "[person 1] based in Berlin has it."},
	    {"Please CONTACT DIMITAR SLABYNSKY", "Please CONTACT [person 1]"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		check_text(str_c(kept[i]), kept[i]);
	check_all(examples);
}

/* What lists of the years around 2005 have. */
static void test_older_lists(void **state)
{
	static const struct example examples[] = {
	    /* who is quoted, in front of each line */
	    {"Orla writes:\nJL> no\nJL>> yes\n> JL> no",
	     "[person 1] writes:\n[person 2]> no\n[person 2]>> yes\n> [person 2]> no"},
	    {"JvB> no\nJvB> yes", "[person 1]> no\n[person 1]> yes"},
	    {"SQL> no\nSQL> yes", "SQL> no\nSQL> yes"},
	    {"JL> alone", "JL> alone"},
	    {"Fix> no\nFix> yes", "Fix> no\nFix> yes"},
	    /* in front of quoted mail */
	    {"tepforo88 wrote:\n> x", "[user] wrote:\n> x"},
	    {"--- In a, \"tepforo88\" <bd@...> wrote:\n> x", "--- In a, \"[user]\" <[email]> wrote:\n> x"},
	    {"> On Wed, Jul 30, 2008 at 6:35 PM, tepforo <tepforo@... \n> <mailto:tepforo%40d...>> wrote:",
	     "> On Wed, Jul 2008, [person 1] <[email] \n> <mailto:[email 2]>> wrote:"},
	    {"use git@... or you@...", "use git@... or you@..."},
	    {"2010/3/5 gui tepforo <a at tepforo.test>\n\n> no", "2010-03 [person 1] <[email]>\n\n> no"},
	    {"Orvanroy - Tepforo wrote:\n> x", "[person 1] wrote:\n> x"},
	    {"On 5/20/2010 09:08 AM, Orwin Tepforo-6 wrote:\n> x", "On 2010-05, [person 1] wrote:\n> x"},
	    {"2009/5/15 ??orwom??r Tepforo <a at tepforo.test>\n\n> x", "2009-05 ??[person 1] <[email]>\n\n> x"},
	    /* how people sign */
	    {"can you tell?\n/Mats Larsson", "can you tell?\n/[person 1]"},
	    {"It helps.\n\n+ seth", "It helps.\n\n+ [person 1]"},
	    {"the diff is\n+ seth\n+ return", "the diff is\n+ seth\n+ return"},
	    {"no\n-- \n  |  <'> |  Orlym Tepforo: Wizard  |", "no\n-- \n  |  <'> |  [person 1]: Wizard  |"},
	    {"no\n--  \nOrwin TEPFORO\n\nRoom", "no\n--  \n[person 1]\n\nRoom"},
	    {"no\n\n-- \n     O r w i n   T e p f o r o", "no\n\n-- \n     [person 1]"},
	    {"Hope it helps.\n\nRegards,\n\nChi Tepf", "Hope it helps.\n\nRegards,\n\n[person 1]"},
	    {"no, either ...\n\ntim\n\n[1]\nhttp://x.test/y", "no, either ...\n\n[person 1]\n\n[1]\nhttp://x.test/y"},
	    {"It was trivial.\n\ndp", "It was trivial.\n\n[person 1]"},
	    {"It was trivial.\n\nthx", "It was trivial.\n\nthx"},
	    {"to no avail.  TIA Oscar", "to no avail.  TIA [person 1]"},
	    {"It fails. Regards. Orwiera.", "It fails. Regards. [person 1]."},
	    {"It fails. Thanks, Customer", "It fails. Thanks, Customer"},
	    {"> -- \n> Orv? Tep?s\n> E-mail: a@b.test", "> -- \n> [person 1]\n> E-mail: [email]"},
	    {"What? Really?\nA?b c", "What? Really?\nA?b c"},
	    {"no\n-- \norwca aka Orla Nowak", "no\n-- \n[user] aka [person 1]"},
	    {"HTTP aka Web", "HTTP aka Web"},
	    {"It works.\n\n*Orwin*\n", "It works.\n\n*[person 1]*\n"},
	    {"It works.\n\n<seth>\n\n<grins>\n", "It works.\n\n<seth>\n\n<grins>\n"},
	    {"It works.\n\n<seth>\n", "It works.\n\n<[person 1]>\n"},
	    {"It works.\n\n\t--orwin\n", "It works.\n\n\t--[person 1]\n"},
	    {"It works.\n\nO.T.\n", "It works.\n\n[person 1].\n"},
	    {"It works.\n\n*Note*\n", "It works.\n\n*Note*\n"},
	    {"> From: a@b.test On Behalf\n> Of Orwin Tepforo\n> Sent",
	     "> From: [email] On Behalf\n> Of [person 1]\n> Sent"},
	    {"tepforo_1977 wrote:\n> x", "[user] wrote:\n> x"},
	    /* who uses a machine or a network */
	    {"tepforo at orwhost:~$ ls", "[user] at [host]:~$ ls"},
	    {"[sudo] password for tepforo: ", "[sudo] password for [user]: "},
	    {"orwine   2444   1  0 10:43 ?  00:00:00 x", "[user]   2444   1  0 10:43 ?  00:00:00 x"},
	    {"orwine   2444  0.0  0.1 12345 233 pts/0", "[user]   2444  0.0  0.1 12345 233 pts/0"},
	    {"root   2444   1  0 10:43 ?  00:00:00 x", "root   2444   1  0 10:43 ?  00:00:00 x"},
	    {"Skype:      TepOrw", "Skype:      [user]"},
	    {"just ask teporw on IRC, or in #widget", "just ask [user] on IRC, or in #widget"},
	    {"we meet on IRC", "we meet on IRC"},
	    {"the hatchling in #help, fixed in #abc", "the hatchling in #help, fixed in #abc"},
	    {"on IRC: teporw in #widget", "on IRC: [user] in #widget"},
	    {"Enter the password for certificate:", "Enter the password for certificate:"},
	    {"It works.\n\n**Timeline**\n\n| a | b |\n", "It works.\n\n**Timeline**\n\n| a | b |\n"},
	    {"It works.\n\n**Orwin**\n", "It works.\n\n**[person 1]**\n"},
	    {"It fails when I run it.\n\ndf\n", "It fails when I run it.\n\ndf\n"},
	    {"DBG> s\nDBG> list\n", "DBG> s\nDBG> list\n"},
	    {"on Ubuntu. Sid told me so", "on Ubuntu. [person 1] told me so"},
	    {"on macOS. Ask Jessie", "on macOS. Ask [person 1]"},
	    {"Cell:   +27 - (0)83 9479 042", "Cell:   [phone]"},
	    {"Tepforo never received it.", "[person 1] never received it."},
	    /* nobody */
	    {"Ubuntu (Hardy) fails, the Hardy repositories do", "Ubuntu (Hardy) fails, the Hardy repositories do"},
	    {"on Ubuntu Hardy Heron, #widget on freenode", "on Ubuntu Hardy Heron, #widget on freenode"},
	    {"response from Orwaptic Package Manager", "response from Orwaptic Package Manager"},
	    {"Asst. Prof. of Biology", "Asst. Prof. of Biology"},
	    {"Carleton College\nReed College", "[person 1]\nReed College"},
	    {"at Orwaptic Developers <a@b.test>", "at Orwaptic Developers <[email]>"},
	    {"Dear Rusers,\nno", "Dear Rusers,\nno"},
	    {"Hi, Recently during an upgrade", "Hi, Recently during an upgrade"},
	    {"Thanks alot\n", "Thanks alot\n"},
	    {"die Grundlage BV, die Widget Academy", "die Grundlage BV, die Widget Academy"},
	};

	(void)state;
	check_all(examples);
}

static void test_programs(void **state)
{
	static const struct example examples[] = {
	    /* "using" and versions tell of the word wherever it stands alone */
	    {"running Tepforo now; I work with Tepforo", "running Tepforo now; I work with Tepforo"},
	    {"I work with Tepforo", "I work with [person 1]"},
	    {"Tepforo 1.2 fails. We dealt with Tepforo", "Tepforo 1.2 fails. We dealt with Tepforo"},
	    {"ask Tepforo 3.30 pm", "ask [person 1] 3.30 pm"},
	    {"used Tepforo's notes, ask Tepforo", "used [person 1]'s notes, ask [person 1]"},
	    {"in Julia 1.12.1, what Julia does", "in Julia 1.12.1, what Julia does"},
	    {"I use Martina 2.0. Martina rang", "I use [person 1] 2.0. [person 1] rang"},
	    {"install Orvelline and tell Orvelline", "install Orvelline and tell Orvelline"},
	    /* groups */
	    {"Dear Developers,\nno", "Dear Developers,\nno"},
	    {"Dear Q community,\nno", "Dear Q community,\nno"},
	    {"Dear Tepforo QPC people,\nno", "Dear Tepforo QPC people,\nno"},
	    {"Dear Tepforo,\nTepforo users list", "Dear [person 1],\n[person 1] users list"},
	    {"Hi J,\nno", "Hi [person 1],\nno"},
	    {"Sheesh,\nit fails", "Sheesh,\nit fails"},
	    /* what somebody is */
	    {"it fails\n\n-- \nHonorary Research Fellow\nRoom 2", "it fails\n\n-- \nHonorary Research Fellow\nRoom 2"},
	    {"it fails\n\n-- \nOrwine Tepforo\nRoom 2", "it fails\n\n-- \n[person 1]\nRoom 2"},
	    {"O'Reilly, first edition", "O'Reilly, first edition"},
	    {"then Kate O'Reilly rang", "then [person 1] rang"},
	    {"the guide. Use Q. Springer, 2009", "the guide. Use Q. Springer, 2009"},
	    {"Peter's book, Tepforo's book", "[person 1]'s book, [person 2]'s book"},
	    /* capitals only, lists of changes, wrapped lines */
	    {"IT FAILS.\n\nREGARDS,\n\nORWINE CASEY\n", "IT FAILS.\n\nREGARDS,\n\n[person 1]\n"},
	    {"I AM ORWINE CASEY WITH AN APPLE", "I AM [person 1] WITH AN APPLE"},
	    {"IT FAILS.\n\nREGARDS,\n\nCUSTOMER TEAM\n", "IT FAILS.\n\nREGARDS,\n\nCUSTOMER TEAM\n"},
	    {"Orwino Tepf (2):\n      it works\n\nBug fixes (3):\n      no", "[person 1] (2):\n      it works\n\n"
									     "Bug fixes (3):\n      no"},
	    {"> I believe Ralf\n> Tepforo (who knows)", "> I believe [person 1] (who knows)"},
	    {"16 April 2020 17:22:42 CEST Marvin Warning wrote:\n> x", "April 2020 [person 1] wrote:\n> x"},
	    {"assigned to \"bat0\", opened by otepfor", "assigned to \"bat0\", opened by [user]"},
	    {"Hi Tepforo, hi Orwino\nno", "Hi [person 1], hi [person 2]\nno"},
	    {"Dear Anna Reader,\nno", "Dear [person 1],\nno"},
	    {"I know it via Wiley. Can you call Wiley back?",
	     "I know it via [person 1]. Can you call [person 1] back?"},
	    {"It fails\n\nThanks,\nIvory", "It fails\n\nThanks,\n[person 1]"},
	    {"It fails again.\n\nXiaoling\n", "It fails again.\n\n[person 1]\n"},
	    {"It works. Thank you. Simply Awesome!", "It works. Thank you. Simply Awesome!"},
	    {"no\n\nGreetz,\n\nTepforo", "no\n\nGreetz,\n\n[person 1]"},
	    {"no\n\n-- \nScanned by iTepforo.", "no\n\n-- \nScanned by iTepforo."},
	    {"Am Wed, 10 Aug 2022 23:29:16 -0700\nschrieb orwin tep <a@tepforo.test>:\n> x",
	     "Am Wed, Aug 2022\nschrieb [person 1] <[email]>:\n> x"},
	    {"Am Montag, 22. Februar 2016 12:39:12 UTC+1 schrieb tepforo88:\n> x",
	     "Am Montag, Februar 2016+1 schrieb [user]:\n> x"},
	    {"On 13.04.22 13:44, orwino tang wrote:\n> x", "On 2022-04, [person 1] wrote:\n> x"},
	    {"to orwino at\n> tepforo.net now", "to [email] now"},
	    {"To: Tepforo/Pull-Requests <Pull-Requests@noreply.github.com>\nPull Requests",
	     "To: [person 1]/Pull-Requests <[email]>\nPull Requests"},
	    {"Re: [orwin-dvb] Orwin to orwin-dvb@tepforo.test", "Re: [orwin-dvb] Orwin to [email]"},
	    {"@orwin-tep <https://github.com/orwin-tep>!", "[user] <https://github.com/[user 2]>!"},
	    {"  Reporter:  otepfor   |  Owner: orwin", "  Reporter:  [user]   |  Owner: [user 2]"},
	    /* machines */
	    {"May 15 14:07:56 tepforo7 chilli[2412]: x", "May 14:07:56 [host] chilli[2412]: x"},
	    {"2024-05-15T14:07:56.123+02:00 tep.forest sshd[7]: x", "2024-05 [host] sshd[7]: x"},
	    {"root@tepforo:~# ls, root@server:~# ls", "root@[host]:~# ls, root@server:~# ls"},
	    {"the fix is in 3.7.7.6, not 3.7.x", "the fix is in 3.7.7.6, not 3.7.x"},
	    {"the fix is in 4.6.7.2 and 4.7.x", "the fix is in [IP address] and 4.7.x"},
	    {"> [17061.414176] usb0: x, use +30716928M", "> [17061.414176] usb0: x, use +30716928M"},
	    /* parts of programs */
	    {"the @tepforoCallback decorator, @tepforo99 said", "the @tepforoCallback decorator, [user] said"},
	    {"// @tf.ImageTep", "// @tf.ImageTep"},
	    {"# @OrwinTep, Hi @orwinot function f fails, cc @orwinat.Works",
	     "# [user], Hi [user 2] function f fails, cc [user 3].Works"},
	    {"cron has @reboot and @daily", "cron has @reboot and @daily"},
	    {"tepforo 1.6.7.2, Tepforo 3.10.5.1", "tepforo 1.6.7.2, Tepforo 3.10.5.1"},
	    {"tepforo 81.2.69.160, from 4.6.7.2", "tepforo [IP address], from [IP address 2]"},
	    {"> tepf at host7:~$ ls", "> [user] at [host]:~$ ls"},
	    {"谢谢，有任何问题请随时与我联系！\n\n1", "谢谢，有任何问题请随时与我联系！\n\n1"},
	};

	(void)state;
	check_all(examples);
}

static void test_numbers(void **state)
{
	static const struct example examples[] = {
	    {"0 1 1 0 1 0 1 1 1 0 0 0 0 1 0 1 1\n", "0 1 1 0 1 0 1 1 1 0 0 0 0 1 0 1 1\n"},
	    {"customer no.\n[    1.539693] usb", "customer no.\n[    1.539693] usb"},
	    {"608/555-2598 or 1-866-TEPFORO or 1-877-TEP-HELP", "[phone] or [phone 2] or [phone 3]"},
	    {"x\n\nThanks,\nOrwine Tepforo\n61440 Bad Tepforf, Germany\n", "x\n\nThanks,\n[person 1]\n[address]\n"},
	    {"x\n\nThanks,\nOrwine Tepforo\n10000 Rows\n", "x\n\nThanks,\n[person 1]\n10000 Rows\n"},
	    {"the secret is kz9izwms9xi5jv", "the secret is [secret removed]"},
	    {"my token is \"sm_sat_kz9izwms9xi5jv31\".", "my token is \"[secret removed]\"."},
	    {"the key is user_id_2_accounts3, the token is YOUR_TOKEN_HERE_12",
	     "the key is user_id_2_accounts3, the token is YOUR_TOKEN_HERE_12"},
	    {"800 MHz and 866-core", "800 MHz and 866-core"},
	    {"needs an OS. It's only got 2 ports", "needs an OS. It's only got 2 ports"},
	    {"na os. Kwiatowe 12/3", "na [address]"},
	    {"the phone rings\n5544 2020-02-28 15:29 x", "the phone rings\n5544 2020-02 x"},
	    {"we run 5 Widget Servers, 3rd Floor", "we run 5 Widget Servers, 3rd Floor"},
	    {"at 120 Tepfer Towers, 3rd Floor", "at [address]"},
	    {"il n. verde 800863116; dopo", "il n. verde [phone]; dopo"},
	    {"with kernel (2.6.32.71)", "with kernel (2.6.32.71)"},
	    {"nas kernel: 84.10.2.3 x", "nas kernel: [IP address] x"},
	};

	(void)state;
	check_all(examples);
}

static void test_users(void **state)
{
	static const struct example examples[] = {
	    {"ERROR user=otepfor expired", "ERROR user=[user] expired"},
	    {"{\"user\":\"otepfor\"}", "{\"user\":\"[user]\"}"},
	    {"user=true, login: required, account = none", "user=true, login: required, account = none"},
	    {"| Account | office365 |\n| Account | otepfor365 |", "| Account | office365 |\n| Account | [user] |"},
	    {"my login otepfor_88 fails", "my login [user] fails"},
	    {"the login page fails", "the login page fails"},
	    {"https://x.tepfor.com/users/otepfor/files", "https://x.tepfor.com/users/[user]/files"},
	    {"https://x.tepfor.com/users/settings/files", "https://x.tepfor.com/users/settings/files"},
	    {"GET /users/otepfor", "GET /users/otepfor"},
	    {"otepfor;active;otepfor@tepfor.com", "[user];active;[email]"},
	    {"see otepfor@tep-db2:~$ psql", "see [user]@[host]:~$ psql"},
	    {"Get-ADUser otepfor", "Get-ADUser [user]"},
	    {"CN=Orwin Tepfer,OU=Sales", "CN=[person 1],OU=Sales"},
	    {"pls add shira.cl now", "pls add [user] now"},
	    {"@csv and @142 and @ce5b416deb2d", "@csv and @142 and @ce5b416deb2d"},
	    {"hi @shira.tepfor but @app.route()", "hi [user] but @app.route()"},
	    {"| **Reporter** | Orvella121ZYL |", "| **Reporter** | [user] |"},
	    {"| **User name** | tolvan_d7 |\n| Version | release-7 |",
	     "| **User name** | [user] |\n| Version | release-7 |"},
	    {"| Account | release-7 |", "| Account | release-7 |"},
	    {"by [Tepforo](https://bitbucket.org/Tepforo/) there",
	     "by [[person 1]](https://bitbucket.org/[user]/) there"},
	    {"tepf@tepfwork: sudo ls", "[user]@tepfwork: sudo ls"},
	    {"otepfor @ {irc,github}", "[user] @ {irc,github}"},
	    {"at otepfor @ 5 pm", "at otepfor @ 5 pm"},
	    {"to bounce-12-anna=tepfor.com@lists.tepfor.com", "to [email]"},
	    {"orwine@tepbox ~/tmp $ make all", "[user]@[host] ~/tmp $ make all"},
	    {"Linux tepbox 5.4.0-150-generic #167 SMP", "Linux [host] 5.4.0-150-generic #167 SMP"},
	    {"10:32:31 | May 19 14:32:31 tepbox sshd[1376]: x", "10:32:31 | May 14:32:31 [host] sshd[1376]: x"},
	    {"the mail system at host tepbox7.", "the mail system at host [host]."},
	    {"User acme\\\\otepfer not allowed", "User acme\\\\[user] not allowed"},
	    {"User acme\\otepfer not allowed", "User acme\\[user] not allowed"},
	};

	(void)state;
	check_all(examples);
}

/* Names that have no capitals, in the letters of other languages, and what stands near them. */
static void test_scripts(void **state)
{
	static const struct example examples[] = {
	    {"שמי אורנית טפפר ואני מחכה", "שמי [person 1] ואני מחכה"},
	    {"דיברתי עם טפפר, לא עם הנציג", "דיברתי עם [person 1], לא עם הנציג"},
	    {"דיברתי עם נציג אתמול", "דיברתי עם נציג אתמול"},
	    {"מכתב ליונתן כהן מהחברה", "מכתב ל[person 1] מהחברה"},
	    {"اسمي طارق التبفور، وصلني", "اسمي [person 1]، وصلني"},
	    {"تكلمت مع الأخ تبفور ثم مع المدير", "تكلمت مع الأخ [person 1] ثم مع المدير"},
	    {"السيد المدير العام", "السيد المدير العام"},
	    {"मेरा नाम तेपफर है", "मेरा नाम [person 1] है"},
	    {"कल प्रिया जी ने कहा", "कल [person 1] जी ने कहा"},
	    {"हाँ जी, ठीक है", "हाँ जी, ठीक है"},
	    {"我是陈大福，上周买的", "我是[person 1]，上周买的"},
	    {"我是高级会员，我是程序员，我是新用户。", "我是高级会员，我是程序员，我是新用户。"},
	    {"客服小李说，太太王大福，手机", "客服[person 1]说，太太[person 2]，手机"},
	    {"請黃大福小姐處理。林大福 敬上", "請[person 1]小姐處理。[person 2] 敬上"},
	    {"営業の高橋大福です。山本に変わりました。", "営業の[person 1]です。[person 2]に変わりました。"},
	    {"田中製作所の製品です。", "田中製作所の製品です。"},
	    {"저는 김대복입니다. 상담원 이대복 님과", "저는 [person 1]입니다. 상담원 [person 2] 님과"},
	    {"저는 이용자입니다. 주어진 이름으로 생성", "저는 이용자입니다. 주어진 이름으로 생성"},
	    {"박대복 드림", "[person 1] 드림"},
	    {"ראיתי את מיכל דהן", "ראיתי את [person 1]"},
	};

	(void)state;
	check_all(examples);
}

/* Everyday words of these languages that are names elsewhere, and what a form says of its field for an address. */
static void test_words_of_scripts(void **state)
{
	static const char *const texts[] = {
	    "本周老师没有上线，阶段经理审核，允许老师查看，工程部经理和历史课老师。",
	    "我是韩国人，我是孙女，联系人范围，客服林区。提高经理效率，登陆老师账号。",
	    "江苏分公司敬上",
	    "石川、福井に対応、山口より発送。小松空港より、中島公園、三浦半島。",
	    "저는 공무원입니다. 담당자 연락처에게, 소수점 올림, 전 대표님, 임차인 명의로",
	    "עידן הדיגיטלי, מיכל הדיו, השליח אסף את החבילה, הזמנה שלמה, כמה זה יעלה",
	    "שמי לא מופיע. השם שלי שגוי. דיברתי עם טכנאי, תענה לי",
	    "عمر البطارية قصير، المنتج تركي، معك رقم الطلب، معكم حق",
	    "اسمي غير صحيح. اختر اسم من القائمة. تحدثت مع مدير الفرع. مهندس شبكات",
	    "मेरा नाम गलत है, मेरा नाम नहीं दिख रहा। ग्राहक जी, दीदी जी",
	    "Adresse: maximal 40 Zeichen, 3 Zeilen",
	    "Adresse: Register 40001, Länge 2",
	    "Dirección: campo obligatorio, máximo 50 caracteres",
	    "адрес: не более, до 50 символов",
	    "住所は50文字以内で入力してください。",
	    "地址是必填项,最多50个字符。",
	    "배송지: 최대 10개까지 등록 가능",
	    "mailing address is 40 characters, no more",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		check_text(str_c(texts[i]), texts[i]);
}

/* What labels and words of other languages stand in front of. */
static void test_other_languages(void **state)
{
	static const struct example examples[] = {
	    {"Dirección: C/ San Tepforo 14, 3º izda., 20007 Tepfstia", "Dirección: [address]"},
	    {"Endereço: Rua Padre Tepforo, 87, apto 32 - Vila Tepfa, SP, 04012-000", "Endereço: [address]"},
	    {"Tepfor Caddesi No: 214 D: 7, 34728 Kadıköy", "[address]"},
	    {"адрес доставки: г. Тепфор, ул. Лесная, д. 12, кв. 45", "адрес доставки: [address]"},
	    {"живу: вул. Тепфора, 15, кв. 8 и", "живу: [address] и"},
	    {"כתובת: רחוב טפפר 25, טפפרון", "כתובת: [address]"},
	    {"주소: 테프시 테프구 테프로 152", "주소: [address]"},
	    {"Lieferadresse: Tepfgasse 12, Hinterhaus. Bitte klingeln", "Lieferadresse: [address]. Bitte klingeln"},
	    {"my new address is flat 3, 27 tepfgate terrace, s60", "my new address is [address]"},
	    {"Østergade 62, 2. tv.\n2100 Tepfhavn", "[address]"},
	    {"Adresse: Port 80 und Zeile 7", "Adresse: Port 80 und Zeile 7"},
	    {"IP-Adresse: Rechner 12, Keller", "IP-Adresse: Rechner 12, Keller"},
	    {"地址：http://x.tepfor.com/a/12", "地址：http://x.tepfor.com/a/12"},
	    {"адрес: 0x7ffe0012, 12", "адрес: 0x7ffe0012, 12"},
	    {"rendelés 2024051, заказ № 774512, 주문번호 20240512-0031",
	     "rendelés [id], заказ № [id 2], 주문번호 [id 3]"},
	    {"mon identifiant c'est stepfor29", "mon identifiant c'est [user]"},
	    {"微信号tepfor_66 和 identifiant unique", "微信号[user] 和 identifiant unique"},
	    {"Bonjour, je m'appelle sandrine le tepf et Mehdi aussi",
	     "Bonjour, je m'appelle [person 1] et [person 2] aussi"},
	    {"We are done.\nIts called widget dialog, its darren tepforo again",
	     "We are done.\nIts called widget dialog, its [person 1] again"},
	    {"created by Dirk \nTepforo and more", "created by [person 1] and more"},
	    {"Thanks\n\nLuis Jaime Tepf?rez\n", "Thanks\n\n[person 1]\n"},
	    {"Dan Rider\nX\ndan.rider@tepfor.com", "[person 1]\nX\n[email]"},
	};

	(void)state;
	check_all(examples);
}

/* What was told apart from names and places too widely once. */
static void test_not_left(void **state)
{
	static const struct example examples[] = {
	    /* greetings below a line of text */
	    {"Order 4711\nhi orwinka,\nfoo", "Order 4711\nhi [person 1],\nfoo"},
	    {"Betreff: Drucker\nhallo zdenka,", "Betreff: Drucker\nhallo [person 1],"},
	    {"> Ticket 1\n> hi zdenka,\n> x", "> Ticket 1\n> hi [person 1],\n> x"},
	    {"Printer broken\nmorning anna,\nx", "Printer broken\nmorning [person 1],\nx"},
	    {"Subject: x\ndear ms tepfor,", "Subject: x\ndear [person 1],"},
	    {"See it\nbonjour zdenka,", "See it\nbonjour [person 1],"},
	    /* first names in capitals are no acronyms */
	    {"Contact IVAN Grey", "Contact [person 1]"},
	    {"KARL Gro\xc3\x9f und UTE Kurz", "[person 1] und [person 2]"},
	    /* houses with a name */
	    {"ship it to Rose Cottage, Bristol, CT 06010", "ship it to [address]"},
	    {"at Oak Manor, Salem, OR 97301", "at [address]"},
	    /* a product is but a part of a user name */
	    {"username: tepfor.office365", "username: [user]"},
	    {"user: tepfor_windows10", "user: [user]"},
	    {"login tepfor.sharepoint2019", "login [user]"},
	    {"| Account | office365 |", "| Account | office365 |"},
	    /* a family name of many in a header, unlike a body of some trade */
	    {"Cc: Tepfor Staff\nSubject: x", "Cc: [person 1]\nSubject: x"},
	};

	(void)state;
	check_all(examples);
}

static void test_learn(void **state)
{
	static const char page[] =
	    "Use the Kestrel Console here. Open Kestrel now, and Kestrel answers. Hugo makes it: run hugo, then hugo "
	    "again, hugo. "
	    "Write to support@kestrel.example or ann.lee@kestrel.example. As Brandt said: Brandt and Brandt.";
	struct redact_lessons *lessons = redact_lessons_new();
	struct redact_rules *kept = rules;
	struct buf reason;

	(void)state;
	buf_init(&reason, BUF_NO_LIMIT);
	rules = redact_rules_new(&reason);
	check_text(STR("Dear Kestrel,"), "Dear [person 1],");
	redact_lessons_add(lessons, str_c(page));
	redact_rules_learn(rules, lessons);
	check_text(STR("Dear Kestrel, write to support@kestrel.example"),
		   "Dear Kestrel, write to support@kestrel.example");
	/* neither persons of examples nor names that somebody in the table has */
	check_text(STR("ann.lee@kestrel.example"), "[email]");
	check_text(STR("Regards,\nMaria Kowalska"), "Regards,\n[customer]");
	redact_lessons_free(lessons);
	redact_rules_free(rules);
	rules = kept;
	buf_release(&reason);
}

static void test_dates(void **state)
{
	static const struct example examples[] = {
	    {"It broke on 2025-03-14 at noon.", "It broke on 2025-03 at noon."},
	    {"[2025-03-14T10:12:33.120Z] start", "[2025-03] start"},
	    {"On 14.3.2025 10:12, 3/14/2025 and 3/4/2025", "On 2025-03, 2025-03 and 2025"},
	    {"On March 14, 2025 at 10:12 PM or 14 March or Mar 14", "On March 2025 or March or Mar"},
	    {"am 14. M\xc3\xa4rz 2025", "am M\xc3\xa4rz 2025"},
	    {"el 3 de marzo de 2024", "el marzo 2024"},
	    {"born 14.3.1980", "born [date]"},
	    {"version 2020.1.1, 1.2.2020.1 and v3/4/20201", "version 2020.1.1, 1.2.2020.1 and v3/4/20201"},
	    {"You may 5 times retry; march on.", "You may 5 times retry; march on."},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		check_text(str_c(examples[i].text), examples[i].expected);
}

static void test_hostile(void **state)
{
	static const char *const pieces[] = {"a@",   "1 ",    "((((",  "A1-",	"-----BEGIN PRIVATE KEY-----",
					     "&#",   "%2",    "=",     "eyJ",	"\xe2\x80\x8b",
					     "\xff", "Mr. ",  "Hi ",   "1.2.",	"::",
					     "a.a",  "x at ", "DE12 ", "/abc0", " x1000"};
	struct redactor *redactor = redactor_new(rules);

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		const struct redact_span *spans;
		struct buf text;
		size_t n;

		buf_init(&text, BUF_NO_LIMIT);
		while (text.n < 40000)
			buf_str(&text, str_c(pieces[i]));
		assert_int_equal(redact_find(redactor, people, NULL, buf_view(&text), &spans, &n), 0);
		for (size_t j = 0; j < n; j++)
			assert_true(spans[j].from < spans[j].to && spans[j].to <= text.n);
		buf_release(&text);
	}
	redactor_free(redactor);
	check_text(STR("a \xff Maria"), "a [removed] [customer]");
	check_text(STR(""), "");
}

/* Seconds of CPU time for a log of n addresses, each another. */
static double seconds_for_addresses(struct redactor *redactor, size_t n)
{
	const struct redact_span *spans;
	struct buf text;
	size_t found;
	clock_t began;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < n; i++)
		buf_printf(&text, "The server wrote to x%zuq.%zu@customer%zu.example and went on.\n", i,
			   i * 7919 % 10007, i);
	began = clock();
	assert_int_equal(redact_find(redactor, people, NULL, buf_view(&text), &spans, &found), 0);
	assert_true(found >= n);
	buf_release(&text);
	return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static void test_many_addresses(void **state)
{
	struct redactor *redactor = redactor_new(rules);
	double few;

	(void)state;
	(void)seconds_for_addresses(redactor, 3000); /* memory and caches */
	few = seconds_for_addresses(redactor, 3000);
	assert_true(seconds_for_addresses(redactor, 30000) <
		    few * 40); /* 100 times, were each looked for in all of it */
	redactor_free(redactor);
}

/* Seconds of CPU time for a list of lines. */
static double seconds_for_lines(struct redactor *redactor, struct str line)
{
	enum { LINES = 40000 };
	const struct redact_span *spans;
	struct buf text;
	size_t found;
	clock_t began;

	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < LINES; i++)
		buf_str(&text, line);
	began = clock();
	assert_int_equal(redact_find(redactor, people, NULL, buf_view(&text), &spans, &found), 0);
	buf_release(&text);
	return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static void test_many_labels(void **state)
{
	struct redactor *redactor = redactor_new(rules);
	double plain;

	(void)state;
	(void)seconds_for_lines(redactor, STR("Name: x.\n")); /* memory and caches */
	plain = seconds_for_lines(redactor, STR("Name: x.\n"));
	assert_true(seconds_for_lines(redactor, STR("Name: x,\n")) <
		    plain * 12); /* 40 times, did each look through those below */
	redactor_free(redactor);
}

static void test_people_file(void **state)
{
	static const char *const bad[] = {"",
					  "{}",
					  "[1]",
					  "[{\"name\":\"Verona Secretname\"}, 7]",
					  "[{\"id\":7, \"nme\":\"Verona Secretname\"}]",
					  "[{\"name\":\"Verona Secretname\""};
	struct buf reason;

	(void)state;
	buf_init(&reason, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct redact_people *table = redact_people_new(rules);

		buf_clear(&reason);
		assert_int_equal(redact_people_parse(table, str_c(bad[i]), &reason), -1);
		assert_true(reason.n != 0);
		assert_true(str_find(buf_view(&reason), STR("Verona")) < 0);
		redact_people_free(table);
	}
	buf_release(&reason);
}

static void test_keep(void **state)
{
	struct redact_rules *own = redact_rules_new(&(struct buf){0});
	struct redactor *redactor;
	const struct redact_span *spans;
	size_t n;

	(void)state;
	redact_rules_keep(own, STR("Zbychu"), true);
	redact_rules_keep(own, STR("Quolmer"), false);
	redactor = redactor_new(own);
	assert_true(redactor_is_everyday(redactor, STR("Restart")));
	assert_true(redactor_is_everyday(redactor, STR("The address, that")));
	assert_false(redactor_is_everyday(redactor, STR("Restart Quolmer")));
	assert_false(redactor_is_everyday(redactor, STR("Grace")));
	assert_false(redactor_is_everyday(redactor, STR("Young")));
	assert_int_equal(redact_find(redactor, NULL, NULL, STR("Hi Zbychu,"), &spans, &n), 0);
	assert_int_equal(n, 0);
	/* a product writes files; somebody who has its name writes mail */
	assert_int_equal(redact_find(redactor, NULL, NULL, STR("It has the list of what Quolmer wrote."), &spans, &n),
			 0);
	assert_int_equal(n, 0);
	assert_int_equal(redact_find(redactor, NULL, NULL, STR("On Monday, Anna Quolmer wrote:\n> Yes."), &spans, &n),
			 0);
	assert_int_equal(n, 1);
	assert_int_equal(spans[0].to - spans[0].from, strlen("Anna Quolmer"));
	redactor_free(redactor);
	redact_rules_free(own);
}

/* What was left is told with its reason, and only when asked for. */
static void test_kept(void **state)
{
	static const char text[] =
	    "Mark it, says Jenkins. Card 4000 1111 1111 1112? In 2012-31-31. Florence is in Italy.";
	static const struct {
		const char *word, *rule;
	} expected[] = {{"Mark", "list of names"}, {"Jenkins", "list of names"}};
	struct redactor *redactor = redactor_new(rules);
	const struct redact_span *spans;
	const struct redact_kept *kept;
	size_t n, kept_n;

	(void)state;
	assert_int_equal(redact_find(redactor, NULL, NULL, str_c(text), &spans, &n), 0);
	redact_kept(redactor, &kept, &kept_n);
	assert_int_equal(kept_n, 0);
	redactor_explain(redactor, true);
	assert_int_equal(redact_find(redactor, NULL, NULL, str_c(text), &spans, &n), 0);
	redact_kept(redactor, &kept, &kept_n);
	for (size_t e = 0; e < sizeof(expected) / sizeof(expected[0]); e++) {
		bool seen = false;

		for (size_t i = 0; i < kept_n; i++)
			seen = seen ||
			       (str_eq(str_slice(str_c(text), kept[i].from, kept[i].to), str_c(expected[e].word)) &&
				strcmp(kept[i].rule, expected[e].rule) == 0 && kept[i].reason[0] != '\0');
		assert_true(seen);
	}
	for (size_t i = 0; i < kept_n; i++)
		for (size_t s = 0; s < n; s++)
			assert_true(kept[i].to <= spans[s].from || spans[s].to <= kept[i].from);
	redactor_free(redactor);
}

/* ---- the version ---- */

/* Texts that most rules have something to say of. They stay as they are: another set would be another hash. */
static const char *const fixed[] = {
    "Hi Zofia,\n\nplease call me at +48 601 234 567 or write to jan.verhoeven@mail.example.\n\nRegards,\nJan Verhoeven",
    "On Mon, Mar 3, 2025 at 10:12 AM, Ilona Brandsma <ilona@brandsma.example> wrote:\n> Guus,\n> it works now.\n> "
    "Ilona",
    "-----Original Message-----\nFrom: Brandsma, Ilona [mailto:ib@firm.example]\nSent: 12 November 2024 16:40\n"
    "To: Okonkwor, Chinedu; Jelmer Vernooyen\nSubject: key\n\nPIN: 48213, IBAN DE89370400440532013000",
    "Am 14.03.2025 um 11:05 schrieb Thorsten Glaserov:\n> Sehr geehrte Frau Lindqvist,\n> siehe unten.\n\nMfG\nT.G.",
    "[Kfir Lavian]\n> which one?\n\nKfir is right. Ask Tendai Moyoka. According to May Sung, it is Rich Burridge's "
    "patch.",
    "-rw-r--r-- 1 cmagher users 1201 Jan 12 09:14 config.h\ncmagher@build3:~$ ls /home/cmagher\nUpdated by rweatherl: "
    "done",
    "card 4111 1111 1111 1111, SSN 536-90-4399, PESEL 44051401359, host DESKTOP-4F7K2QX, MAC 00:1b:44:11:3a:b7",
    "server 80.12.99.7 and 2a02:8108:8ac0:1b2:c0de:1:2:3, 52.229676, 21.012229, 12 Long Meadow Street, Springfield",
    "password = \"hunter2-Xy\" token ghp_0123456789abcdefghijABCDEFGHIJ012345 Bearer abcdefghijklmnop123456",
    "DOB: 12/05/1981. ordered on 14 March 2025, order no. AB-123456, @quuxly thanks! https://linkedin.com/in/quuxly",
    "my name is bohdan\nmr. freeman told christine fiorentino. cheers, wim\n\nwim",
    "PLEASE CONTACT VENKAT RAGHUNATHAN OR COLM MACCARTHAIGH. Bill Lipa, Gordon Watts, Liam Breck and Igor Livshits.",
    "The Settings page of Firefox says: click New, then Open. Version 4.7.0.1 of 2025 has 12345678 rows. "
    "C:\\Users\\kfirl\\x",
    "Maria Kowalska z Drewex Meble napisala do Pana Tomasza Wisniewskiego, ul. Polna 12/3, 00-950 Warszawa.",
    "Mr Cook left. Cook said so, xelvin of the IT Department told him. Cook 3 eggs.",
    "The Cook tab of Cook Books: ask Cook. MARK_WILL is set, Will's best. Best,\nWill",
};

/* The last line is that of REDACT_VERSION. A line that has landed stays: texts may have been approved by it. */
static const struct {
	int version;
	uint64_t rules, outputs;
} versions[] = {
    {2, 0xc84f66c5cb158cc1, 0xa5f3445b04141929},  {3, 0x90465c28a9cdb583, 0x6974433588b6dd},
    {4, 0x4e9c854417aeeded, 0x13a95acea70337b},	  {5, 0x4295a383bc7c5e56, 0x13743ec29511fcd0},
    {6, 0x4295a383bc7c5e56, 0x5c4d496aadc2644},	  {7, 0x53975a4e9a561c19, 0x9acdb75317b6be8b},
    {8, 0x5d4d2404acb81784, 0x9acdb75317b6be8b},  {9, 0xbc69768b94a26b42, 0x9acdb75317b6be8b},
    {10, 0x39409c8c2d6b06e, 0x9acdb75317b6be8b},  {11, 0xefe020330788a93e, 0x9acdb75317b6be8b},
    {12, 0x324bafd5311eb38e, 0x9acdb75317b6be8b}, {13, 0x8aeca73995f6548a, 0x9acdb75317b6be8b},
    {14, 0x291e0a2f301ac799, 0x9acdb75317b6be8b}, {15, 0x37c41c6dd0cf7ab8, 0x9acdb75317b6be8b},
    {16, 0x615ec97f43da05b9, 0x9acdb75317b6be8b}, {17, 0x83c9e851d7512b67, 0x9acdb75317b6be8b},
    {18, 0x83c9e851d7512b67, 0x9acdb75317b6be8b}, {19, 0x30601cfc1718e0f0, 0x9acdb75317b6be8b},
    {20, 0x6079ab84c43c5e45, 0x9acdb75317b6be8b}, {21, 0x105466de1379228, 0x9acdb75317b6be8b},
    {22, 0x74b8d39bbd918508, 0x9acdb75317b6be8b}, {23, 0x82107c0957d8ba56, 0x9acdb75317b6be8b},
    {24, 0xf0a2799b33a76f86, 0x9acdb75317b6be8b}, {25, 0xf0a2799b33a76f86, 0x9acdb75317b6be8b},
};

static uint64_t hash_outputs(void)
{
	struct redactor *redactor = redactor_new(rules);
	const struct redact_span *spans;
	struct quotes quotes;
	struct buf out;
	uint64_t hash = 0;
	size_t n;

	quotes_init(&quotes);
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
		struct str text = str_c(fixed[i]);

		buf_clear(&out);
		assert_int_equal(redact_find(redactor, people, NULL, text, &spans, &n), 0);
		redact_apply(&out, text, spans, n);
		quotes_find(&quotes, text, NULL);
		(void)quotes_rest(&quotes, text, QUOTES_ALL, &out);
		hash = hash64_mix(hash, buf_view(&out));
	}
	buf_release(&out);
	quotes_release(&quotes);
	redactor_free(redactor);
	return hash;
}

/* Approvals depend on the version: rules that changed need another one. */
static void test_version(void **state)
{
	size_t last = sizeof(versions) / sizeof(versions[0]) - 1;
	uint64_t outputs = hash_outputs(), fingerprint = redact_rules_fingerprint(rules);

	(void)state;
	assert_int_equal(versions[last].version, REDACT_VERSION);
	for (size_t i = 0; i < last; i++)
		assert_true(versions[i].version < versions[i + 1].version);
	if (versions[last].rules != fingerprint || versions[last].outputs != outputs)
		fail_msg("what redact finds has changed: raise REDACT_VERSION and add {%d, 0x%llx, 0x%llx}",
			 REDACT_VERSION + 1, (unsigned long long)fingerprint, (unsigned long long)outputs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_known),
	    cmocka_unit_test(test_disguises),
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_attributions),
	    cmocka_unit_test(test_labels),
	    cmocka_unit_test(test_informal),
	    cmocka_unit_test(test_support_mail),
	    cmocka_unit_test(test_programs),
	    cmocka_unit_test(test_no_technical_mail),
	    cmocka_unit_test(test_technical_mail),
	    cmocka_unit_test(test_older_lists),
	    cmocka_unit_test(test_look_alikes),
	    cmocka_unit_test(test_shown),
	    cmocka_unit_test(test_no_names),
	    cmocka_unit_test(test_text_before),
	    cmocka_unit_test(test_doubts_shown),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_users),
	    cmocka_unit_test(test_scripts),
	    cmocka_unit_test(test_words_of_scripts),
	    cmocka_unit_test(test_other_languages),
	    cmocka_unit_test(test_dates),
	    cmocka_unit_test(test_learn),
	    cmocka_unit_test(test_hostile),
	    cmocka_unit_test(test_many_addresses),
	    cmocka_unit_test(test_people_file),
	    cmocka_unit_test(test_keep),
	    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_version),
	    cmocka_unit_test(test_display_names),
	    cmocka_unit_test(test_lists_of_mail),
	    cmocka_unit_test(test_everyday_names),
	    cmocka_unit_test(test_everyday_names_shown),
	    cmocka_unit_test(test_everyday_words),
	    cmocka_unit_test(test_everyday_logins),
	    cmocka_unit_test(test_not_left),
	    cmocka_unit_test(test_many_labels),
	    cmocka_unit_test(test_first_of_many),
	    cmocka_unit_test(test_forms_of_known),
	    cmocka_unit_test(test_lists_signed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
