#include "generator/workers.h"

#include "common/mem.h"
#include "common/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CHUNK = 16,		/* items taken at a time */
	TICK_MILLISECONDS = 50, /* how often the parent looks at CPU times */
	FLUSH_BYTES = 128 * 1024,
	PIPE_BYTES = 1024 * 1024,
	LOSSES_WITHOUT_ITEM = 3, /* a worker that dies between items is replaced so often */
};

#define NO_ITEM UINT32_MAX

/* What parent and child share of one worker. */
struct slot {
	_Atomic uint32_t item;	/* the one being worked on */
	_Atomic uint32_t count; /* of items started: tells a long item from many short ones */
};

struct shared {
	_Atomic uint32_t next; /* first item of the next chunk */
	struct slot slots[];
};

enum { ITEM_OPEN, ITEM_TAKEN, ITEM_ENDED };

struct number_vec VEC_FIELDS(uint32_t);

struct worker {
	pid_t pid; /* 0: none */
	int pipe;
	struct buf input;	 /* received, not yet a whole frame */
	struct number_vec again; /* items a lost predecessor had taken but not delivered */
	uint32_t seen_count;	 /* slot.count when CPU time was last looked at */
	double seen_cpu;
	bool killed_for_time;
};

struct pool {
	const struct workers_job *job;
	struct shared *shared;
	size_t shared_size;
	struct worker *workers;
	unsigned char *states; /* of items: ITEM_ENDED when done or lost */
	uint16_t *owners;      /* of chunks: worker + 1 */
	uint32_t ended;
	unsigned losses_without_item;
	bool is_beside; /* meanwhile() runs beside the workers, not behind them */
};

struct frame {
	uint32_t item;
	uint32_t length;
};

/* ---- in the child ---- */

static void limit_memory(size_t more)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	struct rlimit limit;
	size_t at_hand = mem_at_hand();
	unsigned long pages = 0;
	char text[64];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	if (fd >= 0)
		close(fd);
	for (ssize_t i = 0; i < n && str_is_digit(text[i]); i++)
		pages = pages * 10 + (unsigned long)(text[i] - '0');
	more -= at_hand < more ? at_hand : more;
	limit.rlim_cur = limit.rlim_max = pages * (unsigned long)sysconf(_SC_PAGESIZE) + more;
	if (n > 0)
		(void)setrlimit(RLIMIT_AS, &limit);
#else
	(void)more;
#endif
}

static void flush(int out, struct buf *results)
{
	const char *at = results->s;
	size_t left = results->n;

	while (left != 0) {
		ssize_t n = write(out, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(1); /* the parent is gone */
		at += n;
		left -= (size_t)n;
	}
	buf_clear(results);
}

static void do_item(const struct workers_job *job, struct slot *slot, uint32_t item, struct buf *results)
{
	struct frame frame = {.item = item};
	size_t start = results->n;

	atomic_store_explicit(&slot->item, item, memory_order_relaxed);
	atomic_fetch_add_explicit(&slot->count, 1, memory_order_relaxed);
	buf_add(results, &frame, sizeof(frame));
	job->work(job->context, item, results);
	frame.length = (uint32_t)(results->n - start - sizeof(frame));
	if (!buf_failed(results))
		memcpy(results->s + start, &frame, sizeof(frame));
	atomic_store_explicit(&slot->item, NO_ITEM, memory_order_relaxed);
}

/* The parent's handlers are not the child's business. */
static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGINT, SIGTERM, SIGHUP};

static void child_main(struct pool *pool, unsigned number, int out)
{
	const struct workers_job *job = pool->job;
	struct slot *slot = &pool->shared->slots[number];
	const struct number_vec *again = &pool->workers[number].again;
	struct rlimit no_core = {0, 0};
	struct buf results;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)setrlimit(RLIMIT_CORE, &no_core);
	(void)signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(fatal_signals) / sizeof(*fatal_signals); i++)
		(void)signal(fatal_signals[i], SIG_DFL);
	if (job->memory != 0)
		limit_memory(job->memory);
	buf_init(&results, BUF_NO_LIMIT);
	if (job->start != NULL)
		job->start(job->context, number);
	for (size_t i = 0; i < again->n; i++) {
		do_item(job, slot, again->at[i], &results);
		flush(out, &results);
	}
	for (;;) {
		uint32_t from = atomic_fetch_add(&pool->shared->next, CHUNK);

		if (from >= job->items)
			break;
		pool->owners[from / CHUNK] = (uint16_t)(number + 1);
		for (uint32_t item = from; item < from + CHUNK && item < job->items; item++)
			do_item(job, slot, item, &results);
		if (results.n >= FLUSH_BYTES)
			flush(out, &results);
	}
	flush(out, &results);
	_exit(0);
}

/* ---- in the parent ---- */

static int start_worker(struct pool *pool, unsigned number)
{
	struct worker *worker = &pool->workers[number];
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	(void)fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
	atomic_store(&pool->shared->slots[number].item, NO_ITEM);
	worker->killed_for_time = false;
	worker->seen_cpu = 0;
	worker->pid = fork();
	if (worker->pid < 0) {
		int error = errno;

		worker->pid = 0;
		close(ends[0]);
		close(ends[1]);
		errno = error;
		return -1;
	}
	if (worker->pid == 0) {
		close(ends[0]);
		child_main(pool, number, ends[1]);
	}
	close(ends[1]);
	worker->pipe = ends[0];
	(void)fcntl(worker->pipe, F_SETFL, O_NONBLOCK);
	buf_clear(&worker->input);
	return 0;
}

static void end_item(struct pool *pool, uint32_t item)
{
	pool->states[item] = ITEM_ENDED;
	pool->ended++;
}

/* Hands over every whole frame and keeps the rest. */
static void take_frames(struct pool *pool, struct worker *worker)
{
	struct str rest = buf_view(&worker->input);
	struct frame frame;

	while (rest.n >= sizeof(frame)) {
		memcpy(&frame, rest.s, sizeof(frame));
		if (rest.n - sizeof(frame) < frame.length)
			break;
		if (frame.item < pool->job->items && pool->states[frame.item] != ITEM_ENDED) {
			end_item(pool, frame.item);
			pool->job->done(pool->job->context, frame.item, str_n(rest.s + sizeof(frame), frame.length));
		}
		rest = str_from(rest, sizeof(frame) + frame.length);
	}
	memmove(worker->input.s, rest.s, rest.n);
	buf_cut(&worker->input, rest.n);
}

/* Reads what there is. False at the end of the pipe. */
static bool receive(struct pool *pool, struct worker *worker)
{
	for (;;) {
		char *to = buf_reserve(&worker->input, FLUSH_BYTES);
		ssize_t n = read(worker->pipe, to, FLUSH_BYTES);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			bool is_open = n < 0 && errno == EAGAIN;

			take_frames(pool, worker);
			return is_open;
		}
		worker->input.n += (size_t)n;
		if (worker->input.n >= 4 * (size_t)FLUSH_BYTES)
			take_frames(pool, worker);
	}
}

static enum workers_loss why_lost(const struct worker *worker, int status)
{
	if (worker->killed_for_time)
		return WORKERS_LOST_TIME;
	if (WIFEXITED(status) && WEXITSTATUS(status) == WORKERS_EXIT_MEMORY)
		return WORKERS_LOST_MEMORY;
	/* cmark-gfm aborts when an allocation fails */
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? WORKERS_LOST_MEMORY : WORKERS_LOST_CRASH;
}

/* What a lost worker had taken and not delivered goes to its successor. */
static void collect_again(struct pool *pool, unsigned number)
{
	struct worker *worker = &pool->workers[number];
	size_t kept = 0;

	for (size_t i = 0; i < worker->again.n; i++)
		if (pool->states[worker->again.at[i]] != ITEM_ENDED)
			worker->again.at[kept++] = worker->again.at[i];
	worker->again.n = kept;
	for (uint32_t item = 0; item < pool->job->items; item++) {
		if (item % CHUNK == 0 && pool->owners[item / CHUNK] != number + 1) {
			item += CHUNK - 1;
			continue;
		}
		if (pool->states[item] == ITEM_OPEN) {
			pool->states[item] = ITEM_TAKEN;
			*vec_add(&worker->again) = item;
		}
	}
}

/* A worker has ended, well or not. */
static int reap(struct pool *pool, unsigned number)
{
	struct worker *worker = &pool->workers[number];
	uint32_t item = atomic_load(&pool->shared->slots[number].item);
	int status = 0;

	close(worker->pipe);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		;
	worker->pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && item == NO_ITEM)
		return 0;
	if (item != NO_ITEM && item < pool->job->items && pool->states[item] != ITEM_ENDED) {
		end_item(pool, item);
		pool->job->lost(pool->job->context, item, why_lost(worker, status));
	} else if (++pool->losses_without_item > LOSSES_WITHOUT_ITEM) {
		errno = ECHILD;
		return -1;
	}
	collect_again(pool, number);
	return start_worker(pool, number);
}

static double cpu_seconds_of(pid_t pid)
{
	struct timespec time;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
		return 0;
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Kills a worker whose present item has used up its CPU time. */
static void watch(struct pool *pool, unsigned number)
{
	struct worker *worker = &pool->workers[number];
	uint32_t count = atomic_load_explicit(&pool->shared->slots[number].count, memory_order_relaxed);
	double cpu = cpu_seconds_of(worker->pid);

	if (count != worker->seen_count) {
		worker->seen_count = count;
		worker->seen_cpu = cpu;
	} else if (cpu - worker->seen_cpu > pool->job->cpu_seconds &&
		   atomic_load(&pool->shared->slots[number].item) != NO_ITEM) {
		worker->killed_for_time = true;
		(void)kill(worker->pid, SIGKILL);
	}
}

/* One round: waits at most `milliseconds`, takes what came, replaces what was lost. */
static int serve(struct pool *pool, int milliseconds, unsigned *running)
{
	struct pollfd polled[64];
	unsigned numbers[64], n = 0;

	for (unsigned i = 0; i < pool->job->processes; i++) {
		if (pool->workers[i].pid != 0) {
			numbers[n] = i;
			polled[n++] = (struct pollfd){.fd = pool->workers[i].pipe, .events = POLLIN};
		}
	}
	*running = n;
	if (n == 0)
		return 0;
	if (poll(polled, n, milliseconds) < 0 && errno != EINTR)
		return -1;
	for (unsigned i = 0; i < n; i++) {
		if ((polled[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 &&
		    !receive(pool, &pool->workers[numbers[i]]) && reap(pool, numbers[i]) < 0)
			return -1;
	}
	return 0;
}

/* A child has ended although its pipe has no end: its write end is still open somewhere. */
static bool has_ended(const struct worker *worker)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)worker->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

static int watch_all(struct pool *pool, struct timespec *last)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	if ((now.tv_sec - last->tv_sec) * 1000 + (now.tv_nsec - last->tv_nsec) / 1000000 < TICK_MILLISECONDS)
		return 0;
	*last = now;
	for (unsigned i = 0; i < pool->job->processes; i++) {
		if (pool->workers[i].pid != 0 && pool->job->cpu_seconds != 0)
			watch(pool, i);
		if (pool->workers[i].pid != 0 && has_ended(&pool->workers[i])) {
			(void)receive(pool, &pool->workers[i]);
			if (reap(pool, i) < 0)
				return -1;
		}
	}
	return 0;
}

static int run_all(struct pool *pool)
{
	const struct workers_job *job = pool->job;
	bool more = job->meanwhile != NULL;
	struct timespec last = {0, 0};
	unsigned running = 1;

	for (unsigned i = 0; i < job->processes; i++)
		if (start_worker(pool, i) < 0)
			return -1;
	while (running != 0) {
		bool busy = more && pool->is_beside;

		if (busy)
			more = job->meanwhile(job->context);
		if (serve(pool, busy ? 0 : TICK_MILLISECONDS, &running) < 0)
			return -1;
		if (watch_all(pool, &last) < 0)
			return -1;
	}
	while (more)
		more = job->meanwhile(job->context);
	return 0;
}

static void stop_all(struct pool *pool)
{
	for (unsigned i = 0; i < pool->job->processes; i++) {
		struct worker *worker = &pool->workers[i];

		if (worker->pid != 0) {
			(void)kill(worker->pid, SIGKILL);
			while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
				;
			close(worker->pipe);
		}
		buf_release(&worker->input);
		vec_release(&worker->again);
	}
}

static void *share(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return p != MAP_FAILED ? p : NULL;
}

int workers_run(const struct workers_job *given)
{
	struct workers_job job = *given;
	struct pool pool = {.job = &job, .is_beside = given->processes > 1};
	size_t chunks = job.items / CHUNK + 1;
	size_t slots_size, owners_size = chunks * sizeof(*pool.owners);
	int result, error;

	if (job.processes < 1)
		job.processes = 1;
	if (job.processes > 64)
		job.processes = 64;
	if (job.processes > chunks)
		job.processes = (unsigned)chunks;
	slots_size = sizeof(*pool.shared) + job.processes * sizeof(struct slot);
	pool.shared_size = slots_size + owners_size;
	pool.shared = share(pool.shared_size);
	if (pool.shared == NULL)
		return -1;
	pool.owners = (uint16_t *)((char *)pool.shared + slots_size);
	pool.states = mem_zalloc(job.items);
	pool.workers = mem_zalloc(job.processes * sizeof(*pool.workers));
	for (unsigned i = 0; i < job.processes; i++)
		buf_init(&pool.workers[i].input, BUF_NO_LIMIT);
	result = job.items != 0 ? run_all(&pool) : 0;
	if (result == 0 && pool.ended != job.items) { /* a pipe that could not be read */
		errno = EIO;
		result = -1;
	}
	if (job.items == 0)
		while (job.meanwhile != NULL && job.meanwhile(job.context))
			;
	error = errno;
	stop_all(&pool);
	mem_free(pool.workers);
	mem_free(pool.states);
	(void)munmap(pool.shared, pool.shared_size);
	errno = error;
	return result;
}
