"""How long a text is, and that what breaks a limit is refused."""

import pytest

from amends.channels.errors import ChannelRefused
from amends.channels.limits import Choices, Limits, Outside, Units
from amends.channels.measure import check, length
from amends.channels.outgoing import Choice, Part, Shown, Way

LIMITS = Limits(text=10, text_with_choices=5, buttons=Choices(2, 4))
ONE = (Choice("t", "a"),)


@pytest.mark.parametrize(
    ("text", "units", "long"),
    [
        ("kr", Units.CHARACTERS, 2),
        ("😀", Units.CHARACTERS, 1),
        ("😀", Units.UTF16, 2),
        ("😀", Units.BYTES, 4),
        ("ø", Units.UTF16, 1),
        ("ø", Units.BYTES, 2),
        ("\ud800", Units.UTF16, 1),
    ],
    ids=["ascii", "emoji", "emoji-utf16", "emoji-bytes", "letter-utf16", "letter-bytes", "half-a-surrogate"],
)
def test_length(text, units, long):
    assert length(text, units) == long


@pytest.mark.parametrize(
    "part",
    [Part("x" * 10, "en"), Part("x" * 5, "en", ONE, Shown.BUTTONS), Part("a", "en", (Choice("x" * 64, "abcd"),) * 2)],
    ids=["full", "with-choices", "choices-that-are-lines"],
)
def test_what_keeps_to_the_limits_passes(part):
    check(part, LIMITS)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (Part("x" * 11, "en"), "too_long"),
        (Part("x" * 6, "en", ONE, Shown.BUTTONS), "too_long"),
        (Part("", "en"), "blank"),
        (Part("a", "en", ONE * 3, Shown.BUTTONS), "too_many_choices"),
        (Part("a", "en", ONE, Shown.LIST), "no_choices"),
        (Part("a", "en", (Choice("t", "abcde"),), Shown.BUTTONS), "label"),
        (Part("a", "en", (Choice("x" * 65, "a"),), Shown.BUTTONS), "token"),
        (Part("a", "en", way=Way.PERSON), "way"),
    ],
    ids=["long", "long-with-choices", "blank", "three", "list", "label", "token", "way"],
)
def test_what_breaks_one_is_refused(part, code):
    with pytest.raises(ChannelRefused) as fault:
        check(part, LIMITS)
    assert fault.value.code == code


def test_a_way_that_is_left_outside_the_window_passes():
    check(Part("a", "en", way=Way.PERSON), Limits(text=10, outside=Outside.PERSON))
