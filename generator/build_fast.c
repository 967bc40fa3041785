/*
 * The shortest way from an edited article to the output: its face has not
 * changed, so the site is what it was and only the article itself is rendered and
 * indexed again.
 */
#include "generator/build_parts.h"

#include "common/fs.h"
#include "generator/snapshot.h"

#include <string.h>

enum { FAST_FILES_MAX = 64, SNAPSHOT_BYTES_MAX = 1 << 30 };

/* The page of a unit as it was and as it is now. */
static bool same_face(struct build *build, const struct unit *unit, struct arena *arena)
{
	struct page before, now;

	return unit->body.spill != 0 && unit->before != NULL && unit->before->record_n != 0 &&
	       unit->before->render_key != 0 &&
	       page_unpack(&before, cache_record(&build->cache, unit->before), arena) &&
	       page_unpack(&now, unit->record, arena) && snapshot_same_face(&before, &now);
}

/*
 * Whether what was said of the page in the earlier build all came from reading
 * it. What came from resolving (a broken link) has a line that may have moved.
 */
static bool only_own_diags(const struct build *build, const struct file *file, const struct unit *unit,
			   const struct page *said, struct arena *arena)
{
	struct str place = build_place_path(build, arena, file->path);
	struct page before = {0};
	uint32_t all = 0;

	if (!page_unpack(&before, cache_record(&build->cache, unit->before), arena))
		return false;
	for (uint32_t i = 0; i < said->diags_n; i++) {
		all += str_eq(said->diags[i].place.path, place);
	}
	return all == before.diags_n;
}

static bool is_possible(struct build *build, const uint32_t *files, uint32_t n, const struct page *said)
{
	struct arena arena;
	bool possible = !build->is_full && !build->is_dry && build->same_files && n <= FAST_FILES_MAX;

	arena_init(&arena);
	for (uint32_t i = 0; i < n && possible; i++) {
		const struct file *file = &build->found.files[files[i]];
		const struct unit *unit = &build->units[files[i]];

		possible =
		    file->is_page && same_face(build, unit, &arena) && only_own_diags(build, file, unit, said, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
	return possible;
}

static bool read_page(void *context, uint32_t file, struct page *page, struct arena *arena)
{
	struct build *build = context;
	const struct unit *unit;

	if (file >= build->found.n)
		return false;
	unit = &build->units[file];
	if (!page_unpack(page, unit->record, arena))
		return false;
	page->path = build->found.files[file].path;
	page->body = unit->body;
	return true;
}

static bool load_site(struct build *build)
{
	struct buf packed;
	bool is_whole;

	buf_init(&packed, BUF_NO_LIMIT);
	is_whole = fs_read_at(emit_state_folder(build->emit), BUILD_SNAPSHOT, &packed, SNAPSHOT_BYTES_MAX) == 0;
	if (is_whole) {
		/* strings of the site point into it */
		struct str bytes = arena_str(&build->fast_arenas[0], buf_view(&packed));

		is_whole = snapshot_unpack(&build->site, bytes, build->config, read_page, build, build->fast_arenas);
	}
	buf_release(&packed);
	return is_whole;
}

/* All that was said before, but of the pages that were read again; of those what is said now. */
static void add_diags(struct build *build, const uint32_t *files, uint32_t n, const struct page *said)
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
	for (uint32_t f = 0; f < n; f++) {
		struct page page = {0};

		if (!page_unpack(&page, build->units[files[f]].record, build->arena))
			continue;
		for (uint32_t i = 0; i < page.diags_n; i++)
			diag_copy(build->diags, &page.diags[i]);
	}
}

bool build_fast(struct build *build, const uint32_t *files, uint32_t n)
{
	struct page said = {0};

	if (build->cache.diags.n != 0 && !page_unpack(&said, build->cache.diags, build->arena))
		return false;
	if (!is_possible(build, files, n, &said) || !load_site(build))
		return false;
	build->is_fast = true;
	build->result->pages = build->site.pages_n;
	add_diags(build, files, n, &said);
	if (build->diags->errors != 0 || (build->options->strict && build->diags->warnings != 0))
		return true;
	if (render_prepare(build->theme, &build->site, build->diags) < 0 || build_render(build) < 0)
		return true;
	build_publish(build, STR_NONE, STR_NONE);
	return true;
}
