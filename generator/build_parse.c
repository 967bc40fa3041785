/*
 * The first pass: files to records. A worker reads a page, puts HTML, passages
 * and text into its spill file and sends the packed page; of an asset it sends
 * the hash.
 */
#include "generator/build_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "generator/assets.h"
#include "generator/reader.h"
#include "generator/workers.h"

#include <errno.h>
#include <string.h>

/* A worker's answer starts with one of these. */
enum answer { ANSWER_PAGE, ANSWER_UNUSABLE, ANSWER_ASSET, ANSWER_SYSTEM };

struct parse {
	struct build *build;
	const uint32_t *files;
	uint32_t done, n;
	void (*meanwhile)(struct build *build, const uint32_t *files, uint32_t n);
	/* in a worker */
	unsigned number;
	struct spill_writer spill;
	struct arena arena;
	struct buf source, html, passages;
	struct diag_list diags;
	int system_error; /* errno of a spill file that could not be opened */
};

/* ---- in the worker ---- */

static void parse_start(void *context, unsigned worker)
{
	struct parse *parse = context;

	parse->number = worker;
	arena_init(&parse->arena);
	buf_init(&parse->source, LIMIT_PAGE_BYTES + 1024);
	buf_init(&parse->html, BUF_NO_LIMIT);
	buf_init(&parse->passages, BUF_NO_LIMIT);
	if (spill_writer_init(&parse->spill, &parse->build->spill, worker) < 0)
		parse->system_error = errno;
}

static void pack_str(struct buf *out, struct str s)
{
	uint32_t n = (uint32_t)s.n;

	buf_add(out, &n, sizeof(n));
	buf_str(out, s);
}

static void pack_passages(struct buf *out, const struct page *page)
{
	buf_add(out, &page->passages_n, sizeof(page->passages_n));
	for (uint32_t i = 0; i < page->passages_n; i++) {
		pack_str(out, page->passages[i].anchor);
		pack_str(out, page->passages[i].headings);
		pack_str(out, page->passages[i].text);
	}
}

static int spill_body(struct parse *parse, struct page *page)
{
	uint64_t ignored;

	buf_clear(&parse->passages);
	pack_passages(&parse->passages, page);
	page->body = (struct body){.spill = parse->number + 1,
				   .html_length = (uint32_t)parse->html.n,
				   .passages_length = (uint32_t)parse->passages.n,
				   .text_length = (uint32_t)page->text.n};
	if (spill_add(&parse->spill, buf_view(&parse->html), &page->body.offset) < 0 ||
	    spill_add(&parse->spill, buf_view(&parse->passages), &ignored) < 0 ||
	    spill_add(&parse->spill, page->text, &ignored) < 0)
		return -1;
	return 0;
}

static void add_answer(struct buf *result, enum answer answer)
{
	buf_char(result, (char)answer);
}

static void answer_system(struct buf *result, int error)
{
	add_answer(result, ANSWER_SYSTEM);
	buf_add(result, &error, sizeof(error));
}

static void answer_page(struct parse *parse, struct buf *result, struct page *page, bool is_usable)
{
	if (is_usable && spill_body(parse, page) < 0) {
		answer_system(result, errno);
		return;
	}
	page->passages_n = 0; /* in the spill file */
	page->diags = parse->diags.items.at;
	page->diags_n = (uint32_t)parse->diags.items.n;
	add_answer(result, is_usable ? ANSWER_PAGE : ANSWER_UNUSABLE);
	buf_add(result, &page->body, sizeof(page->body));
	page_pack(result, page);
}

static void unreadable(struct parse *parse, struct str path, int error)
{
	struct place place = {build_place_path(parse->build, &parse->arena, path), 0, 0};

	if (error == EFBIG) {
		diag_add(&parse->diags, DIAG_PAGE_LIMIT, place, "page is larger than %zu KB", LIMIT_PAGE_BYTES / 1024);
		diag_hint(&parse->diags, "split it into several pages");
	} else {
		diag_add(&parse->diags, DIAG_FILE_UNREADABLE, place, "file cannot be read: %s", strerror(error));
	}
}

static void parse_page(struct parse *parse, const struct file *file, struct buf *result)
{
	struct page page = {.path = file->path, .content = &parse->build->found.folder};
	bool is_usable = false;

	arena_clear(&parse->arena);
	diag_list_init(&parse->diags, &parse->arena);
	buf_clear(&parse->source);
	buf_clear(&parse->html);
	parse->html.max = (file->size + LIMIT_INCLUDED_BYTES) * LIMIT_OUTPUT_FACTOR + LIMIT_OUTPUT_EXTRA;
	if (fs_read_at(parse->build->found.folder, file->path.s, &parse->source, LIMIT_PAGE_BYTES) < 0)
		unreadable(parse, file->path, errno);
	else
		is_usable = reader_read(&page, buf_view(&parse->source), parse->build->config, &parse->html,
					&parse->arena, &parse->diags) == 0;
	answer_page(parse, result, &page, is_usable);
	diag_list_release(&parse->diags);
}

static void hash_asset(struct parse *parse, const struct file *file, struct buf *result)
{
	struct hash128 hash;
	uint64_t size;

	if (assets_hash(parse->build->found.folder, file->path.s, parse->build->config, &hash, &size) < 0) {
		struct page page = {.path = file->path};

		arena_clear(&parse->arena);
		diag_list_init(&parse->diags, &parse->arena);
		unreadable(parse, file->path, errno);
		answer_page(parse, result, &page, false);
		diag_list_release(&parse->diags);
		return;
	}
	add_answer(result, ANSWER_ASSET);
	buf_add(result, &hash, sizeof(hash));
}

static void parse_work(void *context, uint32_t item, struct buf *result)
{
	struct parse *parse = context;
	const struct file *file = &parse->build->found.files[parse->files[item]];

	if (parse->system_error != 0)
		answer_system(result, parse->system_error);
	else if (file->is_page)
		parse_page(parse, file, result);
	else
		hash_asset(parse, file, result);
}

/* ---- in the main process ---- */

static void parse_done(void *context, uint32_t item, struct str result)
{
	struct parse *parse = context;
	struct build *build = parse->build;
	struct unit *unit = &build->units[parse->files[item]];
	enum answer answer = (enum answer)result.s[0];
	struct str rest = str_from(result, 1);

	unit->is_read = true;
	if (answer == ANSWER_SYSTEM) {
		memcpy(&errno, rest.s, sizeof(int));
		if (!build->system_failed)
			(void)build_system_error(build, "cannot be written to", STR(".weir"));
	} else if (answer == ANSWER_ASSET) {
		memcpy(&unit->hash, rest.s, sizeof(unit->hash));
	} else {
		memcpy(&unit->body, rest.s, sizeof(unit->body));
		unit->record = arena_str(build->arena, str_from(rest, sizeof(unit->body)));
	}
	parse->done++;
	if (parse->done % 256 == 0)
		build_progress(build, "reading", parse->done, parse->n);
}

static void parse_lost(void *context, uint32_t item, enum workers_loss why)
{
	struct parse *parse = context;
	struct build *build = parse->build;
	const struct file *file = &build->found.files[parse->files[item]];
	struct place place = {build_place_path(build, build->arena, file->path), 0, 0};

	build->units[parse->files[item]].is_read = true;
	switch (why) {
	case WORKERS_LOST_TIME:
		diag_add(build->diags, DIAG_PAGE_LIMIT, place, "page takes more than %d seconds to read",
			 LIMIT_PAGE_CPU_SECONDS);
		break;
	case WORKERS_LOST_MEMORY:
		diag_add(build->diags, DIAG_PAGE_LIMIT, place, "page takes more than %zu MB of memory to read",
			 LIMIT_WORKER_MEMORY >> 20);
		break;
	case WORKERS_LOST_CRASH:
		diag_add(build->diags, DIAG_PAGE_LIMIT, place, "the process that read this page crashed");
		break;
	}
	diag_hint(build->diags, "look for deeply nested lists or quotes, or very long runs of one character");
}

static bool parse_meanwhile(void *context)
{
	struct parse *parse = context;

	parse->meanwhile(parse->build, parse->files, parse->n);
	return false;
}

int build_parse(struct build *build, const uint32_t *files, uint32_t n,
		void (*meanwhile)(struct build *build, const uint32_t *files, uint32_t n))
{
	struct parse parse = {.build = build, .files = files, .n = n, .meanwhile = meanwhile};
	struct workers_job job = {.items = n,
				  .processes = build->processes,
				  .cpu_seconds = LIMIT_PAGE_CPU_SECONDS,
				  .memory = LIMIT_WORKER_MEMORY,
				  .context = &parse,
				  .start = parse_start,
				  .work = parse_work,
				  .done = parse_done,
				  .lost = parse_lost,
				  .meanwhile = meanwhile != NULL ? parse_meanwhile : NULL};

	if (n == 0)
		return 0;
	build_progress(build, "reading", 0, n);
	if (workers_run(&job) < 0)
		return build_system_error(build, "cannot run worker processes", STR_NONE);
	build_progress(build, "reading", n, n);
	return build->system_failed ? -1 : 0;
}

bool build_has_whole_record(const struct unit *unit)
{
	return unit->is_read || cache_is_whole(unit->before, unit->record);
}

static void add_page(struct build *build, uint32_t file, struct unit *unit)
{
	struct page *page = vec_add(&build->pages);

	if (!build_has_whole_record(unit) || !page_unpack(page, unit->record, build->arena)) {
		build->earlier_lost = true;
		build->pages.n--;
		return;
	}
	page->path = build->found.files[file].path;
	page->file = file + 1;
	page->body = unit->body;
	for (uint32_t i = 0; i < page->diags_n; i++)
		diag_copy(build->diags, &page->diags[i]);
}

static void add_asset(struct build *build, uint32_t file, const struct unit *unit)
{
	if (!assets_is_published(unit->hash, build->found.files[file].path, build->config, build->diags))
		return;
	build->assets[build->assets_n++] = (struct asset){.path = build->found.files[file].path,
							  .hash = {unit->hash.low, unit->hash.high},
							  .size = build->found.files[file].size};
}

void build_unpack(struct build *build)
{
	build->assets = arena_array(build->arena, build->found.n, sizeof(*build->assets));
	build->assets_n = 0;
	vec_clear(&build->pages);
	/* and for the pages that resolve makes of folders without one: 600 bytes a page are not to be moved again */
	vec_reserve(&build->pages, build->found.n + build->found.folders_n + build->config->languages_n);
	for (uint32_t i = 0; i < build->found.n; i++) {
		struct unit *unit = &build->units[i];
		bool is_unusable = unit->is_read && unit->body.spill == 0;

		if (unit->record.s != NULL && is_unusable)
			(void)build_add_diags(build, unit->record); /* holds nothing else */
		else if (unit->record.s != NULL)
			add_page(build, i, unit);
		else if (!build->found.files[i].is_page)
			add_asset(build, i, unit);
	}
}

static bool unpack_number(struct str *packed, uint32_t *number)
{
	if (packed->n < sizeof(*number))
		return false;
	memcpy(number, packed->s, sizeof(*number));
	*packed = str_from(*packed, sizeof(*number));
	return true;
}

static bool unpack_str(struct str *packed, struct str *s)
{
	uint32_t n;

	if (!unpack_number(packed, &n) || packed->n < n)
		return false;
	*s = str_slice(*packed, 0, n);
	*packed = str_from(*packed, n);
	return true;
}

bool build_unpack_passages(struct page *page, struct str packed, struct arena *arena)
{
	uint32_t n;

	if (!unpack_number(&packed, &n) || n > packed.n)
		return false;
	page->passages = arena_array(arena, n, sizeof(*page->passages));
	page->passages_n = n;
	for (uint32_t i = 0; i < n; i++) {
		struct passage *passage = &page->passages[i];

		if (!unpack_str(&packed, &passage->anchor) || !unpack_str(&packed, &passage->headings) ||
		    !unpack_str(&packed, &passage->text))
			return false;
	}
	return true;
}
