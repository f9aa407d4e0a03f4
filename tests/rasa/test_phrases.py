"""What is recognised whatever the model makes of it: a person, anger and disagreement, in every language."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amends.reading.thresholds import SURE
from rasa_addons.phrases import BadPhrases, Phrases
from tests.rasa.server import ROOT
from tests.rasa.understanding import Understanding

SENTENCES = sorted((ROOT / "tests/nlu/phrases").glob("*.yml"))
FILES = [yaml.safe_load(file.read_text("utf-8")) for file in sorted((ROOT / "data/phrases").glob("*.yml"))]
PHRASES = Phrases(FILES)
INTENTS = {"talk_to_human", "frustrated", "appeal", "request_refund", "ask_case_status", "ask_order_status"}


MISTAKEN = 3
"""So many of them the model takes for it none the less: «my boss» and «a boss» are near each other."""


def written() -> list[Any]:
    found = []
    for file in SENTENCES:
        for expected, sentences in yaml.safe_load(file.read_text("utf-8")).items():
            for sentence in sentences:
                intent = None if expected == "nothing" else expected
                found.append(pytest.param(sentence, intent, id=f"{file.stem}: {sentence}"))
    return found


@pytest.mark.parametrize(("sentence", "expected"), written())
def test_a_sentence_means_one_thing_or_is_left_to_the_model(sentence: str, expected: str | None) -> None:
    assert PHRASES.intent_of(sentence) == expected


def test_the_trained_model_says_the_same(understood: Understanding) -> None:
    """Nothing that is left to the model may come out as a sure request for a person either, in the languages that it
    does not know."""
    given = [(parameter.id, *parameter.values) for parameter in written()]
    parsed = list(zip(given, understood(sentence for _, sentence, _ in given), strict=True))
    assert [name for (name, _, expected), found in parsed if expected and found[:2] != (expected, 1.0)] == []
    left = [(name, found) for (name, _, expected), found in parsed if not expected and not name.startswith("en")]
    sure = {"talk_to_human", "frustrated"}
    wrong = [name for name, found in left if found.intent in sure and found.sure >= SURE and found.meant == "stated"]
    assert len(wrong) <= MISTAKEN, wrong


def test_there_are_enough_sentences_of_either_kind_in_each_language() -> None:
    for file in SENTENCES:
        found = yaml.safe_load(file.read_text("utf-8"))
        assert len(found["talk_to_human"]) >= 15, file
        assert len(found["nothing"]) >= 15, file


def test_the_buttons_of_the_welcome_can_be_typed_in_every_language_but_the_one_of_the_training() -> None:
    welcome = yaml.safe_load((ROOT / "domain/conversation.yml").read_text("utf-8"))["responses"]["utter_welcome"]
    for variation in welcome[1:]:
        for button in variation["buttons"]:
            assert PHRASES.intent_of(button["title"]) == button["payload"].removeprefix("/"), button["title"]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert PHRASES.intent_of(text) in {None, *INTENTS}


def test_a_long_story_is_read_quickly() -> None:
    assert PHRASES.intent_of("ik wil met een " * 500) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"intents": {"appeal": {"within": ["{nobody}"]}}},
        {"intents": {"appeal": {"anywhere": ["no"]}}},
        {"intents": {"appeal": {"alone": ["!"]}}},
        {"negations": ["not"]},
    ],
)
def test_a_broken_file_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(BadPhrases):
        Phrases([broken])
