"""Past cases out of the database, each with what its last decision was made from."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.session import Database

_AT_ONCE = 500


def past_cases(database: Database, merchants: set[str], since: datetime | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The number of each case of these merchants that was decided, from `since` on, and the line that a batch would
    have for its last decision. In the order in which they were decided."""
    last = select(func.max(DecisionRow.id)).group_by(DecisionRow.case_id)
    wanted = (
        select(DecisionRow, CaseRow.number, CaseRow.merchant)
        .join(CaseRow, CaseRow.id == DecisionRow.case_id)
        .where(DecisionRow.id.in_(last), CaseRow.merchant.in_(merchants))
        .order_by(DecisionRow.id)
        .limit(_AT_ONCE)
    )
    if since is not None:
        wanted = wanted.where(DecisionRow.at >= since)
    after = 0
    while True:
        with database.read() as session:
            found = [
                (row.id, number, {"merchant": merchant, **_made_from(row)})
                for row, number, merchant in session.execute(wanted.where(DecisionRow.id > after))
            ]
        if not found:
            return
        yield from ((number, document) for _, number, document in found)
        after = found[-1][0]


def _made_from(row: DecisionRow) -> dict[str, Any]:
    return {"order": row.order, "claim": row.claim, "now": row.at.isoformat()}
