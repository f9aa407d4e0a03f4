"""Whoever corrects one half of order number and address completes the pair with the other half."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import cases


def verified(chat: Chat) -> tuple[str, str] | None:
    found = chat.claims.situation(chat.id).verified
    return None if found is None else (found.order_number, found.email)


@pytest.mark.parametrize("sorry", ["sorry, {}", "sorry, het is {}", "beklager, det er {}", "{}"])
def test_a_corrected_address_completes_the_number_that_was_given(itnet: Chat, sorry: str) -> None:
    told = "my vpn activation failed and I wait for days, IT-20032 lotte@wrong.example.com"
    assert itnet.say(told, "not_activated") == ["identity_not_matched"]
    assert "ask_order_number" not in itnet.say(sorry.format("sanne.bakker@example.com"))
    assert verified(itnet) == ("IT-20032", "sanne.bakker@example.com")


@pytest.mark.parametrize("number", ["sorry, NN-10006", "10006", "it was NN\u200b-1\u00ad0006"])
def test_a_corrected_number_completes_the_address_that_was_given(norrnet: Chat, number: str) -> None:
    norrnet.say("I was charged twice for it, NN-10007 kari.holm@example.com", "duplicate_payment")
    assert "ask_email" not in norrnet.say(number)
    assert verified(norrnet) == ("NN-10006", "kari.holm@example.com")


def test_after_several_tries_what_was_read_is_named_and_the_right_address_still_counts(itnet: Chat) -> None:
    itnet.say("I want to cancel IT-20039", "cancel_order")
    said = [itnet.say(f"guess{number}@example.com", "give_email") for number in range(4)]
    assert said == [["identity_not_matched"], ["identity_still_not_matched"], *[["identity_ask_a_person"]] * 2]
    args = itnet.draft.turn.says[0].args
    assert (args["order"], args["email"]) == ("IT-20039", "guess3@example.com")
    assert itnet.say("hm, let me see") == ["not_understood", "identity_ask_a_person"]
    itnet.say("sanne.bakker@example.com", "give_email")
    assert verified(itnet) == ("IT-20039", "sanne.bakker@example.com")
    assert cases(itnet) == [("cancel", "collecting")]


def test_a_corrected_half_identifies_a_case_that_a_person_has(norrnet: Chat) -> None:
    norrnet.say("/talk_to_human", "talk_to_human")
    norrnet.say("NN-10006 ola.berg@example.com")
    assert norrnet.say("sorry, kari.holm@example.com")[0] == "case_identified"
    assert verified(norrnet) == ("NN-10006", "kari.holm@example.com")
