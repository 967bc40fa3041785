/*
 * The second pass: the site to files. Workers fill links, render templates and
 * stage; the main process writes the index meanwhile.
 */
#include "generator/build_parts.h"

#include "common/escape.h"
#include "common/index.h"
#include "common/limits.h"
#include "generator/assets.h"
#include "generator/feeds.h"
#include "generator/precompress.h"
#include "generator/server_theme.h"
#include "generator/twin.h"
#include "generator/workers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { INDEX_SLICE = 32 }; /* pages indexed between two looks at the workers */

enum answer { ANSWER_DONE, ANSWER_ERROR, ANSWER_SYSTEM, ANSWER_DAMAGED };

struct render {
	struct build *build;
	struct plan plan;
	struct feed_list all_feeds;
	uint32_t done, n;
	/* in a worker */
	struct spill_reader spill;
	struct arena arena;
	struct buf out, path;
	struct diag_list diags;
	struct precompress copies;
	/* in the main process */
	struct index_writer *index;
	uint32_t index_next; /* page */
	bool index_failed, has_listed;
	struct spill_reader index_spill;
	struct arena index_arena;
};

/* NULL for a page that resolve made. */
static struct unit *unit_of(const struct build *build, const struct page *page)
{
	return page->file != 0 ? &build->units[page->file - 1] : NULL;
}

/* ---- what is to be done ---- */

static uint64_t mix_number(uint64_t seed, uint64_t number)
{
	return hash64_mix(seed, str_n((const char *)&number, sizeof(number)));
}

static uint64_t render_key(const struct build *build, uint32_t i)
{
	const struct page *page = site_page(&build->site, i);
	uint64_t key = render_page_key(build->theme, &build->site, i);

	key = mix_number(key, page->source_low);
	key = mix_number(key, page->source_high);
	return key != 0 ? key : 1;
}

static struct str breadcrumb(const struct site *site, uint32_t i, struct arena *arena)
{
	struct buf buf;
	struct str chain[LIMIT_DEPTH + 1];
	uint32_t n = 0;
	struct str result;

	for (uint32_t s = site->placed[i].section; s != SITE_NONE && n < LIMIT_DEPTH; s = site->sections[s].parent)
		if (site->sections[s].path.n != 0)
			chain[n++] = site->sections[s].title;
	buf_init(&buf, BUF_NO_LIMIT);
	while (n-- > 0) {
		buf_str(&buf, chain[n]);
		if (n != 0)
			buf_lit(&buf, " › ");
	}
	result = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return result;
}

static const char *const kind_names[] = {"article", "section", "home", "solved"};

/* What search counts: of approved tickets only the tags that the site shows (taxonomy.c). */
static struct str_list tags_of(const struct site *site, uint32_t i, struct arena *arena)
{
	const struct index_list *shown = &site->placed[i].tags;
	struct str_list names = {0};

	if (site->placed[i].kind != PAGE_SOLVED || !site->config->approvers.is_there)
		return site_page(site, i)->tags;
	names.at = arena_array(arena, shown->n, sizeof(*names.at));
	for (uint32_t k = 0; k < shown->n; k++)
		names.at[names.n++] = site->tags[shown->at[k]].name;
	return names;
}

/* All of a page but its passages. */
static struct index_page index_page_of(const struct site *site, uint32_t i, struct arena *arena)
{
	const struct page *page = site_page(site, i);
	const struct placed *placed = &site->placed[i];
	struct str section = placed->section != SITE_NONE ? site->sections[placed->section].path : STR("");
	struct str_list tags = tags_of(site, i, arena);

	return (struct index_page){
	    .key = page->path,
	    .url = placed->url,
	    .title = page->title,
	    .description = page->description.n != 0 ? page->description : page->summary,
	    .is_summary = page->description.n == 0,
	    .id = page->id,
	    .lang = site->config->languages[placed->language].code,
	    .section = section,
	    .kind = str_c(kind_names[page->kind]),
	    .product = page->product,
	    .version = page->version,
	    .tags = tags.at,
	    .tags_n = tags.n,
	    .keywords = page->keywords.at,
	    .keywords_n = page->keywords.n,
	    .breadcrumb = breadcrumb(site, i, arena),
	    .date = page->date,
	    .lastmod = page->lastmod,
	    .promoted = page->promoted,
	};
}

static uint64_t mix_strs(uint64_t key, const struct str *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		key = hash64_mix(key, at[i]);
	return mix_number(key, n);
}

static uint64_t index_key(const struct build *build, uint32_t i, struct arena *arena)
{
	const struct page *page = site_page(&build->site, i);
	struct index_page entry = index_page_of(&build->site, i, arena);
	const struct str texts[] = {entry.url,	   entry.title, entry.description, entry.id,	  entry.lang,
				    entry.section, entry.kind,	entry.product,	   entry.version, entry.breadcrumb};
	uint64_t key = mix_number(page->source_low, page->source_high);

	key = mix_strs(key, texts, sizeof(texts) / sizeof(*texts));
	key = mix_strs(key, entry.tags, entry.tags_n);
	key = mix_strs(key, entry.keywords, entry.keywords_n);
	key = mix_number(key, (uint64_t)date_to_seconds(entry.date));
	key = mix_number(key, (uint64_t)date_to_seconds(entry.lastmod) * 4 + entry.promoted * 2u + entry.is_summary);
	return key != 0 ? key : 1;
}

static bool is_indexed(const struct page *page)
{
	return page->file != 0 && !page->noindex;
}

static int extra_cmp(const void *x, const void *y)
{
	const struct extra_key *a = x, *b = y;

	return (a->path_hash > b->path_hash) - (a->path_hash < b->path_hash);
}

/* Notes the key of a page without a source; true when it was not the same before. */
static bool note_extra(struct build *build, struct str path, uint64_t key)
{
	struct extra_key now = {hash64(path), key};
	const struct extra_key *before = NULL;

	*vec_add(&build->extras_now) = now;
	if (build->extras_before.n != 0)
		before = bsearch(&now, build->extras_before.at, build->extras_before.n, sizeof(now), extra_cmp);
	return build->is_full || before == NULL || before->key != key;
}

static void plan_page(struct render *render, uint32_t i)
{
	struct build *build = render->build;
	const struct page *page = site_page(&build->site, i);
	struct unit *unit = unit_of(build, page);
	uint64_t key = render_key(build, i);
	bool is_changed;

	if (unit == NULL) {
		is_changed = note_extra(build, build->site.placed[i].output, key);
	} else {
		unit->render_key = key;
		unit->index_key = is_indexed(page) ? index_key(build, i, &render->index_arena) : 0;
		arena_clear(&render->index_arena);
		is_changed = build->is_full || unit->before == NULL || unit->before->render_key != key;
		if (unit->before == NULL || unit->before->index_key != unit->index_key) {
			render->plan.index_changed = true;
			if (unit->index_key != 0)
				render->plan.indexed[render->plan.indexed_n++] = i;
		}
	}
	if (is_changed)
		render->plan.pages[render->plan.pages_n++] = i;
}

/* A page of the earlier build that is gone from the index. */
static bool earlier_lost_pages(const struct build *build)
{
	uint32_t before = 0, now = 0;

	for (uint32_t i = 0; i < build->cache.n; i++)
		before += build->cache.entries[i].index_key != 0;
	for (uint32_t i = 0; i < build->found.n; i++)
		now += build->units[i].index_key != 0 && build->units[i].before != NULL &&
		       build->units[i].before->index_key != 0;
	return before != now;
}

static void plan_extras(struct render *render)
{
	struct build *build = render->build;
	uint32_t n = render_extra_n(build->theme, &build->site);

	render->plan.extras = arena_array(build->arena, n, sizeof(*render->plan.extras));
	for (uint32_t i = 0; i < n; i++) {
		struct str path = render_extra_path(build->theme, &build->site, i, &render->index_arena);

		if (note_extra(build, path, render_extra_key(build->theme, &build->site, i))) {
			render->plan.extras[render->plan.extras_n++] = i;
			/* the server shows the same around its results: server_theme.h */
			if (render_extra_is_bare(build->theme, i))
				render->plan.index_changed = true;
		}
		arena_clear(&render->index_arena);
	}
}

static void plan_feeds(struct render *render)
{
	struct build *build = render->build;

	render->all_feeds = feeds_list(&build->site, build->arena);
	render->plan.feeds = arena_array(build->arena, render->all_feeds.n, sizeof(*render->plan.feeds));
	for (uint32_t i = 0; i < render->all_feeds.n; i++)
		if (note_extra(build, render->all_feeds.at[i].path, render->all_feeds.at[i].key))
			render->plan.feeds[render->plan.feeds_n++] = i;
}

static void plan_assets(struct render *render)
{
	struct build *build = render->build;

	render->plan.assets = arena_array(build->arena, build->site.assets_n, sizeof(*render->plan.assets));
	for (uint32_t i = 0; i < build->site.assets_n; i++) {
		const struct asset *asset = &build->site.assets[i];

		/* the name has the content's hash in it */
		if (note_extra(build, asset->output, asset->hash.low | 1))
			render->plan.assets[render->plan.assets_n++] = i;
	}
}

/* When it is put off, the file's stamp is forgotten: so it is read again next time, and its key is another still. */
static void plan_fast_index(struct render *render, uint32_t i, struct unit *unit)
{
	struct build *build = render->build;

	if (build->options->defer_index) {
		unit->index_key = unit->before->index_key;
		build->found.files[unit - build->units].changed = 0;
		build->result->index_deferred = true;
		return;
	}
	render->plan.indexed[render->plan.indexed_n++] = i;
	render->plan.index_changed = true;
}

static void plan_fast_page(struct render *render, uint32_t i, struct unit *unit)
{
	struct build *build = render->build;

	unit->render_key = render_key(build, i);
	unit->index_key = is_indexed(site_page(&build->site, i)) ? index_key(build, i, &render->index_arena) : 0;
	if (unit->render_key != unit->before->render_key)
		render->plan.pages[render->plan.pages_n++] = i;
	if (unit->index_key != unit->before->index_key)
		plan_fast_index(render, i, unit);
}

/* Of a fast build: the pages that were read, and nothing else. */
static void make_fast_plan(struct render *render)
{
	struct build *build = render->build;
	uint32_t n = 0;

	for (uint32_t file = 0; file < build->found.n; file++) {
		build->units[file].render_key = build->units[file].before->render_key;
		build->units[file].index_key = build->units[file].before->index_key;
		n += build->units[file].is_read;
	}
	render->plan.pages = arena_array(build->arena, n, sizeof(*render->plan.pages));
	render->plan.indexed = arena_array(build->arena, n, sizeof(*render->plan.indexed));
	for (uint32_t i = 0; i < build->site.pages_n; i++) {
		uint32_t file = snapshot_file(&build->reader, i);

		if (file != 0 && build->units[file - 1].is_read)
			plan_fast_page(render, i, &build->units[file - 1]);
	}
}

static void make_plan(struct render *render)
{
	struct build *build = render->build;
	uint32_t n = build->site.pages_n;

	render->plan.pages = arena_array(build->arena, n, sizeof(*render->plan.pages));
	render->plan.indexed = arena_array(build->arena, n, sizeof(*render->plan.indexed));
	render->plan.index_changed = build->is_full;
	for (uint32_t i = 0; i < n; i++)
		plan_page(render, i);
	if (!render->plan.index_changed)
		render->plan.index_changed = earlier_lost_pages(build);
	plan_extras(render);
	plan_feeds(render);
	plan_assets(render);
	if (build->extras_now.n != 0)
		qsort(build->extras_now.at, build->extras_now.n, sizeof(*build->extras_now.at), extra_cmp);
}

/* Pages that are needed but were not read in this build. */
static int read_missing(struct render *render)
{
	struct build *build = render->build;
	uint32_t room = render->plan.pages_n + render->plan.indexed_n, n = 0;
	uint32_t *files = arena_array(build->arena, room, sizeof(*files));

	for (uint32_t i = 0; i < room; i++) {
		uint32_t p =
		    i < render->plan.pages_n ? render->plan.pages[i] : render->plan.indexed[i - render->plan.pages_n];
		const struct page *page = site_page(&build->site, p);

		if (page->file == 0 || page->body.spill != 0 || unit_of(build, page)->is_read)
			continue;
		unit_of(build, page)->is_read = true;
		files[n++] = page->file - 1;
	}
	if (build_parse(build, files, n, NULL) < 0)
		return -1;
	for (uint32_t i = 0; i < build->site.pages_n && n != 0; i++)
		if (build->site.pages[i].file != 0)
			build->site.pages[i].body = unit_of(build, &build->site.pages[i])->body;
	return 0;
}

enum item_kind { ITEM_PAGE, ITEM_EXTRA, ITEM_FEED, ITEM_ASSET };

/* The workers' items are all that the plan lists, one kind after the other. */
static enum item_kind kind_of_item(const struct plan *plan, uint32_t item, uint32_t *which)
{
	const uint32_t *const lists[] = {plan->pages, plan->extras, plan->feeds, plan->assets};
	const uint32_t counts[] = {plan->pages_n, plan->extras_n, plan->feeds_n, plan->assets_n};
	unsigned kind = ITEM_PAGE;

	while (kind < ITEM_ASSET && item >= counts[kind])
		item -= counts[kind++];
	*which = lists[kind][item];
	return (enum item_kind)kind;
}

/* ---- in a worker ---- */

static void render_start(void *context, unsigned worker)
{
	struct render *render = context;

	(void)worker;
	spill_reader_init(&render->spill, &render->build->spill);
	arena_init(&render->arena);
	buf_init(&render->out, BUF_NO_LIMIT);
	buf_init(&render->path, BUF_NO_LIMIT);
	precompress_init(&render->copies, precompress_formats(render->build->config));
}

static int stage(struct render *render, struct str path, struct str bytes)
{
	struct build *build = render->build;

	if (build->is_dry)
		return 0;
	if (emit_stage(build->emit, path, bytes) < 0)
		return -1;
	return precompress_stage(&render->copies, build->emit, path, bytes);
}

/* 404.html: no folder, and no markdown beside it. */
static bool is_one_file(const struct site *site, uint32_t page)
{
	return site_is_missing_page(site->placed[page].url);
}

static struct str output_path(struct render *render, uint32_t page, struct str name)
{
	struct str folder = render->build->site.placed[page].output;

	if (is_one_file(&render->build->site, page))
		return folder;
	buf_clear(&render->path);
	buf_str(&render->path, folder);
	if (folder.n != 0)
		buf_char(&render->path, '/');
	buf_str(&render->path, name);
	return buf_view(&render->path);
}

static enum answer render_one(struct render *render, uint32_t i)
{
	const struct build *build = render->build;
	const struct page *page = site_page(&build->site, i);
	const struct body *body = &page->body;
	struct str all = STR(""), text;

	if (body->spill != 0 &&
	    spill_read(&render->spill, body->spill - 1, body->offset,
		       (size_t)body->html_length + body->passages_length + body->text_length, &all) < 0)
		return ANSWER_SYSTEM;
	buf_clear(&render->out);
	if (render_page(build->theme, &build->site, i, str_slice(all, 0, body->html_length), &render->out,
			&render->arena, &render->diags) < 0)
		return ANSWER_ERROR;
	if (build->reader.is_damaged)
		return ANSWER_DAMAGED;
	if (stage(render, output_path(render, i, STR("index.html")), buf_view(&render->out)) < 0)
		return ANSWER_SYSTEM;
	if (page->file == 0 || is_one_file(&build->site, i))
		return ANSWER_DONE;
	text = str_from(all, (size_t)body->html_length + body->passages_length);
	buf_clear(&render->out);
	twin_write(&render->out, &build->site, i, text);
	if (stage(render, output_path(render, i, STR("index.md")), buf_view(&render->out)) < 0)
		return ANSWER_SYSTEM;
	return ANSWER_DONE;
}

static enum answer render_one_extra(struct render *render, uint32_t i)
{
	const struct build *build = render->build;
	struct str path = render_extra_path(build->theme, &build->site, i, &render->arena);

	buf_clear(&render->out);
	if (render_extra(build->theme, &build->site, i, &render->out, &render->arena, &render->diags) < 0)
		return ANSWER_ERROR;
	return stage(render, path, buf_view(&render->out)) < 0 ? ANSWER_SYSTEM : ANSWER_DONE;
}

static enum answer write_feed(struct render *render, uint32_t i)
{
	const struct feed *feed = &render->all_feeds.at[i];

	buf_clear(&render->out);
	feeds_write(&render->build->site, feed, &render->out);
	return stage(render, feed->path, buf_view(&render->out)) < 0 ? ANSWER_SYSTEM : ANSWER_DONE;
}

static enum answer copy_asset(struct render *render, uint32_t i)
{
	const struct build *build = render->build;
	const struct asset *asset = &build->site.assets[i];

	if (build->is_dry)
		return ANSWER_DONE;
	if (assets_copy(build->emit, build->found.folder, asset, &render->copies) < 0)
		return ANSWER_SYSTEM;
	return ANSWER_DONE;
}

static void render_work(void *context, uint32_t item, struct buf *result)
{
	struct render *render = context;
	enum answer answer = ANSWER_DONE;
	uint32_t which;
	int error;

	arena_clear(&render->arena);
	diag_list_init(&render->diags, &render->arena);
	switch (kind_of_item(&render->plan, item, &which)) {
	case ITEM_PAGE:
		answer = render_one(render, which);
		break;
	case ITEM_EXTRA:
		answer = render_one_extra(render, which);
		break;
	case ITEM_FEED:
		answer = write_feed(render, which);
		break;
	case ITEM_ASSET:
		answer = copy_asset(render, which);
		break;
	}
	error = errno;
	buf_char(result, (char)answer);
	if (answer == ANSWER_SYSTEM)
		buf_add(result, &error, sizeof(error));
	if (render->diags.items.n != 0)
		build_pack_diags(result, &render->diags, 0);
	diag_list_release(&render->diags);
}

/* ---- in the main process ---- */

static struct str name_of_item(const struct render *render, uint32_t item)
{
	const struct build *build = render->build;
	const struct page *page;
	uint32_t which;

	switch (kind_of_item(&render->plan, item, &which)) {
	case ITEM_PAGE:
		page = site_page(&build->site, which);
		return page->file != 0 ? build_place_path(build, build->arena, page->path)
				       : build->site.placed[which].url;
	case ITEM_EXTRA:
		return render_extra_path(build->theme, &build->site, which, build->arena);
	case ITEM_FEED:
		return render->all_feeds.at[which].path;
	case ITEM_ASSET:
		break;
	}
	return build_place_path(build, build->arena, build->site.assets[which].path);
}

static void render_done(void *context, uint32_t item, struct str result)
{
	struct render *render = context;
	struct build *build = render->build;
	struct str rest = str_from(result, 1);

	build->reader.is_damaged = build->reader.is_damaged || result.s[0] == ANSWER_DAMAGED;
	if (result.s[0] == ANSWER_SYSTEM) {
		memcpy(&errno, rest.s, sizeof(int));
		rest = str_from(rest, sizeof(int));
		if (!build->system_failed)
			(void)build_system_error(build, "cannot write the output of", name_of_item(render, item));
	}
	(void)build_add_diags(build, rest);
	render->done++;
	if (render->done % 256 == 0)
		build_progress(build, "rendering", render->done, render->n);
}

static void render_lost(void *context, uint32_t item, enum workers_loss why)
{
	struct render *render = context;
	struct build *build = render->build;
	struct place place = {name_of_item(render, item), 0, 0};

	diag_add(build->diags, DIAG_PAGE_LIMIT, place, "%s",
		 why == WORKERS_LOST_TIME     ? "page takes too long to render"
		 : why == WORKERS_LOST_MEMORY ? "page takes too much memory to render"
					      : "the process that rendered this page crashed");
	diag_hint(build->diags, "look at the template that it uses");
}

static void index_error(struct render *render)
{
	struct build *build = render->build;

	render->index_failed = true;
	build->system_failed = true;
	diag_add(build->diags, DIAG_SYSTEM, (struct place){STR("search.db"), 0, 0}, "cannot write the index: %s",
		 index_writer_error(render->index));
}

/* What the earlier build left is of no use after all: see struct build. */
static int lose_earlier(struct build *build)
{
	build->earlier_lost = true;
	build->system_failed = true;
	return -1;
}

static int add_to_index(struct render *render, uint32_t i, uint64_t key)
{
	struct build *build = render->build;
	struct page page = *site_page(&build->site, i);
	struct index_page entry = index_page_of(&build->site, i, &render->index_arena);
	struct index_passage *passages;
	struct str packed;

	if (page.body.spill == 0 && page.file != 0 && build->units[page.file - 1].is_read)
		return 0; /* could not be read again: already an error */
	if (page.body.spill == 0)
		return lose_earlier(build); /* it was to be kept */
	if (spill_read(&render->index_spill, page.body.spill - 1, page.body.offset + page.body.html_length,
		       page.body.passages_length, &packed) < 0 ||
	    !build_unpack_passages(&page, packed, &render->index_arena))
		return build_system_error(build, "cannot read back the text of", page.path);
	passages = arena_array(&render->index_arena, page.passages_n, sizeof(*passages));
	for (uint32_t p = 0; p < page.passages_n; p++)
		passages[p] =
		    (struct index_passage){page.passages[p].anchor, page.passages[p].headings, page.passages[p].text};
	entry.passages = passages;
	entry.passages_n = page.passages_n;
	return index_writer_add(render->index, &entry, key);
}

static void index_one(struct render *render, uint32_t i)
{
	struct build *build = render->build;
	const struct page *page = site_page(&build->site, i);
	const struct unit *unit = unit_of(build, page);

	if (unit == NULL || !is_indexed(page))
		return;
	if (!build->is_full && !build->is_fast && unit->before != NULL && unit->before->index_key == unit->index_key &&
	    index_writer_keep(render->index, page->path, unit->index_key))
		return;
	arena_clear(&render->index_arena);
	if (add_to_index(render, i, unit->index_key) < 0) {
		if (!build->system_failed)
			index_error(render);
		render->index_failed = true;
	}
	build->result->indexed++;
}

/* What readers voted for, as the query engine takes it (search/query.c). */
static int set_helpful(struct render *render, struct buf *json)
{
	const struct popular *popular = &render->build->config->popular;

	if (popular->n == 0)
		return 0;
	buf_clear(json);
	for (uint32_t i = 0; i < popular->n; i++) {
		buf_str(json, i == 0 ? STR("[\"") : STR(",\""));
		escape_json(json, popular->urls[i]);
		buf_char(json, '"');
	}
	buf_char(json, ']');
	return index_writer_set_meta(render->index, STR("helpful"), buf_view(json));
}

/* The last and longest slice: the pages' words put together into the file. */
static void close_earlier(struct render *render)
{
	struct build *build = render->build;
	struct buf json;
	bool failed;

	buf_init(&json, BUF_NO_LIMIT);
	config_server_json(build->config, &json);
	failed = render->index_failed || index_writer_set_meta(render->index, STR("config"), buf_view(&json)) < 0;
	if (!failed) {
		buf_clear(&json);
		arena_clear(&render->index_arena);
		server_theme_json(build->theme, &build->site, &json, &render->index_arena);
		failed = index_writer_set_meta(render->index, STR("theme"), buf_view(&json)) < 0 ||
			 set_helpful(render, &json) < 0 || index_writer_finish(render->index) < 0;
	}
	if (failed && !render->index_failed && index_writer_lost_earlier(render->index))
		render->index_failed = lose_earlier(build) < 0;
	else if (failed && !render->index_failed)
		index_error(render);
	buf_release(&json);
	index_writer_free(render->index);
	render->index = NULL;
}

static void list_outputs(struct render *render);

/* What the main process does while workers render: the list of the output's files first, then the index. */
static bool list_and_index(void *context)
{
	struct render *render = context;
	const struct build *build = render->build;
	uint32_t n = build->is_fast ? render->plan.indexed_n : build->site.pages_n;
	uint32_t end = render->index_next + INDEX_SLICE;

	if (!render->has_listed) {
		if (!build->is_dry)
			list_outputs(render);
		render->has_listed = true;
		return true;
	}
	if (render->index == NULL || render->index_failed)
		return false;
	for (; render->index_next < end && render->index_next < n; render->index_next++)
		index_one(render, build->is_fast ? render->plan.indexed[render->index_next] : render->index_next);
	if (render->index_next < n)
		return true;
	close_earlier(render);
	return false;
}

static struct index_writer *new_index(struct build *build)
{
	struct str previous = STR_NONE;
	struct index_writer *index;

	if (!build->is_full) {
		emit_stage_old_index(build->emit);
		previous = arena_printf(build->arena, "/proc/self/fd/%d/search.db", emit_earlier(build->emit));
	}
	index = index_writer_new(emit_staging(build->emit), "search.db", previous.s);
	index_writer_set_threads(index, build->processes > 1 ? 2 : 1);
	return index;
}

void build_begin_index(struct build *build, const uint32_t *files, uint32_t n)
{
	build->index = new_index(build);
	if (!index_writer_keep_all(build->index)) {
		build_drop_index(build);
		return;
	}
	for (uint32_t i = 0; i < n; i++)
		index_writer_drop(build->index, build->found.files[files[i]].path);
	index_writer_prepare(build->index);
}

void build_drop_index(struct build *build)
{
	if (build->index == NULL)
		return;
	index_writer_free(build->index);
	build->index = NULL;
	emit_unstage_old_index(build->emit);
}

/* Pages that were read and turned out to be as they were. */
static bool keep_same(struct build *build)
{
	bool result = true;

	for (uint32_t i = 0; i < build->found.n && result; i++) {
		const struct unit *unit = &build->units[i];

		if (unit->is_read && unit->index_key != 0 && unit->index_key == unit->before->index_key)
			result = index_writer_keep(build->index, build->found.files[i].path, unit->index_key);
	}
	return result;
}

/* Of a fast build: every page is kept but those that are to be indexed again. */
static int open_fast_index(struct render *render)
{
	struct build *build = render->build;

	if (build->index == NULL)
		build_begin_index(build, NULL, 0);
	if (build->index == NULL || !keep_same(build))
		return lose_earlier(build);
	for (uint32_t i = 0; i < render->plan.indexed_n; i++)
		index_writer_drop(build->index, site_page(&build->site, render->plan.indexed[i])->path);
	render->index = build->index;
	build->index = NULL;
	return 0;
}

static int open_index(struct render *render)
{
	struct build *build = render->build;

	if (build->is_dry || !render->plan.index_changed) {
		build_drop_index(build);
		return 0;
	}
	if (build->is_fast)
		return open_fast_index(render);
	render->index = new_index(build);
	return 0;
}

static void keep_or_add(struct build *build, bool is_staged, struct str path)
{
	if (is_staged) {
		emit_add(build->emit, path);
		build->result->files_written++;
	} else {
		emit_keep(build->emit, path);
	}
}

/* Whether i is the next of an ascending list, which then moves on. */
static bool is_next(const uint32_t *list, uint32_t n, uint32_t *next, uint32_t i)
{
	if (*next == n || list[*next] != i)
		return false;
	++*next;
	return true;
}

static void list_fast_outputs(struct render *render)
{
	struct build *build = render->build;

	emit_keep_rest(build->emit);
	buf_init(&render->path, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < render->plan.pages_n; i++) {
		keep_or_add(build, true, output_path(render, render->plan.pages[i], STR("index.html")));
		if (!is_one_file(&build->site, render->plan.pages[i]))
			keep_or_add(build, true, output_path(render, render->plan.pages[i], STR("index.md")));
	}
	if (render->plan.index_changed)
		keep_or_add(build, true, STR("search.db"));
	buf_release(&render->path);
}

/* Tells emit what the output consists of. */
static void list_outputs(struct render *render)
{
	struct build *build = render->build;
	const struct plan *plan = &render->plan;
	uint32_t next = 0;

	precompress_tell(precompress_formats(build->config), build->emit);
	if (build->is_fast) {
		list_fast_outputs(render);
		return;
	}
	buf_init(&render->path, BUF_NO_LIMIT);
	for (uint32_t i = 0; i < build->site.pages_n; i++) {
		bool is_staged = is_next(plan->pages, plan->pages_n, &next, i);

		keep_or_add(build, is_staged, output_path(render, i, STR("index.html")));
		if (site_page(&build->site, i)->file != 0 && !is_one_file(&build->site, i))
			keep_or_add(build, is_staged, output_path(render, i, STR("index.md")));
	}
	next = 0;
	for (uint32_t i = 0; i < render_extra_n(build->theme, &build->site); i++)
		keep_or_add(build, is_next(plan->extras, plan->extras_n, &next, i),
			    render_extra_path(build->theme, &build->site, i, build->arena));
	next = 0;
	for (uint32_t i = 0; i < render->all_feeds.n; i++)
		keep_or_add(build, is_next(plan->feeds, plan->feeds_n, &next, i), render->all_feeds.at[i].path);
	next = 0;
	for (uint32_t i = 0; i < build->site.assets_n; i++)
		keep_or_add(build, is_next(plan->assets, plan->assets_n, &next, i), build->site.assets[i].output);
	keep_or_add(build, render->plan.index_changed, STR("search.db"));
	buf_release(&render->path);
}

int build_render(struct build *build)
{
	struct render render = {.build = build};
	struct workers_job job = {.processes = build->processes,
				  .cpu_seconds = LIMIT_PAGE_CPU_SECONDS * 4,
				  .memory = LIMIT_WORKER_MEMORY,
				  .context = &render,
				  .start = render_start,
				  .work = render_work,
				  .done = render_done,
				  .lost = render_lost,
				  .meanwhile = list_and_index};
	int result = -1;

	arena_init(&render.index_arena);
	spill_reader_init(&render.index_spill, &build->spill);
	if (build->is_fast)
		make_fast_plan(&render);
	else
		make_plan(&render);
	if (read_missing(&render) < 0 || open_index(&render) < 0)
		goto done;
	job.items = render.n = render.plan.pages_n + render.plan.extras_n + render.plan.feeds_n + render.plan.assets_n;
	build->result->rendered = render.plan.pages_n + render.plan.extras_n;
	build_progress(build, "rendering", 0, render.n);
	if (workers_run(&job) < 0) {
		(void)build_system_error(build, "cannot run worker processes", STR_NONE);
		goto done;
	}
	build_progress(build, "rendering", render.n, render.n);
	if (build->reader.is_damaged)
		(void)lose_earlier(build);
	if (render.index_failed)
		goto done;
	result = build->system_failed ? -1 : 0;
done:
	if (result < 0)
		build->result->files_written = 0;
	index_writer_free(render.index);
	spill_reader_release(&render.index_spill);
	arena_release(&render.index_arena);
	return result;
}
