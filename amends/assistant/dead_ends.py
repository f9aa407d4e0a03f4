"""Where a claim cannot go on by itself: nobody was matched, the order system is away, or its record is faulty."""

from amends.assistant.claim_records import keep_asking, keep_heard, park
from amends.assistant.context import Context
from amends.assistant.handoff import Handoff
from amends.assistant.situation import Situation
from amends.errors import RecordInvalid
from amends.messages.say import Say


def stay_locked(context: Context, situation: Situation) -> tuple[Say, ...]:
    """No more tries to say who it is: nothing is asked, and a person is offered each time. A withdrawal can be declared
    without the chat."""
    situation = situation.say(Say("utter_identity_locked"))
    if situation.draft.issue == "withdraw":
        page = f"{context.public_url}/withdraw/{situation.merchant}"
        situation = situation.say(Say("utter_withdraw_on_page", {"page": page}))
    return keep_asking(context, situation, None).says


def unreadable(context: Context, situation: Situation, turn: str, fault: RecordInvalid) -> tuple[Say, ...]:
    """The record breaks the contract, and will tomorrow: nothing is tried again, and a person goes on."""
    keep_heard(context, situation)
    return Handoff(context).to_person(situation.conversation_id, turn, "unreadable", fault)


def put_aside(context: Context, situation: Situation) -> tuple[Say, ...]:
    """The order system is away: everything is kept, and the worker goes on when it is back."""
    return (*situation.says, *park(context, situation))
