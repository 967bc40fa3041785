#include "search/call.h"

#include "common/json.h"
#include "common/strings.h"
#include "search/answers.h"
#include "search/desk.h"
#include "search/events.h"
#include "search/files.h"
#include "search/pack.h"
#include "search/proxies.h"
#include "search/reply.h"

/* ---- the time ---- */

static int64_t milliseconds(void)
{
	return http_nanoseconds() / 1000000;
}

struct query_bounds call_bounds(void)
{
	return (struct query_bounds){LIMIT_SEARCH_POSTINGS, milliseconds, milliseconds() + LIMIT_SEARCH_MS};
}

int64_t call_wall_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec;
}

/* ---- errors ---- */

void call_fail(struct call *call, int status, struct str message)
{
	reply_error(call->reply, call->request, status, message);
}

void call_retry_after(struct call *call, int seconds)
{
	buf_printf(call->reply->headers, "Retry-After: %d\r\n", seconds);
}

bool call_comes_late(struct call *call)
{
	if (call->request->waited <= LIMIT_HTTP_QUEUE_MS)
		return false;
	call_retry_after(call, 1);
	call_fail(call, 503, STR_NONE);
	return true;
}

void call_fail_index(struct call *call)
{
	bool is_intact = query_is_intact(call->site->engine);

	if (!is_intact)
		call_retry_after(call, 5);
	call_fail(call, is_intact ? 500 : 503, is_intact ? STR_NONE : STR("The search index is being replaced."));
}

/* ---- the kept answers ---- */

static void add_key(struct buf *key, struct str part)
{
	buf_int(key, (int64_t)part.n);
	buf_char(key, ':');
	buf_str(key, part);
}

struct str call_normalised(struct str q, struct arena *arena)
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

/* Somebody looked for something: a query of signs alone, by which scripts ask whether a server is there, is none. */
static bool has_words(struct str query)
{
	for (size_t i = 0; i < query.n; i++)
		if (str_is_alnum(query.s[i]) || (unsigned char)query.s[i] >= 0x80)
			return true;
	return false;
}

static void count_search(struct call *call, size_t total, bool is_partial)
{
	if (!has_words(call->params.q))
		return;
	if (call->server->options.log_queries)
		log_query(call->server->log, call->request->thread, call->params.q, total, is_partial);
	if (total == 0 && !is_partial)
		metrics_count(call->server->metrics, call->request->thread, METRIC_NOTHING_FOUND);
}

bool call_answer_again(struct call *call, const char *route)
{
	const struct params *params = &call->params;
	struct buf *key = &call->worker->key;
	struct str kept;
	size_t total;

	buf_clear(key);
	buf_str(key, str_c(route));
	add_key(key, params->q);
	add_key(key, params->lang);
	add_key(key, params->section);
	add_key(key, params->tag);
	add_key(key, params->kind);
	add_key(key, params->product);
	buf_printf(key, "%lld,%lld", (long long)params->limit, (long long)params->offset);
	kept = answers_find(call->worker->answers, call->site->version, buf_view(key), &total);
	metrics_count(call->server->metrics, call->request->thread,
		      kept.s != NULL ? METRIC_CACHE_HIT : METRIC_CACHE_MISS);
	if (kept.s == NULL)
		return call_comes_late(call);
	if (total != CALL_NO_SEARCH)
		count_search(call, total, false);
	buf_str(call->reply->body, kept);
	return true;
}

void call_keep_answer(struct call *call, size_t total)
{
	answers_keep(call->worker->answers, buf_view(&call->worker->key), buf_view(call->reply->body), total);
}

/* ---- what is asked ---- */

struct query_scratch *call_scratch(const struct call *call)
{
	return call->site->scratches[call->request->thread];
}

bool call_read_query(struct call *call, enum params_set set, bool lenient)
{
	struct str reason = STR_NONE;

	if (params_query(call->request->gate->query, set, lenient, &call->worker->arena, &call->params, &reason) != 0) {
		call_fail(call, 400, reason);
		return false;
	}
	call->params.typed = call->params.q;
	call->params.q = call_normalised(call->params.q, &call->worker->arena);
	return true;
}

int call_search(struct call *call, struct query_results *results, bool is_final)
{
	struct query_request request = params_request(&call->params);

	request.is_final = is_final;
	request.bounds = call_bounds();
	if (query_search(call->site->engine, call_scratch(call), &request, &call->worker->arena, results) != 0) {
		call_fail_index(call);
		return -1;
	}
	count_search(call, results->total, results->is_partial);
	return 0;
}

/* ---- who is asking ---- */

bool call_is_own_origin(const struct call *call)
{
	struct str site = gate_header(call->request->gate, STR("sec-fetch-site"));
	struct str origin = gate_header(call->request->gate, STR("origin"));
	struct str host = call->request->gate->host;
	ptrdiff_t scheme = str_find(origin, STR("://"));

	if (call->is_widget)
		return true;
	/* what no page can write itself; where a policy hides the origin, "null" stands there beside it */
	if (site.s != NULL && !str_eq(site, STR("none")))
		return str_eq(site, STR("same-origin"));
	if (origin.s == NULL)
		return true;
	return str_eq_nocase(origin, call->site->origin) ||
	       (scheme > 0 && host.n != 0 && str_eq_nocase(str_from(origin, (size_t)scheme + 3), host));
}

bool call_is_type(struct str type, struct str wanted)
{
	struct str name;

	return str_split(&type, ';', &name) && str_eq_nocase(str_trim(name), wanted);
}

bool call_is_own_json(struct call *call)
{
	bool fits = call_is_type(gate_header(call->request->gate, STR("content-type")), STR("application/json"));

	if (!fits)
		call_fail(call, 415, STR_NONE);
	else if (!call_is_own_origin(call))
		call_fail(call, 403, STR_NONE);
	else if (json_has_more(call->request->body, LIMIT_HTTP_VALUES))
		call_fail(call, 400, STR("the body has too many values"));
	else
		return true;
	return false;
}

/* ---- what is shown ---- */

struct value *call_venue(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct value *venue = server_venue(call->site->config, call->params.topic, call->params.tier, arena);
	const struct value *reply = value_get(venue, STR("first_reply"));
	struct str lang = call->params.lang.n != 0 ? call->params.lang : call->site->language;
	struct value *expect = NULL;

	if (reply != NULL)
		expect = expect_tell(&call->site->place, theme_strings(call->site->theme, lang), reply->as.str,
				     call_wall_clock(), arena);
	if (venue != NULL && !desk_is_open(call->server->options.desk))
		value_set_lit(arena, venue, "takes_tickets", value_bool(arena, false));
	if (venue != NULL)
		value_set_lit(arena, venue, "expect", expect != NULL ? expect : value_null(arena));
	return venue;
}

bool call_takes_gzip(const struct call *call)
{
	struct str accept = gate_header(call->request->gate, STR("accept-encoding"));

	return (files_codings(accept) & 1u << CODING_GZIP) != 0;
}

void call_say_packed(struct call *call)
{
	buf_lit(call->reply->headers, "Content-Encoding: gzip\r\n");
}

int call_show_page(struct call *call, enum theme_page page, struct str lang, struct value *variable)
{
	struct buf reason;
	int result;

	buf_init(&reason, BUF_NO_LIMIT);
	reply_html(call->reply, theme_csp(call->site->theme));
	result =
	    theme_render(call->site->theme, page, lang, variable, call->reply->body, &call->worker->arena, &reason);
	buf_release(&reason);
	if (result != 0) {
		call_fail(call, 500, STR_NONE);
		return result;
	}
	buf_lit(call->reply->headers, "Vary: Accept-Encoding\r\n");
	if (call_takes_gzip(call) && pack_gzip(call->worker->pack, call->reply->body))
		call_say_packed(call);
	return 0;
}

struct value *call_hit_value(struct call *call, const struct query_hit *hit)
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

/* ---- what is counted ---- */

void call_note_event(struct call *call, struct event *event)
{
	if (call->server->options.events == NULL || event->form.n == 0 || event->form.n > EVENT_FORM_BYTES)
		return;
	/* what comes from a form that nobody has checked: the ledger takes ids, no texts */
	for (size_t i = 0; i < event->form.n; i++)
		if (!str_is_alnum(event->form.s[i]) && event->form.s[i] != '-' && event->form.s[i] != '_')
			return;
	event->client = proxies_client(&call->server->options, call->request);
	event->seconds = call_wall_clock();
	(void)events_add(call->server->options.events, event, call->request->now);
}
