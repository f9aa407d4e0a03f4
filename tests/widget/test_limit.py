"""Where a network has opened many conversations: the browser works for a moment, and the window opens all the same."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from amends.db.session import Database
from tests.postgres import sqlite_url
from tests.web.server import Customer, Web
from tests.web.stand_in import running
from tests.widget.browser import Visitor
from web.deps import Limits

SHOPS = Path(__file__).parents[2] / "demo" / "shops"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Web]:
    database = Database(sqlite_url(tmp_path))
    with running() as rasa:
        web = Web(database, rasa, shops=SHOPS, limits=Limits(conversations_per_hour=1)).start()
        yield web
        web.stop()
    database.close()


@pytest.fixture
def comes(office: Web, browser: Browser) -> Iterator[Callable[[], Visitor]]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    yield lambda: Visitor(context.new_page(), f"{office.url}/demo/norrnet/en.html").visit()
    context.close()


def test_the_next_one_opens_after_a_moment_of_work(office: Web, comes: Callable[[], Visitor]) -> None:
    Customer(office.url)
    visitor = comes().open()
    visitor.reads("utter_welcome")
    expect(visitor.dialog.locator(".banner")).to_be_hidden()
    visitor.say("Where is my money?")
    visitor.reads("You said: Where is my money?")


def test_meanwhile_it_says_what_it_does(office: Web, comes: Callable[[], Visitor]) -> None:
    Customer(office.url)
    visitor = comes()
    visitor.page.evaluate(
        """() => { const hash = crypto.subtle.digest.bind(crypto.subtle); const held = [];
        window.letGo = () => { crypto.subtle.digest = hash; held.forEach((go) => go()) };
        crypto.subtle.digest = (...of) => new Promise((done) => held.push(() => done(hash(...of)))) }"""
    )
    visitor.launcher.click()
    expect(visitor.dialog.locator(".banner")).to_contain_text("your browser is doing a short check")
    visitor.shot("30-proving")
    assert visitor.violations() == []
    visitor.page.evaluate("window.letGo()")
    visitor.reads("utter_welcome")
    expect(visitor.dialog.locator(".banner")).to_be_hidden()


def test_a_browser_that_cannot_work_waits_and_is_told_so(office: Web, comes: Callable[[], Visitor]) -> None:
    Customer(office.url)
    visitor = comes()
    visitor.page.evaluate("Object.defineProperty(crypto, 'subtle', {value: undefined})")
    visitor.launcher.click()
    banner = visitor.dialog.locator(".banner")
    expect(banner).to_contain_text("Many conversations were begun from this network")
    expect(banner.get_by_role("link")).to_have_attribute("href", "mailto:help@example.com")
    expect(visitor.box).to_be_disabled()


def test_a_known_browser_does_not_even_notice(office: Web, comes: Callable[[], Visitor]) -> None:
    visitor = comes().open()
    visitor.talk(("Where is my money?", "You said: Where"), ("And when?", "You said: And when"))
    asked: list[int] = []
    visitor.page.on(
        "response", lambda answer: asked.append(answer.status) if "/v1/conversations" in answer.url else None
    )
    visitor.dialog.get_by_role("button", name="More", exact=True).click()
    visitor.dialog.get_by_role("button", name="New conversation").click()
    visitor.reads("utter_welcome")
    assert 429 not in asked
