"""A website vouches for its signed-in customers; nobody else can pretend that it did."""

import hashlib
import hmac
from datetime import timedelta

import httpx
import pytest

from amends import clock
from amends.conversations.signed_identity import LONGEST, SignedIdentity, check, signed_text
from amends.db.tables import ConversationRow
from amends.errors import NotVouchedFor
from tests.web.server import Web
from web.deps import Vouching

KEY = b"k" * 32


def signed(merchant="norrnet", *, user_id="customer-77", email="kari@example.com", ahead=timedelta(hours=1), key=KEY):
    expires_at = int((clock.now() + ahead).timestamp())
    unsigned = SignedIdentity(user_id, email, expires_at, "")
    signature = hmac.new(key, signed_text(merchant, unsigned), hashlib.sha256).hexdigest()
    return {"user_id": user_id, "email": email, "expires_at": expires_at, "signature": signature}


def opened(web, **body):
    return httpx.post(f"{web.url}/v1/conversations", json={"merchant": "norrnet", **body}, timeout=60)


@pytest.fixture
def vouching(database, rasa):
    """A running web process with a key for NorrNet."""
    started = []

    def start(required=False):
        started.append(Web(database, rasa, vouching={"norrnet": Vouching(KEY, required)}).start())
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


@pytest.mark.parametrize(
    "forged",
    [
        {**signed(), "email": "somebody.else@example.com"},
        {**signed(), "user_id": "customer-78"},
        {**signed(), "expires_at": signed()["expires_at"] + 60},
        {**signed(), "signature": "0" * 64},
        signed("itnet"),
        signed(key=b"x" * 32),
        signed(ahead=timedelta(seconds=-1)),
        signed(ahead=LONGEST + timedelta(days=1)),  # made when the tests are collected,
    ],
    ids=["email", "user", "expiry", "signature", "merchant", "key", "expired", "too long"],
)
def test_what_the_website_did_not_sign_is_refused(vouching, forged):
    web = vouching()
    answer = opened(web, identity=forged)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:amends:problem:identity-not-signed"


def test_without_a_key_nobody_is_vouched_for(web):
    assert opened(web, identity=signed()).status_code == 401


def test_where_it_is_required_nobody_else_can_chat(vouching):
    web = vouching(required=True)
    assert opened(web).status_code == 401
    assert opened(web, identity=signed()).status_code == 201


def test_without_being_required_others_can_chat_too(vouching):
    web = vouching()
    assert opened(web).status_code == 201


def test_a_line_feed_cannot_move_a_border_between_members():
    identity = SignedIdentity("a\nb@example.com", "c", 0, "0" * 64)
    with pytest.raises(NotVouchedFor):
        check(KEY, "norrnet", identity, clock.now())
