#!/usr/bin/env python3
"""hostile.py BUILD [RUNS]: builds in folders that somebody has filled with links,
pipes, devices and files of his own, and keeps changing while the build runs.
Nothing outside may be read into the output or changed, no file that Weir did not
write may go, and every build ends. RUNS are chosen by the printed seed."""
import hashlib, os, random, shutil, stat, subprocess, sys, tempfile, threading, time
sys.path.insert(0, os.path.dirname(__file__))
from fault import SCRATCH, Site, Tally, seed, snapshot

NAME = "fault-hostile"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 100
print("%s: seed %d" % (NAME, seed()))
SECRET = "the secret of the outside, never to be published\n"


def outside():
    """A folder that is nobody's business: a secret, and pages that would be good to have."""
    folder = tempfile.mkdtemp(prefix="weir-outside-", dir=SCRATCH)
    os.makedirs(folder + "/deep/billing/cards")
    for path in ("secret", "secret.md", "deep/index.html", "deep/billing/cards/index.html", "index.md", "search.db"):
        with open(os.path.join(folder, path), "w") as f:
            f.write(SECRET)
    with open(folder + "/linked", "w") as f:
        f.write("a file with two names, and one of them is in the site")
    return folder


def plant(path, folder):
    """Puts something nasty at a path that is free; what it was, or None."""
    try:
        if os.path.lexists(path):
            return None
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError: # something nasty is above it already
        return None
    what = random.choice(("link to a file", "link to a folder", "link to nothing", "link to itself", "link up", "fifo",
                          "device", "socket", "hard link", "zero"))
    try:
        if what == "link to a file":
            os.symlink(folder + "/secret.md", path)
        elif what == "link to a folder":
            os.symlink(folder + "/deep", path)
        elif what == "link to nothing":
            os.symlink("/nowhere/at/all", path)
        elif what == "link to itself":
            os.symlink(os.path.basename(path), path)
        elif what == "link up":
            os.symlink("../..", path)
        elif what == "fifo":
            os.mkfifo(path)
        elif what == "device":
            os.symlink("/dev/zero", path)
        elif what == "zero" and os.getuid() == 0:
            os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
        elif what == "socket":
            os.mknod(path, 0o644 | stat.S_IFSOCK)
        elif what == "hard link":
            os.link(folder + "/linked", path)
        else:
            return None
    except OSError:
        return None
    return what


PLACES = ("content/x.md", "content/billing/link.md", "content/billing/pic.png", "content/sub", "content/setup/deep.svg",
          "theme", "theme/base.html", "content/extra/x.md", "site.css", "content/.hidden.md", "content/de/x.md",
          "published.txt")
IN_OUTPUT = ("public/x.html", "public/billing/mine.txt", "public/setup/own", "public/CNAME", "public/theirs/a/b.html",
             "public/billing/new/index.html", "public/setup/leaf/deep/index.html", "public/billing/link")
IN_STATE = (".weir/x", ".weir/build/x", ".weir/spill", ".weir/preview")


class Racer(threading.Thread):
    """Exchanges a folder for a link to the outside and back, all the time."""

    def __init__(self, site, folder, path):
        super().__init__(daemon=True)
        self.path, self.target, self.is_on = os.path.join(site.folder, path), folder + "/deep", True

    def run(self):
        aside = self.path + ".aside"
        while self.is_on:
            try:
                os.rename(self.path, aside)
                os.symlink(self.target, self.path)
                time.sleep(random.uniform(0, 0.002))
                os.unlink(self.path)
                os.rename(aside, self.path)
            except OSError:
                try: # the build made it anew meanwhile
                    if os.path.islink(self.path):
                        os.unlink(self.path)
                    if os.path.lexists(aside) and not os.path.lexists(self.path):
                        os.rename(aside, self.path)
                except OSError:
                    pass
            time.sleep(random.uniform(0, 0.002))

    def end(self):
        self.is_on = False
        self.join()
        aside = self.path + ".aside"
        if os.path.lexists(aside):
            if os.path.islink(self.path):
                os.unlink(self.path)
            if os.path.lexists(self.path):
                shutil.rmtree(self.path, ignore_errors=True)
            os.rename(aside, self.path)


def leaked(site):
    found = []
    for root, folders, files in os.walk(site.public):
        for name in files:
            path = os.path.join(root, name)
            if not stat.S_ISREG(os.lstat(path).st_mode):
                continue
            with open(path, "rb") as f:
                if SECRET.strip().encode() in f.read():
                    found.append(os.path.relpath(path, site.folder))
    return found


def one(site, folder, number):
    planted = {}
    for path in random.sample(PLACES, random.randint(0, 4)) + random.sample(IN_OUTPUT, random.randint(0, 3)):
        what = plant(os.path.join(site.folder, path), folder)
        if what:
            planted[path] = what
    mine = "public/%s" % random.choice(("notes.txt", "billing/notes.txt", "a/b/notes.txt", "search.json"))
    os.makedirs(os.path.dirname(os.path.join(site.folder, mine)), exist_ok=True)
    with open(os.path.join(site.folder, mine), "w") as f:
        f.write("mine")
    # below a link it would be outside
    before = snapshot(folder)
    racers = []
    if number % 2:
        racers = [Racer(site, folder, path) for path in random.sample(
            ("content/billing", "content/setup", ".weir") if number % 4 == 1 else
            ("public/billing", "public/setup", ".weir") if number % 8 == 3 else ("public", ".weir"), 2)]
    for racer in racers:
        racer.start()
    what = "run %d (%s%s)" % (number, planted, ", races for " + ", ".join(r.path[len(site.folder):] for r in racers)
                             if racers else "")
    options = ["--full"] if number % 3 == 0 else []
    try:
        result = site.build(*options, timeout=120)
        tally.check(what + ": ends", result.status in (0, 1, 3), "%d %s" % (result.status, result.said[-300:]))
    except subprocess.TimeoutExpired:
        tally.check(what + ": ends", False, "not after 120 s")
    for racer in racers:
        racer.end()
    tally.check(what + ": nothing outside has changed", snapshot(folder) == before)
    tally.check(what + ": no secret is published", leaked(site) == [], leaked(site))
    races_for_output = any(r.path.startswith(site.public) for r in racers)
    for path, kind in planted.items():
        full = os.path.join(site.folder, path)
        if path.startswith("public/") and not races_for_output:
            is_file = os.path.lexists(full) and stat.S_ISREG(os.lstat(full).st_mode)
            tally.check(what + ": %s stays" % path, os.path.lexists(full) and is_file == (kind == "hard link"))
    if not races_for_output:
        tally.check(what + ": own file stays", os.path.exists(os.path.join(site.folder, mine)))
    for path in [*planted, mine]:
        full = os.path.join(site.folder, path)
        if os.path.islink(full) or os.path.exists(full):
            os.unlink(full)


folder = outside()
site = Site(weir)
for number in range(runs):
    site.become("new" if number % 2 else "old")
    one(site, folder, number)
    if number % 4 == 3: # the races for public/ leave anything
        site.close()
        site = Site(weir)
    elif number % 4 == 2: # all of it must be put right again by a plain build
        site.become("old")
        for ledger in ("/published.txt", "/.weir/published"): # pages that were planted are not missed
            if os.path.lexists(site.folder + ledger):
                os.unlink(site.folder + ledger)
        result = site.build("--full")
        tally.check("run %d: a plain build works again" % number, result.status == 0,
                    "%d %s" % (result.status, result.said[-400:]))
        tally.check("run %d: with all of its files" % number,
                    all((snapshot(site.public) or {}).get(p) == h for p, h in site.states["old"].items()),
                    result.said[-400:])
site.close()
shutil.rmtree(folder)
tally.end()
