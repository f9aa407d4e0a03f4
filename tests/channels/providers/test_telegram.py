"""Telegram, against a stand-in that is as strict as the Bot API says."""

import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.telegram import LIMITS, TelegramChannel, TelegramCredentials, listens
from amends.channels.received import Edit, Files, Press, RemoteFile, Started, Text, Unreadable, Unsupported
from amends.errors import EvidenceRejected
from demo.providers.telegram import TelegramStandIn
from tests.channels.providers.conftest import AT, SECRET

CHAT = 4711
BUTTONS = (Choice("t-1", "The parcel never came"), Choice("t-2", "Something else"))


def take(channel, hook):
    """The one thing that a call held."""
    (received,) = channel.take(hook.call(AT)).received
    return received


def test_words_come_with_who_wrote_them_and_when(telegram, telegram_channel):
    telegram.meet(CHAT, "Kari", "nb-NO")
    received = take(telegram_channel, telegram.say(CHAT, "Hei, 😀"))
    assert received.what == Text("Hei, 😀")
    assert (received.address, received.name, received.language) == ("4711", "Kari", "nb")
    assert received.message_id == "4711:101"
    assert received.sent_at < AT


@pytest.mark.parametrize("typed", ["/start", "/start campaign_7", "/start@shop_bot"])
def test_opening_the_chat_says_nothing(telegram, telegram_channel, typed):
    assert take(telegram_channel, telegram.say(CHAT, typed)).what == Started()


def test_a_word_that_begins_like_a_start_is_a_word(telegram, telegram_channel):
    assert take(telegram_channel, telegram.say(CHAT, "/started")).what == Text("/started")


def test_of_a_photo_the_largest_size_is_fetched(telegram, telegram_channel):
    raw = bytes(range(256)) * 40
    received = take(telegram_channel, telegram.photo(CHAT, raw, "my receipt"))
    assert isinstance(received.what, Files)
    assert received.what.caption == "my receipt"
    assert telegram_channel.fetch(received.what.files[0]) == raw


def test_a_document_keeps_its_name_and_type(telegram, telegram_channel):
    received = take(telegram_channel, telegram.document(CHAT, b"%PDF-1.7", "kvittering æ.pdf", "application/pdf"))
    (file,) = received.what.files
    assert (file.name, file.media_type, file.size) == ("kvittering æ.pdf", "application/pdf", 8)
    assert telegram_channel.fetch(file) == b"%PDF-1.7"


def test_an_edit_names_the_message_that_it_changes(telegram, telegram_channel):
    first = take(telegram_channel, telegram.say(CHAT, "order 1"))
    edited = take(telegram_channel, telegram.edit(CHAT, 101, text="order 2"))
    assert edited.what == Edit(first.message_id, "order 2")
    assert edited.key != first.key


def test_an_edited_caption_is_an_edit_and_a_new_picture_a_file(telegram, telegram_channel):
    telegram.photo(CHAT, b"x" * 80, "first")
    assert take(telegram_channel, telegram.edit(CHAT, 101, caption="second")).what == Edit("4711:101", "second")
    assert isinstance(take(telegram_channel, telegram.edit(CHAT, 101, caption="")).what, Files)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, Unsupported.VOICE),
        ({"audio": {"file_id": "a", "file_unique_id": "b", "duration": 3}}, Unsupported.VOICE),
        ({"video": {"file_id": "a", "file_unique_id": "b"}}, Unsupported.VIDEO),
        ({"video_note": {"file_id": "a", "file_unique_id": "b"}}, Unsupported.VIDEO),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, Unsupported.VIDEO),
        ({"sticker": {"file_id": "a", "emoji": "👍"}}, Unsupported.STICKER),
        ({"location": {"longitude": 4.9, "latitude": 52.3}}, Unsupported.LOCATION),
        ({"venue": {"title": "Shop"}, "location": {"longitude": 4.9, "latitude": 52.3}}, Unsupported.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, Unsupported.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 3}}, Unsupported.OTHER),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_nobody_can_read_is_named(telegram, telegram_channel, content, what):
    assert take(telegram_channel, telegram.play(CHAT, **content)).what == Unreadable(what)


def test_words_under_what_nobody_can_read_count(telegram, telegram_channel):
    video = {"file_id": "a", "file_unique_id": "b"}
    said, unread = telegram_channel.take(telegram.play(CHAT, video=video, caption="charged twice").call(AT)).received
    assert (said.what, unread.what) == (Text("charged twice"), Unreadable(Unsupported.VIDEO))
    assert said.key != unread.key


def test_notes_of_telegram_itself_and_groups_are_no_customers_words(telegram, telegram_channel):
    pinned = telegram.play(CHAT, pinned_message={"message_id": 1, "date": 0, "chat": {"id": CHAT, "type": "private"}})
    telegram.meet(-5, kind="group")
    for hook in (pinned, telegram.block(CHAT), telegram.block(CHAT, blocked=False), telegram.say(-5, "hello")):
        assert telegram_channel.take(hook.call(AT)).received == ()


def test_choices_are_buttons_and_a_press_is_acknowledged(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    telegram_channel.send("4711", Part("What is it about?", "en", BUTTONS, Shown.BUTTONS), "k")
    assert [(each.token, each.title) for each in telegram.sent_to("4711")[0].choices] == [
        ("t-1", "The parcel never came"),
        ("t-2", "Something else"),
    ]
    pressed = take(telegram_channel, telegram.press(CHAT, "t-2"))
    assert pressed.what == Press("t-2", "Something else")
    telegram_channel.acknowledge_press(pressed)
    assert telegram.acknowledged == [pressed.message_id]


def test_a_text_goes_out_plain_and_without_a_preview(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    name = telegram_channel.send("4711", Part("*5* < 6 & https://shop.example.com", "en"), "k")
    (sent,) = telegram.sent_to("4711")
    assert name == f"4711:{sent.id}"
    assert sent.raw == {
        "chat_id": CHAT,
        "text": "*5* < 6 & https://shop.example.com",
        "link_preview_options": {"is_disabled": True},
    }


def test_a_text_of_the_full_length_goes_and_one_unit_more_does_not(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    telegram_channel.send("4711", Part("😀" * 2048, "en"), "k")
    with pytest.raises(ChannelRefused):
        telegram_channel.send("4711", Part("😀" * 2048 + ".", "en"), "k")
    assert len(telegram.sent_to("4711")) == 1


@pytest.mark.parametrize(
    "part",
    [
        Part(" ", "en"),
        Part("a", "en", tuple(Choice(f"t{n}", f"c{n}") for n in range(13)), Shown.BUTTONS),
        Part("a", "en", (), Shown.BUTTONS),
        Part("a", "en", (Choice("x" * 65, "a"),), Shown.BUTTONS),
        Part("a", "en", (Choice("ø" * 33, "a"),), Shown.BUTTONS),
        Part("a", "en", (Choice("", "a"),), Shown.BUTTONS),
        Part("a", "en", (Choice("t", " "),), Shown.BUTTONS),
        Part("a", "en", BUTTONS, Shown.LIST, "Choose"),
        Part("a", "en", way=Way.TEMPLATE),
        Part("a", "en", way=Way.PERSON),
    ],
    ids=["blank", "13-buttons", "none", "65-bytes", "66-bytes", "no-token", "no-label", "list", "template", "person"],
)
def test_what_breaks_a_limit_is_refused_before_it_is_sent(telegram, telegram_channel, part):
    telegram.say(CHAT, "hi")
    with pytest.raises(ChannelRefused):
        telegram_channel.send("4711", part, "k")
    assert telegram.sent == []


def test_a_customer_who_blocked_us_or_never_began_is_gone(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    telegram.block(CHAT)
    for address in ("4711", "999", "not-a-chat", "٣"):
        with pytest.raises(AddressGone):
            telegram_channel.send(address, Part("hello", "en"), "k")


def test_patience_is_asked_for_in_seconds(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    telegram.fail("flood", seconds=17)
    with pytest.raises(ChannelUnavailable) as fault:
        telegram_channel.send("4711", Part("hello", "en"), "k")
    assert fault.value.retry_after_s == 17
    assert telegram_channel.send("4711", Part("hello", "en"), "k")


@pytest.mark.parametrize("fault", ["down", "page"])
def test_no_clear_answer_is_worth_another_try(telegram, telegram_channel, fault):
    telegram.say(CHAT, "hi")
    telegram.fail(fault)
    with pytest.raises(ChannelUnavailable):
        telegram_channel.send("4711", Part("hello", "en"), "k")


def test_nobody_at_the_other_end_is_worth_another_try(client):
    channel = TelegramChannel("1:a", SECRET, api="http://127.0.0.1:9", client=client)
    with pytest.raises(ChannelUnavailable):
        channel.send("1", Part("hello", "en"), "k")


def test_courtesies_fail_in_silence(telegram, telegram_channel):
    telegram.say(CHAT, "hi")
    telegram_channel.show_typing("4711")
    assert telegram.typing == ["4711"]
    telegram.fail("down", times=2)
    telegram_channel.show_typing("4711")
    telegram_channel.show_typing("999")


def test_a_file_that_is_too_large_is_not_taken(telegram, telegram_channel):
    with pytest.raises(EvidenceRejected):
        telegram_channel.fetch(RemoteFile("any", size=LIMITS.file + 1))
    telegram.document(CHAT, b"x" * (LIMITS.file + 1), "a.pdf", "application/pdf")
    with pytest.raises(EvidenceRejected):
        telegram_channel.fetch(RemoteFile("AgAC000000"))
    telegram.document(CHAT, b"x" * (20 * 1024 * 1024 + 1), "b.pdf", "application/pdf")
    with pytest.raises(EvidenceRejected):
        telegram_channel.fetch(RemoteFile("AgAC000001"))


def test_a_file_that_is_not_there_is_refused(telegram, telegram_channel):
    with pytest.raises(ChannelRefused):
        telegram_channel.fetch(RemoteFile("unknown"))


def test_the_bot_is_known_and_told_where_to_call(telegram, telegram_channel):
    assert telegram_channel.check().account == "@shop_bot (Support)"
    assert telegram_channel.connect("https://shop.example.com/hook") == ()
    assert (telegram.hook_url, telegram.secret) == ("https://shop.example.com/hook", SECRET)
    telegram_channel.disconnect()
    assert telegram.hook_url == ""


@pytest.mark.parametrize("url", ["http://shop.example.com/hook", "https://shop.example.com:8100/hook"])
def test_an_address_that_telegram_does_not_call_is_refused(telegram_channel, url):
    with pytest.raises(ChannelRefused, match="webhook"):
        telegram_channel.connect(url)


def test_a_wrong_token_says_where_to_get_a_right_one(telegram, client):
    for token in ("123456789:another", "no token", "1:a/../x"):
        with pytest.raises(ChannelRefused, match="@BotFather"):
            TelegramChannel(token, SECRET, api=telegram.url, client=client).check()


def test_a_secret_that_telegram_does_not_take_is_found_before(telegram, client):
    with pytest.raises(ChannelRefused, match="secret"):
        TelegramChannel(telegram.token, "with blanks", api=telegram.url, client=client).check()


def test_asking_takes_each_update_once_and_in_order(client):
    with TelegramStandIn() as telegram:
        channel = TelegramChannel(telegram.token, SECRET, polling=True, api=telegram.url, client=client)
        for number in range(150):
            telegram.say(CHAT, str(number))
        telegram.fail("flood", seconds=0)
        got = []
        listens(channel)(got.extend, lambda: len(got) >= 150)
        assert [each.what for each in got] == [Text(str(number)) for number in range(150)]
        telegram.say(CHAT, "later")
        listens(channel)(got.extend, lambda: len(got) >= 151)
        assert got[150].what == Text("later")


def test_what_was_not_kept_is_asked_for_again(client):
    with TelegramStandIn() as telegram:
        channel = TelegramChannel(telegram.token, SECRET, polling=True, api=telegram.url, client=client)
        telegram.say(CHAT, "hello")

        def fails(_received):
            raise RuntimeError("the database is away")

        with pytest.raises(RuntimeError):
            channel.listen(fails, lambda: False)
        got = []
        channel.listen(got.extend, lambda: bool(got))
        assert [each.what for each in got] == [Text("hello")]


def test_a_bot_that_is_called_is_not_asked(telegram_channel):
    assert listens(telegram_channel) is None


def test_credentials_survive_being_sealed_and_make_a_channel():
    given = TelegramCredentials(token="1:a")
    sealed = {name: getattr(value, "get_secret_value", lambda v=value: v)() for name, value in given}
    assert TelegramChannel(**dict(TelegramCredentials(**sealed)))._secret == given.secret.get_secret_value()
    assert "1:a" not in repr(given)
