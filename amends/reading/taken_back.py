"""A no, or something taken back, as the words and the model together have it."""

import re

from amends.reading.heard import Heard
from amends.reading.issues import issue_of
from amends.reading.thresholds import ANOTHER_PROBLEM, ANSWER_WORDS, SURE

_NO_MATTER = re.compile(r"^\W*(?:no (?:problem|worries)|nee hoor, prima|nei, det går)", re.IGNORECASE)


def takes_back(heard: Heard, *, ends_the_order: bool) -> bool:
    """Whether `heard` would have what was done undone, or stopped: in a few words that name no other problem.
    `ends_the_order`: what was done ended an order, so that «do not cancel» is about it."""
    said = heard.said
    if heard.choice or said.is_payload:
        return False
    if ends_the_order and (said.wants_it_back_on or said.keeps_it) and not said.describes_a_lack:
        return True
    if said.ends_in_question:
        return False
    if heard.intent == "cancel_order" and ends_the_order:
        return said.denies_the_end or said.says_wait
    named = issue_of(heard.intent)
    with_it = ends_the_order and named == "dissatisfaction"  # is with what ended, and no problem of its own
    other = named is not None and not with_it and heard.confidence >= ANOTHER_PROBLEM
    return not other and (said.says_wait or (ends_the_order and said.denies_the_end))


def says_no(heard: Heard) -> bool:
    """Whether `heard`, said when it is asked why, is a no to the whole of it, and not to telling the reason."""
    said = heard.said
    if said.gives_no_reason:
        return False
    if said.answer is False or said.declines or said.leaves:
        return True
    return said.leading_answer is False and denies(heard)


def denies(heard: Heard) -> bool:
    """Whether the model surely takes so few words for a no."""
    return heard.intent == "deny" and heard.confidence >= SURE and len(heard.said.words) <= ANSWER_WORDS


def answer_to_offer(heard: Heard) -> bool | None:
    """A yes or no to an offer, in words: only a no may go on with anything, as nothing comes of it."""
    said = heard.said
    if heard.choice or said.waits:
        return None
    means = said.answer
    if means is None and (said.leading_answer is False or said.declines) and _NO_MATTER.search(said.text) is None:
        return False
    return False if means is None and denies(heard) else means
