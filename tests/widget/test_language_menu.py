"""The language, chosen in the menu: the window and the talk go over to it without a reload."""

import pytest
from playwright.sync_api import expect

from tests.widget.browser import Visitor
from tests.widget.conftest import Arrives

PLACEHOLDERS = {"en": "Write a message", "nl": "Schrijf een bericht", "nb": "Skriv en melding"}


def choose(visitor: Visitor, name: str) -> None:
    visitor.dialog.locator("#menu-button").click()
    visitor.dialog.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize(
    ("language", "name", "put"), [("nl", "Nederlands", "bestelnummer"), ("nb", "Norsk", "bestillingsnummer")]
)
def test_the_window_and_the_open_question_go_over(visitor: Visitor, language: str, name: str, put: str) -> None:
    visitor.open()
    visitor.talk(("I was charged twice", "order number"))
    visitor.dialog.locator("#menu-button").click()
    expect(visitor.dialog.get_by_role("button", name="English", exact=True)).to_have_attribute("aria-pressed", "true")
    assert visitor.violations() == []
    visitor.shot(f"25-languages-{language}")
    visitor.dialog.get_by_role("button", name=name, exact=True).click()
    expect(visitor.box).to_have_attribute("placeholder", PLACEHOLDERS[language])
    visitor.reads(put)
    assert visitor.own() == ["I was charged twice"], "nothing is put into the customer's mouth"
    visitor.page.reload()
    visitor.open()
    expect(visitor.box).to_have_attribute("placeholder", PLACEHOLDERS[language])


def test_it_is_reached_by_keyboard_and_the_other_tab_goes_along(arrives: Arrives) -> None:
    one = arrives()
    other = arrives(beside=one)
    one.open()
    other.open()
    one.dialog.locator("#menu-button").focus()
    one.page.keyboard.press("Enter")
    one.dialog.get_by_role("button", name="Nederlands").focus()
    one.page.keyboard.press("Enter")
    for visitor in (one, other):
        expect(visitor.box).to_have_attribute("placeholder", PLACEHOLDERS["nl"])
    expect(one.dialog.locator("#menu-button")).to_be_focused()


def test_a_choice_that_cannot_be_made_now_is_told(visitor: Visitor) -> None:
    visitor.open()
    visitor.page.route("**/language", lambda route: route.abort())
    choose(visitor, "Nederlands")
    expect(visitor.dialog.locator(".note")).to_contain_text("cannot be reached")
    expect(visitor.box).to_have_attribute("placeholder", PLACEHOLDERS["en"])
    visitor.problems.clear()  # the browser reports the request that the test cut off
