#include "search/site.h"

#include "common/fs.h"
#include "common/json.h"
#include "common/limits.h"
#include "common/mem.h"
#include "search/hours.h"
#include "search/suggest.h"
#include "search/zone.h"

#include <pthread.h>
#include <unistd.h>

static struct str text_of(const struct value *map, const char *path)
{
	const struct value *value = value_path(map, str_c(path));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

static struct str origin_of(struct str url)
{
	ptrdiff_t scheme = str_find(url, STR("://"));
	ptrdiff_t slash = scheme >= 0 ? str_find_char(str_from(url, (size_t)scheme + 3), '/') : -1;

	return slash >= 0 ? str_slice(url, 0, (size_t)(scheme + 3 + slash)) : url;
}

/* NULL when this machine does not have it. The name is a path, but never upwards (fs.h). */
static struct zone *read_zone(struct str name, struct arena *arena)
{
	int folder = fs_open_folder(FS_ZONES);
	struct zone *zone = NULL;
	struct buf bytes;

	if (folder < 0)
		return NULL;
	buf_init(&bytes, BUF_NO_LIMIT);
	/* old and other names of a zone are links: Asia/Calcutta, US/Pacific */
	if (fs_read_linked_at(folder, arena_str(arena, name).s, &bytes, LIMIT_ZONE_BYTES) >= 0)
		zone = zone_parse(buf_view(&bytes), arena);
	buf_release(&bytes);
	close(folder);
	return zone;
}

static void read_hours(struct site *site)
{
	const struct value *table = value_path(site->config, STR("contact.hours"));
	const struct zone *zone = NULL;

	site->place.zone = text_of(table, "timezone");
	if (table != NULL && !str_eq(site->place.zone, STR("UTC"))) {
		zone = read_zone(site->place.zone, &site->arena);
		site->has_no_zone = zone == NULL;
	}
	if (!site->has_no_zone)
		site->place.hours = hours_read(table, zone, &site->arena);
}

static bool read_config(struct site *site, struct buf *reason)
{
	site->config = json_parse(&site->arena, query_meta(site->engine, STR("config")), NULL);
	if (site->config == NULL) {
		buf_lit(reason, "it has no settings");
		return false;
	}
	site->base_path = text_of(site->config, "site.base_path");
	if (site->base_path.n == 0)
		site->base_path = STR("/");
	site->base_url = text_of(site->config, "site.base_url");
	site->origin = origin_of(site->base_url);
	site->language = text_of(site->config, "site.language");
	read_hours(site);
	return true;
}

/* Each of the things that requests ask for, once. */
static bool try_out(struct site *site, struct buf *reason)
{
	struct query_request search = {.text = STR("a self-test"), .limit = 1};
	struct suggest_request suggest = {.subject = STR("A self-test"), .limit = 1, .threshold = -1};
	struct query_results results;
	struct suggest_results answers;
	struct arena arena;
	struct buf page;
	bool works;

	arena_init(&arena);
	buf_init(&page, BUF_NO_LIMIT);
	works = query_search(site->engine, site->scratches[0], &search, &arena, &results) == 0 &&
		suggest_answers(site->engine, site->scratches[0], &suggest, &arena, &answers) == 0;
	if (!works)
		buf_lit(reason, "it cannot be searched");
	else
		works = theme_render(site->theme, THEME_SEARCH, site->language, value_null(&arena), &page, &arena,
				     reason) == 0 &&
			(!theme_has_contact(site->theme, site->language) ||
			 theme_render(site->theme, THEME_CONTACT, site->language, value_null(&arena), &page, &arena,
				      reason) == 0);
	buf_release(&page);
	arena_release(&arena);
	return works;
}

static void site_free(struct site *site)
{
	if (site == NULL)
		return;
	for (unsigned i = 0; i < site->threads; i++)
		query_scratch_free(site->scratches[i]);
	mem_free(site->scratches);
	theme_free(site->theme);
	query_close(site->engine);
	arena_release(&site->arena);
	mem_free(site);
}

struct site *site_load(int folder, const char *path, unsigned threads, struct buf *reason)
{
	struct site *site = mem_zalloc(sizeof(*site));

	arena_init(&site->arena);
	site->uses = 1;
	site->threads = threads;
	site->scratches = mem_zalloc(threads * sizeof(struct query_scratch *));
	site->engine = query_open(folder, path, QUERY_IDS, reason);
	if (site->engine == NULL)
		goto failed;
	for (unsigned i = 0; i < threads; i++)
		site->scratches[i] = query_scratch_new(site->engine);
	site->version = query_version(site->engine);
	if (!read_config(site, reason))
		goto failed;
	site->theme = theme_parse(query_meta(site->engine, STR("theme")), site->base_path, reason);
	if (site->theme == NULL || !try_out(site, reason))
		goto failed;
	return site;
failed:
	site_free(site);
	return NULL;
}

/* ---- the slot ---- */

struct site_slot {
	pthread_mutex_t lock;
	struct site *site;
};

struct site_slot *site_slot_new(void)
{
	struct site_slot *slot = mem_zalloc(sizeof(*slot));

	pthread_mutex_init(&slot->lock, NULL);
	return slot;
}

void site_slot_free(struct site_slot *slot)
{
	if (slot == NULL)
		return;
	site_slot_set(slot, NULL);
	pthread_mutex_destroy(&slot->lock);
	mem_free(slot);
}

/* One use less; the last one frees it, outside the lock. */
void site_slot_put(struct site_slot *slot, struct site *site)
{
	bool is_last;

	if (site == NULL)
		return;
	pthread_mutex_lock(&slot->lock);
	is_last = --site->uses == 0;
	pthread_mutex_unlock(&slot->lock);
	if (is_last)
		site_free(site);
}

void site_slot_set(struct site_slot *slot, struct site *site)
{
	struct site *before;

	pthread_mutex_lock(&slot->lock);
	before = slot->site;
	slot->site = site;
	pthread_mutex_unlock(&slot->lock);
	site_slot_put(slot, before);
}

struct site *site_slot_get(struct site_slot *slot)
{
	struct site *site;

	pthread_mutex_lock(&slot->lock);
	site = slot->site;
	if (site != NULL)
		site->uses++;
	pthread_mutex_unlock(&slot->lock);
	return site;
}
