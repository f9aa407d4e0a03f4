"""Tells the customer what became of a remedy, in the transaction that makes it so: nothing is said that is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.cases import status, store
from amends.conversations import ownership
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import RemedyRow
from amends.money import Money
from amends.notices.mail import queue_news
from amends.notices.moments import moment
from amends.notices.say import Say
from amends.notices.sentences import Sentences
from amends.orders.order import Order
from amends.policy.calendar import end_of_business_day
from amends.policy.policy import MerchantPolicies, Policy

WORKER = "worker"


@dataclass(frozen=True)
class Announcer:
    """`merchants` by id, as amends.policy.loader reads them. `ask_how_it_was` puts that question where it is due
    (amends.desk.satisfaction, which stands further out)."""

    merchants: Mapping[str, MerchantPolicies]
    sentences: Sentences
    ask_how_it_was: Callable[[Session, CaseRow, Sentences, datetime], None]

    def confirmed(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        """The order backend carried it out."""
        order = _order(session, remedy)
        self._tell(session, case, f"{remedy.kind}_confirmed", self._args(case, order, remedy), now)

    def closed(self, session: Session, case: CaseRow, now: datetime) -> None:
        """Everything was carried out: who was helped by a person is asked how it was."""
        self.ask_how_it_was(session, case, self.sentences, now)

    def refused(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        """The order backend said no for good: a person takes over."""
        due = self.to_review(session, case, _order(session, remedy), now)
        args = {"case": case.number, "due": moment(due, self._policy(case).merchant.zone, case.language)}
        self._tell(session, case, "refused", args, now)

    def given_up(self, session: Session, case: CaseRow, now: datetime, *, tell: bool) -> None:
        """Work on a case failed for too long: a person takes over. `tell`: the customer waits for it."""
        due = self.to_review(session, case, None, now)
        if tell:
            args = {"case": case.number, "due": moment(due, self._policy(case).merchant.zone, case.language)}
            self._tell(session, case, "delayed", args, now)

    def to_review(self, session: Session, case: CaseRow, order: Order | None, now: datetime) -> datetime:
        """Hand the case to a person, and return until when that person has. A promise made before is kept."""
        session.refresh(case, ["status", "due_at"], with_for_update=True)
        if case.status == status.REVIEW and case.due_at is not None:
            return case.due_at
        policy = self._policy(case, order)
        merchant = policy.merchant
        due = end_of_business_day(now, policy.settings.review_days, merchant.zone, merchant.country)
        store.move(session, case, status.REVIEW, WORKER, now, due)
        return due

    def support_address(self, merchant: str) -> str | None:
        """Where a customer's answer to an e-mail goes."""
        known = self.merchants.get(merchant)
        return None if known is None else known.merchant.support_email

    def name(self, merchant: str) -> str | None:
        """Whom a customer's e-mail comes from."""
        known = self.merchants.get(merchant)
        return None if known is None else known.merchant.name

    def _args(self, case: CaseRow, order: Order, remedy: RemedyRow) -> dict[str, Any]:
        policy = self._policy(case, order)
        first, last = policy.settings.payout_days
        args = {
            "case": case.number,
            "order": order.number,
            "product": order.product.name,
            "reference": remedy.reference,
            "days": str(last) if first == last else f"{first}–{last}",
        }
        if remedy.amount_minor is not None and remedy.currency is not None:
            args["amount"] = Money.from_minor(remedy.amount_minor, remedy.currency).text(case.language)
        if remedy.kind == "refund":
            methods = {payment.id: payment.method for payment in order.payments}
            original = self.sentences.text(Say("utter_remedy_original_method"), case.language)
            args["method"] = methods.get(remedy.payment_id) or original
        return args

    def _tell(self, session: Session, case: CaseRow, what: str, args: dict[str, Any], now: datetime) -> None:
        say = Say(f"utter_remedy_{what}", args)
        conversation = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
        if conversation is not None:
            ownership.say(session, conversation, [say], self.sentences, now)
        merchant, news = self._policy(case).merchant.name, self.sentences.text(say, case.language)
        queue_news(session, self.sentences, case=case, merchant=merchant, news=news, now=now)

    def _policy(self, case: CaseRow, order: Order | None = None) -> Policy:
        return self.merchants[case.merchant].in_force(None if order is None else order.placed_at)


def _order(session: Session, remedy: RemedyRow) -> Order:
    """The order as it was decided on."""
    return Order.from_json(session.get_one(DecisionRow, remedy.decision_id).order)
