"""What the system's own books say of one case, and what was mailed of it."""

import time

import pytest

from amends.db.case_tables import CaseRow
from amends.db.desk_tables import RulingRow
from tests.desk_story.ending import SETTLED_WITHIN_S, mails
from tests.stack import Stack


def case(system: Stack, number: str) -> CaseRow:
    with system.database.read() as session:
        return session.query(CaseRow).filter_by(number=number).one()


def rulings(system: Stack, number: str) -> list[RulingRow]:
    """What people decided in the case, first things first."""
    with system.database.read() as session:
        mine = session.query(RulingRow).join(CaseRow, CaseRow.id == RulingRow.case_id).filter(CaseRow.number == number)
        return mine.order_by(RulingRow.decision_id).all()


def becomes(system: Stack, number: str, status: str) -> None:
    """Wait until the case is `status`: the worker carries out what was decided."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while (present := case(system, number).status) != status:
        if time.monotonic() > until:
            pytest.fail(f"the case is still {present}")
        time.sleep(0.1)


def is_mailed(system: Stack, email: str, *parts: str) -> None:
    """Wait until the mailbox has a mail that holds every one of `parts`, whatever spaces are between its words."""
    until = time.monotonic() + SETTLED_WITHIN_S
    while not any(all(part in " ".join(text.split()) for part in parts) for text in mails(system, email)):
        if time.monotonic() > until:
            pytest.fail(f"no mail to {email} holds {parts}")
        time.sleep(0.1)
