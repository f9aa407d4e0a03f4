"""Texts are cut where a reader would, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.limits import Units
from amends.channels.measure import length as measure
from amends.channels.splitting import split

FLAG, FAMILY, ACCENTED = "🇳🇴", "👨‍👩‍👧", "e\N{COMBINING ACUTE ACCENT}"


@pytest.mark.parametrize(
    ("text", "units", "long"),
    [("abc", Units.CHARACTERS, 3), ("a😀", Units.UTF16, 3), ("a😀", Units.BYTES, 5), ("blåbær", Units.BYTES, 8)],
)
def test_a_text_is_as_long_as_the_provider_counts(text, units, long):
    assert measure(text, units) == long


def test_what_fits_stays_whole():
    assert split("One. Two.", 9, Units.CHARACTERS) == ["One. Two."]


def test_it_is_cut_between_sentences():
    assert split("One is here. Two is there. Three.", 27, Units.CHARACTERS) == ["One is here. Two is there.", "Three."]


def test_an_abbreviation_or_amount_ends_no_sentence():
    text = "Refund of kr. 490 by art. 5 is due. Yes."
    assert split(text, 36, Units.CHARACTERS) == ["Refund of kr. 490 by art. 5 is due.", "Yes."]


def test_lines_are_cut_between_lines():
    assert split("1. Refund\n2. Credit\n3. Wait", 20, Units.CHARACTERS) == ["1. Refund\n2. Credit", "3. Wait"]


def test_a_sentence_that_is_too_long_is_cut_between_words():
    assert split("one two three four", 9, Units.CHARACTERS) == ["one two", "three", "four"]


@pytest.mark.parametrize("letter", [FLAG, FAMILY, ACCENTED, "😀"])
def test_a_letter_is_never_torn(letter):
    limit = measure(letter, Units.UTF16) * 2 + 1
    parts = split(letter * 7, limit, Units.UTF16)
    assert "".join(parts) == letter * 7
    assert all(part == letter * (len(part) // len(letter)) for part in parts)


def test_one_letter_with_more_marks_than_a_message_holds_ends_too():
    monster = "e" + "\N{COMBINING ACUTE ACCENT}" * 50
    assert "".join(split(monster, 10, Units.UTF16)) == monster


@given(st.text(max_size=300), st.integers(4, 60), st.sampled_from(Units))
def test_no_part_is_too_long_and_no_word_is_lost(text, limit, units):
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        text = "x"
    parts = split(text, limit, units)
    assert all(0 < measure(part, units) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
