"""A link by which a person chooses a password is good once, for a while, and for an account that may sign in."""

from datetime import timedelta

import pytest

from amends.accounts import account, password_links, sessions
from amends.accounts.errors import InvalidAccount, LinkIsOver
from amends.accounts.sessions import Lifetimes
from amends.db.tables import AgentRow, AuditRow, PasswordLinkRow
from tests.accounts.conftest import NOW

HERE = "hash of an address"
NEW = "another battery staple"


@pytest.fixture
def link(database, anna):
    with database.begin() as session:
        agent = session.get_one(AgentRow, anna.id)
        return password_links.make(session, agent, password_links.FORGOTTEN, NOW, by=anna.id)


def is_over(database, token, now=NOW):
    with pytest.raises(LinkIsOver):
        password_links.use(database, token, NEW, now)


def test_it_sets_the_password_once_and_ends_what_is_signed_in(database, anna, link, sign_in):
    with database.begin() as session:
        token = sessions.begin(session, anna.id, NOW)
    assert password_links.use(database, link, NEW, NOW).id == anna.id
    with database.read() as session:
        assert sessions.find(session, token, Lifetimes(), NOW) is None
        assert [row.action for row in session.query(AuditRow)][-1] == "password_set"
    assert sign_in("anna@example.com", NEW, "", HERE, NOW)
    is_over(database, link)


def test_only_a_hash_of_it_is_kept(database, link):
    with database.read() as session:
        assert link not in str(session.query(PasswordLinkRow.token_hash).all())


def test_its_time_is_over(database, link):
    last = NOW + password_links.FORGOTTEN
    is_over(database, link, last + timedelta(seconds=1))
    assert password_links.use(database, link, NEW, last)


def test_a_newer_one_takes_its_place(database, anna, link):
    with database.begin() as session:
        password_links.make(session, session.get_one(AgentRow, anna.id), password_links.INVITED, NOW, by="x")
    is_over(database, link)


def test_a_disabled_account_gets_no_password_and_an_unknown_link_is_none(database, anna, link):
    with database.begin() as session:
        account.disable(session, anna.email, NOW)
    is_over(database, link)
    for unknown in ("", "x", "\ud800"):
        is_over(database, unknown)


def test_it_is_still_good_after_a_password_that_cannot_be(database, link):
    with pytest.raises(InvalidAccount):
        password_links.use(database, link, "short", NOW)
    assert password_links.use(database, link, NEW, NOW)


def test_the_second_factor_stays(database, anna, link):
    with database.begin() as session:
        session.get_one(AgentRow, anna.id).totp_secret = "A" * 32
    assert password_links.use(database, link, NEW, NOW).two_factor


def test_who_asks_at_the_door_takes_no_invitation_away(database, anna):
    with database.begin() as session:
        agent = session.get_one(AgentRow, anna.id)
        invited = password_links.make(session, agent, password_links.INVITED, NOW, by="x")
        asked = password_links.make(session, agent, password_links.FORGOTTEN, NOW, by="unknown")
    assert password_links.use(database, invited, NEW, NOW)
    is_over(database, asked)
