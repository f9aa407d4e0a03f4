"""The dialogue's one door: a message comes in, and what is said and done about it is one transaction."""

from dataclasses import dataclass, replace

from amends.assistant import captions, chat_language, moving
from amends.assistant.asked import asked_of
from amends.assistant.claim_state import after_turn
from amends.assistant.context import Context
from amends.assistant.rating import about_service
from amends.assistant.routing import ASK_RECORDS, is_for_claim
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.taking import Taking
from amends.assistant.turn import ASKS_NOTHING, Turn
from amends.cases import store
from amends.conversations.conversation import lock_conversations
from amends.errors import BackendError
from amends.languages import own_names
from amends.messages.say import Say
from amends.reading.door import read
from amends.reading.message import Message


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
        nothing. Nothing is said to words under a file that only say what it is. NotFound for a conversation that is not
        there."""
        context, transaction = self.context.for_one_turn()
        situation = Situation.read(context.database, conversation_id)
        if situation.draft.turn is not None and situation.draft.turn.id == message.turn:
            return situation.draft.turn
        message = _heard(context, situation, message)
        if captions.needs_no_answer(context, situation, message):
            return Turn(message.turn, (), situation.draft.asked is not None)
        for_claim = is_for_claim(context, situation, message)
        if message.intent in ASK_RECORDS or (for_claim and not about_service(situation, message)):
            _read_order(context, situation, message)
        ahead = moving.locked_ahead(context, conversation_id, message)
        with transaction.whole() as session:
            lock_conversations(session, ahead)
            row = hold(session, conversation_id)
            present = Situation.of(row)
            if present.draft.turn is not None and present.draft.turn.id == message.turn:
                return present.draft.turn
            if present != situation:  # somebody else wrote meanwhile
                message = _heard(context, present, message)
                for_claim = is_for_claim(context, present, message)
            taking = Taking(context, row, message, for_claim)
            says: tuple[Say, ...] = ()
            foreign, chosen = message.is_foreign, present.draft.language_chosen
            if foreign and not chosen:
                spoken = own_names(context.merchants[present.merchant].merchant.languages)
                says = (Say("utter_only_these_languages", {"languages": spoken}),)
            language = chat_language.moves_to(present.draft, message)
            if language not in {None, row.language}:
                row.language = language or row.language
                store.go_over_to(session, conversation_id, row.language)
                says = (*says, *taking.in_its_language())
            else:
                says = (*says, *taking.said())
            situation = Situation.of(row)
            chosen = chosen or foreign or message.asks_for_a_language
            situation = replace(situation, draft=replace(situation.draft, language_chosen=chosen))
            is_open = situation.draft.asked is not None or moving.is_open(session, conversation_id, context.clock())
            turn = Turn(message.turn, says, is_open, context.clock(), row.language)
            nothing_else = turn.asks_back or _puts_again(situation, message, turn)
            state = after_turn(present.draft.state, situation.draft.state, nothing_else)
            keep(row, replace(situation, draft=replace(situation.draft, turn=turn, state=state)))
            return turn


def _puts_again(situation: Situation, message: Message, turn: Turn) -> bool:
    """Whether a button or a file had just the open question put again, and nothing else was said in between that a yes
    might answer."""
    proposal, says = situation.draft.proposal, turn.says
    if not message.is_button or not says:
        return False
    put = situation.draft.offered if proposal is None else proposal.say
    return says[-1] == put and all(say.response in ASKS_NOTHING for say in says[:-1])


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
