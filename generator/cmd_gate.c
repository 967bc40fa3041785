#include "generator/cmd.h"

#include "common/fs.h"
#include "common/limits.h"
#include "generator/approval.h"
#include "generator/gate/allowed.h"
#include "generator/gate/gate.h"
#include "generator/gate/identities.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct options {
	struct cmd_options common;
	struct str people, keys, key, seal, own_domain;
	int64_t jobs;
	bool key_outside;
};

static const struct opt table[] = {
    {'p', "people", OPT_TEXT, offsetof(struct options, people), "FILE",
     .about = "a JSON array of the people and organisations that must not be found"},
    {'\0', "keys", OPT_TEXT, offsetof(struct options, keys), "FILE",
     .about = "sealed identities; default: gate.keys of the site, when there is one and no people file"},
    {'\0', "key", OPT_TEXT, offsetof(struct options, key), "FILE",
     .about = "the key of the sealed identities; default: the environment variable WEIR_GATE_KEY"},
    {'\0', "seal", OPT_TEXT, offsetof(struct options, seal), "PEOPLE",
     .about = "write the sealed identities of a people file to gate.keys, and look at no folder"},
    {'\0', "key-outside", OPT_FLAG, offsetof(struct options, key_outside),
     .about = "with --seal: leave the key out of gate.keys; it must be given then"},
    {'\0', "own-domain", OPT_TEXT, offsetof(struct options, own_domain), "DOMAIN",
     .about = "the vendor's own mail domain, which may be read everywhere"},
    {'j', "jobs", OPT_NUMBER, offsetof(struct options, jobs), "N", .least = 0, .most = 64,
     .about = "worker processes (0: one per core)"},
    {0},
};

static const struct opt *const tables[] = {table, cmd_common_table, NULL};

static const struct opt_example examples[] = {
    {"weir gate public --people people.json", "Look through a built site for these people."},
    {"weir gate --seal people.json", "Write gate.keys, so that every build and CI can look for them."},
    {"weir gate public --format json", "One JSON object for each finding."},
    {0},
};

static bool read_path(struct str path, size_t max, struct buf *out)
{
	int fd = open(path.s, O_RDONLY | O_CLOEXEC);
	bool fine = fd >= 0 && fs_read_fd(fd, out, max) == 0;

	if (fd >= 0)
		(void)close(fd);
	return fine;
}

/* 1: there is a key, 0: none was given, -1 after saying what is wrong. */
static int load_key(const struct options *options, unsigned char *key)
{
	const char *variable = getenv("WEIR_GATE_KEY");
	struct buf text;
	int result = 1;

	buf_init(&text, BUF_NO_LIMIT);
	if (options->key.n != 0) {
		if (!read_path(options->key, LIMIT_SETTING_BYTES, &text))
			result = -cmd_failed("\"%.*s\" cannot be read: %s", STR_ARG(options->key), strerror(errno));
	} else if (variable != NULL) {
		buf_str(&text, str_c(variable));
	} else {
		result = 0;
	}
	if (result > 0 && !identities_read_key(buf_view(&text), key)) {
		(void)cmd_failed("the gate's key must be %d hexadecimal digits", IDENTITIES_KEY_BYTES * 2);
		result = -1;
	}
	buf_release(&text);
	return result;
}

static int finish(const struct options *options, struct diag_list *diags, int status)
{
	diag_list_sort(diags);
	cmd_print_diags(&options->common, diags);
	return diags->errors != 0 && status == EXIT_FINE ? EXIT_CONTENT : status;
}

/* The site's own table. 1: read, 0: there is none; anything else is a table that nobody may pass over: -1 after
 * saying so. */
static int read_site_keys(int site, struct buf *out)
{
	if (fs_read_at(site, "gate.keys", out, LIMIT_GATE_KEYS_BYTES) == 0)
		return 1;
	return errno == ENOENT ? 0 : -cmd_failed("gate.keys is there but cannot be read: %s", strerror(errno));
}

/* The same key as before, so that only the lines of those who came or went change. 1: kept, 0: there is none to keep,
 * -1 after saying what is wrong. */
static int keep_key(int site, unsigned char *key)
{
	struct buf old;
	struct str rest, line;
	int found;

	buf_init(&old, BUF_NO_LIMIT);
	found = read_site_keys(site, &old);
	if (found > 0) {
		rest = buf_view(&old);
		found = str_line(&rest, &line) && str_line(&rest, &line) && str_starts(line, STR("key ")) &&
			identities_read_key(str_from(line, 4), key);
	}
	buf_release(&old);
	return found;
}

static int seal(const struct options *options, struct diag_list *diags)
{
	unsigned char key[IDENTITIES_KEY_BYTES];
	struct buf people, sealed;
	int status = EXIT_FINE, site, has_key = load_key(options, key);

	if (has_key < 0)
		return EXIT_USAGE;
	if (options->key_outside && has_key == 0)
		return cmd_wrong_usage("gate", STR("make one with: openssl rand -hex 16"),
				       "--key-outside needs a key, from --key or WEIR_GATE_KEY");
	site = cmd_open_site(&options->common);
	if (site < 0)
		return EXIT_ENVIRONMENT;
	buf_init(&people, BUF_NO_LIMIT);
	buf_init(&sealed, BUF_NO_LIMIT);
	if (has_key == 0)
		has_key = keep_key(site, key);
	if (has_key < 0)
		status = EXIT_ENVIRONMENT;
	else if (!read_path(options->seal, LIMIT_PEOPLE_BYTES, &people))
		status = cmd_failed("\"%.*s\" cannot be read: %s", STR_ARG(options->seal), strerror(errno));
	else if (gate_seal(buf_view(&people), has_key ? key : NULL, options->key_outside, options->own_domain, &sealed,
			   diags) == 0 &&
		 fs_replace_at(site, "gate.keys", buf_view(&sealed), true) < 0)
		status = cmd_failed("gate.keys cannot be written");
	buf_release(&people);
	buf_release(&sealed);
	(void)close(site);
	return status;
}

/* The sealed table that is named, or the site's own when there is one. */
static int load_sealed(const struct options *options, struct buf *sealed, struct str *view)
{
	int site, found = 0;

	*view = STR_NONE;
	if (options->keys.n != 0) {
		if (!read_path(options->keys, LIMIT_GATE_KEYS_BYTES, sealed))
			return cmd_failed("\"%.*s\" cannot be read: %s", STR_ARG(options->keys), strerror(errno));
		*view = buf_view(sealed);
	} else if (options->people.n == 0) {
		site = fs_open_folder(options->common.folder.s);
		if (site >= 0) {
			found = read_site_keys(site, sealed);
			(void)close(site);
		}
		if (found > 0)
			*view = buf_view(sealed);
	}
	return found < 0 ? EXIT_ENVIRONMENT : EXIT_FINE;
}

/* What approvals.txt of the site says was taken down; false after saying what is wrong. */
static bool load_taken_down(const struct options *options, struct arena *arena, struct approvers *approvers)
{
	int site = fs_open_folder(options->common.folder.s);
	struct buf text;
	size_t line = 0;
	bool fine = true;

	if (site < 0)
		return true;
	buf_init(&text, BUF_NO_LIMIT);
	if (fs_read_at(site, APPROVAL_FILE, &text, APPROVAL_FILE_BYTES) < 0) {
		if (errno != ENOENT) {
			(void)cmd_failed(APPROVAL_FILE " cannot be read: %s", strerror(errno));
			fine = false;
		}
	} else if (!approvers_parse(approvers, arena_str(arena, buf_view(&text)), arena, &line)) {
		(void)cmd_failed(APPROVAL_FILE ": line %zu cannot be read", line);
		fine = false;
	}
	buf_release(&text);
	(void)close(site);
	return fine;
}

/* The vendor's own numbers and addresses, of gate.allow of the site; false after saying what is wrong. */
static bool load_allowed(const struct options *options, struct diag_list *diags, struct allowed *allowed)
{
	int site = fs_open_folder(options->common.folder.s), result;

	if (site < 0)
		return true;
	result = allowed_read(allowed, site, diags->arena, diags);
	if (result > 0)
		(void)cmd_failed(ALLOWED_FILE " cannot be read: %s", strerror(errno));
	(void)close(site);
	return result == 0;
}

static void print_summary(const struct options *options, const struct gate *gate, const struct identities *identities,
			  size_t errors, double took)
{
	struct buf out;

	if (options->common.quiet)
		return;
	buf_init(&out, BUF_NO_LIMIT);
	if (options->common.format == FORMAT_JSON) {
		buf_printf(&out,
			   "{\"summary\":{\"files\":%u,\"bytes\":%llu,\"people\":%u,\"findings\":%zu,\"passed\":%s,"
			   "\"seconds\":%.3f}}\n",
			   gate->files, (unsigned long long)gate->bytes, identities->people, errors,
			   errors == 0 ? "true" : "false", took);
	} else {
		cmd_add_count(&out, gate->files, "file", "files");
		buf_printf(&out, ", %.1f MB, ", (double)gate->bytes / 1e6);
		cmd_add_count(&out, identities->people, "person", "people");
		buf_printf(&out, ", %.2f s; ", took);
		if (errors == 0 && identities->people == 0)
			buf_lit(&out,
				"nothing found, but no people are known: names were not looked for (--people FILE, "
				"--keys FILE)\n");
		else if (errors == 0)
			buf_lit(&out, "nothing found\n");
		else
			cmd_add_count(&out, errors, "finding\n", "findings\n");
	}
	cmd_print(buf_view(&out));
	buf_release(&out);
}

static double seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What a build wrote has articles in it, which may name the vendor's own addresses; of another folder that is not
 * known. */
static bool is_site(int folder)
{
	return faccessat(folder, ".weir-output", F_OK, 0) == 0;
}

static int look(const struct options *options, struct str path, struct diag_list *diags)
{
	unsigned char key[IDENTITIES_KEY_BYTES];
	struct identities *identities = NULL;
	struct str people = STR_NONE, sealed;
	struct buf people_text, sealed_text;
	struct gate gate = {.diags = diags};
	struct approvers approvers = {0};
	struct allowed allowed = {0};
	int folder, status = EXIT_USAGE, has_key = load_key(options, key);
	double began = seconds();
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (has_key < 0)
		return EXIT_USAGE;
	folder = fs_open_folder(path.s);
	if (folder < 0)
		return cmd_failed("the folder \"%.*s\" cannot be opened: %s", STR_ARG(path), strerror(errno));
	buf_init(&people_text, BUF_NO_LIMIT);
	buf_init(&sealed_text, BUF_NO_LIMIT);
	status = load_sealed(options, &sealed_text, &sealed);
	if (status != EXIT_FINE)
		goto out;
	if (options->people.n != 0) {
		if (!read_path(options->people, LIMIT_PEOPLE_BYTES, &people_text)) {
			status = cmd_failed("\"%.*s\" cannot be read: %s", STR_ARG(options->people), strerror(errno));
			goto out;
		}
		people = buf_view(&people_text);
	}
	if (!load_taken_down(options, diags->arena, &approvers) || !load_allowed(options, diags, &allowed)) {
		status = EXIT_ENVIRONMENT;
		goto out;
	}
	identities = gate_identities(&(struct gate_wanted){.people = people,
							   .sealed = sealed,
							   .key = has_key ? key : NULL,
							   .own_domain = options->own_domain,
							   .taken_down = approvers.revoked,
							   .taken_down_n = approvers.revoked_n},
				     diags);
	if (identities == NULL)
		goto out;
	gate.identities = identities;
	gate.allowed = &allowed;
	gate.families_everywhere = !is_site(folder);
	gate.processes = options->jobs > 0 ? (unsigned)options->jobs : cores > 1 ? (unsigned)cores : 1;
	if (gate_folder(&gate, folder) < 0 && diags->errors == 0)
		status = EXIT_ENVIRONMENT;
	print_summary(options, &gate, identities, diags->errors, seconds() - began);
out:
	identities_free(identities);
	allowed_release(&allowed);
	buf_release(&people_text);
	buf_release(&sealed_text);
	(void)close(folder);
	return status;
}

static int run(void *context, const struct opt_list *operands)
{
	const struct options *options = context;
	struct diag_list diags;
	struct arena arena;
	int status;

	if (options->seal.n != 0 ? operands->n != 0 : operands->n != 1)
		return cmd_wrong_usage("gate", STR_NONE,
				       options->seal.n != 0 ? "--seal looks at no folder" : "one folder is expected");
	arena_init(&arena);
	diag_list_init(&diags, &arena);
	if (options->seal.n != 0)
		status = seal(options, &diags);
	else
		status = look(options, operands->at[0], &diags);
	status = finish(options, &diags, status);
	diag_list_release(&diags);
	arena_release(&arena);
	return status;
}

const struct command cmd_gate = {
    .name = "gate",
    .usage = "[OPTION…] FOLDER",
    .summary = "look for people in what is about to be published",
    .about =
	"Reads every file of a folder as it would be published – pages, feeds, scripts, the search index, compressed "
	"copies, metadata of pictures, names of files – in many encodings, and refuses it when it finds one of the "
	"known "
	"people or organisations in any form of their names, addresses and numbers. It shares no code with redaction. "
	"Every "
	"`weir build` of a site with a file gate.keys, or with solved tickets, does the same before it publishes.\n\n"
	"A file of an unknown type, or one that cannot be read to its end, is refused, too. In every run a name that "
	"nobody "
	"bears is planted in a copy of a file of each kind and must be found. Messages name file, rule and view, never "
	"the "
	"text.\n\n"
	"Your own telephone numbers and mail addresses that solved pages may show stand in gate.allow beside "
	"site.toml, "
	"one a line, numbers with the code of their country. A file that the gate cannot look into and you have "
	"looked at stands there as sha256:DIGEST PATH, which the message about it has ready: it passes until it "
	"changes. Somebody who is known is refused all the same.\n\n"
	"gate.keys holds keyed hashes. Whoever has the key can try names against them, so keep the key out of the "
	"repository (--key-outside) when the repository is public.",
    .options = tables,
    .options_size = sizeof(struct options),
    .examples = examples,
    .run = run,
};
