"""Reports by mail, asked for and stopped in the browser."""

from playwright.sync_api import expect


def test_a_report_is_asked_for_and_stopped(window):
    page = window("siri").page
    page.goto("/desk/supervision")
    page.get_by_role("link", name="Reports by mail").click()
    expect(page.locator("main")).to_contain_text("Nothing so far")
    page.get_by_label("Merchant").select_option("norrnet")
    page.get_by_label("How often").select_option("month")
    page.get_by_role("button", name="Send it to me").click()
    page.get_by_role("status").filter(has_text="You get the report").wait_for()
    expect(page.locator("ul.sentences li")).to_contain_text("NorrNet Services, every month")
    page.get_by_role("button", name="Stop it").click()
    page.get_by_role("status").filter(has_text="no more").wait_for()
    expect(page.locator("main")).to_contain_text("Nothing so far")
