"""Messages on disk, one file each, as they came."""

import email
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass(frozen=True)
class StoredMessage:
    """`id` names the file; `sender` and `recipients` are the envelope's, the rest is read from the message. `kind` is
    that of a mail of Amends, `references` are the messages before it in its thread."""

    id: str
    received_at: str
    sender: str
    recipients: list[str]
    subject: str
    message_id: str
    references: list[str]
    kind: str
    text: str


class MailStore:
    """A folder of .eml files. What was accepted is on disk before the sender hears so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, sender: str, recipients: list[str], content: bytes, at: datetime) -> str:
        """Store one message; its id sorts by time."""
        name = f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        envelope = f"X-Envelope-From: {sender}\r\nX-Envelope-To: {', '.join(recipients)}\r\n".encode()
        draft = self._folder / f"{name}.part"
        with draft.open("wb") as file:
            file.write(envelope + content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / f"{name}.eml")
        return name

    def all(self) -> list[StoredMessage]:
        """Newest first."""
        return [self._read(file) for file in sorted(self._folder.glob("*.eml"), reverse=True)]

    def get(self, name: str) -> StoredMessage | None:
        """One message; None where there is none of this id."""
        file = self._folder / f"{name}.eml"
        is_plain = name.replace("-", "").isalnum()
        return self._read(file) if is_plain and file.is_file() else None

    @staticmethod
    def _read(file: Path) -> StoredMessage:
        message = email.message_from_bytes(file.read_bytes(), policy=default)
        received = datetime.strptime(file.stem.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
        return StoredMessage(
            id=file.stem,
            received_at=received.isoformat(timespec="seconds"),
            sender=str(message["X-Envelope-From"] or ""),
            recipients=[entry.strip() for entry in str(message["X-Envelope-To"] or "").split(",")],
            subject=str(message["Subject"] or ""),
            message_id=str(message["Message-ID"] or ""),
            references=str(message["References"] or "").split(),
            kind=str(message["X-Amends-Kind"] or ""),
            text=_text(message),
        )


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_payload(decode=True)
    assert isinstance(content, bytes)
    try:
        return content.decode(body.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")
