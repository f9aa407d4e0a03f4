"""An agent at the desk: what they do on its pages, and what they see there."""

from playwright.sync_api import Locator, expect

from amends.accounts.demo import PASSWORD
from tests.web_desk.browser import Watched

SOON_MS = 20_000


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

    def takes_over(self) -> None:
        self.page.get_by_role("button", name="Take over the chat").click()
        self.is_told("You have the chat")

    def hands_back(self) -> None:
        self.page.get_by_role("button", name="Hand back to the bot").click()
        self.is_told("The bot has the chat again")

    def approves(self, what: str) -> None:
        self.page.get_by_role("button", name=f"Approve: {what}").click()
        self.is_told("Decided")

    def writes(self, text: str) -> None:
        self.page.fill("#answer", text)
        self.page.get_by_role("button", name="Send").click()

    def is_told(self, text: str) -> None:
        expect(self.page.locator(".said", has_text=text)).to_be_visible(timeout=SOON_MS)

    def reads(self, author: str, text: str) -> None:
        """Wait until the transcript has it, said by `customer`, `bot` or `agent`."""
        said = self.page.locator(f"#transcript .says.{author}", has_text=text).last
        expect(said).to_be_visible(timeout=SOON_MS)
