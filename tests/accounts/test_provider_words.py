"""A provider is not believed: what counts is signed by it, for us, for this sign-in, and is not over."""

import time
from datetime import UTC, datetime

import pytest
import requests
import responses
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from amends.accounts.errors import SingleSignOnRefused, SingleSignOnUnavailable
from amends.accounts.single_sign_on.provider import Begun, Provider

ISSUER, CLIENT = "https://id.example.com", "amends-desk"
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})
BEGUN = Begun("state", "nonce of this sign-in", "v" * 64)
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
}


def said(key=KEY, alg="RS256", kid="k1", **changed):
    now = int(time.time())
    claims = {
        "iss": ISSUER, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, "nonce": BEGUN.nonce,
        "email": "anna@example.com", "email_verified": True, **changed,
    }  # fmt: skip
    return jwt.encode(
        {"alg": alg, "kid": kid}, {k: v for k, v in claims.items() if v is not None}, key, algorithms=[alg]
    )


@pytest.fixture
def heard():
    """What the provider answers to a code."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get(f"{ISSUER}/.well-known/openid-configuration", json=METADATA)
        mock.get(f"{ISSUER}/keys", json={"keys": [KEY.as_dict(private=False)]})

        def answer(token, **more):
            mock.post(f"{ISSUER}/token", json={"access_token": "a", "token_type": "Bearer", "id_token": token, **more})
            return Provider(ISSUER, CLIENT, "secret", "https://desk.example.com/back", "Norr ID").claims(
                "code", BEGUN, datetime.now(UTC)
            )

        answer.mock = mock
        yield answer


def test_its_word_is_taken(heard):
    assert heard(said())["email"] == "anna@example.com"
    sent = heard.mock.calls[-1].request
    assert f"code_verifier={BEGUN.verifier}" in sent.body
    assert sent.headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"aud": "another-client"}, "not meant for this desk"),
        ({"aud": [CLIENT, "other"], "azp": "other"}, "not meant for this desk"),
        ({"iss": "https://evil.example.com"}, "not meant for this desk"),
        ({"nonce": "of another sign-in"}, "not meant for this desk"), ({"nonce": None}, "not meant for this desk"),
        ({"sub": None}, "not meant for this desk"), ({"exp": 1_600_000_000}, "clocks"),
        ({"iat": 4_000_000_000, "exp": 4_000_000_300}, "clocks"),
    ],
)  # fmt: skip
def test_what_is_said_for_others_or_not_now_is_not_taken(heard, changed, told):
    with pytest.raises(SingleSignOnRefused, match=told):
        heard(said(**changed))


@pytest.mark.parametrize(
    "token",
    [
        said(OTHER), said(OctKey.import_key("secret-" * 8), "HS256"),
        "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tIn0.", "nonsense", "a.b.c",
    ],
)  # fmt: skip
def test_what_the_provider_did_not_sign_is_not_taken(heard, token):
    with pytest.raises(SingleSignOnRefused):
        heard(token)


def test_no_word_at_all_is_said(heard):
    with pytest.raises(SingleSignOnRefused, match="did not say who"):
        heard(None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": 500}, {"body": "<html>"}, {"json": []}, {"json": {**METADATA, "issuer": "https://other.example.com"}},
        {"json": {"issuer": ISSUER}}, {"body": requests.ConnectionError("gone")},
    ],
)  # fmt: skip
def test_a_provider_that_is_away_is_said_to_be(wrong):
    provider = Provider(ISSUER, CLIENT, None, "https://desk.example.com/back", "Norr ID")
    with responses.RequestsMock() as mock:
        mock.get(f"{ISSUER}/.well-known/openid-configuration", **wrong)
        with pytest.raises(SingleSignOnUnavailable, match="Norr ID"):
            provider.address(BEGUN)


def test_a_key_that_is_new_is_asked_for():
    """The provider changed its key since we last looked."""
    provider = Provider(ISSUER, CLIENT, "secret", "https://desk.example.com/back", "Norr ID")
    new = RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})
    with responses.RequestsMock() as mock:
        mock.get(f"{ISSUER}/.well-known/openid-configuration", json=METADATA)
        mock.get(f"{ISSUER}/keys", json={"keys": [KEY.as_dict(private=False)]})
        provider.address(BEGUN)
        mock.get(f"{ISSUER}/keys", json={"keys": [new.as_dict(private=False)]})
        token = said(new, kid="k2")
        mock.post(f"{ISSUER}/token", json={"access_token": "a", "token_type": "Bearer", "id_token": token})
        assert provider.claims("code", BEGUN, datetime.now(UTC))["sub"] == "1"
