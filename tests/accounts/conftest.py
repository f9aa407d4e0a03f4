from datetime import UTC, datetime

import pytest

from amends.accounts import account
from amends.accounts.sessions import Lifetimes
from amends.accounts.sign_in import SignIn
from tests.postgres import database, database_url

__all__ = ["database", "database_url"]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def anna(database):
    with database.begin() as session:
        return account.add(
            session, name="Anna Vik", email="Anna@Example.com", role="agent", merchants=["norrnet"],
            password=PASSWORD, now=NOW,
        )  # fmt: skip


@pytest.fixture
def sign_in(database):
    return SignIn(database, Lifetimes())
