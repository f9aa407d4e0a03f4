"""What customers wrote when they were asked how it was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow
from amends.db.desk_tables import SatisfactionRow
from amends.desk.actor import Actor
from amends.desk.permissions import check


@dataclass(frozen=True)
class Comment:
    """A score from 1 (bad) to 5 (good) with the customer's own words, and the case that it is about."""

    at: datetime
    merchant: str
    number: str
    score: int
    text: str


def comments(
    session: Session, actor: Actor, merchants: frozenset[str], since: datetime, until: datetime, at_most: int
) -> tuple[list[Comment], int]:
    """The newest of the range, at most so many, and how many there are. Scores without words are left out."""
    for merchant in sorted(merchants):
        check(actor, "supervise", merchant)
    mine = (
        SatisfactionRow.merchant.in_(merchants),
        SatisfactionRow.at >= since,
        SatisfactionRow.at < until,
        SatisfactionRow.comment.is_not(None),
    )
    rows = session.execute(
        select(SatisfactionRow.at, CaseRow.merchant, CaseRow.number, SatisfactionRow.score, SatisfactionRow.comment)
        .join(CaseRow, CaseRow.id == SatisfactionRow.case_id)
        .where(*mine)
        .order_by(SatisfactionRow.at.desc(), SatisfactionRow.case_id.desc())
        .limit(at_most)
    )
    every = session.scalar(select(func.count()).select_from(SatisfactionRow).where(*mine)) or 0
    return [Comment(at, merchant, number, score, text or "") for at, merchant, number, score, text in rows], every
