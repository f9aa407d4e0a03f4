"""Wrong pairs of order number and e-mail address, counted over all conversations: by order, by address, by merchant.

Somebody who guesses opens one conversation after the other, so each conversation's own limit is none to them. Under
pressure a conversation has one try where it had several: whoever knows their order and address needs no second one.
When it goes on, that pair alone proves nothing any more, right or wrong: in the same words a person is offered, who
knows other ways to find out. Who is matched already notices nothing.
"""

import hashlib
import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from amends.assistant.situation import Situation
from amends.db.identity_tables import IdentityTryRow
from amends.db.session import Database
from amends.db.upsert import insert

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE_TRY_FROM = 10
"""Wrong pairs for one order, or with one address, in other conversations within an hour. People mistype less often."""
NO_TRY_FROM = 50
"""The same within a day."""
ALARM_FROM = 30
"""Wrong pairs at one merchant within an hour, in all."""

log = logging.getLogger("amends.identity")


def note(database: Database, situation: Situation, now: datetime) -> None:
    """Count a pair that was looked up and is wrong. The same turn again counts once."""
    draft = situation.draft
    if draft.order_number is None or draft.email is None:
        return
    order, email = _hashes(situation.merchant, draft.order_number, draft.email)
    key = {"conversation_id": situation.conversation_id, "number": draft.identity_failures + 1}
    what = {"merchant": situation.merchant, "order_hash": order, "email_hash": email, "at": now}
    with database.begin() as session:
        statement = insert(session, IdentityTryRow).values(**key, **what)
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=what))
        for name, which, most in (
            ("order", IdentityTryRow.order_hash == order, ONE_TRY_FROM),
            ("address", IdentityTryRow.email_hash == email, ONE_TRY_FROM),
            ("merchant", IdentityTryRow.merchant == situation.merchant, ALARM_FROM),
        ):
            if _count(session, which, now - HOUR) == most:
                told = "%d wrong pairs of one %s of %s within an hour: is somebody guessing?"
                log.warning(told, most, name, situation.merchant)


def allowed(database: Database, situation: Situation, usual: int, now: datetime) -> int:
    """How many tries this conversation has, of the `usual` number, with the pair that it named last."""
    draft = situation.draft
    email = draft.email or draft.unmatched
    if situation.verified is not None or draft.order_number is None or email is None:
        return usual
    of_order, of_email = _hashes(situation.merchant, draft.order_number, email)
    elsewhere = IdentityTryRow.conversation_id != situation.conversation_id
    with database.read() as session:
        for which in (IdentityTryRow.order_hash == of_order, IdentityTryRow.email_hash == of_email):
            if _count(session, which & elsewhere, now - DAY) >= NO_TRY_FROM:
                return 0
            if _count(session, which & elsewhere, now - HOUR) >= ONE_TRY_FROM:
                usual = min(usual, 1)
    return usual


def _count(session: Session, which: ColumnElement[bool], since: datetime) -> int:
    return session.scalar(select(func.count()).select_from(IdentityTryRow).where(which, IdentityTryRow.at > since)) or 0


def _hashes(merchant: str, order_number: str, email: str) -> tuple[str, str]:
    return _hash(merchant, "order", order_number), _hash(merchant, "email", email.casefold())


def _hash(*what: str) -> str:
    return hashlib.sha256("\x1f".join(what).encode("utf-8", "surrogatepass")).hexdigest()
