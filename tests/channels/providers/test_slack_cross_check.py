"""Slack's own library reads what our stand-in sends and what we send: what it makes of it is what was meant."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextObject, SectionBlock
from slack_sdk.signature import Clock, SignatureVerifier

from amends.channels.outgoing import Choice, Part, Shown
from amends.channels.received import Press
from tests.channels.providers.conftest import AT

CHAT = "D024BE91L"
MANY = tuple(Choice("t" * 64, "é" * 75) for _ in range(50))
SOME = tuple(Choice("t" * 64, f"{number:030}") for number in range(25))


@pytest.fixture
def web(slack):
    return WebClient(slack.token, base_url=f"{slack.url}/api/", timeout=10)


class At(Clock):
    def now(self):
        return AT.timestamp()


def test_the_stand_in_answers_as_slack_does(slack, web):
    known = web.auth_test()
    assert (known["team"], known["user"], known.headers["x-oauth-scopes"]) == (
        "Shop",
        "support",
        "chat:write,files:read,im:history",
    )
    slack.say(CHAT, "hello")
    assert web.chat_postMessage(channel=CHAT, text="hi", mrkdwn=False)["message"]["text"] == "hi"


def test_blocks_that_the_library_makes_are_taken_and_a_tap_on_them_read(slack, slack_channel, web):
    slack.say(CHAT, "hello")
    buttons = [ButtonElement(text=PlainTextObject(text=each), action_id=each, value=f"t-{each}") for each in ("a", "b")]
    web.chat_postMessage(
        channel=CHAT, text="Which?", blocks=[SectionBlock(text="Which?"), ActionsBlock(elements=buttons)]
    )
    assert [choice.token for choice in slack.sent[0].choices] == ["t-a", "t-b"]
    (tapped,) = slack_channel.take(slack.press(CHAT, "t-b").call(AT)).received
    assert tapped.what == Press("t-b", "b")


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (lambda slack: slack.archived.add(CHAT), "is_archived"),
        (lambda slack: slack.met.clear(), "channel_not_found"),
        (lambda slack: setattr(slack, "wrong", "token_revoked"), "token_revoked"),
        (lambda slack: slack.scopes.clear(), "missing_scope"),
        (lambda slack: slack.fail("refused"), "channel_not_found"),
        (lambda slack: slack.fail("flood", seconds=7), "ratelimited"),
    ],
    ids=["archived", "never-met", "revoked", "scope", "refused", "flood"],
)
def test_the_library_knows_the_stand_ins_refusals(slack, web, prepare, error):
    slack.say(CHAT, "hello")
    prepare(slack)
    with pytest.raises(SlackApiError) as fault:
        web.chat_postMessage(channel=CHAT, text="hi")
    assert fault.value.response["error"] == error
    assert fault.value.response.headers.get("retry-after") == ("7" if error == "ratelimited" else None)


@pytest.mark.parametrize(
    "part",
    [
        Part("x" * 3000, "en", SOME, Shown.BUTTONS),
        Part("x" * 3000, "en", MANY, Shown.LIST, "C" * 150),
    ],
    ids=["buttons", "list"],
)
def test_the_library_finds_nothing_wrong_with_our_blocks(slack, slack_channel, part):
    slack.say(CHAT, "hello")
    slack_channel.send(CHAT, part, "k")
    blocks = Block.parse_all(slack.sent[0].raw["blocks"])
    assert [type(each).__name__ for each in blocks] == ["SectionBlock", "ActionsBlock"]
    for each in blocks:
        each.validate_json()
        for element in getattr(each, "elements", ()):
            element.validate_json()
    assert [each.to_dict() for each in blocks] == slack.sent[0].raw["blocks"]


def test_the_stand_in_signs_events_and_taps_as_the_library_checks(slack, slack_channel):
    verifier = SignatureVerifier(slack.signing_secret, At())
    said = slack.say(CHAT, "hei æ")
    slack_channel.send(CHAT, Part("Which?", "en", (Choice("t-1", "a"),), Shown.BUTTONS), "k")
    for hook in (said, slack.again(said), slack.press(CHAT, "t-1")):
        assert verifier.is_valid_request(hook.body, dict(hook.headers))
        assert not verifier.is_valid_request(hook.body + b" ", dict(hook.headers))
