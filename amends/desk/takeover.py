"""A person takes a chat over and hands it back. While a person has it, the bot says nothing."""

from dataclasses import dataclass, replace

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.situation import Situation, keep
from amends.cases import move_codes, notices, reminder_jobs, satisfaction, store
from amends.cases.entries import EntryKind
from amends.cases.notice_kinds import NoticeKind
from amends.cases.status import CaseStatus
from amends.conversations import log, ownership
from amends.db.conversation_tables import ConversationRow
from amends.desk import notify
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase, find, lock_case
from amends.errors import CannotBeDone, Conflict
from amends.messages.say import Say

TRIES = 5
"""How often a hand-back is begun again because the bot was still writing down the answer to an earlier message."""


@dataclass(frozen=True)
class Takeover:
    """Both are done once, however often they are asked for."""

    context: Context

    def take_over(self, actor: Actor, number: str, *, has_account: bool = True, taken_from: str | None = None) -> None:
        """The chat is `actor`'s from here on: the bot's answers under way are dropped, and the customer is told who
        it is. A colleague who had it has it no longer, and both the customer and they are told; ColleagueHasIt unless
        `taken_from` names them. Without an account (a helpdesk's person) nobody is asked, and the case is given to
        nobody: whoever looks for it here would look for somebody who cannot be found."""
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "take_over", number, self.context.clock())
            theirs = held.chat.owner == "person" and held.desk.assigned_to == actor.id
            before = _colleague(held)
            if has_account:
                held.beside(taken_from)
                assign(held, actor.id, actor.name)
            if theirs:
                return
            ownership.hand_to_person(session, held.chat, by="agent", now=held.now)
            merchant = self.context.merchants[held.case.merchant].merchant
            args = {"agent": actor.name, "merchant": merchant.name}
            said = Say("utter_agent_joined", args)
            if before is not None:
                said = Say("utter_agent_takes_over", {**args, "before": before[1]})
                notices.tell(session, held.case, before[0], NoticeKind.TAKEN, actor.name, held.now)
            notify.notice(held, self.context, said, {"agent": actor.name, "joined": True})
            held.write_down(EntryKind.TAKE_OVER)

    def hand_back(self, actor: Actor, number: str) -> None:
        """The bot has it again. A question that was open when a person came is put again; a chat whose case is closed
        ends with the question how it was."""
        for _ in range(TRIES):
            draft, question = self._question(actor, number)
            with self.context.database.begin() as session:
                held = lock_case(session, actor, "hand_back", number, self.context.clock())
                if held.chat.owner == "bot":
                    return
                if held.chat.draft.get("revision", 0) != draft.revision:
                    continue
                self._give(held, draft, question)
                return
        raise Conflict(f"case {number}: the chat changes too fast; try again")

    def _question(self, actor: Actor, number: str) -> tuple[Draft, tuple[Say, ...]]:
        """The draft as the bot is to go on with it, and its open question. Asked for before anything is locked: the
        order backend may take its time."""
        with self.context.database.read() as session:
            case = find(session, actor, "hand_back", number)
            if case.conversation_id is None:
                raise CannotBeDone("This case has no conversation.")
            situation = Situation.of(session.get_one(ConversationRow, case.conversation_id))
            undecided = case.status in {CaseStatus.REVIEW, CaseStatus.COLLECTING, CaseStatus.ON_HOLD}
        draft = situation.draft
        if isinstance(draft.state, Settled) and draft.state.left is not None and undecided:
            draft = replace(draft, state=draft.state.left)
        return draft, ClaimDialogue(self.context).put(replace(situation, draft=draft))

    def _give(self, held: LockedCase, draft: Draft, question: tuple[Say, ...]) -> None:
        context, chat = self.context, held.chat
        resumes = draft.asked is not None and Draft.from_json(chat.draft).asked is None
        if resumes:
            keep(chat, replace(Situation.of(chat), draft=draft))
            if held.case.status == CaseStatus.REVIEW:
                store.move(held.session, held.case, CaseStatus.ON_HOLD, held.actor.id, held.now)
        ownership.hand_to_bot(held.session, chat, by="agent", now=held.now)
        said = Say("utter_agent_left", {"agent": held.actor.name})
        notify.notice(held, context, said, {"agent": held.actor.name, "joined": False})
        if draft.asked is not None:
            reminder_jobs.watch(held.session, held.case, held.now, held.now)
        if question:
            move_codes.pass_over(held.session, chat.id)
            log.say(held.session, chat, question, context.sentences, held.now)
        satisfaction.ask(held.session, held.case, context.sentences, held.now)
        held.write_down(EntryKind.HAND_BACK)


def _colleague(held: LockedCase) -> tuple[str, str] | None:
    """The id and the name of somebody else who has the chat."""
    who, name = held.desk.assigned_to, held.desk.assigned_name
    if held.chat.owner != "person" or who is None or name is None or who == held.actor.id:
        return None
    return who, name


def assign(held: LockedCase, agent_id: str | None, name: str | None) -> None:
    """Note whose case it is."""
    if held.desk.assigned_to != agent_id:
        held.desk.assigned_to, held.desk.assigned_name = agent_id, name
        held.desk.assigned_at = None if agent_id is None else held.now
