/* The slash command of Slack. */
#include "search/routes.h"

#include "common/escape.h"
#include "common/strings.h"
#include "common/utf8.h"
#include "search/reply.h"
#include "search/slack.h"

enum {
	RESULTS_IN_SLACK = 3,
	QUERY_IN_ADDRESS = 600, /* 1,800 when encoded: Slack takes no button whose address has more than 3,000 */
};

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
	escape_url_part(&text, utf8_cut(call->params.q, QUERY_IN_ADDRESS));
	words->search_url =
	    arena_printf(arena, "%.*s/search?q=%.*s", STR_ARG(call->site->base_url), STR_ARG(buf_view(&text)));
	words->contact_url =
	    arena_printf(arena, "%.*s/contact/?subject=%.*s", STR_ARG(call->site->base_url), STR_ARG(buf_view(&text)));
	buf_release(&text);
}

void route_slack(struct call *call)
{
	const struct gate_request *gate = call->request->gate;
	struct slack_hit hits[RESULTS_IN_SLACK];
	struct query_results results = {.total = 0};
	struct slack_command command;
	struct slack_words words;

	if (call->server->options.slack_secret.n == 0) {
		call_fail(call, 404, STR("No Slack app is known to this server."));
		return;
	}
	if (!call_is_type(gate_header(gate, STR("content-type")), STR("application/x-www-form-urlencoded"))) {
		call_fail(call, 415, STR("The body must be what Slack sends: application/x-www-form-urlencoded."));
		return;
	}
	slack_parse(call->request->body, &call->worker->arena, &command);
	reply_json(call->reply);
	if (command.is_probe)
		return;
	if (!slack_is_genuine(call->server->options.slack_secret, gate_header(gate, STR("x-slack-request-timestamp")),
			      gate_header(gate, STR("x-slack-signature")), call->request->body, call_wall_clock())) {
		call_fail(call, 403, STR("The signature or its time is not right."));
		return;
	}
	call->params = (struct params){
	    .q = call_normalised(command.text, &call->worker->arena), .limit = RESULTS_IN_SLACK, .offset = -1};
	if (call->params.q.n != 0 && call_search(call, &results, true) != 0)
		return;
	for (size_t i = 0; i < results.hits_n; i++)
		slack_hit(call, &results.hits[i], &hits[i]);
	slack_words(call, results.total, &words);
	slack_answer(call->reply->body, hits, results.hits_n, call->params.q, &words);
}
