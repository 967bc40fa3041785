#!/usr/bin/env python3
"""kill.py BUILD [POINTS]: kill -9 at every system call of a build (or at POINTS of
them, chosen by the printed seed), of four kinds: the first build, a small change,
the same with --full, and a worker instead of the main process."""
import os, random, shutil, sys
sys.path.insert(0, os.path.dirname(__file__))
from fault import Site, Tally, calls, need_strace, seed

NAME = "fault-kill"
need_strace(NAME)
tally = Tally(NAME)
weir = sys.argv[1] + "/weir"
limit = int(sys.argv[2]) if len(sys.argv) > 2 else 0
print("%s: seed %d" % (NAME, seed()))


def points(n):
    return sorted(random.sample(range(1, n + 1), limit)) if 0 < limit < n else range(1, n + 1)


def strace(*options):
    return ["strace", "-qq", "-o", "/dev/null", "-e", "trace=all", *options]


def kill_at(n, *more):
    return strace(*more, "-e", "inject=all:signal=KILL:when=%d" % n)


def after(site, what, allowed):
    """The state that the dead build left, and that the next build ends in."""
    state = site.state()
    journal = any(path.endswith("/journal") for path in site.left_over())
    tally.check(what, state in allowed or (state.startswith("mixed") and journal), state)
    result = site.build()
    tally.check(what + ": next build", result.status == 0, "%d %s" % (result.status, result.said))
    tally.check(what + ": then", site.state() == "new", site.state())
    tally.check(what + ": nothing is left", site.left_over() == [], site.left_over())


def first_build():
    site = Site(weir)
    site.become("new")
    shutil.rmtree(site.public)
    shutil.rmtree(site.folder + "/.weir")
    total = len(calls(site))
    for n in points(total):
        shutil.rmtree(site.public, ignore_errors=True)
        shutil.rmtree(site.folder + "/.weir", ignore_errors=True)
        site.build(wrapper=kill_at(n))
        after(site, "first build, killed at call %d of %d" % (n, total), ("none", "new"))
    site.close()


def change(*options):
    site = Site(weir)
    site.become("new")
    total = len(calls(site, options))
    for n in points(total):
        site.become("old")
        site.must_build()
        site.become("new")
        site.build(*options, wrapper=kill_at(n))
        after(site, "%s, killed at call %d of %d" % (" ".join(["change", *options]), n, total), ("old", "new"))
    site.close()


def worker():
    """The page that the lost worker was at is read again by the next: no harm is done."""
    site = Site(weir)
    for n in range(6):
        site.become("old")
        site.must_build()
        site.become("new")
        # the first call that only a worker makes
        result = site.build(wrapper=strace("-f", "-e", "inject=prctl:signal=KILL:when=%d" % (1 + n % 3)))
        tally.check("worker killed", result.status in (0, 1, 3) and site.state() in ("old", "new"),
                    "%d %s" % (result.status, site.state()))
        after(site, "worker killed", ("old", "new"))
    site.close()


first_build()
change()
change("--full")
worker()
tally.end()
