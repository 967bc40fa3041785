/*
 * Arithmetic, comparison and concatenation, as Python has them for these values.
 */
#include "common/escape.h"
#include "common/template_render.h"

#include <math.h>

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
		return value_double(render_arena(render), a + b);
	case BINARY_SUB:
		return value_double(render_arena(render), a - b);
	case BINARY_MUL:
		return value_double(render_arena(render), a * b);
	case BINARY_DIV:
		return value_double(render_arena(render), a / b);
	default:
		divide_down(a, b, &quotient, &remainder);
		return value_double(render_arena(render), op == BINARY_FLOORDIV ? quotient : remainder);
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
	return value_int(render_arena(render), result);
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
	struct value *list = value_list(render_arena(render));

	if (!render_may_make(render, node, (a->as.list.n + (size_t)b->as.list.n) * sizeof(struct value *)))
		return NULL;
	for (uint32_t i = 0; i < a->as.list.n; i++)
		value_append(render_arena(render), list, a->as.list.at[i]);
	for (uint32_t i = 0; i < b->as.list.n; i++)
		value_append(render_arena(render), list, b->as.list.at[i]);
	return list;
}

struct value *template_binary(struct render *render, const struct node *node, const struct value *a,
			      const struct value *b)
{
	static const char *const names[] = {"+", "-", "*", "/", "//", "%", "~"};

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

struct value *template_sign(struct render *render, const struct node *node, const struct value *value)
{
	if (!is_number(value))
		return render_fail_kind(render, node, node->kind == NODE_NEGATIVE ? "-" : "+", "a number", value);
	if (value->kind == VALUE_DOUBLE)
		return value_double(render_arena(render),
				    node->kind == NODE_NEGATIVE ? -as_double(value) : as_double(value));
	if (node->kind == NODE_POSITIVE)
		return value_int(render_arena(render), as_int(value));
	if (as_int(value) == INT64_MIN)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "the result is out of range");
	return value_int(render_arena(render), -as_int(value));
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
			(void)render_fail_kind(render, node, "in",
					       "a name on its left when there is a table on its right", a);
			return -1;
		}
		return a->kind == VALUE_STR && value_get(b, a->as.str) != NULL;
	case VALUE_STR:
		if (a->kind != VALUE_STR) {
			(void)render_fail_kind(render, node, "in", "text on its left when there is text on its right",
					       a);
			return -1;
		}
		return a->as.str.n == 0 || str_find(b->as.str, a->as.str) >= 0;
	default:
		(void)render_fail_kind(render, node, "in", "a list, a table or text on its right", b);
		return -1;
	}
}

int template_compare(struct render *render, const struct node *node, const struct value *a, const struct value *b)
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
