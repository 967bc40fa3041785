"""Stand-ins of venues, with answers as Zendesk and HubSpot document them, and a webhook. They keep idempotency keys.

`mood` says how requests are answered: a function of the path that returns None (as it should be) or a status, "slow" (no
answer), "late" (the ticket is taken when nobody waits for the answer any more), "garbage", "cut" (the ticket is taken, the
connection closed before the answer) or a pair of status and headers."""
import base64, hashlib, hmac, http.server, json, threading, time, urllib.parse

ZENDESK_REQUEST = {"request": {"id": 33, "url": "https://acme.zendesk.com/api/v2/requests/33.json", "subject": "", "description": "",
                               "status": "new", "priority": None, "type": None, "requester_id": 14306, "created_at": "2026-11-21T09:20:11Z",
                               "updated_at": "2026-11-21T09:20:11Z", "via": {"channel": "api", "source": {"from": {}, "to": {}, "rel": None}}}}
HUBSPOT_TICKET = {"id": "512", "properties": {"hs_pipeline": "0", "hs_pipeline_stage": "1"}, "createdAt": "2026-11-21T09:20:11.200Z",
                  "updatedAt": "2026-11-21T09:20:11.200Z", "archived": False}


class Venue:
    def __init__(self, secret=b"shared secret", delay=0):
        self.lock = threading.Lock()
        self.tickets = []  # what was made: dicts
        self.keys = {}     # idempotency key: index of the ticket
        self.uploads = {}
        self.requests = []
        self.bad = []      # requests that no client should make
        self.secret, self.delay = secret, delay
        self.mood = lambda path: None
        venue = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                venue.answer(self, b"")

            def do_POST(self):
                venue.answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        class Quiet(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_):
                pass  # clients are killed on purpose

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        self.server.shutdown()
        self.server.server_close()

    def reply(self, handler, status, value, headers=()):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        handler.send_response(status)
        for name, text in headers:
            handler.send_header(name, text)
        handler.send_header("Content-Type", "application/json; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def answer(self, handler, body):
        path = handler.path
        with self.lock:
            self.requests.append((handler.command, path, dict(handler.headers), body))
            mood = self.mood(path)
        if isinstance(mood, int):
            return self.reply(handler, mood, {"error": "RecordInvalid"})
        if isinstance(mood, tuple):
            return self.reply(handler, mood[0], {"error": "TooManyRequests"}, mood[1])
        if mood == "slow":
            time.sleep(3)
            return
        if mood == "garbage":
            return self.reply(handler, 200, b"<html>\xff\xfe Welcome to the hotel's WLAN \0")
        if mood == "late":
            time.sleep(1.3)
        elif self.delay:
            time.sleep(self.delay)
        status, value = self.take(handler, body)
        if mood == "cut":
            handler.close_connection = True
            handler.connection.shutdown(2)
            return
        self.reply(handler, status, value)

    def make(self, key, ticket):
        """The ticket's number: the same for a key that came before."""
        with self.lock:
            if key and key in self.keys:
                return self.keys[key] + 1000
            self.tickets.append(dict(ticket, key=key))
            if key:
                self.keys[key] = len(self.tickets) - 1
            return len(self.tickets) - 1 + 1000

    def take(self, handler, body):
        path, query = handler.path.partition("?")[::2]
        authorization = handler.headers.get("Authorization", "")
        if path == "/api/v2/uploads.json":
            token = "token%d" % len(self.uploads)
            self.uploads[token] = (urllib.parse.parse_qs(query)["filename"][0], handler.headers["Content-Type"], body)
            return 201, {"upload": {"token": token, "attachment": {"id": 498483, "size": len(body)}}}
        if path == "/api/v2/requests.json":
            request = json.loads(body)["request"]
            number = self.make(handler.headers["Idempotency-Key"], {
                "subject": request["subject"], "text": request["comment"]["body"], "email": request["requester"]["email"],
                "name": request["requester"]["name"], "authorization": authorization,
                "files": [self.uploads[t] for t in request["comment"].get("uploads", [])]})
            return 201, {"request": dict(ZENDESK_REQUEST["request"], id=number, subject=request["subject"])}
        if path == "/api/v2/search.json":
            words = urllib.parse.parse_qs(query)["query"][0].split()[-1]
            return 200, {"results": [{"id": i + 1000, "description": x["text"]} for i, x in enumerate(self.tickets)
                                     if words in x["text"]], "count": 1, "next_page": None}
        if path == "/crm/v3/objects/tickets":
            properties = json.loads(body)["properties"]
            number = self.make(None, {"subject": properties["subject"], "text": properties["content"], "authorization": authorization})
            return 201, dict(HUBSPOT_TICKET, id=str(number))
        if path == "/crm/v3/objects/tickets/search":
            query = json.loads(body)["query"]
            found = [{"id": str(i + 1000), "properties": {"content": x["text"]}} for i, x in enumerate(self.tickets) if query in x["text"]]
            return 200, {"total": len(found), "results": found}
        if path == "/hook":
            fields = dict(part.split("=", 1) for part in handler.headers["Weir-Signature"].split(","))
            expected = hmac.new(self.secret, fields["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(expected, fields["v1"]):
                self.bad.append("signature")
                return 400, {"error": "signature"}
            if abs(time.time() - int(fields["t"])) > 300:
                self.bad.append("time")
                return 401, {"error": "time"}
            ticket = json.loads(body)
            ticket["files"] = [(x["name"], x["type"], base64.b64decode(x["data"])) for x in ticket["files"]]
            return 200, {"id": self.make(handler.headers["Idempotency-Key"], ticket)}
        self.bad.append(path)
        return 404, {"error": "not found"}
