"""Rows that are over: what they are, from when on nobody needs them, and how they go.

They go in small transactions of their own, so that no customer waits for one and a sweep that dies has lost nothing
but its last. What another transaction holds is skipped and goes the next time; so two sweeps at once take turns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, delete, inspect, select, tuple_, update
from sqlalchemy.orm import Session

from amends.accounts import sessions, sign_in
from amends.accounts.sessions import Lifetimes
from amends.assistant import identity_tries
from amends.channels.deliveries import Outcome, digest_of
from amends.conversations.conversation import HOUR
from amends.db.session import Database
from amends.db.tables import (
    AttachmentRow,
    ButtonRow,
    CaseMoveRow,
    ChannelDeliveryRow,
    ConversationRow,
    HelpdeskLineRow,
    HelpdeskReceivedRow,
    IdentityTryRow,
    JobRow,
    PresenceRow,
    ProofRow,
    SignInTryRow,
    TurnRow,
    WebhookDeliveryRow,
    WithdrawalRow,
)
from amends.db.types import Base
from amends.helpdesks.helpdesk import CHATWOOT, WEBHOOK

BATCH = 500
"""Rows of one transaction: some 20 ms on SQLite, which has one writer."""
BATCHES = 10
"""Transactions of one go: well within a worker's lease and its health check."""

RECEIPTS = timedelta(days=30)
"""A helpdesk that was not answered calls again for hours, at most days; its call is then known and filed no second
time. A letter has no such end: who marks an old one as unread has it read again. So the receipts of letters stay."""
PRESENCE = HOUR
"""It is over after seconds. The hour is for clocks that differ."""
OPENED_FROM = timedelta(days=1)
"""The limit looks back one hour. The hash of an address serves nothing else."""

CASE_MOVES = timedelta(days=1)
"""The limits on codes look back a day, and a code counts for minutes. What was taken is in the case's timeline."""

UNSENT = timedelta(days=7)
"""A file that was put to an answer which nobody sent. Its pictures go with the others that no row names."""

PARKED = timedelta(days=7)
"""`amends doctor` names them for three days. Who wrote such a first message has no conversation to be found by."""

Remove = Callable[[Session, datetime, int], int]
"""Removes at most so many of what is over at that instant; how many there were."""


@dataclass(frozen=True)
class Sweep:
    """One kind of thing that goes once it is over."""

    database: Database
    remove: Remove

    def __call__(self, now: datetime) -> bool:
        """One go. True where there may be more."""
        for _ in range(BATCHES):
            with self.database.begin() as session:
                gone = self.remove(session, now, BATCH)
            if gone < BATCH:
                return False
        return True


def sweeps(database: Database, lifetimes: Lifetimes, finished: timedelta) -> Mapping[str, Sweep]:
    """By name. `finished`: for how long work that is done can still be looked at."""
    removes: dict[str, Remove] = {
        "jobs": lambda session, now, most: _jobs(session, now - finished, most),
        "turns": lambda session, now, most: _turns(session, now - finished, most),
        "helpdesk_lines": lambda session, now, most: _told(session, now - finished, most),
        "helpdesk_received": lambda session, now, most: _received(session, now - RECEIPTS, most),
        "webhook_deliveries": lambda session, now, most: _delivered(session, now - finished, most),
        "presence": lambda session, now, most: _presence(session, now - PRESENCE, most),
        "sign_in_tries": lambda session, now, most: _tries(session, now - sign_in.WINDOW, most),
        "case_moves": lambda session, now, most: _moves(session, now - CASE_MOVES, most),
        "parked": lambda session, now, most: _parked(session, now - PARKED, most),
        "unsent_attachments": lambda session, now, most: _unsent(session, now - UNSENT, most),
        "identity_tries": lambda session, now, most: _pairs(session, now - identity_tries.DAY, most),
        "proofs_of_work": _proofs,
        "opened_from": lambda session, now, most: _opened_from(session, now - OPENED_FROM, most),
        "withdrawals_sent_from": lambda session, now, most: _sent_from(session, now - OPENED_FROM, most),
        "desk_sessions": lambda session, now, most: sessions.tidy(session, lifetimes, now, most),
    }
    return {name: Sweep(database, remove) for name, remove in removes.items()}


def _jobs(session: Session, before: datetime, most: int) -> int:
    """Nobody asks about what is done: its effect is noted with what it was done to. What is dead stays: the sweep for
    lost work (amends.remedies.due) would begin it anew."""
    return _remove(session, JobRow, (JobRow.state == "done") & (JobRow.due_at < before), most)


def _turns(session: Session, before: datetime, most: int) -> int:
    """With the buttons that stood before such a message: no window shows them since the customer went on. Those of the
    latest replies stay, however old: the customer may come back to them."""
    ended = TurnRow.state.in_(("done", "failed")) & (TurnRow.due_at < before)
    found = select(TurnRow.event_id).where(ended).order_by(TurnRow.due_at).limit(most)
    events = session.scalars(found.with_for_update(skip_locked=True)).all()
    passed = select(TurnRow.event_id).where(
        TurnRow.event_id.in_(events),
        TurnRow.conversation_id == ButtonRow.conversation_id,
        TurnRow.event_id > ButtonRow.event_id,
    )
    talks = select(TurnRow.conversation_id).where(TurnRow.event_id.in_(events))
    _count(session, delete(ButtonRow).where(ButtonRow.conversation_id.in_(talks), passed.exists()))
    return _count(session, delete(TurnRow).where(TurnRow.event_id.in_(events)))


def _delivered(session: Session, before: datetime, most: int) -> int:
    """Calls of webhooks that were made, or will not be."""
    over = (WebhookDeliveryRow.state != "waiting") & (WebhookDeliveryRow.created_at < before)
    return _remove(session, WebhookDeliveryRow, over, most)


def _unsent(session: Session, before: datetime, most: int) -> int:
    over = AttachmentRow.sent_at.is_(None) & (AttachmentRow.created_at < before)
    return _remove(session, AttachmentRow, over, most)


def _told(session: Session, before: datetime, most: int) -> int:
    return _remove(session, HelpdeskLineRow, HelpdeskLineRow.settled_at < before, most)


def _received(session: Session, before: datetime, most: int) -> int:
    by_call = HelpdeskReceivedRow.kind.in_((WEBHOOK, CHATWOOT))
    return _remove(session, HelpdeskReceivedRow, by_call & (HelpdeskReceivedRow.filed_at < before), most)


def _presence(session: Session, before: datetime, most: int) -> int:
    return _remove(session, PresenceRow, PresenceRow.until < before, most)


def _tries(session: Session, before: datetime, most: int) -> int:
    return _remove(session, SignInTryRow, SignInTryRow.at < before, most)


def _moves(session: Session, before: datetime, most: int) -> int:
    late = CaseMoveRow.requested_at.is_not(None) & (CaseMoveRow.requested_at >= before)
    return _remove(session, CaseMoveRow, (CaseMoveRow.asked_at < before) & ~late, most)


def _parked(session: Session, before: datetime, most: int) -> int:
    """The words of messages that could not be taken, and who wrote them; that there was one is still known."""
    has_words: ColumnElement[str] = ChannelDeliveryRow.body["why"].as_string()
    parked = (ChannelDeliveryRow.outcome == Outcome.PARKED) & (ChannelDeliveryRow.received_at < before)
    found = select(ChannelDeliveryRow).where(parked, has_words.is_not(None))
    over = session.scalars(found.limit(most).with_for_update(skip_locked=True)).all()
    for delivery in over:
        delivery.key, delivery.message_id, delivery.body = digest_of(delivery.key), None, {}
    return len(over)


def _pairs(session: Session, before: datetime, most: int) -> int:
    return _remove(session, IdentityTryRow, IdentityTryRow.at < before, most)


def _proofs(session: Session, before: datetime, most: int) -> int:
    return _remove(session, ProofRow, ProofRow.expires_at < before, most)


def _opened_from(session: Session, before: datetime, most: int) -> int:
    over = ConversationRow.opened_from.is_not(None) & (ConversationRow.created_at < before)
    return _count(session, update(ConversationRow).values(opened_from=None).where(_some(ConversationRow, over, most)))


def _sent_from(session: Session, before: datetime, most: int) -> int:
    over = WithdrawalRow.sent_from.is_not(None) & (WithdrawalRow.declared_at < before)
    return _count(session, update(WithdrawalRow).values(sent_from=None).where(_some(WithdrawalRow, over, most)))


def _remove(session: Session, rows: type[Base], over: ColumnElement[bool], most: int) -> int:
    return _count(session, delete(rows).where(_some(rows, over, most)))


def _some(rows: type[Base], over: ColumnElement[bool], most: int) -> ColumnElement[bool]:
    """At most so many of those that are over and that nobody holds at this moment."""
    key = inspect(rows).primary_key
    return tuple_(*key).in_(select(*key).where(over).limit(most).with_for_update(skip_locked=True))


def _count(session: Session, statement: Delete | Update) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount
