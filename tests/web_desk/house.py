"""A desk with cases: the real policies and sentences, orders of the demo in memory, a real server in a thread."""

import itertools
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from amends import clock
from amends.accounts import account
from amends.accounts.sessions import Lifetimes
from amends.assistant.context import Context
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.conversations import conversation, log
from amends.db.session import Database
from amends.db.tables import CaseRow, ConversationRow
from amends.desk.unrecognised import intents
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from amends.policy.engine import decide
from demo.orders.scenarios import Scenario, scenarios
from tests.shipped import desk_rules, policies, sentences
from tests.web.server import Web
from tests.web.stand_in import StandInRasa
from web.desk.deps import DeskDeps

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery"
PEOPLE = {
    "anna": ("Anna Vik", "agent", ("norrnet",)),
    "bram": ("Bram de Wit", "agent", ("itnet",)),
    "siri": ("Siri Dahl", "supervisor", ("norrnet", "itnet")),
    "ada": ("Ada Admin", "admin", ("norrnet", "itnet")),
}


@dataclass(frozen=True)
class Face:
    """What the fields of a customer's case say; a test puts its own words in."""

    said: str = "I want my money back, please look at it"
    email: str | None = None
    explanation: str | None = None
    error_message: str | None = None
    name: str | None = None
    product: str | None = None


class House:
    """`url` once it is started. `review` makes a case that waits for a person."""

    def __init__(self, database: Database, rasa: StandInRasa | None = None, **changes: object) -> None:
        merchants = policies()
        self.now = clock.now()
        self.orders = {name: FakeOrderBackend(now=clock.now) for name in merchants}
        self.context = Context(
            database=database,
            merchants=merchants,
            backends=self.orders,
            numbers={name: found.merchant.order_numbers for name, found in merchants.items()},
            sentences=sentences(),
            clock=clock.now,
            desks=dict(desk_rules()),
        )
        self.database = database
        self.desk = DeskDeps(self.context, b"key", Lifetimes(), intents.read(ROOT / "domain"), **changes)
        self.web = Web(database, rasa, desk=self.desk) if rasa else None
        self._fresh = itertools.count(1)

    def people(self) -> None:
        with self.database.begin() as session:
            for key, (name, role, merchants) in PEOPLE.items():
                account.add(
                    session, name=name, email=f"{key}@example.com", role=role, merchants=merchants,
                    password=PASSWORD, now=self.now,
                )  # fmt: skip

    def review(
        self,
        which: Scenario | None = None,
        *,
        due: timedelta = timedelta(hours=3),
        face: Face | None = None,
        decided: bool = True,
    ) -> tuple[str, str]:
        """A case of that scenario in a person's hands, `decided` by the policy: its number, its conversation's id."""
        scenario = which or review_scenarios()[0]
        face = face or Face(said=scenario.say)
        n = next(self._fresh)
        order = self._order(scenario, face, n)
        now = self.now - timedelta(minutes=40)
        email = face.email or order.customer.email
        claim = replace(
            scenario.claim_at(now),
            order_number=order.number,
            email=email,
            explanation=face.explanation or scenario.say,
            error_message=face.error_message,
        )
        with self.database.begin() as session:
            chat, _ = conversation.create(session, merchant=scenario.merchant, language="en", channel="web", now=now)
            case = store.open_case(
                session, merchant=scenario.merchant, conversation_id=chat.id, language="en",
                order_number=order.number, email=email, claim=claim, now=now,
            )  # fmt: skip
            chat.case_id = case.id
            chat.draft = {"case_id": case.id}
            chat.verified_order, chat.verified_email, chat.verified_at = order.number, email, now
            log.reply(session, chat, "Hello. What is it about?", [("A refund", "/refund")], now)
            log.append(session, chat, kind="message", author="customer", body={"text": face.said}, now=now)
            policy = self.context.merchants[scenario.merchant].in_force(order.placed_at)
            try:
                decision = decide(policy, order, claim, now)
            except ValueError:
                decision = None
            if decision is not None and decided:
                store.save_decision(session, case, order, claim, decision, now)
            store.move(session, case, CaseStatus.REVIEW, "customer", now, self.now + due)
            log.reply(session, chat, f"A colleague looks at it. Your case is {case.number}.", [], now)
            return case.number, chat.id

    def case(self, number: str) -> CaseRow:
        with self.database.read() as session:
            return session.query(CaseRow).filter_by(number=number).one()

    def chat(self, conversation_id: str) -> ConversationRow:
        with self.database.read() as session:
            return session.get_one(ConversationRow, conversation_id)

    def says(self, conversation_id: str, text: str) -> None:
        """The customer writes."""
        with self.database.begin() as session:
            chat = session.get_one(ConversationRow, conversation_id)
            log.append(session, chat, kind="message", author="customer", body={"text": text}, now=clock.now())

    def events(self, conversation_id: str) -> list[tuple[str, str, str]]:
        with self.database.read() as session:
            rows = log.since(session, conversation_id, 0, 1000)
            return [(row.kind, row.author, str(row.body.get("text", ""))) for row in rows]

    def _order(self, scenario: Scenario, face: Face, n: int) -> Order:
        document = scenario.document(self.now)
        assert document is not None
        prefix = document["number"].split("-")[0]
        customer = {**document["customer"], **({"email": face.email} if face.email else {})}
        customer |= {"name": face.name} if face.name else {}
        product = {**document["product"], **({"name": face.product} if face.product else {})}
        document = {**document, "number": f"{prefix}-{50000 + n}", "customer": customer, "product": product}
        order = Order.from_json(document)
        self.orders[scenario.merchant].put(order)
        return order


def review_scenarios(merchant: str = "norrnet") -> list[Scenario]:
    """Those that the policy leaves to a person."""
    return [each for each in scenarios() if each.merchant == merchant and each.outcome == "review" and each.order]


def instant(text: str) -> datetime:
    return clock.parse(text)
