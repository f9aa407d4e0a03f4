"""What follows from a decision, in one transaction: the case moves, remedies enter the ledger, mails are queued."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.assistant import offer_answers, rights, standing
from amends.assistant.acknowledgement import acknowledge, taken_back
from amends.assistant.draft import Draft
from amends.assistant.explanations import Explanation, is_money, offer_later
from amends.assistant.interpreter import EVIDENCE
from amends.assistant.same_matter import is_same
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off
from amends.cases.status import CaseStatus
from amends.cases.store import desk_row
from amends.db import outbox
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.job_kinds import JobKind
from amends.errors import ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken
from amends.messages.mail import queue_to_customer
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import declined
from amends.policy.policy import Policy
from amends.remedies import ledger
from amends.remedies.confirmation import Act

LOOK_AGAIN = timedelta(days=1)
"""How often a case on hold for papers sent by e-mail is decided again."""


def go_on_in(session: Session, case: CaseRow, other: CaseRow, now: datetime) -> None:
    """The same was granted in the `other` case, which is this customer's too: from here on both are one."""
    store.move(session, case, CaseStatus.MERGED, "bot", now)
    desk_row(session, case.id).merged_into = other.id
    store.record(session, case, "bot", EntryKind.MERGE, {"into": other.number}, now)
    store.record(session, other, "bot", EntryKind.MERGED_HERE, {"from": case.number}, now)


@dataclass(frozen=True)
class Conclusion:
    """One decision on one case, inside the caller's transaction. `language` is the chat's, for what is said there; what
    is mailed is in the case's."""

    session: Session
    case: CaseRow
    policy: Policy
    sentences: Sentences
    now: datetime
    language: str

    def draw(self, order: Order, draft: Draft, decision: Decision) -> tuple[Say, ...]:
        """Carry out what `decision` means, and return what the customer is told."""
        telling = Explanation(self.policy, order, self.case.number, self.language, self.sentences)
        offer_answers.take_back(self.session, self.case, self.policy, self.now, by="customer", refused=False)
        if self.case.status in {CaseStatus.CARRYING_OUT, CaseStatus.REVIEW, CaseStatus.RESOLVED}:
            return self._standing(self.case)
        if draft.declined and draft.issue == "withdraw" and not draft.sent:
            return self._taken_back(order, draft)
        acknowledged = acknowledge(
            self.session, self.sentences, self.case, order, draft, self.policy, self.language, self.now
        )
        if draft.declined and decision.outcome == Outcome.APPROVE and is_money(decision) and not draft.sent:
            return self._left_alone(order, draft, decision)
        if (draft.declined and decision.outcome != Outcome.WAIT) or self._is_stuck(draft, decision):
            decision = declined(self.policy, decision, self.now)
        if decision.outcome == Outcome.WAIT:
            self.case.confirmation = None if draft.confirmed is None else draft.confirmed.as_json()
        if self._is_told_already(decision):
            again = Say("utter_decided_before", {"case": self.case.number})
            return (*acknowledged, again, *telling.of(decision, draft))
        claim = draft.claim(order.number, order.customer.email)
        row = store.save_decision(self.session, self.case, order, claim, decision, self.now)
        says = self._carry_out(order, draft, decision, row, telling)
        return (*acknowledged, *says)

    def _standing(self, case: CaseRow) -> tuple[Say, ...]:
        return standing.of_case(self.session, case, self.policy, self.sentences, self.language)

    def _taken_back(self, order: Order, draft: Draft) -> tuple[Say, ...]:
        """A withdrawal that was not sent in its second step. What was declared and acknowledged before is noted as
        taken back, by e-mail too, as its acknowledgement was one."""
        store.move(self.session, self.case, CaseStatus.ABANDONED, "customer", self.now)
        if draft.declared is None:
            return (Say("utter_withdrawal_not_sent"),)
        return taken_back(self.session, self.sentences, self.case, self.policy.merchant.name, self.now)

    def _left_alone(self, order: Order, draft: Draft, decision: Decision) -> tuple[Say, ...]:
        """The customer wants neither the money nor the end of the order: nothing is done, and a person is at hand."""
        act = Act.of(decision, order.number).as_json()
        store.record(self.session, self.case, "customer", EntryKind.CONFIRMATION_DECLINED, act, self.now)
        store.move(self.session, self.case, CaseStatus.ABANDONED, "customer", self.now)
        product = self.policy.merchant.name_of(order.product, self.language)
        nothing = Say("utter_nothing_done", {"order": order.number, "product": product})
        return (nothing, *offer_later(draft, self.policy.merchant, self.sentences, self.language))

    def _is_told_already(self, decision: Decision) -> bool:
        """Whether just this was decided on the case and it still stands so: said again, and not decided again."""
        standing = {Outcome.WAIT: CaseStatus.WAITING, Outcome.DENY: CaseStatus.DENIED}.get(decision.outcome)
        before = store.latest_decision(self.session, self.case)
        return before is not None and self.case.status == standing and is_same(before, decision)

    def _carry_out(
        self, order: Order, draft: Draft, decision: Decision, row: DecisionRow, telling: Explanation
    ) -> tuple[Say, ...]:
        says = telling.of(decision, draft)
        letter = Explanation(self.policy, order, self.case.number, self.case.language, self.sentences, in_full=True)
        mailed = letter.of(decision, draft)[0]
        match decision.outcome:
            case Outcome.APPROVE:
                return self._approve(order, draft, decision, row, telling)
            case Outcome.DENY:
                self._move(CaseStatus.DENIED)
                beside = rights.mailed(decision, self.policy, self.sentences, self.case.language)
                self._mail("denied", mailed, rights=beside)
            case Outcome.WAIT:
                self._move(CaseStatus.WAITING, decision.due_at)
                self.decide_again(decision.due_at or self.now)
                self._mail("wait", mailed)
            case Outcome.REVIEW:
                assert decision.due_at is not None
                hand_off(self.session, self.case, decision.due_at, "bot", self.now)
                self._mail("review", mailed)
            case Outcome.OFFER:
                self._move(CaseStatus.OFFERED)
            case Outcome.NEED_INFORMATION:
                self._move(CaseStatus.ON_HOLD)
                self.decide_again(self.now + LOOK_AGAIN)
                self._mail("on_hold", mailed)
        return says

    def _approve(
        self, order: Order, draft: Draft, decision: Decision, row: DecisionRow, telling: Explanation
    ) -> tuple[Say, ...]:
        """Enter the remedy. Where it was entered before, by whatever way, nothing is entered twice."""
        if draft.confirmed is None:
            raise NotAuthorised(f"case {self.case.number}: nobody said yes to it")
        try:
            entered = ledger.enter(
                self.session, case=self.case, decision=row, order=order, confirmation=draft.confirmed, now=self.now
            )
        except (ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken) as error:
            store.record(self.session, self.case, "bot", EntryKind.NOT_ENTERED, {"why": str(error)}, self.now)
            return self._to_person(order, draft, decision, telling)
        elsewhere = next((remedy.case_id for remedy in entered if remedy.case_id != self.case.id), None)
        if elsewhere is not None:
            other = self.session.get_one(CaseRow, elsewhere)
            go_on_in(self.session, self.case, other, self.now)
            return self._standing(other)
        self._move(CaseStatus.CARRYING_OUT)
        return telling.of(decision, draft)

    def _to_person(self, order: Order, draft: Draft, decision: Decision, telling: Explanation) -> tuple[Say, ...]:
        """The ledger holds something that the records do not show yet: a person looks, with the approval at hand."""
        review = declined(self.policy, decision, self.now)
        claim = draft.claim(order.number, order.customer.email)
        row = store.save_decision(self.session, self.case, order, claim, review, self.now)
        return self._carry_out(order, draft, review, row, telling)

    def _is_stuck(self, draft: Draft, decision: Decision) -> bool:
        """A picture is needed and there is none, or it was given and the records still do not tell: a person looks."""
        missing = set(decision.missing) & set(EVIDENCE)
        return bool(missing) and (draft.no_evidence or any(piece.kind in missing for piece in draft.evidence))

    def decide_again(self, at: datetime) -> None:
        """Have the worker decide the case again, just after `at`: at that instant itself it is not yet due."""
        at += timedelta(seconds=1)
        dedupe = f"decide:{self.case.id}:{at.isoformat()}"
        outbox.enqueue(self.session, JobKind.DECIDE_CASE, {"case_id": self.case.id}, self.now, at, dedupe)

    def _move(self, to: str, due_at: datetime | None = None) -> None:
        store.move(self.session, self.case, to, "bot", self.now, due_at)

    def _mail(self, name: str, say: Say, **more: str) -> None:
        args = {**say.args, **more}
        queue_to_customer(
            self.session, self.sentences, case=self.case, say_name=f"case_{name}", args=args, now=self.now
        )
