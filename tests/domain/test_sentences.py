"""Every sentence is there in each language, and says the same with the same arguments and buttons."""

import re

import pytest

from amends.claims.moments import read_moment
from amends.clock import parse
from tests.domain.reading import LANGUAGES, arguments, buttons, language_of, responses

FAMILIAR_DUTCH = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
FORMAL_NORWEGIAN = re.compile(r"\b(?:Dem|Deres)\b|(?<!^)(?<![.:?!] )\bDe\b")
QUOTED = re.compile(r"[“«]([^”»]+)[”»]")
LABELS = {
    "utter_right_of_withdrawal": (
        "Withdraw from contract here",
        "Hier de overeenkomst herroepen",
        "Gå fra avtalen her",
    ),
    "utter_ask_withdrawal": ("Confirm withdrawal", "Herroeping bevestigen", "Bekreft at du går fra avtalen"),
}

every_response = pytest.mark.parametrize("name", sorted(responses()))


def texts(language):
    """Everything a customer reads in one language, with the name of its response."""
    for name, variations in responses().items():
        for variation in variations:
            if language_of(variation) == language:
                yield from ((name, text) for text in (variation["text"], *(b["title"] for b in buttons(variation))))


@every_response
def test_english_comes_first_then_dutch_and_norwegian(name):
    assert tuple(language_of(variation) for variation in responses()[name]) == LANGUAGES


@every_response
def test_no_variation_is_blank(name):
    assert all(variation["text"].strip() for variation in responses()[name])
    assert all(button["title"].strip() for variation in responses()[name] for button in buttons(variation))


@every_response
def test_each_language_needs_the_same_arguments(name):
    assert len({arguments(variation) for variation in responses()[name]}) == 1


@every_response
def test_each_language_has_the_same_buttons(name):
    behind = {tuple(button["payload"] for button in buttons(variation)) for variation in responses()[name]}
    assert len(behind) == 1


@every_response
def test_titles_of_one_response_differ(name):
    for variation in responses()[name]:
        titles = [button["title"] for button in buttons(variation)]
        assert len(set(titles)) == len(titles)


def test_dutch_is_polite():
    assert not [(name, text) for name, text in texts("nl") if FAMILIAR_DUTCH.search(text)]


def test_norwegian_says_du():
    assert not [(name, text) for name, text in texts("nb") if FORMAL_NORWEGIAN.search(text)]


@pytest.mark.parametrize(("name", "labels"), LABELS.items())
def test_the_buttons_of_a_withdrawal_are_labelled_as_the_law_has_it(name, labels):
    assert tuple(buttons(variation)[0]["title"] for variation in responses()[name]) == labels


@pytest.mark.parametrize(
    "name", [name for name in sorted(responses()) if name.startswith(("utter_approved_", "utter_confirm_"))]
)
def test_a_method_that_is_not_known_leaves_no_gap(name):
    for variation in responses()[name]:
        filled = re.sub(r"(?<!\{)\{method\}", "", variation["text"])
        assert not [line for line in filled.splitlines() if re.search(r"\S  |\s[.,;:!?)]", line.rstrip())]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["utter_ask_occurred_at", "utter_explain_occurred_at"])
def test_the_times_shown_as_examples_are_understood(name, language):
    now = parse("2026-11-22T12:00:00+01:00")
    [variation] = [each for each in responses()[name] if language_of(each) == language]
    examples = QUOTED.findall(variation["text"])
    assert examples
    for example in examples:
        read = read_moment(example, language, now, now.tzinfo, None, "outage")
        assert read is not None, example
        assert f"{read:%-H:%M}" in example.replace(".", ":"), example
