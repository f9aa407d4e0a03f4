"""Each invariant both ways: a house in order passes, and a violation that is planted in it is found, and named."""

import ast
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from amends.db.remedy_tables import RemedyRow
from amends.money import Money
from tests.desk_core.scene import EMAIL
from tests.serving import Serving
from tests.setup.repository import files
from tests.verification.house import CANARY
from tests.verification.planted import PLANTED
from tests.verification.plants import remedy


def test_a_house_in_order_violates_nothing_and_each_invariant_has_looked_at_something(house):
    checked = house.checked()
    assert house.found() == {}
    assert [each.invariant.number for each in checked] == [f"I{n}" for n in range(1, 13)]
    vain = {each.invariant.number for each in checked if each.result.looked_at == 0}
    assert vain == {"I12"}  # no address of a process was given


def test_what_cannot_be_checked_is_said(house):
    checked = house.checked(journal=None, transcripts=None)
    missing = {each.invariant.number: each.result.unchecked for each in checked if each.result.unchecked}
    assert missing.keys() == {"I1", "I2", "I3", "I4", "I6", "I12"}
    assert "--journal" in missing["I2"][0]


@pytest.mark.parametrize(
    ("number", "plant", "words"),
    [
        pytest.param(number, plant, words, id=f"{number}-{getattr(plant, '__name__', '')}-{at}")
        for number, plants in PLANTED.items()
        for at, (plant, words) in enumerate(plants)
    ],
)
def test_what_is_planted_is_found(house, number, plant, words):
    plant(house)
    found = house.found().get(number, [])
    assert any(words in each.sentence for each in found), f"{number} did not see it, but {found}"
    assert all(each.sentence.endswith(".") and each.ids for each in found)


ELSEWHERE = (
    "times under the key", "has no entry for it", "of which", "and is not in the database.",
    "is another one than its client was told", "was opened by a client", "holds a word of the customer of",
    "holds a customer's address or words", "the process is dead, or unwell",
)  # fmt: skip
"""Words of sentences that tests of this file bring about by a journal, a transcript, a log or an address."""


BEFORE_WHAT_IS_YIELDED = {"Case  .", "The  of order  (case ) was entered although ."}


def test_each_sentence_that_tells_of_a_violation_is_brought_about():
    """Whatever is looked for has something planted that only this look finds."""
    words = [*ELSEWHERE, *(words for plants in PLANTED.values() for _plant, words in plants)]
    told = [text for path in files("amends/verification/*.py") for text in sentences_of(path)]
    assert len(told) > 40
    assert [text for text in told if not any(each in text for each in words)] == []
    assert [each for each in words if not any(each in text for text in told)] == []


def sentences_of(path):
    """What is handed to `found`, or yielded for it: the words that stand in the code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        is_found = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "found"
        said = node.args[0] if is_found else node.value if isinstance(node, ast.Yield) else None
        parts = said.values if isinstance(said, ast.JoinedStr) else [said]
        text = "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        if text not in {"", *BEFORE_WHAT_IS_YIELDED}:
            yield text


def test_what_is_done_may_be_news_and_then_an_answer_but_no_third_time(house):
    """Two windows, one yes in each: the one's remedy is told in the other before its own yes is answered."""
    talk = house.chat_of(house.bots)
    [told] = [
        event.body["text"] for event in house.desk.events(house.bots) if "refund has been made" in str(event.body)
    ]
    house.talk(talk, "Thank you", "You are welcome.")
    house.desk.later(minutes=2)
    house.say(talk, "Is it done?")
    house.add_event(talk, told)
    house.add_event(talk, told)
    assert "I1" not in house.found()
    house.add_event(talk, told)
    assert "I1" in house.found()


def test_a_clock_that_was_put_back_after_the_yes_makes_no_violation(house):
    entry = remedy(house, house.bots)
    house.change(update(RemedyRow).where(RemedyRow.id == entry.id).values(created_at=entry.created_at - HOUR))
    assert "I7" not in house.found()


MONEY = Money.from_minor(100, "NOK")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("changed", "broken"), [({"key": "nobody's"}, {"I2", "I4"}), ({"reference": "RF-9"}, {"I4"})])
def test_a_journal_that_knows_it_otherwise(house, changed, broken):
    assert house.found(journal=house.journal(**changed)).keys() == broken


@pytest.mark.parametrize(
    "changed", [{"amount": MONEY}, {"order": "NN-99999"}, {"payment": "pay_9"}, {"kind": "credit"}]
)
def test_a_movement_of_other_money_than_was_entered(house, changed):
    assert "I2" in house.found(journal=house.journal(**changed))


def test_a_movement_that_was_made_twice(house):
    found = house.found(journal=house.journal(house.movements()[0]))
    assert found.keys() == {"I2", "I3"}


def test_more_went_back_than_was_paid(house):
    first = house.movements()[0]
    found = house.found(journal=house.journal(replace(first, key="by hand", reference="RF-7", amount=MONEY)))
    assert "I3" in found


def test_a_client_was_told_what_is_not_here(house):
    gone = {"seq": 99, "kind": "message", "author": "customer", "body": {"text": "Are you there?"}}
    told = house.transcripts({"conversation": house.stranger, "event": gone})
    [violation] = house.found(transcripts=told)["I1"]
    assert "acknowledged" in violation.sentence
    assert violation.ids == {"conversation": house.stranger, "seq": 99}


def test_a_client_was_told_it_otherwise(house):
    told = {"seq": 1, "kind": "message", "author": "customer", "body": {"text": "Something else"}}
    assert "I1" in house.found(transcripts=house.transcripts({"conversation": house.stranger, "event": told}))


def test_a_clients_conversation_is_gone(house):
    event = {"seq": 1, "kind": "message", "author": "customer", "body": {"text": "Hello"}}
    assert "I1" in house.found(transcripts=house.transcripts({"conversation": "cv_gone", "event": event}))


def test_a_customer_reads_another_ones_words(house):
    talk = house.chat_of(house.bots)
    house.add_event(talk, f"Do you mean {CANARY}?")
    [violation] = house.found()["I6"]
    assert violation.ids["conversation"] == talk


@pytest.mark.parametrize("said", [f"to {EMAIL} it went", f"heard: {CANARY}"])
def test_a_log_holds_what_a_customer_said(house, tmp_path, said):
    log = tmp_path / "web.log"
    log.write_text("started\n", "utf-8")
    assert house.found(logs=(log,)) == {}
    log.write_text(f"started\n{said}\n", "utf-8")
    [violation] = house.found(logs=(log,))["I6"]
    assert "Line 2" in violation.sentence


async def well(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


def test_a_process_that_answers_and_one_that_is_dead(house, monkeypatch):
    monkeypatch.setattr("amends.verification.alive.WITHIN_S", 0.2)
    server = Serving(well)
    try:
        assert house.found(health=(server.url,)) == {}
    finally:
        server.stop()
    assert "I12" in house.found(health=(server.url,))
