"""Text messages and WhatsApp by Twilio, at a stand-in that is as strict as Twilio documents."""

import pytest
from pydantic import ValidationError

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.twilio import SMS, WHATSAPP, SmsChannel, TwilioCredentials
from amends.channels.received import (
    Delivery,
    DeliveryState,
    Files,
    OptOut,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)
from amends.errors import EvidenceRejected
from demo.providers import twilio_api
from demo.providers.twilio import TwilioStandIn
from demo.providers.twilio_server import SERVICE
from tests.channels.providers.conftest import AT, twilio_channel
from tests.channels.providers.door import standing

CUSTOMER = "+31612345678"
HOOK = "https://shop.example.com/hook"


def take(channel, hook):
    (received,) = channel.take(hook.call(AT, HOOK)).received
    return received


def every(channel, hook):
    return [each.what for each in channel.take(hook.call(AT, HOOK)).received]


@pytest.fixture(params=["sms", "twilio_whatsapp"])
def both(request):
    """A stand-in and our channel to it, of each kind."""
    return request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_channel")


def test_words_are_read_and_answered_with_a_document_that_does_nothing(both):
    stand_in, channel = both
    hook = stand_in.say(CUSTOMER, " Hei, blåbær 😀 + 100 % ")
    arrived = channel.take(hook.call(AT, HOOK))
    (received,) = arrived.received
    assert received.what == Text(" Hei, blåbær 😀 + 100 % ")
    assert (received.address, received.sent_at) == (CUSTOMER, AT)
    assert received.key == received.message_id
    assert received.key.startswith("SM")
    assert (arrived.answer.status, arrived.answer.body, arrived.answer.media_type) == (200, "<Response/>", "text/xml")


def test_whatsapp_tells_what_the_customer_is_called(twilio_whatsapp, twilio_whatsapp_channel):
    assert take(twilio_whatsapp_channel, twilio_whatsapp.say(CUSTOMER, "hi")).name == "Lotte Janssen"


def test_a_picture_is_fetched_with_the_words_under_it(both):
    stand_in, channel = both
    received = take(channel, stand_in.photo(CUSTOMER, b"\xff\xd8 bytes", "my receipt"))
    [file] = received.what.files
    assert (received.what.caption, file.media_type) == ("my receipt", "image/jpeg")
    assert channel.fetch(file) == b"\xff\xd8 bytes"


def test_all_pictures_of_a_message_are_taken(sms, sms_channel):
    hook = sms.media(CUSTOMER, (b"one", "image/png"), (b"two", "application/pdf"), (b"smil", "application/smil"))
    [what] = every(sms_channel, hook)
    assert [sms_channel.fetch(file) for file in what.files] == [b"one", b"two"]


@pytest.mark.parametrize(
    ("media_type", "what"),
    [
        ("audio/ogg; codecs=opus", Unsupported.VOICE),
        ("video/mp4", Unsupported.VIDEO),
        ("text/vcard", Unsupported.CONTACT),
        ("text/x-vcard", Unsupported.CONTACT),
    ],
)
def test_what_nobody_can_read_is_told_apart(both, media_type, what):
    stand_in, channel = both
    assert every(channel, stand_in.media(CUSTOMER, (b"x", media_type))) == [Unreadable(what)]


def test_a_sticker_and_a_place_are_told_apart(twilio_whatsapp, twilio_whatsapp_channel):
    sticker = twilio_whatsapp.media(CUSTOMER, (b"x", "image/webp"), MessageType="sticker")
    assert every(twilio_whatsapp_channel, sticker) == [Unreadable(Unsupported.STICKER)]
    place = twilio_whatsapp.play(CUSTOMER, Latitude="52.1", Longitude="4.3", MessageType="location")
    assert every(twilio_whatsapp_channel, place) == [Unreadable(Unsupported.LOCATION)]


def test_words_beside_a_recording_are_read_each_under_a_key_of_its_own(sms, sms_channel):
    hook = sms.media(CUSTOMER, (b"x", "audio/amr"), caption="listen")
    received = sms_channel.take(hook.call(AT, HOOK)).received
    assert [each.what for each in received] == [Text("listen"), Unreadable(Unsupported.VOICE)]
    assert len({each.key for each in received}) == 2


def test_a_message_without_anything_is_said_to_be_unreadable(sms, sms_channel):
    assert every(sms_channel, sms.say(CUSTOMER, "")) == [Unreadable(Unsupported.OTHER)]


@pytest.mark.parametrize(
    ("words", "more", "what"),
    [
        ("STOP", {}, OptOut()),
        (" stop ", {}, OptOut()),
        ("Unsubscribe", {}, OptOut()),
        ("Slutt", {"OptOutType": "STOP"}, OptOut()),
        ("START", {"OptOutType": "START"}, OptOut(over=True)),
        ("HELP", {"OptOutType": "HELP"}, Text("HELP")),
        ("cancel", {}, Text("cancel")),
        ("stop the order", {}, Text("stop the order")),
        ("START", {}, Text("START")),
    ],
)
def test_opting_out_is_told_apart_from_words(sms, sms_channel, words, more, what):
    assert every(sms_channel, sms.say(CUSTOMER, words, **more)) == [what]


def test_a_stop_on_whatsapp_is_one_where_twilio_says_so(twilio_whatsapp, twilio_whatsapp_channel):
    assert every(twilio_whatsapp_channel, twilio_whatsapp.say(CUSTOMER, "stop")) == [Text("stop")]
    hook = twilio_whatsapp.say(CUSTOMER, "stop", OptOutType="STOP")
    assert every(twilio_whatsapp_channel, hook) == [OptOut()]


def test_choices_stand_in_the_text_and_news_are_asked_for(both):
    stand_in, channel = both
    name = channel.send(CUSTOMER, Part("Which?\n\n1. Refund\n2. Credit", "en"), "k")
    (sent,) = stand_in.sent_to(CUSTOMER)
    assert (sent.id, sent.text, sent.raw["StatusCallback"]) == (name, "Which?\n\n1. Refund\n2. Credit", HOOK)
    assert sent.raw["From"] == stand_in.prefix + stand_in.number


def test_signs_that_take_much_room_go_out_as_plain_ones_in_text_messages_alone(
    sms, sms_channel, twilio_whatsapp, twilio_whatsapp_channel
):
    sms_channel.send(CUSTOMER, Part("“Hei” – æøå…", "nb"), "k")
    twilio_whatsapp_channel.send(CUSTOMER, Part("“Hei” – æøå…", "nb"), "k")
    assert sms.sent[0].raw["SmartEncoded"] == "true"
    assert "SmartEncoded" not in twilio_whatsapp.sent[0].raw


def test_a_messaging_service_sends_and_receives_for_its_numbers(client):
    with TwilioStandIn(service=SERVICE) as stand_in:
        channel = twilio_channel(SmsChannel, stand_in, client, sender=SERVICE)
        assert take(channel, stand_in.say(CUSTOMER, "hi")).what == Text("hi")
        channel.send(CUSTOMER, Part("hello", "en"), "k")
        (sent,) = stand_in.sent
        assert (sent.raw["MessagingServiceSid"], "From" in sent.raw) == (SERVICE, False)
        news = take(channel, stand_in.status(sent, "delivered"))
        assert news.what == Delivery(sent.id, DeliveryState.DELIVERED)
        other = twilio_channel(SmsChannel, stand_in, client, sender="MG" + "1" * 32)
        assert every(other, stand_in.say(CUSTOMER, "hi")) == []
        with pytest.raises(ChannelRefused, match="no such messaging service"):
            other.send(CUSTOMER, Part("hello", "en"), "k")
        assert any("Integration" in step for step in channel.connect("https://shop.example.com/x"))
        with pytest.raises(ChannelRefused, match="Integration"):
            channel.disconnect()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("queued", None),
        ("sending", None),
        ("sent", None),
        ("delivered", DeliveryState.DELIVERED),
        ("read", DeliveryState.READ),
        ("undelivered", DeliveryState.FAILED),
        ("failed", DeliveryState.FAILED),
    ],
)
def test_news_of_a_message_of_ours_names_it(both, state, told):
    stand_in, channel = both
    name = channel.send(CUSTOMER, Part("hello", "en"), "k")
    hook = stand_in.status(stand_in.sent[0], state, 30003 if told is DeliveryState.FAILED else None)
    received = channel.take(hook.call(AT, HOOK)).received
    if told is None:
        assert received == ()
        return
    (news,) = received
    why = ("30003", "The customer's phone is switched off or out of reach.") if told is DeliveryState.FAILED else ()
    assert (news.what, news.address) == (Delivery(name, told, *why), CUSTOMER)


@pytest.mark.parametrize(
    ("code", "more", "why"),
    [
        (63016, {}, "more than 24 hours ago"),
        (21610, {}, "opted out"),
        (99999, {"ErrorMessage": "Something new"}, "Something new"),
        (99999, {"ChannelStatusMessage": "WhatsApp says so"}, "WhatsApp says so"),
        (None, {}, "does not say why"),
    ],
)
def test_why_a_message_failed_is_a_sentence(twilio_whatsapp, twilio_whatsapp_channel, code, more, why):
    twilio_whatsapp_channel.send(CUSTOMER, Part("hello", "en"), "k")
    news = take(twilio_whatsapp_channel, twilio_whatsapp.status(twilio_whatsapp.sent[0], "failed", code, **more))
    assert why in news.what.why
    assert news.what.code == ("" if code is None else str(code))


def test_a_window_that_has_closed_is_told_after_the_message_was_accepted(twilio_whatsapp, twilio_whatsapp_channel):
    with standing(twilio_whatsapp_channel) as door:
        twilio_whatsapp_channel.called_at(door.url)
        twilio_whatsapp.hook_url = door.url
        twilio_whatsapp.close_window(CUSTOMER)
        name = twilio_whatsapp_channel.send(CUSTOMER, Part("hello", "en"), "k")
        [news] = door.received
        assert (news.what.of, news.what.state, news.what.code) == (name, DeliveryState.FAILED, "63016")
    assert twilio_whatsapp.sent == []


def test_a_window_that_is_told_of_at_once_is_one_too(twilio_whatsapp_channel, twilio_whatsapp, monkeypatch):
    def at_once(_self, _to):
        raise twilio_api.refused(63016, "outside the allowed window")

    monkeypatch.setattr(type(twilio_whatsapp), "_reach", at_once)
    with pytest.raises(WindowClosed):
        twilio_whatsapp_channel.send(CUSTOMER, Part("hello", "en"), "k")


def test_only_whatsapp_has_a_window():
    assert SMS.window is None
    assert WHATSAPP.window is not None
    assert SMS.file == WHATSAPP.file == 5 * 1024 * 1024


@pytest.mark.parametrize(
    "part",
    [
        Part("\n", "en"),
        Part("x" * 1601, "en"),
        Part("😀" * 801, "en"),
        Part("a", "en", (Choice("t", "a"),), Shown.BUTTONS),
        Part("a", "en", (Choice("t", "a"),), Shown.LIST, "Choose"),
        Part("a", "en", way=Way.PERSON),
        Part("a", "en", way=Way.TEMPLATE),
    ],
    ids=["blank", "1601", "801-emoji", "buttons", "list", "person", "template"],
)
def test_what_breaks_a_limit_is_refused_before_it_is_sent(both, part):
    stand_in, channel = both
    with pytest.raises(ChannelRefused):
        channel.send(CUSTOMER, part, "k")
    assert stand_in.sent == []


@pytest.mark.parametrize(
    ("trouble", "kind", "said"),
    [
        ("opted_out", AddressGone, "opted out"),
        ("gone", AddressGone, "number is none"),
        ("landlines", AddressGone, "no mobile"),
        ("countries", ChannelRefused, "Geo permissions"),
    ],
)
def test_whoever_cannot_be_reached_is_told_apart(sms, sms_channel, trouble, kind, said):
    setattr(sms, trouble, ("+358",) if trouble == "countries" else {CUSTOMER})
    with pytest.raises(kind, match=said):
        sms_channel.send(CUSTOMER, Part("hello", "en"), "k")
    assert sms.sent == []


@pytest.mark.parametrize("address", ["", "612345678", "whatsapp:+31612345678", "+31 6", "+0123456789", "+٣١٦١٢٣٤٥٦"])
def test_what_is_no_number_is_not_written_to(both, address):
    with pytest.raises(AddressGone):
        both[1].send(address, Part("hello", "en"), "k")


def test_who_sent_stop_is_written_to_again_after_start(sms, sms_channel):
    sms.say(CUSTOMER, "STOP")
    with pytest.raises(AddressGone, match="until they send START"):
        sms_channel.send(CUSTOMER, Part("hello", "en"), "k")
    sms.say(CUSTOMER, "START")
    sms_channel.send(CUSTOMER, Part("hello", "en"), "k")
    assert len(sms.sent) == 1


@pytest.mark.parametrize("fault", ["flood", "down", "page"])
def test_no_clear_answer_is_worth_another_try(both, fault):
    stand_in, channel = both
    stand_in.fail(fault)
    with pytest.raises(ChannelUnavailable):
        channel.send(CUSTOMER, Part("hello", "en"), "k")


def test_a_file_that_is_too_large_is_not_taken(both):
    stand_in, channel = both
    received = take(channel, stand_in.photo(CUSTOMER, b"x" * (SMS.file + 1)))
    with pytest.raises(EvidenceRejected):
        channel.fetch(received.what.files[0])


@pytest.mark.parametrize(
    "reference",
    ["", "404", "../me", "https://example.com/x", f"MM{'a' * 32}/ME{'b' * 32}", f"MM{'a' * 32}/../ME{'b' * 32}"],
)
def test_a_file_that_is_not_there_is_refused(sms_channel, reference):
    with pytest.raises(ChannelRefused):
        sms_channel.fetch(RemoteFile(reference))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/2010-04-01/Accounts/AC/Messages/MM1/Media/ME1",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "",
    ],
)
def test_no_address_of_a_call_is_fetched_from(sms, sms_channel, url):
    hook = sms.play(CUSTOMER, NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg")
    assert every(sms_channel, hook) == [Unreadable(Unsupported.OTHER)]


def test_of_an_address_elsewhere_only_the_names_count(sms, sms_channel):
    url = f"https://evil.example.com/Messages/MM{'a' * 32}/Media/ME{'b' * 32}"
    hook = sms.play(CUSTOMER, NumMedia="1", MediaUrl0=url, MediaContentType0="image/jpeg")
    [what] = every(sms_channel, hook)
    assert what == Files((RemoteFile(f"MM{'a' * 32}/ME{'b' * 32}", media_type="image/jpeg"),))
    with pytest.raises(ChannelRefused, match="no more"):
        sms_channel.fetch(what.files[0])


def test_the_number_is_known_and_told_where_to_call(sms, sms_channel):
    checked = sms_channel.check()
    assert checked.account == f"Shop ({sms.number})"
    assert len(checked.to_do) == 1
    with standing(sms_channel) as door:
        assert sms_channel.connect(door.url) == []
        assert sms_channel.check().to_do == []
        sms.say(CUSTOMER, "hello")
        assert [each.what for each in door.received] == [Text("hello")]
        assert sms.statuses == [200]
        sms_channel.disconnect()
        assert (sms.phone["sms_url"], sms.phone["sms_fallback_url"]) == ("", "")


def test_a_number_that_served_something_else_is_told_of(sms, sms_channel):
    sms.phone |= {"sms_url": "https://old.example.com/sms?token=secret", "sms_application_sid": "AP" + "1" * 32}
    to_do = " ".join(sms_channel.connect("https://shop.example.com/new"))
    assert "old.example.com" in to_do
    assert "TwiML App" in to_do
    assert "secret" not in to_do


def test_a_number_that_was_given_to_something_else_since_is_left_alone(sms, sms_channel):
    sms.phone["sms_url"] = "https://another.example.com/"
    sms_channel.disconnect()
    assert sms.phone["sms_url"] == "https://another.example.com/"


def test_whatsapp_says_what_to_click(twilio_whatsapp, twilio_whatsapp_channel):
    assert twilio_whatsapp_channel.check().to_do == []
    to_click = " ".join(twilio_whatsapp_channel.connect("https://shop.example.com/new"))
    assert "https://shop.example.com/new" in to_click
    assert "WhatsApp senders" in to_click
    with pytest.raises(ChannelRefused, match="WhatsApp senders"):
        twilio_whatsapp_channel.disconnect()


def test_a_trial_account_is_told_of_and_a_suspended_one_refused(sms, sms_channel):
    sms.state["type"] = "Trial"
    assert any("trial account" in each for each in sms_channel.check().to_do)
    sms.state["status"] = "suspended"
    with pytest.raises(ChannelRefused, match="suspended"):
        sms_channel.check()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"auth_token": "another"}, "copy both"),
        ({"account_sid": "AC" + "1" * 32}, "copy both"),
        ({"sender": "+31600000000"}, "Active numbers"),
    ],
    ids=["token", "account", "number"],
)
def test_wrong_credentials_say_what_is_wrong(sms, client, wrong, said):
    with pytest.raises(ChannelRefused, match=said):
        twilio_channel(SmsChannel, sms, client, **wrong).check()


def test_a_number_without_text_messages_is_refused(sms, sms_channel, monkeypatch):
    phone = type(sms)._phone
    monkeypatch.setattr(type(sms), "_phone", lambda self: phone(self) | {"capabilities": {"sms": False}})
    with pytest.raises(ChannelRefused, match="takes no text messages"):
        sms_channel.check()


@pytest.mark.parametrize("given", ["+31 6 1234 5678", "whatsapp:+31612345678", "+31-6-12345678", "+31(6)12345678"])
def test_a_number_is_taken_as_people_write_it(given):
    credentials = TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="t", sender=given)
    assert credentials.sender == "+31612345678"


@pytest.mark.parametrize("given", ["0612345678", "Shop", "+0612345678", "MG123", "31612345678", ""])
def test_a_sender_that_is_none_is_refused(given):
    with pytest.raises(ValidationError):
        TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="t", sender=given)
