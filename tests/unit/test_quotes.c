/* Quoted mail, signatures and footers: what is left of a message. All people and addresses are made up. */
#include "tests/unit/unit.h"

#include "common/mem.h"
#include "common/privacy/quotes.h"

struct example {
	const char *text, *left;
};

static void check_left(const struct example *example, struct str sender)
{
	struct quotes quotes;
	struct buf out;
	struct str text = str_c(example->text);
	size_t at = 0;

	quotes_init(&quotes);
	buf_init(&out, BUF_NO_LIMIT);
	quotes_find(&quotes, text, &(struct quotes_options){.sender = sender});
	for (size_t i = 0; i < quotes.ranges.n; i++) {
		assert_int_equal(quotes.ranges.at[i].from, at);
		assert_true(quotes.ranges.at[i].to > at);
		at = quotes.ranges.at[i].to;
	}
	assert_int_equal(at, text.n);
	(void)quotes_rest(&quotes, text, QUOTES_ALL, &out);
	assert_str(buf_view(&out), example->left);
	buf_release(&out);
	quotes_release(&quotes);
}

static void test_headers_of_many_languages(void **state)
{
	static const char *const headers[] = {
	    "On Mon, 3 Mar 2025 at 10:12, Ann Example <ann@example.com> wrote:",
	    "Am 03.03.2025 um 10:12 schrieb Ann Example:",
	    "Am Mo., 3. M\xc3\xa4rz 2025 um 10:12 Uhr schrieb Ann Example <ann@example.com>:",
	    "Le 3 mars 2025 \xc3\xa0 10:12, Ann Example <ann@example.com> a \xc3\xa9"
	    "crit :",
	    "El lun, 3 mar 2025 a las 10:12, Ann Example (<ann@example.com>) escribi\xc3\xb3:",
	    "Il giorno lun 3 mar 2025 alle ore 10:12 Ann Example <ann@example.com> ha scritto:",
	    "Em seg., 3 de mar. de 2025 \xc3\xa0s 10:12, Ann Example <ann@example.com> escreveu:",
	    "Op ma 3 mrt 2025 om 10:12 schreef Ann Example <ann@example.com>:",
	    "W dniu 3.03.2025 o 10:12, Ann Example pisze:",
	    "pon., 3 mar 2025 o 10:12 Ann Example <ann@example.com> napisa\xc5\x82(a):",
	    "Den m\xc3\xa5n 3 mars 2025 kl 10:12 skrev Ann Example <ann@example.com>:",
	    "P\xc3\xa5 man. 3. mar. 2025 kl. 10:12 skrev Ann Example <ann@example.com>:",
	    "ma 3. maalisk. 2025 klo 10.12 Ann Example (ann@example.com) kirjoitti:",
	    "Dne po 3. 3. 2025 10:12 u\xc5\xbeivatel Ann Example <ann@example.com> napsal:",
	    "Ann Example <ann@example.com> ezt \xc3\xadrta (id\xc5\x91pont: 2025. m\xc3\xa1rc. 3., H, 10:12):",
	    "\xd0\xbf\xd0\xbd, 3 \xd0\xbc\xd0\xb0\xd1\x80. 2025 \xd0\xb3. \xd0\xb2 10:12, Ann Example "
	    "<ann@example.com>:",
	    "Ann Example <ann@example.com>, 3 Mar 2025 Pzt, 10:12 tarihinde \xc5\x9funu yazd\xc4\xb1:",
	    "2025\xe5\xb9\xb4"
	    "3\xe6\x9c\x88"
	    "3\xe6\x97\xa5(\xe6\x9c\x88) 10:12 Ann Example <ann@example.com>:",
	    "\xe5\x9c\xa8 2025\xe5\xb9\xb4"
	    "3\xe6\x9c\x88"
	    "3\xe6\x97\xa5\xef\xbc\x8c"
	    "Ann Example \xe5\x86\x99\xe9\x81\x93\xef\xbc\x9a",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		for (int quoted = 0; quoted < 2; quoted++) {
			struct buf text;
			struct example example = {NULL, "It still fails.\n"};

			buf_init(&text, BUF_NO_LIMIT);
			buf_printf(&text, "It still fails.\n\n%s\n%s have you tried a restart\n%s Ann\n", headers[i],
				   quoted ? ">" : "", quoted ? ">" : "");
			example.text = text.s;
			check_left(&example, STR_NONE);
			buf_release(&text);
		}
}

static void test_quotes(void **state)
{
	static const struct example examples[] = {
	    {"Yes.\n\nFrom: Ann Example <ann@example.com>\nSent: Monday, March 3, 2025 10:12 AM\nTo: Support\nSubject: "
	     "RE: Invoice\n\nDoes it work?\n",
	     "Yes.\n"},
	    {"Ja.\n\n________________________________\nVon: Ann <ann@example.com>\nGesendet: Montag, 3. M\xc3\xa4rz "
	     "2025\n"
	     "An: Support\nBetreff: AW: Rechnung\n\nGeht es?\n",
	     "Ja.\n"},
	    {"Oui.\n\nDe : Ann [mailto:ann@\nexample.com]\nEnvoy\xc3\xa9 : lundi 3 mars 2025\n\xc3\x80 : "
	     "Support\n\nOui ?\n",
	     "Oui.\n"},
	    {"Done.\n-----Urspr\xc3\xbcngliche Nachricht-----\nVon: Ann\n", "Done.\n"},
	    {"See below.\n\n---------- Forwarded message ---------\nFrom: Ann\n\nMy printer\n", "See below.\n"},
	    {"##- Please type your reply above this line -##\nAnn, Mar 3\nold\n", ""},
	    {"> It fails.\n\nSince when?\n\n> After the update.\n\nWhich one?\n", "Since when?\n\n\nWhich one?\n"},
	    /* neither prompts nor arrows nor a sentence */
	    {">>> import weir\n>>> weir.build()\n", ">>> import weir\n>>> weir.build()\n"},
	    {"Go here:\n>>> http://example.com <<<\nand click\n", "Go here:\n>>> http://example.com <<<\nand click\n"},
	    {"On Monday it worked.\nOn Tuesday it failed: see the log\n",
	     "On Monday it worked.\nOn Tuesday it failed: see the log\n"},
	    {"The settings are:\nFrom: the left\nuntil the right\n",
	     "The settings are:\nFrom: the left\nuntil the right\n"},
	    {"A list\n\n- one\n- two\n", "A list\n\n- one\n- two\n"},
	    {"", ""},
	    {"\n\n", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		check_left(&examples[i], STR_NONE);
}

/* Lines that begin with whose they are. */
static void test_initials(void **state)
{
	static const struct example examples[] = {
	    {"JL> Is it so?\nJL> I think not.\n\nIt is.", "It is.\n"},
	    {"Hello,\n\nJL>> Is it so?\n\nJL>> I think not.\n\nIt is.", "Hello,\n\n\nIt is.\n"},
	    {"JvdB> Is it so?\nJvdB> I think not.\nIt is.", "It is.\n"},
	    /* one alone, several, and what programs ask with */
	    {"JL> Is it so?\n\nIt is.", "JL> Is it so?\n\nIt is.\n"},
	    {"JL> Is it so?\nMK> It is.", "JL> Is it so?\nMK> It is.\n"},
	    {"SQL> select 1\nSQL> select 2", "SQL> select 1\nSQL> select 2\n"},
	    {"ABCDE> no\nABCDE> no", "ABCDE> no\nABCDE> no\n"},
	    {"Fix> no\nFix> no", "Fix> no\nFix> no\n"},
	    {"<B>x\nAB>x\nAB>x", "<B>x\nAB>x\nAB>x\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		check_left(&examples[i], STR(""));
}

static void test_signatures(void **state)
{
	static const struct example examples[] = {
	    {"It fails.\n\nKind regards,\nAnn Example\nSenior Engineer\nExample Ltd\n", "It fails.\n"},
	    {"It fails.\n-- \nAnn\nhttps://ann.example\n", "It fails.\n"},
	    {"It fails.\n\nMit freundlichen Gr\xc3\xbc\xc3\x9f"
	     "en\n\nAnn Example\nTel. +49 30 1234567\n",
	     "It fails.\n"},
	    {"It fails.\n\nThanks!\n", "It fails.\n"},
	    {"It fails.\n\nSent from my iPhone\n", "It fails.\n"},
	    {"It fails.\n\nR.\n", "It fails.\n"},
	    {"It fails.\n\nkeisha\n", "It fails.\n"},
	    {"Which one?\n\nyes\n", "Which one?\n\nyes\n"},
	    {"It fails.\n\nO zi buna,\nAnn\n", "It fails.\n"},
	    {"It fails.\n\nMet vriendelijke groeten / Bien \xc3\xa0 vous,\n\nAnn Example\nGSM 0475 00 00 00\n\n"
	     "Denk aan het milieu voor u deze mail print.\n",
	     "It fails.\n"},
	    {"It fails.\n\nAtte.\nAnn Example\nAv. Example 1410, Col. Centro, 64000 Example, N.L.\n", "It fails.\n"},
	    /* Lotus Notes */
	    {"It fails.\n\nAnn Example/Support/Firm\n02/14/2008 03:12 PM\n\nTo\nBob Example/Firm@Firm\ncc\n\n"
	     "Subject\nRe: crash\n\nDelete the cache.\nAnn\n",
	     "It fails.\n"},
	    {"Times:\nmorning\n02/14/2008 03:12 PM\nevening\n02/14/2008 06:12 PM\n",
	     "Times:\nmorning\n02/14/2008 03:12 PM\nevening\n02/14/2008 06:12 PM\n"},
	    {"Es geht nicht.\n\nVon meinem iPhone gesendet\n", "Es geht nicht.\n"},
	    {"Sent from my desk, is much easier than my mobile phone.\n",
	     "Sent from my desk, is much easier than my mobile phone.\n"},
	    {"It fails.\n\nAnn Example\nann@example.com\n+1 555 0100\n", "It fails.\n"},
	    {"It fails.\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.\n",
	     "It fails.\n"},
	    {"Thanks for the quick answer, it works with the second file too.\nOne more question: where is it?\n",
	     "Thanks for the quick answer, it works with the second file too.\nOne more question: where is it?\n"},
	    {"Steps:\n\n1. open it\n2. close it\n", "Steps:\n\n1. open it\n2. close it\n"},
	    {"Download it here:\n\nhttps://example.com/file\n", "Download it here:\n\nhttps://example.com/file\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		check_left(&examples[i], STR_NONE);
	check_left(&(struct example){"The homepage is as far as I can go.\n\nann e.\n",
				     "The homepage is as far as I can go.\n"},
		   STR("Ann Example <ann@example.com>"));
}

static void test_elements(void **state)
{
	(void)state;
	assert_int_equal(quotes_element(STR("div"), STR("gmail_quote x"), STR_NONE, STR_NONE, STR_NONE).reason,
			 QUOTES_QUOTE);
	assert_int_equal(quotes_element(STR("blockquote"), STR_NONE, STR_NONE, STR("cite"), STR_NONE).reason,
			 QUOTES_QUOTE);
	assert_int_equal(quotes_element(STR("blockquote"), STR_NONE, STR_NONE, STR_NONE, STR_NONE).reason, QUOTES_KEPT);
	assert_true(quotes_element(STR("hr"), STR_NONE, STR("stopSpelling"), STR_NONE, STR_NONE).to_end);
}

static void test_hints(void **state)
{
	static const struct quotes_range hints[] = {{7, 12, QUOTES_QUOTE}};
	struct quotes quotes;
	struct buf out;

	(void)state;
	quotes_init(&quotes);
	buf_init(&out, BUF_NO_LIMIT);
	quotes_find(&quotes, STR("Hello.\nold.\nNew, again.\n"),
		    &(struct quotes_options){.hints = hints, .hints_n = 1});
	assert_true(quotes_rest(&quotes, STR("Hello.\nold.\nNew, again.\n"), QUOTES_ALL, &out));
	assert_str(buf_view(&out), "Hello.\nNew, again.\n");
	buf_release(&out);
	quotes_release(&quotes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_headers_of_many_languages),
	    cmocka_unit_test(test_quotes),
	    cmocka_unit_test(test_initials),
	    cmocka_unit_test(test_signatures),
	    cmocka_unit_test(test_elements),
	    cmocka_unit_test(test_hints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
