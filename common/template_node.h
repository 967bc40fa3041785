/*
 * template_node: what a compiled template is made of. Inside of the template
 * engine only: template_lex.c, template_expression.c and template_parse.c make
 * it, template.c links it, template_render.c, template_eval.c, template_operator.c
 * and template_filter.c run it.
 *
 * All nodes of a set stand in one array and name each other by index; 0 is no
 * node. Statements and arguments are chained by `next`. Of the fields a to e
 * each kind uses what the table says.
 */
#ifndef WEIR_TEMPLATE_NODE_H
#define WEIR_TEMPLATE_NODE_H
#include "common/map.h"
#include "common/template.h"

enum node_kind {
	NODE_NONE,
	/* statements */
	NODE_TEXT,	/* as.text */
	NODE_OUTPUT,	/* a: expression */
	NODE_IF,	/* a: condition, b: body, c: else (one NODE_IF for elif) */
	NODE_FOR,	/* a: targets, b: what to walk over, c: body, d: else, e: condition */
	NODE_TARGET,	/* a: name id */
	NODE_SET,	/* a: name id, b: expression */
	NODE_SET_BLOCK, /* a: name id, b: body */
	NODE_WITH,	/* a: NODE_SETs, b: body */
	NODE_BLOCK,	/* a: block id */
	NODE_INCLUDE,	/* a: template id, or INCLUDE_MISSING */
	/* expressions */
	NODE_CONST,    /* as.value */
	NODE_NAME,     /* as.text, a: name id */
	NODE_ATTR,     /* as.text, a: object */
	NODE_ITEM,     /* a: object, b: index */
	NODE_SLICE,    /* a: object, b: from or none, c: to or none */
	NODE_LIST,     /* a: expressions */
	NODE_FILTER,   /* as.filter, a: value, b: NODE_ARGs */
	NODE_HOST,     /* as.text: host filter, a: value, b: NODE_ARGs */
	NODE_ARG,      /* a: expression, op: parameter; as.text: keyword for the host */
	NODE_TEST,     /* as.test, a: value, b: argument or none */
	NODE_AND,      /* a, b */
	NODE_OR,       /* a, b */
	NODE_NOT,      /* a */
	NODE_NEGATIVE, /* a */
	NODE_POSITIVE, /* a */
	NODE_BINARY,   /* op: enum binary_op, a, b */
	NODE_COMPARE,  /* op: enum compare_op, a, b; c: further NODE_COMPARE (without a) of a < b < c */
	NODE_CHOICE,   /* a: condition, b: then, c: else */
	NODE_LOOP,     /* op: enum loop_field */
	NODE_SUPER,
};

enum binary_op { BINARY_ADD, BINARY_SUB, BINARY_MUL, BINARY_DIV, BINARY_FLOORDIV, BINARY_MOD, BINARY_CONCAT };
enum compare_op { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE, COMPARE_IN, COMPARE_NOT_IN };
enum loop_field {
	LOOP_INDEX,
	LOOP_INDEX0,
	LOOP_REVINDEX,
	LOOP_REVINDEX0,
	LOOP_FIRST,
	LOOP_LAST,
	LOOP_LENGTH,
	LOOP_PREVITEM,
	LOOP_NEXTITEM,
};
/* NODE_NAME, NODE_ATTR: the op field; the value may be missing because a test or filter asks for that */
enum { MAY_BE_MISSING = 1 };
#define INCLUDE_MISSING UINT32_MAX

struct node {
	uint8_t kind, op;
	/*
	 * Where in its map the name was found last. Maps of one sort are filled in one order, so that
	 * the next one has it there too; only a hint, so a race between threads does no harm.
	 */
	_Atomic uint16_t hint;
	uint32_t at; /* offset in the template's text */
	uint32_t next;
	uint32_t a, b, c, d, e;
	union {
		struct str text;
		struct value *value;
		const struct template_filter *filter;
		const struct template_test *test;
	} as;
};

/* The block of one name in one template and those that it extends: the bodies, its own first. */
struct block_chain {
	uint32_t n;
	uint32_t *bodies;
};

struct block {
	uint32_t id, body, at;
	bool calls_super;
};

struct template
{
	struct str name, path, text; /* text: with \n as line ends */
	uint32_t first_node, nodes_end;
	uint32_t root;	    /* first statement */
	uint32_t parent;    /* template id + 1 of what it extends, 0: none */
	uint32_t parent_at; /* where it says so */
	struct str parent_name;
	struct block_vec VEC_FIELDS(struct block) blocks;
	struct block_chain *chains; /* by block id */
	bool broken;
};

struct template_set {
	struct node *nodes;
	uint32_t nodes_n;
	struct template *templates;
	uint32_t templates_n;
	struct str *names; /* variable names by id */
	bool *is_bound;	   /* by name id: some template sets it (for, set, with) */
	uint32_t names_n;
	const struct template_host *host;
};

/* ---- compiling ------------------------------------------------------------- */

struct compiler {
	struct arena *arena;
	struct diag_list *diags;
	const struct template_loader *loader;
	const struct template_host *host;
	struct node_vec VEC_FIELDS(struct node) nodes;
	struct template_vec VEC_FIELDS(struct template) templates;
	struct VEC(struct str) names;
	struct VEC(bool) is_bound;
	struct map name_ids, block_ids, template_ids;
	bool failed;
};

/* Parses templates.at[id].text into nodes. */
void template_parse(struct compiler *compiler, uint32_t id);
/* Id of the template of that name, which is added to be parsed later when it is new. */
uint32_t template_refer(struct compiler *compiler, struct str name);
/* The id of a variable name. */
uint32_t template_name_id(struct compiler *compiler, struct str name);
/* Adds an error at an offset of a template. */
__attribute__((format(printf, 5, 6))) void template_error(struct compiler *compiler, uint32_t id, size_t at,
							  enum diag_code code, const char *format, ...);

/* ---- tokens ---------------------------------------------------------------- */

enum token_kind {
	TOKEN_END, /* of the tag, or of everything after an error */
	TOKEN_NAME,
	TOKEN_STRING, /* text: decoded */
	TOKEN_INTEGER,
	TOKEN_FLOAT,
	TOKEN_OPERATOR, /* text */
};

struct token {
	enum token_kind kind;
	uint32_t at;
	struct str text;
};

/* What the text goes on with. */
enum piece { PIECE_END, PIECE_VARIABLE, PIECE_BLOCK };

struct lexer {
	struct compiler *compiler;
	uint32_t template_id;
	struct str text;
	size_t at;
	bool in_block;	    /* the tag is {% %}, not {{ }} */
	bool line_starting; /* what was read last ends with a line end */
	int brackets;	    /* open ones in this tag */
	bool failed;	    /* an error was reported; only TOKEN_END and PIECE_END follow */
};

/*
 * Reads text up to the next tag. Calls add() for each run of text (white space
 * control applied, comments left out, raw blocks as they are).
 */
enum piece lexer_text(struct lexer *lexer, void (*add)(void *context, size_t at, struct str text), void *context);
struct token lexer_token(struct lexer *lexer);
/* Reports an error unless there was one. */
__attribute__((format(printf, 3, 4))) void lexer_fail(struct lexer *lexer, size_t at, const char *format, ...);

/* ---- rendering ------------------------------------------------------------- */

struct render;

/* One of Jinja's filters. */
struct template_filter {
	const char *name;
	/* value is not undefined unless takes_missing; arguments are NULL when not given. NULL after failing. */
	struct value *(*run)(struct render *render, const struct node *node, struct value *value,
			     struct value *const *arguments);
	const char *parameters[4];
	uint8_t required; /* so many of them */
	bool takes_missing;
	bool keywords_only;
};

struct template_test {
	const char *name;
	/* 1, 0, or -1 after failing */
	int (*run)(struct render *render, const struct node *node, const struct value *value,
		   const struct value *argument);
	bool takes_argument, takes_missing;
};

const struct template_filter *template_filter_find(struct str name);
const struct template_test *template_test_find(struct str name);

struct arena *render_arena(struct render *render);
/* The value of "nothing has this name". */
extern struct value template_undefined;
/* Adds an error at a node; always returns NULL. */
__attribute__((format(printf, 4, 5))) void *render_fail(struct render *render, const struct node *node,
							enum diag_code code, const char *format, ...);
/* Text of a value that is text or a number; false after failing. `what` names the operation. */
bool render_text(struct render *render, const struct node *node, const struct value *value, const char *what,
		 struct str *text);
/* Counts n bytes of made text against the limit; false after failing. */
bool render_may_make(struct render *render, const struct node *node, size_t n);
/* An empty buffer for building a text; render_built() makes it a value. */
struct buf *render_build(struct render *render);
struct value *render_built(struct render *render, const struct node *node, bool is_html);
/* -1, 0, 1 as Python orders; 2 when it does not. */
int template_order(const struct value *a, const struct value *b);

#endif
