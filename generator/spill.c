#include "generator/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOW_BYTES = 1024 * 1024, AHEAD_BYTES = 128 * 1024 };

static int make_file(int site_folder)
{
	static const char name[] = ".weir/spill";
	int fd = openat(site_folder, ".weir", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	/* a check of a site that has no build yet, or that cannot be written to */
	if (fd < 0 && (errno == ENOENT || errno == EACCES || errno == EROFS)) {
		fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
		return fd >= 0 ? fd : memfd_create("weir-spill", MFD_CLOEXEC);
	}
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd;
	/* a file system without O_TMPFILE */
	fd = openat(site_folder, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0)
		(void)unlinkat(site_folder, name, 0);
	return fd;
}

int spill_open(struct spill *spill, int site_folder, unsigned n)
{
	*spill = (struct spill){0};
	for (unsigned i = 0; i < n && i < SPILL_FILES_MAX; i++) {
		int fd = make_file(site_folder);

		if (fd < 0) {
			int error = errno;

			spill_close(spill);
			errno = error;
			return -1;
		}
		spill->files[spill->n++] = fd;
	}
	return 0;
}

void spill_close(struct spill *spill)
{
	for (unsigned i = 0; i < spill->n; i++)
		close(spill->files[i]);
	spill->n = 0;
}

int spill_writer_init(struct spill_writer *writer, const struct spill *spill, unsigned number)
{
	struct stat status;

	*writer = (struct spill_writer){.file = spill->files[number]};
	if (fstat(writer->file, &status) < 0)
		return -1;
	/* windows of a worker that died are left with a gap behind what it wrote */
	writer->at = (uint64_t)status.st_size;
	return 0;
}

/* Maps a window that has room for n bytes at writer->at. */
static int move_window(struct spill_writer *writer, size_t n)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	uint64_t from = writer->at & ~(page - 1);
	size_t size = (size_t)(writer->at - from) + n;
	int error;

	size = size < WINDOW_BYTES ? WINDOW_BYTES : (size + WINDOW_BYTES - 1) & ~(size_t)(WINDOW_BYTES - 1);
	if (writer->window != NULL)
		(void)munmap(writer->window, writer->window_n);
	writer->window = NULL;
	/* allocated now: a full disk is an error here, not a signal at the first store */
	error = posix_fallocate(writer->file, (off_t)from, (off_t)size);
	if (error != 0) {
		errno = error;
		return -1;
	}
	writer->window = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, writer->file, (off_t)from);
	if (writer->window == MAP_FAILED) {
		writer->window = NULL;
		return -1;
	}
	writer->window_at = from;
	writer->window_n = size;
	return 0;
}

int spill_add(struct spill_writer *writer, struct str bytes, uint64_t *offset)
{
	if (bytes.n == 0) {
		*offset = writer->at;
		return 0;
	}
	if ((writer->window == NULL || writer->at + bytes.n > writer->window_at + writer->window_n) &&
	    move_window(writer, bytes.n) < 0)
		return -1;
	memcpy(writer->window + (writer->at - writer->window_at), bytes.s, bytes.n);
	*offset = writer->at;
	writer->at += bytes.n;
	return 0;
}

void spill_reader_init(struct spill_reader *reader, const struct spill *spill)
{
	*reader = (struct spill_reader){.spill = spill};
	buf_init(&reader->ahead, BUF_NO_LIMIT);
}

void spill_reader_release(struct spill_reader *reader)
{
	buf_release(&reader->ahead);
}

static int fill(struct spill_reader *reader, unsigned number, uint64_t offset, size_t n)
{
	size_t want = n > AHEAD_BYTES ? n : AHEAD_BYTES;
	char *to;

	buf_clear(&reader->ahead);
	reader->number = number;
	reader->at = offset;
	to = buf_reserve(&reader->ahead, want);
	while (to != NULL && reader->ahead.n < n) {
		ssize_t got = pread(reader->spill->files[number], to + reader->ahead.n, want - reader->ahead.n,
				    (off_t)(offset + reader->ahead.n));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			if (got == 0)
				errno = EIO;
			return -1;
		}
		reader->ahead.n += (size_t)got;
	}
	return to != NULL ? 0 : -1;
}

int spill_read(struct spill_reader *reader, unsigned number, uint64_t offset, size_t n, struct str *bytes)
{
	bool is_there = number == reader->number && offset >= reader->at && offset + n <= reader->at + reader->ahead.n;

	if (number >= reader->spill->n) {
		errno = EINVAL;
		return -1;
	}
	if (!is_there && fill(reader, number, offset, n) < 0)
		return -1;
	*bytes = str_n(reader->ahead.s + (offset - reader->at), n);
	return 0;
}
