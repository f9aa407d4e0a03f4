"""The demo's people: there where the demo runs, shut out everywhere else."""

import pytest

from amends.accounts import demo
from amends.errors import SignInRefused
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
