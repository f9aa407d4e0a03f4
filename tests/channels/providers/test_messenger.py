"""Messenger, against a stand-in that is as strict as Meta's own description."""

import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.messenger import LIMITS, MessengerChannel
from amends.channels.received import (
    Delivery,
    DeliveryState,
    Edit,
    Files,
    Press,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)
from amends.errors import EvidenceRejected
from tests.channels.providers.conftest import AT, VERIFY_TOKEN
from tests.channels.providers.door import standing

CUSTOMER = "7712345678"
CHOICES = tuple(Choice(f"t-{number}", f"Reason number {number}") for number in range(13))


def take(channel, hook):
    """The one thing that a call held."""
    (received,) = channel.take(hook.call(AT)).received
    return received


def test_words_come_with_where_to_answer_and_when(messenger, messenger_channel):
    received = take(messenger_channel, messenger.say(CUSTOMER, "Hei 👋"))
    assert received.what == Text("Hei 👋")
    assert (received.address, received.key, received.message_id) == (CUSTOMER, "m_00000001", "m_00000001")
    assert received.sent_at < AT


def test_a_photo_comes_with_its_words_and_its_bytes(messenger, messenger_channel):
    received = take(messenger_channel, messenger.photo(CUSTOMER, b"\xff\xd8receipt", "my receipt"))
    assert isinstance(received.what, Files)
    assert received.what.caption == "my receipt"
    assert messenger_channel.fetch(received.what.files[0]) == b"\xff\xd8receipt"


def test_a_document_is_named_by_its_address(messenger, messenger_channel):
    (file,) = take(messenger_channel, messenger.document(CUSTOMER, b"%PDF", "bon.pdf", "application/pdf")).what.files
    assert file.name == "bon.pdf"
    assert messenger_channel.fetch(file) == b"%PDF"


@pytest.mark.parametrize(
    ("attachment", "what"),
    [
        ({"type": "audio", "payload": {"url": "https://cdn.fbsbx.com/a"}}, Unsupported.VOICE),
        ({"type": "video", "payload": {"url": "https://cdn.fbsbx.com/a"}}, Unsupported.VIDEO),
        (
            {"type": "image", "payload": {"url": "https://scontent.xx.fbcdn.net/a", "sticker_id": 5}},
            Unsupported.STICKER,
        ),
        ({"type": "location", "payload": {"coordinates": {"lat": 1, "long": 2}}}, Unsupported.LOCATION),
        ({"type": "template", "payload": {}}, Unsupported.OTHER),
    ],
    ids=["audio", "video", "sticker", "location", "template"],
)
def test_what_nobody_can_read_is_named(messenger, messenger_channel, attachment, what):
    assert take(messenger_channel, messenger.play(CUSTOMER, attachments=[attachment])).what == Unreadable(what)


def test_an_edit_names_the_message(messenger, messenger_channel):
    first = take(messenger_channel, messenger.say(CUSTOMER, "order 1"))
    assert take(messenger_channel, messenger.edit(CUSTOMER, first.message_id, "order 2")).what == Edit(
        first.key, "order 2"
    )


def test_a_batch_keeps_its_order(messenger, messenger_channel):
    batch = [messenger.message(CUSTOMER, text=str(number)) for number in range(5)]
    received = messenger_channel.take(messenger.batch(batch).call(AT)).received
    assert [each.what for each in received] == [Text(str(number)) for number in range(5)]


def test_quick_replies_come_back_as_what_was_tapped(messenger, messenger_channel):
    messenger.say(CUSTOMER, "hi")
    messenger_channel.send(CUSTOMER, Part("Which?", "en", CHOICES, Shown.BUTTONS), "k")
    assert take(messenger_channel, messenger.press(CUSTOMER, "t-12")).what == Press("t-12", "Reason number 12")


def test_a_button_of_the_page_itself_is_a_press(messenger, messenger_channel):
    tapped = messenger.batch([messenger.event(CUSTOMER, postback={"mid": "m_9", "title": "Start", "payload": "START"})])
    assert take(messenger_channel, tapped).what == Press("START", "Start")


def test_once_the_window_has_closed_only_a_persons_words_go(messenger, messenger_channel):
    messenger.say(CUSTOMER, "hi")
    messenger_channel.send(CUSTOMER, Part("hello", "en"), "k")
    messenger.close_window(CUSTOMER)
    with pytest.raises(WindowClosed) as fault:
        messenger_channel.send(CUSTOMER, Part("hello", "en"), "k")
    assert fault.value.code == "10/2018278"
    messenger_channel.send(CUSTOMER, Part("Maria here", "en", way=Way.PERSON), "k")
    bot, person = messenger.sent_to(CUSTOMER)
    assert bot.raw["messaging_type"] == "RESPONSE"
    assert (person.raw["messaging_type"], person.raw["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
    messenger.shut.add(CUSTOMER)
    with pytest.raises(WindowClosed):
        messenger_channel.send(CUSTOMER, Part("Maria here", "en", way=Way.PERSON), "k")


def test_news_of_a_message_of_ours_names_it(messenger, messenger_channel):
    messenger.say(CUSTOMER, "hi")
    name = messenger_channel.send(CUSTOMER, Part("hello", "en"), "k")
    assert take(messenger_channel, messenger.delivered(messenger.sent[0])).what == Delivery(
        name, DeliveryState.DELIVERED
    )


@pytest.mark.parametrize(
    "part",
    [
        Part("", "en"),
        Part("x" * 2001, "en"),
        Part("😀" * 1001, "en"),
        Part("a", "en", (*CHOICES, Choice("t", "fourteen")), Shown.BUTTONS),
        Part("a", "en", (Choice("t", "x" * 21),), Shown.BUTTONS),
        Part("a", "en", (Choice("x" * 65, "a"),), Shown.BUTTONS),
        Part("a", "en", CHOICES, Shown.LIST, "Choose"),
        Part("a", "en", way=Way.TEMPLATE),
    ],
    ids=["blank", "2001", "1001-emoji", "14-replies", "title-21", "token-65", "list", "template"],
)
def test_what_breaks_a_limit_is_refused_before_it_is_sent(messenger, messenger_channel, part):
    messenger.say(CUSTOMER, "hi")
    with pytest.raises(ChannelRefused):
        messenger_channel.send(CUSTOMER, part, "k")
    assert messenger.sent == []


def test_whoever_cannot_be_reached_is_gone(messenger, messenger_channel):
    messenger.say(CUSTOMER, "hi")
    messenger.block(CUSTOMER)
    for address in (CUSTOMER, "999", "nobody"):
        with pytest.raises(AddressGone):
            messenger_channel.send(address, Part("hello", "en"), "k")


@pytest.mark.parametrize("fault", ["flood", "down", "page"])
def test_no_clear_answer_is_worth_another_try(messenger, messenger_channel, fault):
    messenger.say(CUSTOMER, "hi")
    messenger.fail(fault)
    with pytest.raises(ChannelUnavailable):
        messenger_channel.send(CUSTOMER, Part("hello", "en"), "k")


def test_typing_is_shown_and_fails_in_silence(messenger, messenger_channel):
    messenger.say(CUSTOMER, "hi")
    messenger_channel.show_typing(CUSTOMER)
    messenger_channel.show_typing("999")
    assert messenger.typing == [CUSTOMER]


def test_a_file_that_is_too_large_is_not_taken(messenger, messenger_channel):
    received = take(messenger_channel, messenger.photo(CUSTOMER, b"x" * (LIMITS.file + 1)))
    with pytest.raises(EvidenceRejected):
        messenger_channel.fetch(received.what.files[0])


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.jpg",
        "http://scontent.xx.fbcdn.net/a.jpg",
        "https://fbcdn.net.example.com/a.jpg",
        "https://user@example.com:443/.fbcdn.net",
        "https://notfbcdn.net/a.jpg",
        "file:///etc/passwd",
        "http://127.0.0.1:9/a.jpg",
        "//scontent.xx.fbcdn.net/a",
        "https://[::1/a",
        "",
    ],
)
def test_a_file_is_fetched_from_meta_only(messenger_channel, url):
    with pytest.raises(ChannelRefused, match="somebody else"):
        messenger_channel.fetch(RemoteFile(url))


def test_a_file_that_is_not_there_is_refused(messenger, messenger_channel):
    with pytest.raises(ChannelRefused):
        messenger_channel.fetch(RemoteFile(f"{messenger.url}/files/404"))


def test_the_page_is_known_and_told_where_to_call(messenger, messenger_channel):
    assert len(messenger_channel.check().to_do) == 1
    with standing(messenger_channel) as door:
        to_click = " ".join(messenger_channel.connect(door.url))
        assert door.url in to_click
        assert VERIFY_TOKEN in to_click
        assert messenger.shake_hands(door.url, VERIFY_TOKEN)
        assert not messenger.shake_hands(door.url, "another")
        messenger.hook_url = door.url
        hook = messenger.say(CUSTOMER, "hello")
        assert [each.what for each in door.received] == [Text("hello")]
        forged = hook.__class__(hook.body + b" ", hook.headers)
        assert (messenger.deliver(hook), messenger.deliver(forged)) == (200, 401)
    checked = messenger_channel.check()
    assert (checked.account, checked.to_do) == ("Shop", ())
    messenger_channel.disconnect()
    assert len(messenger_channel.check().to_do) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("access_token", "access token"),
        ("app_secret", "App settings > Basic"),
        ("page_id", "no page under this id.*beside the page's name"),
    ],
)
def test_wrong_credentials_say_what_is_wrong(messenger, client, name, said):
    right = {"page_id": messenger.account, "access_token": messenger.access_token, "app_secret": messenger.app_secret}
    channel = MessengerChannel(**right | {name: "99"}, verify_token="v", api=messenger.url, client=client)
    with pytest.raises(ChannelRefused, match=said):
        channel.check()
