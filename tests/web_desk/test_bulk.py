"""Many cases of the queue at once: chosen by boxes that outlive the news, done one by one."""

from datetime import timedelta

from playwright.sync_api import expect

from amends.db.tables import DeskCaseRow, LabelRow
from amends.desk.actor import Actor
from amends.desk.teams.administration import Teams


def of_case(house, number):
    with house.database.read() as session:
        return session.get(DeskCaseRow, house.case(number).id)


def choose(page, *numbers):
    for number in numbers:
        page.get_by_role("checkbox", name=f"Choose {number}").check()


def test_several_are_given_to_a_colleague(house, window):
    numbers = [house.review()[0] for _ in range(3)]
    page = window("siri").page
    expect(page.locator("#bulk")).to_be_hidden()
    choose(page, *numbers[:2])
    expect(page.locator("#chosen")).to_have_text("2 chosen")
    page.select_option("#b-to", label="Anna Vik")
    page.get_by_role("button", name="Give").click()
    page.get_by_role("status").filter(has_text="Done for all").wait_for()
    assert [of_case(house, each).assigned_name for each in numbers[:2]] == ["Anna Vik", "Anna Vik"]
    assert of_case(house, numbers[2]) is None or of_case(house, numbers[2]).assigned_to is None


def test_what_is_chosen_stays_chosen_when_the_rows_are_new(house, window):
    number, _ = house.review(due=timedelta(hours=9))
    page = window("anna").page
    choose(page, number)
    fresh, _ = house.review(due=timedelta(hours=1))
    page.get_by_role("link", name=fresh).wait_for()
    expect(page.get_by_role("checkbox", name=f"Choose {number}")).to_be_checked()
    expect(page.locator("#chosen")).to_have_text("1 chosen")
    page.fill("#b-label", "Night shift")
    page.get_by_role("button", name="Put on").click()
    page.get_by_role("status").filter(has_text="Done for all").wait_for()
    with house.database.read() as session:
        assert [(row.case_id, row.label) for row in session.query(LabelRow)] == [(house.case(number).id, "Night shift")]


def test_shift_takes_all_between_two_and_what_is_put_off_leaves_the_list(house, window):
    numbers = [house.review(due=timedelta(hours=40 + each))[0] for each in range(4)]
    page = window("anna").page
    boxes = page.locator("#rows .pick")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("#chosen")).to_have_text("3 chosen")
    page.get_by_role("button", name="Put off").click()
    page.get_by_role("status").filter(has_text="Done for all").wait_for()
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Put off 3").click()
    expect(page.locator("#rows tbody tr")).to_have_count(3)
    page.goto(f"/desk/cases/{numbers[0]}")
    page.locator("#a-snooze > summary").click()
    page.get_by_role("button", name="Take it up now").click()
    page.get_by_role("status").filter(has_text="among the work").wait_for()
    assert of_case(house, numbers[0]).snoozed_until is None


def test_what_is_refused_of_one_is_told_and_the_others_are_done(house, window):
    theirs, free = house.review()[0], house.review()[0]
    other = window("siri").page
    other.goto(f"/desk/cases/{theirs}")
    other.get_by_role("button", name="Claim").click()
    other.get_by_role("status").filter(has_text="yours").wait_for()
    page = window("anna").page
    page.goto("/desk?view=open")
    choose(page, theirs, free)
    page.get_by_role("button", name="Give").click()
    expect(page.get_by_role("heading", name="Not done for all")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Siri Dahl has this case.")
    assert of_case(house, free).assigned_name == "Anna Vik"


def test_a_case_whose_customer_wrote_unseen_is_not_put_off(house, window):
    number, chat = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    page.locator("#a-snooze > summary").click()
    page.route("**/talk", lambda route, _request: route.abort())  # the news do not come
    house.says(chat, "It works again!")
    page.get_by_role("button", name="Put off", exact=True).click()
    page.get_by_role("alert").filter(has_text="written meanwhile").wait_for()


def test_several_are_given_to_a_team_and_made_urgent(house, window):
    team = Teams(house.context).add(Actor("ag_x", "Lea", "supervisor", frozenset({"norrnet"})), "norrnet", "Billing")
    numbers = [house.review()[0] for _ in range(3)]
    page = window("anna").page
    choose(page, *numbers[:2])
    page.select_option("#b-team", label="Billing")
    page.get_by_role("button", name="To the team").click()
    page.get_by_role("status").filter(has_text="Done for all").wait_for()
    choose(page, *numbers[:2])
    page.select_option("#b-priority", label="urgent")
    page.get_by_role("button", name="Set priority").click()
    page.get_by_role("status").filter(has_text="Done for all").wait_for()
    done = [of_case(house, each) for each in numbers[:2]]
    assert [(row.team_id, row.priority) for row in done] == [(team, "urgent")] * 2
    assert of_case(house, numbers[2]) is None or of_case(house, numbers[2]).team_id is None
