#include "search/reply.h"

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
    {411, "length_required", "A body must come with its length."},
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

bool reply_wants_html(const struct http_request *request)
{
	struct str accept = request != NULL ? gate_header(request->gate, STR("accept")) : STR_NONE;
	ptrdiff_t html = str_find(accept, STR("text/html")), json = str_find(accept, STR("application/json"));

	return html >= 0 && (json < 0 || html < json);
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
	reply_text(reply->body, "code", str_c(errors[error].code), true);
	reply_text(reply->body, "message", message, false);
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

/* ---- parts of answers ---- */

void reply_text(struct buf *out, const char *name, struct str text, bool is_first)
{
	if (!is_first)
		buf_char(out, ',');
	buf_char(out, '"');
	buf_str(out, str_c(name));
	buf_lit(out, "\":\"");
	escape_json(out, text);
	buf_char(out, '"');
}

void reply_excerpt(struct buf *out, struct str excerpt)
{
	size_t from = 0;

	for (size_t i = 0; i < excerpt.n; i++) {
		if (excerpt.s[i] != QUERY_MARK_BEGIN && excerpt.s[i] != QUERY_MARK_END)
			continue;
		escape_html(out, str_slice(excerpt, from, i));
		buf_str(out, excerpt.s[i] == QUERY_MARK_BEGIN ? STR("<mark>") : STR("</mark>"));
		from = i + 1;
	}
	escape_html(out, str_from(excerpt, from));
}

struct str reply_url(const struct site *site, const struct query_hit *hit, struct arena *arena)
{
	struct str path = str_starts(hit->url, STR("/")) ? str_from(hit->url, 1) : hit->url, url;
	struct buf buf;

	buf_init(&buf, BUF_NO_LIMIT);
	buf_str(&buf, site->base_path);
	escape_url_path(&buf, path);
	if (hit->anchor.n != 0) {
		buf_char(&buf, '#');
		escape_url_part(&buf, hit->anchor);
	}
	url = arena_str(arena, buf_view(&buf));
	buf_release(&buf);
	return url;
}

/* A text as it may stand in HTML, as a JSON string: what the theme's script expects of titles and excerpts. */
static void html_text(struct buf *out, const char *name, struct str text, bool has_marks)
{
	struct buf html;

	buf_init(&html, BUF_NO_LIMIT);
	if (has_marks)
		reply_excerpt(&html, text);
	else
		escape_html(&html, text);
	reply_text(out, name, buf_view(&html), false);
	buf_release(&html);
}

void reply_hit(struct buf *out, const struct site *site, const struct query_hit *hit, struct arena *arena)
{
	reply_text(out, "url", reply_url(site, hit, arena), true);
	html_text(out, "title", hit->title, false);
	html_text(out, "heading", hit->heading, false);
	html_text(out, "excerpt", hit->excerpt, true);
	reply_text(out, "id", hit->id, false);
	reply_text(out, "breadcrumb", hit->breadcrumb, false);
	reply_text(out, "section", hit->section, false);
	reply_text(out, "kind", hit->kind, false);
	reply_text(out, "lang", hit->lang, false);
}

void reply_facets(struct buf *out, const struct query_results *results)
{
	buf_lit(out, ",\"facets\":{");
	for (int i = 0; i < QUERY_FACET_KINDS; i++) {
		const struct query_facet *facet = &results->facets[i];

		if (facet->name == NULL)
			continue;
		if (out->s[out->n - 1] != '{')
			buf_char(out, ',');
		buf_printf(out, "\"%s\":[", facet->name);
		for (size_t k = 0; k < facet->values_n; k++) {
			buf_str(out, k != 0 ? STR(",{") : STR("{"));
			reply_text(out, "value", facet->values[k].value, true);
			buf_printf(out, ",\"pages\":%u}", (unsigned)facet->values[k].pages);
		}
		buf_char(out, ']');
	}
	buf_char(out, '}');
}
