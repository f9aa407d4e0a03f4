"""The pages in a real Chromium: without scripts, at 320 px, light and dark, by keyboard, and readable for everyone."""

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from amends.db.session import Database
from amends.db.tables import MailRow
from amends.policy.branding import load
from tests.postgres import sqlite_url
from tests.shipped import policies
from tests.web.server import Web
from tests.web.stand_in import running
from tests.web_desk.browser import chromium
from tests.withdrawals.scene import Scene

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "test-results" / "screens"
WHERE = {"small": {"width": 320, "height": 640}, "large": {"width": 1200, "height": 850}}
TO_THE_SIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def database(tmp_path):
    database = Database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.fixture
def url(database):
    scene = Scene(database)
    looks = {name: load(ROOT / "policies", name, found.merchant.languages) for name, found in policies().items()}
    with running() as rasa:
        web = Web(database, rasa, context=replace(scene.context), brandings=looks).start()
        yield web.url
        web.stop()


def test_a_withdrawal_without_scripts_by_keyboard(browser, url, database):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL", viewport=WHERE["small"])
    page = context.new_page()
    page.goto(f"{url}/withdraw/itnet")
    page.get_by_label("Uw naam").fill("Clara Vogel")
    page.keyboard.press("Tab")
    page.keyboard.type("IT-20063")
    page.keyboard.press("Tab")
    page.keyboard.type("clara.vogel@example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Vul één e-mailadres in")
    expect(page.get_by_label("Om welke overeenkomst gaat het?")).to_have_value("IT-20063")
    page.get_by_label("E-mailadres voor de ontvangstbevestiging").fill("clara.vogel@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Clara Vogel herroept deze overeenkomst: IT-20063")).to_be_visible()
    page.get_by_role("button", name="Herroeping bevestigen", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Uw herroeping is ontvangen")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Uw herroeping is ontvangen")).to_be_visible()
    context.close()
    with database.read() as session:
        assert [mail.recipient for mail in session.scalars(select(MailRow))] == ["clara.vogel@example.com"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", sorted(WHERE))
@pytest.mark.parametrize(("merchant", "language"), [("norrnet", "nb-NO"), ("itnet", "en-GB")])
def test_each_page_is_readable_and_fits(browser, url, scheme, size, merchant, language):
    context = browser.new_context(color_scheme=scheme, locale=language, viewport=WHERE[size], bypass_csp=True)
    page = context.new_page()
    page.goto(f"{url}/withdraw/{merchant}")
    for step in ("form", "wrong", "check", "receipt"):
        if step == "wrong":
            page.locator("#name").fill("a@b.com " * 20)
            page.locator("button.main").click()
        elif step == "check":
            for field, value in (("name", "Kari " + "H" * 60), ("contract", "NN-10001 " + "w" * 120)):
                page.locator(f"#{field}").fill(value)
            page.locator("#email").fill(f"{'k' * 60}@example.com")
            page.locator("button.main").click()
        elif step == "receipt":
            page.locator("button.main").click()
        expect(page.locator("h1")).to_be_visible()
        page.screenshot(path=SCREENS / f"withdraw-{merchant}-{scheme}-{size}-{step}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], node["html"]) for one in found for node in one["nodes"]] == []
        assert not page.evaluate(TO_THE_SIDE), step
    context.close()
