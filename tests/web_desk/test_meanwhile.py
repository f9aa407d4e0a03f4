"""What arrives while somebody presses or writes takes nothing from under their hands."""

import pytest
from playwright.sync_api import expect

from tests.web_desk.house import PASSWORD


@pytest.fixture
def at_case(house, window):
    """Anna, on the page of a case."""
    number, chat = house.review()
    seen = window("anna")
    seen.page.goto(f"/desk/cases/{number}")
    return seen.page, number, chat


def press_down(page, button):
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def test_a_button_that_is_pressed_when_news_come_does_what_it_says(house, at_case):
    page, number, chat = at_case
    press_down(page, page.get_by_role("button", name="Take over the chat"))
    with page.expect_response(f"**/desk/cases/{number}/head"):
        house.says(chat, "Is anybody there?")
    page.locator("#transcript .says.customer", has_text="Is anybody there?").wait_for()
    page.mouse.up()
    page.locator(".said", has_text="You have the chat").wait_for()
    assert house.chat(chat).owner == "person"


def test_what_came_during_a_press_is_shown_after_it(house, at_case, window):
    page, number, chat = at_case
    press_down(page, page.get_by_role("button", name="Take over the chat"))
    siri = window()
    with page.expect_response(f"**/desk/cases/{number}/head"):
        siri.sign_in("siri", PASSWORD).goto(f"/desk/cases/{number}")
    page.locator("#answer").hover()  # let go elsewhere, it is not a click
    page.mouse.up()
    page.locator(".casehead", has_text="Siri Dahl is looking too").wait_for()
    assert house.chat(chat).owner == "bot"


def test_what_is_written_while_an_answer_is_sent_stays(house, at_case):
    page, number, chat = at_case
    held = []
    page.route("**/reply", lambda route, _request: held.append(route))
    page.fill("#answer", "The first")
    with page.expect_request("**/reply"):
        page.get_by_role("button", name="Send").click()
    page.fill("#answer", "The second")
    with page.expect_response("**/reply"):
        held[0].continue_()
    page.locator("#transcript .says.agent", has_text="The first").wait_for()
    expect(page.locator("#answer")).to_have_value("The second")
    page.goto(f"/desk/cases/{number}")
    expect(page.locator("#answer")).to_have_value("The second")
    assert [text for _, author, text in house.events(chat) if author == "agent"] == ["The first"]
