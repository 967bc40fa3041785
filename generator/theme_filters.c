/*
 * The filters that templates have beyond Jinja's:
 *
 *     "key"|t                 a string of the theme
 *     "key"|t(n)              with {n}, chosen by its plural category; |t(n, total=m) with both
 *     date|date               as the language writes it; |date("iso") as machines do,
 *                             |date("month") without the day
 *     "/path/"|url            a site-relative path with the base path in front
 *     "logo.svg"|asset        address of a file of the theme's assets/ folder
 */
#include "common/strings.h"
#include "generator/theme.h"
#include "generator/view.h"

static struct value *built(struct arena *arena, struct buf *buf)
{
	struct value *value = value_str(arena, arena_str(arena, buf_view(buf)));

	buf_release(buf);
	return value;
}

static struct value *no_string(const struct theme_context *context, struct arena *arena, struct str key,
			       struct str *problem)
{
	const struct strings *strings = context->theme->strings[context->language];
	const struct str *nearest = strings_nearest(strings, key);

	*problem = nearest != NULL ? arena_printf(arena, "the theme has no string \"%.*s\"; did you mean \"%.*s\"?",
						  STR_ARG(key), STR_ARG(*nearest))
				   : arena_printf(arena, "the theme has no string \"%.*s\"", STR_ARG(key));
	return NULL;
}

/* t(n, total), also by name; false when they are anything but whole numbers. */
static bool take_numbers(struct value *const *arguments, size_t n, int64_t number[2])
{
	static const struct str names[2] = {{"n", 1}, {"total", 5}};
	size_t in_order = n != 0 && arguments[n - 1]->kind == VALUE_MAP ? n - 1 : n;
	uint32_t named = in_order < n ? arguments[n - 1]->as.map.n : 0;

	if (in_order + named > 2)
		return false;
	for (size_t i = 0; i < 2; i++) {
		const struct value *value = i < in_order ? arguments[i] : NULL;

		if (named != 0 && value_get(arguments[n - 1], names[i]) != NULL) {
			value = value_get(arguments[n - 1], names[i]);
			named--;
		}
		if (value != NULL && value->kind != VALUE_INT)
			return false;
		number[i] = value != NULL ? value->as.integer : 0;
	}
	return named == 0;
}

static struct value *filter_t(const struct theme_context *context, struct arena *arena, struct value *value,
			      struct value *const *arguments, size_t n, struct str *problem)
{
	const struct strings *strings = context->theme->strings[context->language];
	int64_t number[2] = {0, 0};
	struct value *text;
	struct buf buf;

	if (value->kind != VALUE_STR) {
		*problem = STR("needs the name of a string");
		return NULL;
	}
	text = strings_find(strings, value->as.str);
	if (text != NULL && n == 0 && text->kind == VALUE_STR)
		return text;
	if (!take_numbers(arguments, n, number)) {
		*problem = STR("takes at most two whole numbers: n and total");
		return NULL;
	}
	buf_init(&buf, BUF_NO_LIMIT);
	if (text == NULL || !strings_format(&buf, strings, value->as.str, number[0], number[1])) {
		buf_release(&buf);
		return no_string(context, arena, value->as.str, problem);
	}
	return built(arena, &buf);
}

static struct value *filter_date(const struct theme_context *context, struct arena *arena, struct value *value,
				 struct value *const *arguments, size_t n, struct str *problem)
{
	struct str form = STR("");
	struct buf buf;

	if (value->kind != VALUE_DATE) {
		*problem = STR("needs a date");
		return NULL;
	}
	if (n == 1 && arguments[0]->kind == VALUE_STR)
		form = arguments[0]->as.str;
	if (n > 1 || (n == 1 && !str_eq(form, STR("iso")) && !str_eq(form, STR("month")))) {
		*problem = STR("knows two forms by name: \"iso\" and \"month\"");
		return NULL;
	}
	buf_init(&buf, BUF_NO_LIMIT);
	if (str_eq(form, STR("iso")))
		date_format(&buf, value->as.date);
	else if (form.n != 0)
		strings_month(&buf, context->theme->strings[context->language], value->as.date);
	else
		strings_date(&buf, context->theme->strings[context->language], value->as.date);
	return built(arena, &buf);
}

static struct value *filter_url(const struct theme_context *context, struct arena *arena, struct value *value,
				struct value *const *arguments, size_t n, struct str *problem)
{
	(void)arguments;
	if (value->kind != VALUE_STR || n != 0) {
		*problem = STR("needs a path and takes no argument");
		return NULL;
	}
	return value_str(arena, view_url(context->theme->view, value->as.str, arena));
}

static struct value *filter_asset(const struct theme_context *context, struct arena *arena, struct value *value,
				  struct value *const *arguments, size_t n, struct str *problem)
{
	const struct theme_output *output;

	(void)arguments;
	if (value->kind != VALUE_STR || n != 0) {
		*problem = STR("needs a file name and takes no argument");
		return NULL;
	}
	output = theme_find_output(context->theme, value->as.str);
	if (output == NULL) {
		*problem = arena_printf(arena, "the theme has no file \"assets/%.*s\"", STR_ARG(value->as.str));
		return NULL;
	}
	return value_str(
	    arena, arena_printf(arena, "%.*s%.*s", STR_ARG(context->theme->config->base_path), STR_ARG(output->path)));
}

typedef struct value *filter_function(const struct theme_context *context, struct arena *arena, struct value *value,
				      struct value *const *arguments, size_t n, struct str *problem);

static const char *const filter_names[] = {"t", "date", "url", "asset", NULL};
static filter_function *const filters[] = {filter_t, filter_date, filter_url, filter_asset};

static struct value *run_filter(void *context, struct arena *arena, struct str name, struct value *value,
				struct value *const *arguments, size_t n, struct str *problem)
{
	for (size_t i = 0; filter_names[i] != NULL; i++)
		if (str_eq(name, str_c(filter_names[i])))
			return filters[i](context, arena, value, arguments, n, problem);
	*problem = STR("there is no such filter");
	return NULL;
}

const struct template_host theme_host = {
    .filter = run_filter,
    .filter_names = filter_names,
    .known_names = view_known_names,
};
