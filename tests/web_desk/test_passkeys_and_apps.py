"""Whoever sits at a signed-in desk and knows the password, but has not the app, makes and removes no key of the
account: a key lets in without both."""

import pytest

from amends import clock
from amends.accounts import totp
from amends.db.tables import AgentRow, PasskeyRow
from tests.web_desk.house import PASSWORD
from tests.web_desk.test_permissions import Caller

SECRET = totp.new_secret()


@pytest.fixture
def post(house):
    object.__setattr__(house.context, "public_url", "https://desk.example.com")
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="anna@example.com").one()
        agent.totp_secret, agent.passkeys = SECRET, 1
        key = {"id": "a2V5LTE", "agent_id": agent.id, "name": "Laptop", "public_key": b"", "sign_count": 0}
        session.add(PasskeyRow(**key, created_at=clock.now()))
    caller = Caller(house, "anna")

    def send(step, **form):
        headers = {**caller.cookie, **caller.form}
        return caller.http.post(f"/desk/account/passkeys{step}", headers=headers, data={"password": PASSWORD, **form})

    return send


def keys(house):
    with house.database.read() as session:
        return session.query(PasskeyRow).count()


def test_a_key_is_begun_with_a_code_of_the_app(post):
    for code in ("", "000000"):
        refused = post("/begin", name="Mine", code=code)
        assert refused.status_code == 422
        assert "data-create" not in refused.text
    begun = post("/begin", name="Mine", code=totp.code(SECRET, clock.now()))
    assert begun.status_code == 200
    assert "data-create" in begun.text


def test_a_key_is_removed_with_a_code_of_the_app(house, post):
    assert post("/remove", key="a2V5LTE").status_code == 422
    assert keys(house) == 1
    assert post("/remove", key="a2V5LTE", code=totp.code(SECRET, clock.now())).status_code == 303
    assert keys(house) == 0
