"""What is meant by a message gets its answer, whatever it is and whether a claim is open or not."""

import re

from amends.desk.unrecognised import intents
from amends.messages.say import Say
from tests.assistant.conftest import ROOT, Chat

KNOWN = [intent.name for intent in intents.read(ROOT / "domain").every]
ONLY_DETAILS = {"inform"}  # hands over what was asked for, and means nothing by itself
TOLD_BY_THE_QUESTION = {"ask_evidence"}  # the open question is put again, and says what is needed
WAY_OUT = (
    "amends/assistant says nothing to it. A problem goes into ISSUE_OF_INTENT of issues.py, a question into QUESTIONS "
    "of issues.py and into questions_answered.py: CONTRIBUTING.md, «Add an intent»."
)


def says(chat: Chat, intent: str) -> set[str]:
    return set(chat.say("Xqz.", intent))


def unanswered(chat: Chat, names: list[str]) -> set[str]:
    found = set()
    for name in names:
        chat.open()
        if says(chat, name) & {"not_understood", "not_understood_at_all"}:
            found.add(name)
    return found


def test_each_intent_of_the_domain_is_answered(norrnet: Chat) -> None:
    assert unanswered(norrnet, [name for name in KNOWN if name not in ONLY_DETAILS]) == set(), WAY_OUT


def test_an_intent_that_nobody_thought_of_is_found(norrnet: Chat) -> None:
    assert unanswered(norrnet, ["ask_contact", "ask_for_invoice"]) == {"ask_for_invoice"}


def test_each_question_is_answered_while_a_claim_is_open_which_goes_on(norrnet: Chat) -> None:
    silent = set()
    for name in (name for name in KNOWN if name.startswith("ask_") and name not in TOLD_BY_THE_QUESTION):
        norrnet.open()
        norrnet.say("It is down.", "outage")
        told = says(norrnet, name)
        if not any(re.match("answer_|no_case_yet", each) for each in told) or norrnet.draft.issue != "outage":
            silent.add(name)
    assert silent == set(), WAY_OUT


def test_contact_and_times_are_the_merchants_own(norrnet: Chat) -> None:
    merchant = norrnet.context.merchants["norrnet"].merchant
    (contact,) = _said(norrnet, "ask_contact")
    assert (contact.args["merchant"], contact.args["support"]) == (merchant.name, merchant.support_email)
    (timing,) = _said(norrnet, "ask_refund_timing")
    assert timing.args["days"] == "5–10"


def _said(chat: Chat, intent: str) -> tuple[Say, ...]:
    chat.say("Xqz?", intent)
    said: tuple[Say, ...] = chat.draft.turn.says
    return said
