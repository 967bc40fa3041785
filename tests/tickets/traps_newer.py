"""Newer versions of the systems' interfaces, and odd exports; see traps.py. COVERT is what readers of the message could not see."""
from traps import A, F, J, M, MP, R, S, case, slack, sm, zt
from traps_documented import (CATEGORIES, DUMP, HT, INTERNAL, PAIR, ZTICKET, comment, comments, fpart, fticket, gq, gq_comment,
                              gq_discussion, gq_issue, iconversation, incremental, ipart, jcomment, jissue, page, post, reply, ticket, topic, zarticle)
from traps_later import HPAIR, HTHREAD, QA, SOLVED, WHO, gcomment, gissue, hmessage, iticket, one, tpart

# ---- Zendesk ----


def via(channel, **source):
    return {"channel": channel, "source": dict({"from": {}, "to": {}, "rel": None}, **source)}


case("z messages of channels", "zendesk",
     {"cursor.json": incremental(ticket(1, from_messaging_channel=True, via=via("native_messaging"))),
      "tickets/1/comments.json": comments(
          comment(11, 1, True, "QUESTION1", via=via("native_messaging")), comment(12, 2, True, "ANSWER1", via=via("whatsapp")),
          comment(13, 2, False, "CANARY", via=via("native_messaging")), comment(14, 2, False, "CANARY", via=via("chat_transcript")),
          comment(15, 2, False, "CANARY", via=via("line")))}, WHO)
case("z side conversations with their events", "zendesk",
     dict(one(), **{
         "tickets/1/side_conversations.json": J({"side_conversations": [
             {"id": "8566255a-ece5-11e8-857d-493066fa7b17", "ticket_id": 1, "subject": "CANARY", "preview_text": "CANARY", "state": "closed",
              "participants": [{"user_id": 2, "name": "Tom Agent", "email": "tom@acme.example"}], "external_ids": {},
              "created_at": "2025-03-01T08:00:00Z", "message_added_at": "2025-03-01T08:00:00Z"}], "count": 1, "next_page": None}),
         "tickets/1/side_conversations/8566255a/events.json": J({"events": [
             {"id": "e1", "side_conversation_id": "8566255a-ece5-11e8-857d-493066fa7b17", "ticket_id": 1, "type": "create",
              "actor": {"user_id": 2, "name": "Tom Agent"}, "via": "support", "created_at": "2025-03-01T08:00:00Z",
              "message": {"subject": "CANARY", "preview_text": "CANARY", "body": "CANARY", "html_body": "<p>CANARY</p>", "from": {"user_id": 2},
                          "to": [{"email": "dev@acme.example"}]}, "updates": {}}]})}), WHO)
case("z comments with flags", "zendesk",
     one(comment(14, 1, True, "CANARY", metadata={"flags": [4], "flags_options": {"4": {}}, "system": {}, "custom": {}}),
         comment(15, 9, True, "CANARY", metadata={"suspension_type_id": 10, "system": {}, "custom": {}})), WHO)
case("z generated summaries and drafts beside it", "zendesk",
     dict(one(suggested_summary="CANARY", ai_summary={"content": "CANARY"}, sentiment="CANARY"), **{
         "summary.json": J({"ticket_summary": {"ticket_id": 1, "summary": "CANARY", "generated_at": "2025-03-01T08:00:00Z"}}),
         "drafts.json": J({"drafts": [{"ticket_id": 1, "author_id": 2, "body": "CANARY", "public": True}]})}), WHO)
case("z what nobody saw in a comment", "zendesk",
     {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(
         comment(11, 1, True, "QUESTION1"),
         comment(12, 2, True, "x", plain_body="x", html_body='<div class="zd-comment" dir="auto">Open the menu, then ANSWER1 is here.<span style="display:none">COVERT</span>'
                 '<div style="font-size:0;line-height:0">COVERT</div><div hidden>COVERT</div><p style="visibility: hidden">COVERT</p>'
                 '<!-- COVERT --><style>.a{content:"COVERT"}</style><template>COVERT</template><p>More of it SHOWN1</p></div>'))},
     ["QUESTION1", "ANSWER1", "SHOWN1"])
case("z own statuses", "zendesk",
     dict(one(custom_status_id=77), **{"custom_statuses.json": J({"custom_statuses": [
         {"id": 77, "status_category": "solved", "agent_label": "CANARY", "end_user_label": "Done", "active": True}]})}), WHO)

# ---- HubSpot ----

THREADS = {"threads.json": J({"results": [HTHREAD]})}
case("h kinds of messages of 2026", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [
         hmessage(1, "V-1", "QUESTION1", status={"statusType": "RECEIVED"}, channelId="1007", updatedAt="2025-03-01T08:01:00Z"),
         hmessage(2, "A-1", "ANSWER1", status={"statusType": "READ"}, recipients=[
             {"actorId": "V-1", "recipientField": "TO", "deliveryIdentifiers": [{"type": "HS_EMAIL_ADDRESS", "value": "quirin@kunde.example"}]}]),
         hmessage(3, "A-1", "CANARY", type="COMMENT", direction=None, channelId=None),
         hmessage(4, "A-1", "CANARY", type="AI_SUMMARY"), hmessage(5, "A-1", "CANARY", type="THREAD_OWNER_CHANGE"),
         hmessage(6, "I-99", "CANARY", client={"clientType": "INTEGRATION", "integrationAppId": 9}),
         hmessage(7, "A-1", "CANARY", status={"statusType": "FAILED", "failureDetails": {"errorMessage": "CANARY"}}),
         hmessage(8, "A-1", "CANARY", status={"statusType": "SCHEDULED"})]})}), WHO, people=["quirin@kunde.example"])
case("h what nobody saw in a message", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [HPAIR[0], hmessage(2, "A-1", "ANSWER1 SHOWN1", richText=(
         '<div>Open the menu and choose ANSWER1.<div style="display:none;max-height:0;overflow:hidden">COVERT</div>'
         '<span style="color:#ffffff;font-size:1px">COVERT</span> <p>Then restart the printer SHOWN1</p></div>'))]})}), QA + ["SHOWN1"])
case("h engagements of the first version", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": HPAIR}), "tickets.json": J({"results": [HT]}), "engagements.json": J({"results": [
         {"engagement": {"id": 9, "type": "NOTE", "createdAt": 1740820000000, "bodyPreview": "CANARY", "active": True},
          "associations": {"ticketIds": [1], "contactIds": [77]}, "metadata": {"body": "CANARY"}},
         {"engagement": {"id": 10, "type": "EMAIL", "createdAt": 1740820000000}, "associations": {"ticketIds": [1]},
          "metadata": {"from": {"email": "tom@acme.example"}, "subject": "CANARY", "text": "CANARY", "html": "<p>CANARY</p>"}}], "hasMore": False})}), WHO)

# ---- GitHub ----

case("g minimized in REST", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1", minimized=None), gcomment(2, "CANARY", minimized={"reason": "off-topic"}),
                                gcomment(3, "CANARY", minimized={"reason": "resolved"}), pinned_comment=None))}, WHO)
case("g edits with what was there before", "github",
     {"a.json": gq(issues=page(gq_issue(page(gq_comment(1, "ANSWER1", lastEditedAt="2025-03-02T09:00:00Z", includesCreatedEdit=True,
                                                        userContentEdits={"totalCount": 1, "nodes": [{"diff": "CANARY", "deletedAt": None,
                                                                                                     "editor": {"login": "bob"}}]}),
                                             totalCount=1),
                                        userContentEdits={"nodes": [{"diff": "CANARY"}]})))}, QA)
case("g what a template hides", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "Open the menu, ANSWER1 it is\n\n[//]: # (COVERT)\n\n[comment]: <> (COVERT)\n"),
                                body="<!-- COVERT: please describe\nwho you are COVERT -->\nQUESTION1\n\n<!--COVERT-->\n"))}, WHO)
case("g locked as spam, issue forms", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"), type={"name": "Bug"}, sub_issues_summary={"total": 0}, active_lock_reason="resolved", locked=True)),
      "issues/2.json": J(gissue(2, gcomment(2, "CANARY"), body="CANARY", locked=True, active_lock_reason="spam"))}, WHO)
case("g announcement with an answer", "github",
     {"a.json": gq(discussions=page(dict(gq_discussion(page(gq_comment(1, "CANARY"), totalCount=1)), body="CANARY", isAnswered=None, answer=None,
                                         category={"name": "Announcements", "isAnswerable": False})))})
case("g the chosen answer is minimized", "github",
     {"a.json": gq(discussions=page(gq_discussion(page(gq_comment(1, "CANARY", isMinimized=True, minimizedReason="SPAM"), totalCount=1))))}, [], ["QUESTION1"])
case("g issue transferred later", "github", {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1")))}, [], QA, later={
    "w.json": J({"action": "transferred", "issue": gissue(1, gcomment(1, "ANSWER1")), "changes": {
        "new_issue": {"number": 9, "title": "CANARY"}, "new_repository": {"full_name": "acme/secret", "private": True}},
        "repository": {"full_name": "acme/app", "private": False}})})

# ---- Discourse ----

case("d notices, flags and reviewables", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic([
         post(1, "gustl", "QUESTION1", notice={"type": "custom", "raw": "CANARY", "cooked": "<p>CANARY</p>"}, user_title="CANARY"),
         post(2, "tom", "ANSWER1", flair_name="CANARY", reviewable_score_count=0),
         post(3, "eva", "CANARY", hidden=True, hidden_reason_id=1, can_see_hidden_post=True, reviewable_score_pending_count=2),
         post(4, "tom", "CANARY", post_type=3, action_code="invited_user", action_code_who="Quirin"),
         post(5, "tom", "CANARY", post_type=4), post(6, "discobot", "CANARY", user_id=-2)],
         details={"notes": "CANARY", "allowed_users": []}, custom_fields={"x": "CANARY"})}, QA)
case("d category that is not listed", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic([post(1, "gustl", "CANARY"), post(2, "tom", "CANARY")], category_id=99)})
case("d deferred, silenced, draft of staff", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic([post(1, "gustl", "QUESTION1"), post(2, "tom", "ANSWER1"),
                                                        post(3, "eva", "CANARY", silenced=True, deleted_at="2025-03-02T00:00:00Z"),
                                                        post(4, "eva", "CANARY", user_deleted=True)]),
      "drafts.json": J({"drafts": [{"draft_key": "topic_1", "data": "{\"reply\":\"CANARY\"}", "raw": "CANARY"}]}),
      "review.json": J({"reviewables": [{"id": 1, "type": "ReviewableQueuedPost", "topic_id": 1, "payload": {"raw": "CANARY"}}]})}, QA)
case("d what nobody saw in a post", "discourse",
     {"categories.json": CATEGORIES, "t/1.json": topic([
         post(1, "gustl", "QUESTION1"), post(2, "tom", 'Open the menu and choose ANSWER1.</p><div class="cooked-hidden" hidden="">COVERT</div>'
              '<div aria-hidden="true" class="anchor">x</div><noscript>COVERT</noscript><p>Then restart the printer SHOWN1')])}, QA + ["SHOWN1"])

# ---- Slack ----

case("s messages of other workspaces", "slack",
     slack([dict(SOLVED[0], team="T1", user_team="T9", source_team="T9", user_profile={"team": "T9", "real_name": "Quirin Beisitzer"}),
            dict(SOLVED[1], team="T1", user_team="T1", source_team="T1")]), [], QA)
case("s changed messages as events", "slack",
     slack([dict(SOLVED[0], reply_count=1), SOLVED[1],
            {"type": "message", "subtype": "message_changed", "hidden": True, "ts": "1700000009.000100", "channel": "C1",
             "message": dict(SOLVED[1], text="CANARY"), "previous_message": dict(SOLVED[1], text="CANARY")},
            {"type": "message", "subtype": "message_replied", "ts": "1700000010.000100", "message": dict(SOLVED[0], text="CANARY")}]), [], QA)
case("s talk of a huddle", "slack",
     slack([sm(R, "U1", "A huddle started CANARY", R, subtype="huddle_thread", reply_count=1, room={"id": "R1", "name": "CANARY", "participants": ["U1"]}),
            sm("1700000001.000100", "U2", "CANARY", R)]))
case("s canvases, lists, workflows", "slack",
     slack([dict(SOLVED[0], files=[{"id": "F1", "filetype": "quip", "mode": "quip", "title": "CANARY", "preview": "CANARY", "editable": True}]), SOLVED[1],
            sm("1700000002.000100", "U2", "CANARY", R, subtype="channel_canvas_updated"),
            sm("1700000003.000100", "U2", "CANARY", R, subtype="list_record_comment"),
            sm("1700000004.000100", "U2", "CANARY", R, subtype="bot_message", workflow_id="W1", metadata={"event_payload": {"a": "CANARY"}}),
            sm("1700000005.000100", "U2", "CANARY", R, is_hidden_by_limit=1), sm("1700000006.000100", "U2", "CANARY", R, hidden=True)]), QA)

# ---- Intercom ----

case("i newer kinds of parts", "intercom",
     {"a.json": iconversation([
         ipart(1, "comment", "admin", "ANSWER1", state="open"), ipart(2, "note", "admin", "CANARY"), ipart(3, "note_and_reopen", "admin", "CANARY"),
         ipart(4, "assign_and_unsnooze", "admin", "CANARY"), ipart(5, "voice_transcript", "user", "CANARY"),
         ipart(6, "conversation_summary", "bot", "CANARY"), ipart(7, "fin_guidance_applied", "bot", "CANARY"),
         ipart(8, "custom_action_finished", "bot", "CANARY"), ipart(9, "comment", "team", "OFTEAM1"), ipart(10, "app_notification", "admin", "CANARY")])}, WHO + ["OFTEAM1"])
case("i tickets linked and hidden", "intercom",
     {"t.json": J({"type": "ticket.list", "tickets": [
         dict(iticket(tpart(1, "comment", "admin", "ANSWER1"), tpart(2, "note", "admin", "CANARY", redacted=True)),
              linked_objects={"data": [{"type": "ticket", "id": "9", "category": "Back-office"}]}),
         dict(iticket(tpart(1, "comment", "admin", "CANARY"), ticket_attributes={"_default_title_": "CANARY", "_default_description_": "CANARY"},
                      ticket_type={"type": "ticket_type", "category": "Customer", "is_internal": True}), id="5")]})}, ["ANSWER1"])

# ---- Freshdesk ----

case("f threads, forwards and summaries", "freshdesk",
     {"t.json": J(fticket([fpart(11, "ANSWER1", last_edited_at=None, thread_id=None),
                           fpart(12, "CANARY", thread_id=7, thread_message_id=3, private=True, category=6),
                           fpart(13, "CANARY", source=8, private=False, category=5, to_emails=["dev@acme.example"]),
                           fpart(14, "CANARY", source=12, private=True), fpart(15, "CANARY", source=2, private=True, incoming=False)],
                          summary="CANARY", ticket_summary={"body": "CANARY"}, associated_tickets_list=[4], nr_due_by=None)),
      "threads.json": J([{"id": 7, "type": "discussion", "parent": {"id": 1, "type": "ticket"}, "title": "CANARY"}]),
      "messages.json": J([{"id": 3, "thread_id": 7, "body": "CANARY", "body_text": "CANARY", "participants": {"email": {}}}])}, WHO)
case("f what nobody saw in a mail", "freshdesk",
     {"t.json": J(fticket([dict(fpart(11, "x"), body_text="ANSWER1", body='<div style="font-family:Arial">Open the menu, ANSWER1 is it.<div style="display: none !important; mso-hide:all">COVERT</div>'
                                 '<p style="opacity:0">COVERT</p><font color="#FFFFFF" size="1">SMALL1</font><p>Then restart the printer SHOWN1</p></div>')]))},
     QA + ["SHOWN1"])

# ---- Zammad ----

case("za notes, calls, systems", "zammad",
     {"tickets.json": J([dict(ZTICKET, article_count=6, checklist_id=4)]),
      "articles.json": J([zarticle(1, "Customer", "QUESTION1"), zarticle(2, "Agent", "ANSWER1"), zarticle(3, "Agent", "CANARY", type="note", internal=True),
                          zarticle(4, "System", "CANARY", type="note"), zarticle(5, "Agent", "CANARY", internal=None),
                          zarticle(6, "Agent", "CANARY", type="phone", internal=True)]),
      "checklists.json": J([{"id": 4, "name": "CANARY", "items": [{"text": "CANARY"}]}]),
      "ai.json": J({"result": {"problem": "CANARY", "conversation_summary": "CANARY"}, "ticket_id": 1})}, WHO)
case("za what nobody saw in a mail", "zammad",
     {"tickets.json": J([dict(ZTICKET, article_count=2)]),
      "articles.json": J([zarticle(1, "Customer", "QUESTION1"),
                          zarticle(2, "Agent", 'Open the menu and choose ANSWER1.</p><div style="overflow:hidden;max-height:0px;mso-hide:all">COVERT</div>'
                                   '<div style="text-indent:-9999px">COVERT</div><span class="js-signatureMarker"></span><p>Then restart the printer SHOWN1')])}, QA + ["SHOWN1"])

# ---- Jira ----

SAID = [{"key": "sd.public.comment", "value": {"internal": False}}]


def server(i, body, **more):
    return {k: v for k, v in jcomment(i, body, **more).items() if k != "jsdPublic"}


case("j properties of a server", "jira",
     {"a.json": jissue([server(1, "ANSWER1", properties=SAID), server(2, "CANARY", properties=INTERNAL), server(3, "CANARY"),
                        server(4, "CANARY", properties=[]), server(5, "CANARY", properties=[{"key": "sd.public.comment", "value": {}}]),
                        server(6, "CANARY", properties=SAID, visibility={"type": "role", "value": "Service Desk Team"}),
                        server(7, "CANARY", properties=[{"key": "other", "value": {"internal": False}}])])}, WHO)
case("j properties against jsdPublic", "jira",
     {"a.json": jissue([jcomment(1, "ANSWER1", properties=SAID, parentId="7"), jcomment(2, "CANARY", properties=INTERNAL),
                        jcomment(3, "CANARY", jsdPublic=False, properties=SAID), jcomment(4, "CANARY", properties=SAID, visibility={"identifier": "x"}),
                        jcomment(5, "CANARY", properties=[{"key": "sd.public.comment", "value": {"internal": "true"}}]),
                        jcomment(6, "CANARY", properties=[{"key": "sd.public.comment", "value": "internal"}])])}, WHO)
case("j comments of the service desk, no flag", "jira",
     {"requests.json": J({"values": [{"issueId": "1", "issueKey": "SD-1", "createdDate": {"iso8601": "2025-03-01T08:00:00+0100"},
                                     "reporter": {"accountId": "r", "displayName": "Marlis Oberhuber"},
                                     "requestFieldValues": [{"fieldId": "summary", "value": "Printer"}, {"fieldId": "description", "value": "QUESTION1"}],
                                     "currentStatus": {"status": "Done", "statusCategory": "DONE"}}], "isLastPage": True}),
      "request/1/comment.json": J({"size": 1, "start": 0, "limit": 50, "isLastPage": True, "values": [
          {"id": "5", "body": "CANARY", "author": {"accountId": "ag", "displayName": "Tom Agent"},
           "_links": {"self": "https://acme.example/rest/servicedeskapi/request/1/comment/5"}}]})}, [], ["QUESTION1"])

# ---- osTicket, e-mail ----

case("m private mails, deleted mails, preheaders", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") +
      F + MP("2", S, A, "Re: Help", [("text/html", [], '<div style="display:none;max-height:0">COVERT</div><p>Open the menu and choose ANSWER1</p>'
                                     '<p style="font-size:0px">COVERT</p><p>Then restart the printer SHOWN1</p>')], "1") +
      F + M("3", S, A, "Re: Help", "CANARY", "X-Mozilla-Status: 0009\nX-Mozilla-Status2: 00000000\n", "1") +
      F + M("4", S, A, "Re: Help", "CANARY", "Status: RO\nX-Status: D\n", "1") +
      F + M("5", S, A, "Re: Help", "CANARY", "X-GM-THRID: 1\nX-Gmail-Labels: Trash,Support\n", "1")}, QA + ["SHOWN1"])
case("m a private mail in the thread", "mail",
     {"a.mbox": F + M("1", A, S, "Help", "QUESTION1") + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
      F + M("3", A, S, "Re: Help", "CANARY", "Sensitivity: Personal\n", "2")}, [], ["CANARY"])
case("o hidden entries, and what nobody saw", "osticket",
     {"a.sql": DUMP.replace("'<p>ANSWER1 it''s</p>'", "'<p>Open the menu and choose ANSWER1 it</p><div style=\"display:none\">COVERT</div><p hidden>COVERT</p><p>Then restart the printer SHOWN1</p>'")
      .replace("(3,10,2,0,'N',64", "(13,10,2,0,'R',132,'SYSTEM','','CANARY','html','','2025-03-01 09:01:00'),\n(3,10,2,0,'N',64")}, QA + ["SHOWN1"])
case("g timeline with its events", "github",
     {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"), event_data=[
         {"id": 5, "event": "renamed", "rename": {"from": "CANARY", "to": "Printer"}, "actor": {"login": "tom"}},
         {"id": 6, "event": "comment_deleted", "actor": {"login": "tom"}}, {"id": 7, "event": "commented", "body": "CANARY"}]))}, WHO)
case("i what nobody saw in a part", "intercom",
     {"a.json": iconversation([ipart(1, "comment", "admin", 'Open the menu and choose ANSWER1.</p><div class="intercom-hidden" style="position:absolute;left:-9999px">COVERT</div>'
                                     '<p style="width:0;height:0;overflow:hidden">COVERT</p><script>COVERT</script><p>Then restart the printer SHOWN1')])}, QA + ["SHOWN1"])
case("j what nobody saw in a document", "jira",
     {"a.json": jissue([jcomment(1, {"type": "doc", "version": 1, "content": [
         {"type": "paragraph", "content": [{"type": "text", "text": "ANSWER1"}, {"type": "status", "attrs": {"text": "SHOWN1", "color": "red"}}]},
         {"type": "extension", "attrs": {"extensionKey": "x", "text": "CANARY", "parameters": {"a": "CANARY"}}},
         {"type": "placeholder", "attrs": {"text": "CANARY"}}]})])}, QA)
case("z chat in its events", "zendesk",
     {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(*PAIR),
      "audits.json": J({"audits": [{"id": 1, "ticket_id": 1, "author_id": 2, "created_at": "2025-03-01T08:00:00Z", "events": [
          {"id": 9, "type": "ChatEndedEvent", "value": {"history": [{"type": "ChatMessage", "message": "CANARY"}]}},
          {"id": 10, "type": "MessagingCsatEvent", "comment": "CANARY"},
          {"id": 11, "type": "SideConversationCreated", "preview_text": "CANARY", "body": "CANARY"},
          {"id": 12, "type": "Notification", "subject": "CANARY", "body": "CANARY", "recipients": [3]}]}], "next_page": None})}, WHO)

# ---- who wrote to whom, and who wrote at all ----


def hmail(i, who, address, text, to, **more):
    return hmessage(i, who, text, senders=[{"actorId": who, "name": "Name " + who, "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": address}}],
                    recipients=[{"recipientField": "TO", "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": one}} for one in to], **more)


HASKED = hmail(1, "V-77", "marlis@kunde.example", "QUESTION1", ["help@acme.example"])
HFORWARD = hmail(2, "A-3", "help@acme.example", "CANARY can you look at this", ["dev@partner.example", "help@acme.example"], subject="Fwd: Printer")
HBACK = hmail(3, "V-88", "Dev@Partner.example", "CANARY it is the old firmware", ["help@acme.example"])
HREPLY = hmail(4, "A-3", "help@acme.example", "ANSWER1", ["Marlis@kunde.example", "quirin@kunde.example"])
case("h forwarded to a supplier, who answers", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [HREPLY, HBACK, HFORWARD, HASKED]})}), WHO)
case("h a colleague gets a copy, and a mail of their own", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [
         HASKED, hmail(2, "A-3", "help@acme.example", "ANSWER1", ["marlis@kunde.example", "boss@acme.example"]),
         hmail(3, "A-3", "help@acme.example", "CANARY", ["boss@acme.example"])]})}), WHO)
case("h a colleague of the customer joins in", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [
         HASKED, HREPLY, hmail(5, "V-99", "quirin@kunde.example", "THIRD1", ["help@acme.example"]),
         hmail(6, "A-3", "help@acme.example", "SECOND1", ["quirin@kunde.example"]),
         hmail(7, "A-3", "help@acme.example", "FOURTH1", ["resi@kunde.example"])]})}), WHO + ["THIRD1", "SECOND1", "FOURTH1"])
case("h answers of a chat by mail", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [
         hmessage(1, "V-77", "QUESTION1", recipients=[]), hmail(2, "A-3", "help@acme.example", "ANSWER1", ["marlis@kunde.example"])]})}), WHO)
case("z bots of messaging", "zendesk",
     one(comment(14, -1, True, "CANARY", via=via("native_messaging")), comment(15, "-1", True, "CANARY", via=via("whatsapp"))), WHO)
case("z the assignee has left the team", "zendesk",
     {"a.ndjson": J({"id": 1, "subject": "Printer", "status": "closed", "updated_at": "2025-03-02T08:00:00Z",
                     "requester": {"id": 1, "name": "Marlis Oberhuber", "role": "end-user"},
                     "submitter": {"id": 2, "name": "Tom Agent", "role": "end-user"}, "assignee": {"id": 2, "name": "Tom Agent", "role": "end-user"},
                     "comments": PAIR}) + "\n"}, WHO)
case("o an edited entry is no unknown one", "osticket",
     {"a.sql": DUMP.replace("(5,10,2,0,'X',0,'Tom Agent','','CANARY','html','','2025-03-01 09:03:00'),\n", "")}, QA, ["type of an entry"])

# ---- a list of threads beside the threads themselves ----


def without(record, *keys):
    return {key: value for key, value in record.items() if key not in keys}


FWHOLE = fticket([fpart(11, "ANSWER1")])
FLIST = [without(FWHOLE, "description", "description_text", "conversations")]
case("f a list read behind the ticket", "freshdesk", {"1.json": J(FWHOLE), "list.json": J(FLIST)}, WHO)
case("f a list read before the ticket", "freshdesk", {"a-list.json": J(FLIST), "b.json": J(FWHOLE)}, WHO)
case("f a list says that it was deleted", "freshdesk", {"1.json": J(FWHOLE), "list.json": J([dict(FLIST[0], deleted=True)])}, [], QA)
case("z two records of one time, the first private", "zendesk",
     {"a.ndjson": J(zt(1, is_public=False)) + "\n", "b.ndjson": J(zt(1)) + "\n"}, [], QA)
case("z public again since", "zendesk",
     {"a.ndjson": J(zt(1, is_public=False)) + "\n", "b.ndjson": J(zt(1, updated_at="2025-05-01T00:00:00Z")) + "\n"}, QA)
case("s people of the team below its domain", "slack", dict(
    slack(SOLVED + [sm("1700000099.000100", "U3", "SECOND1", R)]), **{"users.json": J([
        {"id": "U1", "name": "ada", "real_name": "Ada Roe", "profile": {"email": "ada@kunde.example"}},
        {"id": "U2", "name": "tom", "real_name": "Tom Agent", "profile": {"email": "tom@eu.ACME.example"}},
        {"id": "U3", "name": "eva", "real_name": "Eva Agent", "profile": {"email": "eva@acme.example"}}])}), WHO + ["agent:SECOND1"])
GWHOLE = gissue(1, gcomment(1, "ANSWER1"))
GLIST = [dict(without(GWHOLE, "comment_data"), comments=1)]
case("g a list read behind the issue", "github", {"1.json": J(GWHOLE), "list.json": J(GLIST)}, WHO)
case("g a list alone, later", "github", {"1.json": J(GWHOLE)}, QA, later={"list.json": J(GLIST)})
GTALK = {"number": 4, "title": "T", "body": "QUESTION1", "user": {"login": "ada", "type": "User"}, "author_association": "NONE", "state": "open",
         "category": {"name": "Q&A", "is_answerable": True}, "answer_chosen_at": "2025-01-01T00:00:00Z", "comments": 1,
         "answer_html_url": "https://github.com/o/r/discussions/4#discussioncomment-9", "html_url": "https://github.com/o/r/discussions/4",
         "updated_at": "2025-01-01T00:00:00Z"}
GTALK_WHOLE = dict(GTALK, comment_data=[{"id": 9, "user": {"login": "bob", "type": "User"}, "author_association": "MEMBER", "body": "ANSWER1"}])
case("g a list of discussions behind them", "github", {"4.json": J(GTALK_WHOLE), "list.json": J([GTALK])}, QA)
case("g a list of discussions alone, later", "github", {"4.json": J(GTALK_WHOLE)}, QA, later={"list.json": J([GTALK])})
case("z a list read behind the full export", "zendesk", {"a.ndjson": J(zt(1)) + "\n", "b.json": J({"tickets": [without(zt(1), "comments")]})}, QA)
case("g a list of GraphQL behind the issue", "github",
     {"a.json": gq(issues=page(gq_issue(page(gq_comment(1, "ANSWER1"))))), "list.json": gq(issues=page(gq_issue({"totalCount": 1})))}, WHO)
case("g a list says that nothing is the answer any more", "github", {"4.json": J(GTALK_WHOLE)}, [], QA, later={
    "list.json": J([dict(without(GTALK, "answer_html_url"), answer_chosen_at=None, updated_at="2025-02-01T00:00:00Z")])})
case("g an answer beside the number of comments", "github", {"4.json": J(dict(GTALK, answer=GTALK_WHOLE["comment_data"][0]))}, QA)
for ANSWERED in GWHOLE, GTALK_WHOLE:
    LISTED = dict(without(ANSWERED, "comment_data"), comments=1)
    case("g a list of %d says more of it" % ANSWERED["number"], "github", {"1.json": J(ANSWERED), "list.json": J([dict(LISTED, labels=[{"name": "legal"}])])}, [], QA)
    case("g a list of %d in front says more of it" % ANSWERED["number"], "github", {"1.json": J([dict(LISTED, labels=[{"name": "legal"}])]), "2.json": J(ANSWERED)}, [], QA)
case("g a list says that it is open again", "github", {"1.json": J(GWHOLE), "list.json": J([dict(GLIST[0], state="open")])}, [], QA)
case("z a list says more of it", "zendesk", {"a.ndjson": J(zt(1)) + "\n", "b.json": J({"tickets": [dict(without(zt(1), "comments"), tags=["legal"])]})}, [], QA)
case("f a list says more of it", "freshdesk", {"1.json": J(FWHOLE), "list.json": J([dict(FLIST[0], tags=["legal"])])}, [], QA)

# ---- subjects of internal messages are internal ----
case("h subjects of a forward and a comment, read first", "hubspot",
     dict(THREADS, **{"messages.json": J({"results": [dict(HFORWARD, subject="CANARY"), hmessage(9, "A-3", "CANARY", type="COMMENT", subject="CANARY"),
                                                      dict(HREPLY, subject="Re: OTHER1"), dict(HASKED, subject="SUBJECT1")]})}), WHO + ["SUBJECT1"], ["OTHER1"])
case("o title of a note", "osticket",
     {"a.sql": DUMP.replace("1,'Printer','2'", "1,NULL,'2'").replace("'Marlis Oberhuber','Printer'", "'Marlis Oberhuber',''")}, QA)

# ---- what one record leaves out no older one, nor a list, brings back ----
case("z merged since", "zendesk", {"a.ndjson": J(zt(1)) + "\n", "b.ndjson": J(zt(1, tags=["closed_by_merge"], updated_at="2025-05-01T00:00:00Z")) + "\n"}, [], QA)
case("z merged, told first", "zendesk", {"a.json": J({"tickets": [dict(without(zt(1), "comments"), tags=["closed_by_merge"])]}), "b.ndjson": J(zt(1)) + "\n"}, [], QA)
case("f a list says that it is spam", "freshdesk", {"1.json": J(FWHOLE), "list.json": J([dict(FLIST[0], spam=True)])}, [], QA)
