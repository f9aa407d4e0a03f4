"""What is said once a case is settled or with a person: an old button, a comment, and no untrue absence."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amends.assistant import answers, nothing_understood
from amends.assistant.handoff import Handoff
from amends.db.case_tables import CaseRow
from amends.reading.message import Message
from tests.assistant.conftest import Chat

NORA = "IT-20030 nora.lie@example.com"


def cases(chat: Chat) -> list[tuple[str, str]]:
    with chat.context.database.read() as session:
        return [(case.issue, case.status) for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]


def number_of(chat: Chat) -> str:
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow)).one().number


@pytest.fixture
def reviewed(itnet: Chat) -> Chat:
    """A case that a person has."""
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    itnet.say("", accepts="wait")
    assert cases(itnet) == [("not_activated", "review")]
    return itnet


def test_an_old_button_that_says_none_begins_no_claim(reviewed: Chat) -> None:
    assert reviewed.say("/no_evidence", "no_evidence", 1.0) == ["choice_is_over", "status_review"]
    assert cases(reviewed) == [("not_activated", "review")]
    assert reviewed.draft.settled


def test_the_same_button_under_no_open_question_is_over_too(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    assert norrnet.say("/no_evidence", "no_evidence", 1.0) == ["choice_is_over", "ask_order_number_again"]
    assert norrnet.draft.tries == 0


def _rated(chat: Chat) -> None:
    chat.say("I bought the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    chat.say("", "choose", satisfaction="4", case=number_of(chat))


def test_who_goes_on_after_a_case_without_an_address_was_not_away(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    Handoff(norrnet.context).to_person(norrnet.id, "asked", "asked")
    with norrnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    assert norrnet.say("I was charged twice for it now", "duplicate_payment") == ["ask_order_number"]


def test_who_was_away_is_told_so_after_the_score_as_well(norrnet: Chat) -> None:
    _rated(norrnet)
    norrnet.now += timedelta(minutes=31)
    said = norrnet.say("I was charged twice for it now", "duplicate_payment")
    assert "away_for_a_while" in said


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("there's something wrong", "correct", 0.3),
        ("I changed my mind, forget it", "dissatisfaction", 0.57),
        ("the refund please", "request_refund", 0.92),
        ("sorry, it was on Tuesday", "correct", 0.9),
        ("I have no receipt", "no_evidence", 0.9),
        ("flurble", "nlu_fallback", 0.25),
    ],
)
def test_what_is_written_while_a_person_has_the_case_is_added(
    reviewed: Chat, text: str, intent: str, confidence: float
) -> None:
    assert reviewed.say(text, intent, confidence) == ["added_to_case"]
    assert cases(reviewed) == [("not_activated", "review")]


def test_a_question_that_is_not_understood_is_added_and_the_state_is_told(reviewed: Chat) -> None:
    assert reviewed.say("and then what do you do?", "nlu_fallback", 0.25) == ["added_to_case", "status_review"]


def test_another_problem_named_clearly_or_pressed_begins_its_claim(reviewed: Chat) -> None:
    assert reviewed.say("my VPN is down", "outage", 0.8) != ["added_to_case"]
    assert reviewed.draft.issue == "outage"


def test_a_pressed_button_is_no_addition(reviewed: Chat) -> None:
    assert reviewed.say("/request_refund", "request_refund") == ["ask_issue"]
    assert reviewed.say("", "choose", issue="outage") != ["added_to_case"]


def test_what_is_out_of_scope_is_told_so_and_from_the_third_on_a_person_is_offered(norrnet: Chat) -> None:
    told = []
    for n, text in enumerate(("what's the weather", "tell me a joke", "do you sell phones?", "and the weather?")):
        said = answers.told(
            norrnet.context,
            norrnet.dialogue.situation(norrnet.id),
            Message(str(n), text, norrnet.now, "out_of_scope", 0.8),
        )
        told.append([say.response for say in said])
    offered = ["utter_out_of_scope", "utter_offer_person"]
    assert told == [["utter_out_of_scope"], ["utter_out_of_scope"], offered, offered]
    assert cases(norrnet) == []


def test_the_third_that_is_out_of_scope_at_an_open_question_is_a_failed_answer(norrnet: Chat) -> None:
    norrnet.say("my service is down", "outage")
    asked = norrnet.draft.asked
    for text in ("xyzzy", "plugh"):
        assert "out_of_scope" in norrnet.say(text, "out_of_scope")
        assert norrnet.draft.asked == asked
    assert norrnet.say("grue", "out_of_scope")[0] == "person_after_tries"
    assert cases(norrnet) == [("outage", "review")]


def test_nothing_out_of_scope_takes_the_question_for_a_yes_away(norrnet: Chat) -> None:
    norrnet.say("charged twice, NN-10006 kari.holm@example.com", "duplicate_payment")
    for text in ("xyzzy", "plugh", "grue", "nitfol"):
        norrnet.say(text, "out_of_scope")
    assert norrnet.draft.asked == "confirmation"
    assert norrnet.say("yes, pay it back", "affirm")[0].startswith("approved")


def test_what_is_not_understood_at_the_start_gets_buttons_and_the_third_time_a_person(norrnet: Chat) -> None:
    said = [
        answers.told(
            norrnet.context,
            norrnet.dialogue.situation(norrnet.id),
            Message(str(n), text, norrnet.now, "out_of_scope", 0.3),
        )
        for n, text in enumerate(("flurble", "wibble", "do you foo?"))
    ]
    assert [say.response for say in said[0]] == ["utter_not_understood_at_all"]
    assert said[0][0].choices
    assert [say.response for say in said[2]] == ["utter_person_after_tries", "utter_handed_over_unverified"]


def test_after_a_denial_the_third_strange_word_calls_a_person_as_well(norrnet: Chat) -> None:
    norrnet.say("I bought the wrong product, NN-10028 emma.devries@example.com", "wrong_purchase")
    for turn in ("first", "second", "third"):
        said = nothing_understood.told(
            norrnet.context,
            norrnet.dialogue.situation(norrnet.id),
            Message(turn, "flurble", norrnet.now, "nlu_fallback"),
        )
    assert said[0].response == "utter_person_after_tries"
    assert cases(norrnet) == [("wrong_purchase", "review")]


def test_words_out_of_scope_are_added_to_the_case_that_a_person_has(reviewed: Chat) -> None:
    said = answers.told(
        reviewed.context,
        reviewed.dialogue.situation(reviewed.id),
        Message("t", "the sky is blue", reviewed.now, "out_of_scope", 0.8),
    )
    assert [say.response for say in said] == ["utter_added_to_case"]
