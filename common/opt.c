#include "common/opt.h"

#include "common/utf8.h"
#include "common/vec.h"

enum { WIDTH = 79, NAMES_WIDTH = 26 };

struct parsing {
	struct opt_line *line;
	int at; /* next argument */
	void *target;
	struct arena *arena;
	bool help;
	struct str_vec VEC_FIELDS(struct str) operands;
};

/* What a person typed, fit to be shown. */
static struct str shown(struct arena *arena, struct str s)
{
	struct buf clean;
	struct str result;

	buf_init(&clean, BUF_NO_LIMIT);
	(void)utf8_repair(&clean, str_slice(s, 0, 200));
	result = arena_str(arena, buf_view(&clean));
	buf_release(&clean);
	return result;
}

__attribute__((format(printf, 2, 3))) static int fail(struct parsing *p, const char *format, ...)
{
	struct buf text;
	va_list args;

	buf_init(&text, BUF_NO_LIMIT);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	p->line->problem.message = arena_str(p->arena, buf_view(&text));
	p->line->problem.hint = STR_NONE;
	buf_release(&text);
	return -1;
}

static const struct opt *find_name(const struct opt *const *tables, struct str name)
{
	for (; *tables != NULL; tables++)
		for (const struct opt *opt = *tables; opt->name != NULL; opt++)
			if (str_eq(str_c(opt->name), name))
				return opt;
	return NULL;
}

static const struct opt *find_letter(const struct opt *const *tables, char letter)
{
	for (; *tables != NULL; tables++)
		for (const struct opt *opt = *tables; opt->name != NULL; opt++)
			if (opt->letter == letter)
				return opt;
	return NULL;
}

static int unknown_name(struct parsing *p, struct str name)
{
	struct str names[64];
	const struct str *nearest;
	size_t n = 0;

	for (const struct opt *const *table = p->line->tables; *table != NULL; table++)
		for (const struct opt *opt = *table; opt->name != NULL && n < 64; opt++)
			if (!opt->hidden)
				names[n++] = str_c(opt->name);
	(void)fail(p, "unknown option \"--%.*s\"", STR_ARG(shown(p->arena, name)));
	nearest = str_nearest(name, names, n);
	if (nearest != NULL)
		p->line->problem.hint = arena_printf(p->arena, "did you mean \"--%.*s\"?", STR_ARG(*nearest));
	return -1;
}

/* ---- values ------------------------------------------------------------------- */

static int set_number(struct parsing *p, const struct opt *opt, struct str value, void *field)
{
	int64_t number;

	if (!str_to_int(value, &number) || number < opt->least || number > opt->most)
		return fail(p, "--%s needs a whole number from %lld to %lld, not \"%.*s\"", opt->name,
			    (long long)opt->least, (long long)opt->most, STR_ARG(shown(p->arena, value)));
	memcpy(field, &number, sizeof(number));
	return 0;
}

static int set_choice(struct parsing *p, const struct opt *opt, struct str value, void *field)
{
	struct str rest = str_c(opt->choices), choices[16];
	const struct str *nearest;
	struct buf list;
	int64_t n = 0;

	while (n < 16 && str_split(&rest, ' ', &choices[n])) {
		if (str_eq(choices[n], value)) {
			memcpy(field, &n, sizeof(n));
			return 0;
		}
		n++;
	}
	buf_init(&list, BUF_NO_LIMIT);
	for (int64_t i = 0; i < n; i++)
		buf_printf(&list, "%s%.*s", i == 0 ? "" : i + 1 == n ? " or " : ", ", STR_ARG(choices[i]));
	(void)fail(p, "--%s needs %s, not \"%.*s\"", opt->name, list.s, STR_ARG(shown(p->arena, value)));
	buf_release(&list);
	nearest = str_nearest(value, choices, (size_t)n);
	if (nearest != NULL)
		p->line->problem.hint = arena_printf(p->arena, "did you mean \"%.*s\"?", STR_ARG(*nearest));
	return -1;
}

static void add_to_list(struct parsing *p, struct str value, void *field)
{
	struct opt_list list;
	struct str *at;

	memcpy(&list, field, sizeof(list));
	at = arena_array(p->arena, list.n + 1, sizeof(*at));
	if (list.n != 0)
		memcpy(at, list.at, list.n * sizeof(*at));
	at[list.n] = value;
	list = (struct opt_list){at, list.n + 1};
	memcpy(field, &list, sizeof(list));
}

static int set_value(struct parsing *p, const struct opt *opt, struct str value)
{
	char *field = (char *)p->target + opt->offset;

	if (value.n == 0)
		return fail(p, "--%s needs a value that is not empty", opt->name);
	switch (opt->kind) {
	case OPT_NUMBER:
		return set_number(p, opt, value, field);
	case OPT_CHOICE:
		return set_choice(p, opt, value, field);
	case OPT_LIST:
		add_to_list(p, value, field);
		return 0;
	default:
		memcpy(field, &value, sizeof(value));
		return 0;
	}
}

static bool takes_value(const struct opt *opt)
{
	return opt->kind != OPT_FLAG && opt->kind != OPT_HELP;
}

static void set_flag(struct parsing *p, const struct opt *opt)
{
	const bool yes = true;

	memcpy((char *)p->target + opt->offset, &yes, sizeof(yes));
	p->help = p->help || opt->kind == OPT_HELP;
}

/* The value in the next argument. */
static int set_from_next(struct parsing *p, const struct opt *opt)
{
	if (p->at >= p->line->argc)
		return fail(p, "--%s needs a value: --%s=%s", opt->name, opt->name,
			    opt->value != NULL ? opt->value : "VALUE");
	return set_value(p, opt, str_c(p->line->argv[p->at++]));
}

/* ---- arguments ------------------------------------------------------------------ */

static int parse_long(struct parsing *p, struct str text)
{
	ptrdiff_t equals = str_find_char(text, '=');
	struct str name = equals < 0 ? text : str_slice(text, 0, (size_t)equals);
	const struct opt *opt = find_name(p->line->tables, name);

	if (opt == NULL)
		return unknown_name(p, name);
	if (!takes_value(opt)) {
		if (equals >= 0)
			return fail(p, "--%s takes no value", opt->name);
		set_flag(p, opt);
		return 0;
	}
	if (equals >= 0)
		return set_value(p, opt, str_from(text, (size_t)equals + 1));
	return set_from_next(p, opt);
}

/* -q, -qv, -j4, -j 4 */
static int parse_letters(struct parsing *p, struct str letters)
{
	for (size_t i = 0; i < letters.n; i++) {
		const struct opt *opt = find_letter(p->line->tables, letters.s[i]);

		if (opt == NULL)
			return fail(p, "unknown option \"-%.*s\"",
				    STR_ARG(shown(p->arena, utf8_cut(str_from(letters, i), 4))));
		if (takes_value(opt))
			return i + 1 < letters.n ? set_value(p, opt, str_from(letters, i + 1)) : set_from_next(p, opt);
		set_flag(p, opt);
	}
	return 0;
}

static void take_rest(struct parsing *p)
{
	while (p->at < p->line->argc)
		*vec_add(&p->operands) = str_c(p->line->argv[p->at++]);
}

static int parse_argument(struct parsing *p, struct str argument)
{
	if (str_eq(argument, STR("--"))) {
		take_rest(p);
		return 0;
	}
	if (str_starts(argument, STR("--")))
		return parse_long(p, str_from(argument, 2));
	if (argument.n > 1 && argument.s[0] == '-')
		return parse_letters(p, str_from(argument, 1));
	*vec_add(&p->operands) = argument;
	if (p->line->stop_at_operand)
		take_rest(p);
	return 0;
}

int opt_parse(struct opt_line *line, void *target, struct arena *arena)
{
	struct parsing p = {.line = line, .at = 1, .target = target, .arena = arena};
	int result = 0;

	while (result == 0 && p.at < line->argc && !p.help)
		result = parse_argument(&p, str_c(line->argv[p.at++]));
	line->operands.n = p.operands.n;
	line->operands.at = arena_array(arena, p.operands.n, sizeof(*line->operands.at));
	if (p.operands.n != 0)
		memcpy(line->operands.at, p.operands.at, p.operands.n * sizeof(*p.operands.at));
	vec_release(&p.operands);
	return result;
}

/* ---- help ------------------------------------------------------------------------- */

static void pad(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_char(out, ' ');
}

/* Words of one paragraph from column `column` on, later lines from `indent` on. */
static void wrap(struct buf *out, struct str text, size_t indent, size_t column)
{
	struct str rest = text, word;
	bool first = true;

	while (str_split(&rest, ' ', &word)) {
		size_t width = utf8_count(word);

		if (word.n == 0)
			continue;
		if (!first && column + 1 + width > WIDTH) {
			buf_char(out, '\n');
			pad(out, indent);
			column = indent;
			first = true;
		}
		if (!first)
			buf_char(out, ' ');
		buf_str(out, word);
		column += width + (first ? 0 : 1);
		first = false;
	}
	buf_char(out, '\n');
}

void opt_print_text(struct buf *out, struct str text, size_t indent)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		if (line.n != 0)
			pad(out, indent);
		if (line.n == 0 || line.s[0] == ' ') {
			buf_str(out, line);
			buf_char(out, '\n');
		} else {
			wrap(out, line, indent, indent);
		}
	}
}

static void print_option(struct buf *out, const struct opt *opt)
{
	size_t start = out->n, width;

	if (opt->letter != '\0')
		buf_printf(out, "  -%c, --%s", opt->letter, opt->name);
	else
		buf_printf(out, "      --%s", opt->name);
	if (opt->choices != NULL) {
		struct str rest = str_c(opt->choices), choice;

		for (char before = '='; str_split(&rest, ' ', &choice); before = '|')
			buf_printf(out, "%c%.*s", before, STR_ARG(choice));
	} else if (opt->value != NULL) {
		buf_printf(out, "=%s", opt->value);
	}
	width = out->n - start;
	if (width + 2 > NAMES_WIDTH) {
		buf_char(out, '\n');
		width = 0;
	}
	pad(out, NAMES_WIDTH - width);
	wrap(out, str_c(opt->about), NAMES_WIDTH, NAMES_WIDTH);
}

static void print_options(struct buf *out, const struct opt *const *tables)
{
	buf_lit(out, "\nOptions:\n");
	for (; *tables != NULL; tables++)
		for (const struct opt *opt = *tables; opt->name != NULL; opt++)
			if (!opt->hidden)
				print_option(out, opt);
}

static void print_examples(struct buf *out, const struct opt_example *example)
{
	buf_lit(out, "\nExamples:\n");
	for (; example->command != NULL; example++) {
		buf_printf(out, "  %s\n", example->command);
		opt_print_text(out, str_c(example->about), 6);
	}
}

void opt_print_help(struct buf *out, const struct opt_help *help)
{
	buf_printf(out, "Usage: %s %s\n\n", help->name, help->usage);
	opt_print_text(out, str_c(help->about), 0);
	if (help->options != NULL)
		print_options(out, help->options);
	if (help->examples != NULL)
		print_examples(out, help->examples);
	if (help->notes != NULL) {
		buf_char(out, '\n');
		opt_print_text(out, str_c(help->notes), 0);
	}
}
