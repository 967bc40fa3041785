#include "common/template_parser.h"

#include "common/limits.h"
#include "common/spaces.h"

struct node *parser_node(const struct parser *p, uint32_t node)
{
	return &p->compiler->nodes.at[node];
}

uint32_t parser_add(struct parser *p, enum node_kind kind, size_t at)
{
	struct node *node = vec_add(&p->compiler->nodes);

	node->kind = (uint8_t)kind;
	node->at = (uint32_t)at;
	return (uint32_t)(p->compiler->nodes.n - 1);
}

void parser_chain(struct parser *p, struct list *list, uint32_t node)
{
	if (node == 0)
		return;
	if (list->first == 0)
		list->first = node;
	else
		parser_node(p, list->last)->next = node;
	list->last = node;
}

void parser_advance(struct parser *p)
{
	p->now = lexer_token(&p->lexer);
}

/* What stands behind the current token. */
struct str parser_rest(const struct parser *p)
{
	return p->lexer.failed ? STR("") : spaces_trim_start(str_from(p->lexer.text, p->lexer.at));
}

bool parser_assign_follows(const struct parser *p)
{
	struct str behind = parser_rest(p);

	return str_starts(behind, STR("=")) && !str_starts(behind, STR("=="));
}

static bool now_is(const struct parser *p, enum token_kind kind, const char *text)
{
	return p->now.kind == kind && str_eq(p->now.text, str_c(text));
}

bool parser_is_operator(const struct parser *p, const char *text)
{
	return now_is(p, TOKEN_OPERATOR, text);
}

bool parser_is_word(const struct parser *p, const char *text)
{
	return now_is(p, TOKEN_NAME, text);
}

bool parser_skip_operator(struct parser *p, const char *text)
{
	if (!parser_is_operator(p, text))
		return false;
	parser_advance(p);
	return true;
}

bool parser_skip_word(struct parser *p, const char *text)
{
	if (!parser_is_word(p, text))
		return false;
	parser_advance(p);
	return true;
}

void parser_expected(struct parser *p, const char *what)
{
	if (p->now.kind == TOKEN_END)
		lexer_fail(&p->lexer, p->now.at, "expected %s, found the end of the tag", what);
	else
		lexer_fail(&p->lexer, p->now.at, "expected %s, found \"%.*s\"", what, STR_ARG(p->now.text));
	p->now.kind = TOKEN_END;
}

void parser_expect_operator(struct parser *p, const char *text, const char *what)
{
	if (!parser_skip_operator(p, text))
		parser_expected(p, what);
}

void parser_expect_word(struct parser *p, const char *text, const char *what)
{
	if (!parser_skip_word(p, text))
		parser_expected(p, what);
}

bool parser_expect_end(struct parser *p)
{
	if (p->now.kind == TOKEN_END)
		return !p->lexer.failed;
	parser_expected(p, "the end of the tag");
	return false;
}

struct str parser_take_name(struct parser *p, const char *what)
{
	struct str name = p->now.text;

	if (p->now.kind != TOKEN_NAME) {
		parser_expected(p, what);
		return STR("?");
	}
	parser_advance(p);
	return name;
}

/* Counts one more level of nesting; the parser and the renderer recurse that deep. */
bool parser_enter(struct parser *p)
{
	if (p->nesting >= LIMIT_TEMPLATE_NESTING) {
		lexer_fail(&p->lexer, p->now.at, "nested more than %d deep", LIMIT_TEMPLATE_NESTING);
		p->now.kind = TOKEN_END;
		return false;
	}
	p->nesting++;
	return true;
}

void parser_leave(struct parser *p)
{
	p->nesting--;
}

/* ---- scopes ---------------------------------------------------------------- */

void parser_open_scope(struct parser *p, struct scope *scope, struct scope *outer)
{
	map_init(&scope->names);
	scope->outer = outer;
	p->scope = scope;
}

/* What is read of outer scopes is read from inside of the next one. */
void parser_close_scope(struct parser *p, struct scope *back)
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

void parser_note_read(struct parser *p, struct str name)
{
	struct map_entry *entry = map_add(&p->scope->names, name, NULL);

	entry->value.number |= MENTION_DIRECT;
	if ((entry->value.number & MENTION_BOUND) == 0)
		entry->value.number |= MENTION_FREE;
}

void parser_note_set(struct parser *p, struct token name)
{
	struct map_entry *entry = map_add(&p->scope->names, name.text, NULL);

	if ((entry->value.number & (MENTION_DIRECT | MENTION_INNER)) == MENTION_INNER)
		lexer_fail(&p->lexer, name.at,
			   "\"%.*s\" gets its value here but is used in a loop, with or set block above: set it there "
			   "or before",
			   STR_ARG(name.text));
	entry->value.number |= MENTION_DIRECT | MENTION_BOUND;
}

bool parser_is_reserved(struct str name)
{
	static const struct str words[] = {{"true", 4}, {"false", 5}, {"none", 4}, {"True", 4}, {"False", 5},
					   {"None", 4}, {"and", 3},   {"or", 2},   {"not", 3},	{"in", 2},
					   {"is", 2},	{"if", 2},    {"else", 4}, {"loop", 4}, {"super", 5}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(name, words[i]))
			return true;
	return false;
}
