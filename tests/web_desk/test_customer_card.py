"""Who the customer is, as staff read it: what the order's record does not tell is not made up."""

from types import SimpleNamespace

import pytest

from amends.orders.order import Customer
from web.desk.rendering import page


@pytest.mark.parametrize(
    ("country", "consumer", "read"),
    [
        ("NO", True, "NO, consumer"),
        ("NO", False, "NO, business"),
        ("NO", None, "NO, consumer or business not known"),
        (None, None, "not known, consumer or business not known"),
    ],
)
def test_country_and_consumer_are_told_or_not_known(country, consumer, read):
    view = SimpleNamespace(
        order=SimpleNamespace(customer=Customer("kari@example.com", country, consumer)),
        case=SimpleNamespace(email="kari@example.com"),
        language_name="Norwegian",
        channel=None,
        answers_to=None,
        statements=(),
    )
    assert f"<dt>Country</dt><dd>{read}</dd>" in page("_customer.html", {"v": view}).body.decode()
