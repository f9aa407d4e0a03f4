"""What a case is sent to in the tests: a mail server, a webhook's receiver, and a stand-in with Chatwoot's API."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from aiosmtpd.controller import Controller

from amends.messages.mail import SmtpSettings
from tests.ports import free_port

SENDER = "Amends <no-reply@example.com>"


class Inbox:
    """A real SMTP server on loopback that keeps what it gets; `refuses`: it answers that it cannot."""

    def __init__(self):
        self.messages, self.refuses = [], False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # the server calls it so
        if self.refuses:
            return "451 try again"
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def smtp_server() -> Iterator[Inbox]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), ready_timeout=60)
    controller.start()
    inbox.settings = SmtpSettings("127.0.0.1", controller.port, SENDER)
    yield inbox
    controller.stop()


class Receiver:
    """An HTTP server on loopback. `status`: answered to everything instead, where it is set; `calls`: what came."""

    def __init__(self):
        self.calls, self.status, self.location, self.url = [], None, None, ""

    def answer(self, method, path, body, headers):
        """(status, document) of one call; overridden by what knows more."""
        return 202, {}


@contextmanager
def http_server(receiver: Receiver) -> Iterator[Receiver]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.calls.append((self.command, self.path, body, dict(self.headers)))
            if receiver.status is not None:
                status, document = receiver.status, {}
            else:
                status, document = receiver.answer(self.command, self.path, body, self.headers)
            raw = json.dumps(document).encode()
            self.send_response(status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST  # noqa: N815  # the server calls it so

        def log_message(self, *args):
            """Calls are kept, not printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join(60)


class Chatwoot(Receiver):
    """Contacts, conversations and messages in memory, in the shapes of Chatwoot's API; nothing is deduplicated."""

    TOKEN, ACCOUNT, INBOX = "access-token", 3, 7

    def __init__(self):
        super().__init__()
        self.contacts, self.conversations, self.messages = [], [], []
        self.dies_after = None
        """A path's end: such a call is carried out and then answered with 500."""

    def answer(self, method, path, body, headers):
        parts = urlparse(path)
        prefix = f"/api/v1/accounts/{self.ACCOUNT}"
        if headers.get("api_access_token") != self.TOKEN or not parts.path.startswith(prefix):
            return 401, {"errors": ["Invalid Access Token"]}
        document = json.loads(body) if body else {}
        found = self._route(method, parts.path.removeprefix(prefix).strip("/").split("/"), parts.query, document)
        if self.dies_after is not None and method == "POST" and parts.path.endswith(self.dies_after):
            self.dies_after = None
            return 500, {}
        return found

    def _route(self, method, steps, query, document):
        match method, steps:
            case "GET", ["contacts", "search"]:
                wanted = parse_qs(query)["q"][0]
                return 200, {"payload": [c for c in self.contacts if wanted in (c["identifier"], c["email"])]}
            case "POST", ["contacts"]:
                contact = {"id": len(self.contacts) + 11, "email": None, **document}
                self.contacts.append(contact)
                return 200, {"payload": {"contact": contact, "contact_inbox": {"source_id": "x"}}}
            case "GET", ["contacts", contact, "conversations"]:
                return 200, {"payload": [c for c in self.conversations if c["contact_id"] == int(contact)]}
            case "POST", ["conversations"]:
                conversation = {"id": len(self.conversations) + 21, **document}
                self.conversations.append(conversation)
                return 200, conversation
            case "GET", ["conversations", conversation, "messages"]:
                return 200, {"meta": {}, "payload": [m for m in self.messages if m["at"] == int(conversation)]}
            case "POST", ["conversations", conversation, "messages"]:
                self.messages.append({"id": len(self.messages) + 31, "at": int(conversation), **document})
                return 200, self.messages[-1]
        return 404, {"error": "Resource could not be found"}
