"""Real mail servers of the tests' own: Dovecot for the mailbox, aiosmtpd for what is sent."""

import atexit
import socket
import ssl
import threading
from contextlib import ExitStack, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.helpdesks.imap import Imap, imap_server
from tests.ports import free_port

USER, PASSWORD = "shop", "not-a-secret-either"


@cache
def dovecot() -> Imap:
    """One for all tests of a process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(imap_server())


def emptied() -> Imap:
    server = dovecot()
    with server.login() as session:
        if session.uid("SEARCH", "ALL")[1][0]:
            session.store("1:*", "+FLAGS", r"(\Deleted)")
            session.expunge()
    return server


class SmtpServer:
    """Takes mails from USER. `answers` are what it says to the next ones instead of taking them."""

    def __init__(self, starttls: ssl.SSLContext | None = None) -> None:
        self.messages: list[EmailMessage] = []
        self.answers: list[str] = []
        self.logins = 0
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            ready_timeout=60,
            authenticator=self._authenticate,
            auth_required=True,
            auth_require_tls=starttls is not None,
            tls_context=starttls,
            require_starttls=starttls is not None,
            enable_SMTPUTF8=True,
        )
        self._controller.start()

    @property
    def port(self) -> int:
        return self._controller.port

    def stop(self) -> None:
        """Once more does nothing."""
        if self._controller.server is not None:
            self._controller.stop()

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers and self.answers[0].startswith("RCPT "):
            return self.answers.pop(0)[5:]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def _authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        self.logins += 1
        return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


class Relay:
    """A way to a server that can be cut, as when that is started anew; encrypted where it is given a context."""

    def __init__(self, to: int, tls: ssl.SSLContext | None = None) -> None:
        self.port, self._to, self._tls = free_port(), to, tls
        self._open: list[socket.socket] = []
        self._door: socket.socket | None = None

    def up(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, args=(self._door,), daemon=True).start()

    def down(self) -> None:
        for each in [*([self._door] if self._door else []), *self._open]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _serve(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                came, _ = door.accept()
                if self._tls is not None:
                    try:
                        came = self._tls.wrap_socket(came, server_side=True)
                    except OSError:  # whoever came does not trust us
                        continue
                away = socket.create_connection(("127.0.0.1", self._to))
                self._open += [came, away]
                for source, target in ((came, away), (away, came)):
                    threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while some := source.recv(65536):
                target.sendall(some)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
