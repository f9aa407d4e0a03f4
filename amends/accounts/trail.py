"""What happened at the desk's door and to its accounts, in the audit log of every merchant that the account works for.

An entry's subject is the account's id, so that a name or an e-mail address can be erased where it is kept.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.audit import log
from amends.db.account_tables import AgentRow

OPERATOR = "operator"
DEMO = "demo"
WEB = "web"
UNKNOWN = "unknown"

SIGN_IN = "sign_in"
SIGN_IN_REFUSED = "sign_in_refused"
SIGN_OUT = "sign_out"
SESSION_ENDED = "session_ended"
ACCOUNT_ADDED = "account_added"
ACCOUNT_RESET = "account_reset"
ACCOUNT_CHANGED = "account_changed"
ACCOUNT_DISABLED = "account_disabled"
ACCOUNT_ENABLED = "account_enabled"
LINK_SENT = "password_link_sent"
PASSWORD_SET = "password_set"  # noqa: S105 - a name of a deed
PASSWORD_CHANGED = "password_changed"  # noqa: S105
SECOND_FACTOR_ON = "second_factor_on"
SECOND_FACTOR_OFF = "second_factor_off"
PASSKEY_ADDED = "passkey_added"
PASSKEY_REMOVED = "passkey_removed"
ACTIONS = (
    SIGN_IN, SIGN_IN_REFUSED, SIGN_OUT, SESSION_ENDED, ACCOUNT_ADDED, ACCOUNT_RESET, ACCOUNT_CHANGED, ACCOUNT_DISABLED,
    ACCOUNT_ENABLED, LINK_SENT, PASSWORD_SET, PASSWORD_CHANGED, SECOND_FACTOR_ON, SECOND_FACTOR_OFF,
    PASSKEY_ADDED, PASSKEY_REMOVED,
)  # fmt: skip


def record(
    session: Session,
    agent: AgentRow,
    action: str,
    now: datetime,
    *,
    by: str,
    body: dict[str, Any] | None = None,
    also: Iterable[str] = (),
) -> None:
    """`action` (of ACTIONS) befell this account. `by` and `body` are those of `amends.audit.log.append`; `also` are
    merchants that it worked for before."""
    for merchant in sorted({*map(str, agent.merchants), *also}):
        log.append(
            session, merchant=merchant, actor=by, action=action, subject=agent.id, body=dict(body or {}), now=now
        )
