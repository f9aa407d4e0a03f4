"""A forbidden cancellation begins nothing and is answered; a negation of something else forbids nothing."""

import pytest

from amends.reading.wishes import denies_the_end
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves

FORBIDDEN = {
    "en": (
        "please do NOT cancel my order IT-20036",
        "i dont want to cancel, i just want my credit",
        "no dont cancel it",
        "Don’t cancel it",
        "I never asked you to cancel",
        "please don't you cancel this",
        "cancel it not",
        "i am not cancelling anything",
    ),
    "nl": (
        "annuleer bestelling NN-10035 alstublieft NIET, ik wil weten wanneer het begint. emma.devries@example.com",
        "Annuleer mijn bestelling IT-20039 alsjeblieft niet. sanne.bakker@example.com",
        "annuleer a.u.b. mijn bestelling niet",
        "annuleer het niet",
        "annuleer dat nog niet",
        "annuleer niet",
        "Niet annuleren",
        "geen annulering graag",
        "ik wil mijn bestelling niet annuleren",
        "ik heb niet gevraagd om te annuleren",
    ),
    "nb": (
        "avbestill bestilling NN-10030 ikke, kari.holm@example.com",
        "avbestill den ikke",
        "ikke avbestill",
        "vennligst ikke kanseller bestillingen",
        "avbestill ikke bestillingen min",
        "jeg vil ikke at dere avbestiller",
        "kanseller ikke noe ennå",
        "avbestill aldri noe uten å spørre",
    ),
}
ORDERED = {
    "en": (
        "does not work so cancel it",
        "it does not work please cancel it",
        "cancel the order I never received",
        "cancel it, it does not work",
        "I want to cancel because it does not work",
        "cancel my order which has not started",
    ),
    "nl": (
        "Annuleer mijn bestelling",
        "annuleer de bestelling die ik niet heb ontvangen",
        "annuleer de dienst want het werkt niet",
        "annuleer mijn vpn het werkt niet",
        "Annuleer, ik gebruik het niet",
        "ik wil annuleren omdat het niet werkt",
        "ik heb het niet meer nodig graag annuleren",
    ),
    "nb": (
        "avbestill ordren jeg ikke har fått",
        "det virker ikke avbestill den",
        "Avbestill bestillingen, den virker ikke",
        "jeg trenger den ikke lenger avbestill den",
    ),
}


@pytest.mark.parametrize("text", [text for texts in FORBIDDEN.values() for text in texts])
def test_it_is_forbidden(text: str) -> None:
    assert denies_the_end(text)


@pytest.mark.parametrize("text", [text for texts in ORDERED.values() for text in texts])
def test_something_else_is_denied(text: str) -> None:
    assert not denies_the_end(text)


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
    ],
)
def test_a_slip_of_the_finger_forbids_as_well(itnet: Chat, text: str) -> None:
    assert itnet.say(f"{text}. IT-20039 sanne.bakker@example.com", "cancel_order")[0] == "nothing_cancelled"
    assert itnet.draft.issue is None
