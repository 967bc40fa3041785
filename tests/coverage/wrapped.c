/*
 * What CONFIG=cov puts in the place of other functions, so that all that was reached is written down: a worker does
 * that before it ends, what is ended by a signal does, too, and weir-search, which must be able to, does without its
 * sandbox.
 */
#include "search/sandbox.h"

#include <signal.h>
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __wrap_sandbox_files(const struct sandbox_folder *folders, size_t n, struct buf *reason);
int __wrap_sandbox_calls(bool writes, struct buf *reason);

_Noreturn void __wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

static void ended(int number)
{
	__gcov_dump();
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

/* Programs that take the signal themselves do so later. */
__attribute__((constructor)) static void take_signal(void)
{
	(void)signal(SIGTERM, ended);
}

int __wrap_sandbox_files(const struct sandbox_folder *folders, size_t n, struct buf *reason)
{
	(void)folders;
	(void)n;
	(void)reason;
	return 0;
}

int __wrap_sandbox_calls(bool writes, struct buf *reason)
{
	(void)writes;
	(void)reason;
	return 0;
}
