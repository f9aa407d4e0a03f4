"""A picture from the chat window, on the case beside what was read from it."""

from playwright.sync_api import expect

from tests.desk_story.agent import SOON_MS
from tests.desk_story.conftest import SignsIn
from tests.desk_story.ending import case_of
from tests.stack import Stack
from tests.widget.browser import Visitor
from tests.widget.test_files import choose, loaded, receipt

ORDER, EMAIL = "NN-10008", "ingrid.dahl@example.com"
# Whichever element it is by then: the panel is loaded again while the file is being read.
LOADED = "(name) => [...document.images].some((one) => one.alt === name && one.complete && one.naturalWidth > 0)"


def test_a_receipt_stands_beside_what_was_read_off_it(visitor: Visitor, signs_in: SignsIn, system: Stack) -> None:
    visitor.talk((f"I paid twice for the reporting dashboard, {ORDER}, {EMAIL}", "payment"))
    choose(visitor, "receipt.png", "image/png", receipt())
    loaded(visitor)
    visitor.reads("A person will decide this")
    number = case_of(system, visitor.conversation()["id"]).number

    anna = signs_in("anna")
    anna.opens(number)
    evidence = anna.panel("Evidence")
    picture = evidence.get_by_role("img", name="Page 1 of receipt.png")
    picture.scroll_into_view_if_needed()
    anna.page.wait_for_function(LOADED, arg="Page 1 of receipt.png")
    for name, value in (("order number", "NN-10004"), ("amount", "590.00"), ("currency", "NOK")):
        field = evidence.locator("dt", has_text=name).locator("xpath=following-sibling::dd[1]")
        expect(field).to_have_text(value, timeout=SOON_MS)
    expect(evidence.locator("dd", has_text="{")).to_have_count(0)
    visitor.reads("Is that right?")
    visitor.press("No, that is wrong")
    expect(evidence).to_contain_text("The customer says it is wrong", timeout=SOON_MS)
