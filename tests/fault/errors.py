#!/usr/bin/env python3
"""errors.py BUILD [POINTS | all]: system calls of a build that fail, each in turn
with two of nine errors (or POINTS of them for each error, or with all errors),
chosen by the printed seed, and writes and reads that do only a part. Whatever fails: public/ is exactly the old
state or the new one, a build that did not succeed says why and exits 1 or 3, and
the next one succeeds."""
import os, random, shutil, subprocess, sys, threading
sys.path.insert(0, os.path.dirname(__file__))
from fault import Site, Tally, calls, need_strace, own_calls, seed

NAME = "fault-errors"
need_strace(NAME)
tally = Tally(NAME)
weir = sys.argv[1] + "/weir"
each_with_all = sys.argv[2:] == ["all"]
limit = 0 if each_with_all or len(sys.argv) < 3 else int(sys.argv[2])
print("%s: seed %d" % (NAME, seed()))
lock = threading.Lock()

FILES = ("openat", "openat2", "mkdirat", "unlinkat", "renameat", "renameat2", "linkat", "write", "pwrite64", "read",
         "pread64", "getdents64", "newfstatat", "statx", "faccessat2", "readlink", "lseek", "ftruncate", "fallocate",
         "fsync", "fdatasync", "syncfs", "close", "fcntl", "flock", "fchmod", "fchown")
PROCESSES = ("pipe2", "clone", "mmap", "poll", "prlimit64", "memfd_create", "wait4", "munmap", "mremap")
WANTED = {*FILES, *PROCESSES}
ERRORS = ("ENOSPC", "EIO", "EMFILE", "ENFILE", "ENOMEM", "EINTR", "EACCES", "EROFS", "EDQUOT")


def judge(site, what, result, must_succeed=False):
    state = site.state()
    fine = (0,) if must_succeed else (0, 1, 3)
    # a sanitizer whose own memory was refused ends the program: that is as a kill, after which public/ must be whole
    ended = "Sanitizer failed to allocate" in result.said or "ReserveShadowMemoryRange failed" in result.said
    with lock:
        tally.check(what + ": status", result.status in fine or ended, "%d %s" % (result.status, result.said[-300:]))
        # unless it is the saying that fails
        tally.check(what + ": says why", result.status == 0 or result.said.strip() != "" or " write fails" in what)
        tally.check(what + ": says what", "cannot write to: " not in result.said, result.said[-300:])
        tally.check(what + ": state", state in ("old", "new"), state)
        tally.check(what + ": success means new", result.status != 0 or state == "new", state)
    result = site.build()
    state = site.state()
    with lock:
        tally.check(what + ": next build", result.status == 0 and state == "new",
                    "%d %s %s" % (result.status, state, result.said[-300:]))
    return state == "new" and result.status == 0


def run(site, what, inject, options=(), must_succeed=False, follow=False):
    site.become("old")
    site.must_build()
    site.become("new")
    wrapper = ["strace", "-qq", "-o", "/dev/null", *(["-f"] if follow else []), "-e", "trace=" + inject.split(":")[0],
               "-e", "inject=" + inject]
    judge(site, what, site.build(*options, wrapper=wrapper), must_succeed)


def all_points():
    """Every (call, how often it was called) of a small change and of a full build."""
    site = Site(weir)
    jobs = []
    for options in ((), ("--full",)):
        site.become("old")
        site.must_build()
        site.become("new")
        jobs += [(options, name, n) for name, n in own_calls(calls(site, options)) if name in WANTED]
    site.close()
    return jobs


def work(jobs):
    site = Site(weir)
    while True:
        with lock:
            if not jobs:
                break
            options, name, n, error, follow = jobs.pop()
        what = "%s %s fails at call %d (%s)%s" % (" ".join(["change", *options]), name, n, error,
                                                 " in any process" if follow else "")
        try:
            run(site, what, "%s:error=%s:when=%d" % (name, error, n), options, follow=follow)
        except (RuntimeError, subprocess.TimeoutExpired) as problem:
            with lock:
                tally.check(what, False, str(problem)[-300:])
            site.close()
            site = Site(weir)
    site.close()


def partial():
    """Interrupted and partial reads and writes are nothing that a build may notice."""
    site = Site(weir)
    site.become("new")
    jobs = [(name, n, False) for name, n in own_calls(calls(site)) if name in ("read", "write", "pwrite64", "poll",
                                                                               "wait4", "flock", "fallocate")]
    jobs += [("write", n, True) for n in range(1, 40)]
    if limit:
        jobs = random.sample(jobs, min(limit, len(jobs)))
    for name, n, follow in jobs:
        run(site, "%s interrupted at call %d" % (name, n), "%s:error=EINTR:when=%d" % (name, n),
            must_succeed=True, follow=follow)
    site.close()


jobs = []
points = all_points()
if limit:
    jobs = [(*point, error, False) for error in ERRORS for point in random.sample(points, min(limit, len(points)))]
else:
    jobs = [(*point, error, False) for point in points
            for error in random.sample(ERRORS, len(ERRORS) if each_with_all else 2)]
for name in ("openat2", "mkdirat", "write", "unlinkat", "prctl"): # calls that the loader does not make
    counts = range(1, 40) if not limit else random.sample(range(1, 40), 2)
    jobs += [((), name, n, random.choice(ERRORS), True) for n in counts]
random.shuffle(jobs)
print("%s: %d points" % (NAME, len(jobs)))
threads = [threading.Thread(target=work, args=(jobs,)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
partial()
tally.end()
