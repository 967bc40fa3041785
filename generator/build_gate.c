/*
 * The publish gate inside a build: what was staged is looked through before it is
 * put in place (gate/gate.h). It runs where identities are sealed (gate.keys beside
 * site.toml), over everything that this build staged. Elsewhere for the people of imports,
 * whom private/gate.keys has, over the pages of solved tickets, for articles may name whom
 * they like; and where tickets were taken down, for their ids in everything. Else it costs
 * a look for files that are not there.
 *
 * The sealed file is part of the cache's fingerprint as approvals.txt is, so that another table
 * of identities makes a full build, which stages everything.
 */
#include "generator/build_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/gate/gate.h"
#include "generator/gate/identities.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define GATE_KEYS "gate.keys"
#define PRIVATE_KEYS "private/gate.keys" /* tickets/seal_people.h */
#define TICKETS "private/tickets.db"	 /* tickets/store.h */

uint64_t build_gate_fingerprint(int site_folder)
{
	struct stat status;
	int fd = fs_open_file_at(site_folder, GATE_KEYS, &status);
	int64_t numbers[5];

	if (fd < 0 && errno == ENOENT)
		fd = fs_open_file_at(site_folder, PRIVATE_KEYS, &status);
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

struct gathered {
	struct build *build;
	bool all; /* else pages of solved tickets alone */
	struct gate_files VEC_FIELDS(struct gate_file) files;
};

static int gather(void *context, struct str path, int folder, const char *name)
{
	struct gathered *gathered = context;
	struct arena *arena = gathered->build->arena;

	if (gathered->all || gate_is_solved(path))
		*vec_add(&gathered->files) =
		    (struct gate_file){arena_str(arena, path), folder, arena_str(arena, str_c(name)).s};
	return 0;
}

static bool has_solved(const struct build *build)
{
	for (uint32_t i = 0; i < build->site.pages_n; i++)
		if (build->site.pages[i].kind == PAGE_SOLVED)
			return true;
	return false;
}

static int look(struct build *build, struct str sealed, bool is_own)
{
	unsigned char key[IDENTITIES_KEY_BYTES];
	const struct approvers *approvers = &build->config->approvers;
	struct gathered gathered = {.build = build, .all = is_own || approvers->revoked_n != 0};
	struct gate gate = {.diags = build->diags, .processes = build->processes, .people_in_solved_alone = !is_own};
	struct gate_wanted wanted = {.people = STR_NONE,
				     .sealed = sealed,
				     .own_domain = urlpath_host(build->config->base_url),
				     .taken_down = approvers->revoked,
				     .taken_down_n = approvers->revoked_n};
	struct identities *identities;
	int result = -1;

	if (identities_read_key(build->options->gate_key, key))
		wanted.key = key;
	identities = gate_identities(&wanted, build->diags);
	if (identities == NULL)
		return -1;
	gate.identities = identities;
	/* another table: what has not changed was looked through for others */
	emit_each_staged(build->emit, build->is_full, gather, &gathered);
	build_progress(build, "looking for people", 0, (uint32_t)gathered.files.n);
	result = gate_run(&gate, gathered.files.at, (uint32_t)gathered.files.n);
	vec_release(&gathered.files);
	identities_free(identities);
	return result;
}

/* Addresses, numbers and the like are looked for all the same. */
static void tell_no_people(struct build *build)
{
	if (faccessat(build->site_folder, TICKETS, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		diag_add(build->diags, DIAG_GATE_NO_PEOPLE, (struct place){STR(TICKETS), 0, 0},
			 "there are tickets, but no " PRIVATE_KEYS
			 ": the people in them are not looked for in solved tickets");
}

/* 1: read, 0: there is none, -1 after a diagnostic. */
static int read_keys(struct build *build, const char *path, struct buf *text)
{
	if (fs_read_at(build->site_folder, path, text, LIMIT_GATE_KEYS_BYTES) == 0)
		return 1;
	return errno == ENOENT ? 0 : build_system_error(build, "cannot read", str_c(path));
}

int build_gate(struct build *build)
{
	bool solved = has_solved(build), is_own;
	struct buf text;
	int found;

	if (build->options->preview) /* has a folder of its own that nobody publishes */
		return 0;
	buf_init(&text, BUF_NO_LIMIT);
	found = read_keys(build, GATE_KEYS, &text);
	is_own = found == 1;
	if (found == 0 && solved) {
		found = read_keys(build, PRIVATE_KEYS, &text);
		if (found == 0)
			tell_no_people(build);
	}
	buf_char(&text, '\0'); /* an empty table is damaged, not absent */
	if (found >= 0 && (is_own || solved || build->config->approvers.revoked_n != 0))
		found = look(build, found == 1 ? str_n(text.s, text.n - 1) : STR_NONE, is_own);
	buf_release(&text);
	return found;
}
