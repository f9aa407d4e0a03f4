"""The figures of a desk over a time: counted from what was stored as it happened, each with its definition."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.cases import status
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.desk_tables import DeskCaseRow, NotUnderstoodRow, RulingRow, SatisfactionRow
from amends.desk import sla
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.policy.policy import MerchantPolicies

AGES = (("under 1 day", 1), ("1 to 3 days", 3), ("3 to 7 days", 7), ("over 7 days", None))

DEFINITIONS = {
    "ages": "Cases that are not closed now, by the time since the customer first told of the problem; breached are "
    "those whose promised instant has passed. The date range plays no part.",
    "first_answer": "Of cases that first came to a person in the range: desk time (opening hours without public "
    "holidays) from that moment to the first thing that a person told the customer. Cases not answered yet are left "
    "out of the times and counted as unanswered.",
    "resolution_time": "Of cases closed as resolved or denied in the range: time by the calendar from the customer's "
    "first message about the problem to the closing.",
    "containment": "Of cases opened in the range: the share that never came to a person. A case that was given up by "
    "the customer is contained too, so containment alone says nothing of help.",
    "resolution": "Of cases opened in the range: the share that is resolved now: every remedy confirmed by the order "
    "backend, or closed by a person. Denied and abandoned cases are not counted as resolved.",
    "outcomes": "The last decision of each case within the range, by the row that made it and its outcome; `desk` is "
    "a person's own.",
    "clauses": "The same decisions by each clause that they cite.",
    "overrides": "Decisions of the range that a person set aside by an override, by the clauses that they cited. Where "
    "one is set aside often, the policy or its reading may be wrong.",
    "satisfaction": "What customers answered in the range, 1 to 5, after a person helped and the case was closed.",
    "not_understood": "Messages of the range of which the bot said that it did not understand them, each counted once.",
}


@dataclass(frozen=True)
class Age:
    """How many open cases are so old, and how many of them are overdue."""

    label: str
    open: int
    breached: int


@dataclass(frozen=True)
class Times:
    """In minutes; None where there was nothing to measure."""

    count: int
    median: float | None
    p90: float | None
    unanswered: int = 0


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def of_one(self) -> float | None:
        return None if self.whole == 0 else self.part / self.whole


@dataclass(frozen=True)
class Supervision:
    """`outcomes` by row and outcome, `clauses` by clause and outcome, the most frequent first; `satisfaction` by
    score. DEFINITIONS says what each figure is."""

    ages: tuple[Age, ...]
    first_answer: Times
    resolution_time: Times
    containment: Share
    resolution: Share
    outcomes: tuple[tuple[tuple[str, str], int], ...]
    clauses: tuple[tuple[tuple[str, str], int], ...]
    overrides: tuple[tuple[str, int], ...]
    satisfaction: Mapping[int, int]
    not_understood: int


def supervision(
    session: Session,
    actor: Actor,
    policies: Mapping[str, MerchantPolicies],
    merchants: frozenset[str],
    since: datetime,
    until: datetime,
    now: datetime,
) -> Supervision:
    """The figures of `merchants` from `since` up to and without `until`."""
    for merchant in sorted(merchants):
        check(actor, "supervise", merchant)
    opened = session.execute(
        select(CaseRow.id, CaseRow.status).where(
            CaseRow.merchant.in_(merchants), CaseRow.created_at >= since, CaseRow.created_at < until
        )
    ).all()
    reached = _reached_a_person(session, merchants, since, until)
    decided = _decided(session, merchants, since, until)
    return Supervision(
        ages=_ages(session, merchants, now),
        first_answer=_first_answer(session, policies, reached, since, until),
        resolution_time=_resolution_time(session, merchants, since, until),
        containment=Share(sum(case_id not in reached for case_id, _ in opened), len(opened)),
        resolution=Share(sum(state == status.RESOLVED for _, state in opened), len(opened)),
        outcomes=tuple(Counter((row.row, row.outcome) for row in decided).most_common()),
        clauses=tuple(
            Counter((clause, row.outcome) for row in decided for clause in row.decision["clauses"]).most_common()
        ),
        overrides=_overrides(session, merchants, since, until),
        satisfaction=_satisfaction(session, merchants, since, until),
        not_understood=session.scalar(
            select(func.count())
            .select_from(NotUnderstoodRow)
            .where(NotUnderstoodRow.merchant.in_(merchants), NotUnderstoodRow.at >= since, NotUnderstoodRow.at < until)
        )
        or 0,
    )


def _ages(session: Session, merchants: frozenset[str], now: datetime) -> tuple[Age, ...]:
    rows = session.execute(
        select(CaseRow.opened_at, CaseRow.due_at).where(CaseRow.merchant.in_(merchants), CaseRow.closed_at.is_(None))
    )
    counted: dict[str, list[bool]] = defaultdict(list)
    for opened_at, due_at in rows:
        age = now - opened_at
        label = next(label for label, days in AGES if days is None or age < timedelta(days=days))
        counted[label].append(due_at is not None and due_at < now)
    return tuple(Age(label, len(counted[label]), sum(counted[label])) for label, _ in AGES)


def _reached_a_person(
    session: Session, merchants: frozenset[str], since: datetime, until: datetime
) -> dict[int, tuple[str, datetime]]:
    """When each case of the range first came to a person, with its merchant: in review, taken over, or answered."""
    came = or_(CaseEntryRow.kind != "status", CaseEntryRow.body["to"].as_string() == status.REVIEW)
    rows = session.execute(
        select(CaseRow.id, CaseRow.merchant, func.min(CaseEntryRow.at))
        .join(CaseEntryRow, CaseEntryRow.case_id == CaseRow.id)
        .where(
            CaseRow.merchant.in_(merchants),
            CaseRow.created_at < until,
            or_(CaseRow.closed_at.is_(None), CaseRow.closed_at >= since),
            CaseEntryRow.kind.in_(("handoff", "status", "take_over", "reply")),
            came,
        )
        .group_by(CaseRow.id, CaseRow.merchant)
    )
    return {case_id: (merchant, at) for case_id, merchant, at in rows}


def _first_answer(
    session: Session,
    policies: Mapping[str, MerchantPolicies],
    reached: Mapping[int, tuple[str, datetime]],
    since: datetime,
    until: datetime,
) -> Times:
    rows = session.execute(
        select(DeskCaseRow.case_id, DeskCaseRow.first_answer_at).where(DeskCaseRow.first_answer_at.is_not(None))
    )
    answered = {case_id: at for case_id, at in rows if at is not None}
    minutes, unanswered = [], 0
    for case_id, (merchant, at) in reached.items():
        if since <= at < until:
            answer = answered.get(case_id)
            if answer is None:
                unanswered += 1
            else:
                minutes.append(sla.minutes_between(policies[merchant].merchant, at, answer))
    return _times(minutes, unanswered)


def _resolution_time(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> Times:
    rows = session.execute(
        select(CaseRow.opened_at, CaseRow.closed_at).where(
            CaseRow.merchant.in_(merchants),
            CaseRow.status.in_((status.RESOLVED, status.DENIED)),
            CaseRow.closed_at >= since,
            CaseRow.closed_at < until,
        )
    )
    return _times([(closed - opened).total_seconds() / 60 for opened, closed in rows if closed is not None])


def _times(minutes: Sequence[float], unanswered: int = 0) -> Times:
    if not minutes:
        return Times(0, None, None, unanswered)
    ordered = sorted(minutes)
    return Times(len(ordered), statistics.median(ordered), ordered[(len(ordered) * 9 - 1) // 10], unanswered)


def _decided(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> Sequence[DecisionRow]:
    newest = (
        select(func.max(DecisionRow.id))
        .join(CaseRow, CaseRow.id == DecisionRow.case_id)
        .where(CaseRow.merchant.in_(merchants), DecisionRow.at >= since, DecisionRow.at < until)
        .group_by(DecisionRow.case_id)
    )
    return session.scalars(select(DecisionRow).where(DecisionRow.id.in_(newest)).order_by(DecisionRow.id)).all()


def _overrides(
    session: Session, merchants: frozenset[str], since: datetime, until: datetime
) -> tuple[tuple[str, int], ...]:
    rows = session.scalars(
        select(RulingRow.clauses).where(
            RulingRow.merchant.in_(merchants),
            RulingRow.kind == "override",
            RulingRow.at >= since,
            RulingRow.at < until,
        )
    )
    return tuple(Counter(str(clause) for clauses in rows for clause in clauses).most_common())


def _satisfaction(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> dict[int, int]:
    rows = session.execute(
        select(SatisfactionRow.score, func.count())
        .where(SatisfactionRow.merchant.in_(merchants), SatisfactionRow.at >= since, SatisfactionRow.at < until)
        .group_by(SatisfactionRow.score)
    )
    given = Counter({score: int(count) for score, count in rows})
    return {score: given[score] for score in range(1, 6)}
