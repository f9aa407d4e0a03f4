"""A website vouches for its signed-in customers; nobody else can pretend that it did."""

import base64
import json
from datetime import timedelta

import httpx
import jwt
import pytest

from amends import clock
from amends.conversations.signed_identity import LONGEST
from amends.db.tables import ConversationRow
from tests.web.server import Web
from web.deps import Vouching

KEY = b"k" * 64
KEYS = (KEY, b"the key of the website until today, long enough")


def signed(*, key=KEY, algorithm="HS256", ahead=timedelta(hours=1), **claims):
    """A claim of None is left out."""
    given = {
        "sub": "customer-77",
        "email": "kari@example.com",
        "aud": "norrnet",
        "exp": int((clock.now() + ahead).timestamp()),
    } | claims
    return jwt.encode({name: value for name, value in given.items() if value is not None}, key, algorithm=algorithm)


def altered(token, **claims):
    """The token with other claims under the same signature."""
    head, payload, signature = token.split(".")
    held = json.loads(base64.urlsafe_b64decode(payload + "==")) | claims
    return ".".join((head, base64.urlsafe_b64encode(json.dumps(held).encode()).rstrip(b"=").decode(), signature))


def opened(web, **body):
    return httpx.post(f"{web.url}/v1/conversations", json={"merchant": "norrnet", **body}, timeout=60)


@pytest.fixture
def vouching(database, rasa):
    """A running web process with a key for NorrNet."""
    started = []

    def start(required=False):
        started.append(Web(database, rasa, vouching={"norrnet": Vouching(KEYS, required)}).start())
        return started[-1]

    yield start
    for web in started:
        web.stop()


def test_the_address_that_the_website_signed_need_not_be_typed(vouching):
    web = vouching()
    answer = opened(web, identity=signed())
    assert answer.status_code == 201
    with web.deps.database.read() as session:
        draft = session.get(ConversationRow, answer.json()["id"]).draft
    assert draft["email"] == "kari@example.com"
    assert draft["order_number"] is None


FORGED = {
    "email": altered(signed(), email="somebody.else@example.com"),
    "user": altered(signed(), sub="customer-78"),
    "expiry": altered(signed(), exp=int(clock.now().timestamp()) + 7200),
    "no signature": signed(key=None, algorithm="none"),
    "another algorithm": signed(algorithm="HS512"),
    "merchant": signed(aud="itnet"),
    "key": signed(key=b"x" * 32),
    "expired": signed(ahead=timedelta(seconds=-1)),
    "too long": signed(ahead=LONGEST + timedelta(days=1)),  # made when the tests are collected
    "no expiry": signed(exp=None),
    "no user": signed(sub=None),
    "user of another type": signed(sub=77),
    "expiry beyond all time": signed(exp=1e300),
    "no address": signed(email="kari"),
    "half a character": signed(email="kari\ud800@example.com"),
    "address of another type": signed(email=["kari@example.com"]),
    "no token": "kari@example.com",
    "nothing": "",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_the_website_did_not_sign_is_refused(vouching, forged):
    web = vouching()
    answer = opened(web, identity=forged)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:amends:problem:identity-not-signed"


def test_while_the_key_changes_both_are_taken(vouching):
    web = vouching()
    for key in KEYS:
        assert opened(web, identity=signed(key=key)).status_code == 201
        assert opened(web, identity=signed(key=key, aud="itnet")).status_code == 401


def test_without_a_key_nobody_is_vouched_for(web):
    assert opened(web, identity=signed()).status_code == 401


def test_where_it_is_required_nobody_else_can_chat(vouching):
    web = vouching(required=True)
    assert opened(web).status_code == 401
    assert opened(web, identity=signed()).status_code == 201


def test_without_being_required_others_can_chat_too(vouching):
    web = vouching()
    assert opened(web).status_code == 201
