#!/usr/bin/env python3
"""Full and incremental builds, as ratios in one run.

    bench/build.py WEIR FLOOR CORPUS... [--runs N]

CORPUS: name of an archive in ../shared/corpora. Against Debian's hugo with a bare
theme on the same pages (made palatable to it: it refuses some front matter and
takes some code for shortcodes) and against bench/floor. Works in /dev/shm when
there is room, because file systems that reuse deleted inodes late distort the rest.
Wall times are the best of N runs, taken in turns; memory is the peak of the
summed PSS of all processes, looked at every 10 ms.
"""
import argparse, json, os, re, resource, shutil, subprocess, sys, tempfile, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPORA = os.path.join(ROOT, "..", "shared", "corpora")

def prepare_hugo(src, dst):
    """The same pages, changed only where Hugo would stop."""
    for folder, _, files in os.walk(src):
        for name in files:
            if not name.endswith(".md"):
                continue
            path = os.path.join(folder, name)
            text = open(path, encoding="utf-8", errors="replace").read()
            text = text.replace("{{<", "{ {<").replace("{{%", "{ {%")
            m = re.match(r"---\n(.*?)\n---\n", text, re.S)
            if m:
                title = [l[6:].strip().strip("\"'") for l in m.group(1).split("\n") if l.startswith("title:")]
                head = 'title: "%s"\n' % title[0].replace("\\", "").replace('"', "") if title else ""
                text = "---\n%s---\n%s" % (head, text[m.end():])
            out = os.path.join(dst, os.path.relpath(path, src))
            os.makedirs(os.path.dirname(out), exist_ok=True)
            open(out, "w", encoding="utf-8").write(text)

def pss_of_tree(pid):
    total, todo = 0, [pid]
    while todo:
        p = todo.pop()
        try:
            with open("/proc/%d/smaps_rollup" % p) as f:
                total += sum(int(l.split()[1]) for l in f if l.startswith("Pss:"))
            with open("/proc/%d/task/%d/children" % (p, p)) as f:
                todo += [int(c) for c in f.read().split()]
        except OSError:
            pass
    return total

def run(argv, watch_memory=False, **kw):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    p = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **kw)
    peak = [0]
    if watch_memory:
        def watch():
            while p.poll() is None:
                peak[0] = max(peak[0], pss_of_tree(p.pid))
                time.sleep(0.01)
        t = threading.Thread(target=watch)
        t.start()
    out = p.communicate()[0].decode(errors="replace")
    wall = time.monotonic() - start
    if watch_memory:
        t.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": wall, "cpu": cpu, "peak_kb": peak[0], "code": p.returncode, "out": out}

def tree_state(folder):
    state = {}
    for f, _, names in os.walk(folder):
        for n in names:
            p = os.path.join(f, n)
            state[p] = os.stat(p).st_mtime_ns
    return state

def must(r, *codes):
    if r["code"] not in (codes or (0,)):
        sys.exit("failed (%d):\n%s" % (r["code"], r["out"][-2000:]))
    return r

def bench(weir, floor, corpus, work, runs):
    site, hugo = os.path.join(work, "site"), os.path.join(work, "hugo")
    os.makedirs(os.path.join(site, "content"))
    subprocess.check_call(["tar", "-xf", os.path.join(CORPORA, corpus + ".tar.xz"), "-C", os.path.join(site, "content")])
    open(os.path.join(site, "site.toml"), "w").write('[site]\ntitle = "Help"\nbase_url = "https://help.example.com"\n')
    pages = sum(n.endswith(".md") for _, _, f in os.walk(os.path.join(site, "content")) for n in f)
    has_hugo = shutil.which("hugo") is not None
    if has_hugo:
        prepare_hugo(os.path.join(site, "content"), os.path.join(hugo, "content"))
        os.makedirs(os.path.join(hugo, "layouts", "_default"))
        open(os.path.join(hugo, "config.toml"), "w").write(
            'baseURL="https://x.example/"\ntitle="x"\ndisableKinds=["taxonomy","term","RSS","sitemap","robotsTXT","404"]\n')
        page = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1>%s</main></body></html>'
        for name, body in (("_default/single", "{{ .Content }}"), ("_default/list", ""), ("index", "")):
            open(os.path.join(hugo, "layouts", name + ".html"), "w").write(page % body)
    full, peer, one = [], [], []
    public = os.path.join(site, "public")
    def clean():
        for d in (public, os.path.join(site, ".weir"), os.path.join(hugo, "public")):
            shutil.rmtree(d, ignore_errors=True)
    for i in range(runs):
        clean()
        full.append(must(run([weir, "build", "-q", "-C", site, "-j2"])))
        clean()
        if has_hugo:
            peer.append(must(run(["hugo", "--quiet", "-s", hugo], watch_memory=i == 0)))
        clean()
        one.append(must(run([weir, "build", "-q", "-C", site, "-j1"])))
    clean()
    memory = must(run([weir, "build", "-q", "-C", site, "-j2"], watch_memory=True))["peak_kb"]
    average = sum(os.path.getsize(os.path.join(f, n)) for f, _, ns in os.walk(public) for n in ns if n == "index.html") // max(pages, 1)
    floors = []
    for _ in range(runs):
        shutil.rmtree(os.path.join(work, "floor"), ignore_errors=True)
        out = must(run([floor, os.path.join(site, "content"), os.path.join(work, "floor"), str(average)]))["out"]
        floors.append(float(out.split()[1]))
        floor_text = out.strip()
    shutil.rmtree(os.path.join(work, "floor"), ignore_errors=True)

    best = lambda rs, k="wall": min(r[k] for r in rs)
    nothing, edit = [], []
    before = tree_state(public)
    for _ in range(max(runs, 5)):
        nothing.append(must(run([weir, "build", "-q", "-C", site, "-j2"])))
    same = tree_state(public) == before
    files = sorted(os.path.join(f, n) for f, _, ns in os.walk(os.path.join(site, "content")) for n in ns if n.endswith(".md"))
    target = files[len(files) // 2]
    changed = None
    for i in range(max(runs, 5)):
        open(target, "a").write("\nEdited number %d, with a brandnew%dword.\n" % (i, i))
        before = tree_state(public)
        edit.append(must(run([weir, "build", "-q", "-C", site, "-j2"])))
        after = tree_state(public)
        changed = sorted(os.path.relpath(p, public) for p in after if before.get(p) != after[p])

    row = lambda name, value, limit: print("  %-44s %8.3f   (to reach: %s)" % (name, value, limit))
    print("%s: %d pages" % (corpus, pages))
    print("  weir full build: %.2f s wall, %.2f s CPU, %.0f MB, HTML %d bytes a page" % (best(full), best(full, "cpu"), memory / 1024, average))
    print("  " + floor_text)
    if peer:
        print("  hugo: %.2f s wall, %.2f s CPU, %.0f MB" % (best(peer), best(peer, "cpu"), peer[0]["peak_kb"] / 1024))
        row("wall time / hugo", best(full) / best(peer), "0.25 on tldr-pages, 0.20 on powershell-docs")
        row("peak memory / hugo", memory / peer[0]["peak_kb"], "0.20 on tldr-pages")
    row("CPU time / floor", best(full, "cpu") / min(floors), "1.8")
    row("KB of memory a page", memory / pages, "6")
    row("-j1 wall / -j2 wall", best(one) / best(full), "1.6 or more")
    row("one article edited / full build, wall", best(edit) / best(full), "0.05")
    row("nothing changed / full build, wall", best(nothing) / best(full), "0.025")
    print("  edited: %.1f ms, %d files changed: %s" % (best(edit) * 1e3, len(changed), ", ".join(changed[:5])))
    print("  nothing changed: %.1f ms, no file written: %s" % (best(nothing) * 1e3, "yes" if same else "NO"))

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("weir"), ap.add_argument("floor"), ap.add_argument("corpus", nargs="+")
    ap.add_argument("--runs", type=int, default=3)
    a = ap.parse_args()
    if not os.path.isdir(CORPORA):
        print("skipped: ../shared/corpora is not here")
        return
    room = os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > 4 << 30
    for corpus in a.corpus:
        work = tempfile.mkdtemp(prefix="weir-bench-", dir="/dev/shm" if room else None)
        try:
            bench(os.path.abspath(a.weir), os.path.abspath(a.floor), corpus, work, a.runs)
        finally:
            shutil.rmtree(work, ignore_errors=True)

main()
