"""How long people waited: the times behind the figures, their median, what nine of ten stay below, and their spread."""

import math
import statistics
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from amends.cases.entries import REACHES_A_PERSON, EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.merchants import desk_hours
from amends.policy.policy import MerchantPolicies

HOUR, DAY = 60, 24 * 60
Steps = Sequence[tuple[str, float | None]]
"""Labels, each with the minutes below which it holds; the last has none."""

ANSWER_STEPS: Steps = (
    ("under 1 h", HOUR), ("1 to 4 h", 4 * HOUR), ("4 to 8 h", 8 * HOUR), ("8 to 16 h", 16 * HOUR), ("over 16 h", None),
)  # fmt: skip
RESOLUTION_STEPS: Steps = (
    ("under 1 hour", HOUR), ("1 hour to 1 day", DAY), ("1 to 3 days", 3 * DAY), ("3 to 7 days", 7 * DAY),
    ("over 7 days", None),
)  # fmt: skip

MOST_STRETCHES = 31

_REACHES_A_PERSON = or_(
    CaseEntryRow.kind.in_(sorted(REACHES_A_PERSON)),
    and_(CaseEntryRow.kind == EntryKind.STATUS, CaseEntryRow.body["to"].as_string() == CaseStatus.REVIEW),
)


@dataclass(frozen=True)
class Times:
    """In minutes; None where there was nothing to measure. `spread` counts them by length, the shortest first."""

    count: int
    median: float | None
    p90: float | None
    spread: tuple[tuple[str, int], ...]
    unanswered: int = 0


@dataclass(frozen=True)
class Reached:
    """A case that came to a person: when it first did, and when a person first told the customer something."""

    merchant: str
    status: str
    created_at: datetime
    at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class Answer:
    """When a case first came to a person, and after how many minutes of desk time it was answered; None: not yet."""

    at: datetime
    minutes: float | None


@dataclass(frozen=True)
class Stretch:
    """`days` from `start` on: how many cases that came in them were answered, and the median of their minutes."""

    start: datetime
    days: int
    count: int
    median: float | None


def reached_a_person(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> list[Reached]:
    """The cases that were open in the range and first came to a person at any time: in review, taken over, answered."""
    rows = session.execute(
        select(
            CaseRow.merchant, CaseRow.status, CaseRow.created_at, func.min(CaseEntryRow.at), DeskCaseRow.first_answer_at
        )
        .join(CaseEntryRow, CaseEntryRow.case_id == CaseRow.id)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .where(
            CaseRow.merchant.in_(merchants),
            CaseRow.created_at < until,
            or_(CaseRow.closed_at.is_(None), CaseRow.closed_at >= since),
            _REACHES_A_PERSON,
        )
        .group_by(CaseRow.id, CaseRow.merchant, CaseRow.status, CaseRow.created_at, DeskCaseRow.first_answer_at)
    )
    return [Reached(*row) for row in rows]


def answers(
    policies: Mapping[str, MerchantPolicies], reached: Iterable[Reached], since: datetime, until: datetime
) -> list[Answer]:
    """One per case that first came to a person in the range."""
    return [
        Answer(
            case.at,
            None if case.answered_at is None else _desk_time(policies, case.merchant, case.at, case.answered_at),
        )
        for case in reached
        if since <= case.at < until
    ]


def first_answer(given: Sequence[Answer]) -> Times:
    """Desk time from coming to a person to the first answer."""
    minutes = [each.minutes for each in given if each.minutes is not None]
    return _times(minutes, ANSWER_STEPS, unanswered=len(given) - len(minutes))


def over_time(given: Iterable[Answer], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """The same, cut into at most MOST_STRETCHES stretches of equally many days; midnights are those of `since`."""
    days = max(1, math.ceil((until - since).total_seconds() / (24 * 3600) / MOST_STRETCHES))
    starts = [since]
    while (following := starts[-1] + timedelta(days=days)) < until:
        starts.append(following)
    minutes: list[list[float]] = [[] for _ in starts]
    for each in given:
        if each.minutes is not None:
            minutes[bisect(starts, each.at) - 1].append(each.minutes)
    return tuple(
        Stretch(start, days, len(found), statistics.median(found) if found else None)
        for start, found in zip(starts, minutes, strict=True)
    )


def resolution_time(
    session: Session, merchants: frozenset[str], since: datetime, until: datetime, *, with_person: bool
) -> Times:
    """Calendar time from the customer's first message about the problem to the closing in the range: of the cases that
    ever came to a person, or of those that the bot ended alone. A mean of both would tell of neither."""
    came = exists().where(CaseEntryRow.case_id == CaseRow.id, _REACHES_A_PERSON)
    rows = session.execute(
        select(CaseRow.opened_at, CaseRow.closed_at).where(
            CaseRow.merchant.in_(merchants),
            CaseRow.status.in_((CaseStatus.RESOLVED, CaseStatus.DENIED)),
            CaseRow.closed_at >= since,
            CaseRow.closed_at < until,
            came if with_person else ~came,
        )
    )
    return _times([(closed - opened).total_seconds() / 60 for opened, closed in rows if closed], RESOLUTION_STEPS)


def _desk_time(policies: Mapping[str, MerchantPolicies], merchant: str, start: datetime, end: datetime) -> float:
    return desk_hours.minutes_between(policies[merchant].merchant, start, end)


def _times(minutes: Sequence[float], steps: Steps, unanswered: int = 0) -> Times:
    counted = dict.fromkeys((label for label, _ in steps), 0)
    for each in minutes:
        counted[next(label for label, below in steps if below is None or each < below)] += 1
    spread = tuple(counted.items())
    if not minutes:
        return Times(0, None, None, spread, unanswered)
    ordered = sorted(minutes)
    return Times(len(ordered), statistics.median(ordered), ordered[(len(ordered) * 9 - 1) // 10], spread, unanswered)
