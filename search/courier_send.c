#include "search/courier_send.h"

#include "common/escape.h"
#include "common/loopback.h"
#include "common/mem.h"

#include <curl/curl.h>

enum {
	ANSWER_BYTES = 256 * 1024,
	CONNECT_SECONDS = 15,
	/* Zendesk knows a key for two hours from its first use, which is not before the ticket was accepted */
	ZENDESK_KEY_SECONDS = 110 * 60,
};

struct courier_sender {
	CURL *curl;
	struct courier_send_options options;
	struct buf answer;
};

/* ---- one request ---- */

struct request {
	const char *url;
	struct curl_slist *headers;
	struct str body; /* of a POST; absent: GET */
	struct str user, password;
};

int courier_send_init(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1;
}

struct courier_sender *courier_sender_new(const struct courier_send_options *options)
{
	struct courier_sender *sender = mem_zalloc(sizeof(*sender));

	sender->options = *options;
	sender->curl = curl_easy_init();
	buf_init(&sender->answer, ANSWER_BYTES);
	if (sender->curl != NULL)
		return sender;
	courier_sender_free(sender);
	return NULL;
}

void courier_sender_free(struct courier_sender *sender)
{
	if (sender == NULL)
		return;
	curl_easy_cleanup(sender->curl);
	buf_release(&sender->answer);
	mem_free(sender);
}

/* What goes beyond the limit is not read; the answer is not understood then. */
static size_t on_answer(char *bytes, size_t size, size_t n, void *context)
{
	struct courier_sender *sender = context;

	(void)size;
	buf_add(&sender->answer, bytes, n);
	return n;
}

static void set(struct courier_sender *sender, const char *url)
{
	CURL *curl = sender->curl;

	curl_easy_reset(curl);
	buf_clear(&sender->answer);
	(void)curl_easy_setopt(curl, CURLOPT_URL, url);
	(void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	/* on a connection that it kept, libcurl itself sends a request again when no answer comes: two tickets */
	(void)curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)sender->options.timeout);
	(void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, sender);
	(void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "weir-courier/" WEIR_VERSION);
	(void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
	if (sender->options.authorities != NULL)
		(void)curl_easy_setopt(curl, CURLOPT_CAINFO, sender->options.authorities);
}

/* A transfer that did not end as it should: before a connection stood nothing can have arrived. */
static void transport_failed(struct courier_sender *sender, CURLcode code, struct courier_attempt *attempt)
{
	static const CURLcode before[] = {
	    CURLE_COULDNT_RESOLVE_HOST,	    CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR,
	    CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,	 CURLE_LOGIN_DENIED,	CURLE_URL_MALFORMAT,
	    CURLE_SSL_CACERT_BADFILE};

	(void)sender;
	attempt->verdict = VERDICT_LATER;
	attempt->is_uncertain = true;
	attempt->error = str_c(curl_easy_strerror(code));
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (code == before[i])
			attempt->is_uncertain = false;
	if (code == CURLE_LOGIN_DENIED || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED)
		attempt->verdict = VERDICT_SET_UP;
}

/* Makes a request and judges its status. True when it was answered by 2xx: sender->answer has the text. */
static bool ask(struct courier_sender *sender, const struct request *request, struct arena *arena,
		struct courier_attempt *attempt)
{
	CURL *curl = sender->curl;
	curl_off_t wait = 0;
	long status = 0;
	CURLcode code;

	set(sender, request->url);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, request->headers);
	if (request->body.s != NULL) {
		(void)curl_easy_setopt(curl, CURLOPT_POST, 1L);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.s);
		(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.n);
	}
	if (request->user.n != 0) {
		(void)curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, request->user.s);
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, request->password.s != NULL ? request->password.s : "");
	}
	code = curl_easy_perform(curl);
	if (code != CURLE_OK) {
		transport_failed(sender, code, attempt);
		return false;
	}
	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	(void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
	attempt->verdict = courier_verdict((int)status);
	attempt->retry_after = wait > 0 ? (int64_t)wait : 0;
	attempt->is_uncertain = status >= 500;
	attempt->error = attempt->verdict == VERDICT_SENT ? STR("") : arena_printf(arena, "status %ld", status);
	return attempt->verdict == VERDICT_SENT;
}

static void add_header(struct curl_slist **headers, const char *name, struct str value)
{
	struct buf line;

	buf_init(&line, BUF_NO_LIMIT);
	buf_printf(&line, "%s: %.*s", name, STR_ARG(value));
	*headers = curl_slist_append(*headers, buf_view(&line).s);
	buf_release(&line);
}

static struct curl_slist *json_headers(void)
{
	struct curl_slist *headers = NULL;

	add_header(&headers, "Content-Type", STR("application/json"));
	add_header(&headers, "Accept", STR("application/json"));
	add_header(&headers, "Expect", STR(""));
	return headers;
}

static void not_understood(struct courier_attempt *attempt, bool is_uncertain)
{
	attempt->verdict = VERDICT_LATER;
	attempt->is_uncertain = is_uncertain;
	attempt->error = STR("an answer that is not understood");
}

/* The answer to a request that makes a ticket. */
static void take_remote(struct courier_sender *sender, enum courier_kind kind, struct arena *arena,
			struct courier_attempt *attempt)
{
	attempt->remote = courier_remote(kind, buf_view(&sender->answer), arena);
	if (attempt->remote.s == NULL || buf_failed(&sender->answer))
		not_understood(attempt, true);
	else
		attempt->remote = arena_str(arena, attempt->remote);
}

/* The answer to "is it there?": true when the attempt is at its end, because it is, or because there was none. */
static bool take_found(struct courier_sender *sender, enum courier_kind kind, const struct outbox_entry *entry,
		       struct arena *arena, struct courier_attempt *attempt)
{
	if (courier_found(kind, buf_view(&sender->answer), entry->reference, arena, &attempt->remote) != 0) {
		not_understood(attempt, true);
		return true;
	}
	return attempt->remote.s != NULL;
}

/* ---- Zendesk ---- */

static const char *zendesk_url(const struct courier_venue *venue, const char *path, struct str query,
			       struct arena *arena)
{
	struct buf url;
	struct str whole;

	buf_init(&url, BUF_NO_LIMIT);
	buf_printf(&url, "%.*s%s", STR_ARG(venue->url), path);
	escape_url_part(&url, query);
	whole = arena_str(arena, buf_view(&url));
	buf_release(&url);
	return whole.s;
}

/* Whether an earlier attempt arrived. True when there is nothing more to do now. */
static bool zendesk_has(struct courier_sender *sender, const struct courier_venue *venue,
			const struct outbox_entry *entry, struct arena *arena, struct courier_attempt *attempt)
{
	struct request request = {
	    .url = zendesk_url(venue, "/api/v2/search.json?query=type%3Aticket%20", entry->reference, arena),
	    .headers = json_headers(),
	    .user = venue->user,
	    .password = venue->password};
	bool answered = ask(sender, &request, arena, attempt);

	curl_slist_free_all(request.headers);
	/* what was uncertain stays so */
	attempt->is_uncertain = true;
	return !answered || take_found(sender, COURIER_ZENDESK, entry, arena, attempt);
}

static bool zendesk_upload(struct courier_sender *sender, const struct courier_venue *venue,
			   const struct outbox_file *file, struct arena *arena, struct courier_attempt *attempt,
			   struct str *token)
{
	struct request request = {.url = zendesk_url(venue, "/api/v2/uploads.json?filename=", file->name, arena),
				  .body = file->bytes,
				  .user = venue->user,
				  .password = venue->password};
	bool answered;

	add_header(&request.headers, "Content-Type", file->type);
	add_header(&request.headers, "Expect", STR(""));
	answered = ask(sender, &request, arena, attempt);
	curl_slist_free_all(request.headers);
	if (!answered) {
		attempt->is_uncertain = false;
		return false;
	}
	*token = arena_str(arena, courier_upload_token(buf_view(&sender->answer), arena));
	if (token->n == 0)
		not_understood(attempt, false);
	return token->n != 0;
}

static void send_zendesk(struct courier_sender *sender, const struct courier_venue *venue,
			 const struct outbox_entry *entry, int64_t now, struct arena *arena,
			 struct courier_attempt *attempt)
{
	struct str uploads[LIMIT_ATTACHMENTS];
	struct request request = {.user = venue->user, .password = venue->password};
	bool key_is_old = now - entry->accepted > ZENDESK_KEY_SECONDS || now < entry->accepted;
	struct buf body;

	if (entry->is_uncertain && key_is_old && venue->user.n != 0 &&
	    zendesk_has(sender, venue, entry, arena, attempt))
		return;
	for (size_t i = 0; i < entry->ticket.files_n; i++)
		if (!zendesk_upload(sender, venue, &entry->ticket.files[i], arena, attempt, &uploads[i])) {
			attempt->is_uncertain = entry->is_uncertain;
			return;
		}
	buf_init(&body, BUF_NO_LIMIT);
	courier_zendesk(&body, venue, entry, uploads, entry->ticket.files_n);
	request.url = zendesk_url(venue, "/api/v2/requests.json", STR(""), arena);
	request.headers = json_headers();
	add_header(&request.headers, "Idempotency-Key", entry->idempotency);
	request.body = buf_view(&body);
	if (ask(sender, &request, arena, attempt))
		take_remote(sender, COURIER_ZENDESK, arena, attempt);
	curl_slist_free_all(request.headers);
	buf_release(&body);
}

/* ---- HubSpot ---- */

static struct curl_slist *hubspot_headers(const struct courier_venue *venue, struct arena *arena)
{
	struct curl_slist *headers = json_headers();

	add_header(&headers, "Authorization", arena_printf(arena, "Bearer %.*s", STR_ARG(venue->token)));
	return headers;
}

static bool hubspot_has(struct courier_sender *sender, const struct courier_venue *venue,
			const struct outbox_entry *entry, struct arena *arena, struct courier_attempt *attempt)
{
	struct request request = {
	    .url = arena_printf(arena, "%.*s/crm/v3/objects/tickets/search", STR_ARG(venue->url)).s,
	    .headers = hubspot_headers(venue, arena),
	    .body = arena_printf(arena, "{\"query\":\"%.*s\",\"limit\":10,\"properties\":[\"content\"]}",
				 STR_ARG(entry->reference))};
	bool answered = ask(sender, &request, arena, attempt);

	curl_slist_free_all(request.headers);
	attempt->is_uncertain = true;
	return !answered || take_found(sender, COURIER_HUBSPOT, entry, arena, attempt);
}

/* HubSpot knows no keys, so of what is uncertain it is asked. */
static void send_hubspot(struct courier_sender *sender, const struct courier_venue *venue,
			 const struct outbox_entry *entry, struct arena *arena, struct courier_attempt *attempt)
{
	struct request request = {.url = arena_printf(arena, "%.*s/crm/v3/objects/tickets", STR_ARG(venue->url)).s};
	struct buf body;

	if (entry->is_uncertain && hubspot_has(sender, venue, entry, arena, attempt))
		return;
	buf_init(&body, BUF_NO_LIMIT);
	courier_hubspot(&body, venue, entry);
	request.headers = hubspot_headers(venue, arena);
	request.body = buf_view(&body);
	if (ask(sender, &request, arena, attempt))
		take_remote(sender, COURIER_HUBSPOT, arena, attempt);
	curl_slist_free_all(request.headers);
	buf_release(&body);
}

/* ---- webhook ---- */

static void send_webhook(struct courier_sender *sender, const struct courier_venue *venue,
			 const struct outbox_entry *entry, int64_t now, struct arena *arena,
			 struct courier_attempt *attempt)
{
	struct request request = {.url = venue->url.s, .headers = json_headers()};
	struct buf body, signature;

	buf_init(&body, BUF_NO_LIMIT);
	buf_init(&signature, BUF_NO_LIMIT);
	courier_webhook(&body, entry);
	courier_signature(&signature, venue->secret, now, buf_view(&body));
	add_header(&request.headers, "Weir-Signature", buf_view(&signature));
	add_header(&request.headers, "Idempotency-Key", entry->idempotency);
	request.body = buf_view(&body);
	if (ask(sender, &request, arena, attempt))
		take_remote(sender, COURIER_WEBHOOK, arena, attempt);
	curl_slist_free_all(request.headers);
	buf_release(&signature);
	buf_release(&body);
}

/* ---- e-mail ---- */

static void add_line(void *context, const char *line)
{
	struct curl_slist **lines = context;

	*lines = curl_slist_append(*lines, line);
}

static bool add_part(curl_mime *mime, struct str bytes, const char *type, const char *name)
{
	curl_mimepart *part = curl_mime_addpart(mime);

	return part != NULL && curl_mime_data(part, bytes.s != NULL ? bytes.s : "", bytes.n) == CURLE_OK &&
	       curl_mime_type(part, type) == CURLE_OK && curl_mime_encoder(part, "base64") == CURLE_OK &&
	       (name == NULL || curl_mime_filename(part, name) == CURLE_OK);
}

static bool add_parts(curl_mime *mime, const struct courier_venue *venue, const struct outbox_entry *entry)
{
	struct buf text;
	bool good;

	buf_init(&text, BUF_NO_LIMIT);
	courier_text(&text, venue, entry);
	good = add_part(mime, buf_view(&text), "text/plain; charset=utf-8", NULL);
	buf_release(&text);
	for (size_t i = 0; good && i < entry->ticket.files_n; i++)
		good = add_part(mime, entry->ticket.files[i].bytes, entry->ticket.files[i].type.s,
				entry->ticket.files[i].name.s);
	return good;
}

/* A status of SMTP: 4xx is for now, 5xx for good, but for those that speak of us and not of the mail. */
static void judge_mail(struct courier_sender *sender, CURLcode code, struct arena *arena,
		       struct courier_attempt *attempt)
{
	long status = 0;

	if (code == CURLE_OK) {
		attempt->verdict = VERDICT_SENT;
		attempt->is_uncertain = false;
		attempt->remote = STR("");
		return;
	}
	transport_failed(sender, code, attempt);
	(void)curl_easy_getinfo(sender->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status < 400 || status > 599 || code == CURLE_OPERATION_TIMEDOUT)
		return;
	attempt->is_uncertain = false;
	attempt->error = arena_printf(arena, "SMTP status %ld", status);
	if (status >= 500)
		attempt->verdict = status == 530 || status == 534 || status == 535 || status == 538 || status == 554
				       ? VERDICT_SET_UP
				       : VERDICT_REFUSED;
}

static void send_email(struct courier_sender *sender, const struct courier_venue *venue,
		       const struct outbox_entry *entry, int64_t now, struct arena *arena,
		       struct courier_attempt *attempt)
{
	struct str from = venue->from.n != 0 ? venue->from : venue->email;
	struct curl_slist *to = curl_slist_append(NULL, venue->email.s), *headers = NULL;
	CURL *curl = sender->curl;
	curl_mime *mime;

	set(sender, venue->url.s);
	mime = curl_mime_init(curl);
	courier_mail_headers(venue, entry, now, add_line, &headers);
	if (mime == NULL || to == NULL || headers == NULL || !add_parts(mime, venue, entry)) {
		attempt->verdict = VERDICT_LATER;
		attempt->error = STR("no memory");
		goto out;
	}
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.s);
	(void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	(void)curl_easy_setopt(curl, CURLOPT_USE_SSL,
			       (long)(loopback_is_url(venue->url) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
	if (venue->user.n != 0) {
		(void)curl_easy_setopt(curl, CURLOPT_USERNAME, venue->user.s);
		(void)curl_easy_setopt(curl, CURLOPT_PASSWORD, venue->password.s != NULL ? venue->password.s : "");
	}
	judge_mail(sender, curl_easy_perform(curl), arena, attempt);

out:
	curl_mime_free(mime);
	curl_slist_free_all(headers);
	curl_slist_free_all(to);
}

void courier_send(struct courier_sender *sender, const struct courier_venue *venue, const struct outbox_entry *entry,
		  int64_t now, struct arena *arena, struct courier_attempt *attempt)
{
	*attempt = (struct courier_attempt){.verdict = VERDICT_LATER};
	switch (venue->kind) {
	case COURIER_ZENDESK:
		send_zendesk(sender, venue, entry, now, arena, attempt);
		break;
	case COURIER_HUBSPOT:
		send_hubspot(sender, venue, entry, arena, attempt);
		break;
	case COURIER_EMAIL:
		send_email(sender, venue, entry, now, arena, attempt);
		break;
	default:
		send_webhook(sender, venue, entry, now, arena, attempt);
	}
	/* what may have arrived once stays in doubt until it has arrived, whatever a later attempt met */
	attempt->is_uncertain = attempt->is_uncertain || entry->is_uncertain;
	if (attempt->verdict == VERDICT_SENT)
		attempt->is_uncertain = false;
}
