"""What was decided: counted by the database, for a decision is a long document and a year has many."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.desk_tables import RulingRow

Counts = tuple[tuple[tuple[str, str], int], ...]


@dataclass(frozen=True)
class Decided:
    """How many decisions of a merchant are alike in row, outcome and clauses."""

    merchant: str
    row: str
    outcome: str
    clauses: tuple[str, ...]
    count: int


def last_decisions(session: Session, merchants: frozenset[str], since: datetime, until: datetime) -> list[Decided]:
    """The last decision of each case within the range, the first of each kind first."""
    newest = (
        select(func.max(DecisionRow.id))
        .join(CaseRow, CaseRow.id == DecisionRow.case_id)
        .where(CaseRow.merchant.in_(merchants), DecisionRow.at >= since, DecisionRow.at < until)
        .group_by(DecisionRow.case_id)
    )
    clauses = DecisionRow.decision["clauses"].as_string()
    rows = session.execute(
        select(CaseRow.merchant, DecisionRow.row, DecisionRow.outcome, clauses, func.count())
        .join(CaseRow, CaseRow.id == DecisionRow.case_id)
        .where(DecisionRow.id.in_(newest))
        .group_by(CaseRow.merchant, DecisionRow.row, DecisionRow.outcome, clauses)
        .order_by(func.min(DecisionRow.id))
    )
    return [Decided(merchant, row, out, tuple(json.loads(cited)), count) for merchant, row, out, cited, count in rows]


def by_row(decided: Sequence[Decided]) -> Counts:
    """By row and outcome, the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for each in decided:
        counted[each.row, each.outcome] += each.count
    return tuple(counted.most_common())


def by_clause(decided: Sequence[Decided], merchants: frozenset[str]) -> Counts:
    """By clause and outcome, the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for each in decided:
        for clause in each.clauses:
            counted[named(each.merchant, clause, merchants), each.outcome] += each.count
    return tuple(counted.most_common())


def overrides(
    session: Session, merchants: frozenset[str], since: datetime, until: datetime
) -> tuple[tuple[str, int], ...]:
    """Overrides of the range by each clause of the decision that was set aside, the most frequent first."""
    rows = session.execute(
        select(RulingRow.merchant, RulingRow.clauses).where(
            RulingRow.merchant.in_(merchants),
            RulingRow.kind == "override",
            RulingRow.at >= since,
            RulingRow.at < until,
        )
    )
    counted = Counter(named(merchant, clause, merchants) for merchant, clauses in rows for clause in clauses)
    return tuple(counted.most_common())


def named(merchant: str, clause: str, merchants: frozenset[str]) -> str:
    """`clause`, or `merchant clause` where several merchants are counted: each has a clause 6 of its own."""
    return clause if len(merchants) == 1 else f"{merchant} {clause}"
