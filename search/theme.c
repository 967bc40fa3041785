#include "search/theme.h"

#include "common/escape.h"
#include "common/json.h"
#include "common/mem.h"
#include "common/strings.h"
#include "common/template.h"

#include <pthread.h>

struct theme_language {
	const struct theme *theme;
	struct str code;
	struct strings *strings;
	struct value *variables; /* of the result page */
	struct value *contact;	 /* of the contact page; null: the site has its own */
};

static const struct {
	struct str template, variable;
} pages[THEME_PAGES_N] = {
    [THEME_SEARCH] = {STR_INIT("search.html"), STR_INIT("search")},
    [THEME_CONTACT] = {STR_INIT("contact.html"), STR_INIT("ask")},
    [THEME_THANK_YOU] = {STR_INIT("thank-you.html"), STR_INIT("ask")},
};

struct theme {
	struct arena arena;
	pthread_mutex_t lock;
	struct str csp, base_path;
	struct value *templates, *assets;
	struct template_set *set;
	struct theme_language *languages;
	size_t languages_n;
};

/* ---- filters, as generator/theme_filters.c has them ---- */

static struct value *built(struct arena *arena, struct buf *buf)
{
	struct value *value = value_str(arena, arena_str(arena, buf_view(buf)));

	buf_release(buf);
	return value;
}

static int64_t number_of(const struct value *value)
{
	return value != NULL && value->kind == VALUE_INT ? value->as.integer : 0;
}

static struct value *filter_t(const struct theme_language *language, struct arena *arena, struct value *value,
			      struct value *const *arguments, size_t n)
{
	const struct value *named = n != 0 && arguments[n - 1]->kind == VALUE_MAP ? arguments[n - 1] : NULL;
	size_t in_order = named != NULL ? n - 1 : n;
	struct value *text = strings_find(language->strings, value->as.str);
	int64_t count = number_of(in_order > 0 ? arguments[0] : value_get(named, STR("n")));
	int64_t total = number_of(in_order > 1 ? arguments[1] : value_get(named, STR("total")));
	struct buf buf;

	if (text != NULL && n == 0)
		return text;
	buf_init(&buf, BUF_NO_LIMIT);
	(void)strings_format(&buf, language->strings, value->as.str, count, total);
	return built(arena, &buf);
}

static struct value *filter_date(const struct theme_language *language, struct arena *arena, struct value *value,
				 struct value *const *arguments, size_t n)
{
	struct buf buf;

	if (value->kind != VALUE_DATE)
		return NULL;
	buf_init(&buf, BUF_NO_LIMIT);
	if (n != 0 && arguments[0]->kind == VALUE_STR && str_eq(arguments[0]->as.str, STR("month")))
		strings_month(&buf, language->strings, value->as.date);
	else if (n != 0)
		date_format(&buf, value->as.date);
	else
		strings_date(&buf, language->strings, value->as.date);
	return built(arena, &buf);
}

static struct value *filter_url(const struct theme_language *language, struct arena *arena, struct value *value,
				struct value *const *arguments, size_t n)
{
	struct str path = value->as.str;
	struct buf buf;

	(void)arguments;
	(void)n;
	buf_init(&buf, BUF_NO_LIMIT);
	buf_str(&buf, language->theme->base_path);
	escape_url_path(&buf, str_starts(path, STR("/")) ? str_from(path, 1) : path);
	return built(arena, &buf);
}

static struct value *filter_asset(const struct theme_language *language, struct arena *arena, struct value *value,
				  struct value *const *arguments, size_t n)
{
	const struct value *path = value_get(language->theme->assets, value->as.str);

	(void)arguments;
	(void)n;
	if (path == NULL || path->kind != VALUE_STR)
		return NULL;
	return value_str(arena,
			 arena_printf(arena, "%.*s%.*s", STR_ARG(language->theme->base_path), STR_ARG(path->as.str)));
}

static const struct {
	struct str name;
	bool needs_text;
	struct value *(*run)(const struct theme_language *language, struct arena *arena, struct value *value,
			     struct value *const *arguments, size_t n);
} filters[] = {
    {STR_INIT("t"), true, filter_t},
    {STR_INIT("date"), false, filter_date},
    {STR_INIT("url"), true, filter_url},
    {STR_INIT("asset"), true, filter_asset},
};

static const char *const filter_names[] = {"t", "date", "url", "asset", NULL};

static struct value *run_filter(void *context, struct arena *arena, struct str name, struct value *value,
				struct value *const *arguments, size_t n, struct str *problem)
{
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		struct value *result = NULL;

		if (!str_eq(name, filters[i].name))
			continue;
		if (!filters[i].needs_text || value->kind == VALUE_STR)
			result = filters[i].run(context, arena, value, arguments, n);
		if (result == NULL)
			*problem = STR("cannot be used on this value");
		return result;
	}
	*problem = STR("there is no such filter");
	return NULL;
}

static const struct template_host host = {.filter = run_filter, .filter_names = filter_names};

/* ---- loading ---- */

static bool load_template(void *context, struct str name, struct str *text, struct str *path)
{
	const struct theme *theme = context;
	const struct value *found = value_get(theme->templates, name);

	if (found == NULL || found->kind != VALUE_STR)
		return false;
	*text = found->as.str;
	*path = name;
	return true;
}

/* {"$html": text} and {"$date": text} become what they were; NULL for any other map. */
static struct value *unwrapped(const struct value *map, struct arena *arena)
{
	const struct value_pair *pair = map->as.map.at;
	struct date date;

	if (map->as.map.n != 1 || pair->value->kind != VALUE_STR)
		return NULL;
	if (str_eq(pair->key, STR("$html")))
		return value_html(arena, pair->value->as.str);
	if (str_eq(pair->key, STR("$date")) && date_parse(pair->value->as.str, &date))
		return value_date(arena, date);
	return NULL;
}

static struct value *restored(struct value *value, struct arena *arena)
{
	if (value->kind == VALUE_LIST) {
		for (uint32_t i = 0; i < value->as.list.n; i++)
			value->as.list.at[i] = restored(value->as.list.at[i], arena);
	} else if (value->kind == VALUE_MAP) {
		struct value *inner = unwrapped(value, arena);

		if (inner != NULL)
			return inner;
		for (uint32_t i = 0; i < value->as.map.n; i++)
			value->as.map.at[i].value = restored(value->as.map.at[i].value, arena);
	}
	return value;
}

static bool load_language(struct theme *theme, struct theme_language *language, struct value *from)
{
	struct value *code = value_get(from, STR("code")), *strings = value_get(from, STR("strings"));
	struct value *variables = value_get(from, STR("variables")), *contact = value_get(from, STR("contact"));

	if (code == NULL || code->kind != VALUE_STR || strings == NULL || strings->kind != VALUE_MAP ||
	    variables == NULL || variables->kind != VALUE_MAP || contact == NULL)
		return false;
	language->theme = theme;
	language->code = code->as.str;
	language->strings = strings_new(language->code, &theme->arena);
	for (uint32_t i = 0; i < strings->as.map.n; i++)
		strings_set(language->strings, strings->as.map.at[i].key, strings->as.map.at[i].value);
	language->variables = restored(variables, &theme->arena);
	language->contact = restored(contact, &theme->arena);
	return true;
}

static bool load_languages(struct theme *theme, const struct value *list)
{
	if (list == NULL || list->kind != VALUE_LIST || list->as.list.n == 0)
		return false;
	theme->languages_n = list->as.list.n;
	theme->languages = arena_array(&theme->arena, theme->languages_n, sizeof(*theme->languages));
	for (size_t i = 0; i < theme->languages_n; i++)
		if (!load_language(theme, &theme->languages[i], list->as.list.at[i]))
			return false;
	return true;
}

static bool compile(struct theme *theme, struct buf *reason)
{
	const struct template_loader loader = {.load = load_template, .context = theme};
	struct str names[THEME_PAGES_N];
	struct diag_list diags;

	for (size_t i = 0; i < THEME_PAGES_N; i++)
		names[i] = pages[i].template;
	diag_list_init(&diags, &theme->arena);
	theme->set = template_compile(names, THEME_PAGES_N, &loader, &host, &theme->arena, &diags);
	if (theme->set == NULL && diags.items.n != 0)
		diag_format(reason, &diags.items.at[0], false);
	diag_list_release(&diags);
	return theme->set != NULL;
}

struct theme *theme_parse(struct str json, struct str base_path, struct buf *reason)
{
	struct theme *theme = mem_zalloc(sizeof(*theme));
	struct value *all, *csp;

	arena_init(&theme->arena);
	pthread_mutex_init(&theme->lock, NULL);
	theme->base_path = arena_str(&theme->arena, base_path);
	all = json_parse(&theme->arena, json, NULL);
	csp = value_get(all, STR("csp"));
	theme->templates = value_get(all, STR("templates"));
	theme->assets = value_get(all, STR("assets"));
	if (csp == NULL || csp->kind != VALUE_STR || theme->templates == NULL ||
	    !load_languages(theme, value_get(all, STR("languages")))) {
		buf_lit(reason, "its theme is not complete: it was built by another version of weir");
	} else if (compile(theme, reason)) {
		theme->csp = arena_printf(&theme->arena, "%.*s;frame-ancestors 'none'", STR_ARG(csp->as.str));
		return theme;
	}
	theme_free(theme);
	return NULL;
}

void theme_free(struct theme *theme)
{
	if (theme == NULL)
		return;
	pthread_mutex_destroy(&theme->lock);
	arena_release(&theme->arena);
	mem_free(theme);
}

struct str theme_csp(const struct theme *theme)
{
	return theme->csp;
}

/* ---- rendering ---- */

static struct theme_language *find_language(const struct theme *theme, struct str lang)
{
	for (size_t i = 0; i < theme->languages_n; i++)
		if (str_eq_nocase(theme->languages[i].code, lang))
			return &theme->languages[i];
	return &theme->languages[0];
}

const struct strings *theme_strings(const struct theme *theme, struct str lang)
{
	return find_language(theme, lang)->strings;
}

bool theme_has_contact(const struct theme *theme, struct str lang)
{
	return find_language(theme, lang)->contact->kind == VALUE_MAP;
}

int theme_render(struct theme *theme, enum theme_page page, struct str lang, struct value *own, struct buf *out,
		 struct arena *arena, struct buf *reason)
{
	struct theme_language *language = find_language(theme, lang);
	const struct value *same = page == THEME_SEARCH ? language->variables : language->contact;
	struct value *variables = value_map(arena);
	struct diag_list diags;
	int result;

	for (uint32_t i = 0; i < same->as.map.n; i++)
		value_set(arena, variables, same->as.map.at[i].key, same->as.map.at[i].value);
	value_set(arena, variables, pages[page].variable, own);
	diag_list_init(&diags, arena);
	pthread_mutex_lock(&theme->lock);
	result = template_render(theme->set, pages[page].template, variables, language, out, arena, &diags);
	pthread_mutex_unlock(&theme->lock);
	if (result != 0 && diags.items.n != 0)
		diag_format(reason, &diags.items.at[0], false);
	diag_list_release(&diags);
	return result;
}
