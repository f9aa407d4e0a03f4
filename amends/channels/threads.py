"""Which conversation an address of a channel has: found, or opened with the first message."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.book import Opened
from amends.channels.received import Edit, Files, Press, Received, Started, Text
from amends.claims.extract import find_case_number
from amends.conversations import conversation, log
from amends.conversations.conversation import address_hash
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.locks import lock_name
from amends.languages import meant_by
from amends.messages.say import Say
from amends.reading.languages import written_in

NAME_CHARACTERS = 100
SUBJECT_CHARACTERS = 200


class Merchant(Protocol):
    """What is needed of one. Its first language is the one for customers of whom none is known."""

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def zone(self) -> ZoneInfo: ...


@dataclass(frozen=True)
class Found:
    """`began`: with this very message."""

    conversation: ConversationRow
    began: bool = False


@dataclass(frozen=True)
class Threads:
    """`key` hashes addresses for the limit of `per_hour` conversations that one may open."""

    merchants: Mapping[str, Merchant]
    sentences: log.Speaks
    key: bytes = field(repr=False)
    per_hour: int = 60

    def of(self, session: Session, opened: Opened, received: Received, now: datetime) -> Found:
        """The conversation that the address has open; a new one begins by saying that a machine answers. Never one of
        another address, whatever the message names.

        TooManyRequests where the address opens too many.
        """
        lock_name(session, opened.id, received.address, received.thread)
        wrote_at = min(received.sent_at, now)
        thread = self.known(session, opened, received)
        if thread is not None:
            thread.last_inbound_at = max(thread.last_inbound_at, wrote_at)
            return Found(session.get_one(ConversationRow, thread.conversation_id))
        return Found(self._begin(session, opened, received, wrote_at, now), began=True)

    def known(self, session: Session, opened: Opened, received: Received) -> ChannelThreadRow | None:
        """Where the address has a conversation open; None where it has none."""
        return _open(session, opened, received)

    def _begin(
        self, session: Session, opened: Opened, received: Received, wrote_at: datetime, now: datetime
    ) -> ConversationRow:
        merchant = self.merchants[opened.merchant]
        opened_from = address_hash(self.key, f"{opened.id}\x1f{received.address}")
        conversation.check_opening_rate(session, opened_from, self.per_hour, now)
        row, _ = conversation.create(
            session,
            merchant=opened.merchant,
            language=_begins_in(received, merchant.languages),
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
                subject=on_one_line(received.subject, SUBJECT_CHARACTERS),
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


def _begins_in(received: Received, languages: tuple[str, ...]) -> str:
    """That of the first words, as that of all later ones; else the one that the provider hints at, which a greeting
    alone does not outweigh."""
    match received.what:
        case Text(text) | Edit(text=text) | Press(title=text) | Files(caption=text):
            written = written_in(f"{received.subject} {text}", languages, greetings=not received.language)
            return spoken(received.language, languages) if written is None else written
    return spoken(received.language, languages)


def spoken(hint: str, languages: tuple[str, ...]) -> str:
    """The language of ours that a provider's code means («nl-BE», «no»), if the merchant has it; else its first."""
    code = meant_by(hint.strip().lower().replace("_", "-").partition("-")[0])
    return code if code in languages else languages[0]


def shown_name(given: str) -> str:
    """As the desk shows it."""
    return on_one_line(given, NAME_CHARACTERS)


def on_one_line(given: str, most: int) -> str:
    """So much of it, without what cannot be seen."""
    seen = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in given)
    return " ".join(seen.split())[:most].rstrip()


def _open(session: Session, opened: Opened, received: Received) -> ChannelThreadRow | None:
    """Of the address: the thread that the message is in, else that of a message that it continues, else that of a case
    which its subject names."""
    of_address = select(ChannelThreadRow).where(
        ChannelThreadRow.channel_id == opened.id,
        ChannelThreadRow.address == received.address,
        ChannelThreadRow.closed_at.is_(None),
    )
    ways: list[ColumnElement[bool]] = [ChannelThreadRow.thread == received.thread]
    if received.continues:
        talks = deliveries.conversations_of(session, opened.id, received.continues)
        ways.append(ChannelThreadRow.conversation_id.in_(talks))
    if named := find_case_number(received.subject):
        cases = select(CaseRow.conversation_id).where(CaseRow.merchant == opened.merchant, CaseRow.number == named)
        ways.append(ChannelThreadRow.conversation_id.in_(cases))
    newest = ChannelThreadRow.last_inbound_at.desc()
    found = (session.scalar(of_address.where(way).order_by(newest).limit(1)) for way in ways)
    return next((thread for thread in found if thread is not None), None)
