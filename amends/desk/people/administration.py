"""People of a desk, added, changed and disabled by an administrator; each step is in the audit log under their name.

An administrator sees to accounts that work for no merchant but their own ones, and never to their own account: nobody
locks the last one out, and nobody raises themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from amends.accounts import account, password_links, passwords
from amends.accounts.account import Account
from amends.accounts.errors import InvalidAccount
from amends.assistant.context import Context
from amends.db.account_tables import AgentRow
from amends.desk.actor import Actor
from amends.desk.people import letters
from amends.desk.permissions import ACTIONS
from amends.errors import CannotBeDone, NotFound, NotPermitted


@dataclass(frozen=True)
class People:
    """What goes wrong with an account itself is an InvalidAccount (amends/accounts/errors.py)."""

    context: Context

    def of(self, actor: Actor) -> list[Account]:
        """Everybody who works for one of the administrator's merchants, by name."""
        self._check(actor)
        with self.context.database.read() as session:
            return [each for each in account.every(session) if each.merchants & actor.merchants]

    def may_change(self, actor: Actor, person: Account) -> bool:
        """Whether this administrator sees to that account."""
        return person.id != actor.id and person.merchants <= actor.merchants

    def add(self, actor: Actor, name: str, email: str, role: str, merchants: Sequence[str]) -> Account:
        """A new account. Its person gets a letter with a link, by which they choose the password."""
        self._check(actor)
        self._own(actor, merchants)
        now = self.context.clock()
        password = passwords.generate()
        with self.context.database.begin() as session:
            made = account.add(
                session, name=name, email=email, role=role, merchants=merchants, password=password, now=now, by=actor.id
            )
            agent = session.get_one(AgentRow, made.id)
            token = password_links.make(session, agent, password_links.INVITED, now, by=actor.id)
            letters.invite(session, self.context, agent, actor.name, token, now)
        return made

    def change(self, actor: Actor, person: str, role: str, merchants: Sequence[str]) -> None:
        """Another role or other merchants; whatever is signed in ends. Nothing happens where both are as they were."""
        self._own(actor, merchants)
        if not merchants:
            raise InvalidAccount("An account works for at least one merchant. Choose it, or disable the account.")
        with self.context.database.begin() as session:
            row = self._row(session, actor, person)
            if (row.role, sorted(map(str, row.merchants))) != (role, sorted(set(merchants))):
                account.change(session, row.email, role, merchants, self.context.clock(), actor.id)

    def disable(self, actor: Actor, person: str) -> None:
        """No more signing in."""
        with self.context.database.begin() as session:
            account.disable(session, self._row(session, actor, person).email, self.context.clock(), actor.id)

    def enable(self, actor: Actor, person: str) -> None:
        """Signing in again, with the password and the second factor that the account has."""
        with self.context.database.begin() as session:
            account.enable(session, self._row(session, actor, person).email, self.context.clock(), actor.id)

    def send_link(self, actor: Actor, person: str) -> None:
        """A letter by which the person chooses a new password. CannotBeDone for a disabled account."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = self._row(session, actor, person)
            if not row.active:
                raise CannotBeDone("This account is disabled. Let it in again first.")
            token = password_links.make(session, row, password_links.INVITED, now, by=actor.id)
            letters.renew(session, self.context, row, token, now, by_administrator=True)

    def end_second_factor(self, actor: Actor, person: str) -> None:
        """For somebody who has lost their app: the password alone lets in, and a new app is set up in the account."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = self._row(session, actor, person)
            if not Account.of(row).two_factor:
                raise CannotBeDone("This account has no second factor.")
            account.end_second_factor(session, row, now, actor.id)

    def _row(self, session: Session, actor: Actor, person: str) -> AgentRow:
        self._check(actor)
        row = session.get(AgentRow, person, with_for_update=True)
        if row is None or not {*map(str, row.merchants)} & actor.merchants:
            raise NotFound("There is no such person.")
        if row.id == actor.id:
            raise NotPermitted("Nobody changes their own account here; another administrator can.")
        if not self.may_change(actor, Account.of(row)):
            raise NotPermitted("This person works for a merchant of somebody else's too.")
        return row

    def _own(self, actor: Actor, merchants: Sequence[str]) -> None:
        self._check(actor)
        if not set(merchants) <= actor.merchants:
            raise NotFound("There is no such merchant.")

    def _check(self, actor: Actor) -> None:
        if actor.role not in ACTIONS["manage_people"]:
            raise NotPermitted(f"{actor.role} may not manage people.")
