"""How often the messages of tests/nlu, which no training saw, get the act, the way and the language they were written
with. The floors are a little below what was measured: docs/understanding.md."""

import csv
import re
from pathlib import Path

import pytest

from tests.rasa.server import ROOT
from tests.rasa.understanding import Understanding

FLOORS = {"en": 0.80, "nl": 0.80, "nb": 0.80, "sv": 0.85, "de": 0.80}
FEWEST = {"en": 400, "nl": 400, "nb": 400, "sv": 445, "de": 460}
MEANT_FLOOR = 0.85
LANGUAGE_FLOOR = 0.97
CERTAIN = {"en": 0.85, "nl": 0.88, "nb": 0.88, "sv": 0.80, "de": 0.90}
"""Of so many short messages the language is certain: below that the first answer comes in the page's."""
SHORT = range(3, 9)
RUN = 5
"""So many words in a row are a sentence that was seen."""


def messages(folder: str) -> list[dict[str, str]]:
    """The labelled messages below `folder`, a folder a language, each with its language."""
    return [row for file in sorted((ROOT / folder).glob("*/*.tsv")) for row in rows_of(file, file.parent.name)]


def rows_of(file: Path, language: str) -> list[dict[str, str]]:
    """The messages of one file."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{**row, "language": language} for row in rows]


HELD_OUT = messages("tests/nlu")


@pytest.mark.parametrize("language", FLOORS)
def test_held_out_messages_are_understood(understood: Understanding, language: str) -> None:
    of_it = [each for each in HELD_OUT if each["language"] == language]
    found = understood(each["text"] for each in of_it)
    right = [read.intent in each["acts"].split("+") for each, read in zip(of_it, found, strict=True)]
    assert len(right) >= FEWEST[language]
    assert sum(right) / len(right) >= FLOORS[language]


def test_how_they_are_meant_is_understood(understood: Understanding) -> None:
    found = understood(each["text"] for each in HELD_OUT)
    right = [read.meant == each["meant"] for each, read in zip(HELD_OUT, found, strict=True)]
    assert sum(right) / len(right) >= MEANT_FLOOR


def test_a_language_is_named_only_where_it_is_that(understood: Understanding) -> None:
    found = understood(each["text"] for each in HELD_OUT)
    named = [read.language == each["language"] for each, read in zip(HELD_OUT, found, strict=True) if read.language]
    assert len(named) >= len(HELD_OUT) // 2
    assert sum(named) / len(named) >= LANGUAGE_FLOOR


@pytest.mark.parametrize("language", CERTAIN)
def test_the_language_of_a_short_message_is_certain(understood: Understanding, language: str) -> None:
    short = [each["text"] for each in HELD_OUT if each["language"] == language and _words(each["text"]) in SHORT]
    found = [read.language for read in understood(short)]
    assert len(short) >= 100
    assert found.count(language) / len(short) >= CERTAIN[language]


def test_no_held_out_message_shares_a_run_of_words_with_the_training() -> None:
    further = [row for file in (ROOT / "domain").glob("*/messages/*.tsv") for row in rows_of(file, file.parts[-3])]
    assert {each["language"] for each in further} >= {"sv", "de"}
    trained = {run for each in (*messages("data/messages"), *further) for run in _runs(each["text"])}
    assert len(trained) > 100_000
    assert [each["text"] for each in HELD_OUT if trained & _runs(each["text"])] == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _words(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{2,}", text))
