#!/usr/bin/env python3
"""onepage.py BUILD [POINTS]: the words of one page are edited, back and forth, which takes the shortest way through a
build. What earlier builds left (cache, delta, snapshot, manifest, older index) is changed or cut at random places, builds are
killed at random moments, disks are full: public/ is that of the one or the other text, never between or of the past."""
import os, random, shutil, signal, subprocess, sys, tempfile, time
sys.path.insert(0, os.path.dirname(__file__))
from fault import SCRATCH, Moment, Tally, difference, seed, snapshot, write

NAME = "fault-onepage"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
points = int(sys.argv[2]) if len(sys.argv) > 2 else 300
print("%s: seed %d" % (NAME, seed()))
PAGE = "content/part3/page17.md"
TEXTS = {"one": "Press the red button.\n", "two": "Press the green button, then wait for the lamp to blink twice.\n"}


def build(folder, *options, wait=True):
    process = subprocess.Popen([weir, "build", "-q", "-C", folder, *options], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                               env={**os.environ, "LC_ALL": "C", "NO_COLOR": "1"}, start_new_session=True)
    if not wait:
        return process
    said = process.communicate(timeout=120)[0]
    return process.returncode, said


def edit(folder, name):
    write(folder, {PAGE: "---\ntitle: Page 17\n---\n\nSee [the next](page18.md).\n\n" + TEXTS[name]})


def make(folder):
    write(folder, {"site.toml": '[site]\ntitle = "Acme Help"\nbase_url = "https://help.acme.example"\n'})
    for i in range(40):
        write(folder, {"content/part%d/page%d.md" % (i % 7, i): "---\ntitle: Page %d\ntags: [plans]\n---\n\n%s" % (
            i, "Choose the plan number %d.\n" % i * 6 + "\n## Then\n\n" + "Go on as shown below, in step %d.\n" % i * 4)})
        write(folder, {"content/part%d/shot%d.png" % (i % 7, i): "picture %d" % i})
    os.rename(folder + "/content/part4/page18.md", folder + "/content/part3/page18.md")
    states = {}
    for name in ("two", "one"):
        edit(folder, name)
        code, said = build(folder)
        tally.check("builds", code == 0, said)
        states[name] = output(folder)
    tally.check("the texts differ", states["one"] != states["two"])
    return states


def output(folder):
    found = snapshot(folder + "/public") or {}
    return {path: bytes for path, bytes in found.items() if path != ".weir-output"}


def state_of(folder, states):
    now = output(folder)
    for name, state in states.items():
        if now == state:
            return name
    return "mixed: from one %s; from two %s" % (difference(now, states["one"]), difference(now, states["two"]))


def state_files(folder):
    """What builds left for the next one."""
    base = folder + "/.weir/build"
    found = [os.path.join(root, name) for root, _, names in os.walk(base) for name in names]
    return sorted(f for f in found if os.path.getsize(f) != 0) # public/ itself: lost-index


def damage(path):
    with open(path, "r+b") as f:
        size = os.path.getsize(path)
        kind = random.choice(("bit", "bit", "bytes", "cut", "zeros", "longer"))
        at = random.choice((random.randrange(size), random.randrange(min(size, 300)), random.randrange(min(size, 5000))))
        f.seek(at)
        if kind == "bit":
            byte = f.read(1)[0]
            f.seek(at)
            f.write(bytes([byte ^ 1 << random.randrange(8)]))
        elif kind == "bytes":
            f.write(os.urandom(min(8, size - at)))
        elif kind == "zeros":
            f.write(b"\0" * min(512, size - at))
        elif kind == "longer":
            f.seek(size)
            f.write(os.urandom(40))
        else:
            f.truncate(at)
    return "%s, %s at %d of %d" % (os.path.basename(path), kind, at, size)


def damaged(folder, states):
    """A build may refuse what it cannot judge, but then the next one with --full is right."""
    wanted, refused = "one", 0
    for i in range(points):
        files = state_files(folder)
        what = damage(random.choice(files))
        wanted = "two" if wanted == "one" else "one"
        edit(folder, wanted)
        if i % 5 == 4: # not the shortest way
            write(folder, {"content/part1/page1.md": "---\ntitle: Page 1, %d\n---\n\nText.\n" % i})
            clean = tempfile.mkdtemp(prefix="weir-onepage-", dir=SCRATCH)
            for name in ("one", "two"):
                subprocess.run(["rm", "-rf", clean], check=True)
                os.makedirs(clean)
                subprocess.run(["cp", "-a", folder + "/content", folder + "/site.toml", clean], check=True)
                edit(clean, name)
                code, said = build(clean)
                states[name] = output(clean)
            subprocess.run(["rm", "-rf", clean], check=True)
        code, said = build(folder)
        if not tally.check(what + ": status", code in (0, 3) and "crashed" not in said, (code, said[-400:])):
            return
        if code == 0:
            if not tally.check(what + ": output", state_of(folder, states) == wanted, (wanted, state_of(folder, states), said[-400:])):
                return
        else:
            refused += 1
            tally.check(what + ": says why", said.strip() != "", said)
            subprocess.run(["rm", "-rf", folder + "/public", folder + "/.weir/build"], check=True)
            code, said = build(folder)
            tally.check(what + ": then builds", code == 0 and state_of(folder, states) == wanted, (code, said[-400:]))
    print("%s: %d of %d were refused" % (NAME, refused, points))


def neighbours(folder, states):
    """What the edited page shows of the next one is remembered wrongly, in words of the same length."""
    for old, new in ((b"Page 18", b"Page 81"), (b"/part3/page18/", b"/part3/page81/"), (b"part3", b"part8")):
        for file in ("cache", "site"):
            path = next(f for f in state_files(folder) if f.endswith("/" + file))
            with open(path, "r+b") as f:
                whole = f.read()
                f.seek(0)
                f.write(whole.replace(old, new))
            wanted = state_of(folder, states)
            for name in ("two", "one") if wanted == "one" else ("one", "two"):
                edit(folder, name)
                code, said = build(folder)
                tally.check("%s is wrong in %s" % (old, file), code == 0 and state_of(folder, states) == name,
                            (code, said[-300:], state_of(folder, states)))


def killed(folder, states):
    wanted, ends = "one", 0
    for name in ("two", "one"):
        edit(folder, name)
        began = time.monotonic()
        build(folder)
        moment = Moment(time.monotonic() - began)
    for i in range(points):
        before, wanted = wanted, "two" if wanted == "one" else "one"
        edit(folder, wanted)
        process = build(folder, wait=False)
        moment.wait()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.communicate()
        moment.learn(process.returncode == -signal.SIGKILL)
        ends += process.returncode == -signal.SIGKILL
        left = state_of(folder, states)
        journal = any("journal" in names for _, _, names in os.walk(folder + "/.weir"))
        tally.check("after kill %d" % i, left in states or journal, left)
        if i % 3 == 0: # edited back before anybody has built
            wanted = before
            edit(folder, wanted)
        code, said = build(folder)
        if not tally.check("build after kill %d" % i, code == 0 and state_of(folder, states) == wanted,
                           (code, said[-300:], wanted, state_of(folder, states))):
            return
    tally.check("builds were killed", ends > points / 4, ends)
    print("%s: %d of %d builds were killed" % (NAME, ends, points))


def full_disk():
    place = tempfile.mkdtemp(prefix="weir-onepage-disk-")
    if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place],
                                          stderr=subprocess.DEVNULL).returncode != 0:
        os.rmdir(place)
        tally.skipped += 1
        return
    states, wanted, failed = make(place), "one", 0
    for leave in range(0, 400 * 1024, max(4096, 40960 * 40 // points // 4096 * 4096)):
        wanted = "two" if wanted == "one" else "one"
        edit(place, wanted)
        free = os.statvfs(place)
        with open(place + "/fill", "wb") as f:
            f.write(b"\0" * max(free.f_bavail * free.f_frsize - leave, 0))
        code, said = build(place)
        state = state_of(place, states)
        failed += code != 0
        what = "%d KB free" % (leave // 1024)
        tally.check(what, state == wanted if code == 0 else state in states and said.strip() != "" and code in (1, 3),
                    (code, said[-300:], wanted, state))
        os.unlink(place + "/fill")
        code, said = build(place)
        tally.check(what + ": then builds", code == 0 and state_of(place, states) == wanted, (code, said[-300:]))
    tally.check("a full disk was met", failed > 0, failed)
    subprocess.run(["umount", "-l", place], check=True)
    os.rmdir(place)


work = tempfile.mkdtemp(prefix="weir-onepage-", dir=SCRATCH)
states = make(work)
killed(work, states)
neighbours(work, states)
damaged(work, states)
subprocess.run(["rm", "-rf", work], check=True)
full_disk()
tally.end()
