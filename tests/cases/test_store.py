"""Cases: reused while they are open, first dates kept, shown to nobody else, moved by the table only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.cases import numbers, status, store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow
from amends.errors import InvalidTransition
from amends.orders.order import Order
from amends.policy.decision import Decision
from tests.remedies.scene import NOW, Scene, an_order, approval

LATER = NOW + timedelta(days=2)


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def case_of(scene, case_id):
    with scene.database.read() as session:
        return session.get_one(CaseRow, case_id)


def move(scene, case_id, to, due_at=None):
    with scene.database.begin() as session:
        store.move(session, session.get_one(CaseRow, case_id), to, "bot", NOW, due_at)


def test_a_customer_who_comes_back_finds_the_open_case_with_its_first_date(scene):
    first = scene.case()
    scene.now = LATER
    assert scene.case() == first
    assert case_of(scene, first).opened_at == NOW
    assert Claim.from_json(case_of(scene, first).claim).opened_at == NOW


def test_after_the_end_a_new_case_opens_and_keeps_the_first_date(scene):
    first = scene.case()
    move(scene, first, CaseStatus.DENIED)
    scene.now = LATER
    second = scene.case()
    assert second != first
    assert case_of(scene, second).opened_at == NOW


def test_an_abandoned_case_is_taken_up_again(scene):
    first = scene.case()
    move(scene, first, CaseStatus.ABANDONED)
    assert scene.case() == first
    assert case_of(scene, first).status == CaseStatus.COLLECTING


def test_another_issue_and_an_unverified_customer_have_cases_of_their_own(scene):
    assert len({scene.case(), scene.case(issue="cancel"), scene.case(email=None), scene.case(email=None)}) == 4


def test_what_is_learned_later_never_moves_the_first_date(scene):
    case_id = scene.case()
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        told = replace(Claim.from_json(case.claim), opened_at=LATER, explanation="dead")
        store.update_claim(session, case, told, LATER)
    assert case_of(scene, case_id).opened_at == NOW
    assert case_of(scene, case_id).claim["explanation"] == "dead"


def test_a_case_is_found_by_its_number_and_email_in_any_spelling_and_by_nobody_else(scene):
    number = case_of(scene, scene.case()).number
    with scene.database.read() as session:
        assert store.by_number(session, "norrnet", f" {number.lower()} ", " KARI@example.com").number == number
        assert store.by_number(session, "norrnet", number, "ola@example.com") is None
        assert store.by_number(session, "itnet", number, "kari@example.com") is None
        assert store.by_number(session, "norrnet", "AM-0000000", "kari@example.com") is None


def test_a_decision_is_kept_with_all_it_was_made_from(scene):
    case_id = scene.case()
    scene.decide(case_id, approval(row="N11b"))
    wanted = approval(cancels=True)
    scene.decide(case_id, wanted)
    with scene.database.read() as session:
        row = store.latest_decision(session, session.get_one(CaseRow, case_id))
        assert Decision.from_json(row.decision) == wanted
        assert Order.from_json(row.order) == scene.order


def test_a_review_without_a_due_time_cannot_be(scene):
    case_id = scene.case()
    with pytest.raises(ValueError, match="needs due time"):
        move(scene, case_id, CaseStatus.REVIEW)
    move(scene, case_id, CaseStatus.REVIEW, LATER)
    assert case_of(scene, case_id).due_at == LATER


def test_closing_is_dated_and_reopening_undoes_it(scene):
    case_id = scene.case()
    move(scene, case_id, CaseStatus.DENIED)
    assert case_of(scene, case_id).closed_at == NOW
    move(scene, case_id, CaseStatus.REVIEW, LATER)
    assert case_of(scene, case_id).closed_at is None


def test_minted_numbers_are_ones_that_can_be_read():
    minted = {numbers.mint() for _ in range(200)}
    assert len(minted) == 200
    assert {numbers.read(number) for number in minted} == minted


@pytest.mark.parametrize("present", CaseStatus)
def test_every_status_leads_on_and_money_under_way_is_never_forgotten(present):
    assert status.TRANSITIONS[present] <= set(CaseStatus)
    assert CaseStatus.REVIEW in status.TRANSITIONS[present]
    if present in status.CLOSED:
        with pytest.raises(InvalidTransition):
            status.check(present, CaseStatus.CARRYING_OUT)


def test_money_under_way_cannot_be_denied_or_abandoned():
    for following in (CaseStatus.DENIED, CaseStatus.ABANDONED, CaseStatus.COLLECTING):
        with pytest.raises(InvalidTransition):
            status.check(CaseStatus.CARRYING_OUT, following)


@given(st.text(numbers.ALPHABET, min_size=7, max_size=7))
def test_a_number_is_read_as_it_is_heard(letters):
    number = f"AM-{letters}"
    assert numbers.read(number) == number
    assert numbers.read(number.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == number
