"""The one road to a person: in review until an instant, with a line that says why; what was promised is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason, hand_off
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from tests.remedies.scene import NOW, Scene, an_order

DUE = NOW + timedelta(hours=4)


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def handed(scene, case_id, due, **more):
    """Until when a person has it then."""
    with scene.database.begin() as session:
        return hand_off(session, session.get_one(CaseRow, case_id), due, "bot", NOW, **more)


def state(scene, case_id):
    with scene.database.read() as session:
        case = session.get_one(CaseRow, case_id)
        lines = select(CaseEntryRow.kind, CaseEntryRow.body).where(CaseEntryRow.case_id == case_id)
        return case.status, case.due_at, [tuple(line) for line in session.execute(lines.order_by(CaseEntryRow.id))]


def test_a_person_has_it_until_then_and_the_timeline_says_why(scene):
    case_id = scene.case()
    why = {"why": HandoffReason.ORDER_GONE}
    assert handed(scene, case_id, DUE, kind=EntryKind.HANDOFF, body=why) == DUE
    status, due_at, lines = state(scene, case_id)
    assert (status, due_at) == (CaseStatus.REVIEW, DUE)
    moved = {"from": "collecting", "to": "review", "due_at": DUE.isoformat()}
    assert lines[-2:] == [("status", moved), ("handoff", {"why": "order_gone"})]


@pytest.mark.parametrize("again", [DUE - timedelta(hours=1), DUE + timedelta(hours=1)])
def test_what_was_promised_holds(scene, again):
    case_id = scene.case()
    handed(scene, case_id, DUE)
    before = state(scene, case_id)
    assert handed(scene, case_id, again) == DUE
    assert state(scene, case_id) == before


@pytest.mark.parametrize(("again", "holds"), [(DUE - timedelta(hours=1), -1), (DUE + timedelta(hours=1), 0)])
def test_or_what_is_sooner(scene, again, holds):
    case_id = scene.case()
    handed(scene, case_id, DUE)
    until = DUE + timedelta(hours=holds)
    assert handed(scene, case_id, again, sooner=True) == until
    _, due_at, lines = state(scene, case_id)
    assert due_at == until
    assert [kind for kind, _ in lines].count(EntryKind.PROMISED_EARLIER) == (1 if holds else 0)
