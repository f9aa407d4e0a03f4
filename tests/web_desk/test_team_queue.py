"""The queue as people arrange it, a case for who telephoned, and notes that name a colleague."""

from playwright.sync_api import expect

from tests.web_desk.house import review_scenarios


def test_a_view_is_kept_with_its_order_and_columns(house, window):
    house.review()
    page = window("anna").page
    page.locator("#views > summary").click()
    page.get_by_role("button", name="issue").click()
    page.locator("#views > summary").click()
    page.select_option("#sort", "newest")
    page.wait_for_url("**sort=newest**")
    page.locator("#views > summary").click()
    page.fill("#view-name", "Newest, short")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("status").filter(has_text="The view is saved").wait_for()
    page.goto("/desk")
    expect(page.get_by_role("columnheader", name="Issue")).to_be_visible()
    page.get_by_role("link", name="Newest, short").click()
    expect(page.get_by_role("columnheader", name="Issue")).to_have_count(0)
    expect(page.locator("#sort")).to_have_value("newest")
    page.locator("#views > summary").click()
    page.get_by_role("button", name="Remove the view").click()
    page.get_by_role("status").filter(has_text="The view is gone").wait_for()
    expect(page.get_by_role("link", name="Newest, short")).to_have_count(0)


def test_a_case_is_opened_for_a_customer_who_telephoned(house, window):
    number, _ = house.review(review_scenarios()[0])
    known = house.case(number)
    page = window("anna").page
    page.get_by_role("link", name="New case").click()
    page.fill("#n-order", known.order_number)
    page.fill("#n-email", "somebody@example.com")
    page.select_option("#n-issue", "outage")
    page.fill("#n-text", "No signal since Monday.")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("alert").filter(has_text="There is no order with this number and this e-mail address").wait_for()
    page.fill("#n-email", known.email)
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("status").filter(has_text="The case is open, and yours").wait_for()
    expect(page.locator("main")).to_contain_text("No signal since Monday.")
    expect(page.locator("#head")).not_to_contain_text(number)


def test_a_note_stands_in_the_thread_and_tells_the_colleague_whom_it_names(house, window):
    number, _ = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.fill("#note", "@Siri Dahl, is this an outage?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#transcript .note-here")).to_contain_text("is this an outage?")
    other = window("siri").page
    expect(other.locator("#unread")).to_contain_text("1")
    other.goto(f"/desk/cases/{number}")
    other.get_by_role("alert").filter(has_text="Anna Vik mentioned you in a note").wait_for()
