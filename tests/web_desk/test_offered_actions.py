"""What the page of a case offers can be done, and what is refused is told in the core's own words."""

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow
from amends.desk.actor import Actor
from amends.desk.case_actions import CaseActions
from amends.policy.policy import Clause
from web.desk.cases import natural
from web.desk.guard import COOKIE


@pytest.fixture
def person(house):
    """An agent or a supervisor, to whom the pages are sent."""
    opened = []

    def sign_in(key):
        with house.database.begin() as session:
            row = session.query(AgentRow).filter_by(email=f"{key}@example.com").one()
            token = sessions.begin(session, row.id, house.context.clock())
        headers = {"Cookie": f"{COOKIE}={token}", "X-CSRF": sessions.csrf_token(token), "Origin": house.url}
        http = httpx.Client(base_url=house.url, trust_env=False, timeout=60, headers=headers)
        http.actor = Actor(row.id, row.name, row.role, frozenset(row.merchants))
        opened.append(http)
        return http

    yield sign_in
    for each in opened:
        each.close()


def offers(http, number):
    return "<summary>Transfer</summary>" in http.get(f"/desk/cases/{number}/care").text


def test_only_who_may_transfer_a_case_is_offered_that(house, person):
    number, _ = house.review()
    anna, siri = person("anna"), person("siri")
    assert (offers(anna, number), offers(siri, number)) == (False, True)
    CaseActions(house.context).claim(anna.actor, number)
    assert offers(anna, number)


def test_why_a_transfer_is_refused_is_told(house, person):
    number, _ = house.review()
    answer = person("anna").post(f"/desk/cases/{number}/transfer", data={"to": ""})
    assert answer.status_code == 403
    assert "You can only transfer a case of your own. Ask a supervisor." in answer.text


def test_clauses_stand_in_the_order_of_their_numbers():
    clauses = [Clause(each, {}, {}) for each in ("10", "2a", "11", "2", "1", "CRD-16", "CRD-9", "2c.10", "2c.9")]
    ordered = [each.id for each in sorted(clauses, key=natural)]
    assert ordered == ["CRD-9", "CRD-16", "1", "2", "2a", "2c.9", "2c.10", "10", "11"]
