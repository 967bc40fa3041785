#include "generator/tickets/packed.h"

#include "common/fs.h"
#include "common/limits.h"
#include "common/vec.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 512, CHUNK = 64 * 1024 };

static const char damaged[] = "it is damaged, or cut off";

bool packed_is_gzip(struct str head)
{
	return head.n >= 3 && memcmp(head.s, "\x1f\x8b\x08", 3) == 0;
}

struct str packed_name(struct str path)
{
	return str_ends_nocase(path, STR(".gz")) ? str_slice(path, 0, path.n - 3) : path;
}

/* ---- gzip ---- */

/* From its start; the descriptor stays the caller's. */
static gzFile open_gzip(int fd)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	gzFile file = own >= 0 && lseek(own, 0, SEEK_SET) == 0 ? gzdopen(own, "rb") : NULL;

	if (file == NULL && own >= 0)
		(void)close(own);
	return file;
}

bool packed_has_tar(int gzip)
{
	gzFile file = open_gzip(gzip);
	char block[BLOCK];
	int n;

	if (file == NULL)
		return false;
	n = gzread(file, block, sizeof(block));
	(void)gzclose_r(file);
	return n == BLOCK && packed_is_tar(str_n(block, BLOCK));
}

uint64_t packed_budget(int file)
{
	struct stat status;

	return fstat(file, &status) == 0 && status.st_size >= 0
		   ? LIMIT_ZIP_LEAST_BYTES + (uint64_t)status.st_size * LIMIT_ZIP_RATIO
		   : 0;
}

int packed_gunzip(int from, int to, uint64_t *budget, const char **reason)
{
	gzFile file = open_gzip(from);
	uint64_t own;
	char bytes[CHUNK];
	int n;

	*reason = damaged;
	if (file == NULL)
		return -1;
	if (budget == NULL) {
		own = packed_budget(from);
		budget = &own;
	}
	while ((n = gzread(file, bytes, sizeof(bytes))) > 0) {
		if ((uint64_t)n > *budget) {
			*budget = 0;
			*reason = "it is damaged, or too large";
			n = -1;
			break;
		}
		*budget -= (uint64_t)n;
		if (fs_write_fd(to, str_n(bytes, (size_t)n)) < 0) {
			*reason = "there is no room for a temporary file";
			n = -1;
			break;
		}
	}
	/* Z_BUF_ERROR: it ended in the middle */
	return gzclose_r(file) == Z_OK && n == 0 ? 0 : -1;
}

/* ---- tar ---- */

/* Fields of a header: where, and of how many bytes. */
enum { NAME = 0, NAME_N = 100, SIZE = 124, SIZE_N = 12, SUM = 148, SUM_N = 8, KIND = 156, MAGIC = 257, PREFIX = 345 };
enum { PREFIX_N = 155 };

static struct str text_of(const char *field, size_t n)
{
	return str_n(field, strnlen(field, n));
}

/* Octal digits, or 0x80 and a big-endian number where those are too few. -1: neither. */
static int number_of(const char *field, size_t n, uint64_t *number)
{
	bool is_binary = ((unsigned char)field[0] & 0x80) != 0;

	*number = 0;
	for (size_t i = is_binary ? 1 : 0; i < n; i++) {
		unsigned char c = (unsigned char)field[i];

		if (!is_binary && (c == ' ' || c == '\0'))
			continue;
		if ((!is_binary && (c < '0' || c > '7')) || *number > UINT64_MAX >> 9)
			return -1;
		*number = is_binary ? *number << 8 | c : *number << 3 | (uint64_t)(c - '0');
	}
	return 0;
}

/* The sum of a header's bytes, its own field taken for spaces. */
static bool has_right_sum(const char *block)
{
	uint64_t sum = 0, said;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= SUM && i < SUM + SUM_N ? ' ' : (unsigned char)block[i];
	return number_of(block + SUM, SUM_N, &said) == 0 && said == sum;
}

bool packed_is_tar(struct str head)
{
	return head.n >= BLOCK && memcmp(head.s + MAGIC, "ustar", 5) == 0 && has_right_sum(head.s);
}

/* Below the root, and a name that can be opened. */
static bool is_path(struct str path)
{
	struct str rest = path, part;

	if (path.n == 0 || path.n > LIMIT_PATH_BYTES || path.s[0] == '/' || path.s[path.n - 1] == '/')
		return false;
	while (rest.n != 0 && str_split(&rest, '/', &part))
		if (str_eq(part, STR("..")))
			return false;
	return true;
}

/* "52 path=acme/x.json\n" of the header in front of a member (pax). */
static struct str path_of_pax(struct str records)
{
	struct str line, path = STR("");

	while (records.n != 0 && str_line(&records, &line)) {
		ptrdiff_t space = str_find_char(line, ' ');

		line = str_from(line, space >= 0 ? (size_t)space + 1 : line.n);
		if (str_starts(line, STR("path=")))
			path = str_from(line, strlen("path="));
	}
	return path;
}

/* The path of a member, joined in `room` where it stands in two parts. */
static struct str path_of(const char *block, struct str long_path, char room[PREFIX_N + 1 + NAME_N])
{
	struct str prefix = text_of(block + PREFIX, PREFIX_N), path = text_of(block + NAME, NAME_N);

	if (long_path.n != 0) {
		path = long_path;
	} else if (prefix.n != 0 && memcmp(block + MAGIC, "ustar\0", 6) == 0) {
		memcpy(room, prefix.s, prefix.n);
		room[prefix.n] = '/';
		memcpy(room + prefix.n + 1, path.s, path.n);
		path = str_n(room, prefix.n + 1 + path.n);
	}
	while (str_starts(path, STR("./")))
		path = str_from(path, 2);
	return path;
}

struct listing {
	int archive;
	struct arena *arena;
	uint64_t at, end;
	struct str long_path; /* in `text` */
	char text[8 * LIMIT_PATH_BYTES], joined[PREFIX_N + 1 + NAME_N];
	struct VEC(struct packed_member) members;
	size_t refused_n;
};

/* The text of a member that tells of the next one. */
static int read_long(struct listing *listing, uint64_t at, uint64_t size, struct str *text)
{
	if (size == 0 || size > sizeof(listing->text))
		return -1;
	if (pread(listing->archive, listing->text, size, (off_t)at) != (ssize_t)size)
		return -1;
	*text = str_n(listing->text, size);
	return 0;
}

/* 1: another block may follow; 0: the end; -1: damaged. */
static int list_next(struct listing *listing)
{
	char block[BLOCK];
	struct str text, path;
	uint64_t size, from = listing->at + BLOCK;
	char kind;

	if (listing->at == listing->end)
		return listing->members.n != 0 ? 0 : -1; /* without the empty blocks at its end */
	if (pread(listing->archive, block, BLOCK, (off_t)listing->at) != BLOCK)
		return -1;
	if (str_trim(str_n(block, BLOCK)).n == 0 || block[0] == '\0')
		return 0;
	if (!packed_is_tar(str_n(block, BLOCK)) || number_of(block + SIZE, SIZE_N, &size) < 0 || from > listing->end ||
	    size > listing->end - from)
		return -1;
	kind = block[KIND];
	listing->at = from + (size + BLOCK - 1) / BLOCK * BLOCK;
	if (listing->at > listing->end)
		listing->at = listing->end;
	if (kind == 'L' || kind == 'x') {
		if (read_long(listing, from, size, &text) < 0)
			return -1;
		listing->long_path = kind == 'L' ? text_of(text.s, text.n) : path_of_pax(text);
		return 1;
	}
	path = path_of(block, listing->long_path, listing->joined);
	listing->long_path = STR("");
	if (kind != '0' && kind != '\0')
		return 1;
	if (!is_path(path)) {
		listing->refused_n += path.n == 0 || path.s[path.n - 1] != '/';
		return 1;
	}
	if (listing->members.n >= LIMIT_ZIP_MEMBERS)
		return -1;
	*vec_add(&listing->members) = (struct packed_member){arena_str(listing->arena, path), from, size};
	return 1;
}

int packed_list(int archive, struct arena *arena, struct packed_list *list, const char **reason)
{
	struct listing listing = {.archive = archive, .arena = arena, .long_path = STR("")};
	struct stat status;
	int result = -1;

	*list = (struct packed_list){.n = 0};
	*reason = damaged;
	if (fstat(archive, &status) == 0 && status.st_size >= 0) {
		listing.end = (uint64_t)status.st_size;
		do
			result = list_next(&listing);
		while (result > 0);
	}
	if (result == 0) {
		list->at = arena_array(arena, listing.members.n, sizeof(*list->at));
		list->n = listing.members.n;
		list->refused_n = listing.refused_n;
		if (list->n != 0)
			memcpy(list->at, listing.members.at, list->n * sizeof(*list->at));
	}
	vec_release(&listing.members);
	return result;
}
