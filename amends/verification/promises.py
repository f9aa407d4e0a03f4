"""I9: a case moves by its table only, and the instant of an answer that was promised never moves away.

That a promise was broken is nothing that is kept: the desk's figures tell it from the timeline, so none is told twice.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from amends import clock
from amends.cases import status
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.pseudonyms import is_pseudonym
from amends.verification.material import A_PAGE, Material
from amends.verification.result import Result

TOLD = (EntryKind.STATUS, EntryKind.PROMISED_EARLIER)


def promises_are_kept_in_order(material: Material) -> Result:
    """Each case against its timeline."""
    result = Result()
    lines = select(CaseEntryRow).where(CaseEntryRow.kind.in_(TOLD)).order_by(CaseEntryRow.case_id, CaseEntryRow.id)
    rows = material.session.scalars(lines.execution_options(yield_per=A_PAGE))
    told = {case: list(entries) for case, entries in groupby(rows, key=lambda row: row.case_id)}
    for case in material.session.scalars(select(CaseRow).order_by(CaseRow.id)):
        result.looked_at += 1
        for fault in _faults(case, told.get(case.id, [])):
            result.found(f"Case {case.number} {fault}.", case=case.number)
    return result


def _faults(case: CaseRow, entries: list[CaseEntryRow]) -> Iterator[str]:
    at, due = str(CaseStatus.COLLECTING), None
    for entry in entries:
        promised = _instant(entry.body.get("due_at"))
        if entry.kind == EntryKind.STATUS:
            before, at = at, str(entry.body["to"])
            if entry.body["from"] != before or at not in status.TRANSITIONS[before]:
                yield f"went from {before} to {at}, which its table does not have (line {entry.id} of the timeline)"
            if before != CaseStatus.REVIEW or at != CaseStatus.REVIEW:
                due = None  # another promise, of another thing
        if due is not None and promised is not None and promised > due:
            yield f"was promised an answer by {due.isoformat()}, and later by {promised.isoformat()}"
        due = promised
    if case.status != at:
        yield f"is {case.status}, and its timeline says {at}"
    elif case.due_at != due and not is_pseudonym(case.email):
        yield f"is due {_text(case.due_at)}, and its timeline says {_text(due)}"
    if (case.due_at is not None) != (case.status in status.DATED):
        yield f"is {case.status} and due {_text(case.due_at)}"
    if (case.closed_at is not None) != (case.status in status.CLOSED):
        yield f"is {case.status} and was closed {_text(case.closed_at)}"


def _instant(text: str | None) -> datetime | None:
    return None if text is None else clock.parse(text)


def _text(instant: datetime | None) -> str:
    return "never" if instant is None else instant.isoformat()
