#include "common/outbox.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/value.h"
#include "common/vec.h"
#include "generator/cmd.h"
#include "generator/config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str state, files;
	bool all;
};

static const struct opt own_table[] = {
    {0, "state", OPT_TEXT, offsetof(struct options, state), "DIR",
     .about = "the folder that weir-search --state has (.weir/state of the site)"},
    {'a', "all", OPT_FLAG, offsetof(struct options, all), .about = "list: delivered tickets too"},
    {0, "files", OPT_TEXT, offsetof(struct options, files), "DIR",
     .about = "show: write the ticket's files into this folder"},
    {0},
};

static const struct opt *const tables[] = {own_table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir outbox", "What waits, and what was given up."},
    {"weir outbox show W-7K3F-9Q2M", "A ticket with its text and what the last attempt ended with."},
    {"weir outbox retry W-7K3F-9Q2M", "Try it again at once, as if it had just come."},
    {"weir outbox move W-7K3F-9Q2M support", "Let another venue have it."},
    {"weir outbox move old-desk support", "The same for all that wait for a venue which is no more."},
    {"weir outbox drop W-7K3F-9Q2M", "Erase it, with its text, undelivered."},
    {0},
};

struct call {
	const struct options *options;
	struct str which, venue; /* operands; venue: of move */
	struct outbox *outbox;
	struct arena arena;
	struct buf out;
};

/* ---- list ---- */

/* "3 min", "2 h", "5 days" */
static void add_age(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t most, unit;
		const char *name;
	} units[] = {{120, 1, "s"}, {7200, 60, "min"}, {48 * 3600, 3600, "h"}, {INT64_MAX, 86400, "days"}};
	size_t i = 0;

	if (seconds < 0)
		seconds = 0;
	while (seconds >= units[i].most)
		i++;
	buf_printf(out, "%lld %s", (long long)(seconds / units[i].unit), units[i].name);
}

static void add_pad(struct buf *out, size_t from, size_t width)
{
	do
		buf_char(out, ' ');
	while (out->n < from + width);
}

/* W-7K3F-9Q2M  queued   support   2 h       attempts 7, again in 41 min: status 503 */
static void list_text(struct call *call, const struct outbox_entry *entry)
{
	struct buf *out = &call->out;
	int64_t now = cmd_now();
	size_t at;

	buf_str(out, entry->reference);
	buf_printf(out, "  %-8s", outbox_state_name(entry->state));
	at = out->n;
	escape_terminal(out, entry->ticket.venue);
	add_pad(out, at, 16);
	at = out->n;
	add_age(out, now - entry->accepted);
	add_pad(out, at, 10);
	if (entry->state == OUTBOX_SENT)
		buf_printf(out, "as %.*s", STR_ARG(entry->remote.n != 0 ? entry->remote : STR("-")));
	else if (entry->attempts != 0)
		buf_printf(out, "attempts: %lld", (long long)entry->attempts);
	else
		buf_lit(out, "not tried yet");
	if (entry->state == OUTBOX_QUEUED && entry->next > now) {
		buf_lit(out, ", again in ");
		add_age(out, entry->next - now);
	}
	if (entry->error.n != 0) {
		buf_lit(out, ": ");
		escape_terminal(out, entry->error);
	}
	buf_char(out, '\n');
}

static void set_text(struct call *call, struct value *map, const char *name, struct str text)
{
	value_set(&call->arena, map, str_c(name), value_str(&call->arena, text));
}

static void set_int(struct call *call, struct value *map, const char *name, int64_t number)
{
	value_set(&call->arena, map, str_c(name), value_int(&call->arena, number));
}

static struct value *entry_value(struct call *call, const struct outbox_entry *entry)
{
	struct value *map = value_map(&call->arena);

	set_text(call, map, "reference", entry->reference);
	set_text(call, map, "state", str_c(outbox_state_name(entry->state)));
	set_text(call, map, "venue", entry->ticket.venue);
	set_int(call, map, "accepted", entry->accepted);
	set_int(call, map, "attempts", entry->attempts);
	if (entry->state == OUTBOX_QUEUED)
		set_int(call, map, "next", entry->next);
	set_text(call, map, "remote", entry->remote);
	set_text(call, map, "error", entry->error);
	return map;
}

static void list_one(void *context, const struct outbox_entry *entry)
{
	struct call *call = context;

	if (call->options->common.format == FORMAT_JSON) {
		value_json(&call->out, entry_value(call, entry));
		buf_char(&call->out, '\n');
	} else {
		list_text(call, entry);
	}
}

static int list(struct call *call)
{
	struct outbox_counts counts;

	if (outbox_each(call->outbox, call->options->all, &call->arena, list_one, call) != 0 ||
	    outbox_count(call->outbox, &counts) != 0)
		return cmd_failed("the outbox cannot be read: %s", outbox_message(call->outbox));
	if (call->options->common.format == FORMAT_TEXT && !call->options->common.quiet)
		buf_printf(&call->out, "%lld waiting, %lld being sent, %lld given up, %lld delivered\n",
			   (long long)counts.of[OUTBOX_QUEUED], (long long)counts.of[OUTBOX_SENDING],
			   (long long)counts.of[OUTBOX_DEAD], (long long)counts.of[OUTBOX_SENT]);
	return EXIT_FINE;
}

/* ---- show ---- */

static void add_field(struct buf *out, const char *name, struct str text)
{
	if (text.n == 0)
		return;
	buf_printf(out, "%-10s", name);
	escape_terminal(out, text);
	buf_char(out, '\n');
}

/* Line by line, because what somebody sent must not move the cursor. */
static void add_body(struct buf *out, struct str body)
{
	struct str line;

	buf_char(out, '\n');
	while (body.n != 0 && str_line(&body, &line)) {
		escape_terminal(out, line);
		buf_char(out, '\n');
	}
}

/* Under numbers of their own, so that two of one name are two and none is hidden. */
static int write_files(struct call *call, const struct outbox_entry *entry)
{
	const char *folder = call->options->files.s;
	int at = fs_open_folder(folder), result = EXIT_FINE;

	if (at < 0)
		return cmd_failed("cannot open \"%s\": %s", folder, strerror(errno));
	for (size_t i = 0; i < entry->ticket.files_n; i++) {
		const struct outbox_file *file = &entry->ticket.files[i];
		struct str name =
		    arena_printf(&call->arena, "%.*s-%zu-%.*s", STR_ARG(entry->reference), i + 1, STR_ARG(file->name));

		if (fs_create_at(at, name.s, file->bytes) != 0)
			result = cmd_failed("cannot write \"%s/%s\": %s", folder, name.s, strerror(errno));
	}
	close(at);
	return result;
}

static int show(struct call *call)
{
	struct outbox_entry entry;
	int found = outbox_find(call->outbox, call->which, &call->arena, &entry);

	if (found < 0)
		return cmd_failed("the outbox cannot be read: %s", outbox_message(call->outbox));
	if (found == 0)
		return cmd_failed("there is no ticket %.*s", STR_ARG(call->which));
	if (call->options->files.n != 0)
		return write_files(call, &entry);
	list_text(call, &entry);
	add_field(&call->out, "topic", entry.ticket.topic);
	add_field(&call->out, "plan", entry.ticket.tier);
	add_field(&call->out, "page", entry.ticket.page);
	add_field(&call->out, "name", entry.ticket.name);
	add_field(&call->out, "e-mail", entry.ticket.email);
	add_field(&call->out, "subject", entry.ticket.subject);
	for (size_t i = 0; i < entry.ticket.files_n; i++) {
		struct str file = arena_printf(&call->arena, "%.*s, %zu bytes", STR_ARG(entry.ticket.files[i].name),
					       entry.ticket.files[i].bytes.n);

		add_field(&call->out, "file", file);
	}
	add_body(&call->out, entry.ticket.body);
	return EXIT_FINE;
}

/* ---- decisions ---- */

static int cannot_write(const struct call *call)
{
	return cmd_failed("the outbox cannot be written: %s", outbox_message(call->outbox));
}

static int decide(struct call *call, int (*act)(struct call *call, int64_t id), const char *done)
{
	struct outbox_entry entry;
	int found = outbox_find(call->outbox, call->which, &call->arena, &entry);

	if (found == 1)
		found = act(call, entry.id);
	else if (found == 0)
		return cmd_failed("there is no ticket %.*s", STR_ARG(call->which));
	if (found < 0)
		return cannot_write(call);
	if (found == 0)
		return cmd_failed("%.*s %s", STR_ARG(entry.reference),
				  entry.state == OUTBOX_SENT ? "has been delivered" : "is being sent at this moment");
	buf_printf(&call->out, "%.*s %s\n", STR_ARG(entry.reference), done);
	if (found == OUTBOX_MAY_HAVE_ARRIVED)
		buf_printf(&call->out, "it may have reached \"%.*s\" before\n", STR_ARG(entry.ticket.venue));
	return EXIT_FINE;
}

static int retry_one(struct call *call, int64_t id)
{
	return outbox_retry(call->outbox, id, cmd_now());
}

static int drop_one(struct call *call, int64_t id)
{
	return outbox_drop(call->outbox, id);
}

static int move_one(struct call *call, int64_t id)
{
	return outbox_move(call->outbox, id, call->venue, cmd_now());
}

static int retry(struct call *call)
{
	return decide(call, retry_one, "is due now");
}

static int drop(struct call *call)
{
	return decide(call, drop_one, "erased");
}

/* ---- another venue ---- */

struct moves {
	const struct call *call;
	struct VEC(int64_t) ids;
	int64_t dead;
};

static void note_move(void *context, const struct outbox_entry *entry)
{
	struct moves *moves = context;

	if (!str_eq(entry->ticket.venue, moves->call->which))
		return;
	if (entry->state == OUTBOX_DEAD)
		moves->dead++;
	else
		*vec_add(&moves->ids) = entry->id;
}

/* All tickets that wait for a venue, by the name that it had when they were sent. */
static int move_all(struct call *call)
{
	struct moves moves = {.call = call};
	int64_t moved = 0, kept = 0, uncertain = 0;
	int result = outbox_each(call->outbox, false, &call->arena, note_move, &moves);

	for (size_t i = 0; result == 0 && i < moves.ids.n; i++) {
		int done = move_one(call, moves.ids.at[i]);

		result = done < 0 ? -1 : 0;
		moved += done > 0;
		uncertain += done == OUTBOX_MAY_HAVE_ARRIVED;
		kept += done == 0;
	}
	vec_release(&moves.ids);
	if (result != 0)
		return cannot_write(call);
	if (moved + kept + moves.dead == 0)
		return cmd_failed("there is no ticket %.*s, nor does one wait for a venue of that name",
				  STR_ARG(call->which));
	buf_printf(&call->out, "tickets that go to \"%.*s\" now: %lld\n", STR_ARG(call->venue), (long long)moved);
	if (uncertain != 0)
		buf_printf(&call->out, "that may have reached \"%.*s\" before: %lld\n", STR_ARG(call->which),
			   (long long)uncertain);
	if (moves.dead != 0)
		buf_printf(&call->out, "that were given up and stay, until each is moved by its reference: %lld\n",
			   (long long)moves.dead);
	if (kept != 0)
		return cmd_failed("tickets that are being sent at this moment and stay: %lld", (long long)kept);
	return EXIT_FINE;
}

static bool delivers(const struct config *config, struct str venue)
{
	for (size_t i = 0; i < config->venues_n; i++)
		if (str_eq(config->venues[i].id, venue))
			return config->venues[i].deliver.n != 0 && !str_eq(config->venues[i].deliver, STR("none"));
	return false;
}

/* Where site.toml is at hand: the outbox may be on a machine that has only what a build made. 0, or an exit code. */
static int check_venue(struct call *call)
{
	const struct cmd_options *common = &call->options->common;
	int site = fs_open_folder(common->folder.s);
	const struct config *config = NULL;
	struct diag_list diags;

	diag_list_init(&diags, &call->arena);
	if (site >= 0) {
		config = config_load(site, &call->arena, &diags);
		close(site);
	}
	if (config != NULL && config->is_read && diags.errors == 0)
		return delivers(config, call->venue)
			   ? 0
			   : cmd_failed(
				 "site.toml in \"%.*s\" has no venue \"%.*s\" that delivers; -C names the folder of "
				 "another",
				 STR_ARG(common->folder), STR_ARG(call->venue));
	if (!common->quiet)
		(void)cmd_failed(
		    "whether there is a venue \"%.*s\" has not been checked: no site.toml that can be read in "
		    "\"%.*s\"; -C names its folder",
		    STR_ARG(call->venue), STR_ARG(common->folder));
	return 0;
}

static int move(struct call *call)
{
	struct outbox_entry entry;
	int64_t number;
	/* references are no numbers, venues may be */
	int found = str_to_int(call->which, &number) ? 0 : outbox_find(call->outbox, call->which, &call->arena, &entry);
	struct str from = found == 1 ? entry.ticket.venue : call->which;
	int code;

	if (str_eq(from, call->venue))
		return cmd_failed(
		    "\"%.*s\" is the venue that it waits for already; weir outbox retry tries a ticket at once",
		    STR_ARG(from));
	code = check_venue(call);
	if (code != 0)
		return code;
	return found == 0 ? move_all(call) : decide(call, move_one, "goes to the other venue");
}

/* ---- the command ---- */

static const struct action {
	const char *name, *takes;
	size_t operands; /* behind the name */
	int (*run)(struct call *call);
} actions[] = {{"list", "no ticket", 0, list},
	       {"show", "a ticket", 1, show},
	       {"retry", "a ticket", 1, retry},
	       {"move", "a ticket, or the venue that it waits for, and another venue", 2, move},
	       {"drop", "a ticket", 1, drop}};

static const struct action *find_action(const struct opt_list *operands)
{
	struct str name = operands->n != 0 ? operands->at[0] : STR("list");

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (str_eq(name, str_c(actions[i].name)))
			return &actions[i];
	return NULL;
}

static int run(void *context, const struct opt_list *operands)
{
	struct call call = {.options = context};
	const struct action *action = find_action(operands);
	struct str state = call.options->state;
	int code = EXIT_FINE;
	struct buf reason;

	if (action == NULL)
		return cmd_wrong_usage("outbox", STR("it is one of list, show, retry, move, drop"),
				       "\"%.*s\" is not known", STR_ARG(operands->at[0]));
	if (operands->n != action->operands + (operands->n != 0))
		return cmd_wrong_usage("outbox", STR("as in: weir outbox show W-7K3F-9Q2M"), "\"%s\" takes %s",
				       action->name, action->takes);
	call.which = action->operands > 0 ? operands->at[1] : STR("");
	call.venue = action->operands > 1 ? operands->at[2] : STR("");
	arena_init(&call.arena);
	buf_init(&call.out, BUF_NO_LIMIT);
	buf_init(&reason, BUF_NO_LIMIT);
	if (state.n == 0)
		state = arena_printf(&call.arena, "%.*s/.weir/state", STR_ARG(call.options->common.folder));
	call.outbox = outbox_open(state.s, OUTBOX_EXISTING, &reason);
	if (call.outbox == NULL)
		code =
		    reason.n != 0
			? cmd_failed("%.*s", STR_ARG(buf_view(&reason)))
			: cmd_failed("there is no outbox in \"%s\"; --state names the folder of weir-search", state.s);
	else
		code = action->run(&call);
	cmd_print(buf_view(&call.out));
	outbox_close(call.outbox);
	buf_release(&reason);
	buf_release(&call.out);
	arena_release(&call.arena);
	return code;
}

const struct command cmd_outbox = {
    .name = "outbox",
    .usage = "[OPTION…] [list | show TICKET | retry TICKET | move TICKET|VENUE VENUE | drop TICKET]",
    .summary = "look at tickets that wait to be delivered",
    .about =
	"Lists the tickets that weir-search has taken and weir-courier has not delivered yet, and those that were "
	"given up after too many attempts or because their venue refused them. A ticket is named by its "
	"reference, which its customer knows too.\n\n"
	"Tickets of a venue that site.toml has no more, or no more under that name, wait; the list says so once "
	"weir-courier has looked, and move gives them to another: a ticket by its reference, given up or not, or all "
	"that wait for a venue, but none that was given up. It says which may have reached the old venue before, "
	"because the new one cannot know them. A venue that site.toml does not have is refused; where there is no "
	"site.toml, move says that it has not looked.\n\n"
	"It may be used while both programs run, as the same user.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
