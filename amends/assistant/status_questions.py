"""What became of a case, asked without a claim: its number and the e-mail address that it holds."""

from dataclasses import dataclass

from amends.assistant import moving
from amends.assistant.asked import asked_of
from amends.assistant.context import Context
from amends.assistant.situation import Situation, hold
from amends.assistant.status_answers import StatusAnswers
from amends.assistant.turn import Turn
from amends.conversations import not_understood
from amends.messages.say import Say
from amends.reading.door import with_facts
from amends.reading.issues import COMMANDS, QUESTIONS, SMALL_TALK, names_problem
from amends.reading.message import Message
from amends.reading.said import Said
from amends.reading.thresholds import NAMES_A_PROBLEM

_FOR_OTHERS = COMMANDS - {"talk_to_human"} | SMALL_TALK | (QUESTIONS - {"ask_case_status"})
NAMES_ONLY_WORDS = 3
"""«Case AM-7K3Q9DX here»."""
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
    """What a message came to. `lacks` as in Given; None where the status is told."""

    given: Given
    lacks: str | None
    says: tuple[Say, ...] = ()


def asks_nothing_of_a_case(text: str) -> bool:
    """Whether a message is a case number and hardly a word more, or wants to go on with that case, so that it asks
    nothing about it."""
    said = Said(text)
    if moving.case_named(text) is None or said.has_question:
        return False
    return len(text.split()) <= NAMES_ONLY_WORDS or said.wants_to_go_on


def goes_on(message: Message, turn: Turn) -> bool:
    """Whether the status is still asked for, after `message` came to `turn` in the dialogue."""
    return not turn.open and message.intent not in {"stop", "frustrated", "talk_to_human"}


def _is_of_no_case(message: Message) -> bool:
    """Whether it tells of an order or a problem, or says that there is one: whoever is asked for a case has none."""
    surely = names_problem(message.intent) and message.confidence >= NAMES_A_PROBLEM
    return surely or message.facts.order_number is not None or message.said.only_announces


@dataclass(frozen=True)
class StatusQuestions:
    """A customer with a case in this chat need not name it."""

    context: Context

    def hear(self, conversation_id: str, message: Message, before: Given) -> Heard | None:
        """Find number and address in `message`, and tell the status where both are there or this chat has a case. None
        where it is about something else: others answer it.

        What answers nothing and asks nothing is told so, and kept for whoever trains the bot.
        """
        if message.declares_withdrawal or "move" in message.choice:
            return None
        with self.context.database.read() as session:
            if moving.is_open(session, conversation_id, self.context.clock()):
                return None
        asked = asked_of(self.context, Situation.read(self.context.database, conversation_id))
        message = with_facts(asked, message)
        number, email = message.case_number, message.facts.email
        given = Given(number or before.number, email or before.email)
        if number is None and _is_of_no_case(message):
            return None
        if given.number and given.email and (number or email):
            told = StatusAnswers(self.context).of_number(conversation_id, given.number, given.email)
            return Heard(given, None, (*told, *self._to_go_on(conversation_id, given.number, told)))
        if number or email:
            return Heard(given, given.lacks)
        if told := StatusAnswers(self.context).of_conversation(conversation_id):
            return Heard(given, None, told)
        if message.intent == "ask_evidence" and given.lacks == "number":
            return Heard(given, given.lacks, (Say("utter_where_case_number"),))
        if message.intent in _FOR_OTHERS or names_problem(message.intent) or message.calls_a_person():
            return None
        if message.intent == "ask_case_status":
            return Heard(given, given.lacks)
        not_understood.keep(self.context.database, conversation_id, message.turn, _ASKED.get(given.lacks or ""))
        return Heard(given, given.lacks, (Say("utter_not_understood"),))

    def _to_go_on(self, conversation_id: str, number: str, told: tuple[Say, ...]) -> tuple[Say, ...]:
        """The question whether to go on with the case here, for whoever has its number and its address."""
        if told == (Say("utter_status_not_found"),):
            return ()
        with self.context.database.begin() as session:
            return moving.offer(session, self.context, hold(session, conversation_id), number)
