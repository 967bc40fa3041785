"""A site whose venues deliver, and the programs around its outbox, for the tests of contact."""
import base64, json, os, sqlite3, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../http"))
import server as t
from server import Server, check, remove, skip

TOML = """[site]
title = "Acme Help"
base_url = "https://help.acme.example"

[contact]
email = "help@acme.example"
%s
[[contact.route]]
topic = "community"
venue = "forum"

%s
[[contact.route]]
topic = "*"
venue = "desk"
"""

VENUE = """
[[contact.venue]]
id = "%s"
kind = "ticket"
title = "Support"
email = "desk@acme.example"
deliver = "%s"
deliver_url = "%s"
"""

FORUM = """
[[contact.venue]]
id = "forum"
kind = "forum"
title = "Forum"
url = "https://forum.acme.example/"
"""


def make_site(build, venues=(("desk", "webhook", "https://hook.acme.example/"),)):
    """venues: (id, deliver, deliver_url); topic `id` leads there, all others to "desk"."""
    folder = tempfile.mkdtemp(prefix="weir-outbox-")
    tables = FORUM + "".join(VENUE % v for v in venues)
    routes = "".join('[[contact.route]]\ntopic = "%s"\nvenue = "%s"\n\n' % (v[0], v[0]) for v in venues)
    t.write(folder + "/site.toml", TOML % (tables, routes))
    t.write(folder + "/content/index.md", "# Acme Help\n\nWelcome.\n")
    t.write(folder + "/content/refunds.md", "---\ntitle: Refunds\nid: refunds\n---\n\nRefunds take five days.\n")
    t.build_site(build, folder)
    return folder


def ticket(n=0, **more):
    return dict({"subject": "Question %d" % n, "body": "What is %d?" % n, "email": "ana%d@example.com" % n}, **more)


def file(name, data):
    return {"name": name, "data": base64.b64encode(data).decode()}


def rows(state, sql="SELECT reference, state FROM ticket"):
    with sqlite3.connect("file:%s/outbox.db?mode=ro" % state, uri=True, timeout=20) as db:
        return db.execute(sql).fetchall()


def secrets(folder, lines):
    path = folder + "/secrets"
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n")
    os.chmod(path, 0o600)
    return path


def courier(build, folder, *options, once=True, wait=0, **more):
    command = [build + "/weir-courier", "--site", folder + "/public", "--state", folder + "/state", "--secrets", folder + "/secrets",
               "--wait", str(wait)] + (["--once"] if once else []) + list(options)
    if not once:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **more)


def certificate(folder):
    """(certificate, key) of a server at 127.0.0.1, or None where openssl is missing."""
    paths = folder + "/cert.pem", folder + "/key.pem"
    try:
        done = subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
                               "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", paths[0], "-keyout",
                               paths[1]], capture_output=True)
    except FileNotFoundError:
        return None
    return paths if done.returncode == 0 else None


def python_with(module):
    """Debian's own Python has Debian's packages, even where another one stands before it in PATH."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run([python, "-c", "import " + module], capture_output=True).returncode == 0:
            return python
    return None
