"""A person decides on what they saw, once: no click, page or reopening has the same done twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from amends.assistant import claim_state
from amends.assistant.claim_state import Collecting, Settled
from amends.assistant.draft import Draft
from amends.cases.status import CaseStatus
from amends.db.conversation_tables import ConversationRow
from amends.errors import CannotBeDone, Conflict
from tests.desk_core.scene import ANNA, BO, nok, rulings
from tests.remedies.scene import approval


def test_a_second_click_grants_nothing_more(desk):
    number = desk.reviewed()
    seen = desk.seen(number)
    given = {"seen": seen, "remedy": "partial_refund", "amount": nok("50.00"), "reason_code": "other"}
    desk.rulings.grant(ANNA, number, **given)
    for who in (ANNA, BO):
        with pytest.raises(Conflict):
            desk.rulings.grant(who, number, **given)
    with pytest.raises(CannotBeDone, match="carrying out"):
        desk.decides.grant(BO, number, remedy="partial_refund", amount=nok("50.00"), reason_code="other")
    assert [r.amount_minor for r in desk.remedies()] == [5000]


def test_a_page_from_before_a_reopening_decides_nothing(desk):
    number = desk.reviewed()
    given = {"seen": desk.seen(number), "remedy": "partial_refund", "amount": nok("1.00"), "reason_code": "other"}
    desk.rulings.grant(ANNA, number, **given)
    desk.work()
    desk.case_actions.reopen(ANNA, number, "the customer called")
    with pytest.raises(Conflict):
        desk.rulings.grant(ANNA, number, **given)
    assert len(desk.remedies()) == 1


def test_what_a_person_granted_is_no_recommendation_after_a_reopening(desk):
    number = desk.reviewed()
    desk.decides.grant(ANNA, number, remedy="partial_refund", amount=nok("5.00"), reason_code="other")
    desk.work()
    desk.case_actions.reopen(ANNA, number, "the customer called")
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.decides.approve_recommended(ANNA, number)
    assert len(desk.remedies()) == 1


def test_what_was_carried_out_is_not_recommended_again(desk):
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    desk.case_actions.reopen(ANNA, number, "the customer called")
    with pytest.raises(CannotBeDone, match="recommended"):
        desk.decides.approve_recommended(ANNA, number)
    desk.decides.deny(ANNA, number, clauses=["1"])
    assert rulings(desk)[-1].kind == "deny"


def test_nothing_is_promised_where_nothing_new_would_be_done(desk):
    again = approval(remedy="reactivation", amount=None)
    number = desk.case()
    desk.decide(number, again)
    desk.decides.approve_recommended(ANNA, number)
    desk.work()
    desk.case_actions.reopen(ANNA, number, "the customer called")
    desk.decide(number, again)  # the engine says the same again
    before = desk.said(number, "agent")
    with pytest.raises(CannotBeDone, match="already been done"):
        desk.decides.approve_recommended(ANNA, number)
    assert (desk.status(number), desk.said(number, "agent")) == (CaseStatus.REVIEW, before)
    desk.decides.grant(ANNA, number, remedy="reactivation", reason_code="other", clauses=["2a"])
    desk.work()
    assert [r.kind for r in desk.remedies()] == ["reactivation", "reactivation"]


def test_the_bots_question_is_withdrawn_with_the_decision(desk):
    number = desk.reviewed(to=CaseStatus.OFFERED)
    with desk.database.begin() as session:
        talk = session.get_one(ConversationRow, desk.row(number).conversation_id)
        talk.draft = {
            "case_id": desk.row(number).id,
            "issue": "not_activated",
            "state": claim_state.as_json(Collecting("email")),
        }
    desk.decides.grant(ANNA, number, remedy="partial_refund", amount=nok("5.00"), reason_code="other")
    draft = Draft.from_json(desk.talk(number).draft)
    assert (draft.state, draft.revision) == (Settled(), 1)


def test_a_claim_that_is_being_filled_in_is_not_decided(desk):
    number = desk.reviewed(to=CaseStatus.COLLECTING)
    with pytest.raises(CannotBeDone, match="collecting"):
        desk.decides.grant(ANNA, number, remedy="partial_refund", amount=nok("5.00"), reason_code="other")


def test_of_two_people_at_the_same_moment_one_decides(desk):
    number = desk.reviewed()
    given = {"seen": desk.seen(number), "remedy": "partial_refund", "amount": nok("50.00"), "reason_code": "other"}
    together = threading.Barrier(2)

    def decide(who):
        together.wait()
        try:
            desk.rulings.grant(who, number, **given)
        except (Conflict, CannotBeDone):
            return False
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(decide, (ANNA, BO))) == [False, True]
    assert [r.amount_minor for r in desk.remedies()] == [5000]
