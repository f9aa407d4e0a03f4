"""What became of a case: told to whoever has its number and its e-mail, or to the customer verified in this chat."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.assistant.identity import same_email
from amends.assistant.situation import Situation, find
from amends.cases import merged, store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages import moments
from amends.messages.say import Say


@dataclass(frozen=True)
class StatusAnswers:
    """One answer to a number that does not exist and to one that is somebody else's."""

    context: Context

    def of_number(self, conversation_id: str, number: str, email: str) -> tuple[Say, ...]:
        """The state of the case of that number, for the person whose e-mail it holds."""
        with self.context.database.read() as session:
            situation = Situation.of(find(session, conversation_id))
            case = store.by_number(session, situation.merchant, number, email)
            return (self._state(session, situation, case) if case else Say("utter_status_not_found"),)

    def of_conversation(self, conversation_id: str) -> tuple[Say, ...]:
        """The state of the case of this conversation; empty where it has none yet, so that the number is asked for."""
        return self.of(Situation.read(self.context.database, conversation_id))

    def of(self, situation: Situation) -> tuple[Say, ...]:
        """The same of a conversation that is at hand."""
        case_id = situation.draft.case_id or situation.last_case
        if case_id is None:
            return ()
        with self.context.database.read() as session:
            case = session.get(CaseRow, case_id)
            verified = situation.verified
            if case is None or (verified and case.email and not same_email(case.email, verified.email)):
                return ()  # it is of whoever wrote in this chat before
            return (self._state(session, situation, case),)

    def _state(self, session: Session, situation: Situation, case: CaseRow) -> Say:
        case = _goes_on_in(session, case)
        zone = self.context.merchants[situation.merchant].merchant.zone
        args = {
            "case": case.number if self.context.is_stale(situation) else _named(session, situation, case),
            "opened": moments.day(case.opened_at, zone, situation.language),
        }
        if case.due_at:
            args["due"] = moments.moment(case.due_at, zone, situation.language)
        closed_by_hand = case.status == CaseStatus.RESOLVED and not store.has_remedies(session, case)
        return Say("utter_status_closed" if closed_by_hand else f"utter_status_{case.status}", args)


def _named(session: Session, situation: Situation, case: CaseRow) -> str:
    """Its number, and its order's where this conversation has cases of more than one."""
    others = select(CaseRow.id).where(
        CaseRow.conversation_id == situation.conversation_id,
        CaseRow.order_number != case.order_number,
        CaseRow.status.not_in({CaseStatus.MERGED, CaseStatus.ABANDONED}),
    )
    is_one_of_more = case.conversation_id == situation.conversation_id and session.scalar(others.limit(1)) is not None
    return f"{case.number} ({case.order_number})" if is_one_of_more else case.number


def _goes_on_in(session: Session, case: CaseRow) -> CaseRow:
    """The case that this one was merged into, where both are one customer's."""
    target = merged.goes_on_in(session, case)
    return target if same_email(target.email, case.email) else case
