"""The demo's phone in a real browser: a visitor plays a customer, and the true road of the channel answers."""

import copy
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from amends import clock
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from demo.orders.scenarios import orders_at
from tests.stack import Stack
from tests.web_desk.browser import Watched, chromium
from tests.widget.test_files import receipt

SCREENS = Path(__file__).parents[2] / "test-results" / "screens"
CHANNELS = {"Telegram": "telegram", "WhatsApp": "whatsapp", "Slack": "slack", "SMS": "twilio_sms"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def order_of(stack: Stack, number: str) -> str:
    """A copy of the order that was paid twice; the customer's address."""
    [like] = [copy.deepcopy(document) for _row, document in orders_at(clock.now()) if document["number"] == "NN-10006"]
    like["number"], like["customer"]["email"] = number, f"kari.{number.lower()}@example.com"
    stack.orders.put(like)
    return str(like["customer"]["email"])


def said(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_visitor_gets_a_refund_on_a_phone(stack: Stack, browser: Browser, channel: str, width: int) -> None:
    place = 2 * sorted(CHANNELS).index(channel) + (width > 1000)
    number = f"NN-9{place:04}"
    email = order_of(stack, number)
    watched = Watched(browser, stack.settings.phones_url, width=width)
    page = watched.page
    page.goto(stack.settings.phones_url)
    page.get_by_label(channel, exact=True).check()
    expect(page.get_by_role("status")).to_have_text("connected")
    said(page, f"I was charged twice, {number}, {email}")
    lines = page.get_by_role("log")
    expect(lines).to_contain_text("Yes, please")
    page.screenshot(path=SCREENS / f"phone-{CHANNELS[channel]}-{width}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if channel == "SMS":
        said(page, "1")
    else:
        lines.get_by_role("button", name="Yes, please").click()
    expect(lines).to_contain_text("490")
    expect(lines.locator("li:not(.mine)").last).to_contain_text("NOK")
    with stack.database.read() as session:
        case = session.scalars(select(CaseRow).where(CaseRow.order_number == number)).one()
        assert session.get_one(ConversationRow, case.conversation_id).channel == CHANNELS[channel]
    assert watched.all_faults() == []
    page.context.close()


def test_the_start_page_leads_there(stack: Stack) -> None:
    page = httpx.get(stack.settings.public_url, trust_env=False, timeout=60)
    assert f'<a href="{stack.settings.phones_url}">' in page.text


def test_a_picture_goes_to_the_case(stack: Stack, browser: Browser) -> None:
    number = "NN-99999"
    email = order_of(stack, number)
    watched = Watched(browser, stack.settings.phones_url, width=390)
    page = watched.page
    page.goto(stack.settings.phones_url)
    expect(page.get_by_role("status")).to_have_text("connected")
    said(page, f"I was charged twice, {number}, {email}")
    lines = page.get_by_role("log")
    expect(lines).to_contain_text("Yes, please")
    page.get_by_label("Message", exact=True).fill("my receipt")
    picture = {"name": "receipt.jpg", "mimeType": "image/jpeg", "buffer": receipt("JPEG")}
    page.get_by_label("Send a picture").set_input_files([picture])  # type: ignore[list-item]
    expect(lines.locator("li.mine").last).to_contain_text("my receipt")
    expect(lines.locator("li.mine.lost")).to_have_count(0)
    expect(lines.locator("li:not(.mine)").last).to_contain_text("file")
    page.context.close()
