"""A real Chromium on the demo shops of the whole running system."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.stack import Stack
from tests.widget.browser import ANSWER_MS, Visitor

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Arrives = Callable[..., Visitor]


@pytest.fixture(scope="package")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    system = Stack(tmp_path_factory.mktemp("stack"))
    try:
        system.start()
        yield system
    finally:
        system.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=2 * ANSWER_MS)
        yield browser
        browser.close()


@pytest.fixture
def arrives(system: Stack, chromium: Browser) -> Iterator[Arrives]:
    """Lets visitors arrive at a shop. Whatever they do, nothing may break the page's policy or leave its origin."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def arrive(merchant: str = "norrnet", beside: Visitor | None = None, **options: Any) -> Visitor:
        if beside is None:
            contexts.append(chromium.new_context(**{"viewport": {"width": 1200, "height": 850}, **options}))
        page = (beside.page.context if beside else contexts[-1]).new_page()
        visitors.append(Visitor(page, f"{system.settings.public_url}/demo/{merchant}"))
        return visitors[-1].visit()

    yield arrive
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def visitor(arrives: Arrives) -> Visitor:
    return arrives()
