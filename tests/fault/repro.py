#!/usr/bin/env python3
"""repro.py BUILD [SITE…]: the same content gives the same bytes: in another folder,
time zone, locale, with one process or two, after the files were made in another
order, at another time, the second time, and whatever small builds came before; and
what is said of the content is the same then, too.
SITEs are folders with site.toml and content/ (copied, never written to)."""
import os, random, shutil, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(__file__))
from fault import COMMON, NEW, OLD, SCRATCH, Tally, difference, seed, snapshot, write

NAME = "reproducible"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
print("%s: seed %d" % (NAME, seed()))


def build(folder, *options, **env):
    return subprocess.run([weir, "build", "-C", folder, *(options or ["-q"])], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C", "TZ": "UTC", **env})


def said(folder):
    """A build, and what it says of pages."""
    result = build(folder, "-v", "--format", "json")
    return result, sorted(line for line in (result.stdout + result.stderr).splitlines() if '"content/' in line)


def fresh(source, prefix="weir-repro-", shuffled=False):
    """A copy of a site's sources, its files made in another order when shuffled."""
    folder = tempfile.mkdtemp(prefix=prefix, dir=SCRATCH)
    paths = [os.path.relpath(os.path.join(root, name), source)
             for root, _, files in os.walk(source) for name in files]
    paths = sorted(p for p in paths if p.split("/")[0] not in ("public", ".weir"))
    if shuffled:
        random.shuffle(paths)
    for path in paths:
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        shutil.copyfile(os.path.join(source, path), os.path.join(folder, path))
    return folder


def variations(source, name):
    folder = fresh(source)
    first = build(folder)
    expected = snapshot(folder + "/public")
    if not tally.check(name + ": builds", first.returncode == 0, first.stderr[-300:]):
        return
    locales = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()
    strange = next((l for l in ("tr_TR.utf8", "de_DE.utf8", "C.utf8") if l in locales), "C.utf8")
    kinds = (("again, whole", folder, ["--full"], {}),
             ("another folder", fresh(source, "weir some where else "), [], {}),
             ("one process", fresh(source), ["-j", "1"], {}),
             ("two processes", fresh(source), ["-j", "2"], {}),
             ("five processes", fresh(source), ["-j", "5"], {}),
             ("another time zone", fresh(source), [], {"TZ": "Pacific/Kiritimati"}),
             ("locale " + strange, fresh(source), [], {"LC_ALL": strange, "LANG": strange}),
             ("files in another order", fresh(source, shuffled=True), [], {}),
             ("no environment", fresh(source), [], {"HOME": "/nonexistent", "USER": "nobody", "COLUMNS": "20"}))
    for what, at, options, env in kinds:
        result = build(at, *options, **env)
        now = snapshot(at + "/public")
        tally.check("%s: %s" % (name, what), result.returncode == 0 and now == expected,
                    result.stderr[-200:] + difference(now, expected))
        if at != folder:
            shutil.rmtree(at)
    if shutil.which("faketime"):
        at = fresh(source)
        # faketime is loaded before the sanitizers' library, which they refuse by default
        result = subprocess.run(["faketime", "2031-02-03 04:05:06", weir, "build", "-q", "-C", at], capture_output=True,
                                text=True, env={**os.environ, "ASAN_OPTIONS": "verify_asan_link_order=0:" +
                                                os.environ.get("ASAN_OPTIONS", "")})
        now = snapshot(at + "/public")
        tally.check(name + ": another time", result.returncode == 0 and now == expected,
                    result.stderr[-200:] + difference(now, expected))
        shutil.rmtree(at)
    shutil.rmtree(folder)


def change_something(folder, number):
    """One of the things that writers do."""
    pages = sorted(os.path.join(root, name) for root, _, files in os.walk(folder + "/content") for name in files
                   if name.endswith(".md"))
    page = random.choice(pages)
    what = random.choice(("edit", "edit", "edit", "line", "line", "link", "title", "new", "remove", "move", "asset", "settings", "touch",
                          "section"))
    if what == "edit":
        with open(page, "a") as f:
            f.write("\nMore text, number %d.\n" % number)
    elif what == "link":
        with open(page, "a") as f:
            f.write("\n[A page that is not there](no-such-page.md), [another](x.md#y).\n")
    elif what == "line":
        with open(page) as f:
            lines = f.read().split("\n")
        lines[len(lines) * 2 // 3:len(lines) * 2 // 3] = ["", "A line more, number %d." % number, ""]
        with open(page, "w") as f:
            f.write("\n".join(lines))
    elif what == "title":
        with open(page) as f:
            text = f.read()
        with open(page, "w") as f:
            f.write("---\ntitle: Title %d\n---\n\n" % number + text.split("---\n")[-1])
    elif what in ("new", "section"):
        folder_of = os.path.dirname(page) + ("/part%d" % number if what == "section" else "")
        write(folder_of, {"new%d.md" % number: "# New %d\n\nText, with tags.\n" % number})
    elif what == "remove" and len(pages) > 6:
        os.unlink(page)
    elif what == "move":
        os.rename(page, page[:-3] + "-%d.md" % number)
    elif what == "asset":
        write(os.path.dirname(page), {"file.txt": "asset %d\n" % number * 300})
    elif what == "settings":
        with open(folder + "/site.toml") as f:
            lines = [line for line in f.read().splitlines() if not line.startswith("description")]
        lines.insert(1, 'description = "Description %d"' % number)
        with open(folder + "/site.toml", "w") as f:
            f.write("\n".join(lines) + "\n")
    elif what == "touch":
        os.utime(page)
    return what


def small_builds(source, name, rounds):
    """Whatever the way: the output is that of a clean build."""
    folder = fresh(source)
    build(folder)
    done = []
    for number in range(rounds):
        done.append(change_something(folder, number))
        if random.random() < 0.3:
            done.append(change_something(folder, 1000 + number))
        for ledger in ("/published.txt", "/.weir/published"):
            if os.path.exists(folder + ledger):
                os.unlink(folder + ledger)
        result, said_now = said(folder)
        now = snapshot(folder + "/public")
        clean = fresh(folder)
        said_clean = said(clean)[1]
        expected = snapshot(clean + "/public")
        shutil.rmtree(clean)
        if not tally.check("%s: small build %d (%s)" % (name, number, done[-1]), now == expected and now,
                           result.stderr[-300:] + difference(now, expected)):
            break
        if not tally.check("%s: what small build %d says (%s)" % (name, number, done[-1]), said_now == said_clean,
                           str([line for line in said_now + said_clean if said_now.count(line) != said_clean.count(line)])):
            break
    shutil.rmtree(folder)


own = tempfile.mkdtemp(prefix="weir-repro-", dir=SCRATCH)
write(own, {**COMMON, **OLD, **NEW})
os.unlink(own + "/content/setup/leaf.md")
variations(own, "own site")
small_builds(own, "own site", 60 if len(sys.argv) > 2 else 12)
shutil.rmtree(own)
for site in (path.rstrip('/') for path in sys.argv[2:]):
    if not os.path.exists(site + "/site.toml"):
        tally.skipped += 1
        print("%s: %s is not there" % (NAME, site))
        continue
    variations(site, os.path.basename(site))
    small_builds(site, os.path.basename(site), 12)
tally.end()
