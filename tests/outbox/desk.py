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
