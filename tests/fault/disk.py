#!/usr/bin/env python3
"""disk.py BUILD: full disks, no inodes left, a file system that turns read-only,
and limits on descriptors, memory and file size. Then two builds at once, and an
output folder and a site's folder that may not be written to."""
import os, random, shutil, signal, subprocess, sys, tempfile, time
sys.path.insert(0, os.path.dirname(__file__))
from fault import Mount, Site, Tally, fill, seed

NAME = "fault-disk"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
print("%s: seed %d" % (NAME, seed()))


def judge(site, what, result, may_succeed=True):
    state = site.state()
    tally.check(what + ": status", result.status in ((0, 1, 3) if may_succeed else (1, 3)),
                "%d %s" % (result.status, result.said[-300:]))
    tally.check(what + ": says why", result.status == 0 or result.said.strip() != "")
    tally.check(what + ": says what", "cannot write to: " not in result.said, result.said[-300:])
    tally.check(what + ": state", state in ("old", "new"), state)
    tally.check(what + ": success means new", result.status != 0 or state == "new", state)
    return result.status


def then_builds(site, what):
    result = site.build()
    tally.check(what + ": next build", result.status == 0 and site.state() == "new",
                "%d %s %s" % (result.status, site.state(), result.said[-300:]))


def restart(site):
    site.become("old")
    site.must_build()
    site.become("new")


def full_disk():
    mount = Mount("size=4m")
    site = Site(weir, parent=mount.folder)
    failed = 0
    for options in ((), ("--full",)):
        for leave in range(0, 1000 * 1024, 24 * 1024):
            restart(site)
            fill(mount.folder, leave)
            what = "%d KB free %s" % (leave // 1024, " ".join(options))
            failed += judge(site, what, site.build(*options)) != 0
            os.unlink(mount.folder + "/fill")
            then_builds(site, what)
    tally.check("a full disk was met", failed > 10, failed)
    site.close()
    mount.close()


def no_inodes():
    mount = Mount("size=16m,nr_inodes=400")
    site = Site(weir, parent=mount.folder)
    failed = 0
    for leave in range(0, 60, 3):
        restart(site)
        free = os.statvfs(mount.folder).f_ffree - leave - 1
        os.mkdir(mount.folder + "/taken")
        for i in range(max(free, 0)):
            open("%s/taken/%d" % (mount.folder, i), "w").close()
        failed += judge(site, "%d inodes free" % leave, site.build()) != 0
        shutil.rmtree(mount.folder + "/taken")
        then_builds(site, "%d inodes free" % leave)
    tally.check("no inodes was met", failed > 3, failed)
    site.close()
    mount.close()


def read_only():
    mount = Mount("size=16m")
    site = Site(weir, parent=mount.folder)
    restart(site)
    mount.remount("ro")
    tally.check("read-only: fails", judge(site, "read-only", site.build(), may_succeed=False) == 3)
    mount.remount("rw")
    then_builds(site, "read-only")
    for i in range(20): # in the middle of a build
        restart(site)
        process = subprocess.Popen(site.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(random.uniform(0, 0.03))
        for _ in range(50): # refused as long as a file is open for writing
            if subprocess.run(["mount", "-o", "remount,ro", mount.folder], stderr=subprocess.DEVNULL).returncode == 0:
                break
        said = process.communicate()[1]
        mount.remount("rw")
        state, journal = site.state(), any(p.endswith("/journal") for p in site.left_over())
        tally.check("read-only in the middle", process.returncode in (0, 3) and (state in ("old", "new") or journal),
                    "%d %s %s" % (process.returncode, state, said))
        then_builds(site, "read-only in the middle")
    site.close()
    mount.close()


def other_mount():
    """public/ on another file system than .weir: staging goes beside it, and a mount point itself is refused."""
    mount = Mount("size=16m")
    site = Site(weir)
    output = mount.folder + "/deep/public"
    result = site.build("-o", output)
    tally.check("an output elsewhere", result.status == 0 and os.path.exists(output + "/index.html"), result.said)
    site.become("new")
    result = site.build("-o", output)
    tally.check("and again", result.status == 0 and os.path.exists(output + "/billing/new/index.html"), result.said)
    tally.check("nothing is left beside it", os.listdir(mount.folder + "/deep") == ["public"],
                os.listdir(mount.folder + "/deep"))
    result = site.build("-o", mount.folder)
    tally.check("a mount point is refused", result.status == 3 and "mount point" in result.said, result.said)
    site.close()
    mount.close()


def limits():
    site = Site(weir)
    for what in (["--nofile=%d" % n for n in (6, 8, 10, 12, 14, 16, 18, 20, 24, 32, 64)] +
                 ["--as=%d" % (n << 20) for n in (8, 16, 32, 48, 64, 96, 128, 160, 256)] +
                 ["--fsize=%d" % n for n in (0, 100, 1000, 4096, 20000, 100000, 1000000)] + ["--nproc=1"]):
        restart(site)
        result = site.build(wrapper=["prlimit", what])
        state = site.state()
        # a limit below what the program needs to start at all is the loader's affair
        loader = result.status == 127 or "error while loading" in result.said
        # SIGXFSZ ends a process that writes too much; that is what the limit is for
        by_signal = what.startswith("--fsize") and result.status == -signal.SIGXFSZ
        tally.check(what + ": status", result.status in (0, 1, 3) or loader or by_signal,
                    "%d %s" % (result.status, result.said[-300:]))
        tally.check(what + ": says why", result.status == 0 or by_signal or result.said.strip() != "")
        tally.check(what + ": state", state in ("old", "new"), state)
        tally.check(what + ": success means new", result.status != 0 or state == "new", state)
        then_builds(site, what)
    site.close()


def two_at_once():
    site = Site(weir)
    refused = 0
    for i in range(30):
        restart(site)
        processes = [subprocess.Popen(site.command(*(["--full"] if i % 2 else [])), stdout=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE, text=True) for _ in range(3)]
        ends = [(p.communicate()[1], p.returncode) for p in processes]
        refused += sum("another build" in said for said, status in ends)
        tally.check("builds at once", all(status == 0 or (status == 3 and "another build" in said)
                                          for said, status in ends), ends)
        tally.check("one of them did it", any(status == 0 for _, status in ends), ends)
        tally.check("and the site is new", site.state() == "new", site.state())
    # one that lasts: held up while it has the lock; when that was not long enough for this machine, for longer
    for seconds in (2, 8, 32):
        restart(site)
        before = held_locks()
        first = subprocess.Popen(["strace", "-qq", "-o", "/dev/null", "-e", "inject=flock:delay_exit=%d" % (seconds * 10 ** 6),
                                  *site.command()], stderr=subprocess.DEVNULL)
        while first.poll() is None and not lock_of(site) & held_locks() - before:
            time.sleep(0.01)
        result = site.build()
        is_in_time = bool(lock_of(site) & held_locks())
        status = first.wait()
        if is_in_time:
            break
    tally.check("a second build says so, and stops before the first goes on", is_in_time and result.status == 3 and
                "another build" in result.said, result.said)
    tally.check("the first goes on", status == 0 and site.state() == "new", site.state())
    site.close()


def held_locks():
    """Inode numbers of the files that somebody holds by flock()."""
    with open("/proc/locks") as f:
        return {int(fields[5].split(":")[2]) for fields in map(str.split, f) if fields[1] == "FLOCK"}


def lock_of(site):
    """The inode numbers of what lies in .weir, among them that of the lock."""
    return {entry.inode() for entry in os.scandir(site.folder + "/.weir")}


def not_allowed():
    """As a user that may not write; root may everything."""
    site = Site(weir)
    restart(site)
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    for path, mode in (("", 0o555), (".weir", 0o555), ("public", 0o555), ("public/billing", 0o555)):
        if as_nobody:
            subprocess.run(["chown", "-R", "65534:65534", site.folder], check=True)
        full = os.path.join(site.folder, path)
        before = os.stat(full).st_mode
        os.chmod(full, mode)
        result = site.build(wrapper=as_nobody)
        os.chmod(full, before)
        if path == ".weir" and result.status == 0: # .weir itself needs no new entry
            tally.check("read-only .weir", site.state() == "new")
            restart(site)
            continue
        tally.check("read-only %s" % (path or "site"), result.status in (0, 3), "%d %s" % (result.status, result.said))
        state = site.state()
        tally.check("read-only %s: state" % (path or "site"), state == ("new" if result.status == 0 else "old"),
                    state + result.said)
        restart(site)
    site.close()


parts = [limits, two_at_once, not_allowed]
if os.getuid() == 0:
    try:
        Mount("size=1m").close()
        parts += [full_disk, no_inodes, read_only, other_mount]
    except subprocess.CalledProcessError:
        tally.skipped += 4
        print("%s: mounting is not allowed here" % NAME)
else:
    tally.skipped += 4
    print("%s: only root may mount" % NAME)
for part in parts:
    try:
        part()
    except Exception as problem:
        tally.check(part.__name__, False, repr(problem)[-400:])
tally.end()
