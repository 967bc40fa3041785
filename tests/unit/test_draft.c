#include "generator/tickets/draft.h"
#include "tests/unit/unit.h"

#include "common/limits.h"

#include <unistd.h>

struct fixture {
	struct arena arena;
	struct redact_rules *rules;
	struct redact_people *people;
	struct vocabulary *vocabulary;
	struct drafter *drafter;
	struct buf out;
};

static struct fixture fixture;

static int setup(void **state)
{
	const struct redact_person maria = {.kind = STR("customer"),
					    .name = STR("Maria Kowalska"),
					    .email = STR("maria@kowalska-meble.example"),
					    .org = STR("Kowalska Meble")},
				   tom = {.kind = STR("agent"), .name = STR("Tomasz Wrona")};

	(void)state;
	arena_init(&fixture.arena);
	buf_init(&fixture.out, BUF_NO_LIMIT);
	fixture.rules = redact_rules_new(&fixture.out);
	fixture.people = redact_people_new(fixture.rules);
	redact_people_add(fixture.people, &maria);
	redact_people_add(fixture.people, &tom);
	fixture.vocabulary = vocabulary_new();
	vocabulary_learn(fixture.vocabulary, STR("Open Settings and choose Export. The Ledger app syncs."));
	fixture.drafter = drafter_new(fixture.rules, fixture.people, fixture.vocabulary, STR("help.acme.example"));
	return fixture.rules == NULL;
}

static int teardown(void **state)
{
	(void)state;
	drafter_free(fixture.drafter);
	vocabulary_free(fixture.vocabulary);
	redact_people_free(fixture.people);
	redact_rules_free(fixture.rules);
	buf_release(&fixture.out);
	arena_release(&fixture.arena);
	return 0;
}

static struct thread_message says(enum thread_role role, enum thread_format format, const char *body)
{
	return (struct thread_message){
	    .author = THREAD_NOBODY, .role = role, .visibility = THREAD_PUBLIC, .format = format, .body = str_c(body)};
}

static struct draft draft_of(const char *subject, struct thread_message *messages, size_t n)
{
	struct thread thread = {.system = STR("test"),
				.external_id = STR("1042"),
				.subject = str_c(subject),
				.status = THREAD_SOLVED,
				.solved = 1773000000, /* March 2026 */
				.messages = messages,
				.messages_n = n};
	struct draft draft;

	draft_make(&draft, fixture.drafter, &thread, NULL, &fixture.arena);
	buf_clear(&fixture.out);
	draft_page(&fixture.out, &draft, STR("s123456789"));
	return draft;
}

#define assert_page_has(text) \
	do { \
		if (str_find(buf_view(&fixture.out), STR(text)) < 0) \
			fail_msg("no \"%s\" in:\n%s", text, fixture.out.s); \
	} while (0)
#define assert_page_lacks(text) \
	do { \
		if (str_find(buf_view(&fixture.out), STR(text)) >= 0) \
			fail_msg("\"%s\" in:\n%s", text, fixture.out.s); \
	} while (0)

/* The last word of what is looked through is somebody's name in a mail, but not the last tag of a ticket. */
static void the_last_tag_stays(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT, "The export stops. What can we do?"),
	    says(THREAD_AGENT, THREAD_TEXT,
		 "Open Settings and choose Export.\n\nThen open the app again: all Howtos are there."),
	};
	struct str tags[] = {STR_INIT("export"), STR_INIT("quolmith"), STR_INIT("howtos")};
	struct thread thread = {.system = STR("test"),
				.external_id = STR("1043"),
				.subject = STR("Export stops"),
				.status = THREAD_SOLVED,
				.messages = messages,
				.messages_n = 2,
				.tags = tags,
				.tags_n = 3};
	struct draft draft;

	(void)state;
	draft_make(&draft, fixture.drafter, &thread, NULL, &fixture.arena);
	buf_clear(&fixture.out);
	draft_page(&fixture.out, &draft, STR("s123456789"));
	assert_page_has("tags: [\"export\", \"quolmith\", \"howtos\"]");
	/* nor is the word a name where the answer says it */
	assert_page_has("all Howtos are there.");
}

/* However a style says it, and wherever in a long one. */
static void what_nobody_sees_is_left_out(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT, "The export stops. What can we do?\n"),
	    says(
		THREAD_AGENT, THREAD_HTML,
		"<p style=\"line-height:0.9;overflow:hidden\">Open the settings and choose Export.</p>"
		"<p style=\"margin-left:36.0pt;text-indent:-18.0pt;font-size:0.9em;opacity:0.8\">Then press Save.</p>"
		"<p style='text-indent:-.25in'>It is there.</p><p style=\"font-size:0.9e-9em\">Zbigniew</p>"
		"<p style=\"dis/*/*/play:none\">Zbigniew</p><p style=\"dis\\play:none\">Zbigniew</p>"
		"<p style=\"text-indent:-18em\">Zbigniew</p><p style=\"text-indent:-999.5px\">Zbigniew</p>"
		"<p style=\"opacity:0.8;opacity:0.0\">Zbigniew</p><p style=\"font-size:0.9px\">Zbigniew</p>"
		"<p style=\"display:&#110;one\">Zbigniew</p><p style=\"display:\\6eone\">Zbigniew</p>"
		"<p style=\"display:/**/none\">Zbigniew</p><p style=\"width:0;height:0;overflow:hidden\">Zbigniew</p>"
		"<p style=\"font-family:'A very long name of a font','A very long name of a font','A very long name of "
		"a "
		"font','A very long name of a font','A very long name of a font','A very long name of a font','A very "
		"long name of a font','A very long name of a font','A very long name of a font','A very long name of a "
		"font','A very long name of a font';display:none\">Zbigniew</p>"
		"<dialog>Zbigniew</dialog><datalist><option>Zbigniew</option></datalist>"
		"<math><annotation>Zbigniew</annotation></math><noscript>Zbigniew</noscript>"
		"<p style=\"font-size: 1px\">Zbigniew</p><p style=\"font-size:.1em;\">Zbigniew <b>Zbigniew</b></p>"
		"<div style=\"font-size:0px\"><b style=\"font-size:2em\">Zbigniew</b>"
		"<p style=\"font-size:13px\">Mail is built like this.</p><b style=\"font-size:larger\">Zbigniew</b>"
		"<b style=\"font-size:inherit\">Zbigniew</b><b style=\"font-size:1ex\">Zbigniew</b></div>"
		"<p style=\"font-size:0;font-size:bogus\">Zbigniew</p>"
		"<p style=\"font-size:0;x:';font-size:12px'\">Zbigniew</p><font color=\"#FFFFFF\">Zbigniew</font>"
		"<p style=\"color:#FFF !important\">Zbigniew</p><font color=\"white\">Zbigniew</font>"
		"<td bgcolor=\"#003366\"><a style=\"color:#ffffff\">The button is white.</a></td>"
		"<p style=\"color:white;background:white\">Zbigniew</p>"
		"<p style=\"color:white\"><span style=\"color:black\">It is black again.</span>Zbigniew</p>"
		"<p style=\"margin-left:48px;text-indent:-24px\">It hangs.</p><p style=\"margin-left:-9.0pt\">It is "
		"moved.</p>"
		"<p style=\"visibility:collapse\">Zbigniew</p><p style=\"position:absolute;left:-10000px\">Zbigniew</p>"
		"<p style=\"position:absolute;top:-999em\">Zbigniew</p><p style=\"text-indent:-100%\">Zbigniew</p>"
		"<p style=\"width:0;overflow:hidden\">Zbigniew</p><p "
		"style=\"max-width:0px;overflow:hidden\">Zbigniew</p>"
		"<p style=\"color:transparent\">Zbigniew</p><p style=\"clip-path:inset(50%)\">Zbigniew</p>"
		"<p style=\"left:-3000000000000000000000px\">Zbigniew</p><p style=\"transform:scale(0)\">Zbigniew</p>"
		"<p style=\"margin-left:-9999px\">Zbigniew</p><p style=\"font:0/0 a\">Zbigniew</p>"
		"<p style=\"opacity:0.1\">Zbigniew</p><p style=\"max-height:0.0px\">Zbigniew</p>"
		"<td style=\"max-width:0;overflow:hidden;text-overflow:ellipsis\">A cell.</td>"
		"<h2 style=\"margin-top:-220px;padding-top:220px\">Below a bar.</h2>"
		"<p style=\"text-indent:-2ch\">Hangs by letters.</p><p style=\"margin-left:-0\">By nothing.</p>"
		"<div style=\"width:0.5in;overflow:hidden\">Half an inch.</div><p style=\"opacity:0.4\">Pale.</p>"
		"<p style=\"fill-opacity:0;max-height:0.9em\">Of drawings.</p>"),
	};
	struct draft draft = draft_of("Export stops", messages, 2);

	(void)state;
	assert_null(draft.refused);
	assert_page_has("Open the settings and choose Export.");
	assert_page_has("Then press Save.");
	assert_page_has("It is there.");
	assert_page_has("Mail is built like this.");
	assert_page_has("The button is white.");
	assert_page_has("It is black again.");
	assert_page_has("It hangs.");
	assert_page_has("It is moved.");
	assert_page_has("A cell.");
	assert_page_has("Below a bar.");
	assert_page_has("Hangs by letters.");
	assert_page_has("By nothing.");
	assert_page_has("Half an inch.");
	assert_page_has("Pale.");
	assert_page_has("Of drawings.");
	assert_page_lacks("Zbigniew");
}

/* Nothing but characters of three bytes: there is no space to cut at. */
static void a_title_without_spaces_is_cut_in_front_of_a_character(void **state)
{
	char question[3 * 400 + 1] = "";
	struct thread_message messages[2];

	(void)state;
	for (size_t i = 0; i < 400; i++)
		memcpy(question + 3 * i, "\xe5\xaf\xbc", 3);
	messages[0] = says(THREAD_CUSTOMER, THREAD_TEXT, question);
	messages[1] = says(THREAD_AGENT, THREAD_TEXT, "Open the settings and choose Export. Then press Save.");
	(void)draft_of("", messages, 2);
	assert_page_has("title: \"\xe5\xaf\xbc\xe5\xaf\xbc");
}

static void a_thread_becomes_a_page(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "Hi Tomasz,\n\nthe export stops with error 0x80070005.\nVersion: 4.2\n\nMaria Kowalska\n"
		 "Kowalska Meble\n+48 601 234 567\n"),
	    says(THREAD_AGENT, THREAD_HTML,
		 "<p>Hello Maria,</p><p>please do this:</p><ul><li>Open <b>Settings</b></li><li>Choose Export</li></ul>"
		 "<pre>ledger --export\nledger --check</pre><p>See <a "
		 "href=\"https://user:pw@evil.example/\">this</a> and <a "
		 "href=\"https://help.acme.example/export?session=12#x\">the guide</a>.</p>"
		 "<div style=\"display: none\">Zbigniew</div><!-- Zbigniew --><script>Zbigniew</script>"
		 "<title>Zbigniew</title><template>Zbigniew</template><select><option>Zbigniew</option></select>"
		 "<img alt=\"Zbigniew\">"),
	    says(THREAD_CUSTOMER, THREAD_TEXT, "Thanks, that works now!\n"),
	};
	struct draft draft = draft_of("Re: [Ticket #1042] Export stops for Maria Kowalska", messages, 3);

	(void)state;
	assert_null(draft.refused);
	assert_page_has("title: \"Export stops for [customer]\"\n");
	assert_page_has("kind: solved\ndate: 2026-03-01\n");
	assert_page_has("environment: \"version 4.2\"");
	assert_page_lacks("confirmed_by");
	assert_page_has("\n## Question\n");
	assert_page_has("\n## Answer\n");
	assert_page_has("- Open Settings\n- Choose Export\n");
	assert_page_has("```text\nledger --export\nledger --check\n```\n");
	assert_page_has("the guide (<https://help.acme.example/export>)");
	assert_page_has("0x80070005");
	assert_page_lacks("Maria");
	assert_page_lacks("Kowalska");
	assert_page_lacks("601");
	assert_page_lacks("Tomasz");
	assert_page_lacks("Zbigniew");
	assert_page_lacks("evil");
	assert_page_lacks("1042");
	assert_page_lacks("Thanks");
}

/* Nothing but public messages, whatever else is there; and nothing when no question or no answer is left. */
static void internal_is_never_looked_at(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT, "How do I export all of my invoices?"),
	    says(THREAD_AGENT, THREAD_TEXT, "This customer is a pain, internal only."),
	    says(THREAD_MACHINE, THREAD_TEXT, "Your ticket was assigned to somebody else."),
	};
	struct draft draft;

	(void)state;
	messages[1].visibility = THREAD_INTERNAL;
	draft = draft_of("Invoices", messages, 3);
	assert_string_equal(draft.refused, "no public answer");
	assert_page_lacks("pain");
	assert_page_lacks("assigned");
	draft = draft_of("Invoices", messages + 1, 2);
	assert_non_null(draft.refused);
}

/* A name that only a signature tells is a name in all of the thread. */
static void names_of_quotes_and_signatures_are_known(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "The sync fails since the update of yesterday.\n\n"
		 "On Mon, 2 Mar 2026 at 10:12, Quillfeather Drumm <q.drumm@drumm.example> wrote:\n> old\n"),
	    says(THREAD_AGENT, THREAD_TEXT, "We asked quillfeather to restart the Ledger app, and it syncs again now."),
	};
	struct draft draft = draft_of("Sync", messages, 2);

	(void)state;
	assert_null(draft.refused);
	assert_page_lacks("uillfeather");
	assert_page_lacks("Drumm");
}

/* Threads of chats have no subject: what is asked is the title, not the greeting in front of it. */
static void a_question_is_the_title(void **state)
{
	static const struct {
		const char *body, *title;
	} cases[] = {
	    {"Hi all!\nSince today the app is slow. How do I export all invoices at once? Thanks",
	     "How do I export all invoices at once?"},
	    {"Hello. Anyone? The label printer prints blank pages. It is new.", "The label printer prints blank pages"},
	    {"Printer is out", "Printer is out"},
	    {"Hi. Mr. J. Clerk, i.e. my boss, wants to know: can it be undone by us? Thanks.",
	     "[person 1], i.e. my boss, wants to know: can it be undone by us?"},
	    {"Hallo. Das Feld 12. Wie wird das bzw. der Druck nun wieder schwarz? Danke",
	     "Wie wird das bzw. der Druck nun wieder schwarz?"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct thread_message messages[] = {
		    says(THREAD_CUSTOMER, THREAD_TEXT, cases[i].body),
		    says(THREAD_AGENT, THREAD_TEXT, "Open Settings and choose Export.")};
		struct draft draft = draft_of("", messages, 2);
		struct buf title;

		buf_init(&title, BUF_NO_LIMIT);
		draft_title(&title, &draft);
		if (!str_eq(buf_view(&title), str_c(cases[i].title)))
			fail_msg("\"%s\" is no title", title.s);
		buf_release(&title);
	}
}

/* A title that is made of the text is cut when nobody is in it any more: half an address would be found by no rule. */
static void a_title_is_not_cut_in_an_address(void **state)
{
	static const char answer[] = "Open Settings and choose Export. Then press Save and wait a little.";
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t n = 90; n < 130; n++) {
		struct thread_message messages[] = {says(THREAD_CUSTOMER, THREAD_TEXT, ""),
						    says(THREAD_AGENT, THREAD_TEXT, answer)};

		buf_clear(&text);
		while (text.n < n)
			buf_lit(&text, "the ");
		buf_cut(&text, n);
		buf_lit(&text, " zbigniew.oleksy@meble-oleksy.example does not get the export?\n\nWhat can we do?");
		messages[0] = says(THREAD_CUSTOMER, THREAD_TEXT, text.s);
		(void)draft_of("", messages, 2);
		assert_page_has("title: \"the the ");
		assert_page_lacks("zbi");
	}
	buf_clear(&text);
	while (text.n < 476)
		buf_lit(&text, "maria@kowalska-meble.example ");
	buf_lit(&text, "zbigniew.oleksy@meble-oleksy.example?\n\nWhat can we do?");
	{
		struct thread_message messages[] = {says(THREAD_CUSTOMER, THREAD_TEXT, text.s),
						    says(THREAD_AGENT, THREAD_TEXT, answer)};

		(void)draft_of("", messages, 2);
		assert_page_lacks("zbi");
	}
	buf_release(&text);
}

static void chosen_answers_stand_alone(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_MARKDOWN,
		 "How do I **export**? See `a*b` and [docs](https://x.example/a?b=1)."),
	    says(THREAD_AGENT, THREAD_TEXT, "Maybe you could try to restart everything first."),
	    says(THREAD_CUSTOMER, THREAD_TEXT, "I found it: Settings, then Export, then All."),
	};

	(void)state;
	messages[2].is_answer = true;
	assert_null(draft_of("Export", messages, 3).refused);
	assert_page_has("I found it");
	assert_page_has("\nconfirmed_by: accepted\n");
	assert_page_has("How do I export? See `a*b` and docs (<https://x.example/a>).");
	assert_page_lacks("restart");
	assert_page_lacks("b=1");
}

/* Tags of HTML within markdown are no text; in what somebody typed into a chat they are. */
static void tags_within_markdown_go(void **state)
{
	static const char answer[] =
	    "Press <kbd>Ctrl</kbd>, set `<b>` to 1<br>and wait, see <name> and a <b.\n\n"
	    "<details><summary>Log</summary>\nIt is done.\n</details>\n<img width=\"1\" alt=\"pixel\" src=\"x\">\n\n"
	    "Then go.<i\nclass=\"end\">";
	struct thread_message messages[] = {says(THREAD_CUSTOMER, THREAD_MARKDOWN, "How do I restart the printer?"),
					    says(THREAD_AGENT, THREAD_MARKDOWN, answer)};

	(void)state;
	assert_null(draft_of("", messages, 2).refused);
	assert_page_has("Press Ctrl, set `<b>` to 1\\\nand wait, see \\<name\\> and a \\<b");
	assert_page_has("It is done.");
	assert_page_lacks("details");
	assert_page_lacks("pixel");
	messages[1].format = THREAD_CHAT;
	assert_null(draft_of("", messages, 2).refused);
	assert_page_has("Press \\<kbd\\>Ctrl\\</kbd\\>");
}

/* What a customer types is text, never markup. */
static void markup_is_escaped(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "# no heading\n<script>alert(1)</script>\n[x]: https://a.example/\nand *b* _c_ {{ d }}\n::: e\n"
		 "1986. A year"),
	    says(THREAD_AGENT, THREAD_TEXT, "[customer]: this is no link, and `code` stays code here."),
	};

	(void)state;
	(void)draft_of("What \"is\" <b>\\ this?", messages, 2);
	assert_page_has("title: \"What \\\"is\\\" <b>\\\\ this?\"");
	assert_page_has("\\# no heading\\\n\\<script\\>alert(1)\\</script\\>");
	assert_page_has("\\[x\\]: <https://a.example/>");
	assert_page_has("\\{{ d }}");
	assert_page_has("\\::: e");
	assert_page_has("1986\\. A year");
	assert_page_has("`code`");
}

static void unknown_words_are_listed(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT, "Our shop Zylbrandt cannot export from the Ledger app. Why is that so?"),
	    says(THREAD_AGENT, THREAD_TEXT, "Open Settings and choose Export, that should work for all."),
	};
	struct draft draft = draft_of("Export", messages, 2);

	(void)state;
	assert_int_equal(draft.words_n, 1);
	assert_str(str_slice(draft.text, draft.words[0].from, draft.words[0].to), "Zylbrandt");
	assert_int_equal(draft.risk, 2);
}

/* Numbers that may be of an order or a customer are looked at; days, amounts of something and parts of programs are
 * not. */
static void long_numbers_are_listed(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "I see 373854 there, of 65536 bytes, since 20240314. Why is that = 373899 so?"),
	    says(THREAD_AGENT, THREAD_TEXT, "Open Settings and choose Export, that should work for all."),
	};
	struct draft draft = draft_of("Export", messages, 2);

	(void)state;
	assert_int_equal(draft.words_n, 0);
	messages[0].body = STR("I see 373854 there, of 65536 bytes, since 20240314. Why?");
	draft = draft_of("Export", messages, 2);
	assert_int_equal(draft.words_n, 1);
	assert_str(str_slice(draft.text, draft.words[0].from, draft.words[0].to), "373854");
}

static void a_reviewer_hides_words(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "Our shop Zylbrandt cannot export, zylbrandt.example neither. Zylbrandts!"),
	    says(THREAD_AGENT, THREAD_TEXT, "Open Settings and choose Export, that should work for all."),
	};
	struct thread thread = {.messages = messages, .messages_n = 2, .subject = STR("x")};
	struct str hide[] = {STR("Zylbrandt"), STR("port"), STR("ex")};
	struct draft_choices choices = {.title = STR("How do shops export?"), .hide = hide, .hide_n = 3};
	struct draft draft;

	(void)state;
	draft_make(&draft, fixture.drafter, &thread, &choices, &fixture.arena);
	buf_clear(&fixture.out);
	draft_page(&fixture.out, &draft, STR("s1"));
	assert_page_has("title: \"How do shops export?\"");
	assert_page_lacks("ylbrandt");
	assert_page_has("cannot export"); /* words, not what longer ones have in them */
	assert_int_equal(draft.words_n, 0);
}

/* The name in a passage goes wherever it stands; everyday words of it stay. */
static void a_reviewer_hides_a_passage(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_TEXT,
		 "My invoices still show the address that zylbrandt had. The account is ours, not Zylbrandt's."),
	    says(THREAD_AGENT, THREAD_TEXT, "The address of an invoice is taken when it is made. Open it again."),
	};
	struct thread thread = {.messages = messages, .messages_n = 2, .subject = STR("x")};
	struct str hide[] = {STR("the address that zylbrandt had")};
	struct draft_choices choices = {.title = STR("Which address is shown?"), .hide = hide, .hide_n = 1};
	struct draft draft;

	(void)state;
	draft_make(&draft, fixture.drafter, &thread, &choices, &fixture.arena);
	buf_clear(&fixture.out);
	draft_page(&fixture.out, &draft, STR("s1"));
	assert_page_lacks("ylbrandt");
	assert_page_has("invoices still show [removed]. The account is ours");
	assert_page_has("The address of an invoice is taken");
}

/* As CommonMark 4.5 has it: other signs, longer fences, code in items; and what is quoted is no code. */
static void code_ends_where_its_fence_does(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_MARKDOWN, "The export stops. What can I do about it?\n"),
	    says(THREAD_AGENT, THREAD_MARKDOWN,
		 "Write this:\n\n````md\n```\ninner one\n```\n````\n\nBetween them.\n\n~~~\n``` no end\n~~~\n\n"
		 "- ```sh\n  in an item\n  ```\n\nThen ```x``` and\n\n```y``` choose\n\nAt last choose Export, then "
		 "wait for it.\n"),
	};
	struct draft draft = draft_of("Export stops", messages, 2);

	(void)state;
	assert_null(draft.refused);
	assert_page_has("````text\n```\ninner one\n```\n````\n\nBetween them.\n");
	assert_page_has("````text\n``` no end\n````\n");
	assert_page_has("```text\n  in an item\n```\n");
	assert_page_lacks("text\nchoose");
	assert_page_has("choose Export");
}

static void any_bytes_will_do(void **state)
{
	static const char *const bodies[] = {"",
					     "<",
					     "<a",
					     "<!--",
					     "<p><p",
					     "```",
					     "````\n```",
					     "`",
					     "[",
					     "[x](",
					     "- ",
					     "1.",
					     "\xEF\xBB\xBF",
					     "<pre><pre></pre>",
					     "</p></p>",
					     "&#0;&#x110000;",
					     "<a href=https://x/>",
					     "http://",
					     "://?",
					     "<table><tr><td>a<td>b"};

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		for (int format = THREAD_TEXT; format <= THREAD_CHAT; format++) {
			struct thread_message messages[] = {
			    says(THREAD_CUSTOMER, (enum thread_format)format, bodies[i]),
			    says(THREAD_AGENT, (enum thread_format)format, bodies[i])};
			struct draft draft = draft_of(bodies[i], messages, 2);

			assert_true(draft.text.n < 1000);
		}
}

/* Bodies made to hurt: they end, and what is too long is not taken apart. */
static void hostile_bodies_end(void **state)
{
	struct thread_message messages[] = {
	    says(THREAD_CUSTOMER, THREAD_HTML, ""),
	    says(THREAD_AGENT, THREAD_TEXT, "Please choose Export in the settings, then restart.")};
	struct draft draft;
	struct buf body;

	(void)state;
	buf_init(&body, BUF_NO_LIMIT);
	for (int i = 0; i < 250000; i++)
		buf_lit(&body, "<a b='");
	buf_lit(&body, " x=\">");
	messages[0].body = buf_view(&body);
	(void)alarm(120);
	draft = draft_of("A question", messages, 2);
	(void)alarm(0);
	while (body.n <= LIMIT_DRAFT_BODIES)
		buf_lit(&body, "<p>lines</p>");
	messages[0].body = buf_view(&body);
	draft = draft_of("A question", messages, 2);
	assert_string_equal(draft.refused, "too long");
	assert_true(draft.text.n < 1000);
	buf_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_last_tag_stays),
	    cmocka_unit_test(a_thread_becomes_a_page),
	    cmocka_unit_test(what_nobody_sees_is_left_out),
	    cmocka_unit_test(internal_is_never_looked_at),
	    cmocka_unit_test(names_of_quotes_and_signatures_are_known),
	    cmocka_unit_test(a_question_is_the_title),
	    cmocka_unit_test(a_title_is_not_cut_in_an_address),
	    cmocka_unit_test(a_title_without_spaces_is_cut_in_front_of_a_character),
	    cmocka_unit_test(chosen_answers_stand_alone),
	    cmocka_unit_test(tags_within_markdown_go),
	    cmocka_unit_test(markup_is_escaped),
	    cmocka_unit_test(unknown_words_are_listed),
	    cmocka_unit_test(long_numbers_are_listed),
	    cmocka_unit_test(a_reviewer_hides_words),
	    cmocka_unit_test(a_reviewer_hides_a_passage),
	    cmocka_unit_test(code_ends_where_its_fence_does),
	    cmocka_unit_test(any_bytes_will_do),
	    cmocka_unit_test(hostile_bodies_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
