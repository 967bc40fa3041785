/*
 * template_parser: the parser's state and its tools. Inside of the template engine
 * only: template_parser.c has the tools, template_expression.c what stands in tags,
 * template_parse.c the tags.
 *
 * After an error the lexer gives only ends, so that everything returns by itself;
 * what was made is thrown away by the caller.
 */
#ifndef WEIR_TEMPLATE_PARSER_H
#define WEIR_TEMPLATE_PARSER_H
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

struct node *parser_node(const struct parser *p, uint32_t node);
uint32_t parser_add(struct parser *p, enum node_kind kind, size_t at);
/* A node of an expression; there is a limit to them. */
uint32_t parser_add_pair(struct parser *p, enum node_kind kind, size_t at, uint32_t a, uint32_t b);
void parser_chain(struct parser *p, struct list *list, uint32_t node);

/* ---- tokens: the current one is p->now ---- */

void parser_advance(struct parser *p);
/* The text behind the current token and white space. */
struct str parser_rest(const struct parser *p);
bool parser_assign_follows(const struct parser *p);
bool parser_is_operator(const struct parser *p, const char *text);
bool parser_is_word(const struct parser *p, const char *text);
bool parser_skip_operator(struct parser *p, const char *text);
bool parser_skip_word(struct parser *p, const char *text);
/* An error: something else should stand here. */
void parser_expected(struct parser *p, const char *what);
void parser_expect_operator(struct parser *p, const char *text, const char *what);
void parser_expect_word(struct parser *p, const char *text, const char *what);
bool parser_expect_end(struct parser *p);
struct str parser_take_name(struct parser *p, const char *what);
/* Words that are no names of variables. */
bool parser_is_reserved(struct str name);
/* One more level of nesting, which the parser and the renderer recurse; false when there are too many. */
bool parser_enter(struct parser *p);
void parser_leave(struct parser *p);

/* ---- scopes ---- */

void parser_open_scope(struct parser *p, struct scope *scope, struct scope *outer);
void parser_close_scope(struct parser *p, struct scope *back);
void parser_note_read(struct parser *p, struct str name);
void parser_note_set(struct parser *p, struct token name);

/* ---- expressions (template_expression.c) ---- */

/* The whole of them, with `x if c else y`. */
uint32_t parser_expression(struct parser *p);
/* Without that: what stands behind if, in and elif. */
uint32_t parser_condition(struct parser *p);

#endif
