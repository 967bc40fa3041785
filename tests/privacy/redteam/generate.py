#!/usr/bin/env python3
"""Disguised identities, and harmless texts, for the publish gate.

    generate.py SEED FOLDER

writes FOLDER/people.json, FOLDER/block/<category>--<variant>/… (each must be
refused), FOLDER/should/… (better refused) and FOLDER/pass/… (must pass).
Everybody in it is made up from syllables and lists by the seed. Variants are in
two halves, "tuned" and "held": names in half.txt. Needs Python's standard
library alone.
"""
import base64
import bz2
import codecs
import gzip
import hashlib
import html
import json
import lzma
import os
import random
import sqlite3
import struct
import sys
import urllib.parse
import zipfile
import zlib
import io

PAGE = "<!doctype html><html lang=en><head><title>%s</title></head><body><main><p>%s</p></main></body></html>"
FILLER = "The invoice is sent on the first day of the month. Open the settings and choose Billing."


def page(text, title="How to change a plan"):
    return PAGE % (title, FILLER + " " + text + " " + FILLER)


class People:
    """One person for each kind of name that behaves in its own way."""

    def __init__(self, rng):
        pick = rng.choice
        self.first = pick(["Katarzyna", "Magdalena", "Agnieszka", "Zuzanna"])
        self.last = pick(["Wisniewska", "Kaminska", "Zielinska", "Szymanska", "Dabrowska"])
        self.umlaut = pick([("Jürgen", "Größmann"), ("Günther", "Köstlin"), ("Björn", "Schäufele")])
        self.stroke = pick([("Łukasz", "Żółkiewski"), ("Łucja", "Błażejczyk")])
        self.ukrainian = pick([("Олександр", "Шевченко", "Shevchenko"), ("Тарас", "Коваленко", "Kovalenko")])
        self.chinese = pick([("王小明", "Wang Xiaoming"), ("李建国", "Li Jianguo")])
        self.nick = pick([("Thomas", "Tom", "Hargreave"), ("Robert", "Bob", "Pemberley"), ("William", "Bill", "Thackwell")])
        self.common = pick([("Mark", "Young"), ("Rose", "Bell"), ("Will", "Grant")])
        self.hyphen = pick([("Anne-Laure", "Beauchamp-Vidal"), ("Marie-Luise", "Dornfeld-Ahlers")])
        self.english = pick([("Priscilla", "Humphries"), ("Geraldine", "Hodgkins")])
        self.czech = pick([("Radovan", "Vymazalý"), ("Bohuslav", "Zelenohorský"), ("Květoslav", "Kropáčný")])
        self.arabic = pick([("نورا القاضي", "Noura al-Qadi", "Nora El Kadi"), ("طارق الشريف", "Tariq al-Sharif", "Tarek El Sherif"),
                            ("سامي الخطيب", "Sami al-Khatib", "Samy El Khateeb")])
        self.persian = pick([("بهنام دلاوریان", "Delavarian"), ("مهناز شکوهیان", "Shokouhian"), ("کیومرث رستگار", "Rastegar")])
        self.hebrew = pick([("גליה אברמוביץ", "Abramovich"), ("איתמר גולדנברג", "Goldenberg")])
        self.umlaut_heard = {"Größmann": "Гроссманн", "Köstlin": "Кёстлин", "Schäufele": "Шеуфеле"}[self.umlaut[1]]
        self.japanese = pick([("早坂", "千尋"), ("奈良岡", "健太"), ("佐久間", "美穂")])
        self.kaisha = pick([("株式会社暁星製作所", "暁星製作所"), ("有限会社玄海運輸", "玄海運輸")])
        self.turkish = pick([("Tuğçe", "Karadağlı"), ("Doğukan", "Ağaoğulları")])
        self.thai = pick(["วิชัย แสงทองสุข", "กนกวรรณ บุญเรืองศรี"])
        self.apostrophe = pick([("Fergal", "O'Callaghan"), ("Una", "O'Donoghue")])
        self.vietnamese = pick(["Le Van Thinh", "Do Van Khoa"])
        self.korean = pick([("피승연", "Seungyeon Pi"), ("옥나래", "Ok Narae")])
        self.greek = pick([("Στέλιος Στραγγάλης", "Stelios Strangalis"), ("Μάρθα Αγγελίδου", "Martha Angelidou")])
        self.company = pick(["Brightwater Logistics GmbH", "Nordvang Systemer ApS", "Quellmont Analytics Ltd"])
        self.domain = self.company.split()[0].lower() + pick([".de", ".eu", ".net"])
        self.user = pick(["zq", "xw", "kv"]) + self.last.lower()[:6] + str(rng.randrange(10, 99))
        self.phone = "+48 %d %03d %03d" % (rng.randrange(501, 899), rng.randrange(100, 999), rng.randrange(100, 999))
        self.id = "CUST-%06d" % rng.randrange(200000, 999999)
        self.mail = self.first.lower() + "." + self.last.lower() + "@" + self.domain
        self.full = self.first + " " + self.last

    def table(self):
        return [
            {"id": "1", "kind": "customer", "name": self.full, "email": self.mail, "phone": self.phone,
             "org": self.company, "domain": self.domain, "user": self.user, "external_id": self.id},
            {"id": "2", "kind": "customer", "name": " ".join(self.umlaut)},
            {"id": "3", "kind": "customer", "name": " ".join(self.stroke)},
            {"id": "4", "kind": "customer", "name": " ".join(self.ukrainian[:2])},
            {"id": "5", "kind": "customer", "name": self.chinese[0]},
            {"id": "6", "kind": "customer", "name": self.nick[0] + " " + self.nick[2]},
            {"id": "7", "kind": "customer", "name": " ".join(self.common)},
            {"id": "8", "kind": "customer", "name": " ".join(self.hyphen)},
            {"id": "9", "kind": "agent", "name": " ".join(self.english), "email": "p.agent@helpdesk-vendor.com"},
            {"id": "10", "kind": "customer", "name": "Julia Jenkins"},
            {"id": "11", "kind": "customer", "name": "Ada Müller"},
            {"id": "12", "kind": "customer", "name": " ".join(self.czech)},
            {"id": "13", "kind": "customer", "name": self.arabic[0]},
            {"id": "15", "kind": "customer", "name": " ".join(self.turkish)},
            {"id": "16", "kind": "customer", "name": self.thai},
            {"id": "17", "kind": "customer", "name": " ".join(self.apostrophe)},
            {"id": "18", "kind": "customer", "name": self.vietnamese},
            {"id": "19", "kind": "customer", "name": self.korean[0]},
            {"id": "20", "kind": "customer", "name": self.greek[0]},
            {"id": "21", "kind": "customer", "name": self.persian[0]},
            {"id": "22", "kind": "customer", "name": self.hebrew[0]},
            {"id": "14", "kind": "customer", "name": " ".join(self.japanese), "org": self.kaisha[0]},
        ]


def look_alikes(text, table):
    return "".join(table.get(c, c) for c in text)


CYRILLIC = dict(zip("aceopxyiAEOPCTHKMXB", "асеорхуіАЕОРСТНКМХВ"))
GREEK = dict(zip("aoiuvAEHIKMNOTXYZ", "αοιυνΑΕΗΙΚΜΝΟΤΧΥΖ"))


def styled(text, upper, lower):
    return "".join(chr(upper + ord(c) - 65) if "A" <= c <= "Z" else chr(lower + ord(c) - 97) if "a" <= c <= "z" else c
                   for c in text)


def jwt(payload):
    part = lambda b: base64.urlsafe_b64encode(b).rstrip(b"=").decode()
    return part(b'{"alg":"HS256","typ":"JWT"}') + "." + part(payload.encode()) + "." + part(os.urandom(0) + b"s" * 32)


def png(chunks):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    for kind, data in chunks:
        out += chunk(kind, data)
    return out + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg(segments):
    out = b"\xff\xd8"
    for marker, data in segments:
        out += b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
    return out + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\x34\xff\xd9"


def woff(metadata):
    packed = zlib.compress(metadata)
    head = b"wOFF\0\1\0\0" + struct.pack(">IHHIHHIIIII", 44 + len(packed), 0, 0, 12, 1, 0, 44, len(packed), len(metadata), 0, 0)
    return head + packed


def pdf(info=b"(x)", stream=b""):
    packed = zlib.compress(stream)
    return (b"%PDF-1.4\n1 0 obj << /Title " + info + b" >> endobj\n2 0 obj << /Length " + str(len(packed)).encode() +
            b" /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream endobj\ntrailer << /Info 1 0 R >>\n%%EOF\n")


def database(fill):
    path = "/tmp/redteam-%d.db" % os.getpid()
    db = sqlite3.connect(path)
    fill(db)
    db.commit()
    db.close()
    data = open(path, "rb").read()
    os.unlink(path)
    return data


def zipped(name, text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def uuencode(text):
    data = text.encode()
    lines = ["begin 644 note.txt"]
    for i in range(0, len(data), 45):
        lines.append(codecs.decode(__import__("binascii").b2a_uu(data[i:i + 45]), "ascii").rstrip("\n"))
    return "\n".join(lines + ["`", "end", ""])


PILOTS = ("alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo "
          "sierra tango uniform victor whiskey xray yankee zulu").split()


def remains(db, text):
    """Deleted, but still in a page that is free."""
    db.execute("PRAGMA secure_delete = 0")
    db.execute("CREATE TABLE t(a)")
    db.execute("INSERT INTO t VALUES(?)", ("x " * 900 + text + " y" * 900,))
    db.execute("DELETE FROM t")


def quoted(text):
    return "".join("=%02X" % b for b in text.encode())


def cases(p, rng):
    """(tier, category, variant, {path: bytes or str})"""
    full, first, last, mail = p.full, p.first, p.last, p.mail
    out = []

    def add(category, variant, text, path="solved/plan/index.html", tier="block", raw=False):
        files = {path: text if raw or not path.endswith(".html") else page(text)}
        out.append((tier, category, variant, files))

    def add_file(category, variant, path, data, tier="block"):
        out.append((tier, category, variant, {path: data}))

    half = len(last) // 2
    a, b = last[:half], last[half:]
    add("plain", "full", "Thanks to " + full + ".")
    add("plain", "last-first", "Customer: %s, %s" % (last, first))
    add("plain", "surname", "as " + last + " wrote")
    add("plain", "capitals", full.upper())
    add("plain", "small", full.lower())
    add("plain", "mail", "write to " + mail)
    add("plain", "company", "the team of " + p.company.rsplit(" ", 1)[0])
    add("plain", "external-id", "account " + p.id)
    for name, char in (("zero-width-space", "\u200b"), ("zero-width-joiner", "\u200d"), ("soft-hyphen", "\u00ad"),
                       ("word-joiner", "\u2060"), ("variation-selector", "\ufe0f"), ("bom", "\ufeff"),
                       ("combining-grapheme-joiner", "\u034f"), ("hangul-filler", "\u3164")):
        add("invisible", name, char.join(full))
    add("invisible", "wbr", first + " " + a + "<wbr>" + b)
    add("invisible", "bidi-marks", "\u200e".join(last) + "\u202c")
    add("invisible", "tag-characters", "".join(chr(0xE0000 + ord(c)) for c in full))
    add("invisible", "rtl-override", "\u202e" + full[::-1] + "\u202c", tier="should")
    add("look-alikes", "cyrillic", look_alikes(full, CYRILLIC))
    add("look-alikes", "greek", look_alikes(full, GREEK))
    add("look-alikes", "mathematical-bold", styled(full, 0x1D400, 0x1D41A))
    add("look-alikes", "mathematical-script", styled(full, 0x1D4D0, 0x1D4EA))
    add("look-alikes", "fraktur", styled(full, 0x1D56C, 0x1D586))
    add("look-alikes", "full-width", styled(full, 0xFF21, 0xFF41))
    add("look-alikes", "circled", styled(full, 0x24B6, 0x24D0))
    add("look-alikes", "squared", styled(full.upper(), 0x1F130, 0x1F130))
    add("look-alikes", "small-capitals", look_alikes(full.lower(), dict(zip(
        "abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"))))
    add("look-alikes", "regional", styled(full.upper(), 0x1F1E6, 0x1F1E6))
    add("look-alikes", "capital-i-for-l", first + " " + last.replace("l", "I") + " " + "KowaIski", tier="should")
    nfd = __import__("unicodedata").normalize("NFD", " ".join(p.umlaut))
    add("diacritics", "nfd", nfd)
    add("diacritics", "dropped", __import__("unicodedata").normalize("NFD", " ".join(p.umlaut)).encode(
        "ascii", "ignore").decode().replace("Gro mann", "Grossmann") if "ß" not in p.umlaut[1] else "Jurgen Grossmann")
    add("diacritics", "doubled", " ".join(p.umlaut).replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss"))
    add("diacritics", "other-marks", " ".join(p.umlaut).replace("ü", "ű").replace("ö", "õ").replace("ä", "à"))
    add("diacritics", "stroke-dropped", " ".join(p.stroke).replace("Ł", "L").replace("ł", "l").replace("Ż", "Z").replace(
        "ó", "o").replace("ż", "z"))
    add("entities", "decimal", "".join("&#%d;" % ord(c) for c in full))
    add("entities", "hexadecimal", "".join("&#x%x;" % ord(c) for c in full))
    add("entities", "without-semicolon", "".join("&#%d" % ord(c) for c in full[:8]) + " " + "".join("&#%d" % ord(c) for c in last))
    add("entities", "padded", "".join("&#x0000%x;" % ord(c) for c in full))
    add("entities", "double", html.escape("".join("&#%d;" % ord(c) for c in full)))
    add("entities", "named", "J&uuml;rgen Gr&ouml;&szlig;mann" if p.umlaut[0] == "Jürgen" else " ".join(p.umlaut).replace(
        "ü", "&uuml;").replace("ö", "&ouml;").replace("ä", "&auml;"))
    add("entities", "mail", mail.replace("@", "&commat;").replace(".", "&period;"))
    add("entities", "cdata", "<![CDATA[" + a + "]]>" + b)
    add("tags", "split", first + " " + a + "<b></b>" + b)
    add("tags", "span-per-letter", "".join("<span>%s</span>" % c for c in last))
    add("tags", "comment-inside", a + "<!-- x -->" + b)
    add("tags", "attributes", a + '<i class="q" title="none">' + b + "</i>")
    add("tags", "paragraphs", "<p>" + first + "</p><p>" + last + "</p>")
    add("tags", "letters-in-cells", "<table><tr>" + "".join("<td>%s</td>" % c for c in last) + "</tr></table>")
    add("hidden", "comment", "<!-- " + full + " -->")
    add("hidden", "conditional-comment", "<!--[if IE]>" + full + "<![endif]-->")
    add("hidden", "template", "<template>" + full + "</template>")
    add("hidden", "noscript", "<noscript>" + full + "</noscript>")
    add("hidden", "srcdoc", '<iframe srcdoc="%s"></iframe>' % html.escape("<p>" + a + "<b>" + b + "</b></p>"))
    add("hidden", "svg-title", "<svg><title>" + full + "</title></svg>")
    add("hidden", "css-content", '<style>p::after{content:"%s"}</style>' % "".join("\\%06x" % ord(c) for c in full))
    add("hidden", "display-none", '<div style="display:none">' + full + "</div>")
    add("hidden", "script-inside", a + "<script>var x = 1;</script>" + b)
    add("hidden", "style-inside", a + "<style>p{margin:0}</style>" + b)
    add("hidden", "processing-instruction", "<?note " + full + "?>")
    for attribute in ("alt", "title", "aria-label", "data-user", "id", "class", "value"):
        add("attributes", attribute, '<img %s="%s">' % (attribute, full.replace(" ", "-")))
    add("attributes", "entity-in-attribute", '<img alt="%s">' % "".join("&#%d;" % ord(c) for c in full))
    add("attributes", "json-ld", '<script type="application/ld+json">{"author":{"name":"%s"}}</script>' % full)
    add_file("attributes", "title-element", "solved/plan/index.html", page("", title=full))
    add_file("names", "slug", "solved/%s-%s/index.html" % (first.lower(), last.lower()), page(""))
    add_file("names", "file", "assets/%s.txt" % last.lower(), "nothing here")
    add_file("names", "percent", "solved/%s/index.html" % "".join("%%%02x" % ord(c) for c in last), page(""))
    add("names", "anchor", '<h2 id="%s">Steps</h2>' % (first + "_" + last).lower())
    add_file("names", "source-map", "assets/app.js.map", json.dumps({"sources": ["/home/%s/app.ts" % p.user]}))
    add_file("names", "sitemap", "sitemap.xml", "<urlset><url><loc>https://h.example/solved/%s/</loc></url></urlset>" % last.lower())
    add_file("names", "redirects", "_redirects", "/old/%s /new/ 301\n" % last.lower())
    add_file("names", "feed", "feed.xml", "<feed><entry><author><name>%s</name></author></entry></feed>" % full)
    add_file("names", "calendar", "event.ics", "BEGIN:VCALENDAR\nATTENDEE;CN=%s:mailto:x\nEND:VCALENDAR\n" % full)
    add("encodings", "percent", '<a href="/x?n=%s">x</a>' % "".join("%%%02X" % b for b in full.encode()))
    add("encodings", "percent-twice", '<a href="/x?n=%s">x</a>' % urllib.parse.quote("".join("%%%02X" % b for b in full.encode())))
    add("encodings", "mailto", '<a href="mailto:%s">x</a>' % mail.replace("@", "%40"))
    add("encodings", "base64", base64.b64encode(full.encode()).decode())
    add("encodings", "base64-in-text", base64.b64encode(("Ticket of " + full + ", solved").encode()).decode())
    add("encodings", "base64-url", '<a href="/u/%s">x</a>' % base64.urlsafe_b64encode(("name=" + full).encode()).decode().rstrip("="))
    add("encodings", "data-uri", '<img src="data:text/plain;base64,%s">' % base64.b64encode(full.encode()).decode())
    add("encodings", "jwt", jwt('{"name":"%s"}' % full))
    add("encodings", "hex", full.encode().hex())
    add("encodings", "hex-spaced", " ".join("%02x" % b for b in full.encode()))
    add("encodings", "hex-0x", ",".join("0x%02x" % b for b in full.encode()))
    add("encodings", "decimal-codes", "String.fromCharCode(" + ",".join(str(ord(c)) for c in full) + ")")
    add("encodings", "binary", " ".join(format(b, "08b") for b in full.encode()))
    add("encodings", "quoted-printable", quoted(full))
    add_file("encodings", "soft-line-breaks", "mail.eml", "Hello " + first + " " + a + "=\n" + b + "\n")
    add_file("encodings", "rfc2047-b", "mail.eml", "From: =?UTF-8?B?%s?= <x@h.example>\n" % base64.b64encode(full.encode()).decode())
    add_file("encodings", "rfc2047-q", "mail.eml", "From: =?utf-8?Q?%s?= <x@h.example>\n" % quoted(full))
    add_file("encodings", "uuencode", "note.txt", uuencode("Ticket of " + full + "\n"), tier="should")
    add("encodings", "rot13", codecs.encode(full, "rot13"), tier="should")
    add("encodings", "punycode", "xn--" + "größmann".encode("punycode").decode() if p.umlaut[0] == "Jürgen" else
        "xn--" + p.umlaut[1].lower().encode("punycode").decode())
    add("encodings", "gzip-base64", base64.b64encode(gzip.compress(("Ticket of " + full).encode(), mtime=0)).decode())
    # what really stands in cookies, states and addresses is short, and more signs than letters
    add("base64-payloads", "json", base64.b64encode(json.dumps({"u": full, "t": 3}).encode()).decode())
    add("base64-payloads", "json-surname", base64.b64encode(('{"id":7,"n":"%s"}' % last).encode()).decode())
    add("base64-payloads", "pairs", base64.b64encode(("id=1;mail=%s;x=1" % mail).encode()).decode())
    add("base64-payloads", "in-path", '<a href="https://h.example/r/%s">x</a>' % base64.urlsafe_b64encode(
        ("s=%s&v=2" % mail).encode()).decode().rstrip("="))
    add("base64-payloads", "markup", base64.b64encode(("<svg xmlns='http://www.w3.org/2000/svg'><text>%s</text></svg>" % last).encode()).decode())
    add("base64-payloads", "data-uri-svg", '<img alt="" src="data:image/svg+xml;base64,%s">' % base64.b64encode(
        ("<svg xmlns='http://www.w3.org/2000/svg'><title>%s</title></svg>" % full).encode()).decode())
    add("base64-payloads", "attribute", '<div data-state="%s"></div>' % base64.b64encode(json.dumps([1, [full], {}]).encode()).decode())
    dump = full.encode() + b" asked"
    rows = [dump[i:i + 16] for i in range(0, len(dump), 16)]
    add("dumps", "hexdump", "<pre>" + "\n".join("%08x  %s  |%s|" % (16 * n, " ".join("%02x" % b for b in row), "." * len(row))
                                               for n, row in enumerate(rows)) + "</pre>")
    add("dumps", "hexdump-without-text", "<pre>" + "\n".join("%07x %s" % (16 * n, " ".join("%02x" % b for b in row))
                                                            for n, row in enumerate(rows)) + "</pre>")
    add("dumps", "xxd", "<pre>" + "\n".join("%08x: %s  %s" % (16 * n, " ".join(row[i:i + 2].hex() for i in range(0, len(row), 2)), "." * len(row))
                                           for n, row in enumerate(rows)) + "</pre>")
    add("escapes", "json", '<script>{"n":"%s"}</script>' % "".join("\\u%04x" % ord(c) for c in full))
    add("escapes", "js-hex", "<script>x='%s'</script>" % "".join("\\x%02x" % ord(c) for c in full))
    add("escapes", "js-braces", "<script>x='%s'</script>" % "".join("\\u{%x}" % ord(c) for c in full))
    add("escapes", "octal", "<script>x='%s'</script>" % "".join("\\%03o" % ord(c) for c in full))
    add("escapes", "concatenated", "<script>x='%s' + '%s' + ' %s'</script>" % (a, b, first))
    add_file("escapes", "json-file", "data.json", json.dumps({"n": " ".join(p.umlaut)}))
    add_file("charsets", "utf-16", "note.txt", full.encode("utf-16"))
    add_file("charsets", "utf-16-no-bom", "note.txt", ("Ticket of " + full).encode("utf-16-le"))
    add_file("charsets", "utf-7", "note.txt", (" ".join(p.umlaut)).encode("utf-7"))
    add_file("charsets", "latin-1", "note.txt", (" ".join(p.umlaut)).encode("latin-1"))
    add_file("charsets", "koi8", "note.txt", ("Клиент Иван и %s" % p.ukrainian[1]).encode("koi8-r"))
    add_file("charsets", "windows-1251", "note.txt", ("Клиент %s" % p.ukrainian[1]).encode("cp1251"))
    add("charsets", "mojibake", " ".join(p.umlaut).encode().decode("latin-1"))
    add("charsets", "mojibake-twice", " ".join(p.umlaut).encode().decode("latin-1").encode().decode("latin-1"))
    add_file("files", "gzip", "index.html.gz", gzip.compress(page(full).encode(), mtime=0))
    add_file("files", "zip", "attachment.zip", zipped("note.txt", full))
    add_file("files", "docx", "letter.docx", zipped("word/document.xml", "<w:t>%s</w:t><w:t>%s</w:t>" % (a, b)))
    add_file("files", "zip-name", "attachment.zip", zipped(last + ".txt", "nothing"))
    add_file("files", "png-text", "shot.png", png([(b"tEXt", b"Author\0" + full.encode())]))
    add_file("files", "png-packed", "shot.png", png([(b"zTXt", b"Author\0\0" + zlib.compress(full.encode()))]))
    add_file("files", "png-international", "shot.png", png([(b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(full.encode()))]))
    add_file("files", "jpeg-comment", "shot.jpg", jpeg([(0xFE, full.encode())]))
    add_file("files", "jpeg-exif", "shot.jpg", jpeg([(0xE1, b"Exif\0\0MM\0*" + b"\0" * 20 + full.encode("utf-16-le"))]))
    add_file("files", "jpeg-xmp", "shot.jpg", jpeg([(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + full.encode() + b"</x>")]))
    add_file("files", "pdf-info", "a.pdf", pdf(info=b"(" + full.encode() + b")"))
    add_file("files", "pdf-utf16", "a.pdf", pdf(info=b"<FEFF" + full.encode("utf-16-be").hex().encode() + b">"))
    add_file("files", "pdf-kerning", "a.pdf", pdf(stream=("BT [(%s) -20 (%s) 5 (%s)] TJ ET" % (last[:2], last[2:5], last[5:])).encode()))
    add_file("files", "svg", "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>%s</text><text>%s</text></svg>" % (a, b))
    add_file("files", "gif-comment", "a.gif", b"GIF89a\x01\0\x01\0\0\0\0\x21\xfe" + bytes([len(full)]) + full.encode() + b"\0\x3b")

    def fts(db):
        db.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='porter')")
        db.execute("INSERT INTO t VALUES(?)", ("invoice of " + full,))
    add_file("index", "fts5", "search.db", database(fts))
    add_file("index", "values", "search.db", database(lambda db: db.executescript("CREATE TABLE t(x); INSERT INTO t VALUES('%s')" % full)))
    add_file("index", "table-name", "search.db", database(lambda db: db.executescript('CREATE TABLE "%s"(x)' % last)))
    add_file("index", "packed-blob", "search.db", database(lambda db: (db.execute("CREATE TABLE t(x)"), db.execute(
        "INSERT INTO t VALUES(?)", (zlib.compress(("ticket of " + full).encode()),)))))
    add_file("index", "terms", "index.json", json.dumps({"terms": sorted([last.lower(), "invoice", "billing"])}))
    add_file("index", "stem", "index.json", json.dumps({"terms": ["billing", "invoic", "humphri" if p.english[1] == "Humphries" else "hodgkin"]}),
             tier="should")
    add_file("index", "trie", "index.json", json.dumps({last[:3].lower(): {last[3:6].lower(): {last[6:].lower(): 1}}}))
    add_file("index", "bigrams", "index.json", json.dumps([last.lower()[i:i + 2] for i in range(len(last) - 1)]), tier="should")
    add_file("index", "trigrams", "index.json", json.dumps([last.lower()[i:i + 3] for i in range(len(last) - 2)]), tier="should")
    add("digests", "md5", '<img src="https://gravatar.example/%s">' % hashlib.md5(mail.encode()).hexdigest())
    add("digests", "sha1", hashlib.sha1(mail.encode()).hexdigest())
    add("digests", "sha256", '<img src="/avatar/%s.png">' % hashlib.sha256(mail.encode()).hexdigest())
    for name in ("md5", "sha1", "sha256"):
        add("digests", name + "-base64", '<div data-u="%s"></div>' % base64.b64encode(hashlib.new(name, mail.encode()).digest()).decode())
    add("machine-names", "user", "logged in as " + p.user)
    add("machine-names", "windows-path", r"C:\Users\%s\Desktop" % (first[0] + last).lower())
    add("machine-names", "home", "/home/%s/.ssh/config" % (first[0] + last).lower())
    add("machine-names", "prompt", "%s@laptop:~$ ls" % (first[0] + last).lower())
    add("machine-names", "host", "host LAPTOP-" + last.upper())
    add("machine-names", "trailer", "Signed-off-by: %s &lt;x@h.example&gt;" % full)
    add("machine-names", "log-key", "user=%s.%s action=login" % (first.lower(), last.lower()))
    add("machine-names", "distinguished-name", "CN=%s,OU=Users,DC=corp" % full)
    add("machine-names", "camel-case", "var user%s%s = 1" % (first, last))
    add("machine-names", "snake-case", "user_%s_%s" % (first.lower(), last.lower()))
    add("forms", "possessive", last + "'s account")
    add("forms", "polish-genitive", "konto " + last[:-1] + "iej" if last.endswith("ska") else last[:-1] + "y")
    add("forms", "polish-instrumental", "z panią " + last[:-1] + "ą")
    add("forms", "initial", first[0] + ". " + last)
    add("forms", "user-joined", last.lower() + first.lower())
    add("forms", "czech-genitive", "žádost od " + p.czech[1][:-1] + "ého")
    add("forms", "czech-dative", "odpověď " + p.czech[1][:-1] + "ému")
    add("forms", "arabic", "شكرا " + p.arabic[0])
    add("forms", "arabic-transcribed", "Thanks to " + p.arabic[1])
    add("forms", "arabic-transcribed-otherwise", "Thanks to " + p.arabic[2])
    add("forms", "japanese-surname", p.japanese[0] + "さん、ログを送ってください。")
    add("forms", "japanese-surname-polite", p.japanese[0] + "様よりご連絡がありました。")
    add("forms", "persian-transcribed", "Mr " + p.persian[1] + " called")
    add("forms", "hebrew-transcribed", "Ms " + p.hebrew[1] + " called")
    add("forms", "umlaut-in-cyrillic", "пишет " + p.umlaut_heard)
    add("forms", "field-of-names", "names: " + p.common[1])
    add("forms", "company-first-word", "At " + p.company.split()[0] + " it works now.")
    add("forms", "company-without-its-kind", p.kaisha[1] + "のご担当者様")
    add("forms", "ukrainian", "Дякуємо, " + " ".join(p.ukrainian[:2]))
    add("forms", "ukrainian-genitive", "від " + p.ukrainian[1][:-1] + "а", tier="should")
    add("forms", "transcribed", "Thanks to " + p.ukrainian[2])
    add("forms", "chinese", "客户" + p.chinese[0] + "说")
    add("forms", "pinyin", "as " + p.chinese[1] + " said")
    add("forms", "nickname-surname", p.nick[1] + " " + p.nick[2])
    add("forms", "nickname-alone", "Hi " + p.nick[1] + ", thanks", tier="should")
    add("forms", "double-name-part", "as " + p.hyphen[1].split("-")[0] + " said")
    add("forms", "common-words", "Thanks to " + " ".join(p.common))
    add("forms", "common-last-first", "Customer: %s, %s" % p.common[::-1])
    add("forms", "common-greeting", "Dear Mr. " + p.common[1] + ",")
    add("spelling", "spaced", " ".join(last))
    add("spelling", "dotted", ".".join(last))
    add("spelling", "hyphenated", a + "-<br>\n" + b)
    add("spelling", "line-wrap", first + "\n" + last)
    add("spelling", "underscores", "_".join(last))
    add("spelling", "leet", last.lower().replace("a", "4").replace("i", "1").replace("e", "3").replace("s", "5"), tier="should")
    add("spelling", "typo", first + " " + last[:3] + last[4] + last[3] + last[5:], tier="should")
    add("spelling", "typo-letters-swapped", "as " + last[:6] + last[7] + last[6] + last[8:] + " wrote")
    add("spelling", "typo-letter-missing", "as " + last[:3] + last[4:] + " wrote")
    add("spelling", "typo-other-letter", "as " + last[:5] + "x" + last[6:] + " wrote")
    add("spelling", "typo-letter-twice", "as " + last[:4] + "q" + last[4:] + " wrote")
    add("spelling", "excerpt", json.dumps({"excerpt": "… was asked by " + first[0] + ". " + last[:7] + "…"}), path="index.json")
    add("spelling", "reversed", full[::-1])
    upper = "".join(c for c in last.upper())
    add("spelled", "alphabet-numbers", "see " + "-".join(str(ord(c) - 96) for c in last.lower()))
    add("spelled", "pilots", "see " + " ".join(PILOTS[ord(c) - 97] for c in last.lower()))
    add("spelled", "mirrored-alphabet", "see " + "".join(chr(219 - ord(c)) if c.islower() else c for c in last.lower()))
    add("spelled", "letters-in-attributes", "".join('<img src=l.png alt="%s">' % c for c in upper))
    add("spelled", "letters-in-style", "<style>" + "".join(".l%d::after{content:'%s'}" % x for x in enumerate(upper)) + "</style>")
    add("spelled", "trigrams-with-places", json.dumps({last.lower()[i:i + 3]: [i] for i in range(len(last) - 2)}), path="index.json")
    add("bases", "base64-backwards", "token " + base64.b64encode(("Please ask " + full).encode()).decode()[::-1])
    add("bases", "base32", "token " + base64.b32encode(full.encode()).decode())
    # its alphabet has angle brackets, which may part it in markup
    add("bases", "base85", "token " + base64.b85encode((full + " " + mail).encode()).decode(), tier="should")
    add("bases", "hex-prefixed", "token 0x" + full.encode().hex())
    add("bases", "rtf-decimal", "{\\rtf1 " + "".join("\\u%d?" % ord(c) for c in full) + "}", path="a.rtf")
    add("bases", "sha512", "u=" + hashlib.sha512(mail.encode()).hexdigest())
    for name in ("cp437", "cp850", "mac_roman"):
        add_file("old-charsets", name, "a.txt", ("von " + " ".join(p.umlaut)).encode(name))
    add_file("old-charsets", "gb18030", "a.txt", ("客户" + p.chinese[0] + "说").encode("gb18030"))
    add_file("old-charsets", "ebcdic", "a.txt", full.encode("cp500"))
    add_file("old-charsets", "utf-32", "a.txt", full.encode("utf-32-le"))
    for name, text in (("cp1254", " ".join(p.turkish)), ("tis_620", p.thai), ("iso8859-5", p.ukrainian[1] + " " + p.ukrainian[0]),
                       ("iso2022_jp", "".join(p.japanese)), ("utf-16-be", p.thai), ("koi8-u", " ".join(p.ukrainian[:2]))):
        add_file("old-charsets", name, "a.txt", ("1. " + text + " (2)").encode(name))
        add("old-charsets", "encoded-word-" + name, "Subject: =?%s?B?%s?=" % (name.replace("_", "-"), base64.b64encode(text.encode(name)).decode()),
            tier="should" if name.startswith("utf") else "block")
        if not name.startswith(("iso2022", "utf")):
            add("old-charsets", "percent-" + name, '<a href="?q=%s">x</a>' % "".join("%%%02X" % b for b in text.encode(name)))
    add("charsets", "mojibake-thai", p.thai.encode().decode("latin-1"))
    add("invisible", "turned-letters", "by \u202e" + p.thai[::-1] + "\u202c")
    add("look-alikes", "lisu", look_alikes(full.upper(), dict(zip("ABCDEFGHIJKLMNOPRSTUVWXYZ", "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ"))))
    add("look-alikes", "double-struck-without-exceptions", styled("Priscilla Hanna Nora " + full, 0x1D538, 0x1D552))
    add("diacritics", "korean-letters-apart", __import__("unicodedata").normalize("NFD", p.korean[0]))
    add("base64-payloads", "wrapped", "<pre>" + "\n".join(
        base64.b64encode(("Anlage von " + p.thai + " und weiter").encode()).decode()[i:i + 16] for i in range(0, 200, 16)) + "</pre>")
    add("base64-payloads", "utf-16", base64.b64encode(p.thai.encode("utf-16-le")).decode())
    for name, packed in (("bzip2", bz2.compress(page(full).encode())), ("xz", lzma.compress(page(full).encode())), ("zstd", b"\x28\xb5\x2f\xfd\x24\0" + b"\x93" * 40)):
        add_file("containers", name + "-as-text", "a.txt", packed)
        add("containers", name + "-base64", base64.b64encode(packed).decode())
    add_file("containers", "woff-metadata", "a.woff", woff(b"<metadata><credit name='%s'/></metadata>" % full.encode()))
    add_file("containers", "font-names", "a.ttf", b"\0\1\0\0\0\1\0\x10\0\0\0\0name" + b"\0" * 12 + p.thai.encode("utf-16-be"))
    add_file("containers", "sound-tag", "a.mp3", b"ID3\3\0\0\0\0\0\x40TPE1\0\0\0\x21\0\0\1\xff\xfe" + p.thai.encode("utf-16-le"))
    add("forms", "behind-apostrophe", json.dumps({"terms": ["billing", p.apostrophe[1][2:].lower()]}))
    add("forms", "vietnamese-joined", "user " + p.vietnamese.replace(" ", "").lower())
    add("forms", "korean-romanised", "as " + p.korean[1] + " wrote")
    add("forms", "greek-romanised", "as " + p.greek[1] + " wrote")
    add("forms", "number-behind-word", '<a href="?kundennr=%s">x</a>' % p.id[5:])
    add_file("containers", "xml-entities", "a.xml", ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "%s"><!ENTITY b "%s">]><r>&a;&b;</r>' % (a, b)).encode())
    add_file("containers", "xml-not-well-formed", "feed.xml", b"<?xml version='1.0'?><a><b></a>")
    named = io.BytesIO()
    gzip.GzipFile(filename=last.lower() + ".txt", mode="wb", fileobj=named).close()
    add_file("containers", "gzip-name", "a.html.gz", named.getvalue())
    add_file("containers", "database-remains", "s.db", database(lambda db: remains(db, full)))
    # of people who are in no table
    strange = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(9))
    add("secrets", "password", "The password is K!%s" % strange)
    add("secrets", "password-colon", "password: K!%s" % strange)
    add("secrets", "password-german", "Das Passwort lautet K!%s" % strange)
    add("secrets", "connection", "Server=db1;User Id=sa;Password=K!%s;" % strange)
    add("secrets", "bearer", "Authorization: Bearer %s" % hashlib.md5(strange.encode()).hexdigest())
    add("secrets", "cookie", "Cookie: session=%s" % hashlib.md5(strange.encode()).hexdigest())
    add("secrets", "user-in-address", "https://admin:%s@intranet.brackenford.org/x" % strange)
    add("secrets", "pesel", "PESEL 44051401359")
    add("contact", "at-dot", mail.replace("@", " at ").replace(".", " dot "))
    add("contact", "bracket-at", mail.replace("@", "[at]").replace(".", "[dot]"))
    add("contact", "full-width-at", mail.replace("@", "＠"))
    add("contact", "plus-tag", mail.replace("@", "+shop@"))
    add("contact", "domain", "their server mail." + p.domain)
    add("contact", "catch-all", "billing@" + p.domain)
    add("contact", "phone", p.phone)
    add("contact", "phone-national", p.phone[4:])
    add("contact", "phone-joined", "tel:" + p.phone.replace(" ", ""))
    add("contact", "phone-zeros", "00" + p.phone[1:].replace(" ", "-"))
    add("contact", "phone-nbsp", p.phone.replace(" ", "\u00a0"))
    add("contact", "phone-arabic-digits", "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in p.phone))
    add("contact", "phone-tags", "".join("<i>%s</i>" % c for c in p.phone[4:]))
    add("contact", "phone-words", " ".join("zero one two three four five six seven eight nine".split()[int(c)] for c in p.phone[4:] if c != " "),
        tier="should")
    return out


CONTROLS = {
    "placeholders": page("[customer] wrote to [agent 1] from [email 2] on [phone]."),
    "common-words": page("You will need a grant. Mark the box, then a young rose bell will ring. Will it mark the page?"),
    "products": page("Jenkins runs the job. Julia and Ada are languages. Lucene, Lenny and Jessie are names, too."),
    "mariadb": page("MariaDB 10.6 replaces MySQL. Annals, savannah and banana are words. Julian dates are supported."),
    "eponyms": page("The Müller-Lyer illusion, Tom's Hardware, Murphy's law."),
    "vendor": page("Write to support@helpdesk-vendor.com or open https://helpdesk-vendor.com/contact/."),
    "examples": page("Use user@example.com, 192.0.2.10, 2001:db8::1, (555) 555-0100 and 4111 1111 1111 1111."),
    "hashes": page("commit d41d8cd98f00b204e9800998ecf8427e, sha512-" + base64.b64encode(b"\x93" * 64).decode()),
    "code": page("<pre>git clone git@github.com:org/repo.git\nuser@host:~$ cat /home/user/file | base64\n@param name</pre>"),
    "versions": page("Versions 4.7.0.1, 2.0.0.22 and 3.1.0.0; error 0x80070005; KB4052623; CVE-2021-44228."),
    "dumps": page("<pre>00000010  40 10 00 00 00 00 00 00  |@.......|</pre><svg><path d='M4 4l 51-12-12-45-20-9-20-33-20'/></svg>"),
    "titles": page("How to Grant Access, Mark Tickets as Solved and Bill Customers"),
    "months": page("In April, May and June; on Sunday, in Paris and in Victoria."),
    "numbers": page("Order 12 items for 1,234,567.89 on 2024-05-17 at 10:23:45; 99 bottles; 600 700 800 units."),
    "base64-noise": page(base64.b64encode(bytes(range(7, 250, 3))).decode()),
    "german": page("Der Müllmann wird den jungen Baum im Garten markieren. Die Rose ist rot."),
    "french": page("La grande question : qui va marquer la page ? Le jeune homme sonne la cloche."),
    "similar": page("Wisteria, kaminari, zielony and Kamille are no names of anybody here; nor is Thomson or Robertson."),
    "script": page("<script>var will=1,mark='a'+'b',rose=[0x41,0x42];document.title='Bell'</script>"),
    "styles": page("<style>.bell::after{content:'\\2192';color:#a4b8c1}</style>"),
    "long-page": page(" ".join([FILLER] * 400)),
    "chinese": page("请打开设置并选择账单。小明的例子见下文中的说明。".replace("小明", "大家")),
    "russian": page("Откройте настройки и выберите раздел «Оплата»."),
    "examples-of-secrets": page("Choose a password of 12 characters. Password: required. Set token=YOUR_TOKEN or api_key=<key>. "
                                "Send Authorization: Bearer $TOKEN. Server=myServer;User Id=myUser;Password=myPassword;"),
    "checksums": {"SHA256SUMS.txt": "\n".join("%s  file-%d.tar.gz" % (hashlib.sha256(b"weir %d" % i).hexdigest(), i) for i in range(400))},
    "lock-file": {"package-lock.json": json.dumps({"packages": {"node_modules/p%d" % i: {"version": "1.%d.0" % i, "integrity": "sha512-" + base64.b64encode(
        hashlib.sha512(b"weir %d" % i).digest()).decode()} for i in range(120)}})},
    "film": {"a.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"".join(hashlib.sha512(b"weir %d" % i).digest() for i in range(1500))},
    "font": {"a.woff": woff(b"<metadata><vendor name='Foundry'/></metadata>")},
    # as every program writes them: small chunks of which some begin with a byte that is 0
    "pictures": {"shot.png": png([(b"sRGB", b"\0"), (b"gAMA", b"\0\0\xb1\x8f"), (b"pHYs", struct.pack(">IIB", 3779, 3779, 1)),
                                  (b"bKGD", b"\0\xff\0\xff\0\xff"), (b"tIME", b"\x07\xe8\1\2\3\4\5"), (b"tEXt", b"Software\0Inkscape")])},
}


def write(folder, files):
    for path, data in files.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode("utf-8"))


def main():
    seed, folder = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(seed)
    people = People(rng)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "people.json"), "w") as f:
        json.dump(people.table(), f, ensure_ascii=False)
    held = []
    by_category = {}
    for tier, category, variant, files in cases(people, rng):
        name = category + "--" + variant
        by_category[category] = by_category.get(category, 0) + 1
        if by_category[category] % 2 == 0:
            held.append(tier + "/" + name)
        write(os.path.join(folder, tier, name), files)
    for name, text in CONTROLS.items():
        write(os.path.join(folder, "pass", name), text if isinstance(text, dict) else {"index.html": text})
    with open(os.path.join(folder, "held.txt"), "w") as f:
        f.write("\n".join(held) + "\n")


main()
