"""A password that somebody has forgotten: a link by mail, whoever asks, and nothing told about who has an account."""

from dataclasses import dataclass
from datetime import datetime

from amends.accounts import account, password_links, trail
from amends.accounts.sign_in import count_try
from amends.assistant.context import Context
from amends.desk.people import letters

_PURPOSE = "forgotten "
"""Asking is counted apart from signing in: who has asked too often may still sign in."""


@dataclass(frozen=True)
class Forgotten:
    """Asks in the name of whoever stands at the door."""

    context: Context

    def ask(self, email: str, address_hash: str, now: datetime) -> None:
        """Send the link where this is the address of an account that may sign in. SignInThrottled."""
        with self.context.database.begin() as session:
            count_try(session, _PURPOSE + account.key(email), address_hash, now)
            agent = account.active(session, email)
            if agent is not None:
                token = password_links.make(session, agent, password_links.FORGOTTEN, now, by=trail.UNKNOWN)
                letters.renew(session, self.context, agent, token, now, by_administrator=False)
