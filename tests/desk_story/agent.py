"""An agent at the desk: what they do on its pages, and what they see there."""

import time

from playwright.sync_api import Locator, expect

from amends.accounts.demo import PASSWORD
from tests.web_desk.browser import Watched

SOON_MS = 60_000
"""It ends what has failed already."""


class Agent:
    """Signed in as one of the demo's people (`anna`, `bram`, `siri`)."""

    def __init__(self, window: Watched, who: str) -> None:
        self.page = window.sign_in(who, PASSWORD)

    def finds(self, number: str) -> Locator:
        """The case's line in the queue, which is not loaded again for it."""
        line = self.page.locator("tbody tr", has_text=number)
        expect(line).to_be_visible(timeout=SOON_MS)
        return line

    def opens(self, number: str) -> None:
        self.finds(number).get_by_role("link", name=number).click()
        expect(self.page.get_by_role("heading", level=1, name=number)).to_be_visible()
        self.page.wait_for_load_state()  # with its scripts, which hear keys and send forms

    def goes_to(self, number: str) -> None:
        """By the case's address, as from a link in a mail."""
        self.page.goto(f"/desk/cases/{number}")
        expect(self.page.get_by_role("heading", level=1, name=number)).to_be_visible()

    def takes_over(self) -> None:
        self.presses("Take over the chat", told="You have the chat")

    def hands_back(self) -> None:
        self.presses("Hand back to the bot", told="The bot has the chat again")

    def approves(self, what: str) -> None:
        self.asks_to_approve(what, told="Decided")

    def asks_to_approve(self, what: str, *, told: str) -> None:
        """What costs money is asked again before it is done."""
        self.page.get_by_role("button", name=f"Approve: {what}").click()
        self.presses("Yes, approve it", told=told)

    def unfolds(self, what: str) -> Locator:
        """One of the forms at the side of the case."""
        self.page.locator("summary", has_text=what).click()
        return self.page.locator("details.act", has=self.page.locator("summary", has_text=what))

    def presses(self, button: str, *, told: str, within: Locator | None = None) -> None:
        """And is told so on the page that follows."""
        (within or self.page).get_by_role("button", name=button, exact=within is not None).click()
        self.is_told(told)

    def notes(self, text: str) -> None:
        self.page.fill("#note", text)
        self.presses("Add note", told="The note was added")

    def is_refused(self, button: str, within: Locator, why: str) -> None:
        """What was pressed is not done, and the page, with all that was typed, stays."""
        within.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator("#fault .fault", has_text=why)).to_be_visible(timeout=SOON_MS)

    def types(self, until: Locator) -> None:
        """Letters into the answer, as many as it takes until that is seen: each counts for seconds only."""
        types(self.page.locator("#answer"), until)

    def writes(self, text: str) -> None:
        self.page.fill("#answer", text)
        self.page.get_by_role("button", name="Send").click()

    def is_told(self, text: str) -> None:
        expect(self.page.locator(".said", has_text=text)).to_be_visible(timeout=SOON_MS)
        self.page.wait_for_load_state()

    def panel(self, title: str) -> Locator:
        return self.page.locator("section.panel", has=self.page.get_by_role("heading", name=title, exact=True))

    def reads(self, author: str, text: str) -> None:
        """Wait until the transcript has it, said by `customer`, `bot` or `agent`."""
        said = self.page.locator(f"#transcript .says.{author}", has_text=text).last
        expect(said).to_be_visible(timeout=SOON_MS)


def types(field: Locator, until: Locator) -> None:
    """Somebody writes on, until it is seen elsewhere."""
    end = time.monotonic() + SOON_MS / 1000
    while not until.is_visible():
        assert time.monotonic() < end, "nobody saw it"
        field.press_sequentially("l", delay=100)
