"""What the core knows, as this API shows it: within the scopes of whoever asks."""

from dataclasses import replace

from amends.desk.api.scopes import Scope
from amends.desk.queries.case import CaseView
from amends.desk.queries.customer import Customer as KnownCustomer
from amends.desk.queries.history import Taken
from amends.desk.queries.queue import Line as Listed
from amends.desk.queries.talk import Said
from amends.desk.queries.timeline import Happened
from amends.money import Money
from web.desk_api.calling import Caller
from web.desk_api.schemas import (
    Amount,
    Case,
    CaseSummary,
    Customer,
    CustomersCase,
    CustomersOrder,
    Decided,
    Line,
    Message,
    Person,
    Remedied,
)


def summary(caller: Caller, line: Listed) -> CaseSummary:
    """A case as a list has it."""
    words = caller.has(Scope.CONVERSATIONS_READ)
    has_it = None
    if line.assigned_to is not None:
        has_it = Person(id=line.assigned_to, name=line.assigned_name or line.assigned_to)
    return CaseSummary(
        number=line.number,
        merchant=line.merchant,
        status=line.status,
        issue=line.issue,
        order_number=line.order_number,
        language=line.language,
        channel=line.channel,
        opened_at=line.opened_at,
        due_at=line.due_at,
        snoozed_until=line.snoozed_until,
        assigned_to=has_it,
        with_person=line.taken,
        waiting=line.waiting,
        approval_pending=line.pending,
        labels=list(line.labels),
        email=line.email if caller.has(Scope.CUSTOMERS_READ) else None,
        about=line.about or None if words else None,
        last_words=line.last_words or None if words else None,
    )


def case_of(caller: Caller, listed: CaseSummary, shown: CaseView) -> Case:
    """The whole of it."""
    knows = caller.has(Scope.CUSTOMERS_READ)
    return Case(
        **listed.model_dump(),
        closed_at=shown.case.closed_at,
        merged_into=shown.merged_into,
        merged_here=list(shown.merged_here),
        decisions=[_decided(each) for each in shown.decisions],
        remedies=[
            Remedied(
                kind=str(each["kind"]),
                state=str(each["state"]),
                amount=_amount(each["amount"]),
                reference=each["reference"],
            )
            for each in shown.remedies
        ],
        notes=[_line(each) for each in shown.notes],
        history=[_line(each if knows else _unnamed(each)) for each in shown.timeline],
    )


def message(said: Said) -> Message:
    """One entry of a conversation."""
    return Message(
        id=said.event_id,
        kind=said.kind,
        author=said.author,
        who=said.who,
        text=said.text,
        at=said.at,
        channel=said.chat.row.channel,
        case=said.chat.case,
        buttons=list(said.buttons),
        state=said.state or None,
    )


def customer(known: KnownCustomer) -> Customer:
    """Who it is, as the cases tell."""
    return Customer(
        email=known.email,
        name=known.name or None,
        orders=[CustomersOrder(number=each.number, product=each.product, cases=each.cases) for each in known.orders],
        cases=[
            CustomersCase(
                number=each.number,
                status=each.status,
                issue=each.issue,
                order_number=each.order_number,
                opened_at=each.opened_at,
                closed_at=each.closed_at,
            )
            for each in known.cases
        ],
        channels=known.channels,
        more=known.more,
    )


def _decided(taken: Taken) -> Decided:
    decision = taken.decision
    return Decided(
        at=taken.at,
        by=taken.by,
        outcome=decision.outcome,
        row=decision.row,
        clauses=list(decision.clauses),
        remedy=decision.remedy,
        amount=_amount(decision.amount),
    )


def _amount(money: Money | None) -> Amount | None:
    return None if money is None else Amount(**money.as_json())


def _line(happened: Happened) -> Line:
    return Line(at=happened.at, who=happened.who, what=happened.kind, text=happened.text)


def _unnamed(happened: Happened) -> Happened:
    """The same line for whoever may not know who the customer is."""
    return replace(happened, who="customer", text="") if happened.identifies else happened
