"""What goes out as one message: an event, or on a channel that gathers all that a turn said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.choosing import listed, numbered
from amends.channels.limits import Limits
from amends.channels.outgoing import Choice
from amends.conversations import log, turns
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelMessageRow, ChannelThreadRow
from amends.db.conversation_tables import EventRow
from amends.db.remedy_tables import RemedyRow
from amends.remedies import states

WHILE_A_TURN_LASTS = timedelta(seconds=5)
"""When to look again. The end of a turn makes the job due by itself; this is for one that ends without a word."""

JOINED_WITHIN = timedelta(minutes=10)
"""So long the news that a person has joined waits for that person's first words, so that both are one message."""

CARRIED_OUT_WITHIN = timedelta(seconds=60)
"""So long what was granted waits for what came of it, so that a decision and its end are one message."""


@dataclass(frozen=True)
class Gathered:
    """Events that go out together, oldest first; `sent`: how many parts of them went already."""

    events: Sequence[EventRow]
    sent: int = 0

    @property
    def first(self) -> EventRow:
        return self.events[0]

    @property
    def last(self) -> EventRow:
        return self.events[-1]

    def key(self, number: int) -> str:
        """Of a part: the same on each try of the same events, and another one where an event came to them."""
        until = "" if self.last is self.first else f".{self.last.id}"
        return f"{self.first.id}{until}-{number}"

    @property
    def text(self) -> str:
        """Of all of them. Choices that are not the last to be offered stand as words: a number means the last ones."""
        offering = max((n for n, event in enumerate(self.events) if event.body.get("buttons")), default=-1)
        return "\n\n".join(
            part
            for n, event in enumerate(self.events)
            for part in (str(event.body.get("text") or "").strip(), self._choices_of(event, n, offering))
            if part
        )

    @property
    def files(self) -> list[str]:
        """Ids of the attachments of all of them."""
        return [str(each["id"]) for event in self.events for each in event.body.get("files") or ()]

    def _choices_of(self, event: EventRow, number: int, offering: int) -> str:
        """Under the last event they are left to the channel, as where it is the only one."""
        choices = choices_of(event)
        if not choices or event is self.last:
            return ""
        return numbered(choices) if number == offering else listed(choices)


@dataclass(frozen=True)
class Waiting:
    """What is to go out next, or when to look again."""

    next: Gathered | None = None
    again: timedelta | None = None


def choices_of(event: EventRow) -> list[Choice]:
    buttons = event.body.get("buttons") or ()
    return [Choice(each["token"], each["title"], each.get("action", "")) for each in buttons]


def waiting(session: Session, thread: ChannelThreadRow, most: int | None = None) -> list[EventRow]:
    """What was said after the cursor, oldest first."""
    later = select(EventRow).where(
        EventRow.conversation_id == thread.conversation_id,
        EventRow.seq > thread.sent_seq,
        EventRow.kind.in_(tuple(log.SAID)),
    )
    return list(session.scalars(later.order_by(EventRow.seq).limit(most)))


def of_thread(session: Session, thread: ChannelThreadRow, limits: Limits | None, now: datetime) -> Waiting:
    """The next to go out. Where the channel gathers, nothing of a turn that is not over, nor of a decision that is just
    being carried out. `limits` are None where it is not connected any more."""
    gathers = limits is not None and limits.gathers
    events = waiting(session, thread, None if gathers else 1)
    if not events:
        return Waiting()
    sent = _sent(session, events[0])
    if not gathers:
        return Waiting(Gathered(events, sent))
    if sent:  # it broke off between parts: whatever came to it since is another message
        return Waiting(Gathered(list(takewhile(lambda event: _sent(session, event) == sent, events)), sent))
    talk = thread.conversation_id
    joined = events[-1].at + JOINED_WITHIN - now
    if joined > timedelta() and all((event.body.get("data") or {}).get("joined") for event in events):
        return Waiting(again=joined)
    if (
        turns.is_waiting(session, talk)
        or deliveries.are_files_coming(session, talk)
        or _is_carrying_out(session, talk, now)
    ):
        return Waiting(again=WHILE_A_TURN_LASTS)
    return Waiting(Gathered(events))


def _is_carrying_out(session: Session, conversation_id: str, now: datetime) -> bool:
    """Whether more will be said in a moment. What takes longer is told when it is over, in a message of its own."""
    under_way = (
        select(RemedyRow.id)
        .join(CaseRow, CaseRow.id == RemedyRow.case_id)
        .where(
            CaseRow.conversation_id == conversation_id,
            RemedyRow.state.not_in(states.FINAL),
            RemedyRow.created_at > now - CARRIED_OUT_WITHIN,
        )
    )
    return session.scalar(under_way.limit(1)) is not None


def _sent(session: Session, event: EventRow) -> int:
    """Its parts, without the approved message that asked the customer to write."""
    parts = select(func.count()).where(ChannelMessageRow.event_id == event.id, ChannelMessageRow.part >= 0)
    return session.scalar(parts) or 0
