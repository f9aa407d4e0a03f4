"""Tokens in the app: an administrator makes one, sees it once, and takes it away."""

import httpx
import pytest
from playwright.sync_api import expect


def cases(house, token):
    bearer = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{house.url}/v1/desk/cases", headers=bearer, trust_env=False, timeout=60)


def test_a_token_is_shown_once_used_and_revoked(house, window):
    number, _ = house.review()
    page = window("ada").page
    page.get_by_role("link", name="API", exact=True).click()
    page.locator("#new > summary").click()
    page.fill("#new-name", "Warehouse")
    page.select_option("#new-merchant", "norrnet")
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("alert").filter(has_text="one scope at least").wait_for()
    page.get_by_label("cases:read").check()
    page.get_by_role("button", name="Make the token").click()
    token = page.locator("#made-token").inner_text()
    assert [each["number"] for each in cases(house, token).json()["cases"]] == [number]

    page.get_by_role("link", name="It is kept").click()
    expect(page.locator("#token-1 > summary")).to_contain_text(token[-4:])
    assert token not in page.content()
    page.locator("#token-1 > summary").click()
    expect(page.locator("#token-1")).not_to_contain_text("never")
    page.get_by_role("button", name="Revoke it").click()
    page.get_by_role("status").filter(has_text="The token is revoked").wait_for()
    expect(page.locator("#token-1 > summary")).to_contain_text("revoked")
    assert cases(house, token).status_code == 401

    page.goto("/desk/audit?merchant=norrnet")
    expect(page.locator("tbody")).to_contain_text("token of the API revoked")
    expect(page.locator("tbody")).to_contain_text("Warehouse (API)")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_holds_names_however_long(house, window, width):
    watched = window("ada", width=width)
    page = watched.page
    page.goto("/desk/api")
    page.locator("#new > summary").click()
    page.fill("#new-name", "W" * 40)
    page.get_by_label("reports:read").check()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("link", name="It is kept").click()
    page.locator("#token-1 > summary").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
