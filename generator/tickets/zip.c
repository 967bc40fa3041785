#include "generator/tickets/zip.h"

#include "common/fs.h"
#include "common/limits.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

/* Loaded when a ZIP file is read: linked, every command would load what libzip needs for ways of packing and
 * encryption. */
#define LIBRARY "libzip.so.4"
#define FUNCTIONS(X) \
	X(zip_discard) \
	X(zip_fclose) \
	X(zip_fdopen) \
	X(zip_file_get_external_attributes) \
	X(zip_fopen_index) \
	X(zip_fread) \
	X(zip_get_num_entries) \
	X(zip_stat_index)

static struct {
#define X(name) __typeof__(name) *name;
	FUNCTIONS(X)
#undef X
	bool ready;
} libzip;

enum { LOCAL_SIZE = 30, CHUNK = 64 * 1024 };

static bool load(void)
{
	void *library;

	if (libzip.ready)
		return true;
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
#define X(name) \
	*(void **)&libzip.name = dlsym(library, #name); \
	if (libzip.name == NULL) \
		return false;
	FUNCTIONS(X)
#undef X
	libzip.ready = true;
	return true;
}

static bool is_folder(struct str path)
{
	return path.n != 0 && path.s[path.n - 1] == '/';
}

/* The root. */
static bool is_below(struct str path)
{
	struct str rest = path, part;

	if (path.n == 0 || path.n > LIMIT_PATH_BYTES || path.s[0] == '/')
		return false;
	while (str_split(&rest, '/', &part))
		if (str_eq(part, STR("..")))
			return false;
	return true;
}

/* Links, devices: what Unix programs note of a file. */
static bool is_special(zip_t *archive, zip_uint64_t index)
{
	zip_uint32_t attributes = 0;
	zip_uint8_t system = 0;

	if (libzip.zip_file_get_external_attributes(archive, index, 0, &system, &attributes) < 0)
		return true;
	return system == ZIP_OPSYS_UNIX && (attributes >> 16 & S_IFMT) != 0 && !S_ISREG(attributes >> 16);
}

static int read_directory(struct zip_file *zip, uint64_t size, struct arena *arena, const char **reason)
{
	zip_int64_t n = libzip.zip_get_num_entries(zip->archive, 0);
	uint64_t packed = 0;

	if (n < 0 || (uint64_t)n > LIMIT_ZIP_MEMBERS)
		return -1;
	zip->members = arena_array(arena, (size_t)n, sizeof(*zip->members));
	for (zip_uint64_t i = 0; i < (zip_uint64_t)n; i++) {
		zip_stat_t status;
		struct str path;

		if (libzip.zip_stat_index(zip->archive, i, ZIP_FL_ENC_RAW, &status) < 0 ||
		    (status.valid & (ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE)) != (ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE))
			return -1;
		path = str_c(status.name);
		/* members that share their bytes make a small file large without an end */
		if (status.comp_size > size - packed || LOCAL_SIZE + path.n > size - packed - status.comp_size) {
			*reason = "it is damaged: its members lie in each other";
			return -1;
		}
		packed += status.comp_size + LOCAL_SIZE + path.n;
		if (is_folder(path) || is_special(zip->archive, i))
			continue;
		if (is_below(path))
			zip->members[zip->n++] = (struct zip_member){arena_str(arena, path), i};
		else
			zip->refused_n++;
	}
	return 0;
}

int zip_load(struct zip_file *zip, int fd, struct arena *arena, const char **reason)
{
	struct stat status;
	int own, error = 0;

	*zip = (struct zip_file){.n = 0};
	*reason = "ZIP files need " LIBRARY " (Debian: libzip4)";
	if (!load())
		return -1;
	*reason = "it is no ZIP file, or cut off";
	own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (own < 0 || fstat(fd, &status) < 0 || status.st_size < 0 || lseek(own, 0, SEEK_SET) < 0) {
		if (own >= 0)
			(void)close(own);
		return -1;
	}
	zip->archive = libzip.zip_fdopen(own, ZIP_CHECKCONS, &error);
	if (zip->archive == NULL) {
		if (error == ZIP_ER_INCONS)
			*reason = "it is damaged: its directory says something else than its members, or they lie in "
				  "each other";
		(void)close(own);
		return -1;
	}
	zip->budget = LIMIT_ZIP_LEAST_BYTES + (uint64_t)status.st_size * LIMIT_ZIP_RATIO;
	if (read_directory(zip, (uint64_t)status.st_size, arena, reason) == 0)
		return 0;
	zip_release(zip);
	return -1;
}

void zip_release(struct zip_file *zip)
{
	if (zip->archive != NULL)
		libzip.zip_discard(zip->archive);
	zip->archive = NULL;
	zip->n = 0;
}

/* Counts what really comes out, never what the member says of itself. */
static int unpack(struct zip_file *zip, zip_file_t *member, int to, const char **reason)
{
	char bytes[CHUNK];
	zip_int64_t n;

	while ((n = libzip.zip_fread(member, bytes, sizeof(bytes))) > 0) {
		if ((uint64_t)n > zip->budget) {
			zip->budget = 0;
			*reason = "it is damaged, or too large";
			return -1;
		}
		zip->budget -= (uint64_t)n;
		if (fs_write_fd(to, str_n(bytes, (size_t)n)) < 0) {
			*reason = "there is no room for a temporary file";
			return -1;
		}
	}
	return n == 0 ? 0 : -1;
}

int zip_unpack(struct zip_file *zip, const struct zip_member *wanted, int to, const char **reason)
{
	zip_stat_t status;
	zip_file_t *member;
	int result;

	*reason = "it is damaged";
	if (libzip.zip_stat_index(zip->archive, wanted->index, ZIP_FL_ENC_RAW, &status) < 0)
		return -1;
	if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) == 0 || status.encryption_method != ZIP_EM_NONE) {
		*reason = "it is encrypted";
		return -1;
	}
	if ((status.valid & ZIP_STAT_COMP_METHOD) == 0 ||
	    (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)) {
		*reason = "it is packed in a way that is not known";
		return -1;
	}
	member = libzip.zip_fopen_index(zip->archive, wanted->index, 0);
	if (member == NULL)
		return -1;
	result = unpack(zip, member, to, reason);
	(void)libzip.zip_fclose(member);
	return result;
}
