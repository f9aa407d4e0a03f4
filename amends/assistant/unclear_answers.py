"""What a customer says to a question for their yes and that is neither a yes nor a no, and what is said to it.

Whoever hesitates has time. A bare «ok» after something in between may answer that, so it is asked back in one sentence.
A yes to something else than just what was asked is none, and its reason is addressed.
"""

from amends.assistant import own_cause
from amends.assistant.claim_state import Collecting, Confirming, Offered
from amends.assistant.context import Context
from amends.assistant.interpreter import YES_NO
from amends.assistant.situation import Situation
from amends.assistant.turn import ASKED_BACK
from amends.messages.say import Say
from amends.policy.decision import REFUNDS
from amends.reading.about_decision import About
from amends.reading.acts import Meant
from amends.reading.issues import CALLS, COMMANDS
from amends.reading.message import Message
from amends.reading.said import Said
from amends.reading.thresholds import SURE


def asked_back(context: Context, situation: Situation) -> tuple[Say, ...]:
    """The question for the yes that is open, in one sentence with its buttons; empty where none is open."""
    draft, state = situation.draft, situation.draft.state
    match state:
        case Confirming(question=asked, proposal=proposal) if asked in YES_NO:
            put = proposal.say
        case Offered(put=put):
            pass
        case _:
            return ()
    buttons = tuple(context.sentences.buttons(put, situation.language))
    return (Say(ASKED_BACK, {"order": draft.order_number or ""}, buttons),)


def _given_time(context: Context, situation: Situation) -> tuple[Say, ...]:
    """That nothing hurries, with the buttons of the open question; any other question than for a yes just waits."""
    state = situation.draft.state
    if isinstance(state, Confirming | Offered):
        put = state.proposal.say if isinstance(state, Confirming) else state.put
        return (Say("utter_take_your_time", {}, tuple(context.sentences.buttons(put, situation.language))),)
    return (Say("utter_take_your_time_to_tell"),)


def _seems_a_yes(message: Message) -> bool:
    """Whether the model takes it for a yes: it is asked back, and never counted."""
    return message.intent == "affirm" and message.confidence >= SURE and message.meant is Meant.STATED


def _wants_just_that(situation: Situation, said: Said) -> bool:
    """Whether it says no and asks for the money that is proposed: «no, I just want my money back»."""
    proposal = situation.draft.proposal
    pays = proposal is not None and any(act.remedy in REFUNDS for _, act in proposal.acts)
    return pays and said.leading_answer is False and said.rather_has_money


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to `message` where it is no answer to the open question for a yes; empty where the rest of the
    dialogue has to make something of it."""
    state, said = situation.draft.state, message.said
    if message.is_button or message.facts.email or situation.draft.asked is None:
        return ()
    if state == Collecting("narrow") and own_cause.answered(situation.draft, message):
        return ()  # who does not know whose fault it is has answered
    if said.waits:
        return _given_time(context, situation)
    open_for_yes = isinstance(state, Confirming) and state.question in YES_NO
    if not open_for_yes or message.orders_named:
        return ()
    if message.intent in CALLS | (COMMANDS - {"stop"}):
        return ()
    back = asked_back(context, situation)
    if said.hesitates:
        return _given_time(context, situation)
    yes = said.leading_answer is True
    if not yes and message.about in {About.MORE, About.WHY_SO_LITTLE}:
        return (Say("utter_offer_stands"),)
    if not yes and (said.keeps_it or _wants_just_that(situation, said)):  # it may be a no, and is asked
        return back
    agrees = yes or said.begins_okay or _seems_a_yes(message)
    if said.has_question or said.is_long or message.intent == "stop":
        return ()
    if said.goes_elsewhere:
        return (Say("utter_only_the_same_way"),)
    if said.is_weak_yes:
        return back
    if not agrees:
        return ()
    return (Say("utter_only_just_that"),) if said.has_limits else back
