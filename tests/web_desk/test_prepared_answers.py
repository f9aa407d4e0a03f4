"""Prepared answers are written on a page of their own, and found in the answer to a customer by a slash."""

from playwright.sync_api import expect


def test_a_supervisor_writes_one_and_an_agent_finds_it_by_a_slash(house, window):
    number, _ = house.review()
    lead = window("siri").page
    lead.goto("/desk/answers?merchant=norrnet")
    lead.locator("#new > summary").click()
    lead.fill("#new-name", "Fibre outage")
    lead.fill("#new-en", "The outage of case {case} is being mended.")
    lead.fill("#new-labels", "network, outage")
    lead.get_by_role("button", name="Add the answer").click()
    lead.get_by_role("status").filter(has_text="The answer was added").wait_for()

    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    field = page.locator("#answer")
    field.press_sequentially("Hello. /netw")
    expect(page.locator("#found li")).to_have_count(1)
    expect(page.locator("#found li")).to_contain_text("fibre outage")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Hello. The outage of case {number} is being mended.")
    expect(page.locator("#found")).to_be_hidden()


def test_the_keys_choose_and_escape_leaves_what_was_written(house, window):
    number, _ = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    field = page.locator("#answer")
    field.press_sequentially("/")
    rows = page.locator("#found li")
    expect(rows.first).to_have_attribute("aria-selected", "true")
    second = rows.nth(1).locator("span").inner_text()
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "found-1")
    page.keyboard.press("Enter")
    expect(field).to_have_value(second)
    field.fill("")
    field.press_sequentially("/mo")
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    expect(field).to_have_value("/mo")
    field.press_sequentially("m")
    expect(page.locator("#found")).to_be_hidden()


def test_a_slash_within_a_word_finds_nothing(house, window):
    number, _ = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#answer").press_sequentially("and/one")
    expect(page.locator("#found")).to_be_hidden()


def test_a_stale_page_does_not_undo_a_colleagues_change_and_keeps_what_was_typed(house, window):
    first, second = window("siri").page, window("ada").page
    for page in (first, second):
        page.goto("/desk/answers?merchant=norrnet")
        page.locator("#answer-1 > summary").click()
    first.fill("#a1-en", "The first")
    first.locator("#answer-1").get_by_role("button", name="Save").click()
    first.get_by_role("status").filter(has_text="The answer was saved").wait_for()
    second.fill("#a1-en", "The second")
    second.locator("#answer-1").get_by_role("button", name="Save").click()
    second.get_by_role("alert").filter(has_text="Somebody was faster").wait_for()
    expect(second.locator("#a1-en")).to_have_value("The second")


def test_an_agent_reads_them_and_has_nothing_to_press(house, window):
    page = window("anna").page
    page.goto("/desk/answers")
    page.locator("#answer-1 > summary").click()
    assert page.locator("#answer-1 p.text").count() >= 1
    assert page.locator("main form[method=post]").count() == 0


def test_what_is_half_written_does_not_come_back_in_another_merchants_answer(house, window):
    page = window("siri").page
    page.goto("/desk/answers?merchant=norrnet")
    page.locator("#answer-1 > summary").click()
    page.fill("#a1-en", "Half written")
    page.goto("/desk/answers?merchant=itnet")
    assert page.locator("#a1-en").input_value() != "Half written"
