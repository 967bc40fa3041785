#include "generator/emit.h"

#include "common/fs.h"
#include "common/index.h"
#include "common/mem.h"
#include "generator/carry.h"
#include "generator/output.h"
#include "generator/plan.h"
#include "generator/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

struct emit {
	struct arena *arena;
	struct output output;
	struct staging files;
	bool is_full, keep_rest;
	bool keep_staging; /* a journal needs it */
	struct manifest_builder added;
	unsigned char *marks; /* enum plan_mark by number in the manifest */
	struct journal_names states;
	const char *const *copies; /* suffixes */
	size_t copies_n;
	struct hash128 digest;
	struct emit_counts counts;
	enum diag_code misuse_code; /* the first thing that made the output impossible, told at the commit */
	struct str misuse;
};

static const struct place nowhere = {0};

/* Ceded files: still in the way? If not, everything is written anew. */
static void check_ceded(struct emit *emit, struct diag_list *diags)
{
	const struct manifest *manifest = &emit->output.manifest;
	struct tree_cursor cursor;

	if (!emit->output.is_usable || manifest->ceded == 0)
		return;
	tree_cursor_init(&cursor, emit->output.place.folder);
	for (uint32_t i = 0; i < manifest_room(manifest); i++) {
		struct str path;
		struct stat status;

		if (!manifest_has(manifest, i) || manifest_content_of(manifest, i) != MANIFEST_CEDED)
			continue;
		path = manifest_path(manifest, i);
		if (tree_stat(&cursor, path, &status) == 0 && !plan_is_emptied(emit->output.place.folder, path) &&
		    !plan_is_other_index(emit->output.place.folder, path))
			output_tell_kept(&emit->output, diags, path);
		else
			emit->is_full = true;
	}
	tree_cursor_release(&cursor);
}

struct emit *emit_open(int site_folder, struct str output, bool full, struct arena *arena, struct diag_list *diags)
{
	struct emit *emit = ARENA_NEW(arena, struct emit);
	const struct manifest *earlier = &emit->output.manifest;

	emit->arena = arena;
	emit->files.tree = -1;
	output_init(&emit->output, arena);
	manifest_builder_init(&emit->added);
	if (output_open(&emit->output, site_folder, output, diags) < 0)
		goto failed;
	emit->is_full = full || !emit->output.is_usable || emit->output.has_lost_bytes;
	check_ceded(emit, diags);
	if (emit->output.is_usable) {
		emit->digest = earlier->digest;
		emit->marks = mem_zalloc(manifest_room(earlier));
	}
	if (staging_init(&emit->files, emit->output.staged, emit->is_full ? NULL : earlier) == 0)
		return emit;
	(void)output_failed(&emit->output, diags, "no memory for the list of files", STR(""));
failed:
	emit_close(emit);
	return NULL;
}

bool emit_is_full(const struct emit *emit)
{
	return emit->is_full;
}

int emit_earlier(const struct emit *emit)
{
	return emit->output.place.folder;
}

int emit_staging(const struct emit *emit)
{
	return emit->output.staged;
}

int emit_state_folder(const struct emit *emit)
{
	return emit->output.state;
}

struct hash128 emit_digest(const struct emit *emit)
{
	return emit->digest;
}

struct emit_counts emit_counts(const struct emit *emit)
{
	return emit->counts;
}

/* ---- staging ---- */

int emit_stage(const struct emit *emit, struct str path, struct str bytes)
{
	return staging_write(&emit->files, path, bytes);
}

int emit_stage_file(const struct emit *emit, struct str path, int source, struct hash128 hash)
{
	return staging_copy(&emit->files, path, source, hash);
}

#define OLD_INDEX "old-index"

void emit_stage_old_index(const struct emit *emit)
{
	(void)renameat(emit->output.state, OLD_INDEX, emit->output.staged, TREE_INDEX);
}

void emit_unstage_old_index(const struct emit *emit)
{
	(void)renameat(emit->output.staged, TREE_INDEX, emit->output.state, OLD_INDEX);
}

/*
 * After files were moved one by one, what was replaced lies where its successor was staged. Nothing is kept of it that
 * is not published.
 */
static void keep_old_index(const struct emit *emit, const struct journal *journal)
{
	struct staging_name name;
	const char *old = staging_name_of(STR(TREE_INDEX), &name).s;

	for (size_t i = 0; emit->files.is_flat && i < journal->steps.n; i++)
		if (journal->steps.at[i].kind == JOURNAL_INDEX && journal->steps.at[i].old != 0 &&
		    index_strip(emit->output.staged, old, emit->output.place.folder, TREE_INDEX) == 0)
			(void)renameat(emit->output.staged, old, emit->output.state, OLD_INDEX);
}

static void misuse(struct emit *emit, enum diag_code code, const char *what, struct str path)
{
	if (emit->misuse.n != 0)
		return;
	emit->misuse_code = code;
	emit->misuse = arena_printf(emit->arena, "%s: \"%.*s\"", what, STR_ARG(path));
}

void emit_add(struct emit *emit, struct str path)
{
	uint64_t path_hash = hash64(path);
	bool is_new;

	if (!tree_path_is_safe(path) || output_is_marker(path)) {
		misuse(emit, DIAG_OUTPUT_CLASH, "not a path for an output file", path);
		return;
	}
	(void)manifest_builder_add(&emit->added, path, path_hash, &is_new);
	if (!is_new)
		misuse(emit, DIAG_OUTPUT_CLASH, "two pages or files of the site want the same output file", path);
}

static bool mark(struct emit *emit, struct str path, enum plan_mark value)
{
	uint32_t at =
	    emit->output.is_usable ? manifest_find(&emit->output.manifest, path, hash64(path)) : MANIFEST_NONE;

	if (at != MANIFEST_NONE)
		emit->marks[at] = (unsigned char)value;
	return at != MANIFEST_NONE;
}

/* path and suffix in a buffer on the stack; empty when they do not fit. */
struct copy_name {
	char s[PATH_MAX];
};

static struct str copy_of(struct str path, const char *suffix, struct copy_name *name)
{
	size_t n = strlen(suffix);

	if (path.n + n >= sizeof(name->s))
		return STR("");
	memcpy(name->s, path.s, path.n);
	memcpy(name->s + path.n, suffix, n);
	return str_n(name->s, path.n + n);
}

static bool mark_with_copies(struct emit *emit, struct str path, enum plan_mark value)
{
	struct copy_name name;

	for (size_t i = 0; i < emit->copies_n; i++)
		(void)mark(emit, copy_of(path, emit->copies[i], &name), value);
	return mark(emit, path, value);
}

void emit_keep(struct emit *emit, struct str path)
{
	if (!mark_with_copies(emit, path, PLAN_KEPT))
		misuse(emit, DIAG_SYSTEM, "the build cache names a file that the earlier output has not", path);
}

void emit_drop(struct emit *emit, struct str path)
{
	(void)mark_with_copies(emit, path, PLAN_DROPPED);
}

void emit_set_copies(struct emit *emit, const char *const *suffixes, size_t n)
{
	emit->copies = suffixes;
	emit->copies_n = n;
}

void emit_keep_rest(struct emit *emit)
{
	emit->keep_rest = true;
}

bool emit_has(const struct emit *emit, struct str path)
{
	return emit->output.is_usable && manifest_find(&emit->output.manifest, path, hash64(path)) != MANIFEST_NONE;
}

bool emit_has_index(const struct emit *emit)
{
	const struct manifest *earlier = &emit->output.manifest;
	struct str path = STR(TREE_INDEX);
	struct tree_cursor public;
	uint32_t at;
	bool is_there;

	at = emit->output.is_usable ? manifest_find(earlier, path, hash64(path)) : MANIFEST_NONE;
	if (at == MANIFEST_NONE || manifest_content_of(earlier, at) == MANIFEST_CEDED)
		return false;
	tree_cursor_init(&public, emit->output.place.folder);
	is_there = plan_is_ours(earlier, &public, path, manifest_content_of(earlier, at)) > 0 &&
		   !plan_is_emptied(emit->output.place.folder, path);
	tree_cursor_release(&public);
	return is_there;
}

void emit_add_state(struct emit *emit, const char *name)
{
	*vec_add(&emit->states) = arena_str(emit->arena, str_c(name));
}

void emit_check_place(int site_folder, struct str output, const struct str *folders, size_t n, struct arena *arena,
		      struct diag_list *diags)
{
	struct outplace place;

	if (outplace_look(&place, site_folder, output, arena, diags) == 0 &&
	    outplace_check(&place, site_folder, folders, n, diags) == 0 && !place.is_empty &&
	    faccessat(place.folder, OUTPLACE_MARKER, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		(void)outplace_is_foreign(&place, diags);
	outplace_close(&place);
}

int emit_check_sources(int site_folder, struct str output, const struct str *folders, size_t n, struct arena *arena,
		       struct diag_list *diags)
{
	struct outplace place;
	int result = outplace_look(&place, site_folder, output, arena, diags);

	if (result == 0)
		result = outplace_check(&place, site_folder, folders, n, diags);
	outplace_close(&place);
	return result;
}

/* ---- commit ---- */

/* What was staged, by path hash; of a path staged twice, the last. */
struct notes {
	const struct staging_note *at;
	uint32_t *slots; /* note + 1, 0: free */
	uint32_t slots_n, paths;
};

static uint32_t *notes_slot(const struct notes *notes, uint64_t path_hash)
{
	uint32_t slot = (uint32_t)path_hash & (notes->slots_n - 1);

	while (notes->slots[slot] != 0 && notes->at[notes->slots[slot] - 1].path_hash != path_hash)
		slot = (slot + 1) & (notes->slots_n - 1);
	return &notes->slots[slot];
}

static void notes_init(struct notes *notes, const struct staging *files)
{
	uint32_t n = staging_notes(files, &notes->at);

	notes->paths = 0;
	notes->slots_n = 16;
	while (notes->slots_n < n * 2)
		notes->slots_n *= 2;
	notes->slots = mem_zalloc(notes->slots_n * sizeof(*notes->slots));
	for (uint32_t i = 0; i < n; i++) {
		uint32_t *slot = notes_slot(notes, notes->at[i].path_hash);

		notes->paths += *slot == 0;
		*slot = i + 1;
	}
}

/* A file of the new output that stays as it is in the earlier one. */
static int visit_kept(const struct emit *emit, struct str path,
		      int (*each)(void *context, struct str path, int folder, const char *name), void *context)
{
	char name[PATH_MAX];

	memcpy(name, path.s, path.n); /* the caller has looked at its length */
	name[path.n] = '\0';
	if (faccessat(emit->output.place.folder, name, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return 0;
	return each(context, path, emit->output.place.folder, name);
}

static int visit_staged(const struct emit *emit, bool kept_too, struct str path,
			int (*each)(void *context, struct str path, int folder, const char *name), void *context)
{
	struct staging_name flat;
	char name[PATH_MAX];
	bool is_moved = emit->files.is_flat && !str_eq(path, STR(TREE_INDEX)); /* the index writer names its own file */

	if (path.n == 0 || path.n >= sizeof(name))
		return 0;
	memcpy(name, path.s, path.n);
	name[path.n] = '\0';
	if (is_moved)
		memcpy(name, staging_name_of(path, &flat).s, sizeof(flat.s));
	if (faccessat(emit->output.staged, name, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return kept_too ? visit_kept(emit, path, each, context) : 0; /* has the same bytes as before */
	return each(context, path, emit->output.staged, name);
}

int emit_each_staged(const struct emit *emit, bool kept_too,
		     int (*each)(void *context, struct str path, int folder, const char *name), void *context)
{
	struct manifest_table table = manifest_builder_table(&emit->added);
	struct copy_name copy;
	int result = 0;

	for (uint32_t i = 0; i < table.n && result == 0; i++) {
		struct str path = manifest_table_path(&table, i);

		result = visit_staged(emit, kept_too, path, each, context);
		for (size_t c = 0; c < emit->copies_n && result == 0; c++)
			result = visit_staged(emit, kept_too, copy_of(path, emit->copies[c], &copy), each, context);
	}
	return result;
}

struct leftovers {
	struct manifest_table wanted;
	const char *only_in; /* NULL: everywhere */
};

static int remove_leftover(void *context, const struct tree_entry *entry)
{
	const struct leftovers *leftovers = context;

	if (entry->type == DT_DIR)
		return unlinkat(entry->folder, entry->name, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY ? -1 : 0;
	if (manifest_table_find(&leftovers->wanted, entry->path, hash64(entry->path)) != MANIFEST_NONE)
		return 0;
	return unlinkat(entry->folder, entry->name, 0);
}

static int remove_from_root(void *context, const char *name, unsigned char type)
{
	const struct emit *emit = context;
	struct manifest_table wanted = manifest_builder_table(&emit->added);

	if (type == DT_DIR || manifest_table_find(&wanted, str_c(name), hash64(str_c(name))) != MANIFEST_NONE)
		return 0;
	return unlinkat(emit->output.staged, name, 0);
}

/*
 * Staged, and not part of the output: pages left out after all, temporary files
 * of the index beside it. Matters only where the staged tree is published whole.
 */
static int remove_leftovers(struct emit *emit, const struct notes *notes, uint32_t matched)
{
	struct leftovers leftovers = {.wanted = manifest_builder_table(&emit->added)};

	if (notes->paths != matched)
		return tree_walk(emit->output.staged, remove_leftover, &leftovers);
	return fs_each_entry(emit->output.staged, remove_from_root, emit);
}

/* A file that was put into staging by another hand (the index). */
static int take_file(struct emit *emit, struct tree_cursor *staged, struct str path, uint64_t *content)
{
	struct staging_name name;

	if (tree_content(staged, path, content) < 0)
		return -1;
	return emit->files.is_flat ? tree_rename(staged, path, staged, staging_name_of(path, &name), 0) : 0;
}

/* Copies that were staged beside added files belong to the output too. */
static void add_copies(struct emit *emit, const struct notes *notes)
{
	size_t n = emit->copies_n != 0 ? emit->added.records.n : 0;
	struct copy_name name;

	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < emit->copies_n; c++) {
			struct manifest_table table = manifest_builder_table(&emit->added);
			struct str path = copy_of(manifest_table_path(&table, (uint32_t)i), emit->copies[c], &name);

			if (*notes_slot(notes, hash64(path)) != 0)
				(void)manifest_builder_add(&emit->added, path, hash64(path), NULL);
		}
	}
}

/* Contents of all added files: from the notes, or from the file. */
static int find_contents(struct emit *emit, struct diag_list *diags)
{
	struct tree_cursor staged;
	struct notes notes;
	uint32_t matched = 0;
	int result = 0;

	notes_init(&notes, &emit->files);
	add_copies(emit, &notes);
	tree_cursor_init(&staged, emit->output.staged);
	for (uint32_t i = 0; result == 0 && i < emit->added.records.n; i++) {
		struct manifest_record *record = &emit->added.records.at[i];
		uint32_t note = *notes_slot(&notes, record->path_hash);
		struct manifest_table table = manifest_builder_table(&emit->added);

		matched += note != 0;
		if (note != 0)
			record->content = notes.at[note - 1].content;
		else if (take_file(emit, &staged, manifest_table_path(&table, i), &record->content) < 0)
			result = output_failed(&emit->output, diags, "cannot read what was staged for",
					       manifest_table_path(&table, i));
	}
	tree_cursor_release(&staged);
	if (result == 0 && emit->is_full && remove_leftovers(emit, &notes, matched) < 0)
		result = output_failed(&emit->output, diags, "cannot remove from staging", STR(""));
	mem_free(notes.slots);
	return result;
}

static void add_states(const struct emit *emit, struct journal *journal)
{
	for (size_t i = 0; i < emit->states.n; i++)
		*vec_add(&journal->states) = emit->states.at[i];
}

static int write_marker(struct emit *emit, struct diag_list *diags)
{
	struct str path = STR(OUTPLACE_MARKER);
	struct staging_name name;

	if (emit->files.is_flat)
		path = staging_name_of(path, &name);
	(void)unlinkat(emit->output.staged, path.s, 0);
	if (fs_create_at(emit->output.staged, path.s, output_marker_text(emit->arena, emit->digest)) < 0)
		return output_failed(&emit->output, diags, "cannot write", STR(OUTPLACE_MARKER));
	return 0;
}

static void tell_kept(const struct emit *emit, const struct journal_names *kept, struct diag_list *diags)
{
	for (size_t i = 0; i < kept->n; i++)
		output_tell_kept(&emit->output, diags, kept->at[i]);
}

static uint64_t marker_content(const struct emit *emit, struct hash128 digest)
{
	return manifest_content(hash128(output_marker_text(emit->arena, digest)));
}

/* Moves what the plan says and makes the new manifest hold. */
static int run_journal(struct emit *emit, struct journal *journal, struct diag_list *diags)
{
	struct output *output = &emit->output;
	struct journal_places places;
	struct str at = STR("");
	bool undone;
	int result;

	if (journal->steps.n != 0 && journal_save(journal, output->state) < 0)
		return output_failed(output, diags, "cannot write the journal", STR(""));
	journal_places_init(&places, output->place.folder, output->staged, output->old, output->state);
	result = journal_apply(journal, &places, &at, &undone);
	if (result < 0) {
		(void)output_failed(output, diags, "cannot put in place", at);
		if (undone && journal->steps.n != 0 && journal_remove(output->state) < 0)
			undone = false;
		emit->keep_staging = !undone;
		if (!undone)
			diag_hint(diags, "the output is incomplete until the next build, which completes it");
	} else if (journal->steps.n != 0) {
		journal_prune(journal, &places);
		if (result == 0)
			(void)journal_remove(output->state); /* if not, the next build sees that all is done */
	}
	if (result > 0) { /* the journal stays for a state file */
		emit->keep_staging = true;
		result = 0;
	}
	journal_places_release(&places);
	return result;
}

static int commit_plan(struct emit *emit, struct plan *plan, struct diag_list *diags)
{
	const struct manifest *earlier = &emit->output.manifest;
	struct hash128 before = emit->digest;
	bool is_table, is_changed = plan->changes.n != 0;
	struct journal_step *marker;

	if (is_changed &&
	    manifest_save_changes(earlier, &plan->changes, emit->output.state, &is_table, &emit->digest) < 0)
		return output_failed(&emit->output, diags, "cannot write the list of files", STR(""));
	if (is_changed)
		*vec_add(&plan->journal.states) = is_table ? STR(MANIFEST_FILE) : STR(MANIFEST_DELTA);
	add_states(emit, &plan->journal);
	plan->journal.digest = emit->digest;
	plan->journal.is_flat = emit->files.is_flat;
	if (is_changed && !hash128_eq(before, emit->digest)) {
		if (write_marker(emit, diags) < 0)
			return -1;
		marker = vec_add(&plan->journal.steps);
		*marker = (struct journal_step){JOURNAL_MARKER, STR(OUTPLACE_MARKER), marker_content(emit, before),
						marker_content(emit, emit->digest)};
	}
	return run_journal(emit, &plan->journal, diags);
}

/* File by file. */
static int commit_files(struct emit *emit, struct diag_list *diags)
{
	struct plan_input input = {.earlier = &emit->output.manifest,
				   .marks = emit->is_full ? NULL : emit->marks,
				   .keep_rest = emit->keep_rest && !emit->is_full,
				   .has_lost_bytes = emit->output.has_lost_bytes,
				   .added = &emit->added};
	struct tree_cursor public;
	struct str at = STR("");
	struct plan plan;
	int result;

	tree_cursor_init(&public, emit->output.place.folder);
	input.public = &public;
	result = plan_make(&plan, &input, &at);
	tree_cursor_release(&public);
	if (result < 0)
		(void)output_failed(&emit->output, diags, "cannot look at", at);
	else
		result = commit_plan(emit, &plan, diags);
	if (result == 0) {
		if (!emit->keep_staging && !emit->output.is_adopted)
			keep_old_index(emit, &plan.journal);
		tell_kept(emit, &plan.kept, diags);
		emit->counts.written = plan.written;
		emit->counts.removed = plan.removed;
		emit->counts.kept = (uint32_t)plan.kept.n;
	}
	plan_release(&plan);
	return result;
}

/* The new tree in the output's place, the old one (if any) in staging. */
static int swap_trees(const struct emit *emit)
{
	const struct outplace *place = &emit->output.place;
	unsigned flags = place->folder < 0 ? RENAME_NOREPLACE : emit->output.is_usable ? RENAME_EXCHANGE : 0;

	return (int)syscall(SYS_renameat2, emit->output.staging, "new", place->parent, place->name.s, flags);
}

static int swap_back(const struct emit *emit)
{
	const struct outplace *place = &emit->output.place;
	unsigned flags = emit->output.is_usable ? RENAME_EXCHANGE : 0;

	if (syscall(SYS_renameat2, place->parent, place->name.s, emit->output.staging, "new", flags) < 0)
		return -1;
	/* an empty folder was there */
	return !emit->output.is_usable && place->folder >= 0 ? mkdirat(place->parent, place->name.s, place->mode) : 0;
}

/* As the old folder was: the web server's group may have been given access to it. */
static void take_mode(const struct emit *emit)
{
	const struct outplace *place = &emit->output.place;

	if (place->folder < 0)
		return;
	if (fchown(emit->output.staged, (uid_t)-1, place->group) < 0 && errno != EPERM)
		return;
	(void)fchmod(emit->output.staged, place->mode);
}

/* 0 done, 1 the file system cannot exchange trees, -1 after an error. */
static int exchange(struct emit *emit, struct diag_list *diags)
{
	struct output *output = &emit->output;
	struct journal journal = {.exchange = true, .digest = emit->digest};
	struct journal_places places;
	struct str at;
	bool undone;
	int result = 0;

	*vec_add(&journal.states) = STR(MANIFEST_FILE);
	add_states(emit, &journal);
	take_mode(emit);
	if (journal_save(&journal, output->state) < 0) {
		result = output_failed(output, diags, "cannot write the journal", STR(""));
		goto done;
	}
	if (swap_trees(emit) < 0) {
		bool can_do_files = output->is_usable && (errno == EINVAL || errno == EXDEV || errno == ENOSYS);

		result = can_do_files ? 1 : output_failed(output, diags, "cannot put the new output in place", STR(""));
		if (journal_remove(output->state) < 0)
			emit->keep_staging = true;
		goto done;
	}
	journal_places_init(&places, -1, -1, -1, output->state);
	result = journal_apply(&journal, &places, &at, &undone);
	journal_places_release(&places);
	if (result < 0) {
		(void)output_failed(output, diags, "cannot put the list of files in place", STR(""));
		/* if this fails, the journal stays, and the next build sees that the trees are exchanged */
		if (swap_back(emit) == 0)
			(void)journal_remove(output->state);
	} else if (result == 0) {
		(void)unlinkat(output->state, MANIFEST_DELTA, 0);
		(void)unlinkat(output->state, OLD_INDEX, 0);
		(void)journal_remove(output->state);
	} else {
		result = 0;
	}
done:
	journal_release(&journal);
	return result;
}

static int save_table(struct emit *emit, struct diag_list *diags)
{
	emit->digest = manifest_builder_digest(&emit->added);
	if (manifest_builder_save(&emit->added, emit->output.state, emit->output.manifest.generation + 1) < 0)
		return output_failed(&emit->output, diags, "cannot write the list of files", STR(""));
	return write_marker(emit, diags);
}

static void remove_old_tree(struct emit *emit, struct carry *carry, struct diag_list *diags)
{
	const struct outplace *place = &emit->output.place;
	int old = fs_open_folder_at(emit->output.staging, "new");
	int public = fs_open_folder_at(place->parent, place->name.s);

	if (old < 0 || public < 0 || carry_remove(carry, old, public) < 0) {
		struct diag *diag;

		(void)output_failed(&emit->output, diags,
				    "the new output is in place, but the old one cannot be removed", STR(""));
		diag = &diags->items.at[diags->items.n - 1];
		diag->severity = DIAG_WARNING;
		diags->errors--;
		diags->warnings++;
		emit->keep_staging = true;
	}
	if (old >= 0)
		close(old);
	if (public >= 0)
		close(public);
}

static void tell_extra(const struct emit *emit, const struct journal_names *extra, struct diag_list *diags)
{
	for (size_t i = 0; i < extra->n; i++)
		diag_add(diags, DIAG_OUTPUT_ADDED, nowhere, "%.*s/%.*s is not part of the site and is left as it is",
			 STR_ARG(emit->output.place.shown), STR_ARG(extra->at[i]));
}

/* A whole tree in the place of the other. */
static int commit_tree(struct emit *emit, struct diag_list *diags)
{
	struct output *output = &emit->output;
	struct carry carry;
	int result = 0;

	carry_init(&carry, &output->manifest, &emit->added, emit->arena);
	if (output->is_usable) {
		result = carry_over(&carry, output->place.folder, output->staged);
		if (result < 0)
			(void)output_failed(output, diags, "cannot look through the output folder", STR(""));
	}
	if (result == 0)
		result = save_table(emit, diags);
	if (result == 0)
		result = exchange(emit, diags);
	if (result == 0) {
		tell_kept(emit, &carry.kept, diags);
		tell_extra(emit, &carry.extra, diags);
		emit->counts.written = (uint32_t)emit->added.records.n;
		emit->counts.kept = (uint32_t)carry.kept.n;
		emit->counts.extra = (uint32_t)carry.extra.n;
		if (output->is_usable)
			remove_old_tree(emit, &carry, diags);
	}
	carry_release(&carry);
	return result;
}

int emit_commit(struct emit *emit, struct diag_list *diags)
{
	struct hash128 before = emit->digest;
	int result = 1;

	if (emit->misuse.n != 0) {
		diag_add(diags, emit->misuse_code, nowhere, "%.*s", STR_ARG(emit->misuse));
		return -1;
	}
	if (find_contents(emit, diags) < 0)
		return -1;
	emit->counts = (struct emit_counts){.files = (uint32_t)emit->added.records.n};
	if (emit->is_full)
		result = commit_tree(emit, diags);
	if (result > 0)
		result = commit_files(emit, diags);
	if (result < 0)
		emit->digest = before;
	else if (!emit->keep_staging)
		(void)output_remove_staging(&emit->output); /* if not, the next build does */
	if (result == 0)
		output_remember_start(&emit->output);
	return result;
}

void emit_abort(struct emit *emit)
{
	if (emit != NULL && !emit->keep_staging)
		output_remove_unused(&emit->output);
}

void emit_close(struct emit *emit)
{
	if (emit == NULL)
		return;
	staging_release(&emit->files);
	manifest_builder_release(&emit->added);
	mem_free(emit->marks);
	vec_release(&emit->states);
	output_close(&emit->output);
	emit->marks = NULL;
}

/* ---- weir clean ---- */

static int is_other_file(void *context, const char *name, unsigned char type)
{
	(void)context;
	(void)type;
	return strcmp(name, "lock") != 0 && strcmp(name, ".gitignore") != 0;
}

/* State of this output; the folders around it when nothing else is in them. */
static int remove_state(struct emit *emit, int site, struct diag_list *diags)
{
	struct output *output = &emit->output;
	int build = fs_open_folder_at(output->weir, "build"), result = 0;

	if (build < 0 || output_remove_staging(output) < 0 || fs_remove_tree_at(build, output->place.key.s) < 0)
		result = output_failed(output, diags, "cannot remove Weir's files in .weir", STR(""));
	if (build >= 0)
		close(build);
	if (result < 0)
		return -1;
	(void)unlinkat(output->weir, "build", AT_REMOVEDIR);
	if (fs_each_entry(output->weir, is_other_file, NULL) == 0) {
		(void)unlinkat(output->weir, ".gitignore", 0);
		(void)unlinkat(output->weir, "lock", 0);
		(void)unlinkat(site, ".weir", AT_REMOVEDIR);
	}
	return 0;
}

static int is_not_marker(void *context, const char *name, unsigned char type)
{
	(void)context;
	(void)type;
	return strcmp(name, OUTPLACE_MARKER) != 0;
}

static bool holds_others(const struct emit *emit)
{
	const struct outplace *place = &emit->output.place;
	int folder = fs_open_folder_at(place->parent, place->name.s);
	bool result = folder >= 0 && fs_each_entry(folder, is_not_marker, NULL) != 0;

	if (folder >= 0)
		close(folder);
	return result;
}

static int forget_all_but_manifest(void *context, const char *name, unsigned char type)
{
	const struct output *output = context;

	return type == DT_DIR || strcmp(name, MANIFEST_FILE) == 0 ? 0 : unlinkat(output->state, name, 0);
}

/*
 * Files of others are in the output folder: it stays Weir's, with nothing of its own in it, so that the
 * next build can write there.
 */
static int keep_output(struct emit *emit, struct diag_list *diags)
{
	struct output *output = &emit->output;

	if (output_remove_staging(output) < 0 || fs_each_entry(output->state, forget_all_but_manifest, output) < 0)
		return output_failed(output, diags, "cannot remove Weir's files in .weir", STR(""));
	return 0;
}

/* The new output, which is empty, has taken the old one's place. */
static int remove_empty_output(const struct emit *emit, struct diag_list *diags)
{
	const struct outplace *place = &emit->output.place;
	int folder = fs_open_folder_at(place->parent, place->name.s), result = 0;

	if (folder < 0)
		return output_failed(&emit->output, diags, "cannot open the output folder", STR(""));
	if (unlinkat(folder, OUTPLACE_MARKER, 0) < 0 && errno != ENOENT)
		result = output_failed(&emit->output, diags, "cannot remove", STR(OUTPLACE_MARKER));
	close(folder);
	if (result == 0)
		(void)unlinkat(place->parent, place->name.s, AT_REMOVEDIR);
	return result;
}

/* How many of the files that Weir wrote are there. */
static uint32_t count_own(const struct emit *emit)
{
	const struct manifest *manifest = &emit->output.manifest;
	struct stat status;
	uint32_t n = 0;

	for (uint32_t i = 0; emit->output.is_usable && i < manifest_room(manifest); i++)
		n += manifest_has(manifest, i) && manifest_content_of(manifest, i) != MANIFEST_CEDED &&
		     tree_glance(emit->output.place.folder, manifest_path(manifest, i), &status) == 0;
	return n;
}

static int is_remembered(void *context, const char *name, unsigned char type)
{
	(void)context;
	(void)name;
	return type != DT_DIR; /* staging */
}

static int clean_output(struct emit *emit, struct diag_list *diags, struct emit_cleaned *cleaned, bool *keeps)
{
	uint32_t own = count_own(emit);

	cleaned->cache = fs_each_entry(emit->output.state, is_remembered, NULL) != 0;
	if (emit->output.is_usable) {
		if (emit_commit(emit, diags) < 0)
			return -1;
		*keeps = holds_others(emit);
		if (!*keeps && remove_empty_output(emit, diags) < 0)
			return -1;
	}
	cleaned->removed = own > emit->counts.kept ? own - emit->counts.kept : 0;
	cleaned->others = emit->counts.kept + emit->counts.extra;
	return 0;
}

int emit_clean(int site_folder, struct str output, struct diag_list *diags, struct emit_cleaned *cleaned)
{
	struct arena arena;
	struct emit *emit;
	bool keeps = false;
	int result = -1;

	*cleaned = (struct emit_cleaned){0};
	arena_init(&arena);
	emit = emit_open(site_folder, output, true, &arena, diags);
	if (emit != NULL) {
		result = clean_output(emit, diags, cleaned, &keeps);
		if (result == 0)
			result = keeps ? keep_output(emit, diags) : remove_state(emit, site_folder, diags);
		else
			emit_abort(emit);
		emit_close(emit);
	}
	arena_release(&arena);
	return result;
}
