"""A forbidden cancellation begins nothing and is answered."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.reading.test_negated_orders import FORBIDDEN


@pytest.mark.parametrize("text", [*FORBIDDEN["nl"][:2], *FORBIDDEN["nb"][:2]])
@pytest.mark.parametrize("who", ["IT-20039 sanne.bakker@example.com"])
def test_what_is_forbidden_is_answered_and_begins_nothing(itnet: Chat, text: str, who: str) -> None:
    said = itnet.say(text.split(",", maxsplit=1)[0] + f". {who}", "cancel_order")
    assert said[0] == "nothing_cancelled"
    assert itnet.draft.issue is None
    assert itnet.draft.asked is None
    assert moves(itnet) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hello, If I wanted to cancel next month, could I?",
        "Als ik volgende maand zou willen opzeggen, kan dat?",
        "Hvis jeg vil avbestille neste måned, går det?",
    ],
)
def test_a_supposed_end_is_a_question_whatever_it_is_taken_for(itnet: Chat, text: str) -> None:
    assert itnet.say(f"{text} IT-20039 sanne.bakker@example.com", "cancel_order")[0] == "nothing_cancelled"
    assert (itnet.draft.issue, moves(itnet)) == (None, [])


@pytest.mark.parametrize(
    "text",
    [
        "Amnuleer mijn bestelling alsjeblieft niet",
        "snnuleer mijn bestelling alsjeblieft niet",
        "please dno't cancel my order",
        "Please don'tt cancel my order",
        "please do'nt cancel it",
        "ikke avbesitll bestillingen min",
        "I do ot wish to cancel it, is it still running",
        "I do nmt wish to cancel it, is it still running",
        "annuleer mijn bestelling alsjeblieft neit",
        "annuleer mijn bestelling alsjeblieft nket",
        "jeg vil kke avbestille, går den fortsatt",
        "jeg vil ilke avbestille, går den fortsatt",
    ],
)
def test_a_slip_of_the_finger_forbids_as_well(itnet: Chat, text: str) -> None:
    assert itnet.say(f"{text}. IT-20039 sanne.bakker@example.com", "cancel_order")[0] == "nothing_cancelled"
    assert itnet.draft.issue is None
