#!/usr/bin/env python3
"""CPU time of `weir preview` from a file saved to the page reloaded.

    bench/preview.py WEIR CORPUS [--runs N]

CORPUS: name of an archive in ../shared/corpora. The time of the server and of the
build that it starts, until open pages are told to load again; what it does
afterwards (the search index follows) is told apart.
"""
import argparse, os, re, shutil, subprocess, sys, tempfile, threading, time, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPORA = os.path.join(ROOT, "..", "shared", "corpora")
TICK = os.sysconf("SC_CLK_TCK")

def cpu_ms(pid):
    """Of a process and of its children that have ended, in steps of a tick: hence sums over many edits."""
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(") ", 1)[1].split()
    return sum(int(n) for n in fields[11:15]) * 1000 / TICK

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("weir"), ap.add_argument("corpus"), ap.add_argument("--runs", type=int, default=20)
    a = ap.parse_args()
    archive = os.path.join(CORPORA, a.corpus + ".tar.xz")
    if not os.path.exists(archive):
        print("skipped: ../shared/corpora is not here")
        return
    work = tempfile.mkdtemp(prefix="weir-bench-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    preview = None
    try:
        os.makedirs(work + "/content")
        subprocess.check_call(["tar", "-xf", archive, "-C", work + "/content"])
        open(work + "/site.toml", "w").write('[site]\ntitle = "Help"\nbase_url = "https://help.example.com"\n')
        files = sorted(os.path.join(f, n) for f, _, ns in os.walk(work + "/content") for n in ns if n.endswith(".md"))
        preview = subprocess.Popen([a.weir, "preview", "-C", work, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        lines = []
        found = threading.Semaphore(0)
        def listen():
            for line in preview.stdout:
                lines.append(line)
                if " in " in line and line.endswith("ms\n"):
                    found.release()
        threading.Thread(target=listen, daemon=True).start()
        if not found.acquire(timeout=120):
            sys.exit("the first build does not end: " + "".join(lines))
        total, after, wall = 0, 0, []
        for i in range(a.runs + 1):
            while found.acquire(blocking=False): # a build that looked once more after the first
                pass
            with open(files[len(files) // 2], "a") as f:
                f.write("\nEdited number %d, with a brandnew%dword.\n" % (i, i))
                before, start = cpu_ms(preview.pid), time.monotonic()
            if not found.acquire(timeout=30):
                sys.exit("no build follows: " + "".join(lines[-5:]))
            wall.append(time.monotonic() - start)
            reloaded = cpu_ms(preview.pid)
            time.sleep(1.2)
            if i != 0: # the first is not yet the usual case
                total += reloaded - before
                after += cpu_ms(preview.pid) - reloaded
        print("%s: preview: %.0f ms CPU, %.0f ms from save to reload (to reach: 50 ms CPU); %.0f ms CPU afterwards for the index" %
              (a.corpus, total / a.runs, sorted(wall)[len(wall) // 2] * 1000, after / a.runs))
    finally:
        if preview is not None:
            preview.terminate()
            preview.wait()
        shutil.rmtree(work, ignore_errors=True)

main()
