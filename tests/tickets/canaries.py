#!/usr/bin/env python3
"""A synthetic export full of canaries, and the search for them in what was built.

canaries.py make FOLDER [--tickets N] [--seed S]
    writes FOLDER/tickets.ndjson (Zendesk's full JSON export: a ticket a line) and
    FOLDER/canaries.txt: what must never be published, one "ticket place encoding
    token" a line.
canaries.py check FOLDER PUBLIC
    looks for every canary in every file below PUBLIC, names included: bytes and
    all their decodings. Prints counts; exit 1 when any is there.

Every ticket has people and a company of its own, with names that occur nowhere
else, in twenty places and encodings.
"""
import base64
import gzip
import html
import json
import os
import random
import re
import sqlite3
import sys
import unicodedata
import urllib.parse

SYLLABLES = ('bra vek lun dor mis tal gre pol zan kri wex hul jor nad fes tiv rok sul cam yen '
             'pra gol dex mun kel vor shi lat bem ruz').split()
FULLWIDTH = {i: i + 0xFEE0 for i in range(0x21, 0x7F)}
CYRILLIC = str.maketrans('aeocpxyAEOCPXHKMTB', 'аеосрхуАЕОСРХНКМТВ')
TOPICS = [
    ('The export stops half way', 'When I export the ledger, it stops at half of the rows.',
     'Open Settings, choose Export and switch off the filter for archived rows. Then start it again.'),
    ('Invoices show the wrong address', 'All of my invoices still show the address that we had before.',
     'The address of an invoice is taken when it is made. Open the invoice, choose Refresh and save it.'),
    ('The app does not sync on the phone', 'Since the last update the app on my phone does not sync.',
     'Sign out in the app, restart the phone and sign in again. The first sync takes some minutes.'),
    ('How do I add a second user?', 'I would like to add a second user who can only read.',
     'Open Team, choose Invite and pick the role Reader. The invitation is valid for seven days.'),
    ('The report is empty', 'The monthly report is empty, although there are bookings.',
     'The report shows only booked entries. Choose All states in the menu above the table.'),
]


class Names:
    def __init__(self, random_):
        self.random, self.used = random_, set()

    def word(self):
        while True:
            word = ''.join(self.random.choice(SYLLABLES) for _ in range(3))
            if word not in self.used:
                self.used.add(word)
                return word


def ticket(number, names, rand):
    first, last, org, agent, agent2, third = (names.word() for _ in range(6))
    topic, question, answer = TOPICS[number % len(TOPICS)]
    name, company = f'{first.title()} {last.title()}', f'{org.title()} Tools'
    domain, user = f'{org}-tools.example', f'{first[0]}{last}'
    mail, phone = f'{first}.{last}@{domain}', f'+44 20 79{rand.randrange(10**6):06d}'
    order = f'{rand.randrange(10**8, 10**9)}'
    secret = 'ghp_' + ''.join(rand.choice('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789') for _ in range(36))
    internal = names.word()
    planted = []

    def plant(place, encoding, token, text):
        planted.append((place, encoding, token))
        return text

    soft = lambda s: '\u00ad'.join(s)
    zero = lambda s: '\u200b'.join(s)
    entities = lambda s: ''.join(f'&#{ord(c)};' for c in s)
    body = [
        plant('greeting', 'plain', agent, f'<p>Hi {agent.title()},</p>'),
        f'<p>{question}</p>',
        plant('text', 'possessive', first, f"<p>It is {first.title()}'s laptop that shows it.</p>"),
        plant('text', 'upper case', last, f'<p>The account is under {last.upper()} with us.</p>'),
        plant('text', 'entities', last, f'<p>See {entities(name)} for more.</p>'),
        plant('text', 'soft hyphens', first, f'<p>Ask {soft(first.title())} about it.</p>'),
        plant('text', 'zero width', org, f'<p>We at {zero(org.title())} need it.</p>'),
        plant('text', 'fullwidth', last, f'<p>It was {last.title().translate(FULLWIDTH)} who saw it.</p>'),
        plant('text', 'look-alikes', first, f'<p>And {first.title().translate(CYRILLIC)} too.</p>'),
        plant('text', 'split by tags', last, f'<p>So said {last[:3].title()}<b>{last[3:]}</b>.</p>'),
        plant('comment', 'plain', first, f'<!-- {name} -->'),
        plant('hidden', 'plain', last, f'<div style="display:none">{name}</div>'),
        plant('attribute', 'plain', org, f'<img src="https://{domain}/{user}.png" alt="{name}">'),
        plant('link', 'percent', first, f'<p><a href="https://shop.{domain}/?u={urllib.parse.quote(mail)}">my shop</a></p>'),
        plant('path', 'plain', user, f'<pre>C:\\Users\\{user}\\ledger.log\n/home/{user}/ledger</pre>'),
        plant('text', 'order', order, f'<p>Our order number: {order}.</p>'),
        plant('secret', 'plain', secret, f'<p>token: {secret}</p>'),
        plant('signature', 'plain', last, f'<p>Kind regards,<br>{name}<br>{company}<br>{phone}<br>{mail}</p>'),
        plant('quote', 'header', third, f'<div class="gmail_quote">On Mon, {third.title()} &lt;{third}@{domain}&gt; wrote:'
              f'<blockquote>{third.title()} said so.</blockquote></div>'),
    ]
    planted += [('signature', 'phone', re.sub(r'\D', '', phone)[-8:]), ('signature', 'mail', mail)]
    reply = (plant('greeting', 'of an agent', first, f'Hello {first.title()},\n\n') + answer + '\n\n'
             + plant('answer', 'base64', mail, f'Reference: {base64.b64encode(mail.encode()).decode()}\n\n')
             + plant('answer', 'sign-off', agent, f'Best wishes\n{agent.title()} {agent2.title()}\nAcme Support'))
    return {
        'id': 500000 + number, 'status': 'solved', 'created_at': '2026-03-02T10:00:00Z',
        'updated_at': '2026-03-05T10:00:00Z', 'raw_subject': topic, 'via': {'channel': 'web'},
        'subject': plant('subject', 'plain', last, f'{topic} ({name})') if number % 3 == 0 else topic,
        'requester': {'id': 10 * number + 1, 'name': name, 'email': mail, 'phone': phone, 'role': 'end-user'},
        'assignee': {'id': 10 * number + 2, 'name': f'{agent.title()} {agent2.title()}',
                     'email': f'{agent}@acme.example', 'role': 'agent'},
        'organization': {'id': 10 * number + 3, 'name': company, 'domain_names': [domain]},
        'tags': ['export', plant('tag', 'plain', org, f'{org}_vip')],
        'custom_fields': [{'id': 1, 'value': plant('field', 'plain', name, name)}],
        'comments': [
            {'id': 1000 * number + 1, 'author_id': 10 * number + 1, 'public': True, 'html_body': '\n'.join(body),
             'body': question, 'created_at': '2026-03-02T10:00:00Z'},
            {'id': 1000 * number + 2, 'author_id': 10 * number + 2, 'public': False,
             'body': plant('internal', 'plain', internal, f'{internal.title()} is a difficult one.'),
             'created_at': '2026-03-03T10:00:00Z'},
            {'id': 1000 * number + 3, 'author_id': 10 * number + 2, 'public': True, 'body': reply,
             'created_at': '2026-03-04T10:00:00Z'},
        ],
    }, planted


def make(folder, count, seed):
    rand = random.Random(seed)
    names = Names(rand)
    os.makedirs(folder, exist_ok=True)
    total = 0
    with open(f'{folder}/tickets.ndjson', 'w', encoding='utf-8') as out, \
            open(f'{folder}/canaries.txt', 'w', encoding='utf-8') as list_:
        for number in range(1, count + 1):
            one, planted = ticket(number, names, rand)
            out.write(json.dumps(one, ensure_ascii=number % 2 == 0) + '\n')
            for place, encoding, token in planted:
                list_.write(f'{number}\t{place}\t{encoding}\t{token}\n')
                total += 1
    print(f'{count} tickets, {total} canaries')


# ---- looking for them ----

def plain(text):
    """What a reader or a machine would take it for: case, width and invisible characters do not count."""
    text = unicodedata.normalize('NFKC', text)
    text = ''.join(c for c in text if unicodedata.category(c) not in ('Cf', 'Mn'))
    back = str.maketrans('аеосрхуАЕОСРХНКМТВ', 'aeocpxyAEOCPXHKMTB')
    return text.translate(back).casefold()


def views(data):
    text = data.decode('utf-8', 'replace')
    seen = html.unescape(text)
    yield text
    yield seen
    yield re.sub(r'<[^>]*>', '', seen)
    yield re.sub(r'<[^>]*>', ' ', seen)
    yield urllib.parse.unquote(seen)
    try:
        yield json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        pass
    for run in re.findall(r'[A-Za-z0-9+/_-]{12,}={0,2}', seen):
        run = run.rstrip('=').replace('-', '+').replace('_', '/')
        for cut in range(4):
            part = run[cut:]
            try:
                yield base64.b64decode(part[:len(part) // 4 * 4] or 'AAAA').decode('utf-8', 'replace')
                yield base64.b64decode(part + '=' * (-len(part) % 4)).decode('utf-8', 'replace')
            except ValueError:
                pass
            break
    for run in re.findall(r'(?:[0-9a-fA-F]{2}){8,}', seen):
        yield bytes.fromhex(run).decode('utf-8', 'replace')


def rows(path):
    """Everything that SQLite can tell of the index, terms included."""
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    db.text_factory = lambda b: b.decode('utf-8', 'replace')
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        try:
            for row in db.execute(f'SELECT * FROM "{name}"'):
                for value in row:
                    if isinstance(value, bytes):
                        yield value.decode('utf-8', 'replace')
                    elif value is not None:
                        yield str(value)
        except sqlite3.Error:
            continue


START = 8  # characters of a canary by which it is looked up


def search(lines, tokens):
    """Which tokens stand in the lines, whatever stands between their letters."""
    bare = {token: re.sub(r'[\W_]+', '', token) for token in tokens}
    starts, hits, seen = {}, set(), set()
    for token, letters in bare.items():
        starts.setdefault(letters[:START], []).append((token, letters))
    for line in lines:
        joined = re.sub(r'[\W_]+', '', plain(line))
        if joined in seen:
            continue
        seen.add(joined)
        for i in range(len(joined) - START + 1):
            for token, letters in starts.get(joined[i:i + START], ()):
                if joined.startswith(letters, i):
                    hits.add(token)
    return hits


def check(folder, public):
    with open(f'{folder}/canaries.txt', encoding='utf-8') as lines:
        canaries = [line.rstrip('\n').split('\t') for line in lines]
    lines, files = set(), 0
    for where, _, names in os.walk(public):
        for name in names:
            path = os.path.join(where, name)
            files += 1
            with open(path, 'rb') as file:
                data = file.read()
            if name.endswith('.br'):
                continue  # the same bytes stand beside it
            if name.endswith('.gz'):
                data = gzip.decompress(data)
            lines.add(path)
            for view in views(data):
                lines.update(view.split('\n'))
            if name == 'search.db':
                for value in rows(path):
                    lines.update(value.split('\n'))
    hits = search(lines, {plain(canary[3]) for canary in canaries})
    found = {}
    for number, place, encoding, token in canaries:
        if plain(token) in hits:
            found.setdefault((place, encoding), []).append(number)
    for (place, encoding), numbers in sorted(found.items()):
        print(f'published: {place}, {encoding}: {len(numbers)} (ticket {numbers[0]})')
    count = sum(len(numbers) for numbers in found.values())
    print(f'{len(canaries)} canaries, {files} files, {count} found')
    return 1 if count else 0


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ('make', 'check'):
        sys.exit(__doc__)
    if sys.argv[1] == 'check':
        sys.exit(check(sys.argv[2], sys.argv[3]))
    options = dict(zip(sys.argv[3::2], sys.argv[4::2]))
    make(sys.argv[2], int(options.get('--tickets', 100)), int(options.get('--seed', 1)))


if __name__ == "__main__":
    main()
