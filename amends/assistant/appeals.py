"""Disagreement with a decision: a person looks at the same record again."""

from dataclasses import dataclass

from amends.assistant.context import Context
from amends.assistant.handoff import Handoff
from amends.assistant.situation import Situation, find
from amends.cases import store
from amends.db.case_tables import CaseRow
from amends.messages.say import Say


@dataclass(frozen=True)
class Appeals:
    """The way out of every decision."""

    context: Context

    def appeal(self, conversation_id: str, turn: str) -> tuple[Say, ...]:
        """Hand the decided case of this conversation to a person; say so where nothing was decided yet."""
        with self.context.database.read() as session:
            draft = Situation.of(find(session, conversation_id)).draft
            case = session.get(CaseRow, draft.case_id) if draft.case_id else None
            if case is None or store.latest_decision(session, case) is None:
                return (Say("utter_no_case_to_appeal"),)
        return Handoff(self.context).to_person(conversation_id, turn, "appeal")
