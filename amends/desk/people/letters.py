"""What people of a desk are written about their accounts."""

import re
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.accounts import password_links
from amends.assistant.context import Context
from amends.db.account_tables import AgentRow
from amends.db.remedy_tables import MailRow
from amends.messages import staff_mail

INVITATION, RENEWAL = "desk_invitation", "desk_password"
_KEY = re.compile(r"(?<=/desk/new-password\?key=)\S+")


def invite(session: Session, context: Context, agent: AgentRow, by: str, token: str, now: datetime) -> None:
    """To somebody new, from the administrator `by`."""
    text = (
        f"Hello {agent.name},\n\n{by} has given you an account at the support desk. Choose your password here, within "
        f"{_lasts(password_links.INVITED)}:\n\n{_link(context, token)}\n\nYou sign in with this e-mail address."
    )
    _send(session, agent, INVITATION, "Your account at the support desk", text, now)


def renew(
    session: Session, context: Context, agent: AgentRow, token: str, now: datetime, *, by_administrator: bool
) -> None:
    """To somebody who needs a new password. One that an administrator had sent lasts longer."""
    lasts = password_links.INVITED if by_administrator else password_links.FORGOTTEN
    text = (
        f"Hello {agent.name},\n\nChoose a new password for the support desk here, within {_lasts(lasts)}:\n\n"
        f"{_link(context, token)}\n\nDid you not ask for it? Then do nothing: your password stays as it is."
    )
    _send(session, agent, RENEWAL, "A new password for the support desk", text, now)


def forget_key(mail: MailRow) -> None:
    """Once a letter has gone, nobody reads in it what else is kept as a hash only."""
    if mail.kind in {INVITATION, RENEWAL}:
        mail.text = _KEY.sub("…", mail.text)


def _send(session: Session, agent: AgentRow, kind: str, subject: str, text: str, now: datetime) -> None:
    merchant = sorted(map(str, agent.merchants))[0]
    staff_mail.queue(session, to=agent.email, kind=kind, subject=subject, text=text, merchant=merchant, now=now)


def _link(context: Context, token: str) -> str:
    return f"{context.public_url}/desk/new-password?key={token}"


def _lasts(span: timedelta) -> str:
    return f"{span.days} days" if span.days else f"{span.seconds // 60} minutes"
