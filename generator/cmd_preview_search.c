#include "generator/cmd_preview_search.h"

#include "search/params.h"
#include "search/query_json.h"

#include <limits.h>

void preview_search_init(struct preview_search *search)
{
	*search = (struct preview_search){.folder = -1};
	buf_init(&search->path, PATH_MAX);
	buf_init(&search->base_path, PATH_MAX);
	buf_lit(&search->base_path, "/");
}

void preview_search_close(struct preview_search *search)
{
	if (search->scratch != NULL)
		query_scratch_free(search->scratch);
	query_close(search->engine);
	search->scratch = NULL;
	search->engine = NULL;
}

void preview_search_release(struct preview_search *search)
{
	preview_search_close(search);
	buf_release(&search->path);
	buf_release(&search->base_path);
}

void preview_search_set_site(struct preview_search *search, const struct preview_site *site)
{
	search->folder = site->folder;
	buf_clear(&search->path);
	buf_str(&search->path, site->output);
	buf_lit(&search->path, "/search.db");
	buf_clear(&search->base_path);
	buf_str(&search->base_path, site->base_path);
}

static bool open_index(struct preview_search *search)
{
	if (search->engine != NULL)
		return true;
	if (search->folder < 0 || buf_failed(&search->path))
		return false;
	search->engine = query_open(search->folder, search->path.s, 0, NULL);
	if (search->engine != NULL)
		search->scratch = query_scratch_new(search->engine);
	return search->engine != NULL;
}

static void add_error(struct buf *body, const char *code, struct str message)
{
	buf_lit(body, "{\"error\":{");
	query_json_text(body, "code", str_c(code), true);
	query_json_text(body, "message", message, false);
	buf_lit(body, "}}\n");
}

static int search_for(struct preview_search *search, const struct params *params, struct arena *arena, struct buf *body)
{
	struct query_request request = params_request(params);
	struct query_results results;

	if (query_search(search->engine, search->scratch, &request, arena, &results) != 0) {
		add_error(body, "internal", STR("The search index cannot be read."));
		return 500;
	}
	buf_char(body, '{');
	query_json_text(body, "query", params->q, true);
	buf_char(body, ',');
	query_json_results(body, buf_view(&search->base_path), &results, arena);
	buf_lit(body, "}\n");
	return 200;
}

static int answer(struct preview_search *search, struct str query, struct buf *body)
{
	struct params params;
	struct arena arena;
	struct str reason;
	int status = 400;

	arena_init(&arena);
	if (params_query(query, PARAMS_SEARCH, false, &arena, &params, &reason) != 0) {
		add_error(body, "bad_request", reason);
	} else if (!params.has_q) {
		add_error(body, "bad_request", STR("q is missing"));
	} else if (!open_index(search)) {
		add_error(body, "overloaded", STR("The site is being built."));
		status = 503;
	} else {
		status = search_for(search, &params, &arena, body);
	}
	arena_release(&arena);
	return status;
}

bool preview_search_answer(void *context, struct str method, struct str path, struct str query, int *status,
			   struct str *type, struct buf *body)
{
	struct preview_search *search = context;
	struct str base = buf_view(&search->base_path);

	if (!str_starts(path, base) || !str_eq(str_from(path, base.n), STR("api/search")) ||
	    !(str_eq(method, STR("GET")) || str_eq(method, STR("HEAD"))))
		return false;
	*type = STR("application/json; charset=utf-8");
	*status = answer(search, query, body);
	return true;
}
