#include "generator/config.h"

#include "common/fs.h"
#include "common/hash.h"
#include "common/limits.h"
#include "common/loopback.h"
#include "common/toml.h"
#include "generator/languages.h"
#include "generator/published.h"
#include "generator/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define SETTINGS_FILE "site.toml"
enum { PROBLEMS_SHOWN = 100, KEYS_LISTED = 12 };

struct reader {
	struct config *config;
	struct arena *arena;
	struct diag_list *diags;
	unsigned problems; /* beyond PROBLEMS_SHOWN nothing is added: another file was named site.toml */
};

/*
 * What is always left out of the content folder: what editors, package managers and an import that was killed leave
 * behind. What is hidden or says something to another tool, reader_is_foreign() knows.
 */
static const char *const built_in_excludes[] = {"*~",		"#*#",	     "*.swp",
						"node_modules", "Thumbs.db", ("*" FS_TEMPORARY_END)};

/* Names that other tools use, for the hint. */
static const struct {
	const char *foreign, *ours;
} foreign_names[] = {
    {"site_name", "title"},
    {"sitetitle", "title"},
    {"site_url", "base_url"},
    {"root_url", "base_url"},
    {"site_description", "description"},
    {"tagline", "description"},
    {"site_author", "organization"},
    {"languagecode", "language"},
    {"default_language", "language"},
    {"defaultcontentlanguage", "language"},
    {"locale", "language"},
    {"repo_url", "edit_url"},
    {"edit_uri", "edit_url"},
    {"docs_dir", "folder"},
    {"content_dir", "folder"},
    {"contentdir", "folder"},
    {"site_dir", "output"},
    {"publishdir", "output"},
    {"output_dir", "output"},
    {"extra_css", "custom_css"},
    {"primary_color", "accent"},
};

/* ---- problems ---------------------------------------------------------------- */

static struct place place_at(const struct reader *r, uint32_t at)
{
	struct place place = {.path = STR(SETTINGS_FILE)};

	if (at != 0)
		place_of(r->config->source, at - 1, &place.line, &place.column);
	return place;
}

static bool is_quiet(struct reader *r)
{
	return r->problems++ >= PROBLEMS_SHOWN;
}

static void report(struct reader *r, const struct setting_problem *problem)
{
	if (is_quiet(r))
		return;
	(void)diag_add(r->diags, problem->code, place_at(r, problem->at), "%.*s", STR_ARG(problem->message));
	if (problem->hint.n != 0)
		diag_hint(r->diags, "%.*s", STR_ARG(problem->hint));
}

/* Without case, underscores and dashes, as "baseURL" and "base-url" mean base_url. */
static struct str plain_name(struct arena *arena, struct str name)
{
	char *plain = arena_alloc(arena, name.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++)
		if (name.s[i] != '_' && name.s[i] != '-')
			plain[n++] = str_lower_char(name.s[i]);
	plain[n] = '\0';
	return str_n(plain, n);
}

/* The key of one of the table's own tables: "venue" of "contact.venue". */
static bool is_inner_table(const struct settings_table *inner, struct str table, struct str *key)
{
	struct str name = str_c(inner->name);

	if (table.n == 0) {
		ptrdiff_t dot = str_find_char(name, '.');

		*key = dot < 0 ? name : str_slice(name, 0, (size_t)dot);
		return true;
	}
	if (name.n <= table.n || !str_starts(name, table) || name.s[table.n] != '.')
		return false;
	*key = str_from(name, table.n + 1);
	return true;
}

/* Everything that may stand in a table ("": the file itself). */
static size_t known_keys(struct str table, struct str *keys, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < settings_n && n < room; i++)
		if (str_eq(str_c(settings[i].table), table))
			keys[n++] = str_c(settings[i].key);
	for (size_t i = 0; i < settings_tables_n && n < room; i++)
		if (is_inner_table(&settings_tables[i], table, &keys[n]) && (n == 0 || !str_eq(keys[n - 1], keys[n])))
			n++;
	return n;
}

static bool hint_nearest(struct reader *r, struct str key, const struct str *keys, size_t n)
{
	struct str plain[64];
	const struct str *nearest;

	for (size_t i = 0; i < n; i++)
		plain[i] = plain_name(r->arena, keys[i]);
	nearest = str_nearest(plain_name(r->arena, key), plain, n);
	if (nearest == NULL)
		return false;
	diag_hint(r->diags, "did you mean \"%.*s\"?", STR_ARG(keys[nearest - plain]));
	return true;
}

static bool hint_foreign(struct reader *r, struct str key)
{
	for (size_t i = 0; i < sizeof(foreign_names) / sizeof(*foreign_names); i++) {
		if (!str_eq_nocase(key, str_c(foreign_names[i].foreign)))
			continue;
		for (size_t j = 0; j < settings_n; j++) {
			if (!str_eq(str_c(settings[j].key), str_c(foreign_names[i].ours)))
				continue;
			diag_hint(r->diags, "Weir calls it %s, in [%s]", settings[j].key, settings[j].table);
			return true;
		}
	}
	return false;
}

static bool hint_other_table(struct reader *r, struct str key)
{
	for (size_t i = 0; i < settings_n; i++) {
		if (str_eq(plain_name(r->arena, key), plain_name(r->arena, str_c(settings[i].key)))) {
			diag_hint(r->diags, "%s belongs in [%s]", settings[i].key, settings[i].table);
			return true;
		}
	}
	return false;
}

static void hint_known(struct reader *r, const struct str *keys, size_t n)
{
	struct buf list;

	buf_init(&list, BUF_NO_LIMIT);
	for (size_t i = 0; i < n && i < KEYS_LISTED; i++)
		buf_printf(&list, "%s%.*s", i != 0 ? ", " : "", STR_ARG(keys[i]));
	diag_hint(r->diags, "known here: %s%s", list.s, n > KEYS_LISTED ? ", …" : "");
	buf_release(&list);
}

static void report_unknown(struct reader *r, struct str table, const struct value_pair *pair)
{
	struct str keys[64];
	size_t n = known_keys(table, keys, sizeof(keys) / sizeof(*keys));
	bool is_table = pair->value->kind == VALUE_MAP;
	struct str name = str_slice(pair->key, 0, 100);

	if (is_quiet(r))
		return;
	if (table.n == 0 && is_table)
		(void)diag_add(r->diags, DIAG_SETTING_UNKNOWN, place_at(r, pair->key_at), "unknown table [%.*s]",
			       STR_ARG(name));
	else if (table.n == 0)
		(void)diag_add(r->diags, DIAG_SETTING_UNKNOWN, place_at(r, pair->key_at),
			       "unknown setting \"%.*s\" outside of any table", STR_ARG(name));
	else
		(void)diag_add(r->diags, DIAG_SETTING_UNKNOWN, place_at(r, pair->key_at),
			       "unknown setting \"%.*s\" in [%.*s]", STR_ARG(name), STR_ARG(table));
	if (table.n == 0 && !is_table) {
		if (!hint_foreign(r, name) && !hint_other_table(r, name))
			hint_known(r, keys, n);
	} else if (!hint_nearest(r, name, keys, n) && !hint_foreign(r, name) && !hint_other_table(r, name)) {
		hint_known(r, keys, n);
	}
}

static void report_unknown_keys(struct reader *r, struct str table, const struct value *from)
{
	struct str keys[64];
	size_t n = known_keys(table, keys, sizeof(keys) / sizeof(*keys));

	for (uint32_t i = 0; from != NULL && i < from->as.map.n; i++) {
		bool known = false;

		for (size_t k = 0; k < n && !known; k++)
			known = str_eq(keys[k], from->as.map.at[i].key);
		if (!known)
			report_unknown(r, table, &from->as.map.at[i]);
	}
}

static void report_missing(struct reader *r, const struct setting *setting, const struct value *from)
{
	static const char *const hints[][2] = {
	    {"title", "add title = \"Acme Help\" below [site]: the name of the site"},
	    {"base_url", "add base_url = \"https://help.example.com\" below [site]: links in feeds, sitemap and search "
			 "results need the address under which the site is published"},
	};

	if (is_quiet(r))
		return;
	(void)diag_add(r->diags, DIAG_SETTING_MISSING, place_at(r, from != NULL ? from->at : 0), "%s.%s is missing",
		       setting->table, setting->key);
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (str_eq(str_c(setting->table), STR("site")) && str_eq(str_c(setting->key), str_c(hints[i][0])))
			diag_hint(r->diags, "%s", hints[i][1]);
}

static void report_not_a_table(struct reader *r, const char *header, const struct value *found)
{
	if (is_quiet(r))
		return;
	(void)diag_add(r->diags, DIAG_SETTING_TYPE, place_at(r, found->at), "%s must be a table, not %s", header,
		       value_kind_name(found->kind));
	diag_hint(r->diags, "write %s on a line of its own and its settings below", header);
}

static void report_value(struct reader *r, const struct value *value, struct str message, struct str hint)
{
	report(r, &(struct setting_problem){DIAG_SETTING_VALUE, value != NULL ? value->at : 0, message, hint});
}

/* ---- one table ------------------------------------------------------------------- */

static struct str_list list_of(struct arena *arena, const struct value *value)
{
	struct str_list list = {.n = value->as.list.n};

	list.at = arena_array(arena, list.n, sizeof(*list.at));
	for (uint32_t i = 0; i < list.n; i++)
		list.at[i] = value->as.list.at[i]->as.str;
	return list;
}

/* Into the field of a struct config, language, venue or route. */
static void store(struct reader *r, const struct setting *setting, struct value *value, void *target)
{
	struct str_list list;
	int64_t minutes;
	char *field;

	if (setting->offset == SETTING_NO_FIELD)
		return;
	field = (char *)target + setting->offset;
	switch (setting->kind) {
	case SETTING_FLAG:
		memcpy(field, &value->as.boolean, sizeof(bool));
		break;
	case SETTING_INT:
		memcpy(field, &value->as.integer, sizeof(int64_t));
		break;
	case SETTING_NUMBER:
		memcpy(field, &value->as.number, sizeof(double));
		break;
	case SETTING_DURATION:
		minutes = setting_minutes(value->as.str);
		memcpy(field, &minutes, sizeof(minutes));
		break;
	case SETTING_TEXTS:
	case SETTING_ORIGINS:
		list = list_of(r->arena, value);
		memcpy(field, &list, sizeof(list));
		break;
	case SETTING_PINS:
	case SETTING_PATHS:
		value = value->as.map.n != 0 ? value : NULL;
		/* cppcheck-suppress pointerSize ; the field is a pointer */
		memcpy(field, &value, sizeof(struct value *));
		break;
	default:
		memcpy(field, &value->as.str, sizeof(struct str));
	}
}

static struct value *take(struct reader *r, const struct setting *setting, struct value *found)
{
	struct setting_problem problem = {0};
	struct value *value = setting_take(setting, found, r->arena, &problem);

	if (value == NULL)
		report(r, &problem);
	return value;
}

/* All settings of one table from a map of the file (NULL: not given); effective values go to target and are returned.
 */
static struct value *read_settings(struct reader *r, const char *table, const struct value *from, void *target)
{
	struct value *into = value_map(r->arena);

	report_unknown_keys(r, str_c(table), from);
	for (size_t i = 0; i < settings_n; i++) {
		const struct setting *setting = &settings[i];
		struct value *found, *value;

		if (strcmp(setting->table, table) != 0)
			continue;
		found = value_get(from, str_c(setting->key));
		value = found != NULL ? take(r, setting, found) : NULL;
		if (value == NULL)
			value = setting_initial(setting, r->arena);
		if (found == NULL && setting->required)
			report_missing(r, setting, from);
		store(r, setting, value, target);
		value_set(r->arena, into, str_c(setting->key), value);
	}
	return into;
}

/* The map of a plain table; NULL when it is not given, or is something else. */
static const struct value *find_table(struct reader *r, const struct value *in, const char *key, const char *header)
{
	const struct value *found = value_get(in, str_c(key));

	if (found != NULL && found->kind != VALUE_MAP) {
		report_not_a_table(r, header, found);
		return NULL;
	}
	return found;
}

static bool is_list_of_tables(const struct value *value)
{
	for (uint32_t i = 0; value->kind == VALUE_LIST && i < value->as.list.n; i++)
		if (value->as.list.at[i]->kind != VALUE_MAP)
			return false;
	return value->kind == VALUE_LIST;
}

/* The list of a [[repeated]] table, cut to its limit; n = 0 when it is not given. */
static const struct value *find_tables(struct reader *r, const struct value *in, const char *key, const char *header,
				       uint32_t limit, uint32_t *n)
{
	const struct value *found = value_get(in, str_c(key));

	*n = 0;
	if (found == NULL)
		return NULL;
	if (!is_list_of_tables(found)) {
		report_not_a_table(r, header, found);
		return NULL;
	}
	*n = found->as.list.n;
	if (*n > limit) {
		report_value(r, found->as.list.at[limit],
			     arena_printf(r->arena, "there can be at most %u %s", limit, header), STR_NONE);
		*n = limit;
	}
	return found;
}

/* ---- [languages.XX] ------------------------------------------------------------------ */

static void complete_language(struct reader *r, struct language *language, struct value *values)
{
	const struct config *config = r->config;
	struct str direction = value_get(values, STR("direction"))->as.str;

	if (language->name.n == 0)
		language->name = language_name(language->code);
	if (language->name.n == 0)
		language->name = language->code;
	if (language->title.n == 0)
		language->title = config->title;
	if (language->description.n == 0 && language->is_default)
		language->description = config->description;
	language->right_to_left =
	    str_eq(direction, STR("auto")) ? language_is_right_to_left(language->code) : str_eq(direction, STR("rtl"));
	language->url_prefix =
	    language->is_default ? STR("") : arena_printf(r->arena, "%.*s/", STR_ARG(language->code));
}

static bool has_language(const struct config *config, struct str code)
{
	for (size_t i = 0; i < config->languages_n; i++)
		if (str_eq_nocase(config->languages[i].code, code))
			return true;
	return false;
}

static void add_language(struct reader *r, struct str code, const struct value *from, struct value *into)
{
	struct config *config = r->config;
	struct language *language = &config->languages[config->languages_n++];
	struct value *values;

	language->code = code;
	language->is_default = config->languages_n == 1;
	values = read_settings(r, "languages.XX", from, language);
	complete_language(r, language, values);
	value_set(r->arena, into, code, values);
}

static bool is_good_language(struct reader *r, const struct value_pair *pair)
{
	if (!language_is_tag(pair->key)) {
		struct value at_key = {.at = pair->key_at};

		report_value(
		    r, &at_key,
		    arena_printf(r->arena, "\"%.*s\" is not a language tag", STR_ARG(str_slice(pair->key, 0, 60))),
		    STR("name languages as in [languages.de] or [languages.pt-BR]"));
		return false;
	}
	if (pair->value->kind != VALUE_MAP) {
		report_not_a_table(r, "[languages.XX]", pair->value);
		return false;
	}
	return true;
}

/* The default language comes first, whether it has a table or not; the others in the file's order. */
static struct value *read_languages(struct reader *r, const struct value *file)
{
	struct config *config = r->config;
	const struct value *from = find_table(r, file, "languages", "[languages.XX]");
	struct value *into = value_map(r->arena);
	const struct value *own = NULL;
	uint32_t n = from != NULL ? from->as.map.n : 0;

	if (n > LIMIT_LANGUAGES) {
		report_value(r, from, arena_printf(r->arena, "there can be at most %d languages", LIMIT_LANGUAGES),
			     STR_NONE);
		n = LIMIT_LANGUAGES;
	}
	for (uint32_t i = 0; i < n && own == NULL; i++)
		if (str_eq_nocase(from->as.map.at[i].key, config->default_language) &&
		    from->as.map.at[i].value->kind == VALUE_MAP)
			own = from->as.map.at[i].value;
	config->languages = arena_array(r->arena, n + 1, sizeof(*config->languages));
	add_language(r, config->default_language, own, into);
	for (uint32_t i = 0; i < n; i++) {
		const struct value_pair *pair = &from->as.map.at[i];

		if (pair->value == own || !is_good_language(r, pair))
			continue;
		if (has_language(config, pair->key))
			report_value(r, pair->value,
				     arena_printf(r->arena, "the language \"%.*s\" is there twice", STR_ARG(pair->key)),
				     STR_NONE);
		else
			add_language(r, pair->key, pair->value, into);
	}
	return into;
}

/* ---- [contact] --------------------------------------------------------------------------- */

static const struct venue *find_venue(const struct config *config, struct str id, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(config->venues[i].id, id))
			return &config->venues[i];
	return NULL;
}

/* What only makes sense together. */
static void check_venue(struct reader *r, const struct venue *venue, const struct value *from)
{
	bool needs_url =
	    str_eq(venue->kind, STR("forum")) || str_eq(venue->kind, STR("github")) || str_eq(venue->kind, STR("link"));
	const struct value *kind = value_get(from, STR("kind"));

	if (needs_url && venue->url.n == 0)
		report_value(r, kind,
			     arena_printf(r->arena, "a venue of kind \"%.*s\" needs a url", STR_ARG(venue->kind)),
			     STR("add url = \"https://…\" to this [[contact.venue]]"));
	if (str_eq(venue->kind, STR("email")) && venue->email.n == 0)
		report_value(r, kind, STR("a venue of kind \"email\" needs an email"),
			     STR("add email = \"help@example.com\" to this [[contact.venue]]"));
}

/* Tickets do not travel in the clear, but for those on this machine. */
static bool is_delivery_url(struct str deliver, struct str url)
{
	static const struct {
		struct str scheme;
		bool is_mail, is_safe;
	} schemes[] = {{STR_INIT("https://"), false, true},
		       {STR_INIT("http://"), false, false},
		       {STR_INIT("smtps://"), true, true},
		       {STR_INIT("smtp://"), true, true}}; /* with STARTTLS, always */

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (str_starts(url, schemes[i].scheme) && url.n > schemes[i].scheme.n)
			return schemes[i].is_mail == str_eq(deliver, STR("email")) &&
			       (schemes[i].is_safe || loopback_is_url(url));
	return false;
}

/* How tickets are handed over. */
static void check_delivery(struct reader *r, const struct venue *venue, const struct value *from)
{
	bool is_email = str_eq(venue->deliver, STR("email"));
	const struct value *deliver = value_get(from, STR("deliver")), *url = value_get(from, STR("deliver_url"));

	if (venue->deliver.n == 0 || str_eq(venue->deliver, STR("none")))
		return;
	if (!str_eq(venue->kind, STR("ticket")) && !str_eq(venue->kind, STR("email")))
		report_value(r, deliver,
			     arena_printf(r->arena, "a venue of kind \"%.*s\" takes no tickets", STR_ARG(venue->kind)),
			     STR("tickets are for the kinds ticket and email"));
	if (venue->deliver_url.n == 0 && !str_eq(venue->deliver, STR("hubspot")))
		report_value(r, deliver,
			     arena_printf(r->arena, "deliver = \"%.*s\" needs a deliver_url", STR_ARG(venue->deliver)),
			     is_email ? STR("as in deliver_url = \"smtp://mail.example.com:587\"")
				      : STR("as in deliver_url = \"https://acme.zendesk.com\""));
	else if (venue->deliver_url.n != 0 && !is_delivery_url(venue->deliver, venue->deliver_url))
		report_value(r, url,
			     arena_printf(r->arena, "\"%.*s\" cannot deliver by %.*s", STR_ARG(venue->deliver_url),
					  STR_ARG(venue->deliver)),
			     is_email ? STR("an address that begins with smtp:// or smtps://")
				      : STR("an address that begins with https://"));
	if (is_email && venue->email.n == 0)
		report_value(r, deliver, STR("deliver = \"email\" needs an email"),
			     STR("add email = \"help@example.com\" to this [[contact.venue]]"));
}

static struct value *read_venues(struct reader *r, const struct value *contact)
{
	struct config *config = r->config;
	struct value *into = value_list(r->arena);
	uint32_t n;
	const struct value *list = find_tables(r, contact, "venue", "[[contact.venue]]", LIMIT_VENUES, &n);

	config->venues = arena_array(r->arena, n, sizeof(*config->venues));
	for (uint32_t i = 0; i < n; i++) {
		struct venue *venue = &config->venues[config->venues_n];
		const struct value *from = list->as.list.at[i];

		value_append(r->arena, into, read_settings(r, "contact.venue", from, venue));
		check_venue(r, venue, from);
		check_delivery(r, venue, from);
		if (venue->id.n != 0 && find_venue(config, venue->id, config->venues_n) != NULL)
			report_value(r, value_get(from, STR("id")),
				     arena_printf(r->arena, "the venue \"%.*s\" is there twice", STR_ARG(venue->id)),
				     STR("give each [[contact.venue]] an id of its own"));
		config->venues_n++;
	}
	return into;
}

static void check_route(struct reader *r, const struct route *route, const struct value *from)
{
	struct config *config = r->config;
	struct str *ids = arena_array(r->arena, config->venues_n, sizeof(*ids));
	const struct str *nearest;

	if (route->venue.n == 0 || find_venue(config, route->venue, config->venues_n) != NULL)
		return;
	for (size_t i = 0; i < config->venues_n; i++)
		ids[i] = config->venues[i].id;
	nearest = str_nearest(route->venue, ids, config->venues_n);
	report_value(r, value_get(from, STR("venue")),
		     arena_printf(r->arena, "there is no venue \"%.*s\"", STR_ARG(route->venue)),
		     nearest != NULL ? arena_printf(r->arena, "did you mean \"%.*s\"?", STR_ARG(*nearest))
				     : STR("add a [[contact.venue]] with this id"));
}

static struct value *read_routes(struct reader *r, const struct value *contact)
{
	struct config *config = r->config;
	struct value *into = value_list(r->arena);
	uint32_t n;
	const struct value *list = find_tables(r, contact, "route", "[[contact.route]]", LIMIT_ROUTES, &n);

	config->routes = arena_array(r->arena, n, sizeof(*config->routes));
	for (uint32_t i = 0; i < n; i++) {
		struct route *route = &config->routes[config->routes_n++];

		value_append(r->arena, into, read_settings(r, "contact.route", list->as.list.at[i], route));
		if (route->topic_title.n == 0)
			route->topic_title = route->topic;
		check_route(r, route, list->as.list.at[i]);
	}
	return into;
}

static void read_contact(struct reader *r, const struct value *file, struct value *all)
{
	const struct value *contact = find_table(r, file, "contact", "[contact]");
	const struct value *hours = find_table(r, contact, "hours", "[contact.hours]");
	struct value *into = read_settings(r, "contact", contact, r->config);

	if (hours != NULL) {
		r->config->hours = read_settings(r, "contact.hours", hours, r->config);
		value_set_lit(r->arena, into, "hours", r->config->hours);
	}
	value_set_lit(r->arena, into, "venue", read_venues(r, contact));
	value_set_lit(r->arena, into, "route", read_routes(r, contact));
	value_set_lit(r->arena, all, "contact", into);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void read_table(struct reader *r, const char *name, const struct value *file, struct value *all)
{
	struct str header = arena_printf(r->arena, "[%s]", name);

	value_set(r->arena, all, str_c(name), read_settings(r, name, find_table(r, file, name, header.s), r->config));
}

static bool is_within(struct str path, struct str folder)
{
	return str_eq(path, folder) ||
	       (path.n > folder.n && str_starts(path, folder) && (folder.n == 0 || path.s[folder.n] == '/'));
}

/* A build replaces the output folder as a whole, so nothing of the writer's may be in it, nor it in the content. */
static void check_folders(struct reader *r)
{
	struct config *config = r->config;
	const struct {
		struct str folder;
		const char *what;
	} own[] = {{config->content_folder, "content.folder"},
		   {config->theme_folder, "theme.folder"},
		   {config->static_folder, "content.static"}};

	for (size_t i = 0; i < (config->static_folder.n != 0 ? 3 : 2); i++)
		if (is_within(config->output, own[i].folder) || is_within(own[i].folder, config->output))
			report_value(r, value_path(config->all, STR("build.output")),
				     arena_printf(r->arena, "build.output \"%.*s\" and %s \"%.*s\" overlap",
						  STR_ARG(config->output), own[i].what, STR_ARG(own[i].folder)),
				     STR("give the output a folder of its own, as in output = \"public\""));
	if (is_within(config->output, STR(".weir")) || is_within(config->output, STR("private")) ||
	    str_eq(config->output, STR(".")))
		report_value(r, value_path(config->all, STR("build.output")),
			     arena_printf(r->arena, "build.output must not be \"%.*s\"", STR_ARG(config->output)),
			     STR("give the output a folder of its own, as in output = \"public\""));
}

static void derive_base_path(struct reader *r)
{
	struct str url = r->config->base_url;
	ptrdiff_t host = str_find(url, STR("://")), slash;

	url = host < 0 ? STR("") : str_from(url, (size_t)host + 3);
	slash = str_find_char(url, '/');
	r->config->base_path =
	    slash < 0 ? STR("/") : arena_printf(r->arena, "%.*s/", STR_ARG(str_from(url, (size_t)slash)));
}

static void derive_raw_html(struct config *config)
{
	struct str name = value_path(config->all, STR("content.raw_html"))->as.str;

	config->raw_html = str_eq(name, STR("trusted")) ? RAW_HTML_TRUSTED
			   : str_eq(name, STR("none"))	? RAW_HTML_NONE
							: RAW_HTML_SAFE;
}

static void add_built_in_excludes(struct reader *r)
{
	const uint32_t built_in = sizeof(built_in_excludes) / sizeof(*built_in_excludes);
	struct str_list own = r->config->exclude;
	struct str *at = arena_array(r->arena, built_in + own.n, sizeof(*at));

	for (uint32_t i = 0; i < built_in; i++)
		at[i] = str_c(built_in_excludes[i]);
	if (own.n != 0)
		memcpy(at + built_in, own.at, own.n * sizeof(*at));
	r->config->exclude = (struct str_list){at, built_in + own.n};
}

static void derive_fingerprint(struct config *config)
{
	struct buf json;

	buf_init(&json, BUF_NO_LIMIT);
	value_json(&json, config->all);
	hash128_hex(hash128(buf_view(&json)), config->fingerprint.hex, 32);
	buf_release(&json);
}

/* How many words or phrases stand between commas. */
static size_t count_between_commas(struct str s)
{
	struct str part;
	size_t n = 0;

	while (str_split(&s, ',', &part))
		n += str_trim(part).n != 0;
	return n;
}

/* "cash => payment" has something on both sides; "2fa, two factors" has two things that are the same. */
static bool is_whole_synonym(struct str s)
{
	ptrdiff_t arrow = str_find(s, STR("=>"));
	struct str right = arrow < 0 ? STR_NONE : str_from(s, (size_t)arrow + 2);

	if (arrow < 0)
		return count_between_commas(s) > 1;
	return count_between_commas(str_slice(s, 0, (size_t)arrow)) != 0 && count_between_commas(right) != 0 &&
	       str_find(right, STR("=>")) < 0;
}

/* A synonym that says nothing, such as "refund" alone or "cash =>", is a mistake. */
static void check_synonyms(struct reader *r)
{
	const struct value *list = value_path(r->config->all, STR("search.synonyms"));

	for (uint32_t i = 0; i < list->as.list.n; i++) {
		struct str s = list->as.list.at[i]->as.str;

		if (!is_whole_synonym(s))
			report_value(r, list->as.list.at[i],
				     arena_printf(r->arena,
						  str_find(s, STR("=>")) < 0
						      ? "the synonym \"%.*s\" stands alone"
						      : "the synonym \"%.*s\" needs words on both sides of one \"=>\"",
						  STR_ARG(str_slice(s, 0, 60))),
				     STR("write \"refund, money back\" or \"cash => payment\""));
	}
}

static void read_file(struct reader *r, const struct value *file)
{
	struct config *config = r->config;
	struct value *all = value_map(r->arena);

	config->all = all;
	report_unknown_keys(r, STR(""), file);
	read_table(r, "site", file, all);
	value_set_lit(r->arena, all, "languages", read_languages(r, file));
	read_table(r, "content", file, all);
	read_table(r, "theme", file, all);
	read_table(r, "nav", file, all);
	read_table(r, "build", file, all);
	read_table(r, "search", file, all);
	read_table(r, "suggest", file, all);
	read_contact(r, file, all);
	read_table(r, "tickets", file, all);
	read_table(r, "privacy", file, all);
	read_table(r, "server", file, all);
	if (config->organization.n == 0)
		config->organization = config->title;
	config->content_is_unknown =
	    value_path(file, STR("content.folder")) != NULL && value_path(config->all, STR("content.folder"))->at == 0;
	derive_base_path(r);
	derive_raw_html(config);
	add_built_in_excludes(r);
	derive_fingerprint(config);
	check_folders(r);
	check_synonyms(r);
}

/* Defaults, and nothing said about what is missing: the reason has been reported. */
static void read_nothing(struct reader *r)
{
	struct value nothing = {.kind = VALUE_MAP};

	r->problems = PROBLEMS_SHOWN;
	read_file(r, &nothing);
}

struct config *config_parse(struct str text, struct arena *arena, struct diag_list *diags)
{
	struct config *config = ARENA_NEW(arena, struct config);
	struct reader reader = {.config = config, .arena = arena, .diags = diags};
	struct toml_error error = {0};
	const struct value *file;

	config->source = arena_str(arena, text);
	file = toml_parse(config->source, arena, &error);
	if (file != NULL) {
		read_file(&reader, file);
	} else {
		(void)diag_add(diags, DIAG_SETTING_SYNTAX, (struct place){STR(SETTINGS_FILE), error.line, error.column},
			       "%.*s", STR_ARG(error.message));
		config->is_unread = true;
		read_nothing(&reader);
	}
	return config;
}

/* "..", "../.." …, when that folder above has a site.toml; else NULL. */
static const char *site_above(int site_folder)
{
	static const char *const folders[] = {"..", "../..", "../../..", "../../../..", "../../../../.."};
	struct stat status;
	char path[64];

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		(void)snprintf(path, sizeof(path), "%s/" SETTINGS_FILE, folders[i]);
		if (fstatat(site_folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode))
			return folders[i];
	}
	return NULL;
}

static void report_unreadable(int site_folder, struct diag_list *diags, int error)
{
	struct place place = {.path = STR(SETTINGS_FILE)};

	if (error == ENOENT) {
		const char *above = site_above(site_folder);

		(void)diag_add(diags, DIAG_SETTINGS_FILE, place, "there is no site.toml here");
		if (above != NULL)
			diag_hint(diags, "the folder %s above this one has one: go there, or name it with -C", above);
		else
			diag_hint(diags, "`weir init` starts a site in this folder; -C FOLDER names another one");
	} else if (error == EFBIG) {
		(void)diag_add(diags, DIAG_SETTINGS_FILE, place, "site.toml has more than %zu bytes",
			       LIMIT_SETTINGS_BYTES);
	} else if (error == EINVAL || error == ELOOP || error == EXDEV) {
		(void)diag_add(diags, DIAG_SETTINGS_FILE, place, "site.toml is not a regular file");
		diag_hint(diags, "links are not followed; copy the file here");
	} else {
		(void)diag_add(diags, DIAG_SETTINGS_FILE, place, "site.toml cannot be read: %s", strerror(error));
	}
}

/* That approvals.txt is missing means nothing where nobody has ever imported or published a ticket. */
static bool has_lost_approvers(int site_folder)
{
	return faccessat(site_folder, "private/tickets.db", F_OK, AT_SYMLINK_NOFOLLOW) == 0 ||
	       published_has_approvals(site_folder);
}

/* Who may approve solved tickets: beside the settings, because every build depends on it as on them. */
static void load_approvers(struct config *config, int site_folder, struct arena *arena, struct diag_list *diags)
{
	struct place place = {.path = STR(APPROVAL_FILE)};
	struct buf text, policy;
	size_t line;

	buf_init(&text, APPROVAL_FILE_BYTES);
	buf_init(&policy, BUF_NO_LIMIT);
	if (fs_read_at(site_folder, APPROVAL_FILE, &text, APPROVAL_FILE_BYTES) == 0) {
		if (!approvers_parse(&config->approvers, buf_view(&text), arena, &line)) {
			place.line = (uint32_t)line;
			(void)diag_add(diags, DIAG_APPROVAL_FILE, place, "the line is no public key of an approver");
			diag_hint(diags, "take the file from version control, or remove it and run weir review");
		}
		config->fingerprint.approvals = hash64(buf_view(&text));
	} else if (errno != ENOENT) {
		config->approvers.is_there = true;
		(void)diag_add(diags, DIAG_APPROVAL_FILE, place, "the file cannot be read: %s", strerror(errno));
	} else if (has_lost_approvers(site_folder)) {
		config->approvers.is_there = true;
		config->fingerprint.approvals = hash64(STR("none"));
	}
	approval_policy(&policy, config);
	config->approval_policy = arena_str(arena, buf_view(&policy));
	buf_release(&policy);
	buf_release(&text);
}

/* What a build writes does not depend on the machine's zones: it only warns. */
static void check_zone(const struct config *config, struct arena *arena, struct diag_list *diags)
{
	const struct value *zone = config->hours != NULL ? value_get(config->hours, STR("timezone")) : NULL;
	int folder = zone != NULL && zone->kind == VALUE_STR ? fs_open_folder(FS_ZONES) : -1;
	struct place place = {.path = STR(SETTINGS_FILE)};
	struct stat status;

	if (folder < 0)
		return;
	if (!str_eq(zone->as.str, STR("UTC")) &&
	    (fstatat(folder, arena_str(arena, zone->as.str).s, &status, 0) < 0 || !S_ISREG(status.st_mode))) {
		if (zone->at != 0)
			place_of(config->source, zone->at - 1, &place.line, &place.column);
		(void)diag_add(diags, DIAG_ZONE_UNKNOWN, place, "this machine has no time zone \"%.*s\"",
			       STR_ARG(zone->as.str));
		diag_hint(diags, "zones are the files below " FS_ZONES ", as Europe/Berlin");
	}
	(void)close(folder);
}

struct config *config_load(int site_folder, struct arena *arena, struct diag_list *diags)
{
	struct config *config;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(site_folder, SETTINGS_FILE, &text, LIMIT_SETTINGS_BYTES) == 0) {
		config = config_parse(buf_view(&text), arena, diags);
		config->is_read = true;
		check_zone(config, arena, diags);
		load_approvers(config, site_folder, arena, diags);
		popular_load(site_folder, arena, &config->popular, diags);
	} else {
		report_unreadable(site_folder, diags, errno);
		config = ARENA_NEW(arena, struct config);
		config->source = STR("");
		read_nothing(&(struct reader){.config = config, .arena = arena, .diags = diags});
	}
	buf_release(&text);
	return config;
}
