"""What people do with their own account: another password, a second factor. Each step takes the present password.

Whoever finds a signed-in browser could otherwise keep the account, or guess the password without being slowed down.
The key of an app is shown to the session that asked for it and to no other, and so is its first code taken: nobody
lays a key ready that the person then takes for their own.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from amends.accounts import passwords, totp, trail
from amends.accounts.errors import InvalidAccount, SignInRefused
from amends.accounts.sessions import hash_of
from amends.accounts.sign_in import count_try, forgive, take_back
from amends.db.account_tables import AgentRow, DeskSessionRow, PasswordLinkRow
from amends.db.session import Database


@dataclass(frozen=True)
class Proof:
    """The password that somebody typed to show that the account is theirs, from which address (its hash), and the
    token of the session that they sit at: it is the one that stays."""

    password: str
    address_hash: str
    token: str


@dataclass(frozen=True)
class OwnAccount:
    """Steps of the account `agent_id`. SignInRefused where the password or the code is wrong, SignInThrottled after
    too many of them."""

    database: Database
    agent_id: str

    def change_password(self, proof: Proof, new: str, now: datetime) -> None:
        """Another password, and an end to every other session and to a link for one. InvalidAccount where it cannot
        be one."""
        self.prove(proof, now)
        if new == proof.password:
            raise InvalidAccount("This is the password that you have. Choose another one.")
        hashed = passwords.hashed(new)
        with self.database.begin() as session:
            agent = self._agent(session)
            agent.password_hash = hashed
            session.execute(delete(PasswordLinkRow).where(PasswordLinkRow.agent_id == agent.id))
            self._note(session, agent, trail.PASSWORD_CHANGED, proof, now)

    def begin_second_factor(self, proof: Proof, now: datetime) -> None:
        """A secret for an authenticator app, which counts once a code of it was given."""
        self.prove(proof, now)
        with self.database.begin() as session:
            agent = self._agent(session)
            if agent.totp_secret is not None:
                raise InvalidAccount("You sign in with a second factor already. Switch it off first.")
            agent.totp_pending = f"{totp.new_secret()} {_mark(proof.token)}"

    def pending_secret(self, token: str) -> str | None:
        """The secret that waits for its first code, where this session asked for it."""
        with self.database.read() as session:
            return _pending(session.get_one(AgentRow, self.agent_id), token)

    def confirm_second_factor(self, code: str, token: str, now: datetime) -> None:
        """The app shows the right codes: from here on one is asked for at each sign-in."""
        with self.database.begin() as session:
            agent = self._agent(session)
            secret = _pending(agent, token)
            if secret is None:
                raise InvalidAccount("Nothing waits for a code. Begin again.")
            step = totp.used_step(secret, code, now, None)
            if step is None:
                raise SignInRefused("The code is wrong. Look whether the clock of your device is right.")
            agent.totp_secret, agent.totp_pending, agent.totp_step = secret, None, step
            self._note(session, agent, trail.SECOND_FACTOR_ON, Proof("", "", token), now)

    def leave_second_factor(self) -> None:
        """Forget the secret that waits for its first code."""
        with self.database.begin() as session:
            self._agent(session).totp_pending = None

    def end_second_factor(self, proof: Proof, code: str, now: datetime) -> None:
        """The password alone lets in from here on. It takes both factors, and a wrong code counts as a wrong password
        does."""
        tried = self._tried(proof, now)
        with self.database.begin() as session:
            agent = self._agent(session)
            if agent.totp_secret is None:
                raise InvalidAccount("You have no second factor.")
            if totp.used_step(agent.totp_secret, code, now, agent.totp_step) is None:
                raise SignInRefused("The code is wrong, or was used already.")
            agent.totp_secret = agent.totp_step = None
            forgive(session, tried)
            self._note(session, agent, trail.SECOND_FACTOR_OFF, proof, now)

    def prove(self, proof: Proof, now: datetime) -> None:
        """That the account is theirs: the password is right."""
        tried = self._tried(proof, now)
        with self.database.begin() as session:  # not those before it: wrong codes may be among them
            take_back(session, tried)

    def has_app(self) -> bool:
        """Whether an authenticator app's code is asked for at each sign-in."""
        with self.database.read() as session:
            return session.get_one(AgentRow, self.agent_id).totp_secret is not None

    def prove_whole(self, proof: Proof, code: str, now: datetime) -> None:
        """The same, with a code where the account has an app: for steps after which somebody signs in without one. The
        code is used up, and a wrong one counts as a wrong password does."""
        tried = self._tried(proof, now)
        with self.database.begin() as session:
            agent = self._agent(session)
            if agent.totp_secret is not None:
                step = totp.used_step(agent.totp_secret, code, now, agent.totp_step)
                if step is None:
                    raise SignInRefused("The code of your app is wrong, or was used already.")
                agent.totp_step = step
            take_back(session, tried)

    def _tried(self, proof: Proof, now: datetime) -> int:
        """The password is right. The number of the try, which counts as a failed one until it is taken back."""
        with self.database.begin() as session:
            agent = session.get_one(AgentRow, self.agent_id)
            tried = count_try(session, agent.email, proof.address_hash, now)
            kept = agent.password_hash
        if not passwords.matches(kept, proof.password):
            raise SignInRefused("The password is wrong.")
        return tried

    def _agent(self, session: Session) -> AgentRow:
        return session.get_one(AgentRow, self.agent_id, with_for_update=True)

    def _note(self, session: Session, agent: AgentRow, action: str, proof: Proof, now: datetime) -> None:
        others = DeskSessionRow.agent_id == agent.id, DeskSessionRow.token_hash != hash_of(proof.token)
        ended = session.execute(delete(DeskSessionRow).where(*others).returning(DeskSessionRow.token_hash)).all()
        trail.record(session, agent, action, now, by=agent.id, body={"sessions_ended": len(ended)})


def _pending(agent: AgentRow, token: str) -> str | None:
    secret, _, session = (agent.totp_pending or "").partition(" ")
    return secret if secret and session == _mark(token) else None


def _mark(token: str) -> str:
    """Of the session with that token: as much as fits behind a secret."""
    return hash_of(token)[:31]
