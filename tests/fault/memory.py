#!/usr/bin/env python3
"""memory.py BUILD [POINTS]: the n-th allocation of a build fails, once or from
then on (POINTS of them, chosen by the printed seed; 0: up to 4,000 spread over
all). The same for the allocations of worker processes."""
import atexit, os, random, shutil, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(__file__))
from fault import Site, Tally, seed, skip

NAME = "fault-memory"
tally = Tally(NAME)
build = sys.argv[1]
weir = build + "/weir"
limit = int(sys.argv[2]) if len(sys.argv) > 2 else 25
print("%s: seed %d" % (NAME, seed()))
with open(weir, "rb") as program:
    if b"__asan_init" in program.read():
        skip(NAME, "AddressSanitizer has an allocator of its own")
library = tempfile.mkdtemp() + "/malloc_nth.so"
atexit.register(shutil.rmtree, os.path.dirname(library))
source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "malloc_nth.c")
if subprocess.run(["gcc", "-std=gnu17", "-O1", "-w", "-shared", "-fPIC", "-o", library, source]).returncode != 0:
    skip(NAME, "gcc is not there")


def env(**values):
    return {"LD_PRELOAD": library, **values}


def count(site, children):
    if children:
        return 600
    file = library + ".count"
    site.build(env=env(MALLOC_COUNT=file))
    with open(file) as f:
        return int(f.read())


def run(site, n, how, children):
    what = "%s allocation %d fails%s" % ("a worker's" if children else "the", n, " and all after it" if how else "")
    site.become("old")
    site.must_build()
    site.become("new")
    more = {"MALLOC_CHILDREN": "1"} if children else {}
    result = site.build(env=env(MALLOC_FAIL="%d%s" % (n, how), **more))
    state = site.state()
    tally.check(what + ": status", result.status in (0, 1, 3), "%d %s" % (result.status, result.said[-300:]))
    tally.check(what + ": says why", result.status == 0 or result.said.strip() != "")
    tally.check(what + ": state", state in ("old", "new"), state)
    tally.check(what + ": success means new", result.status != 0 or state == "new", state)
    result = site.build()
    tally.check(what + ": next build", result.status == 0 and site.state() == "new",
                "%d %s %s" % (result.status, site.state(), result.said[-300:]))


site = Site(weir)
for children in (False, True):
    site.become("new")
    total = count(site, children)
    wanted = min(limit if limit else 1000, total)
    for how in ("", "+"):
        for n in sorted(random.sample(range(1, total + 1), wanted)):
            run(site, n, how, children)
site.close()
tally.end()
