"""What follows from a decision, in one transaction: the case moves, remedies enter the ledger, mails are queued."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from amends.assistant import offered, rights
from amends.assistant.draft import Draft
from amends.assistant.hearing import EVIDENCE
from amends.assistant.outcomes import Telling
from amends.cases import status, store
from amends.db import outbox
from amends.db.case_tables import CaseRow, DecisionRow
from amends.desk.hold import desk_row
from amends.errors import ExceedsPaid, PurposeTaken
from amends.notices import moments
from amends.notices.mail import queue_mail
from amends.notices.say import Say
from amends.notices.sentences import Sentences
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.policy.engine import declined
from amends.policy.policy import Policy
from amends.remedies import ledger

LOOK_AGAIN = timedelta(days=1)
"""How often a case on hold for papers sent by e-mail is decided again."""


@dataclass(frozen=True)
class Conclusion:
    """One decision on one case, inside the caller's transaction."""

    session: Session
    case: CaseRow
    policy: Policy
    sentences: Sentences
    now: datetime

    def draw(self, order: Order, draft: Draft, decision: Decision) -> tuple[Say, ...]:
        """Carry out what `decision` means, and return what the customer is told."""
        telling = Telling(self.policy, order, self.case.number, self.case.language, self.sentences)
        offered.take_back(self.session, self.case, self.policy, self.now, by="customer", refused=False)
        if self.case.status in {status.CARRYING_OUT, status.REVIEW}:
            return (telling.standing(self.case),)
        if draft.declined and draft.issue == "withdraw":
            store.move(self.session, self.case, status.ABANDONED, "customer", self.now)
            return (Say("utter_withdrawal_not_sent"),)
        acknowledged = self._acknowledge(order, draft)
        if draft.declined or self._is_stuck(draft, decision):
            decision = declined(self.policy, decision, self.now)
        claim = draft.claim(order.number, order.customer.email)
        row = store.save_decision(self.session, self.case, order, claim, decision, self.now)
        says = self._carry_out(order, draft, decision, row, telling)
        return (*acknowledged, *says)

    def _carry_out(
        self, order: Order, draft: Draft, decision: Decision, row: DecisionRow, telling: Telling
    ) -> tuple[Say, ...]:
        says = telling.of(decision, draft)
        match decision.outcome:
            case "approve":
                return self._approve(order, draft, decision, row, telling)
            case "deny":
                self._move(status.DENIED)
                beside = rights.mailed(decision, self.policy, self.sentences, self.case.language)
                self._mail("denied", says[0], rights=beside)
            case "wait":
                self._move(status.WAITING, decision.due_at)
                self.decide_again(decision.due_at or self.now)
                self._mail("wait", says[0])
            case "review":
                self._move(status.REVIEW, decision.due_at)
                self._mail("review", says[0])
            case "offer":
                self._move(status.OFFERED)
            case "need_information":
                self._move(status.ON_HOLD)
                self.decide_again(self.now + LOOK_AGAIN)
                self._mail("on_hold", says[0])
        return says

    def _approve(
        self, order: Order, draft: Draft, decision: Decision, row: DecisionRow, telling: Telling
    ) -> tuple[Say, ...]:
        """Enter the remedy. Where it was entered before, by whatever way, nothing is entered twice."""
        by = draft.confirmed_by or draft.opened_by or ""
        try:
            entered = ledger.enter(
                self.session, case=self.case, decision=row, order=order, confirmed_by=by, now=self.now
            )
        except (ExceedsPaid, PurposeTaken) as error:
            store.record(self.session, self.case, "bot", "not_entered", {"why": str(error)}, self.now)
            return self._to_person(order, draft, decision, telling)
        elsewhere = next((remedy.case_id for remedy in entered if remedy.case_id != self.case.id), None)
        if elsewhere is not None:
            self._go_on_in(self.session.get_one(CaseRow, elsewhere))
            return (telling.under_way(decision),)
        self._move(status.CARRYING_OUT)
        return telling.of(decision, draft)

    def _to_person(self, order: Order, draft: Draft, decision: Decision, telling: Telling) -> tuple[Say, ...]:
        """The ledger holds something that the records do not show yet: a person looks, with the approval at hand."""
        review = declined(self.policy, decision, self.now)
        claim = draft.claim(order.number, order.customer.email)
        row = store.save_decision(self.session, self.case, order, claim, review, self.now)
        return self._carry_out(order, draft, review, row, telling)

    def _go_on_in(self, other: CaseRow) -> None:
        """The same was granted in that case, which is this customer's too: from here on both are one."""
        self._move(status.MERGED)
        desk_row(self.session, self.case.id).merged_into = other.id
        store.record(self.session, self.case, "bot", "merge", {"into": other.number}, self.now)
        store.record(self.session, other, "bot", "merged_here", {"from": self.case.number}, self.now)

    def _is_stuck(self, draft: Draft, decision: Decision) -> bool:
        """A picture is needed and there is none, or it was given and the records still do not tell: a person looks."""
        missing = set(decision.missing) & set(EVIDENCE)
        return bool(missing) and (draft.no_evidence or any(piece.kind in missing for piece in draft.evidence))

    def _acknowledge(self, order: Order, draft: Draft) -> tuple[Say, ...]:
        """A withdrawal is acknowledged at once by e-mail, whether or not the right turns out to exist (eu.11a)."""
        if draft.issue != "withdraw":
            return ()
        args = {
            "name": order.customer.name or order.customer.email,
            "order": order.number,
            "product": order.product.name,
            "at": moments.stamp(self.now, self.policy.zone, self.case.language),
            "case": self.case.number,
        }
        self._queue("withdrawal_received", args)
        store.record(self.session, self.case, "bot", "withdrawal_acknowledged", args, self.now)
        return (Say("utter_withdrawal_received", {"email": order.customer.email, "at": args["at"]}),)

    def decide_again(self, at: datetime) -> None:
        """Have the worker decide the case again, just after `at`: at that instant itself it is not yet due."""
        at += timedelta(seconds=1)
        dedupe = f"decide:{self.case.id}:{at.isoformat()}"
        outbox.enqueue(self.session, "case.decide", {"case_id": self.case.id}, self.now, at, dedupe)

    def _move(self, to: str, due_at: datetime | None = None) -> None:
        store.move(self.session, self.case, to, "bot", self.now, due_at)

    def _mail(self, name: str, say: Say, **more: str) -> None:
        self._queue(f"case_{name}", {**say.args, **more})

    def _queue(self, name: str, args: dict[str, str]) -> None:
        queue_mail(
            self.session,
            self.sentences,
            case=self.case,
            to=self.case.email or "",
            say_name=name,
            args=args,
            language=self.case.language,
            now=self.now,
        )
