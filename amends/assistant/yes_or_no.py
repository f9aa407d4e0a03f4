"""A yes or a no while nothing is asked of a claim: to «is there anything else?», or to the offer of a person."""

from amends.assistant.context import Context
from amends.assistant.handoff import Handoff
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.reading.message import Message

_YES_NO = {"affirm": True, "deny": False}
OFFERS_A_PERSON = frozenset({
    "utter_frustrated", "utter_denied_can_be_reviewed",
    "utter_offer_person", "utter_done_already", "utter_being_done", "utter_covered_already",
    "utter_covered_already_on", "utter_goodwill_refused", "utter_no_part_of_it", "utter_status_closed",
})  # fmt: skip
"""What ends with the offer of a person: a yes takes it."""


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a yes or a no while nothing is asked of a claim: to «is there anything else?» it is an
    answer, and a no takes leave of a case that is settled. Empty for anything else."""
    means = message.said.answer
    if means is None and not message.said.says_wait:
        means = _YES_NO.get(message.intent)
    draft = situation.draft
    if means is None or draft.asked is not None:
        return ()
    says = draft.turn.says if draft.turn is not None else ()
    was_asked = any(say.response == "utter_what_else" for say in says)
    if means and message.said.leading_answer and says and says[-1].response in OFFERS_A_PERSON:
        return Handoff(context).to_person(situation.conversation_id, message.turn, "asked")
    if means:
        problems = Prompts(context, situation, None).likeliest()
        return (Say("utter_what_about", choices=problems),) if was_asked else (Say("utter_what_else"),)
    return (Say("utter_nothing_else" if was_asked or draft.settled else "utter_what_else"),)
