#include "generator/tickets/readers.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/vec.h"
#include "generator/tickets/import.h"
#include "generator/tickets/input.h"
#include "generator/tickets/json_records.h"
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

void readers_take_each(struct reading *reading, const struct value *list, const char *container)
{
	if (list == NULL || list->kind != VALUE_LIST)
		return;
	for (uint32_t i = 0; i < list->as.list.n; i++)
		if (list->as.list.at[i]->kind == VALUE_MAP)
			reading->reader->take(reading, str_c(container), list->as.list.at[i]);
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
	json_records_release(&records);
}

static bool is_json(struct str path)
{
	return str_ends(path, STR(".json")) || str_ends(path, STR(".jsonl")) || str_ends(path, STR(".ndjson"));
}

/* ---- files ---- */

struct file {
	struct str path; /* below the operand */
	struct str name; /* for messages */
	int folder;	 /* that `path` is below; -1: a member of a ZIP file */
	struct zip_file *zip;
	const struct zip_member *member;
};

struct walk {
	struct reading *reading;
	struct VEC(struct file) files;
	struct VEC(int) folders; /* to be closed */
	struct VEC(struct zip_file *) zips;
	int spool; /* what is read of a member of a ZIP file; -1: none was yet */
	int root;  /* of the operand */
	struct str operand, below;
	unsigned depth;
	bool first; /* the pass over files that must be read first */
};

static void add_file(struct walk *walk, struct file file)
{
	*vec_add(&walk->files) = file;
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
	for (size_t i = 0; i < zip->n; i++)
		add_file(walk, (struct file){.path = zip->members[i].path,
					     .name = arena_printf(&reading->run, "%.*s/%.*s", STR_ARG(operand),
								  STR_ARG(zip->members[i].path)),
					     .folder = -1,
					     .zip = zip,
					     .member = &zip->members[i]});
}

/* Of a folder that has ZIP files in it. False when it is none, whatever its name says. */
static bool walk_packed(struct walk *walk, struct str path)
{
	struct stat status;
	char head[4] = {0};
	int fd = fs_open_file_at(walk->root, path.s, &status);

	if (fd < 0)
		return false;
	if (pread(fd, head, sizeof(head), 0) != sizeof(head) || memcmp(head, "PK\3\4", 4) != 0) {
		(void)close(fd);
		return false;
	}
	walk_zip(walk, fd, arena_printf(&walk->reading->run, "%.*s/%.*s", STR_ARG(walk->operand), STR_ARG(path)));
	return true;
}

static int walk_folder(struct walk *walk, int folder);

static int walk_entry(void *context, const char *name, unsigned char type)
{
	struct walk *walk = context;
	struct arena *arena = &walk->reading->run;
	struct str below = walk->below, path = below.n != 0 ? arena_printf(arena, "%.*s/%s", STR_ARG(below), name)
							    : arena_str(arena, str_c(name));
	int folder;

	if (type == DT_REG && str_ends(path, STR(".zip")) && walk_packed(walk, path))
		return 0;
	if (type == DT_REG)
		add_file(walk,
			 (struct file){.path = path,
				       .name = arena_printf(arena, "%.*s/%.*s", STR_ARG(walk->operand), STR_ARG(path)),
				       .folder = walk->root});
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

/* A name without folders, and the folder it is in. */
static int open_parent(struct str operand, struct arena *arena, struct str *name)
{
	ptrdiff_t slash = str_rfind_char(operand, '/');
	struct str parent = slash > 0	 ? arena_str(arena, str_slice(operand, 0, (size_t)slash))
			    : slash == 0 ? STR("/")
					 : STR(".");

	*name = arena_str(arena, str_from(operand, (size_t)(slash + 1)));
	return fs_open_folder(parent.s);
}

static int walk_operand(struct walk *walk, struct str operand, struct buf *reason)
{
	struct arena *arena = &walk->reading->run;
	int folder = fs_open_folder(operand.s), fd;
	char head[4] = {0};
	struct str name;

	walk->operand = str_ends(operand, STR("/")) && operand.n > 1 ? str_slice(operand, 0, operand.n - 1) : operand;
	walk->below = STR("");
	if (folder >= 0) {
		*vec_add(&walk->folders) = folder;
		walk->root = folder;
		return walk_folder(walk, folder);
	}
	fd = open(operand.s, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		buf_printf(reason, "%.*s: %s", STR_ARG(operand), strerror(errno));
		return -1;
	}
	if (pread(fd, head, sizeof(head), 0) == sizeof(head) && memcmp(head, "PK\3\4", 4) == 0) {
		walk_zip(walk, fd, operand);
		return 0;
	}
	(void)close(fd);
	folder = open_parent(operand, arena, &name);
	if (folder < 0) {
		buf_printf(reason, "%.*s: %s", STR_ARG(operand), strerror(errno));
		return -1;
	}
	*vec_add(&walk->folders) = folder;
	add_file(walk, (struct file){.path = name, .name = operand, .folder = folder});
	return 0;
}

static void read_input(struct walk *walk, const struct file *file, struct input *input)
{
	struct reading *reading = walk->reading;
	const struct reader *reader = reading->reader;
	bool wanted;

	input_want(input, HEAD_BYTES);
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

/* An empty file without a name, where the rest of the import keeps what does not fit into memory. */
static int empty_spool(struct walk *walk)
{
	struct str folder = import_options(walk->reading->import)->temporary_folder;

	if (walk->spool < 0)
		walk->spool = open(folder.n != 0 ? arena_str(&walk->reading->run, folder).s : "/tmp",
				   O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	return walk->spool >= 0 && ftruncate(walk->spool, 0) == 0 && lseek(walk->spool, 0, SEEK_SET) == 0 ? 0 : -1;
}

/* Unpacked as a whole before anything of it is read, because its checksum stands behind it. */
static void read_member(struct walk *walk, const struct file *file)
{
	const struct reader *reader = walk->reading->reader;
	struct input input;
	const char *reason = "there is no room for a temporary file";

	/* what no reader would look at is not unpacked */
	if (reader->wants == NULL ? !is_json(file->path) : reader->names_tell && !reader->wants(file->path, STR("")))
		return;
	if (empty_spool(walk) < 0 || zip_unpack(file->zip, file->member, walk->spool, &reason) < 0 ||
	    lseek(walk->spool, 0, SEEK_SET) < 0) {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), reason);
		return;
	}
	input_open(&input, file->name, walk->spool);
	read_input(walk, file, &input);
	input_release(&input);
}

static void read_file(struct walk *walk, const struct file *file)
{
	const struct import_options *options = import_options(walk->reading->import);
	struct stat status;
	struct input input;
	int fd;

	if (file->member != NULL) {
		read_member(walk, file);
		return;
	}
	fd = fs_open_file_at(file->folder, file->path.s, &status);
	if (fd < 0) {
		import_at(walk->reading->import, file->name, 0);
		import_fault(walk->reading->import, STR(""), strerror(errno));
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
		struct buf *reason)
{
	struct reading reading = {.reader = reader, .import = import};
	struct walk walk = {.reading = &reading, .spool = -1};
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
