"""Whoever corrects only the order number is asked for that order's e-mail, in the same words for any mismatch."""

import pytest

from tests.assistant.conftest import Chat


@pytest.mark.parametrize("number", ["NN-10006", "NN-99999"])
def test_a_changed_number_is_kept_and_its_email_asked_for(norrnet: Chat, number: str) -> None:
    norrnet.say("My security alerts were never activated", "not_activated")
    norrnet.say("NN-10019 ola.berg@example.com")
    assert norrnet.say(f"sorry I meant {number}", "correct") == ["identity_not_matched"]
    assert (norrnet.draft.order_number, norrnet.draft.asked) == (number, "email")
    assert norrnet.draft.identity_failures == 1


def test_the_email_alone_then_matches(norrnet: Chat) -> None:
    norrnet.say("My security alerts were never activated", "not_activated")
    norrnet.say("NN-10019 ola.berg@example.com")
    norrnet.say("sorry I meant NN-10006", "correct")
    assert "ask_order_number" not in norrnet.say("kari.holm@example.com")
    assert norrnet.claims.situation(norrnet.id).verified.order_number == "NN-10006"
