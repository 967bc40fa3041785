/*
 * template_render: a rendering under way. Inside of the template engine only:
 * template_eval.c gives values to expressions, template_operator.c to operators,
 * template_render.c runs the statements. Values are never NULL unless the
 * rendering has failed: then everything returns.
 */
#ifndef WEIR_TEMPLATE_RENDER_H
#define WEIR_TEMPLATE_RENDER_H
#include "common/template_node.h"

struct binding {
	uint32_t name;
	struct value *value;
};

/*
 * The bindings that one template or block sees: its own, bindings [base, end), then those of the
 * frame below. The current frame ends where the bindings do.
 */
struct frame {
	uint32_t base, end;
	struct frame *below;
};

struct loop {
	struct value **items;
	uint32_t index, n;
};

struct render {
	const struct template_set *set;
	const struct value *context;
	void *host_context;
	struct buf *out;
	struct arena *arena;
	struct diag_list *diags;

	struct binding *bindings;
	uint32_t bindings_n, bindings_room;
	uint32_t scope; /* `set` replaces what stands from here on */
	struct frame *frame;
	struct frame *root; /* of the template that is rendered: what blocks see */
	const struct loop *loop;

	const struct template *leaf;	 /* whose blocks are shown */
	const struct block_chain *chain; /* of the block that is rendered, at chain_at */
	uint32_t chain_at;

	uint32_t depth, steps;
	size_t made;
	struct buf scratch;
	bool failed;
};

#define UNDEFINED (&template_undefined)

static inline struct node *render_node(const struct render *render, uint32_t index)
{
	return &render->set->nodes[index];
}
void render_bind(struct render *render, uint32_t name, struct value *value);
/* Gives a name of the present scope another value, or binds it. */
void render_set(struct render *render, uint32_t name, struct value *value);

/* The value of an expression, UNDEFINED when it has none; NULL after failing. */
struct value *render_eval(struct render *render, uint32_t index);
/* The same for one that must have a value. */
struct value *render_need(struct render *render, uint32_t index);
/* "what needs …, this is …"; always NULL. */
struct value *render_fail_kind(struct render *render, const struct node *node, const char *what, const char *needs,
			       const struct value *value);
/* Takes what was written behind `start` back out of the output, as a value. */
struct value *render_capture(struct render *render, const struct node *node, size_t start);
/* Body `at` of a chain, which sees the variables of the template but not those around the block. */
bool render_block(struct render *render, const struct node *node, const struct block_chain *chain, uint32_t at);

/* ---- operators (template_operator.c): NULL, or -1, after failing ---- */

struct value *template_binary(struct render *render, const struct node *node, const struct value *a,
			      const struct value *b);
struct value *template_sign(struct render *render, const struct node *node, const struct value *value);
int template_compare(struct render *render, const struct node *node, const struct value *a, const struct value *b);

#endif
