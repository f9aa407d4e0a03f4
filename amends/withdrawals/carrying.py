"""Carries a decision on a statement of withdrawal out, inside the caller's transaction. Its news goes by e-mail: of an
approved one when the order system has done it, with amount and when (amends.remedies.announcing)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant import rights, standing
from amends.assistant.conclusion import go_on_in
from amends.assistant.draft import Draft
from amends.assistant.explanations import Explanation
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.withdrawal_tables import WithdrawalRow
from amends.errors import ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken
from amends.messages.mail import queue_news, queue_to_customer
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import declined
from amends.policy.policy import Policy
from amends.remedies import ledger
from amends.remedies.confirmation import Act, Confirmation


@dataclass(frozen=True)
class Carrying:
    """One decision on one case: approved, denied, or for a person."""

    session: Session
    case: CaseRow
    policy: Policy
    sentences: Sentences
    now: datetime

    def out(self, statement: WithdrawalRow, order: Order, claim: Claim, decision: Decision) -> None:
        """Keep `decision` and do what it means. ValueError for an outcome that waits for somebody."""
        row = store.save_decision(self.session, self.case, order, claim, decision, self.now)
        telling = Explanation(self.policy, order, self.case.number, self.case.language, self.sentences, in_full=True)
        match decision.outcome:
            case Outcome.APPROVE:
                self._approve(statement, order, claim, decision, row)
            case Outcome.DENY:
                store.move(self.session, self.case, CaseStatus.DENIED, "bot", self.now)
                beside = rights.mailed(decision, self.policy, self.sentences, self.case.language)
                self._mail("case_denied", telling.of(decision, Draft(issue=claim.issue))[0], rights=beside)
            case Outcome.REVIEW:
                assert decision.due_at is not None
                hand_off(self.session, self.case, decision.due_at, "bot", self.now)
                self._mail("case_review", telling.of(decision, Draft(issue=claim.issue))[0])
            case _:
                raise ValueError(f"nobody is there for a {decision.outcome}")

    def _approve(
        self, statement: WithdrawalRow, order: Order, claim: Claim, decision: Decision, row: DecisionRow
    ) -> None:
        """Enter the remedy. What was entered before, by whatever way, is not entered again."""
        try:
            entered = ledger.enter(
                self.session,
                case=self.case,
                decision=row,
                order=order,
                confirmation=confirmation(statement, decision, order),
                now=self.now,
            )
        except (ExceedsPaid, NotAuthorised, OrderChanged, PurposeTaken) as error:
            store.record(self.session, self.case, "bot", EntryKind.NOT_ENTERED, {"why": str(error)}, self.now)
            self.out(statement, order, claim, declined(self.policy, decision, self.now))
            return
        other = next((remedy.case_id for remedy in entered if remedy.case_id != self.case.id), None)
        if other is None:
            store.move(self.session, self.case, CaseStatus.CARRYING_OUT, "bot", self.now)
            return
        earlier, language = self.session.get_one(CaseRow, other), self.case.language
        go_on_in(self.session, self.case, earlier, self.now)
        says = standing.of_case(self.session, earlier, self.policy, self.sentences, language)
        news = "\n\n".join(self.sentences.text(say, language) for say in says)
        name = self.policy.merchant.name
        queue_news(self.session, self.sentences, case=self.case, merchant=name, news=news, now=self.now)

    def _mail(self, name: str, say: Say, **more: str) -> None:
        args = {**say.args, **more}
        queue_to_customer(self.session, self.sentences, case=self.case, say_name=name, args=args, now=self.now)


def confirmation(statement: WithdrawalRow, decision: Decision, order: Order) -> Confirmation:
    """The press of «confirm withdrawal» as the ledger's yes. Whoever withdraws asks for what the law then gives, so the
    statement that was put to them stands for it, and for nothing that is less than the law gives."""
    act = Act.of(decision, order.number)
    return Confirmation(f"withdrawal {statement.id}", statement.declared_at, statement.confirmed, act)
