"""Gives a case to a person: when the customer wants one, appeals, or where nothing else helps."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant import offer_answers
from amends.assistant.claim_records import case_of
from amends.assistant.claim_state import AskedByDesk, Collecting, Confirming, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.situation import Situation, hold, keep
from amends.cases import alarm, moved, store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off, promise
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import BackendError, RecordInvalid
from amends.merchants import desk_hours
from amends.messages.carried import is_carried
from amends.messages.mail import queue_mail
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import declined, review_due
from amends.policy.policy import Merchant, Policy


@dataclass(frozen=True)
class Handoff:
    """Everything said so far goes with the case. The customer is told who answers, by when, and where."""

    context: Context

    def to_person(
        self, conversation_id: str, turn: str, why: str, fault: RecordInvalid | None = None
    ) -> tuple[Say, ...]:
        """Hand the conversation's case over. `why` is `asked`, `anger`, `appeal`, `tries`, `given`, `locked` or
        `unreadable`, for staff; `fault` is what is wrong with an order's record that breaks the contract."""
        now = self.context.clock()
        worked_out = proposed_so_far(self.context, Situation.read(self.context.database, conversation_id))
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            policy = self.context.policy_of(situation, None)
            case = self._case(session, situation, turn, now)
            offer_answers.end_open(self.context, session, case, now, by="customer", refused=False)
            promised = case.due_at if case.status == CaseStatus.REVIEW else None
            due, line = self._due(policy, why, now), {"why": why, "turn": turn}
            hand_off(session, case, due, "customer", now, EntryKind.HANDOFF, line, sooner=True)
            if worked_out is not None:
                order, decision = worked_out
                claim = situation.draft.claim(order.number, order.customer.email)
                store.save_decision(session, case, order, claim, decision, now)
            if fault is not None:
                alarm.unreadable(session, case, fault, now)
            says = (*_first(why), self._told(situation, case, policy, why, situation.language, now))
            if promised is not None and (why == "anger" or promised == case.due_at):
                says = (has_it_already(case, policy.merchant, situation.language, angry=why == "anger"),)
            else:
                written = self._told(situation, case, policy, why, case.language, now)
                self._mail(session, case, written, situation.conversation_id, now)
            keep(row, replace(situation, draft=_left(situation.draft, case.id, turn)))
            return says

    def _case(self, session: Session, situation: Situation, turn: str, now: datetime) -> CaseRow:
        """The case under way, or a new one with as much as is known: a person can always be had."""
        draft = situation.draft
        known = session.get(CaseRow, draft.case_id) if draft.case_id else _of_the_chat(session, situation)
        if known is not None:
            return known
        draft = replace(
            draft,
            issue=draft.issue or "other",
            opened_at=draft.opened_at or now,
            opened_by=draft.opened_by or turn,
        )
        return case_of(session, replace(situation, draft=draft), now)

    def _due(self, policy: Policy, why: str, now: datetime) -> datetime:
        """An appeal is a review, with the policy's time for one; anything else is answered in the desk's own time."""
        if why == "appeal":
            return review_due(policy, now)
        return self.context.desk(policy.merchant.id).answer_due(policy.merchant, now)

    def _told(self, situation: Situation, case: CaseRow, policy: Policy, why: str, language: str, now: datetime) -> Say:
        """Who answers and by when: said in the chat's language, written in the case's."""
        args = {**promise(case, policy.merchant, language), "support": policy.merchant.support_email}
        if case.email is None:
            locked = self.context.is_locked(situation)
            return Say("utter_handed_over_locked" if locked else "utter_handed_over_unverified", args)
        if why == "appeal":
            return Say("utter_appeal_handed_over", args)
        return Say("utter_handed_over_live" if desk_hours.is_open(policy.merchant, now) else "utter_handed_over", args)

    def _mail(self, session: Session, case: CaseRow, say: Say, chat: str, now: datetime) -> None:
        """What was said in `chat` too."""
        if case.email is None or is_carried(session, case, case.email, chat):
            return
        queue_mail(
            session,
            self.context.sentences,
            case=case,
            to=case.email,
            say_name="handed_over",
            args=say.args,
            language=case.language,
            now=now,
        )


def proposed_so_far(context: Context, situation: Situation) -> tuple[Order, Decision] | None:
    """What the customer was about to say yes to, as a review with it recommended; None where nothing was put to them,
    or the records no longer bear it out."""
    if not isinstance(situation.draft.state, Confirming) or situation.verified is None:
        return None
    try:
        order = context.order_of(situation)
    except (BackendError, RecordInvalid):
        return None
    decision = None if order is None else context.decide(situation, order)
    if order is None or decision is None:
        return None
    if decision.outcome == Outcome.WAIT:
        decision = context.after_wait(situation, order, decision)
    if decision.outcome != Outcome.APPROVE:
        return None
    return order, declined(context.policy_of(situation, order), decision, context.clock())


def has_it_already(case: CaseRow, merchant: Merchant, language: str, *, angry: bool) -> Say:
    """That a person has the case, and until when: to whoever asks again, or is `angry`."""
    return Say("utter_person_has_it_angry" if angry else "utter_person_has_it", promise(case, merchant, language))


def _of_the_chat(session: Session, situation: Situation) -> CaseRow | None:
    """The case that the chat was about last, where nothing else has been said since, or the same matter."""
    row = session.get_one(ConversationRow, situation.conversation_id)
    last = session.get(CaseRow, row.case_id) if row.case_id else None
    if last is None or last.status == CaseStatus.MERGED or situation.draft.issue not in {None, last.issue}:
        return None
    if moved.has_left(session, last, row.id):
        return None
    return last if situation.draft.order_number in {None, last.order_number} else None


def _first(why: str) -> tuple[Say, ...]:
    """What is said before it, where the customer did not ask."""
    return (Say(f"utter_person_after_{why}"),) if why in {"anger", "tries", "unreadable"} else ()


def _left(draft: Draft, case_id: int, turn: str) -> Draft:
    """The draft from which a person may hand back: its open question is asked again then, with fresh tries."""
    left = draft.state if isinstance(draft.state, Collecting | Confirming | AskedByDesk) and draft.asked else None
    return replace(draft, case_id=case_id, state=Settled(turn, left), tries=0)
