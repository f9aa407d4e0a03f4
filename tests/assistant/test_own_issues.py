"""A merchant's own kind of problem in the chat: offered, asked about in its words, decided and carried out."""

from dataclasses import replace
from typing import Any

import pytest

from amends.db.session import Database
from amends.messages.say import Say
from amends.orders.order import Order
from rasa_addons import own_acts
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.policy import own_merchants

BASE = next(each.order for each in own_merchants.worked("podium") if each.row == "P09" and each.order)
MOVED = own_acts.heard("event_moved")


@pytest.fixture
def podium(database: Database) -> Chat:
    order = BASE | {"placed_at": "2026-11-01T09:00:00+01:00"}
    return Chat(database, "podium", own_merchants.policies(), [Order.from_json(order)])


def said(chat: Chat) -> tuple[Say, ...]:
    turn: Any = chat.draft.turn
    return tuple(turn.says)


def test_what_the_merchant_calls_it_is_offered_first_in_its_words(podium: Chat) -> None:
    podium.say("Hoi, PT-100100 jan@example.com")
    (asked,) = [say for say in said(podium) if say.response == "utter_ask_issue"]
    assert asked.choices[0] == ("Het evenement is verplaatst", '/choose{"issue": "event_moved"}')
    assert asked.choices[1][0] == "Mijn plaats is veranderd"


def test_it_is_decided_by_its_row_and_paid_back_once_on_a_yes(podium: Chat) -> None:
    assert podium.say("Verzet! PT-100100 jan@example.com", MOVED) == ["ask_as_merchant_does"]
    (asked,) = said(podium)
    assert asked.args["question"].startswith("Naar welke dag")
    assert podium.say("Naar 3 juni, en dan ben ik in Spanje op vakantie") == ["confirm"]
    assert moves(podium) == []
    podium.say("ja", yes_no="yes")
    podium.say("ja", yes_no="yes")
    ((case, rows),) = podium.cases()
    assert (case.issue, set(rows)) == ("event_moved", {"P09"})
    assert [move for move in moves(podium) if move[1] == "refund"] == [("PT-100100", "refund", 12525)]


def test_a_press_of_its_button_is_the_same(podium: Chat) -> None:
    podium.say("PT-100100 jan@example.com")
    assert podium.say("Het evenement is verplaatst", "choose", issue="event_moved") == ["ask_as_merchant_does"]


def test_a_kind_without_a_question_of_its_own_is_asked_about_as_usual(podium: Chat) -> None:
    assert podium.say("Plek? PT-100100 jan@example.com", own_acts.heard("seat_changed")) == ["ask_explanation"]
    podium.say("We hadden rij drie geboekt en kregen rij twintig")
    ((case, rows),) = podium.cases()
    assert (case.status, case.issue, rows[-1]) == ("review", "seat_changed", "P11")


def test_told_beside_another_problem_it_is_kept_and_offered_by_its_name(podium: Chat) -> None:
    podium.say("Ik wil annuleren, ik kan niet meer. PT-100100 jan@example.com", "cancel_order")
    assert "kept_for_later" in podium.say(
        "Ook zitten we ineens ergens anders in de zaal", own_acts.heard("seat_changed")
    )
    podium.say("ja", yes_no="yes")
    (offered,) = [say for say in said(podium) if say.response == "utter_next_problem"]
    assert offered.args["problem"] == "Mijn plaats is veranderd"


def test_a_kind_that_was_taken_out_of_the_file_since_goes_to_a_person(podium: Chat) -> None:
    podium.say("Verzet! PT-100100 jan@example.com", MOVED)
    merchants = own_merchants.policies()
    text = merchants["podium"]
    without = replace(text.merchant, issues={})
    rows = tuple(row for row in text.newest.rows if "event_moved" not in (row.issues or ()))
    newest = replace(text.newest, merchant=without, rows=rows)
    podium.context = replace(
        podium.context,
        merchants={**merchants, "podium": replace(text, merchant=without, editions=((newest.in_force_from, newest),))},
    )
    podium.dialogue = replace(podium.dialogue, context=podium.context)
    podium.say("Naar 3 juni, en dan ben ik in Spanje op vakantie")
    ((case, rows_of_case),) = podium.cases()
    assert (case.status, rows_of_case[-1]) == ("review", "P08")
