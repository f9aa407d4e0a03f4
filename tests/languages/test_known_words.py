"""What is written in a further language is told in words that the lists know: a yes, a no, a wish, a statement."""

from datetime import UTC, datetime

import pytest

from amends.cases import typed_codes
from amends.known_words import in_known_words
from amends.reading.asked import Asked
from amends.reading.door import read
from amends.reading.message import Message
from amends.reading.unwished import Unwished
from amends.reading.yes_no import is_clear
from tests import shipped

NUMBERS = shipped.policies()["norrnet"].merchant.order_numbers
NOW = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
SPOKEN = ("en", "nb", "nl", "sv", "de")


def heard(text: str, language: str, intent: str = "inform") -> Message:
    asked = Asked(NUMBERS, "NO", language=language, languages=SPOKEN)
    return read(Message("1", text, NOW, intent, language=None), asked)


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        ("Ja tack", "sv", True),
        ("ja, gärna", "sv", True),
        ("Ja, gör det", "sv", True),
        ("JA TACK!", "sv", True),
        ("ja tack, gor det", "sv", True),
        ("jag godkänner det", "sv", True),
        ("Nej tack", "sv", False),
        ("nej, gör det inte", "sv", False),
        ("nej, avbeställ inte", "sv", False),
        ("ja men inte än", "sv", None),
        ("ja, om jag får pengarna före fredag", "sv", None),
        ("ja eller nej?", "sv", None),
        ("ja, gör så", "sv", True),
        ("jodå, det är bra", "sv", True),
        ("nej vänta, jag vill nog behålla den ändå", "sv", False),
        ("avboka inte", "sv", False),
        ("nej, det behövs inte", "sv", False),
        ("det är inte bra", "sv", None),
        ("ja men avboka inte", "sv", None),
        ("kanske", "sv", None),
        ("tack", "sv", None),
        ("Ja bitte", "de", True),
        ("Ja, gerne", "de", True),
        ("Ja, machen Sie das bitte", "de", True),
        ("ich bestätige das", "de", True),
        ("ich bestaetige", "de", True),
        ("Nein, danke", "de", False),
        ("nein, lieber nicht", "de", False),
        ("auf keinen Fall", "de", False),
        ("ich nehme das an", "de", True),
        ("ich nehme an", "de", None),
        ("Ja, ich nehme an", "de", True),
        ("ja aber noch nicht", "de", None),
        ("ja, wenn ich das Geld bis Freitag bekomme", "de", None),
        ("ja, mach das", "de", True),
        ("passt so", "de", True),
        ("freilich", "de", True),
        ("geht klar", "de", True),
        ("ja bitte machen", "de", True),
        ("nein, lass mal", "de", False),
        ("nein, alles so lassen", "de", False),
        ("nein warten Sie, ich behalte sie doch", "de", False),
        ("macht das nicht", "de", False),
        ("passt so nicht", "de", None),
        ("aber ja nicht", "de", None),
        ("mach mal halblang", "de", None),
        ("vielleicht", "de", None),
        ("danke", "de", None),
        ("das stimmt nicht", "de", None),
    ],
)
def test_a_yes_is_one_from_its_first_word_to_its_last(text: str, language: str, answer: bool | None) -> None:
    assert heard(text, language).said.answer is answer


@pytest.mark.parametrize(("text", "language"), [("ja tack", "sv"), ("gör det", "sv"), ("ja bitte", "de")])
def test_a_clear_yes_asks_for_the_act(text: str, language: str) -> None:
    assert is_clear(heard(text, language).said.text)


@pytest.mark.parametrize(
    ("text", "language", "declares"),
    [
        ("Jag ångrar köpet", "sv", True),
        ("Härmed ångrar jag mitt köp av NN-10043", "sv", True),
        ("Jag vill använda min ångerrätt", "sv", True),
        ("Jag ångrar avtalet", "sv", True),
        ("Jag ångrar inte köpet", "sv", False),
        ("Kan jag ångra köpet?", "sv", False),
        ("Om jag ångrar köpet, vad händer då", "sv", False),
        ("Min bror vill ångra köpet", "sv", False),
        ("Ich widerrufe den Vertrag", "de", True),
        ("Hiermit widerrufe ich meine Bestellung NN-10043", "de", True),
        ("Ich möchte den Vertrag widerrufen", "de", True),
        ("Ich widerrufe den Vertrag nicht", "de", False),
        ("Kann ich den Vertrag widerrufen?", "de", False),
        ("Wenn ich den Vertrag widerrufe, was passiert dann", "de", False),
    ],
)
def test_the_statutory_withdrawal_is_declared_in_it(text: str, language: str, declares: bool) -> None:
    assert heard(text, language).declares_withdrawal is declares


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jag vill inte avbeställa", "sv"),
        ("avbeställ inte min order", "sv"),
        ("Ich will nicht stornieren", "de"),
        ("Bitte stornieren Sie meine Bestellung nicht", "de"),
    ],
)
def test_a_cancellation_that_is_forbidden_is_no_wish(text: str, language: str) -> None:
    assert heard(text, language).said.denies_the_end


@pytest.mark.parametrize(
    ("text", "told"),
    [("vår", "vår"), ("var", "var"), ("nar far jag pengarna", "når får jeg pengene"), ("NÄR FÅR JAG", "når får jeg")],
)
def test_letters_may_be_typed_without_their_marks(text: str, told: str) -> None:
    assert in_known_words(text, "sv") == told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("koden är 482913, tack", "sv"),
        ("Hej, här är koden: 482 913", "sv"),
        ("Mein Code ist 482913", "de"),
        ("Hallo, hier ist der Code: 482-913, danke", "de"),
        ("Der Code lautet 482913.", "de"),
    ],
)
def test_a_code_stands_alone_among_polite_words(text: str, language: str) -> None:
    assert typed_codes.alone(in_known_words(text, language)) == "482913"


def test_addresses_and_numbers_stay_as_they_are() -> None:
    assert in_known_words("min.hej@mitt.se NN-10023", "sv") == "min.hej@mitt.se NN-10023"
    assert heard("mejl: min.hej@mitt.se", "sv").facts.emails == ("min.hej@mitt.se",)


@pytest.mark.parametrize("language", ["en", "nl", "nb", "fr"])
def test_the_first_three_are_read_as_they_stand(language: str) -> None:
    assert in_known_words("ich nicht, jag inte, ja bitte", language) == "ich nicht, jag inte, ja bitte"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ich will meinen Vertrag NICHT kündigen", "de"),
        ("ich kündige nicht", "de"),
        ("kündigen Sie bitte nicht", "de"),
        ("ich möchte nicht, dass Sie meine Bestellung stornieren", "de"),
        ("keine Kündigung bitte", "de"),
        ("jag vill inte säga upp", "sv"),
        ("jag vill INTE säga upp mitt avtal", "sv"),
        ("säg inte upp det", "sv"),
        ("jag säger inte upp", "sv"),
        ("jag vill inte att ni avbeställer min beställning", "sv"),
        ("ingen uppsägning tack", "sv"),
        ("jeg vil ikke si opp", "nb"),
        ("ikke si den opp", "nb"),
        ("zeg mijn abonnement niet op", "nl"),
    ],
)
def test_a_wish_that_is_denied_begins_no_cancellation(text: str, language: str) -> None:
    assert heard(text, language, "cancel_order").unwished is Unwished.CANCELLATION


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("es funktioniert nicht, ich kündige", "de"),
        ("det funkar inte, säg upp den", "sv"),
        ("det funkar inte så jag vill säga upp", "sv"),
        ("det virker ikke, si opp avtalen", "nb"),
        ("het werkt niet dus zeg het op", "nl"),
    ],
)
def test_a_wish_beside_what_does_not_work_stands(text: str, language: str) -> None:
    assert heard(text, language, "cancel_order").unwished is None
