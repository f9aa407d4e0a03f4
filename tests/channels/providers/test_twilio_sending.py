"""What goes out by Twilio, news of it, and what is refused."""

import pytest

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable, WindowClosed
from amends.channels.outgoing import Choice, Part, Shown, Way
from amends.channels.providers.twilio import SMS, WHATSAPP, SmsChannel
from amends.channels.received import (
    Delivery,
    DeliveryState,
    Text,
)
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


def test_an_answer_on_whatsapp_reaches_a_customer_who_hides_the_number(twilio_whatsapp, twilio_whatsapp_channel):
    received = take(twilio_whatsapp_channel, twilio_whatsapp.say("NL.13491208655302741918", "hi"))
    twilio_whatsapp_channel.send(received.address, Part("hello", "en"), "k")
    (sent,) = twilio_whatsapp.sent
    assert sent.raw["To"] == "whatsapp:NL.13491208655302741918"


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
        assert other.take(stand_in.say(CUSTOMER, "hi").call(AT, HOOK)).received == ()
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
