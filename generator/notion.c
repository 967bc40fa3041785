#include "generator/notion.h"

#include "generator/lines.h"

enum { ID_DIGITS = 32 };

bool notion_name(struct str stem, struct str *name, struct str *id)
{
	struct str digits = stem.n > ID_DIGITS + 1 ? str_from(stem, stem.n - ID_DIGITS) : STR_NONE;

	if (digits.n == 0 || digits.s[-1] != ' ')
		return false;
	for (size_t i = 0; i < digits.n; i++)
		if (!str_is_digit(digits.s[i]) && (digits.s[i] < 'a' || digits.s[i] > 'f'))
			return false;
	*name = str_trim(str_slice(stem, 0, stem.n - ID_DIGITS - 1));
	*id = digits;
	return name->n != 0;
}

/* Behind "# Title" and a blank line: where properties would stand. */
static bool find_properties(struct str body, struct str *rest)
{
	struct str line;

	*rest = body;
	return str_line(rest, &line) && str_starts(line, STR("# ")) && str_line(rest, &line) &&
	       line_kind(line) == LINE_BLANK;
}

/* The lines up to a blank one as a map; NULL when one of them is no property. */
static struct node *read_properties(struct str lines, size_t at, struct arena *arena, const char **end)
{
	struct node *map = node_new(arena, NODE_MAP, at);
	struct str rest = lines, line;

	*end = lines.s + lines.n;
	while (str_line(&rest, &line)) {
		struct line_key key;
		struct node *item;
		struct str value;

		if (line_kind(line) == LINE_BLANK) {
			*end = line.s;
			break;
		}
		if (!line_key(line, &key))
			return NULL;
		value = str_trim(str_from(line, key.value));
		item = node_scalar(arena, value, true, at + (size_t)(value.s - lines.s));
		item->key = key.name;
		item->key_at = (uint32_t)(at + (size_t)(line.s - lines.s));
		if (!node_add(map, item))
			return NULL;
	}
	return map->n != 0 ? map : NULL;
}

struct str notion_properties(struct page *page, struct str body, const struct config *config, struct reporter *reporter,
			     struct arena *arena)
{
	const struct node *map;
	const char *end;
	struct str rest, copy;

	if (!find_properties(body, &rest) || rest.n == 0)
		return body;
	map = read_properties(rest, (size_t)(rest.s - reporter->source.s), arena, &end);
	if (map == NULL)
		return body;
	fields_apply(page, map, config, reporter, arena);
	copy = arena_str(arena, body);
	for (char *at = (char *)(uintptr_t)copy.s + (rest.s - body.s); at < copy.s + (end - body.s); at++)
		if (*at != '\n')
			*at = ' ';
	return copy;
}
