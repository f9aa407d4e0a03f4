"""Choices are shown by whatever holds all of them with whole titles."""

from dataclasses import replace

import pytest

from amends.channels.choosing import listed, numbered, parts_of, shortened
from amends.channels.limits import Choices, Limits
from amends.channels.outgoing import Choice, Shown, Way

LIMITS = Limits(text=200, text_with_choices=60, buttons=Choices(3, 20), list=Choices(10, 24))


def choices(*titles):
    return [Choice(f"t{number}", title) for number, title in enumerate(titles)]


def shown(titles, limits=LIMITS, text="Which one?", way=Way.FREE):
    return parts_of(text, choices(*titles), limits, language="en", list_title="Choose", way=way)


@pytest.mark.parametrize(
    ("titles", "how"),
    [
        (("Yes", "No"), Shown.BUTTONS),
        (("a" * 20,), Shown.BUTTONS),
        (("a" * 21,), Shown.LIST),
        (("1", "2", "3", "4"), Shown.LIST),
        (("a" * 25,), Shown.NONE),
        (("VPN", "vpn"), Shown.NONE),
        (tuple("abcdefghijk"), Shown.NONE),
        ((), Shown.NONE),
    ],
)
def test_buttons_then_a_list_then_numbered_lines(titles, how):
    [part] = shown(titles)
    assert part.shown is how
    assert [choice.title for choice in part.choices] == ([] if how is Shown.NONE else list(titles))
    assert part.list_title == ("Choose" if how is Shown.LIST else "")
    assert part.text == "Which one?" + (
        "\n\n" + "\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1)) if titles and how is Shown.NONE else ""
    )


def test_marks_are_not_numbered_once_more():
    titles, bare = ("1", "2", "3", "4", "5"), Limits(text=200)
    [part] = shown(titles, bare, "How well, from 1 to 5?")
    assert part.text == "How well, from 1 to 5?"
    assert numbered(choices(*titles)) == listed(choices(*titles)) == ""
    assert numbered(choices("1", "3")) == "1. 1\n2. 3"


def test_the_numbers_of_a_second_list_go_on():
    [part] = parts_of("Or?", choices("a", "b"), Limits(text=200), language="en", list_title="Choose", first=3)
    assert part.text == "Or?\n\n3. a\n4. b"


PERSON = Choice("t9", "Met een medewerker praten", "talk_to_human")


@pytest.mark.parametrize(
    ("titles", "how"),
    [
        (("Ja", "Nee"), Shown.BUTTONS),
        (("Ja", "Nee", "Misschien"), Shown.LIST),
        (("a" * 24,), Shown.LIST),
        (("a" * 25,), Shown.NONE),
        (("VPN", "vpn"), Shown.NONE),
    ],
)
def test_a_way_to_a_person_is_short_where_only_that_makes_buttons_of_it(titles, how):
    offered = [*choices(*titles), PERSON]
    found = shortened(offered, LIMITS, {"talk_to_human": "Medewerker spreken"})
    [part] = parts_of("Welke?", found, LIMITS, language="nl", list_title="Kiezen")
    assert part.shown is how
    assert found[-1] == (PERSON if how is Shown.NONE else replace(PERSON, title="Medewerker spreken"))


def test_titles_stay_whole_where_there_is_room():
    roomy = replace(LIMITS, buttons=Choices(3, 30))
    assert shortened([PERSON], roomy, {"talk_to_human": "Medewerker spreken"}) == [PERSON]


def test_a_channel_without_buttons_has_numbered_lines():
    [part] = shown(("Yes", "No"), Limits(text=200))
    assert part.text == "Which one?\n\n1. Yes\n2. No"


def test_a_closed_window_has_room_for_numbered_lines_alone():
    [part] = shown(("Yes", "No"), way=Way.PERSON)
    assert (part.shown, part.choices, part.way) == (Shown.NONE, (), Way.PERSON)
    assert part.text.endswith("2. No")


def test_the_choices_stand_under_the_last_part_which_is_short_enough_for_them():
    parts = shown(("Yes", "No"), text="A sentence of some length. " * 6)
    assert [bool(part.choices) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert len(parts[-1].text) <= 60


def test_choices_without_words_stand_under_the_lists_title():
    [part] = shown(("Yes", "No"), text="")
    assert (part.text, part.shown) == ("Choose", Shown.BUTTONS)


def test_nothing_to_say_is_no_part():
    assert shown((), text=" ") == []


def test_every_token_goes_out_as_it_is():
    [part] = shown(("Yes", "No"), replace(LIMITS, text_with_choices=None))
    assert [choice.token for choice in part.choices] == ["t0", "t1"]
