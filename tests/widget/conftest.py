"""A real Chromium on the demo shops of the whole running system."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from amends import clock
from amends.conversations import log
from amends.db.tables import ConversationRow
from tests.stack import Stack
from tests.web_desk.browser import chromium
from tests.widget.browser import Visitor

Arrives = Callable[..., Visitor]


@pytest.fixture
def system(stack: Stack) -> Stack:
    return stack


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def arrives(system: Stack, browser: Browser) -> Iterator[Arrives]:
    """Lets visitors arrive at a shop. Whatever they do, nothing may break the page's policy or leave its origin."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def arrive(merchant: str = "norrnet", beside: Visitor | None = None, **options: Any) -> Visitor:
        if beside is None:
            contexts.append(browser.new_context(**{"viewport": {"width": 1200, "height": 850}, **options}))
        page = (beside.page.context if beside else contexts[-1]).new_page()
        visitors.append(Visitor(page, f"{system.settings.public_url}/demo/{merchant}/en.html"))
        return visitors[-1].visit()

    yield arrive
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def visitor(arrives: Arrives) -> Visitor:
    return arrives()


def bot_asks(system: Stack, conversation: str, text: str, choices: int) -> None:
    """The bot asks something, with so many answers to choose from."""
    with system.database.begin() as session:
        row = session.get_one(ConversationRow, conversation)
        buttons = [(f"Answer number {n}", f"/answer{n}") for n in range(1, choices + 1)]
        log.reply(session, row, text, buttons, clock.now())


def agent_says(system: Stack, conversation: str, text: str) -> None:
    """A person at the desk writes in the chat."""
    with system.database.begin() as session:
        row = session.get_one(ConversationRow, conversation)
        log.reply(session, row, text, (), clock.now(), author="agent")
