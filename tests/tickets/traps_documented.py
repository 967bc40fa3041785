"""Exports as the systems' own documentation shows them, a trap or more in each; traps.py tells what a case is.

`people` are told by the export in places other than the lists of users: headers, copies, mentions, followers.
"""
from traps import F, J, M, MP, case, nd, slack, sm, zipb, R, A, S

# ---- Zendesk: incremental exports, audits, events, side-loads ----

USERS = [{"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "role": "end-user"},
         {"id": 2, "name": "Tom Agent", "email": "tom@acme.example", "role": "agent", "signature": "CANARY"},
         {"id": 3, "name": "Quirin Beisitzer", "email": "quirin@kunde.example", "role": "end-user"}]


def ticket(n, **more):
    return dict({"url": "https://acme.zendesk.example/api/v2/tickets/%d.json" % n, "id": n, "external_id": None,
                 "via": {"channel": "email", "source": {
                     "from": {"address": "marlis@kunde.example", "name": "Marlis Oberhuber",
                              "original_recipients": ["leopoldine@kunde.example", "help@acme.example"]},
                     "to": {"name": "Acme", "address": "help@acme.example", "email_ccs": [3, "xaver@kunde.example"]},
                     "rel": None}},
                 "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-02T08:00:00Z", "type": "question",
                 "subject": "Printer", "raw_subject": "Printer {{x}}", "description": "CANARY", "status": "solved",
                 "requester_id": 1, "submitter_id": 1, "assignee_id": 2, "collaborator_ids": [3], "follower_ids": [],
                 "email_cc_ids": [3], "is_public": True, "tags": [], "custom_fields": [{"id": 5, "value": "CANARY"}],
                 "fields": [{"id": 5, "value": "CANARY"}], "satisfaction_rating": {"score": "bad", "comment": "CANARY"},
                 "generated_timestamp": 1740902400}, **more)


def comment(i, author, public, body, **more):
    return dict({"id": i, "type": "Comment", "author_id": author, "body": body, "html_body": "<div>%s</div>" % body,
                 "plain_body": body, "public": public, "attachments": [], "audit_id": i + 1000,
                 "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
                 "created_at": "2025-03-01T08:%02d:00Z" % (i % 60),
                 "metadata": {"system": {"client": "CANARY", "ip_address": "203.0.113.9", "location": "CANARY"},
                              "custom": {}}}, **more)


PAIR = [comment(11, 1, True, "QUESTION1"), comment(12, 2, True, "ANSWER1")]
NOTE = comment(13, 2, False, "CANARY")


def incremental(*tickets, **more):
    return J(dict({"tickets": list(tickets), "users": USERS, "groups": [{"id": 7, "name": "CANARY"}],
                   "after_url": "https://acme.zendesk.example/x", "after_cursor": "MTU3", "before_url": None,
                   "end_of_stream": True}, **more))


def comments(*list_, **more):
    return J(dict({"comments": list(list_), "users": USERS, "next_page": None, "previous_page": None,
                   "count": len(list_)}, **more))


case("z incremental with side-loads", "zendesk",
     {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(*PAIR, NOTE)},
     ["QUESTION1", "ANSWER1"], people=["Quirin Beisitzer", "xaver@kunde.example", "leopoldine@kunde.example"])


def audit(n, ticket_id, *events, **more):
    return dict({"id": n, "ticket_id": ticket_id, "created_at": "2025-03-01T08:00:00Z", "author_id": 2,
                 "events": list(events), "metadata": {"system": {"ip_address": "203.0.113.9"}},
                 "via": {"channel": "web"}}, **more)


def event(c):
    return {k: v for k, v in c.items() if k not in ("created_at", "metadata")}


LATER_PRIVATE = comment(14, 2, True, "CANARY")
case("z audit makes a comment private", "zendesk",
     {"cursor.json": incremental(ticket(1)),
      "audits.json": J({"audits": [audit(1, 1, event(PAIR[0])), audit(2, 1, event(PAIR[1])),
                                   audit(3, 1, event(LATER_PRIVATE)),
                                   audit(4, 1, {"id": 99, "type": "CommentPrivacyChange", "comment_id": 14,
                                                "public": False})], "next_page": None, "count": 4})},
     ["QUESTION1", "ANSWER1"])
case("z audit redacts a comment", "zendesk",
     {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(*PAIR),
      "audits.json": J({"audits": [audit(4, 1, {"id": 99, "type": "CommentRedactionEvent", "comment_id": 12})]})},
     [], ["QUESTION1"])
case("z audit redacts an attachment", "zendesk",
     {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(*PAIR),
      "audits.json": J({"audits": [audit(4, 1, {"id": 99, "type": "AttachmentRedactionEvent", "attachment_id": 5,
                                                "comment_id": 12})]})},
     [], ["QUESTION1"])


def child(c, **more):
    return dict({"id": c["id"], "via": "Mail", "via_reference_id": None, "type": "Comment", "event_type": "Comment",
                 "comment_present": True, "comment_public": c["public"], "author_id": c["author_id"],
                 "body": c["body"], "html_body": c["html_body"], "public": c["public"], "attachments": []}, **more)


def ticket_event(n, *children):
    return {"id": n, "ticket_id": 1, "timestamp": 1740902400 + n, "created_at": "2025-03-01T08:%02d:00Z" % n,
            "updater_id": 2, "via": "Mail", "system": {"client": "CANARY", "location": "CANARY"},
            "event_type": "Audit", "child_events": list(children)}


case("z ticket_events with comment_events", "zendesk",
     {"cursor.json": incremental(ticket(1)),
      "events.json": J({"ticket_events": [
          ticket_event(1, child(PAIR[0]), {"id": 3, "event_type": "Create", "subject": "CANARY"}),
          ticket_event(2, child(PAIR[1])), ticket_event(3, child(NOTE)),
          ticket_event(4, child(comment(15, 2, True, "CANARY"), comment_public=False)),
          ticket_event(5, {k: v for k, v in child(comment(16, 2, True, "CANARY")).items() if k != "public"}),
          ticket_event(6, child(comment(17, 2, True, "CANARY"), via="Rule", via_reference_id=44)),
          ticket_event(7, child(comment(18, 2, True, "CANARY"), via="Merge")),
          ticket_event(8, child(comment(19, 2, True, "CANARY"), via_id=19))],
          "end_of_stream": True, "count": 6})},
     ["QUESTION1", "ANSWER1"])
case("z ticket is not public", "zendesk",
     {"cursor.json": incremental(ticket(1, is_public=False)), "tickets/1/comments.json": comments(*PAIR)},
     [], ["QUESTION1"])
case("z merged into another", "zendesk",
     {"cursor.json": incremental(ticket(1, tags=["closed_by_merge", "printer"]),
                                 ticket(2, status="closed", via={"channel": "web", "source": {"rel": "merge"}})),
      "tickets/1/comments.json": comments(*PAIR), "tickets/2/comments.json": comments(*PAIR)}, [], ["QUESTION1"])
case("z follow-up says whose it is", "zendesk",
     {"cursor.json": incremental(ticket(1, via={"channel": "web", "source": {
         "from": {"ticket_id": 4, "subject": "CANARY", "channel": "web"}, "to": {}, "rel": "follow_up"}})),
      "tickets/1/comments.json": comments(*PAIR)}, ["QUESTION1", "ANSWER1"])
case("z comment says redacted", "zendesk",
     {"cursor.json": incremental(ticket(1)),
      "tickets/1/comments.json": comments(PAIR[0], comment(12, 2, True, "Your card is █████"))}, [], ["QUESTION1"])
case("z system users", "zendesk",
     {"cursor.json": incremental(ticket(1)),
      "tickets/1/comments.json": comments(*PAIR, comment(13, -1, True, "CANARY", via={"channel": "rule", "source": {
          "from": {"id": 3, "title": "CANARY", "deleted": False}, "rel": "trigger"}}))}, ["QUESTION1", "ANSWER1"])
case("z search results", "zendesk",
     {"search.json": J({"results": [dict(ticket(1), result_type="ticket"), dict(USERS[0], result_type="user"),
                                    {"result_type": "organization", "id": 5, "name": "Oberhuber Druck",
                                     "domain_names": ["oberhuber.example"]}], "count": 3}),
      "tickets/1/comments.json": comments(*PAIR)}, ["QUESTION1"], people=["Oberhuber Druck"])

# ---- HubSpot: properties with history, associations, engagements, actors ----

HT = {"id": "1", "properties": {"subject": "Printer", "content": "CANARY", "hs_pipeline": "0", "hs_pipeline_stage": "4",
                                "createdate": "2025-03-01T08:00:00Z", "hs_lastmodifieddate": "2025-03-02T08:00:00Z",
                                "hubspot_owner_id": "3", "hs_resolution": "CANARY"},
      "propertiesWithHistory": {"content": [{"value": "CANARY", "timestamp": "2025-03-01T08:00:00Z",
                                             "sourceType": "CRM_UI", "sourceId": "userId:3"}]},
      "createdAt": "2025-03-01T08:00:00Z", "updatedAt": "2025-03-02T08:00:00Z", "archived": False,
      "associations": {"contacts": {"results": [{"id": "77", "type": "ticket_to_contact"}]},
                       "notes": {"results": [{"id": "88", "type": "ticket_to_note"}]}}}
HTHREAD = {"id": "5", "createdAt": "2025-03-01T08:00:00Z", "status": "CLOSED", "inboxId": "1", "spam": False,
           "archived": False, "associatedContactId": "77", "originalChannelId": "1002",
           "threadAssociations": {"associatedTicketId": "1"}}


def hmessage(i, who, text, **more):
    return dict({"id": "m%d" % i, "conversationsThreadId": "5", "createdAt": "2025-03-01T08:%02d:00Z" % i,
                 "updatedAt": None, "createdBy": who, "client": {"clientType": "HUBSPOT"}, "type": "MESSAGE",
                 "direction": "OUTGOING" if who[0] == "A" else "INCOMING", "channelId": "1002", "text": text,
                 "richText": "<p>%s</p>" % text, "archived": False, "attachments": [{"type": "FILE", "name": "CANARY"}],
                 "truncationStatus": "NOT_TRUNCATED", "status": {"statusType": "SENT"},
                 "senders": [{"actorId": who, "name": "Name " + who, "senderField": "FROM"}],
                 "recipients": [{"actorId": "V-77", "name": "Theres Kopie", "recipientField": "CC",
                                 "deliveryIdentifiers": [{"type": "HS_EMAIL_ADDRESS", "value": "theres@k.example"}]}]},
                **more)


HMESSAGES = [hmessage(1, "V-77", "QUESTION1"), hmessage(2, "A-3", "ANSWER1"),
             hmessage(3, "A-3", "CANARY", type="COMMENT"), hmessage(4, "S-1", "CANARY", type="THREAD_STATUS_CHANGE"),
             hmessage(5, "B-4", "CANARY", type="WELCOME_MESSAGE"),
             {"id": "m6", "conversationsThreadId": "5", "type": "COMMENT", "text": "CANARY", "createdBy": "A-3"},
             hmessage(7, "L-1", "CANARY", type="LLM_DRAFT")]
HOBJECTS = {"notes.json": J({"results": [{"id": "88", "properties": {"hs_note_body": "CANARY", "hs_timestamp": "x"},
                                          "archived": False}]}),
            "emails.json": J({"results": [{"id": "89", "properties": {"hs_email_text": "CANARY", "hs_email_subject":
                                           "CANARY", "hs_email_direction": "FORWARDED_EMAIL"}, "archived": False}]}),
            "calls.json": J({"results": [{"id": "90", "properties": {"hs_call_body": "CANARY"}, "archived": False}]})}
HBASE = dict({"tickets.json": J({"results": [HT], "paging": {"next": {"after": "2"}}}),
              "threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HMESSAGES})}, **HOBJECTS)
case("h history, notes, engagements", "hubspot", HBASE, ["QUESTION1", "ANSWER1"],
     people=["Theres Kopie", "theres@k.example"])
case("h batch read of tickets", "hubspot",
     dict(HBASE, **{"tickets.json": J({"status": "COMPLETE", "results": [HT], "startedAt": "x"})}),
     ["QUESTION1", "ANSWER1"])
case("h contacts as CSV", "hubspot",
     dict(HBASE, **{"all-contacts.csv": "Record ID,First Name,Last Name,Email,Phone Number,Company name,Lead Status\n"
                                        "77,Marlis,Oberhuber,marlis@kunde.example,+43 1 5550199,Oberhuber Druck,CANARY\n"}),
     ["QUESTION1"], people=["Marlis Oberhuber", "marlis@kunde.example", "+43 1 5550199", "Oberhuber Druck"])
case("h contacts of a warehouse", "hubspot",
     dict(HBASE, **{"contact_data.csv": "id,property_firstname,property_lastname,property_email,property_phone\n"
                                        "77,Marlis,Oberhuber,marlis@kunde.example,\n",
                    "company_data.csv": "id,property_name,property_domain\n9,Oberhuber Druck,oberhuber.example\n"}),
     ["QUESTION1"], people=["Marlis Oberhuber", "Oberhuber Druck", "oberhuber.example"])
case("h all columns of contacts, a row cut short", "hubspot",
     dict(HBASE, **{"all-contacts.csv": "Record ID,First Name,Last Name,Email,Mobile phone number,Additional email addresses\n"
                                        "76,Gerhild\n"
                                        "77,Marlis,Oberhuber,marlis@kunde.example,+43 664 5550177,m.ober@alt.example; ;marlis.o@alt.example\n",
                    "all-companies.csv": "Record ID,Company name,Website URL\n9,Oberhuber Druck,https://www.oberhuber.example/de/\n"}),
     ["QUESTION1"], people=["Marlis Oberhuber", "marlis@kunde.example", "+43 664 5550177", "m.ober@alt.example", "marlis.o@alt.example",
                            "Oberhuber Druck", "oberhuber.example"], nobody=["Gerhild", "www.oberhuber", "oberhuber.example/"], exit=1)
case("h email variants of a contact", "hubspot",
     dict(HBASE, **{"contacts.json": J({"results": [{"id": "77", "properties": {
         "email": "m@kunde.example", "firstname": "Marlis", "lastname": "Oberhuber", "mobilephone": "+43 664 5550177",
         "hs_additional_emails": "m.ober@alt.example;marlis.o@alt.example"}}]})}),
     ["QUESTION1"], people=["+43 664 5550177", "m.ober@alt.example", "marlis.o@alt.example"])
case("h ticket archived", "hubspot", dict(HBASE, **{"tickets.json": J({"results": [dict(HT, archived=True)]})}),
     [], ["QUESTION1"])

# ---- GitHub: GraphQL pages, REST, migration archive, backups ----


def gq_comment(i, body, association="MEMBER", **more):
    return dict({"id": "DC_%d" % i, "databaseId": i, "body": body, "author": {"login": "bob", "__typename": "User"},
                 "authorAssociation": association, "createdAt": "2025-03-01T09:%02d:00Z" % i, "isMinimized": False},
                **more)


def gq_issue(comments_, **more):
    return dict({"__typename": "Issue", "number": 1, "title": "Printer", "body": "QUESTION1", "state": "CLOSED",
                 "stateReason": "COMPLETED", "url": "https://github.com/o/r/issues/1",
                 "author": {"login": "ada", "__typename": "User"}, "authorAssociation": "NONE",
                 "createdAt": "2025-03-01T08:00:00Z", "comments": comments_}, **more)


def gq(**connections):
    return J({"data": {"repository": dict({"nameWithOwner": "o/r", "isPrivate": False}, **connections)}})


def page(*nodes, more=False, **rest):
    return dict({"nodes": list(nodes), "pageInfo": {"hasNextPage": more, "endCursor": "Y3Vyc29y"}}, **rest)


case("g total says more than there are", "github",
     {"a.json": gq(issues=page(gq_issue({"totalCount": 5, "nodes": [gq_comment(1, "ANSWER1")]})))}, [], ["QUESTION1"])
case("g edges", "github",
     {"a.json": gq(issues={"edges": [{"cursor": "x", "node": gq_issue({"edges": [
         {"node": gq_comment(1, "ANSWER1")}, {"node": gq_comment(2, "CANARY", isMinimized=True,
                                                                 minimizedReason="ABUSE")}]})}]})},
     ["QUESTION1", "ANSWER1"])


def gq_discussion(comments_, **more):
    issue = gq_issue(comments_, category={"name": "Q&A", "isAnswerable": True}, isAnswered=True,
                     answer={"id": "DC_1", "databaseId": 1}, url="https://github.com/o/r/discussions/1", **more)
    return {k: v for k, v in issue.items() if k not in ("state", "stateReason", "__typename")}


REPLIES = page(gq_comment(3, "REPLY1"), totalCount=1)
case("g discussion whole", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "ANSWER1", isAnswer=True, replies=REPLIES),
                                                      totalCount=1))))}, ["QUESTION1", "ANSWER1", "REPLY1"])
case("g discussion cut", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "ANSWER1", isAnswer=True), totalCount=2))))},
     [], ["QUESTION1"])
case("g discussion cut, a page follows", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "ANSWER1", isAnswer=True), more=True))))},
     [], ["QUESTION1"])
case("g replies cut", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "ANSWER1", isAnswer=True, replies=page(
         gq_comment(3, "REPLY1"), more=True)), totalCount=1))))}, [], ["QUESTION1"])
case("g replies counted", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "ANSWER1", isAnswer=True, replies={
         "totalCount": 3, "nodes": [gq_comment(3, "REPLY1")]}), totalCount=1))))}, [], ["QUESTION1"])
case("g both pages of comments", "github",
     {"a.json": gq(issues=page(gq_issue(page(gq_comment(1, "ANSWER1"), more=True, totalCount=2)))),
      "b.json": gq(issues=page(gq_issue({"nodes": [gq_comment(2, "ANSWER2")], "totalCount": 2,
                                         "pageInfo": {"hasNextPage": False, "hasPreviousPage": True}})))},
     [], ["CANARY"])
case("g private by visibility", "github",
     {"a.json": gq(isPrivate=None, visibility="INTERNAL", issues=page(gq_issue(page(gq_comment(1, "ANSWER1")))))},
     [], ["QUESTION1"])


case("g events and timeline", "github",
     {"issues/1.json": J({"number": 1, "title": "Printer", "body": "QUESTION1", "state": "closed", "comments": 1,
                          "state_reason": "completed", "user": {"login": "ada", "type": "User"},
                          "author_association": "NONE", "html_url": "https://github.com/o/r/issues/1",
                          "created_at": "2025-03-01T08:00:00Z",
                          "event_data": [{"event": "commented", "body": "CANARY", "id": 3},
                                         {"event": "renamed", "rename": {"from": "CANARY", "to": "x"}},
                                         {"event": "comment_deleted", "id": 4}],
                          "comment_data": [{"id": 9, "user": {"login": "bob", "type": "User"}, "body": "ANSWER1",
                                            "author_association": "OWNER", "created_at": "2025-03-01T09:00:00Z"}]})},
     ["QUESTION1", "ANSWER1"])
case("g transferred, locked as spam", "github",
     {"a.json": gq(issues=page(gq_issue(page(gq_comment(1, "ANSWER1")), locked=True, activeLockReason="SPAM")))},
     [], ["QUESTION1"])

# ---- Slack: huddles, canvases, broadcasts, edits, deletions, Connect ----


def reply(n, text, user="U2", **more):
    return dict(sm("17000000%02d.000100" % n, user, text, R), **more)


ROOT = sm(R, "U1", "QUESTION1", R)
case("s huddle, canvas, broadcast, edit", "slack",
     slack([ROOT], [reply(1, "ANSWER1", edited={"user": "U2", "ts": "1700000009.000000"}),
                    reply(2, "BROADCAST1", subtype="thread_broadcast", root=dict(ROOT)),
                    reply(3, "CANARY", subtype="huddle_thread", room={"name": "CANARY", "participants": ["U1"]}),
                    reply(4, "CANARY", subtype="sh_room_created"), reply(5, "CANARY", subtype="canvas_shared"),
                    reply(6, "CANARY", subtype="ai_summary"), reply(7, "CANARY", is_ephemeral=True),
                    reply(8, "FILE1", subtype="file_share", files=[{
                        "id": "F1", "name": "CANARY.pdf", "title": "CANARY", "preview": "CANARY", "mode": "quip",
                        "plain_text": "CANARY"}],
                        attachments=[{"text": "CANARY", "author_name": "CANARY", "is_msg_unfurl": True}])]),
     ["QUESTION1", "ANSWER1", "BROADCAST1", "FILE1"])
case("s message_deleted", "slack",
     slack([ROOT], [reply(1, "ANSWER1"), reply(2, "CANARY"),
                    {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": "1700000050.000100",
                     "deleted_ts": "1700000002.000100", "previous_message": reply(2, "CANARY")}]), [], ["QUESTION1"])
case("s message_changed", "slack",
     slack([ROOT], [reply(1, "CANARY the first wording"),
                    {"type": "message", "subtype": "message_changed", "hidden": True, "ts": "1700000050.000100",
                     "message": reply(1, "ANSWER1"), "original": reply(1, "CANARY the first wording")}]))
case("s reply of a Connect guest", "slack",
     slack([ROOT], [reply(1, "ANSWER1", user_profile={"real_name": "Fremde Partnerin", "display_name": "fremdchen",
                                                       "name": "fremde", "team": "T9"}, user="U77"),
                    reply(2, "ANSWER2")]),
     ["QUESTION1", "ANSWER2"], people=["Fremde Partnerin", "fremdchen"])
case("s channel became private", "slack",
     dict(slack([ROOT], [reply(1, "CANARY")]), **{"channels.json": J([{"id": "C1", "name": "help", "is_private": True}])}),
     [], ["QUESTION1"])

# ---- Discourse: whispers, small actions, restricted categories, hidden, mentions ----


def post(n, user, cooked, **more):
    return dict({"id": n + 100, "post_number": n, "post_type": 1, "username": user, "name": user.title() + " Muster",
                 "cooked": "<p>%s</p>" % cooked, "created_at": "2025-03-01T0%d:00:00Z" % n, "staff": user == "tom",
                 "hidden": False, "user_deleted": False, "deleted_at": None, "user_id": n}, **more)


def topic(posts, **more):
    return J(dict({"id": 1, "title": "Printer", "archetype": "regular", "visible": True, "closed": False,
                   "archived": False, "category_id": 4, "tags": [], "accepted_answer": {"post_number": 2},
                   "details": {"created_by": {"username": "gustl", "name": "Gustl Leitner"},
                               "participants": [{"username": "resi99", "name": "Resi Almbauer"}]},
                   "post_stream": {"posts": posts, "stream": [one["id"] for one in posts]}}, **more))


CATEGORIES = J({"category_list": {"categories": [
    {"id": 4, "name": "Help", "read_restricted": False, "subcategory_list": [
        {"id": 8, "name": "CANARY", "read_restricted": True}]}]}})
POSTS = [post(1, "gustl", "QUESTION1"), post(2, "tom", "ANSWER1"), post(3, "tom", "CANARY", post_type=4, whisper=True),
         post(4, "tom", "CANARY", post_type=3, action_code="closed.enabled", action_code_who="CANARY"),
         post(5, "tom", "CANARY", post_type=1, whisper=True), post(6, "eva", "CANARY", hidden=True,
                                                                    hidden_reason_id=2),
         post(7, "resi99", "THIRD1", reply_to_user={"username": "vroni_k", "name": "Vroni Kaiser"},
              mentioned_users=[{"id": 9, "username": "bertl_x", "name": "Bertl Xandl"}])]
case("d whispers and small actions", "discourse", {"categories.json": CATEGORIES, "t/1.json": topic(POSTS)},
     ["QUESTION1", "ANSWER1", "THIRD1"],
     people=["Gustl Leitner", "Resi Almbauer", "Vroni Kaiser", "vroni_k", "Bertl Xandl"])
case("d restricted subcategory", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic(POSTS[:2], category_id=8)}, [], ["QUESTION1"])
case("d shared draft", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic(POSTS[:2], is_shared_draft=True)}, [], ["QUESTION1"])
case("d category says so itself", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic(POSTS[:2], allowed_groups=[{"id": 3, "name": "staff"}],
                                                       archetype="private_message")}, [], ["QUESTION1"])

# ---- Freshdesk: forwards, notes, threads with third parties, the account export ----


def fticket(conversations, **more):
    return dict({"id": 1, "subject": "Printer", "status": 5, "source": 1, "requester_id": 1, "responder_id": 2,
                 "description": "<p>QUESTION1</p>", "description_text": "QUESTION1", "type": "Question",
                 "created_at": "2025-03-01T08:00:00Z", "updated_at": "2025-03-02T08:00:00Z", "spam": False,
                 "cc_emails": ["Quirin Beisitzer <quirin@kunde.example>"], "fwd_emails": ["extern@partner.example"],
                 "ticket_cc_emails": ["spaet@kunde.example"], "reply_cc_emails": [], "to_emails": ["help@acme.example"],
                 "custom_fields": {"cf_internal": "CANARY"}, "tags": [], "conversations": conversations,
                 "requester": {"id": 1, "name": "Marlis Oberhuber", "email": "marlis@kunde.example", "mobile":
                               "+43 664 5550177"}}, **more)


def fpart(i, body, **more):
    return dict({"id": i, "body": "<div>%s</div>" % body, "body_text": body, "incoming": False, "private": False,
                 "user_id": 2, "support_email": "help@acme.example", "source": 0, "category": 3,
                 "to_emails": ["marlis@kunde.example"], "from_email": "\"Acme\" <help@acme.example>", "cc_emails": [],
                 "bcc_emails": None, "created_at": "2025-03-01T09:%02d:00Z" % (i % 60),
                 "attachments": [{"name": "CANARY.png"}]}, **more)


case("f forward, notes, third parties", "freshdesk",
     {"t.json": J(fticket([fpart(11, "ANSWER1"), fpart(12, "CANARY", source=8, to_emails=["extern@partner.example"]),
                           fpart(13, "CANARY", source=2, private=True),
                           fpart(14, "CANARY", source=2, private=None),
                           fpart(15, "CANARY", deleted=True), fpart(16, "CANARY", source=6),
                           fpart(17, "CANARY", thread_id=501, thread_message_id=1),
                           fpart(18, "CANARY", auto_response=True), fpart(19, "CANARY", source=10)]))},
     ["QUESTION1", "ANSWER1"], people=["Marlis Oberhuber", "Quirin Beisitzer", "spaet@kunde.example",
                                        "+43 664 5550177"])
case("f type is denied", "freshdesk", {"t.json": J(fticket([fpart(11, "ANSWER1")], type="Legal"))}, [], ["QUESTION1"])
case("f account export", "freshdesk",
     {"Tickets0.json": J([{"helpdesk_ticket": {
         "display_id": 1, "subject": "Printer", "status": 5, "source": 1, "requester_id": 1, "responder_id": 2,
         "description": "QUESTION1", "description_html": "<p>QUESTION1</p>", "deleted": False, "spam": False,
         "requester_name": "Marlis Oberhuber", "created_at": "2025-03-01T08:00:00Z",
         "notes": [{"id": 11, "body": "ANSWER1", "body_html": "<p>ANSWER1</p>", "incoming": False, "private": False,
                    "deleted": False, "source": 0, "user_id": 2, "created_at": "2025-03-01T09:00:00Z"},
                   {"id": 12, "body": "CANARY", "private": True, "deleted": False, "source": 2, "user_id": 2},
                   {"id": 13, "body": "CANARY", "private": False, "deleted": True, "source": 0, "user_id": 2}]}}])},
     ["QUESTION1", "ANSWER1"], people=["Marlis Oberhuber"])

# ---- Zammad: internal, assets, origin, deliveries ----


def zarticle(i, sender, body, **more):
    return dict({"id": i, "ticket_id": 1, "type": "email", "sender": sender, "internal": False, "subject": "Printer",
                 "content_type": "text/html", "body": "<p>%s</p>" % body, "from": "Marlis Oberhuber <m@kunde.example>"
                 if sender == "Customer" else "Tom Agent via Acme <help@acme.example>", "to": "help@acme.example",
                 "cc": "Quirin Beisitzer <quirin@kunde.example>, \"Kaiser, Vroni\" <vroni@kunde.example>",
                 "reply_to": "Zenzi Antwort <zenzi@kunde.example>", "message_id": None, "origin_by": None,
                 "preferences": {"delivery_status": "success"}, "attachments": [{"filename": "CANARY"}],
                 "created_at": "2025-03-01T08:%02d:00Z" % i}, **more)


ZTICKET = {"id": 1, "number": "67001", "title": "Printer", "state": "closed", "group": "Users", "note": "CANARY",
           "article_count": 3, "customer": "lisl@kunde.example", "owner": "tom@acme.example",
           "created_at": "2025-03-01T08:00:00Z", "preferences": {"x": "CANARY"}}
case("za internal", "zammad",
     {"tickets.json": J([ZTICKET]),
      "articles.json": J([zarticle(1, "Customer", "QUESTION1"), zarticle(2, "Agent", "ANSWER1"),
                          zarticle(3, "Agent", "CANARY", type="note", internal=True),
                          zarticle(4, "System", "CANARY"), zarticle(5, "Agent", "CANARY", internal=1),
                          zarticle(6, "Agent", "CANARY", internal=None),
                          zarticle(7, "Customer", "CANARY", internal=True)])},
     ["QUESTION1", "ANSWER1"], people=["Quirin Beisitzer", "vroni@kunde.example", "lisl@kunde.example", "Zenzi Antwort"])
case("za assets", "zammad",
     {"1.json": J({"ticket_id": 1, "ticket_article_ids": [1, 2, 3], "assets": {
         "Ticket": {"1": {"id": 1, "number": "67001", "title": "Printer", "state_id": 4, "article_count": 3,
                          "created_at": "2025-03-01T08:00:00Z"}},
         "TicketArticle": {"1": {k: v for k, v in dict(zarticle(1, "Customer", "QUESTION1"), sender_id=2).items()
                                 if k != "sender"},
                           "2": {k: v for k, v in dict(zarticle(2, "Agent", "ANSWER1"), sender_id=1).items()
                                 if k != "sender"},
                           "3": zarticle(3, "Agent", "CANARY", internal=True)},
         "User": {"5": {"id": 5, "firstname": "Lisl", "lastname": "Anders", "email": "lisl@kunde.example",
                        "login": "lisl"}}}})},
     ["QUESTION1", "ANSWER1"], people=["Lisl Anders"])
case("za merged", "zammad",
     {"tickets.json": J([dict(ZTICKET, state="merged")]),
      "articles.json": J([zarticle(1, "Customer", "QUESTION1"), zarticle(2, "Agent", "ANSWER1"),
                          zarticle(3, "Agent", "x")])}, [], ["QUESTION1"])

# ---- Jira Service Management: every way of saying internal ----


def jcomment(i, body, kind="atlassian", **more):
    return dict({"self": "https://acme.example/rest/api/2/issue/1/comment/%d" % i, "id": str(i), "body": body,
                 "author": {"accountId": "a%d" % i, "displayName": "Disp %d" % i, "accountType": kind},
                 "updateAuthor": {"accountId": "u%d" % i, "displayName": "Update %d" % i, "accountType": kind},
                 "created": "2025-03-01T09:%02d:00.000+0100" % i, "jsdPublic": True}, **more)


def jissue(comments_, **more):
    return J({"expand": "schema", "startAt": 0, "maxResults": 50, "total": 1, "issues": [{
        "id": "1", "key": "SD-1", "changelog": {"histories": [{"items": [{"fromString": "CANARY"}]}]},
        "renderedFields": {"description": "CANARY"},
        "fields": dict({"summary": "Printer", "description": "QUESTION1",
                        "status": {"name": "Resolved", "statusCategory": {"key": "done"}},
                        "resolution": {"name": "Done", "description": "CANARY"}, "labels": [],
                        "reporter": {"accountId": "r", "displayName": "Marlis Oberhuber", "accountType": "customer"},
                        "creator": {"accountId": "c", "displayName": "Zenzi Antwort", "accountType": "atlassian"},
                        "created": "2025-03-01T08:00:00.000+0100",
                        "customfield_10033": [{"accountId": "p", "displayName": "Quirin Beisitzer",
                                               "emailAddress": "quirin@kunde.example"}],
                        "customfield_10002": [{"id": "5", "name": "Oberhuber Druck"}],
                        "customfield_10050": "CANARY", "worklog": {"worklogs": [{"comment": "CANARY"}]},
                        "comment": {"comments": comments_, "maxResults": len(comments_), "total": len(comments_),
                                    "startAt": 0}}, **more)}]})


INTERNAL = [{"key": "sd.public.comment", "value": {"internal": True}}]
case("j internal in every way", "jira",
     {"a.json": jissue([jcomment(1, "ANSWER1"), jcomment(2, "CANARY", jsdPublic=False),
                        jcomment(3, "CANARY", properties=INTERNAL), jcomment(4, "CANARY", jsdPublic=None),
                        jcomment(5, "CANARY", visibility={"type": "role", "value": "Service Desk Team"}),
                        jcomment(6, "CANARY", visibility={"type": "group", "identifier": "g"}),
                        jcomment(7, "CANARY", public=False), jcomment(8, "CANARY", jsdAuthorCanSeeRequest=False),
                        jcomment(9, "CANARY", kind="app")])},
     ["QUESTION1", "ANSWER1"], people=["Quirin Beisitzer", "quirin@kunde.example", "Zenzi Antwort", "Update 1"])
case("j security level", "jira", {"a.json": jissue([jcomment(1, "ANSWER1")], security={"name": "Staff"})},
     [], ["QUESTION1"])
case("j cut comments", "jira",
     {"a.json": jissue([jcomment(1, "ANSWER1")], comment={"comments": [jcomment(1, "ANSWER1")], "total": 9,
                                                          "maxResults": 1, "startAt": 0})}, [], ["QUESTION1"])
case("j not done", "jira",
     {"a.json": jissue([jcomment(1, "ANSWER1")], status={"name": "Waiting", "statusCategory": {"key": "indeterminate"}})},
     [], ["QUESTION1"])
case("j mentions", "jira",
     {"a.json": jissue([jcomment(1, {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [
         {"type": "mention", "attrs": {"id": "x", "text": "@Resi Almbauer"}}, {"type": "text", "text": " ANSWER1"}]}]})])},
     ["ANSWER1"], people=["Resi Almbauer"])
case("j participants of a request", "jira",
     {"r.json": J({"issueId": "1", "issueKey": "SD-1", "createdDate": {"iso8601": "2025-03-01T08:00:00+0100"},
                   "reporter": {"accountId": "r", "displayName": "Marlis Oberhuber"},
                   "participants": {"values": [{"accountId": "p", "displayName": "Quirin Beisitzer"}]},
                   "requestFieldValues": [{"fieldId": "summary", "value": "Printer"},
                                          {"fieldId": "description", "value": "QUESTION1"},
                                          {"fieldId": "customfield_1", "value": "CANARY"}],
                   "currentStatus": {"status": "Done", "statusCategory": "DONE"},
                   "comments": {"isLastPage": True, "values": [
                       {"id": "5", "body": "ANSWER1", "public": True, "author": {"accountId": "a",
                                                                               "displayName": "Tom Agent"}},
                       {"id": "6", "body": "CANARY", "public": False, "author": {"accountId": "a"}}]}})},
     ["QUESTION1", "ANSWER1"], people=["Quirin Beisitzer"])

# ---- Intercom: parts, mail headers, tickets ----


def ipart(i, kind, who, body, **more):
    return dict({"type": "conversation_part", "id": str(i), "part_type": kind, "body": "<p>%s</p>" % body,
                 "created_at": 1740820000 + i, "author": {"type": who, "id": "a%d" % i, "name": "Name %d" % i,
                                                          "email": "n%d@x.example" % i}, "attachments": [
                     {"name": "CANARY.png"}], "redacted": False}, **more)


def iconversation(parts, **more):
    return J(dict({"type": "conversation", "id": "1", "title": "Printer", "state": "closed", "created_at": 1740820000,
                   "updated_at": 1740830000, "source": {
                       "type": "email", "id": "s", "delivered_as": "customer_initiated", "subject": "<p>Printer</p>",
                       "body": "<p>QUESTION1</p>", "redacted": False,
                       "author": {"type": "user", "id": "u", "name": "Marlis Oberhuber", "email": "m@kunde.example"}},
                   "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "c", "external_id": "kd-77104"}]},
                   "conversation_rating": {"remark": "CANARY", "rating": 1}, "custom_attributes": {"x": "CANARY"},
                   "ai_agent": {"last_answer_type": "CANARY"}, "tags": {"type": "tag.list", "tags": []},
                   "conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts,
                                          "total_count": len(parts)}}, **more))


case("i parts", "intercom",
     {"a.json": iconversation([
         ipart(1, "comment", "admin", "ANSWER1", email_message_metadata={
             "subject": "CANARY", "history": "CANARY", "email_address_headers": [
                 {"type": "cc", "name": "Quirin Beisitzer", "email_address": "quirin@kunde.example"}]}),
         ipart(2, "note", "admin", "CANARY"), ipart(3, "assignment", "admin", "CANARY"),
         ipart(4, "close", "admin", "CANARY"), ipart(5, "comment", "bot", "CANARY"),
         ipart(6, "note_and_reopen", "admin", "CANARY"), ipart(7, "ticket_state_updated_by_admin", "admin", "CANARY"),
         ipart(8, "Comment ", "admin", "CANARY"), ipart(9, None, "admin", "CANARY"),
         ipart(10, "comment", "user", "THIRD1")])},
     ["QUESTION1", "ANSWER1", "THIRD1"], people=["Quirin Beisitzer", "quirin@kunde.example"])
case("i source redacted", "intercom",
     {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")], source={
         "type": "email", "id": "s", "body": "QUESTION1", "redacted": True, "author": {"type": "user", "id": "u"}})},
     [], ["QUESTION1"])
case("i an automated message starts it", "intercom",
     {"a.json": iconversation([ipart(1, "comment", "user", "QUESTION1"), ipart(2, "comment", "admin", "ANSWER1")],
                              source={"type": "conversation", "id": "s", "delivered_as": "automated", "body": "CANARY",
                                      "author": {"type": "admin", "id": "u"}})}, ["QUESTION1", "ANSWER1"])

# ---- mail ----

Q1 = F + M("1", A, S, "Help", "QUESTION1", "Cc: Quirin Beisitzer <quirin@kunde.example>\nReply-To: \"Zenzi Antwort\""
           " <zenzi@kunde.example>\n")
A1 = F + M("2", S, A, "Re: Help", "ANSWER1", refs="1")
case("m people in headers", "mail", {"a.mbox": Q1 + A1}, ["QUESTION1", "ANSWER1"],
     people=["Quirin Beisitzer", "Zenzi Antwort"])
case("m kinds that nobody reads as answers", "mail",
     {"a.mbox": Q1 + A1 +
      F + M("3", S, A, "Re: Help", "CANARY", "X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\n", "1") +
      F + M("4", S, A, "Re: Help", "CANARY", "Precedence: bulk\n", "1") +
      F + M("5", S, "Kollegin <resi@acme.example>", "WG: Help", "CANARY", refs="1") +
      F + MP("6", "MAILER-DAEMON@x.example", S, "Undelivered", [("text/plain", [], "CANARY")], "1", "report") +
      F + M("7", A, S, "Invitation", "CANARY", "Content-Type: text/calendar; method=REQUEST\n", "1")},
     ["QUESTION1", "ANSWER1"])
case("m message attached", "mail",
     {"a.mbox": Q1 + F + MP("2", S, A, "Re: Help", [
         ("text/plain", [], "ANSWER1"), ("message/rfc822", [], "From: b@acme.example\nSubject: x\n\nCANARY"),
         ("text/plain; name=\"log.txt\"", ["Content-Disposition: attachment"], "CANARY"),
         ("text/plain", ["Content-Disposition: inline; filename=\"notes.txt\""], "CANARY"),
         ("application/pdf; name=CANARY.pdf", [], "CANARY")], "1", "mixed")}, ["QUESTION1", "ANSWER1"])

# ---- packed and encoded ----


def utf16(text):
    return b"\xff\xfe" + text.encode("utf-16-le")


def gz(data):
    import gzip
    return gzip.compress(data if isinstance(data, bytes) else data.encode(), mtime=0)


def tgz(files, **kinds):
    import io
    import tarfile
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", **kinds) as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


FULL = dict(ticket(1), requester=USERS[0], comments=PAIR + [NOTE])
case("z gzip", "zendesk", {"export.ndjson.gz": gz(nd(FULL))}, ["QUESTION1", "ANSWER1"])
case("z gzip cut", "zendesk", {"export.ndjson.gz": gz(nd(*[dict(FULL, id=i, pad=str(i) * 99) for i in range(99)]))[:-20]},
     [], ["QUESTION1"], exit=1)
case("z gzip in two parts", "zendesk", {"export.ndjson.gz": gz(nd(FULL)) + gz(nd(dict(FULL, id=2, subject="SECOND")))},
     ["QUESTION1", "SECOND"])
case("z tgz", "zendesk", {"export.tgz": tgz({"acme/tickets.ndjson": nd(FULL), "acme/x.bin": "\0\1"})},
     ["QUESTION1", "ANSWER1"])
case("z tar.gz with long names", "zendesk", {"export.tar.gz": tgz({"acme/" + "long" * 50 + "/tickets.ndjson": nd(FULL)})},
     ["QUESTION1", "ANSWER1"])
case("z UTF-16", "zendesk", {"export.ndjson": utf16(nd(FULL))}, ["QUESTION1", "ANSWER1"])
case("z UTF-16 big-endian array", "zendesk",
     {"export.json": b"\xfe\xff" + J([FULL]).encode("utf-16-be")}, ["QUESTION1", "ANSWER1"])
case("z UTF-16 XML", "zendesk", {"tickets.xml": utf16(
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?><tickets type=\"array\"><ticket><nice-id type=\"integer\">1</nice-id>"
    "<subject>S</subject><status-id>3</status-id><requester-id>1</requester-id><assignee-id>2</assignee-id>"
    "<comments type=\"array\"><comment><author-id>1</author-id><is-public>true</is-public><value>QUESTION1 é</value>"
    "</comment><comment><author-id>2</author-id><is-public>true</is-public><value>ANSWER1</value></comment>"
    "<comment><author-id>2</author-id><is-public>false</is-public><value>CANARY</value></comment></comments></ticket>"
    "</tickets>")}, ["QUESTION1 é", "ANSWER1"])
case("h UTF-16 CSV", "hubspot", {"t.csv": utf16("Ticket ID\tTicket name\tTicket status\tTicket description\tAnswer\r\n"
                                                "1\tS\tClosed\tQUESTION1 ü\tANSWER1\r\n")},
     ["QUESTION1 ü", "ANSWER1"], extra='columns=["answer=Answer"]\n')
case("s tgz", "slack", {"export.tar.gz": tgz({"Acme/" + k: v for k, v in slack([ROOT], [reply(1, "ANSWER1")]).items()})},
     ["QUESTION1", "ANSWER1"])
case("m mbox.gz", "mail", {"a.mbox.gz": gz(Q1 + A1)}, ["QUESTION1", "ANSWER1"])
case("z gzip in zip", "zendesk", {"a.zip": zipb(t__a_ndjson=nd(FULL))}, ["QUESTION1", "ANSWER1"])

# ---- osTicket: a dump of its tables ----

SQL_TABLES = """-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `ost_organization`;
CREATE TABLE `ost_organization` (
  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(128) NOT NULL DEFAULT '',
  `domain` varchar(256) NOT NULL DEFAULT 'a;b,)',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
LOCK TABLES `ost_organization` WRITE;
INSERT INTO `ost_organization` VALUES (1,'Oberhuber Druck','oberhuber.example');
UNLOCK TABLES;
INSERT INTO `ost_staff` (`staff_id`, `username`, `firstname`, `lastname`, `email`) VALUES (2,'tom','Tom','Agent','tom@acme.example');
CREATE TABLE `ost_thread` (`id` int(11), `object_id` int(11), `object_type` char(1), PRIMARY KEY (`id`), KEY `o` (`object_id`,`object_type`));
INSERT INTO `ost_thread` VALUES (10,1,'T'),(11,5,'A'),(12,1,'C');
"""
SQL_ENTRIES = """CREATE TABLE `ost_thread_entry` (
  `id` int(11) unsigned NOT NULL, `thread_id` int(11), `staff_id` int(11), `user_id` int(11), `type` char(1),
  `flags` int(11), `poster` varchar(128) COMMENT 'it\\'s (a) name;', `title` varchar(255), `body` text,
  `format` varchar(16), `ip_address` varchar(64), `created` datetime, PRIMARY KEY (`id`));
INSERT INTO `ost_thread_entry` VALUES
(1,10,0,7,'M',65,'Marlis Oberhuber','Printer','QUESTION1 it\\'s; (a) \\"test\\"\\nline','text','203.0.113.9','2025-03-01 08:00:00'),
(2,10,2,0,'R',64,'Tom Agent','','<p>ANSWER1 it''s</p>','html','203.0.113.9','2025-03-01 09:00:00'),
(3,10,2,0,'N',64,'Tom Agent','CANARY','CANARY','html','','2025-03-01 09:01:00'),
(4,10,2,0,'R',68,'Tom Agent','','CANARY first wording','html','','2025-03-01 09:02:00'),
(5,10,2,0,'X',0,'Tom Agent','','CANARY','html','','2025-03-01 09:03:00'),
(6,11,2,0,'R',0,'Tom Agent','','CANARY of a task','html','','2025-03-01 09:04:00'),
(7,10,0,7,'M',0,NULL,NULL,0x5448495244310a,'text','','2025-03-01 09:05:00'),
(8,10,0,7,'M',0,'Marlis Oberhuber','','x\\'); INSERT INTO `ost_thread_entry` VALUES (9,10,2,0,\\'R\\',0,\\'\\',\\'\\',\\'FORGED\\',\\'text\\',\\'\\',\\'2025-03-01 09:06:00\\');','text','','2025-03-01 09:06:00');
"""
SQL_TICKETS = """CREATE TABLE `ost_ticket` (`ticket_id` int(11), `ticket_pid` int(11), `number` varchar(20),
  `status_id` int(10), `closed` datetime, `lastupdate` datetime, `created` datetime NOT NULL, PRIMARY KEY (`ticket_id`));
INSERT INTO `ost_ticket` VALUES (1,NULL,'482910',3,'2025-03-02 08:00:00','2025-03-02 08:00:00','2025-03-01 08:00:00');
CREATE TABLE `ost_ticket__cdata` (`ticket_id` int(11), `subject` mediumtext, `priority` mediumtext);
INSERT INTO `ost_ticket__cdata` VALUES (1,'Printer','2');
CREATE TABLE `ost_user` (`id` int(10), `org_id` int(10), `name` varchar(128));
INSERT INTO `ost_user` VALUES (7,1,'Marlis Oberhuber'),(8,1,'Quirin Beisitzer');
INSERT INTO `ost_user_email` (`id`,`user_id`,`address`) VALUES (1,7,'marlis@kunde.example');
-- Dump completed on 2025-03-03
"""
DUMP = SQL_TABLES + SQL_ENTRIES + SQL_TICKETS
PEOPLE = ["Oberhuber Druck", "oberhuber.example", "Quirin Beisitzer", "marlis@kunde.example", "Tom Agent"]
case("o dump", "osticket", {"osticket.sql": DUMP}, ["QUESTION1 it's; (a)", "ANSWER1 it's", "THIRD1"], people=PEOPLE)
case("o dump in gzip", "osticket", {"osticket.sql.gz": gz(DUMP)}, ["QUESTION1", "ANSWER1"], people=PEOPLE)
case("o dump cut in a text", "osticket", {"osticket.sql": DUMP[:DUMP.index("Quirin")]}, [], ["QUESTION1"], exit=1)
case("o dump cut behind a row", "osticket",
     {"a.sql": SQL_TABLES + SQL_TICKETS + SQL_ENTRIES[:SQL_ENTRIES.index(",\n(3,")]}, [], ["QUESTION1"], exit=1)
case("o dump with a function", "osticket", {"a.sql": DUMP.replace("(7,10,0,7,", "(NOW(),10,0,7,")},
     [], ["QUESTION1"], exit=1)
case("o merged ticket", "osticket", {"a.sql": DUMP.replace("(1,NULL,'482910'", "(1,77,'482910'")}, [], ["QUESTION1"])
case("o deleted ticket", "osticket", {"a.sql": DUMP.replace("'482910',3", "'482910',5")}, [], ["QUESTION1"])
case("o other prefix, other quotes", "osticket", {"a.sql": DUMP.replace("`ost_", "`hilfe_")}, ["QUESTION1", "ANSWER1"])
