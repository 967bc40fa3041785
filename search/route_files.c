/* Permalinks, the site's files, and what is not there. */
#include "search/routes.h"

#include "search/files.h"
#include "search/reply.h"

static void files_of(const struct call *call, struct files_site *files)
{
	*files = (struct files_site){
	    .folder = call->server->options.folder,
	    .name = call->server->options.name,
	    .base_path = call->site->base_path,
	    .csp = theme_csp(call->site->theme),
	};
}

void route_missing(struct call *call)
{
	struct files_site files;

	if (call->site != NULL && reply_wants_html(call->request)) {
		files_of(call, &files);
		if (files_missing(&files, call->request->gate->path, call->reply, &call->worker->arena))
			return;
	}
	call_fail(call, 404, STR_NONE);
}

void route_permalink(struct call *call)
{
	struct arena *arena = &call->worker->arena;
	struct str id = str_from(call->path, 3), url = STR_NONE;
	size_t repaired;

	if (str_ends(id, STR("/")))
		id.n--;
	if (params_decode(id, false, arena, &id, &repaired) && repaired == 0)
		url = query_page_by_id(call->site->engine, id);
	if (url.s == NULL) {
		route_missing(call);
		return;
	}
	call->reply->status = 301;
	call->reply->cache_control = "no-cache";
	buf_lit(call->reply->headers, "Location: ");
	buf_str(call->reply->headers, query_json_url(call->site->base_path, &(struct query_hit){.url = url}, arena));
	buf_lit(call->reply->headers, "\r\n");
}

bool route_is_folder(const struct call *call)
{
	struct files_site files;

	if (call->site == NULL)
		return false;
	files_of(call, &files);
	return files_is_folder(&files, call->request->gate->path);
}

void route_file(struct call *call)
{
	struct files_site files;

	files_of(call, &files);
	files_answer(&files, call->request, call->reply, &call->worker->arena);
	call->reply->for_others = str_eq(call->path, STR("/widget.js"));
	if (call->reply->status == 404 && call->reply->file < 0)
		route_missing(call);
	else if (call->reply->status > 404)
		call_fail(call, call->reply->status, STR_NONE);
	if (call->reply->status == 503)
		call_retry_after(call, 1);
}
