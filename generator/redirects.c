#include "generator/redirects.h"

#include "generator/slug.h"
#include "generator/urlpath.h"

#include <stdlib.h>

struct makers {
	struct site *site;
	struct arena *arena;
	struct diag_list *diags;
	struct VEC(struct redirect) all;
	struct VEC(struct field_place) places; /* where each of all was written */
	struct field_place at;		       /* of the alias that is dealt with */
	struct map by_from;		       /* folded: to index in all + 1 */
	struct map files;		       /* those that are files ("/faq.html"), folded: the same */
	struct VEC(uint32_t) rules;	       /* for each of all: number of the rule that made it + 1, or 0 */
	uint32_t rule;			       /* that is dealt with, + 1 */
};

static struct place page_place(struct makers *make, uint32_t page)
{
	return site_place(make->site, make->site->pages[page].path, 0, 0, make->arena);
}

static struct place alias_place(struct makers *make, uint32_t page)
{
	return site_place_in(make->site, &make->site->pages[page], make->at, make->arena);
}

static void add(struct makers *make, struct str from, uint32_t page, bool permalink)
{
	struct str key = slug_fold(make->arena, from);

	*vec_add(&make->all) = (struct redirect){from, make->site->placed[page].url, page, permalink};
	*vec_add(&make->places) = make->at;
	*vec_add(&make->rules) = make->rule;
	map_add(&make->by_from, key, NULL)->value.number = make->all.n;
	if (from.n != 0 && from.s[from.n - 1] != '/')
		map_add(&make->files, key, NULL)->value.number = make->all.n;
}

static bool is_made_up(struct field_place at)
{
	return at.line == FIELD_PLACE_MADE.line && at.column == FIELD_PLACE_MADE.column;
}

static void report_invalid(struct makers *make, uint32_t page, struct str alias, const char *why)
{
	if (is_made_up(make->at))
		return;
	diag_add(make->diags, DIAG_ALIAS_INVALID, alias_place(make, page), "alias \"%.*s\" is left out: it %s",
		 STR_ARG(str_slice(alias, 0, 200)), why);
}

static void report_clash(struct makers *make, uint32_t page, struct str alias, const char *of, struct str what)
{
	if (is_made_up(make->at))
		return;
	diag_add(make->diags, DIAG_ALIAS_CLASH, alias_place(make, page), "alias \"%.*s\" is already %s%.*s",
		 STR_ARG(alias), of, STR_ARG(what));
	diag_hint(make->diags, "remove it from one of the two");
}

/* The path of an alias on this very host, or what was written. */
static struct str without_host(const struct config *config, struct str alias)
{
	struct str origin = site_origin(config);
	struct str rest;

	if (origin.n == 0 || !str_starts_nocase(alias, origin))
		return alias;
	rest = str_from(alias, origin.n);
	if (rest.n != 0 && rest.s[0] != '/')
		return alias; /* another host, whose name begins like this one's, or another port */
	if (config->base_path.n > 1 && str_starts(rest, config->base_path))
		return str_from(rest, config->base_path.n - 1);
	return rest.n == 0 ? STR("/") : rest;
}

static struct str section_folder(const struct makers *make, uint32_t page)
{
	struct str url = make->site->sections[make->site->placed[page].section].url;

	return url.n <= 2 ? STR("") : str_slice(url, 1, url.n - 1);
}

/* Where an alias as written lies, seen from its page; NULL or what is wrong with it. */
static const char *alias_path(struct makers *make, uint32_t page, struct str alias, struct str *path)
{
	bool is_relative = str_starts(alias, STR("./")) || str_starts(alias, STR("../"));
	const char *fault;
	struct buf joined;

	if (str_find(alias, STR("://")) >= 0)
		return "is on another host";
	if (!is_relative && str_find_char(alias, '/') >= 0)
		return urlpath_clean(make->arena, alias, path);
	buf_init(&joined, BUF_NO_LIMIT);
	fault = urlpath_join(&joined, section_folder(make, page), alias) ? NULL : "leads out of the site";
	if (fault == NULL)
		fault = urlpath_clean(make->arena, buf_view(&joined), path);
	buf_release(&joined);
	return fault;
}

static bool is_old_permalink(struct str path)
{
	return str_starts(path, STR("/a/")) && path.n > 3 && str_find_char(str_from(path, 3), '/') < 0;
}

/* Enters an alias; a path that is the page's own already needs none. */
static void add_alias(struct makers *make, uint32_t page, struct str written)
{
	const struct site *site = make->site;
	struct str alias = without_host(site->config, str_trim(written)), path, key;
	const char *fault = alias.n == 0 ? "is empty" : alias_path(make, page, alias, &path);
	const char *reserved;
	struct map_entry *entry;

	if (fault != NULL) {
		report_invalid(make, page, written, fault);
		return;
	}
	if (path.n > 1 && !urlpath_is_file(path))
		path = arena_printf(make->arena, "%.*s/", STR_ARG(path));
	key = slug_fold(make->arena, path);
	entry = map_find(&site->by_url, key);
	if (entry != NULL) {
		uint32_t other = (uint32_t)entry->value.number - 1;

		if (other != page && site->placed[other].made)
			report_invalid(make, page, written, "is the URL of a section");
		else if (other != page)
			report_clash(make, page, path, "the URL of ", page_place(make, other).path);
		return;
	}
	reserved = urlpath_reserved(site->config, path);
	if (reserved != NULL && !is_old_permalink(str_slice(path, 0, path.n - 1))) {
		report_clash(make, page, path, "that of ", str_c(reserved));
		return;
	}
	entry = map_find(&make->by_from, key);
	if (entry != NULL) {
		/* by_from has numbers of entries of all, from 1 */
		uint32_t other =
		    make->all.at[entry->value.number - 1].page; /* NOLINT(clang-analyzer-core.NullDereference) */

		if (other != page)
			report_clash(make, page, path, "an alias of ", page_place(make, other).path);
		return;
	}
	add(make, path, page, false);
}

static void add_permalinks(struct makers *make)
{
	struct site *site = make->site;

	for (size_t i = 0; i < site->by_id.n; i++) {
		uint32_t page = (uint32_t)site->by_id.entries[i].value.number - 1;

		add(make, arena_printf(make->arena, "/a/%.*s/", STR_ARG(site->pages[page].id)), page, true);
	}
}

/* A page whose permalink field says "/faq.html" is at "/faq/". */
static void add_file_name(struct makers *make, uint32_t page)
{
	const struct placed *placed = &make->site->placed[page];
	struct str prefix = make->site->config->languages[placed->language].url_prefix, path;

	if (!str_ends(make->site->pages[page].url, STR(".html")) && !str_ends(make->site->pages[page].url, STR(".htm")))
		return;
	if (urlpath_clean(make->arena, make->site->pages[page].url, &path) != NULL)
		return;
	/* of a permalink that its translations have, too */
	if (str_starts(str_from(placed->url, 1), prefix) && !str_starts(str_from(path, 1), prefix))
		path = arena_printf(make->arena, "/%.*s%.*s", STR_ARG(prefix), STR_ARG(str_from(path, 1)));
	if (urlpath_reserved(make->site->config, path) == NULL)
		add_alias(make, page, path);
}

/* ---- [content.redirects] ---- */

struct rule {
	struct str from, to; /* of a folder: without the "*" */
	bool is_folder, is_used;
	const struct value *value; /* where it was written */
};

/* What else has the path stays: a page, a redirect that was written for it alone or for a folder nearer to it. */
static bool is_free(const struct makers *make, struct str from)
{
	struct str key = slug_fold(make->arena, from);

	return map_find(&make->site->by_url, key) == NULL && map_find(&make->by_from, key) == NULL &&
	       urlpath_reserved(make->site->config, from) == NULL;
}

static bool lead(struct makers *make, struct str from, uint32_t page)
{
	if (!is_free(make, from))
		return false;
	add(make, from, page, false);
	return true;
}

static struct str moved_path(const struct makers *make, const struct rule *rule, struct str url)
{
	return arena_printf(make->arena, "%.*s%.*s", STR_ARG(rule->from), STR_ARG(str_from(url, rule->to.n)));
}

static bool overlap(struct str a, struct str b)
{
	return str_starts(a, b) || str_starts(b, a);
}

/*
 * Whether the redirect at i was below the old name, too: what was renamed after this folder was. What another rule has
 * led to where this one leads away from was renamed before, and of "/docs/" and "/help/" that both became "/" neither
 * was ever below the other.
 */
static bool goes_along(const struct makers *make, const struct rule *rules, const struct rule *rule, size_t i)
{
	const struct rule *other = make->rules.at[i] != 0 ? &rules[make->rules.at[i] - 1] : NULL;

	if (make->all.at[i].permalink || other == rule || !str_starts(make->all.at[i].from, rule->to))
		return false;
	return other == NULL || str_starts(rule->to, other->from) || !overlap(rule->from, other->to);
}

/* True when it made redirects. */
static bool lead_folder(struct makers *make, const struct rule *rules, struct rule *rule)
{
	const struct site *site = make->site;
	size_t n = make->all.n;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct str url = site->placed[i].url;

		if (!str_starts(url, rule->to) || site_is_missing_page(url))
			continue;
		rule->is_used = true;
		(void)lead(make, moved_path(make, rule, url), i);
	}
	for (size_t i = 0; i < n; i++) {
		struct redirect redirect = make->all.at[i];

		if (!goes_along(make, rules, rule, i))
			continue;
		rule->is_used = true;
		(void)lead(make, moved_path(make, rule, redirect.from), redirect.page);
	}
	return make->all.n > n;
}

static bool lead_page(struct makers *make, struct rule *rule)
{
	struct str key = slug_fold(make->arena, rule->to);
	const struct map_entry *entry = map_find(&make->site->by_url, key);
	uint32_t page;

	if (rule->is_used)
		return false;
	if (entry != NULL) {
		page = (uint32_t)entry->value.number - 1;
	} else {
		entry = map_find(&make->by_from, key);
		if (entry == NULL)
			return false;
		/* by_from has numbers of entries of all, from 1 */
		page = make->all.at[entry->value.number - 1].page; /* NOLINT(clang-analyzer-core.NullDereference) */
	}
	rule->is_used = true;
	return lead(make, rule->from, page);
}

static int nearest_first(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;

	if (a->is_folder != b->is_folder)
		return a->is_folder ? 1 : -1;
	if (a->from.n != b->from.n)
		return a->from.n > b->from.n ? -1 : 1;
	return str_cmp(a->from, b->from);
}

static void report_unused(struct makers *make, const struct rule *rule)
{
	struct place place = {.path = STR("site.toml")};
	const char *end = rule->is_folder ? "*" : "";

	if (rule->value->at != 0)
		place_of(make->site->config->source, rule->value->at - 1, &place.line, &place.column);
	diag_add(make->diags, DIAG_REDIRECT_TARGET, place, "redirect \"%.*s%s\" leads to \"%.*s%s\", where no page is",
		 STR_ARG(rule->from), end, STR_ARG(rule->to), end);
}

/* A folder that was renamed twice has two rules, each of which takes along what the other made. */
enum { RULE_ROUNDS = 8 };

static void add_rules(struct makers *make, const struct value *paths)
{
	uint32_t n = paths != NULL ? paths->as.map.n : 0;
	struct rule *rules = arena_array(make->arena, n, sizeof(*rules));
	bool more = n != 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct value_pair *pair = &paths->as.map.at[i];
		bool is_folder = str_ends(pair->key, STR("*"));

		rules[i] = (struct rule){.from = str_slice(pair->key, 0, pair->key.n - is_folder),
					 .to = str_slice(pair->value->as.str, 0, pair->value->as.str.n - is_folder),
					 .is_folder = is_folder,
					 .value = pair->value};
	}
	if (n != 0)
		qsort(rules, n, sizeof(*rules), nearest_first);
	make->at = FIELD_PLACE_MADE;
	for (int round = 0; round < RULE_ROUNDS && more; round++) {
		more = false;
		for (make->rule = 1; make->rule <= n; make->rule++) {
			struct rule *rule = &rules[make->rule - 1];

			more |= rule->is_folder ? lead_folder(make, rules, rule) : lead_page(make, rule);
		}
	}
	for (uint32_t i = 0; i < n; i++)
		if (!rules[i].is_used)
			report_unused(make, &rules[i]);
}

/* The redirect from a file of that (folded) path is left out: something else needs the path. */
static void drop_file(struct makers *make, struct str path, const char *of, struct str what)
{
	struct map_entry *entry = map_find(&make->files, path);
	struct redirect *redirect;

	if (entry == NULL || entry->value.number == 0)
		return;
	redirect = &make->all.at[entry->value.number - 1];
	make->at = make->places.at[entry->value.number - 1];
	report_clash(make, redirect->page, redirect->from, of, what);
	redirect->page = SITE_NONE;
	entry->value.number = 0;
}

/* A redirect that is a file cannot be a folder for something else too. */
static void check_below_file(struct makers *make, struct str url)
{
	struct str key = slug_fold(make->arena, url);

	for (size_t i = 1; i < key.n; i++)
		if (key.s[i] == '/')
			drop_file(make, str_slice(key, 0, i), "a folder of ", url);
}

static void check_files(struct makers *make)
{
	const struct site *site = make->site;
	size_t kept = 0;

	if (make->files.n == 0)
		return;
	for (uint32_t i = 0; i < site->pages_n; i++)
		check_below_file(make, site->placed[i].url);
	for (size_t i = 0; i < make->all.n; i++)
		check_below_file(make, make->all.at[i].from);
	for (uint32_t i = 0; i < site->assets_n; i++) {
		drop_file(make, slug_fold(make->arena, site->assets[i].url), "the URL of ", site->assets[i].path);
		check_below_file(make, site->assets[i].url);
	}
	for (size_t i = 0; i < make->all.n; i++)
		if (make->all.at[i].page != SITE_NONE)
			make->all.at[kept++] = make->all.at[i];
	make->all.n = kept;
}

static int by_source(const void *x, const void *y)
{
	const struct redirect *a = x, *b = y;

	return str_cmp(a->from, b->from);
}

/* Those that were written, or those that were made up. */
static void add_aliases(struct makers *make, uint32_t number, bool made_up)
{
	const struct page *page = &make->site->pages[number];

	for (uint32_t k = 0; k < page->aliases.n; k++) {
		make->at = page->alias_places != NULL ? page->alias_places[k] : (struct field_place){0};
		if (is_made_up(make->at) == made_up)
			add_alias(make, number, page->aliases.at[k]);
	}
}

void redirects_make(struct site *site, struct arena *arena, struct diag_list *diags)
{
	struct makers make = {.site = site, .arena = arena, .diags = diags};

	add_permalinks(&make);
	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = &site->pages[i];

		make.at = page->places[PLACED_url];
		if (page->url.n != 0)
			add_file_name(&make, i);
		add_aliases(&make, i, false);
	}
	for (uint32_t i = 0; i < site->pages_n; i++)
		add_aliases(&make, i, true);
	add_rules(&make, site->config->redirects);
	check_files(&make);
	site->redirects_n = (uint32_t)make.all.n;
	site->redirects = arena_array(arena, make.all.n, sizeof(*site->redirects));
	if (make.all.n != 0) {
		memcpy(site->redirects, make.all.at, make.all.n * sizeof(*site->redirects));
		qsort(site->redirects, make.all.n, sizeof(*site->redirects), by_source);
	}
	vec_release(&make.places);
	vec_release(&make.rules);
	vec_release(&make.all);
	map_release(&make.by_from);
	map_release(&make.files);
}

const struct redirect *redirects_find(const struct site *site, struct str from)
{
	uint32_t low = 0, high = site->redirects_n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = str_cmp(site->redirects[middle].from, from);

		if (order == 0)
			return &site->redirects[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
