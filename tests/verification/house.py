"""A database as it comes to be through the public seams, its order backend's journal, and what clients were told."""

import json
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from sqlalchemy import select, text

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import DecisionRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.messages import mail
from amends.policy.engine import declined
from amends.remedies import ledger
from amends.remedies.confirmation import Confirmation
from amends.verification import transcripts
from amends.verification.invariants import check
from amends.verification.journal import Journal, Movement
from amends.verification.looking import one_look
from amends.verification.material import Material
from tests.audit.test_log import TRIGGERS
from tests.desk_core.scene import ANNA, EMAIL, MERCHANTS, SENTENCES, Desk
from tests.desk_core.working import worker_of
from tests.privacy.scene import all_of
from tests.remedies.scene import act_of, an_order, approval

OTHER = "ola@example.com"
CANARY = "a word that only this customer says"


class House:
    """`bots` and `persons` are the numbers of the cases that either settled; `stranger` a chat without a case."""

    def __init__(self, database, folder):
        self.database = database
        self.desk = Desk(database)
        self._folder = folder
        self._said = 0

    def live(self):
        self.bots = self._served_by_the_bot()
        self.persons = self._served_by_a_person()
        self.stranger = self.desk.chat()
        self.talk(self.stranger, f"Hello, are you there? {CANARY}", "I am.")
        self.work()

    # What is held against what

    def found(self, **changed):
        """The violations by the numbers of their invariants; those that hold are left out."""
        return {each.invariant.number: each.result.violations for each in self.checked(**changed) if not each.holds}

    def checked(self, **changed):
        """`changed`: of the material, which else is all that there is."""
        given = {
            "journal": Journal(self.movements(), self.desk.now),
            "transcripts": self.transcripts(),
            **changed,
        }
        with one_look(self.database) as session:
            return check(Material(session=session, now=self.desk.now, sentences=SENTENCES, **given))

    def movements(self):
        """What the order backend did, as its journal has it."""
        backend = self.desk.backend
        return [
            Movement(each.key, "refund", each.order, each.payment, each.amount, backend.receipt(each.key).reference)
            for each in backend.movements
        ]

    def journal(self, *more, **changed):
        """With `more` movements; `changed`: of the first."""
        first, *others = self.movements()
        return Journal([replace(first, **changed), *others, *more], self.desk.now)

    def transcripts(self, *more):
        """Of clients who read all that there is, and `more` lines."""
        return transcripts.read(self.written(*more))

    def written(self, *more):
        """The same as a file."""
        file = self._folder / "transcripts.jsonl"
        lines = [*self._told(), {"conversation": self.stranger, "canary": CANARY}, *more]
        file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
        return file

    def _told(self):
        for event in all_of(self.desk, EventRow):
            seen = {"seq": event.seq, "kind": event.kind, "author": event.author, "body": event.body}
            yield {"conversation": event.conversation_id, "event": seen}

    # Planting

    def change(self, *statements):
        """Behind everybody's back; statements of SQLAlchemy, or SQL."""
        with self.database.begin() as session:
            for statement in statements:
                session.execute(text(statement) if isinstance(statement, str) else statement)

    def without_triggers(self):
        """What somebody can do who owns the database."""
        kind = self.database.engine.dialect.name
        for trigger in TRIGGERS[kind]:
            table = trigger.rsplit("_", 1)[0]
            self.change(f"DROP TRIGGER {trigger}" + (f" ON {table}" if kind == "postgresql" else ""))

    def chat_of(self, number):
        return self.desk.row(number).conversation_id

    def add_event(self, talk, said, author="bot", kind="reply", **body):
        """A further event under the next number."""
        with self.database.begin() as session:
            row = session.get_one(ConversationRow, talk)
            event = EventRow(
                conversation_id=talk,
                seq=row.next_seq,
                kind=kind,
                author=author,
                at=self.desk.now,
                body={"text": said, **body},
            )
            session.add(event)
            row.next_seq += 1

    # How it came to be

    def talk(self, talk, said, answered):
        """A message with the bot's answer; the message's event."""
        event = self.say(talk, said)
        due = self.desk.bot_takes()
        self.desk.later(seconds=1)
        self.desk.bot_says(due, answered)
        self.desk.later(seconds=1)
        return event

    def say(self, talk, said):
        """A message; its event."""
        self._said += 1
        return self.desk.customer(talk, said, f"c{self._said}")

    def work(self):
        """Everything that is due, letters too, which are only noted as sent."""
        worker = worker_of(self.desk)
        with patch.object(mail, "send"):
            while worker.turn():
                pass

    def _served_by_the_bot(self):
        """A customer who was matched, was asked, and said yes."""
        desk = self.desk
        talk = desk.chat()
        self.talk(talk, f"Money back, please. {desk.order.number}, {EMAIL}", "Shall I?")
        number = desk.case(to=CaseStatus.COLLECTING, chat=talk)
        self._match(talk, EMAIL)
        desk.decide(number, approval())
        yes = self.talk(talk, "Yes, please", "It is being done.")
        with self.database.begin() as session:
            case = desk.row(number, session)
            decision = session.scalars(select(DecisionRow).where(DecisionRow.case_id == case.id)).one()
            agreed = Confirmation(str(yes), desk.now, "Shall I?", act_of(decision, case))
            order = desk.backend.order(desk.order.number)
            ledger.enter(session, case=case, decision=decision, order=order, confirmation=agreed, now=desk.now)
            store.move(session, case, CaseStatus.CARRYING_OUT, "bot", desk.now)
        self.work()
        assert desk.status(number) == CaseStatus.RESOLVED
        return number

    def _served_by_a_person(self):
        """Another customer with another order, whose chat a person took over, and who decided."""
        desk, first = self.desk, self.desk.order
        desk.order = an_order("300.00", number="NN-10024", total="300.00", email=OTHER)
        desk.backend.put(desk.order)
        talk = desk.chat()
        self.talk(talk, f"Something else is wrong. NN-10024, {OTHER}", "A person looks at it.")
        number = self._reviewed(talk)
        self._match(talk, OTHER)
        desk.takeover.take_over(ANNA, number)
        self.say(talk, "Is anybody there?")
        desk.replying.reply(ANNA, number, "I am Anna.")
        desk.decides.approve_recommended(ANNA, number)
        self.work()
        desk.takeover.hand_back(ANNA, number)
        assert desk.status(number) == CaseStatus.RESOLVED
        desk.order = first
        return number

    def _reviewed(self, talk):
        desk = self.desk
        claim = Claim("not_activated", desk.now, desk.order.number, OTHER, explanation="It never came.")
        with self.database.begin() as session:
            case = store.open_case(
                session,
                merchant="norrnet",
                conversation_id=talk,
                language="en",
                order_number=desk.order.number,
                email=OTHER,
                claim=claim,
                now=desk.now,
            )
            session.get_one(ConversationRow, talk).case_id = case.id
            store.move(session, case, CaseStatus.REVIEW, "bot", desk.now, desk.now + timedelta(days=3))
            number = case.number
        policy = MERCHANTS["norrnet"].in_force(desk.order.placed_at)
        desk.decide(number, declined(policy, approval(amount="300.00"), desk.now))
        return number

    def _match(self, talk, email):
        with self.database.begin() as session:
            row = session.get_one(ConversationRow, talk)
            row.verified_order, row.verified_email, row.verified_at = self.desk.order.number, email, self.desk.now
