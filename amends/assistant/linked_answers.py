"""The answer to a question that went out by e-mail: its link shows it, and a press there is one in the chat.

The link proves the mailbox: it was sent to the address that was matched with the order, and cannot be guessed.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import confirm_link
from amends.assistant.claim_state import CONFIRMATIONS
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.proposal import Proposal
from amends.assistant.situation import hold
from amends.conversations import turns
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import CannotBeDone, UnknownButton


@dataclass(frozen=True)
class Question:
    """What is asked, and its buttons by the answer that they stand for."""

    merchant: str
    language: str
    text: str
    buttons: dict[str, str]


@dataclass(frozen=True)
class LinkedAnswers:
    """By the number of the case and the id of the proposal, as the link has them."""

    context: Context

    def question(self, number: str, proposal: str) -> Question | None:
        """The question, while it is open; None for one that is answered, was changed or never was."""
        with self.context.database.read() as session:
            found = self._open(session, number, proposal)
            return None if found is None else self._question(found[0], found[2])

    def current(self, number: str, proposal: str) -> str | None:
        """The proposal that is open in the case now, for whoever has the link of an earlier one; else None."""
        with self.context.database.read() as session:
            found = self._asked(session, number)
            if found is None or not confirm_link.was_mailed(session, found[0], proposal):
                return None
            return found[2].id

    def press(self, number: str, proposal: str, answer: str, now: datetime, form: str) -> str:
        """Take the press of a button into the chat, whose bot goes on from there; once for each `form` that was shown.
        UnknownButton where the question is no longer open, or has no such answer; CannotBeDone while a person has the
        chat. The conversation's id."""
        with self.context.database.begin() as session:
            case_of = select(CaseRow.conversation_id).where(CaseRow.number == number)
            if (conversation_id := session.scalar(case_of)) is not None:
                hold(session, conversation_id)
            found = self._open(session, number, proposal)
            title = None if found is None else self._question(found[0], found[2]).buttons.get(answer)
            if found is None or title is None:
                raise UnknownButton("the question is not open any more")
            case, row, put = found
            if row.owner != "bot":
                raise CannotBeDone("A person has this chat: the answer is for that person.")
            pressed = (title, self._payload(case, put, answer))
            turns.receive(session, row, client_id=f"link-{form}", now=now, pressed=pressed)
            return row.id

    def _open(self, session: Session, number: str, proposal: str) -> tuple[CaseRow, ConversationRow, Proposal] | None:
        found = self._asked(session, number)
        is_it = found is not None and secrets.compare_digest(found[2].id.encode(), proposal.encode())
        return found if is_it else None

    def _asked(self, session: Session, number: str) -> tuple[CaseRow, ConversationRow, Proposal] | None:
        in_chat = select(CaseRow, ConversationRow).join(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
        found = session.execute(in_chat.where(CaseRow.number == number)).first()  # as long for a number that is none
        if found is None:
            return None
        case, row = found
        draft = Draft.from_json(row.draft)
        put = draft.proposal
        if put is None or draft.settled or draft.asked not in CONFIRMATIONS or draft.case_id != case.id:
            return None
        return case, row, put

    def _question(self, case: CaseRow, put: Proposal) -> Question:
        buttons = self.context.sentences.buttons(put.say, case.language)
        titles = {_answer(payload): title for title, payload in buttons}
        return Question(case.merchant, case.language, put.text, titles)

    def _payload(self, case: CaseRow, put: Proposal, answer: str) -> str:
        """What stands behind the button, with the mark that its link proved the mailbox: for this answer alone."""
        behind = {_answer(payload): payload for _, payload in self.context.sentences.buttons(put.say, case.language)}
        choice = json.loads(behind[answer].removeprefix("/choose"))
        return f"/choose{json.dumps({**choice, 'by_link': '1'})}"


def _answer(payload: str) -> str:
    """The answer that a button of ours stands for: `yes` of `/choose{"yes_no": "yes:4f…"}`."""
    return payload.rpartition('"')[0].rpartition('"')[2].partition(":")[0]
