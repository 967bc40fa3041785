#!/usr/bin/env python3
"""tickets_disk.py BUILD: import, review and tickets on a disk that is full, or has become read-only. The message says
why, the exit code is the environment's, nothing is lost, and the same command works when there is room again."""
import http.client, json, os, re, shutil, subprocess, sys, tempfile
sys.path.insert(0, os.path.dirname(__file__))
from fault import Mount, Tally, fill, need_mounts

NAME = "fault-tickets-disk"
tally = Tally(NAME)
weir = os.path.abspath(sys.argv[1]) + "/weir"
FREE = [0, 4096] + [1024 * n for n in range(12, 200, 16)]
SITE = '[site]\ntitle = "Acme Help"\nbase_url = "https://help.acme.example"\n'


def ticket(n, answer="Open the menu, choose Start, as Zylbrandt explains, and wait until the green light is on."):
    return {"id": n, "subject": "The printer does not start, case %d" % n, "status": "solved", "updated_at": "2025-03-02T08:00:00Z",
            "requester": {"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "role": "end-user"},
            "assignee": {"id": 2, "name": "Tom Agent", "email": "tom@acme.example", "role": "agent"},
            "comments": [{"id": 10 * n, "author_id": 1, "public": True, "body": "The printer of mine does not start any more."},
                         {"id": 10 * n + 1, "author_id": 2, "public": True, "body": answer}]}


def export(path, tickets):
    with open(path, "w") as f:
        f.writelines(json.dumps(one) + "\n" for one in tickets)


class Site:
    def __init__(self, folder, exports):
        self.folder, self.exports = folder, exports

    def run(self, *words):
        done = subprocess.run([weir, words[0], "-C", self.folder, *words[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def states(self):
        status, said, why = self.run("review", "--list", "--format", "json")
        tally.check("the list can be read", status == 0, "%d %s" % (status, why))
        return {one["id"]: one["state"] for one in map(json.loads, said.splitlines()) if "id" in one}


def make(folder, exports):
    """Two tickets that are published, one that was rejected, some that wait."""
    os.makedirs(folder + "/content")
    with open(folder + "/site.toml", "w") as f:
        f.write(SITE)
    with open(folder + "/content/index.md", "w") as f:
        f.write("# Acme\n\nHelp.\n")
    site = Site(folder, exports)
    for words in (("import", "-q", "zendesk", exports + "/first.ndjson"), ("review", "--approve", "zendesk:1", "zendesk:2"),
                  ("review", "--reject", "zendesk:3"), ("build", "-q")):
        status, _, why = site.run(*words)
        tally.check("setting up: " + " ".join(words[:2]), status == 0, "%d %s" % (status, why))
    return site


COMMANDS = {  # what is run, and what its tickets are afterwards: None is gone
    "import": (["import", "zendesk", "{exports}/second.ndjson"], {"zendesk:2": "open", "zendesk:50": "open"}),
    "approve": (["review", "--approve", "zendesk:4"], {"zendesk:4": "approved"}),
    "reject": (["review", "--reject", "zendesk:1"], {"zendesk:1": "rejected"}),
    "reopen": (["review", "--reopen", "zendesk:3"], {"zendesk:3": "open"}),
    "redact": (["review", "--redact", "zendesk:4", "Zylbrandt"], {}),
    "keep": (["review", "--keep", "Zylbrandt"], {}),
    "title": (["review", "--title", "zendesk:4", "Another title"], {}),
    "renew": (["review", "--renew"], {}),
    "forget": (["tickets", "forget", "zendesk:1", "zendesk:5"], {"zendesk:1": None, "zendesk:5": None}),
    "purge": (["tickets", "purge", "--all"], {"zendesk:4": None}),
}


def judge(site, before, name, where):
    words, wanted = COMMANDS[name]
    words = [word.format(exports=site.exports) for word in words]
    yield  # the disk is as it is to be
    status, said, why = site.run(*words)
    what = "%s, %s" % (name, where)
    tally.check(what + ": status", status in (0, 3), "%d %s" % (status, why))
    tally.check(what + ": says why", status == 0 or why.strip() != "", said)
    yield status  # there is room again
    now = site.states()
    lost = [key for key in before if key not in now and wanted.get(key, "") is not None and name != "purge"]
    tally.check(what + ": nothing is lost", not lost, lost)
    status, said, why = site.run(*words)
    tally.check(what + ": again", status == 0, "%d %s" % (status, why))
    now = site.states()
    for key, state in wanted.items():
        tally.check("%s: %s" % (what, key), now.get(key) == state, now.get(key))
    status, said, why = site.run("build", "-q")
    if name == "redact":  # two published pages have the word: they are to be approved again, which a lost note of it would not ask for
        tally.check(what + ": the build asks for approvals", status == 1 and "[gate-identity]" in why, "%d %s" % (status, why))
        status, said, why = site.run("review", "--keep", "Zylbrandt")
        tally.check(what + ": the word is taken back", status == 0, "%d %s" % (status, why))
        status, said, why = site.run("build", "-q")
    tally.check(what + ": builds", status == 0 or (name == "import" and status == 1), "%d %s" % (status, why))


def serve(site, mount):
    """`review --serve` on a full disk: not the ticket's fault, and the browser is told why."""
    process = subprocess.Popen([weir, "review", "-C", site.folder, "--serve"], stdout=subprocess.PIPE, text=True)
    host, token = next(found for found in (re.search(r"http://(127\.0\.0\.1:\d+)/#(\S+)", line) for line in process.stdout) if found).groups()
    secret = ""

    def ask(path, body):
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request("POST", path, body, {"Origin": "http://" + host, "Content-Type": "application/json", "X-Weir-Review": secret})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    try:
        secret = ask("/api/session", token)[1]["secret"]
        version = ask("/api/ticket", '{"id":"zendesk:4"}')[1]["version"]
        fill(mount.folder, 0)
        status, said = ask("/api/approve", json.dumps({"id": "zendesk:4", "version": version}))
        tally.check("serve, full: says why", status == 500 and ("full" in said["error"] or "space" in said["error"]), (status, said))
        os.unlink(mount.folder + "/fill")
        tally.check("serve, room again", ask("/api/approve", json.dumps({"id": "zendesk:4", "version": version}))[0] == 200)
    finally:
        process.terminate()
        process.wait()


def main():
    need_mounts(NAME)
    exports = tempfile.mkdtemp(prefix="weir-exports-")
    export(exports + "/first.ndjson", [ticket(n) for n in range(1, 30)])
    export(exports + "/second.ndjson", [ticket(2, "Open the menu, choose Start and wait for the blue light.")] + [ticket(n) for n in range(50, 90)])
    model = tempfile.mkdtemp(prefix="weir-model-")
    before = make(model + "/site", exports).states()
    met = {name: 0 for name in COMMANDS}
    mount = Mount("size=8m")
    for name in COMMANDS:
        for free in ["read-only"] + FREE:
            shutil.copytree(model + "/site", mount.folder + "/site")
            site = Site(mount.folder + "/site", exports)
            steps = judge(site, before, name, free if isinstance(free, str) else "%d KB free" % (free // 1024))
            next(steps)
            if free == "read-only":
                mount.remount("ro")
            else:
                fill(mount.folder, free)
            met[name] += next(steps) == 3
            if free == "read-only":
                mount.remount("rw")
            else:
                os.unlink(mount.folder + "/fill")
            for _ in steps:
                pass
            shutil.rmtree(mount.folder + "/site")
    shutil.copytree(model + "/site", mount.folder + "/site")
    serve(Site(mount.folder + "/site", exports), mount)
    mount.close()
    for name, n in met.items():
        tally.check(name + ": the full disk was met", n > 1, n)
    shutil.rmtree(exports)
    shutil.rmtree(model)
    tally.end()


main()
