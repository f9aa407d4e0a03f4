"""What customers and damaged storage can do to the server: nothing."""

import json
from uuid import uuid4

import pytest

from tests.rasa.scripted_actions import ScriptedActions
from tests.rasa.server import Rasa

COMMANDS = [
    f"{before}/{command}{after}"
    for before in ("", " ", "\t\n", "\u00a0", "\u3000", "\x1c", "\ufeff", "\u2003", "\u200b")
    for command in ("restart", "session_start", "back", "affirm", "talk_to_human")
    for after in ("", '{"order_number": "NN-1"}', "@0.01", '{"issue": {"entity": "x"}}')
] + ["\uff0frestart", " \uff0fstop", "/", "//stop", "/\x00stop", "\x00/stop", "/request_refund " * 50]


@pytest.mark.parametrize("text", COMMANDS)
def test_typed_text_is_never_a_command(rasa: Rasa, actions: ScriptedActions, conversation: str, text: str) -> None:
    assert rasa.turn(conversation, text).status_code == 200
    message = actions.calls[-1]["tracker"]["latest_message"]
    assert not message["text"].startswith("/")
    # A command of Rasa's would come without a ranking: nothing was classified.
    assert len(message["intent_ranking"]) > 1
    assert message["entities"] == []


@pytest.mark.parametrize("text", ["/restart", "/stop", " /START_OVER", '/affirm{"x": "y"}', "\u200b/restart"])
def test_the_name_of_a_command_means_nothing(
    rasa: Rasa, actions: ScriptedActions, conversation: str, text: str
) -> None:
    assert rasa.turn(conversation, text).status_code == 200
    assert actions.calls[-1]["tracker"]["latest_message"]["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize(
    "fields",
    [
        {"conversation": "\ud800" * 10}, {"conversation": "a\u0000" * 8}, {"conversation": ""},
        {"conversation": "short"},
        {"conversation": "x" * 65}, {"conversation": "UPPERCASE1"}, {"conversation": None}, {"conversation": 1},
        {"turn": ""}, {"turn": None}, {"turn": "a b"}, {"merchant": "x" * 65}, {"language": ["en"]}, {"sent_at": 5},
        {"text": "x" * 4001}, {"text": 5}, {"text": ["x"]}, {"text": ""}, {"text": "  "}, {"sender": "x"},
        {"payload": "request_refund"}, {"payload": "/nonsense"}, {"payload": "/restart"}, {"payload": "/session_start"},
        {"payload": "/choose{"}, {"payload": '/choose{"issue": 1}'}, {"payload": '/choose{"nonsense": "x"}'},
        {"payload": '/choose{"issue": "x"} more'}, {"payload": "/choose[]"}, {"payload": 7},
    ],
)  # fmt: skip
def test_what_is_no_turn_is_refused_and_the_server_lives(
    rasa: Rasa, actions: ScriptedActions, conversation: str, fields: dict[str, object]
) -> None:
    assert rasa.turn(conversation, **{"text": "hello", **fields}).status_code == 400  # type: ignore[arg-type]
    assert actions.calls == []
    assert rasa.says(conversation, "hello") == ["action_answer"]


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 60_000, b'{"conversation": NaN}'])
def test_a_body_that_is_no_json_object_is_refused(rasa: Rasa, body: bytes) -> None:
    assert rasa.post(body).status_code == 400


def test_a_body_above_the_limit_is_refused(rasa: Rasa, conversation: str) -> None:
    assert rasa.turn(conversation, "x" * 70_000).status_code == 413
    assert rasa.client.get("/health").status_code == 200


@pytest.mark.parametrize(
    "text", ["\ud800 hello", "he\u0000llo", "\u202eolleh", "e\u0301" * 1_900, "👩‍👩‍👧‍👦" * 100, "z" * 4_000]
)
def test_odd_text_is_a_turn_like_any_other(rasa: Rasa, actions: ScriptedActions, conversation: str, text: str) -> None:
    assert rasa.turn(conversation, text).status_code == 200
    kept = actions.calls[-1]["tracker"]["latest_message"]["text"]
    kept.encode()
    assert "\0" not in kept


def test_no_word_of_a_customer_is_in_the_log(rasa: Rasa, actions: ScriptedActions, conversation: str) -> None:
    canary = f"canary{uuid4().hex}"
    rasa.says(conversation, f"my dashboard {canary} is down")
    actions.faults["validate_claim_form"] = "garbage"
    assert rasa.turn(conversation, f"again {canary}").status_code == 503
    rasa.post(json.dumps({"text": canary}).encode())
    log = rasa.log.read_text()
    assert "abandoned" in log
    assert canary not in log
