"""What the fault tests share: a small site in two states, builds that are made to
fail, and the question that every one of them ends with: is public/ exactly as it
was, or exactly as it should be, and does the next build put everything right?

The two states differ in every way that matters to a commit: pages changed, added
and removed, an asset replaced, a page whose folder becomes another's parent.
"""
import hashlib, os, random, re, shutil, signal, subprocess, sys, tempfile, time

# LeakSanitizer does not work in a program that strace watches
os.environ["ASAN_OPTIONS"] = "detect_leaks=0:" + os.environ.get("ASAN_OPTIONS", "")
SCRATCH = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
COMMON = {
    "site.toml": '[site]\ntitle = "Acme Help"\nbase_url = "https://help.acme.example"\n[build]\ngzip = true\n'
                 '[content]\nretired = ["/billing/gone/", "/billing/new/", "/setup/leaf/deep/"]\n',
    "content/index.md": "# Home\n\nWelcome.\n",
    "content/billing/index.md": "# Billing\n",
    "content/billing/refunds.md": "---\ntitle: Refunds\nid: refunds\n---\n\nAsk for it.\n" + "Text. " * 400,
    "content/setup/install.md": "# Install\n\nSee [refunds](../billing/refunds.md) and ![](screen.png).\n",
    "content/setup/screen.png": "a picture that stays",
}
OLD = {
    "content/billing/cards.md": "# Cards\n\nOld text about cards.\n",
    "content/billing/gone.md": "# Gone\n\nThis one goes.\n",
    "content/setup/leaf.md": "# Leaf\n\nA page that becomes a folder.\n",
    "content/setup/chart.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>old</title></svg>',
    "content/setup/report.txt": "old report\n" * 200,
}
NEW = {
    "content/billing/cards.md": "# Cards\n\nNew text about cards, and more of it.\n",
    "content/billing/new.md": "# New\n\nThis one comes.\n",
    "content/setup/leaf/index.md": "# Leaf\n\nNow a section.\n",
    "content/setup/leaf/deep.md": "# Deep\n\nBelow it.\n",
    "content/setup/chart.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>new</title></svg>',
    "content/setup/report.txt": "new report\n" * 200,
}


class Result:
    """How a build ended: its status (negative: the signal), what it said."""

    def __init__(self, status, said):
        self.status, self.said = status, said


def snapshot(folder):
    """Path to hash of everything below a folder; None when it is not there."""
    if not os.path.isdir(folder):
        return None
    found = {}
    for root, folders, files in os.walk(folder):
        for name in folders:
            if os.path.islink(os.path.join(root, name)):
                files = files + [name]
        if not files and not folders and root != folder:
            found[os.path.relpath(root, folder) + "/"] = "empty folder"
        for name in files:
            path = os.path.join(root, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = "link to " + os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, folder)] = hashlib.sha256(f.read()).hexdigest()
            else:
                found[os.path.relpath(path, folder)] = "special"
    return found


def difference(a, b):
    a, b = a or {}, b or {}
    return ", ".join(sorted(p for p in set(a) | set(b) if a.get(p) != b.get(p))[:6])


def write(folder, files):
    for path, text in files.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w") as f:
            f.write(text)


class Site:
    """A site that goes back and forth between its states; `states` holds what public/ is in each."""

    def __init__(self, weir, parent=None, options=()):
        self.weir, self.options = os.path.abspath(weir), list(options)
        self.folder = tempfile.mkdtemp(prefix="weir-fault-", dir=parent or SCRATCH)
        self.public = self.folder + "/public"
        write(self.folder, COMMON)
        self.states = {}
        for name in ("new", "old"):
            self.become(name)
            self.must_build()
            self.states[name] = snapshot(self.public)
        assert self.states["old"] != self.states["new"]

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def become(self, name):
        """Changes the content to a state."""
        remove, add = (NEW, OLD) if name == "old" else (OLD, NEW)
        for path in remove:
            full = os.path.join(self.folder, path)
            if path not in add and os.path.exists(full):
                os.unlink(full)
                if not os.listdir(os.path.dirname(full)):
                    os.rmdir(os.path.dirname(full))
        write(self.folder, add)

    def command(self, *options):
        return [self.weir, "build", "-q", "-j", "1", "-C", self.folder, *self.options, *options]

    def build(self, *options, wrapper=(), env=None, timeout=300):
        process = subprocess.Popen([*wrapper, *self.command(*options)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
                                   env={**os.environ, "LC_ALL": "C", **(env or {})}, start_new_session=True)
        try:
            said = process.communicate(timeout=timeout)[1]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return Result(process.returncode, said)

    def must_build(self, *options):
        result = self.build(*options)
        if result.status != 0:
            raise RuntimeError("a plain build failed: %d %s" % (result.status, result.said))

    def state(self):
        """"old", "new", or what is wrong with public/."""
        now = snapshot(self.public)
        for name, state in self.states.items():
            if now == state:
                return name
        if now is None:
            return "none"
        return "mixed (from old: %s; from new: %s)" % (difference(now, self.states["old"]),
                                                       difference(now, self.states["new"]))

    def left_over(self):
        """Files of a commit that are still there when nothing is running."""
        found = []
        for root, folders, files in os.walk(self.folder + "/.weir"):
            found += [os.path.join(root, name) for name in files + folders
                      if name.endswith(".new") or name in ("staging", "journal")]
        return [os.path.relpath(path, self.folder) for path in found]


class Moment:
    """A random moment within a build, in seconds from its start. How long builds take on this machine now is learnt from those
    that were over before their moment."""

    def __init__(self, first):
        self.usual = first

    def wait(self):
        time.sleep(random.uniform(0, self.usual))

    def learn(self, was_in_time):
        self.usual = min(self.usual * 1.02, 10) if was_in_time else self.usual * 0.8


class Tally:
    """Counts, and says what failed; the last line of a suite."""

    def __init__(self, name):
        self.name, self.passed, self.failed, self.skipped = name, 0, 0, 0

    def check(self, what, is_so, detail=""):
        if is_so:
            self.passed += 1
        else:
            self.failed += 1
            if self.failed <= 40:
                print("%s: FAILED: %s %s" % (self.name, what, detail))
        return is_so

    def end(self):
        more = ", %d skipped" % self.skipped if self.skipped else ""
        print("%s: %d passed, %d failed%s" % (self.name, self.passed, self.failed, more))
        sys.exit(self.failed != 0)


class Mount:
    """A small tmpfs."""

    def __init__(self, options):
        self.folder = tempfile.mkdtemp(prefix="weir-disk-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True,
                       stderr=subprocess.DEVNULL)

    def remount(self, options):
        subprocess.run(["mount", "-o", "remount," + options, self.folder], check=True)

    def close(self):
        subprocess.run(["umount", "-l", self.folder])
        os.rmdir(self.folder)


def fill(folder, leave):
    """Takes all but some bytes of the file system."""
    free = os.statvfs(folder)
    size = free.f_bavail * free.f_frsize - leave
    with open(folder + "/fill", "wb") as f:
        f.write(b"\0" * max(size, 0))


def skip(name, why):
    print("%s: 0 passed, 0 failed, 1 skipped (%s)" % (name, why))
    sys.exit(0)


def need_mounts(name):
    """Skips the suite where nothing may be mounted."""
    try:
        Mount("size=1m").close()
    except (subprocess.CalledProcessError, OSError):
        skip(name, "mounting is not allowed here")


def need_strace(name):
    """Skips the suite where strace cannot change system calls."""
    try:
        probe = subprocess.run(["strace", "-o", "/dev/null", "-e", "inject=getppid:error=EPERM", "true"],
                               capture_output=True)
    except OSError:
        skip(name, "strace is not installed")
    if probe.returncode != 0:
        skip(name, "strace cannot be used here")


def calls(site, options=()):
    """Names of the system calls of a build's main process, in order."""
    log = site.folder + ".strace"
    site.build(*options, wrapper=["strace", "-o", log, "-a1", "-s1"])
    with open(log) as f:
        lines = f.read().splitlines()
    os.unlink(log)
    return [m.group(1) for m in (re.match(r"(\w+)\(", line) for line in lines) if m]


def numbered(made):
    """(name, how many of that name until here) for each call: what strace's when= counts."""
    seen, found = {}, []
    for name in made:
        seen[name] = seen.get(name, 0) + 1
        found.append((name, seen[name]))
    return found


def own_calls(made):
    """The same without those of the program loader: they come before signals are set."""
    return numbered(made)[made.index("rt_sigaction"):]


def seed():
    """The same on each day, so that a suite fails for what has changed; WEIR_SEED=`date +%Y%m%d` looks elsewhere."""
    value = int(os.environ.get("WEIR_SEED") or 20261121)
    random.seed(value)
    return value
