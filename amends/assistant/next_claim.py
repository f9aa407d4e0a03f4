"""Where a message begins the next claim."""

from dataclasses import replace

from amends.assistant import evidence
from amends.assistant.claim_state import COMMENT
from amends.assistant.situation import Situation
from amends.reading.message import Message


def begun(situation: Situation, message: Message) -> Situation:
    """The situation in which `message` is heard: a settled claim is followed by the next one, unless the message
    presses a button of the settled one."""
    draft = situation.draft
    if draft.asked == COMMENT:
        draft = draft.settle()
    late = {"accepts", "yes_no", "field", "service_name", "occurred_at", *evidence.CHOICES}
    if draft.settled and not (message.choice.keys() & late or message.says_none):
        draft = draft.fresh()
    return replace(situation, draft=draft)
