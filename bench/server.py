#!/usr/bin/env python3
"""server.py BUILD [CORPUS]: weir-search against a server that answers from FTS5, and against nginx, in one run.

Prints CPU a request and p99 as ratios; wall times depend on what else the machine does, CPU times less so.
"""
import json, os, random, re, shutil, subprocess, sys, tempfile, time, urllib.request

BUILD = os.path.abspath(sys.argv[1])
CORPUS = sys.argv[2] if len(sys.argv) > 2 else "tldr-pages"
SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
TICKS = os.sysconf("SC_CLK_TCK")
work = tempfile.mkdtemp(prefix="weir-bench-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
processes = []


def start(*command, **options):
    process = subprocess.Popen(command, text=True, **options)
    processes.append(process)
    return process


def cpu(pids):
    total = 0
    for pid in pids:
        with open("/proc/%d/stat" % pid) as f:
            fields = f.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def rss(pid):
    with open("/proc/%d/status" % pid) as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024


def wrk(url, pids, connections=64, script=None):
    before = cpu(pids)
    # what takes longer than its limit wrk counts nowhere
    out = subprocess.run(["wrk", "-t2", "-c%d" % connections, "-d%ds" % SECONDS, "--latency", "--timeout", "60s"] +
                         (["-s", script] if script else []) + [url], capture_output=True, text=True).stdout
    used = cpu(pids) - before
    n = int(re.search(r"(\d+) requests in", out).group(1))
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return {"rps": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), "cpu_us": used / max(n, 1) * 1e6,
            "p99_ms": float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit], "bad": int(bad.group(1)) if bad else 0}


def show(name, result):
    print("%-34s %9.0f req/s %9.1f us CPU/request   p99 %8.2f ms%s" %
          (name, result["rps"], result["cpu_us"], result["p99_ms"], "   NOT 200: %d" % result["bad"] if result["bad"] else ""))


def make_queries(db):
    """Words, pairs, beginnings and phrases that the site's own titles are made of; each asked once in 20,000."""
    random_ = random.Random(1)
    titles = subprocess.run(["sqlite3", db, "SELECT title || ' ' || description FROM pages ORDER BY id LIMIT 20000"], capture_output=True,
                            text=True).stdout.splitlines()
    words = [[w for w in re.findall(r"\w{2,}", x)] for x in titles]
    words = [w for w in words if len(w) > 3]
    queries = []
    for _ in range(20000):
        w = random_.choice(words)
        kind = random_.random()
        at = random_.randrange(len(w) - 2)
        if kind < 0.3:
            q = w[at]
        elif kind < 0.7:
            q = " ".join(random_.sample(w, random_.choice([2, 3, 3])))
        elif kind < 0.9:
            q = w[at] + " " + w[at + 1][:3]
        else:
            q = '"%s %s"' % (w[at], w[at + 1])
        queries.append(q)
    path = work + "/queries.lua"
    with open(path, "w") as f:
        f.write("local q = {\n" + "".join("%s,\n" % json.dumps(urllib.request.quote(x)) for x in queries) + "}\n"
                "local i = 0\nfunction setup(thread) thread:set('first', i); i = i + 7919 end\n"
                "function init() at = first or 0 end\n"
                "function request() at = at + 1; return wrk.format('GET', '/api/search?limit=10&q=' .. q[at % #q + 1]) end\n")
    return path


def main():
    corpus = "../shared/corpora/" + CORPUS
    if not os.path.isdir("../shared/corpora") or not shutil.which("wrk"):
        print("bench/server.py skipped: it needs ../shared/corpora and wrk")
        return
    site = os.environ.get("BENCH_SITE")  # a site that is built already
    if not site:
        os.makedirs(work + "/site/content")
        with open(work + "/site/site.toml", "w") as f:
            f.write('[site]\ntitle = "Bench"\nbase_url = "https://bench.example"\n')
        subprocess.check_call(["tar", "-xf", corpus + ".tar.xz", "-C", work + "/site/content"])
        subprocess.run([BUILD + "/weir", "build", "-q", "-C", work + "/site"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        site = work + "/site/public"
    queries = make_queries(site + "/search.db")
    weir = start(BUILD + "/weir-search", "--site", site, "--listen", "127.0.0.1:0", "--log", "none", "--rate", "0", "--threads", "2",
                 stderr=subprocess.PIPE)
    for line in weir.stderr:
        pages = re.search(r": (\d+) pages", line)
        if pages:
            print("%s pages" % pages.group(1))
        found = re.search(r"listening on (http://\S+)", line)
        if found:
            url = found.group(1)
            break
    fts = start(BUILD + "/bench/fts5_server", site + "/search.db", "2", stdout=subprocess.PIPE)
    fts_url = fts.stdout.readline().strip()
    own = wrk(url, [weir.pid], script=queries)
    peer = wrk(fts_url, [fts.pid], script=queries)
    show("weir-search, 20,000 queries", own)
    show("FTS5 by rank with snippet()", peer)
    print("search: CPU a request 1/%.1f of FTS5's (to reach: 1/4), p99 1/%.1f (1/4)" %
          (peer["cpu_us"] / own["cpu_us"], peer["p99_ms"] / own["p99_ms"]))
    print("resident: %.1f MB at 64 connections (60 MB at 256)" % rss(weir.pid))
    one = url + "/api/search?limit=5&q=list"
    body = urllib.request.urlopen(one).read()
    kept = wrk(one, [weir.pid], 256)
    print("resident: %.1f MB at 256 connections (60 MB)" % rss(weir.pid))
    show("weir-search, one query repeated", kept)
    if shutil.which("nginx"):
        with open(work + "/x.json", "wb") as f:
            f.write(body)
        with open(work + "/nginx.conf", "w") as f:
            f.write("daemon off; master_process off; worker_processes 1; pid %s/pid; error_log %s/err;\nevents { worker_connections 4096; }\n"
                    "http { access_log off; keepalive_requests 1000000; open_file_cache max=100; types { application/json json; }\n"
                    "server { listen 127.0.0.1:18923 reuseport; root %s; } }\n" % (work, work, work))
        nginx = start("nginx", "-c", work + "/nginx.conf", "-e", work + "/err")
        time.sleep(0.5)
        single = start(BUILD + "/weir-search", "--site", site, "--listen", "127.0.0.1:0", "--log", "none", "--rate", "0", "--threads", "1",
                       stderr=subprocess.PIPE)
        for line in single.stderr:
            found = re.search(r"listening on (http://\S+)", line)
            if found:
                break
        mine = wrk(found.group(1) + "/api/search?limit=5&q=list", [single.pid], 64)
        theirs = wrk("http://127.0.0.1:18923/x.json", [nginx.pid], 64)
        show("weir-search, repeated, 1 thread", mine)
        show("nginx, %d bytes of JSON, 1 worker" % len(body), theirs)
        print("repeated query: %.0f %% of nginx's requests a second (to reach: 40 %%)" % (100 * mine["rps"] / theirs["rps"]))


try:
    main()
finally:
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()
    shutil.rmtree(work, ignore_errors=True)
