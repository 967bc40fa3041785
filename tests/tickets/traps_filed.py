"""Where threads are filed, numbers in the place of names, and people who are programs; see traps.py."""
from traps import J, X, case, xh
from traps_documented import (CATEGORIES, DUMP, HT, PAIR, USERS, ZTICKET, audit, comment, comments, fpart, fticket, gq, gq_comment,
                              gq_discussion, gq_issue, iconversation, incremental, ipart, jcomment, jissue, page, post, ticket, topic, zarticle)
from traps_later import HPAIR, HTHREAD, QA, WHO, gcomment, gissue, hmessage, iticket, tpart

# ---- Zendesk ----


def of(*list_, **more):
    return {"cursor.json": incremental(ticket(1, **more)), "tickets/1/comments.json": comments(*list_)}


def number(channel):
    return {"channel": channel, "source": {"rel": None}}


def xml_comment(author, text, via):
    return ("<comment><author-id type='integer'>%d</author-id><is-public type='boolean'>true</is-public><type>Comment</type>"
            "<value>%s</value><via-id type='integer'>%d</via-id></comment>" % (author, text, via))


XML_USERS = ("<users><user><id>1</id><name>Jane Roe</name><roles>0</roles></user>"
             "<user><id>2</id><name>Tom Agent</name><roles>4</roles></user></users>")
case("z channels as numbers", "zendesk",
     of(comment(11, 1, True, "QUESTION1", via=number(4)), comment(12, 2, True, "ANSWER1", via=number(0)),
        comment(13, 2, True, "CANARY", via=number(19)), comment(14, 2, True, "CANARY", via=number(8)),
        comment(15, 2, True, "CANARY", via=number(21)), comment(16, 2, True, "CANARY", via=number(999)),
        comment(17, 2, True, "CANARY", via=number([4]))), WHO)
case("z ticket of a merge by its number", "zendesk", of(*PAIR, via=number(19)), [], QA)
case("z newer numbers of channels in XML", "zendesk", {"users.xml": XML_USERS, "tickets.xml": xh + X(1, "".join((
    xml_comment(1, "QUESTION1", 48), xml_comment(2, "ANSWER1", 0), xml_comment(1, "THIRD1", 56), xml_comment(1, "FOURTH1", 38),
    xml_comment(2, "CANARY", 19), xml_comment(2, "CANARY", 25), xml_comment(2, "CANARY", 32)))) + "</tickets>"}, WHO + ["THIRD1", "FOURTH1"])
case("z names of channels of people", "zendesk",
     of(comment(11, 1, True, "QUESTION1", via=number("facebook_message")), comment(12, 2, True, "ANSWER1", via=number("import")),
        comment(13, 1, True, "THIRD1", via=number("text_message"))), WHO + ["THIRD1"])
for kind in ("CommentTextRedactionEvent", "ChatFileRedactionEvent"):
    case("z " + kind, "zendesk",
         dict(of(*PAIR), **{"audits.json": J({"audits": [audit(4, 1, {"id": 99, "type": kind, "comment_id": 12})]})}), [], ["ANSWER1"])
case("z group in the same page", "zendesk",
     {"cursor.json": J({"tickets": [ticket(1, group_id=7)], "users": USERS, "groups": [{"id": 7, "name": "Legal"}], "end_of_stream": True}),
      "tickets/1/comments.json": comments(*PAIR)}, [], QA)
case("z groups, forms and brands in other files", "zendesk", {
    "a.json": incremental(ticket(1, group_id=7), ticket(2, group_id=8, brand_id=3), ticket(3, ticket_form_id=5)),
    "groups.json": J({"groups": [{"id": 7, "name": "HR"}, {"id": 8, "name": "Support"}]}), "brands.json": J({"brands": [{"id": 3, "name": "Acme"}]}),
    "forms.json": J({"ticket_forms": [{"id": 5, "name": "Billing question"}]}), "tickets/1/comments.json": comments(*PAIR),
    "tickets/2/comments.json": comments(comment(21, 1, True, "QUESTION2"), comment(22, 2, True, "ANSWER2")),
    "tickets/3/comments.json": comments(comment(31, 1, True, "CANARY"), comment(32, 2, True, "CANARY"))}, ["QUESTION2", "ANSWER2"], QA)
case("z group is renamed later", "zendesk", dict(of(*PAIR, group_id=7), **{"groups.json": J({"groups": [{"id": 7, "name": "Support"}]})}), [], QA, later=dict(
    of(*PAIR, group_id=7), **{"groups.json": J({"groups": [{"id": 7, "name": "Legal"}]})}))
case("z groups in XML", "zendesk", {"users.xml": XML_USERS, "tickets.xml": xh + X(1, xml_comment(1, "CANARY", 0) + xml_comment(2, "CANARY", 0),
     "<group-id type='integer'>9</group-id>") + "</tickets>", "groups.xml": "<groups><group><id>9</id><name>Legal</name></group></groups>"})
case("z comments of the community", "zendesk", dict(of(*PAIR), **{"posts/1/comments.json": J({"comments": [
    {"id": 900, "author_id": 1, "body": "CANARY", "post_id": 1, "official": False, "created_at": "2025-03-01T08:00:00Z"}],
    "count": 9, "next_page": "https://acme.example/2"})}), WHO)

# ---- HubSpot, tables ----

ANSWER = 'columns=["answer=Answer"]\n'
case("h made by a bot without a sender", "hubspot", {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": HPAIR + [
    hmessage(3, "B-7", "CANARY", senders=[]), hmessage(4, "L-7", "CANARY", senders=None)]})}, WHO)
case("h pipeline of the table is denied", "hubspot", {"t.csv": "Ticket ID,Ticket name,Pipeline,Ticket status,Ticket description,Answer\n"
     "1,S,HR Pipeline,Closed,CANARY,CANARY\n2,S,Support Pipeline,Closed,QUESTION2,ANSWER2\n"}, ["QUESTION2"], extra=ANSWER)
case("h rows that a warehouse keeps", "hubspot", {"ticket_data.csv": "id,_fivetran_deleted,property_subject,property_hs_pipeline_stage,property_content,answer\n"
     "1,true,S,4,CANARY,CANARY\n2,false,S,4,QUESTION2,ANSWER2\n"}, ["QUESTION2"], extra='columns=["answer=answer"]\n')
case("h columns against a ticket", "hubspot", {"t.csv": "Ticket ID,Ticket name,Ticket status,Archived,Spam,Is Public,Ticket description,Answer\n"
     "1,S,Closed,true,false,true,CANARY,CANARY\n2,S,Closed,false,TRUE,true,CANARY,CANARY\n3,S,Closed,false,false,true,QUESTION3,ANSWER3\n"
     "4,S,Closed,false,false,false,CANARY,CANARY\n5,S,Closed,,,,CANARY,CANARY\n"}, ["QUESTION3"], extra=ANSWER)
case("h pipeline of a ticket is denied", "hubspot", {
    "pipelines.json": J({"results": [{"id": "77", "label": "Legal requests", "stages": [
        {"id": "771", "label": "Done", "metadata": {"isClosed": "true", "ticketState": "CLOSED"}}]}]}),
    "tickets.json": J({"results": [dict(HT, properties=dict(HT["properties"], hs_pipeline="77", hs_pipeline_stage="771"))]}),
    "threads.json": J({"results": [dict(HTHREAD, threadAssociations={"associatedTicketId": "1"})]}), "messages.json": J({"results": HPAIR})}, [], QA)

# ---- GitHub ----


def gh(n, *more, **rest):
    def said(i, login, body, association="NONE"):
        return {"id": "IC_%d" % i, "author": {"login": login}, "authorAssociation": association, "body": body,
                "createdAt": "2025-03-01T09:0%d:00Z" % i, "isMinimized": False, "minimizedReason": "", "viewerDidAuthor": False}
    return dict({"number": n, "title": "Printer", "body": "QUESTION%d" % n, "state": "CLOSED", "stateReason": "COMPLETED", "labels": [],
                 "url": "https://github.com/acme/app/issues/%d" % n, "author": {"id": "U_1", "is_bot": False, "login": "gustl", "name": ""},
                 "createdAt": "2025-03-01T08:00:00Z",
                 "comments": [said(1, "tom", "ANSWER%d" % n, "MEMBER")] + [said(i + 2, *one) for i, one in enumerate(more)]}, **rest)


PULL = {key: value for key, value in gh(2, body="CANARY", title="CANARY", isDraft=False, headRefName="x", mergedAt=None).items()
        if key not in ("url", "stateReason", "comments")}
case("g programs whose login says it", "github", {"issues.json": J([gh(1, ("github-actions", "CANARY"), ("codecov", "CANARY"), ("acme-ci-bot", "CANARY"),
                                                                      ("ottobot", "THIRD1"))])}, WHO + ["THIRD1"])
case("g people who are called as programs are", "github", {"issues.json": J([gh(1, author={"id": "U_9", "is_bot": False, "login": "lock", "name": ""})])}, WHO)
case("g pull requests of gh", "github", {"issues.json": J([gh(1)]), "prs.json": J([dict(PULL, comments=[])])}, WHO)
case("g pull requests of GraphQL", "github", {"a.json": gq(
    issues=page(gq_issue(page(gq_comment(1, "ANSWER1")))),
    pullRequests=page({k: v for k, v in gq_issue(page(gq_comment(1, "CANARY")), body="CANARY").items() if k not in ("url", "__typename", "stateReason")}))}, QA)
case("g type of an issue is denied", "github", {"issues/1.json": J(gissue(1, gcomment(1, "CANARY"), body="CANARY", type={"id": 1, "name": "Security"}))})
for reason in ("DUPLICATE", "OUTDATED"):
    case("g discussion closed as " + reason, "github", {"a.json": gq(discussions=page(dict(
        gq_discussion(page(gq_comment(1, "CANARY", isAnswer=True), totalCount=1)), closed=True, stateReason=reason, body="CANARY")))})
PRIVATE = {"full_name": "acme/app", "private": True}
case("g search in REST", "github", {"s.json": J({"total_count": 2, "incomplete_results": False, "items": [
    dict(gissue(1, gcomment(1, "CANARY"), body="CANARY"), repository=PRIVATE), gissue(2, gcomment(2, "ANSWER2"))]})}, ["ANSWER2"])
case("g search in GraphQL", "github", {"s.json": J({"data": {"search": {"nodes": [
    gq_issue(page(gq_comment(1, "CANARY")), body="CANARY", repository={"nameWithOwner": "o/r", "isPrivate": True}),
    gq_issue(page(gq_comment(2, "ANSWER2")), number=2, url="https://github.com/o/s/issues/2", repository={"nameWithOwner": "o/s", "isPrivate": False})]}}})}, ["ANSWER2"])
case("g account suspended", "github", {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"), gcomment(
    3, "CANARY", author_association="NONE", user={"login": "spam", "type": "User", "suspended_at": "2025-01-01T00:00:00Z"})))}, WHO)

# ---- Discourse ----

OPEN = {"categories.json": CATEGORIES, "t/1.json": topic([post(1, "gustl", "QUESTION1"), post(2, "tom", "ANSWER1")])}


def listed(**more):
    return J({"category_list": {"categories": [dict({"id": 4, "name": "Help", "read_restricted": False}, **more)]}})


case("d category restricted later, its list alone", "discourse", OPEN, [], QA, later={"categories.json": listed(read_restricted=True)})
case("d category open as before", "discourse", OPEN, QA, later={"categories.json": listed()})
case("d category around it restricted later", "discourse", OPEN, [], QA, later={"categories.json": J({"category_list": {"categories": [
    {"id": 9, "name": "Team", "read_restricted": True}, {"id": 4, "name": "Help", "read_restricted": False, "parent_category_id": 9}]}})})
case("d topic moved before its category was restricted", "discourse", OPEN, QA, later={
    "categories.json": J({"category_list": {"categories": [{"id": 4, "name": "Help", "read_restricted": True}, {"id": 5, "name": "Faq", "read_restricted": False}]}}),
    "t/1.json": topic([post(1, "gustl", "QUESTION1"), post(2, "tom", "ANSWER1")], category_id=5)})
case("d category around it is denied", "discourse", {"categories.json": listed(name="Legal", subcategory_list=[
    {"id": 8, "name": "Questions", "read_restricted": False, "parent_category_id": 4}]),
    "t/1.json": topic([post(1, "gustl", "CANARY"), post(2, "tom", "CANARY")], category_id=8)})
case("d generated by a program", "discourse", dict(OPEN, **{"t/1.json": topic([
    post(1, "gustl", "QUESTION1"), post(2, "tom", "ANSWER1"), post(3, "eva", "CANARY", is_auto_generated=True, via_email=True)])}), QA)

# ---- Freshdesk, Zammad ----

case("f merged into another", "freshdesk", {"t.json": J(fticket([
    fpart(11, "ANSWER1"), fpart(12, "This ticket is closed and merged into ticket #77", source=2, private=True)]))}, [], QA)
case("f as many conversations as the API includes", "freshdesk", {"t.json": J(fticket([fpart(11 + i, "ANSWER%d" % i) for i in range(10)]))}, [], ["QUESTION1"])
case("f the others in their own pages", "freshdesk", {
    "t.json": J(fticket([fpart(11 + i, "ANSWER%d" % i) for i in range(10)])),
    "tickets/1/conversations.json": J([fpart(11 + i, "ANSWER%d" % i, ticket_id=1) for i in range(11)])}, ["QUESTION1", "ANSWER10"])
case("f group is denied", "freshdesk", {"groups.json": J([{"id": 55, "name": "Legal", "agent_ids": [1]}, {"id": 56, "name": "Help", "agent_ids": []}]),
     "t.json": J([fticket([fpart(11, "CANARY")], group_id=55, description="CANARY"), fticket([fpart(21, "ANSWER1")], id=2, group_id=56)])}, QA)

STATES = J([{"id": 8, "name": "erledigt", "state_type_id": 5}, {"id": 9, "name": "zusammen", "state_type_id": 6}, {"id": 4, "name": "in Arbeit", "state_type": "open"}])


def zammad(state, **more):
    return {"ticket_states.json": STATES, "tickets.json": J([dict({k: v for k, v in ZTICKET.items() if k != "state"}, article_count=2, **state)]),
            "articles.json": J([zarticle(1, "Customer", "QUESTION1", **more), zarticle(2, "Agent", "ANSWER1")])}


case("za state of their own", "zammad", zammad({"state": "erledigt"}), WHO)
case("za state by its number", "zammad", zammad({"state_id": 8}), WHO)
case("za state that means merged", "zammad", zammad({"state_id": 9}), [], QA)
case("za numbers that mean others here", "zammad", zammad({"state_id": 4}), [], QA)
case("za group is denied", "zammad", dict(zammad({"state": "erledigt", "group_id": 3}), **{"groups.json": J([{"id": 3, "name": "HR", "follow_up_possible": "yes"}])}), [], QA)
case("za mailed encrypted", "zammad", zammad({"state": "erledigt"}, preferences={"security": {
    "type": "S/MIME", "encryption": {"success": True}, "sign": {"success": False}}}), [], QA)
case("za mailed signed", "zammad", zammad({"state": "erledigt"}, preferences={"security": {
    "type": "S/MIME", "encryption": {"success": False}, "sign": {"success": True}}}), WHO)

# ---- Jira ----


def of_server(name):
    return {"name": name, "key": "JIRAUSER1000%d" % len(name), "displayName": name.title() + " Muster", "active": True}


def said_there(i, body, who, internal):
    return {"id": str(i), "author": of_server(who), "body": body, "created": "2025-03-01T09:00:00.000+0100",
            "properties": [{"key": "sd.public.comment", "value": {"internal": internal}}]}


case("j people without kinds", "jira", {"a.json": jissue(
    [said_there(5, "ANSWER1", "tomagent", False), said_there(6, "CANARY", "tomagent", True), said_there(7, "THANKS1", "marlis", False)],
    reporter=of_server("marlis"), creator=of_server("marlis"), assignee=None)}, WHO + ["customer:THANKS1"])
for field, value in (("components", [{"id": "1", "name": "Legal"}]), ("project", {"id": "3", "key": "LEG", "name": "Legal Desk"}),
                     ("issuetype", {"name": "HR case", "subtask": False}),
                     ("customfield_10010", {"requestType": {"id": "5", "name": "HR question"}, "currentStatus": {"status": "Done"}})):
    case("j denied by " + field, "jira", {"a.json": jissue([jcomment(1, "CANARY")], **{"description": "CANARY", field: value})})


def paragraph(*nodes):
    return {"type": "paragraph", "content": list(nodes)}


def words(text):
    return {"type": "text", "text": text}


case("j folds, cards and statuses of a document", "jira", {"a.json": jissue([jcomment(1, {"type": "doc", "version": 1, "content": [
    {"type": "panel", "attrs": {"panelType": "info"}, "content": [paragraph(words("ANSWER1"))]},
    {"type": "expand", "attrs": {"title": "FOLD1"}, "content": [paragraph(words("WITHIN1"))]},
    paragraph({"type": "inlineCard", "attrs": {"url": "https://acme.example/doc/CARD1"}}, {"type": "status", "attrs": {"text": "STATUS1"}})]})])},
     QA + ["FOLD1", "WITHIN1", "CARD1", "STATUS1"])

# ---- Intercom ----

OPERATOR = {"type": "admin", "id": "991", "name": "Operator", "email": "operator+abc12@intercom.io"}
case("i Operator among the admins", "intercom", {"a.json": iconversation([
    ipart(1, "comment", "admin", "ANSWER1"), dict(ipart(2, "comment", "admin", "CANARY"), author=OPERATOR), ipart(3, "comment", "operator", "CANARY")])}, WHO)
for how in ("operator_initiated", "campaigns_initiated"):
    case("i " + how, "intercom", {"a.json": iconversation(
        [ipart(1, "comment", "user", "QUESTION1"), ipart(2, "comment", "admin", "ANSWER1")],
        source={"type": "conversation", "id": "s", "delivered_as": how, "body": "CANARY", "author": {"type": "admin", "id": "u"}})}, QA)
case("i tag at a part", "intercom", {"a.json": iconversation([dict(
    ipart(1, "comment", "admin", "ANSWER1"), tags={"type": "tag.list", "tags": [{"type": "tag", "id": "9", "name": "legal"}]})])}, [], QA)
case("i tag at a part, in a notification later", "intercom", {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")])}, [], QA, later={
    "w.json": J({"type": "notification_event", "topic": "conversation_part.tag.created", "data": {"item": {"type": "conversation", "id": "1", "conversation_parts": {
        "conversation_parts": [dict(ipart(1, "comment", "admin", "ANSWER1"), tags={"tags": [{"id": "9", "name": "legal"}]})]}}}})})
case("i type of the ticket is denied", "intercom", {"t.json": J({"type": "ticket.list", "tickets": [dict(
    iticket(tpart(1, "comment", "admin", "ANSWER1")), ticket_type={"id": "1", "name": "Legal request", "category": "Customer", "is_internal": False})]})}, [], QA)
case("i team is denied", "intercom", {"a.json": iconversation([ipart(1, "comment", "admin", "ANSWER1")], team_assignee_id=814865),
     "teams.json": J({"type": "team.list", "teams": [{"type": "team", "id": "814865", "name": "HR team", "admin_ids": [1]}]})}, [], QA)

# ---- osTicket ----

STATUSES = ("CREATE TABLE `ost_ticket_status` (`id` int(11), `name` varchar(60), `state` varchar(16));\n"
            "INSERT INTO `ost_ticket_status` VALUES (1,'Open','open'),(3,'Closed','%s'),(6,'Erledigt','closed'),(7,'Weg','deleted');\n-- Dump completed")


def dump(status, closed="closed"):
    return {"a.sql": DUMP.replace("'482910',3", "'482910',%d" % status).replace("-- Dump completed", STATUSES % closed)}


def filed(topic_, department):
    return {"a.sql": DUMP.replace("`closed` datetime, `lastupdate`", "`topic_id` int(10), `dept_id` int(10), `closed` datetime, `lastupdate`")
            .replace("'482910',3,", "'482910',3,11,12,").replace("CREATE TABLE `ost_ticket` ", (
                "CREATE TABLE `ost_department` (`id` int(11), `name` varchar(99));\nINSERT INTO `ost_department` VALUES (12,'%s');\n"
                "CREATE TABLE `ost_help_topic` (`topic_id` int(11), `topic` varchar(99));\nINSERT INTO `ost_help_topic` VALUES (11,'%s');\n"
                "CREATE TABLE `ost_ticket` ") % (department, topic_))}


case("o status of their own", "osticket", dump(6), QA)
case("o status of their own that deletes", "osticket", dump(7), [], ["QUESTION1"])
case("o status that means another here", "osticket", dump(3, "open"), [], ["QUESTION1"])
case("o status that no table has", "osticket", dump(9), [], ["QUESTION1"])
case("o topic and department", "osticket", filed("General Inquiry", "Support"), QA)
case("o topic is denied", "osticket", filed("Legal", "Support"), [], ["QUESTION1"])
case("o department is denied", "osticket", filed("General Inquiry", "HR"), [], ["QUESTION1"])
case("o department of the table is denied", "osticket", {"q.csv": "Ticket Number,Subject,From,From Email,Department,Current Status,Body,Answer\n"
     "1,S,Jane Roe,j@r.example,Legal,Closed,CANARY,CANARY\n2,S,Jane Roe,j@r.example,Support,Closed,QUESTION2,ANSWER2\n"}, ["QUESTION2"], extra=ANSWER)
