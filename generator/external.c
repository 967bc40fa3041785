#include "generator/external.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/map.h"
#include "generator/fetch.h"
#include "generator/robots.h"

#include <errno.h>

#define AGENT "weir"
#define CACHE_FILE ".weir/external-cache"
#define CACHE_HEAD "weir external-cache 1\n"

enum {
	KEEP_GOOD_SECONDS = 7 * 24 * 3600,
	KEEP_BAD_SECONDS = 3600,
	PER_HOST = 2,
	IN_ALL = 16,
	LONGEST_PAUSE_MS = 10000, /* of what robots.txt asks for */
	LONGEST_RETRY_MS = 30000,
	GIVE_UP_AFTER = 3, /* failed connections to a host that never answered */
};

enum step { STEP_HEAD, STEP_GET };

/* An address to ask for. */
struct target {
	struct str url; /* without fragment, percent-encoded */
	uint32_t host;
	uint32_t next; /* in its host's queue, index + 1 */
	enum step step;
	unsigned tries;
	int32_t verdict;  /* HTTP's status, or minus an enum fetch_problem */
	int64_t asked_at; /* seconds since the epoch */
	bool is_done;
};

struct host {
	struct str origin;    /* "https://example.org:8443" */
	uint32_t first, last; /* queue of targets, index + 1 */
	unsigned under_way;
	uint64_t free_at; /* when the next request may start */
	unsigned pause_ms;
	bool robots_asked, robots_known;
	struct str robots;
	unsigned failures; /* connections that failed before any answer */
	int32_t failure;   /* the last of them, as a verdict */
	bool has_answered;
};

struct check {
	const struct external_options *options;
	struct arena arena;
	struct fetch *fetch;
	struct VEC(struct target) targets;
	struct VEC(struct host) hosts;
	struct map target_ids, host_ids; /* index + 1 */
	uint32_t done, under_way;
	uint32_t first_host; /* where to look for one that is free, in turns */
};

/* ---- addresses -------------------------------------------------------------------- */

struct address {
	struct str url, origin, host, path;
};

static bool must_encode(unsigned char c)
{
	return c <= 0x20 || c >= 0x7F || strchr("\"<>\\^`{|}", c) != NULL;
}

static struct str encoded(struct arena *arena, struct str url)
{
	struct buf out;
	struct str result;

	buf_init(&out, BUF_NO_LIMIT);
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.s[i];

		if (must_encode(c))
			buf_printf(&out, "%%%02X", c);
		else
			buf_char(&out, (char)c);
	}
	result = arena_str(arena, buf_view(&out));
	buf_release(&out);
	return result;
}

static size_t host_end(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("/?#\\", s.s[i]) != NULL)
			return i;
	return s.n;
}

/* The host's name without its port. */
static struct str without_port(struct str authority)
{
	ptrdiff_t colon = str_rfind_char(authority, ':'), bracket = str_rfind_char(authority, ']');

	return colon > bracket ? str_slice(authority, 0, (size_t)colon) : authority;
}

/* False for what is not asked: other schemes, names and passwords in it, hosts that are not ASCII. */
static bool split_address(struct arena *arena, struct str url, struct address *address)
{
	ptrdiff_t fragment = str_find_char(url, '#');
	size_t scheme = str_starts_nocase(url, STR("http://")) ? 7 : str_starts_nocase(url, STR("https://")) ? 8 : 0;
	struct str authority;

	if (scheme == 0 || url.n > LIMIT_URL_BYTES)
		return false;
	if (fragment >= 0)
		url = str_slice(url, 0, (size_t)fragment);
	authority = str_from(url, scheme);
	authority = str_slice(authority, 0, host_end(authority));
	for (size_t i = 0; i < authority.n; i++)
		if (must_encode((unsigned char)authority.s[i]) || authority.s[i] == '@')
			return false;
	address->host = without_port(authority);
	address->url = encoded(arena, url);
	address->origin = str_slice(address->url, 0, scheme + authority.n);
	address->path = str_from(address->url, scheme + authority.n);
	if (address->path.n == 0 || address->path.s[0] != '/')
		address->path = arena_printf(arena, "/%.*s", STR_ARG(address->path));
	return address->host.n != 0;
}

static bool is_below(struct str host, struct str domain)
{
	size_t n = domain.n;

	if (host.n < n || !str_eq_nocase(str_from(host, host.n - n), domain))
		return false;
	return host.n == n || host.s[host.n - n - 1] == '.';
}

/* Names that stand for something else than a host of the Internet. */
static bool is_reserved(struct str host)
{
	static const char *const domains[] = {"example", "example.com", "example.net", "example.org", "test", "local"};

	for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++)
		if (is_below(host, str_c(domains[i])))
			return true;
	return false;
}

static bool is_own_machine(struct str host)
{
	return is_below(host, STR("localhost")) || str_starts(host, STR("127.")) || str_eq(host, STR("[::1]")) ||
	       str_eq(host, STR("0.0.0.0"));
}

/* ---- what is remembered --------------------------------------------------------------- */

static bool is_good(int32_t verdict);

static uint32_t add_host(struct check *check, struct str origin)
{
	bool is_new;
	struct map_entry *entry = map_add(&check->host_ids, origin, &is_new);

	if (is_new) {
		struct host *host = vec_add(&check->hosts);

		host->origin = origin;
		host->pause_ms = check->options->pause_ms != 0 ? check->options->pause_ms : 500;
		entry->value.number = check->hosts.n;
	}
	return (uint32_t)entry->value.number - 1;
}

/* Index + 1 of the target for an address, 0 when it is not to be asked for. */
static uint32_t add_target(struct check *check, struct str url)
{
	struct address address;
	struct map_entry *entry;
	struct target *target;
	bool is_new;

	if (!split_address(&check->arena, url, &address) || is_reserved(address.host) ||
	    (is_own_machine(address.host) && !check->options->own_machine))
		return 0;
	entry = map_add(&check->target_ids, address.url, &is_new);
	if (!is_new)
		return (uint32_t)entry->value.number;
	target = vec_add(&check->targets);
	target->url = address.url;
	entry->value.number = check->targets.n;
	/* a name that by its definition no host has */
	if (is_below(address.host, STR("invalid"))) {
		target->verdict = -FETCH_NO_HOST;
		target->is_done = true;
		check->done++;
	} else {
		uint32_t host = add_host(check, address.origin);

		check->targets.at[entry->value.number - 1].host = host;
	}
	return (uint32_t)entry->value.number;
}

static void take_remembered(struct check *check, struct str line)
{
	struct str time, code;
	struct map_entry *entry;
	struct target *target;
	int64_t asked_at, status, age;

	if (!str_split(&line, ' ', &time) || !str_split(&line, ' ', &code) || !str_to_int(time, &asked_at) ||
	    !str_to_int(code, &status) || status < -100 || status > 999)
		return;
	entry = map_find(&check->target_ids, line);
	age = check->options->now - asked_at;
	if (entry == NULL || age < 0 || age > (is_good((int32_t)status) ? KEEP_GOOD_SECONDS : KEEP_BAD_SECONDS))
		return;
	target = &check->targets.at[entry->value.number - 1];
	if (target->is_done)
		return;
	target->verdict = (int32_t)status;
	target->asked_at = asked_at;
	target->is_done = true;
	check->done++;
}

/* Nothing is lost with a cache that cannot be read: the answers are asked for again. */
static void load_cache(struct check *check, int site_folder)
{
	struct buf text;
	struct str rest, line;

	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(site_folder, CACHE_FILE, &text, LIMIT_EXTERNAL_CACHE_BYTES) == 0 &&
	    str_starts(buf_view(&text), STR(CACHE_HEAD))) {
		rest = str_from(buf_view(&text), STR(CACHE_HEAD).n);
		while (str_line(&rest, &line))
			take_remembered(check, line);
	}
	buf_release(&text);
}

static void save_cache(const struct check *check, int site_folder)
{
	struct buf text;

	buf_init(&text, LIMIT_EXTERNAL_CACHE_BYTES);
	buf_lit(&text, CACHE_HEAD);
	for (size_t i = 0; i < check->targets.n; i++) {
		const struct target *target = &check->targets.at[i];

		if (!target->is_done || target->verdict == 0 || target->asked_at == 0)
			continue;
		if (text.n + target->url.n + 64 > LIMIT_EXTERNAL_CACHE_BYTES)
			break;
		buf_printf(&text, "%lld %d %.*s\n", (long long)target->asked_at, target->verdict, STR_ARG(target->url));
	}
	/* when it cannot be written, the next run asks again */
	if (fs_make_folders_at(site_folder, ".weir") == 0 &&
	    fs_replace_at(site_folder, CACHE_FILE, buf_view(&text), false) != 0)
		buf_clear(&text);
	buf_release(&text);
}

/* ---- what an answer means ------------------------------------------------------------------ */

/* Statuses that say something about who asks, how and how often, and nothing about the page. */
static bool says_nothing(int32_t status)
{
	static const short codes[] = {401, 402, 403, 405, 406, 407, 408, 418, 421, 423, 425, 429, 451, 503, 999};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i] == status)
			return true;
	return status == -FETCH_REFUSED;
}

static bool is_good(int32_t verdict)
{
	return (verdict >= 0 && verdict < 400) || says_nothing(verdict);
}

static const char *reason_of(int32_t verdict)
{
	static const char *const problems[] = {
	    [FETCH_FINE] = "",
	    [FETCH_NO_HOST] = "there is no such host",
	    [FETCH_NO_CONNECTION] = "the host takes no connection",
	    [FETCH_TIMEOUT] = "no answer in time",
	    [FETCH_CERTIFICATE] = "no trustworthy encryption (certificate)",
	    [FETCH_REDIRECTS] = "redirects without end",
	    [FETCH_PROTOCOL] = "redirects to something that is no web page",
	    [FETCH_REFUSED] = "",
	    [FETCH_OTHER] = "the connection broke off",
	};
	static const struct {
		int32_t status;
		const char *reason;
	} statuses[] = {{400, "400 Bad Request"},
			{404, "404 Not Found"},
			{410, "410 Gone"},
			{414, "414 URI Too Long"},
			{500, "500 Internal Server Error"},
			{502, "502 Bad Gateway"},
			{504, "504 Gateway Timeout"}};

	if (verdict < 0)
		return -verdict <= FETCH_OTHER ? problems[-verdict] : problems[FETCH_OTHER];
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == verdict)
			return statuses[i].reason;
	return NULL;
}

/* Whether asking once more, with GET, may give another answer. */
static bool is_final(int32_t verdict)
{
	return is_good(verdict) || verdict == -FETCH_NO_HOST || verdict == -FETCH_NO_CONNECTION ||
	       verdict == -FETCH_CERTIFICATE || verdict == -FETCH_PROTOCOL;
}

/* ---- asking ------------------------------------------------------------------------------------ */

enum { OWNER_ROBOTS = 1, OWNER_TARGET = 2 };

static uint64_t owner(uint64_t kind, size_t index)
{
	return kind << 32 | index;
}

static void queue(struct check *check, uint32_t index)
{
	struct host *host = &check->hosts.at[check->targets.at[index].host];

	check->targets.at[index].next = 0;
	if (host->last != 0)
		check->targets.at[host->last - 1].next = index + 1;
	else
		host->first = index + 1;
	host->last = index + 1;
}

static uint32_t take_queued(struct check *check, struct host *host)
{
	uint32_t index = host->first - 1;

	host->first = check->targets.at[index].next;
	if (host->first == 0)
		host->last = 0;
	return index;
}

static void settle(struct check *check, struct target *target, int32_t verdict)
{
	target->verdict = verdict;
	target->asked_at = check->options->now;
	target->is_done = true;
	check->done++;
	if (check->options->progress != NULL)
		check->options->progress(check->options->progress_context, "other sites", check->done,
					 (uint32_t)check->targets.n);
}

static void start_robots(struct check *check, uint32_t index)
{
	struct host *host = &check->hosts.at[index];

	host->robots_asked = true;
	fetch_start(check->fetch, &(struct fetch_request){
				      .url = arena_printf(&check->arena, "%.*s/robots.txt", STR_ARG(host->origin)),
				      .keep = LIMIT_ROBOTS_BYTES,
				      .owner = owner(OWNER_ROBOTS, index)});
}

static void start_target(struct check *check, uint32_t index)
{
	struct target *target = &check->targets.at[index];

	target->tries++;
	fetch_start(check->fetch, &(struct fetch_request){.url = target->url,
							  .is_head = target->step == STEP_HEAD,
							  .owner = owner(OWNER_TARGET, index)});
}

static bool robots_forbid(const struct host *host, const struct target *target)
{
	struct str path = str_from(target->url, host->origin.n);

	if (path.n == 0 || path.s[0] != '/')
		path = STR("/");
	return !robots_allow(host->robots, STR(AGENT), path);
}

/* Starts the next request to a host; false when it has none or is not free. */
static bool start_one(struct check *check, uint32_t index, uint64_t now)
{
	struct host *host = &check->hosts.at[index];

	/* what a dead host is not asked for any more, and what robots.txt forbids */
	while (host->first != 0 && host->robots_known) {
		struct target *target = &check->targets.at[host->first - 1];

		if (!host->has_answered && host->failures >= GIVE_UP_AFTER)
			settle(check, target, host->failure);
		else if (robots_forbid(host, target))
			settle(check, target, -FETCH_REFUSED);
		else
			break;
		(void)take_queued(check, host);
	}
	if (host->first == 0 || host->under_way >= PER_HOST || host->free_at > now ||
	    (host->robots_asked && !host->robots_known))
		return false;
	if (!host->robots_asked)
		start_robots(check, index);
	else
		start_target(check, take_queued(check, host));
	host->under_way++;
	check->under_way++;
	host->free_at = now + host->pause_ms;
	return true;
}

/* Starts what can be started; returns milliseconds until more can. */
static unsigned start_all(struct check *check)
{
	uint64_t now = fetch_now(), soonest = now + 1000;
	uint32_t n = (uint32_t)check->hosts.n;

	for (uint32_t i = 0; i < n && check->under_way < IN_ALL; i++) {
		uint32_t index = (check->first_host + i) % n;
		const struct host *host = &check->hosts.at[index];

		(void)start_one(check, index, now);
		if (host->first != 0 && host->under_way < PER_HOST && host->free_at > now && host->free_at < soonest)
			soonest = host->free_at;
	}
	if (n != 0)
		check->first_host = (check->first_host + 1) % n;
	return (unsigned)(soonest - now);
}

static void take_robots(struct check *check, struct host *host, const struct fetch_answer *answer)
{
	unsigned delay;

	host->robots_known = true;
	if (answer->problem == FETCH_FINE && answer->status == 200)
		host->robots = arena_str(&check->arena, answer->body);
	delay = robots_delay(host->robots, STR(AGENT)) * 1000;
	if (delay > LONGEST_PAUSE_MS)
		delay = LONGEST_PAUSE_MS;
	if (delay > host->pause_ms)
		host->pause_ms = delay;
}

/* The server asks for patience: once, and not too long, it gets it. */
static bool wait_and_retry(struct check *check, uint32_t index, const struct fetch_answer *answer)
{
	struct target *target = &check->targets.at[index];
	struct host *host = &check->hosts.at[target->host];
	uint64_t wait = answer->retry_after != 0 ? (uint64_t)answer->retry_after * 1000 : 10 * (uint64_t)host->pause_ms;

	if ((answer->status != 429 && answer->status != 503) || target->tries > 1 || wait > LONGEST_RETRY_MS)
		return false;
	host->free_at = fetch_now() + wait;
	queue(check, index);
	return true;
}

static void take_target_answer(struct check *check, uint32_t index, const struct fetch_answer *answer)
{
	struct target *target = &check->targets.at[index];
	int32_t verdict = answer->problem == FETCH_FINE ? (int32_t)answer->status : -(int32_t)answer->problem;

	if (wait_and_retry(check, index, answer))
		return;
	/* HEAD is not understood everywhere, and 405 after HEAD says nothing */
	if (target->step == STEP_HEAD && (!is_final(verdict) || (says_nothing(verdict) && verdict > 0))) {
		target->step = STEP_GET;
		queue(check, index);
		return;
	}
	settle(check, target, verdict);
}

static void take_answer(struct check *check, const struct fetch_answer *answer)
{
	uint32_t index = (uint32_t)answer->owner;
	bool is_robots = answer->owner >> 32 == OWNER_ROBOTS;
	struct host *host = &check->hosts.at[is_robots ? index : check->targets.at[index].host];

	host->under_way--;
	check->under_way--;
	if (answer->problem == FETCH_FINE) {
		host->has_answered = true;
	} else {
		host->failures += answer->problem == FETCH_NO_HOST ? GIVE_UP_AFTER : 1;
		host->failure = -(int32_t)answer->problem;
	}
	if (is_robots)
		take_robots(check, host, answer);
	else
		take_target_answer(check, index, answer);
}

static void ask(struct check *check)
{
	struct fetch_answer answer;

	for (uint32_t i = 0; i < check->targets.n; i++)
		if (!check->targets.at[i].is_done)
			queue(check, i);
	while (check->done < check->targets.n) {
		unsigned wait = start_all(check);

		if (fetch_wait(check->fetch, check->done < check->targets.n ? wait : 0, &answer))
			take_answer(check, &answer);
	}
}

/* ---- all together ------------------------------------------------------------------------------- */

/* Several hosts were asked for, and none of their names is known. */
static bool has_no_network(const struct check *check)
{
	size_t asked = 0;

	for (size_t i = 0; i < check->hosts.n; i++) {
		const struct host *host = &check->hosts.at[i];

		if (host->robots_asked && (host->has_answered || host->failure != -FETCH_NO_HOST))
			return false;
		asked += host->robots_asked;
	}
	return asked > 1;
}

static void report(const struct check *check, const struct external_link *link, uint32_t target,
		   struct diag_list *diags)
{
	const struct target *found = &check->targets.at[target - 1];
	const char *reason;

	if (is_good(found->verdict))
		return;
	reason = reason_of(found->verdict);
	if (reason != NULL)
		diag_add(diags, DIAG_EXTERNAL_LINK, link->place, "link to \"%.*s\": %s", STR_ARG(link->url), reason);
	else
		diag_add(diags, DIAG_EXTERNAL_LINK, link->place, "link to \"%.*s\": HTTP status %d", STR_ARG(link->url),
			 (int)found->verdict);
}

static int ask_and_report(struct check *check, int site_folder, const struct external_link *links, size_t n,
			  struct diag_list *diags)
{
	struct fetch_options options = {"weir/" WEIR_VERSION " (checks links of a help centre)",
					check->options->timeout_ms != 0 ? check->options->timeout_ms : 10000};
	uint32_t *targets = arena_array(&check->arena, n, sizeof(*targets));
	const char *problem;

	for (size_t i = 0; i < n; i++)
		targets[i] = add_target(check, links[i].url);
	load_cache(check, site_folder);
	if (check->done < check->targets.n) {
		check->fetch = fetch_new(&options, &problem);
		if (check->fetch == NULL) {
			diag_add(diags, DIAG_EXTERNAL_CHECK, (struct place){.path = STR_NONE}, "%s", problem);
			return -1;
		}
		ask(check);
	}
	if (has_no_network(check)) {
		diag_add(diags, DIAG_EXTERNAL_CHECK, (struct place){.path = STR_NONE},
			 "none of %zu sites is known: is there a network?", check->hosts.n);
		return -1;
	}
	save_cache(check, site_folder);
	for (size_t i = 0; i < n; i++)
		if (targets[i] != 0)
			report(check, &links[i], targets[i], diags);
	return 0;
}

int external_check(int site_folder, const struct external_link *links, size_t n, const struct external_options *options,
		   struct diag_list *diags)
{
	struct check check = {.options = options};
	int result;

	arena_init(&check.arena);
	map_init(&check.target_ids);
	map_init(&check.host_ids);
	result = ask_and_report(&check, site_folder, links, n, diags);
	fetch_free(check.fetch);
	vec_release(&check.targets);
	vec_release(&check.hosts);
	map_release(&check.target_ids);
	map_release(&check.host_ids);
	arena_release(&check.arena);
	return result;
}
