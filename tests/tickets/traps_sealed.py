"""Style sheets that messages bring along, blocks of PGP, mails that were wanted back, and what mail programs note; see traps.py."""
from traps import A, F, J, M, MP, S, case, slack
from traps_documented import comment, comments, incremental, ticket
from traps_later import QA, SOLVED, gcomment, gissue

SHOWN = QA + ["SHOWN1"]


def styled(name, css, *html, want=(), style="<style>%s</style>"):
    body = "<div class=\"zd-comment\">%s<p>Open the menu, ANSWER1 it is</p>%s<p>SHOWN1 then restart</p></div>" % (style % css, "".join(html))
    case(name, "zendesk", {"cursor.json": incremental(ticket(1)), "tickets/1/comments.json": comments(
        comment(11, 1, True, "QUESTION1 how do I connect it"), comment(12, 2, True, "x", plain_body="x", html_body=body))}, SHOWN + list(want))


HIDING = ((".preheader{display:none!important;visibility:hidden}", '<span class="preheader">COVERT</span>'),
          ("p.a , div.b{font-size:0}", '<p class="x a">COVERT</p><div class=b>COVERT</div><p class="b">SEEN1X</p>'),
          ("#inv { opacity : 0 }", '<div id="inv">COVERT</div>'), ("td .c, body > .d { max-height:0 }", '<p class=c>COVERT</p><p class=d>COVERT</p>'),
          (".e.f{display:none}", '<p class="f e">COVERT</p><p class=e>SEEN1X</p>'), ("/* .g{} */ .h/**/{display:/**/none}", '<p class=h>COVERT</p>'),
          ("<!-- .i{display:none} -->", '<p class="I">COVERT</p>'), ("@import 'x'; @media screen{.j{display:none}} .k{display:none}", '<p class=j>COVERT</p><p class=k>COVERT</p>'),
          ("@font-face{font-family:x;src:url(y)} .l{color:#fff}", '<p class=l>COVERT</p>'), (".m{background:#222} .n{color:#222}", '<div class=m><span class=n>SEEN1X</span></div><p style="background:#222" class=n>COVERT</p>'))
for number, (css, html) in enumerate(HIDING):
    styled("z style sheet %d" % number, css, html, want=["SEEN1X"] if "SEEN1X" in html else [])
styled("z style sheets of others", ".a:hover{display:none} [class~=b]{display:none} .c::before{display:none} @media print{.d{display:none}} "
       "@media (max-width:600px){.e{display:none}.f{display:none}} @supports (x:y){.g{display:none}} .h{background:#000;color:#fff} .i{color:#fff}.j{background:#123}",
       *('<p class=%s>SEEN%sX</p>' % (name, name) for name in "abcdefgh"), '<div class=j><b class=i>SEENiX</b></div>',
       want=["SEEN%sX" % name for name in "abcdefghi"])
styled("z style sheets for what is around an element", "[data-ogsc] .a{display:none} .x p{display:none} .t:checked ~ .c{display:none} .d{color:red;.e{display:none}} .z{display:none}", "<p class=z>COVERT</p>",
       "<div class=d>", *('<p class=%s>SEEN%sX</p>' % (name, name) for name in "abcd"), "</div>", want=["SEEN%sX" % name for name in "abcd"])
styled("z style sheet of long rules for each of many", ".z{display:none}" + ("b{color:red;%s}" % ("font-size:12px;" * 25)) * 250, "<b class=z>COVERT</b>" + "<b>SEEN1X</b>" * 12000, want=["SEEN1X"])
styled("z style sheet for paper", ".a{display:none}", "<p class=a>SEEN1X</p>", want=["SEEN1X"], style="<style media=print>%s</style>")
styled("z style sheet in a comment", ".a{display:none}", "<p class=a>SEEN1X</p>", want=["SEEN1X"], style="<!--[if mso]><style>%s</style><![endif]-->")
styled("z style sheet that is not whole", ".a{display:none} .b{", "<p class=a>COVERT</p>")
case("m style sheet in the head", "mail", {"a.mbox": F + M("1", A, S, "Printer jams often", "QUESTION1 how") + F + MP("2", S, A, "Re: Printer jams often", [(
    "text/html", [], "<html><head><style type=text/css>\n<!-- .ph { display : none ; } --></style></head><body><div class='ph'>COVERT</div>"
                     "<p>Open the menu, ANSWER1</p><p>SHOWN1 then restart</p></body></html>")], "1")}, SHOWN)

# ---- PGP ----

KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: GnuPG v2\n\nmQENCOVERTCOVERTCOVERT\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----"
SEALED = "-----BEGIN PGP MESSAGE-----\n\nhQEMACOVERTCOVERTCOVERT\n=aaaa\n-----END PGP MESSAGE-----"
SIGNED = ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: COVERT\n\nOpen the menu, ANSWER1 is it\n-----BEGIN PGP SIGNATURE-----\n\niQEzCOVERT\n-----END PGP SIGNATURE-----\n")


def answered(name, answer, want=()):
    case(name, "github", {"issues/1.json": J(gissue(1, gcomment(1, answer), body="QUESTION1 how do I connect"))}, SHOWN + list(want))


answered("g key", "Open the menu, ANSWER1 is it\n\n%s\n\nSHOWN1 then restart" % KEY)
answered("g sealed text in a fence", "Open the menu, ANSWER1 is it\n\n```\n%s\n```\n\nSHOWN1 then restart" % SEALED)
answered("g two of them, one without an end", "%s\nOpen the menu, ANSWER1 is it\n\nSHOWN1 then restart\n\n%s" % (KEY, SEALED[:60]))
answered("g one without an end, and text behind it", "Open the menu, ANSWER1 is it\n\n-----BEGIN PGP MESSAGE-----\n\nCOVERTCOVERT\n\nSHOWN1 then restart")
answered("g signed", SIGNED + "\nSHOWN1 then restart")
answered("g lines of a block that are talked of", "Open the menu, ANSWER1 is it, all from -----BEGIN PGP PUBLIC KEY BLOCK----- SEEN1X to -----END PGP PUBLIC KEY BLOCK----- "
         "and no -----BEGIN PGP MESSAGE----- SEEN2X is\n\nSHOWN1 then restart\n\n" + KEY, want=["SEEN1X", "SEEN2X"])
answered("g a word of such lines", "Open the menu, ANSWER1 is it, and look for -----BEGIN PGP -----\nor for a line with BEGIN PGP MESSAGE in it\n\nSHOWN1 then restart")
styled("z key in one line", "x", "<p>%s</p>" % KEY.replace("\n", " "))
styled("z key in lines, a quote behind it", "x", "<p>%s</p><blockquote type=cite>COVERT COVERT said</blockquote>" % KEY.replace("\n", "<br>"))
case("s code of one line, and a key", "slack", slack([SOLVED[0], dict(SOLVED[1], text=(
    "Open the menu, ANSWER1 is it\n```ls -l SEEN1X```\nSEEN2X behind it\n```%s```\nSHOWN1 then restart" % KEY))]), SHOWN + ["SEEN1X", "SEEN2X"])
case("m key below an answer", "mail", {"a.mbox": F + M("1", A, S, "Printer jams often", "QUESTION1 how") + F + M(
    "2", S, A, "Re: Printer jams often", "Open the menu, ANSWER1 is it\n\n%s\nSHOWN1 then restart" % KEY, refs="1")}, SHOWN)

# ---- mails that were wanted back ----

PRINTER = F + M("1", A, S, "Printer jams often", "QUESTION1")
ANSWER = F + M("2", S, A, "Re: Printer jams often", "ANSWER1", refs="1")


def recall(prefix, subject, text):
    return F + M("3", S, A, "%s: %s" % (prefix, subject), text)


RECALL = recall("Recall", "Re: Printer jams often", "Tom Agent would like to recall the message, \"Re: Printer jams often\".")
case("m recall", "mail", {"a.mbox": PRINTER + ANSWER + RECALL}, [], QA)
case("m recall in front", "mail", {"a.mbox": RECALL + PRINTER + ANSWER}, [], QA)
case("m recall later", "mail", {"a.mbox": PRINTER + ANSWER}, [], QA, later={"b.mbox": PRINTER + ANSWER + RECALL})
case("m recall in German", "mail", {"a.mbox": PRINTER + ANSWER + recall("=?utf-8?Q?R=C3=BCckruf:?=", "AW: Printer jams often".replace("AW: ", ""), (
    "Tom Agent moechte die Nachricht \"Printer jams often\" zurueckrufen.")).replace("?=:", "?=")}, [], QA)
case("m recall of another mail", "mail", {"a.mbox": PRINTER + ANSWER + recall("Recall", "Some other thing", "Tom would like to recall the message, \"Some other thing\".")}, QA)
case("m recall of goods", "mail", {"a.mbox": PRINTER + ANSWER + recall("Recall", "Printer jams often", "We take model 7 back, as it gets hot.")}, QA)

case("m question about a recall of goods", "mail", {"a.mbox": PRINTER + ANSWER + F + M(
    "3", A, S, "Recall: Printer jams often", "Is it that one, Printer jams often, that you take back?")}, QA)

# ---- what mail programs note ----


def noted(name, *headers, want=QA):
    case(name, "mail", {"a.mbox": PRINTER + ANSWER + "".join(
        F + M(str(4 + i), S, A, "Re: Printer jams often", "CANARY", header + "\n", "1") for i, header in enumerate(headers))}, list(want))


noted("m drafts and notes of Apple", "X-Uniform-Type-Identifier: com.apple.mail-draft", "X-Uniform-Type-Identifier: com.apple.mail-note")
noted("m scheduled mails and chats", "X-Gmail-Labels: Scheduled", "X-Gmail-Labels: Chats", "X-Gmail-Labels: Inbox,Chat")
noted("m spam by its level", "X-Spam-Status: Yes, score=9.1", "X-MS-Exchange-Organization-SCL: 9")
noted("m copies for auditors", "X-MS-Journal-Report:")
noted("m deleted, drafts and junk of Evolution", "X-Evolution: 00000003-0012", "X-Evolution: 00000004-0014", "X-Evolution: 00000005-0090")
MORE = F + M("8", A, S, "Other things here", "QUESTION1", "X-Evolution: 00000006-0011\nX-Spam-Status: No, score=1\nX-MS-Exchange-Organization-SCL: 1\n"
             "X-Gmail-Labels: Inbox,Important\nmsip_labels: MSIP_Label_1_Name=Public;\nX-Classification: Non-confidential, unrestricted\n") + F + M("9", S, A, "Re: Other things here", "ANSWER1", refs="8")
for name, header in (("label", "X-Gmail-Labels: Inbox,Legal"), ("keyword", "X-Mozilla-Keys: $label1 hr"), ("mark", "msip_labels: MSIP_Label_1_Name=Confidential;"),
                     ("class", "X-Classification: Internal only")):
    case("m kept back by its " + name, "mail", {"a.mbox": F + M("1", A, S, "Printer jams often", "CANARY", header + "\n") +
                                                F + M("2", S, A, "Re: Printer jams often", "CANARY", refs="1") + MORE}, QA)
case("m folder is denied", "mail", {
    "Maildir/.HR/cur/1.x:2,S": M("1", A, S, "Printer jams often", "CANARY"), "Maildir/.HR/cur/2.x:2,S": M("2", S, A, "Re: Printer jams often", "CANARY", refs="1"),
    "Maildir/cur/3.legal.example:2,S": M("3", A, S, "Other things here", "QUESTION1"), "Maildir/cur/4.x:2,S": M("4", S, A, "Re: Other things here", "ANSWER1", refs="3"),
    "Legal.mbox": F + M("5", A, S, "More things here", "CANARY") + F + M("6", S, A, "Re: More things here", "CANARY", refs="5")}, QA)
