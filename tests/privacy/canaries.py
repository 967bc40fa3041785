#!/usr/bin/env python3
"""Tickets of five systems full of canaries, and the search for them in what was built.

canaries.py make FOLDER [TICKETS]
    FOLDER/zendesk, freshdesk, zammad, intercom, mail: exports of so many tickets in all (1,000);
    FOLDER/canaries.jsonl: a canary a line: where it was planted, how it was written, what must never
    be published, and the HTML that it stands in;
    FOLDER/shown: each of them alone in a page, as it would be if nothing had removed it;
    FOLDER/people.json: who a table of people must know.
canaries.py check FOLDER PUBLIC
    looks for all of them in every file below PUBLIC, in all their decodings. Exit 1 when any is there.
canaries.py count FOLDER SHOWN
    each file of SHOWN must hold its own canary: whether the search itself can find them. Exit 1 if not.
canaries.py refused FOLDER SHOWN REPORT
    each file of SHOWN must be named in the gate's report. Exit 1 if one is not.
canaries.py named FOLDER SOLVED REPORT
    each page of SOLVED (markdown) that holds a canary must be named in the gate's report, and nearly all
    must hold some: 1 if not.

Each ticket has twenty canaries: another place and another way of writing each, so that all pairs of them
occur. Its people and its company have names that occur nowhere else.
"""
import base64
import html
import importlib.util
import json
import os
import random
import re
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("canaries", os.path.join(HERE, "../tickets/canaries.py"))
base = importlib.util.module_from_spec(spec)
spec.loader.exec_module(base)

PER_TICKET = 20
SYSTEMS = "zendesk freshdesk zammad intercom mail".split()

# ---- how it is written ----


def each(between):
    return lambda text: between.join(text)


def styled(upper, lower):
    return lambda text: "".join(chr(upper + ord(c) - 65) if "A" <= c <= "Z" else chr(lower + ord(c) - 97) if "a" <= c <= "z"
                                else c for c in text)


def middle(between):
    return lambda text: text[:len(text) // 2] + between + text[len(text) // 2:]


ENCODINGS = {
    "plain": lambda text: text,
    "upper case": str.upper,
    "lower case": str.lower,
    "decimal entities": lambda text: "".join("&#%d;" % ord(c) for c in text),
    "hexadecimal entities": lambda text: "".join("&#x%x;" % ord(c) for c in text),
    "entities of entities": lambda text: "".join("&amp;#%d;" % ord(c) for c in text),
    "soft hyphens": each("\u00ad"),
    "soft hyphen entities": middle("&shy;"),
    "zero width": each("\u200b"),
    "word joiners": each("\u2060"),
    "bidi marks": middle("\u200e"),
    "full width": lambda text: text.translate(base.FULLWIDTH),
    "mathematical": styled(0x1D400, 0x1D41A),
    "look-alikes": lambda text: text.translate(base.CYRILLIC),
    "split by tags": middle("<b></b>"),
    "split by a comment": middle("<!-- - -->"),
    "word break": middle("<wbr>"),
    "a span each": lambda text: "".join("<span>%s</span>" % c for c in text),
    "percent": lambda text: "".join("%%%02X" % b for b in text.encode()),
    "percent twice": lambda text: "".join("%%25%02x" % b for b in text.encode()),
    "base64": lambda text: base64.b64encode(("The user is " + text + ".").encode()).decode(),
    "base64 in an address": lambda text: base64.urlsafe_b64encode(("user=" + text + ";").encode()).decode().rstrip("="),
    "hexadecimal": lambda text: text.encode().hex(),
}
# inside of an attribute, a subject or a tag no elements can stand
NO_ELEMENTS = {"split by tags", "split by a comment", "word break", "a span each"}

# ---- where it is planted: (place, part of the ticket, what stands around it, whether elements may be in it) ----

PLACES = [
    ("text", "question", "<p>The account is under %s with us.</p>", True),
    ("list", "question", "<ul><li>open the ledger</li><li>then ask %s</li></ul>", True),
    ("table", "question", "<table><tr><td>Owner</td><td>%s</td></tr></table>", True),
    ("code", "question", "<pre>owner = %s\nmode = 3</pre>", True),
    ("heading", "question", "<h3>Ledger of %s</h3>", True),
    ("link text", "question", '<p>See <a href="https://example.com/a">%s</a> for it.</p>', True),
    ("link", "question", '<p>See <a href="https://example.com/?q=%s">this</a>.</p>', False),
    ("picture", "question", '<p><img src="https://example.com/a.png" alt="%s"></p>', False),
    ("title", "question", '<p><span title="%s">It</span> is shown.</p>', False),
    ("data", "question", '<p data-owner="%s">It is shown.</p>', False),
    ("comment", "question", "<p>It is <!-- %s --> shown.</p>", False),
    ("hidden", "question", '<div style="display:none">%s</div>', True),
    ("quotation", "question", "<blockquote><p>It was %s who saw it.</p></blockquote>", True),
    ("quoted mail", "question", '<div class="gmail_quote">On Mon, %s wrote:<blockquote>It stops.</blockquote></div>', True),
    ("signature", "question", "<p>Kind regards,<br>%s</p>", True),
    ("greeting", "answer", "<p>Hello %s,</p>", True),
    ("answer", "answer", "<p>The role of %s must be Reader.</p>", True),
    ("step", "answer", "<ol><li>Open the menu.</li><li>Choose %s in it.</li></ol>", True),
    ("code of an answer", "answer", "<pre>grant read to '%s';</pre>", True),
    ("internal note", "note", "<p>Not public: %s is a difficult one.</p>", True),
    ("subject", "subject", "(%s)", False),
    ("tag", "tag", "for %s", False),
    ("field", "field", "%s", False),
]


def whose(ticket_number, rand, names):
    first, last, org, colleague = (names.word() for _ in range(4))
    domain = org + "-tools.example"
    return {
        "first": first.title(), "last": last.title(), "full": first.title() + " " + last.title(),
        "mail": first + "." + last + "@" + domain, "company": org.title() + " Tools",
        "phone": "+44 20 79%06d" % rand.randrange(10 ** 6), "domain": domain, "user": first[0] + last,
        "colleague": colleague.title(), "number": ticket_number,
    }


WHAT = "last full mail first company user".split()


def needle(kind, value):
    """What is looked for: the letters that tell who it is."""
    return {"full": value.split(" ")[-1], "company": value.split(" ")[0]}.get(kind, value).lower()


def plant(number, person):
    """The twenty canaries of a ticket: the pair of place and encoding differs from ticket to ticket."""
    encodings = list(ENCODINGS)
    out = []
    for k in range(PER_TICKET):
        place, part, around, elements = PLACES[(number + k) % len(PLACES)]
        encoding = encodings[(number * 7 + k * 5 + number // len(PLACES)) % len(encodings)]
        if not elements and encoding in NO_ELEMENTS:
            encoding = "plain"
        if part in ("subject", "tag", "field") and "entities" in encoding:
            encoding = "plain"  # these are texts, not HTML
        kind = WHAT[(number + k * 3 + k // 2) % len(WHAT)]
        if encoding.startswith("hex") and kind in ("first", "user", "last"):
            kind = "full"
        text = ENCODINGS[encoding](person[kind])
        out.append({"ticket": number, "place": place, "part": part, "encoding": encoding, "kind": kind,
                    "token": needle(kind, person[kind]), "html": around % text})
    return out


# ---- exports ----

def parts_of(number, planted):
    topic, question, answer = base.TOPICS[number % len(base.TOPICS)]
    text = {"question": "<p>%s</p>" % question, "answer": "<p>%s</p>" % answer, "note": "<p>Internal.</p>", "subject": topic,
            "tag": "", "field": ""}
    for canary in planted:
        if canary["part"] in ("question", "answer", "note"):
            text[canary["part"]] += "\n" + canary["html"]
        else:
            text[canary["part"]] += " " + canary["html"]
    # an answer begins with its greeting, a question ends with its signature
    return text


def zendesk(number, who, text):
    return {
        "id": 500000 + number, "status": "solved", "created_at": "2026-03-02T10:00:00Z", "updated_at": "2026-03-05T10:00:00Z",
        "subject": text["subject"], "raw_subject": text["subject"], "via": {"channel": "web"},
        "requester": {"id": 10 * number + 1, "name": who["full"], "email": who["mail"], "phone": who["phone"], "role": "end-user"},
        "assignee": {"id": 7, "name": "Wolftun Bregzan", "email": "wolftun@acme.example", "role": "agent"},
        "organization": {"id": 10 * number + 3, "name": who["company"], "domain_names": [who["domain"]]},
        "tags": ["export", text["tag"]], "custom_fields": [{"id": 1, "value": text["field"]}],
        "comments": [
            {"id": 1000 * number + 1, "author_id": 10 * number + 1, "public": True, "html_body": text["question"],
             "created_at": "2026-03-02T10:00:00Z"},
            {"id": 1000 * number + 2, "author_id": 7, "public": False, "html_body": text["note"], "created_at": "2026-03-03T10:00:00Z"},
            {"id": 1000 * number + 3, "author_id": 7, "public": True, "html_body": text["answer"], "created_at": "2026-03-04T10:00:00Z"},
        ]}


def freshdesk(number, who, text):
    return {
        "id": number, "subject": text["subject"], "status": 4, "description": text["question"], "requester_id": 10 * number + 1,
        "requester": {"id": 10 * number + 1, "name": who["full"], "email": who["mail"], "phone": who["phone"]},
        "company": {"id": number, "name": who["company"]}, "responder_id": 7, "source": 2, "tags": ["export", text["tag"]],
        "custom_fields": {"cf_note": text["field"]}, "spam": False, "created_at": "2026-03-02T10:00:00Z",
        "updated_at": "2026-03-05T10:00:00Z",
        "conversations": [
            {"id": 10 * number + 1, "body": text["note"], "incoming": False, "private": True, "user_id": 7, "source": 2,
             "created_at": "2026-03-03T10:00:00Z", "attachments": []},
            {"id": 10 * number + 2, "body": text["answer"], "incoming": False, "private": False, "user_id": 7, "source": 0,
             "created_at": "2026-03-04T10:00:00Z", "attachments": []},
        ]}


def zammad(number, who, text):
    article = lambda n, internal, sender, of, body: {
        "id": 10 * number + n, "ticket_id": number, "internal": internal, "sender": sender, "from": of, "content_type": "text/html",
        "body": body, "created_at": "2026-03-0%dT10:00:00Z" % (n + 1)}
    agent = "Wolftun Bregzan via <support@acme.example>"
    return {
        "id": number, "number": str(22000 + number), "title": text["subject"], "state": "closed", "article_count": 3,
        "organization": who["company"], "tags": ["export", text["tag"]], "note": text["field"], "updated_at": "2026-03-05T10:00:00Z",
        "articles": [article(1, False, "Customer", "%s <%s>" % (who["full"], who["mail"]), text["question"]),
                     article(2, True, "Agent", agent, text["note"]), article(3, False, "Agent", agent, text["answer"])]}


def intercom(number, who, text):
    agent = {"type": "admin", "id": "a7", "name": "Wolftun Bregzan"}
    part = lambda n, kind, body: {"id": "%d-%d" % (number, n), "part_type": kind, "body": body, "author": agent,
                                  "created_at": 1772445600 + n, "redacted": False}
    return {
        "id": str(number), "state": "closed", "title": text["subject"], "created_at": 1772445600, "updated_at": 1772449600,
        "source": {"id": "s%d" % number, "body": text["question"], "delivered_as": "customer_initiated",
                   "author": {"type": "user", "id": "u%d" % number, "name": who["full"], "email": who["mail"]}},
        "conversation_parts": {"conversation_parts": [part(1, "note", text["note"]), part(2, "comment", text["answer"])],
                               "total_count": 2},
        "custom_attributes": {"note": text["field"]}, "tags": {"tags": [{"id": "1", "name": "export"}, {"id": "2", "name": text["tag"]}]}}


def mail(number, who, text):
    def one(n, of, to, subject, text_, more=""):
        head = "=?utf-8?b?%s?=" % base64.b64encode(subject.encode()).decode()
        body = base64.encodebytes(text_.encode()).decode()
        return ("From x@y.example Mon Mar  2 10:00:00 2026\nFrom: %s\nTo: %s\nSubject: %s\nDate: Mon, %02d Mar 2026 10:00:00 +0000\n"
                "Message-ID: <%d.%d@mail.example>\n%sMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
                "Content-Transfer-Encoding: base64\n\n%s\n" % (of, to, head, n + 1, number, n, more, body))
    person = "%s <%s>" % (who["full"], who["mail"])
    return (one(1, person, "support@acme.example", text["subject"], text["question"], "X-Tags: %s\n" % "export")
            + one(2, "Wolftun Bregzan <wolftun@acme.example>", person, "Re: " + text["subject"], text["answer"],
                  "In-Reply-To: <%d.1@mail.example>\nReferences: <%d.1@mail.example>\n" % (number, number)))


def make(folder, count):
    rand = random.Random(1)
    names = base.Names(rand)
    for system in SYSTEMS:
        os.makedirs(os.path.join(folder, system), exist_ok=True)
    out = {system: [] for system in SYSTEMS}
    people, canaries = [], []
    for number in range(1, count + 1):
        system = SYSTEMS[number % len(SYSTEMS)]
        who = whose(number, rand, names)
        planted = plant(number, who)
        for canary in planted:
            canary["system"] = system
        text = parts_of(number, planted)
        out[system].append(globals()[system](number, who, text))
        canaries += planted
        people.append({"id": str(number), "kind": "customer", "name": who["full"], "email": who["mail"], "phone": who["phone"],
                       "org": who["company"], "domain": who["domain"]})
    dump = lambda name, value: json.dump(value, open(os.path.join(folder, name), "w", encoding="utf-8"), ensure_ascii=False)
    with open(os.path.join(folder, "zendesk/tickets.ndjson"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=number % 2 == 0) + "\n" for number, one in enumerate(out["zendesk"]))
    dump("freshdesk/tickets.json", out["freshdesk"])
    dump("freshdesk/agents.json", [{"id": 7, "ticket_scope": 1, "contact": {"name": "Wolftun Bregzan", "email": "wolftun@acme.example"}}])
    dump("zammad/tickets.json", out["zammad"])
    dump("intercom/conversations.json", {"conversations": out["intercom"]})
    dump("intercom/companies.json", {"data": [{"type": "company", "id": one["id"], "name": one["org"]} for one in people]})
    with open(os.path.join(folder, "mail/support.mbox"), "w", encoding="utf-8") as file:
        file.write("".join(out["mail"]))
    dump("people.json", people)
    with open(os.path.join(folder, "canaries.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(canary, ensure_ascii=False) + "\n" for canary in canaries)
    for n, canary in enumerate(canaries):
        where = os.path.join(folder, "shown", "%02d" % (n // 1000))
        os.makedirs(where, exist_ok=True)
        with open(os.path.join(where, "%05d.html" % n), "w", encoding="utf-8") as file:
            file.write("<!doctype html>\n<html lang=en><head><title>Help</title></head><body>%s</body></html>\n" % canary["html"])
    print("%d tickets, %d canaries, %d pairs of place and encoding" %
          (count, len(canaries), len({(c["place"], c["encoding"]) for c in canaries})))


# ---- looking for them ----

def load(folder):
    with open(os.path.join(folder, "canaries.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lines_of(data):
    lines = set()
    for view in base.views(data):
        for one in (view, html.unescape(view), urllib.parse.unquote(urllib.parse.unquote(view))):
            lines.update(one.split("\n"))
            lines.update(re.sub(r"<!--.*?-->|<[^>]*>", "", one).split("\n"))
    return lines


def holds(data, tokens):
    return base.search(lines_of(data), tokens)


def check(folder, public):
    canaries = load(folder)
    lines, files = set(), 0
    for where, _, names in os.walk(public):
        for name in names:
            path = os.path.join(where, name)
            files += 1
            with open(path, "rb") as file:
                data = file.read()
            lines.add(os.path.relpath(path, public))
            lines |= lines_of(data)
            if name == "search.db":
                for value in base.rows(path):
                    lines.update(value.split("\n"))
    hits = base.search(lines, {canary["token"] for canary in canaries})
    left = [canary for canary in canaries if canary["token"] in hits]
    tell(left)
    print("%d canaries, %d files, %d found" % (len(canaries), files, len(left)))
    return files == 0 or len(left) > 0


def tell(canaries):
    table = {}
    for canary in canaries:
        table.setdefault((canary["system"], canary["place"], canary["encoding"]), []).append(canary)
    for (system, place, encoding), some in sorted(table.items())[:40]:
        print("  %s, %s, %s: %d (ticket %d: %s)" % (system, place, encoding, len(some), some[0]["ticket"], some[0]["html"][:120]))


def shown(folder):
    for n, canary in enumerate(load(folder)):
        yield "%02d/%05d.html" % (n // 1000, n), canary


def count(folder, where):
    lost, total = [], 0
    for path, canary in shown(folder):
        with open(os.path.join(where, path), "rb") as file:
            total += 1
            if canary["token"] not in holds(file.read(), {canary["token"]}):
                lost.append(canary)
    tell(lost)
    print("%d of %d canaries are found by the search for them" % (total - len(lost), total))
    return total == 0 or len(lost) > 0


def refused(folder, where, report):
    with open(report, encoding="utf-8") as file:
        named = set(re.findall(r"(\d\d/\d{5}\.html)[^ ]* error: .*\[gate-(?:identity|personal)\]", file.read()))
    everything = list(shown(folder))
    lost = [canary for path, canary in everything if path not in named]
    tell(lost)
    print("%d of %d canaries are refused by the gate" % (len(everything) - len(lost), len(everything)))
    return not everything or len(lost) > 0


def named(folder, solved, report):
    tokens = {canary["token"] for canary in load(folder)}
    with open(report, encoding="utf-8") as file:
        refused_ = set(re.findall(r"solved/([a-z0-9]+)(?:/|\.md:)[^ ]* error: .*\[gate-(?:identity|personal)\]", file.read()))
    pages = [name[:-3] for name in os.listdir(solved) if name.endswith(".md") and name != "index.md"]
    leaking = []
    for page in pages:
        with open(os.path.join(solved, page + ".md"), "rb") as file:
            if holds(file.read(), tokens):
                leaking.append(page)
    lost = [page for page in leaking if page not in refused_]
    print("%d pages, canaries in %d, of which the gate refuses %d" % (len(pages), len(leaking), len(leaking) - len(lost)))
    for page in lost[:10]:
        print("  passed: solved/%s.md" % page)
    return len(leaking) < 0.9 * len(pages) or len(leaking) == 0 or len(lost) > 0


def main():
    verbs = {"check": check, "count": count, "refused": refused, "named": named}
    if len(sys.argv) < 3 or sys.argv[1] not in {"make", *verbs}:
        sys.exit(__doc__)
    if sys.argv[1] == "make":
        return make(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1000)
    return sys.exit(1 if verbs[sys.argv[1]](*sys.argv[2:]) else 0)


if __name__ == "__main__":
    main()
