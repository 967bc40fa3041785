#include "common/index_copy.h"

#include "common/fs.h"
#include "common/mem.h"
#include "common/vec.h"

#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>

struct copy_vec VEC_FIELDS(struct index_copy);

struct index_copier {
	int fd;
	bool wants_thread, has_thread;
	pthread_t thread;
	/* what follows is under the lock */
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct copy_vec copies;
	size_t next; /* to be copied */
	bool is_closed;
	int error; /* the first one; 0: none */
};

struct index_copier *index_copier_new(int fd, bool on_thread)
{
	struct index_copier *copier = mem_zalloc(sizeof(*copier));

	copier->fd = fd;
	copier->wants_thread = on_thread;
	(void)pthread_mutex_init(&copier->lock, NULL);
	(void)pthread_cond_init(&copier->more, NULL);
	return copier;
}

/* Whether the bytes are in the new file already. What was looked at of its mapping is given back: on this thread. */
static bool is_there(const struct index_copy *copy)
{
	bool result;

	if (copy->there == NULL)
		return false;
	result = hash128_eq(hash128(str_n(copy->there, copy->from.n)), copy->hash);
	(void)madvise((void *)(uintptr_t)copy->there, copy->from.n, MADV_DONTNEED);
	return result;
}

static int copy(int fd, const struct index_copy *copy)
{
	if (is_there(copy))
		return 0;
	if (!hash128_eq(hash128(copy->from), copy->hash))
		return EBADMSG;
	return fs_write_whole(fd, copy->from, copy->to) < 0 ? errno : 0;
}

/* Under the lock, which is given up while a part is copied. False when there is nothing to do now. */
static bool copy_next(struct index_copier *copier)
{
	struct index_copy next;
	int error;

	if (copier->next == copier->copies.n)
		return false;
	next = copier->copies.at[copier->next++];
	if (copier->error != 0)
		return true;
	(void)pthread_mutex_unlock(&copier->lock);
	error = copy(copier->fd, &next);
	(void)pthread_mutex_lock(&copier->lock);
	if (copier->error == 0)
		copier->error = error;
	return true;
}

static void *run(void *context)
{
	struct index_copier *copier = context;

	(void)pthread_mutex_lock(&copier->lock);
	while (copy_next(copier) || !copier->is_closed) {
		if (copier->next == copier->copies.n && !copier->is_closed)
			(void)pthread_cond_wait(&copier->more, &copier->lock);
	}
	(void)pthread_mutex_unlock(&copier->lock);
	return NULL;
}

void index_copier_add(struct index_copier *copier, const struct index_copy *copy)
{
	(void)pthread_mutex_lock(&copier->lock);
	*vec_add(&copier->copies) = *copy;
	(void)pthread_cond_signal(&copier->more);
	(void)pthread_mutex_unlock(&copier->lock);
	if (copier->wants_thread && !copier->has_thread)
		copier->wants_thread = copier->has_thread = pthread_create(&copier->thread, NULL, run, copier) == 0;
}

int index_copier_end(struct index_copier *copier)
{
	int error;

	(void)pthread_mutex_lock(&copier->lock);
	copier->is_closed = true;
	(void)pthread_cond_signal(&copier->more);
	while (copy_next(copier))
		;
	(void)pthread_mutex_unlock(&copier->lock);
	if (copier->has_thread)
		(void)pthread_join(copier->thread, NULL);
	error = copier->error;
	(void)pthread_cond_destroy(&copier->more);
	(void)pthread_mutex_destroy(&copier->lock);
	vec_release(&copier->copies);
	mem_free(copier);
	errno = error;
	return error == 0 ? 0 : -1;
}
