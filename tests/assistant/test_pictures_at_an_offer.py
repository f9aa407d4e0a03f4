"""A picture while an offer waits for a yes is evidence, and no second question."""

from amends.assistant.evidence import may_be_asked_about
from amends.db.tables import EvidenceRow
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import KARI, proposed
from tests.assistant.pictures import read_off

READ = {"order_number": "NN-10006"}


def may_be_asked(chat: Chat) -> bool:
    with chat.context.database.read() as session:
        return may_be_asked_about(session, session.get_one(EvidenceRow, "ev_1"))


def sent(chat: Chat) -> list[str]:
    read_off(chat, "ev_1", READ)
    return chat.say("", "choose", evidence="ev_1")


def test_of_a_picture_nobody_asked_for_nothing_is_asked_while_an_offer_is_open_or_taken(norrnet: Chat) -> None:
    assert sent(proposed(norrnet)) == ["evidence_received", "confirm"]
    assert not may_be_asked(norrnet)
    norrnet.say("yes", "affirm")
    assert not may_be_asked(norrnet)


def test_of_one_that_came_with_no_offer_open_it_is_asked(norrnet: Chat) -> None:
    norrnet.say(KARI, "give_order_number")
    sent(norrnet)
    assert may_be_asked(norrnet)


def test_of_a_picture_that_was_asked_for_it_is_asked_whatever_it_led_to(norrnet: Chat) -> None:
    norrnet.say(f"Your service is down, {KARI}", "outage")
    assert norrnet.draft.asked == "error_screenshot"
    sent(norrnet)
    assert may_be_asked(norrnet)
