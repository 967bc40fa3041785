#include "generator/tickets/review_parts.h"

#include "common/limits.h"
#include "generator/tickets/remains.h"

/* ---- takedown ---- */

struct found_hides {
	struct str prefix;
	struct arena *arena;
	struct VEC(struct str) subjects;
};

static int take_subject(void *context, struct str subject, struct str value, int64_t time)
{
	struct found_hides *found = context;

	(void)value;
	(void)time;
	if (str_starts(subject, found->prefix))
		*vec_add(&found->subjects) = arena_str(found->arena, subject);
	return 0;
}

static int delete_hidden(struct review *review, struct str key)
{
	struct found_hides found = {.arena = &review->arena,
				    .prefix = arena_printf(&review->arena, "%.*s\n", STR_ARG(key))};
	int result = store_each_decision(review->store, STR("hide"), take_subject, &found);

	for (size_t i = 0; i < found.subjects.n && result == 0; i++)
		result = store_delete_decision(review->store, STR("hide"), found.subjects.at[i]);
	vec_release(&found.subjects);
	return result;
}

/* Everything that was decided about it. */
static int delete_decisions(struct review *review, struct str key)
{
	static const char *const kinds[] = {"state", "title", "edited", STORE_REMAINS};
	int result = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && result == 0; i++)
		result = store_delete_decision(review->store, str_c(kinds[i]), key);
	return result == 0 ? delete_hidden(review, key) : result;
}

/* The ticket and all that was decided about it; its approval, with the page's id, stays until the page is out. */
static int bury(struct review *review, bool known, struct str key, struct str public_id)
{
	if (store_begin(review->store) < 0 || (known && store_bury(review->store, key, review->now) < 0) ||
	    (public_id.n != 0 && store_bury(review->store, public_id, review->now) < 0) ||
	    (known && (store_delete_thread(review->store, key) < 0 || delete_decisions(review, key) < 0)) ||
	    store_commit(review->store) < 0)
		return review_store_failed(review);
	return 0;
}

static int delete_approval(struct review *review, struct str key)
{
	if (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
	    store_commit(review->store) < 0)
		return review_store_failed(review);
	return 0;
}

/* What fails can be repeated: the tombstone comes first, and every step finds what the ones before it have left. */
int review_forget(struct review *review, struct str name)
{
	struct str key = STR(""), public_id = STR("");
	struct buf file;
	bool known = review_find_key(review, &review->arena, name, &key) == 0;
	int buried = known ? 0 : store_is_buried(review->store, name);

	if (buried < 0)
		return review_store_failed(review);
	if (known && review_public_id(review, &review->arena, key, &public_id) < 0)
		return -1;
	/* a page that another machine has approved: there is no ticket here, but there is a page */
	buf_init(&file, LIMIT_PAGE_BYTES);
	if (!known && (review_read_page(review, name, &file) || (buried == 1 && review_is_public_id(name))))
		public_id = name;
	buf_release(&file);
	if (!known && buried == 0 && public_id.n == 0)
		return review_fail(review, "there is no such ticket");
	if (bury(review, known, key, public_id) < 0 || review_take_out(review, public_id) < 0 ||
	    (known && delete_approval(review, key) < 0))
		return -1;
	return store_vacuum(review->store) < 0
		   ? review_unable(review, "it was taken down, but its erased text may still be in private/: %s",
				   store_error(review->store))
		   : 0;
}

struct old {
	struct arena *arena;
	int64_t before, now;
	struct VEC(struct str) keys;
	size_t later;
};

static int take_old(void *context, const struct store_row *row)
{
	struct old *old = context;

	if (row->imported < old->before)
		*vec_add(&old->keys) = arena_str(old->arena, row->key);
	else
		old->later += row->imported > old->now && row->state == STORE_HELD;
	return 0;
}

/* What later exports are compared with where the ticket has a page. */
static int keep_remains(struct review *review, struct str key)
{
	struct store_approval approval;
	struct thread thread;
	struct buf remains;
	int found = store_get_approval(review->store, &review->arena, key, STR(""), &approval);

	if (found == 1)
		found = store_get_thread(review->store, &review->arena, key, NULL, &thread);
	if (found != 1)
		return found;
	buf_init(&remains, BUF_NO_LIMIT);
	remains_write(&remains, store_secret(review->store), &thread);
	found = store_put_decision(review->store, STR(STORE_REMAINS), key, buf_view(&remains), review->now);
	buf_release(&remains);
	return found;
}

int review_purge(struct review *review, int64_t before, size_t *n, size_t *later)
{
	struct old old = {.arena = &review->arena, .before = before, .now = review->now};
	int result = store_begin(review->store) < 0 || store_each_thread(review->store, take_old, &old) < 0 ? -1 : 0;

	/* what was hidden in it are a customer's words; that it was rejected is remembered */
	for (size_t i = 0; i < old.keys.n && result == 0; i++)
		result = keep_remains(review, old.keys.at[i]) < 0 ||
				 store_delete_thread(review->store, old.keys.at[i]) < 0 ||
				 delete_hidden(review, old.keys.at[i]) < 0
			     ? -1
			     : 0;
	*n = old.keys.n;
	*later = old.later;
	vec_release(&old.keys);
	if (result < 0 || store_commit(review->store) < 0 || store_vacuum(review->store) < 0)
		return review_store_failed(review);
	return 0;
}

/* ---- what changed upstream ---- */

static int take_unpublished(void *context, struct str subject, struct str value, int64_t time)
{
	struct review_keys *keys = context;

	(void)value;
	(void)time;
	*vec_add(&keys->rows) = (struct review_row){arena_str(keys->arena, subject), true};
	return 0;
}

/* Threads that are still there, without something that was public when they were approved: they wait for a new
 * approval. */
int review_unpublish_taken_back(struct review *review)
{
	struct review_keys keys = {.review = review, .arena = &review->arena};
	int result = 0;

	if (store_each_decision(review->store, STR(STORE_UNPUBLISH), take_unpublished, &keys) < 0)
		result = review_store_failed(review);
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct str key = keys.rows.at[i].key, public_id;

		result = review_public_id(review, &review->arena, key, &public_id);
		if (result == 0)
			result = review_take_out(review, public_id);
		if (result == 0 && (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
				    store_delete_decision(review->store, STR("edited"), key) < 0 ||
				    store_delete_decision(review->store, STR(STORE_REMAINS), key) < 0 ||
				    store_delete_decision(review->store, STR(STORE_UNPUBLISH), key) < 0 ||
				    store_commit(review->store) < 0))
			result = review_store_failed(review);
		review->withdrawn += result == 0 && public_id.n != 0;
	}
	vec_release(&keys.rows);
	return result;
}

/* What was deleted, redacted or made private upstream is unpublished. */
int review_unpublish_withdrawn(struct review *review)
{
	struct review_keys keys;
	int result = 0;

	if (review_collect_keys(review, &review->arena, &keys) < 0)
		return -1;
	for (size_t i = 0; i < keys.rows.n && result == 0; i++) {
		struct str key = keys.rows.at[i].key, public_id;

		if (keys.rows.at[i].is_held)
			continue;
		result = review_public_id(review, &review->arena, key, &public_id);
		if (result == 0)
			result = review_take_out(review, public_id);
		if (result == 0 && (store_begin(review->store) < 0 || store_delete_approval(review->store, key) < 0 ||
				    delete_decisions(review, key) < 0 || store_delete_thread(review->store, key) < 0 ||
				    store_commit(review->store) < 0))
			result = review_store_failed(review);
		review->withdrawn += result == 0 && public_id.n != 0;
	}
	vec_release(&keys.rows);
	return result;
}
