"""WCAG 2.2 AA on every page, light and dark, wide and narrow; and everything by keyboard."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
PAGES = (
    "/desk",
    "/desk?view=closed",
    "/desk/cases/{number}",
    "/desk/supervision",
    "/desk/audit",
    "/desk/answers",
    "/desk/account",
    "/desk/new",
    "/desk/macros",
    "/desk/rules",
    "/desk/cases/{number}/customer",
    "/desk/people",
    "/desk/api",
    "/desk/webhooks",
    "/desk/cases/AM-0000000",
)


LOOKS = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
"""What depends on colours and sizes: the rest says the same of a page however it is looked at."""


def faults_of(page, rules=TAGS):
    # axe is run by the test from outside the page's own policy.
    found = Axe().run(page, options=rules).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize(("rules", "looks"), [
    (TAGS, {"scheme": "light"}),
    (LOOKS, {"scheme": "dark"}),
    (LOOKS, {"width": 768, "height": 1024}),
    (TAGS, {"width": 390, "height": 844}),
])  # fmt: skip
def test_axe_finds_nothing(house, window, rules, looks):
    number, _ = house.review()
    seen = window(**looks)
    for path in ("/desk/forgotten", "/desk/new-password?key=none", "/desk/sign-in"):
        seen.page.goto(path)
        assert faults_of(seen.page, rules) == [], path
    seen.sign_in("ada", "correct horse battery")
    for path in PAGES:
        answer = seen.page.goto(path.format(number=number))
        assert answer.status == (404 if "AM-000" in path else 200), path
        for box in seen.page.locator("details > summary").all():
            box.click()
        assert faults_of(seen.page, rules) == [], path


def test_no_page_is_wider_than_its_window(house, window):
    number, _ = house.review()
    page = window("ada").page
    for path in PAGES:
        page.goto(path.format(number=number))
        for width in (1280, 768, 390):
            page.set_viewport_size({"width": width, "height": 860})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_queue_is_worked_by_keyboard(house, window):
    house.review(due=timedelta(hours=1))
    number, _ = house.review(due=timedelta(hours=5))
    page = window("anna").page
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("c")
    assert house.case(number).number in page.locator("tr", has_text="Anna Vik").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("r")
    page.keyboard.type("I am looking into it")
    composed = {"key": "Enter", "keyCode": 229, "ctrlKey": True, "bubbles": True}  # as it ends a composition
    page.locator("#reply textarea, textarea:focus").first.dispatch_event("keydown", composed)
    assert page.evaluate("document.activeElement.value") == "I am looking into it"
    page.keyboard.press("Control+Enter")
    page.locator("#transcript .says.agent", has_text="I am looking into it").wait_for()


def test_single_letters_can_be_switched_off(house, window):
    house.review()
    page = window("anna").page
    page.keyboard.press("?")
    page.uncheck("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("tr.here").count() == 0
