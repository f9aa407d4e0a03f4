"""What `make run` says names only who is there."""

from amends.settings import Settings
from devtools.runner.start import welcome


def test_with_the_demos_merchants_it_names_orders_to_try():
    text = welcome(Settings(), ["itnet", "norrnet"])
    assert "for itnet, norrnet." in text
    assert "amends chat --merchant norrnet" in text
    assert "order NN-10006" in text
    assert "docs/demo-orders.md" in text


def test_without_them_it_names_none_of_their_orders_and_a_merchant_that_is_there():
    text = welcome(Settings(), ["fjordvakt"])
    assert "amends chat --merchant fjordvakt\nAnswer as a person: http://127.0.0.1:8100/desk" in text
    for word in ("norrnet", "NN-", "demo-orders"):
        assert word not in text
