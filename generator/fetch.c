#include "generator/fetch.h"

#include "common/buf.h"
#include "common/mem.h"
#include "common/vec.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* What is used of the library. */
/* clang-format off */
#define CURL_FUNCTIONS(X) \
	X(global_init) \
	X(global_cleanup) \
	X(easy_init) \
	X(easy_setopt) \
	X(easy_getinfo) X(easy_cleanup) X(multi_init) X(multi_setopt) X(multi_add_handle) X(multi_remove_handle) \
	    X(multi_perform) X(multi_poll) X(multi_info_read) X(multi_cleanup)
/* clang-format on */

struct library {
	void *handle;
#define X(name) __typeof__(curl_##name) *name;
	CURL_FUNCTIONS(X)
#undef X
};

/* One request that is under way. */
struct transfer {
	CURL *easy;
	uint64_t owner;
	struct buf body;
	size_t keep;
	bool was_cut;	       /* we have what we want and hung up */
	bool was_refused;      /* the address is one that is not asked */
	struct transfer *next; /* of those that wait to be used again */
};

struct fetch {
	struct library curl;
	CURLM *multi;
	struct fetch_options options;
	struct VEC(struct transfer *) all;
	struct transfer *idle;	   /* of them */
	struct transfer *answered; /* its body is being looked at */
};

uint64_t fetch_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---- the library --------------------------------------------------------------- */

static bool load_function(void *handle, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(handle, name);

	memcpy(function, &symbol, size); /* ISO C has no cast from data to function */
	return symbol != NULL;
}

static bool load_library(struct library *library)
{
	bool complete = true;

	library->handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
	if (library->handle == NULL)
		return false;
#define X(name) \
	complete = load_function(library->handle, "curl_" #name, &library->name, sizeof(library->name)) && complete;
	CURL_FUNCTIONS(X)
#undef X
	return complete && library->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

struct fetch *fetch_new(const struct fetch_options *options, const char **problem)
{
	struct fetch *fetch = mem_zalloc(sizeof(*fetch));

	fetch->options = *options;
	if (load_library(&fetch->curl))
		fetch->multi = fetch->curl.multi_init();
	if (fetch->multi == NULL) {
		*problem = "libcurl could not be loaded (Debian: apt-get install libcurl4)";
		fetch_free(fetch);
		return NULL;
	}
	return fetch;
}

static void free_transfer(struct fetch *fetch, struct transfer *transfer)
{
	(void)fetch->curl.multi_remove_handle(fetch->multi, transfer->easy); /* fine when it is not there */
	fetch->curl.easy_cleanup(transfer->easy);
	buf_release(&transfer->body);
	mem_free(transfer);
}

void fetch_free(struct fetch *fetch)
{
	if (fetch == NULL)
		return;
	for (size_t i = 0; i < fetch->all.n; i++)
		free_transfer(fetch, fetch->all.at[i]);
	vec_release(&fetch->all);
	if (fetch->multi != NULL) {
		(void)fetch->curl.multi_cleanup(fetch->multi);
		fetch->curl.global_cleanup();
	}
	if (fetch->curl.handle != NULL)
		(void)dlclose(fetch->curl.handle);
	mem_free(fetch);
}

/* ---- a request -------------------------------------------------------------------- */

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
	struct transfer *transfer = context;

	n *= size;
	if (n > transfer->keep - transfer->body.n) {
		buf_add(&transfer->body, bytes, transfer->keep - transfer->body.n);
		transfer->was_cut = true;
		return 0; /* hangs up */
	}
	buf_add(&transfer->body, bytes, n);
	return n;
}

/* Link-local, multicast, unspecified. */
static bool is_refused_v4(uint32_t address)
{
	return address >> 16 == 0xA9FE || address >> 28 >= 0xE || address >> 24 == 0;
}

static bool is_refused(const struct curl_sockaddr *address)
{
	if (address->family == AF_INET) {
		struct sockaddr_in v4;

		memcpy(&v4, &address->addr, sizeof(v4));
		return is_refused_v4(ntohl(v4.sin_addr.s_addr));
	}
	if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
		struct sockaddr_in6 v6;
		uint32_t last;

		memcpy(&v6, (const void *)&address->addr, sizeof(v6));
		memcpy(&last, v6.sin6_addr.s6_addr + 12, sizeof(last));
		if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
			return is_refused_v4(ntohl(last));
		return IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr) || IN6_IS_ADDR_MULTICAST(&v6.sin6_addr) ||
		       IN6_IS_ADDR_UNSPECIFIED(&v6.sin6_addr);
	}
	return true;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *transfer = context;

	(void)purpose;
	if (is_refused(address)) {
		transfer->was_refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void set_up(struct fetch *fetch, struct transfer *transfer)
{
	const struct library *curl = &fetch->curl;
	CURL *easy = transfer->easy;

	(void)curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	(void)curl->easy_setopt(easy, CURLOPT_USERAGENT, fetch->options.user_agent);
	(void)curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl->easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	(void)curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
	(void)curl->easy_setopt(easy, CURLOPT_MAXREDIRS, 10L);
	(void)curl->easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	(void)curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)fetch->options.timeout_ms);
	(void)curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	(void)curl->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
	(void)curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	(void)curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
	(void)curl->easy_setopt(easy, CURLOPT_PRIVATE, transfer);
}

static struct transfer *take_transfer(struct fetch *fetch)
{
	struct transfer *transfer = fetch->idle;

	if (transfer != NULL) {
		fetch->idle = transfer->next;
	} else {
		transfer = mem_zalloc(sizeof(*transfer));
		*vec_add(&fetch->all) = transfer;
		buf_init(&transfer->body, BUF_NO_LIMIT);
		transfer->easy = fetch->curl.easy_init();
		set_up(fetch, transfer);
	}
	buf_clear(&transfer->body);
	transfer->was_cut = transfer->was_refused = false;
	return transfer;
}

void fetch_start(struct fetch *fetch, const struct fetch_request *request)
{
	struct transfer *transfer = take_transfer(fetch);
	const struct library *curl = &fetch->curl;
	char *url = mem_dup(request->url.s, request->url.n);

	transfer->owner = request->owner;
	transfer->keep = request->keep;
	(void)curl->easy_setopt(transfer->easy, CURLOPT_URL, url); /* copies it */
	(void)curl->easy_setopt(transfer->easy, CURLOPT_NOBODY, request->is_head ? 1L : 0L);
	if (!request->is_head)
		(void)curl->easy_setopt(transfer->easy, CURLOPT_HTTPGET, 1L);
	(void)curl->multi_add_handle(fetch->multi, transfer->easy);
	mem_free(url);
}

/* ---- answers ------------------------------------------------------------------------- */

static enum fetch_problem problem_of(const struct transfer *transfer, CURLcode code)
{
	static const struct {
		CURLcode code;
		enum fetch_problem problem;
	} problems[] = {
	    {CURLE_OK, FETCH_FINE},
	    {CURLE_COULDNT_RESOLVE_HOST, FETCH_NO_HOST},
	    {CURLE_COULDNT_CONNECT, FETCH_NO_CONNECTION},
	    {CURLE_OPERATION_TIMEDOUT, FETCH_TIMEOUT},
	    {CURLE_PEER_FAILED_VERIFICATION, FETCH_CERTIFICATE},
	    {CURLE_SSL_CONNECT_ERROR, FETCH_CERTIFICATE},
	    {CURLE_TOO_MANY_REDIRECTS, FETCH_REDIRECTS},
	    {CURLE_UNSUPPORTED_PROTOCOL, FETCH_PROTOCOL},
	};

	if (transfer->was_refused)
		return FETCH_REFUSED;
	if (transfer->was_cut && code == CURLE_WRITE_ERROR)
		return FETCH_FINE;
	for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++)
		if (problems[i].code == code)
			return problems[i].problem;
	return FETCH_OTHER;
}

static void answer_of(struct fetch *fetch, struct transfer *transfer, CURLcode code, struct fetch_answer *answer)
{
	curl_off_t retry_after = 0;

	*answer = (struct fetch_answer){.owner = transfer->owner, .problem = problem_of(transfer, code)};
	if (answer->problem == FETCH_FINE)
		(void)fetch->curl.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &answer->status);
	(void)fetch->curl.easy_getinfo(transfer->easy, CURLINFO_RETRY_AFTER, &retry_after);
	answer->retry_after = retry_after > 0 && retry_after < 1000000 ? (unsigned)retry_after : 0;
	answer->body = buf_view(&transfer->body);
}

/* The next transfer that has ended. */
static bool take_answer(struct fetch *fetch, struct fetch_answer *answer)
{
	CURLMsg *message;
	int more;

	while ((message = fetch->curl.multi_info_read(fetch->multi, &more)) != NULL) {
		CURLcode code = message->data.result;
		CURL *easy = message->easy_handle;
		char *transfer = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)fetch->curl.easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
		(void)fetch->curl.multi_remove_handle(fetch->multi, easy); /* message is gone now */
		fetch->answered = (struct transfer *)(void *)transfer;
		answer_of(fetch, fetch->answered, code, answer);
		return true;
	}
	return false;
}

bool fetch_wait(struct fetch *fetch, unsigned milliseconds, struct fetch_answer *answer)
{
	uint64_t end = fetch_now() + milliseconds, now;
	int running;

	if (fetch->answered != NULL) {
		fetch->answered->next = fetch->idle;
		fetch->idle = fetch->answered;
		fetch->answered = NULL;
	}
	for (;;) {
		(void)fetch->curl.multi_perform(fetch->multi, &running);
		if (take_answer(fetch, answer))
			return true;
		now = fetch_now();
		if (now >= end)
			return false;
		(void)fetch->curl.multi_poll(fetch->multi, NULL, 0, (int)(end - now), NULL);
	}
}
