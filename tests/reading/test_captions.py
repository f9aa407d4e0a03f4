"""What stands under a picture: what it is, or something that wants an answer."""

import pytest

from amends.reading.captions import only_shows


@pytest.mark.parametrize(
    "text",
    [
        "this is the receipt", "Here it is", "Here you go!", "receipt", "Screenshot attached, thanks",
        "see attached photo", "hier is het betaalbewijs", "Zie bijlage", "Dit is mijn bonnetje, alstublieft",
        "Hier een schermafbeelding van de foutmelding", "her er kvitteringen", "Vedlagt skjermbilde", "Se vedlegg",
        "Kvittering, vær så god", "Her er den", "both receipts", "Her er to bilder",
    ],
)  # fmt: skip
def test_it_only_says_what_the_picture_is(text: str) -> None:
    assert only_shows(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "is this the receipt?", "I was charged twice, here is the receipt", "yes",
        "here is the receipt, NN-10006", "receipt kim@example.com", "here is the receipt, I want a person",
        "Ik heb twee keer betaald, zie foto", "ja", "1", "Jeg ble trukket to ganger, se vedlegg",
        "kvitteringen er feil", "this is not my receipt", "no", "I withdraw", "foto 2", "two payments",
    ],
)  # fmt: skip
def test_it_says_more(text: str) -> None:
    assert not only_shows(text)
