"""Days, times, amounts, numbers and countries as Swedish and German customers write them."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from amends.facts.facts import read_facts
from tests import shipped

NUMBERS = shipped.policies()["norrnet"].merchant.order_numbers
NOW = datetime(2026, 12, 1, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))  # a Tuesday


@pytest.mark.parametrize(
    ("text", "language", "start"),
    [
        ("i går kl. 15", "sv", "2026-11-30T15:00"),
        ("igår klockan tre på eftermiddagen", "sv", "2026-11-30T15:00"),
        ("i förrgår kl. 15.30", "sv", "2026-11-29T15:30"),
        ("i morse vid halv nio", "sv", "2026-12-01T08:30"),
        ("i måndags kväll vid åtta", "sv", "2026-11-30T20:00"),
        ("för tre dagar sedan", "sv", "2026-11-28T00:00"),
        ("för två veckor sen", "sv", "2026-11-17T00:00"),
        ("den 3 november", "sv", "2026-11-03T00:00"),
        ("12 nov kl 14.30", "sv", "2026-11-12T14:30"),
        ("3/11", "sv", "2026-11-03T00:00"),
        ("förra fredagen", "sv", "2026-11-27T00:00"),
        ("sedan i söndags", "sv", "2026-11-29T00:00"),
        ("gestern um 15 Uhr", "de", "2026-11-30T15:00"),
        ("vorgestern um 15:30 Uhr", "de", "2026-11-29T15:30"),
        ("heute früh um halb neun", "de", "2026-12-01T08:30"),
        ("gestern Abend gegen acht", "de", "2026-11-30T20:00"),
        ("vor drei Tagen", "de", "2026-11-28T00:00"),
        ("vor zwei Wochen", "de", "2026-11-17T00:00"),
        ("am 3. November", "de", "2026-11-03T00:00"),
        ("am 12.11. um 14:30 Uhr", "de", "2026-11-12T14:30"),
        ("03.11.2026", "de", "2026-11-03T00:00"),
        ("letzten Freitag", "de", "2026-11-27T00:00"),
        ("am Sonntagabend um sieben", "de", "2026-11-29T19:00"),
        ("seit Sonntag", "de", "2026-11-29T00:00"),
    ],
    ids=lambda value: value if value in {"sv", "de"} else "",
)
def test_when_it_was_is_understood(text: str, language: str, start: str) -> None:
    [moment] = read_facts(text, language, NOW, NUMBERS, "NO").moments
    assert moment.certain is not None
    assert moment.certain.start.isoformat()[:16] == start


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("det drogs 499 kronor", "sv", ("499", "SEK")),
        ("1 299,50 kronor", "sv", ("1299.50", "SEK")),
        ("tjugo euro", "sv", ("20", "EUR")),
        ("det drogs 499 kr", "sv", ("499", "SEK")),
        ("kr 1 299,50", "sv", ("1299.50", "SEK")),
        ("200 spänn", "sv", ("200", "SEK")),
        ("499 norska kronor", "sv", ("499", "NOK")),
        ("499 danska kronor", "sv", ("499", "DKK")),
        ("499 kr", "nb", ("499", "NOK")),
        ("499 kr", "de", ("499", "NOK")),
        ("499 schwedische Kronen", "de", ("499", "SEK")),
        ("25 Franken", "de", ("25", "CHF")),
        ("49,90 Euro wurden abgebucht", "de", ("49.90", "EUR")),
        ("1.299,50 €", "de", ("1299.50", "EUR")),
        ("zwanzig Euro", "de", ("20", "EUR")),
    ],
)
def test_amounts_are_read(text: str, language: str, amount: tuple[str, str]) -> None:
    [found] = read_facts(text, language, NOW, NUMBERS, "NO").amounts
    assert (found.value, found.currency) == (Decimal(amount[0]), amount[1])


@pytest.mark.parametrize(
    ("language", "country", "currency"),
    [("sv", "NO", "SEK"), ("nb", "SE", "NOK"), ("en", "SE", "SEK"), ("de", "DK", "DKK"), ("nl", "NL", "NOK")],
)
def test_kr_are_of_the_language_and_in_one_without_crowns_of_the_merchants_country(
    language: str, country: str, currency: str
) -> None:
    [found] = read_facts("499 kr", language, NOW, NUMBERS, country).amounts
    assert found.currency == currency


@pytest.mark.parametrize("text", ["20000 kronor", "det kostade nn 20000 kronor", "Bestellung für 20000 Franken"])
def test_a_price_is_no_order_number(text: str) -> None:
    assert read_facts(text, "sv", NOW, NUMBERS, "NO", bare_number=True).order_number is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("beställning 10023", "sv"), ("ordernummer NN 10023", "sv"), ("Bestellung 10023", "de"), ("Auftrag 10023", "de")],
)
def test_order_numbers_are_found_by_what_they_are_called(text: str, language: str) -> None:
    assert read_facts(text, language, NOW, NUMBERS, "NO").order_number == "NN-10023"


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [("samtal till Grekland", "sv", "Grekland"), ("Anrufe nach Griechenland", "de", "Griechenland")],
)
def test_countries_keep_the_name_that_the_customer_wrote(text: str, language: str, name: str) -> None:
    assert read_facts(text, language, NOW, NUMBERS, "NO").destination == name
