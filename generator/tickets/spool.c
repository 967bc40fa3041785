#include "generator/tickets/spool.h"

#include "common/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int spool_open(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char path[256];

	/* a kernel or a file system that does not know it takes it for opening the folder, or says so */
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT))
		return fd;
	if ((size_t)snprintf(path, sizeof(path), "%s/.spool-XXXXXX", folder) >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(path);
	return fd;
}

int spool_clear(int spool)
{
	return ftruncate(spool, 0) == 0 && lseek(spool, 0, SEEK_SET) == 0 ? 0 : -1;
}
