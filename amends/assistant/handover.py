"""Gives a case to a person: when the customer wants one, appeals, or where nothing else helps."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from amends.assistant import offered
from amends.assistant.calls import calls_a_person
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.keeping import case_of
from amends.assistant.message import Message
from amends.assistant.rating import COMMENT
from amends.assistant.situation import Situation, hold, keep
from amends.cases import status, store
from amends.db.case_tables import CaseRow
from amends.desk import sla
from amends.notices import moments
from amends.notices.mail import queue_mail
from amends.notices.say import Say
from amends.policy.calendar import end_of_business_day
from amends.policy.policy import Policy


@dataclass(frozen=True)
class Handover:
    """Everything said so far goes with the case. The customer is told who answers, by when, and where."""

    context: Context

    def to_person(self, conversation_id: str, turn: str, why: str) -> tuple[Say, ...]:
        """Hand the conversation's case over. `why` is `asked`, `anger`, `appeal`, `tries` or `locked`, for staff."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            if situation.draft.settled and situation.draft.concluded_turn == turn:
                return situation.draft.heard_says
            policy = self.context.policy_of(situation, None)
            case = self._case(session, situation, turn, now)
            offered.take_back(session, case, policy, now, by="customer", refused=False)
            again = case.status == status.REVIEW
            due = self._due(policy, why, now)
            if again:
                store.promise_earlier(session, case, due, "customer", now)
            else:
                store.move(session, case, status.REVIEW, "customer", now, due)
            store.record(session, case, "customer", "handoff", {"why": why, "turn": turn}, now)
            say = self._told(situation, case, policy, why, now)
            if not (again and why == "anger"):
                self._mail(session, case, say, now)
            says = (*_first(why), say)
            keep(row, replace(situation, draft=_left(situation.draft, case.id, turn, says)))
            return says

    def called(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """The same for a message that asks for a person, or is angry; offered where that was only a guess."""
        angry = message.intent == "frustrated"
        if calls_a_person(message):
            return self.to_person(conversation_id, message.turn, "anger" if angry else "asked")
        return (Say("utter_frustrated" if angry else "utter_offer_person"),)

    def _case(self, session: Session, situation: Situation, turn: str, now: datetime) -> CaseRow:
        """The case under way, or a new one with as much as is known: a person can always be had."""
        draft = situation.draft
        known = session.get(CaseRow, draft.case_id) if draft.case_id else None
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
            return end_of_business_day(now, policy.settings.review_days, policy.zone, policy.country)
        return sla.due(policy.merchant, now, self.context.desk(policy.merchant.id).first_answer_minutes)

    def _told(self, situation: Situation, case: CaseRow, policy: Policy, why: str, now: datetime) -> Say:
        due = moments.moment(case.due_at, policy.zone, case.language) if case.due_at else ""
        args = {
            "case": case.number,
            "due": due,
            "merchant": policy.merchant.name,
            "support": policy.merchant.support_email,
        }
        if case.email is None:
            locked = self.context.is_locked(situation)
            return Say("utter_handed_over_locked" if locked else "utter_handed_over_unverified", args)
        if why == "appeal":
            return Say("utter_appeal_handed_over", args)
        return Say("utter_handed_over_live" if sla.is_open(policy.merchant, now) else "utter_handed_over", args)

    def _mail(self, session: Session, case: CaseRow, say: Say, now: datetime) -> None:
        if case.email is None:
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


def _first(why: str) -> tuple[Say, ...]:
    """What is said before it, where the customer did not ask."""
    return (Say(f"utter_person_after_{why}"),) if why in {"anger", "tries"} else ()


def _left(draft: Draft, case_id: int, turn: str, says: tuple[Say, ...]) -> Draft:
    """The draft from which a person may hand back: its open question is asked again then, with fresh tries."""
    return replace(
        draft,
        case_id=case_id,
        settled=True,
        asked=None,
        tries=0,
        parked=False,
        left_at=draft.asked if draft.asked not in {COMMENT, offered.OFFER} else None,
        offered=(),
        rated=None,
        heard_turn=turn,
        heard_says=says,
        concluded_turn=turn,
        concluded_says=(),
    )
