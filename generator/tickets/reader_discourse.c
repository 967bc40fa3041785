/*
 * Discourse: topics (/t/ID.json) and further pages of their posts, with
 * categories.json, which tells which categories are restricted. Private messages,
 * whispers, hidden and deleted posts are internal.
 */
#include "common/map.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

struct category {
	struct str name;
	bool is_restricted;
	struct str parent; /* its id; "": none */
};

enum { DEPTH_MOST = 8 };     /* of categories in each other */
#define TOPICS "category of" /* what the import remembers of a topic */

struct state {
	struct map categories; /* id -> struct category */
	bool has_list;	       /* there is a list, though perhaps a broken one */
};

static const char known_topic[] =
    "id title fancy_title slug category_id tags tags_descriptions posts_count views created_at closed archived visible "
    "archetype accepted_answer post_stream timeline_lookup suggested_topics related_topics reply_count like_count "
    "last_posted_at has_summary pinned pinned_globally pinned_at pinned_until unpinned image_url word_count deleted_at "
    "user_id "
    "featured_link chunk_size bookmarked bookmarks topic_timer message_bus_last_id participant_count "
    "show_read_indicator "
    "thumbnails slow_mode_* draft draft_key draft_sequence current_post_number highest_post_number deleted_by details "
    "actions_summary posted last_read_post_number liked excerpt bumped bumped_at posters last_poster_username "
    "has_accepted_answer can_have_answer unicode_title summarizable queued_posts_count can_vote vote_count user_voted "
    "discourse_* valid_reactions is_* user_chosen_* external_id participant_groups show_topic_statuses category_* "
    "locale fancy_title_localized event* unseen last_read_* notification_level highest* tag* requested_group_name "
    "message_archived new_posts unread* private_message* allowed_*";

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->categories);
	reading->state = state;
}

static void close_topic(void *context, struct str topic, struct str category);

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	if (state->categories.n != 0)
		import_each_remembered(reading->import, TOPICS, close_topic, reading);
	map_release(&state->categories);
}

static bool is_first(struct str path)
{
	return str_ends(path, STR("categories.json")) || str_ends(path, STR("site.json"));
}

static void read_categories(struct reading *reading, const struct value *list, struct str parent)
{
	struct state *state = reading->state;
	struct arena *arena = &reading->run;

	for (uint32_t i = 0; list != NULL && i < list->as.list.n; i++) {
		const struct value *record = list->as.list.at[i];
		struct category *category = ARENA_NEW(arena, struct category);
		struct str id = take_id(&reading->page, record, "id");

		if (record->kind != VALUE_MAP || id.n == 0)
			continue;
		category->name = arena_str(arena, take_text(record, "name"));
		category->is_restricted = !take_is_false(record, "read_restricted");
		category->parent = arena_str(arena, take_id(&reading->page, record, "parent_category_id"));
		if (category->parent.n == 0)
			category->parent = parent;
		import_remember(reading->import, "category", id,
				category->is_restricted ? STR("restricted") : STR("open"));
		map_add(&state->categories, arena_str(arena, id), NULL)->value.pointer = category;
		read_categories(reading, take_list(record, "subcategory_list"), arena_str(arena, id));
	}
	import_found_something(reading->import);
}

/* ---- posts ---- */

static bool is_regular(struct reading *reading, const struct value *post)
{
	struct str type = take_id(&reading->page, post, "post_type");

	if (str_eq(type, STR("1")))
		return true;
	if (!str_eq(type, STR("2")) && !str_eq(type, STR("3")) && !str_eq(type, STR("4")))
		import_unknown(reading->import, "post_type", type.n != 0 ? type : STR("(none)"));
	return false;
}

static void add_post(struct reading *reading, struct thread *thread, const struct value *post)
{
	struct arena *arena = &reading->page;
	struct thread_message *message = take_new_message(arena, thread);
	struct thread_person person = {.user = take_text(post, "username"), .name = take_text(post, "name")};
	struct str number = take_id(arena, post, "post_number"), type = take_id(arena, post, "post_type");
	struct str raw = take_text(post, "raw"), cooked = take_text(post, "cooked");

	message->id = take_id(arena, post, "id");
	message->time = take_time(post, "created_at");
	message->format = cooked.n != 0 ? THREAD_HTML : THREAD_MARKDOWN;
	message->body = cooked.n != 0 ? cooked : raw;
	message->role = take_is_true(post, "staff") || take_is_true(post, "admin") || take_is_true(post, "moderator")
			    ? THREAD_AGENT
			    : THREAD_CUSTOMER;
	/* "system" and "discobot" have negative ids; small actions are written by nobody */
	if (take_is_set(post, "is_auto_generated") || str_starts(take_id(arena, post, "user_id"), STR("-")) ||
	    str_eq(person.user, STR("system")) || str_eq(person.user, STR("discobot")) || str_eq(type, STR("2")) ||
	    str_eq(type, STR("3")))
		message->role = THREAD_MACHINE;
	message->is_answer = take_is_true(post, "accepted_answer");
	take_everybody(reading->import, post);
	if (is_regular(reading, post) && !json_is_ambiguous(post) && !take_is_kept_back(post) &&
	    !take_is_set(post, "deleted_at") && number.n != 0)
		message->visibility = THREAD_PUBLIC;
	person.id = person.user;
	person.role = message->role;
	if (person.user.n != 0)
		message->author = take_new_person(arena, thread, &person);
}

static void add_posts(struct reading *reading, struct thread *thread, const struct value *posts, struct str answer)
{
	for (uint32_t i = 0; posts != NULL && i < posts->as.list.n; i++) {
		if (posts->as.list.at[i]->kind != VALUE_MAP)
			continue;
		add_post(reading, thread, posts->as.list.at[i]);
		if (answer.n != 0 && str_eq(take_id(&reading->page, posts->as.list.at[i], "post_number"), answer))
			thread->messages[thread->messages_n - 1].is_answer = true;
	}
}

/* ---- topics ---- */

/* Who may not read a category may not read those in it. */
static bool is_restricted(const struct state *state, const struct category *category)
{
	for (size_t depth = 0; depth < DEPTH_MOST; depth++) {
		const struct map_entry *parent = map_find(&state->categories, category->parent);

		if (category->is_restricted || parent == NULL)
			return category->is_restricted;
		category = parent->value.pointer;
	}
	return true;
}

/* Its name, or that of the one around it that is on the deny list. */
static struct str place_name(struct reading *reading, const struct category *category)
{
	const struct state *state = reading->state;
	struct str name = category->name;

	for (size_t depth = 0; depth < DEPTH_MOST; depth++) {
		const struct map_entry *parent = map_find(&state->categories, category->parent);

		if (parent == NULL)
			break;
		category = parent->value.pointer;
		if (import_is_denied(reading->import, category->name))
			name = category->name;
	}
	return name;
}

static void take_category(struct reading *reading, struct thread *thread, const struct value *topic)
{
	const struct state *state = reading->state;
	struct str id = take_id(&reading->page, topic, "category_id");
	const struct map_entry *entry = map_find(&state->categories, id);
	const struct category *category = entry != NULL ? entry->value.pointer : NULL;

	if (category != NULL) {
		/* so that it goes when a later list says that the category is restricted */
		import_remember(reading->import, TOPICS, thread->external_id, id);
		thread->topic = place_name(reading, category);
		thread->is_private = thread->is_private || is_restricted(state, category);
		return;
	}
	/* nobody knows whether all may read it */
	thread->is_private = true;
	if (!state->has_list)
		import_unknown(reading->import, "category", STR("(give categories.json)"));
}

static void take_status(struct thread *thread, const struct value *topic, struct str answer)
{
	bool has_answer = answer.n != 0 || take_is_set(topic, "has_accepted_answer");

	for (size_t i = 0; i < thread->messages_n; i++)
		has_answer = has_answer || thread->messages[i].is_answer;
	thread->status = has_answer							    ? THREAD_SOLVED
			 : take_is_true(topic, "closed") || take_is_true(topic, "archived") ? THREAD_CLOSED
											    : THREAD_OPEN;
	thread->status_name = str_c(thread_status_name(thread->status));
}

static void read_topic(struct reading *reading, const struct value *topic)
{
	struct arena *arena = &reading->page;
	const struct value *stream = take_map(topic, "post_stream"), *ids = take_list(stream, "stream");
	struct thread thread = {.external_id = take_id(arena, topic, "id"), .subject = take_text(topic, "title")};
	struct str answer = take_id(arena, take_map(topic, "accepted_answer"), "post_number");

	take_unknown_fields(reading->import, topic, "field of a topic", known_topic);
	thread.created = take_time(topic, "created_at");
	thread.updated = take_time(topic, "last_posted_at");
	thread.is_deleted = take_is_set(topic, "deleted_at") || take_is_set(topic, "deleted_by");
	thread.is_private = json_is_ambiguous(topic) || !str_eq(take_text(topic, "archetype"), STR("regular")) ||
			    !take_is_true(topic, "visible") || take_is_set(topic, "is_shared_draft");
	take_everybody(reading->import, take_map(topic, "details"));
	thread.expected_n = ids != NULL ? ids->as.list.n : 0;
	thread.tags = take_names(arena, take_list(topic, "tags"), &thread.tags_n);
	take_category(reading, &thread, topic);
	add_posts(reading, &thread, take_list(stream, "posts"), answer);
	take_status(&thread, topic, answer);
	import_thread(reading->import, &thread);
}

/* A topic of an earlier import, or of this one, whose category is restricted now. */
static void close_topic(void *context, struct str topic, struct str category)
{
	struct reading *reading = context;
	const struct state *state = reading->state;
	const struct map_entry *entry = map_find(&state->categories, category);
	struct thread thread = {.external_id = topic, .is_private = true};

	if (entry != NULL && is_restricted(state, entry->value.pointer) && import_knows(reading->import, topic))
		import_messages(reading->import, &thread);
}

static bool is_in_restricted_category(struct reading *reading, struct str id)
{
	const struct state *state = reading->state;
	const struct map_entry *entry = map_find(&state->categories, id);

	if (entry != NULL)
		return ((const struct category *)entry->value.pointer)->is_restricted;
	return str_eq(import_recall(reading->import, &reading->page, "category", id), STR("restricted"));
}

/* Further posts, each of which says of which topic it is, and those of webhooks what has become of that, too. */
static void read_post(struct reading *reading, const struct value *post, struct str topic)
{
	struct thread thread = {.external_id = take_id(&reading->page, post, "topic_id")};
	struct str archetype = take_text(post, "topic_archetype"),
		   category = take_id(&reading->page, post, "category_id");

	thread.is_private = (archetype.n != 0 && !str_eq(archetype, STR("regular"))) ||
			    (category.n != 0 && is_in_restricted_category(reading, category));
	if (thread.external_id.n == 0)
		thread.external_id = topic;
	if (thread.external_id.n == 0) {
		import_fault(reading->import, STR(""), "a post does not say of which topic it is");
		return;
	}
	add_post(reading, &thread, post);
	import_messages(reading->import, &thread);
}

static void read_user(struct reading *reading, const struct value *user)
{
	struct thread_person person = {.id = take_text(user, "username"),
				       .user = take_text(user, "username"),
				       .name = take_text(user, "name"),
				       .email = take_text(user, "email")};

	if (take_is_true(user, "admin") || take_is_true(user, "moderator"))
		person.role = THREAD_AGENT;
	import_person(reading->import, &person);
	import_found_something(reading->import);
}

/* Of a webhook's topic, which comes without categories.json: open is what an earlier export has said to be so. */
static bool is_in_open_category(struct reading *reading, const struct value *topic)
{
	const struct state *state = reading->state;
	struct str id = take_id(&reading->page, topic, "category_id");
	const struct map_entry *entry = map_find(&state->categories, id);

	if (entry != NULL)
		return !((const struct category *)entry->value.pointer)->is_restricted;
	return !state->has_list && str_eq(import_recall(reading->import, &reading->page, "category", id), STR("open"));
}

/*
 * A webhook's topic has no posts: what it says against the topic counts, and nothing else of it. False: it is none.
 */
static bool take_event(struct reading *reading, const struct value *event)
{
	const struct value *topic = take_map(event, "topic");
	struct thread thread = {.external_id = take_id(&reading->page, topic, "id")};

	if (thread.external_id.n == 0 || take_map(topic, "post_stream") != NULL)
		return false;
	take_everybody(reading->import, topic);
	import_found_something(reading->import);
	thread.is_deleted = take_is_set(topic, "deleted_at") || take_is_set(topic, "deleted_by");
	thread.is_private = json_is_ambiguous(topic) || !str_eq(take_text(topic, "archetype"), STR("regular")) ||
			    take_is_false(topic, "visible") || !is_in_open_category(reading, topic);
	if (thread.is_deleted || thread.is_private)
		import_messages(reading->import, &thread);
	return true;
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	const struct value *stream = take_map(record, "post_stream"), *posts = take_list(record, "latest_posts");
	const struct value *categories = take_list(take_map(record, "category_list"), "categories");

	(void)container;
	if (stream == NULL && take_event(reading, record))
		return;
	if (take_map(record, "post") != NULL && stream == NULL) /* a webhook's */
		record = take_map(record, "post");
	if (posts == NULL)
		posts = take_list(stream, "posts");
	if (categories == NULL)
		categories = take_list(record, "categories");
	if (categories != NULL) {
		read_categories(reading, categories, STR(""));
	} else if (stream != NULL && value_get(record, STR("archetype")) != NULL) {
		read_topic(reading, record);
	} else if (stream != NULL && value_get(record, STR("title")) != NULL) {
		read_topic(reading, record); /* says nothing of what it is: private */
	} else if (posts != NULL) {
		for (uint32_t i = 0; i < posts->as.list.n; i++)
			if (posts->as.list.at[i]->kind == VALUE_MAP)
				read_post(reading, posts->as.list.at[i], take_id(&reading->page, record, "id"));
	} else if (value_get(record, STR("cooked")) != NULL || value_get(record, STR("post_number")) != NULL) {
		read_post(reading, record, STR(""));
	} else if (value_get(record, STR("username")) != NULL) {
		read_user(reading, record);
	} else if (take_list(record, "users") != NULL) {
		for (uint32_t i = 0; i < take_list(record, "users")->as.list.n; i++)
			read_user(reading, take_list(record, "users")->as.list.at[i]);
	}
}

static void read(struct reading *reading, struct input *input)
{
	struct state *state = reading->state;

	if (is_first(reading->path))
		state->has_list = true;
	readers_read_json(reading, input);
}

const struct reader reader_discourse = {
    .system = "discourse",
    .title = "Discourse",
    .expects = "topics as JSON (/t/ID.json) and categories.json",
    .signs = "\"post_stream\"|\"cooked\"|\"category_list\"|\"read_restricted\"|\"archetype\"",
    .is_first = is_first,
    .begin = begin,
    .read = read,
    .take = take_record,
    .end = end,
};
