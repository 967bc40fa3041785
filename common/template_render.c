/*
 * Statements: running the nodes of a template into the output.
 */
#include "common/escape.h"
#include "common/limits.h"
#include "common/template_render.h"

static bool run(struct render *render, uint32_t first);

static bool output(struct render *render, const struct node *node)
{
	struct value *value = render_need(render, node->a);

	if (value == NULL)
		return false;
	switch (value->kind) {
	case VALUE_STR:
		if (value->is_html)
			buf_str(render->out, value->as.str);
		else
			escape_html(render->out, value->as.str);
		return true;
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
		buf_str(render->out, value->as.boolean ? STR("True") : STR("False"));
		return true;
	case VALUE_INT:
		buf_int(render->out, value->as.integer);
		return true;
	case VALUE_DOUBLE:
		buf_double(render->out, value->as.number);
		return true;
	case VALUE_DATE:
		date_format(render->out, value->as.date);
		return true;
	default:
		return render_fail_kind(render, node, "{{ }}", "text or a number", value) != NULL;
	}
}

static bool count_step(struct render *render, const struct node *node)
{
	if (++render->steps > LIMIT_TEMPLATE_STEPS)
		return render_fail(render, node, DIAG_TEMPLATE_LIMIT,
				   "more than %d loop rounds and includes in one page", LIMIT_TEMPLATE_STEPS) != NULL;
	return true;
}

static bool count_depth(struct render *render, const struct node *node)
{
	if (render->depth >= LIMIT_TEMPLATE_DEPTH)
		return render_fail(render, node, DIAG_TEMPLATE_LIMIT, "includes and blocks nested more than %d deep",
				   LIMIT_TEMPLATE_DEPTH) != NULL;
	render->depth++;
	return true;
}

static bool run_if(struct render *render, const struct node *node)
{
	for (;;) {
		struct value *condition = render_need(render, node->a);

		if (condition == NULL)
			return false;
		if (value_is_true(condition))
			return run(render, node->b);
		if (node->c == 0)
			return true;
		/* an `elif` is an if that stands alone and belongs to the tag that began */
		if (render_node(render, node->c)->kind != NODE_IF || render_node(render, node->c)->at != node->at)
			return run(render, node->c);
		node = render_node(render, node->c);
	}
}

/* What a loop walks over. */
static bool items_of(struct render *render, const struct node *node, const struct value *value, struct loop *loop)
{
	if (value->kind == VALUE_LIST) {
		loop->items = value->as.list.at;
		loop->n = value->as.list.n;
		return true;
	}
	if (value->kind != VALUE_MAP)
		return render_fail_kind(render, node, "for", "a list or a table", value) != NULL;
	loop->n = value->as.map.n;
	loop->items = arena_array(render->arena, loop->n, sizeof(*loop->items));
	for (uint32_t i = 0; i < loop->n; i++)
		loop->items[i] = value_str(render->arena, value->as.map.at[i].key);
	return true;
}

static bool bind_targets(struct render *render, const struct node *node, struct value *item)
{
	uint32_t target = node->a, i = 0;

	if (render_node(render, target)->next == 0) {
		render_bind(render, render_node(render, target)->a, item);
		return true;
	}
	if (item->kind != VALUE_LIST)
		return render_fail_kind(render, node, "for with several variables", "lists in the list", item) != NULL;
	for (; target != 0; target = render_node(render, target)->next) {
		if (i < item->as.list.n)
			render_bind(render, render_node(render, target)->a, item->as.list.at[i]);
		i++;
	}
	if (i != item->as.list.n)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%u variables for a list of %u", (unsigned)i,
				   (unsigned)item->as.list.n) != NULL;
	return true;
}

/* Leaves only the items for which the loop's condition is true. */
static bool filter_items(struct render *render, const struct node *node, struct loop *loop)
{
	struct value **kept = arena_array(render->arena, loop->n, sizeof(*kept));
	uint32_t n = 0, bindings = render->bindings_n, scope = render->scope;

	render->scope = bindings;
	for (uint32_t i = 0; i < loop->n; i++) {
		struct value *condition;

		render->bindings_n = bindings;
		if (!count_step(render, node) || !bind_targets(render, node, loop->items[i]) ||
		    (condition = render_need(render, node->e)) == NULL)
			return false;
		if (value_is_true(condition))
			kept[n++] = loop->items[i];
	}
	render->bindings_n = bindings;
	render->scope = scope;
	loop->items = kept;
	loop->n = n;
	return true;
}

/* A body whose variables end with it. */
static bool run_scope(struct render *render, uint32_t body, uint32_t scope)
{
	uint32_t outer = render->scope;

	render->scope = scope;
	if (!run(render, body))
		return false;
	render->scope = outer;
	render->bindings_n = scope;
	return true;
}

static bool run_for(struct render *render, const struct node *node)
{
	struct value *list = render_need(render, node->b);
	const struct loop *outer = render->loop;
	uint32_t bindings = render->bindings_n;
	struct loop loop = {0};

	if (list == NULL || !items_of(render, render_node(render, node->b), list, &loop))
		return false;
	if (node->e != 0 && !filter_items(render, node, &loop))
		return false;
	if (loop.n == 0)
		return run_scope(render, node->d, bindings);
	/* cppcheck-suppress autoVariables ; put back below; after an error nobody looks */
	render->loop = &loop;
	for (; loop.index < loop.n; loop.index++)
		if (!count_step(render, node) || !bind_targets(render, node, loop.items[loop.index]) ||
		    !run_scope(render, node->c, bindings))
			return false;
	render->loop = outer;
	return true;
}

static bool run_with(struct render *render, const struct node *node)
{
	uint32_t bindings = render->bindings_n, n = 0;
	struct value *values[LIMIT_TEMPLATE_ARGUMENTS] = {NULL};
	uint32_t at;

	/* all values first: none of them sees the others */
	for (at = node->a; at != 0; at = render_node(render, at)->next)
		if ((values[n++] = render_eval(render, render_node(render, at)->b)) == NULL)
			return false;
	n = 0;
	for (at = node->a; at != 0; at = render_node(render, at)->next)
		render_bind(render, render_node(render, at)->a, values[n++]);
	return run_scope(render, node->b, bindings);
}

static bool run_set(struct render *render, const struct node *node)
{
	struct value *value = render_eval(render, node->b);

	if (value == NULL)
		return false;
	render_set(render, node->a, value);
	return true;
}

static bool run_set_block(struct render *render, const struct node *node)
{
	size_t start = render->out->n;
	struct value *value;

	if (!run_scope(render, node->b, render->bindings_n))
		return false;
	value = render_capture(render, node, start);
	if (value == NULL)
		return false;
	render_set(render, node->a, value);
	return true;
}

/* Body `at` of a chain, which sees the variables of the template but not those around the block. */
bool render_block(struct render *render, const struct node *node, const struct block_chain *chain, uint32_t at)
{
	struct frame frame = {.base = render->bindings_n, .below = render->root}, *outer = render->frame;
	const struct block_chain *outer_chain = render->chain;
	uint32_t outer_at = render->chain_at, outer_scope = render->scope;
	const struct loop *outer_loop = render->loop;

	if (at >= chain->n)
		return render_fail(render, node, DIAG_TEMPLATE_SYNTAX, "super() in a block that replaces none") != NULL;
	if (!count_depth(render, node))
		return false;
	outer->end = render->bindings_n;
	render->frame = &frame;
	render->scope = frame.base;
	render->loop = NULL;
	render->chain = chain;
	render->chain_at = at;
	(void)run(render, chain->bodies[at]);
	render->bindings_n = frame.base;
	render->frame = outer;
	render->scope = outer_scope;
	render->loop = outer_loop;
	render->chain = outer_chain;
	render->chain_at = outer_at;
	render->depth--;
	return !render->failed;
}

/* A template with all that it extends; below: the frame of what includes it, NULL: nothing. */
static bool run_template(struct render *render, const struct template *template)
{
	struct frame frame = {.base = render->bindings_n, .below = render->frame}, *outer_root = render->root;
	const struct template *outer_leaf = render->leaf, *at = template;
	uint32_t outer_scope = render->scope;
	const struct loop *outer_loop = render->loop;

	if (render->frame != NULL)
		render->frame->end = render->bindings_n;
	render->frame = render->root = &frame;
	render->scope = frame.base;
	render->leaf = template;
	render->loop = NULL;
	while (run(render, at->root) && at->parent != 0)
		at = &render->set->templates[at->parent - 1];
	render->bindings_n = frame.base;
	render->frame = frame.below;
	render->root = outer_root;
	render->scope = outer_scope;
	render->leaf = outer_leaf;
	render->loop = outer_loop;
	return !render->failed;
}

static bool run_include(struct render *render, const struct node *node)
{
	if (node->a == INCLUDE_MISSING)
		return true;
	if (!count_step(render, node) || !count_depth(render, node) ||
	    !run_template(render, &render->set->templates[node->a]))
		return false;
	render->depth--;
	return true;
}

static bool run_node(struct render *render, const struct node *node)
{
	switch ((enum node_kind)node->kind) {
	case NODE_TEXT:
		buf_str(render->out, node->as.text);
		return true;
	case NODE_OUTPUT:
		return output(render, node);
	case NODE_IF:
		return run_if(render, node);
	case NODE_FOR:
		return run_for(render, node);
	case NODE_SET:
		return run_set(render, node);
	case NODE_SET_BLOCK:
		return run_set_block(render, node);
	case NODE_WITH:
		return run_with(render, node);
	case NODE_BLOCK:
		return render_block(render, node, &render->leaf->chains[node->a], 0);
	case NODE_INCLUDE:
		return run_include(render, node);
	default:
		return false;
	}
}

static bool run(struct render *render, uint32_t first)
{
	for (uint32_t at = first; at != 0; at = render_node(render, at)->next)
		if (!run_node(render, render_node(render, at)))
			return false;
	return true;
}

static const struct template *find_template(const struct template_set *set, struct str name)
{
	for (uint32_t i = 0; i < set->templates_n; i++)
		if (str_eq(set->templates[i].name, name))
			return &set->templates[i];
	return NULL;
}

int template_render(const struct template_set *set, struct str name, const struct value *context, void *host_context,
		    struct buf *out, struct arena *arena, struct diag_list *diags)
{
	const struct template *template = find_template(set, name);
	struct render render = {
	    .set = set, .context = context, .host_context = host_context, .out = out, .arena = arena, .diags = diags};
	size_t start = out->n;

	if (buf_failed(out)) /* the caller's error, and already known to be one */
		return -1;
	if (template == NULL) {
		diag_add(diags, DIAG_TEMPLATE_MISSING, (struct place){.path = STR_NONE},
			 "there is no template \"%.*s\"", STR_ARG(name));
		return -1;
	}
	buf_init(&render.scratch, LIMIT_TEMPLATE_MADE);
	if (run_template(&render, template) && buf_failed(out))
		(void)render_fail(&render, &set->nodes[template->first_node], DIAG_TEMPLATE_LIMIT,
				  "the page is larger than %zu bytes", out->max);
	buf_release(&render.scratch);
	if (!render.failed)
		return 0;
	buf_cut(out, start);
	out->failed = false;
	return -1;
}
