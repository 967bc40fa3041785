/*
 * Mailboxes: mbox in all variants, Maildir, single mails, those of Apple Mail. Threads by References,
 * else by subject; auto-replies, bounces, drafts and spam are of machines. A
 * mailbox does not say what may be shown to others: every thread needs reading.
 * With own_domains a mail among colleagues is internal.
 */
#include "common/hash.h"
#include "common/limits.h"
#include "common/vec.h"
#include "generator/tickets/hashes.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/mail.h"
#include "generator/tickets/mail_waste.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/take.h"

/* A reply that names no mail belongs to an older one of that subject for this long. */
#define SUBJECT_SECONDS (30 * 86400)
/* Shorter subjects ("Hello") say nothing. */
#define SUBJECT_BYTES 8
#define ID_DIGITS 20

struct root {
	struct hash128 id; /* of the thread */
	int64_t time;
	bool is_told; /* the thread's head */
	bool has_customer;
};

/* What an address is in a thread: it writes with the team, or the team has told it of the thread. */
enum part { PART_CUSTOMER = 1, PART_THIRD };

/* A mailbox of 10 GB has millions of mails. */
struct state {
	struct VEC(struct root) roots;
	struct hashes mails;		 /* Message-ID, or "=" and a subject -> place in roots + 1 */
	struct hashes parts;		 /* a thread's place, a blank and an address -> enum part */
	struct VEC(struct str) recalled; /* subjects that their senders wanted back */
	struct str filed;		 /* the folders of the file that is read */
};

static void begin(struct reading *reading)
{
	struct state *state = ARENA_NEW(&reading->run, struct state);

	hashes_init(&state->mails);
	hashes_init(&state->parts);
	reading->state = state;
}

static void tell_recalled(struct reading *reading, struct str subject);

static void end(struct reading *reading)
{
	struct state *state = reading->state;

	/* again: mails may stand in any order */
	for (size_t i = 0; i < state->recalled.n; i++)
		tell_recalled(reading, state->recalled.at[i]);
	vec_release(&state->recalled);
	vec_release(&state->roots);
	hashes_release(&state->mails);
	hashes_release(&state->parts);
}

/* ---- threads ---- */

/* Without "Re:", "Fwd:", "AW:" … and "[Ticket #1]" in front. */
static struct str plain_subject(struct str subject, bool *is_reply)
{
	static const char *const prefixes[] = {"re",  "fw",  "fwd", "aw",  "wg", "sv", "vs",  "antw",
					       "odp", "res", "enc", "rif", "tr", "r",  "ref", "ynt"};

	*is_reply = false;
	for (;;) {
		ptrdiff_t end;
		bool found = false;

		subject = str_trim(subject);
		if (str_starts(subject, STR("[")) && (end = str_find_char(subject, ']')) > 0 &&
		    (size_t)end + 1 < subject.n) {
			subject = str_from(subject, (size_t)end + 1);
			continue;
		}
		end = str_find_char(subject, ':');
		for (size_t i = 0; end > 0 && i < sizeof(prefixes) / sizeof(*prefixes); i++)
			found = found || str_eq_nocase(str_slice(subject, 0, (size_t)end), str_c(prefixes[i]));
		if (!found)
			return subject;
		*is_reply = true;
		subject = str_from(subject, (size_t)end + 1);
	}
}

/*
 * "Fwd: …" of a mail of the thread: to somebody else than those who take part in it, as far as one can know. What a
 * customer forwards is a question.
 */
static bool is_forward(struct str subject)
{
	static const char *const prefixes[] = {"fw", "fwd", "wg", "tr", "enc",	  "rv",
					       "i",  "vb",  "vl", "pd", "doorst", NULL};
	ptrdiff_t end;

	subject = str_trim(subject);
	end = str_find_char(subject, ':');
	return end > 0 && str_is_any_nocase(str_slice(subject, 0, (size_t)end), prefixes);
}

/* They hold until the next new one. */
static struct root *new_root(struct state *state, struct str mail_id)
{
	struct root *root = vec_add(&state->roots);

	root->id = hash128(mail_id);
	return root;
}

/* The Message-ID has the name of somebody's machine in it. */
static struct str id_of(struct arena *arena, const struct root *root)
{
	char hex[33];

	hash128_hex(root->id, hex, ID_DIGITS);
	return arena_str(arena, str_c(hex));
}

static struct root *find_root(struct state *state, struct str id)
{
	uint32_t place = hashes_get(&state->mails, id);

	return place != 0 ? &state->roots.at[place - 1] : NULL;
}

static void set_root(struct state *state, struct str id, const struct root *root)
{
	if (id.n != 0)
		hashes_set(&state->mails, id, (uint32_t)(root - state->roots.at) + 1);
}

static void add_root(struct state *state, struct str id, const struct root *root)
{
	if (hashes_get(&state->mails, id) == 0)
		set_root(state, id, root);
}

static struct root *root_of(struct reading *reading, const struct mail *mail)
{
	struct state *state = reading->state;
	struct arena *arena = &reading->page;
	bool is_reply;
	struct str subject = plain_subject(mail->subject, &is_reply);
	struct str key = subject.n >= SUBJECT_BYTES ? arena_printf(arena, "=%.*s", STR_ARG(subject)) : STR("");
	struct root *root = find_root(state, mail->id), *older;

	for (size_t i = 0; root == NULL && i < mail->references_n; i++)
		root = find_root(state, mail->references[i]);
	if (root == NULL && mail->references_n == 0 && is_reply && key.n != 0) {
		older = find_root(state, key);
		if (older != NULL && mail->time - older->time < SUBJECT_SECONDS &&
		    older->time - mail->time < SUBJECT_SECONDS)
			root = older;
	}
	if (root == NULL)
		root = new_root(state, mail->references_n != 0 ? mail->references[0] : mail->id);
	add_root(state, mail->id, root);
	for (size_t i = 0; i < mail->references_n; i++)
		add_root(state, mail->references[i], root);
	if (key.n != 0) {
		set_root(state, key, root);
		root->time = mail->time;
	}
	return root;
}

/* ---- mails ---- */

/* Addresses that are nobody's name. */
static bool is_role_address(struct str email)
{
	return take_is_among(
	    str_slice(email, 0, (size_t)str_find_char(email, '@')),
	    "support help helpdesk info contact service sales hello office team admin noreply no-reply "
	    "feedback billing customerservice kontakt hilfe");
}

static enum thread_role role_of(const struct reading *reading, struct str email)
{
	if (import_is_own(reading->import, email))
		return THREAD_AGENT;
	return import_options(reading->import)->own_domains_n != 0 ? THREAD_CUSTOMER : THREAD_ROLE_UNKNOWN;
}

static uint32_t add_address(struct reading *reading, struct thread *thread, const struct mail_address *address)
{
	struct thread_person person = {.id = address->email,
				       .name = address->name,
				       .email = address->email,
				       .role = role_of(reading, address->email)};

	return take_new_person(&reading->page, thread, &person);
}

static bool is_among_colleagues(const struct reading *reading, const struct mail *mail)
{
	if (!import_is_own(reading->import, mail->from.email) || mail->recipients_n == 0)
		return false;
	for (size_t i = 0; i < mail->recipients_n; i++)
		if (!import_is_own(reading->import, mail->recipients[i].email))
			return false;
	return true;
}

static struct str part_key(struct reading *reading, const struct root *root, struct str email)
{
	const struct state *state = reading->state;

	return arena_printf(&reading->page, "%zu %.*s", (size_t)(root - state->roots.at), STR_ARG(email));
}

static enum part part_of(struct reading *reading, const struct root *root, struct str email)
{
	const struct state *state = reading->state;

	return (enum part)hashes_get(&state->parts, part_key(reading, root, email));
}

static void set_parts(struct reading *reading, const struct root *root, const struct mail *mail, enum part part)
{
	struct state *state = reading->state;

	for (size_t i = 0; i <= mail->recipients_n; i++) {
		struct str email = i == 0 ? mail->from.email : mail->recipients[i - 1].email;
		struct str key;

		if (email.n == 0 || import_is_own(reading->import, email))
			continue;
		key = part_key(reading, root, email);
		if (part == PART_CUSTOMER || hashes_get(&state->parts, key) == 0)
			hashes_set(&state->parts, key, (uint32_t)part);
	}
}

/*
 * Between the team and others than those who asked: a forward, a mail to nobody of them once they are known, and what
 * comes back from there.
 */
static bool is_with_a_third(struct reading *reading, struct root *root, const struct mail *mail)
{
	bool is_agent = import_is_own(reading->import, mail->from.email), has_customer = false;

	if (!is_agent)
		return part_of(reading, root, mail->from.email) == PART_THIRD;
	if (mail->references_n != 0 && is_forward(mail->subject))
		return true;
	for (size_t i = 0; i < mail->recipients_n; i++)
		has_customer = has_customer || part_of(reading, root, mail->recipients[i].email) == PART_CUSTOMER;
	return root->has_customer && !has_customer;
}

static bool is_not_for_customers(struct reading *reading, struct root *root, const struct mail *mail)
{
	bool is_third;

	/* without own_domains nobody knows who is of the team */
	if (import_options(reading->import)->own_domains_n == 0)
		return mail->references_n != 0 && is_forward(mail->subject);
	if (is_among_colleagues(reading, mail) || (mail->is_blind && import_is_own(reading->import, mail->from.email)))
		return true;
	is_third = is_with_a_third(reading, root, mail);
	set_parts(reading, root, mail, is_third ? PART_THIRD : PART_CUSTOMER);
	root->has_customer = root->has_customer || (!is_third && !import_is_own(reading->import, mail->from.email));
	return is_third;
}

static void tell_head(struct reading *reading, struct root *root, const struct mail *mail)
{
	bool is_reply;
	struct thread head = {.external_id = id_of(&reading->page, root),
			      .subject = plain_subject(mail->subject, &is_reply),
			      .status = THREAD_CLOSED,
			      .is_unmarked = true,
			      .created = mail->time};

	if (!root->is_told)
		import_thread(reading->import, &head);
	root->is_told = true;
}

/* ---- mails that were wanted back ---- */

/* Does a subject stand in a text behind a quotation mark of any kind, or one as HTML has it? */
static bool has_in_quotes(struct str text, struct str subject)
{
	size_t from = 0;

	for (ptrdiff_t at; (at = str_find(str_from(text, from), subject)) >= 0;) {
		struct str before = str_trim(str_slice(text, 0, from + (size_t)at));

		from += (size_t)at + subject.n;
		if (before.n != 0 &&
		    (strchr("\"';>", before.s[before.n - 1]) != NULL || (unsigned char)before.s[before.n - 1] >= 0x80))
			return true;
	}
	return false;
}

/*
 * "Recall: Re: Printer" of Outlook, which says in its text of which mail it is: that one's subject; "" of any other
 * mail, a recall of goods among them.
 */
static struct str recalled_subject(const struct mail *mail)
{
	static const char *const prefixes[] = {"Recall",    "Rückruf",	 "Rappel",	"Recuperar",   "Richiamo",
					       "Richiama",  "Intrekken", "Intrekking",	"Recolher",    "Odwołaj",
					       "Wycofanie", "Återkalla", "Tilbagekald", "Tilbakekall", NULL};
	enum { TEXT_BYTES = 1000 };
	struct str text = str_trim(mail->subject), rest;
	ptrdiff_t colon = str_find_char(text, ':');

	if (colon <= 0 || !str_is_any_nocase(str_trim(str_slice(text, 0, (size_t)colon)), prefixes))
		return STR("");
	rest = str_trim(str_from(text, (size_t)colon + 1));
	return rest.n != 0 && has_in_quotes(str_slice(mail->body, 0, TEXT_BYTES), rest) ? rest : STR("");
}

/* The thread of that subject has something that was taken back. Of which mail nobody can tell. */
static void tell_recalled(struct reading *reading, struct str subject)
{
	struct arena *arena = &reading->page;
	bool is_reply;
	struct str plain = plain_subject(subject, &is_reply);
	const struct root *root = find_root(reading->state, arena_printf(arena, "=%.*s", STR_ARG(plain)));
	struct thread thread = {.external_id = root != NULL ? id_of(arena, root) : STR("")};
	struct thread_message *message = take_new_message(arena, &thread);

	message->id = STR("recall");
	message->is_mark = message->is_redacted = true;
	message->visibility = THREAD_PUBLIC;
	if (root != NULL)
		import_messages(reading->import, &thread);
}

static void tell_mail(struct reading *reading, const struct mail *mail)
{
	struct state *state = reading->state;
	struct str recalled = recalled_subject(mail);
	struct root *root = root_of(reading, mail);
	struct thread thread = {.external_id = id_of(&reading->page, root), .is_private = mail->is_sensitive};
	struct thread_message *message = take_new_message(&reading->page, &thread);

	if (recalled.n != 0) {
		tell_recalled(reading, recalled);
		*vec_add(&state->recalled) = arena_str(&reading->run, recalled);
	}
	if (import_is_denied(reading->import, mail->labels))
		thread.topic = mail->labels;
	else if (import_is_denied(reading->import, state->filed))
		thread.topic = state->filed;
	tell_head(reading, root, mail);
	message->id = mail->id;
	message->time = mail->time;
	message->body = mail->body;
	message->format = mail->is_html ? THREAD_HTML : THREAD_TEXT;
	message->attachments = mail->attachments;
	message->author = add_address(reading, &thread, &mail->from);
	message->role = mail->is_automatic || recalled.n != 0 ? THREAD_MACHINE : role_of(reading, mail->from.email);
	if (!is_not_for_customers(reading, root, mail))
		message->visibility = THREAD_PUBLIC;
	for (size_t i = 0; i < mail->recipients_n; i++)
		if (!is_role_address(mail->recipients[i].email))
			(void)add_address(reading, &thread, &mail->recipients[i]);
	for (size_t i = 0; i < mail->others_n; i++)
		if (!is_role_address(mail->others[i].email))
			(void)add_address(reading, &thread, &mail->others[i]);
	import_messages(reading->import, &thread);
}

static void read_mail(struct reading *reading, struct str bytes)
{
	struct mail mail;
	const char *reason;

	if (mail_parse(&reading->page, bytes, &mail, &reason) < 0) {
		import_broken_alone(reading->import, reason);
	} else {
		if (mail.id.n == 0) {
			char hex[33];

			hash128_hex(hash128(bytes), hex, ID_DIGITS);
			mail.id = arena_str(&reading->page, str_c(hex));
		}
		tell_mail(reading, &mail);
	}
	arena_clear(&reading->page);
}

/* ---- mbox ---- */

/* "From ada@acme.example Thu Mar  2 09:14:11 2023": the word, something, a time of day, a year. */
static bool is_separator(struct str line)
{
	ptrdiff_t colon;
	size_t digits = 0;

	if (!str_starts(line, STR("From ")) || line.n < 20 || line.n > 1000)
		return false;
	colon = str_find_char(line, ':');
	if (colon < 2 || (size_t)colon + 1 == line.n || !str_is_digit(line.s[colon - 1]) ||
	    !str_is_digit(line.s[colon + 1]))
		return false;
	for (size_t i = 0; i < line.n; i++) {
		digits = str_is_digit(line.s[i]) ? digits + 1 : 0;
		if (digits == 4)
			return true;
	}
	return false;
}

/* Where the line at a place of the window ends, behind its "\n"; 0 when the window cannot hold it. */
static size_t line_end(struct input *input, size_t at)
{
	size_t searched = at;

	for (;;) {
		const char *end = input->window.n > searched
				      ? memchr(input->window.s + searched, '\n', input->window.n - searched)
				      : NULL;

		if (end != NULL)
			return (size_t)(end - input->window.s) + 1;
		searched = input->window.n;
		if (!input_more(input, LIMIT_MAIL_BYTES))
			return input->at_end && input->window.n > at ? input->window.n : 0;
	}
}

/* Content-Length counts only if a separator, or the end, stands where it says (mboxcl, mboxcl2). */
static bool follow_length(struct input *input, size_t body, uint64_t length, size_t *end)
{
	size_t at;

	if (length == 0 || length > LIMIT_MAIL_BYTES)
		return false;
	while (input->window.n < body + length + 1024 && input_more(input, LIMIT_MAIL_BYTES * 2))
		continue;
	at = body + length;
	if (at > input->window.n)
		return false;
	while (at < input->window.n && (input->window.s[at] == '\n' || input->window.s[at] == '\r'))
		at++;
	if (at < input->window.n && !is_separator(str_slice(input->window, at, line_end(input, at))))
		return false;
	*end = at;
	return true;
}

/* ">From " loses one ">". */
static struct str unquoted(struct arena *arena, struct str mail)
{
	struct buf out;
	struct str line, rest = mail;
	bool quoted = str_find(mail, STR("\n>")) >= 0;

	if (!quoted)
		return mail;
	buf_init(&out, BUF_NO_LIMIT);
	while (rest.n != 0) {
		const char *end = memchr(rest.s, '\n', rest.n);
		size_t n = end != NULL ? (size_t)(end - rest.s) + 1 : rest.n, marks = 0;

		line = str_slice(rest, 0, n);
		while (marks < line.n && line.s[marks] == '>')
			marks++;
		buf_str(&out, marks > 0 && str_starts(str_from(line, marks), STR("From ")) ? str_from(line, 1) : line);
		rest = str_from(rest, n);
	}
	mail = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return mail;
}

/* The end of the mail that begins at the window's start with its separator; 0: too long. *from: behind that. */
static size_t mail_end(struct input *input, size_t *from)
{
	size_t at = line_end(input, 0), end;
	uint64_t length = 0;
	bool in_head = true, blank = false;

	*from = at;
	while (at != 0 && at < LIMIT_MAIL_BYTES) {
		struct str line;
		int64_t number;

		end = line_end(input, at);
		if (end == 0)
			return input->at_end ? input->window.n : 0;
		line = str_trim_end(str_slice(input->window, at, end));
		if (blank && is_separator(line))
			return at;
		if (in_head && str_starts_nocase(line, STR("Content-Length:")) &&
		    str_to_int(str_trim(str_from(line, strlen("Content-Length:"))), &number) && number > 0)
			length = (uint64_t)number;
		blank = line.n == 0;
		if (in_head && blank) {
			size_t behind;

			in_head = false;
			if (follow_length(input, end, length, &behind))
				return behind;
		}
		at = end;
	}
	return 0;
}

static void skip_to_separator(struct input *input)
{
	size_t end;

	do {
		end = line_end(input, 0);
		input_skip(input, end != 0 ? end : input->window.n);
		if (input->window.n == 0 && !input_more(input, LIMIT_MAIL_BYTES))
			return;
		end = line_end(input, 0);
	} while (end == 0 || !is_separator(str_slice(input->window, 0, end)));
}

/* As every mail in an mbox file does; half a mail would pass for a whole one. */
static bool ends_with_blank_line(struct str mail)
{
	return str_ends(mail, STR("\n\n")) || str_ends(mail, STR("\n\r\n"));
}

static void read_mbox(struct reading *reading, struct input *input)
{
	while (!import_has_failed(reading->import)) {
		size_t from, n;

		input_want(input, 1);
		if (input->window.n == 0)
			return;
		import_at(reading->import, input->name, input->line);
		n = mail_end(input, &from);
		if (n != 0 && n == input->window.n && input->at_end && !ends_with_blank_line(input->window)) {
			import_broken_alone(reading->import, "the file is cut off");
			return;
		}
		if (n == 0) {
			import_broken_alone(reading->import, "a mail is too long");
			skip_to_separator(input);
			continue;
		}
		read_mail(reading, unquoted(&reading->page, str_slice(input->window, from, n)));
		input_skip(input, n);
	}
}

/* ---- files ---- */

static bool is_mbox(struct str head)
{
	return str_starts(head, STR("From "));
}

/* "Received: …": a name without spaces and a colon. */
static bool is_mail(struct str head)
{
	size_t n = 0;

	while (n < head.n && n < 60 && (str_is_alnum(head.s[n]) || head.s[n] == '-'))
		n++;
	return n > 1 && n < head.n && head.s[n] == ':' && str_is_alpha(head.s[0]);
}

/* Flags in a Maildir's file names: drafts, and what was thrown away. On some file systems the mark is another. */
static bool has_waste_flag(struct str path)
{
	static const char *const marks[] = {":2,", ";2,", "!2,"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		ptrdiff_t at = str_find(path, str_c(marks[i]));
		struct str flags = at >= 0 ? str_from(path, (size_t)at) : STR("");

		if (str_find_char(flags, 'T') >= 0 || str_find_char(flags, 'D') >= 0)
			return true;
	}
	return false;
}

/* Folders of a mailbox in which nothing is that somebody sent and kept; "tmp" has mails that are not whole yet. */
static bool is_waste_folder(struct str name)
{
	if (str_ends(name, STR(".mbox"))) /* Apple Mail */
		name = str_slice(name, 0, name.n - strlen(".mbox"));
	name = str_from(name, (size_t)(str_rfind_char(name, '.') + 1));
	return str_eq(name, STR("tmp")) || mail_waste_is_name(name);
}

static bool is_thrown_away(struct str path)
{
	struct str rest = path, folder;

	while (str_find_char(rest, '/') >= 0 && str_split(&rest, '/', &folder))
		if (is_waste_folder(folder))
			return true;
	return is_waste_folder(rest) || has_waste_flag(rest);
}

/* ---- Apple Mail: *.emlx, a line with the mail's length, the mail, and what the program remembers of it ---- */

#define EMLX_DELETED 0x02
#define EMLX_DRAFT 0x40

/* Behind the line; 0: it is none. */
static size_t emlx_head(struct str head, size_t *length)
{
	size_t n = 0, at;

	for (*length = 0; n < head.n && n < 9 && str_is_digit(head.s[n]); n++)
		*length = *length * 10 + (size_t)(head.s[n] - '0');
	for (at = n; at < head.n && head.s[at] == ' ';)
		at++;
	return n != 0 && at < head.n && head.s[at] == '\n' && is_mail(str_from(head, at + 1)) ? at + 1 : 0;
}

/* Thrown away, or a draft. */
static bool is_emlx_waste(struct str plist)
{
	ptrdiff_t key = str_find(plist, STR("<key>flags</key>")), number;
	struct str rest;
	int64_t flags = 0;
	size_t n = 0;

	if (key < 0)
		return false;
	rest = str_from(plist, (size_t)key);
	number = str_find(rest, STR("<integer>"));
	if (number < 0)
		return false;
	rest = str_from(rest, (size_t)number + strlen("<integer>"));
	while (n < rest.n && str_is_digit(rest.s[n]))
		n++;
	return str_to_int(str_slice(rest, 0, n), &flags) && (flags & (EMLX_DELETED | EMLX_DRAFT)) != 0;
}

static void read_emlx(struct reading *reading, struct input *input, size_t from, size_t length)
{
	struct str rest = str_from(input->window, from);

	if (length > rest.n)
		import_broken_alone(reading->import, "the file is cut off");
	else if (!is_emlx_waste(str_from(rest, length)))
		read_mail(reading, str_slice(rest, 0, length));
}

static bool wants(struct str path, struct str head)
{
	size_t length;

	return (is_mbox(head) || is_mail(head) || emlx_head(head, &length) != 0) && !is_thrown_away(path);
}

/* The folders of a mail, and an mbox file as one of them; names of files in them say nothing, but where they come from.
 */
static void take_folders(struct reading *reading, bool is_folder)
{
	struct state *state = reading->state;
	ptrdiff_t slash = str_rfind_char(reading->path, '/');

	state->filed = is_folder ? reading->path : str_slice(reading->path, 0, (size_t)(slash < 0 ? 0 : slash));
}

static void read(struct reading *reading, struct input *input)
{
	size_t from, length;

	take_folders(reading, is_mbox(input->window));
	if (is_mbox(input->window)) {
		read_mbox(reading, input);
		return;
	}
	input_want(input, LIMIT_MAIL_BYTES);
	import_at(reading->import, input->name, 0);
	from = emlx_head(input->window, &length);
	if (!input->at_end && input->window.n >= LIMIT_MAIL_BYTES)
		import_broken_alone(reading->import, "a mail is too long");
	else if (from != 0)
		read_emlx(reading, input, from, length);
	else
		read_mail(reading, input->window);
}

const struct reader reader_mail = {
    .system = "mail",
    .title = "the mailbox",
    .expects = "mbox files, Maildir folders or single mails (.eml, .emlx)",
    .signs = "Message-ID:|Message-Id:|Received: |MIME-Version:",
    .wants = wants,
    .begin = begin,
    .read = read,
    .end = end,
};
