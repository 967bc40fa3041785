#include "tests/unit/unit.h"

#include "common/opt.h"
#include "common/utf8.h"

struct result {
	bool quiet, verbose, help;
	struct str folder;
	int64_t jobs, format;
	struct opt_list tags;
};

static const struct opt own[] = {
    {'q', "quiet", OPT_FLAG, offsetof(struct result, quiet), .about = "say nothing"},
    {'v', "verbose", OPT_FLAG, offsetof(struct result, verbose), .about = "say everything"},
    {'C', "directory", OPT_TEXT, offsetof(struct result, folder), "DIR", .about = "work in DIR"},
    {'t', "tag", OPT_LIST, offsetof(struct result, tags), "TAG", .about = "a tag, may be repeated"},
    {0},
};

static const struct opt shared[] = {
    {'j', "jobs", OPT_NUMBER, offsetof(struct result, jobs), "N", .least = 1, .most = 64, .about = "processes"},
    {'\0', "format", OPT_CHOICE, offsetof(struct result, format), .choices = "text json",
     .about = "how to print what was found, which is a long explanation that has to be wrapped somewhere"},
    {'h', "help", OPT_HELP, offsetof(struct result, help), .about = "this help"},
    {'\0', "secret", OPT_FLAG, offsetof(struct result, quiet), .about = "hidden", .hidden = true},
    {0},
};

static const struct opt *const tables[] = {own, shared, NULL};

struct run {
	struct arena arena;
	struct result result;
	struct opt_line line;
	int status;
};

#define RUN(r, stop, ...) \
	do { \
		static const char *const words_[] = {"weir", __VA_ARGS__}; \
		parse((r), (stop), (int)(sizeof(words_) / sizeof(*words_)), words_); \
	} while (0)

static void parse(struct run *r, bool stop, int argc, const char *const *words)
{
	static char copies[16][64];
	char *argv[16];

	assert_true(argc <= 16);
	for (int i = 0; i < argc; i++) {
		assert_true(strlen(words[i]) < sizeof(copies[i]));
		memcpy(copies[i], words[i], strlen(words[i]) + 1);
		argv[i] = copies[i];
	}
	*r = (struct run){0};
	arena_init(&r->arena);
	r->line = (struct opt_line){.tables = tables, .argc = argc, .argv = argv, .stop_at_operand = stop};
	r->status = opt_parse(&r->line, &r->result, &r->arena);
}

static void release(struct run *r)
{
	arena_release(&r->arena);
}

static void all_forms(void **state)
{
	struct run r;

	(void)state;
	RUN(&r, false, "one", "-qv", "-j4", "--format=json", "-C", "dir", "--tag", "a", "-tb", "two", "--", "-x");
	assert_int_equal(r.status, 0);
	assert_true(r.result.quiet && r.result.verbose);
	assert_int_equal(r.result.jobs, 4);
	assert_int_equal(r.result.format, 1);
	assert_str(r.result.folder, "dir");
	assert_int_equal(r.result.tags.n, 2);
	assert_str(r.result.tags.at[1], "b");
	assert_int_equal(r.line.operands.n, 3);
	assert_str(r.line.operands.at[2], "-x");
	release(&r);
}

static void the_last_one_counts(void **state)
{
	struct run r;

	(void)state;
	RUN(&r, false, "-j2", "--jobs", "3", "--format", "json", "--format=text");
	assert_int_equal(r.status, 0);
	assert_int_equal(r.result.jobs, 3);
	assert_int_equal(r.result.format, 0);
	release(&r);
}

static void a_dash_is_an_operand(void **state)
{
	struct run r;

	(void)state;
	RUN(&r, false, "-");
	assert_int_equal(r.status, 0);
	assert_int_equal(r.line.operands.n, 1);
	release(&r);
}

static void stops_at_the_command(void **state)
{
	struct run r;

	(void)state;
	RUN(&r, true, "-q", "build", "--unknown");
	assert_int_equal(r.status, 0);
	assert_int_equal(r.line.operands.n, 2);
	assert_str(r.line.operands.at[1], "--unknown");
	release(&r);
}

static void help_hides_later_mistakes(void **state)
{
	struct run r;

	(void)state;
	RUN(&r, false, "--help", "--nonsense");
	assert_int_equal(r.status, 0);
	assert_true(r.result.help);
	release(&r);
}

#define CHECK_PROBLEM(expected, expected_hint, ...) \
	do { \
		struct run r_; \
		RUN(&r_, false, __VA_ARGS__); \
		assert_int_equal(r_.status, -1); \
		assert_str(r_.line.problem.message, expected); \
		assert_str(r_.line.problem.hint, expected_hint); \
		release(&r_); \
	} while (0)

static void mistakes_are_explained(void **state)
{
	(void)state;
	CHECK_PROBLEM("unknown option \"--quite\"", "did you mean \"--quiet\"?", "--quite");
	CHECK_PROBLEM("unknown option \"--zzz\"", "", "--zzz=1");
	CHECK_PROBLEM("unknown option \"-x\"", "", "-qx");
	CHECK_PROBLEM("unknown option \"-\xC3\xA4\"", "", "-\xC3\xA4");
	CHECK_PROBLEM("unknown option \"--\xEF\xBF\xBD\"", "", "--\xFF");
	CHECK_PROBLEM("--jobs needs a value: --jobs=N", "", "-j");
	CHECK_PROBLEM("--jobs needs a whole number from 1 to 64, not \"many\"", "", "--jobs=many");
	CHECK_PROBLEM("--jobs needs a whole number from 1 to 64, not \"65\"", "", "-j65");
	CHECK_PROBLEM("--format needs text or json, not \"jsno\"", "did you mean \"json\"?", "--format=jsno");
	CHECK_PROBLEM("--quiet takes no value", "", "--quiet=yes");
	CHECK_PROBLEM("--directory needs a value that is not empty", "", "--directory=");
	CHECK_PROBLEM("unknown option \"--secre\"", "", "--secre");
}

static void help_is_laid_out(void **state)
{
	static const struct opt_example examples[] = {{"weir x", "does it"}, {0}};
	const struct opt_help help = {"weir x", "[OPTION…] FILE", "Does things.\n\n  verbatim  text\n",
				      tables,	examples,	  "Exit status: 0"};
	struct str rest, line;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_NO_LIMIT);
	opt_print_help(&out, &help);
	rest = buf_view(&out);
	assert_true(str_starts(rest, STR("Usage: weir x [OPTION…] FILE\n\nDoes things.\n\n  verbatim  text\n")));
	assert_true(str_find(rest, STR("  -C, --directory=DIR     work in DIR\n")) > 0);
	assert_true(str_find(rest, STR("      --format=text|json  how to print")) > 0 ||
		    str_find(rest, STR("      --format=text|json\n                          how to print")) > 0);
	assert_true(str_find(rest, STR("secret")) < 0);
	assert_true(str_find(rest, STR("  weir x\n      does it\n")) > 0);
	while (str_line(&rest, &line))
		assert_true(utf8_count(line) <= 79);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_forms),
	    cmocka_unit_test(the_last_one_counts),
	    cmocka_unit_test(a_dash_is_an_operand),
	    cmocka_unit_test(stops_at_the_command),
	    cmocka_unit_test(help_hides_later_mistakes),
	    cmocka_unit_test(mistakes_are_explained),
	    cmocka_unit_test(help_is_laid_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
