#include "generator/named.h"

#include "generator/site.h"
#include "generator/slug.h"
#include "generator/verbatim.h"

#include "common/diag.h"

static struct place place_of_value(const struct site *site, const struct value *value)
{
	struct place place = {.path = STR("site.toml")};

	if (value != NULL && value->at != 0)
		place_of(site->config->source, value->at - 1, &place.line, &place.column);
	return place;
}

static void check_versions(const struct site *site, struct diag_list *diags)
{
	const struct value *list = value_path(site->config->all, STR("search.outdated_versions"));

	for (uint32_t k = 0; list != NULL && list->kind == VALUE_LIST && k < list->as.list.n; k++) {
		const struct value *version = list->as.list.at[k];
		uint32_t i = 0;

		if (version->kind != VALUE_STR)
			continue;
		while (i < site->pages_n && !str_eq(site->pages[i].version, version->as.str))
			i++;
		if (i == site->pages_n)
			diag_add(diags, DIAG_VERSION_MISSING, place_of_value(site, version),
				 "outdated_versions names \"%.*s\", which no page is about", STR_ARG(version->as.str));
	}
}

/* The number of the page that somebody meant who wrote its address, its file, or its id in other letters. */
static bool find_meant(const struct site *site, struct str text, struct arena *arena, uint32_t *number)
{
	struct str folded = slug_fold(arena, text);
	const struct map_entry *entry = map_find(&site->by_id, folded);

	if (entry == NULL)
		entry = map_find(&site->by_url, folded);
	if (entry == NULL)
		entry = map_find(&site->by_url, arena_printf(arena, "/%.*s/", STR_ARG(folded)));
	if (entry != NULL) {
		*number = (uint32_t)(entry->value.number - 1);
		return true;
	}
	for (*number = 0; *number < site->sources_n; ++*number)
		if (str_eq(site->pages[*number].path, text))
			return true;
	return false;
}

static void hint_ids(const struct site *site, struct str text, struct diag_list *diags)
{
	struct str *ids = arena_array(diags->arena, site->pages_n + 1, sizeof(*ids));
	const struct str *nearest;
	size_t n = 0;

	for (uint32_t i = 0; i < site->pages_n; i++)
		if (site->pages[i].id.n != 0)
			ids[n++] = site->pages[i].id;
	nearest = str_nearest(text, ids, n);
	if (nearest != NULL)
		diag_hint(diags, "did you mean \"%.*s\"?", STR_ARG(*nearest));
}

static void check_pin(const struct site *site, struct str query, const struct value *id, struct diag_list *diags)
{
	uint32_t number;
	bool is_meant = find_meant(site, id->as.str, diags->arena, &number);
	const struct page *page = is_meant ? &site->pages[number] : NULL;

	if (is_meant && page->id.n != 0 && str_eq(page->id, id->as.str))
		return;
	diag_add(diags, DIAG_PINNED_MISSING, place_of_value(site, id), "\"%.*s\" pins \"%.*s\", which is no page's id",
		 STR_ARG(query), STR_ARG(id->as.str));
	if (!is_meant)
		hint_ids(site, id->as.str, diags);
	else if (page->id.n != 0)
		diag_hint(diags, "write its id: \"%.*s\"", STR_ARG(page->id));
	else
		diag_hint(diags, "give \"%.*s\" an id in its front matter, and write that", STR_ARG(page->path));
}

static void check_pins(const struct site *site, struct diag_list *diags)
{
	const struct value *pins = value_path(site->config->all, STR("search.pinned"));

	for (uint32_t i = 0; pins != NULL && pins->kind == VALUE_MAP && i < pins->as.map.n; i++) {
		const struct value_pair *pair = &pins->as.map.at[i];

		for (uint32_t k = 0; pair->value->kind == VALUE_LIST && k < pair->value->as.list.n; k++)
			if (pair->value->as.list.at[k]->kind == VALUE_STR)
				check_pin(site, pair->key, pair->value->as.list.at[k], diags);
	}
}

static void check_file(const struct site *site, const char *setting, struct str file, struct diag_list *diags)
{
	struct str path = file;

	while (path.n != 0 && path.s[0] == '/')
		path = str_from(path, 1);
	if (path.n == 0 || str_find(file, STR("://")) >= 0 || map_find(&site->assets_by_path, path) != NULL ||
	    verbatim_has(site->verbatim, path))
		return;
	diag_add(diags, DIAG_SETTING_FILE, place_of_value(site, value_path(site->config->all, str_c(setting))),
		 "%s names \"%.*s\", which is no file of the site", setting, STR_ARG(file));
	diag_hint(diags, "its path is that below %.*s/, or below %.*s/", STR_ARG(site->config->content_folder),
		  STR_ARG(site->config->static_folder.n != 0 ? site->config->static_folder : STR("static")));
}

void named_check(const struct site *site, struct diag_list *diags)
{
	check_file(site, "site.logo", site->config->logo, diags);
	check_file(site, "site.favicon", site->config->favicon, diags);
	check_versions(site, diags);
	check_pins(site, diags);
}
