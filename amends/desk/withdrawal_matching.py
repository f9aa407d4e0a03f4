"""A statement of withdrawal that matched no order by itself, matched by a person who has found which order it means."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.cases import status, store
from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseRow
from amends.db.withdrawal_tables import WithdrawalRow
from amends.desk.actor import Actor
from amends.desk.locked_case import find, lock_case
from amends.errors import CannotBeDone
from amends.orders.order import Order
from amends.remedies.ledger import hold_order
from amends.withdrawals.deciding import date_back


@dataclass(frozen=True)
class Matching:
    """The worker's own check holds for people too: the order's e-mail address is that of a statement. Nothing is
    decided by it and no money is touched; the case stays with the person."""

    context: Context

    def match(self, actor: Actor, number: str, order_number: str) -> None:
        """The case is about that order from here on. CannotBeDone where there is no such order, where it is on another
        address, or where the case has no statement to match; BackendError while the order system cannot say."""
        with self.context.database.read() as session:
            case = find(session, actor, "identify", number)
            addresses = _waiting(session, case)
        wanted = self.context.numbers[case.merchant].find(order_number, bare=True)
        if wanted is None:
            example = self.context.numbers[case.merchant].example
            raise CannotBeDone(f"That is no order number. They look like {example}.")
        order = self.context.backends[case.merchant].order(wanted)
        if order is None or order.merchant != case.merchant or not _is_of(order, addresses):
            raise CannotBeDone("There is no order with this number and the e-mail address of the statement.")
        with self.context.database.begin() as session:
            hold_order(session, case.merchant, order.number)
            held = lock_case(session, actor, "identify", number, self.context.clock())
            if not _is_of(order, _waiting(session, held.case)):
                raise CannotBeDone("There is no order with this number and the e-mail address of the statement.")
            store.identify(session, held.case, order.number, order.customer.email, held.now)
            date_back(session, held.case)
            held.write_down(EntryKind.IDENTIFY, {"order": order.number})


def _is_of(order: Order, addresses: list[str]) -> bool:
    return any(same_email(order.customer.email, address) for address in addresses)


def _waiting(session: Session, case: CaseRow) -> list[str]:
    """The addresses of the case's statements. CannotBeDone where there is none, or nothing to be matched any more."""
    if case.email is not None:
        raise CannotBeDone("This case is matched with a customer already.")
    if case.status in status.CLOSED:
        raise CannotBeDone("This case is closed.")
    addresses = list(session.scalars(select(WithdrawalRow.email).where(WithdrawalRow.case_id == case.id)))
    if not addresses:
        raise CannotBeDone("This case has no statement of withdrawal from the page for them.")
    return addresses
