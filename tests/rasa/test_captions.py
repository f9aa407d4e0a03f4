"""What the trained model makes of words under a picture: only what it is, or something that wants an answer."""

from datetime import UTC, datetime

from amends.reading.acts import NOTHING
from amends.reading.message import Message
from tests.rasa.understanding import Understanding

SHOWS = (
    "this is the receipt", "Here it is", "Here you go!", "receipt", "Screenshot attached, thanks", "see attached photo",
    "hier is het betaalbewijs", "Zie bijlage", "Dit is mijn bonnetje, alstublieft",
    "Hier een schermafbeelding van de foutmelding", "her er kvitteringen", "Vedlagt skjermbilde", "Se vedlegg",
    "Kvittering, vær så god", "Her er den", "both receipts", "Her er to bilder", "here is what my bank app says",
    "dit zie ik in mijn bankapp", "sånn ser det ut i nettbanken",
)  # fmt: skip
SAYS_MORE = (
    "I was charged twice, here is the receipt", "here is the receipt, I want a person",
    "Ik heb twee keer betaald, zie foto", "Jeg ble trukket to ganger, se vedlegg", "kvitteringen er feil",
    "this is not my receipt", "you still owe me for this", "cancel this one", "dit klopt niet", "når får jeg svar",
)  # fmt: skip
MISSED = 2


def only_shows(understood: Understanding, texts: tuple[str, ...]) -> list[str]:
    """Those of `texts` that get no answer under a picture."""
    acts = [NOTHING if read.intent == "inform" else read.intent for read in understood(texts)]
    at = datetime(2026, 11, 30, tzinfo=UTC)
    return [text for text, act in zip(texts, acts, strict=True) if Message("1", text, at, act).only_shows]


def test_words_that_only_say_what_a_picture_is_are_told_from_others(understood: Understanding) -> None:
    missed = set(SHOWS) - set(only_shows(understood, SHOWS))
    assert len(missed) <= MISSED, missed
    assert only_shows(understood, SAYS_MORE) == []
