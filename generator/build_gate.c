/*
 * The publish gate inside a build: what was staged is looked through before it is
 * put in place (gate/gate.h). It runs where identities are sealed (gate.keys beside
 * site.toml), over everything that this build staged. And for the people of imports,
 * whom private/gate.keys has, and names that reviewers told, over the pages of solved tickets and what they show or
 * link to, for articles may name whom they like; and where tickets were taken down, for their ids in everything. Else
 * it costs a look for files that are not there.
 *
 * The sealed files are part of the cache's fingerprint as approvals.txt is, so that another table
 * of identities makes a full build, which stages everything. Of search.db, which any change makes anew, only what
 * an earlier build has not looked through is looked through (gate/seen.h).
 */
#include "generator/build_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/map.h"
#include "common/mem.h"
#include "generator/gate/allowed.h"
#include "generator/gate/gate.h"
#include "generator/gate/identities.h"
#include "generator/gate/seen.h"
#include "generator/program.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define GATE_KEYS "gate.keys"
#define PRIVATE_KEYS "private/gate.keys" /* tickets/seal_people.h */
#define PRIVATE_NAMES "private/gate.names"
#define TICKETS "private/tickets.db" /* tickets/store.h */

/* Beside the build's cache (emit.h): it becomes valid with the output. */
#define SEEN_FILE "gate"

static const char own_keys[] = GATE_KEYS, private_keys[] = PRIVATE_KEYS;

/* Of a table that may be there. */
static uint64_t fingerprint_of(int site_folder, const char *path)
{
	struct stat status;
	int fd = fs_open_file_at(site_folder, path, &status);
	int64_t numbers[5];

	if (fd < 0)
		return errno == ENOENT ? 0 : 1;
	close(fd);
	numbers[0] = (int64_t)status.st_ino;
	numbers[1] = status.st_size;
	numbers[2] = status.st_ctim.tv_sec;
	numbers[3] = status.st_ctim.tv_nsec;
	numbers[4] = GATE_VERSION;
	return hash64(str_n((const char *)numbers, sizeof(numbers)));
}

uint64_t build_gate_fingerprint(int site_folder)
{
	uint64_t tables[4] = {fingerprint_of(site_folder, own_keys), fingerprint_of(site_folder, private_keys),
			      fingerprint_of(site_folder, PRIVATE_NAMES), fingerprint_of(site_folder, ALLOWED_FILE)};

	return (tables[0] | tables[1] | tables[2] | tables[3]) == 0
		   ? 0
		   : hash64(str_n((const char *)tables, sizeof(tables)));
}

/* What was looked through; of all tables, as each believes its own digests alone. */
struct memory {
	struct buf before, now;
};

struct gathered {
	struct build *build;
	bool all;					 /* else pages of solved tickets alone */
	struct moved_pages VEC_FIELDS(struct str) moved; /* solved pages whose address does not say so, "kb/abc/" */
	struct gate_files VEC_FIELDS(struct gate_file) files;
};

/* A solved page may have an address of its own, or stand in another folder. */
static void find_moved(struct gathered *gathered)
{
	const struct site *site = &gathered->build->site;

	for (uint32_t i = 0; i < site->pages_n; i++) {
		struct str path;

		if (site->placed[i].kind != PAGE_SOLVED)
			continue;
		path = str_from(site_page(site, i)->url, 1);
		if (path.n != 0 && !gate_is_solved(path))
			*vec_add(&gathered->moved) = path;
	}
}

static bool is_from_ticket(const struct gathered *gathered, struct str path)
{
	for (size_t i = 0; i < gathered->moved.n; i++)
		if (str_starts(path, gathered->moved.at[i]))
			return true;
	return gate_is_solved(path);
}

static int gather(void *context, struct str path, int folder, const char *name)
{
	struct gathered *gathered = context;
	struct arena *arena = gathered->build->arena;
	bool from_ticket = is_from_ticket(gathered, path);

	if (gathered->all || from_ticket)
		*vec_add(&gathered->files) = (struct gate_file){arena_str(arena, path), folder,
								arena_str(arena, str_c(name)).s, from_ticket, STR_NONE};
	return 0;
}

/*
 * What such a page says of itself beside its text, old addresses and words to be found by, comes into files that
 * are everybody's: lists of redirects, the index. So the sources that changed are looked through, too.
 */
static void gather_sources(struct gathered *gathered)
{
	struct build *build = gathered->build;
	struct arena *arena = build->arena;

	for (uint32_t i = 0; i < build->site.pages_n; i++) {
		const struct page *page;

		if (build->site.placed[i].kind != PAGE_SOLVED)
			continue;
		page = site_page(&build->site, i);
		if (page->file != 0 && (build->is_full || build->units[page->file - 1].is_read))
			*vec_add(&gathered->files) =
			    (struct gate_file){build_place_path(build, arena, page->path), build->found.folder,
					       arena_str(arena, page->path).s, true,
					       build->config->approvers.is_there ? STR(APPROVAL_FIELD) : STR_NONE};
	}
}

/* A file that a page of a ticket leads to or shows, by its address; false when it is none. */
static bool find_linked(const struct build *build, const struct map *assets, struct str url, struct gate_file *file)
{
	struct arena *arena = build->arena;
	struct str path, host = urlpath_host(build->config->base_url);
	const struct map_entry *entry;

	if (str_starts(url, STR("//"))) { /* "//help.acme.example/log.txt" */
		struct str base = build->config->base_path;

		if (!str_eq_nocase(str_slice(url, 2, 2 + host.n), host))
			return false;
		url = str_from(url, 2 + host.n);
		url = str_starts(url, base) ? str_from(url, base.n - 1) : url;
	}
	if (!str_starts(url, STR("/")))
		return false;
	path = str_from(urlpath_decode(arena, urlpath_of(url)), 1);
	entry = map_find(assets, path);
	if (entry != NULL) {
		const struct asset *asset = entry->value.const_pointer;

		*file = (struct gate_file){asset->output, build->found.folder, arena_str(arena, asset->path).s, true,
					   STR_NONE};
		return true;
	}
	if (!verbatim_has(&build->verbatim, path))
		return false;
	*file = (struct gate_file){path, build->site_folder,
				   arena_printf(arena, "%.*s/%.*s", STR_ARG(build->verbatim.folder), STR_ARG(path)).s,
				   true, STR_NONE};
	return true;
}

/*
 * Pictures and files that an answer shows or leads to are a part of it, wherever they are. Their bytes are those of the
 * sources, which are read, as one that has not changed is not staged. An edit that keeps a page's links (build_fast.c)
 * changes none of them; a change of the static folder makes a full build.
 */
static void gather_linked(struct gathered *gathered)
{
	const struct build *build = gathered->build;
	const struct site *site = &build->site;
	struct map assets, told;

	map_init(&assets);
	map_init(&told);
	for (uint32_t i = 0; i < site->assets_n && !build->is_fast; i++)
		map_add(&assets, site->assets[i].output, NULL)->value.const_pointer = &site->assets[i];
	for (uint32_t i = 0; i < site->pages_n && !build->is_fast; i++) {
		const struct page *page = &site->pages[i];

		for (uint32_t k = 0; page->kind == PAGE_SOLVED && k < page->links_n; k++) {
			struct gate_file file;
			bool is_new;

			if (page->links[k].kind == LINK_TITLE ||
			    !find_linked(build, &assets, page->links[k].url, &file))
				continue;
			(void)map_add(&told, file.path, &is_new);
			if (is_new)
				*vec_add(&gathered->files) = file;
		}
	}
	map_release(&told);
	map_release(&assets);
}

static bool has_solved(const struct build *build)
{
	for (uint32_t i = 0; i < build->site.pages_n; i++)
		if (build->site.placed[i].kind == PAGE_SOLVED)
			return true;
	return false;
}

static int read_allowed(struct build *build, struct allowed *allowed)
{
	int result = allowed_read(allowed, build->site_folder, build->arena, build->diags);

	return result > 0 ? build_system_error(build, "cannot read", STR(ALLOWED_FILE)) : result;
}

/* A sealed table has the same key each time. */
static int run(struct build *build, struct gate *gate, const struct gathered *gathered, struct memory *memory)
{
	struct buf conditions;
	struct seen seen;
	int result;

	if (memory == NULL)
		return gate_run(gate, gathered->files.at, (uint32_t)gathered->files.n);
	buf_init(&conditions, BUF_NO_LIMIT);
	buf_printf(&conditions, "weir gate %d %.*s\n", GATE_VERSION, STR_ARG(program_id()));
	for (size_t i = 0; i < gate->allowed->values.n; i++)
		buf_printf(&conditions, "%.*s\n", STR_ARG(gate->allowed->values.at[i]));
	seen_init(&seen, gate->identities, buf_view(&conditions));
	if (!build->is_full)
		seen_load(&seen, buf_view(&memory->before));
	gate->seen = &seen;
	result = gate_run(gate, gathered->files.at, (uint32_t)gathered->files.n);
	gate->seen = NULL;
	buf_str(&memory->now, buf_view(&seen.now));
	seen_release(&seen);
	buf_release(&conditions);
	return result;
}

/* What files of pages are called in messages: made when there is something to be said. */
struct page_names {
	const struct build *build;
	struct map by_path; /* files of the output, and the sources themselves: to a string of the arena */
};

static void enter_page(struct page_names *names, const struct page *page, const struct placed *placed)
{
	static const char *const files[] = {"index.html",    "index.md",    "index.html.gz",
					    "index.html.br", "index.md.gz", "index.md.br"};
	struct arena *arena = names->build->arena;
	struct str *source = ARENA_NEW(arena, struct str);

	*source = build_place_path(names->build, arena, page->path);
	map_add(&names->by_path, *source, NULL)->value.const_pointer = source;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		map_add(&names->by_path, arena_printf(arena, "%.*s%s", STR_ARG(str_from(placed->url, 1)), files[i]),
			NULL)
		    ->value.const_pointer = source;
}

static struct str page_of(void *context, struct str path)
{
	struct page_names *names = context;
	const struct site *site = &names->build->site;
	const struct map_entry *entry;

	if (names->by_path.n == 0)
		for (uint32_t i = 0; i < site->pages_n; i++)
			if (!site->placed[i].made)
				enter_page(names, site_page(site, i), &site->placed[i]);
	entry = map_find(&names->by_path, path);
	return entry != NULL ? *(const struct str *)entry->value.const_pointer : STR_NONE;
}

/* Once: whoever removed a word as a name may not think of it. */
static void hint_at_names(struct diag_list *diags, size_t before)
{
	for (size_t i = before; i < diags->items.n; i++)
		if (diags->items.at[i].code == DIAG_GATE_IDENTITY) {
			diags->items.at[i].hint =
			    STR("names that `weir review --redact` was told are looked for, too: approve the page "
				"again, or `weir review --keep WORD` takes one back");
			return;
		}
}

static int look(struct build *build, struct str sealed, struct str people, bool is_own, struct memory *memory)
{
	unsigned char key[IDENTITIES_KEY_BYTES];
	const struct approvers *approvers = &build->config->approvers;
	struct gathered gathered = {.build = build, .all = is_own || approvers->revoked_n != 0};
	struct page_names names = {.build = build};
	struct gate gate = {.diags = build->diags,
			    .processes = build->processes,
			    .people_in_solved_alone = !is_own,
			    .page_of = page_of,
			    .page_context = &names};
	struct gate_wanted wanted = {.people = people,
				     .sealed = sealed,
				     .own_domain = urlpath_host(build->config->base_url),
				     .taken_down = approvers->revoked,
				     .taken_down_n = approvers->revoked_n};
	struct allowed allowed = {0};
	struct identities *identities;
	size_t told = build->diags->items.n;
	int result = -1;

	if (identities_read_key(build->options->gate_key, key))
		wanted.key = key;
	identities = gate_identities(&wanted, build->diags);
	if (identities == NULL) {
		if (!is_own && sealed.s != NULL)
			diag_hint(build->diags,
				  "`weir review --renew` makes " PRIVATE_KEYS " and " PRIVATE_NAMES " anew");
		return -1;
	}
	gate.identities = identities;
	if (read_allowed(build, &allowed) < 0)
		goto out;
	gate.allowed = &allowed;
	find_moved(&gathered);
	/* another table: what has not changed was looked through for others */
	emit_each_staged(build->emit, build->is_full, gather, &gathered);
	if (!is_own)
		gather_sources(&gathered);
	gather_linked(&gathered);
	build_progress(build, "looking for people", 0, (uint32_t)gathered.files.n);
	result = run(build, &gate, &gathered, sealed.s != NULL ? memory : NULL);
	if (result < 0 && people.s != NULL && !str_eq(people, STR("[]")))
		hint_at_names(build->diags, told);
out:
	allowed_release(&allowed);
	map_release(&names.by_path);
	vec_release(&gathered.files);
	vec_release(&gathered.moved);
	identities_free(identities);
	return result;
}

static int tell_no_people(struct build *build)
{
	if (faccessat(build->site_folder, TICKETS, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
		return 0; /* as in CI: addresses, numbers and the like are looked for all the same */
	diag_add(build->diags, DIAG_GATE_NO_PEOPLE, (struct place){STR(TICKETS), 0, 0},
		 "there are tickets, but no " PRIVATE_KEYS
		 ": the people in them cannot be looked for in solved tickets");
	diag_hint(build->diags, "`weir review --renew` makes it anew");
	return -1;
}

/* 1: read, 0: there is none, -1 after a diagnostic. */
static int read_table(struct build *build, const char *path, size_t limit, struct buf *text)
{
	if (fs_read_at(build->site_folder, path, text, limit) < 0)
		return errno == ENOENT ? 0 : build_system_error(build, "cannot read", str_c(path));
	buf_char(text, '\0'); /* an empty table is damaged, not absent */
	return 1;
}

static int look_with(struct build *build, const char *path, struct memory *memory, bool *is_there)
{
	struct buf text, names;
	bool is_own = path == own_keys;
	int result, named = 0;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&names, BUF_NO_LIMIT);
	result = read_table(build, path, LIMIT_GATE_KEYS_BYTES, &text);
	*is_there = result > 0;
	if (result > 0 && !is_own)
		named = read_table(build, PRIVATE_NAMES, LIMIT_PEOPLE_BYTES, &names);
	if (named < 0)
		result = -1;
	else if (result > 0)
		result = look(build, str_n(text.s, text.n - 1), named ? str_n(names.s, names.n - 1) : STR_NONE, is_own,
			      memory);
	buf_release(&names);
	buf_release(&text);
	return result;
}

static int look_for_all(struct build *build, struct memory *memory)
{
	bool solved = has_solved(build), has_own, has_private = false;

	if (look_with(build, own_keys, memory, &has_own) < 0)
		return -1;
	if (solved && look_with(build, private_keys, memory, &has_private) < 0)
		return -1;
	if (solved && !has_private && tell_no_people(build) < 0)
		return -1;
	if (has_own || has_private || (!solved && build->config->approvers.revoked_n == 0))
		return 0;
	return look(build, STR_NONE, STR_NONE, false, memory);
}

static int save_memory(struct build *build, const struct memory *memory)
{
	struct buf file;
	int result;

	if (memory->now.n == 0) /* search.db is as it was, and so is what was seen of it */
		return 0;
	buf_init(&file, BUF_NO_LIMIT);
	seen_save(buf_view(&memory->now), &file);
	result = fs_replace_at(emit_state_folder(build->emit), SEEN_FILE ".new", buf_view(&file), false);
	buf_release(&file);
	if (result < 0)
		return build_system_error(build, "cannot write what the gate has looked through", STR(".weir"));
	emit_add_state(build->emit, SEEN_FILE);
	return 0;
}

int build_gate(struct build *build)
{
	struct memory memory;
	int result;

	if (build->options->preview) /* has a folder of its own that nobody publishes */
		return 0;
	buf_init(&memory.before, BUF_NO_LIMIT);
	buf_init(&memory.now, BUF_NO_LIMIT);
	if (fs_read_at(emit_state_folder(build->emit), SEEN_FILE, &memory.before, LIMIT_GATE_KEYS_BYTES) < 0)
		buf_clear(&memory.before); /* then everything is looked through */
	result = look_for_all(build, &memory);
	if (result == 0)
		result = save_memory(build, &memory);
	buf_release(&memory.before);
	buf_release(&memory.now);
	return result;
}
