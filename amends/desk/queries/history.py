"""The decisions of a case as they were taken, with the clauses that they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.tables import CaseRow, DecisionRow, RulingRow
from amends.policy.decision import Decision
from amends.policy.policy import Clause, Policy


@dataclass(frozen=True)
class Taken:
    """A decision as it was taken: when, by whom, with the clauses of the policy it was taken under."""

    at: datetime
    by: str
    decision: Decision
    clauses: Mapping[str, Clause]


def taken(
    session: Session, case: CaseRow, rows: Sequence[DecisionRow], policy: Policy, names: Mapping[str, str]
) -> tuple[Taken, ...]:
    """`rows` are the case's decisions; `names` people's by the ids of their accounts."""
    rulings = {row.decision_id: row for row in session.scalars(select(RulingRow).where(RulingRow.case_id == case.id))}
    clauses = {**policy.statute.clauses, **policy.clauses}

    def by(decision_id: int) -> str:
        ruling = rulings.get(decision_id)
        if ruling is None:
            return "by the policy"
        people = [ruling.decided_by, *([ruling.second_by] if ruling.second_by else [])]
        reason = f", {ruling.reason_code.replace('_', ' ')}" if ruling.reason_code else ""
        return "by " + " and ".join(names.get(who, who) for who in people) + reason

    return tuple(Taken(row.at, by(row.id), Decision.from_json(row.decision), clauses) for row in rows)
