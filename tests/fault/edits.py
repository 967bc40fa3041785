#!/usr/bin/env python3
"""edits.py BUILD [BUILDS [CONTENT…]]: random edits of a site in three languages (or of copies of the given content
folders), one to four before each build. Whatever they are, the build says and puts out, byte by byte, what a first
build of the same content does; and where none but the words of a page have changed, no other file is touched."""
import collections, os, random, re, shutil, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(__file__))
from fault import SCRATCH, Tally, difference, seed, snapshot, write

NAME = "fault-edits"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
builds = int(sys.argv[2]) if len(sys.argv) > 2 else 700
print("%s: seed %d" % (NAME, seed()))

SETTINGS = """[site]
title = "Acme Help"
base_url = "https://help.acme.example"
language = "en"
[languages.en]
name = "English"
[languages.de]
name = "Deutsch"
title = "Acme-Hilfe"
[languages.fr]
name = "Français"
"""
WORDS = ("refund invoice printer cable reset password account update firmware ribbon toner billing address network "
         "router adapter window driver manual warranty delivery parcel customs battery charger screen button Rechnung "
         "Drucker Kennwort facture câble écran 設定 印刷 пароль").split()
TAGS = ["billing", "printers", "Getting started", "C++", "Konto", "café"]
FIELDS = {
    "title": lambda: " ".join(random.sample(WORDS, 3)), "description": lambda: " ".join(random.sample(WORDS, 6)) + ".",
    "date": lambda: day(), "lastmod": lambda: day(), "weight": lambda: random.randrange(-5, 20),
    "draft": lambda: random.choice(["true", "false"]), "promoted": lambda: random.choice(["true", "false"]),
    "noindex": lambda: random.choice(["true", "false"]), "toc": lambda: random.choice(["true", "false"]),
    "tags": lambda: "[%s]" % ", ".join('"%s"' % t for t in random.sample(TAGS, random.randrange(3))),
    "keywords": lambda: "[%s]" % ", ".join(random.sample(WORDS, 2)),
    "aliases": lambda: "[/old/%s/]" % name(), "slug": lambda: name(), "id": lambda: name(),
    "url": lambda: "/at/%s/" % name(), "expires_on": lambda: random.choice(["2020-01-01", "2090-01-01"]),
    "publish_on": lambda: random.choice(["2020-01-01", "2090-01-01"]), "product": lambda: random.choice(["one", "two"]),
    "version": lambda: random.choice(["1.0", "2.0"]), "owner": lambda: name(), "nav_title": lambda: name(),
    "kind": lambda: random.choice(["solved", "article"]), "unheard_of": lambda: name(),
    "related": lambda: "[%s]" % ", ".join(random.sample(["refunds", "install", "printers/ribbon.md"], 2)),
    "retired": lambda: random.choice(["true", "false"]), "lang": lambda: random.choice(["en", "de", "fr"]),
}


def day():
    return "20%02d-%02d-%02d" % (random.randrange(10, 27), random.randrange(1, 13), random.randrange(1, 29))


def name():
    return "n%d" % random.randrange(1000)


def sentence():
    return " ".join(random.choices(WORDS, k=random.randrange(3, 14))).capitalize() + ".\n"


def split(text):
    """Front matter lines and the rest."""
    parts = re.match(r"---\n(.*?\n)?---\n", text, re.S)
    return ((parts.group(1) or "").splitlines(), text[parts.end():]) if parts else ([], text)


class Editor:
    """Changes a site at random; each edit returns what it did, or None when it found nothing to do."""

    def __init__(self, folder):
        self.folder, self.content = folder, folder + "/content"
        self.edits = [self.words] * 14 + [self.field] * 6 + [self.heading, self.link, self.new_page, self.delete] * 2 + [
            self.unfield, self.move, self.translate, self.asset, self.delete_asset, self.same_stamp, self.section,
            self.settings, self.theme, self.popular, self.static, self.solved, self.replace, self.broken, self.touch,
            self.undo, self.folder_away]
        self.before = {}

    def files(self, ends=(".md",)):
        found = [os.path.join(root, n) for root, _, names in os.walk(self.content) for n in names if n.endswith(ends)]
        return sorted(found)

    def page(self):
        return random.choice(self.files() or [self.add("index.md", "# Home\n")])

    def read(self, path):
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as f:
            return f.read()

    def put(self, path, text):
        if os.path.isfile(path):
            self.before[path] = self.read(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as f:
            f.write(text)
        return os.path.relpath(path, self.folder)

    def add(self, below, text):
        self.put(os.path.join(self.content, below), text)
        return os.path.join(self.content, below)

    def words(self):
        """Nothing but the page itself shows them."""
        path = self.page()
        front, body = split(self.read(path))
        lines = body.splitlines(keepends=True)
        at = len(lines) if random.random() < 0.7 else random.randrange(len(lines) + 1)
        if at < len(lines) and random.random() < 0.3:
            del lines[at]
        else:
            lines.insert(at, "\n" + sentence() + "\n")
        head = "---\n%s\n---\n" % "\n".join(front) if front else ""
        return self.put(path, head + "".join(lines))

    def with_fields(self, path, change):
        front, body = split(self.read(path))
        front = change(front)
        return self.put(path, ("---\n%s\n---\n" % "\n".join(front) if front else "") + body)

    def field(self):
        key = random.choice(list(FIELDS))
        line = "%s: %s" % (key, FIELDS[key]())
        return line, self.with_fields(self.page(), lambda front: [f for f in front if not f.startswith(key + ":")] + [line])

    def unfield(self):
        def drop(front):
            return [f for i, f in enumerate(front) if i != at]
        path = self.page()
        at = random.randrange(max(1, len(split(self.read(path))[0])))
        return self.with_fields(path, drop)

    def heading(self):
        path = self.page()
        text = self.read(path)
        if random.random() < 0.5 and "\n## " in text:
            return self.put(path, text.replace("\n## ", "\n## %s " % random.choice(WORDS), 1))
        return self.put(path, text + "\n## %s\n\n%s" % (" ".join(random.sample(WORDS, 2)), sentence()))

    def link(self):
        path = self.page()
        to = random.choice([os.path.relpath(random.choice(self.files()), os.path.dirname(path)), "nowhere.md",
                            "#" + random.choice(WORDS), "https://example.org/" + name(), "picture.png", "/old/n1/"])
        to = random.choice([to, to, to + "#" + random.choice(WORDS)])
        return self.put(path, self.read(path) + "\n%s[%s](<%s>)\n" % (random.choice(["", "!"]), random.choice(WORDS), to))

    def new_page(self):
        below = random.choice(["", "billing/", "printers/", "de/billing/", "fresh/%s/" % name(), "%s/" % name()])
        text = "---\ntitle: %s\ndate: %s\n---\n\n%s\n## %s\n\n%s" % (name(), day(), sentence(), random.choice(WORDS), sentence())
        return self.put("%s/%s%s.md" % (self.content, below, name()), text)

    def delete(self):
        path = self.page()
        if len(self.files()) > 3:
            os.unlink(path)
            return os.path.relpath(path, self.folder)

    def move(self):
        path = self.page()
        to = os.path.join(random.choice([os.path.dirname(path), self.content, self.content + "/printers"]),
                          random.choice(["%s.md" % name(), os.path.basename(path)]))
        if not os.path.exists(to):
            os.makedirs(os.path.dirname(to), exist_ok=True)
            os.rename(path, to)
            return os.path.relpath(path, self.folder), os.path.relpath(to, self.folder)

    def translate(self):
        path = self.page()
        if re.search(r"\.(de|fr)\.md$", path):
            os.unlink(path)
            return "gone", os.path.relpath(path, self.folder)
        return self.put(path[:-3] + random.choice([".de.md", ".fr.md"]), "# %s\n\n%s" % (name(), sentence()))

    def asset(self):
        some = self.files((".png", ".svg", ".txt"))
        path = random.choice(some + ["%s/printers/%s.txt" % (self.content, name())])
        return self.put(path, "some bytes %d\n" % random.randrange(10 ** 9))

    def delete_asset(self):
        for path in random.sample(self.files((".png", ".svg", ".txt")), 1) if self.files((".png", ".svg", ".txt")) else ():
            os.unlink(path)
            return os.path.relpath(path, self.folder)

    def same_stamp(self):
        """Another file of the same size and time in its place."""
        path = random.choice(self.files((".md", ".png", ".svg", ".txt")))
        status, text = os.stat(path), self.read(path)
        at = [i for i, c in enumerate(text) if c in "aeiou"]
        if not at:
            return None
        i = random.choice(at)
        text = text[:i] + random.choice("aeiou") + text[i + 1:]
        if random.random() < 0.5:
            os.rename(path, path + ".old")
            self.put(path, text)
            os.unlink(path + ".old")
        else:
            self.put(path, text)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        return os.path.relpath(path, self.folder)

    def section(self):
        folder = os.path.dirname(self.page())
        path = os.path.join(folder, random.choice(["index.md", "_index.md"]))
        if os.path.exists(path):
            os.unlink(path)
            return "gone", os.path.relpath(path, self.folder)
        return self.put(path, "---\ntitle: %s\nweight: %d\n---\n\n%s" % (name(), random.randrange(9), sentence()))

    def settings(self):
        lines = random.choice(["", "[nav]\nlimit = %d\n" % random.randrange(2, 40), "[build]\ngzip = true\n",
                               "[search]\nsynonyms = [\"%s, %s\"]\n" % tuple(random.sample(WORDS, 2)),
                               "[content]\nraw_html = \"none\"\n"])
        text = SETTINGS.replace("Acme Help", random.choice(["Acme Help", name()]))
        if random.random() < 0.3:
            text = text.replace('[languages.fr]\nname = "Français"\n', "")
        return self.put(self.folder + "/site.toml", text + lines)

    def theme(self):
        path = self.folder + "/theme/strings/en.toml"
        if os.path.exists(path):
            os.unlink(path)
            return "no theme"
        return self.put(path, 'search = "%s"\n' % name())

    def popular(self):
        path = self.folder + "/popular.txt"
        if os.path.exists(path) and random.random() < 0.4:
            os.unlink(path)
            return "none popular"
        return self.put(path, "".join("/%s/\n" % random.choice(["billing/refunds", "setup/install", name()]) for _ in range(3)))

    def static(self):
        path = "%s/static/%s" % (self.folder, random.choice(["robots-extra.txt", "a/b.txt", "billing/refunds/index.html"]))
        if os.path.exists(path):
            os.unlink(path)
            return "gone", os.path.relpath(path, self.folder)
        return self.put(path, sentence())

    def solved(self):
        return self.put("%s/solved/%s.md" % (self.content, random.choice(["aaaa", "bbbb", name()])),
                        "---\ntitle: %s\ntags: [billing]\n---\n\n## Question\n\n%s\n## Answer\n\n%s" %
                        (name(), sentence(), sentence()))

    def replace(self):
        """A page takes another's words, or its place."""
        a, b = self.page(), self.page()
        if random.random() < 0.5:
            return self.put(a, self.read(b))
        os.rename(a, a + ".away")
        os.rename(b, a) if a != b else None
        os.rename(a + ".away", b)
        return os.path.relpath(a, self.folder), os.path.relpath(b, self.folder)

    def broken(self):
        path = self.page()
        return self.put(path, random.choice(["", "---\ntitle: [\n---\nText\n", "---\nnever ended\n", "\udcff\udcfe text \udce9\n",
                                             "# " + "x" * 3000 + "\n", "+++\ntitle = 1\n+++\n\nText\n", "{{< x >}}\n"]))

    def touch(self):
        path = self.page()
        os.utime(path)
        return os.path.relpath(path, self.folder)

    def undo(self):
        for path in random.sample(sorted(self.before), min(3, len(self.before))):
            self.put(path, self.before[path])
        return len(self.before)

    def folder_away(self):
        folders = sorted({os.path.dirname(p) for p in self.files()} - {self.content})
        if len(folders) < 4:
            return None
        folder = random.choice(folders)
        to = folder + "-" + name()
        if random.random() < 0.6:
            os.rename(folder, to)
            return os.path.relpath(folder, self.folder), os.path.relpath(to, self.folder)
        shutil.rmtree(folder)
        return "gone", os.path.relpath(folder, self.folder)


def build(folder, *options):
    done = subprocess.run([weir, "build", "-q", "-C", folder, *options], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace", env={**os.environ, "LC_ALL": "C", "NO_COLOR": "1"}, timeout=120)
    return done.returncode, done.stdout + done.stderr


def output(folder):
    found = snapshot(folder + "/public")
    if found is not None:
        found.pop(".weir-output", None) # names its state folder
    return found


def stamps(folder):
    return {os.path.join(root, n): (os.stat(os.path.join(root, n)).st_mtime_ns, os.stat(os.path.join(root, n)).st_ino)
            for root, _, names in os.walk(folder + "/public") for n in names}


def state_stamp(folder, file):
    states = os.path.join(folder, ".weir/build")
    for state in os.listdir(states) if os.path.isdir(states) else ():
        if os.path.exists(os.path.join(states, state, file)):
            return os.stat(os.path.join(states, state, file)).st_mtime_ns
    return None


def make(folder):
    write(folder, {"site.toml": SETTINGS})
    pages = {"index.md": "# Home\n\nSee [refunds](billing/refunds.md).\n", "billing/index.md": "# Billing\n"}
    for i in range(60):
        section = ("billing", "printers", "setup", "setup/network", "de/billing")[i % 5]
        pages["%s/page%d.md" % (section, i)] = "---\ntitle: Page %d\ntags: [%s]\ndate: %s\n---\n\n%s\n## Step\n\n%s" % (
            i, random.choice(["billing", "printers"]), day(), sentence(), "".join(sentence() for _ in range(8)))
    pages["billing/refunds.md"] = "---\ntitle: Refunds\nid: refunds\n---\n\n" + sentence()
    pages["billing/refunds.de.md"] = "# Erstattung\n\n" + sentence()
    pages["setup/install.md"] = "# Install\n\nSee [refunds](../billing/refunds.md#step) and ![](screen.png).\n"
    pages["setup/screen.png"] = "a picture"
    pages["printers/ribbon.md"] = "---\nrelated: [refunds]\npromoted: true\n---\n# Ribbon\n\n" + sentence()
    pages["solved/aaaa.md"] = "---\ntitle: It prints nothing\n---\n\n## Answer\n\n" + sentence()
    write(folder + "/content", pages)


def sources(site):
    return [os.path.join(site, part) for part in os.listdir(site) if part not in ("public", ".weir")]


def put_back(site, kept):
    subprocess.run(["rm", "-rf", *sources(site)], check=True)
    subprocess.run(["cp", "-a", *sources(kept), site], check=True)


def copy(site, to):
    """The site without what builds have made, but with the ledger of what was published."""
    shutil.rmtree(to, ignore_errors=True)
    os.makedirs(to + "/.weir")
    subprocess.run(["cp", "-a", *sources(site), to], check=True)
    if os.path.exists(site + "/.weir/published"):
        shutil.copy(site + "/.weir/published", to + "/.weir/published")


def check_fast(step, before, after, was, now):
    """Files that hold what they held are the same files."""
    touched = [p for p in after if p in before and before[p] != after[p]]
    same = [p for p in touched if was.get(os.path.relpath(p, site + "/public")) == now.get(os.path.relpath(p, site + "/public"))]
    tally.check("%s: nothing else is touched" % step, same in ([], [site + "/public/.weir-output"]), same[:5])


def run(site, full, kept):
    editor, counts, failing = Editor(site), collections.Counter(), 0
    tally.check("the first build", build(site)[0] == 0, build(site)[1][-500:])
    copy(site, kept)
    for n in range(builds):
        did = []
        for _ in range(random.choice([1, 1, 1, 2, 4])):
            edit = random.choice(editor.edits) if len(sys.argv) > 3 or n % 3 else editor.words
            did.append((edit.__name__, edit()))
        step = "build %d after %s" % (n, did)
        if random.random() < 0.6: # else what was published must stay
            subprocess.run(["rm", "-f", site + "/.weir/published"], check=True)
        copy(site, full)
        was, before, snapshot_before = output(site), stamps(site), state_stamp(site, "site")
        delta_before = state_stamp(site, "delta")
        code, said = build(site, "-j", random.choice("12"))
        full_code, full_said = build(full, "-j", random.choice("12"))
        now, wanted = output(site), output(full)
        counts["failed" if code else "built"] += 1
        good = tally.check(step + ": status", code == full_code, (code, said[-600:], full_code, full_said[-600:]))
        good &= tally.check(step + ": what is said", said == full_said, "\n%s\n-- a first build:\n%s" % (said[-1500:], full_said[-1500:]))
        if code == 0:
            good &= tally.check(step + ": output", now == wanted, difference(now, wanted))
        else:
            good &= tally.check(step + ": output is left alone", now == was, difference(now, was))
        if code == 0 and state_stamp(site, "site") == snapshot_before and state_stamp(site, "delta") != delta_before:
            counts["short"] += 1
            check_fast(step, before, stamps(site), was, now)
        if not good:
            return counts
        failing = failing + 1 if code else 0
        if failing > 2: # some went on with what was broken
            put_back(site, kept)
            failing = 0
        elif code == 0:
            copy(site, kept)
    return counts


for content in sys.argv[3:] or [None]:
    work = tempfile.mkdtemp(prefix="weir-edits-", dir=SCRATCH)
    site = work + "/site"
    if content is None:
        make(site)
    else:
        write(site, {"site.toml": SETTINGS})
        shutil.copytree(content, site + "/content", symlinks=True)
    counts = run(site, work + "/full", work + "/kept")
    print("%s: %s %s" % (NAME, content or "made site", dict(counts)))
    tally.check("builds of all kinds", builds < 20 or (counts["short"] > builds / 20 and counts["built"] > builds / 3), counts)
    if tally.failed and os.environ.get("WEIR_KEEP"):
        print("kept", work)
    else:
        shutil.rmtree(work, ignore_errors=True)
tally.end()
