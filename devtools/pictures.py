"""`python -m devtools.pictures`: take the pictures of docs/images again, of a demo that runs (`make run`) and is fresh.

Customers write to it by the chat API, as the guide of the demo orders says, until the desk has something to show.
"""

import argparse
import io
import shutil
import time
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect, sync_playwright

from amends import settings
from amends.accounts.demo import LOGINS, PASSWORD

IMAGES = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
WINDOW = {"width": 1200, "height": 850}
DESK = {"width": 1440, "height": 900}
WAIT_S = 60
CUSTOMERS = (
    ("norrnet", "en", "I want my money back for this order.", "NN-10002 ola.berg@example.com"),
    ("norrnet", "en", "I see now that I was charged twice.", "NN-10007 ola.berg@example.com"),
    ("norrnet", "en", "I have waited ten days and it still does not work.", "NN-10010 emma.devries@example.com"),
    ("norrnet", "en", "The monitoring was never switched on.", "NN-10020 drift.fjordkontor@example.com"),
    ("itnet", "nl", "Ik wil graag een medewerker spreken over mijn factuur.", "IT-20012 sanne.bakker@example.com"),
    ("norrnet", "nb", "Jeg vil snakke med en medarbeider om fakturaen min.", "NN-10009 sofie.lund@example.com"),
)
"""Merchant, language, and what each of them writes, one message after the other."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="devtools.pictures", description=__doc__)
    parser.add_argument("--url", default=settings.load().public_url, help="where the demo is")
    url = parser.parse_args().url
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        _window(browser, url)
        for customer in CUSTOMERS:
            _writes(url, *customer)
        _desk(browser, url)
        browser.close()
    return 0


def _window(browser: Browser, url: str) -> None:
    talk = (
        ("My card shows the amount twice", "order number"),
        ("NN-10006 kari.holm@example.com", "Shall I do this?"),
        ("Yes, please", "has been made"),
    )
    _shown(browser, f"{url}/demo/norrnet/en.html", "widget-refund", talk)
    paid = (("I paid but I have no access", "order number"), ("NN-10004 sofie.lund@example.com", "cannot see this"))
    _shown(browser, f"{url}/demo/norrnet/en.html", "widget-receipt", paid, picture=_receipt())
    _shown(
        browser, f"{url}/demo/itnet/en.html", "widget-dark", (("I was charged twice", "order number"),), scheme="dark"
    )


def _shown(
    browser: Browser,
    shop: str,
    name: str,
    talk: tuple[tuple[str, str], ...],
    *,
    picture: bytes | None = None,
    scheme: Any = "light",
) -> None:
    """Say each first part of `talk`, wait for an answer with the second, and take the picture `name`."""
    page = browser.new_context(viewport=WINDOW, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(shop)
    page.get_by_role("button", name="Open the chat").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".message").first).to_be_visible(timeout=1000 * WAIT_S)
    for said, told in talk:
        dialog.get_by_role("textbox").fill(said)
        dialog.get_by_role("textbox").press("Enter")
        expect(dialog.locator(".message:not(.own)", has_text=told).last).to_be_visible(timeout=1000 * WAIT_S)
    if picture is not None:
        file = {"name": "receipt.png", "mimeType": "image/png", "buffer": picture}
        dialog.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        expect(dialog.locator(".message:not(.own)", has_text="received your file")).to_be_visible(timeout=1000 * WAIT_S)
    expect(dialog.locator(".typing")).to_have_count(0, timeout=1000 * WAIT_S)
    _taken(page, name)


def _receipt() -> bytes:
    picture = Image.new("RGB", (700, 400), "white")
    draw = ImageDraw.Draw(picture)
    for at, line in enumerate(("Payment receipt", "Order NN-10004", "Amount NOK 590.00", "Visa **** 4242")):
        draw.text((60, 50 + 80 * at), line, fill="black", font_size=44)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _writes(url: str, merchant: str, language: str, *messages: str) -> None:
    """One customer's messages, each after the answer to the one before."""
    with httpx.Client(base_url=url, timeout=WAIT_S, trust_env=False) as http:
        opened = http.post("/v1/conversations", json={"merchant": merchant, "language": language}).json()
        http.headers["Authorization"] = f"Bearer {opened['secret']}"
        path = f"/v1/conversations/{opened['id']}"
        for at, text in enumerate(messages):
            http.post(f"{path}/messages", json={"text": text, "client_id": f"m{at}"}).raise_for_status()
            end = time.monotonic() + WAIT_S
            while http.get(f"{path}/events", params={"wait": 0}).json()["waiting"] and time.monotonic() < end:
                time.sleep(0.2)


def _desk(browser: Browser, url: str) -> None:
    page = browser.new_context(base_url=url, viewport=DESK).new_page()  # type: ignore[arg-type]
    page.goto("/desk/sign-in")
    page.fill("#email", LOGINS[-1][0])
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/desk")
    expect(page.locator("tbody tr").first).to_be_visible()
    _taken(page, "desk-queue")
    page.locator("tbody tr", has_text="NN-10020").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    _taken(page, "desk-case")
    page.goto("/desk/supervision")
    _taken(page, "desk-supervision")


def _taken(page: Page, name: str) -> None:
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    raise SystemExit(main())
