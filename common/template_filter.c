/*
 * The filters and tests of Jinja that the subset has. What a filter would break
 * silently it refuses: upper, lower, capitalize and truncate take no HTML.
 */
#include "common/entities.h"
#include "common/escape.h"
#include "common/letter_case.h"
#include "common/limits.h"
#include "common/spaces.h"
#include "common/template_node.h"
#include "common/utf8.h"

#include <math.h>
#include <stdlib.h>

static struct value *fail_needs(struct render *render, const struct node *node, const char *needs,
				const struct value *value)
{
	return render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s needs %s, this is %s", node->as.filter->name, needs,
			   value_kind_name(value->kind));
}

static bool text_of(struct render *render, const struct node *node, const struct value *value, struct str *text)
{
	return render_text(render, node, value, node->as.filter->name, text);
}

static bool is_html(const struct value *value)
{
	return value != NULL && value->kind == VALUE_STR && value->is_html;
}

/* Text that is not HTML. */
static bool plain_text_of(struct render *render, const struct node *node, const struct value *value, struct str *text)
{
	if (is_html(value)) {
		render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s needs plain text, this is HTML: use striptags first",
			    node->as.filter->name);
		return false;
	}
	return text_of(render, node, value, text);
}

/* An optional argument that is a whole number of at least `least`. */
static bool int_argument(struct render *render, const struct node *node, const struct value *argument, int64_t least,
			 int64_t *number)
{
	if (argument == NULL || argument->kind == VALUE_NULL)
		return true;
	if (argument->kind != VALUE_INT || argument->as.integer < least) {
		render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s needs a whole number of at least %lld here",
			    node->as.filter->name, (long long)least);
		return false;
	}
	*number = argument->as.integer;
	return true;
}

static bool str_argument(struct render *render, const struct node *node, const struct value *argument, struct str *text)
{
	if (argument == NULL || argument->kind == VALUE_NULL)
		return true;
	if (argument->kind != VALUE_STR) {
		fail_needs(render, node, "text as its argument", argument);
		return false;
	}
	*text = argument->as.str;
	return true;
}

static bool is_given_true(const struct value *argument)
{
	return argument != NULL && value_is_true(argument);
}

/* ---- escaping ------------------------------------------------------------- */

static struct value *run_escape(struct render *render, const struct node *node, struct value *value,
				struct value *const *arguments)
{
	struct str text;
	struct buf *out;

	(void)arguments;
	if (is_html(value))
		return value;
	if (!text_of(render, node, value, &text))
		return NULL;
	out = render_build(render);
	escape_html(out, text);
	return render_built(render, node, true);
}

static struct value *run_safe(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	struct str text;

	(void)arguments;
	if (is_html(value))
		return value;
	return text_of(render, node, value, &text) ? value_html(render_arena(render), text) : NULL;
}

static struct value *run_urlencode(struct render *render, const struct node *node, struct value *value,
				   struct value *const *arguments)
{
	struct str text;
	struct buf *out;

	(void)arguments;
	if (!text_of(render, node, value, &text))
		return NULL;
	out = render_build(render);
	escape_url_path(out, text);
	return render_built(render, node, false);
}

/* JSON that can stand in a <script> element and in an attribute between single quotes. */
static struct value *run_json(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	struct buf *out = render_build(render);
	struct value *built;
	struct str json;
	ptrdiff_t quote;

	(void)arguments;
	value_json(out, value);
	built = render_built(render, node, true);
	if (built == NULL || str_find_char(built->as.str, '\'') < 0)
		return built;
	json = built->as.str;
	out = render_build(render);
	while ((quote = str_find_char(json, '\'')) >= 0) {
		buf_str(out, str_slice(json, 0, (size_t)quote));
		buf_lit(out, "\\u0027");
		json = str_from(json, (size_t)quote + 1);
	}
	buf_str(out, json);
	return render_built(render, node, true);
}

/* ---- missing values --------------------------------------------------------- */

static struct value *run_default(struct render *render, const struct node *node, struct value *value,
				 struct value *const *arguments)
{
	bool is_missing = value == &template_undefined;

	if (!is_missing && arguments[1] == &template_undefined)
		return render_fail(render, node, DIAG_TEMPLATE_UNKNOWN,
				   "the second argument of default is not defined");
	if (!is_missing && !(is_given_true(arguments[1]) && !value_is_true(value)))
		return value;
	return arguments[0] != NULL ? arguments[0] : value_str(render_arena(render), STR(""));
}

/* ---- text --------------------------------------------------------------------- */

static struct value *change_case(struct render *render, const struct node *node, const struct value *value,
				 void (*change)(struct buf *, struct str))
{
	struct str text;
	struct buf *out;

	if (!plain_text_of(render, node, value, &text))
		return NULL;
	out = render_build(render);
	change(out, text);
	return render_built(render, node, false);
}

static struct value *run_lower(struct render *render, const struct node *node, struct value *value,
			       struct value *const *arguments)
{
	(void)arguments;
	return change_case(render, node, value, letter_case_lower);
}

static struct value *run_upper(struct render *render, const struct node *node, struct value *value,
			       struct value *const *arguments)
{
	(void)arguments;
	return change_case(render, node, value, letter_case_upper);
}

static struct value *run_capitalize(struct render *render, const struct node *node, struct value *value,
				    struct value *const *arguments)
{
	(void)arguments;
	return change_case(render, node, value, letter_case_capitalize);
}

static struct value *run_string(struct render *render, const struct node *node, struct value *value,
				struct value *const *arguments)
{
	struct str text;

	(void)arguments;
	if (value->kind == VALUE_STR)
		return value;
	return text_of(render, node, value, &text) ? value_str(render_arena(render), text) : NULL;
}

static struct value *run_trim(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	struct value *result;
	struct str text;

	(void)arguments;
	if (!text_of(render, node, value, &text))
		return NULL;
	result = value_str(render_arena(render), spaces_trim(text));
	result->is_html = is_html(value);
	return result;
}

/* The first n characters. */
static struct str characters(struct str s, size_t n)
{
	size_t at = 0;

	while (n-- > 0 && at < s.n)
		(void)utf8_next(s, &at);
	return str_slice(s, 0, at);
}

static struct value *run_truncate(struct render *render, const struct node *node, struct value *value,
				  struct value *const *arguments)
{
	int64_t length = 255, leeway = 5;
	struct str text, end = STR("..."), kept;
	size_t end_length;
	struct buf *out;

	if (!plain_text_of(render, node, value, &text) || !int_argument(render, node, arguments[0], 0, &length) ||
	    !str_argument(render, node, arguments[2], &end) || !int_argument(render, node, arguments[3], 0, &leeway))
		return NULL;
	end_length = utf8_count(end);
	if ((size_t)length < end_length)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE,
				   "truncate to fewer characters than its ending has");
	if (text.n <= (size_t)length || utf8_count(text) <= (size_t)length + (size_t)leeway)
		return value_str(render_arena(render), text);
	kept = characters(text, (size_t)length - end_length);
	if (!is_given_true(arguments[1])) {
		ptrdiff_t space = str_rfind_char(kept, ' ');

		if (space >= 0)
			kept = str_slice(kept, 0, (size_t)space);
	}
	out = render_build(render);
	buf_str(out, kept);
	buf_str(out, end);
	return render_built(render, node, false);
}

/* Adds text without what stands between `open` and `close`. */
static void strip_between(struct buf *out, struct str text, struct str open, struct str close)
{
	ptrdiff_t from, length;

	while ((from = str_find(text, open)) >= 0) {
		length = str_find(str_from(text, (size_t)from + open.n), close);
		if (length < 0)
			break;
		buf_str(out, str_slice(text, 0, (size_t)from));
		text = str_from(text, (size_t)from + open.n + (size_t)length + close.n);
	}
	buf_str(out, text);
}

/* Adds text with each run of white space as one space, none at its ends. */
static void add_collapsed(struct buf *out, struct str text)
{
	size_t start = out->n;

	for (size_t at = 0, n; at < text.n;) {
		size_t from = at;

		while ((n = space_length(text, at)) != 0)
			at += n;
		if (at >= text.n)
			break;
		if (at > from && out->n > start)
			buf_char(out, ' ');
		from = at;
		while (at < text.n && space_length(text, at) == 0)
			at++;
		buf_add(out, text.s + from, at - from);
	}
}

static struct value *run_striptags(struct render *render, const struct node *node, struct value *value,
				   struct value *const *arguments)
{
	struct buf a, b, *out;
	struct str text;

	(void)arguments;
	if (!text_of(render, node, value, &text))
		return NULL;
	buf_init(&a, LIMIT_TEMPLATE_MADE);
	buf_init(&b, LIMIT_TEMPLATE_MADE);
	strip_between(&a, text, STR("<!--"), STR("-->"));
	strip_between(&b, buf_view(&a), STR("<"), STR(">"));
	buf_clear(&a);
	add_collapsed(&a, buf_view(&b));
	out = render_build(render);
	entities_decode(out, buf_view(&a));
	buf_release(&a);
	buf_release(&b);
	return render_built(render, node, false);
}

/* Adds s, escaped when escaping is asked for and it is not HTML already. */
static void add_as_html(struct buf *out, struct str s, bool already)
{
	if (already)
		buf_str(out, s);
	else
		escape_html(out, s);
}

static struct value *replace_in(struct render *render, const struct node *node, struct str text, struct str old,
				struct str new, int64_t count, bool html)
{
	struct buf *out = render_build(render);
	ptrdiff_t at;

	while (count-- > 0 && (at = str_find(text, old)) >= 0) {
		buf_str(out, str_slice(text, 0, (size_t)at));
		buf_str(out, new);
		text = str_from(text, (size_t)at + old.n);
	}
	buf_str(out, text);
	return render_built(render, node, html);
}

static struct str as_html(struct render *render, struct str s, bool already)
{
	struct buf *out;

	if (already)
		return s;
	out = render_build(render);
	escape_html(out, s);
	return arena_str(render_arena(render), buf_view(out));
}

static struct value *run_replace(struct render *render, const struct node *node, struct value *value,
				 struct value *const *arguments)
{
	struct str text, old = STR(""), new = STR("");
	int64_t count = INT64_MAX;
	bool html = is_html(value) || is_html(arguments[0]) || is_html(arguments[1]);

	if (!text_of(render, node, value, &text) || !str_argument(render, node, arguments[0], &old) ||
	    !str_argument(render, node, arguments[1], &new) || !int_argument(render, node, arguments[2], 0, &count))
		return NULL;
	if (old.n == 0)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "replace needs a text to look for");
	if (html) {
		text = as_html(render, text, is_html(value));
		old = as_html(render, old, is_html(arguments[0]));
		new = as_html(render, new, is_html(arguments[1]));
	}
	return replace_in(render, node, text, old, new, count, html);
}

/* ---- numbers ---------------------------------------------------------------------- */

static struct value *run_int(struct render *render, const struct node *node, struct value *value,
			     struct value *const *arguments)
{
	struct arena *arena = render_arena(render);
	int64_t integer;
	double number;

	if (value->kind == VALUE_INT)
		return value;
	if (value->kind == VALUE_BOOL)
		return value_int(arena, value->as.boolean);
	if (value->kind == VALUE_STR && str_to_int(spaces_trim(value->as.str), &integer))
		return value_int(arena, integer);
	if (value->kind == VALUE_DOUBLE)
		number = value->as.number;
	else if (value->kind != VALUE_STR || !str_to_double(spaces_trim(value->as.str), &number))
		return arguments[0] != NULL ? arguments[0] : value_int(arena, 0);
	if (!(fabs(number) < 9e18))
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "int: the number is out of range");
	return value_int(arena, (int64_t)number);
}

static double rounded(double number, int64_t precision)
{
	char text[400];

	/* as decimal digits, rounded correctly, half to even, as Python does */
	(void)snprintf(text, sizeof(text), "%.*f", (int)precision, number);
	return strtod(text, NULL);
}

static struct value *run_round(struct render *render, const struct node *node, struct value *value,
			       struct value *const *arguments)
{
	int64_t precision = 0;
	struct str method = STR("common");
	double number, power;

	if (value->kind != VALUE_INT && value->kind != VALUE_DOUBLE)
		return fail_needs(render, node, "a number", value);
	if (!int_argument(render, node, arguments[0], 0, &precision) ||
	    !str_argument(render, node, arguments[1], &method))
		return NULL;
	if (precision > 15)
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "round to more than 15 digits");
	number = value->kind == VALUE_INT ? (double)value->as.integer : value->as.number;
	power = pow(10, (double)precision);
	if (str_eq(method, STR("common")))
		return value->kind == VALUE_INT ? value
						: value_double(render_arena(render), rounded(number, precision));
	/* + 0.0: there is no -0 */
	if (str_eq(method, STR("ceil")))
		return value_double(render_arena(render), (ceil(number * power) + 0.0) / power);
	if (str_eq(method, STR("floor")))
		return value_double(render_arena(render), (floor(number * power) + 0.0) / power);
	return render_fail(render, node, DIAG_TEMPLATE_VALUE, "round has the methods common, ceil and floor");
}

/* ---- lists ------------------------------------------------------------------------- */

static struct value *run_length(struct render *render, const struct node *node, struct value *value,
				struct value *const *arguments)
{
	(void)arguments;
	switch (value->kind) {
	case VALUE_STR:
		return value_int(render_arena(render), (int64_t)utf8_count(value->as.str));
	case VALUE_LIST:
		return value_int(render_arena(render), value->as.list.n);
	case VALUE_MAP:
		return value_int(render_arena(render), value->as.map.n);
	default:
		return fail_needs(render, node, "a list, a table or text", value);
	}
}

/* Fails unless the value is a list. */
static bool check_list(struct render *render, const struct node *node, const struct value *value)
{
	return value->kind == VALUE_LIST || fail_needs(render, node, "a list", value) != NULL;
}

/* A new list with room for as many items as `like` has. */
static struct value *new_list(struct render *render, const struct node *node, const struct value *like)
{
	struct value *list;

	if (!render_may_make(render, node, like->as.list.n * sizeof(struct value *)))
		return NULL;
	list = value_list(render_arena(render));
	list->as.list.room = like->as.list.n;
	list->as.list.at = arena_array(render_arena(render), like->as.list.n, sizeof(*list->as.list.at));
	return list;
}

static struct value *run_first(struct render *render, const struct node *node, struct value *value,
			       struct value *const *arguments)
{
	(void)arguments;
	if (!check_list(render, node, value))
		return NULL;
	return value->as.list.n != 0 ? value->as.list.at[0] : &template_undefined;
}

static struct value *run_last(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	(void)arguments;
	if (!check_list(render, node, value))
		return NULL;
	return value->as.list.n != 0 ? value->as.list.at[value->as.list.n - 1] : &template_undefined;
}

/* value.a.b by a dotted path: NULL when a part is missing. */
static struct value *find_path(struct value *value, struct str path)
{
	struct str part;

	while (value != NULL && str_split(&path, '.', &part))
		value = value_get(value, part);
	return value;
}

/* The field of an item that an attribute argument names; the item itself without one. */
static struct value *attribute_of(struct render *render, const struct node *node, struct value *item,
				  const struct value *attribute)
{
	struct value *value;
	struct str path = STR_NONE;

	if (!str_argument(render, node, attribute, &path))
		return NULL;
	if (path.s == NULL)
		return item;
	value = find_path(item, path);
	if (value == NULL)
		return render_fail(render, node, DIAG_TEMPLATE_UNKNOWN, "an item of the list has no field \"%.*s\"",
				   STR_ARG(path));
	return value;
}

static struct value *run_map(struct render *render, const struct node *node, struct value *value,
			     struct value *const *arguments)
{
	struct value *list, *item;

	if (!check_list(render, node, value) || (list = new_list(render, node, value)) == NULL)
		return NULL;
	for (uint32_t i = 0; i < value->as.list.n; i++) {
		item = attribute_of(render, node, value->as.list.at[i], arguments[0]);
		if (item == NULL)
			return NULL;
		value_append(render_arena(render), list, item);
	}
	return list;
}

static struct value *select_by(struct render *render, const struct node *node, struct value *value,
			       const struct value *attribute, bool wanted)
{
	struct value *list, *field;

	if (!check_list(render, node, value) || (list = new_list(render, node, value)) == NULL)
		return NULL;
	for (uint32_t i = 0; i < value->as.list.n; i++) {
		field = attribute_of(render, node, value->as.list.at[i], attribute);
		if (field == NULL)
			return NULL;
		if (value_is_true(field) == wanted)
			value_append(render_arena(render), list, value->as.list.at[i]);
	}
	return list;
}

static struct value *run_selectattr(struct render *render, const struct node *node, struct value *value,
				    struct value *const *arguments)
{
	return select_by(render, node, value, arguments[0], true);
}

static struct value *run_rejectattr(struct render *render, const struct node *node, struct value *value,
				    struct value *const *arguments)
{
	return select_by(render, node, value, arguments[0], false);
}

static struct value *run_reverse(struct render *render, const struct node *node, struct value *value,
				 struct value *const *arguments)
{
	struct value *list;

	(void)arguments;
	if (!check_list(render, node, value) || (list = new_list(render, node, value)) == NULL)
		return NULL;
	for (uint32_t i = value->as.list.n; i-- > 0;)
		value_append(render_arena(render), list, value->as.list.at[i]);
	return list;
}

static struct value *run_items(struct render *render, const struct node *node, struct value *value,
			       struct value *const *arguments)
{
	struct arena *arena = render_arena(render);
	struct value *list;

	(void)arguments;
	if (value->kind != VALUE_MAP)
		return fail_needs(render, node, "a table", value);
	if (!render_may_make(render, node, (size_t)value->as.map.n * 4 * sizeof(struct value)))
		return NULL;
	list = value_list(arena);
	for (uint32_t i = 0; i < value->as.map.n; i++) {
		struct value *pair = value_list(arena);

		value_append(arena, pair, value_str(arena, value->as.map.at[i].key));
		value_append(arena, pair, value->as.map.at[i].value);
		value_append(arena, list, pair);
	}
	return list;
}

/* The items as texts; *any_html: one of them is HTML. */
static struct value *texts_of(struct render *render, const struct node *node, struct value *value,
			      const struct value *attribute, bool *any_html)
{
	struct value *texts = new_list(render, node, value), *item;
	struct str text;

	if (texts == NULL)
		return NULL;
	for (uint32_t i = 0; i < value->as.list.n; i++) {
		item = attribute_of(render, node, value->as.list.at[i], attribute);
		if (item == NULL || !text_of(render, node, item, &text))
			return NULL;
		*any_html = *any_html || is_html(item);
		if (item->kind != VALUE_STR)
			item = value_str(render_arena(render), text);
		value_append(render_arena(render), texts, item);
	}
	return texts;
}

static struct value *run_join(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	bool html = arguments[0] != NULL && is_html(arguments[0]);
	struct str separator = STR("");
	struct value *texts;
	struct buf *out;

	if (!check_list(render, node, value) || !str_argument(render, node, arguments[0], &separator))
		return NULL;
	texts = texts_of(render, node, value, arguments[1], &html);
	if (texts == NULL)
		return NULL;
	out = render_build(render);
	for (uint32_t i = 0; i < texts->as.list.n; i++) {
		const struct value *text = texts->as.list.at[i];

		if (i != 0)
			add_as_html(out, separator, !html || is_html(arguments[0]));
		add_as_html(out, text->as.str, !html || text->is_html);
	}
	return render_built(render, node, html);
}

/* ---- sorting -------------------------------------------------------------------------- */

struct sort_item {
	struct value *item;
	const struct value *key;
};

/* Text without case, anything else as it is. */
static const struct value *sort_key(struct render *render, const struct node *node, struct value *value,
				    bool case_sensitive)
{
	struct buf *out;

	if (value->kind != VALUE_STR || case_sensitive)
		return value;
	out = render_build(render);
	letter_case_lower(out, value->as.str);
	return render_built(render, node, false);
}

/* Merges two sorted halves; false when two keys have no order. */
static bool merge(struct sort_item *items, size_t middle, size_t n, struct sort_item *room, bool descending)
{
	size_t left = 0, right = middle;

	for (size_t i = 0; i < n; i++) {
		bool take_right = right < n;

		if (take_right && left < middle) {
			int order = template_order(items[right].key, items[left].key);

			if (order == 2)
				return false;
			take_right = descending ? order > 0 : order < 0;
		}
		room[i] = take_right ? items[right++] : items[left++];
	}
	memcpy(items, room, n * sizeof(*items));
	return true;
}

static bool sort_items(struct sort_item *items, size_t n, struct sort_item *room, bool descending)
{
	size_t middle = n / 2;

	if (n < 2)
		return true;
	return sort_items(items, middle, room, descending) &&
	       sort_items(items + middle, n - middle, room, descending) && merge(items, middle, n, room, descending);
}

static struct value *run_sort(struct render *render, const struct node *node, struct value *value,
			      struct value *const *arguments)
{
	struct sort_item *items;
	struct value *list, *key;
	uint32_t n;

	if (!check_list(render, node, value) || (list = new_list(render, node, value)) == NULL)
		return NULL;
	n = value->as.list.n;
	if (!render_may_make(render, node, (size_t)n * 2 * sizeof(*items)))
		return NULL;
	items = arena_array(render_arena(render), (size_t)n * 2, sizeof(*items));
	for (uint32_t i = 0; i < n; i++) {
		items[i].item = value->as.list.at[i];
		key = attribute_of(render, node, items[i].item, arguments[2]);
		if (key == NULL || (items[i].key = sort_key(render, node, key, is_given_true(arguments[1]))) == NULL)
			return NULL;
	}
	if (!sort_items(items, n, items + n, is_given_true(arguments[0])))
		return render_fail(render, node, DIAG_TEMPLATE_VALUE, "sort: the items are not of one kind");
	for (uint32_t i = 0; i < n; i++)
		value_append(render_arena(render), list, items[i].item);
	return list;
}

/* ---- the table of filters ---------------------------------------------------------------- */

static const struct template_filter filters[] = {
    {.name = "capitalize", .run = run_capitalize},
    {.name = "count", .run = run_length},
    {.name = "d", .run = run_default, .parameters = {"default_value", "boolean"}, .takes_missing = true},
    {.name = "default", .run = run_default, .parameters = {"default_value", "boolean"}, .takes_missing = true},
    {.name = "e", .run = run_escape},
    {.name = "escape", .run = run_escape},
    {.name = "first", .run = run_first},
    {.name = "int", .run = run_int, .parameters = {"default"}},
    {.name = "items", .run = run_items},
    {.name = "join", .run = run_join, .parameters = {"d", "attribute"}},
    {.name = "json", .run = run_json},
    {.name = "last", .run = run_last},
    {.name = "length", .run = run_length},
    {.name = "lower", .run = run_lower},
    {.name = "map", .run = run_map, .parameters = {"attribute"}, .required = 1, .keywords_only = true},
    {.name = "rejectattr", .run = run_rejectattr, .parameters = {"attribute"}, .required = 1},
    {.name = "replace", .run = run_replace, .parameters = {"old", "new", "count"}, .required = 2},
    {.name = "reverse", .run = run_reverse},
    {.name = "round", .run = run_round, .parameters = {"precision", "method"}},
    {.name = "safe", .run = run_safe},
    {.name = "selectattr", .run = run_selectattr, .parameters = {"attribute"}, .required = 1},
    {.name = "sort", .run = run_sort, .parameters = {"reverse", "case_sensitive", "attribute"}},
    {.name = "string", .run = run_string},
    {.name = "striptags", .run = run_striptags},
    {.name = "tojson", .run = run_json},
    {.name = "trim", .run = run_trim},
    {.name = "truncate", .run = run_truncate, .parameters = {"length", "killwords", "end", "leeway"}},
    {.name = "upper", .run = run_upper},
    {.name = "urlencode", .run = run_urlencode},
};
enum { FILTERS_N = sizeof(filters) / sizeof(filters[0]) };

const struct template_filter *template_filter_find(struct str name)
{
	for (size_t i = 0; i < FILTERS_N; i++)
		if (str_eq(name, str_c(filters[i].name)))
			return &filters[i];
	return NULL;
}

/* ---- tests ---------------------------------------------------------------------------------- */

#define KIND_TEST(name, condition) \
	static int name(struct render *render, const struct node *node, const struct value *value, \
			const struct value *argument) \
	{ \
		(void)render; \
		(void)node; \
		(void)argument; \
		return (condition); \
	}
KIND_TEST(is_defined, value != &template_undefined)
KIND_TEST(is_undefined, value == &template_undefined)
KIND_TEST(is_none, value->kind == VALUE_NULL)
KIND_TEST(is_true, value->kind == VALUE_BOOL && value->as.boolean)
KIND_TEST(is_false, value->kind == VALUE_BOOL && !value->as.boolean)
KIND_TEST(is_boolean, value->kind == VALUE_BOOL)
KIND_TEST(is_string, value->kind == VALUE_STR)
KIND_TEST(is_number, value->kind == VALUE_INT || value->kind == VALUE_DOUBLE || value->kind == VALUE_BOOL)
KIND_TEST(is_integer, value->kind == VALUE_INT)
KIND_TEST(is_float, value->kind == VALUE_DOUBLE)
KIND_TEST(is_mapping, value->kind == VALUE_MAP)
KIND_TEST(is_sequence, value->kind == VALUE_STR || value->kind == VALUE_LIST || value->kind == VALUE_MAP)

/* value % by == remainder, for whole numbers */
static int has_remainder(struct render *render, const struct node *node, const struct value *value, int64_t by,
			 bool wanted)
{
	if (value->kind != VALUE_INT) {
		render_fail(render, node, DIAG_TEMPLATE_VALUE, "%s needs a whole number, this is %s",
			    node->as.test->name, value_kind_name(value->kind));
		return -1;
	}
	return (by == -1 || value->as.integer % by == 0) == wanted;
}

static int is_odd(struct render *render, const struct node *node, const struct value *value,
		  const struct value *argument)
{
	(void)argument;
	return has_remainder(render, node, value, 2, false);
}

static int is_even(struct render *render, const struct node *node, const struct value *value,
		   const struct value *argument)
{
	(void)argument;
	return has_remainder(render, node, value, 2, true);
}

static int is_divisible(struct render *render, const struct node *node, const struct value *value,
			const struct value *argument)
{
	if (argument->kind != VALUE_INT || argument->as.integer == 0) {
		render_fail(render, node, DIAG_TEMPLATE_VALUE, "divisibleby needs a whole number other than 0");
		return -1;
	}
	return has_remainder(render, node, value, argument->as.integer, true);
}

static const struct template_test tests[] = {
    {.name = "boolean", .run = is_boolean},
    {.name = "defined", .run = is_defined, .takes_missing = true},
    {.name = "divisibleby", .run = is_divisible, .takes_argument = true},
    {.name = "even", .run = is_even},
    {.name = "false", .run = is_false},
    {.name = "float", .run = is_float},
    {.name = "integer", .run = is_integer},
    {.name = "mapping", .run = is_mapping},
    {.name = "none", .run = is_none},
    {.name = "number", .run = is_number},
    {.name = "odd", .run = is_odd},
    {.name = "sequence", .run = is_sequence},
    {.name = "string", .run = is_string},
    {.name = "true", .run = is_true},
    {.name = "undefined", .run = is_undefined, .takes_missing = true},
};
enum { TESTS_N = sizeof(tests) / sizeof(tests[0]) };

const struct template_test *template_test_find(struct str name)
{
	for (size_t i = 0; i < TESTS_N; i++)
		if (str_eq(name, str_c(tests[i].name)))
			return &tests[i];
	return NULL;
}

struct str template_filter_name(size_t i)
{
	return i < FILTERS_N ? str_c(filters[i].name) : STR_NONE;
}

struct str template_test_name(size_t i)
{
	return i < TESTS_N ? str_c(tests[i].name) : STR_NONE;
}
