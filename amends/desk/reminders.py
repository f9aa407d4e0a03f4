"""A customer whom the bot asks on the desk's behalf, and who stays silent: reminded once, then back to the desk.

It begins when a person asks for information, or hands a chat back whose question is open. Each step is a job of the
outbox for one silence, which starts again whenever the customer does something in the chat. A step ends its own job
in the same transaction, so that each is done once.

Nothing stays on hold for ever: what no job would look at again is found and taken up (`pick_up`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from amends.assistant import confirm_link, unmatched_withdrawal
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import COMMENT, CONFIRMATIONS
from amends.assistant.draft import Draft
from amends.assistant.next_question import is_wanted
from amends.assistant.offer_answers import end_open, open_offer
from amends.assistant.proposal import Proposal
from amends.cases import move_codes, store
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off, promise
from amends.cases.news import news
from amends.cases.reminder_jobs import GIVE_BACK, LEFT, REMIND, dedupe, watch
from amends.cases.status import CaseStatus
from amends.conversations import ownership
from amends.conversations.conversation import lock_conversations
from amends.db import locks, outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.remedy_tables import JobRow
from amends.desk.question import withdraw
from amends.errors import Conflict
from amends.messages.say import Say

BOT = "bot"
_BEGINS = (EntryKind.ASK_FOR_INFORMATION, EntryKind.OFFERED, EntryKind.HAND_BACK)
_ON_HOLD = CaseRow.status == literal(str(CaseStatus.ON_HOLD), literal_execute=True)  # as its index has it


def is_forgotten(session: Session, case: CaseRow, but_for: Job) -> bool:
    """Whether the case is on hold, with the bot, and nothing but that job would look at it again."""
    return session.scalar(_forgotten(but_for.id).where(CaseRow.id == case.id)) is not None


@dataclass(frozen=True)
class Reminders:
    """The worker's part."""

    claims: ClaimDialogue

    def pick_up(self) -> int:
        """Have each case taken up that is on hold and forgotten; how many there were. What the engine put on hold is
        decided again; for what a person asked the customer's silence is watched again."""
        context = self.claims.context
        with context.database.read() as session:
            if session.scalar(_forgotten().limit(1)) is None:
                return 0
        now = context.clock()
        with context.database.begin() as session:
            locks.lock_name(session, "forgotten")  # two workers at once: the second finds the first one's jobs
            found = session.scalars(_forgotten()).all()
            for case in found:
                since = _asked_by_a_person(session, case)
                chat = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
                if since is not None and chat is not None:
                    since = _silent_since(session, case, chat, since)
                    steps = [GIVE_BACK] if _reminded(session, case, since) else [REMIND, GIVE_BACK]
                    if any(watch(session, case, since, now, step) for step in steps):
                        continue
                outbox.enqueue(session, JobKind.DECIDE_CASE, {"case_id": case.id}, now)
            return len(found)

    def look(self, case_id: int, step: str, since: datetime) -> None:
        """Do the step, if the silence since then lasts. Conflict where the chat was changed meanwhile: look again."""
        context = self.claims.context
        with context.database.read() as session:
            talk = session.get_one(CaseRow, case_id).conversation_id
        if talk is None:
            return
        situation = self.claims.situation(talk)
        # Before anything is locked: the order backend may take its time.
        question = self.claims.put(situation) if step == REMIND else ()
        now = context.clock()
        with context.database.begin() as session:
            (chat,) = lock_conversations(session, [talk])
            case = session.get_one(CaseRow, case_id, with_for_update=True, populate_existing=True)
            draft = Draft.from_json(chat.draft)
            if draft.revision != situation.draft.revision:
                raise Conflict(f"the chat of case {case.number} was changed at the same time")
            if not outbox.finish(session, [dedupe(case_id, step, since)]):
                return
            is_asked = _is_asked(case, chat, draft)
            owed = _is_owed(session, case)
            if not (is_asked or owed) and session.scalar(_forgotten().where(CaseRow.id == case_id)) is None:
                return
            silent_since = _silent_since(session, case, chat, since)
            if silent_since != since:
                watch(session, case, silent_since, now, LEFT if step == LEFT else REMIND)
            elif step == LEFT:
                says = unmatched_withdrawal.to_person(context, session, chat, case, "worker")
                ownership.say(session, chat, says, context.sentences, now)
            elif step == REMIND:
                if is_asked:
                    self._remind(session, case, chat, draft, question, now)
                watch(session, case, since, now, GIVE_BACK)
            elif open_offer(session, case) is not None:
                self._end_offer(session, case, chat, now)
            else:
                self._give_back(session, case, chat, _missing(draft) if is_asked else [], now)

    def _remind(
        self,
        session: Session,
        case: CaseRow,
        chat: ConversationRow,
        draft: Draft,
        question: Sequence[Say],
        now: datetime,
    ) -> None:
        missing = _missing(draft)
        put = draft.proposal if draft.asked in CONFIRMATIONS else None
        asks = () if put is None else (self._asked_by_mail(case, put),)
        self._news(
            session, case, chat, lambda spoken: self._reminder(case, draft, missing, spoken), now, question, asks
        )
        if question:
            move_codes.pass_over(session, chat.id)
        mark = {} if put is None else confirm_link.mark(put)
        store.record(session, case, "worker", EntryKind.REMINDED, {"items": missing, **mark}, now)

    def _asked_by_mail(self, case: CaseRow, put: Proposal) -> Say:
        link = confirm_link.link(self.claims.context.public_url, case, put)
        return Say("utter_confirm_by_mail", {"question": put.text, "link": link})

    def _give_back(
        self, session: Session, case: CaseRow, chat: ConversationRow, unanswered: list[str], now: datetime
    ) -> None:
        """The question stays open: an answer that comes after all still reaches the case."""
        context = self.claims.context
        merchant = context.merchants[case.merchant].merchant
        due = context.desk(case.merchant).answer_due(merchant, now)
        hand_off(session, case, due, "worker", now, EntryKind.UNANSWERED, {"items": unanswered})
        self._news(
            session, case, chat, lambda spoken: Say("utter_back_with_desk", promise(case, merchant, spoken)), now
        )

    def _end_offer(self, session: Session, case: CaseRow, chat: ConversationRow, now: datetime) -> None:
        """What was offered and never answered is offered no more: a person looks at the case again."""
        context = self.claims.context
        end_open(context, session, case, now, by="worker", refused=False)
        withdraw(chat, case.id)
        merchant = context.merchants[case.merchant].merchant
        self._news(session, case, chat, lambda spoken: Say("utter_offer_over", promise(case, merchant, spoken)), now)

    def _news(
        self,
        session: Session,
        case: CaseRow,
        chat: ConversationRow,
        told: Callable[[str], Say],
        now: datetime,
        then: Sequence[Say] = (),
        by_mail: Sequence[Say] = (),
    ) -> None:
        context, is_matched = self.claims.context, case.email is not None
        merchant = context.merchants[case.merchant].merchant.name
        news(session, case, chat, told, context.sentences, merchant, now, then=then, by_mail=by_mail, mail=is_matched)

    def _reminder(self, case: CaseRow, draft: Draft, missing: list[str], language: str) -> Say:
        told = {"case": case.number}
        if draft.wanted:
            sentences = self.claims.context.sentences
            names = (sentences.text(Say(f"utter_item_{item}"), language) for item in missing)
            return Say("utter_reminder", {**told, "items": ", ".join(names)})
        return Say("utter_reminder_offer" if draft.offered else "utter_reminder_open", told)


def _is_asked(case: CaseRow, chat: ConversationRow, draft: Draft) -> bool:
    """Whether the bot has a question for this case open, and the case waits for the answer."""
    waiting = {CaseStatus.OFFERED} if draft.offered else {CaseStatus.ON_HOLD, CaseStatus.COLLECTING}
    waits = case.status in waiting and chat.owner == "bot"
    is_open = not draft.settled and draft.asked not in {None, COMMENT}
    return waits and is_open and draft.case_id == case.id


def _is_owed(session: Session, case: CaseRow) -> bool:
    """Whether the customer was asked for a yes, or declared a withdrawal, in a case that the chat has left since: it is
    not left alone with that."""
    if unmatched_withdrawal.is_unmatched(case):
        return True
    kinds = (EntryKind.CONFIRMATION_ASKED, EntryKind.WITHDRAWAL_ACKNOWLEDGED)
    lines = select(CaseEntryRow.id).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(kinds)).limit(1)
    return case.status == CaseStatus.COLLECTING and session.scalar(lines) is not None


def _forgotten(but_for: int | None = None) -> Select[CaseRow]:
    """Cases on hold that no waiting job is about (but for that one), unless a person has their chat."""
    about = JobRow.body["case_id"].as_integer()
    waiting = select(about).where(
        JobRow.state == "waiting", JobRow.kind.in_((JobKind.LOOK_AT_SILENCE, JobKind.DECIDE_CASE)), about.is_not(None)
    )
    if but_for is not None:
        waiting = waiting.where(JobRow.id != but_for)
    with_bot = or_(ConversationRow.id.is_(None), ConversationRow.owner == "bot")
    chat = ConversationRow.id == CaseRow.conversation_id
    return select(CaseRow).outerjoin(ConversationRow, chat).where(_ON_HOLD, CaseRow.id.not_in(waiting), with_bot)


def _asked_by_a_person(session: Session, case: CaseRow) -> datetime | None:
    """Since when it is on hold, where a person put it there; None where the engine did."""
    lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.STATUS)
    last = session.scalars(lines.order_by(CaseEntryRow.id.desc()).limit(1)).first()
    return None if last is None or last.actor == BOT else last.at


def _silent_since(session: Session, case: CaseRow, chat: ConversationRow, known: datetime) -> datetime:
    """When the customer was last asked by a person, or last did something in the chat."""
    asked = select(func.max(CaseEntryRow.at)).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(_BEGINS))
    did = select(func.max(EventRow.at)).where(EventRow.conversation_id == chat.id, EventRow.author == "customer")
    return max(at for at in (session.scalar(asked), session.scalar(did), known) if at is not None)


def _reminded(session: Session, case: CaseRow, since: datetime) -> bool:
    lines = select(CaseEntryRow.id).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.REMINDED)
    return session.scalar(lines.where(CaseEntryRow.at >= since).limit(1)) is not None


def _missing(draft: Draft) -> list[str]:
    """What the bot still has to ask: of what a person wanted, or the question that is open."""
    if draft.wanted:
        return [item for item, before in draft.wanted if is_wanted(draft, item, before)]
    return [] if draft.asked is None else [draft.asked]
