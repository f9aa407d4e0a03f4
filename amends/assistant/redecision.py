"""Takes a case up again without a message: its wait is due, or the order backend is back. The worker's part."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from amends.assistant import unmatched_withdrawal
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import CONFIRMATIONS, Collecting
from amends.assistant.conclusion import LOOK_AGAIN, Conclusion
from amends.assistant.draft import Draft
from amends.assistant.due_questions import DueQuestions
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation, hold, keep
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason, hand_off, promise
from amends.cases.news import news
from amends.cases.reminder_jobs import PATIENCE
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import ownership
from amends.db.case_tables import CaseRow
from amends.errors import Conflict, NotFound
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import declined
from amends.remedies import ledger
from amends.remedies.confirmation import Act, Confirmation


@dataclass(frozen=True)
class Redecision:
    """What comes of a case that is taken up again is written into its conversation."""

    claims: ClaimDialogue

    def resume(self, case_id: int) -> None:
        """Go on with a case. BackendError while the order backend is still away: call again later.

        A case that a person or the customer has moved on since is left as it is.
        """
        with self.claims.context.database.read() as session:
            case = session.get(CaseRow, case_id)
            if case is None or case.conversation_id is None:
                raise NotFound(f"there is no case {case_id} with a conversation")
            conversation_id = case.conversation_id
        situation = self.claims.situation(conversation_id)
        if situation.draft.parked and situation.draft.case_id == case_id:
            self._unpark(case_id, situation)
        else:
            self._redecide(case_id, situation)

    def _unpark(self, case_id: int, situation: Situation) -> None:
        """The claim goes on where the order backend left it: to its decision, or to the next question."""
        context = self.claims.context
        order = context.order_of(situation)
        if order is None and situation.draft.issue == "withdraw" and situation.draft.declared is not None:
            self._unmatched(case_id, situation)
            return
        step = self.claims.advance(replace(situation, draft=replace(situation.draft, state=Collecting())))
        says = (Say("utter_backend_is_back"), *step.says)
        if step.asked is None:
            says = (*says, *self.claims.conclude(self._present(situation), f"case {case_id}").says)
        else:
            says = (*says, *self.claims.put(self._present(situation)))
        now = context.clock()
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            ownership.say(session, row, says, context.sentences, now)
            put = Situation.of(row).draft.proposal
            if step.asked in CONFIRMATIONS and put is not None:
                DueQuestions(context).mail(session, session.get_one(CaseRow, case_id), put)

    def _present(self, situation: Situation) -> Situation:
        return self.claims.situation(situation.conversation_id)

    def _unmatched(self, case_id: int, situation: Situation) -> None:
        """A withdrawal that was declared and acknowledged meanwhile belongs to no order that is known: a person has it,
        and what the customer writes after all still matches it."""
        context = self.claims.context
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            says = unmatched_withdrawal.to_person(context, session, row, case, "worker")
            ownership.say(session, row, says, context.sentences, context.clock())

    def _ask(self, session: Session, then: Situation, case: CaseRow, order: Order, decision: Decision) -> None:
        """Nobody has said yes to just this: the customer is asked, after whatever is under way in the chat."""
        reasking = DueQuestions(self.claims.context)
        if reasking.is_busy(session, Situation.of(hold(session, then.conversation_id)), case):
            reasking.put_off(session, case)
        else:
            reasking.ask(session, then, case, order, decision)

    def _to_person(self, case_id: int, situation: Situation) -> None:
        """The order is gone from the order system, so the engine can never decide: a person answers."""
        context, now = self.claims.context, self.claims.context.clock()
        merchant = context.merchants[situation.merchant].merchant
        due = context.desk(merchant.id).answer_due(merchant, now)
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            _still_here(case, situation)
            if case.status not in {CaseStatus.WAITING, CaseStatus.ON_HOLD}:
                return
            hand_off(session, case, due, "worker", now, EntryKind.HANDOFF, {"why": HandoffReason.ORDER_GONE})

            def told(language: str) -> Say:
                return Say("utter_order_gone", promise(case, merchant, language))

            news(session, case, row, told, context.sentences, merchant.name, now)

    def _redecide(self, case_id: int, situation: Situation) -> None:
        context = self.claims.context
        with context.database.read() as session:
            case = read = session.get_one(CaseRow, case_id)
            agreed = None if case.confirmation is None else Confirmation.from_json(case.confirmation)
            draft = Draft.of_case(Claim.from_json(case.claim), case.id, agreed)
            number = case.order_number
            if case.status not in {CaseStatus.WAITING, CaseStatus.ON_HOLD} or number is None:
                return
            if situation.draft.wanted and situation.draft.case_id == case_id:
                return  # a person asked for something: a person decides, too
        order = context.backends[situation.merchant].order(number)
        if order is None or not same_email(order.customer.email, read.email):
            self._to_person(case_id, situation)  # gone, or somebody else's by now
            return
        then = replace(situation, draft=draft)
        decision = context.decide(then, order)
        if decision is not None and decision.outcome == Outcome.OFFER:
            decision = declined(context.policy_of(then, order), decision, context.clock())  # nobody is here to choose
        now = context.clock()
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            ledger.hold_order(session, situation.merchant, order.number)
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            _still_here(case, situation)
            if (case.confirmation, case.claim) != (read.confirmation, read.claim):
                raise Conflict(f"case {case.number} was changed at the same time")
            before = store.latest_decision(session, case)
            if decision is None or case.status not in {CaseStatus.WAITING, CaseStatus.ON_HOLD}:
                return
            conclusion = Conclusion(
                session, case, context.policy_of(then, order), context.sentences, now, situation.language
            )
            if decision.outcome == Outcome.APPROVE and not draft.agrees_to(Act.of(decision, order.number)):
                if row.owner == "bot":
                    self._ask(session, then, case, order, decision)
                    return
                decision = declined(conclusion.policy, decision, now)  # the person who has the chat asks
            if before is not None and (before.row, before.outcome) == (decision.row, decision.outcome):
                if decision.due_at == case.due_at and now - case.created_at < PATIENCE:
                    conclusion.decide_again(now + LOOK_AGAIN)
                    return
                if decision.outcome == Outcome.NEED_INFORMATION:
                    decision = declined(conclusion.policy, decision, now)
            says = conclusion.draw(order, draft, decision)
            ownership.say(session, row, (Say("utter_news", {"case": case.number}), *says), context.sentences, now)
            if situation.draft.case_id == case_id:
                keep(row, replace(situation, draft=situation.draft.settle()))


def _still_here(case: CaseRow, situation: Situation) -> None:
    """Conflict where the customer took the case to another conversation while the order system was asked: nothing is
    put where it cannot be answered any more."""
    if case.conversation_id != situation.conversation_id:
        raise Conflict(f"case {case.number} was taken to another conversation at the same time")
