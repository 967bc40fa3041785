"""A small site and a weir-search that serves it, for the tests of the server."""
import atexit, json, os, re, shutil, signal, socket, struct, subprocess, sys, tempfile, time

SITE = """[site]
title = "Acme Help"
base_url = "https://help.acme.example%s"

[languages.en]
name = "English"

[languages.de]
name = "Deutsch"
title = "Acme Hilfe"

[contact]
email = "help@acme.example"

[[contact.venue]]
id = "tickets"
kind = "ticket"
title = "Support ticket"
note = "For customers with a plan."
first_reply = "4h"

[[contact.venue]]
id = "forum"
kind = "forum"
title = "Community forum"
url = "https://forum.acme.example/"

[contact.hours]
monday = "00:00-24:00"
tuesday = "00:00-24:00"
wednesday = "00:00-24:00"
thursday = "00:00-24:00"
friday = "00:00-24:00"
saturday = "00:00-24:00"
sunday = "00:00-24:00"

[[contact.route]]
topic = "billing"
title = "Billing"
venue = "tickets"

[[contact.route]]
topic = "*"
plan = "free"
venue = "forum"

[[contact.route]]
topic = "*"
venue = "tickets"
"""

PAGES = {
    "index.md": "# Acme Help\n\nWelcome.\n",
    "index.de.md": "# Acme Hilfe\n\nWillkommen.\n",
    "billing/index.md": "# Billing\n",
    "billing/refunds.md": "---\ntitle: Get a refund\nid: refunds\ntags: [money]\n---\n\nRefunds take five days.\n\n"
                          "## Ask for a refund\n\nOpen the invoice and press Refund. You will get an e-mail.\n",
    "billing/refunds.de.md": "---\ntitle: Geld zurück\n---\n\nErstattungen dauern fünf Tage.\n",
    "billing/cards.md": "---\ntitle: Change the credit card\nid: cards\n---\n\nOpen settings, then payment, then card.\n",
    "account/password.md": "---\ntitle: Reset the password\nid: password\naliases: [/old/password/]\n---\n\n"
                           "If you forgot your password, press *Forgot password* & follow the link <b>now</b>.\n",
    "solved/1001.md": "---\ntitle: Invoice shows the wrong address\nkind: solved\n---\n\n## Question\n\nThe invoice has my old "
                      "address.\n\n## Answer\n\nChange the address under settings and download it again.\n",
}

passed = failed = skipped = 0
NAME = "http"


def check(what, is_so, detail=""):
    global passed, failed
    if is_so:
        passed += 1
    else:
        failed += 1
        print("%s: FAILED: %s %s" % (NAME, what, detail), flush=True)
    return is_so


def skip(why):
    global skipped
    skipped += 1
    print("%s: skipped: %s" % (NAME, why))


def end():
    print("%s: %d passed, %d failed, %d skipped" % (NAME, passed, failed, skipped))
    sys.exit(failed != 0)


def run(name, build, parts):
    """Runs the parts in order; an exception is one failure."""
    global NAME
    NAME = name
    if not os.path.exists(build + "/weir-search"):
        if os.path.exists("search/query.c"):
            check("there is a weir-search to be tested", False)
        else:
            skip("there is no query engine to build weir-search with")
        end()
    for part in parts:
        try:
            part()
        except Exception as error:
            import traceback
            traceback.print_exc(file=sys.stdout)
            check(part.__name__, False, repr(error))
    end()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w" if isinstance(text, str) else "wb") as f:
        f.write(text)


def make_site(build, base="", pages=PAGES):
    folder = tempfile.mkdtemp(prefix="weir-http-")
    write(folder + "/site.toml", SITE % base)
    for name, text in pages.items():
        write(folder + "/content/" + name, text)
    build_site(build, folder)
    return folder


def build_site(build, folder):
    done = subprocess.run([build + "/weir", "build", "-q", "-C", folder], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError("weir build: " + done.stdout + done.stderr)


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        self.raw = raw
        self.status = int(lines[0].split()[1]) if lines[0].startswith(b"HTTP/1.") else 0
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            self.headers[name.decode().lower()] = value.strip().decode()

    def json(self):
        return json.loads(self.body)


class Server:
    """A running weir-search."""

    def __init__(self, build, folder, *options, site="public", static=True, env=None, prefix=()):
        self.folder = folder
        self.err = tempfile.NamedTemporaryFile("w+", prefix="weir-http-err-")
        self.out = tempfile.NamedTemporaryFile("w+", prefix="weir-http-log-")
        for file in (self.err, self.out):
            atexit.register(file.close)  # which removes it: nobody else does where threads are still running
        self.process = subprocess.Popen(
            list(prefix) + [build + "/weir-search", "--site", folder + "/" + site, "--listen", "127.0.0.1:0"] +
            (["--static"] if static else []) + list(options), stdout=self.out, stderr=self.err,
            env=dict(os.environ, **(env or {})))
        self.port = 0
        for _ in range(1200):
            found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", self.said())
            if found:
                self.port = int(found.group(1))
                break
            if self.process.poll() is not None:
                break
            time.sleep(0.05)

    def said(self):
        with open(self.err.name) as f:
            return f.read()

    def log(self):
        with open(self.out.name) as f:
            return f.read()

    def connect(self, source=None, timeout=60):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout,
                                        source_address=(source, 0) if source else None)

    def raw(self, text, source=None, timeout=60):
        """Sends bytes and reads until the server closes."""
        if isinstance(text, str):
            text = text.encode("latin-1")
        answer = b""
        with self.connect(source, timeout) as s:
            try:
                s.sendall(text)
                while more := s.recv(65536):
                    answer += more
            except (ConnectionResetError, BrokenPipeError):
                pass
        return answer

    def get(self, path, method="GET", headers=None, body=None, source=None):
        head = "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n" % (method, path, self.port)
        for name, value in (headers or {}).items():
            head += "%s: %s\r\n" % (name, value)
        if body is not None:
            body = body if isinstance(body, bytes) else body.encode()
            head += "Content-Length: %d\r\n" % len(body)
        return Answer(self.raw(head.encode() + b"\r\n" + (body or b""), source))

    def post(self, path, value, headers=None):
        sent = {"Content-Type": "application/json"}
        sent.update(headers or {})
        return self.get(path, "POST", sent, value if isinstance(value, (str, bytes)) else json.dumps(value))

    def wait_until(self, condition, seconds=60):
        for _ in range(int(seconds * 20)):
            if condition():
                return True
            time.sleep(0.05)
        return False

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(timeout=60)
        return status


class Clock:
    """Clocks of programs that run with its env, by tests/outbox/clock.c."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        made = subprocess.run([shutil.which("gcc") or "cc", "-shared", "-fPIC", "-O1", "-o", self.folder + "/clock.so", "tests/outbox/clock.c"],
                              capture_output=True, text=True)
        check("the clock compiles", made.returncode == 0, made.stderr)
        with open(self.folder + "/clock", "wb") as f:
            f.write(bytes(16))
        self.env = {"LD_PRELOAD": self.folder + "/clock.so", "WEIR_CLOCK": self.folder + "/clock",
                    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}

    def set(self, ahead=0, step=0):
        """Seconds that it is ahead; nanoseconds that the steady one goes on by whenever it is looked at."""
        with open(self.folder + "/clock", "r+b") as f:
            f.write(struct.pack("=qq", ahead, step))


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
