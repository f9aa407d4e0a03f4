"""A record that cannot be read raises one alarm, which says where it is wrong and not what stands there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.cases.alarm import Unreadable, seen_since, unreadable
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.errors import BackendInvalid, Fault, RecordInvalid
from tests.remedies.scene import NOW, Scene, an_order

COUNTRY = RecordInvalid("NN-10023", [Fault("$.customer.country", "is wrong"), Fault("$.total", "is missing")])
WHY = "$.customer.country: is wrong; $.total: is missing"


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def raised(scene, case_id, fault, at=NOW):
    with scene.database.begin() as session:
        return unreadable(session, session.get_one(CaseRow, case_id), fault, at)


def lines(scene):
    with scene.database.read() as session:
        return session.scalars(select(CaseEntryRow.body).where(CaseEntryRow.kind == EntryKind.RECORD_UNREADABLE)).all()


def test_the_same_fault_is_told_once_a_day(scene, caplog):
    case_id = scene.case()
    assert raised(scene, case_id, COUNTRY)
    assert not raised(scene, case_id, COUNTRY, NOW + timedelta(hours=23))
    assert raised(scene, case_id, COUNTRY, NOW + timedelta(hours=25))
    assert lines(scene) == [{"order": "NN-10023", "why": WHY}] * 2
    assert [line.fault for line in caplog.records] == [WHY] * 2


def test_another_fault_is_told_at_once(scene):
    case_id = scene.case()
    assert raised(scene, case_id, COUNTRY)
    assert raised(scene, case_id, RecordInvalid("NN-10023", [Fault("$.placed_at", "is missing")]))


def test_an_answer_without_a_number_is_told_with_the_number_of_the_case(scene):
    assert raised(scene, scene.case(), BackendInvalid("the list of orders has no `orders`"))
    assert lines(scene) == [{"order": "NN-10023", "why": "the list of orders has no `orders`"}]


def test_what_was_seen_lately_is_listed_once_a_record(scene):
    one, other = scene.case(), scene.case(issue="cancel")
    raised(scene, one, COUNTRY, NOW)
    raised(scene, other, COUNTRY, NOW + timedelta(hours=1))
    raised(scene, other, RecordInvalid("NN-10099", COUNTRY.faults), NOW + timedelta(hours=2))
    with scene.database.read() as session:
        found = seen_since(session, NOW)
        assert seen_since(session, NOW + timedelta(hours=3)) == []
    assert found == [
        Unreadable("norrnet", "NN-10099", WHY, NOW + timedelta(hours=2)),
        Unreadable("norrnet", "NN-10023", WHY, NOW + timedelta(hours=1)),
    ]
