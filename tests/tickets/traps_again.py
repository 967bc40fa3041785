"""Later exports in another layout than the first one, pieces of threads, and what webhooks deliver; traps.py tells what a case is."""
import json

from traps import A, F, GQ, J, M, R, S, T, X, XC, base, case, cat, gq, nd, slack, sm, su, xh
from traps_documented import (DUMP, PAIR, USERS, ZTICKET, audit, child, comment, comments, fpart, fticket, iconversation, incremental, ipart,
                              jcomment, jissue, ticket, ticket_event, zarticle)
from traps_later import DQA, GNODE, HPAIR, HTHREAD, ONE, QA, SOLVED, ZQA, dpost, gcomment, gissue, iticket, tpart

L = "2025-05-01T00:00:00Z"


def hook(kind, event, **detail):
    return {"account_id": 22129848, "detail": dict({"id": "1", "actor_id": "2", "is_public": True, "status": "SOLVED", "subject": "Printer",
            "tags": [], "requester_id": "1", "assignee_id": "2", "created_at": "2025-03-01T08:00:00Z", "updated_at": L,
            "via": {"channel": "web_service"}}, **detail), "event": dict({"meta": {"sequence": {"id": "x", "position": 1}}}, **event),
            "id": "01J", "subject": "zen:ticket:1", "time": L, "type": "zen:event-type:ticket." + kind, "zendesk_event_version": "2022-11-06"}


case("z webhook comment made private", "zendesk", ONE, [], ["ANSWER1"], later={
    "h.jsonl": nd(hook("comment_made_private", {"comment": {"id": "12", "is_public": False, "author": {"id": "2", "is_staff": True, "name": "Tom Agent"}}}))})
case("z webhook comment redacted", "zendesk", ONE, [], ["ANSWER1"], later={
    "h.json": J(hook("comment_redacted", {"comment": {"id": "12"}}))})
case("z webhook tags changed", "zendesk", ONE, [], ["ANSWER1"], later={
    "h.json": J(hook("tags_changed", {"tags_added": ["legal"], "tags_removed": []}, tags=["legal"]))})
case("z webhook soft deleted", "zendesk", ONE, [], ["ANSWER1"], later={"h.json": J(hook("soft_deleted", {}, status="DELETED"))})
case("z webhook merged", "zendesk", ONE, [], ["ANSWER1"], later={"h.json": J(hook("merged", {"merged_into": "2"}))})
case("z webhook marked as spam", "zendesk", ONE, [], ["ANSWER1"], later={"h.json": J(hook("marked_as_spam", {}))})
case("z eventbridge comment made private", "zendesk", ONE, [], ["ANSWER1"], later={
    "e.json": J({"version": "0", "id": "e", "detail-type": "Support Ticket: Comment Made Private", "source": "aws.partner/zendesk.com/1/default",
                 "account": "123456789012", "time": L, "detail": {"ticket_event": {"meta": {"version": "1.0", "occurred_at": L, "actor_id": 2},
                 "type": "Comment Made Private", "comment": {"id": 12, "body": "CANARY", "is_public": False, "author": {"id": 2}},
                 "ticket": {"id": 1, "status": "solved", "requester_id": 1, "tags": [], "via": {"channel": "web"}}}}})})
case("z audits alone later, comment made private", "zendesk", ONE, [], ["ANSWER1"], later={
    "audits.json": J({"audits": [audit(9, 1, {"id": 99, "type": "CommentPrivacyChange", "comment_id": "12", "public": False})], "count": 1})})
case("z audits beside the ticket later", "zendesk", ONE, [], ["ANSWER1"], later=dict(ONE, **{
    "audits.json": J({"audits": [audit(9, 1, {"id": 99, "type": "CommentPrivacyChange", "comment_id": 12, "public": False})], "count": 1})}))
case("z one page of comments later", "zendesk", ONE, QA, later={
    "tickets/1/comments.json": J({"comments": [PAIR[1]], "meta": {"has_more": True}, "links": {}})})
case("z since: the ticket and the event of a thank-you", "zendesk", ONE, QA, ["THANKS"], later={
    "t.json": incremental(ticket(1, updated_at=L)), "events.json": J({"ticket_events": [
        ticket_event(9, child(comment(31, 1, True, "THANKS")))], "end_of_stream": True})})
case("z ids as strings later", "zendesk", ONE, [], ["ANSWER1"], later={
    "c.jsonl": nd(dict(comment(12, "2", False, "ANSWER1"), id="12", ticket_id="1"))})
case("z XML first, comments of the API later", "zendesk",
     {"tickets.xml": xh + X(1, XC(1, "true", "QUESTION1") + XC(2, "true", "ANSWER1")) + "</tickets>",
      "users.xml": "<users><user><id>1</id><name>Jane Roe</name><roles>0</roles></user><user><id>2</id><name>Tom Agent</name><roles>4</roles></user></users>"},
     [], ["ANSWER1"], later={"tickets/1/comments.json": comments(PAIR[0], dict(PAIR[1], public=False))})
case("z user suspended later, users alone", "zendesk", ONE, [], ["QUESTION1"], later={
    "users.json": J({"users": [dict(USERS[0], suspended=True)], "end_of_stream": True})})
case("z merged later", "zendesk", ONE, [], ["ANSWER1"], later={"t.json": incremental(ticket(1, updated_at=L, tags=["closed_by_merge"], status="closed"))})
case("z a ticket's comments became plain later", "zendesk", ONE, QA, later={
    "tickets/1/comments.json": comments(*[{k: v for k, v in c.items() if k != "html_body"} for c in PAIR])})

case("h ids as numbers later, archived", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, [], ["ANSWER1"], later={
         "messages.json": J({"results": [dict(HPAIR[1], id=2, conversationsThreadId=5, archived=True)]})})
case("h message deleted for privacy", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, [], ["ANSWER1"], later={
         "messages.json": J({"results": [dict(HPAIR[1], text="", richText="")]})})
case("h one page later", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, QA, later={
         "messages.json": J({"results": [HPAIR[0]], "paging": {"next": {"after": "x"}}})})
case("h ticket deleted later", "hubspot", base, [], ["QUESTION1"], later={
    "tickets.json": J({"results": [{"id": "1", "properties": {"subject": "S", "hs_pipeline_stage": "4"}, "archived": True, "archivedAt": L}]})})
case("h thread reopened later", "hubspot",
     {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR})}, QA, later={
         "threads.json": J({"results": [dict(HTHREAD, status="OPEN")]})})

G1 = {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1")))}
REPO = {"full_name": "acme/app", "private": False}
case("g webhook comment deleted later", "github", G1, [], ["ANSWER1"], later={
    "d.json": J({"action": "deleted", "issue": gissue(1), "comment": gcomment(1, "ANSWER1"), "repository": REPO})})
case("g webhook issue deleted later", "github", G1, [], ["ANSWER1"], later={
    "d.json": J({"action": "deleted", "issue": gissue(1), "repository": REPO})})
case("g webhook issue transferred later", "github", G1, [], ["ANSWER1"], later={
    "d.json": J({"action": "transferred", "issue": gissue(1), "changes": {"new_issue": gissue(4), "new_repository": dict(REPO, private=True)}, "repository": REPO})})
case("g repository private later", "github", G1, [], ["ANSWER1"], later={
    "issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"), repository=dict(REPO, private=True), updated_at=L))})
case("g label security later, comments elsewhere", "github", G1, [], ["ANSWER1"], later={
    "issues.json": J([{k: v for k, v in gissue(1, labels=[{"name": "security"}], updated_at=L, comments=1).items() if k != "comment_data"}])})
case("g comments since later", "github", G1, QA, later={
    "comments.json": J([dict(gcomment(2, "THANKS", "gustl"), issue_url="https://api.github.com/repos/acme/app/issues/1")])})
case("g REST first, GraphQL minimized later", "github", G1, [], ["ANSWER1"], later={
    "q.json": gq(GQ(1, url="https://github.com/acme/app/issues/1", updatedAt=L, comments={"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [
        {"id": "IC_1", "databaseId": 1, "body": "ANSWER1", "isMinimized": True, "minimizedReason": "OUTDATED", "author": {"login": "tom"},
         "authorAssociation": "MEMBER", "createdAt": "2025-03-01T09:01:00Z"}]}), nameWithOwner="acme/app")})
case("g discussion unanswered later", "github",
     {"d.json": J({"data": {"repository": {"nameWithOwner": "acme/app", "isPrivate": False, "discussions": {"nodes": [GNODE], "pageInfo": {"hasNextPage": False}}}}})},
     ["QUESTION1"], later={"d.json": J({"data": {"repository": {"nameWithOwner": "acme/app", "isPrivate": False, "discussions": {"nodes": [
         dict(GNODE, isAnswered=False, answer=None, answerChosenAt=None, updatedAt=L)], "pageInfo": {"hasNextPage": False}}}}})})

case("s message_deleted event later", "slack", slack(SOLVED), [], ["ANSWER1"], later=slack(
    [{"type": "message", "subtype": "message_deleted", "hidden": True, "ts": "1700000099.000100", "deleted_ts": "1700000001.000100",
      "previous_message": dict(SOLVED[1])}]))
case("s message changed later", "slack", slack(SOLVED), [], ["ANSWER1"], later=slack(
    [SOLVED[0], dict(SOLVED[1], text="gone", edited={"user": "U2", "ts": "1700000090.000000"})]))
case("s a later day alone", "slack", slack(SOLVED), QA, later=slack([sm("1700090000.000100", "U1", "THANKS", R)]))
case("s user deleted later", "slack", slack(SOLVED), QA, later=dict(slack(SOLVED), **{"users.json": J([dict(su[0], deleted=True)] + su[1:])}))

case("d webhook post destroyed", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "w.json": J({"post": dict(DQA[1], topic_id=1, deleted_at=L, user_deleted=True, cooked="<p>(post deleted by author)</p>")})})
case("d posts of one page later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, QA, later={
    "t/1/posts.json": J({"post_stream": {"posts": [dpost(3, "ada", "THANKS")]}, "id": 1})})
case("d topic unlisted later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "categories.json": cat, "t/1.json": J(dict(T(1, DQA), visible=False))})
case("d topic is a message later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "categories.json": cat, "t/1.json": J(dict(T(1, DQA), archetype="private_message", category_id=None))})
case("d topic deleted later", "discourse", {"categories.json": cat, "t/1.json": J(T(1, DQA))}, [], ["ANSWER1"], later={
    "categories.json": cat, "t/1.json": J(dict(T(1, DQA), deleted_at=L, deleted_by={"id": 1}))})

FT1 = {"t.json": J(fticket([fpart(11, "ANSWER1")]))}
case("f ids as strings later, private", "freshdesk", FT1, [], ["ANSWER1"], later={
    "tickets/1/conversations.json": J([dict(fpart(11, "ANSWER1"), id="11", private=True, ticket_id="1")])})
case("f ticket deleted later", "freshdesk", FT1, [], ["ANSWER1"], later={
    "t.json": J([dict({k: v for k, v in fticket([]).items() if k != "conversations"}, deleted=True, updated_at=L)])})
case("f tag denied later", "freshdesk", FT1, [], ["ANSWER1"], later={
    "t.json": J([dict({k: v for k, v in fticket([]).items() if k != "conversations"}, tags=["legal"], updated_at=L)])})
case("f contact blocked later", "freshdesk", FT1, [], ["QUESTION1"], later={
    "contacts.json": J([{"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "active": True, "blocked": True, "view_all_tickets": False}])})
case("f reopened later", "freshdesk", FT1, QA, later={
    "t.json": J([dict({k: v for k, v in fticket([]).items() if k != "conversations"}, status=2, updated_at=L)])})

ZA1 = {"tickets.json": J([dict(ZTICKET, article_count=2)]), "articles.json": J(ZQA)}
case("za merged later", "zammad", ZA1, [], ["ANSWER1"], later={"t.json": J([dict(ZTICKET, state="merged", article_count=0, updated_at=L)])})
case("za article alone later, ids as strings", "zammad", ZA1, [], ["ANSWER1"], later={
    "a.json": J(dict(ZQA[1], id="2", ticket_id="1", internal=True))})
case("za ids of the expanded search, internal", "zammad", ZA1, [], ["ANSWER1"], later={
    "all.json": J({"ticket_id": 1, "ticket_article_ids": [1, 2], "assets": {"Ticket": {"1": dict(ZTICKET, article_count=2, updated_at=L)},
                   "TicketArticle": {"1": ZQA[0], "2": dict(ZQA[1], internal=True)}}})})
case("za tag denied later", "zammad", ZA1, [], ["ANSWER1"], later={"t.json": J([dict(ZTICKET, tags=["legal"], article_count=2, updated_at=L)])})
case("za group denied later", "zammad", ZA1, [], ["ANSWER1"], extra='deny_tags=["HR"]\n', later={
    "t.json": J([dict(ZTICKET, group="HR", article_count=2, updated_at=L)])})

J1 = {"a.json": jissue([jcomment(1, "ANSWER1")])}
case("j property sd.public.comment later", "jira", J1, [], ["ANSWER1"], later={
    "c.json": J({"startAt": 0, "maxResults": 50, "total": 1, "comments": [dict({k: v for k, v in jcomment(1, "ANSWER1").items() if k != "jsdPublic"},
        properties=[{"key": "sd.public.comment", "value": {"internal": True}}])]})})
case("j comment restricted to a role later", "jira", J1, [], ["ANSWER1"], later={
    "c.json": J({"startAt": 0, "maxResults": 50, "total": 1, "comments": [jcomment(1, "ANSWER1", visibility={"type": "role", "value": "Administrators"})]})})
case("j security level later", "jira", J1, [], ["ANSWER1"], later={"a.json": jissue([jcomment(1, "ANSWER1")], security={"id": "1", "name": "Internal"}, updated="2025-05-01T00:00:00.000+0000")})
case("j second page of comments later", "jira", J1, QA, later={
    "c.json": J({"startAt": 50, "maxResults": 50, "total": 51, "comments": [jcomment(51, "THANKS")]})})
case("j label denied later", "jira", J1, [], ["ANSWER1"], later={"a.json": jissue([jcomment(1, "ANSWER1")], labels=["legal"], updated="2025-05-01T00:00:00.000+0000")})

I1 = {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")])}
case("i source redacted later", "intercom", I1, [], ["QUESTION1"], later={
    "a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")], updated_at=1750000000, source={"type": "email", "id": "s", "subject": "", "body": "", "redacted": True,
        "author": {"type": "user", "id": "u"}})})
case("i conversation deleted later", "intercom", I1, [], ["ANSWER1"], later={"d.json": J({"id": "1", "object": "conversation", "deleted": True})})
case("i webhook part redacted", "intercom", I1, [], ["ANSWER1"], later={
    "n.json": J({"type": "notification_event", "topic": "conversation_part.redacted", "app_id": "x", "data": {"type": "notification_event_data", "item":
        {"type": "conversation", "id": "1", "state": "closed", "conversation_parts": {"type": "conversation_part.list", "conversation_parts": [
            ipart(1, "comment", "admin", "", redacted=True)], "total_count": 1}}}})})
case("i tag denied later", "intercom", I1, [], ["ANSWER1"], later={
    "a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")], updated_at=1750000000, tags={"type": "tag.list", "tags": [{"type": "tag", "id": "1", "name": "legal"}]})})
case("i ticket reopened later", "intercom", {"t.json": J(iticket(tpart(1, "comment", "admin", "ANSWER1")))}, QA, later={
    "t.json": J(iticket(tpart(1, "comment", "admin", "ANSWER1"), open=True, ticket_state={"category": "in_progress"}, updated_at=1750000000))})
case("i ticket not shared later", "intercom", {"t.json": J(iticket(tpart(1, "comment", "admin", "ANSWER1")))}, [], ["ANSWER1"], later={
    "t.json": J(iticket(tpart(1, "comment", "admin", "ANSWER1"), is_shared=False, updated_at=1750000000))})

case("o ticket reopened later", "osticket", {"a.sql": DUMP}, QA, later={"a.sql": DUMP.replace("'482910',3", "'482910',1")})
case("o merged later", "osticket", {"a.sql": DUMP}, [], ["QUESTION1"], later={"a.sql": DUMP.replace("(1,NULL,'482910'", "(1,77,'482910'")})

MB = F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1")
case("m a later mailbox with one mail more", "mail", {"a.mbox": MB}, QA, later={"b.mbox": F + M("3", A, S, "Re: Help", "THANKS", refs="2")})
case("m answer is in the trash later", "mail", {"Maildir/cur/1:2,S": M("1", A, S, "Help", "QUESTION1"), "Maildir/.Sent/cur/2:2,S": M("2", S, A, "Re: Help", "ANSWER1", refs="1")},
     [], ["ANSWER1"], later={"Maildir/cur/1:2,S": M("1", A, S, "Help", "QUESTION1"), "Maildir/.Trash/cur/2:2,ST": M("2", S, A, "Re: Help", "ANSWER1", refs="1")})
case("f list of tickets later", "freshdesk", FT1, QA, later={
    "t.json": J([{k: v for k, v in fticket([]).items() if k != "conversations"}])})
case("j issue without its comments later", "jira", J1, QA, later={
    "a.json": J({"issues": [dict(i, fields={k: v for k, v in i["fields"].items() if k != "comment"}) for i in json.loads(J1["a.json"])["issues"]]})})
case("i list of conversations later", "intercom", I1, QA, later={
    "a.json": J({"type": "conversation.list", "conversations": [{k: v for k, v in json.loads(I1["a.json"]).items() if k != "conversation_parts"}]})})
case("z XML first, a note of the API later", "zendesk",
     {"tickets.xml": xh + X(1, XC(1, "true", "QUESTION1") + XC(2, "true", "ANSWER1")) + "</tickets>",
      "users.xml": "<users><user><id>1</id><name>Jane Roe</name><roles>0</roles></user><user><id>2</id><name>Tom Agent</name><roles>4</roles></user></users>"},
     QA, later={"tickets/1/comments.json": comments(comment(13, 2, False, "CANARY"))})
case("z webhook comment added later", "zendesk", ONE, QA, later={
    "h.json": J(hook("comment_added", {"comment": {"id": "40", "body": "CANARY", "is_public": True, "author": {"id": "1", "is_staff": False, "name": "Marlis"}}}))})
case("g webhook comment created later", "github", G1, QA, later={
    "d.json": J({"action": "created", "issue": gissue(1, comments=2), "comment": gcomment(2, "THANKS", "gustl"), "repository": REPO})})
case("z whole events, and those of a later day", "zendesk",
     {"t.json": incremental(ticket(1)), "events.json": J({"ticket_events": [
         ticket_event(1, child(PAIR[0]), {"id": 3, "event_type": "Create", "subject": "Printer"}), ticket_event(2, child(PAIR[1]))]})}, QA, later={
             "t.json": incremental(ticket(1, updated_at=L)), "events.json": J({"ticket_events": [ticket_event(9, child(comment(31, 2, False, "CANARY")))]})})
case("i webhook of a reply later", "intercom", I1, QA, later={
    "n.json": J({"type": "notification_event", "topic": "conversation.user.replied", "data": {"type": "notification_event_data", "item":
        {"type": "conversation", "id": "1", "state": "open", "conversation_parts": {"type": "conversation_part.list", "conversation_parts": [
            ipart(7, "comment", "user", "THANKS")], "total_count": 1}}}})})
case("i webhook conversation deleted", "intercom", I1, [], ["ANSWER1"], later={
    "n.json": J({"type": "notification_event", "topic": "conversation.deleted", "data": {"item": {"type": "conversation", "id": "1"}}})})
case("z agent who left is suspended later", "zendesk", ONE, QA, later={
    "users.json": J({"users": [dict(USERS[1], role="end-user", suspended=True)], "end_of_stream": True})})
case("z answers of an agent who left", "zendesk",
     {"cursor.json": incremental(ticket(1), users=[USERS[0], dict(USERS[1], role="end-user", suspended=True)]),
      "tickets/1/comments.json": J({"comments": PAIR, "next_page": None, "count": 2})}, QA)
case("z ticket alone later, subject without a name", "zendesk", {"cursor.json": incremental(ticket(1, subject="Printer of Marlis")),
                                                                  "tickets/1/comments.json": comments(*PAIR)}, [], ["ANSWER1", "Marlis"], later={
    "t.json": incremental(ticket(1, updated_at=L, subject="Printer"))})
