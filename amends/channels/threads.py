"""Which conversation an address of a channel has: found, or opened with the first message."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.channels.book import Opened
from amends.channels.received import Received, Started
from amends.conversations import conversation, log
from amends.conversations.conversation import address_hash
from amends.conversations.event_kinds import EventKind
from amends.db.channel_tables import ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.locks import lock_name
from amends.messages.say import Say

NAME_CHARACTERS = 100
_SAME = {"no": "nb", "nn": "nb"}
"""What providers call Norwegian."""


class Merchant(Protocol):
    """What is needed of one. Its first language is the one for customers of whom none is known."""

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Threads:
    """`key` hashes addresses for the limit of `per_hour` conversations that one may open."""

    merchants: Mapping[str, Merchant]
    sentences: log.Speaks
    key: bytes = field(repr=False)
    per_hour: int = 60

    def of(self, session: Session, opened: Opened, received: Received, now: datetime) -> ConversationRow:
        """The conversation that the address has open; a new one begins by saying that a machine answers.

        TooManyRequests where the address opens too many.
        """
        lock_name(session, opened.id, received.address, received.thread)
        wrote_at = min(received.sent_at, now)
        thread = self.known(session, opened, received)
        if thread is not None:
            thread.last_inbound_at = max(thread.last_inbound_at, wrote_at)
            return session.get_one(ConversationRow, thread.conversation_id)
        return self._begin(session, opened, received, wrote_at, now)

    def known(self, session: Session, opened: Opened, received: Received) -> ChannelThreadRow | None:
        """Where the address has a conversation open; None where it has none."""
        open_one = select(ChannelThreadRow).where(
            ChannelThreadRow.channel_id == opened.id,
            ChannelThreadRow.address == received.address,
            ChannelThreadRow.thread == received.thread,
            ChannelThreadRow.closed_at.is_(None),
        )
        return session.scalar(open_one)

    def _begin(
        self, session: Session, opened: Opened, received: Received, wrote_at: datetime, now: datetime
    ) -> ConversationRow:
        merchant = self.merchants[opened.merchant]
        opened_from = address_hash(self.key, f"{opened.id}\x1f{received.address}")
        conversation.check_opening_rate(session, opened_from, self.per_hour, now)
        row, _ = conversation.create(
            session,
            merchant=opened.merchant,
            language=spoken(received.language, merchant.languages),
            channel=opened.kind,
            now=now,
            opened_from=opened_from,
        )
        session.add(
            ChannelThreadRow(
                conversation_id=row.id,
                channel_id=opened.id,
                address=received.address,
                thread=received.thread,
                name=shown_name(received.name),
                last_inbound_at=wrote_at,
            )
        )
        session.flush()
        welcome = {"merchant": merchant.name}
        if isinstance(received.what, Started):
            log.say(session, row, [Say("utter_welcome", welcome)], self.sentences, now)
        else:
            said = Say("utter_channel_welcome", welcome)
            log.say(session, row, [said], self.sentences, now, author="system", kind=EventKind.NOTICE)
        return row


def spoken(hint: str, languages: tuple[str, ...]) -> str:
    """The language of ours that a provider's code means («nl-BE», «no»), if the merchant has it; else its first."""
    code = hint.strip().lower().replace("_", "-").partition("-")[0]
    code = _SAME.get(code, code)
    return code if code in languages else languages[0]


def shown_name(given: str) -> str:
    """On one line, without what cannot be seen."""
    seen = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in given)
    return " ".join(seen.split())[:NAME_CHARACTERS]
