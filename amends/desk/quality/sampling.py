"""Which finished conversations are looked at: the same for everybody who asks, and of everyone's some."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.conversations.event_kinds import EventKind
from amends.db.account_tables import AgentRow
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow

BOT = "bot"
ENDED = (CaseStatus.RESOLVED, CaseStatus.DENIED, CaseStatus.ABANDONED)
_LED = (EntryKind.REPLY, EntryKind.RULING, EntryKind.CLOSE, EntryKind.ASK_FOR_INFORMATION, EntryKind.TAKE_OVER)
"""With these a person takes part in what the customer sees."""


@dataclass(frozen=True)
class Finished:
    """A conversation whose case is closed. `whose`: the id of the person who told the customer something last, or BOT
    where none did."""

    case_id: int
    number: str
    merchant: str
    issue: str
    status: str
    language: str
    channel: str
    closed_at: datetime
    whose: str


def sample(found: Iterable[Finished], many: int, seed: str) -> list[Finished]:
    """`many` of them at most: of each who has any one after the other, and of each of theirs one channel after the
    other. Drawn by `seed`: the same seed draws the same of the same conversations."""

    def rank(each: Finished) -> str:
        return _drawn(seed, each.number)

    theirs: dict[str, dict[str, list[Finished]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(found, key=rank):
        theirs[each.whose][each.channel].append(each)
    order = sorted(theirs, key=lambda whose: _drawn(seed, whose))
    return _in_turn([_in_turn(list(theirs[whose].values())) for whose in order])[:many]


def finished(session: Session, merchant: str, since: datetime, until: datetime) -> list[Finished]:
    """All that ended from `since` up to and without `until` in which the customer said something. What was erased has
    no conversation any more."""
    spoke = select(EventRow.id).where(
        EventRow.conversation_id == CaseRow.conversation_id,
        EventRow.author == "customer",
        EventRow.kind == EventKind.MESSAGE,
    )
    ended = (
        CaseRow.merchant == merchant,
        CaseRow.closed_at >= since,
        CaseRow.closed_at < until,
        CaseRow.status.in_(ENDED),
    )
    rows = session.execute(
        select(CaseRow, ConversationRow.channel)
        .join(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
        .where(*ended, spoke.exists())
    ).all()
    led = _who_led(session, select(CaseRow.id).where(*ended))
    return [_finished(case, channel, led) for case, channel in rows]


def of_case(session: Session, case: CaseRow) -> Finished | None:
    """That one; None where it is not over, or has no conversation."""
    talk = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
    if talk is None or case.closed_at is None or case.status not in ENDED:
        return None
    return _finished(case, talk.channel, _who_led(session, select(CaseRow.id).where(CaseRow.id == case.id)))


def _finished(case: CaseRow, channel: str, led: dict[int, str]) -> Finished:
    assert case.closed_at is not None
    return Finished(
        case.id, case.number, case.merchant, case.issue, case.status, case.language, channel, case.closed_at,
        led.get(case.id, BOT),
    )  # fmt: skip


def _who_led(session: Session, cases: Select[int]) -> dict[int, str]:
    """By case, the person who took part last."""
    last = (
        select(func.max(CaseEntryRow.id))
        .join(AgentRow, AgentRow.id == CaseEntryRow.actor)
        .where(CaseEntryRow.case_id.in_(cases), CaseEntryRow.kind.in_(_LED))
        .group_by(CaseEntryRow.case_id)
    )
    rows = session.execute(select(CaseEntryRow.case_id, CaseEntryRow.actor).where(CaseEntryRow.id.in_(last)))
    return {row.case_id: row.actor for row in rows}


def _drawn(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()


def _in_turn(piles: Sequence[Sequence[Finished]]) -> list[Finished]:
    """The first of each pile, then the second of each, and so on."""
    return [each for each in chain.from_iterable(zip_longest(*piles)) if each is not None]
