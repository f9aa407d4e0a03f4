"""A stand-in for a mail provider: the shop's mailbox, the server that sends for it, and people with a mail program."""

import asyncio
import logging
import threading
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult

from demo.providers.imap import Mailbox, talk
from demo.providers.stand_in import Hook, Sent

SUPPORT, PASSWORD = "support@shop.example", "worth-nothing-elsewhere"
MAX_BYTES = 40_000_000
warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", module="aiosmtpd")
logging.getLogger("mail.log").setLevel(logging.ERROR)  # it says the same, once for each connection


class MailHook(Hook):
    """A mail as it was sent."""

    @property
    def subject(self) -> str:
        return str(message_from_bytes(self.body, policy=policy.default)["Subject"] or "")


class EmailStandIn:
    """Nobody is called: what is written lies in the mailbox until it is asked for. `sent` is what the shop's server
    took for others, and `mails` the same as mails; it takes them from its own user alone."""

    def __init__(self, address: str = SUPPORT, password: str = PASSWORD, now: Callable[[], float] = time.time) -> None:
        self.address, self.password = address, password
        self.mailbox = Mailbox(address, password, now)
        self.sent: list[Sent] = []
        self.mails: list[EmailMessage] = []
        self.statuses: list[int] = []
        self.imap_port = self.smtp_port = 0
        self._now = now
        self._loop = asyncio.new_event_loop()
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail servers", daemon=True)

    # -- the customer -------------------------------------------------------------------------------------------------

    def say(self, address: str, text: str, subject: str = "") -> Hook:
        return self.write(self.letter(address, text, subject))

    def photo(
        self, address: str, raw: bytes, caption: str = "", media_type: str = "image/jpeg", subject: str = ""
    ) -> Hook:
        message = self.letter(address, caption, subject)
        main, _, sub = media_type.partition("/")
        message.add_attachment(raw, main, sub, filename=f"photo.{sub}")
        return self.write(message)

    def letter(self, address: str, text: str, subject: str = "") -> EmailMessage:
        """With a subject a new mail; without one an answer to the shop's newest, as a mail program makes it."""
        message = EmailMessage(policy=policy.SMTP)
        message["From"], message["To"] = address, self.address
        message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
        message["Date"] = format_datetime(datetime.fromtimestamp(self._now(), UTC))
        came = next((mail for mail in reversed(self.mails) if mail["To"] == address), None)
        if came is not None and not subject:
            named = str(came["Subject"])
            subject = named if named.startswith("Re:") else f"Re: {named}"
            message["In-Reply-To"] = str(came["Message-ID"])
            message["References"] = f"{came['References'] or ''} {came['Message-ID']}".strip()
            quoted = "\n".join(f"> {line}" for line in _text_of(came).splitlines())
            text = f"{text}\n\nOn {came['Date']}, {came['From']} wrote:\n{quoted}"
        if subject:
            message["Subject"] = subject
        message.set_content(text)
        return message

    def write(self, message: EmailMessage) -> Hook:
        """Any mail, into the shop's mailbox."""
        hook = MailHook(bytes(message), {})
        self.mailbox.deliver(hook.body)
        return hook

    # -- the shop's account -------------------------------------------------------------------------------------------

    def sent_to(self, address: str) -> list[Sent]:
        return [each for each in self.sent if each.address == address]

    def put_in(self, _url: str) -> bool:
        """Nothing has to be told an address."""
        return True

    def start(self) -> Self:
        """Serves IMAP and SMTP on loopback, in a thread."""
        self._thread.start()
        if not self._is_up.wait(30):
            raise RuntimeError("the mail servers did not start")
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(10)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        raw = {"subject": str(message["Subject"] or "")}
        text = _text_of(message)
        self.sent += [Sent(str(message["Message-ID"]), address, text, (), raw) for address in envelope.rcpt_tos]
        return "250 OK"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        imap = asyncio.start_server(partial(talk, self.mailbox), "127.0.0.1", 0)
        smtp = self._loop.create_server(self._sends, "127.0.0.1", 0)
        servers = [self._loop.run_until_complete(each) for each in (imap, smtp)]
        self.imap_port, self.smtp_port = (each.sockets[0].getsockname()[1] for each in servers)
        self._is_up.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _sends(self) -> SMTP:
        return SMTP(
            self,
            hostname="127.0.0.1",
            authenticator=self._authenticate,
            auth_required=True,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
            data_size_limit=MAX_BYTES,
            loop=self._loop,
        )

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        right = (self.address.encode(), self.password.encode())
        return AuthResult(success=(data.login, data.password) == right, handled=False)


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n").strip()
