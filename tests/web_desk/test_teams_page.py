"""Teams in the app: made, filled, and seen in the queue and on a case."""

from playwright.sync_api import expect

from amends.db.tables import AgentRow, AgentWorkRow, AuditRow, DeskCaseRow, TeamRow


def person(house, name):
    with house.database.read() as session:
        return session.query(AgentRow).filter_by(name=name).one().id


def test_a_supervisor_makes_a_team_with_people_and_says_what_they_take(house, window):
    page = window("siri").page
    page.goto("/desk/teams?merchant=norrnet")
    page.get_by_text("New team").click()
    page.fill("#new-name", "First line")
    page.get_by_role("button", name="Add the team").click()
    page.get_by_role("status").filter(has_text="The team was made").wait_for()
    page.locator("summary", has_text="First line").click()
    page.get_by_role("checkbox", name="Anna Vik").check()
    page.get_by_role("checkbox", name="gives its cases").check()
    page.get_by_role("checkbox", name="takes what comes").check()
    page.locator("[id^=team-]").get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="The team was saved").wait_for()
    summary = page.locator("summary", has_text="First line")
    expect(summary).to_contain_text("1 person")
    expect(summary).to_contain_text("hands out")
    expect(summary).to_contain_text("takes what is new")
    anna = page.locator("#work ~ *, section[aria-labelledby=work]").locator("details", has_text="Anna Vik").first
    anna.locator("summary").click()
    anna.get_by_label("Cases at once").fill("4")
    anna.get_by_role("checkbox", name="Norwegian").check()
    anna.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="What they take on was saved").wait_for()
    expect(page.locator("summary", has_text="4 cases at once · Norwegian")).to_be_visible()
    with house.database.read() as session:
        row = session.get(AgentWorkRow, person(house, "Anna Vik"))
        assert (row.most, row.languages, row.issues) == (4, ["nb"], [])
        actions = [entry.action for entry in session.query(AuditRow).filter(AuditRow.subject.like("team %"))]
        assert actions == ["team_saved", "team_saved"]


def test_an_agent_sees_teams_changes_none_and_says_that_they_are_away(house, window):
    page = window("anna").page
    page.goto("/desk/teams")
    expect(page.get_by_text("New team")).to_have_count(0)
    page.get_by_role("button", name="I am away").click()
    page.get_by_role("status").filter(has_text="You are away").wait_for()
    expect(page.get_by_role("button", name="I am back")).to_be_visible()
    with house.database.read() as session:
        assert session.get(AgentWorkRow, person(house, "Anna Vik")).away is True


def test_a_case_is_given_to_a_team_and_found_by_it(house, window):
    number, _ = house.review()
    house.review()
    with house.database.begin() as session:
        team = TeamRow(merchant="norrnet", name="Second line", changed_by="ag", changed_at=house.now)
        session.add(team)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#a-team summary").click()
    page.select_option("#team-to", label="Second line")
    page.locator("#a-team").get_by_role("button", name="Give").click()
    page.get_by_role("status").filter(has_text="The case is that team's").wait_for()
    expect(page.locator("#head")).to_contain_text("team Second line")
    page.goto("/desk")
    page.select_option("#team", label="Second line")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#rows .with")).to_contain_text("Second line")
    with house.database.read() as session:
        assert session.get(DeskCaseRow, house.case(number).id).team_id is not None
