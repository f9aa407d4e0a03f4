"""Rights that PostgreSQL refuses for some seconds: web's dispatcher goes on by itself when they are given back."""

import httpx
import pytest

from amends.db.session import Database
from tests.postgres import User, user
from tests.web.server import Customer, Web, until
from tests.web.stand_in import StandInRasa

__all__ = ["user"]

TABLES = "turns, jobs"


@pytest.mark.system
def test_messages_are_answered_after_a_right_was_taken_away_for_a_while(user: User, rasa: StandInRasa) -> None:
    database = Database(user.url)
    web = Web(database, rasa).start()
    try:
        customer = Customer(web.url)
        user.take(TABLES)
        until(lambda: "failing: DatabaseUnavailable" in httpx.get(f"{web.url}/health", timeout=60).text)
        assert customer.send("one").status_code == 503
        user.give(TABLES)
        assert customer.send("two").status_code == 202
        until(customer.replies)
        assert customer.replies() == ["You said: two"]
        until(lambda: httpx.get(f"{web.url}/health", timeout=60).status_code == 200)
    finally:
        web.stop()
        database.close()
