"""The mailbox's SMTP side."""

from collections.abc import Callable
from datetime import datetime

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from demo.mailbox.store import MailStore

MAX_BYTES = 5_000_000


class Keep:
    """Takes every message into the store."""

    def __init__(self, store: MailStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd calls it by this name."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        kept = self._store.keep(envelope.mail_from or "", list(envelope.rcpt_tos), content, self._clock())
        return f"250 kept as {kept}"


def smtp_server(store: MailStore, clock: Callable[[], datetime], host: str, port: int) -> Controller:
    """An SMTP server that is not yet started; it runs in a thread of its own."""
    return Controller(Keep(store, clock), hostname=host, port=port, data_size_limit=MAX_BYTES, enable_SMTPUTF8=True)
