#include "search/proxies.h"

#include "search/server.h"

bool proxies_has(const struct server_options *options, const struct http_peer *peer)
{
	if (peer->is_local && options->trusts_local)
		return true;
	for (size_t i = 0; i < options->proxies_n; i++)
		if (clients_same_machine(&options->proxies[i], peer))
			return true;
	return false;
}

/* Takes addresses from the end of one line of X-Forwarded-For. False when it is at one that is not a proxy of ours. */
static bool walk_back(const struct server_options *options, struct str line, struct http_peer *peer)
{
	while (line.n != 0 && proxies_has(options, peer)) {
		ptrdiff_t comma = str_rfind_char(line, ',');
		struct http_peer before;

		if (!clients_parse(str_trim(str_from(line, (size_t)(comma + 1))), &before))
			return false;
		*peer = before;
		line = str_slice(line, 0, comma > 0 ? (size_t)comma : 0);
	}
	return proxies_has(options, peer);
}

struct http_peer proxies_client(const struct server_options *options, const struct http_request *request)
{
	const struct gate_request *gate = request->gate;
	struct http_peer peer = request->peer;

	for (size_t i = gate->headers_n; i-- > 0;)
		if (str_eq_nocase(gate->headers[i].name, STR("x-forwarded-for")) &&
		    !walk_back(options, gate->headers[i].value, &peer))
			break;
	return peer;
}
