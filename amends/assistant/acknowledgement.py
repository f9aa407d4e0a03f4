"""The acknowledgement of a withdrawal: by e-mail and at once, whether or not the right turns out to exist (eu.11a), and
whether or not the order system answers."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.assistant.draft import Draft
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.reminder_jobs import watch
from amends.db import erased
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.remedy_tables import MailRow
from amends.db.window import Window
from amends.messages import moments
from amends.messages.mail import queue_mail, queue_news
from amends.messages.say import Say
from amends.messages.sentences import Sentences
from amends.orders.order import Order
from amends.policy.policy import Policy

ACKNOWLEDGED = EntryKind.WITHDRAWAL_ACKNOWLEDGED
UNPROVEN = "withdrawal_declared"
"""The mail of an acknowledgement to an address that nobody has matched with an order."""
TO_ADDRESS = Window(6, timedelta(days=1))
"""So many of these go to one address: it may be a stranger's."""


def acknowledge(
    session: Session,
    sentences: Sentences,
    case: CaseRow,
    order: Order,
    draft: Draft,
    policy: Policy,
    language: str,
    now: datetime,
) -> tuple[Say, ...]:
    """Queue the acknowledgement of the statement that `draft` holds, once a statement; what is said of it in
    `language`, the chat's. Empty where there is none, or it was acknowledged before."""
    if draft.issue != "withdraw" or draft.declared is None or is_acknowledged(session, case, draft.declared):
        return ()
    args = {
        "name": order.customer.name or order.customer.email,
        "order": order.number,
        "product": policy.merchant.name_of(order.product, case.language),
        "at": moments.stamp(draft.declared, policy.zone, case.language),
        "case": case.number,
    }
    queue_mail(
        session,
        sentences,
        case=case,
        to=case.email or order.customer.email,
        say_name="withdrawal_received",
        args=args,
        language=case.language,
        now=now,
    )
    _written_down(session, case, draft.declared, args, now)
    said = {"email": order.customer.email, "at": moments.stamp(draft.declared, policy.zone, language)}
    return (Say("utter_withdrawal_received", said),)


def acknowledge_unread(
    session: Session,
    sentences: Sentences,
    case: CaseRow,
    draft: Draft,
    policy: Policy,
    language: str,
    now: datetime,
) -> tuple[Say, ...]:
    """The same while the order system is away: to the address that was given, with nothing but the customer's words."""
    if draft.issue != "withdraw" or draft.declared is None or draft.email is None:
        return ()
    if is_acknowledged(session, case, draft.declared, draft.email):
        return ()
    at = moments.stamp(draft.declared, policy.zone, case.language)
    said = {"email": draft.email, "at": moments.stamp(draft.declared, policy.zone, language)}
    args = {
        "name": draft.email,
        "contract": draft.order_number or "",
        "email": draft.email,
        "at": at,
        "case": case.number,
        "merchant": policy.merchant.name,
        "support": policy.merchant.support_email,
    }
    if has_its_share(session, draft.email, now):  # the proven address is written to when there is one
        return (Say("utter_withdrawal_kept", said),)
    queue_mail(
        session,
        sentences,
        case=case,
        to=draft.email,
        say_name=UNPROVEN,
        args=args,
        language=case.language,
        now=now,
    )
    _written_down(session, case, draft.declared, {"at": at, "email": draft.email}, now)
    return (Say("utter_withdrawal_received", said),)


def counts_already(draft: Draft, before: Draft, policy: Policy, language: str) -> tuple[Say, ...]:
    """That a withdrawal which was declared just now counts already, where it is not known yet whom to acknowledge it
    to."""
    if draft.declared is None or draft.declared == before.declared or (draft.order_number and draft.email):
        return ()
    return (Say("utter_withdrawal_counts", {"at": moments.stamp(draft.declared, policy.zone, language)}),)


def has_its_share(session: Session, email: str, now: datetime) -> bool:
    """Whether TO_ADDRESS acknowledgements went to an unproven address already, from wherever they were asked for."""
    to = func.lower(MailRow.recipient).in_(erased.known_as(session, email)) & (MailRow.kind == UNPROVEN)
    return TO_ADDRESS.wait(session, select(MailRow.created_at).where(to), now) > 0


def _written_down(session: Session, case: CaseRow, declared: datetime, args: dict[str, str], now: datetime) -> None:
    store.record(session, case, "bot", ACKNOWLEDGED, {**args, "declared": declared.isoformat()}, now)
    watch(session, case, now, now)  # a statement is never left alone, whatever the customer does next


def taken_back(session: Session, sentences: Sentences, case: CaseRow, merchant: str, now: datetime) -> tuple[Say, ...]:
    """Note that a declared withdrawal was taken back, by e-mail too, as its acknowledgement was one; what is said of
    it. `merchant` is a name."""
    store.record(session, case, "customer", EntryKind.WITHDRAWAL_TAKEN_BACK, {}, now)
    say = Say("utter_withdrawal_taken_back", {"order": case.order_number or "", "case": case.number})
    news = sentences.text(say, case.language)
    queue_news(session, sentences, case=case, merchant=merchant, news=news, now=now, anyway=True)
    return (say,)


def is_acknowledged(
    session: Session, case: CaseRow, declared: datetime | None = None, email: str | None = None
) -> bool:
    """Whether a withdrawal was acknowledged in the case: any, or the one that was declared then, in whatever language,
    and to that address where one is given."""
    lines = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == ACKNOWLEDGED)
    at = None if declared is None else declared.isoformat()
    found = [line.body for line in session.scalars(lines) if at in {None, line.body.get("declared")}]
    return any(email in {None, body.get("email", email)} for body in found)
