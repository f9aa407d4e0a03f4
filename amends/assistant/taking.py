"""One message of one conversation, inside the transaction: who may answer it, in their order."""

from dataclasses import dataclass

from amends.assistant import (
    abandonment,
    angry_answers,
    answers,
    appeals,
    besides,
    crossed_answers,
    late_changes,
    late_identification,
    misunderstood,
    moved_away,
    moving,
    nothing_understood,
    opening,
    person_calls,
    pleas,
    stale_choices,
    still_open,
)
from amends.assistant.answering import Answerer, first
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_hearing import hear
from amends.assistant.context import Context
from amends.assistant.prompts import BEYOND_SETTLED, NOT_UNDERSTOOD, every_problem
from amends.assistant.situation import Situation
from amends.assistant.turn import ASKS_ITSELF, HAS_ITS_BUTTONS, TAKES_LEAVE
from amends.db.conversation_tables import ConversationRow
from amends.messages.say import Say
from amends.reading.message import Message
from amends.reading.thresholds import ASKS_FOR_A_LANGUAGE_WORDS

BEFORE_ANYTHING: tuple[Answerer, ...] = (
    moving.told,
    moved_away.told,
    late_changes.told,
    stale_choices.told,
    crossed_answers.told,
    still_open.given,
    angry_answers.told,
    misunderstood.told,
    opening.told,
)
"""Who may answer whatever the message is taken for."""
BESIDE_A_CLAIM: tuple[Answerer, ...] = (
    late_identification.told,
    abandonment.told,
    person_calls.told,
    appeals.asked,
    nothing_understood.told,
    answers.told,
)
"""Who may answer what no claim is under way for: a command, a question, or words of which nothing is understood."""


_FOUND_NOTHING = frozenset({NOT_UNDERSTOOD.response, "utter_out_of_scope"})
"""What is not said beside the answer to a question that the same message asked."""


@dataclass(frozen=True)
class Taking:
    """`row` is the conversation, held. `for_claim`: the claim hears `message` before those beside it."""

    context: Context
    row: ConversationRow
    message: Message
    for_claim: bool

    @property
    def situation(self) -> Situation:
        """The conversation as it stands by now."""
        return Situation.of(self.row)

    @property
    def claims(self) -> ClaimDialogue:
        return ClaimDialogue(self.context)

    def said(self) -> tuple[Say, ...]:
        """All that is said to it, the open question last."""
        situation = self.situation
        before = situation.draft.asked
        if says := first(BEFORE_ANYTHING, self.context, situation, self.message):
            return says
        situation = misunderstood.left(self.context, situation, self.message)
        if says := pleas.told(self.context, situation, self.message):
            return says
        heard = self._as_claim(situation) if self.for_claim else None
        says = first(BESIDE_A_CLAIM, self.context, self.situation, self.message) if heard is None else heard
        says = stale_choices.with_what_stands(self.context, self.situation, says)
        says = (*says, *self.claims.take_up_kept(self.situation, self.message.turn))
        if says and says[-1].response in ASKS_ITSELF | HAS_ITS_BUTTONS | TAKES_LEAVE:
            return says
        return self._with_the_question(says, before)

    def in_its_language(self) -> tuple[Say, ...]:
        """The same, where the chat has just gone over to the message's language: to ask for that was all, perhaps."""
        message = self.message
        if message.said.tokens > ASKS_FOR_A_LANGUAGE_WORDS:
            return self.said()
        put = self.claims.put(self.situation)
        if message.asks_for_a_language and message.intent in {"out_of_scope", "bot_challenge", "greet"}:
            return (Say("utter_in_this_language"), *put) if put else (Say("utter_in_this_language_what"),)
        return (put or (Say("utter_greet"),)) if message.intent == "out_of_scope" else self.said()

    def _as_claim(self, situation: Situation) -> tuple[Say, ...] | None:
        """What the claim makes of it; None where it is for somebody else."""
        if "more" in self.message.choice:
            return (every_problem(self.context, situation),)
        step = hear(self.claims, situation, self.message)
        if step.interrupted:
            return None
        if step.asks:
            return (*answers.told(self.context, self.situation, self.message), *step.says)
        if step.asked:
            return step.says
        concluded = self.claims.conclude(self.situation, self.message.turn, said=bool(step.says))
        return (*step.says, *concluded.says)

    def _with_the_question(self, says: tuple[Say, ...], before: str | None) -> tuple[Say, ...]:
        """`says`, with the answers to what else was asked, and the open question. What was answered was understood,
        however often the question itself was missed. `before` is the question that was open then."""
        told = says
        for question in besides.questions(self.message):
            also = answers.told(self.context, self.situation, question)
            told = (*told, *(say for say in also if say not in says))
        if told != says:
            told = tuple(say for say in told if say.response not in _FOUND_NOTHING)
        put = self.claims.put(self.situation)
        stands = before == self.situation.draft.asked
        if told and stands and any(say.response == BEYOND_SETTLED for say in put):
            put = ()  # it wants an answer only where there is more than what was settled
        if says and any(say.response == says[-1].response for say in put):  # it was put with other buttons
            put = ()
        return (*told, *(say for say in put if not told or say != NOT_UNDERSTOOD))
