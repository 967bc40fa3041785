/* The pages that weir-search makes with the site's templates: what it takes for a theme, and what they show. */
#include "tests/unit/arena_fixture.h"

#include "common/strings.h"
#include "common/value.h"
#include "search/theme.h"

#define CSP "\"csp\":\"default-src 'none'\""
#define TEMPLATES \
	"\"templates\":{\"search.html\":\"{{ title }} {{ rich }} {{ built | date }} {{ built | date('month') }} " \
	"{{ 'found' | t(2) }} {{ 'of' | t(n=1, total=3) }} {{ 'a b' | url }} {{ 'app.js' | asset }} {{ search }}\"," \
	"\"contact.html\":\"{{ title }} {{ ask }}\",\"thank-you.html\":\"{{ ask | url }}\"}"
#define ASSETS "\"assets\":{\"app.js\":\"app.123.js\"}"
#define DATES "\"date\":\"{day}. {month}\",\"month_year\":\"{year}\",\"months\":[\"Jan\",\"Feb\",\"Mar\"]"
#define STRINGS(found) "\"strings\":{\"found\":\"" found " {n}\",\"of\":\"{n}/{total}\"," DATES "}"
#define VARIABLES(title) \
	"\"variables\":{\"title\":\"" title "\",\"rich\":{\"$html\":\"<b>\"},\"built\":{\"$date\":\"2026-03-05\"}}"
#define ENGLISH "{\"code\":\"en\"," STRINGS("found") "," VARIABLES("<Help>") ",\"contact\":{\"title\":\"Ask\"}}"
#define FRENCH "{\"code\":\"fr\"," STRINGS("trouvé") "," VARIABLES("Aide") ",\"contact\":null}"
#define LANGUAGES "\"languages\":[" ENGLISH "," FRENCH "]"
#define WHOLE "{" CSP "," TEMPLATES "," ASSETS "," LANGUAGES "}"

static struct theme *parsed(const char *json, struct str *reason)
{
	struct buf buf;
	struct theme *theme;

	buf_init(&buf, BUF_NO_LIMIT);
	theme = theme_parse(str_c(json), STR("/help/"), &buf);
	*reason = arena_str(&arena, buf_view(&buf));
	buf_release(&buf);
	return theme;
}

static void what_is_not_complete_is_refused(void **state)
{
	static const char *const incomplete[] = {
	    "",
	    "[]",
	    "{}",
	    "{" TEMPLATES "," ASSETS "," LANGUAGES "}",
	    "{\"csp\":1," TEMPLATES "," ASSETS "," LANGUAGES "}",
	    "{" CSP "," ASSETS "," LANGUAGES "}",
	    "{" CSP "," TEMPLATES "," ASSETS "}",
	    "{" CSP "," TEMPLATES "," ASSETS ",\"languages\":[]}",
	    "{" CSP "," TEMPLATES "," ASSETS ",\"languages\":{\"en\":" ENGLISH "}}",
	    "{" CSP "," TEMPLATES "," ASSETS ",\"languages\":[" ENGLISH ",{}]}",
	    "{" CSP "," TEMPLATES "," ASSETS
	    ",\"languages\":[{\"code\":1," STRINGS("f") "," VARIABLES("T") ",\"contact\":null}]}",
	    "{" CSP "," TEMPLATES "," ASSETS
	    ",\"languages\":[{\"code\":\"en\",\"strings\":[]," VARIABLES("T") ",\"contact\":null}]}",
	    "{" CSP "," TEMPLATES "," ASSETS
	    ",\"languages\":[{\"code\":\"en\"," STRINGS("f") ",\"variables\":1,\"contact\":null}]}",
	    "{" CSP "," TEMPLATES "," ASSETS ",\"languages\":[{\"code\":\"en\"," STRINGS("f") "," VARIABLES("T") "}]}",
	};
	struct str reason;

	(void)state;
	for (size_t i = 0; i < sizeof(incomplete) / sizeof(*incomplete); i++) {
		assert_null(parsed(incomplete[i], &reason));
		assert_str(reason, "its theme is not complete: it was built by another version of weir");
	}
}

static void a_template_that_is_wrong_is_told(void **state)
{
	struct str reason;

	(void)state;
	assert_null(parsed("{" CSP ",\"templates\":{\"search.html\":\"{{ title | shout }}\",\"contact.html\":\"\","
			   "\"thank-you.html\":\"\"}," ASSETS "," LANGUAGES "}",
			   &reason));
	assert_true(str_starts(reason, STR("search.html:1:")));
	assert_null(parsed("{" CSP ",\"templates\":{\"search.html\":\"\",\"contact.html\":7},"
			   "" ASSETS "," LANGUAGES "}",
			   &reason));
	assert_true(str_find(reason, STR("contact.html")) >= 0);
}

static void assert_rendered(struct theme *theme, enum theme_page page, const char *lang, const char *own,
			    const char *expected)
{
	struct buf out, reason;

	buf_init(&out, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	assert_int_equal(theme_render(theme, page, str_c(lang), value_str(&arena, str_c(own)), &out, &arena, &reason),
			 0);
	assert_str(buf_view(&out), expected);
	buf_release(&out);
	buf_release(&reason);
}

static void pages_are_rendered(void **state)
{
	struct str reason;
	struct theme *theme = parsed(WHOLE, &reason);

	(void)state;
	assert_non_null(theme);
	assert_int_equal(reason.n, 0);
	assert_str(theme_csp(theme), "default-src 'none';frame-ancestors 'none'");
	assert_rendered(theme, THEME_SEARCH, "en", "<q>",
			"&lt;Help&gt; <b> 5. Mar 2026 found 2 1/3 /help/a%20b /help/app.123.js &lt;q&gt;");
	/* a language that the site has not gets the first one's */
	assert_rendered(theme, THEME_SEARCH, "de", "q",
			"&lt;Help&gt; <b> 5. Mar 2026 found 2 1/3 /help/a%20b /help/app.123.js q");
	assert_rendered(theme, THEME_CONTACT, "EN", "you", "Ask you");
	assert_rendered(theme, THEME_THANK_YOU, "en", "/a", "/help/a");
	assert_true(theme_has_contact(theme, STR("en")));
	assert_false(theme_has_contact(theme, STR("fr")));
	assert_ptr_not_equal(theme_strings(theme, STR("fr")), theme_strings(theme, STR("en")));
	assert_ptr_equal(theme_strings(theme, STR("de")), theme_strings(theme, STR("en")));
	theme_free(theme);
	theme_free(NULL);
}

/* Filters that cannot be used on what they get: a place in the template, and no half of a page. */
static void a_value_that_does_not_fit_is_told(void **state)
{
	static const char *const wrong[] = {"{{ title | date }}", "{{ 'gone.js' | asset }}", "{{ built | url }}",
					    "{{ search.n | t }}"};
	struct buf out, why;
	struct str reason;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct str json = arena_printf(&arena,
					       "{" CSP ",\"templates\":{\"search.html\":\"%s\",\"contact.html\":\"\","
					       "\"thank-you.html\":\"\"}," ASSETS "," LANGUAGES "}",
					       wrong[i]);
		struct theme *theme = parsed(json.s, &reason);

		assert_non_null(theme);
		buf_init(&out, BUF_NO_LIMIT);
		buf_init(&why, BUF_NO_LIMIT);
		assert_int_equal(theme_render(theme, THEME_SEARCH, STR("en"), value_map(&arena), &out, &arena, &why),
				 -1);
		assert_true(str_starts(buf_view(&why), STR("search.html:1:")));
		buf_release(&out);
		buf_release(&why);
		theme_free(theme);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_not_complete_is_refused),
	    cmocka_unit_test(a_template_that_is_wrong_is_told),
	    cmocka_unit_test(pages_are_rendered),
	    cmocka_unit_test(a_value_that_does_not_fit_is_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
