"""The files of wordings hold every key in every language, with slots that there are."""

from random import Random

import pytest

from simulate import wordings as module
from simulate.phrasing import spoken_of
from simulate.scenario import scenarios
from simulate.wordings import LANGUAGES, SLOT, read, wordings

SLOTS = {
    "order", "wrong_order", "email", "wrong_email", "service", "amount", "when", "day", "time", "destination", "error",
    "name", "merchant", "problem",
}  # fmt: skip
README = (module.FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_of_the_others(language):
    assert wordings(language).keys == wordings("en").keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_are_ones_that_are_filled(language):
    ways = [way for key in wordings(language).keys for way in wordings(language).ways(key)]
    assert {slot for way in ways for slot in SLOT.findall(way)} <= SLOTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_customer_needs_for_a_story_is_there(language):
    stories = {scenario.story for scenario in scenarios()}
    needed = {key for story in stories for key in spoken_of(story)}
    assert needed <= wordings(language).keys


def test_every_key_stands_in_the_readme():
    there = {key if not key.startswith(("open.", "explain.")) else key.split(".")[1] for key in wordings("en").keys}
    assert not [key for key in there if f"`{key}`" not in README]


def test_files_of_a_folder_are_read_together(tmp_path):
    (tmp_path / "a.tsv").write_text("# who\nyes.proposal\tYes\n\n", "utf-8")
    (tmp_path / "b.tsv").write_text("yes.proposal\tGo on\ngive.order\tIt is {order}\n", "utf-8")
    words = read(tmp_path)
    assert words.ways("yes.proposal") == ("Yes", "Go on")
    assert words.say("give.order", Random(1), {"order": "NN-30001"}) == "It is NN-30001"


@pytest.mark.parametrize("line", ["yes.proposal Yes", "yes.proposal\t", "yes.proposal\tYes\tindeed"])
def test_a_line_that_is_no_key_tab_and_text_is_refused(tmp_path, line):
    (tmp_path / "a.tsv").write_text(f"{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"a\.tsv, line 1"):
        read(tmp_path)


def test_nothing_is_said_twice_while_there_is_another_way(tmp_path):
    (tmp_path / "a.tsv").write_text("k\tone\nk\ttwo\n", "utf-8")
    past: set[str] = set()
    said = [read(tmp_path).say("k", Random(3), {}, past) for _ in range(2)]
    assert set(said) == {"one", "two"}
