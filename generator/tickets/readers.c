#include "generator/tickets/readers.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/vec.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
#include "generator/tickets/kinds.h"
#include "generator/tickets/packed.h"
#include "generator/tickets/spool.h"
#include "generator/tickets/systems.h"
#include "generator/tickets/zip.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Bytes by which a reader may know a file. */
#define HEAD_BYTES ((size_t)4096)

const struct reader *const readers[] = {
#define X(system) &reader_##system,
    SYSTEMS(X)
#undef X
	NULL,
};

const struct reader *readers_find(struct str system)
{
	for (size_t i = 0; readers[i] != NULL; i++)
		if (str_eq(system, str_c(readers[i]->system)))
			return readers[i];
	return NULL;
}

/* ---- JSON ---- */

/* To the line in which an object of the present record begins. */
static void go_to(struct reading *reading, size_t at)
{
	const char *s = reading->record.s;

	if (at >= reading->record.n)
		return;
	if (at < reading->place) {
		reading->place = 0;
		reading->line = reading->record_line;
	}
	while (reading->place < at) {
		const char *end = memchr(s + reading->place, '\n', at - reading->place);

		reading->line += end != NULL;
		reading->place = end != NULL ? (size_t)(end - s) + 1 : at;
	}
	import_at_line(reading->import, reading->line);
}

void readers_take_each(struct reading *reading, const struct value *list, const char *container)
{
	if (list == NULL || list->kind != VALUE_LIST)
		return;
	for (uint32_t i = 0; i < list->as.list.n; i++) {
		const struct value *item = list->as.list.at[i];

		if (item->kind != VALUE_MAP)
			continue;
		if (item->at != 0)
			go_to(reading, item->at - 1);
		reading->reader->take(reading, str_c(container), item);
	}
	if (reading->record.n != 0)
		import_at_line(reading->import, reading->record_line);
}

void readers_read_json(struct reading *reading, struct input *input)
{
	struct json_records records;
	struct json_record record;
	enum json_result result;

	json_records_init(&records, input);
	while (!import_has_failed(reading->import) &&
	       (result = json_records_next(&records, &reading->page, &record)) != JSON_END) {
		import_at(reading->import, input->name, record.line);
		reading->record = result == JSON_RECORD ? record.text : STR("");
		reading->record_line = reading->line = record.line;
		reading->place = 0;
		if (result == JSON_BROKEN)
			import_broken(reading->import, record.guess, record.fault);
		else if (record.value->kind == VALUE_MAP)
			reading->reader->take(reading, record.container, record.value);
		else if (record.value->kind == VALUE_LIST) {
			struct str container = arena_str(&reading->page, record.container);

			for (uint32_t i = 0; i < record.value->as.list.n; i++)
				if (record.value->as.list.at[i]->kind == VALUE_MAP)
					reading->reader->take(reading, container, record.value->as.list.at[i]);
		}
		arena_clear(&reading->page);
	}
	reading->record = STR("");
	json_records_release(&records);
}

static bool is_json(struct str path)
{
	return str_ends_nocase(path, STR(".json")) || str_ends_nocase(path, STR(".jsonl")) ||
	       str_ends_nocase(path, STR(".ndjson"));
}

/* ---- files ---- */

struct file {
	struct str path; /* below the operand */
	struct str name; /* for messages */
	int folder;	 /* that `path` is below; -1: a member of a ZIP file or archive */
	bool is_operand; /* `folder` is the file itself */
	bool is_gzip;	 /* `packed` is its path in the folder */
	struct str packed;
	struct zip_file *zip;
	const struct zip_member *member;
	int archive; /* of `part` */
	const struct packed_member *part;
	uint64_t *budget; /* of the archive: what may still be unpacked of its members that are packed themselves */
};

struct walk {
	struct reading *reading;
	struct VEC(struct file) files;
	struct VEC(int) folders; /* to be closed, as are archives */
	struct VEC(struct zip_file *) zips;
	int spool; /* what is read of a member of a ZIP file; -1: none was yet */
	int root;  /* of the operand */
	bool is_root_file;
	struct kinds *kinds;
	struct str operand, below;
	unsigned depth;
	bool first; /* the pass over files that must be read first */
};

static void add_file(struct walk *walk, struct file file)
{
	*vec_add(&walk->files) = file;
}

/* Files that would be missing without a word. */
static void tell_refused(struct walk *walk, struct str name, size_t n)
{
	if (n == 0)
		return;
	import_at(walk->reading->import, name, 0);
	import_fault(walk->reading->import, STR(""), "it has files whose names lead out of it");
}

static void walk_zip(struct walk *walk, int fd, struct str operand)
{
	struct reading *reading = walk->reading;
	struct zip_file *zip = ARENA_NEW(&reading->run, struct zip_file);
	const char *reason;
	int result = zip_load(zip, fd, &reading->run, &reason);

	(void)close(fd);
	import_at(reading->import, operand, 0);
	if (result < 0) {
		import_fault(reading->import, STR(""), reason);
		return;
	}
	*vec_add(&walk->zips) = zip;
	tell_refused(walk, operand, zip->refused_n);
	for (size_t i = 0; i < zip->n; i++)
		add_file(walk, (struct file){.path = zip->members[i].path,
					     .name = arena_printf(&reading->run, "%.*s/%.*s", STR_ARG(operand),
								  STR_ARG(zip->members[i].path)),
					     .folder = -1,
					     .zip = zip,
					     .member = &zip->members[i],
					     .budget = &zip->budget});
}

/* The archive is closed with the walk. */
static void walk_tar(struct walk *walk, int archive, struct str name)
{
	struct reading *reading = walk->reading;
	uint64_t *budget = ARENA_NEW(&reading->run, uint64_t);
	struct packed_list list;
	const char *reason;

	*vec_add(&walk->folders) = archive;
	*budget = packed_budget(archive);
	if (packed_list(archive, &reading->run, &list, &reason) < 0) {
		import_at(reading->import, name, 0);
		import_fault(reading->import, STR(""), reason);
		return;
	}
	tell_refused(walk, name, list.refused_n);
	for (size_t i = 0; i < list.n; i++)
		add_file(walk, (struct file){.path = list.at[i].path,
					     .name = arena_printf(&reading->run, "%.*s/%.*s", STR_ARG(name),
								  STR_ARG(list.at[i].path)),
					     .folder = -1,
					     .archive = archive,
					     .part = &list.at[i],
					     .budget = budget});
}

static const char *spool_folder(struct walk *walk)
{
	struct str folder = import_options(walk->reading->import)->temporary_folder;

	return folder.n != 0 ? arena_str(&walk->reading->run, folder).s : "/tmp";
}

/* A tar archive in gzip; any other file in gzip is unpacked when it is read. */
static void walk_packed_tar(struct walk *walk, int fd, struct str name)
{
	const char *reason = "there is no room for a temporary file";
	int spool = spool_open(spool_folder(walk));

	if (spool >= 0 && packed_gunzip(fd, spool, NULL, &reason) == 0) {
		walk_tar(walk, spool, name);
		return;
	}
	if (spool >= 0)
		(void)close(spool);
	import_at(walk->reading->import, name, 0);
	import_fault(walk->reading->import, STR(""), reason);
}

/* What is packed in a file. False when it is none of these, whatever its name says; the file is closed then, too. */
static bool walk_packed(struct walk *walk, int fd, struct str path, struct str name)
{
	char bytes[PACKED_HEAD_BYTES];
	ssize_t n = pread(fd, bytes, sizeof(bytes), 0);
	struct str head = str_n(bytes, n > 0 ? (size_t)n : 0);
	bool is_packed = true;

	if (str_starts(head, STR("PK\3\4"))) {
		walk_zip(walk, fd, name);
		return true;
	}
	if (packed_is_tar(head)) {
		walk_tar(walk, fd, name);
		return true;
	}
	if (!packed_is_gzip(head))
		is_packed = false;
	else if (packed_has_tar(fd))
		walk_packed_tar(walk, fd, name);
	else
		add_file(walk, (struct file){.path = packed_name(path),
					     .name = name,
					     .folder = walk->root,
					     .is_operand = walk->is_root_file,
					     .is_gzip = true,
					     .packed = path});
	(void)close(fd);
	return is_packed;
}

/* So that not every file of a folder is opened twice. */
static bool may_be_packed(struct str path)
{
	static const char *const ends[] = {".zip", ".gz", ".tgz", ".tar"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends_nocase(path, str_c(ends[i])))
			return true;
	return false;
}

static bool walk_packed_at(struct walk *walk, struct str path, struct str name)
{
	struct stat status;
	int fd = may_be_packed(path) ? fs_open_file_at(walk->root, path.s, &status) : -1;

	return fd >= 0 && walk_packed(walk, fd, path, name);
}

static int walk_folder(struct walk *walk, int folder);

static int walk_entry(void *context, const char *name, unsigned char type)
{
	struct walk *walk = context;
	struct arena *arena = &walk->reading->run;
	struct str below = walk->below, path = below.n != 0 ? arena_printf(arena, "%.*s/%s", STR_ARG(below), name)
							    : arena_str(arena, str_c(name));
	struct str full = arena_printf(arena, "%.*s/%.*s", STR_ARG(walk->operand), STR_ARG(path));
	int folder;

	if (type == DT_REG && !walk_packed_at(walk, path, full))
		add_file(walk, (struct file){.path = path, .name = full, .folder = walk->root});
	if (type != DT_DIR || walk->depth >= LIMIT_DEPTH)
		return 0;
	folder = fs_open_folder_at(walk->root, path.s);
	if (folder < 0)
		return 0;
	walk->below = path;
	walk->depth++;
	(void)walk_folder(walk, folder);
	walk->depth--;
	walk->below = below;
	(void)close(folder);
	return 0;
}

static int walk_folder(struct walk *walk, int folder)
{
	return fs_each_entry(folder, walk_entry, walk);
}

/* What somebody names themselves may be a link; below a folder none is followed. */
static int walk_operand(struct walk *walk, struct str operand, struct buf *reason)
{
	int folder = fs_open_folder(operand.s), fd, kept;
	struct stat status;
	struct str name = str_from(operand, (size_t)(str_rfind_char(operand, '/') + 1));

	walk->operand = str_ends(operand, STR("/")) && operand.n > 1 ? str_slice(operand, 0, operand.n - 1) : operand;
	walk->below = STR("");
	walk->is_root_file = folder < 0;
	if (folder >= 0) {
		*vec_add(&walk->folders) = folder;
		walk->root = folder;
		return walk_folder(walk, folder);
	}
	fd = open(operand.s, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	kept = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
	if (kept >= 0)
		*vec_add(&walk->folders) = kept;
	if (kept < 0 || fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
		buf_printf(reason, "%.*s: %s", STR_ARG(operand),
			   kept < 0 ? strerror(errno) : "neither a file nor a folder");
		if (fd >= 0)
			(void)close(fd);
		return -1;
	}
	walk->root = kept;
	if (!walk_packed(walk, fd, name, operand))
		add_file(walk, (struct file){.path = name, .name = operand, .folder = kept, .is_operand = true});
	return 0;
}

static void read_input(struct walk *walk, const struct file *file, struct input *input)
{
	struct reading *reading = walk->reading;
	const struct reader *reader = reading->reader;
	bool wanted;

	input_want(input, HEAD_BYTES);
	if (walk->kinds != NULL)
		kinds_add(walk->kinds, file->path, str_slice(input->window, 0, HEAD_BYTES));
	wanted = reader->wants != NULL ? reader->wants(file->path, input->window) : is_json(file->path);
	if (wanted) {
		reading->path = file->path;
		import_at(reading->import, file->name, 0);
		reader->read(reading, input);
		arena_clear(&reading->page);
	}
	if (input->error != 0) {
		import_at(reading->import, file->name, 0);
		import_fault(reading->import, STR(""), strerror(input->error));
	}
}

static int empty_spool(struct walk *walk)
{
	if (walk->spool < 0)
		walk->spool = spool_open(spool_folder(walk));
	return walk->spool >= 0 ? spool_clear(walk->spool) : -1;
}

/* A member of a packed file that is packed itself, in a file of its own by now. One more layer is nobody's export. */
static void read_packed_member(struct walk *walk, const struct file *file, int packed)
{
	struct file inner = *file;
	uint64_t *budget = file->budget;
	const char *reason = "there is no room for a temporary file";
	struct input input;
	int spool = -1;

	if (packed_has_tar(packed))
		reason = "it is packed within a packed file: unpack that first";
	else
		spool = spool_open(spool_folder(walk));
	inner.path = packed_name(file->path);
	if (spool >= 0 && lseek(packed, 0, SEEK_SET) == 0 && packed_gunzip(packed, spool, budget, &reason) == 0 &&
	    lseek(spool, 0, SEEK_SET) == 0) {
		input_open(&input, file->name, spool);
		read_input(walk, &inner, &input);
		input_release(&input);
	} else {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), reason);
	}
	if (spool >= 0)
		(void)close(spool);
}

static bool is_gzip_at(int fd, uint64_t offset)
{
	char bytes[PACKED_HEAD_BYTES];
	ssize_t n = pread(fd, bytes, sizeof(bytes), (off_t)offset);

	return n > 0 && packed_is_gzip(str_n(bytes, (size_t)n));
}

/* A part of a file into the spool. -1 with errno. */
static int copy_to_spool(struct walk *walk, int from, uint64_t offset, uint64_t size)
{
	char bytes[16384];

	if (empty_spool(walk) < 0)
		return -1;
	while (size != 0) {
		ssize_t n = pread(from, bytes, size < sizeof(bytes) ? (size_t)size : sizeof(bytes), (off_t)offset);

		if (n <= 0 || write(walk->spool, bytes, (size_t)n) != n)
			return -1;
		offset += (uint64_t)n;
		size -= (uint64_t)n;
	}
	return 0;
}

/* What no reader would look at is not unpacked. */
static bool may_want(const struct reader *reader, struct str path)
{
	if (str_ends_nocase(path, STR(".gz")))
		path = packed_name(path);
	return reader->wants == NULL ? is_json(path) : !reader->names_tell || reader->wants(path, STR(""));
}

/* Of a tar archive. */
static void read_part(struct walk *walk, const struct file *file)
{
	struct input input;

	if (!may_want(walk->reading->reader, file->path) ||
	    lseek(file->archive, (off_t)file->part->offset, SEEK_SET) < 0)
		return;
	if (is_gzip_at(file->archive, file->part->offset)) {
		if (copy_to_spool(walk, file->archive, file->part->offset, file->part->size) == 0) {
			read_packed_member(walk, file, walk->spool);
		} else {
			import_at(walk->reading->import, file->name, 0);
			import_fault(walk->reading->import, STR(""), "there is no room for a temporary file");
		}
		return;
	}
	input_open(&input, file->name, file->archive);
	input.left = file->part->size;
	read_input(walk, file, &input);
	input_release(&input);
}

/* From its start. -1 with errno. */
static int open_file(const struct file *file, struct str path)
{
	struct stat status;
	int fd;

	if (!file->is_operand)
		return fs_open_file_at(file->folder, path.s, &status);
	fd = fcntl(file->folder, F_DUPFD_CLOEXEC, 0);
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) < 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/* Unpacked as a whole before anything of it is read, because its checksum stands behind it. */
static void read_gzip(struct walk *walk, const struct file *file)
{
	const char *reason = "there is no room for a temporary file";
	struct input input;
	int fd;

	if (!may_want(walk->reading->reader, file->path))
		return;
	fd = open_file(file, file->packed);
	if (fd < 0 || empty_spool(walk) < 0 || packed_gunzip(fd, walk->spool, NULL, &reason) < 0 ||
	    lseek(walk->spool, 0, SEEK_SET) < 0) {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), fd < 0 ? strerror(errno) : reason);
	} else {
		input_open(&input, file->name, walk->spool);
		read_input(walk, file, &input);
		input_release(&input);
	}
	if (fd >= 0)
		(void)close(fd);
}

/* The same. */
static void read_member(struct walk *walk, const struct file *file)
{
	struct input input;
	const char *reason = "there is no room for a temporary file";

	if (!may_want(walk->reading->reader, file->path))
		return;
	if (empty_spool(walk) < 0 || zip_unpack(file->zip, file->member, walk->spool, &reason) < 0 ||
	    lseek(walk->spool, 0, SEEK_SET) < 0) {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), reason);
		return;
	}
	if (is_gzip_at(walk->spool, 0)) {
		read_packed_member(walk, file, walk->spool);
		return;
	}
	input_open(&input, file->name, walk->spool);
	read_input(walk, file, &input);
	input_release(&input);
}

/*
 * What is packed in another way, or once more within a packed file, is not read. It may be the list of all people, so
 * the report tells of it.
 */
static void tell_packed(struct walk *walk, const struct file *file)
{
	static const char *const ends[] = {".zip", ".7z", ".rar", ".xz", ".bz2", ".zst", ".lz4", ".tar", ".tgz"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends_nocase(file->path, str_c(ends[i]))) {
			import_at(walk->reading->import, file->name, 0);
			import_unknown_field(walk->reading->import, "packed file", str_c(ends[i] + 1));
			return;
		}
}

static void read_file(struct walk *walk, const struct file *file)
{
	const struct import_options *options = import_options(walk->reading->import);
	struct input input;
	int fd;

	tell_packed(walk, file);
	if (file->member != NULL || file->part != NULL || file->is_gzip) {
		if (file->member != NULL)
			read_member(walk, file);
		else if (file->part != NULL)
			read_part(walk, file);
		else
			read_gzip(walk, file);
		return;
	}
	fd = open_file(file, file->path);
	if (fd < 0) {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), strerror(errno));
		return;
	}
	if (is_gzip_at(fd, 0)) { /* whatever it is called, as Dovecot packs the mails of a Maildir */
		read_packed_member(walk, file, fd);
		(void)close(fd);
		return;
	}
	input_open(&input, file->name, fd);
	input.progress = options->progress;
	input.context = options->context;
	read_input(walk, file, &input);
	input_release(&input);
	(void)close(fd);
}

static void read_files(struct walk *walk, bool first)
{
	const struct reader *reader = walk->reading->reader;

	for (size_t i = 0; i < walk->files.n && !import_has_failed(walk->reading->import); i++)
		if ((reader->is_first != NULL && reader->is_first(walk->files.at[i].path)) == first)
			read_file(walk, &walk->files.at[i]);
}

int readers_run(const struct reader *reader, struct import *import, const struct str *paths, size_t n,
		struct kinds *kinds, struct buf *reason)
{
	struct reading reading = {.reader = reader, .import = import};
	struct walk walk = {.reading = &reading, .spool = -1, .kinds = kinds};
	int result = 0;

	arena_init(&reading.run);
	arena_init(&reading.page);
	for (size_t i = 0; i < n && result == 0; i++)
		result = walk_operand(&walk, paths[i], reason);
	if (result == 0) {
		if (reader->begin != NULL)
			reader->begin(&reading);
		read_files(&walk, true);
		read_files(&walk, false);
		if (reader->end != NULL)
			reader->end(&reading);
	}
	for (size_t i = 0; i < walk.zips.n; i++)
		zip_release(walk.zips.at[i]);
	if (walk.spool >= 0)
		(void)close(walk.spool);
	for (size_t i = 0; i < walk.folders.n; i++)
		(void)close(walk.folders.at[i]);
	vec_release(&walk.zips);
	vec_release(&walk.folders);
	vec_release(&walk.files);
	arena_release(&reading.page);
	arena_release(&reading.run);
	return result;
}

void readers_run_memory(const struct reader *reader, struct import *import, const struct readers_file *files, size_t n)
{
	struct reading reading = {.reader = reader, .import = import};
	struct walk walk = {.reading = &reading, .spool = -1};

	arena_init(&reading.run);
	arena_init(&reading.page);
	if (reader->begin != NULL)
		reader->begin(&reading);
	for (int first = 1; first >= 0; first--)
		for (size_t i = 0; i < n && !import_has_failed(import); i++) {
			struct file file = {.path = files[i].path, .name = files[i].path};
			struct input input;

			if ((reader->is_first != NULL && reader->is_first(file.path)) != (first == 1))
				continue;
			input_open_memory(&input, file.name, files[i].bytes);
			read_input(&walk, &file, &input);
			input_release(&input);
		}
	if (reader->end != NULL)
		reader->end(&reading);
	arena_release(&reading.page);
	arena_release(&reading.run);
}
