"""The case at a glance, above the talk: it goes along with the case, and folds where there is little room."""

import re

import pytest
from playwright.sync_api import Locator, expect

from amends import clock
from demo.orders.scenarios import scenarios
from tests.stack import Stack
from tests.widget.browser import Visitor
from tests.widget.conftest import Arrives, agent_says

LIKE, EMAIL = "NN-10006", "kari.holm@example.com"


def order(system: Stack, number: str) -> str:
    """The demo's order LIKE, put there again for one test alone."""
    like = next(each for each in scenarios() if each.number == LIKE).document(clock.now())
    system.orders.put({**like, "number": number})
    return number


def card(visitor: Visitor) -> Locator:
    return visitor.dialog.get_by_role("region", name=re.compile("Your case|Uw zaak|Saken din"))


def test_it_goes_along_with_the_case(visitor: Visitor, system: Stack) -> None:
    visitor.open()
    expect(card(visitor)).to_have_count(0)
    visitor.say(f"My card shows the amount of order {order(system, 'NN-10971')} twice, {EMAIL}")
    visitor.reads("Shall I do this?")
    expect(card(visitor)).to_contain_text("Waiting for your answer")
    expect(card(visitor)).to_contain_text("Step 2 of 3")
    assert visitor.violations() == []
    visitor.shot("20-card-asked")
    visitor.press("Yes, please")
    visitor.reads(re.compile(r"has been made: NOK\s490\.00"))
    expect(card(visitor)).to_contain_text("Settled")
    visitor.shot("21-card-settled")
    card(visitor).locator("summary").click()
    for told in (r"NOK\s490\.00 back", "All 3 steps done", "The money is usually there by", "Opened on", "AM-"):
        expect(card(visitor)).to_contain_text(re.compile(told))
    assert visitor.violations() == []
    visitor.shot("22-card-unfolded")
    visitor.page.reload()
    visitor.open()
    expect(card(visitor)).to_contain_text("Settled")


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_on_a_narrow_screen_it_is_one_line_and_stays_at_the_top(arrives: Arrives, system: Stack, language: str) -> None:
    visitor = arrives(viewport={"width": 320, "height": 568})
    visitor.speaking(language).open()
    visitor.dialog.locator(".always button").first.click()
    expect(card(visitor)).to_be_visible()
    visitor.at_rest()
    agent_says(system, visitor.conversation()["id"], "\n".join(f"Line {n} of a long answer." for n in range(1, 60)))
    visitor.reads("Line 59 of a long answer.")
    box, log = card(visitor).bounding_box(), visitor.log.bounding_box()
    assert box is not None
    assert log is not None
    assert box["height"] <= 44
    assert log["height"] >= 568 * 2 / 3
    visitor.log.evaluate("(log) => log.scrollTo(0, 0)")
    expect(card(visitor).locator("summary")).to_be_in_viewport()
    visitor.shot(f"23-card-320-{language}")
    card(visitor).locator("summary").focus()
    visitor.page.keyboard.press("Enter")
    expect(card(visitor).locator(".facts")).to_be_visible()
    visitor.shot(f"24-card-320-{language}-unfolded")
    assert visitor.violations() == []
