"""What gets through once a customer has been silent, by the channel and by who writes."""

from datetime import timedelta

import pytest

from amends.channels.limits import Limits, Outside
from amends.channels.outgoing import Way
from amends.channels.windows import closes_at, way_of
from amends.db.channel_tables import ChannelThreadRow
from tests.channels.harness import AT

DAY = timedelta(hours=24)
NEVER = Limits(text=1)
TEMPLATE = Limits(text=1, window=DAY, outside=Outside.TEMPLATE)
PERSON = Limits(text=1, window=DAY, outside=Outside.PERSON, person_window=timedelta(days=7))
NOTHING = Limits(text=1, window=DAY)
THREAD = ChannelThreadRow(last_inbound_at=AT)


@pytest.mark.parametrize(
    ("limits", "author", "silent", "way"),
    [
        (NEVER, "bot", timedelta(days=400), Way.FREE),
        (TEMPLATE, "bot", DAY - timedelta(seconds=1), Way.FREE),
        (TEMPLATE, "bot", DAY, Way.TEMPLATE),
        (TEMPLATE, "agent", timedelta(days=30), Way.TEMPLATE),
        (PERSON, "agent", DAY, Way.PERSON),
        (PERSON, "agent", timedelta(days=7), None),
        (PERSON, "bot", DAY, None),
        (PERSON, "system", DAY, None),
        (NOTHING, "agent", DAY, None),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_the_way_of_a_message(limits, author, silent, way):
    assert way_of(THREAD, author, AT + silent, limits) is way


def test_a_window_closes_so_long_after_the_customers_last_message():
    assert closes_at(THREAD, PERSON) == AT + DAY
    assert closes_at(THREAD, NEVER) is None
