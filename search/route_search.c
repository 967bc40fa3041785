/* Searches: as JSON, for the address bar, as a page; and suggestions for a ticket. */
#include "search/routes.h"

#include "common/escape.h"
#include "search/files.h"
#include "search/reply.h"

enum { RESULTS_ON_PAGE = 20, COMPLETIONS = 8 };

/* ---- search ---- */

static void write_results(struct call *call, const struct query_results *results)
{
	struct buf *out = call->reply->body;

	buf_str(out, call->server->options.events != NULL ? STR("{\"events\":true,") : STR("{\"events\":false,"));
	query_json_text(out, "query", call->params.q, true);
	buf_char(out, ',');
	query_json_results(out, call->site->base_path, results, &call->worker->arena);
	buf_lit(out, "}\n");
}

void route_search(struct call *call)
{
	struct query_results results;

	if (!call_read_query(call, PARAMS_SEARCH, false))
		return;
	if (!call->params.has_q) {
		call_fail(call, 400, STR("q is missing"));
		return;
	}
	reply_json(call->reply);
	if (call_answer_again(call, "/api/search") || call_search(call, &results, false) != 0)
		return;
	write_results(call, &results);
	if (!results.is_partial)
		call_keep_answer(call, results.total);
}

/* ---- the address bar ---- */

/* ["re",["Refunds",…],["Billing",…],["https://…",…]]: OpenSearch suggestions. */
void route_complete(struct call *call)
{
	struct query_request request = {.limit = COMPLETIONS, .is_bare = true};
	struct query_results results;
	struct buf *out = call->reply->body;
	struct arena *arena = &call->worker->arena;

	if (!call_read_query(call, PARAMS_COMPLETE, false))
		return;
	/* browsers drop an answer that does not begin with what was typed, every space of it */
	call->params.q = call->params.typed;
	call->reply->type = "application/x-suggestions+json; charset=utf-8";
	if (call_answer_again(call, "/api/complete"))
		return;
	request.text = call_normalised(call->params.q, arena);
	request.lang = call->params.lang;
	request.bounds = call_bounds();
	if (query_search(call->site->engine, call_scratch(call), &request, arena, &results) != 0) {
		call_fail_index(call);
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
		call_keep_answer(call, CALL_NO_SEARCH);
}

/* ---- suggestions for a ticket ---- */

static void write_answers(struct call *call, const struct suggest_results *results)
{
	struct arena *arena = &call->worker->arena;
	struct buf *out = call->reply->body;
	const struct value *venue = call_venue(call);

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

void route_suggest(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct str reason = STR_NONE;
	struct suggest_request request;
	struct suggest_results results;

	if (!call_is_own_json(call))
		return;
	if (params_json(call->request->body, PARAMS_SUGGEST, arena, &call->params, &reason) != 0) {
		call_fail(call, 400, reason);
		return;
	}
	request = (struct suggest_request){
	    .subject = call->params.subject,
	    .body = call->params.body,
	    .lang = call->params.lang,
	    .limit = call->params.limit > 0 ? (size_t)call->params.limit : 0,
	    .threshold = -1,
	    .bounds = call_bounds(),
	};
	reply_json(call->reply);
	if (suggest_answers(call->site->engine, call_scratch(call), &request, arena, &results) != 0)
		call_fail_index(call);
	else
		write_answers(call, &results);
}

/* ---- the result page ---- */

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
		value_append(arena, list, call_hit_value(call, &results->hits[i]));
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

void route_search_page(struct call *call)
{
	struct query_results results = {.is_partial = false};
	struct value *variable;

	if (!call_read_query(call, PARAMS_SEARCH, true))
		return;
	call->params.limit = RESULTS_ON_PAGE;
	if (call->params.offset < 0)
		call->params.offset = 0;
	if (call->params.lang.n == 0)
		call->params.lang = call->lang;
	reply_html(call->reply, theme_csp(call->site->theme));
	if (call_answer_again(call, call_takes_gzip(call) ? "/search packed" : "/search")) {
		buf_lit(call->reply->headers, "Vary: Accept-Encoding\r\n");
		if (str_starts(buf_view(call->reply->body), STR("\x1f\x8b")))
			call_say_packed(call);
		return;
	}
	if (call->params.q.n == 0)
		variable = value_null(&call->worker->arena);
	else if (call_search(call, &results, true) == 0)
		variable = search_value(call, &results);
	else
		return;
	if (call_show_page(call, THEME_SEARCH, call->params.lang, variable) == 0 && !results.is_partial)
		call_keep_answer(call, results.total);
}
