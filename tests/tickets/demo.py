#!/usr/bin/env python3
"""The synthetic export that content/solved/ was made of: questions about Weir as people
write them, with what must not be published. `demo.py FOLDER` writes
FOLDER/tickets.ndjson, as Zendesk exports it. Nobody in it exists."""
import json
import sys

PEOPLE = [
    ('Maria Kowalska', 'maria.kowalska@meble-kowalska.example', 'Meble Kowalska', '+48 601 555 014'),
    ('Jürgen Großmann', 'j.grossmann@grossmann-werkzeuge.example', 'Großmann Werkzeuge', '+49 30 5550 1947'),
    ("Aoife O'Driscoll", 'aoife@driscollfarms.example', 'Driscoll Farms', '+353 1 555 0139'),
    ('Ngozi Adeyemi', 'ngozi.adeyemi@lagosledger.example', 'Lagos Ledger', '+234 1 555 0122'),
    ('Siobhan McAllister', 'smcallister@northquay.example', 'North Quay Chandlery', '+44 20 7946 0321'),
    ('Takeshi Moriyama', 'moriyama@hoshizora.example', 'Hoshizora', '+81 3 5550 1188'),
]
AGENTS = [('Bram Vandersteen', 'bram@weir.example'), ('Leila Haddadi', 'leila@weir.example')]

TICKETS = [
    ('Build stops: published URL is gone', ['build', 'urls'],
     '<p>Hi Bram,</p><p>I renamed a file and now the build stops with <code>published URL "/billing/refund/" is gone '
     '[url-lost]</code>. How do I rename a page without breaking links?</p><p>Version: 0.1.0</p>'
     '<pre>C:\\Users\\mkowalska\\site> weir build</pre><p>Thanks, Maria</p>'
     '<p>--<br>Maria Kowalska<br>Meble Kowalska<br>+48 601 555 014</p>',
     'Hello Maria,\n\nadd the old address to the front matter of the page that answers now:\n\n```\naliases: '
     '[/billing/refund/]\n```\n\nThe build then writes a redirect, and the list of published URLs is complete again. If the '
     'page is gone on purpose, set retired: true in its file instead.\n\nBest regards\nBram Vandersteen\nWeir Support'),
    ('Search finds nothing after I move the site', ['search', 'server'],
     '<p>Hello,</p><p>our help site is static on one host, weir-search runs on another. Search says that it cannot be '
     'reached. My test was from 10.4.17.23 and the log of j.grossmann@grossmann-werkzeuge.example shows no request.</p>'
     '<p>Mit freundlichen Grüßen<br>Jürgen Großmann</p>',
     'Hi Jürgen,\n\npages ask the origin they were loaded from. Tell them where the server is:\n\n```\n[search]\nurl = '
     '"https://search.help.example"\n```\n\nBuild again after that, for the address is part of the policy that each page '
     'carries.\n\nKind regards,\nLeila Haddadi'),
    ('An article should be online, but not in search', ['search', 'front matter'],
     "<p>Dear Leila,</p><p>one page is for people with the link only. It should be on the site but not in search.</p>"
     "<p>Aoife O'Driscoll, Driscoll Farms</p>",
     "Hi Aoife,\n\nset noindex: true in its front matter. The page is still built and linked where you link it, but it is "
     "left out of search and of the sitemap, and robots are told not to list it.\n\nLeila"),
    ('Images are missing in the preview', ['preview', 'images'],
     '<p>Images of one article do not show in weir preview. The path is /home/nadeyemi/help/content/start/screen.png and in '
     'the text I wrote <code>![](../screen.png)</code>.</p><div style="display:none">Ngozi Adeyemi, account '
     '88012345</div><p>Ngozi</p>',
     'Hello Ngozi,\n\na path is meant from the folder of the article, or with a slash in front from the content '
     'folder:\n\n- screen.png when it lies beside the article\n- ../start/screen.png from another folder\n- /start/screen.png '
     'from anywhere\n\nweir check names every image that is not found, with its line.\n\nBram'),
    ('Two languages, but the switch does not show', ['languages'],
     '<p>We have English and German articles, but no page offers the other language.</p><p>Siobhan McAllister<br>'
     '44 Harbour Street, Dublin</p><blockquote type="cite">On Tue, Leila Haddadi &lt;leila@weir.example&gt; wrote: '
     'please send the file names</blockquote>',
     'Hi Siobhan,\n\npages are taken for translations of each other when they have the same name: refunds.md and '
     'refunds.de.md, or refunds.md and de/refunds.md. Where names differ, say it in the front matter of the second:\n\n'
     '```\ntranslation_of: billing/refunds.md\n```\n\nRegards\nLeila'),
    ('CI fails with "output folder that Weir did not write"', ['ci', 'build'],
     '<p>In CI the build stops with [output-foreign], on my machine it does not. Our token is '
     'ghp_Q7xTw2LkP9vBn4RsYd8FhJ3mZc6GaE5uKt1N if you want to look.</p><p>Moriyama</p>',
     'Hello Takeshi,\n\nyour CI restores public/ from a cache, but neither .weir/, which has the list of what Weir wrote, nor '
     'the hidden file public/.weir-output. Cache both folders whole, or none: a build from nothing takes seconds.\n\nPlease revoke the token that you sent, it must not be in a '
     'ticket.\n\nBram Vandersteen'),
    ('Links in another colour', ['theme'],
     '<p>The blue does not go with our logo. Can I change it without a theme of our own? Call me on +48 601 555 014 if that '
     'is quicker.</p><p>Maria</p>',
     'Hi Maria,\n\none setting does it:\n\n```\n[theme]\naccent = "#7a1f5c"\n```\n\nShades for the dark scheme and for '
     'hovering are made of it, and weir check warns when the contrast is too small to read.\n\nLeila'),
    ('Numbers in file names show up in addresses', ['urls', 'navigation'],
     '<p>I name files 01-install.md and 02-first-site.md to have them in order, but then the number is part of the '
     'address.</p><p>Viele Grüße<br>J. Großmann</p>',
     'Hello Herr Großmann,\n\nthe number stays in the address because names such as 404-not-found are meant that way. Take '
     'it off the file name and give the order in the front matter:\n\n```\nweight: 10\n```\n\nAdd the old address to aliases '
     'if the page was published before.\n\nBram'),
    ('Can customers ask without JavaScript?', ['contact'],
     "<p>Some of our customers use locked-down machines without scripts. Does the contact form work for them?</p><p>Aoife</p>",
     'Hi Aoife,\n\nyes. The form is a page of its own that weir-search serves, and everything on it works without scripts. '
     'With scripts, answers are suggested while somebody writes.\n\nBest wishes, Leila'),
    ('Search shows old text after an edit', ['search', 'deploy'],
     '<p>I corrected a price, the page is right, but search still shows the old sentence. The server is at '
     '10.4.17.80, I am logged in as nadeyemi.</p><p>Ngozi Adeyemi<br>Lagos Ledger</p>',
     'Hello Ngozi,\n\nthe page and the search index are two files. Your deployment copies the pages only: copy search.db, '
     'too, and copy it last. weir-search notices the new file by itself within a second.\n\nBram'),
    ('Code blocks are cut at the right edge', ['theme', 'markdown'],
     '<p>Long lines in code blocks are cut on phones. Is there a way to wrap them?</p><p>Siobhan<br>smcallister@northquay.example</p>',
     'Hi Siobhan,\n\nthey can be moved sideways with a finger or the arrow keys, so that columns stay in line. To wrap them '
     'instead, add this to a stylesheet of your own and name it in the setting custom_css:\n\n```\npre code { white-space: '
     'pre-wrap; }\n```\n\nLeila Haddadi'),
    ('Draft was published by mistake', ['drafts', 'front matter'],
     '<p>We had <code>online: no</code> in a file and it went online all the same. What did we do wrong?</p><p>Takeshi '
     'Moriyama, Hoshizora, Order 4711-88231</p>',
     'Hello Takeshi,\n\nthere is no field of that name, and fields that Weir does not know are kept for your theme. Write this '
     'instead:\n\n```\ndraft: true\n```\n\nweir preview --drafts shows such a page to you, and weir build leaves it out.'
     '\n\nRegards,\nBram'),
]


def main():
    with open(f'{sys.argv[1]}/tickets.ndjson', 'w', encoding='utf-8') as out:
        for number, (subject, tags, question, answer) in enumerate(TICKETS, 1):
            name, mail, org, phone = PEOPLE[(number - 1) % len(PEOPLE)]
            agent, agent_mail = next(a for a in AGENTS if a[0].split()[0] in answer)
            ids = {'customer': 100 + (number - 1) % len(PEOPLE), 'agent': 200 + AGENTS.index((agent, agent_mail))}
            day = f'2026-{3 + number // 3:02d}-{2 * number:02d}'
            out.write(json.dumps({
                'id': 7000 + number, 'subject': subject, 'status': 'solved', 'via': {'channel': 'email'},
                'created_at': f'{day}T08:00:00Z', 'updated_at': f'{day}T15:00:00Z', 'tags': tags,
                'requester': {'id': ids['customer'], 'name': name, 'email': mail, 'phone': phone, 'role': 'end-user'},
                'assignee': {'id': ids['agent'], 'name': agent, 'email': agent_mail, 'role': 'agent'},
                'organization': {'id': 300 + ids['customer'], 'name': org, 'domain_names': [mail.split('@')[1]]},
                'comments': [
                    {'id': 10 * number, 'author_id': ids['customer'], 'public': True, 'html_body': question,
                     'created_at': f'{day}T08:00:00Z'},
                    {'id': 10 * number + 1, 'author_id': ids['agent'], 'public': False,
                     'body': f'{name} called twice, owes us the invoice of March.', 'created_at': f'{day}T09:00:00Z'},
                    {'id': 10 * number + 2, 'author_id': ids['agent'], 'public': True, 'body': answer,
                     'created_at': f'{day}T10:00:00Z'},
                ]}, ensure_ascii=False) + '\n')


main()
