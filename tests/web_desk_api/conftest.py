"""A desk that is served, and programs that work with it."""

import httpx
import pytest

from amends.db.tables import AgentRow
from amends.desk.actor import Actor
from amends.desk.api.scopes import Scope
from amends.desk.api.tokens import ApiTokens
from tests.web_desk.conftest import database, house

__all__ = ["database", "house"]


def person(house, who):
    """One of the house, acting at a page."""
    with house.database.read() as session:
        row = session.query(AgentRow).filter_by(email=f"{who}@example.com").one()
        return Actor(row.id, row.name, row.role, frozenset(row.merchants))


class Program:
    """Calls with a token for `scopes`."""

    def __init__(self, house, *scopes, merchant="norrnet", name="Books"):
        self.admin = person(house, "ada")
        self.house = house
        self.token, self.secret = ApiTokens(house.context).make(self.admin, merchant, name, scopes, None)
        self.http = httpx.Client(
            base_url=f"{house.url}/v1/desk",
            headers={"Authorization": f"Bearer {self.secret}"},
            trust_env=False,
            timeout=60,
        )

    def get(self, path, **query):
        return self.http.get(path, params=query)

    def post(self, path, json=None, key=None):
        headers = {} if key is None else {"Idempotency-Key": key}
        return self.http.post(path, json=json, headers=headers)

    def revoke(self):
        ApiTokens(self.house.context).revoke(self.admin, self.token.id)


@pytest.fixture
def program(house):
    """Makes them; with every scope where none is named."""
    made = []

    def make(*scopes, **more):
        made.append(Program(house, *(scopes or tuple(Scope)), **{"name": f"Books {len(made)}", **more}))
        return made[-1]

    yield make
    for each in made:
        each.http.close()
