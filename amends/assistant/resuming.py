"""Takes a case up again without a message: its wait is due, or the order backend is back. The worker's part."""

from dataclasses import dataclass, replace
from datetime import timedelta

from amends.assistant.conclusion import LOOK_AGAIN, Conclusion
from amends.assistant.draft import Draft
from amends.assistant.service import Claims
from amends.assistant.situation import Situation, hold, keep
from amends.cases import status, store
from amends.claims.claim import Claim
from amends.conversations import ownership
from amends.db.case_tables import CaseRow
from amends.desk import sla
from amends.errors import NotFound
from amends.notices import moments
from amends.notices.mail import queue_news
from amends.notices.say import Say
from amends.policy.engine import declined
from amends.remedies import ledger

PATIENCE = timedelta(days=14)
"""How long a case waits for papers before a person looks at it."""


@dataclass(frozen=True)
class Resuming:
    """What comes of a case that is taken up again is written into its conversation."""

    claims: Claims

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
        context.order_of(situation)
        step = self.claims.advance(replace(situation, draft=replace(situation.draft, parked=False, heard_says=())))
        says = (Say("utter_backend_is_back"), *step.says)
        if step.asked is None:
            says = (*says, *self.claims.conclude(situation.conversation_id, f"case {case_id}").says)
        else:
            says = (*says, *self.claims.question(situation.conversation_id))
        now = context.clock()
        with context.database.begin() as session:
            ownership.say(session, hold(session, situation.conversation_id), says, context.sentences, now)

    def _to_person(self, case_id: int, situation: Situation) -> None:
        """The order is gone from the order system, so the engine can never decide: a person answers."""
        context, now = self.claims.context, self.claims.context.clock()
        merchant = context.merchants[situation.merchant].merchant
        due = sla.due(merchant, now, context.desk(merchant.id).first_answer_minutes)
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            if case.status not in {status.WAITING, status.ON_HOLD}:
                return
            store.move(session, case, status.REVIEW, "worker", now, due)
            store.record(session, case, "worker", "handoff", {"why": "order_gone"}, now)
            told = {"case": case.number, "due": moments.moment(due, merchant.zone, case.language)}
            say = Say("utter_order_gone", {**told, "merchant": merchant.name})
            ownership.say(session, row, (say,), context.sentences, now)
            news = context.sentences.text(say, case.language)
            queue_news(session, context.sentences, case=case, merchant=merchant.name, news=news, now=now)

    def _redecide(self, case_id: int, situation: Situation) -> None:
        context = self.claims.context
        with context.database.read() as session:
            case = session.get_one(CaseRow, case_id)
            draft = Draft.of_case(Claim.from_json(case.claim), case.id)
            number = case.order_number
            if case.status not in {status.WAITING, status.ON_HOLD} or number is None:
                return
            if situation.draft.wanted and situation.draft.case_id == case_id:
                return  # a person asked for something: a person decides, too
        order = context.backends[situation.merchant].order(number)
        if order is None:
            self._to_person(case_id, situation)
            return
        then = replace(situation, draft=draft)
        decision = context.decide(then, order)
        if decision is not None and decision.outcome == "offer":
            decision = declined(context.policy_of(then, order), decision, context.clock())  # nobody is here to choose
        now = context.clock()
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            ledger.hold_order(session, situation.merchant, order.number)
            case = session.get_one(CaseRow, case_id)
            before = store.latest_decision(session, case)
            if decision is None or case.status not in {status.WAITING, status.ON_HOLD}:
                return
            conclusion = Conclusion(session, case, context.policy_of(then, order), context.sentences, now)
            if before is not None and (before.row, before.outcome) == (decision.row, decision.outcome):
                if decision.due_at == case.due_at and now - case.created_at < PATIENCE:
                    conclusion.decide_again(now + LOOK_AGAIN)
                    return
                if decision.outcome == "need_information":
                    decision = declined(conclusion.policy, decision, now)
            says = conclusion.draw(order, draft, decision)
            ownership.say(session, row, (Say("utter_news", {"case": case.number}), *says), context.sentences, now)
            if situation.draft.case_id == case_id:
                keep(row, replace(situation, draft=replace(situation.draft, settled=True, asked=None)))
