#include "generator/build_parts.h"

#include "common/fs.h"
#include "generator/external.h"
#include "generator/markdown_includes.h"
#include "generator/output.h"
#include "generator/precompress.h"
#include "generator/program.h"
#include "generator/published.h"
#include "generator/resolve.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* File stamps move in steps of the kernel's tick, 1 to 10 ms. */
#define STAMP_GRAIN ((int64_t)20 * 1000 * 1000)

enum { EXIT_FINE = 0, EXIT_CONTENT = 1, EXIT_ENVIRONMENT = 3 };

int build_system_error(struct build *build, const char *what, struct str path)
{
	int error = errno;

	build->system_failed = true;
	diag_add(build->diags, DIAG_SYSTEM, (struct place){path.n != 0 ? path : STR_NONE, 0, 0}, "%s: %s", what,
		 strerror(error));
	if (error == ENOSPC || error == EDQUOT)
		diag_hint(build->diags, "%s", OUTPUT_DISK_FULL);
	return -1;
}

void build_progress(const struct build *build, const char *stage, uint32_t done, uint32_t total)
{
	if (build->options->progress != NULL)
		build->options->progress(build->options->progress_context, stage, done, total);
}

struct str build_place_path(const struct build *build, struct arena *arena, struct str path)
{
	return arena_printf(arena, "%.*s/%.*s", STR_ARG(build->config->content_folder), STR_ARG(path));
}

/* ---- what the cache must match ---- */

static uint64_t fingerprint_of(const struct build *build)
{
	const struct build_options *options = build->options;
	const uint64_t numbers[] = {theme_fingerprint(build->theme),
				    sizeof(struct page),
				    options->drafts,
				    options->future,
				    options->expired,
				    build->verbatim.fingerprint,
				    build->config->fingerprint.approvals,
				    build->config->popular.hash,
				    options->preview ? 0 : build_gate_fingerprint(build->site_folder)};
	uint64_t hash = hash64(program_id());

	hash = hash64_mix(hash, str_c(build->config->fingerprint.hex));
	return hash64_mix(hash, str_n((const char *)numbers, sizeof(numbers)));
}

/*
 * The moments before and after now at which a page appears or goes by itself: a clock that is set back past the one is
 * as much a reason to look at all pages as the other.
 */
static void find_changes(struct build *build)
{
	build->last_change = INT64_MIN;
	build->next_change = INT64_MAX;
	for (size_t i = 0; i < build->pages.n; i++) {
		const struct date dates[] = {build->pages.at[i].publish_on, build->pages.at[i].expires_on};

		for (size_t d = 0; d < 2; d++) {
			int64_t seconds = date_to_seconds(dates[d]);

			if (!date_is_set(dates[d]))
				continue;
			if (seconds <= build->options->now && seconds > build->last_change)
				build->last_change = seconds;
			if (seconds > build->options->now && seconds < build->next_change)
				build->next_change = seconds;
		}
	}
}

/* Errors stop everything but a build that was told to keep going. */
static bool must_stop(const struct build *build)
{
	const struct build_options *options = build->options;

	if (build->system_failed || build->config->is_unread)
		return true;
	if (options->keep_going)
		return false;
	return build->diags->errors != 0 || (options->strict && build->diags->warnings != 0);
}

/* ---- stages ---- */

static void load_settings(struct build *build)
{
	build->config = config_load(build->site_folder, build->arena, build->diags);
	if (build->options->output.n != 0) {
		struct config *own = arena_alloc(build->arena, sizeof(*own));

		*own = *build->config;
		own->output = build->options->output;
		build->config = own;
	}
	build->theme = theme_load(build->site_folder, build->config, build->arena, build->diags);
	verbatim_load(&build->verbatim, build->site_folder, build->config, build->options->now_nanoseconds,
		      build->arena, build->diags);
	build->fingerprint = build->theme != NULL ? fingerprint_of(build) : 0;
}

static int open_output(struct build *build)
{
	const struct build_options *options = build->options;
	const struct str sources[] = {build->config->content_folder, build->config->theme_folder,
				      build->config->static_folder};
	bool has_cache = false;

	if (options->check_only)
		emit_check_place(build->site_folder, build->config->output, sources, sizeof(sources) / sizeof(*sources),
				 build->arena, build->diags);
	if (!build->is_dry && fs_make_folders_at(build->site_folder, ".weir") < 0)
		return build_system_error(build, "cannot make the folder .weir", STR_NONE);
	if (!build->is_dry) {
		/* first, so that nobody is told to remove the folder of the pages for being none that Weir wrote */
		if (emit_check_sources(build->site_folder, build->config->output, sources,
				       sizeof(sources) / sizeof(*sources), build->arena, build->diags) == 0)
			build->emit = emit_open(build->site_folder, build->config->output, options->full, build->arena,
						build->diags);
		if (build->emit == NULL) {
			build->system_failed = true;
			return -1;
		}
	}
	if (!build->is_dry && !emit_is_full(build->emit) && emit_has_index(build->emit) && !build->forgets) {
		cache_load(&build->cache, emit_state_folder(build->emit), build->fingerprint);
		has_cache = build->cache.bytes.s != NULL && options->now >= build->cache.valid_from &&
			    options->now < build->cache.valid_until;
		if (!has_cache)
			cache_close(&build->cache);
	}
	build->is_full = !has_cache;
	return 0;
}

/* The files that the earlier build found, for discover_again(). */
static void list_cached(struct build *build)
{
	const struct cache *cache = &build->cache;
	struct discovery *found = &build->found;

	found->n = cache->n;
	found->files = arena_array(build->arena, cache->n, sizeof(*found->files));
	for (uint32_t i = 0; i < cache->n; i++) {
		found->files[i].path = cache_path(cache, &cache->entries[i]);
		found->files[i].is_page = cache->entries[i].is_page != 0;
	}
	found->folders_n = cache->folders_n;
	found->folders = arena_array(build->arena, cache->folders_n, sizeof(*found->folders));
	for (uint32_t i = 0; i < cache->folders_n; i++)
		found->folders[i] = (struct folder){cache_folder_path(cache, &cache->folders[i]),
						    cache->folders[i].inode, cache->folders[i].changed};
}

void build_pack_diags(struct buf *out, const struct diag_list *diags, size_t from)
{
	struct page carrier = {.diags = diags->items.at + from, .diags_n = (uint32_t)(diags->items.n - from)};

	page_pack(out, &carrier);
}

bool build_add_diags(struct build *build, struct str packed)
{
	struct page carrier = {0};

	if (packed.n == 0)
		return true;
	if (!page_unpack(&carrier, packed, build->arena))
		return false;
	for (uint32_t i = 0; i < carrier.diags_n; i++)
		diag_copy(build->diags, &carrier.diags[i]);
	return true;
}

static int file_cmp(const void *path, const void *file)
{
	return discover_path_cmp(*(const struct str *)path, ((const struct file *)file)->path);
}

/* The listed file of a path from the site's folder; NULL when it is none of them. */
static const struct file *find_listed(const struct build *build, struct str path)
{
	struct str content = build->config->content_folder, below = str_from(path, content.n + 1);

	if (build->found.n == 0 || below.n == 0 || !str_starts(path, content) || path.s[content.n] != '/')
		return NULL;
	return bsearch(&below, build->found.files, build->found.n, sizeof(*build->found.files), file_cmp);
}

/*
 * The caller has seen which files changed: with those whose stamp was not to be
 * believed, only they are looked at. False when that cannot be done.
 */
static bool find_changed(struct build *build)
{
	const struct build_options *options = build->options;
	uint32_t n = 0, *files = arena_array(build->arena, build->found.n + options->changed_n, sizeof(*files));
	for (uint32_t i = 0; i < build->found.n; i++) {
		const struct cache_entry *entry = &build->cache.entries[i];

		build->found.files[i].size = entry->size;
		build->found.files[i].inode = entry->inode;
		build->found.files[i].changed = entry->changed;
		if (entry->changed == 0)
			files[n++] = i;
	}
	for (size_t i = 0; i < options->changed_n; i++) {
		const struct file *file = find_listed(build, options->changed[i]);

		if (file == NULL)
			return false;
		files[n++] = (uint32_t)(file - build->found.files);
	}
	return discover_some(&build->found, build->site_folder, build->config, files, n);
}

static bool find_files_again(struct build *build)
{
	list_cached(build);
	if (build->options->changed != NULL) {
		if (find_changed(build))
			return true;
		list_cached(build); /* it may have got part of the way */
	}
	return discover_again(&build->found, build->site_folder, build->config);
}

static int find_files(struct build *build)
{
	size_t from = build->diags->items.n;

	if (build->cache.bytes.s != NULL) {
		build->ledger = published_digest(build->site_folder);
		build->same_ledger = build->ledger == build->cache.ledger;
		build->same_files = find_files_again(build);
		if (build->same_files) {
			buf_str(&build->found_diags, build->cache.found_diags);
			return 0;
		}
	}
	if (discover(&build->found, build->site_folder, build->config, build->arena, build->diags) < 0)
		return -1;
	build_pack_diags(&build->found_diags, build->diags, from);
	return 0;
}

/* Finds each file's entry of the earlier build: both lists have the same order. */
static void match_cache(struct build *build)
{
	uint32_t old = 0;

	build->units = arena_array(build->arena, build->found.n, sizeof(*build->units));
	for (uint32_t i = 0; i < build->found.n && build->same_files; i++)
		build->units[i].before = &build->cache.entries[i];
	for (uint32_t i = 0; i < build->found.n && build->cache.bytes.s != NULL && !build->same_files; i++) {
		const struct file *file = &build->found.files[i];
		int order = -1;

		while (old < build->cache.n &&
		       (order = discover_path_cmp(cache_path(&build->cache, &build->cache.entries[old]), file->path)) <
			   0)
			old++;
		if (old < build->cache.n && order == 0)
			build->units[i].before = &build->cache.entries[old];
	}
}

static bool is_same_file(const struct file *file, const struct cache_entry *entry)
{
	return entry->size == file->size && entry->inode == file->inode && entry->changed == file->changed;
}

/* Are the files that a page includes as they were when it was read? */
static bool has_same_includes(const struct build *build, const struct cache_entry *entry)
{
	struct str record = cache_record(&build->cache, entry);
	struct arena arena;
	struct page page;
	bool is_same;

	if (entry->is_page != CACHE_INCLUDES)
		return true;
	arena_init(&arena);
	is_same = cache_is_whole(entry, record) && page_unpack_face(&page, record, &arena) &&
		  markdown_includes_are_same(page.includes, build->found.folder);
	arena_release(&arena);
	return is_same;
}

/* Not changed, and all that is needed of it is in the cache. */
static bool is_known(const struct build *build, const struct file *file, const struct cache_entry *entry)
{
	return is_same_file(file, entry) &&
	       (file->is_page ? entry->record_n != 0 : (entry->hash.low | entry->hash.high) != 0) &&
	       has_same_includes(build, entry);
}

/* Takes what has not changed from the cache; lists the files to read. */
static uint32_t *files_to_read(struct build *build, uint32_t *n)
{
	uint32_t *files = arena_array(build->arena, build->found.n, sizeof(*files));

	*n = 0;
	for (uint32_t i = 0; i < build->found.n; i++) {
		struct unit *unit = &build->units[i];
		const struct file *file = &build->found.files[i];
		const struct cache_entry *entry = unit->before;

		if (entry != NULL && is_known(build, file, entry)) {
			unit->hash = entry->hash;
			if (file->is_page)
				unit->record = cache_record(&build->cache, entry);
		} else {
			unit->is_awaited = true;
			files[(*n)++] = i;
		}
	}
	return files;
}

/* Nothing at all has changed: the earlier build's diagnostics are all there is to say. */
static bool is_unchanged(struct build *build)
{
	if (build->is_full || !build->same_files || !build->same_ledger)
		return false;
	for (uint32_t i = 0; i < build->found.n; i++)
		if (!is_known(build, &build->found.files[i], &build->cache.entries[i]))
			return false;
	if (!build_add_diags(build, build->cache.diags))
		return false;
	build->result->pages = (unsigned)build->cache.pages;
	return true;
}

static void read_extras_before(struct build *build)
{
	struct str packed = build->cache.extras;

	for (; packed.n >= sizeof(struct extra_key); packed = str_from(packed, sizeof(struct extra_key)))
		memcpy(vec_add(&build->extras_before), packed.s, sizeof(struct extra_key));
}

static int resolve(struct build *build)
{
	const struct build_options *options = build->options;
	struct resolve_input input = {.pages = &build->pages,
				      .assets = build->assets,
				      .assets_n = build->assets_n,
				      .verbatim = &build->verbatim,
				      .now = options->now,
				      .drafts = options->drafts,
				      .future = options->future,
				      .expired = options->expired};

	build_progress(build, "resolving", 0, 0);
	find_changes(build); /* now, as resolve leaves only the published pages */
	return resolve_site(&build->site, &input, build->config, build->arena, build->diags);
}

/* What stage_theme_file() needs. */
struct theme_stage {
	struct build *build;
	struct precompress copies;
};

static int stage_theme_file(void *context, struct str path, struct str bytes)
{
	struct theme_stage *stage = context;
	struct build *build = stage->build;

	if (emit_stage(build->emit, path, bytes) < 0 || precompress_stage(&stage->copies, build->emit, path, bytes) < 0)
		return build_system_error(build, "cannot write", path);
	emit_add(build->emit, path);
	return 0;
}

static int keep_theme_file(void *context, struct str path, struct str bytes)
{
	struct build *build = context;

	(void)bytes;
	emit_keep(build->emit, path);
	return 0;
}

/* Staged by a full build, else as they were, since another theme makes it full. */
static int publish_theme(struct build *build)
{
	struct theme_stage stage = {.build = build};
	int result;

	if (!build->is_full)
		return theme_each_file(build->theme, keep_theme_file, build);
	precompress_init(&stage.copies, precompress_formats(build->config));
	result = theme_each_file(build->theme, stage_theme_file, &stage);
	precompress_release(&stage.copies);
	return result;
}

/* Files of the static folder: staged by a full build, else as they were, since a change there makes it full. */
static int publish_verbatim(struct build *build)
{
	struct precompress copies;
	int result = 0;

	precompress_init(&copies, precompress_formats(build->config));
	for (uint32_t i = 0; i < build->verbatim.paths.n; i++) {
		struct str path = build->verbatim.paths.at[i];

		if (!build->is_full) {
			emit_keep(build->emit, path);
			continue;
		}
		if (verbatim_stage(build->emit, build->site_folder, &build->verbatim, i, &copies) < 0) {
			result = build_system_error(build, "cannot copy the file of the static folder", path);
			break;
		}
		emit_add(build->emit, path);
		build->result->files_written++;
	}
	precompress_release(&copies);
	return result;
}

/* A stamp too fresh to tell a second change from the first is not believed. */
static void forget_fresh_stamp(const struct build *build, int64_t *changed)
{
	int64_t now = build->options->now_nanoseconds;

	if (now != 0 && *changed > now - STAMP_GRAIN)
		*changed = 0;
}

/* What changed of a loaded cache whose files are all still there, ascending. */
static uint32_t *changed_items(const struct build *build, const struct cache_item *items, uint32_t *n)
{
	uint32_t *changed = arena_array(build->arena, build->found.n, sizeof(*changed));

	*n = 0;
	for (uint32_t i = 0; i < build->found.n; i++) {
		const struct cache_entry *before = build->units[i].before;

		if (build->units[i].is_read || before->render_key != items[i].render_key ||
		    before->index_key != items[i].index_key)
			changed[(*n)++] = i;
	}
	return changed;
}

static struct cache_item *cache_items(struct build *build)
{
	struct cache_item *items = arena_array(build->arena, build->found.n, sizeof(*items));

	for (uint32_t i = 0; i < build->found.folders_n; i++)
		forget_fresh_stamp(build, &build->found.folders[i].changed);
	for (uint32_t i = 0; i < build->found.n; i++) {
		const struct unit *unit = &build->units[i];
		bool is_usable = !unit->is_read || unit->body.spill != 0;

		forget_fresh_stamp(build, &build->found.files[i].changed);
		items[i] = (struct cache_item){.file = &build->found.files[i],
					       .record = is_usable ? unit->record : STR_NONE,
					       .hash = unit->hash,
					       .render_key = unit->render_key,
					       .index_key = unit->index_key};
	}
	return items;
}

static int save_snapshot(struct build *build)
{
	struct buf packed;
	int result;

	buf_init(&packed, BUF_NO_LIMIT);
	snapshot_pack(&packed, &build->site);
	result = fs_replace_at(emit_state_folder(build->emit), BUILD_SNAPSHOT ".new", buf_view(&packed), false);
	buf_release(&packed);
	if (result == 0)
		emit_add_state(build->emit, BUILD_SNAPSHOT);
	return result;
}

/* Writes what the next build will want to know, to be put in place by the commit. */
static void save_cache(struct build *build)
{
	const struct cache_item *items = cache_items(build);
	struct cache_tail tail = {.valid_from = build->is_fast ? build->cache.valid_from : build->last_change,
				  .valid_until = build->is_fast ? build->cache.valid_until : build->next_change,
				  .pages = build->site.pages_n,
				  .ledger = build->ledger,
				  .found_diags = buf_view(&build->found_diags)};
	int folder = emit_state_folder(build->emit), result = 1;
	struct buf diags;

	buf_init(&diags, BUF_NO_LIMIT);
	diag_list_sort(build->diags);
	build_pack_diags(&diags, build->diags, 0);
	tail.diags = buf_view(&diags);
	tail.extras = build->is_fast
			  ? build->cache.extras
			  : str_n((const char *)build->extras_now.at, build->extras_now.n * sizeof(struct extra_key));
	if (build->same_files && !build->is_full) {
		uint32_t n, *changed = changed_items(build, items, &n);

		result = cache_save_delta(&build->cache, folder, items, changed, n, &tail);
		if (result == 0)
			emit_add_state(build->emit, "delta");
	}
	if (result == 1) {
		result = cache_save(folder, build->fingerprint, items, build->found.n, build->found.folders,
				    build->found.folders_n, &tail);
		if (result == 0)
			emit_add_state(build->emit, "cache");
	}
	if (result >= 0 && !build->is_fast)
		result = save_snapshot(build);
	if (result < 0)
		(void)build_system_error(build, "cannot write the build cache", STR(".weir"));
	buf_release(&diags);
}

static bool keeps_the_ledger(const struct build *build)
{
	return !build->is_fast && !build->options->preview;
}

/*
 * The ledger is written first: when it cannot be, nothing is published; when the
 * commit fails, it is put back.
 */
static int commit(struct build *build, struct str ledger_before, struct str ledger)
{
	bool keeps_ledger = keeps_the_ledger(build);

	if (keeps_ledger && published_save(build->site_folder, ledger_before, ledger, build->diags) < 0)
		return -1;
	if (emit_commit(build->emit, build->diags) == 0)
		return 0;
	if (keeps_ledger && published_save(build->site_folder, ledger, ledger_before, build->diags) < 0)
		return -1;
	return -1;
}

void build_publish(struct build *build, struct str ledger_before, struct str ledger)
{
	if (!build->is_fast && (publish_theme(build) < 0 || publish_verbatim(build) < 0))
		return;
	if (build_gate(build) < 0)
		return; /* --keep-going does not go on here */
	if (build->reader.is_damaged) {
		build->earlier_lost = true;
		return;
	}
	if (!build->is_fast)
		build->ledger = hash64(keeps_the_ledger(build) ? ledger : ledger_before);
	save_cache(build);
	if (build->system_failed)
		return;
	build_progress(build, "publishing", 0, 0);
	if (commit(build, ledger_before, ledger) < 0) {
		build->system_failed = true;
		return;
	}
	build->result->published = true;
}

/* A preview publishes nothing, so what would be lost is a warning there. */
static int check_ledger(struct build *build, struct str before, struct buf *ledger)
{
	struct diag_list *diags = build->diags;
	size_t from = diags->items.n;
	int result;

	if (build->config->is_unread) /* what is retired, which languages there are: not known */
		return -1;
	result = published_check(&build->site, before, ledger, diags);
	if (!build->options->preview)
		return result;
	for (size_t i = from; i < diags->items.n; i++) {
		if (diags->items.at[i].severity == DIAG_ERROR) {
			diags->items.at[i].severity = DIAG_WARNING;
			diags->errors--;
			diags->warnings++;
		}
	}
	return 0;
}

/* From the resolved site to the output. */
static void produce(struct build *build)
{
	struct buf ledger_before, ledger;

	buf_init(&ledger_before, BUF_NO_LIMIT);
	buf_init(&ledger, BUF_NO_LIMIT);
	if (published_load(build->site_folder, &ledger_before, build->diags) < 0)
		goto done;
	if (check_ledger(build, buf_view(&ledger_before), &ledger) < 0)
		build->is_dry = build->is_dry || must_stop(build);
	if (build->options->check_only && build->options->strict)
		published_compare(build->site_folder, buf_view(&ledger_before), buf_view(&ledger), build->diags);
	/* with errors, pages are still rendered, so that those of templates are reported too */
	build->is_dry = build->is_dry || must_stop(build);
	build->result->pages = build->site.pages_n;
	read_extras_before(build);
	if (build->theme == NULL || render_prepare(build->theme, &build->site, build->diags) < 0 ||
	    build_render(build) < 0 || build->is_dry || must_stop(build))
		goto done;
	build_publish(build, buf_view(&ledger_before), buf_view(&ledger));
done:
	buf_release(&ledger_before);
	buf_release(&ledger);
}

static bool is_external(struct str url)
{
	return str_starts_nocase(url, STR("http://")) || str_starts_nocase(url, STR("https://"));
}

/* Asks other sites for what is linked to. What fails there is said and stops nothing. */
static void check_external(struct build *build)
{
	const struct external_options options = {.now = build->options->now,
						 .progress = build->options->progress,
						 .progress_context = build->options->progress_context};
	const struct site *site = &build->site;
	struct VEC(struct external_link) links = {0};

	for (uint32_t i = 0; i < site->pages_n; i++) {
		const struct page *page = &site->pages[i];

		for (uint32_t j = 0; j < page->links_n; j++) {
			const struct link *link = &page->links[j];

			if (link->kind != LINK_TITLE && is_external(link->url))
				*vec_add(&links) = (struct external_link){
				    link->url, site_place(site, page->path, link->line, link->column, build->arena)};
		}
	}
	if (external_check(build->site_folder, links.at, links.n, &options, build->diags) < 0)
		build->system_failed = true;
	vec_release(&links);
}

static void run(struct build *build)
{
	uint32_t *files, n;

	load_settings(build);
	if (!build->config->is_read)
		return; /* in the wrong folder, all else that could be said would mislead */
	build->is_dry = build->options->check_only || must_stop(build);
	if (open_output(build) < 0)
		return;
	build_progress(build, "looking for changes", 0, 0);
	if (find_files(build) < 0)
		return;
	/* other sites change without us: then all links are needed */
	if (!build->options->check_external && is_unchanged(build)) {
		build->result->unchanged = true;
		return;
	}
	match_cache(build);
	files = files_to_read(build, &n);
	if (spill_open(&build->spill, build->site_folder, build->processes) < 0) {
		(void)build_system_error(build, "cannot make a temporary file", STR_NONE);
		return;
	}
	if (build_parse(build, files, n, build_may_be_fast(build, n) ? build_prepare_fast : NULL) < 0 ||
	    build_fast(build, files, n))
		return;
	build_drop_index(build);
	if (build->same_files)
		(void)build_add_diags(build, build->cache.found_diags);
	build_unpack(build);
	if (build->earlier_lost)
		return;
	(void)resolve(build);
	verbatim_check(&build->verbatim, &build->site, build->diags);
	if (build->options->check_external)
		check_external(build);
	produce(build);
}

static void release(struct build *build)
{
	build_drop_index(build);
	if (build->emit != NULL) {
		if (!build->result->published)
			emit_abort(build->emit);
		emit_close(build->emit);
	}
	theme_release(build->theme);
	resolve_release(&build->site);
	spill_close(&build->spill);
	cache_close(&build->cache);
	snapshot_release(&build->reader);
	if (build->snapshot.s != NULL)
		(void)munmap((void *)(uintptr_t)build->snapshot.s, build->snapshot.n);
	arena_release(&build->fast_arena);
	vec_release(&build->pages);
	buf_release(&build->found_diags);
	vec_release(&build->extras_before);
	vec_release(&build->extras_now);
	if (build->found.folder >= 0)
		close(build->found.folder);
}

static int exit_code(const struct build *build)
{
	if (build->system_failed)
		return EXIT_ENVIRONMENT;
	if (build->diags->errors != 0 || (build->options->strict && build->diags->warnings != 0))
		return EXIT_CONTENT;
	return EXIT_FINE;
}

/* With --strict warnings are errors, in what is said too. */
static void make_strict(struct diag_list *diags)
{
	for (size_t i = 0; i < diags->items.n; i++)
		if (diags->items.at[i].severity == DIAG_WARNING)
			diags->items.at[i].severity = DIAG_ERROR;
	diags->errors += diags->warnings;
	diags->warnings = 0;
}

static unsigned process_count(int jobs)
{
	long cores = jobs > 0 ? jobs : sysconf(_SC_NPROCESSORS_ONLN);

	if (cores < 1)
		return 1;
	return cores > SPILL_FILES_MAX ? SPILL_FILES_MAX : (unsigned)cores;
}

int build_run(int site_folder, const struct build_options *options, struct arena *arena, struct diag_list *diags,
	      struct build_result *result)
{
	struct build fresh = {.options = options,
			      .result = result,
			      .arena = arena,
			      .diags = diags,
			      .site_folder = site_folder,
			      .processes = process_count(options->jobs),
			      .found = {.folder = -1}};
	struct build build = {0};
	const size_t said = diags->items.n;
	const size_t errors = diags->errors, warnings = diags->warnings;

	buf_init(&fresh.found_diags, BUF_NO_LIMIT);
	do {
		*result = (struct build_result){0};
		/* what was said of something damaged need not be true */
		diags->items.n = said;
		diags->errors = errors;
		diags->warnings = warnings;
		fresh.forgets = build.earlier_lost;
		build = fresh;
		run(&build);
		release(&build);
	} while (build.earlier_lost);
	if (options->strict)
		make_strict(diags);
	diag_list_sort(diags); /* which drops what was said twice */
	return exit_code(&build);
}
