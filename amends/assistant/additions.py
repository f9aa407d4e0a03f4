"""What a customer adds to a case that is with a person: kept with the case, and not taken for a new one."""

from dataclasses import dataclass

from amends.assistant.context import Context
from amends.assistant.handoff import has_it_already
from amends.assistant.situation import Situation, hold
from amends.assistant.status_answers import StatusAnswers
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from amends.reading.message import Message
from amends.reading.thresholds import ANOTHER_PROBLEM

_HAS_ITS_ANSWER = COMMANDS | QUESTIONS | SMALL_TALK | {"affirm", "deny", "appeal", "chargeback", "frustrated"}
"""What a rule of its own answers while a person has the case."""


@dataclass(frozen=True)
class Additions:
    """The answers to «if you would like to add anything, just write it here»."""

    context: Context

    def add(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """Note the message in the timeline of the case that was settled last, and tell how it stands where that may be
        asked; empty where it is about something else, or where no person has the case."""
        now = self.context.clock()
        asks = message.said.ends_in_question
        told = StatusAnswers(self.context).of_conversation(conversation_id) if asks else ()
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            draft = situation.draft
            case = session.get(CaseRow, draft.case_id) if draft.settled and draft.case_id else None
            if case is None or case.status != CaseStatus.REVIEW or not self._is_about(situation, message):
                return ()
            store.record(session, case, "customer", EntryKind.ADDED, {"turn": message.turn}, now)
            if message.said.is_insult:
                merchant = self.context.merchants[case.merchant].merchant
                return (has_it_already(case, merchant, situation.language, angry=True),)
            return (Say("utter_added_to_case", {"case": case.number}), *told)

    def _is_about(self, situation: Situation, message: Message) -> bool:
        """Words that name no other order, nobody else, and no other problem clearly. What can be said of nothing but a
        claim (a score, a bank's chargeback) and every button is left to who knows it."""
        if message.is_button:
            return False
        if message.intent in _HAS_ITS_ANSWER and not (message.said.pleads and message.intent in QUESTIONS | {"stop"}):
            return False
        number = message.facts.order_number
        if message.facts.email or number not in {None, situation.draft.order_number}:
            return False
        issue = ISSUE_OF_INTENT.get(message.intent)
        clearly_other = issue is not None and issue not in {situation.draft.issue, None}
        if message.said.pleads or message.said.is_insult:
            return True
        return not (clearly_other and message.confidence >= ANOTHER_PROBLEM)
