"""Our own mailbox, where the answers of a helpdesk arrive: looked into over IMAP now and then by the worker."""

import contextlib
import imaplib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from amends.assistant.context import Context
from amends.errors import DatabaseUnavailable, HelpdeskUnavailable, InvalidMessage, LetterRefused, NotFound
from amends.helpdesks import inbound, reply_parser
from amends.helpdesks.helpdesk import MAIL
from amends.helpdesks.reply_parser import ReplyRules
from amends.tls import trusted

TIMEOUT_S = 8.0
AT_ONCE = 50
log = logging.getLogger("amends.helpdesks")


@dataclass(frozen=True)
class Mailbox:
    """Read over TLS unless `tls` is off, which is for a server on the same machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool = True

    @contextlib.contextmanager
    def open(self) -> Iterator[imaplib.IMAP4]:
        """A session with INBOX selected. HelpdeskUnavailable where the server does not do its part."""
        try:
            with self._connect() as server:
                server.login(self.user, self.password)
                _checked(server.select("INBOX"))
                yield server
        except (OSError, imaplib.IMAP4.error) as fault:
            raise HelpdeskUnavailable(f"{self.host}:{self.port} was not read: {fault}") from fault

    def _connect(self) -> imaplib.IMAP4:
        if self.tls:
            return imaplib.IMAP4_SSL(self.host, self.port, ssl_context=trusted(), timeout=TIMEOUT_S)
        return imaplib.IMAP4(self.host, self.port, timeout=TIMEOUT_S)


@dataclass(frozen=True)
class Polling:
    """Takes what is unseen. A message is marked as seen after it was kept, so that a crash between loses nothing."""

    context: Context
    mailbox: Mailbox
    rules: ReplyRules

    def poll(self) -> int:
        """How many answers were kept. HelpdeskUnavailable where the mailbox cannot be read."""
        with self.mailbox.open() as server:
            found = _checked(server.uid("SEARCH", "UNSEEN"))
            unseen = found[0].split()[:AT_ONCE] if found and found[0] else []
            kept = 0
            for uid in unseen:
                kept += self._take(uid, _message(server, uid))
                _checked(server.uid("STORE", uid.decode(), "+FLAGS", r"(\Seen)"))
            return kept

    def _take(self, uid: bytes, raw: bytes) -> bool:
        """What does not count is logged by its reason, without its words, and left in the mailbox for people."""
        try:
            came = reply_parser.read(raw, self.rules)
            with self.context.database.begin() as session:
                kept = inbound.keep(session, self.rules.merchant, MAIL, came, self.context.clock())
        except (LetterRefused, NotFound, InvalidMessage) as fault:
            reason = fault.reason if isinstance(fault, LetterRefused) else type(fault).__name__
            log.warning("message %s of %s's mailbox does not count: %s", uid.decode(), self.rules.merchant, reason)
            return False
        except DatabaseUnavailable:
            raise
        except Exception:  # or this one letter would keep all later ones from being read
            log.exception("message %s of %s's mailbox cannot be taken", uid.decode(), self.rules.merchant)
            return False
        return kept == "kept"


def _message(server: imaplib.IMAP4, uid: bytes) -> bytes:
    """The message whole, or as much as shows that it is too large. It stays unseen."""
    found = _checked(server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{reply_parser.MAX_BYTES + 1}>)"))
    return b"".join(part[1] for part in found if isinstance(part, tuple) and isinstance(part[1], bytes))


def _checked(answer: tuple[str, list[Any]]) -> list[Any]:
    state, found = answer
    if state != "OK":
        raise imaplib.IMAP4.error(f"the server said {state}")
    return found
