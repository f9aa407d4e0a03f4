"""What has to be over before a person is erased: money under way, and cases that somebody still has to answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.tables import CaseRow, RemedyRow
from amends.privacy.person import Found, batches
from amends.remedies import states

_ENDS_IN = {CaseStatus.REVIEW: CaseStatus.RESOLVED, CaseStatus.CARRYING_OUT: CaseStatus.RESOLVED}
"""How an open case ends; every other one is left."""


@dataclass(frozen=True)
class Obstacles:
    """Numbers of cases with money under way, of open ones of theirs, and of open ones of somebody else who shares a
    chat with them."""

    with_money: tuple[str, ...]
    open: tuple[str, ...]
    of_others: tuple[str, ...] = ()

    def sentence(self, *, also_open: bool) -> str | None:
        """Why nothing can be erased; None where it can."""
        if self.with_money:
            return (
                f"Money is under way in {_listed(self.with_money)}: it has to arrive, or fail, before anything of it "
                "can be erased. Nothing was changed. Wait for the worker, or see to it at the desk, and run this again."
            )
        if self.of_others:
            return (
                f"{_listed(self.of_others)} of somebody else is not closed and goes on in a chat that is theirs too. "
                "Nothing was changed. Close it at the desk, and run this again."
            )
        if self.open and not also_open:
            return (
                f"{_listed(self.open)} is not closed: somebody waits for an answer. Nothing was changed. Close it at "
                "the desk, or add --also-open, which closes it without telling the customer."
            )
        return None


def obstacles(session: Session, found: Found) -> Obstacles:
    """Of the cases that were found, and of those of other people that share a conversation with them."""
    money: set[str] = set()
    waiting: set[str] = set()
    of_others: set[str] = set()
    for case in cases_of(session, found):
        under_way = select(RemedyRow.id).where(RemedyRow.case_id == case.id, RemedyRow.state.not_in(states.FINAL))
        if session.scalar(under_way.limit(1)) is not None:
            money.add(case.number)
        elif case.status not in status.CLOSED:
            (waiting if case.id in found.cases else of_others).add(case.number)
    return Obstacles(tuple(sorted(money)), tuple(sorted(waiting)), tuple(sorted(of_others)))


def cases_of(session: Session, found: Found) -> list[CaseRow]:
    """Theirs, and those whose conversation goes."""
    rows: dict[int, CaseRow] = {}
    for some in batches(found.cases):
        rows |= {case.id: case for case in session.scalars(select(CaseRow).where(CaseRow.id.in_(some)))}
    for talks in batches(found.conversations):
        rows |= {case.id: case for case in session.scalars(select(CaseRow).where(CaseRow.conversation_id.in_(talks)))}
    return [rows[key] for key in sorted(rows)]


def close(session: Session, case: CaseRow, by: str, now: datetime) -> None:
    """End an open case without a word to the customer, with its line in the timeline."""
    store.move(session, case, _ENDS_IN.get(CaseStatus(case.status), CaseStatus.ABANDONED), by, now)
    store.record(session, case, by, EntryKind.CLOSE, {"text": ""}, now)


def _listed(numbers: tuple[str, ...]) -> str:
    return f"case {numbers[0]}" if len(numbers) == 1 else f"cases {', '.join(numbers)}"
