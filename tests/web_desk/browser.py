"""A real Chromium that reaches nothing but this machine, and notes what no page of the desk may cause."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""The shell is the same browser without windows, tabs and an address bar: a page opens in half the time."""
PATIENCE_MS = 60_000
"""How long a browser is waited for. It ends what has failed already."""
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WATCH_CSP = """
    window.__reports = [];
    document.addEventListener('securitypolicyviolation', e =>
        window.__reports.push(e.violatedDirective + ' ' + e.blockedURI));
"""

BY_THEMSELVES = ("live?*", "waiting?*", "cases/*/live?*", "cases/*/order")
"""What an open page asks for although nobody did anything."""

expect.set_options(timeout=PATIENCE_MS)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=2 * PATIENCE_MS)
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A browser window whose dialogs, CSP reports, script errors and requests to elsewhere are kept in `faults`."""

    def __init__(
        self, browser: Browser, base: str, width: int = 1280, height: int = 860, scheme: str = "light"
    ) -> None:
        self.base = base
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=base, viewport={"width": width, "height": height}, color_scheme=scheme
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(WATCH_CSP)
        self.page = self.watch(self.context.new_page())

    def watch(self, page: Page) -> Page:
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        page.on("request", lambda request: self._check(request.url))
        page.on("console", lambda message: self._heard(message.text))
        return page

    def _check(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.base).netloc and not url.startswith(("data:", "blob:", "about:")):
            self.faults.append(f"request {url}")

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(f"console {text}")

    def all_faults(self) -> list[str]:
        return self.faults + [f"csp {each}" for each in self.page.evaluate("window.__reports")]

    @contextmanager
    def as_served(self) -> Iterator[None]:
        """Pages of the desk open whole, and then ask for nothing by themselves: the stream of events and the parts that
        come of it are more than half of what opening one costs, and are of no matter to who looks at what was served.
        """
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.setBlockedURLs", {"urls": [f"{self.base}/desk/{path}" for path in BY_THEMSELVES]})
        try:
            yield
        finally:
            session.detach()

    def enter(self, who: str, password: str) -> Page:
        """Sign in by the request that the form makes, without the form."""
        form = {"email": f"{who}@example.com", "password": password, "next": "/desk"}
        answer = self.context.request.post(
            "/desk/sign-in", form=form, headers={"Origin": self.base}, max_redirects=0, timeout=PATIENCE_MS
        )
        assert answer.status == 303, answer.text()
        self.page.goto("/desk")
        return self.page

    def sign_in(self, who: str, password: str) -> Page:
        """By hand."""
        self.page.goto("/desk/sign-in")
        self.page.fill("#email", f"{who}@example.com")
        self.page.fill("#password", password)
        self.page.click("button.main")
        self.page.wait_for_url("**/desk")
        return self.page
