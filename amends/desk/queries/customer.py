"""Everything that is known of the customer of a case at its merchant: their orders, cases, conversations and channels.

A customer is whoever has the e-mail address that was matched with an order. What somebody else's merchant knows of them
is not shown, and neither are chats in which nobody was matched and that no case is about.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from amends.db.tables import CaseRow, ConversationRow, DecisionRow, EventRow
from amends.desk.actor import Actor
from amends.desk.locked_case import find
from amends.desk.queries.results import Result, results

MOST = 200
"""Cases that are shown, the latest; with their chats."""


@dataclass(frozen=True)
class Order:
    """What the cases tell of one: `product` as the latest decision on it saw it."""

    number: str
    product: str
    cases: int


@dataclass(frozen=True)
class Talk:
    """A conversation, how many entries it has, and the number of the case that it is about."""

    row: ConversationRow
    entries: int
    case: str


@dataclass(frozen=True)
class Customer:
    """`email` is None where nobody is matched with the case: then it is all there is. Cases: the latest first."""

    case: CaseRow
    email: str | None
    name: str
    cases: tuple[CaseRow, ...]
    more: bool
    results: Mapping[int, Result]
    orders: tuple[Order, ...]
    talks: tuple[Talk, ...]

    @property
    def channels(self) -> list[str]:
        """Those that they wrote on, the one with the most conversations first."""
        return [channel for channel, _ in Counter(each.row.channel for each in self.talks).most_common()]


def customer_of(session: Session, actor: Actor, number: str) -> Customer:
    """The customer of that case. NotFound where it is not this person's to see."""
    case = find(session, actor, "see", number)
    found = [case]
    if case.email is not None:
        theirs = select(CaseRow).where(CaseRow.merchant == case.merchant, CaseRow.email == case.email)
        found = list(session.scalars(theirs.order_by(CaseRow.id.desc()).limit(MOST + 1)))
    shown = found[:MOST]
    names, products = _from_decisions(session, shown)
    numbers = Counter(each.order_number for each in shown if each.order_number is not None)
    return Customer(
        case=case,
        email=case.email,
        name=next(iter(names), ""),
        cases=tuple(shown),
        more=len(found) > MOST,
        results=results(session, [each.id for each in shown]),
        orders=tuple(Order(each, products.get(each, ""), count) for each, count in sorted(numbers.items())),
        talks=_talks(session, shown),
    )


def _from_decisions(session: Session, cases: list[CaseRow]) -> tuple[list[str], dict[str, str]]:
    """Names of the customer, the latest first, and the product of each order."""
    by_id = {each.id: each for each in cases}
    latest = select(func.max(DecisionRow.id)).where(DecisionRow.case_id.in_(list(by_id))).group_by(DecisionRow.case_id)
    names: list[str] = []
    products: dict[str, str] = {}
    for row in session.scalars(select(DecisionRow).where(DecisionRow.id.in_(latest)).order_by(DecisionRow.id.desc())):
        order = row.order or {}
        name, product = (order.get("customer") or {}).get("name"), (order.get("product") or {}).get("name")
        if name:
            names.append(str(name))
        if product:
            products.setdefault(by_id[row.case_id].order_number or "", str(product))
    return names, products


def _talks(session: Session, cases: list[CaseRow]) -> tuple[Talk, ...]:
    """Those that the cases began in, and those that are about one of them."""
    begun = {each.conversation_id: each.number for each in reversed(cases) if each.conversation_id}
    numbers = {each.id: each.number for each in cases}
    theirs = or_(ConversationRow.id.in_(list(begun)), ConversationRow.case_id.in_(list(numbers)))
    rows = session.scalars(select(ConversationRow).where(theirs).order_by(ConversationRow.created_at.desc())).all()
    counted = select(EventRow.conversation_id, func.count()).where(
        EventRow.conversation_id.in_([row.id for row in rows])
    )
    entries = {row[0]: row[1] for row in session.execute(counted.group_by(EventRow.conversation_id))}
    return tuple(
        Talk(row, entries.get(row.id, 0), begun.get(row.id) or numbers.get(row.case_id or 0, "")) for row in rows
    )
