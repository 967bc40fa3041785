#include "generator/assets.h"

#include "common/fs.h"
#include "common/limits.h"

#include <errno.h>
#include <unistd.h>

enum { READ_BYTES = 256 * 1024 };

int assets_hash(int content_folder, const char *path, struct hash128 *hash, uint64_t *size)
{
	struct hash_stream *stream;
	struct stat status;
	struct buf block;
	int fd = fs_open_file_at(content_folder, path, &status);
	ssize_t n = 1;

	if (fd < 0)
		return -1;
	buf_init(&block, READ_BYTES);
	stream = hash_stream_new();
	*size = 0;
	while (n > 0) {
		n = read(fd, buf_reserve(&block, READ_BYTES), READ_BYTES);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0)
			hash_stream_add(stream, block.s, (size_t)n), *size += (uint64_t)n;
	}
	*hash = hash_stream_end(stream);
	hash_stream_free(stream);
	buf_release(&block);
	close(fd);
	return n < 0 ? -1 : 0;
}

int assets_copy(const struct emit *emit, int content_folder, const struct asset *asset, bool gzip, bool brotli)
{
	char path[LIMIT_PATH_BYTES + 1];
	struct hash128 hash = {asset->hash.low, asset->hash.high};
	int fd, result;

	(void)gzip;
	(void)brotli;
	if (asset->path.n >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(path, asset->path.s, asset->path.n);
	path[asset->path.n] = '\0';
	fd = fs_open_file_at(content_folder, path, NULL);
	if (fd < 0)
		return -1;
	result = emit_stage_file(emit, asset->output, fd, asset->size, hash);
	close(fd);
	return result;
}
