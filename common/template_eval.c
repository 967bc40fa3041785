/*
 * Expressions and what they need: names, fields, filters, and saying what is missing.
 */
#include "common/limits.h"
#include "common/template_render.h"

#include <stdarg.h>
#include <stdatomic.h>

struct value template_undefined = {.kind = VALUE_NULL};

struct arena *render_arena(struct render *render)
{
	return render->arena;
}

static const struct template *template_of(const struct render *render, const struct node *node)
{
	uint32_t index = (uint32_t)(node - render->set->nodes);

	for (uint32_t i = 0; i < render->set->templates_n; i++)
		if (index >= render->set->templates[i].first_node && index < render->set->templates[i].nodes_end)
			return &render->set->templates[i];
	return render->leaf;
}

void *render_fail(struct render *render, const struct node *node, enum diag_code code, const char *format, ...)
{
	const struct template *template = template_of(render, node);
	struct place place = {.path = template->path};
	struct buf text;
	va_list args;

	if (render->failed)
		return NULL;
	render->failed = true;
	place_of(template->text, node->at, &place.line, &place.column);
	buf_init(&text, BUF_NO_LIMIT);
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(render->diags, code, place, "%.*s", STR_ARG(buf_view(&text)));
	buf_release(&text);
	return NULL;
}

bool render_may_make(struct render *render, const struct node *node, size_t n)
{
	if (n > LIMIT_TEMPLATE_MADE - render->made) {
		render_fail(render, node, DIAG_TEMPLATE_LIMIT,
			    "more than %zu bytes of text made by filters and operators", LIMIT_TEMPLATE_MADE);
		return false;
	}
	render->made += n;
	return true;
}

struct buf *render_build(struct render *render)
{
	buf_clear(&render->scratch);
	return &render->scratch;
}

struct value *render_built(struct render *render, const struct node *node, bool is_html)
{
	struct value *value;

	if (buf_failed(&render->scratch) || !render_may_make(render, node, render->scratch.n))
		return render_fail(render, node, DIAG_TEMPLATE_LIMIT, "a text of more than %zu bytes",
				   LIMIT_TEMPLATE_MADE);
	value = value_str(render->arena, arena_str(render->arena, buf_view(&render->scratch)));
	value->is_html = is_html;
	return value;
}

/* ---- names ------------------------------------------------------------------ */

/* The pair of that key, looked for where it was the last time. */
static struct value *field(const struct value *map, struct str key, struct node *node)
{
	const struct value_pair *pairs = map->as.map.at;
	uint32_t n = map->as.map.n, hint = atomic_load_explicit(&node->hint, memory_order_relaxed);

	if (hint < n && str_eq(pairs[hint].key, key))
		return pairs[hint].value;
	for (uint32_t i = 0; i < n; i++) {
		if (!str_eq(pairs[i].key, key))
			continue;
		atomic_store_explicit(&node->hint, (uint16_t)i, memory_order_relaxed);
		return pairs[i].value;
	}
	return NULL;
}

static struct value *bound(const struct render *render, uint32_t name)
{
	const struct frame *frame = render->frame;
	uint32_t end = render->bindings_n;

	for (;;) {
		for (uint32_t i = end; i-- > frame->base;)
			if (render->bindings[i].name == name)
				return render->bindings[i].value;
		frame = frame->below;
		if (frame == NULL)
			return NULL;
		end = frame->end;
	}
}

void render_bind(struct render *render, uint32_t name, struct value *value)
{
	if (render->bindings_n == render->bindings_room) {
		uint32_t room = render->bindings_room < 16 ? 16 : render->bindings_room * 2;
		struct binding *bindings = arena_array(render->arena, room, sizeof(*bindings));

		if (render->bindings_n != 0)
			memcpy(bindings, render->bindings, render->bindings_n * sizeof(*bindings));
		render->bindings = bindings;
		render->bindings_room = room;
	}
	render->bindings[render->bindings_n++] = (struct binding){name, value};
}

void render_set(struct render *render, uint32_t name, struct value *value)
{
	for (uint32_t i = render->bindings_n; i-- > render->scope;) {
		if (render->bindings[i].name == name) {
			render->bindings[i].value = value;
			return;
		}
	}
	render_bind(render, name, value);
}

static struct value *eval_name(struct render *render, struct node *node)
{
	struct value *value = NULL;

	if (render->set->is_bound[node->a])
		value = bound(render, node->a);
	if (value == NULL)
		value = field(render->context, node->as.text, node);
	return value != NULL ? value : UNDEFINED;
}

/* ---- what is missing --------------------------------------------------------- */

/* An expression as it was written, for messages: "page.params.color"; false when it is not that simple. */
static bool add_path(const struct render *render, struct buf *out, const struct node *node)
{
	if (node->kind == NODE_NAME) {
		buf_str(out, node->as.text);
		return true;
	}
	if (node->kind != NODE_ATTR || !add_path(render, out, render_node(render, node->a)))
		return false;
	buf_char(out, '.');
	buf_str(out, node->as.text);
	return true;
}

static void hint_field(struct render *render, struct str name, const struct value *map)
{
	struct VEC(struct str) names = {0};
	const struct str *near;

	for (uint32_t i = 0; i < map->as.map.n; i++)
		*vec_add(&names) = map->as.map.at[i].key;
	for (uint32_t i = 0; map == render->context && i < render->set->names_n; i++)
		if (render->set->is_bound[i] && !str_eq(render->set->names[i], name))
			*vec_add(&names) = render->set->names[i];
	near = str_nearest(name, names.at, names.n);
	if (near != NULL)
		diag_hint(render->diags, "did you mean \"%.*s\"?", STR_ARG(*near));
	vec_release(&names);
}

static void fail_attribute(struct render *render, const struct node *node)
{
	struct buf path;
	struct value *object;

	buf_init(&path, BUF_NO_LIMIT);
	object = render_eval(render, node->a); /* once more, to name what it has */
	if (object == NULL) {
		buf_release(&path);
		return;
	}
	if (!add_path(render, &path, render_node(render, node->a)))
		buf_lit(&path, "the value");
	if (object->kind == VALUE_MAP)
		render_fail(render, node, DIAG_TEMPLATE_UNKNOWN, "%.*s has no field \"%.*s\"", STR_ARG(buf_view(&path)),
			    STR_ARG(node->as.text));
	else
		render_fail(render, node, DIAG_TEMPLATE_UNKNOWN, "%.*s has no field \"%.*s\": it is %s",
			    STR_ARG(buf_view(&path)), STR_ARG(node->as.text), value_kind_name(object->kind));
	if (object->kind == VALUE_MAP)
		hint_field(render, node->as.text, object);
	buf_release(&path);
}

/* Something needs the value of a node that has none. */
static struct value *fail_undefined(struct render *render, uint32_t index)
{
	const struct node *node = render_node(render, index);

	if (node->kind == NODE_NAME) {
		render_fail(render, node, DIAG_TEMPLATE_UNKNOWN, "\"%.*s\" is not defined", STR_ARG(node->as.text));
		hint_field(render, node->as.text, render->context);
	} else if (node->kind == NODE_ATTR) {
		fail_attribute(render, node);
	} else {
		render_fail(render, node, DIAG_TEMPLATE_UNKNOWN, "there is no such value");
	}
	return NULL;
}

/* The value of a node, which must have one. */
struct value *render_need(struct render *render, uint32_t index)
{
	struct value *value = render_eval(render, index);

	return value == UNDEFINED ? fail_undefined(render, index) : value;
}

struct value *render_fail_kind(struct render *render, const struct node *node, const char *what, const char *needs,
			       const struct value *value)
{
	return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s needs %s, this is %s", what, needs,
			   value_kind_name(value->kind));
}

/* ---- text of values ----------------------------------------------------------- */

bool render_text(struct render *render, const struct node *node, const struct value *value, const char *what,
		 struct str *text)
{
	struct buf *out;
	struct value *built;

	if (value->kind == VALUE_STR) {
		*text = value->as.str;
		return true;
	}
	if (value->kind == VALUE_BOOL) {
		*text = value->as.boolean ? STR("True") : STR("False");
		return true;
	}
	out = render_build(render);
	if (value->kind == VALUE_INT) {
		buf_int(out, value->as.integer);
	} else if (value->kind == VALUE_DOUBLE) {
		buf_double(out, value->as.number);
	} else if (value->kind == VALUE_DATE) {
		date_format(out, value->as.date);
	} else {
		render_fail_kind(render, node, what, "text", value);
		return false;
	}
	built = render_built(render, node, false);
	if (built == NULL)
		return false;
	*text = built->as.str;
	return true;
}

/* ---- parts of values -------------------------------------------------------------- */

static struct value *truth(bool is_true)
{
	static struct value yes = {.kind = VALUE_BOOL, .as.boolean = true}, no = {.kind = VALUE_BOOL};

	return is_true ? &yes : &no;
}

static struct value *eval_attribute(struct render *render, struct node *node)
{
	struct value *object = render_need(render, node->a), *value;

	if (object == NULL)
		return NULL;
	if (object->kind != VALUE_MAP)
		return UNDEFINED;
	value = field(object, node->as.text, node);
	return value != NULL ? value : UNDEFINED;
}

static struct value *eval_item(struct render *render, const struct node *node)
{
	struct value *object = render_need(render, node->a), *index, *value;
	int64_t i;

	if (object == NULL || (index = render_need(render, node->b)) == NULL)
		return NULL;
	if (object->kind == VALUE_MAP && index->kind == VALUE_STR) {
		value = value_get(object, index->as.str);
		return value != NULL ? value : UNDEFINED;
	}
	if (object->kind != VALUE_LIST || index->kind != VALUE_INT)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s cannot be indexed with %s",
				   value_kind_name(object->kind), value_kind_name(index->kind));
	i = index->as.integer < 0 ? index->as.integer + object->as.list.n : index->as.integer;
	return i >= 0 && i < object->as.list.n ? object->as.list.at[i] : UNDEFINED;
}

/* An end of a slice: 0 to n. */
static bool slice_end(struct render *render, uint32_t index, int64_t otherwise, int64_t n, int64_t *end)
{
	struct value *value;

	*end = otherwise;
	if (index == 0)
		return true;
	value = render_need(render, index);
	if (value == NULL)
		return false;
	if (value->kind == VALUE_NULL)
		return true;
	if (value->kind != VALUE_INT)
		return render_fail_kind(render, render_node(render, index), "[a:b]", "whole numbers", value) != NULL;
	*end = value->as.integer < 0 ? value->as.integer + n : value->as.integer;
	*end = *end < 0 ? 0 : *end > n ? n : *end;
	return true;
}

static struct value *eval_slice(struct render *render, const struct node *node)
{
	struct value *object = render_need(render, node->a), *list;
	int64_t from, to;

	if (object == NULL)
		return NULL;
	if (object->kind != VALUE_LIST)
		return render_fail_kind(render, node, "[a:b]", "a list (text is cut with truncate)", object);
	if (!slice_end(render, node->b, 0, object->as.list.n, &from) ||
	    !slice_end(render, node->c, object->as.list.n, object->as.list.n, &to))
		return NULL;
	list = value_list(render->arena);
	if (from < to) {
		list->as.list.at = object->as.list.at + from; /* shared: values do not change */
		list->as.list.n = list->as.list.room = (uint32_t)(to - from);
	}
	return list;
}

static struct value *eval_list(struct render *render, const struct node *node)
{
	struct value *list = value_list(render->arena), *item;

	for (uint32_t at = node->a; at != 0; at = render_node(render, at)->next) {
		item = render_need(render, render_node(render, at)->a);
		if (item == NULL)
			return NULL;
		value_append(render->arena, list, item);
	}
	return list;
}

static struct value *eval_loop(struct render *render, const struct node *node)
{
	const struct loop *loop = render->loop;
	uint32_t i = loop->index;

	switch (node->op) {
	case LOOP_INDEX:
		return value_int(render->arena, (int64_t)i + 1);
	case LOOP_INDEX0:
		return value_int(render->arena, i);
	case LOOP_REVINDEX:
		return value_int(render->arena, loop->n - i);
	case LOOP_REVINDEX0:
		return value_int(render->arena, loop->n - i - 1);
	case LOOP_FIRST:
		return truth(i == 0);
	case LOOP_LAST:
		return truth(i + 1 == loop->n);
	case LOOP_LENGTH:
		return value_int(render->arena, loop->n);
	case LOOP_PREVITEM:
		return i > 0 ? loop->items[i - 1] : UNDEFINED;
	default:
		return i + 1 < loop->n ? loop->items[i + 1] : UNDEFINED;
	}
}

/* ---- operators ----------------------------------------------------------------- */

static struct value *eval_binary(struct render *render, const struct node *node)
{
	struct value *a = render_need(render, node->a), *b;

	if (a == NULL || (b = render_need(render, node->b)) == NULL)
		return NULL;
	return template_binary(render, node, a, b);
}

static struct value *eval_compare(struct render *render, const struct node *node)
{
	struct value *left = render_need(render, node->a), *right;

	while (left != NULL) {
		int result;

		right = render_need(render, node->b);
		if (right == NULL)
			return NULL;
		result = template_compare(render, node, left, right);
		if (result < 0)
			return NULL;
		if (result == 0 || node->c == 0)
			return truth(result != 0);
		node = render_node(render, node->c);
		left = right;
	}
	return NULL;
}

/* ---- filters, tests, super -------------------------------------------------------- */

static struct value *eval_filter(struct render *render, const struct node *node)
{
	const struct template_filter *filter = node->as.filter;
	struct value *arguments[4] = {NULL};
	struct value *value = filter->takes_missing ? render_eval(render, node->a) : render_need(render, node->a);

	if (value == NULL)
		return NULL;
	for (uint32_t at = node->b; at != 0; at = render_node(render, at)->next) {
		const struct node *argument = render_node(render, at);
		struct value *given =
		    filter->takes_missing ? render_eval(render, argument->a) : render_need(render, argument->a);

		if (given == NULL)
			return NULL;
		arguments[argument->op] = given;
	}
	return filter->run(render, node, value, arguments);
}

static struct value *eval_host(struct render *render, const struct node *node)
{
	struct value *arguments[LIMIT_TEMPLATE_ARGUMENTS], *value = render_need(render, node->a), *keywords = NULL;
	struct str problem = STR_NONE;
	size_t n = 0;

	if (value == NULL)
		return NULL;
	for (uint32_t at = node->b; at != 0; at = render_node(render, at)->next) {
		const struct node *argument = render_node(render, at);
		struct value *given = render_need(render, argument->a);

		if (given == NULL)
			return NULL;
		if (argument->as.text.s == NULL) {
			arguments[n++] = given;
			continue;
		}
		if (keywords == NULL)
			arguments[n++] = keywords = value_map(render->arena);
		value_set(render->arena, keywords, argument->as.text, given);
	}
	value = render->set->host->filter(render->host_context, render->arena, node->as.text, value, arguments, n,
					  &problem);
	if (value == NULL)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%.*s: %.*s", STR_ARG(node->as.text),
				   STR_ARG(problem.n != 0 ? problem : STR("does not take this")));
	return value;
}

static struct value *eval_test(struct render *render, const struct node *node)
{
	const struct template_test *test = node->as.test;
	struct value *value = test->takes_missing ? render_eval(render, node->a) : render_need(render, node->a),
		     *argument = NULL;
	int result;

	if (value == NULL || (node->b != 0 && (argument = render_need(render, node->b)) == NULL))
		return NULL;
	result = test->run(render, node, value, argument);
	return result < 0 ? NULL : truth(result != 0);
}

/* Takes what was written behind `start` back out of the output, as a value. */
struct value *render_capture(struct render *render, const struct node *node, size_t start)
{
	struct str text;

	if (buf_failed(render->out))
		return render_fail(render, node, DIAG_TEMPLATE_LIMIT, "the page is larger than it may be");
	text = str_from(buf_view(render->out), start);
	if (!render_may_make(render, node, text.n))
		return NULL;
	text = arena_str(render->arena, text);
	buf_cut(render->out, start);
	return value_html(render->arena, text);
}

static struct value *eval_super(struct render *render, const struct node *node)
{
	size_t start = render->out->n;

	if (!render_block(render, node, render->chain, render->chain_at + 1))
		return NULL;
	return render_capture(render, node, start);
}

/* ---- expressions ------------------------------------------------------------------- */

static struct value *eval_and_or(struct render *render, const struct node *node)
{
	struct value *value = render_need(render, node->a);

	if (value == NULL || value_is_true(value) == (node->kind == NODE_OR))
		return value;
	return render_eval(render, node->b);
}

struct value *render_eval(struct render *render, uint32_t index)
{
	struct node *node = render_node(render, index);
	struct value *value;

	switch ((enum node_kind)node->kind) {
	case NODE_CONST:
		return node->as.value;
	case NODE_NAME:
		return eval_name(render, node);
	case NODE_ATTR:
		return eval_attribute(render, node);
	case NODE_ITEM:
		return eval_item(render, node);
	case NODE_SLICE:
		return eval_slice(render, node);
	case NODE_LIST:
		return eval_list(render, node);
	case NODE_FILTER:
		return eval_filter(render, node);
	case NODE_HOST:
		return eval_host(render, node);
	case NODE_TEST:
		return eval_test(render, node);
	case NODE_AND:
	case NODE_OR:
		return eval_and_or(render, node);
	case NODE_NOT:
		value = render_need(render, node->a);
		return value == NULL ? NULL : truth(!value_is_true(value));
	case NODE_NEGATIVE:
	case NODE_POSITIVE:
		value = render_need(render, node->a);
		return value == NULL ? NULL : template_sign(render, node, value);
	case NODE_BINARY:
		return eval_binary(render, node);
	case NODE_COMPARE:
		return eval_compare(render, node);
	case NODE_CHOICE:
		value = render_need(render, node->a);
		return value == NULL ? NULL : render_eval(render, value_is_true(value) ? node->b : node->c);
	case NODE_LOOP:
		return eval_loop(render, node);
	case NODE_SUPER:
		return eval_super(render, node);
	default:
		return render_fail(render, node, DIAG_TEMPLATE_SYNTAX, "no expression"); /* cannot be */
	}
}
