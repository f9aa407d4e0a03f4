"""How a remedy that was carried out is told, in a language: when it happens, and to whoever asks again."""

from typing import Any

from sqlalchemy.orm import Session

from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.desk_tables import RulingRow
from amends.db.remedy_tables import RemedyRow
from amends.messages.remedy_words import of_detail
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.backend import RemedyKind
from amends.orders.order import Order
from amends.policy.policy import Policy

SET_OFF = "set_off"
"""The kind of ruling, and what its credit is told as."""


def confirmed(
    session: Session, case: CaseRow, remedy: RemedyRow, policy: Policy, sentences: Sentences, language: str
) -> Say:
    """That it was done: how much, where to, by which reference."""
    what = SET_OFF if is_set_off(session, remedy) else remedy.kind
    args = about(case, decided_on(session, remedy), remedy, policy, sentences, language)
    return Say(f"utter_remedy_{what}_confirmed", args)


def about(
    case: CaseRow, order: Order, remedy: RemedyRow, policy: Policy, sentences: Sentences, language: str
) -> dict[str, Any]:
    """What the sentences about a remedy say of it."""
    first, last = policy.settings.payout_days
    args = {
        "case": case.number,
        "order": order.number,
        "product": policy.merchant.name_of(order.product, language),
        "reference": remedy.reference,
        "days": str(last) if first == last else f"{first}–{last}",
    }
    if remedy.amount is not None:
        args["amount"] = remedy.amount.text(language)
    args |= of_detail(remedy.kind, remedy.detail, policy.merchant, sentences, language)
    if remedy.kind == RemedyKind.REFUND:
        methods = {payment.id: payment.method for payment in order.payments}
        original = sentences.text(Say("utter_remedy_original_method"), language)
        args["method"] = methods.get(remedy.payment_id) or original
    return args


def decided_on(session: Session, remedy: RemedyRow) -> Order:
    """The order as it was decided on."""
    return Order.from_json(session.get_one(DecisionRow, remedy.decision_id).order)


def is_set_off(session: Session, remedy: RemedyRow) -> bool:
    """Whether the credit counts against what the customer owes: it must not be told as one that they can use."""
    ruling = session.get(RulingRow, remedy.decision_id)
    return ruling is not None and ruling.kind == SET_OFF
