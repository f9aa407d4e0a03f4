"""Slack, against a stand-in that is as strict as its reference: what comes in."""

import pytest

from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Choice, Part, Shown
from amends.channels.providers.slack import LIMITS, SlackChannel, SlackCredentials
from amends.channels.received import Deletion, Edit, Files, Press, RemoteFile, Text, Unreadable, Unsupported
from amends.errors import EvidenceRejected
from demo.providers.slack import SlackStandIn
from tests.channels.providers.conftest import AT
from tests.channels.providers.door import standing
from tests.web.server import until

CHAT = "D024BE91L"
TWO = (Choice("t-1", "It never came"), Choice("t-2", "R&D <broken>"))


def all_of(channel, hook):
    return channel.take(hook.call(AT)).received


def take(channel, hook):
    """The one thing that a call held."""
    (received,) = all_of(channel, hook)
    return received


def test_words_come_with_where_to_answer_and_when(slack, slack_channel):
    hook = slack.say(CHAT, "Hei 👋")
    received = take(slack_channel, hook)
    assert received.what == Text("Hei 👋")
    assert received.address == CHAT
    assert received.key == hook.document["event_id"]
    assert received.message_id == f"{CHAT}:{hook.document['event']['ts']}"
    assert (AT - received.sent_at).total_seconds() == 60


@pytest.mark.parametrize(
    "typed",
    [
        "order 10001, lotte@example.com",
        "see https://shop.example.com/a?b=1&c=2 please",
        "5 < 6 & 7 > 6",
        "&amp; is an entity",
        "*not* _bold_ ~at~ `all`",
    ],
)
def test_words_arrive_as_they_were_typed(slack, slack_channel, typed):
    assert take(slack_channel, slack.say(CHAT, typed)).what == Text(typed)


def test_a_photo_comes_with_its_words_and_its_bytes(slack, slack_channel):
    received = take(slack_channel, slack.photo(CHAT, b"\xff\xd8receipt", "my receipt"))
    assert isinstance(received.what, Files)
    assert received.what.caption == "my receipt"
    assert slack_channel.fetch(received.what.files[0]) == b"\xff\xd8receipt"


def test_a_document_keeps_its_name_and_type(slack, slack_channel):
    (file,) = take(slack_channel, slack.document(CHAT, b"%PDF", "kvittering æ.pdf", "application/pdf")).what.files
    assert (file.name, file.media_type, file.size) == ("kvittering æ.pdf", "application/pdf", 4)
    assert slack_channel.fetch(file) == b"%PDF"


def test_several_files_and_one_that_nobody_can_read_stand_in_one_message(slack, slack_channel):
    files = [slack.file(b"a", "a.png", "image/png"), slack.file(b"b", "b.mp4", "video/mp4")]
    files.append(slack.file(b"c", "c.png", "image/png"))
    received = all_of(slack_channel, slack.play(CHAT, subtype="file_share", text="three", files=files))
    assert [len(received[0].what.files), received[1].what] == [2, Unreadable(Unsupported.VIDEO)]
    assert len({each.key for each in received}) == 2


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"mimetype": "audio/mp4", "subtype": "slack_audio"}, Unsupported.VOICE),
        ({"mimetype": "audio/ogg"}, Unsupported.VOICE),
        ({"mimetype": "video/mp4"}, Unsupported.VIDEO),
        ({"mimetype": "video/quicktime", "subtype": "slack_video"}, Unsupported.VIDEO),
        ({"mode": "external", "is_external": True}, Unsupported.OTHER),
        ({"is_external": True}, Unsupported.OTHER),
        ({"mode": "tombstone"}, Unsupported.OTHER),
        ({"mode": "hidden_by_limit"}, Unsupported.OTHER),
        ({"url_private": ""}, Unsupported.OTHER),
        ({"file_access": "check_file_info", "url_private": None}, Unsupported.OTHER),
    ],
    ids=["clip", "audio", "video", "film", "elsewhere", "of-others", "gone", "hidden", "no-address", "other-workspace"],
)
def test_what_nobody_can_read_is_named(slack, slack_channel, changed, what):
    file = slack.file(b"x", "a.png", "image/png") | changed
    assert take(slack_channel, slack.play(CHAT, subtype="file_share", files=[file])).what == Unreadable(what)


def test_an_edit_names_the_message_and_a_change_of_no_word_is_none(slack, slack_channel):
    hook = slack.say(CHAT, "order 1")
    first, ts = take(slack_channel, hook), hook.document["event"]["ts"]
    edited = take(slack_channel, slack.edit(CHAT, ts, "order 2, lotte@example.com"))
    assert edited.what == Edit(first.message_id, "order 2, lotte@example.com")
    assert edited.message_id == first.message_id
    assert edited.key != first.key
    assert all_of(slack_channel, slack.edit(CHAT, ts, "order 2, lotte@example.com")) == ()


def test_a_deletion_names_the_message(slack, slack_channel):
    hook = slack.say(CHAT, "oops")
    first = take(slack_channel, hook)
    assert take(slack_channel, slack.delete(CHAT, hook.document["event"]["ts"])).what == Deletion(first.message_id)


def test_the_first_of_a_thread_is_deleted_by_a_note_in_its_place(slack, slack_channel):
    event = slack.say(CHAT, "oops").document["event"]
    note = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted."}
    note |= {"ts": event["ts"], "thread_ts": event["ts"]}
    changed = {"type": "message", "subtype": "message_changed", "channel": CHAT, "channel_type": "im"}
    hook = slack.event({**changed, "message": note, "previous_message": event, "ts": slack.next_ts()})
    assert take(slack_channel, hook).what == Deletion(f"{CHAT}:{event['ts']}")


def test_an_answer_goes_into_the_thread_in_which_the_customer_wrote(slack, slack_channel):
    root = slack.say(CHAT, "hi").document["event"]["ts"]
    reply = take(slack_channel, slack.say(CHAT, "in a thread", root))
    assert reply.what == Text("in a thread")
    slack_channel.send(CHAT, Part("an answer", "en", answers=reply.message_id), "k")
    slack_channel.send(CHAT, Part("another", "en", answers=f"{CHAT}:{root}"), "k")
    slack_channel.send("U024BE91L", Part("elsewhere", "en", answers=reply.message_id), "k")
    assert [each.raw.get("thread_ts") for each in slack.sent] == [root, None, None]


def test_an_edit_in_a_thread_names_the_message_too(slack, slack_channel):
    root = slack.say(CHAT, "hi").document["event"]["ts"]
    hook = slack.say(CHAT, "in a thread", root)
    reply, ts = take(slack_channel, hook), hook.document["event"]["ts"]
    assert take(slack_channel, slack.edit(CHAT, ts, "changed")).what.of == reply.message_id
    assert take(slack_channel, slack.delete(CHAT, ts)).what.of == reply.message_id


@pytest.mark.parametrize("shown", [Shown.BUTTONS, Shown.LIST])
def test_a_tap_comes_back_as_what_was_chosen(slack, slack_channel, shown):
    slack.say(CHAT, "hi")
    slack_channel.send(CHAT, Part("Which?", "en", TWO, shown, "Choose" if shown is Shown.LIST else ""), "k")
    assert [(each.token, each.title) for each in slack.sent[0].choices] == [(each.token, each.title) for each in TWO]
    tapped = take(slack_channel, slack.press(CHAT, "t-2"))
    assert (tapped.what, tapped.address) == (Press("t-2", "R&D <broken>"), CHAT)
    again = take(slack_channel, slack.press(CHAT, "t-2"))
    assert again.key != tapped.key


def test_a_tap_in_a_thread_is_answered_there(slack, slack_channel):
    root = slack.say(CHAT, "hi").document["event"]["ts"]
    reply = take(slack_channel, slack.say(CHAT, "in a thread", root))
    slack_channel.send(CHAT, Part("Which?", "en", TWO, Shown.BUTTONS, answers=reply.message_id), "k")
    tapped = take(slack_channel, slack.press(CHAT, "t-1"))
    slack_channel.send(CHAT, Part("Thank you", "en", answers=tapped.message_id), "k")
    assert slack.sent[-1].raw["thread_ts"] == root


def test_a_tap_under_a_message_that_a_thread_began_with_is_answered_beside_it(slack, slack_channel):
    slack.say(CHAT, "hi")
    name = slack_channel.send(CHAT, Part("Which?", "en", TWO, Shown.BUTTONS), "k")
    began = slack.messages[CHAT, slack.sent[0].id]
    began["thread_ts"] = began["ts"]
    tapped = take(slack_channel, slack.press(CHAT, "t-1"))
    slack_channel.send(CHAT, Part("Thank you", "en", answers=tapped.message_id), "k")
    assert tapped.message_id != name
    assert "thread_ts" not in slack.sent[-1].raw


def test_what_apps_and_slack_itself_say_is_no_customers(slack, slack_channel):
    slack.say(CHAT, "hi")
    own = slack_channel.send(CHAT, Part("hello", "en"), "k").partition(":")[2]
    others = [
        slack.play(CHAT, **slack.messages[CHAT, own]),
        slack.play(CHAT, text="of ours", user="U0BOT00001"),
        slack.play(CHAT, text="by a bot", bot_id="B1"),
        slack.play(CHAT, text="by a bot", subtype="bot_message", bot_id="B1"),
        slack.play(CHAT, text="a hint", user="USLACKBOT"),
        slack.play(CHAT, text="joined", subtype="channel_join"),
        slack.play(CHAT, text="a note", subtype="reminder_add"),
        slack.event({**slack.message(CHAT, text="by name"), "type": "app_mention"}),
        slack.event({**slack.message(CHAT, text="in a channel"), "channel": "C1", "channel_type": "channel"}),
        slack.event({**slack.message(CHAT, text="in a group"), "channel": "G1", "channel_type": "mpim"}),
        slack.edit(CHAT, own, "our own words, changed"),
        slack.delete(CHAT, own),
    ]
    assert [all_of(slack_channel, hook) for hook in others] == [()] * len(others)


@pytest.mark.parametrize("subtype", ["me_message", "thread_broadcast"])
def test_words_of_another_sort_are_words(slack, slack_channel, subtype):
    assert take(slack_channel, slack.play(CHAT, text="hello", subtype=subtype)).what == Text("hello")


def test_a_call_of_another_workspace_is_left_out(slack, slack_channel):
    said = slack.say(CHAT, "hello").document
    slack.say(CHAT, "hi")
    slack_channel.send(CHAT, Part("Which?", "en", TWO, Shown.BUTTONS), "k")
    tapped = slack.press(CHAT, "t-1").document
    assert all_of(slack_channel, slack.hook({**said, "team_id": "T0OTHER001"})) == ()
    assert all_of(slack_channel, slack.interaction({**tapped, "team": {"id": "T0OTHER001"}})) == ()
    assert len(all_of(slack_channel, slack.hook(said))) == 1


def test_while_slack_does_not_say_whose_the_token_is_a_call_is_to_come_again(slack, slack_channel):
    hook = slack.say(CHAT, "hello")
    slack.fail("down")
    with pytest.raises(ChannelUnavailable):
        slack_channel.take(hook.call(AT))
    slack.wrong = "token_revoked"
    with pytest.raises(ChannelUnavailable):
        slack_channel.take(hook.call(AT))
    slack.wrong = ""
    assert take(slack_channel, hook).what == Text("hello")
    slack.fail("down")
    assert take(slack_channel, hook).what == Text("hello"), "asked once only"


def test_slack_is_not_waited_for_longer_than_it_waits_for_us(slack, slack_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.slack.WHO_SECONDS", 0.2)
    slack.fail("slow", seconds=3)
    with pytest.raises(ChannelUnavailable):
        slack_channel.take(slack.say(CHAT, "hello").call(AT))


def test_what_is_delivered_again_has_the_same_key(slack, slack_channel):
    hook = slack.say(CHAT, "hello")
    again = slack.again(hook, 2)
    assert again.headers["x-slack-retry-num"] == "2"
    assert take(slack_channel, again) == take(slack_channel, hook)


def test_the_address_is_proved_and_what_comes_there_is_taken(client):
    with SlackStandIn() as slack:
        channel = SlackChannel(slack.token, slack.signing_secret, api=slack.url, client=client)
        with standing(channel) as door:
            assert door.url in " ".join(channel.connect(door.url))
            assert not SlackStandIn(signing_secret="another").put_in(door.url)
            assert slack.put_in(door.url)
            slack.say(CHAT, "hello")
            channel.send(CHAT, Part("Which?", "en", TWO, Shown.BUTTONS), "k")
            slack.press(CHAT, "t-1")
            assert [each.what for each in door.received] == [Text("hello"), Press("t-1", "It never came")]
            until(lambda: slack.echoes)
            assert (slack.statuses, slack.echoes) == ([200, 200], [200])
            assert len(door.received) == 2


def test_a_file_that_is_too_large_is_not_taken(slack, slack_channel):
    with pytest.raises(EvidenceRejected):
        slack_channel.fetch(RemoteFile(f"{slack.url}/files-pri/x", size=LIMITS.file + 1))
    (file,) = take(slack_channel, slack.photo(CHAT, b"x" * (LIMITS.file + 1))).what.files
    with pytest.raises(EvidenceRejected):
        slack_channel.fetch(RemoteFile(file.reference))


def test_a_file_is_given_out_to_the_token_only(slack, slack_channel, client):
    (file,) = take(slack_channel, slack.photo(CHAT, b"x")).what.files
    assert client.get(file.reference).status_code == 401
    stranger = SlackChannel("xoxb-another", slack.signing_secret, api=slack.url, client=client)
    with pytest.raises(ChannelRefused, match="files:read"):
        stranger.fetch(file)
    slack.scopes.remove("files:read")
    with pytest.raises(ChannelRefused, match="files:read"):
        slack_channel.fetch(file)


@pytest.mark.parametrize(
    "secret", ["short", "xoxb-1000000001-2000000002-OfTheStandIn", "0123456789abcdef 0123456789abcdef"]
)
def test_what_is_no_signing_secret_is_said_before_anything_is_kept(slack, client, secret):
    channel = SlackChannel(slack.token, secret, api=slack.url, client=client)
    with pytest.raises(ChannelRefused, match=r"not the app's signing secret.*Basic Information"):
        channel.check()


def test_the_stand_ins_token_names_workspace_and_bot_as_slacks_do(slack):
    given = SlackCredentials(bot_token=slack.token, signing_secret=slack.signing_secret)
    assert given.account.endswith("xoxb-1000000001-2000000002")


def test_credentials_make_a_channel():
    given = SlackCredentials(bot_token="xoxb-1", signing_secret="s")
    assert SlackChannel(**dict(given)).limits is LIMITS
