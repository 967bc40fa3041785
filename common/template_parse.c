/*
 * From tokens to nodes. One function for each level of precedence, Jinja2's
 * from weak to strong: x if c else y, or, and, not, comparison, + -, ~,
 * * / // %, sign, then .field [item] |filter and `is` test.
 *
 * After an error the lexer gives only ends, so that everything returns by
 * itself; what was made is thrown away by the caller.
 */
#include "common/limits.h"
#include "common/spaces.h"
#include "common/template_node.h"

/*
 * Where a variable of the template lives: the template itself, a block, a round of a loop, a `with`, a
 * captured text. Jinja decides for a whole scope whether a name is its own: a loop that reads a name which is
 * `set` behind the loop finds nothing. Here that is an error, found with what is noted for each name.
 */
struct scope {
	struct map names;    /* to bits of enum mention */
	struct scope *outer; /* NULL: names are looked up in the context */
};

enum mention {
	MENTION_DIRECT = 1, /* read or set in this scope itself */
	MENTION_INNER = 2,  /* read in an inner scope before any of that */
	MENTION_BOUND = 4,  /* has got its value in this scope */
	MENTION_FREE = 8,   /* read before it had: the value is that of an outer scope */
};

struct parser {
	struct compiler *compiler;
	struct scope *scope;
	uint32_t id;
	struct lexer lexer;
	struct token now; /* the one to be looked at */
	int nesting;
	uint32_t parts; /* nodes in this tag's expressions */
	int loops;	/* `for`s around */
	bool in_block;	/* {% block %} around */
	/* Where a block cannot see the variables around it: the tag that makes them, else absent. */
	struct str no_blocks;
	int captures;	 /* {% set %}…{% endset %} around */
	bool extends;	 /* the template extends another: what stands outside blocks is never shown */
	bool has_output; /* something was shown already */
	bool calls_super;
};

struct list {
	uint32_t first, last;
};

static struct node *node_at(const struct parser *p, uint32_t node)
{
	return &p->compiler->nodes.at[node];
}

static uint32_t add_node(struct parser *p, enum node_kind kind, size_t at)
{
	struct node *node = vec_add(&p->compiler->nodes);

	node->kind = (uint8_t)kind;
	node->at = (uint32_t)at;
	return (uint32_t)(p->compiler->nodes.n - 1);
}

static void chain(struct parser *p, struct list *list, uint32_t node)
{
	if (node == 0)
		return;
	if (list->first == 0)
		list->first = node;
	else
		node_at(p, list->last)->next = node;
	list->last = node;
}

static void advance(struct parser *p)
{
	p->now = lexer_token(&p->lexer);
}

/* What stands behind the current token. */
static struct str behind_now(const struct parser *p)
{
	return p->lexer.failed ? STR("") : spaces_trim_start(str_from(p->lexer.text, p->lexer.at));
}

static bool assign_follows(const struct parser *p)
{
	struct str behind = behind_now(p);

	return str_starts(behind, STR("=")) && !str_starts(behind, STR("=="));
}

static bool in_follows(const struct parser *p)
{
	struct str behind = behind_now(p);

	return str_starts(behind, STR("in")) && (behind.n == 2 || !(str_is_alnum(behind.s[2]) || behind.s[2] == '_'));
}

static bool now_is(const struct parser *p, enum token_kind kind, const char *text)
{
	return p->now.kind == kind && str_eq(p->now.text, str_c(text));
}

static bool is_operator(const struct parser *p, const char *text)
{
	return now_is(p, TOKEN_OPERATOR, text);
}

static bool is_word(const struct parser *p, const char *text)
{
	return now_is(p, TOKEN_NAME, text);
}

static bool skip_operator(struct parser *p, const char *text)
{
	if (!is_operator(p, text))
		return false;
	advance(p);
	return true;
}

static bool skip_word(struct parser *p, const char *text)
{
	if (!is_word(p, text))
		return false;
	advance(p);
	return true;
}

static void expected(struct parser *p, const char *what)
{
	if (p->now.kind == TOKEN_END)
		lexer_fail(&p->lexer, p->now.at, "expected %s, found the end of the tag", what);
	else
		lexer_fail(&p->lexer, p->now.at, "expected %s, found \"%.*s\"", what, STR_ARG(p->now.text));
	p->now.kind = TOKEN_END;
}

static void expect_operator(struct parser *p, const char *text, const char *what)
{
	if (!skip_operator(p, text))
		expected(p, what);
}

static void expect_word(struct parser *p, const char *text, const char *what)
{
	if (!skip_word(p, text))
		expected(p, what);
}

static bool expect_end(struct parser *p)
{
	if (p->now.kind == TOKEN_END)
		return !p->lexer.failed;
	expected(p, "the end of the tag");
	return false;
}

static struct str take_name(struct parser *p, const char *what)
{
	struct str name = p->now.text;

	if (p->now.kind != TOKEN_NAME) {
		expected(p, what);
		return STR("?");
	}
	advance(p);
	return name;
}

/* Counts one more level of nesting; the parser and the renderer recurse that deep. */
static bool enter(struct parser *p)
{
	if (p->nesting >= LIMIT_TEMPLATE_NESTING) {
		lexer_fail(&p->lexer, p->now.at, "nested more than %d deep", LIMIT_TEMPLATE_NESTING);
		p->now.kind = TOKEN_END;
		return false;
	}
	p->nesting++;
	return true;
}

static void leave(struct parser *p)
{
	p->nesting--;
}

/* ---- scopes ---------------------------------------------------------------- */

static void scope_open(struct parser *p, struct scope *scope, struct scope *outer)
{
	map_init(&scope->names);
	scope->outer = outer;
	p->scope = scope;
}

/* What is read of outer scopes is read from inside of the next one. */
static void scope_close(struct parser *p, struct scope *back)
{
	struct scope *scope = p->scope;

	for (size_t i = 0; scope->outer != NULL && i < scope->names.n; i++) {
		const struct map_entry *entry = &scope->names.entries[i];
		struct map_entry *outer;

		if ((entry->value.number & MENTION_FREE) == 0)
			continue;
		outer = map_add(&scope->outer->names, entry->key, NULL);
		if ((outer->value.number & MENTION_DIRECT) == 0)
			outer->value.number |= MENTION_INNER;
		if ((outer->value.number & MENTION_BOUND) == 0)
			outer->value.number |= MENTION_FREE;
	}
	map_release(&scope->names);
	p->scope = back;
}

static void note_read(struct parser *p, struct str name)
{
	struct map_entry *entry = map_add(&p->scope->names, name, NULL);

	entry->value.number |= MENTION_DIRECT;
	if ((entry->value.number & MENTION_BOUND) == 0)
		entry->value.number |= MENTION_FREE;
}

static void note_set(struct parser *p, struct token name)
{
	struct map_entry *entry = map_add(&p->scope->names, name.text, NULL);

	if ((entry->value.number & (MENTION_DIRECT | MENTION_INNER)) == MENTION_INNER)
		lexer_fail(&p->lexer, name.at,
			   "\"%.*s\" gets its value here but is used in a loop, with or set block above: set it there "
			   "or before",
			   STR_ARG(name.text));
	entry->value.number |= MENTION_DIRECT | MENTION_BOUND;
}

/* ---- expressions ----------------------------------------------------------- */

static uint32_t parse_expression(struct parser *p);
static uint32_t parse_or(struct parser *p);
static uint32_t parse_unary(struct parser *p, bool with_filter);

static uint32_t add_part(struct parser *p, enum node_kind kind, size_t at)
{
	if (++p->parts > LIMIT_TEMPLATE_EXPRESSION)
		lexer_fail(&p->lexer, at, "an expression of more than %d parts", LIMIT_TEMPLATE_EXPRESSION);
	return add_node(p, kind, at);
}

static uint32_t add_const(struct parser *p, size_t at, struct value *value)
{
	uint32_t node = add_part(p, NODE_CONST, at);

	node_at(p, node)->as.value = value;
	return node;
}

static uint32_t add_pair(struct parser *p, enum node_kind kind, size_t at, uint32_t a, uint32_t b)
{
	uint32_t node = add_part(p, kind, at);

	node_at(p, node)->a = a;
	node_at(p, node)->b = b;
	return node;
}

static bool is_reserved(struct str name)
{
	static const struct str words[] = {{"true", 4}, {"false", 5}, {"none", 4}, {"True", 4}, {"False", 5},
					   {"None", 4}, {"and", 3},   {"or", 2},   {"not", 3},	{"in", 2},
					   {"is", 2},	{"if", 2},    {"else", 4}, {"loop", 4}, {"super", 5}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(name, words[i]))
			return true;
	return false;
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
	expect_operator(p, ".", "a field of loop, as in loop.index");
	field = p->now;
	(void)take_name(p, "a field of loop, as in loop.index");
	for (size_t i = 0; i < n; i++) {
		if (str_eq(field.text, fields[i])) {
			node_at(p, node)->op = (uint8_t)i;
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
	expect_operator(p, "(", "\"()\" behind super");
	expect_operator(p, ")", "\")\"");
	p->calls_super = true;
	return node;
}

static uint32_t parse_name(struct parser *p)
{
	struct str name = p->now.text;
	size_t at = p->now.at;
	struct arena *arena = p->compiler->arena;
	uint32_t node;

	advance(p);
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
	if (is_reserved(name)) {
		lexer_fail(&p->lexer, at, "expected a value, found \"%.*s\"", STR_ARG(name));
		return 0;
	}
	note_read(p, name);
	node = add_part(p, NODE_NAME, at);
	node_at(p, node)->as.text = name;
	node_at(p, node)->a = template_name_id(p->compiler, name);
	return node;
}

static uint32_t parse_string(struct parser *p)
{
	size_t at = p->now.at;
	struct str text = p->now.text;

	advance(p);
	while (p->now.kind == TOKEN_STRING) { /* "a" "b" is "ab" */
		text = arena_printf(p->compiler->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(p->now.text));
		advance(p);
	}
	return add_const(p, at, value_str(p->compiler->arena, text));
}

static uint32_t parse_number(struct parser *p)
{
	struct token number = p->now;
	int64_t integer;
	double real;

	advance(p);
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

	advance(p);
	while (!is_operator(p, "]") && p->now.kind != TOKEN_END) {
		size_t at = p->now.at;

		chain(p, &items, add_pair(p, NODE_ARG, at, parse_expression(p), 0));
		if (!is_operator(p, "]"))
			expect_operator(p, ",", "\",\" or \"]\"");
	}
	expect_operator(p, "]", "\"]\"");
	node_at(p, node)->a = items.first;
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
	if (is_operator(p, "["))
		return parse_list(p);
	if (skip_operator(p, "(")) {
		node = parse_expression(p);
		expect_operator(p, ")", "\")\"");
		return node;
	}
	expected(p, "a value");
	return 0;
}

static uint32_t parse_field(struct parser *p, uint32_t object, size_t at)
{
	uint32_t node;

	if (p->now.kind == TOKEN_INTEGER) {
		node = add_pair(p, NODE_ITEM, at, object, 0);
		uint32_t index = parse_number(p);

		node_at(p, node)->b = index;
		return node;
	}
	at = p->now.at;
	struct str name = take_name(p, "a field's name");

	node = add_pair(p, NODE_ATTR, at, object, 0);
	node_at(p, node)->as.text = name;
	return node;
}

static uint32_t parse_item(struct parser *p, uint32_t object, size_t at)
{
	uint32_t from = 0, to = 0, node;

	if (!is_operator(p, ":"))
		from = parse_expression(p);
	if (!skip_operator(p, ":")) {
		node = add_pair(p, NODE_ITEM, at, object, from);
	} else {
		if (!is_operator(p, "]"))
			to = parse_expression(p);
		node = add_pair(p, NODE_SLICE, at, object, from);
		node_at(p, node)->c = to;
	}
	expect_operator(p, "]", "\"]\"");
	return node;
}

static uint32_t parse_postfix(struct parser *p, uint32_t node)
{
	for (;;) {
		size_t at = p->now.at;

		if (skip_operator(p, ".")) {
			node = parse_field(p, node, at);
		} else if (skip_operator(p, "[")) {
			node = parse_item(p, node, at);
		} else if (is_operator(p, "(")) {
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
	if (!skip_operator(p, "("))
		return 0;
	while (!is_operator(p, ")") && p->now.kind != TOKEN_END) {
		struct token start = p->now;
		struct str keyword = STR_NONE;
		uint32_t node;
		int slot;

		if (start.kind == TOKEN_NAME && assign_follows(p)) {
			keyword = start.text;
			keywords = true;
			advance(p);
			advance(p);
		} else if (keywords) {
			lexer_fail(&p->lexer, start.at, "an argument without a name behind one with a name");
		}
		slot = place_argument(p, filter, keyword, position++, start.at);
		if (slot >= 0 && filter != NULL && (*given & 1u << slot) != 0)
			lexer_fail(&p->lexer, start.at, "two values for the parameter \"%s\"",
				   filter->parameters[slot]);
		if (slot >= 0)
			*given |= 1u << slot;
		node = add_pair(p, NODE_ARG, start.at, parse_expression(p), 0);
		node_at(p, node)->op = (uint8_t)slot;
		node_at(p, node)->as.text = keyword;
		chain(p, &arguments, node);
		if (!is_operator(p, ")"))
			expect_operator(p, ",", "\",\" or \")\"");
	}
	expect_operator(p, ")", "\")\"");
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
	struct node *node = node_at(p, operand);

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

	(void)take_name(p, "a filter's name");
	is_host = is_host_filter(p, name.text);
	if (!is_host)
		filter = template_filter_find(name.text);
	if (!is_host && filter == NULL)
		unknown_filter(p, name);
	if (filter != NULL && filter->takes_missing)
		allow_missing(p, operand);
	node = add_pair(p, filter != NULL ? NODE_FILTER : NODE_HOST, name.at, operand, 0);
	arguments = parse_arguments(p, filter, &given);
	for (int i = 0; filter != NULL && i < filter->required; i++)
		if ((given & 1u << i) == 0)
			lexer_fail(&p->lexer, name.at, "filter %s needs its parameter \"%s\"", filter->name,
				   filter->parameters[i]);
	node_at(p, node)->b = arguments;
	if (filter != NULL)
		node_at(p, node)->as.filter = filter;
	else
		node_at(p, node)->as.text = name.text;
	return node;
}

static uint32_t parse_test_argument(struct parser *p)
{
	uint32_t node;

	if (skip_operator(p, "(")) {
		node = parse_expression(p);
		expect_operator(p, ")", "\")\"");
		return node;
	}
	return parse_postfix(p, parse_primary(p));
}

static uint32_t parse_test(struct parser *p, uint32_t operand)
{
	bool negated = skip_word(p, "not");
	struct token name = p->now;
	const struct template_test *test;
	uint32_t node, argument = 0;

	(void)take_name(p, "a test's name");
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
	node = add_pair(p, NODE_TEST, name.at, operand, 0);
	node_at(p, node)->as.test = test;
	if (test != NULL && test->takes_argument)
		argument = parse_test_argument(p);
	node_at(p, node)->b = argument;
	if (is_word(p, "is"))
		lexer_fail(&p->lexer, p->now.at, "two tests in a row: use brackets or \"and\"");
	return negated ? add_pair(p, NODE_NOT, name.at, node, 0) : node;
}

static uint32_t parse_filters(struct parser *p, uint32_t node)
{
	for (;;) {
		if (skip_operator(p, "|")) {
			node = parse_filter(p, node);
		} else if (skip_word(p, "is")) {
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

	if (!enter(p))
		return 0;
	if (skip_operator(p, "-"))
		node = add_pair(p, NODE_NEGATIVE, at, parse_unary(p, false), 0);
	else if (skip_operator(p, "+"))
		node = add_pair(p, NODE_POSITIVE, at, parse_unary(p, false), 0);
	else
		node = parse_primary(p);
	node = parse_postfix(p, node);
	if (with_filter)
		node = parse_filters(p, node);
	if (is_operator(p, "**"))
		lexer_fail(&p->lexer, p->now.at, "there is no operator **");
	leave(p);
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
		if (is_operator(p, level->operators[i].text))
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

		advance(p);
		right = level == 0 ? parse_unary(p, true) : parse_binary(p, level - 1);
		left = add_pair(p, NODE_BINARY, at, left, right);
		node_at(p, left)->op = (uint8_t)op;
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
		if (skip_operator(p, operators[i]))
			return i;
	if (skip_word(p, "in"))
		return COMPARE_IN;
	if (is_word(p, "not") && in_follows(p)) {
		advance(p);
		advance(p);
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
		node = add_pair(p, NODE_COMPARE, at, last == 0 ? first : 0, right);
		node_at(p, node)->op = (uint8_t)op;
		if (last == 0)
			result = node;
		else
			node_at(p, last)->c = node;
		last = node;
	}
}

static uint32_t parse_not(struct parser *p)
{
	size_t at = p->now.at;
	uint32_t node;

	if (!is_word(p, "not"))
		return parse_compare(p);
	if (!enter(p))
		return 0;
	advance(p);
	node = add_pair(p, NODE_NOT, at, parse_not(p), 0);
	leave(p);
	return node;
}

static uint32_t parse_and(struct parser *p)
{
	uint32_t left = parse_not(p);

	while (is_word(p, "and")) {
		size_t at = p->now.at;

		advance(p);
		left = add_pair(p, NODE_AND, at, left, parse_not(p));
	}
	return left;
}

static uint32_t parse_or(struct parser *p)
{
	uint32_t left = parse_and(p);

	while (is_word(p, "or")) {
		size_t at = p->now.at;

		advance(p);
		left = add_pair(p, NODE_OR, at, left, parse_and(p));
	}
	return left;
}

static uint32_t parse_expression(struct parser *p)
{
	uint32_t node, condition, otherwise;

	if (!enter(p))
		return 0;
	node = parse_or(p);
	while (is_word(p, "if")) {
		size_t at = p->now.at;

		advance(p);
		condition = parse_or(p);
		expect_word(p, "else", "\"else\" of \"x if condition else y\"");
		otherwise = parse_expression(p);
		node = add_pair(p, NODE_CHOICE, at, condition, node);
		node_at(p, node)->c = otherwise;
	}
	leave(p);
	return node;
}

/* ---- statements ------------------------------------------------------------ */

static struct list parse_body(struct parser *p, const char *const *ends, struct token begin);

/* A name that a template may give a value to. */
static uint32_t take_target(struct parser *p)
{
	struct token name = p->now;
	uint32_t id;

	(void)take_name(p, "a variable's name");
	if (!p->lexer.failed && is_reserved(name.text))
		lexer_fail(&p->lexer, name.at, "\"%.*s\" cannot be a variable's name", STR_ARG(name.text));
	id = template_name_id(p->compiler, name.text);
	p->compiler->is_bound.at[id] = true;
	return id;
}

/* The variables that a chain of NODE_TARGETs or NODE_SETs makes are bound in the scope that begins. */
static void note_bound(struct parser *p, uint32_t node)
{
	for (; node != 0; node = node_at(p, node)->next) {
		struct str name = p->compiler->names.at[node_at(p, node)->a];

		map_add(&p->scope->names, name, NULL)->value.number |= MENTION_DIRECT | MENTION_BOUND;
	}
}

/* In a template that extends another, outside of its blocks, where nothing is shown. */
static bool is_outside(const struct parser *p)
{
	return p->extends && !p->in_block && p->captures == 0;
}

static void never_shown(struct parser *p, size_t at)
{
	lexer_fail(&p->lexer, at, "outside of blocks a template that extends another shows nothing");
}

/* The `elif` or `else` of an if, or its end, is the current token. */
static uint32_t parse_if_rest(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"elif", "else", "endif", NULL};
	static const char *const end[] = {"endif", NULL};
	struct list body;
	uint32_t node, first = 0, last = 0;

	for (;;) {
		uint32_t condition = parse_or(p);

		(void)expect_end(p);
		node = add_pair(p, NODE_IF, begin.at, condition, 0);
		body = parse_body(p, ends, begin);
		node_at(p, node)->b = body.first;
		if (first == 0)
			first = node;
		else
			node_at(p, last)->c = node;
		last = node;
		if (!skip_word(p, "elif"))
			break;
	}
	if (skip_word(p, "else")) {
		(void)expect_end(p);
		body = parse_body(p, end, begin);
		node_at(p, last)->c = body.first;
	}
	expect_word(p, "endif", "{% endif %}");
	return first;
}

static uint32_t parse_if(struct parser *p, struct token begin)
{
	return parse_if_rest(p, begin);
}

static uint32_t parse_targets(struct parser *p)
{
	struct list targets = {0};

	do {
		uint32_t node = add_node(p, NODE_TARGET, p->now.at);
		uint32_t id = take_target(p);

		node_at(p, node)->a = id;
		chain(p, &targets, node);
	} while (skip_operator(p, ","));
	return targets.first;
}

/* A body in which blocks would not see the variables that the tag makes: those of the chain `bound`. */
static uint32_t parse_scope(struct parser *p, const char *const *ends, struct token begin, uint32_t bound)
{
	struct str outer_tag = p->no_blocks;
	struct scope scope, *outer = p->scope;
	uint32_t body;

	p->no_blocks = begin.text;
	scope_open(p, &scope, outer);
	note_bound(p, bound);
	body = parse_body(p, ends, begin).first;
	scope_close(p, outer);
	p->no_blocks = outer_tag;
	return body;
}

/* The condition of a loop sees the loop's variables, but not what its body sets. */
static uint32_t parse_for_condition(struct parser *p, uint32_t targets)
{
	struct scope scope, *outer = p->scope;
	uint32_t condition;

	scope_open(p, &scope, outer);
	note_bound(p, targets);
	condition = parse_expression(p);
	scope_close(p, outer);
	return condition;
}

static uint32_t parse_for(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"else", "endfor", NULL};
	static const char *const end[] = {"endfor", NULL};
	uint32_t node = add_node(p, NODE_FOR, begin.at), targets, part;

	targets = parse_targets(p);
	node_at(p, node)->a = targets;
	expect_word(p, "in", "\"in\"");
	part = parse_or(p);
	node_at(p, node)->b = part;
	if (skip_word(p, "if")) {
		part = parse_for_condition(p, targets);
		node_at(p, node)->e = part;
	}
	if (is_word(p, "recursive"))
		lexer_fail(&p->lexer, p->now.at, "loops are not recursive: use an include that includes itself");
	(void)expect_end(p);
	p->loops++;
	part = parse_scope(p, ends, begin, targets);
	p->loops--;
	node_at(p, node)->c = part;
	if (skip_word(p, "else")) {
		(void)expect_end(p);
		part = parse_scope(p, end, begin, 0);
		node_at(p, node)->d = part;
	}
	expect_word(p, "endfor", "{% endfor %}");
	return node;
}

static uint32_t parse_set(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"endset", NULL};
	uint32_t node = add_node(p, NODE_SET, begin.at), part;
	struct token name = p->now;

	part = take_target(p);
	node_at(p, node)->a = part;
	if (skip_operator(p, "=")) {
		part = parse_expression(p);
		node_at(p, node)->b = part;
		note_set(p, name);
		return node;
	}
	if (!expect_end(p))
		return node;
	node_at(p, node)->kind = NODE_SET_BLOCK;
	p->captures++;
	part = parse_scope(p, ends, begin, 0);
	p->captures--;
	node_at(p, node)->b = part;
	note_set(p, name);
	expect_word(p, "endset", "{% endset %}");
	return node;
}

/* `a = 1, b = 2` up to the end of the tag: a chain of NODE_SETs. */
static uint32_t parse_assignments(struct parser *p)
{
	struct list sets = {0};
	int n = 0;

	while (p->now.kind != TOKEN_END) {
		uint32_t set = add_node(p, NODE_SET, p->now.at), part;

		if (++n > LIMIT_TEMPLATE_ARGUMENTS)
			lexer_fail(&p->lexer, p->now.at, "more than %d variables in one tag", LIMIT_TEMPLATE_ARGUMENTS);
		part = take_target(p);
		node_at(p, set)->a = part;
		expect_operator(p, "=", "\"=\"");
		part = parse_expression(p);
		node_at(p, set)->b = part;
		chain(p, &sets, set);
		if (p->now.kind != TOKEN_END)
			expect_operator(p, ",", "\",\" or the end of the tag");
	}
	return sets.first;
}

static uint32_t parse_with(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"endwith", NULL};
	uint32_t node = add_node(p, NODE_WITH, begin.at), sets, part;

	sets = parse_assignments(p);
	node_at(p, node)->a = sets;
	(void)expect_end(p);
	part = parse_scope(p, ends, begin, sets);
	node_at(p, node)->b = part;
	expect_word(p, "endwith", "{% endwith %}");
	return node;
}

static uint32_t block_id(struct compiler *compiler, struct str name)
{
	struct map_entry *entry = map_add(&compiler->block_ids, name, NULL);

	if (entry->value.number == 0)
		entry->value.number = compiler->block_ids.n;
	return (uint32_t)entry->value.number - 1;
}

static bool block_is_known(const struct parser *p, uint32_t id)
{
	const struct template *template = &p->compiler->templates.at[p->id];

	for (size_t i = 0; i < template->blocks.n; i++)
		if (template->blocks.at[i].id == id)
			return true;
	return false;
}

static uint32_t parse_block_body(struct parser *p, struct token begin, bool *calls_super)
{
	static const char *const ends[] = {"endblock", NULL};
	bool in_block = p->in_block, outer_super = p->calls_super;
	struct scope scope, *outer = p->scope;
	int loops = p->loops;
	struct list body;

	p->in_block = true;
	p->calls_super = false;
	p->loops = 0;
	scope_open(p, &scope, NULL);
	body = parse_body(p, ends, begin);
	scope_close(p, outer);
	*calls_super = p->calls_super;
	p->in_block = in_block;
	p->calls_super = outer_super;
	p->loops = loops;
	return body.first;
}

static uint32_t parse_block(struct parser *p, struct token begin)
{
	struct token name = p->now;
	bool shows = !is_outside(p), calls_super;
	uint32_t id, body, node;
	struct block *block;

	(void)take_name(p, "a block's name");
	if (is_operator(p, "-"))
		lexer_fail(&p->lexer, p->now.at, "a block's name has letters, digits and underscores");
	if (!expect_end(p))
		return 0;
	if (p->no_blocks.s != NULL)
		lexer_fail(&p->lexer, begin.at,
			   "a block inside of {%% %.*s %%} does not see its variables: put the block around it",
			   STR_ARG(p->no_blocks));
	id = block_id(p->compiler, name.text);
	if (block_is_known(p, id))
		lexer_fail(&p->lexer, name.at, "a second block \"%.*s\" in this template", STR_ARG(name.text));
	if (p->compiler->templates.at[p->id].blocks.n >= LIMIT_TEMPLATE_BLOCKS)
		lexer_fail(&p->lexer, begin.at, "more than %d blocks in a template", LIMIT_TEMPLATE_BLOCKS);
	block = vec_add(&p->compiler->templates.at[p->id].blocks);
	*block = (struct block){.id = id, .at = begin.at};
	body = parse_block_body(p, begin, &calls_super);
	expect_word(p, "endblock", "{% endblock %}");
	(void)(name.text.n != 0 && p->now.kind == TOKEN_NAME && str_eq(p->now.text, name.text) && (advance(p), true));
	for (size_t i = 0; i < p->compiler->templates.at[p->id].blocks.n; i++) {
		block = &p->compiler->templates.at[p->id].blocks.at[i];
		if (block->id == id) {
			block->body = body;
			block->calls_super = calls_super;
		}
	}
	if (!shows)
		return 0;
	p->has_output = true;
	node = add_node(p, NODE_BLOCK, begin.at);
	node_at(p, node)->a = id;
	return node;
}

static struct str take_template_name(struct parser *p)
{
	struct str name = p->now.text;

	if (p->now.kind != TOKEN_STRING) {
		expected(p, "a template's name in quotes");
		return STR("?");
	}
	advance(p);
	return name;
}

/* `with a = 1` gives the included template variables of its own, as {% with a = 1 %} around it would. */
static uint32_t parse_include(struct parser *p, struct token begin)
{
	struct token name = p->now;
	uint32_t node = add_node(p, NODE_INCLUDE, begin.at), with = 0, id;
	bool may_miss = false;

	(void)take_template_name(p);
	if (skip_word(p, "ignore")) {
		expect_word(p, "missing", "\"missing\"");
		may_miss = true;
	}
	if (skip_word(p, "with")) {
		if (is_word(p, "context") && !assign_follows(p)) {
			advance(p); /* it always has the context */
		} else {
			uint32_t sets = parse_assignments(p);

			with = add_pair(p, NODE_WITH, begin.at, sets, node);
			if (sets == 0)
				expected(p, "name = value");
		}
	}
	if (p->lexer.failed)
		return node;
	id = template_refer(p->compiler, name.text);
	if (id == INCLUDE_MISSING && !may_miss)
		template_error(p->compiler, p->id, name.at, DIAG_TEMPLATE_MISSING, "there is no template \"%.*s\"",
			       STR_ARG(name.text));
	node_at(p, node)->a = id;
	return with != 0 ? with : node;
}

static uint32_t parse_extends(struct parser *p, struct token begin)
{
	struct token name = p->now;
	uint32_t id;

	(void)take_template_name(p);
	if (p->extends || p->has_output || p->nesting > 0 || p->in_block)
		lexer_fail(&p->lexer, begin.at, "{%% extends %%} comes first in its template, and once");
	if (p->lexer.failed)
		return 0;
	p->extends = true;
	id = template_refer(p->compiler, name.text);
	if (id == INCLUDE_MISSING)
		template_error(p->compiler, p->id, name.at, DIAG_TEMPLATE_MISSING, "there is no template \"%.*s\"",
			       STR_ARG(name.text));
	else
		p->compiler->templates.at[p->id].parent = id + 1;
	p->compiler->templates.at[p->id].parent_at = begin.at;
	return 0;
}

/* shows: may not stand where nothing is shown */
static const struct statement {
	const char *name;
	uint32_t (*parse)(struct parser *p, struct token begin);
	bool shows;
} statements[] = {
    {"if", parse_if, false},	       {"for", parse_for, true},      {"set", parse_set, false},
    {"with", parse_with, true},	       {"block", parse_block, false}, {"include", parse_include, true},
    {"extends", parse_extends, false},
};

/* What Jinja has and this subset has not, with what to use instead. */
static const struct {
	const char *name, *instead;
} missing[] = {
    {"macro", "templates have no macros: use {% include %}, with {% with %} for its variables"},
    {"call", "templates have no macros: use {% include %}, with {% with %} for its variables"},
    {"import", "templates have no imports: use {% include %}"},
    {"from", "templates have no imports: use {% include %}"},
    {"filter", "use {% set name %}…{% endset %} and {{ name | filter }}"},
    {"autoescape", "escaping is always on: use the filter safe for a value that is HTML"},
    {"do", "templates call nothing: use {% set %}"},
    {"break", "loops have no break: use {% for x in list if condition %}"},
    {"continue", "loops have no continue: use {% for x in list if condition %}"},
    {"print", "use {{ value }}"},
    {"trans", "use {{ \"key\" | t }}"},
};

static void unknown_tag(struct parser *p, struct token name)
{
	struct str names[sizeof(statements) / sizeof(statements[0])];
	size_t n = sizeof(names) / sizeof(names[0]);
	const struct str *near;

	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++) {
		if (str_eq(name.text, str_c(missing[i].name))) {
			lexer_fail(&p->lexer, name.at, "there is no tag \"%.*s\"", STR_ARG(name.text));
			diag_hint(p->compiler->diags, "%s", missing[i].instead);
			return;
		}
	}
	if (str_starts(name.text, STR("end")) || str_starts(name.text, STR("el"))) {
		lexer_fail(&p->lexer, name.at, "{%% %.*s %%} closes nothing that is open", STR_ARG(name.text));
		return;
	}
	for (size_t i = 0; i < n; i++)
		names[i] = str_c(statements[i].name);
	near = str_nearest(name.text, names, n);
	lexer_fail(&p->lexer, name.at, "there is no tag \"%.*s\"", STR_ARG(name.text));
	if (near != NULL)
		diag_hint(p->compiler->diags, "did you mean \"%.*s\"?", STR_ARG(*near));
}

static uint32_t parse_statement(struct parser *p)
{
	struct token name = p->now;

	if (name.kind != TOKEN_NAME) {
		expected(p, "a tag's name");
		return 0;
	}
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		uint32_t node;

		if (!str_eq(name.text, str_c(statements[i].name)))
			continue;
		if (statements[i].shows && is_outside(p))
			never_shown(p, name.at);
		if (statements[i].shows)
			p->has_output = true;
		advance(p);
		node = statements[i].parse(p, name);
		(void)expect_end(p);
		return node;
	}
	unknown_tag(p, name);
	return 0;
}

struct text_run {
	struct parser *p;
	struct list *body;
};

static void add_text(void *context, size_t at, struct str text)
{
	struct text_run *run = context;
	struct parser *p = run->p;
	struct str shown = spaces_trim_start(text);
	uint32_t node;

	if (text.n == 0)
		return;
	if (is_outside(p)) {
		if (shown.n != 0)
			never_shown(p, at + (text.n - shown.n));
		return;
	}
	if (shown.n != 0)
		p->has_output = true;
	node = add_node(p, NODE_TEXT, at);
	node_at(p, node)->as.text = text;
	chain(p, run->body, node);
}

static uint32_t parse_output(struct parser *p)
{
	uint32_t node = add_node(p, NODE_OUTPUT, p->lexer.at), part;

	advance(p);
	node_at(p, node)->at = p->now.at;
	if (is_outside(p))
		never_shown(p, p->now.at);
	p->has_output = true;
	part = parse_expression(p);
	node_at(p, node)->a = part;
	if (is_operator(p, ","))
		lexer_fail(&p->lexer, p->now.at, "one value in {{ }}: put lists in brackets");
	(void)expect_end(p);
	return node;
}

static bool ends_with(const struct parser *p, const char *const *ends)
{
	for (; ends != NULL && *ends != NULL; ends++)
		if (is_word(p, *ends))
			return true;
	return false;
}

/*
 * Statements up to one of the tags in `ends`, whose name is then the current token; NULL: up to the end of the
 * file. begin: the tag to be closed.
 */
static struct list parse_body(struct parser *p, const char *const *ends, struct token begin)
{
	struct list body = {0};
	struct text_run run = {p, &body};

	if (ends != NULL && !enter(p))
		return body;
	while (!p->lexer.failed) {
		enum piece piece = lexer_text(&p->lexer, add_text, &run);

		p->parts = 0;
		if (piece == PIECE_END) {
			if (ends != NULL)
				lexer_fail(&p->lexer, begin.at, "{%% %.*s %%} is not closed", STR_ARG(begin.text));
			break;
		}
		if (piece == PIECE_VARIABLE) {
			chain(p, &body, parse_output(p));
			continue;
		}
		advance(p);
		if (ends_with(p, ends))
			break;
		chain(p, &body, parse_statement(p));
	}
	if (p->lexer.failed)
		p->now = (struct token){TOKEN_END, 0, STR_NONE};
	if (ends != NULL)
		leave(p);
	return body;
}

void template_parse(struct compiler *compiler, uint32_t id)
{
	struct parser parser = {.compiler = compiler, .id = id};
	struct scope scope;
	struct list body;

	parser.lexer = (struct lexer){
	    .compiler = compiler, .template_id = id, .text = compiler->templates.at[id].text, .line_starting = true};
	compiler->templates.at[id].first_node = (uint32_t)compiler->nodes.n;
	scope_open(&parser, &scope, NULL);
	body = parse_body(&parser, NULL, (struct token){TOKEN_END, 0, STR_NONE});
	scope_close(&parser, NULL);
	compiler->templates.at[id].root = body.first;
	compiler->templates.at[id].nodes_end = (uint32_t)compiler->nodes.n;
	compiler->templates.at[id].broken = parser.lexer.failed;
}
