"""What says of a place, a folder or a part of an export that it is not for everybody, or not whole; see traps.py."""
from traps import A, F, FT, GI, HC, HM, HT, J, M, P, R, S, T, X, XC, case, cat, slack, sm, su, xh
from traps_later import DQA

QA = ["QUESTION1", "ANSWER1"]

# ---- Slack: channels that others write in, too ----

THREAD = [sm(R, "U1", "QUESTION1", R, reply_count=1), sm("1700000001.000100", "U2", "ANSWER1", R)]


def channels(**more):
    return {"users.json": J(su), "channels.json": J([dict({"id": "C1", "name": "help"}, **more)]), "help/2023-11-14.json": J(THREAD)}


case("s shared flags that are false", "slack", channels(is_shared=False, is_ext_shared=False, is_org_shared=False, shared_team_ids=["T1"]), QA)
for flag in ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared"):
    case("s " + flag, "slack", channels(**{flag: True}), [], QA)
case("s two teams", "slack", channels(shared_team_ids=["T1", "T9"]), [], QA)
case("s shared later", "slack", channels(), [], QA, later=channels(is_ext_shared=True))
case("s answers deleted later", "slack", slack(THREAD), [], QA, later=slack([sm(R, "U1", "QUESTION1")]))

# ---- GitHub: repositories ----

ISSUE = {"a.json": J([GI(1)])}
REPOSITORY = {"id": 1, "name": "n", "full_name": "o/r", "private": False, "visibility": "public"}


def repository(**more):
    return dict(REPOSITORY, **more)


def event(action, **more):
    return {"e.json": J({"action": action, "repository": repository(**more), "sender": {"login": "x"}})}


NAME = GI(1)["url" if "url" in GI(1) else "html_url"].split("/issues/")[0].split("github.com/")[-1].replace("repos/", "")
REPOSITORY["full_name"] = NAME
case("g privatized", "github", ISSUE, [], QA, later=event("privatized", private=True, visibility="private"))
case("g repository deleted", "github", ISSUE, [], QA, later=event("deleted"))
case("g repository says that it is private", "github", dict(ISSUE, **{"r.json": J(repository(private=True))}), [], QA)
case("g another repository is private", "github", dict(ISSUE, **{"r.json": J(repository(private=True, full_name="o/other"))}), QA)
case("g archived is public", "github", ISSUE, QA, later=event("archived", archived=True))
case("g label deleted", "github", ISSUE, QA, later={"e.json": J({"action": "deleted", "label": {"name": "x"}, "repository": repository()})})
case("g definitions of links", "github", {"a.json": J([GI(1, body="QUESTION1 [here][1]\n\n[1]: https://x.example/a \"title\"")])}, QA)

# ---- Discourse: webhooks of topics ----

TOPIC = {"categories.json": cat, "t/1.json": J(T(1, DQA))}


def hook(**more):
    return {"h.json": J({"topic": dict({"id": 1, "title": "Printer", "category_id": T(1, DQA)["category_id"], "archetype": "regular",
                                        "visible": True, "closed": True, "deleted_at": None, "posts_count": 2}, **more)})}


case("d topic destroyed", "discourse", TOPIC, [], QA, later=hook(deleted_at="2025-03-01T00:00:00Z"))
case("d topic unlisted", "discourse", TOPIC, [], QA, later=hook(visible=False))
case("d topic edited", "discourse", TOPIC, QA, later=hook())

# ---- parts of exports ----

HUBSPOT = {"tickets.json": J({"results": [HT(1)]}), "threads.json": J({"results": [HC(5, 1)]}),
           "messages.json": J({"results": [HM(1, 5, "V-1", "QUESTION1"), HM(2, 5, "A-1", "ANSWER1")]})}
case("h tickets alone", "hubspot", HUBSPOT, QA, later={"tickets.json": HUBSPOT["tickets.json"]})
MAILS = [F + M("1", A, S, "Help me", "QUESTION1"), F + M("2", S, A, "Re: Help me", "ANSWER1", refs="1")]
case("m mailbox that is cut off", "mail", {"a.mbox": "".join(MAILS)}, QA, later={"a.mbox": MAILS[0] + MAILS[1][:120]}, exit=1)
case("f conversations by their path", "freshdesk",
     {"t.json": J([{k: v for k, v in FT(1).items() if k != "conversations"}]), "tickets/1/conversations.json": J(FT(1)["conversations"])}, QA)
case("x escaped twice", "zendesk",
     {"tickets.xml": xh + X(1, XC(1, "true", "QUESTION1") + XC(2, "true", "&amp;lt;p&amp;gt;ANSWER1&amp;lt;/p&amp;gt;")) + "</tickets>"}, QA, ["&lt;p"])

# ---- mail ----

case("m flags of programs", "mail", {"a.mbox": "".join(MAILS) + F + M("3", S, A, "Re: Help me", "CANARY", "X-Mozilla-Status: 0009\n", "1")
                                     + F + M("4", S, A, "Re: Help me", "CANARY", "X-Status: D\n", "1")
                                     + F + M("5", S, A, "Re: Help me", "CANARY", "X-Status: T\n", "1")}, QA)
case("m flags of mails that stay", "mail", {"a.mbox": F + M("1", A, S, "Help me", "QUESTION1", "X-Mozilla-Status: 0001\nX-Status: A\n") + MAILS[1]}, QA)
case("m forward to a third", "mail", {"a.mbox": "".join(MAILS) + F + M("3", S, "Law <l@law.example>", "Fwd: Help me", "CANARY", refs="1")}, QA)
case("m forward by a customer", "mail", {"a.mbox": F + M("1", A, S, "Fwd: Help me", "QUESTION1") + MAILS[1]}, QA)

# ---- tables of articles are for those who may read them; types of articles in Zammad ----

ARTICLE = {"id": 3, "ticket_id": 1, "sender": "Agent", "internal": False, "content_type": "text/plain", "from": "x", "to": "y",
           "created_at": "2025-01-01T03:00:00Z"}
ZAMMAD = [dict(ARTICLE, id=1, sender="Customer", type="email", body="QUESTION1"), dict(ARTICLE, id=2, type="twitter direct-message", body="ANSWER1"),
          dict(ARTICLE, type="email-forwarded", body="CANARY")]
case("za strange type", "zammad", {"t.json": J([{"id": 1, "number": "1", "title": "S", "state": "closed", "customer_id": 1}]), "a.json": J(ZAMMAD)}, QA)
case("m letters with a third", "mail", {"a.mbox": "".join(MAILS) + F + M("3", S, "Law <l@law.example>", "Help me", "CANARY", refs="1")
                                        + F + M("4", "Law <l@law.example>", S, "Re: Help me", "CANARY", refs="3")}, QA)
case("m a colleague of the customer", "mail", {"a.mbox": MAILS[0] + MAILS[1].replace("To: ", "Cc: Ben <ben@c.example>\nTo: ")
                                               + F + M("3", "Ben <ben@c.example>", S, "Re: Help me", "QUESTION2", refs="2")}, [*QA, "QUESTION2"])

# ---- Jira: webhooks ----

JISSUE = {"id": "1", "key": "HELP-1", "fields": {
    "summary": "S", "description": "QUESTION1", "status": {"name": "Resolved", "statusCategory": {"key": "done"}}, "resolution": {"name": "Done"},
    "reporter": {"accountId": "5", "displayName": "Ada Ask", "accountType": "customer"}, "created": "2025-01-01T00:00:00.000+0000",
    "comment": {"total": 1, "comments": [{"id": "9", "body": "ANSWER1", "jsdPublic": True, "created": "2025-01-02T00:00:00.000+0000",
                                          "author": {"accountId": "6", "displayName": "Tom Agent", "accountType": "atlassian"}}]}}}
JIRA = {"j.json": J({"issues": [JISSUE]})}
case("j issue deleted", "jira", JIRA, [], QA, later={"h.json": J({"webhookEvent": "jira:issue_deleted", "issue": JISSUE})})
case("j comment deleted", "jira", JIRA, [], ["ANSWER1"], later={
    "h.json": J({"webhookEvent": "comment_deleted", "issue": {"id": "1", "key": "HELP-1"}, "comment": JISSUE["fields"]["comment"]["comments"][0]})})

# ---- flags and places that are nearly the known ones ----

case("s subtype that is no text", "slack", {"users.json": J(su), "channels.json": J([{"id": "C1", "name": "help"}]), "help/2023-11-14.json": J(
    THREAD + [sm("1700000002.000100", "U2", "CANARY", R, subtype=5), sm("1700000003.000100", "U2", "CANARY", R, subtype=["x"])])}, QA)
HPAIR = [HM(1, 5, "V-1", "QUESTION1"), HM(2, 5, "A-1", "ANSWER1", status={"statusType": "SENT"})]
case("h message that was not sent", "hubspot", {
    "tickets.json": J({"results": [HT(1)]}), "threads.json": J({"results": [HC(5, 1)]}),
    "messages.json": J({"results": HPAIR + [HM(3, 5, "A-1", "CANARY", status={"statusType": "DRAFT"}),
                                            HM(4, 5, "A-1", "CANARY", status={"statusType": 3})]})}, QA)
case("x flag of another namespace", "zendesk", {"tickets.xml": xh + X(1, XC(1, "true", "QUESTION1") + XC(2, "true", "ANSWER1") +
     "<comment><author-id>2</author-id><w:is-public xmlns:w='urn:w'>true</w:is-public><value>CANARY</value></comment>") + "</tickets>"}, QA)
NESTED = J({"category_list": {"categories": [
    {"id": 7, "name": "Open below", "parent_category_id": 5, "read_restricted": False}, {"id": 4, "name": "Help", "read_restricted": False},
    {"id": 5, "name": "Staff", "read_restricted": True,
     "subcategory_list": [{"id": 8, "name": "Below", "read_restricted": False}]}]}})
DPOSTS = [P(1, "ada", cooked="CANARY"), P(2, "tom", cooked="CANARY")]
case("d category below a restricted one", "discourse", {
    "categories.json": NESTED, "t/1.json": J(T(1, DPOSTS, category_id=7)), "t/2.json": J(T(2, DPOSTS, category_id=8)),
    "t/3.json": J(T(3, [P(1, "ada"), P(2, "tom")]))}, ["POST1", "POST2"])
case("d topic that somebody deleted", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DPOSTS, deleted_by={"id": 1}))})
case("m blind copies, and a domain below one's own", "mail", {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
     F + M("3", S, "", "Re: Help", "CANARY", "Bcc: ada@c.example\n", "1") + F + M("4", "Boss <b@hr.acme.example>", "Tom <TOM@ACME.EXAMPLE>", "Re: Help", "CANARY", refs="1") +
     F + M("5", "Eve <eve@notacme.example>", S, "Re: Help", "THIRD", refs="1")}, QA)
