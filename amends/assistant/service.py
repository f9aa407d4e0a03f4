"""The dialogue's door for a claim: hears messages, asks what is missing, concludes.

Everything it knows is in the database: it may be killed between any two lines and goes on where it was.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from amends.assistant.asking import Asking, typed_choice
from amends.assistant.conclusion import Conclusion
from amends.assistant.context import Context
from amends.assistant.hearing import Hearing
from amends.assistant.identity import Verified
from amends.assistant.keeping import case_of, keep_asking, park
from amends.assistant.message import Message
from amends.assistant.situation import Situation, find, keep
from amends.claims.moments import read_moment
from amends.errors import BackendError
from amends.notices.say import Say
from amends.orders.order import Order


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
        """Take one message into the claim under way, and find the next question."""
        situation = self._awake(self.situation(conversation_id))
        before = situation.draft
        if before.settled and not message.choice.keys() & {"accepts", "yes_no", "field"}:
            situation = replace(situation, draft=before.fresh())
        if not message.choice and before.asked:
            message = replace(message, choice=self._typed(situation, message))
        heard = self._hearing(situation).hear(situation.draft, message)
        if heard.interrupted:
            return Step(asked=before.asked, interrupted=True)
        step = self.advance(replace(situation, draft=heard.draft))
        return replace(step, says=(*heard.says, *step.says))

    def question(self, conversation_id: str) -> tuple[Say, ...]:
        """How the open question is put: otherwise after two failed tries, with a person offered after three."""
        return self._asked(self.situation(conversation_id))

    def _asked(self, situation: Situation) -> tuple[Say, ...]:
        if situation.draft.asked is None:
            return ()
        try:
            order = self.context.order_of(situation)
        except BackendError:
            order = None
        decision = self.context.decide(situation, order) if order else None
        return Asking(self.context, situation, order).put(decision)

    def advance(self, situation: Situation) -> Step:
        """Match the identity, find what lacks, and keep all of it."""
        try:
            situation, order, says = self._identified(situation)
        except BackendError:
            if situation.draft.issue is not None:
                return Step(says=(park(self.context, situation),))
            keep_asking(self.context, situation, "issue")
            return Step(asked="issue")
        decision = self.context.decide(situation, order) if order else None
        asked = self.context.next_question(situation, order, decision)
        keep_asking(self.context, situation, asked)
        return Step(asked=asked, says=says)

    def conclude(self, conversation_id: str) -> Step:
        """Decide the claim that was collected and do what follows, in one transaction; or ask what lacks after all."""
        situation = self.situation(conversation_id)
        if situation.draft.parked:
            return Step()
        if situation.draft.settled or situation.draft.issue is None:
            return Step(says=(Say("utter_what_else"),))
        try:
            order = self.context.order_of(situation)
        except BackendError:
            return Step(says=(park(self.context, situation),))
        decision = self.context.decide(situation, order) if order else None
        asked = self.context.next_question(situation, order, decision)
        if order is None or decision is None or asked is not None:
            return self.advance(situation)
        now = self.context.clock()
        with self.context.database.begin() as session:
            row = find(session, conversation_id)
            case = case_of(session, situation, now)
            policy = self.context.policy_of(situation, order)
            says = Conclusion(session, case, policy, self.context.sentences, now).draw(order, situation.draft, decision)
            settled = replace(situation.draft, settled=True, asked=None, tries=0, case_id=case.id)
            keep(row, replace(situation, draft=settled), now)
        return Step(says=says)

    def _typed(self, situation: Situation, message: Message) -> dict[str, str]:
        """The button that the message spells out, of those under the open question."""
        sentences, language = self.context.sentences, situation.language
        buttons = [b for say in self._asked(situation) for b in sentences.buttons(say, language)]
        return typed_choice(message.text, buttons)

    def _awake(self, situation: Situation) -> Situation:
        """The situation without an identity that has grown old: the e-mail is asked for again."""
        verified = situation.verified
        if verified is None or self.context.clock() - verified.at <= self.context.limits.identity_ttl:
            return situation
        return replace(situation, verified=None, draft=replace(situation.draft, email=None))

    def _identified(self, situation: Situation) -> tuple[Situation, Order | None, tuple[Say, ...]]:
        draft = situation.draft
        if draft.order_number is None or draft.email is None:
            return replace(situation, verified=None), None, ()
        order = self.context.order_of(situation)
        if order is not None:
            verified = Verified(order.number, order.customer.email, self.context.clock())
            return replace(situation, verified=verified, draft=replace(draft, identity_failures=0)), order, ()
        failures = draft.identity_failures + 1
        draft = replace(draft, order_number=None, email=None, identity_failures=failures)
        locked = failures >= self.context.limits.identity_tries
        say = Say("utter_identity_locked" if locked else "utter_identity_not_matched")
        return replace(situation, verified=None, draft=draft), None, (say,)

    def _hearing(self, situation: Situation) -> Hearing:
        zone = self.context.merchants[situation.merchant].merchant.zone
        kind = "routing" if situation.draft.issue == "destination_problem" else "outage"

        def when(text: str) -> datetime | None:
            try:
                order = self.context.order_of(situation) if situation.verified else None
            except BackendError:
                order = None
            return read_moment(text, situation.language, self.context.clock(), zone, order, kind)

        return Hearing(self.context.numbers[situation.merchant], when)
