#include "generator/plan.h"

#include "common/index.h"

#include <errno.h>
#include <stdlib.h>

void plan_release(struct plan *plan)
{
	journal_release(&plan->journal);
	vec_release(&plan->changes);
	vec_release(&plan->kept);
}

static bool is_after(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

/* Whoever changes a file sets its ctime, and the manifest was the last that the commit moved. */
bool plan_is_untouched(const struct manifest *earlier, const struct stat *status)
{
	return !is_after(status->st_ctim, earlier->written);
}

/* A file that was touched may have been copied with the whole site, so its bytes decide. */
int plan_is_ours(const struct manifest *earlier, struct tree_cursor *public, struct str path, uint64_t content)
{
	struct stat status;
	uint64_t now;

	if (tree_glance(public->root, path, &status) < 0)
		return -1;
	if (!S_ISREG(status.st_mode))
		return 0;
	if (plan_is_untouched(earlier, &status) || (status.st_size == 0 && str_eq(path, STR(TREE_INDEX))))
		return 1;
	if (tree_content(public, path, &now) < 0)
		return errno == EINVAL || errno == ELOOP || errno == EACCES ? 0 : -1;
	return now == content;
}

/* Older files than that have long been on the disk: Linux waits half a minute, on laptops up to ten. */
enum { LOSABLE_SECONDS = 15 * 60 };

bool plan_has_lost_bytes(const struct manifest *earlier, struct tree_cursor *public, struct str path, uint64_t content,
			 uint64_t *now)
{
	struct stat status;

	if (content == MANIFEST_CEDED || tree_glance(public->root, path, &status) < 0 || !S_ISREG(status.st_mode) ||
	    !plan_is_untouched(earlier, &status))
		return false;
	if (status.st_size != 0 && status.st_ctim.tv_sec < earlier->written.tv_sec - LOSABLE_SECONDS)
		return false;
	return tree_content(public, path, now) == 0 && *now != content;
}

bool plan_is_emptied(int public, struct str path)
{
	struct stat status;

	return str_eq(path, STR(TREE_INDEX)) && tree_glance(public, path, &status) == 0 && S_ISREG(status.st_mode) &&
	       status.st_size == 0;
}

bool plan_is_other_index(int public, struct str path)
{
	return str_eq(path, STR(TREE_INDEX)) && index_is_of_weir(public, TREE_INDEX);
}

static void add_step(struct plan *plan, enum journal_kind kind, struct str path, uint64_t old, uint64_t new)
{
	if (new != 0 && str_eq(path, STR(TREE_INDEX)))
		kind = JOURNAL_INDEX;
	*vec_add(&plan->journal.steps) = (struct journal_step){kind, path, old, new};
	plan->written += new != 0;
	plan->removed += new == 0;
}

static void add_change(struct plan *plan, struct str path, uint64_t content, bool removed)
{
	*vec_add(&plan->changes) = (struct manifest_change){path, content, removed};
}

/* What stands where a file of the earlier output was: 1 that file, 0 somebody else's, 2 nothing, -1. */
static int look(const struct plan_input *input, struct str path, uint64_t old)
{
	struct stat status;
	int found;

	if (old != MANIFEST_CEDED) {
		found = plan_is_ours(input->earlier, input->public, path, old);
	} else {
		found = tree_glance(input->public->root, path, &status);
		/* a folder may be emptied by the same commit; if not, the step fails */
		if (found == 0 && S_ISDIR(status.st_mode))
			return 2;
	}
	if (found < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 2;
	return found;
}

/* Somebody else's file stands in the way of one of ours. */
static int plan_in_the_way(struct plan *plan, const struct plan_input *input, struct manifest_record *record,
			   struct str path)
{
	uint64_t now;

	if (!plan_is_other_index(input->public->root, path)) {
		record->content = MANIFEST_CEDED;
		*vec_add(&plan->kept) = path;
		return 0;
	}
	if (tree_content(input->public, path, &now) < 0)
		return -1;
	add_step(plan, JOURNAL_REPLACE, path, now, record->content);
	return 0;
}

static int plan_added(struct plan *plan, const struct plan_input *input, uint32_t number)
{
	struct manifest_table table = manifest_builder_table(input->added);
	struct manifest_record *record = &input->added->records.at[number];
	struct str path = manifest_table_path(&table, number);
	uint32_t at = manifest_find(input->earlier, path, record->path_hash);
	uint64_t old = at != MANIFEST_NONE ? manifest_content_of(input->earlier, at) : MANIFEST_CEDED;
	uint64_t now = manifest_content(hash128(STR("")));

	if (plan_is_emptied(input->public->root, path) ||
	    (input->has_lost_bytes && plan_has_lost_bytes(input->earlier, input->public, path, old, &now))) {
		add_step(plan, JOURNAL_REPLACE, path, now, record->content);
		add_change(plan, path, record->content, false);
		return 0;
	}
	/* search.db alone is written without asking whether its bytes are another: so that it may be gone */
	if (at != MANIFEST_NONE && old == record->content && !str_eq(path, STR(TREE_INDEX)))
		return 0;
	switch (look(input, path, old)) {
	case 0:
		if (plan_in_the_way(plan, input, record, path) < 0)
			return -1;
		break;
	case 1:
		if (old == record->content)
			return 0;
		add_step(plan, JOURNAL_REPLACE, path, old, record->content);
		break;
	case 2:
		add_step(plan, JOURNAL_ADD, path, 0, record->content);
		break;
	default:
		return -1;
	}
	if (at == MANIFEST_NONE || old != record->content)
		add_change(plan, path, record->content, false);
	return 0;
}

static int plan_gone(struct plan *plan, const struct plan_input *input, uint32_t at)
{
	struct str path = manifest_path(input->earlier, at);
	uint64_t old = manifest_content_of(input->earlier, at);

	add_change(plan, path, old, true);
	if (old == MANIFEST_CEDED)
		return 0;
	switch (look(input, path, old)) {
	case 0:
		*vec_add(&plan->kept) = path;
		return 0;
	case 1:
		add_step(plan, JOURNAL_REMOVE, path, old, 0);
		return 0;
	case 2:
		return 0;
	default:
		return -1;
	}
}

static bool is_gone(const struct plan_input *input, uint32_t at)
{
	enum plan_mark mark = input->marks != NULL ? input->marks[at] : PLAN_GONE;

	if (!manifest_has(input->earlier, at) || mark == PLAN_KEPT || (mark == PLAN_GONE && input->keep_rest))
		return false;
	return true;
}

static bool is_added(const struct plan_input *input, struct str path)
{
	struct manifest_table table = manifest_builder_table(input->added);

	return manifest_table_find(&table, path, hash64(path)) != MANIFEST_NONE;
}

/* Removals that make room (a file where a folder goes, or the other way round) come before all else. */
static void find_first_removals(struct plan *plan, const struct plan_input *input)
{
	struct journal_step *steps = plan->journal.steps.at;
	struct map removals;

	if (plan->removed == 0 || plan->written == 0)
		return;
	map_init(&removals);
	for (size_t i = 0; i < plan->journal.steps.n; i++) {
		if (steps[i].kind != JOURNAL_REMOVE)
			continue;
		map_add(&removals, steps[i].path, NULL)->value.number = i;
		for (struct str up = tree_folder(steps[i].path); up.n != 0; up = tree_folder(up))
			if (is_added(input, up))
				steps[i].kind = JOURNAL_REMOVE_FIRST;
	}
	for (size_t i = 0; i < plan->journal.steps.n; i++) {
		if (steps[i].kind != JOURNAL_ADD && steps[i].kind != JOURNAL_INDEX)
			continue;
		for (struct str up = tree_folder(steps[i].path); up.n != 0; up = tree_folder(up)) {
			const struct map_entry *found = map_find(&removals, up);

			if (found != NULL)
				steps[found->value.number].kind = JOURNAL_REMOVE_FIRST;
		}
	}
	map_release(&removals);
}

/* Stable, and one pass for each kind: there are six. */
static void sort_steps(struct journal *journal)
{
	struct journal_steps sorted = {0};

	for (int kind = 0; kind < JOURNAL_KINDS; kind++)
		for (size_t i = 0; i < journal->steps.n; i++)
			if (journal->steps.at[i].kind == (enum journal_kind)kind)
				*vec_add(&sorted) = journal->steps.at[i];
	vec_release(&journal->steps);
	journal->steps = sorted;
}

int plan_make(struct plan *plan, const struct plan_input *input, struct str *failed)
{
	*plan = (struct plan){0};
	for (uint32_t i = 0; i < input->added->records.n; i++) {
		if (plan_added(plan, input, i) < 0) {
			struct manifest_table table = manifest_builder_table(input->added);

			*failed = manifest_table_path(&table, i);
			return -1;
		}
	}
	for (uint32_t at = 0; at < manifest_room(input->earlier); at++) {
		if (is_gone(input, at) && !is_added(input, manifest_path(input->earlier, at)) &&
		    plan_gone(plan, input, at) < 0) {
			*failed = manifest_path(input->earlier, at);
			return -1;
		}
	}
	find_first_removals(plan, input);
	sort_steps(&plan->journal);
	return 0;
}
