"""What only makes sense with an earlier export: events of webhooks, messages without their ticket; see traps.py."""
from traps import FT, GI, HC, HM, J, T, base, cat, case, ps

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
case("f conversations of a ticket that nothing tells", "freshdesk",
     {"tickets.json": J([FT(1)]), "2024-05-03/conversations.json": J(ALONE)}, QA, ["ANSWER74"], exit=1)
