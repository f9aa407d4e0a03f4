"""A macro is written on a page of its own, looked at on the page of a case, and done at once."""

from playwright.sync_api import expect

from amends.db.tables import LabelRow


def write(page, name, *steps):
    page.goto("/desk/macros?merchant=norrnet")
    page.locator("#new > summary").click()
    page.fill("#new-name", name)
    for at, (kind, value) in enumerate(steps, 1):
        page.select_option(f"#kind-{at}", kind)
        page.fill(f"#value-{at}", value)
    page.get_by_role("button", name="Add the macro").click()
    page.get_by_role("status").filter(has_text="The macro was added").wait_for()


def test_a_supervisor_writes_one_and_an_agent_runs_it_after_a_look(house, window):
    number, chat = house.review()
    write(window("siri").page, "Ask to wait", ("reply", "one_moment"), ("label", "waits"), ("claim", ""))
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.get_by_role("button", name="Look at the macro").click()
    expect(page.locator("#macro li")).to_have_count(3)
    expect(page.locator("#macro li").first).to_contain_text("One moment please")
    assert not [text for _, who, text in house.events(chat) if who == "agent"]
    page.get_by_role("button", name="Do all of it").click()
    page.get_by_role("status").filter(has_text="All steps").wait_for()
    said = [text for _, who, text in house.events(chat) if who == "agent"]
    assert said == ["One moment please, I am checking this for you."]
    with house.database.read() as session:
        assert [row.label for row in session.query(LabelRow)] == ["waits"]
    expect(page.locator("#head")).to_contain_text("With Anna Vik")


def test_what_cannot_be_done_as_a_whole_is_not_begun(house, window):
    number, chat = house.review()
    lead = window("siri").page
    write(lead, "Mine", ("reply", "one_moment"), ("claim", ""))
    lead.goto(f"/desk/cases/{number}")
    lead.get_by_role("button", name="Claim").click()
    lead.get_by_role("status").filter(has_text="yours").wait_for()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.get_by_role("button", name="Look at the macro").click()
    page.get_by_role("button", name="Do all of it").click()
    page.get_by_role("alert").filter(has_text="Siri Dahl has this case").wait_for()
    assert not [text for _, who, text in house.events(chat) if who == "agent"]
