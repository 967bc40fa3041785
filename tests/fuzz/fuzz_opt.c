/* Bytes split at newlines as a command line. */
#include "common/opt.h"
#include "common/utf8.h"
#include "common/vec.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct result {
	bool flag, help;
	struct str text;
	int64_t number, choice;
	struct opt_list list;
};

static const struct opt options[] = {
    {'f', "flag", OPT_FLAG, offsetof(struct result, flag), .about = "f"},
    {'t', "text", OPT_TEXT, offsetof(struct result, text), "T", .about = "t"},
    {'n', "number", OPT_NUMBER, offsetof(struct result, number), "N", .least = -5, .most = 5, .about = "n"},
    {'c', "choice", OPT_CHOICE, offsetof(struct result, choice), .choices = "one two three", .about = "c"},
    {'l', "list", OPT_LIST, offsetof(struct result, list), "L", .about = "l"},
    {'h', "help", OPT_HELP, offsetof(struct result, help), .about = "h"},
    {0},
};

static void check(const struct result *result, int status, const struct opt_problem *problem)
{
	if (result->number < -5 || result->number > 5 || result->choice < 0 || result->choice > 2)
		abort();
	if (status != 0 && (problem->message.n == 0 || !utf8_is_valid(problem->message)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct opt *const tables[] = {options, NULL};
	struct VEC(char *) argv = {0};
	struct opt_line parsed = {.tables = tables, .stop_at_operand = size % 2 == 1};
	struct result result = {0};
	struct arena arena;
	struct str rest, line;
	int status;

	arena_init(&arena);
	*vec_add(&argv) = arena_zalloc(&arena, 1);
	rest = arena_str(&arena, str_n((const char *)data, size));
	while (argv.n < 256 && str_split(&rest, '\n', &line)) {
		char *copy = arena_zalloc(&arena, line.n + 1);

		if (line.n != 0)
			memcpy(copy, line.s, line.n);
		*vec_add(&argv) = copy;
	}
	parsed.argc = (int)argv.n;
	parsed.argv = argv.at;
	status = opt_parse(&parsed, &result, &arena);
	check(&result, status, &parsed.problem);
	vec_release(&argv);
	arena_release(&arena);
	return 0;
}
