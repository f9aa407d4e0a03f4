"""Every sentence is there in each language, and says the same with the same arguments and buttons."""

import re

import pytest

from amends.clock import parse
from amends.facts.moments import find_moments
from amends.known_words import in_known_words
from tests.domain.reading import LANGUAGES, arguments, buttons, language_of, responses

FAMILIAR_DUTCH = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
FORMAL_NORWEGIAN = re.compile(r"\b(?:Dem|Deres)\b|(?<!^)(?<![.:?!] )\bDe\b")
FAMILIAR_GERMAN = re.compile(r"\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)
FORMAL_SWEDISH = re.compile(r"(?<!^)(?<![.:?!\n”] )\b(?:Ni|Er|Ert|Era)\b")
ON_A_SMALL_BUTTON = 20
"""Letters, on WhatsApp and Messenger."""
QUOTED = re.compile(r"[“«„”]([^”»“]+)[”»“]")
LABELS = {
    "utter_right_of_withdrawal": (
        "Withdraw from contract here",
        "Hier de overeenkomst herroepen",
        "Gå fra avtalen her",
        "Vertrag widerrufen",
        "Ångra avtalet här",
    ),
    "utter_ask_withdrawal": (
        "Confirm withdrawal",
        "Herroeping bevestigen",
        "Bekreft at du går fra avtalen",
        "Widerruf bestätigen",
        "Bekräfta att du ångrar avtalet",
    ),
}


def broken(rule):
    """The names of the responses whose variations do not hold to the rule."""
    return [name for name, variations in sorted(responses().items()) if not rule(variations)]


def every_variation():
    return [(name, variation) for name, variations in responses().items() for variation in variations]


def texts(language):
    """Everything a customer reads in one language, with the name of its response."""
    for name, variations in responses().items():
        for variation in variations:
            if language_of(variation) == language:
                yield from ((name, text) for text in (variation["text"], *(b["title"] for b in buttons(variation))))


def test_english_comes_first_then_dutch_and_norwegian_and_then_each_further_language():
    assert broken(lambda variations: tuple(map(language_of, variations)) == LANGUAGES) == []


@pytest.mark.parametrize("name", ["utter_channel_person", "utter_channel_choose"])
def test_what_is_there_for_small_buttons_fits_on_them(name):
    assert [each["text"] for each in responses()[name] if len(each["text"]) > ON_A_SMALL_BUTTON] == []


def test_no_variation_is_blank():
    assert broken(lambda variations: all(each["text"].strip() for each in variations)) == []
    titles = [(name, button["title"]) for name, each in every_variation() for button in buttons(each)]
    assert [name for name, title in titles if not title.strip()] == []


def test_each_language_needs_the_same_arguments():
    assert broken(lambda variations: len(set(map(arguments, variations))) == 1) == []


def test_each_language_has_the_same_buttons():
    def payloads(variation):
        return tuple(button["payload"] for button in buttons(variation))

    assert broken(lambda variations: len(set(map(payloads, variations))) == 1) == []


def test_titles_of_one_response_differ():
    titles = [(name, [button["title"] for button in buttons(each)]) for name, each in every_variation()]
    assert [name for name, found in titles if len(set(found)) != len(found)] == []


def test_dutch_is_polite():
    assert not [(name, text) for name, text in texts("nl") if FAMILIAR_DUTCH.search(text)]


def test_norwegian_says_du():
    assert not [(name, text) for name, text in texts("nb") if FORMAL_NORWEGIAN.search(text)]


def test_german_is_polite():
    assert not [(name, text) for name, text in texts("de") if FAMILIAR_GERMAN.search(text)]


def test_swedish_says_du():
    assert not [(name, text) for name, text in texts("sv") if FORMAL_SWEDISH.search(text)]


@pytest.mark.parametrize(("name", "labels"), LABELS.items())
def test_the_buttons_of_a_withdrawal_are_labelled_as_the_law_has_it(name, labels):
    assert tuple(buttons(variation)[0]["title"] for variation in responses()[name]) == labels


def test_a_method_that_is_not_known_leaves_no_gap():
    with_a_method = [item for item in every_variation() if item[0].startswith(("utter_approved_", "utter_confirm_"))]
    assert with_a_method
    filled = [(name, re.sub(r"(?<!\{)\{method\}", "", variation["text"])) for name, variation in with_a_method]
    lines = [(name, line) for name, text in filled for line in text.splitlines()]
    assert [(name, line) for name, line in lines if re.search(r"\S  |\s[.,;:!?)]", line.rstrip())] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["utter_ask_occurred_at", "utter_explain_occurred_at"])
def test_the_times_shown_as_examples_are_understood(name, language):
    now = parse("2026-11-22T12:00:00+01:00")
    [variation] = [each for each in responses()[name] if language_of(each) == language]
    examples = QUOTED.findall(variation["text"])
    assert examples
    for example in examples:
        [moment] = find_moments(in_known_words(example, language), language, now)
        assert moment.certain is not None, example
        assert f"{moment.certain.start:%-H:%M}" in example.replace(".", ":"), example
