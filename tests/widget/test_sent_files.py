"""Files that a person at the desk sent: beside their words, each behind its link."""

from playwright.sync_api import expect

from amends import clock
from amends.conversations import log
from amends.db.tables import ConversationRow
from tests.evidence import pictures
from tests.stack import Stack
from tests.widget.browser import Visitor

LINK = "/files/aaaaaaaaaaaaaaaaaaaaaaaaaa"


def test_files_of_a_person_are_links_beside_the_answer(system: Stack, visitor: Visitor) -> None:
    small = pictures.encoded("PNG")
    visitor.page.route(f"**{LINK}/thumb", lambda route: route.fulfill(body=small, content_type="image/png"))
    visitor.open()
    visitor.say("hello")
    files = [
        {"id": "at_1", "name": "Invoice 1001.pdf", "kind": "document", "pages": 2, "url": LINK},
        {"id": "at_2", "name": "steps <b>1</b>.txt", "kind": "text", "pages": 0, "url": LINK},
    ]
    with system.database.begin() as session:
        row = session.get_one(ConversationRow, visitor.conversation()["id"])
        said = {"author": "agent", "data": {"agent": "Anna Vik"}, "files": files}
        log.reply(session, row, "Here is your invoice.", (), clock.now(), **said)
    links = visitor.log.locator(".sent-files a")
    expect(links).to_have_count(2)
    expect(links.first).to_contain_text("Invoice 1001.pdf")
    expect(links.first).to_contain_text("PDF, 2 pages")
    expect(links.last).to_have_text("steps <b>1</b>.txt")
    expect(links.first).to_have_attribute("href", f"{system.settings.public_url}{LINK}")
    expect(links.first).to_have_attribute("rel", "noopener noreferrer")
    expect(links.first.locator("img")).to_have_js_property("complete", value=True)
    expect(links.last.locator("img")).to_have_count(0)
