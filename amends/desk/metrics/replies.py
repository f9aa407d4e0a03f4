"""How many replies came within their targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from amends.db.target_tables import ReplyTargetRow
from amends.desk.targets.clock import Waits
from amends.desk.targets.keeping import ANSWERED

MEANINGS = {
    waits: f"Of the times that a customer began to wait for a {waits.label} in the range and got it, or is late in "
    "getting it: the share within the target of the time (targets in desk.yml, in desk time; it stands still while the "
    "case waits for the customer or is put off). Those that still wait in time, and cases that were closed without a "
    "reply, are left out."
    for waits in Waits
}


@dataclass(frozen=True)
class Kept:
    """`kept` of `all` replies came in time; `late` are those that did not come yet and are late."""

    kept: int
    all: int
    late: int


def replies(
    session: Session, merchants: frozenset[str], since: datetime, until: datetime, now: datetime
) -> Mapping[Waits, Kept]:
    """By what was waited for."""
    is_open, missed = ReplyTargetRow.ended_at.is_(None), ReplyTargetRow.missed.is_(True)
    late = is_open & or_(missed, ReplyTargetRow.due_at < now)
    kept = (ReplyTargetRow.end == ANSWERED) & ~missed
    counted = or_(ReplyTargetRow.end == ANSWERED, late)
    sums = (func.sum(case((condition, 1), else_=0)) for condition in (kept, counted, late))
    rows = session.execute(
        select(ReplyTargetRow.waits, *sums)
        .where(
            ReplyTargetRow.merchant.in_(merchants), ReplyTargetRow.begun_at >= since, ReplyTargetRow.begun_at < until
        )
        .group_by(ReplyTargetRow.waits)
    )
    found = {str(waits): Kept(int(a), int(b), int(c)) for waits, a, b, c in rows}
    return {waits: found.get(waits, Kept(0, 0, 0)) for waits in Waits}
