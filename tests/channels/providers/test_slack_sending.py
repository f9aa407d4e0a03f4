"""Slack, against a stand-in that is as strict as its reference: what goes out, and what its errors mean."""

import httpx
import pytest

from amends.channels.choosing import parts_of
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.slack import LIMITS, SCOPES, SlackChannel
from amends.channels.providers.slack_web import Web, fault_of
from demo.providers import slack_blocks

CHAT = "D024BE91L"
BUTTONS = tuple(Choice(f"t-{number}", f"Reason number {number}") for number in range(25))
ROWS = tuple(Choice(f"{number:02}" + "t" * 62, "é" * 73 + f"{number:02}") for number in range(50))


def test_a_text_goes_out_plain_and_calls_nobody(slack, slack_channel):
    slack.say(CHAT, "hi")
    name = slack_channel.send(CHAT, Part("<!channel> *5* < 6 & https://shop.example.com", "en"), "k")
    (sent,) = slack.sent_to(CHAT)
    assert name == f"{CHAT}:{sent.id}"
    assert sent.text == "<!channel> *5* < 6 & https://shop.example.com"
    assert sent.raw == {
        "channel": CHAT,
        "text": "&lt;!channel&gt; *5* &lt; 6 &amp; https://shop.example.com",
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def test_choices_are_buttons_under_the_text_which_is_there_for_screen_readers_too(slack, slack_channel):
    slack.say(CHAT, "hi")
    slack_channel.send(CHAT, Part("R&D or <not>?", "en", BUTTONS, Shown.BUTTONS), "k")
    (sent,) = slack.sent_to(CHAT)
    assert sent.text == "R&D or <not>?"
    assert sent.raw["text"] == "R&amp;D or &lt;not&gt;?"
    assert [choice.token for choice in sent.choices] == [choice.token for choice in BUTTONS]


def test_what_does_not_fit_on_buttons_is_a_list(slack, slack_channel):
    slack.say(CHAT, "hi")
    (part,) = parts_of("Which?", ROWS, LIMITS, language="en", list_title="Choose")
    assert part.shown is Shown.LIST
    slack_channel.send(CHAT, part, "k")
    assert len(slack.sent[0].choices) == 50


@pytest.mark.parametrize(
    "part",
    [
        Part("x" * 3000, "en", ROWS, Shown.LIST, "C" * 150),
        Part("x" * 3000, "en", tuple(Choice("t" * 64, "b" * 30) for _ in range(25)), Shown.BUTTONS),
    ],
    ids=["list", "buttons"],
)
def test_the_most_that_can_go_out_is_short_enough_in_all(slack, slack_channel, part):
    slack.say(CHAT, "hi")
    slack_channel.send(CHAT, part, "k")
    assert slack_blocks.length(slack.sent[0].raw["blocks"]) <= slack_blocks.ALL_BLOCKS


def test_a_text_of_the_full_length_goes_and_one_unit_more_does_not(slack, slack_channel):
    slack.say(CHAT, "hi")
    slack_channel.send(CHAT, Part("😀" * 2000, "en"), "k")
    with pytest.raises(ChannelRefused):
        slack_channel.send(CHAT, Part("😀" * 2000 + ".", "en"), "k")
    assert len(slack.sent) == 1


@pytest.mark.parametrize(
    "part",
    [
        Part(" ", "en"),
        Part("x" * 4001, "en"),
        Part("x" * 3001, "en", BUTTONS, Shown.BUTTONS),
        Part("a", "en", (*BUTTONS, Choice("t", "26")), Shown.BUTTONS),
        Part("a", "en", (Choice("t", "x" * 31),), Shown.BUTTONS),
        Part("a", "en", (Choice("x" * 65, "a"),), Shown.BUTTONS),
        Part("a", "en", (Choice("t", " "),), Shown.BUTTONS),
        Part("a", "en", (), Shown.BUTTONS),
        Part("a", "en", (Choice("t", "x" * 76),), Shown.LIST, "Choose"),
        Part("a", "en", (*ROWS, Choice("t", "51")), Shown.LIST, "Choose"),
        Part("a", "en", ROWS, Shown.LIST),
        Part("a", "en", ROWS, Shown.LIST, "x" * 151),
        Part("a", "en", way=Way.TEMPLATE),
        Part("a", "en", way=Way.PERSON),
    ],
    ids=[
        *("blank", "4001", "3001", "26-buttons", "label-31", "token-65", "no-label", "none", "row-76", "51-rows"),
        *("list-without-title", "title-151", "template", "person"),
    ],
)
def test_what_breaks_a_limit_is_refused_before_it_is_sent(slack, slack_channel, part):
    slack.say(CHAT, "hi")
    with pytest.raises(ChannelRefused):
        slack_channel.send(CHAT, part, "k")
    assert slack.sent == []


def test_a_person_can_be_named_by_their_own_id(slack, slack_channel):
    slack.say(CHAT, "hi")
    assert slack_channel.send("U024BE91L", Part("hello", "en"), "k").startswith(f"{CHAT}:")


@pytest.mark.parametrize("address", ["D0NEVER", "C024BE91L", "general", "#general", "D024BE91L/../x", "", "٣"])
def test_whoever_cannot_be_reached_is_gone(slack, slack_channel, address):
    slack.say(CHAT, "hi")
    with pytest.raises(AddressGone):
        slack_channel.send(address, Part("hello", "en"), "k")
    assert slack.sent == []


def test_a_chat_that_was_archived_is_gone_and_a_tab_that_is_off_is_told(slack, slack_channel):
    slack.say(CHAT, "hi")
    slack.archived.add(CHAT)
    with pytest.raises(AddressGone):
        slack_channel.send(CHAT, Part("hello", "en"), "k")
    slack.archived.clear()
    slack.messages_tab = False
    with pytest.raises(ChannelRefused, match="Messages Tab"):
        slack_channel.send(CHAT, Part("hello", "en"), "k")


@pytest.mark.parametrize("fault", ["down", "page"])
def test_no_clear_answer_is_worth_another_try(slack, slack_channel, fault):
    slack.say(CHAT, "hi")
    slack.fail(fault)
    with pytest.raises(ChannelUnavailable):
        slack_channel.send(CHAT, Part("hello", "en"), "k")


def test_nobody_at_the_other_end_is_worth_another_try(client):
    with pytest.raises(ChannelUnavailable):
        SlackChannel("xoxb-1", "s", api="http://127.0.0.1:9", client=client).send(CHAT, Part("hello", "en"), "k")


def test_there_is_no_sign_that_somebody_types(slack, slack_channel):
    assert not LIMITS.typing
    slack_channel.show_typing(CHAT)
    assert slack.typing == []


def test_the_workspace_is_known_and_what_lacks_is_named(slack, slack_channel):
    checked = slack_channel.check()
    assert (checked.account, list(checked.to_do)) == ("Shop (@support)", [])
    slack.scopes = {"chat:write", "channels:read"}
    to_do = slack_channel.check().to_do
    assert [scope in said for scope, said in zip(["im:history", "files:read"], to_do, strict=True)] == [True, True]
    slack.scopes = {"chat:write.public"}
    assert len(slack_channel.check().to_do) == len(SCOPES)
    with pytest.raises(ChannelRefused, match=r"lacks chat:write\. .*Reinstall"):
        slack_channel.send(CHAT, Part("hello", "en"), "k")


def test_scopes_that_are_not_told_are_not_taken_for_given():
    answer = {"ok": True, "team": "Shop", "user": "support"}
    with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer))) as client:
        assert "did not say" in SlackChannel("xoxb-1", "s" * 16, client=client).check().to_do[0]


@pytest.mark.parametrize("token", ["xoxp-1", "xapp-1", "xoxe.xoxb-1", "", "no token"])
def test_a_token_that_is_no_bots_is_found_before(slack, client, token):
    with pytest.raises(ChannelRefused, match="xoxb"):
        SlackChannel(token, "s", api=slack.url, client=client).check()


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "token_expired"])
def test_a_token_that_ended_says_what_to_do(slack, slack_channel, error):
    slack.wrong = error
    with pytest.raises(ChannelRefused, match=r"api\.slack\.com") as fault:
        slack_channel.check()
    assert fault.value.code == error


def test_taking_the_address_out_is_left_to_the_operator(slack_channel):
    with pytest.raises(ChannelRefused, match="Event Subscriptions and Interactivity"):
        slack_channel.disconnect()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("channel_not_found", AddressGone),
        ("is_archived", AddressGone),
        ("user_disabled", AddressGone),
        ("cannot_dm_bot", AddressGone),
        ("invalid_auth", ChannelRefused),
        ("not_authed", ChannelRefused),
        ("account_inactive", ChannelRefused),
        ("token_revoked", ChannelRefused),
        ("missing_scope", ChannelRefused),
        ("messages_tab_disabled", ChannelRefused),
        ("msg_blocks_too_long", ChannelRefused),
        ("msg_too_long", ChannelRefused),
        ("invalid_blocks", ChannelRefused),
        ("restricted_action", ChannelRefused),
        ("an_error_of_tomorrow", ChannelRefused),
        ("ratelimited", ChannelUnavailable),
        ("rate_limited", ChannelUnavailable),
        ("internal_error", ChannelUnavailable),
        ("fatal_error", ChannelUnavailable),
        ("service_unavailable", ChannelUnavailable),
        ("", ChannelUnavailable),
    ],
)
def test_an_error_means(code, kind):
    assert type(fault_of(code, code)) is kind


def test_why_blocks_are_refused_is_told():
    answer = {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": ["[ERROR] too many", 5]}}
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer))) as client,
        pytest.raises(ChannelRefused, match="too many"),
    ):
        Web("xoxb-1", client=client).call("chat.postMessage", {})


def test_a_token_that_slack_repeats_is_not_told():
    answer = {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": ["what is xoxb-1?"]}}
    with (
        httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer))) as client,
        pytest.raises(ChannelRefused, match=r"what is …\?"),
    ):
        Web("xoxb-1", client=client).call("chat.postMessage", {})


@pytest.mark.parametrize(
    "answer",
    [b"", b"[]", b"null", b"{}", b'{"ok": "true"}', b'{"ok": false}', b'{"ok": false, "error": 5}', b"<html>", b"\xff"],
)
@pytest.mark.parametrize("status", [200, 404, 500])
def test_any_answer_ends_in_an_error_of_ours(answer, status):
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=answer))
    with httpx.Client(transport=transport) as client, pytest.raises(ChannelUnavailable):
        Web("xoxb-1", client=client).call("auth.test", {})


@pytest.mark.parametrize(("after", "seconds"), [("9", 9), ("", None), ("soon", None), ("-1", None), ("9" * 9, None)])
def test_patience_is_asked_for_in_seconds(after, seconds):
    headers = {"retry-after": after} if after else {}
    transport = httpx.MockTransport(lambda _: httpx.Response(429, headers=headers, text="slow down"))
    with httpx.Client(transport=transport) as client, pytest.raises(ChannelUnavailable) as fault:
        Web("xoxb-1", client=client).call("chat.postMessage", {})
    assert fault.value.retry_after_s == seconds
