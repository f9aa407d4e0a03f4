"""A person matches a statement that matched nothing: by the worker's own check, written down, and nothing decided."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.cases.status import CaseStatus
from amends.db.tables import AuditRow
from amends.desk.actor import Actor
from amends.desk.withdrawal_matching import Matching
from amends.errors import BackendUnavailable, CannotBeDone, NotFound
from tests.withdrawals.scene import NOW

KARI = "kari.holm@example.com"
ANNA = Actor("anna", "Anna", "agent", frozenset({"norrnet"}))


@pytest.fixture
def number(scene):
    """The case of a withdrawal with its customer's address and no order number."""
    receipt = scene.declare("my VPN of last week", "Kari.Holm@example.com")
    scene.work()
    return receipt.case


def test_the_order_is_matched_and_nothing_is_decided(scene, number):
    Matching(scene.context).match(ANNA, number, " nn 10001")
    (case,) = scene.cases()
    assert (case.order_number, case.email, case.status) == ("NN-10001", KARI, CaseStatus.REVIEW)
    assert case.claim["order_number"] == "NN-10001"
    assert case.opened_at == NOW
    assert (scene.remedies(), scene.backend.movements) == ([], [])
    assert len(scene.mails()) == 2
    with scene.context.database.read() as session:
        written = session.scalars(select(AuditRow).where(AuditRow.action == "identify")).one()
    assert (written.actor, written.subject, written.body) == ("anna", number, {"order": "NN-10001"})
    assert ("anna", "identify") in {(entry.actor, entry.kind) for entry in scene.entries()}


@pytest.mark.parametrize("order", ["NN-99999", "NN-10042", "IT-20053", "a thing", ""])
def test_no_order_on_another_address_can_be_matched(scene, number, order):
    with pytest.raises(CannotBeDone):
        Matching(scene.context).match(ANNA, number, order)
    (case,) = scene.cases()
    assert (case.order_number, case.email) == (None, None)


def test_what_is_matched_or_closed_or_nobodys_stays_as_it_is(scene, number):
    Matching(scene.context).match(ANNA, number, "NN-10001")
    with pytest.raises(CannotBeDone, match="already"):
        Matching(scene.context).match(ANNA, number, "NN-10041")
    with pytest.raises(NotFound):
        Matching(scene.context).match(Actor("otto", "Otto", "agent", frozenset({"itnet"})), number, "NN-10001")


def test_while_the_order_system_is_away_nothing_is_written(scene, number):
    scene.backend.fail(BackendUnavailable("away"))
    with pytest.raises(BackendUnavailable):
        Matching(scene.context).match(ANNA, number, "NN-10001")
    assert scene.cases()[0].email is None


def test_the_first_statement_for_the_order_is_the_one_that_counts(scene, number):
    scene.now += timedelta(days=20)
    Matching(scene.context).match(ANNA, number, "NN-10001")
    assert scene.cases()[0].claim["opened_at"].startswith("2026-11-18T10:00:00")
