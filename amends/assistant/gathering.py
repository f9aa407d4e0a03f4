"""What a message tells beside its answer goes into the claim: when, where to, what a screen said, what happened."""

from dataclasses import replace
from datetime import datetime

from amends.assistant.draft import Draft
from amends.assistant.told import Told
from amends.facts.happened import happened, instant_of, recorded
from amends.facts.reading import Moment, Reading
from amends.orders.order import Order
from amends.policy.facts import INCIDENT_KINDS
from amends.reading.issues import EITHER
from amends.reading.message import Message

HAS_A_TIME = frozenset({"outage", "billing_error", "destination_problem"})
"""Problems that are decided by when they were: for any other a date is more likely that of the purchase."""


def gathered(draft: Draft, message: Message) -> Draft:
    """The draft with what the message tells, whatever it is for. What was told before stays, unless it is asked."""
    if draft.settled:
        return draft
    told = draft.told
    if draft.asked == "occurred_at" and (when := happened(message.facts.moment, message.at)) is not None:
        told = replace(told, when=when, said_back=False)
    return filled(replace(draft, told=told.with_facts(message.facts, message.at)), message.at)


def filled(draft: Draft, at: datetime) -> Draft:
    """The draft with each answer that was told and is not given yet."""
    told = draft.told
    if draft.issue in {None, "withdraw"}:
        return draft
    if draft.issue in HAS_A_TIME and draft.occurred_at is None and told.certain is not None:
        draft = replace(draft, occurred_at=instant_of(told.certain, at, None, ""))
    if draft.issue == "destination_problem" and draft.destination is None:
        draft = replace(draft, destination=told.destination)
    explanation, error = draft.explanation or told.explanation, draft.error_message or told.error_message
    return replace(draft, explanation=explanation, error_message=error)


def kept_for_later(draft: Draft, issue: str, message: Message, explanation: str | None) -> Draft:
    """The draft with another problem that the message names, and what it tells of it."""
    told = replace(Told().with_facts(message.facts, message.at), explanation=explanation)
    return draft.keep_for_later(issue, told)


def answered_when(draft: Draft, before: Draft, at: datetime) -> Draft | None:
    """The draft where it was asked when, and that was told: with the instant, or with more than one way to understand
    it, to choose from. None where nothing new was told."""
    when = draft.told.when
    if when is None:
        return None
    if draft.told.certain is not None:
        return _at(draft, draft.told.certain, at)
    return None if when == before.told.when else replace(draft, tries=0)


def chosen(draft: Draft, reading: Reading, at: datetime) -> Draft:
    """The draft with the moment that was tapped."""
    told = replace(draft.told, when=Moment((reading,)), said_back=True)
    return _at(replace(draft, told=told), reading, at)


def corrected(draft: Draft, message: Message) -> Draft | None:
    """The draft with another moment in place of the one that was told; None where the message names none."""
    if draft.occurred_at is None:
        return None
    moved = message.said.day_moved
    if moved is not None:
        when: Moment | None = Moment((Reading.instant(draft.occurred_at + moved),))
    else:
        when = happened(message.facts.moment, message.at)
    if when is None or when == draft.told.when:
        return None
    draft = replace(draft.with_answer("occurred_at", None), told=replace(draft.told, when=when, said_back=False))
    return draft if when.certain is None else _at(draft, when.certain, message.at)


def by_the_records(draft: Draft, order: Order, now: datetime) -> Draft:
    """The draft as the order's records have it: a day is the moment of the incident in it, and what does not work was
    on before or never was. `now` is in the merchant's zone."""
    if draft.either in EITHER and not draft.narrowed:
        worked = {"done": "outage", "none": "not_activated", "pending": "not_activated", "failed": "not_activated"}
        known = worked.get(order.activation.status or "")
        draft = draft if known is None else filled(replace(draft, issue=known, either=None), now)
    if draft.occurred_at is None or draft.told.certain is None:
        return draft
    at = recorded(draft.told.certain, now, order, INCIDENT_KINDS.get(draft.issue or "", ""))
    return draft if at is None else replace(draft, occurred_at=at)


def _at(draft: Draft, reading: Reading, at: datetime) -> Draft:
    return replace(draft.with_answer("occurred_at", instant_of(reading, at, None, "")), tries=0)
