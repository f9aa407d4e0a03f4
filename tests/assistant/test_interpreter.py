"""What one message means for a draft, for any messages in any order."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.assistant.claim_state import CONFIRMATIONS, Collecting, Confirming, Settled
from amends.assistant.draft import Draft
from amends.assistant.interpreter import EVIDENCE, FREE_TEXT, Interpreter
from amends.assistant.proposal import Proposal
from amends.claims.claim import ISSUES
from amends.claims.extract import OrderNumbers
from amends.facts.facts import read_facts
from amends.messages.say import Say
from amends.reading.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from amends.reading.message import Message

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
HEARING = Interpreter()
NUMBERS = OrderNumbers("NN", 5)


def read(text: str, intent: str) -> Message:
    """A message with its facts, as the dialogue hears it."""
    facts = read_facts(text, "en", NOW, NUMBERS, "NO")
    return Message("t", text, NOW, intent, facts=facts, numbers=NUMBERS)


ASKED = ("issue", "order_number", "email", "narrow", "accepts", "confirmation", "withdrawal", "occurred_at")

OTHERS = ("affirm", "deny", "correct", "chargeback", "no_evidence", "give_email", "nlu_fallback", "appeal")
intents = st.sampled_from(sorted({*ISSUE_OF_INTENT, *QUESTIONS, *SMALL_TALK, *COMMANDS, *OTHERS}))
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "NN-10023",
            "a@example.com",
            "nn 10023 and a@example.com",
            "yesterday",
            "last weekend",
            "03/04",
            "Suriname",
            "yes",
            "🙂",
            "no?",
            "12345",
        ]
    ),
)
choices = st.sampled_from(
    [
        {}, {}, {}, {"yes_no": "yes"}, {"yes_no": "no"}, {"accepts": "wait"}, {"issue": "outage"}, {"problem": "next"},
        {"field": "email"}, {"field": "issue"}, {"field": "nonsense"}, {"field": "occurred_at"},
        {"occurred_at": "nonsense"},
        {"occurred_at": "day/2026-11-17T00:00:00+00:00/2026-11-18T00:00:00+00:00"}, {"service_name": "It"},
    ]
)  # fmt: skip
messages = st.builds(
    lambda intent, text, **more: replace(read(text, intent), **more), intents, texts,
    turn=st.uuids().map(str), confidence=st.floats(0, 1), choice=choices,
)  # fmt: skip
questions = st.sampled_from([None, *ASKED, *FREE_TEXT, *EVIDENCE])


def open_at(question: str | None) -> Collecting | Confirming:
    """The state in which that question is open."""
    put = Proposal.new(Say("utter_confirm"), "Shall I?", {}, NOW)
    return Confirming(question, put) if question in CONFIRMATIONS else Collecting(question)


@given(st.lists(st.tuples(messages, questions), max_size=12))
def test_any_messages_in_any_order_leave_a_whole_draft(turns: list[tuple[Message, str | None]]) -> None:
    draft = Draft()
    for message, asked in turns:
        draft = HEARING.hear(replace(draft, state=open_at(asked)), message).draft
        assert draft.issue is None or (draft.issue in ISSUES and draft.opened_at is not None)
        assert not (draft.confirmed and draft.declined)
        assert Draft.from_json(draft.as_json()) == draft


@given(messages, questions, st.integers(0, 5))
def test_tries_count_failed_answers_and_are_forgotten_by_the_next_good_one(
    message: Message, asked: str | None, tries: int
) -> None:
    before = Draft(state=open_at(asked), tries=tries)
    heard = HEARING.hear(before, message)
    assert heard.draft.tries in {0, tries, tries + 1}
    if heard.draft.tries > tries:
        assert replace(heard.draft, tries=tries) == before
    if heard.interrupted:
        assert heard.draft == before


@given(messages)
def test_a_settled_claim_is_changed_by_no_old_button(message: Message) -> None:
    before = Draft(state=Settled("1"), issue="outage", opened_at=NOW)
    pressed = replace(message, intent="choose", choice={"accepts": "full_refund"})
    assert HEARING.hear(before, pressed).draft == before


@given(st.sampled_from(sorted(FREE_TEXT)), st.text(alphabet="abc def", min_size=15, max_size=1500))
def test_a_free_answer_is_kept_as_it_was_said_up_to_its_length(asked: str, text: str) -> None:
    message = Message("t", text, NOW, "nlu_fallback")
    kept = getattr(HEARING.hear(Draft(state=Collecting(asked)), message).draft, asked)
    assert kept is None or (len(kept) <= FREE_TEXT[asked] and " ".join(text.split()).startswith(kept))


def test_a_message_that_states_its_problem_explains_it_as_it_was_written() -> None:
    told = HEARING.hear(Draft(), Message("t", "My service was never activated", NOW, "not_activated")).draft
    assert told.explanation == "My service was never activated"
    text = "Hi, order NN-10023 was never activated.\nMy e-mail address is a@example.com"
    short = HEARING.hear(Draft(), read(text, "not_activated")).draft
    assert short.explanation == text.replace("\n", " ")
    assert (short.order_number, short.email) == ("NN-10023", "a@example.com")


def test_to_cancel_needs_no_more_words_than_the_wish() -> None:
    heard = HEARING.hear(Draft(), Message("t", "Cancel my vpn", NOW, "cancel_order"))
    assert heard.draft.explanation == "Cancel my vpn"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("withdraw please", "withdraw"), ("outage NN-10023", "outage"), ("/not_activated", "not_activated")],
)
def test_a_wish_a_single_word_and_a_payload_explain_nothing(text: str, intent: str) -> None:
    assert HEARING.hear(Draft(), read(text, intent)).draft.explanation is None


def test_a_second_problem_is_kept_once() -> None:
    draft = Draft(issue="outage", opened_at=NOW, state=open_at("confirmation"))
    message = Message("t", "and I was charged twice", NOW, "duplicate_payment")
    once = HEARING.hear(draft, message)
    assert once.draft.later == ("duplicate_payment",)
    assert HEARING.hear(once.draft, message).draft.later == ("duplicate_payment",)


def test_an_unsure_question_is_a_failed_try_and_no_interruption() -> None:
    heard = HEARING.hear(Draft(state=Collecting("order_number")), Message("t", "what", NOW, "ask_evidence", 0.39))
    assert not heard.interrupted
    assert heard.draft.tries == 1
