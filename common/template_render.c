/*
 * Running the nodes. Statements write to the output; expressions give values,
 * never NULL unless the rendering has failed: then everything returns.
 */
#include "common/escape.h"
#include "common/limits.h"
#include "common/template_node.h"

#include <math.h>
#include <stdarg.h>
#include <stdatomic.h>

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

struct value template_undefined = {.kind = VALUE_NULL};
#define UNDEFINED (&template_undefined)

static bool run(struct render *render, uint32_t first);
static struct value *eval(struct render *render, uint32_t index);

static struct node *node_at(const struct render *render, uint32_t index)
{
	return &render->set->nodes[index];
}

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

static void bind(struct render *render, uint32_t name, struct value *value)
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

static void set_name(struct render *render, uint32_t name, struct value *value)
{
	for (uint32_t i = render->bindings_n; i-- > render->scope;) {
		if (render->bindings[i].name == name) {
			render->bindings[i].value = value;
			return;
		}
	}
	bind(render, name, value);
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
	if (node->kind != NODE_ATTR || !add_path(render, out, node_at(render, node->a)))
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
	object = eval(render, node->a); /* once more, to name what it has */
	if (object == NULL) {
		buf_release(&path);
		return;
	}
	if (!add_path(render, &path, node_at(render, node->a)))
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
	const struct node *node = node_at(render, index);

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
static struct value *need(struct render *render, uint32_t index)
{
	struct value *value = eval(render, index);

	return value == UNDEFINED ? fail_undefined(render, index) : value;
}

static struct value *fail_kind(struct render *render, const struct node *node, const char *what, const char *needs,
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
		fail_kind(render, node, what, "text", value);
		return false;
	}
	built = render_built(render, node, false);
	if (built == NULL)
		return false;
	*text = built->as.str;
	return true;
}

static bool output(struct render *render, const struct node *node)
{
	struct value *value = need(render, node->a);

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
		return fail_kind(render, node, "{{ }}", "text or a number", value) != NULL;
	}
}

/* ---- operators ----------------------------------------------------------------- */

static bool is_number(const struct value *value)
{
	return value->kind == VALUE_INT || value->kind == VALUE_DOUBLE || value->kind == VALUE_BOOL;
}

static double as_double(const struct value *value)
{
	if (value->kind == VALUE_DOUBLE)
		return value->as.number;
	return value->kind == VALUE_BOOL ? value->as.boolean : (double)value->as.integer;
}

static int64_t as_int(const struct value *value)
{
	return value->kind == VALUE_BOOL ? value->as.boolean : value->as.integer;
}

/* Python's: the quotient is rounded down, the remainder has the divisor's sign. */
static void divide_down(double a, double b, double *quotient, double *remainder)
{
	double mod = fmod(a, b), div = (a - mod) / b;

	if (mod != 0) {
		if ((b < 0) != (mod < 0)) {
			mod += b;
			div -= 1;
		}
	} else {
		mod = copysign(0, b);
	}
	if (div != 0) {
		*quotient = floor(div);
		if (div - *quotient > 0.5)
			*quotient += 1;
	} else {
		*quotient = copysign(0, a / b);
	}
	*remainder = mod;
}

static struct value *double_arithmetic(struct render *render, int op, double a, double b)
{
	double quotient, remainder;

	switch (op) {
	case BINARY_ADD:
		return value_double(render->arena, a + b);
	case BINARY_SUB:
		return value_double(render->arena, a - b);
	case BINARY_MUL:
		return value_double(render->arena, a * b);
	case BINARY_DIV:
		return value_double(render->arena, a / b);
	default:
		divide_down(a, b, &quotient, &remainder);
		return value_double(render->arena, op == BINARY_FLOORDIV ? quotient : remainder);
	}
}

static struct value *int_arithmetic(struct render *render, const struct node *node, int64_t a, int64_t b)
{
	int64_t result = 0;
	bool overflow = false;

	switch (node->op) {
	case BINARY_ADD:
		overflow = __builtin_add_overflow(a, b, &result);
		break;
	case BINARY_SUB:
		overflow = __builtin_sub_overflow(a, b, &result);
		break;
	case BINARY_MUL:
		overflow = __builtin_mul_overflow(a, b, &result);
		break;
	case BINARY_FLOORDIV:
		overflow = a == INT64_MIN && b == -1;
		if (!overflow)
			result = a / b - (a % b != 0 && (a < 0) != (b < 0));
		break;
	default:
		result = b == -1 ? 0 : a % b;
		if (result != 0 && (result < 0) != (b < 0))
			result += b;
		break;
	}
	if (overflow)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "the result is out of range");
	return value_int(render->arena, result);
}

static struct value *arithmetic(struct render *render, const struct node *node, const struct value *a,
				const struct value *b)
{
	if (node->op >= BINARY_DIV && as_double(b) == 0)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "division by zero");
	if (a->kind == VALUE_DOUBLE || b->kind == VALUE_DOUBLE || node->op == BINARY_DIV)
		return double_arithmetic(render, node->op, as_double(a), as_double(b));
	return int_arithmetic(render, node, as_int(a), as_int(b));
}

/* Two texts as one: HTML when one of them is, the other one escaped then. */
static struct value *concatenate(struct render *render, const struct node *node, const struct value *a,
				 const struct value *b)
{
	struct str left, right;
	bool a_html = a->kind == VALUE_STR && a->is_html, b_html = b->kind == VALUE_STR && b->is_html;
	struct buf *out;

	if (!render_text(render, node, a, node->op == BINARY_ADD ? "+" : "~", &left) ||
	    !render_text(render, node, b, node->op == BINARY_ADD ? "+" : "~", &right))
		return NULL;
	out = render_build(render);
	if (b_html && !a_html)
		escape_html(out, left);
	else
		buf_str(out, left);
	if (a_html && !b_html)
		escape_html(out, right);
	else
		buf_str(out, right);
	return render_built(render, node, a_html || b_html);
}

static struct value *join_lists(struct render *render, const struct node *node, const struct value *a,
				const struct value *b)
{
	struct value *list = value_list(render->arena);

	if (!render_may_make(render, node, (a->as.list.n + (size_t)b->as.list.n) * sizeof(struct value *)))
		return NULL;
	for (uint32_t i = 0; i < a->as.list.n; i++)
		value_append(render->arena, list, a->as.list.at[i]);
	for (uint32_t i = 0; i < b->as.list.n; i++)
		value_append(render->arena, list, b->as.list.at[i]);
	return list;
}

static struct value *eval_binary(struct render *render, const struct node *node)
{
	static const char *const names[] = {"+", "-", "*", "/", "//", "%", "~"};
	struct value *a = need(render, node->a), *b;

	if (a == NULL || (b = need(render, node->b)) == NULL)
		return NULL;
	if (node->op == BINARY_CONCAT)
		return concatenate(render, node, a, b);
	if (is_number(a) && is_number(b))
		return arithmetic(render, node, a, b);
	if (node->op == BINARY_ADD && a->kind == VALUE_STR && b->kind == VALUE_STR)
		return concatenate(render, node, a, b);
	if (node->op == BINARY_ADD && a->kind == VALUE_LIST && b->kind == VALUE_LIST)
		return join_lists(render, node, a, b);
	return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s between %s and %s%s", names[node->op],
			   value_kind_name(a->kind), value_kind_name(b->kind),
			   node->op == BINARY_ADD ? " (texts are put together with ~)" : "");
}

static struct value *eval_sign(struct render *render, const struct node *node)
{
	struct value *value = need(render, node->a);

	if (value == NULL)
		return NULL;
	if (!is_number(value))
		return fail_kind(render, node, node->kind == NODE_NEGATIVE ? "-" : "+", "a number", value);
	if (value->kind == VALUE_DOUBLE)
		return value_double(render->arena, node->kind == NODE_NEGATIVE ? -as_double(value) : as_double(value));
	if (node->kind == NODE_POSITIVE)
		return value_int(render->arena, as_int(value));
	if (as_int(value) == INT64_MIN)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "the result is out of range");
	return value_int(render->arena, -as_int(value));
}

int template_order(const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_STR && b->kind == VALUE_STR) {
		int order = str_cmp(a->as.str, b->as.str);

		return (order > 0) - (order < 0);
	}
	if (a->kind == VALUE_DATE && b->kind == VALUE_DATE)
		return date_cmp(a->as.date, b->as.date);
	if (!is_number(a) || !is_number(b))
		return 2;
	if (a->kind != VALUE_DOUBLE && b->kind != VALUE_DOUBLE)
		return (as_int(a) > as_int(b)) - (as_int(a) < as_int(b));
	return (as_double(a) > as_double(b)) - (as_double(a) < as_double(b));
}

/* a in b: 1, 0, or -1 after failing */
static int is_in(struct render *render, const struct node *node, const struct value *a, const struct value *b)
{
	switch (b->kind) {
	case VALUE_LIST:
		for (uint32_t i = 0; i < b->as.list.n; i++)
			if (value_eq(a, b->as.list.at[i]))
				return 1;
		return 0;
	case VALUE_MAP:
		if (a->kind == VALUE_LIST || a->kind == VALUE_MAP) {
			(void)fail_kind(render, node, "in", "a name on its left when there is a table on its right", a);
			return -1;
		}
		return a->kind == VALUE_STR && value_get(b, a->as.str) != NULL;
	case VALUE_STR:
		if (a->kind != VALUE_STR) {
			(void)fail_kind(render, node, "in", "text on its left when there is text on its right", a);
			return -1;
		}
		return a->as.str.n == 0 || str_find(b->as.str, a->as.str) >= 0;
	default:
		(void)fail_kind(render, node, "in", "a list, a table or text on its right", b);
		return -1;
	}
}

static int compare(struct render *render, const struct node *node, const struct value *a, const struct value *b)
{
	int order, found;

	switch (node->op) {
	case COMPARE_EQ:
		return value_eq(a, b);
	case COMPARE_NE:
		return !value_eq(a, b);
	case COMPARE_IN:
		return is_in(render, node, a, b);
	case COMPARE_NOT_IN:
		found = is_in(render, node, a, b);
		return found < 0 ? found : !found;
	default:
		break;
	}
	order = template_order(a, b);
	if (order == 2) {
		render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s and %s have no order", value_kind_name(a->kind),
			    value_kind_name(b->kind));
		return -1;
	}
	switch (node->op) {
	case COMPARE_LT:
		return order < 0;
	case COMPARE_LE:
		return order <= 0;
	case COMPARE_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static struct value *truth(bool is_true)
{
	static struct value yes = {.kind = VALUE_BOOL, .as.boolean = true}, no = {.kind = VALUE_BOOL};

	return is_true ? &yes : &no;
}

static struct value *eval_compare(struct render *render, const struct node *node)
{
	struct value *left = need(render, node->a), *right;

	while (left != NULL) {
		int result;

		right = need(render, node->b);
		if (right == NULL)
			return NULL;
		result = compare(render, node, left, right);
		if (result < 0)
			return NULL;
		if (result == 0 || node->c == 0)
			return truth(result != 0);
		node = node_at(render, node->c);
		left = right;
	}
	return NULL;
}

/* ---- parts of values -------------------------------------------------------------- */

static struct value *eval_attribute(struct render *render, struct node *node)
{
	struct value *object = need(render, node->a), *value;

	if (object == NULL)
		return NULL;
	if (object->kind != VALUE_MAP)
		return UNDEFINED;
	value = field(object, node->as.text, node);
	return value != NULL ? value : UNDEFINED;
}

static struct value *eval_item(struct render *render, const struct node *node)
{
	struct value *object = need(render, node->a), *index, *value;
	int64_t i;

	if (object == NULL || (index = need(render, node->b)) == NULL)
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
	value = need(render, index);
	if (value == NULL)
		return false;
	if (value->kind == VALUE_NULL)
		return true;
	if (value->kind != VALUE_INT)
		return fail_kind(render, node_at(render, index), "[a:b]", "whole numbers", value) != NULL;
	*end = value->as.integer < 0 ? value->as.integer + n : value->as.integer;
	*end = *end < 0 ? 0 : *end > n ? n : *end;
	return true;
}

static struct value *eval_slice(struct render *render, const struct node *node)
{
	struct value *object = need(render, node->a), *list;
	int64_t from, to;

	if (object == NULL)
		return NULL;
	if (object->kind != VALUE_LIST)
		return fail_kind(render, node, "[a:b]", "a list (text is cut with truncate)", object);
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

	for (uint32_t at = node->a; at != 0; at = node_at(render, at)->next) {
		item = need(render, node_at(render, at)->a);
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

/* ---- filters, tests, super -------------------------------------------------------- */

static struct value *eval_filter(struct render *render, const struct node *node)
{
	const struct template_filter *filter = node->as.filter;
	struct value *arguments[4] = {NULL};
	struct value *value = filter->takes_missing ? eval(render, node->a) : need(render, node->a);

	if (value == NULL)
		return NULL;
	for (uint32_t at = node->b; at != 0; at = node_at(render, at)->next) {
		const struct node *argument = node_at(render, at);
		struct value *given = filter->takes_missing ? eval(render, argument->a) : need(render, argument->a);

		if (given == NULL)
			return NULL;
		arguments[argument->op] = given;
	}
	return filter->run(render, node, value, arguments);
}

static struct value *eval_host(struct render *render, const struct node *node)
{
	struct value *arguments[LIMIT_TEMPLATE_ARGUMENTS], *value = need(render, node->a), *keywords = NULL;
	struct str problem = STR_NONE;
	size_t n = 0;

	if (value == NULL)
		return NULL;
	for (uint32_t at = node->b; at != 0; at = node_at(render, at)->next) {
		const struct node *argument = node_at(render, at);
		struct value *given = need(render, argument->a);

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
	struct value *value = test->takes_missing ? eval(render, node->a) : need(render, node->a), *argument = NULL;
	int result;

	if (value == NULL || (node->b != 0 && (argument = need(render, node->b)) == NULL))
		return NULL;
	result = test->run(render, node, value, argument);
	return result < 0 ? NULL : truth(result != 0);
}

/* Takes what was written behind `start` back out of the output, as a value. */
static struct value *capture(struct render *render, const struct node *node, size_t start)
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

static bool run_block(struct render *render, const struct node *node, const struct block_chain *chain, uint32_t at);

static struct value *eval_super(struct render *render, const struct node *node)
{
	size_t start = render->out->n;

	if (!run_block(render, node, render->chain, render->chain_at + 1))
		return NULL;
	return capture(render, node, start);
}

/* ---- expressions ------------------------------------------------------------------- */

static struct value *eval_and_or(struct render *render, const struct node *node)
{
	struct value *value = need(render, node->a);

	if (value == NULL || value_is_true(value) == (node->kind == NODE_OR))
		return value;
	return eval(render, node->b);
}

static struct value *eval(struct render *render, uint32_t index)
{
	struct node *node = node_at(render, index);
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
		value = need(render, node->a);
		return value == NULL ? NULL : truth(!value_is_true(value));
	case NODE_NEGATIVE:
	case NODE_POSITIVE:
		return eval_sign(render, node);
	case NODE_BINARY:
		return eval_binary(render, node);
	case NODE_COMPARE:
		return eval_compare(render, node);
	case NODE_CHOICE:
		value = need(render, node->a);
		return value == NULL ? NULL : eval(render, value_is_true(value) ? node->b : node->c);
	case NODE_LOOP:
		return eval_loop(render, node);
	case NODE_SUPER:
		return eval_super(render, node);
	default:
		return render_fail(render, node, DIAG_TEMPLATE_SYNTAX, "no expression"); /* cannot be */
	}
}

/* ---- statements --------------------------------------------------------------------- */

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
		struct value *condition = need(render, node->a);

		if (condition == NULL)
			return false;
		if (value_is_true(condition))
			return run(render, node->b);
		if (node->c == 0)
			return true;
		/* an `elif` is an if that stands alone and belongs to the tag that began */
		if (node_at(render, node->c)->kind != NODE_IF || node_at(render, node->c)->at != node->at)
			return run(render, node->c);
		node = node_at(render, node->c);
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
		return fail_kind(render, node, "for", "a list or a table", value) != NULL;
	loop->n = value->as.map.n;
	loop->items = arena_array(render->arena, loop->n, sizeof(*loop->items));
	for (uint32_t i = 0; i < loop->n; i++)
		loop->items[i] = value_str(render->arena, value->as.map.at[i].key);
	return true;
}

static bool bind_targets(struct render *render, const struct node *node, struct value *item)
{
	uint32_t target = node->a, i = 0;

	if (node_at(render, target)->next == 0) {
		bind(render, node_at(render, target)->a, item);
		return true;
	}
	if (item->kind != VALUE_LIST)
		return fail_kind(render, node, "for with several variables", "lists in the list", item) != NULL;
	for (; target != 0; target = node_at(render, target)->next) {
		if (i < item->as.list.n)
			bind(render, node_at(render, target)->a, item->as.list.at[i]);
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
		    (condition = need(render, node->e)) == NULL)
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
	struct value *list = need(render, node->b);
	const struct loop *outer = render->loop;
	uint32_t bindings = render->bindings_n;
	struct loop loop = {0};

	if (list == NULL || !items_of(render, node_at(render, node->b), list, &loop))
		return false;
	if (node->e != 0 && !filter_items(render, node, &loop))
		return false;
	if (loop.n == 0)
		return run_scope(render, node->d, bindings);
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
	struct value *values[LIMIT_TEMPLATE_ARGUMENTS];
	uint32_t at;

	/* all values first: none of them sees the others */
	for (at = node->a; at != 0; at = node_at(render, at)->next)
		if ((values[n++] = eval(render, node_at(render, at)->b)) == NULL)
			return false;
	n = 0;
	for (at = node->a; at != 0; at = node_at(render, at)->next)
		bind(render, node_at(render, at)->a, values[n++]);
	return run_scope(render, node->b, bindings);
}

static bool run_set(struct render *render, const struct node *node)
{
	struct value *value = eval(render, node->b);

	if (value == NULL)
		return false;
	set_name(render, node->a, value);
	return true;
}

static bool run_set_block(struct render *render, const struct node *node)
{
	size_t start = render->out->n;
	struct value *value;

	if (!run_scope(render, node->b, render->bindings_n))
		return false;
	value = capture(render, node, start);
	if (value == NULL)
		return false;
	set_name(render, node->a, value);
	return true;
}

/* Body `at` of a chain, which sees the variables of the template but not those around the block. */
static bool run_block(struct render *render, const struct node *node, const struct block_chain *chain, uint32_t at)
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
	if (!run(render, chain->bodies[at]))
		return false;
	render->bindings_n = frame.base;
	render->frame = outer;
	render->scope = outer_scope;
	render->loop = outer_loop;
	render->chain = outer_chain;
	render->chain_at = outer_at;
	render->depth--;
	return true;
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
	if (render->failed)
		return false;
	render->bindings_n = frame.base;
	render->frame = frame.below;
	render->root = outer_root;
	render->scope = outer_scope;
	render->leaf = outer_leaf;
	render->loop = outer_loop;
	return true;
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
		return run_block(render, node, &render->leaf->chains[node->a], 0);
	case NODE_INCLUDE:
		return run_include(render, node);
	default:
		return false;
	}
}

static bool run(struct render *render, uint32_t first)
{
	for (uint32_t at = first; at != 0; at = node_at(render, at)->next)
		if (!run_node(render, node_at(render, at)))
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
