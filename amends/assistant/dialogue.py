"""The dialogue's one door: a message comes in, and what is said and done about it is one transaction."""

from dataclasses import dataclass, replace

from amends.assistant import (
    angry_answers,
    besides,
    chat_language,
    crossed_answers,
    still_open,
)
from amends.assistant.abandonment import Abandonment
from amends.assistant.additions import Additions
from amends.assistant.answers import Answers
from amends.assistant.appeals import Appeals
from amends.assistant.asked import asked_of
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import after_turn
from amends.assistant.context import Context
from amends.assistant.follow_up import FollowUp
from amends.assistant.handoff import Handoff
from amends.assistant.late_identification import LateIdentification
from amends.assistant.misunderstood import Misunderstood
from amends.assistant.prompts import NOT_UNDERSTOOD
from amends.assistant.rating import about_service
from amends.assistant.routing import is_for_claim
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.turn import ASKS_ITSELF, HAS_ITS_BUTTONS, Turn
from amends.cases import store
from amends.errors import BackendError
from amends.messages.say import Say
from amends.reading.door import read
from amends.reading.message import Message
from amends.reading.person_requests import CALLS
from amends.reading.thresholds import ASKS_FOR_A_LANGUAGE_WORDS


@dataclass(frozen=True)
class Dialogue:
    """It may be killed between any two lines: everything it knows is in the database, and a turn that was not
    committed did not happen (docs/decisions/0023)."""

    context: Context

    def situation(self, conversation_id: str) -> Situation:
        """The conversation as it stands. NotFound where there is none."""
        return Situation.read(self.context.database, conversation_id)

    def take(self, conversation_id: str, message: Message) -> Turn:
        """Hear `message`, decide, conclude, and say all of it; the same message again is answered alike and changes
        nothing. NotFound for a conversation that is not there."""
        context, transaction = self.context.for_one_turn()
        situation = Situation.read(context.database, conversation_id)
        if situation.draft.turn is not None and situation.draft.turn.id == message.turn:
            return situation.draft.turn
        message = _heard(context, situation, message)
        for_claim = is_for_claim(context, situation, message)
        if message.intent == "ask_order_status" or (for_claim and not about_service(situation, message)):
            _read_order(context, situation, message)
        with transaction.whole() as session:
            row = hold(session, conversation_id)
            present = Situation.of(row)
            if present.draft.turn is not None and present.draft.turn.id == message.turn:
                return present.draft.turn
            if present != situation:  # somebody else wrote meanwhile
                message = _heard(context, present, message)
                for_claim = is_for_claim(context, present, message)
            taking = _Taking(context, ClaimDialogue(context), conversation_id)
            says: tuple[Say, ...] = ()
            foreign, chosen = message.is_foreign, present.draft.language_chosen
            if foreign and not chosen:
                says = (Say("utter_only_these_languages"),)
            language = chat_language.moves_to(present.draft, message)
            if language not in {None, row.language}:
                row.language = language or row.language
                store.go_over_to(session, conversation_id, row.language)
                says = (*says, *taking.in_its_language(message, for_claim))
            else:
                says = (*says, *taking.said(message, for_claim))
            situation = Situation.of(row)
            chosen = chosen or foreign or message.asks_for_a_language
            situation = replace(situation, draft=replace(situation.draft, language_chosen=chosen))
            turn = Turn(message.turn, says, situation.draft.asked is not None, context.clock(), row.language)
            nothing_else = turn.asks_back or _puts_again(situation, message, turn)
            state = after_turn(present.draft.state, situation.draft.state, nothing_else)
            keep(row, replace(situation, draft=replace(situation.draft, turn=turn, state=state)))
            return turn


@dataclass(frozen=True)
class _Taking:
    """One message of one conversation, inside the transaction."""

    context: Context
    claims: ClaimDialogue
    conversation_id: str

    def said(self, message: Message, for_claim: bool) -> tuple[Say, ...]:
        """All that is said to it, the open question last."""
        situation = self._situation
        for answer in (crossed_answers.told, still_open.given, angry_answers.told):
            if told := answer(self.context, situation, message):
                return told
        if told := Misunderstood(self.context).hear(situation, message):
            return told
        if told := FollowUp(self.context).plea(self._situation, message):
            return told
        says = self._as_claim(message) if for_claim else None
        says = self._otherwise(message) if says is None else says
        says = (*says, *self.claims.take_up_kept(self.conversation_id, message.turn))
        if says and says[-1].response in ASKS_ITSELF | HAS_ITS_BUTTONS:
            return says
        also = besides.answered(Answers(self.context), self.conversation_id, message)
        answered = (*says, *(say for say in also if say not in says))
        asked = self.claims.put(self._situation)
        if says and any(say.response == says[-1].response for say in asked):  # it was put with other buttons
            asked = ()
        # What was answered was understood, however often the question itself was missed.
        return (*answered, *(say for say in asked if not answered or say != NOT_UNDERSTOOD))

    def in_its_language(self, message: Message, for_claim: bool) -> tuple[Say, ...]:
        """The same, where the chat has just gone over to the message's language: to ask for that was all, perhaps."""
        if message.intent != "out_of_scope" or message.said.tokens > ASKS_FOR_A_LANGUAGE_WORDS:
            return self.said(message, for_claim)
        return self.claims.put(self._situation) or (Say("utter_greet"),)

    def _as_claim(self, message: Message) -> tuple[Say, ...] | None:
        """What the claim makes of it; None where it is for somebody else."""
        if "more" in message.choice:
            return (self.claims.every_problem(self.conversation_id),)
        step = self.claims.hear(self.conversation_id, message)
        if step.interrupted:
            return None
        if step.asks:
            return (*Answers(self.context).to(self.conversation_id, message), *step.says)
        if step.asked:
            return step.says
        concluded = self.claims.conclude(self.conversation_id, message.turn, said=bool(step.says))
        return (*step.says, *concluded.says)

    def _otherwise(self, message: Message) -> tuple[Say, ...]:
        """A command, a question, or words of which nothing is understood."""
        asked = self._situation.draft.asked
        if told := LateIdentification(self.context).hear(self.conversation_id, message):
            return told
        match message.intent:
            case "stop" if not (asked is None and message.said.pleads):
                return Abandonment(self.context).stop(self.conversation_id)
            case "start_over":
                return Abandonment(self.context).start_over(self.conversation_id)
            case intent if intent in CALLS:
                return Handoff(self.context).called(self.conversation_id, message)
            case "appeal" if asked is None:
                told = FollowUp(self.context).answer(self._situation, message)
                return told or Appeals(self.context).appeal(self.conversation_id, message.turn)
            case "nlu_fallback" if asked is None:
                added = Additions(self.context).add(self.conversation_id, message)
                return added or Answers(self.context).not_understood(self.conversation_id, message)
        return Answers(self.context).to(self.conversation_id, message)

    @property
    def _situation(self) -> Situation:
        return self.claims.situation(self.conversation_id)


def _puts_again(situation: Situation, message: Message, turn: Turn) -> bool:
    """Whether a button had just the open question put again, and nothing else was said in between."""
    is_button, proposal = message.is_button, situation.draft.proposal
    return is_button and proposal is not None and turn.says == (proposal.say,)


def _heard(context: Context, situation: Situation, message: Message) -> Message:
    """The message with all that it says."""
    return read(message, asked_of(context, situation))


def _read_order(context: Context, situation: Situation, message: Message) -> None:
    """Ask the order system now for what the turn will look at: nobody else waits for it then. What it says, or that it
    did not answer, is remembered for the turn."""
    draft = situation.draft
    number = message.facts.order_number or draft.order_number
    known = situation.verified.order_number if situation.verified else None
    email = message.facts.email or draft.email or draft.unmatched
    kept = (other.order_number for other in draft.others)
    for each in {number if email else None, known, *kept} - {None}:
        assert each is not None
        try:
            context.backends[situation.merchant].order(each)
        except BackendError:
            continue
