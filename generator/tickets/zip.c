#include "generator/tickets/zip.h"

#include "common/fs.h"
#include "common/limits.h"

#include <sys/stat.h>
#include <zlib.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, MOST_COMMENT = 65535 };
#define ENCRYPTED 1u

static unsigned get16(const char *at)
{
	return (unsigned char)at[0] | (unsigned)(unsigned char)at[1] << 8;
}

static uint32_t get32(const char *at)
{
	return get16(at) | (uint32_t)get16(at + 2) << 16;
}

/* The record at the end, which may have a comment behind it. */
static int find_end(const struct zip *zip, char end[END_SIZE])
{
	uint64_t most = END_SIZE + MOST_COMMENT, n = zip->size < most ? zip->size : most;
	struct buf tail;
	int result = -1;
	char *bytes;

	buf_init(&tail, BUF_NO_LIMIT);
	bytes = buf_reserve(&tail, n + 1);
	if (n >= END_SIZE && fs_read_whole(zip->fd, bytes, n, zip->size - n) == 0)
		for (size_t at = n - END_SIZE + 1; at-- > 0 && result < 0;)
			if (memcmp(bytes + at, "PK\5\6", 4) == 0) {
				memcpy(end, bytes + at, END_SIZE);
				result = 0;
			}
	buf_release(&tail);
	return result;
}

/* Regular files with a path below the root; folders and all else are left out. */
static bool is_file(struct str path)
{
	struct str rest = path, part;

	if (path.n == 0 || path.n > LIMIT_PATH_BYTES || path.s[0] == '/' || path.s[path.n - 1] == '/' ||
	    memchr(path.s, '\0', path.n) != NULL)
		return false;
	while (str_split(&rest, '/', &part))
		if (str_eq(part, STR("..")))
			return false;
	return true;
}

static int read_directory(struct zip *zip, struct arena *arena, struct str directory, size_t n)
{
	zip->members = arena_array(arena, n, sizeof(*zip->members));
	for (size_t i = 0; i < n; i++) {
		size_t name_n, extra_n;
		struct zip_member member;

		if (directory.n < ENTRY_SIZE || memcmp(directory.s, "PK\1\2", 4) != 0)
			return -1;
		name_n = get16(directory.s + 28);
		extra_n = get16(directory.s + 30) + get16(directory.s + 32);
		if (directory.n < ENTRY_SIZE + name_n + extra_n)
			return -1;
		member = (struct zip_member){
		    .flags = get16(directory.s + 8),
		    .method = get16(directory.s + 10),
		    .crc = get32(directory.s + 16),
		    .packed = get32(directory.s + 20),
		    .size = get32(directory.s + 24),
		    .offset = get32(directory.s + 42),
		    .path = arena_str(arena, str_n(directory.s + ENTRY_SIZE, name_n)),
		};
		directory = str_from(directory, ENTRY_SIZE + name_n + extra_n);
		if (is_file(member.path))
			zip->members[zip->n++] = member;
	}
	return 0;
}

static int by_offset(const void *a, const void *b)
{
	const struct zip_member *const *x = a, *const *y = b;

	return (*x)->offset < (*y)->offset ? -1 : (*x)->offset > (*y)->offset;
}

/* Members that share their bytes make a small file large without an end. */
static bool do_overlap(const struct zip *zip, struct arena *arena)
{
	const struct zip_member **members = arena_array(arena, zip->n, sizeof(*members));
	uint64_t end = 0;

	for (size_t i = 0; i < zip->n; i++)
		members[i] = &zip->members[i];
	if (zip->n > 1)
		qsort(members, zip->n, sizeof(*members), by_offset);
	for (size_t i = 0; i < zip->n; i++) {
		if (members[i]->offset < end)
			return true;
		end = members[i]->offset + LOCAL_SIZE + members[i]->path.n + members[i]->packed;
	}
	return end > zip->size;
}

int zip_open(struct zip *zip, int fd, struct arena *arena, const char **reason)
{
	char end[END_SIZE];
	struct stat status;
	struct buf directory;
	uint64_t n, size, offset;
	int result = -1;

	*zip = (struct zip){.fd = fd};
	*reason = "it is no ZIP file, or cut off";
	if (fstat(fd, &status) < 0 || status.st_size < 0)
		return -1;
	zip->size = (uint64_t)status.st_size;
	if (find_end(zip, end) < 0)
		return -1;
	n = get16(end + 10);
	size = get32(end + 12);
	offset = get32(end + 16);
	if (n == 0xffff || offset == 0xffffffff) {
		*reason = "it is larger than ZIP files can be without ZIP64; unpack it and name the folder";
		return -1;
	}
	if (n > LIMIT_ZIP_MEMBERS || offset > zip->size || size > zip->size - offset)
		return -1;
	buf_init(&directory, BUF_NO_LIMIT);
	if (fs_read_whole(fd, buf_reserve(&directory, size + 1), size, offset) == 0) {
		directory.n = size;
		result = read_directory(zip, arena, buf_view(&directory), n);
	}
	buf_release(&directory);
	if (result == 0 && do_overlap(zip, arena)) {
		*reason = "it is damaged: its members lie in each other";
		result = -1;
	}
	zip->budget = LIMIT_ZIP_LEAST_BYTES + zip->size * LIMIT_ZIP_RATIO;
	return result;
}

/* Output grows with what really comes out, never by what the member says of itself. */
static int inflate_member(struct str packed, struct buf *out, uint64_t most)
{
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.s, .avail_in = (uInt)packed.n};
	int result = Z_OK;
	size_t before = out->n;

	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
		return -1;
	while (result == Z_OK && out->n - before <= most) {
		size_t room = (size_t)64 * 1024;

		stream.next_out = (Bytef *)buf_reserve(out, room);
		stream.avail_out = (uInt)room;
		result = inflate(&stream, Z_NO_FLUSH);
		out->n += room - stream.avail_out;
	}
	(void)inflateEnd(&stream);
	return result == Z_STREAM_END && out->n - before <= most ? 0 : -1;
}

static int unpack(const struct zip *zip, const struct zip_member *member, struct str packed, struct buf *out,
		  const char **reason)
{
	size_t before = out->n;

	if (member->method == 0) {
		buf_str(out, packed);
	} else if (member->method != 8) {
		*reason = "it is packed in a way that is not known";
		return -1;
	} else if (inflate_member(packed, out,
				  zip->budget < LIMIT_ZIP_MEMBER_BYTES ? zip->budget : LIMIT_ZIP_MEMBER_BYTES) < 0) {
		*reason = "it is damaged, or too large";
		return -1;
	}
	if (crc32(crc32(0, NULL, 0), (const Bytef *)out->s + before, (uInt)(out->n - before)) != member->crc) {
		*reason = "it is damaged";
		return -1;
	}
	return 0;
}

int zip_read(struct zip *zip, const struct zip_member *member, struct buf *out, const char **reason)
{
	size_t before = out->n;
	struct buf packed;
	char local[LOCAL_SIZE];
	uint64_t from;
	int result = -1;

	*reason = "it is damaged, or too large";
	if ((member->flags & ENCRYPTED) != 0) {
		*reason = "it is encrypted";
		return -1;
	}
	if (member->packed > LIMIT_ZIP_MEMBER_BYTES || member->offset > zip->size ||
	    fs_read_whole(zip->fd, local, LOCAL_SIZE, member->offset) < 0 || memcmp(local, "PK\3\4", 4) != 0)
		return -1;
	from = member->offset + LOCAL_SIZE + get16(local + 26) + get16(local + 28);
	if (from > zip->size || member->packed > zip->size - from)
		return -1;
	buf_init(&packed, BUF_NO_LIMIT);
	if (fs_read_whole(zip->fd, buf_reserve(&packed, member->packed + 1), member->packed, from) == 0) {
		packed.n = member->packed;
		result = unpack(zip, member, buf_view(&packed), out, reason);
	}
	buf_release(&packed);
	zip->budget -= out->n - before < zip->budget ? out->n - before : zip->budget;
	if (result < 0)
		buf_cut(out, before);
	return result;
}
