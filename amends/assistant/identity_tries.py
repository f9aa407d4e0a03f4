"""Wrong pairs of order number and e-mail address, counted over all conversations: by order, by address, by merchant.

Somebody who guesses opens one conversation after the other, so each conversation's own limit is none to them. Under
pressure a conversation has one try where it had several: whoever knows their order and address needs no second one.
When it goes on for an order, that order and any address prove nothing any more, right or wrong: in the same words a
person is offered, who knows other ways to find out. An address alone is never kept out like that, or whoever knows
somebody's address could do it. Where that very pair was matched before, the conversation notices nothing.
"""

import hashlib
import hmac
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from amends import addresses
from amends.assistant.proven import is_proven
from amends.assistant.situation import Situation, hold
from amends.db.conversation_tables import ConversationRow
from amends.db.identity_tables import IdentityTryRow
from amends.db.session import Database

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE_TRY_FROM = 10
"""Wrong pairs for one order, or with one address, within a day. People mistype less often."""
NO_TRY_FROM = 50
"""Conversations with a wrong pair for one order within a day. By then each of them had one try."""
ALARM_FROM = 30
"""Wrong pairs at one merchant within an hour, in all."""

log = logging.getLogger("amends.identity")


@dataclass(frozen=True)
class IdentityTries:
    """The wrong pairs of an installation. `key`: what they are hashed under, or all order numbers could be tried out on
    the digests."""

    database: Database
    key: bytes = field(repr=False)

    def note(self, situation: Situation, now: datetime) -> None:
        """Count a pair that was looked up and is wrong, each time. A turn that is taken back takes it along."""
        draft = situation.draft
        if draft.order_number is None or draft.email is None:
            return
        order, email = self._order(situation.merchant, draft.order_number), self._email(situation.merchant, draft.email)
        own = IdentityTryRow.conversation_id == situation.conversation_id
        with self.database.begin() as session:
            hold(session, situation.conversation_id)
            last = session.scalar(select(func.max(IdentityTryRow.number)).where(own)) or 0
            row = IdentityTryRow(
                conversation_id=situation.conversation_id,
                number=last + 1,
                merchant=situation.merchant,
                order_hash=order,
                email_hash=email,
                at=now,
            )
            session.add(row)
            session.flush()
            for name, counted, what, most, span in (
                ("order", _OF_ORDER, order, ONE_TRY_FROM, "a day"),
                ("address", _OF_ADDRESS, email, ONE_TRY_FROM, "a day"),
                ("merchant", _AT_MERCHANT, situation.merchant, ALARM_FROM, "an hour"),
            ):
                since = now - (DAY if span == "a day" else HOUR)
                if _count(session, counted, since, most + 1, what=what) == most:
                    told = "%d wrong pairs of one %s of %s within %s: is somebody guessing?"
                    log.warning(told, most, name, situation.merchant, span)

    def allowed(self, situation: Situation, usual: int, now: datetime) -> int:
        """How many tries this conversation has, of the `usual` number, with the pair that it named last."""
        draft = situation.draft
        number, email = draft.order_number, draft.email or draft.unmatched
        if number is None or email is None:
            return usual
        with self.database.read() as session:
            if _is_known(session, situation, number, email):
                return usual
            order, address = self._order(situation.merchant, number), self._email(situation.merchant, email)
            if _count(session, _CONVERSATIONS, now - DAY, NO_TRY_FROM, what=order) >= NO_TRY_FROM:
                return 0
            named, enough = ((_OF_ORDER, order), (_OF_ADDRESS, address)), ONE_TRY_FROM
            pressed = any(_count(session, each, now - DAY, enough, what=what) == enough for each, what in named)
        return min(usual, 1) if pressed else usual

    def after_match(self, situation: Situation, order_number: str, now: datetime) -> int:
        """The failures that still count when the pair of this order was right: those of the day for other orders. Or
        somebody's own pair in between would give as many tries at a stranger's as they like."""
        failures = situation.draft.identity_failures
        if not failures:
            return 0
        order = self._order(situation.merchant, order_number)
        with self.database.read() as session:
            return _count(session, _OF_OTHERS, now - DAY, failures, what=order, conversation=situation.conversation_id)

    def _order(self, merchant: str, order_number: str) -> str:
        return self._hash(merchant, "order", order_number)

    def _email(self, merchant: str, email: str) -> str:
        return self._hash(merchant, "email", addresses.canonical(email))

    def _hash(self, *what: str) -> str:
        return hmac.new(self.key, "\x1f".join(what).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _is_known(session: Session, situation: Situation, number: str, email: str) -> bool:
    """Whether this conversation is matched with that pair, or was before."""
    verified = situation.verified
    if verified is not None and verified.order_number == number and addresses.same(verified.email, email):
        return True
    row = session.get(ConversationRow, situation.conversation_id)
    return row is not None and is_proven(row, number, email)


def _count(session: Session, counted: Select[int], since: datetime, most: int, **of: str) -> int:
    """How many, as far as `most`: whoever guesses a hundred thousand times must not make each count take longer."""
    return session.scalar(counted, {"since": since, "most": most, **of}) or 0


def _counting(which: ColumnElement[bool], what: Select[Any] | None = None) -> Select[int]:
    """Built once: these are asked several times a message."""
    rows = select(IdentityTryRow.number) if what is None else what
    bounded = rows.where(which, IdentityTryRow.at > bindparam("since")).limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(bounded.subquery())


_WHAT: BindParameter[str] = bindparam("what")
_OF_ORDER = _counting(IdentityTryRow.order_hash == _WHAT)
_OF_ADDRESS = _counting(IdentityTryRow.email_hash == _WHAT)
_AT_MERCHANT = _counting(IdentityTryRow.merchant == _WHAT)
_CONVERSATIONS = _counting(IdentityTryRow.order_hash == _WHAT, select(IdentityTryRow.conversation_id).distinct())
_OF_OTHERS = _counting(
    (IdentityTryRow.conversation_id == bindparam("conversation")) & (IdentityTryRow.order_hash != _WHAT)
)
