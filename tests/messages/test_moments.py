"""Instants in each language as its speakers write them: Dutch and Norwegian put a full stop between hour and minute."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from amends.messages import moments

AT = datetime(2026, 12, 1, 8, 31, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("language", "said", "with_its_year"),
    [
        ("en", "Tuesday 1 December, 09:31", "Tuesday 1 December 2026, 09:31"),
        ("nl", "dinsdag 1 december om 09.31 uur", "dinsdag 1 december 2026 om 09.31 uur"),
        ("nb", "tirsdag 1. desember kl. 09.31", "tirsdag 1. desember 2026 kl. 09.31"),
        ("sv", "tisdag 1 december kl. 09.31", "tisdag 1 december 2026 kl. 09.31"),
        ("de", "Dienstag, 1. Dezember, 09:31 Uhr", "Dienstag, 1. Dezember 2026, 09:31 Uhr"),
        ("fr", "Tuesday 1 December, 09:31", "Tuesday 1 December 2026, 09:31"),
    ],
)
def test_a_moment_is_a_day_and_a_time(language: str, said: str, with_its_year: str) -> None:
    assert moments.moment(AT, OSLO, language) == said
    assert moments.deadline(AT, OSLO, language) == with_its_year


@pytest.mark.parametrize(
    ("language", "said", "after_a_day"),
    [
        ("en", "Monday–Friday 09:00–16:30", ", 09:00–16:30"),
        ("nl", "maandag–vrijdag 09.00–16.30 uur", ", 09.00–16.30 uur"),
        ("nb", "mandag–fredag kl. 09.00–16.30", " kl. 09.00–16.30"),
        ("sv", "måndag–fredag kl. 09.00–16.30", " kl. 09.00–16.30"),
        ("de", "Montag–Freitag 09:00–16:30 Uhr", ", 09:00–16:30 Uhr"),
    ],
)
def test_from_one_time_to_another(language: str, said: str, after_a_day: str) -> None:
    opens, closes = time(9, 0), time(16, 30)
    assert moments.hours((0, 1, 2, 3, 4), opens, closes, language) == said
    assert moments.during(opens, closes, language) == after_a_day


@pytest.mark.parametrize(
    ("language", "zone", "named"),
    [
        ("de", "Europe/Berlin", "MEZ"),
        ("sv", "Europe/Stockholm", "CET"),
        ("en", "Europe/Oslo", "CET"),
        ("nb", "America/New_York", "EST"),
        ("de", "Asia/Kolkata", "IST"),
    ],
)
def test_a_stamp_names_its_zone_as_the_language_does(language: str, zone: str, named: str) -> None:
    written = datetime(2026, 12, 1, 11, 0, 5, tzinfo=UTC)
    assert moments.stamp(written, ZoneInfo(zone), language).endswith(f":05 {named}")
