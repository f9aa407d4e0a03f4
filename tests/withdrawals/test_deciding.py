"""What follows from a statement: money only where order number and e-mail belong together, a person in every other
case, and never a word about the order to anybody else."""

import re
from datetime import timedelta

import pytest

from amends.cases.status import CaseStatus
from amends.errors import BackendUnavailable, Fault, RecordInvalid
from amends.withdrawals.deciding import Deciding
from tests.withdrawals.scene import NOW

KARI = "kari.holm@example.com"


def test_a_withdrawal_that_the_law_grants_is_carried_out_and_told(scene):
    scene.declare("NN-10001", "Kari.Holm@example.com")
    scene.work()
    (case,) = scene.cases()
    assert (case.status, case.order_number, case.email) == (CaseStatus.RESOLVED, "NN-10001", KARI)
    assert [(remedy.kind, remedy.state) for remedy in scene.remedies()] == [
        ("refund", "confirmed"),
        ("cancellation", "confirmed"),
    ]
    assert [str(move.amount.amount) for move in scene.backend.movements] == ["490.00"]
    told = scene.mails()[1]
    assert told.recipient == KARI
    assert "NOK" in told.text
    assert "490" in told.text


def test_the_press_of_the_button_is_what_the_ledger_rests_on(scene):
    scene.declare("NN-10001", KARI)
    scene.work()
    assert {remedy.confirmed_by for remedy in scene.remedies()} == {f"withdrawal {scene.withdrawals()[0].id}"}


@pytest.mark.parametrize(
    ("contract", "email", "merchant", "moved"),
    [
        ("order nn 10041, my analytics", KARI, "norrnet", ["367.50"]),
        ("20062", "milan.peters@example.com", "itnet", ["17.50"]),
        ("NN-10042", "sofie.lund@example.com", "norrnet", []),
        ("IT-20059", "daan.visser@example.com", "itnet", ["59.88"]),
        ("NN-10003", "ingrid.dahl@example.com", "norrnet", []),
    ],
)
def test_what_is_paid_back_is_what_the_policy_says(scene, contract, email, merchant, moved):
    scene.declare(contract, email, merchant=merchant)
    scene.work()
    assert [str(move.amount.amount) for move in scene.backend.movements] == moved
    assert scene.cases()[0].status == CaseStatus.RESOLVED
    assert "cancellation" in {remedy.kind for remedy in scene.remedies()}


def test_where_no_right_exists_the_denial_says_by_which_clauses(scene):
    scene.declare("NN-10038", KARI)
    scene.work()
    assert scene.cases()[0].status == CaseStatus.DENIED
    acknowledged, denied = scene.mails()
    assert "a statement of withdrawal" in acknowledged.text
    assert (denied.earlier, denied.subject) == (acknowledged.message_id, acknowledged.subject)  # one thread
    assert scene.remedies() == []


@pytest.mark.parametrize(
    ("contract", "email"),
    [
        ("NN-10001", "ola.berg@example.com"),
        ("NN-99999", KARI),
        ("my VPN of last week", KARI),
        ("IT-20001", "daan.visser@example.com"),
    ],
)
def test_whatever_does_not_match_goes_to_a_person_in_the_same_words(scene, contract, email):
    scene.declare(contract, email)
    scene.work()
    (case,) = scene.cases()
    assert (case.status, case.order_number, case.email) == (CaseStatus.REVIEW, None, None)
    assert case.due_at is not None
    assert case.due_at > NOW
    told = scene.mails()[1]
    assert told.recipient == email
    assert "A person is looking at your withdrawal and will answer you by" in told.text
    assert scene.remedies() == []
    words = told.text.replace(case.number, "")
    assert contract not in words
    assert "VPN" not in words


def test_an_unknown_order_and_somebody_elses_are_told_alike_and_as_soon(scene):
    told = []
    for contract in ("NN-10001", "NN-99999"):
        receipt = scene.declare(contract, "stranger@example.com")
        first, began = len(scene.mails()), scene.now
        scene.work()
        (mail,) = scene.mails()[first:]
        text = re.sub(r"\d\d:\d\d", "…", mail.text.replace(receipt.case, ""))
        told.append((text, mail.recipient, mail.created_at - began))
    assert told[0] == told[1]


def test_while_the_order_system_is_away_it_is_tried_again(scene):
    scene.backend.fail(BackendUnavailable("away"), times=2)
    scene.declare("NN-10001", KARI)
    scene.work(turns=20)
    assert scene.cases()[0].status == CaseStatus.RESOLVED


def test_when_it_stays_away_a_person_has_it_and_the_customer_is_told(scene):
    scene.backend.fail(BackendUnavailable("away"), times=99)
    scene.declare("NN-10001", KARI)
    scene.work(turns=20)
    (case,) = scene.cases()
    assert (case.status, case.email) == (CaseStatus.REVIEW, None)
    assert [mail.recipient for mail in scene.mails()] == [KARI, KARI]
    assert scene.remedies() == []


def test_a_record_that_cannot_be_read_goes_to_a_person_at_once(scene):
    scene.backend.fail(RecordInvalid("NN-10001", [Fault("$.total", "has no currency")]))
    scene.declare("NN-10001", KARI)
    scene.work()
    assert scene.cases()[0].status == CaseStatus.REVIEW
    assert "order_unreadable" in [entry.body.get("why") for entry in scene.entries()]


def test_decided_twice_nothing_is_done_twice(scene):
    scene.declare("NN-10001", KARI)
    for _ in range(3):
        Deciding(scene.context).decide(1)
    scene.work()
    assert len(scene.remedies()) == 2


def test_a_second_statement_pays_nothing_again(scene):
    scene.declare("NN-10001", KARI)
    scene.work()
    scene.declare("NN-10001", KARI)
    scene.work()
    assert [str(move.amount.amount) for move in scene.backend.movements] == ["490.00"]


def test_it_is_in_time_when_it_was_sent_in_time(scene):
    sent = scene.declare("NN-10001", KARI).at
    scene.now += timedelta(days=20)
    Deciding(scene.context).decide(1)
    (case,) = scene.cases()
    assert (case.opened_at, case.status) == (sent, CaseStatus.CARRYING_OUT)


def test_the_merchants_own_rows_may_not_give_less_than_was_confirmed(scene):
    """A business has no right to withdraw; as a cancellation its order is a matter for a person."""
    scene.declare("IT-20035", "beheer.kadekantoor@example.com", merchant="itnet")
    scene.work()
    assert scene.cases()[0].status == CaseStatus.REVIEW
    assert scene.remedies() == []
