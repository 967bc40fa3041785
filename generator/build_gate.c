/*
 * The publish gate inside a build: what was staged is looked through before it is
 * put in place (gate/gate.h). It runs where identities are sealed (gate.keys beside
 * site.toml), over everything that this build staged, and where there are solved
 * tickets, over their pages; for the people of imports, whom private/gate.keys has, when
 * nothing else is sealed: articles may name whom they like. Elsewhere it costs a look
 * for files that are not there.
 *
 * The sealed file is part of the cache's fingerprint, so that another table of identities
 * makes a full build, which stages everything.
 */
#include "generator/build_parts.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/mem.h"
#include "generator/gate/gate.h"
#include "generator/gate/identities.h"
#include "generator/urlpath.h"

#include <errno.h>
#include <unistd.h>

#define GATE_KEYS "gate.keys"
#define PRIVATE_KEYS "private/gate.keys" /* tickets/seal_people.h */

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
	bool all; /* else solved tickets alone */
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

static int look(struct build *build, struct str sealed, bool all)
{
	unsigned char key[IDENTITIES_KEY_BYTES];
	struct gathered gathered = {.build = build, .all = all};
	struct gate gate = {.diags = build->diags, .processes = build->processes};
	struct gate_wanted wanted = {.people = STR_NONE,
				     .sealed = sealed,
				     .own_domain = urlpath_host(build->config->base_url),
				     .taken_down = build->config->approvers.revoked,
				     .taken_down_n = build->config->approvers.revoked_n};
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

int build_gate(struct build *build)
{
	struct str sealed = STR_NONE;
	struct buf text;
	bool all = true;
	int result = 0;

	if (build->options->preview) /* has a folder of its own that nobody publishes */
		return 0;
	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(build->site_folder, GATE_KEYS, &text, LIMIT_GATE_KEYS_BYTES) == 0) {
		sealed = buf_view(&text);
	} else if (errno != ENOENT) {
		result = build_system_error(build, "cannot read", STR(GATE_KEYS));
	} else if (has_solved(build)) {
		all = false;
		if (fs_read_at(build->site_folder, PRIVATE_KEYS, &text, LIMIT_GATE_KEYS_BYTES) == 0)
			sealed = buf_view(&text);
		else if (errno != ENOENT)
			result = build_system_error(build, "cannot read", STR(PRIVATE_KEYS));
	}
	if (result == 0 && (sealed.s != NULL || has_solved(build)))
		result = look(build, sealed, all);
	buf_release(&text);
	return result;
}
