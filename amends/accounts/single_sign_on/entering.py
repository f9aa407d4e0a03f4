"""Who comes in on the provider's word: somebody with an account under the address that the provider has verified.

The account was made by an administrator; only where the settings say so is one made here, with the role that its
holder's groups are mapped to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.accounts import account, passwords, sessions, trail
from amends.accounts.account import Account
from amends.accounts.errors import InvalidAccount, SingleSignOnRefused
from amends.accounts.sessions import Lifetimes
from amends.db.account_tables import AgentRow
from amends.db.session import Database
from amends.merchants.roles import Role
from amends.settings_desk import SingleSignOnAccounts

HOW = "single_sign_on"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Entering:
    """`accounts`: which are made here; None: none is."""

    database: Database
    lifetimes: Lifetimes
    accounts: SingleSignOnAccounts | None = None

    def __call__(self, claims: Mapping[str, Any], now: datetime) -> tuple[str, Account]:
        """The session's token and whose it is. SingleSignOnRefused says why not."""
        email = claims.get("email")
        if not isinstance(email, str) or claims.get("email_verified") is not True:
            raise SingleSignOnRefused("It does not vouch for an e-mail address of yours, and accounts are found by it.")
        with self.database.begin() as session:
            agent = session.scalar(
                select(AgentRow).where(AgentRow.email == account.key(email)).with_for_update()
            ) or self._made(session, email, claims, now)
            if not agent.active:
                trail.record(session, agent, trail.SIGN_IN_REFUSED, now, by=trail.UNKNOWN, body={"how": HOW})
                refused = True
            else:
                refused = False
                token = sessions.let_in(session, agent, self.lifetimes, now, {"how": HOW})
        if refused:
            raise SingleSignOnRefused("Your account at this desk is disabled. An administrator can let you in again.")
        return token, Account.of(agent)

    def _made(self, session: Session, email: str, claims: Mapping[str, Any], now: datetime) -> AgentRow:
        if self.accounts is None:
            raise SingleSignOnRefused(
                f"There is no account of {email}. Ask an administrator of the desk to invite you."
            )
        role = self._role(claims)
        if role is None:
            raise SingleSignOnRefused("None of your groups has a role at this desk. Ask an administrator.")
        name = claims.get("name") if isinstance(claims.get("name"), str) else email.partition("@")[0]
        try:
            made = account.add(
                session,
                name=str(name)[:_LONGEST_NAME],
                email=email,
                role=role,
                merchants=self.accounts.merchants,
                password=passwords.generate(),
                now=now,
                by=trail.WEB,
            )
        except InvalidAccount as fault:
            raise SingleSignOnRefused(f"No account can be made of what it says of you: {fault}") from fault
        return session.get_one(AgentRow, made.id)

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        """The highest of those that the groups are mapped to."""
        assert self.accounts is not None
        said = claims.get(self.accounts.claim)
        groups = {str(each) for each in (said if isinstance(said, list) else [said])}
        found = {role for group, role in self.accounts.roles.items() if group in groups}
        return next((each for each in reversed(Role) if each in found), None)
