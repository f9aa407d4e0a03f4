"""An offer whose options the merchant wrote: what each does is said, and only what was picked is done, once."""

from typing import Any

import pytest

from amends.db.session import Database
from amends.messages.say import Say
from amends.orders.order import Order
from rasa_addons import own_acts
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves, remedies
from tests.policy import own_merchants

BASE = next(each.order for each in own_merchants.worked("takt") if each.row == "T15" and each.order)
DOWN = "Takt was down all day and I could not work with it. TK-100100 ada@example.com"


@pytest.fixture
def takt(database: Database) -> Chat:
    return Chat(database, "takt", own_merchants.policies(), [Order.from_json(BASE)])


def said(chat: Chat) -> Say:
    turn: Any = chat.draft.turn
    found: Say = turn.says[-1]
    return found


def test_each_option_is_told_with_what_it_does_and_nothing_is_done_yet(takt: Chat) -> None:
    assert takt.say(DOWN, "outage") == ["offer_of_choices"]
    offer = said(takt)
    assert offer.args["options"].splitlines() == [
        "• A month more: Make the period that you paid for 1 month longer, at no charge",
        "• A coupon: Give you a coupon worth €15.00 (valid for 6 months)",
        "• The smaller plan: Exchange Takt for Takt Lite",
        "• Wait for a person to look",
    ]
    assert [title for title, _ in offer.choices] == [
        "A month more",
        "A coupon",
        "The smaller plan",
        "Wait for a person to look",
    ]
    assert offer.choices[0][1] == f'/choose{{"accepts": "month:{takt.draft.proposal.id}"}}'
    assert moves(takt) == []


@pytest.mark.parametrize(
    ("picked", "move", "detail"),
    [
        ("month", ("extension", None), "P1M"),
        ("coupon", ("coupon", 1500), "P6M"),
        ("lite", ("exchange", None), "TAKT-LITE"),
    ],
)
def test_what_was_picked_is_entered_once(takt: Chat, picked: str, move: tuple[str, int | None], detail: str) -> None:
    takt.say(DOWN, "outage")
    takt.say("that one", accepts=picked)
    takt.say("that one", accepts=picked)
    assert moves(takt) == [("TK-100100", *move)]
    (row,) = remedies(takt)
    assert row.detail == detail
    ((case, rows),) = takt.cases()
    assert (case.status, rows[-1]) == ("carrying_out", "T15")


@pytest.mark.parametrize(
    ("words", "kind"), [("a coupon", "coupon"), ("A month more please", "extension"), ("the second one", "coupon")]
)
def test_the_words_of_a_button_pick_it(takt: Chat, words: str, kind: str) -> None:
    takt.say(DOWN, "outage")
    takt.say(words)
    assert [move[1] for move in moves(takt)] == [kind]


def test_who_would_rather_wait_gets_a_person(takt: Chat) -> None:
    takt.say(DOWN, "outage")
    takt.say("wait", accepts="wait")
    ((case, rows),) = takt.cases()
    assert (case.status, rows[-1], moves(takt)) == ("review", "T16", [])


def test_who_asks_how_they_differ_is_told_what_each_does(takt: Chat) -> None:
    takt.say(DOWN, "outage")
    assert takt.say("what is the difference?") == ["difference_of_choices", "offer_of_choices"]
    assert takt.say("how much would I get?")[0] == "difference_of_choices"
    assert moves(takt) == []


def test_a_bare_yes_picks_none_of_them(takt: Chat) -> None:
    takt.say(DOWN, "outage")
    takt.say("yes", "affirm")
    assert moves(takt) == []


def test_a_plan_is_stopped_only_on_a_yes_and_goes_on_to_its_end(takt: Chat) -> None:
    assert takt.say("Do not renew it. TK-100100 ada@example.com", own_acts.heard("stop_renewal")) == ["confirm"]
    assert "Stop Takt from renewing" in said(takt).args["acts"]
    assert moves(takt) == []
    takt.say("yes", yes_no="yes")
    assert moves(takt) == [("TK-100100", "stop_at_period_end", None)]


def test_a_no_to_stopping_it_leaves_everything_as_it_is(takt: Chat) -> None:
    takt.say("Do not renew it. TK-100100 ada@example.com", own_acts.heard("stop_renewal"))
    assert takt.say("no", yes_no="no") == ["nothing_done"]
    assert moves(takt) == []
