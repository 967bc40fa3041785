#include "generator/journal.h"

#include "common/fs.h"
#include "generator/manifest.h"
#include "generator/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define JOURNAL_FILE "journal"
#define JOURNAL_NEW "journal.new"

static const char magic[8] = "weirjou1";

struct head {
	char magic[8];
	uint64_t checksum; /* of everything behind this field */
	struct hash128 digest;
	uint32_t steps, states, exchange, flat;
};

struct record {
	uint64_t old, new;
	uint32_t kind, path_n;
};

void journal_release(struct journal *journal)
{
	vec_release(&journal->steps);
	vec_release(&journal->states);
}

/* ---- on disk ---- */

static void add_record(struct buf *out, enum journal_kind kind, uint64_t old, uint64_t new, struct str path)
{
	struct record record = {old, new, kind, (uint32_t)path.n};

	buf_add(out, &record, sizeof(record));
	buf_str(out, path);
}

static void encode(struct buf *out, const struct journal *journal)
{
	struct head head = {.digest = journal->digest,
			    .steps = (uint32_t)journal->steps.n,
			    .states = (uint32_t)journal->states.n,
			    .exchange = journal->exchange,
			    .flat = journal->is_flat};

	memcpy(head.magic, magic, sizeof(magic));
	buf_add(out, &head, sizeof(head));
	for (size_t i = 0; i < journal->steps.n; i++) {
		const struct journal_step *step = &journal->steps.at[i];

		add_record(out, step->kind, step->old, step->new, step->path);
	}
	for (size_t i = 0; i < journal->states.n; i++)
		add_record(out, JOURNAL_KINDS, 0, 0, journal->states.at[i]);
	head.checksum = hash128(str_from(buf_view(out), offsetof(struct head, digest))).low;
	memcpy(out->s, &head, sizeof(head));
}

int journal_save(const struct journal *journal, int folder)
{
	struct buf out;
	int result = -1, fd;

	buf_init(&out, BUF_NO_LIMIT);
	encode(&out, journal);
	if (unlinkat(folder, JOURNAL_NEW, 0) < 0 && errno != ENOENT)
		goto done;
	fd = fs_open_at(folder, JOURNAL_NEW, O_WRONLY | O_CREAT | O_EXCL, 0644);
	if (fd < 0)
		goto done;
	result = fs_write_fd(fd, buf_view(&out));
	if (close(fd) < 0 && errno != EINTR)
		result = -1;
	if (result == 0)
		result = renameat(folder, JOURNAL_NEW, folder, JOURNAL_FILE);
done:
	buf_release(&out);
	return result;
}

static int damaged(void)
{
	errno = EBADMSG;
	return -1;
}

static int decode(struct journal *journal, struct str bytes)
{
	struct head head;

	if (bytes.n < sizeof(head))
		return damaged();
	memcpy(&head, bytes.s, sizeof(head));
	if (memcmp(head.magic, magic, sizeof(magic)) != 0 ||
	    head.checksum != hash128(str_from(bytes, offsetof(struct head, digest))).low)
		return damaged();
	journal->digest = head.digest;
	journal->exchange = head.exchange != 0;
	journal->is_flat = head.flat != 0;
	bytes = str_from(bytes, sizeof(head));
	for (uint64_t i = 0; i < (uint64_t)head.steps + head.states; i++) {
		struct record record;
		struct str path;

		if (bytes.n < sizeof(record))
			return damaged();
		memcpy(&record, bytes.s, sizeof(record));
		bytes = str_from(bytes, sizeof(record));
		path = str_slice(bytes, 0, record.path_n);
		bytes = str_from(bytes, path.n);
		if (path.n != record.path_n || !tree_path_is_safe(path))
			return damaged();
		if (i >= head.steps)
			*vec_add(&journal->states) = path;
		else if (record.kind < JOURNAL_KINDS)
			*vec_add(&journal->steps) =
			    (struct journal_step){(enum journal_kind)record.kind, path, record.old, record.new};
		else
			return damaged();
	}
	return bytes.n == 0 ? 1 : damaged();
}

int journal_load(struct journal *journal, int folder, struct arena *arena)
{
	struct buf bytes;
	int result;

	*journal = (struct journal){0};
	buf_init(&bytes, BUF_NO_LIMIT);
	if (fs_read_at(folder, JOURNAL_FILE, &bytes, SIZE_MAX / 2) < 0)
		result = errno == ENOENT ? 0 : -1;
	else
		result = decode(journal, arena_str(arena, buf_view(&bytes)));
	buf_release(&bytes);
	return result;
}

int journal_remove(int folder)
{
	return unlinkat(folder, JOURNAL_FILE, 0) < 0 && errno != ENOENT ? -1 : 0;
}

/* ---- moving: without heap memory, see tree.h ---- */

void journal_places_init(struct journal_places *places, int public, int staged, int old, int state)
{
	tree_cursor_init(&places->public, public);
	tree_cursor_init(&places->staged, staged);
	tree_cursor_init(&places->old, old);
	places->state = state;
}

void journal_places_release(struct journal_places *places)
{
	tree_cursor_release(&places->public);
	tree_cursor_release(&places->staged);
	tree_cursor_release(&places->old);
}

struct number_text {
	char s[24];
};

static struct str old_name(size_t number, struct number_text *text)
{
	int n = snprintf(text->s, sizeof(text->s), "%zu", number);

	return str_n(text->s, (size_t)n);
}

/* What a file is called in the staged folder. */
static struct str staged_name(const struct journal_places *places, struct str path, struct staging_name *name)
{
	return places->is_flat ? staging_name_of(path, name) : path;
}

/* The file system has no RENAME_EXCHANGE or RENAME_NOREPLACE. */
static bool is_unsupported(int error)
{
	return error == EINVAL || error == ENOSYS || error == ENOTSUP;
}

/* 1, 0, or -1 when that cannot be told. */
static int exists(struct tree_cursor *cursor, struct str path)
{
	struct stat status;

	if (tree_stat(cursor, path, &status) == 0)
		return 1;
	return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
}

static int move_new(struct tree_cursor *from, struct str from_path, struct tree_cursor *to, struct str to_path)
{
	int found;

	if (tree_rename(from, from_path, to, to_path, RENAME_NOREPLACE) == 0)
		return 0;
	if (!is_unsupported(errno))
		return -1;
	found = exists(to, to_path);
	if (found > 0)
		errno = EEXIST;
	return found != 0 ? -1 : tree_rename(from, from_path, to, to_path, 0);
}

static int is_staged(struct journal_places *places, struct str path)
{
	struct staging_name name;

	return exists(&places->staged, staged_name(places, path, &name));
}

static int put_file(struct journal_places *places, struct str path)
{
	struct staging_name name;

	return move_new(&places->staged, staged_name(places, path, &name), &places->public, path);
}

static int take_back(struct journal_places *places, struct str path)
{
	struct staging_name name;

	return move_new(&places->public, path, &places->staged, staged_name(places, path, &name));
}

static int swap_file(struct journal_places *places, struct str path)
{
	struct staging_name name;

	return tree_rename(&places->staged, staged_name(places, path, &name), &places->public, path, RENAME_EXCHANGE);
}

static int add_file(struct journal_places *places, struct str path)
{
	struct stat status;

	if (tree_make_folders(&places->public, tree_folder(path)) < 0)
		return -1;
	if (put_file(places, path) == 0)
		return 0;
	if (errno != EEXIST || tree_stat(&places->public, path, &status) < 0)
		return -1;
	/* an emptied folder may stand where the file goes */
	if (S_ISDIR(status.st_mode))
		tree_prune(&places->public, path);
	if (tree_make_folders(&places->public, tree_folder(path)) < 0)
		return -1;
	return put_file(places, path);
}

static int set_aside(struct journal_places *places, struct str path, size_t number)
{
	struct number_text text;

	return move_new(&places->public, path, &places->old, old_name(number, &text));
}

static int replace_file(struct journal_places *places, struct str path, size_t number)
{
	if (swap_file(places, path) == 0)
		return 0;
	if (!is_unsupported(errno) || set_aside(places, path, number) < 0)
		return -1;
	return put_file(places, path);
}

static bool is_removal(const struct journal_step *step)
{
	return step->new == 0;
}

static int do_step(const struct journal_step *step, struct journal_places *places, size_t number)
{
	int result;

	if (step->old == 0)
		return add_file(places, step->path);
	if (!is_removal(step))
		return replace_file(places, step->path, number);
	result = set_aside(places, step->path, number);
	if (result == 0 && step->kind == JOURNAL_REMOVE_FIRST)
		tree_prune(&places->public, tree_folder(step->path));
	return result;
}

static int undo_add(struct journal_places *places, struct str path, bool failed)
{
	int staged = is_staged(places, path), result = staged < 0 ? -1 : 0;

	if (staged == 0 && !failed)
		result = take_back(places, path);
	if (result == 0)
		tree_prune(&places->public, tree_folder(path));
	return result;
}

/* Takes back a step; the one that failed may be done by half or not at all. */
static int undo_step(const struct journal_step *step, struct journal_places *places, size_t number, bool failed)
{
	struct number_text text;
	struct str aside = old_name(number, &text);
	int is_aside;

	if (step->old == 0)
		return undo_add(places, step->path, failed);
	is_aside = exists(&places->old, aside);
	if (is_aside < 0)
		return -1;
	if (is_aside == 0 && (failed || is_removal(step)))
		return 0;
	if (is_aside == 0)
		return swap_file(places, step->path);
	if (!is_removal(step) && undo_add(places, step->path, failed) < 0)
		return -1;
	if (tree_make_folders(&places->public, tree_folder(step->path)) < 0)
		return -1;
	return move_new(&places->old, aside, &places->public, step->path);
}

static int rename_state(struct str name, int folder)
{
	char from[NAME_MAX + 1], to[NAME_MAX + 1];

	if (snprintf(from, sizeof(from), "%.*s.new", STR_ARG(name)) >= (int)sizeof(from)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	(void)snprintf(to, sizeof(to), "%.*s", STR_ARG(name));
	return renameat(folder, from, folder, to);
}

/* All steps and the manifest; how many steps were begun. */
static int apply_until_manifest(const struct journal *journal, struct journal_places *places, size_t *begun)
{
	while (*begun < journal->steps.n) {
		size_t number = (*begun)++;

		if (do_step(&journal->steps.at[number], places, number) < 0)
			return -1;
	}
	++*begun;
	return journal->states.n != 0 ? rename_state(journal->states.at[0], places->state) : 0;
}

int journal_apply(const struct journal *journal, struct journal_places *places, struct str *failed, bool *undone)
{
	size_t begun = 0, at;
	int result = 0, error;

	*undone = true;
	places->is_flat = journal->is_flat;
	if (apply_until_manifest(journal, places, &begun) == 0) {
		for (size_t i = 1; i < journal->states.n; i++)
			if (rename_state(journal->states.at[i], places->state) < 0)
				result = 1;
		return result;
	}
	error = errno;
	at = begun - 1; /* the one that failed */
	*failed = at < journal->steps.n ? journal->steps.at[at].path : STR("manifest");
	for (size_t i = at < journal->steps.n ? at + 1 : at; i-- > 0;)
		if (undo_step(&journal->steps.at[i], places, i, i == at) < 0)
			*undone = false;
	errno = error;
	return -1;
}

/* Puts a file where none was. 0 done, 1 somebody else's file stands there, -1. */
static int finish_new(const struct journal_step *step, struct journal_places *places)
{
	int staged = is_staged(places, step->path);

	if (staged <= 0)
		return staged;
	if (add_file(places, step->path) == 0)
		return 0;
	return errno == EEXIST || errno == ELOOP || errno == ENOTDIR ? 1 : -1;
}

/* Removes or replaces what is still the old file. 0 done, 1 somebody else's, -1. */
static int finish_old(const struct journal_step *step, struct journal_places *places, size_t number)
{
	uint64_t content;

	if (tree_content(&places->public, step->path, &content) < 0) {
		if (errno == ENOENT)
			return is_removal(step) ? 0 : finish_new(step, places);
		return errno == EINVAL || errno == ELOOP || errno == ENOTDIR ? 1 : -1;
	}
	if (content == step->new && !is_removal(step))
		return 0;
	if (content != step->old)
		return 1;
	if (is_removal(step))
		return tree_unlink(&places->public, step->path);
	return replace_file(places, step->path, number);
}

static int finish_step(const struct journal_step *step, struct journal_places *places, size_t number)
{
	return step->old != 0 ? finish_old(step, places, number) : finish_new(step, places);
}

int journal_finish(const struct journal *journal, struct journal_places *places, struct journal_names *kept)
{
	places->is_flat = journal->is_flat;
	for (size_t i = 0; i < journal->steps.n; i++) {
		const struct journal_step *step = &journal->steps.at[i];
		int result = finish_step(step, places, i);

		if (result < 0)
			return -1;
		if (result > 0 && !is_removal(step))
			*vec_add(kept) = step->path;
		if (step->kind == JOURNAL_REMOVE_FIRST)
			tree_prune(&places->public, tree_folder(step->path));
	}
	for (size_t i = 0; i < journal->states.n; i++)
		if (rename_state(journal->states.at[i], places->state) < 0 && errno != ENOENT)
			return -1;
	return 0;
}

void journal_prune(const struct journal *journal, struct journal_places *places)
{
	struct str last = STR("");

	for (size_t i = 0; i < journal->steps.n; i++) {
		struct str folder = tree_folder(journal->steps.at[i].path);

		if (!is_removal(&journal->steps.at[i]) || str_eq(folder, last))
			continue;
		if (last.n != 0)
			tree_prune(&places->public, last);
		last = folder;
	}
	if (last.n != 0)
		tree_prune(&places->public, last);
}
