"""A turn commits or did not happen, whatever the action server does."""

from uuid import uuid4

import pytest

from tests.rasa.scripted_actions import ASK, BEGUN, CONFIRM, DONE, FAULTS, ScriptedActions
from tests.rasa.server import Rasa

# Where the fault strikes: the action that fails, what was said before, what is said when it fails, what then follows.
STAGES = {
    "the session's start": ("action_session_start", [], "hello", ["action_answer"]),
    "the form's start": ("validate_claim_form", ["hello"], "I want a refund", [ASK]),
    "outside the form": ("action_answer", ["hello"], "hello", ["action_answer"]),
    "collecting": ("validate_claim_form", ["hello", "I want a refund"], "NN-10023", [CONFIRM]),
    "concluding": ("validate_claim_form", ["hello", "I want a refund", "NN-10023"], "yes", [DONE]),
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_action_abandons_the_turn_and_the_next_try_works(
    rasa: Rasa, actions: ScriptedActions, conversation: str, stage: str, fault: str
) -> None:
    failing, before, text, after = STAGES[stage]
    for line in before:
        rasa.says(conversation, line)
    actions.faults[failing] = fault
    failed = [rasa.turn(conversation, text, turn="the-same-turn") for _ in range(2)]
    assert [answer.status_code for answer in failed] == [503, 503]
    assert DONE not in "".join(answer.text for answer in failed)
    assert "replies" not in failed[0].json()
    actions.faults.clear()
    assert rasa.says(conversation, text) == after


def test_an_abandoned_turn_leaves_nothing_in_the_tracker(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    rasa.says(conversation, "hello")
    actions.faults["validate_claim_form"] = "500"
    assert rasa.turn(conversation, "I want a refund").status_code == 503
    actions.faults.clear()
    actions.calls.clear()
    rasa.says(conversation, "thank you")
    assert actions.names() == ["action_answer"]
    assert actions.calls[-1]["tracker"]["active_loop"] == {}


def test_a_turn_that_is_sent_again_is_answered_again_but_not_done_again(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    for line in ("hello", "I want a refund", "NN-10023"):
        rasa.says(conversation, line)
    turn = uuid4().hex
    first = rasa.turn(conversation, "yes", turn=turn).json()
    second = rasa.turn(conversation, "yes", turn=turn).json()
    assert first == second
    assert [reply["text"] for reply in second["replies"]] == [DONE]
    assert actions.names().count("validate_claim_form") == 3


def test_a_call_of_the_action_server_is_signed_and_has_what_web_said_about_the_turn(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    rasa.says(conversation, "hello", turn="turn-1", merchant="itnet", language="nl")
    call = actions.calls[-1]
    assert call["signed"]
    assert call["sender_id"] == conversation
    assert call["tracker"]["latest_message"]["metadata"] == {
        "turn": "turn-1", "merchant": "itnet", "language": "nl", "sent_at": "2026-03-02T09:00:00+01:00",
    }  # fmt: skip


def test_the_action_server_is_not_sent_the_domain_or_the_past_over_again(
    rasa: Rasa, actions: ScriptedActions, conversation: str
) -> None:
    for line in ("hello", "I want a refund", "NN-10023"):
        rasa.says(conversation, line)
    call = actions.calls[-1]
    assert call["domain"] == {}
    assert call["tracker"]["events"] == []
    assert call["tracker"]["slots"]["heard"] == BEGUN  # as the message before it left it
