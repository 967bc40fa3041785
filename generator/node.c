#include "generator/node.h"

#include "common/limits.h"
#include "common/value.h"

struct node *node_new(struct arena *arena, enum node_kind kind, size_t at)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	node->at = (uint32_t)at;
	return node;
}

struct node *node_scalar(struct arena *arena, struct str text, bool plain, size_t at)
{
	struct node *node = node_new(arena, NODE_SCALAR, at);

	node->text = text;
	node->plain = plain;
	return node;
}

bool node_add(struct node *parent, struct node *item)
{
	if (parent->n == LIMIT_FRONT_MATTER_ITEMS)
		return false;
	if (parent->kind == NODE_MAP)
		for (const struct node *other = parent->first; other != NULL; other = other->next)
			if (str_eq(other->key, item->key))
				item->same_key = other;
	if (parent->last != NULL)
		parent->last->next = item;
	else
		parent->first = item;
	parent->last = item;
	parent->n++;
	return true;
}

bool node_is_null(const struct node *node)
{
	static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};

	return node->kind == NODE_SCALAR && node->plain && str_is_any(node->text, words);
}

/* Decimal, without the hexadecimal forms and leading zeros that are somebody's part numbers. */
static bool looks_like_number(struct str text)
{
	size_t i = text.s[0] == '+' || text.s[0] == '-' ? 1 : 0;

	if (i + 1 < text.n && text.s[i] == '0' && str_is_digit(text.s[i + 1]))
		return false;
	for (; i < text.n; i++)
		if (!str_is_digit(text.s[i]) && text.s[i] != '.' && text.s[i] != 'e' && text.s[i] != 'E' &&
		    text.s[i] != '+' && text.s[i] != '-')
			return false;
	return str_is_digit(text.s[text.n - 1]);
}

static struct value *plain_value(struct arena *arena, struct str text)
{
	static const char *const truths[] = {"true", "True", "TRUE", NULL};
	static const char *const lies[] = {"false", "False", "FALSE", NULL};
	struct date date;
	int64_t integer;
	double number;

	if (str_is_any(text, truths) || str_is_any(text, lies))
		return value_bool(arena, str_lower_char(text.s[0]) == 't');
	if (!str_is_digit(text.s[0]) && strchr("+-.", text.s[0]) == NULL)
		return value_str(arena, text);
	if (date_parse(text, &date))
		return value_date(arena, date);
	if (!looks_like_number(text))
		return value_str(arena, text);
	if (str_to_int(text, &integer))
		return value_int(arena, integer);
	return str_to_double(text, &number) ? value_double(arena, number) : value_str(arena, text);
}

static struct value *bare_value(struct arena *arena, const struct node *node)
{
	struct value *value;

	if (node->kind == NODE_SCALAR) {
		if (node_is_null(node))
			return value_null(arena);
		return node->plain ? plain_value(arena, node->text) : value_str(arena, node->text);
	}
	value = node->kind == NODE_LIST ? value_list(arena) : value_map(arena);
	for (const struct node *item = node->first; item != NULL; item = item->next) {
		if (node->kind == NODE_LIST)
			value_append(arena, value, node_value(arena, item));
		else
			value_set(arena, value, item->key, node_value(arena, item));
	}
	return value;
}

struct value *node_value(struct arena *arena, const struct node *node)
{
	struct value *value;

	if (node->typed != NULL) {
		value = ARENA_NEW(arena, struct value);
		*value = *node->typed;
	} else {
		value = bare_value(arena, node);
	}
	value->at = node->at + 1;
	return value;
}

bool node_eq(const struct node *a, const struct node *b)
{
	const struct node *x = a->first, *y = b->first;

	if (a->kind != b->kind || a->plain != b->plain || a->at != b->at || !str_eq(a->text, b->text) ||
	    !str_eq(a->key, b->key) || a->key_at != b->key_at || a->n != b->n)
		return false;
	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (!node_eq(x, y))
			return false;
	return x == y;
}
