"""The page that shows the policy in force with a draft beside it, and what the draft would have changed."""

from collections.abc import Iterator

import httpx
import pytest

from amends.accounts import sessions
from amends.db.account_tables import AgentRow
from tests.policy_folder import change, folder
from tests.web.stand_in import running
from tests.web_desk.house import House
from web.desk.guard import COOKIE

__all__ = ["folder"]

TEXT = "norrnet/refund/2025-01-01.yml"


def page(house: House, who: str, path: str) -> httpx.Response:
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email=f"{who}@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    return httpx.get(house.url + path, headers={"Cookie": f"{COOKIE}={token}"}, trust_env=False, timeout=60)


@pytest.fixture
def drafting(database, folder) -> Iterator[House]:
    """A desk whose installation has a folder of drafts."""
    with running() as rasa:
        house = House(database, rasa, drafts=folder)
        house.people()
        house.web.start()
        house.url = house.web.url
        yield house
        house.web.stop()


def test_without_a_draft_the_policy_in_force_is_shown_alone(house):
    text = page(house, "siri", "/desk/policy?merchant=norrnet").text
    assert "There is no draft" in text
    assert "AMENDS_DRAFT_POLICIES_FOLDER" in text
    assert "N07a" in text
    assert "Decide them again" not in text


def test_a_draft_stands_beside_it_and_past_cases_are_decided_again(drafting, folder):
    drafting.review()
    change(folder / TEXT, "timely_fix: 24 hours", "timely_fix: 25 hours")
    text = page(drafting, "siri", "/desk/policy?merchant=norrnet").text
    assert "25 hours" in text
    assert "changed" in text
    assert "Decide them again" in text
    assert "would have come out otherwise" not in text
    worked_out = page(drafting, "siri", "/desk/policy?merchant=norrnet&days=30").text
    assert "0 of 1 cases" in worked_out
    assert "No more and no less money" in worked_out


def test_a_case_whose_outcome_changes_is_listed_with_both(drafting, folder):
    number, _ = drafting.review()
    rows = (folder / TEXT).read_text("utf-8")
    start = rows.index("rows:\n") + len("rows:\n")
    first_end = rows.index("\n", start) + 1
    everything = '  - {id: N99, when: {identified: true}, outcome: deny, cites: "3"}\n'
    (folder / TEXT).write_text(rows[:first_end] + everything + rows[first_end:], "utf-8")
    text = page(drafting, "siri", "/desk/policy?merchant=norrnet&days=7").text
    assert "1 of 1 cases" in text
    assert f"/desk/cases/{number}" in text
    assert "N99" in text


def test_what_is_wrong_with_a_draft_is_told_on_the_page(drafting, folder):
    change(folder / TEXT, "timely_fix: 24 hours", "timely_fix: soon")
    answer = page(drafting, "siri", "/desk/policy?merchant=norrnet")
    assert answer.status_code == 200
    assert "`soon` is not a length of time" in answer.text


@pytest.mark.parametrize(("who", "merchant", "status"), [("anna", "norrnet", 403), ("ada", "itnet", 200)])
def test_it_is_for_those_who_lead(house, who, merchant, status):
    assert page(house, who, f"/desk/policy?merchant={merchant}").status_code == status


def test_its_page_in_the_browser_has_nothing_wrong_with_it(house, window):
    lead = window("siri").page
    lead.goto("/desk/supervision")
    lead.get_by_role("link", name="Policy and draft").click()
    lead.get_by_role("heading", name="Policy and draft").wait_for()
    assert lead.get_by_role("table").count() >= 2
