"""The provider: where it sends people to sign in, and what it says of whoever comes back. It is asked and not believed:
what it says is signed, for us, for this very sign-in, and not over."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from amends.accounts.errors import SingleSignOnRefused, SingleSignOnUnavailable

SCOPE = "openid email profile"
CALL_S = 8.0
KNOWN_FOR_S = 3600.0
LEEWAY_S = 60
"""So much may the clocks of the two systems differ."""
ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures by a key of the provider's own. One by a shared secret, or none, is not taken."""
_TIMES = frozenset({"exp", "iat", "nbf"})
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun: what comes back must fit it. `verifier` proves that the code is exchanged by us."""

    state: str
    nonce: str
    verifier: str


@dataclass
class Provider:
    """By its issuer; what it says of itself is asked for when it is needed, and again after KNOWN_FOR_S."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    redirect_uri: str
    name: str
    _known: dict[str, Any] | None = None
    _known_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, begun: Begun) -> str:
        """Where the browser is sent. SingleSignOnUnavailable."""
        known = self._metadata()
        with self._client() as client:
            url, _ = client.create_authorization_url(
                known["authorization_endpoint"], state=begun.state, nonce=begun.nonce, code_verifier=begun.verifier
            )
        return str(url)

    def claims(self, code: str, begun: Begun, now: datetime) -> Mapping[str, Any]:
        """What the provider says of whoever came back with that code. SingleSignOnRefused says what does not fit,
        SingleSignOnUnavailable that it gave no answer."""
        known = self._metadata()
        try:
            with self._client() as client:
                token = client.fetch_token(
                    known["token_endpoint"], code=code, code_verifier=begun.verifier, timeout=CALL_S
                )
                said = dict(self._read(known, token, begun, now))
                if "email" not in said and known.get("userinfo_endpoint"):
                    said |= self._userinfo(client, known["userinfo_endpoint"], str(said["sub"]))
        except OAuthError as fault:
            raise SingleSignOnRefused(f"{self.name} did not take what it had given out ({fault.error}).") from fault
        except (requests.RequestException, ValueError) as fault:
            raise self._unavailable() from fault
        return said

    def _read(
        self, known: Mapping[str, Any], token: Mapping[str, Any], begun: Begun, now: datetime
    ) -> Mapping[str, Any]:
        """The claims of the identity token, if they are the provider's, for us, for this sign-in, and of now."""
        written = token.get("id_token")
        if not isinstance(written, str):
            raise SingleSignOnRefused(f"{self.name} did not say who it is.")
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "values": [self.issuer]},
            "aud": {"essential": True, "values": [self.client_id]},
        }
        params = {"nonce": begun.nonce, "client_id": self.client_id, "access_token": token.get("access_token")}
        try:
            decoded = self._decoded(known, written)
            claims = CodeIDToken(decoded.claims, decoded.header, wanted, params)
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
        except ClaimError as fault:
            raise (self._clocks() if fault.claim in _TIMES else self._foreign()) from fault
        except (JoseError, ValueError) as fault:
            raise self._foreign() from fault
        return dict(claims)

    def _decoded(self, known: Mapping[str, Any], written: str) -> jwt.Token:
        """Signed by a key of the provider's; they are asked for again where it is a new one."""
        offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        allowed = [each for each in ALGORITHMS if each in offered]
        registry = JWSRegistry(algorithms=allowed, strict_check_header=False)
        try:
            return jwt.decode(written, KeySet.import_key_set(known["jwks"]), registry=registry)
        except InvalidKeyIdError:
            anew = self._metadata(anew=True)
            return jwt.decode(written, KeySet.import_key_set(anew["jwks"]), registry=registry)

    def _foreign(self) -> SingleSignOnRefused:
        return SingleSignOnRefused(f"What {self.name} said of you is not meant for this desk, or is not its own word.")

    def _clocks(self) -> SingleSignOnRefused:
        text = f"The clocks of {self.name} and of this desk differ by more than a minute."
        return SingleSignOnRefused(f"{text} Tell whoever runs the desk.")

    def _userinfo(self, client: OAuth2Session, url: str, subject: str) -> Mapping[str, Any]:
        answer = client.get(url, timeout=CALL_S)
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict) or found.get("sub") != subject:
            raise SingleSignOnRefused(f"{self.name} told of somebody else.")
        return found

    def _metadata(self, *, anew: bool = False) -> dict[str, Any]:
        """What the provider says of itself, with its keys."""
        with self._lock:
            if self._known is None or anew or time.monotonic() - self._known_at > KNOWN_FOR_S:
                try:
                    self._known, self._known_at = self._ask(), time.monotonic()
                except (requests.RequestException, ValueError, TypeError) as fault:
                    raise self._unavailable() from fault
            return self._known

    def _ask(self) -> dict[str, Any]:
        with requests.Session() as session:
            session.trust_env = False
            found = _json(session, self.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if found.get("issuer") != self.issuer or not all(isinstance(found.get(each), str) for each in _ADDRESSES):
                raise ValueError("it is another issuer's, or not whole")
            return {**found, "jwks": _json(session, found["jwks_uri"])}

    def _client(self) -> OAuth2Session:
        session = OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=SCOPE,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
        )
        session.trust_env = False
        return session

    def _unavailable(self) -> SingleSignOnUnavailable:
        return SingleSignOnUnavailable(f"{self.name} does not answer as it should. Try again in a moment.")


def _json(session: requests.Session, url: str) -> dict[str, Any]:
    answer = session.get(url, timeout=CALL_S, allow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found
