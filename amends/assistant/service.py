"""The dialogue's door for a claim: hears messages, asks what is missing, concludes.

Everything it knows is in the database: it may be killed between any two lines and goes on where it was.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from amends.assistant import evidence, matching, offered
from amends.assistant.adding import Adding
from amends.assistant.appeals import Appeals
from amends.assistant.asking import HAND_OVER_AFTER, Asking, typed_choice
from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.handover import Handover
from amends.assistant.hearing import Hearing
from amends.assistant.identifying import Identifying
from amends.assistant.keeping import case_of, keep_asking, keep_heard, park, settled_before
from amends.assistant.message import Message
from amends.assistant.rating import COMMENT, is_disagreement, rate
from amends.assistant.returning import return_to_desk
from amends.assistant.situation import Situation, find, hold, keep
from amends.claims.extract import names_product
from amends.claims.moments import read_moment
from amends.desk.misunderstood import kept
from amends.errors import BackendError
from amends.notices.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision
from amends.remedies import ledger

_ASKS_ALREADY = {"utter_what_to_correct", "utter_identity_not_matched"}
"""What is said on hearing a message and asks for the next one itself."""


@dataclass(frozen=True)
class Step:
    """What a message came to. `asked` is the question that is open now; None means: conclude.

    `interrupted`: the message was for somebody else first; nothing changed.
    """

    asked: str | None = None
    says: tuple[Say, ...] = ()
    interrupted: bool = False


@dataclass(frozen=True)
class Claims:
    """Collects one claim a conversation, and concludes it."""

    context: Context

    def situation(self, conversation_id: str) -> Situation:
        """The conversation as it stands. NotFound where there is none."""
        with self.context.database.read() as session:
            return Situation.of(find(session, conversation_id))

    def hear(self, conversation_id: str, message: Message) -> Step:
        """Take one message into the claim under way, and find the next question; a third failed try at one question
        hands the case over."""
        return replace(self, context=self.context.for_one_turn())._hear(conversation_id, message)

    def _hear(self, conversation_id: str, message: Message) -> Step:
        found = self.situation(conversation_id)
        if found.draft.heard_turn == message.turn:
            return Step(asked=found.draft.asked, says=found.draft.heard_says)
        situation = matching.awake(self.context, found)
        away = situation is not found
        if (step := self._after_the_end(situation, message)) is not None:
            return step
        situation = self._begun(situation, message)
        before = situation.draft
        if not message.choice and before.asked:
            message = replace(message, choice=self._typed(situation, message))
        heard = evidence.hear(self.context, situation, message)
        try:
            heard = heard or self._hearing(situation).hear(situation.draft, message)
        except BackendError:
            said = replace(situation.draft, heard_turn=message.turn, heard_says=())
            return self._park(replace(situation, draft=said))
        if heard.interrupted:
            return Step(asked=before.asked, interrupted=True)
        if heard.draft.tries > before.tries:
            kept.keep(self.context.database, conversation_id, message.turn, before.asked)
        if heard.draft.tries >= HAND_OVER_AFTER:
            return Step(says=Handover(self.context).to_person(conversation_id, message.turn, "tries"))
        says = (Say("utter_away_for_a_while"), *heard.says) if away and heard.draft.email is None else heard.says
        draft = replace(heard.draft, heard_turn=message.turn, heard_says=says)
        if draft.settled or draft.offered:
            keep_heard(self.context, replace(situation, draft=draft))
            return Step(asked=draft.asked if draft.offered else None, says=heard.says)
        return self.advance(replace(situation, draft=draft))

    def _after_the_end(self, situation: Situation, message: Message) -> Step | None:
        """What a message comes to that belongs to a case which is settled, or with a person; None for a claim's."""
        number = situation.conversation_id
        if is_disagreement(situation, message):
            return Step(says=Appeals(self.context).appeal(number, message.turn))
        if (rated := rate(self.context, situation, message)) is not None:
            return Step(asked=rated.asked, says=rated.heard_says)
        if (answered := offered.hear(self.context, situation, message)) is not None:
            return Step(asked=answered.asked, says=answered.heard_says)
        if not situation.draft.settled:
            return None
        says = Identifying(self.context).hear(number, message) or Adding(self.context).add(number, message)
        return Step(says=says) if says else None

    def _begun(self, situation: Situation, message: Message) -> Situation:
        """The situation in which `message` is heard: a settled claim is followed by the next one, unless the message
        presses a button of the settled one."""
        draft = situation.draft
        if draft.asked == COMMENT:
            draft = replace(draft, asked=None, rated=None)
        late = {"accepts", "yes_no", "field", "service_name", *evidence.CHOICES}
        if draft.settled and not (message.choice.keys() & late or message.says_none):
            draft = draft.fresh()
        return replace(situation, draft=draft)

    def question(self, conversation_id: str, turn: str | None = None) -> tuple[Say, ...]:
        """How the open question is put: otherwise after two failed tries, with a person offered.

        Empty where what was said to `turn` asks already.
        """
        situation = self.situation(conversation_id)
        draft = situation.draft
        if draft.heard_says and draft.heard_turn == turn and draft.heard_says[-1].response in _ASKS_ALREADY:
            return ()
        return self._asked(situation)

    def put(self, situation: Situation) -> tuple[Say, ...]:
        """The same for a situation that is not written down yet."""
        return self._asked(situation)

    def _asked(self, situation: Situation) -> tuple[Say, ...]:
        if situation.draft.asked is None:
            return ()
        if self.context.is_locked(situation):
            return (Say("utter_identity_locked"),)
        try:
            order = self.context.order_of(situation)
        except BackendError:
            order = None
        decision = self.context.decide(situation, order) if order else None
        return Asking(self.context, situation, order).put(decision)

    def advance(self, situation: Situation) -> Step:
        """Match the identity, find what lacks, and keep all of it. What was said on hearing comes first."""
        try:
            situation, order = matching.matched(self.context, situation)
        except BackendError:
            if situation.draft.issue is not None:
                return self._park(situation)
            keep_asking(self.context, situation, "issue")
            return Step(asked="issue", says=situation.draft.heard_says)
        if self.context.is_locked(situation):
            return self._stay_locked(situation)
        if order is not None:
            situation = _service_named(situation, order)
        decision = self.context.decide(situation, order) if order else None
        if decision is not None and decision.outcome != "approve":
            said = (*situation.draft.heard_says, *settled_before(self.context, situation))
            situation = replace(situation, draft=replace(situation.draft, heard_says=said))
        asked = self.context.next_question(situation, order, decision)
        keep_asking(self.context, situation, asked)
        return Step(asked=asked, says=situation.draft.heard_says)

    def conclude(self, conversation_id: str, turn: str) -> Step:
        """Decide the claim that was collected and do what follows, in one transaction; or ask what lacks after all."""
        return replace(self, context=self.context.for_one_turn())._conclude(conversation_id, turn)

    def _conclude(self, conversation_id: str, turn: str) -> Step:
        situation = self.situation(conversation_id)
        draft = situation.draft
        if draft.concluded_turn == turn:
            return Step(says=draft.concluded_says)
        if draft.wanted:
            asked = self.context.next_question(situation, None, None)
            return Step(asked=asked, says=() if asked else return_to_desk(self.context, situation, turn))
        if draft.parked:
            return Step()
        if self.context.is_locked(situation):
            return Step()
        if draft.settled or draft.issue is None:
            answered = draft.heard_turn == turn and draft.heard_says
            return Step(says=() if answered else (Say("utter_what_else"),))
        try:
            order = self.context.order_of(situation)
        except BackendError:
            return self._park(situation)
        decision = self.context.decide(situation, order) if order else None
        asked = self.context.next_question(situation, order, decision)
        if order is None or decision is None or asked is not None:
            return self.advance(situation)
        return Step(says=self._settle(situation, order, decision, turn))

    def _settle(self, situation: Situation, order: Order, decision: Decision, turn: str) -> tuple[Say, ...]:
        context, now = self.context, self.context.clock()
        with context.database.begin() as session:
            row = hold(session, situation.conversation_id)
            ledger.hold_order(session, situation.merchant, order.number)
            case = case_of(session, situation, now)
            conclusion = Conclusion(session, case, context.policy_of(situation, order), context.sentences, now)
            says = conclusion.draw(order, situation.draft, decision)
            settled = replace(
                situation.draft,
                settled=True,
                asked=None,
                tries=0,
                case_id=case.id,
                concluded_turn=turn,
                concluded_says=says,
            )
            keep(row, replace(situation, draft=settled))
        return says

    def _stay_locked(self, situation: Situation) -> Step:
        """No more tries: nothing is asked, and a person is offered each time."""
        says = (*situation.draft.heard_says, Say("utter_identity_locked"))
        keep_asking(self.context, replace(situation, draft=replace(situation.draft, heard_says=says)), None)
        return Step(says=says)

    def _park(self, situation: Situation) -> Step:
        said = situation.draft.heard_says
        return Step(says=(*said, park(self.context, situation)))

    def _typed(self, situation: Situation, message: Message) -> dict[str, str]:
        """The button that the message spells out, of those under the open question."""
        sentences, language = self.context.sentences, situation.language
        buttons = [
            b
            for say in (*situation.draft.heard_says, *self._asked(situation))
            for b in sentences.buttons(say, language)
        ]
        if situation.draft.asked == "service_name" and message.intent == "affirm" and len(buttons) == 1:
            return typed_choice(buttons[0][0], buttons)  # "yes" to the one service that is shown
        return typed_choice(message.text, buttons)

    def _hearing(self, situation: Situation) -> Hearing:
        zone = self.context.merchants[situation.merchant].merchant.zone
        kind = "routing" if situation.draft.issue == "destination_problem" else "outage"

        def when(text: str) -> datetime | None:
            try:
                order = self.context.order_of(situation) if situation.verified else None
            except BackendError:
                order = None
            return read_moment(text, situation.language, self.context.clock(), zone, order, kind)

        def product() -> str | None:
            order = self.context.order_of(situation) if situation.verified else None
            return order.product.name if order else None

        return Hearing(self.context.numbers[situation.merchant], when, product)


def _service_named(situation: Situation, order: Order) -> Situation:
    """The situation with the service named, where the customer's own words name it already: it is asked once."""
    draft = situation.draft
    if draft.service_name is not None or not names_product(draft.explanation or "", order.product.name):
        return situation
    return replace(situation, draft=replace(draft, service_name=order.product.name))
