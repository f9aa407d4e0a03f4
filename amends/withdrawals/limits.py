"""How many statements are taken from one network and for one address, so that nobody is mailed at by way of us.

An address has a share for each network and one for all of them: whoever uses up a stranger's share from one network
keeps nobody else from withdrawing.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from amends.db import erased
from amends.db.locks import lock_name
from amends.db.window import Window
from amends.db.withdrawal_tables import WithdrawalRow
from amends.errors import TooManyRequests

FROM_NETWORK, FROM_NETWORK_DAILY = Window(20, timedelta(hours=1)), Window(60, timedelta(days=1))
TO_ADDRESS_FROM_NETWORK, TO_ADDRESS = Window(10, timedelta(days=1)), Window(30, timedelta(days=1))


def check(session: Session, merchant: str, email: str, sent_from: str | None, now: datetime) -> None:
    """TooManyRequests where this network or this address has had its share."""
    lock_name(session, "withdrawals to", merchant, email.lower())
    to = (WithdrawalRow.merchant == merchant) & func.lower(WithdrawalRow.email).in_(erased.known_as(session, email))
    if sent_from is not None:
        lock_name(session, "withdrawals", sent_from)
        here = WithdrawalRow.sent_from == sent_from
        _check(session, here, FROM_NETWORK, now)
        _check(session, here, FROM_NETWORK_DAILY, now)
        _check(session, here & to, TO_ADDRESS_FROM_NETWORK, now)
    _check(session, to, TO_ADDRESS, now)


def _check(session: Session, whose: ColumnElement[bool], window: Window, now: datetime) -> None:
    wait = window.wait(session, select(WithdrawalRow.declared_at).where(whose), now)
    if wait:
        raise TooManyRequests(f"More than {window.most} statements of withdrawal in {window.span}.", wait)
