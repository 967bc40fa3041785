#include "search/files.h"

#include "common/escape.h"
#include "common/fs.h"
#include "common/served.h"
#include "search/reply.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

/* ---- what a request may ask for ---- */

/* At the root of the output, and for servers only. */
static bool is_for_servers(struct str path)
{
	static const struct str names[] = {STR_INIT("search.db"), STR_INIT("_redirects"),
					   STR_INIT("redirects.nginx.map"), STR_INIT("_headers")};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_starts(path, names[i]))
			return true;
	return false;
}

bool files_is_immutable(struct str path)
{
	ptrdiff_t dot = str_rfind_char(path, '.'), before;
	struct str mark;

	if (dot <= 0)
		return false;
	before = str_rfind_char(str_slice(path, 0, (size_t)dot), '.');
	if (before < 0)
		return false;
	mark = str_slice(path, (size_t)before + 1, (size_t)dot);
	for (size_t i = 0; i < mark.n; i++)
		if (str_hex_value(mark.s[i]) < 0 || (mark.s[i] >= 'A' && mark.s[i] <= 'F'))
			return false;
	return mark.n == 8;
}

/* ---- headers ---- */

/* A q of 0 refuses; the exact weight does not matter, because smaller is better for everyone. */
static bool is_refused(struct str weight)
{
	weight = str_trim(weight);
	if (!str_starts_nocase(weight, STR("q=")))
		return false;
	for (size_t i = 2; i < weight.n; i++)
		if (weight.s[i] >= '1' && weight.s[i] <= '9')
			return false;
	return true;
}

unsigned files_codings(struct str accept)
{
	unsigned codings = 1u << CODING_IDENTITY;
	struct str item;

	while (accept.n != 0 && str_split(&accept, ',', &item)) {
		struct str weight = item, name;

		(void)str_split(&weight, ';', &name);
		name = str_trim(name);
		if (weight.s != NULL && is_refused(weight))
			continue;
		if (str_eq_nocase(name, STR("br")))
			codings |= 1u << CODING_BROTLI;
		else if (str_eq_nocase(name, STR("gzip")))
			codings |= 1u << CODING_GZIP;
	}
	return codings;
}

static bool has_tag(struct str list, struct str tag, bool weakly)
{
	struct str item;

	while (list.n != 0 && str_split(&list, ',', &item)) {
		item = str_trim(item);
		if (weakly && str_starts(item, STR("W/")))
			item = str_from(item, 2);
		if (str_eq(item, tag) || str_eq(item, STR("*")))
			return true;
	}
	return false;
}

bool files_has_tag(struct str list, struct str tag)
{
	return has_tag(list, tag, true);
}

/* The same, without weak ones: for If-Match. */
static bool has_exact_tag(struct str list, struct str tag)
{
	return has_tag(list, tag, false);
}

/* ---- opening ---- */

struct found {
	int fd;
	struct stat status;
	enum files_coding coding;
};

/* Anew for each request: a build may put another folder in its place. */
static int open_site(const struct files_site *site)
{
	return openat(site->folder, site->name, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static bool is_worth_asking(struct str path)
{
	static const char *const suffixes[] = {".html", ".css", ".js", ".json", ".md", ".txt", ".xml", ".svg"};

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (str_ends(path, str_c(suffixes[i])))
			return true;
	return false;
}

/* The smallest form that the client takes and that is not older than the file. */
static bool open_best(int folder, struct str path, unsigned codings, struct found *found, struct arena *arena)
{
	static const char *const suffixes[] = {[CODING_GZIP] = ".gz", [CODING_BROTLI] = ".br"};

	found->coding = CODING_IDENTITY;
	found->fd = fs_open_file_at(folder, arena_str(arena, path).s, &found->status);
	if (found->fd < 0 || !is_worth_asking(path))
		return found->fd >= 0;
	for (int coding = CODING_BROTLI; coding > CODING_IDENTITY; coding--) {
		struct stat status;
		int fd;

		if ((codings & 1u << coding) == 0)
			continue;
		fd = fs_open_file_at(folder, arena_printf(arena, "%.*s%s", STR_ARG(path), suffixes[coding]).s, &status);
		if (fd < 0)
			continue;
		if (status.st_mtim.tv_sec < found->status.st_mtim.tv_sec) {
			close(fd);
			continue;
		}
		close(found->fd);
		*found = (struct found){fd, status, (enum files_coding)coding};
		return true;
	}
	return true;
}

/* ---- answering ---- */

static void redirect(struct http_reply *reply, struct str to)
{
	reply->status = 301;
	reply->cache_control = "no-cache";
	buf_lit(reply->headers, "Location: ");
	buf_str(reply->headers, to);
	buf_lit(reply->headers, "\r\n");
}

/* Whether the file is one that the client does not want to be answered with (RFC 9110, 13.2.2). */
static bool is_another(const struct http_request *request, struct str tag, int64_t modified)
{
	struct str match = gate_header(request->gate, STR("if-match"));
	struct str since = gate_header(request->gate, STR("if-unmodified-since"));
	int64_t date = http_date_parse(since);

	if (match.s != NULL)
		return !has_exact_tag(match, tag);
	return since.s != NULL && date >= 0 && modified > date;
}

static bool not_modified(const struct http_request *request, struct str tag, int64_t modified)
{
	struct str none_match = gate_header(request->gate, STR("if-none-match"));
	struct str since = gate_header(request->gate, STR("if-modified-since"));

	if (none_match.s != NULL)
		return files_has_tag(none_match, tag);
	return since.s != NULL && http_date_parse(since) >= modified;
}

/* Of HEAD nothing is a part (RFC 9110, 14.2). */
static bool wants_range(const struct http_request *request)
{
	return request->gate->method == METHOD_GET && gate_header(request->gate, STR("range")).s != NULL;
}

/* A range counts only while the file is still the one that the client has part of. */
static bool range_counts(const struct http_request *request, struct str tag, struct str modified)
{
	struct str condition = gate_header(request->gate, STR("if-range"));

	return condition.s == NULL || str_eq(condition, tag) || str_eq(condition, modified);
}

static void apply_range(const struct http_request *request, struct http_reply *reply, int64_t size)
{
	int64_t from, to;

	switch (served_range(gate_header(request->gate, STR("range")), size, &from, &to)) {
	case 1:
		reply->status = 206;
		reply->file_at = from;
		reply->file_n = to - from;
		buf_printf(reply->headers, "Content-Range: bytes %lld-%lld/%lld\r\n", (long long)from,
			   (long long)to - 1, (long long)size);
		break;
	case -1:
		reply->status = 416;
		reply->file_n = 0;
		buf_clear(reply->headers); /* they are the file's, and the answer is none of it */
		buf_printf(reply->headers, "Content-Range: bytes */%lld\r\n", (long long)size);
		break;
	default:
		break;
	}
}

static void answer_found(const struct files_site *site, const struct http_request *request, struct http_reply *reply,
			 const struct found *found, struct str path)
{
	static const char *const codings[] = {[CODING_GZIP] = "gzip", [CODING_BROTLI] = "br"};
	char modified[30];
	struct str tag;
	struct buf text;

	reply->file = found->fd;
	reply->file_n = found->status.st_size;
	reply->type = served_media_type(path);
	if (str_starts(str_c(reply->type), STR("text/html")))
		reply->csp = site->csp;
	else if (str_eq(str_c(reply->type), STR("image/svg+xml")))
		reply->csp = STR("default-src 'none';style-src 'unsafe-inline';sandbox");
	reply->cache_control = files_is_immutable(path) ? "public, max-age=31536000, immutable" : "no-cache";
	buf_init(&text, 128);
	buf_printf(&text, "\"%llx-%llx%s\"",
		   (unsigned long long)found->status.st_mtim.tv_sec * 1000000000ULL +
		       (unsigned long long)found->status.st_mtim.tv_nsec,
		   (unsigned long long)found->status.st_size,
		   found->coding != CODING_IDENTITY ? codings[found->coding] : "");
	tag = buf_view(&text);
	http_date(modified, (int64_t)found->status.st_mtim.tv_sec);
	buf_printf(reply->headers, "ETag: %.*s\r\nLast-Modified: %s\r\nAccept-Ranges: bytes\r\n", STR_ARG(tag),
		   modified);
	if (is_worth_asking(path))
		buf_lit(reply->headers, "Vary: Accept-Encoding\r\n");
	if (found->coding != CODING_IDENTITY)
		buf_printf(reply->headers, "Content-Encoding: %s\r\n", codings[found->coding]);
	if (is_another(request, tag, (int64_t)found->status.st_mtim.tv_sec)) {
		reply->status = 412;
		reply->file_n = 0;
		buf_clear(reply->headers);
	} else if (not_modified(request, tag, (int64_t)found->status.st_mtim.tv_sec)) {
		reply->status = 304; /* with the length of the file, which is not sent (RFC 9110, 8.6) */
	} else if (wants_range(request) && range_counts(request, tag, str_n(modified, 29))) {
		apply_range(request, reply, found->status.st_size);
	}
	buf_release(&text);
	if (reply->file_n == 0) {
		close(reply->file);
		reply->file = -1;
	}
}

/* 404.html of the folder that the path is in, or of one above: a language has its own. */
static bool open_missing(int folder, struct str path, struct found *found, struct arena *arena)
{
	found->coding = CODING_IDENTITY;
	for (;;) {
		ptrdiff_t slash = str_rfind_char(path, '/');

		path = str_slice(path, 0, slash < 0 ? 0 : (size_t)slash);
		found->fd = fs_open_file_at(
		    folder, arena_printf(arena, "%.*s%s404.html", STR_ARG(path), path.n != 0 ? "/" : "").s,
		    &found->status);
		if (found->fd >= 0 || slash < 0)
			return found->fd >= 0;
	}
}

static bool answer_missing(const struct files_site *site, int folder, struct str path, struct http_reply *reply,
			   struct arena *arena)
{
	struct found found;

	reply->status = 404;
	reply->cache_control = "no-cache";
	if (!open_missing(folder, path, &found, arena))
		return false;
	reply->type = "text/html; charset=utf-8";
	reply->csp = site->csp;
	reply->file = found.fd;
	reply->file_n = found.status.st_size;
	return true;
}

bool files_missing(const struct files_site *site, struct str path, struct http_reply *reply, struct arena *arena)
{
	int folder = open_site(site);
	struct buf decoded;
	bool found = false;

	if (folder < 0)
		return false;
	buf_init(&decoded, PATH_MAX);
	if (!str_starts(path, site->base_path) || !served_path_decode(str_from(path, site->base_path.n - 1), &decoded))
		buf_clear(&decoded);
	found = answer_missing(site, folder, buf_view(&decoded), reply, arena);
	buf_release(&decoded);
	close(folder);
	return found;
}

static bool is_folder(int folder, const struct buf *path)
{
	int fd = is_for_servers(buf_view(path)) ? -1 : fs_open_folder_at(folder, path->s);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool files_is_folder(const struct files_site *site, struct str path)
{
	int folder = str_starts(path, site->base_path) ? open_site(site) : -1;
	struct buf decoded;
	bool found;

	if (folder < 0)
		return false;
	buf_init(&decoded, PATH_MAX);
	found = served_path_decode(str_from(path, site->base_path.n - 1), &decoded) && is_folder(folder, &decoded);
	buf_release(&decoded);
	close(folder);
	return found;
}

/* The site's page for it, unless a program asks. */
static void answer_not_found(const struct files_site *site, int folder, const struct http_request *request,
			     struct str path, struct http_reply *reply, struct arena *arena)
{
	reply->status = 404;
	if (reply_form_wanted(request) != REPLY_JSON)
		(void)answer_missing(site, folder, path, reply, arena);
}

static void answer_path(const struct files_site *site, int folder, const struct http_request *request,
			struct http_reply *reply, struct buf *path, struct arena *arena)
{
	unsigned codings = wants_range(request) ? 1u << CODING_IDENTITY
						: files_codings(gate_header(request->gate, STR("accept-encoding")));
	struct found found;

	if (path->n == 0 || path->s[path->n - 1] == '/')
		buf_lit(path, "index.html");
	errno = 0;
	if (!is_for_servers(buf_view(path)) && open_best(folder, buf_view(path), codings, &found, arena)) {
		answer_found(site, request, reply, &found, buf_view(path));
	} else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) {
		reply->status = 503;
	} else if (is_folder(folder, path)) { /* without its slash */
		struct str query = request->gate->query;

		redirect(reply, arena_printf(arena, "%.*s/%s%.*s", STR_ARG(request->gate->path),
					     query.n != 0 ? "?" : "", STR_ARG(query)));
	} else {
		answer_not_found(site, folder, request, buf_view(path), reply, arena);
	}
}

void files_answer(const struct files_site *site, const struct http_request *request, struct http_reply *reply,
		  struct arena *arena)
{
	struct str path = request->gate->path;
	struct buf decoded;
	int folder;

	reply->route = "file";
	if (!str_starts(path, site->base_path)) {
		if (str_eq(path, STR("/")) || str_eq(path, str_slice(site->base_path, 0, site->base_path.n - 1)))
			redirect(reply, site->base_path);
		else
			reply->status = 404;
		return;
	}
	folder = open_site(site);
	if (folder < 0) {
		reply->status = errno == EMFILE || errno == ENFILE || errno == ENOMEM ? 503 : 404;
		return;
	}
	buf_init(&decoded, PATH_MAX);
	if (served_path_decode(str_from(path, site->base_path.n - 1), &decoded))
		answer_path(site, folder, request, reply, &decoded, arena);
	else
		answer_not_found(site, folder, request, STR(""), reply, arena);
	buf_release(&decoded);
	close(folder);
}
