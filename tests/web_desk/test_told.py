"""What waits for somebody in a case of anybody else's is named where the queue counts it."""

from playwright.sync_api import expect

from amends.cases import notices, store
from amends.cases.notice_kinds import NoticeKind
from amends.cases.status import CaseStatus
from amends.db.account_tables import AgentRow


def test_a_mention_stands_above_the_list_with_its_case_until_it_was_seen(house, window):
    number, _ = house.review()
    anna, siri = window("anna").page, window("siri").page
    told = siri.locator("#told")
    expect(told).to_be_hidden()

    anna.goto(f"/desk/cases/{number}")
    anna.fill("#note", "@Siri Dahl please look at the second payment")
    anna.get_by_role("button", name="Add note").click()
    expect(told).to_have_text(f"{number} Anna Vik mentioned you in a note.")
    expect(siri.locator("#tabs .unread")).to_contain_text("1")

    siri.goto("/desk?view=mine")
    expect(siri.locator("#rows")).to_contain_text("Nothing to do here")
    told.get_by_role("link", name=number).click()
    expect(siri.locator(".said.notice")).to_contain_text("Anna Vik mentioned you")
    siri.goto("/desk")
    expect(told).to_be_hidden()
    expect(siri.locator("#tabs .unread")).to_have_count(0)


def test_what_became_of_a_closed_case_is_named_too(house, window):
    """Whoever asked for a second person has no row of a case that was resolved."""
    number, _ = house.review()
    anna = window("anna").page
    with house.database.begin() as session:
        case = session.merge(house.case(number))
        asked = session.query(AgentRow).filter_by(email="anna@example.com").one()
        notices.tell(session, case, asked.id, NoticeKind.APPROVED, "Siri Dahl", house.now)
        store.move(session, case, CaseStatus.RESOLVED, "worker", house.now)
    anna.goto("/desk")
    expect(anna.locator("#told")).to_have_text(f"{number} Siri Dahl approved what you asked for.")
