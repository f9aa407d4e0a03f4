"""Anger and impatience at an open offer: «ik ben er klaar mee. ja, doe maar», «hurry up, just do it already».

Neither is a yes, and what was offered is what they wait for: it is asked for once more, in short, with a person at
hand. A person is for whoever goes on venting, only insults, or asks for one in their anger.
"""

from amends.assistant import unclear_answers
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import Confirming, Offered
from amends.assistant.context import Context
from amends.assistant.situation import Situation
from amends.assistant.turn import MISSES_A_YES
from amends.messages.say import Say
from amends.reading.message import Message

_DONE_AT_ONCE = frozenset({"utter_confirm", "utter_confirm_remedy"})
"""Questions after whose yes nothing else is waited for."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """The question for the yes, to whoever is angry or impatient at it; empty for any other message, and for whoever is
    so again."""
    if message.intent != "frustrated" or message.choice or not isinstance(situation.draft.state, Confirming | Offered):
        return ()
    if "talk_to_human" in message.besides:
        return ()
    said, turn = message.said, situation.draft.turn
    if situation.draft.proposal is not None and not said.is_insult and context.is_stale(situation):
        put = ClaimDialogue(context).put(situation)  # who is writing is asked first
        return () if turn is not None and turn.says == put else put
    if said.holds_a_yes:
        return unclear_answers.asked_back(context, situation)
    if said.is_insult or message.is_only_annoyed or said.waits or (turn is not None and turn.asks_back):
        return ()
    return _what_is_missing(context, situation) or unclear_answers.asked_back(context, situation)


def _what_is_missing(context: Context, situation: Situation) -> tuple[Say, ...]:
    """What is done as soon as the customer says yes, and nothing else of the offer; empty where it is done later, or
    where there is more than one thing to choose."""
    proposal = situation.draft.proposal
    if proposal is None or proposal.say.response not in _DONE_AT_ONCE:
        return ()
    args = {"order": situation.draft.order_number or "", "acts": proposal.say.args["acts"]}
    puts = (proposal.say, Say("utter_not_understood_at_all"))
    buttons = (button for say in puts for button in context.sentences.buttons(say, situation.language))
    return (Say(MISSES_A_YES, args, tuple(buttons)),)
