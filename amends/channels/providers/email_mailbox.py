"""A mailbox over IMAP: what is unseen in its inbox, told as soon as it comes where the server can do that (IDLE).

A mail that is for people is marked by a keyword of ours and stays unseen, so that they find it and we do not again.
"""

import imaplib
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxLoginError

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.providers.email_letters import MOST_BYTES, Mail
from amends.channels.providers.silence import why
from amends.clock import now
from amends.labels import Labelled
from amends.tls import trusted

SECONDS = 20.0
"""For one answer of the server."""
LOOK_S = 30.0
"""How often the inbox is looked into, whether or not the server told of something."""
LEFT = "AmendsLeft"
BEGINNING = 256 * 1024

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LATER = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")
_DATE = re.compile(rb'INTERNALDATE "\s*([^"]+)"')
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Tls(Labelled):
    """How a connection is encrypted."""

    TLS = "tls", "from the start"
    STARTTLS = "starttls", "after a greeting in clear"
    NONE = "none", "not at all"


@dataclass(frozen=True)
class Server:
    """Of one mailbox. Its certificate is checked against the authorities of this machine, or of SSL_CERT_FILE."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Tls = Tls.TLS

    @contextmanager
    def opened(self) -> Iterator["Inbox"]:
        """A session with the inbox selected. ChannelUnavailable where the server does not do its part;
        ChannelRefused where it does not let us in."""
        with self._named():
            box = self._connect()
            try:
                self._login(box)
                box.folder.set("INBOX")
                yield Inbox(box)
            finally:
                with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                    box.client.logout()

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except ssl.SSLCertVerificationError as fault:
            raise ChannelUnavailable(f"the certificate of {self.host}:{self.port} is not one to trust") from fault
        except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError) as fault:
            # What a library says of a fault may repeat what it was given.
            raise ChannelUnavailable(f"{self.host}:{self.port} was not read: {why(fault)}") from fault

    def _connect(self) -> BaseMailBox:
        if self.tls is Tls.NONE:
            return MailBoxUnencrypted(self.host, self.port, timeout=SECONDS)
        kind = MailBox if self.tls is Tls.TLS else MailBoxStartTls
        return kind(self.host, self.port, timeout=SECONDS, ssl_context=trusted())

    def _login(self, box: BaseMailBox) -> None:
        is_plain = (self.user + self.password).isascii()
        try:
            (box.login if is_plain else box.login_utf8)(self.user, self.password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except (MailboxLoginError, imaplib.IMAP4.error) as fault:
            if any(each in str(fault).upper() for each in _LATER):
                raise ChannelUnavailable(f"{self.host}:{self.port} lets nobody in at the moment") from None
            raise ChannelRefused(
                f"{self.host}:{self.port} does not take IMAP user and password: check both; many providers want a "
                "password for applications, or IMAP switched on in the mailbox's settings.",
                "imap_login",
            ) from None


class Inbox:
    """The inbox of one session."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box
        status = box.folder.status("INBOX", ["UIDVALIDITY"])
        self.validity = str(status.get("UIDVALIDITY", 0))
        self.has_idle = "IDLE" in {str(each).upper() for each in box.client.capabilities}

    def unseen(self, since: datetime) -> list[str]:
        """UIDs of what came since that day and is neither seen nor left for people, oldest first."""
        self._box.client.noop()
        day = f"{since:%d}-{_MONTHS[since.month - 1]}-{since:%Y}"
        return self._search(f"UNSEEN UNKEYWORD {LEFT} SINCE {day}")

    def mail(self, uid: str) -> Mail | None:
        """None where somebody moved it meanwhile. It stays unseen. Of one that is too long the beginning is read."""
        found = self._fetch(uid, f"(INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.{BEGINNING}>)")
        if found is None:
            return None
        told, raw = found
        date, size = _DATE.search(told), _SIZE.search(told)
        whole = len(raw) if size is None else int(size[1])
        if BEGINNING <= len(raw) < whole <= MOST_BYTES:
            rest = self._fetch(uid, f"(BODY.PEEK[]<{len(raw)}.{whole}>)")
            raw += b"" if rest is None else rest[1]
        return Mail(f"{self.validity}:{uid}", _instant(date[1] if date else b""), max(whole, len(raw)), raw)

    def where(self, place: str, message_id: str) -> str | None:
        """The UID of the mail at a `place` of Mail; by its Message-ID where it was moved and came back."""
        validity, _, uid = place.partition(":")
        if validity == self.validity and uid.isascii() and uid.isdigit() and self._search(f"UID {uid}"):
            return uid
        if not message_id or not message_id.isascii() or any(each in message_id for each in '"\\\r\n'):
            return None
        return next(iter(self._search(f'HEADER Message-ID "{message_id}"')), None)

    def mark_seen(self, uid: str) -> None:
        self._box.flag(uid, "\\Seen", True)

    def leave(self, uid: str) -> None:
        """For people. Not every server keeps keywords, so whoever looks remembers it too."""
        with suppress(ImapToolsError, imaplib.IMAP4.error):
            self._box.flag(uid, LEFT, True)

    def wait(self, is_over: Callable[[], bool], seconds: float = LOOK_S) -> None:
        """Until the server tells of something, `seconds` at most; that long where it cannot tell."""
        until = time.monotonic() + seconds
        if not self.has_idle:
            while not is_over() and time.monotonic() < until:
                threading.Event().wait(min(0.5, max(0.0, until - time.monotonic())))
            return
        with self._box.idle as idle:
            while not is_over() and (left := until - time.monotonic()) > 0:
                begun = time.monotonic()
                told = idle.poll(timeout=min(1.0, left))
                if any(b"EXISTS" in each for each in told):
                    return
                if not told and time.monotonic() - begun < min(1.0, left) / 2:
                    return  # the connection is gone: what follows says so

    def _search(self, criteria: str) -> list[str]:
        state, found = self._box.client.uid("SEARCH", criteria)
        if state != "OK":
            raise imaplib.IMAP4.error(f"the server said {state}")
        return [each.decode() for line in found if isinstance(line, bytes) for each in line.split()]

    def _fetch(self, uid: str, what: str) -> tuple[bytes, bytes] | None:
        state, found = self._box.client.uid("FETCH", uid, what)
        if state != "OK":
            raise imaplib.IMAP4.error(f"the server said {state}")
        return next(((each[0] + _after(found), each[1]) for each in found if _has_bytes(each)), None)


def _has_bytes(answer: Any) -> bool:
    return isinstance(answer, tuple) and len(answer) == 2 and all(isinstance(each, bytes) for each in answer)


def _after(found: list[Any]) -> bytes:
    """What the server says of a mail behind its bytes: it may answer in any order."""
    return b" ".join(each for each in found if isinstance(each, bytes))


def _instant(given: bytes) -> datetime:
    """An IMAP date and time; now for what is none."""
    try:
        day, month, rest = given.decode("ascii").split("-", 2)
        number = [each.lower() for each in _MONTHS].index(month.lower()) + 1
        return datetime.strptime(f"{day}-{number}-{rest}", "%d-%m-%Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, UnicodeError):
        return now()
