#!/usr/bin/env python3
"""kill.py BUILD [POINTS]: kill -9 at every system call of a build (or at POINTS of
them, chosen by the printed seed), of four kinds: the first build, a small change,
the same with --full, and a worker instead of the main process."""
import os, random, shutil, sys
sys.path.insert(0, os.path.dirname(__file__))
from fault import Site, Tally, calls, need_strace, numbered, seed

NAME = "fault-kill"
need_strace(NAME)
tally = Tally(NAME)
weir = sys.argv[1] + "/weir"
limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
print("%s: seed %d" % (NAME, seed()))


def points(made):
    """(place, call, which of that name): all, or some, half of them where files are moved into place."""
    every = [(i, name, n) for i, (name, n) in enumerate(numbered(made), 1) if name != "execve"]
    if not 0 < limit < len(every):
        return every
    moves = [i for i, name, n in every if name == "renameat2"]
    moves = moves[len(moves) // 8:] # the index is moved before
    window = [point for point in every if moves[0] - 5 <= point[0] <= moves[-1] + 6]
    return sorted({*random.sample(every, limit - limit // 2), *random.sample(window, min(limit // 2, len(window)))})


def kill_at(name, n, *more):
    return ["strace", "-qq", "-o", "/dev/null", *more, "-e", "trace=" + name,
            "-e", "inject=%s:signal=KILL:when=%d" % (name, n)]


def after(site, what, allowed):
    """The state that the dead build left, and that the next build ends in."""
    state = site.state()
    journal = any(path.endswith("/journal") for path in site.left_over())
    tally.check(what, state in allowed or (state.startswith("mixed") and journal), state)
    result = site.build()
    tally.check(what + ": next build", result.status == 0, "%d %s" % (result.status, result.said))
    tally.check(what + ": then", site.state() == "new", site.state())
    tally.check(what + ": nothing is left", site.left_over() == [], site.left_over())


def killed(name, what, result):
    """strace ends as the program that it watches does. How often some calls are made is a matter of time."""
    if name not in ("poll", "read", "clock_gettime", "clock_getres", "waitid", "wait4", "futex", "sched_yield", "madvise", "mprotect", "mmap",
                    "munmap", "brk"):
        tally.check(what + " is killed", result.status in (-9, 137), result.status)


def first_build():
    site = Site(weir)
    site.become("new")
    shutil.rmtree(site.public)
    shutil.rmtree(site.folder + "/.weir")
    made = calls(site)
    for at, name, n in points(made):
        shutil.rmtree(site.public, ignore_errors=True)
        shutil.rmtree(site.folder + "/.weir", ignore_errors=True)
        what = "first build at call %d of %d (%s)" % (at, len(made), name)
        killed(name, what, site.build(wrapper=kill_at(name, n)))
        after(site, what, ("none", "new"))
    site.close()


def change(*options):
    site = Site(weir)
    restart(site)
    made = calls(site, options)
    for at, name, n in points(made):
        restart(site)
        what = "%s at call %d of %d (%s)" % (" ".join(["change", *options]), at, len(made), name)
        killed(name, what, site.build(*options, wrapper=kill_at(name, n)))
        after(site, what, ("old", "new"))
    site.close()


def restart(site):
    site.become("old")
    site.must_build()
    site.become("new")


def worker():
    """Whichever process comes to the n-th call first dies; a worker's page is read again by another."""
    site = Site(weir)
    names = ("prctl", "openat2", "write", "mkdirat", "unlinkat")
    for name, n in [(name, n) for name in names for n in range(1, 4 if limit else 25)]:
        restart(site)
        what = "any process at %s number %d" % (name, n)
        result = site.build(wrapper=kill_at(name, n, "-f"))
        tally.check(what, result.status in (0, 1, 3, -9, 137), "%d %s" % (result.status, result.said))
        after(site, what, ("old", "new"))
    site.close()


first_build()
change()
change("--full")
worker()
tally.end()
