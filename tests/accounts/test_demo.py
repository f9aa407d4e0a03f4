"""The demo's people: there where the demo runs, shut out everywhere else."""

import pytest

from amends.accounts import account, demo, passwords
from amends.accounts.errors import SignInRefused
from tests.accounts.conftest import NOW


def test_they_are_made_once_and_can_sign_in(database, sign_in):
    demo.make(database, ["norrnet"], NOW)
    demo.make(database, ["norrnet"], NOW)
    for email, role in demo.LOGINS:
        assert sign_in(email, demo.PASSWORD, "", "here", NOW)[1].role == role


def test_a_database_of_the_demo_lets_nobody_in_elsewhere(database, sign_in):
    demo.make(database, ["norrnet"], NOW)
    demo.retire(database)
    for email, _ in demo.LOGINS:
        with pytest.raises(SignInRefused):
            sign_in(email, demo.PASSWORD, "", "here", NOW)


def test_they_work_for_every_merchant_that_is_there(database):
    demo.make(database, ["itnet", "norrnet"], NOW)
    demo.make(database, ["fjordvakt"], NOW)
    with database.read() as session:
        assert {each.merchants for each in account.every(session)} == {frozenset({"fjordvakt"})}
        assert {each.name for each in account.every(session)} == {name for name, _, _ in demo.PEOPLE}


def test_each_is_there_before_the_next_ones_password_is_hashed(database, monkeypatch):
    """Another web that starts at the same time waits for one of them, and not for all."""
    hashed, there = passwords.hashed, []

    def counting(password):
        with database.read() as session:
            there.append(len(account.every(session)))
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", counting)
    demo.make(database, ["norrnet"], NOW)
    assert there == [0, 1, 2]
