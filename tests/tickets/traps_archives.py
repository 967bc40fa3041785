"""Exports that tell of tickets in other ways than as tickets: logs of changes, archives, other programs' wrappers.

traps.py tells what a case is.
"""
import gzip
import html
import io
import tarfile
import zipfile

from traps import A, J, M, S, case, nd

# ---- Zendesk: audits, and nothing else ----

PEOPLE = {"users": [{"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "role": "end-user"},
                    {"id": 2, "name": "Tom Agent", "email": "tom@acme.example", "role": "agent"}]}


def audit(ticket, i, author, day, *events, **more):
    return dict({"id": i, "ticket_id": ticket, "created_at": "2025-03-0%dT08:00:00Z" % day, "author_id": author,
                 "metadata": {"system": {"ip_address": "CANARY"}}, "events": list(events),
                 "via": {"channel": "web", "source": {"from": {}, "to": {}, "rel": None}}}, **more)


def said(i, author, public, body):
    return {"id": i, "type": "Comment", "author_id": author, "body": body, "public": public, "attachments": []}


def field(name, value, kind="Change"):
    return {"id": 9, "type": kind, "field_name": name, "value": value, "previous_value": "CANARY"}


def log(n, *more, end="solved", tags=()):
    """A solved ticket: made, answered, with a note in between."""
    return [audit(n, n * 10, 1, 1, said(n * 100, 1, True, "QUESTION%d" % n), field("subject", "Printer", "Create"),
                  field("requester_id", "1", "Create"), field("status", "new", "Create"),
                  field("tags", list(tags), "Create"), field("360001", "CANARY", "Create"),
                  {"id": 8, "type": "Notification", "subject": "CANARY", "body": "CANARY", "recipients": [1]}),
            audit(n, n * 10 + 1, 2, 2, said(n * 100 + 1, 2, False, "CANARY"), field("assignee_id", "2")),
            audit(n, n * 10 + 2, 2, 3, said(n * 100 + 2, 2, True, "ANSWER%d" % n), field("status", end)), *more]


def audits(name, lines, *rest, **more):
    case("z audits " + name, "zendesk", {"ticket_audits.json": J({"audits": lines, **PEOPLE})}, *rest, **more)


audits("alone", log(1), ["QUESTION1", "ANSWER1", "Printer"], people=["Marlis Oberhuber", "Tom Agent"])
case("z audits newest first", "zendesk", {"a.ndjson": nd(*reversed(log(1)), *reversed(log(2, end="closed"))),
                                          "users.ndjson": nd(*PEOPLE["users"])}, ["QUESTION1", "ANSWER2"])
audits("named again", log(1, audit(1, 15, 2, 4, field("subject", "Scanner"))), ["Scanner", "ANSWER1"], ["Printer"])
audits("made private later", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentPrivacyChange", "comment_id": 102,
                                                        "public": False})), [], ["QUESTION1", "ANSWER1"])
audits("made private and public again", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentPrivacyChange",
                                                                   "comment_id": 102, "public": False}),
                                            audit(1, 16, 2, 5, {"id": 8, "type": "CommentPrivacyChange",
                                                                "comment_id": 102, "public": True})),
       [], ["QUESTION1", "ANSWER1"])
audits("made public later", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentPrivacyChange", "comment_id": 101,
                                                       "public": True})), ["QUESTION1", "ANSWER1"])
audits("made private, who knows which", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentPrivacyChange",
                                                                   "public": False})), [], ["QUESTION1", "ANSWER1"])
audits("made private, none of these", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentPrivacyChange",
                                                                 "comment_id": 999, "public": False})),
       [], ["QUESTION1", "ANSWER1"])
audits("redacted later", log(1, audit(1, 15, 2, 4, {"id": 7, "type": "CommentRedactionEvent", "comment_id": 102})),
       [], ["QUESTION1", "ANSWER1"])
audits("open again", log(1, audit(1, 15, 1, 4, field("status", "open"))), [], ["QUESTION1"])
audits("unknown at last", log(1, audit(1, 15, 1, 4, field("status", "CANARY"))), [], ["QUESTION1"])
audits("without the first", log(1)[1:] + log(2), ["QUESTION2"], ["ANSWER1"])
audits("denied later", log(1, audit(1, 15, 2, 4, field("tags", ["legal"]))), [], ["QUESTION1"])
audits("denied once", log(1, audit(1, 15, 2, 4, field("tags", ["printing"])), tags=["legal"]), [], ["QUESTION1"])
audits("merged", log(1, audit(1, 15, 2, 4, field("tags", ["closed_by_merge"]), field("status", "closed"))),
       [], ["QUESTION1"])
audits("deleted", log(1, audit(1, 15, 2, 4, field("status", "deleted"))), [], ["QUESTION1"])
audits("of rules", log(1)[:2] + [audit(1, 12, 2, 3, said(102, 2, True, "CANARY"), field("status", "solved"),
                                       via={"channel": "rule", "source": {"rel": "trigger"}})], [], ["QUESTION1"])
TICKET = {"id": 1, "subject": "Printer", "status": "solved", "requester_id": 1, "assignee_id": 2, "is_public": True,
          "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-03T08:00:00Z", "tags": ["legal"]}
case("z audits beside the ticket", "zendesk", {"a.json": J({"tickets": [dict(TICKET, tags=[])], **PEOPLE}),
                                               "b.json": J({"audits": log(1)})}, ["QUESTION1", "ANSWER1"])
case("z audits beside a denied ticket", "zendesk", {"a.json": J({"tickets": [TICKET], **PEOPLE}),
                                                    "b.json": J({"audits": log(1)})}, [], ["QUESTION1"])
case("z audits later than the ticket", "zendesk", {
    "a.json": J({"tickets": [dict(TICKET, tags=[])], **PEOPLE}),
    "b.json": J({"audits": log(1, audit(1, 15, 1, 5, field("status", "open")))})}, [], ["QUESTION1"])
case("z ticket_events alone", "zendesk", {"a.json": J({"ticket_events": [
    dict(audit(1, 10, 1, 1), events=None, child_events=[
        {"event_type": "Comment", "id": 100, "author_id": 1, "public": True, "body": "QUESTION1", "via": "Web form"},
        {"event_type": "Create", "status": "new", "subject": "Printer", "requester_id": 1, "via": "Web form"}]),
    dict(audit(1, 11, 2, 2), events=None, child_events=[
        {"event_type": "Comment", "id": 101, "author_id": 2, "public": True, "body": "ANSWER1", "via": "Web form"},
        {"event_type": "Change", "status": "solved", "previous_value": "new", "via": "Web form"}])], **PEOPLE})},
     ["QUESTION1", "ANSWER1"])

# ---- GitHub: migration archives, gh, lists of users ----

R = "https://github.com/acme/weld"


def user(login):
    return "https://github.com/" + login


def archive(*issues, private=False, events=(), comments=(), **more):
    files = {
        "schema.json": J({"version": "1.2.0", "github_sha": "x"}),
        "issues_000001.json": J(issues),
        "issue_comments_000001.json": J([
            *comments,
            {"type": "issue_comment", "url": R + "/pull/9#issuecomment-9", "pull_request": R + "/pull/9",
             "user": user("tagent"), "body": "CANARY", "created_at": "2025-03-02T08:00:00Z"}]),
        "issue_events_000001.json": J(events),
        "pull_requests_000001.json": J([{"type": "pull_request", "url": R + "/pull/9", "repository": R,
                                         "user": user("tagent"), "title": "CANARY", "body": "CANARY"}]),
        "users_000001.json": J([
            {"type": "user", "url": user("moberhuber"), "login": "moberhuber", "name": "Marlis Oberhuber",
             "company": "@kundewerk", "emails": [{"address": "marlis@kunde.example", "primary": True}]},
            {"type": "user", "url": user("tagent"), "login": "tagent", "name": "Tom Agent", "emails": []}]),
        "organizations_000001.json": J([{"type": "organization", "url": user("acme"), "login": "acme", "members": [
            {"user": user("tagent"), "role": "direct_member", "state": "active"}]}]),
        "repositories_000001.json": J([{"type": "repository", "url": R, "owner": user("acme"), "name": "weld",
                                        "private": private, "collaborators": []}]),
        "attachments_000001.json": J([{"type": "attachment", "url": "https://x.example/1", "issue": R + "/issues/1",
                                       "asset_name": "CANARY.png"}])}
    files.update(more)
    return {"archive/" + name: text for name, text in files.items()}


def issue(n, **more):
    return dict({"type": "issue", "url": R + "/issues/%d" % n, "repository": R, "user": user("moberhuber"),
                 "title": "Printer", "body": "QUESTION%d" % n, "labels": [R + "/labels/question"], "assignees": [],
                 "created_at": "2025-03-01T08:00:00Z", "closed_at": "2025-03-03T08:00:00Z",
                 "updated_at": "2025-03-03T08:00:00Z"}, **more)


def answer(n, by="tagent", text="ANSWER%d", **more):
    return dict({"type": "issue_comment", "url": R + "/issues/%d#issuecomment-%d" % (n, n), "issue":
                 R + "/issues/%d" % n, "user": user(by), "body": text % n if "%" in text else text,
                 "formatter": "markdown", "created_at": "2025-03-02T08:00:00Z"}, **more)


def event(n, name, **more):
    return dict({"type": "issue_event", "url": R + "/issues/%d#event-1" % n, "issue": R + "/issues/%d" % n,
                 "actor": user("tagent"), "event": name, "created_at": "2025-03-03T08:00:00Z"}, **more)


def archived(name, files, *rest, **more):
    case("g archive " + name, "github", files, *rest, **more)


archived("", archive(issue(1), comments=[answer(1)], events=[event(1, "closed")]), ["QUESTION1", "ANSWER1"],
         people=["Marlis Oberhuber", "marlis@kunde.example", "kundewerk", "tagent"])
archived("private", archive(issue(1), comments=[answer(1)], private=True), [], ["QUESTION1"])
archived("private is not said", archive(issue(1), comments=[answer(1)], private=None), [], ["QUESTION1"])
ALONE = archive(issue(1), comments=[answer(1)])
OF_REPOSITORIES = "archive/repositories_000001.json"
archived("without repositories", {k: v for k, v in ALONE.items() if k != OF_REPOSITORIES}, [], ["QUESTION1"])
archived("of no repository", {**ALONE, OF_REPOSITORIES: "[]"}, [], ["QUESTION1"])
archived("cut repositories", {**ALONE, OF_REPOSITORIES: ALONE[OF_REPOSITORIES][:-20]}, [], ["QUESTION1"], exit=1)
archived("private by another name", {**ALONE, OF_REPOSITORIES: ALONE[OF_REPOSITORIES]
                                     .replace("acme/weld", "Acme/Weld").replace("false", "true")}, [], ["QUESTION1"])
archived("private in a file read late", {**{k: v for k, v in ALONE.items() if k != OF_REPOSITORIES}, "archive/z.json":
                                         ALONE[OF_REPOSITORIES].replace("false", "true")}, [], ["QUESTION1"])
archived("open", archive(issue(1, closed_at=None), comments=[answer(1)]), [], ["QUESTION1"])
archived("answered by a stranger", archive(issue(1), comments=[answer(1, "xaver")]), [], ["QUESTION1"])
archived("answered by a bot", archive(issue(1), comments=[answer(1, "apps/stale", "CANARY")]), [], ["QUESTION1"])
archived("not planned", archive(issue(1), comments=[answer(1)], events=[event(1, "closed", state_reason="not_planned")]),
         [], ["QUESTION1"])
archived("duplicate", archive(issue(1), comments=[answer(1)], events=[event(1, "closed"), event(1, "marked_as_duplicate")]),
         [], ["QUESTION1"])
archived("denied label", archive(issue(1, labels=[R + "/labels/minors%20and%2Fhealth"]), comments=[answer(1)]),
         [], ["QUESTION1"])
archived("locked as spam", archive(issue(1), comments=[answer(1)], events=[event(1, "locked", lock_reason="spam")]),
         [], ["QUESTION1"])
HIDDEN = answer(1, text="CANARY")
archived("a comment that is kept back", archive(issue(1), comments=[answer(1), dict(HIDDEN, private=True)]),
         [], ["QUESTION1"])
archived("an answer that is kept back", archive(issue(1), comments=[dict(answer(1), minimized=True)]), [], ["QUESTION1"])
OF_COMMENTS = "archive/issue_comments_000001.json"
TWO_COMMENTS = archive(issue(1), comments=[answer(1), HIDDEN])
archived("a comment that says its text twice", {**TWO_COMMENTS, OF_COMMENTS: TWO_COMMENTS[OF_COMMENTS].replace(
    '"body": "CANARY"', '"body": "CANARY", "body": "CANARY"', 1)}, [], ["QUESTION1"])
archived("two files", archive(issue(1), comments=[answer(1)], **{
    "issues_000002.json": J([issue(2)]), "issue_comments_000002.json": J([answer(2)])}), ["ANSWER1", "ANSWER2"])

GH = {"number": 7, "title": "Printer", "body": "QUESTION7", "url": R + "/issues/7", "state": "CLOSED",
      "stateReason": "COMPLETED", "author": {"login": "moberhuber", "name": "Marlis Oberhuber", "is_bot": False},
      "comments": [{"id": "IC_1", "author": {"login": "tagent"}, "authorAssociation": "MEMBER", "body": "ANSWER7",
                    "isMinimized": False},
                   {"id": "IC_2", "author": {"login": "app/stale"}, "authorAssociation": "NONE", "body": "CANARY",
                    "isMinimized": False}]}
case("g gh issue list", "github", {"issues.json": J([GH]), "users.json": J([
    {"login": "moberhuber", "type": "User", "name": "Marlis Oberhuber", "company": "Kundewerk Huber"},
    {"login": "acme", "type": "Organization", "name": "Nobody In Particular"}])}, ["QUESTION7", "ANSWER7"],
     people=["Kundewerk Huber"], nobody=["Nobody In Particular"])

# ---- Freshdesk: the account's export ----


def element(name, value, /):
    kind = {bool: ' type="boolean"', int: ' type="integer"', list: ' type="array"'}.get(type(value), "")
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, list):
        value = "".join(value)
    else:
        value = html.escape(str(value))
    return "<%s%s>%s</%s>" % (name, kind, value, name)


def elements(name, /, **fields):
    return "<%s>%s</%s>" % (name, "".join(element(key.replace("_", "-"), value) for key, value in fields.items()), name)


def note(i, body, private, incoming=False, **more):
    return elements("helpdesk-note", id=i, body=body, body_html="<div>%s</div>" % body, private=private, source=0,
                    incoming=incoming, deleted=False, user_id=1 if incoming else 2,
                    created_at="2025-03-02T09:00:00+01:00", **more)


def desk(n, *notes, **more):
    fields = dict(display_id=n, id=n + 900, subject="Printer", description="QUESTION%d" % n, status=5, spam=False,
                  deleted=False, requester_id=1, responder_id=2, requester_name="Marlis Oberhuber", source=1,
                  created_at="2025-03-01T09:00:00+01:00", updated_at="2025-03-03T09:00:00+01:00",
                  notes=list(notes) or [note(n * 10, "CANARY", True), note(n * 10 + 1, "ANSWER%d" % n, False)])
    fields.update(more)
    return elements("helpdesk-ticket", **fields)


DESK_USERS = element("users", [elements("user", id=1, name="Marlis Oberhuber", email="marlis@kunde.example"),
                               elements("user", id=2, name="Tom Agent", email="tom@acme.example", helpdesk_agent=True)])
DESK = '<?xml version="1.0" encoding="UTF-8"?>\n'


def freshdesk(name, tickets, *rest, **more):
    case("f xml " + name, "freshdesk", {
        "Tickets.xml": DESK + element("helpdesk-tickets", list(tickets)), "Users.xml": DESK + DESK_USERS,
        "Companies.xml": DESK + element("customers", [elements("customer", id=5, name="Kundewerk Huber")])}, *rest, **more)


freshdesk("", [desk(1), desk(2, status=2), desk(3, spam=True), desk(4, deleted=True)], ["QUESTION1", "ANSWER1"],
          ["QUESTION2", "QUESTION3", "QUESTION4"], people=["Marlis Oberhuber", "Kundewerk Huber"])
freshdesk("private", [desk(1, note(11, "CANARY", True))], [], ["QUESTION1"])
freshdesk("without the flag", [desk(1, note(11, "CANARY", True).replace('<private type="boolean">true</private>', ""))],
          [], ["QUESTION1"])
freshdesk("said twice", [desk(1, note(11, "CANARY", True).replace("</private>", "</private><private>false</private>"))],
          [], ["QUESTION1"])
freshdesk("deleted note", [desk(1, note(11, "CANARY", False).replace("<deleted type=\"boolean\">false", "<deleted>true"),
                                note(12, "ANSWER1", False))], ["ANSWER1"])
case("f wrapped people", "freshdesk", {
    "Tickets0.json": J([{"helpdesk_ticket": {
        "display_id": 1, "subject": "Printer", "description": "QUESTION1", "status": 5, "requester_id": 1,
        "responder_id": 2, "notes": [{"id": 1, "body": "ANSWER1", "private": False, "incoming": False, "user_id": 2}]}}]),
    "Users0.json": J([{"user": {"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example"}}]),
    "Companies0.json": J([{"company": {"id": 5, "name": "Kundewerk Huber"}}])},
     ["QUESTION1", "ANSWER1"], people=["Marlis Oberhuber", "Kundewerk Huber"])

# ---- mail: Apple Mail ----


def emlx(mail, flags=1):
    return "%d      \n%s<plist><dict><key>flags</key>\n<integer>%d</integer><key>subject</key><string>CANARY</string></dict></plist>\n" % (
        len(mail.encode()), mail, flags)


ASK, TELL = M("1", A, S, "Help", "QUESTION1"), M("2", S, A, "Re: Help", "ANSWER1", refs="1")
INBOX = "V10/INBOX.mbox/Data/Messages/"
case("m emlx", "mail", {INBOX + "1.emlx": emlx(ASK), INBOX + "2.emlx": emlx(TELL)}, ["QUESTION1", "ANSWER1"])
case("m emlx thrown away", "mail", {INBOX + "1.emlx": emlx(ASK), INBOX + "2.emlx": emlx(TELL, 3)}, [], ["ANSWER1"])
case("m emlx draft", "mail", {INBOX + "1.emlx": emlx(ASK), INBOX + "2.emlx": emlx(TELL, 65)}, [], ["ANSWER1"])
case("m emlx junk", "mail", {INBOX + "1.emlx": emlx(ASK), "V10/Junk.mbox/Messages/2.emlx": emlx(TELL)}, [], ["ANSWER1"])
case("m emlx cut", "mail", {INBOX + "1.emlx": emlx(ASK), INBOX + "2.emlx": "9999\n" + TELL}, [], ["ANSWER1"], exit=1)
FROM = "From a@b.example Wed Jan 01 00:00:00 2025\n"
case("m files of waste", "mail", {"Inbox": FROM + ASK, "Junk.mbox": FROM + TELL, "Trash": FROM + TELL,
                                  "Drafts.mbox/mbox": FROM + TELL}, [], ["ANSWER1"])

# ---- Jira: what properties and resolutions say ----


def jira(n, *comments, resolution="Done", status="Resolved"):
    return {"id": str(n), "key": "SUP-%d" % n, "fields": {
        "summary": "Printer", "description": "QUESTION%d" % n, "created": "2025-03-01T08:00:00.000+0100",
        "updated": "2025-03-03T08:00:00.000+0100", "resolution": {"name": resolution},
        "status": {"name": status, "statusCategory": {"key": "done"}},
        "reporter": {"accountId": "c1", "displayName": "Marlis Oberhuber", "accountType": "customer"},
        "comment": {"comments": list(comments), "total": len(comments)}}}


def remark(i, body, internal, **more):
    return dict({"id": str(i), "author": {"accountId": "a1", "displayName": "Tom Agent", "accountType": "atlassian"},
                 "body": body, "properties": [{"key": "sd.public.comment", "value": {"internal": internal}}]}, **more)


case("j properties", "jira", {"a.json": J({"issues": [
    jira(1, remark(10, "CANARY", True), remark(11, "ANSWER1", False), remark(12, "CANARY", None),
         remark(13, "CANARY", True, jsdPublic=True), remark(14, "CANARY", False, jsdPublic=False))]})},
     ["QUESTION1", "ANSWER1"])
case("j no solution", "jira", {"a.json": J({"issues": [
    jira(1, remark(11, "ANSWER1", False), resolution="Won't Do"),
    jira(2, remark(21, "ANSWER2", False), status="Canceled"),
    jira(3, remark(31, "ANSWER3", False), resolution="Duplicate")]})}, [], ["QUESTION1", "QUESTION2", "QUESTION3"])

# ---- HubSpot: messages within their thread; files packed in a packed file ----


def spoken(i, kind, body, actor="A-2", **more):
    return dict({"id": "m%d" % i, "type": kind, "text": body, "createdAt": "2025-03-02T1%d:00:00Z" % i,
                 "direction": "OUTGOING" if actor[0] == "A" else "INCOMING", "truncationStatus": "NOT_TRUNCATED",
                 "senders": [{"actorId": actor, "name": "Tom Agent" if actor[0] == "A" else "Marlis Oberhuber"}]}, **more)


case("h messages within", "hubspot", {"threads.json": J([{
    "id": "31", "status": "CLOSED", "inboxId": "1", "createdAt": "2025-03-02T09:00:00Z", "archived": False,
    "spam": False, "messages": [spoken(1, "MESSAGE", "QUESTION1", "V-1"), spoken(2, "COMMENT", "CANARY"),
                                spoken(3, "MESSAGE", "ANSWER1")]}])}, ["QUESTION1", "ANSWER1"])


def tar(**files):
    room = io.BytesIO()
    with tarfile.open(fileobj=room, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo("dump/" + name.replace("_", "."))
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return room.getvalue()


def zipped(**files):
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr("dump/" + name.replace("_", "."), data)
    return room.getvalue()


WHOLE = J({"audits": log(1), **PEOPLE}).encode()
INNER = gzip.compress(WHOLE)
case("p gzip in tar", "zendesk", {"dump.tgz": tar(audits_json_gz=INNER)}, ["QUESTION1", "ANSWER1"])
case("p gzip in zip", "zendesk", {"dump.zip": zipped(audits_json_gz=INNER)}, ["QUESTION1", "ANSWER1"])
case("p cut gzip in zip", "zendesk", {"dump.zip": zipped(audits_json_gz=INNER[:-9])}, [], ["QUESTION1"], exit=1)
BOMB = gzip.compress(WHOLE + b" " * (31 << 20))  # four of these are more than one archive of that size may hold
case("p many gzips in zip", "zendesk", {"dump.zip": zipped(**{"%s_json_gz" % n: BOMB for n in "abcd"})}, [], exit=1)
case("p tar in zip", "zendesk", {"dump.zip": zipped(a_json=nd(*log(2)), b_gz=tar(audits_json=WHOLE)),
                                 "u.json": J(PEOPLE)}, ["QUESTION2"], ["QUESTION1"], exit=1)

# ---- Intercom before version 2.0 ----

case("i conversation_message", "intercom", {
    "a.json": J({"type": "conversation", "id": "1", "state": "closed", "created_at": 1740900000,
                 "user": {"type": "user", "id": "c1"},
                 "conversation_message": {"id": "5", "subject": "", "body": "<p>QUESTION1</p>",
                                          "author": {"type": "user", "id": "c1"}},
                 "conversation_parts": {"conversation_parts": [
                     {"id": "6", "part_type": "note", "body": "<p>CANARY</p>", "author": {"type": "admin", "id": "a1"}},
                     {"id": "7", "part_type": "comment", "body": "<p>ANSWER1</p>",
                      "author": {"type": "admin", "id": "a1"}}]}}),
    "users.json": J({"type": "user.list", "users": [{
        "type": "user", "id": "c1", "name": "Marlis Oberhuber", "email": "marlis@kunde.example",
        "companies": {"type": "company.list", "companies": [{"name": "Kundewerk Huber"}]}}]})},
     ["QUESTION1", "ANSWER1"], people=["Marlis Oberhuber", "Kundewerk Huber"])
