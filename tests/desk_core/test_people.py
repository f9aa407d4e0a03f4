"""An administrator sees to people in the app, within their own merchants and never to themselves."""

import re

import pytest

from amends.accounts import account, password_links
from amends.accounts.errors import InvalidAccount, SignInThrottled
from amends.accounts.sign_in import TRIES_FROM_ONE_ADDRESS
from amends.db.tables import AgentRow, AuditRow
from amends.desk.actor import Actor
from amends.desk.people.administration import People
from amends.desk.people.forgotten import Forgotten
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, NOW, SUSAN

PASSWORD = "correct horse battery"
BOTH = ("itnet", "norrnet")


def made(desk, key, role, merchants):
    with desk.database.begin() as session:
        found = account.add(
            session, name=key, email=f"{key}@example.com", role=role, merchants=merchants, password=PASSWORD, now=NOW
        )
    return Actor(found.id, found.name, found.role, found.merchants)


@pytest.fixture
def ada(desk):
    return made(desk, "Ada", "admin", ["norrnet"])


@pytest.fixture
def bea(desk):
    return made(desk, "Bea", "agent", ["norrnet"])


@pytest.fixture
def people(desk):
    return People(desk.context)


def row(desk, person):
    with desk.database.read() as session:
        return session.get_one(AgentRow, person.id)


def deeds(desk, person):
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter_by(subject=person.id).order_by(AuditRow.seq)
        return [(each.action, each.actor) for each in rows]


def key_in(mail):
    return re.search(r"/desk/new-password\?key=(\S+)", mail.text)[1]


def test_somebody_new_gets_a_letter_and_chooses_the_password(desk, people, ada):
    new = people.add(ada, "Nils Ny", "nils@example.com", "agent", ["norrnet"])
    mail = desk.mails()[-1]
    assert (mail.recipient, mail.case_id) == ("nils@example.com", None)
    assert password_links.use(desk.database, key_in(mail), "a battery of my own", NOW).id == new.id
    assert [each for each, by in deeds(desk, new) if by == ada.id] == ["account_added", "password_link_sent"]


def test_a_role_is_changed_under_the_administrators_name_and_once(desk, people, ada, bea):
    people.change(ada, bea.id, "supervisor", ["norrnet"])
    people.change(ada, bea.id, "supervisor", ["norrnet"])
    assert row(desk, bea).role == "supervisor"
    with pytest.raises(InvalidAccount):
        people.change(ada, bea.id, "agent", [])
    assert deeds(desk, bea)[1:] == [("account_changed", ada.id)]


def test_who_is_disabled_cannot_sign_in_until_let_in_again(desk, people, ada, bea):
    people.disable(ada, bea.id)
    assert not row(desk, bea).active
    with pytest.raises(CannotBeDone):
        people.send_link(ada, bea.id)
    people.enable(ada, bea.id)
    assert row(desk, bea).active
    assert [each for each, _ in deeds(desk, bea)[1:]] == ["account_disabled", "account_enabled"]


def test_a_lost_app_is_taken_off(desk, people, ada, bea):
    with pytest.raises(CannotBeDone):
        people.end_second_factor(ada, bea.id)
    with desk.database.begin() as session:
        session.get_one(AgentRow, bea.id).totp_secret = "A" * 32
    people.end_second_factor(ada, bea.id)
    assert row(desk, bea).totp_secret is None


def test_nobody_sees_to_their_own_account(people, ada):
    for step in (people.disable, people.end_second_factor, people.send_link):
        with pytest.raises(NotPermitted):
            step(ada, ada.id)
    with pytest.raises(NotPermitted):
        people.change(ada, ada.id, "agent", ["norrnet"])


def test_an_administrator_stays_within_their_merchants(desk, people, ada):
    elsewhere, both = made(desk, "Eli", "agent", ["itnet"]), made(desk, "Bo", "agent", BOTH)
    assert {each.name for each in people.of(ada)} == {"Ada", "Bo"}
    with pytest.raises(NotFound):
        people.disable(ada, elsewhere.id)
    with pytest.raises(NotPermitted):
        people.disable(ada, both.id)
    with pytest.raises(NotFound):
        people.add(ada, "Nils", "nils@example.com", "agent", BOTH)
    with pytest.raises(NotFound):
        people.change(ada, made(desk, "Cy", "agent", ["norrnet"]).id, "agent", BOTH)


@pytest.mark.parametrize("actor", [ANNA, SUSAN])
def test_only_administrators_do_any_of_it(people, bea, actor):
    for step in (people.disable, people.enable, people.send_link, people.end_second_factor):
        with pytest.raises(NotPermitted):
            step(actor, bea.id)
    with pytest.raises(NotPermitted):
        people.of(actor)
    with pytest.raises(NotPermitted):
        people.add(actor, "Nils", "nils@example.com", "agent", ["norrnet"])


def test_an_account_that_cannot_be_is_refused_and_nobody_is_written_to(desk, people, ada, bea):
    for email, role, merchants in (
        ("bea@example.com", "agent", ["norrnet"]), ("x", "agent", ["norrnet"]), ("n@example.com", "king", ["norrnet"]),
        ("n@example.com", "agent", []),
    ):  # fmt: skip
        with pytest.raises(InvalidAccount):
            people.add(ada, "Nils", email, role, merchants)
    assert desk.mails() == []


def test_a_forgotten_password_is_set_by_a_link_and_an_unknown_address_gets_nothing(desk, bea):
    ask = Forgotten(desk.context).ask
    ask("nobody@example.com", "here", NOW)
    assert desk.mails() == []
    ask(" BEA@example.com", "here", NOW)
    assert password_links.use(desk.database, key_in(desk.mails()[-1]), "a battery of my own", NOW).id == bea.id


def test_links_are_not_sent_without_end(desk, bea):
    ask = Forgotten(desk.context).ask
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        ask("bea@example.com", "here", NOW)
    with pytest.raises(SignInThrottled):
        ask("bea@example.com", "here", NOW)
    assert len(desk.mails()) == TRIES_FROM_ONE_ADDRESS


@pytest.mark.parametrize("name", [" ", "x" * 81, "Nils\n\nPay here", "Nils\u202e"])
def test_a_name_is_one_line_that_can_be_read(desk, people, ada, name):
    with pytest.raises(InvalidAccount):
        people.add(ada, name, "nils@example.com", "agent", ["norrnet"])
    assert desk.mails() == []
