"""Where news of a case goes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow
from amends.db.withdrawal_tables import WithdrawalRow
from amends.pseudonyms import is_pseudonym


def recipient(session: Session, case: CaseRow) -> str | None:
    """The address that was matched with the order; for a withdrawal that matches none, the one that its latest
    statement names for answers, to which nothing of an order's records may be told. None where there is neither,
    or who it was has been erased."""
    if case.email is not None:
        return None if is_pseudonym(case.email) else case.email
    latest = select(WithdrawalRow.email).where(WithdrawalRow.case_id == case.id).order_by(WithdrawalRow.id.desc())
    found = session.scalar(latest.limit(1))
    return None if is_pseudonym(found) else found
