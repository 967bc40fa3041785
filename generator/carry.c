#include "generator/carry.h"

#include "generator/outplace.h"
#include "generator/plan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Found, and cannot be carried. */
enum { CARRY_IMPOSSIBLE = 1 };

void carry_init(struct carry *carry, const struct manifest *earlier, struct manifest_builder *added,
		struct arena *arena)
{
	*carry = (struct carry){.earlier = earlier, .added = added, .arena = arena};
	map_init(&carry->carried);
	map_init(&carry->folders);
	tree_cursor_init(&carry->public, -1);
	tree_cursor_init(&carry->staged, -1);
}

void carry_release(struct carry *carry)
{
	vec_release(&carry->kept);
	vec_release(&carry->extra);
	map_release(&carry->carried);
	map_release(&carry->folders);
	tree_cursor_release(&carry->public);
	tree_cursor_release(&carry->staged);
}

static void find_folders(struct carry *carry)
{
	struct str last = STR("");

	for (uint32_t i = 0; i < manifest_room(carry->earlier); i++) {
		struct str folder =
		    manifest_has(carry->earlier, i) ? tree_folder(manifest_path(carry->earlier, i)) : last;
		bool added = true;

		if (str_eq(folder, last))
			continue;
		last = folder;
		for (; folder.n != 0 && added; folder = tree_folder(folder))
			(void)map_add(&carry->folders, folder, &added);
	}
}

/* 1 Weir's own, 0 not. */
static int is_own(struct carry *carry, const struct tree_entry *entry, bool *changed)
{
	uint32_t at = manifest_find(carry->earlier, entry->path, hash64(entry->path));
	int own;

	*changed = false;
	if (str_eq(entry->path, STR(OUTPLACE_MARKER)))
		return 1;
	if (at != MANIFEST_NONE && plan_is_emptied(carry->public.root, entry->path))
		return 1;
	if (at == MANIFEST_NONE)
		return 0;
	if (manifest_content_of(carry->earlier, at) == MANIFEST_CEDED)
		return plan_is_other_index(carry->public.root, entry->path);
	own = plan_is_ours(carry->earlier, &carry->public, entry->path, manifest_content_of(carry->earlier, at));
	if (own == 0 && plan_is_other_index(carry->public.root, entry->path))
		return 1;
	*changed = true;
	return own;
}

static int impossible(void)
{
	switch (errno) {
	case EPERM:
	case EMLINK:
	case EXDEV:
	case EEXIST:
	case EISDIR:
	case ENOTDIR:
	case ELOOP:
	case EOPNOTSUPP:
	case ENOSYS:
		return CARRY_IMPOSSIBLE;
	default:
		return -1;
	}
}

/* Takes the place of a staged file, if there is one. */
static int link_one(struct carry *carry, const struct tree_entry *entry, bool *in_the_way)
{
	struct str folder = tree_folder(entry->path);
	int to;

	*in_the_way = false;
	if (tree_make_folders(&carry->staged, folder) < 0 || (to = tree_open(&carry->staged, folder)) < 0)
		return impossible();
	if (linkat(entry->folder, entry->name, to, entry->name, 0) == 0)
		return 0;
	if (errno != EEXIST)
		return impossible();
	*in_the_way = true;
	if (unlinkat(to, entry->name, 0) < 0 || linkat(entry->folder, entry->name, to, entry->name, 0) < 0)
		return impossible();
	return 0;
}

static void cede(struct carry *carry, struct str path)
{
	struct manifest_table table = manifest_builder_table(carry->added);
	uint32_t at = manifest_table_find(&table, path, hash64(path));

	if (at != MANIFEST_NONE)
		carry->added->records.at[at].content = MANIFEST_CEDED;
}

static int carry_file(struct carry *carry, const struct tree_entry *entry)
{
	struct str path;
	bool changed, in_the_way;
	int own = is_own(carry, entry, &changed), result;

	if (own != 0)
		return own < 0 ? -1 : 0;
	result = link_one(carry, entry, &in_the_way);
	if (result != 0)
		return result;
	path = arena_str(carry->arena, entry->path);
	(void)map_add(&carry->carried, path, NULL);
	if (changed || in_the_way)
		*vec_add(&carry->kept) = path;
	else
		*vec_add(&carry->extra) = path;
	cede(carry, path);
	return 0;
}

static int carry_entry(void *context, const struct tree_entry *entry)
{
	struct carry *carry = context;

	if (entry->type != DT_DIR)
		return carry_file(carry, entry);
	if (map_find(&carry->folders, entry->path) != NULL)
		return 0;
	return tree_make_folders(&carry->staged, entry->path) < 0 ? impossible() : 0;
}

int carry_over(struct carry *carry, int public, int staged)
{
	find_folders(carry);
	carry->public.root = public;
	carry->staged.root = staged;
	return tree_walk(public, carry_entry, carry);
}

static bool is_known(const struct carry *carry, struct str path)
{
	return manifest_find(carry->earlier, path, hash64(path)) != MANIFEST_NONE ||
	       str_eq(path, STR(OUTPLACE_MARKER)) || map_find(&carry->carried, path) != NULL;
}

static int remove_entry(void *context, const struct tree_entry *entry)
{
	struct carry *carry = context;

	if (entry->type == DT_DIR)
		return unlinkat(entry->folder, entry->name, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY ? -1 : 0;
	if (is_known(carry, entry->path))
		return unlinkat(entry->folder, entry->name, 0);
	if (tree_make_folders(&carry->public, tree_folder(entry->path)) < 0)
		return -1;
	return tree_rename(&carry->staged, entry->path, &carry->public, entry->path, RENAME_NOREPLACE);
}

int carry_remove(struct carry *carry, int old, int public)
{
	tree_cursor_release(&carry->public);
	tree_cursor_release(&carry->staged);
	tree_cursor_init(&carry->public, public);
	tree_cursor_init(&carry->staged, old);
	return tree_walk(old, remove_entry, carry);
}
