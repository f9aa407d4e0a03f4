"""What has become of an order since it was decided on, as the next person reads it."""

from dataclasses import replace

import pytest

from amends.desk.queries.order_changes import changes
from tests.remedies.scene import an_order, money


def paid(**payment):
    """An order with one payment of 490, as `payment` has it."""
    order = an_order("490.00")
    return replace(order, payments=tuple(replace(each, **payment) for each in order.payments))


@pytest.mark.parametrize(
    "now", [{"refunded": money("490.00")}, {"dispute_status": "lost"}], ids=["refunded", "taken by the bank"]
)
def test_all_that_the_customer_has_back_counts_as_returned(now):
    [returned, *_] = changes(paid(), paid(**now))
    assert (returned.name, returned.before, returned.now) == ("Returned", money("0.00"), money("490.00"))
