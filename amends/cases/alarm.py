"""The alarm for whoever runs Amends: an order's record that does not fit its schema, so that no decision rests on it.

A record does not mend itself, and nobody sees it but the customer whose case it stops. So the log has a line at level
ERROR, the case one for staff, and `amends doctor` lists the records seen lately. None of them holds what stands in the
record: only where it is wrong.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import store
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.errors import BackendInvalid, RecordInvalid

log = logging.getLogger("amends.orders")

AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Unreadable:
    """A record that could not be read: whose, of which order, what is wrong where, and when it was last seen."""

    merchant: str
    order: str
    why: str
    at: datetime


def unreadable(session: Session, case: CaseRow, fault: BackendInvalid, now: datetime) -> bool:
    """Raise the alarm for a record that the case needs. False where the same was raised within a day: tries that follow
    each other are one."""
    order, why = case.order_number or "", str(fault)
    if isinstance(fault, RecordInvalid):
        order, why = fault.number or order, "; ".join(str(each) for each in fault.faults)
    lines = select(CaseEntryRow).where(
        CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.RECORD_UNREADABLE
    )
    lately = session.scalars(lines.where(CaseEntryRow.at > now - AGAIN_AFTER)).all()
    body = {"order": order, "why": why}
    if any(line.body == body for line in lately):
        return False
    store.record(session, case, "worker", EntryKind.RECORD_UNREADABLE, body, now)
    log.error(
        EntryKind.RECORD_UNREADABLE.value,
        extra={"merchant": case.merchant, "order": order, "case": case.number, "fault": why},
    )
    return True


def seen_since(session: Session, since: datetime) -> Sequence[Unreadable]:
    """The records that could not be read since then, each once, the latest first."""
    lines = (
        select(CaseRow.merchant, CaseEntryRow.body, CaseEntryRow.at)
        .join(CaseRow, CaseRow.id == CaseEntryRow.case_id)
        .where(CaseEntryRow.kind == EntryKind.RECORD_UNREADABLE, CaseEntryRow.at >= since)
        .order_by(CaseEntryRow.id.desc())
    )
    found: dict[tuple[str, str, str], Unreadable] = {}
    for merchant, body, at in session.execute(lines):
        each = Unreadable(merchant, body.get("order", ""), body.get("why", ""), at)
        found.setdefault((each.merchant, each.order, each.why), each)
    return list(found.values())
