#include "search/server.h"

#include "common/escape.h"
#include "common/json.h"
#include "common/mem.h"
#include "common/strings.h"
#include "search/answers.h"
#include "search/contact.h"
#include "search/desk.h"
#include "search/events.h"
#include "search/files.h"
#include "search/origins.h"
#include "search/pack.h"
#include "search/params.h"
#include "search/reply.h"
#include "search/slack.h"

enum {
	RESULTS_SHOWN = 10,
	RESULTS_ON_PAGE = 20,
	SUGGESTIONS_ON_PAGE = 4,
	RESULTS_IN_SLACK = 3,
	COMPLETIONS = 8,
};

/* What one thread has for itself. */
struct worker {
	struct arena arena;
	struct answers *answers;
	struct pack *pack;
	struct buf key;
};

struct server {
	struct server_options options;
	struct log *log;
	struct metrics *metrics;
	struct clients *clients;
	struct site_slot *slot;
	struct worker *workers;
	const struct http_server *http;
	int64_t started;
};

/* One request on its way through a handler. */
struct call {
	struct server *server;
	struct worker *worker;
	struct site *site; /* NULL: there is none yet */
	const struct http_request *request;
	struct http_reply *reply;
	struct str path;	 /* behind the base path: "/api/search" */
	struct str lang, prefix; /* of a page: "de", "de/" */
	struct params params;
	bool is_widget; /* a page of [server] widget_origins asks for what such pages may have */
};

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What one question may take from now on. */
static struct query_bounds bounds(void)
{
	return (struct query_bounds){LIMIT_SEARCH_POSTINGS, milliseconds, milliseconds() + LIMIT_SEARCH_MS};
}

static void fail(struct call *call, int status, struct str message)
{
	reply_error(call->reply, call->request, status, message);
}

static void retry_after(struct call *call, int seconds)
{
	buf_printf(call->reply->headers, "Retry-After: %d\r\n", seconds);
}

/* ---- the kept answers ---- */

static void add_key(struct buf *key, struct str part)
{
	buf_int(key, (int64_t)part.n);
	buf_char(key, ':');
	buf_str(key, part);
}

/* White space at the ends and repeated does not make another question. */
static struct str normalised(struct str q, struct arena *arena)
{
	char *to = arena_alloc(arena, q.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < q.n; i++) {
		char c = str_is_space(q.s[i]) ? ' ' : q.s[i];

		if (c != ' ' || (n != 0 && to[n - 1] != ' '))
			to[n++] = c;
	}
	/* a space at the end says that the last word is whole */
	to[n] = '\0';
	return str_n(to, n);
}

/* True when the answer is in the reply's body already. */
static bool answer_again(struct call *call, const char *route)
{
	const struct params *params = &call->params;
	struct buf *key = &call->worker->key;
	struct str kept;

	buf_clear(key);
	buf_str(key, str_c(route));
	add_key(key, params->q);
	add_key(key, params->lang);
	add_key(key, params->section);
	add_key(key, params->tag);
	add_key(key, params->kind);
	add_key(key, params->product);
	buf_printf(key, "%lld,%lld", (long long)params->limit, (long long)params->offset);
	kept = answers_find(call->worker->answers, call->site->version, buf_view(key));
	metrics_count(call->server->metrics, call->request->thread,
		      kept.s != NULL ? METRIC_CACHE_HIT : METRIC_CACHE_MISS);
	if (kept.s != NULL)
		buf_str(call->reply->body, kept);
	return kept.s != NULL;
}

static void keep_answer(struct call *call)
{
	answers_keep(call->worker->answers, buf_view(&call->worker->key), buf_view(call->reply->body));
}

/* ---- search ---- */

static struct query_scratch *scratch_of(const struct call *call)
{
	return call->site->scratches[call->request->thread];
}

/* False after answering with an error. */
static bool read_query(struct call *call, enum params_set set, bool lenient)
{
	struct str reason = STR_NONE;

	if (params_query(call->request->gate->query, set, lenient, &call->worker->arena, &call->params, &reason) != 0) {
		fail(call, 400, reason);
		return false;
	}
	call->params.q = normalised(call->params.q, &call->worker->arena);
	return true;
}

static int search(struct call *call, struct query_results *results, bool is_final)
{
	const struct params *params = &call->params;
	struct query_request request = {
	    .text = params->q,
	    .lang = params->lang,
	    .section = params->section,
	    .tag = params->tag,
	    .kind = params->kind,
	    .product = params->product,
	    .limit = params->limit > 0 ? (size_t)params->limit : RESULTS_SHOWN,
	    .offset = params->offset > 0 ? (size_t)params->offset : 0,
	    .is_final = is_final,
	    .bounds = bounds(),
	};

	if (call->server->options.log_queries)
		log_query(call->server->log, call->request->thread, params->q);
	if (query_search(call->site->engine, scratch_of(call), &request, &call->worker->arena, results) != 0) {
		fail(call, 500, STR_NONE);
		return -1;
	}
	if (results->total == 0 && !results->is_partial)
		metrics_count(call->server->metrics, call->request->thread, METRIC_NOTHING_FOUND);
	return 0;
}

static void write_results(struct call *call, const struct query_results *results)
{
	struct buf *out = call->reply->body;

	buf_str(out, call->server->options.events != NULL ? STR("{\"events\":true,") : STR("{\"events\":false,"));
	query_json_text(out, "query", call->params.q, true);
	buf_char(out, ',');
	query_json_results(out, call->site->base_path, results, &call->worker->arena);
	buf_lit(out, "}\n");
}

static void api_search(struct call *call)
{
	struct query_results results;

	if (!read_query(call, PARAMS_SEARCH, false))
		return;
	if (!call->params.has_q) {
		fail(call, 400, STR("q is missing"));
		return;
	}
	reply_json(call->reply);
	if (answer_again(call, "/api/search") || search(call, &results, false) != 0)
		return;
	write_results(call, &results);
	if (!results.is_partial)
		keep_answer(call);
}

/* ---- the address bar ---- */

/* ["re",["Refunds",…],["Billing",…],["https://…",…]]: OpenSearch suggestions. */
static void api_complete(struct call *call)
{
	struct query_request request = {.limit = COMPLETIONS, .is_bare = true};
	struct query_results results;
	struct buf *out = call->reply->body;
	struct arena *arena = &call->worker->arena;

	if (!read_query(call, PARAMS_COMPLETE, false))
		return;
	call->reply->type = "application/x-suggestions+json; charset=utf-8";
	if (answer_again(call, "/api/complete"))
		return;
	request.text = call->params.q;
	request.lang = call->params.lang;
	request.bounds = bounds();
	if (query_search(call->site->engine, scratch_of(call), &request, arena, &results) != 0) {
		fail(call, 500, STR_NONE);
		return;
	}
	buf_lit(out, "[\"");
	escape_json(out, call->params.q);
	buf_char(out, '"');
	for (int column = 0; column < 3; column++) {
		buf_lit(out, ",[");
		for (size_t i = 0; i < results.hits_n; i++) {
			const struct query_hit *hit = &results.hits[i];
			struct str text = column == 0 ? hit->title : hit->breadcrumb;

			buf_str(out, i != 0 ? STR(",\"") : STR("\""));
			if (column == 2)
				text = arena_printf(arena, "%.*s%.*s", STR_ARG(call->site->origin),
						    STR_ARG(query_json_url(call->site->base_path, hit, arena)));
			escape_json(out, text);
			buf_char(out, '"');
		}
		buf_char(out, ']');
	}
	buf_lit(out, "]\n");
	if (!results.is_partial)
		keep_answer(call);
}

/* ---- suggestions for a ticket ---- */

/*
 * A browser says where a request comes from; what does not (curl, an agent's
 * tool) cannot be made to ask by a page of someone else's, because JSON is not what
 * a form can send.
 */
static bool is_own_origin(const struct call *call)
{
	struct str site = gate_header(call->request->gate, STR("sec-fetch-site"));
	struct str origin = gate_header(call->request->gate, STR("origin"));
	ptrdiff_t scheme = str_find(origin, STR("://"));

	if (call->is_widget)
		return true;
	if (site.s != NULL && !str_eq(site, STR("same-origin")) && !str_eq(site, STR("none")))
		return false;
	if (origin.s == NULL)
		return true;
	return str_eq_nocase(origin, call->site->origin) ||
	       (scheme >= 0 && str_eq_nocase(str_from(origin, (size_t)scheme + 3), call->request->gate->host));
}

static bool is_type(struct str type, struct str wanted)
{
	struct str name;

	return str_split(&type, ';', &name) && str_eq_nocase(str_trim(name), wanted);
}

/* False after answering: what another site's page could not send, and of a size that is looked into. */
static bool is_own_json(struct call *call)
{
	bool fits = is_type(gate_header(call->request->gate, STR("content-type")), STR("application/json"));

	if (!fits)
		fail(call, 415, STR_NONE);
	else if (!is_own_origin(call))
		fail(call, 403, STR_NONE);
	else if (json_has_more(call->request->body, LIMIT_HTTP_VALUES))
		fail(call, 400, STR("the body has too many values"));
	else
		return true;
	return false;
}

static int64_t wall_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec;
}

/* Where the question of the call's params belongs and when to expect an answer; NULL when the site names no place. */
static struct value *venue_of(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct value *venue = server_venue(call->site->config, call->params.topic, call->params.tier, arena);
	const struct value *reply = value_get(venue, STR("first_reply"));
	struct str lang = call->params.lang.n != 0 ? call->params.lang : call->site->language;
	struct value *expect = NULL;

	if (reply != NULL)
		expect = expect_tell(&call->site->place, theme_strings(call->site->theme, lang), reply->as.str,
				     wall_clock(), arena);
	if (venue != NULL && !desk_is_open(call->server->options.desk))
		value_set_lit(arena, venue, "takes_tickets", value_bool(arena, false));
	if (venue != NULL)
		value_set_lit(arena, venue, "expect", expect != NULL ? expect : value_null(arena));
	return venue;
}

static void write_answers(struct call *call, const struct suggest_results *results)
{
	struct arena *arena = &call->worker->arena;
	struct buf *out = call->reply->body;
	const struct value *venue = venue_of(call);

	buf_printf(out, "{\"events\":%s,\"nothing_good\":%s,\"answers\":[",
		   call->server->options.events != NULL ? "true" : "false", results->nothing_good ? "true" : "false");
	for (size_t i = 0; i < results->answers_n; i++) {
		const struct suggest_answer *answer = &results->answers[i];

		buf_str(out, i != 0 ? STR(",{") : STR("{"));
		query_json_hit(out, call->site->base_path, &answer->hit, arena);
		query_json_text(out, "sentence", answer->sentence, false);
		buf_printf(out, ",\"confidence\":%.3f}", answer->confidence);
	}
	buf_printf(out, "],\"partial\":%s,\"venue\":", results->is_partial ? "true" : "false");
	value_json(out, venue);
	buf_lit(out, "}\n");
}

static void api_suggest(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct str reason = STR_NONE;
	struct suggest_request request;
	struct suggest_results results;

	if (!is_own_json(call))
		return;
	if (params_json(call->request->body, PARAMS_SUGGEST, arena, &call->params, &reason) != 0) {
		fail(call, 400, reason);
		return;
	}
	request = (struct suggest_request){
	    .subject = call->params.subject,
	    .body = call->params.body,
	    .lang = call->params.lang,
	    .limit = call->params.limit > 0 ? (size_t)call->params.limit : 0,
	    .threshold = -1,
	    .bounds = bounds(),
	};
	reply_json(call->reply);
	if (suggest_answers(call->site->engine, scratch_of(call), &request, arena, &results) != 0)
		fail(call, 500, STR_NONE);
	else
		write_answers(call, &results);
}

/* ---- tickets ---- */

/* {"error":{"code":"invalid","message":…,"fields":[{"field":"email","code":"missing","message":…}]}} */
static void write_problems(struct call *call, const struct desk_result *result)
{
	struct arena *arena = &call->worker->arena;
	struct buf *out = call->reply->body;

	reply_json(call->reply);
	call->reply->status = 422;
	buf_lit(out,
		"{\"error\":{\"code\":\"invalid\",\"message\":\"Some fields are not as they must be.\",\"fields\":[");
	for (size_t i = 0; i < result->problems_n; i++) {
		const struct ticket_problem *problem = &result->problems[i];

		buf_str(out, i != 0 ? STR(",{") : STR("{"));
		query_json_text(out, "field", str_c(problem->field), true);
		query_json_text(out, "code", str_c(ticket_fault_name(problem->fault)), false);
		query_json_text(out, "message", ticket_fault_text(problem, arena), false);
		if (problem->file.n != 0)
			query_json_text(out, "file", problem->file, false);
		if (problem->limit != 0)
			buf_printf(out, ",\"limit\":%zu", problem->limit);
		buf_char(out, '}');
	}
	buf_lit(out, "]}}\n");
}

static void write_taken(struct call *call, const struct desk_result *result, const struct value *venue)
{
	struct buf *out = call->reply->body;

	reply_json(call->reply);
	call->reply->status = result->is_known ? 200 : 201;
	buf_char(out, '{');
	query_json_text(out, "reference", str_c(result->reference), true);
	buf_lit(out, ",\"venue\":");
	value_json(out, venue);
	buf_lit(out, "}\n");
}

static struct http_peer client_of(const struct server *server, const struct http_request *request);

static void count_ticket(const struct call *call, const struct desk_result *result)
{
	enum desk_answer answer = result->answer;

	if (answer == DESK_TAKEN && !result->is_known)
		metrics_count(call->server->metrics, call->request->thread, METRIC_TICKET);
	else if (answer == DESK_FULL || answer == DESK_FAILED)
		metrics_count(call->server->metrics, call->request->thread, METRIC_TICKET_FAILED);
}

/* What the server itself sees happen on a form, for the ledger; the script tells the rest. */
static void note_event(struct call *call, struct event *event)
{
	if (call->server->options.events == NULL || event->form.n == 0 || event->form.n > EVENT_FORM_BYTES)
		return;
	/* what comes from a form that nobody has checked: the ledger takes ids, no texts */
	for (size_t i = 0; i < event->form.n; i++)
		if (!str_is_alnum(event->form.s[i]) && event->form.s[i] != '-' && event->form.s[i] != '_')
			return;
	event->client = client_of(call->server, call->request);
	event->seconds = wall_clock();
	(void)events_add(call->server->options.events, event, call->request->now);
}

/* Hands a ticket in; call->params say whose venue it is. */
static void take_ticket(struct call *call, const struct ticket_fields *fields, struct desk_result *result,
			struct value **venue)
{
	struct http_peer client = client_of(call->server, call->request);
	struct desk_request request = {
	    .fields = fields, .client = &client, .now = call->request->now, .seconds = wall_clock()};

	call->params = (struct params){.topic = fields->topic, .tier = fields->tier, .lang = fields->lang};
	request.venue = *venue = venue_of(call);
	desk_take(call->server->options.desk, &request, &call->worker->arena, result);
	count_ticket(call, result);
	if (result->answer == DESK_TAKEN && !result->is_known)
		note_event(call, &(struct event){.kind = STR("submitted"), .form = fields->form});
}

static void api_ticket(struct call *call)
{
	struct ticket_fields fields;
	struct desk_result result;
	struct value *venue;
	struct str reason = STR_NONE;

	if (!is_own_json(call))
		return;
	if (!desk_is_open(call->server->options.desk)) {
		fail(call, 404, STR("This server takes no tickets."));
		return;
	}
	if (ticket_from_json(call->request->body, &call->worker->arena, &fields, &reason) != 0) {
		fail(call, 400, reason);
		return;
	}
	take_ticket(call, &fields, &result, &venue);
	switch (result.answer) {
	case DESK_TAKEN:
		write_taken(call, &result, venue);
		break;
	case DESK_WRONG:
		write_problems(call, &result);
		break;
	case DESK_ELSEWHERE:
		fail(call, 409, STR("Such questions are not taken here; /api/suggest says where they belong."));
		break;
	case DESK_TOO_MANY:
		retry_after(call, result.retry_after);
		fail(call, 429, STR("That were many tickets from one place; please wait a little."));
		break;
	default:
		retry_after(call, result.retry_after);
		fail(call, 503, STR("The ticket could not be kept. Nothing was sent; please try again in a minute."));
	}
}

/* ---- events ---- */

static void api_event(struct call *call)
{
	struct str reason = STR_NONE;
	struct event event;

	if (!is_own_json(call))
		return;
	if (call->server->options.events == NULL) {
		fail(call, 404, STR("This server keeps no events."));
		return;
	}
	if (events_parse(call->request->body, call->site->base_path, &call->worker->arena, &event, &reason) != 0) {
		fail(call, 400, reason);
		return;
	}
	event.client = client_of(call->server, call->request);
	event.seconds = wall_clock();
	switch (events_add(call->server->options.events, &event, call->request->now)) {
	case EVENTS_TAKEN:
		call->reply->status = 204;
		break;
	case EVENTS_TOO_MANY:
		retry_after(call, 60);
		fail(call, 429, STR_NONE);
		break;
	default:
		retry_after(call, 5);
		fail(call, 503, STR_NONE);
	}
}

/* ---- the result page ---- */

static bool takes_gzip(const struct call *call)
{
	struct str accept = gate_header(call->request->gate, STR("accept-encoding"));

	return (files_codings(accept) & 1u << CODING_GZIP) != 0;
}

static void say_packed(struct call *call)
{
	buf_lit(call->reply->headers, "Content-Encoding: gzip\r\n");
}

/* A page of the theme with its variable. 0, or -1 after answering with an error. */
static int show_page(struct call *call, enum theme_page page, struct str lang, struct value *variable)
{
	struct buf reason;
	int result;

	buf_init(&reason, BUF_NO_LIMIT);
	reply_html(call->reply, theme_csp(call->site->theme));
	result =
	    theme_render(call->site->theme, page, lang, variable, call->reply->body, &call->worker->arena, &reason);
	buf_release(&reason);
	if (result != 0) {
		fail(call, 500, STR_NONE);
		return result;
	}
	buf_lit(call->reply->headers, "Vary: Accept-Encoding\r\n");
	if (takes_gzip(call) && pack_gzip(call->worker->pack, call->reply->body))
		say_packed(call);
	return 0;
}

static struct value *hit_value(struct call *call, const struct query_hit *hit)
{
	struct arena *arena = &call->worker->arena;
	struct value *map = value_map(arena);
	struct buf excerpt;

	buf_init(&excerpt, BUF_NO_LIMIT);
	query_json_excerpt(&excerpt, hit->excerpt);
	value_set_lit(arena, map, "url", value_str(arena, query_json_url(call->site->base_path, hit, arena)));
	value_set_lit(arena, map, "title", value_str(arena, hit->title));
	value_set_lit(arena, map, "heading", value_str(arena, hit->heading));
	value_set_lit(arena, map, "excerpt", value_html(arena, arena_str(arena, buf_view(&excerpt))));
	value_set_lit(arena, map, "breadcrumb", value_str(arena, hit->breadcrumb));
	value_set_lit(arena, map, "solved", value_bool(arena, str_eq(hit->kind, STR("solved"))));
	buf_release(&excerpt);
	return map;
}

/* Address of the same search, further on or with other words. */
static struct value *page_url(struct call *call, struct str q, int64_t offset)
{
	static const char *const names[] = {"lang", "section", "tag", "kind", "product"};
	const struct params *params = &call->params;
	const struct str values[] = {params->lang, params->section, params->tag, params->kind, params->product};
	struct value *value;
	struct buf url;

	buf_init(&url, BUF_NO_LIMIT);
	buf_str(&url, call->site->base_path);
	buf_lit(&url, "search?q=");
	escape_url_part(&url, q);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		if (values[i].n == 0)
			continue;
		buf_printf(&url, "&%s=", names[i]);
		escape_url_part(&url, values[i]);
	}
	if (offset > 0)
		buf_printf(&url, "&offset=%lld", (long long)offset);
	value = value_str(&call->worker->arena, arena_str(&call->worker->arena, buf_view(&url)));
	buf_release(&url);
	return value;
}

static struct value *search_value(struct call *call, const struct query_results *results)
{
	struct arena *arena = &call->worker->arena;
	struct value *map = value_map(arena), *list = value_list(arena);
	int64_t offset = call->params.offset, shown = (int64_t)results->hits_n, total = (int64_t)results->total;
	bool has_more = offset + shown < total && shown != 0 && offset + RESULTS_ON_PAGE <= LIMIT_RESULTS_OFFSET;

	for (size_t i = 0; i < results->hits_n; i++)
		value_append(arena, list, hit_value(call, &results->hits[i]));
	value_set_lit(arena, map, "query", value_str(arena, call->params.q));
	value_set_lit(arena, map, "total", value_int(arena, total));
	value_set_lit(arena, map, "partial", value_bool(arena, results->is_partial));
	value_set_lit(arena, map, "results", list);
	value_set_lit(arena, map, "corrected", value_str(arena, results->corrected));
	value_set_lit(arena, map, "corrected_url",
		      results->corrected.n != 0 ? page_url(call, results->corrected, 0) : value_str(arena, STR("")));
	value_set_lit(arena, map, "previous",
		      offset > 0
			  ? page_url(call, call->params.q, offset > RESULTS_ON_PAGE ? offset - RESULTS_ON_PAGE : 0)
			  : value_str(arena, STR("")));
	value_set_lit(arena, map, "next",
		      has_more ? page_url(call, call->params.q, offset + RESULTS_ON_PAGE) : value_str(arena, STR("")));
	return map;
}

static void html_search(struct call *call)
{
	struct query_results results = {.is_partial = false};
	struct value *variable;

	if (!read_query(call, PARAMS_SEARCH, true))
		return;
	call->params.limit = RESULTS_ON_PAGE;
	if (call->params.offset < 0)
		call->params.offset = 0;
	if (call->params.lang.n == 0)
		call->params.lang = call->site->language;
	reply_html(call->reply, theme_csp(call->site->theme));
	if (answer_again(call, takes_gzip(call) ? "/search packed" : "/search")) {
		buf_lit(call->reply->headers, "Vary: Accept-Encoding\r\n");
		if (str_starts(buf_view(call->reply->body), STR("\x1f\x8b")))
			say_packed(call);
		return;
	}
	if (call->params.q.n == 0)
		variable = value_null(&call->worker->arena);
	else if (search(call, &results, true) == 0)
		variable = search_value(call, &results);
	else
		return;
	if (show_page(call, THEME_SEARCH, call->params.lang, variable) == 0 && !results.is_partial)
		keep_answer(call);
}

/* ---- the contact form ---- */

/* Address of a page in the language of this one: "/help/de/contact/". */
static struct str own_page(struct call *call, const char *name)
{
	return arena_printf(&call->worker->arena, "%.*s%.*s%s", STR_ARG(call->site->base_path), STR_ARG(call->prefix),
			    name);
}

/* Where on this site somebody came from; of other sites nothing is kept. */
static struct str came_from(const struct call *call)
{
	struct str page = gate_header(call->request->gate, STR("referer")), origin = call->site->origin;
	ptrdiff_t scheme = str_find(page, STR("://"));

	if (!str_starts(page, origin)) {
		origin = call->request->gate->host;
		page = scheme >= 0 ? str_from(page, (size_t)scheme + 3) : STR("");
	}
	if (origin.n == 0 || !str_starts(page, origin) || page.n == origin.n || page.s[origin.n] != '/' ||
	    page.n > LIMIT_TICKET_PAGE_BYTES)
		return STR("");
	return str_from(page, origin.n);
}

/* What may answer it; NULL when nothing is good enough. */
static struct value *page_answers(struct call *call, const struct ticket_fields *typed)
{
	struct arena *arena = &call->worker->arena;
	struct suggest_request request = {.subject = typed->subject,
					  .body = typed->body,
					  .lang = call->lang,
					  .limit = SUGGESTIONS_ON_PAGE,
					  .threshold = -1,
					  .bounds = bounds()};
	struct suggest_results results;
	struct value *list = value_list(arena);
	struct event event = {.kind = STR("shown"), .form = typed->form};

	if (suggest_answers(call->site->engine, scratch_of(call), &request, arena, &results) != 0 ||
	    results.answers_n == 0)
		return NULL;
	for (size_t i = 0; i < results.answers_n; i++) {
		value_append(arena, list, hit_value(call, &results.answers[i].hit));
		if (event.pages_n < EVENT_PAGES && results.answers[i].hit.url.n < EVENT_PAGE_BYTES)
			event.pages[event.pages_n++] = results.answers[i].hit.url;
	}
	note_event(call, &event);
	return list;
}

static void show_contact(struct call *call, struct contact_page *page, bool is_sure)
{
	struct arena *arena = &call->worker->arena;

	page->site = call->site;
	page->strings = theme_strings(call->site->theme, call->lang);
	page->action = own_page(call, is_sure ? "contact/?sure=1" : "contact/");
	page->typed.lang = call->lang;
	(void)!show_page(call, THEME_CONTACT, call->lang, contact_value(page, arena));
}

static void get_contact(struct call *call)
{
	struct contact_page page = {0};

	if (!read_query(call, PARAMS_CONTACT, true))
		return;
	call->params.lang = call->lang;
	page.has_topic = call->params.has_topic;
	page.typed = (struct ticket_fields){.topic = call->params.topic,
					    .tier = call->params.tier,
					    .subject = call->params.subject,
					    .page = came_from(call)};
	page.venue = venue_of(call);
	show_contact(call, &page, false);
}

/* A form can be sent by any page, so the browser must say that it was one of ours. */
static bool is_own_form(const struct call *call)
{
	const struct gate_request *gate = call->request->gate;

	return is_own_origin(call) &&
	       (gate_header(gate, STR("origin")).s != NULL || gate_header(gate, STR("sec-fetch-site")).s != NULL);
}

static void say_thanks(struct call *call, const struct ticket_fields *fields, const char *reference)
{
	struct buf *out = call->reply->headers;

	call->reply->status = 303;
	buf_lit(out, "Location: ");
	buf_str(out, own_page(call, "thank-you/?ref="));
	buf_str(out, str_c(reference));
	buf_lit(out, "&topic=");
	escape_url_part(out, fields->topic);
	buf_lit(out, "&tier=");
	escape_url_part(out, fields->tier);
	buf_lit(out, "\r\n");
}

static void hand_in(struct call *call, struct contact_page *page, bool is_sure)
{
	struct desk_result result;

	take_ticket(call, &page->typed, &result, &page->venue);
	switch (result.answer) {
	case DESK_TAKEN:
		say_thanks(call, &page->typed, result.reference);
		return;
	case DESK_WRONG:
		call->reply->status = 422;
		page->problems = result.problems;
		page->problems_n = result.problems_n;
		break;
	case DESK_ELSEWHERE:
	case DESK_CLOSED:
		break;
	default:
		call->reply->status = result.answer == DESK_TOO_MANY ? 429 : 503;
		retry_after(call, result.retry_after);
		page->has_failed = true;
	}
	show_contact(call, page, is_sure);
}

static void post_contact(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct contact_page page = {.has_topic = true};
	struct ticket_problem problems[TICKET_PROBLEMS];
	struct outbox_ticket ticket;
	struct str reason = STR_NONE;
	bool is_sure;

	if (!is_own_form(call)) {
		fail(call, 403, STR_NONE);
		return;
	}
	if (!read_query(call, PARAMS_CONTACT, true))
		return;
	is_sure = call->params.sure.n != 0;
	if (ticket_from_form(gate_header(call->request->gate, STR("content-type")), call->request->body, arena,
			     &page.typed, &reason) != 0) {
		fail(call, 400, reason);
		return;
	}
	page.typed.lang = call->lang;
	call->params =
	    (struct params){.topic = page.typed.topic, .tier = page.typed.tier, .lang = call->lang, .limit = -1};
	page.venue = venue_of(call);
	if (desk_delivers(page.venue)) {
		page.problems_n = ticket_check(&page.typed, arena, &ticket, problems);
		page.problems = problems;
	}
	if (page.problems_n == 0 && !is_sure)
		page.answers = page_answers(call, &page.typed);
	if (desk_delivers(page.venue) && page.answers == NULL)
		hand_in(call, &page, is_sure);
	else /* the answers are shown once; what is a link needs no more than that */
		show_contact(call, &page, page.answers != NULL);
}

static void html_contact(struct call *call)
{
	if (call->request->gate->method == METHOD_POST)
		post_contact(call);
	else
		get_contact(call);
}

static void missing(struct call *call);

static bool is_reference(struct str text)
{
	static const char form[] = "W-XXXX-XXXX";

	if (text.n != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (form[i] == 'X' ? !str_is_alnum(text.s[i]) : text.s[i] != form[i])
			return false;
	return true;
}

static void html_thank_you(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct value *ask = value_map(arena);
	const struct value *expect;

	if (!read_query(call, PARAMS_CONTACT, true))
		return;
	if (!is_reference(call->params.ref)) {
		missing(call);
		return;
	}
	call->params.lang = call->lang;
	expect = value_path(venue_of(call), STR("expect.text"));
	value_set_lit(arena, ask, "reference", value_str(arena, call->params.ref));
	value_set_lit(arena, ask, "expect", value_str(arena, expect != NULL ? expect->as.str : STR("")));
	(void)!show_page(call, THEME_THANK_YOU, call->lang, ask);
}

/* ---- Slack ---- */

static struct str word(const struct call *call, const char *key)
{
	const struct value *value = strings_find(theme_strings(call->site->theme, call->site->language), str_c(key));

	return value != NULL && value->kind == VALUE_STR ? value->as.str : STR("");
}

/* The permalink where there is one: what is pasted into a chat is read for years. */
static void slack_hit(struct call *call, const struct query_hit *hit, struct slack_hit *to)
{
	struct arena *arena = &call->worker->arena;
	struct str url = query_json_url(call->site->base_path, hit, arena);
	ptrdiff_t anchor = str_find_char(url, '#');

	if (hit->id.n != 0)
		url = arena_printf(arena, "%.*s/a/%.*s/%.*s", STR_ARG(call->site->base_url), STR_ARG(hit->id),
				   STR_ARG(anchor >= 0 ? str_from(url, (size_t)anchor) : STR("")));
	else
		url = arena_printf(arena, "%.*s%.*s", STR_ARG(call->site->origin), STR_ARG(url));
	*to = (struct slack_hit){.url = url,
				 .title = hit->title,
				 .heading = str_eq(hit->heading, hit->title) ? STR("") : hit->heading,
				 .breadcrumb = hit->breadcrumb,
				 .excerpt = hit->excerpt};
}

static void slack_words(struct call *call, size_t total, struct slack_words *words)
{
	struct arena *arena = &call->worker->arena;
	struct buf text;

	buf_init(&text, BUF_NO_LIMIT);
	(void)strings_format(&text, theme_strings(call->site->theme, call->site->language), STR("results_n"),
			     (int64_t)total, 0);
	*words = (struct slack_words){.usage = word(call, "slack_usage"),
				      .none = word(call, "widget_none"),
				      .count = arena_str(arena, buf_view(&text)),
				      .open = word(call, "widget_open"),
				      .all = word(call, "search"),
				      .contact = word(call, "contact")};
	buf_clear(&text);
	escape_url_part(&text, call->params.q);
	words->search_url =
	    arena_printf(arena, "%.*s/search?q=%.*s", STR_ARG(call->site->base_url), STR_ARG(buf_view(&text)));
	words->contact_url =
	    arena_printf(arena, "%.*s/contact/?subject=%.*s", STR_ARG(call->site->base_url), STR_ARG(buf_view(&text)));
	buf_release(&text);
}

static void slack_command(struct call *call)
{
	const struct gate_request *gate = call->request->gate;
	struct slack_hit hits[RESULTS_IN_SLACK];
	struct query_results results = {.total = 0};
	struct slack_command command;
	struct slack_words words;

	if (call->server->options.slack_secret.n == 0) {
		fail(call, 404, STR("No Slack app is known to this server."));
		return;
	}
	if (!is_type(gate_header(gate, STR("content-type")), STR("application/x-www-form-urlencoded"))) {
		fail(call, 415, STR("The body must be what Slack sends: application/x-www-form-urlencoded."));
		return;
	}
	slack_parse(call->request->body, &call->worker->arena, &command);
	reply_json(call->reply);
	if (command.is_probe)
		return;
	if (!slack_is_genuine(call->server->options.slack_secret, gate_header(gate, STR("x-slack-request-timestamp")),
			      gate_header(gate, STR("x-slack-signature")), call->request->body, wall_clock())) {
		fail(call, 403, STR("The signature or its time is not right."));
		return;
	}
	call->params = (struct params){
	    .q = normalised(command.text, &call->worker->arena), .limit = RESULTS_IN_SLACK, .offset = -1};
	if (call->params.q.n != 0 && search(call, &results, true) != 0)
		return;
	for (size_t i = 0; i < results.hits_n; i++)
		slack_hit(call, &results.hits[i], &hits[i]);
	slack_words(call, results.total, &words);
	slack_answer(call->reply->body, hits, results.hits_n, call->params.q, &words);
}

/* ---- permalinks and files ---- */

static void files_of(const struct call *call, struct files_site *files)
{
	*files = (struct files_site){
	    .folder = call->server->options.folder,
	    .name = call->server->options.name,
	    .base_path = call->site->base_path,
	    .csp = theme_csp(call->site->theme),
	};
}

/* The site's own page for what is not there, for people; JSON for programs. */
static void missing(struct call *call)
{
	struct files_site files;

	if (call->site != NULL && reply_wants_html(call->request)) {
		files_of(call, &files);
		if (files_missing(&files, call->request->gate->path, call->reply, &call->worker->arena))
			return;
	}
	fail(call, 404, STR_NONE);
}

static void permalink(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct str id = str_from(call->path, 3), url = STR_NONE;
	size_t repaired;

	if (str_ends(id, STR("/")))
		id.n--;
	if (params_decode(id, false, arena, &id, &repaired) && repaired == 0)
		url = query_page_by_id(call->site->engine, id);
	if (url.s == NULL) {
		missing(call);
		return;
	}
	call->reply->status = 301;
	call->reply->cache_control = "no-cache";
	buf_lit(call->reply->headers, "Location: ");
	buf_str(call->reply->headers, query_json_url(call->site->base_path, &(struct query_hit){.url = url}, arena));
	buf_lit(call->reply->headers, "\r\n");
}

static void file(struct call *call)
{
	struct files_site files;

	files_of(call, &files);
	files_answer(&files, call->request, call->reply, &call->worker->arena);
	call->reply->for_others = str_eq(call->path, STR("/widget.js"));
	if (call->reply->status == 404 && call->reply->file < 0)
		missing(call);
	else if (call->reply->status == 503)
		fail(call, 503, STR_NONE);
}

/* ---- for operators ---- */

static void healthz(struct call *call)
{
	call->reply->type = "text/plain; charset=utf-8";
	buf_lit(call->reply->body, "ok\n");
}

static void readyz(struct call *call)
{
	if (call->site == NULL) {
		retry_after(call, 5);
		fail(call, 503, STR("There is no search index."));
		return;
	}
	healthz(call);
}

static int64_t seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec;
}

/* Compares every byte, so that the time does not tell how many were right. */
static bool is_token(struct str given, struct str token)
{
	unsigned char differs = given.n != token.n;

	for (size_t i = 0; i < given.n && token.n != 0; i++)
		differs |= (unsigned char)(given.s[i] ^ token.s[i % token.n]);
	return differs == 0;
}

static void metrics(struct call *call)
{
	struct str token = call->server->options.metrics_token;
	struct str given = gate_header(call->request->gate, STR("authorization"));
	struct metrics_now now = {
	    .connections = call->server->http != NULL ? http_server_connections(call->server->http) : 0,
	    .pages = call->site != NULL ? query_pages(call->site->engine) : 0,
	    .version = call->site != NULL ? call->site->version : STR(""),
	    .uptime_seconds = seconds_now() - call->server->started,
	};

	if (token.n != 0 && (!str_starts_nocase(given, STR("Bearer ")) || !is_token(str_from(given, 7), token))) {
		fail(call, 403, STR("The metrics need the token of the secrets file."));
		return;
	}
	call->reply->type = "text/plain; version=0.0.4; charset=utf-8";
	metrics_print(call->server->metrics, &now, call->reply->body);
}

/* ---- routes ---- */

enum {
	TAKES_GET = 1 << METHOD_GET | 1 << METHOD_HEAD,
	TAKES_POST = 1 << METHOD_POST,
	TAKES_FILES = 1 << 16, /* bodies above LIMIT_HTTP_BODY */
	FOR_WIDGETS = 1 << 17, /* pages of [server] widget_origins may ask too */
};

static const struct route {
	const char *path; /* with a slash at its end: whatever begins with it */
	unsigned methods;
	bool at_root; /* also outside the base path */
	bool needs_site;
	double price; /* of a client's bucket */
	void (*answer)(struct call *call);
} routes[] = {
    {"/api/search", TAKES_GET | FOR_WIDGETS, true, true, 1, api_search},
    {"/api/complete", TAKES_GET, true, true, 0.5, api_complete},
    {"/api/suggest", TAKES_POST | FOR_WIDGETS, true, true, 5, api_suggest},
    {"/api/ticket", TAKES_POST | TAKES_FILES, true, true, 5, api_ticket},
    {"/api/event", TAKES_POST | FOR_WIDGETS, true, true, 0.5, api_event},
    {"/slack/command", TAKES_POST, true, true, 1, slack_command},
    {"/search", TAKES_GET, false, true, 1, html_search},
    {"/contact", TAKES_GET | TAKES_POST | TAKES_FILES, false, true, 3, html_contact},
    {"/thank-you", TAKES_GET, false, true, 1, html_thank_you},
    {"/a/", TAKES_GET, false, true, 0, permalink},
    {"/healthz", TAKES_GET, true, false, 0, healthz},
    {"/readyz", TAKES_GET, true, false, 0, readyz},
    {"/metrics", TAKES_GET, true, false, 0, metrics},
};

static const struct route file_route = {"file", TAKES_GET, false, true, 0, file};

/* Pages stand in each language: at "/search", "/search/" and "/de/search/". */
static bool is_page(const struct route *route)
{
	return route->answer == html_search || route->answer == html_contact || route->answer == html_thank_you;
}

static bool is_at(const struct route *route, struct str path)
{
	struct str own = str_c(route->path);

	if (str_ends(own, STR("/")))
		return str_starts(path, own) && path.n > own.n;
	return str_eq(path, own);
}

/* Takes the language off a path: "/search/" of "/de/search/". */
static void read_language(struct call *call, struct str *path)
{
	const struct value *languages = value_get(call->site->config, STR("languages"));
	struct str rest = str_from(*path, 1);

	call->lang = call->site->language;
	call->prefix = STR("");
	for (uint32_t i = 0; languages != NULL && languages->kind == VALUE_LIST && i < languages->as.list.n; i++) {
		const struct value *prefix = value_get(languages->as.list.at[i], STR("url_prefix"));
		const struct value *code = value_get(languages->as.list.at[i], STR("code"));

		if (prefix == NULL || prefix->kind != VALUE_STR || prefix->as.str.n == 0 || code == NULL ||
		    code->kind != VALUE_STR || !str_starts(rest, prefix->as.str))
			continue;
		call->lang = code->as.str;
		call->prefix = prefix->as.str;
		*path = str_from(*path, prefix->as.str.n);
		return;
	}
}

/* Whether the server makes this page, and not a file of the site. */
static bool is_made(const struct call *call, const struct route *route)
{
	bool asks = call->request->gate->has_query || !call->server->options.files;

	if (route->answer == html_search) /* the page that shows an empty search is a file like any other */
		return call->request->gate->has_query || (asks && call->prefix.n == 0);
	return theme_has_contact(call->site->theme, call->lang) && (route->answer == html_contact || asks);
}

static const struct route *find_page(struct call *call)
{
	struct str path = call->path;

	read_language(call, &path);
	if (path.n > 1 && str_ends(path, STR("/")))
		path.n--;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (is_page(&routes[i]) && is_at(&routes[i], path) && is_made(call, &routes[i]))
			return &routes[i];
	return NULL;
}

static const struct route *find_route(struct call *call)
{
	struct str path = call->request->gate->path;
	struct str base = call->site != NULL ? call->site->base_path : STR("/");
	bool is_below = str_starts(path, base);
	const struct route *page = NULL;

	call->path = is_below ? str_from(path, base.n - 1) : path;
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		const struct route *route = &routes[i];

		if (is_below && !is_page(route) && is_at(route, call->path))
			return route;
		if (route->at_root && is_at(route, path)) {
			call->path = path;
			return route;
		}
	}
	if (call->site != NULL && is_below)
		page = find_page(call);
	if (page != NULL)
		return page;
	if (!call->server->options.files || str_starts(call->path, STR("/api/")))
		return NULL;
	return &file_route;
}

static const char *allowed(const struct route *route)
{
	if ((route->methods & TAKES_GET) == 0)
		return "Allow: POST, OPTIONS\r\n";
	return (route->methods & TAKES_POST) != 0 ? "Allow: GET, HEAD, POST, OPTIONS\r\n"
						  : "Allow: GET, HEAD, OPTIONS\r\n";
}

/* ---- who is asking ---- */

static bool is_proxy(const struct server *server, const struct http_peer *peer)
{
	if (peer->is_local && server->options.trusts_local)
		return true;
	for (size_t i = 0; i < server->options.proxies_n; i++)
		if (clients_same(&server->options.proxies[i], peer))
			return true;
	return false;
}

/* Takes addresses from the end of one line of X-Forwarded-For. False when it is at one that is not a proxy of ours. */
static bool walk_back(const struct server *server, struct str line, struct http_peer *peer)
{
	while (line.n != 0 && is_proxy(server, peer)) {
		ptrdiff_t comma = str_rfind_char(line, ',');
		struct http_peer before;

		if (!clients_parse(str_trim(str_from(line, (size_t)(comma + 1))), &before))
			return false;
		*peer = before;
		line = str_slice(line, 0, comma > 0 ? (size_t)comma : 0);
	}
	return is_proxy(server, peer);
}

/* The nearest address in X-Forwarded-For that is no proxy of ours: what stands before it, on lines too, may be
 * invented. */
static struct http_peer client_of(const struct server *server, const struct http_request *request)
{
	const struct gate_request *gate = request->gate;
	struct http_peer peer = request->peer;

	for (size_t i = gate->headers_n; i-- > 0;)
		if (str_eq_nocase(gate->headers[i].name, STR("x-forwarded-for")) &&
		    !walk_back(server, gate->headers[i].value, &peer))
			break;
	return peer;
}

/* ---- the handler ---- */

/* False after answering: not this method, nothing to search, too many, too busy. */
static bool may_go_on(struct call *call, const struct route *route)
{
	const struct http_request *request = call->request;
	int seconds;
	struct http_peer client;

	if ((route->methods & FOR_WIDGETS) != 0 && call->site != NULL) {
		call->is_widget = origins_allow(call->site->config, request->gate);
		origins_answer(call->site->config, request->gate, (route->methods & TAKES_POST) != 0 ? "POST" : "GET",
			       call->reply->headers);
	}
	if (request->gate->method == METHOD_OPTIONS) {
		call->reply->status = 204;
		buf_str(call->reply->headers, str_c(allowed(route)));
		return false;
	}
	if ((route->methods & 1u << request->gate->method) == 0) {
		buf_str(call->reply->headers, str_c(allowed(route)));
		fail(call, 405, STR_NONE);
		call->reply->close = true;
		return false;
	}
	if (route->needs_site && call->site == NULL) {
		retry_after(call, 5);
		fail(call, 503, STR("There is no search index."));
		return false;
	}
	if (route->price <= 0)
		return true;
	if (request->waited > LIMIT_HTTP_QUEUE_MS) {
		retry_after(call, 1);
		fail(call, 503, STR_NONE);
		return false;
	}
	client = client_of(call->server, request);
	if (!clients_pay(call->server->clients, &client, route->price, request->now, &seconds)) {
		retry_after(call, seconds);
		fail(call, 429, STR_NONE);
		return false;
	}
	return true;
}

static void handle(void *context, const struct http_request *request, struct http_reply *reply)
{
	struct server *server = context;
	struct call call = {.server = server,
			    .worker = &server->workers[request->thread],
			    .site = site_slot_get(server->slot),
			    .request = request,
			    .reply = reply};
	const struct route *route;

	arena_clear(&call.worker->arena);
	route = find_route(&call);
	if (route == NULL) {
		reply->route = "other";
		missing(&call);
	} else {
		reply->route = route->path;
		if (may_go_on(&call, route))
			route->answer(&call);
	}
	/* a policy may stand in the site's memory: the thread's arena outlives the request */
	if (reply->csp.n != 0)
		reply->csp = arena_str(&call.worker->arena, reply->csp);
	site_slot_put(server->slot, call.site);
}

static int admit_body(void *context, const struct http_request *request, struct http_peer *client)
{
	struct server *server = context;
	struct call call = {.server = server, .request = request, .site = site_slot_get(server->slot)};
	const struct route *route = find_route(&call);
	int status = 413;

	*client = client_of(server, request);
	if (route != NULL && (route->methods & TAKES_FILES) != 0 && request->gate->method == METHOD_POST)
		status = desk_admit_body(server->options.desk, client);
	site_slot_put(server->slot, call.site);
	return status;
}

static void leave_body(void *context, const struct http_peer *client)
{
	struct server *server = context;

	desk_leave_body(server->options.desk, client);
}

static void refuse(void *context, const struct http_request *request, struct http_reply *reply)
{
	(void)context;
	reply_error(reply, request, reply->status, STR_NONE);
}

static void done(void *context, const struct http_done *what)
{
	struct server *server = context;

	metrics_request(server->metrics, what);
	log_request(server->log, what);
}

static bool admit(void *context, const struct http_peer *peer)
{
	struct server *server = context;

	return is_proxy(server, peer) || clients_enter(server->clients, peer);
}

static void leave(void *context, const struct http_peer *peer)
{
	struct server *server = context;

	if (!is_proxy(server, peer))
		clients_leave(server->clients, peer);
}

static void rest(void *context, unsigned thread)
{
	struct server *server = context;

	log_flush(server->log, thread);
}

/* ---- life ---- */

struct server *server_new(const struct server_options *options, struct log *log)
{
	struct server *server = mem_zalloc(sizeof(*server));

	server->options = *options;
	server->log = log;
	server->metrics = metrics_new(options->threads);
	server->clients = clients_new(options->rate, options->rate * 10, LIMIT_CLIENT_CONNECTIONS);
	server->slot = site_slot_new();
	server->started = seconds_now();
	server->workers = mem_zalloc(options->threads * sizeof(*server->workers));
	for (unsigned i = 0; i < options->threads; i++) {
		arena_init(&server->workers[i].arena);
		buf_init(&server->workers[i].key, BUF_NO_LIMIT);
		server->workers[i].pack = pack_new();
		server->workers[i].answers =
		    answers_new(LIMIT_ANSWERS / options->threads, LIMIT_ANSWERS_BYTES / options->threads);
	}
	return server;
}

void server_free(struct server *server)
{
	if (server == NULL)
		return;
	for (unsigned i = 0; i < server->options.threads; i++) {
		arena_release(&server->workers[i].arena);
		buf_release(&server->workers[i].key);
		pack_free(server->workers[i].pack);
		answers_free(server->workers[i].answers);
	}
	mem_free(server->workers);
	site_slot_free(server->slot);
	clients_free(server->clients);
	desk_free(server->options.desk);
	metrics_free(server->metrics);
	mem_free(server);
}

struct http_handler server_handler(struct server *server)
{
	return (struct http_handler){.context = server,
				     .handle = handle,
				     .refuse = refuse,
				     .done = done,
				     .admit = admit,
				     .leave = leave,
				     .admit_body = admit_body,
				     .leave_body = leave_body,
				     .rest = rest};
}

struct site_slot *server_slot(struct server *server)
{
	return server->slot;
}

struct metrics *server_metrics(struct server *server)
{
	return server->metrics;
}

void server_watch_connections(struct server *server, const struct http_server *http)
{
	server->http = http;
}
