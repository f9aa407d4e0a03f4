"""On every channel: whatever is typed is kept as words, reaches the bot as words, and costs nobody an answer."""

from amends.conversations.text import clean
from amends.errors import InvalidMessage
from tests.naughty import one_each
from tests.slashes import some

A_WHILE = {"seconds": 4}
"""Fifteen of them a minute are under every limit, and all of them within what a signature holds."""


def sendable(texts):
    """What a provider can send at all: it has UTF-8, and no message that is blank or longer than any of ours."""
    for text in texts:
        try:
            text.encode()
            yield clean(text)
        except (UnicodeEncodeError, InvalidMessage):
            continue


def all_heard(scene, texts):
    sent = list(sendable(texts))
    for number, text in enumerate(sent, 1):
        scene.later(**A_WHILE)
        scene.hear(scene.harness.text(number, text))
    return sent


def test_no_dress_makes_a_press_of_what_was_typed(scene):
    sent = all_heard(scene, some(150))
    assert len(scene.bot.heard) == len(scene.words()) > len(sent) // 2
    assert {payload for _, payload in scene.bot.heard} == {None}
    assert not [text for text, _ in scene.bot.heard if text.strip().startswith("/")]


def test_strange_strings_are_words_like_others(scene):
    all_heard(scene, one_each(len(scene.harness.kind)))
    scene.later(**A_WHILE)
    scene.hear(scene.harness.text(999, "and now a plain one"))
    assert scene.words()[-1] == "and now a plain one"
    assert scene.bot.heard[-1] == ("and now a plain one", None)
    assert {payload for _, payload in scene.bot.heard} == {None}
