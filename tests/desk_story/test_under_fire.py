"""The story again while the customer writes without a pause: the chat changes hands many times in two browsers, then
the claim is finished, and the money moves once."""

from collections.abc import Callable

import pytest

from amends import clock
from demo.orders.scenarios import scenarios
from tests.desk_story.agent import Agent
from tests.desk_story.chat import out_of_turn, spoken
from tests.desk_story.ending import case_of, decided_by, ledger, mails, moved
from tests.desk_story.fire import under_fire
from tests.desk_story.test_race import owners, turns
from tests.stack import Stack
from tests.web.server import until
from tests.widget.browser import Visitor

TIMES = {"sqlite": 6, "postgresql": 20}
"""How often the chat changes hands: it is the locks that could let something through, and SQLite has one for all."""
EVERY_MS = 50
ANSWERED_WITHIN_S = 180.0
ORDER = "NN-10920"
EMAIL = "fire.fjordkontor@example.com"
AMOUNT = "7,490.00"
LIKE = "NN-10020"
"""The demo's order that is put there again under ORDER, for this test alone."""


@pytest.mark.timeout(900)  # forty pages of the desk, however busy the machine is
@pytest.mark.parametrize("system", ["sqlite", "postgresql"], indirect=True)
def test_a_claim_under_fire_is_finished_and_nothing_is_lost_doubled_or_said_out_of_turn(
    visitor: Visitor, signs_in: Callable[[str], Agent], system: Stack
) -> None:
    order(system)
    anna = signs_in("anna")
    chat = visitor.conversation()["id"]
    visitor.talk(("The network monitoring was never switched on", "order number"))
    visitor.call_a_person()
    visitor.reads("AM-")
    number = case_of(system, chat).number
    anna.opens(number)

    with under_fire(visitor, EVERY_MS) as sent:
        for _ in range(times(system)):
            anna.takes_over()
            anna.hands_back()
    # The window learns a moment later that the bot owes an answer: until then it looks as if nobody were writing.
    until(lambda: set(turns(system, chat).values()) == {"done"}, ANSWERED_WITHIN_S)
    visitor.at_rest()
    nothing_lost_doubled_or_out_of_turn(system, chat, sent)

    visitor.talk((ORDER, "Which e-mail"), (EMAIL, "A person will decide this"))
    visitor.at_rest()
    assert (case_of(system, chat).number, case_of(system, chat).status) == (number, "review")
    assert moved(system, ORDER) == []
    decided_by(anna, visitor, system, number, AMOUNT)
    anna.hands_back()
    visitor.reads(f"Your case {number} is closed")
    visitor.at_rest()
    assert moved(system, ORDER) == [("refund", "7490.00", "NOK"), ("cancellation", None, None)]
    assert ledger(system, ORDER) == [("refund", 749000, "confirmed"), ("cancellation", None, "confirmed")]
    assert out_of_turn(spoken(system.database, chat)) == []
    made = [text for text in mails(system, EMAIL) if "Your refund has been made" in text]
    assert len(made) == 1
    assert AMOUNT in made[0]


def times(system: Stack) -> int:
    return TIMES[system.database.engine.dialect.name]


def nothing_lost_doubled_or_out_of_turn(system: Stack, chat: str, sent: list[str]) -> None:
    entries = spoken(system.database, chat)
    assert [
        each.text for each in entries if each.author == "customer" and "How long does a refund take?" in each.text
    ] == sent
    assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
    assert owners(entries) == ["person", "bot"] * times(system)
    assert out_of_turn(entries) == []
    assert {each.owner for each in entries if "How long does a refund take?" in each.text} == {"bot", "person"}
    for_the_bot = {each.event_id for each in entries if each.author == "customer" and each.owner == "bot"}
    assert turns(system, chat) == dict.fromkeys(for_the_bot, "done")


def order(system: Stack) -> None:
    """An order of this test's own, so that nobody else's money moves."""
    like = next(each for each in scenarios() if each.number == LIKE).document(clock.now())
    assert like is not None
    system.orders.put({**like, "number": ORDER, "customer": {**like["customer"], "email": EMAIL}})
