"""Pieces of one thread in several files, which names of files or marks put together; see traps.py."""
from traps import J, api, case, zt

QA = ["QUESTION1", "ANSWER1"]

# ---- Zendesk: comments that only the name of their file tells the ticket of ----

TICKET = {"tickets.json": J(dict(api, next_page=None, count=1))}
COMMENTS = J({"comments": zt(1)["comments"], "next_page": None})
for name in ("api/v2/tickets/1/comments.json", "api_v2_tickets_1_comments.json", "api-v2-tickets-1-comments-page-2.json",
             "2024_ticket_1_comments.json", "comments_1.json"):
    case("z comments in " + name, "zendesk", dict(TICKET, **{name: COMMENTS}), QA)
for name in ("v2_comments_1.json", "tickets_2024_1_comments.json", "v2_tickets_1_audits_2.json"):
    case("z whose comments are in " + name, "zendesk", dict(TICKET, **{name: COMMENTS}), [], QA, exit=1)

# ---- GitHub: the chosen answer of a discussion, by somebody who is not of the team ----

URL = "https://github.com/o/r/discussions/12"


def comment(number, body, **more):
    return dict({"id": number, "html_url": "%s#discussioncomment-%d" % (URL, number), "parent_id": None, "author_association": "NONE",
                 "user": {"login": "u%d" % number, "type": "User"}, "created_at": "2024-01-02T00:00:%02dZ" % number, "body": body}, **more)


DISCUSSION = {"number": 12, "html_url": URL, "title": "T", "body": "QUESTION1", "user": {"login": "asker", "type": "User"},
              "author_association": "NONE", "category": {"name": "Q&A", "is_answerable": True}, "state": "open", "comments": 2,
              "created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-03T00:00:00Z",
              "answer_html_url": URL + "#discussioncomment-32", "answer_chosen_at": "2024-01-03T00:00:00Z"}
REPOSITORY = {"full_name": "o/r", "private": False}
case("g webhook answered", "github", {"w.json": J({"action": "answered", "discussion": DISCUSSION, "answer": comment(32, "ANSWER1"),
                                                   "repository": REPOSITORY})}, QA)
for name in ("a.json", "z.json"):  # before the discussion, and behind it
    case("g answer in " + name, "github", {"d.json": J(DISCUSSION), name: J([comment(31, "no idea"), comment(32, "ANSWER1")])}, QA)
case("g the answer is not there", "github", {"d.json": J(DISCUSSION), "z.json": J([comment(31, "no idea")])}, [], ["QUESTION1"])
