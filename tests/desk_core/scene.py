"""A desk with people, a customer in a chat, an order, and a case that a person has to look at."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.context import Context
from amends.assistant.dialogue import Dialogue
from amends.assistant.handoff import Handoff
from amends.cases import notices, status, store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.conversations import conversation, delivery, due_turns, turns
from amends.conversations.delivery import Reply
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.desk_tables import DeskCaseRow, RulingRow
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.db.session import Database
from amends.desk.actor import Actor
from amends.desk.case_actions import CaseActions
from amends.desk.decisions.approvals import Approvals
from amends.desk.decisions.case_state import seen_state
from amends.desk.decisions.service import ManualDecisions
from amends.desk.identifying import Identifying
from amends.desk.information import Information
from amends.desk.merging import Merging
from amends.desk.replying import Replying
from amends.desk.takeover import Takeover
from amends.messages.say import Say
from amends.money import Money
from amends.orders.fake import FakeOrderBackend
from amends.policy.decision import Decision
from amends.policy.engine import declined
from amends.reading.message import Message
from amends.remedies.announcing import Announcer
from amends.remedies.executor import carry_out
from tests.remedies.scene import EMAIL, an_order, approval
from tests.shipped import desk_rules, policies, sentences

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)  # a Tuesday, the desk is open
LEASE = timedelta(seconds=8)
MERCHANTS = policies()
RULES = desk_rules()
SENTENCES = sentences()

ANNA = Actor("ag_anna", "Anna", "agent", frozenset({"norrnet"}))
BO = Actor("ag_bo", "Bo", "agent", frozenset({"norrnet"}))
SUSAN = Actor("ag_susan", "Susan", "supervisor", frozenset({"norrnet", "itnet"}))
STEN = Actor("ag_sten", "Sten", "supervisor", frozenset({"norrnet", "itnet"}))


def rulings(desk):
    with desk.database.read() as session:
        return session.scalars(select(RulingRow).order_by(RulingRow.decision_id)).all()


def nok(amount):
    return Money(Decimal(amount), "NOK")


@dataclass(frozen=True)
class Decides:
    """A person who decides on what they see at that moment."""

    desk: "Desk"

    def __getattr__(self, action):
        def decide(actor, number, **given):
            return getattr(self.desk.rulings, action)(actor, number, seen=self.desk.seen(number), **given)

        return decide


@dataclass(frozen=True)
class Heard:
    """What was said to a message, and which question is open after it."""

    says: tuple[Say, ...]
    asked: str | None


@dataclass
class Desk:
    """What a test does at the desk and sees of it."""

    database: Database
    order: object = field(default_factory=lambda: an_order("490.00"))
    now: datetime = NOW

    def __post_init__(self):
        self.backend = FakeOrderBackend([self.order], now=self.clock)
        self.context = Context(
            database=self.database,
            merchants=MERCHANTS,
            backends={"norrnet": self.backend},
            numbers={name: each.merchant.order_numbers for name, each in MERCHANTS.items()},
            sentences=SENTENCES,
            clock=self.clock,
            desks=RULES,
        )
        self.claims = ClaimDialogue(self.context)
        self.dialogue = Dialogue(self.context)
        self.takeover = Takeover(self.context)
        self.rulings = ManualDecisions(self.context)
        self.decides = Decides(self)
        self.approvals = Approvals(self.rulings)
        self.case_actions = CaseActions(self.context)
        self.handover = Handoff(self.context)
        self.identifying = Identifying(self.context)
        self.merging = Merging(self.context)
        self.replying = Replying(self.context)
        self.information = Information(self.context)

    def clock(self):
        return self.now

    def later(self, **passed):
        self.now += timedelta(**passed)

    def chat(self, language="en"):
        with self.database.begin() as session:
            row, _ = conversation.create(session, merchant="norrnet", language=language, channel="web", now=self.now)
            return row.id

    def case(
        self,
        *,
        to=CaseStatus.REVIEW,
        verified=True,
        chat=None,
        issue="not_activated",
        language="en",
        explanation="It never came.",
    ):
        """A case about the order that waits for a person; its number."""
        talk = chat or self.chat(language)
        claim = Claim(issue, self.now, self.order.number, EMAIL, explanation=explanation)
        with self.database.begin() as session:
            case = store.open_case(
                session,
                merchant="norrnet",
                conversation_id=talk,
                language=language,
                order_number=self.order.number if verified else None,
                email=EMAIL if verified else None,
                claim=claim,
                now=self.now,
            )
            row = session.get_one(ConversationRow, talk)
            row.case_id = case.id
            if to != CaseStatus.COLLECTING:
                due = self.now + timedelta(days=3) if to in status.DATED else None
                store.move(session, case, to, "bot", self.now, due)
            return case.number

    def decide(self, number, decision: Decision):
        with self.database.begin() as session:
            case = self.row(number, session)
            order = self.backend.order(self.order.number)
            store.save_decision(session, case, order, Claim.from_json(case.claim), decision, self.now)

    def reviewed(self, amount="490.00", **case):
        """A case with a decision that recommends a refund of `amount`; its number."""
        number = self.case(**case)
        policy = MERCHANTS["norrnet"].in_force(self.order.placed_at)
        self.decide(number, declined(policy, approval(amount=amount), self.now))
        return number

    def row(self, number, session=None):
        if session is not None:
            return session.scalars(select(CaseRow).where(CaseRow.number == number)).one()
        with self.database.read() as fresh:
            return self.row(number, fresh)

    def seen(self, number):
        """The state that stands on the page of the case."""
        with self.database.read() as session:
            return seen_state(session, self.row(number, session))

    def status(self, number):
        return self.row(number).status

    def talk(self, number):
        with self.database.read() as session:
            return session.get_one(ConversationRow, self.row(number).conversation_id)

    def events(self, number):
        with self.database.read() as session:
            talk = self.row(number).conversation_id
            return session.scalars(
                select(EventRow).where(EventRow.conversation_id == talk).order_by(EventRow.seq)
            ).all()

    def said(self, number, author=None):
        return [e.body.get("text") for e in self.events(number) if author in {None, e.author} and "text" in e.body]

    def told(self, number):
        with self.database.read() as session:
            entries = select(CaseEntryRow.kind).where(CaseEntryRow.case_id == self.row(number).id)
            return list(session.scalars(entries.order_by(CaseEntryRow.id)))

    def holder(self, number):
        """The id of whose case it is."""
        with self.database.read() as session:
            row = session.get(DeskCaseRow, self.row(number, session).id)
            return None if row is None else row.assigned_to

    def notices(self, actor, number):
        """What `actor` is shown about the case when they look at it now."""
        with self.database.begin() as session:
            return [each.kind for each in notices.take(session, actor.id, self.row(number, session).id, self.now)]

    def mails(self):
        with self.database.read() as session:
            return session.scalars(select(MailRow).order_by(MailRow.id)).all()

    def remedies(self):
        with self.database.read() as session:
            return session.scalars(select(RemedyRow).order_by(RemedyRow.id)).all()

    def customer(self, talk, text, client_id=None):
        """The customer sends a message; the event's id."""
        with self.database.begin() as session:
            row = session.get_one(ConversationRow, talk)
            made = client_id or f"c{self.now.timestamp()}{text}"[:64]
            return turns.receive(session, row, client_id=made, now=self.now, text=text, per_minute=10_000).id

    def presses(self, talk, title, payload):
        """The customer presses a button that stands in no reply."""
        with self.database.begin() as session:
            row = session.get_one(ConversationRow, talk)
            made = f"p{self.now.timestamp()}{title}"[:64]
            turns.receive(session, row, client_id=made, now=self.now, pressed=(title, payload), per_minute=10_000)

    def bot_takes(self):
        with self.database.begin() as session:
            return due_turns.next_due(session, self.now, LEASE)

    def bot_says(self, due, text):
        with self.database.begin() as session:
            delivery.answered(session, due, [Reply(text)], SENTENCES, self.now)

    def hear(self, talk, text, intent="inform", **choice):
        """The dialogue takes a message that the customer sends now."""
        turn = str(self.customer(talk, text))
        message = Message(turn, text, self.now, intent, choice=choice)
        says = self.dialogue.take(talk, message).says
        return Heard(says, self.dialogue.situation(talk).draft.asked)

    def work(self):
        """Carry out what the ledger holds."""
        announcer = Announcer(MERCHANTS, SENTENCES)
        for remedy in self.remedies():
            carry_out(self.database, self.backend, remedy.id, self.clock, announcer)
