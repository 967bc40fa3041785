#include "search/origins.h"

static const struct value *list_of(const struct value *config)
{
	const struct value *list = value_path(config, STR("server.widget_origins"));

	return list != NULL && list->kind == VALUE_LIST && list->as.list.n != 0 ? list : NULL;
}

bool origins_allow(const struct value *config, const struct gate_request *request)
{
	const struct value *list = list_of(config);
	struct str origin = gate_header(request, STR("origin"));

	for (uint32_t i = 0; list != NULL && origin.n != 0 && i < list->as.list.n; i++) {
		const struct value *one = list->as.list.at[i];

		if (one->kind == VALUE_STR && str_eq(one->as.str, origin))
			return true;
	}
	return false;
}

void origins_answer(const struct value *config, const struct gate_request *request, const char *method,
		    struct buf *headers)
{
	if (list_of(config) == NULL)
		return;
	buf_lit(headers, "Vary: Origin\r\n");
	if (!origins_allow(config, request))
		return;
	/* it is one of the list's texts, so it holds no line break */
	buf_printf(headers, "Access-Control-Allow-Origin: %.*s\r\n", STR_ARG(gate_header(request, STR("origin"))));
	if (request->method != METHOD_OPTIONS)
		return;
	buf_printf(headers,
		   "Access-Control-Allow-Methods: %s\r\nAccess-Control-Allow-Headers: Content-Type\r\n"
		   "Access-Control-Max-Age: 86400\r\n",
		   method);
}
