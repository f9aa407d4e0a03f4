"""The order as it is now, beside as it was decided on; and what the policy says before anybody has decided."""

from amends.orders.order import Order
from tests.web_desk.house import review_scenarios
from tests.web_desk.reader import Reader


def grantable():
    """A case in review whose order holds money and no dispute."""
    return next(each for each in review_scenarios() if each.decides not in {"N01", "N02"})


def returned(house, number):
    """All of it went back, and the order is cancelled."""
    order = house.orders["norrnet"].order(house.case(number).order_number)
    document = order.document
    payments = [{**each, "refunded": each["amount"]} for each in document["payments"]]
    house.orders["norrnet"].put(
        Order.from_json({**document, "payments": payments, "cancelled_at": house.now.isoformat()})
    )


def test_what_became_of_an_order_stands_before_how_it_was(house):
    number, _ = house.review(grantable())
    anna = Reader(house, "anna")
    assert "Since it was decided on" not in anna.reads(f"/desk/cases/{number}/order")
    returned(house, number)
    words = anna.reads(f"/desk/cases/{number}/order")
    before, now = words.index("Since it was decided on"), words.index("As it is now")
    assert before < words.index("Returned") < words.index("Cancelled") < now < words.index("As it was decided on")


def test_a_case_that_nobody_decided_shows_what_the_policy_says_and_what_to_approve(house):
    number, _ = house.review(grantable(), decided=False)
    anna = Reader(house, "anna")
    assert "What the policy says" not in anna.reads(f"/desk/cases/{number}")
    assert "What the policy says" in anna.reads(f"/desk/cases/{number}/order")


def test_the_issue_is_set_on_the_page_and_the_advice_follows_it(house):
    number, _ = house.review(grantable(), decided=False)
    anna = Reader(house, "anna")
    anna.post(f"/desk/cases/{number}/issue", issue="outage")
    assert house.case(number).issue == "outage"
    assert "The issue was changed" in anna.reads(f"/desk/cases/{number}")
    assert "Of outage, on the order as it is now" in anna.reads(f"/desk/cases/{number}/order")
