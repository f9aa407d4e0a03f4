"""I7: nothing is carried out without a customer who was matched, a decision that grants it, and a yes that is kept."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from amends import addresses
from amends.clock import SKEW
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.conversation_tables import EventRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.db.withdrawal_tables import WithdrawalRow
from amends.policy.decision import Decision, Outcome
from amends.pseudonyms import is_pseudonym
from amends.remedies import states
from amends.verification.material import A_PAGE, Material
from amends.verification.result import Result

WITHDRAWAL = "withdrawal "
APART = timedelta(minutes=5)
"""How far clocks of several machines may be apart. A message's own number tells that it was there first, whatever a
clock that was put back meanwhile says."""


def nothing_is_done_without_a_yes(material: Material) -> Result:
    """Each entry of the ledger: whose it is, by which decision, and who said yes to it, when and to what."""
    result = Result()
    rows = (
        select(RemedyRow, CaseRow, DecisionRow)
        .join(CaseRow, CaseRow.id == RemedyRow.case_id)
        .join(DecisionRow, DecisionRow.id == RemedyRow.decision_id)
        .order_by(RemedyRow.id)
    )
    for remedy, case, decision in material.session.execute(rows.execution_options(yield_per=A_PAGE)):
        result.looked_at += 1
        for objection in _objections(material, remedy, case, decision):
            result.found(
                f"The {remedy.kind} of order {remedy.order_number} (case {case.number}) was entered although "
                f"{objection}.",
                case=case.number, order=remedy.order_number, remedy=remedy.key, decision=decision.id,
            )  # fmt: skip
    _amounts(result, material)
    return result


def _objections(material: Material, remedy: RemedyRow, case: CaseRow, decision: DecisionRow) -> Iterator[str]:
    if not case.email or case.order_number != remedy.order_number or case.merchant != remedy.merchant:
        yield "no customer was matched with that order"
    if decision.case_id != case.id:
        yield f"decision {decision.id} is another case's"
    if decision.outcome != Outcome.APPROVE:
        yield f"decision {decision.id} grants nothing"
    if not remedy.confirmed_by.strip().isdigit() and remedy.confirmed_at > remedy.created_at + APART:
        yield "the yes came afterwards"
    if is_pseudonym(case.email):
        return  # the words of the yes were erased with the person
    customer = ((decision.order or {}).get("customer") or {}).get("email")
    if case.email and not addresses.same(customer, case.email):
        yield "the order is another customer's"
    if not remedy.confirmed_text.strip():
        yield "it is not kept what the yes was said to"
    yield from _of_whom(material, remedy, case, decision)


def _of_whom(material: Material, remedy: RemedyRow, case: CaseRow, decision: DecisionRow) -> Iterator[str]:
    """Who said yes: a customer's message, a statement of withdrawal, or a person at the desk."""
    by = remedy.confirmed_by.strip()
    if by.isdigit():
        event = material.session.get(EventRow, int(by))
        if event is None:
            if case.conversation_id is not None:
                yield f"message {by}, which is to have said yes, is not there"
        elif event.author != "customer":
            yield f"message {by}, which is to have said yes, is not the customer's"
        elif abs(event.at - remedy.confirmed_at) > SKEW:
            yield f"the yes is noted for another time than that of message {by}"
    elif by.startswith(WITHDRAWAL) and by.removeprefix(WITHDRAWAL).isdigit():
        statement = material.session.get(WithdrawalRow, int(by.removeprefix(WITHDRAWAL)))
        if statement is None or statement.case_id != case.id:
            yield f"the statement of {by} is not of that case"
    else:
        ruling = material.session.get(RulingRow, decision.id)
        if ruling is None or by not in {ruling.decided_by, ruling.second_by}:
            yield f"{by or 'nobody'} is not known to have decided on it"


def _amounts(result: Result, material: Material) -> None:
    """The entries of one decision come to what it grants, and not to more."""
    sums: dict[int, int] = {}
    live = select(RemedyRow.decision_id, RemedyRow.amount_minor).where(
        RemedyRow.amount_minor.is_not(None), RemedyRow.state.not_in(states.UNDONE)
    )
    for decision, amount in material.session.execute(live):
        sums[decision] = sums.get(decision, 0) + (amount or 0)
    for number, entered in sums.items():
        row = material.session.get_one(DecisionRow, number)
        granted = Decision.from_json(row.decision).amount
        most = 0 if granted is None else granted.rounded().minor
        if entered > most:
            case = material.session.get_one(CaseRow, row.case_id)
            result.found(
                f"Decision {number} of case {case.number} grants {most}, and {entered} were entered (minor units).",
                case=case.number, decision=number,
            )  # fmt: skip
