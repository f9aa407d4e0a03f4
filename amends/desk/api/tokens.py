"""Tokens by which programs work with the desk of one merchant: made, listed and revoked by its administrators.

A token is shown when it is made and never again. It stays when whoever made it leaves: it is the desk's.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.conversations.text import one_line
from amends.db.api_tables import ApiTokenRow
from amends.desk.actor import Actor
from amends.desk.api.scopes import Scope, actions_of
from amends.desk.permissions import ACTIONS, check
from amends.errors import CannotBeDone, NotFound, NotPermitted
from amends.merchants.roles import Role
from amends.random_ids import random_id

PREFIX = "amends_"
"""By which programs that look for leaked secrets know one."""
LONGEST_NAME = 40
MOST = 50
LIFETIMES = (30, 90, 365)
"""Days that can be chosen; a token may also hold until it is revoked."""
MADE, REVOKED = "api_token_made", "api_token_revoked"
_BYTES, _ENDING = 32, 4


@dataclass(frozen=True)
class ApiToken:
    """What is known of one, but for itself. `ending`: its last characters."""

    id: str
    merchant: str
    name: str
    ending: str
    scopes: tuple[Scope, ...]
    made_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: ApiTokenRow) -> "ApiToken":
        scopes = tuple(each for each in Scope if each in row.scopes)
        return cls(
            row.id, row.merchant, row.name, row.ending, scopes, row.made_by, row.created_at, row.expires_at,
            row.last_used_at, row.revoked_at,
        )  # fmt: skip

    def holds(self, now: datetime) -> bool:
        """Whether it is taken at that moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def actor(self) -> Actor:
        """On whose behalf its calls are done: it may lead, within its scopes."""
        return Actor(self.id, self.name, Role.SUPERVISOR, frozenset({self.merchant}), actions_of(self.scopes))


@dataclass(frozen=True)
class ApiTokens:
    """Seen to by administrators; each step is in the audit log under their name."""

    context: Context

    def of(self, actor: Actor) -> list[ApiToken]:
        """Those of the administrator's merchants: what holds first, the newest first."""
        if actor.role not in ACTIONS["manage_api"]:
            raise NotPermitted(f"{actor.role} may not manage api.")
        now = self.context.clock()
        theirs = select(ApiTokenRow).where(ApiTokenRow.merchant.in_(actor.merchants))
        with self.context.database.read() as session:
            found = [ApiToken.of(row) for row in session.scalars(theirs.order_by(ApiTokenRow.created_at.desc()))]
        return sorted(found, key=lambda each: not each.holds(now))

    def make(
        self, actor: Actor, merchant: str, name: str, scopes: Iterable[str], days: int | None
    ) -> tuple[ApiToken, str]:
        """A new one, and what it is: nobody is shown that again. `days` that it holds are one of LIFETIMES; None: until
        it is revoked. CannotBeDone, InvalidMessage for a name that cannot be."""
        check(actor, "manage_api", merchant)
        word, chosen, now = self._name(name), frozenset(scopes), self.context.clock()
        if not chosen or not chosen <= set(Scope):
            raise CannotBeDone("Choose what the token is for: one scope at least.")
        if days is not None and days not in LIFETIMES:
            raise CannotBeDone("Choose how long the token holds.")
        token = PREFIX + secrets.token_urlsafe(_BYTES)
        with self.context.database.begin() as session:
            self._check_room(session, merchant, word, now)
            row = ApiTokenRow(
                id=f"tk_{random_id(16)}",
                merchant=merchant,
                name=word,
                token_hash=hash_of(token),
                ending=token[-_ENDING:],
                scopes=[each.value for each in Scope if each in chosen],
                made_by=actor.id,
                created_at=now,
                expires_at=None if days is None else now + timedelta(days=days),
            )
            session.add(row)
            session.flush()
            until = None if row.expires_at is None else row.expires_at.isoformat()
            self._note(session, actor, row, MADE, {"name": word, "scopes": list(row.scopes), "until": until}, now)
            return ApiToken.of(row), token

    def revoke(self, actor: Actor, token_id: str) -> None:
        """It is taken no longer, from the next call on. Nothing happens to one that was revoked. NotFound."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = session.get(ApiTokenRow, token_id, with_for_update=True)
            if row is None:
                raise NotFound("There is no such token.")
            check(actor, "manage_api", row.merchant)
            if row.revoked_at is None:
                row.revoked_at, row.revoked_by = now, actor.id
                self._note(session, actor, row, REVOKED, {"name": row.name}, now)

    def _name(self, name: str) -> str:
        word = one_line(name)
        if len(word) > LONGEST_NAME or not word.isprintable():
            raise CannotBeDone(f"The name of a token has {LONGEST_NAME} characters at most, all of them visible.")
        return word

    def _check_room(self, session: Session, merchant: str, name: str, now: datetime) -> None:
        held = [
            each
            for each in map(ApiToken.of, session.scalars(select(ApiTokenRow).where(ApiTokenRow.merchant == merchant)))
            if each.holds(now)
        ]
        if any(each.name.casefold() == name.casefold() for each in held):
            raise CannotBeDone(f"There is a token {name} already. Revoke it, or choose another name.")
        if len(held) >= MOST:
            raise CannotBeDone(f"{MOST} tokens are enough. Revoke one first.")

    def _note(
        self, session: Session, actor: Actor, row: ApiTokenRow, action: str, body: dict[str, object], now: datetime
    ) -> None:
        audit.append(session, merchant=row.merchant, actor=actor.id, action=action, subject=row.id, body=body, now=now)


def names(session: Session, merchant: str) -> dict[str, str]:
    """Of every token that a merchant's desk has or had, by its id."""
    rows = session.execute(select(ApiTokenRow.id, ApiTokenRow.name).where(ApiTokenRow.merchant == merchant))
    return {token: f"{name} (API)" for token, name in rows}


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
