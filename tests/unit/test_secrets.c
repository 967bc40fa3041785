#include "tests/unit/unit.h"

#include "common/fs.h"
#include "common/limits.h"
#include "search/secrets.h"

#include <fcntl.h>
#include <unistd.h>

static struct arena arena;
static struct buf reason;

static int parse(const char *text, struct secrets *secrets)
{
	buf_clear(&reason);
	return secrets_parse(str_c(text), &arena, secrets, &reason);
}

static void reads_what_it_says(void **state)
{
	struct secrets secrets;

	(void)state;
	assert_int_equal(
	    parse("\xef\xbb\xbf# of the server\n\n  a_1.b-c =  x = y # z \r\nq=\" a\\\"b\\\\ \"\nlast = end", &secrets),
	    0);
	assert_int_equal(secrets.n, 3);
	assert_str(secrets_find(&secrets, STR("a_1.b-c")), "x = y # z");
	assert_str(secrets_find(&secrets, STR("q")), " a\"b\\ ");
	assert_str(secrets_find(&secrets, STR("last")), "end");
	assert_int_equal(secrets_find(&secrets, STR("last")).s[3], '\0');
	assert_null(secrets_find(&secrets, STR("lost")).s);
	assert_int_equal(parse("", &secrets), 0);
	assert_int_equal(secrets.n, 0);
}

/* No reason repeats a value. */
static void refuses_what_is_doubtful(void **state)
{
	static const struct {
		const char *text, *reason;
	} cases[] = {
	    {"a = ok\nhidden", "line 2: not of the form name = value"},
	    {"A = hidden", "line 1: a name consists of lower-case letters, digits, '_', '-' and '.'"},
	    {" = hidden", "line 1: a name consists of lower-case letters, digits, '_', '-' and '.'"},
	    {"a =", "line 1: the value is empty"},
	    {"a = \"\"", "line 1: the value is empty"},
	    {"a = \"hidden", "line 1: the quotes are not closed"},
	    {"a = \"hidden\\\"", "line 1: the quotes are not closed"},
	    {"a = \"hidden\\", "line 1: a backslash stands before \" or \\ only"},
	    {"a = \"hid\\den\"", "line 1: a backslash stands before \" or \\ only"},
	    {"a = \"hidden\" # no", "line 1: something stands behind the quotes"},
	    {"a = b\n\na = hidden", "line 3: this name stands above already"},
	    {"a = hid\x01"
	     "den",
	     "line 1: the value has control characters or is not UTF-8"},
	    {"a = hid\xff"
	     "den",
	     "line 1: the value has control characters or is not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct secrets secrets = {NULL, 77};

		assert_int_equal(parse(cases[i].text, &secrets), -1);
		assert_str(buf_view(&reason), cases[i].reason);
		assert_int_equal(secrets.n, 77);
	}
}

/* Names that are mistyped are told, those of either program are not. */
static void tells_unknown_names(void **state)
{
	struct secrets secrets;
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_LIMIT);
	assert_int_equal(parse("metrics_token = v\nslack_signing_secret = v\nvenue.a.user = v\nvenue.a-1.password = v\n"
			       "venue.b.token = v\nvenue.c.d.secret = v\n",
			       &secrets),
			 0);
	secrets_tell_unknown(&secrets, &said);
	assert_int_equal(said.n, 0);
	assert_str(secrets_venue_of(STR("venue.c.d.secret")), "c.d");
	assert_int_equal(parse("metric_token = v\nvenue.a.pasword = v\nvenue..user = v\nvenue.user = v\n", &secrets),
			 0);
	secrets_tell_unknown(&secrets, &said);
	assert_str(buf_view(&said), "line 1 of the secrets file has \"metric_token\", which nothing asks for\n"
				    "line 2 of the secrets file has \"venue.a.pasword\", which nothing asks for\n"
				    "line 3 of the secrets file has \"venue..user\", which nothing asks for\n"
				    "line 4 of the secrets file has \"venue.user\", which nothing asks for\n");
	buf_release(&said);
}

static void counts_them(void **state)
{
	struct secrets secrets;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_LIMIT);
	for (size_t i = 0; i < LIMIT_SECRETS; i++)
		buf_printf(&text, "n%zu = v\n", i);
	assert_int_equal(parse(text.s, &secrets), 0);
	assert_int_equal(secrets.n, LIMIT_SECRETS);
	buf_lit(&text, "more = v\n");
	assert_int_equal(parse(text.s, &secrets), -1);
	buf_release(&text);
}

static void looks_at_the_file(void **state)
{
	char path[] = "/tmp/weir-secrets-XXXXXX";
	int fd = mkstemp(path);
	struct secrets secrets;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(fs_write_fd(fd, STR("token = t\n")), 0);
	buf_clear(&reason);
	assert_int_equal(secrets_load(path, &arena, &secrets, &reason), 0);
	assert_str(secrets_find(&secrets, STR("token")), "t");
	assert_int_equal(reason.n, 0);
	assert_int_equal(fchmod(fd, 0640), 0);
	assert_int_equal(secrets_load(path, &arena, &secrets, &reason), -1);
	assert_true(str_find(buf_view(&reason), STR("chmod 600")) > 0);
	assert_int_equal(fchmod(fd, 0400), 0);
	assert_int_equal(fs_write_fd(fd, STR("token = t\n")), 0);
	buf_clear(&reason);
	assert_int_equal(secrets_load(path, &arena, &secrets, &reason), -1);
	assert_true(str_find(buf_view(&reason), STR("line 2: this name stands above already")) > 0);
	assert_int_equal(ftruncate(fd, (off_t)LIMIT_SECRETS_BYTES + 1), 0);
	assert_int_equal(secrets_load(path, &arena, &secrets, &reason), -1);
	close(fd);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(secrets_load(path, &arena, &secrets, &reason), -1);
	assert_int_equal(secrets_load("/tmp", &arena, &secrets, &reason), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_it_says),  cmocka_unit_test(refuses_what_is_doubtful),
	    cmocka_unit_test(tells_unknown_names), cmocka_unit_test(counts_them),
	    cmocka_unit_test(looks_at_the_file),
	};
	int result;

	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	result = cmocka_run_group_tests(tests, NULL, NULL);
	buf_release(&reason);
	arena_release(&arena);
	return result;
}
