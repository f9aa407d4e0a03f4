"""The facts of a decision, as staff read them."""

from zoneinfo import ZoneInfo

import pytest

from web.desk.rendering import reason

OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-07-01T10:00:00Z", "1 Jul 2026 12:00"),
        ("not_activated", "not activated"),
        (None, "not known"),
        (True, "yes"),
        ([], "none"),
        (["on_hold", "fraud"], "on hold, fraud"),
        ({"amount": "490.00", "currency": "NOK"}, "NOK\N{NO-BREAK SPACE}490.00"),
        ({"started_at": "2026-12-01T10:00:00+00:00", "cause": "own_fault", "resolved_at": None},
         "started at 1 Dec 2026 11:00, cause own fault"),
        ("2026-99-99", "2026-99-99"),
    ],
)  # fmt: skip
def test_instants_names_and_members_are_words(value, read):
    assert reason(value, OSLO) == read
