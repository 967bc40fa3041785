#include "generator/gate/gate.h"

#include "common/fs.h"
#include "common/json.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/vec.h"
#include "generator/gate/check.h"
#include "generator/gate/files.h"
#include "generator/tree.h"
#include "generator/workers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody's name: syllables that no language puts together, so that no text has it by accident. */
static const char canary_first[] = "Qvyxotrel", canary_last[] = "Zwubgrimpfk";
#define CANARY "Qvyxotrel Zwubgrimpfk"

static const char keys_path[] = "gate.keys";

static struct place at_file(struct str path)
{
	return (struct place){path, 0, 0};
}

/* ---- the table ---- */

static int add_people(struct identities *identities, struct fold *fold, struct str people, struct str own_domain,
		      struct diag_list *diags)
{
	struct arena arena;
	struct buf reason;
	const struct value *list;
	int result = -1;

	arena_init(&arena);
	buf_init(&reason, BUF_NO_LIMIT);
	list = json_parse(&arena, people, NULL);
	if (list == NULL)
		buf_lit(&reason, "it is not JSON");
	else
		result = identities_add_people(identities, fold, list, own_domain, &reason);
	if (result < 0)
		diag_add(diags, DIAG_GATE_KEYS, at_file(STR_NONE), "the people file cannot be used: %.*s",
			 (int)reason.n, reason.s);
	buf_release(&reason);
	arena_release(&arena);
	return result;
}

struct identities *gate_identities(const struct gate_wanted *wanted, struct diag_list *diags)
{
	struct fold *fold = fold_new();
	struct identities *identities = NULL;
	struct buf reason;

	buf_init(&reason, BUF_NO_LIMIT);
	if (wanted->sealed.s != NULL) {
		identities = identities_unseal(wanted->sealed, wanted->key, &reason);
		if (identities == NULL) {
			diag_add(diags, DIAG_GATE_KEYS, at_file(str_c(keys_path)),
				 "the sealed identities cannot be used: %.*s", (int)reason.n, reason.s);
			goto out;
		}
	} else {
		identities = identities_new(NULL);
	}
	if (wanted->people.s != NULL && add_people(identities, fold, wanted->people, wanted->own_domain, diags) < 0) {
		identities_free(identities);
		identities = NULL;
		goto out;
	}
	for (size_t i = 0; i < wanted->taken_down_n; i++)
		identities_add_taken_down(identities, fold, wanted->taken_down[i]);
	identities_add_canary(identities, fold, str_c(canary_first), str_c(canary_last));
	identities_finish(identities);
out:
	buf_release(&reason);
	fold_free(fold);
	return identities;
}

int gate_seal(struct str people, const unsigned char *key, bool key_outside, struct str own_domain, struct buf *out,
	      struct diag_list *diags)
{
	struct identities *identities = identities_new(key);
	struct fold *fold = fold_new();
	int result = add_people(identities, fold, people, own_domain, diags);

	if (result == 0) {
		identities_finish(identities);
		identities_seal(identities, key_outside, out);
	}
	fold_free(fold);
	identities_free(identities);
	return result;
}

/* ---- a run ---- */

bool gate_is_solved(struct str path)
{
	struct str rest = path, part;

	while (str_split(&rest, '/', &part))
		if (rest.s != NULL && str_eq(part, STR("solved")))
			return true;
	return false;
}

/* A file, or a piece of one that is so large that several workers share it. */
struct portion {
	uint32_t file;
	uint16_t piece, pieces;
};

struct told {
	uint32_t file;
	uint16_t piece;
	struct finding finding;
	struct str page; /* that the file is part of, or the file */
};

struct run {
	struct gate *gate;
	const struct gate_file *files;
	uint32_t n;
	bool failed;
	uint32_t samples[FILE_KINDS];			     /* a file of each kind + 1; 0: none met */
	struct portions VEC_FIELDS(struct portion) portions; /* large files first */
	struct told_list
	    VEC_FIELDS(struct told) told; /* what several files of a page or pieces of a file say is told once */
	/* in a worker */
	struct fold *fold;
	struct checker checker;
	struct buf bytes, original;
	uint32_t bytes_of; /* the file + 1 whose bytes those are; 0: none */
};

static void start(void *context, unsigned worker)
{
	struct run *run = context;

	(void)worker;
	run->fold = fold_new();
	checker_init(&run->checker, run->gate->identities, run->fold);
	run->checker.allowed = run->gate->allowed;
	run->checker.seen = run->gate->seen;
	buf_init(&run->bytes, BUF_NO_LIMIT);
	buf_init(&run->original, BUF_NO_LIMIT);
}

/* The field's value becomes blanks: an Ed25519 signature of 64 bytes in base64url, between quotes, or it stays. */
static void leave_out_signature(struct str text, char *bytes, struct str field)
{
	enum { SIGNATURE = 86 };
	struct str rest = text, line;

	for (bool is_first = true; str_line(&rest, &line); is_first = false) {
		size_t at, n = 0;

		if (str_eq(line, STR("---")) && !is_first)
			return;
		if (!str_starts(line, field))
			continue;
		line = str_trim(str_from(line, field.n));
		if (line.n != SIGNATURE + 2 || line.s[0] != '"' || line.s[SIGNATURE + 1] != '"')
			return;
		while (n < SIGNATURE && (str_is_alnum(line.s[n + 1]) || line.s[n + 1] == '-' || line.s[n + 1] == '_'))
			n++;
		at = (size_t)(line.s - text.s);
		if (n == SIGNATURE)
			memset(bytes + at + 1, ' ', SIGNATURE);
		return;
	}
}

static int read_file(struct run *run, uint32_t item)
{
	const struct gate_file *file = &run->files[item];

	if (run->bytes_of == item + 1)
		return 0;
	run->bytes_of = 0;
	buf_clear(&run->bytes);
	if (fs_read_at(file->folder, file->name, &run->bytes, LIMIT_GATE_FILE_BYTES) < 0)
		return -1;
	if (file->signed_field.n != 0)
		leave_out_signature(buf_view(&run->bytes), run->bytes.s, file->signed_field);
	run->bytes_of = item + 1;
	return 0;
}

/* The file "a.html" beside "a.html.gz": every file of a folder, and of what a build has staged, is looked through. */
static bool read_original(struct run *run, uint32_t item)
{
	static const struct str extensions[] = {STR_INIT(".gz"), STR_INIT(".br")};
	const struct gate_file *file = &run->files[item];
	struct str name = str_c(file->name);
	char plain[256];

	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++) {
		size_t n = name.n - extensions[i].n;

		if (!str_ends(name, extensions[i]) || n == 0 || n >= sizeof(plain))
			continue;
		memcpy(plain, name.s, n);
		plain[n] = '\0';
		buf_clear(&run->original);
		return fs_read_at(file->folder, plain, &run->original, LIMIT_GATE_FILE_BYTES) == 0;
	}
	return false;
}

/* What goes back to the main process: the kind, the size, and the findings. */
struct answer {
	int error; /* errno of reading */
	enum file_kind kind;
	uint64_t bytes;
	unsigned findings_n;
	bool is_forgiven;			    /* somebody has looked at it: it may be damaged */
	unsigned char digest[ALLOWED_DIGEST_BYTES]; /* of the file, when there are findings */
};

/* Of a file that somebody has looked at only who is known counts. */
static void forgive(struct run *run, struct str path, struct answer *answer)
{
	struct checker *checker = &run->checker;
	bool is_named = checker->allowed != NULL && allowed_has_path(checker->allowed, path);
	unsigned n = 0;

	/* nobody asks for the digest of what is told by pieces, and that of a large file takes its time */
	if (checker->findings_n == 0 || (checker->pieces > 1 && !is_named))
		return;
	allowed_digest(buf_view(&run->bytes), answer->digest);
	if (!is_named || !allowed_has_file(checker->allowed, path, answer->digest))
		return;
	for (unsigned i = 0; i < checker->findings_n; i++)
		if (checker->findings[i].problem == CHECK_IDENTITY)
			checker->findings[n++] = checker->findings[i];
	checker->findings_n = n;
	answer->is_forgiven = true;
}

static void work(void *context, uint32_t nth, struct buf *result)
{
	struct run *run = context;
	const struct portion *portion = &run->portions.at[nth];
	uint32_t item = portion->file;
	struct str path = run->files[item].path;
	bool is_solved = run->files[item].from_ticket || gate_is_solved(path);
	struct answer answer = {0};

	run->checker.findings_n = 0;
	run->checker.original = STR_NONE;
	if (run->checker.seen != NULL)
		buf_clear(&run->checker.seen->now);
	if (read_original(run, item))
		run->checker.original = buf_view(&run->original);
	if (read_file(run, item) < 0) {
		answer.error = errno;
	} else {
		run->checker.families = run->gate->families_everywhere || is_solved;
		if (run->gate->people_in_solved_alone)
			run->checker.matcher.wanted = is_solved ? 0 : 1u << RULE_TAKEN_DOWN;
		run->checker.piece = portion->piece;
		run->checker.pieces = portion->pieces;
		check_file(&run->checker, path, buf_view(&run->bytes));
		forgive(run, path, &answer);
		answer.kind = file_kind_of(path, buf_view(&run->bytes));
		answer.bytes = portion->piece == 0 ? run->bytes.n : 0;
	}
	answer.findings_n = run->checker.findings_n;
	buf_add(result, &answer, sizeof(answer));
	/* rules and views are static strings: the same addresses in the parent, of which this is a copy */
	buf_add(result, run->checker.findings, answer.findings_n * sizeof(*run->checker.findings));
	if (run->checker.seen != NULL)
		buf_str(result, buf_view(&run->checker.seen->now));
}

/* What can be done about a file that somebody may know better; digest: NULL: nothing. */
static void tell_way_out(struct diag_list *diags, struct str path, const struct finding *finding,
			 const unsigned char *digest)
{
	struct buf line;

	if (digest == NULL || finding->problem == CHECK_IDENTITY)
		return;
	buf_init(&line, BUF_NO_LIMIT);
	allowed_add_line(path, digest, &line);
	diag_hint(diags,
		  "look at it yourself, or leave it out; this line in " ALLOWED_FILE
		  " lets it through until it changes: %.*s",
		  (int)line.n, line.s);
	buf_release(&line);
}

/* `where`: "this file", or "3 files of this page"; `also`: what is said behind it. */
static void tell_at(struct run *run, struct place place, const struct finding *finding, const char *where,
		    struct str also)
{
	struct diag_list *diags = run->gate->diags;
	char member[40] = "";

	run->failed = true;
	if (finding->member != 0)
		(void)snprintf(member, sizeof(member), ", member %u of the archive", finding->member);
	switch (finding->problem) {
	case CHECK_IDENTITY:
		if (finding->rule == identity_rule_name(RULE_TAKEN_DOWN))
			diag_add(diags, DIAG_GATE_IDENTITY, place, "a page that was taken down is in %s (%s%s)%.*s",
				 where, finding->view, member, STR_ARG(also));
		else
			diag_add(diags, DIAG_GATE_IDENTITY, place, "a known identity is in %s: %s (%s%s)%.*s", where,
				 finding->rule, finding->view, member, STR_ARG(also));
		break;
	case CHECK_FAMILY:
		diag_add(diags, DIAG_GATE_PERSONAL, place, "personal data or a secret is in %s: %s (%s%s)%.*s", where,
			 finding->rule, finding->view, member, STR_ARG(also));
		break;
	case CHECK_UNKNOWN:
		diag_add(diags, DIAG_GATE_TYPE, place, "a type of file that the gate cannot look into%s", member);
		break;
	case CHECK_DAMAGED:
		diag_add(diags, DIAG_GATE_UNREADABLE, place, "cannot be read to its end as %s%s", finding->rule,
			 member);
		break;
	case CHECK_TOO_MUCH:
		if (strcmp(finding->rule, "depth") == 0)
			diag_add(diags, DIAG_GATE_UNREADABLE, place, "is packed or escaped too many times (%s%s)",
				 finding->view, member);
		else
			diag_add(diags, DIAG_GATE_UNREADABLE, place, "unpacks to more than can be looked at%s", member);
		break;
	}
}

static void tell(struct run *run, struct str path, const struct finding *finding, const unsigned char *digest)
{
	tell_at(run, (struct place){path, finding->line, 0}, finding, "this file", STR(""));
	tell_way_out(run->gate->diags, path, finding, digest);
}

/* Whoever wrote it can change it. */
static bool is_text(enum file_kind kind)
{
	return kind == FILE_TEXT || kind == FILE_XML || kind == FILE_JSON;
}

static bool is_same_told(const struct told *a, const struct told *b)
{
	return str_eq(a->page, b->page) && a->finding.problem == b->finding.problem &&
	       a->finding.rule == b->finding.rule;
}

static int cmp_told(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int order = str_cmp(x->page, y->page);

	if (order == 0 && x->finding.problem != y->finding.problem)
		return x->finding.problem < y->finding.problem ? -1 : 1;
	if (order == 0 && x->finding.rule != y->finding.rule)
		order = strcmp(x->finding.rule, y->finding.rule);
	if (order != 0)
		return order;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->piece < y->piece ? -1 : x->piece > y->piece;
}

/* "a/index.html" of "a/index.md", "a/index.html.gz" and itself; absent for others. */
static struct str page_of_folder(struct str path, struct arena *arena)
{
	static const char *const names[] = {"index.html", "index.md"};
	struct str name = str_from(path, (size_t)(str_rfind_char(path, '/') + 1));
	struct str folder = str_slice(path, 0, path.n - name.n);

	if (str_ends(name, STR(".gz")) || str_ends(name, STR(".br")))
		name.n -= 3;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_c(names[i])))
			return arena_printf(arena, "%.*s%s", STR_ARG(folder), names[0]);
	return STR_NONE;
}

static void add_place(struct buf *out, const struct run *run, const struct told *told)
{
	buf_str(out, run->files[told->file].path);
	if (told->finding.line != 0)
		buf_printf(out, ":%u", told->finding.line);
}

enum { PLACES_TOLD = 4 };

/* The same of several files of a page, or of one. */
static void tell_page(struct run *run, const struct told *told, size_t n)
{
	const struct told *first = told;
	struct place place;
	struct buf also;
	char where[40];

	for (size_t i = 0; i < n; i++)
		if (str_eq(run->files[told[i].file].path, told->page))
			first = &told[i]; /* somebody can put it right there */
	if (n == 1) {
		tell(run, run->files[told->file].path, &told->finding, NULL);
		return;
	}
	place = (struct place){told->page, 0, 0};
	if (str_eq(run->files[first->file].path, told->page))
		place.line = first->finding.line;
	(void)snprintf(where, sizeof(where), "%zu files of this page", n);
	buf_init(&also, BUF_NO_LIMIT);
	for (size_t i = 0; i < n && i < PLACES_TOLD; i++) {
		buf_str(&also, i == 0 ? STR(" in ") : STR(", "));
		add_place(&also, run, &told[i]);
	}
	if (n > PLACES_TOLD)
		buf_printf(&also, " and %zu more", n - PLACES_TOLD);
	tell_at(run, place, &first->finding, where, buf_view(&also));
	buf_release(&also);
}

/*
 * What was found of persons, page by page: of the same in several pieces of a file, what the first piece says,
 * whichever was done first; and what several files of a page have (its HTML, its markdown, its source) once.
 */
static void tell_pages(struct run *run)
{
	struct arena *arena = run->gate->diags->arena;
	struct told *told = run->told.at;
	size_t n = run->told.n, kept;

	for (size_t i = 0; i < n; i++) {
		struct str path = run->files[told[i].file].path;

		told[i].page = run->gate->page_of != NULL ? run->gate->page_of(run->gate->page_context, path)
							  : page_of_folder(path, arena);
		if (told[i].page.s == NULL)
			told[i].page = path;
	}
	if (n != 0)
		qsort(told, n, sizeof(*told), cmp_told);
	for (size_t i = 0; i < n; i += kept) {
		size_t end = i + 1, files = 1;

		for (; end < n && is_same_told(&told[i], &told[end]); end++)
			if (told[end].file != told[i + files - 1].file)
				told[i + files++] = told[end];
		tell_page(run, &told[i], files);
		kept = end - i;
	}
}

static void done(void *context, uint32_t nth, struct str result)
{
	struct run *run = context;
	const struct portion *portion = &run->portions.at[nth];
	uint32_t item = portion->file;
	struct str path = run->files[item].path;
	struct answer answer;
	bool is_whole;

	memcpy(&answer, result.s, sizeof(answer));
	is_whole = !answer.is_forgiven;
	run->gate->files += portion->piece == 0;
	run->gate->bytes += answer.bytes;
	if (answer.error != 0 && portion->piece != 0) { /* the first piece says so */
		run->failed = true;
		return;
	}
	if (answer.error != 0) {
		run->failed = true;
		diag_add(run->gate->diags, DIAG_GATE_UNREADABLE, at_file(path), "cannot be read: %s",
			 answer.error == EFBIG ? "it is too large" : strerror(answer.error));
		return;
	}
	for (unsigned i = 0; i < answer.findings_n; i++) {
		struct finding finding;

		memcpy(&finding, result.s + sizeof(answer) + i * sizeof(finding), sizeof(finding));
		is_whole = is_whole && (finding.problem == CHECK_IDENTITY || finding.problem == CHECK_FAMILY);
		if (portion->pieces > 1 || finding.problem == CHECK_IDENTITY ||
		    (finding.problem == CHECK_FAMILY && is_text(answer.kind)))
			*vec_add(&run->told) = (struct told){item, portion->piece, finding, STR_NONE};
		else
			tell(run, path, &finding, answer.digest);
	}
	if (run->gate->seen != NULL)
		buf_str(&run->gate->seen->now,
			str_from(result, sizeof(answer) + answer.findings_n * sizeof(struct finding)));
	/* the first one in order, so that every run takes the same */
	if (is_whole && (run->samples[answer.kind] == 0 || item + 1 < run->samples[answer.kind]))
		run->samples[answer.kind] = item + 1;
}

static void lost(void *context, uint32_t nth, enum workers_loss why)
{
	struct run *run = context;
	uint32_t item = run->portions.at[nth].file;

	run->failed = true;
	diag_add(run->gate->diags, DIAG_GATE_UNREADABLE, at_file(run->files[item].path), "%s",
		 why == WORKERS_LOST_TIME     ? "looking through it takes too long"
		 : why == WORKERS_LOST_MEMORY ? "looking through it takes too much memory"
					      : "the process that looked through it crashed");
}

/* ---- the proof ---- */

enum disguise { PLAIN, ENTITIES, PERCENT, ESCAPES, BASE64, HEX, SPLIT, FULL_WIDTH, DISGUISES };

static void add_disguised(struct buf *out, enum disguise disguise)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *s = (const unsigned char *)CANARY;
	size_t n = sizeof(CANARY) - 1;

	for (size_t i = 0; i < n; i++) {
		switch (disguise) {
		case ENTITIES:
			buf_printf(out, "&#x%x;", s[i]);
			break;
		case PERCENT:
			buf_printf(out, "%%%02x", s[i]);
			break;
		case ESCAPES:
			buf_printf(out, "\\u%04x", s[i]);
			break;
		case HEX:
			buf_hex(out, &s[i], 1);
			break;
		case SPLIT:
			buf_printf(out, "%c<b></b>", s[i]);
			break;
		case FULL_WIDTH:
			if (s[i] == ' ')
				buf_char(out, ' ');
			else
				buf_printf(out, "\xEF%c%c", s[i] >= 0x60 ? 0xBD : 0xBC,
					   s[i] >= 0x60 ? s[i] - 0x60 + 0x80 : s[i] - 0x20 + 0x80);
			break;
		case BASE64:
			if (i % 3 == 0) {
				uint32_t bits = (uint32_t)s[i] << 16 | (i + 1 < n ? (uint32_t)s[i + 1] << 8 : 0) |
						(i + 2 < n ? s[i + 2] : 0);

				for (int shift = 18; shift >= 0; shift -= 6)
					buf_char(out, digits[bits >> shift & 63]);
			}
			break;
		case PLAIN:
		case DISGUISES:
			buf_char(out, (char)s[i]);
			break;
		}
	}
}

/* Whether the canary is found in a copy of the file; only in the worker. */
static bool finds_canary(struct run *run, struct str path, enum file_kind kind, struct str bytes,
			 enum disguise disguise)
{
	struct buf text, copy;
	bool found = false;

	buf_init(&text, BUF_NO_LIMIT);
	buf_init(&copy, BUF_NO_LIMIT);
	add_disguised(&text, disguise);
	if (files_plant(kind, bytes, buf_view(&text), &copy) == 0) {
		run->checker.matcher.wanted = 1u << RULE_CANARY;
		run->checker.families = false;
		run->checker.stop_at_identity = true;
		run->checker.seen = NULL; /* it has to be read */
		run->checker.piece = 0;
		run->checker.pieces = 1;
		check_file(&run->checker, path, buf_view(&copy));
		for (unsigned i = 0; i < run->checker.findings_n; i++)
			found = found || run->checker.findings[i].problem == CHECK_IDENTITY;
		run->checker.matcher.wanted = 0;
		run->checker.stop_at_identity = false;
		run->checker.seen = run->gate->seen;
	}
	buf_release(&text);
	buf_release(&copy);
	return found;
}

/* Of a long text the beginning is enough: it is the kind that is tried, not the text. */
enum { SAMPLE_BYTES = 64 * 1024 };

static void prove(void *context, uint32_t item, struct buf *result)
{
	struct run *run = context;
	uint32_t sample = run->samples[item];
	enum file_kind kind = (enum file_kind)item;
	bool fine = true;
	struct str bytes, path;

	if (sample == 0 || kind == FILE_UNKNOWN) {
		buf_char(result, 1);
		return;
	}
	path = run->files[sample - 1].path;
	if (read_file(run, sample - 1) < 0) {
		buf_char(result, 0);
		return;
	}
	bytes = is_text(kind) ? str_slice(buf_view(&run->bytes), 0, SAMPLE_BYTES) : buf_view(&run->bytes);
	for (int disguise = 0; disguise < DISGUISES && fine; disguise++)
		if (disguise == PLAIN || is_text(kind))
			fine = finds_canary(run, path, kind, bytes, (enum disguise)disguise);
	if (fine) /* and in its name */
		fine = finds_canary(run,
				    STR("a/"
					"Qvyxotrel-Zwubgrimpfk"
					".txt"),
				    FILE_TEXT, STR(""), PLAIN);
	buf_char(result, fine);
}

static void proven(void *context, uint32_t item, struct str result)
{
	struct run *run = context;

	if (result.n == 1 && result.s[0] == 1)
		return;
	run->failed = true;
	diag_add(run->gate->diags, DIAG_GATE_CANARY, at_file(run->files[run->samples[item] - 1].path),
		 "a name planted in a copy of this file was not found: the gate does not work for %s files",
		 file_kind_name((enum file_kind)item));
}

static void proof_lost(void *context, uint32_t item, enum workers_loss why)
{
	(void)why;
	proven(context, item, STR(""));
}

static int run_job(struct run *run, const struct workers_job *job)
{
	if (workers_run(job) == 0)
		return 0;
	diag_add(run->gate->diags, DIAG_SYSTEM, at_file(STR_NONE), "cannot run worker processes: %s", strerror(errno));
	return -1;
}

/* Bytes of a database that a worker takes at once; the pieces do not depend on how many workers there are. */
enum { PIECE = 4 * 1024 * 1024, PIECES_MOST = 64, PIECE_SEEN = 8 * PIECE };

/* When nearly all of it has been seen, going through it so often would be most of the work. */
static uint16_t pieces_of(const struct gate *gate, const struct gate_file *file)
{
	off_t piece = gate->seen != NULL && gate->seen->before.n != 0 ? PIECE_SEEN : PIECE;
	struct stat status;

	if (!str_ends(file->path, STR(".db")) || fstatat(file->folder, file->name, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
	    status.st_size <= piece)
		return 1;
	return (uint16_t)(status.st_size / piece < PIECES_MOST ? status.st_size / piece : PIECES_MOST);
}

/* Databases in pieces and before all else, so that no worker has a long one left when the others are done. */
static void deal_out(struct run *run)
{
	for (int large = 1; large >= 0; large--)
		for (uint32_t i = 0; i < run->n; i++) {
			uint16_t pieces = pieces_of(run->gate, &run->files[i]);

			if ((pieces > 1) != (large == 1))
				continue;
			for (uint16_t piece = 0; piece < pieces; piece++)
				*vec_add(&run->portions) = (struct portion){i, piece, pieces};
		}
}

int gate_run(struct gate *gate, const struct gate_file *files, uint32_t n)
{
	struct run run = {.gate = gate, .files = files, .n = n};
	struct workers_job job = {.processes = gate->processes != 0 ? gate->processes : 1,
				  .cpu_seconds = LIMIT_GATE_CPU_SECONDS,
				  .memory = LIMIT_GATE_UNPACKED * 4,
				  .context = &run,
				  .start = start,
				  .work = work,
				  .done = done,
				  .lost = lost};
	int result = -1;

	if (n == 0)
		return 0;
	deal_out(&run);
	job.items = (uint32_t)run.portions.n;
	if (run_job(&run, &job) < 0)
		goto out;
	tell_pages(&run);
	job.items = FILE_KINDS;
	job.work = prove;
	job.done = proven;
	job.lost = proof_lost;
	if (run_job(&run, &job) == 0)
		result = run.failed ? -1 : 0;
out:
	vec_release(&run.portions);
	vec_release(&run.told);
	return result;
}

/* ---- a folder ---- */

struct listing {
	struct arena arena;
	struct gate *gate;
	struct listing_files VEC_FIELDS(struct gate_file) files;
	int folder;
	bool failed;
};

static int list_entry(void *context, const struct tree_entry *entry)
{
	struct listing *listing = context;
	struct str path;

	if (entry->type == DT_DIR)
		return 0;
	if (entry->type != DT_REG) {
		listing->failed = true;
		diag_add(listing->gate->diags, DIAG_GATE_TYPE, at_file(entry->path), "neither a file nor a folder");
		return 0;
	}
	path = arena_str(&listing->arena, entry->path);
	*vec_add(&listing->files) = (struct gate_file){path, listing->folder, path.s, false, STR_NONE};
	return 0;
}

static int cmp_files(const void *a, const void *b)
{
	return str_cmp(((const struct gate_file *)a)->path, ((const struct gate_file *)b)->path);
}

int gate_folder(struct gate *gate, int folder)
{
	struct listing listing = {.gate = gate, .folder = folder};
	int result = -1;

	arena_init(&listing.arena);
	if (tree_walk(folder, list_entry, &listing) < 0) {
		diag_add(gate->diags, DIAG_SYSTEM, at_file(STR_NONE), "cannot read the folder: %s", strerror(errno));
	} else {
		if (listing.files.n != 0)
			qsort(listing.files.at, listing.files.n, sizeof(*listing.files.at), cmp_files);
		result = gate_run(gate, listing.files.at, (uint32_t)listing.files.n);
	}
	if (listing.failed)
		result = -1;
	vec_release(&listing.files);
	arena_release(&listing.arena);
	return result;
}
