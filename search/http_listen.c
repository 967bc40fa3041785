/* Sockets that wait for connections, by the addresses that operators write. */
#include "search/http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_on(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1, no = 0, error;

	if (fd < 0)
		return -1;
	if (address->sa_family != AF_UNIX)
		(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (address->sa_family == AF_INET6) /* [::] is all addresses, whatever the machine's default */
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
	if (bind(fd, address, size) == 0 && listen(fd, 4096) == 0)
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

/* What an earlier server left behind goes; what is no socket, or one that a server listens on, is not ours to remove.
 */
static int remove_socket(const struct sockaddr_un *address)
{
	struct stat status;
	int fd, error;

	if (lstat(address->sun_path, &status) != 0)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISSOCK(status.st_mode)) {
		errno = EEXIST;
		return -1;
	}
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	error = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 ? EADDRINUSE : errno;
	close(fd);
	if (error != ECONNREFUSED) {
		/* a socket of another kind and a full queue say that somebody is there, too */
		errno = error == EACCES || error == EPERM ? error : EADDRINUSE;
		return -1;
	}
	return unlink(address->sun_path);
}

static int listen_unix(struct str path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	errno = EINVAL;
	if (path.n == 0 || path.n >= sizeof(address.sun_path))
		return -1;
	memcpy(address.sun_path, path.s, path.n);
	if (remove_socket(&address) != 0)
		return -1;
	return listen_on((const struct sockaddr *)&address, sizeof(address));
}

int http_listen(struct str address)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	ptrdiff_t colon = str_rfind_char(address, ':');
	struct str host, port;
	char host_text[256], port_text[8];
	int64_t number;
	int fd = -1;

	if (str_starts(address, STR("unix:")))
		return listen_unix(str_from(address, 5));
	errno = EINVAL;
	if (colon < 0)
		return -1;
	host = str_slice(address, 0, (size_t)colon);
	port = str_from(address, (size_t)colon + 1);
	if (host.n > 2 && host.s[0] == '[' && host.s[host.n - 1] == ']')
		host = str_slice(host, 1, host.n - 1);
	else if (str_find_char(host, ':') >= 0)
		return -1;
	/* getaddrinfo() takes 99999 for 34463 */
	if (host.n >= sizeof(host_text) || port.n >= sizeof(port_text) || !str_to_int(port, &number) || number < 0 ||
	    number > 65535)
		return -1;
	/* no other name: asking for it would be a connection, and the answer several addresses */
	if (host.n == 0 || str_eq_nocase(host, STR("localhost")))
		host = STR("127.0.0.1");
	snprintf(host_text, sizeof(host_text), "%.*s", STR_ARG(host));
	snprintf(port_text, sizeof(port_text), "%.*s", STR_ARG(port));
	if (getaddrinfo(host_text, port_text, &hints, &found) != 0) {
		errno = EINVAL;
		return -1;
	}
	fd = listen_on(found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return fd;
}

bool http_is_listening(int fd)
{
	int is_listening = 0;
	socklen_t size = sizeof(is_listening);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) == 0 && is_listening != 0;
}

void http_name(int listener, struct buf *out)
{
	struct sockaddr_storage address = {0};
	socklen_t size = sizeof(address);
	char host[64] = "", port[16] = "";

	if (getsockname(listener, (struct sockaddr *)&address, &size) != 0 || address.ss_family == AF_UNIX) {
		buf_lit(out, "a socket");
		return;
	}
	(void)getnameinfo((struct sockaddr *)&address, size, host, sizeof(host), port, sizeof(port),
			  NI_NUMERICHOST | NI_NUMERICSERV);
	buf_printf(out, strchr(host, ':') != NULL ? "http://[%s]:%s" : "http://%s:%s", host, port);
}
