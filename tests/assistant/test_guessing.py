"""Guessing an order and its address: each conversation has its own tries, and all together have not so many."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from amends.assistant.draft import Draft
from amends.assistant.identity_tries import ALARM_FROM, DAY, NO_TRY_FROM, ONE_TRY_FROM, IdentityTries
from amends.db.identity_tables import IdentityTryRow
from tests.assistant.conftest import Chat

ORDER, EMAIL = "IT-20039", "sanne.bakker@example.com"
RIGHT = f"{ORDER} {EMAIL}"
GUESSERS_OWN = "IT-20052 daan.visser@example.com"


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
        assert chat.say(pair) == ["identity_not_matched" if number < ONE_TRY_FROM - 1 else "identity_locked"]


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
    guess(victim, ONE_TRY_FROM - 2, what)
    first, second = names_itself(victim, wrong, RIGHT)
    assert first == "identity_not_matched"
    assert is_in(second), "two tries, as ever"
    assert is_in(names_itself(victim, RIGHT)[0])
    assert names_itself(victim, wrong, RIGHT) == ["identity_locked", "identity_locked"]
    victim.now += DAY + timedelta(seconds=1)
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
    victim.now += DAY + timedelta(seconds=1)
    assert is_in(names_itself(victim, RIGHT)[0])


def test_guessing_is_told_in_the_log_without_a_word_of_whom(victim: Chat, caplog: pytest.LogCaptureFixture) -> None:
    guess(victim, ALARM_FROM)
    told = [record.getMessage() for record in caplog.records if record.name == "amends.identity"]
    assert told == [
        f"{ONE_TRY_FROM} wrong pairs of one order of itnet within a day: is somebody guessing?",
        f"{ALARM_FROM} wrong pairs of one merchant of itnet within an hour: is somebody guessing?",
    ]


def test_ones_own_right_pair_in_between_gives_no_further_tries_at_a_strangers(victim: Chat) -> None:
    victim.open()
    victim.say("Cancel my VPN because I do not need it", "cancel_order")
    for number in range(4):
        victim.say(f"{ORDER} no{number}@example.com")
    assert is_in(victim.say(GUESSERS_OWN)[0])
    assert victim.draft.identity_failures == 4
    victim.say("start over", "start_over")
    victim.say("Cancel my VPN because I do not need it", "cancel_order")
    assert victim.say(f"{ORDER} no5@example.com") == ["identity_locked"]
    assert victim.say(RIGHT) == ["identity_locked"]
    assert tries(victim) == 5


def test_each_wrong_pair_of_a_chat_counts_after_a_right_one_too(victim: Chat) -> None:
    for _ in range(2):
        assert names_itself(victim, f"{ORDER} x@example.com", RIGHT)[0] == "identity_not_matched"
        victim.say("start over", "start_over")
        victim.say("Cancel my VPN because I do not need it", "cancel_order")
        victim.say(f"{ORDER} y@example.com")
    assert tries(victim) == 4


def test_who_put_their_own_pair_right_has_all_tries_again(victim: Chat) -> None:
    assert is_in(names_itself(victim, f"{ORDER} x@example.com", RIGHT)[1])
    assert victim.draft.identity_failures == 0


def test_a_matched_chat_has_no_more_tries_at_another_order_than_any(victim: Chat) -> None:
    guess(victim, NO_TRY_FROM)
    assert is_in(names_itself(victim, GUESSERS_OWN)[0])
    assert not is_in(victim.say(f"sorry, I mean {RIGHT}", "correct")[0])


def test_after_a_silence_the_pair_that_was_matched_in_this_chat_is_taken_again(victim: Chat) -> None:
    assert is_in(names_itself(victim, RIGHT)[0])
    mine = victim.id
    guess(victim, NO_TRY_FROM)
    victim.id = mine
    victim.now += victim.context.limits.identity_ttl + timedelta(seconds=1)
    victim.say("Cancel it, please", "cancel_order")
    assert victim.claims.situation(mine).verified is None, "asked for again"
    assert is_in(victim.say(RIGHT)[0])


def test_an_address_alone_is_never_kept_out(victim: Chat) -> None:
    guess(victim, NO_TRY_FROM + 1, "address")
    assert is_in(names_itself(victim, RIGHT)[0])


def test_an_order_is_kept_out_by_as_many_conversations_and_not_by_pairs(victim: Chat) -> None:
    for _hour in range(6):
        for count in (5, 4):
            names_itself(victim, *(f"{ORDER} no{number}@example.com" for number in range(count)))
        victim.now += timedelta(hours=1)
    assert tries(victim) == 9 + 10, "two conversations as ever, and then one try in each"
    for number in range(NO_TRY_FROM):
        guessed = Draft(order_number=ORDER, email=f"no{number}@example.com")
        situation = replace(victim.claims.situation(victim.id), draft=guessed)
        victim.context.identity_tries.note(situation, victim.now)
    assert is_in(names_itself(victim, RIGHT)[0])


def test_what_is_kept_cannot_be_found_by_trying_all_orders_without_the_key(victim: Chat) -> None:
    guess(victim, ONE_TRY_FROM)
    victim.open()
    named = replace(victim.claims.situation(victim.id), draft=Draft(order_number=ORDER, email="z@example.com"))
    keys = (victim.context.identity_key, b"another key")
    found = [IdentityTries(victim.context.database, key).allowed(named, 5, victim.now) for key in keys]
    assert found == [1, 5]
