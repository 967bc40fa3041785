/* Tickets, and what happened on forms, as JSON. */
#include "search/routes.h"

#include "search/events.h"
#include "search/proxies.h"
#include "search/reply.h"

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

static void count_ticket(const struct call *call, const struct desk_result *result)
{
	enum desk_answer answer = result->answer;

	if (answer == DESK_TAKEN && !result->is_known)
		metrics_count(call->server->metrics, call->request->thread, METRIC_TICKET);
	else if (answer == DESK_FULL || answer == DESK_FAILED)
		metrics_count(call->server->metrics, call->request->thread, METRIC_TICKET_FAILED);
}

void route_take_ticket(struct call *call, const struct ticket_fields *fields, struct desk_result *result,
		       struct value **venue)
{
	struct http_peer client = proxies_client(&call->server->options, call->request);
	struct desk_request request = {
	    .fields = fields, .client = &client, .now = call->request->now, .seconds = call_wall_clock()};

	call->params = (struct params){.topic = fields->topic, .tier = fields->tier, .lang = fields->lang};
	request.venue = *venue = call_venue(call);
	desk_take(call->server->options.desk, &request, &call->worker->arena, result);
	count_ticket(call, result);
	if (result->answer == DESK_TAKEN && !result->is_known)
		call_note_event(call, &(struct event){.kind = STR("submitted"), .form = fields->form});
}

void route_ticket(struct call *call)
{
	struct ticket_fields fields;
	struct desk_result result;
	struct value *venue;
	struct str reason = STR_NONE;

	if (!call_is_own_json(call))
		return;
	if (!desk_is_open(call->server->options.desk)) {
		call_fail(call, 404, STR("This server takes no tickets."));
		return;
	}
	if (ticket_from_json(call->request->body, &call->worker->arena, &fields, &reason) != 0) {
		call_fail(call, 400, reason);
		return;
	}
	route_take_ticket(call, &fields, &result, &venue);
	switch (result.answer) {
	case DESK_TAKEN:
		write_taken(call, &result, venue);
		break;
	case DESK_WRONG:
		write_problems(call, &result);
		break;
	case DESK_ELSEWHERE:
		call_fail(call, 409, STR("Such questions are not taken here; /api/suggest says where they belong."));
		break;
	case DESK_TOO_MANY:
		call_retry_after(call, result.retry_after);
		call_fail(call, 429, STR("That were many tickets from one place; please wait a little."));
		break;
	default:
		call_retry_after(call, result.retry_after);
		call_fail(call, 503,
			  STR("The ticket could not be kept. Nothing was sent; please try again in a minute."));
	}
}

/* ---- events ---- */

void route_event(struct call *call)
{
	struct str reason = STR_NONE;
	struct event event;

	if (!call_is_own_json(call))
		return;
	if (call->server->options.events == NULL) {
		call_fail(call, 404, STR("This server keeps no events."));
		return;
	}
	if (events_parse(call->request->body, call->site->base_path, &call->worker->arena, &event, &reason) != 0) {
		call_fail(call, 400, reason);
		return;
	}
	event.client = proxies_client(&call->server->options, call->request);
	event.seconds = call_wall_clock();
	switch (events_add(call->server->options.events, &event, call->request->now)) {
	case EVENTS_TAKEN:
		call->reply->status = 204;
		break;
	case EVENTS_TOO_MANY:
		call_retry_after(call, 60);
		call_fail(call, 429, STR_NONE);
		break;
	default:
		call_retry_after(call, 5);
		call_fail(call, 503, STR_NONE);
	}
}
