"""Text messages and WhatsApp by Twilio, as they come in, at a stand-in that is as strict as Twilio documents."""

import pytest

from amends.channels.errors import ChannelRefused
from amends.channels.providers.twilio import SMS
from amends.channels.received import (
    Files,
    OptOut,
    RemoteFile,
    Text,
    Unreadable,
    Unsupported,
)
from amends.errors import EvidenceRejected
from tests.channels.providers.conftest import AT

CUSTOMER = "+31612345678"
HOOK = "https://shop.example.com/hook"


def take(channel, hook):
    (received,) = channel.take(hook.call(AT, HOOK)).received
    return received


def every(channel, hook):
    return [each.what for each in channel.take(hook.call(AT, HOOK)).received]


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
