"""How Slack writes, read and written."""

import pytest

from amends.channels.providers.slack_text import escaped, plain


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<mailto:lotte@example.com|lotte@example.com>", "lotte@example.com"),
        ("<http://example.com|example.com>", "example.com"),
        ("<https://example.com/a|the receipt>", "the receipt (https://example.com/a)"),
        ("<tel:+3161234|+3161234>", "+3161234"),
        ("<@U024BE7LH>", "@U024BE7LH"),
        ("<@U024BE7LH|lotte>", "@lotte"),
        ("<#C024BE7LR|general>", "#general"),
        ("<#C024BE7LR>", "#C024BE7LR"),
        ("<!here>", "@here"),
        ("<!subteam^S012|@team>", "@team"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("a <> b", "a <> b"),
        ("&amp;lt;", "&lt;"),
        ("&nbsp;", "&nbsp;"),
        ("<", "<"),
        ("<https://example.com", "<https://example.com"),
    ],
)
def test_what_slack_writes_is_read(given, shown):
    assert plain(given) == shown


@pytest.mark.parametrize("words", ["<!channel> <@U1>", "a & b", "&lt;", "<https://example.com|free money>"])
def test_words_of_ours_call_nobody_and_come_back_the_same(words):
    assert "<" not in escaped(words)
    assert plain(escaped(words)) == words
