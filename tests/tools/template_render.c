/*
 * template_render: renders templates for the comparison with Jinja2. Each line
 * of standard input is {"templates": {name: text, …}, "context": {…}}; the
 * template "main" is rendered. Each line of standard output is {"text": …} or
 * {"error": code, "message": …}. A string in the context that is marked as HTML
 * is {"__html__": text}.
 *
 * Filters of the host, the same as in tests/template/oracle.py: url, plural, t.
 */
#include "common/mem.h"
#include "common/template.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct value *value_of(struct arena *arena, json_t *json)
{
	struct value *value;
	const char *key;
	json_t *item;
	size_t i;

	switch (json_typeof(json)) {
	case JSON_TRUE:
	case JSON_FALSE:
		return value_bool(arena, json_is_true(json));
	case JSON_INTEGER:
		return value_int(arena, json_integer_value(json));
	case JSON_REAL:
		return value_double(arena, json_real_value(json));
	case JSON_STRING:
		return value_str(arena, arena_str(arena, str_n(json_string_value(json), json_string_length(json))));
	case JSON_ARRAY:
		value = value_list(arena);
		json_array_foreach(json, i, item) value_append(arena, value, value_of(arena, item));
		return value;
	case JSON_OBJECT:
		item = json_object_get(json, "__html__");
		if (item != NULL)
			return value_html(arena, arena_str(arena, str_c(json_string_value(item))));
		value = value_map(arena);
		json_object_foreach(json, key, item)
		    value_set(arena, value, arena_str(arena, str_c(key)), value_of(arena, item));
		return value;
	default:
		return value_null(arena);
	}
}

static bool load(void *context, struct str name, struct str *text, struct str *path)
{
	json_t *templates = context, *found = json_object_getn(templates, name.s, name.n);

	if (found == NULL)
		return false;
	*text = str_n(json_string_value(found), json_string_length(found));
	*path = name;
	return true;
}

static struct value *filter_url(struct arena *arena, struct value *value)
{
	if (value->kind != VALUE_STR)
		return NULL;
	return value_str(arena, arena_printf(arena, "/base/%.*s", STR_ARG(value->as.str)));
}

static struct value *filter_plural(struct value *value, struct value *const *arguments, size_t n)
{
	if (value->kind != VALUE_INT || n != 2 || arguments[0]->kind != VALUE_STR || arguments[1]->kind != VALUE_STR)
		return NULL;
	return arguments[value->as.integer == 1 ? 0 : 1];
}

/* "[key|a=1|b=x]" */
static struct value *filter_t(struct arena *arena, struct value *value, struct value *const *arguments, size_t n)
{
	struct buf out;
	struct value *result;

	if (value->kind != VALUE_STR || n > 1 || (n == 1 && arguments[0]->kind != VALUE_MAP))
		return NULL;
	buf_init(&out, BUF_NO_LIMIT);
	buf_char(&out, '[');
	buf_str(&out, value->as.str);
	for (uint32_t i = 0; n == 1 && i < arguments[0]->as.map.n; i++) {
		const struct value_pair *pair = &arguments[0]->as.map.at[i];

		buf_printf(&out, "|%.*s=", STR_ARG(pair->key));
		if (pair->value->kind == VALUE_STR)
			buf_str(&out, pair->value->as.str);
		else
			value_json(&out, pair->value);
	}
	buf_char(&out, ']');
	result = value_str(arena, arena_str(arena, buf_view(&out)));
	buf_release(&out);
	return result;
}

static struct value *filter(void *context, struct arena *arena, struct str name, struct value *value,
			    struct value *const *arguments, size_t n, struct str *problem)
{
	struct value *result = NULL;

	(void)context;
	if (str_eq(name, STR("url")))
		result = n == 0 ? filter_url(arena, value) : NULL;
	else if (str_eq(name, STR("plural")))
		result = filter_plural(value, arguments, n);
	else if (str_eq(name, STR("t")))
		result = filter_t(arena, value, arguments, n);
	if (result == NULL)
		*problem = STR("not with these values");
	return result;
}

static void print_error(const struct diag_list *diags)
{
	const struct diag *diag = &diags->items.at[0];
	struct buf message;
	json_t *answer;

	buf_init(&message, BUF_NO_LIMIT);
	diag_format(&message, diag, false);
	answer = json_pack("{s:s, s:s%}", "error", diag_info(diag->code)->id, "message", buf_view(&message).s,
			   buf_view(&message).n);
	json_dumpf(answer, stdout, JSON_COMPACT);
	json_decref(answer);
	buf_release(&message);
}

static void answer_line(json_t *line)
{
	static const char *const filter_names[] = {"url", "plural", "t", NULL};
	struct template_loader loader = {.load = load, .context = json_object_get(line, "templates")};
	struct template_host host = {.filter = filter, .filter_names = filter_names};
	struct str main_name = STR("main");
	struct template_set *set;
	struct arena arena;
	struct diag_list diags;
	struct buf out;

	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&out, (size_t)16 * 1024 * 1024);
	set = template_compile(&main_name, 1, &loader, &host, &arena, &diags);
	if (set != NULL && template_render(set, main_name, value_of(&arena, json_object_get(line, "context")), NULL,
					   &out, &arena, &diags) == 0) {
		json_t *answer = json_pack("{s:s%}", "text", buf_view(&out).s, out.n);

		json_dumpf(answer, stdout, JSON_COMPACT);
		json_decref(answer);
	} else {
		print_error(&diags);
	}
	(void)putchar('\n');
	buf_release(&out);
	diag_list_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&text, &room, stdin)) > 0) {
		json_error_t error;
		json_t *line = json_loadb(text, (size_t)n, 0, &error);

		if (line == NULL) {
			fprintf(stderr, "template_render: %s\n", error.text);
			return 2;
		}
		answer_line(line);
		json_decref(line);
		(void)fflush(stdout);
	}
	free(text);
	return 0;
}
