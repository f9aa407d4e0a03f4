"""The audit page as a supervisor reads it: who came in when, who was not let in, what befell an account."""

from datetime import timedelta

import httpx
import pytest

from amends.accounts import account, demo, sessions
from amends.audit.log import append
from amends.db.tables import AgentRow
from tests.web_desk.house import PASSWORD
from tests.web_desk.test_permissions import Caller
from web.desk import audit
from web.desk.guard import COOKIE


def person(house, who):
    with house.database.read() as session:
        return session.query(AgentRow).filter_by(email=f"{who}@example.com").one()


def lines(page):
    """(who, what, of whom) of each line, newest first."""
    rows = page.locator("tbody tr").all()
    cells = [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]
    return [(cell[2], cell[3], cell[4]) for cell in cells]


def try_in(house, email, password):
    with httpx.Client(base_url=house.url, trust_env=False, timeout=60) as http:
        form = {"email": email, "password": password}
        return http.post("/desk/sign-in", data=form, headers={"Origin": house.url})


def test_a_supervisor_sees_who_came_and_went_and_who_was_not_let_in(house, window):
    house.review()
    for email in ("anna@example.com", "nobody@example.com"):
        assert try_in(house, email, "a wrong password").status_code == 403
    anna = window("anna").page
    anna.get_by_role("button", name="Sign out").click()
    anna.wait_for_url("**/desk/sign-in")
    page = window("siri").page
    page.goto("/desk/audit?merchant=norrnet")
    with page.expect_navigation():
        page.select_option("#what", "accounts")
    came = [
        ("Siri Dahl", "signed in", "Siri Dahl"),
        ("Anna Vik", "signed out", "Anna Vik"),
        ("Anna Vik", "signed in", "Anna Vik"),
        ("unknown person", "sign-in refused", "Anna Vik"),
    ]
    assert lines(page)[:4] == came
    assert {what for _, what, _ in lines(page)[4:]} == {"account added"}
    with page.expect_navigation():
        page.select_option("#person", label="Anna Vik")
    assert lines(page) == [*came[1:], ("operator", "account added", "Anna Vik")]
    page.goto("/desk/audit?merchant=norrnet&verify=1")
    page.locator(".said", has_text="Every entry is as it was written").wait_for()


def test_what_an_operator_did_to_an_account_is_told_in_words(house, window):
    anna = person(house, "anna")
    with house.database.begin() as session:
        sessions.begin(session, anna.id, house.now - timedelta(hours=1))
        sessions.begin(session, anna.id, house.now)
    page = window("siri").page
    with house.database.begin() as session:
        account.reset(session, anna.email, PASSWORD, None, house.now)
    with house.database.begin() as session:
        account.disable(session, anna.email, house.now)
    page.goto(f"/desk/audit?merchant=norrnet&person={anna.id}")
    operator = "operator"
    assert lines(page) == [
        (operator, "account disabled", "Anna Vik"),
        (operator, "password and second factor reset", "Anna Vik"),
        ("web", "session expired", "Anna Vik"),
        (operator, "account added", "Anna Vik"),
    ]
    assert "second factor: no; disabled: no; sessions ended: 1" in page.locator("tbody").inner_text()
    assert page.locator("td time[datetime]", has_text=":").count() == 5  # when each was noted, and when one ended


def test_older_entries_keep_the_filters(house, window, monkeypatch):
    monkeypatch.setattr(audit, "PER_PAGE", 2)
    anna = person(house, "anna")
    for _ in range(3):
        try_in(house, anna.email, "a wrong password")
    page = window("siri").page
    page.goto(f"/desk/audit?merchant=norrnet&what=accounts&person={anna.id}")
    with page.expect_navigation():
        page.get_by_role("link", name="Older").click()
    assert [what for _, what, _ in lines(page)] == ["sign-in refused", "account added"]
    assert page.input_value("#person") == anna.id


@pytest.mark.parametrize("query", ["what=x", "person=ag_x", "person=%00", "what=accounts&before=x", "before=999999999"])
def test_what_is_no_filter_is_left_aside(house, query):
    assert Caller(house, "siri")("GET", f"/desk/audit?merchant=norrnet&{query}") == 200


def test_colleagues_of_another_merchant_are_neither_listed_nor_told_of(house):
    with house.database.begin() as session:
        account.add(
            session, name="Nora Only", email="nora@example.com", role="supervisor", merchants=["norrnet"],
            password=PASSWORD, now=house.now,
        )  # fmt: skip
    try_in(house, "bram@example.com", "a wrong password")
    cookie = try_in(house, "nora@example.com", PASSWORD).cookies[COOKIE]
    with httpx.Client(
        base_url=house.url, trust_env=False, headers={"Cookie": f"{COOKIE}={cookie}"}, timeout=60
    ) as http:
        for merchant in ("norrnet", "itnet"):
            page = http.get(f"/desk/audit?merchant={merchant}&person={person(house, 'bram').id}").text
            assert "Nora Only" in page
            assert "Bram" not in page


def test_the_demos_people_are_said_to_be_the_demos(house, window):
    with house.database.begin() as session:
        account.add(
            session, name="Demo Person", email="d@example.com", role="agent", merchants=["norrnet"],
            password=demo.PASSWORD, now=house.now, by="demo",
        )  # fmt: skip
    page = window("siri").page
    page.goto("/desk/audit?merchant=norrnet&what=accounts")
    assert ("demo", "account added", "Demo Person") in lines(page)


def test_a_detail_that_only_looks_like_an_instant_is_shown_as_it_is(house, window):
    with house.database.begin() as session:
        for at in ("2026-13-45T99:99:99Z", "<b>2026-11-22T10:00:00Z</b>"):
            append(
                session, merchant="norrnet", actor="web", action="session_ended", subject="ag_gone",
                body={"ended_at": at}, now=house.now,
            )  # fmt: skip
    page = window("siri").page
    page.goto("/desk/audit?merchant=norrnet")
    told = page.locator("tbody").inner_text()
    assert "2026-13-45T99:99:99Z" in told
    assert "<b>2026-11-22T10:00:00Z</b>" in told
    assert "ag_gone" in told


def test_days_narrow_the_list_and_what_is_exported(house, window):
    now = house.context.clock()
    with house.database.begin() as session:
        for at, subject in ((now - timedelta(days=3), "AM-OLD0001"), (now, "AM-NEW0001")):
            append(session, merchant="norrnet", actor="ag_gone", action="note", subject=subject, body={}, now=at)
    page = window("siri").page
    day = (now - timedelta(days=3)).astimezone(house.context.merchants["norrnet"].merchant.zone).date().isoformat()
    page.goto(f"/desk/audit?merchant=norrnet&since={day}&until={day}")
    assert [subject for _, _, subject in lines(page)] == ["AM-OLD0001"]
    where = page.get_by_role("link", name="Export CSV").get_attribute("href")
    told = page.request.get(where).text()
    assert "AM-OLD0001" in told
    assert "AM-NEW0001" not in told


@pytest.mark.parametrize("day", ["2026-13-01", "9999-12-31", "tomorrow", "0001-01-01"])
def test_a_day_that_is_none_narrows_nothing_away(house, window, day):
    page = window("siri").page
    assert page.goto(f"/desk/audit?merchant=norrnet&since={day}&until={day}").status == 200
