"""Answers that tell customers what an internal note says, and those that only look like it; see traps.py."""
from traps import C, FT, J, case, nd, zt

NOTE = "CANARY the boss says this one gets no refund since they have returned four lamps this year"
SENT = "Open the drawer below the lamp and take out the old filter before you press the button"
MORE = "Thank you for asking, I have looked into this for you today"
H = '<div class="zd-comment">%s</div>'


def told(name, note, answer, want=(), never=(), between=(), **more):
    case("z note told: " + name, "zendesk", {"a.ndjson": nd(zt(1, comments=[
        C(1, 1, True, "QUESTION1 my lamp is dark"), *between, C(2, 2, False, note), C(3, 2, True, answer, **more),
        C(4, 2, True, "ANSWER1 please restart it")]))}, ["QUESTION1", "ANSWER1", *want], never)


told("in running text", NOTE, MORE + ". " + NOTE)
told("wrapped and in capitals", NOTE, MORE + "\n" + NOTE.replace(" ", "\n").upper())
told("in a quotation", NOTE, "x", html_body=H % ("<p>%s</p><p>My colleague wrote: &ldquo;%s&rdquo;</p>" % (MORE, NOTE.replace(" ", "&nbsp;"))))
told("in a block", NOTE, "x", html_body=H % ("<blockquote><p>%s</p></blockquote><p>%s</p>" % (NOTE, MORE)))
told("in a block alone", NOTE, "x", html_body=H % ("<blockquote>%s</blockquote>" % NOTE))
told("where no tag is closed", NOTE, "x", html_body="<p>" + MORE + "<" * 1000000)
told("a short one", "CANARY they are on the list", MORE + ": CANARY they are on the list!")
told("a third of it", "CANARY " + " ".join("word%d" % i for i in range(60)), MORE + " CANARY " + " ".join("word%d" % i for i in range(30)))
told("by words of Chinese", "CANARY这位客户今年已经退回了四盏灯所以老板说不再退款给他", MORE + "。我的同事说:「CANARY这位客户今年已经退回了四盏灯所以老板说不再退款给他」")
told("behind a word of introduction", NOTE, "FYI: " + NOTE)
told("in a quotation alone", NOTE, "“" + NOTE + "”")
told("twice", NOTE, MORE + ". " + NOTE, between=[C(9, 2, False, NOTE)])
case("f note told", "freshdesk", {"tickets.json": J([FT(1, conversations=[
    {"id": number, "body": "<p>%s</p>" % text, "body_text": text, "incoming": False, "private": private, "user_id": 2, "source": 2 if private else 0,
     "created_at": "2025-01-01T0%d:00:00Z" % number} for number, private, text in ((5, True, NOTE), (6, False, MORE + ". " + NOTE), (7, False, "ANSWER1"))])])}, ["ANSWER1"])

# what was prepared as a note, what a note quotes, and what everybody says
told("a draft that was sent", SENT, SENT, [SENT])
told("a draft that was sent with a greeting", SENT, "Hello Jane,\n\n" + SENT, [SENT])
told("what was public before", "They ask: QUESTION2 " + SENT, "QUESTION2 " + SENT + "? " + MORE, [MORE], between=[C(8, 1, True, "QUESTION2 " + SENT)])
told("figures of speech", MORE + ". " + NOTE + " and " + SENT, MORE + ". It is fine now", [MORE])
told("a note behind it", "nothing of that", MORE + ", and SEEN1 " + SENT, ["SEEN1"], between=[])
case("z note told: it stands behind the answer", "zendesk", {"a.ndjson": nd(zt(1, comments=[
    C(1, 1, True, "QUESTION1"), C(2, 2, True, "ANSWER1 " + SENT), C(3, 2, False, "I told them: ANSWER1 " + SENT), C(4, 2, True, MORE + " ANSWER1 " + SENT)]))},
    ["QUESTION1", "ANSWER1", MORE])
told("as mail programs quote", "they get no refund, and that is what the boss has told me to say", "SEEN1 is fine\n\nOn Sat, Mar 1, 2025 at 11:30 AM Tom wrote:\n> they get no refund, and that is what the boss has told me to say", ["SEEN1"])
