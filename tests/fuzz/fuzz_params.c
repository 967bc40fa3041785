/* Query strings and JSON bodies: whatever is taken is valid text and a number in range. */
#include "common/limits.h"
#include "common/served.h"
#include "common/utf8.h"
#include "search/files.h"
#include "search/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str text)
{
	if (!utf8_is_valid(text))
		__builtin_trap();
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] < ' ' && text.s[i] != '\n' && text.s[i] != '\t')
			__builtin_trap();
}

static void check(const struct params *params)
{
	check_text(params->q);
	check_text(params->lang);
	check_text(params->subject);
	check_text(params->body);
	check_text(params->topic);
	if (params->limit > LIMIT_RESULTS || params->offset > LIMIT_RESULTS_OFFSET)
		__builtin_trap();
	if (params->q.n > LIMIT_QUERY_BYTES || params->body.n > LIMIT_TICKET_BYTES)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size}, reason = STR_NONE;
	struct params params;
	struct arena arena;
	struct buf path;
	int64_t from, to;

	arena_init(&arena);
	buf_init(&path, 4096);
	if (params_query(text, PARAMS_SEARCH, false, &arena, &params, &reason) == 0)
		check(&params);
	else if (reason.n == 0)
		__builtin_trap();
	if (params_query(text, PARAMS_SEARCH, true, &arena, &params, &reason) == 0)
		check(&params);
	if (params_json(text, PARAMS_SUGGEST, &arena, &params, &reason) == 0)
		check(&params);
	if (served_path_decode(text, &path) && path.n != 0 &&
	    (path.s[0] == '/' || str_find(buf_view(&path), STR("..")) == 0 || strlen(path.s) != path.n))
		__builtin_trap();
	if (served_range(text, 100, &from, &to) == 1 && (from < 0 || from >= to || to > 100))
		__builtin_trap();
	(void)files_codings(text);
	buf_release(&path);
	arena_release(&arena);
	return 0;
}
