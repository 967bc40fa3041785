/* What weir-courier says to venues, and what it makes of their answers. */
#include "tests/unit/arena_fixture.h"

#include "common/json.h"
#include "common/loopback.h"
#include "search/courier_message.h"

static void verdicts(void **state)
{
	static const struct {
		int status;
		enum courier_verdict verdict;
	} cases[] = {{200, VERDICT_SENT},   {201, VERDICT_SENT},   {204, VERDICT_SENT},	   {301, VERDICT_SET_UP},
		     {401, VERDICT_SET_UP}, {403, VERDICT_SET_UP}, {404, VERDICT_SET_UP},  {408, VERDICT_LATER},
		     {409, VERDICT_LATER},  {425, VERDICT_LATER},  {429, VERDICT_LATER},   {500, VERDICT_LATER},
		     {503, VERDICT_LATER},  {599, VERDICT_LATER},  {400, VERDICT_REFUSED}, {413, VERDICT_REFUSED},
		     {422, VERDICT_REFUSED}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (courier_verdict(cases[i].status) != cases[i].verdict)
			fail_msg("%d: %d", cases[i].status, courier_verdict(cases[i].status));
}

static void waits_grow_and_end(void **state)
{
	(void)state;
	for (unsigned random = 0; random < 0x10000; random += 0xfff) {
		assert_in_range(courier_wait(15, 1, 0, random), 11, 19);
		assert_in_range(courier_wait(15, 4, 0, random), 90, 150);
		assert_in_range(courier_wait(15, 100, 0, random), 2700, 4500);
		assert_in_range(courier_wait(15, INT64_MAX, 0, random), 2700, 4500);
		assert_int_equal(courier_wait(15, 1, 77, random), 77);
		assert_int_equal(courier_wait(15, 1, 1000000, random), OUTBOX_LONGEST_WAIT);
		assert_int_equal(courier_wait(0, 9, 0, random), 0);
	}
}

/* All attempts that there are by default take more than three days. */
static void a_venue_may_be_down_for_days(void **state)
{
	int64_t total = 0;

	(void)state;
	for (int64_t attempt = 1; attempt < 100; attempt++)
		total += courier_wait(15, attempt, 0, 0);
	assert_true(total > 3 * 24 * 60 * 60 * 3 / 4);
}

static void signatures(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	/* printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'secret' */
	courier_signature(&out, STR("secret"), 1700000000, STR("{\"a\":1}"));
	assert_str(buf_view(&out), "t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686");
	buf_release(&out);
}

static void answers(void **state)
{
	struct str remote;

	(void)state;
	assert_str(courier_remote(COURIER_ZENDESK, STR("{\"request\":{\"id\":33}}"), &arena), "33");
	assert_null(courier_remote(COURIER_ZENDESK, STR("{\"id\":33}"), &arena).s);
	assert_null(courier_remote(COURIER_ZENDESK, STR("<html>"), &arena).s);
	assert_str(courier_remote(COURIER_HUBSPOT, STR("{\"id\":\"512\"}"), &arena), "512");
	assert_null(courier_remote(COURIER_HUBSPOT, STR("{\"id\":\"5\\n12\"}"), &arena).s);
	assert_null(courier_remote(COURIER_HUBSPOT, STR(""), &arena).s);
	assert_str(courier_remote(COURIER_WEBHOOK, STR("ok"), &arena), "");
	assert_str(courier_remote(COURIER_WEBHOOK, STR("{\"id\":7}"), &arena), "7");
	assert_null(courier_remote(COURIER_WEBHOOK, STR(" <!DOCTYPE html>"), &arena).s);

	assert_int_equal(
	    courier_found(
		COURIER_ZENDESK,
		STR("{\"results\":[{\"id\":1,\"description\":\"W-1\"},{\"id\":2,\"description\":\"x W-2\"}]}"),
		STR("W-2"), &arena, &remote),
	    0);
	assert_str(remote, "2");
	assert_int_equal(courier_found(COURIER_HUBSPOT,
				       STR("{\"results\":[{\"id\":\"1\",\"properties\":{\"content\":\"W-1\"}}]}"),
				       STR("W-2"), &arena, &remote),
			 0);
	assert_null(remote.s);
	assert_int_equal(courier_found(COURIER_HUBSPOT, STR("{}"), STR("W-2"), &arena, &remote), -1);
	assert_str(courier_upload_token(STR("{\"upload\":{\"token\":\"abc\"}}"), &arena), "abc");
	assert_null(courier_upload_token(STR("{\"upload\":{\"token\":\"\"}}"), &arena).s);
}

static struct courier_venue venue_of(enum courier_kind kind)
{
	return (struct courier_venue){.kind = kind, .id = STR("desk"), .email = STR("desk@acme.example")};
}

static struct outbox_entry hostile_entry(void)
{
	return (struct outbox_entry){.reference = STR("W-7K3F-9Q2M"),
				     .idempotency = STR("0123456789abcdef0123456789abcdef"),
				     .ticket = {.subject = STR("\"}]}, </script> \\ ü"),
						.body = STR("line\n\"quoted\"\n"),
						.name = STR("O\"Brien \\"),
						.email = STR("ana@example.com")}};
}

static void what_customers_write_stays_text(void **state)
{
	struct outbox_entry entry = hostile_entry();
	struct courier_venue venue = venue_of(COURIER_ZENDESK);
	struct str uploads[] = {STR("a\"b")};
	const struct value *json;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	courier_zendesk(&out, &venue, &entry, uploads, 1);
	json = json_parse(&arena, buf_view(&out), NULL);
	assert_str(value_path(json, STR("request.subject"))->as.str, "\"}]}, </script> \\ ü");
	assert_str(value_path(json, STR("request.requester.name"))->as.str, "O\"Brien \\");
	assert_str(value_path(json, STR("request.comment.uploads"))->as.list.at[0]->as.str, "a\"b");
	buf_clear(&out);
	venue.kind = COURIER_HUBSPOT;
	courier_hubspot(&out, &venue, &entry);
	json = json_parse(&arena, buf_view(&out), NULL);
	assert_str(value_path(json, STR("properties.subject"))->as.str, "\"}]}, </script> \\ ü");
	buf_clear(&out);
	courier_webhook(&out, &entry);
	json = json_parse(&arena, buf_view(&out), NULL);
	assert_str(value_get(json, STR("body"))->as.str, "line\n\"quoted\"\n");
	assert_str(value_get(json, STR("id"))->as.str, "0123456789abcdef0123456789abcdef");
	buf_release(&out);
}

static void add_line(void *context, const char *line)
{
	struct buf *lines = context;

	buf_str(lines, str_c(line));
	buf_char(lines, '\n');
}

static void mail_headers_are_ascii_and_whole(void **state)
{
	struct outbox_entry entry = hostile_entry();
	struct courier_venue venue = venue_of(COURIER_EMAIL);
	struct buf lines;

	(void)state;
	buf_init(&lines, BUF_NO_LIMIT);
	courier_mail_headers(&venue, &entry, 1795252331, add_line, &lines);
	assert_str(buf_view(&lines), "Date: Sat, 21 Nov 2026 09:12:11 +0000\n"
				     "From: \"O\\\"Brien \\\\\" <desk@acme.example>\n"
				     "To: <desk@acme.example>\n"
				     "Reply-To: \"O\\\"Brien \\\\\" <ana@example.com>\n"
				     "Subject: =?UTF-8?B?In1dfSwgPC9zY3JpcHQ+IFwgw7w=?=\n"
				     "Message-ID: <0123456789abcdef0123456789abcdef@acme.example>\n"
				     "X-Weir-Reference: W-7K3F-9Q2M\n");
	buf_release(&lines);
}

static void only_this_machine_is_loopback(void **state)
{
	static const char *const here[] = {"http://localhost", "http://localhost:8000/x", "smtp://127.0.0.1:25",
					   "http://[::1]/",    "http://[::1]:80?x",	  "http://127.0.0.1#@x"};
	static const char *const elsewhere[] = {"http://localhost.corp.example/",
						"smtp://127.0.0.1.nip.io:25",
						"http://localhost:x@evil.example/",
						"http://localhost:1@evil.example/",
						"http://localhost@evil.example/",
						"http://[::1].example/",
						"http://localhost:/",
						"http://localhost\\@evil.example/",
						"http://127.0.0.10/",
						"http://evil.example/http://localhost/",
						"http://evil.example/?://localhost",
						"localhost",
						"http://",
						""};

	(void)state;
	for (size_t i = 0; i < sizeof(here) / sizeof(*here); i++)
		if (!loopback_is_url(str_c(here[i])))
			fail_msg("%s", here[i]);
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++)
		if (loopback_is_url(str_c(elsewhere[i])))
			fail_msg("%s", elsewhere[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(only_this_machine_is_loopback),
	    cmocka_unit_test(waits_grow_and_end),
	    cmocka_unit_test(a_venue_may_be_down_for_days),
	    cmocka_unit_test(signatures),
	    cmocka_unit_test_setup_teardown(answers, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(what_customers_write_stays_text, set_up, tear_down),
	    cmocka_unit_test(mail_headers_are_ascii_and_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
