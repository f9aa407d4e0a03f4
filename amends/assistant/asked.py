"""What was asked and shown before a message, for its reading."""

from amends.assistant.context import Context
from amends.assistant.policy_answers import clauses_of
from amends.assistant.rights import IN_GENERAL
from amends.assistant.situation import Situation
from amends.errors import BackendError
from amends.reading.asked import Asked

_NEXT_PROBLEM = "utter_next_problem"
"""What ends with the button to go on with a problem that was kept for later."""


def asked_of(context: Context, situation: Situation) -> Asked:
    """The conversation's open question, and what else its next message may speak of."""
    draft, policy = situation.draft, context.policy_of(situation, None)
    merchant = context.merchants[situation.merchant].merchant
    half_known = draft.settled and draft.email is not None and draft.order_number is None
    said = () if draft.turn is None else tuple(say.response for say in draft.turn.says)
    return Asked(
        numbers=context.numbers[situation.merchant],
        country=merchant.country,
        language=situation.language,
        languages=merchant.languages,
        zone=merchant.zone,
        question=draft.asked,
        issue=draft.issue,
        settled=draft.settled,
        bare_number=draft.asked == "order_number" or half_known or draft.unmatched is not None,
        has_case=draft.case_id is not None or (draft.issue is None and situation.last_case is not None),
        is_matched=situation.verified is not None,
        next_problem=draft.settled and bool(draft.later) and said[-1:] == (_NEXT_PROBLEM,),
        right_told=IN_GENERAL in said,
        products=_products(context, situation),
        clauses=clauses_of(policy),
        by_law=merchant.statute is not None,
    )


def _products(context: Context, situation: Situation) -> tuple[str, ...]:
    """What may be named when the service is asked for: the one of the verified customer's order, by the order system's
    name and by the one that the customer reads."""
    if situation.draft.asked != "service_name" or situation.verified is None:
        return ()
    try:
        order = context.order_of(situation)
    except BackendError:
        return ()
    if order is None:
        return ()
    read = context.merchants[situation.merchant].merchant.name_of(order.product, situation.language)
    return tuple(dict.fromkeys((order.product.name, read)))
