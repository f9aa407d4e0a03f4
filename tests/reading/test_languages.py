"""Which languages are ours, and how one of them is asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.languages import LANGUAGES
from amends.reading.languages import written_in
from amends.reading.message import Message

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
OURS = [
    "heb je mijn pas nog, wie kan dit?", "er ging iets mis met mijn bestelling", "ik heb het niet", "no comment",
    "the service has been down since May", "jeg vil ha pengene tilbake", "jag vill ha pengarna tillbaka", "NN-10030",
    "ola.berg@example.com", "👍", "une question please",
]  # fmt: skip


def message(text: str) -> Message:
    return Message("1", text, NOW, "nlu_fallback")


@pytest.mark.parametrize("text", OURS)
def test_our_own_languages_are_not_taken_for_it(text: str) -> None:
    assert not message(text).is_foreign


@pytest.mark.parametrize(("spoken", "foreign"), [(("en", "nl", "nb"), True), (("en", "nb", "de"), False)])
def test_german_is_foreign_to_a_merchant_who_does_not_speak_it(spoken: tuple[str, ...], foreign: bool) -> None:
    text = "Guten Tag, ich möchte bitte mein Geld zurück"
    assert replace(message(text), languages=spoken).is_foreign is foreign


@pytest.mark.parametrize(
    "text",
    [
        "please in English",
        "kan det gjøres på engelsk?",
        "spreekt u Engels",
        "in het Engels",
        "auf Deutsch bitte",
        "på svenska",
    ],
)
def test_a_language_is_asked_for_by_its_name(text: str) -> None:
    assert message(text).asks_for_a_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I was charged twice", "en"),
        ("Hello, my dashboard does not work", "en"),
        ("Er is twee keer hetzelfde bedrag afgeschreven, IT-20029", "nl"),
        ("Ik wil mijn geld terug", "nl"),
        ("Jeg ble trukket to ganger", "nb"),
        ("Hei", "nb"),
        ("NN-10006", None),
        ("refund", "en"),
        ("👍", None),
        ("", None),
        ("Hallo", None),
    ],
)
def test_first_words_mark_one_of_our_languages(text: str, language: str | None) -> None:
    assert written_in(text) == language


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [
        ("Jag blev dragen två gånger", ("en", "nb", "sv"), "sv"),
        ("Jeg ble trukket to ganger", ("en", "nb", "sv"), "nb"),
        ("Mir wurde zweimal Geld abgebucht und ich möchte es zurück", ("en", "nl", "de"), "de"),
        ("Er is twee keer geld afgeschreven", ("en", "nl", "de"), "nl"),
        ("Mir wurde zweimal abgebucht", ("en",), None),
    ],
)
def test_first_words_mark_one_of_the_merchants_languages(text: str, spoken: tuple[str, ...], language: str) -> None:
    assert written_in(text, spoken) == language


def test_no_word_marks_two_of_our_languages() -> None:
    marks = [word for each in LANGUAGES.values() for word in each.marks | each.greetings]
    assert [word for word in set(marks) if marks.count(word) > 1] == []
