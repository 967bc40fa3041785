#!/usr/bin/env python3
"""crash.py BUILD [KILLS]: builds are killed at random moments, with all their
workers, while a reader looks at every file of public/ again and again: each must
be that of one of the two states, and files that both states have must always be
there. Half of the changes are made with --full."""
import os, random, signal, subprocess, sys, threading, time
sys.path.insert(0, os.path.dirname(__file__))
from fault import Moment, Site, Tally, seed
import hashlib

NAME = "fault-crash"
tally = Tally(NAME)
weir = sys.argv[1] + "/weir"
kills = int(sys.argv[2]) if len(sys.argv) > 2 else 300
print("%s: seed %d" % (NAME, seed()))


class Reader(threading.Thread):
    """Reads all files of both states, over and over."""

    def __init__(self, site):
        super().__init__(daemon=True)
        self.site, self.wrong, self.reads, self.is_on = site, [], 0, True

    def run(self):
        old, new = self.site.states["old"], self.site.states["new"]
        paths = sorted(p for p in {**old, **new} if not p.endswith("/"))
        while self.is_on:
            for path in paths:
                try:
                    with open(os.path.join(self.site.public, path), "rb") as f:
                        seen = hashlib.sha256(f.read()).hexdigest()
                except (FileNotFoundError, NotADirectoryError):
                    seen = None
                self.reads += 1
                if seen not in (old.get(path), new.get(path)):
                    self.wrong.append((path, seen))
            time.sleep(0.001)


def kill_within(site, moment, options):
    process = subprocess.Popen(site.command(*options), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    moment.wait()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    was_killed = process.wait() == -signal.SIGKILL
    moment.learn(was_killed)
    return was_killed


site = Site(weir)
site.become("new")
began = time.monotonic()
site.must_build("--full")
took = time.monotonic() - began
moments = {True: Moment(took * 0.8), False: Moment(took * 0.8)}  # of a whole build, and of another
reader = Reader(site)
reader.start()
state, killed = "new", 0
for i in range(kills):
    wanted = "old" if state == "new" else "new"
    site.become(wanted)
    options = ["--full"] if i % 2 else []
    killed += kill_within(site, moments[bool(options)], options)
    # what it left may be either state; but if something is between, there is a journal
    left = site.state()
    journal = any(path.endswith("/journal") for path in site.left_over())
    tally.check("after kill %d" % i, left in ("old", "new") or journal, left)
    result = site.build(*options if i % 4 == 0 else ())
    state = site.state()
    if not tally.check("build after kill %d" % i, result.status == 0 and state == wanted,
                       "%d %s %s" % (result.status, state, result.said[-300:])):
        break
    tally.check("nothing left after kill %d" % i, site.left_over() == [], site.left_over())
reader.is_on = False
reader.join()
tally.check("the reader", not reader.wrong, reader.wrong[:5])
tally.check("builds were killed", killed > kills / 3, killed)
tally.check("the reader read", reader.reads > 1000, reader.reads)
print("%s: %d of %d builds were killed, %d files read meanwhile" % (NAME, killed, kills, reader.reads))
site.close()
tally.end()
