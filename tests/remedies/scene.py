"""A verified customer, an order, a case and an approving decision, in a migrated database."""

import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.remedy_tables import MailRow, PaymentBalanceRow, RemedyRow
from amends.db.session import Database
from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from amends.policy.decision import Decision, PolicyVersion, Reason
from amends.remedies import bounces, ledger
from amends.remedies.announcing import Announcer
from amends.remedies.confirmation import Act, Confirmation
from amends.remedies.executor import carry_out
from tests.shipped import policies, sentences

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
ANNOUNCER = Announcer(policies(), sentences())
EMAIL = "kari@example.com"


def act_of(decision, case):
    """The act that is confirmed with `decision`; one of nothing for a decision that approves nothing."""
    decided = Decision.from_json(decision.decision)
    if decided.outcome != "approve":
        return Act(case.order_number or "", "cancellation", None, True)
    return Act.of(decided, case.order_number or "")


def money(amount):
    return Money(Decimal(amount), "NOK")


def an_order(*amounts, number="NN-10023", total="490.00", refunded=(), email=EMAIL):
    """An order with one captured payment an amount, a minute apart."""
    placed = NOW - timedelta(days=3)
    returned = dict(enumerate(refunded))
    payments = [
        {
            "id": f"pay_{n}",
            "amount": money(amount).as_json(),
            "status": "captured",
            "captured_at": (placed + timedelta(minutes=n)).isoformat(),
            "method": "Visa •••• 4242",
            "refunded": money(returned.get(n - 1, "0.00")).as_json(),
        }
        for n, amount in enumerate(amounts, 1)
    ]
    return Order.from_json(
        {
            "number": number,
            "merchant": "norrnet",
            "placed_at": placed.isoformat(),
            "customer": {"email": email, "country": "NO", "consumer": True},
            "product": {"name": "Uptime tracking", "kind": "service"},
            "total": money(total).as_json(),
            "payments": payments,
            "activation": {"status": "none"},
        }
    )


def approval(remedy="full_refund", amount="490.00", row="N09f", cancels=False, facts=(), outcome="approve"):
    return Decision(
        outcome=outcome,
        row=row,
        clauses=("2a",),
        reasons=(Reason("2a", facts),),
        policy=PolicyVersion("norrnet", "2025-01-01"),
        remedy=remedy if outcome == "approve" else None,
        amount=None if amount is None else money(amount),
        cancels_order=cancels,
    )


class SumsOnly(FakeOrderBackend):
    """An order backend that tells no more than how much went back."""

    def order(self, number):
        order = super().order(number)
        if order is None:
            return None
        payments = [{name: value for name, value in each.items() if name != "refunds"} for each in _payments(order)]
        return Order.from_json({**order.document, "payments": payments})


def _payments(order):
    return order.document["payments"]


@dataclass
class Scene:
    """What a test does with the ledger and sees of it."""

    database: Database
    order: Order
    backend: FakeOrderBackend = field(init=False)
    now: datetime = NOW

    def __post_init__(self):
        self.backend = FakeOrderBackend([self.order], now=self.clock)

    def clock(self):
        return self.now

    def case(self, *, issue="not_activated", email=EMAIL, language="en"):
        """Open a case with a conversation; its id."""
        claim = Claim(issue, self.now, self.order.number, EMAIL)
        with self.database.begin() as session:
            talk = f"cv_{issue}_{language}"
            if session.get(ConversationRow, talk) is None:
                values = {"merchant": "norrnet", "language": language, "channel": "web", "secret_hash": ""}
                session.add(ConversationRow(id=talk, created_at=self.now, last_event_at=self.now, draft={}, **values))
                session.flush()
            case = store.open_case(
                session,
                merchant="norrnet",
                conversation_id=talk,
                language=language,
                order_number=None if email is None else self.order.number,
                email=email,
                claim=claim,
                now=self.now,
            )
            return case.id

    def decide(self, case_id, decision):
        """Decide on the order as it is at the backend; the decision's id."""
        with self.database.begin() as session:
            case = session.get_one(CaseRow, case_id)
            order = self.backend.order(self.order.number)
            return store.save_decision(session, case, order, Claim.from_json(case.claim), decision, self.now).id

    def enter(self, case_id, decision_id, *, order=None, confirmed_by="event:7", **changed):
        """Enter and set the case under way; the remedies' ids. `changed`: of the confirmation, which else is right."""
        with self.database.begin() as session:
            case = session.get_one(CaseRow, case_id)
            decision = session.get_one(DecisionRow, decision_id)
            given = {"by": confirmed_by, "at": self.now, "text": "Shall I?", "act": act_of(decision, case), **changed}
            rows = ledger.enter(
                session,
                case=case,
                decision=decision,
                order=order or self.backend.order(self.order.number),
                confirmation=Confirmation(**given),
                now=self.now,
            )
            if case.status == CaseStatus.COLLECTING:
                store.move(session, case, CaseStatus.CARRYING_OUT, "bot", self.now)
            return [row.id for row in rows]

    def granted(self, decision, **case):
        """A case with a decision that is entered: the case's id and the remedies' ids."""
        case_id = self.case(**case)
        return case_id, self.enter(case_id, self.decide(case_id, decision))

    def returned_by_hand(self, amount, payment="pay_1"):
        """Somebody at the merchant returns money in the order system itself."""
        call = RemedyCall(f"by-hand-{len(self.backend.movements)}", "refund", self.order.number, payment, money(amount))
        return self.backend.carry_out(call)

    def changes(self, **changes):
        """The order system's record changes: `payment` is laid over the first payment, the rest over the order."""
        document = copy.deepcopy(self.backend.order(self.order.number).document)
        document["payments"][0] |= changes.pop("payment", {})
        self.backend.put(Order.from_json(document | changes))

    def look(self, remedy_id):
        """Compare a refund with the order as it is now; when to look again."""
        order = self.backend.order(self.order.number)
        return bounces.look(self.database, remedy_id, order, self.clock, ANNOUNCER)

    def carry_out(self, remedy_id):
        return carry_out(self.database, self.backend, remedy_id, self.clock, ANNOUNCER)

    def remedies(self):
        return self._all(RemedyRow, RemedyRow.id)

    def states(self):
        return [(row.kind, row.state) for row in self.remedies()]

    def balances(self):
        rows = self._all(PaymentBalanceRow, PaymentBalanceRow.payment_id)
        return {row.payment_id: (row.paid_minor, row.committed_minor, row.elsewhere_minor) for row in rows}

    def mails(self):
        return self._all(MailRow, MailRow.id)

    def said(self):
        return [event.body["text"] for event in self._all(EventRow, EventRow.id)]

    def told(self, case_id):
        return [entry.kind for entry in self._all(CaseEntryRow, CaseEntryRow.id) if entry.case_id == case_id]

    def status(self, case_id):
        with self.database.read() as session:
            return session.get_one(CaseRow, case_id).status

    def decided_at(self, decision_id):
        with self.database.read() as session:
            return session.get_one(DecisionRow, decision_id).at

    def _all(self, row, order_by):
        with self.database.read() as session:
            return list(session.scalars(select(row).order_by(order_by)))
