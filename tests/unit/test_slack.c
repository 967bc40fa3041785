#include "tests/unit/unit.h"

#include "common/json.h"
#include "common/limits.h"
#include "search/slack.h"

/* The example of Slack's documentation. */
static const char secret[] = "8f742231b10e8888abcd99yyyzzz85a5";
static const char stamp[] = "1531420618";
static const char body[] =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url="
    "https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
static const char signature[] = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
enum { NOW = 1531420618 };

static bool is_genuine(const char *key, const char *time, const char *signed_with, const char *text, int64_t now)
{
	return slack_is_genuine(str_c(key), str_c(time), str_c(signed_with), str_c(text), now);
}

static void the_published_example_is_genuine(void **state)
{
	(void)state;
	assert_int_equal(sizeof(body) - 1, 362);
	assert_true(is_genuine(secret, stamp, signature, body, NOW));
	assert_true(is_genuine(secret, stamp, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503",
			       body, NOW)); /* the same bytes */
}

static void the_time_counts(void **state)
{
	(void)state;
	assert_true(is_genuine(secret, stamp, signature, body, NOW + LIMIT_SLACK_AGE_SECONDS));
	assert_true(is_genuine(secret, stamp, signature, body, NOW - LIMIT_SLACK_AGE_SECONDS));
	assert_false(is_genuine(secret, stamp, signature, body, NOW + LIMIT_SLACK_AGE_SECONDS + 1));
	assert_false(is_genuine(secret, stamp, signature, body, NOW - LIMIT_SLACK_AGE_SECONDS - 1));
	assert_false(is_genuine(secret, "", signature, body, NOW));
	assert_false(is_genuine(secret, "+1531420618", signature, body, NOW));
	assert_false(is_genuine(secret, "-1531420618", signature, body, NOW));
	assert_false(is_genuine(secret, "99999999999999999999999", signature, body, NOW));
}

static void everything_else_is_refused(void **state)
{
	char text[sizeof(body)], hex[sizeof(signature)];

	(void)state;
	memcpy(text, body, sizeof(text));
	for (size_t i = 0; i + 1 < sizeof(text); i++) {
		text[i] ^= 1;
		assert_false(is_genuine(secret, stamp, signature, text, NOW));
		text[i] ^= 1;
	}
	memcpy(hex, signature, sizeof(hex));
	for (size_t i = 3; i + 1 < sizeof(hex); i++) {
		char right = hex[i];

		hex[i] = right == '0' ? '1' : '0';
		assert_false(is_genuine(secret, stamp, hex, body, NOW));
		hex[i] = 'g';
		assert_false(is_genuine(secret, stamp, hex, body, NOW));
		hex[i] = right;
	}
	assert_false(is_genuine("", stamp, signature, body, NOW));
	assert_false(is_genuine("8f742231b10e8888abcd99yyyzzz85a6", stamp, signature, body, NOW));
	assert_false(is_genuine(secret, stamp, "", body, NOW));
	assert_false(is_genuine(secret, stamp, "v0=", body, NOW));
	assert_false(is_genuine(secret, stamp, signature + 3, body, NOW));
	assert_false(slack_is_genuine(str_c(secret), str_c(stamp), STR_NONE, str_c(body), NOW));
}

static void what_is_asked(void **state)
{
	static const struct {
		const char *body, *text;
		bool is_probe;
	} cases[] = {
	    {body, "", false},
	    {"text=how+do+refunds%20work%3F&x=y", "how do refunds work?", false},
	    {"ssl_check=1&token=x", "", true},
	    {"ssl_check=0", "", false},
	    {"text=%e4%bd%a0%ff%0a!", "你\xef\xbf\xbd\n!", false},
	    {"text=%zz%", "%zz%", false},
	    {"", "", false},
	    {"&&=&text", "", false},
	};
	struct slack_command command;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		slack_parse(str_c(cases[i].body), &arena, &command);
		assert_str(command.text, cases[i].text);
		assert_int_equal(command.is_probe, cases[i].is_probe);
	}
	arena_release(&arena);
}

static const struct slack_words words = {
    .usage = STR_INIT("Ask"),
    .none = STR_INIT("Nothing found"),
    .count = STR_INIT("2 results"),
    .open = STR_INIT("Open"),
    .all = STR_INIT("Search"),
    .contact = STR_INIT("Contact"),
    .search_url = STR_INIT("https://h.example/search?q=x"),
    .contact_url = STR_INIT("https://h.example/contact/?subject=x"),
};

static void the_answer_is_json_and_escaped(void **state)
{
	const struct slack_hit hit = {.url = STR("https://h.example/a/x/"),
				      .title = STR("A <b> & | \"c\""),
				      .heading = STR("H"),
				      .breadcrumb = STR("B"),
				      .excerpt = STR("one \x01two\x02\nthree <!channel>")};
	const struct value *json, *block;
	struct arena arena;
	struct buf out;

	(void)state;
	arena_init(&arena);
	buf_init(&out, BUF_NO_LIMIT);
	slack_answer(&out, &hit, 1, STR("<!here> &"), &words);
	json = json_parse(&arena, buf_view(&out), NULL);
	assert_non_null(json);
	assert_str(value_path(json, STR("response_type"))->as.str, "ephemeral");
	assert_str(value_path(json, STR("text"))->as.str, "2 results (&lt;!here&gt; &amp;)");
	assert_int_equal(value_path(json, STR("blocks"))->as.list.n, 3);
	block = value_path(json, STR("blocks"))->as.list.at[1];
	assert_str(value_path(block, STR("text.text"))->as.str,
		   "*<https://h.example/a/x/|A &lt;b&gt; &amp; ¦ \"c\">*\nB › H\none two three &lt;!channel&gt;");
	assert_str(value_path(block, STR("accessory.url"))->as.str, "https://h.example/a/x/");
	block = value_path(json, STR("blocks"))->as.list.at[2];
	assert_int_equal(value_path(block, STR("elements"))->as.list.n, 2);
	buf_clear(&out);
	slack_answer(&out, NULL, 0, STR("x"), &words);
	assert_str(value_path(json_parse(&arena, buf_view(&out), NULL), STR("text"))->as.str, "Nothing found (x)");
	buf_clear(&out);
	slack_answer(&out, NULL, 0, STR(""), &words);
	assert_str(value_path(json_parse(&arena, buf_view(&out), NULL), STR("text"))->as.str, "Ask");
	buf_release(&out);
	arena_release(&arena);
}

/* Slack refuses a whole answer for one text of more than 3,000 characters. */
static void texts_are_cut(void **state)
{
	char text[20000];
	struct slack_hit hit = {.url = STR("https://h.example/"),
				.title = {text, sizeof(text)},
				.heading = {text, sizeof(text)},
				.breadcrumb = {text, sizeof(text)},
				.excerpt = {text, sizeof(text)}};
	const struct value *json;
	struct arena arena;
	struct buf out;

	(void)state;
	memset(text, '&', sizeof(text));
	arena_init(&arena);
	buf_init(&out, BUF_NO_LIMIT);
	slack_answer(&out, &hit, 1, hit.title, &words);
	json = json_parse(&arena, buf_view(&out), NULL);
	assert_non_null(json);
	assert_true(value_path(json, STR("text"))->as.str.n < 3000);
	assert_true(value_path(value_path(json, STR("blocks"))->as.list.at[1], STR("text.text"))->as.str.n < 3000);
	buf_release(&out);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_published_example_is_genuine), cmocka_unit_test(the_time_counts),
	    cmocka_unit_test(everything_else_is_refused),	cmocka_unit_test(what_is_asked),
	    cmocka_unit_test(the_answer_is_json_and_escaped),	cmocka_unit_test(texts_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
