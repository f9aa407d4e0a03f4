"""A forbidden cancellation is known; a negation of something else forbids nothing."""

import pytest

from amends.reading.wishes import denies_the_end

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
