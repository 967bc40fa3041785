/*
 * What the gate lets through is plain: the same bytes cut anywhere are never
 * taken for another request, what it hands out lies inside them, and a path begins
 * with a slash.
 */
#include "search/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void inside(struct str part, const char *from, const char *to)
{
	if (part.n != 0 && (part.s < from || part.s + part.n > to))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	struct gate_request request, again;
	int status = 0, other = 0;

	switch (gate_read(bytes, &request, &status)) {
	case GATE_READY:
		if (!str_eq(request.path, STR("/"))) /* a constant where the target is a host alone */
			inside(request.path, bytes.s, bytes.s + size);
		if (request.path.n == 0 || request.path.s[0] != '/')
			__builtin_trap();
		inside(request.query, bytes.s, bytes.s + size);
		inside(request.host, bytes.s, bytes.s + size);
		for (size_t i = 0; i < request.headers_n; i++)
			inside(request.headers[i].value, bytes.s, bytes.s + size);
		if (request.head > size || request.body > LIMIT_HTTP_TICKET_BODY)
			__builtin_trap();
		if (request.body != 0 && request.method != METHOD_POST)
			__builtin_trap();
		/* a head that is complete says the same whatever follows, and is not complete one byte earlier */
		if (gate_read(str_slice(bytes, 0, request.head), &again, &other) != GATE_READY ||
		    again.head != request.head || again.body != request.body)
			__builtin_trap();
		if (gate_read(str_slice(bytes, 0, request.head - 1), &again, &other) != GATE_MORE)
			__builtin_trap();
		break;
	case GATE_REFUSED:
		if (status < 400 || status > 599)
			__builtin_trap();
		break;
	case GATE_MORE:
		break;
	}
	return 0;
}
