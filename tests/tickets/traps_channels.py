"""Channels by which people write, of every system, and who wrote without being of the team or a customer; see traps.py."""
from traps import J, R, case, slack, sm, su
from traps_documented import (PAIR, ZTICKET, audit, comment, comments, event, fpart, fticket, iconversation, incremental,
                              ipart, ticket, ticket_event, child, zarticle)
from traps_later import HTHREAD, QA, SOLVED, WHO, hmessage, iticket, one, tpart
from traps_newer import via

# ---- Zendesk ----

for channel in ("sms", "line", "wechat", "telegram", "instagram_dm", "apple_business_chat", "sunshine_conversations_api", "voice"):
    pair = [comment(11, 1, True, "QUESTION1", via=via(channel)), comment(12, 2, True, "ANSWER1", via=via(channel))]
    case("z by " + channel, "zendesk",
         {"cursor.json": incremental(ticket(1, via=via(channel))), "tickets/1/comments.json": comments(*pair, comment(13, 2, False, "CANARY", via=via(channel)))},
         [] if channel == "voice" else WHO, ["QUESTION1"] if channel == "voice" else [])
FLAGGED = {"metadata": {"flags": [2, 4], "flags_options": {}, "system": {}}}
case("z audits that were generated or suspended", "zendesk",
     {"cursor.json": incremental(ticket(1)), "audits.json": J({"audits": [
         audit(1, 1, event(PAIR[0])), audit(2, 1, event(PAIR[1])), audit(3, 1, event(comment(14, 2, True, "CANARY")), **FLAGGED),
         audit(4, 1, event(comment(15, 1, True, "CANARY")), metadata={"suspension_type_id": 15})], "next_page": None, "count": 4})}, WHO)
case("z events that were generated", "zendesk",
     {"cursor.json": incremental(ticket(1)), "events.json": J({"ticket_events": [
         ticket_event(1, child(PAIR[0]), {"id": 3, "event_type": "Create", "subject": "Printer"}), ticket_event(2, child(PAIR[1])), dict(ticket_event(3, child(comment(14, 2, True, "CANARY"))), **FLAGGED)],
         "end_of_stream": True})}, QA)
case("z other flags", "zendesk", one(comment(14, 1, True, "THIRD1", metadata={"flags": [0, 2, 3, 11], "flags_options": {}, "system": {}})), WHO + ["THIRD1"])

# ---- HubSpot ----

for channel in ("1000", "1001", "1002", "1007", "1008", "999999"):
    case("h by channel " + channel, "hubspot",
         {"threads.json": J({"results": [dict(HTHREAD, originalChannelId=channel)]}), "messages.json": J({"results": [
             hmessage(1, "V-1", "QUESTION1", channelId=channel), hmessage(2, "A-1", "ANSWER1", channelId=channel),
             hmessage(3, "I-5", "CANARY", channelId=channel, direction="OUTGOING"), hmessage(4, "A-1", "CANARY", type="COMMENT", channelId=channel)]})}, WHO)

# ---- Slack ----

case("s a reply of another workspace", "slack",
     slack([SOLVED[0], dict(SOLVED[1], team="T1", user_profile={"team": "T9", "real_name": "Quirin Beisitzer"})]), [], QA)
case("s a broadcast of another workspace", "slack",
     slack([dict(SOLVED[0], reply_count=2), SOLVED[1], sm("1700000002.000100", "U1", "CANARY", R, subtype="thread_broadcast", team="T1", source_team="T9")]), [], QA)
case("s one workspace says so everywhere", "slack",
     slack([dict(SOLVED[0], team="T1", user_team="T1", source_team="T1", user_profile={"team": "T1", "real_name": "Ada Ask"}), dict(SOLVED[1], team="T1")]), QA)

GRID = [dict(one, team_id="T1", enterprise_user={"id": one["id"], "enterprise_id": "E1", "teams": ["T1", "T2"]}) for one in su]
case("s a company of several workspaces", "slack",
     dict(slack([dict(one, team="T1", user_team="E1", source_team="E1", user_profile={"team": "E1"}) for one in SOLVED]), **{"users.json": J(GRID)}), QA)
case("s a guest in a company of several workspaces", "slack",
     dict(slack([dict(SOLVED[0], team="T1", user_team="E9", source_team="E9", user_profile={"team": "E9"}), SOLVED[1]]), **{"users.json": J(GRID)}), [], QA)
case("s a workspace that is told by other ids", "slack",
     dict(slack([dict(one, team="T7", user_team="T7", source_team="T7", user_profile={"team": "T1"}) for one in SOLVED]),
          **{"users.json": J([dict(one, team_id="T1") for one in su])}), QA)

# ---- Zammad, Freshdesk, Intercom ----

for kind in ("web", "phone", "sms", "whatsapp message", "telegram personal-message", "twitter direct-message", "facebook feed comment", "chat"):
    case("za by " + kind, "zammad",
         {"tickets.json": J([dict(ZTICKET, article_count=3)]), "articles.json": J([
             zarticle(1, "Customer", "QUESTION1", type=kind), zarticle(2, "Agent", "ANSWER1", type=kind),
             zarticle(3, "Agent", "CANARY", type=kind, internal=True)])}, WHO)
for source in (1, 2, 3, 7, 9, 13):
    case("f by source %d" % source, "freshdesk",
         {"t.json": J(fticket([fpart(11, "ANSWER1", source=0), fpart(12, "CANARY", source=2, private=True)], source=source))}, WHO)
for kind in ("email", "conversation", "whatsapp", "sms", "instagram", "facebook", "phone_call", "push"):
    case("i by " + kind, "intercom",
         {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1"), ipart(2, "note", "admin", "CANARY")], source={
             "type": kind, "id": "s", "delivered_as": "customer_initiated", "subject": "", "body": "<p>QUESTION1</p>", "redacted": False,
             "author": {"type": "lead", "id": "u", "name": "Marlis Oberhuber"}})}, WHO)
for name, more in (("type", {"is_internal": True, "category": "Customer"}), ("category", {"category": "Back-office"}), ("nothing", {})):
    case("i ticket whose type says " + name, "intercom",
         {"t.json": J({"type": "ticket.list", "tickets": [iticket(tpart(1, "comment", "admin", "ANSWER1"), ticket_type=more)]})},
         WHO if name == "nothing" else [], [] if name == "nothing" else QA)
