"""A case of somebody whom nobody knows yet: matched by what the customer wrote, never by what an agent types."""

from dataclasses import replace

import pytest

from amends.assistant.claim_state import Settled
from amends.assistant.draft import Draft
from amends.assistant.identity_tries import NO_TRY_FROM
from amends.cases.status import CaseStatus
from amends.db.tables import CaseRow, ConversationRow
from amends.errors import CannotBeDone
from tests.desk_core.scene import ANNA, EMAIL


@pytest.fixture
def nobodys(desk):
    """A case that a person has, with a chat in which nobody was matched."""
    return desk.case(verified=False)


def asked_for_a_person(desk):
    """The conversation of a customer who asked for a person before saying who they are."""
    talk = desk.chat()
    desk.handover.to_person(talk, "turn 0", "asked")
    return talk


def case_of(desk, talk):
    with desk.database.read() as session:
        return session.query(CaseRow).filter_by(conversation_id=talk).one()


def answers(desk, talk, text):
    desk.later(seconds=20)
    return [say.response for say in desk.hear(talk, text).says]


def test_who_asked_for_a_person_first_says_afterwards_who_they_are(desk):
    talk = asked_for_a_person(desk)
    assert answers(desk, talk, f"it is order {desk.order.number}") == ["utter_case_needs_email"]
    assert answers(desk, talk, f"my e-mail is {EMAIL}") == ["utter_case_identified"]
    case = case_of(desk, talk)
    assert (case.order_number, case.email, case.status) == (desk.order.number, EMAIL, CaseStatus.REVIEW)
    assert case.claim["order_number"] == desk.order.number
    assert "identified" in desk.told(case.number)


def test_what_does_not_match_is_asked_for_again_and_never_without_end(desk):
    talk = asked_for_a_person(desk)
    wrong = f"{desk.order.number} ola@example.com"
    tries = desk.context.limits.identity_tries
    said = [answers(desk, talk, wrong) for _ in range(tries)]
    first, again, last = "utter_identity_not_matched", "utter_identity_still_not_matched", "utter_case_not_identified"
    assert said == [[first], [again], *[["utter_identity_ask_a_person"]] * (tries - 3), [last]]
    assert answers(desk, talk, f"{desk.order.number} {EMAIL}") == ["utter_case_not_identified"]
    assert case_of(desk, talk).email is None


def test_a_person_matches_what_the_customer_wrote_to_them(desk, nobodys):
    talk = desk.row(nobodys).conversation_id
    desk.takeover.take_over(ANNA, nobodys)
    with pytest.raises(CannotBeDone, match="an order number"):
        desk.identifying.identify(ANNA, nobodys)
    desk.customer(talk, f"NN-99999, no, {desk.order.number}")
    desk.customer(talk, f"sorry: {desk.order.number}")
    with pytest.raises(CannotBeDone, match="an e-mail address"):
        desk.identifying.identify(ANNA, nobodys)
    desk.customer(talk, f"and {EMAIL.upper()}")
    desk.identifying.identify(ANNA, nobodys)
    case = desk.row(nobodys)
    assert (case.order_number, case.email) == (desk.order.number, EMAIL)
    assert desk.claims.situation(talk).verified.email == EMAIL
    with pytest.raises(CannotBeDone, match="already"):
        desk.identifying.identify(ANNA, nobodys)


def test_an_order_that_is_guessed_at_is_not_matched_at_the_desk_either(desk, nobodys):
    def wrong_pair(number):
        guessed = Draft(order_number=desk.order.number, email=f"no{number}@example.com")
        situation = replace(desk.claims.situation(desk.chat()), draft=guessed)
        desk.context.identity_tries.note(situation, desk.now)

    desk.customer(desk.row(nobodys).conversation_id, f"{desk.order.number}, {EMAIL}")
    for number in range(NO_TRY_FROM):
        wrong_pair(number)
    with pytest.raises(CannotBeDone, match="prove nothing in this chat"):
        desk.identifying.identify(ANNA, nobodys)
    assert desk.row(nobodys).email is None
    desk.later(days=1, seconds=1)
    desk.identifying.identify(ANNA, nobodys)
    assert desk.row(nobodys).email == EMAIL


def test_what_an_agent_writes_matches_nobody(desk, nobodys):
    desk.takeover.take_over(ANNA, nobodys)
    desk.replying.reply(ANNA, nobodys, f"Is it {desk.order.number}, {EMAIL}?")
    with pytest.raises(CannotBeDone, match="an order number"):
        desk.identifying.identify(ANNA, nobodys)


def test_two_that_do_not_belong_together_match_nobody(desk, nobodys):
    desk.customer(desk.row(nobodys).conversation_id, f"{desk.order.number}, ola@example.com")
    with pytest.raises(CannotBeDone, match="do not belong together"):
        desk.identifying.identify(ANNA, nobodys)
    assert desk.row(nobodys).email is None


def test_asking_for_a_person_makes_a_promise_earlier_and_never_later(desk):
    number = desk.case()
    far, talk = desk.row(number).due_at, desk.row(number).conversation_id
    with desk.database.begin() as session:
        session.get_one(ConversationRow, talk).draft = Draft(state=Settled(), case_id=desk.row(number).id).as_json()
    desk.handover.to_person(talk, "turn 9", "asked")
    sooner = desk.row(number).due_at
    assert sooner < far
    assert "promised_earlier" in desk.told(number)
    desk.later(hours=1)
    desk.handover.to_person(talk, "turn 10", "asked")
    assert desk.row(number).due_at == sooner
