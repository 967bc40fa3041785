#include "search/clients.h"

#include "common/hash.h"
#include "common/mem.h"

#include <arpa/inet.h>
#include <pthread.h>

enum { WAYS = 8, SETS = LIMIT_CLIENTS / WAYS };

struct client {
	uint8_t address[16];
	bool is_used;
	uint32_t connections;
	double tokens;
	int64_t at; /* when the tokens were counted, 0: never */
};

struct clients {
	double per_second, burst;
	unsigned connections_max;
	pthread_mutex_t lock;
	struct client (*sets)[WAYS];
};

struct clients *clients_new(double per_second, double burst, unsigned connections)
{
	struct clients *clients = mem_zalloc(sizeof(*clients));

	clients->per_second = per_second;
	clients->burst = burst;
	clients->connections_max = connections;
	clients->sets = mem_zalloc(SETS * sizeof(*clients->sets));
	pthread_mutex_init(&clients->lock, NULL);
	return clients;
}

void clients_free(struct clients *clients)
{
	if (clients == NULL)
		return;
	pthread_mutex_destroy(&clients->lock);
	mem_free(clients->sets);
	mem_free(clients);
}

static struct client *find(struct clients *clients, const struct http_peer *peer)
{
	struct client *set = clients->sets[hash64(str_n((const char *)peer->bytes, 16)) % SETS];

	for (size_t i = 0; i < WAYS; i++)
		if (set[i].is_used && memcmp(set[i].address, peer->bytes, 16) == 0)
			return &set[i];
	return NULL;
}

/* The client's place; else a free one; else that of whoever is idle longest, those with connections last. */
static struct client *get(struct clients *clients, const struct http_peer *peer)
{
	struct client *set = clients->sets[hash64(str_n((const char *)peer->bytes, 16)) % SETS];
	struct client *client = find(clients, peer), *worst = &set[0];

	if (client != NULL)
		return client;
	for (size_t i = 0; i < WAYS; i++) {
		struct client *other = &set[i];

		if (!other->is_used) {
			worst = other;
			break;
		}
		if ((other->connections == 0) != (worst->connections == 0) ? other->connections == 0
									   : other->at < worst->at)
			worst = other;
	}
	*worst = (struct client){.is_used = true, .tokens = clients->burst};
	memcpy(worst->address, peer->bytes, 16);
	return worst;
}

bool clients_enter(struct clients *clients, const struct http_peer *peer)
{
	struct client *client;
	bool may;

	if (peer->is_local)
		return true;
	pthread_mutex_lock(&clients->lock);
	client = get(clients, peer);
	may = client->connections < clients->connections_max;
	if (may)
		client->connections++;
	pthread_mutex_unlock(&clients->lock);
	return may;
}

void clients_leave(struct clients *clients, const struct http_peer *peer)
{
	struct client *client;

	if (peer->is_local)
		return;
	pthread_mutex_lock(&clients->lock);
	client = find(clients, peer);
	if (client != NULL && client->connections != 0)
		client->connections--;
	pthread_mutex_unlock(&clients->lock);
}

bool clients_pay(struct clients *clients, const struct http_peer *peer, double price, int64_t now, int *retry_after)
{
	struct client *client;
	double missing;

	*retry_after = 0;
	if (peer->is_local || clients->per_second <= 0)
		return true;
	pthread_mutex_lock(&clients->lock);
	client = get(clients, peer);
	if (client->at != 0 && now > client->at)
		client->tokens += (double)(now - client->at) / 1000 * clients->per_second;
	if (client->tokens > clients->burst)
		client->tokens = clients->burst;
	client->at = now;
	missing = price - client->tokens;
	if (missing <= 0)
		client->tokens -= price;
	pthread_mutex_unlock(&clients->lock);
	if (missing > 0)
		*retry_after = (int)(missing / clients->per_second) + 1;
	return missing <= 0;
}

/* "192.0.2.1:4711" and "[2001:db8::1]:4711", as some proxies write, without the port. */
static struct str without_port(struct str text)
{
	ptrdiff_t end = text.n != 0 && text.s[0] == '[' ? str_find_char(text, ']') : str_find_char(text, ':');
	struct str port;

	if (end < 0)
		return text;
	port = str_from(text, (size_t)end + 1);
	if (text.s[0] == '[') {
		text = str_slice(text, 1, (size_t)end);
		if (port.n != 0 && port.s[0] != ':')
			return STR("");
	} else if (str_find_char(port, ':') < 0) {
		text = str_slice(text, 0, (size_t)end);
	}
	return text;
}

bool clients_parse(struct str text, struct http_peer *peer)
{
	char copy[64];
	uint8_t address[16];

	text = without_port(text);
	if (text.n == 0 || text.n >= sizeof(copy))
		return false;
	memcpy(copy, text.s, text.n);
	copy[text.n] = '\0';
	if (inet_pton(AF_INET, copy, address) == 1)
		http_peer_set(peer, address, 4);
	else if (inet_pton(AF_INET6, copy, address) == 1)
		http_peer_set(peer, address, 16);
	else
		return false;
	return true;
}

bool clients_same(const struct http_peer *a, const struct http_peer *b)
{
	return memcmp(a->bytes, b->bytes, 16) == 0;
}

bool clients_same_machine(const struct http_peer *a, const struct http_peer *b)
{
	return clients_same(a, b) && memcmp(a->host, b->host, 8) == 0;
}
