#include "search/courier_message.h"

#include "common/base64.h"
#include "common/escape.h"
#include "common/json.h"
#include "common/sha256.h"
#include "common/utf8.h"
#include "search/http.h"

static const char *const kind_names[COURIER_KINDS_N] = {"zendesk", "hubspot", "email", "webhook"};

enum { LONGEST_DOUBLED_WAIT = 60 * 60 };

enum courier_kind courier_kind_of(struct str deliver)
{
	enum courier_kind kind = COURIER_ZENDESK;

	while (kind < COURIER_KINDS_N && !str_eq(deliver, str_c(kind_names[kind])))
		kind++;
	return kind;
}

const char *courier_kind_name(enum courier_kind kind)
{
	return kind_names[kind];
}

/* ---- texts ---- */

static void add_line(struct buf *out, const char *name, struct str text)
{
	if (text.n != 0)
		buf_printf(out, "%s: %.*s\n", name, STR_ARG(text));
}

/* What the venue does not get is told, not dropped. */
static void add_files(struct buf *out, const struct outbox_entry *entry)
{
	for (size_t i = 0; i < entry->ticket.files_n; i++) {
		const struct outbox_file *file = &entry->ticket.files[i];

		buf_printf(out, "File kept by Weir: %.*s (%zu KB; weir outbox show %.*s --files FOLDER)\n",
			   STR_ARG(file->name), (file->bytes.n + 1023) / 1024, STR_ARG(entry->reference));
	}
}

void courier_text(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry)
{
	const struct outbox_ticket *ticket = &entry->ticket;
	struct str page = ticket->page;

	buf_str(out, ticket->body);
	buf_lit(out, "\n\n-- \n");
	add_line(out, "Reference", entry->reference);
	if (venue->kind == COURIER_HUBSPOT || venue->kind == COURIER_EMAIL) {
		add_line(out, "Name", ticket->name);
		add_line(out, "E-mail", ticket->email);
	}
	add_line(out, "Topic", ticket->topic);
	add_line(out, "Plan", ticket->tier);
	add_line(out, "Language", ticket->lang);
	add_line(out, "Page", page);
	if (venue->kind == COURIER_HUBSPOT)
		add_files(out, entry);
}

static void json_text(struct buf *out, const char *name, struct str text, bool is_first)
{
	buf_printf(out, "%s\"%s\":\"", is_first ? "" : ",", name);
	escape_json(out, text);
	buf_char(out, '"');
}

static void json_whole_text(struct buf *out, const char *name, const struct courier_venue *venue,
			    const struct outbox_entry *entry, bool is_first)
{
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	courier_text(&text, venue, entry);
	json_text(out, name, buf_view(&text), is_first);
	buf_release(&text);
}

void courier_zendesk(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry,
		     const struct str *uploads, size_t uploads_n)
{
	const struct outbox_ticket *ticket = &entry->ticket;

	buf_lit(out, "{\"request\":{\"requester\":{");
	json_text(out, "name", ticket->name.n != 0 ? ticket->name : ticket->email, true);
	json_text(out, "email", ticket->email, false);
	buf_char(out, '}');
	json_text(out, "subject", ticket->subject, false);
	buf_lit(out, ",\"comment\":{");
	json_whole_text(out, "body", venue, entry, true);
	if (uploads_n != 0)
		buf_lit(out, ",\"uploads\":[");
	for (size_t i = 0; i < uploads_n; i++) {
		buf_str(out, i != 0 ? STR(",\"") : STR("\""));
		escape_json(out, uploads[i]);
		buf_char(out, '"');
	}
	buf_str(out, uploads_n != 0 ? STR("]}}}") : STR("}}}"));
}

void courier_hubspot(struct buf *out, const struct courier_venue *venue, const struct outbox_entry *entry)
{
	buf_lit(out, "{\"properties\":{\"hs_pipeline\":\"0\",\"hs_pipeline_stage\":\"1\"");
	json_text(out, "subject", entry->ticket.subject, false);
	json_whole_text(out, "content", venue, entry, false);
	buf_lit(out, "}}");
}

void courier_webhook(struct buf *out, const struct outbox_entry *entry)
{
	const struct outbox_ticket *ticket = &entry->ticket;
	const struct {
		const char *name;
		struct str text;
	} texts[] = {
	    {"id", entry->idempotency}, {"reference", entry->reference}, {"venue", ticket->venue},
	    {"topic", ticket->topic},	{"tier", ticket->tier},		 {"subject", ticket->subject},
	    {"body", ticket->body},	{"name", ticket->name},		 {"email", ticket->email},
	    {"lang", ticket->lang},	{"page", ticket->page},		 {"form", ticket->form},
	};
	struct buf data;

	buf_char(out, '{');
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		json_text(out, texts[i].name, texts[i].text, i == 0);
	buf_printf(out, ",\"accepted\":%lld,\"files\":[", (long long)entry->accepted);
	buf_init(&data, BUF_NO_LIMIT);
	for (size_t i = 0; i < ticket->files_n; i++) {
		buf_str(out, i != 0 ? STR(",{") : STR("{"));
		json_text(out, "name", ticket->files[i].name, true);
		json_text(out, "type", ticket->files[i].type, false);
		buf_clear(&data);
		base64_encode(&data, ticket->files[i].bytes);
		json_text(out, "data", buf_view(&data), false);
		buf_char(out, '}');
	}
	buf_release(&data);
	buf_lit(out, "]}");
}

void courier_signature(struct buf *out, struct str secret, int64_t now, struct str body)
{
	char text[24], hex[2 * SHA256_BYTES + 1];
	struct str parts[2] = {STR_NONE, body};
	uint8_t digest[SHA256_BYTES];

	snprintf(text, sizeof(text), "%lld.", (long long)now);
	parts[0] = str_c(text);
	sha256_hmac(digest, secret, parts, 2);
	sha256_hex(digest, hex, 2 * SHA256_BYTES);
	buf_printf(out, "t=%lld,v1=%s", (long long)now, hex);
}

/* ---- mail ---- */

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] >= 0x80)
			return false;
	return true;
}

/* RFC 2047: words of at most 75 characters, each whole in itself. */
static void add_words(struct buf *out, struct str text)
{
	while (text.n != 0) {
		struct str part = utf8_cut(text, 42);

		buf_lit(out, "=?UTF-8?B?");
		base64_encode(out, part);
		buf_lit(out, "?=");
		text = str_from(text, part.n);
		if (text.n != 0)
			buf_char(out, ' ');
	}
}

/* Text that may hold =? itself is written as words too. */
static void add_header_text(struct buf *out, struct str text)
{
	if (is_ascii(text) && str_find(text, STR("=?")) < 0 && text.n < 900)
		buf_str(out, text);
	else
		add_words(out, text);
}

/* "Name" <address>; a name is a quoted string or words. */
static void add_mailbox(struct buf *out, struct str name, struct str address)
{
	if (name.n != 0 && is_ascii(name)) {
		escape_quoted(out, name);
		buf_char(out, ' ');
	} else if (name.n != 0) {
		add_words(out, name);
		buf_char(out, ' ');
	}
	buf_char(out, '<');
	buf_str(out, address);
	buf_char(out, '>');
}

void courier_mail_headers(const struct courier_venue *venue, const struct outbox_entry *entry, int64_t now,
			  void (*add)(void *context, const char *line), void *context)
{
	const struct outbox_ticket *ticket = &entry->ticket;
	struct str from = venue->from.n != 0 ? venue->from : venue->email;
	ptrdiff_t at = str_rfind_char(from, '@');
	struct buf line;
	char date[30];

	buf_init(&line, BUF_NO_LIMIT);
#define ADD (add(context, buf_view(&line).s), buf_clear(&line))
	http_date(date, now);
	buf_printf(&line, "Date: %.25s +0000", date);
	ADD;
	buf_lit(&line, "From: ");
	add_mailbox(&line, ticket->name, from);
	ADD;
	buf_lit(&line, "To: ");
	add_mailbox(&line, STR(""), venue->email);
	ADD;
	/* an address beyond ASCII needs a server that takes SMTPUTF8; it stands in the text */
	if (is_ascii(ticket->email)) {
		buf_lit(&line, "Reply-To: ");
		add_mailbox(&line, ticket->name, ticket->email);
		ADD;
	}
	buf_lit(&line, "Subject: ");
	add_header_text(&line, ticket->subject);
	ADD;
	buf_printf(&line, "Message-ID: <%.*s@%.*s>", STR_ARG(entry->idempotency),
		   STR_ARG(at >= 0 ? str_from(from, (size_t)at + 1) : STR("weir.invalid")));
	ADD;
	buf_printf(&line, "X-Weir-Reference: %.*s", STR_ARG(entry->reference));
	ADD;
#undef ADD
	buf_release(&line);
}

/* ---- answers ---- */

/* What stands in a log and in a table later: letters and digits. */
static struct str number_of(const struct value *value, struct arena *arena)
{
	if (value == NULL)
		return STR_NONE;
	if (value->kind == VALUE_INT)
		return arena_printf(arena, "%lld", (long long)value->as.integer);
	if (value->kind != VALUE_STR || value->as.str.n == 0 || value->as.str.n > 64)
		return STR_NONE;
	for (size_t i = 0; i < value->as.str.n; i++)
		if (!str_is_alnum(value->as.str.s[i]) && value->as.str.s[i] != '-' && value->as.str.s[i] != '_')
			return STR_NONE;
	return value->as.str;
}

struct str courier_remote(enum courier_kind kind, struct str answer, struct arena *arena)
{
	const struct value *json = json_parse(arena, answer, NULL);
	struct str remote;

	switch (kind) {
	case COURIER_ZENDESK:
		return number_of(value_path(json, STR("request.id")), arena);
	case COURIER_HUBSPOT:
		return number_of(value_get(json, STR("id")), arena);
	default:
		/* any answer will do for a webhook, and a number is welcome; but a page is some proxy's in between */
		if (str_starts(str_trim(answer), STR("<")))
			return STR_NONE;
		remote = number_of(value_get(json, STR("id")), arena);
		return remote.s != NULL ? remote : STR("");
	}
}

int courier_found(enum courier_kind kind, struct str answer, struct str reference, struct arena *arena,
		  struct str *remote)
{
	const struct value *json = json_parse(arena, answer, NULL), *results = value_get(json, STR("results"));

	*remote = STR_NONE;
	if (results == NULL || results->kind != VALUE_LIST)
		return -1;
	for (uint32_t i = 0; i < results->as.list.n; i++) {
		const struct value *ticket = results->as.list.at[i];
		const struct value *text =
		    value_path(ticket, kind == COURIER_ZENDESK ? STR("description") : STR("properties.content"));
		struct str id = number_of(value_get(ticket, STR("id")), arena);

		/* a search finds what is alike, too */
		if (text != NULL && text->kind == VALUE_STR && str_find(text->as.str, reference) >= 0 && id.s != NULL) {
			*remote = id;
			return 0;
		}
	}
	return 0;
}

struct str courier_upload_token(struct str answer, struct arena *arena)
{
	const struct value *token = value_path(json_parse(arena, answer, NULL), STR("upload.token"));

	return token != NULL && token->kind == VALUE_STR && token->as.str.n != 0 ? token->as.str : STR_NONE;
}

/* ---- what an answer means ---- */

enum courier_verdict courier_verdict(int status)
{
	if (status >= 200 && status < 300)
		return VERDICT_SENT;
	if (status == 408 || status == 409 || status == 423 || status == 425 || status == 429 || status >= 500)
		return VERDICT_LATER;
	if (status < 400 || (status >= 401 && status <= 407))
		return VERDICT_SET_UP;
	return VERDICT_REFUSED;
}

int64_t courier_wait(int64_t first, int64_t attempts, int64_t retry_after, unsigned random)
{
	int64_t wait = first;

	for (int64_t i = 1; i < attempts && wait < LONGEST_DOUBLED_WAIT; i++)
		wait *= 2;
	if (wait > LONGEST_DOUBLED_WAIT)
		wait = LONGEST_DOUBLED_WAIT;
	wait = wait * 3 / 4 + wait * (int64_t)(random & 0xffff) / 0x20000;
	if (wait < retry_after)
		wait = retry_after;
	return wait < OUTBOX_LONGEST_WAIT ? wait : OUTBOX_LONGEST_WAIT;
}
