"""When something happened, in customers' words: the right instant, or none and they are asked again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.claims.order_numbers import OrderNumbers
from amends.facts.facts import read_facts
from amends.facts.happened import SLACK, choices, happened, instant_of
from amends.orders.order import Order
from tests.facts.moments_said import DUTCH, ENGLISH, NOON, NORWEGIAN
from tests.orders.sample import document

ZONE = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 28, 15, 0, tzinfo=ZONE)
"""A Saturday afternoon."""
SAID = [
    pytest.param(language, text, instant, id=f"{language}: {text}")
    for language, table in (("en", ENGLISH), ("nl", DUTCH), ("nb", NORWEGIAN))
    for text, instant in table.items()
]


def understood(text, language, now=NOW):
    return happened(read_facts(text, language, now, OrderNumbers("NN", 5), "NO", asked_when=True).moment, now)


def instant(text, language, now=NOW, order=None):
    when = understood(text, language, now)
    certain = when and when.certain
    return certain and instant_of(certain, now, order, "outage")


def read(text, language, now=NOW, order=None):
    moment = instant(text, language, now, order)
    return moment and moment.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(("language", "text", "instant"), SAID)
def test_the_right_instant_or_none(language, text, instant):
    assert read(text, language) == instant


@pytest.mark.parametrize(("language", "text", "instant"), [each for each in SAID if each.values[2]])
def test_the_words_around_it_change_nothing(language, text, instant):
    for around in ("{}.", "({})", "  {}  ", "{}!"):
        assert read(around.format(text.upper()), language) == instant


def test_each_language_has_enough_of_either_kind():
    for table in (ENGLISH, DUTCH, NORWEGIAN):
        assert sum(instant is not None for instant in table.values()) >= 35
        assert sum(instant is None for instant in table.values()) >= 25


@pytest.mark.parametrize("text", ["forrige tirsdag", "last Tuesday", "vorige dinsdag"])
def test_the_last_tuesday_is_certain_where_this_week_had_none_yet(text):
    assert read(text, "en", NOW.replace(day=23)) == f"2026-11-17 {NOON}"


@pytest.mark.parametrize(
    ("said", "day"), [("20 december", "2026-12-20"), ("20. mars", None), ("3 november", "2026-11-03")]
)
def test_a_day_without_a_year_is_the_latest_unless_the_coming_one_is_near(said, day):
    january = datetime(2027, 1, 10, 15, 0, tzinfo=ZONE)
    assert read(said, "nl", january) == (day and f"{day} {NOON}")


def test_early_in_the_day_today_is_now_and_this_evening_is_not_yet():
    early = NOW.replace(hour=8)
    assert read("today", "en", early) == "2026-11-28 08:00"
    assert read("vanmorgen", "nl", early) == "2026-11-28 08:00"
    assert read("vanmiddag", "nl", early) is None


def test_a_day_is_within_its_incident_and_so_is_a_part_of_it():
    order = Order.from_json(document(incidents=[
        {"kind": "outage", "cause": "provider", "started_at": "2026-11-27T18:30:00+01:00",
         "resolved_at": "2026-11-27T22:00:00+01:00"}
    ]))  # fmt: skip
    assert read("i går", "nb", order=order) == "2026-11-27 18:30"
    assert read("gisteravond", "nl", order=order) == "2026-11-27 18:30"
    assert read("yesterday morning", "en", order=order) == "2026-11-27 09:00"


def test_the_hour_is_the_one_of_the_wall_on_a_day_that_changes_it():
    assert instant("25 October 2026", "en").isoformat() == "2026-10-25T12:00:00+01:00"
    assert instant("24 October 2026", "en").isoformat() == "2026-10-24T12:00:00+02:00"


@given(st.text(max_size=80), st.sampled_from(["en", "nl", "nb"]))
def test_no_text_breaks_it_and_nothing_is_in_the_future(text, language):
    moment = instant(text, language)
    assert moment is None or moment <= NOW
    when = understood(text, language)
    assert when is None or all(each.start <= NOW + SLACK for each in choices(when, NOW, None, 4))


@given(
    st.dates(date(2025, 11, 28), date(2027, 12, 31)),
    st.sampled_from(["{0:%d.%m.%Y}", "{0:%Y-%m-%d}"]),
)
def test_a_whole_date_is_that_day_or_still_to_come(day, shape):
    moment = instant(shape.format(day), "nb")
    assert (moment.date() if moment else None) == (day if day <= NOW.date() else None)
