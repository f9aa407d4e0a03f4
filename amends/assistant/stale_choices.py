"""A button of an earlier question for a yes, pressed when it is not open any more: nothing is done on it.

What stands now is told. What was declined, or put aside for another order, is put anew, and wants a yes of its own.
"""

from dataclasses import replace

from amends.assistant import identification, money_back, other_order, reconsideration
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import Collecting, Confirming, Parked, Settled
from amends.assistant.context import Context
from amends.assistant.proposal import NO, YES
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message

OVER = Say("utter_choice_is_over")


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to such a press; empty for any other message, and where it is the open question's."""
    answer, number = _pressed(message)
    if not answer or _is_open(situation, number):
        return ()
    claims, state = ClaimDialogue(context), situation.draft.state
    if isinstance(state, Collecting | Confirming) and (kept := other_order.put_aside(situation, number)):
        return _put(claims, kept, message, Say("utter_back_to_order", {"order": kept.draft.order_number or ""}))
    if answer != NO and reconsideration.may_be_had(context, situation):
        return _put(claims, reconsideration.reopened(situation), message, Say("utter_asked_again_after_no"))
    if context.is_stale(situation) and not isinstance(state, Settled):
        return ()  # who is writing is asked first, as for any message
    if isinstance(state, Settled):
        return (_about(situation, answer), *money_back.told(context, situation))
    if isinstance(state, Parked):
        return (OVER, *money_back.told(context, situation))
    # The question as it is first put: a press that came too late is no try that failed.
    return (OVER, *claims.put(replace(situation, draft=replace(situation.draft, tries=0))))


def with_what_stands(context: Context, situation: Situation, says: tuple[Say, ...]) -> tuple[Say, ...]:
    """`says`, with how the case stands where it is only that some other choice is over, and nothing is asked."""
    alone = says == (OVER,) and situation.draft.asked is None
    return (*says, *money_back.told(context, situation)) if alone else says


def _pressed(message: Message) -> tuple[str, str]:
    """The answer, and the proposal that it stood under; empty where no answer of that kind was pressed."""
    answer, _, number = (message.choice.get("yes_no") or message.choice.get("accepts") or "").partition(":")
    return answer, number


def _is_open(situation: Situation, number: str) -> bool:
    proposal, offered = situation.draft.proposal, situation.draft.offered
    is_offered = offered is not None and str(offered.args["decision"]) == number
    return is_offered or (proposal is not None and proposal.id == number)


def _about(situation: Situation, answer: str) -> Say:
    """A second yes to what the first one settled is no mistake: it is told that it counts once."""
    given = answer == YES and situation.draft.confirmed is not None
    return Say("utter_one_yes_is_enough") if given else OVER


def _put(claims: ClaimDialogue, situation: Situation, message: Message, first: Say) -> tuple[Say, ...]:
    """It is put to the customer who was matched; whoever comes after a while is asked who they are before."""
    present = identification.awake(claims.context, situation)
    first = first if present is situation else Say("utter_away_for_a_while")
    step = claims.advance(replace(present, message=message.turn))
    says = (first, *step.says)
    if step.asked is None:
        return (*says, *claims.conclude(claims.situation(situation.conversation_id), message.turn, said=True).says)
    return (*says, *claims.put(claims.situation(situation.conversation_id)))
