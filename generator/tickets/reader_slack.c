/*
 * Slack: an export as ZIP file or folder. A thread is a message with replies, in
 * the files of whatever days; only channels of channels.json are public. Slack
 * has no flag for "solved" and none for "may be shown to others", so that every
 * thread needs reading.
 */
#include "common/map.h"
#include "generator/tickets/import.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

struct user {
	struct str name, team, company; /* "" where users.json does not say */
	bool is_bot, is_own, is_stranger;
};

/* What most of those who were counted have, if more than half of them have the same. */
struct majority {
	struct str id;
	size_t votes;
};

struct state {
	struct majority team, company; /* of the users: their workspace, and its Enterprise Grid */
	struct map users;	       /* id -> struct user */
	struct map channels;	       /* name, id -> number: 1 public, 2 private */
	struct map places;	       /* name, id -> what threads of the channel are called by (struct str *) */
};

static const char known_message[] =
    "type subtype user text ts thread_ts parent_user_id reply_count reply_users reply_users_count replies latest_reply "
    "files "
    "attachments blocks bot_id bot_profile user_profile edited client_msg_id team user_team source_team upload "
    "display_as_bot "
    "reactions subscribed is_locked last_read is_starred pinned_to pinned_info app_id username icons hidden channel "
    "inviter "
    "topic purpose old_name name root x_files permalink no_notifications assistant_app_thread metadata file comment "
    "slackdump_* is_intro room bot_link item item_type";

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	map_init(&state->users);
	map_init(&state->channels);
	map_init(&state->places);
	reading->state = state;
}

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	map_release(&state->users);
	map_release(&state->channels);
	map_release(&state->places);
}

static struct str base_name(struct str path)
{
	return str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
}

static const struct {
	const char *name;
	int meaning; /* 0 users, 1 public channels, 2 private ones */
} lists[] = {{"users.json", 0}, {"channels.json", 1}, {"groups.json", 2}, {"dms.json", 2}, {"mpims.json", 2}};

static bool is_first(struct str path)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (str_eq(base_name(path), str_c(lists[i].name)))
			return true;
	return false;
}

/* ---- users and channels ---- */

static void count_one(struct majority *majority, struct str id)
{
	if (id.n == 0)
		return;
	if (majority->votes == 0)
		majority->id = id;
	majority->votes += str_eq(majority->id, id) ? 1 : SIZE_MAX; /* one more or less */
}

static void read_user(struct reading *reading, const struct value *record)
{
	struct state *state = reading->state;
	const struct value *profile = take_map(record, "profile");
	struct user *user = ARENA_NEW(&reading->run, struct user);
	struct thread_person person = {.id = take_text(record, "id"),
				       .user = take_text(record, "name"),
				       .name = take_text(record, "real_name"),
				       .email = take_text(profile, "email"),
				       .phone = take_text(profile, "phone")};
	struct str display = take_text(profile, "display_name");

	if (person.id.n == 0)
		return;
	if (person.name.n == 0)
		person.name = take_text(profile, "real_name");
	user->team = arena_str(&reading->run, take_text(record, "team_id"));
	user->company = arena_str(&reading->run, take_text(take_map(record, "enterprise_user"), "enterprise_id"));
	count_one(&state->team, user->team);
	count_one(&state->company, user->company);
	user->is_bot = take_is_set(record, "is_bot") || str_eq(person.id, STR("USLACKBOT"));
	user->is_stranger = take_is_set(record, "is_stranger");
	user->is_own = import_is_own(reading->import, person.email);
	user->name = arena_str(&reading->run, display.n != 0	   ? display
					      : person.name.n != 0 ? person.name
								   : person.user);
	person.role = user->is_bot ? THREAD_MACHINE : user->is_own ? THREAD_AGENT : THREAD_ROLE_UNKNOWN;
	map_add(&state->users, arena_str(&reading->run, person.id), NULL)->value.pointer = user;
	import_person(reading->import, &person);
	if (display.n != 0 && !str_eq(display, person.name)) {
		person.name = display;
		person.id = STR("");
		import_person(reading->import, &person);
	}
}

/* Slack Connect, and channels of several workspaces of one organisation: others write there, and not for everybody. */
static bool is_shared(const struct value *channel)
{
	const struct value *teams[] = {take_list(channel, "shared_team_ids"), take_list(channel, "connected_team_ids"),
				       take_list(channel, "internal_team_ids")};

	for (size_t i = 0; i < sizeof(teams) / sizeof(*teams); i++)
		if (teams[i] != NULL && teams[i]->as.list.n > 1)
			return true;
	return take_is_set(channel, "is_shared") || take_is_set(channel, "is_ext_shared") ||
	       take_is_set(channel, "is_org_shared") || take_is_set(channel, "is_pending_ext_shared") ||
	       take_is_set(channel, "is_global_shared") || take_is_set(channel, "is_org_default") ||
	       take_is_set(channel, "is_org_mandatory");
}

/*
 * Threads go by the name that a channel had when it was seen first, so that they stay what they are when it is renamed;
 * and all of a channel that is not public any more are withdrawn.
 */
static void set_place(struct reading *reading, struct str id, struct str name, bool is_public)
{
	struct state *state = reading->state;
	struct str *place = ARENA_NEW(&reading->run, struct str);

	*place = id.n != 0 ? import_recall(reading->import, &reading->run, "channel", id) : STR("");
	if (place->n != 0 && !is_public) {
		import_found_something(reading->import);
		import_close_place(reading->import, *place);
	}
	if (place->n == 0) {
		*place = arena_str(&reading->run, name);
		if (is_public && id.n != 0)
			import_remember(reading->import, "channel", id, name);
	}
	map_add(&state->places, arena_str(&reading->run, name), NULL)->value.pointer = place;
	if (id.n != 0)
		map_add(&state->places, arena_str(&reading->run, id), NULL)->value.pointer = place;
}

static void read_channel(struct reading *reading, const struct value *record, int meaning)
{
	struct state *state = reading->state;
	struct str names[] = {take_text(record, "name"), take_text(record, "id")};

	if (meaning == 1 &&
	    (json_is_ambiguous(record) || take_is_set(record, "is_private") || take_is_set(record, "is_im") ||
	     take_is_set(record, "is_mpim") || take_is_set(record, "is_group") || is_shared(record) ||
	     import_is_denied(reading->import, names[0])))
		meaning = 2;
	if (names[0].n != 0)
		set_place(reading, names[1], names[0], meaning == 1);
	for (size_t i = 0; i < 2; i++)
		if (names[i].n != 0) {
			uint64_t *number =
			    &map_add(&state->channels, arena_str(&reading->run, names[i]), NULL)->value.number;

			/* in two lists: the careful one */
			*number = *number == 2 ? 2 : (uint64_t)meaning;
		}
}

static const struct user *find_user(const struct state *state, struct str id)
{
	const struct map_entry *entry = map_find(&state->users, id);

	return entry != NULL ? entry->value.pointer : NULL;
}

/* ---- text ---- */

/* Who stands in a text alone, without being a user of the export. */
static void tell_person(struct reading *reading, struct str user, struct str name, struct str email)
{
	struct thread_person person = {.user = user, .name = name, .email = email};

	import_person(reading->import, &person);
}

/* The text of a link to an address may be a name ("Jane Roe") or anything else ("email support"). */
static bool may_be_name(struct str label)
{
	struct str rest = str_trim(label), word;

	while (rest.n != 0 && str_split(&rest, ' ', &word))
		if (word.n != 0 && (str_is_digit(word.s[0]) || (word.s[0] >= 'a' && word.s[0] <= 'z')))
			return false;
	return true;
}

static void add_user(struct buf *out, struct reading *reading, struct str id, struct str label)
{
	const struct user *user = find_user(reading->state, id);

	buf_char(out, '@');
	buf_str(out, user != NULL ? user->name : label.n != 0 ? label : STR("someone"));
	if (label.n != 0)
		tell_person(reading, label, STR(""), STR(""));
}

/* The name of a private channel may tell as much as what is said there. */
static void add_channel(struct buf *out, const struct state *state, struct str id, struct str label)
{
	const struct map_entry *channel = map_find(&state->channels, id);

	buf_char(out, '#');
	buf_str(out, label.n != 0 && channel != NULL && channel->value.number == 1 ? label : STR("channel"));
}

/* "!here", "!subteam^S1|@helpers", "!date^1700000000^{date}|Nov 14" */
static void add_special(struct buf *out, struct str target, struct str label)
{
	if (!str_starts(target, STR("!date")) && !str_starts(label, STR("@")))
		buf_char(out, '@');
	buf_str(out, label.n != 0 ? label : STR("all"));
}

static void add_reference(struct buf *out, struct reading *reading, struct str inside)
{
	ptrdiff_t bar = str_find_char(inside, '|');
	struct str target = bar >= 0 ? str_slice(inside, 0, (size_t)bar) : inside;
	struct str label = bar >= 0 ? str_from(inside, (size_t)bar + 1) : STR("");

	if (str_starts(target, STR("@"))) {
		add_user(out, reading, str_from(target, 1), label);
	} else if (str_starts(target, STR("#"))) {
		add_channel(out, reading->state, str_from(target, 1), label);
	} else if (str_starts(target, STR("!"))) {
		add_special(out, target, label);
	} else if (str_starts(target, STR("mailto:"))) {
		target = str_from(target, strlen("mailto:"));
		buf_str(out, label.n != 0 ? label : target);
		if (label.n != 0 && !str_eq(label, target))
			tell_person(reading, STR(""), may_be_name(label) ? label : STR(""), target);
	} else if (label.n != 0 && !str_eq(label, target)) {
		buf_printf(out, "[%.*s](%.*s)", STR_ARG(label), STR_ARG(target));
	} else {
		buf_str(out, target);
	}
}

static bool add_entity(struct buf *out, struct str *rest)
{
	static const struct {
		struct str name;
		char c;
	} entities[] = {{STR_INIT("&amp;"), '&'}, {STR_INIT("&lt;"), '<'}, {STR_INIT("&gt;"), '>'}};

	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (str_starts(*rest, entities[i].name)) {
			buf_char(out, entities[i].c);
			*rest = str_from(*rest, entities[i].name.n);
			return true;
		}
	return false;
}

/* A reference ends within so many bytes, or it is none. */
#define REFERENCE_BYTES ((size_t)4096)

/* <@U1>, <#C1|name>, <url|label> and the three entities; the rest is close to markdown. */
static struct str plain_text(struct reading *reading, struct str text)
{
	struct buf out;

	buf_init(&out, BUF_NO_LIMIT);
	while (text.n != 0) {
		ptrdiff_t end = text.s[0] == '<' ? str_find_char(str_slice(text, 0, REFERENCE_BYTES), '>') : -1;

		if (end > 0) {
			add_reference(&out, reading, str_slice(text, 1, (size_t)end));
			text = str_from(text, (size_t)end + 1);
		} else if (text.s[0] != '&' || !add_entity(&out, &text)) {
			buf_char(&out, text.s[0]);
			text = str_from(text, 1);
		}
	}
	text = arena_str(&reading->page, buf_view(&out));
	buf_release(&out);
	return text;
}

/* ---- messages ---- */

static bool is_human_subtype(struct str subtype)
{
	return subtype.n == 0 || take_is_among(subtype, "thread_broadcast file_share me_message");
}

static const char machine_subtypes[] =
    "bot_message bot_add bot_remove channel_join channel_leave channel_topic channel_purpose channel_name "
    "channel_archive "
    "channel_unarchive channel_convert_to_private channel_posting_permissions group_join group_leave group_topic "
    "group_purpose group_name group_archive group_unarchive pinned_item unpinned_item reminder_add reply_broadcast "
    "huddle_thread sh_room_created app_conversation_join channel_canvas_updated bot_enable bot_disable "
    "joiner_notification";

static void take_author(struct reading *reading, struct thread *thread, const struct value *record, bool is_root)
{
	struct arena *arena = &reading->page;
	const struct user *user = find_user(reading->state, take_text(record, "user"));
	const struct value *profile = take_map(record, "user_profile");
	struct thread_message *message = &thread->messages[0];
	struct thread_person person = {.id = take_text(record, "user"),
				       .name = take_text(profile, "real_name"),
				       .user = take_text(profile, "name")};
	bool knows_own = import_options(reading->import)->own_domains_n != 0;

	if (take_is_set(record, "bot_id") || take_is_set(record, "bot_profile") ||
	    str_eq(person.id, STR("USLACKBOT")) || (user != NULL && user->is_bot))
		message->role = THREAD_MACHINE;
	else if (user != NULL && user->is_own)
		message->role = THREAD_AGENT;
	else if (is_root)
		message->role = THREAD_CUSTOMER;
	else if (!knows_own && !str_eq(person.id, take_text(record, "parent_user_id")))
		message->role = THREAD_AGENT; /* somebody else than who asks */
	take_everybody(reading->import, profile);
	if (take_text(profile, "display_name").n != 0)
		tell_person(reading, STR(""), take_text(profile, "display_name"), STR(""));
	if (message->role != THREAD_MACHINE || person.id.n != 0) {
		person.role = user != NULL && user->is_own ? THREAD_AGENT : THREAD_ROLE_UNKNOWN;
		message->author = take_new_person(arena, thread, &person);
	}
}

static void take_message(struct reading *reading, struct thread *thread, const struct value *record, bool is_root)
{
	struct thread_message *message = take_new_message(&reading->page, thread);
	struct str subtype = take_text(record, "subtype");
	const struct value *files = take_list(record, "files");

	message->id = take_text(record, "ts");
	message->time = take_time_of(str_slice(message->id, 0, 10));
	message->format = THREAD_CHAT;
	message->body = plain_text(reading, take_text(record, "text"));
	message->attachments = files != NULL ? files->as.list.n : 0;
	take_author(reading, thread, record, is_root);
	if (str_eq(subtype, STR("tombstone"))) /* of a reply nothing is left, of a question the thread's answers are */
		message->is_redacted = is_root;
	else if (take_is_among(subtype, machine_subtypes) && subtype.n != 0)
		message->role = THREAD_MACHINE;
	else if (!is_human_subtype(subtype))
		import_unknown(reading->import, "subtype", subtype);
	if (!json_is_ambiguous(record) && is_human_subtype(subtype) &&
	    !(subtype.n == 0 && take_is_set(record, "subtype")) && !take_is_kept_back(record) &&
	    str_eq(take_text(record, "type"), STR("message")))
		message->visibility = THREAD_PUBLIC;
	/* an empty tombstone must be seen by the rules, and Slackbot signs it */
	if (message->is_redacted) {
		message->visibility = THREAD_PUBLIC;
		message->role = THREAD_CUSTOMER;
	}
}

/* "general" of "export/general/2024-01-10.json"; "" when there is no folder. */
static struct str channel_of(struct str path)
{
	ptrdiff_t slash = str_rfind_char(path, '/');

	return slash > 0 ? base_name(str_slice(path, 0, (size_t)slash)) : STR("");
}

static struct str thread_id(struct reading *reading, struct str root)
{
	const struct state *state = reading->state;
	struct str channel = channel_of(reading->path);
	const struct map_entry *place = map_find(&state->places, channel);

	if (place != NULL)
		channel = *(const struct str *)place->value.const_pointer;
	return arena_printf(&reading->page, "%.*s/%.*s", STR_ARG(channel), STR_ARG(root));
}

/*
 * Exports with a log of changes keep what was deleted or said otherwise at first. Which
 * of both was read by whom nobody knows: a mark on the message, so that its thread stays out.
 */
static void read_change(struct reading *reading, const struct value *record)
{
	const struct value *was = take_map(record, "previous_message");
	struct str ts = take_text(record, "deleted_ts"), root;
	struct thread thread = {.is_unmarked = true};
	struct thread_message *message = take_new_message(&reading->page, &thread);

	was = was != NULL ? was : take_map(record, "original");
	was = was != NULL ? was : take_map(record, "message");
	ts = ts.n != 0 ? ts : take_text(was, "ts");
	root = take_text(was, "thread_ts");
	root = root.n != 0 ? root : ts;
	message->id = ts;
	message->is_mark = message->is_redacted = true;
	message->visibility = THREAD_PUBLIC;
	thread.external_id = thread_id(reading, root);
	if (ts.n != 0)
		import_messages(reading->import, &thread);
}

/* Is it the workspace, or its Enterprise Grid, that most users are of? */
static bool is_ours(const struct state *state, struct str team)
{
	return (state->team.votes != 0 && str_eq(team, state->team.id)) ||
	       (state->company.votes != 0 && str_eq(team, state->company.id));
}

/*
 * Is it an outsider of Slack Connect? users.json has all that ever were in the workspace, and where it names the
 * workspace of most of them, who is not there, or is of another one, is somebody else's colleague.
 */
static bool is_outsider(const struct state *state, const struct value *record)
{
	struct str id = take_text(record, "user");
	const struct user *user = find_user(state, id);

	if (user != NULL && user->is_stranger)
		return true;
	if (state->team.votes == 0 || id.n == 0 || str_eq(id, STR("USLACKBOT")) || take_is_set(record, "bot_id"))
		return false;
	return user == NULL || (user->team.n != 0 && !is_ours(state, user->team) &&
				!(user->company.n != 0 && is_ours(state, user->company)));
}

/*
 * Did somebody of another workspace write it? Exports that say nothing of a channel's sharing say this. In an
 * Enterprise Grid some of the ids are the company's; and who has the profile of most users is none of others.
 */
static bool is_of_others(const struct state *state, const struct value *record)
{
	struct str profile = take_text(take_map(record, "user_profile"), "team");
	struct str teams[] = {take_text(record, "team"), take_text(record, "user_team"),
			      take_text(record, "source_team"), is_ours(state, profile) ? STR("") : profile};
	struct str first = STR("");

	for (size_t i = 0; i < sizeof(teams) / sizeof(*teams); i++) {
		if (first.n == 0)
			first = teams[i];
		if (teams[i].n != 0 && !str_eq(teams[i], first) && !(is_ours(state, teams[i]) && is_ours(state, first)))
			return true;
	}
	return false;
}

static void read_message(struct reading *reading, const struct value *record)
{
	const struct state *state = reading->state;
	struct str ts = take_text(record, "ts"), root = take_text(record, "thread_ts"),
		   channel = channel_of(reading->path);
	const struct map_entry *known = map_find(&state->channels, channel);
	const struct value *replies = value_get(record, STR("reply_count"));
	struct thread thread = {.status = THREAD_CLOSED, .status_name = STR(""), .is_unmarked = true, .topic = channel};

	import_found_something(reading->import);
	if (ts.n == 0) {
		import_fault(reading->import, STR(""), "a message has no ts");
		return;
	}
	if (take_is_among(take_text(record, "subtype"), "message_deleted message_changed") &&
	    take_text(record, "subtype").n != 0) {
		read_change(reading, record);
		return;
	}
	take_unknown_fields(reading->import, record, "field of a message", known_message);
	take_message(reading, &thread, record, root.n == 0 || str_eq(root, ts));
	if (root.n == 0) { /* nobody replied, or all replies were deleted since */
		thread.external_id = thread_id(reading, ts);
		if (!import_knows(reading->import, thread.external_id)) {
			for (size_t i = 0; i < thread.people_n; i++)
				import_person(reading->import, &thread.people[i]);
			return;
		}
		root = ts;
	}
	thread.external_id = thread_id(reading, root);
	thread.is_private =
	    known == NULL || known->value.number != 1 || is_of_others(state, record) || is_outsider(state, record);
	if (!str_eq(root, ts)) {
		import_messages(reading->import, &thread);
		return;
	}
	thread.created = thread.messages[0].time;
	thread.updated = take_time_of(str_slice(take_text(record, "latest_reply"), 0, 10));
	thread.solved = thread.updated;
	if (replies != NULL && replies->kind == VALUE_INT && replies->as.integer > 0 &&
	    replies->as.integer < UINT16_MAX)
		thread.expected_n = (uint32_t)replies->as.integer + 1;
	import_thread(reading->import, &thread);
}

static void take_record(struct reading *reading, struct str container, const struct value *record)
{
	(void)container;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (!str_eq(base_name(reading->path), str_c(lists[i].name)))
			continue;
		if (lists[i].meaning == 0)
			read_user(reading, record);
		else
			read_channel(reading, record, lists[i].meaning);
		return;
	}
	read_message(reading, record);
}

/* "2024-01-10.json" and the lists; Slack's other files have other things in them. */
static bool wants(struct str path, struct str head)
{
	struct str name = base_name(path);

	(void)head;
	return is_first(path) || (name.n == strlen("2024-01-10.json") && str_ends(name, STR(".json")) &&
				  name.s[4] == '-' && str_is_digit(name.s[0]));
}

const struct reader reader_slack = {
    .system = "slack",
    .title = "Slack",
    .expects = "a ZIP file or folder with users.json, channels.json and a folder of days for each channel",
    .signs = "\"thread_ts\"|\"client_msg_id\"|channels.json|\"is_bot\"|\"user_profile\"",
    .wants = wants,
    .names_tell = true,
    .is_first = is_first,
    .begin = begin,
    .read = readers_read_json,
    .take = take_record,
    .end = end,
};
