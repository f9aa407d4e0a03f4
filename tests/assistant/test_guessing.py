"""Guessing an order and its address: each conversation has its own tries, and all together have not so many."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from amends.assistant.identity_tries import ALARM_FROM, NO_TRY_FROM, ONE_TRY_FROM
from amends.db.identity_tables import IdentityTryRow
from tests.assistant.conftest import Chat

ORDER, EMAIL = "IT-20039", "sanne.bakker@example.com"
RIGHT = f"{ORDER} {EMAIL}"


@pytest.fixture
def victim(itnet: Chat) -> Chat:
    """Knows both, and asks to cancel."""
    return itnet


def guess(chat: Chat, count: int, what: str = "order") -> None:
    """So many wrong pairs, each in a conversation of its own."""
    for number in range(count):
        pair = f"{ORDER} no{number}@example.com" if what == "order" else f"IT-{29900 + number} {EMAIL.upper()}"
        chat.open()
        chat.say("Cancel my VPN because I do not need it", "cancel_order")
        assert chat.say(pair) == ["identity_not_matched" if number < ONE_TRY_FROM else "identity_locked"]


def names_itself(chat: Chat, *pairs: str) -> list[str]:
    chat.open()
    chat.say("Cancel my VPN because I do not need it", "cancel_order")
    return [chat.say(pair)[0] for pair in pairs]


def is_in(said: str) -> bool:
    return not said.startswith("identity_")


def tries(chat: Chat) -> int:
    with chat.context.database.read() as session:
        return session.scalar(select(func.count()).select_from(IdentityTryRow)) or 0


@pytest.mark.parametrize("what", ["order", "address"])
def test_under_pressure_who_knows_both_is_let_in_and_who_does_not_has_one_try(victim: Chat, what: str) -> None:
    wrong = f"{ORDER} x@example.com" if what == "order" else f"IT-29999 {EMAIL}"
    guess(victim, ONE_TRY_FROM - 1, what)
    first, second = names_itself(victim, wrong, RIGHT)
    assert first == "identity_not_matched"
    assert is_in(second), "two tries, as ever"
    assert is_in(names_itself(victim, RIGHT)[0])
    assert names_itself(victim, wrong, RIGHT) == ["identity_locked", "identity_locked"]
    victim.now += timedelta(hours=1, seconds=1)
    first, second = names_itself(victim, wrong, RIGHT)
    assert first == "identity_not_matched"
    assert is_in(second)


def test_whoever_was_let_in_before_notices_nothing(victim: Chat) -> None:
    assert is_in(names_itself(victim, RIGHT)[0])
    mine = victim.id
    guess(victim, ONE_TRY_FROM + 2)
    victim.id = mine
    assert is_in(victim.say("Cancel it, please", "cancel_order")[0])


def test_when_it_goes_on_a_right_pair_is_answered_as_a_wrong_one_and_a_person_offered(victim: Chat) -> None:
    guess(victim, NO_TRY_FROM)
    before = tries(victim)
    assert before == NO_TRY_FROM
    assert names_itself(victim, RIGHT) == names_itself(victim, f"{ORDER} x@example.com") == ["identity_locked"]
    assert tries(victim) == before, "nothing was looked up"
    assert is_in(names_itself(victim, "IT-20053 sanne.bakker@example.com")[0]), "another order of hers"
    victim.now += timedelta(days=1, seconds=1)
    assert is_in(names_itself(victim, RIGHT)[0])


def test_guessing_is_told_in_the_log_without_a_word_of_whom(victim: Chat, caplog: pytest.LogCaptureFixture) -> None:
    guess(victim, ALARM_FROM)
    told = [record.getMessage() for record in caplog.records if record.name == "amends.identity"]
    assert told == [
        f"{ONE_TRY_FROM} wrong pairs of one order of itnet within an hour: is somebody guessing?",
        f"{ALARM_FROM} wrong pairs of one merchant of itnet within an hour: is somebody guessing?",
    ]
