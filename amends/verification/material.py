"""What the invariants are held against, all of it as of one instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.conversations import log
from amends.db.conversation_tables import EventRow
from amends.db.remedy_tables import MailRow
from amends.messages.sentences import Sentences
from amends.verification.announced import Announced, Announcements
from amends.verification.journal import Journal
from amends.verification.transcripts import Transcripts

A_PAGE = 1000
OURS = frozenset({"bot", "system"})
"""Who speaks for Amends without a person."""


@dataclass(frozen=True)
class Material:
    """`session` is one consistent look. Journal and transcripts were read before it, so that what they tell of is in
    the database by now. `grace` is how long a thing may be under way; `logs` are files of what processes wrote,
    `health` the addresses at which they tell how they are."""

    session: Session
    now: datetime
    sentences: Sentences
    journal: Journal | None = None
    transcripts: Transcripts | None = None
    logs: tuple[Path, ...] = ()
    health: tuple[str, ...] = ()
    grace: timedelta = timedelta(seconds=60)

    def conversations(self) -> Iterator[tuple[str, list[EventRow]]]:
        """Each conversation that has events, with its log in its order."""
        rows = select(EventRow).order_by(EventRow.conversation_id, EventRow.seq)
        events = self.session.scalars(rows.execution_options(yield_per=A_PAGE))
        for conversation, of_one in groupby(events, key=lambda event: event.conversation_id):
            yield conversation, list(of_one)

    def mapping(self, key: Any, value: Any) -> dict[Any, Any]:
        """One column by another, which is unique."""
        return {row[0]: row[1] for row in self.session.execute(select(key, value).execution_options(yield_per=A_PAGE))}

    def is_news(self, text: str) -> bool:
        """Whether a text tells that something was done."""
        return any(self._announcements.of(text, ""))

    @cached_property
    def _announcements(self) -> Announcements:
        return Announcements(self.sentences)

    @cached_property
    def announced(self) -> tuple[Announced, ...]:
        """Every time that a customer was told of something done, in a chat or a letter."""
        return tuple(found for text, where in self._said() for found in self._announcements.of(text, where))

    def _said(self) -> Iterator[tuple[str, str]]:
        said = select(EventRow.conversation_id, EventRow.seq, EventRow.body).where(
            EventRow.author.in_(OURS), EventRow.kind.in_(tuple(log.SAID))
        )
        for conversation, seq, body in self.session.execute(said.execution_options(yield_per=A_PAGE)):
            yield body.get("text") or "", f"event {seq} of {conversation}"
        for mail, text in self.session.execute(select(MailRow.id, MailRow.text).execution_options(yield_per=A_PAGE)):
            yield text or "", f"e-mail {mail}"
        for conversation, events in (self.transcripts.events if self.transcripts else {}).items():
            for event in events:
                if event["author"] in OURS:
                    yield (
                        event["body"].get("text") or "",
                        f"event {event['seq']} of {conversation}, as its client read it",
                    )
