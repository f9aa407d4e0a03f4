"""When a session ends."""

from datetime import timedelta

import pytest

from amends.accounts import account, sessions
from amends.accounts.sessions import Lifetimes
from tests.accounts.conftest import NOW, PASSWORD

LIVES = Lifetimes(idle=timedelta(minutes=15), whole=timedelta(hours=12))


@pytest.fixture
def token(database, anna):
    with database.begin() as session:
        return sessions.begin(session, anna.id, NOW)


def alive(database, token, after):
    with database.read() as session:
        return sessions.find(session, token, LIVES, NOW + after) is not None


def test_it_ends_after_a_quarter_of_an_hour_of_nothing(database, token):
    assert alive(database, token, timedelta(minutes=15))
    assert not alive(database, token, timedelta(minutes=15, seconds=1))


def test_whoever_works_stays_signed_in_until_the_whole_time_is_over(database, token):
    for minutes in range(10, 12 * 60, 10):
        assert alive(database, token, timedelta(minutes=minutes))
        with database.begin() as session:
            sessions.note(session, token, NOW + timedelta(minutes=minutes))
    assert not alive(database, token, timedelta(hours=12, seconds=1))


def test_it_ends_when_the_person_signs_out(database, token):
    with database.begin() as session:
        sessions.end(session, token, LIVES, NOW)
    assert not alive(database, token, timedelta(0))


@pytest.mark.parametrize(
    "change",
    [
        lambda session, email: account.disable(session, email, NOW),
        lambda session, email: account.reset(session, email, PASSWORD, None, NOW),
        lambda session, email: account.change(session, email, "supervisor", None, NOW),
        lambda session, email: account.change(session, email, None, ["itnet"], NOW),
    ],
    ids=["disable", "reset", "another role", "other merchants"],
)
def test_it_ends_when_the_account_changes_and_does_not_come_back(database, token, anna, change):
    with database.begin() as session:
        change(session, anna.email)
    assert not alive(database, token, timedelta(0))
    with database.begin() as session:
        account.enable(session, anna.email, NOW)
    assert not alive(database, token, timedelta(0))


@pytest.mark.parametrize("forged", ["", "x", "a" * 43, "\ud800"])
def test_a_made_up_token_is_nobody(database, token, forged):
    assert not alive(database, forged, timedelta(0))


def test_two_sessions_have_two_form_tokens(database, anna):
    with database.begin() as session:
        first, second = sessions.begin(session, anna.id, NOW), sessions.begin(session, anna.id, NOW)
    assert sessions.csrf_token(first) != sessions.csrf_token(second)
    assert sessions.csrf_token(first) == sessions.csrf_token(first)


def test_what_ended_by_itself_is_removed(database, token):
    with database.begin() as session:
        sessions.tidy(session, LIVES, NOW + timedelta(hours=1))
        assert session.query(account.DeskSessionRow).count() == 0
