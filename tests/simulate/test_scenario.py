"""Entries of the scenarios' files, and which of them a run takes."""

import pytest

from simulate.scenario import RightEnd, chosen, expand, scenarios
from tests.shipped import policies

ENTRY = {
    "name": "one",
    "order": "NN-10006",
    "goal": "duplicate_payment",
    "right": {"cases": ["approve"], "moves": ["refund 490.00 NOK"]},
    "messages": 3,
    "languages": ["en", "nb"],
    "habits": ["plain", {"name": "changes_mind", "languages": ["en"], "right": {"cases": []}}],
}


def test_an_entry_is_a_scenario_for_each_habit_and_language():
    found = {each.id: each for each in expand(ENTRY)}
    assert list(found) == ["one/plain/en", "one/plain/nb", "one/changes_mind/en"]
    assert found["one/plain/nb"].right == RightEnd(("approve",), ("refund 490.00 NOK",))
    assert found["one/changes_mind/en"].right == RightEnd(())


def test_a_habit_adds_to_a_humans_messages():
    (found,) = expand({**ENTRY, "habits": [{"name": "haggles", "languages": ["en"]}]})
    assert found.messages == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"habits": ["sings"]}, "no habit sings"),
        ({"languages": ["fr"]}, "no language fr"),
        ({"right": {"cases": ["granted"]}}, "no outcome"),
        ({"amount": "490"}, "unknown"),
    ],
)
def test_what_nobody_knows_is_refused(change, said):
    with pytest.raises(ValueError, match=f"one: {said}"):
        list(expand({**ENTRY, **change}))


def test_an_order_that_is_no_demo_order_is_refused():
    with pytest.raises(KeyError):
        list(expand({**ENTRY, "order": "NN-77777"}))


def test_there_are_enough_over_both_merchants_and_all_of_their_languages():
    kinds = {(each.name, each.habit) for each in scenarios()}
    assert len(kinds) >= 150
    assert {(each.demo.merchant, each.language) for each in scenarios()} == {
        (merchant, language)
        for merchant in ("norrnet", "itnet")
        for language in policies()[merchant].merchant.languages
    }


def test_a_run_takes_what_fits():
    found = chosen("*/haggles/*", "itnet", "nl")
    assert found
    assert all(each.habit == "haggles" and each.language == "nl" and each.order[:2] == "IT" for each in found)
    assert not chosen("no-such/*")
