"""Reading the audit log, and proving that it is as it was written."""

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.audit.chain import Break, Entry, Head, first_break
from amends.db.audit_tables import AuditHeadRow, AuditRow

PAGE = 500


def heads(session: Session) -> list[Head]:
    """Where each merchant's chain ends. A copy kept elsewhere is what makes a rewritten chain show."""
    rows = session.scalars(select(AuditHeadRow).order_by(AuditHeadRow.merchant))
    return [Head(row.merchant, row.count, row.hash) for row in rows]


def verify(session: Session, noted: Mapping[str, Head] | None = None, merchant: str | None = None) -> list[Break]:
    """The first broken entry of each chain that is broken; empty where all are whole. With `merchant`, of that one's
    chain only: the others are not read.

    `noted` are heads by merchant that were copied elsewhere before.
    """
    noted = noted or {}
    ends = {head.merchant: head for head in heads(session)}
    if merchant is None:
        merchants = {*ends, *noted, *session.scalars(select(AuditRow.merchant).distinct())}
    else:
        merchants = {merchant}
    found = (first_break(entries(session, each), ends.get(each), each, noted.get(each)) for each in sorted(merchants))
    return [broken for broken in found if broken is not None]


def entries(session: Session, merchant: str) -> Iterator[Entry]:
    """A merchant's chain from its beginning."""
    after = -(2**31)
    while True:
        rows = session.scalars(
            select(AuditRow)
            .where(AuditRow.merchant == merchant, AuditRow.seq > after)
            .order_by(AuditRow.seq)
            .limit(PAGE)
            .execution_options(populate_existing=True)
        ).all()
        yield from (entry_of(row) for row in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1].seq


def entry_of(row: AuditRow) -> Entry:
    return Entry(row.merchant, row.seq, row.at, row.actor, row.action, row.subject, row.body, row.previous, row.hash)
