"""Staff read what was written for them; an internal fault is an incident in the log and not advice."""

import logging

import httpx
import pytest

from amends.accounts import sessions
from amends.db.tables import AgentRow
from amends.errors import (
    AmendsError,
    CannotBeDone,
    InvalidDocument,
    MailError,
    PolicyError,
    SentenceError,
    SettingError,
)
from amends.messages.sentences import Sentences
from web.desk.guard import COOKIE

INSIDE = "utter_case_closed needs the argument number"
FAULTS = [
    SentenceError(INSIDE),
    SettingError(INSIDE),
    MailError(INSIDE),
    PolicyError("refund.yml", 3, INSIDE, "Write it."),
    InvalidDocument(INSIDE, []),
    AmendsError(INSIDE),
]


def close(house, number) -> httpx.Response:
    """Close a case without a word, so that the customer is told in a standard sentence."""
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="anna@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    headers = {"Cookie": f"{COOKIE}={token}", "X-CSRF": sessions.csrf_token(token), "Origin": house.url}
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        return http.post(f"/desk/cases/{number}/close", headers=headers)


def break_with(monkeypatch, fault) -> None:
    def broken(*_args: object, **_more: object) -> str:
        raise fault

    monkeypatch.setattr(Sentences, "text", broken)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_fault_of_the_inside_is_an_incident_with_its_number_and_not_its_text(house, monkeypatch, caplog, fault):
    number, _ = house.review()
    break_with(monkeypatch, fault)
    answer = close(house, number)
    [line] = [line for line in caplog.records if line.msg == "desk_unhandled"]
    assert answer.status_code == 500
    assert f"incident {line.incident}" in answer.text
    assert INSIDE not in answer.text
    assert line.exc_info[1] is fault


def test_what_was_written_for_the_person_who_asked_is_said_to_them(house, monkeypatch):
    number, _ = house.review()
    break_with(monkeypatch, CannotBeDone("The case sleeps until noon."))
    answer = close(house, number)
    assert answer.status_code == 422
    assert "The case sleeps until noon." in answer.text


def test_what_a_role_may_not_do_is_logged(house, caplog):
    caplog.set_level(logging.INFO)
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="anna@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        assert http.get("/desk/supervision", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 403
    [line] = [line for line in caplog.records if line.msg == "desk_refused"]
    assert (line.method, line.path) == ("GET", "/desk/supervision")
