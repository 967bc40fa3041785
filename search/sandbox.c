#include "search/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#else
#define IS_SANITIZED false
#endif

/* ---- Landlock ---- */

enum {
	/* rights by version of the interface; the header may be older than the kernel */
	RIGHTS_1 = (1 << 13) - 1,
	RIGHTS_2 = (1 << 14) - 1, /* linking and renaming elsewhere */
	RIGHTS_3 = (1 << 15) - 1, /* truncating */
	RIGHTS_5 = (1 << 16) - 1, /* ioctl on devices */
	RIGHT_WRITE_FILE = 1 << 1,
	RIGHT_READ_FILE = 1 << 2,
	RIGHT_READ_FOLDER = 1 << 3,
	RIGHT_REMOVE_FILE = 1 << 5,
	RIGHT_MAKE_FILE = 1 << 8,
	RIGHT_TRUNCATE = 1 << 14,
	NET_BIND = 1 << 0,
	NET_CONNECT = 1 << 1,
	SCOPE_ABSTRACT_SOCKETS = 1 << 0,
	SCOPE_SIGNALS = 1 << 1,
};

struct rules {
	uint64_t files, network, scopes;
};

static int fail(struct buf *reason, const char *what)
{
	buf_printf(reason, "%s: %s", what, strerror(errno));
	return -1;
}

static int add_folder(int ruleset, const struct sandbox_folder *folder, uint64_t known)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = RIGHT_READ_FILE | RIGHT_READ_FOLDER,
						     .parent_fd = folder->fd};

	if (folder->is_written)
		beneath.allowed_access |=
		    known & (RIGHT_WRITE_FILE | RIGHT_REMOVE_FILE | RIGHT_MAKE_FILE | RIGHT_TRUNCATE);

	return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

int sandbox_files(const struct sandbox_folder *folders, size_t n, struct buf *reason)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct rules rules = {RIGHTS_1, 0, 0};
	size_t size = sizeof(rules.files);
	int ruleset;

	if (IS_SANITIZED) {
		buf_lit(reason, "not in a build with a sanitizer");
		return -1;
	}
	if (version < 1)
		return fail(reason, "no Landlock");
	if (version >= 2)
		rules.files = version >= 5 ? RIGHTS_5 : version >= 3 ? RIGHTS_3 : RIGHTS_2;
	if (version >= 4) {
		rules.network = NET_BIND | NET_CONNECT;
		size = 2 * sizeof(uint64_t);
	}
	if (version >= 6) {
		rules.scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS;
		size = sizeof(rules);
	}
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
	if (ruleset < 0)
		return fail(reason, "no Landlock");
	for (size_t i = 0; i < n; i++)
		if (add_folder(ruleset, &folders[i], rules.files) != 0) {
			close(ruleset);
			return fail(reason, "no Landlock for the site's folder");
		}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
		close(ruleset);
		return fail(reason, "no Landlock");
	}
	close(ruleset);
	return 0;
}

/* ---- seccomp ---- */

#if defined(__x86_64__)
#define OWN_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCH AUDIT_ARCH_AARCH64
#endif

/* What serving, searching and loading another index need. */
static const int calls[] = {
    SYS_accept4,
    SYS_brk,
    SYS_clock_gettime,
    SYS_clock_nanosleep,
    SYS_close,
    SYS_epoll_ctl,
    SYS_epoll_pwait,
    SYS_eventfd2,
    SYS_exit,
    SYS_exit_group,
    SYS_faccessat,
    SYS_fcntl,
    SYS_fstat,
    SYS_futex,
    SYS_getcwd,
    SYS_getpid,
    SYS_getrandom,
    SYS_getsockname,
    SYS_getsockopt,
    SYS_gettid,
    SYS_inotify_add_watch,
    SYS_inotify_rm_watch,
    SYS_lseek,
    SYS_madvise,
    SYS_mremap,
    SYS_munmap,
    SYS_newfstatat,
    SYS_openat,
    SYS_openat2,
    SYS_ppoll,
    SYS_pread64,
    SYS_read,
    SYS_readlinkat,
    SYS_recvfrom,
    SYS_restart_syscall,
    SYS_rseq,
    SYS_set_robust_list,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sched_getaffinity,
    SYS_sched_yield,
    SYS_sendfile,
    SYS_sendmsg,
    SYS_sendto,
    SYS_setsockopt,
    SYS_shutdown,
    SYS_statx,
    SYS_sysinfo,
    SYS_write,
    SYS_writev,
#ifdef SYS_epoll_wait
    SYS_access,
    SYS_epoll_wait,
    SYS_lstat,
    SYS_open,
    SYS_poll,
    SYS_readlink,
    SYS_stat,
#endif
};

/* What SQLite needs to write. */
static const int write_calls[] = {
    SYS_fchmod,	 SYS_fchown,   SYS_fdatasync, SYS_fsync,      SYS_ftruncate,
    SYS_geteuid, SYS_pwrite64, SYS_unlinkat,  SYS_faccessat2,
#ifdef SYS_unlink
    SYS_unlink,
#endif
};

/* Memory that is not to be executed. */
static const int memory_calls[] = {SYS_mmap, SYS_mprotect};

#ifdef OWN_ARCH

enum {
	CALLS = sizeof(calls) / sizeof(*calls),
	MEMORY_CALLS = sizeof(memory_calls) / sizeof(*memory_calls),
	WRITE_CALLS = sizeof(write_calls) / sizeof(*write_calls)
};

static size_t add(struct sock_filter *filter, size_t n, unsigned code, uint32_t k, unsigned yes, unsigned no)
{
	filter[n] = (struct sock_filter){(uint16_t)code, (uint8_t)yes, (uint8_t)no, k};
	return n + 1;
}

/* Refused calls fail, so that a library which can do without goes on. */
static size_t build(struct sock_filter *filter, bool writes)
{
	const unsigned load = BPF_LD | BPF_W | BPF_ABS, same = BPF_JMP | BPF_JEQ | BPF_K,
		       has = BPF_JMP | BPF_JSET | BPF_K;
	const unsigned end = BPF_RET | BPF_K;
	size_t n = 0;

	n = add(filter, n, load, offsetof(struct seccomp_data, arch), 0, 0);
	n = add(filter, n, same, OWN_ARCH, 1, 0);
	n = add(filter, n, end, SECCOMP_RET_KILL_PROCESS, 0, 0);
	n = add(filter, n, load, offsetof(struct seccomp_data, nr), 0, 0);
	for (size_t i = 0; i < CALLS; i++) {
		n = add(filter, n, same, (uint32_t)calls[i], 0, 1);
		n = add(filter, n, end, SECCOMP_RET_ALLOW, 0, 0);
	}
	for (size_t i = 0; i < WRITE_CALLS && writes; i++) {
		n = add(filter, n, same, (uint32_t)write_calls[i], 0, 1);
		n = add(filter, n, end, SECCOMP_RET_ALLOW, 0, 0);
	}
	for (size_t i = 0; i < MEMORY_CALLS; i++) {
		n = add(filter, n, same, (uint32_t)memory_calls[i], 0, 4);
		n = add(filter, n, load, offsetof(struct seccomp_data, args[2]), 0, 0);
		n = add(filter, n, has, PROT_EXEC, 0, 1);
		n = add(filter, n, end, SECCOMP_RET_ERRNO | EPERM, 0, 0);
		n = add(filter, n, end, SECCOMP_RET_ALLOW, 0, 0);
	}
	return add(filter, n, end, SECCOMP_RET_ERRNO | EPERM, 0, 0);
}

int sandbox_calls(bool writes, struct buf *reason)
{
	static struct sock_filter filter[8 + 2 * CALLS + 2 * WRITE_CALLS + 5 * MEMORY_CALLS];
	struct sock_fprog program = {(unsigned short)build(filter, writes), filter};

	if (IS_SANITIZED) {
		buf_lit(reason, "not in a build with a sanitizer");
		return -1;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0)
		return fail(reason, "no seccomp");
	return 0;
}

#else

int sandbox_calls(bool writes, struct buf *reason)
{
	(void)writes;
	(void)write_calls;
	(void)calls;
	(void)memory_calls;
	buf_lit(reason, "no seccomp: not known on this processor");
	return -1;
}

#endif

/* ---- trying ---- */

static bool can_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool can_read_a_file(void)
{
	return can_open("/etc/passwd", O_RDONLY);
}

static bool can_read_memory(void)
{
	return can_open("/proc/self/mem", O_RDWR);
}

static bool can_write_a_file(void)
{
	return can_open("/tmp/weir-search-sandbox-test", O_WRONLY | O_CREAT);
}

static bool can_connect(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool can = fd >= 0;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd >= 0)
		(void)connect(fd, (const struct sockaddr *)&address, sizeof(address));
	if (fd >= 0)
		close(fd);
	return can;
}

static bool can_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	if (child > 0)
		(void)waitpid(child, NULL, 0);
	return child > 0;
}

static bool can_execute(void)
{
	static char name[] = "/nowhere/weir-search-sandbox-test";
	static char *const arguments[] = {name, NULL};

	(void)execv(name, arguments);
	return errno != EPERM;
}

static bool can_trace(void)
{
	/* a word of a process that there is not: "no such process" says that one might ask */
	return syscall(SYS_ptrace, 1, 0x7ffffff0, 0, 0) >= 0 || errno != EPERM;
}

static bool can_make_code(void)
{
	void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	bool can = memory != MAP_FAILED && mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0;

	if (memory != MAP_FAILED)
		munmap(memory, 4096);
	return can;
}

bool sandbox_try(struct buf *out)
{
	static const struct {
		const char *what;
		bool (*can)(void);
	} attempts[] = {
	    {"read /etc/passwd", can_read_a_file}, {"write own memory through /proc", can_read_memory},
	    {"write a file", can_write_a_file},	   {"connect", can_connect},
	    {"start a process", can_fork},	   {"run a program", can_execute},
	    {"trace a process", can_trace},	   {"make code", can_make_code},
	};
	bool all_refused = true;

	for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
		bool can = attempts[i].can();

		all_refused = all_refused && !can;
		buf_printf(out, "%s: %s\n", attempts[i].what, can ? "POSSIBLE" : "refused");
	}
	return all_refused;
}
