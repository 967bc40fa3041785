/*
 * Expressions: one function for each level of precedence, Jinja2's from weak to
 * strong: x if c else y, or, and, not, comparison, + -, ~, * / // %, sign, then
 * .field [item] |filter and `is` test.
 */
#include "common/limits.h"
#include "common/template_parser.h"

static uint32_t parse_unary(struct parser *p, bool with_filter);

static uint32_t add_part(struct parser *p, enum node_kind kind, size_t at)
{
	if (++p->parts > LIMIT_TEMPLATE_EXPRESSION)
		lexer_fail(&p->lexer, at, "an expression of more than %d parts", LIMIT_TEMPLATE_EXPRESSION);
	return parser_add(p, kind, at);
}

static uint32_t add_const(struct parser *p, size_t at, struct value *value)
{
	uint32_t node = add_part(p, NODE_CONST, at);

	parser_node(p, node)->as.value = value;
	return node;
}

uint32_t parser_add_pair(struct parser *p, enum node_kind kind, size_t at, uint32_t a, uint32_t b)
{
	uint32_t node = add_part(p, kind, at);

	parser_node(p, node)->a = a;
	parser_node(p, node)->b = b;
	return node;
}

static bool in_follows(const struct parser *p)
{
	struct str behind = parser_rest(p);

	return str_starts(behind, STR("in")) && (behind.n == 2 || !(str_is_alnum(behind.s[2]) || behind.s[2] == '_'));
}

static uint32_t parse_loop_field(struct parser *p, size_t at)
{
	static const struct str fields[] = {
	    [LOOP_INDEX] = {"index", 5},	 [LOOP_INDEX0] = {"index0", 6},	    [LOOP_REVINDEX] = {"revindex", 8},
	    [LOOP_REVINDEX0] = {"revindex0", 9}, [LOOP_FIRST] = {"first", 5},	    [LOOP_LAST] = {"last", 4},
	    [LOOP_LENGTH] = {"length", 6},	 [LOOP_PREVITEM] = {"previtem", 8}, [LOOP_NEXTITEM] = {"nextitem", 8},
	};
	size_t n = sizeof(fields) / sizeof(fields[0]);
	uint32_t node = add_part(p, NODE_LOOP, at);
	struct token field;
	const struct str *near;

	if (p->loops == 0)
		lexer_fail(&p->lexer, at, "\"loop\" is known only inside of {%% for %%}");
	parser_expect_operator(p, ".", "a field of loop, as in loop.index");
	field = p->now;
	(void)parser_take_name(p, "a field of loop, as in loop.index");
	for (size_t i = 0; i < n; i++) {
		if (str_eq(field.text, fields[i])) {
			parser_node(p, node)->op = (uint8_t)i;
			return node;
		}
	}
	near = str_nearest(field.text, fields, n);
	if (!p->lexer.failed) {
		lexer_fail(&p->lexer, field.at, "loop has no field \"%.*s\"", STR_ARG(field.text));
		if (near != NULL)
			diag_hint(p->compiler->diags, "did you mean \"loop.%.*s\"?", STR_ARG(*near));
	}
	return node;
}

static uint32_t parse_super(struct parser *p, size_t at)
{
	uint32_t node = add_part(p, NODE_SUPER, at);

	if (!p->in_block)
		lexer_fail(&p->lexer, at, "super() is known only inside of {%% block %%}");
	parser_expect_operator(p, "(", "\"()\" behind super");
	parser_expect_operator(p, ")", "\")\"");
	p->calls_super = true;
	return node;
}

static uint32_t parse_name(struct parser *p)
{
	struct str name = p->now.text;
	size_t at = p->now.at;
	struct arena *arena = p->compiler->arena;
	uint32_t node;

	parser_advance(p);
	if (str_eq(name, STR("true")) || str_eq(name, STR("True")))
		return add_const(p, at, value_bool(arena, true));
	if (str_eq(name, STR("false")) || str_eq(name, STR("False")))
		return add_const(p, at, value_bool(arena, false));
	if (str_eq(name, STR("none")) || str_eq(name, STR("None")))
		return add_const(p, at, value_null(arena));
	if (str_eq(name, STR("loop")))
		return parse_loop_field(p, at);
	if (str_eq(name, STR("super")))
		return parse_super(p, at);
	if (parser_is_reserved(name)) {
		lexer_fail(&p->lexer, at, "expected a value, found \"%.*s\"", STR_ARG(name));
		return 0;
	}
	parser_note_read(p, name);
	node = add_part(p, NODE_NAME, at);
	parser_node(p, node)->as.text = name;
	parser_node(p, node)->a = template_name_id(p->compiler, name);
	return node;
}

static uint32_t parse_string(struct parser *p)
{
	size_t at = p->now.at;
	struct str text = p->now.text;

	parser_advance(p);
	while (p->now.kind == TOKEN_STRING) { /* "a" "b" is "ab" */
		text = arena_printf(p->compiler->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(p->now.text));
		parser_advance(p);
	}
	return add_const(p, at, value_str(p->compiler->arena, text));
}

static uint32_t parse_number(struct parser *p)
{
	struct token number = p->now;
	int64_t integer;
	double real;

	parser_advance(p);
	if (number.kind == TOKEN_INTEGER && str_to_int(number.text, &integer))
		return add_const(p, number.at, value_int(p->compiler->arena, integer));
	if (number.kind == TOKEN_FLOAT && str_to_double(number.text, &real))
		return add_const(p, number.at, value_double(p->compiler->arena, real));
	lexer_fail(&p->lexer, number.at, "the number %.*s is out of range", STR_ARG(number.text));
	return 0;
}

static uint32_t parse_list(struct parser *p)
{
	uint32_t node = add_part(p, NODE_LIST, p->now.at);
	struct list items = {0};

	parser_advance(p);
	while (!parser_is_operator(p, "]") && p->now.kind != TOKEN_END) {
		size_t at = p->now.at;

		parser_chain(p, &items, parser_add_pair(p, NODE_ARG, at, parser_expression(p), 0));
		if (!parser_is_operator(p, "]"))
			parser_expect_operator(p, ",", "\",\" or \"]\"");
	}
	parser_expect_operator(p, "]", "\"]\"");
	parser_node(p, node)->a = items.first;
	return node;
}

static uint32_t parse_primary(struct parser *p)
{
	uint32_t node;

	switch (p->now.kind) {
	case TOKEN_NAME:
		return parse_name(p);
	case TOKEN_STRING:
		return parse_string(p);
	case TOKEN_INTEGER:
	case TOKEN_FLOAT:
		return parse_number(p);
	default:
		break;
	}
	if (parser_is_operator(p, "["))
		return parse_list(p);
	if (parser_skip_operator(p, "(")) {
		node = parser_expression(p);
		parser_expect_operator(p, ")", "\")\"");
		return node;
	}
	parser_expected(p, "a value");
	return 0;
}

static uint32_t parse_field(struct parser *p, uint32_t object, size_t at)
{
	uint32_t node;

	if (p->now.kind == TOKEN_INTEGER) {
		node = parser_add_pair(p, NODE_ITEM, at, object, 0);
		uint32_t index = parse_number(p);

		parser_node(p, node)->b = index;
		return node;
	}
	at = p->now.at;
	struct str name = parser_take_name(p, "a field's name");

	node = parser_add_pair(p, NODE_ATTR, at, object, 0);
	parser_node(p, node)->as.text = name;
	return node;
}

static uint32_t parse_item(struct parser *p, uint32_t object, size_t at)
{
	uint32_t from = 0, to = 0, node;

	if (!parser_is_operator(p, ":"))
		from = parser_expression(p);
	if (!parser_skip_operator(p, ":")) {
		node = parser_add_pair(p, NODE_ITEM, at, object, from);
	} else {
		if (!parser_is_operator(p, "]"))
			to = parser_expression(p);
		node = parser_add_pair(p, NODE_SLICE, at, object, from);
		parser_node(p, node)->c = to;
	}
	parser_expect_operator(p, "]", "\"]\"");
	return node;
}

static uint32_t parse_postfix(struct parser *p, uint32_t node)
{
	for (;;) {
		size_t at = p->now.at;

		if (parser_skip_operator(p, ".")) {
			node = parse_field(p, node, at);
		} else if (parser_skip_operator(p, "[")) {
			node = parse_item(p, node, at);
		} else if (parser_is_operator(p, "(")) {
			lexer_fail(&p->lexer, at, "templates call nothing but super(): use a filter");
			p->now.kind = TOKEN_END;
			return node;
		} else {
			return node;
		}
	}
}

static int parameter_find(const struct template_filter *filter, struct str name)
{
	for (int i = 0; i < 4 && filter->parameters[i] != NULL; i++)
		if (str_eq(name, str_c(filter->parameters[i])))
			return i;
	return -1;
}

/* Which parameter of the filter an argument is for; -1 after failing. For the host's filters: 0. */
static int place_argument(struct parser *p, const struct template_filter *filter, struct str keyword, int position,
			  size_t at)
{
	int slot = position;

	if (position >= LIMIT_TEMPLATE_ARGUMENTS - 1)
		lexer_fail(&p->lexer, at, "more than %d arguments", LIMIT_TEMPLATE_ARGUMENTS - 1);
	if (filter == NULL)
		return 0;
	if (keyword.s != NULL) {
		slot = parameter_find(filter, keyword);
		if (slot < 0)
			lexer_fail(&p->lexer, at, "filter %s has no parameter \"%.*s\"", filter->name,
				   STR_ARG(keyword));
		return slot;
	}
	if (filter->keywords_only) {
		lexer_fail(&p->lexer, at, "%s takes arguments with their name only: %s(%s=…)", filter->name,
			   filter->name, filter->parameters[0]);
		return -1;
	}
	if (position >= 4 || filter->parameters[position] == NULL) {
		lexer_fail(&p->lexer, at, "too many arguments for filter %s", filter->name);
		return -1;
	}
	return slot;
}

/* The arguments in brackets, if any; filter NULL: the host's. Bits of `given` are the parameters that have one. */
static uint32_t parse_arguments(struct parser *p, const struct template_filter *filter, unsigned *given)
{
	struct list arguments = {0};
	int position = 0;
	bool keywords = false;

	*given = 0;
	if (!parser_skip_operator(p, "("))
		return 0;
	while (!parser_is_operator(p, ")") && p->now.kind != TOKEN_END) {
		struct token start = p->now;
		struct str keyword = STR_NONE;
		uint32_t node;
		int slot;

		if (start.kind == TOKEN_NAME && parser_assign_follows(p)) {
			keyword = start.text;
			keywords = true;
			parser_advance(p);
			parser_advance(p);
		} else if (keywords) {
			lexer_fail(&p->lexer, start.at, "an argument without a name behind one with a name");
		}
		slot = place_argument(p, filter, keyword, position++, start.at);
		if (slot >= 0 && filter != NULL && (*given & 1u << slot) != 0)
			lexer_fail(&p->lexer, start.at, "two values for the parameter \"%s\"",
				   filter->parameters[slot]);
		if (slot >= 0)
			*given |= 1u << slot;
		node = parser_add_pair(p, NODE_ARG, start.at, parser_expression(p), 0);
		parser_node(p, node)->op = (uint8_t)slot;
		parser_node(p, node)->as.text = keyword;
		parser_chain(p, &arguments, node);
		if (!parser_is_operator(p, ")"))
			parser_expect_operator(p, ",", "\",\" or \")\"");
	}
	parser_expect_operator(p, ")", "\")\"");
	return arguments.first;
}

static bool is_host_filter(const struct parser *p, struct str name)
{
	const char *const *names = p->compiler->host != NULL ? p->compiler->host->filter_names : NULL;

	for (; names != NULL && *names != NULL; names++)
		if (str_eq(name, str_c(*names)))
			return true;
	return false;
}

/* "did you mean", among the built-in names and those of the host. */
static void hint_nearest(struct parser *p, struct str name, struct str (*built_in)(size_t), const char *const *more)
{
	struct VEC(struct str) names = {0};
	const struct str *near;

	for (size_t i = 0; built_in(i).s != NULL; i++)
		*vec_add(&names) = built_in(i);
	for (; more != NULL && *more != NULL; more++)
		*vec_add(&names) = str_c(*more);
	near = str_nearest(name, names.at, names.n);
	if (near != NULL)
		diag_hint(p->compiler->diags, "did you mean \"%.*s\"?", STR_ARG(*near));
	vec_release(&names);
}

static void unknown_filter(struct parser *p, struct token name)
{
	if (p->lexer.failed)
		return;
	template_error(p->compiler, p->id, name.at, DIAG_TEMPLATE_UNKNOWN, "there is no filter \"%.*s\"",
		       STR_ARG(name.text));
	hint_nearest(p, name.text, template_filter_name,
		     p->compiler->host != NULL ? p->compiler->host->filter_names : NULL);
}

/* A value that a test or filter accepts when it is missing is not looked for in known_names. */
static void allow_missing(struct parser *p, uint32_t operand)
{
	struct node *node = parser_node(p, operand);

	if (node->kind == NODE_NAME || node->kind == NODE_ATTR)
		node->op = MAY_BE_MISSING;
}

static uint32_t parse_filter(struct parser *p, uint32_t operand)
{
	struct token name = p->now;
	const struct template_filter *filter = NULL;
	bool is_host;
	uint32_t node, arguments;
	unsigned given;

	(void)parser_take_name(p, "a filter's name");
	is_host = is_host_filter(p, name.text);
	if (!is_host)
		filter = template_filter_find(name.text);
	if (!is_host && filter == NULL)
		unknown_filter(p, name);
	if (filter != NULL && filter->takes_missing)
		allow_missing(p, operand);
	node = parser_add_pair(p, filter != NULL ? NODE_FILTER : NODE_HOST, name.at, operand, 0);
	arguments = parse_arguments(p, filter, &given);
	for (int i = 0; filter != NULL && i < filter->required; i++)
		if ((given & 1u << i) == 0)
			lexer_fail(&p->lexer, name.at, "filter %s needs its parameter \"%s\"", filter->name,
				   filter->parameters[i]);
	parser_node(p, node)->b = arguments;
	if (filter != NULL)
		parser_node(p, node)->as.filter = filter;
	else
		parser_node(p, node)->as.text = name.text;
	return node;
}

static uint32_t parse_test_argument(struct parser *p)
{
	uint32_t node;

	if (parser_skip_operator(p, "(")) {
		node = parser_expression(p);
		parser_expect_operator(p, ")", "\")\"");
		return node;
	}
	return parse_postfix(p, parse_primary(p));
}

static uint32_t parse_test(struct parser *p, uint32_t operand)
{
	bool negated = parser_skip_word(p, "not");
	struct token name = p->now;
	const struct template_test *test;
	uint32_t node, argument = 0;

	(void)parser_take_name(p, "a test's name");
	test = template_test_find(name.text);
	if (test == NULL && !p->lexer.failed) {
		template_error(p->compiler, p->id, name.at, DIAG_TEMPLATE_UNKNOWN, "there is no test \"%.*s\"",
			       STR_ARG(name.text));
		hint_nearest(p, name.text, template_test_name, NULL);
		/* what follows may be its argument or not: nothing more can be said about this template */
		p->lexer.failed = true;
		p->now.kind = TOKEN_END;
		return operand;
	}
	if (test != NULL && test->takes_missing)
		allow_missing(p, operand);
	node = parser_add_pair(p, NODE_TEST, name.at, operand, 0);
	parser_node(p, node)->as.test = test;
	if (test != NULL && test->takes_argument)
		argument = parse_test_argument(p);
	parser_node(p, node)->b = argument;
	if (parser_is_word(p, "is"))
		lexer_fail(&p->lexer, p->now.at, "two tests in a row: use brackets or \"and\"");
	return negated ? parser_add_pair(p, NODE_NOT, name.at, node, 0) : node;
}

static uint32_t parse_filters(struct parser *p, uint32_t node)
{
	for (;;) {
		if (parser_skip_operator(p, "|")) {
			node = parse_filter(p, node);
		} else if (parser_skip_word(p, "is")) {
			node = parse_test(p, node);
		} else {
			return node;
		}
	}
}

static uint32_t parse_unary(struct parser *p, bool with_filter)
{
	size_t at = p->now.at;
	uint32_t node;

	if (!parser_enter(p))
		return 0;
	if (parser_skip_operator(p, "-"))
		node = parser_add_pair(p, NODE_NEGATIVE, at, parse_unary(p, false), 0);
	else if (parser_skip_operator(p, "+"))
		node = parser_add_pair(p, NODE_POSITIVE, at, parse_unary(p, false), 0);
	else
		node = parse_primary(p);
	node = parse_postfix(p, node);
	if (with_filter)
		node = parse_filters(p, node);
	if (parser_is_operator(p, "**"))
		lexer_fail(&p->lexer, p->now.at, "there is no operator **");
	parser_leave(p);
	return node;
}

/* The levels of the binary operators, from strong to weak. */
static const struct level {
	struct {
		const char *text;
		enum binary_op op;
	} operators[5];
} levels[] = {
    {{{"*", BINARY_MUL}, {"/", BINARY_DIV}, {"//", BINARY_FLOORDIV}, {"%", BINARY_MOD}}},
    {{{"~", BINARY_CONCAT}}},
    {{{"+", BINARY_ADD}, {"-", BINARY_SUB}}},
};

static int operator_of(const struct parser *p, const struct level *level)
{
	for (int i = 0; i < 5 && level->operators[i].text != NULL; i++)
		if (parser_is_operator(p, level->operators[i].text))
			return (int)level->operators[i].op;
	return -1;
}

static uint32_t parse_binary(struct parser *p, int level)
{
	uint32_t left = level == 0 ? parse_unary(p, true) : parse_binary(p, level - 1);
	int op;

	while ((op = operator_of(p, &levels[level])) >= 0) {
		size_t at = p->now.at;
		uint32_t right;

		parser_advance(p);
		right = level == 0 ? parse_unary(p, true) : parse_binary(p, level - 1);
		left = parser_add_pair(p, NODE_BINARY, at, left, right);
		parser_node(p, left)->op = (uint8_t)op;
	}
	return left;
}

static int compare_op_of(struct parser *p)
{
	static const char *const operators[] = {
	    [COMPARE_EQ] = "==", [COMPARE_NE] = "!=", [COMPARE_LT] = "<",
	    [COMPARE_LE] = "<=", [COMPARE_GT] = ">",  [COMPARE_GE] = ">=",
	};

	for (int i = 0; i < (int)(sizeof(operators) / sizeof(operators[0])); i++)
		if (parser_skip_operator(p, operators[i]))
			return i;
	if (parser_skip_word(p, "in"))
		return COMPARE_IN;
	if (parser_is_word(p, "not") && in_follows(p)) {
		parser_advance(p);
		parser_advance(p);
		return COMPARE_NOT_IN;
	}
	return -1;
}

static uint32_t parse_compare(struct parser *p)
{
	uint32_t first = parse_binary(p, 2), last = 0, result = first;

	for (;;) {
		size_t at = p->now.at;
		int op = compare_op_of(p);
		uint32_t right, node;

		if (op < 0)
			return result;
		right = parse_binary(p, 2);
		node = parser_add_pair(p, NODE_COMPARE, at, last == 0 ? first : 0, right);
		parser_node(p, node)->op = (uint8_t)op;
		if (last == 0)
			result = node;
		else
			parser_node(p, last)->c = node;
		last = node;
	}
}

static uint32_t parse_not(struct parser *p)
{
	size_t at = p->now.at;
	uint32_t node;

	if (!parser_is_word(p, "not"))
		return parse_compare(p);
	if (!parser_enter(p))
		return 0;
	parser_advance(p);
	node = parser_add_pair(p, NODE_NOT, at, parse_not(p), 0);
	parser_leave(p);
	return node;
}

static uint32_t parse_and(struct parser *p)
{
	uint32_t left = parse_not(p);

	while (parser_is_word(p, "and")) {
		size_t at = p->now.at;

		parser_advance(p);
		left = parser_add_pair(p, NODE_AND, at, left, parse_not(p));
	}
	return left;
}

uint32_t parser_condition(struct parser *p)
{
	uint32_t left = parse_and(p);

	while (parser_is_word(p, "or")) {
		size_t at = p->now.at;

		parser_advance(p);
		left = parser_add_pair(p, NODE_OR, at, left, parse_and(p));
	}
	return left;
}

uint32_t parser_expression(struct parser *p)
{
	uint32_t node, condition, otherwise;

	if (!parser_enter(p))
		return 0;
	node = parser_condition(p);
	while (parser_is_word(p, "if")) {
		size_t at = p->now.at;

		parser_advance(p);
		condition = parser_condition(p);
		parser_expect_word(p, "else", "\"else\" of \"x if condition else y\"");
		otherwise = parser_expression(p);
		node = parser_add_pair(p, NODE_CHOICE, at, condition, node);
		parser_node(p, node)->c = otherwise;
	}
	parser_leave(p);
	return node;
}
