"""The chat changes hands twenty times under a customer who writes twenty messages a second."""

import time
from itertools import pairwise

import pytest

from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import TurnRow
from tests.conversations.customer import Customer
from tests.desk_story.chat import Spoken, out_of_turn, spoken
from tests.desk_story.race import Flood, Hands
from tests.stack import Stack

TIMES = 20
EVERY_S = 0.05
HELD_S = 0.15
STEPS = 8
STEP_S = 0.07
"""The agent keeps the chat for HELD_S, the bot from no time at all to as long as an answer takes and longer."""


@pytest.mark.parametrize("system", ["sqlite", "postgresql"], indirect=True)
def test_nothing_is_lost_doubled_or_said_out_of_turn(system: Stack) -> None:
    url = system.settings.public_url
    customer = Customer(url, "norrnet")
    customer.say("The network monitoring was never switched on")
    customer.press("Talk to a person")
    with system.database.read() as session:
        number = session.query(CaseRow).filter_by(conversation_id=customer.id).one().number
    hands = Hands(url, "anna")
    with Flood(url, customer.id, customer.secret, EVERY_S) as flood:
        for turn in range(TIMES):
            assert hands.press(number, "take-over") == "303 taken"
            time.sleep(HELD_S)
            assert hands.press(number, "hand-back") == "303 handed"
            time.sleep(turn % STEPS * STEP_S)
    hands.close()
    customer.reply()
    customer.close()

    entries = spoken(system.database, customer.id)
    assert set(flood.statuses) == {202}
    assert [entry.text for entry in entries if "How long does a refund take?" in entry.text] == flood.sent
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert owners(entries) == ["person", "bot"] * TIMES
    assert out_of_turn(entries) == []
    assert {each.owner for each in entries if "How long does a refund take?" in each.text} == {"bot", "person"}
    heard_by_the_bot = {each.event_id for each in entries if each.kind == "message" and each.owner == "bot"}
    assert turns(system, customer.id) == dict.fromkeys(heard_by_the_bot, "done")
    at_last = entries[max(at for at, each in enumerate(entries) if each.kind == "owner") :]
    said = [each.text for each in at_last if each.author == "bot" and each.kind == "reply"]
    assert "order number" in said[0]
    answers = [text for text in said if "refund goes back" in text]
    assert len(answers) == len([each for each in at_last if each.author == "customer"]), "one each"


def owners(entries: list[Spoken]) -> list[str]:
    """Who got the chat, in order."""
    return [following.owner for before, following in pairwise(entries) if before.kind == "owner"]


def turns(system: Stack, conversation_id: str) -> dict[int, str]:
    """What became of each message that the bot had to answer, by the message's event."""
    with system.database.read() as session:
        return {row.event_id: row.state for row in session.query(TurnRow).filter_by(conversation_id=conversation_id)}
