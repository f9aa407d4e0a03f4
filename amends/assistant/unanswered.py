"""What is said to words that do not answer the open question and were understood all the same, or have their time
later: «since Tuesday», while the order number is asked."""

from dataclasses import replace

from amends.assistant.claim_state import Collecting
from amends.assistant.draft import Draft
from amends.assistant.interpreter import Interpretation
from amends.assistant.next_question import IDENTITY
from amends.messages.say import Say
from amends.reading.issues import SIBLINGS, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import NAMES_A_PROBLEM, TELLS_WORDS

NOTED = Say("utter_noted")
_CHOICE = "narrow"
"""A question that no fact answers: whoever tells more instead of choosing has missed it."""


def told(heard: Interpretation, before: Draft, message: Message) -> Interpretation:
    """`heard`, with what is said to a message after which the same question is open as `before`."""
    asked, draft = before.asked, heard.draft
    if heard.interrupted or heard.aside or heard.says or message.is_button or not isinstance(before.state, Collecting):
        return heard
    if asked is None or before.issue is None or draft.issue != before.issue or _answers(asked, before, draft):
        return heard
    if _tells(message, before):
        tries = before.tries + 1 if asked == _CHOICE else draft.tries
        return replace(heard, draft=replace(draft, tries=tries), says=(NOTED,))
    if asked in IDENTITY and draft.tries > before.tries:
        return replace(heard, says=_on_the_way(asked, message))
    return heard


def _on_the_way(asked: str, message: Message) -> tuple[Say, ...]:
    """What is said to whoever has not given who is writing: where it stands, to those who do not know; that what they
    say has its time, to what is no try at it, and no question. Empty for anything else."""
    said = message.said
    if said.does_not_know and message.intent != "no_evidence":
        return (Say(f"utter_where_{asked}"),)
    tells = len(said.words) >= TELLS_WORDS and said.is_only_words
    return (Say("utter_first_your_order"),) if tells and not (said.has_question or said.hesitates or said.waits) else ()


def _answers(asked: str, before: Draft, draft: Draft) -> bool:
    """Whether it did answer, or may have: who is writing, which of two problems it is, or anything else."""
    if asked in IDENTITY:
        return (draft.order_number, draft.email) != (before.order_number, before.email)
    return draft.narrowed if asked == _CHOICE else draft.tries <= before.tries


def _tells(message: Message, before: Draft) -> bool:
    """Whether it tells a fact of the claim, its problem once more, or who is writing."""
    facts = message.facts
    moments = () if before.asked == "occurred_at" else facts.moments  # a doubtful one is asked about, and not noted
    told = (facts.amounts, moments, facts.countries, facts.phones, facts.products, facts.error_text)
    if message.hands_over or any(told):
        return True
    issue = issue_of(message.intent) if message.confidence >= NAMES_A_PROBLEM else None
    return issue is not None and before.issue in SIBLINGS.get(issue, (issue,))
