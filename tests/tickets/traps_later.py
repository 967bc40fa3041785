"""More exports as systems document them, and what a later export says of an earlier one; traps.py tells what a case is."""
from traps import F, J, M, MP, P, R, T, case, cat, nd, slack, sm, su, A, S
from traps_documented import (DUMP, PAIR, ZTICKET, comment, comments, fpart, fticket, iconversation, incremental, ipart, jcomment, jissue, ticket, ticket_event, zarticle)

QA = ["QUESTION1", "ANSWER1"]
WHO = ["customer:QUESTION1", "agent:ANSWER1"]

# ---- Zendesk ----

ONE = {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(*PAIR)}


def one(*more, users=(), **ticket_more):
    return {"cursor.json": incremental(ticket(1, **ticket_more)), "tickets/1/comments.json": comments(*PAIR, *more)}


case("z public as a string", "zendesk", one(comment(14, 2, "true", "CANARY"), comment(15, 2, "True", "CANARY")), WHO)
case("z side conversation and channels of machines", "zendesk",
     one(comment(14, 2, True, "CANARY", via={"channel": "side_conversation", "source": {"from": {}, "to": {}, "rel": None}}),
         comment(15, 2, True, "CANARY", via={"channel": "web", "source": {"rel": "answer_bot_for_web_widget"}}),
         comment(16, 2, True, "CANARY", via={"channel": "answer_bot_for_agents", "source": {}}),
         comment(17, 2, True, "CANARY", via={"channel": "email", "source": {"rel": "suspended"}})), WHO)
case("z transcript of a chat", "zendesk",
     one(dict(comment(14, 1, False, "x"), type="ChatStartedEvent", body=None, history=[{"type": "ChatMessage", "message": "CANARY"}]),
         comment(15, 2, False, "(10:00) CANARY: hello", via={"channel": "chat_transcript"})), WHO)
case("z talk", "zendesk",
     one(dict(comment(14, 2, True, "CANARY"), type="VoiceComment", data={"from": "+15550100", "transcription_text": "CANARY"}),
         dict(comment(15, 2, True, "CANARY"), type="TpeVoiceComment")), WHO)
case("z suspended user", "zendesk",
     {"cursor.json": incremental(ticket(1), users=[
         {"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "role": "end-user", "suspended": False},
         {"id": 2, "name": "Tom Agent", "email": "tom@acme.example", "role": "agent", "suspended": False},
         {"id": 9, "name": "Spamer Eins", "email": "spam@x.example", "role": "end-user", "suspended": True}]),
      "tickets/1/comments.json": J({"comments": PAIR + [comment(14, 9, True, "CANARY")], "next_page": None, "count": 3})},
     WHO, people=["Spamer Eins"])
case("z records of a connector", "zendesk",
     {"a.jsonl": nd({"type": "RECORD", "record": {"stream": "tickets", "data": ticket(1), "emitted_at": 1}},
                    {"type": "RECORD", "record": {"stream": "ticket_comments", "data": dict(PAIR[0], ticket_id=1), "emitted_at": 1}},
                    {"type": "RECORD", "record": {"stream": "ticket_comments", "data": dict(PAIR[1], ticket_id=1), "emitted_at": 1}},
                    {"type": "RECORD", "record": {"stream": "ticket_comments", "data": dict(comment(13, 2, False, "CANARY"), ticket_id=1)}},
                    {"type": "RECORD", "record": {"stream": "users", "data": {"id": 1, "role": "end-user", "name": "Marlis Oberhuber"}}},
                    {"type": "RECORD", "record": {"stream": "users", "data": {"id": 2, "role": "agent", "name": "Tom Agent"}}},
                    {"type": "STATE", "state": {"data": {"x": "CANARY"}}})}, WHO, people=["Marlis Oberhuber"])
case("z singer", "zendesk",
     {"a.singer": nd({"type": "SCHEMA", "stream": "tickets", "schema": {"properties": {}}, "key_properties": ["id"]}),
      "b.jsonl": nd({"type": "RECORD", "stream": "tickets", "record": ticket(1), "version": 1},
                    {"type": "RECORD", "stream": "ticket_comments", "record": dict(PAIR[0], ticket_id=1)},
                    {"type": "RECORD", "stream": "ticket_comments", "record": dict(PAIR[1], ticket_id=1)},
                    {"type": "RECORD", "stream": "ticket_comments", "record": dict(comment(13, 2, False, "CANARY"), ticket_id=1)})}, QA)
case("z requests of the end-user API", "zendesk",
     {"requests.json": J({"requests": [{"id": 1, "status": "solved", "priority": None, "type": "question", "subject": "Printer",
                                        "description": "CANARY", "organization_id": None, "via": {"channel": "web"},
                                        "requester_id": 1, "assignee_id": 2, "is_public": True, "can_be_solved_by_me": False,
                                        "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-02T08:00:00Z"}], "next_page": None}),
      "requests/1/comments.json": J({"comments": [dict(c, request_id=1) for c in PAIR], "users": [
          {"id": 1, "name": "Marlis Oberhuber", "agent": False}, {"id": 2, "name": "Tom Agent", "agent": True}],
          "organizations": [], "next_page": None, "count": 2})}, WHO)
case("z deleted tickets later", "zendesk", ONE, [], ["QUESTION1"], later={
    "deleted.json": J({"deleted_tickets": [{"id": 1, "subject": "Printer", "description": "CANARY", "actor": {"id": 2, "name": "Tom Agent"},
                                            "deleted_at": "2025-04-01T08:00:00Z", "previous_state": "solved"}], "next_page": None, "count": 1})})
case("z comments alone later, one private", "zendesk", ONE, [], ["ANSWER1", "QUESTION1"], later={
    "tickets/1/comments.json": comments(PAIR[0], dict(PAIR[1], public=False))})
case("z comments alone later, one redacted", "zendesk", ONE, [], ["ANSWER1"], later={
    "tickets/1/comments.json": comments(PAIR[0], comment(12, 2, True, "\u2587\u2587\u2587\u2587 off"))})
case("z comments as lines later, one private", "zendesk", ONE, [], ["ANSWER1"], later={
    "c.jsonl": nd(dict(PAIR[1], public=False, ticket_id=1))})
case("z event of a comment made private later", "zendesk", ONE, [], ["ANSWER1"], later={
    "e.json": J({"ticket_events": [dict(ticket_event(9, {"id": 77, "event_type": "CommentPrivacyChange", "type": "CommentPrivacyChange",
                                                        "comment_id": 12, "public": False}))], "end_of_stream": True})})
case("z whole ticket later, comment private", "zendesk", ONE, [], ["ANSWER1"], later={
    "a.ndjson": nd(dict(ticket(1, updated_at="2025-05-01T00:00:00Z"), comments=[PAIR[0], dict(PAIR[1], public=False)]))})
case("z ticket alone later, tag denied", "zendesk", ONE, [], ["ANSWER1"], later={
    "t.json": incremental(ticket(1, updated_at="2025-05-01T00:00:00Z", tags=["legal"]))})
case("z ticket alone later, reopened", "zendesk", ONE, [], later={
    "t.json": incremental(ticket(1, updated_at="2025-05-01T00:00:00Z", status="open"))})
case("z ticket alone later, not public", "zendesk", ONE, [], ["ANSWER1"], later={
    "t.json": incremental(ticket(1, updated_at="2025-05-01T00:00:00Z", is_public=False))})
case("z user deleted later", "zendesk", ONE, QA, people=["Marlis Oberhuber"], later={
    "users.json": J({"users": [{"id": 1, "name": "Permanently deleted user", "email": None, "active": False, "role": "end-user"}],
                     "end_of_stream": True})})
case("z user merged later", "zendesk", ONE, QA, people=["Marlis Oberhuber", "Mia Neumann"], later={
    "a.ndjson": nd(dict(ticket(1, requester_id=31, updated_at="2025-05-01T00:00:00Z"), comments=[dict(PAIR[0], author_id=31), PAIR[1]])),
    "users.json": J({"users": [{"id": 31, "name": "Mia Neumann", "email": "marlis@kunde.example", "role": "end-user"},
                               {"id": 1, "name": "Mia Neumann", "email": None, "active": False, "role": "end-user"}]})})

# ---- HubSpot ----


def hmessage(i, who, text, **more):
    return dict({"id": str(i), "conversationsThreadId": "5", "createdAt": "2025-03-01T08:%02d:00Z" % i, "createdBy": who,
                 "client": {"clientType": "HUBSPOT"}, "type": "MESSAGE",
                 "direction": "INCOMING" if who[0] == "V" else "OUTGOING",
                 "senders": [{"actorId": who, "name": "Name " + who}], "recipients": [], "text": text,
                 "richText": "<p>%s</p>" % text, "attachments": [{"type": "FILE", "name": "CANARY"}], "channelId": "1000",
                 "truncationStatus": "NOT_TRUNCATED", "status": {"statusType": "SENT"}, "archived": False}, **more)


HTHREAD = {"id": "5", "createdAt": "2025-03-01T08:00:00Z", "closedAt": "2025-03-02T08:00:00Z", "status": "CLOSED", "inboxId": "1",
           "spam": False, "archived": False, "associatedContactId": "77", "latestMessageTimestamp": "2025-03-01T09:00:00Z"}
HPAIR = [hmessage(1, "V-1", "QUESTION1"), hmessage(2, "A-1", "ANSWER1")]
case("h actors that are nobody", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR + [
         hmessage(3, "B-9", "CANARY"), hmessage(4, "S-hubspot", "CANARY"), hmessage(5, "L-1", "CANARY"),
         hmessage(6, "A-1", "CANARY", type="COMMENT", direction=None), hmessage(7, "A-1", "CANARY", archived=True)]})}, WHO)
case("h message made archived later", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, [], ["ANSWER1"], later={
         "messages.json": J({"results": [dict(HPAIR[1], archived=True)]})})
case("h thread is spam later", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, [], ["ANSWER1"], later={
         "threads.json": J({"results": [dict(HTHREAD, spam=True)]})})
case("h emails and notes as objects", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR}),
      "notes.json": J({"results": [{"id": "9", "properties": {"hs_note_body": "CANARY", "hs_timestamp": "2025-03-01T08:00:00Z"},
                                    "associations": {"tickets": {"results": [{"id": "1"}]}}}]}),
      "calls.json": J({"results": [{"id": "10", "properties": {"hs_call_body": "CANARY", "hs_call_title": "CANARY"}}]})}, WHO)
case("h csv of an English portal", "hubspot",
     {"hubspot-crm-exports-all-tickets-2025-03-01.csv": "Ticket ID,Ticket name,Pipeline,Ticket status,Create date,Priority,Ticket owner,"
      "Ticket description,Internal comment,Reply\n\"1\",\"Printer\",\"Support Pipeline\",\"Closed (Support Pipeline)\",\"2025-03-01 08:00\","
      "\"High\",\"Tom Agent (tom@acme.example)\",\"QUESTION1, with\nlines\",\"CANARY\",\"ANSWER1\"\n"},
     QA, extra='columns=["answer=Reply"]\n', people=["tom@acme.example"])

# ---- GitHub ----


def gissue(n, *comments_, **more):
    return dict({"number": n, "title": "Printer", "body": "QUESTION%d" % n, "state": "closed", "state_reason": "completed", "labels": [],
                 "user": {"login": "gustl", "type": "User"}, "author_association": "NONE", "comments": len(comments_), "locked": False,
                 "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-02T08:00:00Z", "closed_at": "2025-03-02T08:00:00Z",
                 "html_url": "https://github.com/acme/app/issues/%d" % n, "url": "https://api.github.com/repos/acme/app/issues/%d" % n,
                 "comment_data": list(comments_)}, **more)


def gcomment(i, body, who="tom", **more):
    return dict({"id": i, "user": {"login": who, "type": "User"}, "author_association": "MEMBER", "body": body,
                 "created_at": "2025-03-01T09:%02d:00Z" % i, "html_url": "https://github.com/acme/app/issues/1#issuecomment-%d" % i},
                **more)


case("g apps, bots and minimized", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"), gcomment(2, "THIRD1", performed_via_github_app={"slug": "phone"}),
                                gcomment(3, "CANARY", "acme[bot]"), gcomment(4, "CANARY", minimized={"reason": "abuse"}),
                                gcomment(5, "CANARY", user={"login": "robo", "type": "Bot"}),
                                gcomment(6, "CANARY", is_minimized=True)))}, WHO)
case("g duplicate, spam, draft, private", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "CANARY"), body="CANARY", state_reason="duplicate")),
      "issues/2.json": J(gissue(2, gcomment(1, "CANARY"), body="CANARY", locked=True, active_lock_reason="spam")),
      "issues/3.json": J(gissue(3, gcomment(1, "CANARY"), body="CANARY", repository={"full_name": "acme/app", "private": True})),
      "issues/4.json": J(gissue(4, gcomment(1, "CANARY"), body="CANARY", labels=[{"name": "type: security"}])),
      "issues/5.json": J(gissue(5, gcomment(1, "CANARY"), body="CANARY", pull_request=None,
                                html_url="https://github.com/acme/app/pull/5")),
      "issues/6.json": J(gissue(6, gcomment(1, "ANSWER6")))}, ["QUESTION6", "ANSWER6"])
case("g pages one after another in one file", "github",
     {"issues.json": J([gissue(1, gcomment(1, "ANSWER1"))]) + J([gissue(2, gcomment(1, "ANSWER2"))])}, QA + ["ANSWER2"])
case("g webhook deliveries", "github",
     {"d.jsonl": nd({"action": "closed", "issue": gissue(1), "repository": {"full_name": "acme/app", "private": False}, "sender": {"login": "tom"}},
                    {"action": "created", "issue": gissue(1), "comment": gcomment(1, "CANARY"),
                     "repository": {"full_name": "acme/app", "private": True}})})
case("g comment minimized later", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1")))}, [], ["ANSWER1"], later={
         "issues/1.json": J(gissue(1, gcomment(1, "ANSWER1", minimized={"reason": "off-topic"}), updated_at="2025-05-01T00:00:00Z"))})
case("g comments alone later, one gone from GraphQL", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1")))}, [], ["ANSWER1"], later={
         "issues/1.json": J(gissue(1, updated_at="2025-05-01T00:00:00Z"))})
GNODE = {"number": 1, "title": "Printer", "body": "QUESTION1", "url": "https://github.com/acme/app/discussions/1", "createdAt": "2025-03-01T08:00:00Z",
         "author": {"login": "gustl", "__typename": "User"}, "authorAssociation": "NONE", "isAnswered": True, "closed": False, "locked": False,
         "category": {"name": "Q&A", "isAnswerable": True}, "answerChosenAt": "2025-03-02T08:00:00Z", "answer": {"id": "DC_2"},
         "comments": {"totalCount": 2, "pageInfo": {"hasNextPage": False}, "nodes": [
             {"id": "DC_1", "body": "CANARY", "isAnswer": False, "isMinimized": True, "author": {"login": "eva"}, "replies": {"nodes": [], "totalCount": 0}},
             {"id": "DC_2", "body": "ANSWER1", "isAnswer": True, "isMinimized": False, "author": {"login": "tom", "__typename": "User"},
              "authorAssociation": "NONE", "createdAt": "2025-03-01T09:00:00Z",
              "replies": {"totalCount": 2, "nodes": [{"id": "DC_3", "body": "THANKS1", "author": {"login": "gustl"}, "isMinimized": False},
                                                     {"id": "DC_4", "body": "CANARY", "author": {"login": "renovate", "__typename": "Bot"}}]}}]}}
case("g discussion with replies", "github",
     {"d.json": J({"data": {"repository": {"nameWithOwner": "acme/app", "isPrivate": False, "visibility": "PUBLIC",
                                           "discussions": {"nodes": [GNODE], "pageInfo": {"hasNextPage": False}}}}})}, QA)

# ---- Slack ----

SOLVED = [sm(R, "U1", "QUESTION1", R, reply_count=1), sm("1700000001.000100", "U2", "ANSWER1", R)]
case("s apps without a subtype", "slack",
     slack([sm(R, "U1", "QUESTION1", R, reply_count=6)],
           [sm("1700000001.000100", "U2", "ANSWER1", R),
            sm("1700000002.000100", "U2", "CANARY", R, bot_id="B77", bot_profile={"name": "Zap"}, app_id="A1"),
            sm("1700000003.000100", "U1", "CANARY", R, is_ephemeral=True),
            sm("1700000004.000100", "USLACKBOT", "CANARY", R),
            sm("1700000005.000100", "U1", "CANARY", R, subtype="reminder_add"),
            sm("1700000006.000100", "U1", "CANARY", R, subtype="assistant_app_thread"),
            sm("1700000007.000100", "U1", "CANARY", R, subtype="file_comment", comment={"comment": "CANARY"}),
            sm("1700000008.000100", "U1", "CANARY", R, subtype="brand_new_kind")]), QA)
case("s text in blocks, unfurls beside it", "slack",
     slack([dict(SOLVED[0], attachments=[{"from_url": "https://x.example", "text": "CANARY", "fallback": "CANARY"}],
                 blocks=[{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                     {"type": "text", "text": "QUESTION1"}]}]}]),
            dict(SOLVED[1], files=[{"id": "F1", "name": "CANARY.png", "plain_text": "CANARY", "preview": "CANARY"}])]), QA)
case("s direct messages in every list", "slack",
     dict(slack(SOLVED), **{"dms.json": J([{"id": "D1", "members": ["U1", "U2"]}]),
                            "mpims.json": J([{"id": "G9", "name": "mpdm-ada--tom-1", "members": ["U1", "U2"]}]),
                            "D1/2023-11-14.json": J([dict(m, text="CANARY") for m in SOLVED]),
                            "mpdm-ada--tom-1/2023-11-14.json": J([dict(m, text="CANARY") for m in SOLVED]),
                            "FC:F1:notes/2023-11-14.json": J([dict(m, text="CANARY") for m in SOLVED])}), QA)
case("s channel says that it is private", "slack",
     dict(slack(SOLVED), **{"channels.json": J([{"id": "C1", "name": "help"}, {"id": "C2", "name": "board", "is_private": True},
                                               {"id": "C3", "name": "shared", "is_ext_shared": True}]),
                            "board/2023-11-14.json": J([dict(m, text="CANARY") for m in SOLVED]),
                            "integration_logs.json": J([{"user_id": "U1", "reason": "CANARY"}]),
                            "canvases.json": J([{"id": "F1", "title": "CANARY"}])}), QA)
case("s message deleted later", "slack", slack(SOLVED), [], ["ANSWER1"], later=slack(
    [SOLVED[0], sm("1700000001.000100", "USLACKBOT", "This message was deleted.", R, subtype="tombstone", hidden=True)]))
case("s deleted, and Slackbot is among the users", "slack",
     dict(slack([dict(SOLVED[0], reply_count=2), SOLVED[1], sm("1700000002.000100", "USLACKBOT", "This message was deleted.", R, subtype="tombstone", hidden=True)]),
          **{"users.json": J(su + [{"id": "USLACKBOT", "name": "slackbot", "real_name": "Slackbot", "is_bot": False}])}),
     QA, ["was deleted"])
case("s question deleted", "slack", slack(
    [sm(R, "USLACKBOT", "This message was deleted.", R, subtype="tombstone", hidden=True, reply_count=1), SOLVED[1]]), [], ["ANSWER1"])
case("s channel private later", "slack", slack(SOLVED), [], ["ANSWER1"], later=dict(slack(SOLVED), **{
    "channels.json": J([]), "groups.json": J([{"id": "C1", "name": "help"}])}))

# ---- Discourse ----


def dpost(n, who, body, **more):
    return P(n, who, cooked="<p>%s</p>" % body, **more)


DQA = [dpost(1, "ada", "QUESTION1"), dpost(2, "tom", "ANSWER1")]
case("d suspended, hidden and system", "discourse",
     {"categories.json": cat, "t/1.json": J(T(1, DQA + [
         dpost(3, "eve", "CANARY", user_suspended=True), dpost(4, "eve", "CANARY", cooked_hidden=True),
         dpost(5, "system", "CANARY"), dict(dpost(6, "eve", "CANARY"), user_deleted=True),
         dpost(7, "eve", "CANARY", deleted_by={"id": 1}), dpost(8, "bot", "CANARY", user_id=-3),
         dict(dpost(9, "tom", "CANARY"), post_type=4)]))}, WHO)
case("d tags as objects", "discourse",
     {"categories.json": cat, "t/1.json": J(dict(T(1, [dpost(1, "ada", "CANARY"), dpost(2, "tom", "CANARY")]),
                                                 tags=[{"id": 1, "name": "security", "slug": "security"}])),
      "t/2.json": J(dict(T(2, DQA), tags=[{"id": 2, "name": "printer", "slug": "printer"}]))}, WHO)
case("d banner, unlisted", "discourse",
     {"categories.json": cat,
      "t/2.json": J(dict(T(2, [dpost(1, "ada", "CANARY"), dpost(2, "tom", "CANARY")]), archetype="banner")),
      "t/3.json": J(dict(T(3, DQA), slug="printer")),
      "t/4.json": J(dict(T(4, [dpost(1, "ada", "CANARY"), dpost(2, "tom", "CANARY")]), visible="f"))}, WHO)
case("d categories of site.json", "discourse",
     {"site.json": J({"categories": [{"id": 4, "name": "Help", "read_restricted": False},
                                     {"id": 5, "name": "Staff", "read_restricted": True}], "groups": [{"id": 1, "name": "admins"}]}),
      "t/1.json": J(T(1, DQA)), "t/2.json": J(dict(T(2, [dpost(1, "ada", "CANARY"), dpost(2, "tom", "CANARY")]), category_id=5))}, WHO)
case("d post hidden later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "categories.json": cat, "t/1/posts.json": J({"post_stream": {"posts": [dict(DQA[1], hidden=True, cooked="")]}, "id": 1})})
case("d category restricted later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "categories.json": J({"category_list": {"categories": [{"id": 4, "name": "Help", "read_restricted": True}]}}),
    "t/1.json": J(T(1, DQA))})

# ---- mail ----

case("m Outlook without references", "mail",
     {"a.mbox": F + M("1", A, S, "Printer on floor 3", "QUESTION1", "Thread-Topic: Printer on floor 3\nThread-Index: AdZ1\n") +
      F + M("2", S, A, "RE: Printer on floor 3", "ANSWER1", "Thread-Topic: Printer on floor 3\nThread-Index: AdZ1BB\n")}, QA)
case("m receipts and calendars", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
      F + MP("3", A, S, "Read: Help", [("text/plain", [], "CANARY"), ("message/disposition-notification", [], "Final-Recipient: x")], "2", "report; report-type=disposition-notification") +
      F + M("4", A, S, "Accepted: Help", "CANARY", "Content-Class: urn:content-classes:calendarmessage\nContent-Type: text/calendar; method=REPLY\n", "2") +
      F + M("5", A, S, "Réponse automatique : Help".encode().decode("latin1"), "CANARY", "X-Auto-Response-Suppress: All\nAuto-Submitted: auto-replied\n", "2")}, QA)
case("m spam and lists", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
      F + M("3", A, S, "Re: Help", "CANARY", "X-Spam-Flag: YES\n", "2") +
      F + M("4", S, "all <all@acme.example>", "Re: Help", "CANARY", "List-Id: <all.acme.example>\n", "2") +
      F + M("5", A, S, "Re: Help", "CANARY", "Precedence: list\nList-Id: <users.x.example>\n", "2")}, QA)
case("m encrypted", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") +
      F + MP("2", S, A, "Re: Help", [("application/pgp-encrypted", [], "Version: 1"), ("application/octet-stream", [], "-----BEGIN PGP MESSAGE-----\nCANARY")], "1", "encrypted; protocol=\"application/pgp-encrypted\"") +
      F + M("3", S, A, "Re: Help", "ANSWER1", refs="1")}, QA)
case("m quoted-printable, flowed, Latin", "mail",
     {"a.mbox": F + M("1", A, S, "=?iso-8859-15?Q?Dr=FCcker?=", "QUESTION1 kostet 5 =A4 =\nmehr", "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: quoted-printable\n") +
      F + M("2", S, A, "Re: =?utf-8?B?RHLDvGNrZXI=?=", "ANSWER1 in \nflowed lines.", "Content-Type: text/plain; charset=utf-8; format=flowed\n", "1")},
     QA + ["5 \u20ac mehr"])
case("m mboxcl2", "mail",
     {"a.mbox": "".join(F + m.replace("Date:", "Content-Length: %d\nDate:" % (len(m.split("\n\n", 1)[1]) - 1), 1) for m in (
         M("1", A, S, "Help", "QUESTION1\n\nFrom Ada Wed Jan 01 00:00:00 2025\nFrom here on TAIL1"),
         M("2", S, A, "Re: Help", "ANSWER1", refs="1")))}, QA + ["TAIL1"])
case("m Courier folders, flags", "mail",
     {"Maildir/.INBOX.Support/cur/1:2,S": M("1", A, S, "Help", "QUESTION1"), "Maildir/.Sent/cur/2:2,S": M("2", S, A, "Re: Help", "ANSWER1", refs="1"),
      "Maildir/.INBOX.Papierkorb/cur/3:2,S": M("3", S, A, "Re: Help", "CANARY", refs="1"),
      "Maildir/.INBOX.Entw&APw-rfe/cur/4:2,S": M("4", S, A, "Re: Help", "CANARY", refs="1"),
      "Maildir/.Corbeille/cur/5:2,S": M("5", S, A, "Re: Help", "CANARY", refs="1"),
      "Maildir/.[Gmail].Spam/cur/6:2,S": M("6", A, S, "Re: Help", "CANARY", refs="1")}, QA)
case("m internal talk in between", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, "Resi <resi@acme.example>", "Fwd: Help", "CANARY", refs="1") +
      F + M("3", "Resi <resi@acme.example>", S, "Re: Fwd: Help", "CANARY", refs="2") +
      F + M("4", S, A, "Re: Help", "ANSWER1", "Cc: Quirin Beisitzer <quirin@kunde.example>\n", "1")}, QA, people=["Quirin Beisitzer"])

# ---- Freshdesk ----

case("f private as a string, automations", "freshdesk",
     {"t.json": J(fticket([fpart(11, "ANSWER1"), fpart(12, "CANARY", private="false"), fpart(13, "CANARY", private=0),
                           fpart(14, "CANARY", automation_id=55, automation_type_id=1),
                           fpart(15, "CANARY", source=2, private=True, incoming=True),
                           fpart(16, "CANARY", source=11)]))}, WHO)
case("f conversation private later", "freshdesk", {"t.json": J(fticket([fpart(11, "ANSWER1")]))}, [], ["ANSWER1"], later={
    "tickets/1/conversations.json": J([dict(fpart(11, "ANSWER1"), private=True, ticket_id=1)])})
case("f conversation deleted later", "freshdesk", {"t.json": J(fticket([fpart(11, "ANSWER1")]))}, [], ["ANSWER1"], later={
    "tickets/1/conversations.json": J([dict(fpart(11, "ANSWER1"), deleted=True, ticket_id=1)])})
case("f ticket spam later", "freshdesk", {"t.json": J(fticket([fpart(11, "ANSWER1")]))}, [], ["ANSWER1"], later={
    "t.json": J([{k: v for k, v in fticket([], spam=True, updated_at="2025-05-01T00:00:00Z").items() if k != "conversations"}])})
case("f contact deleted, blocked", "freshdesk",
     {"t.json": J(fticket([fpart(11, "ANSWER1"), fpart(12, "CANARY", user_id=66, incoming=True)])),
      "contacts.json": J([{"id": 66, "name": "Spamer Eins", "email": "s@x.example", "active": False, "deleted": True, "blocked": True}])},
     WHO, people=["Spamer Eins"])
case("f own status, merged, linked", "freshdesk",
     {"a.json": J([fticket([fpart(11, "CANARY")], description="CANARY", status=12),
                   dict(fticket([fpart(12, "CANARY")], description="CANARY"), id=2, association_type=2),
                   dict(fticket([fpart(13, "ANSWER3")], description="QUESTION3"), id=3)])}, ["QUESTION3", "ANSWER3"])

# ---- Zammad ----

ZQA = [zarticle(1, "Customer", "QUESTION1"), zarticle(2, "Agent", "ANSWER1")]
case("za automatic, strings, drafts", "zammad",
     {"tickets.json": J([dict(ZTICKET, article_count=6)]),
      "articles.json": J(ZQA + [zarticle(3, "Agent", "CANARY", preferences={"is-auto-response": True}), zarticle(4, "Agent", "CANARY", internal="false"),
                                zarticle(5, "Agent", "CANARY", internal="0"), zarticle(6, "Customer", "CANARY", preferences={"is-auto-response": True, "send-auto-response": False})]),
      "drafts.json": J({"shared_draft_id": 1, "assets": {"TicketSharedDraftZoom": {"1": {"ticket_id": 1, "new_article": {"body": "CANARY"}}}}})}, WHO)
case("za article internal later", "zammad", {"tickets.json": J([dict(ZTICKET, article_count=2)]), "articles.json": J(ZQA)}, [], ["ANSWER1"], later={
    "by_ticket.json": J([ZQA[0], dict(ZQA[1], internal=True)])})
case("za ticket removed later", "zammad", {"tickets.json": J([dict(ZTICKET, article_count=2)]), "articles.json": J(ZQA)}, [], ["ANSWER1"], later={
    "tickets.json": J([dict(ZTICKET, state="removed", article_count=2, updated_at="2025-05-01T00:00:00Z")])})
case("za own state that is closed", "zammad",
     {"tickets.json": J([dict(ZTICKET, article_count=2, state="gelöst")]), "articles.json": J(ZQA)}, [], ["QUESTION1"])
case("za pages of search", "zammad",
     {"search.json": J({"tickets": [1], "tickets_count": 1, "assets": {"Ticket": {"1": dict(ZTICKET, article_count=2)}}}),
      "articles.json": J(ZQA)}, WHO)

# ---- Jira ----

case("j jsdPublic as a string", "jira", {"a.json": jissue([jcomment(1, "ANSWER1"), jcomment(2, "CANARY", jsdPublic="true")])}, WHO)
case("j subtask", "jira", {"a.json": jissue([jcomment(1, "CANARY")], description="CANARY", issuetype={"name": "Sub-task", "subtask": True},
                                          parent={"id": "7", "key": "SD-7"})})
case("j comment internal later", "jira", {"a.json": jissue([jcomment(1, "ANSWER1")])}, [], ["ANSWER1"], later={
    "c.json": J({"startAt": 0, "maxResults": 50, "total": 1, "comments": [jcomment(1, "ANSWER1", jsdPublic=False)]})})
case("j request API, comments in their own file", "jira",
     {"requests.json": J({"values": [{"issueId": "1", "issueKey": "SD-1", "createdDate": {"iso8601": "2025-03-01T08:00:00+0100"},
                                     "reporter": {"accountId": "r", "displayName": "Marlis Oberhuber"},
                                     "requestFieldValues": [{"fieldId": "summary", "value": "Printer"}, {"fieldId": "description", "value": "QUESTION1"}],
                                     "currentStatus": {"status": "Done", "statusCategory": "DONE"}}], "isLastPage": True}),
      "request/1/comment.json": J({"_expands": [], "size": 2, "start": 0, "limit": 50, "isLastPage": True, "values": [
          {"_links": {"self": "https://acme.example/rest/servicedeskapi/request/1/comment/5"}, "id": "5", "body": "ANSWER1", "public": True,
           "author": {"accountId": "ag", "displayName": "Tom Agent"}, "created": {"iso8601": "2025-03-01T09:00:00+0100"}},
          {"_links": {"self": "https://acme.example/rest/servicedeskapi/request/1/comment/6"}, "id": "6", "body": "CANARY", "public": False,
           "author": {"accountId": "ag", "displayName": "Tom Agent"}, "created": {"iso8601": "2025-03-01T09:10:00+0100"}}]})}, WHO)
case("j document with panels, tables and code", "jira",
     {"a.json": jissue([jcomment(1, {"type": "doc", "version": 1, "content": [
         {"type": "panel", "attrs": {"panelType": "info"}, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "ANSWER1"}]}]},
         {"type": "table", "content": [{"type": "tableRow", "content": [{"type": "tableCell", "content": [
             {"type": "paragraph", "content": [{"type": "text", "text": "CELL1"}]}]}]}]},
         {"type": "expand", "attrs": {"title": "More"}, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "HIDDEN1"}]}]},
         {"type": "orderedList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [
             {"type": "text", "text": "STEP1"}, {"type": "hardBreak"}, {"type": "inlineCard", "attrs": {"url": "https://docs.acme.example/LINK1"}}]}]}]}]})])},
     WHO + ["CELL1", "HIDDEN1", "STEP1"])

# ---- Intercom ----


def iticket(*parts, **more):
    return dict({"type": "ticket", "id": "1", "ticket_id": "37", "category": "Customer", "is_shared": True, "open": False,
                 "ticket_attributes": {"_default_title_": "Printer", "_default_description_": "QUESTION1", "internal": "CANARY"},
                 "ticket_state": {"type": "ticket_state", "id": "3", "category": "resolved", "internal_label": "CANARY", "external_label": "Done"},
                 "ticket_type": {"type": "ticket_type", "name": "Bug", "category": "Customer", "is_internal": False},
                 "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "c", "name": "Marlis Oberhuber"}]},
                 "created_at": 1740820000, "updated_at": 1740830000,
                 "ticket_parts": {"type": "ticket_part.list", "ticket_parts": list(parts), "total_count": len(parts)}}, **more)


def tpart(i, kind, who, body, **more):
    return ipart(i, kind, who, body, **dict({"type": "ticket_part", "previous_ticket_state": "submitted", "ticket_state": "in_progress"}, **more))


case("i tickets", "intercom",
     {"t.json": J({"type": "ticket.list", "tickets": [
         iticket(tpart(1, "comment", "admin", "ANSWER1"), tpart(2, "note", "admin", "CANARY"), tpart(3, "ticket_state_updated_by_admin", "admin", "CANARY")),
         dict(iticket(tpart(1, "comment", "admin", "CANARY"), is_shared=False, category="Back-office",
                      ticket_attributes={"_default_title_": "CANARY", "_default_description_": "CANARY"}), id="2"),
         dict(iticket(tpart(1, "comment", "admin", "CANARY"), category="Tracker", ticket_attributes={"_default_description_": "CANARY"}), id="3"),
         dict(iticket(tpart(1, "comment", "admin", "CANARY"), ticket_state={"category": "in_progress"},
                      ticket_attributes={"_default_description_": "CANARY"}), id="4")], "pages": {"page": 1, "total_pages": 1}})},
     WHO, people=["Marlis Oberhuber"])
case("i answers of Fin", "intercom",
     {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1"),
                               ipart(2, "comment", "admin", "CANARY", author={"type": "admin", "id": "f", "name": "Fin", "from_ai_agent": True, "is_ai_answer": True}),
                               ipart(3, "comment", "bot", "CANARY"), ipart(4, "quick_reply", "user", "CANARY"),
                               ipart(5, "operator_workflow_event", "bot", "CANARY")])}, WHO)
case("i part redacted later", "intercom", {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")])}, [], ["ANSWER1"], later={
    "a.json": iconversation([ipart(1, "comment", "admin", "", redacted=True)], ).replace("1740830000", "1750000000")})
case("i parts alone later, one redacted", "intercom", {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")])}, [], ["ANSWER1"], later={
    "parts.jsonl": nd(dict(ipart(1, "comment", "admin", "x", redacted=True), conversation_id="1"))})
case("i sent by the team", "intercom",
     {"a.json": iconversation([ipart(1, "comment", "user", "QUESTION1"), ipart(2, "comment", "admin", "ANSWER1")],
                              source={"type": "push", "id": "s", "delivered_as": "operator_initiated", "body": "CANARY", "author": {"type": "bot", "id": "u"}})}, WHO)

# ---- osTicket ----

case("o MariaDB's sandbox line", "osticket", {"a.sql": "/*M!999999\\- enable the sandbox mode */ \n" + DUMP}, QA)
case("o a row an INSERT", "osticket",
     {"a.sql": DUMP.replace(",\n(", ";\nINSERT INTO `ost_thread_entry` VALUES (")}, QA)
case("o entry hidden later", "osticket", {"a.sql": DUMP}, [], ["ANSWER1"], later={
    "a.sql": DUMP.replace("(2,10,2,0,'R',64", "(2,10,2,0,'N',64")})
