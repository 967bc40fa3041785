/* What stands in front of the expressions of redact lets everything through that they match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "common/privacy/heads.h"
#include "common/privacy/patterns.h"

#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* not unit.h: it has another "place" */
#include <cmocka.h>

enum { TEXTS = 30000, PIECES = 20 };

static const struct {
	const struct pattern *patterns;
	const size_t *n;
} tables[] = {
    {secret_patterns, &secret_patterns_n}, {address_patterns, &address_patterns_n},
    {street_patterns, &street_patterns_n}, {number_patterns, &number_patterns_n},
    {user_patterns, &user_patterns_n},
};

static pcre2_code *compile(const struct pattern *pattern)
{
	int error;
	PCRE2_SIZE at;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern->expression, PCRE2_ZERO_TERMINATED,
					 PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT, &error, &at, NULL);

	assert_non_null(code);
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD);
	return code;
}

static void for_all(void (*test)(const struct pattern *pattern, const pcre2_code *code))
{
	for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++)
		for (size_t i = 0; i < *tables[t].n; i++) {
			pcre2_code *code = compile(&tables[t].patterns[i]);

			test(&tables[t].patterns[i], code);
			pcre2_code_free(code);
		}
}

/* Any three bytes with which a match might begin, behind a blank or a letter. */
static void check_heads(const struct pattern *pattern, const pcre2_code *code)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_- /0";
	pcre2_match_data *data = pcre2_match_data_create(16, NULL);
	struct heads *heads = pattern->heads != NULL ? heads_new(pattern->heads) : NULL;
	size_t n = sizeof(letters) - 1, may = 0;

	for (size_t i = 0; heads != NULL && i < n * n * n * 2; i++) {
		const char text[] = {i < n * n * n ? ' ' : 'x', letters[i % n], letters[i / n % n],
				     letters[i / n / n % n]};
		int result = pcre2_match(code, (PCRE2_SPTR)text, sizeof(text), 1, PCRE2_ANCHORED | PCRE2_PARTIAL_HARD,
					 data, NULL);

		if (result == PCRE2_ERROR_NOMATCH)
			continue;
		may++;
		if (heads_next(heads, str_n(text + 1, 3), 0, 1) != 0)
			fail_msg("\"%s\" may begin with \"%.3s\"", pattern->rule, text + 1);
	}
	assert_true(heads == NULL || may != 0);
	heads_free(heads);
	pcre2_match_data_free(data);
}

static void test_heads(void **state)
{
	(void)state;
	for_all(check_heads);
}

/* A text of pieces that the patterns are made of. */
static void add_text(struct buf *text, uint64_t *seed)
{
	static const char *const pieces[] = {"3",
					     "12",
					     "30",
					     "19",
					     "2024",
					     "0",
					     "912",
					     "45",
					     "678",
					     "1.23456",
					     "2.34567",
					     " ",
					     " ",
					     " ",
					     ".",
					     "-",
					     "/",
					     ",",
					     "(",
					     ")",
					     "\n",
					     ":",
					     "@",
					     "Mai",
					     "May",
					     "de ",
					     "rd",
					     "st",
					     "th",
					     "office",
					     "server RECEPTION-PC2",
					     "RECEPTION-PC2 ",
					     "fax",
					     "x",
					     "ext. ",
					     "#",
					     "DE",
					     "PL",
					     "A",
					     "NY",
					     "B",
					     "anna",
					     "nowak",
					     " at ",
					     " (at) ",
					     "{a}",
					     "[at]",
					     "host",
					     ".com",
					     " dot ",
					     "github",
					     "~",
					     "/",
					     "notifications",
					     "\"",
					     "'",
					     "_at_",
					     "AAAAB3NzaC1yc2EAAAADAQABAAAB",
					     "Koln",
					     "11 22 333",
					     "12-345 Lodz",
					     ", TX ",
					     "90210",
					     "+49",
					     "030 ",
					     "1.23456, 2.34567",
					     "anna@host:~",
					     "\n> anna@nas7 ~/x $ ls",
					     "anna <notifications@github.com",
					     "912 34 567",
					     "2024-03-12",
					     "12.3.2024",
					     "3. Mai",
					     "?token=",
					     "SAMLRequest=",
					     "abc1234",
					     "10.2.",
					     "ABC 123456",
					     "AB 12 34 56 ",
					     "12345678 A",
					     "ABCDEF abcd1 _b2cd",
					     "A1B 23C45D ",
					     "678E9012",
					     "AB1234567",
					     "account ",
					     "phone ",
					     "address: ",
					     "800-WIDGET",
					     " @ ",
					     ".org",
					     "ftp://",
					     "u:pw@",
					     "\xc3\xa9",
					     " mail: keithATfirm.net ",
					     "\n| Username | zylann77 |\n",
					     "\n| Reporter | zylann77 |\n",
					     "login\nzylann77\n",
					     "\nx4421\n",
					     " ticket no. 4411223 ",
					     " [zylann](https://github.com/zylann) ",
					     " my fork at https://github.com/zylann ",
					     "\nFrom: anna en host.com\n",
					     " anna77 ***@***.***> ",
					     "\n[anna@nas7 src]$ ",
					     "\nanna at nas7:~/x$ ls",
					     " <anna@f...> ",
					     " the key `3kd9sLw0qPzX7n2v` "};

	buf_clear(text);
	for (int i = 0; i < PIECES; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		buf_str(text, str_c(pieces[(*seed >> 33) % (sizeof(pieces) / sizeof(pieces[0]))]));
	}
}

static bool has_space(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_is_space(s.s[i]))
			return true;
	return false;
}

static bool is_beside(const struct pattern *pattern, const struct places *places, struct str text, size_t start)
{
	for (size_t i = 0; i < places->of[pattern->place].n; i++) {
		size_t at = places->of[pattern->place].at[i];

		if (at < start || at - start > pattern->back || (pattern->may != NULL && !pattern->may(text, at)))
			continue;
		if (!pattern->is_solid || !has_space(str_slice(text, start, at)))
			return true;
	}
	return false;
}

/* Every match beside a place of its kind is beside one that the sieve lets through. */
static void check_places(const struct pattern *pattern, const pcre2_code *code)
{
	pcre2_match_data *data = pcre2_match_data_create(16, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	struct place_words *words = place_words_new();
	struct places places = {0};
	struct buf text, low;
	uint64_t seed = 1;
	size_t found = 0;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&low, BUF_NO_LIMIT);
	for (int n = 0; (pattern->may != NULL || pattern->is_solid) && n < TEXTS; n++) {
		add_text(&text, &seed);
		buf_clear(&low);
		for (size_t i = 0; i < text.n; i++)
			buf_char(&low, str_lower_char(text.s[i]));
		places_find(&places, words, buf_view(&text), buf_view(&low));
		for (size_t i = 0; i < places.of[pattern->place].n; i++) {
			size_t at = places.of[pattern->place].at[i], from = at > pattern->back ? at - pattern->back : 0;

			pcre2_set_offset_limit(context, at);
			if (pcre2_match(code, (PCRE2_SPTR)text.s, text.n, from, 0, data, context) < 0)
				continue;
			found++;
			if (!is_beside(pattern, &places, buf_view(&text), pcre2_get_startchar(data)))
				fail_msg("\"%s\" is left out of \"%.*s\"", pattern->rule, STR_ARG(buf_view(&text)));
		}
	}
	if ((pattern->may != NULL || pattern->is_solid) && found == 0)
		fail_msg("\"%s\" was never found", pattern->rule);
	places_release(&places);
	place_words_free(words);
	buf_release(&text);
	buf_release(&low);
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
}

static void test_places(void **state)
{
	(void)state;
	for_all(check_places);
}

/* What a check refuses is told when that is asked for: then no sieve asks in front of it, and the same is found. */
static void test_explained(void **state)
{
	struct buf text, reason;
	struct redact_rules *rules;
	struct redactor *plain, *explains;
	uint64_t seed = 7;
	size_t found = 0;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	rules = redact_rules_new(&reason);
	assert_non_null(rules);
	plain = redactor_new(rules);
	explains = redactor_new(rules);
	redactor_explain(explains, true);
	for (int n = 0; n < TEXTS; n++) {
		const struct redact_span *one, *other;
		size_t one_n, other_n;

		add_text(&text, &seed);
		assert_int_equal(redact_find(plain, NULL, NULL, buf_view(&text), &one, &one_n), 0);
		assert_int_equal(redact_find(explains, NULL, NULL, buf_view(&text), &other, &other_n), 0);
		assert_int_equal(one_n, other_n);
		for (size_t i = 0; i < one_n; i++) {
			assert_int_equal(one[i].from, other[i].from);
			assert_int_equal(one[i].to, other[i].to);
			found += strstr(one[i].rule, "after its name") != NULL;
		}
	}
	assert_true(found != 0);
	redactor_free(plain);
	redactor_free(explains);
	redact_rules_free(rules);
	buf_release(&text);
	buf_release(&reason);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_heads), cmocka_unit_test(test_places),
					   cmocka_unit_test(test_explained)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
