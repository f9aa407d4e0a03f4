"""Which of several Rasa servers a conversation goes to, and that only a signed answer is one."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from amends.conversations import shards
from amends.conversations.due_turns import Due
from amends.conversations.rasa import RasaInbox
from amends.errors import DialogueUnavailable
from tests.ports import free_port
from tests.web.stand_in import SECRET, StandInRasa, running

SERVERS = ["http://a:8105", "http://b:8105", "http://c:8105"]
CONVERSATIONS = [f"cv_{number:04}" for number in range(3000)]


def of(servers: list[str]) -> dict[str, str]:
    return {conversation: shards.order(servers, conversation)[0] for conversation in CONVERSATIONS}


def test_each_server_has_about_the_same_share() -> None:
    assert all(850 < many < 1150 for many in Counter(of(SERVERS).values()).values())


def test_a_server_less_moves_only_its_own_conversations() -> None:
    before, after = of(SERVERS), of(SERVERS[:2])
    assert all(after[each] == before[each] for each in CONVERSATIONS if before[each] != SERVERS[2])


@pytest.fixture
def two() -> Iterator[tuple[StandInRasa, StandInRasa]]:
    with running() as one, running() as other:
        yield one, other


def ask(urls: str, *conversations: str, secret: str = SECRET) -> list[str]:
    async def answered() -> list[str]:
        now = datetime.fromtimestamp(time.time(), UTC)
        inbox = RasaInbox(urls, secret)
        due = [Due(1, each, "norrnet", "en", "hello", None, now, now) for each in conversations]
        try:
            return [(await inbox.answer(each, now))[0].text for each in due]
        finally:
            await inbox.close()

    return asyncio.run(answered())


def test_a_conversation_stays_with_its_server(two: tuple[StandInRasa, StandInRasa]) -> None:
    ids = [f"conversation-{number % 8}" for number in range(24)]
    ask(f"{two[0].url}, {two[1].url}", *ids)
    heard = [{turn["conversation"] for turn in each.turns} for each in two]
    assert all(heard)
    assert not heard[0] & heard[1]


def test_one_that_cannot_be_reached_is_passed_over(two: tuple[StandInRasa, StandInRasa]) -> None:
    two[0].stop()
    assert ask(f"{two[0].url},{two[1].url}", *[f"conversation-{n}" for n in range(8)]) == ["You said: hello"] * 8


def test_none_that_can_be_reached_means_that_the_turn_did_not_happen() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(DialogueUnavailable, match="ClientConnectorError"):
        ask(f"{nobody},{nobody}/", "conversation")


def test_who_signs_with_another_secret_is_not_answered(two: tuple[StandInRasa, StandInRasa]) -> None:
    with pytest.raises(DialogueUnavailable, match="401"):
        ask(two[0].url, "conversation", secret=SECRET + "x")


def test_an_answer_that_is_not_signed_is_none(two: tuple[StandInRasa, StandInRasa]) -> None:
    two[0].faults.append("not signed")
    with pytest.raises(DialogueUnavailable, match="not signed"):
        ask(two[0].url, "conversation")
