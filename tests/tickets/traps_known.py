"""What only makes sense with an earlier export: events of webhooks, messages without their ticket; see traps.py."""
from traps import FT, GI, HC, HM, J, JC, JI, R, T, base, cat, case, ps, sm, su

QA = ["QUESTION1", "ANSWER1"]

# ---- Discourse: a webhook's topic, which comes without categories.json ----

POSTS = {"categories.json": cat, "t/1.json": J(T(1, ps))}
POSTED = ["POST1", "POST2"]


def topic(**more):
    return {"hook.json": J({"topic": dict({"id": 1, "title": "T1", "archetype": "regular", "visible": True, "closed": False,
                                           "archived": False, "category_id": 4, "user_id": 1, "deleted_at": None}, **more)})}


case("d event of an open category", "discourse", POSTS, POSTED, later=topic(posts_count=9))
case("d event: moved to a restricted category", "discourse", POSTS, [], POSTED, later=topic(category_id=5))
case("d event: moved to a category that does not say", "discourse", POSTS, [], POSTED, later=topic(category_id=6))
case("d event: moved to a category that nobody knows", "discourse", POSTS, [], POSTED, later=topic(category_id=77))
case("d event: moved out of all categories", "discourse", POSTS, [], POSTED, later=topic(category_id=None))
case("d event: the category is restricted now", "discourse", POSTS, [], POSTED,
     later=dict(topic(), **{"categories.json": J({"category_list": {"categories": [{"id": 4, "name": "Help", "read_restricted": True}]}})}))

# ---- HubSpot: messages without the threads that say of which ticket they are; deletions ----

case("h message archived, messages alone", "hubspot", base, [], QA,
     later={"messages.json": J({"results": [HM(1, 5, "V-1", "QUESTION1"), HM(2, 5, "A-1", "ANSWER1", archived=True)]})})
case("h message made a comment, messages alone", "hubspot", base, [], QA,
     later={"messages.json": J({"results": [HM(2, 5, "A-1", "ANSWER1", type="COMMENT")]})})
case("h the same messages alone", "hubspot", base, QA, later={"messages.json": base["messages.json"]})
case("h thread taken off its ticket", "hubspot", base, [], ["HIDDEN"], later={
    "threads.json": J({"results": [HC(5, 1, threadAssociations={})]}),
    "messages.json": J({"results": [HM(1, 5, "V-1", "QUESTION1"), HM(2, 5, "A-1", "HIDDEN", type="COMMENT")]})})


def hubspot_event(kind, number=1, **more):
    return {"events.json": J([dict({"eventId": 3, "subscriptionId": 4, "portalId": 5, "appId": 6, "occurredAt": 1740830000000,
                                    "subscriptionType": kind, "attemptNumber": 0, "objectId": number}, **more)])}


for kind, number in (("ticket.deletion", 1), ("ticket.privacyDeletion", 1), ("conversation.deletion", 5),
                     ("conversation.privacyDeletion", 5)):
    case("h event " + kind, "hubspot", base, [], QA, later=hubspot_event(kind, number))
case("h event object.deletion", "hubspot", base, [], QA, later=hubspot_event("object.deletion", objectTypeId="0-5"))
case("h event ticket.merge", "hubspot", base, [], QA,
     later=hubspot_event("ticket.merge", 9, primaryObjectId=9, mergedObjectIds=[1], newObjectId=9, numberOfPropertiesMoved=3))
case("h event of another object", "hubspot", base, QA, later=hubspot_event("object.deletion", objectTypeId="0-1"))
case("h event that takes nothing", "hubspot", base, QA,
     later=hubspot_event("ticket.propertyChange", propertyName="subject", propertyValue="CANARY"))

# ---- GitHub: a delivery whose record of the repository is older than what it tells ----

OPEN = {"id": 1, "name": "r", "full_name": "o/r", "private": False, "visibility": "public"}
case("g privatized, by the event alone", "github", {"a.json": J([GI(1)])}, [], QA,
     later={"e.json": J({"action": "privatized", "repository": OPEN, "sender": {"login": "x"}})})
case("g publicized", "github", {"a.json": J([GI(1)])}, QA,
     later={"e.json": J({"action": "publicized", "repository": OPEN, "sender": {"login": "x"}})})

# ---- Freshdesk: the API's answer for a ticket's conversations does not repeat the ticket's number ----

TICKET = {key: value for key, value in FT(74).items() if key != "conversations"}
ALONE = [dict(one, body=one["body"].replace("CANARY", "NOTE") if one.get("private") is False else "CANARY") for one in FT(74)["conversations"]]
case("f conversations in a folder with other numbers", "freshdesk",
     {"2024-05-03/tickets.json": J([TICKET]), "2024-05-03/tickets/74/conversations-2.json": J(ALONE)}, ["QUESTION74", "ANSWER74"])
case("f conversations in folders by year", "freshdesk",
     {"tickets.json": J([FT(2024, conversations=[FT(2024)["conversations"][0]])]), "tickets/2024/74/conversations.json": J(ALONE)},
     ["QUESTION2024"], ["ANSWER74"], exit=1)
case("f conversations of a ticket that nothing tells", "freshdesk",
     {"tickets.json": J([FT(1)]), "2024-05-03/conversations.json": J(ALONE)}, QA, ["ANSWER74"], exit=1)

# ---- Slack: a channel with another name ----

QUESTION = sm(R, "U1", "QUESTION1", R, reply_count=1)
THREAD = [QUESTION, sm("1700000001.000100", "U2", "ANSWER1", R)]
NAMED = {"users.json": J(su), "channels.json": J([{"id": "C1", "name": "help"}]), "help/2023-11-14.json": J(THREAD)}


def renamed(messages, private=False):
    return {"users.json": J(su), "channels.json": J([] if private else [{"id": "C1", "name": "ask-us"}]),
            "groups.json": J([{"id": "C1", "name": "ask-us"}] if private else []), "ask-us/2023-11-14.json": J(messages)}


case("s channel renamed", "slack", NAMED, QA, later=renamed(THREAD))
case("s channel renamed, the answer deleted", "slack", NAMED, [], ["ANSWER1"], later=renamed([sm(R, "U1", "QUESTION1")]))
case("s channel renamed and made private", "slack", NAMED, [], QA, later=renamed(THREAD, private=True))
case("s channel renamed and made private, without its messages", "slack", NAMED, [], QA, later=renamed([], private=True))
case("s another channel is private", "slack", NAMED, QA, later={
    **NAMED, "groups.json": J([{"id": "C7", "name": "board"}])})

# ---- GitHub: a repository with another name ----

KNOWN = {"a.json": J([GI(1)]), "r.json": J(dict(OPEN, node_id="R_1"))}


def repository_event(action, name, **more):
    return J(dict({"action": action, "repository": dict(OPEN, node_id="R_1", full_name=name), "sender": {"login": "x"}}, **more))


RENAMED = repository_event("renamed", "o/other", changes={"repository": {"name": {"from": "r"}}})
case("g renamed", "github", KNOWN, QA, later={"e.json": RENAMED})
case("g renamed, then privatized", "github", KNOWN, [], QA, later={"e.json": RENAMED, "f.json": repository_event("privatized", "o/other")})
case("g privatized by another name", "github", KNOWN, [], QA, later={"f.json": repository_event("privatized", "o/other")})
case("g another repository privatized", "github", KNOWN, QA, later={
    "f.json": J({"action": "privatized", "repository": {"id": 2, "node_id": "R_2", "full_name": "o/other", "private": True}})})

# ---- Discourse: a webhook's post tells of its topic ----

case("d post of a topic as it was", "discourse", POSTS, POSTED, later={"hook.json": J({"post": dict(ps[1], topic_id=1, topic_archetype="regular", category_id=4)})})
case("d post of a topic that became a message", "discourse", POSTS, [], POSTED, later={
    "hook.json": J({"post": dict(ps[1], topic_id=1, topic_archetype="private_message", category_id=None)})})
case("d post of a topic in a restricted category", "discourse", POSTS, [], POSTED, later={
    "hook.json": J({"post": dict(ps[1], topic_id=1, topic_archetype="regular", category_id=5)})})

# ---- Jira: webhooks of what an issue or a comment has become ----

SOLVED = {"a.json": J({"issues": [JI(1, [JC(1, True, "ANSWER1")])]})}


def jira_event(what, issue, comment=None):
    return {"e.json": J(dict({"timestamp": 1740830000000, "webhookEvent": what, "issue": issue}, **({"comment": comment} if comment else {})))}


BARE = dict(JI(1, []), fields={key: value for key, value in JI(1, [])["fields"].items() if key != "comment"})
case("j event: comment made internal", "jira", SOLVED, [], ["ANSWER1"], later=jira_event("comment_updated", BARE, JC(1, False, "ANSWER1")))
case("j event: comment made internal, without the issue", "jira", SOLVED, [], ["ANSWER1"], later={"e.json": J(
    {"timestamp": 1740830000000, "webhookEvent": "comment_updated",
     "comment": JC(1, False, "ANSWER1", self="https://jira.acme.example/rest/api/2/issue/%s/comment/1" % JI(1, [])["id"])})})
case("j event: another comment", "jira", SOLVED, QA, later=jira_event("comment_created", BARE, JC(2, False, "CANARY")))
case("j event: the issue as it was", "jira", SOLVED, QA, later=jira_event("jira:issue_updated", BARE))
case("j event beside the issue", "jira", dict(SOLVED, **jira_event("jira:issue_updated", dict(BARE, fields=dict(BARE["fields"], updated="2030-01-01T00:00:00.000+0000")))), QA)
case("j event: security level", "jira", SOLVED, [], QA,
     later=jira_event("jira:issue_updated", dict(BARE, fields=dict(BARE["fields"], security={"id": "1", "name": "Staff"}))))
