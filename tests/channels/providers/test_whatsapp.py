"""WhatsApp Cloud, against a stand-in that is as strict as Meta's own description."""

from dataclasses import replace

import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.limits import Outside
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.whatsapp import LIMITS, WhatsAppChannel
from amends.channels.received import (
    Deletion,
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
from tests.channels.providers.conftest import AT, TEMPLATE, VERIFY_TOKEN
from tests.channels.providers.door import standing

CUSTOMER = "31612345678"
TWO = (Choice("t-1", "It never came"), Choice("t-2", "It is broken"))
TEN = tuple(Choice(f"t-{number}", f"Reason number {number}") for number in range(10))


def take(channel, hook):
    """The one thing that a call held."""
    (received,) = channel.take(hook.call(AT)).received
    return received


def test_words_come_with_who_wrote_them_and_when(whatsapp, whatsapp_channel):
    received = take(whatsapp_channel, whatsapp.say(CUSTOMER, "Hallo 👋"))
    assert received.what == Text("Hallo 👋")
    assert (received.address, received.name) == (CUSTOMER, "Lotte Janssen")
    assert received.key == received.message_id == "wamid.HBgL00000001"
    assert received.sent_at < AT


def test_a_photo_comes_with_its_caption_and_its_bytes(whatsapp, whatsapp_channel):
    received = take(whatsapp_channel, whatsapp.photo(CUSTOMER, b"\xff\xd8receipt", "my receipt"))
    assert isinstance(received.what, Files)
    assert received.what.caption == "my receipt"
    assert whatsapp_channel.fetch(received.what.files[0]) == b"\xff\xd8receipt"


def test_a_document_keeps_its_name_and_type(whatsapp, whatsapp_channel):
    (file,) = take(whatsapp_channel, whatsapp.document(CUSTOMER, b"%PDF", "bon.pdf", "application/pdf")).what.files
    assert (file.name, file.media_type) == ("bon.pdf", "application/pdf")
    assert whatsapp_channel.fetch(file) == b"%PDF"


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("audio", {"id": "1", "mime_type": "audio/ogg; codecs=opus", "voice": True}, Unsupported.VOICE),
        ("video", {"id": "1", "mime_type": "video/mp4"}, Unsupported.VIDEO),
        ("sticker", {"id": "1", "mime_type": "image/webp"}, Unsupported.STICKER),
        ("location", {"latitude": 52.3, "longitude": 4.9}, Unsupported.LOCATION),
        ("contacts", [{"name": {"formatted_name": "A"}}], Unsupported.CONTACT),
        ("order", {"catalog_id": "1"}, Unsupported.OTHER),
        ("unsupported", {"type": "poll"}, Unsupported.OTHER),
    ],
)
def test_what_nobody_can_read_is_named(whatsapp, whatsapp_channel, kind, content, what):
    assert take(whatsapp_channel, whatsapp.play(CUSTOMER, kind, content)).what == Unreadable(what)


def test_words_under_what_nobody_can_read_count(whatsapp, whatsapp_channel):
    video = {"id": "1", "mime_type": "video/mp4", "caption": "charged twice"}
    said, unread = whatsapp_channel.take(whatsapp.play(CUSTOMER, "video", video).call(AT)).received
    assert (said.what, unread.what) == (Text("charged twice"), Unreadable(Unsupported.VIDEO))
    assert said.key != unread.key


def test_an_edit_and_a_deletion_name_the_message(whatsapp, whatsapp_channel):
    first = take(whatsapp_channel, whatsapp.say(CUSTOMER, "order 1"))
    assert take(whatsapp_channel, whatsapp.edit(CUSTOMER, first.message_id, "order 2")).what == Edit(
        first.key, "order 2"
    )
    assert take(whatsapp_channel, whatsapp.delete(CUSTOMER, first.message_id)).what == Deletion(first.key)


def test_a_batch_keeps_its_order(whatsapp, whatsapp_channel):
    batch = [whatsapp.message(CUSTOMER, "text", {"body": str(number)}) for number in range(5)]
    received = whatsapp_channel.take(whatsapp.batch(batch).call(AT)).received
    assert [each.what for each in received] == [Text(str(number)) for number in range(5)]


def test_buttons_and_a_list_come_back_as_what_was_tapped(whatsapp, whatsapp_channel):
    whatsapp.say(CUSTOMER, "hi")
    whatsapp_channel.send(CUSTOMER, Part("What is it?", "en", TWO, Shown.BUTTONS), "k")
    assert take(whatsapp_channel, whatsapp.press(CUSTOMER, "t-2")).what == Press("t-2", "It is broken")
    whatsapp_channel.send(CUSTOMER, Part("Which?", "en", TEN, Shown.LIST, "Choose"), "k")
    assert take(whatsapp_channel, whatsapp.press(CUSTOMER, "t-9")).what == Press("t-9", "Reason number 9")


def test_a_tap_on_an_approved_message_is_its_label(whatsapp, whatsapp_channel):
    tapped = whatsapp.play(CUSTOMER, "button", {"payload": "Yes, go on", "text": "Yes, go on"})
    assert take(whatsapp_channel, tapped).what == Text("Yes, go on")


def test_once_the_window_has_closed_only_the_approved_message_goes(whatsapp, whatsapp_channel):
    whatsapp.say(CUSTOMER, "hi")
    whatsapp.close_window(CUSTOMER)
    with pytest.raises(WindowClosed) as fault:
        whatsapp_channel.send(CUSTOMER, Part("Your money is on its way.", "nl"), "k")
    assert fault.value.code == "131047"
    whatsapp_channel.send(CUSTOMER, Part("Your money is on its way.", "nl", way=Way.TEMPLATE), "k")
    (sent,) = whatsapp.sent_to(CUSTOMER)
    assert sent.raw["template"] == {"name": TEMPLATE, "language": {"policy": "deterministic", "code": "nl"}}
    with pytest.raises(ChannelRefused, match="does not exist"):
        whatsapp_channel.send(CUSTOMER, Part("a", "fr", way=Way.TEMPLATE), "k")


def test_without_an_approved_message_nothing_passes_a_closed_window(whatsapp):
    channel = WhatsAppChannel(whatsapp.number, "1", "t", "s", "v", api=whatsapp.url)
    assert channel.limits == replace(LIMITS, outside=Outside.NOTHING)
    with pytest.raises(ChannelRefused):
        channel.send(CUSTOMER, Part("a", "nl", way=Way.TEMPLATE), "k")


@pytest.mark.parametrize(
    ("state", "told"),
    [("delivered", DeliveryState.DELIVERED), ("read", DeliveryState.READ), ("failed", DeliveryState.FAILED)],
)
def test_news_of_a_message_of_ours_names_it(whatsapp, whatsapp_channel, state, told):
    whatsapp.say(CUSTOMER, "hi")
    name = whatsapp_channel.send(CUSTOMER, Part("hello", "en"), "k")
    code = (131047, "Re-engagement message") if state == "failed" else (None, "")
    news = take(whatsapp_channel, whatsapp.status(whatsapp.sent[0], state, *code))
    assert news.what == Delivery(name, told, *(("131047", code[1]) if state == "failed" else ()))
    assert news.address == CUSTOMER


@pytest.mark.parametrize(
    "part",
    [
        Part("\n", "en"),
        Part("x" * 4097, "en"),
        Part("😀" * 2049, "en"),
        Part("x" * 1025, "en", TWO, Shown.BUTTONS),
        Part("a", "en", TEN[:4], Shown.BUTTONS),
        Part("a", "en", (Choice("t", "x" * 21),), Shown.BUTTONS),
        Part("a", "en", (Choice("t", "same"), Choice("u", "same")), Shown.BUTTONS),
        Part("a", "en", (*TEN, Choice("t", "eleven")), Shown.LIST, "Choose"),
        Part("a", "en", (Choice("t", "x" * 25),), Shown.LIST, "Choose"),
        Part("a", "en", TEN, Shown.LIST),
        Part("a", "en", TEN, Shown.LIST, "x" * 21),
        Part("a", "en", way=Way.PERSON),
    ],
    ids=[
        "blank",
        "4097",
        "2049-emoji",
        "1025",
        "4-buttons",
        "title-21",
        "same-titles",
        "11-rows",
        "row-25",
        "no-label",
        "label-21",
        "person",
    ],
)
def test_what_breaks_a_limit_is_refused_before_it_is_sent(whatsapp, whatsapp_channel, part):
    with pytest.raises(ChannelRefused):
        whatsapp_channel.send(CUSTOMER, part, "k")
    assert whatsapp.sent == []


def test_whoever_cannot_be_reached_is_gone(whatsapp, whatsapp_channel):
    whatsapp.block(CUSTOMER)
    for address in (CUSTOMER, "nobody", "+31612345678"):
        with pytest.raises(AddressGone):
            whatsapp_channel.send(address, Part("hello", "en"), "k")


def test_a_customer_with_a_user_name_is_answered_under_it(whatsapp, whatsapp_channel):
    whatsapp_channel.send("NL.13491208655302741918", Part("hello", "en"), "k")
    (sent,) = whatsapp.sent_to("NL.13491208655302741918")
    assert "to" not in sent.raw


@pytest.mark.parametrize("fault", ["flood", "down", "page"])
def test_no_clear_answer_is_worth_another_try(whatsapp, whatsapp_channel, fault):
    whatsapp.fail(fault)
    with pytest.raises(ChannelUnavailable):
        whatsapp_channel.send(CUSTOMER, Part("hello", "en"), "k")


def test_typing_goes_with_the_latest_message_and_fails_in_silence(whatsapp, whatsapp_channel):
    whatsapp_channel.show_typing(CUSTOMER)
    take(whatsapp_channel, whatsapp.say(CUSTOMER, "hi"))
    latest = take(whatsapp_channel, whatsapp.say(CUSTOMER, "again"))
    whatsapp_channel.show_typing(CUSTOMER)
    whatsapp.fail("down")
    whatsapp_channel.show_typing(CUSTOMER)
    assert whatsapp.typing == [latest.message_id]


def test_of_many_customers_the_latest_are_remembered(whatsapp, whatsapp_channel, monkeypatch):
    monkeypatch.setattr("amends.channels.providers.whatsapp.REMEMBERED", 2)
    for number in range(4):
        take(whatsapp_channel, whatsapp.say(f"3161234567{number}", "hi"))
    for number in range(4):
        whatsapp_channel.show_typing(f"3161234567{number}")
    assert len(whatsapp.typing) == 2


def test_a_file_that_is_too_large_is_not_taken(whatsapp, whatsapp_channel):
    received = take(whatsapp_channel, whatsapp.photo(CUSTOMER, b"x" * (LIMITS.file + 1)))
    with pytest.raises(EvidenceRejected):
        whatsapp_channel.fetch(received.what.files[0])


@pytest.mark.parametrize("reference", ["404", "../me", "1?fields=token", "", "٣"])
def test_a_file_that_is_not_there_is_refused(whatsapp_channel, reference):
    with pytest.raises(ChannelRefused):
        whatsapp_channel.fetch(RemoteFile(reference))


def test_the_number_is_known_and_told_where_to_call(whatsapp, whatsapp_channel):
    checked = whatsapp_channel.check()
    assert checked.account == "Shop (+15550783881)"
    assert len(checked.to_do) == 1
    with standing(whatsapp_channel) as door:
        to_click = whatsapp_channel.connect(door.url)
        assert len(to_click) == 1
        assert whatsapp_channel.check().to_do == ()
        whatsapp.say(CUSTOMER, "hello")
        assert [each.what for each in door.received] == [Text("hello")]
        assert whatsapp.statuses == [200]
    whatsapp_channel.disconnect()
    assert len(whatsapp_channel.check().to_do) == 1


def test_where_meta_cannot_reach_us_it_says_what_to_click(whatsapp, whatsapp_channel):
    to_click = whatsapp_channel.connect("http://127.0.0.1:9/hook")
    assert "http://127.0.0.1:9/hook" in " ".join(to_click)
    assert VERIFY_TOKEN in " ".join(to_click)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("access_token", "access token"),
        ("app_secret", "App settings > Basic"),
        ("phone_number_id", "no phone number under this id.*WhatsApp > API Setup"),
        ("account_id", "no WhatsApp Business Account under this id.*Assign assets"),
    ],
)
def test_wrong_credentials_say_what_is_wrong(whatsapp, client, name, said):
    right = {"phone_number_id": whatsapp.number, "account_id": whatsapp.account}
    right |= {"access_token": whatsapp.access_token, "app_secret": whatsapp.app_secret, name: "99"}
    channel = WhatsAppChannel(**right, verify_token="v", api=whatsapp.url, client=client)
    with pytest.raises(ChannelRefused, match=said):
        channel.check()
