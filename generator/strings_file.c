#include "generator/strings_file.h"

#include "common/toml.h"

/* Texts stay texts (or become texts by category), lists stay lists of as many. */
static bool fits(const struct value *old, const struct value *new)
{
	bool is_text = new->kind == VALUE_STR;

	if (new->kind == VALUE_MAP) {
		is_text = value_get(new, STR("other")) != NULL;
		for (uint32_t i = 0; i < new->as.map.n; i++)
			is_text = is_text && new->as.map.at[i].value->kind == VALUE_STR;
	}
	if (old == NULL)
		return is_text || new->kind == VALUE_LIST;
	if (old->kind != VALUE_LIST)
		return is_text;
	if (new->kind != VALUE_LIST || new->as.list.n != old->as.list.n)
		return false;
	for (uint32_t i = 0; i < new->as.list.n; i++)
		if (new->as.list.at[i]->kind != VALUE_STR)
			return false;
	return true;
}

static struct place place_at(struct str text, struct str path, uint32_t at)
{
	struct place place = {.path = path};

	if (at != 0)
		place_of(text, at - 1, &place.line, &place.column);
	return place;
}

void strings_add(struct strings *strings, struct str text, struct str path, bool is_base, struct arena *arena,
		 struct diag_list *diags)
{
	struct toml_error error;
	struct value *map = toml_parse(text, arena, &error);

	if (map == NULL) {
		diag_add(diags, DIAG_STRINGS_SYNTAX, (struct place){path, error.line, error.column}, "%.*s",
			 STR_ARG(error.message));
		return;
	}
	for (uint32_t i = 0; i < map->as.map.n; i++) {
		struct value_pair *pair = &map->as.map.at[i];
		const struct value *old = strings_find(strings, pair->key);
		struct place place = place_at(text, path, pair->key_at);

		if (old == NULL && !is_base) {
			const struct str *nearest = strings_nearest(strings, pair->key);

			diag_add(diags, DIAG_STRINGS_KEY, place, "the theme has no string \"%.*s\"",
				 STR_ARG(pair->key));
			if (nearest != NULL)
				diag_hint(diags, "did you mean \"%.*s\"?", STR_ARG(*nearest));
		} else if (!fits(old, pair->value)) {
			diag_add(diags, DIAG_STRINGS_SYNTAX, place,
				 "string \"%.*s\" is %s that the theme cannot use there", STR_ARG(pair->key),
				 value_kind_name(pair->value->kind));
			diag_hint(diags, "see theme/strings/en.toml of the default theme for its form");
		} else {
			strings_set(strings, pair->key, pair->value);
		}
	}
}
