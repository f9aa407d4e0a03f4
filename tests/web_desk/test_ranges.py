"""What was asked for and cannot be shown is said, with what is shown instead."""

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow
from web.desk.guard import COOKIE
from web.desk.sentences import BACKWARDS, NOT_A_DAY


@pytest.fixture
def get(house):
    with house.database.begin() as session:
        siri = session.query(AgentRow).filter_by(email="siri@example.com").one()
        token = sessions.begin(session, siri.id, house.context.clock())
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60, headers={"Cookie": f"{COOKIE}={token}"}) as http:
        yield lambda path: http.get(path).text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2026-11-20&until=2026-11-10", BACKWARDS),
        ("since=1875-01-01", NOT_A_DAY["since"]),
        ("until=tomorrow", NOT_A_DAY["until"]),
    ],
)
def test_a_range_that_cannot_be_shown_is_said(get, query, said):
    assert said in get(f"/desk/supervision?{query}")


@pytest.mark.parametrize("query", ["", "since=&until=", "since=2026-11-10&until=2026-11-20"])
def test_nothing_is_said_of_a_range_that_is_shown(get, query):
    shown = get(f"/desk/supervision?{query}")
    assert not [each for each in (BACKWARDS, *NOT_A_DAY.values()) if each in shown]


def test_a_page_beyond_the_last_says_so_and_leads_to_the_first(house, get):
    number, _ = house.review()
    beyond = get("/desk?page=99")
    assert "There is no page 99; 1 case is listed here" in beyond
    assert "Nothing to do here" not in beyond
    assert 'href="/desk?view=todo"' in beyond
    assert number in get("/desk?view=todo")


def test_an_empty_queue_has_nothing_to_do_on_any_page(get):
    assert "Nothing to do here" in get("/desk?page=99")
