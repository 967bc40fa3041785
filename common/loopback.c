#include "common/loopback.h"

/* Behind the host: nothing, or a colon and digits. */
static bool is_port(struct str text)
{
	if (text.n == 0)
		return true;
	if (text.s[0] != ':' || text.n == 1 || text.n > 6)
		return false;
	for (size_t i = 1; i < text.n; i++)
		if (text.s[i] < '0' || text.s[i] > '9')
			return false;
	return true;
}

bool loopback_is_url(struct str url)
{
	static const struct str hosts[] = {STR_INIT("127.0.0.1"), STR_INIT("localhost"), STR_INIT("[::1]")};
	ptrdiff_t at = str_find(url, STR("://"));
	struct str host = at >= 0 ? str_from(url, (size_t)at + 3) : STR("");
	size_t n = 0;

	while (n < host.n && host.s[n] != '/' && host.s[n] != '?' && host.s[n] != '#')
		n++;
	host = str_slice(host, 0, n);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		if (str_starts(host, hosts[i]) && is_port(str_from(host, hosts[i].n)))
			return true;
	return false;
}
