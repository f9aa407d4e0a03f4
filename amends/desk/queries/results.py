"""What became of cases, for a sheet of them: the last decision, when they were answered and closed, the score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.tables import CaseRow, DecisionRow, DeskCaseRow, SatisfactionRow


@dataclass(frozen=True)
class Result:
    """None where there is no such thing. `amount` and `currency` are of the remedy."""

    outcome: str | None
    remedy: str | None
    amount: str | None
    currency: str | None
    first_answer_at: datetime | None
    closed_at: datetime | None
    score: int | None


def results(session: Session, ids: Sequence[int]) -> dict[int, Result]:
    """By the case's id."""
    latest = select(func.max(DecisionRow.id)).where(DecisionRow.case_id.in_(ids)).group_by(DecisionRow.case_id)
    decided = {row.case_id: row for row in session.scalars(select(DecisionRow).where(DecisionRow.id.in_(latest)))}
    rows = session.execute(
        select(CaseRow.id, CaseRow.closed_at, DeskCaseRow.first_answer_at, SatisfactionRow.score)
        .outerjoin(DeskCaseRow, DeskCaseRow.case_id == CaseRow.id)
        .outerjoin(SatisfactionRow, SatisfactionRow.case_id == CaseRow.id)
        .where(CaseRow.id.in_(ids))
    )
    return {
        case_id: _result(decided.get(case_id), first_answer_at, closed_at, score)
        for case_id, closed_at, first_answer_at, score in rows
    }


def _result(
    decided: DecisionRow | None, first_answer_at: datetime | None, closed_at: datetime | None, score: int | None
) -> Result:
    decision = decided.decision if decided is not None else {}
    amount = decision.get("amount") or {}
    return Result(
        outcome=decided.outcome if decided is not None else None,
        remedy=decision.get("remedy"),
        amount=amount.get("amount"),
        currency=amount.get("currency"),
        first_answer_at=first_answer_at,
        closed_at=closed_at,
        score=score,
    )
