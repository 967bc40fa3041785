"""Requests that no server should answer: those that two programs could read in two ways, and llhttp's."""
import glob, json, os, re

LLHTTP = "../shared/suites/http-llhttp/request"

VALID = "GET /healthz HTTP/1.1\r\nHost: a\r\n%s\r\n"
DOUBTFUL = {
    "both lengths": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "the same length twice": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
    "lengths in a list": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd",
    "a negative length": VALID % "Content-Length: -1\r\n", "a length with a sign": VALID % "Content-Length: +1\r\n",
    "a hexadecimal length": VALID % "Content-Length: 0x1\r\n", "an empty length": VALID % "Content-Length:\r\n",
    "a huge length": VALID % "Content-Length: 9223372036854775808\r\n",
    "two hosts": "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "no host": "GET /healthz HTTP/1.1\r\n\r\n",
    "an empty host": "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", "a host with a path": "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "space before the colon": VALID % "X : y\r\n", "space in a name": VALID % "X y: z\r\n", "no colon": VALID % "nonsense\r\n",
    "an empty name": VALID % ": x\r\n", "a folded line": VALID % "X: y\r\n z\r\n", "a tab in front": VALID % "\tX: y\r\n",
    "bare LF": "GET /healthz HTTP/1.1\nHost: a\n\n", "bare LF in the headers": "GET /healthz HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "bare CR": VALID % "X: y\rz\r\n", "NUL in a value": VALID % "X: y\0z\r\n", "NUL in the path": "GET /heal\0thz HTTP/1.1\r\nHost: a\r\n\r\n",
    "DEL in a value": VALID % "X: y\x7fz\r\n", "a control character": VALID % "X: y\x01z\r\n",
    "an address without a host": "GET http:///healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "an address with a user": "GET http://a@b/healthz HTTP/1.1\r\nHost: b\r\n\r\n",
    "an address with another port than a number": "GET http://a:b/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "an address of another scheme": "GET ftp://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "an address and no host": "GET http://a/healthz HTTP/1.1\r\n\r\n",
    "an address and two hosts": "GET http://a/healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a port that is none": "GET /healthz HTTP/1.1\r\nHost: a:b\r\n\r\n",
    "an open bracket": "GET /healthz HTTP/1.1\r\nHost: [::1\r\n\r\n", "a star": "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT": "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "two spaces": "GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a space in the path": "GET /heal thz HTTP/1.1\r\nHost: a\r\n\r\n", "a tab": "GET\t/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a fragment": "GET /healthz#x HTTP/1.1\r\nHost: a\r\n\r\n", "bytes above ASCII": "GET /h\xe9 HTTP/1.1\r\nHost: a\r\n\r\n",
    "lower case method": "get /healthz HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/0.9": "GET /healthz\r\n\r\n",
    "HTTP/2.0": "GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n", "HTTP/1.2": "GET /healthz HTTP/1.2\r\nHost: a\r\n\r\n",
    "http/1.1": "GET /healthz http/1.1\r\nHost: a\r\n\r\n", "HTTP/1.10": "GET /healthz HTTP/1.10\r\nHost: a\r\n\r\n",
    "a body on GET": "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
    "chunked": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunked twice": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "another coding": "POST /api/suggest HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    "chunked in 1.0": "POST /api/suggest HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "another expectation": VALID % "Expect: tea\r\n", "TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "garbage": "\r\n\r\n\r\n",
    "a long method": "A" * 17 + " / HTTP/1.1\r\nHost: a\r\n\r\n",
    "a second request hidden in a body": "GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n",
}


def llhttp_invalid():
    """(file, bytes, llhttp's error) of the requests that llhttp calls invalid, as its own runner reads its files."""
    for path in sorted(glob.glob(LLHTTP + "/*.md")):
        name = os.path.basename(path)
        with open(path, newline="") as f:
            text = f.read()
        for found in re.finditer(r"<!-- meta=(\{.*?\}) -->\s*```http\n((?:(?!```).)*)```\s*(?:_[^\n]*_\s*)?```log\n(.*?)```", text, re.S):
            meta, source, log = json.loads(found.group(1)), found.group(2), found.group(3)
            # cases whose error is a pause that the test asks for are no errors of the request
            error = re.search(r"error code=(\d+)", log)
            if meta["type"] != "request" or name == "pausing.md" or not error:
                continue
            source = re.sub(r"\n$", "", source)
            source = re.sub(r"\\(\r\n|\r|\n)", "", source)
            source = re.sub(r"\r\n|\r|\n", "\r\n", source)
            for a, b in (("\\r", "\r"), ("\\n", "\n"), ("\\t", "\t"), ("\\f", "\f")):
                source = source.replace(a, b)
            source = re.sub(r"\\x([0-9a-fA-F]+)", lambda m: chr(int(m.group(1), 16)), source)
            yield name, source.encode("utf-8"), int(error.group(1))
