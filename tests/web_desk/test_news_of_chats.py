"""A customer's answer is news: in the row, in the title of every window, and as the browser's own message on a wish."""

from playwright.sync_api import expect

from tests.web.server import until
from tests.web_desk.test_windows import hide

LONG = "My bill is far too high and nobody tells me why. " * 30 + "x" * 2000
RECORD = """
    window.__told = [];
    window.Notification = class {
        static permission = "default";
        static requestPermission = async () => (window.Notification.permission = "granted");
        constructor(title, options) { window.__told.push(`${title}: ${options.body}`); }
        close() {}
    };
    Document.prototype.hasFocus = () => !window.__away;
"""


def test_an_answer_to_a_person_is_in_the_row_the_title_and_the_browsers_messages(house, window):
    number, chat = house.review()
    other, _ = house.review()
    seen = window("anna")
    seen.context.add_init_script(RECORD)
    page = seen.page
    page.goto(f"/desk/cases/{number}")
    page.get_by_role("button", name="Take over the chat").click()
    page.locator(".casehead", has_text="You have the chat").wait_for()
    beside = seen.watch(seen.context.new_page())
    beside.goto(f"/desk/cases/{other}")
    page.goto("/desk")
    row = page.locator("tbody tr", has_text=number)
    expect(row).to_contain_text("a person has the chat")
    expect(page).to_have_title("Queue · Amends desk")

    house.says(chat, LONG)
    expect(row).to_contain_text("customer is waiting")
    expect(row).to_have_class("needs-me")
    assert row.bounding_box()["height"] < 64, "two lines, however much was written"
    expect(page).to_have_title("(1) Queue · Amends desk")
    expect(page.locator("#tabs .unread")).to_contain_text("1")
    expect(beside).to_have_title(f"(1) {other} · Amends desk")
    assert [each.evaluate("window.__told") for each in (page, beside)] == [[], []], "nobody asked for it"

    notify = page.get_by_role("button", name="Notify me")
    notify.click()
    expect(notify).to_have_attribute("aria-pressed", "true")
    for each in (page, beside):
        each.evaluate(
            "Notification.permission = 'granted'; window.__away = true; localStorage.removeItem('amends-focus')"
        )
        hide(each)
    house.says(chat, "Is anybody there?")
    told = f"{number}: The customer has written"
    # One window of the two tells, whichever hears it for both.
    until(lambda: sorted(each.evaluate("window.__told") for each in (page, beside)) == [[], [told]])
    hide(page, False)
    page.goto(f"/desk/cases/{number}")
    page.fill("#answer", "I am.")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_title(f"{number} · Amends desk")
    expect(beside).to_have_title(f"{other} · Amends desk")
