/*
 * Any bytes as three templates ("main", "part", "base", separated by a NUL): text, or an error with its
 * place. UTF-8 in, UTF-8 out.
 */
#include "common/template.h"
#include "common/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool load(void *context, struct str name, struct str *text, struct str *path)
{
	static const char *const names[] = {"main", "part", "base"};
	struct str rest = *(struct str *)context, part;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!str_split(&rest, '\0', &part))
			return false;
		if (str_eq(name, str_c(names[i]))) {
			*text = part;
			*path = name;
			return true;
		}
	}
	return false;
}

static struct value *filter(void *context, struct arena *arena, struct str name, struct value *value,
			    struct value *const *arguments, size_t n, struct str *problem)
{
	(void)context;
	(void)arena;
	(void)name;
	*problem = STR("no");
	return value->kind == VALUE_STR && n != 0 ? arguments[0] : NULL;
}

static struct value *variables(struct arena *arena)
{
	struct value *map = value_map(arena), *list = value_list(arena), *item = value_map(arena);

	value_set_lit(arena, item, "t", value_str(arena, STR("Straße <b>")));
	value_set_lit(arena, item, "d", value_date(arena, (struct date){.year = 2026, .month = 1, .day = 2}));
	for (int i = 0; i < 3; i++)
		value_append(arena, list, item);
	value_set_lit(arena, map, "l", list);
	value_set_lit(arena, map, "m", item);
	value_set_lit(arena, map, "s", value_str(arena, STR("a \xE2\x80\xA8 & ΑΣ ß\xF0\x9F\x98\x80")));
	value_set_lit(arena, map, "h", value_html(arena, STR("<p>&eacute;&#x41;</p><!-- c -->")));
	value_set_lit(arena, map, "i", value_int(arena, INT64_MAX));
	value_set_lit(arena, map, "f", value_double(arena, 2.5));
	value_set_lit(arena, map, "y", value_bool(arena, true));
	value_set_lit(arena, map, "n", value_null(arena));
	return map;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const filter_names[] = {"t", NULL}, *const known_names[] = {"m.t", "m.d", "l", "s", "h",
										       "i",   "f",   "y", "n", NULL};
	struct str text = str_n((const char *)data, size), main_name = STR("main");
	struct template_loader loader = {.load = load, .context = &text};
	struct template_host host = {.filter = filter, .filter_names = filter_names};
	struct template_set *set;
	struct arena arena;
	struct diag_list diags;
	struct buf out;
	int result = -1;

	if (size != 0 && (data[0] & 1) != 0)
		host.known_names = known_names;
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	buf_init(&out, (size_t)256 * 1024);
	set = template_compile(&main_name, 1, &loader, &host, &arena, &diags);
	if ((set == NULL) != (diags.errors != 0))
		abort();
	if (set != NULL)
		result = template_render(set, main_name, variables(&arena), NULL, &out, &arena, &diags);
	if ((result != 0) != (diags.errors != 0) || (result != 0 && out.n != 0))
		abort();
	for (size_t i = 0; i < diags.items.n; i++)
		if (diags.items.at[i].place.line == 0 || diags.items.at[i].place.column == 0)
			abort();
	if (result == 0 && utf8_is_valid(text) && !utf8_is_valid(buf_view(&out)))
		abort();
	buf_release(&out);
	diag_list_release(&diags);
	arena_release(&arena);
	return 0;
}
