"""The case in which a merged one goes on."""

from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import DeskCaseRow


def goes_on_in(session: Session, case: CaseRow) -> CaseRow:
    """The case that it was merged into; the same case where it was not merged."""
    desk = session.get(DeskCaseRow, case.id) if case.status == CaseStatus.MERGED else None
    return case if desk is None or desk.merged_into is None else session.get_one(CaseRow, desk.merged_into)
