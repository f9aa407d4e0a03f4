"""Tells the customer what became of a remedy, in the transaction that makes it so: nothing is said that is not.

In the chat at once; by e-mail when the last remedy of the decision is over, so that one decision is one e-mail.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.cases import satisfaction
from amends.cases.handoff import hand_off
from amends.cases.news import news
from amends.cases.status import CaseStatus
from amends.conversations import ownership
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import RemedyRow
from amends.messages.mail import queue_news
from amends.messages.moments import moment
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.engine import review_due
from amends.policy.policy import MerchantPolicies, Policy
from amends.remedies import states, told

WORKER = "worker"


@dataclass(frozen=True)
class Announcer:
    """`merchants` by id, as amends.policy.loader reads them."""

    merchants: Mapping[str, MerchantPolicies]
    sentences: Sentences

    def confirmed(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        """The order backend carried it out."""
        self._say(session, case, lambda spoken: self._confirmed(session, case, remedy, spoken), now)
        self._write_when_over(session, case, remedy, now)

    def closed(self, session: Session, case: CaseRow, now: datetime) -> None:
        """Everything was carried out: who was helped by a person is asked how it was."""
        satisfaction.ask(session, case, self.sentences, now)

    def refused(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        """The order backend said no for good: a person takes over."""
        due = self.to_review(session, case, told.decided_on(session, remedy), now)
        self._say(session, case, lambda spoken: self._dated(case, "refused", due, spoken), now)
        self._write_when_over(session, case, remedy, now)

    def bounced(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        """A refund came back, days after it was made: a person sees to it that the customer gets the money."""
        order = told.decided_on(session, remedy)
        due, policy = self.to_review(session, case, order, now), self._policy(case, order)

        def bounced(language: str) -> Say:
            args = told.about(case, order, remedy, policy, self.sentences, language)
            return Say("utter_remedy_refund_bounced", {**args, "due": moment(due, policy.zone, language)})

        news(session, case, _chat(session, case), bounced, self.sentences, policy.merchant.name, now)

    def given_up(self, session: Session, case: CaseRow, now: datetime, *, tell: bool, unreadable: bool = False) -> None:
        """Work on a case failed for too long: a person takes over. `tell`: the customer waits for it. `unreadable`: the
        order system answers, but its record of the order cannot be read."""
        due = self.to_review(session, case, None, now)
        if tell:
            what = "unreadable" if unreadable else "delayed"
            self._say(session, case, lambda spoken: self._dated(case, what, due, spoken), now)
            over = select(RemedyRow).where(RemedyRow.case_id == case.id, RemedyRow.state.in_(states.FINAL))
            written = self._dated(case, what, due, case.language)
            self._write(session, case, list(session.scalars(over.order_by(RemedyRow.id))), now, written)

    def to_review(self, session: Session, case: CaseRow, order: Order | None, now: datetime) -> datetime:
        """Hand the case to a person, and return until when that person has. A promise made before is kept."""
        policy = self.merchants[case.merchant].in_force(now if order is None else order.placed_at)
        return hand_off(session, case, review_due(policy, now), WORKER, now)

    def support_address(self, merchant: str) -> str | None:
        """Where a customer's answer to an e-mail goes."""
        known = self.merchants.get(merchant)
        return None if known is None else known.merchant.support_email

    def name(self, merchant: str) -> str | None:
        """Whom a customer's e-mail comes from."""
        known = self.merchants.get(merchant)
        return None if known is None else known.merchant.name

    def _confirmed(self, session: Session, case: CaseRow, remedy: RemedyRow, language: str) -> Say:
        policy = self._policy(case, told.decided_on(session, remedy))
        return told.confirmed(session, case, remedy, policy, self.sentences, language)

    def _dated(self, case: CaseRow, what: str, due: datetime, language: str) -> Say:
        at = moment(due, self.merchants[case.merchant].merchant.zone, language)
        return Say(f"utter_remedy_{what}", {"case": case.number, "due": at})

    def _say(self, session: Session, case: CaseRow, saying: Callable[[str], Say], now: datetime) -> None:
        """In the chat, and in its language: a letter is in the case's."""
        conversation = _chat(session, case)
        if conversation is not None:
            ownership.say(session, conversation, [saying(conversation.language)], self.sentences, now)

    def _write_when_over(self, session: Session, case: CaseRow, remedy: RemedyRow, now: datetime) -> None:
        of_decision = select(RemedyRow).where(RemedyRow.decision_id == remedy.decision_id).order_by(RemedyRow.id)
        rows = list(session.scalars(of_decision))
        if all(row.state in states.FINAL for row in rows):
            self._write(session, case, rows, now)

    def _write(self, session: Session, case: CaseRow, over: list[RemedyRow], now: datetime, *more: Say) -> None:
        """One e-mail about those of `over` that the customer was not written to about. `more`: what else is to be said.
        What was refused is told where a person has the case because of it."""
        unwritten = [row for row in over if row.mailed_at is None]
        done = [row for row in unwritten if row.state == states.CONFIRMED]
        says = [self._confirmed(session, case, row, case.language) for row in done]
        if case.status == CaseStatus.REVIEW and case.due_at and any(row.state == states.FAILED for row in unwritten):
            says.append(self._dated(case, "refused", case.due_at, case.language))
        for row in unwritten:
            row.mailed_at = now
        texts = [self.sentences.text(say, case.language) for say in (*says, *more)]
        if texts:
            merchant = self.merchants[case.merchant].merchant.name
            queue_news(session, self.sentences, case=case, merchant=merchant, news="\n\n".join(texts), now=now)

    def _policy(self, case: CaseRow, order: Order) -> Policy:
        return self.merchants[case.merchant].in_force(order.placed_at)


def _chat(session: Session, case: CaseRow) -> ConversationRow | None:
    return session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
