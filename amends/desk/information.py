"""What a person still needs from the customer: the bot asks for it and brings the case back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from amends.assistant.claim_state import AskedByDesk
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.interpreter import EVIDENCE
from amends.assistant.next_question import ANSWERABLE
from amends.assistant.offer_answers import end_open
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation, keep
from amends.cases import reminder_jobs, status, store
from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import log, ownership
from amends.desk import notify
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase, find, lock_case
from amends.errors import BackendError, CannotBeDone
from amends.messages.say import Say
from amends.orders.order import Order


@dataclass(frozen=True)
class Information:
    """`items` are what can be answered in a chat: amends.assistant.next_question.ANSWERABLE."""

    context: Context

    def ask_for_information(self, actor: Actor, number: str, items: Sequence[str]) -> None:
        """Put the case on hold and have the bot ask for each of `items`, in that order. What was said about them
        before stays in the timeline; when all is answered, or not within two weeks, the case comes back for review."""
        wanted = tuple(dict.fromkeys(items))
        if not wanted or not set(wanted) <= set(ANSWERABLE):
            names = ", ".join(each.replace("_", " ") for each in ANSWERABLE)
            raise CannotBeDone(f"Choose one or more things to ask for: {names}.")
        order = self._order(actor, number)
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "ask_for_information", number, self.context.clock())
            if CaseStatus.ON_HOLD not in status.TRANSITIONS[held.case.status]:
                raise CannotBeDone(f"The case is {held.case.status}.")
            end_open(self.context, session, held.case, held.now, by=actor.id, refused=False)
            situation = self._situation(held, wanted)
            keep(held.chat, situation)
            store.move(session, held.case, CaseStatus.ON_HOLD, actor.id, held.now)
            before = {item: held.case.claim.get(item) for item in wanted if item not in EVIDENCE}
            held.write_down(EntryKind.ASK_FOR_INFORMATION, {"items": list(wanted)}, {"before": before})
            reminder_jobs.watch(session, held.case, held.now, held.now)
            self._tell(held, wanted)
            ownership.hand_to_bot(session, held.chat, by="agent", now=held.now)
            question = Prompts(self.context, situation, order).put()
            log.say(session, held.chat, question, self.context.sentences, held.now)

    def _situation(self, held: LockedCase, wanted: tuple[str, ...]) -> Situation:
        """The chat as it is, with the case's claim to be filled in: what is wanted is open again."""
        situation = Situation.of(held.chat)
        present = situation.draft
        if present.asked is not None and not present.settled and present.case_id not in {None, held.case.id}:
            raise CannotBeDone("The customer is in the middle of another claim in this chat.")
        draft = Draft.of_case(Claim.from_json(held.case.claim), held.case.id)
        counted = tuple((item, sum(piece.kind == item for piece in draft.evidence)) for item in wanted)
        cleared = {item: None for item in wanted if item not in EVIDENCE}
        draft = replace(
            draft,
            **cleared,  # type: ignore[arg-type]  # all of them may be None
            state=AskedByDesk(counted, wanted[0]),
            later=present.later,
            others=present.others,
            revision=present.revision,
            turn=present.turn,
        )
        return replace(situation, draft=draft)

    def _tell(self, held: LockedCase, wanted: tuple[str, ...]) -> None:
        sentences, language = self.context.sentences, held.case.language
        items = ", ".join(sentences.text(Say(f"utter_item_{item}"), language) for item in wanted)
        said = {"agent": held.actor.name, "case": held.case.number, "items": items}
        notify.tell(held, self.context, Say("utter_desk_asks", said))

    def _order(self, actor: Actor, number: str) -> Order | None:
        """The order, for the words of the question; it can be put without."""
        with self.context.database.read() as session:
            case = find(session, actor, "ask_for_information", number)
            merchant, order_number = case.merchant, case.order_number
        if order_number is None:
            return None
        try:
            return self.context.backends[merchant].order(order_number)
        except BackendError:
            return None
