"""A customer whom the bot asks on the desk's behalf, and who stays silent: reminded once, then back to the desk.

It begins when a person asks for information, or hands a chat back whose question is open. Each step is a job of the
outbox for one silence, which starts again whenever the customer does something in the chat. A step ends its own job
in the same transaction, so that each is done once.

Nothing stays on hold for ever: what no job would look at again is found and taken up (`pick_up`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from amends.assistant.draft import Draft
from amends.assistant.offered import open_offer, take_back
from amends.assistant.questions import is_wanted
from amends.assistant.rating import COMMENT
from amends.assistant.resuming import PATIENCE
from amends.assistant.service import Claims
from amends.cases import status, store
from amends.conversations import ownership
from amends.db import locks, outbox
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.outbox import Job
from amends.db.remedy_tables import JobRow
from amends.desk import sla, telling
from amends.desk.hold import lock_conversations
from amends.desk.question import withdraw
from amends.errors import Conflict
from amends.notices import moments
from amends.notices.say import Say
from amends.remedies.due import DECIDE

LOOK = "desk.look_at_silence"
REMIND, GIVE_BACK = "remind", "give_back"
AFTER = {REMIND: timedelta(days=3), GIVE_BACK: PATIENCE}
BOT = "bot"
_BEGINS = ("ask_for_information", "offered", "hand_back")
_ON_HOLD = CaseRow.status == literal(status.ON_HOLD, literal_execute=True)  # as its index has it


def watch(session: Session, case: CaseRow, since: datetime, now: datetime, step: str = REMIND) -> bool:
    """Have the worker look whether the customer has been silent since then. False where it was asked to before."""
    body = {"case_id": case.id, "step": step, "since": since.isoformat()}
    return outbox.enqueue(session, LOOK, body, now, since + AFTER[step], _dedupe(case.id, step, since))


def is_forgotten(session: Session, case: CaseRow, but_for: Job) -> bool:
    """Whether the case is on hold, with the bot, and nothing but that job would look at it again."""
    return session.scalar(_forgotten(but_for.id).where(CaseRow.id == case.id)) is not None


@dataclass(frozen=True)
class Silence:
    """The worker's part."""

    claims: Claims

    def pick_up(self) -> int:
        """Have each case taken up that is on hold and forgotten; how many there were. What the engine put on hold is
        decided again; for what a person asked the customer's silence is watched again."""
        context = self.claims.context
        with context.database.read() as session:
            if session.scalar(_forgotten().limit(1)) is None:
                return 0
        now = context.clock()
        with context.database.begin() as session:
            locks.hold(session, "forgotten")  # two workers at once: the second finds the first one's jobs
            found = session.scalars(_forgotten()).all()
            for case in found:
                since = _asked_by_a_person(session, case)
                chat = session.get(ConversationRow, case.conversation_id) if case.conversation_id else None
                if since is not None and chat is not None:
                    since = _silent_since(session, case, chat, since)
                    steps = [GIVE_BACK] if _reminded(session, case, since) else [REMIND, GIVE_BACK]
                    if any(watch(session, case, since, now, step) for step in steps):
                        continue
                outbox.enqueue(session, DECIDE, {"case_id": case.id}, now)
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
            if not outbox.finish(session, [_dedupe(case_id, step, since)]):
                return
            is_asked = _is_asked(case, chat, draft)
            if not is_asked and session.scalar(_forgotten().where(CaseRow.id == case_id)) is None:
                return
            silent_since = _silent_since(session, case, chat, since)
            if silent_since != since:
                watch(session, case, silent_since, now)
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
        say = Say("utter_reminder_open", {"case": case.number})
        if draft.offered:
            say = Say("utter_reminder_offer", {"case": case.number})
        if draft.wanted:
            names = (self._text(Say(f"utter_item_{item}"), case) for item in missing)
            say = Say("utter_reminder", {"case": case.number, "items": ", ".join(names)})
        ownership.say(session, chat, (say, *question), self.claims.context.sentences, now)
        self._mail(session, case, say, now)
        store.record(session, case, "worker", "reminded", {"items": missing}, now)

    def _give_back(
        self, session: Session, case: CaseRow, chat: ConversationRow, unanswered: list[str], now: datetime
    ) -> None:
        """The question stays open: an answer that comes after all still reaches the case."""
        context = self.claims.context
        merchant = context.merchants[case.merchant].merchant
        due = sla.due(merchant, now, context.desk(case.merchant).first_answer_minutes)
        store.move(session, case, status.REVIEW, "worker", now, due)
        store.record(session, case, "worker", "unanswered", {"items": unanswered}, now)
        told = {
            "case": case.number,
            "due": moments.moment(due, merchant.zone, case.language),
            "merchant": merchant.name,
        }
        say = Say("utter_back_with_desk", told)
        ownership.say(session, chat, (say,), context.sentences, now)
        self._mail(session, case, say, now)

    def _end_offer(self, session: Session, case: CaseRow, chat: ConversationRow, now: datetime) -> None:
        """What was offered and never answered is offered no more: a person looks at the case again."""
        context = self.claims.context
        policies = context.merchants[case.merchant]
        take_back(session, case, policies.in_force(None), now, by="worker", refused=False)
        withdraw(chat, case.id)
        assert case.due_at is not None
        due = moments.moment(case.due_at, policies.merchant.zone, case.language)
        say = Say("utter_offer_over", {"case": case.number, "due": due, "merchant": policies.merchant.name})
        ownership.say(session, chat, (say,), context.sentences, now)
        self._mail(session, case, say, now)

    def _mail(self, session: Session, case: CaseRow, say: Say, now: datetime) -> None:
        if case.email is not None:
            telling.send(session, self.claims.context, case, self._text(say, case), now)

    def _text(self, say: Say, case: CaseRow) -> str:
        return self.claims.context.sentences.text(say, case.language)


def _is_asked(case: CaseRow, chat: ConversationRow, draft: Draft) -> bool:
    """Whether the bot has a question for this case open, and the case waits for the answer."""
    waiting = {status.OFFERED} if draft.offered else {status.ON_HOLD, status.COLLECTING}
    waits = case.status in waiting and chat.owner == "bot"
    is_open = not draft.settled and draft.asked not in {None, COMMENT}
    return waits and is_open and draft.case_id == case.id


def _forgotten(but_for: int | None = None) -> Select[CaseRow]:
    """Cases on hold that no waiting job is about (but for that one), unless a person has their chat."""
    about = JobRow.body["case_id"].as_integer()
    waiting = select(about).where(JobRow.state == "waiting", JobRow.kind.in_((LOOK, DECIDE)), about.is_not(None))
    if but_for is not None:
        waiting = waiting.where(JobRow.id != but_for)
    with_bot = or_(ConversationRow.id.is_(None), ConversationRow.owner == "bot")
    chat = ConversationRow.id == CaseRow.conversation_id
    return select(CaseRow).outerjoin(ConversationRow, chat).where(_ON_HOLD, CaseRow.id.not_in(waiting), with_bot)


def _asked_by_a_person(session: Session, case: CaseRow) -> datetime | None:
    """Since when it is on hold, where a person put it there; None where the engine did."""
    lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "status")
    last = session.scalars(lines.order_by(CaseEntryRow.id.desc()).limit(1)).first()
    return None if last is None or last.actor == BOT else last.at


def _silent_since(session: Session, case: CaseRow, chat: ConversationRow, known: datetime) -> datetime:
    """When the customer was last asked by a person, or last did something in the chat."""
    asked = select(func.max(CaseEntryRow.at)).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(_BEGINS))
    did = select(func.max(EventRow.at)).where(EventRow.conversation_id == chat.id, EventRow.author == "customer")
    return max(at for at in (session.scalar(asked), session.scalar(did), known) if at is not None)


def _reminded(session: Session, case: CaseRow, since: datetime) -> bool:
    lines = select(CaseEntryRow.id).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "reminded")
    return session.scalar(lines.where(CaseEntryRow.at >= since).limit(1)) is not None


def _missing(draft: Draft) -> list[str]:
    """What the bot still has to ask: of what a person wanted, or the question that is open."""
    if draft.wanted:
        return [item for item, before in draft.wanted if is_wanted(draft, item, before)]
    return [] if draft.asked is None else [draft.asked]


def _dedupe(case_id: int, step: str, since: datetime) -> str:
    return f"{LOOK}:{case_id}:{step}:{since.isoformat()}"
