"""A customer who only opens the chat with a bot."""

import pytest

from tests.channels.stand_in_harness import TelegramHarness


@pytest.fixture
def harness():
    return TelegramHarness()


def test_whoever_opens_the_chat_is_welcomed_and_the_bot_is_not_asked(scene):
    scene.hear(scene.harness.text(1, "/start"))
    assert len(scene.harness.sent()) == 1
    assert (scene.bot.heard, scene.words()) == ([], [])
    scene.hear(scene.harness.text(2, "hello"))
    assert scene.bot.heard == [("hello", None)]
