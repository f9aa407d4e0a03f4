"""The whole running system, a customer's browser on the demo shop, and an agent's browser at the desk beside it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.desk_story.agent import Agent
from tests.postgres import create_database, postgres_template
from tests.stack import Stack
from tests.web_desk.browser import Watched, chromium
from tests.widget.browser import Visitor

Arrives = Callable[..., Visitor]
SignsIn = Callable[[str], Agent]


@pytest.fixture
def system(request: pytest.FixtureRequest) -> Stack:
    """On PostgreSQL, unless a test names its database: parametrize it with `sqlite` or `postgresql`, indirectly."""
    on_sqlite = getattr(request, "param", "postgresql") == "sqlite"
    found: Stack = request.getfixturevalue("stack" if on_sqlite else "stack_on_postgresql")
    return found


@pytest.fixture(scope="session")
def stack_on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    system = Stack(tmp_path_factory.mktemp("stack"), database_url=create_database(postgres_template()))
    try:
        system.start()
        yield system
    finally:
        system.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def arrives(system: Stack, browser: Browser) -> Iterator[Arrives]:
    """Lets customers arrive at a demo shop, each in a browser of their own, with the chat window open."""
    arrived: list[Visitor] = []

    def arrive(merchant: str = "norrnet", language: str = "en") -> Visitor:
        page = browser.new_context(viewport={"width": 1200, "height": 850}).new_page()
        arrived.append(Visitor(page, f"{system.settings.public_url}/demo/{merchant}/en.html"))
        if language != "en":
            _translate(page, language)
        return arrived[-1].visit().open()

    yield arrive
    for visitor in arrived:
        visitor.page.context.close()
    assert [problem for visitor in arrived for problem in visitor.problems] == []


@pytest.fixture
def visitor(arrives: Arrives) -> Visitor:
    return arrives()


@pytest.fixture
def signs_in(system: Stack, browser: Browser) -> Iterator[SignsIn]:
    """Lets one of the demo's people sign in at the desk, in a browser of their own."""
    windows: list[Watched] = []

    def sign_in(who: str) -> Agent:
        windows.append(Watched(browser, system.settings.public_url))
        return Agent(windows[-1], who)

    yield sign_in
    for window in windows:
        assert window.all_faults() == []
        window.context.close()


def _translate(page: Page, language: str) -> None:
    """The shop's page in another language, which the chat window follows."""

    def answer(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, body=found.text().replace('lang="en"', f'lang="{language}"'))

    page.route("**/demo/*/en.html", answer)
