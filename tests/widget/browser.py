"""A visitor's browser on a demo shop: what they do with the chat window, and what they see of it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SCREENS = Path(__file__).parents[2] / "test-results" / "screens"
ANSWER_MS = 60_000
"""How long anything is waited for. It ends what has failed already."""
expect.set_options(timeout=ANSWER_MS)
TELL_VIOLATIONS = """document.addEventListener("securitypolicyviolation",
  (event) => console.error("CSP", event.effectiveDirective, event.blockedURI))"""
# What the browser itself writes when a test takes the server or the network away.
EXPECTED = re.compile(
    r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|NETWORK_CHANGED|INCOMPLETE_CHUNKED|EMPTY)"
)


@dataclass
class Visitor:
    """`problems` gathers what must not happen: script errors, broken content policy, requests elsewhere."""

    page: Page
    shop: str
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        origin = self.shop.split("/demo/")[0]
        page = self.page
        page.set_default_timeout(ANSWER_MS)
        page.add_init_script(TELL_VIOLATIONS)
        page.on("pageerror", lambda fault: self.problems.append(f"script: {fault}"))
        page.on("console", lambda line: self._heard(line.type, line.text))
        page.on("request", lambda asked: self._asked(asked.url, origin))

    def visit(self) -> "Visitor":
        self.page.goto(self.shop)
        expect(self.launcher).to_be_visible()
        return self

    def speaking(self, language: str) -> "Visitor":
        """The same page with its window in `language`."""
        self.page.evaluate(
            """(language) => { const old = document.querySelector("amends-chat"); const script =
            document.createElement("script"); script.src = "/widget/widget.js"; script.dataset.merchant = "norrnet";
            script.dataset.language = language; old.remove(); document.body.append(script); }""",
            language,
        )
        return self

    @property
    def launcher(self) -> Locator:
        return (
            self.page.locator("amends-chat > button, amends-chat")
            .get_by_role("button", name=re.compile("chat", re.I))
            .first
        )

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def box(self) -> Locator:
        return self.dialog.get_by_role("textbox")

    @property
    def log(self) -> Locator:
        return self.dialog.get_by_role("log")

    def open(self) -> "Visitor":
        self.launcher.click()
        expect(self.box).to_be_visible()
        expect(self.log.locator(".bubble").first).to_be_visible(timeout=ANSWER_MS)
        return self

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def press(self, title: str) -> None:
        """One of the suggested answers, also where it stands behind «More»."""
        chosen = self.log.get_by_text(title, exact=True).and_(self.log.locator("button"))
        expect(chosen.last).to_be_attached(timeout=ANSWER_MS)
        rest = self.log.locator("details.rest:not([open])", has=chosen)
        if rest.count():
            rest.last.locator("summary").click()
        chosen.last.click(timeout=ANSWER_MS)

    def call_a_person(self) -> None:
        """By the button that is always there."""
        self.dialog.locator(".always").get_by_role("button", name="Talk to a person").click()

    def reads(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until somebody else's message, or a line about the chat itself, holds `text`."""
        found = self.log.locator(".message:not(.own), .aside", has_text=text).last
        expect(found).to_be_visible(timeout=ANSWER_MS)
        return found

    def talk(self, *exchanges: tuple[str, str]) -> None:
        """Say each first part; wait for an answer with each second part."""
        for said, answer in exchanges:
            self.say(said)
            self.reads(re.compile(answer, re.I))

    def own(self) -> list[str]:
        return self.log.locator(".own .bubble").all_inner_texts()

    def conversation(self, merchant: str = "norrnet") -> dict[str, Any]:
        kept = self.page.evaluate(f"JSON.parse(localStorage.getItem('amends:{merchant}'))")
        assert kept is not None
        return dict(kept)

    def at_rest(self) -> None:
        """Nobody is writing, nothing is on its way."""
        expect(self.dialog.locator(".typing")).to_have_count(0, timeout=ANSWER_MS)
        expect(self.log.locator(".sending, .waiting")).to_have_count(0, timeout=ANSWER_MS)

    def shot(self, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")
        self.page.screenshot(path=SCREENS / f"{name}.png", animations="disabled")

    def violations(self) -> list[str]:
        """What axe finds wrong on the page, the chat window in it."""
        found = Axe().run(self.page)
        return [f"{one['id']}: {node['html']}" for one in found.response["violations"] for node in one["nodes"]]

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not EXPECTED.search(text):
            self.problems.append(f"console: {text}")

    def _asked(self, url: str, origin: str) -> None:
        if not url.startswith(origin):
            self.problems.append(f"request: {url}")
