/* Tickets from bytes to fields, what is wrong with them, and base64 and hashes that they need. */
#include "tests/unit/arena_fixture.h"

#include "common/base64.h"
#include "common/sha256.h"
#include "common/utf8.h"
#include "search/ticket.h"

#include <time.h>

static void base64_reads_what_it_writes_and_nothing_else(void **state)
{
	static const struct {
		const char *plain, *encoded;
	} pairs[] = {{"", ""},
		     {"f", "Zg=="},
		     {"fo", "Zm8="},
		     {"foo", "Zm9v"},
		     {"foob", "Zm9vYg=="},
		     {"fooba", "Zm9vYmE="},
		     {"foobar", "Zm9vYmFy"}};
	static const char *const broken[] = {
	    "Z", "Zg=", "Zh==", "Zk==", "Zm9=", "Z===", "====", "Zm 9v", "Zm9v\n", "Zg==Zg==", "Zm-v"};
	struct str bytes = STR_NONE;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		buf_clear(&out);
		base64_encode(&out, str_c(pairs[i].plain));
		assert_str(buf_view(&out), pairs[i].encoded);
		assert_true(base64_decode(str_c(pairs[i].encoded), &arena, &bytes));
		assert_str(bytes, pairs[i].plain);
	}
	assert_true(base64_decode(STR("Zm8"), &arena, &bytes));
	assert_str(bytes, "fo");
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		assert_false(base64_decode(str_c(broken[i]), &arena, &bytes));
	buf_release(&out);
}

/* RFC 4231, test case 2; and Slack's published example, whose parts come one by one. */
static void hmac_is_that_of_the_rfc(void **state)
{
	struct str whole = STR("what do ya want for nothing?"),
		   parts[] = {STR("what do ya want "), STR("for nothing?")};
	struct str ab_c[] = {STR("ab"), STR("c")}, a_bc[] = {STR("a"), STR("bc")};
	uint8_t digest[SHA256_BYTES], again[SHA256_BYTES];
	char hex[65];

	(void)state;
	sha256_hmac(digest, STR("Jefe"), &whole, 1);
	sha256_hex(digest, hex, 64);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	sha256_hmac(again, STR("Jefe"), parts, 2);
	assert_true(sha256_eq(digest, again));
	sha256_texts(digest, ab_c, 2);
	sha256_texts(again, a_bc, 2);
	assert_false(sha256_eq(digest, again));
}

static size_t check(const struct ticket_fields *fields, struct outbox_ticket *ticket, struct ticket_problem *problems)
{
	return ticket_check(fields, &arena, ticket, problems);
}

static struct ticket_fields good(void)
{
	return (struct ticket_fields){
	    .subject = STR("Charged twice"), .body = STR("On the 3rd."), .email = STR("ana@example.com")};
}

static void json_becomes_a_ticket(void **state)
{
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields;
	struct outbox_ticket ticket;
	struct str reason;

	(void)state;
	assert_int_equal(
	    ticket_from_json(STR("{\"subject\":\" Charged\\ntwice \",\"body\":\"a\\r\\nb\\u0007\",\"email\":"
				 "\"ana@example.com\",\"topic\":\"billing\",\"tier\":null,\"key\":\"k-1_A\","
				 "\"files\":[{\"name\":\"C:\\\\tmp\\\\a.txt\",\"data\":\"aGk=\"}]}"),
			     &arena, &fields, &reason),
	    0);
	assert_int_equal(check(&fields, &ticket, problems), 0);
	assert_str(ticket.subject, "Charged twice");
	assert_str(ticket.body, "a\nb");
	assert_str(ticket.topic, "billing");
	assert_str(ticket.tier, "");
	assert_str(ticket.key, "k-1_A");
	assert_int_equal(ticket.files_n, 1);
	assert_str(ticket.files[0].name, "a.txt");
	assert_str(ticket.files[0].type, "text/plain");
	assert_str(ticket.files[0].bytes, "hi");
}

static void json_of_another_form_is_refused(void **state)
{
	static const char *const texts[] = {"",
					    "[]",
					    "{\"subject\":1}",
					    "{\"venue\":\"x\"}",
					    "{\"files\":{}}",
					    "{\"files\":[\"x\"]}",
					    "{\"files\":[{\"name\":\"x\"}]}",
					    "{\"files\":[{\"name\":\"x\",\"data\":\"\",\"type\":\"image/png\"}]}"};
	struct ticket_fields fields;
	struct str reason;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		reason = STR_NONE;
		assert_int_equal(ticket_from_json(str_c(texts[i]), &arena, &fields, &reason), -1);
		assert_true(reason.n != 0);
	}
}

static void a_form_becomes_a_ticket(void **state)
{
	static const char type[] = "multipart/form-data; boundary=\"--xYz\"";
	static const char body[] =
	    "----xYz\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\n100% lost\r\n"
	    "----xYz\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nline 1\r\nline 2\r\n"
	    "----xYz\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n?\r\n"
	    "----xYz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n"
	    "Content-Type: application/octet-stream\r\n\r\n\r\n"
	    "----xYz\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a;%22b.png\"\r\n"
	    "Content-Type: text/html\r\n\r\n\x89PNG\r\n\x1a\n\r\n--\r\n"
	    "----xYz--\r\n";
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields;
	struct outbox_ticket ticket;
	struct str reason;

	(void)state;
	assert_int_equal(ticket_from_form(str_c(type), str_n(body, sizeof(body) - 1), &arena, &fields, &reason), 0);
	fields.email = STR("ana@example.com");
	assert_int_equal(check(&fields, &ticket, problems), 0);
	assert_str(ticket.subject, "100% lost");
	assert_str(ticket.body, "line 1\nline 2");
	assert_int_equal(ticket.files_n, 1);
	assert_str(ticket.files[0].name, "a;\"b.png");
	assert_str(ticket.files[0].type, "image/png");
	assert_int_equal(ticket.files[0].bytes.n, 12);

	assert_int_equal(ticket_from_form(STR("application/x-www-form-urlencoded"),
					  STR("subject=a+b%26c&subject=second&email=x%40example.com&body=%C3%A9&x=1"),
					  &arena, &fields, &reason),
			 0);
	assert_str(fields.subject, "a b&c");
	assert_str(fields.email, "x@example.com");
	assert_str(fields.body, "é");
}

static void broken_forms_are_refused(void **state)
{
	static const char type[] = "multipart/form-data; boundary=b";
	static const char *const bodies[] = {
	    "",
	    "--b",
	    "--b\r\n",
	    "--c\r\n\r\n",
	    "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nx",
	    "--b\r\nno end of headers\r\n--b--",
	    "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nx\r\n--bX",
	};
	struct ticket_fields fields;
	struct str reason;

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		assert_int_equal(ticket_from_form(str_c(type), str_c(bodies[i]), &arena, &fields, &reason), -1);
	assert_int_equal(ticket_from_form(STR("text/plain"), STR("subject=x"), &arena, &fields, &reason), -1);
	assert_int_equal(ticket_from_form(STR("multipart/form-data"), STR("--\r\n"), &arena, &fields, &reason), -1);
}

static void headers_of_parts_are_bounded(void **state)
{
	static const char front[] = "--b\r\nContent-Disposition: form-data",
			  back[] = "; name=subject \r\n\r\nx\r\n--b--";
	struct str type = STR("multipart/form-data; boundary=b"), reason = STR_NONE;
	struct ticket_fields fields;
	clock_t began = clock();

	(void)state;
	assert_int_equal(
	    ticket_from_form(type, unit_repeated(&arena, front, "; ", 1900, back), &arena, &fields, &reason), 0);
	assert_str(fields.subject, "x");
	assert_int_equal(
	    ticket_from_form(type, unit_repeated(&arena, front, "; ", 2100, back), &arena, &fields, &reason), -1);
	assert_str(reason, "a part of the form has too long headers");
	/* trimming all that follows at every semicolon takes half an hour */
	type = unit_repeated(&arena, "multipart/form-data", ";", 400000, "");
	type = unit_repeated(&arena, type.s, " ", 400000, "");
	assert_int_equal(ticket_from_form(type, unit_repeated(&arena, front, ";", 1, back), &arena, &fields, &reason),
			 -1);
	assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
}

/* What a form may show again is bounded, and never becomes short enough by that. */
static void far_too_long_texts_are_cut_and_stay_too_long(void **state)
{
	static const struct {
		const char *front, *text, *back;
	} cases[] = {
	    {"", "x", ""},	{"", "\xc3\xa9", ""}, {"a", "\xc3\xa9", ""},  {"", "\r\n", "x"},
	    {"a", "\r\n", "b"}, {"hi", " ", "there"}, {"hi", "\t ", "there"}, {"", "\xff", ""},
	};
	static const char head[] = "--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n";
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields, want;
	struct outbox_ticket ticket;
	struct str reason, body;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		body = unit_repeated(&arena, cases[i].front, cases[i].text, LIMIT_TICKET_BYTES * 5, cases[i].back);
		want = good();
		want.body = body;
		body = arena_printf(&arena, "%s%.*s\r\n--b--", head, STR_ARG(body));
		assert_int_equal(
		    ticket_from_form(STR("multipart/form-data; boundary=b"), body, &arena, &fields, &reason), 0);
		assert_true(fields.body.n <= LIMIT_TICKET_BYTES * 4 + 3);
		assert_true(utf8_is_valid(fields.body));
		fields.subject = want.subject;
		fields.email = want.email;
		assert_int_equal(check(&fields, &ticket, problems), check(&want, &ticket, problems));
	}
	body = unit_repeated(&arena, "subject=", "%20", 400000, "hello&page=");
	body = arena_printf(&arena, "%.*s%.*s&website=x&body=y&email=a@b.co", STR_ARG(body),
			    STR_ARG(unit_repeated(&arena, "", "a", 100000, "")));
	assert_int_equal(ticket_from_form(STR("application/x-www-form-urlencoded"), body, &arena, &fields, &reason), 0);
	assert_str(fields.subject, "hello");
	assert_str(fields.website, "x");
	assert_int_equal(fields.page.n, LIMIT_TICKET_PAGE_BYTES * 4 + 3);
}

static void every_problem_is_told_with_its_field(void **state)
{
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields = {.website = STR("http://spam.example"), .key = STR("a b"), .email = STR("ana")};
	struct outbox_ticket ticket;
	char *long_text = arena_zalloc(&arena, LIMIT_TICKET_BYTES + 2);

	(void)state;
	assert_int_equal(check(&fields, &ticket, problems), 5);
	assert_string_equal(problems[0].field, "subject");
	assert_int_equal(problems[0].fault, TICKET_MISSING);
	assert_string_equal(problems[1].field, "body");
	assert_string_equal(problems[2].field, "email");
	assert_int_equal(problems[2].fault, TICKET_NOT_AN_ADDRESS);
	assert_string_equal(problems[3].field, "key");
	assert_int_equal(problems[3].fault, TICKET_NOT_RANDOM);
	assert_int_equal(problems[4].fault, TICKET_IN_THE_TRAP);

	memset(long_text, 'x', LIMIT_TICKET_BYTES + 1);
	fields = good();
	fields.body = str_n(long_text, LIMIT_TICKET_BYTES + 1);
	assert_int_equal(check(&fields, &ticket, problems), 1);
	assert_int_equal(problems[0].fault, TICKET_TOO_LONG);
	assert_str(ticket_fault_text(&problems[0], &arena), "This is longer than 32768 bytes.");
	fields.body.n--;
	assert_int_equal(check(&fields, &ticket, problems), 0);
}

/* What nobody sees says nothing; a single sign that is seen does. */
static void what_is_needed_is_seen(void **state)
{
	static const char *const unseen[] = {"",
					     " \n\t",
					     "\u200b",
					     "\ufeff",
					     "\u00a0 \u2003\u3000",
					     "\u200d\u200c\u2060",
					     "\u202e\u202c",
					     "\u3164",
					     "\u2800\u115f\u1160\uffa0",
					     "\ufe0f",
					     "\u0301",
					     "\u00ad"};
	static const char *const seen[] = {"?", "\u200b!", "é", "你", "\U0001f44d", "ي", "\ufffd"};
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields;
	struct outbox_ticket ticket;

	(void)state;
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++) {
		fields = good();
		fields.subject = fields.body = str_c(unseen[i]);
		assert_int_equal(check(&fields, &ticket, problems), 2);
		assert_int_equal(problems[0].fault, TICKET_MISSING);
		assert_int_equal(problems[1].fault, TICKET_MISSING);
		fields = good();
		fields.name = fields.topic = str_c(unseen[i]); /* nobody needs those */
		assert_int_equal(check(&fields, &ticket, problems), 0);
	}
	for (size_t i = 0; i < sizeof(seen) / sizeof(*seen); i++) {
		fields = good();
		fields.body = str_c(seen[i]);
		assert_int_equal(check(&fields, &ticket, problems), 0);
		assert_str(ticket.body, seen[i]);
	}
}

/* Agents may be shown a link of it. */
static void pages_are_no_scripts(void **state)
{
	static const char *const fine[] = {"",
					   "/refunds/",
					   "https://help.example/de/?q=javascript:x",
					   "app://settings",
					   "Settings: General",
					   "/javascript:x",
					   "javascript"};
	static const char *const not_fine[] = {"javascript:alert(1)", " \n\x01JavaScript:alert(1)", "VBSCRIPT:x",
					       "data:text/html,<script>", "blob:https://help.example/1"};
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields = good();
	struct outbox_ticket ticket;

	(void)state;
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++) {
		fields.page = str_c(fine[i]);
		assert_int_equal(check(&fields, &ticket, problems), 0);
		assert_str(ticket.page, fine[i]);
	}
	for (size_t i = 0; i < sizeof(not_fine) / sizeof(*not_fine); i++) {
		fields.page = str_c(not_fine[i]);
		assert_int_equal(check(&fields, &ticket, problems), 1);
		assert_string_equal(problems[0].field, "page");
		assert_int_equal(problems[0].fault, TICKET_NOT_A_PAGE);
	}
}

static void addresses(void **state)
{
	static const char *const fine[] = {"a@b.co", "first.last+tag@mail.example.com", "o'neil@example.com",
					   "jürgen@bücher.example"};
	static const char *const not_fine[] = {"a",	   "@b.co",    "a@b",
					       "a@@b.co",  "a b@c.co", "a@b..co",
					       "a@b.co.",  "a@.co",    "a@b.co\r\nBcc: x@y.z",
					       "a,b@c.co", "<a@b.co>", "a@b.co>"};
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields = good();
	struct outbox_ticket ticket;

	(void)state;
	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++) {
		fields.email = str_c(fine[i]);
		assert_int_equal(check(&fields, &ticket, problems), 0);
	}
	for (size_t i = 0; i < sizeof(not_fine) / sizeof(*not_fine); i++) {
		fields.email = str_c(not_fine[i]);
		assert_int_equal(check(&fields, &ticket, problems), 1);
	}
}

static void files_are_what_their_names_say(void **state)
{
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct ticket_fields fields = good();
	struct outbox_ticket ticket;
	char *large = arena_zalloc(&arena, LIMIT_ATTACHMENT_BYTES + 1);

	(void)state;
	memset(large, 'x', LIMIT_ATTACHMENT_BYTES + 1);
	fields.files[0] = (struct outbox_file){STR("a.png"), STR(""), STR("<html>")};
	fields.files[1] = (struct outbox_file){STR("a.exe"), STR(""), STR("MZ")};
	fields.files[2] = (struct outbox_file){STR("a.txt"), STR(""), STR("")};
	fields.files[3] = (struct outbox_file){STR("a.txt"), STR(""), STR_NONE};
	fields.files[4] = (struct outbox_file){STR("a.txt"), STR(""), STR("a\0b")};
	fields.files_n = 5;
	fields.has_more_files = true;
	assert_int_equal(check(&fields, &ticket, problems), 6);
	assert_int_equal(problems[0].fault, TICKET_FILE_TYPE);
	assert_str(problems[0].file, "a.png");
	assert_int_equal(problems[1].fault, TICKET_FILE_TYPE);
	assert_int_equal(problems[2].fault, TICKET_FILE_EMPTY);
	assert_int_equal(problems[3].fault, TICKET_FILE_BROKEN);
	assert_int_equal(problems[4].fault, TICKET_FILE_TYPE);
	assert_int_equal(problems[5].fault, TICKET_TOO_MANY_FILES);

	fields = good();
	fields.files_n = 2;
	fields.files[0] = (struct outbox_file){STR("a.log"), STR(""), str_n(large, LIMIT_ATTACHMENT_BYTES + 1)};
	fields.files[1] = (struct outbox_file){STR("b.log"), STR(""), str_n(large, LIMIT_ATTACHMENT_BYTES)};
	assert_int_equal(check(&fields, &ticket, problems), 2);
	assert_int_equal(problems[0].fault, TICKET_FILE_TOO_LARGE);
	assert_int_equal(problems[1].fault, TICKET_FILES_TOO_LARGE);
	assert_str(ticket_fault_text(&problems[1], &arena), "The files are larger than 6 MB together.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(base64_reads_what_it_writes_and_nothing_else, set_up, tear_down),
	    cmocka_unit_test(hmac_is_that_of_the_rfc),
	    cmocka_unit_test_setup_teardown(json_becomes_a_ticket, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(json_of_another_form_is_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(a_form_becomes_a_ticket, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(broken_forms_are_refused, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(headers_of_parts_are_bounded, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(far_too_long_texts_are_cut_and_stay_too_long, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(every_problem_is_told_with_its_field, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_is_needed_is_seen, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(pages_are_no_scripts, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(addresses, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(files_are_what_their_names_say, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
