"""The link under which a mailed question is answered, and which links were mailed for a case."""

import hashlib
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.proposal import Proposal
from amends.db.case_tables import CaseEntryRow, CaseRow

_MAILED = ("confirmation_asked", "reminded")


def link(public_url: str, case: CaseRow, put: Proposal) -> str:
    """With the case's language, in which its page is shown when the question is over."""
    return f"{public_url}/confirm/{case.number}/{put.id}?lang={case.language}"


def mark(put: Proposal) -> dict[str, Any]:
    """What a line of the timeline keeps of a link that was mailed: enough to know it again, not enough to use it."""
    return {"link": _digest(put.id)}


def was_mailed(session: Session, case: CaseRow, proposal: str) -> bool:
    """Whether a link with that proposal went to this case's mailbox."""
    lines = select(CaseEntryRow.body).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(_MAILED))
    return any(body.get("link") == _digest(proposal) for body in session.scalars(lines))


def _digest(proposal: str) -> str:
    return hashlib.sha256(proposal.encode()).hexdigest()
