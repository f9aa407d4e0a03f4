"""Help articles: searched in the window, read as pages of the shop."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.widget.browser import SCREENS, Visitor
from tests.widget.conftest import Arrives


def listed(visitor: Visitor) -> list[str]:
    region = visitor.dialog.get_by_role("region", name="Help articles")
    return region.get_by_role("link").locator("strong").all_inner_texts()


def opened(visitor: Visitor) -> None:
    visitor.open()
    visitor.dialog.get_by_role("button", name="More", exact=True).click()
    visitor.dialog.get_by_role("button", name="Help articles").click()
    expect(visitor.dialog.get_by_role("link").first).to_be_visible()


def test_they_are_searched_in_the_window_and_open_as_pages(visitor: Visitor) -> None:
    opened(visitor)
    assert len(listed(visitor)) == 4
    assert visitor.violations() == []
    visitor.shot("31-help")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.type("screenshot")
    expect(visitor.dialog.get_by_role("region").get_by_role("link")).to_have_count(1)
    assert listed(visitor) == ["Proof that helps"]
    with visitor.page.context.expect_page() as page:
        visitor.dialog.get_by_role("region").get_by_role("link").click()
    expect(page.value.get_by_role("heading", level=1)).to_have_text("Proof that helps")
    page.value.close()
    visitor.dialog.get_by_role("searchbox").fill("zebra")
    expect(visitor.dialog.get_by_text("No article has these words")).to_be_visible()
    assert visitor.violations() == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.box).to_be_focused()


def test_where_they_cannot_be_read_it_says_so(visitor: Visitor) -> None:
    visitor.page.route("**/help?*", lambda route: route.abort())
    visitor.open()
    visitor.dialog.get_by_role("button", name="More", exact=True).click()
    visitor.dialog.get_by_role("button", name="Help articles").click()
    expect(visitor.dialog.get_by_text("The chat cannot be reached at the moment")).to_be_visible()
    visitor.problems.clear()  # the browser reports the request that the test cut off


def test_they_are_offered_in_the_languages_that_have_some(visitor: Visitor) -> None:
    visitor.speaking("nl").open()
    visitor.dialog.locator("#menu-button").click()
    expect(visitor.dialog.get_by_role("button", name="Eerdere gesprekken")).to_be_visible()
    expect(visitor.dialog.get_by_role("button", name="Hulpartikelen")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("merchant", "language"), [("norrnet", "nb"), ("itnet", "nl")])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_their_pages_are_for_everyone(arrives: Arrives, merchant: str, language: str, width: int, scheme: str) -> None:
    visitor = arrives(merchant, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = visitor.page
    origin = visitor.shop.split("/demo/")[0]
    slug = {"norrnet": "a-charge-you-do-not-know", "itnet": "setting-up-vpn"}[merchant]
    for path in (f"/help/{merchant}/{language}", f"/help/{merchant}/{language}/{slug}"):
        page.goto(origin + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found = Axe().run(page)
        assert [one["id"] for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=SCREENS / f"help-{merchant}-{width}-{scheme}-{path.count('/')}.png", full_page=True)


def test_a_page_is_searched(arrives: Arrives) -> None:
    visitor = arrives("itnet")
    page = visitor.page
    page.goto(f"{visitor.shop.split('/demo/')[0]}/help/itnet/nl")
    page.get_by_role("searchbox").fill("saldo")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(re.compile("saldo"))
    expect(page.get_by_role("main").get_by_role("link", name="Waar uw beltegoed staat")).to_be_visible()
