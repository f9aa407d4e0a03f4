"""Reading a merchant's chain from its end, as the audit page shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from amends.audit.chain import Entry, Head
from amends.audit.verify import entry_of
from amends.db.audit_tables import AuditHeadRow, AuditRow


@dataclass(frozen=True)
class Chosen:
    """Which entries: below the number `before`, about `subject`, with one of `actions`, by or about `person`, from the
    instant `since` until before `until`. What is None does not choose."""

    before: int | None = None
    subject: str | None = None
    actions: Collection[str] | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def head(session: Session, merchant: str) -> Head | None:
    """Where the merchant's chain ends; None where it has no entry yet."""
    row = session.get(AuditHeadRow, merchant)
    return None if row is None else Head(row.merchant, row.count, row.hash)


def latest(session: Session, merchant: str, chosen: Chosen, limit: int) -> list[Entry]:
    """The merchant's newest entries, newest first."""
    rows = select(AuditRow).where(AuditRow.merchant == merchant)
    if chosen.before is not None:
        rows = rows.where(AuditRow.seq < chosen.before)
    if chosen.subject is not None:
        rows = rows.where(AuditRow.subject == chosen.subject)
    if chosen.actions is not None:
        rows = rows.where(AuditRow.action.in_(list(chosen.actions)))
    if chosen.person is not None:
        rows = rows.where(or_(AuditRow.actor == chosen.person, AuditRow.subject == chosen.person))
    if chosen.since is not None:
        rows = rows.where(AuditRow.at >= chosen.since)
    if chosen.until is not None:
        rows = rows.where(AuditRow.at < chosen.until)
    return [entry_of(row) for row in session.scalars(rows.order_by(AuditRow.seq.desc()).limit(limit))]
