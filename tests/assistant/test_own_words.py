"""A question that is answered in the customer's own words is not answered by just any words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.assistant.claim_state import AskedByDesk, Collecting
from amends.assistant.draft import Draft
from amends.assistant.interpreter import Interpreter
from amends.assistant.situation import Situation, find, keep
from amends.claims.extract import answers_product
from amends.errors import BackendUnavailable
from amends.reading.message import Message
from tests.assistant.conftest import Chat

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
HEARING = Interpreter(lambda: "Uptime tracking, 12 months")
KARI = "NN-10006 kari.holm@example.com"


def _asked_for_service(chat: Chat) -> None:
    """A person wants to hear the name again, as the desk asks for it."""
    chat.say(f"My card shows the amount twice. {KARI}", "duplicate_payment")
    with chat.context.database.begin() as session:
        row = find(session, chat.id)
        before = Situation.of(row)
        asked = replace(before.draft, service_name=None, state=AskedByDesk((("service_name", 0),), "service_name"))
        keep(row, replace(before, draft=asked))


def _explanation(text: str, intent: str, confidence: float, issue: str = "outage") -> Draft:
    draft = Draft(issue=issue, opened_at=NOW, state=Collecting("explanation"), occurred_at=NOW)
    return HEARING.hear(draft, Message("t", text, NOW, intent, confidence)).draft


def test_words_that_name_no_service_are_a_failed_try_and_move_no_money(norrnet: Chat) -> None:
    _asked_for_service(norrnet)
    assert norrnet.say("whats the weather in oslo", "out_of_scope", 0.53) == ["not_understood", "ask_service_name"]
    assert norrnet.draft.service_name is None
    assert norrnet.say("the second one", confidence=0.25) == ["explain_service_name", "offer_person"]
    assert norrnet.say("blue", confidence=0.25)[0] == "person_after_tries"


def test_a_wish_to_cancel_is_kept_where_the_service_was_asked_for(norrnet: Chat) -> None:
    _asked_for_service(norrnet)
    said = norrnet.say("ok but I want it cancelled now", "cancel_order", 0.68)
    assert said == ["kept_for_later", "ask_service_name"]
    assert norrnet.draft.later == ("cancel",)
    assert norrnet.draft.service_name is None


@pytest.mark.parametrize("text", ["uptime", "the uptime tracker", "Uptime Tracking, 12 months", "Uptime tracking?"])
def test_a_word_of_the_product_names_the_service(norrnet: Chat, text: str) -> None:
    _asked_for_service(norrnet)
    assert norrnet.say(text, "outage", 0.29) == ["information_returned"]


def test_yes_to_the_service_that_is_shown_names_it(norrnet: Chat) -> None:
    _asked_for_service(norrnet)
    assert norrnet.say("yes", "affirm") == ["information_returned"]


def test_a_question_about_the_service_does_not_name_it(norrnet: Chat) -> None:
    _asked_for_service(norrnet)
    norrnet.say("is uptime tracking really refunded then?", confidence=0.25)
    assert norrnet.draft.service_name is None


def test_a_service_named_while_the_orders_cannot_be_read_is_asked_for_again_later(norrnet: Chat) -> None:
    _asked_for_service(norrnet)
    norrnet.backend.fail(BackendUnavailable("away"))
    assert norrnet.say("the weather", confidence=0.25) == ["parked"]
    assert norrnet.draft.service_name is None


def test_short_product_words_and_other_endings_name_a_product_and_other_words_do_not() -> None:
    assert answers_product("my VPN", "VPN access, 12 months")
    assert answers_product("the monitor", "Network monitoring for offices, 12 months")
    assert not answers_product("12 months", "VPN access, 12 months")
    assert not answers_product("ok but I want it cancelled now", "Uptime tracking, 12 months")


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("is there anything else?", "nlu_fallback", 0.25),
        ("how long until a person answers?", "bot_challenge", 0.4),
        ("how long will it take", "ask_refund_timing", 0.74),
        ("whats the weather in oslo", "out_of_scope", 0.53),
        ("no, the day before", "nlu_fallback", 0.25),
        ("ok but I want it cancelled now", "cancel_order", 0.68),
        ("my address is noa@example.com", "give_email", 1.0),
    ],
)
def test_a_question_a_correction_or_another_wish_explains_nothing(text: str, intent: str, confidence: float) -> None:
    assert _explanation(text, intent, confidence).explanation is None


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("No service since Monday", "outage", 0.8),
        ("My VPN stopped on Monday. Can you help?", "nlu_fallback", 0.25),
        ("Why is nothing loading since this morning?", "outage", 0.7),
        ("It was down all day so I lost orders and I want to cancel it", "cancel_order", 0.8),
        ("A representative told me that it would work again by Monday evening but it does not", "talk_to_human", 0.45),
        ("De tjeneste virker ikke siden mandag", "nlu_fallback", 0.25),
    ],
)
def test_what_happened_is_an_explanation_though_it_asks_or_names_more(
    text: str, intent: str, confidence: float
) -> None:
    assert _explanation(text, intent, confidence).explanation == text.rstrip("?.") or text.startswith(("My", "Why"))
    assert _explanation(text, intent, confidence).explanation is not None


def test_a_problem_told_beside_the_explanation_is_kept_for_later() -> None:
    told = _explanation("It was down all day so I lost orders and I want to cancel it", "cancel_order", 0.8)
    assert told.later == ("cancel",)


def test_the_day_before_moves_the_day_that_was_said() -> None:
    for text in ("no, the day before", "nee, de dag ervoor", "nei, dagen før"):
        assert _explanation(text, "nlu_fallback", 0.25).occurred_at == NOW.replace(day=17)


def test_ordered_twice_is_explained_by_the_word_for_both() -> None:
    assert _explanation("I placed it twice by mistake", "duplicate_payment", 0.88, "duplicate_order").explanation
