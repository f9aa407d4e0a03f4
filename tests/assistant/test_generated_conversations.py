"""Whatever a customer says, taps or sends, in whatever order: nothing moves without a yes to exactly its amount.

The customer's messages are generated, as are the intents they are taken for: a model that errs at every turn must not
move money. What counts as a yes is judged by what was put to the customer, not by what the dialogue made of it.
"""

import itertools
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from amends.assistant.claim_state import CONFIRMATIONS
from amends.db import migrate
from amends.db.session import Database
from amends.reading.issues import COMMANDS, ISSUE_OF_INTENT, QUESTIONS, SMALL_TALK
from tests.assistant.conftest import Chat
from tests.assistant.moved import remedies

ORDERS = {
    "itnet": ("IT-20036", "IT-20039", "IT-20029", "IT-20013", "IT-20059", "IT-20032", "IT-20012"),
    "norrnet": ("NN-10006", "NN-10017", "NN-10019", "NN-10028", "NN-10030"),
}
OTHERS = ("affirm", "deny", "correct", "chargeback", "no_evidence", "appeal", "nlu_fallback", "request_refund")
intents = st.sampled_from(sorted({*ISSUE_OF_INTENT, *QUESTIONS, *SMALL_TALK, *COMMANDS, *OTHERS}))
words = st.sampled_from([
    "please do NOT cancel it", "can i still cancel this later on?", "It was charged twice and I want my money back now",
    "yes", "ja hoor", "ja maar niet annuleren", "no", "nei takk", "ok", "yes but only half", "go ahead", "why?",
    "how much?", "yesterday at nine", "hierbij ontbind ik de overeenkomst", "I withdraw from the contract", "hm",
    "stop", "ja", "cancel it", "refund it", "IT-20013 daan.visser@example.com", "geld terug", "wait", "full refund",
])  # fmt: skip
BARE = {"yes", "ja hoor", "ok", "ja"}
steps = st.one_of(
    st.tuples(st.just("say"), words, intents),
    st.tuples(st.just("who"), st.integers(0, 6), intents),
    st.tuples(st.just("press"), st.sampled_from(["yes", "no", "full_refund", "wait"]), st.booleans()),
    st.tuples(st.just("issue"), st.sampled_from(sorted(set(ISSUE_OF_INTENT.values()))), st.none()),
    st.tuples(st.just("change"), st.integers(1, 900), st.none()),
)


@pytest.mark.parametrize("merchant", sorted(ORDERS))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    talk=[
        ("who", 1, "nlu_fallback"),
        ("say", "I want to cancel, I do not need it", "cancel_order"),
        ("press", "yes", False),
    ],
    moves=True,
)
@example(
    talk=[
        ("who", 1, "nlu_fallback"),
        ("say", "I want to cancel, I do not need it", "cancel_order"),
        ("say", "hm", "bot_challenge"),
        ("say", "ok", "affirm"),
    ],
    moves=False,
)
@given(talk=st.lists(steps, min_size=3, max_size=12), moves=st.none())
def test_nothing_moves_without_a_yes_to_exactly_its_amount(
    merchant: str, talk: list[tuple[str, Any, Any]], moves: bool | None, blank: Path
) -> None:
    chat, old = _fresh(merchant, blank), ""
    directly = False  # whether the question for the yes was the last thing that was put, with nothing in between
    for step in talk:
        put = chat.draft.proposal if chat.draft.asked in CONFIRMATIONS else None
        before = len(remedies(chat))
        _take(chat, step, put.id if put else "", old)
        old = put.id if put else old
        entered = remedies(chat)[before:]
        still = chat.draft.proposal if chat.draft.asked in CONFIRMATIONS else None
        was_direct, directly = directly, still is not None and (put is None or put.id != still.id or _asked_back(chat))
        if entered:
            assert was_direct or step[0] != "say" or step[1] not in BARE, (
                "a bare yes after something in between counted"
            )
            assert put is not None, "something was entered although nothing was proposed"
            assert {row.confirmed_text for row in entered} == {put.text}
            assert all(row.order_number in put.text for row in entered)
            _names_the_sum(sum(row.amount_minor or 0 for row in entered), put.text)
    assert moves is None or (len(remedies(chat)) > 0) is moves


PUT_AGAIN_AFTER = {
    "utter_choice_is_over", "utter_evidence_received", "utter_asked_again_after_no", "utter_back_to_order",
}  # fmt: skip
"""A remark of the bot's own after which the whole question stands once more, as the last thing that is said."""


def _asked_back(chat: Chat) -> bool:
    said = [each.response for each in chat.draft.turn.says]
    asked = {"utter_is_that_a_yes", "utter_only_your_yes_is_missing"}
    return not asked.isdisjoint(said[-1:]) or (len(said) > 1 and said[0] in PUT_AGAIN_AFTER)


def _take(chat: Chat, step: tuple[str, Any, Any], now: str, old: str) -> None:
    match step:
        case ("say", text, intent):
            chat.say(text, intent)
        case ("who", place, intent):
            numbers = ORDERS[chat.merchant]
            order = chat.backend.order(numbers[place % len(numbers)])
            assert order is not None
            chat.say(f"{order.number} {order.customer.email}", intent)
        case ("press", answer, stale):
            name = "accepts" if answer in {"full_refund", "wait"} else "yes_no"
            chat.say("", "choose", 1.0, **{name: f"{answer}:{old if stale else now}"})
        case ("issue", issue, _):
            chat.say("", "choose", 1.0, issue=issue)
        case ("change", cents, _):
            _returned_elsewhere(chat, cents)


def _names_the_sum(minor: int, text: str) -> None:
    """The text that was said yes to names the whole amount that moves on it."""
    assert minor == 0 or f"{minor // 100:,}.{minor % 100:02d}" in text, (minor, text)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database in which nothing is, to be copied."""
    file = tmp_path_factory.mktemp("talks") / "blank.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


_count = itertools.count()


def _fresh(merchant: str, blank: Path) -> Chat:
    file = blank.parent / f"{next(_count)}.db"
    shutil.copy(blank, file)
    return Chat(Database(f"sqlite:///{file}"), merchant)


def _returned_elsewhere(chat: Chat, cents: int) -> None:
    """A colleague returns something of the order in hand, outside Amends."""
    number = chat.draft.order_number
    order = chat.backend.order(number) if number else None
    if order is None or order.merchant != chat.merchant or not order.payments:
        return
    payments = [dict(payment) for payment in order.document["payments"]]
    first, paid = payments[0], payments[0]["amount"]
    if first["status"] == "captured" and not first.get("refunds") and Decimal(paid["amount"]) * 100 > cents:
        first["refunded"] = {"amount": f"{cents // 100}.{cents % 100:02d}", "currency": paid["currency"]}
        chat.change(order.number, payments=payments)
