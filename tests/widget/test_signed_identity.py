"""A website whose customers are signed in vouches for them: what its page says is all that the window needs."""

import re
from datetime import timedelta

import jwt
import pytest
from playwright.sync_api import Browser, Route

from amends import clock
from demo.orders.scenarios import scenarios
from tests.stack import VOUCHING_KEY, Stack
from tests.widget.browser import Visitor

LIKE, ORDER, EMAIL = "NN-10006", "NN-10976", "kari.holm@example.com"
"""The demo's order LIKE that is put there again under ORDER, for these tests alone."""


def attributes(ahead: timedelta, user: str) -> str:
    """What the website's server writes into its page for the customer who is signed in."""
    expires_at = int((clock.now() + ahead).timestamp())
    claims = {"sub": user, "email": EMAIL, "aud": "norrnet", "exp": expires_at}
    return f'data-merchant="norrnet" data-identity="{jwt.encode(claims, VOUCHING_KEY, algorithm="HS256")}"'


@pytest.fixture
def signed_in(system: Stack, browser: Browser):
    """Lets a visitor arrive at a shop that vouches for them, with a signature that is good for so long."""
    context = browser.new_context(viewport={"width": 1200, "height": 850})

    def arrive(ahead: timedelta, user: str = "customer-77") -> Visitor:
        visitor = Visitor(context.new_page(), f"{system.settings.public_url}/demo/norrnet/en.html")

        def vouch(route: Route) -> None:
            page = route.fetch()
            route.fulfill(response=page, body=page.text().replace('data-merchant="norrnet"', attributes(ahead, user)))

        visitor.page.route(re.compile(r"/demo/norrnet/en\.html$"), vouch)
        return visitor.visit().open()

    yield arrive
    context.close()


def test_a_signed_in_customer_types_no_address(signed_in, system: Stack) -> None:
    like = next(each for each in scenarios() if each.number == LIKE).document(clock.now())
    system.orders.put({**like, "number": ORDER})
    visitor = signed_in(timedelta(hours=1))
    visitor.say(f"My card shows the amount of order {ORDER} twice")
    visitor.reads("Shall I do this?")
    assert "Which e-mail address" not in visitor.log.inner_text()
    assert visitor.problems == []


def test_with_a_signature_that_has_expired_the_address_is_asked_for(signed_in) -> None:
    visitor = signed_in(timedelta(seconds=-1))
    visitor.say(f"My card shows the amount of order {ORDER} twice")
    visitor.reads("Which e-mail address")


def test_two_customers_of_one_browser_have_a_conversation_each(signed_in) -> None:
    first = signed_in(timedelta(hours=1), "customer-77")
    first.say("My card shows the amount twice, this is Kari")
    first.reads("order number")
    second = signed_in(timedelta(hours=1), "customer-78")
    assert "this is Kari" not in second.log.inner_text()
    again = signed_in(timedelta(hours=1), "customer-77")
    again.log.get_by_text("this is Kari").wait_for()
