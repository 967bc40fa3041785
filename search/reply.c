#include "search/reply.h"

#include "search/query_json.h"
#include "common/escape.h"

/* ---- errors ---- */

static const struct {
	int status;
	const char *code, *message;
} errors[] = {
    {400, "bad_request", "The request could not be understood."},
    {403, "forbidden", "Requests of this kind must come from the site itself."},
    {404, "not_found", "There is no such page."},
    {405, "method_not_allowed", "This address does not take requests of that kind."},
    {408, "too_slow", "The request took too long to arrive."},
    {409, "elsewhere", "Such questions belong elsewhere."},
    {411, "length_required", "A body must come with its length."},
    {412, "precondition_failed", "The file is not the one that was asked for."},
    {413, "too_large", "The body is too large."},
    {414, "too_long", "The address is too long."},
    {415, "unsupported_type", "The body must be JSON, with Content-Type: application/json."},
    {416, "range_not_satisfiable", "There is no such range."},
    {417, "expectation_failed", "That cannot be promised."},
    {429, "too_many_requests", "Too many requests. Please try again later."},
    {431, "headers_too_large", "The headers are too large."},
    {500, "internal", "Something went wrong on the server."},
    {503, "overloaded", "The server is busy. Please try again."},
    {505, "unsupported_version", "HTTP/1.0 and HTTP/1.1 are spoken here."},
};

static size_t error_of(int status)
{
	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (errors[i].status == status)
			return i;
	return 0;
}

/* Thousandths, by RFC 9110 12.4.2; what is no number is 1. */
static int weight_of(struct str parameters)
{
	struct str part;
	int weight = 1000, place = 100;

	while (parameters.s != NULL && str_split(&parameters, ';', &part)) {
		part = str_trim(part);
		if (!str_starts_nocase(part, STR("q=")) || part.n < 3 || !str_is_digit(part.s[2]))
			continue;
		weight = part.s[2] == '0' ? 0 : 1000;
		for (size_t i = 4; i < part.n && i < 7 && weight < 1000 && str_is_digit(part.s[i]); i++, place /= 10)
			weight += (part.s[i] - '0') * place;
	}
	return weight;
}

enum reply_form reply_form_wanted(const struct http_request *request)
{
	struct str accept = request != NULL ? gate_header(request->gate, STR("accept")) : STR_NONE, item;
	int html = -1, json = -1, place = 0, html_place = 0, json_place = 0;

	for (; accept.n != 0 && str_split(&accept, ',', &item); place++) {
		struct str parameters = item, name;

		(void)str_split(&parameters, ';', &name);
		name = str_trim(name);
		if (str_eq_nocase(name, STR("text/html")) || (html < 0 && str_eq_nocase(name, STR("text/*")))) {
			html = weight_of(parameters);
			html_place = place;
		} else if (str_eq_nocase(name, STR("application/json")) ||
			   (json < 0 && str_eq_nocase(name, STR("application/*")))) {
			json = weight_of(parameters);
			json_place = place;
		}
	}
	if (html <= 0 && json <= 0)
		return html == 0 ? REPLY_JSON : REPLY_ANY;
	return html > json || (html == json && html_place < json_place) ? REPLY_HTML : REPLY_JSON;
}

bool reply_wants_html(const struct http_request *request)
{
	return reply_form_wanted(request) == REPLY_HTML;
}

void reply_error(struct http_reply *reply, const struct http_request *request, int status, struct str message)
{
	size_t error = error_of(status);

	reply->status = status;
	reply->cache_control = "no-store";
	buf_clear(reply->body);
	if (message.s == NULL)
		message = str_c(errors[error].message);
	if (reply_wants_html(request)) {
		reply_html(reply, STR_NONE);
		buf_printf(reply->body,
			   "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
			   "content=\"width=device-width\"><title>%d %s</title><h1>%s</h1><p>",
			   status, http_status_text(status), http_status_text(status));
		escape_html(reply->body, message);
		buf_lit(reply->body, "</p>\n");
		return;
	}
	reply_json(reply);
	buf_lit(reply->body, "{\"error\":{");
	query_json_text(reply->body, "code", str_c(errors[error].code), true);
	query_json_text(reply->body, "message", message, false);
	buf_lit(reply->body, "}}\n");
}

void reply_json(struct http_reply *reply)
{
	reply->type = "application/json; charset=utf-8";
}

void reply_html(struct http_reply *reply, struct str csp)
{
	reply->type = "text/html; charset=utf-8";
	reply->csp = csp;
}
