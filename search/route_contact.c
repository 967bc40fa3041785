/* The contact form and its thanks as pages, with scripts and without. */
#include "search/routes.h"

#include "common/escape.h"
#include "search/contact.h"
#include "search/events.h"
#include "search/suggest.h"

enum { SUGGESTIONS_ON_PAGE = 4 };

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
					  .bounds = call_bounds()};
	struct suggest_results results;
	struct value *list = value_list(arena);
	struct event event = {.kind = STR("shown"), .form = typed->form};

	if (suggest_answers(call->site->engine, call_scratch(call), &request, arena, &results) != 0 ||
	    results.answers_n == 0)
		return NULL;
	for (size_t i = 0; i < results.answers_n; i++) {
		value_append(arena, list, call_hit_value(call, &results.answers[i].hit));
		if (event.pages_n < EVENT_PAGES && results.answers[i].hit.url.n < EVENT_PAGE_BYTES)
			event.pages[event.pages_n++] = results.answers[i].hit.url;
	}
	call_note_event(call, &event);
	return list;
}

static void show_contact(struct call *call, struct contact_page *page, bool is_sure)
{
	struct arena *arena = &call->worker->arena;

	page->site = call->site;
	page->strings = theme_strings(call->site->theme, call->lang);
	page->action = own_page(call, is_sure ? "contact/?sure=1" : "contact/");
	page->typed.lang = call->lang;
	(void)!call_show_page(call, THEME_CONTACT, call->lang, contact_value(page, arena));
}

static void get_contact(struct call *call)
{
	struct contact_page page = {0};

	if (!call_read_query(call, PARAMS_CONTACT, true))
		return;
	call->params.lang = call->lang;
	page.has_topic = call->params.has_topic;
	page.typed = (struct ticket_fields){.topic = call->params.topic,
					    .tier = call->params.tier,
					    .subject = call->params.subject,
					    .page = came_from(call)};
	page.venue = call_venue(call);
	show_contact(call, &page, false);
}

/* A form can be sent by any page, so the browser must say that it was one of ours. */
static bool is_own_form(const struct call *call)
{
	const struct gate_request *gate = call->request->gate;

	return call_is_own_origin(call) &&
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

static void hand_in(struct call *call, const struct contact_page *asked, bool is_sure)
{
	struct contact_page page = *asked; /* what is wrong with it lives no longer than this */
	struct desk_result result;

	route_take_ticket(call, &page.typed, &result, &page.venue);
	switch (result.answer) {
	case DESK_TAKEN:
		say_thanks(call, &page.typed, result.reference);
		return;
	case DESK_WRONG:
		call->reply->status = 422;
		page.problems = result.problems;
		page.problems_n = result.problems_n;
		break;
	case DESK_ELSEWHERE:
	case DESK_CLOSED:
		break;
	default:
		call->reply->status = result.answer == DESK_TOO_MANY ? 429 : 503;
		call_retry_after(call, result.retry_after);
		page.has_failed = true;
	}
	show_contact(call, &page, is_sure);
}

static bool has_question(const struct ticket_fields *typed)
{
	return str_trim(typed->subject).n != 0 || str_trim(typed->body).n != 0;
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
		call_fail(call, 403, STR_NONE);
		return;
	}
	if (!call_read_query(call, PARAMS_CONTACT, true))
		return;
	is_sure = call->params.sure.n != 0;
	if (ticket_from_form(gate_header(call->request->gate, STR("content-type")), call->request->body, arena,
			     &page.typed, &reason) != 0) {
		call_fail(call, 400, reason);
		return;
	}
	page.typed.lang = call->lang;
	call->params =
	    (struct params){.topic = page.typed.topic, .tier = page.typed.tier, .lang = call->lang, .limit = -1};
	page.venue = call_venue(call);
	if (desk_delivers(page.venue)) {
		page.problems_n = ticket_check(&page.typed, arena, &ticket, problems);
		page.problems = problems;
	}
	/* who is led elsewhere presses the button to look for answers, each time */
	if (page.problems_n == 0 && !(is_sure && desk_delivers(page.venue)))
		page.answers = page_answers(call, &page.typed);
	page.has_nothing = !desk_delivers(page.venue) && page.answers == NULL && has_question(&page.typed);
	if (desk_delivers(page.venue) && page.answers == NULL)
		hand_in(call, &page, is_sure);
	else /* the answers are shown once; what is a link needs no more than that */
		show_contact(call, &page, page.answers != NULL);
}

void route_contact(struct call *call)
{
	if (call->request->gate->method == METHOD_POST)
		post_contact(call);
	else
		get_contact(call);
}

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

void route_thank_you(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct value *ask = value_map(arena);
	const struct value *expect;

	if (!call_read_query(call, PARAMS_CONTACT, true))
		return;
	if (!is_reference(call->params.ref)) {
		route_missing(call);
		return;
	}
	call->params.lang = call->lang;
	expect = value_path(call_venue(call), STR("expect.text"));
	value_set_lit(arena, ask, "reference", value_str(arena, call->params.ref));
	value_set_lit(arena, ask, "expect", value_str(arena, expect != NULL ? expect->as.str : STR("")));
	(void)!call_show_page(call, THEME_THANK_YOU, call->lang, ask);
}
