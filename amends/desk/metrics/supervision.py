"""The figures of a desk over a time: counted from what was stored as it happened, each with its definition."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.cases import status
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import NotUnderstoodRow, SatisfactionRow
from amends.db.identity_tables import IdentityTryRow
from amends.desk.actor import Actor
from amends.desk.metrics.decisions import Counts, by_clause, by_row, last_decisions, overrides
from amends.desk.metrics.replies import MEANINGS, Kept, replies
from amends.desk.metrics.times import (
    Stretch,
    Times,
    answers,
    first_answer,
    over_time,
    reached_a_person,
    resolution_time,
)
from amends.desk.permissions import check
from amends.desk.targets.clock import Waits
from amends.policy.policy import MerchantPolicies

AGES = (("under 1 day", 1), ("1 to 3 days", 3), ("3 to 7 days", 7), ("over 7 days", None))

DEFINITIONS = {
    "ages": "Cases that are not closed now, by the time since the customer first reported the problem; late are "
    "those whose promised time has passed. The date range does not apply.",
    "first_answer": "Of cases that first came to a person in the range: desk time (opening hours without public "
    "holidays) from that moment to the first thing that a person told the customer; while the desk is closed none "
    "passes. Cases not answered yet are left "
    "out of the times and counted as unanswered.",
    "first_answer_over_time": "The same times by the day on which the case came to a person: the median of each day, "
    "or of several days together where the range is long. No column: no case of those days has been answered.",
    "resolution_by_bot": "Of cases closed as resolved or denied in the range that never came to a person: time by the "
    "calendar from the customer's first message about the problem to the closing. A denial takes seconds.",
    "resolution_with_person": "Of cases closed as resolved or denied in the range that came to a person at any time: "
    "time by the calendar from the customer's first message about the problem to the closing.",
    "containment": "Of cases opened in the range and closed by now: the share that never came to a person. Open cases "
    "are left out, for they may still come to one. A case that was given up by "
    "the customer is contained too, so containment alone does not say that anybody was helped.",
    "resolution": "Of cases opened in the range: the share that is resolved now: every remedy confirmed by the order "
    "backend, or closed by a person. Denied and abandoned cases are not counted as resolved.",
    "outcomes": "The last decision of each case within the range, by the row that made it and its outcome, with the "
    "headings of the clauses that the row rests on. The rows are those of the policy book (amends policy book).",
    "clauses": "The same decisions by each clause that they cite. A decision that cites several counts at each of "
    "them. With several merchants a clause is named with its merchant, for each has a clause 6 of its own.",
    "overrides": "Decisions in the range that a person set aside by an override, by the clauses that they cited. Where "
    "one is set aside often, the policy or its reading may be wrong.",
    "satisfaction": "What customers answered in the range, 1 to 5, after a person helped and the case was closed.",
    "wrong_identities": "Pairs of order number and e-mail address that did not belong together, in all chats of the "
    "last 24 hours. From 10 of one order or with one address in an hour on, a further chat has one try, and from 50 in "
    "a day on none: it is offered a person. The date range does not apply.",
    **{f"{waits}_reply": meaning for waits, meaning in MEANINGS.items()},
    "not_understood": "Messages in the range that the bot said it did not understand, each counted once.",
}


@dataclass(frozen=True)
class Age:
    """How many open cases are so old, and how many of them are overdue."""

    label: str
    open: int
    breached: int


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
    first_answer_over_time: tuple[Stretch, ...]
    resolution_by_bot: Times
    resolution_with_person: Times
    containment: Share
    resolution: Share
    outcomes: Counts
    clauses: Counts
    overrides: tuple[tuple[str, int], ...]
    satisfaction: Mapping[int, int]
    not_understood: int
    wrong_identities: int
    first_reply: Kept
    next_reply: Kept


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
    opened = _opened(session, merchants, since, until)
    reached = reached_a_person(session, merchants, since, until)
    answered = answers(policies, reached, since, until)
    decided = last_decisions(session, merchants, since, until)
    cases = sum(opened.values())
    in_time = replies(session, merchants, since, until, now)
    closed = sum(count for state, count in opened.items() if state in status.CLOSED)
    with_person = sum(since <= case.created_at < until and case.status in status.CLOSED for case in reached)
    return Supervision(
        ages=_ages(session, merchants, now),
        first_answer=first_answer(answered),
        first_answer_over_time=over_time(answered, since, until),
        resolution_by_bot=resolution_time(session, merchants, since, until, with_person=False),
        resolution_with_person=resolution_time(session, merchants, since, until, with_person=True),
        containment=Share(closed - with_person, closed),
        resolution=Share(opened[CaseStatus.RESOLVED], cases),
        outcomes=by_row(decided),
        clauses=by_clause(decided, merchants),
        overrides=overrides(session, merchants, since, until),
        satisfaction=_satisfaction(session, merchants, since, until),
        not_understood=session.scalar(
            select(func.count())
            .select_from(NotUnderstoodRow)
            .where(NotUnderstoodRow.merchant.in_(merchants), NotUnderstoodRow.at >= since, NotUnderstoodRow.at < until)
        )
        or 0,
        wrong_identities=session.scalar(
            select(func.count())
            .select_from(IdentityTryRow)
            .where(IdentityTryRow.merchant.in_(merchants), IdentityTryRow.at > now - timedelta(days=1))
        )
        or 0,
        first_reply=in_time[Waits.FIRST],
        next_reply=in_time[Waits.NEXT],
    )


def _opened(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> Counter[str]:
    """The cases opened in the range, by the status that they have now."""
    rows = session.execute(
        select(CaseRow.status, func.count())
        .where(CaseRow.merchant.in_(merchants), CaseRow.created_at >= since, CaseRow.created_at < until)
        .group_by(CaseRow.status)
    )
    return Counter({state: int(count) for state, count in rows})


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


def _satisfaction(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> dict[int, int]:
    rows = session.execute(
        select(SatisfactionRow.score, func.count())
        .where(SatisfactionRow.merchant.in_(merchants), SatisfactionRow.at >= since, SatisfactionRow.at < until)
        .group_by(SatisfactionRow.score)
    )
    given = Counter({score: int(count) for score, count in rows})
    return {score: given[score] for score in range(1, 6)}
