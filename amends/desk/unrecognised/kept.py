"""What the bot did not understand (amends.conversations.not_understood keeps it), for the people who teach it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from amends.audit import log as audit
from amends.db.desk_tables import NotUnderstoodRow
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.desk.unrecognised.intents import Intents
from amends.errors import Conflict, NotFound

SET_ASIDE = "set_aside"
TO_REVIEW = "to_review"
"""Filed before an intent was chosen with it: waits for one, like a sentence that nobody has looked at."""


@dataclass(frozen=True)
class Sentence:
    """`asked` is the question that was open, if one was. `taken`: the intent it was filed under, SET_ASIDE, or None
    while nobody has said what it means."""

    event_id: int
    merchant: str
    language: str
    text: str
    asked: str | None
    at: datetime
    taken: str | None


def sentences(
    session: Session, actor: Actor, merchants: frozenset[str], since: datetime, until: datetime, limit: int = 200
) -> list[Sentence]:
    """Those of the range that nobody has dealt with yet, the newest first."""
    chosen = _of(actor, merchants, since, until)
    rows = select(NotUnderstoodRow).where(*chosen, _waits()).order_by(NotUnderstoodRow.at.desc())
    return [_sentence(row) for row in session.scalars(rows.order_by(NotUnderstoodRow.event_id.desc()).limit(limit))]


def waiting(session: Session, actor: Actor, merchants: frozenset[str], since: datetime, until: datetime) -> int:
    """How many of the range nobody has dealt with yet."""
    chosen = _of(actor, merchants, since, until)
    return session.scalar(select(func.count()).select_from(NotUnderstoodRow).where(*chosen, _waits())) or 0


def dealt_with(
    session: Session, actor: Actor, merchants: frozenset[str], since: datetime, until: datetime, limit: int = 20
) -> list[Sentence]:
    """Those of the range that were filed or set aside, the last ones first: what can be put back."""
    chosen = _of(actor, merchants, since, until)
    rows = select(NotUnderstoodRow).where(*chosen, ~_waits()).order_by(NotUnderstoodRow.taken_at.desc())
    return [_sentence(row) for row in session.scalars(rows.order_by(NotUnderstoodRow.event_id.desc()).limit(limit))]


def take(session: Session, actor: Actor, event_id: int, intent: str, known: Intents, now: datetime) -> None:
    """File a sentence under one of the `known` intents. Nothing is trained by it: `filed` lists it for review.

    CannotBeDone for an intent that there is not; Conflict where somebody has dealt with the sentence otherwise.
    """
    row = _held(session, actor, event_id)
    _settle(session, actor, row, known.named(intent).name, now)


def set_aside(session: Session, actor: Actor, event_id: int, now: datetime) -> None:
    """It teaches nothing. Conflict where somebody has filed it meanwhile."""
    _settle(session, actor, _held(session, actor, event_id), SET_ASIDE, now)


def put_back(session: Session, actor: Actor, event_id: int, now: datetime) -> None:
    """As if nobody had dealt with it. Nothing happens where nobody has."""
    row = _held(session, actor, event_id)
    if row.taken is not None:
        row.taken = row.taken_by = row.taken_at = None
        _note(session, actor, row, "put_back_sentence", {"event": event_id}, now)


def filed(session: Session, merchants: frozenset[str], since: datetime | None = None) -> list[Sentence]:
    """What was filed for review from `since` on, by intent and language; TO_REVIEW stands among the intents."""
    rows = select(NotUnderstoodRow).where(
        NotUnderstoodRow.merchant.in_(merchants),
        NotUnderstoodRow.taken.is_not(None),
        NotUnderstoodRow.taken != SET_ASIDE,
    )
    if since is not None:
        rows = rows.where(NotUnderstoodRow.taken_at >= since)
    order = (NotUnderstoodRow.taken, NotUnderstoodRow.language, NotUnderstoodRow.at, NotUnderstoodRow.event_id)
    return [_sentence(row) for row in session.scalars(rows.order_by(*order))]


def _of(actor: Actor, merchants: frozenset[str], since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    for merchant in sorted(merchants):
        check(actor, "supervise", merchant)
    return NotUnderstoodRow.merchant.in_(merchants), NotUnderstoodRow.at >= since, NotUnderstoodRow.at < until


def _waits() -> ColumnElement[bool]:
    return or_(NotUnderstoodRow.taken.is_(None), NotUnderstoodRow.taken == TO_REVIEW)


def _sentence(row: NotUnderstoodRow) -> Sentence:
    taken = None if row.taken == TO_REVIEW else row.taken
    return Sentence(row.event_id, row.merchant, row.language, row.text, row.asked, row.at, taken)


def _held(session: Session, actor: Actor, event_id: int) -> NotUnderstoodRow:
    row = session.get(NotUnderstoodRow, event_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such sentence.")
    check(actor, "take_sentence", row.merchant)
    return row


def _settle(session: Session, actor: Actor, row: NotUnderstoodRow, as_what: str, now: datetime) -> None:
    if row.taken == as_what:
        return
    if row.taken not in {None, TO_REVIEW}:
        raise Conflict("somebody else has dealt with this sentence in the meantime")
    row.taken, row.taken_by, row.taken_at = as_what, actor.id, now
    _note(session, actor, row, "take_sentence", {"event": row.event_id, "intent": as_what}, now)


def _note(
    session: Session, actor: Actor, row: NotUnderstoodRow, action: str, body: dict[str, Any], now: datetime
) -> None:
    subject = f"event {row.event_id}"
    audit.append(
        session, merchant=row.merchant, actor=actor.id, action=action, subject=subject, body=body, now=now
    )  # fmt: skip
