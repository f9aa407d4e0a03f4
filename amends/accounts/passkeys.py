"""Passkeys: a key on the person's own device, which looks at the person before it signs. One is both factors at once.

What it signs is a challenge of ours, for this desk's own name, once. Adding and removing one takes the present
password, as every step of an account does, and a code where the account has an app (own.py).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from amends.accounts import sessions, trail
from amends.accounts.account import Account
from amends.accounts.errors import InvalidAccount, SignInRefused
from amends.accounts.sessions import Lifetimes
from amends.db.account_tables import AgentRow, PasskeyRow, PasskeyUseRow
from amends.db.session import Database
from amends.db.upsert import insert

HOLDS = timedelta(minutes=5)
"""So long may somebody take to touch the key."""
MOST, LONGEST_NAME = 10, 40
HOW = "passkey"
_ID = re.compile(r"[\w-]{1,1400}", re.ASCII)


@dataclass(frozen=True)
class Passkey:
    """What its owner is shown of one."""

    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Passkeys:
    """`address` is that of the desk, as browsers have it: keys are for its host alone."""

    database: Database
    lifetimes: Lifetimes
    address: str

    @property
    def possible(self) -> bool:
        """Browsers make keys for names, and for no address of IP."""
        return self._host != "" and ":" not in self._host and not self._host.replace(".", "").isdecimal()

    def of(self, agent_id: str) -> list[Passkey]:
        """The person's, the first one first."""
        with self.database.read() as session:
            rows = session.scalars(_theirs(agent_id).order_by(PasskeyRow.created_at)).all()
        return [Passkey(row.id, row.name, row.created_at, row.last_used_at) for row in rows]

    def creation(self, agent_id: str, challenge: bytes) -> str:
        """What the browser is asked to make, as JSON."""
        with self.database.read() as session:
            agent = session.get_one(AgentRow, agent_id)
            known = session.scalars(_theirs(agent_id)).all()
        options = webauthn.generate_registration_options(
            rp_id=self._host,
            rp_name="Amends desk",
            user_id=agent.id.encode(),
            user_name=agent.email,
            user_display_name=agent.name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in known],
        )
        return options_to_json(options)

    def add(self, agent_id: str, name: str, made: str, challenge: bytes, now: datetime) -> None:
        """The key that the browser made for that challenge. InvalidAccount, SignInRefused."""
        word = " ".join(name.split())
        if not 1 <= len(word) <= LONGEST_NAME or not word.isprintable():
            raise InvalidAccount(f"A passkey's name has 1 to {LONGEST_NAME} characters, all of them visible.")
        try:
            verified = webauthn.verify_registration_response(
                credential=made,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
            raise SignInRefused("What the browser made is no passkey of this desk. Begin again.") from fault
        with self.database.begin() as session:
            agent = session.get_one(AgentRow, agent_id, with_for_update=True)
            _use_up(session, challenge, now)
            if len(session.scalars(_theirs(agent_id)).all()) >= MOST:
                raise InvalidAccount(f"{MOST} passkeys are enough. Remove one first.")
            key = PasskeyRow(
                id=bytes_to_base64url(verified.credential_id),
                agent_id=agent_id,
                name=word,
                public_key=verified.credential_public_key,
                sign_count=verified.sign_count,
                created_at=now,
            )
            session.add(key)
            agent.passkeys += 1
            trail.record(session, agent, trail.PASSKEY_ADDED, now, by=agent_id, body={"name": word})

    def remove(self, agent_id: str, key: str, now: datetime) -> None:
        """Nothing happens where it is gone, or somebody else's."""
        with self.database.begin() as session:
            agent = session.get_one(AgentRow, agent_id, with_for_update=True)
            gone = delete(PasskeyRow).where(PasskeyRow.id == key, PasskeyRow.agent_id == agent_id)
            for (name,) in session.execute(gone.returning(PasskeyRow.name)).all():
                agent.passkeys -= 1
                trail.record(session, agent, trail.PASSKEY_REMOVED, now, by=agent_id, body={"name": name})

    def request(self, challenge: bytes) -> str:
        """What the browser is asked to sign, as JSON: with any key that it has for this desk."""
        options = webauthn.generate_authentication_options(
            rp_id=self._host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )
        return options_to_json(options)

    def enter(self, signed: str, challenge: bytes, now: datetime) -> tuple[str, Account]:
        """The session's token and whose it is. SignInRefused; which part was wrong is not told."""
        refused = SignInRefused(
            "This passkey does not open this desk. It may have been removed, or the account disabled."
        )
        try:
            given: Any = json.loads(signed)
            key_id = str(given["id"])
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise refused from fault
        if not _ID.fullmatch(key_id):
            raise refused
        with self.database.begin() as session:
            key = session.get(PasskeyRow, key_id, with_for_update=True)
            agent = None if key is None else session.get(AgentRow, key.agent_id, with_for_update=True)
            if key is not None and agent is not None and agent.active and self._is_right(key, given, challenge):
                _use_up(session, challenge, now)
                key.last_used_at = now
                return sessions.let_in(session, agent, self.lifetimes, now, {"how": HOW}), Account.of(agent)
            if agent is not None:
                trail.record(session, agent, trail.SIGN_IN_REFUSED, now, by=trail.UNKNOWN, body={"how": HOW})
        raise refused

    def _is_right(self, key: PasskeyRow, given: dict[str, Any], challenge: bytes) -> bool:
        """Whether it signed this challenge; its counter goes on."""
        try:
            verified = webauthn.verify_authentication_response(
                credential=given,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=key.public_key,
                credential_current_sign_count=key.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            return False
        key.sign_count = verified.new_sign_count
        return True

    @property
    def _host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def _origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def _theirs(agent_id: str) -> Any:
    return select(PasskeyRow).where(PasskeyRow.agent_id == agent_id)


def _use_up(session: Session, challenge: bytes, now: datetime) -> None:
    """A challenge counts once. SignInRefused the second time."""
    session.execute(delete(PasskeyUseRow).where(PasskeyUseRow.at < now - 2 * HOLDS))
    used = {"challenge_hash": hashlib.sha256(challenge).hexdigest(), "at": now}
    made = insert(session, PasskeyUseRow).values(**used).on_conflict_do_nothing().returning(PasskeyUseRow.at)
    if session.execute(made).first() is None:
        raise SignInRefused("This was used already. Begin again.")
