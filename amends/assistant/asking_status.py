"""What became of a case, asked without a claim: its number and the e-mail address that it holds."""

from dataclasses import dataclass

from amends.assistant.calls import calls_a_person
from amends.assistant.context import Context
from amends.assistant.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from amends.assistant.message import Message
from amends.assistant.status import CaseStatus
from amends.claims.extract import find_case_number, find_email
from amends.desk.misunderstood import kept
from amends.notices.say import Say

_FOR_OTHERS = COMMANDS - {"talk_to_human"} | SMALL_TALK | set(ISSUE_OF_INTENT) | (QUESTIONS - {"ask_case_status"})
_ASKED = {"number": "case_number", "email": "email"}
"""The open question, as staff read it."""


@dataclass(frozen=True)
class Given:
    """What the customer has named so far."""

    number: str | None = None
    email: str | None = None

    @property
    def lacks(self) -> str | None:
        """What to ask for next: `number` or `email`; None where both are there."""
        return "number" if not self.number else "email" if not self.email else None


@dataclass(frozen=True)
class Heard:
    """What a message came to. `lacks` as in Given; None where the status can be told."""

    given: Given
    lacks: str | None
    says: tuple[Say, ...] = ()


@dataclass(frozen=True)
class AskingStatus:
    """A customer with a case in this chat need not name it."""

    context: Context

    def hear(self, conversation_id: str, message: Message, before: Given) -> Heard | None:
        """Find number and address in `message`. None where it is about something else: others answer it.

        What answers nothing and asks nothing is told so, and kept for whoever trains the bot.
        """
        number, email = find_case_number(message.text), find_email(message.text)
        given = Given(number or before.number, email or before.email)
        if number or email:
            return Heard(given, given.lacks)
        if CaseStatus(self.context).of_conversation(conversation_id):
            return Heard(given, None)
        if message.intent in _FOR_OTHERS or calls_a_person(message):
            return None
        if message.intent == "ask_case_status":
            return Heard(given, given.lacks)
        kept.keep(self.context.database, conversation_id, message.turn, _ASKED.get(given.lacks or ""))
        return Heard(given, given.lacks, (Say("utter_not_understood"),))
