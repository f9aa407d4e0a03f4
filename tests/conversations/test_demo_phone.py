"""The demo's phone in a real browser: a visitor plays a customer, and the true road of the channel answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from tests.conversations.channel_words import WORDS
from tests.stack import Stack
from tests.web_desk.browser import Watched, chromium
from tests.widget.test_files import receipt

SCREENS = Path(__file__).parents[2] / "test-results" / "screens"
CHANNELS = {
    "Telegram": ("telegram", "en"), "WhatsApp": ("whatsapp", "nl"), "Messenger": ("messenger", "nb"),
    "E-mail": ("email", "nl"), "Slack": ("slack", "sv"), "Matrix": ("matrix", "en"), "SMS": ("twilio_sms", "de"),
}  # fmt: skip
"""Each with a language; tests/conversations/test_channels.py has more of them."""
STORIES = {"en": "English", "nl": "Nederlands", "nb": "Norsk", "sv": "Svenska", "de": "Deutsch"}
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def watched(stack: Stack, browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser, stack.settings.phones_url, width=NARROW["width"])
    watched.page.goto(stack.settings.phones_url)
    yield watched
    watched.context.close()


def begun(page: Page, channel: str, language: str) -> tuple[str, Locator]:
    """The number of the new order, and the phone's lines, once the first message was answered with a proposal."""
    page.get_by_label(channel, exact=True).check()
    expect(page.get_by_role("status")).to_have_text("connected")
    page.get_by_role("button", name=STORIES[language], exact=True).click()
    message = page.get_by_label("Message", exact=True)
    expect(message).to_have_value(re.compile("NN-"))
    number = message.input_value().partition("NN-")[2][:5]
    page.get_by_role("button", name="Send", exact=True).click()
    lines = page.get_by_role("log")
    expect(lines).to_contain_text(WORDS[language].pay_back)
    return f"NN-{number}", lines


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_visitor_gets_a_refund_on_a_phone(stack: Stack, watched: Watched, channel: str) -> None:
    page, (kind, language) = watched.page, CHANNELS[channel]
    words = WORDS[language]
    number, lines = begun(page, channel, language)
    assert words.automated in lines.inner_text()
    choice = lines.get_by_role("button", name=words.pay_back)
    if choice.count():
        choice.click()
    else:
        page.get_by_label("Message", exact=True).fill("1")
        page.get_by_role("button", name="Send", exact=True).click()
    expect(lines).to_contain_text(words.refunded)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=SCREENS / f"phone-{kind}-{size['width']}.png", full_page=True)
        assert fits(page)
    with stack.database.read() as session:
        case = session.scalars(select(CaseRow).where(CaseRow.order_number == number)).one()
        talk = session.get_one(ConversationRow, case.conversation_id)
        assert (talk.channel, talk.language) == (kind, language)
    assert watched.all_faults() == []


def test_the_start_page_leads_there(stack: Stack) -> None:
    page = httpx.get(stack.settings.public_url, trust_env=False, timeout=60)
    assert f'<a href="{stack.settings.phones_url}">' in page.text


def test_a_picture_goes_to_the_case(watched: Watched) -> None:
    page = watched.page
    _, lines = begun(page, "Telegram", "en")
    page.get_by_label("Message", exact=True).fill("my receipt")
    picture = {"name": "receipt.jpg", "mimeType": "image/jpeg", "buffer": receipt("JPEG")}
    page.get_by_label("Send a picture").set_input_files([picture])  # type: ignore[list-item]
    expect(lines.locator("li.mine").last).to_contain_text("my receipt")
    expect(lines.locator("li.mine.lost")).to_have_count(0)
    expect(lines).to_contain_text("I have received your file")


def test_a_visitor_changes_deletes_and_speaks_where_the_channel_has_that(stack: Stack, watched: Watched) -> None:
    page = watched.page
    number, lines = begun(page, "WhatsApp", "en")
    message = page.get_by_label("Message", exact=True)
    first = lines.locator("li.mine").first
    first.get_by_role("button", name="Edit").click()
    expect(message).to_have_value(re.compile(number))
    message.fill(f"{message.input_value()} and I want one payment back")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(first).to_contain_text("(edited)")
    page.get_by_role("button", name="Send a voice message").click()
    expect(lines).to_contain_text("I cannot listen to voice messages")
    first.get_by_role("button", name="Delete").click()
    expect(first).to_have_text("(deleted)")
    with stack.database.read() as session:
        case = select(CaseRow.conversation_id).where(CaseRow.order_number == number)
        events = session.scalars(
            select(EventRow).where(EventRow.conversation_id.in_(case)).order_by(EventRow.seq)
        ).all()
        changed = [event for event in events if event.body.get("changes")]
        deleted = [event.body["of"] for event in events if event.body.get("what") == "deleted"]
    assert [event.body["changes"] for event in changed] == deleted
    page.get_by_label("E-mail", exact=True).check()
    expect(page.get_by_role("button", name="Send a voice message")).to_be_hidden()
    assert watched.all_faults() == []


def test_a_mail_has_a_subject_and_several_lines_and_a_chat_has_neither(watched: Watched) -> None:
    page = watched.page
    subject, message = page.get_by_label("Subject"), page.get_by_label("Message", exact=True)
    expect(subject).to_be_hidden()
    page.get_by_label("E-mail", exact=True).check()
    expect(page.get_by_role("status")).to_have_text("connected")
    subject.fill("Charged twice")
    message.fill("Hello,")
    message.press("Enter")
    message.press_sequentially("I was charged twice")
    page.get_by_role("button", name="Send", exact=True).click()
    lines = page.get_by_role("log").locator("li")
    expect(lines.first).to_contain_text("Charged twice")
    expect(lines.first).to_contain_text("Hello,\nI was charged twice")
    expect(lines.nth(1)).to_contain_text("Re: Charged twice")
    page.get_by_label("Telegram", exact=True).check()
    expect(subject).to_be_hidden()
    message.fill("hello")
    message.press("Enter")
    expect(lines.first).to_contain_text("hello")
