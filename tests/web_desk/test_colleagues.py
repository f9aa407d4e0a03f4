"""Two people at one chat: who has it is said, and nobody takes it or gives it away by mistake."""

import pytest
from playwright.sync_api import expect

from amends.conversations import ownership
from amends.db.tables import ConversationRow


@pytest.fixture
def both(house, window):
    """Anna has the chat of a case; Siri has its page open too."""
    number, chat = house.review()
    anna, siri = window("anna").page, window("siri").page
    for page in (anna, siri):
        page.goto(f"/desk/cases/{number}")
    anna.get_by_role("button", name="Take over the chat").click()
    anna.locator(".casehead", has_text="You have the chat").wait_for()
    siri.locator(".casehead", has_text="Anna Vik has the chat").wait_for()
    return anna, siri, chat


def test_a_colleague_takes_a_chat_over_by_name(house, both):
    anna, siri, chat = both
    siri.keyboard.press("t")
    siri.get_by_role("dialog").get_by_text("Anna Vik has this chat").wait_for()
    siri.get_by_role("button", name="Leave it").click()
    siri.get_by_role("button", name="Take over from Anna Vik").click()
    siri.get_by_role("dialog").get_by_role("button", name="Take over").click()
    siri.locator(".casehead", has_text="You have the chat").wait_for()
    anna.locator(".casehead", has_text="Siri Dahl has the chat").wait_for()
    anna.locator("#notices", has_text="Siri Dahl took the chat over from you").wait_for()
    assert house.chat(chat).owner == "person"


def test_nobody_writes_into_a_colleagues_chat_unasked(house, both):
    anna, siri, chat = both
    siri.fill("#answer", "Siri here as well.")
    siri.get_by_role("button", name="Send", exact=True).click()
    siri.locator("#fault", has_text="Anna Vik has this chat and may be writing in it. Nothing was sent.").wait_for()
    assert siri.input_value("#answer") == "Siri here as well."
    assert not any((kind, author) == ("reply", "agent") for kind, author, _ in house.events(chat))
    siri.get_by_role("button", name="Send it anyway").click()
    anna.locator("#transcript .says.agent", has_text="Siri here as well.").wait_for()
    expect(siri.locator("#answer")).to_have_value("")
    expect(siri.locator("#fault")).to_be_empty()


def test_a_colleagues_chat_is_handed_back_only_when_that_is_confirmed(house, both):
    _, siri, chat = both
    siri.get_by_role("button", name="Hand back to the bot…").click()
    siri.get_by_role("dialog").get_by_text("Anna Vik has this chat").wait_for()
    siri.get_by_role("button", name="Leave it").click()
    assert siri.get_by_role("dialog").count() == 0
    assert house.chat(chat).owner == "person"
    siri.keyboard.press("h")
    siri.get_by_role("dialog").get_by_role("button", name="Hand back").click()
    siri.locator(".said", has_text="The bot has the chat again").wait_for()
    assert house.chat(chat).owner == "bot"


def test_a_chat_that_waits_for_anybody_says_so(house, window):
    number, chat = house.review()
    with house.database.begin() as session:
        ownership.hand_to_person(session, session.get_one(ConversationRow, chat), by="customer", now=house.now)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator(".casehead", has_text="Nobody here has the chat, and the bot is silent").wait_for()
    page.get_by_role("button", name="Take over the chat").click()
    page.locator(".casehead", has_text="You have the chat").wait_for()
