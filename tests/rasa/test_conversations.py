"""The rules: forms are interrupted, resumed, corrected and left as they should be."""

import pytest

from tests.rasa.scripted_actions import ANSWERED, ASK, CONFIRM, DONE, LEAVES, ScriptedActions
from tests.rasa.server import Rasa

QUESTIONS = (
    "ask_policy", "ask_case_status", "ask_refund_timing", "ask_order_status", "ask_evidence", "ask_contact", "greet",
    "goodbye", "thank", "bot_challenge", "out_of_scope", "appeal", "affirm", "deny",
)  # fmt: skip
PROBLEMS = (
    "request_refund", "cancel_order", "duplicate_payment", "not_activated", "outage", "wrong_purchase",
    "dissatisfaction", "billing_error", "destination_problem", "external_problem", "expired_credit",
    "account_restricted", "chargeback", "withdraw", "loss_claim", "give_email", "no_evidence", "choose",
)  # fmt: skip


def press(rasa: Rasa, conversation: str, intent: str, entities: str = "") -> list[str]:
    """A button's turn, so that no classifier decides these tests."""
    return rasa.says(conversation, "a title", payload=f"/{intent}{entities}")


@pytest.mark.parametrize("intent", PROBLEMS)
def test_a_named_problem_starts_a_claim(rasa: Rasa, actions: ScriptedActions, conversation: str, intent: str) -> None:
    assert press(rasa, conversation, intent) == [ASK]


@pytest.mark.parametrize("intent", [*QUESTIONS, *PROBLEMS])
def test_what_the_claim_cannot_use_is_answered_and_the_question_is_put_again(
    rasa: Rasa, actions: ScriptedActions, conversation: str, intent: str
) -> None:
    press(rasa, conversation, "request_refund")
    assert press(rasa, conversation, intent) == [ANSWERED, ASK]
    assert press(rasa, conversation, intent) == [ANSWERED, ASK]
    assert press(rasa, conversation, "give_order_number") == [CONFIRM]
    assert press(rasa, conversation, "affirm") == [DONE]


@pytest.mark.parametrize("intent", ["affirm", "deny"])
def test_yes_and_no_in_a_claim_are_heard_by_its_validate_action_first(
    rasa: Rasa, actions: ScriptedActions, conversation: str, intent: str
) -> None:
    for before in ("request_refund", "give_order_number"):
        press(rasa, conversation, before)
    actions.calls.clear()
    assert press(rasa, conversation, intent) == [DONE]
    assert actions.names() == ["validate_claim_form"]


def test_a_correction_is_heard_by_the_validate_action_first(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    for before in ("request_refund", "give_order_number"):
        press(rasa, conversation, before)
    actions.calls.clear()
    assert press(rasa, conversation, "correct") == [ASK]
    assert actions.names()[0] == "validate_claim_form"


def test_a_button_brings_its_entities_to_the_validate_action(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    press(rasa, conversation, "request_refund")
    assert press(rasa, conversation, "choose", '{"issue": "outage"}') == [ASK]
    entities = actions.calls[-1]["tracker"]["latest_message"]["entities"]
    assert [(entity["entity"], entity["value"]) for entity in entities] == [("issue", "outage")]


@pytest.mark.parametrize("intent", LEAVES)
@pytest.mark.parametrize("start", ["request_refund", "ask_case_status"])
def test_a_form_can_be_left(rasa: Rasa, actions: ScriptedActions, conversation: str, intent: str, start: str) -> None:
    press(rasa, conversation, start)
    assert press(rasa, conversation, intent) == [intent]
    assert press(rasa, conversation, "ask_policy") == ["action_answer"]
    assert actions.calls[-1]["tracker"]["active_loop"] == {}


def test_starting_over_asks_from_the_beginning(rasa: Rasa, actions: ScriptedActions, conversation: str) -> None:
    for before in ("request_refund", "give_order_number"):
        press(rasa, conversation, before)
    assert press(rasa, conversation, "start_over") == [ASK]


def test_the_status_form_answers_questions_and_tells_the_status(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    [ask] = press(rasa, conversation, "ask_case_status")
    assert press(rasa, conversation, "ask_contact") == [ANSWERED, ask]
    assert press(rasa, conversation, "give_order_number") == ["the status"]
    assert actions.calls[-1]["tracker"]["active_loop"]["name"] == "status_form"
    assert press(rasa, conversation, "ask_policy") == ["action_answer"]


def test_a_problem_named_in_the_status_form_becomes_a_claim(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    press(rasa, conversation, "ask_case_status")
    assert press(rasa, conversation, "outage") == [ASK]
    assert press(rasa, conversation, "give_order_number") == [CONFIRM]


@pytest.mark.parametrize(
    "intent", ["stop", "start_over", "talk_to_human", "frustrated", *sorted(set(QUESTIONS) - {"ask_case_status"})]
)
def test_outside_the_forms_one_action_answers(
    rasa: Rasa, actions: ScriptedActions, conversation: str, intent: str
) -> None:
    press(rasa, conversation, "greet")
    actions.calls.clear()
    assert press(rasa, conversation, intent) == [ASK if intent == "start_over" else "action_answer"]
    assert actions.names() == ["action_answer"]


def test_a_question_that_an_answer_opens_is_put_once_and_answered_in_the_form(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    press(rasa, conversation, "greet")
    assert press(rasa, conversation, "start_over") == [ASK]
    actions.calls.clear()
    assert press(rasa, conversation, "ask_policy") == [ANSWERED, ASK]
    assert actions.names() == ["validate_claim_form"]


def test_each_message_of_a_claim_is_one_call(rasa: Rasa, actions: ScriptedActions, conversation: str) -> None:
    press(rasa, conversation, "greet")
    for intent in ("request_refund", "ask_policy", "give_order_number", "affirm"):
        actions.calls.clear()
        press(rasa, conversation, intent)
        assert actions.names() == ["validate_claim_form"]


@pytest.mark.parametrize("text", ["🙂", "æøå", "???", "ĸ", "日本語", "%%%"])
def test_signs_that_the_model_never_saw_are_no_yes(
    rasa: Rasa, actions: ScriptedActions, conversation: str, text: str
) -> None:
    for before in ("request_refund", "give_order_number"):
        press(rasa, conversation, before)
    assert rasa.says(conversation, text) == [ANSWERED, CONFIRM]


def test_what_is_not_understood_goes_to_the_fallback_outside_and_is_answered_inside(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    gibberish = "🙂 日本語"
    assert rasa.says(conversation, gibberish) == ["action_default_fallback"]
    press(rasa, conversation, "request_refund")
    assert rasa.says(conversation, gibberish) == [ANSWERED, ASK]
