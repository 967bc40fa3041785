"""Odd exports: what lies beside tickets, text that nobody saw, mails in strange places; see traps.py and traps_newer.py."""
import gzip
from traps import A, F, J, M, R, S, case, nd, slack, sm, su, zipb, zt
from traps_documented import DUMP, HT, ZTICKET, zarticle, comment, comments, event, fpart, fticket, audit, incremental, jcomment, jissue, ticket, PAIR
from traps_later import HTHREAD, QA, SOLVED, WHO, gcomment, gissue, hmessage, one


def seen(name, *html, want=("QUESTION1", "ANSWER1", "SHOWN1")):
    body = '<div class="zd-comment" dir="auto">Open the menu and press the button.%s</div>' % "".join(html)
    case(name, "zendesk", {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(
        comment(11, 1, True, "QUESTION1 how do I connect it"), comment(12, 2, True, "x", plain_body="x", html_body=body))}, list(want))


HIDDEN = ("right:-9999px;position:absolute", "position:absolute;bottom:-500em", "position:absolute;left:9999px", "text-indent:5000px",
          "position:absolute;clip:rect(1px, 1px, 1px, 1px)", "clip:rect(0 0 1px 1px)", "clip-path:polygon(0 0, 0 0, 0 0, 0 0)",
          "filter: opacity(0)", "filter:opacity(0.05)", "transform: translateX(-9999px)", "transform:translate(-2000px, 0)",
          "color:#FFFFFE;background:#FFF", "color:rgb(254, 254, 254)", "color:black;background:black", "color:#222;background-color:#222",
          "color:black;background:rgb(0, 0, 0)", "color:rgba(0,0,0,0)", "transform:scale(0,0)", "transform:scaleX(0)", "translate:-9999px", "inset:-9999px auto auto 0",
          "height:1px;width:1px;overflow:hidden", "letter-spacing:-9999px", "-webkit-text-fill-color:transparent")
SHOWN = ("right:0;position:absolute", "margin-right:-9999px", "left:50%;position:absolute", "text-indent:2em", "clip:auto", "clip:rect(0,200px,40px,0)",
         "clip-path:polygon(0 0, 100% 0, 100% 100%)", "filter:opacity(0.8)", "transform:translate(-50%, -50%)", "color:#fff;background:#1f73b7",
         "color:black;background:white", "left:5", "transform:scale(0.9)", "color:rgba(0,0,0,0.8)", "color:#000f",
         "color:rgb(250,0,250)", "height:1px;overflow:hidden;width:20em", "letter-spacing:-1px", "border-left:2000px")
for number, style in enumerate(HIDDEN):
    seen("z unseen %d" % number, '<p>ANSWER1</p><p style="%s">COVERT</p><p>SHOWN1 is what comes then</p>' % style)
seen("z unseen nowhere", *('<p style="%s">SEEN%dX it is</p>' % (style, number) for number, style in enumerate(SHOWN)),
     want=["QUESTION1"] + ["SEEN%dX" % number for number in range(len(SHOWN))])
seen("z unseen within players", "<p>ANSWER1</p><audio src=x>COVERT</audio><video>COVERT</video><canvas>COVERT</canvas><p>SHOWN1 is then</p>")
case("z what lies beside tickets", "zendesk", dict(one(), **{
    "suspended_tickets.json": J({"suspended_tickets": [{"id": 9, "ticket_id": 1, "subject": "CANARY", "content": "CANARY", "cause": "Detected as spam"}]}),
    "satisfaction_ratings.json": J({"satisfaction_ratings": [{"id": 3, "score": "bad", "ticket_id": 1, "comment": "CANARY", "reason": "CANARY"}]}),
    "macros.json": J({"macros": [{"id": 4, "title": "CANARY", "actions": [{"field": "comment_value_html", "value": "<p>CANARY</p>"}]}]}),
    "chats.json": J({"chats": [{"id": "2", "type": "chat", "zendesk_ticket_id": 1, "history": [{"type": "chat.msg", "msg": "CANARY"}], "comment": "CANARY"}]}),
    "tickets/1/conversation_log.json": J({"events": [{"id": "01J9", "type": "Comment", "reference": "zen:ticket_event:12", "author": {"type": "agent"},
                                                      "content": {"type": "html", "body": "CANARY"}, "metadata": {}}]})}), WHO)
case("z events of many channels", "zendesk", {"cursor.json": incremental(ticket(1)), "audits.json": J({"audits": [
    audit(1, 1, event(PAIR[0])), audit(2, 1, event(PAIR[1])),
    audit(3, 1, {"id": 21, "type": "Notification", "subject": "CANARY", "body": "CANARY"}, {"id": 23, "type": "Tweet", "direct_message": True, "body": "CANARY"},
          {"id": 24, "type": "FacebookComment", "author_id": 1, "body": "CANARY", "public": True}, {"id": 26, "type": "LogMeInTranscript", "body": "CANARY"},
          {"id": 30, "type": "SurveyResponseSubmitted", "answers": [{"type": "open_ended", "value": "CANARY"}]})], "count": 3})}, QA)
case("z a description that is private", "zendesk", {"cursor.json": incremental(ticket(1, submitter_id=2)), "tickets/1/comments.json": comments(
    comment(11, 2, False, "CANARY"), comment(12, 2, True, "OPENED1 by us"), comment(13, 1, True, "QUESTION1"), comment(14, 2, True, "ANSWER1"))}, WHO)

case("h senders without an actor", "hubspot", {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": [
    dict(hmessage(1, "V-1", "QUESTION1"), createdBy="S-hubspot", senders=[
        {"name": "Gitti Ohneakteur", "senderField": "FROM", "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "gitti@kunde.example"}}]),
    hmessage(2, "A-1", "ANSWER1"), hmessage(3, "A-1", "CANARY", status={"statusType": "DRAFT"})]})}, QA, people=["Gitti Ohneakteur", "gitti@kunde.example"])
case("h feedback, meetings, tasks", "hubspot", {"threads.json": J({"results": [HTHREAD]}), "messages.json": J({"results": [
    hmessage(1, "V-1", "QUESTION1"), hmessage(2, "A-1", "ANSWER1")]}), "tickets.json": J({"results": [dict(HT, propertiesWithHistory={"content": [{"value": "CANARY"}]})]}),
    "feedback_submissions.json": J({"results": [{"id": "61", "properties": {"hs_content": "CANARY"}}]}),
    "meetings.json": J({"results": [{"id": "62", "properties": {"hs_internal_meeting_notes": "CANARY", "hs_meeting_body": "CANARY"}}]}),
    "tasks.json": J({"results": [{"id": "63", "properties": {"hs_task_body": "CANARY"}}]})}, QA)

case("g pull requests as such", "github", {"issues/1.json": J(gissue(1, gcomment(1, "ANSWER1"))), "pulls/2.json": J(
    {"number": 2, "title": "CANARY", "body": "CANARY", "head": {"ref": "x"}, "base": {"ref": "main"}, "merged_at": None, "state": "closed",
     "comment_data": [gcomment(8, "CANARY")]}), "pulls/3.json": J(dict(gissue(3, gcomment(9, "CANARY"), body="CANARY"), merged_at="2025-03-02T08:00:00Z"))}, WHO)
case("g tags in markdown", "github", {"issues/1.json": J(gissue(1, gcomment(
    1, "Press <kbd>Ctrl</kbd>, set `<b>` to ANSWER1<br>and wait, see <https://x.example/a> or <name>\n<details><summary>Log</summary>\n\nFOLDED1\n</details>\n"
       "<img width=1 height=1 alt=\"COVERT\" src=\"x\">\n<p align=center\n  title=\"COVERT\">LINES1</p> and `x`\nAFTER1\n")))}, WHO + ["FOLDED1", "`<b>`", "LINES1", "AFTER1"])

TEAM = {"users.json": J([dict(user, team_id="T1") for user in su])}
case("s outsiders of a channel that says nothing", "slack", dict(slack(SOLVED + [sm("1700000004.000100", "W9", "CANARY", R)]), **TEAM), [], QA)
case("s users of another workspace", "slack", dict(slack(SOLVED), **{"users.json": J([dict(su[0], team_id="T9")] + [dict(user, team_id="T1") for user in su[1:]])}), [], QA)
case("s a stranger among the users", "slack", dict(slack(SOLVED), **{"users.json": J([dict(su[0], is_stranger=True)] + su[1:])}), [], QA)
case("s users of one workspace", "slack", dict(slack(SOLVED), **TEAM), QA)
case("s tags are letters", "slack", slack([sm(R, "U1", "QUESTION1 is there &lt;b&gt; or &lt;!-- COMMENT1 --&gt;?", R, reply_count=1), sm("1700000001.000100", "U2", "ANSWER1 it is", R)]),
     QA + ["<b> or <!-- COMMENT1 -->"])

HELP = F + M("1", A, S, "Help", "QUESTION1")
case("m unsent mails", "mail", {"a.mbox": HELP + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") + F + M("3", S, A, "Re: Help", "CANARY", "X-Unsent: 1\n", "1")}, QA)
case("m a mail that is sealed", "mail", {"a.mbox": HELP + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
                                       F + M("3", S, A, "Re: Help", "See\n\n-----BEGIN PGP MESSAGE-----\n\nCANARY\n-----END PGP MESSAGE-----", refs="1")}, [], QA)
case("m a mail that is signed", "mail", {"a.mbox": HELP + F + M(
    "2", S, A, "Re: Help", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: CANARY\n\nANSWER1\n-----BEGIN PGP SIGNATURE-----\n\nCANARY\n-----END PGP SIGNATURE-----", refs="1")}, QA)
case("m UTF-7", "mail", {"a.mbox": HELP + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") +
                         F + M("3", A, S, "Re: Help", "CANARY M+APw-ller", "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n", "1")}, QA)
BOX = {"Maildir/cur/1.x:2,S": M("1", A, S, "Help", "QUESTION1"),
       "Maildir/cur/2.x,S=99:2,RS": gzip.compress(M("2", S, A, "Re: Help", "ANSWER1", refs="1").encode(), mtime=0)}
for number, folder in enumerate((".&BCcENQRABD0EPgQyBDgEOgQ4-", ".Utkast", ".INBOX.Deleted", ".&AMk-l&AOk-ments supprim&AOk-s", ".Verwijderde items", ".&Tgtehg-&-.Drafts")):
    BOX["Maildir/%s/cur/%d.x:2,S" % (folder, number + 3)] = M(str(number + 3), S, A, "Re: Help", "CANARY", refs="1")
case("m packed mails, folders of waste", "mail", BOX, QA)
case("m labels in other languages", "mail", {"a.mbox": HELP + F + M("2", S, A, "Re: Help", "ANSWER1", refs="1") + "".join(
    F + M(str(number), S, A, "Re: Help", "CANARY", "X-Gmail-Labels: %s\n" % label, "1")
    for number, label in ((3, "Sent,Prullenbak"), (4, "=?UTF-8?Q?=D0=A7=D0=B5=D1=80=D0=BD=D0=BE=D0=B2=D0=B8=D0=BA=D0=B8?="), (5, "Inbox, Utkast")))}, QA)

case("f the sender's name with the address", "freshdesk", {"t.json": J(fticket([fpart(11, "ANSWER1", from_email='"Zenzi Antwort" <zenzi@acme.example>')]))},
     QA, people=["zenzi@acme.example"], nobody=["<zenzi@acme.example>"])
case("j text in the colour of the paper", "jira", {"a.json": jissue([jcomment(1, {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [
    {"type": "text", "text": "Open the menu ANSWER1 "}, {"type": "text", "text": "CANARY", "marks": [{"type": "textColor", "attrs": {"color": "#ffffff"}}]},
    {"type": "text", "text": "RED1", "marks": [{"type": "textColor", "attrs": {"color": "#ff5630"}}]}]}]})])}, QA + ["RED1"])
case("j replies to internal comments", "jira", {"a.json": jissue([jcomment(1, "ANSWER1"), jcomment(2, "CANARY", jsdPublic=False), dict(jcomment(3, "CANARY"), parentId="2"),
                                                                  dict(jcomment(4, "REPLY1"), parentId=1)])}, QA + ["REPLY1"])

# ---- names of files in capitals, as other systems write them ----

case("f names in capitals", "freshdesk", {"TICKETS.JSON": J(fticket([fpart(11, "ANSWER1")]))}, ["QUESTION1", "ANSWER1"])
case("za names in capitals", "zammad", {"TICKETS.JSON": J([dict(ZTICKET, article_count=2)]),
                                        "ARTICLES.JSON": J([zarticle(1, "Customer", "QUESTION1"), zarticle(2, "Agent", "ANSWER1")])},
     ["QUESTION1", "ANSWER1"])
case("o names in capitals", "osticket", {"DUMP.SQL.GZ": gzip.compress(DUMP.encode())}, ["QUESTION1", "ANSWER1"])
case("z archive in capitals", "zendesk", {"EXPORT.ZIP": zipb(t__a_ndjson=nd(zt(1)))}, ["QUESTION1", "ANSWER1"])
