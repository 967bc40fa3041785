#include "generator/output.h"

#include "common/fs.h"
#include "generator/journal.h"
#include "generator/plan.h"
#include "generator/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define WEIR_FOLDER ".weir"
#define LOCK_FILE "lock"

/* A build that was killed leaves its workers behind for an instant; they hold the lock. */
enum { LOCK_TRIES = 40, LOCK_WAIT_MS = 10 };

static const struct place nowhere = {0};

int output_failed(const struct output *output, struct diag_list *diags, const char *what, struct str path)
{
	int error = errno;

	if (path.n != 0)
		diag_add(diags, DIAG_SYSTEM, nowhere, "%s %.*s/%.*s: %s", what, STR_ARG(output->place.shown),
			 STR_ARG(path), strerror(error));
	else
		diag_add(diags, DIAG_SYSTEM, nowhere, "%s: %s", what, strerror(error));
	if (error == ENOSPC || error == EDQUOT)
		diag_hint(diags, "%s", OUTPUT_DISK_FULL);
	return -1;
}

/* ---- marker ---- */

struct str output_marker_text(struct arena *arena, struct hash128 digest)
{
	char hex[33];

	hash128_hex(digest, hex, 32);
	return arena_printf(arena,
			    "Written by weir. What the site's .weir/ folder lists is replaced by its next build.\n"
			    "digest %s\n",
			    hex);
}

/* Whether an output folder carries the marker of that digest. */
static bool has_marker(int folder, struct hash128 digest, struct arena *arena)
{
	struct buf bytes;
	bool is_it;

	buf_init(&bytes, 4096);
	is_it = folder >= 0 && fs_read_at(folder, OUTPLACE_MARKER, &bytes, 2048) == 0 &&
		str_eq(buf_view(&bytes), output_marker_text(arena, digest));
	buf_release(&bytes);
	return is_it;
}

bool output_is_marker(struct str path)
{
	return str_eq(path, STR(OUTPLACE_MARKER));
}

/* ---- opening ---- */

static void wait_a_little(void)
{
	struct timespec time = {0, LOCK_WAIT_MS * 1000000L};

	(void)nanosleep(&time, NULL);
}

static int lock_site(struct output *output, struct diag_list *diags)
{
	output->lock = fs_open_at(output->weir, LOCK_FILE, O_RDWR | O_CREAT, 0644);
	if (output->lock < 0)
		return output_failed(output, diags, "cannot open .weir/" LOCK_FILE, STR(""));
	for (int tries = 0; flock(output->lock, LOCK_EX | LOCK_NB) < 0; tries++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return output_failed(output, diags, "cannot lock .weir/" LOCK_FILE, STR(""));
		if (tries == LOCK_TRIES) {
			diag_add(diags, DIAG_BUILD_RUNNING, nowhere, "another build of this site is running");
			diag_hint(diags, "wait until it has ended");
			return -1;
		}
		wait_a_little();
	}
	return 0;
}

/* .weir/build/<key>/; a version control system is told not to look into .weir. */
static int open_state(struct output *output, int site, struct diag_list *diags)
{
	struct str path = arena_printf(output->arena, "build/%.*s", STR_ARG(output->place.key));

	if (mkdirat(site, WEIR_FOLDER, 0755) == 0 || errno == EEXIST)
		output->weir = fs_open_folder_at(site, WEIR_FOLDER);
	if (output->weir < 0)
		return output_failed(output, diags, "cannot use .weir, the folder for Weir's own files", STR(""));
	if (faccessat(output->weir, ".gitignore", F_OK, AT_SYMLINK_NOFOLLOW) < 0 &&
	    fs_create_at(output->weir, ".gitignore", STR("*\n")) < 0)
		return output_failed(output, diags, "cannot write to .weir", STR(""));
	if (lock_site(output, diags) < 0)
		return -1;
	if (fs_make_folders_at(output->weir, path.s) < 0)
		return output_failed(output, diags, "cannot make a folder in .weir", STR(""));
	output->state = fs_open_folder_at(output->weir, path.s);
	return output->state < 0 ? output_failed(output, diags, "cannot open a folder in .weir", STR("")) : 0;
}

/*
 * Renames need staging and output on one mount: staging lies with the state, or
 * beside the output where .weir is on another.
 */
static int find_staging(struct output *output, struct diag_list *diags)
{
	if (outplace_is_same_mount(output->state, output->place.parent)) {
		output->staging_parent = fs_open_folder_at(output->state, ".");
		output->staging_name = STR("staging");
	} else {
		output->staging_parent = fs_open_folder_at(output->place.parent, ".");
		output->staging_name = arena_printf(output->arena, ".%.*s.weir-%.*s", STR_ARG(output->place.name),
						    STR_ARG(output->place.key));
	}
	return output->staging_parent < 0 ? output_failed(output, diags, "cannot open the folder for staging", STR(""))
					  : 0;
}

static int open_staging(struct output *output)
{
	output->staging = fs_open_folder_at(output->staging_parent, output->staging_name.s);
	if (output->staging < 0)
		return -1;
	output->staged = fs_open_folder_at(output->staging, "new");
	output->old = fs_open_folder_at(output->staging, "old");
	return output->staged < 0 || output->old < 0 ? -1 : 0;
}

static void close_folder(int *folder)
{
	if (*folder >= 0)
		close(*folder);
	*folder = -1;
}

static void close_staging(struct output *output)
{
	close_folder(&output->staging);
	close_folder(&output->staged);
	close_folder(&output->old);
}

int output_remove_staging(struct output *output)
{
	close_staging(output);
	return fs_remove_tree_at(output->staging_parent, output->staging_name.s);
}

static int remove_if_new(void *context, const char *name, unsigned char type)
{
	const struct output *output = context;

	if (type == DT_REG && str_ends(str_c(name), STR(".new")))
		(void)unlinkat(output->state, name, 0);
	return 0;
}

void output_remove_unused(struct output *output)
{
	(void)output_remove_staging(output);
	(void)fs_each_entry(output->state, remove_if_new, output);
}

/* A journal whose files are gone belongs to a commit that was completed, or undone, but for the journal itself. */
static bool has_staging(const struct output *output)
{
	return faccessat(output->staging_parent, output->staging_name.s, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ||
	       errno != ENOENT;
}

static int make_staging(struct output *output, struct diag_list *diags)
{
	if (has_staging(output))
		output_remove_unused(output);
	if (output_remove_staging(output) < 0)
		return output_failed(output, diags, "cannot remove what an earlier build left in staging", STR(""));
	if (mkdirat(output->staging_parent, output->staging_name.s, 0700) < 0)
		return output_failed(output, diags, "cannot make the staging folder", STR(""));
	output->staging = fs_open_folder_at(output->staging_parent, output->staging_name.s);
	if (output->staging < 0 || mkdirat(output->staging, "new", 0755) < 0 ||
	    mkdirat(output->staging, "old", 0700) < 0)
		return output_failed(output, diags, "cannot make the staging folder", STR(""));
	close_staging(output);
	if (open_staging(output) < 0)
		return output_failed(output, diags, "cannot open the staging folder", STR(""));
	return 0;
}

/* ---- recovery ---- */

static void recovered(const struct output *output, struct diag_list *diags, const char *how)
{
	diag_add(diags, DIAG_OUTPUT_RECOVERED, nowhere, "an earlier build was interrupted: %.*s/ %s",
		 STR_ARG(output->place.shown), how);
}

void output_tell_kept(const struct output *output, struct diag_list *diags, struct str path)
{
	diag_add(diags, DIAG_OUTPUT_CHANGED, nowhere, "%.*s/%.*s is not as Weir wrote it and is left as it is",
		 STR_ARG(output->place.shown), STR_ARG(path));
	diag_hint(diags, "remove it to have it written again");
}

/* Files that somebody put in the way of an interrupted build are not Weir's. */
static int cede(struct output *output, const struct journal_names *kept, struct diag_list *diags)
{
	struct manifest manifest;
	struct manifest_change_vec changes = {0};
	struct hash128 digest;
	bool is_table;
	int result = -1;

	for (size_t i = 0; i < kept->n; i++) {
		output_tell_kept(output, diags, kept->at[i]);
		*vec_add(&changes) = (struct manifest_change){.path = kept->at[i], .content = MANIFEST_CEDED};
	}
	if (manifest_load(&manifest, output->state) == 0 &&
	    manifest_save_changes(&manifest, &changes, output->state, &is_table, &digest) == 0 &&
	    fs_replace_at(output->place.folder, OUTPLACE_MARKER, output_marker_text(output->arena, digest), false) == 0)
		result = is_table ? renameat(output->state, MANIFEST_FILE_NEW, output->state, MANIFEST_FILE)
				  : renameat(output->state, MANIFEST_DELTA_NEW, output->state, MANIFEST_DELTA);
	manifest_release(&manifest);
	vec_release(&changes);
	return result;
}

static int finish_files(struct output *output, const struct journal *journal, struct diag_list *diags)
{
	struct journal_places places;
	struct journal_names kept = {0};
	int result;

	if (open_staging(output) < 0 || output->place.folder < 0)
		return -1;
	journal_places_init(&places, output->place.folder, output->staged, output->old, output->state);
	result = journal_finish(journal, &places, &kept);
	if (result == 0)
		journal_prune(journal, &places);
	if (result == 0 && kept.n != 0)
		result = cede(output, &kept, diags);
	journal_places_release(&places);
	vec_release(&kept);
	return result;
}

/* All files are in place; what may be missing are the state files. */
static int finish_states(struct output *output, const struct journal *journal)
{
	struct journal states = {.exchange = true};
	struct journal_places places;
	struct journal_names kept = {0};
	int result;

	states.states = journal->states;
	journal_places_init(&places, -1, -1, -1, output->state);
	result = journal_finish(&states, &places, &kept);
	journal_places_release(&places);
	vec_release(&kept);
	return result;
}

static int recover(struct output *output, struct diag_list *diags)
{
	struct journal journal;
	int found = journal_load(&journal, output->state, output->arena), result = 0;
	bool is_files = found > 0 && !journal.exchange && has_staging(output);

	if (found < 0 && errno != EBADMSG) {
		result = output_failed(output, diags, "cannot read the journal of an interrupted build", STR(""));
	} else if (found > 0 && !is_files && !has_marker(output->place.folder, journal.digest, output->arena)) {
		recovered(output, diags, "is as it was before");
	} else if (found > 0) {
		result = is_files ? finish_files(output, &journal, diags) : finish_states(output, &journal);
		if (result < 0)
			(void)output_failed(output, diags, "cannot complete an interrupted build", STR(""));
		else
			recovered(output, diags, "was completed");
	}
	if (found != 0 && result == 0 && journal_remove(output->state) < 0)
		result = output_failed(output, diags, "cannot remove the journal of an interrupted build", STR(""));
	journal_release(&journal);
	return result;
}

/* ---- the earlier output ---- */

struct adoption {
	struct manifest_builder builder;
	struct tree_cursor cursor;
	struct str stranger; /* the first that cannot be Weir's */
	struct arena *arena;
};

static int adopt_entry(void *context, const struct tree_entry *entry)
{
	struct adoption *adoption = context;
	uint32_t at;

	if (entry->type == DT_DIR || output_is_marker(entry->path))
		return 0;
	if (entry->type != DT_REG) {
		adoption->stranger = arena_str(adoption->arena, entry->path);
		return 1;
	}
	at = manifest_builder_add(&adoption->builder, entry->path, hash64(entry->path), NULL);
	return tree_content(&adoption->cursor, entry->path, &adoption->builder.records.at[at].content);
}

/*
 * No list, or one of another state: are the files that are there exactly those
 * that the folder's marker stands for? Then the list can be made again.
 */
static int adopt(struct output *output)
{
	struct adoption adoption = {.arena = output->arena};
	int result = -1;

	manifest_builder_init(&adoption.builder);
	tree_cursor_init(&adoption.cursor, output->place.folder);
	if (faccessat(output->place.folder, OUTPLACE_MARKER, F_OK, AT_SYMLINK_NOFOLLOW) == 0 &&
	    tree_walk(output->place.folder, adopt_entry, &adoption) == 0 &&
	    has_marker(output->place.folder, manifest_builder_digest(&adoption.builder), output->arena) &&
	    manifest_builder_save(&adoption.builder, output->state, 1) == 0)
		result = renameat(output->state, MANIFEST_FILE_NEW, output->state, MANIFEST_FILE);
	output->is_adopted = result == 0;
	tree_cursor_release(&adoption.cursor);
	manifest_builder_release(&adoption.builder);
	return result;
}

/*
 * Nothing of an output is waited for until it is on the disk: that would take longer than the build. A machine that
 * loses its power soon afterwards may come back with files that have their names and times and none of their bytes, or
 * zeros in their place, under a list that is whole. They are looked for once after each start of the machine.
 */
#define BOOT_FILE "boot"

static void find_boot(struct output *output)
{
	int random = fs_open_folder("/proc/sys/kernel/random");
	struct buf now, before;

	buf_init(&now, BUF_NO_LIMIT);
	buf_init(&before, BUF_NO_LIMIT);
	(void)!fs_read_at(output->state, BOOT_FILE, &before, 100);
	if (random >= 0 && fs_read_at(random, "boot_id", &now, 100) == 0 && !str_eq(buf_view(&now), buf_view(&before)))
		output->boot = arena_str(output->arena, buf_view(&now));
	if (random >= 0)
		close(random);
	buf_release(&now);
	buf_release(&before);
}

void output_remember_start(struct output *output)
{
	/* if it fails, they are looked for again */
	if (output->boot.n != 0)
		(void)!fs_replace_at(output->state, BOOT_FILE, output->boot, false);
	output->boot = STR("");
}

static bool is_marker_emptied(const struct output *output)
{
	struct stat status;

	return tree_glance(output->place.folder, STR(OUTPLACE_MARKER), &status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_size == 0 && plan_is_untouched(&output->manifest, &status);
}

static bool any_lost_bytes(const struct output *output)
{
	const struct manifest *manifest = &output->manifest;
	struct tree_cursor public;
	bool any = false;

	tree_cursor_init(&public, output->place.folder);
	for (uint32_t i = 0; i < manifest_room(manifest) && !any; i++) {
		uint64_t now;

		any = manifest_has(manifest, i) && plan_has_lost_bytes(manifest, &public, manifest_path(manifest, i),
								       manifest_content_of(manifest, i), &now);
	}
	tree_cursor_release(&public);
	return any;
}

static void look_for_lost_bytes(struct output *output, struct diag_list *diags)
{
	if (output->boot.n == 0 || !output->is_usable)
		return;
	if (is_marker_emptied(output)) /* if this fails, it is tried again */
		(void)!fs_replace_at(output->place.folder, OUTPLACE_MARKER,
				     output_marker_text(output->arena, output->manifest.digest), false);
	output->has_lost_bytes = any_lost_bytes(output);
	if (output->has_lost_bytes)
		diag_add(
		    diags, DIAG_OUTPUT_RECOVERED, nowhere,
		    "the machine was started again, and files in %.*s/ have lost their bytes: all are written anew",
		    STR_ARG(output->place.shown));
	else
		output_remember_start(output);
}

static bool load_earlier(struct output *output)
{
	manifest_release(&output->manifest);
	return manifest_load(&output->manifest, output->state) == 0 &&
	       (has_marker(output->place.folder, output->manifest.digest, output->arena) ||
		(output->boot.n != 0 && is_marker_emptied(output)));
}

/* State that belongs to another output than the one in the folder is of no use. */
static int forget_state(struct output *output)
{
	(void)unlinkat(output->state, MANIFEST_DELTA, 0);
	return unlinkat(output->state, MANIFEST_FILE, 0) < 0 && errno != ENOENT ? -1 : 0;
}

static int remember_nothing(void *context, const char *name, unsigned char type)
{
	const struct output *output = context;

	if (type == DT_DIR || strcmp(name, MANIFEST_FILE) == 0)
		return 0;
	return unlinkat(output->state, name, 0);
}

static int open_earlier(struct output *output, struct diag_list *diags)
{
	if (output->place.is_empty) {
		manifest_release(&output->manifest);
		return forget_state(output) < 0 ? output_failed(output, diags, "cannot write to .weir", STR("")) : 0;
	}
	if (!load_earlier(output)) {
		(void)unlinkat(output->state, MANIFEST_DELTA, 0);
		if (adopt(output) < 0 || !load_earlier(output))
			return outplace_is_foreign(&output->place, diags);
		/* what else is remembered is of another state */
		if (fs_each_entry(output->state, remember_nothing, output) < 0)
			return output_failed(output, diags, "cannot write to .weir", STR(""));
	}
	output->is_usable = true;
	return 0;
}

void output_init(struct output *output, struct arena *arena)
{
	*output = (struct output){.arena = arena,
				  .place = {.parent = -1, .folder = -1},
				  .weir = -1,
				  .state = -1,
				  .lock = -1,
				  .staging_parent = -1,
				  .staging = -1,
				  .staged = -1,
				  .old = -1};
}

int output_open(struct output *output, int site_folder, struct str name, struct diag_list *diags)
{
	if (outplace_open(&output->place, site_folder, name, output->arena, diags) < 0 ||
	    open_state(output, site_folder, diags) < 0)
		return -1;
	/* another build may have changed what was looked at before the lock was held */
	outplace_close(&output->place);
	if (outplace_open(&output->place, site_folder, name, output->arena, diags) < 0 ||
	    find_staging(output, diags) < 0 || recover(output, diags) < 0)
		return -1;
	find_boot(output);
	if (open_earlier(output, diags) < 0)
		return -1;
	look_for_lost_bytes(output, diags);
	return make_staging(output, diags);
}

void output_close(struct output *output)
{
	manifest_release(&output->manifest);
	close_staging(output);
	close_folder(&output->staging_parent);
	close_folder(&output->state);
	close_folder(&output->weir);
	close_folder(&output->lock); /* which unlocks it */
	outplace_close(&output->place);
}
