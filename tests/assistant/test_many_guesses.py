"""A hundred thousand wrong pairs in a day: each is counted, nobody else notices, and no count takes longer for it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from amends.assistant.draft import Draft
from amends.assistant.identity_tries import DAY
from amends.conversations import conversation
from amends.db.identity_tables import IdentityTryRow
from tests.assistant.conftest import Chat
from tests.assistant.test_guessing import EMAIL, GUESSERS_OWN, ORDER, RIGHT, is_in, names_itself, tries

MANY, SOME, FEWER = 100_000, 20_000, 2_000
TALKS = 200
STEPS = 1_000
"""Instructions of SQLite's machine between two counts."""


@pytest.fixture
def victim(itnet: Chat) -> Chat:
    return itnet


def guessed(chat: Chat, order: str | None = ORDER, email: str | None = EMAIL, many: int = MANY) -> None:
    """So many wrong pairs, in TALKS conversations: of one order where it is given, else with one address."""
    counting = chat.context.identity_tries
    with chat.context.database.begin() as session:
        made = (
            conversation.create(session, merchant="itnet", language="en", channel="web", now=chat.now)
            for _ in range(TALKS)
        )
        talks = [row.id for row, _ in made]
        session.flush()
        rows = [
            {
                "conversation_id": talks[number % TALKS],
                "number": 1 + number // TALKS,
                "merchant": "itnet",
                "order_hash": counting._order("itnet", order or f"IT-{number:08}"),
                "email_hash": counting._email("itnet", email or f"no{number}@example.com"),
                "at": chat.now,
            }
            for number in range(many)
        ]
        session.execute(insert(IdentityTryRow), rows)


def test_each_is_counted_and_who_owns_another_order_notices_nothing(victim: Chat) -> None:
    guessed(victim, email=None)
    assert tries(victim) == MANY
    wrong = GUESSERS_OWN.replace("daan.visser", "x")
    said = names_itself(victim, wrong, GUESSERS_OWN)
    assert said[0] == "identity_not_matched"
    assert is_in(said[1]), "as many tries as ever"
    assert tries(victim) == MANY + 1


def test_who_was_let_in_before_goes_on_and_who_comes_after_a_day_is_let_in(victim: Chat) -> None:
    assert is_in(names_itself(victim, RIGHT)[0])
    mine = victim.id
    guessed(victim, email=None, many=FEWER)
    assert names_itself(victim, RIGHT) == names_itself(victim, f"{ORDER} x@example.com") == ["identity_locked"]
    victim.id = mine
    assert is_in(victim.say("Cancel it, please", "cancel_order")[0])
    victim.now += DAY + timedelta(seconds=1)
    assert is_in(names_itself(victim, RIGHT)[0])


def test_an_address_that_is_guessed_with_is_let_in_with_its_own_order(victim: Chat) -> None:
    guessed(victim, order=None, many=FEWER)
    assert is_in(names_itself(victim, RIGHT)[0])


def test_no_count_takes_longer_for_it(victim: Chat) -> None:
    database = victim.context.database
    guessed(victim, email=None, many=SOME)
    victim.open()
    steps: list[int] = []

    def counted(connection: object, *_more: object) -> None:
        connection.set_progress_handler(lambda: steps.append(STEPS), STEPS)  # type: ignore[attr-defined]

    event.listen(database.engine, "checkout", counted)
    situation = victim.claims.situation(victim.id)
    for order, email in ((ORDER, "y@example.com"), ("IT-20052", EMAIL)):
        named = replace(situation, draft=Draft(order_number=order, email=email))
        victim.context.identity_tries.allowed(named, 5, victim.now)
        victim.context.identity_tries.note(named, victim.now)
    assert sum(steps) < SOME // 2, "all those rows would be read"
