/*
 * Tags, and templates as a whole: from text to chains of statements.
 */
#include "common/limits.h"
#include "common/spaces.h"
#include "common/template_parser.h"

static struct list parse_body(struct parser *p, const char *const *ends, struct token begin);

/* A name that a template may give a value to. */
static uint32_t take_target(struct parser *p)
{
	struct token name = p->now;
	uint32_t id;

	(void)parser_take_name(p, "a variable's name");
	if (!p->lexer.failed && parser_is_reserved(name.text))
		lexer_fail(&p->lexer, name.at, "\"%.*s\" cannot be a variable's name", STR_ARG(name.text));
	id = template_name_id(p->compiler, name.text);
	p->compiler->is_bound.at[id] = true;
	return id;
}

/* The variables that a chain of NODE_TARGETs or NODE_SETs makes are bound in the scope that begins. */
static void note_bound(struct parser *p, uint32_t node)
{
	for (; node != 0; node = parser_node(p, node)->next) {
		struct str name = p->compiler->names.at[parser_node(p, node)->a];

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
		uint32_t condition = parser_condition(p);

		(void)parser_expect_end(p);
		node = parser_add_pair(p, NODE_IF, begin.at, condition, 0);
		body = parse_body(p, ends, begin);
		parser_node(p, node)->b = body.first;
		if (first == 0)
			first = node;
		else
			parser_node(p, last)->c = node;
		last = node;
		if (!parser_skip_word(p, "elif"))
			break;
	}
	if (parser_skip_word(p, "else")) {
		(void)parser_expect_end(p);
		body = parse_body(p, end, begin);
		parser_node(p, last)->c = body.first;
	}
	parser_expect_word(p, "endif", "{% endif %}");
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
		uint32_t node = parser_add(p, NODE_TARGET, p->now.at);
		uint32_t id = take_target(p);

		parser_node(p, node)->a = id;
		parser_chain(p, &targets, node);
	} while (parser_skip_operator(p, ","));
	return targets.first;
}

/* A body in which blocks would not see the variables that the tag makes: those of the chain `bound`. */
static uint32_t parse_scope(struct parser *p, const char *const *ends, struct token begin, uint32_t bound)
{
	struct str outer_tag = p->no_blocks;
	struct scope scope, *outer = p->scope;
	uint32_t body;

	p->no_blocks = begin.text;
	parser_open_scope(p, &scope, outer);
	note_bound(p, bound);
	body = parse_body(p, ends, begin).first;
	parser_close_scope(p, outer);
	p->no_blocks = outer_tag;
	return body;
}

/* The condition of a loop sees the loop's variables, but not what its body sets. */
static uint32_t parse_for_condition(struct parser *p, uint32_t targets)
{
	struct scope scope, *outer = p->scope;
	uint32_t condition;

	parser_open_scope(p, &scope, outer);
	note_bound(p, targets);
	condition = parser_expression(p);
	parser_close_scope(p, outer);
	return condition;
}

static uint32_t parse_for(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"else", "endfor", NULL};
	static const char *const end[] = {"endfor", NULL};
	uint32_t node = parser_add(p, NODE_FOR, begin.at), targets, part;

	targets = parse_targets(p);
	parser_node(p, node)->a = targets;
	parser_expect_word(p, "in", "\"in\"");
	part = parser_condition(p);
	parser_node(p, node)->b = part;
	if (parser_skip_word(p, "if")) {
		part = parse_for_condition(p, targets);
		parser_node(p, node)->e = part;
	}
	if (parser_is_word(p, "recursive"))
		lexer_fail(&p->lexer, p->now.at, "loops are not recursive: use an include that includes itself");
	(void)parser_expect_end(p);
	p->loops++;
	part = parse_scope(p, ends, begin, targets);
	p->loops--;
	parser_node(p, node)->c = part;
	if (parser_skip_word(p, "else")) {
		(void)parser_expect_end(p);
		part = parse_scope(p, end, begin, 0);
		parser_node(p, node)->d = part;
	}
	parser_expect_word(p, "endfor", "{% endfor %}");
	return node;
}

static uint32_t parse_set(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"endset", NULL};
	uint32_t node = parser_add(p, NODE_SET, begin.at), part;
	struct token name = p->now;

	part = take_target(p);
	parser_node(p, node)->a = part;
	if (parser_skip_operator(p, "=")) {
		part = parser_expression(p);
		parser_node(p, node)->b = part;
		parser_note_set(p, name);
		return node;
	}
	if (!parser_expect_end(p))
		return node;
	parser_node(p, node)->kind = NODE_SET_BLOCK;
	p->captures++;
	part = parse_scope(p, ends, begin, 0);
	p->captures--;
	parser_node(p, node)->b = part;
	parser_note_set(p, name);
	parser_expect_word(p, "endset", "{% endset %}");
	return node;
}

/* `a = 1, b = 2` up to the end of the tag: a chain of NODE_SETs. */
static uint32_t parse_assignments(struct parser *p)
{
	struct list sets = {0};
	int n = 0;

	while (p->now.kind != TOKEN_END) {
		uint32_t set = parser_add(p, NODE_SET, p->now.at), part;

		if (++n > LIMIT_TEMPLATE_ARGUMENTS)
			lexer_fail(&p->lexer, p->now.at, "more than %d variables in one tag", LIMIT_TEMPLATE_ARGUMENTS);
		part = take_target(p);
		parser_node(p, set)->a = part;
		parser_expect_operator(p, "=", "\"=\"");
		part = parser_expression(p);
		parser_node(p, set)->b = part;
		parser_chain(p, &sets, set);
		if (p->now.kind != TOKEN_END)
			parser_expect_operator(p, ",", "\",\" or the end of the tag");
	}
	return sets.first;
}

static uint32_t parse_with(struct parser *p, struct token begin)
{
	static const char *const ends[] = {"endwith", NULL};
	uint32_t node = parser_add(p, NODE_WITH, begin.at), sets, part;

	sets = parse_assignments(p);
	parser_node(p, node)->a = sets;
	(void)parser_expect_end(p);
	part = parse_scope(p, ends, begin, sets);
	parser_node(p, node)->b = part;
	parser_expect_word(p, "endwith", "{% endwith %}");
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
	parser_open_scope(p, &scope, NULL);
	body = parse_body(p, ends, begin);
	parser_close_scope(p, outer);
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

	(void)parser_take_name(p, "a block's name");
	if (parser_is_operator(p, "-"))
		lexer_fail(&p->lexer, p->now.at, "a block's name has letters, digits and underscores");
	if (!parser_expect_end(p))
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
	parser_expect_word(p, "endblock", "{% endblock %}");
	(void)(name.text.n != 0 && p->now.kind == TOKEN_NAME && str_eq(p->now.text, name.text) &&
	       (parser_advance(p), true));
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
	node = parser_add(p, NODE_BLOCK, begin.at);
	parser_node(p, node)->a = id;
	return node;
}

static struct str take_template_name(struct parser *p)
{
	struct str name = p->now.text;

	if (p->now.kind != TOKEN_STRING) {
		parser_expected(p, "a template's name in quotes");
		return STR("?");
	}
	parser_advance(p);
	return name;
}

/* "head" of "partials/head.html" */
static struct str stem_of(struct str name)
{
	struct str stem = str_from(name, (size_t)(str_rfind_char(name, '/') + 1));
	ptrdiff_t dot = str_rfind_char(stem, '.');

	return dot > 0 ? str_slice(stem, 0, (size_t)dot) : stem;
}

/* By what differs: what comes before and behind the stem would make all names of a folder alike. */
static const struct str *nearest_template(const struct template_loader *loader, struct str name)
{
	struct VEC(struct str) stems = {0};
	const struct str *near;

	for (size_t i = 0; i < loader->names_n; i++)
		*vec_add(&stems) = stem_of(loader->names[i]);
	near = str_nearest(stem_of(name), stems.at, stems.n);
	if (near != NULL)
		near = &loader->names[near - stems.at];
	vec_release(&stems);
	return near;
}

static void unknown_template(struct parser *p, struct token name)
{
	const struct str *near = nearest_template(p->compiler->loader, name.text);

	template_error(p->compiler, p->id, name.at, DIAG_TEMPLATE_MISSING, "there is no template \"%.*s\"",
		       STR_ARG(name.text));
	if (near != NULL)
		diag_hint(p->compiler->diags, "did you mean \"%.*s\"?", STR_ARG(*near));
}

/* `with a = 1` gives the included template variables of its own, as {% with a = 1 %} around it would. */
static uint32_t parse_include(struct parser *p, struct token begin)
{
	struct token name = p->now;
	uint32_t node = parser_add(p, NODE_INCLUDE, begin.at), with = 0, id;
	bool may_miss = false;

	(void)take_template_name(p);
	if (parser_skip_word(p, "ignore")) {
		parser_expect_word(p, "missing", "\"missing\"");
		may_miss = true;
	}
	if (parser_skip_word(p, "with")) {
		if (parser_is_word(p, "context") && !parser_assign_follows(p)) {
			parser_advance(p); /* it always has the context */
		} else {
			uint32_t sets = parse_assignments(p);

			with = parser_add_pair(p, NODE_WITH, begin.at, sets, node);
			if (sets == 0)
				parser_expected(p, "name = value");
		}
	}
	if (p->lexer.failed)
		return node;
	id = template_refer(p->compiler, name.text);
	if (id == INCLUDE_MISSING && !may_miss)
		unknown_template(p, name);
	parser_node(p, node)->a = id;
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
		unknown_template(p, name);
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
		parser_expected(p, "a tag's name");
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
		parser_advance(p);
		node = statements[i].parse(p, name);
		(void)parser_expect_end(p);
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
	node = parser_add(p, NODE_TEXT, at);
	parser_node(p, node)->as.text = text;
	parser_chain(p, run->body, node);
}

static uint32_t parse_output(struct parser *p)
{
	uint32_t node = parser_add(p, NODE_OUTPUT, p->lexer.at), part;

	parser_advance(p);
	parser_node(p, node)->at = p->now.at;
	if (is_outside(p))
		never_shown(p, p->now.at);
	p->has_output = true;
	part = parser_expression(p);
	parser_node(p, node)->a = part;
	if (parser_is_operator(p, ","))
		lexer_fail(&p->lexer, p->now.at, "one value in {{ }}: put lists in brackets");
	(void)parser_expect_end(p);
	return node;
}

static bool ends_with(const struct parser *p, const char *const *ends)
{
	for (; ends != NULL && *ends != NULL; ends++)
		if (parser_is_word(p, *ends))
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

	if (ends != NULL && !parser_enter(p))
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
			parser_chain(p, &body, parse_output(p));
			continue;
		}
		parser_advance(p);
		if (ends_with(p, ends))
			break;
		parser_chain(p, &body, parse_statement(p));
	}
	if (p->lexer.failed)
		p->now = (struct token){TOKEN_END, 0, STR_NONE};
	if (ends != NULL)
		parser_leave(p);
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
	parser_open_scope(&parser, &scope, NULL);
	body = parse_body(&parser, NULL, (struct token){TOKEN_END, 0, STR_NONE});
	parser_close_scope(&parser, NULL);
	compiler->templates.at[id].root = body.first;
	compiler->templates.at[id].nodes_end = (uint32_t)compiler->nodes.n;
	compiler->templates.at[id].broken = parser.lexer.failed;
}
