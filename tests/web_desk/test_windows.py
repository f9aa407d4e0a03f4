"""Many windows of the desk in one browser, which opens six connections to a site over HTTP/1.1 and no more."""

import pytest

from amends.accounts import presence
from tests.web.server import until
from tests.web_desk.house import review_scenarios
from tests.web_desk.test_work import add_note

TABS = 10


def hide(page, hidden=True):
    """What a browser does when somebody turns to another tab; headless windows all count as seen."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        hidden,
    )


def looking(house, number):
    with house.database.read() as session:
        place = presence.case(house.case(number).id)
        return [each.name for each in presence.at(session, [place], house.context.clock())]


@pytest.fixture
def at_case(house, window):
    """Anna, on the page of a case."""
    number, chat = house.review()
    seen = window("anna")
    seen.page.goto(f"/desk/cases/{number}")
    until(lambda: looking(house, number) == ["Anna Vik"])
    return seen.page, number, chat


def test_the_tenth_window_loads_hears_and_answers_as_the_first(house, window):
    seen = window("anna")
    cases = [house.review(review_scenarios()[0]) for _ in range(TABS)]
    pages = [seen.watch(seen.context.new_page()) for _ in cases]
    for page, (number, _) in zip(pages, cases, strict=True):
        page.goto(f"/desk/cases/{number}")
    for page, (_, chat) in zip(pages, cases, strict=True):
        house.says(chat, "Is anybody there?")
        page.locator("#transcript .says.customer", has_text="Is anybody there?").wait_for()
    pages[-1].fill("#answer", "I am.")
    pages[-1].get_by_role("button", name="Send").click()
    pages[-1].locator("#transcript .says.agent", has_text="I am.").wait_for()
    assert house.events(cases[-1][1])[-1] == ("reply", "agent", "I am.")


def test_a_window_that_nobody_sees_counts_as_nobody_looking(house, at_case):
    page, number, _ = at_case
    hide(page)
    until(lambda: looking(house, number) == [])
    hide(page, False)
    until(lambda: looking(house, number) == ["Anna Vik"])


def test_what_happened_while_it_was_hidden_is_there_when_it_is_seen_again(house, at_case, window):
    page, number, chat = at_case
    siri = window("siri").page
    siri.goto(f"/desk/cases/{number}")
    page.locator(".casehead", has_text="Siri Dahl is looking too").wait_for()
    hide(page)
    until(lambda: looking(house, number) == ["Siri Dahl"])
    siri.goto("/desk/sign-in")
    until(lambda: looking(house, number) == [])
    house.says(chat, "Hello?")
    assert page.locator("#transcript", has_text="Hello?").count() == 0
    hide(page, False)
    page.locator("#transcript .says.customer", has_text="Hello?").wait_for()
    page.locator(".casehead", has_text="Siri Dahl").wait_for(state="detached")


def test_a_form_in_use_is_not_called_outdated_when_nothing_happened_meanwhile(house, at_case):
    page, number, chat = at_case
    add_note(page, "Called the bank")
    house.says(chat, "One")
    page.locator("#transcript .says.customer", has_text="One").wait_for()
    page.locator("summary", has_text="Deny").click()
    hide(page)
    until(lambda: looking(house, number) == [])
    hide(page, False)
    house.says(chat, "Two")
    page.locator("#transcript .says.customer", has_text="Two").wait_for()
    assert page.locator("#stale").is_hidden()
