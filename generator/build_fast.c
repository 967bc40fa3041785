/*
 * The shortest way from an edited article to the output: its face has not
 * changed, so the site is what it was and only the article itself is rendered and
 * indexed again.
 */
#include "generator/build_parts.h"

#include "common/fs.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FAST_FILES_MAX = 64, SNAPSHOT_BYTES_MAX = 1 << 30 };
enum { THREAD_FILES_MIN = 1000 }; /* below, a thread costs more than it saves */

/* The page of a unit as it was and as it is now. */
static bool same_face(struct build *build, const struct unit *unit, struct arena *arena)
{
	struct page before, now;

	return unit->body.spill != 0 && unit->before != NULL && unit->before->record_n != 0 &&
	       unit->before->render_key != 0 &&
	       cache_is_whole(unit->before, cache_record(&build->cache, unit->before)) &&
	       page_unpack(&before, cache_record(&build->cache, unit->before), arena) &&
	       page_unpack(&now, unit->record, arena) && snapshot_same_face(&before, &now);
}

static bool is_same_diag(const struct diag *a, const struct diag *b)
{
	return a->code == b->code && a->place.line == b->place.line && a->place.column == b->place.column &&
	       str_eq(a->message, b->message);
}

static bool came_from_reading(const struct page *before, const struct diag *diag)
{
	for (uint32_t i = 0; i < before->diags_n; i++)
		if (is_same_diag(&before->diags[i], diag))
			return true;
	return false;
}

/* What resolving said of a link holds as long as it leads to the same target, but its line may have moved. */
static bool move_to_link(struct diag *diag, const struct page *before, const struct page *now)
{
	for (uint32_t i = 0; i < before->links_n && i < now->links_n; i++) {
		if (before->links[i].line == diag->place.line && before->links[i].column == diag->place.column) {
			diag->place.line = now->links[i].line;
			diag->place.column = now->links[i].column;
			return true;
		}
	}
	return diag->place.line == 0; /* said of the page as such */
}

/* Adds to `moved` what was said of the page in the earlier build and did not come from reading it. */
static bool move_diags(struct build *build, const struct file *file, const struct unit *unit, const struct page *said,
		       struct diag_vec *moved, struct arena *arena)
{
	struct str place = build_place_path(build, arena, file->path);
	struct page before = {0}, now = {0};

	if (!page_unpack(&before, cache_record(&build->cache, unit->before), arena) ||
	    !page_unpack(&now, unit->record, arena))
		return false;
	for (uint32_t i = 0; i < said->diags_n; i++) {
		struct diag diag = said->diags[i];

		if (!str_eq(diag.place.path, place) || came_from_reading(&before, &diag))
			continue;
		if (!move_to_link(&diag, &before, &now))
			return false;
		*vec_add(moved) = diag;
	}
	return true;
}

bool build_may_be_fast(const struct build *build, uint32_t n)
{
	return !build->is_full && !build->is_dry && build->same_files && build->same_ledger && n <= FAST_FILES_MAX &&
	       !build->options->check_external;
}

static bool is_possible(struct build *build, const uint32_t *files, uint32_t n, const struct page *said,
			struct diag_vec *moved)
{
	struct arena arena;
	bool possible = build_may_be_fast(build, n);

	arena_init(&arena);
	for (uint32_t i = 0; i < n && possible; i++) {
		const struct file *file = &build->found.files[files[i]];
		const struct unit *unit = &build->units[files[i]];

		possible = file->is_page && same_face(build, unit, &arena) &&
			   move_diags(build, file, unit, said, moved, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
	return possible;
}

static bool read_page(void *context, uint32_t file, struct page *page, struct arena *arena)
{
	struct build *build = context;
	const struct unit *unit = &build->units[file];
	bool is_whole = build_has_whole_record(unit) && (unit->is_read ? page_unpack(page, unit->record, arena)
								       : page_unpack_face(page, unit->record, arena));

	page->path = build->found.files[file].path;
	page->body = unit->body;
	return is_whole;
}

/* Strings of the site point into it: it stays mapped until the end of the build. */
static bool map_snapshot(struct build *build)
{
	struct stat status;
	int fd = fs_open_file_at(emit_state_folder(build->emit), BUILD_SNAPSHOT, &status);
	void *bytes = MAP_FAILED;

	if (fd < 0)
		return false;
	if (status.st_size > 0 && status.st_size <= SNAPSHOT_BYTES_MAX)
		bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	build->snapshot = str_n(bytes, (size_t)status.st_size);
	return true;
}

void build_prepare_fast(struct build *build, const uint32_t *files, uint32_t n)
{
	struct snapshot_reader *reader = &build->reader;
	bool is_there = map_snapshot(build);

	*reader = (struct snapshot_reader){.site = &build->fast_site,
					   .packed = build->snapshot,
					   .read_page = read_page,
					   .context = build,
					   .files_n = build->found.n,
					   .arena = &build->fast_arena};
	if (is_there)
		snapshot_begin(reader, build->config, build->processes > 1 && build->found.n > THREAD_FILES_MIN);
	if (!build->options->defer_index)
		build_begin_index(build, files, n);
	build->has_fast_site = is_there && snapshot_end(reader);
}

static bool take_site(struct build *build)
{
	if (!build->has_fast_site)
		return false;
	build->site = build->fast_site;
	map_init(&build->fast_site.assets_by_path); /* is the site's now */
	return true;
}

/* All that was said before, but of the pages that were read again; of those what is said now. */
static void add_diags(struct build *build, const uint32_t *files, uint32_t n, const struct page *said,
		      const struct diag_vec *moved)
{
	for (uint32_t i = 0; i < said->diags_n; i++) {
		struct str path = said->diags[i].place.path;
		bool is_of_read = false;

		for (uint32_t f = 0; f < n && !is_of_read; f++)
			is_of_read =
			    str_eq(path, build_place_path(build, build->arena, build->found.files[files[f]].path));
		if (!is_of_read)
			diag_copy(build->diags, &said->diags[i]);
	}
	for (size_t i = 0; i < moved->n; i++)
		diag_copy(build->diags, &moved->at[i]);
	for (uint32_t f = 0; f < n; f++) {
		struct page page = {0};

		if (!page_unpack(&page, build->units[files[f]].record, build->arena))
			continue;
		for (uint32_t i = 0; i < page.diags_n; i++)
			diag_copy(build->diags, &page.diags[i]);
	}
}

/* Renders, indexes and publishes the pages that were read, the site being what it was. */
static void produce(struct build *build)
{
	if (build->diags->errors != 0 || (build->options->strict && build->diags->warnings != 0))
		return;
	if (render_prepare(build->theme, &build->site, build->diags) == 0 && build_render(build) == 0)
		build_publish(build, STR_NONE, STR_NONE);
}

bool build_fast(struct build *build, const uint32_t *files, uint32_t n)
{
	struct diag_vec moved = {0};
	struct page said = {0};
	bool is_done = (build->cache.diags.n == 0 || page_unpack(&said, build->cache.diags, build->arena)) &&
		       is_possible(build, files, n, &said, &moved) && take_site(build);

	if (is_done) {
		build->is_fast = true;
		build->result->pages = build->site.pages_n;
		add_diags(build, files, n, &said, &moved);
		produce(build);
	}
	vec_release(&moved);
	return is_done;
}
