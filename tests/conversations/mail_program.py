"""A customer with a mail program: what they write lies in the shop's mailbox, and their own holds what came back."""

import time
from types import SimpleNamespace
from typing import Any

from amends.channels.providers.email import EmailCredentials
from tests.channels.email_harness import SUPPORT, EmailHarness, mail

TAKEN_WITHIN_S = 120.0


class EmailStandIn:
    """As the providers' stand-ins are to a customer with a phone; the servers are real ones."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self._number = 0

    def __enter__(self) -> "EmailStandIn":
        self._harness = EmailHarness()
        return self

    def put_in(self, _url: str) -> bool:
        """Nothing has to be told an address."""
        return True

    def __exit__(self, *_fault: object) -> None:
        self._harness.close()

    def credentials(self) -> EmailCredentials:
        return self._harness.credentials()

    def say(self, address: str, words: str) -> bytes:
        return self._sent(address, words)

    def photo(self, address: str, raw: bytes, caption: str) -> bytes:
        return self._sent(address, caption, raw)

    def deliver(self, raw: bytes) -> int:
        """Lay it into the mailbox, and wait until it was taken."""
        self._harness.imap.deliver(raw)
        until = time.monotonic() + TAKEN_WITHIN_S
        while self._harness.is_anything_there():
            assert time.monotonic() < until, "nobody took the mail"
            time.sleep(0.1)
        self.statuses.append(200)
        return 200

    def sent_to(self, address: str) -> list[Any]:
        return [
            SimpleNamespace(text=message.get_content().replace("\r\n", "\n").strip(), choices=())
            for message in self._harness.smtp.messages
            if str(message["To"]) == address
        ]

    def _sent(self, address: str, words: str, picture: bytes | None = None) -> bytes:
        """A first mail, and from then on answers to the shop's newest."""
        self._number += 1
        own = [message for message in self._harness.smtp.messages if str(message["To"]) == address]
        named = {"Message_ID": f"<{address.partition('@')[0]}.{self._number}@example.com>", "To": SUPPORT}
        if own:
            named |= {"In_Reply_To": str(own[-1]["Message-ID"]), "References": str(own[-1]["Message-ID"])}
        message = mail(1, words, sender=address, **named)
        if picture is not None:
            message.add_attachment(picture, "image", "jpeg", filename="kvittering æ.jpg")
        raw = bytes(message)
        self.deliver(raw)
        return raw
